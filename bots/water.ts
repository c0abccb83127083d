/**
 * «Там немає води»: who drives to a fire finds a pond without water, says which, and is told
 * the next. And the chief's answer when residents say so.
 */
import { scopeFor } from "../src/access.ts";
import { waterFor } from "../src/boardOf.ts";
import type { Known } from "../src/core/incident.ts";
import { AppError } from "../src/errors.ts";
import { grantsOf } from "../src/grants.ts";
import {
	mayTellOfWater,
	nameOf,
	sayDry,
	setWaterState,
} from "../src/ground/water.ts";
import type { Courtesy } from "../src/tellInChat.ts";
import type { Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const TOPIC = "water";

/** What the button on a card says. */
export const dryPress = (incidentId: string): string =>
	pressing(TOPIC, "dry", shortId(incidentId));

export function waterTopic({ courtesy }: { courtesy: Courtesy }): Topic {
	return {
		name: TOPIC,
		async press(talk, word, args) {
			switch (word) {
				case "dry":
					return choose(talk, longId(args[0]));
				case "pt":
					return dry(talk, courtesy, longId(args[0]), longId(args[1]));
				case "is":
					return looked(talk, args[0], args[1] ?? "");
				default:
					return false;
			}
		},
	};
}

/** A new message: the card stays where its answers are. */
async function choose(talk: Talk, incidentId: string): Promise<boolean> {
	const { text, service } = talk;
	const incident = await theirs(talk, incidentId);
	if (!incident) return refused(talk);
	const found = await waterFor(service, incident);
	const words = service.wording.onScreen(talk.locale);
	await talk.say(
		found.length === 0
			? text("bot-water-none-near")
			: text("bot-water-choose", { number: String(incident.number) }),
		{
			silent: true,
			markup: rowsOf(
				found.map((point) => [
					{
						label: words.water(point),
						data: pressing(
							TOPIC,
							"pt",
							shortId(incident.id),
							shortId(point.id),
						),
					},
				]),
			),
		},
	);
	return true;
}

async function dry(
	talk: Talk,
	courtesy: Courtesy,
	incidentId: string,
	pointId: string,
): Promise<boolean> {
	const { text, service, person } = talk;
	const incident = await theirs(talk, incidentId);
	if (!incident || !person) return refused(talk);
	const said = await sayDry(
		service,
		{ pointId },
		{
			kind: "driver",
			responderId: person.id,
			incident,
			name: service.secrets.open(person.name),
		},
		courtesy,
	);
	if (!said) {
		await talk.show(text("bot-water-gone"));
		return true;
	}
	const [next] = await waterFor(service, incident);
	const words = service.wording.onScreen(talk.locale);
	await talk.show(
		[
			text("bot-water-dry", { water: nameOf(said.point, text) }),
			next
				? text("bot-water-next", { water: words.water(next) })
				: text("bot-water-next-none"),
		].join("\n"),
	);
	return true;
}

/** A chief's word on what residents say; who leads there no more presses in vain. */
async function looked(
	talk: Talk,
	state: string | undefined,
	pointId: string,
): Promise<boolean> {
	const { text, service, person } = talk;
	if (!person || (state !== "dry" && state !== "works")) return false;
	const grants = await grantsOf(service, { responderId: person.id });
	const scope = scopeFor(grants, "brigades.write");
	if (!scope) return refused(talk);
	try {
		const point = await setWaterState(
			service,
			{ by: { kind: "responder", id: person.id }, scope },
			pointId,
			state,
		);
		await talk.show(
			text(`bot-water-answered-${state}`, { water: nameOf(point, text) }),
		);
	} catch (error) {
		if (!(error instanceof AppError) || error.kind !== "notFound") throw error;
		await talk.show(text("bot-water-gone"));
	}
	return true;
}

async function theirs(
	{ service, person }: Talk,
	incidentId: string,
): Promise<Known | undefined> {
	const incident = await service.load(incidentId);
	return incident.status !== "unknown" &&
		person &&
		mayTellOfWater(incident, person.id)
		? incident
		: undefined;
}

async function refused(talk: Talk): Promise<true> {
	await talk.toast(talk.text("bot-water-not-yours"));
	return true;
}

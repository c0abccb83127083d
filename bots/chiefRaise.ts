/**
 * «Підняти людей»: what burns, and people are rung. Where it burns is asked afterwards
 * and delays nothing.
 *
 * The button below the chat, a type, and that is all: two taps; who leads several
 * brigades says which by a third.
 */
import { isOver } from "../src/answer.ts";
import { order } from "../src/commanding.ts";
import type { Known } from "../src/core/incident.ts";
import type { IncidentType } from "../src/core/kinds.ts";
import { readRaising } from "../src/core/raising.ts";
import { isUnavailable } from "../src/errors.ts";
import type { ResponderRow } from "../src/ports.ts";
import {
	type Alarm,
	type AlarmRaised,
	alarmIn,
	onceBy,
	type RaisingParts,
	raiseAlarm,
	raiserOf,
} from "../src/raising.ts";
import { panelChoice } from "./chiefIncident.ts";
import { placeSaid } from "./chiefPlace.ts";
import {
	type Choice,
	type Heard,
	menuChoice,
	type Topic,
} from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const TOPIC = "raise";
/** In this order on the buttons; the letter stands in what a button says. */
const OFFERED: readonly (readonly [string, IncidentType])[] = [
	["h", "structure_fire"],
	["g", "vegetation_fire"],
	["v", "vehicle_fire"],
	["s", "outbuilding_fire"],
	["r", "rescue"],
	["o", "other"],
];
/** A slip of the thumb is taken back by one tap; later it is asked once more. */
const SLIP_MS = 60_000;
/** Words that come so soon after a question are its answer, whatever they begin with. */
const FRESH_MS = 5 * 60_000;
const UNASKED_MS = 30 * 60_000;

/** What a button says to begin: also one under a text that nobody of this chat asked for. */
export const RAISE: Choice["data"] = pressing(TOPIC, "what", "a", 0);

export function chiefRaiseTopic(parts: RaisingParts): Topic {
	const mayRaise = async (talk: Talk): Promise<boolean> =>
		talk.person !== undefined &&
		(await raiserOf(talk.service, talk.person)).source !== "resident";

	return {
		name: TOPIC,
		menu: async (talk) =>
			(await mayRaise(talk))
				? [{ label: talk.text("button-raise"), data: RAISE }]
				: [],
		keys: {
			choices: ({ text }) => [{ label: text("button-raise"), data: RAISE }],
			isFor: mayRaise,
		},

		async press(talk, word, args) {
			if (!talk.person) return false;
			switch (word) {
				case "what":
					return showTypes(talk, args);
				case "go":
					return go(parts, talk, talk.person, args);
				case "false":
				case "falseYes":
					return takeBack(talk, talk.person, word, longId(args[0]));
				default:
					return false;
			}
		},

		async heard(talk, question, known, said) {
			return question === "where" && talk.person
				? hearWhere(talk, talk.person, String(known.incidentId), said)
				: false;
		},

		async interrupts(talk, said, open) {
			if (said.kind !== "text" || !talk.person) return false;
			if (!readRaising(said.text)) return false;
			if (open && talk.now - open.at < FRESH_MS && TAKES_WORDS.has(open.topic))
				return false;
			return typed(parts, talk, talk.person, said.text);
		},

		async overhears(talk, said) {
			return said.kind === "place" && talk.person
				? placeUnasked(talk, talk.person, said)
				: false;
		},
	};
}

/** The point comes after the words, or before them: whoever has just raised an alarm means its place. */
async function placeUnasked(
	talk: Talk,
	person: ResponderRow,
	said: Heard,
): Promise<boolean> {
	const { service } = talk;
	for (const id of await service.roster.incidentsOf(person.id)) {
		const incident = await service.load(id);
		if (incident.status === "unknown" || incident.raisedBy !== person.id)
			continue;
		const isNew = talk.now - incident.reportedAt < UNASKED_MS;
		const isOnTheWay = incident.people.get(person.id)?.answer === "responding";
		if (isNew && !incident.location && !isOnTheWay)
			return hearWhere(talk, person, id, said);
	}
	return false;
}

/** Their questions are answered in free words, which may begin like an alarm. */
const TAKES_WORDS: ReadonlySet<string> = new Set([TOPIC, "inc", "words"]);

/** `mode` a or e, `danger` 0 or 1; when it was shown tells one menu from another. */
async function showTypes(
	talk: Talk,
	[mode = "a", danger = "0", shownAt]: readonly string[],
): Promise<boolean> {
	const { text } = talk;
	const shown = shownAt ?? Math.floor(talk.now / 1_000).toString(36);
	const isDrill = mode === "e";
	const types = OFFERED.map(([letter, type]) => ({
		label: isDrill
			? text("bot-raise-drill-type", { type: text(`raise-${type}`) })
			: text(`raise-${type}`),
		data: pressing(TOPIC, "go", letter, mode, danger, shown),
	}));
	const again = (nextMode: string, nextDanger: string) =>
		pressing(TOPIC, "what", nextMode, nextDanger, shown);
	await talk.show(
		text(isDrill ? "bot-raise-drill-what" : "bot-chief-what"),
		rowsOf([
			types.slice(0, 2),
			types.slice(2, 4),
			types.slice(4),
			[
				{
					label: text(
						danger === "1" ? "bot-raise-danger" : "bot-raise-danger-not",
					),
					data: again(mode, danger === "1" ? "0" : "1"),
				},
			],
			[
				{
					label: text(isDrill ? "bot-raise-real" : "bot-raise-drill"),
					data: again(isDrill ? "a" : "e", danger),
				},
				menuChoice(talk),
			],
		]),
	);
	return true;
}

async function go(
	parts: RaisingParts,
	talk: Talk,
	person: ResponderRow,
	args: readonly string[],
): Promise<boolean> {
	const [letter, mode, danger, shown = "", brigade] = args;
	const type = OFFERED.find(([known]) => known === letter)?.[1];
	if (!type) return false;
	const { source, brigades } = await raiserOf(talk.service, person);
	if (source === "resident") {
		await talk.toast(talk.text("bot-chief-only"));
		return true;
	}
	if (brigades.length > 1 && !brigade) {
		await talk.show(
			talk.text("bot-raise-brigade"),
			rowsOf(
				brigades.map(({ id, name }) => [
					{ label: name, data: pressing(TOPIC, "go", ...args, shortId(id)) },
				]),
			),
		);
		return true;
	}
	const alarm: Alarm = {
		type,
		mode: mode === "e" ? "exercise" : "actual",
		peopleInDanger: danger === "1",
		...(brigade ? { brigadeId: longId(brigade) } : {}),
	};
	// One menu raises one alarm, however often its buttons are pressed.
	const raised = await raiseAlarm(parts, person, alarm, {
		once: `menu:${shown}`,
	});
	await told(talk, raised, { inPlace: true });
	return true;
}

/** «ПОЖЕЖА Росохач Шевченка 12», written in the chat. */
async function typed(
	parts: RaisingParts,
	talk: Talk,
	person: ResponderRow,
	words: string,
): Promise<boolean> {
	const read = await alarmIn(talk.service, person, words);
	if (!read) return false;
	const { isLoud: _loud, ...alarm } = read;
	const raised = await raiseAlarm(parts, person, alarm, {
		once: onceBy(talk.service, words),
		...(talk.saidAt === undefined ? {} : { saidAt: talk.saidAt }),
	});
	await told(talk, raised, { inPlace: false });
	return true;
}

async function told(
	talk: Talk,
	{ incident, people, isAgain }: AlarmRaised,
	{ inPlace }: { inPlace: boolean },
): Promise<void> {
	const { text } = talk;
	const number = String(incident.number);
	const isHeld =
		incident.possibleDuplicateOf !== undefined && !incident.laddered;
	const asksWhere =
		people === "called" && !incident.place && !incident.location;
	const words = [
		isAgain
			? text("bot-raise-again", { number })
			: people === "asked"
				? text("bot-raise-asked", { number })
				: isHeld
					? text("bot-raise-held", { number })
					: text(
							incident.mode === "exercise"
								? "bot-raise-drill-done"
								: "bot-chief-raised",
							{ number },
						),
		...(asksWhere ? [text("bot-chief-where")] : []),
	].join(" ");
	const markup =
		people === "asked" ? undefined : rowsOf(afterwards(talk, incident));
	if (inPlace) await talk.show(words, markup);
	else await talk.say(words, markup ? { markup } : {});
	if (asksWhere) await askWhere(talk, incident);
}

/** People are rung already: a question that cannot be kept must not make it look undone. */
async function askWhere(talk: Talk, { id }: Known): Promise<void> {
	try {
		await talk.ask(TOPIC, "where", { incidentId: id });
	} catch (error) {
		if (!isUnavailable(error)) throw error;
	}
}

const afterwards = (talk: Talk, incident: Known): Choice[][] => [
	[
		{
			label: talk.text("button-false"),
			data: pressing(TOPIC, "false", shortId(incident.id)),
		},
		panelChoice(talk, incident.id),
	],
];

/** Within a minute at once; later it is asked, since people are on their way. */
async function takeBack(
	talk: Talk,
	person: ResponderRow,
	word: "false" | "falseYes",
	incidentId: string,
): Promise<boolean> {
	const { service, text } = talk;
	const incident = await service.load(incidentId);
	if (incident.status === "unknown") return false;
	const number = String(incident.number);
	if (isOver(incident)) {
		await talk.show(
			text("bot-chief-over", {
				number,
				state: text(`incident-${incident.status}`),
			}),
		);
		return true;
	}
	if (word === "false" && talk.now - incident.reportedAt > SLIP_MS) {
		await talk.show(
			text("bot-raise-false-sure", { number }),
			rowsOf([
				[
					{
						label: text("bot-sure", { action: text("button-false") }),
						data: pressing(TOPIC, "falseYes", shortId(incidentId)),
					},
				],
				[panelChoice(talk, incidentId)],
			]),
		);
		return true;
	}
	const ordered = await order(service, {
		person,
		incidentId,
		name: "cancel",
		commandId: `chief:false:${incidentId}:${person.id}`,
	});
	if (ordered.kind === "refused") await talk.toast(text("bot-chief-only"));
	else {
		await talk.settled();
		const state =
			ordered.incident.status === "cancelled"
				? text("bot-raise-taken-back", { number })
				: text("page-live-false-by-desk");
		await talk.show(state, rowsOf([[menuChoice(talk)]]));
	}
	return true;
}

async function hearWhere(
	talk: Talk,
	person: ResponderRow,
	incidentId: string,
	said: Heard,
): Promise<boolean> {
	const { text } = talk;
	const corrected = await placeSaid(talk, person, incidentId, said);
	if (corrected === "unreadable") return false;
	await talk.settled();
	const number = String(corrected.incident?.number ?? "");
	await talk.say(
		corrected.incident && isOver(corrected.incident)
			? text("bot-chief-over", {
					number,
					state: text(`incident-${corrected.incident.status}`),
				})
			: corrected.isDone
				? text("bot-place-kept", { number })
				: text("bot-chief-only"),
		{ markup: rowsOf([[panelChoice(talk, incidentId)]]) },
	);
	return true;
}

/**
 * «Ми з однієї хати»: one asks by name, the other agrees in their own chat; either of
 * them may take it back alone.
 */
import {
	brigadeFellows,
	householdOf,
	householdProof,
	joinHousehold,
	leaveHousehold,
} from "../src/people/household.ts";
import type { ResponderRow } from "../src/ports.ts";
import { type Courtesy, tellInChat } from "../src/tellInChat.ts";
import { menuChoice, type Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const NAME = "hh";
const MOST_NAMES = 8;

type Own = Talk & { person: ResponderRow };

export function householdTopic({ courtesy }: { courtesy: Courtesy }): Topic {
	return {
		name: NAME,
		menu: async (talk) =>
			talk.person && talk.person.brigadeIds.length > 0
				? [
						{
							label: talk.text("household-menu"),
							data: pressing(NAME, "show"),
						},
					]
				: [],
		async press(talk, word, args) {
			if (!isOwn(talk)) return false;
			await talk.settled();
			const id = longId(args[0]);
			switch (word) {
				case "show":
					await show(talk);
					return true;
				case "name":
					await talk.ask(NAME, "name");
					await talk.show(
						talk.text("household-ask-name"),
						rowsOf([[menuChoice(talk)]]),
					);
					return true;
				case "ask":
					await askOther(talk, id);
					return true;
				case "yes":
				case "no":
					await decide(talk, id, args[1] ?? "", word === "yes");
					return true;
				case "leave":
					await leaveHousehold(
						talk.service,
						byOf(talk),
						talk.person,
						talk.commandId,
					);
					await talk.show(
						talk.text("household-left"),
						rowsOf([[menuChoice(talk)]]),
					);
					return true;
				default:
					return false;
			}
		},
		async heard(talk, question, _known, said) {
			if (!isOwn(talk) || question !== "name" || said.kind !== "text")
				return false;
			await findByName(talk, said.text);
			return true;
		},
	};

	async function askOther(talk: Own, id: string): Promise<void> {
		const { service, person } = talk;
		const other = (await brigadeFellows(service, person)).find(
			(one) => one.id === id,
		);
		if (!other)
			return talk.show(
				talk.text("household-nobody"),
				rowsOf([[menuChoice(talk)]]),
			);
		const name = nameOf(talk, other);
		if (!other.telegramChat)
			return talk.show(
				talk.text("household-cannot-ask", { name }),
				rowsOf([[menuChoice(talk)]]),
			);
		const { wording, secrets } = service;
		const proof = householdProof(service, person.id, other.id);
		const button = (word: "yes" | "no") => ({
			text: wording.text(other.locale, `button-${word}`),
			data: pressing(NAME, word, shortId(person.id), proof),
		});
		await tellInChat(service, courtesy, {
			chat: secrets.open(other.telegramChat),
			words: wording.text(other.locale, "household-question", {
				name: nameOf(talk, person),
			}),
			buttons: [[button("yes"), button("no")]],
		});
		await talk.show(
			talk.text("household-asked", { name }),
			rowsOf([[menuChoice(talk)]]),
		);
	}

	/** The proof says that they asked; that both are still there is looked at now. */
	async function decide(
		talk: Own,
		askerId: string,
		proof: string,
		isYes: boolean,
	): Promise<void> {
		const { service, person } = talk;
		const menu = rowsOf([[menuChoice(talk)]]);
		const isAsked = proof === householdProof(service, askerId, person.id);
		const [asker] = isAsked ? await service.roster.people([askerId]) : [];
		if (!asker) return talk.show(talk.text("household-stale"), menu);
		const isJoined =
			isYes &&
			(await joinHousehold(
				service,
				byOf(talk),
				asker.id,
				person.id,
				talk.commandId,
			));
		if (isYes && !isJoined)
			return talk.show(talk.text("household-stale"), menu);
		await talk.show(
			isYes
				? talk.text("household-accepted", { name: nameOf(talk, asker) })
				: talk.text("household-refused"),
			menu,
		);
		if (!asker.telegramChat) return;
		await tellInChat(service, courtesy, {
			chat: service.secrets.open(asker.telegramChat),
			words: service.wording.text(
				asker.locale,
				isYes ? "household-accepted" : "household-refused-you",
				{ name: nameOf(talk, person) },
			),
		});
	}
}

async function show(talk: Own): Promise<void> {
	const others = await householdOf(talk.service, talk.person);
	await talk.show(
		others.length > 0
			? talk.text("household-with", {
					names: others.map((one) => nameOf(talk, one)).join(", "),
				})
			: talk.text("household-none"),
		rowsOf([
			[{ label: talk.text("household-add"), data: pressing(NAME, "name") }],
			...(talk.person.household
				? [
						[
							{
								label: talk.text("household-leave"),
								data: pressing(NAME, "leave"),
							},
						],
					]
				: []),
			[menuChoice(talk)],
		]),
	);
}

async function findByName(talk: Own, written: string): Promise<void> {
	const wanted = written.toLowerCase().trim();
	const fellows = await brigadeFellows(talk.service, talk.person);
	const found = fellows
		.map((one) => ({ id: one.id, name: nameOf(talk, one) }))
		.filter(({ name }) => wanted !== "" && name.toLowerCase().includes(wanted))
		.slice(0, MOST_NAMES);
	// Nobody found: the question stays open for the next try.
	if (found.length > 0) await talk.settled();
	await talk.say(
		talk.text(found.length > 0 ? "household-which" : "household-nobody"),
		{
			markup: rowsOf([
				...found.map(({ id, name }) => [
					{ label: name, data: pressing(NAME, "ask", shortId(id)) },
				]),
				[menuChoice(talk)],
			]),
		},
	);
}

const isOwn = (talk: Talk): talk is Own => talk.person !== undefined;

const byOf = ({ person }: Own) => ({
	kind: "responder" as const,
	id: person.id,
});

const nameOf = ({ service }: Talk, { name }: ResponderRow): string =>
	service.secrets.open(name);

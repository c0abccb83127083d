/**
 * Papers of people, kept by who leads them: what expires, and on which day.
 */
import { changeResponder } from "../src/administer.ts";
import { PAPERS } from "../src/core/kinds.ts";
import { type Paper, papersOf } from "../src/people/papers.ts";
import type { ResponderRow } from "../src/ports.ts";
import { readDate } from "../src/routine/readPeriod.ts";
import { dayText, wallTime } from "../src/routine/wallTime.ts";
import { paged } from "./chiefPeople.ts";
import {
	type Choice,
	leadsOf,
	menuChoice,
	type Topic,
} from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { type Known, pressing, rowsOf, type Talk } from "./talk.ts";

const NAME = "pp";
const MOST_PEOPLE = 200;

/** Who leads, over whom, and who is meant; looked at anew at every press. */
type Led = { talk: Talk; leads: string[]; member: ResponderRow };

export const papersTopic = (): Topic => ({
	name: NAME,
	menu: async (talk) =>
		(await leadsOf(talk.service, talk.person)).length > 0
			? [{ label: talk.text("papers-menu"), data: pressing(NAME, "show") }]
			: [],
	async press(talk, word, args) {
		const leads = await leadsOf(talk.service, talk.person);
		if (leads.length === 0) return false;
		await talk.settled();
		if (word === "show") return choose(talk, leads, Number(args[0] ?? 0));
		const led = await memberOf(talk, leads, longId(args[0]));
		if (!led) return false;
		switch (word) {
			case "one":
				return showOne(led);
			case "add":
				return askUntil(led, args[1]);
			case "drop":
				return drop(led, args[1], args[2]);
			default:
				return false;
		}
	},
	async heard(talk, question, known, said) {
		if (question !== "until" || said.kind !== "text") return false;
		return takeUntil(talk, known, said.text);
	},
});

async function choose(
	talk: Talk,
	leads: readonly string[],
	page: number,
): Promise<boolean> {
	const { roster, secrets } = talk.service;
	const { items } = await roster.responders(
		{ kind: "brigades", ids: leads },
		{ limit: MOST_PEOPLE },
	);
	const people = items
		.map(({ id, name }) => ({ id, name: secrets.open(name) }))
		.sort((a, b) => a.name.localeCompare(b.name, talk.locale))
		.map(({ id, name }) => ({
			label: name,
			data: pressing(NAME, "one", shortId(id)),
		}));
	await talk.show(
		talk.text("papers-whose-choose"),
		rowsOf([
			...paged(people, page, (to) => pressing(NAME, "show", to)),
			[menuChoice(talk)],
		]),
	);
	return true;
}

async function showOne({ talk, member }: Led): Promise<boolean> {
	const { text, service } = talk;
	const papers = papersOf(service.secrets, member);
	const name = service.secrets.open(member.name);
	const id = shortId(member.id);
	const kinds = PAPERS.map((kind): Choice[] => [
		{
			label: text("papers-add", { paper: text(`paper-${kind}`) }),
			data: pressing(NAME, "add", id, kind),
		},
	]);
	const drops = papers.map((paper): Choice[] => [
		{
			label: text("papers-drop", wordsOf(talk, paper)),
			data: pressing(NAME, "drop", id, paper.kind, paper.until),
		},
	]);
	await talk.show(
		papers.length === 0
			? text("papers-none", { name })
			: [
					text("papers-of", { name }),
					...papers.map((paper) => text("papers-one", wordsOf(talk, paper))),
				].join("\n"),
		rowsOf([
			...drops,
			...kinds,
			[{ label: text("papers-menu"), data: pressing(NAME, "show") }],
			[menuChoice(talk)],
		]),
	);
	return true;
}

async function askUntil(
	{ talk, member }: Led,
	word: string | undefined,
): Promise<boolean> {
	const kind = PAPERS.find((known) => known === word);
	if (!kind) return false;
	await talk.ask(NAME, "until", { id: member.id, kind });
	await talk.show(
		talk.text("papers-ask-until", { paper: talk.text(`paper-${kind}`) }),
		rowsOf([[menuChoice(talk)]]),
	);
	return true;
}

async function takeUntil(
	talk: Talk,
	known: Known,
	written: string,
): Promise<boolean> {
	const leads = await leadsOf(talk.service, talk.person);
	const led = await memberOf(talk, leads, String(known.id));
	const kind = PAPERS.find((one) => one === known.kind);
	if (!led || !kind) return false;
	const until = readDate(written, talk.now, talk.service.settings.timeZone);
	if (until === undefined) {
		// The question stays open: the next words are tried again.
		await talk.say(talk.text("papers-unreadable"), {
			markup: rowsOf([[menuChoice(talk)]]),
		});
		return true;
	}
	await talk.settled();
	// A new term takes the place of the old one of the same paper.
	return keep(led, (papers) => [
		...papers.filter((paper) => paper.kind !== kind || kind === "other"),
		{ kind, until },
	]);
}

const drop = (
	led: Led,
	kind: string | undefined,
	until: string | undefined,
): Promise<boolean> =>
	keep(led, (papers) =>
		papers.filter((paper) => paper.kind !== kind || paper.until !== until),
	);

async function keep(
	{ talk, leads, member }: Led,
	change: (papers: Paper[]) => Paper[],
): Promise<boolean> {
	const by = { kind: "responder" as const, id: talk.person?.id ?? "" };
	const row = await changeResponder(
		talk.service,
		{ by, scope: { kind: "brigades", ids: leads } },
		member.id,
		{ papers: change(papersOf(talk.service.secrets, member)) },
	);
	return showOne({ talk, leads, member: row });
}

async function memberOf(
	talk: Talk,
	leads: string[],
	id: string,
): Promise<Led | undefined> {
	if (leads.length === 0) return undefined;
	const member = await talk.service.roster.responder(
		{ kind: "brigades", ids: leads },
		id,
	);
	return member && { talk, leads, member };
}

function wordsOf({ service, text, locale, now }: Talk, paper: Paper) {
	const today = wallTime(now, service.settings.timeZone).date;
	return {
		paper: text(`paper-${paper.kind}`),
		day: dayText(service.wording, locale, paper.until, today),
	};
}

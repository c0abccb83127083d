/**
 * «Перевірка зв'язку», for who leads: how well the bell reaches each of theirs, and the day
 * and hour on which it tries everybody's channels each week.
 */

import { meanReachability } from "../src/core/proof.ts";
import type { Brigade, WeeklyBell } from "../src/core/roster.ts";
import { reachableOf } from "../src/people/proofs.ts";
import { EVERYTHING, type ResponderRow } from "../src/ports.ts";
import { setBell, USUAL_BELL } from "../src/routine/bell.ts";
import { leadsOf, menuChoice, type Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const NAME = "bell";
const TIMES = ["09:00", "11:00", "13:00", "18:00"] as const;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const MOST_PEOPLE = 200;
/** A message of Telegram holds 4096 characters. */
const MOST_NAMED = 40;

export const bellTopic = (): Topic => ({
	name: NAME,
	menu: async (talk) =>
		(await leadsOf(talk.service, talk.person)).length > 0
			? [{ label: talk.text("bell-menu"), data: pressing(NAME, "show") }]
			: [],
	async press(talk, word, args) {
		const leads = await leadsOf(talk.service, talk.person);
		if (!talk.person || leads.length === 0) return false;
		await talk.settled();
		if (word === "show") {
			await showAll(talk, leads);
			return true;
		}
		const id = longId(args[0]);
		if (!leads.includes(id)) return false;
		const bell = word === "on" ? readBell(args) : null;
		if ((word !== "on" && word !== "off") || bell === undefined) return false;
		await setBell(
			talk.service,
			{ by: { kind: "responder", id: talk.person.id }, scope: EVERYTHING },
			id,
			bell,
			talk.commandId,
		);
		await showAll(talk, leads);
		return true;
	},
});

/** Only what our own buttons say. */
function readBell(args: readonly string[]): WeeklyBell | undefined {
	const weekday = DAYS.find((day) => String(day) === args[1]);
	// A colon parts the words of a button.
	const time = TIMES.find((one) => one.replace(":", "") === args[2]);
	return weekday && time ? { weekday, time } : undefined;
}

async function showAll(talk: Talk, leads: readonly string[]): Promise<void> {
	const brigades = await Promise.all(
		leads.map((id) => talk.service.roster.brigade(EVERYTHING, id)),
	);
	const shown = brigades.filter((one) => one !== undefined);
	const lines = await Promise.all(shown.map((one) => linesOf(talk, one)));
	await talk.show(
		[...lines.flat(), "", talk.text("bell-why")].join("\n"),
		rowsOf([
			...shown.flatMap((one) => choicesOf(talk, one)),
			[menuChoice(talk)],
		]),
	);
}

async function linesOf(talk: Talk, brigade: Brigade): Promise<string[]> {
	const { text, service } = talk;
	const { items } = await service.roster.responders(EVERYTHING, {
		limit: MOST_PEOPLE,
		brigadeId: brigade.id,
	});
	const reach = await reachableOf(
		service,
		items.map(({ id }) => id),
	);
	const scored = items.map((row) => ({
		name: nameOf(talk, row),
		score: reach.get(row.id)?.score,
	}));
	const mean = meanReachability(scored.map(({ score }) => score));
	const weakest = scored
		.flatMap(({ name, score }) =>
			score === undefined ? [] : [{ name, score }],
		)
		.sort((a, b) => a.score - b.score)
		.slice(0, MOST_NAMED);
	const untried = scored
		.filter(({ score }) => score === undefined)
		.slice(0, MOST_NAMED)
		.map(({ name }) => name);
	return [
		mean === undefined
			? text("bell-score-none", { brigade: brigade.name })
			: text("bell-score", { brigade: brigade.name, score: mean }),
		...weakest.map((one) => text("bell-person", one)),
		...(untried.length > 0 && weakest.length > 0
			? [text("bell-untried", { names: untried.join(", ") })]
			: []),
		brigade.bell
			? text("bell-on", whenOf(talk, brigade.bell))
			: text("bell-off"),
	];
}

function choicesOf(talk: Talk, { id, bell }: Brigade) {
	const on = (label: string, { weekday, time }: WeeklyBell) => ({
		label,
		data: pressing(NAME, "on", shortId(id), weekday, time.replace(":", "")),
	});
	if (!bell)
		return [
			[on(talk.text("bell-switch-on", whenOf(talk, USUAL_BELL)), USUAL_BELL)],
		];
	const mark = (label: string, isOn: boolean) => (isOn ? `✓ ${label}` : label);
	const days = DAYS.map((weekday) =>
		on(
			mark(
				talk.text("weekday-short", { day: weekday }),
				weekday === bell.weekday,
			),
			{ ...bell, weekday },
		),
	);
	return [
		days.slice(0, 4),
		days.slice(4),
		TIMES.map((time) => on(mark(time, time === bell.time), { ...bell, time })),
		[
			{
				label: talk.text("bell-switch-off"),
				data: pressing(NAME, "off", shortId(id)),
			},
		],
	];
}

const whenOf = (talk: Talk, { weekday, time }: WeeklyBell) => ({
	each: talk.text("weekday-each", { day: weekday }),
	time,
});

const nameOf = ({ service }: Talk, { name }: ResponderRow): string =>
	service.secrets.open(name);

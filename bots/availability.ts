/**
 * «Чергую / вихідний» in the chat: one tap says it and ends by itself, a pattern of the
 * week by buttons, days ahead in words.
 *
 * Every button says all of itself, so that one pressed twice or a day later still means
 * what stands on it; the hour of «4 год» is counted from the press.
 */
import { setAvailability } from "../src/administer.ts";
import type { Availability } from "../src/core/availability.ts";
import {
	AVAILABILITY_STATES,
	type AvailabilityState,
} from "../src/core/kinds.ts";
import { nextMorning } from "../src/core/morning.ts";
import {
	DAY_PARTS,
	type DayPart,
	setNow,
	setWeekly,
	stateNow,
	withException,
	withoutException,
	withoutWeekly,
} from "../src/core/whenCalled.ts";
import { MORNING_HOUR } from "../src/people/shifts.ts";
import { availabilityOf } from "../src/people/whereabouts.ts";
import { EVERYTHING, type ResponderRow } from "../src/ports.ts";
import { readPeriod } from "../src/routine/readPeriod.ts";
import { dayText, momentText, wallTime } from "../src/routine/wallTime.ts";
import { type Choice, menuChoice, type Topic } from "./conversation.ts";
import { type Known, pressing, rowsOf, type Talk } from "./talk.ts";

const NAME = "av";
const HOUR_MS = 3_600_000;
const HOURS = [1, 4, 8] as const;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** What a screen can list; the rest is still kept. */
const MOST_AHEAD = 8;

/** Somebody we know who writes. */
type Own = Talk & { person: ResponderRow };

export const availabilityTopic = (): Topic => ({
	name: NAME,
	menu: async (talk) =>
		isOwn(talk)
			? [
					{
						label: talk.text("availability-menu", {
							state: stateText(talk, nowOf(talk).state),
						}),
						data: pressing(NAME, "show"),
					},
				]
			: [],
	keys: {
		choices: ({ text }) => [
			{
				label: text("bot-keyboard-availability"),
				data: pressing(NAME, "show"),
			},
		],
		isFor: async (talk) => isOwn(talk),
	},
	async press(talk, word, args) {
		if (!isOwn(talk)) return false;
		await talk.settled();
		switch (word) {
			case "show":
				await showPanel(talk);
				return true;
			case "set":
				return setByTap(talk, args);
			case "for":
				return setFor(talk, args);
			case "ask":
				return askPeriod(talk, args);
			case "week":
				return showWeek(talk, args);
			case "put":
				return putWeek(talk, args);
			case "clear":
				return showWeek(
					talk,
					["0", "0"],
					await keep(talk, withoutWeekly(availability(talk))),
				);
			case "ahead":
				await showAhead(talk);
				return true;
			case "drop":
				return drop(talk, args);
			default:
				return false;
		}
	},
	async heard(talk, question, known, said) {
		if (!isOwn(talk) || question !== "period") return false;
		if (said.kind !== "text") return false;
		await takePeriod(talk, known, said.text);
		return true;
	},
});

// --- now ---------------------------------------------------------------------------

async function showPanel(talk: Own, title?: string): Promise<void> {
	const stateChoice = (state: AvailabilityState): Choice => ({
		label: upper(stateText(talk, state)),
		data: pressing(NAME, "set", state),
	});
	const [on, reserve, lifeOnly, off] = AVAILABILITY_STATES;
	await talk.show(
		[title ?? nowText(talk), ...weekLines(talk), ...aheadLines(talk)].join(
			"\n",
		),
		rowsOf([
			[stateChoice(on), stateChoice(reserve)],
			[stateChoice(lifeOnly)],
			[stateChoice(off)],
			[
				choice(talk, "availability-week", "week", 0, 0),
				choice(talk, "availability-ahead", "ahead"),
			],
			[menuChoice(talk)],
		]),
	);
}

/** Said at once and over in the morning, until another end is chosen. */
async function setByTap(talk: Own, args: readonly string[]): Promise<boolean> {
	const state = readState(args[0]);
	if (!state) return false;
	const before = availability(talk);
	const { timeZone } = talk.service.settings;
	const plain = setNow(before, state, talk.now);
	// On call again needs no end, unless the week says otherwise for this hour.
	const until =
		state === "on" && before.weekly.length === 0 ? undefined : morningOf(talk);
	const after =
		until === undefined ? plain : setNow(before, state, talk.now, until);
	const row = await keep(talk, after);
	const own: Own = { ...talk, person: row };
	await talk.show(
		setText(own),
		rowsOf([
			...(state === "on" && until === undefined
				? []
				: ends(talk, state, before)),
			[choice(talk, "availability-more", "show")],
			[menuChoice(talk)],
		]),
	);
	return true;

	function ends(
		{ text }: Talk,
		chosen: AvailabilityState,
		was: Availability,
	): Choice[][] {
		const hours = HOURS.map((count) => ({
			label: text("availability-hours", { count }),
			data: pressing(NAME, "for", chosen, `${count}h`),
		}));
		const { state: stateWas, until: untilWas } = was;
		return [
			hours,
			[
				{
					label: text("availability-until-morning", {
						time: talk.service.wording.clock(morningOf(talk), timeZone),
					}),
					data: pressing(NAME, "for", chosen, "morning"),
				},
				{
					label: text("availability-no-end"),
					data: pressing(NAME, "for", chosen, "open"),
				},
			],
			[
				{
					// A stretch of its own takes the tap back: it was not meant for now.
					label: text("availability-from-to"),
					data: pressing(
						NAME,
						"ask",
						chosen,
						stateWas,
						untilWas === undefined ? "" : untilWas.toString(36),
					),
				},
			],
		];
	}
}

async function setFor(talk: Own, args: readonly string[]): Promise<boolean> {
	const state = readState(args[0]);
	const [, end = ""] = args;
	const hours = HOURS.find((count) => `${count}h` === end);
	if (!state || (!hours && end !== "morning" && end !== "open")) return false;
	const until =
		end === "open"
			? undefined
			: hours
				? talk.now + hours * HOUR_MS
				: morningOf(talk);
	const row = await keep(
		talk,
		setNow(availability(talk), state, talk.now, until),
	);
	await showPanel({ ...talk, person: row }, setText({ ...talk, person: row }));
	return true;
}

// --- days ahead ----------------------------------------------------------------------

async function askPeriod(talk: Own, args: readonly string[]): Promise<boolean> {
	const state = readState(args[0]);
	if (!state) return false;
	const stateWas = readState(args[1]);
	if (stateWas) {
		const { until: _until, ...rest } = availability(talk);
		const untilWas = Number.parseInt(args[2] ?? "", 36);
		await keep(talk, {
			...rest,
			state: stateWas,
			...(Number.isNaN(untilWas) ? {} : { until: untilWas }),
		});
	}
	await talk.ask(NAME, "period", { state });
	await talk.show(
		talk.text("availability-ask-period", { state: stateText(talk, state) }),
		rowsOf([[choice(talk, "availability-more", "show")], [menuChoice(talk)]]),
	);
	return true;
}

async function takePeriod(
	talk: Own,
	known: Known,
	written: string,
): Promise<void> {
	const state = readState(String(known.state));
	const { timeZone } = talk.service.settings;
	const read = readPeriod(written, talk.now, timeZone);
	if (!state || read.kind !== "period") {
		const why = read.kind === "period" ? "unreadable" : read.kind;
		// The question stays open: the next words are tried again.
		return talk.say(talk.text(`availability-period-${why}`), {
			markup: rowsOf([[menuChoice(talk)]]),
		});
	}
	await talk.settled();
	const range = { ...read.period, state };
	const row = await keep(
		talk,
		withException(availability(talk), range, talk.now),
	);
	const own: Own = { ...talk, person: row };
	await showPanel(
		own,
		talk.text("availability-period-set", {
			state: stateText(talk, state),
			period: periodText(talk, range),
		}),
	);
}

async function showAhead(talk: Own): Promise<void> {
	const ahead = aheadOf(talk);
	await talk.show(
		[
			talk.text(
				ahead.length > 0
					? "availability-ahead-title"
					: "availability-ahead-none",
			),
			...aheadLines(talk),
		].join("\n"),
		rowsOf([
			...ahead.map(({ from, ...rest }) => [
				{
					label: talk.text("availability-drop", {
						period: periodText(talk, { from, ...rest }),
					}),
					data: pressing(NAME, "drop", from.toString(36)),
				},
			]),
			...(["off", "lifeOnly", "reserve", "on"] as const).map((state) => [
				{
					label: talk.text("availability-add", {
						state: stateText(talk, state),
					}),
					data: pressing(NAME, "ask", state),
				},
			]),
			[choice(talk, "availability-more", "show"), menuChoice(talk)],
		]),
	);
}

async function drop(talk: Own, args: readonly string[]): Promise<boolean> {
	const from = Number.parseInt(args[0] ?? "", 36);
	if (Number.isNaN(from)) return false;
	const row = await keep(talk, withoutException(availability(talk), from));
	await showAhead({ ...talk, person: row });
	return true;
}

// --- the week --------------------------------------------------------------------------

/** Which days and parts are chosen stands in the buttons themselves, a bit for each. */
async function showWeek(
	talk: Own,
	args: readonly string[],
	person = talk.person,
): Promise<boolean> {
	const chosen = readChosen(args);
	if (!chosen) return false;
	const { days, parts } = chosen;
	const own: Own = { ...talk, person };
	const toggle = (label: string, isOn: boolean, d: number, p: number) => ({
		label: isOn ? `✓ ${label}` : label,
		data: pressing(NAME, "week", d, p),
	});
	const dayChoices = DAYS.map((day) =>
		toggle(
			talk.text("weekday-short", { day }),
			hasBit(days, day - 1),
			days ^ (1 << (day - 1)),
			parts,
		),
	);
	const partChoices = DAY_PARTS.map(({ name }, place) =>
		toggle(
			talk.text(`day-part-${name}`),
			hasBit(parts, place),
			days,
			parts ^ (1 << place),
		),
	);
	const isComplete = days > 0 && parts > 0;
	const week = weekLines(own);
	await talk.show(
		[
			...(week.length > 0 ? week : [talk.text("availability-week-none")]),
			"",
			talk.text(
				isComplete ? "availability-week-state" : "availability-week-choose",
			),
		].join("\n"),
		rowsOf([
			dayChoices.slice(0, 4),
			dayChoices.slice(4),
			...partChoices.map((one) => [one]),
			...(isComplete
				? AVAILABILITY_STATES.map((state) => [
						{
							label: upper(stateText(talk, state)),
							data: pressing(NAME, "put", days, parts, state),
						},
					])
				: []),
			...(week.length > 0
				? [[choice(talk, "availability-week-clear", "clear")]]
				: []),
			[choice(talk, "availability-more", "show"), menuChoice(talk)],
		]),
	);
	return true;
}

async function putWeek(talk: Own, args: readonly string[]): Promise<boolean> {
	const chosen = readChosen(args);
	const state = readState(args[2]);
	if (!chosen || !state || chosen.days === 0 || chosen.parts === 0)
		return false;
	const row = await keep(
		talk,
		setWeekly(
			availability(talk),
			DAYS.filter((day) => hasBit(chosen.days, day - 1)),
			DAY_PARTS.filter((_, place) => hasBit(chosen.parts, place)).map(
				({ name }): DayPart => name,
			),
			state,
		),
	);
	return showWeek(talk, ["0", "0"], row);
}

function readChosen(
	args: readonly string[],
): { days: number; parts: number } | undefined {
	const [days = Number.NaN, parts = Number.NaN] = args.map(Number);
	const isIn = (value: number, below: number) =>
		Number.isInteger(value) && value >= 0 && value < below;
	return isIn(days, 128) && isIn(parts, 8) ? { days, parts } : undefined;
}

const hasBit = (mask: number, place: number): boolean =>
	(mask & (1 << place)) !== 0;

// --- in words ----------------------------------------------------------------------------

function nowText(talk: Own): string {
	const { state, until } = nowOf(talk);
	const said = stateText(talk, state);
	return until === undefined
		? talk.text("bot-availability-now", { state: said })
		: talk.text("availability-now-until", {
				state: said,
				time: timeText(talk, until),
			});
}

/** What holds now, which is not what was tapped where other words weigh more. */
function setText(talk: Own): string {
	const { state, until } = nowOf(talk);
	const said = stateText(talk, state);
	return until === undefined
		? talk.text("bot-availability-set", { state: said })
		: talk.text("bot-availability-until", {
				state: said,
				time: timeText(talk, until),
			});
}

function weekLines(talk: Own): string[] {
	const { weekly } = availability(talk);
	if (weekly.length === 0) return [];
	return [
		talk.text("availability-week-title"),
		...weekly.map(({ days, from, to, state }) =>
			talk.text("availability-week-line", {
				days: daysText(talk, days),
				from,
				to,
				state: stateText(talk, state),
			}),
		),
	];
}

/** «Пн–Пт, Нд»: three days in a row and more are a range. */
function daysText({ text }: Talk, days: readonly number[]): string {
	const name = (day: number) => text("weekday-short", { day });
	const runs: number[][] = [];
	for (const day of [...days].sort((a, b) => a - b)) {
		const run = runs.at(-1);
		if (run?.at(-1) === day - 1) run.push(day);
		else runs.push([day]);
	}
	return runs
		.map((run) =>
			run.length > 2
				? `${name(run[0] ?? 1)}–${name(run.at(-1) ?? 1)}`
				: run.map(name).join(", "),
		)
		.join(", ");
}

const aheadLines = (talk: Own): string[] =>
	aheadOf(talk).map((range) =>
		talk.text("availability-ahead-line", {
			period: periodText(talk, range),
			state: stateText(talk, range.state),
		}),
	);

function aheadOf(talk: Own) {
	return [...availability(talk).exceptions]
		.filter(({ to }) => to > talk.now)
		.sort((a, b) => a.from - b.from)
		.slice(0, MOST_AHEAD);
}

/** «12–15 грудня» is not for whole days only: hours are said where they are not midnight. */
function periodText(
	talk: Talk,
	{ from, to }: { from: number; to: number },
): string {
	const { wording, settings } = talk.service;
	const { timeZone } = settings;
	const begins = wallTime(from, timeZone);
	const ends = wallTime(to, timeZone);
	const lastDay = wallTime(to - 1, timeZone).date;
	const today = wallTime(talk.now, timeZone).date;
	if (begins.minute !== 0 || ends.minute !== 0)
		return talk.text("period-from-to", {
			from: momentText(wording, talk.locale, from, talk.now, timeZone),
			to: momentText(wording, talk.locale, to, talk.now, timeZone),
		});
	const name = (date: string) => dayText(wording, talk.locale, date, today);
	return begins.date === lastDay
		? name(lastDay)
		: talk.text("period-from-to", {
				from: name(begins.date),
				to: name(lastDay),
			});
}

const timeText = ({ service, locale, now }: Talk, at: number): string =>
	momentText(service.wording, locale, at, now, service.settings.timeZone);

const stateText = ({ text }: Talk, state: AvailabilityState): string =>
	text(`availability-${state}`);

const upper = (words: string): string =>
	words.charAt(0).toUpperCase() + words.slice(1);

const choice = (
	talk: Talk,
	id: string,
	word: string,
	...args: (string | number)[]
): Choice => ({ label: talk.text(id), data: pressing(NAME, word, ...args) });

// --- what is kept ------------------------------------------------------------------------

const isOwn = (talk: Talk): talk is Own => talk.person !== undefined;

const availability = ({ service, person }: Own): Availability =>
	availabilityOf(service.secrets, person);

const nowOf = (talk: Own) =>
	stateNow(availability(talk), talk.now, talk.service.settings.timeZone);

function keep(talk: Own, after: Availability): Promise<ResponderRow> {
	return setAvailability(
		talk.service,
		{ by: { kind: "responder", id: talk.person.id }, scope: EVERYTHING },
		talk.person.id,
		after,
	);
}

const readState = (word: string | undefined): AvailabilityState | undefined =>
	AVAILABILITY_STATES.find((state) => state === word);

/** Who sleeps it off or works the night is called again in the morning. */
const morningOf = ({ now, service }: Talk): number =>
	nextMorning(now, {
		hour: MORNING_HOUR,
		timeZone: service.settings.timeZone,
	});

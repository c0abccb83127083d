/**
 * «Хто на зв'язку»: whom the bell would reach tonight and who is missing when; and the
 * availability of somebody who has told the chief instead of us.
 */
import { setAvailability } from "../src/administer.ts";
import { peopleScope } from "../src/commanding.ts";
import {
	AVAILABILITY_STATES,
	type AvailabilityState,
} from "../src/core/kinds.ts";
import { grantsOf } from "../src/grants.ts";
import {
	nextSeven,
	type OnCall,
	onCallNow,
	stateNow,
} from "../src/people/onCall.ts";
import { availabilityOf } from "../src/people/whereabouts.ts";
import type { ResponderRow } from "../src/ports.ts";
import { shortagesAhead, shortageText } from "../src/routine/forecast.ts";
import { momentText } from "../src/routine/wallTime.ts";
import { refused } from "./chiefIncident.ts";
import { paged } from "./chiefPeople.ts";
import { leadsOf, menuChoice, type Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const TOPIC = "duty";
const MOST_PEOPLE = 200;
/** Telegram refuses a message over 4096 characters; whoever is beyond these is counted. */
const MOST_LETTERS = 3_000;
const HOUR_MS = 3_600_000;
/** How long it holds: hours, until seven, or until somebody changes it. */
const UNTIL = ["4", "8", "m", "n"] as const;
type Until = (typeof UNTIL)[number];

export function chiefTonightTopic(): Topic {
	return {
		name: TOPIC,
		menu: async (talk) =>
			(await leadsOf(talk.service, talk.person)).length > 0
				? [
						{
							label: talk.text("button-tonight"),
							data: pressing(TOPIC, "show"),
						},
					]
				: [],

		async press(talk, word, args) {
			if (!talk.person) return false;
			if ((await leadsOf(talk.service, talk.person)).length === 0)
				return refused(talk);
			switch (word) {
				case "show":
					return showTonight(talk, talk.person);
				case "who":
					return chooseWho(talk, talk.person, Number(args[0]));
				case "one":
					return chooseState(talk, talk.person, longId(args[0]));
				case "for":
					return chooseUntil(talk, args[0], args[1]);
				case "set":
					return set(talk, talk.person, args);
				default:
					return false;
			}
		},
	};
}

async function membersOf(
	talk: Talk,
	chief: ResponderRow,
): Promise<ResponderRow[]> {
	const { roster, secrets } = talk.service;
	const ids = await leadsOf(talk.service, chief);
	const { items } = await roster.responders(
		{ kind: "brigades", ids },
		{ limit: MOST_PEOPLE },
	);
	return items
		.filter(({ brigadeIds }) => brigadeIds.some((id) => ids.includes(id)))
		.sort((a, b) =>
			secrets.open(a.name).localeCompare(secrets.open(b.name), talk.locale),
		);
}

const stateOf = ({ service }: Talk, person: ResponderRow): AvailabilityState =>
	stateNow(service, person);

async function showTonight(talk: Talk, chief: ResponderRow): Promise<boolean> {
	const { text, service } = talk;
	const members = await membersOf(talk, chief);
	const people = await onCallNow(service, members);
	const lines = people.map((person) => lineOf(talk, person));
	const onCall = people.filter(({ state }) => state === "on").length;
	let letters = 0;
	const shown = lines.filter((line) => {
		letters += line.length + 1;
		return letters <= MOST_LETTERS;
	});
	const more = lines.length - shown.length;
	await talk.show(
		[
			text("bot-tonight", { on: onCall, all: members.length }),
			...shown,
			...(more > 0 ? [text("card-more", { count: more })] : []),
			"",
			...(await missingTonight(talk, chief)),
		].join("\n"),
		rowsOf([
			[
				{
					label: text("button-set-availability"),
					data: pressing(TOPIC, "who", 0),
				},
			],
			[
				{ label: text("button-refresh"), data: pressing(TOPIC, "show") },
				menuChoice(talk),
			],
		]),
	);
	return true;
}

function lineOf(
	{ text, service, locale }: Talk,
	{ name, qualifications, state, channels, isRung }: OnCall,
): string {
	const seats = qualifications
		.filter((q) => q !== "firefighter")
		.map((q) => service.wording.qualification(locale, q));
	const works = channels.map((channel) => text(`channel-${channel}`));
	return [
		seats.length > 0
			? text("card-person", { name, labels: seats.join(", ") })
			: name,
		text(`availability-${state}`),
		works.length > 0 ? works.join(", ") : text("bot-tonight-unreachable"),
		...(isRung ? [] : [text("bot-tonight-unrung")]),
	].join(" · ");
}

/** Until seven in the morning; nothing missing is said, too. */
async function missingTonight(
	talk: Talk,
	chief: ResponderRow,
): Promise<string[]> {
	const { service, text, locale, now } = talk;
	const until = nextSeven(now, service.settings.timeZone);
	const ids = await leadsOf(service, chief);
	const ahead = await Promise.all(
		ids.map((id) => shortagesAhead(service, id, now, until)),
	);
	const lines = ahead
		.flat()
		.map((shortage) => shortageText(service, locale, shortage, now));
	return lines.length > 0 ? lines : [text("bot-tonight-enough")];
}

async function chooseWho(
	talk: Talk,
	chief: ResponderRow,
	page: number,
): Promise<boolean> {
	const { text, service } = talk;
	const choices = (await membersOf(talk, chief)).map((person) => ({
		label: `${service.secrets.open(person.name)} · ${text(`availability-${stateOf(talk, person)}`)}`,
		data: pressing(TOPIC, "one", shortId(person.id)),
	}));
	await talk.show(
		text(choices.length > 0 ? "page-live-choose" : "bot-nobody"),
		rowsOf([
			...paged(choices, page, (next) => pressing(TOPIC, "who", next)),
			[{ label: text("button-back"), data: pressing(TOPIC, "show") }],
		]),
	);
	return true;
}

async function chooseState(
	talk: Talk,
	chief: ResponderRow,
	id: string,
): Promise<boolean> {
	const person = (await membersOf(talk, chief)).find((one) => one.id === id);
	if (!person) return refused(talk);
	const { text, service } = talk;
	await talk.show(
		text("bot-set-availability", {
			name: service.secrets.open(person.name),
			state: text(`availability-${stateOf(talk, person)}`),
		}),
		rowsOf([
			...AVAILABILITY_STATES.map((state) => [
				{
					label: text(`availability-${state}`),
					data: pressing(TOPIC, "for", shortId(id), state),
				},
			]),
			[{ label: text("button-back"), data: pressing(TOPIC, "show") }],
		]),
	);
	return true;
}

async function chooseUntil(
	talk: Talk,
	person = "",
	said = "",
): Promise<boolean> {
	const state = AVAILABILITY_STATES.find((known) => known === said);
	if (!state) return false;
	const { text } = talk;
	const label: Record<Until, string> = {
		"4": text("bot-for-hours", { hours: 4 }),
		"8": text("bot-for-hours", { hours: 8 }),
		m: text("bot-until-seven"),
		n: text("bot-until-changed"),
	};
	await talk.show(
		text("bot-until", { state: text(`availability-${state}`) }),
		rowsOf([
			...UNTIL.map((until) => [
				{
					label: label[until],
					data: pressing(TOPIC, "set", person, state, until),
				},
			]),
			[{ label: text("button-back"), data: pressing(TOPIC, "one", person) }],
		]),
	);
	return true;
}

async function set(
	talk: Talk,
	chief: ResponderRow,
	[short, saidState, saidUntil]: readonly string[],
): Promise<boolean> {
	const { service, text, now } = talk;
	const state = AVAILABILITY_STATES.find((known) => known === saidState);
	const until = UNTIL.find((known) => known === saidUntil);
	if (!state || !until) return false;
	const id = longId(short);
	const person = (await membersOf(talk, chief)).find((one) => one.id === id);
	const scope = await peopleScope(service, chief, "people.availability");
	if (!person || !scope) return refused(talk);
	const { until: _before, ...kept } = availabilityOf(service.secrets, person);
	// What was said for these very hours would win over the newer word.
	const exceptions = kept.exceptions.filter(
		({ from, to }) => now < from || now >= to,
	);
	const { timeZone } = service.settings;
	const ends =
		until === "n"
			? undefined
			: until === "m"
				? nextSeven(now, timeZone)
				: now + Number(until) * HOUR_MS;
	await setAvailability(
		service,
		{
			by: { kind: "responder", id: chief.id },
			scope,
			grants: await grantsOf(service, { responderId: chief.id }),
		},
		id,
		{
			...kept,
			exceptions,
			state,
			...(ends === undefined ? {} : { until: ends }),
		},
	);
	await talk.show(
		ends === undefined
			? text("bot-availability-set", { state: text(`availability-${state}`) })
			: text("bot-availability-until", {
					state: text(`availability-${state}`),
					time: momentText(service.wording, talk.locale, ends, now, timeZone),
				}),
		rowsOf([
			[{ label: text("button-tonight"), data: pressing(TOPIC, "show") }],
			[menuChoice(talk)],
		]),
	);
	return true;
}

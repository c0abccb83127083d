/**
 * What becomes of incidents in a year: crews that come, decline, come late or
 * never, a word that it is false, a departure nobody marks. Each is lived to its
 * end by phones and a desk; who lived it tells whether humans had to be called.
 */
import { setTimeout as pause } from "node:timers/promises";
import type Database from "better-sqlite3";
import { createSecrets } from "../../src/secrets.ts";
import { SECRET } from "../bench/village.ts";
import { personId, postForm } from "./incident.ts";
import type { Answered } from "./oracle.ts";
import { type Country, type Fire, nowMs, type Rig } from "./rig.ts";

/** A brigade with its people, as places in the country's list of phones: driver, leader, the others. */
export type Station = {
	brigade: Country["areas"][number][number];
	people: readonly number[];
};

export type Place = {
	rig: Rig;
	/** Reads what the service has written; one for all who live at once. */
	reader: Database.Database;
	own: Station;
	neighbour: Station;
	random: () => number;
};

export type Lived = {
	fire: Fire;
	answered: Answered[];
	/** What its log must tell: a crew that was promised, humans who were called, or neither. */
	came: "crew" | "humans" | "both" | "neither";
};

type Live = (place: Place) => Promise<Lived>;

/** How many of a hundred; of residents' reports a key may send twelve a minute. */
const SHARES: readonly [Live, number][] = [
	[leaves, 36],
	[declines, 15],
	[takenOver, 10],
	[late, 11],
	[noAnswer, 7],
	[cancelled, 13],
	[confirmed, 2],
	[dismissed, 1],
	[unheard, 1],
	[departureAsked, 3],
	[noShow, 1],
];

const CREW = 4;
/** Of a hundred fires; most of a year is grass. */
const GRASS = 65;
const LOOK_EVERY_MS = 100;
/** Of the machine, beyond what the incident's own clock needs. */
const PATIENCE_MS = 20_000;

/** One by chance. */
export function liveOne(place: Place): { life: string; ended: Promise<Lived> } {
	let left = place.random() * 100;
	const [live] = SHARES.find(([, share]) => {
		left -= share;
		return left < 0;
	}) ?? [leaves];
	return { life: live.name, ended: live(place) };
}

// --- the lives --------------------------------------------------------------------

async function leaves(place: Place): Promise<Lived> {
	const fire = await burns(place);
	return driven(place, await crewComes(place, fire, place.own));
}

async function declines(place: Place): Promise<Lived> {
	const fire = await burns(place);
	const declined = await Promise.all(
		place.own.people.map(async (who) => {
			await within(place, 5, 40);
			return says(place, fire, who, "no");
		}),
	);
	const come = await crewComes(place, fire, place.neighbour);
	return driven(place, {
		...come,
		answered: [...declined.flat(), ...come.answered],
	});
}

/** Nobody answers; who is called takes over. */
async function takenOver(place: Place): Promise<Lived> {
	const fire = await burns(place);
	await humansCalled(place, fire);
	await within(place, 30, 70);
	await order(place, fire, "take-over");
	await within(place, 5, 30);
	return ended(place, { fire, answered: [], came: "humans" });
}

/** The ladder goes to the humans, and back. */
async function late(place: Place): Promise<Lived> {
	const fire = await burns(place);
	await humansCalled(place, fire);
	await within(place, 5, 60);
	const come = await crewComes(place, fire, place.own);
	return driven(place, { ...come, came: "both" });
}

async function noAnswer(place: Place): Promise<Lived> {
	const fire = await burns(place);
	await logged(place, fire, STEP, "noAnswer");
	return ended(place, { fire, answered: [], came: "humans" });
}

async function cancelled(place: Place): Promise<Lived> {
	const fire = await burns(place);
	await within(place, 3, 40);
	const reason = place.random() < 0.5 ? "false" : "mistake";
	await order(place, fire, "cancel", { reason });
	return over({ fire, answered: [], came: "neither" });
}

async function confirmed(place: Place): Promise<Lived> {
	const fire = await burns(place, "resident");
	await within(place, 5, 40);
	await order(place, fire, "confirm");
	return driven(place, await crewComes(place, fire, place.own));
}

async function dismissed(place: Place): Promise<Lived> {
	const fire = await burns(place, "resident");
	await within(place, 5, 25);
	await order(place, fire, "dismiss");
	return over({ fire, answered: [], came: "neither" });
}

/** Nobody says whether it burns: a house alerts by itself. */
async function unheard(place: Place): Promise<Lived> {
	const fire = await burns(place, "resident", "structure_fire");
	return driven(place, await crewComes(place, fire, place.own));
}

/** They stand at the station, and nobody marks that they left. */
async function departureAsked(place: Place): Promise<Lived> {
	const fire = await burns(place);
	const come = await crewComes(place, fire, place.own);
	for (const who of crewOf(place.own)) {
		await within(place, 5, 20);
		await marks(place, fire, "atStation", {
			responderId: personId(place.rig, who),
		});
	}
	await logged(place, fire, STEP, "departure");
	return driven(place, come);
}

/** Promised, and never seen: a seat is open again. */
async function noShow(place: Place): Promise<Lived> {
	const fire = await burns(place);
	const come = await crewComes(place, fire, place.own);
	await logged(place, fire, "type = ?", "SeatOpened", 1_200);
	return ended(place, come);
}

// --- what they have in common ---------------------------------------------------

const burns = (
	{ rig, own, random }: Place,
	source = "okc_101",
	type = random() * 100 < GRASS ? "vegetation_fire" : "structure_fire",
): Promise<Fire> => rig.report({ source, type }, own.brigade);

const crewOf = ({ people }: Station): readonly number[] =>
	people.slice(0, CREW);

/** A driver, a leader and two more say that they come, each in their own way. */
async function crewComes(
	place: Place,
	fire: Fire,
	station: Station,
): Promise<Lived> {
	const answered = await Promise.all(
		crewOf(station).map(async (who) => {
			await alerted(place, fire, who);
			await within(place, 5, 60);
			return says(place, fire, who, "y10");
		}),
	);
	return { fire, answered: answered.flat(), came: "crew" };
}

/** Away, at the scene, mostly home again, over. */
async function driven(place: Place, come: Lived): Promise<Lived> {
	const away = ["departed", "onScene", "returned"];
	for (const mark of place.random() < 0.7 ? away : away.slice(0, 2)) {
		await within(place, 10, 40);
		await marks(place, come.fire, mark);
	}
	await within(place, 5, 20);
	return ended(place, come);
}

async function ended({ rig }: Place, lived: Lived): Promise<Lived> {
	await rig.close(lived.fire);
	return lived;
}

function over(lived: Lived): Lived {
	lived.fire.closedMs = nowMs();
	return lived;
}

/** So many seconds of the incident's clock, by chance. */
const within = (
	{ rig, random }: Place,
	least: number,
	most: number,
): Promise<void> =>
	pause(((least + random() * (most - least)) * 1000) / rig.speed);

async function order(
	{ rig }: Place,
	{ id, number }: Fire,
	action: string,
	body: object = {},
): Promise<void> {
	const answer = await rig.call("POST", `/v1/incidents/${id}/${action}`, body, {
		"idempotency-key": `${action}-${number}-${JSON.stringify(body)}`,
	});
	if (answer.status >= 300)
		throw new Error(
			`expected #${number} to take "${action}", got ${JSON.stringify(answer.body)}`,
		);
}

const marks = (place: Place, fire: Fire, mark: string, more: object = {}) =>
	order(place, fire, "marks", { mark, ...more });

// --- answers -----------------------------------------------------------------------

type Word = "y10" | "no";
type Way = (
	place: Place,
	fire: Fire,
	who: number,
	word: Word,
) => Promise<unknown>;

async function says(
	place: Place,
	fire: Fire,
	who: number,
	word: Word,
): Promise<Answered[]> {
	const way = WAYS[Math.floor(place.random() * WAYS.length)] ?? taps;
	const responderId = personId(place.rig, who);
	await alerted(place, fire, who);
	await way(place, fire, who, word);
	await logged(place, fire, ANSWER, responderId);
	return [{ fireId: fire.id, responderId, times: 1 }];
}

const phoneOf = ({ rig }: Place, who: number): string =>
	rig.country.phones[who]?.id ?? "";

const secrets = createSecrets(SECRET);
const tokenOf = ({ rig }: Place, fire: Fire, who: number): string =>
	secrets.token(`answer|${fire.id}|${personId(rig, who)}`);

const taps: Way = (place, fire, who, word) =>
	place.rig.act(phoneOf(place, who), "tap", {
		label: `${tokenOf(place, fire, who)}:${word}`,
	});

const writes: Way = (place, fire, who, word) =>
	place.rig.act(phoneOf(place, who), "sms", {
		text: `#${fire.number} ${word === "no" ? "не можу" : "їду 10"}`,
	});

const posts: Way = ({ rig }, fire, who, word) =>
	postForm(
		rig,
		fire,
		who,
		PATIENCE_MS,
		word === "no"
			? { answer: "notResponding" }
			: { answer: "responding", etaMinutes: "10" },
	);

const WAYS: readonly Way[] = [taps, writes, posts];

// --- what is waited for -----------------------------------------------------------

const ANSWER =
	"type = 'ResponderAcknowledged' and payload ->> '$.responderId' = ?";
const STEP = "type = 'StepReached' and payload ->> '$.step' = ?";

const humansCalled = (place: Place, fire: Fire): Promise<void> =>
	logged(place, fire, "type = ?", "HumansCalled");

/** Until it stands in the log of this fire. */
const logged = (
	place: Place,
	fire: Fire,
	which: string,
	what: string,
	seconds = 600,
): Promise<void> =>
	until(
		place,
		`select 1 from event where stream = ? and ${which}`,
		[`incident/${fire.id}`, what],
		seconds,
		`${what} of #${fire.number}`,
	);

/** Until somebody's phone has the alert: nobody answers before. */
const alerted = (place: Place, fire: Fire, who: number): Promise<void> =>
	until(
		place,
		`select 1 from outbox where incident_id = ? and responder_id = ? and kind = 'send'
			and purpose = 'alert' and lane = 'telegram' and state = 'done'`,
		[fire.id, personId(place.rig, who)],
		300,
		`an alert of #${fire.number} to ${personId(place.rig, who)}`,
	);

async function until(
	{ rig, reader }: Place,
	sql: string,
	params: string[],
	seconds: number,
	what: string,
): Promise<void> {
	const untilMs = nowMs() + (seconds * 1000) / rig.speed + PATIENCE_MS;
	const look = reader.prepare(`${sql} limit 1`);
	while (look.get(...params) === undefined) {
		if (nowMs() > untilMs) throw new Error(`expected ${what}, it never came`);
		await pause(LOOK_EVERY_MS);
	}
}

/**
 * What a disk, a crash or a defect could do to the rows of a running incident,
 * done from outside: the auditor finds it and puts it right, phones ring at
 * their own minute, and no human is called for it. In the long form whole
 * incidents live beside it for an hour, on the wall's own clock.
 */
import { setTimeout as pause } from "node:timers/promises";
import type Database from "better-sqlite3";
import { type Policy, policyFor } from "../../src/core/policy.ts";
import { createSecrets } from "../../src/secrets.ts";
import { SECRET } from "../bench/village.ts";
import { type Figure, seconds, spread } from "./figures.ts";
import { personId } from "./incident.ts";
import { wrongs } from "./oracle.ts";
import { type Fire, nowMs, openRig, type Rig } from "./rig.ts";
import {
	areasOf,
	beginYear,
	type Judged,
	type Logged,
	logOf,
	misjudged,
	needlessCalls,
	type Stations,
} from "./year.ts";

export type StalledPlan = {
	seed: number;
	/** Each puts in every kind of fault once, each into a fire of its own. */
	cycles: number;
	/** For so long whole incidents live beside it; 0 = none do. */
	minutes: number;
};

const PEOPLE = 4;
const FOUND_WITHIN_MS = 10_000;
const HEALED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 100;
const AUDITED_EVERY_MS = 5_000;
/** The golden section: however many faults, their moments lie evenly between two looks of the auditor. */
const PHASE = 0.618;

/** Humans after half a minute, when what was broken is long healed; nothing else of the ladder. */
const HUMANS_SECONDS = 30;
const QUICK: Partial<Policy> = {
	callAfterSeconds: 3_000,
	smsAfterSeconds: 3_000,
	widenAfterSeconds: 3_000,
	verdictAfterSeconds: 3_000,
	noAnswerAfterSeconds: 3_000,
	noShowAfterSeconds: 3_000,
	repeatAfterSeconds: HUMANS_SECONDS,
	unconfirmedDeputiesAfterSeconds: HUMANS_SECONDS - 2,
	unconfirmedDecideAfterSeconds: HUMANS_SECONDS,
	departureAfterSeconds: HUMANS_SECONDS,
	neighbourBelowChance: 0,
};
const RUNG_WITHIN_MS = HUMANS_SECONDS * 1000 + 10_000;

/** Whole lives go on for so long when no more begin. */
const LONGEST_LIFE_MINUTES = 14;
const BYSTANDER_AREAS = 24;
const BYSTANDERS_PER_SECOND = 0.15;

export async function stalled(plan: StalledPlan): Promise<Figure> {
	const rig = await openRig({
		name: `stalled-${plan.seed}`,
		seed: plan.seed,
		areas: KINDS.length + (plan.minutes > 0 ? BYSTANDER_AREAS : 0),
		brigades: 2,
		people: PEOPLE,
		chiefs: true,
		laddered: true,
		callsPerSecond: 5,
		policy: { neighbourBelowChance: 0 },
	});
	try {
		const startedMs = nowMs();
		const areas = areasOf(rig, PEOPLE);
		const broken = areas.slice(0, KINDS.length);
		for (const [{ brigade }] of broken) await rig.policyOf(brigade.id, QUICK);
		const year = beginYear(rig, {
			seed: plan.seed,
			incidents: plan.minutes > 0 ? Number.POSITIVE_INFINITY : 0,
			perSecond: BYSTANDERS_PER_SECOND,
			areas: areas.slice(KINDS.length),
			humansAfterSeconds: policyFor("structure_fire").repeatAfterSeconds,
		});
		const healings = await breakAgain(rig, broken, plan, year.stop);
		const beside = await year.over;
		const minutes = (nowMs() - startedMs) / 60_000;
		const elsewhere = foundElsewhere(rig, healings);
		return figureOf(plan, minutes, healings, beside, elsewhere);
	} finally {
		await rig.stop();
	}
}

/** One cycle after the other, spread over the time there is. */
async function breakAgain(
	rig: Rig,
	areas: readonly Stations[],
	{ cycles, minutes }: StalledPlan,
	enough: () => void,
): Promise<Healing[]> {
	const startedMs = nowMs();
	const spreadMs = Math.max(0, minutes - LONGEST_LIFE_MINUTES) * 60_000;
	const healings: Healing[] = [];
	for (let cycle = 0; cycle < cycles; cycle++) {
		await pause(Math.max(0, startedMs + (cycle * spreadMs) / cycles - nowMs()));
		healings.push(
			...(await Promise.all(
				areas.map(([own], index) => {
					const n = cycle * KINDS.length + index;
					const phaseMs = ((n * PHASE) % 1) * AUDITED_EVERY_MS;
					return breakOne(rig, own.people, KINDS[index] as Kind, phaseMs);
				}),
			)),
		);
	}
	await pause(Math.max(0, startedMs + spreadMs - nowMs()));
	enough();
	return healings;
}

// --- the faults ---------------------------------------------------------------------

/** A fire whose rows are broken. */
type Broken = {
	rig: Rig;
	fire: Fire;
	/** Driver, leader and chief, two more: places in the list of phones. */
	people: readonly number[];
};

type Kind = {
	name: string;
	/** How the fire is reported. */
	report: Record<string, unknown>;
	/** What happens before, so that there is something to break. */
	before?(broken: Broken): Promise<unknown>;
	/** Returns how many rows it has changed. */
	strike(database: Database.Database, broken: Broken): number;
	/** The auditor's alone to find; else a loop of the service is faster. */
	audited: boolean;
	/** What must be there again. */
	healed(broken: Broken): boolean | Promise<boolean>;
	/** Whose phone then rings, or writes, at its own minute. */
	rung?: { who: number; kind: "call" | "message" | "sms" };
};

const DRIVER = 0;
const CHIEF = 1;
const THIRD = 2;
const FOURTH = 3;

const KINDS: readonly Kind[] = [
	{
		name: "timers gone",
		report: { type: "structure_fire" },
		strike: deleteTimers,
		audited: true,
		healed: hasTimer("humans"),
		rung: { who: CHIEF, kind: "call" },
	},
	{
		name: "timers gone before anybody confirmed",
		report: { type: "structure_fire", source: "resident" },
		strike: deleteTimers,
		audited: true,
		healed: hasTimer("unconfirmedDecide"),
		rung: { who: DRIVER, kind: "message" },
	},
	{
		name: "timers gone with a crew at the station",
		report: { type: "structure_fire" },
		before: crewStandsThere,
		strike: deleteTimers,
		audited: true,
		healed: hasTimer("departure"),
		rung: { who: DRIVER, kind: "call" },
	},
	{
		name: "an alerted person without an alert",
		report: { type: "structure_fire" },
		strike: (database, { fire, rig, people }) =>
			database
				.prepare(
					"delete from outbox where incident_id = ? and responder_id = ? and kind = 'send'",
				)
				.run(fire.id, personId(rig, people[THIRD] ?? -1)).changes,
		audited: true,
		healed: hasHeard(THIRD, "sms"),
		rung: { who: THIRD, kind: "call" },
	},
	{
		name: "a row leased by nobody",
		report: { type: "vegetation_fire" },
		strike: (database, { fire, rig, people }) =>
			database
				.prepare(
					`update outbox set state = 'leased', lease_by = 'a process long gone', lease_until = ?, due_at = ?
						where incident_id = ? and responder_id = ? and lane = 'sms' and state = 'pending'`,
				)
				.run(
					Date.now(),
					Date.now(),
					fire.id,
					personId(rig, people[FOURTH] ?? -1),
				).changes,
		audited: false,
		healed: hasHeard(FOURTH, "sms"),
	},
	{
		name: "an answer stored and not handled",
		report: { type: "vegetation_fire" },
		strike: storeAnswer,
		audited: false,
		healed: ({ rig, fire }) =>
			rig
				.ask((database) => logOf(database, fire))
				.some(({ type }) => type === "ResponderAcknowledged"),
	},
];

function deleteTimers(database: Database.Database, { fire }: Broken): number {
	return database
		.prepare(
			"delete from outbox where incident_id = ? and kind = 'timer' and state = 'pending'",
		)
		.run(fire.id).changes;
}

/** As a process leaves it that dies between taking a message and understanding it. */
function storeAnswer(
	database: Database.Database,
	{ fire, rig, people }: Broken,
): number {
	const sid = `SM${fire.id.replaceAll("-", "")}`;
	const from = rig.country.phones[people[FOURTH] ?? -1]?.number;
	const body = JSON.stringify({ sid, from, text: `#${fire.number} не можу` });
	return database
		.prepare(
			"insert into inbound (carrier, external_id, received_at, body) values ('twilio', ?, ?, ?)",
		)
		.run(sid, Date.now(), createSecrets(SECRET).seal(body)).changes;
}

/** Everybody is there; when they have not left in half a minute, the driver is asked. */
async function crewStandsThere({ rig, fire, people }: Broken): Promise<void> {
	for (const who of people) {
		const responderId = personId(rig, who);
		await rig.call("POST", `/v1/incidents/${fire.id}/responses`, {
			responderId,
			answer: "responding",
			etaMinutes: 5,
		});
		await rig.call("POST", `/v1/incidents/${fire.id}/marks`, {
			mark: "atStation",
			responderId,
		});
	}
}

function hasTimer(key: string) {
	return ({ rig, fire }: Broken): boolean =>
		rig.ask(
			(database) =>
				database
					.prepare(
						"select 1 from outbox where incident_id = ? and kind = 'timer' and key = ? and state = 'pending'",
					)
					.get(fire.id, key) !== undefined,
		);
}

/** Since the fault: none of these had an SMS or a call before. */
function hasHeard(who: number, kind: string) {
	return async ({ rig, fire, people }: Broken): Promise<boolean> => {
		const { id = "" } = rig.country.phones[people[who] ?? -1] ?? {};
		const entries = await rig.heardBy(id);
		return entries.some(
			(entry) =>
				entry.kind === kind &&
				rig.wallMs(entry.at) > fire.reportedMs &&
				(kind === "call" || entry.text?.includes(`#${fire.number}`)),
		);
	};
}

// --- one of them --------------------------------------------------------------------

type Healing = {
	kind: Kind;
	fire: Fire;
	/** From the fault to the auditor's word. */
	foundMs?: number;
	/** From the fault until what was gone is there again. */
	healedMs?: number;
	falseHandOver: boolean;
	faults: string[];
};

async function breakOne(
	rig: Rig,
	people: readonly number[],
	kind: Kind,
	phaseMs: number,
): Promise<Healing> {
	const brigade =
		rig.country.areas.flat()[Math.floor((people[0] ?? 0) / PEOPLE)];
	const fire = await rig.report(kind.report, brigade);
	const broken = { rig, fire, people };
	// What was just decided has gone out: nothing of it heals what is broken now.
	await pause(2_000);
	await kind.before?.(broken);
	await pause(phaseMs);
	const rows = rig.tamper((database) => kind.strike(database, broken));
	const brokenMs = nowMs();
	const healedMs = await once(
		() => kind.healed(broken),
		HEALED_WITHIN_MS + 5_000,
	);
	const { rung } = kind;
	const heard = rung ? hasHeard(rung.who, rung.kind) : () => true;
	const rungMs = await once(() => heard(broken), RUNG_WITHIN_MS);
	const events = rig.ask((database) => logOf(database, fire));
	await rig.close(fire);
	const foundMs = foundAt(rig, fire);
	const falseHandOver = isHandedOverFalsely(events, kind);
	return {
		kind,
		fire,
		...(foundMs === undefined ? {} : { foundMs: foundMs - brokenMs }),
		...(healedMs === undefined ? {} : { healedMs: healedMs - brokenMs }),
		falseHandOver,
		faults: [
			...(rows > 0 ? [] : ["nothing was there to break"]),
			...(kind.audited && foundMs === undefined ? ["was not found"] : []),
			...(healedMs === undefined ? ["was not healed"] : []),
			...(rungMs === undefined ? ["nobody was rung afterwards"] : []),
			...(falseHandOver ? ["was handed over needlessly"] : []),
		].map((what) => `#${fire.number}, ${kind.name}: ${what}`),
	};
}

/** The auditor's words about anything that nobody had broken. */
const foundElsewhere = (
	{ supervisor }: Rig,
	healings: readonly Healing[],
): string[] =>
	supervisor.lines.filter(
		(said) =>
			said.includes('"audit: ') &&
			!healings.some(({ fire }) => said.includes(fire.id)),
	);

/** When it first held; undefined when it did not in time. */
async function once(
	holds: () => boolean | Promise<boolean>,
	withinMs: number,
): Promise<number | undefined> {
	const untilMs = nowMs() + withinMs;
	while (nowMs() < untilMs) {
		if (await holds()) return nowMs();
		await pause(LOOK_EVERY_MS);
	}
	return undefined;
}

/** The auditor's first word about this fire, by its own clock. */
function foundAt({ supervisor }: Rig, { id }: Fire): number | undefined {
	const line = supervisor.lines.find(
		(said) => said.includes('"audit: ') && said.includes(id),
	);
	return line === undefined
		? undefined
		: (JSON.parse(line) as { time: number }).time;
}

/** Humans are called at their own minute, never because something was healed. */
const isHandedOverFalsely = (
	events: readonly Logged[],
	{ audited }: Kind,
): boolean =>
	needlessCalls(events, HUMANS_SECONDS) > 0 ||
	events.filter(({ type }) => type === "Healed").length > (audited ? 1 : 0);

// --- the figure ------------------------------------------------------------------------

function figureOf(
	{ seed }: StalledPlan,
	minutes: number,
	healings: readonly Healing[],
	beside: Judged,
	elsewhere: readonly string[],
): Figure {
	const found = healings.flatMap(({ foundMs }) => foundMs ?? []);
	const healed = (audited: boolean): number =>
		Math.max(
			...healings
				.filter(({ kind }) => kind.audited === audited)
				.map(({ healedMs }) => healedMs ?? Number.POSITIVE_INFINITY),
		);
	const falseOnes =
		healings.filter(({ falseHandOver }) => falseHandOver).length +
		beside.falseHandOvers;
	const faults = [
		...healings.flatMap((healing) => healing.faults),
		...beside.faults,
		...elsewhere,
	];
	const most = spread(found)?.most ?? Number.NaN;
	return {
		what: `stalled incidents: ${healings.length} faults of ${KINDS.length} kinds put into the database from outside${beside.found.fires > 0 ? `, ${beside.found.fires} whole incidents beside them in ${Math.round(minutes)} min` : ""}`,
		target: "found ≤ 10 s, healed ≤ 15 s, 0 false hand-overs",
		figure: `found p50 ${seconds(spread(found)?.p50 ?? Number.NaN)}, max ${seconds(most)} (n ${found.length}); healed max ${within(healed(true))}, leases and messages ${within(healed(false))}; ${falseOnes} false hand-overs`,
		holds:
			faults.length === 0 &&
			most <= FOUND_WITHIN_MS &&
			healed(true) <= HEALED_WITHIN_MS &&
			healed(false) <= HEALED_WITHIN_MS &&
			wrongs(beside.found) + misjudged(beside) === 0,
		seed,
		faults,
	};
}

const within = (ms: number): string =>
	Number.isFinite(ms) ? seconds(ms) : "never";

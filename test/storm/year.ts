/**
 * Incident after incident, several at once, each with a life of its own in an
 * area of its own; what has ended is examined while the others go on, so that
 * ten thousand cost no more to examine than one by one.
 */
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { seededRandom } from "../../src/sandbox/world.ts";
import { type Lived, liveOne, type Station } from "./lives.ts";
import { examine, type Findings, together } from "./oracle.ts";
import { type Fire, nowMs, type Rig } from "./rig.ts";

export type YearPlan = {
	seed: number;
	/** Begun, unless it is stopped before. */
	incidents: number;
	/** Begun, at most; fewer while the service is behind, on a machine that does other things too. */
	perSecond: number;
	/** The two brigades of each area in which they burn, one at a time. */
	areas: readonly Stations[];
	/** When the ladder calls humans; before, nobody may. */
	humansAfterSeconds: number;
};
export type Stations = readonly [Station, Station];

export type Judged = {
	found: Findings;
	/** Incidents in which humans were called. */
	handOvers: number;
	/** … although a crew was there, it was over, or somebody had taken over. */
	falseHandOvers: number;
	/** Incidents without one, or without a phone that heard of it, although nobody came. */
	missedHandOvers: number;
	/** Those that were healed, although nothing had broken. */
	healed: number;
	/** Lives that did not go on as they should have. */
	brokenLives: number;
	faults: string[];
};

const EXAMINED_EVERY_MS = 20_000;
const FAULTS_KEPT = 20;
const LANES = ["telegram", "sms", "voice", "clock"];
/** Then a due alert waits: a year is to be carried by the machine, not to be endured. */
const BEHIND_MS = 400;
const SLOWER = 1.3;
const FASTER = 0.97;
const SLOWEST_MS = 10_000;

/** From one incident to the next: longer where the service is behind, slowly shorter again. */
const slower = (everyMs: number, behind: boolean, leastMs: number): number =>
	behind
		? Math.min(SLOWEST_MS, everyMs * SLOWER)
		: Math.max(leastMs, everyMs * FASTER);

/** Cards are courtesy, and wait for everything else. */
const OLDEST_DUE = `select min(at) as at from (${LANES.map(
	(lane) =>
		`select * from (select due_at as at from outbox where state = 'pending'
			and lane = '${lane}' and kind <> 'card' order by due_at limit 1)`,
).join(" union all ")})`;

/** The two brigades of each area from the `first`, with their people's places in the list of phones. */
export const areasOf = (
	{ country }: Rig,
	people: number,
	first = 0,
): Stations[] =>
	country.areas.slice(first).map((brigades, index) => {
		const [own, neighbour] = brigades.map((brigade, place) => ({
			brigade,
			people: Array.from(
				{ length: people },
				(_, n) => ((first + index) * brigades.length + place) * people + n,
			),
		}));
		if (!own || !neighbour)
			throw new Error("expected two brigades in each area");
		return [own, neighbour];
	});

export function beginYear(rig: Rig, plan: YearPlan) {
	const { seed, incidents, perSecond } = plan;
	const reader = new Database(rig.file, { readonly: true });
	const free = [...plan.areas];
	/** Those that live, since when. */
	const alive = new Map<number, number>();
	const judged: Judged[] = [];
	let ended: Lived[] = [];
	let done = 0;
	let wanted = true;

	const oldestDue = reader.prepare(OLDEST_DUE);
	const behindMs = (): number => {
		const { at } = oldestDue.get() as { at: number | null };
		return at === null ? 0 : nowMs() - rig.wallMs(at);
	};

	function broke(error: unknown, what = "examination"): void {
		const why = error instanceof Error ? error.message : String(error);
		judged.push(brokenLife(`${what}: ${why}`));
	}

	async function live(n: number, stations: Stations): Promise<void> {
		alive.set(n, nowMs());
		const random = seededRandom(seed * 100_003 + n);
		const turned = random() < 0.5;
		const [own, neighbour] = turned ? [stations[1], stations[0]] : stations;
		const one = liveOne({ rig, reader, own, neighbour, random });
		try {
			const lived = await one.ended;
			ended.push(lived);
		} catch (error) {
			broke(error, one.life);
		}
		alive.delete(n);
		done += 1;
		free.push(stations);
	}

	async function examineEnded(): Promise<void> {
		const now = ended;
		ended = [];
		// What is older than whoever still lives belongs to those examined now.
		const sinceMs = Math.min(nowMs(), ...alive.values());
		if (now.length > 0) judged.push(await judge(rig, now, plan));
		rig.forget(sinceMs);
	}

	async function all(): Promise<Judged> {
		const lives: Promise<void>[] = [];
		let everyMs = 1_000 / perSecond;
		let examinedMs = nowMs();
		let examining = Promise.resolve();
		for (let n = 0; n < incidents && wanted; n++) {
			await pause(everyMs);
			everyMs = slower(everyMs, behindMs() > BEHIND_MS, 1_000 / perSecond);
			while (free.length === 0 || behindMs() > BEHIND_MS) await pause(20);
			if (!wanted) break;
			lives.push(live(n, free.shift() as Stations));
			if (nowMs() - examinedMs < EXAMINED_EVERY_MS) continue;
			examinedMs = nowMs();
			examining = examining.then(examineEnded).catch(broke);
		}
		await Promise.all(lives);
		await examining;
		await examineEnded();
		reader.close();
		return sumOf(judged);
	}

	const over = all();
	// Whoever waits for it may come late; a storm of many rows does not end for one of them.
	over.catch(() => undefined);
	return {
		over,
		done: () => done,
		/** None begins any more; those that live do to their end. */
		stop(): void {
			wanted = false;
		},
	};
}

// --- what came of it ----------------------------------------------------------------

const NOTHING: Judged = {
	found: together([]),
	handOvers: 0,
	falseHandOvers: 0,
	missedHandOvers: 0,
	healed: 0,
	brokenLives: 0,
	faults: [],
};

const brokenLife = (why: string): Judged => ({
	...NOTHING,
	brokenLives: 1,
	faults: [why],
});

async function judge(
	rig: Rig,
	lived: readonly Lived[],
	{ humansAfterSeconds }: YearPlan,
): Promise<Judged> {
	const found = await examine(
		rig,
		lived.map(({ fire }) => fire),
		lived.flatMap(({ answered }) => answered),
		{ ofMany: true },
	);
	const { entries } = await rig.look();
	const onPhones = new Set(entries.flatMap(({ ref }) => ref ?? []));
	return sumOf([
		{ ...NOTHING, found, faults: found.faults },
		...lived.map((one) =>
			judgeOne(one, {
				events: rig.ask((database) => logOf(database, one.fire)),
				heard: rig
					.ask((database) => sentToHumans(database, one.fire))
					.some((ref) => onPhones.has(ref)),
				humansAfterSeconds,
			}),
		),
	]);
}

export type Logged = { type: string; at: number };

export const logOf = (database: Database.Database, { id }: Fire): Logged[] =>
	database
		.prepare("select type, at from event where stream = ? order by seq")
		.all(`incident/${id}`) as Logged[];

/** Carriers' ids of what went to humans. */
const sentToHumans = (database: Database.Database, { id }: Fire): string[] =>
	(
		database
			.prepare(
				`select a.carrier_id as ref from outbox as o join attempt as a on a.row_id = o.id
					where o.incident_id = ? and a.purpose = 'human' and a.carrier_id is not null`,
			)
			.all(id) as { ref: string }[]
	).map(({ ref }) => ref);

type Told = { events: Logged[]; heard: boolean; humansAfterSeconds: number };

/** What the log must tell of this life, and what it must not. */
function judgeOne(
	{ fire, came }: Lived,
	{ events, heard, humansAfterSeconds }: Told,
): Judged {
	const has = (type: string): boolean =>
		events.some((event) => event.type === type);
	const called = has("HumansCalled");
	const needless = needlessCalls(events, humansAfterSeconds) > 0;
	const missed = (came === "humans" || came === "both") && !(called && heard);
	const crewless = (came === "crew" || came === "both") && !has("CrewPromised");
	const healed = has("Healed");
	return {
		...NOTHING,
		handOvers: called ? 1 : 0,
		falseHandOvers: needless ? 1 : 0,
		missedHandOvers: missed ? 1 : 0,
		healed: healed ? 1 : 0,
		brokenLives: crewless ? 1 : 0,
		faults: [
			...(needless ? [`#${fire.number} was handed over needlessly`] : []),
			...(missed ? [`#${fire.number} was handed over to nobody`] : []),
			...(crewless ? [`#${fire.number} had its crew and promised none`] : []),
			...(healed ? [`#${fire.number} was healed of nothing`] : []),
		],
	};
}

/** Calls of humans before their minute, while a crew stood promised or had left, when somebody had taken over, or after the end. */
export function needlessCalls(
	events: readonly Logged[],
	humansAfterSeconds: number,
): number {
	const asked = events.find(({ type }) => type === "RespondersAlerted");
	const theirMinute = (asked?.at ?? 0) + humansAfterSeconds * 1000;
	let settled = false;
	let needless = 0;
	for (const { type, at } of events) {
		if (SETTLES.has(type)) settled = true;
		if (UNSETTLES.has(type)) settled = false;
		if (type === "HumansCalled" && (settled || at < theirMinute)) needless += 1;
	}
	return needless;
}

const SETTLES: ReadonlySet<string> = new Set([
	"CrewPromised",
	"TakenOver",
	"IncidentClosed",
	"IncidentCancelled",
]);
const UNSETTLES: ReadonlySet<string> = new Set([
	"CrewFellShort",
	"IncidentReopened",
]);

const sumOf = (all: readonly Judged[]): Judged => {
	const sum = (of: (one: Judged) => number): number =>
		all.reduce((total, one) => total + of(one), 0);
	return {
		found: together(all.map(({ found }) => found)),
		handOvers: sum((one) => one.handOvers),
		falseHandOvers: sum((one) => one.falseHandOvers),
		missedHandOvers: sum((one) => one.missedHandOvers),
		healed: sum((one) => one.healed),
		brokenLives: sum((one) => one.brokenLives),
		faults: all.flatMap(({ faults }) => faults).slice(0, FAULTS_KEPT),
	};
};

/** What must be 0 besides what the examination found. */
export const misjudged = (judged: Judged): number =>
	judged.falseHandOvers +
	judged.missedHandOvers +
	judged.healed +
	judged.brokenLives;

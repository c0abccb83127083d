/**
 * Ten thousand incidents, several at once, each to its end, on a clock thirty
 * times as fast: memory and the database's log stay as they are, the auditor
 * finds nothing, and no human is called to a fire that has its crew.
 */
import { policyFor } from "../../src/core/policy.ts";
import type { Figure } from "./figures.ts";
import { wrongs } from "./oracle.ts";
import { nowMs, openRig, type Rig } from "./rig.ts";
import {
	largest,
	memoryBetween,
	type Vitals,
	vitalsOf,
	watchVitals,
} from "./vitals.ts";
import { areasOf, beginYear, type Judged, misjudged } from "./year.ts";

export type SoakPlan = { seed: number; incidents: number };

const SPEED = 30;
/** Fires at once at most; each area has two brigades. */
const AREAS = 20;
const PEOPLE = 4;
/** Begun: an hour for ten thousand. */
const PER_SECOND = 3;
const WAL_MEGABYTES = 64;
const GROWTH = 0.1;
/** A service keeps 500 incidents and 64 MB of its database in memory: before that it must grow. */
const JUDGED_FROM = 2_000;

export async function soak({ seed, incidents }: SoakPlan): Promise<Figure> {
	const rig = await openRig({
		name: `soak-${seed}`,
		seed,
		areas: AREAS,
		brigades: 2,
		people: PEOPLE,
		chiefs: true,
		laddered: true,
		speed: SPEED,
		// Times the speed below what the sandbox takes: a refusal for speed would be the rig's.
		telegramPerSecond: 9,
		segmentsPerSecond: 6,
		callsPerSecond: 1.5,
		// Brigades are small: a neighbour is asked when the own one does not gather, not before.
		policy: { neighbourBelowChance: 0 },
	});
	try {
		const startedMs = nowMs();
		const year = beginYear(rig, {
			seed,
			incidents,
			perSecond: PER_SECOND,
			areas: areasOf(rig, PEOPLE),
			humansAfterSeconds: policyFor("structure_fire").repeatAfterSeconds,
		});
		const vitals = watchVitals(rig, () => year.done() / incidents);
		const judged = await year.over;
		vitals.stop();
		return figureOf(rig, {
			seed,
			incidents,
			judged,
			minutes: (nowMs() - startedMs) / 60_000,
			looks: [...vitals.looks, await vitalsOf(rig, 1)],
		});
	} finally {
		await rig.stop();
	}
}

function figureOf(
	{ supervisor }: Rig,
	{
		seed,
		incidents,
		judged,
		minutes,
		looks,
	}: SoakPlan & { judged: Judged; minutes: number; looks: Vitals[] },
): Figure {
	const { found } = judged;
	const before = memoryBetween(looks, 0.1, 0.2);
	const after = memoryBetween(looks, 0.9, 1);
	const growth = after / before - 1;
	const grows = incidents >= JUDGED_FROM && !(growth < GROWTH);
	const wal = largest(looks, "walMegabytes");
	const held = looks.filter(({ holds }) => holds).length;
	const audited = Math.max(...looks.map((look) => look.found));
	// A process that ended has hidden what it had grown by.
	const lives = supervisor.lives.length;
	return {
		what: `soak: ${incidents} incidents in ${Math.round(minutes)} min, their clock ${SPEED}× as fast, ${2 * AREAS} brigades of ${PEOPLE}`,
		target: `memory growth < ${100 * GROWTH} % (from ${JUDGED_FROM} incidents on), WAL < ${WAL_MEGABYTES} MB, every invariant, 0 false hand-overs`,
		figure: `memory ${before.toFixed(0)} → ${after.toFixed(0)} MB (${(100 * growth).toFixed(1)} %), WAL ${wal.toFixed(0)} MB; auditor: ${audited} found, all held in ${held} of ${looks.length} looks; lost: ${found.lostFires} incidents, ${found.lostPeople} of ${found.people} people, ${found.lostMessages} of ${found.messages} messages, ${found.answersLost} answers; ${found.doubleSteps} double steps, ${found.afterClose} after the end; ${judged.handOvers} hand-overs, ${judged.falseHandOvers} false, ${judged.missedHandOvers} missed`,
		holds:
			wrongs(found) + misjudged(judged) + audited === 0 &&
			found.fires === incidents &&
			held === looks.length &&
			wal < WAL_MEGABYTES &&
			!grows &&
			lives === 1,
		seed,
		faults: [
			...judged.faults,
			...(found.fires === incidents
				? []
				: [`only ${found.fires} incidents came to their end`]),
			...(lives === 1 ? [] : [`the service was started ${lives} times`]),
			...supervisor.lines.filter((line) => !line.includes('"level":40')),
		],
	};
}

/**
 * A kill before and after every call of Store and Channel, in a whole incident:
 * reported, rung, answered by four doors, looked at, closed.
 */
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "../../src/sandbox/world.ts";
import type { Figure } from "./figures.ts";
import { wholeIncident } from "./incident.ts";
import {
	type Answered,
	examine,
	type Findings,
	heard,
	quiet,
	wrongs,
} from "./oracle.ts";
import { type Fire, openRig, type Rig } from "./rig.ts";

/** Every call the service makes while it runs; `streams` is a shell command's, `close` its end. */
export const CALLS = [
	...[
		"append",
		"load",
		"nextNumber",
		"newestAt",
		"heads",
		"head",
		"findExternal",
		"findIdempotency",
		"words",
		"capability",
		"commitments",
		"callsOf",
		"alertStates",
		"row",
		"claim",
		"nextDueAt",
		"recover",
		"waiting",
		"attempt",
		"attemptsOf",
		"raise",
		"receive",
		"pendingInbound",
		"inboundDone",
		"card",
		"saveCard",
		"savePosition",
		"expire",
	].map((call) => `store.${call}`),
	"telegram.send",
	"telegram.edit",
	"sms.send",
	"voice.send",
	"voice.hangUp",
];
/** Called while it starts: the kill comes in a life begun for it. */
const AT_START = new Set([
	"store.newestAt",
	"store.recover",
	"store.expire",
	"store.pendingInbound",
]);
/** Called often: any of the first few is as good. */
const OFTEN = new Set([
	"store.append",
	"store.claim",
	"telegram.send",
	"sms.send",
	"store.raise",
	"store.nextDueAt",
]);

export type FailpointPlan = {
	/** Two kills each: before and after. */
	rounds: number;
	seed: number;
	calls?: readonly string[];
	/** Installations side by side; most of a kill is waiting. */
	sideBySide?: number;
};

const PEOPLE = 6;

export async function stormOfFailpoints({
	rounds,
	seed,
	calls = CALLS,
	sideBySide = 3,
}: FailpointPlan): Promise<Figure> {
	const parts = await Promise.all(
		Array.from({ length: sideBySide }, (_, part) =>
			oneByOne(
				calls.filter((_call, index) => index % sideBySide === part),
				rounds,
				seed + part,
			),
		),
	);
	const sum = (of: (part: Part) => number): number =>
		parts.reduce((total, part) => total + of(part), 0);
	const missed = parts.flatMap((part) => part.missed);
	return {
		what: `${calls.length} Store and Channel calls, before and after each, × ${2 * rounds} kills`,
		target: "0 lost, 0 double steps",
		figure: `${sum((part) => part.kills)} kills; lost: ${sum(({ found }) => found.lostFires)} incidents, ${sum(({ found }) => found.lostPeople)} of ${sum(({ found }) => found.people)} people, ${sum(({ found }) => found.lostMessages)} of ${sum(({ found }) => found.messages)} messages, ${sum(({ found }) => found.answersLost)} of ${sum((part) => part.answers)} answers; ${sum(({ found }) => found.answersDoubled)} answers and ${sum(({ found }) => found.doubleSteps)} steps doubled; ${Math.max(...parts.map(({ found }) => found.mostCopies))} copies at most${missed.length > 0 ? `; never reached: ${missed.join(", ")}` : ""}`,
		holds: sum(({ found }) => wrongs(found)) === 0 && missed.length === 0,
		seed,
		faults: parts.flatMap(({ found }) => found.faults),
	};
}

type Part = {
	found: Findings;
	kills: number;
	answers: number;
	missed: string[];
};

async function oneByOne(
	calls: readonly string[],
	rounds: number,
	seed: number,
): Promise<Part> {
	const random = seededRandom(seed);
	const rig = await openRig({
		name: `failpoints-${seed}`,
		seed,
		people: PEOPLE,
		telegramPerSecond: 100,
		segmentsPerSecond: 100,
		callsPerSecond: 50,
		mortal: true,
		policy: {
			callAfterSeconds: 0,
			widenAfterSeconds: 1,
			verdictAfterSeconds: 2,
		},
	});
	try {
		const fires: Fire[] = [];
		const answered: Answered[] = [];
		const missed: string[] = [];
		let kills = 0;
		for (let round = 0; round < rounds; round++)
			for (const call of calls)
				for (const side of ["before", "after"] as const) {
					const n = OFTEN.has(call) ? 1 + Math.floor(random() * 5) : 1;
					const lives = rig.supervisor.lives.length;
					const done = await underFailpoint(rig, { call, side, n });
					fires.push(done.fire);
					answered.push(...done.answered);
					const died = rig.supervisor.lives.length - lives;
					if (died > (AT_START.has(call) ? 1 : 0)) kills += 1;
					else missed.push(`${call} ${side}`);
				}
		const found = await examine(rig, fires, answered);
		return { found, kills, answers: answered.length, missed };
	} finally {
		await rig.stop();
	}
}

async function underFailpoint(
	rig: Rig,
	failpoint: { call: string; side: "before" | "after"; n: number },
): Promise<{ fire: Fire; answered: Answered[] }> {
	await rig.supervisor.ready();
	if (AT_START.has(failpoint.call)) {
		rig.order({ failpoint });
		await rig.supervisor.kill();
		await rig.supervisor.ready();
		// It has died once more by then, or never will.
		await pause(50);
	} else {
		await rig.arm({ failpoint });
	}
	const done = await wholeIncident(rig);
	await quiet(rig, [done.fire]);
	await heard(rig, done.answered);
	await rig.supervisor.ready();
	await rig.arm({});
	await rig.supervisor.ready();
	await rig.close(done.fire);
	return done;
}

/**
 * A kill before and after every call of Store and Channel, in a whole incident:
 * reported, rung, answered by four doors, looked at, closed.
 */
import { setTimeout as pause } from "node:timers/promises";
import { seededRandom } from "../../src/sandbox/world.ts";
import type { Figure } from "./figures.ts";
import { wholeIncident } from "./incident.ts";
import { type Answered, examine, quiet, wrongs } from "./oracle.ts";
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
	"store.load",
	"telegram.send",
	"sms.send",
	"store.raise",
	"store.nextDueAt",
]);

export type FailpointPlan = {
	rounds: number;
	seed: number;
	calls?: readonly string[];
};

const PEOPLE = 6;

export async function stormOfFailpoints({
	rounds,
	seed,
	calls = CALLS,
}: FailpointPlan): Promise<Figure[]> {
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
		return [
			{
				what: `${calls.length} Store and Channel calls, before and after, × ${2 * rounds} kills`,
				target: "0 lost, 0 double steps",
				figure: `${kills} kills; lost: ${found.lostFires} incidents, ${found.lostPeople} of ${found.people} people, ${found.lostMessages} of ${found.messages} messages, ${found.answersLost} of ${answered.length} answers; ${found.answersDoubled} answers and ${found.doubleSteps} steps doubled; ${found.mostCopies} copies at most${missed.length > 0 ? `; never reached: ${missed.join(", ")}` : ""}`,
				holds: wrongs(found) === 0 && missed.length === 0,
				seed,
				faults: found.faults,
			},
		];
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
		rig.arm({ failpoint });
		// The signal is on its way; a report is not faster.
		await pause(20);
	}
	const done = await wholeIncident(rig);
	await quiet(rig, [done.fire]);
	rig.arm({});
	await rig.supervisor.ready();
	await rig.close(done.fire);
	return done;
}

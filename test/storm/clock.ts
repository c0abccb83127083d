/**
 * A wall clock that is set by an hour while a ladder runs, and the two nights
 * in which everybody's is: every step comes, and comes once.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Figure } from "./figures.ts";
import { examine, wrongs } from "./oracle.ts";
import { type Fire, openRig } from "./rig.ts";

export type ClockPlan = { seed: number };

const HOUR_MS = 3_600_000;
/** Rungs a few seconds apart, so that the clock is set between them. */
const POLICY = {
	widenAfterSeconds: 3,
	verdictAfterSeconds: 5,
	noAnswerAfterSeconds: 7,
};
const STEPS = ["widen", "verdict", "noAnswer"];
const SET_AFTER_MS = 1_500;
const LADDER_MS = 9_000;

/** Kyiv: 03:00 becomes 04:00, and 04:00 becomes 03:00. */
const NIGHTS = [Date.UTC(2027, 2, 28, 1), Date.UTC(2027, 9, 31, 1)];

export async function clocks({ seed }: ClockPlan): Promise<Figure> {
	const runs = await Promise.all([
		turned("hour-on", seed, 0, HOUR_MS),
		turned("hour-back", seed + 1, 0, -HOUR_MS),
		...NIGHTS.map((night, n) => {
			const offsetMs = night - Date.now() - 4_000;
			return turned(`night-${n}`, seed + 2 + n, offsetMs, offsetMs);
		}),
	]);
	const faults = runs.flat();
	return {
		what: "wall clock an hour on and an hour back under a running ladder, both DST nights, each across a kill",
		target: "no lost or double step",
		figure: `${faults.length} faults in ${runs.length} ladders of ${STEPS.length} steps`,
		holds: faults.length === 0,
		seed,
		faults,
	};
}

async function turned(
	name: string,
	seed: number,
	fromMs: number,
	toMs: number,
): Promise<string[]> {
	const rig = await openRig({
		name: `clock-${name}-${seed}`,
		seed,
		people: 4,
		mortal: true,
		voice: false,
		orders: { clockOffsetMs: fromMs },
		policy: POLICY,
	});
	try {
		const fire: Fire = await rig.report();
		await pause(SET_AFTER_MS);
		// Set under the running process, and found by the next one at its start.
		await rig.arm({ clockOffsetMs: toMs });
		await pause(SET_AFTER_MS);
		await rig.supervisor.kill();
		await rig.supervisor.ready();
		await pause(LADDER_MS);
		const reached = rig.ask(
			(database) =>
				database
					.prepare(
						`select payload ->> '$.step' as step from event
							where stream = ? and type = 'StepReached'`,
					)
					.all(`incident/${fire.id}`) as { step: string }[],
		);
		await rig.close(fire);
		const found = await examine(rig, [fire]);
		return [
			...STEPS.filter((step) => !reached.some((one) => one.step === step)).map(
				(step) => `${name}: ${step} was not reached`,
			),
			...(wrongs(found) > 0 ? found.faults.map((f) => `${name}: ${f}`) : []),
		];
	} finally {
		await rig.stop();
	}
}

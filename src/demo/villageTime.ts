/**
 * The village's time for phones and people: the service's clock, and timers that
 * fall due in it, however fast it runs and however far it is skipped.
 *
 * The carriers on loopback get it as their clock, so ringing, speaking and
 * walking all take village time and nothing has to be scaled by hand.
 */
import type { SystemClock } from "../clock.ts";
import type { SandboxClock } from "../sandbox/world.ts";

export type VillageTime = SandboxClock & {
	/** Runs after `delayMs` of the village's time. Returns what takes it back. */
	later(delayMs: number, run: () => void): () => void;
	/** When the next timer falls due; undefined when none is set. */
	nextAt(): number | undefined;
	/** Jumps forward; what falls due on the way runs at once, in its order. */
	skip(ms: number): void;
	close(): void;
};

type Timer = { at: number; order: number; run: () => void };

// Node keeps no longer timers, and nothing in a village waits so long.
const LONGEST_TIMER_MS = 2_000_000_000;

export function villageTime(clock: SystemClock): VillageTime {
	const timers = new Set<Timer>();
	let armed: NodeJS.Timeout | undefined;
	let armedFor = Number.POSITIVE_INFINITY;
	let order = 0;
	let closed = false;

	const first = (): Timer | undefined => {
		let found: Timer | undefined;
		for (const timer of timers)
			if (
				!found ||
				timer.at < found.at ||
				(timer.at === found.at && timer.order < found.order)
			)
				found = timer;
		return found;
	};

	const arm = (): void => {
		const next = first();
		if (closed || !next || next.at === armedFor) return;
		clearTimeout(armed);
		armedFor = next.at;
		const machineMs = Math.max(0, (next.at - clock.now()) / clock.speed);
		armed = setTimeout(fire, Math.min(machineMs, LONGEST_TIMER_MS));
	};

	const fire = (): void => {
		armedFor = Number.POSITIVE_INFINITY;
		for (
			let next = first();
			!closed && next && next.at <= clock.now();
			next = first()
		) {
			timers.delete(next);
			next.run();
		}
		arm();
	};

	const set = (delayMs: number, run: () => void): Timer => {
		const timer = {
			at: clock.now() + Math.max(0, delayMs),
			order: order++,
			run,
		};
		timers.add(timer);
		arm();
		return timer;
	};

	return {
		now: () => clock.now(),
		setTimeout: (run, delayMs) => set(delayMs, run),
		clear: (handle) => void timers.delete(handle as Timer),
		later(delayMs, run) {
			const timer = set(delayMs, run);
			return () => void timers.delete(timer);
		},
		nextAt: () => first()?.at,
		skip(ms) {
			clock.skip(ms);
			clearTimeout(armed);
			fire();
		},
		close() {
			closed = true;
			clearTimeout(armed);
			timers.clear();
		},
	};
}

/**
 * Time that stands still until a story pushes it.
 *
 * Three clocks hang on it: the carriers' (nobody sets theirs), the machine's wall,
 * which a person or NTP may set, and the service's, built as `src/clock.ts` builds it.
 */
import type { Clock } from "../../src/ports.ts";
import type { SandboxClock } from "../../src/sandbox/world.ts";

type Timer = { at: number; run: () => void };

export type PushedClock = ReturnType<typeof pushedClock>;

export function pushedClock(startMs: number) {
	let mono = 0;
	let wallAtStart = startMs;
	const timers = new Set<Timer>();
	const wall = () => wallAtStart + mono;
	const carriers = () => startMs + mono;

	const next = (): Timer | undefined =>
		[...timers].reduce<Timer | undefined>(
			(first, timer) => (first && first.at <= timer.at ? first : timer),
			undefined,
		);
	const flush = async (): Promise<void> => {
		for (let timer = next(); timer && timer.at <= carriers(); timer = next()) {
			timers.delete(timer);
			timer.run();
		}
		await new Promise((resolve) => setImmediate(resolve));
	};
	const sandboxClock: SandboxClock = {
		now: carriers,
		setTimeout(run, delayMs) {
			const timer = { at: carriers() + delayMs, run };
			timers.add(timer);
			return timer;
		},
		clear: (handle) => void timers.delete(handle as Timer),
	};

	return {
		mono: () => mono,
		wall,
		sandboxClock,
		flush,
		/** When the carriers have something to do next, in milliseconds from now. */
		nextTimerIn(): number {
			const timer = next();
			return timer ? timer.at - carriers() : Number.POSITIVE_INFINITY;
		},
		async push(ms: number): Promise<void> {
			mono += Math.max(0, ms);
			await flush();
		},
		/** The machine's clock is set; nothing else moves. */
		set(at: number): void {
			wallAtStart = at - mono;
		},
		/** The clock of a process that starts now. */
		processClock(newestAt: number): Clock {
			const startedAt = Math.max(wall(), newestAt);
			const startedMono = mono;
			return {
				now: () => Math.round(startedAt + (mono - startedMono)),
				mono: () => mono,
				wall,
				speed: 1,
			};
		},
	};
}

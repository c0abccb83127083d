/**
 * A clock that stands still until it is pushed, for the service and the sandbox alike.
 */
import type { SandboxClock } from "../../src/sandbox/world.ts";

type Timer = { at: number; run: () => void };

export function pushedClock(startMs: number) {
	let now = startMs;
	const timers = new Set<Timer>();
	const next = (): Timer | undefined =>
		[...timers].reduce<Timer | undefined>(
			(first, timer) => (first && first.at <= timer.at ? first : timer),
			undefined,
		);
	const flush = async (): Promise<void> => {
		for (let timer = next(); timer && timer.at <= now; timer = next()) {
			timers.delete(timer);
			timer.run();
		}
		await new Promise((resolve) => setImmediate(resolve));
	};
	const sandboxClock: SandboxClock = {
		now: () => now,
		setTimeout(run, delayMs) {
			const timer = { at: now + delayMs, run };
			timers.add(timer);
			return timer;
		},
		clear: (handle) => void timers.delete(handle as Timer),
	};
	return {
		now: () => now,
		sandboxClock,
		flush,
		nextTimerAt: () => next()?.at,
		async pushTo(at: number): Promise<void> {
			now = Math.max(now, at);
			await flush();
		},
		/** The machine's clock is set, as a person or NTP does it. */
		set(at: number): void {
			now = at;
		},
	};
}

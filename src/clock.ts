/**
 * The clocks of a running service, and the wake-up hint of its loop.
 */
import type { Instant } from "./core/kinds.ts";
import type { Clock, Wake } from "./ports.ts";

// A lead over the wall that people would notice on a screen.
const NOTICEABLE_LEAD_MS = 2_000;

export type SystemClock = Clock & {
	/** How far incident time runs ahead of the wall; 0 when it is not worth showing. */
	leadMs(): number;
	/** Jumps forward over quiet hours (replay); never back. */
	skip(ms: number): void;
};

/**
 * Incident time: the wall at start plus monotonic time, never before the newest
 * instant of the log, so a clock set back an hour delays nothing, not even
 * across a restart. `speed` makes village time run faster (the demo).
 */
export function systemClock(options: {
	newestAt?: Instant;
	speed?: number;
	/** Where a village that is played or replayed begins; otherwise the wall. */
	startAt?: Instant;
}): SystemClock {
	const { speed = 1 } = options;
	const startedMono = performance.now();
	const startedAt = Math.max(
		options.startAt ?? Date.now(),
		options.newestAt ?? 0,
	);
	let skippedMs = 0;
	const now = (): Instant =>
		Math.round(
			startedAt + skippedMs + (performance.now() - startedMono) * speed,
		);
	return {
		now,
		mono: () => performance.now(),
		wall: () => Date.now(),
		speed,
		skip(ms) {
			skippedMs += Math.max(0, ms);
		},
		leadMs() {
			// A village that is played has a time of its own, and says so itself.
			if (speed !== 1 || options.startAt !== undefined) return 0;
			const lead = now() - Date.now();
			return lead > NOTICEABLE_LEAD_MS ? lead : 0;
		},
	};
}

export function createWake(): Wake {
	let wakeUp: (() => void) | undefined;
	let hinted = false;
	return {
		wake() {
			hinted = true;
			wakeUp?.();
		},
		async wait(ms) {
			if (!hinted)
				await new Promise<void>((resolve) => {
					const timer = setTimeout(resolve, ms);
					wakeUp = () => {
						clearTimeout(timer);
						resolve();
					};
				});
			wakeUp = undefined;
			hinted = false;
		},
	};
}

/**
 * What both carriers stand on: a clock that may be pushed, seeded chance, a count of work in flight.
 *
 * Everything that waits goes through `later`, so a story's pushed clock pushes the
 * ringing too, and `close` leaves no timer behind.
 */
import { setImmediate as nextTurn } from "node:timers/promises";

export type SandboxClock = {
	now(): number;
	setTimeout(run: () => void, delayMs: number): unknown;
	clear(handle: unknown): void;
};

export type World = ReturnType<typeof createWorld>;

export type WorldOptions = {
	clock?: SandboxClock;
	seed?: number;
	speed?: number;
	latencyMs?: readonly [number, number];
};

export function createWorld({
	clock = realClock,
	seed = 1,
	speed = 1,
	/** What a phone carrier's API takes to answer over the internet, as measured from Ukraine. */
	latencyMs = [5, 65],
}: WorldOptions) {
	const random = seededRandom(seed);
	const waiting = new Set<unknown>();
	let inFlight = 0;
	let closed = false;

	/** Runs after `delayMs` of the village's time, which passes `speed` times faster than the clock. */
	function later(delayMs: number, run: () => void): () => void {
		if (closed) return () => {};
		const handle = clock.setTimeout(() => {
			waiting.delete(handle);
			run();
		}, delayMs / speed);
		waiting.add(handle);
		return () => {
			waiting.delete(handle);
			clock.clear(handle);
		};
	}

	const between = ([least, most]: readonly [number, number]) =>
		least + random() * (most - least);

	return {
		now: () => clock.now(),
		speed,
		random,
		between,
		later,
		/** Set by whoever shows the phones; called after every change of one. */
		changed: (_phoneId: string): void => {},

		/** A wait inside work that is `busy`; meanwhile the work counts as resting. */
		pause: (delayMs: number): Promise<void> =>
			new Promise((resolve) => {
				inFlight--;
				later(delayMs, () => {
					inFlight++;
					resolve();
				});
			}),

		/** Like `later`, but what takes no time needs no push of the clock. */
		soon(delayMs: number, run: () => void): () => void {
			if (delayMs > 0) return later(delayMs, run);
			let wanted = true;
			void this.busy(
				nextTurn().then(() => {
					if (wanted && !closed) run();
				}),
			);
			return () => {
				wanted = false;
			};
		},

		/** The way of a request to the carrier. No timer when it takes no time, so a frozen clock stops nobody. */
		travel(): Promise<void> | undefined {
			return latencyMs[1] === 0 ? undefined : this.pause(between(latencyMs));
		},

		/** Carrier ids look like Twilio's: two letters and 32 hexadecimal digits. */
		sid: (prefix: string): string =>
			prefix +
			Array.from({ length: 4 }, () =>
				Math.floor(random() * 2 ** 32)
					.toString(16)
					.padStart(8, "0"),
			).join(""),

		/** Counts `work` as in flight until it ends, for `settled`. */
		async busy<T>(work: Promise<T>): Promise<T> {
			inFlight++;
			try {
				return await work;
			} finally {
				inFlight--;
			}
		},

		/** Resolves when no request or webhook is under way; what waits for the clock does not count. */
		async settled(): Promise<void> {
			for (let quiet = 0; quiet < 5; quiet = inFlight === 0 ? quiet + 1 : 0)
				await nextTurn();
		},

		close(): void {
			closed = true;
			for (const handle of waiting) clock.clear(handle);
			waiting.clear();
		},
	};
}

const realClock: SandboxClock = {
	now: () => Date.now(),
	setTimeout: (run, delayMs) => setTimeout(run, delayMs),
	clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
};

/** mulberry32: small, fast, the same on every machine. */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

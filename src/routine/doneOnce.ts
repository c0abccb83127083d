/**
 * What the daily work has done, in a log of its own: it is remembered over restarts, a
 * clock that is set back does nothing twice, and an hour that was missed is seen.
 *
 * Keys that would say something about a person are hashed by whoever makes them.
 */
import type { Instant } from "../core/kinds.ts";
import type { Append, LogEvent, Store } from "../ports.ts";

export type DoneOnce = {
	/** The newest deed of this key. */
	last(key: string): Promise<Deed | undefined>;
	/**
	 * Writes it down, with what must be written together with it; false when it was done
	 * before. Whoever tells somebody writes first: told twice is worse than once missed.
	 */
	once(
		deed: { id: string; key?: string } & LogEvent,
		alongside?: Pick<Append, "roster">,
	): Promise<boolean>;
};

export type Deed = { at: Instant; event: LogEvent };

const STREAM = "admin/routine";
const TRIES = 8;

export function doneOnce(store: Store, clock: { now(): Instant }): DoneOnce {
	const deeds = new Map<string, Deed>();
	let seq = 0;

	async function read(): Promise<void> {
		for (const stored of await store.load(STREAM, seq)) {
			const event = JSON.parse(stored.payload) as LogEvent;
			deeds.set(String(event.key ?? event.id), { at: stored.at, event });
			seq = stored.seq;
		}
	}

	return {
		async last(key) {
			await read();
			return deeds.get(key);
		},

		async once(deed, alongside = {}) {
			for (let tries = 0; tries < TRIES; tries += 1) {
				await read();
				const done = await store.append({
					at: clock.now(),
					streams: [
						{
							stream: STREAM,
							expectedSeq: seq,
							commandId: `once:${deed.id}`,
							events: [deed],
						},
					],
					...alongside,
				});
				if (done !== "conflict") return done === "ok";
			}
			return false;
		},
	};
}

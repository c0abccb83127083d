/**
 * What the daily work has done, in a log of its own: it is remembered over restarts, a
 * clock that is set back does nothing twice, and an hour that was missed is seen.
 *
 * The log grows by a deed for each incident and is never read whole: a deed is looked up
 * by its id, which is the command it was written by. Ids that would say something about a
 * person are hashed by whoever makes them.
 */
import type { Instant } from "../core/kinds.ts";
import type { Append, LogEvent, Store } from "../ports.ts";

export type DoneOnce = {
	/** The deed of this id, when it was done. */
	deed(id: string): Promise<Deed | undefined>;
	/**
	 * Writes it down, with what must be written together with it; false when it was done
	 * before. Whoever tells somebody writes first: told twice is worse than once missed.
	 */
	once(
		deed: { id: string } & LogEvent,
		alongside?: Pick<Append, "roster">,
	): Promise<boolean>;
};

export type Deed = { at: Instant; event: LogEvent };

const STREAM = "admin/routine";
const TRIES = 8;

export function doneOnce(
	store: Pick<Store, "append" | "written" | "lastSeq">,
	clock: { now(): Instant },
): DoneOnce {
	return {
		async deed(id) {
			const [stored] = await store.written(STREAM, commandOf(id));
			return (
				stored && {
					at: stored.at,
					event: JSON.parse(stored.payload) as LogEvent,
				}
			);
		},

		async once(deed, alongside = {}) {
			for (let tries = 0; tries < TRIES; tries += 1) {
				const done = await store.append({
					at: clock.now(),
					streams: [
						{
							stream: STREAM,
							expectedSeq: await store.lastSeq(STREAM),
							commandId: commandOf(deed.id),
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

const commandOf = (id: string): string => `once:${id}`;

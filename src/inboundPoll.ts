/**
 * SMS that came in while nobody was there to take them.
 *
 * Twilio calls our webhook at once or not at all: after a minute's outage the
 * answers of that minute lie in its list only. So the list is read at start
 * and while incidents are open; what is known already is known by its id.
 */
import type { Inbox } from "./http/inbox.ts";
import type { InboundSms } from "./http/twilioSms.ts";
import { EVERYTHING } from "./ports.ts";
import type { Service } from "./service.ts";

export type InboundPollDeps = Pick<Service, "store" | "clock" | "log"> & {
	inbox: Pick<Inbox, "take">;
	/** What came in since then, oldest first; undefined when the carrier could not be asked. */
	received(sinceMs: number): Promise<InboundSms[] | undefined>;
};

const EVERY_MS = 30_000;
// The carrier's clock is not ours, and a message may be listed a little late.
const OVERLAP_MS = 2 * 60_000;
/** At start without an open incident: a STOP said while we were away still counts, an old «1» does not. */
const LOOK_BACK_MS = 15 * 60_000;
// More incidents than are ever open at once.
const OPEN_AT_MOST = 200;

/** Starts looking; returns what stops it. */
export function pollInbound(deps: InboundPollDeps): () => void {
	let sinceMs: number | undefined;
	let looking = false;

	/** The earliest report whose answers still count, by the carrier's clock: the wall. */
	async function earliestOpen(): Promise<number | undefined> {
		const { items } = await deps.store.heads(EVERYTHING, {
			status: ["open", "unconfirmed"],
			limit: OPEN_AT_MOST,
		});
		const { clock } = deps;
		return items.length === 0
			? undefined
			: clock.wall() -
					Math.max(...items.map(({ reportedAt }) => clock.now() - reportedAt)) /
						clock.speed;
	}

	async function look(): Promise<void> {
		const wall = deps.clock.wall();
		const openSinceMs = await earliestOpen();
		if (openSinceMs === undefined && sinceMs !== undefined) return;
		const from = sinceMs ?? Math.min(openSinceMs ?? wall, wall - LOOK_BACK_MS);
		const found = await deps.received(from - OVERLAP_MS);
		// Asked again from the same moment next time.
		if (!found) return;
		for (const sms of found)
			await deps.inbox.take("twilio", sms.sid, JSON.stringify(sms));
		sinceMs = wall;
	}

	async function lookOnce(): Promise<void> {
		if (looking) return;
		looking = true;
		try {
			await look();
		} catch (error) {
			deps.log.warn("inbound SMS could not be looked for, tried again soon", {
				error: error instanceof Error ? error.name : typeof error,
			});
		} finally {
			looking = false;
		}
	}

	void lookOnce();
	const timer = setInterval(() => void lookOnce(), EVERY_MS);
	return () => clearInterval(timer);
}

/**
 * A sign of life to somebody else's watch (`HEARTBEAT_URL`, of a second provider):
 * called only while every invariant holds. That watch rings the chiefs when it
 * hears nothing, so silence is the alarm and a sick service does not call.
 */
import type { Log } from "./service.ts";

export type HeartbeatOptions = {
	url: string;
	/** Does every invariant hold now? */
	holds(): boolean;
	log: Log;
	everyMs?: number;
};

/** A watch that expects a call each minute then forgives one lost request. */
const EVERY_MS = 30_000;
const DEADLINE_MS = 5_000;

/** Starts calling; returns how to stop. */
export function keepHeartbeat({
	url,
	holds,
	log,
	everyMs = EVERY_MS,
}: HeartbeatOptions): () => void {
	let heard = true;
	const call = async (): Promise<void> => {
		if (!holds()) return;
		const answer = await fetch(url, {
			signal: AbortSignal.timeout(DEADLINE_MS),
		}).catch(() => undefined);
		await answer?.body?.cancel().catch(() => undefined);
		const now = answer?.ok === true;
		// Once per change: the address may hold a key, so it is not repeated.
		if (heard && !now)
			log.warn("heartbeat: HEARTBEAT_URL does not answer 2xx", {
				status: answer?.status ?? "none",
			});
		heard = now;
	};
	const timer = setInterval(() => void call(), everyMs);
	return () => clearInterval(timer);
}

/**
 * Receipts of carriers that tell nothing by themselves: they are asked what became of
 * the newest messages, and what they say goes the way of a pushed receipt.
 *
 * Young messages are asked about at each look, older ones at every tenth, none after a
 * quarter of an hour: what is not there by then wakes nobody.
 */
import type { Attempt } from "./ports.ts";
import { takeReceipt } from "./receipts.ts";
import type { Service } from "./service.ts";

/** Within the four seconds in which an unknown send waits for its proof. */
const EVERY_MS = 3_000;
const YOUNG_MS = 2 * 60_000;
const OLD_MS = 15 * 60_000;
const OLD_EVERY = 10;
/** Of one request; more than a village and its neighbours are alerted by. */
const BATCH = 100;
const BATCHES = 5;
const DEADLINE_MS = 5_000;

/** Starts looking; returns what stops it. Nothing to do where every carrier calls us. */
export function pollReceipts(service: Service): () => void {
	const look = receiptLook(service);
	let looking = false;
	const timer = setInterval(async () => {
		if (looking) return;
		looking = true;
		try {
			await look();
		} catch (error) {
			service.log.warn("receipts could not be looked for, tried again soon", {
				error: error instanceof Error ? error.name : typeof error,
			});
		} finally {
			looking = false;
		}
	}, EVERY_MS);
	return () => clearInterval(timer);
}

/** One look at everything; returns how many receipts came. */
export function receiptLook(service: Service): () => Promise<number> {
	const { store, clock, channels } = service;
	let looks = 0;

	const isDue = ({ startedAt }: Attempt): boolean =>
		clock.now() - startedAt < YOUNG_MS || looks % OLD_EVERY === 0;

	return async () => {
		looks += 1;
		let taken = 0;
		for (const { name, capabilities, receipts } of channels.values()) {
			if (capabilities.receipts !== "poll" || !receipts) continue;
			const waiting = await store.awaitingReceipt({
				channel: name,
				since: clock.now() - OLD_MS,
				limit: BATCH * BATCHES,
			});
			const asked = waiting.filter(isDue);
			for (let from = 0; from < asked.length; from += BATCH) {
				const found = await receipts(
					asked.slice(from, from + BATCH).map(({ id, carrierId }) => ({
						attemptId: id,
						...(carrierId === undefined ? {} : { carrierId }),
					})),
					DEADLINE_MS,
				);
				// It cannot be asked now; a request of the next batch would fail too.
				if (!found) break;
				for (const { attemptId, ...receipt } of found) {
					await takeReceipt(service, attemptId, receipt);
					taken += 1;
				}
			}
		}
		return taken;
	};
}

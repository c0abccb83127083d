/**
 * What is counted when an incident is over: how each channel fared, and after a roll call
 * who was missed. Each incident once, however many there were and whenever the service was
 * down meanwhile.
 */
import { countedKey, countProofs, faredIn } from "../people/proofs.ts";
import { EVERYTHING, type Head } from "../ports.ts";
import type { Service } from "../service.ts";
import { tellWhoWasMissed } from "./bell.ts";
import type { DoneOnce } from "./doneOnce.ts";
import type { TellQuietly } from "./quiet.ts";

/** Carriers' receipts come late; a roll call has waited already. */
const RECEIPTS_MS = 5 * 60_000;
const LOOK_BACK_MS = 7 * 86_400_000;
/** What rang while the database took nothing is moved there later, with the times it had. */
const WHOLE_LOOK_EVERY_MS = 3_600_000;
const PAGE = 200;
/** After a flood the rest waits for the next look: an alarm does not. */
const MOST_AT_ONCE = 50;

/** One look at what ended; throws when one could not be counted, after all the others. */
export function endedCounter(
	service: Service,
	done: DoneOnce,
	tell: TellQuietly,
): () => Promise<void> {
	const { store, clock } = service;
	/** Of what ended before it nothing is left to count. */
	let countedUntil = 0;
	let wholeLookAt = 0;

	async function* endedSince(now: number): AsyncGenerator<Head> {
		for (let cursor: string | undefined = ""; cursor !== undefined; ) {
			const page: Awaited<ReturnType<typeof store.heads>> = await store.heads(
				EVERYTHING,
				{
					status: ["closed", "cancelled"],
					since: now - LOOK_BACK_MS,
					endedSince: countedUntil,
					limit: PAGE,
					...(cursor ? { cursor } : {}),
				},
			);
			yield* page.items;
			cursor = page.nextCursor;
		}
	}

	async function countOne({ id }: Head): Promise<void> {
		const incident = await service.load(id);
		if (incident.status === "unknown") return;
		const fared = await faredIn(service, incident);
		const isFirst = await countProofs(service, done, incident, fared);
		if (isFirst && incident.mode === "test")
			await tellWhoWasMissed(service, tell, incident, fared);
	}

	return async () => {
		const now = clock.now();
		if (now >= wholeLookAt) {
			countedUntil = 0;
			wholeLookAt = now + WHOLE_LOOK_EVERY_MS;
		}
		let until = now - RECEIPTS_MS;
		let room = MOST_AT_ONCE;
		const failures: unknown[] = [];
		for await (const head of endedSince(now)) {
			const { endedAt = now } = head;
			if (head.mode !== "test" && now - endedAt < RECEIPTS_MS) continue;
			if (await done.deed(countedKey(head.id))) continue;
			if (room === 0) {
				until = countedUntil;
				break;
			}
			room -= 1;
			try {
				await countOne(head);
			} catch (error) {
				failures.push(error);
				until = Math.min(until, endedAt);
			}
		}
		countedUntil = until;
		if (failures.length > 0) throw failures[0];
	};
}

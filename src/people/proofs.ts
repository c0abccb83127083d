/**
 * How each channel of each person fared, counted when an incident of any mode is over:
 * real traffic counts as much as the weekly bell.
 */

import type { Known, Person } from "../core/incident.ts";
import { type Counted, counted, proven, reachability } from "../core/proof.ts";
import type { AlertState, ChannelStateRow, ProofRow } from "../ports.ts";
import type { DoneOnce } from "../routine/doneOnce.ts";
import type { Service } from "../service.ts";

export const PROOF_CHANNELS = ["telegram", "sms", "voice"] as const;
export type ProofChannel = (typeof PROOF_CHANNELS)[number];

/** What became of one channel of one person in one incident; what proves nothing is left out. */
export type Fared = {
	responderId: string;
	channel: ProofChannel;
	isReached: boolean;
};

/** What is known of a person: by channel, and the chance, 0 to 100, that one of them gets through. */
export type Reachable = { score?: number; channels: ProofRow[] };

export async function faredIn(
	service: Pick<Service, "store" | "channels">,
	incident: Known,
): Promise<Fared[]> {
	const states = await service.store.alertStates(incident.id);
	const answered = await answersOf(service, incident.id);
	const hasReceipts =
		service.channels.get("sms")?.capabilities.receipts !== "none";
	const hasKeys = service.channels.get("voice")?.capabilities.keys !== false;
	const people = [...incident.people.values()].filter(
		(person) => answered.has(person.responderId) || hadTime(incident, person),
	);
	return people.flatMap(({ responderId }) =>
		PROOF_CHANNELS.flatMap((channel): Fared[] => {
			const sends = states.filter(
				(state) =>
					state.responderId === responderId &&
					state.channel === channel &&
					wasAsked(incident, state),
			);
			if (sends.length === 0) return [];
			const outcome = proven({
				mode: incident.mode,
				channel,
				send: outcomeOf(sends),
				answeredOn: answered.get(responderId) ?? new Set(),
				hasReceipts,
				hasKeys,
			});
			return outcome === "unknown"
				? []
				: [{ responderId, channel, isReached: outcome === "reached" }];
		}),
	);
}

/** Counts an ended incident, once; false when it was counted before. */
export async function countProofs(
	service: Pick<Service, "roster" | "clock">,
	done: DoneOnce,
	incident: Known,
	fared: readonly Fared[],
): Promise<boolean> {
	const ids = [...new Set(fared.map(({ responderId }) => responderId))];
	const known = new Set((await service.roster.people(ids)).map(({ id }) => id));
	const before = await service.roster.proofs(ids);
	const at = incident.endedAt ?? service.clock.now();
	const rows = fared
		.filter(({ responderId }) => known.has(responderId))
		.map(({ responderId, channel, isReached }): ProofRow => {
			const row = before.find(
				(one) => one.responderId === responderId && one.channel === channel,
			);
			const counts: Counted = row ?? { asked: 0, reached: 0 };
			const reachedAt = isReached ? at : row?.lastReachedAt;
			return {
				responderId,
				channel,
				...counted(counts, isReached),
				lastAskedAt: at,
				...(reachedAt === undefined ? {} : { lastReachedAt: reachedAt }),
			};
		});
	return done.once(
		{
			id: countedKey(incident.id),
			type: "ProofsCounted",
			incidentId: incident.id,
		},
		{ roster: rows.map((row) => ({ table: "proof", row })) },
	);
}

export const countedKey = (incidentId: string): string =>
	`proofs:${incidentId}`;

/** Of these people; channels known not to work any more count for nothing. */
export async function reachableOf(
	{ roster }: Pick<Service, "roster">,
	ids: readonly string[],
): Promise<Map<string, Reachable>> {
	const [proofs, states] = await Promise.all([
		roster.proofs(ids),
		roster.channelStates(ids),
	]);
	return new Map(
		ids.map((id) => {
			const channels = proofs.filter(({ responderId }) => responderId === id);
			const score = reachability(
				channels.filter(({ channel }) => !isBroken(states, id, channel)),
			);
			return [id, { channels, ...(score === undefined ? {} : { score }) }];
		}),
	);
}

const isBroken = (
	states: readonly ChannelStateRow[],
	id: string,
	channel: string,
): boolean =>
	states.some(
		(state) =>
			state.responderId === id &&
			state.channel === channel &&
			state.state !== "works",
	);

/** Ways each person answered by; words of a chief for somebody prove no phone. */
async function answersOf(
	{ store }: Pick<Service, "store">,
	incidentId: string,
): Promise<Map<string, Set<string>>> {
	const ways = new Map<string, Set<string>>();
	for (const { type, payload } of await store.load(`incident/${incidentId}`)) {
		if (type !== "ResponderAcknowledged") continue;
		const { responderId, channel } = JSON.parse(payload) as {
			responderId: string;
			channel: string;
		};
		if (channel === "behalf") continue;
		const known = ways.get(responderId) ?? new Set<string>();
		ways.set(responderId, known.add(channel));
	}
	return ways;
}

// Who was let go sooner may have had the phone in the hand already.
const TIME_TO_ANSWER_MS = 180_000;

const hadTime = (
	{ endedAt }: Known,
	{ alertedAt, stoodDownAt }: Person,
): boolean =>
	Math.min(endedAt ?? Infinity, stoodDownAt ?? Infinity) - alertedAt >=
	TIME_TO_ANSWER_MS;

/** Taken back before it was sent, it asked nobody; a roll call takes nothing back before its end. */
const wasAsked = ({ mode }: Known, { state, rank }: AlertState): boolean =>
	mode === "test" || state !== "withdrawn" || rank > 0;

function outcomeOf(sends: readonly AlertState[]) {
	const isSent = sends.some(({ rank }) => rank >= 3 && rank !== 3.5);
	return {
		isSent,
		isDelivered: sends.some(({ rank }) => rank >= 4),
		isFailed:
			!isSent &&
			sends.some(({ rank, state }) => rank === 3.5 || state === "failed"),
	};
}

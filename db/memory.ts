/**
 * Store and Roster in memory: the reference. Read it as the specification of
 * what every adapter does; the contract suite compares the others with it.
 *
 * An append is checked wholly before its first write, and nothing here awaits
 * in between, so it is atomic by construction. Nothing survives the process.
 */

import type { Brigade, Commitment } from "../src/core/roster.ts";
import type {
	AboutPerson,
	AirFeedRow,
	AirRaids,
	AirRegionRow,
	ApiKeyRow,
	Append,
	AppendResult,
	AreaRow,
	Areas,
	Attempt,
	Capability,
	CardRow,
	ChannelStateRow,
	Claimed,
	ClaimRequest,
	ConversationRow,
	Erasure,
	Ground,
	GroupChatRow,
	HazardAreaRow,
	Head,
	HelperRow,
	Inbound,
	InvitationRow,
	JoinRequestRow,
	Kept,
	NewRow,
	ObserverRow,
	Others,
	OutboxRow,
	OutwardRow,
	PositionRow,
	ProofRow,
	RecordingRow,
	ReporterRow,
	Reporters,
	ReportRow,
	ResponderRow,
	Roster,
	RosterWrite,
	Scope,
	Sealed,
	SealedParts,
	SendState,
	Settlement,
	Spent,
	Store,
	StoredEvent,
	SubscriptionOwner,
	SubscriptionRow,
	VehicleRow,
	WaterPointRow,
	Words,
} from "../src/ports.ts";
import { seesHead } from "../src/sees.ts";
import type { SignInStore } from "../src/signIn/store.ts";
import { brigadesInOrder, candidatesOf, cutToLimit } from "./candidates.ts";
import { airRaidsOf } from "./memoryAirRaids.ts";
import { areasOf } from "./memoryAreas.ts";
import { groundOf } from "./memoryGround.ts";
import { othersOf } from "./memoryOthers.ts";
import {
	deleteReporter,
	reportersOf,
	writeReporter,
} from "./memoryReporters.ts";
import { emptySignIn, removeAccess, signInOf } from "./memorySignIn.ts";
import {
	cursorOf,
	eventRows,
	keyOf,
	lastOfEachKey,
	readCursor,
	WORD_KEYS,
} from "./rows.ts";

/** An outbox row with what only the adapter needs to know. */
type Row = OutboxRow & {
	/** The try the lease belongs to: a late loser of the same process is told apart by it. */
	leaseAttempt?: string;
	/** Withdrawn while leased: this try may finish, another is not made. */
	recalled?: boolean;
	code?: string;
};

type Tables = ReturnType<typeof emptyTables>;

const emptyTables = () => ({
	streams: new Map<string, StoredEvent[]>(),
	commands: new Set<string>(),
	numbers: new Map<number, number>(),
	heads: new Map<string, Head>(),
	words: new Map<string, Words>(),
	capabilities: new Map<string, Capability>(),
	commitments: new Map<string, Commitment>(),
	external: new Map<string, string>(),
	idempotency: new Map<string, { bodyHash: string; incidentId: string }>(),
	outbox: new Map<string, Row>(),
	attempts: new Map<string, Attempt>(),
	inbound: new Map<string, Inbound>(),
	cards: new Map<string, CardRow>(),
	positions: new Map<string, PositionRow>(),
	brigades: new Map<string, Brigade>(),
	vehicles: new Map<string, VehicleRow>(),
	responders: new Map<string, ResponderRow>(),
	channelStates: new Map<string, ChannelStateRow>(),
	apiKeys: new Map<string, ApiKeyRow>(),
	invitations: new Map<string, InvitationRow>(),
	conversations: new Map<string, ConversationRow>(),
	joinRequests: new Map<string, JoinRequestRow>(),
	groupChats: new Map<string, GroupChatRow>(),
	recordings: new Map<string, RecordingRow>(),
	proofs: new Map<string, ProofRow>(),
	areas: new Map<string, AreaRow>(),
	airRegions: new Map<string, AirRegionRow>(),
	airFeeds: new Map<string, AirFeedRow>(),
	reporters: new Map<string, ReporterRow>(),
	reports: new Map<string, ReportRow>(),
	waterPoints: new Map<string, WaterPointRow>(),
	hazardAreas: new Map<string, HazardAreaRow>(),
	observers: new Map<string, ObserverRow>(),
	helpers: new Map<string, HelperRow>(),
	subscriptions: new Map<string, SubscriptionRow>(),
	/** By position, from 1; what is taken away leaves its place empty. */
	outward: new Map<string, OutwardRow & { position: number }>(),
	outwardEnd: { position: 0 },
	...emptySignIn(),
});

export function memoryStore(): {
	store: Store;
	roster: Roster;
	signIn: SignInStore;
	areas: Areas;
	airRaids: AirRaids;
	reporters: Reporters;
	ground: Ground;
	others: Others;
} {
	const tables = emptyTables();
	return {
		store: storeOf(tables),
		roster: rosterOf(tables),
		signIn: signInOf(tables, tables.brigades),
		areas: areasOf(tables.areas),
		airRaids: airRaidsOf(tables),
		reporters: reportersOf(tables),
		ground: groundOf(tables),
		others: othersOf(tables),
	};
}

// --- Store -------------------------------------------------------------------

function storeOf(t: Tables): Store {
	return {
		append: async (append) => appendTo(t, append),
		load: async (stream, afterSeq = 0) =>
			copy((t.streams.get(stream) ?? []).filter((e) => e.seq > afterSeq)),
		written: async (stream, commandId) =>
			copy(
				(t.streams.get(stream) ?? []).filter((e) => e.commandId === commandId),
			),
		lastSeq: async (stream) => t.streams.get(stream)?.at(-1)?.seq ?? 0,
		outward: async (scope, { after, since = 0, limit }) => ({
			items: copy(
				[...t.outward.values()]
					.filter(({ position, at, incidentId }) => {
						const head = t.heads.get(incidentId);
						return (
							position > after && at >= since && head && seesHead(scope, head)
						);
					})
					.slice(0, limit),
			),
			end: t.outwardEnd.position,
		}),
		streams: async (prefix) =>
			[...t.streams.keys()].filter((name) => name.startsWith(prefix)).sort(),
		async nextNumber(year) {
			const next = (t.numbers.get(year) ?? 99) + 1;
			t.numbers.set(year, next);
			return next;
		},
		async newestAt() {
			const all = [...t.streams.values()].flat().map((event) => event.at);
			return all.length ? all.reduce((a, b) => Math.max(a, b)) : undefined;
		},
		heads: async (scope, query) => headsPage(t, scope, query),
		async head(scope, incidentId) {
			const head = t.heads.get(incidentId);
			return head && seesHead(scope, head) ? copy(head) : undefined;
		},
		findExternal: async (source, externalId) =>
			t.external.get(keyOf(source, externalId)),
		findIdempotency: async (keyId, key) =>
			copy(t.idempotency.get(keyOf(keyId, key))),
		words: async (ids) => copy(found(t.words, ids)),
		capability: async (tokenHash) => copy(t.capabilities.get(tokenHash)),
		commitments: async (of) =>
			copy(
				of.flatMap(({ kind, id }) => t.commitments.get(keyOf(kind, id)) ?? []),
			),
		commitmentsOf: async (incidentId) =>
			copy(
				[...t.commitments.values()].filter((c) => c.incidentId === incidentId),
			),
		callsOf: async (incidentId) => callsOf(t, incidentId),
		alertStates: async (incidentId) =>
			rowsOf(t, incidentId)
				.filter((row) => row.kind === "send" && row.purpose === "alert")
				.flatMap((row) =>
					row.responderId === undefined ||
					row.lane === "clock" ||
					row.lane === "webhook" ||
					row.messageKind === "wakeHousehold"
						? []
						: [
								{
									responderId: row.responderId,
									channel: row.lane,
									state: row.state,
									rank: bestRank(t, row.id),
									...(row.purpose ? { purpose: row.purpose } : {}),
									...(row.sentAt === undefined ? {} : { sentAt: row.sentAt }),
									...(row.code === undefined ? {} : { code: row.code }),
								},
							],
				),
		sendsOf: async (incidentId) => sendsOf(t, incidentId),
		positions: async (incidentId, since) =>
			copy(
				[...t.positions.values()]
					.filter((row) => row.incidentId === incidentId && row.at >= since)
					.sort((a, b) => (a.responderId < b.responderId ? -1 : 1)),
			),
		rows: async (incidentId) =>
			rowsOf(t, incidentId)
				.filter((row) => row.state === "pending" || row.state === "leased")
				.map(shown),
		claim: async (request) => claim(t, request),
		async nextDueAt() {
			const due = pendingRows(t)
				.filter((row) => row.lane !== "webhook")
				.map((row) => row.dueAt);
			return due.length ? due.reduce((a, b) => Math.min(a, b)) : undefined;
		},
		recover: async (request) => recover(t, request),
		async waiting(now, upToClass) {
			const counts = new Map<string, number>();
			for (const row of pendingRows(t))
				if (
					row.kind === "send" &&
					row.dueAt <= now &&
					row.laneClass <= upToClass
				)
					counts.set(row.lane, (counts.get(row.lane) ?? 0) + 1);
			return [...counts].map(([lane, count]) => ({ lane, count }));
		},
		row: async (id) => {
			const found = t.outbox.get(id);
			return found && shown(found);
		},
		attempt: async (id) => copy(t.attempts.get(id)),
		attemptsOf: async (incidentId, responderId, channel) =>
			copy(
				[...t.attempts.values()]
					.filter(
						(attempt) =>
							attempt.incidentId === incidentId &&
							attempt.responderId === responderId &&
							attempt.channel === channel &&
							attempt.outcome === "accepted" &&
							t.outbox.get(attempt.rowId)?.kind === "send",
					)
					.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1)),
			),
		awaitingReceipt: async ({ channel, since, limit }) =>
			copy(
				[...t.attempts.values()]
					.filter(
						(attempt) =>
							attempt.channel === channel &&
							attempt.startedAt >= since &&
							attempt.rank < 3.5 &&
							(attempt.outcome === "accepted" || attempt.outcome === "unknown"),
					)
					.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1))
					.slice(0, limit),
			),
		spent: async (of) => spent(t, of),
		raise: async (receipt) => raise(t, receipt),
		async receive(inbound) {
			const key = keyOf(inbound.carrier, inbound.externalId);
			if (t.inbound.has(key)) return false;
			t.inbound.set(key, copy(inbound));
			return true;
		},
		pendingInbound: async (limit) =>
			copy(
				[...t.inbound.values()]
					.filter((inbound) => inbound.doneAt === undefined)
					.sort((a, b) => a.receivedAt - b.receivedAt)
					.slice(0, limit),
			),
		inboundDone: async (carrier, externalId, at, more) =>
			inboundDone(t, carrier, externalId, at, more?.forget),
		card: async (incidentId, responderId) =>
			copy(t.cards.get(keyOf(incidentId, responderId))),
		async saveCard(card) {
			t.cards.set(keyOf(card.incidentId, card.responderId), copy(card));
		},
		async savePosition(position) {
			const key = keyOf(position.incidentId, position.responderId);
			const known = t.positions.get(key);
			if (!known || known.at <= position.at)
				t.positions.set(key, copy(position));
		},
		expire: async (kind, request) => expire(t, kind, request),
		sealed: async (kind) => ({ items: copy(sealedOf(t)[kind]()) }),
		conversation: async (chatHash) => copy(t.conversations.get(chatHash)),
		recording: async (incidentId, of = { except: [] }) =>
			copy(
				[...t.recordings.values()]
					.filter(
						(row) =>
							row.incidentId === incidentId &&
							("only" in of
								? of.only.includes(row.responderId)
								: !of.except.includes(row.responderId)),
					)
					.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
					.at(-1),
			),
		naming: async (id) => ({
			streams: [...t.streams]
				.filter(([, events]) => events.some((e) => e.payload.includes(id)))
				.map(([stream]) => stream),
		}),
		aboutPerson: async (responderId, incidentIds) =>
			copy(aboutPerson(t, responderId, incidentIds)),
		close: async () => {},
	};
}

function appendTo(t: Tables, append: Append): AppendResult {
	const streams = append.streams ?? [];
	if (streams.some((s) => t.commands.has(keyOf(s.stream, s.commandId))))
		return "repeated";
	const events = eventRows(append.at, streams, (stream) =>
		t.streams.get(stream)?.at(-1),
	);
	if (
		!events ||
		isTaken(t, append) ||
		!leasesHold(t, append.settle ?? []) ||
		!nothingOnItsWay(t, append.erase)
	)
		return "conflict";
	refuseKnownIds(t, append.outbox ?? []);

	// From here on nothing can fail.
	for (const settlement of append.settle ?? []) settle(t, settlement);
	for (const withdrawal of append.withdraw ?? []) withdraw(t, withdrawal);
	for (const hasten of append.hasten ?? []) hastenRows(t, hasten);
	for (const clear of append.clearTimers ?? []) clearTimers(t, clear);
	for (const { rowId, body, units } of append.reword ?? []) {
		const row = t.outbox.get(rowId);
		if (row?.state === "pending" && row.tries === 0)
			Object.assign(row, { body, units });
	}
	addRows(t, append.outbox ?? []);
	for (const row of pendingRows(t))
		if (append.hurry && row.subscriptionId === append.hurry.subscriptionId)
			row.dueAt = Math.min(row.dueAt, append.hurry.dueAt);
	for (const event of events) {
		t.streams.set(event.stream, [
			...(t.streams.get(event.stream) ?? []),
			event,
		]);
		t.commands.add(keyOf(event.stream, event.commandId));
	}
	writeIndexes(t, append);
	for (const write of append.roster ?? []) writeRoster(t, write);
	if (append.erase) erase(t, append.erase);
	return "ok";
}

/** Commitments may be freed and taken anew in one append: the frees count first. */
function isTaken(t: Tables, append: Append): boolean {
	const { external, idempotency, free = [], take = [] } = append;
	if (external && t.external.has(keyOf(external.source, external.externalId)))
		return true;
	if (
		idempotency &&
		t.idempotency.has(keyOf(idempotency.keyId, idempotency.key))
	)
		return true;
	const holders = new Map<string, string>();
	for (const commitment of t.commitments.values())
		holders.set(keyOf(commitment.kind, commitment.id), commitment.incidentId);
	for (const { kind, id, incidentId } of free)
		if (holders.get(keyOf(kind, id)) === incidentId)
			holders.delete(keyOf(kind, id));
	for (const { kind, id, incidentId } of take) {
		const holder = holders.get(keyOf(kind, id));
		if (holder !== undefined && holder !== incidentId) return true;
		holders.set(keyOf(kind, id), incidentId);
	}
	return false;
}

const leasesHold = (t: Tables, settlements: readonly Settlement[]): boolean =>
	settlements.every(({ rowId, leaseBy, attemptId }) => {
		const row = t.outbox.get(rowId);
		return (
			row?.state === "leased" &&
			row.leaseBy === leaseBy &&
			(attemptId === undefined || row.leaseAttempt === attemptId)
		);
	});

/** Row ids are random, so a known one is a mistake of the caller, not a race. */
function refuseKnownIds(t: Tables, rows: readonly NewRow[]): void {
	for (const { id } of rows)
		if (t.outbox.has(id))
			throw new Error(`Expected a new outbox row id, got ${id} again.`);
}

function settle(t: Tables, settlement: Settlement): void {
	const row = t.outbox.get(settlement.rowId);
	if (!row) return;
	settleAttempt(t, settlement);
	unlease(row);
	if (settlement.code !== undefined) row.code = settlement.code;
	const { next } = settlement;
	if (next.state === "pending") {
		if (next.unknown) row.unknowns += 1;
		if (next.body !== undefined) row.body = next.body;
		backToPending(t, row, next.dueAt);
	} else if (next.state === "done") done(t, row, next.sentAt);
	else row.state = next.state;
}

function settleAttempt(t: Tables, settlement: Settlement): void {
	const attempt = t.attempts.get(settlement.attemptId ?? "");
	if (!attempt) return;
	attempt.endedAt = settlement.endedAt;
	if (settlement.outcome !== undefined) attempt.outcome = settlement.outcome;
	if (settlement.code !== undefined) attempt.code = settlement.code;
	if (settlement.carrierId !== undefined)
		attempt.carrierId = settlement.carrierId;
	if (settlement.rank !== undefined && settlement.rank > attempt.rank)
		attempt.rank = settlement.rank;
}

function unlease(row: Row): void {
	delete row.leaseBy;
	delete row.leaseUntil;
	delete row.leaseAttempt;
}

/** A row goes back to be tried again, unless it was taken back meanwhile or a receipt proves that it was sent. */
function backToPending(t: Tables, row: Row, dueAt: number): void {
	const proof = proofOf(t, row.id);
	if (proof) {
		done(t, row, proof.startedAt);
		return;
	}
	row.state = row.recalled ? "withdrawn" : "pending";
	row.dueAt = dueAt;
}

/** A first call that was accepted tells when the redial is due. */
function done(t: Tables, row: Row, sentAt: number | undefined): void {
	row.state = "done";
	if (sentAt !== undefined) row.sentAt ??= sentAt;
	if (row.sentAt === undefined || !isFirstCall(row)) return;
	for (const waiting of pendingRows(t))
		if (waitsForCallOf(waiting, row) && waiting.tries === 0)
			waiting.dueAt = row.sentAt + (waiting.afterOwnCallMs ?? 0);
}

const isFirstCall = (row: OutboxRow | NewRow): boolean =>
	row.kind === "send" &&
	row.lane === "voice" &&
	row.afterOwnCallMs === undefined;

const waitsForCallOf = (row: OutboxRow | NewRow, call: OutboxRow): boolean =>
	row.afterOwnCallMs !== undefined &&
	row.incidentId === call.incidentId &&
	row.responderId === call.responderId &&
	row.purpose === call.purpose;

/** The earliest attempt of which a carrier has said that it has it. */
const proofOf = (t: Tables, rowId: string): Attempt | undefined =>
	attemptsOfRow(t, rowId)
		.filter(isProof)
		.sort((a, b) => a.startedAt - b.startedAt)[0];

const isProof = ({ rank }: Pick<Attempt, "rank">): boolean =>
	rank >= 1 && rank !== 3.5;

function withdraw(
	t: Tables,
	{
		incidentId,
		responderId,
		purposes,
	}: NonNullable<Append["withdraw"]>[number],
): void {
	for (const row of rowsOf(t, incidentId)) {
		if (row.kind !== "send" || !row.purpose || !purposes.includes(row.purpose))
			continue;
		if (responderId !== undefined && row.responderId !== responderId) continue;
		if (row.state === "pending") row.state = "withdrawn";
		if (row.state === "leased") row.recalled = true;
	}
}

function hastenRows(
	t: Tables,
	{
		incidentId,
		responderId,
		channels,
		dueAt,
	}: NonNullable<Append["hasten"]>[number],
): void {
	for (const row of rowsOf(t, incidentId))
		if (
			row.state === "pending" &&
			row.kind === "send" &&
			row.responderId === responderId &&
			row.tries === 0 &&
			row.afterOwnCallMs === undefined &&
			row.lane !== "clock" &&
			row.lane !== "webhook" &&
			channels.includes(row.lane)
		)
			row.dueAt = Math.min(row.dueAt, dueAt);
}

function clearTimers(
	t: Tables,
	{ incidentId, keys }: NonNullable<Append["clearTimers"]>[number],
): void {
	for (const row of rowsOf(t, incidentId))
		if (
			row.kind === "timer" &&
			row.state === "pending" &&
			(!keys || (row.key !== undefined && keys.includes(row.key)))
		)
			t.outbox.delete(row.id);
}

function addRows(t: Tables, rows: readonly NewRow[]): void {
	const added = lastOfEachKey(rows);
	for (const row of added) {
		for (const old of row.key === undefined ? [] : rowsOf(t, row.incidentId)) {
			if (old.key !== row.key) continue;
			if (old.state === "pending") t.outbox.delete(old.id);
			else delete old.key;
		}
		t.outbox.set(row.id, {
			...copy(row),
			state: "pending",
			unknowns: 0,
			tries: 0,
		});
	}
	for (const row of added) dueAfterPastCall(t, row.id);
}

/** The call a redial waits for may have begun before the redial was planned. */
function dueAfterPastCall(t: Tables, rowId: string): void {
	const row = t.outbox.get(rowId);
	if (row?.afterOwnCallMs === undefined) return;
	const calls = rowsOf(t, row.incidentId).filter(
		(call) => isFirstCall(call) && waitsForCallOf(row, call),
	);
	if (calls.some((c) => c.state === "pending" || c.state === "leased")) return;
	const begun = calls.flatMap((call) => call.sentAt ?? []);
	if (begun.length) row.dueAt = Math.max(...begun) + row.afterOwnCallMs;
}

function writeIndexes(t: Tables, append: Append): void {
	for (const head of append.heads ?? []) t.heads.set(head.id, copy(head));
	for (const words of append.words ?? []) t.words.set(words.id, copy(words));
	for (const id of append.forgetWords ?? []) t.words.delete(id);
	// Granted again with every message: what was taken back stays so.
	for (const capability of append.capabilities ?? [])
		if (
			capability.revokedAt !== undefined ||
			!t.capabilities.has(capability.tokenHash)
		)
			t.capabilities.set(capability.tokenHash, copy(capability));
	for (const { kind, id, incidentId } of append.free ?? [])
		if (t.commitments.get(keyOf(kind, id))?.incidentId === incidentId)
			t.commitments.delete(keyOf(kind, id));
	for (const commitment of append.take ?? [])
		t.commitments.set(keyOf(commitment.kind, commitment.id), copy(commitment));
	for (const { state, ...row } of append.conversations ?? [])
		if (state === undefined) t.conversations.delete(row.chatHash);
		else t.conversations.set(row.chatHash, copy({ ...row, state }));
	for (const row of append.outward ?? []) {
		t.outwardEnd.position += 1;
		const { position } = t.outwardEnd;
		t.outward.set(String(position), copy({ ...row, position }));
	}
	for (const row of append.recordings ?? [])
		if (!t.recordings.has(row.id)) t.recordings.set(row.id, copy(row));
	const { external, idempotency } = append;
	if (external)
		t.external.set(
			keyOf(external.source, external.externalId),
			external.incidentId,
		);
	if (idempotency)
		t.idempotency.set(keyOf(idempotency.keyId, idempotency.key), {
			bodyHash: idempotency.bodyHash,
			incidentId: idempotency.incidentId,
		});
	for (const { carrier, externalId } of append.inboundDone ?? [])
		inboundDone(t, carrier, externalId, append.at);
}

function inboundDone(
	t: Tables,
	carrier: string,
	externalId: string,
	at: number,
	forget = false,
): void {
	const inbound = t.inbound.get(keyOf(carrier, externalId));
	if (!inbound) return;
	inbound.doneAt ??= at;
	if (forget) inbound.body = ERASED;
}

function claim(t: Tables, request: ClaimRequest): Claimed[] {
	return request.lanes.flatMap(({ lane, units, rows }) => {
		expireRows(t, lane, request.now);
		const ready = pendingRows(t).filter(
			(row) => row.lane === lane && row.dueAt <= request.now,
		);
		const due = (
			lane === "webhook"
				? oneToEach(t, ready, request.busy ?? [])
				: ready.sort(inLaneOrder)
		).slice(0, rows);
		// Stops at the first that does not fit: a long text is not overtaken for ever by short ones.
		let left = units;
		const fitting = due.findIndex((row) => {
			left -= row.units;
			return left < 0;
		});
		return due
			.slice(0, fitting === -1 ? due.length : fitting)
			.map((row) => lease(t, row, request));
	});
}

/** One to each subscription that is free, and of one incident never a later fact while an earlier one is not over. */
function oneToEach(
	t: Tables,
	ready: readonly Row[],
	busy: readonly string[],
): Row[] {
	const first = new Map<string, Row>();
	for (const row of ready.toSorted(
		(a, b) => a.dueAt - b.dueAt || a.rank - b.rank || (a.id < b.id ? -1 : 1),
	)) {
		const { subscriptionId = "" } = row;
		const waits = rowsOf(t, row.incidentId).some(
			(other) =>
				other.subscriptionId === subscriptionId &&
				other.rank < row.rank &&
				(other.state === "pending" || other.state === "leased"),
		);
		if (!waits && !busy.includes(subscriptionId) && !first.has(subscriptionId))
			first.set(subscriptionId, row);
	}
	return [...first.values()];
}

/** An alert half an hour late does harm: what comes up too late fails instead. */
function expireRows(t: Tables, lane: OutboxRow["lane"], now: number): void {
	for (const row of pendingRows(t))
		if (
			row.lane === lane &&
			row.dueAt <= now &&
			row.notAfter !== undefined &&
			row.notAfter < now
		) {
			row.state = "failed";
			row.code = "expired";
		}
}

const inLaneOrder = (a: OutboxRow, b: OutboxRow): number =>
	a.laneClass - b.laneClass ||
	a.rank - b.rank ||
	a.dueAt - b.dueAt ||
	(a.id < b.id ? -1 : 1);

function lease(t: Tables, row: Row, request: ClaimRequest): Claimed {
	const attemptId = request.newAttemptId();
	row.state = "leased";
	row.leaseBy = request.leaseBy;
	row.leaseUntil = request.wallMs + request.leaseMs;
	row.leaseAttempt = attemptId;
	row.tries += 1;
	if (row.lane !== "clock")
		t.attempts.set(attemptId, {
			id: attemptId,
			rowId: row.id,
			incidentId: row.incidentId,
			...(row.responderId ? { responderId: row.responderId } : {}),
			channel: row.lane,
			...(row.purpose ? { purpose: row.purpose } : {}),
			startedAt: request.now,
			rank: 0,
		});
	return { row: shown(row), attemptId };
}

/** Copies that may have reached a phone: after the third we stop and say so. */
const MOST_COPIES = 3;

function recover(
	t: Tables,
	{ leaseBy, wallMs, now }: { leaseBy: string; wallMs: number; now: number },
): number {
	const dead = [...t.outbox.values()].filter(
		(row) =>
			row.state === "leased" &&
			(row.leaseBy !== leaseBy || (row.leaseUntil ?? 0) < wallMs),
	);
	for (const row of dead) {
		const attempt = t.attempts.get(row.leaseAttempt ?? "");
		if (attempt) attempt.outcome ??= isProof(attempt) ? "accepted" : "unknown";
		unlease(row);
		if (row.kind !== "send") {
			row.state = "pending";
			row.dueAt = now;
			continue;
		}
		row.unknowns += 1;
		const last = row.unknowns >= MOST_COPIES || row.purpose === "courtesy";
		if (last && !proofOf(t, row.id)) row.state = "unproven";
		else backToPending(t, row, now);
	}
	return dead.length;
}

function raise(
	t: Tables,
	{ attemptId, rank, code, carrierId }: Parameters<Store["raise"]>[0],
): boolean {
	const attempt = t.attempts.get(attemptId);
	if (!attempt) return false;
	if (carrierId !== undefined) attempt.carrierId ??= carrierId;
	const rose = rank > attempt.rank;
	if (rose) attempt.rank = rank;
	if (rose && code !== undefined) attempt.code = code;
	const row = t.outbox.get(attempt.rowId);
	// Also when a later receipt overtook this one: «queued» after «undelivered» is still proof.
	if (isProof({ rank })) {
		if (attempt.outcome === "unknown") attempt.outcome = "accepted";
		const unproven =
			row?.state === "unproven" ||
			(row?.state === "pending" && row.unknowns > 0);
		if (row && unproven) done(t, row, attempt.startedAt);
	}
	return rose;
}

type Request = Parameters<Store["expire"]>[1];

function expire(t: Tables, kind: Kept, request: Request): number {
	const { before, after = 0, limit } = request;
	const endOf = (incidentId: string): number | undefined =>
		t.heads.get(incidentId)?.endedAt;
	const ended = ({ incidentId }: { incidentId: string }): boolean => {
		const end = endOf(incidentId);
		return end !== undefined && end < before && end >= after;
	};
	/** Rows of no incident count from when they were made. */
	const old = (row: Row): boolean =>
		row.state !== "pending" &&
		row.state !== "leased" &&
		(t.heads.has(row.incidentId) ? ended(row) : row.createdAt < before);
	switch (kind) {
		case "positions":
			return removeWhere(t.positions, ({ at }) => at < before, limit);
		case "links":
			return removeWhere(t.capabilities, ended, limit);
		case "invitations":
			return removeWhere(t.invitations, (i) => i.expiresAt < before, limit);
		case "sessions":
		case "ceremonies":
		case "codes":
			return removeWhere<{ expiresAt: number }>(
				t[kind],
				({ expiresAt }) => expiresAt < before,
				limit,
			);
		case "conversations":
			return removeWhere(t.conversations, ({ at }) => at < before, limit);
		case "joinRequests":
			return removeWhere(t.joinRequests, (r) => r.createdAt < before, limit);
		case "recordings":
			return removeWhere(t.recordings, ended, limit);
		case "reporters":
			return removeWhere(
				t.reporters,
				({ lastAt, blockedAt }) => lastAt < before && blockedAt === undefined,
				limit,
			);
		case "reports":
			return removeWhere(t.reports, ended, limit);
		case "outward":
			return removeWhere(t.outward, ({ at }) => at < before, limit);
		case "messages":
			return removeWhere(t.inbound, (i) => i.receivedAt < before, limit);
		case "texts": {
			const rows = [...t.outbox.values()]
				.filter((row) => old(row) && row.body !== "")
				.slice(0, limit);
			for (const row of rows) row.body = ERASED;
			return rows.length;
		}
		case "words":
			return removeWhere(t.words, wordsOfEnded(t, ended), limit);
		case "sends": {
			const rows = [...t.outbox.values()].filter(old).slice(0, limit);
			for (const { id } of rows) {
				t.outbox.delete(id);
				removeWhere(t.attempts, (attempt) => attempt.rowId === id);
			}
			return rows.length;
		}
		case "cards":
			return removeWhere(t.cards, ended, limit);
		case "requests":
			return Math.max(
				removeWhere(t.idempotency, ended, limit),
				removeWhere(t.external, (incidentId) => ended({ incidentId }), limit),
			);
	}
}

const ERASED = "" as Sealed;

/** Words about people; the place is the fire's and stays as long as the log. */
function wordsOfEnded(
	t: Tables,
	ended: (of: { incidentId: string }) => boolean,
): (words: Words) => boolean {
	const ids = new Set(
		[...t.streams]
			.filter(([stream]) =>
				ended({ incidentId: stream.replace(/^incident\//, "") }),
			)
			.flatMap(([, events]) => events)
			.flatMap(({ payload }) => {
				const event = JSON.parse(payload) as Record<string, { id?: string }>;
				return WORD_KEYS.flatMap((key) => event[key]?.id ?? []);
			}),
	);
	return ({ id }) => ids.has(id);
}

const sealedOf = (
	t: Tables,
): { [Kind in keyof SealedParts]: () => SealedParts[Kind][] } => ({
	words: () => [...t.words.values()],
	texts: () =>
		[...t.outbox.values()].filter((row) => row.body !== "").map(shown),
	messages: () => [...t.inbound.values()].filter(({ body }) => body !== ""),
});

function aboutPerson(
	t: Tables,
	responderId: string,
	incidentIds: readonly string[],
): AboutPerson {
	const own = <T extends { responderId?: string }>(
		table: Map<string, T>,
	): T[] =>
		[...table.values()].filter((row) => row.responderId === responderId);
	const sends = own(t.outbox)
		.filter(({ incidentId }) => incidentIds.includes(incidentId))
		.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
	const rowIds = new Set(sends.map(({ id }) => id));
	return {
		capabilities: own(t.capabilities),
		cards: own(t.cards),
		positions: own(t.positions),
		invitations: own(t.invitations),
		sends: sends.map(shown),
		attempts: [...t.attempts.values()]
			.filter(({ rowId }) => rowIds.has(rowId))
			.sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)),
	};
}

const isConcerned = (
	{ responderId, incidentIds, rowIds }: Erasure,
	row: Row,
): boolean =>
	rowIds.includes(row.id) ||
	(row.responderId === responderId && incidentIds.includes(row.incidentId));

/** Nothing that is with a carrier this moment is taken away under its hands. */
const nothingOnItsWay = (t: Tables, erasure: Erasure | undefined): boolean =>
	!erasure ||
	![...t.outbox.values()].some(
		(row) => row.state === "leased" && isConcerned(erasure, row),
	);

function erase(t: Tables, erasure: Erasure): void {
	const { responderId, inbound } = erasure;
	for (const row of t.outbox.values()) {
		if (!isConcerned(erasure, row)) continue;
		row.body = ERASED;
		if (row.state === "pending") row.state = "withdrawn";
		if (row.responderId === responderId)
			for (const attempt of attemptsOfRow(t, row.id)) delete attempt.carrierId;
	}
	const own = (row: { responderId: string }): boolean =>
		row.responderId === responderId;
	removeWhere(t.cards, own);
	removeWhere(t.positions, own);
	removeWhere(t.capabilities, own);
	removeWhere(t.recordings, own);
	for (const { carrier, externalId } of inbound)
		t.inbound.delete(keyOf(carrier, externalId));
}

function headsPage(
	t: Tables,
	scope: Scope,
	query: Parameters<Store["heads"]>[1],
): { items: Head[]; nextCursor?: string } {
	const after = query.cursor === undefined ? [] : readCursor(query.cursor);
	if (!after) return { items: [] };
	const [at, id] = after as [number?, string?];
	const all = [...t.heads.values()]
		.filter(
			(head) =>
				seesHead(scope, head) &&
				(!query.status || query.status.includes(head.status)) &&
				(query.since === undefined || head.reportedAt >= query.since) &&
				(query.endedSince === undefined ||
					(head.endedAt !== undefined && head.endedAt >= query.endedSince)) &&
				(at === undefined ||
					head.reportedAt < at ||
					(head.reportedAt === at && head.id < (id ?? ""))),
		)
		.sort((a, b) => b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1));
	const items = copy(all.slice(0, query.limit));
	const last = items.at(-1);
	return all.length > items.length && last
		? { items, nextCursor: cursorOf(last.reportedAt, last.id) }
		: { items };
}

function callsOf(
	t: Tables,
	incidentId: string,
): { waiting: number; lastBeganAt?: number } {
	const calls = rowsOf(t, incidentId).filter(
		(row) => isFirstCall(row) && row.purpose === "alert",
	);
	const began = calls.flatMap((row) => row.sentAt ?? []);
	return {
		waiting: calls.filter((c) => c.state === "pending" || c.state === "leased")
			.length,
		...(began.length ? { lastBeganAt: Math.max(...began) } : {}),
	};
}

const rowsOf = (t: Tables, incidentId: string): Row[] =>
	[...t.outbox.values()].filter((row) => row.incidentId === incidentId);

const pendingRows = (t: Tables): Row[] =>
	[...t.outbox.values()].filter((row) => row.state === "pending");

function spent(
	t: Tables,
	of: { incidentId: string } | { reportedSince: number },
): Spent {
	const total: Spent = { segments: 0, calls: 0 };
	for (const attempt of t.attempts.values()) {
		const row = t.outbox.get(attempt.rowId);
		const isOf =
			"incidentId" in of
				? row?.incidentId === of.incidentId
				: (t.heads.get(row?.incidentId ?? "")?.reportedAt ?? -1) >=
					of.reportedSince;
		const isTaken =
			attempt.outcome === "accepted" ||
			(attempt.outcome !== "rejected" && attempt.rank > 0);
		if (row?.kind !== "send" || !isOf || !isTaken) continue;
		if (attempt.channel === "sms") total.segments += row.units;
		if (attempt.channel === "voice") total.calls += 1;
	}
	return total;
}

const attemptsOfRow = (t: Tables, rowId: string): Attempt[] =>
	[...t.attempts.values()].filter((attempt) => attempt.rowId === rowId);

function sendsOf(t: Tables, incidentId: string): SendState[] {
	return rowsOf(t, incidentId)
		.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
		.flatMap((row) => {
			const { responderId, lane, purpose, state, sentAt, code } = row;
			if (
				row.kind !== "send" ||
				responderId === undefined ||
				purpose === undefined ||
				purpose === "courtesy" ||
				lane === "clock" ||
				lane === "webhook" ||
				row.messageKind === "wakeHousehold"
			)
				return [];
			const tried = attemptsOfRow(t, row.id).map(({ startedAt }) => startedAt);
			return [
				{
					responderId,
					channel: lane,
					state,
					rank: bestRank(t, row.id),
					purpose,
					...(sentAt === undefined ? {} : { sentAt }),
					...(code === undefined ? {} : { code }),
					dueAt: row.dueAt,
					tries: row.tries,
					...(tried.length > 0 ? { triedAt: Math.max(...tried) } : {}),
				},
			];
		});
}

const bestRank = (t: Tables, rowId: string): Attempt["rank"] =>
	attemptsOfRow(t, rowId).reduce<Attempt["rank"]>(
		(best, { rank }) => (rank > best ? rank : best),
		0,
	);

function shown(row: Row): OutboxRow {
	const {
		leaseAttempt: _attempt,
		recalled: _recalled,
		code: _code,
		...rest
	} = row;
	return copy(rest);
}

// --- Roster ------------------------------------------------------------------

function rosterOf(t: Tables): Roster {
	return {
		async candidates({ place, brigadeIds, limit }) {
			const considered = [...t.brigades.values()].filter(
				(brigade) => place || brigadeIds.includes(brigade.id),
			);
			const cut = cutToLimit(
				brigadesInOrder(considered, brigadeIds, place),
				brigadeIds,
				(id) => membersOf(t, id),
				limit,
			);
			const listed = new Set(cut.brigades.map((brigade) => brigade.id));
			return copy(
				candidatesOf(
					cut,
					[...t.vehicles.values()].filter((v) => listed.has(v.brigadeId)),
					[...t.responders.values()],
					[...t.channelStates.values()],
				),
			);
		},
		async brigade(scope, id) {
			const brigade = t.brigades.get(id);
			return brigade && seesBrigade(scope, brigade) ? copy(brigade) : undefined;
		},
		brigades: async (scope, page) =>
			pageById(
				[...t.brigades.values()].filter((b) => seesBrigade(scope, b)),
				page,
			),
		async vehicle(scope, id) {
			const vehicle = t.vehicles.get(id);
			return vehicle && seesBrigadeId(t, scope, vehicle.brigadeId)
				? copy(vehicle)
				: undefined;
		},
		vehicles: async (scope, brigadeId) =>
			seesBrigadeId(t, scope, brigadeId)
				? copy(
						[...t.vehicles.values()]
							.filter((vehicle) => vehicle.brigadeId === brigadeId)
							.sort(byId),
					)
				: [],
		async responder(scope, id) {
			const row = t.responders.get(id);
			return row && seesResponder(t, scope, row) ? copy(row) : undefined;
		},
		responders: async (scope, page) =>
			pageById(
				[...t.responders.values()].filter(
					(row) =>
						seesResponder(t, scope, row) &&
						(page.brigadeId === undefined ||
							row.brigadeIds.includes(page.brigadeId)),
				),
				page,
			),
		people: async (ids) => copy([...found(t.responders, ids).values()]),
		channelStates: async (ids) =>
			copy(
				[...t.channelStates.values()].filter((state) =>
					ids.includes(state.responderId),
				),
			),
		byPhone: async (phoneHash) =>
			copy(
				[...t.responders.values()]
					.filter(
						(row) =>
							row.phoneHash === phoneHash || row.secondPhoneHash === phoneHash,
					)
					.sort(byId),
			),
		byTelegram: async (telegramHash) =>
			copy(
				[...t.responders.values()].find(
					(row) => row.telegramHash === telegramHash,
				),
			),
		incidentsOf: async (responderId) =>
			[...t.heads.values()]
				.filter(
					(head) =>
						(head.status === "open" || head.status === "unconfirmed") &&
						rowsOf(t, head.id).some(
							(row) =>
								row.kind === "send" &&
								row.responderId === responderId &&
								row.purpose !== undefined &&
								row.purpose !== "courtesy",
						),
				)
				.sort((a, b) => b.reportedAt - a.reportedAt || (a.id < b.id ? 1 : -1))
				.map((head) => head.id),
		duplicatesOf: async (responderId) =>
			[...t.heads.values()]
				.filter((head) => {
					let at: Head | undefined = head;
					while (at?.mergedInto !== undefined) at = t.heads.get(at.mergedInto);
					return (
						head.mergedInto !== undefined &&
						(at?.status === "open" || at?.status === "unconfirmed") &&
						rowsOf(t, head.id).some(
							(row) =>
								row.kind === "send" &&
								row.responderId === responderId &&
								row.purpose !== undefined &&
								row.purpose !== "courtesy",
						)
					);
				})
				.map(({ id }) => id)
				.sort(),
		apiKey: async (keyHash) =>
			copy([...t.apiKeys.values()].find((key) => key.keyHash === keyHash)),
		apiKeys: async () => copy([...t.apiKeys.values()].sort(byId)),
		subscriptions: async () =>
			copy(
				[...t.subscriptions.values()]
					.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
					.map((row) => ({
						...row,
						waiting: [...t.outbox.values()].filter(
							({ subscriptionId, state }) =>
								subscriptionId === row.id &&
								(state === "pending" || state === "leased"),
						).length,
					})),
			),
		invitation: async (codeHash) =>
			copy(
				[...t.invitations.values()].find(
					(invitation) => invitation.codeHash === codeHash,
				),
			),
		joinRequest: async (id) => copy(t.joinRequests.get(id)),
		joinRequests: async (brigadeIds) =>
			copy(
				[...t.joinRequests.values()]
					.filter(({ brigadeId }) => brigadeIds.includes(brigadeId))
					.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
			),
		groupChat: async (chatHash) => copy(t.groupChats.get(chatHash)),
		groupChats: async (brigadeIds) =>
			copy(
				[...t.groupChats.values()]
					.filter(({ brigadeId }) => brigadeIds.includes(brigadeId))
					.sort(
						(a, b) => a.since - b.since || (a.chatHash < b.chatHash ? -1 : 1),
					),
			),
		proofs: async (ids) =>
			copy(
				[...t.proofs.values()]
					.filter(({ responderId }) => ids.includes(responderId))
					.sort((a, b) =>
						keyOf(a.responderId, a.channel) < keyOf(b.responderId, b.channel)
							? -1
							: 1,
					),
			),
	};
}

function writeRoster(t: Tables, write: RosterWrite): void {
	if ("delete" in write) {
		deleteFromRoster(t, write.delete, write.id);
		return;
	}
	switch (write.table) {
		case "brigade":
			t.brigades.set(write.row.id, copy(write.row));
			return;
		case "vehicle":
			t.vehicles.set(write.row.id, copy(write.row));
			return;
		case "responder":
			t.responders.set(write.row.id, copy(write.row));
			return;
		case "apiKey":
			t.apiKeys.set(write.row.id, copy(write.row));
			return;
		case "invitation":
			// One per person: a new one voids the old.
			t.invitations.set(write.row.responderId, copy(write.row));
			return;
		case "channelState":
			t.channelStates.set(
				keyOf(write.row.responderId, write.row.channel),
				copy(write.row),
			);
			return;
		case "keyUse": {
			const key = t.apiKeys.get(write.id);
			if (key) t.apiKeys.set(write.id, { ...key, lastUsedAt: write.at });
			return;
		}
		case "grant":
			t.grants.set(write.row.id, copy(write.row));
			return;
		case "desk":
			t.desks.set(write.row.id, copy(write.row));
			return;
		case "shift":
			t.shifts.set(write.row.deskId, copy(write.row));
			return;
		case "wall":
			t.walls.set(write.row.id, copy(write.row));
			return;
		case "wallSeen": {
			const wall = t.walls.get(write.id);
			if (wall) t.walls.set(write.id, { ...wall, lastSeenAt: write.at });
			return;
		}
		case "joinRequest":
			t.joinRequests.set(write.row.id, copy(write.row));
			return;
		case "groupChat":
			t.groupChats.set(write.row.chatHash, copy(write.row));
			return;
		case "proof":
			t.proofs.set(
				keyOf(write.row.responderId, write.row.channel),
				copy(write.row),
			);
			return;
		case "subscription":
			t.subscriptions.set(write.row.id, copy(write.row));
			return;
		case "subscriptionHeard":
			heard(t, write);
			return;
		case "areas":
			for (const row of write.rows) t.areas.set(row.code, copy(row));
			return;
		case "airRegions":
			for (const row of write.rows) t.airRegions.set(row.id, copy(row));
			return;
		case "airFeed":
			t.airFeeds.set(write.row.id, copy(write.row));
			return;
		case "reporter":
		case "report":
		case "reporterFalse":
		case "reporterBlocked":
		case "reporterJoined":
			writeReporter(t, write);
			return;
		case "waterPoints":
			for (const row of write.rows) t.waterPoints.set(row.id, copy(row));
			return;
		case "hazardAreas":
			for (const row of write.rows) t.hazardAreas.set(row.id, copy(row));
			return;
		case "observer":
			t.observers.set(write.row.id, copy(write.row));
			return;
		case "helper":
			removeWhere(
				t.helpers,
				({ responderId }) => responderId === write.row.responderId,
			);
			t.helpers.set(write.row.id, copy(write.row));
	}
}

function heard(
	t: Tables,
	{ id, at, code }: Extract<RosterWrite, { table: "subscriptionHeard" }>,
): void {
	const known = t.subscriptions.get(id);
	if (!known) return;
	if (code === undefined) {
		const { failingSince: _since, failure: _failure, ...rest } = known;
		t.subscriptions.set(id, { ...rest, deliveredAt: at });
	} else
		t.subscriptions.set(id, {
			...known,
			failingSince: known.failingSince ?? at,
			failure: code,
		});
}

/** Nobody hears it any more. */
function unsubscribe(t: Tables, id: string): void {
	t.subscriptions.delete(id);
	for (const row of t.outbox.values()) {
		if (row.subscriptionId !== id) continue;
		if (row.state === "pending") row.state = "withdrawn";
		if (row.state === "leased") row.recalled = true;
	}
}

/** Whoever may not look any more is not told any more. */
function unsubscribeOwner(
	t: Tables,
	kind: SubscriptionOwner["kind"],
	id: string,
): void {
	for (const row of [...t.subscriptions.values()])
		if (row.owner.kind === kind && row.owner.id === id) unsubscribe(t, row.id);
}

function deleteFromRoster(
	t: Tables,
	table: Extract<RosterWrite, { delete: string }>["delete"],
	id: string,
): void {
	if (table === "brigade") {
		t.brigades.delete(id);
		removeWhere(t.joinRequests, ({ brigadeId }) => brigadeId === id);
		removeWhere(t.groupChats, ({ brigadeId }) => brigadeId === id);
		removeWhere(t.walls, ({ brigadeId }) => brigadeId === id);
	}
	if (table === "wall") t.walls.delete(id);
	if (table === "waterPoint") t.waterPoints.delete(id);
	if (table === "hazardArea") t.hazardAreas.delete(id);
	if (table === "observer") t.observers.delete(id);
	if (table === "helper") t.helpers.delete(id);
	if (table === "joinRequest") t.joinRequests.delete(id);
	if (table === "reporter") {
		deleteReporter(t, id);
		removeWhere(t.recordings, ({ responderId }) => responderId === id);
	}
	if (table === "groupChat") t.groupChats.delete(id);
	if (table === "vehicle") t.vehicles.delete(id);
	if (table === "subscription") unsubscribe(t, id);
	if (table === "apiKey") {
		t.apiKeys.delete(id);
		unsubscribeOwner(t, "key", id);
	}
	if (table === "grant") t.grants.delete(id);
	if (table === "desk") {
		t.desks.delete(id);
		removeAccess(t, { deskId: id });
		unsubscribeOwner(t, "desk", id);
	}
	if (table !== "responder") return;
	removeAccess(t, { responderId: id });
	unsubscribeOwner(t, "responder", id);
	t.responders.delete(id);
	t.invitations.delete(id);
	removeWhere(t.channelStates, (state) => state.responderId === id);
	removeWhere(t.proofs, (proof) => proof.responderId === id);
	removeWhere(t.conversations, (open) => open.responderId === id);
	removeWhere(t.observers, (row) => row.responderId === id);
	removeWhere(t.helpers, (row) => row.responderId === id);
}

const membersOf = (t: Tables, brigadeId: string): string[] =>
	[...t.responders.values()]
		.filter((row) => row.brigadeIds.includes(brigadeId))
		.map((row) => row.id)
		.sort();

// --- Who may see what ----------------------------------------------------------

const seesBrigade = (scope: Scope, brigade: Brigade): boolean => {
	switch (scope.kind) {
		case "everything":
			return true;
		case "brigades":
			return scope.ids.includes(brigade.id);
		case "area":
			return brigade.areaCode === scope.code;
		case "own":
		case "self":
			return false;
		case "anyOf":
			return scope.scopes.some((one) => seesBrigade(one, brigade));
	}
};

/** A brigade that is gone is seen by `everything` only. */
const seesBrigadeId = (t: Tables, scope: Scope, brigadeId: string): boolean => {
	const brigade = t.brigades.get(brigadeId);
	return brigade ? seesBrigade(scope, brigade) : scope.kind === "everything";
};

/** Members and holders of a role: the chief sees the village head he calls. */
const seesResponder = (t: Tables, scope: Scope, row: ResponderRow): boolean =>
	scope.kind === "everything" ||
	(scope.kind === "self" && scope.responderId === row.id) ||
	(scope.kind === "anyOf" &&
		scope.scopes.some((one) => seesResponder(t, one, row))) ||
	[...t.brigades.values()].some(
		(brigade) =>
			seesBrigade(scope, brigade) &&
			(row.brigadeIds.includes(brigade.id) ||
				brigade.roles.some((role) => role.responderId === row.id)),
	);

// --- Small words -----------------------------------------------------------------

/** Nobody outside may hold what is stored here. */
const copy = <T>(value: T): T => structuredClone(value);

const byId = (a: { id: string }, b: { id: string }): number =>
	a.id < b.id ? -1 : 1;

const found = <T>(
	table: Map<string, T>,
	ids: readonly string[],
): Map<string, T> =>
	new Map(
		ids.flatMap((id) => {
			const value = table.get(id);
			return value ? [[id, value] as const] : [];
		}),
	);

function removeWhere<T>(
	table: Map<string, T>,
	remove: (value: T) => boolean,
	limit = Number.POSITIVE_INFINITY,
): number {
	let removed = 0;
	for (const [key, value] of table)
		if (removed < limit && remove(value)) {
			table.delete(key);
			removed += 1;
		}
	return removed;
}

function pageById<T extends { id: string }>(
	all: readonly T[],
	{ limit, cursor }: { limit: number; cursor?: string },
): { items: T[]; nextCursor?: string } {
	const after = cursor === undefined ? [""] : readCursor(cursor);
	if (!after) return { items: [] };
	const rest = all.filter((row) => row.id > String(after[0])).sort(byId);
	const items = copy(rest.slice(0, limit));
	const last = items.at(-1);
	return rest.length > items.length && last
		? { items, nextCursor: cursorOf(last.id) }
		: { items };
}

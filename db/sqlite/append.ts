/**
 * One append as one list of writes, in the order the contract gives them:
 * leases are checked and settled, rows are taken back, hastened and cleared,
 * then the new rows, the events and what stands beside the log. Two round
 * trips on D1, one transaction in the file.
 */
import type {
	Append,
	AppendResult,
	Head,
	NewRow,
	RosterWrite,
	Settlement,
	StreamAppend,
	SubscriptionOwner,
} from "../../src/ports.ts";
import type { ChainEnd } from "../rows.ts";
import { eventRows, keyOf, lastOfEachKey } from "../rows.ts";
import { airRegionWrites } from "./airRaids.ts";
import { areaWrites } from "./areas.ts";
import { hazardWrites, waterWrites } from "./ground.ts";
import { releaseRedials, unleased, withProof } from "./outbox.ts";
import { erasureWrites } from "./person.ts";
import type { Query, RawRow, Work, Write } from "./queries.ts";
import { Conflict, insert, jsonList, mustHold, query, run } from "./queries.ts";
import {
	blockedWrites,
	falseReportWrites,
	joinedWrites,
	reporterDeletes,
	reporterWrites,
	reportWrites,
} from "./reporters.ts";
import * as tables from "./schema.ts";

export function appendWork(append: Append): Work<AppendResult> {
	const streams = append.streams ?? [];
	return {
		reads: streams.flatMap((stream) => [endOf(stream), commandOf(stream)]),
		plan(found) {
			const ends = new Map<string, ChainEnd>();
			for (const [i, { stream }] of streams.entries()) {
				const end = found[2 * i]?.[0];
				if (end) ends.set(stream, chainEnd(end));
				if (found[2 * i + 1]?.length)
					return { writes: [], answer: () => "repeated" };
			}
			const events = eventRows(append.at, streams, (name) => ends.get(name));
			if (!events) throw new Conflict();
			return {
				writes: [
					...settleWrites(append.settle ?? []),
					...recallWrites(append),
					...outboxWrites(append.outbox ?? []),
					...hurryWrites(append),
					...unchangedStreams(streams),
					insert(tables.event, events),
					...besideTheLog(append),
					...(append.roster ?? []).flatMap(rosterWrites),
					...(append.erase ? erasureWrites(append.erase) : []),
				],
				answer: () => "ok",
			};
		},
	};
}

const endOf = ({ stream }: StreamAppend): Query =>
	query(
		"select seq, hash from event where stream = ? order by seq desc limit 1",
		stream,
	);

const commandOf = ({ stream, commandId }: StreamAppend): Query =>
	query(
		"select 1 from event where stream = ? and command_id = ? limit 1",
		stream,
		commandId,
	);

const chainEnd = (raw: RawRow): ChainEnd => ({
	seq: Number(raw.seq),
	hash: String(raw.hash),
});

/** Who adds no event takes no seq, so the key (stream, seq) does not guard them. */
const unchangedStreams = (streams: readonly StreamAppend[]): Write[] =>
	streams
		.filter(({ events }) => events.length === 0)
		.map(({ stream, expectedSeq }) =>
			mustHold(
				"(select coalesce(max(seq), 0) from event where stream = ?) = ?",
				stream,
				expectedSeq,
			),
		);

// --- Work to do ----------------------------------------------------------------------

function settleWrites(settlements: readonly Settlement[]): Write[] {
	return [
		...settlements.map(leaseHolds),
		...settlements.flatMap((settlement) => [
			...attemptEnds(settlement),
			rowBecomes(settlement),
			releaseRedials("id = ?", settlement.rowId),
		]),
	];
}

const leaseHolds = ({ rowId, leaseBy, attemptId }: Settlement): Write =>
	mustHold(
		`exists (select 1 from outbox where id = ? and state = 'leased'
			and lease_by = ? and coalesce(?, lease_attempt) = lease_attempt)`,
		rowId,
		leaseBy,
		attemptId ?? null,
	);

const attemptEnds = (settlement: Settlement): Write[] =>
	settlement.attemptId === undefined
		? []
		: [
				run(
					`update attempt set ended_at = ?, outcome = coalesce(?, outcome),
						code = coalesce(?, code), carrier_id = coalesce(?, carrier_id),
						rank = max(rank, ?) where id = ?`,
					settlement.endedAt,
					settlement.outcome ?? null,
					settlement.code ?? null,
					settlement.carrierId ?? null,
					settlement.rank ?? 0,
					settlement.attemptId,
				),
			];

function rowBecomes({ rowId, code, next }: Settlement): Write {
	const common = `${unleased}, code = coalesce(?, code)`;
	if (next.state === "pending")
		return run(
			`update outbox set ${common}, due_at = ?, unknowns = unknowns + ?,
				body = coalesce(?, body),
				state = case when ${withProof} is not null then 'done'
					when recalled = 1 then 'withdrawn' else 'pending' end,
				sent_at = coalesce(sent_at, ${withProof})
				where id = ?`,
			code ?? null,
			next.dueAt,
			next.unknown ? 1 : 0,
			next.body ?? null,
			rowId,
		);
	return run(
		`update outbox set ${common}, state = ?, sent_at = coalesce(sent_at, ?) where id = ?`,
		code ?? null,
		next.state,
		next.state === "done" ? (next.sentAt ?? null) : null,
		rowId,
	);
}

function recallWrites({
	withdraw = [],
	hasten = [],
	clearTimers = [],
	reword = [],
}: Append): Write[] {
	return [
		...withdraw.map(({ incidentId, responderId, purposes }) =>
			run(
				`update outbox set recalled = case state when 'leased' then 1 else recalled end,
					state = case state when 'pending' then 'withdrawn' else state end
					where incident_id = ? and responder_id is coalesce(?, responder_id)
					and kind = 'send' and state in ('pending', 'leased')
					and purpose in (select value from json_each(?))`,
				incidentId,
				responderId ?? null,
				jsonList(purposes),
			),
		),
		...hasten.map(({ incidentId, responderId, channels, dueAt }) =>
			run(
				`update outbox set due_at = min(due_at, ?)
					where incident_id = ? and responder_id = ? and kind = 'send'
					and state = 'pending' and tries = 0 and after_own_call_ms is null
					and lane in (select value from json_each(?))`,
				dueAt,
				incidentId,
				responderId,
				jsonList(channels),
			),
		),
		...clearTimers.map(({ incidentId, keys }) =>
			run(
				`delete from outbox where incident_id = ? and kind = 'timer'
					and state = 'pending' ${keys ? "and key in (select value from json_each(?))" : ""}`,
				incidentId,
				...(keys ? [jsonList(keys)] : []),
			),
		),
		...reword.map(({ rowId, body, units }) =>
			run(
				"update outbox set body = ?, units = ? where id = ? and state = 'pending' and tries = 0",
				body,
				units,
				rowId,
			),
		),
	];
}

const hurryWrites = ({ hurry }: Append): Write[] =>
	hurry
		? [
				run(
					`update outbox set due_at = min(due_at, ?)
						where subscription_id = ? and state = 'pending'`,
					hurry.dueAt,
					hurry.subscriptionId,
				),
			]
		: [];

function outboxWrites(all: readonly NewRow[]): Write[] {
	const rows = lastOfEachKey(all);
	if (rows.length === 0) return [];
	return [
		...keysGivenUp(rows),
		insert(
			tables.outbox,
			rows.map((row) => ({
				...row,
				state: "pending" as const,
				unknowns: 0,
				tries: 0,
				recalled: 0,
			})),
		),
		...dueAfterPastCalls(rows),
	];
}

/** A pending row of the same key is replaced; one that is leased or over keeps its work and loses the key. */
function keysGivenUp(rows: readonly NewRow[]): Write[] {
	const keys = rows.flatMap((row) =>
		row.key === undefined ? [] : [[row.incidentId, row.key]],
	);
	if (keys.length === 0) return [];
	const held = `from json_each(?) as k cross join outbox as o
		on o.incident_id = k.value ->> 0 and o.key = k.value ->> 1`;
	return [
		run(
			`delete from outbox where rowid in (select o.rowid ${held} where o.state = 'pending')`,
			jsonList(keys),
		),
		run(
			`update outbox set key = null where rowid in (select o.rowid ${held})`,
			jsonList(keys),
		),
	];
}

/** The call a redial waits for may have begun before the redial was planned. */
function dueAfterPastCalls(rows: readonly NewRow[]): Write[] {
	const personOf = (row: NewRow): string =>
		keyOf(row.incidentId, row.responderId ?? "", row.purpose ?? "");
	const calledNow = new Set(
		rows
			.filter((r) => r.lane === "voice" && r.afterOwnCallMs === undefined)
			.map(personOf),
	);
	const waiting = rows.filter(
		(r) => r.afterOwnCallMs !== undefined && !calledNow.has(personOf(r)),
	);
	if (waiting.length === 0) return [];
	const ownCalls = `from outbox as c where c.incident_id = outbox.incident_id
		and c.responder_id is outbox.responder_id and c.purpose is outbox.purpose
		and c.kind = 'send' and c.lane = 'voice' and c.after_own_call_ms is null`;
	return [
		run(
			`update outbox set due_at = coalesce((select max(c.sent_at) ${ownCalls}) + after_own_call_ms, due_at)
				where id in (select value from json_each(?))
				and not exists (select 1 ${ownCalls} and c.state in ('pending', 'leased'))`,
			jsonList(waiting.map((row) => row.id)),
		),
	];
}

// --- Beside the log ------------------------------------------------------------------

function besideTheLog(append: Append): Write[] {
	const { external, idempotency, at } = append;
	return [
		...(append.heads ?? []).flatMap(headWrites),
		...(append.words?.length
			? [insert(tables.words, append.words, "insert or replace")]
			: []),
		...(append.forgetWords?.length
			? [
					run(
						"delete from words where id in (select value from json_each(?))",
						jsonList(append.forgetWords),
					),
				]
			: []),
		...capabilityWrites(append.capabilities ?? []),
		// Freed before taken: one append may pass a person from an exercise to a fire.
		...(append.free ?? []).map(({ kind, id, incidentId }) =>
			run(
				"delete from commitment where kind = ? and id = ? and incident_id = ?",
				kind,
				id,
				incidentId,
			),
		),
		...(append.take ?? []).map(({ kind, id, incidentId, number, mode }) =>
			run(
				`insert into commitment (kind, id, incident_id, number, mode)
					select ?, ?, ?, ?, ? where not exists
					(select 1 from commitment where kind = ? and id = ? and incident_id = ?)`,
				kind,
				id,
				incidentId,
				number,
				mode,
				kind,
				id,
				incidentId,
			),
		),
		...(external ? [insert(tables.external, [external])] : []),
		...(idempotency ? [insert(tables.idempotency, [idempotency])] : []),
		...(append.inboundDone ?? []).map(({ carrier, externalId }) =>
			inboundDone(carrier, externalId, at),
		),
		...(append.conversations ?? []).map(({ state, ...row }) =>
			state === undefined
				? run("delete from conversation where chat_hash = ?", row.chatHash)
				: insert(tables.conversation, [{ ...row, state }], "insert or replace"),
		),
		...(append.outward?.length ? [insert(tables.outward, append.outward)] : []),
		...(append.recordings?.length
			? [insert(tables.recording, append.recordings, "insert or ignore")]
			: []),
	];
}

export const inboundDone = (
	carrier: string,
	externalId: string,
	at: number,
	forget = false,
): Write =>
	run(
		`update inbound set done_at = coalesce(done_at, ?) ${forget ? ", body = ''" : ""}
			where carrier = ? and external_id = ?`,
		at,
		carrier,
		externalId,
	);

/** What scopes look up follows the head; unchanged links are not written again. */
function headWrites(head: Head): Write[] {
	const brigadeIds = [...new Set(head.brigadeIds)];
	const areaCodes = [...new Set(head.areaCodes)];
	return [
		insert(
			tables.head,
			[{ ...head, brigadeIds, areaCodes }],
			"insert or replace",
		),
		run(
			"delete from head_brigade where incident_id = ? and brigade_id not in (select value from json_each(?))",
			head.id,
			jsonList(brigadeIds),
		),
		insert(
			tables.headBrigade,
			brigadeIds.map((brigadeId) => ({ incidentId: head.id, brigadeId })),
			"insert or ignore",
		),
		run(
			"delete from head_area where incident_id = ? and area_code not in (select value from json_each(?))",
			head.id,
			jsonList(areaCodes),
		),
		insert(
			tables.headArea,
			areaCodes.map((areaCode) => ({ incidentId: head.id, areaCode })),
			"insert or ignore",
		),
	];
}

// --- The roster ------------------------------------------------------------------------

function rosterWrites(write: RosterWrite): Write[] {
	if ("delete" in write)
		return write.delete === "reporter"
			? reporterDeletes(write.id)
			: rosterDeletes(write.delete, write.id);
	switch (write.table) {
		case "brigade": {
			const { location, ...row } = write.row;
			return [put(tables.brigade, { ...row, ...location })];
		}
		case "vehicle":
			return [put(tables.vehicle, write.row)];
		case "responder":
			return [
				put(tables.responder, write.row),
				run(
					"delete from responder_brigade where responder_id = ? and brigade_id not in (select value from json_each(?))",
					write.row.id,
					jsonList(write.row.brigadeIds),
				),
				insert(
					tables.responderBrigade,
					[...new Set(write.row.brigadeIds)].map((brigadeId) => ({
						brigadeId,
						responderId: write.row.id,
					})),
					"insert or ignore",
				),
			];
		case "apiKey":
			return [put(tables.apiKey, write.row)];
		case "invitation":
			// One per person: a new one voids the old.
			return [put(tables.invitation, write.row)];
		case "channelState":
			return [put(tables.channelState, write.row)];
		case "keyUse":
			return [
				run(
					"update api_key set last_used_at = ? where id = ?",
					write.at,
					write.id,
				),
			];
		case "grant":
			return [put(tables.grant, write.row)];
		case "desk":
			return [put(tables.desk, write.row)];
		case "shift":
			return [put(tables.shift, write.row)];
		case "wall":
			return [put(tables.wall, write.row)];
		case "wallSeen":
			return [
				run(
					"update wall set last_seen_at = ? where id = ?",
					write.at,
					write.id,
				),
			];
		case "joinRequest":
			return [put(tables.joinRequest, write.row)];
		case "groupChat":
			return [put(tables.groupChat, write.row)];
		case "proof":
			return [put(tables.proof, write.row)];
		case "subscription":
			return [put(tables.subscription, write.row)];
		case "subscriptionHeard":
			return [heard(write)];
		case "areas":
			return areaWrites(write.rows);
		case "airRegions":
			return [airRegionWrites(write.rows)];
		case "airFeed":
			return [put(tables.airFeed, write.row)];
		case "reporter":
			return reporterWrites(write.row);
		case "report":
			return reportWrites(write.row);
		case "reporterFalse":
			return falseReportWrites(write.ids, write.by);
		case "reporterBlocked":
			return blockedWrites(write.id, write.at);
		case "reporterJoined":
			return joinedWrites(write.from, write.into);
		case "waterPoints":
			return [waterWrites(write.rows)];
		case "hazardAreas":
			return [hazardWrites(write.rows)];
		case "observer":
			return [put(tables.observer, write.row)];
		case "helper":
			return [put(tables.helper, write.row)];
	}
}

const heard = ({
	id,
	at,
	code,
}: Extract<RosterWrite, { table: "subscriptionHeard" }>): Write =>
	code === undefined
		? run(
				"update subscription set delivered_at = ?, failing_since = null, failure = null where id = ?",
				at,
				id,
			)
		: run(
				"update subscription set failing_since = coalesce(failing_since, ?), failure = ? where id = ?",
				at,
				code,
				id,
			);

const TABLE_NAMES = {
	subscription: "subscription",
	joinRequest: "join_request",
	groupChat: "group_chat",
	brigade: "brigade",
	vehicle: "vehicle",
	responder: "responder",
	apiKey: "api_key",
	grant: "grant",
	desk: "desk",
	wall: "wall",
	waterPoint: "water_point",
	hazardArea: "hazard_area",
	observer: "observer",
	helper: "helper",
} as const;

const rosterDeletes = (
	table: keyof typeof TABLE_NAMES,
	id: string,
): Write[] => [
	run(
		`delete from ${TABLE_NAMES[table]} where ${table === "groupChat" ? "chat_hash" : "id"} = ?`,
		id,
	),
	...(table === "responder"
		? [
				"responder_brigade",
				"channel_state",
				"invitation",
				"proof",
				"conversation",
				"observer",
				"helper",
			].map((linked) => run(`delete from ${linked} where responder_id = ?`, id))
		: []),
	...(table === "brigade"
		? ["join_request", "group_chat", "wall"].map((linked) =>
				run(`delete from ${linked} where brigade_id = ?`, id),
			)
		: []),
	...(table === "responder" || table === "desk" ? accessWrites(table, id) : []),
	...(table === "subscription"
		? unheardWrites("o.subscription_id = ?", id)
		: []),
	...(table === "responder" || table === "desk" || table === "apiKey"
		? ownedWrites(table === "apiKey" ? "key" : table, id)
		: []),
];

/** Nobody hears it any more. */
const unheardWrites = (which: string, ...params: string[]): Write[] => [
	run(
		`update outbox as o set recalled = 1, state = 'withdrawn'
			where o.state = 'pending' and ${which}`,
		...params,
	),
	run(
		`update outbox as o set recalled = 1 where o.state = 'leased' and ${which}`,
		...params,
	),
];

/** Whoever may not look any more is not told any more. */
function ownedWrites(kind: SubscriptionOwner["kind"], id: string): Write[] {
	const owned = `select s.id from subscription as s
		where s.owner ->> 'kind' = ? and s.owner ->> 'id' = ?`;
	return [
		...unheardWrites(`o.subscription_id in (${owned})`, kind, id),
		run(`delete from subscription where id in (${owned})`, kind, id),
	];
}

/** Whoever is gone signs in no more, and leaves nothing to sign in with. */
function accessWrites(of: "responder" | "desk", id: string): Write[] {
	const account = `select a.id from account as a where a.${of}_id = ?`;
	return [
		...["session", "passkey", "ceremony"].map((linked) =>
			run(`delete from ${linked} where account_id in (${account})`, id),
		),
		run(`delete from account where ${of}_id = ?`, id),
		run(`delete from grant where ${of}_id = ?`, id),
		of === "desk"
			? run("delete from shift where desk_id = ?", id)
			: run("delete from sign_in_code where responder_id = ?", id),
	];
}

const put = <
	T extends
		| typeof tables.brigade
		| typeof tables.vehicle
		| typeof tables.responder
		| typeof tables.apiKey
		| typeof tables.invitation
		| typeof tables.channelState
		| typeof tables.grant
		| typeof tables.desk
		| typeof tables.shift
		| typeof tables.wall
		| typeof tables.joinRequest
		| typeof tables.groupChat
		| typeof tables.subscription
		| typeof tables.observer
		| typeof tables.helper
		| typeof tables.proof
		| typeof tables.airFeed,
>(
	table: T,
	row: T["$inferInsert"],
): Write => insert(table, [row], "insert or replace");

/** Granted again with every message: what was taken back stays so. */
function capabilityWrites(
	capabilities: NonNullable<Append["capabilities"]>,
): Write[] {
	const isRevoked = ({ revokedAt }: { revokedAt?: number }) =>
		revokedAt !== undefined;
	const granted = capabilities.filter((one) => !isRevoked(one));
	const revoked = capabilities.filter(isRevoked);
	return [
		...(granted.length > 0
			? [insert(tables.capability, granted, "insert or ignore")]
			: []),
		...(revoked.length > 0
			? [insert(tables.capability, revoked, "insert or replace")]
			: []),
	];
}

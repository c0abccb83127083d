/**
 * The Store over an engine: the SQLite file or D1. Reads here, writes as works
 * from `append.ts` and `outbox.ts`.
 */
import type { Purpose } from "../../src/core/incident.ts";
import type { Head, Store } from "../../src/ports.ts";
import { cursorOf, readCursor } from "../rows.ts";
import { appendWork, inboundDone } from "./append.ts";
import { expiryWork } from "./expiry.ts";
import { claimWork, raiseWork, recoverWork, shownRow } from "./outbox.ts";
import { aboutPerson, sealedPart, streamsNaming } from "./person.ts";
import type { Engine, Present, Query, RawRow, Value } from "./queries.ts";
import {
	insert,
	isConflict,
	jsonList,
	justWrite,
	query,
	rowOf,
	run,
} from "./queries.ts";
import * as tables from "./schema.ts";
import { seesHead } from "./scopes.ts";

export function storeOver(engine: Engine): Store {
	const rows = (sql: string, ...params: Value[]): Promise<RawRow[]> =>
		engine.read(query(sql, ...params));
	const first = async (
		sql: string,
		...params: Value[]
	): Promise<RawRow | undefined> => (await rows(sql, ...params))[0];

	return {
		async append(append) {
			try {
				const result = await engine.work(appendWork(append));
				if (append.erase && result === "ok") await engine.scrub();
				return result;
			} catch (error) {
				if (isConflict(error)) return "conflict";
				throw error;
			}
		},
		async load(stream, afterSeq = 0) {
			const found = await rows(
				"select * from event where stream = ? and seq > ? order by seq",
				stream,
				afterSeq,
			);
			return found.map((raw) => rowOf(tables.event, raw));
		},
		async written(stream, commandId) {
			const found = await rows(
				"select * from event where stream = ? and command_id = ? order by n",
				stream,
				commandId,
			);
			return found.map((raw) => rowOf(tables.event, raw));
		},
		async lastSeq(stream) {
			const end = await first(
				"select max(seq) as seq from event where stream = ?",
				stream,
			);
			return optionalNumber(end?.seq) ?? 0;
		},
		async outward(scope, { after, since, limit }) {
			// The end is read before the page: what is written in between is in the page or in the next.
			const end = await first("select max(position) as end from outward");
			const sees = seesHead(scope);
			const found = await rows(
				`select o.* from outward as o join head as h on h.id = o.incident_id
					where o.position > ? and ${sees.sql} ${since === undefined ? "" : "and o.at >= ?"}
					order by o.position limit ?`,
				after,
				...sees.params,
				...(since === undefined ? [] : [since]),
				limit,
			);
			return {
				items: found.map((raw) => rowOf(tables.outward, raw)),
				end: optionalNumber(end?.end) ?? 0,
			};
		},
		async streams(prefix) {
			// substr instead of like: an id may hold % and _.
			const found = await rows(
				"select distinct stream from event where substr(stream, 1, ?) = ? order by stream",
				prefix.length,
				prefix,
			);
			return found.map((raw) => String(raw.stream));
		},
		nextNumber: (year) =>
			engine.work(
				justWrite(
					[
						run(
							`insert into counter (year, n) values (?, 100)
								on conflict (year) do update set n = n + 1 returning n`,
							year,
						),
					],
					(returned) => Number(returned[0]?.[0]?.n),
				),
			),
		async newestAt() {
			const newest = await first("select max(at) as at from event");
			return optionalNumber(newest?.at);
		},
		async heads(scope, page) {
			const after = page.cursor === undefined ? [] : readCursor(page.cursor);
			if (!after) return { items: [] };
			const found = await engine.read(
				headsQuery(scope, page, after as Value[]),
			);
			return headsPage(found.map(headOf), page.limit);
		},
		async head(scope, incidentId) {
			const sees = seesHead(scope);
			const raw = await first(
				`select h.* from head as h where h.id = ? and ${sees.sql}`,
				incidentId,
				...sees.params,
			);
			return raw && headOf(raw);
		},
		async findExternal(source, externalId) {
			const raw = await first(
				"select incident_id from external where source = ? and external_id = ?",
				source,
				externalId,
			);
			return raw && String(raw.incident_id);
		},
		async findIdempotency(keyId, key) {
			const raw = await first(
				"select * from idempotency where key_id = ? and key = ?",
				keyId,
				key,
			);
			if (!raw) return undefined;
			const { bodyHash, incidentId } = rowOf(tables.idempotency, raw);
			return { bodyHash, incidentId };
		},
		async words(ids) {
			const found = await rows(
				"select * from words where id in (select value from json_each(?))",
				jsonList(ids),
			);
			return new Map(
				found.map((raw) => [String(raw.id), rowOf(tables.words, raw)]),
			);
		},
		async capability(tokenHash) {
			const raw = await first(
				"select * from capability where token_hash = ?",
				tokenHash,
			);
			return raw && rowOf(tables.capability, raw);
		},
		async commitments(of) {
			const found = await rows(
				`select c.* from json_each(?) as asked cross join commitment as c
					on c.kind = asked.value ->> 0 and c.id = asked.value ->> 1`,
				jsonList(of.map(({ kind, id }) => [kind, id])),
			);
			return found.map((raw) => rowOf(tables.commitment, raw));
		},
		async commitmentsOf(incidentId) {
			const found = await rows(
				"select * from commitment where incident_id = ?",
				incidentId,
			);
			return found.map((raw) => rowOf(tables.commitment, raw));
		},
		async callsOf(incidentId) {
			const raw = await first(
				`select count(case when state in ('pending', 'leased') then 1 end) as waiting,
					max(sent_at) as last_began_at from outbox
					where incident_id = ? and kind = 'send' and lane = 'voice'
					and purpose = 'alert' and after_own_call_ms is null`,
				incidentId,
			);
			const lastBeganAt = optionalNumber(raw?.last_began_at);
			return {
				waiting: Number(raw?.waiting ?? 0),
				...(lastBeganAt === undefined ? {} : { lastBeganAt }),
			};
		},
		async alertStates(incidentId) {
			const found = await rows(
				`select o.responder_id, o.lane, o.state, o.purpose, o.sent_at, o.code,
					coalesce((select max(a.rank) from attempt as a where a.row_id = o.id), 0) as best
					from outbox as o where o.incident_id = ? and o.kind = 'send'
					and o.purpose = 'alert' and o.responder_id is not null and o.lane <> 'clock'
					and o.message_kind is not 'wakeHousehold'`,
				incidentId,
			);
			return found.map(alertStateOf);
		},
		async sendsOf(incidentId) {
			const found = await rows(
				`select o.responder_id, o.lane, o.state, o.purpose, o.sent_at, o.code,
					o.due_at, o.tries, coalesce(max(a.rank), 0) as best, max(a.started_at) as tried
					from outbox as o left join attempt as a on a.row_id = o.id
					where o.incident_id = ? and o.kind = 'send'
					and o.purpose in ('alert', 'human', 'inform') and o.responder_id is not null
					and o.lane in ('telegram', 'sms', 'voice', 'console')
					and o.message_kind is not 'wakeHousehold'
					group by o.id order by o.created_at, o.id`,
				incidentId,
			);
			return found.map((raw) => ({
				...alertStateOf(raw),
				purpose: raw.purpose as Purpose,
				dueAt: Number(raw.due_at),
				tries: Number(raw.tries),
				...(raw.tried === null ? {} : { triedAt: Number(raw.tried) }),
			}));
		},
		async rows(incidentId) {
			const found = await rows(
				"select * from outbox where incident_id = ? and state in ('pending', 'leased')",
				incidentId,
			);
			return found.map((raw) => shownRow(rowOf(tables.outbox, raw)));
		},
		async row(id) {
			const raw = await first("select * from outbox where id = ?", id);
			return raw && shownRow(rowOf(tables.outbox, raw));
		},
		claim: (request) => engine.work(claimWork(request)),
		async nextDueAt() {
			const next = await first(NEXT_DUE);
			return optionalNumber(next?.at);
		},
		recover: (request) => engine.work(recoverWork(request)),
		async waiting(now, upToClass) {
			const found = await rows(
				`select lane, count(*) as count from outbox where state = 'pending'
					and kind = 'send' and due_at <= ? and lane_class <= ? group by lane`,
				now,
				upToClass,
			);
			return found.map((raw) => ({
				lane: String(raw.lane),
				count: Number(raw.count),
			}));
		},
		async attempt(id) {
			const raw = await first("select * from attempt where id = ?", id);
			return raw && rowOf(tables.attempt, raw);
		},
		async attemptsOf(incidentId, responderId, channel) {
			const found = await rows(
				`select a.* from outbox as o join attempt as a on a.row_id = o.id
					where o.incident_id = ? and o.responder_id = ? and o.kind = 'send'
					and a.channel = ? and a.outcome = 'accepted'
					order by a.started_at desc, a.id desc`,
				incidentId,
				responderId,
				channel,
			);
			return found.map((raw) => rowOf(tables.attempt, raw));
		},
		async awaitingReceipt({ channel, since, limit }) {
			// The newest stand last in the table: a look every few seconds reads no year of sends.
			const found = await rows(
				`select * from (select * from attempt order by rowid desc limit ?)
					where channel = ? and started_at >= ? and rank < 3.5
					and outcome in ('accepted', 'unknown')
					order by started_at desc, id desc limit ?`,
				NEWEST_ATTEMPTS,
				channel,
				since,
				limit,
			);
			return found.map((raw) => rowOf(tables.attempt, raw));
		},
		async spent(of) {
			const [where, value] =
				"incidentId" in of
					? ["o.incident_id = ?", of.incidentId]
					: [
							"o.incident_id in (select id from head where reported_at >= ?)",
							of.reportedSince,
						];
			const raw = await first(
				`select sum(case when a.channel = 'sms' then o.units end) as segments,
					sum(case when a.channel = 'voice' then 1 end) as calls
					from outbox as o join attempt as a on a.row_id = o.id
					where ${where} and o.kind = 'send'
					and (a.outcome = 'accepted' or (a.outcome is not 'rejected' and a.rank > 0))`,
				value as Value,
			);
			return {
				segments: Number(raw?.segments ?? 0),
				calls: Number(raw?.calls ?? 0),
			};
		},
		raise: (receipt) => engine.work(raiseWork(receipt)),
		receive: ({ carrier, externalId, receivedAt, body, doneAt }) =>
			engine.work(
				justWrite(
					[
						run(
							`insert into inbound (carrier, external_id, received_at, body, done_at)
								values (?, ?, ?, ?, ?) on conflict do nothing returning carrier`,
							carrier,
							externalId,
							receivedAt,
							body,
							doneAt ?? null,
						),
					],
					(returned) => returned[0]?.length === 1,
				),
			),
		async pendingInbound(limit) {
			const found = await rows(
				"select * from inbound where done_at is null order by received_at limit ?",
				limit,
			);
			return found.map((raw) => rowOf(tables.inbound, raw));
		},
		inboundDone: (carrier, externalId, at, more) =>
			engine.work(
				justWrite(
					[inboundDone(carrier, externalId, at, more?.forget)],
					() => undefined,
				),
			),
		async card(incidentId, responderId) {
			const raw = await first(
				"select * from card where incident_id = ? and responder_id = ?",
				incidentId,
				responderId,
			);
			return raw && rowOf(tables.card, raw);
		},
		saveCard: (card) =>
			engine.work(
				justWrite(
					[insert(tables.card, [card], "insert or replace")],
					() => undefined,
				),
			),
		savePosition: ({ incidentId, responderId, position, at }) =>
			engine.work(
				justWrite(
					[
						run(
							`insert into position (incident_id, responder_id, position, at) values (?, ?, ?, ?)
								on conflict (incident_id, responder_id) do update
								set position = excluded.position, at = excluded.at
								where excluded.at >= position.at`,
							incidentId,
							responderId,
							position,
							at,
						),
					],
					() => undefined,
				),
			),
		async positions(incidentId, since) {
			const found = await rows(
				"select * from position where incident_id = ? and at >= ? order by responder_id",
				incidentId,
				since,
			);
			return found.map((raw) => rowOf(tables.position, raw));
		},
		async conversation(chatHash) {
			const raw = await first(
				"select * from conversation where chat_hash = ?",
				chatHash,
			);
			return raw && rowOf(tables.conversation, raw);
		},
		async recording(incidentId, of = { except: [] }) {
			const [is, ids] = "only" in of ? ["in", of.only] : ["not in", of.except];
			const raw = await first(
				`select * from recording where incident_id = ?
					and responder_id ${is} (select value from json_each(?))
					order by at desc, id desc limit 1`,
				incidentId,
				JSON.stringify(ids),
			);
			return raw && rowOf(tables.recording, raw);
		},
		expire: (kind, request) => engine.work(expiryWork(kind, request)),
		sealed: (kind, after) => sealedPart(engine, kind, after),
		naming: (id, after) => streamsNaming(engine, id, after),
		aboutPerson: (responderId, incidentIds) =>
			aboutPerson(engine, responderId, incidentIds),
		close: () => engine.close(),
	};
}

/** More than carriers take in the quarter of an hour that is asked about. */
const NEWEST_ATTEMPTS = 5_000;

/** One look into the index per lane; across lanes it would walk everything that waits. */
const NEXT_DUE = `select min(at) as at from (${[
	"telegram",
	"sms",
	"voice",
	"console",
	"clock",
]
	.map(
		(lane) =>
			`select min(due_at) as at from outbox where state = 'pending' and lane = '${lane}'`,
	)
	.join(" union all ")})`;

function headsQuery(
	scope: Parameters<Store["heads"]>[0],
	{ status, since, endedSince, limit }: Parameters<Store["heads"]>[1],
	after: Value[],
): Query {
	const sees = seesHead(scope);
	const [at, id] = after;
	return query(
		`select h.* from head as h where ${sees.sql}
			${status ? "and h.status in (select value from json_each(?))" : ""}
			${since === undefined ? "" : "and h.reported_at >= ?"}
			${endedSince === undefined ? "" : "and h.ended_at >= ?"}
			${after.length ? "and (h.reported_at, h.id) < (?, ?)" : ""}
			order by h.reported_at desc, h.id desc limit ?`,
		...sees.params,
		...(status ? [jsonList(status)] : []),
		...(since === undefined ? [] : [since]),
		...(endedSince === undefined ? [] : [endedSince]),
		...(after.length ? [at ?? null, id ?? null] : []),
		limit + 1,
	);
}

function headsPage(
	found: Head[],
	limit: number,
): { items: Head[]; nextCursor?: string } {
	const items = found.slice(0, limit);
	const last = items.at(-1);
	return found.length > items.length && last
		? { items, nextCursor: cursorOf(last.reportedAt, last.id) }
		: { items };
}

const headOf = (raw: RawRow): Head => rowOf(tables.head, raw);

function alertStateOf(
	raw: RawRow,
): Awaited<ReturnType<Store["alertStates"]>>[number] {
	const row: Present<typeof tables.outbox.$inferSelect> = rowOf(
		tables.outbox,
		raw,
	);
	const { responderId = "", lane, state, purpose, sentAt, code } = row;
	return {
		responderId,
		channel: lane as Exclude<typeof lane, "clock" | "webhook">,
		state,
		rank: Number(raw.best) as 0,
		...(purpose === undefined ? {} : { purpose }),
		...(sentAt === undefined ? {} : { sentAt }),
		...(code === undefined ? {} : { code }),
	};
}

const optionalNumber = (value: unknown): number | undefined =>
	value === null || value === undefined ? undefined : Number(value);

/**
 * Claiming, recovering and proving of outbox rows. A try is written down
 * before its first byte leaves; what a carrier or a crash says about it later
 * decides whether the row goes out again.
 */
import type {
	Claimed,
	ClaimRequest,
	OutboxRow,
	Store,
} from "../../src/ports.ts";
import type { RawRow, Work, Write } from "./queries.ts";
import { jsonList, query, rowOf, run } from "./queries.ts";
import * as tables from "./schema.ts";

/** Copies that may have reached a phone: after the third we stop and say so. */
export const MOST_COPIES = 3;
/** With fewer due rows than this, sorting them costs less than walking all that wait. */
const FEW_DUE = 200;
/** Read beyond the limit, so that rows that came up too late do not hide those that did not. */
const SPARE_ROWS = 20;

export const unleased =
	"lease_by = null, lease_until = null, lease_attempt = null";

const isProof = "rank >= 1 and rank <> 3.5";
/** When the earliest try began of which a carrier has said that it has it. */
export const withProof = `(select min(started_at) from attempt where row_id = outbox.id and ${isProof})`;

/** Once a first call has begun, the redials that wait for it know when they are due. */
export const releaseRedials = (which: string, ...params: string[]): Write =>
	run(
		`update outbox set due_at = call.sent_at + outbox.after_own_call_ms
			from (select incident_id, responder_id, purpose, sent_at from outbox
				where ${which} and state = 'done' and kind = 'send' and lane = 'voice'
				and after_own_call_ms is null and sent_at is not null) as call
			where outbox.incident_id = call.incident_id
			and outbox.responder_id is call.responder_id
			and outbox.purpose is call.purpose
			and outbox.state = 'pending' and outbox.tries = 0
			and outbox.after_own_call_ms is not null`,
		...params,
	);

// --- Claim ---------------------------------------------------------------------------

export function claimWork(request: ClaimRequest): Work<Claimed[]> {
	// A lane without room claims nothing, so nobody looks how much waits there.
	const lanes = request.lanes.filter(
		({ units, rows }) => units > 0 && rows > 0,
	);
	return {
		reads: lanes.map(({ lane, units, rows }) => {
			if (lane === "webhook")
				return query(
					DUE_WEBHOOKS,
					request.now,
					jsonList(request.busy ?? []),
					rows,
				);
			const limit = Math.min(rows, units) + SPARE_ROWS;
			return query(
				DUE_ROWS,
				lane,
				request.now,
				lane,
				request.now,
				lane,
				request.now,
				limit,
				limit,
			);
		}),
		plan(found) {
			const expired: string[] = [];
			const chosen = lanes.flatMap((lane, i) => {
				const due = (found[i] ?? []).map(dueOf);
				const late = new Set(
					due.filter((row) => (row.notAfter ?? request.now) < request.now),
				);
				expired.push(...[...late].map((row) => row.id));
				return fitting(
					due.filter((row) => !late.has(row)),
					lane,
				);
			});
			const claims = chosen.map(({ id }) => ({
				id,
				attemptId: request.newAttemptId(),
			}));
			return {
				writes: claimWrites(claims, expired, request),
				answer: (returned) => claimed(claims, returned),
			};
		},
	};
}

/**
 * In lane order, through whichever index is shorter to walk. Only what the
 * choice needs: thousands may wait, and their texts are not sorted with them.
 * A limit of 0 stops the walk not taken; a condition would be asked of every row.
 */
const DUE_ROWS = `
	with due(n) as materialized (select count(*) from (
		select 1 from outbox indexed by outbox_due
		where lane = ? and state = 'pending' and due_at <= ? limit ${FEW_DUE}))
	select id, units, not_after from (
	select * from (
		select id, units, not_after, lane_class, rank, due_at from outbox indexed by outbox_due
		where lane = ? and state = 'pending' and due_at <= ?
		limit iif((select n from due) < ${FEW_DUE}, ${FEW_DUE}, 0))
	union all
	select * from (
		select id, units, not_after, lane_class, rank, due_at from outbox indexed by outbox_order
		where lane = ? and state = 'pending' and due_at <= ?
		order by lane_class, rank, due_at, id
		limit iif((select n from due) < ${FEW_DUE}, 0, ?)))
	order by lane_class, rank, due_at, id limit ?`;

/**
 * One to each subscription that is free, and of one incident never a later fact while
 * an earlier one is not over. By hops from subscription to subscription: thousands may
 * wait for one that takes nothing, and each look for alerts would walk them all.
 */
const WAITING_WEBHOOK = "subscription_id is not null and state = 'pending'";
const DUE_WEBHOOKS = `
	with recursive peer(id) as (
		select min(subscription_id) from outbox where ${WAITING_WEBHOOK}
		union all
		select (select min(subscription_id) from outbox
			where ${WAITING_WEBHOOK} and subscription_id > peer.id) from peer where peer.id is not null)
	select o.id, o.units, o.not_after from peer cross join outbox as o on o.id = (
		select d.id from outbox as d
		where d.subscription_id = peer.id and d.state = 'pending' and d.due_at <= ?
		and not exists (select 1 from outbox as e indexed by outbox_incident
			where e.incident_id = d.incident_id
			and e.responder_id is null and e.subscription_id = d.subscription_id
			and e.rank < d.rank and e.state in ('pending', 'leased'))
		order by d.due_at, d.rank, d.id limit 1)
	where peer.id not in (select value from json_each(?))
	order by o.due_at, o.id limit ?`;

/** What the choice of rows looks at. */
type Due = { id: string; units: number; notAfter?: number };

const dueOf = ({ id, units, not_after: notAfter }: RawRow): Due => ({
	id: String(id),
	units: Number(units),
	...(notAfter === null ? {} : { notAfter: Number(notAfter) }),
});

/** Stops at the first row that does not fit: a long text is not overtaken for ever by short ones. */
function fitting(
	due: readonly Due[],
	lane: ClaimRequest["lanes"][number],
): Due[] {
	let left = lane.units;
	const rows = due.slice(0, lane.rows);
	const end = rows.findIndex((row) => {
		left -= row.units;
		return left < 0;
	});
	return end === -1 ? rows : rows.slice(0, end);
}

type Claim = { id: string; attemptId: string };

/** Another claimer may have been faster: only what is still pending becomes ours, and only that gets an attempt. */
function claimWrites(
	claims: readonly Claim[],
	expired: readonly string[],
	{ wallMs, leaseMs, leaseBy, now }: ClaimRequest,
): Write[] {
	const pairs = jsonList(claims.map(({ id, attemptId }) => [id, attemptId]));
	return [
		...(claims.length
			? [
					run(
						`update outbox set state = 'leased', lease_by = ?, lease_until = ?,
							lease_attempt = claim.value ->> 1, tries = tries + 1
							from json_each(?) as claim
							where outbox.id = claim.value ->> 0 and outbox.state = 'pending'
							returning *`,
						leaseBy,
						wallMs + leaseMs,
						pairs,
					),
					run(
						`insert into attempt (id, row_id, incident_id, responder_id, channel, purpose, started_at, rank)
							select o.lease_attempt, o.id, o.incident_id, o.responder_id, o.lane, o.purpose, ?, 0
							from json_each(?) as claim cross join outbox as o on o.id = claim.value ->> 0
							where o.lease_attempt = claim.value ->> 1 and o.lane <> 'clock'`,
						now,
						pairs,
					),
				]
			: []),
		...(expired.length
			? [
					run(
						`update outbox set state = 'failed', code = 'expired'
							where id in (select value from json_each(?)) and state = 'pending'`,
						jsonList(expired),
					),
				]
			: []),
	];
}

/** As they are written now, in the order they were chosen. */
function claimed(claims: readonly Claim[], returned: RawRow[][]): Claimed[] {
	const ours = new Map(
		(returned[0] ?? []).map((raw) => [raw.lease_attempt, raw]),
	);
	return claims.flatMap(({ attemptId }) => {
		const raw = ours.get(attemptId);
		return raw ? [{ attemptId, row: shownRow(rowOf(tables.outbox, raw)) }] : [];
	});
}

type Stored = ReturnType<typeof rowOf<typeof tables.outbox>>;

/** Without what only the adapter needs to know. */
export function shownRow(row: Stored): OutboxRow {
	const {
		leaseAttempt: _attempt,
		recalled: _recalled,
		code: _code,
		...shown
	} = row;
	return shown;
}

// --- Recover -------------------------------------------------------------------------

const isDead = "state = 'leased' and (lease_by <> ? or lease_until < ?)";

export function recoverWork({
	leaseBy,
	wallMs,
	now,
}: Parameters<Store["recover"]>[0]): Work<number> {
	return {
		reads: [query(`select id from outbox where ${isDead}`, leaseBy, wallMs)],
		plan(found) {
			const ids = jsonList((found[0] ?? []).map((raw) => raw.id));
			const dead = `id in (select value from json_each(?)) and ${isDead}`;
			if (ids === "[]") return { writes: [], answer: () => 0 };
			return {
				writes: [
					run(
						`update attempt set outcome = case when ${isProof} then 'accepted' else 'unknown' end
							where outcome is null and id in (select lease_attempt from outbox where ${dead})`,
						ids,
						leaseBy,
						wallMs,
					),
					run(
						`update outbox set due_at = ?,
							state = case when kind <> 'send' then 'pending'
								when ${withProof} is not null then 'done'
								when unknowns + 1 >= ${MOST_COPIES} or purpose = 'courtesy' then 'unproven'
								when recalled = 1 then 'withdrawn' else 'pending' end,
							sent_at = case kind when 'send' then coalesce(sent_at, ${withProof}) else sent_at end,
							unknowns = unknowns + (kind = 'send'), ${unleased}
							where ${dead} returning id`,
						now,
						ids,
						leaseBy,
						wallMs,
					),
					releaseRedials("id in (select value from json_each(?))", ids),
				],
				answer: (returned) => returned[1]?.length ?? 0,
			};
		},
	};
}

// --- Receipts ------------------------------------------------------------------------

/**
 * A rank only rises. One that proves the send spares the row another copy, also
 * when a later one overtook it: «queued» after «undelivered» is still proof.
 */
export function raiseWork({
	attemptId,
	rank,
	code,
	carrierId,
}: Parameters<Store["raise"]>[0]): Work<boolean> {
	const proves = rank >= 1 && rank !== 3.5;
	const itsRow = "(select row_id from attempt where id = ?)";
	return {
		reads: [],
		plan: () => ({
			writes: [
				run(
					`update attempt set rank = ?, code = coalesce(?, code)
						where id = ? and rank < ? returning id`,
					rank,
					code ?? null,
					attemptId,
					rank,
				),
				...(carrierId === undefined
					? []
					: [
							run(
								"update attempt set carrier_id = coalesce(carrier_id, ?) where id = ?",
								carrierId,
								attemptId,
							),
						]),
				...(proves
					? [
							run(
								"update attempt set outcome = 'accepted' where id = ? and outcome = 'unknown'",
								attemptId,
							),
							run(
								`update outbox set state = 'done',
									sent_at = coalesce(sent_at, (select started_at from attempt where id = ?))
									where id = ${itsRow}
									and (state = 'unproven' or (state = 'pending' and unknowns > 0))`,
								attemptId,
								attemptId,
							),
							releaseRedials(`id = ${itsRow}`, attemptId),
						]
					: []),
			],
			answer: (returned) => (returned[0]?.length ?? 0) > 0,
		}),
	};
}

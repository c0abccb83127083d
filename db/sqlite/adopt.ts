/**
 * What goes over between this database and memory while it takes no writes: alerts
 * that are due are lent, and rows that were carried out are put in as they are, sent
 * ones as sent, so that nobody is rung a second time. Done twice it is done once.
 */
import type { Adopt, AdoptedRow, AlertsDue } from "../../src/blind.ts";
import { MOST_COPIES, releaseRedials } from "./outbox.ts";
import {
	type Engine,
	insert,
	justWrite,
	rowOf,
	run,
	type Write,
} from "./queries.ts";
import * as tables from "./schema.ts";

export const adoptOver =
	(engine: Engine): Adopt =>
	({ rows, lent, attempts, number }) =>
		engine.work(
			justWrite(
				[
					insert(
						tables.outbox,
						rows.map((row) => ({ ...row, recalled: 0 })),
						"insert or ignore",
					),
					insert(tables.attempt, attempts, "insert or ignore"),
					...lent.flatMap((row) => [
						givenBack(row),
						releaseRedials("id = ?", row.id),
					]),
					run(
						`insert into counter (year, n) values (?, ?)
							on conflict (year) do update set n = max(n, excluded.n)`,
						number.year,
						number.n,
					),
				],
				() => undefined,
			),
		);

/** One whose outcome is unknown goes on here, where it may be sent again; one taken back meanwhile stays so. */
const givenBack = (row: AdoptedRow): Write =>
	run(
		`update outbox set
			state = case when ? <> 'unproven' then ?
				when unknowns + 1 >= ${MOST_COPIES} then 'unproven' else 'pending' end,
			due_at = ?, unknowns = unknowns + ?, tries = tries + ?, sent_at = ?,
			lease_by = ?, lease_until = ?, lease_attempt = ?
			where id = ? and state in ('pending', 'leased')`,
		row.state,
		row.state,
		row.dueAt,
		row.state === "unproven" ? 1 : row.unknowns,
		row.tries,
		row.sentAt ?? null,
		row.leaseBy ?? null,
		row.leaseUntil ?? null,
		row.leaseAttempt ?? null,
		row.id,
	);

// One round of a village's lanes; the next look comes within a second.
const LENT_AT_ONCE = 300;

/** First alerts and calls to humans that should have gone; redials wait, for what was said meanwhile is not known here. */
export const alertsDueOver =
	(engine: Engine): AlertsDue =>
	async (now) => {
		const found = await engine.read({
			sql: `select * from outbox where state = 'pending' and kind = 'send'
				and purpose in ('alert', 'human') and after_own_call_ms is null
				and due_at <= ? and (not_after is null or not_after >= ?)
				order by lane_class, rank, due_at limit ${LENT_AT_ONCE}`,
			params: [now, now],
		});
		return found.map((raw) => {
			const {
				state: _state,
				recalled: _recalled,
				unknowns: _unknowns,
				tries: _tries,
				code: _code,
				sentAt: _sentAt,
				leaseBy: _leaseBy,
				leaseUntil: _leaseUntil,
				leaseAttempt: _leaseAttempt,
				...row
			} = rowOf(tables.outbox, raw);
			return row;
		});
	};

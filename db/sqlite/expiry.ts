/**
 * What is kept for a time only, taken away in small pieces: one statement or two
 * per kind, driven by the heads of incidents that ended, so that the cost follows
 * what is old and not what is stored.
 */
import type { Kept, Store } from "../../src/ports.ts";
import { WORD_KEYS } from "../rows.ts";
import type { Query, Work, Write } from "./queries.ts";
import { jsonList, justWrite, query, run } from "./queries.ts";

type Request = { before: number; after: number; limit: number };

export function expiryWork(
	kind: Kept,
	{ before, after = 0, limit }: Parameters<Store["expire"]>[1],
): Work<number> {
	return WORKS[kind]({ before, after, limit });
}

/** Of one table, by a time that stands in its rows. */
const byOwnTime =
	(table: string, column: string) =>
	({ before, limit }: Request): Work<number> =>
		counted([
			run(
				`delete from ${table} where rowid in
					(select rowid from ${table} where ${column} < ? limit ?) returning 1`,
				before,
				limit,
			),
		]);

/** Of one table, by the end of its incident. */
const byEnd =
	(...tables: readonly string[]) =>
	({ before, after, limit }: Request): Work<number> =>
		counted(
			tables.map((table) =>
				run(
					`delete from ${table} where rowid in
						(select t.rowid from head as h cross join ${table} as t on t.incident_id = h.id
							where h.ended_at < ? and h.ended_at >= ? limit ?) returning 1`,
					before,
					after,
					limit,
				),
			),
		);

/** Of one table, by the end of its incident, found from the table: it has no index by incident. */
const byEndFromTable =
	(...tables: readonly string[]) =>
	({ before, limit }: Request): Work<number> =>
		counted(
			tables.map((table) =>
				run(
					`delete from ${table} where rowid in
						(select t.rowid from ${table} as t cross join head as h on h.id = t.incident_id
							where h.ended_at < ? limit ?) returning 1`,
					before,
					limit,
				),
			),
		);

const counted = (writes: readonly Write[]): Work<number> =>
	justWrite(writes, (returned) =>
		// Of several tables the fullest tells whether anything is left.
		Math.max(0, ...returned.map((rows) => rows.length)),
	);

/** Each incident of the outbox once, by hops over the index; then those without a head. */
const WITHOUT_HEAD = `with recursive incident(id) as (
		select min(incident_id) from outbox
		union all
		select (select min(incident_id) from outbox where incident_id > incident.id)
			from incident where incident.id is not null)
	select id from incident where id is not null
		and not exists (select 1 from head where head.id = incident.id)`;

/** Finished rows of incidents that ended, and old ones of no incident. */
const oldRows = (
	{ before, after, limit }: Request,
	and: string,
	finished = "o.state not in ('pending', 'leased')",
): Query =>
	query(
		`select id from (
			select o.id from head as h cross join outbox as o on o.incident_id = h.id
				where h.ended_at < ? and h.ended_at >= ? and ${finished} ${and}
			union all
			select o.id from (${WITHOUT_HEAD}) as lone cross join outbox as o on o.incident_id = lone.id
				where o.created_at < ? and ${finished} ${and}) limit ?`,
		before,
		after,
		before,
		limit,
	);

/** Rows of a restored copy wait for a human's word, with their text. */
const WITH_TEXT = "and o.body <> '' and coalesce(o.code, '') <> 'restored'";

const texts = (request: Request): Work<number> => ({
	reads: [oldRows(request, WITH_TEXT)],
	plan: ([found = []]) => ({
		writes: [
			run(
				"update outbox set body = '' where id in (select value from json_each(?))",
				jsonList(found.map(({ id }) => id)),
			),
		],
		answer: () => found.length,
	}),
});

const sends = (request: Request): Work<number> => ({
	reads: [oldRows(request, "")],
	plan([found = []]) {
		const ids = jsonList(found.map(({ id }) => id));
		return {
			writes: [
				run(
					"delete from attempt where row_id in (select value from json_each(?))",
					ids,
				),
				run(
					"delete from outbox where id in (select value from json_each(?))",
					ids,
				),
			],
			answer: () => found.length,
		};
	},
});

/** The place stays: it is the fire's, and the log's as long as the log. */
const words = ({ before, after, limit }: Request): Work<number> =>
	counted([
		run(
			`delete from words where rowid in (
				select w.rowid from head as h
					cross join event as e on e.stream = 'incident/' || h.id
					cross join words as w on w.id = coalesce(${WORD_KEYS.map((key) => `e.payload ->> '$.${key}.id'`).join(", ")})
					where h.ended_at < ? and h.ended_at >= ? limit ?) returning 1`,
			before,
			after,
			limit,
		),
	]);

/** Who said nothing for so long is nobody again; whom a chief has blocked stays blocked. */
const reporters = ({ before, limit }: Request): Work<number> =>
	counted([
		run(
			`delete from reporter where rowid in
				(select rowid from reporter where last_at < ? and blocked_at is null limit ?) returning 1`,
			before,
			limit,
		),
	]);

const WORKS: Record<Kept, (request: Request) => Work<number>> = {
	positions: byOwnTime("position", "at"),
	links: byEnd("capability"),
	invitations: byOwnTime("invitation", "expires_at"),
	sessions: byOwnTime("session", "expires_at"),
	ceremonies: byOwnTime("ceremony", "expires_at"),
	codes: byOwnTime("sign_in_code", "expires_at"),
	conversations: byOwnTime("conversation", "at"),
	joinRequests: byOwnTime("join_request", "created_at"),
	recordings: byEnd("recording"),
	outward: byOwnTime("outward", "at"),
	reporters,
	reports: byEnd("report"),
	messages: byOwnTime("inbound", "received_at"),
	texts,
	words,
	sends,
	cards: byEnd("card"),
	requests: byEndFromTable("idempotency", "external"),
};

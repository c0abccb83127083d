/**
 * Who reports fires, and whose report belongs to which incident, over an engine.
 * Kept apart from the roster: nobody of these is ever alerted.
 */
import type { ReporterRow, Reporters, ReportRow } from "../../src/ports.ts";
import {
	type Engine,
	insert,
	jsonList,
	type Query,
	query,
	rowOf,
	run,
	type Write,
} from "./queries.ts";
import * as tables from "./schema.ts";

export function reportersOver(engine: Engine): Reporters {
	const reporters = async (asked: Query): Promise<ReporterRow[]> =>
		(await engine.read(asked)).map((raw) => rowOf(tables.reporter, raw));
	const reports = async (asked: Query): Promise<ReportRow[]> =>
		(await engine.read(asked)).map((raw) => rowOf(tables.report, raw));

	return {
		byChat: async (chatHash) =>
			(
				await reporters(
					query("select * from reporter where chat_hash = ?", chatHash),
				)
			)[0],
		byPhone: async (phoneHash) =>
			(
				await reporters(
					query("select * from reporter where phone_hash = ?", phoneHash),
				)
			)[0],
		byIds: async (ids) =>
			ids.length === 0
				? []
				: reporters(
						query(
							"select * from reporter where id in (select value from json_each(?))",
							jsonList(ids),
						),
					),
		reportsBy: (reporterId, { since = 0, limit }) =>
			reports(
				query(
					"select * from report where reporter_id = ? and at >= ? order by at desc, id desc limit ?",
					reporterId,
					since,
					limit,
				),
			),
		report: async (id) =>
			(await reports(query("select * from report where id = ?", id)))[0],
	};
}

/** Of a known one all but what humans say of them: a word that comes meanwhile takes nothing of it back. */
export function reporterWrites(row: ReporterRow): Write[] {
	return [
		insert(tables.reporter, [row], "insert or ignore"),
		run(
			`update reporter set chat_hash = ?, chat = ?, phone_hash = ?, phone = ?,
				locale = ?, reports = ?, last_at = ?, warned_at = ? where id = ?`,
			row.chatHash ?? null,
			row.chat ?? null,
			row.phoneHash ?? null,
			row.phone ?? null,
			row.locale,
			row.reports,
			row.lastAt,
			row.warnedAt ?? null,
			row.id,
		),
	];
}

export const reportWrites = (row: ReportRow): Write[] => [
	insert(tables.report, [row], "insert or replace"),
];

export const falseReportWrites = (
	ids: readonly string[],
	by: 1 | -1,
): Write[] => [
	run(
		`update reporter set false_reports = max(0, false_reports + ?)
			where id in (select value from json_each(?))`,
		by,
		jsonList(ids),
	),
];

export const blockedWrites = (id: string, at: number | undefined): Write[] => [
	run("update reporter set blocked_at = ? where id = ?", at ?? null, id),
];

/** Their number and chat come with the row that is written after it; here they are given up. */
export const joinedWrites = (from: string, into: string): Write[] => [
	run("update report set reporter_id = ? where reporter_id = ?", into, from),
	run(
		`update reporter set
			reports = reports + (select o.reports from reporter as o where o.id = ?),
			false_reports = false_reports + (select o.false_reports from reporter as o where o.id = ?),
			first_at = min(first_at, (select o.first_at from reporter as o where o.id = ?)),
			blocked_at = coalesce(blocked_at, (select o.blocked_at from reporter as o where o.id = ?))
			where id = ? and exists (select 1 from reporter as o where o.id = ?)`,
		from,
		from,
		from,
		from,
		into,
		from,
	),
	run("delete from reporter where id = ?", from),
];

export const reporterDeletes = (id: string): Write[] => [
	run("delete from report where reporter_id = ?", id),
	// What they said after the tone.
	run("delete from recording where responder_id = ?", id),
	run("delete from reporter where id = ?", id),
];

/**
 * Observers and helpers over an engine: rows of an area, of everything above it,
 * and, for helpers, of the settlements around it in the same hromada.
 */
import type { HelperRow, ObserverRow, Others } from "../../src/ports.ts";
import { cursorOf, readCursor } from "../rows.ts";
import {
	type Engine,
	jsonList,
	type Query,
	query,
	type RawRow,
	rowOf,
} from "./queries.ts";
import * as tables from "./schema.ts";

export function othersOver(engine: Engine): Others {
	const observers = async (asked: Query): Promise<ObserverRow[]> =>
		(await engine.read(asked)).map(observerOf);
	const helpers = async (asked: Query): Promise<HelperRow[]> =>
		(await engine.read(asked)).map(helperOf);

	/** A page of one table in the order of ids, of these areas and all below them. */
	async function pageOf<Row extends { id: string }>(
		table: "observer" | "helper",
		{ cursor, limit, within }: Parameters<Others["observers"]>[0],
		rowFrom: (raw: RawRow) => Row,
	) {
		const after = cursor === undefined ? [""] : readCursor(cursor);
		if (!after) return { items: [] };
		const found = await engine.read(
			query(
				`select o.* from ${table} as o where o.id > ? ${within ? `and ${BELOW}` : ""}
					order by o.id limit ?`,
				String(after[0]),
				...(within ? [jsonList(within)] : []),
				limit + 1,
			),
		);
		const items = found.slice(0, limit).map(rowFrom);
		const last = items.at(-1);
		return found.length > items.length && last
			? { items, nextCursor: cursorOf(last.id) }
			: { items };
	}

	return {
		observersOf: (codes) =>
			observers(
				query(
					`${ABOVE} select o.* from observer as o
						where o.area_code in (select code from above) order by o.created_at, o.id`,
					jsonList(codes),
				),
			),
		helpersOf: (codes) =>
			helpers(
				query(
					`${ABOVE} select h.* from helper as h
						left join area as a on a.code = h.area_code
						where h.consent_at is not null and (h.area_code in (select code from above)
							or (a.kind = 'settlement' and a.parent_code in (select code from above)))
						order by h.created_at, h.id`,
					jsonList(codes),
				),
			),
		observers: (page) => pageOf("observer", page, observerOf),
		helpers: (page) => pageOf("helper", page, helperOf),
		observer: async (id) =>
			(await observers(query("select * from observer where id = ?", id)))[0],
		helper: async (id) =>
			(await helpers(query("select * from helper where id = ?", id)))[0],
		helperBy: async (responderId) =>
			(
				await helpers(
					query("select * from helper where responder_id = ?", responderId),
				)
			)[0],
		observersBy: (responderId) =>
			observers(
				query(
					"select * from observer where responder_id = ? order by created_at, id",
					responderId,
				),
			),
	};
}

/** The codes themselves and all they belong to; `union` ends even a circle of parents. */
const ABOVE = `with recursive above(code) as (
	select value from json_each(?)
	union select a.parent_code from area as a join above on a.code = above.code
		where a.parent_code is not null)`;

/** One of the codes, or below one of them. */
const BELOW = `exists (with recursive up(code) as (
	select o.area_code
	union select a.parent_code from area as a join up on a.code = up.code
		where a.parent_code is not null)
	select 1 from up where code in (select value from json_each(?)))`;

const observerOf = (raw: RawRow): ObserverRow => rowOf(tables.observer, raw);
const helperOf = (raw: RawRow): HelperRow => rowOf(tables.helper, raw);

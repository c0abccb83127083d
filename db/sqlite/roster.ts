/**
 * The Roster over an engine: reads only. The nearest brigades are looked for in
 * a square around the place that doubles until enough people are inside, so
 * the cost follows the neighbourhood and not the country.
 */
import type { Point } from "../../src/core/kinds.ts";
import type { Brigade } from "../../src/core/roster.ts";
import type { Page, Roster } from "../../src/ports.ts";
import {
	brigadesInOrder,
	candidatesOf,
	cutToLimit,
	distanceMetres,
} from "../candidates.ts";
import { cursorOf, readCursor } from "../rows.ts";
import type { Engine, RawRow, Value } from "./queries.ts";
import { jsonList, query, rowOf } from "./queries.ts";
import * as tables from "./schema.ts";
import type { Condition } from "./scopes.ts";
import { seesBrigade, seesBrigadeOf, seesResponder } from "./scopes.ts";

type Rows = (sql: string, ...params: Value[]) => Promise<RawRow[]>;

export function rosterOver(engine: Engine): Roster {
	const rows: Rows = (sql, ...params) => engine.read(query(sql, ...params));

	const channelStates: Roster["channelStates"] = async (ids) => {
		const found = await rows(
			"select * from channel_state where responder_id in (select value from json_each(?))",
			jsonList(ids),
		);
		return found.map((raw) => rowOf(tables.channelState, raw));
	};
	const people: Roster["people"] = async (ids) => {
		const found = await rows(
			"select * from responder where id in (select value from json_each(?))",
			jsonList(ids),
		);
		return found.map((raw) => rowOf(tables.responder, raw));
	};

	return {
		async candidates({ place, brigadeIds, limit }) {
			const considered = await consideredBrigades(
				rows,
				place,
				brigadeIds,
				limit,
			);
			const members = await membersOf(rows, considered);
			const cut = cutToLimit(
				brigadesInOrder(considered, brigadeIds, place),
				brigadeIds,
				(id) => members.get(id) ?? [],
				limit,
			);
			const [vehicles, responders, states] = await Promise.all([
				rows(
					"select * from vehicle where brigade_id in (select value from json_each(?)) order by id",
					jsonList(cut.brigades.map((brigade) => brigade.id)),
				),
				people(cut.responderIds),
				channelStates(cut.responderIds),
			]);
			return candidatesOf(
				cut,
				vehicles.map((raw) => rowOf(tables.vehicle, raw)),
				responders,
				states,
			);
		},
		async brigade(scope, id) {
			const sees = seesBrigade(scope);
			const [raw] = await rows(
				`select b.* from brigade as b where b.id = ? and ${sees.sql}`,
				id,
				...sees.params,
			);
			return raw && brigadeOf(raw);
		},
		brigades: (scope, page) =>
			pageById(rows, "brigade as b", "b", seesBrigade(scope), page, brigadeOf),
		async vehicle(scope, id) {
			const sees = seesBrigadeOf(scope, "v.brigade_id");
			const [raw] = await rows(
				`select v.* from vehicle as v where v.id = ? and ${sees.sql}`,
				id,
				...sees.params,
			);
			return raw && rowOf(tables.vehicle, raw);
		},
		async vehicles(scope, brigadeId) {
			const sees = seesBrigadeOf(scope, "v.brigade_id");
			const found = await rows(
				`select v.* from vehicle as v where v.brigade_id = ? and ${sees.sql} order by v.id`,
				brigadeId,
				...sees.params,
			);
			return found.map((raw) => rowOf(tables.vehicle, raw));
		},
		async responder(scope, id) {
			const sees = seesResponder(scope);
			const [raw] = await rows(
				`select r.* from responder as r where r.id = ? and ${sees.sql}`,
				id,
				...sees.params,
			);
			return raw && rowOf(tables.responder, raw);
		},
		responders: (scope, page) =>
			pageById(
				rows,
				"responder as r",
				"r",
				both(seesResponder(scope), memberOf(page.brigadeId)),
				page,
				(raw) => rowOf(tables.responder, raw),
			),
		people,
		channelStates,
		async byPhone(phoneHash) {
			const found = await rows(
				`select * from responder where phone_hash = ?
					union select * from responder where second_phone_hash = ? order by id`,
				phoneHash,
				phoneHash,
			);
			return found.map((raw) => rowOf(tables.responder, raw));
		},
		async byTelegram(telegramHash) {
			const [raw] = await rows(
				"select * from responder where telegram_hash = ? limit 1",
				telegramHash,
			);
			return raw && rowOf(tables.responder, raw);
		},
		async incidentsOf(responderId) {
			const found = await rows(
				`select h.id from head as h where h.status in ('open', 'unconfirmed')
					and exists (select 1 from outbox as o where o.incident_id = h.id
						and o.responder_id = ? and o.kind = 'send'
						and o.purpose in ('alert', 'human', 'inform'))
					order by h.reported_at desc, h.id desc`,
				responderId,
			);
			return found.map((raw) => String(raw.id));
		},
		async duplicatesOf(responderId) {
			const found = await rows(
				`with recursive went(id, at) as (
					select h.id, h.merged_into from head as h where h.merged_into is not null
						and exists (select 1 from outbox as o where o.incident_id = h.id
							and o.responder_id = ? and o.kind = 'send'
							and o.purpose in ('alert', 'human', 'inform'))
					union select w.id, t.merged_into from went as w join head as t on t.id = w.at
						where t.merged_into is not null)
					select w.id from went as w join head as t on t.id = w.at
						where t.status in ('open', 'unconfirmed') order by w.id`,
				responderId,
			);
			return found.map((raw) => String(raw.id));
		},
		async apiKey(keyHash) {
			const [raw] = await rows(
				"select * from api_key where key_hash = ?",
				keyHash,
			);
			return raw && rowOf(tables.apiKey, raw);
		},
		async apiKeys() {
			const found = await rows("select * from api_key order by id");
			return found.map((raw) => rowOf(tables.apiKey, raw));
		},
		async subscriptions() {
			const found = await rows(
				`select s.*,
						(select count(*) from outbox as o where o.subscription_id = s.id and o.state = 'pending')
						+ (select count(*) from outbox as o where o.subscription_id = s.id and o.state = 'leased')
						as waiting
					from subscription as s order by s.created_at, s.id`,
			);
			return found.map((raw) => ({
				...rowOf(tables.subscription, raw),
				waiting: Number(raw.waiting),
			}));
		},
		async invitation(codeHash) {
			const [raw] = await rows(
				"select * from invitation where code_hash = ?",
				codeHash,
			);
			return raw && rowOf(tables.invitation, raw);
		},
		async joinRequest(id) {
			const [raw] = await rows("select * from join_request where id = ?", id);
			return raw && rowOf(tables.joinRequest, raw);
		},
		async joinRequests(brigadeIds) {
			const found = await rows(
				`select * from join_request where brigade_id in (select value from json_each(?))
					order by created_at, id`,
				jsonList(brigadeIds),
			);
			return found.map((raw) => rowOf(tables.joinRequest, raw));
		},
		async groupChat(chatHash) {
			const [raw] = await rows(
				"select * from group_chat where chat_hash = ?",
				chatHash,
			);
			return raw && rowOf(tables.groupChat, raw);
		},
		async groupChats(brigadeIds) {
			const found = await rows(
				`select * from group_chat where brigade_id in (select value from json_each(?))
					order by since, chat_hash`,
				jsonList(brigadeIds),
			);
			return found.map((raw) => rowOf(tables.groupChat, raw));
		},
		async proofs(ids) {
			const found = await rows(
				`select * from proof where responder_id in (select value from json_each(?))
					order by responder_id, channel`,
				jsonList(ids),
			);
			return found.map((raw) => rowOf(tables.proof, raw));
		},
	};
}

// --- Nearest brigades ------------------------------------------------------------------

/** A little less than a degree of latitude, so that the circle always fits into the square. */
const METRES_PER_DEGREE = 110_500;
const FIRST_DEGREES = 0.15;
const WHOLE_WORLD_DEGREES = 45;

async function consideredBrigades(
	rows: Rows,
	place: Point | undefined,
	named: readonly string[],
	limit: number,
): Promise<Brigade[]> {
	const asked = await rows(
		"select * from brigade where id in (select value from json_each(?))",
		jsonList(named),
	);
	const near = place ? await brigadesAround(rows, place, limit) : [];
	const byId = new Map(
		[...asked.map(brigadeOf), ...near].map((brigade) => [brigade.id, brigade]),
	);
	return [...byId.values()];
}

async function brigadesAround(
	rows: Rows,
	place: Point,
	limit: number,
): Promise<Brigade[]> {
	for (let degrees = FIRST_DEGREES; ; degrees *= 2) {
		const whole = degrees > WHOLE_WORLD_DEGREES;
		const found = (await brigadesInSquare(rows, place, whole ? 360 : degrees))
			.map(brigadeOf)
			.filter(
				(brigade) =>
					whole ||
					distanceMetres(place, brigade.location) <=
						degrees * METRES_PER_DEGREE,
			);
		if (whole || (await countMembers(rows, found)) >= limit) return found;
	}
}

const brigadesInSquare = (
	rows: Rows,
	{ lat, lon }: Point,
	degrees: number,
): Promise<RawRow[]> => {
	const wide = degrees / Math.max(0.01, Math.cos((lat * Math.PI) / 180) * 0.99);
	return rows(
		"select * from brigade where lat between ? and ? and lon between ? and ?",
		lat - degrees,
		lat + degrees,
		lon - wide,
		lon + wide,
	);
};

async function countMembers(
	rows: Rows,
	brigades: readonly Brigade[],
): Promise<number> {
	const [raw] = await rows(
		`select count(distinct responder_id) as n from responder_brigade
			where brigade_id in (select value from json_each(?))`,
		jsonList(brigades.map((brigade) => brigade.id)),
	);
	return Number(raw?.n ?? 0);
}

async function membersOf(
	rows: Rows,
	brigades: readonly Brigade[],
): Promise<Map<string, string[]>> {
	const found = await rows(
		`select brigade_id, responder_id from responder_brigade
			where brigade_id in (select value from json_each(?)) order by responder_id`,
		jsonList(brigades.map((brigade) => brigade.id)),
	);
	const members = new Map<string, string[]>();
	for (const raw of found) {
		const brigadeId = String(raw.brigade_id);
		members.set(brigadeId, [
			...(members.get(brigadeId) ?? []),
			String(raw.responder_id),
		]);
	}
	return members;
}

// --- Pages -----------------------------------------------------------------------------

async function pageById<T extends { id: string }>(
	rows: Rows,
	from: string,
	alias: string,
	sees: Condition,
	{ limit, cursor }: { limit: number; cursor?: string },
	rowFrom: (raw: RawRow) => T,
): Promise<Page<T>> {
	const after = cursor === undefined ? [""] : readCursor(cursor);
	if (!after) return { items: [] };
	const found = await rows(
		`select ${alias}.* from ${from} where ${alias}.id > ? and ${sees.sql}
			order by ${alias}.id limit ?`,
		String(after[0]),
		...sees.params,
		limit + 1,
	);
	const items = found.slice(0, limit).map(rowFrom);
	const last = items.at(-1);
	return found.length > items.length && last
		? { items, nextCursor: cursorOf(last.id) }
		: { items };
}

const memberOf = (brigadeId: string | undefined): Condition =>
	brigadeId === undefined
		? { sql: "1", params: [] }
		: {
				sql: "r.id in (select responder_id from responder_brigade where brigade_id = ?)",
				params: [brigadeId],
			};

const both = (a: Condition, b: Condition): Condition => ({
	sql: `(${a.sql}) and (${b.sql})`,
	params: [...a.params, ...b.params],
});

function brigadeOf(raw: RawRow): Brigade {
	const { lat, lon, ...row } = rowOf(tables.brigade, raw);
	return { ...row, location: { lat, lon } };
}

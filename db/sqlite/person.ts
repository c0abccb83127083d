/**
 * One person in the file and on D1: everything sealed to be looked through, what
 * stands beside the log about them, and how it is taken away.
 *
 * The looks walk whole tables, so they come in pieces: an alarm waits for none of them.
 */
import type { AboutPerson, Erasure, SealedParts } from "../../src/ports.ts";
import { shownRow } from "./outbox.ts";
import type { Engine, RawRow, Value, Write } from "./queries.ts";
import { jsonList, mustHold, query, rowOf, run } from "./queries.ts";
import * as tables from "./schema.ts";

/** Some milliseconds of one core. */
const ROWS_PER_PIECE = 2_000;
const EVENTS_PER_PIECE = 5_000;

const READ: {
	[Kind in keyof SealedParts]: {
		table: string;
		of(raw: RawRow): SealedParts[Kind];
	};
} = {
	words: { table: "words", of: (raw) => rowOf(tables.words, raw) },
	texts: {
		table: "outbox",
		of: (raw) => shownRow(rowOf(tables.outbox, raw)),
	},
	messages: { table: "inbound", of: (raw) => rowOf(tables.inbound, raw) },
};

export async function sealedPart<Kind extends keyof SealedParts>(
	engine: Engine,
	kind: Kind,
	after = 0,
): Promise<{ items: SealedParts[Kind][]; next?: number }> {
	const { table, of } = READ[kind];
	const found = await engine.read(
		query(
			`select rowid as place, * from ${table} where rowid > ? order by rowid limit ?`,
			after,
			ROWS_PER_PIECE,
		),
	);
	const last = found.at(-1);
	return {
		items: found.filter((raw) => raw.body !== "").map((raw) => of(raw)),
		...(last && found.length === ROWS_PER_PIECE
			? { next: Number(last.place) }
			: {}),
	};
}

export async function streamsNaming(
	engine: Engine,
	id: string,
	after = 0,
): Promise<{ streams: string[]; next?: number }> {
	const [found] = await engine.read(
		query(
			`select count(*) as n, max(place) as last,
				json_group_array(distinct case when instr(payload, ?) then stream end) as streams
				from (select rowid as place, stream, payload from event
					where rowid > ? order by rowid limit ?)`,
			id,
			after,
			EVENTS_PER_PIECE,
		),
	);
	const streams = JSON.parse(String(found?.streams ?? "[]")) as (
		| string
		| null
	)[];
	return {
		streams: streams.filter((stream) => stream !== null),
		...(Number(found?.n) === EVENTS_PER_PIECE
			? { next: Number(found?.last) }
			: {}),
	};
}

export async function aboutPerson(
	engine: Engine,
	responderId: string,
	incidentIds: readonly string[],
): Promise<AboutPerson> {
	const rows = (sql: string, ...params: Value[]): Promise<RawRow[]> =>
		engine.read(query(sql, ...params));
	const own = (table: string) =>
		rows(`select * from ${table} where responder_id = ?`, responderId);
	const [capabilities, cards, positions, invitations, sends, attempts] =
		await Promise.all([
			own("capability"),
			own("card"),
			own("position"),
			own("invitation"),
			rows(
				`select o.* from json_each(?) as i cross join outbox as o
					on o.incident_id = i.value and o.responder_id = ? order by o.created_at, o.id`,
				jsonList(incidentIds),
				responderId,
			),
			rows(
				`select a.* from json_each(?) as i cross join outbox as o
					on o.incident_id = i.value and o.responder_id = ?
					cross join attempt as a on a.row_id = o.id order by a.started_at, a.id`,
				jsonList(incidentIds),
				responderId,
			),
		]);
	return {
		capabilities: capabilities.map((raw) => rowOf(tables.capability, raw)),
		cards: cards.map((raw) => rowOf(tables.card, raw)),
		positions: positions.map((raw) => rowOf(tables.position, raw)),
		invitations: invitations.map((raw) => rowOf(tables.invitation, raw)),
		sends: sends.map((raw) => shownRow(rowOf(tables.outbox, raw))),
		attempts: attempts.map((raw) => rowOf(tables.attempt, raw)),
	};
}

export function erasureWrites({
	responderId,
	incidentIds,
	rowIds,
	inbound,
}: Erasure): Write[] {
	// Rows to the person, and rows to others that name them.
	const theirs = `select o.id from json_each(?) as i cross join outbox as o
		on o.incident_id = i.value and o.responder_id = ?`;
	const concerned = `id in (${theirs} union all select value from json_each(?))`;
	const which = [jsonList(incidentIds), responderId, jsonList(rowIds)] as const;
	return [
		mustHold(
			`not exists (select 1 from outbox where state = 'leased' and ${concerned})`,
			...which,
		),
		run(
			`update outbox set body = '',
				state = case state when 'pending' then 'withdrawn' else state end
				where ${concerned}`,
			...which,
		),
		// The carrier's id leads to the text and the number in the carrier's own books.
		run(
			`update attempt set carrier_id = null where row_id in (${theirs})`,
			jsonList(incidentIds),
			responderId,
		),
		...["card", "position", "capability", "recording"].map((table) =>
			run(`delete from ${table} where responder_id = ?`, responderId),
		),
		run(
			`delete from inbound where (carrier, external_id) in
				(select value ->> 0, value ->> 1 from json_each(?))`,
			jsonList(inbound.map(({ carrier, externalId }) => [carrier, externalId])),
		),
	];
}

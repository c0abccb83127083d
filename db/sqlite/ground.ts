/**
 * Water and mined ground over an engine. A square is read by its index, cut off by
 * nearness in the database where there are more than anybody asked for, and put in
 * order as every adapter does (`db/ground.ts`).
 */
import type { Point } from "../../src/core/kinds.ts";
import type {
	Ground,
	GroundQuery,
	HazardAreaRow,
	WaterPointRow,
} from "../../src/ports.ts";
import { hazardsInOrder, squareOf, waterInOrder } from "../ground.ts";
import {
	type Engine,
	insert,
	jsonList,
	query,
	type RawRow,
	rowOf,
	type Value,
	type Write,
} from "./queries.ts";
import * as tables from "./schema.ts";

export function groundOver(engine: Engine): Ground {
	const water = async (sql: string, ...params: Value[]) =>
		(await engine.read(query(sql, ...params))).map(waterOf);
	const hazards = async (sql: string, ...params: Value[]) =>
		(await engine.read(query(sql, ...params))).map(hazardOf);
	return {
		async water(asked) {
			const { south, north, west, east } = squareOf(asked);
			const order = byDistance(asked, "lat", "lon");
			const found = await water(
				`select * from water_point where lat between ? and ? and lon between ? and ?
					order by ${order.sql}, id limit ?`,
				south,
				north,
				west,
				east,
				...order.params,
				asked.limit + TIES,
			);
			return waterInOrder(found, asked);
		},
		waterByIds: (ids) =>
			water(
				"select * from water_point where id in (select value from json_each(?))",
				jsonList(ids),
			),
		waterByRefs: (refs) =>
			water(
				"select * from water_point where ref in (select value from json_each(?))",
				jsonList(refs),
			),
		async hazards(asked) {
			const { south, north, west, east } = squareOf(asked);
			// The nearest point of the box: clamped between its sides.
			const order = byDistance(
				asked,
				"max(south, min(north, ?))",
				"max(west, min(east, ?))",
			);
			const found = await hazards(
				// Boxes are put in order without their outlines, which are a hundred times larger.
				`select * from hazard_area where id in
					(select id from hazard_area where south <= ? and north >= ? and west <= ? and east >= ?
						order by ${order.sql}, id limit ?)`,
				north,
				south,
				east,
				west,
				...order.params,
				asked.limit + TIES,
			);
			return hazardsInOrder(found, asked);
		},
		hazardsByIds: (ids) =>
			hazards(
				"select * from hazard_area where id in (select value from json_each(?))",
				jsonList(ids),
			),
		async hazardsOf(source) {
			const found = await engine.read(
				query(
					"select id from hazard_area where coalesce(source, '') = ? order by id",
					source,
				),
			);
			return found.map(({ id }) => String(id));
		},
	};
}

/** The flat order may differ from that of real metres by a hair; a few more are read than asked for. */
const TIES = 5;

/** Flat and squared; where a column takes part of the point itself, it stands as a parameter before. */
function byDistance(
	asked: GroundQuery,
	lat: string,
	lon: string,
): { sql: string; params: Value[] } {
	if (!("near" in asked)) return { sql: "id", params: [] };
	const { near } = asked;
	const narrow = Math.cos((near.lat * Math.PI) / 180) ** 2;
	const of = (expression: string, value: number): Value[] =>
		expression.includes("?") ? [value, value] : [value];
	return {
		sql: `(${lat} - ?) * (${lat} - ?) + (${lon} - ?) * (${lon} - ?) * ?`,
		params: [
			...of(lat, near.lat),
			...of(lat, near.lat),
			...of(lon, near.lon),
			...of(lon, near.lon),
			narrow,
		],
	};
}

// --- Rows --------------------------------------------------------------------------

function waterOf(raw: RawRow): WaterPointRow {
	const { lat, lon, ...row } = rowOf(tables.waterPoint, raw);
	return { ...row, location: { lat, lon } };
}

const hazardOf = (raw: RawRow): HazardAreaRow => rowOf(tables.hazardArea, raw);

export const waterWrites = (rows: readonly WaterPointRow[]): Write =>
	insert(
		tables.waterPoint,
		rows.map(({ location, ...row }) => ({ ...row, ...placed(location) })),
		"insert or replace",
	);

export const hazardWrites = (rows: readonly HazardAreaRow[]): Write =>
	insert(tables.hazardArea, [...rows], "insert or replace");

const placed = ({ lat, lon }: Point): Point => ({ lat, lon });

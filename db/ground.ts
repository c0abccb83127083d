/**
 * In which order water and mined ground are found: decided here once for every adapter.
 */
import type { Point } from "../src/core/kinds.ts";
import type {
	GroundQuery,
	HazardAreaRow,
	Square,
	WaterPointRow,
} from "../src/ports.ts";
import { isInside, squareAround } from "./areas.ts";
import { distanceMetres } from "./candidates.ts";

export const squareOf = (query: GroundQuery): Square =>
	"near" in query ? squareAround(query.near, query.withinMetres) : query.within;

/** Nearest first; corners of the square are no part of the circle. */
export function waterInOrder(
	rows: readonly WaterPointRow[],
	query: GroundQuery,
): WaterPointRow[] {
	const square = squareOf(query);
	const inside = rows.filter(({ location }) => isInside(square, location));
	if (!("near" in query)) return inside.sort(byId).slice(0, query.limit);
	return nearest(inside, query, ({ location }) => location);
}

/** Whose box is nearest, first: never farther than the ground itself. */
export function hazardsInOrder(
	rows: readonly HazardAreaRow[],
	query: GroundQuery,
): HazardAreaRow[] {
	const square = squareOf(query);
	const meeting = rows.filter(
		({ south, north, west, east }) =>
			south <= square.north &&
			north >= square.south &&
			west <= square.east &&
			east >= square.west,
	);
	if (!("near" in query)) return meeting.sort(byId).slice(0, query.limit);
	return nearest(meeting, query, (row) => nearestOf(row, query.near));
}

function nearest<Row extends { id: string }>(
	rows: readonly Row[],
	{ near, withinMetres, limit }: Extract<GroundQuery, { near: Point }>,
	placeOf: (row: Row) => Point,
): Row[] {
	return rows
		.map((row) => ({ row, metres: distanceMetres(placeOf(row), near) }))
		.filter(({ metres }) => metres <= withinMetres)
		.sort((a, b) => a.metres - b.metres || byId(a.row, b.row))
		.slice(0, limit)
		.map(({ row }) => row);
}

/** The point of a box that is nearest to another; that point itself where it lies inside. */
const nearestOf = (
	{ south, north, west, east }: Square,
	{ lat, lon }: Point,
): Point => ({
	lat: Math.min(Math.max(lat, south), north),
	lon: Math.min(Math.max(lon, west), east),
});

const byId = (a: { id: string }, b: { id: string }): number =>
	a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

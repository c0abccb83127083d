/**
 * How far a point is from an area drawn on the map, in metres; 0 inside.
 *
 * Flat around the point: within some kilometres the earth is. An outline that crosses
 * itself covers every part it goes around, whichever way round: of two readings of a
 * mined field the larger is the safe one.
 */
import type { Point } from "./kinds.ts";

/** GeoJSON: longitude first; the outer ring, then its holes. */
export type Shape =
	| { type: "Polygon"; coordinates: readonly (readonly number[][])[] }
	| {
			type: "MultiPolygon";
			coordinates: readonly (readonly (readonly number[][])[])[];
	  };

export function metresToShape(point: Point, shape: Shape): number {
	const polygons =
		shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
	const flat = flatAround(point);
	const metres = polygons.map((rings) =>
		metresToPolygon(rings.map((ring) => ring.map(flat))),
	);
	return Math.round(Math.min(...metres));
}

/** Mean radius of the earth. Source: IUGG. */
const EARTH_METRES = 6_371_009;
const RADIANS = Math.PI / 180;

/** Metres east and north of the point, which is the origin. */
type Flat = readonly [east: number, north: number];

function flatAround({ lat, lon }: Point): (position: number[]) => Flat {
	const narrow = Math.cos(lat * RADIANS);
	return ([east = 0, north = 0]) => [
		(east - lon) * RADIANS * EARTH_METRES * narrow,
		(north - lat) * RADIANS * EARTH_METRES,
	];
}

function metresToPolygon([outer = [], ...holes]: readonly Flat[][]): number {
	if (!isAround(outer)) return metresToRing(outer);
	const hole = holes.find(isAround);
	// In a hole the nearest danger is its edge, or another hole's that crosses it: still that edge.
	return hole ? metresToRing(hole) : 0;
}

/** The winding number of the origin is not 0. */
function isAround(ring: readonly Flat[]): boolean {
	let turns = 0;
	eachSide(ring, ([ax, ay], [bx, by]) => {
		const left = ax * by - bx * ay;
		if (ay <= 0 && by > 0 && left > 0) turns += 1;
		if (ay > 0 && by <= 0 && left < 0) turns -= 1;
	});
	return turns !== 0;
}

function metresToRing(ring: readonly Flat[]): number {
	let least = Number.POSITIVE_INFINITY;
	eachSide(ring, (from, to) => {
		least = Math.min(least, metresToSide(from, to));
	});
	return least;
}

function metresToSide([ax, ay]: Flat, [bx, by]: Flat): number {
	const [dx, dy] = [bx - ax, by - ay];
	const length = dx * dx + dy * dy;
	const along =
		length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
	return Math.hypot(ax + along * dx, ay + along * dy);
}

/** Closed, whether or not the last point is the first again. */
function eachSide(
	ring: readonly Flat[],
	visit: (from: Flat, to: Flat) => void,
): void {
	let from = ring.at(-1);
	for (const to of ring) {
		if (from) visit(from, to);
		from = to;
	}
}

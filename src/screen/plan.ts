/**
 * A plan drawn without a map: points of the earth on a sheet of paper, north up, one
 * scale for both directions. Flat, which is enough over a few dozen kilometres. The
 * sketch of the live page and the map of the board stand on the same lines.
 */
import type { Point } from "../core/kinds.ts";

export type Spot = { x: number; y: number };
/** What of the earth a sheet shows: its middle and how much ground one unit is. */
export type View = { centre: Point; metresPerUnit: number };
export type Sheet = { width: number; height: number };
export type Framing = Sheet & {
	/** Room for what hangs on the outermost points. */
	margin: Spot;
	/** Never closer than this over the whole width: one point is no reason to show one yard. */
	leastMetres: number;
};

export const METRES_PER_DEGREE = 111_319.5;

/** The closest view that holds all of them; `undefined` without a point. */
export function viewOf(
	points: readonly Point[],
	{ width, height, margin, leastMetres }: Framing,
): View | undefined {
	if (points.length === 0) return undefined;
	const lat = extent(points.map((point) => point.lat));
	const lon = extent(points.map((point) => point.lon));
	const room = (length: number, edge: number): number =>
		Math.max(1, length - 2 * edge);
	return {
		centre: { lat: lat.middle, lon: lon.middle },
		metresPerUnit: Math.max(
			leastMetres / Math.max(1, width),
			(lon.length * metresEast(lat.middle)) / room(width, margin.x),
			(lat.length * METRES_PER_DEGREE) / room(height, margin.y),
		),
	};
}

export const spotOn =
	({ width, height }: Sheet, { centre, metresPerUnit }: View) =>
	({ lat, lon }: Point): Spot => ({
		x:
			width / 2 + ((lon - centre.lon) * metresEast(centre.lat)) / metresPerUnit,
		y: height / 2 + ((centre.lat - lat) * METRES_PER_DEGREE) / metresPerUnit,
	});

/** The point under a spot: the way back of `spotOn`. */
export const pointUnder =
	({ width, height }: Sheet, { centre, metresPerUnit }: View) =>
	({ x, y }: Spot): Point => ({
		lat: centre.lat - ((y - height / 2) * metresPerUnit) / METRES_PER_DEGREE,
		lon:
			centre.lon + ((x - width / 2) * metresPerUnit) / metresEast(centre.lat),
	});

const STEPS = [1, 2, 5];

/** The longest round distance that fits into so many units, in metres. */
export function roundMetres(metresPerUnit: number, most: number): number {
	let metres = 10;
	for (let power = 10; power <= 1_000_000; power *= 10)
		for (const step of STEPS)
			if ((step * power) / metresPerUnit <= most) metres = step * power;
	return metres;
}

const metresEast = (lat: number): number =>
	METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);

function extent(values: readonly number[]) {
	const least = Math.min(...values);
	const most = Math.max(...values);
	return { length: most - least, middle: (least + most) / 2 };
}

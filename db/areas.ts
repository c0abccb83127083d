/**
 * In which order settlements are found: decided here once for every adapter.
 */
import { searchText } from "../src/areas/spelling.ts";
import type { Point } from "../src/core/kinds.ts";
import type { AreaQuery, FoundSettlement, Square } from "../src/ports.ts";
import { distanceMetres } from "./candidates.ts";

/** Called exactly as somebody wrote, be it with the hromada behind. */
export const isCalled = (search: string, words: readonly string[]): boolean =>
	words.includes(search) || search === words.join(" ");

/** By the name it has, by one it had, by neither. */
const exactness = (
	{ search, formerNames }: FoundSettlement,
	words: readonly string[],
): number => {
	if (isCalled(search, words)) return 0;
	return formerNames?.some((name) => isCalled(searchText(name), words)) ? 1 : 2;
};

/** Exact names first, then former ones, then the nearest, then the largest; cut to the limit. */
export function inOrder(
	found: readonly FoundSettlement[],
	{ words, near, within, limit }: AreaQuery,
): FoundSettlement[] {
	const most = within && "metres" in within ? within.metres : undefined;
	return found
		.map((settlement) => ({
			settlement,
			exact: exactness(settlement, words),
			metres: metresTo(settlement.location ?? settlement.centre, near),
		}))
		.filter(({ metres }) => most === undefined || metres <= most)
		.sort(
			(a, b) =>
				a.exact - b.exact ||
				before(a.metres, b.metres) ||
				SIZES.indexOf(a.settlement.category) -
					SIZES.indexOf(b.settlement.category) ||
				(b.settlement.population ?? 0) - (a.settlement.population ?? 0) ||
				(a.settlement.search < b.settlement.search ? -1 : 0) ||
				(a.settlement.search > b.settlement.search ? 1 : 0) ||
				(a.settlement.code < b.settlement.code ? -1 : 1),
		)
		.slice(0, limit)
		.map(({ settlement }) => ({
			...settlement,
			...byFormerName(settlement, words),
		}));
}

/** Words that begin one of the former names, and none of the name it has. */
function byFormerName(
	{ search, formerNames }: FoundSettlement,
	words: readonly string[],
): Pick<FoundSettlement, "byFormerName"> {
	const begins = (name: string, word: string) =>
		` ${name}`.includes(` ${word}`);
	if (words.some((word) => begins(search, word))) return {};
	const former = formerNames?.find((name) =>
		words.some((word) => begins(searchText(name), word)),
	);
	return former === undefined ? {} : { byFormerName: former };
}

/** Largest first. */
export const SIZES: readonly FoundSettlement["category"][] = [
	"K",
	"M",
	"X",
	"C",
];

/** Two that are infinitely far are equally far. */
const before = (a: number, b: number): number => (a === b ? 0 : a - b);

const metresTo = (point: Point | undefined, near: readonly Point[]): number =>
	point
		? near.reduce(
				(least, one) => Math.min(least, distanceMetres(one, point)),
				Number.POSITIVE_INFINITY,
			)
		: Number.POSITIVE_INFINITY;

/** A little less than a degree of latitude, so that the circle always fits into the square. */
const METRES_PER_DEGREE = 110_500;

export function squareAround({ lat, lon }: Point, metres: number): Square {
	const high = metres / METRES_PER_DEGREE;
	const wide = high / Math.max(0.01, Math.cos((lat * Math.PI) / 180) * 0.99);
	return {
		south: lat - high,
		north: lat + high,
		west: lon - wide,
		east: lon + wide,
	};
}

export const isInside = (
	{ south, north, west, east }: Square,
	point: Point | undefined,
): boolean =>
	point !== undefined &&
	point.lat >= south &&
	point.lat <= north &&
	point.lon >= west &&
	point.lon <= east;

/**
 * Where somebody means who says it in words: settlements of the raions that the
 * reporter's brigades serve, else around a point, else of the whole country by
 * exact name. Offers only: a human confirms, and a name that repeats is always asked.
 *
 * What is known of a raion is kept ready for a while; an import makes it anew.
 */
import { setImmediate } from "node:timers/promises";
import { distanceMetres } from "../core/eta.ts";
import type { Point } from "../core/kinds.ts";
import type { AreaRow, Areas, FoundSettlement } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	type Hit,
	indexer,
	matchPlaces,
	type PlaceIndex,
} from "./placeMatch.ts";
import { renamed } from "./renamed.ts";
import { searchText, wordsSought } from "./spelling.ts";

export type PlaceOffer = {
	code: string;
	name: string;
	category: AreaRow["category"];
	/** Always shown: names repeat. Absent only where nobody imported it. */
	hromada?: string;
	raion?: string;
	location?: Point;
	/** The old name by which it was found. */
	formerName?: string;
	/** Words that are not the settlement: «за школою». */
	rest: string;
	/** The only one of this name in the area searched, and written so closely that only confirmation is missing. */
	sure: boolean;
};

export type GazetteerDeps = Pick<Service, "areas" | "roster" | "clock">;

export type PlaceAsked = {
	near?: Point;
	brigadeIds?: readonly string[];
	limit?: number;
};

const OFFERED = 8;

export async function findPlace(
	deps: GazetteerDeps,
	words: string,
	asked: PlaceAsked = {},
): Promise<PlaceOffer[]> {
	return (await placesMeant(deps, words, asked)).map(
		({ settlement, rest, sure, formerName }) => ({
			code: settlement.code,
			name: settlement.name,
			category: settlement.category,
			...(settlement.hromada ? { hromada: settlement.hromada } : {}),
			...(settlement.raion ? { raion: settlement.raion } : {}),
			...(settlement.location ? { location: settlement.location } : {}),
			...(formerName ? { formerName } : {}),
			rest,
			sure,
		}),
	);
}

export type PlaceMeant = {
	settlement: FoundSettlement;
	rest: string;
	sure: boolean;
	formerName?: string;
};

export async function placesMeant(
	deps: GazetteerDeps,
	words: string,
	{ near, brigadeIds, limit = OFFERED }: PlaceAsked = {},
): Promise<PlaceMeant[]> {
	const text = words.slice(0, LONGEST);
	const { stations, codes } = await served(deps, brigadeIds);
	const points = near ? [near, ...stations] : stations;
	const grounds = await groundOf(deps, codes, points);
	const [first] = grounds;
	if (!first) return ofCountry(deps, text, { near: points, limit });
	const ground = grounds.length === 1 ? first : await joint(deps, grounds);
	const hits = matchPlaces(ground, text, limit, nearnessTo(points));
	const found = hits.map(meant);
	if (hits[0] && hits[0].cost < MISSPELT) return found;
	// Nothing here is called so: perhaps something beyond the raion's border is.
	const beyond = await ofCountry(deps, text, {
		near: points,
		within: { metres: BEYOND_METRES },
		limit,
	});
	return [
		...beyond,
		...found.map((one) => (beyond.length > 0 ? { ...one, sure: false } : one)),
	].slice(0, limit);
}

/** From here on letters are wrong. */
const MISSPELT = 0.9;
/** As far as a brigade may be asked to drive. */
const BEYOND_METRES = 50_000;

const meant = ({
	settlement,
	rest,
	sure,
	formerName,
}: Hit<Place>): PlaceMeant => ({
	settlement: settlement.row,
	rest,
	sure,
	...(formerName ? { formerName } : {}),
});

/** More than anybody writes of a place; the rest of a long message is no address. */
const LONGEST = 400;

// --- Whose ground -----------------------------------------------------------------------

/** More brigades than this serve a country. */
const MOST_BRIGADES = 20;

async function served(
	{ roster }: GazetteerDeps,
	brigadeIds: readonly string[] | undefined,
): Promise<{ stations: Point[]; codes: string[] }> {
	if (!brigadeIds || brigadeIds.length === 0)
		return { stations: [], codes: [] };
	const { items } = await roster.brigades(
		{ kind: "brigades", ids: brigadeIds.slice(0, MOST_BRIGADES) },
		{ limit: MOST_BRIGADES },
	);
	return {
		stations: items.map(({ location }) => location),
		codes: [...new Set(items.flatMap(({ areaCode }) => areaCode ?? []))],
	};
}

/** Ready raions of these codes; where a brigade names none, of what lies around. */
async function groundOf(
	deps: GazetteerDeps,
	codes: readonly string[],
	points: readonly Point[],
): Promise<Ground[]> {
	const named = await readyOf(deps, await raionsOf(deps, codes));
	if (named.length > 0 || points.length === 0) return named;
	const nearest = await deps.areas.find({
		words: [],
		near: points,
		within: { metres: AROUND_METRES },
		limit: NEAREST,
	});
	const above = nearest.flatMap(({ parentCode }) => parentCode ?? []);
	return readyOf(deps, await raionsOf(deps, above));
}

async function readyOf(
	deps: GazetteerDeps,
	codes: readonly string[],
): Promise<Ground[]> {
	const grounds = await Promise.all(
		codes.slice(0, MOST_RAIONS).map((code) => ready(deps, code)),
	);
	return grounds.filter(({ settlements }) => settlements > 0);
}

const AROUND_METRES = 40_000;
/** Enough to see the raions that meet here. */
const NEAREST = 10;
const MOST_RAIONS = 8;

/** The raion above each; a hromada or settlement whose raion is not known stands for itself. */
async function raionsOf(
	{ areas }: GazetteerDeps,
	codes: readonly string[],
): Promise<string[]> {
	const out = new Set<string>();
	let below = [...new Set(codes)];
	for (let level = 0; level < 3 && below.length > 0; level++) {
		const known = new Map(
			(await areas.byCodes(below)).map((row) => [row.code, row]),
		);
		const above: string[] = [];
		for (const code of below) {
			const row = known.get(code);
			if (
				row &&
				row.kind !== "raion" &&
				row.kind !== "oblast" &&
				row.parentCode
			)
				above.push(row.parentCode);
			else out.add(code);
		}
		below = [...new Set(above)];
	}
	return [...out];
}

// --- What is kept ready -----------------------------------------------------------------

type Place = {
	code: string;
	name: string;
	formerNames: readonly string[];
	hromada?: string;
	row: FoundSettlement;
};
type Ground = PlaceIndex<Place> & { settlements: number; places: Place[] };
type Kept = { ground: Promise<Ground>; until: number };

/** A raion takes about three megabytes. */
const MOST_KEPT = 12;
/** Another process may have imported. */
const KEPT_MS = 10 * 60_000;
const keptOf = new WeakMap<Areas, Map<string, Kept>>();

/** After an import: what was known is made anew. */
export const forgetPlaces = (areas: Areas): void => {
	keptOf.delete(areas);
};

const ready = (deps: GazetteerDeps, code: string): Promise<Ground> =>
	kept(deps, code, async () =>
		groundOver((await deps.areas.under(code)).map(placeOf)),
	);

const joint = (
	deps: GazetteerDeps,
	grounds: readonly Ground[],
): Promise<Ground> =>
	kept(
		deps,
		grounds
			.map(({ places }) => places[0]?.code)
			.sort()
			.join("+"),
		async () => {
			const once = new Map(
				grounds.flatMap(({ places }) =>
					places.map((place) => [place.code, place] as const),
				),
			);
			return groundOver([...once.values()]);
		},
	);

function kept(
	{ areas, clock }: GazetteerDeps,
	key: string,
	make: () => Promise<Ground>,
): Promise<Ground> {
	const all = keptOf.get(areas) ?? new Map<string, Kept>();
	keptOf.set(areas, all);
	const before = all.get(key);
	const now = clock.mono();
	const one =
		before && before.until > now
			? before
			: { ground: make(), until: now + KEPT_MS };
	// Last used stands last; a failure is not kept.
	all.delete(key);
	all.set(key, one);
	one.ground.catch(() => all.get(key) === one && all.delete(key));
	for (const oldest of all.keys()) {
		if (all.size <= MOST_KEPT) break;
		all.delete(oldest);
	}
	return one.ground;
}

/** Others get their turn in between: a raion takes some thirty milliseconds. */
async function groundOver(places: Place[]): Promise<Ground> {
	const index = indexer<Place>();
	for (let at = 0; at < places.length; at++) {
		if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
		index.add(places[at] as Place);
	}
	return { ...index, settlements: places.length, places };
}
const AT_ONCE = 25;

const placeOf = (row: FoundSettlement): Place => ({
	code: row.code,
	name: row.name,
	formerNames: [
		...new Set([
			...(row.formerNames ?? []),
			...renamed(row.name, row.category, row.oblast),
		]),
	],
	...(row.hromada ? { hromada: row.hromada } : {}),
	row,
});

const nearnessTo =
	(points: readonly Point[]) =>
	({ row }: Place): number => {
		const place = row.location ?? row.centre;
		return place
			? points.reduce(
					(least, point) => Math.min(least, distanceMetres(point, place)),
					Number.MAX_VALUE,
				)
			: Number.MAX_VALUE;
	};

// --- The whole country ---------------------------------------------------------------------

/** Questions to the table; a name stands among the first words. */
const MOST_ASKED = 12;

/** Exact names only, and never sure: anything may be called so anywhere. */
async function ofCountry(
	{ areas }: GazetteerDeps,
	text: string,
	{
		near,
		within,
		limit,
	}: { near: readonly Point[]; within?: { metres: number }; limit: number },
): Promise<PlaceMeant[]> {
	if (within && near.length === 0) return [];
	const words = wordsSought(text);
	const tried: string[][] = [];
	for (const many of [3, 2, 1])
		for (let from = 0; from + many <= words.length; from++)
			tried.push(words.slice(from, from + many));
	for (const some of tried.slice(0, MOST_ASKED)) {
		const name = some.join(" ");
		if (name.length < 3) continue;
		const found = (
			await areas.find({
				words: some,
				near,
				limit,
				...(within ? { within } : {}),
			})
		).filter(
			({ search, formerNames }) =>
				search === name ||
				formerNames?.some((former) => searchText(former) === name),
		);
		if (found.length === 0) continue;
		const hits = matchPlaces(
			await groundOver(found.map(placeOf)),
			text,
			limit,
			nearnessTo(near),
		);
		return hits.map((hit) => ({ ...meant(hit), sure: false }));
	}
	return [];
}

/**
 * Which region of the alerts API is which area of the codifier.
 *
 * By name and by whose part it is: the API numbers its regions in its own way and writes
 * their names in its own way. A name that fits two areas fits none; what is left over is
 * counted by `doctor`, and may hide the place somebody asks for (`doubtful`).
 */
import { searchText } from "../areas/spelling.ts";
import type { AirRegionRow, AreaRow } from "../ports.ts";
import type { PlaceRegions } from "./picture.ts";

type Regions = ReadonlyMap<string, AirRegionRow>;

/** The codifier's first four signs are the oblast's; Crimea is 9999 there and UA01 here. */
const OBLASTS: Readonly<Record<string, string>> = {
	UA01: "Автономна Республіка Крим",
	UA05: "Вінницька",
	UA07: "Волинська",
	UA12: "Дніпропетровська",
	UA14: "Донецька",
	UA18: "Житомирська",
	UA21: "Закарпатська",
	UA23: "Запорізька",
	UA26: "Івано-Франківська",
	UA32: "Київська",
	UA35: "Кіровоградська",
	UA44: "Луганська",
	UA46: "Львівська",
	UA48: "Миколаївська",
	UA51: "Одеська",
	UA53: "Полтавська",
	UA56: "Рівненська",
	UA59: "Сумська",
	UA61: "Тернопільська",
	UA63: "Харківська",
	UA65: "Херсонська",
	UA68: "Хмельницька",
	UA71: "Черкаська",
	UA73: "Чернівецька",
	UA74: "Чернігівська",
	UA80: "Київ",
	UA85: "Севастополь",
};

/** Raions renamed in 2024 and 2025: tables and the API may stand on either side of it. */
const RENAMED: Readonly<Record<string, string>> = {
	"володимир волинський": "володимирський",
	"новоград волинський": "звягельський",
	красноградський: "берестинський",
	новомосковський: "самарівський",
	червоноградський: "шептицький",
};

const KINDS_OF_AREA =
	/(^| )(м|місто|область|обл|район|р н|міська|селищна|сільська|територіальна|тг|отг|громада)(?= |$)/g;

/** «м. Біла Церква та Білоцерківська територіальна громада» and «Білоцерківська міська громада» are one. */
export function nameOf(name: string): string {
	const words = searchText(name.split(/\sта\s/i).at(-1) ?? "");
	const bare = words.replace(KINDS_OF_AREA, "").trim();
	return RENAMED[bare] ?? bare;
}

/** Codes of regions, written into them. Returns the rows that changed. */
export function matchAreas(
	regions: Map<string, AirRegionRow>,
	areas: readonly AreaRow[],
): AirRegionRow[] {
	const codes = new Map<string, string>();
	for (const kind of ["oblast", "raion", "hromada"] as const)
		for (const [regionId, code] of pairs(regions, areas, kind, codes))
			codes.set(regionId, code);
	return [...regions.values()].flatMap((region) => {
		const code = codes.get(region.id);
		if (code === region.code) return [];
		const { code: _former, ...rest } = region;
		const row: AirRegionRow = { ...rest, ...(code ? { code } : {}) };
		regions.set(row.id, row);
		return [row];
	});
}

/** Of one kind, those that one region and one area alone can be. */
function pairs(
	regions: Regions,
	areas: readonly AreaRow[],
	kind: AirRegionRow["kind"],
	codes: ReadonlyMap<string, string>,
): [regionId: string, code: string][] {
	// An area without a parent is nobody's part, and no region's either.
	const under = (parent: string | undefined, name: string) =>
		kind === "oblast"
			? nameOf(name)
			: parent === undefined
				? undefined
				: `${parent}|${nameOf(name)}`;
	const wanted = unique(
		areas.filter((area) => isOfKind(area, kind)),
		(area) => under(area.parentCode, area.name),
	);
	const given = unique(
		[...regions.values()].filter((region) => region.kind === kind),
		(region) => under(codes.get(region.parentId ?? ""), region.name),
	);
	return [...given].flatMap(([key, region]) => {
		const area = wanted.get(key);
		return area ? [[region.id, area.code] as [string, string]] : [];
	});
}

/** Kyiv and Sevastopol stand in the codifier as settlements and are nobody's part. */
const isOfKind = (area: AreaRow, kind: AirRegionRow["kind"]): boolean =>
	area.kind === kind || (kind === "oblast" && area.category === "K");

function unique<T>(
	all: readonly T[],
	keyOf: (one: T) => string | undefined,
): Map<string, T> {
	const found = new Map<string, T>();
	const twice = new Set<string>();
	for (const one of all) {
		const key = keyOf(one);
		if (key === undefined) continue;
		if (found.has(key)) twice.add(key);
		found.set(key, one);
	}
	for (const key of twice) found.delete(key);
	return found;
}

/**
 * Of an area, `chain` = its code and those above it, nearest first. Of a raion or an
 * oblast everything below counts: nobody knows where in it.
 */
export function regionsOf(
	regions: Regions,
	chain: readonly string[],
	/** The tables tell everything above it; otherwise any part of its oblast may be the place. */
	isWhole: boolean,
): PlaceRegions {
	const all = [...regions.values()];
	const byCode = new Map(
		all.flatMap((region) => (region.code ? [[region.code, region]] : [])),
	);
	const own = new Map<string, AirRegionRow>();
	for (const code of chain) {
		const found = byCode.get(code);
		if (found) for (const one of upward(regions, found)) own.set(one.id, one);
	}
	const oblast = oblastByCode(all, chain);
	if (oblast && kindsIn(own).every((kind) => kind !== "oblast"))
		own.set(oblast.id, oblast);
	const [place] = chain.flatMap((code) => byCode.get(code) ?? []);
	const isWide = place !== undefined && place.code === chain[0];
	const below =
		isWide && place.kind !== "hromada"
			? all.filter(({ id }) => isBelow(regions, id, place.id))
			: [];
	return {
		own: [...own.keys(), ...below.map(({ id }) => id)],
		hasOblast: kindsIn(own).includes("oblast"),
		doubtful: doubtfulOf(regions, all, [...own.values()], isWhole),
	};
}

const kindsIn = (
	own: ReadonlyMap<string, AirRegionRow>,
): AirRegionRow["kind"][] => [...own.values()].map(({ kind }) => kind);

/** Where the tables of areas end before the oblast, as Crimea's do. */
function oblastByCode(
	all: readonly AirRegionRow[],
	chain: readonly string[],
): AirRegionRow | undefined {
	const name = OBLASTS[(chain.at(-1) ?? "").slice(0, 4)];
	if (name === undefined) return undefined;
	const found = all.filter(
		(region) =>
			region.kind === "oblast" && nameOf(region.name) === nameOf(name),
	);
	return found.length === 1 ? found[0] : undefined;
}

/**
 * Regions of a kind the place has none of, under what is known of it, that nobody could
 * match: one of them may be the place itself.
 */
function doubtfulOf(
	regions: Regions,
	all: readonly AirRegionRow[],
	own: readonly AirRegionRow[],
	isWhole: boolean,
): string[] {
	const has = (kind: AirRegionRow["kind"]) =>
		own.some((region) => region.kind === kind);
	// A whole oblast or hromada-less city has nothing below that could be it.
	if (own.length === 0 || has("hromada")) return [];
	const raion = own.find(({ kind }) => kind === "raion");
	const known = raion ?? own.find(({ kind }) => kind === "oblast");
	if (!known) return [];
	return all
		.filter(
			(region) =>
				(!isWhole || region.code === undefined) &&
				region.kind !== "oblast" &&
				(region.kind === "hromada" || !has(region.kind)) &&
				isBelow(regions, region.id, known.id),
		)
		.map(({ id }) => id);
}

function upward(regions: Regions, from: AirRegionRow): AirRegionRow[] {
	const found = [from];
	for (
		let above = regions.get(from.parentId ?? "");
		above && found.length < DEEPEST;
		above = regions.get(above.parentId ?? "")
	)
		found.push(above);
	return found;
}

const isBelow = (regions: Regions, id: string, aboveId: string): boolean => {
	const region = regions.get(id);
	return (
		id !== aboveId &&
		region !== undefined &&
		upward(regions, region).some((one) => one.id === aboveId)
	);
};

const DEEPEST = 4;

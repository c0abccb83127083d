/**
 * Areas over an engine. A name is found by the beginnings of its words
 * (`area_word`), a place by a square that doubles until enough lie in it, so
 * that neither reads the whole country.
 */
import type { Point } from "../../src/core/kinds.ts";
import type {
	AreaQuery,
	AreaRow,
	Areas,
	FoundSettlement,
	Square,
} from "../../src/ports.ts";
import { inOrder, SIZES, squareAround } from "../areas.ts";
import {
	type Engine,
	insert,
	jsonList,
	type Query,
	query,
	type RawRow,
	rowOf,
	run,
	type Value,
	type Write,
} from "./queries.ts";
import * as tables from "./schema.ts";

export function areasOver(engine: Engine): Areas {
	const settlements = async (asked: Query): Promise<FoundSettlement[]> =>
		(await engine.read(asked)).map(settlementOf);

	/** The nearest of one point: squares grow until enough are inside their circle. */
	async function around(point: Point, asked: AreaQuery) {
		const most =
			asked.within && "metres" in asked.within
				? asked.within.metres
				: FARTHEST_METRES;
		for (let metres = FIRST_METRES; ; metres *= 2) {
			const reach = Math.min(metres, most);
			const inside = inOrder(
				await settlements(inSquare(squareAround(point, reach))),
				{ ...asked, near: [point], within: { metres: reach } },
			);
			if (inside.length >= asked.limit || reach === most) return inside;
		}
	}

	return {
		async find(asked) {
			const { words, near, within, limit } = asked;
			if (words.length > 0)
				return inOrder(await settlements(called(asked)), asked);
			if (within && "south" in within)
				return inOrder(await settlements(inSquare(within, near, limit)), asked);
			const found = await Promise.all(
				near.map((point) => around(point, asked)),
			);
			const once = new Map(found.flat().map((one) => [one.code, one]));
			return inOrder([...once.values()], asked);
		},
		async byCodes(codes) {
			const found = await engine.read(
				query(
					"select * from area where code in (select value from json_each(?))",
					jsonList(codes),
				),
			);
			return found.map(areaOf);
		},
		async under(code) {
			return settlements(
				query(
					`select ${COLUMNS} from area as a ${WITH_PARENTS}
						where a.kind = 'settlement' and a.parent_code in (
							select ? union select code from area where parent_code = ?
							union select code from area where parent_code in
								(select code from area where parent_code = ?))`,
					code,
					code,
					code,
				),
			);
		},
		async count(kinds) {
			const [raw] = await engine.read(
				query(
					"select count(*) as n from area where kind in (select value from json_each(?))",
					jsonList(kinds),
				),
			);
			return Number(raw?.n ?? 0);
		},
	};
}

const FIRST_METRES = 5_000;
/** Nobody looks for a settlement farther away without its name. */
const FARTHEST_METRES = 640_000;

// --- Questions ---------------------------------------------------------------------

const WITH_PARENTS = `left join area as h on h.code = a.parent_code
	left join area as r on r.code = h.parent_code
	left join area as o on o.code = r.parent_code`;
const COLUMNS = `a.*, h.name as hromada, r.name as raion, o.name as oblast,
	h.lat as centre_lat, h.lon as centre_lon`;

/** Every word begins one of the settlement's name or of those above it; the index gives those where it is its own. */
function called({ words, near, within, limit }: AreaQuery): Query {
	const away = distance(
		near,
		"coalesce(a.lat, h.lat)",
		"coalesce(a.lon, h.lon)",
	);
	const more = words.length > 1;
	const square =
		within && ("south" in within ? within : surrounding(near, within.metres));
	return query(
		`${away.cte} select ${COLUMNS} from (${words
			.map(() => "select code from area_word where word >= ? and word < ?")
			.join(" union ")}) as w
			cross join area as a on a.code = w.code ${WITH_PARENTS}
			where a.kind = 'settlement' ${
				more
					? words
							.map(
								() =>
									"and instr(' ' || a.search || ' ' || coalesce(a.former_search, '') || ' ' || coalesce(h.search, '') || ' ' || coalesce(r.search, '') || ' ' || coalesce(o.search, ''), ' ' || ?) > 0",
							)
							.join(" ")
					: ""
			} ${square ? INSIDE : ""}
			order by case when a.search in (select value from json_each(?)) then 0
				when exists (select 1 from json_each(?) as w
					where instr('; ' || a.former_search || ' ;', '; ' || w.value || ' ;') > 0) then 1
				else 2 end,
				${away.sql} nulls last, ${LARGEST_FIRST} limit ?`,
		...away.params,
		...words.flatMap((word) => [word, `${word}\u{10ffff}`]),
		...(more ? words : []),
		...(square ? sides(square) : []),
		jsonList([...words, words.join(" ")]),
		jsonList([...words, words.join(" ")]),
		// Corners of the square are no part of the circle: who is cut off is decided after them.
		within && "metres" in within ? -1 : limit,
	);
}

/** All of a square whose size follows how many are wanted, or the nearest and largest of one that somebody drew. */
function inSquare(
	square: Square,
	near: readonly Point[] = [],
	limit = -1,
): Query {
	const away = distance(near, "a.lat", "a.lon");
	const order =
		limit < 0 ? "" : `order by ${away.sql} nulls last, ${LARGEST_FIRST}`;
	// Cut off first: the names above are looked up for the few that are shown.
	return query(
		`${away.cte} select ${COLUMNS} from
			(select a.* from area as a where a.kind = 'settlement' ${INSIDE} ${order} limit ?) as a
			${WITH_PARENTS}`,
		...away.params,
		...sides(square),
		limit,
	);
}

const INSIDE = "and a.lat between ? and ? and a.lon between ? and ?";
const sides = ({ south, north, west, east }: Square): Value[] => [
	south,
	north,
	west,
	east,
];

const LARGEST_FIRST = `instr('${SIZES.join("")}', a.category), coalesce(a.population, 0) desc, a.search, a.code`;

/** The square that holds the circles of all. */
function surrounding(near: readonly Point[], metres: number): Square {
	const each = near.map((point) => squareAround(point, metres));
	return {
		south: Math.min(...each.map(({ south }) => south)),
		north: Math.max(...each.map(({ north }) => north)),
		west: Math.min(...each.map(({ west }) => west)),
		east: Math.max(...each.map(({ east }) => east)),
	};
}

/** Flat and squared: enough to cut off the farthest; the order is made anew from real metres. */
function distance(
	near: readonly Point[],
	lat: string,
	lon: string,
): { cte: string; sql: string; params: Value[] } {
	if (near.length === 0) return { cte: "", sql: "null", params: [] };
	return {
		cte: `with near (lat, lon, narrow) as (values ${near.map(() => "(?, ?, ?)").join(", ")})`,
		sql: `(select min((${lat} - n.lat) * (${lat} - n.lat)
			+ (${lon} - n.lon) * (${lon} - n.lon) * n.narrow) from near as n)`,
		params: near.flatMap((point) => [
			point.lat,
			point.lon,
			Math.cos((point.lat * Math.PI) / 180) ** 2,
		]),
	};
}

// --- Rows --------------------------------------------------------------------------

export function areaOf(raw: RawRow): AreaRow {
	const { lat, lon, ...row } = rowOf(tables.area, raw);
	return {
		...row,
		...(lat === undefined || lon === undefined
			? {}
			: { location: { lat, lon } }),
	};
}

const settlementOf = (raw: RawRow): FoundSettlement => ({
	...areaOf(raw),
	...named("hromada", raw),
	...named("raion", raw),
	...named("oblast", raw),
	...(typeof raw.centre_lat === "number" && typeof raw.centre_lon === "number"
		? { centre: { lat: raw.centre_lat, lon: raw.centre_lon } }
		: {}),
});

const named = (
	key: "hromada" | "raion" | "oblast",
	raw: RawRow,
): Partial<Record<typeof key, string>> =>
	typeof raw[key] === "string" ? { [key]: raw[key] } : {};

/** Only settlements are looked for by word: what stands above them is reached from there. */
export function areaWrites(rows: readonly AreaRow[]): Write[] {
	return [
		insert(
			tables.area,
			rows.map(({ location, ...row }) => ({ ...row, ...location })),
			"insert or replace",
		),
		run(
			"delete from area_word where code in (select value from json_each(?))",
			jsonList(rows.map(({ code }) => code)),
		),
		insert(
			tables.areaWord,
			rows
				.filter(({ kind }) => kind === "settlement")
				.flatMap(({ code, search, formerSearch }) =>
					[
						...new Set(
							`${search} ${formerSearch ?? ""}`.split(/[ ;]+/).filter(Boolean),
						),
					].map((word) => ({ word, code })),
				),
			"insert or ignore",
		),
	];
}

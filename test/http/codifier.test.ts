/** The official codifier as its workbook is saved, and where known areas lie: two more tables of `POST /v1/areas/import`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { nameOf } from "../../src/airRaid/places.ts";
import { village, type Workbench, workbench } from "./workbench.ts";

const OBLAST = "UA61000000000060328";
const RAION = "UA61060000000068766";
const HROMADA = "UA61060430000094264";
const ROSOKHACH = "UA61060430070088102";
const CHORTKIV = "UA61060430010047348";
const SELYSHCHE = "UA61060430040033333";
const KYIV = "UA80000000000093317";
const DISTRICT = "UA80000000000126643";

/** As Excel saves it: titles in merged cells, names broken into lines, numbers of columns, look-alike letters. */
const TITLES = [
	"Кодифікатор адміністративно-територіальних одиниць, та територій територіальних громад;;;;;;",
	";;;;;;",
	'"Перший\nрівень";"Другий\nрівень";"Третій рівень"; ЧЕТВЕРТИЙ рівень ;"Додатковий\r\nрівень";"Категорія\nоб\'єкта";Назва обʼєкта',
	"1;2;3;4;5;6;7",
];
const ROWS = [
	`${OBLAST};;;;;О;Тернопільська`,
	`${OBLAST};${RAION};;;;Р;Чортківський`,
	`${OBLAST};${RAION};${HROMADA};;;Н;Чортківська`,
	`${OBLAST};${RAION};${HROMADA};${CHORTKIV};;М;Чортків`,
	`${OBLAST};${RAION};${HROMADA};${ROSOKHACH};;С;Росохач`,
	`${OBLAST};${RAION};${HROMADA};${SELYSHCHE};;Т;Нагірянка`,
	`${KYIV};;;;;К;Київ`,
	`${KYIV};;;;${DISTRICT};В;Голосіївський`,
];
const CODIFIER = [...TITLES, ...ROWS].join("\r\n");

const send = ({ call }: Workbench, text: string, query = "") =>
	call("POST", `/v1/areas/import${query}`, text, {
		headers: { "Content-Type": "text/csv" },
	});

type Fault = { line: number; column: string; message: string };
const faults = (body: { rejected: Fault[] }) =>
	body.rejected.map(
		({ line, column, message }) => `${line} ${column}: ${message}`,
	);

async function known(): Promise<Workbench> {
	const bench = workbench();
	await village(bench);
	expect((await send(bench, CODIFIER)).body.rejected).toEqual([]);
	return bench;
}

const rowsOf = async (bench: Workbench, ...codes: string[]) => {
	const rows = await bench.service.areas.byCodes(codes);
	return codes.map((code) => rows.find((row) => row.code === code));
};

test("the codifier comes in as its workbook is saved: each row's own code stands last, its parent's before it", async () => {
	const bench = workbench();
	await village(bench);
	expect((await send(bench, CODIFIER)).body).toEqual({
		list: "codifier",
		created: 7,
		updated: 0,
		unchanged: 0,
		kept: 0,
		withoutParent: 0,
		cityDistricts: 1,
		unknown: 0,
		unknownLines: [],
		ignored: [],
		rejected: [],
	});
	expect(
		await rowsOf(
			bench,
			OBLAST,
			RAION,
			HROMADA,
			CHORTKIV,
			ROSOKHACH,
			SELYSHCHE,
			KYIV,
			DISTRICT,
		),
	).toMatchObject([
		{ kind: "oblast", category: "O", name: "Тернопільська" },
		{ kind: "raion", category: "P", parentCode: OBLAST, name: "Чортківський" },
		{
			kind: "hromada",
			category: "H",
			parentCode: RAION,
			name: "Чортківська громада",
		},
		{ kind: "settlement", category: "M", parentCode: HROMADA },
		{ kind: "settlement", category: "C", parentCode: HROMADA },
		{ kind: "settlement", category: "X", name: "Нагірянка" },
		{ kind: "settlement", category: "K", name: "Київ" },
		undefined,
	]);
	expect((await rowsOf(bench, KYIV))[0]).not.toHaveProperty("parentCode");
	expect((await send(bench, CODIFIER)).body).toMatchObject({
		created: 0,
		updated: 0,
		unchanged: 7,
	});
	// The same with commas and no titles, as another program saves it.
	const commas = [...TITLES.slice(2, 3), ...ROWS].join("\n").replace(/;/g, ",");
	expect((await send(bench, commas)).body).toMatchObject({
		unchanged: 7,
		rejected: [],
	});
});

test("a hromada of the codifier is called as elsewhere, and its fuller name is not made poorer", async () => {
	const bench = await known();
	const hromadas = (name: string, oblast: string) =>
		`code,name,raion_code,raion,oblast_code,oblast,population_2022\n${HROMADA},${name},${RAION},Чортківський,${OBLAST},${oblast},40000`;
	expect(
		(await send(bench, hromadas("Чортківська міська громада", "Тернопільська")))
			.body,
	).toMatchObject({ updated: 1, unchanged: 2 });
	expect((await send(bench, CODIFIER)).body).toMatchObject({
		updated: 0,
		unchanged: 7,
	});
	expect(await rowsOf(bench, HROMADA)).toMatchObject([
		{ name: "Чортківська міська громада", population: 40_000 },
	]);
	expect(nameOf("Чортківська громада")).toBe(
		nameOf("м. Чортків та Чортківська територіальна громада"),
	);
	// Another name is another: it was renamed.
	const renamed = CODIFIER.replace(";Чортківська", ";Росохацька");
	expect((await send(bench, renamed)).body).toMatchObject({ updated: 1 });
	expect(await rowsOf(bench, HROMADA)).toMatchObject([
		{ name: "Росохацька громада", population: 40_000 },
	]);
	// Some editions write the word themselves.
	await send(
		bench,
		CODIFIER.replace(
			";Чортківська",
			";Чортківська міська територіальна громада",
		).replace(";Чортківський", ";Чортківський район"),
	);
	expect(await rowsOf(bench, HROMADA, RAION)).toMatchObject([
		{ name: "Чортківська міська громада" },
		{ name: "Чортківський" },
	]);
});

test("every fault of the codifier is told with line and column, and nothing is written", async () => {
	const bench = workbench();
	const before = bench.appends.count;
	const { body } = await send(
		bench,
		[
			...TITLES,
			`${OBLAST};;;;;O;Тернопільська`,
			`${OBLAST};${RAION};;;;Q;`,
			`${OBLAST};UA6106;${HROMADA};;;H;Чортківська`,
			`${OBLAST};${RAION};${HROMADA};${ROSOKHACH};;H;Росохач`,
			`${OBLAST};${RAION};${HROMADA};${ROSOKHACH};;C;Росохач`,
			`${OBLAST};${RAION};${HROMADA};${ROSOKHACH};;C`,
			`${OBLAST};;${OBLAST};${CHORTKIV};;M;Чортків`,
			";;;;;C;Нічиє",
			`${OBLAST};;;;;O;Тернопільська`,
		].join("\n"),
	);
	expect(body).toMatchObject({ list: "codifier", created: 0, updated: 0 });
	// Line breaks inside the names count: the table begins in line 9.
	expect(faults(body)).toEqual([
		'10 Категорія об’єкта: expected O, K, P, H, M, T, C, X or B, came "Q"',
		"10 Назва об’єкта: expected a name, came an empty cell",
		'11 Другий рівень: expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came "UA6106"',
		"12 Четвертий рівень: expected the code of category H in «Третій рівень», came it here: is a column shifted?",
		"13 Четвертий рівень: expected every code once, came the one of line 12 again",
		"14 : expected 7 cells, came 6: a separator or quotation mark is missing or one too many",
		"15 Третій рівень: expected every code in one column, came one that stands in «Перший рівень» in line 9",
		"16 Перший рівень: expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came an empty cell",
		"17 Перший рівень: expected every code once, came the one of line 9 again",
	]);
	expect(bench.appends.count).toBe(before);
	const without = await send(
		bench,
		"Перший рівень,Другий рівень,Третій рівень,Четвертий рівень,Категорія об’єкта,Назва об’єкта",
	);
	expect(faults(without.body)).toEqual([
		"1 Додатковий рівень: expected this column, came a table of codifier without it",
	]);
});

test("rows of the codifier whose parents nobody knows are counted", async () => {
	const bench = workbench();
	const { body } = await send(bench, [...TITLES, ROWS[4]].join("\n"));
	expect(body).toMatchObject({ created: 1, withoutParent: 1, rejected: [] });
});

test("coordinates change known areas and nothing else of them; codes that nobody knows are told", async () => {
	const bench = await known();
	const before = await rowsOf(bench, ROSOKHACH, CHORTKIV);
	const unknown = (at: number) => `UA99000000000000${100 + at}`;
	const { body } = await send(
		bench,
		[
			"\uFEFFcode;name;lat;lon;population;source",
			`${ROSOKHACH};Інша назва;49,017;25,795;1947;osm`,
			`${CHORTKIV};;;;;`,
			...Array.from({ length: 21 }, (_, at) => `${unknown(at)};;49;25;;`),
		].join("\r\n"),
	);
	expect(body).toMatchObject({
		list: "coordinates",
		created: 0,
		updated: 1,
		unchanged: 1,
		kept: 5,
		unknown: 21,
		ignored: ["name", "source"],
		rejected: [],
	});
	expect(body.unknownLines).toHaveLength(20);
	expect(body.unknownLines[0]).toEqual({ line: 4, code: unknown(0) });
	expect(await rowsOf(bench, ROSOKHACH, CHORTKIV, unknown(0))).toEqual([
		{
			...before[0],
			location: { lat: 49.017, lon: 25.795 },
			population: 1_947,
		},
		before[1],
		undefined,
	]);
	// An empty cell and the codifier once more leave them there.
	await send(bench, `code,lat,lon\n${ROSOKHACH},,`);
	await send(bench, CODIFIER);
	const [found] = await rowsOf(bench, ROSOKHACH);
	expect(found).toMatchObject({
		location: { lat: 49.017, lon: 25.795 },
		population: 1_947,
	});
	// And that is enough for a point to be told in words.
	const { body: fire } = await bench.call("POST", "/v1/incidents", {
		type: "vegetation_fire",
		source: "chief",
		location: { lat: 49.0296, lon: 25.795 },
	});
	expect((await bench.call("GET", `/v1/incidents/${fire.id}`)).body.place).toBe(
		"біля села Росохач (Чортківська громада), на північ 1400 метрів",
	);
});

test("degrees that are none, alone, swapped or twice are told by line and column, and nothing is written", async () => {
	const bench = await known();
	const before = bench.appends.count;
	const { body } = await send(
		bench,
		[
			"code,lat,lon,population",
			`${ROSOKHACH},49.017,25.795,`,
			`${CHORTKIV},25.79,49.01,`,
			`${SELYSHCHE},149,,багато`,
			`${HROMADA},49°01,25.79,`,
			`${ROSOKHACH},49.018,25.795,`,
			"UA1,49,25,",
		].join("\n"),
	);
	expect(faults(body)).toEqual([
		"3 lat: expected latitude in lat and longitude in lon, came them swapped: 25.79, 49.01 lies far from Ukraine, the other way round within",
		'4 lat: expected degrees between -90 and 90 such as 49.017, came "149"',
		"4 lon: expected latitude and longitude together, came one of them",
		'4 population: expected how many people live there, came "багато"',
		'5 lat: expected degrees between -90 and 90 such as 49.017, came "49°01"',
		"6 code: expected every code once, came the one of line 2 again",
		'7 code: expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came "UA1"',
	]);
	expect(bench.appends.count).toBe(before);
	// Settlements with a column too few are not taken for coordinates.
	const settlements = await send(
		bench,
		`code,name,category,lat,lon\n${ROSOKHACH},Росохач,C,49,25`,
	);
	expect(faults(settlements.body)).toEqual([
		"1 hromada_code: expected this column, came a table of settlements without it",
	]);
});

// --- The country ----------------------------------------------------------------------

const GEO = join(import.meta.dirname, "../../../shared/data/geo");
const isThere = existsSync(join(GEO, "settlements.csv"));
if (!isThere)
	console.warn(
		"SKIPPED: ../shared/data/geo is absent, a codifier of the whole country is not tried",
	);

const table = (name: string): Record<string, string>[] =>
	Papa.parse<Record<string, string>>(readFileSync(join(GEO, name), "utf8"), {
		header: true,
		skipEmptyLines: true,
	}).data;

/** The published tables in the codifier's layout, with its bare names. */
function officialLayout(
	hromadas: readonly Record<string, string>[],
	settlements: readonly Record<string, string>[],
): string {
	const rows = new Map<string, string[]>();
	const above = new Map<string, string[]>();
	const put = (levels: string[], category = "", name = "") =>
		rows.set(levels.filter(Boolean).at(-1) ?? "", [
			...levels,
			...Array(5 - levels.length).fill(""),
			category,
			name,
		]);
	for (const one of hromadas) {
		const { oblast_code = "", raion_code = "", code = "" } = one;
		put([oblast_code], "О", one.oblast);
		put([oblast_code, raion_code], "P", one.raion);
		put([oblast_code, raion_code, code], "Н", one.name?.split(" ")[0]);
		above.set(code, [oblast_code, raion_code, code]);
	}
	// Prypiat and Chornobyl lie in no hromada.
	const parents = (code: string) =>
		above.get(code) ?? (rows.has(code) ? [code, "", ""] : ["", "", code]);
	for (const { code = "", hromada_code = "", category, name } of settlements)
		put(
			category === "K" ? [code] : [...parents(hromada_code), code],
			category,
			name,
		);
	return Papa.unparse(
		[
			["Кодифікатор", "", "", "", "", "", ""],
			[
				"Перший рівень",
				"Другий рівень",
				"Третій рівень",
				"Четвертий рівень",
				"Додатковий рівень",
				"Категорія об’єкта",
				"Назва об’єкта",
			],
			...rows.values(),
		],
		{ delimiter: ";" },
	);
}

test.skipIf(!isThere)(
	"a codifier of the country and its coordinates bring the same areas as our own two tables",
	async () => {
		const hromadas = table("hromadas.csv");
		const settlements = table("settlements.csv");
		const bench = workbench();
		const codifier = officialLayout(hromadas, settlements);
		const there = new Set(
			hromadas.flatMap(({ code, oblast_code }) => [code, oblast_code]),
		);
		expect((await send(bench, codifier)).body).toMatchObject({
			list: "codifier",
			created: settlements.length + 1_469 + 126 + 24,
			withoutParent: settlements.filter(
				({ hromada_code: code }) => code && !there.has(code),
			).length,
			rejected: [],
		});
		const placed = settlements.filter(({ lat }) => lat);
		const coordinates = Papa.unparse(
			placed.map(({ code, lat, lon, population_osm: population }) => ({
				code,
				lat,
				lon,
				population,
			})),
		);
		expect((await send(bench, coordinates)).body).toMatchObject({
			list: "coordinates",
			updated: placed.length,
			unknown: 0,
			rejected: [],
		});
		expect(
			(await send(bench, readFileSync(join(GEO, "settlements.csv"), "utf8")))
				.body,
		).toMatchObject({ created: 0, unchanged: 29_707, rejected: [] });
		// Of hromadas only their kind, place and people are new.
		expect(
			(await send(bench, readFileSync(join(GEO, "hromadas.csv"), "utf8"))).body,
		).toMatchObject({ created: 0, updated: 1_469, unchanged: 126 + 24 });
		expect((await send(bench, codifier)).body).toMatchObject({
			created: 0,
			updated: 0,
		});
	},
	120_000,
);

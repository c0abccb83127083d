/** Which region is which area, from names alone. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { matchAreas, nameOf, regionsOf } from "../../src/airRaid/places.ts";
import { lineReader } from "../../src/areas/areaLines.ts";
import type { AirRegionRow, AreaRow } from "../../src/ports.ts";

const region = (
	id: string,
	kind: AirRegionRow["kind"],
	name: string,
	parentId?: string,
): AirRegionRow => ({
	id,
	kind,
	name,
	levels: [],
	changedAt: 0,
	...(parentId ? { parentId } : {}),
});
const area = (
	code: string,
	kind: AreaRow["kind"],
	name: string,
	parentCode?: string,
): AreaRow => ({
	code,
	kind,
	category: kind === "settlement" ? "K" : "H",
	name,
	search: name,
	...(parentCode ? { parentCode } : {}),
});
const mapOf = (...regions: AirRegionRow[]) =>
	new Map(regions.map((one) => [one.id, one]));
const codesOf = (regions: ReadonlyMap<string, AirRegionRow>) =>
	Object.fromEntries([...regions].map(([id, { code }]) => [id, code]));

describe("a name", () => {
	it.each([
		[
			"м. Біла Церква та Білоцерківська територіальна громада",
			"Білоцерківська міська громада",
		],
		["Кам'янка-Бузька територіальна громада", "Кам’янка-Бузька міська громада"],
		["Тернопільська область", "Тернопільська"],
		["Чортківський район", "Чортківський"],
		["м. Київ", "Київ"],
		["Звягельський район", "Новоград-Волинський"],
	])("«%s» is «%s»", (theirs, ours) => {
		expect(nameOf(theirs)).toBe(nameOf(ours));
	});

	it("of two neighbours stays two", () => {
		expect(nameOf("Іванівська територіальна громада")).not.toBe(
			nameOf("Іванівецька територіальна громада"),
		);
	});
});

describe("matching", () => {
	const areas = [
		area("A", "oblast", "Тернопільська"),
		area("B", "oblast", "Львівська"),
		area("A1", "raion", "Золочівський", "A"),
		area("B1", "raion", "Золочівський", "B"),
		area("B11", "hromada", "Бродівська міська громада", "B1"),
		area("B12", "hromada", "Лісова сільська громада", "B1"),
		area("B13", "hromada", "Лісова селищна громада", "B1"),
		area("K", "settlement", "Київ"),
	];

	it("goes by name and by whose part it is, and never guesses between two", () => {
		const regions = mapOf(
			region("21", "oblast", "Тернопільська область"),
			region("27", "oblast", "Львівська область"),
			region("31", "oblast", "м. Київ"),
			region("1", "raion", "Золочівський район", "27"),
			region("2", "hromada", "Бродівська територіальна громада", "1"),
			region("3", "hromada", "Лісова територіальна громада", "1"),
			region("4", "hromada", "Бродівська територіальна громада", "nobody"),
		);
		const changed = matchAreas(regions, areas);
		expect(codesOf(regions)).toEqual({
			"21": "A",
			"27": "B",
			"31": "K",
			"1": "B1",
			"2": "B11",
			"3": undefined,
			"4": undefined,
		});
		expect(changed).toHaveLength(5);
		expect(matchAreas(regions, areas)).toEqual([]);
	});

	it("takes a code back when the name fits no more", () => {
		const regions = mapOf({
			...region("21", "oblast", "Інша область"),
			code: "A",
		});
		matchAreas(regions, areas);
		expect(codesOf(regions)).toEqual({ "21": undefined });
	});
});

describe("a place", () => {
	const regions = mapOf(
		{ ...region("21", "oblast", "Тернопільська область"), code: "UA61" },
		{ ...region("153", "raion", "Чортківський район", "21"), code: "R" },
		{ ...region("1531", "hromada", "Росохацька", "153"), code: "H" },
		region("1532", "hromada", "Перейменована", "153"),
		region("155", "raion", "Перейменований район", "21"),
		region("9999", "oblast", "Автономна Республіка Крим"),
	);

	it("has its own region and those above", () => {
		expect(regionsOf(regions, ["S", "H", "R", "UA61"], true)).toEqual({
			own: ["1531", "153", "21"],
			hasOblast: true,
			doubtful: [],
		});
	});

	it("without a region of its own has its raion's, and may be one nobody matched", () => {
		expect(regionsOf(regions, ["S", "X", "R", "UA61"], true)).toEqual({
			own: ["153", "21"],
			hasOblast: true,
			doubtful: ["1532"],
		});
	});

	it("whose raion nobody matched may be any unmatched part of its oblast", () => {
		expect(regionsOf(regions, ["S", "X", "Y", "UA61"], true)).toEqual({
			own: ["21"],
			hasOblast: true,
			doubtful: ["1532", "155"],
		});
	});

	it("of which the tables tell nothing may be any part of its oblast", () => {
		expect(
			regionsOf(
				mapOf(
					...[...regions.values()].map(({ code: _code, ...row }) => ({
						...row,
						code: `K${row.id}`,
					})),
				),
				["UA61060430070088102"],
				false,
			),
		).toEqual({
			own: ["21"],
			hasOblast: true,
			doubtful: ["153", "1531", "1532", "155"],
		});
	});

	it("without a known oblast has none", () => {
		expect(regionsOf(regions, ["S", "X"], true).hasOblast).toBe(false);
		expect(regionsOf(regions, [], true).hasOblast).toBe(false);
	});

	it("of Crimea is region 9999, though its tables end before the oblast", () => {
		expect(regionsOf(regions, ["UA01020010010075540"], false)).toEqual({
			own: ["9999"],
			hasOblast: true,
			doubtful: [],
		});
	});
});

const TABLE = new URL("../../../shared/data/geo/hromadas.csv", import.meta.url);
const hasTable = existsSync(TABLE);
if (!hasTable)
	console.warn(
		"SKIPPED: the codifier's table of hromadas is not beside the project",
	);

it.skipIf(!hasTable)(
	"finds all raions and nearly all hromadas of the country by names as the API writes them",
	async () => {
		const { parse } = (await import("papaparse")).default;
		const { data } = parse<Record<string, string>>(
			readFileSync(TABLE, "utf8").trim(),
			{ header: true },
		);
		const { areas, read } = lineReader("hromadas");
		read(data.map((cells, at) => ({ line: at + 2, cells })));
		const rows = areas as AreaRow[];
		const suffix = {
			oblast: (name: string) => `${name} область`,
			raion: (name: string) => `${name} район`,
			hromada: (name: string) =>
				name.replace(
					/(міська|селищна|сільська) громада$/,
					"територіальна громада",
				),
			settlement: (name: string) => name,
		};
		const regions = mapOf(
			...rows.map((row) =>
				region(
					`r${row.code}`,
					row.kind as AirRegionRow["kind"],
					suffix[row.kind](row.name),
					row.parentCode && `r${row.parentCode}`,
				),
			),
		);
		matchAreas(regions, rows);
		const wrong = [...regions.values()].filter(
			({ id, code }) => code !== undefined && id !== `r${code}`,
		);
		const unmatched = [...regions.values()].filter(({ code }) => !code);
		expect(wrong).toEqual([]);
		expect(unmatched.filter(({ kind }) => kind !== "hromada")).toEqual([]);
		// Two hromadas of one name in one raion: theirs is the raion's state.
		expect(unmatched.length).toBeLessThanOrEqual(10);
		expect(regions.size).toBeGreaterThan(1_500);
	},
);

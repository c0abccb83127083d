/**
 * What every Areas promises (src/ports.ts). Three settlements are called Росохач,
 * one of them in a hromada nobody has imported.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { searchText } from "../../src/areas/spelling.ts";
import type { Point } from "../../src/core/kinds.ts";
import type { AreaQuery, AreaRow, Areas, Store } from "../../src/ports.ts";

const NOW = 1_790_000_000_000;
const STATION: Point = { lat: 48.9463, lon: 25.8157 };
const CHERNIVTSI: Point = { lat: 48.29, lon: 25.93 };

const code = (n: number): string => `UA${String(n).padStart(17, "0")}`;
const OBLAST = code(1);
const RAION = code(2);
const CHORTKIV_HROMADA = code(3);
const KOLOMYIA_HROMADA = code(4);

export function areasContract(
	name: string,
	open: () => Promise<{ store: Store; areas: Areas }>,
): void {
	describe(`Areas: ${name}`, () => {
		let store: Store;
		let areas: Areas;
		const put = (rows: readonly AreaRow[]) =>
			store.append({ at: NOW, roster: [{ table: "areas", rows }] });

		beforeEach(async () => {
			({ store, areas } = await open());
			expect(await put(COUNTRY)).toBe("ok");
		});
		afterEach(() => store.close());

		const find = (query: Partial<AreaQuery>) =>
			areas.find({ words: [], near: [], limit: 10, ...query });
		const codes = async (query: Partial<AreaQuery>) =>
			(await find(query)).map((one) => one.code);

		it("gives a settlement with the names that tell it apart", async () => {
			expect(
				await find({ words: ["росохач"], near: [STATION], limit: 1 }),
			).toEqual([
				{
					...row("ROSOKHACH"),
					hromada: "Чортківська міська громада",
					raion: "Чортківський",
					oblast: "Тернопільська",
					centre: { lat: 49.0161, lon: 25.7925 },
				},
			]);
		});

		it("finds by the beginning of any word, and never by its middle", async () => {
			expect(await codes({ words: ["росох"], near: [STATION] })).toEqual([
				at("ROSOKHACH"),
				at("ROSOKHACH_KOLOMYIA"),
				at("ROSOKHACH_NOWHERE"),
			]);
			expect(await codes({ words: ["чорнокін"], near: [STATION] })).toEqual([
				at("VELYKI_CHORNOKINTSI"),
			]);
			expect(await codes({ words: ["сохач"] })).toEqual([]);
		});

		it("tells a repeated name apart by a word of its hromada, raion or oblast, in any order", async () => {
			for (const words of [
				["росохач", "коломийська"],
				["кол", "росохач"],
			])
				expect(await codes({ words, near: [STATION] })).toEqual([
					at("ROSOKHACH_KOLOMYIA"),
				]);
			expect(await codes({ words: ["росохач", "тернопіл"] })).toEqual([
				at("ROSOKHACH"),
			]);
			expect(await codes({ words: ["росохач", "київ"] })).toEqual([]);
		});

		it("asks for one word of the settlement's own name", async () => {
			expect(await codes({ words: ["чортківська"] })).toEqual([]);
		});

		it("puts an exact name first, then the nearest, and those without a place where their hromada lies", async () => {
			expect(await codes({ words: ["чорт"], near: [STATION] })).toEqual([
				at("CHORTKIV"),
				at("CHORTOVETS"),
			]);
			expect(await codes({ words: ["росохач"], near: [CHERNIVTSI] })).toEqual([
				at("ROSOKHACH_KOLOMYIA"),
				at("ROSOKHACH"),
				at("ROSOKHACH_NOWHERE"),
			]);
			expect(
				await codes({ words: ["росохач"], near: [CHERNIVTSI], limit: 1 }),
			).toEqual([at("ROSOKHACH_KOLOMYIA")]);
			// Farther than Чортків, but called exactly so.
			expect(await put([{ ...row("CHORTOVETS"), ...called("Чорт") }])).toBe(
				"ok",
			);
			expect(await codes({ words: ["чорт"], near: [STATION] })).toEqual([
				at("CHORTOVETS"),
				at("CHORTKIV"),
			]);
		});

		it("takes the nearest to any of several points", async () => {
			const near = [CHERNIVTSI, { lat: 49.01, lon: 25.79 }];
			expect(await codes({ words: ["чорт"], near, limit: 1 })).toEqual([
				at("CHORTKIV"),
			]);
			expect(await codes({ near, limit: 1 })).toEqual([at("CHORTKIV")]);
		});

		it("without a point tells the largest first", async () => {
			expect(await codes({ words: ["чорт"] })).toEqual([
				at("CHORTKIV"),
				at("CHORTOVETS"),
			]);
		});

		it("without words gives those around a point, nearest first, as far as asked", async () => {
			expect(await codes({ near: [STATION], limit: 2 })).toEqual([
				at("ROSOKHACH"),
				at("CHORTKIV"),
			]);
			expect(
				await codes({ near: [STATION], within: { metres: 3_000 } }),
			).toEqual([at("ROSOKHACH")]);
			expect(
				await codes({
					words: ["ч"],
					near: [STATION],
					within: { metres: 10_000 },
				}),
			).toEqual([at("CHORTKIV")]);
			expect(
				await codes({
					near: [{ lat: 0, lon: 0 }],
					within: { metres: 10_000 },
				}),
			).toEqual([]);
		});

		it("gives what lies in a square, the largest first, and none whose place is unknown", async () => {
			const within = { south: 48.9, west: 25.7, north: 49.1, east: 26.5 };
			expect(await codes({ within })).toEqual([
				at("CHORTKIV"),
				at("ROSOKHACH"),
				at("VELYKI_CHORNOKINTSI"),
			]);
			expect(await codes({ within, words: ["росохач"] })).toEqual([
				at("ROSOKHACH"),
			]);
			expect(await codes({ within, limit: 1 })).toEqual([at("CHORTKIV")]);
		});

		it("gives nothing for nothing", async () => {
			expect(await find({})).toEqual([]);
		});

		it("takes no letter for a sign of the search: percent, underscore, quote", async () => {
			for (const words of [["%"], ["_"], ["'"], ["росохач", "%"]])
				expect(await codes({ words })).toEqual([]);
		});

		it("replaces a row and its words when the area comes again", async () => {
			const renamed = { ...row("CHORTOVETS"), ...called("Нова Назва") };
			expect(await put([renamed])).toBe("ok");
			expect(await codes({ words: ["чортовець"] })).toEqual([]);
			expect(await codes({ words: ["назва"] })).toEqual([at("CHORTOVETS")]);
			expect(await areas.byCodes([at("CHORTOVETS"), code(99)])).toEqual([
				renamed,
			]);
		});

		it("finds by a former name, after who is called so now, and says by which", async () => {
			const former = ["Комсомольське", "Чорт"];
			const renamed = {
				...row("VELYKI_CHORNOKINTSI"),
				formerNames: former,
				formerSearch: former.map(searchText).join(" ; "),
			};
			expect(await put([renamed])).toBe("ok");
			expect(await areas.byCodes([renamed.code])).toEqual([renamed]);
			const [found] = await find({ words: ["комсомол"] });
			expect(found).toMatchObject({
				code: renamed.code,
				name: "Великі Чорнокінці",
				byFormerName: "Комсомольське",
			});
			// Called exactly so once, before those that only begin so now.
			const query = { words: ["чорт"], near: [STATION] };
			expect(await codes(query)).toEqual([
				renamed.code,
				at("CHORTKIV"),
				at("CHORTOVETS"),
			]);
			expect(await codes({ ...query, limit: 1 })).toEqual([renamed.code]);
			expect((await find(query))[1]).not.toHaveProperty("byFormerName");
			expect(await put([{ ...row("CHORTOVETS"), ...called("Чорт") }])).toBe(
				"ok",
			);
			expect((await codes(query))[0]).toBe(at("CHORTOVETS"));
			expect(await codes({ words: ["комсомольське", "тернопіл"] })).toEqual([
				renamed.code,
			]);
			// Its own name found: no word of a former one.
			const [own] = await find({ words: ["чорнокінці"] });
			expect(own).not.toHaveProperty("byFormerName");
			expect(await put([row("VELYKI_CHORNOKINTSI")])).toBe("ok");
			expect(await codes({ words: ["комсомол"] })).toEqual([]);
		});

		it("gives every settlement of a hromada, a raion or an oblast, with its names", async () => {
			const under = async (code: string) =>
				(await areas.under(code)).map((one) => one.code).sort();
			const three = [
				at("ROSOKHACH"),
				at("CHORTKIV"),
				at("VELYKI_CHORNOKINTSI"),
			].sort();
			for (const above of [CHORTKIV_HROMADA, RAION, OBLAST])
				expect(await under(above)).toEqual(three);
			// A hromada that nobody has imported has settlements all the same.
			expect(await under(code(77))).toEqual([at("ROSOKHACH_NOWHERE")]);
			expect(await under(code(99))).toEqual([]);
			expect(await under(at("ROSOKHACH"))).toEqual([]);
			const all = await areas.under(RAION);
			expect(all.find((one) => one.code === at("ROSOKHACH"))).toEqual({
				...row("ROSOKHACH"),
				hromada: "Чортківська міська громада",
				raion: "Чортківський",
				oblast: "Тернопільська",
				centre: { lat: 49.0161, lon: 25.7925 },
			});
		});

		it("counts by kind", async () => {
			expect(await areas.count(["settlement"])).toBe(6);
			expect(await areas.count(["hromada", "raion", "oblast"])).toBe(4);
		});

		it("takes a thousand rows at once", async () => {
			const many = Array.from(
				{ length: 1_000 },
				(_, n): AreaRow => ({
					code: code(1_000 + n),
					kind: "settlement",
					category: "C",
					...called(`Іванівка ${n}`),
				}),
			);
			expect(await put(many)).toBe("ok");
			expect(await areas.count(["settlement"])).toBe(1_006);
			expect(await areas.byCodes(many.map((one) => one.code))).toHaveLength(
				1_000,
			);
			expect(await codes({ words: ["іванівка"], limit: 500 })).toHaveLength(
				500,
			);
		});
	});
}

const called = (name: string) => ({ name, search: searchText(name) });

const SETTLEMENTS = {
	ROSOKHACH: {
		code: code(10),
		category: "C",
		...called("Росохач"),
		parentCode: CHORTKIV_HROMADA,
		location: STATION,
		population: 1947,
	},
	CHORTKIV: {
		code: code(11),
		category: "M",
		...called("Чортків"),
		parentCode: CHORTKIV_HROMADA,
		location: { lat: 49.0093, lon: 25.7904 },
		population: 24649,
	},
	ROSOKHACH_KOLOMYIA: {
		code: code(12),
		category: "C",
		...called("Росохач"),
		parentCode: KOLOMYIA_HROMADA,
	},
	ROSOKHACH_NOWHERE: {
		code: code(13),
		category: "C",
		...called("Росохач"),
		parentCode: code(77),
	},
	CHORTOVETS: {
		code: code(14),
		category: "C",
		...called("Чортовець"),
		parentCode: KOLOMYIA_HROMADA,
		location: { lat: 48.75, lon: 25.27 },
	},
	VELYKI_CHORNOKINTSI: {
		code: code(15),
		category: "C",
		...called("Великі Чорнокінці"),
		parentCode: CHORTKIV_HROMADA,
		location: { lat: 48.95, lon: 26.07 },
	},
} as const satisfies Record<string, Omit<AreaRow, "kind">>;

const row = (name: keyof typeof SETTLEMENTS): AreaRow => ({
	...SETTLEMENTS[name],
	kind: "settlement",
});
const at = (name: keyof typeof SETTLEMENTS): string => SETTLEMENTS[name].code;

const COUNTRY: readonly AreaRow[] = [
	{ code: OBLAST, kind: "oblast", category: "O", ...called("Тернопільська") },
	{
		code: RAION,
		kind: "raion",
		category: "P",
		...called("Чортківський"),
		parentCode: OBLAST,
	},
	{
		code: CHORTKIV_HROMADA,
		kind: "hromada",
		category: "H",
		...called("Чортківська міська громада"),
		parentCode: RAION,
		location: { lat: 49.0161, lon: 25.7925 },
	},
	{
		code: KOLOMYIA_HROMADA,
		kind: "hromada",
		category: "H",
		...called("Коломийська міська громада"),
		location: { lat: 48.53, lon: 25.04 },
	},
	...(Object.keys(SETTLEMENTS) as (keyof typeof SETTLEMENTS)[]).map(row),
];

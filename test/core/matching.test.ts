/**
 * Which reports become one fire, counted on the satellite's fires of a year with made-up
 * neighbours (test/bench/matching.ts). A wrong merge hides a fire and a wrong split rings
 * a chief twice: the first hardly ever happens, the second seldom.
 */
import { describe, expect, it } from "vitest";
import { type Open, surelySame, type Told } from "../../src/core/report.ts";
import {
	FIRMS,
	type MatchingFigures,
	measureMatching,
	realFires,
} from "../bench/matching.ts";

const fires = realFires();
if (!fires)
	console.warn(
		`SKIPPED: expected the satellite's fires in ${FIRMS}; without them nothing is counted here.`,
	);

function over(seeds: number, hour: boolean): MatchingFigures {
	const all = Array.from({ length: seeds }, (_, seed) =>
		measureMatching(fires ?? [], { seed: seed + 1, hour }),
	);
	const sum = (name: keyof MatchingFigures) =>
		all.reduce((total, figures) => total + figures[name], 0);
	return {
		fires: sum("fires"),
		reports: sum("reports"),
		joined: sum("joined"),
		wrongMerges: sum("wrongMerges"),
		offered: sum("offered"),
		offeredWrongly: sum("offeredWrongly"),
		wrongSplits: sum("wrongSplits"),
		first: sum("first"),
	};
}

describe.skipIf(!fires)("neighbours' reports of real fires", () => {
	it("as they burned: no two fires are ever put together, and one in five reports at most stands alone", () => {
		const figures = over(30, false);
		console.log("as they burned", figures);
		expect(figures.wrongMerges).toBe(0);
		expect(figures.offeredWrongly).toBe(0);
		expect(figures.wrongSplits / figures.reports).toBeLessThan(0.2);
		expect(figures.joined).toBeGreaterThan(figures.reports * 0.2);
	});

	it("all within one hour: fewer than one report in a hundred is put to another fire", () => {
		const figures = over(12, true);
		console.log("all within one hour", figures);
		expect(figures.wrongMerges / figures.reports).toBeLessThan(0.01);
		expect(figures.offeredWrongly / figures.reports).toBeLessThan(0.02);
	});
});

describe("beyond doubt the same", () => {
	const at = 1_790_000_000_000;
	const told = (more: Partial<Told> = {}): Told => ({
		incidentType: "structure_fire",
		mode: "actual",
		at,
		...more,
	});
	const open = (id: string, more: Partial<Told> = {}): Open => ({
		...told(more),
		id,
	});
	const point = (metres: number, accuracyMetres?: number) => ({
		lat: 49.0171 + metres / 111_200,
		lon: 25.7951,
		...(accuracyMetres === undefined ? {} : { accuracyMetres }),
	});
	const same = (one: Partial<Told>, other: Partial<Told>) =>
		surelySame(told(one), [open("known", other)])?.id === "known";

	it.each([
		["280 m apart", { location: point(0) }, { location: point(280) }, true],
		["320 m apart", { location: point(0) }, { location: point(320) }, false],
		[
			"320 m apart and known to 30 m",
			{ location: point(0, 30) },
			{ location: point(320) },
			true,
		],
		[
			"known to two kilometres, which says nothing",
			{ location: point(0, 2_000) },
			{ location: point(900) },
			false,
		],
		[
			"the same street",
			{ place: "Росохач, вул. Шевченка, 12" },
			{ place: "росохач шевченка" },
			true,
		],
		[
			"the same street, its other end",
			{ place: "Росохач, Шевченка 2" },
			{ place: "Росохач, Шевченка 85" },
			false,
		],
		[
			"a street of that name in another village",
			{ place: "Росохач, Шевченка 2" },
			{ place: "Угринь, Шевченка 2" },
			false,
		],
		[
			"a village of that name in another hromada",
			{ place: "Росохач (Чортківська громада), Шевченка 2" },
			{ place: "Росохач (Коломийська громада), Шевченка 2" },
			false,
		],
		["the village alone", { place: "Росохач" }, { place: "Росохач" }, false],
		["nothing at all", {}, {}, false],
		[
			"the words of one street, the points of two",
			{ place: "Росохач, Шевченка 2", location: point(0) },
			{ place: "Росохач, Шевченка 2", location: point(3_000) },
			false,
		],
		[
			"a fire and a drowning",
			{ location: point(0) },
			{ location: point(0), incidentType: "rescue" as const },
			false,
		],
		[
			"a quarter of an hour and more",
			{ location: point(0) },
			{ location: point(0), at: at - 16 * 60_000 },
			false,
		],
		[
			"an exercise",
			{ location: point(0) },
			{ location: point(0), mode: "exercise" as const },
			false,
		],
	] as const)("%s", (_what, one, other, is) => {
		expect(same(one, other)).toBe(is);
	});

	it("between two fires nobody is put to either", () => {
		expect(
			surelySame(told({ location: point(200) }), [
				open("a", { location: point(0) }),
				open("b", { location: point(400) }),
			]),
		).toBeUndefined();
	});
});

/**
 * What every Ground promises (src/ports.ts). Around a pond in Росохач, with more water
 * at growing distances and two mined fields.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Point } from "../../src/core/kinds.ts";
import type {
	Ground,
	HazardAreaRow,
	Store,
	WaterPointRow,
} from "../../src/ports.ts";

const NOW = 1_790_000_000_000;
const FIRE: Point = { lat: 48.9463, lon: 25.8157 };
/** So many metres north of the fire, near enough. */
const north = (metres: number): Point => ({
	lat: FIRE.lat + metres / 111_195,
	lon: FIRE.lon,
});
/** And east of it, where a degree is shorter. */
const east = (metres: number): Point => ({
	lat: FIRE.lat,
	lon: FIRE.lon + metres / (111_195 * Math.cos((FIRE.lat * Math.PI) / 180)),
});

const pond: WaterPointRow = {
	id: "pond",
	ref: "77",
	kind: "pond",
	name: "Ставок біля школи",
	location: north(350),
	refillMinutes: 5,
	access: "з дамби",
	testedAt: NOW - 1,
	state: "works",
	stateAt: NOW,
	saidDryAt: NOW,
};
const bare = (id: string, location: Point): WaterPointRow => ({
	id,
	kind: "hydrant",
	location,
	state: "unknown",
	stateAt: NOW,
});

const field = (
	id: string,
	from: Point,
	to: Point,
	more: Partial<HazardAreaRow> = {},
): HazardAreaRow => ({
	id,
	kind: "mines",
	shape: {
		type: "Polygon",
		coordinates: [
			[
				[from.lon, from.lat],
				[to.lon, from.lat],
				[to.lon, to.lat],
				[from.lon, from.lat],
			],
		],
	},
	south: from.lat,
	north: to.lat,
	west: from.lon,
	east: to.lon,
	createdAt: NOW,
	...more,
});

export function groundContract(
	name: string,
	open: () => Promise<{ store: Store; ground: Ground }>,
): void {
	describe(`Ground: ${name}`, () => {
		let store: Store;
		let ground: Ground;
		beforeEach(async () => {
			({ store, ground } = await open());
		});
		afterEach(() => store.close());

		const water = async (...rows: WaterPointRow[]) =>
			expect(
				await store.append({
					at: NOW,
					roster: [{ table: "waterPoints", rows }],
				}),
			).toBe("ok");
		const hazards = async (...rows: HazardAreaRow[]) =>
			expect(
				await store.append({
					at: NOW,
					roster: [{ table: "hazardAreas", rows }],
				}),
			).toBe("ok");
		const near = async (withinMetres: number, limit = 10) =>
			(await ground.water({ near: FIRE, withinMetres, limit })).map(
				({ id }) => id,
			);

		it("gives a water point back as it was written, with and without what may be absent", async () => {
			await water(pond, bare("hydrant", north(900)));
			expect(
				await ground.water({ near: FIRE, withinMetres: 3_000, limit: 10 }),
			).toEqual([pond, bare("hydrant", north(900))]);
		});

		it("finds water nearest first, within the circle and not within its square", async () => {
			await water(
				bare("far", north(2_900)),
				bare("west", east(-700)),
				bare("north", north(800)),
				// 2,500 m away in each direction: inside the square of 3 km, outside its circle.
				bare("corner", {
					lat: north(2_500).lat,
					lon: east(2_500).lon,
				}),
			);
			expect(await near(3_000)).toEqual(["west", "north", "far"]);
			expect(await near(3_000, 2)).toEqual(["west", "north"]);
			expect(await near(750)).toEqual(["west"]);
		});

		it("finds the nearest of very many, not the first that were written", async () => {
			await water(
				...Array.from({ length: 300 }, (_, n) =>
					bare(`n${n}`, north(2_990 - n * 9)),
				),
			);
			expect(await near(3_000, 3)).toEqual(["n299", "n298", "n297"]);
		});

		it("finds the water of a square, and by id or by its bringer's name", async () => {
			await water(pond, bare("far", north(2_900)));
			const square = {
				south: FIRE.lat,
				north: north(500).lat,
				west: FIRE.lon - 0.01,
				east: FIRE.lon + 0.01,
			};
			expect(await ground.water({ within: square, limit: 10 })).toEqual([pond]);
			expect(await ground.waterByIds(["pond", "nobody"])).toEqual([pond]);
			expect(await ground.waterByRefs(["77", "78"])).toEqual([pond]);
		});

		it("replaces a point of the same id and forgets a deleted one", async () => {
			await water(pond);
			const { saidDryAt: _said, ...rest } = pond;
			await water({ ...rest, state: "dry" });
			expect(await ground.waterByIds(["pond"])).toEqual([
				{ ...rest, state: "dry" },
			]);
			await store.append({
				at: NOW,
				roster: [{ delete: "waterPoint", id: "pond" }],
			});
			expect(await near(3_000)).toEqual([]);
		});

		it("finds mined ground by its box: around a point, whose box it lies in, and none beyond", async () => {
			const around = field("around", east(-4_000), north(4_000));
			const wide = {
				...around,
				south: north(-5_000).lat,
				north: north(5_000).lat,
				west: east(-5_000).lon,
				east: east(5_000).lon,
			};
			const beside = field("beside", north(400), {
				lat: north(900).lat,
				lon: east(500).lon,
			});
			const away = field("away", north(4_000), {
				lat: north(4_500).lat,
				lon: east(500).lon,
			});
			await hazards(away, beside, wide);
			const found = await ground.hazards({
				near: FIRE,
				withinMetres: 3_000,
				limit: 10,
			});
			expect(found).toEqual([wide, beside]);
			expect(
				(
					await ground.hazards({ near: FIRE, withinMetres: 3_000, limit: 1 })
				).map(({ id }) => id),
			).toEqual(["around"]);
		});

		it("finds mined ground that meets a square, however little of it", async () => {
			await hazards(
				field("beside", north(400), {
					lat: north(900).lat,
					lon: east(500).lon,
				}),
				field("away", north(4_000), {
					lat: north(4_500).lat,
					lon: east(500).lon,
				}),
			);
			const within = {
				south: north(880).lat,
				north: north(2_000).lat,
				west: east(450).lon,
				east: east(2_000).lon,
			};
			expect(
				(await ground.hazards({ within, limit: 10 })).map(({ id }) => id),
			).toEqual(["beside"]);
		});

		it("keeps a shape of several parts and holes, tells what a source says, and forgets", async () => {
			const many: HazardAreaRow = {
				...field("many", north(0), north(1), { source: "ДСНС", name: "поле" }),
				shape: {
					type: "MultiPolygon",
					coordinates: [
						[
							[
								[25, 49],
								[25.5, 49],
								[25.5, 49.5],
								[25, 49],
							],
							[
								[25.3, 49.1],
								[25.4, 49.1],
								[25.4, 49.2],
								[25.3, 49.1],
							],
						],
					],
				},
			};
			await hazards(many, field("unsigned", north(0), north(1)));
			expect(await ground.hazardsByIds(["many"])).toEqual([many]);
			expect(await ground.hazardsOf("ДСНС")).toEqual(["many"]);
			expect(await ground.hazardsOf("")).toEqual(["unsigned"]);
			await store.append({
				at: NOW,
				roster: [{ delete: "hazardArea", id: "many" }],
			});
			expect(await ground.hazardsOf("ДСНС")).toEqual([]);
		});
	});
}

/**
 * Mines by the fire: everybody who is told of it reads of them, a new place has other
 * ground around it, and not being able to look is never the same as none.
 */
import { describe, expect, it } from "vitest";
import type { Hazard } from "../../src/core/incident.ts";
import type { Point } from "../../src/core/kinds.ts";
import { metresToShape, type Shape } from "../../src/core/shape.ts";
import { CHIEF, ROSOKHACH, UHRYN, world } from "./village.ts";

const mine = (distanceMetres: number, more: Partial<Hazard> = {}): Hazard => ({
	id: "field",
	kind: "mines",
	distanceMetres,
	...more,
});

/** Mines 400 m from a fire in Росохач, nothing anywhere else. */
function mined(found: readonly Hazard[] | "unknown" = [mine(400)]) {
	const w = world();
	w.around = ({ lat }: Point) => (lat === ROSOKHACH.lat ? found : []);
	return w;
}

describe("a fire near mines", () => {
	it("says how far in every text from the first on, to who is called and to who leads", () => {
		const w = mined();
		w.report({ location: ROSOKHACH });
		expect(w.events("HazardsFound")).toEqual([
			{ type: "HazardsFound", hazards: [mine(400)] },
		]);
		expect(w.sent({ kind: "alert" }).length).toBeGreaterThan(3);
		for (const { message } of w.sent()) expect(message.mines).toBe(400);
	});

	it("names the nearest, and of other dangerous ground says no mines", () => {
		const w = mined([
			mine(300, { id: "dump", kind: "other" }),
			mine(700, { kind: "unexploded" }),
		]);
		w.report({ location: ROSOKHACH });
		expect(w.sent({ kind: "alert" })[0]?.message.mines).toBe(700);
		const other = mined([mine(300, { kind: "other" })]);
		other.report({ location: ROSOKHACH });
		expect(other.incident().hazards).toHaveLength(1);
		expect(other.sent({ kind: "alert" })[0]?.message.mines).toBeUndefined();
	});

	it("tells who is coming once when another place has mines, and who leads them, too", () => {
		const w = mined();
		w.report({ location: UHRYN });
		w.come("ivan", "mykola");
		expect(w.incident().hazards).toEqual([]);
		w.run("fire", { type: "Correct", by: CHIEF, location: ROSOKHACH });
		expect(w.incident().hazards).toEqual([mine(400)]);
		for (const responderId of ["ivan", "mykola"]) {
			const told = w.sent({ responderId, kind: "corrected" });
			expect(told.map(({ message }) => message.mines)).toEqual([400]);
			expect(w.sent({ responderId, kind: "minesFound" })).toEqual([]);
		}
		expect(w.whoGot({ kind: "minesFound" })).toContain("petro");
		// The same place once more is no news.
		w.run("fire", { type: "Correct", by: CHIEF, location: ROSOKHACH });
		expect(w.events("HazardsFound")).toHaveLength(1);
	});

	it("forgets them with a place that has none, and the acknowledgement with a place that has others", () => {
		const w = mined();
		w.report({ location: ROSOKHACH });
		w.run("fire", { type: "AcknowledgeHazards", by: CHIEF });
		expect(w.incident().hazardsAcknowledged?.by).toEqual(CHIEF);
		w.run("fire", { type: "Correct", by: CHIEF, location: UHRYN });
		expect(w.incident()).toMatchObject({ hazards: [] });
		expect(w.incident().hazardsAcknowledged).toBeUndefined();
		w.run("fire", { type: "Correct", by: CHIEF, location: ROSOKHACH });
		expect(w.incident().hazards).toHaveLength(1);
		expect(w.incident().hazardsAcknowledged).toBeUndefined();
	});

	it("is acknowledged once, and where none are known not at all", () => {
		const w = mined();
		w.report({ location: ROSOKHACH });
		const acknowledge = { type: "AcknowledgeHazards", by: CHIEF } as const;
		expect(w.run("fire", acknowledge).events).toHaveLength(1);
		expect(w.run("fire", acknowledge).ignored).toBe("acknowledged");
		const quiet = world();
		quiet.report({ location: ROSOKHACH });
		expect(quiet.run("fire", acknowledge).ignored).toBe("noHazards");
	});
});

describe("a map that cannot be read", () => {
	it("stops no alert, is remembered as not known, and looked at again with what happens next", () => {
		const w = mined("unknown");
		w.report({ location: ROSOKHACH });
		expect(w.whoGot({ kind: "alert" }).length).toBeGreaterThan(3);
		expect(w.incident()).toMatchObject({ hazards: [], hazardsUnknown: true });
		w.come("ivan");
		expect(w.events("HazardsFound")).toHaveLength(1);
		w.around = () => [mine(400)];
		w.answer("mykola");
		expect(w.incident()).toMatchObject({ hazards: [mine(400)] });
		expect(w.incident().hazardsUnknown).toBeUndefined();
		expect(w.sent({ responderId: "ivan", kind: "minesFound" })).toHaveLength(1);
		expect(w.whoGot({ kind: "minesFound" })).toContain("petro");
		w.answer("olena");
		expect(w.sent({ responderId: "ivan", kind: "minesFound" })).toHaveLength(1);
	});

	it("is settled without a word when there are none after all", () => {
		const w = mined("unknown");
		w.report({ location: ROSOKHACH });
		w.around = () => [];
		w.answer("ivan");
		expect(w.incident().hazardsUnknown).toBeUndefined();
		expect(w.sent({ kind: "minesFound" })).toEqual([]);
	});

	it("says nothing of a new place: what is known of the old one is not kept for it", () => {
		const w = mined();
		w.report({ location: ROSOKHACH });
		w.around = () => "unknown";
		w.run("fire", { type: "Correct", by: CHIEF, location: UHRYN });
		expect(w.incident()).toMatchObject({ hazards: [], hazardsUnknown: true });
	});

	it("tells of mines imported while it burns, and never a danger away", () => {
		const w = mined([]);
		w.report({ location: ROSOKHACH });
		w.come("ivan");
		w.around = () => [mine(900)];
		w.at(130);
		expect(w.incident().hazards).toEqual([mine(900)]);
		expect(w.sent({ responderId: "ivan", kind: "minesFound" })).toHaveLength(1);
		w.around = () => [];
		w.at(400);
		expect(w.incident().hazards).toEqual([mine(900)]);
	});
});

describe("how far an outline is", () => {
	const METRE = 1 / 111_195;
	const at = (east: number, north: number): number[] => [
		25 + (east * METRE) / Math.cos((49 * Math.PI) / 180),
		49 + north * METRE,
	];
	const here = { lat: 49, lon: 25 };
	const ring = (...points: [number, number][]): number[][] =>
		[...points, points[0] as [number, number]].map(([e, n]) => at(e, n));
	const square = (from: number, to: number) =>
		ring([from, from], [to, from], [to, to], [from, to]);
	const polygon = (...rings: number[][][]): Shape => ({
		type: "Polygon",
		coordinates: rings,
	});
	const near = (shape: Shape, metres: number) =>
		expect(Math.abs(metresToShape(here, shape) - metres)).toBeLessThanOrEqual(
			1,
		);

	it("is nothing inside, and the nearest side outside, not the nearest corner", () => {
		near(polygon(square(-100, 100)), 0);
		near(polygon(ring([400, -900], [800, -900], [800, 900], [400, 900])), 400);
		near(polygon(square(300, 500)), 424);
	});

	it("is the edge of a hole one stands in, and nothing beside it", () => {
		near(polygon(square(-1_000, 1_000), square(-200, 200)), 200);
		near(polygon(square(-1_000, 1_000), square(300, 500)), 0);
	});

	it("takes the nearest of several parts", () => {
		near(
			{
				type: "MultiPolygon",
				coordinates: [[square(2_000, 3_000)], [square(300, 500)]],
			},
			424,
		);
	});

	it("covers every part a crossing outline goes around, whichever way round", () => {
		const bow = ring([-300, -200], [300, 200], [300, -200], [-300, 200]);
		near(polygon(bow.map(([lon = 0, lat = 0]) => [lon + 0.002, lat])), 0);
		near(polygon(bow.map(([lon = 0, lat = 0]) => [lon - 0.002, lat])), 0);
		near(polygon([...square(-100, 100)].reverse()), 0);
		// Gone around twice, its middle is twice inside, not outside.
		near(polygon([...square(-500, 500), ...square(-100, 100)]), 0);
	});
});

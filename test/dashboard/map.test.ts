/** What the map shows and where, before anybody draws it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { vehicleTravelMs } from "../../src/core/eta.ts";
import {
	type Drawn,
	LINE_HEIGHT,
	type Mark,
	marksOf,
} from "../../src/dashboard/map/marks.ts";
import {
	circle,
	pointsInView,
	RING_MINUTES,
	ringMetres,
	type Scene,
} from "../../src/dashboard/map/scene.ts";
import {
	pointUnder,
	roundMetres,
	spotOn,
	viewOf,
} from "../../src/screen/plan.ts";

const PLACE = { lat: 49.017, lon: 25.795 };
const SHEET = { width: 800, height: 600 };
const NOW = Date.parse("2026-11-22T01:02:00Z");
const MINUTE = 60_000;

const empty: Scene = {
	place: PLACE,
	stations: [],
	people: [],
	settlements: [],
	rings: false,
};
const station = (
	id: string,
	lat: number,
	lon: number,
	distanceMetres = 900,
) => ({
	id,
	name: `Депо ${id}`,
	location: { lat, lon },
	distanceMetres,
});
const drawn = (scene: Scene, more: Partial<Drawn> = {}): Mark[] =>
	marksOf({
		scene,
		sheet: SHEET,
		spotOf: spotOn(SHEET, { centre: PLACE, metresPerUnit: 10 }),
		widthOf: (text) => text.length * 9,
		words: {
			letter: (role) => role.charAt(0),
			minutes: (minutes) => `${minutes} хв`,
			distance: (metres) => `${metres} м`,
			age: (ms) => `${ms / 1000} с`,
		},
		now: NOW,
		hasNames: false,
		...more,
	});

describe("rings of minutes", () => {
	it("stand where a vehicle's own arrival says so, in every direction", () => {
		for (const minutes of RING_MINUTES) {
			const edge = circle(PLACE, ringMetres(PLACE, minutes));
			for (const point of edge) {
				const takes = vehicleTravelMs(point, PLACE);
				expect(Math.abs(takes - minutes * MINUTE)).toBeLessThan(2_000);
			}
		}
	});

	it("are closed lines", () => {
		const edge = circle(PLACE, 1_000);
		expect(edge.at(0)).toEqual(edge.at(-1));
	});
});

describe("a plan", () => {
	it("finds the point again under the spot it drew", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 48, max: 50, noNaN: true }),
				fc.double({ min: 25, max: 27, noNaN: true }),
				fc.double({ min: 0.5, max: 500, noNaN: true }),
				(lat, lon, metresPerUnit) => {
					const view = { centre: PLACE, metresPerUnit };
					const back = pointUnder(
						SHEET,
						view,
					)(spotOn(SHEET, view)({ lat, lon }));
					expect(back.lat).toBeCloseTo(lat, 6);
					expect(back.lon).toBeCloseTo(lon, 6);
				},
			),
		);
	});

	it("holds everything it was asked to hold, within its margins", () => {
		const points = [PLACE, { lat: 49.1, lon: 25.6 }, { lat: 48.95, lon: 26 }];
		const margin = { x: 60, y: 40 };
		const view = viewOf(points, { ...SHEET, margin, leastMetres: 300 });
		if (!view) throw new Error("expected a view");
		for (const { x, y } of points.map(spotOn(SHEET, view))) {
			expect(x).toBeGreaterThan(margin.x - 1);
			expect(x).toBeLessThan(SHEET.width - margin.x + 1);
			expect(y).toBeGreaterThan(margin.y - 1);
			expect(y).toBeLessThan(SHEET.height - margin.y + 1);
		}
	});

	it("comes no closer to a single point than the least it may show", () => {
		const view = viewOf([PLACE], {
			...SHEET,
			margin: { x: 0, y: 0 },
			leastMetres: 1_600,
		});
		expect(view).toEqual({ centre: PLACE, metresPerUnit: 2 });
	});

	it("draws a bar of a round length that fits", () => {
		expect(roundMetres(10, 110)).toBe(1_000);
		expect(roundMetres(3, 110)).toBe(200);
		expect(roundMetres(0.2, 110)).toBe(20);
	});
});

describe("showing all", () => {
	it("holds the five nearest stations of an incident, not the oblast", () => {
		const stations = Array.from({ length: 40 }, (_, index) =>
			station(String(index), 49 + index / 10, 25, index * 1_000),
		);
		const lats = pointsInView({ ...empty, stations }).map(({ lat }) => lat);
		expect(Math.max(...lats)).toBeCloseTo(49.4);
	});

	it("without a place shows the stations, without them the settlements, without all of it the country", () => {
		const far = station("1", 50, 30);
		const settlement = {
			code: "1",
			name: "Угринь",
			hromada: null,
			location: { lat: 49, lon: 25.8 },
		};
		const none = { ...empty, place: null };
		expect(
			pointsInView({ ...none, stations: [far], settlements: [settlement] }),
		).toEqual([far.location]);
		expect(pointsInView({ ...none, settlements: [settlement] })).toEqual([
			settlement.location,
		]);
		expect(pointsInView(none)).toHaveLength(2);
	});
});

describe("names", () => {
	const settlements = Array.from({ length: 300 }, (_, index) => ({
		code: String(index),
		name: `Село ${index}`,
		hromada: null,
		location: {
			lat: PLACE.lat + ((index % 20) - 10) / 400,
			lon: PLACE.lon + (Math.floor(index / 20) - 7) / 250,
		},
	}));

	it("never cover each other, nor a sign", () => {
		const marks = drawn({
			...empty,
			settlements,
			stations: [station("1", 49.02, 25.8), station("2", 49.0201, 25.8001)],
			rings: true,
		});
		const boxes = marks.flatMap(({ label }) => {
			if (!label) return [];
			const width = Math.max(...label.lines.map((line) => line.length * 9));
			const left =
				label.anchor === "start"
					? label.x
					: label.anchor === "end"
						? label.x - width
						: label.x - width / 2;
			const top = label.y - LINE_HEIGHT / 2;
			return [
				{
					left,
					top,
					right: left + width,
					bottom: top + label.lines.length * LINE_HEIGHT,
				},
			];
		});
		expect(boxes.length).toBeGreaterThan(20);
		for (const [index, a] of boxes.entries())
			for (const b of boxes.slice(index + 1))
				expect(
					a.left < b.right &&
						b.left < a.right &&
						a.top < b.bottom &&
						b.top < a.bottom,
				).toBe(false);
	});

	it("of stations go before those of settlements on the same spot", () => {
		const marks = drawn({
			...empty,
			stations: [station("1", 49.02, 25.8)],
			settlements: [
				{
					code: "a",
					name: "Росохач",
					hromada: null,
					location: { lat: 49.02, lon: 25.8 },
				},
			],
		});
		const named = (sign: string) =>
			marks.find((mark) => mark.sign === sign)?.label;
		expect(named("station")?.lines).toEqual(["Депо 1", "900 м"]);
		expect(named("settlement")?.x).not.toBe(named("station")?.x);
	});

	it("that repeat say their hromada, others do not", () => {
		const at = (lat: number) => ({ lat, lon: 25.795 });
		const marks = drawn({
			...empty,
			settlements: [
				{
					code: "1",
					name: "Нове",
					hromada: "Чортківська",
					location: at(49.03),
				},
				{ code: "2", name: "Нове", hromada: "Копичинецька", location: at(49) },
				{
					code: "3",
					name: "Угринь",
					hromada: "Чортківська",
					location: at(49.01),
				},
			],
		});
		expect(marks.flatMap(({ label }) => label?.lines.join(" ") ?? [])).toEqual([
			"Нове Чортківська",
			"Нове Копичинецька",
			"Угринь",
		]);
	});

	it("are left to the base map where it has them", () => {
		const marks = drawn({ ...empty, settlements }, { hasNames: true });
		expect(marks.map(({ sign }) => sign)).toEqual(["place"]);
	});
});

describe("people on their way", () => {
	const person = (role: "driver" | "leader", at: number) => ({
		id: role,
		name: "Микола",
		role,
		location: { lat: 49.02, lon: 25.8 },
		at,
	});
	const markOf = (at: number) =>
		drawn({ ...empty, people: [person("driver", at)] }).find(
			({ sign }) => sign === "driver",
		);

	it("are told by letter, and say how old their position is once it is older than ten seconds", () => {
		expect(markOf(NOW - 9_000)).toMatchObject({
			letter: "d",
			isOld: false,
			label: { lines: ["Микола"] },
		});
		expect(markOf(NOW - 30_000)).toMatchObject({
			isOld: false,
			label: { lines: ["Микола", "30 с"] },
		});
	});

	it("are hollow when they were heard of long ago", () => {
		expect(markOf(NOW - 2 * MINUTE)).toMatchObject({ isOld: true });
	});
});

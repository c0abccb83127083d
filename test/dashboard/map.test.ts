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
import { ourGround } from "../../src/dashboard/map/style.ts";
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
			staging: "Збір",
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

describe("water and ground that kills", () => {
	const ring = [
		[25.8, 49.02],
		[25.81, 49.02],
		[25.81, 49.03],
		[25.8, 49.02],
	];
	const scene: Scene = {
		...empty,
		water: [
			{
				id: "pond",
				name: "Ставок",
				location: { lat: 49.02, lon: 25.795 },
				distanceMetres: 350,
				isDoubted: false,
			},
			{
				id: "well",
				name: "Колодязь",
				location: { lat: 49.014, lon: 25.795 },
				distanceMetres: 330,
				isDoubted: true,
			},
		],
		hazards: [
			{
				id: "field",
				label: "МІНИ",
				middle: { lat: 49.023, lon: 25.805 },
				shape: { type: "Polygon", coordinates: [ring] },
			},
		],
	};

	it("have signs of their own, named: a drop, hollow where somebody calls it dry, and a cross that says МІНИ", () => {
		const marks = drawn(scene);
		const of = (key: string) => marks.find((mark) => mark.key === key);
		expect(of("water pond")).toMatchObject({
			sign: "water",
			label: { lines: ["Ставок", "350 м"] },
		});
		expect(of("water pond")?.isOld).toBeUndefined();
		expect(of("water well")?.isOld).toBe(true);
		expect(of("hazard field")).toMatchObject({
			sign: "hazard",
			label: { lines: ["МІНИ"] },
		});
	});

	it("lie on the ground with or without a place, and water is in view", () => {
		const outline = { type: "Polygon", coordinates: [ring] };
		for (const place of [PLACE, null])
			expect(ourGround({ ...scene, place }).features).toContainEqual(
				expect.objectContaining({
					properties: { kind: "hazard" },
					geometry: outline,
				}),
			);
		expect(pointsInView(scene)).toContainEqual({ lat: 49.02, lon: 25.795 });
	});
});

describe("the ground around a fire", () => {
	const water = (id: string, more: object = {}) => ({
		id,
		name: `Ставок ${id}`,
		location: { lat: PLACE.lat + 0.002 * Number(id), lon: PLACE.lon },
		distanceMetres: 200,
		isDoubted: false,
		letter: "С",
		...more,
	});
	const scene: Scene = {
		...empty,
		water: [
			water("1"),
			water("2", { isDoubted: true }),
			water("3", { isDoubted: true, isDry: true }),
		],
		staging: { lat: PLACE.lat, lon: PLACE.lon + 0.01 },
		told: [{ id: "a", at: NOW, location: { ...PLACE, lat: PLACE.lat - 0.01 } }],
	};

	it("tells water by the letter of its kind, what nobody is sure of hollow, what is dry crossed out", () => {
		const [works, unknown, dry] = ["1", "2", "3"].map((id) =>
			drawn(scene).find(({ key }) => key === `water ${id}`),
		);
		expect(works).toMatchObject({ sign: "water", letter: "С" });
		expect(works).not.toHaveProperty("isOld");
		expect(unknown).toMatchObject({ letter: "С", isOld: true });
		expect(dry).toMatchObject({ letter: "×", isDry: true });
		expect(dry).not.toHaveProperty("isOld");
	});

	it("has the gathering place with its name, and a small mark without words where a report came from", () => {
		const marks = drawn(scene);
		expect(marks.find(({ sign }) => sign === "staging")?.label?.lines).toEqual([
			"Збір",
		]);
		expect(marks.find(({ sign }) => sign === "told")).not.toHaveProperty(
			"label",
		);
	});

	it("shows whole where people gather and the three nearest waters, and grows small for no fourth", () => {
		const far = { lat: PLACE.lat + 1, lon: PLACE.lon };
		const points = pointsInView({
			...scene,
			water: [...(scene.water ?? []), water("4", { location: far })],
		});
		expect(points).toContainEqual(scene.staging);
		expect(points).not.toContainEqual(far);
	});

	it("shows whole the mines near the fire, not those of the next raion", () => {
		const field = (id: string, north: number) => {
			const [lat, lon] = [PLACE.lat + north, PLACE.lon];
			return {
				id,
				label: "Міни",
				middle: { lat: lat + 0.001, lon },
				shape: {
					type: "Polygon" as const,
					coordinates: [
						[
							[lon, lat],
							[lon + 0.001, lat + 0.002],
							[lon - 0.001, lat + 0.002],
							[lon, lat],
						],
					],
				},
			};
		};
		const [near, far] = [field("near", 0.004), field("far", 0.4)];
		const points = pointsInView({ ...empty, hazards: [near, far] });
		expect(points).toContainEqual(near.middle);
		expect(points).toContainEqual({ lat: PLACE.lat + 0.004, lon: PLACE.lon });
		expect(points).not.toContainEqual(far.middle);
	});
});

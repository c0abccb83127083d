/**
 * What a chief and a coordinator set up beside people and machines, as their forms hold
 * it: who is informed, who agreed, where there is water, what is wrong in a file.
 */
import { describe, expect, it } from "vitest";
import type { Point } from "../../src/core/kinds.ts";
import { areasFound, areaWords } from "../../src/dashboard/roster/area.ts";
import type { WaterPoint } from "../../src/dashboard/roster/asked.ts";
import {
	bySource,
	NEW_WATER,
	nearestWater,
	squareAround,
	waterBody,
	waterChange,
	waterTyped,
} from "../../src/dashboard/roster/ground.ts";
import {
	changesAnything,
	faultWords,
	mediaTypeOf,
} from "../../src/dashboard/roster/imports.ts";
import {
	consentOf,
	faultsOfOthers,
	NOBODY,
	newHelperBody,
	observerBody,
} from "../../src/dashboard/roster/others.ts";
import {
	helperBody as helperSchema,
	observerBody as observerSchema,
} from "../../src/http/schemas/others.ts";
import {
	waterBody as waterBodySchema,
	waterChange as waterChangeSchema,
} from "../../src/http/schemas/water.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { textsOf } from "../../src/wording/texts.ts";

const KYIV = "Europe/Kyiv";
const STATION: Point = { lat: 49.017, lon: 25.795 };
const SETTLEMENT = "UA61060370020000001";
const HROMADA = "UA61060370000084537";

const uk = textsOf("uk", loadTexts().uk).text;

describe("an area", () => {
	const found = [
		{
			code: SETTLEMENT,
			name: "Росохач",
			hromada: "Чортківська міська громада",
			hromadaCode: HROMADA,
		},
		{
			code: "UA46000000000000001",
			name: "Росохач",
			hromada: null,
			hromadaCode: null,
		},
	];

	it("is said with the hromada that tells it from its namesakes", () => {
		const { name, hromada } = found[0] ?? { name: "", hromada: null };
		const of = (kind: "settlement" | "hromada" | "raion" | "oblast") =>
			areaWords(
				{
					areaCode: SETTLEMENT,
					area: {
						kind,
						name: kind === "hromada" ? (hromada ?? "") : name,
						hromada: kind === "settlement" ? hromada : null,
					},
				},
				uk,
			);
		expect(of("settlement")).toBe("Росохач (Чортківська громада)");
		expect(of("hromada")).toBe("Чортківська громада");
		expect(of("raion")).toBe("Росохач район");
		expect(areaWords({ areaCode: SETTLEMENT, area: null }, uk)).toBe(
			SETTLEMENT,
		);
	});

	it("is offered as a village, as all of its hromada, and as a code somebody knows", () => {
		expect(areasFound(found, "росохач", uk)).toEqual([
			{ code: SETTLEMENT, label: "Росохач (Чортківська громада)" },
			{ code: "UA46000000000000001", label: "Росохач" },
			{ code: HROMADA, label: "Уся Чортківська громада" },
		]);
		expect(areasFound([], ` ${HROMADA.toLowerCase()} `, uk)).toEqual([
			{ code: HROMADA, label: HROMADA },
		]);
		expect(areasFound([], "UA6106", uk)).toEqual([]);
	});
});

describe("an observer", () => {
	const typed = {
		...NOBODY,
		kind: "policeOfficer" as const,
		area: { code: SETTLEMENT, label: "Росохач" },
		types: [],
	};

	it("is somebody of the roster or somebody new, never both, and of every type when none is chosen", () => {
		const known = observerBody({
			...typed,
			whom: "known",
			responderId: "r1",
			name: "written before",
		});
		expect(known).toEqual({
			responderId: "r1",
			areaCode: SETTLEMENT,
			kind: "policeOfficer",
		});
		const added = observerBody({
			...typed,
			name: "Оксана",
			phone: "067 123 45 67",
			types: ["hazmat"],
		});
		expect(added).toEqual({
			person: { name: "Оксана", phone: "067 123 45 67", phoneKind: "smart" },
			areaCode: SETTLEMENT,
			kind: "policeOfficer",
			types: ["hazmat"],
		});
		expect(faultsOfOthers(observerSchema, added, uk)).toEqual({});
	});

	it("is missing at its own fields", () => {
		const empty = observerBody({ ...typed, area: null });
		expect(faultsOfOthers(observerSchema, empty, uk)).toEqual({
			name: "Заповніть це поле",
			phone: expect.stringContaining("Не схоже на номер телефону"),
			areaCode: "Виберіть село або громаду зі списку",
		});
		const nobody = observerBody({ ...typed, whom: "known" });
		expect(faultsOfOthers(observerSchema, nobody, uk)).toEqual({
			responderId: "Виберіть зі списку",
		});
	});

	it("who is a helper has at least one machine", () => {
		const body = newHelperBody({
			...typed,
			whom: "known",
			responderId: "r1",
			equipment: [],
		});
		expect(faultsOfOthers(helperSchema, body, uk)).toEqual({
			equipment: "Позначте хоча б одну",
		});
	});
});

describe("consent", () => {
	const never = {
		askedAt: null,
		consentAt: null,
		withdrawnAt: null,
		quietAt: null,
	};
	const first = "2026-11-12T08:30:00.000Z";
	const later = "2026-11-14T08:30:00.000Z";

	it.each([
		["nobody has asked", never, "unasked", undefined],
		["asked", { ...never, askedAt: first }, "asked", first],
		[
			"agreed after the question",
			{ ...never, askedAt: first, consentAt: later },
			"agreed",
			later,
		],
		[
			"refused after the question",
			{ ...never, askedAt: first, withdrawnAt: later },
			"refused",
			later,
		],
		[
			"refused, and asked again",
			{ ...never, askedAt: later, withdrawnAt: first },
			"asked",
			later,
		],
		[
			"agreed, then taken back",
			{ ...never, askedAt: first, consentAt: first, withdrawnAt: later },
			"refused",
			later,
		],
		[
			"asked never to be asked again",
			{ ...never, askedAt: first, withdrawnAt: later, quietAt: later },
			"never",
			later,
		],
	])("%s", (_name, said, state, at) => {
		expect(consentOf(said)).toEqual({
			state,
			at: at === undefined ? undefined : Date.parse(at),
		});
	});
});

describe("water", () => {
	const point = (id: string, location: Point): WaterPoint => ({
		id,
		ref: null,
		kind: "pond",
		name: null,
		location,
		refillMinutes: null,
		access: null,
		testedAt: null,
		state: "dry",
		stateAt: "2026-11-12T08:30:00.000Z",
		saidDryAt: null,
	});
	const north = (metres: number): Point => ({
		lat: STATION.lat + metres / 111_319.5,
		lon: STATION.lon,
	});

	it("is looked for in a square that holds the whole circle, and only the circle is shown", () => {
		const [south = 0, west = 0, top = 0, east = 0] = squareAround(
			STATION,
			5_000,
		)
			.split(",")
			.map(Number);
		expect((top - south) * 111_319.5).toBeCloseTo(10_000, -1);
		// A degree of longitude is shorter here: the square is wider in degrees.
		expect((east - west) / (top - south)).toBeCloseTo(1.525, 2);
		const corner = point("corner", { lat: top, lon: east });
		const far = point("far", north(4_000));
		const near = point("near", north(1_000));
		expect(
			nearestWater([corner, far, near], STATION, 5_000).map(
				({ point: { id } }) => id,
			),
		).toEqual(["near", "far"]);
	});

	it("goes into a form and back without a change", () => {
		const known = {
			...point("p", STATION),
			name: "Ставок біля школи",
			refillMinutes: 4.5,
			access: "від мосту",
			testedAt: "2026-04-30T12:00:00.000Z",
		};
		const typed = waterTyped(known, KYIV);
		expect(typed.tested).toBe("2026-04-30");
		const change = waterChange({ ...typed, refillMinutes: "4,5" });
		expect(change).toEqual({
			kind: "pond",
			location: STATION,
			name: "Ставок біля школи",
			refillMinutes: 4.5,
			access: "від мосту",
			testedAt: "2026-04-30T12:00:00Z",
		});
		expect(waterChangeSchema.safeParse(change).success).toBe(true);
	});

	it("that is new says nothing of what is not known, and an emptied field that it is not known any more", () => {
		const added = waterBody({ ...NEW_WATER, location: STATION });
		expect(added).toEqual({
			kind: "pond",
			location: STATION,
			state: "unknown",
		});
		expect(waterBodySchema.safeParse(added).success).toBe(true);
		expect(waterChange({ ...NEW_WATER, location: STATION })).toMatchObject({
			name: null,
			refillMinutes: null,
			access: null,
			testedAt: null,
		});
	});
});

describe("dangerous ground", () => {
	it("is told by whose word it is", () => {
		const area = (id: string, source: string | null) => ({
			id,
			kind: "mines" as const,
			name: null,
			source,
			shape: { type: "Polygon" as const, coordinates: [] },
			createdAt: "2026-11-12T08:30:00.000Z",
		});
		expect(
			bySource([area("1", "ДСНС"), area("2", null), area("3", "ДСНС")]).map(
				({ source, areas }) => [source, areas.map(({ id }) => id)],
			),
		).toEqual([
			["", ["2"]],
			["ДСНС", ["1", "3"]],
		]);
	});
});

describe("a file", () => {
	it.each([
		["water.csv", "text/csv"],
		["Вода.CSV", "text/csv"],
		["mines.geojson", "application/geo+json"],
		["mines.JSON", "application/geo+json"],
	])("%s is sent as %s", (name, type) => {
		expect(mediaTypeOf(name)).toBe(type);
	});

	it("says what is wrong by line or feature, in the words of who brings it", () => {
		expect(
			faultWords(
				{
					line: 12,
					column: "refill_minutes",
					message: 'expected minutes to fill a truck, came "fast"',
				},
				uk,
			),
		).toBe("Рядок 12, refill_minutes: потрібні хвилини, найбільше 600");
		expect(
			faultWords(
				{
					feature: 3,
					column: "geometry.coordinates",
					message: "expected longitude first, came latitude first: so it lies",
				},
				uk,
			),
		).toBe("Об'єкт 3, geometry.coordinates: широту й довготу переплутано");
		expect(
			faultWords(
				{
					line: 2,
					column: "",
					message: "expected 3 cells, came 4: a separator",
				},
				uk,
			),
		).toBe("Рядок 2: зайвий роздільник або лапка");
		expect(
			faultWords({ line: 2, column: "new", message: "something else" }, uk),
		).toBe("Рядок 2, new: не зрозуміли");
	});

	it("is written only where it changes anything", () => {
		const nothing = { created: 0, updated: 0, unchanged: 7, rejected: [] };
		expect(changesAnything(nothing)).toBe(false);
		expect(changesAnything({ ...nothing, removed: 1 })).toBe(true);
	});
});

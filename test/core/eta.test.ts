import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	believedEtaAt,
	distanceMetres,
	etaFromPosition,
	preparationMs,
	travelMs,
	vehicleTravelMs,
} from "../../src/core/eta.ts";
import { TRAVEL_MODES } from "../../src/core/kinds.ts";

const station = { lat: 49.017, lon: 25.795 };
/** Due north: a degree of latitude is about 111.32 km in geolib's sphere. */
const north = (metres: number) => ({
	lat: station.lat + metres / 111_319.5,
	lon: station.lon,
});
const minutes = (ms: number) => ms / 60_000;

const anyPoint = fc.record({
	lat: fc.double({ min: 44, max: 53, noNaN: true }),
	lon: fc.double({ min: 22, max: 41, noNaN: true }),
});

describe("the distance of two points", () => {
	it("is in metres, the same both ways, and nothing to oneself", () => {
		expect(distanceMetres(station, north(1_000))).toBe(1_000);
		expect(distanceMetres(north(1_000), station)).toBe(1_000);
		expect(distanceMetres(station, station)).toBe(0);
	});
});

describe("the way of a person", () => {
	it.each([
		["foot", 1_000, 15.6],
		["bicycle", 1_000, 5.57],
		// 1.3 km of road at 25 km/h.
		["car", 1_000, 3.12],
		// 2 km at 25 km/h, 11 km at 50 km/h.
		["car", 10_000, 18],
	] as const)("by %s over %i m takes %f min", (mode, metres, expected) => {
		expect(minutes(travelMs(north(metres), station, mode))).toBeCloseTo(
			expected,
			1,
		);
	});

	it("is never shorter from farther away, never negative, and whole milliseconds", () => {
		fc.assert(
			fc.property(
				anyPoint,
				anyPoint,
				anyPoint,
				fc.constantFrom(...TRAVEL_MODES),
				(to, one, other, mode) => {
					const [near, far] =
						distanceMetres(one, to) <= distanceMetres(other, to)
							? [one, other]
							: [other, one];
					const nearMs = travelMs(near, to, mode);
					expect(nearMs).toBeLessThanOrEqual(travelMs(far, to, mode));
					expect(nearMs).toBeGreaterThanOrEqual(0);
					expect(Number.isInteger(nearMs)).toBe(true);
				},
			),
		);
	});
});

describe("the way of a vehicle", () => {
	it("is a loaded tanker's: 10 km straight are 13.5 km at 40 km/h", () => {
		expect(minutes(vehicleTravelMs(station, north(10_000)))).toBeCloseTo(
			20.25,
			1,
		);
	});
});

describe("getting ready", () => {
	it("takes longer out of bed", () => {
		expect(preparationMs(false)).toBe(60_000);
		expect(preparationMs(true)).toBe(110_000);
	});
	it("is not asked of somebody already moving", () => {
		expect(
			etaFromPosition({
				position: north(1_000),
				positionAt: 5_000,
				destination: station,
				mode: "car",
			}),
		).toBe(5_000 + travelMs(north(1_000), station, "car"));
	});
});

describe("the arrival we believe", () => {
	const answer = {
		answeredAt: 1_000_000,
		ownTravelMs: 10 * 60_000,
		ownPreparationMs: 60_000,
	};
	it("is what was stated, as long as it is half our road time or more", () => {
		expect(believedEtaAt({ ...answer, statedMinutes: 5 })).toBe(
			1_000_000 + 5 * 60_000,
		);
		expect(believedEtaAt({ ...answer, statedMinutes: 40 })).toBe(
			1_000_000 + 40 * 60_000,
		);
	});
	it("is ours when less was stated", () => {
		expect(believedEtaAt({ ...answer, statedMinutes: 4 })).toBe(
			1_000_000 + 11 * 60_000,
		);
	});
	it("is ours when nothing was stated", () => {
		expect(believedEtaAt(answer)).toBe(1_000_000 + 11 * 60_000);
	});
	it("is now for somebody who is there and says nought", () => {
		expect(believedEtaAt({ ...answer, ownTravelMs: 0, statedMinutes: 0 })).toBe(
			1_000_000,
		);
	});
});

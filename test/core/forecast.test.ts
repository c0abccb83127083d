import { describe, expect, it } from "vitest";
import type { Availability } from "../../src/core/availability.ts";
import { type Ahead, shortages } from "../../src/core/forecast.ts";
import type { Brigade, Responder, Vehicle } from "../../src/core/roster.ts";

const KYIV = "Europe/Kyiv";
const STATION = { lat: 49.0171, lon: 25.7951 };
const at = (local: string, zone = "+02:00"): number =>
	Date.parse(`${local}${zone}`);

const BRIGADE: Brigade = {
	id: "b",
	name: "Росохач",
	kind: "volunteer",
	location: STATION,
	locale: "uk",
	roles: [],
	policy: {},
};
const TANKER: Vehicle = {
	id: "v",
	brigadeId: "b",
	name: "АЦ-40",
	kind: "tanker",
	seats: 6,
	crewRule: [{ qualification: "driver_c", count: 1 }, { count: 1 }],
	state: "ready",
};
const ON: Availability = { state: "on", weekly: [], exceptions: [] };

const person = (
	id: string,
	qualifications: string[],
	more: Partial<Responder> = {},
): Responder => ({
	id,
	brigadeIds: ["b"],
	places: [{ kind: "home", lat: STATION.lat + 0.003, lon: STATION.lon }],
	qualifications,
	travel: "car",
	availability: ON,
	reach: { telegram: true, sms: true, voice: true },
	...more,
});

const weekdaysOff = (state: "off" | "lifeOnly" | "reserve"): Availability => ({
	...ON,
	weekly: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00", state }],
});

const ahead = (
	members: readonly Responder[],
	more: Partial<Ahead> = {},
): Ahead => ({
	brigade: BRIGADE,
	vehicles: [TANKER],
	members,
	from: at("2026-12-10T18:00"),
	to: at("2026-12-12T00:00"),
	timeZone: KYIV,
	...more,
});

describe("hours ahead in which a seat cannot be filled", () => {
	it("are none where somebody can sit everywhere", () => {
		expect(
			shortages(ahead([person("d", ["driver_c"]), person("f", [])])),
		).toEqual([]);
	});

	it.each(["off", "lifeOnly"] as const)("count nobody who is %s", (state) => {
		const driver = person("d", ["driver_c"], {
			availability: weekdaysOff(state),
		});
		expect(
			shortages(ahead([driver, person("e", []), person("f", [])])),
		).toEqual([
			{
				from: at("2026-12-11T08:00"),
				to: at("2026-12-11T17:00"),
				missing: [{ qualification: "driver_c", count: 1 }],
			},
		]);
	});

	it("count who is in reserve, for a crew that is short calls them", () => {
		const driver = person("d", ["driver_c"], {
			availability: weekdaysOff("reserve"),
		});
		expect(shortages(ahead([driver, person("f", [])]))).toEqual([]);
	});

	it("pass over who works too far away to count", () => {
		const driver = person("d", ["driver_c"], {
			places: [
				{
					kind: "work",
					lat: STATION.lat + 0.3,
					lon: STATION.lon,
					weekly: [{ days: [5], from: "09:00", to: "18:00" }],
				},
				{ kind: "home", lat: STATION.lat, lon: STATION.lon },
			],
		});
		expect(shortages(ahead([driver, person("f", [])]))).toEqual([
			{
				from: at("2026-12-11T09:00"),
				to: at("2026-12-11T18:00"),
				missing: [{ qualification: "driver_c", count: 1 }],
			},
		]);
	});

	it("ask for the truck that lacks least, and forget one that is out of service", () => {
		const module: Vehicle = {
			...TANKER,
			id: "m",
			crewRule: [{ count: 1 }],
		};
		const people = [person("f", []), person("e", [])];
		expect(shortages(ahead(people, { vehicles: [TANKER, module] }))).toEqual(
			[],
		);
		const down: Vehicle = { ...module, state: "outOfService" };
		expect(shortages(ahead(people, { vehicles: [TANKER, down] }))).toHaveLength(
			1,
		);
	});

	it("follow the wall clock over the night it is changed", () => {
		// 25 October 2026: four o'clock comes twice.
		const driver = person("d", ["driver_c"], {
			availability: {
				...ON,
				weekly: [{ days: [7], from: "02:00", to: "06:00", state: "off" }],
			},
		});
		expect(
			shortages(
				ahead([driver, person("e", []), person("f", [])], {
					from: at("2026-10-24T18:00", "+03:00"),
					to: at("2026-10-25T23:00"),
				}),
			),
		).toEqual([
			{
				from: at("2026-10-25T02:00", "+03:00"),
				to: at("2026-10-25T06:00"),
				missing: [{ qualification: "driver_c", count: 1 }],
			},
		]);
	});

	it("leave out a quarter of an hour between two shifts", () => {
		const driver = person("d", ["driver_c"], {
			availability: {
				...ON,
				weekly: [{ days: [5], from: "08:00", to: "08:15", state: "off" }],
			},
		});
		expect(shortages(ahead([driver, person("f", [])]))).toEqual([]);
	});
});

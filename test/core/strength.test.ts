/** Who is on duty, by what they can do, and which truck could leave with them. */
import { describe, expect, it } from "vitest";
import type { Availability } from "../../src/core/availability.ts";
import type { Brigade, Responder, Vehicle } from "../../src/core/roster.ts";
import { manned, rolesOf, strengthAt } from "../../src/core/strength.ts";

const NOON = Date.parse("2026-11-23T10:00:00Z");
const HOUR = 3_600_000;
const ZONE = "Europe/Kyiv";
const STATION = { lat: 49.017, lon: 25.795 };

const is = (
	state: Availability["state"],
	more: Partial<Availability> = {},
): Availability => ({ state, weekly: [], exceptions: [], ...more });

const person = (
	id: string,
	qualifications: string[],
	availability: Availability,
): Responder => ({
	id,
	brigadeIds: ["rosokhach"],
	places: [{ kind: "home", ...STATION }],
	qualifications,
	travel: "car",
	availability,
	reach: { telegram: true, sms: true, voice: true },
});

const brigade: Brigade = {
	id: "rosokhach",
	name: "Росохач",
	kind: "volunteer",
	location: STATION,
	locale: "uk",
	roles: [],
	policy: {},
};
const truck: Vehicle = {
	id: "zil",
	brigadeId: "rosokhach",
	name: "ЗІЛ-130",
	kind: "tanker",
	seats: 3,
	crewRule: [{ qualification: "driver_c", count: 1 }, { count: 1 }],
	state: "ready",
};
const MEMBERS = [
	person("mykola", ["driver_c"], is("off", { until: NOON + 6 * HOUR })),
	person("petro", ["leader"], is("on")),
	person("olena", ["medic"], is("lifeOnly")),
	person("ivan", ["firefighter"], is("reserve")),
];

describe("strength", () => {
	it("counts who is on call, in reserve and away, and whom life alone brings with the reserve", () => {
		const roles = rolesOf([truck], MEMBERS);
		expect(roles).toEqual(["driver_c", "leader", "medic"]);
		expect(strengthAt(MEMBERS, roles, NOON, ZONE)).toEqual({
			on: 1,
			reserve: 2,
			away: 1,
			roles: [
				{ qualification: "driver_c", on: 0, reserve: 0, away: 1 },
				{ qualification: "leader", on: 1, reserve: 0, away: 0 },
				{ qualification: "medic", on: 0, reserve: 1, away: 0 },
			],
		});
		expect(
			strengthAt(MEMBERS, ["driver_c"], NOON + 7 * HOUR, ZONE).roles[0]?.on,
		).toBe(1);
	});

	it("says what a truck lacks now and until when, and what it will lack next", () => {
		const [now] = manned(brigade, [truck], MEMBERS, NOON, ZONE);
		expect(now?.lacks).toEqual({
			from: NOON,
			to: NOON + 6 * HOUR,
			missing: [{ qualification: "driver_c", count: 1 }],
		});
		expect(now?.next).toBeUndefined();
		const away = { from: NOON + 8 * HOUR, to: NOON + 12 * HOUR };
		const [mykola, ...others] = MEMBERS;
		const later = [
			{
				...(mykola as Responder),
				availability: is("on", { exceptions: [{ ...away, state: "off" }] }),
			},
			...others,
		];
		const [next] = manned(brigade, [truck], later, NOON, ZONE);
		expect(next?.lacks).toBeUndefined();
		expect(next?.next).toMatchObject(away);
	});
});

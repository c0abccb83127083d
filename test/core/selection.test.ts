/**
 * Who is chosen and why, who is not and why: everybody looked at gets a reason a
 * chief would accept.
 */
import { describe, expect, it } from "vitest";
import { humansOf } from "../../src/core/selection.ts";
import {
	brigade,
	CHIEF,
	DAY,
	NIGHT,
	ROSOKHACH,
	responder,
	roster,
	rosterWith,
	state,
	TIME_ZONE,
	tanker,
	UHRYN,
	withPolicy,
	world,
} from "./village.ts";

const passed = (w: ReturnType<typeof world>, id: string) =>
	w.incident().passedOver.find((p) => p.responderId === id);

describe("who is passed over", () => {
	it("has a reason, each their own", () => {
		const w = world({
			start: DAY,
			roster: rosterWith({
				ivan: state("off"),
				olena: state("reserve"),
				serhii: state("lifeOnly"),
				hanna: { reach: { telegram: false, sms: false, voice: false } },
				taras: { places: [{ kind: "home", lat: 49.3, lon: 25.795 }] },
			}),
		});
		w.commitments.set("responder:yurii", {
			kind: "responder",
			id: "yurii",
			incidentId: "other",
			number: 101,
			mode: "actual",
		});
		w.report({ raisedBy: "bohdan" });
		expect(passed(w, "ivan")).toEqual({ responderId: "ivan", code: "off" });
		expect(passed(w, "olena")).toEqual({
			responderId: "olena",
			code: "reserve",
		});
		expect(passed(w, "serhii")).toEqual({
			responderId: "serhii",
			code: "lifeOnly",
		});
		expect(passed(w, "hanna")).toEqual({
			responderId: "hanna",
			code: "noChannel",
		});
		expect(passed(w, "taras")).toMatchObject({
			code: "tooFar",
			minutes: expect.any(Number),
		});
		expect(passed(w, "taras")?.minutes).toBeGreaterThan(20);
		expect(passed(w, "yurii")).toEqual({
			responderId: "yurii",
			code: "committed",
			number: 101,
		});
		expect(passed(w, "bohdan")).toEqual({
			responderId: "bohdan",
			code: "raisedAlarm",
		});
		expect(w.incident().passedOver).toContainEqual({
			code: "otherBrigadeLater",
			count: 5,
		});
	});

	it("and who was asked is not among them", () => {
		const w = world();
		w.report();
		w.at(200);
		const asked = new Set(w.asked());
		expect(
			w
				.incident()
				.passedOver.filter((p) => p.responderId && asked.has(p.responderId)),
		).toEqual([]);
	});

	it("on Monday noon is who works 25 km away, with the minutes; in the evening she is asked", () => {
		const places = [
			{ kind: "home" as const, ...ROSOKHACH },
			{
				kind: "work" as const,
				lat: 49.24,
				lon: 25.795,
				weekly: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }],
			},
		];
		const village = rosterWith({ olena: { places } });
		const noon = world({ start: Date.UTC(2026, 7, 17, 9), roster: village });
		noon.report();
		expect(passed(noon, "olena")).toMatchObject({ code: "tooFar" });
		const evening = world({
			start: Date.UTC(2026, 7, 17, 17),
			roster: village,
		});
		evening.report();
		expect(evening.asked()).toContain("olena");
	});
});

describe("who is chosen", () => {
	it("carries why, and how many minutes away", () => {
		const w = world();
		w.report();
		expect(w.person("mykola").why).toMatchObject({
			code: "crewCritical",
			minutes: expect.any(Number),
		});
		expect(w.person("ivan").why.code).toBe("nearest");
		expect(w.person("u-1").why.code).toBe("neighbour");
		expect(w.person("mykola").rank).toBe(0);
	});

	it("needs longer by night than by day", () => {
		const chosen = [NIGHT, DAY].map((start) => {
			const w = world({ start });
			w.report();
			return w.person("ivan");
		});
		expect(chosen[0]?.preparationMs).toBeGreaterThan(
			chosen[1]?.preparationMs ?? Infinity,
		);
	});

	it("who belongs to two brigades is alerted once, in the brigade that can use them", () => {
		const both = { brigadeIds: ["rosokhach", "uhryn"] };
		const w = world({ roster: rosterWith({ ivan: both }) });
		w.report();
		expect(
			w
				.events("RespondersAlerted")[0]
				?.people.filter((p) => p.responderId === "ivan"),
		).toHaveLength(1);
		expect(w.person("ivan").brigadeId).toBe("rosokhach");
		const village = rosterWith({ ivan: both });
		village.vehicles = [
			tanker("zil", "rosokhach", { state: "outOfService" }),
			tanker("gaz", "uhryn"),
		];
		const broken = world({ roster: village });
		broken.report();
		expect(broken.person("ivan").brigadeId).toBe("uhryn");
		expect(passed(broken, "olena")).toMatchObject({ code: "awaitsHuman" });
	});

	it("too far from one station may be near the other's", () => {
		const w = world({
			roster: rosterWith({
				ivan: {
					brigadeIds: ["rosokhach", "uhryn"],
					travel: "foot",
					places: [{ kind: "home", ...UHRYN }],
				},
			}),
		});
		w.report();
		expect(w.person("ivan").brigadeId).toBe("uhryn");
	});

	it("a named brigade comes before a nearer one", () => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire", brigadeIds: ["zalissia"] });
		expect(w.incident().rulingBrigadeId).toBe("zalissia");
		expect([...w.incident().stations.keys()]).toEqual(["zalissia"]);
	});

	it("the policy of the ruling brigade rules, and a later change does not bend it", () => {
		const village = roster();
		village.brigades = withPolicy(
			{ structure_fire: { widenAfterSeconds: 45 } },
			village,
		).brigades;
		const w = world({ roster: village });
		w.report();
		w.candidates.brigades = withPolicy({}, w.candidates).brigades;
		expect(w.timersOf("fire").find((t) => t.key === "widen")?.dueAt).toBe(
			NIGHT + 45_000,
		);
	});

	it("a brigade without any vehicle comes by car, with a leader", () => {
		const w = world({
			roster: {
				brigades: [brigade("bare", ROSOKHACH)],
				vehicles: [],
				responders: [
					responder("boss", "bare", ROSOKHACH, ["leader"]),
					responder("hand", "bare", ROSOKHACH, []),
				],
				beyond: 0,
			},
		});
		w.report();
		w.come("boss", "hand");
		expect(w.incident().crews).toMatchObject([
			{
				vehicleId: null,
				key: "none:bare",
				promised: { responderIds: ["boss", "hand"] },
			},
		]);
	});

	it("a set size of the wave is kept", () => {
		const village = roster();
		village.brigades = withPolicy(
			{ vegetation_fire: { waveSize: 3 } },
			village,
		).brigades;
		// Three without a driver cannot be a crew, so the neighbour is asked at once; of ours it stays three.
		const w = world({ start: DAY, roster: village });
		w.report({ incidentType: "vegetation_fire" });
		expect(w.events("RespondersAlerted")[0]?.people).toHaveLength(3);
	});
});

describe("who is told", () => {
	it("are the chief, deputies, coordinator, village head and desk in this order, once each, without who is off", () => {
		const village = rosterWith({ stepan: state("off") });
		village.brigades[1]?.roles.push(
			{ role: "coordinator", responderId: "orh", order: 1 },
			{ role: "dutyOfficer", responderId: "desk", order: 2 },
		);
		const humans = humansOf(village.brigades.slice(0, 2), village, {
			now: NIGHT,
			timeZone: TIME_ZONE,
		});
		expect(humans.map((h) => [h.role, h.responderId])).toEqual([
			["chief", "petro"],
			["chief", "u-leader"],
			["coordinator", "orh"],
			["villageHead", "starosta"],
			["dutyOfficer", "desk"],
		]);
		expect(humans[2]?.reach).toEqual({
			telegram: false,
			sms: false,
			voice: false,
		});
	});

	it("of the neighbour's humans hear of it once the neighbour is asked", () => {
		const w = world();
		w.report();
		expect(w.incident().humans.map((h) => h.responderId)).toContain("u-leader");
		w.run("fire", { type: "AlertNext", by: CHIEF });
		expect(w.incident().humans.map((h) => h.responderId)).toContain("z-leader");
	});
});

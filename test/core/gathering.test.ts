/**
 * From answers to a truck on the road: promised, one spare, no-show, departure,
 * and what opens a crew again. The life of a promise.
 */
import { describe, expect, it } from "vitest";
import {
	CHIEF,
	DAY,
	minutes,
	NIGHT,
	ROSOKHACH,
	roster,
	rosterWith,
	seconds,
	state,
	TANKER,
	tanker,
	withPolicy,
	world,
} from "./village.ts";

const CREW = ["mykola", "petro", "ivan", "olena"] as const;

/** A house fire whose crew of four is promised. */
function promised(options: Parameters<typeof world>[0] = {}) {
	const w = world(options);
	w.report();
	w.come(...CREW);
	return w;
}
const zil = (w: ReturnType<typeof world>) => {
	const crew = w.incident().crews.find((c) => c.vehicleId === "zil");
	if (!crew) throw new Error("expected the ZIL to be asked for");
	return crew;
};
const stoodDown = (w: ReturnType<typeof world>) =>
	[...w.incident().people.values()]
		.filter((p) => p.stoodDownAt !== undefined)
		.map((p) => p.responderId);

describe("a crew", () => {
	it("is promised when every seat has somebody, leaves with the last of them, and takes the truck", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan");
		expect(zil(w).promised).toBeUndefined();
		w.answer("olena", "responding", { etaMinutes: 9 });
		expect(zil(w).promised?.leavesAt).toBe(NIGHT + minutes(9));
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("fire");
	});

	it("is short again when one withdraws, gives the truck back and resumes the ladder", () => {
		const w = promised();
		w.at(100);
		w.answer("olena", "notResponding");
		expect(zil(w).promised).toBeUndefined();
		expect(w.events("CrewFellShort")).toMatchObject([
			{ crew: "zil", missing: [{ qualification: "firefighter", count: 1 }] },
		]);
		expect(w.commitments.has("vehicle:zil")).toBe(false);
		expect(w.events("RespondersAlertedAgain")[0]?.responderIds).toContain(
			"serhii",
		);
		w.at(129);
		expect(w.incident().stations.has("zalissia")).toBe(false);
		w.at(130);
		expect(w.incident().stations.has("zalissia")).toBe(true);
	});

	it("does not count who arrives later than the policy's minutes, until they stand at the station", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan");
		w.answer("olena", "responding", { etaMinutes: 20 });
		expect(zil(w).promised).toBeUndefined();
		for (const id of ["mykola", "petro", "ivan"])
			w.mark("atStation", { responderId: id });
		w.at(minutes(19) / 1000);
		w.mark("atStation", { responderId: "olena" });
		expect(zil(w).promised?.responderIds).toContain("olena");
	});

	it("does not count who goes straight to the fire, and warns a driver once that the truck waits for him", () => {
		const w = world();
		w.report();
		w.come("petro", "ivan", "olena");
		w.answer("mykola", "responding", { to: "scene" });
		expect(zil(w).promised).toBeUndefined();
		expect(
			w.sent({ responderId: "mykola", kind: "answerReceived" })[0]?.message,
		).toMatchObject({ waitsForDriver: true, to: "scene" });
	});

	it("does not seat at the wheel who said he does not drive", () => {
		const w = world();
		w.report();
		w.come("petro", "ivan", "olena");
		w.answer("mykola", "responding", { notDriving: true });
		expect(zil(w).promised).toBeUndefined();
		w.come("oleh");
		expect(zil(w).promised?.responderIds[0]).toBe("oleh");
	});

	it("waits for the key where the station is locked, and never sends its bringer home", () => {
		const locked = rosterWith({ hanna: { qualifications: ["keyholder"] } });
		locked.vehicles = [
			tanker("zil", "rosokhach", {
				crewRule: [...TANKER, { qualification: "keyholder", count: 1 }],
			}),
		];
		const w = world({ roster: locked });
		w.report();
		w.come(...CREW, "serhii");
		expect(zil(w).promised).toBeUndefined();
		w.answer("hanna", "responding", { etaMinutes: 8 });
		expect(zil(w).promised?.leavesAt).toBe(NIGHT + minutes(8));
		w.come("taras", "yurii");
		expect(stoodDown(w)).not.toContain("hanna");
		expect(zil(w).promised?.leavesAt).toBe(NIGHT + minutes(8));
	});

	it("once promised is not sent home for the promise of a faster one", () => {
		const w = world({ start: DAY });
		w.report({ location: { lat: 49.045, lon: 25.795 } });
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 14 });
		for (const id of ["u-leader", "u-driver", "u-1", "u-2"])
			w.answer(id, "responding", { etaMinutes: 1 });
		expect(w.events("CrewFellShort")).toEqual([]);
		expect(zil(w).promised).toBeDefined();
	});

	it("of a second vehicle, still short, does not wake everybody at each answer", () => {
		const village = roster();
		village.brigades = withPolicy(
			{ structure_fire: { vehicles: [{ count: 2 }] } },
			village,
		).brigades;
		const w = world({ roster: village });
		w.report();
		w.come(...CREW);
		w.come("serhii", "hanna", "u-1");
		expect(w.events("RespondersAlertedAgain")).toEqual([]);
	});
});

describe("who is more than needed", () => {
	it("beyond one spare is told to stand by and free for another fire", () => {
		const w = promised();
		w.come("serhii");
		expect(stoodDown(w)).toEqual([]);
		w.come("hanna");
		expect(stoodDown(w)).toHaveLength(1);
		const [rested] = stoodDown(w);
		expect(w.whoGot({ kind: "reserve" })).toEqual([rested]);
		expect(w.commitments.has(`responder:${rested}`)).toBe(false);
		expect(zil(w).promised?.responderIds).not.toContain(rested);
	});

	it("a second driver is never sent away before the truck has left", () => {
		const w = promised();
		w.come("serhii", "oleh", "hanna");
		expect(stoodDown(w)).not.toContain("oleh");
		w.mark("departed", { vehicleId: "zil" });
		expect(stoodDown(w)).toEqual(expect.arrayContaining(["taras"]));
	});

	it("alerts still on their way stop once there is a spare", () => {
		const w = promised();
		expect(
			w.pending().filter((row) => row.purpose === "alert").length,
		).toBeGreaterThan(0);
		w.come("serhii");
		expect(w.pending().filter((row) => row.purpose === "alert")).toEqual([]);
	});

	it("a neighbour is no spare for a truck he does not stand beside", () => {
		const w = promised();
		w.come("u-1");
		expect(stoodDown(w)).toEqual(["u-1"]);
	});

	it("who says again that he comes, while nobody is needed, is told again and stays free", () => {
		const w = promised();
		w.come("serhii", "hanna");
		const [rested = ""] = stoodDown(w);
		w.at(30);
		w.answer(rested);
		expect(stoodDown(w)).toHaveLength(1);
		const [now = ""] = stoodDown(w);
		expect(w.commitments.has(`responder:${now}`)).toBe(false);
	});

	it("when the truck has left everybody not in it is told once, and a late answer too", () => {
		const w = promised();
		w.come("oleh");
		w.at(200);
		w.mark("departed", { vehicleId: "zil" });
		expect(w.whoGot({ kind: "standDown" })).toContain("roman");
		expect(w.whoGot({ kind: "standDown" })).not.toContain("mykola");
		w.at(210);
		const told = w.sent({ kind: "standDown", responderId: "roman" }).length;
		w.pass(minutes(30));
		expect(w.sent({ kind: "standDown", responderId: "roman" })).toHaveLength(
			told,
		);
		w.answer("roman");
		expect(w.sent({ kind: "standDown", responderId: "roman" })).toHaveLength(
			told + 1,
		);
		expect(w.commitments.has("responder:roman")).toBe(false);
	});

	it("who drives straight to the fire is not turned back when the truck leaves", () => {
		const w = promised();
		w.answer("serhii", "responding", { to: "scene" });
		w.mark("departed", { vehicleId: "zil" });
		expect(stoodDown(w)).not.toContain("serhii");
	});
});

describe("a seat that opens again", () => {
	it("is filled from those stood down, only as many as it needs, with a new arrival", () => {
		const w = promised();
		w.come("serhii", "hanna", "taras");
		const rested = stoodDown(w);
		expect(rested).toHaveLength(2);
		w.at(100);
		const [gone = "", spare = ""] = [
			"ivan",
			"olena",
			"serhii",
			"hanna",
			"taras",
		].filter((id) => !rested.includes(id));
		w.answer(gone, "notResponding");
		expect(w.whoGot({ kind: "calledBack" })).toEqual([]);
		w.answer(spare, "notResponding");
		expect(w.whoGot({ kind: "calledBack" })).toHaveLength(1);
		const called = w.person(w.whoGot({ kind: "calledBack" })[0] ?? "");
		expect(called.etaAt).toBe(
			NIGHT + seconds(100) + called.preparationMs + called.toStationMs,
		);
		expect(
			w.commitments.get(`responder:${called.responderId}`)?.incidentId,
		).toBe("fire");
		expect(w.timersOf("fire").map((t) => t.key)).toContain(
			`askAtStation:${called.responderId}`,
		);
	});

	it("calls nobody back who is promised to another fire meanwhile", () => {
		const w = promised();
		w.come("serhii", "hanna");
		const [rested = ""] = stoodDown(w);
		w.commitments.set(`responder:${rested}`, {
			kind: "responder",
			id: rested,
			incidentId: "other",
			number: 7,
			mode: "actual",
		});
		for (const id of (zil(w).promised?.responderIds ?? []).slice(2))
			w.answer(id, "notResponding");
		expect(w.whoGot({ kind: "calledBack" })).not.toContain(rested);
	});

	it("nobody silent is woken while those who stood by are enough", () => {
		const w = promised();
		w.come("serhii", "hanna");
		w.answer("ivan", "notResponding");
		w.answer("olena", "notResponding");
		expect(w.events("RespondersAlertedAgain")).toEqual([]);
		expect(zil(w).promised).toBeDefined();
	});

	it("opens too when the truck breaks: the second truck takes the crew, the desk hears of it", () => {
		const village = roster();
		village.vehicles.push(tanker("module", "rosokhach"));
		const w = promised({ roster: village });
		w.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF });
		expect(
			w.incident().crews.find((c) => c.vehicleId === "module")?.promised
				?.responderIds,
		).toHaveLength(4);
		expect(w.whoGot({ kind: "vehicleDown" })).toEqual(
			expect.arrayContaining(["petro", "desk"]),
		);
		expect(w.commitments.has("vehicle:zil")).toBe(false);
		expect(w.candidates.vehicles.find((v) => v.id === "zil")?.state).toBe(
			"outOfService",
		);
	});
});

describe("a promise that is not kept", () => {
	it("is asked about two minutes after the promised arrival; a minute later the seat opens and the truck still leaves", () => {
		const w = world();
		w.report();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 5 });
		w.come("serhii");
		w.at(300);
		for (const id of ["mykola", "petro", "olena", "serhii"])
			w.mark("atStation", { responderId: id });
		w.at(419);
		expect(w.sent({ kind: "askAtStation", responderId: "ivan" })).toEqual([]);
		w.at(420);
		expect(
			w
				.sent({ kind: "askAtStation", responderId: "ivan" })
				.map((r) => r.channel),
		).toEqual(["telegram", "voice"]);
		w.at(479);
		expect(w.person("ivan").seatOpenedAt).toBeUndefined();
		w.at(480);
		expect(w.person("ivan").seatOpenedAt).toBe(NIGHT + seconds(480));
		expect(w.commitments.has("responder:ivan")).toBe(false);
		expect([...(zil(w).promised?.responderIds ?? [])].sort()).toEqual([
			"mykola",
			"olena",
			"petro",
			"serhii",
		]);
		w.mark("departed", { vehicleId: "zil" });
		expect([...(zil(w).leftWith ?? [])].sort()).toEqual([
			"mykola",
			"olena",
			"petro",
			"serhii",
		]);
	});

	it("is not asked about when the person is there, said a later minute, or the truck has left", () => {
		const w = promised();
		const eta = w.person("ivan").etaAt ?? 0;
		w.mark("atStation", { responderId: "ivan" });
		w.pass(minutes(1));
		w.answer("olena", "responding", { etaMinutes: 14 });
		w.pass(eta + minutes(4) - w.now());
		expect(w.whoGot({ kind: "askAtStation" })).not.toContain("ivan");
		expect(w.whoGot({ kind: "askAtStation" })).not.toContain("olena");
		w.mark("departed", { vehicleId: "zil" });
		w.pass(minutes(30));
		expect(w.whoGot({ kind: "askAtStation" })).not.toContain("olena");
	});

	it("who answers «in ten minutes» when asked keeps his seat", () => {
		const w = world();
		w.report();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 5 });
		w.at(421);
		w.answer("ivan", "responding", { etaMinutes: 10 });
		w.at(500);
		expect(w.person("ivan").seatOpenedAt).toBeUndefined();
	});

	it("whoever comes after all gets a seat again", () => {
		const w = world();
		w.report();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 5 });
		w.at(500);
		expect(w.person("ivan").seatOpenedAt).toBeDefined();
		w.mark("atStation", { responderId: "ivan" });
		expect(w.person("ivan").seatOpenedAt).toBeUndefined();
		expect(w.commitments.get("responder:ivan")?.incidentId).toBe("fire");
	});

	it("«усі в депо» is about those on the way, not about who was given up or stood down", () => {
		const w = world();
		w.report();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 5 });
		w.come("serhii", "hanna");
		const [rested = ""] = stoodDown(w);
		w.at(450);
		w.run("fire", { type: "Unseat", responderId: "ivan", by: CHIEF });
		w.mark("atStation", { brigadeId: "rosokhach" });
		expect(w.person("mykola").progress).toBe("atStation");
		expect(w.person("ivan").progress).not.toBe("atStation");
		expect(
			rested === "" ||
				w.person(rested).stoodDownAt !== undefined ||
				w.person(rested).calledBackAt !== undefined,
		).toBe(true);
	});
});

describe("a departure nobody has marked", () => {
	const late = (leavesMinutes = 5) => {
		const w = world();
		w.report();
		for (const id of CREW)
			w.answer(id, "responding", { etaMinutes: leavesMinutes });
		return w;
	};

	it("is asked of leader and driver two minutes after the promised one, twice at most, and never assumed", () => {
		const w = late();
		w.at(419);
		expect(w.sent({ kind: "askDeparted" })).toEqual([]);
		w.mark("atStation", { brigadeId: "rosokhach" });
		w.at(420);
		expect(w.whoGot({ kind: "askDeparted" }).sort()).toEqual([
			"mykola",
			"petro",
		]);
		w.at(1800);
		expect(
			w.sent({ kind: "askDeparted", responderId: "mykola", channel: "voice" }),
		).toHaveLength(2);
		expect(zil(w).leftAt).toBeUndefined();
		expect(w.timersOf("fire").map((t) => t.key)).toContain("close");
	});

	it("is asked of each truck about its own minute", () => {
		const village = roster();
		village.brigades = withPolicy(
			{ structure_fire: { vehicles: [{ count: 2 }] } },
			village,
		).brigades;
		const w = world({ roster: village });
		w.report();
		for (const id of ["u-leader", "u-driver", "u-1", "u-2"])
			w.answer(id, "responding", { etaMinutes: 14 });
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 4 });
		w.mark("atStation", { brigadeId: "rosokhach" });
		w.at(500);
		expect(w.whoGot({ kind: "askDeparted" }).sort()).toEqual([
			"mykola",
			"petro",
		]);
	});

	it("said by the leader, it ends the questions; only the hourly one to the chief remains", () => {
		const w = late();
		w.at(300);
		w.mark("departed", {
			vehicleId: "zil",
			by: { kind: "responder", id: "petro" },
		});
		expect(w.incident().crews[0]).toMatchObject({
			leftAt: NIGHT + seconds(300),
			leftWith: expect.arrayContaining([...CREW]),
		});
		expect(w.person("ivan").progress).toBe("departed");
		w.pass(minutes(59));
		expect(w.sent({ kind: "askDeparted" })).toEqual([]);
		expect(w.sent({ kind: "askClose" })).toEqual([]);
		w.pass(minutes(2));
		expect(w.whoGot({ kind: "askClose" })).toEqual(["petro"]);
		expect(w.timersOf("fire").map((t) => t.key)).toEqual(["close"]);
	});

	it("a truck that left before its crew was complete is away, with whom stood there", () => {
		const w = world();
		w.report();
		w.come("mykola", "ivan");
		w.mark("atStation", { brigadeId: "rosokhach" });
		w.mark("departed", { vehicleId: "zil" });
		expect(zil(w).leftWith?.sort()).toEqual(["ivan", "mykola"]);
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("fire");
	});

	it("without a vehicle's name it is the truck that has a crew", () => {
		const w = world();
		w.report();
		w.come("u-leader", "u-driver", "u-1", "u-2");
		w.mark("departed", { by: { kind: "key", id: "okc" } });
		expect(
			w.incident().crews.map((c) => [c.vehicleId, c.leftAt !== undefined]),
		).toEqual([
			["zil", false],
			["gaz", true],
		]);
	});

	it("who says afterwards that he cannot is not counted as in the truck", () => {
		const w = promised();
		w.mark("departed", { vehicleId: "zil" });
		w.answer("ivan", "notResponding");
		expect(zil(w).leftWith).not.toContain("ivan");
	});
});

describe("two fires and one village", () => {
	it("the later crew misses a vehicle and the next brigade is asked now", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro");
		w.report({ id: "second" });
		for (const id of ["oleh", "stepan", "serhii", "hanna"])
			w.answer(id, "responding", {}, "second");
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("second");
		w.come("ivan", "olena");
		expect(w.events("VehicleTaken")).toMatchObject([{ vehicleId: "zil" }]);
		expect(zil(w)).toMatchObject({ down: true });
		w.pass(seconds(1));
		expect(w.incident().stations.has("zalissia")).toBe(true);
	});

	it("an exercise gives its people and its truck to a real fire, hears of it and tells them", () => {
		const w = world();
		w.report({ id: "drill", mode: "exercise" });
		for (const id of CREW) w.answer(id, "responding", {}, "drill");
		w.report();
		expect(w.asked()).toContain("mykola");
		w.come(...CREW);
		expect(w.whoGot({ kind: "freedForActual" }).sort()).toEqual(
			[...CREW].sort(),
		);
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("fire");
		const drill = w.incident("drill");
		expect(
			[...drill.people.values()]
				.filter((p) => p.withdrew)
				.map((p) => p.responderId)
				.sort(),
		).toEqual([...CREW].sort());
		expect(
			drill.crews.find((c) => c.vehicleId === "zil")?.promised,
		).toBeUndefined();
	});

	it("a returned truck and its people are free for the next", () => {
		const w = promised();
		w.mark("departed", { vehicleId: "zil" });
		w.pass(minutes(60));
		w.mark("returned", { vehicleId: "zil" });
		expect(
			[...w.commitments.keys()].filter(
				(key) => CREW.some((id) => key.endsWith(id)) || key.endsWith("zil"),
			),
		).toEqual([]);
		w.report({ id: "second", location: ROSOKHACH });
		expect(w.asked("second")).toContain("mykola");
	});

	it("one brigade's truck at home frees nobody of the other's", () => {
		const w = world({ roster: rosterWith({ taras: state("on") }) });
		w.report();
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil" });
		w.mark("returned", {
			by: { kind: "responder", id: "u-leader" },
			brigadeId: "uhryn",
		});
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("fire");
	});
});

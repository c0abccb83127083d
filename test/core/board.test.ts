/** What a screen shows of an incident: one view for all, with the one line it is about. */
import { describe, expect, it } from "vitest";
import { board, headline, type Joined } from "../../src/core/board.ts";
import {
	CHIEF,
	minutes,
	NIGHT,
	roster,
	rosterWith,
	seconds,
	state,
	world,
} from "./village.ts";

const CREW = ["mykola", "petro", "ivan", "olena"] as const;
const joined = (now: number, rest: Partial<Joined> = {}): Joined => ({
	now,
	names: new Map(roster().responders.map((r) => [r.id, r.id.toUpperCase()])),
	brigades: new Map([["rosokhach", { name: "ДПД Росохач" }]]),
	vehicles: new Map([["zil", { name: "ЗІЛ-130" }]]),
	words: new Map([["w-place", "Росохач, вул. Шевченка, 12"]]),
	alerts: new Map(),
	degraded: [],
	...rest,
});
const line = (w: ReturnType<typeof world>) => headline(w.incident(), w.now());
const view = (w: ReturnType<typeof world>, rest: Partial<Joined> = {}) =>
	board(w.incident(), joined(w.now(), rest));
const house = () => {
	const w = world();
	w.report();
	return w;
};

describe("the headline", () => {
	it("says what is asked for before anybody has confirmed", () => {
		const w = world();
		w.report({ source: "resident" });
		expect(line(w)).toEqual({ kind: "unconfirmed" });
	});

	it("gathers, and after two minutes of silence says that nobody has answered", () => {
		const w = house();
		expect(line(w)).toEqual({ kind: "gathering", have: 0, need: 4 });
		w.at(120);
		expect(line(w)).toEqual({ kind: "nobodyAnswered" });
	});

	it("names the role that is missing", () => {
		const w = house();
		w.come("petro", "ivan", "olena");
		expect(line(w)).toEqual({ kind: "noDriver", have: 3, need: 4 });
		w.answer("petro", "notResponding");
		w.come("mykola");
		expect(line(w)).toMatchObject({ kind: "noLeader" });
		w.come("petro");
		w.answer("ivan", "notResponding");
		w.at(121);
		expect(line(w)).toEqual({ kind: "fewPeople", have: 3, need: 4 });
	});

	it("says when the truck leaves, then that the crew is there, then that it has left", () => {
		const w = house();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 6 });
		expect(line(w)).toEqual({ kind: "leaves", at: NIGHT + minutes(6) });
		w.at(300);
		w.mark("atStation", { brigadeId: "rosokhach" });
		expect(line(w)).toEqual({ kind: "assembled" });
		w.at(330);
		w.mark("departed", { vehicleId: "zil" });
		expect(line(w)).toEqual({ kind: "left", at: NIGHT + seconds(330) });
	});

	it("never assumes a departure: unmarked it is shown as such", () => {
		const w = house();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 6 });
		w.at(350);
		w.mark("atStation", { brigadeId: "rosokhach" });
		w.at(360 + 125);
		expect(line(w)).toEqual({ kind: "leftUnconfirmed" });
		w.at(3000);
		expect(line(w)).toEqual({ kind: "leftUnconfirmed" });
	});

	it("says that there is no vehicle when none is left", () => {
		const village = roster();
		village.brigades = village.brigades.slice(0, 1);
		const w = world({ roster: village });
		w.report();
		w.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF });
		expect(line(w)).toEqual({ kind: "noVehicle" });
	});

	it("of an incident stood down, ended or cancelled is that", () => {
		const w = house();
		w.run("fire", { type: "StandDown", by: CHIEF });
		expect(line(w)).toEqual({ kind: "standDown" });
		w.run("fire", { type: "Close", by: CHIEF });
		expect(line(w)).toEqual({ kind: "closed" });
	});

	it("gathers anew after a reopening", () => {
		const w = house();
		w.at(600);
		w.run("fire", { type: "Close", by: CHIEF });
		w.run("fire", { type: "Reopen", by: CHIEF });
		expect(line(w)).toMatchObject({ kind: "gathering" });
	});
});

describe("the view", () => {
	it("joins names and words, and shows no positions", () => {
		const w = house();
		w.come(...CREW);
		const shown = view(w);
		expect(shown.place).toBe("Росохач, вул. Шевченка, 12");
		expect(shown.responders.find((r) => r.id === "ivan")).toMatchObject({
			name: "IVAN",
			answer: "responding",
			to: "station",
		});
		expect(
			shown.responders.every((r) => !("lat" in r) && !("location" in r)),
		).toBe(true);
		expect(shown.crews[0]).toMatchObject({
			vehicle: "ЗІЛ-130",
			brigade: "ДПД Росохач",
			state: "promised",
			missing: [],
		});
	});

	it("shows every required seat, taken or not", () => {
		const w = house();
		w.come("petro", "ivan");
		const crew = view(w).crews[0];
		expect(crew?.seats.map((s) => [s.qualification, s.responderId])).toEqual([
			["driver_c", null],
			["leader", "petro"],
			[null, "ivan"],
			[null, null],
		]);
		expect(crew?.missing).toEqual(["driver_c", "firefighter"]);
	});

	it("lists who comes first, by arrival, then the silent, then who does not", () => {
		const w = house();
		w.answer("ivan", "notResponding");
		w.answer("olena", "responding", { etaMinutes: 9 });
		w.answer("petro", "responding", { etaMinutes: 4 });
		w.answer("serhii", "later");
		const ids = view(w).responders.map((r) => r.id);
		expect(ids.slice(0, 2)).toEqual(["petro", "olena"]);
		expect(ids.slice(-2)).toEqual(["serhii", "ivan"]);
	});

	it("calls silence «no answer» only after five minutes, and never a person whose alert was taken back", () => {
		const w = house();
		w.run("fire", {
			type: "Withdraw",
			responderId: "roman",
			why: "unavailable",
		});
		w.at(299);
		expect(view(w).responders.find((r) => r.id === "ivan")?.answer).toBe(
			"none",
		);
		w.at(300);
		expect(view(w).responders.find((r) => r.id === "ivan")?.answer).toBe(
			"noAnswer",
		);
		expect(view(w).responders.find((r) => r.id === "roman")).toMatchObject({
			answer: "none",
			alert: "withdrawn",
		});
	});

	it("counts as reached who answered or whose alert is at least sent", () => {
		const w = house();
		w.come("ivan");
		const alerts: Joined["alerts"] = new Map([
			["olena", { alert: "sent", channel: "telegram" }],
			["serhii", { alert: "queued", channel: "telegram" }],
			["hanna", { alert: "unreachable", channel: "sms" }],
		]);
		expect(view(w, { alerts }).reached).toBe(2);
	});

	it("keeps who left in the truck, its minute, and the intervals between", () => {
		const w = house();
		w.come(...CREW);
		w.at(300);
		w.mark("departed", { vehicleId: "zil" });
		w.at(700);
		w.mark("onScene", { vehicleId: "zil" });
		const shown = view(w);
		expect(shown.crews[0]).toMatchObject({
			state: "left",
			leftAt: NIGHT + seconds(300),
		});
		expect(shown.crews[0]?.seats).toHaveLength(4);
		expect(shown.times).toEqual({
			alarmHandlingMs: 0,
			turnoutMs: 300_000,
			travelMs: 400_000,
		});
	});

	it("shows why somebody was passed over, by name", () => {
		const w = world({ roster: rosterWith({ roman: state("off") }) });
		w.report();
		expect(view(w).passedOver).toContainEqual({
			id: "roman",
			name: "ROMAN",
			reason: "off",
		});
	});

	it("leaves the name of an erased person empty, and the place unknown", () => {
		const shown = view(house(), { names: new Map(), words: new Map() });
		expect(shown.place).toBeNull();
		expect(shown.responders[0]?.name).toBe("");
	});
});

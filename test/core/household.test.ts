/**
 * Two of one house, and somebody at home who can be rung for who does not wake.
 * Mykola drives and sleeps deeply; Olena and Taras have two children.
 */
import { describe, expect, it } from "vitest";
import {
	CHIEF,
	DAY,
	rosterWith,
	seconds,
	state,
	withPolicy,
	world,
} from "./village.ts";

const HOUSE = { household: "house-1" };
const village = (more: Parameters<typeof rosterWith>[0] = {}) =>
	world({
		roster: rosterWith({ olena: HOUSE, taras: HOUSE, ...more }),
	});
const deepSleeper = () =>
	village({
		mykola: {
			hasHomeContact: true,
			reach: { telegram: false, sms: true, voice: true },
		},
	});
const WAKE = { responderId: "mykola", kind: "wakeHousehold" } as const;

describe("somebody in the house", () => {
	it("is rung once, 65 seconds after the person's own call, when it and its redial woke nobody", () => {
		const w = deepSleeper();
		w.report();
		w.at(600);
		expect(
			w.sentAt({ responderId: "mykola", kind: "alert", channel: "voice" }),
		).toEqual(expect.arrayContaining([0, 40]));
		expect(w.sentAt(WAKE)).toEqual([65]);
		expect(w.sent(WAKE)[0]).toMatchObject({
			channel: "voice",
			purpose: "alert",
			message: { name: "mykola" },
		});
		expect(w.whoGot({ kind: "wakeHousehold" })).toEqual(["mykola"]);
	});

	it("is still rung when everybody was alerted again before it was due, and not twice", () => {
		const w = deepSleeper();
		w.report();
		w.come("petro", "ivan", "hanna", "oleh");
		w.at(40);
		// The crew breaks: all who are silent are called anew.
		w.answer("oleh", "notResponding");
		expect(w.events("RespondersAlertedAgain").length).toBeGreaterThan(0);
		w.at(100);
		w.answer("petro", "notResponding");
		w.at(900);
		expect(w.sent(WAKE)).toHaveLength(1);
	});

	it.each([
		["the person answered", (w: ReturnType<typeof world>) => w.come("mykola")],
		[
			"everybody was stood down",
			(w: ReturnType<typeof world>) =>
				w.run("fire", { type: "StandDown", by: CHIEF }),
		],
		[
			"the incident was closed",
			(w: ReturnType<typeof world>) =>
				w.run("fire", { type: "Close", by: CHIEF }),
		],
		[
			"another crew was complete with one spare",
			(w: ReturnType<typeof world>) =>
				w.come("oleh", "petro", "ivan", "hanna", "serhii"),
		],
	])("is left asleep once %s", (_when, happens) => {
		const w = deepSleeper();
		w.report();
		w.at(50);
		happens(w);
		w.at(300);
		expect(w.sent(WAKE)).toEqual([]);
	});

	it("is not rung for an exercise, nor for who has nobody there", () => {
		const w = deepSleeper();
		w.report({ mode: "exercise" });
		w.at(300);
		expect(w.sent({ kind: "wakeHousehold" })).toEqual([]);
	});

	it("says «вже встає»: no answer, nobody is freed by it, and their own still counts", () => {
		const w = deepSleeper();
		w.report();
		w.at(70);
		const asked = w.asked();
		w.run("fire", {
			type: "HouseholdSays",
			responderId: "mykola",
			said: "waking",
		});
		expect(w.person("mykola")).toMatchObject({ house: "waking" });
		expect(w.person("mykola").answer).toBeUndefined();
		expect(w.asked()).toEqual(asked);
		expect(w.commitments.size).toBe(0);
		w.come("mykola");
		expect(w.person("mykola")).toMatchObject({ answer: "responding" });
		expect(w.person("mykola").house).toBeUndefined();
	});

	it("says «його немає»: the next one is asked now, as for who is out of reach", () => {
		const w = world({
			start: DAY,
			roster: rosterWith(
				{ mykola: { hasHomeContact: true } },
				withPolicy({ default: { waveSize: 5 } }),
			),
		});
		w.report({ incidentType: "vegetation_fire" });
		w.at(30);
		const before = w.asked();
		expect(before).toContain("mykola");
		const says = () =>
			w.run("fire", {
				type: "HouseholdSays",
				responderId: "mykola",
				said: "absent",
			});
		says();
		expect(w.asked().length).toBeGreaterThan(before.length);
		expect(says().ignored).toBe("known");
		w.come("mykola");
		expect(w.person("mykola").answer).toBe("responding");
	});

	it("says nothing for who has answered, and nothing of who was never asked", () => {
		const w = deepSleeper();
		w.report();
		w.come("mykola");
		const said = (responderId: string) =>
			w.run("fire", { type: "HouseholdSays", responderId, said: "absent" });
		expect(said("mykola").ignored).toBe("answered");
		expect(said("nobody").ignored).toBe("notOfThisIncident");
		expect(w.person("mykola").answer).toBe("responding");
	});
});

describe("two of one household", () => {
	it("who answers «їду» first frees the other, who is told and rung no more", () => {
		const w = village();
		w.report();
		w.at(10);
		w.come("olena");
		expect(w.person("taras")).toMatchObject({ freedBy: "olena" });
		expect(
			w.sent({ responderId: "taras", kind: "householdFreed" }),
		).toMatchObject([{ channel: "telegram", message: { name: "olena" } }]);
		w.mark("atStation", { responderId: "olena" });
		const rings = w.sent({ responderId: "taras", channel: "voice" }).length;
		w.at(900);
		expect(w.sent({ responderId: "taras", channel: "voice" })).toHaveLength(
			rings,
		);
		expect(w.sent({ responderId: "taras", kind: "standDown" })).toEqual([]);
	});

	it("the button of who was freed still works and counts", () => {
		const w = village();
		w.report();
		w.come("olena");
		w.come("taras");
		expect(w.person("taras")).toMatchObject({ answer: "responding" });
		expect(w.person("taras").freedBy).toBeUndefined();
		expect(w.commitments.has("responder:taras")).toBe(true);
	});

	it("nobody is freed without whom the truck could not leave", () => {
		const w = village({
			mykola: HOUSE,
			oleh: state("off"),
		});
		w.report();
		w.come("olena");
		expect(w.person("taras").freedBy).toBe("olena");
		expect(w.person("mykola").freedBy).toBeUndefined();
		expect(w.sent({ responderId: "mykola", kind: "householdFreed" })).toEqual(
			[],
		);
	});

	it("a driver who was freed is asked again once the other driver declines", () => {
		const w = village({ mykola: HOUSE });
		w.report();
		w.come("olena");
		expect(w.person("mykola").freedBy).toBe("olena");
		w.at(20);
		w.answer("oleh", "notResponding");
		expect(w.person("mykola").freedBy).toBeUndefined();
		expect(
			w.sent({ responderId: "mykola", kind: "alert" }).at(-1)?.message,
		).toMatchObject({ repeat: true });
	});

	it("a driver who was freed is asked before a neighbour village is, when the other is silent", () => {
		const w = village({ mykola: HOUSE });
		w.report();
		w.come("olena");
		w.at(89);
		expect(w.person("mykola").freedBy).toBe("olena");
		w.at(125);
		expect(w.person("mykola").freedBy).toBeUndefined();
	});

	it("a withdrawal asks the other again", () => {
		const w = village();
		w.report();
		w.come("olena");
		w.at(60);
		w.answer("olena", "notResponding");
		expect(w.events("HouseholdAskedAgain")).toEqual([
			{ type: "HouseholdAskedAgain", responderIds: ["taras"] },
		]);
		expect(w.sent({ responderId: "taras", kind: "alert" }).at(-1)?.sentAt).toBe(
			w.now(),
		);
	});

	it("while the crew is complete a withdrawal wakes nobody", () => {
		const w = village();
		w.report();
		w.come("olena", "mykola", "petro", "ivan", "hanna", "serhii");
		const before = w.sent({ responderId: "taras" }).length;
		w.answer("olena", "notResponding");
		expect(w.sent({ responderId: "taras" })).toHaveLength(before);
		expect(w.person("taras").freedBy).toBeUndefined();
	});

	it("whoever is asked later is passed over, with the reason, while the other comes", () => {
		const w = village({ taras: { ...HOUSE, ...state("reserve") } });
		w.report();
		w.come("olena");
		w.pass(seconds(200));
		expect(w.incident().passedOver).toContainEqual({
			responderId: "taras",
			code: "household",
		});
		expect(w.asked()).not.toContain("taras");
	});
});

describe("who gives up a seat of a promised crew", () => {
	it("frees it, the next is asked, and the chief hears it", () => {
		const w = world({ roster: rosterWith({ oleh: state("reserve") }) });
		w.report();
		w.come("mykola", "petro", "ivan", "hanna");
		expect(w.incident().crews[0]?.promised).toBeDefined();
		w.at(150);
		w.answer("mykola", "notResponding");
		expect(w.incident().crews[0]?.promised).toBeUndefined();
		expect(w.commitments.has("responder:mykola")).toBe(false);
		expect(w.sent({ responderId: "petro", kind: "seatGivenUp" })).toMatchObject(
			[{ message: { name: "mykola" } }],
		);
		w.at(260);
		expect(w.asked()).toContain("oleh");
	});

	it("says nothing to the chief where nobody counted on them yet", () => {
		const w = world();
		w.report();
		w.come("ivan");
		w.answer("ivan", "notResponding");
		expect(w.sent({ kind: "seatGivenUp" })).toEqual([]);
	});
});

describe("who answered by call", () => {
	const byCall = { channel: "voice" as const };
	it("hears the stand-down, a new place and a lost seat by call", () => {
		const w = world();
		w.report();
		w.answer("ivan", "responding", byCall);
		w.answer("hanna", "later", byCall);
		w.answer("serhii", "notResponding", byCall);
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			place: { id: "w-2", hash: "h" },
		});
		expect(w.whoGot({ kind: "corrected", channel: "voice" })).toEqual([
			"ivan",
			"hanna",
		]);
		w.run("fire", { type: "Unseat", responderId: "ivan", by: CHIEF });
		expect(w.whoGot({ kind: "seatOpened", channel: "voice" })).toEqual([
			"ivan",
		]);
		w.answer("ivan", "responding", byCall);
		w.run("fire", { type: "StandDown", by: CHIEF });
		expect(w.whoGot({ kind: "standDown", channel: "voice" })).toEqual([
			"ivan",
			"hanna",
		]);
	});
});

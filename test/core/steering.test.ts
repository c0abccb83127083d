/**
 * What humans decide about the whole incident, and what each decision must not do.
 */
import { describe, expect, it } from "vitest";
import type { Command } from "../../src/core/incident.ts";
import {
	CHIEF,
	DAY,
	DESK,
	KEY,
	minutes,
	roster,
	rosterWith,
	seconds,
	state,
	world,
} from "./village.ts";

const CREW = ["mykola", "petro", "ivan", "olena"] as const;
function house(more: Parameters<ReturnType<typeof world>["report"]>[0] = {}) {
	const w = world();
	w.report(more);
	return w;
}

describe("the end", () => {
	it("tells who was asked, frees everybody and everything, and then sends nothing more", () => {
		const w = house();
		w.come(...CREW);
		w.answer("serhii", "notResponding");
		w.at(400);
		w.run("fire", { type: "Close", by: CHIEF });
		expect(w.whoGot({ kind: "standDown" })).toContain("ivan");
		expect(w.whoGot({ kind: "standDown" })).not.toContain("serhii");
		expect(w.commitments.size).toBe(0);
		expect(w.timersOf("fire")).toEqual([]);
		const sent = w.sent().length;
		for (const command of [
			{
				type: "Acknowledge",
				responderId: "roman",
				answer: "responding",
				channel: "sms",
			},
			{ type: "Withdraw", responderId: "ivan", why: "otherIncident" },
			{ type: "Reconsider", vehicleId: "zil" },
			{ type: "Reconsider", responderId: "ivan" },
			{ type: "Moved", responderId: "ivan", etaAt: 0 },
			{
				type: "AlertFailed",
				responderId: "ivan",
				channel: "sms",
				reason: "invalid",
			},
			{
				type: "Note",
				responderId: "ivan",
				note: { id: "n", hash: "h" },
				text: "ок",
				channel: "sms",
			},
			{ type: "StepDue", step: "humans", round: 1 },
			{ type: "Mark", mark: "atStation", responderId: "ivan", by: CHIEF },
			{ type: "Mark", mark: "departed", vehicleId: "gaz", by: CHIEF },
		] satisfies Command[])
			w.run("fire", command);
		w.pass(minutes(200));
		expect(w.sent()).toHaveLength(sent);
		expect(w.pending()).toEqual([]);
		expect(w.commitments.size).toBe(0);
		expect(w.timersOf("fire")).toEqual([]);
	});

	it("refuses what needs an open incident, and says what it found", () => {
		const w = house();
		w.run("fire", { type: "Close", by: CHIEF });
		for (const type of [
			"Close",
			"StandDown",
			"AlertNext",
			"TakeOver",
			"Confirm",
			"Dismiss",
		] as const)
			expect(w.run("fire", { type, by: CHIEF }).refused).toContain("closed");
		expect(w.run("nothing", { type: "Close", by: CHIEF }).refused).toContain(
			"no such incident",
		);
	});

	it("of an incident of 101 is proposed by a chief and done by the desk only", () => {
		const w = house();
		w.run("fire", {
			type: "Cancel",
			by: CHIEF,
			reason: "false",
			ownDesk: false,
		});
		expect(w.incident().status).toBe("open");
		expect(w.whoGot({ kind: "cancelProposed" })).toEqual(["desk"]);
		w.run("fire", { type: "Cancel", by: KEY, reason: "false", ownDesk: true });
		expect(w.incident().status).toBe("cancelled");
		expect(w.whoGot({ kind: "falseAlarm" })).toContain("ivan");
	});

	it("an unconfirmed shell of 101 is not one chief's to dismiss, but its desk's", () => {
		const w = house({ incidentType: "shelling_impact" });
		w.run("fire", { type: "Dismiss", by: CHIEF });
		expect(w.incident().status).toBe("unconfirmed");
		w.run("fire", { type: "Dismiss", by: DESK });
		expect(w.incident().status).toBe("cancelled");
	});

	it("tells who is in the truck of a false alarm too", () => {
		const w = house({ source: "chief" });
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil" });
		w.run("fire", {
			type: "Cancel",
			by: CHIEF,
			reason: "false",
			ownDesk: false,
		});
		expect(w.whoGot({ kind: "falseAlarm" })).toEqual(
			expect.arrayContaining([...CREW]),
		);
	});

	it("undone, it asks everybody anew and its own first minutes count again", () => {
		const w = house();
		w.come(...CREW);
		w.at(100);
		w.run("fire", { type: "Close", by: CHIEF });
		expect(
			w.run("fire", { type: "Reopen", by: CHIEF }).refused,
		).toBeUndefined();
		expect(w.incident()).toMatchObject({
			status: "open",
			round: 2,
			laddered: true,
		});
		expect(w.person("ivan").answer).toBeUndefined();
		w.calls = { waiting: 0, lastBeganAt: w.now() + seconds(80) };
		w.at(190);
		expect(w.events("StepDeferred")).toHaveLength(1);
		w.calls = undefined;
		w.at(100 + 181);
		expect(
			w.sent({ responderId: "desk", kind: "humanNeeded", channel: "sms" }),
		).toHaveLength(1);
		expect(w.run("fire", { type: "Reopen", by: CHIEF }).refused).toContain(
			"open",
		);
	});

	it("may still be followed by what happened on the way home", () => {
		const w = house();
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil" });
		w.run("fire", { type: "Close", by: CHIEF });
		w.mark("returned", { vehicleId: "zil" });
		expect(w.incident().marks.map((m) => m.mark)).toEqual([
			"departed",
			"returned",
		]);
	});
});

describe("a stand-down", () => {
	it("lets the crew go on and the rest sleep; nobody more is asked", () => {
		const w = house();
		w.come(...CREW, "oleh");
		w.run("fire", { type: "StandDown", by: CHIEF });
		expect(w.whoGot({ kind: "standDown" })).toEqual(
			expect.arrayContaining(["oleh", "roman"]),
		);
		expect(w.whoGot({ kind: "standDown" })).not.toContain("ivan");
		expect(w.incident().crews[0]?.promised?.responderIds).toHaveLength(4);
		const asked = w.asked();
		w.pass(minutes(4));
		expect(w.asked()).toEqual(asked);
		expect(w.sent({ kind: "humanNeeded" })).toEqual([]);
		expect(w.run("fire", { type: "StandDown", by: CHIEF }).ignored).toBe(
			"stoodDown",
		);
	});

	it("still asks the crew that goes on whether it has left", () => {
		const w = house();
		for (const id of CREW) w.answer(id, "responding", { etaMinutes: 5 });
		w.run("fire", { type: "StandDown", by: CHIEF });
		w.mark("atStation", { brigadeId: "rosokhach" });
		w.at(421);
		expect(w.whoGot({ kind: "askDeparted" }).sort()).toEqual([
			"mykola",
			"petro",
		]);
	});

	it("is heard by whoever says after it that he comes", () => {
		const w = house();
		w.come(...CREW);
		w.run("fire", { type: "StandDown", by: CHIEF });
		w.at(60);
		w.answer("roman");
		expect(w.sentAt({ responderId: "roman", kind: "standDown" })).toEqual([
			0, 60,
		]);
		expect(w.commitments.has("responder:roman")).toBe(false);
		const none = house();
		none.run("fire", { type: "StandDown", by: CHIEF });
		none.at(60);
		none.answer("roman");
		expect(none.sentAt({ responderId: "roman", kind: "standDown" })).toEqual([
			0, 60,
		]);
		expect(none.commitments.size).toBe(0);
	});

	it("whose crew breaks calls back who had said they come, tells the chief, and wakes nobody else", () => {
		const w = house();
		w.come(...CREW, "serhii");
		w.at(120);
		w.run("fire", { type: "StandDown", by: CHIEF });
		w.at(200);
		w.answer("olena", "notResponding");
		w.answer("ivan", "notResponding");
		expect(w.whoGot({ kind: "calledBack" })).toEqual(["serhii"]);
		expect(w.events("RespondersAlertedAgain")).toEqual([]);
		expect(w.events("VerdictGiven").at(-1)?.kind).toBe("notGathering");
		w.answer("hanna");
		expect(w.incident().crews[0]?.promised?.responderIds).toContain("hanna");
	});

	it("is over when the chief asks for more: the ladder is back", () => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire" });
		w.run("fire", { type: "StandDown", by: CHIEF });
		w.run("fire", { type: "AlertNext", by: CHIEF });
		expect(w.incident().stoodDown).toBe(false);
		expect(w.timersOf("fire").map((t) => t.key)).toContain("humans");
	});
});

describe("«Машина не їде»", () => {
	it("on the road, it is no truck at the fire: the next brigade is asked and the ladder is back", () => {
		const w = house();
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil" });
		w.at(300);
		w.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF });
		expect(w.incident().stations.has("zalissia")).toBe(true);
		w.at(361);
		expect(w.whoGot({ kind: "humanNeeded" })).toContain("desk");
	});

	it("after a stand-down wakes another brigade only for a crew that was to go", () => {
		const home = house();
		home.run("fire", { type: "StandDown", by: CHIEF });
		home.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF });
		expect(home.incident().stations.has("zalissia")).toBe(false);
		const going = house();
		going.come(...CREW);
		going.run("fire", { type: "StandDown", by: CHIEF });
		going.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF });
		expect(going.incident().stations.has("zalissia")).toBe(true);
		expect(going.timersOf("fire").map((t) => t.key)).toContain("humans");
	});

	it("asks the next brigade at once, tells the desk, and takes the truck out of service", () => {
		const w = house();
		w.come(...CREW);
		w.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF });
		expect(w.incident().stations.has("zalissia")).toBe(true);
		expect(w.whoGot({ kind: "vehicleDown" })).toContain("desk");
		expect(
			w.run("fire", { type: "VehicleDown", vehicleId: "zil", by: CHIEF })
				.ignored,
		).toBe("notOfThisIncident");
	});

	it("known from the roster, it is the same without telling the roster again", () => {
		const w = house();
		Object.assign(w.candidates.vehicles[0] ?? {}, { state: "outOfService" });
		const { effects } = w.run("fire", { type: "Reconsider", vehicleId: "zil" });
		expect(w.events("VehicleWentDown")).toHaveLength(1);
		expect(effects.map((e) => e.type)).not.toContain("TakeOutOfService");
		expect(
			w.run("fire", { type: "Reconsider", vehicleId: "gaz" }).ignored,
		).toBe("unchanged");
	});
});

describe("a correction", () => {
	const corrected = (
		change: Partial<Extract<Command, { type: "Correct" }>>,
	) => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire" });
		w.answer("ivan", "responding", { channel: "voice" });
		w.answer("petro", "notResponding");
		w.at(10);
		w.run("fire", { type: "Correct", by: CHIEF, ...change });
		return w;
	};

	it("of the place is told once to who comes, where the answer came from, and rings nobody else", () => {
		const w = corrected({ place: { id: "w-new", hash: "h2" } });
		expect(
			w.sent({ kind: "corrected" }).map((r) => [r.responderId, r.channel]),
		).toEqual([
			["ivan", "telegram"],
			["ivan", "voice"],
		]);
		expect(w.sent({ kind: "corrected" })[0]?.message).toMatchObject({
			placeChanged: true,
			oldPlace: "w-place",
		});
		expect(w.sentAt({ kind: "alert" }).filter((at) => at === 10)).toEqual([]);
	});

	it("to a graver type asks who was not asked yet, and nobody twice", () => {
		const w = corrected({ incidentType: "structure_fire" });
		expect(w.incident().policy.maxArrivalMinutes).toBe(20);
		expect(w.asked()).toContain("roman");
		const people = w
			.events("RespondersAlerted")
			.flatMap((e) => e.people.map((p) => p.responderId));
		expect(new Set(people).size).toBe(people.length);
		expect(w.whoGot({ kind: "corrected" })).toEqual(["ivan"]);
	});

	it("to a graver type does not call the reserve: that is for a crew that stays short", () => {
		const w = world({
			start: DAY,
			roster: rosterWith({ roman: state("reserve") }),
		});
		w.report({ incidentType: "vegetation_fire" });
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			incidentType: "structure_fire",
		});
		expect(w.asked()).not.toContain("roman");
	});

	it("to a lighter type rings nobody and tells nobody", () => {
		const w = house();
		w.come("ivan");
		const asked = w.asked();
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			incidentType: "vegetation_fire",
		});
		expect(w.asked()).toEqual(asked);
		expect(w.sent({ kind: "corrected" })).toEqual([]);
	});

	it("that people are in danger asks the `lifeOnly` now", () => {
		const w = world({ roster: rosterWith({ olena: state("lifeOnly") }) });
		w.report();
		w.at(30);
		w.run("fire", { type: "Correct", by: CHIEF, peopleInDanger: true });
		expect(w.sentAt({ responderId: "olena", kind: "alert" })[0]).toBe(30);
	});
});

describe("a mark", () => {
	it("said twice is one mark", () => {
		const w = house();
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil" });
		expect(w.mark("departed", { vehicleId: "zil" }).ignored).toBe("marked");
		expect(
			w.mark("departed", {
				by: { kind: "responder", id: "petro" },
				responderId: "petro",
			}).events.length,
		).toBeLessThan(2);
	});

	it("from a clock ahead of ours is now", () => {
		const w = house();
		w.mark("informed101", { at: w.now() + minutes(10) });
		expect(w.incident().marks[0]?.at).toBe(w.now());
	});

	it("of somebody who drove there alone does not put the truck on scene", () => {
		const w = house();
		w.come(...CREW);
		w.answer("serhii", "responding", { to: "scene" });
		w.mark("departed", { vehicleId: "zil" });
		w.mark("onScene", { responderId: "serhii", brigadeId: "rosokhach" });
		expect(w.person("serhii").progress).toBe("onScene");
		expect(w.incident().crews[0]?.onSceneAt).toBeUndefined();
		w.mark("onScene", { responderId: "petro", vehicleId: "zil" });
		expect(w.incident().crews[0]?.onSceneAt).toBe(w.now());
	});
});

describe("words of the chief", () => {
	it("reach who they are for", () => {
		const w = house();
		w.come("ivan");
		w.answer("olena", "notResponding");
		const words = { id: "w", hash: "h" };
		w.run("fire", {
			type: "Write",
			by: CHIEF,
			to: "coming",
			words,
			text: "беріть лопати",
		});
		expect(w.whoGot({ kind: "fromChief" })).toEqual(["ivan"]);
		w.run("fire", {
			type: "Write",
			by: CHIEF,
			to: "silent",
			words,
			text: "де ви?",
		});
		expect(w.whoGot({ kind: "fromChief" })).toEqual(
			expect.arrayContaining(["ivan", "roman"]),
		);
		expect(w.whoGot({ kind: "fromChief" })).not.toContain("olena");
	});
});

describe("«Ще людей»", () => {
	it("says when nobody is left to ask", () => {
		const village = roster();
		village.brigades = village.brigades.slice(0, 1);
		const w = world({ roster: village });
		w.report();
		expect(w.run("fire", { type: "AlertNext", by: CHIEF }).ignored).toBe(
			"nobodyLeft",
		);
	});
});

describe("a departure", () => {
	it("is believed of who comes and of the chief, never of who said no or nothing", () => {
		const w = house();
		w.come(...CREW);
		w.answer("serhii", "notResponding");
		for (const id of ["serhii", "roman"]) {
			w.run("fire", {
				type: "Mark",
				mark: "departed",
				by: { kind: "responder", id },
			});
			expect(w.incident().crews.some((c) => c.leftAt !== undefined)).toBe(
				false,
			);
		}
		w.run("fire", {
			type: "Mark",
			mark: "departed",
			by: { kind: "responder", id: "mykola" },
		});
		expect(w.incident().crews.some((c) => c.leftAt !== undefined)).toBe(true);
	});
});

/**
 * What one person says, and what a carrier says of one person: every answer is
 * one fact, changes what it must and nothing else.
 */
import { describe, expect, it } from "vitest";
import {
	CHIEF,
	DESK,
	minutes,
	NIGHT,
	rosterWith,
	seconds,
	state,
	world,
} from "./village.ts";

function house(options: Parameters<typeof world>[0] = {}) {
	const w = world(options);
	w.report();
	return w;
}

describe("an answer", () => {
	it("takes back everything still on its way and hangs up the ringing phone", () => {
		const w = house();
		const { effects } = w.answer("ivan");
		expect(effects).toContainEqual({ type: "HangUp", responderId: "ivan" });
		w.pass(minutes(3));
		expect(
			w.sentAt({ responderId: "ivan", kind: "alert", channel: "voice" }),
		).toEqual([0]);
	});

	it("commits the person to this fire, and a decline frees them", () => {
		const w = house();
		w.answer("ivan");
		expect(w.commitments.get("responder:ivan")).toMatchObject({
			incidentId: "fire",
			number: 118,
		});
		w.answer("ivan", "notResponding");
		expect(w.commitments.has("responder:ivan")).toBe(false);
		expect(w.timersOf("fire").map((t) => t.key)).not.toContain(
			"askAtStation:ivan",
		);
	});

	it("«later» is not in the first crew", () => {
		const w = house();
		w.come("mykola", "petro", "ivan");
		w.answer("olena", "later");
		expect(w.person("olena")).toMatchObject({ answer: "later" });
		expect(w.person("olena").etaAt).toBeUndefined();
		expect(w.events("CrewPromised")).toEqual([]);
		w.at(180);
		expect(w.events("RespondersAlertedAgain")[0]?.responderIds).not.toContain(
			"olena",
		);
	});

	it("of two minutes from far away is shown as ours, of ten as said", () => {
		const far = { places: [{ kind: "home" as const, lat: 49.1, lon: 25.795 }] };
		const w = house({ roster: rosterWith({ ivan: far }) });
		w.answer("ivan", "responding", { etaMinutes: 2 });
		expect(w.person("ivan").etaAt).toBeGreaterThan(NIGHT + minutes(10));
		w.answer("olena", "responding", { etaMinutes: 10 });
		expect(w.person("olena").etaAt).toBe(NIGHT + minutes(10));
	});

	it("given by key or SMS is said back, given by Telegram or page is not", () => {
		const w = house();
		w.answer("ivan", "responding", { channel: "voice" });
		w.answer("olena", "responding", { channel: "sms" });
		w.answer("serhii", "responding", { channel: "page" });
		w.answer("hanna");
		expect(
			w.sent({ kind: "answerReceived" }).map((r) => [r.responderId, r.channel]),
		).toEqual([
			["ivan", "sms"],
			["olena", "sms"],
		]);
	});

	it("posted twice changes nothing the second time", () => {
		const w = house();
		w.come("mykola", "petro", "ivan", "olena");
		const before = structuredClone(w.incident().crews);
		w.answer("olena");
		expect(w.incident().crews).toEqual(before);
	});

	it("of somebody at the station keeps them there", () => {
		const w = house();
		w.answer("ivan", "responding", { etaMinutes: 5 });
		w.at(200);
		w.mark("atStation", { responderId: "ivan" });
		w.at(260);
		w.answer("ivan", "responding", { etaMinutes: 10 });
		expect(w.person("ivan")).toMatchObject({
			progress: "atStation",
			etaAt: NIGHT + seconds(200),
		});
		expect(w.timersOf("fire").map((t) => t.key)).not.toContain(
			"askAtStation:ivan",
		);
	});

	it("of somebody never asked joins them with the facts of a chosen one", () => {
		const w = house({ roster: rosterWith({ roman: state("off") }) });
		expect(w.asked()).not.toContain("roman");
		w.answer("roman");
		expect(w.person("roman")).toMatchObject({
			answer: "responding",
			asked: true,
			why: { code: "askedByHuman" },
		});
		expect(w.person("roman").toStationMs).toBeGreaterThan(0);
	});

	it("of a post is no answer: a desk sits in no truck", () => {
		const w = house();
		expect(w.answer("desk").ignored).toBe("notOfThisIncident");
		expect(w.answer("nobody").ignored).toBe("notOfThisIncident");
	});

	it("after the end changes nothing", () => {
		const w = house();
		w.run("fire", { type: "Close", by: DESK });
		expect(w.answer("ivan")).toMatchObject({
			ignored: "ended",
			events: [],
			effects: [],
		});
	});
});

describe("somebody promised to another fire", () => {
	const two = () => {
		const w = house();
		w.answer("ivan");
		w.report({ id: "second" });
		return w;
	};

	it("is not asked for the second", () => {
		const w = two();
		expect(w.asked("second")).not.toContain("ivan");
		expect(w.incident("second").passedOver).toContainEqual({
			responderId: "ivan",
			code: "committed",
			number: 118,
		});
	});

	it("who says there that he comes is asked which, and counts nowhere new", () => {
		const w = two();
		w.answer("ivan", "responding", {}, "second");
		expect(w.events("SwitchAsked", "second")).toEqual([
			{ type: "SwitchAsked", responderId: "ivan", from: 118 },
		]);
		expect(w.sent({ responderId: "ivan", kind: "askSwitch" })).toHaveLength(1);
		expect(w.incident("second").people.has("ivan")).toBe(false);
		expect(w.person("ivan").answer).toBe("responding");
	});

	it("who stands at its station is asked which as well", () => {
		const w = house();
		w.report({ id: "second" });
		w.answer("ivan");
		w.mark("atStation", { responderId: "ivan" }, "second");
		expect(w.events("SwitchAsked", "second")).toHaveLength(1);
		expect(w.person("ivan", "second").answer).toBeUndefined();
	});

	it("yes is two commands: given up there, promised here", () => {
		const w = house();
		w.report({ id: "second" });
		w.come("mykola", "petro", "ivan", "olena");
		w.run("fire", {
			type: "Withdraw",
			responderId: "ivan",
			why: "otherIncident",
		});
		expect(w.person("ivan")).toMatchObject({
			answer: "notResponding",
			withdrew: "otherIncident",
		});
		expect(w.incident().crews[0]?.promised).toBeUndefined();
		w.answer("ivan", "responding", {}, "second");
		expect(w.commitments.get("responder:ivan")?.incidentId).toBe("second");
	});

	it("out of a truck that has left is no longer counted in it", () => {
		const w = house();
		w.come("mykola", "petro", "ivan", "olena");
		w.mark("departed", { vehicleId: "zil" });
		w.run("fire", {
			type: "Withdraw",
			responderId: "petro",
			why: "otherIncident",
		});
		expect(w.incident().crews[0]?.leftWith).not.toContain("petro");
	});
});

describe("somebody who can no longer be asked", () => {
	it("has the alert taken back, and is not said to have declined", () => {
		const w = house();
		w.run("fire", {
			type: "Withdraw",
			responderId: "ivan",
			why: "unavailable",
		});
		expect(w.person("ivan").answer).toBeUndefined();
		w.pass(minutes(10));
		expect(
			w.sentAt({ responderId: "ivan", kind: "alert", channel: "voice" }),
		).toEqual([0]);
		expect(
			w.run("fire", {
				type: "Withdraw",
				responderId: "ivan",
				why: "unavailable",
			}).ignored,
		).toBe("withdrawn");
		w.mark("departed", { vehicleId: "zil" });
		expect(w.whoGot({ kind: "standDown" })).not.toContain("ivan");
	});

	it("set `off` until the morning is left in peace from this second", () => {
		const w = house();
		const ivan = w.candidates.responders.find((r) => r.id === "ivan");
		Object.assign(ivan ?? {}, {
			availability: {
				state: "off",
				until: NIGHT + minutes(300),
				weekly: [],
				exceptions: [],
			},
		});
		w.run("fire", { type: "Reconsider", responderId: "ivan" });
		expect(w.person("ivan").withdrew).toBe("unavailable");
	});

	it("who has said that he comes, comes, whatever the list says now", () => {
		const w = house();
		w.answer("ivan");
		Object.assign(
			w.candidates.responders.find((r) => r.id === "ivan") ?? {},
			state("off"),
		);
		expect(
			w.run("fire", { type: "Reconsider", responderId: "ivan" }).ignored,
		).toBe("unchanged");
	});

	it("with a new number is asked again, and is no longer without a channel", () => {
		const nothing = { telegram: true, sms: false, voice: false };
		const w = house({ roster: rosterWith({ ivan: { reach: nothing } }) });
		w.run("fire", {
			type: "AlertFailed",
			responderId: "ivan",
			channel: "telegram",
			reason: "blocked",
		});
		expect(w.person("ivan").unreachableAt).toBeDefined();
		Object.assign(w.candidates.responders.find((r) => r.id === "ivan") ?? {}, {
			reach: { telegram: false, sms: true, voice: true },
		});
		w.at(30);
		w.run("fire", { type: "Reconsider", responderId: "ivan" });
		expect(w.person("ivan").unreachableAt).toBeUndefined();
		expect(
			w.sentAt({ responderId: "ivan", kind: "alert", channel: "voice" }),
		).toEqual([30]);
	});
});

describe("a carrier's last negative word", () => {
	it("makes the person's other channels due now", () => {
		const w = world();
		w.report({ incidentType: "vegetation_fire" });
		w.at(3);
		w.run("fire", {
			type: "AlertFailed",
			responderId: "ivan",
			channel: "telegram",
			reason: "blocked",
		});
		expect(
			w.sentAt({ responderId: "ivan", channel: "sms", kind: "alert" }),
		).toEqual([3]);
		expect(w.person("ivan").failedOn).toEqual(["telegram"]);
		expect(
			w.run("fire", {
				type: "AlertFailed",
				responderId: "ivan",
				channel: "telegram",
				reason: "blocked",
			}).ignored,
		).toBe("known");
	});

	it("a phone nobody picked up is silence, not a failure", () => {
		const w = house();
		expect(
			w.run("fire", {
				type: "AlertFailed",
				responderId: "ivan",
				channel: "voice",
				reason: "noAnswer",
			}).ignored,
		).toBe("silent");
	});

	it("when nothing is left the chief is told who cannot be reached", () => {
		const w = house();
		for (const channel of ["telegram", "sms", "voice"] as const)
			w.run("fire", {
				type: "AlertFailed",
				responderId: "ivan",
				channel,
				reason: "invalid",
			});
		expect(w.sent({ kind: "unreachable" }).map((r) => r.responderId)).toEqual([
			"petro",
		]);
		expect(w.person("ivan").unreachableAt).toBeDefined();
	});

	it("about a human's Telegram, the same message goes by SMS", () => {
		const w = house();
		w.run("fire", {
			type: "AlertFailed",
			responderId: "desk",
			channel: "sms",
			reason: "invalid",
		});
		expect(w.sent({ responderId: "desk", channel: "voice" })).toHaveLength(1);
	});
});

describe("a person on the way", () => {
	it("who moves changes the estimate by whole minutes only", () => {
		const w = house();
		w.answer("ivan", "responding", { etaMinutes: 5 });
		expect(
			w.run("fire", {
				type: "Moved",
				responderId: "ivan",
				etaAt: NIGHT + minutes(5) + seconds(59),
			}).ignored,
		).toBe("same");
		w.run("fire", {
			type: "Moved",
			responderId: "ivan",
			etaAt: NIGHT + minutes(8),
		});
		expect(w.person("ivan").etaAt).toBe(NIGHT + minutes(8));
		w.at(minutes(9) / 1000);
		expect(w.sent({ kind: "askAtStation" })).toEqual([]);
	});

	it("in the truck or at the station is not looked for", () => {
		const w = house();
		w.come("mykola", "petro", "ivan", "olena");
		w.mark("atStation", { responderId: "ivan" });
		expect(
			w.run("fire", {
				type: "Moved",
				responderId: "ivan",
				etaAt: NIGHT + minutes(30),
			}).ignored,
		).toBe("arrived");
		w.mark("departed", { vehicleId: "zil" });
		expect(
			w.run("fire", {
				type: "Moved",
				responderId: "olena",
				etaAt: NIGHT + minutes(30),
			}).ignored,
		).toBe("arrived");
	});

	it("taken off a seat by the chief is told, freed, replaced, and once is enough", () => {
		const w = house();
		w.come("mykola", "petro", "ivan", "olena", "oleh");
		w.run("fire", { type: "Unseat", responderId: "mykola", by: CHIEF });
		expect(
			w.sent({ responderId: "mykola", kind: "seatOpened" })[0]?.message,
		).toMatchObject({ by: "chief" });
		expect(w.commitments.has("responder:mykola")).toBe(false);
		expect(w.incident().crews[0]?.promised?.responderIds[0]).toBe("oleh");
		expect(
			w.run("fire", { type: "Unseat", responderId: "mykola", by: CHIEF })
				.ignored,
		).toBe("notComing");
	});

	it("whose words are no answer: the chief reads them, nothing is guessed", () => {
		const w = house();
		w.run("fire", {
			type: "Note",
			responderId: "ivan",
			note: { id: "n", hash: "h" },
			text: "де саме?",
			channel: "sms",
		});
		expect(w.person("ivan").answer).toBeUndefined();
		expect(w.sent({ kind: "noteReceived" }).map((r) => r.responderId)).toEqual([
			"petro",
		]);
	});
});

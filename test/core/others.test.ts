/**
 * Who is not crew: told, asked, never ordered, and never in a seat. The crew's own
 * alerts are the same with them and without.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HelperAsked, Observer } from "../../src/core/incident.ts";
import type { Source } from "../../src/core/kinds.ts";
import {
	brigade,
	CHIEF,
	DESK,
	KEY,
	minutes,
	plain,
	ROSOKHACH,
	refold,
	responder,
	roster,
	seconds,
	tanker,
	UHRYN,
	type World,
	world,
} from "./village.ts";

const PHONE = { telegram: false, sms: true, voice: true };
const CHAT = { telegram: true, sms: true, voice: true };
const police: Observer = {
	responderId: "police",
	kind: "policeOfficer",
	reach: CHAT,
};
const head: Observer = {
	responderId: "head",
	kind: "villageHead",
	reach: PHONE,
};
const tractor = (
	id: string,
	equipment: HelperAsked["equipment"] = ["tractor", "plough"],
): HelperAsked & { brigadeIds?: string[] } => ({
	responderId: id,
	equipment,
	reach: CHAT,
	toSceneMs: minutes(15),
});

const fire = (more: Parameters<World["report"]>[0] = {}): World => {
	const w = world();
	w.observers = [police, head];
	w.report({ source: "chief", by: CHIEF, ...more });
	return w;
};
const sameLog = (w: World, id = "fire"): void =>
	expect(plain(refold(w.logs.get(id) ?? []))).toEqual(plain(w.incident(id)));

describe("observers of an area", () => {
	it("are told once when people are alerted, each on a channel they read, and are never rung", () => {
		const w = fire();
		w.pass(minutes(10));
		expect(w.events("ObserversInformed")).toHaveLength(1);
		expect(
			w
				.sent({ kind: "forObservers" })
				.map(({ responderId, channel }) => [responderId, channel]),
		).toEqual([
			["police", "telegram"],
			["head", "sms"],
		]);
		expect(w.sent({ responderId: "police", channel: "voice" })).toEqual([]);
		expect(w.incident().people.has("police")).toBe(false);
		sameLog(w);
	});

	it("hear of the departure and of the end, and of later trucks nothing", () => {
		const w = fire();
		w.come("petro", "mykola", "ivan", "olena");
		w.mark("departed", { vehicleId: "zil" });
		w.run("fire", { type: "AlertNext", by: CHIEF });
		w.mark("departed", { vehicleId: "gaz" });
		expect(w.incident().crews.filter((c) => c.leftAt)).toHaveLength(2);
		w.run("fire", { type: "Close", by: CHIEF });
		const told = w
			.sent({ kind: "forObservers", responderId: "head" })
			.map(({ message }) => "state" in message && message.state);
		expect(told).toEqual(["alerted", "left", "closed"]);
	});

	it("hear nothing of what nobody is called to", () => {
		const w = fire({ source: "resident", reporterVerified: false });
		w.pass(seconds(20));
		expect(w.sent({ kind: "forObservers" })).toEqual([]);
		w.run("fire", { type: "Confirm", by: CHIEF });
		w.pass(0);
		expect(w.whoGot({ kind: "forObservers" })).toEqual(["police", "head"]);
	});

	it("who could not be looked up in time are told by a later step", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		expect(w.sent({ kind: "forObservers" })).toEqual([]);
		w.observers = [police];
		w.pass(minutes(2));
		expect(w.whoGot({ kind: "forObservers" })).toEqual(["police"]);
	});

	it("who are members, chiefs or desks hear it as such, not twice", () => {
		const w = world();
		w.observers = [
			{ responderId: "ivan", kind: "other", reach: CHAT },
			{ responderId: "petro", kind: "other", reach: CHAT },
			{ responderId: "desk", kind: "securityCentre", reach: PHONE },
			{ responderId: "starosta", kind: "villageHead", reach: CHAT },
			{ responderId: "starosta", kind: "other", reach: CHAT },
		];
		w.report({ source: "chief", by: CHIEF });
		w.pass(0);
		expect(
			w.sent({ kind: "forObservers" }).map(({ responderId }) => responderId),
		).toEqual(["starosta"]);
	});

	it("hear of no exercise", () => {
		const w = fire({ mode: "exercise" });
		w.pass(minutes(3));
		expect(w.sent({ kind: "forObservers" })).toEqual([]);
	});
});

/** A state crew 6 km away, nearer than any other neighbour. */
function withState() {
	const base = roster();
	return {
		...base,
		brigades: [
			...base.brigades,
			brigade(
				"dprch",
				UHRYN,
				[
					{ role: "dutyOfficer", responderId: "state-desk", order: 1 },
					{ role: "chief", responderId: "state-chief", order: 1 },
				],
				{ kind: "state" },
			),
		],
		vehicles: [...base.vehicles, tanker("state-truck", "dprch")],
		responders: [
			...base.responders,
			responder("state-desk", "dprch", UHRYN, ["leader"], { reach: PHONE }),
			responder("state-chief", "dprch", UHRYN, ["driver_c"]),
			...["s1", "s2", "s3"].map((id) => responder(id, "dprch", UHRYN, [])),
		],
	};
}
const ofState = ["state-desk", "state-chief", "s1", "s2", "s3"];

describe("state crews", () => {
	it("are never alerted, counted or called as neighbours, however long nobody comes", () => {
		const w = world({ roster: withState() });
		w.report({ source: "chief", by: CHIEF });
		w.pass(minutes(20));
		expect(w.asked().filter((id) => ofState.includes(id))).toEqual([]);
		expect(w.whoGot({}).filter((id) => ofState.includes(id))).toEqual([]);
		expect([...w.incident().stations.keys()]).not.toContain("dprch");
		expect(w.incident().crews.map((crew) => crew.vehicleId)).not.toContain(
			"state-truck",
		);
	});

	it("named by 101 itself is ordered by 101, not by us", () => {
		const w = world({ roster: withState() });
		w.report({
			source: "okc_101",
			by: KEY,
			brigadeIds: ["dprch", "rosokhach"],
		});
		w.pass(minutes(5));
		expect(w.whoGot({}).filter((id) => ofState.includes(id))).toEqual([]);
		expect(w.incident().rulingBrigadeId).toBe("rosokhach");
	});

	it("are asked by a human: written to and rung, once, with the minute", () => {
		const w = world({ roster: withState() });
		w.report({ source: "chief", by: CHIEF });
		w.run("fire", { type: "AskStateCrews", by: CHIEF });
		w.run("fire", { type: "AskStateCrews", by: DESK });
		w.pass(0);
		expect(w.events("StateCrewsAsked")).toHaveLength(1);
		expect(
			w
				.sent({ kind: "stateAsked" })
				.map(({ responderId, channel }) => `${responderId} ${channel}`)
				.sort(),
		).toEqual([
			"state-chief telegram",
			"state-chief voice",
			"state-desk sms",
			"state-desk voice",
		]);
		expect(w.incident().stateAsked).toMatchObject([
			{ brigadeId: "dprch", by: CHIEF, at: w.now() },
		]);
		expect(w.incident().people.has("state-desk")).toBe(false);
	});

	it("one of them says that they know: the minute stands, and no promise", () => {
		const w = world({ roster: withState() });
		w.report({ source: "chief", by: CHIEF });
		w.run("fire", { type: "AskStateCrews", by: CHIEF });
		w.pass(seconds(40));
		w.run("fire", { type: "StateCrewHears", responderId: "state-desk" });
		w.run("fire", { type: "StateCrewHears", responderId: "state-chief" });
		expect(w.events("StateCrewHeard")).toHaveLength(1);
		expect(w.incident().stateAsked[0]?.heardAt).toBe(w.now());
		const stranger = w.run("fire", {
			type: "StateCrewHears",
			responderId: "ivan",
		});
		expect(stranger.ignored).toBe("notAsked");
		sameLog(w);
	});

	it("where there is none, nobody is asked and it is said so", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		const decided = w.run("fire", { type: "AskStateCrews", by: CHIEF });
		expect(decided.ignored).toBe("nobodyToAsk");
		expect(w.incident().stateAsked).toEqual([]);
	});

	it("are offered in the verdict that nobody gathers, until they are asked", () => {
		const offered = (w: World) =>
			w
				.sent({ kind: "verdictNotGathering", responderId: "petro" })
				.map(({ message }) => "askState" in message && message.askState);
		const w = world({ roster: withState() });
		w.report({ source: "chief", by: CHIEF });
		w.pass(minutes(3));
		expect(offered(w)).toEqual([true]);
		const asked = world({ roster: withState() });
		asked.report({ source: "chief", by: CHIEF });
		asked.run("fire", { type: "AskStateCrews", by: CHIEF });
		asked.pass(minutes(3));
		expect(offered(asked)).toEqual([false]);
	});
});

describe("101 knows", () => {
	it.each(["resident", "sensor", "chief", "duty_officer"] as Source[])(
		"of a %s's fire the chief is reminded once after three minutes, silently",
		(source) => {
			const w = world();
			w.report({ source, by: CHIEF });
			w.pass(minutes(2.9));
			expect(w.sent({ kind: "inform101" })).toEqual([]);
			w.pass(minutes(30));
			expect(w.sent({ kind: "inform101" })).toMatchObject([
				{ responderId: "petro", channel: "telegram", laneClass: 5 },
			]);
		},
	);

	it.each(["okc_101", "s112"] as Source[])(
		"of a %s's own fire nobody is",
		(source) => {
			const w = world();
			w.report({ source, by: KEY });
			w.pass(minutes(10));
			expect(w.sent({ kind: "inform101" })).toEqual([]);
		},
	);

	it("ticked before, nobody is reminded, and the verdict says nothing of it", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		w.mark("informed101");
		w.pass(minutes(10));
		expect(w.sent({ kind: "inform101" })).toEqual([]);
		const [verdict] = w.sent({ kind: "verdictNotGathering" });
		expect(verdict?.message).not.toHaveProperty("inform101");
		sameLog(w);
	});

	it("is said in the verdict while nobody has ticked it", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		w.pass(minutes(3));
		const [verdict] = w.sent({ kind: "verdictNotGathering" });
		expect(verdict?.message).toMatchObject({ inform101: true });
	});

	it("merged with 101's own, it is known there", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		w.report({ id: "theirs", source: "okc_101", by: KEY, force: true });
		w.merge("theirs", "fire");
		w.pass(minutes(10));
		expect(w.sent({ kind: "inform101", incidentId: "fire" })).toEqual([]);
	});
});

const stubble = (): World => {
	const w = world();
	w.helpers = [tractor("vasyl"), tractor("ihor", ["barrel"])];
	w.report({ source: "chief", by: CHIEF, incidentType: "vegetation_fire" });
	return w;
};
const ask = (w: World, more: object = {}) =>
	w.run("fire", { type: "AskHelpers", by: CHIEF, ...more });

describe("helpers with machines", () => {
	it("are asked only when a human asks, with what the type needs", () => {
		const w = stubble();
		w.pass(minutes(5));
		expect(w.sent({ kind: "helperAsked" })).toEqual([]);
		ask(w);
		expect(w.incident().helpers.get("vasyl")?.equipment).toEqual([
			"tractor",
			"plough",
		]);
		expect(
			w
				.sent({ kind: "helperAsked", responderId: "vasyl" })
				.map(({ channel }) => channel),
		).toEqual(["telegram", "voice"]);
		expect(ask(w).ignored).toBe("noHelpers");
	});

	it("are asked for one machine, where the human names it", () => {
		const w = stubble();
		ask(w, { equipment: ["barrel"] });
		expect([...w.incident().helpers.keys()]).toEqual(["ihor"]);
	});

	it("answer, and are in no seat, no chance and no commitment", () => {
		const w = stubble();
		ask(w);
		const before = plain(w.incident().crews);
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "vasyl",
			answer: "responding",
			etaMinutes: 20,
		});
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "ihor",
			answer: "notResponding",
		});
		expect(w.incident().helpers.get("vasyl")).toMatchObject({
			answer: "responding",
			etaAt: w.now() + minutes(20),
		});
		expect(plain(w.incident().crews)).toEqual(before);
		expect(w.commitments.get("responder:vasyl")).toBeUndefined();
		expect(w.incident().people.has("vasyl")).toBe(false);
		sameLog(w);
	});

	it("who say only that they come are there when a tractor is", () => {
		const w = stubble();
		ask(w);
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "vasyl",
			answer: "responding",
		});
		expect(w.incident().helpers.get("vasyl")?.etaAt).toBe(
			w.now() + minutes(15),
		);
	});

	it("are thanked once at the end, except who said no", () => {
		const w = stubble();
		ask(w);
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "ihor",
			answer: "notResponding",
		});
		w.run("fire", { type: "Close", by: CHIEF });
		w.pass(minutes(5));
		expect(
			w.sent({ kind: "helperStoodDown" }).map(({ responderId }) => responderId),
		).toEqual(["vasyl"]);
	});

	it("who are members of a brigade that is called are asked as crew, not twice", () => {
		const w = world();
		w.helpers = [
			tractor("ivan"),
			{ ...tractor("u-1"), brigadeIds: ["uhryn"] },
			tractor("vasyl"),
		];
		w.report({ source: "chief", by: CHIEF, incidentType: "vegetation_fire" });
		ask(w);
		expect([...w.incident().helpers.keys()]).toEqual(
			w.incident().stations.has("uhryn") ? ["vasyl"] : ["u-1", "vasyl"],
		);
		w.run("fire", { type: "AlertNext", by: CHIEF });
		w.run("fire", { type: "AlertNext", by: CHIEF });
		for (const id of w.asked())
			expect(w.incident().helpers.has(id)).toBe(false);
	});

	it("hear of another place before they get there, and who said no hears nothing", () => {
		const w = stubble();
		ask(w);
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "vasyl",
			answer: "responding",
		});
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "ihor",
			answer: "notResponding",
		});
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			place: { id: "w-new", hash: "h" },
		});
		expect(
			w
				.sent({ kind: "corrected" })
				.map(({ responderId, channel }) => `${responderId} ${channel}`),
		).toEqual(["vasyl telegram", "vasyl voice"]);
	});

	it("are asked anew when it burns again, with observers and state crews", () => {
		const w = stubble();
		ask(w);
		w.run("fire", {
			type: "HelperAnswers",
			responderId: "vasyl",
			answer: "responding",
		});
		w.run("fire", { type: "Close", by: CHIEF });
		w.run("fire", { type: "Reopen", by: CHIEF });
		expect(w.incident().helpers.size).toBe(0);
		ask(w);
		expect(w.incident().helpers.get("vasyl")?.answer).toBeUndefined();
		expect(w.incident().helpers.size).toBeGreaterThan(0);
	});

	it("are not asked to where a shell fell before a human has said that it burns", () => {
		const w = world();
		w.helpers = [tractor("vasyl", ["excavator"])];
		w.report({ source: "resident", incidentType: "shelling_impact" });
		expect(ask(w).ignored).toBe("awaitsConfirmation");
		w.run("fire", { type: "Confirm", by: CHIEF });
		ask(w);
		expect([...w.incident().helpers.keys()]).toEqual(["vasyl"]);
	});
});

describe("two reports of one fire", () => {
	it("observers, state crews and helpers of the duplicate go on with the other", () => {
		const w = world({ roster: withState() });
		w.helpers = [tractor("vasyl")];
		w.observers = [police];
		w.report({ source: "chief", by: CHIEF, incidentType: "vegetation_fire" });
		w.observers = [police, head];
		w.report({
			id: "again",
			source: "chief",
			by: CHIEF,
			force: true,
			incidentType: "vegetation_fire",
			location: ROSOKHACH,
		});
		w.run("again", { type: "AskHelpers", by: CHIEF });
		w.run("again", { type: "AskStateCrews", by: CHIEF });
		w.run("again", {
			type: "HelperAnswers",
			responderId: "vasyl",
			answer: "responding",
		});
		w.merge("again", "fire");
		const into = w.incident("fire");
		expect(into.observers.map(({ responderId }) => responderId)).toEqual([
			"police",
			"head",
		]);
		expect(into.helpers.get("vasyl")?.answer).toBe("responding");
		expect(into.stateAsked.map(({ brigadeId }) => brigadeId)).toEqual([
			"dprch",
		]);
		expect(w.sent({ kind: "sameFire", responderId: "vasyl" })).toHaveLength(1);
		w.run("fire", { type: "Close", by: CHIEF });
		expect(
			w
				.sent({ kind: "forObservers", responderId: "head", incidentId: "fire" })
				.map(({ message }) => "state" in message && message.state),
		).toEqual(["closed"]);
		sameLog(w);
	});
});

describe("in every history", () => {
	it("the crew's alerts are the same with observers and helpers as without", () => {
		const types = [
			"structure_fire",
			"vegetation_fire",
			"road_accident",
		] as const;
		const people = ["ivan", "olena", "mykola", "petro", "taras", "u-driver"];
		const step = fc.oneof(
			fc.record({ kind: fc.constant("pass" as const), s: fc.nat(150) }),
			fc.record({
				kind: fc.constant("answer" as const),
				who: fc.constantFrom(...people),
				what: fc.constantFrom("responding" as const, "notResponding" as const),
			}),
			fc.record({ kind: fc.constant("help" as const) }),
			fc.record({ kind: fc.constant("departed" as const) }),
		);
		fc.assert(
			fc.property(
				fc.constantFrom(...types),
				fc.array(step, { maxLength: 12 }),
				(incidentType, steps) => {
					const [plainOne, crowded] = [false, true].map((others) => {
						const w = world();
						if (others) {
							w.observers = [police, head];
							w.helpers = [
								tractor("vasyl"),
								tractor("ivan"),
								tractor("ihor", ["barrel"]),
							];
						}
						w.report({ source: "chief", by: CHIEF, incidentType });
						for (const one of steps) {
							if (one.kind === "pass") w.pass(seconds(one.s));
							if (one.kind === "answer" && w.incident().people.has(one.who))
								w.answer(one.who, one.what);
							if (one.kind === "departed") w.mark("departed");
							if (one.kind === "help" && others) {
								ask(w);
								w.run("fire", {
									type: "HelperAnswers",
									responderId: "vasyl",
									answer: "responding",
								});
							}
						}
						w.pass(minutes(6));
						const outsiders = new Set(["police", "head", "vasyl", "ihor"]);
						return w
							.sent()
							.filter(
								({ responderId, kind }) =>
									!outsiders.has(responderId) && kind !== "helperAsked",
							)
							.map(
								({ responderId, channel, kind, sentAt }) =>
									`${sentAt} ${responderId} ${channel} ${kind}`,
							)
							.sort();
					});
					expect(crowded).toEqual(plainOne);
				},
			),
			{ numRuns: 150 },
		);
	});
});

/**
 * The ladder as it is told in architecture §6, row by row: who is asked at which
 * second, and what each rung does when its need is gone.
 */
import { describe, expect, it } from "vitest";
import { missesStep } from "../../src/core/healing.ts";
import type { Command } from "../../src/core/incident.ts";
import {
	CHIEF,
	DAY,
	minutes,
	NIGHT,
	ROSOKHACH,
	responder,
	roster,
	rosterWith,
	seconds,
	state,
	withPolicy,
	world,
} from "./village.ts";

const OWN = [
	"petro",
	"stepan",
	"mykola",
	"oleh",
	"ivan",
	"olena",
	"serhii",
	"hanna",
	"taras",
	"yurii",
	"bohdan",
	"nadia",
	"roman",
];
const resident = { source: "resident", by: { kind: "service" } } as const;
const step = (
	name: Extract<Command, { type: "StepDue" }>["step"],
	round = 1,
): Command => ({
	type: "StepDue",
	step: name,
	round,
});

describe("a house fire a resident reports", () => {
	it("rings the chief at once, deputies, village head and leaders after 30 s, and nobody else before the minute is over", () => {
		const w = world();
		w.report(resident);
		expect(w.whoGot({ kind: "askConfirm" })).toEqual(["petro"]);
		expect(
			w
				.sent({ responderId: "petro" })
				.map((row) => row.channel)
				.sort(),
		).toEqual(["sms", "telegram", "voice"]);
		w.at(29);
		expect(w.whoGot({})).toEqual(["petro"]);
		w.at(30);
		expect(w.whoGot({ kind: "askConfirm" }).sort()).toEqual([
			"petro",
			"starosta",
			"stepan",
		]);
		expect(w.asked()).toEqual([]);
		w.at(59);
		expect(w.sent({ kind: "alert" })).toEqual([]);
	});

	it("alerts by itself at 60 s when nobody has decided, and says that it is unconfirmed", () => {
		const w = world();
		w.report(resident);
		w.at(60);
		expect(w.incident()).toMatchObject({
			status: "unconfirmed",
			laddered: true,
		});
		expect(w.incident().alertedAt).toBe(NIGHT + seconds(60));
		expect(w.sent({ kind: "alert" }).length).toBeGreaterThan(0);
		expect(
			w.sent({ kind: "alert" }).every((row) => row.message.unconfirmed),
		).toBe(true);
		w.at(60 + 90);
		expect(w.incident().stepsReached.has("widen")).toBe(true);
	});

	it("alerts at the second the chief confirms, and only once", () => {
		const w = world();
		w.report(resident);
		w.at(20);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.incident()).toMatchObject({ status: "open", laddered: true });
		expect(w.sentAt({ responderId: "mykola", channel: "voice" })[0]).toBe(20);
		w.at(65);
		expect(w.events("RespondersAlerted")).toHaveLength(1);
		expect(w.run("fire", { type: "Confirm", by: CHIEF }).ignored).toBe(
			"confirmed",
		);
	});

	it("confirmed after it alerted by itself, it keeps the rungs it has", () => {
		const w = world();
		w.report(resident);
		w.at(60);
		w.run("fire", { type: "Confirm", by: CHIEF });
		w.at(60 + 179);
		expect(w.incident().stepsReached.has("humans")).toBe(false);
		w.at(60 + 180);
		expect(w.incident().stepsReached.has("humans")).toBe(true);
	});

	it("does not ring a leader who is off", () => {
		const w = world({ roster: rosterWith({ stepan: state("off") }) });
		w.report(resident);
		w.at(59);
		expect(w.whoGot({})).toEqual(["petro", "starosta"]);
	});

	it("asks the deputy at once when the chief is off: somebody must decide", () => {
		const w = world({ roster: rosterWith({ petro: state("off") }) });
		w.report(resident);
		expect(w.whoGot({})).toEqual(["stepan"]);
	});

	it("dismissed, it ends as a false alarm and alerts nobody", () => {
		const w = world();
		w.report(resident);
		w.run("fire", { type: "Dismiss", by: CHIEF });
		w.pass(minutes(10));
		expect(w.incident().status).toBe("cancelled");
		expect(w.events("IncidentCancelled")).toMatchObject([{ reason: "false" }]);
		expect(w.sent({ kind: "alert" })).toEqual([]);
	});
});

describe("grass a resident reports", () => {
	const grass = { ...resident, incidentType: "vegetation_fire" } as const;

	it("rings the two nearest at 60 s, at once and by phone, and takes no further step", () => {
		const w = world({ start: NIGHT });
		w.report(grass);
		w.at(60);
		expect(w.asked()).toEqual(["petro", "ivan"]);
		expect(
			w.sentAt({ responderId: "ivan", kind: "alert", channel: "voice" }),
		).toEqual([60]);
		w.at(600);
		expect(w.asked()).toEqual(["petro", "ivan"]);
		expect(w.incident().laddered).toBe(false);
	});

	it("does not ask a third when both decline: no step before a human's word", () => {
		const w = world();
		w.report(grass);
		w.at(60);
		w.answer("petro", "notResponding");
		w.answer("ivan", "notResponding");
		w.pass(minutes(5));
		expect(w.asked()).toEqual(["petro", "ivan"]);
	});

	it("rings all humans each minute until one decides", () => {
		const w = world();
		w.report(grass);
		w.at(181);
		expect(
			w.sentAt({
				responderId: "starosta",
				kind: "askConfirm",
				channel: "voice",
			}),
		).toEqual([30, 120, 180]);
		w.run("fire", { type: "TakeOver", by: CHIEF });
		w.pass(minutes(10));
		expect(
			w.sentAt({
				responderId: "starosta",
				kind: "askConfirm",
				channel: "voice",
			}),
		).toHaveLength(3);
	});

	it("does not wake the neighbour when its vehicle is taken meanwhile", () => {
		const w = world();
		w.report(grass);
		w.at(60);
		w.commitments.set("vehicle:zil", {
			kind: "vehicle",
			id: "zil",
			incidentId: "other",
			number: 7,
			mode: "actual",
		});
		w.answer("ivan");
		w.pass(minutes(2));
		expect(w.asked()).toEqual(["petro", "ivan"]);
	});

	it("corrected to a house after the minute, it alerts by itself at once", () => {
		const w = world();
		w.report(grass);
		w.at(90);
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			incidentType: "structure_fire",
		});
		w.pass(0);
		expect(w.incident().laddered).toBe(true);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});
});

describe("people in danger, reported by a resident", () => {
	it("verified: everybody is alerted at the first second", () => {
		const w = world();
		w.report({ ...resident, peopleInDanger: true, reporterVerified: true });
		expect(w.whoGot({ kind: "alert" })).toEqual(expect.arrayContaining(OWN));
		expect(w.incident().status).toBe("unconfirmed");
	});

	it("unverified: chief, deputies and the two nearest leaders now, the rest at 60 s", () => {
		const w = world();
		w.report({ ...resident, peopleInDanger: true });
		expect(w.whoGot({ kind: "askConfirm" }).sort()).toEqual([
			"petro",
			"stepan",
		]);
		expect(w.asked().sort()).toEqual(["petro", "stepan"]);
		expect(
			w.sentAt({ responderId: "stepan", kind: "alert", channel: "voice" }),
		).toEqual([0]);
		w.at(59);
		expect(w.asked()).toHaveLength(2);
		w.at(60);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
		expect(
			w.events("RespondersAlerted")[1]?.people.map((p) => p.responderId),
		).not.toContain("petro");
	});

	it("unverified and dismissed within the minute: the rest sleep on", () => {
		const w = world();
		w.report({ ...resident, peopleInDanger: true });
		w.at(40);
		w.run("fire", { type: "Dismiss", by: CHIEF });
		w.pass(minutes(5));
		expect(w.whoGot({ kind: "alert" }).sort()).toEqual(["petro", "stepan"]);
		expect(w.whoGot({ kind: "falseAlarm" }).sort()).toEqual([
			"petro",
			"stepan",
		]);
	});

	it("by a reporter with a false report behind him: nobody but the chief, however long it lasts", () => {
		const w = world();
		w.report({
			...resident,
			peopleInDanger: true,
			reporterVerified: true,
			reporterDoubted: true,
		});
		w.pass(minutes(10));
		expect(w.whoGot({})).toEqual(["petro"]);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});
});

describe("a shell", () => {
	it("rings chief and desk, never a volunteer without a human's word, not even from 101", () => {
		const w = world();
		w.report({
			incidentType: "shelling_impact",
			source: "okc_101",
			peopleInDanger: true,
			reporterVerified: true,
		});
		expect(w.incident().status).toBe("unconfirmed");
		expect(w.whoGot({}).sort()).toEqual(["desk", "petro"]);
		w.pass(minutes(10));
		expect(w.sent({ kind: "alert" })).toEqual([]);
		expect(w.whoGot({}).sort()).toEqual([
			"desk",
			"petro",
			"starosta",
			"stepan",
		]);
		expect(w.run("fire", { type: "AlertNext", by: CHIEF }).refused).toContain(
			"Confirm",
		);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("learnt of within the minute, it stops the alert that was about to go out by itself", () => {
		const w = world();
		w.report(resident);
		w.at(50);
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			incidentType: "shelling_impact",
		});
		w.pass(minutes(5));
		expect(w.sent({ kind: "alert" })).toEqual([]);
	});

	it("learnt of after the alert went out by itself, nobody more is sent towards it", () => {
		const w = world();
		w.report(resident);
		w.at(70);
		const asked = w.asked();
		w.run("fire", {
			type: "Correct",
			by: CHIEF,
			incidentType: "shelling_impact",
		});
		for (const id of ["mykola", "oleh", "u-driver"])
			w.answer(id, "notResponding");
		w.pass(minutes(5));
		expect(w.asked()).toEqual(asked);
	});
});

describe("a house fire of 101", () => {
	it("reaches every available member on three channels in the first second, drivers, then leaders first", () => {
		const w = world();
		w.report();
		for (const id of OWN)
			expect(
				w
					.sent({ responderId: id, kind: "alert" })
					.map((r) => r.channel)
					.sort(),
			).toEqual(["sms", "telegram", "voice"]);
		expect(w.sentAt({ kind: "alert" }).every((at) => at === 0)).toBe(true);
		const order =
			w.events("RespondersAlerted")[0]?.people.map((p) => p.responderId) ?? [];
		expect(order.slice(0, 4)).toEqual(["mykola", "oleh", "petro", "stepan"]);
		const classOf = (id: string) =>
			w.sent({ responderId: id, kind: "alert" })[0]?.laneClass;
		expect([classOf("mykola"), classOf("petro"), classOf("ivan")]).toEqual([
			0, 0, 1,
		]);
	});

	it("wakes the neighbour in the same second when a crew of our own is too unlikely", () => {
		const w = world();
		w.report();
		expect(w.incident().stations.has("uhryn")).toBe(true);
		expect(w.incident().stations.has("zalissia")).toBe(false);
	});

	it("leaves the neighbour asleep when our own are known to come", () => {
		const always = { history: { alerted: 200, came: 196 } };
		const w = world({
			roster: rosterWith(Object.fromEntries(OWN.map((id) => [id, always]))),
		});
		w.report();
		expect([...w.incident().stations.keys()]).toEqual(["rosokhach"]);
		expect(w.incident().chance).toBeGreaterThan(0.9);
	});

	it("wakes the neighbour too when the type asks for more vehicles than we have", () => {
		const always = { history: { alerted: 200, came: 196 } };
		const village = rosterWith(
			Object.fromEntries(OWN.map((id) => [id, always])),
		);
		village.brigades = withPolicy(
			{ structure_fire: { vehicles: [{ count: 2 }] } },
			village,
		).brigades;
		const w = world({ roster: village });
		w.report();
		expect(w.incident().stations.has("uhryn")).toBe(true);
	});

	it("gives deputy and desk the link; whoever is called as a member has it on the card, the village head has none", () => {
		const w = world();
		w.report();
		const withoutCard = w
			.incident()
			.humans.filter(
				({ role, responderId }) =>
					role !== "villageHead" &&
					!w.incident().people.get(responderId)?.reach.telegram,
			)
			.map(({ responderId }) => responderId);
		expect(withoutCard).toContain("desk");
		expect(withoutCard).not.toContain("petro");
		expect(w.whoGot({ kind: "incidentOpened" }).sort()).toEqual(
			withoutCard.sort(),
		);
		expect(w.sent({ kind: "incidentOpened", channel: "voice" })).toEqual([]);
	});

	it("redials once, 40 s after the person's own call began", () => {
		const w = world();
		w.report();
		w.at(170);
		expect(
			w.sentAt({ responderId: "ivan", channel: "voice", kind: "alert" }),
		).toEqual([0, 40]);
	});

	it("does not ring who raised the alarm, but asks once whether he goes himself", () => {
		const w = world();
		w.report({ source: "chief", raisedBy: "petro", by: CHIEF });
		w.pass(minutes(5));
		expect(w.sent({ responderId: "petro", kind: "alert" })).toEqual([]);
		expect(w.sent({ responderId: "petro", kind: "askRaiser" })).toHaveLength(1);
		expect(w.incident().passedOver).toContainEqual({
			responderId: "petro",
			code: "raisedAlarm",
		});
		w.answer("petro");
		expect(w.person("petro")).toMatchObject({
			answer: "responding",
			asked: true,
		});
	});

	it("with nobody to ask says so at once and calls the humans", () => {
		const nobody = Object.fromEntries(
			roster()
				.responders.filter((r) => r.brigadeIds.length > 0)
				.map((r) => [r.id, state("off")]),
		);
		const w = world({ roster: rosterWith(nobody) });
		w.report();
		expect(w.incident().verdict?.kind).toBe("notGathering");
		expect(w.whoGot({ kind: "humanNeeded" }).sort()).toEqual([
			"desk",
			"starosta",
		]);
		expect(w.whoGot({ kind: "alert" })).toEqual([]);
	});

	it("never writes to anybody who is off, whatever the ladder", () => {
		const w = world({
			roster: rosterWith({ ivan: state("off"), "u-1": state("off") }),
		});
		w.report({ peopleInDanger: true });
		w.pass(minutes(20));
		w.run("fire", { type: "AlertNext", by: CHIEF });
		expect(w.whoGot({})).not.toContain("ivan");
		expect(w.whoGot({})).not.toContain("u-1");
	});
});

describe("people who are on the list only for the worst", () => {
	it("`lifeOnly` is asked from the first second when people are in danger, and else never", () => {
		const village = rosterWith({ olena: state("lifeOnly") });
		const quiet = world({ roster: village });
		quiet.report();
		quiet.pass(minutes(20));
		expect(quiet.asked()).not.toContain("olena");
		const worst = world({ roster: village });
		worst.report({ peopleInDanger: true });
		expect(worst.sentAt({ responderId: "olena", kind: "alert" })[0]).toBe(0);
	});

	it("`reserve` is asked only when the first could not fill the crew", () => {
		const w = world({ roster: rosterWith({ olena: state("reserve") }) });
		w.report();
		w.at(89);
		expect(w.asked()).not.toContain("olena");
		expect(w.incident().passedOver).toContainEqual({
			responderId: "olena",
			code: "reserve",
		});
		w.at(90);
		expect(w.person("olena").why.code).toBe("reserve");
	});
});

describe("grass fire of 101", () => {
	const grass = { incidentType: "vegetation_fire" } as const;

	it("asks nearest first, as many as make expected acceptances one more than needed", () => {
		const sure = { history: { alerted: 392, came: 392 } };
		const w = world({
			start: DAY,
			roster: rosterWith(Object.fromEntries(OWN.map((id) => [id, sure]))),
		});
		w.report(grass);
		// Need 4, so 5 expected; a driver must be among them: the nearest lives eighth.
		const people = w.events("RespondersAlerted")[0]?.people ?? [];
		expect(people.map((p) => p.responderId)).toContain("mykola");
		expect(people.map((p) => p.responderId)).not.toContain("roman");
		expect(people.length).toBeLessThan(OWN.length);
		expect(w.incident().passedOver).toContainEqual({
			responderId: "roman",
			code: "laterWave",
		});
		const far = people.map((p) => p.toStationMs);
		expect(far).toEqual([...far].sort((a, b) => a - b));
	});

	it("goes by Telegram first, by SMS after 20 s, by phone after 60 s by day", () => {
		const w = world({ start: DAY });
		w.report(grass);
		w.at(80);
		const id = "ivan";
		expect(
			w.sentAt({ responderId: id, channel: "telegram", kind: "alert" }),
		).toEqual([0]);
		expect(
			w.sentAt({ responderId: id, channel: "sms", kind: "alert" }),
		).toEqual([20]);
		expect(
			w.sentAt({ responderId: id, channel: "voice", kind: "alert" }),
		).toEqual([60]);
	});

	it("sends SMS at once to whoever has no Telegram", () => {
		const w = world({
			start: DAY,
			roster: rosterWith({
				ivan: { reach: { telegram: false, sms: true, voice: true } },
			}),
		});
		w.report(grass);
		expect(w.sentAt({ responderId: "ivan", channel: "sms" })).toEqual([0]);
	});

	it("rings nobody by night, not even when everyone silent is asked again", () => {
		const w = world({ start: NIGHT });
		w.report(grass);
		w.at(500);
		expect(w.sent({ kind: "alert", channel: "voice" })).toEqual([]);
		expect(
			w.sent({ responderId: "ivan", kind: "alert", channel: "telegram" }),
		).toHaveLength(2);
	});

	it("rings by night when people are in danger", () => {
		const w = world({ start: NIGHT });
		w.report({ ...grass, peopleInDanger: true });
		w.at(60);
		expect(
			w.sentAt({ responderId: "ivan", kind: "alert", channel: "voice" }),
		).toEqual([60]);
	});

	it("rings by night when the chief asks for more", () => {
		const w = world({ start: NIGHT });
		w.report(grass);
		w.run("fire", { type: "AlertNext", by: CHIEF });
		w.at(61);
		expect(w.sent({ kind: "alert", channel: "voice" }).length).toBeGreaterThan(
			0,
		);
	});

	it("asks the neighbour at once when none of ours can drive: waiting gains nothing", () => {
		const w = world({
			start: DAY,
			roster: rosterWith({ mykola: state("off"), oleh: state("off") }),
		});
		w.report(grass);
		expect(w.incident().stations.has("uhryn")).toBe(true);
		const able = world({ start: DAY });
		able.report(grass);
		expect(able.incident().stations.has("uhryn")).toBe(false);
	});
});

describe("the next one is asked now", () => {
	const grass = { incidentType: "vegetation_fire" } as const;
	const sure = { history: { alerted: 392, came: 392 } };
	const village = () =>
		rosterWith(Object.fromEntries(OWN.map((id) => [id, sure])));

	it("when somebody declines, one by one", () => {
		const w = world({ start: DAY, roster: village() });
		w.report(grass);
		const before = w.asked();
		w.answer("petro", "notResponding");
		expect(w.asked()).toHaveLength(before.length + 1);
	});

	it("a driver for a driver, not the nearest pair of hands", () => {
		const w = world({ start: DAY, roster: village() });
		w.report(grass);
		expect(w.asked()).not.toContain("oleh");
		w.answer("mykola", "notResponding");
		expect(w.asked().at(-1)).toBe("oleh");
		const reasons = w
			.events("RespondersAlerted")
			.at(-1)
			?.passedOver.map((p) => p.responderId);
		expect(reasons).toContain("roman");
	});

	it("when somebody cannot be reached by anything", () => {
		const w = world({ start: DAY, roster: village() });
		w.report(grass);
		const before = w.asked().length;
		for (const channel of ["telegram", "sms", "voice"] as const)
			w.run("fire", {
				type: "AlertFailed",
				responderId: "petro",
				channel,
				reason: "invalid",
			});
		expect(w.events("ResponderUnreachable")).toHaveLength(1);
		expect(w.asked()).toHaveLength(before + 1);
	});

	it("but not when the crew is there already", () => {
		const w = world({ start: DAY, roster: village() });
		w.report(grass);
		w.come("mykola", "petro", "ivan", "olena", "stepan");
		const before = w.asked();
		w.answer("serhii", "notResponding");
		expect(w.asked()).toEqual(before);
	});

	it("when all who could drive have declined the next brigade is asked at once", () => {
		const w = world({ start: DAY });
		w.report(grass);
		w.answer("mykola", "notResponding");
		expect(w.incident().stations.has("uhryn")).toBe(false);
		w.answer("oleh", "notResponding");
		expect(w.incident().stations.has("uhryn")).toBe(true);
		expect(w.since()).toBe(0);
	});

	it("also when the only driver comes straight to the fire, does not drive, or is too late", () => {
		for (const more of [
			{ to: "scene" },
			{ notDriving: true },
			{ etaMinutes: 40 },
		] as const) {
			const w = world({
				start: DAY,
				roster: rosterWith({ oleh: state("off") }),
			});
			w.report(grass);
			expect(w.incident().stations.has("uhryn")).toBe(false);
			w.answer("mykola", "responding", more);
			expect(w.incident().stations.has("uhryn")).toBe(true);
		}
	});

	it("a brigade where nobody can be asked is stepped over", () => {
		const w = world({
			start: DAY,
			roster: rosterWith(
				Object.fromEntries(
					["u-leader", "u-driver", "u-1", "u-2", "u-3"].map((id) => [
						id,
						state("off"),
					]),
				),
			),
		});
		w.report(grass);
		w.answer("mykola", "notResponding");
		w.answer("oleh", "notResponding");
		expect(w.asked()).toContain("z-driver");
	});
});

describe("at 90 s, a role still missing", () => {
	it("the next nearest brigade is asked", () => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire" });
		w.at(89);
		expect(w.incident().stations.size).toBe(1);
		w.at(90);
		expect(w.incident().stations.has("uhryn")).toBe(true);
	});

	it("nobody more is asked when the crew is promised", () => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire" });
		w.come("mykola", "petro", "ivan", "olena");
		w.at(100);
		expect(w.incident().stations.size).toBe(1);
		expect(w.incident().stepsReached.has("widen")).toBe(true);
	});

	it("is put off until 30 s after the last first call of our own brigade began, and says so in the log", () => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire" });
		w.calls = { waiting: 0, lastBeganAt: DAY + seconds(75) };
		w.at(90);
		expect(w.events("StepDeferred")).toMatchObject([
			{ step: "widen", until: DAY + seconds(105) },
		]);
		w.at(104);
		expect(w.incident().stations.size).toBe(1);
		w.at(105);
		expect(w.incident().stations.has("uhryn")).toBe(true);
	});

	it("waits for a call lane that never begins no longer than 180 s", () => {
		const w = world({ start: DAY });
		w.report({ incidentType: "vegetation_fire" });
		w.calls = { waiting: 3 };
		w.at(179);
		expect(w.incident().stations.size).toBe(1);
		w.at(181);
		expect(w.incident().stations.has("uhryn")).toBe(true);
	});
});

describe("the verdict at 120 s", () => {
	it("says who leaves when, to chief, deputy and desk", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan", "olena");
		w.at(119);
		expect(w.incident().verdict).toBeUndefined();
		w.at(120);
		expect(w.incident().verdict?.kind).toBe("leaves");
		expect(w.whoGot({ kind: "verdictLeaves" })).toEqual(
			expect.arrayContaining(["petro", "stepan", "desk"]),
		);
		expect(w.whoGot({ kind: "verdictLeaves" })).not.toContain("starosta");
		expect(w.events("VerdictGiven")[0]?.leavesAt).toBe(
			w.incident().crews[0]?.promised?.leavesAt,
		);
	});

	it("says what is missing and who else was called when it does not gather", () => {
		const w = world();
		w.report();
		w.come("petro", "ivan", "olena");
		w.at(120);
		expect(w.events("VerdictGiven")[0]).toMatchObject({
			kind: "notGathering",
			coming: 3,
			missing: [{ qualification: "driver_c", count: 1 }],
		});
		const message = w.sent({ kind: "verdictNotGathering" })[0]?.message;
		expect(message).toMatchObject({
			calling: expect.arrayContaining(["uhryn"]),
		});
	});

	it("is corrected at once when it turns later, and not for every turn within seconds", () => {
		const w = world();
		w.report();
		w.come("petro", "ivan", "olena");
		w.at(160);
		w.come("mykola");
		expect(w.sentAt({ responderId: "desk", kind: "verdictLeaves" })).toEqual([
			160,
		]);
		w.at(162);
		w.answer("mykola", "notResponding");
		w.at(164);
		w.come("mykola");
		w.at(166);
		w.answer("mykola", "notResponding");
		w.at(189);
		expect(w.events("VerdictGiven")).toHaveLength(2);
		w.at(190);
		expect(w.events("VerdictGiven").map((v) => v.kind)).toEqual([
			"notGathering",
			"leaves",
			"notGathering",
		]);
	});

	it("a turn that has turned back is not spoken of", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan", "olena");
		w.at(121);
		w.answer("olena", "notResponding");
		w.at(125);
		w.come("olena");
		w.at(300);
		expect(w.events("VerdictGiven")).toHaveLength(1);
	});
});

describe("at 180 s, still short", () => {
	it("everybody silent is asked again by every channel, the next brigade is asked, the humans are rung", () => {
		const w = world();
		w.report();
		w.answer("ivan", "notResponding");
		w.at(180);
		expect(w.events("RespondersAlertedAgain")[0]?.responderIds).toContain(
			"olena",
		);
		expect(w.events("RespondersAlertedAgain")[0]?.responderIds).not.toContain(
			"ivan",
		);
		expect(
			w.sentAt({ responderId: "olena", channel: "voice", kind: "alert" }),
		).toContain(180);
		expect(w.incident().stations.has("zalissia")).toBe(true);
		expect(w.whoGot({ kind: "humanNeeded" })).toEqual(
			expect.arrayContaining(["petro", "stepan", "starosta", "desk"]),
		);
	});

	it("humans are rung once a minute each until one takes over, and written to only once", () => {
		const w = world();
		w.report();
		w.at(361);
		expect(
			w.sentAt({ responderId: "desk", kind: "humanNeeded", channel: "voice" }),
		).toEqual([180, 240, 300, 360]);
		expect(
			w.sent({ responderId: "desk", kind: "humanNeeded", channel: "sms" }),
		).toHaveLength(1);
		w.run("fire", { type: "TakeOver", by: CHIEF });
		w.pass(minutes(30));
		expect(
			w.sent({ responderId: "desk", kind: "humanNeeded", channel: "voice" }),
		).toHaveLength(4);
	});

	it("who took over before is not rung, but the steps go on", () => {
		const w = world();
		w.report();
		w.run("fire", { type: "TakeOver", by: CHIEF });
		w.at(181);
		expect(w.sent({ kind: "humanNeeded" })).toEqual([]);
		expect(w.events("RespondersAlertedAgain")).toHaveLength(1);
		expect(w.incident().stations.has("zalissia")).toBe(true);
		expect(w.timersOf("fire").length).toBeGreaterThan(0);
	});

	it("does not ring a chief who is in the car already while others can be rung, but does when he is alone", () => {
		const w = world();
		w.report();
		w.come("petro");
		w.at(180);
		expect(w.whoGot({ kind: "humanNeeded" })).not.toContain("petro");
		expect(w.whoGot({ kind: "humanNeeded" })).toContain("desk");
		const village = roster();
		village.brigades = village.brigades.slice(0, 1).map((own) => ({
			...own,
			roles: [{ role: "chief" as const, responderId: "petro", order: 1 }],
		}));
		const alone = world({ roster: village });
		alone.report();
		alone.come("petro");
		alone.at(180);
		expect(alone.whoGot({ kind: "humanNeeded" })).toEqual(["petro"]);
	});

	it("nothing is repeated when the crew is there", () => {
		const w = world();
		w.report();
		w.come("mykola", "petro", "ivan", "olena");
		w.at(200);
		expect(w.events("RespondersAlertedAgain")).toEqual([]);
		expect(w.sent({ kind: "humanNeeded" })).toEqual([]);
	});

	it("silence is shown after 300 s, and an answer still counts until the end", () => {
		const w = world();
		w.report();
		w.at(301);
		expect(w.incident().stepsReached.has("noAnswer")).toBe(true);
		w.at(1500);
		w.come("mykola", "petro", "ivan", "olena");
		expect(w.incident().crews[0]?.promised?.responderIds).toHaveLength(4);
	});
});

describe("a step that comes late or twice", () => {
	it("fires once after a clock jump of an hour, not sixty times", () => {
		const w = world();
		w.report();
		w.at(181);
		const calls = w.events("HumansCalled").length;
		w.jump(minutes(60));
		expect(w.events("HumansCalled")).toHaveLength(calls + 1);
	});

	it("of an earlier round does nothing and says that it is stale", () => {
		const w = world();
		w.report();
		w.run("fire", { type: "Close", by: CHIEF });
		expect(w.run("fire", step("widen"))).toMatchObject({
			ignored: "ended",
			events: [],
			effects: [],
		});
		w.run("fire", { type: "Reopen", by: CHIEF });
		expect(w.run("fire", step("widen", 1))).toMatchObject({
			ignored: "stale",
			events: [],
			effects: [],
		});
		expect(w.run("fire", step("widen", 2)).ignored).toBeUndefined();
	});

	it("says why it does nothing", () => {
		const w = world();
		w.report();
		expect(w.run("fire", step("unconfirmedDecide")).ignored).toBe("decided");
		expect(w.run("fire", step("duplicateHold")).ignored).toBe("running");
		expect(
			w.run("fire", { ...step("askAtStation"), responderId: "ivan" } as Command)
				.ignored,
		).toBe("notExpected");
		expect(
			w.run("fire", { ...step("openSeat"), responderId: "ivan" } as Command)
				.ignored,
		).toBe("answered");
		expect(w.run("fire", step("departure")).ignored).toBe("short");
		w.at(120);
		expect(w.run("fire", step("verdict")).ignored).toBe("given");
		w.come("mykola", "petro", "ivan", "olena");
		w.mark("departed", { vehicleId: "zil" });
		expect(w.run("fire", step("widen")).ignored).toBe("settled");
		expect(w.run("fire", step("humans")).ignored).toBe("settled");
		expect(w.run("fire", step("departure")).ignored).toBe("left");
	});
});

describe("a likely duplicate", () => {
	it("is held two minutes, then its ladder goes on", () => {
		const w = world();
		w.report({ possibleDuplicateOf: "other" });
		expect(w.whoGot({})).toEqual(["petro"]);
		expect(w.sent({ channel: "voice" })).toEqual([]);
		w.at(119);
		expect(w.asked()).toEqual([]);
		w.at(120);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("rings at the word of a human, at once when forced, and never when dismissed", () => {
		const w = world();
		w.report({ possibleDuplicateOf: "other" });
		w.at(10);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.sentAt({ responderId: "ivan", kind: "alert" })[0]).toBe(10);
		const forced = world();
		forced.report({ possibleDuplicateOf: "other", force: true });
		expect(forced.sentAt({ responderId: "ivan", kind: "alert" })[0]).toBe(0);
		const over = world();
		over.report({ ...resident, possibleDuplicateOf: "other" });
		over.run("fire", { type: "Dismiss", by: CHIEF });
		over.pass(minutes(5));
		expect(over.whoGot({ kind: "alert" })).toEqual([]);
	});
});

describe("a likely duplicate of 101 that the chief dismisses", () => {
	it("is proposed to the desk, and the village sleeps until a human says otherwise", () => {
		const w = world();
		w.report({ possibleDuplicateOf: "other" });
		w.run("fire", { type: "Dismiss", by: CHIEF });
		expect(w.whoGot({ kind: "cancelProposed" })).toEqual(["desk"]);
		w.run("fire", step("duplicateHold"));
		w.pass(minutes(10));
		expect(w.sent({ kind: "alert" })).toEqual([]);
		const timers = new Set(w.timersOf("fire").map(({ key }) => key));
		expect(missesStep(w.incident(), timers)).toBe(false);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});
});

describe("a second fire while the truck is out", () => {
	it("asks the neighbour at 0 s and puts one question to the first leader", () => {
		const w = world();
		w.report({ id: "first" });
		for (const id of ["mykola", "petro", "ivan", "olena"])
			w.answer(id, "responding", {}, "first");
		w.mark("departed", { vehicleId: "zil" }, "first");
		w.pass(minutes(10));
		const before = w.since();
		w.report({ id: "second", location: ROSOKHACH });
		expect(
			w.sentAt({
				incidentId: "second",
				responderId: "u-driver",
				kind: "alert",
			})[0],
		).toBe(before);
		expect(
			w.sent({ kind: "askSecondFire" }).map((r) => [r.responderId, r.channel]),
		).toEqual([
			["petro", "telegram"],
			["petro", "voice"],
		]);
		expect(w.events("SecondFireAsked", "second")).toMatchObject([
			{ responderId: "petro", first: 118 },
		]);
		expect(w.asked("second")).not.toContain("stepan");
		expect(w.incident("second").passedOver).toContainEqual({
			responderId: "stepan",
			code: "awaitsHuman",
		});
		w.pass(minutes(5));
		expect(w.sent({ kind: "askSecondFire" })).toHaveLength(2);
	});

	it("whoever came without being asked keeps his own way of travel", () => {
		const w = world({
			roster: {
				...roster(),
				responders: [
					...roster().responders,
					responder("guest", "rosokhach", ROSOKHACH, []),
				],
			},
		});
		w.report();
		expect(w.asked()).toContain("guest");
	});
});

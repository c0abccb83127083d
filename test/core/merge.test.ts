/**
 * Two reports of one fire, merged by hand: nobody who comes is lost, told twice
 * or rung any more, and what was said in the one is known in the other.
 */
import { describe, expect, it } from "vitest";
import type { Command, Known } from "../../src/core/incident.ts";
import {
	CHIEF,
	DESK,
	KEY,
	minutes,
	plain,
	ROSOKHACH,
	refold,
	roster,
	rosterWith,
	seconds,
	state,
	UHRYN,
	type World,
	withPolicy,
	world,
} from "./village.ts";

type ReportTold = Parameters<World["report"]>[0];

/** A house in Росохач as its chief reports it, and the same house as a neighbour does, half a minute later. */
function twoReports(first: ReportTold = {}, second: ReportTold = {}): World {
	const w = world({ roster: OWN_FIRST });
	w.report({ source: "chief", by: CHIEF, ...first });
	w.at(30);
	w.report({
		id: "again",
		source: "chief",
		by: CHIEF,
		force: true,
		place: { id: "w-again", hash: "h2" },
		...second,
	});
	return w;
}

/** Nobody is called from the next village in the first minute and a half. */
const OWN_FIRST = withPolicy({ default: { neighbourBelowChance: 0 } });

const coming = (incident: Known): string[] =>
	[...incident.people.values()]
		.filter((p) => p.answer === "responding" && p.stoodDownAt === undefined)
		.map((p) => p.responderId)
		.sort();

const sameLog = (w: World, id: string): void =>
	expect(plain(refold(w.logs.get(id) ?? []))).toEqual(plain(w.incident(id)));

describe("merging two reports of one fire", () => {
	it("ends the duplicate as such, says into which it went, and stops its timers and alerts", () => {
		const w = twoReports();
		w.merge("again", "fire");
		expect(w.incident("again")).toMatchObject({
			status: "cancelled",
			mergedInto: { id: "fire", number: 118 },
		});
		expect(w.events("IncidentCancelled", "again")).toEqual([
			{
				type: "IncidentCancelled",
				by: CHIEF,
				reason: "duplicate",
				into: { id: "fire", number: 118 },
			},
		]);
		expect(w.timersOf("again")).toEqual([]);
		expect(w.pending().filter((row) => row.incidentId === "again")).toEqual([]);
		expect(w.incident().mergedFrom).toMatchObject([
			{
				id: "again",
				number: 119,
				by: CHIEF,
				place: { id: "w-again", hash: "h2" },
			},
		]);
		sameLog(w, "fire");
		sameLog(w, "again");
	});

	it("never says of a fire that goes on that it was a false alarm, nor that it is over", () => {
		const w = twoReports();
		w.answer("ivan", "responding", {}, "again");
		w.merge("again", "fire");
		w.pass(minutes(10));
		expect(w.sent({ incidentId: "again", kind: "falseAlarm" })).toEqual([]);
		expect(w.sent({ incidentId: "again", kind: "standDown" })).toEqual([]);
	});

	it("lets a crew split between both numbers leave as one, and tells each of the duplicate's once", () => {
		const w = twoReports();
		w.come("mykola", "petro");
		for (const id of ["ivan", "olena"]) w.answer(id, "responding", {}, "again");
		expect(w.incident().crews[0]?.promised).toBeUndefined();
		w.merge("again", "fire");
		expect(coming(w.incident())).toEqual(["ivan", "mykola", "olena", "petro"]);
		expect(w.incident().crews[0]?.promised?.responderIds.sort()).toEqual([
			"ivan",
			"mykola",
			"olena",
			"petro",
		]);
		for (const id of ["ivan", "olena"]) {
			expect(w.commitments.get(`responder:${id}`)?.incidentId).toBe("fire");
			expect(w.sent({ responderId: id, kind: "sameFire" })).toHaveLength(1);
			expect(
				w.timersOf("fire").some(({ key }) => key === `askAtStation:${id}`),
			).toBe(true);
		}
		expect(w.whoGot({ kind: "sameFire" }).sort()).toEqual(["ivan", "olena"]);
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("fire");
		w.at(200);
		w.mark("departed", { vehicleId: "zil" });
		expect(w.incident().crews[0]?.leftWith?.sort()).toEqual([
			"ivan",
			"mykola",
			"olena",
			"petro",
		]);
	});

	it("keeps the minute each has promised, and answers on the channel it came by", () => {
		const w = twoReports();
		w.answer("ivan", "responding", { channel: "sms", etaMinutes: 7 }, "again");
		w.answer("mykola", "responding", { channel: "voice" }, "again");
		const { etaAt } = w.person("ivan", "again");
		w.at(60);
		w.merge("again", "fire");
		expect(w.person("ivan")).toMatchObject({ etaAt, answer: "responding" });
		const told = (id: string) =>
			w
				.sent({ responderId: id, kind: "sameFire" })
				.map(({ channel, message }) => [channel, message]);
		expect(told("ivan")).toEqual([
			["sms", expect.objectContaining({ number: 118, reported: 119, etaAt })],
		]);
		expect(told("mykola").map(([channel]) => channel)).toEqual([
			"telegram",
			"voice",
		]);
	});

	it("works the way to the scene out anew for who drives straight there", () => {
		const w = twoReports({ location: ROSOKHACH }, { location: UHRYN });
		w.answer("u-1", "responding", { to: "scene" }, "again");
		const there = w.person("u-1", "again");
		w.merge("again", "fire");
		const here = w.person("u-1");
		expect(here.toSceneMs).toBeGreaterThan(there.toSceneMs);
		expect((here.etaAt ?? 0) - (there.etaAt ?? 0)).toBe(
			here.toSceneMs - there.toSceneMs,
		);
	});

	it("rings nobody any more for the duplicate, and asks its silent ones only when the other needs them", () => {
		const w = twoReports({}, { location: UHRYN });
		expect(w.asked("again")).toContain("u-1");
		expect(w.asked()).not.toContain("u-1");
		w.come("mykola", "petro", "ivan", "olena");
		w.merge("again", "fire");
		w.pass(minutes(3));
		expect(w.asked()).not.toContain("u-1");
		const after = w
			.sent({ responderId: "u-1" })
			.filter(({ sentAt }) => (sentAt ?? 0) > w.now() - minutes(3));
		expect(after).toEqual([]);
	});

	it("lets a neighbour called to the duplicate alone answer late, and come with their own truck", () => {
		const w = twoReports({}, { location: UHRYN });
		expect(w.asked()).not.toContain("u-1");
		w.merge("again", "fire");
		for (const id of ["u-leader", "u-driver", "u-1", "u-2"]) w.answer(id);
		expect(w.incident().crews.find((c) => c.key === "gaz")).toMatchObject({
			promised: {
				responderIds: expect.arrayContaining(["u-leader", "u-driver"]),
			},
		});
		expect(w.commitments.get("vehicle:gaz")?.incidentId).toBe("fire");
		sameLog(w, "fire");
	});

	it("remembers along a chain of merges who was called to its first number", () => {
		const w = twoReports();
		w.report({
			id: "third",
			source: "chief",
			by: CHIEF,
			force: true,
			location: UHRYN,
		});
		w.merge("third", "again");
		w.merge("again", "fire");
		expect(w.incident().stations.has("uhryn")).toBe(false);
		for (const id of ["u-leader", "u-driver", "u-1", "u-2"]) w.answer(id);
		expect(
			w.incident().crews.find((c) => c.key === "gaz")?.promised,
		).toBeDefined();
	});

	it("counts a no to the duplicate as a no to the fire: they are not rung for it again", () => {
		const w = twoReports({}, { location: UHRYN });
		w.answer("u-driver", "notResponding", {}, "again");
		w.merge("again", "fire");
		expect(w.person("u-driver")).toMatchObject({ answer: "notResponding" });
		w.pass(minutes(5));
		expect(
			w.sent({ incidentId: "fire", responderId: "u-driver", kind: "alert" }),
		).toEqual([]);
		expect(w.sent({ responderId: "u-driver", kind: "sameFire" })).toEqual([]);
	});

	it("lets the newer word stand where somebody said one thing here and another there", () => {
		const w = twoReports();
		w.answer("ivan", "notResponding", {}, "fire");
		w.answer("olena", "responding", {}, "again");
		w.at(60);
		w.answer("ivan", "responding", {}, "again");
		w.answer("olena", "notResponding", {}, "fire");
		w.merge("again", "fire");
		expect(w.person("ivan").answer).toBe("responding");
		expect(w.person("olena").answer).toBe("notResponding");
	});

	it("a word to this fire stands against an older or newer no to the duplicate", () => {
		const w = twoReports();
		w.answer("hanna", "later");
		w.at(60);
		w.answer("hanna", "notResponding", {}, "again");
		w.merge("again", "fire");
		expect(w.person("hanna").answer).toBe("later");
	});

	it("tells who comes along of people in danger in the one message, not in two", () => {
		const w = twoReports({}, { peopleInDanger: true });
		w.come("mykola");
		w.answer("ivan", "responding", {}, "again");
		w.merge("again", "fire");
		const told = (id: string) =>
			w
				.sent({ incidentId: "fire", responderId: id, channel: "telegram" })
				.filter(({ sentAt }) => sentAt === w.now())
				.map(({ kind, message }) => [kind, message.peopleInDanger]);
		expect(told("ivan")).toEqual([["sameFire", true]]);
		expect(told("mykola")).toContainEqual(["corrected", true]);
		expect(told("mykola").map(([kind]) => kind)).not.toContain("sameFire");
	});

	it("does not take somebody off this fire who stayed with it when the duplicate asked", () => {
		const w = twoReports();
		w.come("ivan");
		w.at(60);
		w.answer("ivan", "notResponding", {}, "again");
		w.merge("again", "fire");
		expect(coming(w.incident())).toEqual(["ivan"]);
		expect(w.sent({ kind: "sameFire" })).toEqual([]);
	});

	it("brings a truck that has left for the duplicate, with who sits in it, and asks nobody more", () => {
		const w = twoReports();
		for (const id of ["mykola", "petro", "ivan", "olena"])
			w.answer(id, "responding", {}, "again");
		w.at(200);
		w.mark("departed", { vehicleId: "zil" }, "again");
		w.merge("again", "fire");
		expect(w.incident().crews.find((c) => c.key === "zil")).toMatchObject({
			leftAt: w.now(),
			leftWith: expect.arrayContaining(["mykola", "petro", "ivan", "olena"]),
		});
		expect(w.person("mykola").progress).toBe("departed");
		expect(w.commitments.get("vehicle:zil")?.incidentId).toBe("fire");
		expect(w.incident().marks.map(({ mark }) => mark)).toEqual(["departed"]);
		const sent = w.sent({ kind: "alert" }).length;
		w.pass(minutes(20));
		expect(w.sent({ kind: "alert" })).toHaveLength(sent);
	});

	it("calls back who was only in reserve there, when here a seat is open", () => {
		const w = twoReports({}, {});
		for (const id of ["mykola", "petro", "ivan", "olena", "taras", "roman"])
			w.answer(id, "responding", {}, "again");
		const resting = [...w.incident("again").people.values()].find(
			(p) => p.stoodDownWhy === "reserve",
		)?.responderId;
		expect(resting).toBeDefined();
		// Two of the crew fall out at the same moment as the numbers are put together.
		w.merge("again", "fire");
		expect(w.person(resting ?? "")).toMatchObject({
			answer: "responding",
			stoodDownWhy: "reserve",
		});
		expect(w.commitments.has(`responder:${resting}`)).toBe(false);
		w.answer("olena", "notResponding");
		w.answer("taras", "notResponding");
		expect(w.whoGot({ kind: "calledBack" })).toContain(resting);
	});

	it("does not call back who never came to the station: nobody is held by a fire that does not count on them", () => {
		const w = world();
		const okc = { source: "okc_101", mode: "exercise" } as const;
		w.report({ ...okc, incidentType: "shelling_impact" });
		w.answer("petro", "responding");
		w.jump(minutes(60));
		w.pass(minutes(1));
		expect(w.person("petro").seatOpenedAt).toBeDefined();
		w.run("fire", { type: "StandDown", by: CHIEF });
		w.report({ ...okc, id: "again" });
		w.merge("again", "fire");
		expect(w.incident().laddered).toBe(true);
		expect(w.sent({ responderId: "petro", kind: "calledBack" })).toEqual([]);
		expect(w.commitments.has("responder:petro")).toBe(false);
	});

	it("tells people in danger to who comes and restarts the ladder for who was not asked", () => {
		const w = world({
			roster: rosterWith({ nadia: state("lifeOnly") }),
		});
		w.report({ source: "chief", by: CHIEF });
		w.come("mykola");
		w.at(30);
		w.report({
			id: "again",
			source: "chief",
			by: CHIEF,
			possibleDuplicateOf: "fire",
			peopleInDanger: true,
		});
		expect(w.asked()).not.toContain("nadia");
		w.merge("again", "fire");
		expect(w.incident().peopleInDanger).toBe(true);
		expect(w.asked()).toContain("nadia");
		expect(w.sent({ responderId: "mykola", kind: "corrected" })).toHaveLength(
			1,
		);
	});

	it("takes the place of the duplicate where none was known, and its finer point", () => {
		const w = world();
		w.report({
			source: "chief",
			by: CHIEF,
			location: { ...ROSOKHACH, accuracyMetres: 900 },
		});
		const exact = { lat: 49.018, lon: 25.796, accuracyMetres: 20 };
		w.report({
			id: "again",
			source: "chief",
			by: CHIEF,
			possibleDuplicateOf: "fire",
			location: exact,
		});
		w.come("mykola");
		w.merge("again", "fire");
		expect(w.incident().location).toEqual(exact);
		// The same place, only known better: nobody is sent elsewhere.
		expect(w.sent({ kind: "corrected" })).toEqual([]);
		expect(w.incident().place).toEqual({ id: "w-place", hash: "h" });
	});

	it("keeps the reporter's number for who leads", () => {
		const w = twoReports(
			{},
			{ reporterNumber: { id: "w-number", hash: "h3", isNumber: true } },
		);
		w.merge("again", "fire");
		expect(w.incident().reporterNumber).toBe("w-number");
		expect(w.incident().mergedFrom[0]?.reporterNumber).toBe("w-number");
	});

	it("ends the two minutes of a held report: nobody is ever rung for it", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		w.report({
			id: "again",
			source: "chief",
			by: CHIEF,
			possibleDuplicateOf: "fire",
		});
		w.merge("again", "fire");
		w.pass(minutes(10));
		expect(w.incident("again").alertedAt).toBeUndefined();
	});

	it("rings at once for a held report when what it was held for is merged into it", () => {
		const w = world();
		w.report({ source: "chief", by: CHIEF });
		w.report({
			id: "again",
			source: "chief",
			by: CHIEF,
			possibleDuplicateOf: "fire",
		});
		w.come("ivan");
		w.merge("fire", "again");
		expect(w.incident("again").alertedAt).toBe(w.now());
		expect(coming(w.incident("again"))).toEqual(["ivan"]);
		expect(
			w.sent({ incidentId: "again", responderId: "ivan", kind: "alert" }),
		).toEqual([]);
	});

	it("confirms a resident's report that a chief's turns out to be of", () => {
		const w = world();
		w.report({ source: "resident" });
		w.at(10);
		w.report({ id: "again", source: "chief", by: CHIEF, force: true });
		w.come();
		w.answer("ivan", "responding", {}, "again");
		w.merge("again", "fire");
		expect(w.incident().status).toBe("open");
		expect(w.incident().laddered).toBe(true);
		expect(coming(w.incident())).toEqual(["ivan"]);
	});

	it("tells nobody twice that it is open, where the merge itself starts the ladder", () => {
		const w = world({ roster: OWN_FIRST });
		w.report({ source: "resident" });
		w.at(10);
		w.report({
			id: "again",
			source: "chief",
			by: CHIEF,
			force: true,
			location: UHRYN,
		});
		w.merge("again", "fire");
		expect(w.incident().laddered).toBe(true);
		const opened = w
			.sent({ incidentId: "fire", kind: "incidentOpened" })
			.map((row) => row.responderId);
		expect(new Set(opened).size).toBe(opened.length);
	});

	it("says it again and nothing more happens", () => {
		const w = twoReports();
		w.answer("ivan", "responding", {}, "again");
		w.merge("again", "fire");
		const versions = [w.incident().version, w.incident("again").version];
		expect(w.merge("again", "fire")).toMatchObject({
			events: [],
			ignored: "ended",
		});
		expect([w.incident().version, w.incident("again").version]).toEqual(
			versions,
		);
	});

	it("opened again it is a fire of its own, and the other forgets that it was one", () => {
		const w = twoReports();
		w.answer("ivan", "responding", {}, "again");
		w.merge("again", "fire");
		w.run("again", { type: "Reopen", by: CHIEF });
		expect(w.incident("again").mergedInto).toBeUndefined();
		expect(w.incident("again").status).toBe("open");
		expect(w.incident().mergedFrom).toEqual([]);
		// Who comes goes on coming to where they were told.
		expect(coming(w.incident())).toEqual(["ivan"]);
		expect(w.commitments.get("responder:ivan")?.incidentId).toBe("fire");
	});

	it("gives the chief of the second brigade the page of the fire that goes on", () => {
		const w = twoReports({}, { location: UHRYN });
		expect(w.incident().humans.some((h) => h.responderId === "u-leader")).toBe(
			false,
		);
		w.merge("again", "fire");
		expect(
			w.sent({
				incidentId: "fire",
				responderId: "u-leader",
				kind: "incidentOpened",
			}),
		).toHaveLength(1);
	});
});

describe("what is never merged", () => {
	const refused = (w: World, id: string, into: string, more = {}) =>
		w.merge(id, into, more).refused;

	it("an incident with itself, with none, with one that is over, and one that is over", () => {
		const w = twoReports();
		expect(refused(w, "fire", "fire")).toMatch(/another incident/);
		expect(refused(w, "fire", "nowhere")).toMatch(/came none/);
		w.run("again", { type: "Close", by: CHIEF });
		expect(refused(w, "fire", "again")).toMatch(/#119 is closed/);
		expect(refused(w, "again", "fire")).toMatch(/this one is closed/);
		expect(w.incident().status).toBe("open");
	});

	it("a chain says where the other has gone, so that a human merges into that", () => {
		const w = twoReports();
		w.report({ id: "third", source: "chief", by: CHIEF, force: true });
		w.merge("again", "fire");
		expect(refused(w, "third", "again")).toMatch(
			/#119 was itself merged into #118/,
		);
		expect(refused(w, "again", "third")).toMatch(/merged into #118 already/);
		expect(refused(w, "third", "fire")).toBeUndefined();
	});

	it("an exercise with a real fire, a test with anything", () => {
		const w = twoReports({}, { mode: "exercise" });
		expect(refused(w, "again", "fire")).toMatch(/mode exercise/);
		const tests = twoReports({ mode: "test" }, { mode: "test" });
		expect(refused(tests, "again", "fire")).toMatch(/mode test/);
	});

	it("what 101 has raised, by anybody but its desk, whichever of the two it is", () => {
		const w = twoReports({ source: "okc_101", by: KEY });
		expect(refused(w, "again", "fire", { ownDesk: false })).toMatch(
			/by that desk only/,
		);
		expect(refused(w, "fire", "again", { ownDesk: false })).toMatch(
			/by that desk only/,
		);
		expect(w.incident("again").status).toBe("open");
		expect(refused(w, "again", "fire", { by: DESK })).toBeUndefined();
	});
});

describe("nobody has the alert", () => {
	const silent = () => {
		const w = world({ roster: OWN_FIRST });
		w.reached = [];
		w.report({ source: "chief", by: CHIEF });
		return w;
	};
	const calls = (w: World) =>
		w.sentAt({ kind: "nobodyReached", channel: "voice", responderId: "desk" });

	it("half a minute later chief, deputy, village head and desk are rung, and once more a minute after", () => {
		const w = silent();
		w.at(29);
		expect(w.sent({ kind: "nobodyReached" })).toEqual([]);
		w.at(31);
		expect(
			w.whoGot({ kind: "nobodyReached", channel: "voice" }).sort(),
		).toEqual(["desk", "petro", "starosta", "stepan"]);
		expect(w.events("NobodyReached")).toEqual([
			{ type: "NobodyReached", asked: 13 },
		]);
		expect(w.incident().unreachedAt).toBe(w.incident().reportedAt + 30_000);
		w.at(179);
		expect(calls(w)).toEqual([30, 90]);
		// From three minutes on the ladder rings the same people for itself.
		w.at(400);
		expect(calls(w)).toEqual([30, 90]);
		expect(
			w.sentAt({ kind: "humanNeeded", channel: "voice", responderId: "desk" }),
		).toEqual([180, 240, 300, 360]);
	});

	it("writes it once", () => {
		const w = silent();
		w.at(175);
		expect(
			w.sent({ kind: "nobodyReached", channel: "sms", responderId: "desk" }),
		).toHaveLength(1);
	});

	it("tells who raised the alarm and leads nothing, since they believe that help is called", () => {
		const w = world();
		w.reached = [];
		w.report({ source: "chief", by: CHIEF, raisedBy: "ivan" });
		w.at(31);
		expect(w.whoGot({ kind: "nobodyReached" })).toContain("ivan");
	});

	it("one person whose phone has it, or one answer, and nobody is rung for that", () => {
		const one = silent();
		one.reached = ["roman"];
		one.at(120);
		expect(one.sent({ kind: "nobodyReached" })).toEqual([]);
		const answered = silent();
		answered.answer("roman", "notResponding");
		answered.at(120);
		expect(answered.sent({ kind: "nobodyReached" })).toEqual([]);
		expect(answered.events("NobodyReached")).toEqual([]);
	});

	it("who has taken over is rung no more, but the log says it", () => {
		const w = silent();
		w.at(10);
		w.run("fire", { type: "TakeOver", by: CHIEF });
		w.at(120);
		expect(w.sent({ kind: "nobodyReached" })).toEqual([]);
		expect(w.events("NobodyReached")).toHaveLength(2);
	});

	it("rings nobody twice within the minute, however short a brigade makes its steps", () => {
		const village = roster();
		village.brigades = village.brigades.map((b, place) =>
			place === 0
				? { ...b, policy: { default: { repeatAfterSeconds: 60 } } }
				: b,
		);
		const w = world({ roster: village });
		w.reached = [];
		w.report({ source: "chief", by: CHIEF });
		w.at(300);
		const rung = w
			.sentAt({ channel: "voice", responderId: "desk" })
			.sort((a, b) => a - b);
		expect(rung[0]).toBe(30);
		for (const [index, at] of rung.slice(1).entries())
			expect(at - (rung[index] ?? 0)).toBeGreaterThanOrEqual(60);
	});

	it("rings nobody who has been rung for something else within the minute", () => {
		const w = silent();
		w.at(10);
		w.run("fire", { type: "Heal", what: "humans" });
		w.at(300);
		const rung = w
			.sentAt({ channel: "voice", responderId: "desk" })
			.sort((a, b) => a - b);
		expect(rung.slice(0, 2)).toEqual([10, 70]);
		for (const [index, at] of rung.slice(1).entries())
			expect(at - (rung[index] ?? 0)).toBeGreaterThanOrEqual(60);
	});

	it("a stale step says nothing", () => {
		const w = silent();
		w.at(10);
		w.run("fire", { type: "StandDown", by: CHIEF });
		const step: Command = { type: "StepDue", step: "unreached", round: 1 };
		expect(w.run("fire", step).ignored).toBe("settled");
		expect(seconds(30)).toBe(30_000);
	});
});

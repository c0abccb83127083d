/**
 * What residents tell, and what it does: whose word wakes whom (architecture §6, people.md),
 * what later words fill in, and what those who reported hear of it.
 */
import { describe, expect, it } from "vitest";
import type { Command, Report } from "../../src/core/incident.ts";
import { CHIEF, minutes, ROSOKHACH, UHRYN, world } from "./village.ts";

const OWN = ["petro", "stepan", "mykola", "oleh", "ivan", "olena"];
const HALYNA = "reporter-halyna";
const VASYL = "reporter-vasyl";

const told = (more: Partial<Report> = {}): Report => ({
	id: "r1",
	reporterId: HALYNA,
	source: "resident",
	at: 0,
	verified: false,
	doubted: false,
	reach: { telegram: true, sms: false, voice: false },
	...more,
});
const reported = (
	report: Partial<Report> = {},
	more: Partial<Extract<Command, { type: "Report" }>> = {},
) => {
	const first = told(report);
	return {
		source: "resident",
		by: { kind: "service" },
		reporterVerified: first.verified,
		reporterDoubted: first.doubted,
		peopleInDanger: first.peopleInDanger ?? false,
		report: first,
		...more,
	} as const;
};
const adds = (more: Partial<Report> = {}): Command => ({
	type: "AddReport",
	report: told({ id: "r2", reporterId: VASYL, ...more }),
});
const says = (
	said: "burning" | "out" | "mistake",
	channel: "voice" | "telegram" = "telegram",
	reportId = "r1",
): Command => ({ type: "ReporterSays", reportId, said, channel });
const words = (id: string) => ({ id, hash: `hash of ${id}` });

describe("who is woken by whose word", () => {
	it("two numbers that are known alert everybody at once, and nobody has confirmed it yet", () => {
		const w = world();
		w.report(reported({ verified: true }));
		expect(w.sent({ kind: "alert" })).toEqual([]);
		w.at(10);
		w.run("fire", adds({ verified: true }));
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
		expect(w.incident()).toMatchObject({
			status: "unconfirmed",
			laddered: true,
		});
	});

	it("two chats are no two numbers: the minute is waited for", () => {
		const w = world();
		w.report(reported());
		w.at(5);
		w.run("fire", adds());
		w.at(10);
		w.run("fire", adds({ id: "r3", reporterId: "reporter-third" }));
		w.at(59);
		expect(w.sent({ kind: "alert" })).toEqual([]);
	});

	it("one person who writes twice is one, whatever number of reports they make", () => {
		const w = world();
		w.report(reported({ verified: true }));
		w.run("fire", adds({ reporterId: HALYNA, verified: true }));
		w.at(59);
		expect(w.sent({ kind: "alert" })).toEqual([]);
	});

	it("a chat and a phone that turn out to be one person count as one", () => {
		const w = world();
		w.report(reported());
		w.run("fire", adds({ verified: true }));
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			reporterId: VASYL,
			verified: true,
		});
		w.at(59);
		expect(w.sent({ kind: "alert" })).toEqual([]);
	});

	it("a sensor and somebody who saw it alert everybody at once", () => {
		const w = world();
		w.report(
			reported(
				{ source: "sensor", verified: true, reach: undefined as never },
				{ source: "sensor" },
			),
		);
		w.run("fire", adds());
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("«дитина всередині» in the second message wakes a few now, and the rest when the minute is over", () => {
		const w = world();
		w.report(reported());
		w.at(20);
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			peopleInDanger: true,
		});
		expect(w.asked().sort()).toEqual(["petro", "stepan"]);
		w.at(60);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("a number proven later makes the danger vouched for: everybody at once", () => {
		const w = world();
		w.report(reported({ peopleInDanger: true }));
		w.at(15);
		expect(w.asked()).toHaveLength(2);
		w.run("fire", { type: "RefineReport", reportId: "r1", verified: true });
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("who raised a false alarm before wakes the chief alone, whatever they claim, until somebody else says it", () => {
		const w = world();
		w.report(reported({ verified: true, doubted: true, peopleInDanger: true }));
		w.pass(minutes(10));
		expect(w.whoGot({})).toEqual(["petro"]);
		w.run("fire", says("burning"));
		w.run("fire", says("burning", "voice"));
		expect(w.asked()).toEqual([]);
		w.run("fire", adds());
		w.pass(0);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("a stranger's word of a shell holds nobody back who was called", () => {
		const w = world();
		w.report({ source: "chief" });
		w.run("fire", {
			...adds({ incidentType: "shelling_impact" }),
			heard: { text: "там приліт" },
		} as Command);
		expect(w.incident().incidentType).toBe("structure_fire");
		expect(w.sent({ kind: "reporterSays" })).not.toEqual([]);
	});
});

describe("the call back", () => {
	const rung = reported({ reach: { telegram: true, sms: false, voice: true } });

	it("rings whoever reported at the first second, and once more while nobody has answered", () => {
		const w = world();
		w.report(rung);
		expect(w.sentAt({ kind: "callBack" })).toEqual([0]);
		w.pass(minutes(5));
		expect(w.sentAt({ kind: "callBack" })).toEqual([0, 40]);
		expect(w.events("ReporterCalledBack")).toHaveLength(1);
	});

	it("«1» proves the number, and the minute is waited for no longer", () => {
		const w = world();
		w.report(rung);
		w.at(12);
		w.run("fire", says("burning", "voice"));
		w.pass(0);
		expect(w.incident().reports.get("r1")).toMatchObject({
			verified: true,
			confirmedByCall: true,
		});
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
		w.pass(minutes(3));
		expect(w.sentAt({ kind: "callBack" })).toEqual([0]);
	});

	it("«Так, горить» in a chat is a word like the first, and proves nothing", () => {
		const w = world();
		w.report(rung);
		w.at(12);
		w.run("fire", says("burning"));
		w.at(59);
		expect(w.sent({ kind: "alert" })).toEqual([]);
		expect(w.incident().reports.get("r1")?.verified).toBe(false);
	});

	it("«0» stops what would ring by itself; the chief is told and decides", () => {
		const w = world();
		w.report(rung);
		w.at(12);
		w.run("fire", says("out", "voice"));
		w.pass(minutes(9));
		expect(w.sent({ kind: "alert" })).toEqual([]);
		expect(w.whoGot({})).not.toContain("ivan");
		expect(w.whoGot({ kind: "reporterSays" }).sort()).toEqual([
			"petro",
			"stepan",
		]);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("«0» after all stands nobody down who was called already", () => {
		const w = world();
		w.report(reported({ peopleInDanger: true, verified: true }));
		w.run("fire", says("mistake"));
		expect(w.events("RespondersStoodDown")).toEqual([]);
		w.come("ivan");
		expect(w.person("ivan").answer).toBe("responding");
		expect(w.whoGot({ kind: "reporterSays" })).toContain("petro");
	});

	it("taken back and said again, it goes on as before", () => {
		const w = world();
		w.report(rung);
		w.at(5);
		w.run("fire", says("mistake"));
		w.at(20);
		w.run("fire", says("burning"));
		w.at(79);
		expect(w.sent({ kind: "alert" })).toEqual([]);
		w.at(80);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("who takes it back again and again rings the chief a few times, and what stands in the end is that it burns", () => {
		const w = world();
		w.report(reported());
		for (let round = 0; round < 10; round++) {
			w.run("fire", says("out"));
			w.run("fire", says("burning"));
		}
		expect(w.events("ReporterSaid")).toHaveLength(6);
		expect(w.incident().reports.get("r1")?.said).toBe("burning");
	});

	it("another who still sees it burn is not silenced by one who takes it back", () => {
		const w = world();
		w.report(rung);
		w.run("fire", adds());
		w.run("fire", says("mistake"));
		w.at(60);
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});

	it("nobody is rung in an exercise, nor once a human has decided", () => {
		const drill = world();
		drill.report({ ...rung, mode: "exercise" });
		drill.pass(minutes(2));
		expect(drill.sent({ kind: "callBack" })).toEqual([]);
		const w = world();
		w.report(rung);
		w.run("fire", { type: "Confirm", by: CHIEF });
		w.pass(minutes(2));
		expect(w.sentAt({ kind: "callBack" })).toEqual([0]);
	});
});

describe("what is told later", () => {
	it("fills no log, however often a phone says where it is; that people are in danger is heard all the same", () => {
		const w = world();
		w.report(reported());
		for (let metres = 1; metres <= 200; metres++)
			w.run("fire", {
				type: "RefineReport",
				reportId: "r1",
				location: { ...ROSOKHACH, lat: ROSOKHACH.lat + metres / 100_000 },
				incidentType: metres % 2 ? "vegetation_fire" : "structure_fire",
			});
		expect(w.events("ReportRefined").length).toBeLessThan(40);
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			peopleInDanger: true,
		});
		expect(w.incident().reports.get("r1")?.peopleInDanger).toBe(true);
	});

	it("fills in what nobody knows", () => {
		const w = world();
		w.report(
			reported(
				{},
				{
					incidentType: "other",
					location: undefined as never,
					place: undefined as never,
				},
			),
		);
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			place: words("place"),
			location: ROSOKHACH,
			incidentType: "structure_fire",
		});
		expect(w.incident()).toMatchObject({
			place: words("place"),
			location: ROSOKHACH,
			incidentType: "structure_fire",
		});
	});

	it("corrects what they themselves said, and nothing a human said", () => {
		const w = world();
		w.report(reported({ place: words("own") }, { place: words("own") }));
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			place: words("better"),
		});
		expect(w.incident().place).toEqual(words("better"));
		w.run("fire", { type: "Correct", by: CHIEF, place: words("the chief's") });
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			place: words("other"),
			heard: { text: "ні, це біля ставка" },
		});
		expect(w.incident().place).toEqual(words("the chief's"));
		expect(w.incident().reports.get("r1")?.place).toEqual(words("other"));
		expect(w.sent({ kind: "reporterSays" })).not.toEqual([]);
	});

	it("makes a fire graver, never milder by itself", () => {
		const w = world();
		w.report(
			reported(
				{ incidentType: "vegetation_fire" },
				{ incidentType: "vegetation_fire" },
			),
		);
		w.run("fire", adds({ incidentType: "structure_fire" }));
		expect(w.incident().incidentType).toBe("structure_fire");
		w.run("fire", {
			type: "RefineReport",
			reportId: "r1",
			incidentType: "other",
		});
		expect(w.incident().incidentType).toBe("structure_fire");
	});

	it("of a doubted one beside others' words changes nothing", () => {
		const w = world();
		w.report(reported({ location: ROSOKHACH }, { location: ROSOKHACH }));
		w.run(
			"fire",
			adds({ doubted: true, location: UHRYN, peopleInDanger: true }),
		);
		expect(w.incident()).toMatchObject({
			location: ROSOKHACH,
			peopleInDanger: false,
		});
	});

	it("without end fills no log", () => {
		const w = world();
		w.report(reported());
		for (let n = 0; n < 200; n++)
			w.run("fire", {
				type: "RefineReport",
				reportId: "r1",
				description: words(`words ${n}`),
			});
		expect(w.events("ReportRefined").length).toBeLessThanOrEqual(31);
	});
});

describe("what those who reported hear", () => {
	it("that help is coming, once, and that it is over, once; then nothing more", () => {
		const w = world();
		w.report(reported({ peopleInDanger: true, verified: true }));
		w.come("petro", "stepan", "mykola", "ivan");
		w.pass(minutes(1));
		const coming = w.sent({ kind: "reporterNews", responderId: HALYNA });
		expect(coming).toHaveLength(1);
		expect(coming[0]).toMatchObject({
			channel: "telegram",
			laneClass: 5,
			message: { news: "coming" },
		});
		w.run("fire", { type: "Close", by: CHIEF });
		w.pass(minutes(1));
		w.run("fire", { type: "Reopen", by: CHIEF });
		w.pass(minutes(1));
		w.run("fire", { type: "Close", by: CHIEF });
		w.pass(minutes(1));
		expect(
			w
				.sent({ kind: "reporterNews" })
				.map(({ message }) => (message as { news?: string }).news),
		).toEqual(["coming", "over"]);
	});

	it("who reports when help is on its way already hears that at once", () => {
		const w = world();
		w.report({ source: "chief" });
		w.come("petro", "stepan", "mykola", "ivan");
		w.run("fire", adds());
		expect(w.sent({ kind: "reporterNews", responderId: VASYL })).toHaveLength(
			1,
		);
	});

	it("dismissed, they hear it in words that blame nobody; merged, nothing of it", () => {
		const w = world();
		w.report(reported());
		w.run("fire", { type: "Dismiss", by: CHIEF });
		expect(
			w.sent({ kind: "reporterNews" }).map(({ message }) => message),
		).toMatchObject([{ news: "cancelled" }]);
		const m = world();
		m.report({ source: "chief" });
		m.report({ ...reported(), id: "second" });
		m.merge("second", "fire");
		m.pass(minutes(1));
		expect(m.sent({ kind: "reporterNews" })).toEqual([]);
		expect([...m.incident().reports.keys()]).toEqual(["r1"]);
	});

	it("a number that was left to ring back is never written to", () => {
		const w = world();
		w.report(reported({ reach: { telegram: false, sms: false, voice: true } }));
		w.run("fire", { type: "Dismiss", by: CHIEF });
		expect(w.sent({ kind: "reporterNews" })).toEqual([]);
	});
});

describe("a false report", () => {
	const counted = (w: ReturnType<typeof world>, command: Command) =>
		w
			.run("fire", command)
			.effects.flatMap((effect) =>
				effect.type === "CountFalse" ? [effect] : [],
			);

	it("is counted when a human says that it was none, and taken back when it burns after all", () => {
		const w = world();
		w.report(reported());
		expect(counted(w, { type: "Dismiss", by: CHIEF })).toMatchObject([
			{ reporterIds: [HALYNA], by: 1 },
		]);
		expect(counted(w, { type: "Reopen", by: CHIEF })).toMatchObject([
			{ reporterIds: [HALYNA], by: -1 },
		]);
	});

	it("is none of who took it back in time, nor a mistake or a duplicate", () => {
		const w = world();
		w.report(reported());
		w.run("fire", says("mistake"));
		expect(counted(w, { type: "Dismiss", by: CHIEF })).toEqual([]);
		const m = world();
		m.report(reported());
		expect(
			counted(m, {
				type: "Cancel",
				by: CHIEF,
				reason: "mistake",
				ownDesk: false,
			}),
		).toEqual([]);
	});

	it("of several is only that of whose number nobody knows", () => {
		const w = world();
		w.report(reported({ verified: true }));
		w.run("fire", adds());
		expect(
			counted(w, {
				type: "Cancel",
				by: CHIEF,
				reason: "false",
				ownDesk: false,
			}),
		).toMatchObject([{ reporterIds: [VASYL] }]);
	});
});

describe("after the end", () => {
	it("one more report is refused, to become a fire of its own, and none is split off", () => {
		const w = world();
		w.report(reported());
		w.run("fire", adds());
		w.run("fire", { type: "Confirm", by: CHIEF });
		w.run("fire", { type: "Close", by: CHIEF });
		expect(w.run("fire", adds({ id: "r3" })).refused).toContain("closed");
		const split: Command = {
			type: "SplitReport",
			reportId: "r2",
			into: { id: "other", number: 119 },
			by: CHIEF,
		};
		expect(w.run("fire", split).refused).toContain("closed");
	});
});

describe("split", () => {
	it("a report leaves, and the rest goes on", () => {
		const w = world();
		w.report(reported());
		w.run("fire", adds());
		w.run("fire", {
			type: "SplitReport",
			reportId: "r2",
			into: { id: "other", number: 119 },
			by: CHIEF,
		});
		expect([...w.incident().reports.keys()]).toEqual(["r1"]);
	});

	it("the only report is never split off, nor one of another incident", () => {
		const w = world();
		w.report(reported());
		const split = (reportId: string) =>
			w.run("fire", {
				type: "SplitReport",
				reportId,
				into: { id: "other", number: 119 },
				by: CHIEF,
			}).refused;
		expect(split("r1")).toContain("only report");
		expect(split("r9")).toContain("id of a report");
	});
});

describe("merged and opened again", () => {
	it("reports follow the fire, and go back with it", () => {
		const w = world();
		w.report(reported());
		w.report({
			...reported({ id: "r2", reporterId: VASYL }),
			id: "second",
		});
		w.merge("second", "fire");
		expect([...w.incident().reports.keys()]).toEqual(["r1", "r2"]);
		w.run("second", { type: "Reopen", by: CHIEF });
		w.pass(0);
		expect([...w.incident().reports.keys()]).toEqual(["r1"]);
		expect([...w.incident("second").reports.keys()]).toEqual(["r2"]);
	});

	it("two known numbers that a human puts together alert everybody", () => {
		const w = world();
		w.report(reported({ verified: true }));
		w.report({
			...reported({ id: "r2", reporterId: VASYL, verified: true }),
			id: "second",
		});
		w.merge("second", "fire");
		expect(w.asked()).toEqual(expect.arrayContaining(OWN));
	});
});

/**
 * The air raid and a likely impact: alerts go as ever, the truck waits for a word,
 * people gather elsewhere, and whoever can come afterwards is asked afterwards.
 */
import { describe, expect, it } from "vitest";
import {
	departureGate,
	keptFromStrangers,
	mayAllow,
} from "../../src/core/airRaid.ts";
import { headline } from "../../src/core/board.ts";
import { missesStep, mustBeAsked } from "../../src/core/healing.ts";
import type { AirRaid, Command } from "../../src/core/incident.ts";
import type { AirState } from "../../src/core/kinds.ts";
import {
	CHIEF,
	KEY,
	minutes,
	NIGHT,
	plain,
	refold,
	roster,
	seconds,
	type World,
	world,
} from "./village.ts";

const CREW = ["mykola", "stepan", "ivan", "olena"] as const;
const RED: AirRaid = { state: "red", redAt: NIGHT };
const by = (id: string) => ({ kind: "responder", id }) as const;

/** Red long enough ago that a fire of now is just a fire. */
function fire(
	state: AirState | undefined,
	more: Parameters<World["report"]>[0] = {},
) {
	const w = world();
	w.report(more);
	if (state) sky(w, state);
	return w;
}

function sky(w: World, state: AirState, id = "fire") {
	return w.run(id, {
		type: "AirRaid",
		airRaid: { state, ...(state === "red" ? { redAt: w.now() } : {}) },
	});
}

const arrive = (w: World, ...ids: string[]) => {
	for (const responderId of ids) w.mark("atStation", { responderId });
};

const alertsOf = (w: World) =>
	[...w.sent({ kind: "alert" }), ...w.pending()]
		.filter(({ kind }) => kind === "alert")
		.map(({ responderId, channel, dueAt, laneClass, rank }) => ({
			responderId,
			channel,
			dueAt,
			laneClass,
			rank,
		}));

const lineOf = (w: World) => headline(w.incident(), w.now());
const impactIs = (impact: boolean, id: string = CHIEF.id): Command => ({
	type: "Impact",
	impact,
	by: by(id),
});

describe("red", () => {
	it("delays no alert: the same rows at the same minute as under a quiet sky", () => {
		const [red, calm] = [world(), world()];
		red.sky = { airRaid: RED };
		calm.sky = { airRaid: { state: "none" } };
		red.report();
		calm.report();
		expect(red.events("AirRaidSeen")).toEqual([
			{ type: "AirRaidSeen", airRaid: RED },
		]);
		expect(alertsOf(red)).toEqual(alertsOf(calm));
		for (const w of [red, calm]) w.at(200);
		expect(alertsOf(red)).toEqual(alertsOf(calm));
		expect(red.sent({ kind: "alert" })[0]?.message.airRaid).toBe("red");
		expect(calm.sent({ kind: "alert" })[0]?.message.airRaid).toBe("none");
	});

	it("says nothing of the sky where no feed is configured", () => {
		const w = fire(undefined);
		expect(w.incident().airRaid).toBeUndefined();
		expect(w.events("AirRaidSeen")).toEqual([]);
		expect(w.sent({ kind: "alert" })[0]?.message).not.toHaveProperty("airRaid");
	});

	it("makes a promised crew wait for a word, and the headline says so", () => {
		const w = fire("red");
		w.come(...CREW);
		expect(lineOf(w)).toEqual({ kind: "waits", why: "airRaid" });
		expect(departureGate(w.incident())).toEqual({ why: "airRaid" });
	});

	it("asks the chief and the leaders who come, once, however often the crew changes", () => {
		const w = fire("red");
		w.come(...CREW);
		expect(w.whoGot({ kind: "askDeparture" }).sort()).toEqual([
			"petro",
			"stepan",
		]);
		expect(w.sent({ kind: "askDeparture", channel: "voice" })).toHaveLength(2);
		w.answer("ivan", "notResponding");
		w.come("serhii", "hanna");
		expect(w.events("DepartureAsked")).toHaveLength(1);
	});

	it("asks once more, and the deputies too, when the minute of departure has passed; never «Виїхали?»", () => {
		const w = fire("red");
		w.come("mykola", "petro", "ivan", "olena");
		arrive(w, "mykola", "petro", "ivan", "olena");
		w.pass(minutes(40));
		expect(w.sent({ kind: "askDeparted" })).toEqual([]);
		expect(w.events("DepartureAsked")).toHaveLength(2);
		expect(w.whoGot({ kind: "askDeparture" }).sort()).toEqual([
			"petro",
			"stepan",
		]);
		expect(
			missesStep(
				w.incident(),
				new Set(w.timersOf("fire").map(({ key }) => key)),
			),
		).toBe(false);
		expect(lineOf(w)).toEqual({ kind: "waits", why: "airRaid" });
	});

	it.each(["petro", "stepan"])(
		"ends its waiting by the word of %s, who is told of it no more; who comes is told once",
		(id) => {
			const w = fire("red");
			w.come(...CREW);
			w.run("fire", { type: "AllowDeparture", by: by(id) });
			expect(w.incident().departureAllowed?.by).toEqual(by(id));
			expect(departureGate(w.incident())).toBeUndefined();
			expect(lineOf(w).kind).toBe("leaves");
			expect(w.whoGot({ kind: "mayLeave" }).sort()).toEqual([...CREW].sort());
			const again = w.run("fire", { type: "AllowDeparture", by: CHIEF });
			expect(again.ignored).toBe("allowed");
			expect(w.sent({ kind: "mayLeave" })).toHaveLength(4);
		},
	);

	it("is not ended by who does not lead, nor by a leader who stays at home", () => {
		const w = fire("red");
		w.come("mykola", "ivan", "olena", "petro");
		expect(mayAllow(w.incident(), "ivan")).toBe(false);
		expect(
			w.run("fire", { type: "AllowDeparture", by: by("ivan") }).ignored,
		).toBe("notTheirs");
		expect(
			w.run("fire", { type: "AllowDeparture", by: by("z-leader") }).ignored,
		).toBe("notTheirs");
		expect(
			w.run("fire", { type: "AllowDeparture", by: by("starosta") }).ignored,
		).toBe("notTheirs");
		expect(w.run("fire", { type: "AllowDeparture", by: KEY }).ignored).toBe(
			undefined,
		);
	});

	it("takes the chief's «Виїхали» as the word", () => {
		const w = fire("red");
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil", by: by("stepan") });
		expect(w.incident().departureAllowed?.by).toEqual(by("stepan"));
		expect(w.events("Marked")[0]).not.toHaveProperty("withoutWord");
		expect(w.sent({ kind: "leftWithoutWord" })).toEqual([]);
	});

	it("records a departure nobody allowed, and tells the chief", () => {
		const w = fire("red");
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil", by: by("mykola") });
		expect(w.incident().crews[0]?.leftAt).toBe(w.now());
		expect(w.events("Marked")[0]).toMatchObject({ withoutWord: "airRaid" });
		expect(w.incident().departureAllowed).toBeUndefined();
		expect(w.whoGot({ kind: "leftWithoutWord" })).toEqual(["petro"]);
		expect(lineOf(w).kind).toBe("left");
	});

	it("gives a verdict that stays true: there is a crew, and it waits", () => {
		const w = fire("red");
		w.come(...CREW);
		w.at(121);
		const [told] = w.sent({ kind: "verdictLeaves" });
		expect(told?.message).toMatchObject({ waits: "airRaid", coming: 4 });
		expect(w.events("VerdictGiven")[0]).toMatchObject({
			kind: "leaves",
			waits: "airRaid",
		});
	});

	it("that begins while they gather shuts the gate, and asks then", () => {
		const w = fire("none");
		w.come(...CREW);
		expect(lineOf(w).kind).toBe("leaves");
		sky(w, "red");
		expect(lineOf(w)).toEqual({ kind: "waits", why: "airRaid" });
		expect(w.whoGot({ kind: "askDeparture" })).toContain("petro");
	});

	it.each([
		["none", "allClear"],
		["yellow", "allClear"],
		["unknown", "unknown"],
	] as const)("that turns %s holds nobody any more", (state, because) => {
		const w = fire("red");
		w.come(...CREW);
		sky(w, state);
		expect(departureGate(w.incident())).toBeUndefined();
		expect(w.sent({ kind: "mayLeave" })[0]?.message).toMatchObject({ because });
		// From here on the departure is asked about as ever.
		arrive(w, ...CREW);
		w.pass(minutes(20));
		expect(w.sent({ kind: "askDeparted" }).length).toBeGreaterThan(0);
	});

	it("wants a new word after it was over, and keeps the old one through a silent feed", () => {
		const w = fire("red");
		w.come(...CREW);
		w.run("fire", { type: "AllowDeparture", by: CHIEF });
		sky(w, "unknown");
		sky(w, "red");
		expect(departureGate(w.incident())).toBeUndefined();
		sky(w, "none");
		sky(w, "red");
		expect(departureGate(w.incident())).toEqual({ why: "airRaid" });
		expect(w.events("DepartureAsked")).toHaveLength(2);
	});

	it("matters to no truck that has left, and to no test of the channels", () => {
		const w = fire("none");
		w.come(...CREW);
		w.mark("departed", { vehicleId: "zil" });
		sky(w, "red");
		expect(w.sent({ kind: "askDeparture" })).toEqual([]);
		expect(w.run("fire", { type: "AllowDeparture", by: CHIEF }).ignored).toBe(
			"notWaiting",
		);
		const roll = fire("red", { mode: "test" });
		expect(departureGate(roll.incident())).toBeUndefined();
	});
});

describe("unknown and yellow", () => {
	it.each(["unknown", "yellow"] as const)(
		"%s warns and holds nobody",
		(state) => {
			const w = world();
			w.sky = { airRaid: { state } };
			w.report();
			w.come(...CREW);
			expect(w.sent({ kind: "alert" })[0]?.message.airRaid).toBe(state);
			expect(lineOf(w).kind).toBe("leaves");
			expect(w.sent({ kind: "askDeparture" })).toEqual([]);
		},
	);
});

describe("«Можу після відбою повітряної тривоги»", () => {
	it("counts in no crew, and is asked again as they answered once it is over", () => {
		const w = fire("red");
		w.answer("mykola", "later", { afterAllClear: true, channel: "voice" });
		w.answer("oleh", "later", { afterAllClear: true, channel: "sms" });
		w.answer("ivan", "later", { channel: "sms" });
		expect(w.incident().crews.every((crew) => !crew.promised)).toBe(true);
		expect(w.person("mykola").afterAllClear).toBe(true);
		sky(w, "yellow");
		expect(w.sent({ kind: "allClear" })).toEqual([]);
		sky(w, "none");
		expect(w.whoGot({ kind: "allClear" }).sort()).toEqual(["mykola", "oleh"]);
		expect(w.sentAt({ kind: "allClear", responderId: "mykola" })).toHaveLength(
			2,
		);
		expect(
			w.sent({ kind: "allClear", responderId: "mykola", channel: "voice" }),
		).toHaveLength(1);
		expect(
			w.sent({ kind: "allClear", responderId: "oleh", channel: "sms" }),
		).toHaveLength(1);
	});

	it("is asked once, and never who has answered otherwise since or was sent home", () => {
		const w = fire("red");
		for (const id of ["mykola", "oleh", "ivan"])
			w.answer(id, "later", { afterAllClear: true });
		w.answer("mykola", "responding");
		w.answer("oleh", "notResponding");
		sky(w, "none");
		expect(w.whoGot({ kind: "allClear" })).toEqual(["ivan"]);
		sky(w, "red");
		sky(w, "none");
		expect(w.sent({ kind: "allClear" })).toHaveLength(1);
		const over = fire("red");
		over.answer("ivan", "later", { afterAllClear: true });
		over.run("fire", { type: "StandDown", by: CHIEF });
		sky(over, "none");
		expect(over.sent({ kind: "allClear" })).toEqual([]);
	});

	it("is just later where no feed would ever say that it is over", () => {
		for (const w of [fire(undefined), fire("none")]) {
			w.answer("mykola", "later", { afterAllClear: true });
			expect(w.person("mykola").answer).toBe("later");
			expect(w.person("mykola").afterAllClear).toBeUndefined();
		}
	});
});

describe("a fire after red", () => {
	function suspected(
		more: Parameters<World["report"]>[0] = {},
		redAgoMinutes = 30,
	) {
		const village = roster();
		const own = village.brigades[0];
		if (own)
			own.staging = { words: "школа", location: { lat: 49.02, lon: 25.8 } };
		const w = world({ roster: village });
		w.sky = {
			airRaid: { state: "none", redAt: NIGHT - minutes(redAgoMinutes) },
		};
		w.report(more);
		return w;
	}

	it("is a likely impact within the hour, with the place its brigade gathers at; not a minute later", () => {
		expect(suspected({}, 60).events("ImpactSuspected")).toEqual([
			{
				type: "ImpactSuspected",
				why: "red",
				staging: {
					brigadeId: "rosokhach",
					location: { lat: 49.02, lon: 25.8 },
				},
			},
		]);
		expect(suspected({}, 61).events("ImpactSuspected")).toEqual([]);
		expect(
			suspected({ incidentType: "road_accident" }).events("ImpactSuspected"),
		).toEqual([]);
		expect(suspected({ mode: "exercise" }).events("ImpactSuspected")).toEqual(
			[],
		);
	});

	it("is one after an explosion near it, too; and without words of the brigade it has no place to gather", () => {
		const w = world();
		w.sky = { explosionAt: NIGHT - minutes(20) };
		w.report();
		expect(w.events("ImpactSuspected")).toEqual([
			{ type: "ImpactSuspected", why: "explosion" },
		]);
		expect(w.sent({ kind: "alert" })[0]?.message.away).toBe(true);
	});

	it("alerts the same people in the same second, away from the station", () => {
		const [hit, plainFire] = [suspected(), world()];
		plainFire.report();
		expect(alertsOf(hit)).toEqual(alertsOf(plainFire));
		expect(
			hit.sent({ kind: "alert" }).every(({ message }) => message.away),
		).toBe(true);
	});

	it("asks «Приліт?»: the chief at once, deputies after half a minute, until somebody answers", () => {
		const w = suspected();
		expect(w.whoGot({ kind: "askImpact" })).toEqual(["petro"]);
		// His phone rings for the fire: not twice in one second.
		expect(w.sent({ kind: "askImpact", channel: "voice" })).toEqual([]);
		w.at(31);
		expect(w.whoGot({ kind: "askImpact" }).sort()).toEqual([
			"desk",
			"petro",
			"stepan",
		]);
		expect(
			w.sent({ kind: "askImpact", channel: "voice", responderId: "petro" }),
		).toHaveLength(1);
		w.pass(minutes(30));
		expect(w.events("ImpactAsked").map(({ round }) => round)).toEqual([
			1, 2, 3, 4,
		]);
	});

	it("waits for the answer, never for more: «Ні» opens the gate and calls people back to the station", () => {
		const w = suspected();
		w.come(...CREW);
		expect(lineOf(w)).toEqual({ kind: "waits", why: "impact" });
		w.run("fire", impactIs(false));
		expect(lineOf(w).kind).toBe("leaves");
		expect(w.sent({ kind: "gatherAt" })[0]?.message).toMatchObject({
			where: "station",
		});
		expect(w.whoGot({ kind: "gatherAt" }).sort()).toEqual([...CREW].sort());
		w.at(100);
		expect(w.events("ImpactAsked")).toHaveLength(1);
		expect(keptFromStrangers(w.incident())).toBe(false);
	});

	it("«Так» keeps who comes where they gather and sends nobody more without a human's word", () => {
		const w = suspected();
		w.come("mykola", "stepan");
		w.run("fire", impactIs(true));
		const asked = w.asked();
		w.answer("oleh", "notResponding");
		w.answer("mykola", "notResponding");
		w.run("fire", {
			type: "AlertFailed",
			responderId: "ivan",
			channel: "telegram",
			reason: "blocked",
		});
		w.pass(minutes(30));
		expect(w.asked()).toEqual(asked);
		expect(
			w
				.sent({ kind: "alert" })
				.filter(({ sentAt }) => (sentAt ?? 0) > NIGHT + seconds(1)),
		).toEqual([]);
		expect(w.sent({ kind: "humanNeeded" })).toEqual([]);
		expect(mustBeAsked(w.incident(), "ivan")).toBe(false);
		expect(
			missesStep(
				w.incident(),
				new Set(w.timersOf("fire").map(({ key }) => key)),
			),
		).toBe(false);
		w.run("fire", { type: "AlertNext", by: CHIEF });
		expect(w.asked().length).toBeGreaterThan(asked.length);
	});

	it("«Так», then «Ні»: silent ones are asked again and the ladder goes on", () => {
		const w = suspected();
		w.come("mykola", "stepan");
		w.run("fire", impactIs(true));
		w.at(60);
		const before = w.sent({ kind: "alert", responderId: "ivan" }).length;
		w.run("fire", impactIs(false));
		expect(
			w.sent({ kind: "alert", responderId: "ivan" }).length,
		).toBeGreaterThan(before);
		w.pass(minutes(5));
		expect(w.incident().stations.size).toBeGreaterThan(1);
	});

	it("lets the truck leave by the chief's word without an answer, and asks no more", () => {
		const w = suspected();
		w.come(...CREW);
		w.run("fire", { type: "AllowDeparture", by: CHIEF });
		expect(lineOf(w).kind).toBe("leaves");
		w.pass(minutes(10));
		expect(w.events("ImpactAsked")).toHaveLength(1);
	});

	it("of a resident is asked about only once people are called", () => {
		const w = suspected({ source: "resident" });
		expect(w.sent({ kind: "askImpact" })).toEqual([]);
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.whoGot({ kind: "askImpact" })).toEqual(["petro"]);
		const hit = suspected({
			source: "resident",
			incidentType: "structure_fire",
		});
		hit.run("fire", impactIs(true));
		hit.pass(minutes(10));
		expect(hit.sent({ kind: "alert" })).toEqual([]);
	});

	it("is none when red began after it was reported, whatever is corrected then", () => {
		const w = world();
		w.sky = { airRaid: { state: "none" } };
		w.report({ source: "resident" });
		w.at(30);
		w.sky = { airRaid: { state: "red", redAt: w.now() } };
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.incident().airRaid?.state).toBe("red");
		expect(w.events("ImpactSuspected")).toEqual([]);
	});

	it("«Так» wakes nobody afterwards: not who waits for the raid's end, not who rests in reserve", () => {
		const w = suspected();
		sky(w, "red");
		w.answer("taras", "later", { afterAllClear: true });
		w.come(...CREW, "serhii", "hanna", "yurii");
		const resting = [...w.incident().people.values()].filter(
			(person) => person.stoodDownWhy === "reserve",
		);
		expect(resting.length).toBeGreaterThan(0);
		w.run("fire", impactIs(true));
		w.answer("mykola", "notResponding");
		sky(w, "none");
		w.pass(minutes(5));
		expect(w.sent({ kind: "calledBack" })).toEqual([]);
		expect(w.sent({ kind: "allClear" })).toEqual([]);
	});

	it("is told of nobody's business: kept from strangers while it may be one", () => {
		const w = suspected();
		expect(keptFromStrangers(w.incident())).toBe(true);
		const shell = world();
		shell.report({ incidentType: "shelling_impact" });
		expect(keptFromStrangers(shell.incident())).toBe(true);
	});
});

describe("who reported it", () => {
	const news = (w: World) =>
		w
			.sent({ kind: "reporterNews" })
			.map(({ message }) => ("news" in message ? message.news : ""));
	const reported = (w: World) =>
		w.report({
			source: "resident",
			report: {
				id: "r",
				reporterId: "halyna",
				source: "resident",
				at: w.now(),
				verified: true,
				doubted: false,
				reach: { telegram: true, sms: false, voice: false },
			},
		});

	it("hears that help is coming once the truck may leave, and not before", () => {
		const w = world();
		reported(w);
		sky(w, "red");
		w.run("fire", { type: "Confirm", by: CHIEF });
		w.come(...CREW);
		expect(news(w)).toEqual([]);
		w.run("fire", { type: "AllowDeparture", by: CHIEF });
		expect(news(w)).toEqual(["coming"]);
	});

	it("hears nothing of what may be an impact, until the chief says that it is none", () => {
		const w = world();
		w.sky = { explosionAt: NIGHT - minutes(5) };
		reported(w);
		w.run("fire", { type: "Confirm", by: CHIEF });
		w.come(...CREW);
		w.run("fire", { type: "AllowDeparture", by: CHIEF });
		expect(news(w)).toEqual([]);
		w.run("fire", impactIs(false));
		expect(news(w)).toEqual(["coming"]);
	});
});

describe("two numbers of one fire", () => {
	it("a duplicate that may be an impact makes the other one, too, and the chief is asked there", () => {
		const w = world();
		w.report({ source: "chief" });
		w.come("mykola");
		w.sky = { explosionAt: NIGHT - minutes(5) };
		w.report({ id: "again", source: "resident" });
		w.sky = {};
		w.merge("again", "fire");
		expect(w.incident("fire").impactSuspected?.why).toBe("explosion");
		expect(w.whoGot({ incidentId: "fire", kind: "askImpact" })).toEqual([
			"petro",
		]);
		expect(w.whoGot({ incidentId: "fire", kind: "gatherAt" })).toEqual([
			"mykola",
		]);
	});
});

describe("where a shell fell", () => {
	it("people gather away from the station, and the truck waits for a word though a human called them", () => {
		const w = world();
		w.report({ incidentType: "shelling_impact", source: "okc_101" });
		w.run("fire", { type: "Confirm", by: CHIEF });
		expect(w.sent({ kind: "alert" })[0]?.message.away).toBe(true);
		w.come(...CREW);
		expect(lineOf(w)).toEqual({ kind: "waits", why: "impact" });
		expect(w.whoGot({ kind: "askDeparture" })).toContain("petro");
		w.run("fire", { type: "AllowDeparture", by: CHIEF });
		expect(lineOf(w).kind).toBe("leaves");
	});
});

describe("the log", () => {
	it("tells it all: folded anew it is the same incident", () => {
		const w = fire("red");
		w.come(...CREW);
		w.answer("oleh", "later", { afterAllClear: true });
		sky(w, "unknown");
		sky(w, "red");
		w.run("fire", { type: "AllowDeparture", by: CHIEF });
		w.run("fire", impactIs(true));
		sky(w, "none");
		expect(plain(refold(w.logs.get("fire") ?? []))).toEqual(
			plain(w.incident()),
		);
	});
});

/**
 * What holds in every history, however people answer, forget, repeat themselves
 * and change their minds: two fires at once, one roster, timers that come due,
 * commands a human would not send. A failure prints its seed and the shortest
 * history that shows it.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { availabilityAt } from "../../src/core/availability.ts";
import { decide } from "../../src/core/decide.ts";
import { comingNow } from "../../src/core/gathering.ts";
import { missesStep } from "../../src/core/healing.ts";
import {
	type Command,
	type Effect,
	fold,
	type Known,
	type Recorded,
} from "../../src/core/incident.ts";
import type { AirState } from "../../src/core/kinds.ts";
import type { Responder } from "../../src/core/roster.ts";
import {
	CHIEF,
	DAY,
	KEY,
	NIGHT,
	plain,
	ROSOKHACH,
	refold,
	reportOf,
	roster,
	seconds,
	state,
	TIME_ZONE,
	UHRYN,
	type World,
	withPolicy,
	world,
} from "./village.ts";

const FIRES = ["a", "b"] as const;
const PEOPLE = roster().responders.map((r) => r.id);
const VEHICLES = ["zil", "gaz", "man"];
const words = { id: "w", hash: "h" };

/** One thing that happens; a failing history prints only these. */
type Deed = { label: string; does: (w: World) => void };
const deed = (label: string, does: Deed["does"]): Deed =>
	Object.assign({ label, does }, { [fc.toStringMethod]: () => label });

const fire = fc.constantFrom(...FIRES);
const somebody = fc.constantFrom(...PEOPLE);
const vehicle = fc.constantFrom(...VEHICLES);

const command = (
	arbitrary: fc.Arbitrary<[string, Command]>,
): fc.Arbitrary<Deed> =>
	arbitrary.map(([id, command]) =>
		deed(`${id} ${JSON.stringify(command)}`, (w) => {
			w.run(id, command);
		}),
	);

const reports = fc
	.record({
		id: fire,
		incidentType: fc.constantFrom(
			"structure_fire",
			"vegetation_fire",
			"shelling_impact",
			"rescue",
		),
		source: fc.constantFrom("okc_101", "resident", "chief"),
		mode: fc.constantFrom("actual", "actual", "exercise"),
		location: fc.constantFrom(ROSOKHACH, UHRYN),
		peopleInDanger: fc.boolean(),
		reporterVerified: fc.boolean(),
		reporterDoubted: fc.boolean(),
		force: fc.boolean(),
	})
	.chain((told) =>
		fc.record({
			told: fc.constant(told),
			raisedBy: fc.option(somebody, { nil: undefined }),
			duplicate: fc.boolean(),
		}),
	)
	.map(({ told, raisedBy, duplicate }): [string, Command] => [
		told.id,
		reportOf(
			{
				...told,
				...(raisedBy ? { raisedBy } : {}),
				...(duplicate ? { possibleDuplicateOf: "other" } : {}),
			} as Parameters<typeof reportOf>[0],
			told.id === "a" ? 0 : 1,
		),
	]);

const answers = fc
	.record({
		id: fire,
		responderId: somebody,
		answer: fc.constantFrom(
			"responding",
			"responding",
			"responding",
			"notResponding",
			"later",
		),
		etaMinutes: fc.option(fc.constantFrom(1, 5, 10, 20), { nil: undefined }),
		to: fc.constantFrom("station", "station", "station", "scene"),
		notDriving: fc.constantFrom(false, false, false, true),
		channel: fc.constantFrom("telegram", "sms", "voice", "page"),
		afterAllClear: fc.boolean(),
	})
	.map(({ id, etaMinutes, ...rest }): [string, Command] => [
		id,
		{
			type: "Acknowledge",
			...rest,
			...(etaMinutes === undefined ? {} : { etaMinutes }),
		} as Command,
	]);

const marks = fc
	.record({
		id: fire,
		mark: fc.constantFrom(
			"atStation",
			"atStation",
			"departed",
			"onScene",
			"returned",
			"ready",
			"out",
		),
		responderId: fc.option(somebody, { nil: undefined }),
		vehicleId: fc.option(vehicle, { nil: undefined }),
	})
	.map(({ id, mark, responderId, vehicleId }): [string, Command] => [
		id,
		{
			type: "Mark",
			mark,
			by: responderId ? { kind: "responder", id: responderId } : KEY,
			...(responderId ? { responderId } : {}),
			...(vehicleId && mark !== "atStation" ? { vehicleId } : {}),
		} as Command,
	]);

const decisions = fc
	.record({
		id: fire,
		what: fc.constantFrom<Command>(
			{ type: "Confirm", by: CHIEF },
			{ type: "Dismiss", by: CHIEF },
			{ type: "AlertNext", by: CHIEF },
			{ type: "StandDown", by: CHIEF },
			{ type: "TakeOver", by: CHIEF },
			{ type: "Close", by: CHIEF },
			{ type: "Cancel", by: CHIEF, reason: "false", ownDesk: false },
			{ type: "Cancel", by: KEY, reason: "false", ownDesk: true },
			{ type: "Reopen", by: CHIEF },
			{ type: "Impact", by: CHIEF, impact: true },
			{ type: "Impact", by: CHIEF, impact: false },
			{ type: "AllowDeparture", by: CHIEF },
			{ type: "AllowDeparture", by: { kind: "responder", id: "ivan" } },
			{ type: "Correct", by: CHIEF, incidentType: "structure_fire" },
			{ type: "Correct", by: CHIEF, incidentType: "shelling_impact" },
			{ type: "Correct", by: CHIEF, peopleInDanger: true, place: words },
			{ type: "Write", by: CHIEF, to: "all", words, text: "-" },
		),
	})
	.map(({ id, what }): [string, Command] => [id, what]);

const incidents = fc.oneof(
	fc
		.tuple(fire, somebody)
		.map(([id, responderId]): [string, Command] => [
			id,
			{ type: "Unseat", responderId, by: CHIEF },
		]),
	fc
		.tuple(fire, vehicle)
		.map(([id, vehicleId]): [string, Command] => [
			id,
			{ type: "VehicleDown", vehicleId, by: CHIEF },
		]),
	fc
		.tuple(fire, vehicle)
		.map(([id, vehicleId]): [string, Command] => [
			id,
			{ type: "Reconsider", vehicleId },
		]),
	fc
		.tuple(fire, somebody, fc.constantFrom("telegram", "sms", "voice"))
		.map(([id, responderId, channel]): [string, Command] => [
			id,
			{
				type: "AlertFailed",
				responderId,
				channel,
				reason: "blocked",
			} as Command,
		]),
	fc
		.tuple(fire, somebody)
		.map(([id, responderId]): [string, Command] => [
			id,
			{ type: "Withdraw", responderId, why: "unavailable" },
		]),
	fc
		.tuple(fire, somebody, fc.constantFrom("waking", "absent"))
		.map(([id, responderId, said]): [string, Command] => [
			id,
			{ type: "HouseholdSays", responderId, said } as Command,
		]),
	fc
		.tuple(fire, somebody, fc.constantFrom("ready", "noWater", "broken"))
		.map(([id, by, readiness]): [string, Command] => [
			id,
			{
				type: "TellReadiness",
				by: { kind: "responder", id: by },
				readiness,
			} as Command,
		]),
	fc
		.tuple(fire, somebody, fc.integer({ min: 0, max: 1200 }))
		.map(([id, responderId, second]): [string, Command] => [
			id,
			{ type: "Moved", responderId, etaAt: NIGHT + seconds(second) },
		]),
);

/** Residents tell of it, tell more, and take it back. */
const told = fc
	.record({
		id: fire,
		what: fc.constantFrom("adds", "refines", "refines", "says"),
		report: fc.constantFrom("r1", "r2", "r3"),
		reporter: fc.constantFrom("halyna", "vasyl"),
		verified: fc.boolean(),
		doubted: fc.boolean(),
		danger: fc.option(fc.boolean(), { nil: undefined }),
		incidentType: fc.option(
			fc.constantFrom("structure_fire", "vegetation_fire", "shelling_impact"),
			{ nil: undefined },
		),
		location: fc.option(fc.constantFrom(ROSOKHACH, UHRYN), { nil: undefined }),
		said: fc.constantFrom("burning", "out", "mistake"),
		channel: fc.constantFrom("telegram", "voice"),
	})
	.map(({ id, ...told }): [string, Command] => [id, toldAs(told)]);

function toldAs(told: {
	what: string;
	report: string;
	reporter: string;
	verified: boolean;
	doubted: boolean;
	danger: boolean | undefined;
	incidentType: string | undefined;
	location: object | undefined;
	said: string;
	channel: string;
}): Command {
	const { report, danger, incidentType, location, verified } = told;
	const facts = {
		...(danger === undefined ? {} : { peopleInDanger: danger }),
		...(incidentType ? { incidentType } : {}),
		...(location ? { location } : {}),
	};
	if (told.what === "says")
		return {
			type: "ReporterSays",
			reportId: report,
			said: told.said,
			channel: told.channel,
		} as Command;
	if (told.what === "refines")
		return {
			type: "RefineReport",
			reportId: report,
			heard: { text: "-" },
			...facts,
			...(verified ? { verified } : {}),
		} as Command;
	return {
		type: "AddReport",
		report: {
			id: report,
			reporterId: told.reporter,
			source: "resident",
			at: NIGHT,
			verified,
			doubted: told.doubted,
			reach: { telegram: true, sms: false, voice: true },
			...facts,
		},
	} as Command;
}

const time: fc.Arbitrary<Deed> = fc.oneof(
	fc
		.integer({ min: 1, max: 200 })
		.map((count) => deed(`pass ${count} s`, (w) => w.pass(seconds(count)))),
	fc.constant(deed("jump an hour", (w) => w.jump(seconds(3600)))),
);

/** «Перейти на #119?» — yes: given up there, promised here. */
const switches: fc.Arbitrary<Deed> = fc
	.tuple(fire, somebody)
	.map(([id, responderId]) =>
		deed(`${responderId} changes over to ${id}`, (w) => {
			const held = w.commitments.get(`responder:${responderId}`)?.incidentId;
			if (held && held !== id)
				w.run(held, { type: "Withdraw", responderId, why: "otherIncident" });
			if (w.incidents.has(id)) w.answer(responderId, "responding", {}, id);
		}),
	);

/** A human says that both are the same fire. */
const merges: fc.Arbitrary<Deed> = fc
	.tuple(fire, fc.constantFrom(true, true, false))
	.map(([id, ownDesk]) => {
		const into = id === "a" ? "b" : "a";
		return deed(`${id} is the same fire as ${into}`, (w) => {
			w.merge(id, into, { ownDesk });
		});
	});

/** The sky changes over both fires, and over whatever is reported next. */
const skies: fc.Arbitrary<Deed> = fc
	.constantFrom<AirState>("red", "red", "none", "yellow", "unknown")
	.map((state) =>
		deed(`the sky is ${state}`, (w) => {
			const airRaid = {
				state,
				...(state === "red" ? { redAt: w.now() } : {}),
			};
			w.sky = { airRaid };
			for (const id of w.incidents.keys())
				w.run(id, { type: "AirRaid", airRaid });
		}),
	);

/** Somebody sets a state in the middle of it; open incidents look again. */
const moods: fc.Arbitrary<Deed> = fc
	.tuple(somebody, fc.constantFrom("on", "off", "reserve", "lifeOnly"))
	.map(([responderId, level]) =>
		deed(`${responderId} is ${level}`, (w) => {
			Object.assign(
				w.candidates.responders.find((r) => r.id === responderId) ?? {},
				state(level as "on"),
			);
			for (const id of w.incidents.keys())
				w.run(id, { type: "Reconsider", responderId });
		}),
	);

const history = fc.record({
	start: fc.constantFrom(NIGHT, DAY),
	off: fc.subarray(PEOPLE, { maxLength: 6 }),
	second: fc.boolean(),
	first: command(reports),
	deeds: fc.array(
		fc.oneof(
			{ weight: 12, arbitrary: command(answers) },
			{ weight: 6, arbitrary: time },
			{ weight: 4, arbitrary: command(marks) },
			{ weight: 3, arbitrary: command(decisions) },
			{ weight: 3, arbitrary: command(incidents) },
			{ weight: 2, arbitrary: command(reports) },
			{ weight: 1, arbitrary: switches },
			{ weight: 2, arbitrary: merges },
			{ weight: 1, arbitrary: moods },
			{ weight: 2, arbitrary: skies },
			{ weight: 4, arbitrary: command(told) },
		),
		{ minLength: 5, maxLength: 60, size: "max" },
	),
});

const ended = (incident: Known): boolean =>
	incident.status === "closed" || incident.status === "cancelled";
/** Who this incident counts on, and with whom which truck goes. */
const counted = (incident: Known) => ({
	coming: comingNow(incident)
		.map((p) => p.responderId)
		.sort(),
	crews: incident.crews
		.filter((c) => c.promised || c.leftWith)
		.map((c) => [c.key, c.promised?.responderIds ?? null, c.leftWith ?? null]),
});

/** Two pairs of one household each, one of them with the only other driver; two can be woken. */
const HOMES: Record<string, Partial<Responder>> = {
	olena: { household: "1" },
	taras: { household: "1", hasHomeContact: true },
	mykola: { household: "2", hasHomeContact: true },
	hanna: { household: "2" },
};

function watched(options: {
	start: number;
	off: string[];
	second: boolean;
}): World {
	const village = roster();
	for (const r of village.responders) Object.assign(r, HOMES[r.id] ?? {});
	for (const r of village.responders)
		if (options.off.includes(r.id)) Object.assign(r, state("off"));
	if (options.second)
		village.brigades = withPolicy(
			{ default: { vehicles: [{ count: 2 }] } },
			village,
		).brigades;
	const w: World = world({
		start: options.start,
		roster: village,
		watch(before, command, facts, decided) {
			const after = decided.incident;
			if (after.status === "unknown") return;
			const label = JSON.stringify(command);
			if (decided.effects.length > 0)
				expect(
					decided.events.length,
					`an effect without an event: ${label}`,
				).toBeGreaterThan(0);
			if (before && ended(before) && command.type !== "Reopen") {
				// Whether the truck is ready is about the next fire, and asked after this one.
				const ofTheTruck = (e: Effect): boolean =>
					(e.type === "Send" && e.message.kind === "askReady") ||
					(e.type === "SetTimer" && e.key.startsWith("askReady:"));
				const speaks = decided.effects.filter(
					(e) =>
						(e.type === "Send" ||
							e.type === "SetTimer" ||
							e.type === "Commit") &&
						!ofTheTruck(e),
				);
				expect(speaks, `an ended incident goes on: ${label}`).toEqual([]);
			}
			for (const effect of decided.effects) {
				if (effect.type !== "Send") continue;
				const { kind } = effect.message;
				if (kind !== "alert" && kind !== "wakeHousehold") continue;
				const r = w.candidates.responders.find(
					({ id }) => id === effect.responderId,
				);
				const level = r && availabilityAt(r.availability, facts.now, TIME_ZONE);
				expect(
					level,
					`${effect.responderId} is off and was alerted: ${label}`,
				).not.toBe("off");
			}
			everybodyHasAReason(w, before, decided.events, label);
			const crews = after.crews.flatMap(
				(c) => c.leftWith ?? c.promised?.responderIds ?? [],
			);
			expect(new Set(crews).size, `a person in two seats: ${label}`).toBe(
				crews.length,
			);
			const folded = fold(
				decided.events.map(
					(event, n): Recorded => ({
						seq: (before?.version ?? 0) + n + 1,
						at: facts.now,
						commandId: "",
						event,
					}),
				),
				before ?? { status: "unknown" },
			);
			same(after, folded, `deciding and folding differ: ${label}`);
		},
	});
	return w;
}

/** Compared fast; told in full only where they differ. */
function same(a: unknown, b: unknown, what: string): void {
	if (!isDeepStrictEqual(a, b)) expect(plain(a), what).toEqual(plain(b));
}

function everybodyHasAReason(
	w: World,
	before: Known | undefined,
	events: readonly Recorded["event"][],
	label: string,
): void {
	const people = new Set(before?.people.keys());
	const stations = new Set(before?.stations.keys());
	for (const event of events) {
		if (event.type === "IncidentReopened") {
			people.clear();
			stations.clear();
		}
		if (event.type === "CrewsAsked" || event.type === "IncidentMerged")
			for (const { brigadeId } of event.stations) stations.add(brigadeId);
		if (event.type !== "RespondersAlerted") continue;
		const chosen = event.people.map((p) => p.responderId);
		for (const person of event.people) {
			expect(person.why.code, label).toBeTruthy();
			expect(
				people.has(person.responderId),
				`${person.responderId} alerted twice: ${label}`,
			).toBe(false);
		}
		expect(new Set(chosen).size).toBe(chosen.length);
		const passed = event.passedOver.flatMap((p) => p.responderId ?? []);
		expect(
			passed.filter((id) => chosen.includes(id)),
			`chosen and passed over: ${label}`,
		).toEqual([]);
		for (const id of chosen) people.add(id);
		const looked = w.candidates.responders.filter((r) =>
			r.brigadeIds.some((id) => stations.has(id)),
		);
		const unexplained = looked
			.filter((r) => !people.has(r.id) && !passed.includes(r.id))
			.map((r) => r.id);
		// The two nearest are looked for in the nearest brigade only.
		if (event.ladder)
			expect(unexplained, `looked at without a reason: ${label}`).toEqual([]);
	}
}

/** What holds whenever nobody is in the middle of a decision. */
function atRest(w: World, label: string): void {
	for (const [id, incident] of w.incidents) {
		if (ended(incident)) continue;
		const attended =
			w.timersOf(id).length > 0 || incident.humanInCharge !== undefined;
		expect(
			attended,
			`${id} has neither a timer nor a human after ${label}`,
		).toBe(true);
		const waiting = new Set(w.timersOf(id).map(({ key }) => key));
		expect(
			missesStep(incident, waiting),
			`the auditor would have to heal ${id} after ${label}`,
		).toBe(false);
		for (const person of comingNow(incident))
			expect(
				w.commitments.get(`responder:${person.responderId}`)?.incidentId,
				`${person.responderId} is counted in ${id} and not given to it after ${label}`,
			).toBe(id);
		for (const crew of incident.crews)
			if (crew.promised && crew.leftAt === undefined && crew.vehicleId)
				expect(
					w.commitments.get(`vehicle:${crew.vehicleId}`)?.incidentId,
					`${crew.key} after ${label}`,
				).toBe(id);
	}
	for (const commitment of w.commitments.values()) {
		const incident = w.incidents.get(commitment.incidentId);
		expect(
			incident && !ended(incident),
			`${commitment.id} is held by an ended incident after ${label}`,
		).toBe(true);
		if (commitment.kind !== "responder" || !incident) continue;
		const known = incident.people.get(commitment.id);
		const counts = comingNow(incident).some(
			(p) => p.responderId === commitment.id,
		);
		expect(
			counts,
			`${commitment.id} (${known?.answer}) is held by ${commitment.incidentId} and not counted after ${label}`,
		).toBe(true);
	}
	const [a, b] = FIRES.map((id) => w.incidents.get(id)).filter(
		(i) => i !== undefined && !ended(i),
	);
	if (!a || !b) return;
	const there = new Set(comingNow(b).map((p) => p.responderId));
	const twice = comingNow(a)
		.map((p) => p.responderId)
		.filter((id) => there.has(id));
	expect(twice, `counted in two fires after ${label}`).toEqual([]);
}

// Both properties together stay under a minute on one core. The seed is fixed so that a
// red run is about the change at hand; PROPERTY_SEED=… looks for new histories.
const RUNS = 350;
const SEED = Number(process.env.PROPERTY_SEED ?? 20_261_122);

describe("in every history", () => {
	it("nobody is counted twice, nothing ends without a word, nothing is left alone, and the log tells it all", () => {
		fc.assert(
			fc.property(history, ({ first, deeds, ...options }) => {
				const w = watched(options);
				for (const deed of [first, ...deeds]) {
					deed.does(w);
					atRest(w, deed.label);
				}
				for (const [id, incident] of w.incidents)
					expect(
						plain(refold(w.logs.get(id) ?? [])),
						`the log of ${id}`,
					).toEqual(plain(incident));
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	}, 120_000);

	it("an air raid delays no alert and adds none: same people, same channels, same second", () => {
		const alerts = (w: World) =>
			[...w.sent({ kind: "alert" }), ...w.pending()]
				.filter(({ kind }) => kind === "alert")
				.map(({ incidentId, responderId, channel, dueAt, sentAt }) =>
					[incidentId, responderId, channel, dueAt, sentAt ?? ""].join(" "),
				)
				.sort();
		// Only a human's «Так, приліт» sends nobody more, and that is no air raid's doing.
		const isOfSky = (label: string) => label.startsWith("the sky");
		const isWord = (label: string) => label.includes('"Impact"');
		fc.assert(
			fc.property(history, ({ first, deeds, ...options }) => {
				const [red, calm] = [watched(options), watched(options)];
				red.sky = { airRaid: { state: "red", redAt: options.start } };
				for (const deed of [first, ...deeds]) {
					if (isWord(deed.label)) continue;
					deed.does(red);
					if (!isOfSky(deed.label)) deed.does(calm);
				}
				expect(alerts(red)).toEqual(alerts(calm));
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	}, 120_000);

	it("who raised a false alarm before wakes nobody but who leads, whatever is said, while no human has spoken", () => {
		const deeds = fc.array(fc.oneof(command(told), time), {
			minLength: 3,
			maxLength: 40,
		});
		fc.assert(
			fc.property(fc.constantFrom(NIGHT, DAY), deeds, (start, said) => {
				const w = watched({ start, off: [], second: false });
				w.report({
					id: "a",
					source: "resident",
					by: { kind: "service" },
					reporterDoubted: true,
					report: {
						id: "r0",
						reporterId: "teenager",
						source: "resident",
						at: start,
						verified: true,
						doubted: true,
					},
				});
				for (const deed of said) {
					// Only he speaks, by whatever reports.
					const isOther = /"type":"AddReport"/.test(deed.label);
					if (!isOther) deed.does(w);
				}
				expect(w.asked("a")).toEqual([]);
				expect(
					w.whoGot({ kind: "askConfirm", channel: "voice" }),
				).not.toContain("stepan");
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	}, 120_000);

	it("a decision leaves the state it was given untouched, and the same command again changes nothing that counts", () => {
		fc.assert(
			fc.property(history, fc.nat(), ({ first, deeds, ...options }, place) => {
				const w = watched(options);
				const spied = w.run;
				const at = place % (deeds.length + 1);
				[first, ...deeds].forEach((deed, index) => {
					if (index === at)
						w.run = (id: string, command: Command) => {
							const before = w.incidents.get(id);
							const untouched = structuredClone(before);
							const decided = spied(id, command);
							same(
								before,
								untouched,
								`decide wrote into its input: ${JSON.stringify(command)}`,
							);
							const now = w.incidents.get(id);
							if (!now || command.type === "Reopen") return decided;
							const again = decide(now, command, w.factsFor(id, command))
								.incident as Known;
							expect(
								counted(again),
								`twice ${JSON.stringify(command)}`,
							).toEqual(counted(now));
							return decided;
						};
					deed.does(w);
					w.run = spied;
				});
			}),
			{ numRuns: RUNS, seed: SEED },
		);
	}, 120_000);
});

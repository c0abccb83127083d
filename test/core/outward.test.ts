import { describe, expect, it } from "vitest";
import {
	fold,
	type IncidentEvent,
	type Known,
	UNKNOWN,
} from "../../src/core/incident.ts";
import { type OutwardFact, outwardFacts } from "../../src/core/outward.ts";
import { CHIEF, KEY, minutes, reportOf, world } from "./village.ts";

/** A fire, and every fact that left it, as each decision was made. */
function watched() {
	const left: OutwardFact[] = [];
	const w = world({
		watch: (before, _command, { now }, { events }) =>
			left.push(...outwardFacts(before ?? UNKNOWN, events, now)),
	});
	w.run("fire", reportOf());
	return { w, left, types: () => left.map(({ type }) => type) };
}

const coming = (w: ReturnType<typeof world>): void => {
	for (const responderId of w.incidents.get("fire")?.people.keys() ?? [])
		w.run("fire", {
			type: "Acknowledge",
			responderId,
			answer: "responding",
			etaMinutes: 3,
			channel: "sms",
		});
};

/** The state with one truck that was promised. */
function promised(): { before: Known; at: number } {
	const { w } = watched();
	coming(w);
	const before = w.incidents.get("fire") as Known;
	expect(before.crews.some((crew) => crew.promised)).toBe(true);
	return { before, at: w.now() };
}

describe("what leaves an incident", () => {
	it("is the crew that was not promised before, and no word of the minute it leaves", () => {
		const { w, left, types } = watched();
		coming(w);
		expect(types()).toContain("crew_complete");
		const said = types().filter((type) => type === "crew_complete").length;
		const crews = w.incidents.get("fire")?.crews ?? [];
		expect(said).toBe(crews.filter((crew) => crew.promised).length);
		const { before, at } = promised();
		const crew = before.crews.find((one) => one.promised);
		const again: IncidentEvent = {
			type: "CrewPromised",
			crew: crew?.key ?? "",
			vehicleId: crew?.vehicleId ?? null,
			brigadeId: crew?.brigadeId ?? "",
			leavesAt: at + minutes(9),
			responderIds: crew?.promised?.responderIds ?? [],
		};
		expect(outwardFacts(before, [again], at)).toEqual([]);
		const short: IncidentEvent = {
			type: "CrewFellShort",
			crew: crew?.key ?? "",
			vehicleId: crew?.vehicleId ?? null,
			missing: [],
		};
		expect(
			outwardFacts(before, [short, again], at).map(({ type }) => type),
		).toEqual(["crew_complete"]);
		expect(left.every(({ seq, incident }) => seq === incident.version)).toBe(
			true,
		);
	});

	it("is a truck that left and arrived once, however many say so", () => {
		const { before, at } = promised();
		const crew = before.crews.find((one) => one.promised);
		const [first, second] = crew?.promised?.responderIds ?? [];
		const mark = (
			name: "departed" | "onScene" | "atStation",
			responderId?: string,
		): IncidentEvent => ({
			type: "Marked",
			mark: name,
			at,
			by: CHIEF,
			...(responderId ? { responderId } : {}),
			...(crew?.vehicleId ? { vehicleId: crew.vehicleId } : {}),
		});
		const facts = outwardFacts(
			before,
			[
				mark("atStation", first),
				mark("departed", first),
				mark("departed", second),
				mark("onScene", second),
				mark("onScene"),
			],
			at,
		);
		expect(facts.map(({ type }) => type)).toEqual(["departed", "on_scene"]);
		expect(facts[0]?.details).toEqual({
			brigadeId: crew?.brigadeId,
			vehicleId: crew?.vehicleId,
			at,
		});
	});

	it("is that a fire goes on under another number", () => {
		const { before, at } = promised();
		const into = { id: "other", number: 119 };
		expect(
			outwardFacts(
				before,
				[{ type: "IncidentCancelled", by: KEY, reason: "duplicate", into }],
				at,
			)[0]?.details,
		).toEqual({ reason: "duplicate", into });
	});

	it("has the same id whenever it is said again, and never the same id twice", () => {
		const { w, left } = watched();
		w.pass(minutes(6));
		coming(w);
		w.run("fire", { type: "Mark", mark: "departed", by: CHIEF });
		w.run("fire", { type: "Mark", mark: "onScene", by: CHIEF });
		expect(new Set(left.map(({ type }) => type))).toEqual(
			new Set([
				"verdict",
				"not_gathering",
				"crew_complete",
				"departed",
				"on_scene",
			]),
		);
		const log = w.logs.get("fire") ?? [];
		const again = log.flatMap(({ seq, at, event }) =>
			outwardFacts(fold(log.slice(0, seq - 1)), [event], at),
		);
		expect(again.map(({ id }) => id)).toEqual(left.map(({ id }) => id));
		expect(new Set(left.map(({ id }) => id)).size).toBe(left.length);
	});
});

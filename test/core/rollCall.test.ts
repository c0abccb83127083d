/** An incident of mode `test`: everybody's every channel once, and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { missesStep, mustBeAsked } from "../../src/core/healing.ts";
import type { Command } from "../../src/core/incident.ts";
import { CHIEF, DAY, minutes, roster, seconds, world } from "./village.ts";

const BRIGADE = "rosokhach";
const calling = (
	change: (people: ReturnType<typeof roster>) => void = () => {},
) => {
	const people = roster();
	change(people);
	const w = world({ start: DAY, roster: people });
	w.report({
		mode: "test",
		incidentType: "other",
		brigadeIds: [BRIGADE],
		source: "chief",
	});
	return w;
};
const membersOf = (people: ReturnType<typeof roster>) =>
	people.responders.filter(({ brigadeIds }) => brigadeIds.includes(BRIGADE));

describe("a roll call", () => {
	it("tries each channel of each member once, at once, and asks nobody else", () => {
		const w = calling();
		w.pass(minutes(29));
		const members = membersOf(w.candidates);
		expect(w.asked().sort()).toEqual(members.map(({ id }) => id).sort());
		for (const { id } of members)
			for (const channel of ["telegram", "sms", "voice"] as const)
				expect(w.sentAt({ responderId: id, channel })).toEqual([0]);
		expect(w.sent()).toHaveLength(members.length * 3);
		expect(w.events("HumansCalled")).toEqual([]);
		expect(w.events("VerdictGiven")).toEqual([]);
	});

	it("asks who is in reserve or there for life alone, never who is off", () => {
		const w = calling(({ responders }) => {
			const [first, second, third] = membersOf({ responders } as ReturnType<
				typeof roster
			>);
			for (const [person, state] of [
				[first, "off"],
				[second, "reserve"],
				[third, "lifeOnly"],
			] as const)
				if (person) person.availability = { state, weekly: [], exceptions: [] };
		});
		const [off, reserve, lifeOnly] = membersOf(w.candidates);
		expect(w.asked()).not.toContain(off?.id);
		expect(w.asked()).toContain(reserve?.id);
		expect(w.asked()).toContain(lifeOnly?.id);
		expect(w.incident().passedOver).toContainEqual({
			responderId: off?.id,
			code: "off",
		});
	});

	it("takes nothing back for an answer, promises no crew and commits nobody", () => {
		const w = calling();
		const [id = ""] = w.asked();
		w.answer(id);
		w.answer(id, "responding", { channel: "voice" });
		expect(w.sentAt({ responderId: id, channel: "voice" })).toHaveLength(1);
		expect(
			w.events("ResponderAcknowledged").map(({ channel }) => channel),
		).toEqual(["telegram", "voice"]);
		expect(w.events("CrewPromised")).toEqual([]);
		expect(w.commitments.size).toBe(0);
	});

	it("is over by itself half an hour later, without a word to anybody", () => {
		const w = calling();
		const before = w.sent().length;
		w.pass(minutes(30) + seconds(1));
		expect(w.incident().status).toBe("closed");
		expect(w.events("IncidentClosed")).toMatchObject([
			{ by: { kind: "service" } },
		]);
		expect(w.sent()).toHaveLength(before);
		expect(w.timersOf("fire")).toEqual([]);
	});

	it("is not rung for a neighbour by a failing phone or a changed roster", () => {
		const w = calling();
		const asked = w.asked();
		const [id = ""] = asked;
		const told: Command[] = [
			{
				type: "AlertFailed",
				responderId: id,
				channel: "sms",
				reason: "invalid",
			},
			{ type: "Reconsider", responderId: id },
			{ type: "AlertNext", by: CHIEF },
			{ type: "Withdraw", responderId: id, why: "unavailable" },
		];
		const before = w.sent().length;
		for (const command of told) w.run("fire", command);
		expect(w.asked()).toEqual(asked);
		expect(w.sent()).toHaveLength(before);
		expect(w.person(id).failedOn).toEqual(["sms"]);
	});

	it("has its end waiting for it, whatever is said, and wants nothing from the auditor", () => {
		const person = fc.constantFrom(...membersOf(roster()).map(({ id }) => id));
		const command: fc.Arbitrary<Command> = fc.oneof(
			person.map(
				(responderId): Command => ({
					type: "Acknowledge",
					responderId,
					answer: "responding",
					channel: "sms",
				}),
			),
			person.map(
				(responderId): Command => ({
					type: "Acknowledge",
					responderId,
					answer: "notResponding",
					channel: "page",
				}),
			),
			person.map(
				(responderId): Command => ({
					type: "AlertFailed",
					responderId,
					channel: "voice",
					reason: "noAnswer",
				}),
			),
			fc.constant<Command>({ type: "TakeOver", by: CHIEF }),
			fc.constant<Command>({ type: "StandDown", by: CHIEF }),
			fc.constant<Command>({ type: "Mark", mark: "departed", by: CHIEF }),
		);
		fc.assert(
			fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
				const w = calling();
				for (const one of commands) {
					w.run("fire", one);
					w.pass(seconds(40));
					const keys = new Set(w.timersOf("fire").map(({ key }) => key));
					expect(keys).toContain("close");
					expect(missesStep(w.incident(), keys)).toBe(false);
					for (const id of w.asked())
						expect(mustBeAsked(w.incident(), id)).toBe(false);
				}
				w.pass(minutes(31));
				expect(w.incident().status).toBe("closed");
			}),
			{ numRuns: 50 },
		);
	});
});

/**
 * The chance of a crew against the sum over all 2^n ways in which people come or not,
 * each judged by the real `fillCrews`: the two files must mean the same by a crew.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	chanceOfCrew,
	chanceOfPerson,
	expectedAnswers,
	type Likely,
	UNKNOWN_CHANCE,
} from "../../src/core/chance.ts";
import { fillCrews } from "../../src/core/crew.ts";
import type { SeatRule } from "../../src/core/kinds.ts";

function likely(chance: number, ...qualifications: string[]): Likely {
	return {
		responderId: "somebody",
		brigadeId: "rosokhach",
		qualifications,
		chance,
	};
}

function byEnumeration(rule: SeatRule[], people: Likely[]): number {
	let total = 0;
	for (let present = 0; present < 2 ** people.length; present++) {
		let weight = 1;
		const coming = people.filter((person, index) => {
			const here = Boolean(present & (1 << index));
			weight *= here ? person.chance : 1 - person.chance;
			return here;
		});
		const [fill] = fillCrews(
			[{ vehicleId: "zil", brigadeId: "rosokhach", seats: 6, rule }],
			coming.map((person, index) => ({
				...person,
				responderId: `p${index}`,
				etaAt: 0,
				notDriving: false,
				atStation: false,
			})),
		);
		if (fill?.state !== "short") total += weight;
	}
	return total;
}

const WORDS = ["driver_c", "leader", "firefighter", "keyholder"];
const anyRule = fc.array(
	fc.oneof(
		fc.record({
			qualification: fc.constantFrom(...WORDS),
			count: fc.constantFrom(1, 1, 2),
		}),
		fc.record({ count: fc.constantFrom(1, 2) }),
	),
	{ maxLength: 4 },
);
const anyPeople = fc.array(
	fc
		.tuple(
			fc.subarray(WORDS),
			fc.oneof(
				fc.constantFrom(0, 1),
				fc.integer({ min: 10, max: 90 }).map((percent) => percent / 100),
			),
		)
		.map(([words, chance]) => likely(chance, ...words)),
	{ maxLength: 8 },
);

describe("the chance of a crew", () => {
	it("agrees with every way in which up to eight people come or not", () => {
		let between = 0;
		fc.assert(
			fc.property(anyRule, anyPeople, (rule, people) => {
				const chance = chanceOfCrew(rule, people);
				if (chance > 0.01 && chance < 0.99) between++;
				expect(chance).toBeCloseTo(byEnumeration(rule, people), 9);
			}),
			{ numRuns: 500 },
		);
		expect(between).toBeGreaterThan(50);
	}, 60_000);

	it.each([
		[10, 0.486],
		[13, 0.722],
		[16, 0.866],
		[20, 0.956],
	])("is that of a binomial when anybody will do: 4 of %i", (count, chance) => {
		const people = Array.from({ length: count }, () =>
			likely(UNKNOWN_CHANCE, "firefighter"),
		);
		expect(chanceOfCrew([{ count: 4 }], people)).toBeCloseTo(chance, 3);
	});

	it("is nothing without a driver, however many come", () => {
		const people = Array.from({ length: 30 }, () => likely(1, "firefighter"));
		expect(
			chanceOfCrew([{ qualification: "driver_c", count: 1 }], people),
		).toBe(0);
	});

	it("does not seat the only driver as leader too", () => {
		const rule = [
			{ qualification: "driver_c", count: 1 },
			{ qualification: "leader", count: 1 },
		];
		const both = likely(1, "driver_c", "leader");
		expect(chanceOfCrew(rule, [both])).toBe(0);
		expect(chanceOfCrew(rule, [both, likely(0.5, "driver_c")])).toBe(0.5);
	});

	it("is that of at least one brigade when several are asked", () => {
		const rule = [{ qualification: "driver_c", count: 1 }];
		const ours = likely(0.5, "driver_c");
		const theirs = { ...likely(0.5, "driver_c"), brigadeId: "uhryn" };
		expect(chanceOfCrew(rule, [ours, theirs])).toBe(0.75);
		expect(
			chanceOfCrew([{ count: 2 }], [ours, theirs]),
			"one person of each is no crew",
		).toBe(0);
	});

	it("is nothing when nobody is there to ask", () => {
		expect(chanceOfCrew([], [])).toBe(0);
		expect(chanceOfCrew([{ count: 1 }], [])).toBe(0);
	});
});

describe("the chance of a person", () => {
	it("is 0.35 for somebody never alerted", () => {
		expect(chanceOfPerson(undefined)).toBe(0.35);
		expect(chanceOfPerson({ alerted: 0, came: 0 })).toBeCloseTo(0.35, 12);
	});
	it("moves towards the person's own history as alerts add up", () => {
		expect(chanceOfPerson({ alerted: 1, came: 0 })).toBeCloseTo(2.8 / 9, 12);
		expect(chanceOfPerson({ alerted: 8, came: 8 })).toBeCloseTo(10.8 / 16, 12);
		expect(chanceOfPerson({ alerted: 800, came: 800 })).toBeGreaterThan(0.99);
	});
	it("adds up to the answers to expect", () => {
		expect(expectedAnswers([])).toBe(0);
		expect(expectedAnswers([{ chance: 0.35 }, { chance: 0.5 }])).toBeCloseTo(
			0.85,
			12,
		);
	});
});

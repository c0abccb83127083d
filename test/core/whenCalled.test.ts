import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	type Availability,
	availabilityAt,
} from "../../src/core/availability.ts";
import { AVAILABILITY_STATES } from "../../src/core/kinds.ts";
import {
	DAY_PARTS,
	setNow,
	setWeekly,
	stateNow,
	withException,
} from "../../src/core/whenCalled.ts";

const KYIV = "Europe/Kyiv";
const HOUR = 3_600_000;
/** Thursday, 10 December 2026, 14:00 in Kyiv. */
const NOW = Date.parse("2026-12-10T12:00:00Z");
const ON: Availability = { state: "on", weekly: [], exceptions: [] };

const state = fc.constantFrom(...AVAILABILITY_STATES);
const said = fc.array(
	fc.oneof(
		fc.record({
			what: fc.constant("now" as const),
			state,
			hours: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
		}),
		fc.record({
			what: fc.constant("week" as const),
			state,
			days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
			parts: fc.subarray(
				DAY_PARTS.map(({ name }) => name),
				{ minLength: 1 },
			),
		}),
		fc.record({
			what: fc.constant("ahead" as const),
			state,
			from: fc.integer({ min: -20, max: 60 }),
			hours: fc.integer({ min: 1, max: 40 }),
		}),
	),
	{ maxLength: 6 },
);

type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

function tell(before: Availability, one: Said[number]): Availability {
	if (one.what === "week")
		return setWeekly(before, one.days, one.parts, one.state);
	if (one.what === "now")
		return setNow(
			before,
			one.state,
			NOW,
			one.hours === undefined ? undefined : NOW + one.hours * HOUR,
		);
	const from = NOW + one.from * HOUR;
	const range = { from, to: from + one.hours * HOUR, state: one.state };
	return withException(before, range, NOW);
}

const having = (words: Said): Availability => words.reduce(tell, ON);

describe("what a person taps", () => {
	it("holds at once, whatever was said before", () => {
		fc.assert(
			fc.property(
				said,
				state,
				fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
				(words, tapped, hours) => {
					const until = hours === undefined ? undefined : NOW + hours * HOUR;
					const availability = setNow(having(words), tapped, NOW, until);
					expect(stateNow(availability, NOW, KYIV).state).toBe(tapped);
				},
			),
		);
	});

	it("gives way at its end: to days said before, to the week, and else to being called", () => {
		const until = NOW + 4 * HOUR;
		expect(availabilityAt(setNow(ON, "off", NOW, until), until, KYIV)).toBe(
			"on",
		);
		const weekly = setWeekly(ON, [4], ["evening"], "reserve");
		expect(availabilityAt(setNow(weekly, "off", NOW, until), until, KYIV)).toBe(
			"reserve",
		);
		const ahead = withException(
			ON,
			{ from: NOW - HOUR, to: NOW + 9 * HOUR, state: "lifeOnly" },
			NOW,
		);
		const tapped = setNow(ahead, "on", NOW, until);
		expect(availabilityAt(tapped, until - 1, KYIV)).toBe("on");
		expect(availabilityAt(tapped, until, KYIV)).toBe("lifeOnly");
	});

	it("in the week wins in all of its hours, over what stood there", () => {
		fc.assert(
			fc.property(
				said,
				state,
				fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
				(words, chosen, days) => {
					const plain = { ...having(words), exceptions: [] };
					const { until: _until, ...open } = plain;
					const availability = setWeekly(open, days, ["day"], chosen);
					// Monday, 14 December 2026, noon, and the six days after.
					for (const day of days)
						expect(
							availabilityAt(
								availability,
								Date.parse("2026-12-14T10:00:00Z") + (day - 1) * 24 * HOUR,
								KYIV,
							),
						).toBe(chosen);
				},
			),
		);
	});
});

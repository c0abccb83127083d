/**
 * Who may be woken now, above all in the two nights in which the clock is changed.
 * Kyiv goes from 03:00 to 04:00 on 2026-03-29 and from 04:00 back to 03:00 on 2026-10-25.
 */
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
	type Availability,
	availabilityAt,
	isNight,
	localMoment,
	type Place,
	placeAt,
	type WeeklyRule,
} from "../../src/core/availability.ts";
import type { AvailabilityState } from "../../src/core/kinds.ts";

const KYIV = "Europe/Kyiv";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const kyiv = (wall: string) =>
	Temporal.PlainDateTime.from(wall).toZonedDateTime(KYIV).epochMilliseconds;
const utc = (instant: string) =>
	Temporal.Instant.from(instant).epochMilliseconds;

const always = (
	state: AvailabilityState,
	rest: Partial<Availability> = {},
): Availability => ({ state, weekly: [], exceptions: [], ...rest });
const rule = (
	days: number[],
	from: string,
	to: string,
	state: AvailabilityState,
): WeeklyRule => ({ days, from, to, state });
const at = (availability: Availability, wall: string) =>
	availabilityAt(availability, kyiv(wall), KYIV);

describe("availability", () => {
	it("is the plain state when nothing else was said", () => {
		expect(at(always("reserve"), "2026-09-14T12:00")).toBe("reserve");
	});

	it("is a weekly rule on its days and hours, from its first minute to before its last", () => {
		const work = always("on", {
			weekly: [rule([1, 2, 3, 4, 5], "08:00", "17:00", "lifeOnly")],
		});
		// 2026-09-14 is a Monday.
		expect(at(work, "2026-09-14T07:59:59")).toBe("on");
		expect(at(work, "2026-09-14T08:00")).toBe("lifeOnly");
		expect(at(work, "2026-09-14T16:59:59")).toBe("lifeOnly");
		expect(at(work, "2026-09-14T17:00")).toBe("on");
		expect(at(work, "2026-09-19T12:00"), "Saturday").toBe("on");
	});

	it("gives hours over midnight to the day they begin", () => {
		const friday = always("on", {
			weekly: [rule([5], "22:00", "06:00", "off")],
		});
		expect(at(friday, "2026-09-18T21:59")).toBe("on");
		expect(at(friday, "2026-09-18T23:00")).toBe("off");
		expect(at(friday, "2026-09-19T05:59"), "Saturday morning").toBe("off");
		expect(at(friday, "2026-09-19T06:00")).toBe("on");
		expect(at(friday, "2026-09-18T05:00"), "Friday morning").toBe("on");
		expect(at(friday, "2026-09-19T23:00"), "Saturday night").toBe("on");
	});

	it("takes hours that end where they begin, or at 24:00, for a whole day", () => {
		for (const to of ["00:00", "24:00"]) {
			const sunday = always("on", {
				weekly: [rule([7], "00:00", to, "off")],
			});
			expect(at(sunday, "2026-09-20T00:00")).toBe("off");
			expect(at(sunday, "2026-09-20T23:59")).toBe("off");
			expect(at(sunday, "2026-09-21T00:00")).toBe("on");
			expect(at(sunday, "2026-09-19T23:59")).toBe("on");
		}
	});

	it("lets the later of two rules win", () => {
		const both = always("on", {
			weekly: [
				rule(EVERY_DAY, "08:00", "18:00", "off"),
				rule(EVERY_DAY, "12:00", "13:00", "reserve"),
			],
		});
		expect(at(both, "2026-09-14T11:00")).toBe("off");
		expect(at(both, "2026-09-14T12:30")).toBe("reserve");
	});

	it("puts an exception above everything, the last one given above the others", () => {
		const noon = kyiv("2026-09-14T12:00");
		const person = always("off", {
			until: noon + 10 * HOUR,
			weekly: [rule(EVERY_DAY, "00:00", "24:00", "lifeOnly")],
			exceptions: [
				{ from: noon, to: noon + 2 * HOUR, state: "reserve" },
				{ from: noon, to: noon + HOUR, state: "on" },
			],
		});
		expect(availabilityAt(person, noon - 1, KYIV)).toBe("off");
		expect(availabilityAt(person, noon, KYIV)).toBe("on");
		expect(availabilityAt(person, noon + HOUR, KYIV)).toBe("reserve");
		expect(availabilityAt(person, noon + 2 * HOUR, KYIV)).toBe("off");
	});

	it("puts a state set until a moment above the week, and ends it at that moment", () => {
		const until = kyiv("2026-09-14T18:00");
		const away = always("off", {
			until,
			weekly: [rule([1], "17:00", "20:00", "reserve")],
		});
		expect(availabilityAt(away, until - 1, KYIV)).toBe("off");
		expect(availabilityAt(away, until, KYIV)).toBe("reserve");
		expect(availabilityAt(away, kyiv("2026-09-14T20:00"), KYIV)).toBe("on");
	});

	it("ignores a rule with hours nobody can read instead of failing", () => {
		for (const [from, to] of [
			["8", "17:00"],
			["08:00", "25:00"],
			["", ""],
		] as const)
			expect(
				at(
					always("on", { weekly: [rule(EVERY_DAY, from, to, "off")] }),
					"2026-09-14T12:00",
				),
			).toBe("on");
	});
});

describe("the nights in which the clock is changed", () => {
	const night = always("on", {
		weekly: [rule(EVERY_DAY, "22:00", "06:00", "off")],
	});
	const minutesOff = (person: Availability, from: number, to: number) => {
		let minutes = 0;
		for (let instant = from; instant < to; instant += MINUTE)
			if (availabilityAt(person, instant, KYIV) === "off") minutes++;
		return minutes;
	};

	it.each([
		["2026-03-28T12:00", 7],
		["2026-10-24T12:00", 9],
		["2026-09-14T12:00", 8],
	])("a rule from 22:00 to 06:00 after %s lasts %i hours", (noon, hours) => {
		const from = kyiv(noon);
		expect(minutesOff(night, from, from + 24 * HOUR)).toBe(hours * 60);
	});

	it("a rule over the hour that comes twice covers it twice, in one piece", () => {
		const person = always("on", {
			weekly: [rule([7], "03:00", "04:00", "off")],
		});
		const start = utc("2026-10-25T00:00:00Z");
		expect(availabilityAt(person, start - 1, KYIV)).toBe("on");
		for (let minute = 0; minute < 120; minute++)
			expect(availabilityAt(person, start + minute * MINUTE, KYIV)).toBe("off");
		expect(availabilityAt(person, start + 2 * HOUR, KYIV)).toBe("on");
	});

	it("a rule that ends inside the hour that comes twice does not come back", () => {
		const person = always("on", {
			weekly: [rule([6], "22:00", "03:30", "off")],
		});
		const end = utc("2026-10-25T00:30:00Z");
		expect(availabilityAt(person, end - 1, KYIV)).toBe("off");
		for (let minute = 0; minute < 180; minute++)
			expect(availabilityAt(person, end + minute * MINUTE, KYIV)).toBe("on");
	});

	it.each([
		["03:00", "04:00", 60],
		["03:30", "04:00", 30],
		["03:15", "04:05", 50],
		["03:00", "03:30", 30],
		["02:30", "03:30", 60],
		["03:30", "05:00", 30],
		["02:00", "05:00", 120],
	])(
		"a rule from %s to %s is not lost with the skipped hour",
		(from, to, minutes) => {
			const person = always("on", { weekly: [rule([7], from, to, "off")] });
			const start = kyiv("2026-03-29T00:00");
			expect(minutesOff(person, start, start + 12 * HOUR)).toBe(minutes);
		},
	);

	const time = fc.integer({ min: 0, max: 95 }).map((quarter) =>
		Temporal.PlainTime.from("00:00")
			.add({ minutes: quarter * 15 })
			.toString({ smallestUnit: "minute" }),
	);

	it.each(["2026-03-28T12:00", "2026-10-24T12:00"])(
		"any rule after %s begins and ends once, at its own wall times",
		(noon) => {
			const start = kyiv(noon);
			fc.assert(
				fc.property(time, time, (from, to) => {
					fc.pre(from !== to);
					// One day's rule only, so that begin and end stand alone.
					const person = always("on", {
						weekly: [rule([6], from, to, "off")],
					});
					const changes: number[] = [];
					let before = availabilityAt(person, start, KYIV);
					for (let minute = 1; minute < 26 * 60; minute++) {
						const instant = start + minute * MINUTE;
						const now = availabilityAt(person, instant, KYIV);
						if (now !== before) changes.push(instant);
						before = now;
					}
					const saturday = Temporal.PlainDate.from(noon.slice(0, 10));
					const resolve = (day: Temporal.PlainDate, wall: string) =>
						day
							.toPlainDateTime(Temporal.PlainTime.from(wall))
							.toZonedDateTime(KYIV).epochMilliseconds;
					const expected = [
						resolve(saturday, from),
						resolve(to > from ? saturday : saturday.add({ days: 1 }), to),
					].filter((end) => end > start && end < start + 26 * HOUR);
					expect(changes).toEqual(expected);
				}),
				{ numRuns: 60 },
			);
		},
		60_000,
	);

	it("two rules that meet never leave a gap between them", () => {
		const noons = ["2026-03-28T12:00", "2026-10-24T12:00"];
		fc.assert(
			fc.property(time, fc.constantFrom(...noons), (meet, noon) => {
				fc.pre(meet !== "12:00");
				const halves = always("on", {
					weekly: [
						rule(EVERY_DAY, "12:00", meet, "off"),
						rule(EVERY_DAY, meet, "12:00", "reserve"),
					],
				});
				const start = kyiv(noon);
				const end = kyiv(
					Temporal.PlainDateTime.from(noon).add({ days: 1 }).toString(),
				);
				for (let instant = start; instant < end; instant += 5 * MINUTE)
					expect(availabilityAt(halves, instant, KYIV)).not.toBe("on");
			}),
			{ numRuns: 40 },
		);
	}, 60_000);
});

describe("where a person is", () => {
	const home: Place = { kind: "home", lat: 1, lon: 1 };
	const work: Place = {
		kind: "work",
		lat: 2,
		lon: 2,
		weekly: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }],
	};
	const other: Place = { kind: "other", lat: 3, lon: 3 };
	const mondayNoon = kyiv("2026-09-14T12:00");
	const mondayNight = kyiv("2026-09-14T23:00");

	it("is the place whose hours it is", () => {
		expect(placeAt([home, work], mondayNoon, KYIV)).toBe(work);
		expect(placeAt([home, work], mondayNight, KYIV)).toBe(home);
	});
	it("is home before any other place without hours", () => {
		expect(placeAt([other, home], mondayNoon, KYIV)).toBe(home);
	});
	it("is some place rather than none", () => {
		expect(placeAt([work, other], mondayNight, KYIV)).toBe(other);
		expect(placeAt([work], mondayNight, KYIV)).toBe(work);
		expect(placeAt([], mondayNight, KYIV)).toBeUndefined();
	});
});

describe("the night of the policy", () => {
	const night = { from: "22:00", to: "06:00" };
	it.each([
		["2026-09-14T21:59", false],
		["2026-09-14T22:00", true],
		["2026-09-15T05:59", true],
		["2026-09-15T06:00", false],
	])("%s: %s", (wall, expected) => {
		expect(isNight(night, kyiv(wall), KYIV)).toBe(expected);
	});
	it("is another one in another zone", () => {
		const instant = kyiv("2026-09-14T22:30");
		expect(isNight(night, instant, KYIV)).toBe(true);
		expect(isNight(night, instant, "Europe/Lisbon")).toBe(false);
	});
});

describe("the moment of a selection", () => {
	it("is worked out once for all who are asked about the same instant", () => {
		const instant = kyiv("2026-09-14T12:00");
		expect(localMoment(instant, KYIV)).toBe(localMoment(instant, KYIV));
		expect(localMoment(instant, KYIV).dayOfWeek).toBe(1);
		expect(localMoment(instant, "Europe/Lisbon").timeZone).toBe(
			"Europe/Lisbon",
		);
		expect(localMoment(instant + HOUR, KYIV).at).toBe(instant + HOUR);
	});
});

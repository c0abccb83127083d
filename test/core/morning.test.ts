import { expect, it } from "vitest";
import { nextMorning } from "../../src/core/morning.ts";

const timeZone = "Europe/Kyiv";

it.each([
	["in the evening", 7, "2026-12-10T20:30+02:00", "2026-12-11T07:00+02:00"],
	["before dawn", 7, "2026-12-10T03:00+02:00", "2026-12-10T07:00+02:00"],
	["a moment before", 8, "2026-12-10T07:59+02:00", "2026-12-10T08:00+02:00"],
	["at the hour itself", 7, "2026-12-10T07:00+02:00", "2026-12-11T07:00+02:00"],
	[
		"in the night that loses an hour",
		7,
		"2026-03-29T01:30+02:00",
		"2026-03-29T07:00+03:00",
	],
	["on the eve of it", 8, "2026-03-28T21:00+02:00", "2026-03-29T08:00+03:00"],
	[
		"in the night that has one more",
		7,
		"2026-10-25T03:30+03:00",
		"2026-10-25T07:00+02:00",
	],
	["on the eve of it", 8, "2026-10-24T21:00+03:00", "2026-10-25T08:00+02:00"],
])("asked %s, the morning of %i comes next", (_, hour, now, morning) => {
	expect(nextMorning(Date.parse(now), { hour, timeZone })).toBe(
		Date.parse(morning),
	);
});

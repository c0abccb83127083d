/** A time read off a watch is the last instant that showed it, whatever the clocks did. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { lastTime } from "../../src/dashboard/incident/lastTime.ts";

const kyiv = (at: number): string =>
	new Intl.DateTimeFormat("en-GB", {
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
		timeZone: "Europe/Kyiv",
	}).format(at);
const last = (time: string, now: string) => {
	const at = lastTime(time, Date.parse(now), kyiv);
	return at === undefined ? undefined : new Date(at).toISOString();
};

it("a minute ago is today, a minute ahead was yesterday", () => {
	const now = "2026-01-15T01:05:30Z";
	expect(last("03:04", now)).toBe("2026-01-15T01:04:00.000Z");
	expect(last("03:05", now)).toBe("2026-01-15T01:05:00.000Z");
	expect(last("03:06", now)).toBe("2026-01-14T01:06:00.000Z");
});

it("before the clocks were put back is an hour more ago", () => {
	// 2026-10-25: 04:00 summer time becomes 03:00.
	expect(last("02:30", "2026-10-25T02:00:00Z")).toBe(
		"2026-10-24T23:30:00.000Z",
	);
});

it("what is no time of day is nothing", () => {
	for (const written of ["", "25:00", "3", "12:60"])
		expect(last(written, "2026-01-15T01:05:30Z")).toBeUndefined();
});

it("shows what was written, and lies behind, less than a day and an hour", () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }),
			fc.integer({ min: 0, max: 1_439 }),
			(seconds, minutes) => {
				const now = seconds * 1_000;
				const written = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
				const at = lastTime(written, now, kyiv);
				// The hour that was left out in spring was shown by no clock.
				if (at === undefined || kyiv(at) !== written) return;
				expect(at).toBeLessThanOrEqual(now);
				expect(now - at).toBeLessThan(25 * 3_600_000 + 60_000);
			},
		),
	);
});

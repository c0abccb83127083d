/** Against printed times of sunrise and sunset in Kyiv and Lviv, 2026, to the minute they give. */
import { describe, expect, it } from "vitest";
import { isDark, sunDegrees } from "../../src/core/sun.ts";

const KYIV = { lat: 50.45, lon: 30.523 };
const MINUTE = 60_000;

describe("the sun over Kyiv", () => {
	it.each([
		["the shortest day", "2026-12-21", "05:56", "13:56"],
		["the longest day", "2026-06-21", "01:46", "18:13"],
		["a day of equal halves", "2026-03-20", "04:02", "16:12"],
	])(
		"%s dawns and darkens within three minutes of the almanac",
		(_day, date, rises, sets) => {
			const sunrise = Date.parse(`${date}T${rises}:00Z`);
			const sunset = Date.parse(`${date}T${sets}:00Z`);
			expect(isDark(sunrise - 3 * MINUTE, KYIV)).toBe(true);
			expect(isDark(sunrise + 3 * MINUTE, KYIV)).toBe(false);
			expect(isDark(sunset - 3 * MINUTE, KYIV)).toBe(false);
			expect(isDark(sunset + 3 * MINUTE, KYIV)).toBe(true);
		},
	);

	it("stands as high at noon as latitude and season say", () => {
		const noon = Date.parse("2026-06-21T10:00:00Z");
		expect(sunDegrees(noon, KYIV)).toBeCloseTo(90 - 50.45 + 23.44, 0);
	});

	it("does not set on an arctic summer night and does not rise in winter", () => {
		const tromso = { lat: 69.65, lon: 18.96 };
		expect(isDark(Date.parse("2026-06-21T22:45:00Z"), tromso)).toBe(false);
		expect(isDark(Date.parse("2026-12-21T10:45:00Z"), tromso)).toBe(true);
	});
});

/** Wall time of the installation in forms: what is written is the instant the service keeps. */
import { describe, expect, it } from "vitest";
import {
	daysUntil,
	fromField,
	nextMorning,
	stateNow,
	toField,
	whenText,
} from "../../src/dashboard/roster/times.ts";

const KYIV = "Europe/Kyiv";
const at = (text: string): number => Date.parse(text);
const words = {
	timeZone: KYIV,
	clock: (instant: number) => toField(instant, KYIV).slice(11),
};
const CALLED = {
	state: "on" as const,
	until: null,
	weekly: [],
	exceptions: [],
};

describe("a field of day and time", () => {
	it.each([
		["2026-01-15T01:02:00Z", "2026-01-15T03:02"],
		["2026-07-15T21:30:00Z", "2026-07-16T00:30"],
	])("shows %s as the village's clock does", (instant, written) => {
		expect(toField(at(instant), KYIV)).toBe(written);
		expect(fromField(written, KYIV)).toBe(at(instant));
	});

	it.each(["", "2026-01", "tomorrow"])("reads no time in «%s»", (written) => {
		expect(fromField(written, KYIV)).toBeUndefined();
	});
});

describe("until the morning", () => {
	it.each([
		["2026-01-15T01:02:00Z", "2026-01-15T05:00:00Z"],
		["2026-01-15T06:00:00Z", "2026-01-16T05:00:00Z"],
		// The night in which the clock springs forward is an hour shorter.
		["2026-03-28T20:00:00Z", "2026-03-29T04:00:00Z"],
	])("from %s is %s", (now, morning) => {
		expect(nextMorning(at(now), KYIV)).toBe(at(morning));
	});
});

describe("a state says when it ends", () => {
	const now = at("2026-01-15T10:00:00Z");

	it("by its own end, on another day with the date", () => {
		const given = (until: string) => ({
			availability: { ...CALLED, state: "off" as const, until },
		});
		expect(stateNow(given("2026-01-15T16:00:00Z"), now, words)).toEqual({
			state: "off",
			ends: "18:00",
		});
		expect(stateNow(given("2026-01-18T05:00:00Z"), now, words).ends).toBe(
			"18.01 07:00",
		);
	});

	it("by the hours of the week, and by a day named ahead before them", () => {
		const weekly = [
			{ days: [4], from: "08:00", to: "17:00", state: "reserve" as const },
		];
		expect(
			stateNow({ availability: { ...CALLED, weekly } }, now, words),
		).toEqual({ state: "reserve", ends: "17:00" });
		const exceptions = [
			{
				from: "2026-01-15T00:00:00Z",
				to: "2027-01-02T10:00:00Z",
				state: "off" as const,
			},
		];
		expect(
			stateNow({ availability: { ...CALLED, weekly, exceptions } }, now, words),
		).toEqual({ state: "off", ends: "02.01.2027 12:00" });
	});

	it("says nothing where it has no end, and is on call again once it is over", () => {
		expect(stateNow({ availability: CALLED }, now, words)).toEqual({
			state: "on",
		});
		const over = {
			...CALLED,
			state: "off" as const,
			until: "2026-01-15T09:00:00Z",
		};
		expect(stateNow({ availability: over }, now, words)).toEqual({
			state: "on",
		});
	});
});

it("counts the days of a paper by the village's calendar", () => {
	expect(daysUntil("2026-01-16", at("2026-01-15T23:30:00Z"), KYIV)).toBe(0);
	expect(
		whenText(at("2026-01-15T22:30:00Z"), at("2026-01-15T10:00:00Z"), words),
	).toBe("16.01 00:30");
});

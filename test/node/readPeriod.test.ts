import { describe, expect, it } from "vitest";
import { readDate, readPeriod } from "../../src/routine/readPeriod.ts";

const KYIV = "Europe/Kyiv";
/** Thursday, 10 December 2026, 14:30 in Kyiv. */
const NOW = Date.parse("2026-12-10T12:30:00Z");
const at = (local: string): number => Date.parse(`${local}+02:00`);

describe("a stretch of time as people write it", () => {
	it.each([
		["з 12.12 до 15.12", "2026-12-12T00:00", "2026-12-16T00:00"],
		["from 12.12 to 15.12", "2026-12-12T00:00", "2026-12-16T00:00"],
		["12.12-15.12", "2026-12-12T00:00", "2026-12-16T00:00"],
		["від 12/12 по 15/12", "2026-12-12T00:00", "2026-12-16T00:00"],
		["З 12 грудня до 15 грудня", "2026-12-12T00:00", "2026-12-16T00:00"],
		["12 December – 15 December", "2026-12-12T00:00", "2026-12-16T00:00"],
		["з 12.12 18:00 до 15.12 07:00", "2026-12-12T18:00", "2026-12-15T07:00"],
		["з завтра 18:00 до післязавтра 7", "2026-12-11T18:00", "2026-12-12T07:00"],
		["завтра", "2026-12-11T00:00", "2026-12-12T00:00"],
		["12.12", "2026-12-12T00:00", "2026-12-13T00:00"],
		["до 18:00", "2026-12-10T14:30", "2026-12-10T18:00"],
		["until 07:00", "2026-12-10T14:30", "2026-12-11T07:00"],
		["до 15.12", "2026-12-10T14:30", "2026-12-16T00:00"],
		["22:00-06:00", "2026-12-10T22:00", "2026-12-11T06:00"],
		["18", "2026-12-10T14:30", "2026-12-10T18:00"],
		["з 5.01 до 7.01", "2027-01-05T00:00", "2027-01-08T00:00"],
		["10.12", "2026-12-10T14:30", "2026-12-11T00:00"],
	])("%s", (written, from, to) => {
		expect(readPeriod(written, NOW, KYIV)).toEqual({
			kind: "period",
			period: { from: at(from), to: at(to) },
		});
	});

	it.each([
		["колись", "unreadable"],
		["", "unreadable"],
		["з 31.02 до 1.03", "unreadable"],
		["з 12.12", "unreadable"],
		["з 15.12 до 12.12.2026", "unreadable"],
		["12.12 - 13.12 - 14.12", "unreadable"],
		["25:00", "unreadable"],
		["з 1.12.2026 до 5.12.2026", "past"],
		["з 12.12.2026 до 1.01.2030", "tooLong"],
	])("%s is not taken", (written, kind) => {
		expect(readPeriod(written, NOW, KYIV)).toEqual({ kind });
	});
});

describe("one day", () => {
	it.each([
		["31.01.2027", "2027-01-31"],
		["31 січня", "2027-01-31"],
		["31 January 2027", "2027-01-31"],
		["01.11.2026", "2026-11-01"],
		["31.02.2027", undefined],
		["31.01.2027 12:00", undefined],
		["скоро", undefined],
	])("%s", (written, date) => {
		expect(readDate(written, NOW, KYIV)).toBe(date);
	});
});

import { describe, expect, it } from "vitest";
import { elapsedMs, incidentTimes } from "../../src/core/times.ts";

describe("the times of an incident", () => {
	it("name each interval by its two ends", () => {
		expect(
			incidentTimes({
				reportedAt: 1_000,
				alertedAt: 3_500,
				departedAt: 600_000,
				onSceneAt: 900_000,
			}),
		).toEqual({
			alarmHandlingMs: 2_500,
			turnoutMs: 596_500,
			travelMs: 300_000,
		});
	});

	it("leave out an interval of which one end has not happened", () => {
		expect(incidentTimes({ reportedAt: 0 })).toEqual({});
		expect(incidentTimes({ reportedAt: 0, departedAt: 5 })).toEqual({});
		expect(
			incidentTimes({ reportedAt: 0, alertedAt: 0, onSceneAt: 9 }),
		).toEqual({ alarmHandlingMs: 0 });
	});

	it("leave out an interval whose ends were marked in the wrong order", () => {
		expect(
			incidentTimes({
				reportedAt: 0,
				alertedAt: 10,
				departedAt: 5,
				onSceneAt: 20,
			}),
		).toEqual({ alarmHandlingMs: 10, travelMs: 15 });
	});

	it("subtract from the later end", () => {
		expect(elapsedMs(40, 100)).toBe(60);
	});
});

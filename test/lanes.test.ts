import { describe, expect, it } from "vitest";
import { createLane } from "../src/lanes.ts";

const sms = (perSecond: number) =>
	createLane("sms", { perSecond, inFlight: 10, largestUnits: 2 });

describe("a lane", () => {
	it("of one segment a second still sends a text of two", () => {
		const lane = sms(1);
		expect(lane.room(0).units).toBe(2);
		lane.taken(2, 0);
		expect(lane.room(1_000).units).toBe(1);
		expect(lane.room(2_000).units).toBe(2);
	});

	it("lets a second's worth leave at once, and no more than its rate after it", () => {
		const lane = sms(10);
		for (let sent = 0; sent < 10; sent++) lane.taken(1, 0);
		expect(lane.room(0).units).toBe(0);
		expect(lane.room(300).units).toBe(3);
	});

	it("takes nothing while the carrier asks it to wait, and all of it afterwards", () => {
		const lane = sms(10);
		lane.pause(5_000);
		expect(lane.room(4_999)).toEqual({ units: 0, rows: 0 });
		expect(lane.room(5_000).units).toBe(10);
	});

	it("is broken after five failures in a row, probes every two seconds, and is whole after two successes", () => {
		const lane = sms(10);
		for (let failure = 0; failure < 4; failure++) lane.heard(false, 0);
		expect(lane.broken()).toBe(false);
		lane.heard(false, 0);
		expect(lane.broken()).toBe(true);
		expect(lane.mayProbe(0)).toBe(true);
		expect(lane.mayProbe(1_999)).toBe(false);
		expect(lane.mayProbe(2_000)).toBe(true);
		lane.heard(true, 2_000);
		expect(lane.broken()).toBe(true);
		lane.heard(true, 4_000);
		expect(lane.broken()).toBe(false);
	});

	it("is idle only with a full bucket and nothing under way", () => {
		const lane = sms(10);
		expect(lane.idle(0)).toBe(true);
		lane.taken(1, 0);
		expect(lane.idle(60_000)).toBe(false);
		lane.finished();
		expect(lane.idle(60_000)).toBe(true);
	});
});

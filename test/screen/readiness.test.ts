/** Whether a crew could leave, in one word per brigade. */
import { expect, it } from "vitest";
import { readinessOf } from "../../src/screen/readiness.ts";

const NOW = Date.parse("2026-11-22T01:00:00Z");
const HOUR = 3_600_000;
const TRUCK = { state: "ready", uncheckedSince: null };
const driver = [{ qualification: "driver_c" as const, count: 1 }];

const read = ({
	unchecked = 0,
	shortages = [] as Parameters<typeof readinessOf>[0]["shortages"],
	vehicles = [TRUCK] as Parameters<typeof readinessOf>[1],
}) =>
	readinessOf({ onCall: 4, members: 9, unchecked, shortages }, vehicles, NOW);

it("is green only when a truck is looked after and everybody on call was heard", () => {
	expect(read({}).state).toBe("ready");
	expect(read({ unchecked: 1 }).state).toBe("unchecked");
	const returned = { state: "ready", uncheckedSince: "2026-11-21T20:00:00Z" };
	expect(read({ vehicles: [returned] }).state).toBe("unchecked");
	expect(read({ vehicles: [returned, TRUCK] }).state).toBe("ready");
});

it("is red without a truck that runs, whoever is on call", () => {
	expect(read({ vehicles: [] }).state).toBe("noVehicle");
	const broken = { state: "outOfService", uncheckedSince: null };
	expect(read({ vehicles: [broken] }).state).toBe("noVehicle");
});

it("is red while somebody is missing now, and says when it will be", () => {
	const at = (from: number, to: number) => ({
		startsAt: NOW + from * HOUR,
		endsAt: NOW + to * HOUR,
		missing: driver,
	});
	expect(read({ shortages: [at(-1, 1)] })).toMatchObject({
		state: "short",
		missing: driver,
	});
	const later = read({ shortages: [at(2, 3)] });
	expect([later.state, later.next?.startsAt]).toEqual([
		"ready",
		NOW + 2 * HOUR,
	]);
	expect(read({ shortages: [at(-2, 0)] }).state).toBe("ready");
});

import { afterEach, expect, it } from "vitest";
import { systemClock } from "../../src/clock.ts";
import { type VillageTime, villageTime } from "../../src/demo/villageTime.ts";

const NOON = Date.parse("2023-08-13T09:00:00Z");

let time: VillageTime | undefined;
afterEach(() => time?.close());

const village = (speed = 1) => {
	const clock = systemClock({ speed, startAt: NOON });
	time = villageTime(clock);
	return { clock, time };
};

it("a skip runs what falls due on the way, in its order, and nothing of later", () => {
	const { clock, time } = village();
	const done: string[] = [];
	time.later(60_000, () => done.push("a minute"));
	time.later(10_000, () => done.push("ten seconds"));
	time.later(3_600_000, () => done.push("an hour"));
	time.skip(120_000);
	expect(done).toEqual(["ten seconds", "a minute"]);
	expect(clock.now()).toBeGreaterThanOrEqual(NOON + 120_000);
	expect(clock.now()).toBeLessThan(NOON + 3_600_000);
});

it("what is set by a timer that falls due in a skip waits from the end of the skip", () => {
	const { clock, time } = village();
	let secondAt = 0;
	time.later(1_000, () => {
		time.later(5_000, () => {
			secondAt = clock.now();
		});
	});
	time.skip(60_000);
	expect(secondAt).toBe(0);
	time.skip(5_000);
	expect(secondAt).toBeGreaterThanOrEqual(NOON + 65_000);
});

it("the clock never goes back", () => {
	const { clock, time } = village();
	const before = clock.now();
	time.skip(-60_000);
	expect(clock.now()).toBeGreaterThanOrEqual(before);
});

it("a timer taken back does not run", () => {
	const { time } = village();
	let ran = false;
	time.later(1_000, () => {
		ran = true;
	})();
	time.skip(2_000);
	expect(ran).toBe(false);
	expect(time.nextAt()).toBeUndefined();
});

it("an hour of a village that lives fast passes by itself", async () => {
	const { time } = village(200_000);
	await new Promise<void>((resolve) => void time.later(3_600_000, resolve));
	expect(time.now()).toBeGreaterThanOrEqual(NOON + 3_600_000);
});

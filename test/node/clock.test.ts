import { expect, it } from "vitest";
import { createWake, systemClock } from "../../src/clock.ts";

it("never starts before the newest instant of the log, even when the wall was set back an hour", () => {
	const newestAt = Date.now() + 3_600_000;
	const clock = systemClock({ newestAt });
	expect(clock.now()).toBeGreaterThanOrEqual(newestAt);
	expect(clock.leadMs()).toBeGreaterThan(3_590_000);
	expect(clock.wall()).toBeLessThan(newestAt);
});

it("is in step with the wall when the log is older", () => {
	const clock = systemClock({ newestAt: Date.now() - 1_000 });
	expect(clock.leadMs()).toBe(0);
	expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1_000);
});

it("remembers a hint that came before anybody waited", async () => {
	const wake = createWake();
	wake.wake();
	// Without the memory this would wait a minute, and the test would fail by its time limit.
	await wake.wait(60_000);
	let woken = false;
	const waiting = wake.wait(60_000).then(() => {
		woken = true;
	});
	expect(woken).toBe(false);
	wake.wake();
	await waiting;
	expect(woken).toBe(true);
});

import { describe, expect, it } from "vitest";
import {
	counted,
	meanReachability,
	proven,
	reachability,
} from "../../src/core/proof.ts";

const SENT = { isSent: true, isFailed: false, isDelivered: false };
const about = (
	more: Partial<Parameters<typeof proven>[0]>,
): Parameters<typeof proven>[0] => ({
	mode: "actual",
	channel: "sms",
	send: SENT,
	answeredOn: new Set(),
	hasReceipts: true,
	hasKeys: true,
	...more,
});

describe("what a channel proves", () => {
	it.each([
		["an answer on it", { answeredOn: new Set(["sms"]) }, "reached"],
		[
			"the page opened from an SMS",
			{ answeredOn: new Set(["page"]) },
			"reached",
		],
		[
			"an SMS the device has",
			{ send: { ...SENT, isDelivered: true } },
			"reached",
		],
		[
			"an SMS that failed, though they answered elsewhere",
			{
				send: { ...SENT, isSent: false, isFailed: true },
				answeredOn: new Set(["telegram"]),
			},
			"notReached",
		],
		["silence", {}, "notReached"],
		[
			"a call taken back after the answer had come",
			{ channel: "voice", answeredOn: new Set(["telegram"]) },
			"unknown",
		],
		[
			"the same call in a test, where nothing is taken back",
			{ mode: "test", channel: "voice", answeredOn: new Set(["telegram"]) },
			"notReached",
		],
		[
			"a chat nobody pressed in, when they answered elsewhere",
			{ mode: "test", channel: "telegram", answeredOn: new Set(["voice"]) },
			"unknown",
		],
		[
			"an SMS of a carrier that tells nothing",
			{ hasReceipts: false },
			"unknown",
		],
		[
			"a relay that only rings",
			{ mode: "test", channel: "voice", hasKeys: false },
			"unknown",
		],
	] as const)("%s", (_, more, outcome) => {
		expect(proven(about(more))).toBe(outcome);
	});
});

describe("reachability", () => {
	it("is the chance that one channel gets through", () => {
		expect(reachability([])).toBeUndefined();
		expect(reachability([{ asked: 0, reached: 0 }])).toBeUndefined();
		expect(reachability([{ asked: 4, reached: 1 }])).toBe(25);
		expect(
			reachability([
				{ asked: 2, reached: 1 },
				{ asked: 2, reached: 1 },
			]),
		).toBe(75);
	});

	it("of a brigade is the mean of those it is known of", () => {
		expect(meanReachability([100, undefined, 50])).toBe(75);
		expect(meanReachability([undefined])).toBeUndefined();
	});

	it("forgets a good past within weeks", () => {
		let counts = { asked: 0, reached: 0 };
		for (let time = 0; time < 100; time += 1) counts = counted(counts, true);
		expect(reachability([counts])).toBe(100);
		for (let time = 0; time < 8; time += 1) counts = counted(counts, false);
		expect(reachability([counts])).toBeLessThan(60);
		expect(counts.reached).toBeLessThanOrEqual(counts.asked);
	});
});

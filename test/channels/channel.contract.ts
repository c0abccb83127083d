/**
 * What every channel promises, against the carrier on loopback and its faults.
 *
 * A case says what happens at the carrier; the phone's journal says how often the
 * message really arrived, so that "unknown" is not "nothing happened".
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Channel, Outcome, Outgoing } from "../../src/ports.ts";
import type { FaultRule } from "../../src/sandbox/faults.ts";
import type { CarrierName } from "../../src/sandbox/journal.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/sandbox.ts";
import { openSandbox } from "../sandbox/workbench.ts";

export type ChannelUnderTest = {
	carrier: CarrierName;
	/** What else the sandbox needs for it. */
	sandbox?: Partial<SandboxOptions>;
	/** The request that sends. */
	method: string;
	open(sandbox: Sandbox): Channel;
	openWithWrongCredentials(sandbox: Sandbox): Channel;
	outgoing(to: string): Outgoing;
	addressOf(phone: Phone): string;
	/** An address that will never work, and why. */
	deadEnd: { to: string; reason: string };
};

/** Short, so that the suite waits little for a carrier that hangs. */
const DEADLINE_MS = 400;
/** Long enough for the slowest machine where nothing hangs. */
const PATIENT_MS = 5_000;

export const quiet = { info() {}, warn() {}, error() {} };

export function channelContract(name: string, test: ChannelUnderTest): void {
	describe(`${name}: what every channel promises`, () => {
		let sandbox: Sandbox;
		let channel: Channel;
		let phone: Phone;

		beforeEach(async () => {
			sandbox = await openSandbox(test.sandbox);
			phone = sandbox.phones.add({
				name: "Ана",
				number: "+380671234510",
				kind: "smart",
				telegramId: 510,
				botStarted: true,
			});
			channel = test.open(sandbox);
		});
		afterEach(() => sandbox.close());

		const send = (deadlineMs = PATIENT_MS, on = channel): Promise<Outcome> =>
			on.send(test.outgoing(test.addressOf(phone)), deadlineMs);

		const fault = (
			effect: FaultRule["effect"],
			more: Partial<FaultRule> = { match: { method: test.method } },
		) =>
			sandbox.faults.set([
				{ carrier: test.carrier, effect, ...more } as FaultRule,
			]);

		const requests = () =>
			sandbox.journal.requests.filter(({ method }) => method === test.method);

		it("is accepted with the carrier's own id, and tried once", async () => {
			const outcome = await send();
			expect(outcome).toMatchObject({ outcome: "accepted" });
			expect(outcome).toHaveProperty("carrierId", requests()[0]?.ref);
			expect(requests()).toHaveLength(1);
		});

		it("is retried when nobody listens: no byte went out", async () => {
			await fault("refuse", {});
			expect(await send()).toEqual({ outcome: "retry", code: "ECONNREFUSED" });
			await sandbox.faults.set([]);
			expect(await send()).toMatchObject({ outcome: "accepted" });
		});

		it("is unknown within the deadline when the carrier hangs", async () => {
			await fault("hang");
			expect(await send(DEADLINE_MS)).toEqual({
				outcome: "unknown",
				code: "deadline",
			});
		});

		it("is unknown when the answer is lost though the carrier took it", async () => {
			await fault("resetAfter");
			expect(await send()).toMatchObject({ outcome: "unknown" });
			expect(requests()).toMatchObject([{ accepted: true }]);
		});

		it("is unknown on a 500, whether it was taken or not, and not tried again", async () => {
			await fault({ status: 500, accepted: true });
			expect(await send()).toMatchObject({ outcome: "unknown" });
			expect(requests()).toHaveLength(1);
		});

		it("is throttled until a moment ahead on a 429", async () => {
			await fault({ status: 429, retryAfter: 35 });
			const before = Date.now();
			const outcome = await send();
			expect(outcome).toMatchObject({ outcome: "throttled" });
			expect((outcome as { untilMs: number }).untilMs).toBeGreaterThan(before);
		});

		it("is rejected for good at an address that does not work", async () => {
			const outcome = await channel.send(
				test.outgoing(test.deadEnd.to),
				PATIENT_MS,
			);
			expect(outcome).toMatchObject({
				outcome: "rejected",
				reason: test.deadEnd.reason,
			});
			expect(outcome).not.toHaveProperty("whole");
		});

		it("is rejected for the whole lane with wrong credentials", async () => {
			const wrong = test.openWithWrongCredentials(sandbox);
			expect(await send(PATIENT_MS, wrong)).toMatchObject({
				outcome: "rejected",
				reason: "account",
				whole: true,
			});
			expect(await wrong.probe()).toMatchObject({ ok: false });
		});

		it("is rejected as content when the text was rendered for another channel", async () => {
			const outgoing = { ...test.outgoing(test.addressOf(phone)), body: "{" };
			const outcome = await channel.send(outgoing, PATIENT_MS);
			if (channel.name === "voice")
				// What a call says is asked for later, so the body is not looked at.
				expect(outcome).toMatchObject({ outcome: "accepted" });
			else expect(outcome).toMatchObject({ reason: "content" });
		});

		it("says what it can do: who is asked for receipts can be asked, and what rings says whether it speaks", () => {
			const { receipts, keys } = channel.capabilities;
			expect(channel.receipts !== undefined || receipts !== "poll").toBe(true);
			expect(keys !== undefined).toBe(channel.name === "voice");
		});

		it("never reaches the emergency numbers: no request leaves", async () => {
			if (channel.name === "telegram") return;
			for (const to of ["101", "104", "112", "+380101", "+380112"])
				expect(await channel.send(test.outgoing(to), PATIENT_MS)).toMatchObject(
					{ outcome: "rejected", reason: "refused" },
				);
			expect(sandbox.journal.requests).toEqual([]);
		});

		it("finds the account usable, and says so", async () => {
			expect(await channel.probe()).toMatchObject({ ok: true });
		});
	});
}

/**
 * How a phone of our own calls the service: signed over body and second, repeated
 * a few times while nobody answers 2xx, lost and doubled by script.
 */
import { createHmac } from "node:crypto";
import type { Faults } from "../faults.ts";
import { isLoopback } from "../telegramUpdates.ts";
import type { World } from "../world.ts";

/** The app waits ten seconds, then twenty, then forty … */
const REPEATS = 4;
const REPEAT_MS = 10_000;

export type GatewayWebhooks = ReturnType<typeof gatewayWebhooks>;

export function gatewayWebhooks(
	world: World,
	faults: Faults,
	signingKey: string,
) {
	async function post(
		url: string,
		body: string,
		left: number,
		waitMs: number,
	): Promise<void> {
		if (!isLoopback(url))
			throw new Error(`the sandbox calls loopback only, got "${url}"`);
		const timestamp = String(Math.floor(world.now() / 1000));
		const answer = await fetch(url, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				"x-timestamp": timestamp,
				"x-signature": createHmac("sha256", signingKey)
					.update(body + timestamp)
					.digest("hex"),
			},
			body,
		}).catch(() => undefined);
		await answer?.arrayBuffer().catch(() => undefined);
		if (answer?.ok || left === 0 || answer?.status === 403) return;
		world.later(
			waitMs,
			() => void world.busy(post(url, body, left - 1, waitMs * 2)),
		);
	}

	return {
		/** Resolves when the service was told once. */
		async tell(
			kind: string,
			number: string,
			url: string,
			message: unknown,
		): Promise<void> {
			const fault = faults.strikeCallback({
				carrier: "gateway",
				method: kind,
				to: number,
			});
			if (fault === "lose") return;
			const body = JSON.stringify(message);
			const go = () => world.busy(post(url, body, REPEATS, REPEAT_MS));
			if (typeof fault === "object") {
				world.later(fault.delayMs, () => void go());
				return;
			}
			await go();
			if (fault === "repeat") await go();
		},
	};
}

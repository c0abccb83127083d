/**
 * How Twilio calls the service: signed, with the URL's own retry policy, repeated and lost by script.
 *
 * https://www.twilio.com/docs/usage/security and https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides .
 * By default it tries once more, and only when no connection came about, within 15 s in all.
 */
import { createHmac } from "node:crypto";
import type { Faults } from "./faults.ts";
import type { World } from "./world.ts";

export type WebhookRequest = {
	url: string;
	method: string;
	parameters: Record<string, string>;
	/** For the fault script: `sms`, `call`, `voice`, `inbound`. */
	kind: string;
	/** The phone number concerned. */
	number: string;
};

export type TwilioWebhooks = ReturnType<typeof twilioWebhooks>;

const TOTAL_MS = 15_000;
/** Between tries; the documents do not say, so short enough to fit five into the total. */
const REPEAT_AFTER_MS = 500;
/** A held-back callback goes alone when no other comes to overtake it. */
const REORDER_MS = 2_000;

export function twilioWebhooks(
	world: World,
	faults: Faults,
	authToken: string,
) {
	let heldBack: (() => Promise<unknown>) | undefined;

	/** A callback nobody waits for: the fault script may lose, repeat, delay it or let another overtake. */
	async function notify(request: WebhookRequest): Promise<void> {
		const fault = faults.strikeCallback({
			carrier: "twilio",
			method: request.kind,
			to: request.number,
		});
		if (fault === "lose") return;
		if (fault === "reorder" && !heldBack) return holdBack(request);
		if (typeof fault === "object") {
			// Late, so that what follows overtakes it.
			world.later(fault.delayMs, () => void world.busy(ask(request)));
			return;
		}
		await ask(request);
		if (fault === "repeat") await ask(request);
		await heldBack?.();
	}

	function holdBack(request: WebhookRequest): void {
		const go = () => {
			heldBack = undefined;
			cancel();
			return world.busy(ask(request));
		};
		const cancel = world.later(REORDER_MS, () => void go());
		heldBack = go;
	}

	/** A request whose answer matters; undefined when none was to be had. */
	async function ask({
		url,
		method,
		parameters,
	}: WebhookRequest): Promise<{ status: number; body: string } | undefined> {
		const { target, retries, on, answerWithinMs, totalMs } = readPolicy(url);
		const since = world.now();
		for (let tries = 0; ; tries++) {
			const outcome = await send(target, method, parameters, answerWithinMs);
			const retry =
				typeof outcome === "string"
					? on.has(outcome) || on.has("all")
					: on.has(`${Math.floor(outcome.status / 100)}xx`) ||
						(outcome.status >= 400 && on.has("all"));
			const spentMs = (world.now() - since) * world.speed;
			if (!retry || tries >= retries || spentMs >= totalMs)
				return typeof outcome === "string" ? undefined : outcome;
			await world.pause(REPEAT_AFTER_MS);
		}
	}

	async function send(
		target: string,
		method: string,
		parameters: Record<string, string>,
		answerWithinMs: number,
	): Promise<{ status: number; body: string } | "ct" | "rt"> {
		const form = new URLSearchParams(parameters).toString();
		const get = method === "GET";
		const url = get
			? `${target}${target.includes("?") ? "&" : "?"}${form}`
			: target;
		try {
			const response = await fetch(url, {
				method,
				headers: {
					"user-agent": "TwilioProxy/1.1",
					"x-twilio-signature": sign(authToken, url, get ? {} : parameters),
					...(get
						? {}
						: { "content-type": "application/x-www-form-urlencoded" }),
				},
				...(get ? {} : { body: form }),
				signal: AbortSignal.timeout(answerWithinMs),
			});
			return { status: response.status, body: await response.text() };
		} catch (error) {
			return error instanceof Error && error.name === "TimeoutError"
				? "rt"
				: "ct";
		}
	}

	return { notify, ask };
}

/** HMAC-SHA1 over the URL and the parameters sorted by name, as the documents describe it. */
export function sign(
	authToken: string,
	url: string,
	parameters: Readonly<Record<string, string>>,
): string {
	const signed = Object.keys(parameters)
		.sort()
		.reduce((text, name) => text + name + parameters[name], url);
	return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}

/** Connection overrides ride in the fragment, which is neither sent nor signed. */
function readPolicy(url: string) {
	const [target = url, fragment = ""] = url.split("#", 2);
	const given = new URLSearchParams(fragment);
	const number = (name: string, otherwise: number, most: number) =>
		Math.min(most, Number(given.get(name) ?? otherwise));
	return {
		target,
		retries: number("rc", 1, 5),
		on: new Set((given.get("rp") ?? "ct").split(",")),
		answerWithinMs: number("rt", TOTAL_MS, TOTAL_MS),
		totalMs: number("tt", TOTAL_MS, TOTAL_MS),
	};
}

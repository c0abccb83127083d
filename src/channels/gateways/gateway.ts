/**
 * What SMS gateways share: one request within a deadline, what a broken one means,
 * and the checks before any text leaves. Each carrier's words stand in its own file.
 */
import { isEmergencyNumber } from "../../phones.ts";
import type {
	Asked,
	Capabilities,
	Channel,
	Outcome,
	Outgoing,
	Receipt,
	RejectReason,
} from "../../ports.ts";
import { readBody, UNREADABLE } from "../body.ts";
import { REFUSED_NUMBER } from "../everyCarrier.ts";
import { OVERDUE, outcomeOfBrokenConnection } from "../network.ts";

/** An answer somebody can read, or what follows from there being none. */
export type Heard = { status: number; body: unknown } | { outcome: Outcome };

export type Request = {
	method: "GET" | "POST" | "DELETE";
	path: string;
	headers?: Readonly<Record<string, string>>;
	json?: unknown;
	form?: Readonly<Record<string, string>>;
};

export type GatewayHttp = ReturnType<typeof gatewayHttp>;

/** A gateway is asked for its health so long. */
export const PROBE_MS = 5_000;

export function gatewayHttp(
	/** Without a slash at the end. */
	apiRoot: string,
	/** Wall time for `throttled.untilMs`. */
	wall: () => number = () => Date.now(),
) {
	let throttledInARow = 0;

	/** Half a second, doubled each time, at most 8 s, unless the gateway names its own pause. */
	function throttled(retryAfter: string | null, code: string): Outcome {
		const seconds = Number(retryAfter);
		const ownMs = 500 * 2 ** Math.min(throttledInARow++, 4);
		return {
			outcome: "throttled",
			untilMs: wall() + (seconds > 0 ? seconds * 1000 : ownMs),
			code,
		};
	}

	return {
		/** One try; never throws, follows no redirection: the next host would be shown our key. */
		async ask(
			deadlineMs: number,
			{ method, path, headers = {}, json, form }: Request,
		): Promise<Heard> {
			const signal = AbortSignal.timeout(Math.max(1, Math.floor(deadlineMs)));
			try {
				const answer = await fetch(`${apiRoot}${path}`, {
					method,
					signal,
					redirect: "manual",
					headers: {
						accept: "application/json",
						...(json === undefined
							? {}
							: { "content-type": "application/json" }),
						...headers,
					},
					...(json === undefined ? {} : { body: JSON.stringify(json) }),
					...(form === undefined ? {} : { body: new URLSearchParams(form) }),
				});
				const { status } = answer;
				const code = String(status);
				const text = await answer.text();
				if (status === 429)
					return {
						outcome: throttled(answer.headers.get("retry-after"), code),
					};
				// It may have been taken before the server stumbled.
				if (status >= 500) return { outcome: { outcome: "unknown", code } };
				const body = parsed(text);
				if (status < 300 && body === undefined && text !== "")
					return { outcome: { outcome: "unknown", code: "unreadable" } };
				throttledInARow = 0;
				return { status, body };
			} catch (error) {
				return {
					outcome: signal.aborted ? OVERDUE : outcomeOfBrokenConnection(error),
				};
			}
		},
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export type GatewaySms = Outgoing & {
	text: string;
	/** 380671234567: gateways want no plus. */
	digits: string;
};

/** A channel for SMS out of what one gateway does. */
export const smsGateway = (gateway: {
	capabilities: Capabilities;
	send(sms: GatewaySms, deadlineMs: number): Promise<Outcome>;
	receipts?: Channel["receipts"];
	probe: Channel["probe"];
}): Channel => ({
	name: "sms",
	capabilities: gateway.capabilities,
	async send(outgoing, deadlineMs) {
		if (isEmergencyNumber(outgoing.to)) return REFUSED_NUMBER;
		const sms = readBody(outgoing.body, "sms");
		if (!sms) return UNREADABLE;
		const digits = outgoing.to.replace(/\D/g, "");
		return gateway.send({ ...outgoing, text: sms.text, digits }, deadlineMs);
	},
	...(gateway.receipts ? { receipts: gateway.receipts } : {}),
	probe: gateway.probe,
});

/** `account` stops the whole lane: no other person would be reached either. */
export const rejected = (reason: RejectReason, code: string): Outcome => ({
	outcome: "rejected",
	code,
	reason,
	...(reason === "account" ? { whole: true } : {}),
});

/** An object of an answer, or an empty one: whoever reads it finds what is missing. */
export const objectIn = (value: unknown): Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};

export const listIn = (value: unknown): Record<string, unknown>[] =>
	Array.isArray(value) ? value.map(objectIn) : [];

export const wordIn = (value: unknown): string =>
	typeof value === "string" || typeof value === "number" ? String(value) : "";

/** The receipts of those asked about, by the id the carrier calls each. */
export function receiptsById(
	asked: readonly Asked[],
	found: ReadonlyMap<string, Receipt>,
	idOf: (one: Asked) => string | undefined,
): (Receipt & { attemptId: string })[] {
	return asked.flatMap((one) => {
		const receipt = found.get(idOf(one) ?? "");
		return receipt ? [{ ...receipt, attemptId: one.attemptId }] : [];
	});
}

/** «the account answers, balance 31.17 UAH», or what is wrong with it. */
export function balanceFound(
	name: string,
	balance: unknown,
	currency = "",
): { ok: boolean; detail: string } {
	const amount = Number(balance);
	if (balance === undefined || balance === null || !Number.isFinite(amount))
		return { ok: true, detail: `${name}: the account answers` };
	return amount > 0
		? {
				ok: true,
				detail:
					`${name}: the account answers, balance ${amount} ${currency}`.trim(),
			}
		: {
				ok: false,
				detail: `${name}: the account has no credit, nothing would be sent: top it up`,
			};
}

/** Why a gateway could not be asked, with what to look at. */
export function silence(
	name: string,
	outcome: Outcome,
	settings: { root: string; key: string },
): { ok: false; detail: string } {
	const code = "code" in outcome ? outcome.code : outcome.outcome;
	return {
		ok: false,
		detail:
			outcome.outcome === "rejected"
				? `${name} refuses the account (${code}): check ${settings.key}`
				: `${name} did not answer (${code}): check ${settings.root} and the way out`,
	};
}

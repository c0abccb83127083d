/**
 * A phone that rings people for us: it wakes, says nothing and hears no keys.
 *
 * The shape is our own and small (docs/operations.md), so that a GSM modem or an app can
 * speak it. Whoever picks up has answered nothing: the question stands in the SMS.
 */
import { isEmergencyNumber } from "../../phones.ts";
import type { Channel, Outcome, Receipt, RejectReason } from "../../ports.ts";
import { REFUSED_NUMBER, RING_SECONDS } from "../everyCarrier.ts";
import {
	gatewayHttp,
	objectIn,
	PROBE_MS,
	rejected,
	silence,
	wordIn,
} from "./gateway.ts";

export type CallRelayOptions = {
	token: string;
	apiRoot: string;
	/** It calls us when a call is over, and signs it so; else it is asked. */
	signingKey?: string;
	unitPrice?: number;
	wall?: () => number;
};

export function callRelay(options: CallRelayOptions): Channel {
	const { token, apiRoot, signingKey, unitPrice } = options;
	const http = gatewayHttp(apiRoot, options.wall);
	const headers = { authorization: `Bearer ${token}` };
	const path = (id: string) => `/call/${encodeURIComponent(id)}`;

	return {
		name: "voice",
		capabilities: {
			inbound: false,
			receipts: signingKey === undefined ? "poll" : "push",
			hybridViber: false,
			keys: false,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},

		async send({ attemptId, to }, deadlineMs): Promise<Outcome> {
			if (isEmergencyNumber(to)) return REFUSED_NUMBER;
			const heard = await http.ask(deadlineMs, {
				method: "POST",
				path: "/call",
				headers,
				json: { id: attemptId, to, ringSeconds: RING_SECONDS },
			});
			if ("outcome" in heard) return heard.outcome;
			// 409: it has a call of this id already.
			if (heard.status < 300 || heard.status === 409)
				return { outcome: "accepted", carrierId: attemptId };
			return rejected(
				REFUSALS[heard.status] ?? "account",
				String(heard.status),
			);
		},

		async hangUp(carrierId, deadlineMs): Promise<Outcome> {
			const heard = await http.ask(deadlineMs, {
				method: "DELETE",
				path: path(carrierId),
				headers,
			});
			if ("outcome" in heard) return heard.outcome;
			// 404: over already.
			return heard.status < 300 || heard.status === 404
				? { outcome: "accepted", carrierId }
				: rejected("account", String(heard.status));
		},

		async receipts(asked, deadlineMs) {
			const untilMs = performance.now() + deadlineMs;
			const found: (Receipt & { attemptId: string })[] = [];
			// It rings one at a time, so few are asked about.
			for (const { attemptId } of asked) {
				const leftMs = untilMs - performance.now();
				if (leftMs <= 0) break;
				const heard = await http.ask(leftMs, {
					method: "GET",
					path: path(attemptId),
					headers,
				});
				const receipt =
					"outcome" in heard
						? undefined
						: callReceipt(wordIn(objectIn(heard.body).state));
				if (receipt) found.push({ ...receipt, attemptId });
			}
			return found;
		},

		async probe() {
			const heard = await http.ask(PROBE_MS, {
				method: "GET",
				path: "/health",
				headers,
			});
			const outcome =
				"outcome" in heard
					? heard.outcome
					: heard.status < 300
						? undefined
						: rejected("account", String(heard.status));
			return outcome
				? silence("the call relay", outcome, {
						root: "CALL_RELAY_API_ROOT",
						key: "CALL_RELAY_TOKEN",
					})
				: { ok: true, detail: "the call relay answers; it rings only" };
		},
	};
}

/**
 * docs/operations.md, «The village's own SIM». What is wrong with one call must not stop
 * the others'; an answer not listed is of another address, or of a token that is not taken.
 */
const REFUSALS: Readonly<Record<number, RejectReason>> = {
	400: "invalid",
	404: "refused",
	422: "refused",
};

/** Picked up is 4 and never 5: somebody was reached, nobody has answered. */
const RECEIPTS: Readonly<Record<string, Receipt>> = {
	queued: { rank: 1 },
	ringing: { rank: 3 },
	answered: { rank: 4 },
	unanswered: { rank: 3.5, reason: "noAnswer" },
	busy: { rank: 3.5, reason: "busy" },
	failed: { rank: 3.5, reason: "unreachable" },
};

export const callReceipt = (state: string): Receipt | undefined =>
	Object.hasOwn(RECEIPTS, state) ? RECEIPTS[state] : undefined;

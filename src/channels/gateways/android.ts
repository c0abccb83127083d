/**
 * The village's own SIM: an old Android phone with «SMS Gateway for Android» on it.
 *
 * https://docs.sms-gate.app/ (local server). The id of each message is ours, so its
 * webhooks name the attempt, and a repeat of one whose answer was lost is refused by
 * the phone instead of being sent again.
 */
import type { Channel, Outcome, Receipt, RejectReason } from "../../ports.ts";
import { VALID_SECONDS } from "../everyCarrier.ts";
import {
	gatewayHttp,
	listIn,
	objectIn,
	PROBE_MS,
	rejected,
	silence,
	smsGateway,
	wordIn,
} from "./gateway.ts";

export type AndroidOptions = {
	user: string;
	password: string;
	apiRoot: string;
	/** Which SIM of the phone sends, from 1. */
	sim?: number;
	/** The phone calls us with what came and what became of a text, and signs it so. */
	signingKey?: string;
	/** Where it calls us. */
	webhookUrl: string;
	unitPrice?: number;
	wall?: () => number;
};

/** From 100 on the app holds nothing back for its own limits. */
const AT_ONCE = 127;
const SIDE_BY_SIDE = 5;
export const ANDROID_EVENTS = [
	"sms:received",
	"sms:sent",
	"sms:delivered",
	"sms:failed",
] as const;

export function androidGateway(options: AndroidOptions): Channel {
	const { user, password, apiRoot, sim, signingKey, unitPrice } = options;
	const http = gatewayHttp(apiRoot, options.wall);
	const headers = { authorization: `Basic ${btoa(`${user}:${password}`)}` };
	const isCalled = signingKey !== undefined;

	async function stateOf(
		attemptId: string,
		deadlineMs: number,
	): Promise<Receipt | undefined> {
		const heard = await http.ask(deadlineMs, {
			method: "GET",
			path: `/message/${encodeURIComponent(attemptId)}`,
			headers,
		});
		if ("outcome" in heard || heard.status >= 300) return undefined;
		const { state, recipients } = objectIn(heard.body);
		return androidReceipt(wordIn(state), wordIn(listIn(recipients)[0]?.error));
	}

	return smsGateway({
		capabilities: {
			inbound: isCalled,
			receipts: isCalled ? "push" : "poll",
			hybridViber: false,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},

		async send({ attemptId, to, text }, deadlineMs) {
			const heard = await http.ask(deadlineMs, {
				method: "POST",
				path: "/message",
				headers,
				json: {
					id: attemptId,
					textMessage: { text },
					phoneNumbers: [to],
					ttl: VALID_SECONDS,
					withDeliveryReport: true,
					priority: AT_ONCE,
					...(sim === undefined ? {} : { simNumber: sim }),
				},
			});
			return "outcome" in heard ? heard.outcome : outcomeOf(heard, attemptId);
		},

		async receipts(asked, deadlineMs) {
			const found: (Receipt & { attemptId: string })[] = [];
			const untilMs = performance.now() + deadlineMs;
			for (let from = 0; from < asked.length; from += SIDE_BY_SIDE) {
				const leftMs = untilMs - performance.now();
				if (leftMs <= 0) break;
				const answers = asked
					.slice(from, from + SIDE_BY_SIDE)
					.map(async ({ attemptId }) => {
						const receipt = await stateOf(attemptId, leftMs);
						if (receipt) found.push({ ...receipt, attemptId });
					});
				await Promise.all(answers);
			}
			return found;
		},

		/** Its list of webhooks needs the password, and shows whether answers would reach us. */
		async probe() {
			const heard = await http.ask(PROBE_MS, {
				method: "GET",
				path: "/webhooks",
				headers,
			});
			const outcome =
				"outcome" in heard
					? heard.outcome
					: heard.status < 300
						? undefined
						: rejected("account", String(heard.status));
			if (outcome)
				return silence("the gateway phone", outcome, {
					root: "ANDROID_GATEWAY_API_ROOT",
					key: "ANDROID_GATEWAY_USER and ANDROID_GATEWAY_PASSWORD",
				});
			const known = listIn("outcome" in heard ? [] : heard.body);
			const missing = ANDROID_EVENTS.filter(
				(event) =>
					!known.some(
						(one) => one.event === event && one.url === options.webhookUrl,
					),
			);
			return !isCalled || missing.length === 0
				? { ok: true, detail: "the gateway phone answers" }
				: {
						ok: false,
						detail: `the gateway phone answers, but would not call us: register ${missing.join(", ")} for ${options.webhookUrl} (docs/operations.md)`,
					};
		},
	});
}

/** https://docs.sms-gate.app/integration/api/ — what the phone answers to a new message. */
const REFUSALS: readonly (readonly [
	status: number,
	words: RegExp,
	reason: RejectReason,
])[] = [
	[400, /phone/i, "invalid"],
	[400, /./s, "content"],
	[401, /./s, "account"],
	[403, /./s, "account"],
	[404, /./s, "account"],
];

function outcomeOf(
	{ status, body }: { status: number; body: unknown },
	attemptId: string,
): Outcome {
	// It has a message of this id: the copy before this one arrived.
	if (status < 300 || status === 409)
		return { outcome: "accepted", carrierId: attemptId };
	const words = wordIn(objectIn(body).message) || "-";
	const reason = REFUSALS.find(
		([known, pattern]) => known === status && pattern.test(words),
	)?.[2];
	return rejected(
		reason ?? (status < 400 ? "account" : "refused"),
		String(status),
	);
}

/** https://docs.sms-gate.app/features/status-tracking/ */
const RANKS: Readonly<Record<string, Receipt["rank"]>> = {
	pending: 1,
	processed: 2,
	sent: 3,
	delivered: 4,
	failed: 3.5,
};

/**
 * Why a message failed, in the words of Android and of the app; the first that fits decides.
 * https://docs.sms-gate.app/faq/errors/,
 * https://developer.android.com/reference/android/telephony/SmsManager
 */
const FAILURES: readonly (readonly [
	words: RegExp,
	reason: NonNullable<Receipt["reason"]>,
])[] = [
	[/ttl|expired|valid/i, "expired"],
	[/invalid.*(number|address)|null_pdu|fdn/i, "invalid"],
	[/LIMIT_EXCEEDED|RADIO_OFF|NO_SERVICE|SIM|GENERIC|NETWORK|MODEM/i, "sender"],
];

export function androidReceipt(
	state: string,
	error: string,
): Receipt | undefined {
	const rank = RANKS[state.toLowerCase()];
	if (rank === undefined) return undefined;
	if (rank !== 3.5) return { rank };
	const reason =
		FAILURES.find(([words]) => words.test(error))?.[1] ?? "unreachable";
	return { rank, reason, code: /^RESULT_\w{1,60}$/.exec(error)?.[0] ?? reason };
}

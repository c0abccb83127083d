/**
 * SMS through Kyivstar's Open API: a token of its own, kept until it expires; status asked one by one.
 *
 * https://api-gateway.kyivstar.ua/#overview. A 401 means the token ended before its time:
 * it is fetched anew once, and only then the account counts as refused. The document
 * names no time to live, so the network's own holds.
 */
import type { Channel, Outcome, Receipt, RejectReason } from "../../ports.ts";
import {
	gatewayHttp,
	type Heard,
	objectIn,
	PROBE_MS,
	type Request,
	rejected,
	silence,
	smsGateway,
	wordIn,
} from "./gateway.ts";

export type KyivstarOptions = {
	clientId: string;
	clientSecret: string;
	sender: string;
	apiRoot: string;
	/** `/rest/v1/sms`; Kyivstar's own trial is `/sandbox/rest/v1beta/sms`. */
	smsPath: string;
	unitPrice?: number;
	wall?: () => number;
};

/** Before its end: a token must not expire on the way. */
const EARLY_MS = 60_000;
/** What the document says, where an answer does not. */
const TOKEN_MS = 8 * 3_600_000;
/** Questions under way at once. */
const SIDE_BY_SIDE = 5;

export function kyivstar(options: KyivstarOptions): Channel {
	const { clientId, clientSecret, sender, apiRoot, smsPath, unitPrice } =
		options;
	const wall = options.wall ?? (() => Date.now());
	const http = gatewayHttp(apiRoot, wall);
	let token: { value: string; untilMs: number } | undefined;
	let fetching: ReturnType<typeof freshToken> | undefined;

	async function freshToken(
		deadlineMs: number,
	): Promise<string | { outcome: Outcome }> {
		const heard = await http.ask(deadlineMs, {
			method: "POST",
			path: "/idp/oauth2/token",
			headers: {
				authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
			},
			form: { grant_type: "client_credentials" },
		});
		// No message was on the way yet: whatever happened, nothing was sent.
		if ("outcome" in heard)
			return {
				outcome:
					heard.outcome.outcome === "unknown"
						? { outcome: "retry", code: `token.${heard.outcome.code}` }
						: heard.outcome,
			};
		const { access_token: value, expires_in: seconds } = objectIn(heard.body);
		if (heard.status >= 300 || typeof value !== "string")
			return { outcome: rejected("account", `token.${heard.status}`) };
		const forMs = Number(seconds) > 0 ? Number(seconds) * 1000 : TOKEN_MS;
		token = { value, untilMs: wall() + forMs - EARLY_MS };
		return value;
	}

	/** The token kept, when it is good and was not just refused; else a new one, fetched once for everybody who waits. */
	async function tokenNot(refused: string | undefined, deadlineMs: number) {
		if (token && wall() < token.untilMs && token.value !== refused)
			return token.value;
		fetching ??= freshToken(deadlineMs).finally(() => {
			fetching = undefined;
		});
		return fetching;
	}

	/** Once more with a new token after a 401. */
	async function ask(deadlineMs: number, request: Request): Promise<Heard> {
		const untilMs = performance.now() + deadlineMs;
		const leftMs = () => untilMs - performance.now();
		for (let refused: string | undefined; ; ) {
			const value = await tokenNot(refused, leftMs());
			if (typeof value !== "string") return value;
			const heard = await http.ask(leftMs(), {
				...request,
				headers: { authorization: `Bearer ${value}` },
			});
			if (refused !== undefined || "outcome" in heard || heard.status !== 401)
				return heard;
			refused = value;
		}
	}

	async function receiptOf(
		carrierId: string,
		deadlineMs: number,
	): Promise<Receipt | undefined> {
		const heard = await ask(deadlineMs, {
			method: "GET",
			path: `${smsPath}/${encodeURIComponent(carrierId)}`,
		});
		if ("outcome" in heard || heard.status >= 300) return undefined;
		const status = wordIn(objectIn(heard.body).status);
		const receipt = RECEIPTS[status.toLowerCase()];
		return receipt?.rank === 3.5 ? { ...receipt, code: status } : receipt;
	}

	return smsGateway({
		capabilities: {
			inbound: false,
			receipts: "poll",
			hybridViber: false,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},

		async send({ digits, text }, deadlineMs) {
			const heard = await ask(deadlineMs, {
				method: "POST",
				path: smsPath,
				json: { from: sender, to: digits, text },
			});
			return "outcome" in heard ? heard.outcome : outcomeOf(heard);
		},

		async receipts(asked, deadlineMs) {
			const untilMs = performance.now() + deadlineMs;
			const known = asked.filter(({ carrierId }) => carrierId !== undefined);
			const found: (Receipt & { attemptId: string })[] = [];
			for (let from = 0; from < known.length; from += SIDE_BY_SIDE) {
				const leftMs = untilMs - performance.now();
				if (leftMs <= 0) break;
				const answers = known
					.slice(from, from + SIDE_BY_SIDE)
					.map(async ({ attemptId, carrierId = "" }) => {
						const receipt = await receiptOf(carrierId, leftMs);
						if (receipt) found.push({ ...receipt, attemptId });
					});
				await Promise.all(answers);
			}
			return found;
		},

		/** The document knows no balance; a token is proof of the account. */
		async probe() {
			const value = await freshToken(PROBE_MS);
			return typeof value === "string"
				? { ok: true, detail: "Kyivstar: the account answers" }
				: silence("Kyivstar", value.outcome, {
						root: "KYIVSTAR_API_ROOT",
						key: "KYIVSTAR_CLIENT_ID and KYIVSTAR_CLIENT_SECRET",
					});
		},
	});
}

/**
 * What a refusal means: HTTP status, then words of `errorMsg`; the first that fits decides.
 * https://api-gateway.kyivstar.ua/#errors — `{ reqId, errorCode, errorMsg }`
 */
const REFUSALS: readonly (readonly [
	status: number,
	words: RegExp,
	reason: RejectReason,
])[] = [
	[400, /from|alpha|sender/i, "account"],
	[400, /\bto\b|phone|msisdn|number|recipient/i, "invalid"],
	[400, /text|length|segment/i, "content"],
	[401, /./s, "account"],
	[402, /./s, "account"], // no credit
	[403, /black ?list|stop ?list|unsubscrib/i, "optedOut"],
	[403, /./s, "account"],
	[404, /./s, "account"],
];

function outcomeOf({
	status,
	body,
}: {
	status: number;
	body: unknown;
}): Outcome {
	const answer = objectIn(body);
	if (status < 300) {
		// «msgId» in the examples, «msgID» in the reference.
		const carrierId = wordIn(answer.msgId) || wordIn(answer.msgID);
		return carrierId === ""
			? { outcome: "unknown", code: "noId" }
			: { outcome: "accepted", carrierId };
	}
	const words = wordIn(answer.errorMsg) || "-";
	const reason = REFUSALS.find(
		([known, pattern]) => known === status && pattern.test(words),
	)?.[2];
	return rejected(
		// A redirection: this address is not the gateway's.
		reason ?? (status < 400 ? "account" : "refused"),
		wordIn(answer.errorCode) || String(status),
	);
}

/** https://api-gateway.kyivstar.ua/#sms-status */
const RECEIPTS: Readonly<Record<string, Receipt>> = {
	accepted: { rank: 1 },
	queued: { rank: 1 },
	enroute: { rank: 2 },
	sent: { rank: 3 },
	delivered: { rank: 4 },
	read: { rank: 5 },
	expired: { rank: 3.5, reason: "expired" },
	undelivered: { rank: 3.5, reason: "unreachable" },
	undeliverable: { rank: 3.5, reason: "unreachable" },
	rejected: { rank: 3.5, reason: "filtered" },
	deleted: { rank: 3.5, reason: "sender" },
	failed: { rank: 3.5, reason: "sender" },
};

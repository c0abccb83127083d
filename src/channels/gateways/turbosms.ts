/**
 * SMS through TurboSMS, with Viber first where the installation has a Viber sender.
 *
 * https://turbosms.ua/ua/api.html — every answer is HTTP 200; what came of it stands
 * in `response_code`, of the whole request and of each recipient.
 */
import type { Channel, Outcome, Receipt, RejectReason } from "../../ports.ts";
import {
	balanceFound,
	gatewayHttp,
	listIn,
	objectIn,
	PROBE_MS,
	receiptsById,
	rejected,
	silence,
	smsGateway,
	wordIn,
} from "./gateway.ts";

export type TurboSmsOptions = {
	token: string;
	sender: string;
	/** Viber is tried first; who has none gets the SMS a minute later. */
	viberSender?: string;
	apiRoot: string;
	unitPrice?: number;
	wall?: () => number;
};

/** The shortest TurboSMS takes: so long nobody without Viber is woken. */
const VIBER_SECONDS = 60;

export function turboSms(options: TurboSmsOptions): Channel {
	const { token, sender, viberSender, apiRoot, unitPrice } = options;
	const http = gatewayHttp(apiRoot, options.wall);
	const headers = { authorization: `Bearer ${token}` };
	const post = (deadlineMs: number, path: string, json: unknown) =>
		http.ask(deadlineMs, { method: "POST", path, headers, json });

	return smsGateway({
		capabilities: {
			inbound: false,
			receipts: "poll",
			hybridViber: viberSender !== undefined,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},

		async send({ attemptId, copyKey, digits, text }, deadlineMs) {
			const heard = await post(deadlineMs, "/message/send.json", {
				recipients: [digits],
				sms: { sender, text },
				...(viberSender === undefined
					? {}
					: {
							viber: {
								sender: viberSender,
								text,
								ttl: VIBER_SECONDS,
								is_transactional: 1,
							},
						}),
				// A copy of a try whose answer was lost is carried out once.
				sequence_id: copyKey ?? attemptId,
			});
			return "outcome" in heard ? heard.outcome : outcomeOf(heard);
		},

		async receipts(asked, deadlineMs) {
			const messages = asked.flatMap(({ carrierId }) => carrierId ?? []);
			if (messages.length === 0) return [];
			const heard = await post(deadlineMs, "/message/status.json", {
				messages,
			});
			if ("outcome" in heard) return undefined;
			const found = new Map(
				listIn(objectIn(heard.body).response_result).flatMap((one) => {
					const receipt = RECEIPTS[wordIn(one.status).toLowerCase()];
					return receipt
						? [[wordIn(one.message_id), codeOf(one, receipt)] as const]
						: [];
				}),
			);
			return receiptsById(asked, found, ({ carrierId }) => carrierId);
		},

		async probe() {
			const heard = await post(PROBE_MS, "/user/balance.json", {});
			const outcome =
				"outcome" in heard ? heard.outcome : refusalIn(heard.body);
			if (outcome)
				return silence("TurboSMS", outcome, {
					root: "TURBOSMS_API_ROOT",
					key: "TURBOSMS_TOKEN",
				});
			const { balance } = objectIn(
				objectIn("outcome" in heard ? {} : heard.body).response_result,
			);
			return balanceFound("TurboSMS", balance, "UAH");
		},
	});
}

/** Taken, wholly or in part; of the recipient 0 alone. */
const TAKEN: ReadonlySet<number> = new Set([0, 800, 801, 802, 803]);

/**
 * What a code means: why nothing was taken, or that nobody knows.
 * https://turbosms.ua/ua/api.html, «Коди відповідей»
 */
const REFUSALS: ReadonlyMap<number, RejectReason | "retry" | "unknown"> =
	new Map<number, RejectReason | "retry" | "unknown">([
		// Who we are
		[103, "account"], // no token
		[105, "account"], // wrong token
		[106, "account"], // the account is blocked
		[203, "account"], // no credit
		[301, "account"], // token invalid
		// Who we say we are
		[200, "account"], // no sender
		[302, "account"], // sender invalid
		[400, "account"], // sender not allowed to this account
		[401, "account"], // sender not active
		[415, "account"], // this sender sends no transactional messages
		// The number asked for
		[202, "invalid"], // no recipient
		[305, "invalid"], // not a phone number
		[404, "optedOut"], // on the stop list
		[406, "refused"], // a country the account does not send to
		[405, "refused"], // too many recipients
		[407, "refused"], // there twice
		// Our text
		[104, "content"], // no request
		[201, "content"], // no text
		[300, "content"], // request not understood
		[304, "content"], // not UTF-8
		[409, "content"], // time to live out of range
		[411, "content"], // a field with a wrong value
		[412, "filtered"], // forbidden words
		[413, "content"], // too long
		[502, "content"], // request not read
		// Not sent, by their own word
		[503, "retry"], // SMS could not be sent
		[504, "retry"], // Viber could not be sent
		[500, "unknown"], // the result could not be written down
		[501, "unknown"],
		[999, "unknown"], // it broke while it was carried out
	]);

function outcomeOf({
	status,
	body,
}: {
	status: number;
	body: unknown;
}): Outcome {
	const refusal = refusalIn(body);
	if (refusal) return refusal;
	// Its own answers are 200; this one is a proxy's, or of another address.
	if (status >= 300) return rejected("account", String(status));
	const [recipient] = listIn(objectIn(body).response_result);
	const one = recipient ?? {};
	const refused = refusalIn(one);
	if (refused) return refused;
	const carrierId = wordIn(one.message_id);
	return carrierId === ""
		? { outcome: "unknown", code: "noId" }
		: { outcome: "accepted", carrierId };
}

/** Of a whole answer or of one recipient in it. */
function refusalIn(part: unknown): Outcome | undefined {
	const { response_code: given } = objectIn(part);
	if (typeof given !== "number" || TAKEN.has(given)) return undefined;
	const code = String(given);
	const what = REFUSALS.get(given) ?? "refused";
	return what === "retry" || what === "unknown"
		? { outcome: what, code }
		: rejected(what, code);
}

/** https://turbosms.ua/ua/api.html, «Статуси повідомлень»; words no list has say nothing. */
const RECEIPTS: Readonly<Record<string, Receipt>> = {
	queued: { rank: 1 },
	accepted: { rank: 2 },
	enroute: { rank: 2 },
	sent: { rank: 3 },
	delivered: { rank: 4 },
	read: { rank: 5 },
	expired: { rank: 3.5, reason: "expired" },
	undelivered: { rank: 3.5, reason: "unreachable" },
	rejected: { rank: 3.5, reason: "filtered" },
	failed: { rank: 3.5, reason: "sender" },
	cancelled: { rank: 3.5, reason: "sender" },
};

const codeOf = (
	{ status }: Record<string, unknown>,
	receipt: Receipt,
): Receipt =>
	receipt.rank === 3.5 ? { ...receipt, code: wordIn(status) } : receipt;

/**
 * SMS through AlphaSMS: one address for everything, status asked by the id we gave.
 *
 * https://docs.alphasms.ua/ (JSON API). Because the id is ours, a message whose answer
 * was lost is found again: its status is the proof an unknown send waits for.
 */
import type { Channel, Outcome, Receipt, RejectReason } from "../../ports.ts";
import { VALID_SECONDS } from "../everyCarrier.ts";
import {
	balanceFound,
	gatewayHttp,
	type Heard,
	listIn,
	objectIn,
	PROBE_MS,
	receiptsById,
	rejected,
	silence,
	smsGateway,
	wordIn,
} from "./gateway.ts";

export type AlphaSmsOptions = {
	key: string;
	sender: string;
	apiRoot: string;
	unitPrice?: number;
	wall?: () => number;
};

export function alphaSms(options: AlphaSmsOptions): Channel {
	const { key, sender, apiRoot, unitPrice } = options;
	const http = gatewayHttp(apiRoot, options.wall);
	const ask = (deadlineMs: number, data: unknown[]): Promise<Heard> =>
		http.ask(deadlineMs, {
			method: "POST",
			path: "/api/json.php",
			json: { auth: key, data },
		});

	return smsGateway({
		capabilities: {
			inbound: false,
			receipts: "poll",
			hybridViber: false,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},

		async send({ attemptId, digits, text }, deadlineMs) {
			const heard = await ask(deadlineMs, [
				{
					type: "sms",
					id: attemptId,
					phone: Number(digits),
					sms_signature: sender,
					sms_message: text,
					sms_lifetime: VALID_SECONDS,
				},
			]);
			if ("outcome" in heard) return heard.outcome;
			return refusalOf(heard) ?? { outcome: "accepted", carrierId: attemptId };
		},

		async receipts(asked, deadlineMs) {
			const heard = await ask(
				deadlineMs,
				asked.map(({ attemptId }) => ({ type: "status", id: attemptId })),
			);
			if ("outcome" in heard) return undefined;
			const found = new Map(
				listIn(objectIn(heard.body).data).flatMap((one) => {
					const { id, status } = objectIn(one.data);
					const receipt = receiptOf(wordIn(status));
					return receipt ? [[wordIn(id), receipt] as const] : [];
				}),
			);
			return receiptsById(asked, found, ({ attemptId }) => attemptId);
		},

		async probe() {
			const heard = await ask(PROBE_MS, [{ type: "balance" }]);
			const outcome = "outcome" in heard ? heard.outcome : refusalOf(heard);
			if (outcome)
				return silence("AlphaSMS", outcome, {
					root: "ALPHASMS_API_ROOT",
					key: "ALPHASMS_KEY",
				});
			const [first] = listIn(
				objectIn("outcome" in heard ? {} : heard.body).data,
			);
			const { amount, currency } = objectIn(first?.data);
			return balanceFound("AlphaSMS", amount, wordIn(currency));
		},
	});
}

/**
 * What an error means. AlphaSMS promises no numbers here, the words are as observed and
 * as the list of its XML interface has them; the first that fits decides.
 * https://docs.alphasms.ua/api/json/send_sms,
 * https://docs.alphasms.ua/api/xml/references/message_status_codes
 */
const REFUSALS: readonly (readonly [words: RegExp, reason: RejectReason])[] = [
	[/access denied|auth|api key|blocked account/i, "account"],
	[/money|balance|credit|funds/i, "account"],
	[/alpha-?name|signature|source address/i, "account"],
	[/black ?list|stop ?list|unsubscrib/i, "optedOut"],
	[/phone|number|destination|recipient/i, "invalid"],
	[/filter|spam|forbidden/i, "filtered"],
	[/text|message|length|encoding/i, "content"],
];

/**
 * Of the whole request, or of the one message in it; undefined when it was taken. A success
 * that says nothing of the message may have sent it: its status is asked for instead.
 */
function refusalOf({
	status,
	body,
}: {
	status: number;
	body: unknown;
}): Outcome | undefined {
	const whole = objectIn(body);
	const [one] = listIn(whole.data);
	const isTaken =
		status < 300 && isSuccess(whole.success) && isSuccess(one?.success);
	if (isTaken) return undefined;
	const words = wordIn(whole.error) || wordIn(one?.error);
	const isUntold =
		status < 300 &&
		isSuccess(whole.success) &&
		one?.success === undefined &&
		words === "";
	if (isUntold) return { outcome: "unknown", code: "unreadable" };
	const reason = REFUSALS.find(([known]) => known.test(words))?.[1];
	// The words may hold what was sent; the log gets the kind only.
	return rejected(
		// Its own answers are 200; without words it is a proxy's, or of another address.
		reason ?? (words === "" && status >= 300 ? "account" : "refused"),
		reason ?? String(status),
	);
}

/** `true`, or 1 as the documents also say. */
const isSuccess = (value: unknown): boolean => value === true || value === 1;

/** https://docs.alphasms.ua/api/xml/references/message_status_codes: number or word. */
const RECEIPTS: readonly (readonly [code: string, word: string, Receipt])[] = [
	["100", "SCHEDULED", { rank: 1 }],
	["106", "ACCEPTED", { rank: 1 }],
	["110", "SENDING", { rank: 2 }],
	["101", "ENROUTE", { rank: 3 }],
	["102", "DELIVERED", { rank: 4 }],
	["", "READ", { rank: 5 }],
	["103", "EXPIRED", { rank: 3.5, reason: "expired" }],
	["104", "DELETED", { rank: 3.5, reason: "sender" }],
	["105", "UNDELIVERABLE", { rank: 3.5, reason: "unreachable" }],
	["108", "REJECTED", { rank: 3.5, reason: "filtered" }],
	["109", "DISCARDED", { rank: 3.5, reason: "filtered" }],
	["111", "NOT_SUPPORTED", { rank: 3.5, reason: "sender" }],
	["112", "WRONG_ALPHANAME", { rank: 3.5, reason: "sender" }],
	["113", "WRONG_ALPHANAME_RETURNED", { rank: 3.5, reason: "sender" }],
];

function receiptOf(status: string): Receipt | undefined {
	const known = RECEIPTS.find(
		([code, word]) =>
			status !== "" && (status === code || status.toUpperCase() === word),
	);
	if (!known) return undefined;
	const [, word, receipt] = known;
	return receipt.rank === 3.5 ? { ...receipt, code: word } : receipt;
}

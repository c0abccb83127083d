/**
 * Receipts of Twilio: how far an SMS or a call has come, by the attempt in the address.
 * What follows from one is the same for every carrier (`receipts.ts`).
 */
import type { AttemptRank, FailedReason, Receipt } from "../ports.ts";
import * as receipts from "../receipts.ts";
import type { Service } from "../service.ts";

/**
 * https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 * https://www.twilio.com/docs/voice/api/call-resource#call-status-values
 *
 * `completed` and `canceled` say nothing new: a call nobody picked up never gets there,
 * and one that was picked up said so before.
 */
const RANKS: Readonly<Record<string, AttemptRank>> = {
	accepted: 1,
	scheduled: 1,
	queued: 1,
	initiated: 2,
	sending: 2,
	sent: 3,
	ringing: 3,
	failed: 3.5,
	undelivered: 3.5,
	busy: 3.5,
	"no-answer": 3.5,
	delivered: 4,
	read: 5,
	"in-progress": 5,
};
const NEGATIVE: AttemptRank = 3.5;

/**
 * What a code of a message that did not arrive means.
 * Every number is explained at https://www.twilio.com/docs/api/errors/<number>
 */
const REASONS: Readonly<Record<string, FailedReason>> = {
	"21610": "optedOut",
	"21611": "sender", // its queue is full
	"30001": "sender", // its queue overflowed
	"30002": "account",
	"30003": "unreachable", // handset off or without network
	"30004": "filtered", // blocked on the way
	"30005": "invalid", // no such subscriber
	"30006": "invalid", // a landline
	"30007": "filtered", // taken for spam
	"30008": "sender", // unknown, often the route of the sender
	"30036": "expired", // still in the queue when it was no use any more
};

export async function takeReceipt(
	service: Service,
	attemptId: string,
	form: URLSearchParams,
): Promise<void> {
	const receipt = receiptIn(form);
	if (receipt) await receipts.takeReceipt(service, attemptId, receipt);
}

function receiptIn(form: URLSearchParams): Receipt | undefined {
	const status = form.get("CallStatus") ?? form.get("MessageStatus") ?? "";
	const rank = RANKS[status];
	if (rank === undefined) return undefined;
	const code = form.get("ErrorCode");
	const carrierId = form.get("CallSid") ?? form.get("MessageSid");
	return {
		rank,
		...(rank === NEGATIVE ? { reason: reasonOf(status, code) } : {}),
		...(code ? { code } : {}),
		...(carrierId ? { carrierId } : {}),
	};
}

function reasonOf(status: string, code: string | null): FailedReason {
	if (status === "no-answer") return "noAnswer";
	if (status === "busy") return "busy";
	return (code === null ? undefined : REASONS[code]) ?? "unreachable";
}

/**
 * Receipts of Twilio: how far an SMS or a call has come, by the attempt in the address.
 *
 * A receipt only raises a rank, whatever order they come in. The last negative one becomes
 * the command `AlertFailed`, so that the next channel or the next person is tried now.
 */
import { setChannelState } from "../administer.ts";
import type { Command } from "../core/incident.ts";
import type { ChannelName } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import type { Attempt, AttemptRank } from "../ports.ts";
import type { Service } from "../service.ts";
import type { Rendered } from "../wording/rendered.ts";

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
const REASONS: Readonly<Record<string, string>> = {
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

/** A handset out of reach is often back within the minute. */
const UNREACHABLE_AGAIN_MS = 60_000;

export async function takeReceipt(
	service: Service,
	attemptId: string,
	form: URLSearchParams,
): Promise<void> {
	const { store, clock, log } = service;
	const status = form.get("CallStatus") ?? form.get("MessageStatus") ?? "";
	const rank = RANKS[status];
	const attempt = await store.attempt(attemptId);
	if (rank === undefined || !attempt) {
		if (!attempt) log.warn("receipt of an unknown attempt", { attemptId });
		return;
	}
	// One that comes late may still be the proof an unknown send waits for.
	if (rank <= attempt.rank && attempt.outcome !== "unknown") return;
	const code = form.get("ErrorCode");
	const carrierId = form.get("CallSid") ?? form.get("MessageSid");
	// The command first: should the database fail, the carrier repeats and it is done then.
	if (rank === NEGATIVE && rank > attempt.rank)
		await failed(service, attempt, status, code);
	await store.raise({
		attemptId,
		rank,
		at: clock.now(),
		...(code ? { code } : {}),
		...(carrierId ? { carrierId } : {}),
	});
}

async function failed(
	service: Service,
	attempt: Attempt,
	status: string,
	code: string | null,
): Promise<void> {
	const { id, incidentId, responderId, channel, purpose } = attempt;
	if (responderId === undefined) return;
	const reason = reasonOf(status, code);
	await remember(service, responderId, channel, reason);
	// An answer said back that does not arrive replaces nobody.
	if (purpose === "courtesy") return;
	try {
		await service.handle(
			incidentId,
			{
				type: "AlertFailed",
				responderId,
				channel,
				reason,
				...(await again(service, attempt, reason)),
			},
			{ commandId: `receipt:${id}` },
		);
	} catch (error) {
		// Over, or unknown: there is nobody left to replace.
		if (!(error instanceof AppError) || error.kind === "unavailable")
			throw error;
	}
}

/** Beside the next channel, the same SMS once more: when the handset may be back, or by the other number. */
async function again(
	{ store, secrets, channels }: Service,
	{ rowId, channel, purpose }: Attempt,
	reason: string,
): Promise<Pick<Extract<Command, { type: "AlertFailed" }>, "again">> {
	if (channel !== "sms" || purpose !== "alert") return {};
	if (reason === "unreachable")
		return { again: { afterMs: UNREACHABLE_AGAIN_MS } };
	if (reason !== "sender" && reason !== "filtered") return {};
	const row = await store.row(rowId);
	// Erased with a person: then nothing is known of its sender.
	const text = row?.body
		? (JSON.parse(secrets.open(row.body)) as Rendered)
		: undefined;
	const bySecond = text?.channel === "sms" && text.sender === "second";
	return channels.get("sms")?.hasSecondSender && !bySecond
		? { again: { afterMs: 0, sender: "second" } }
		: {};
}

function reasonOf(status: string, code: string | null): string {
	if (status === "no-answer") return "noAnswer";
	if (status === "busy") return "busy";
	return (code === null ? undefined : REASONS[code]) ?? "unreachable";
}

/** A number that takes no SMS at all is not tried again at the next fire. */
async function remember(
	service: Service,
	responderId: string,
	channel: ChannelName,
	reason: string,
): Promise<void> {
	if (channel !== "sms" || (reason !== "invalid" && reason !== "optedOut"))
		return;
	await setChannelState(
		service,
		{ kind: "service" },
		responderId,
		channel,
		reason,
	);
}

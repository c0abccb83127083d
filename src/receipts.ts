/**
 * What a carrier says of a message it took, pushed or asked for: the one path of receipts.
 *
 * A receipt only raises a rank, whatever order they come in. The last negative one becomes
 * the command `AlertFailed`, so that the next channel or the next person is tried now.
 */
import { setChannelState } from "./administer.ts";
import type { Command } from "./core/incident.ts";
import type { ChannelName } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import { HOUSE_CALL } from "./people/homeContact.ts";
import type { Attempt, AttemptRank, FailedReason, Receipt } from "./ports.ts";
import { isToReporter } from "./residents/address.ts";
import type { Service } from "./service.ts";
import type { Rendered } from "./wording/rendered.ts";

const NEGATIVE: AttemptRank = 3.5;
/** A handset out of reach is often back within the minute. */
const UNREACHABLE_AGAIN_MS = 60_000;

export async function takeReceipt(
	service: Service,
	attemptId: string,
	receipt: Receipt,
): Promise<void> {
	const attempt = await service.store.attempt(attemptId);
	if (attempt) return raise(service, attempt, receipt);
	service.log.warn("receipt of an unknown attempt", { attemptId });
}

async function raise(
	service: Service,
	attempt: Attempt,
	{ rank, reason, code, carrierId }: Receipt,
): Promise<void> {
	// One that comes late may still be the proof an unknown send waits for.
	if (rank <= attempt.rank && attempt.outcome !== "unknown") return;
	// The command first: should the database fail, the carrier repeats and it is done then.
	if (rank === NEGATIVE && rank > attempt.rank)
		await failed(service, attempt, reason ?? "unreachable");
	await service.store.raise({
		attemptId: attempt.id,
		rank,
		at: service.clock.now(),
		...(code ? { code } : {}),
		...(carrierId ? { carrierId } : {}),
	});
}

async function failed(
	service: Service,
	attempt: Attempt,
	reason: FailedReason,
): Promise<void> {
	const { id, incidentId, responderId, channel, purpose } = attempt;
	if (responderId === undefined || channel === "webhook") return;
	// The house's number failed, not the person's; and who reported is nobody's crew.
	const row = await service.store.row(attempt.rowId);
	if (row && (row.messageKind === HOUSE_CALL || isToReporter(row))) return;
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
	reason: FailedReason,
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

/** A number that takes no SMS at all is not tried again at the next fire. */
async function remember(
	service: Service,
	responderId: string,
	channel: ChannelName,
	reason: FailedReason,
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

/**
 * What follows from what a carrier said: the outcome table, in the order of `Outcome`.
 *
 * Accepted is done; refused is remedied once, or told to the incident; throttled and
 * not sent wait; unknown waits for proof and goes out again, three copies at most.
 * Whatever takes time makes the person's other channels due now.
 */
import type { ChannelName } from "./core/kinds.ts";
import type { Lane } from "./lanes.ts";
import { HOUSE_CALL } from "./people/homeContact.ts";
import type {
	NewRow,
	OutboxRow,
	Outcome,
	RejectReason,
	RosterWrite,
} from "./ports.ts";
import { type Remedy, remedyFor, wasTold } from "./remedies.ts";
import { isToReporter } from "./residents/address.ts";
import {
	carrierLane,
	type Deps,
	hastenOthers,
	isCarriers,
	order,
	type Part,
	settle,
	settlementOf,
} from "./settle.ts";
import type { Rendered } from "./wording/rendered.ts";

/** Proof of an unknown send is waited for so long: receipts of SMS and calls, a tap on Telegram. */
const PROOF_MS: Record<ChannelName, number> = {
	telegram: 2_000,
	sms: 4_000,
	voice: 4_000,
	console: 0,
};
/** At most twice more on a channel after the first unknown: three copies, each with the incident's number. */
const UNKNOWN_AT_MOST = 2;
// Nobody in the queue waits for a throttled carrier longer than this.
const THROTTLE_PATIENCE_MS = 1_000;
const RETRY_FIRST_MS = 500;
const RETRY_LONGEST_MS = 8_000;
/** Older than this an alert says what was, not what is. */
const LATE_MS = 10_000;

export async function record(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	outcome: Outcome,
	startedAt: number,
): Promise<void> {
	switch (outcome.outcome) {
		case "accepted":
			return accepted(deps, row, attemptId, outcome.carrierId, startedAt);
		case "rejected":
			if (outcome.whole) return laneRefused(deps, row, attemptId, outcome.code);
			return refused(deps, row, attemptId, outcome);
		case "throttled":
			if (outcome.sender && (await remedied(deps, row, attemptId, outcome)))
				return;
			return throttled(deps, row, attemptId, outcome);
		case "retry":
			return retry(deps, row, attemptId, outcome.code);
		case "unknown":
			return unknown(deps, row, attemptId, outcome.code);
	}
}

async function accepted(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	carrierId: string | undefined,
	startedAt: number,
): Promise<void> {
	await settle(
		deps,
		row,
		attemptId,
		{
			outcome: "accepted",
			rank: 3,
			...(carrierId === undefined ? {} : { carrierId }),
			next: { state: "done", sentAt: startedAt },
		},
		isLate(row, startedAt) ? { outbox: [cardOf(deps, row)] } : {},
	);
}

/** What an alert of the outage's first minute says is not what is so now; its card is brought up to date. */
const isLate = (row: OutboxRow, startedAt: number): boolean =>
	row.lane === "telegram" &&
	row.messageKind === "alert" &&
	startedAt - row.createdAt > LATE_MS;

const cardOf = (
	{ clock, secrets }: Deps,
	{ id, incidentId, responderId, rank }: OutboxRow,
): NewRow => ({
	id: `${id}.card`,
	incidentId,
	kind: "card",
	key: `card:${responderId}`,
	lane: "telegram",
	...(responderId ? { responderId } : {}),
	laneClass: 5,
	rank,
	dueAt: clock.now(),
	units: 1,
	body: secrets.seal("null"),
	createdAt: clock.now(),
});

/** Refused: what may help is tried once, and only then it counts. */
async function refused(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	outcome: Extract<Outcome, { outcome: "rejected" }>,
): Promise<void> {
	if (await remedied(deps, row, attemptId, outcome)) return;
	await reject(deps, row, attemptId, outcome.reason, outcome.code);
}

/** True when the row goes out once more, changed; the change is settled with it. */
async function remedied(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	outcome: Extract<Outcome, { outcome: "rejected" | "throttled" }>,
): Promise<boolean> {
	const text = textOf(deps, row);
	if (!text) return false;
	const reason = outcome.outcome === "rejected" ? outcome.reason : "sender";
	const remedy = remedyFor(reason, row, text, {
		secondSender: deps.channels.get("sms")?.hasSecondSender ?? false,
		words: await plainWords(deps, row),
	});
	if (!remedy) return false;
	await onceMore(deps, row, attemptId, outcome, reason, remedy);
	return true;
}

async function onceMore(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	{ outcome, code }: Pick<Part, "outcome"> & { code: string },
	reason: RejectReason,
	{ text, afterMs, meanwhile }: Remedy,
): Promise<void> {
	const { clock, secrets } = deps;
	const part: Part = {
		...(outcome ? { outcome } : {}),
		code,
		next: {
			state: "pending",
			dueAt: clock.now() + afterMs,
			unknown: false,
			body: secrets.seal(JSON.stringify(text)),
		},
	};
	if (meanwhile === "told")
		return tellFailed(deps, row, attemptId, reason, part);
	await settle(
		deps,
		row,
		attemptId,
		part,
		meanwhile === "hasten" ? hastenOthers(deps, row) : {},
	);
}

/** Undefined when nobody can read it: a defect, and no remedy helps. */
function textOf(deps: Deps, row: OutboxRow): Rendered | undefined {
	try {
		return JSON.parse(deps.secrets.open(row.body)) as Rendered;
	} catch {
		return undefined;
	}
}

async function plainWords(deps: Deps, { responderId }: OutboxRow) {
	const [person] = await deps.roster.people(responderId ? [responderId] : []);
	const locale = person?.locale ?? deps.settings.locale;
	return {
		shortened: deps.wording.text(locale, "plain-shortened"),
		empty: deps.wording.text(locale, "plain-empty"),
	};
}

/** Refused for good: settled, recorded on the person's channel, and told to the incident, in one write. */
export async function reject(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	reason: string,
	code: string,
): Promise<void> {
	const part: Part = {
		outcome: "rejected",
		code,
		rank: 3.5,
		next: { state: "failed" },
	};
	// The number is the house's: it says nothing of the person's own phone.
	if (row.messageKind === HOUSE_CALL) return settle(deps, row, attemptId, part);
	// Who reported is nobody's crew: nobody is called instead of them.
	if (isToReporter(row)) {
		deps.log.info("who reported could not be reached", {
			incidentId: row.incidentId,
			lane: row.lane,
			code,
		});
		return settle(deps, row, attemptId, part);
	}
	const roster = channelState(deps, row, reason);
	if (row.purpose === "courtesy" || wasTold(textOf(deps, row)))
		return settle(deps, row, attemptId, part, { roster });
	await tellFailed(deps, row, attemptId, reason, part, roster);
}

async function tellFailed(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	reason: string,
	part: Part,
	roster: RosterWrite[] = [],
): Promise<void> {
	if (!row.responderId || !isCarriers(row.lane) || isToReporter(row))
		return settle(deps, row, attemptId, part, { roster });
	const settlement = settlementOf(deps, row, attemptId, part);
	await order(
		deps,
		row,
		{
			type: "AlertFailed",
			responderId: row.responderId,
			channel: row.lane,
			reason,
		},
		{
			commandId: `failed:${attemptId}`,
			alongside: { settle: [settlement], roster },
		},
	);
}

function channelState(
	deps: Deps,
	row: OutboxRow,
	reason: string,
): RosterWrite[] {
	if (!row.responderId || !isCarriers(row.lane)) return [];
	if (reason !== "blocked" && reason !== "invalid" && reason !== "optedOut")
		return [];
	return [
		{
			table: "channelState",
			row: {
				responderId: row.responderId,
				channel: row.lane,
				state: reason,
				since: deps.clock.now(),
			},
		},
	];
}

/** Wrong token, closed account: nobody is reached this way until an operator mends it. */
async function laneRefused(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	code: string,
): Promise<void> {
	deps.log.error("deliver: the carrier refuses our account", {
		lane: row.lane,
		code,
	});
	await settle(
		deps,
		row,
		attemptId,
		{
			outcome: "rejected",
			code,
			next: {
				state: "pending",
				dueAt: deps.clock.now() + 10_000 * deps.clock.speed,
				unknown: false,
			},
		},
		hastenOthers(deps, row),
	);
}

/** How long a throttled lane still takes nothing, when that is too long to wait for; else 0. */
export function closedMs(lane: Lane, mono: number): number {
	const waitMs = lane.paused(mono) ? lane.nextRoomMs(mono) : 0;
	return waitMs > THROTTLE_PATIENCE_MS ? waitMs : 0;
}

export async function throttled(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	outcome: Extract<Outcome, { outcome: "throttled" }>,
): Promise<void> {
	const { clock } = deps;
	const waitMs = Math.max(0, outcome.untilMs - clock.wall());
	carrierLane(deps, row)?.pause(clock.mono() + waitMs);
	await settle(
		deps,
		row,
		attemptId,
		{
			outcome: "throttled",
			code: outcome.code,
			next: {
				state: "pending",
				dueAt: clock.now() + waitMs * clock.speed,
				unknown: false,
			},
		},
		waitMs > THROTTLE_PATIENCE_MS ? hastenOthers(deps, row) : {},
	);
}

/** Nothing was sent: tried again, more slowly each time, and the other channels do not wait for it. */
export async function retry(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	code: string,
): Promise<void> {
	const waitMs = Math.min(
		RETRY_LONGEST_MS,
		RETRY_FIRST_MS * 2 ** Math.min(row.tries, 6),
	);
	const { clock } = deps;
	await settle(
		deps,
		row,
		attemptId,
		{
			outcome: "retry",
			code,
			next: {
				state: "pending",
				dueAt: clock.now() + waitMs * clock.speed,
				unknown: false,
			},
		},
		hastenOthers(deps, row),
	);
}

/**
 * The last copy a person may get. On Telegram no receipt will ever tell whether the
 * others arrived, so it is kept until Telegram answers: sent into an outage it would
 * be lost with them, and nobody would have a card.
 */
export const isLastCopy = (row: OutboxRow): boolean =>
	row.lane === "telegram" &&
	row.purpose !== "courtesy" &&
	row.unknowns >= UNKNOWN_AT_MOST;

/** Perhaps sent: other channels now, wait for proof, then once more, at most three copies. Courtesy is never sent again. */
async function unknown(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	code: string,
): Promise<void> {
	const { clock } = deps;
	const again =
		row.purpose !== "courtesy" &&
		row.unknowns < UNKNOWN_AT_MOST &&
		isCarriers(row.lane);
	const proofMs = isCarriers(row.lane) ? PROOF_MS[row.lane] : 0;
	await settle(
		deps,
		row,
		attemptId,
		{
			outcome: "unknown",
			code,
			next: again
				? {
						state: "pending",
						dueAt: clock.now() + proofMs * clock.speed,
						unknown: true,
					}
				: { state: "unproven" },
		},
		hastenOthers(deps, row),
	);
}

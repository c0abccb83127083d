/**
 * How a row of the outbox ends or goes on: always in one write with what follows from it.
 */
import type { Command } from "./core/incident.ts";
import type { ChannelName } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import type { Lane } from "./lanes.ts";
import type { Append, OutboxRow, Settlement } from "./ports.ts";
import type { Service } from "./service.ts";
import type { WebhookPost } from "./subscriptions/post.ts";

export type DeliverDeps = Pick<
	Service,
	| "store"
	| "roster"
	| "reporters"
	| "secrets"
	| "wording"
	| "settings"
	| "clock"
	| "wake"
	| "channels"
	| "handle"
	| "log"
> & {
	lanes: ReadonlyMap<ChannelName, Lane>;
	/** To machines that subscribed; absent where nothing can be posted from. */
	webhookPost?: WebhookPost;
	/** This process's id; leases of other ids are dead at start. */
	bootId: string;
	/** Renders a person's card now; undefined when there is nothing to show any more. */
	renderCard(
		incidentId: string,
		responderId: string,
	): Promise<string | undefined>;
};

/** Of one deliverer. */
export type Deps = DeliverDeps & {
	/** Does Telegram answer at all? Asked of it, harmlessly. */
	answersAgain(): Promise<boolean>;
};

/** Whose bucket the row takes from: nobody's where no carrier is asked. */
export const carrierLane = (
	{ lanes }: Pick<DeliverDeps, "lanes">,
	{ lane }: Pick<OutboxRow, "lane">,
): Lane | undefined => (isCarriers(lane) ? lanes.get(lane) : undefined);

export const isCarriers = (lane: OutboxRow["lane"]): lane is ChannelName =>
	lane !== "clock" && lane !== "webhook";

/** What settling a row asks for. */
export type Settling = Pick<Deps, "store" | "clock" | "bootId">;

/** What is said of one row. */
export type Part = Omit<Settlement, "rowId" | "leaseBy" | "endedAt">;

export const settlementOf = (
	deps: Pick<Settling, "clock" | "bootId">,
	row: OutboxRow,
	attemptId: string | undefined,
	part: Part,
): Settlement => ({
	rowId: row.id,
	leaseBy: deps.bootId,
	endedAt: deps.clock.now(),
	...(attemptId === undefined ? {} : { attemptId }),
	...part,
});

/** A lost lease is no error: whoever took it over carries on, and our attempt stays recorded. */
export async function settle(
	deps: Settling,
	row: OutboxRow,
	attemptId: string | undefined,
	part: Part,
	more: Partial<Append> = {},
): Promise<void> {
	const { store, clock } = deps;
	const result = await store.append({
		at: clock.now(),
		settle: [settlementOf(deps, row, attemptId, part)],
		...more,
	});
	if (
		result !== "conflict" ||
		part.outcome !== "accepted" ||
		attemptId === undefined
	)
		return;
	// The lease ran out while the carrier took it (we stood still): that spares another copy.
	const { carrierId } = part;
	await store.raise({
		attemptId,
		rank: 3,
		at: clock.now(),
		...(carrierId === undefined ? {} : { carrierId }),
	});
}

/** Whoever is refused by the present status has nothing more to do: handle has settled the row. */
export async function order(
	deps: Deps,
	row: OutboxRow,
	command: Command,
	with_: Parameters<Deps["handle"]>[2],
): Promise<void> {
	try {
		await deps.handle(row.incidentId, command, with_);
	} catch (error) {
		if (
			error instanceof AppError &&
			(error.kind === "conflict" || error.kind === "notFound")
		)
			return;
		throw error;
	}
}

const OTHERS: Record<ChannelName, ChannelName[]> = {
	telegram: ["sms"],
	sms: ["telegram", "voice"],
	voice: ["sms", "telegram"],
	console: [],
};

/** What this person was to get later by other channels is due now. */
export const hastenOthers = (deps: Deps, row: OutboxRow): Partial<Append> =>
	row.purpose !== "alert" || !row.responderId || !isCarriers(row.lane)
		? {}
		: {
				hasten: [
					{
						incidentId: row.incidentId,
						responderId: row.responderId,
						channels: OTHERS[row.lane],
						dueAt: deps.clock.now(),
					},
				],
			};

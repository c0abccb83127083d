/**
 * How a webhook goes out: one at a time to each subscription, again with growing
 * pauses until it is taken, for a day at most.
 *
 * Unlike a phone, a machine knows by the id what it has, so a try whose end nobody
 * knows is simply made again. A peer that fails rests a little and holds up nobody
 * else; once it takes something, all that waits for it is due.
 */
import {
	EVERYTHING,
	type OutboxRow,
	type SubscriptionRow,
	type Webhooks,
} from "../ports.ts";
import { seesHead } from "../sees.ts";
import type { Service } from "../service.ts";
import { type Part, type Settling, settle } from "../settle.ts";
import { scopeNow } from "./hearing.ts";
import { TEST, type WebhookBody } from "./outgoing.ts";
import { signedHeaders } from "./signature.ts";

export type WebhookPost = {
	/** How many may be under way more, and to whom none may go now. */
	room(): { rows: number; busy: readonly string[] };
	began(row: OutboxRow): void;
	ended(row: OutboxRow): void;
	carryOut(row: OutboxRow, attemptId: string): Promise<void>;
	/** What stands in the database about who fails, also of before this process. */
	look(): Promise<void>;
	/** Words of `degraded-…`. */
	degraded(): string[];
	/** Prometheus text. */
	metrics(): Promise<string>;
};

export type PostDeps = Settling &
	Pick<Service, "roster" | "signIn" | "secrets" | "log"> & {
		webhooks: Webhooks;
	};

/** A peer that has not answered by then is asked again; shorter than the lease. */
const DEADLINE_MS = 5_000;
const IN_FLIGHT = 20;
const FIRST_PAUSE_MS = 1_000;
/** In the first hour the fire still burns; later somebody must mend something first. */
const PAUSE_AT_MOST_MS = 60_000;
const LATER_MS = 3_600_000;
const PAUSE_LATER_MS = 5 * 60_000;
const RETRY_AFTER_AT_MOST_MS = 3_600_000;
// One lost packet is no outage; three failures in a row are.
const RESTS_AFTER = 3;
const REST_FIRST_MS = 2_000;
const REST_AT_MOST_MS = 30_000;
/** Shorter is a restart of theirs, and nobody's business. */
const SHOWN_AFTER_MS = 60_000;

/**
 * It is gone, or these very words are refused: the same again would be refused again.
 * Others, 401 and 404 too, a mended proxy or key turns back, so they are tried again.
 */
const FOR_GOOD: ReadonlySet<number> = new Set([400, 410, 413, 415, 422]);

/** No peer is to blame, and nobody is to be rung for it. */
const OWNER_GONE = "ownerMayNotLook";

export function webhookPost(deps: PostDeps): WebhookPost {
	const { clock, roster, log } = deps;
	const underWay = new Set<string>();
	const failures = new Map<string, { count: number; restsUntil: number }>();
	let failing = new Map<string, number>();

	const noteFailure = (id: string): void => {
		const count = (failures.get(id)?.count ?? 0) + 1;
		const restMs =
			count < RESTS_AFTER
				? 0
				: Math.min(REST_AT_MOST_MS, REST_FIRST_MS * 2 ** (count - RESTS_AFTER));
		failures.set(id, { count, restsUntil: clock.mono() + restMs });
		if (!failing.has(id)) failing.set(id, clock.now());
		if (count === RESTS_AFTER)
			log.warn("webhooks: a subscription does not take what it is sent", {
				subscription: id,
			});
	};

	const end = async (
		row: OutboxRow,
		attemptId: string,
		part: Part,
		{ id, failingSince }: SubscriptionRow,
	): Promise<void> => {
		const taken = part.outcome === "accepted";
		const hurry = taken && failingSince !== undefined;
		if (taken) {
			failures.delete(id);
			failing.delete(id);
		} else if (part.code !== OWNER_GONE) noteFailure(id);
		await settle(deps, row, attemptId, part, {
			roster: [
				{
					table: "subscriptionHeard",
					id,
					at: clock.now(),
					...(taken ? {} : { code: part.code ?? "unknown" }),
				},
			],
			...(hurry ? { hurry: { subscriptionId: id, dueAt: clock.now() } } : {}),
		});
	};

	/** Nobody is told, and nobody's peer is to blame. */
	const drop = (row: OutboxRow, attemptId: string, code: string) =>
		settle(deps, row, attemptId, {
			outcome: "rejected",
			code,
			rank: 3.5,
			next: { state: "failed" },
		});

	const look = async () => {
		const all = await roster.subscriptions();
		failing = new Map(
			all.flatMap(({ id, failingSince, failure }) =>
				failingSince === undefined || failure === OWNER_GONE
					? []
					: [[id, failingSince]],
			),
		);
		const known = new Set(all.map(({ id }) => id));
		for (const id of failures.keys()) if (!known.has(id)) failures.delete(id);
		return all;
	};

	return {
		room: () => ({
			rows: IN_FLIGHT - underWay.size,
			busy: [
				...underWay,
				...[...failures]
					.filter(([, { restsUntil }]) => restsUntil > clock.mono())
					.map(([id]) => id),
			],
		}),
		began: (row) => void underWay.add(row.subscriptionId ?? ""),
		ended: (row) => void underWay.delete(row.subscriptionId ?? ""),
		async carryOut(row, attemptId) {
			const subscription = (await roster.subscriptions()).find(
				({ id }) => id === row.subscriptionId,
			);
			if (!subscription) return drop(row, attemptId, "unsubscribed");
			const may = await mayHear(deps, subscription, row);
			if (may === "no") return drop(row, attemptId, "notAllowed");
			if (may === "ownerGone")
				return end(
					row,
					attemptId,
					{
						outcome: "rejected",
						code: OWNER_GONE,
						rank: 3.5,
						next: { state: "failed" },
					},
					subscription,
				);
			const part = await tried(deps, subscription, row);
			await end(row, attemptId, part, subscription);
		},
		look: async () => void (await look()),
		degraded: () =>
			[...failing.values()].some(
				(since) => clock.now() - since >= SHOWN_AFTER_MS * clock.speed,
			)
				? ["webhook"]
				: [],
		async metrics() {
			const all = await look();
			const gauge = (
				name: string,
				help: string,
				value: (row: (typeof all)[number]) => number,
			): string =>
				`# HELP ${name} ${help}\n# TYPE ${name} gauge\n${all.map((row) => `${name}{subscription="${row.id}"} ${value(row)}\n`).join("")}`;
			return (
				gauge(
					"dzvin_webhooks_waiting",
					"Facts a subscription has not taken yet",
					({ waiting }) => waiting,
				) +
				gauge(
					"dzvin_subscription_failing_seconds",
					"For how long a subscription has taken nothing it was sent",
					({ failingSince }) =>
						failingSince === undefined
							? 0
							: Math.round((clock.now() - failingSince) / 1_000),
				)
			);
		},
	};
}

/** Looked at when it leaves: between the fact and now a key may have been revoked. */
async function mayHear(
	deps: PostDeps,
	subscription: SubscriptionRow,
	row: OutboxRow,
): Promise<"yes" | "no" | "ownerGone"> {
	const scope = await scopeNow(deps, subscription);
	if (!scope) return "ownerGone";
	// A test is about no incident.
	if (row.incidentId.startsWith(TEST)) return "yes";
	const head = await deps.store.head(EVERYTHING, row.incidentId);
	return head && seesHead(scope, head) ? "yes" : "no";
}

async function tried(
	{ secrets, webhooks, clock }: PostDeps,
	subscription: SubscriptionRow,
	row: OutboxRow,
): Promise<Part> {
	const { id, body } = JSON.parse(secrets.open(row.body)) as WebhookBody;
	const { secret, previousSecret, previousUntil = 0 } = subscription;
	const startedAt = clock.now();
	const keys = [
		secrets.open(secret),
		...(previousSecret && previousUntil > startedAt
			? [secrets.open(previousSecret)]
			: []),
	];
	const answer = await webhooks.post(
		{
			url: secrets.open(subscription.url),
			headers: signedHeaders(keys, { id, body, wallMs: clock.wall() }),
			body,
		},
		DEADLINE_MS,
	);
	const status = "status" in answer ? answer.status : 0;
	if (status >= 200 && status < 300)
		return {
			outcome: "accepted",
			rank: 3,
			next: { state: "done", sentAt: startedAt },
		};
	const code = "status" in answer ? `http${status}` : answer.failed;
	if (FOR_GOOD.has(status))
		return { outcome: "rejected", code, rank: 3.5, next: { state: "failed" } };
	const waitMs = Math.max(
		pauseMs(row, clock.now(), clock.speed),
		Math.min(
			RETRY_AFTER_AT_MOST_MS,
			("status" in answer ? answer.retryAfterMs : undefined) ?? 0,
		),
	);
	return {
		outcome: "unknown",
		code,
		// It is not counted as a copy: there may be as many as it takes.
		next: {
			state: "pending",
			dueAt: clock.now() + waitMs * clock.speed,
			unknown: false,
		},
	};
}

const pauseMs = (row: OutboxRow, now: number, speed: number): number =>
	Math.min(
		now - row.createdAt < LATER_MS * speed ? PAUSE_AT_MOST_MS : PAUSE_LATER_MS,
		FIRST_PAUSE_MS * 2 ** Math.min(row.tries - 1, 16),
	);

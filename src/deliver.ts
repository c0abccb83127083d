/**
 * The one way out: claim → record the attempt → send → settle.
 *
 * The outbox row is the alert. An attempt is committed before the first byte
 * goes out and its outcome after; a row and the event that follows from it are
 * settled in one write. Wake-ups are hints: a poll finds the work without them.
 */
import type { Command } from "./core/incident.ts";
import type { ChannelName } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import {
	closedMs,
	isLastCopy,
	record,
	reject,
	retry,
	throttled,
} from "./outcomes.ts";
import { HOUSE_CALL, openHomeContact } from "./people/homeContact.ts";
import type { Channel, Claimed, OutboxRow } from "./ports.ts";
import { addressOfReporter, isToReporter } from "./residents/address.ts";
import {
	carrierLane,
	type DeliverDeps,
	type Deps,
	hastenOthers,
	order,
	type Part,
	settle,
	settlementOf,
} from "./settle.ts";

/** Claimed for this long; a dead process's lease is taken over at once by its boot id. */
const LEASE_MS = 8_000;
/** A carrier that has not answered by then has an unknown outcome. Shorter than the lease, so the lease outlives it. */
const SEND_DEADLINE_MS = 5_000;
/** The longest the loop sleeps without a hint. */
const POLL_MS = 250;
/** A defect is met again at once, a database's fault may be over. */
const DEFECT_RETRY_MS = 4_000;
const RECOVER_EVERY_MS = 2_000;
// Somebody waits in a chat: a second at most, then their answer goes out even so.
const COURTESY_WAITS = 20;
const COURTESY_WAIT_MS = 50;
const LAST_CLASS_OF_ALERTS = 4;
const ALERT_LOOKS = 240;
const ALERT_LOOK_MS = 250;
const AFTERWARDS_MS = 30;
/** How long a broken lane's row waits for the next probe. */
const BROKEN_MS = 2_000;
/** As many as wait in a village; they are claimed to be sent around, not to the carrier. */
const AROUND = { units: 1_000, rows: 100 };
/** Whoever takes longer to say its name is not back. */
const PROBE_PATIENCE_MS = 1_500;
/** One question serves everybody who waits for the same carrier. */
const PROBE_HOLDS_MS = 2_000;

export type Deliverer = {
	start(): Promise<void>;
	/** Finishes what is in flight, at most `ms` machine milliseconds. */
	stop(ms?: number): Promise<void>;
	/** One round of claiming, waiting until everything claimed is settled; stories push it. */
	round(): Promise<number>;
	/**
	 * Menus and callback answers of a conversation, in order within a chat, each with a token of the
	 * lane in the last class. Resolves when it was said, or at once when the lane is full: then it is
	 * said in the background, and nobody's answer waits behind another's thanks.
	 */
	courtesy(
		lane: ChannelName,
		chat: string,
		send: () => Promise<void>,
		/** `behindAlerts`: only once no alert waits for this lane; not at all when that takes a minute. */
		how?: { behindAlerts?: boolean },
	): Promise<void>;
};

export function createDeliverer(given: DeliverDeps): Deliverer {
	const deps: Deps = {
		...given,
		answersAgain: sharedProbe(given),
	};
	const { store, clock, lanes } = deps;
	const inFlight = new Set<Promise<void>>();
	let running = false;
	let loop: Promise<void> = Promise.resolve();

	const claim = async (): Promise<Claimed[]> => {
		const mono = clock.mono();
		const webhooks = deps.webhookPost?.room();
		const claimed = await store.claim({
			now: clock.now(),
			wallMs: clock.wall(),
			leaseMs: LEASE_MS,
			leaseBy: deps.bootId,
			newAttemptId: () => crypto.randomUUID(),
			lanes: [
				{ lane: "clock", units: 200, rows: 200 },
				...(webhooks
					? [
							{
								lane: "webhook" as const,
								units: webhooks.rows,
								rows: webhooks.rows,
							},
						]
					: []),
				...[...lanes.values()].map((lane) => ({
					lane: lane.name,
					...(closedMs(lane, mono) > 0 ? AROUND : lane.room(mono)),
				})),
			],
			...(webhooks ? { busy: webhooks.busy } : {}),
		});
		for (const { row } of claimed) {
			if (row.lane === "webhook") deps.webhookPost?.began(row);
			const lane = carrierLane(deps, row);
			// Who is sent around leaves nothing at the carrier and costs it nothing.
			lane?.taken(closedMs(lane, mono) > 0 ? 0 : row.units, mono);
		}
		return claimed;
	};

	const work = ({ row, attemptId }: Claimed): Promise<void> =>
		carryOut(deps, row, attemptId)
			.catch((error: unknown) => failed(deps, row, attemptId, error))
			.finally(() => {
				carrierLane(deps, row)?.finished();
				if (row.lane === "webhook") deps.webhookPost?.ended(row);
			});

	/** What is being said in each chat now. */
	const conversations = new Map<string, Promise<void>>();

	/** Throws when alerts still wait after a minute: what would be said then is old. */
	const noAlertWaits = async (name: ChannelName): Promise<void> => {
		for (let looks = 0; looks < ALERT_LOOKS; looks++) {
			const waiting = await store.waiting(clock.now(), LAST_CLASS_OF_ALERTS);
			if (!waiting.some(({ lane, count }) => lane === name && count > 0))
				return;
			await pause(ALERT_LOOK_MS);
		}
		throw new AppError("unavailable", "alerts still wait for this lane");
	};

	const speak = async (
		name: ChannelName,
		send: () => Promise<void>,
		behindAlerts: boolean,
	): Promise<void> => {
		if (behindAlerts) {
			// Whoever measures how long an answer takes learns nothing about what is sent after it.
			await pause(AFTERWARDS_MS);
			await noAlertWaits(name);
		}
		const lane = lanes.get(name);
		for (
			let waits = 0;
			lane && lane.room(clock.mono()).units < 1 && waits < COURTESY_WAITS;
			waits++
		)
			await pause(COURTESY_WAIT_MS);
		lane?.taken(1, clock.mono());
		try {
			await send();
		} finally {
			lane?.finished();
		}
	};

	const begin = (claimed: readonly Claimed[]): void => {
		for (const item of claimed) {
			const promise: Promise<void> = work(item).finally(() => {
				inFlight.delete(promise);
				// A place or a follow-up row may be free now.
				deps.wake.wake();
			});
			inFlight.add(promise);
		}
	};

	const sleepMs = async (): Promise<number> => {
		const dueAt = await store.nextDueAt();
		if (dueAt === undefined) return POLL_MS;
		const untilDue = (dueAt - clock.now()) / clock.speed;
		if (untilDue > 0) return Math.min(POLL_MS, untilDue);
		// Due, but its lane has no room: wait for the nearest token instead of spinning.
		const mono = clock.mono();
		const room = [...lanes.values()]
			.map((lane) => lane.nextRoomMs(mono))
			.filter((ms) => ms > 0);
		return Math.min(
			POLL_MS,
			...(room.length > 0 ? [Math.max(2, Math.min(...room))] : [25]),
		);
	};

	let recoveredAtMono = Number.NEGATIVE_INFINITY;
	/** A lease outlives its row's settlement only when that could not be written, or we stood still. */
	const recover = async (): Promise<void> => {
		if (clock.mono() - recoveredAtMono < RECOVER_EVERY_MS) return;
		recoveredAtMono = clock.mono();
		await store.recover({
			leaseBy: deps.bootId,
			wallMs: clock.wall(),
			now: clock.now(),
		});
		await deps.webhookPost?.look().catch(() => undefined);
	};

	const run = async (): Promise<void> => {
		while (running) {
			try {
				await recover();
				const claimed = await claim();
				begin(claimed);
				if (claimed.length === 0) await deps.wake.wait(await sleepMs());
			} catch (error) {
				// A database that cannot be read now may be readable in a moment; the loop never ends by itself.
				deps.log.error("deliver: claiming failed", { error: nameOf(error) });
				await deps.wake.wait(POLL_MS);
			}
		}
	};

	return {
		async start() {
			await recover();
			running = true;
			loop = run();
		},
		async stop(ms = SEND_DEADLINE_MS) {
			running = false;
			deps.wake.wake();
			await loop;
			const patience = new Promise<void>((resolve) =>
				setTimeout(resolve, ms).unref?.(),
			);
			await Promise.race([
				Promise.allSettled([...inFlight, ...conversations.values()]),
				patience,
			]);
		},
		async round() {
			const claimed = await claim();
			await Promise.all([...claimed.map(work), ...conversations.values()]);
			return claimed.length;
		},
		async courtesy(name, chat, send, { behindAlerts = false } = {}) {
			const hasRoom = (lanes.get(name)?.room(clock.mono()).units ?? 1) >= 1;
			const key = `${name}/${chat}`;
			const before = conversations.get(key) ?? Promise.resolve();
			const said = before
				.then(() => speak(name, send, behindAlerts))
				.catch((error: unknown) =>
					deps.log.warn("deliver: a courtesy was not sent", {
						error: nameOf(error),
					}),
				)
				.finally(() => {
					if (conversations.get(key) === said) conversations.delete(key);
				});
			conversations.set(key, said);
			if (hasRoom || behindAlerts) await said;
		},
	};
}

const pause = (ms: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, ms));

/** Thirty rows that wait for Telegram ask it one question. */
function sharedProbe({ channels, clock }: DeliverDeps): Deps["answersAgain"] {
	let asked: { mono: number; answer: Promise<boolean> } | undefined;
	return () => {
		const mono = clock.mono();
		if (!asked || mono - asked.mono >= PROBE_HOLDS_MS)
			asked = { mono, answer: answers(channels.get("telegram")) };
		return asked.answer;
	};
}

async function answers(channel: Channel | undefined): Promise<boolean> {
	const patience = new Promise<boolean>((resolve) =>
		setTimeout(resolve, PROBE_PATIENCE_MS, false),
	);
	const probe = channel?.probe().then(({ ok }) => ok);
	return Promise.race([probe ?? false, patience]);
}

function carryOut(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
): Promise<void> {
	switch (row.kind) {
		case "timer":
		case "command":
			return obey(deps, row);
		case "hangUp":
			return hangUp(deps, row);
		case "card":
			return refreshCard(deps, row, attemptId);
		case "send":
			return send(deps, row, attemptId);
		case "webhook":
			return deps.webhookPost
				? deps.webhookPost.carryOut(row, attemptId)
				: reject(deps, row, attemptId, "refused", "notConfigured");
	}
}

/** A defect or a database fault: the row is due again soon, and the operator sees the name of it. */
async function failed(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	error: unknown,
): Promise<void> {
	deps.log.error("deliver: a row could not be carried out", {
		row: row.id,
		kind: row.kind,
		lane: row.lane,
		error: nameOf(error),
	});
	const dueAt = deps.clock.now() + DEFECT_RETRY_MS;
	await settle(deps, row, attemptId, {
		next: { state: "pending", dueAt, unknown: false },
	}).catch((again: unknown) =>
		deps.log.error("deliver: a row waits for its lease to end", {
			row: row.id,
			error: nameOf(again),
		}),
	);
}

// Only names: carriers' errors carry tokens and numbers.
const nameOf = (error: unknown): string =>
	error instanceof AppError
		? `${error.kind}: ${error.message}`
		: error instanceof Error
			? (error.stack ?? error.name)
			: "unknown";

// --- timers and commands --------------------------------------------------------

async function obey(deps: Deps, row: OutboxRow): Promise<void> {
	const command = JSON.parse(deps.secrets.open(row.body)) as Command;
	const done = settlementOf(deps, row, undefined, { next: { state: "done" } });
	await order(deps, row, command, {
		commandId: `row:${row.id}`,
		alongside: { settle: [done] },
	});
}

// --- sends ------------------------------------------------------------------------

async function send(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
): Promise<void> {
	const lane = carrierLane(deps, row);
	const channel = lane && deps.channels.get(lane.name);
	if (!channel || !row.responderId)
		return reject(deps, row, attemptId, "refused", "notConfigured");
	const mono = deps.clock.mono();
	const aroundMs = lane ? closedMs(lane, mono) : 0;
	if (aroundMs > 0) return goAround(deps, row, attemptId, aroundMs);
	if (isLastCopy(row) && !(await deps.answersAgain()))
		return retry(deps, row, attemptId, "notBack");
	if (lane?.broken() && !lane.mayProbe(mono))
		return goAround(deps, row, attemptId, BROKEN_MS);
	const to = await addressOf(deps, row);
	if (to === undefined)
		return reject(deps, row, attemptId, "invalid", "noAddress");
	const startedAt = deps.clock.now();
	const outcome = await channel.send(
		{
			attemptId,
			to,
			body: deps.secrets.open(row.body),
			incidentId: row.incidentId,
			...(row.purpose ? { purpose: row.purpose } : {}),
			// Counts the tries whose end is known: what follows an unknown one is its copy.
			copyKey: `${row.id}.${row.tries - row.unknowns}`,
		},
		SEND_DEADLINE_MS,
	);
	lane?.heard(
		outcome.outcome === "accepted" ||
			(outcome.outcome === "rejected" && !outcome.whole),
		deps.clock.mono(),
	);
	await record(deps, row, attemptId, outcome, startedAt);
}

/** The carrier is down, or has told us to wait: this row does, the person's other channels do not. */
async function goAround(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
	waitMs: number,
): Promise<void> {
	const dueAt = deps.clock.now() + waitMs * deps.clock.speed;
	await settle(
		deps,
		row,
		attemptId,
		{
			outcome: "retry",
			code: "laneDown",
			next: { state: "pending", dueAt, unknown: false },
		},
		hastenOthers(deps, row),
	);
}

async function addressOf(
	deps: Deps,
	row: OutboxRow,
): Promise<string | undefined> {
	if (isToReporter(row)) return addressOfReporter(deps, row);
	const [person] = await deps.roster.people([row.responderId as string]);
	if (!person) return undefined;
	if (row.lane === "telegram")
		return person.telegramChat
			? deps.secrets.open(person.telegramChat)
			: undefined;
	if (row.messageKind === HOUSE_CALL)
		return person.homeContact
			? openHomeContact(deps.secrets, person.homeContact).phone
			: undefined;
	return deps.secrets.open(person.phone);
}

// --- cards and calls -----------------------------------------------------------------

/** One pending edit per card, rendered now; what has not changed is not sent. */
async function refreshCard(
	deps: Deps,
	row: OutboxRow,
	attemptId: string,
): Promise<void> {
	const done: Part = { next: { state: "done" } };
	const responderId = row.responderId ?? "";
	const channel = deps.channels.get("telegram");
	const lane = deps.lanes.get("telegram");
	const closed = lane ? closedMs(lane, deps.clock.mono()) : 0;
	if (closed > 0) {
		const dueAt = deps.clock.now() + closed * deps.clock.speed;
		return settle(deps, row, undefined, {
			next: { state: "pending", dueAt, unknown: false },
		});
	}
	const messageId = await cardMessage(deps, row.incidentId, responderId);
	const to = await addressOf(deps, row);
	if (
		messageId === undefined ||
		!channel?.edit ||
		to === undefined ||
		lane?.broken()
	)
		return settle(deps, row, undefined, done);
	const body = await deps.renderCard(row.incidentId, responderId);
	const shownHash = body === undefined ? undefined : deps.secrets.hash(body);
	const shown = await deps.store.card(row.incidentId, responderId);
	const same = shown?.messageId === messageId && shown.shownHash === shownHash;
	if (body === undefined || shownHash === undefined || same)
		return settle(deps, row, undefined, done);
	const outcome = await channel.edit({ to, messageId, body }, SEND_DEADLINE_MS);
	if (outcome.outcome === "accepted")
		await deps.store.saveCard({
			incidentId: row.incidentId,
			responderId,
			messageId,
			shownHash,
		});
	if (outcome.outcome === "throttled")
		return throttled(deps, row, attemptId, outcome);
	// An edit that failed otherwise is overtaken by the next change; the alert itself was delivered long ago.
	await settle(deps, row, undefined, done);
}

/**
 * The alert's own message is the card; a repeated alert takes its place. Who raised the
 * alarm has none: what asked «Самі їдете?» becomes the card once it was answered.
 */
async function cardMessage(
	deps: Deps,
	incidentId: string,
	responderId: string,
): Promise<string | undefined> {
	const attempts = await deps.store.attemptsOf(
		incidentId,
		responderId,
		"telegram",
	);
	const alert = attempts.find((attempt) => attempt.purpose === "alert");
	if (alert) return alert.carrierId;
	for (const attempt of attempts) {
		const row = await deps.store.row(attempt.rowId);
		if (row?.messageKind === "askRaiser") return attempt.carrierId;
	}
	return undefined;
}

async function hangUp(deps: Deps, row: OutboxRow): Promise<void> {
	const voice = deps.channels.get("voice");
	const calls = voice?.hangUp
		? await deps.store.attemptsOf(
				row.incidentId,
				row.responderId ?? "",
				"voice",
			)
		: [];
	// A call rings half a minute and speaks less than one: older ones have ended by themselves.
	const live = calls.filter(
		(call) =>
			call.carrierId !== undefined &&
			call.rank <= 3 &&
			deps.clock.now() - call.startedAt < 120_000 * deps.clock.speed,
	);
	for (const call of live)
		await voice?.hangUp?.(call.carrierId ?? "", SEND_DEADLINE_MS);
	await settle(deps, row, undefined, { next: { state: "done" } });
}

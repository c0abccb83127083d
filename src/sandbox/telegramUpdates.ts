/**
 * What Telegram tells the bot: updates by webhook or by long poll, kept 24 hours.
 *
 * As the real server does it: in order within a chat, chats side by side up to
 * `max_connections`, repeated with growing pauses until a 2xx.
 */
import type { Faults } from "./faults.ts";
import { refuse, TelegramRefusal } from "./parameters.ts";
import type { World } from "./world.ts";

export type UpdateKind =
	| "message"
	| "edited_message"
	| "callback_query"
	| "my_chat_member";

type Waiting = {
	id: number;
	kind: UpdateKind;
	chat: number;
	body: string;
	at: number;
	/** A fault has made it wait already; the next try goes out. */
	held: boolean;
	/** Ends the wait of whoever caused it: tried once, or handed out. */
	tried: () => void;
};
type Lane = { queue: Waiting[]; busy: boolean; pausing: boolean };
type Webhook = {
	url: string;
	secret: string | undefined;
	maxConnections: number;
};

const KEPT_MS = 24 * 3_600_000;
const FIRST_REPEAT_MS = 1_000;
const LAST_REPEAT_MS = 60_000;
/** A webhook that has not answered by then counts as failed; machine time. */
const ANSWER_WITHIN_MS = 30_000;

export type TelegramUpdates = ReturnType<typeof telegramUpdates>;

export function telegramUpdates(
	world: World,
	faults: Faults,
	/** A webhook may answer with a method to call; it is carried out. */
	onReply: (reply: Record<string, unknown>) => void,
) {
	let webhook: Webhook | undefined;
	let allowed: ReadonlySet<string> | undefined;
	let lastError: { atSeconds: number; text: string } | undefined;
	let nextId = 1 + Math.floor(world.random() * 1e8);
	const waiting = new Map<number, Waiting>();
	let lanes = new Map<number, Lane>();
	let ready: number[] = [];
	let connections = 0;
	let poll: { end: (conflict: boolean) => void } | undefined;

	/** Settles when the bot was told once, whatever it answered; at once when nobody asks for it. */
	function push(
		kind: UpdateKind,
		chat: number,
		content: unknown,
	): Promise<void> {
		const id = nextId++;
		if (allowed && !allowed.has(kind)) return Promise.resolve();
		return new Promise((resolve) => {
			const update: Waiting = {
				id,
				kind,
				chat,
				body: JSON.stringify({ update_id: id, [kind]: content }),
				at: world.now(),
				held: false,
				tried: resolve,
			};
			waiting.set(id, update);
			if (webhook) {
				enqueue(update);
			} else {
				poll?.end(false);
				// Whoever polls takes it in its own time; a person does not wait for that.
				resolve();
			}
		});
	}

	function enqueue(update: Waiting): void {
		const lane = lanes.get(update.chat);
		if (lane) lane.queue.push(update);
		else
			lanes.set(update.chat, { queue: [update], busy: false, pausing: false });
		if (lane?.pausing) update.tried();
		ready.push(update.chat);
		pump();
	}

	function pump(): void {
		while (
			webhook &&
			ready.length > 0 &&
			connections < webhook.maxConnections
		) {
			const chat = ready.shift() as number;
			const lane = lanes.get(chat);
			if (!lane || lane.busy) continue;
			const update = lane.queue[0];
			if (!update) {
				lanes.delete(chat);
				continue;
			}
			lane.busy = true;
			connections++;
			void world.busy(deliver(webhook, lane, update)).then((repeatInMs) => {
				connections--;
				const again = () => {
					lane.busy = false;
					lane.pausing = false;
					ready.push(chat);
					pump();
				};
				if (repeatInMs === undefined) again();
				else {
					// The first in a lane that waits holds the rest of it: order before speed.
					lane.pausing = true;
					for (const held of lane.queue) held.tried();
					world.later(repeatInMs, again);
					pump();
				}
			});
		}
	}

	const failures = new Map<number, number>();

	/** Undefined = done with it; else the pause before the next try. */
	async function deliver(
		to: Webhook,
		lane: Lane,
		update: Waiting,
	): Promise<number | undefined> {
		const done = (): undefined => {
			// The webhook may have been set anew meanwhile, and the lanes with it.
			for (const { queue } of [lane, lanes.get(update.chat) ?? lane])
				if (queue.includes(update)) queue.splice(queue.indexOf(update), 1);
			waiting.delete(update.id);
			failures.delete(update.id);
			update.tried();
			return undefined;
		};
		if (world.now() - update.at > KEPT_MS) return done();
		const fault = faults.strikeCallback({
			carrier: "telegram",
			method: update.kind,
			to: String(update.chat),
		});
		if (fault === "lose") return done();
		if (fault && fault !== "repeat" && !update.held) {
			update.held = true;
			if (fault !== "reorder") return fault.delayMs;
			lane.queue.push(...lane.queue.splice(0, 1));
			return lane.queue.length > 1 ? undefined : FIRST_REPEAT_MS;
		}
		const problem = await post(to, update);
		if (fault === "repeat") await post(to, update);
		if (problem === undefined) return done();
		if (webhook !== to) return undefined;
		lastError = { atSeconds: Math.floor(world.now() / 1000), text: problem };
		const count = (failures.get(update.id) ?? 0) + 1;
		failures.set(update.id, count);
		return Math.min(LAST_REPEAT_MS, FIRST_REPEAT_MS * 2 ** (count - 1));
	}

	/** What went wrong, in the words of getWebhookInfo, or undefined. */
	async function post(
		{ url, secret }: Webhook,
		update: Waiting,
	): Promise<string | undefined> {
		try {
			const response = await fetch(url, {
				method: "POST",
				redirect: "manual",
				headers: {
					"content-type": "application/json",
					...(secret ? { "X-Telegram-Bot-Api-Secret-Token": secret } : {}),
				},
				body: update.body,
				signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
			});
			const body = await response.text();
			if (!response.ok)
				return `Wrong response from the webhook: ${response.status} ${response.statusText}`;
			if (body.startsWith("{")) readReply(body);
			return undefined;
		} catch (error) {
			return error instanceof Error && error.name === "TimeoutError"
				? "Read timeout expired"
				: "Connection refused or broken";
		}
	}

	function readReply(body: string): void {
		try {
			const reply = JSON.parse(body) as Record<string, unknown>;
			if (typeof reply.method === "string") onReply(reply);
		} catch {
			// Any 2xx is enough; what else it says is its own affair.
		}
	}

	function forgetAll(): void {
		for (const update of waiting.values()) update.tried();
		waiting.clear();
	}

	function useWebhook(next: Webhook | undefined): void {
		webhook = next;
		lanes = new Map();
		ready = [];
		for (const update of waiting.values())
			if (next) enqueue(update);
			else update.tried();
	}

	return {
		push,

		setWebhook(given: {
			url: string;
			secret_token?: string;
			max_connections?: number;
			allowed_updates?: string[];
			drop_pending_updates?: boolean;
		}): void {
			const { url, secret_token: secret } = given;
			if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret))
				refuse("secret token contains unallowed characters");
			const maxConnections = given.max_connections ?? 40;
			if (maxConnections < 1 || maxConnections > 100)
				refuse("max_connections must be between 1 and 100");
			if (url !== "" && !isLoopback(url))
				refuse(
					"bad webhook: the sandbox delivers to http://localhost and 127.0.0.1 only",
				);
			if (given.drop_pending_updates) forgetAll();
			if (given.allowed_updates) allow(given.allowed_updates);
			lastError = undefined;
			poll?.end(true);
			useWebhook(url === "" ? undefined : { url, secret, maxConnections });
		},

		deleteWebhook(dropPending: boolean | undefined): void {
			if (dropPending) forgetAll();
			lastError = undefined;
			useWebhook(undefined);
		},

		webhookInfo: () => ({
			url: webhook?.url ?? "",
			has_custom_certificate: false,
			pending_update_count: waiting.size,
			...(webhook ? { max_connections: webhook.maxConnections } : {}),
			...(webhook ? { ip_address: "127.0.0.1" } : {}),
			...(lastError
				? {
						last_error_date: lastError.atSeconds,
						last_error_message: lastError.text,
					}
				: {}),
			...(allowed ? { allowed_updates: [...allowed] } : {}),
		}),

		async getUpdates(given: {
			offset?: number;
			limit?: number;
			timeout?: number;
			allowed_updates?: string[];
		}): Promise<unknown[]> {
			if (webhook)
				throw new TelegramRefusal(
					409,
					"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
				);
			poll?.end(true);
			if (given.allowed_updates) allow(given.allowed_updates);
			const { offset = 0, timeout = 0 } = given;
			const limit = Math.min(100, Math.max(1, given.limit ?? 100));
			for (const [id, update] of waiting)
				if (id < offset || world.now() - update.at > KEPT_MS)
					waiting.delete(id);
			if (offset < 0)
				for (const id of [...waiting.keys()].slice(0, offset))
					waiting.delete(id);
			if (waiting.size === 0 && timeout > 0) await longPoll(timeout * 1000);
			return [...waiting.values()]
				.slice(0, limit)
				.map(({ body }) => JSON.parse(body));
		},

		/** Ends a poll that waits, so that the server can close. */
		close: () => poll?.end(true),
	};

	function allow(kinds: string[]): void {
		allowed = kinds.length === 0 ? undefined : new Set(kinds);
	}

	function longPoll(timeoutMs: number): Promise<void> {
		return new Promise((resolve, reject) => {
			const mine = {
				end(conflict: boolean) {
					cancel();
					if (poll === mine) poll = undefined;
					if (!conflict) return resolve();
					reject(
						new TelegramRefusal(
							409,
							"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
						),
					);
				},
			};
			const cancel = world.later(timeoutMs, () => mine.end(false));
			poll = mine;
		});
	}
}

/** The sandbox's one exception from Telegram's "https and a public host", and never anything else. */
export function isLoopback(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return (
		(protocol === "http:" || protocol === "https:") &&
		(hostname === "localhost" ||
			hostname === "[::1]" ||
			/^127(\.\d+){3}$/.test(hostname))
	);
}

/**
 * How updates reach us: Telegram calls our webhook, or we ask for them.
 *
 * Either way they go into the inbox first, so that nothing is lost between here and
 * the database, and one chat's updates stay in order.
 */

import type { LanguageCode, Update } from "grammy/types";
import { Api, GrammyError } from "grammy/web";
import type { Inbox } from "../src/http/inbox.ts";
import type { Log } from "../src/service.ts";

/** Live positions come as edits; blocking the bot comes as `my_chat_member`. */
export const ALLOWED_UPDATES = [
	"message",
	"edited_message",
	"callback_query",
	"my_chat_member",
] as const;

export type BotAccount = { token: string; apiRoot: string };

const REQUEST_SECONDS = 10;
const POLL_SECONDS = 30;
const PAUSE_MS = 2_000;

/** Tells Telegram where to call; throws when it refuses. */
export async function registerWebhook(
	{ token, apiRoot }: BotAccount,
	{ url, secret }: { url: string; secret: string },
): Promise<void> {
	const api = new Api(token, { apiRoot, timeoutSeconds: REQUEST_SECONDS });
	await api.setWebhook(url, {
		secret_token: secret,
		allowed_updates: ALLOWED_UPDATES,
	});
}

// Telegram may be down when we start; the webhook must be there when it is back.
const REGISTER_AGAIN_MS = 30_000;

/** Registers the webhook, again until Telegram takes it. Returns what stops trying. */
export function keepWebhook(
	account: BotAccount,
	{ url, secret, log }: { url: string; secret: string; log: Log },
): () => void {
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;
	async function attempt(): Promise<void> {
		try {
			await registerWebhook(account, { url, secret });
			log.info("telegram: webhook registered");
		} catch (error) {
			log.error("telegram: the webhook was not taken, tried again soon", {
				error: kindOf(error),
			});
			if (!stopped) timer = setTimeout(() => void attempt(), REGISTER_AGAIN_MS);
		}
	}
	void attempt();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}

export type CommandsIn = {
	/** Absent = for every other language. */
	language?: string;
	commands: readonly { command: string; description: string }[];
};

/** What the button beside the input offers. Commands work without it, so one try a start is enough. */
export async function registerCommands(
	{ token, apiRoot }: BotAccount,
	all: readonly CommandsIn[],
	log: Log,
): Promise<void> {
	const api = new Api(token, { apiRoot, timeoutSeconds: REQUEST_SECONDS });
	try {
		for (const { language, commands } of all)
			await api.setMyCommands(
				commands,
				language === undefined
					? {}
					: { language_code: language as LanguageCode },
			);
	} catch (error) {
		log.warn("telegram: the commands were not taken, they work unlisted", {
			error: kindOf(error),
		});
	}
}

/** The bot's name, for invitations; undefined when Telegram does not answer now. */
export async function botUsername(
	{ token, apiRoot }: BotAccount,
	log: Log,
): Promise<string | undefined> {
	try {
		return (
			await new Api(token, { apiRoot, timeoutSeconds: REQUEST_SECONDS }).getMe()
		).username;
	} catch (error) {
		log.warn("telegram: the bot's name is not known yet", {
			error: kindOf(error),
		});
		return undefined;
	}
}

/** Code or name only: the text of a network error may carry the token. */
const kindOf = (error: unknown): string | number =>
	error instanceof GrammyError
		? error.error_code
		: error instanceof Error
			? error.name
			: typeof error;

export type Polling = { stop(): Promise<void> };

/** Asks for updates until stopped; a webhook left from before is taken down. */
export function startPolling(
	{ token, apiRoot }: BotAccount,
	{ inbox, log }: { inbox: Pick<Inbox, "take">; log: Log },
): Polling {
	const api = new Api(token, {
		apiRoot,
		timeoutSeconds: POLL_SECONDS + REQUEST_SECONDS,
	});
	const stopped = new AbortController();
	const signal = stopped.signal as NonNullable<Parameters<Api["getMe"]>[0]>;
	const ended = run();

	async function run(): Promise<void> {
		let offset: number | undefined;
		let hasWebhook = true;
		while (!stopped.signal.aborted)
			try {
				if (hasWebhook) await api.deleteWebhook({}, signal);
				hasWebhook = false;
				const updates = await api.getUpdates(
					{
						timeout: POLL_SECONDS,
						allowed_updates: ALLOWED_UPDATES,
						...(offset === undefined ? {} : { offset }),
					},
					signal,
				);
				await takeAll(updates);
				// Confirmed by the next request, so only what is stored is.
				offset = (updates.at(-1)?.update_id ?? (offset ?? 0) - 1) + 1;
			} catch (error) {
				if (stopped.signal.aborted) return;
				hasWebhook = error instanceof GrammyError && error.error_code === 409;
				log.warn("updates could not be fetched or stored, asking again", {
					error: kindOf(error),
				});
				await pause(PAUSE_MS, stopped.signal);
			}
	}

	/** Chats side by side, each in order: a slow answer holds up nobody else. */
	async function takeAll(updates: readonly Update[]): Promise<void> {
		const chats = Map.groupBy(updates, chatOf);
		await Promise.all(
			[...chats.values()].map(async (ofChat) => {
				for (const update of ofChat)
					await inbox.take(
						"telegram",
						String(update.update_id),
						JSON.stringify(update),
					);
			}),
		);
	}

	return {
		async stop() {
			stopped.abort();
			await ended;
		},
	};
}

const chatOf = (update: Update): number =>
	(update.message ?? update.edited_message ?? update.my_chat_member)?.chat.id ??
	update.callback_query?.from.id ??
	0;

function pause(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(done, ms);
		signal.addEventListener("abort", done, { once: true });
		function done() {
			clearTimeout(timer);
			signal.removeEventListener("abort", done);
			resolve();
		}
	});
}

/**
 * How updates reach us: Telegram calls our webhook, or we ask for them. Both
 * end in the inbox, stored before they are handled.
 */
import { Api } from "grammy/web";
import type { Config } from "./config.ts";
import type { Inbox } from "./http/inbox.ts";
import type { Log } from "./service.ts";

export const ALLOWED_UPDATES = [
	"message",
	"edited_message",
	"callback_query",
	"my_chat_member",
] as const;

type Telegram = NonNullable<Config["telegram"]>;

const apiOf = ({ token, apiRoot }: Telegram, timeoutSeconds = 5): Api =>
	new Api(token, { apiRoot, timeoutSeconds });

/** The bot's name for invitations; undefined when Telegram does not answer now. */
export async function botUsername(telegram: Telegram, log: Log): Promise<string | undefined> {
	try {
		return (await apiOf(telegram).getMe()).username;
	} catch (error) {
		log.warn("telegram: the bot's name is not known yet", { error: kindOf(error) });
		return undefined;
	}
}

// Telegram may be down when we start; the webhook must be there when it is back.
const AGAIN_MS = 30_000;

/** Registers the webhook, again and again until Telegram takes it. Returns what stops trying. */
export function registerWebhook(telegram: Telegram, publicUrl: string, log: Log): () => void {
	let timer: NodeJS.Timeout | undefined;
	let stopped = false;
	const attempt = async (): Promise<void> => {
		try {
			await apiOf(telegram).setWebhook(`${publicUrl}/carriers/telegram`, {
				allowed_updates: ALLOWED_UPDATES,
				...(telegram.webhookSecret ? { secret_token: telegram.webhookSecret } : {}),
			});
			log.info("telegram: webhook registered");
		} catch (error) {
			log.error("telegram: the webhook was not taken, tried again soon", { error: kindOf(error) });
			if (!stopped) timer = setTimeout(() => void attempt(), AGAIN_MS);
		}
	};
	void attempt();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}

const POLL_SECONDS = 25;
const AFTER_ERROR_MS = 1_000;

/** Asks for updates for ever; an update is confirmed only when it is stored. */
export function pollUpdates(telegram: Telegram, inbox: Inbox, log: Log): () => void {
	const api = apiOf(telegram, POLL_SECONDS + 5);
	const stop = new AbortController();
	const run = async (): Promise<void> => {
		let offset = 0;
		await api.deleteWebhook().catch(() => undefined);
		while (!stop.signal.aborted) {
			try {
				const updates = await api.getUpdates(
					{ offset, timeout: POLL_SECONDS, allowed_updates: ALLOWED_UPDATES },
					// grammY's own type of signal is the polyfill's; the platform's is what it takes.
					stop.signal as never,
				);
				for (const update of updates) {
					await inbox.take("telegram", String(update.update_id), JSON.stringify(update));
					offset = update.update_id + 1;
				}
			} catch (error) {
				if (stop.signal.aborted) return;
				log.warn("telegram: no updates now", { error: kindOf(error) });
				await new Promise((resolve) => setTimeout(resolve, AFTER_ERROR_MS));
			}
		}
	};
	void run();
	return () => stop.abort();
}

/** Name and code only: the text of a network error may carry the token. */
const kindOf = (error: unknown): string =>
	error instanceof Error
		? `${error.name}${"error_code" in error ? ` ${String(error.error_code)}` : ""}`
		: "unknown";

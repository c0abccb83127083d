/**
 * Telegram: one chat message per try, and cards edited in place.
 *
 * grammY carries the request, nothing more: no auto-retry, no throttler, and its
 * time-out of 500 s never applies. Whoever calls decides what follows an outcome.
 */
import { Api, GrammyError, InputFile } from "grammy/web";
import type { Channel, Outcome } from "../ports.ts";
import type { Log } from "../service.ts";
import type { Button } from "../wording/buttons.ts";
import type { Rendered } from "../wording/rendered.ts";
import { readBody, UNREADABLE } from "./body.ts";
import { OVERDUE, outcomeOfBrokenConnection } from "./network.ts";

export type TelegramOptions = {
	token: string;
	/** Without a slash at the end. */
	apiRoot: string;
	log: Log;
	/** Wall time for `throttled.untilMs`. */
	wall?: () => number;
};

/** grammY types the signal of an old polyfill; at run time it is the platform's own. */
type GrammySignal = NonNullable<Parameters<Api["getMe"]>[0]>;

const PROBE_MS = 5_000;

export function telegramChannel({
	token,
	apiRoot,
	log,
	wall = () => Date.now(),
}: TelegramOptions): Channel {
	// A longer time-out than any deadline, so that only the deadline's signal ends a request.
	const api = new Api(token, { apiRoot, timeoutSeconds: 60 });

	async function attempt(
		deadlineMs: number,
		call: (signal: GrammySignal) => Promise<{ message_id: number } | true>,
	): Promise<Outcome> {
		const signal = AbortSignal.timeout(deadlineMs);
		try {
			const result = await call(signal as GrammySignal);
			return result === true
				? { outcome: "accepted" }
				: { outcome: "accepted", carrierId: String(result.message_id) };
		} catch (error) {
			const outcome = signal.aborted ? OVERDUE : outcomeOf(error, wall());
			if (outcome.outcome === "accepted") return outcome;
			log.warn("telegram did not take it", outcome);
			return outcome;
		}
	}

	return {
		name: "telegram",
		// Telegram tells nobody whether a phone has a message.
		capabilities: { inbound: true, receipts: "none", hybridViber: false },

		async send({ to, body }, deadlineMs) {
			const text = readBody(body, "telegram");
			if (!text) return UNREADABLE;
			return attempt(deadlineMs, (signal) =>
				api.sendMessage(
					to,
					text.plain ?? text.html,
					{
						...(text.plain === undefined
							? { parse_mode: "HTML" as const }
							: {}),
						link_preview_options: { is_disabled: true },
						disable_notification: text.silent,
						...keyboard(text.buttons),
					},
					signal,
				),
			);
		},

		async edit({ to, messageId, body }, deadlineMs) {
			const text = readBody(body, "telegram");
			if (!text) return UNREADABLE;
			return attempt(deadlineMs, (signal) =>
				api.editMessageText(
					to,
					Number(messageId),
					text.html,
					{
						parse_mode: "HTML",
						link_preview_options: { is_disabled: true },
						...keyboard(text.buttons),
					},
					signal,
				),
			);
		},

		async sendSound({ to, sound, seconds, words }, deadlineMs) {
			const file: { id?: string } = {};
			const outcome = await attempt(deadlineMs, async (signal) => {
				const message = await api.sendVoice(
					to,
					typeof sound === "string" ? sound : new InputFile(sound, "place.mp3"),
					{ caption: words, duration: seconds, disable_notification: true },
					signal,
				);
				file.id = message.voice.file_id;
				return message;
			});
			return file.id === undefined ? outcome : { ...outcome, soundId: file.id };
		},

		async probe() {
			try {
				const { username } = await api.getMe(
					AbortSignal.timeout(PROBE_MS) as GrammySignal,
				);
				return { ok: true, detail: `@${username}` };
			} catch (error) {
				return { ok: false, detail: adviceFor(outcomeOf(error, wall())) };
			}
		},
	};
}

type TelegramText = Extract<Rendered, { channel: "telegram" }>;

const keyboard = (buttons: TelegramText["buttons"]) =>
	buttons.length === 0
		? {}
		: {
				reply_markup: {
					inline_keyboard: buttons.map((row) => row.map(inlineButton)),
				},
			};

/** Colours are ignored by older clients; the words say the same. */
const inlineButton = ({ text, data, url, style }: Button) => ({
	text,
	...(style ? { style } : {}),
	...(url === undefined ? { callback_data: data ?? "" } : { url }),
});

/**
 * What an error of the Bot API means. Telegram promises the numbers, the words are as observed.
 * https://core.telegram.org/bots/api#making-requests, https://core.telegram.org/api/errors
 *
 * A 5xx is unknown: the message may have been taken before the server stumbled.
 */
const REFUSALS: readonly (readonly [
	code: number,
	words: RegExp,
	outcome: (code: string) => Outcome,
])[] = [
	[400, /message is not modified/i, () => ({ outcome: "accepted" })],
	[400, /chat not found/i, rejected("blocked")],
	[400, /user is deactivated|PEER_ID_INVALID/i, rejected("blocked")],
	// With `migrate_to_chat_id`. A person's chat never moves: this is a group's, and an alert with
	// somebody's own buttons is not for a group, so the new id is not followed.
	[400, /group chat was upgraded/i, rejected("invalid")],
	[400, /chat_id is empty|user not found/i, rejected("invalid")],
	// can't parse entities, message is too long, BUTTON_DATA_INVALID, message to edit not found …
	[400, /./, rejected("content")],
	[401, /./, rejected("account", true)],
	[403, /blocked by the user|user is deactivated|kicked/i, rejected("blocked")],
	// "bot can't initiate conversation with a user" passes when the user presses Start again,
	// "bot can't send messages to the user" has come and gone by itself.
	[403, /./, rejected("suspect")],
	[404, /./, rejected("account", true)],
];

function outcomeOf(error: unknown, wallMs: number): Outcome {
	if (!(error instanceof GrammyError)) return outcomeOfBrokenConnection(error);
	const { error_code: number, description, parameters } = error;
	const code = String(number);
	if (number === 429) {
		const pauseSeconds = parameters.retry_after ?? 1;
		return {
			outcome: "throttled",
			untilMs: wallMs + pauseSeconds * 1000,
			code,
		};
	}
	const refusal = REFUSALS.find(
		([status, words]) => status === number && words.test(description),
	);
	return refusal ? refusal[2](code) : { outcome: "unknown", code };
}

function rejected(
	reason: Extract<Outcome, { outcome: "rejected" }>["reason"],
	whole?: true,
) {
	return (code: string): Outcome => ({
		outcome: "rejected",
		code,
		reason,
		...(whole ? { whole } : {}),
	});
}

const adviceFor = (outcome: Outcome): string =>
	outcome.outcome === "rejected"
		? "Telegram does not know this bot token: take it from @BotFather into TELEGRAM_BOT_TOKEN"
		: `Telegram did not answer (${"code" in outcome ? outcome.code : outcome.outcome}): check TELEGRAM_API_ROOT and the way out`;

/**
 * One update of a private chat, and what may be said back: topics of the conversation
 * (`conversation.ts`) know nothing of Telegram but this.
 *
 * A topic's button says all of itself in its `callback_data` (`~topic:word:argument…`), so
 * that a press means the same after a restart, a day later or twice. Only a question that
 * is answered in free words leaves something behind: one row per chat.
 */

import type { Keyboard } from "grammy/web";
import { type Context, GrammyError, InlineKeyboard } from "grammy/web";
import type { Instant, Locale } from "../src/core/kinds.ts";
import type { ConversationRow, KeyedHash, ResponderRow } from "../src/ports.ts";
import type { Service } from "../src/service.ts";
import { bold, escapeHtml } from "../src/wording/card.ts";

export type Args = Record<string, string | number>;
/** What a question still needs to know when its answer comes. */
export type Known = Record<string, unknown>;
export type Markup = InlineKeyboard | Keyboard | { remove_keyboard: true };

export type Talk = {
	service: Service;
	/** Undefined: we do not know who writes. */
	person: ResponderRow | undefined;
	locale: Locale;
	chatId: number;
	chatHash: KeyedHash;
	/** The same for the same update: what is done twice by it is done once. */
	commandId: string;
	now: Instant;
	/** When it was said, if that was not now. */
	saidAt?: Instant;
	text(id: string, args?: Args): string;
	/** A new message. Plain words: nothing in them is markup. */
	say(
		words: string,
		how?: { markup?: Markup; silent?: boolean },
	): Promise<void>;
	/** In place of the message whose button was pressed; a new message when there is none. */
	show(words: string, markup?: InlineKeyboard): Promise<void>;
	/** A line over the chat, of who pressed a button; a message to who wrote. */
	toast(words: string): Promise<void>;
	/** Anything else of the Bot API, as a courtesy: it fails alone and is not repeated. */
	send(
		method: string,
		work: (api: Context["api"], chatId: number) => Promise<unknown>,
	): Promise<void>;
	/** Leaves a question open; the next words of the chat go to `topic.heard`. */
	ask(topic: string, question: string, known?: Known): Promise<void>;
	/** Nothing is asked any more. */
	settled(): Promise<void>;
	/** It was a button under a message, not words. */
	isPress: boolean;
	/** The little clock on the button is answered. */
	isToasted(): boolean;
	/** Something was said back already. */
	isAnswered(): boolean;
	/** To hang the buttons below the chat again after others stood there: this person's, or none. */
	keysBelow(person?: ResponderRow): Promise<Markup>;
};

export type TalkParts = {
	ctx: Context;
	service: Service;
	person: ResponderRow | undefined;
	chatId: number;
	chatHash: KeyedHash;
	commandId: string;
	saidAt?: Instant;
	/** Takes a token of the lane in its last class, sends, and swallows what fails. */
	outward(method: string, send: () => Promise<unknown>): Promise<void>;
	keysBelow(talk: Talk): Promise<Keyboard | undefined>;
};

/** Telegram cuts off what is longer, or refuses it. */
const TOAST_MAX = 200;
const DATA_MAX_BYTES = 64;

/** What a topic's button says; throws when Telegram would refuse it. */
export function pressing(
	topic: string,
	word: string,
	...args: readonly (string | number)[]
): string {
	const data = `~${[topic, word, ...args].join(":")}`;
	if (Buffer.byteLength(data) > DATA_MAX_BYTES)
		throw new RangeError(
			`expected at most ${DATA_MAX_BYTES} bytes of callback data, got ${Buffer.byteLength(data)} for ${topic}:${word}`,
		);
	return data;
}

/** Reads it back; undefined for whatever is no button of a topic. */
export function readPress(
	data: string,
): { topic: string; word: string; args: string[] } | undefined {
	if (!data.startsWith("~")) return undefined;
	const [topic = "", word = "", ...args] = data.slice(1).split(":");
	return { topic, word, args };
}

/** Rows of buttons of one topic: label, then what a press says. */
export function rowsOf(
	rows: readonly (readonly { label: string; data: string }[])[],
): InlineKeyboard {
	const keyboard = new InlineKeyboard();
	for (const row of rows) {
		for (const { label, data } of row) keyboard.text(label, data);
		keyboard.row();
	}
	return keyboard;
}

export { bold, escapeHtml };

export function talkOf({
	ctx,
	service,
	person,
	chatId,
	chatHash,
	commandId,
	saidAt,
	outward,
	keysBelow,
}: TalkParts): Talk {
	const { wording, settings, clock, store, secrets } = service;
	const locale = person?.locale ?? strangersLocale(ctx, settings.locale);
	let isAnswered = false;
	let isToasted = false;

	const keep = (
		row: Omit<ConversationRow, "state"> & Partial<ConversationRow>,
	) => store.append({ at: row.at, conversations: [row] });

	const talk: Talk = {
		service,
		person,
		locale,
		chatId,
		chatHash,
		commandId,
		now: clock.now(),
		...(saidAt === undefined ? {} : { saidAt }),
		text: (id, args) => wording.text(locale, id, args),

		async say(words, { markup, silent = false } = {}) {
			isAnswered = true;
			await outward("sendMessage", () =>
				ctx.api.sendMessage(chatId, words, {
					...(markup ? { reply_markup: markup } : {}),
					...(silent ? { disable_notification: true } : {}),
				}),
			);
		},

		async show(words, markup) {
			const message = ctx.callbackQuery?.message;
			if (!message) return talk.say(words, markup ? { markup } : {});
			isAnswered = true;
			await outward("editMessageText", async () => {
				const given = markup ? { reply_markup: markup } : {};
				try {
					await ctx.api.editMessageText(
						chatId,
						message.message_id,
						words,
						given,
					);
				} catch (error) {
					if (!cannotBeEdited(error)) throw error;
					await ctx.api.sendMessage(chatId, words, given);
				}
			});
		},

		async toast(words) {
			if (!ctx.callbackQuery) return talk.say(words);
			isAnswered = true;
			isToasted = true;
			await outward("answerCallbackQuery", () =>
				ctx.answerCallbackQuery({ text: words.slice(0, TOAST_MAX) }),
			);
		},

		async send(method, work) {
			isAnswered = true;
			await outward(method, () => work(ctx.api, chatId));
		},

		async ask(topic, question, known = {}) {
			await keep({
				chatHash,
				...(person ? { responderId: person.id } : {}),
				state: secrets.seal(JSON.stringify({ topic, question, known })),
				at: clock.now(),
			});
		},

		async settled() {
			await keep({ chatHash, at: clock.now() });
		},

		isPress: ctx.callbackQuery !== undefined,
		isToasted: () => isToasted,
		isAnswered: () => isAnswered,
		async keysBelow(of = person) {
			const theirs = of?.locale ?? locale;
			const below = await keysBelow({
				...talk,
				person: of,
				locale: theirs,
				text: (id, args) => wording.text(theirs, id, args),
			});
			return below ?? { remove_keyboard: true };
		},
	};
	return talk;
}

/** Whoever set their Telegram to English reads English; everybody else the installation's language. */
export const strangersLocale = (
	{ from }: Pick<Context, "from">,
	usual: Locale,
): Locale => (from?.language_code?.startsWith("en") ? "en" : usual);

/** Too old, gone, or showing this very text already, which is no failure at all. */
const cannotBeEdited = (error: unknown): boolean =>
	error instanceof GrammyError &&
	error.error_code === 400 &&
	!/not modified/i.test(error.description);

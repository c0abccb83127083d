/**
 * A Telegram Bot API on loopback for one bot: what Dzvin uses, with the documents' limits and errors.
 *
 * https://core.telegram.org/bots/api . `answer` is the API as a function; HTTP around it
 * stands in `carrierHttp.ts`. What a person does in a chat arrives through `line`.
 */
import { METHODS } from "./botApi.ts";
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import {
	type Parameters,
	readParameters,
	refuse,
	TelegramRefusal,
} from "./parameters.ts";
import type {
	ChatMessage,
	Lines,
	PersonWrites,
	PhoneState,
	Phones,
	Point,
} from "./phones.ts";
import { heardIn } from "./sound.ts";
import {
	account,
	chatDetails,
	chatShape,
	checkCommands,
	checkMarkup,
	isEmpty,
	location,
	type Markup,
	personContent,
	type StoredMessage,
	screen,
} from "./telegramMessage.ts";
import { rateLimit } from "./telegramRate.ts";
import { type Entity, readText } from "./telegramText.ts";
import { telegramUpdates } from "./telegramUpdates.ts";
import type { World } from "./world.ts";

export type TelegramOptions = {
	token: string;
	botUsername?: string;
	/** Messages a second for the whole bot; Telegram says "about 30". */
	perSecond?: number;
};

export type TelegramAnswer =
	| { ok: true; result: unknown; description?: string }
	| {
			ok: false;
			error_code: number;
			description: string;
			parameters?: { retry_after: number };
	  };

type Send = Parameters & { chat_id: number | string };

/** https://core.telegram.org/bots/api#sendcontact */
const VCARD_MAX_BYTES = 2048;

export type TelegramCarrier = ReturnType<typeof telegramCarrier>;

export function telegramCarrier(
	world: World,
	faults: Faults,
	journal: Journal,
	phones: () => Phones,
	{ token, botUsername = "dzvin_bot", perSecond = 30 }: TelegramOptions,
) {
	const bot = {
		id: Number(/^(\d+):/.exec(token)?.[1] ?? 1),
		is_bot: true,
		first_name: "Дзвін",
		username: botUsername,
	};
	const messages = new Map<number, Map<number, StoredMessage>>();
	/** What was uploaded, by file id. */
	const sounds = new Map<string, { words: string }>();
	const openQueries = new Map<string, PhoneState>();
	const allowance = rateLimit(world, perSecond);
	const updates = telegramUpdates(
		world,
		faults,
		({ method, ...parameters }) => {
			void answer(String(method), parameters);
		},
	);
	let lastMessageId = 0;

	/** One API request. `swallowed` = the carrier says yes and no phone ever shows it. */
	async function answer(
		method: string,
		given: Parameters,
		swallowed = false,
	): Promise<TelegramAnswer> {
		try {
			if (!(method in METHODS)) throw new TelegramRefusal(404, "Not Found");
			const parameters = readParameters(method, given);
			if (/^(send(?!ChatAction)|edit|copy)/.test(method)) allowance.take();
			return await carryOut(method, parameters as never, swallowed);
		} catch (error) {
			if (error instanceof TelegramRefusal) return refusal(error);
			throw error;
		}
	}

	async function carryOut(
		method: string,
		given: never,
		swallowed: boolean,
	): Promise<TelegramAnswer> {
		const yes = { ok: true as const, result: true };
		switch (method) {
			case "getMe":
				return { ok: true, result: botAccount() };
			case "setWebhook":
				updates.setWebhook(given);
				return { ...yes, description: "Webhook was set" };
			case "deleteWebhook":
				updates.deleteWebhook(
					(given as { drop_pending_updates?: boolean }).drop_pending_updates,
				);
				return { ...yes, description: "Webhook was deleted" };
			case "getWebhookInfo":
				return { ok: true, result: updates.webhookInfo() };
			case "getUpdates":
				return { ok: true, result: await updates.getUpdates(given) };
			case "sendMessage":
				return { ok: true, result: sendMessage(given, swallowed) };
			case "sendVenue":
			case "sendLocation":
				return { ok: true, result: sendPlace(given, swallowed) };
			case "sendVoice":
				return { ok: true, result: await sendVoice(given, swallowed) };
			case "sendContact":
				return { ok: true, result: sendContact(given, swallowed) };
			case "sendDocument":
				return { ok: true, result: await sendDocument(given, swallowed) };
			case "copyMessage":
				return { ok: true, result: copyMessage(given, swallowed) };
			case "editMessageText":
				return { ok: true, result: editText(given, swallowed) };
			case "editMessageReplyMarkup":
				return { ok: true, result: editMarkup(given, swallowed) };
			case "deleteMessage":
				deleteMessage(given);
				return yes;
			case "pinChatMessage":
				pin(given);
				return yes;
			case "answerCallbackQuery":
				answerQuery(given);
				return yes;
			case "sendChatAction":
				chatOf(given);
				return yes;
			case "setMyCommands":
				checkCommands(given);
				return yes;
			case "getChat":
				return { ok: true, result: chatDetails(chatOf(given)) };
			default:
				throw new TelegramRefusal(404, "Not Found");
		}
	}

	const botAccount = () => ({
		...bot,
		can_join_groups: false,
		can_read_all_group_messages: false,
		supports_inline_queries: false,
		can_connect_to_business: false,
		has_main_web_app: false,
	});

	/** The chat a call addresses, or the refusal Telegram gives. */
	function chatOf({ chat_id: id }: Send): PhoneState {
		const phone = phones().byTelegram(Number(id));
		if (!phone) return refuse("chat not found");
		if (!phone.botStarted)
			throw new TelegramRefusal(
				403,
				"Forbidden: bot can't initiate conversation with a user",
			);
		if (phone.botBlocked)
			throw new TelegramRefusal(403, "Forbidden: bot was blocked by the user");
		return phone;
	}

	function sendMessage(
		given: Send & {
			text: string;
			parse_mode?: string;
			entities?: Entity[];
			reply_markup?: Markup;
			disable_notification?: boolean;
		},
		swallowed: boolean,
	) {
		const chat = chatOf(given);
		const read = readText(given.text, given.parse_mode, given.entities);
		checkMarkup(given.reply_markup);
		const message = store(chat, { ...read, fromBot: true, more: {} });
		return deliverNew(message, given, swallowed);
	}

	function sendPlace(
		given: Send & {
			latitude: number;
			longitude: number;
			title?: string;
			address?: string;
			reply_markup?: Markup;
			disable_notification?: boolean;
		},
		swallowed: boolean,
	) {
		const chat = chatOf(given);
		const { latitude, longitude, title, address } = given;
		if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
			refuse("wrong location specified");
		checkMarkup(given.reply_markup);
		const location = { latitude, longitude };
		const message = store(chat, {
			fromBot: true,
			entities: [],
			more: title
				? { location, venue: { location, title, address } }
				: { location },
		});
		return deliverNew(message, given, swallowed);
	}

	/** MP3 only: what Telegram also takes as OGG or M4A nobody here sends. */
	async function sendVoice(
		given: Send & {
			voice: Blob | string;
			caption?: string;
			duration?: number;
			reply_markup?: Markup;
			disable_notification?: boolean;
		},
		swallowed: boolean,
	) {
		const chat = chatOf(given);
		const { voice, caption, duration } = given;
		if ((caption?.length ?? 0) > 1024) refuse("message caption is too long");
		checkMarkup(given.reply_markup);
		const sound =
			typeof voice === "string" ? sounds.get(voice) : await heard(voice);
		if (!sound) return refuse("wrong file identifier/HTTP URL specified");
		const fileId =
			typeof voice === "string" ? voice : `AwAC${sounds.size.toString(36)}`;
		sounds.set(fileId, sound);
		const message = store(chat, {
			fromBot: true,
			entities: [],
			more: {
				voice: {
					file_id: fileId,
					file_unique_id: fileId,
					duration: duration ?? 0,
					mime_type: "audio/mpeg",
				},
				...(caption === undefined ? {} : { caption }),
			},
			sound: sound.words,
		});
		return deliverNew(message, given, swallowed);
	}

	function sendContact(
		given: Send & {
			phone_number: string;
			first_name: string;
			last_name?: string;
			vcard?: string;
			reply_markup?: Markup;
			disable_notification?: boolean;
		},
		swallowed: boolean,
	) {
		const chat = chatOf(given);
		const { phone_number, first_name, last_name, vcard } = given;
		if (!/\d/.test(phone_number)) refuse("PHONE_NUMBER_INVALID");
		if (first_name.trim() === "") refuse("CONTACT_NAME_EMPTY");
		if (Buffer.byteLength(vcard ?? "") > VCARD_MAX_BYTES)
			refuse("CONTACT_VCARD_INVALID");
		checkMarkup(given.reply_markup);
		const message = store(chat, {
			fromBot: true,
			entities: [],
			more: {
				contact: {
					phone_number,
					first_name,
					...(last_name === undefined ? {} : { last_name }),
					...(vcard === undefined ? {} : { vcard }),
				},
			},
		});
		return deliverNew(message, given, swallowed);
	}

	/** An upload; files known by id or address nobody here sends. */
	async function sendDocument(
		given: Send & {
			document: Blob | string;
			caption?: string;
			reply_markup?: Markup;
			disable_notification?: boolean;
		},
		swallowed: boolean,
	) {
		const chat = chatOf(given);
		const { document, caption } = given;
		if (typeof document === "string")
			return refuse("wrong file identifier/HTTP URL specified");
		if (document.size === 0) refuse("file must be non-empty");
		if ((caption?.length ?? 0) > 1024) refuse("message caption is too long");
		checkMarkup(given.reply_markup);
		const fileName = document instanceof File ? document.name : "file";
		const written = await document.text();
		const message = store(chat, {
			fromBot: true,
			entities: [],
			more: {
				document: {
					file_id: `BQAC${chat.id}-${lastMessageId + 1}`,
					file_unique_id: `BQAC${chat.id}-${lastMessageId + 1}`,
					file_name: fileName,
					mime_type: document.type || "application/octet-stream",
					file_size: document.size,
				},
				...(caption === undefined ? {} : { caption }),
			},
			file: { name: fileName, written },
		});
		return deliverNew(message, given, swallowed);
	}

	/** What somebody sent, without a word of who they are; a caption given takes the place of their own. */
	function copyMessage(
		given: Send & {
			from_chat_id: number | string;
			message_id: number;
			caption?: string;
			reply_markup?: Markup;
			disable_notification?: boolean;
		},
		swallowed: boolean,
	) {
		const chat = chatOf(given);
		const { from_chat_id: from, message_id: messageId, caption } = given;
		const source = messages.get(Number(from))?.get(messageId);
		if (!source) return refuse("message to copy not found");
		if ((caption?.length ?? 0) > 1024) refuse("message caption is too long");
		checkMarkup(given.reply_markup);
		const { text, entities, sound, picture, file } = source;
		const message = store(chat, {
			fromBot: true,
			entities,
			...(text === undefined ? {} : { text }),
			...(sound === undefined ? {} : { sound }),
			...(picture === undefined ? {} : { picture }),
			...(file === undefined ? {} : { file }),
			more: { ...source.more, ...(caption === undefined ? {} : { caption }) },
		});
		deliverNew(message, given, swallowed);
		return { message_id: message.id };
	}

	async function heard(file: Blob): Promise<{ words: string } | undefined> {
		try {
			return heardIn(new Uint8Array(await file.arrayBuffer()));
		} catch {
			return undefined;
		}
	}

	function deliverNew(
		message: StoredMessage,
		given: { reply_markup?: Markup; disable_notification?: boolean },
		swallowed: boolean,
	) {
		const markup = given.reply_markup;
		if (markup && "inline_keyboard" in markup) message.markup = markup;
		if (!swallowed) show(message, markup, given.disable_notification ?? false);
		return shape(message);
	}

	function editText(
		given: Send & {
			message_id: number;
			text?: string;
			parse_mode?: string;
			entities?: Entity[];
			reply_markup?: Markup;
		},
		swallowed: boolean,
	) {
		const message = messageToEdit(given);
		if (message.text === undefined)
			refuse("there is no text in the message to edit");
		const read = readText(given.text ?? "", given.parse_mode, given.entities);
		checkMarkup(given.reply_markup);
		return applyEdit(message, { ...message, ...read }, given, swallowed);
	}

	function editMarkup(
		given: Send & { message_id: number; reply_markup?: Markup },
		swallowed: boolean,
	) {
		const message = messageToEdit(given);
		checkMarkup(given.reply_markup);
		return applyEdit(message, { ...message }, given, swallowed);
	}

	function messageToEdit(
		given: Send & { message_id?: number; inline_message_id?: string },
	): StoredMessage {
		if (given.chat_id === undefined || given.message_id === undefined)
			refuse("message identifier is not specified");
		const message = messages
			.get(Number(given.chat_id))
			?.get(given.message_id as number);
		chatOf(given);
		if (!message) return refuse("message to edit not found");
		if (!message.fromBot) refuse("message can't be edited");
		return message;
	}

	function applyEdit(
		message: StoredMessage,
		next: StoredMessage,
		{ reply_markup: markup }: { reply_markup?: Markup },
		swallowed: boolean,
	) {
		// An edit without a keyboard takes the keyboard away.
		if (markup && "inline_keyboard" in markup && !isEmpty(markup))
			next.markup = markup;
		else delete next.markup;
		if (content(next) === content(message))
			refuse(
				"message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
			);
		if (!next.markup) delete message.markup;
		Object.assign(message, next, { editedAtSeconds: seconds() });
		if (!swallowed) showEdit(message);
		return shape(message);
	}

	const content = ({ text, entities, markup }: StoredMessage) =>
		JSON.stringify([text, entities, markup?.inline_keyboard ?? []]);

	function deleteMessage(given: Send & { message_id: number }): void {
		const chat = chatOf(given);
		const mine = messages.get(chat.telegramId as number);
		if (!mine?.delete(given.message_id)) refuse("message to delete not found");
		arrive(chat, () => {
			const shown = chat.chatById.get(given.message_id);
			if (!shown) return;
			chat.chatById.delete(shown.id);
			chat.chat.splice(chat.chat.lastIndexOf(shown), 1);
			journal.write(chat, {
				carrier: "telegram",
				kind: "delete",
				text: shown.text,
				ref: String(shown.id),
			});
		});
	}

	function pin(given: Send & { message_id: number }): void {
		const chat = chatOf(given);
		if (!messages.get(chat.telegramId as number)?.has(given.message_id))
			refuse("message to pin not found");
		arrive(chat, () => {
			const shown = chat.chatById.get(given.message_id);
			if (shown) shown.pinned = true;
		});
	}

	function answerQuery(given: {
		callback_query_id: string;
		text?: string;
		show_alert?: boolean;
	}): void {
		const { callback_query_id: id, text, show_alert: alert = false } = given;
		const phone = openQueries.get(id);
		if (!phone)
			throw new TelegramRefusal(
				400,
				"Bad Request: query is too old and response timeout expired or query ID is invalid",
			);
		if ((text?.length ?? 0) > 200) refuse("MESSAGE_TOO_LONG");
		openQueries.delete(id);
		if (!text) return;
		arrive(phone, () => {
			phone.toasts.push({ text, alert, at: world.now() });
			journal.write(phone, { carrier: "telegram", kind: "toast", text });
		});
	}

	// From here on: what the phones see.

	function store(
		chat: PhoneState,
		part: Omit<StoredMessage, "id" | "chat" | "atSeconds">,
	): StoredMessage {
		const message: StoredMessage = {
			...part,
			id: ++lastMessageId,
			chat,
			atSeconds: seconds(),
		};
		const id = chat.telegramId as number;
		const list = messages.get(id);
		if (list) list.set(message.id, message);
		else messages.set(id, new Map([[message.id, message]]));
		return message;
	}

	const seconds = () => Math.floor(world.now() / 1000);

	/** A phone without network sees it when it is back. */
	function arrive(phone: PhoneState, change: () => void): void {
		if (phone.offline) {
			phone.heldBack.push(change);
			return;
		}
		change();
		world.changed(phone.id);
	}

	function show(
		message: StoredMessage,
		markup: Markup | undefined,
		silent: boolean,
	): void {
		const { chat: phone } = message;
		const shown = screen(message, silent, world.now());
		arrive(phone, () => {
			shown.at = world.now();
			phone.chat.push(shown);
			phone.chatById.set(shown.id, shown);
			if (markup && "keyboard" in markup) phone.replyKeyboard = markup.keyboard;
			if (markup && "remove_keyboard" in markup) phone.replyKeyboard = [];
			journal.write(phone, {
				carrier: "telegram",
				kind: "message",
				text: shown.text,
				ref: String(shown.id),
				silent,
				buttons: shown.keyboard.flat().map(({ text }) => text),
			});
		});
	}

	function showEdit(message: StoredMessage): void {
		const { chat: phone, id, text, entities, markup } = message;
		const keyboard = markup?.inline_keyboard ?? [];
		arrive(phone, () => {
			const shown = phone.chatById.get(id);
			if (!shown) return;
			const now = screen(message, shown.silent, shown.at);
			Object.assign(shown, {
				text: text === undefined ? now.text : text,
				entities,
				keyboard,
				editedAt: world.now(),
			});
			journal.write(phone, {
				carrier: "telegram",
				kind: "edit",
				text: shown.text,
				ref: String(id),
				buttons: keyboard.flat().map((button) => button.text),
			});
		});
	}

	/** The message in the shape of the API. */
	function shape(message: StoredMessage): Record<string, unknown> {
		const { id, chat, fromBot, atSeconds, text, entities, markup } = message;
		return {
			message_id: id,
			from: fromBot ? bot : account(chat),
			chat: chatShape(chat),
			date: atSeconds,
			...(message.editedAtSeconds
				? { edit_date: message.editedAtSeconds }
				: {}),
			...(text === undefined ? {} : { text }),
			...(entities.length > 0 ? { entities } : {}),
			...message.more,
			...(markup ? { reply_markup: markup } : {}),
		};
	}

	// From here on: what the people do.

	function personWrites(
		phone: PhoneState,
		written: PersonWrites,
	): Promise<void> {
		const message = store(phone, {
			fromBot: false,
			...personContent(written, lastMessageId + 1),
		});
		const shown = screen(message, false, world.now());
		phone.chat.push(shown);
		phone.chatById.set(shown.id, shown);
		if ("livePeriodSeconds" in written) phone.liveMessageId = message.id;
		if ("text" in written && /^\/start\b/.test(written.text)) {
			phone.botStarted = true;
			phone.botBlocked = false;
		}
		return updates.push("message", phone.telegramId as number, shape(message));
	}

	function moveLive(
		phone: PhoneState,
		point: Point,
		over: boolean,
	): Promise<void> {
		const message = messages
			.get(phone.telegramId as number)
			?.get(phone.liveMessageId ?? 0);
		if (!message)
			throw new Error(`${phone.name}'s phone shares no live location`);
		const { live_period: period } = message.more.location as {
			live_period?: number;
		};
		message.more = {
			location: {
				...location(point),
				...(over || period === undefined ? {} : { live_period: period }),
			},
		};
		message.editedAtSeconds = seconds();
		if (over) phone.liveMessageId = undefined;
		const shown = phone.chatById.get(message.id);
		if (shown) Object.assign(shown, { point, editedAt: world.now() });
		return updates.push(
			"edited_message",
			phone.telegramId as number,
			shape(message),
		);
	}

	function rewrite(phone: PhoneState, text: string): Promise<void> {
		const mine = [
			...(messages.get(phone.telegramId as number)?.values() ?? []),
		];
		const message = mine.findLast(
			(one) => !one.fromBot && one.text !== undefined,
		);
		if (!message) throw new Error(`${phone.name} has written nothing yet`);
		message.text = text;
		message.editedAtSeconds = seconds();
		const shown = phone.chatById.get(message.id);
		if (shown) Object.assign(shown, { text, editedAt: world.now() });
		return updates.push(
			"edited_message",
			phone.telegramId as number,
			shape(message),
		);
	}

	function tap(
		phone: PhoneState,
		shown: ChatMessage,
		data: string,
	): Promise<void> {
		const id = String(Math.floor(world.random() * 2 ** 53));
		openQueries.set(id, phone);
		const message = messages.get(phone.telegramId as number)?.get(shown.id);
		return updates.push("callback_query", phone.telegramId as number, {
			id,
			from: account(phone),
			...(message ? { message: shape(message) } : {}),
			chat_instance: String(phone.telegramId),
			data,
		});
	}

	function block(phone: PhoneState, blocked: boolean): Promise<void> {
		phone.botBlocked = blocked;
		const member = (kicked: boolean) => ({
			user: bot,
			status: kicked ? "kicked" : "member",
			...(kicked ? { until_date: 0 } : {}),
		});
		return updates.push("my_chat_member", phone.telegramId as number, {
			chat: chatShape(phone),
			from: account(phone),
			date: seconds(),
			old_chat_member: member(!blocked),
			new_chat_member: member(blocked),
		});
	}

	const line: Lines["telegram"] = {
		write: personWrites,
		moveLive,
		rewrite,
		tap,
		block,
	};

	return {
		answer,
		line,
		/** A 429 put in on purpose holds the whole bot back, as at Telegram. */
		holdBack: (retryAfterSeconds: number) =>
			refusal(allowance.hold(retryAfterSeconds)),
		close: updates.close,
	};
}

function refusal({
	code,
	message,
	retryAfterSeconds,
}: TelegramRefusal): TelegramAnswer {
	return {
		ok: false,
		error_code: code,
		description: message,
		...(retryAfterSeconds === undefined
			? {}
			: { parameters: { retry_after: retryAfterSeconds } }),
	};
}

/**
 * What a volunteer meets in the chat: joining, answering, saying where they are.
 *
 * Updates come from the inbox, one at a time per chat and possibly twice: every command
 * carries the update's id. Alerts leave through `deliver`; only the courtesy of the
 * conversation goes out from here.
 */

import type { Update, UserFromGetMe } from "grammy/types";
import { Bot, BotError, Context } from "grammy/web";
import { setChannelState } from "../src/administer.ts";
import { type Answered, answer, saidByButton } from "../src/answer.ts";
import {
	answersAlert,
	openAlerts,
	type TextAnswers,
} from "../src/answerText.ts";
import { answeredText } from "../src/answerWords.ts";
import type { Known } from "../src/core/incident.ts";
import type { Instant, Locale, Point } from "../src/core/kinds.ts";
import { placeOf } from "../src/http/people.ts";
import type { TestRings } from "../src/people/testRing.ts";
import type { ResponderRow } from "../src/ports.ts";
import type { Raise } from "../src/report.ts";
import type { Service } from "../src/service.ts";
import { venueOf } from "../src/venue.ts";
import { readButton, readPanel } from "../src/wording/buttons.ts";
import { availabilityTopic } from "./availability.ts";
import { bellTopic } from "./bell.ts";
import { chatHash } from "./binding.ts";
import { chiefIncidentTopic, panelPress } from "./chiefIncident.ts";
import { chiefPeopleTopic } from "./chiefPeople.ts";
import { chiefRaiseTopic } from "./chiefRaise.ts";
import { chiefReportsTopic } from "./chiefReports.ts";
import { chiefTonightTopic } from "./chiefTonight.ts";
import { chiefWordsTopic } from "./chiefWords.ts";
import {
	conversationOf,
	type Heard,
	menuChoice,
	openQuestion,
} from "./conversation.ts";
import { groupsOf } from "./groups.ts";
import { helpersTopic } from "./helpers.ts";
import { householdTopic } from "./household.ts";
import { joiningTopic } from "./joining.ts";
import { numberTapped, whichAlert } from "./keyboards.ts";
import { mineTopic } from "./mine.ts";
import { papersTopic } from "./papers.ts";
import { takePosition } from "./positions.ts";
import { reachTopic } from "./reach.ts";
import { readReportPayload, residentTopic } from "./resident.ts";
import { TOPIC as FIRE } from "./residentCard.ts";
import { residentWaterTopic } from "./residentWater.ts";
import { strangersOf } from "./strangers.ts";
import {
	readPress,
	rowsOf,
	strangersLocale,
	type Talk,
	talkOf,
} from "./talk.ts";
import { waterTopic } from "./water.ts";

export type ResponderBotOptions = {
	token: string;
	/** Without a slash at the end. */
	apiRoot: string;
	answers: TextAnswers;
	raise: Raise;
	/** Takes a token of the Telegram lane in its last class, then sends; in order within a chat. */
	courtesy?: (chat: string, send: () => Promise<void>) => Promise<void>;
	/** The same, but only once no alert waits for Telegram. */
	behindAlerts?: (chat: string, send: () => Promise<void>) => Promise<void>;
	/** The number the bell calls from, to be saved in the phone. */
	bellNumber?: string;
	/** The number exercises are called from, where there is a second one. */
	drillNumber?: string;
	/** Rings a person for trial. */
	ringTest?: TestRings["ringTest"];
};

export type ResponderBot = {
	/** Carries out one update; throws when it must be tried again. `saidAt` when it came before and waited. */
	handle(update: Update, saidAt?: Instant): Promise<void>;
	/** Tells who pressed or wrote that it is kept: it cannot be carried out now. */
	kept(update: Update): Promise<void>;
};

/** Telegram cuts off what is longer, or refuses it. */
const TOAST_MAX = 200;
const REQUEST_SECONDS = 5;
/** What Telegram held back longer than this was said before, not now. */
const LATE_MS = 60_000;
/** What was written longer ago is another fire's. */
const EDITED_WITHIN_MS = 30 * 60_000;
/** Beyond them the oldest is forgotten, and at worst asked a second time. */
const ASKED_KEPT = 5_000;

export function responderBot(
	service: Service,
	options: ResponderBotOptions,
): ResponderBot {
	const { roster, store, secrets, wording, settings, log } = service;
	const { token, apiRoot, answers, bellNumber } = options;
	const courtesy = options.courtesy ?? ((_chat, send) => send());
	const bot = new Bot(token, {
		botInfo: botInfoOf(token, settings.telegramBotUsername),
		client: { apiRoot, timeoutSeconds: REQUEST_SECONDS },
	});
	const askedForPosition = new Set<string>();
	const strangers = strangersOf(service);
	const residents = residentTopic({
		service,
		raise: options.raise,
		strangers,
		courtesy,
		api: bot.api,
	});
	const conversation = conversationOf([
		residentWaterTopic({ courtesy, strangers }),
		residents,
		joiningTopic({ ...options, courtesy, strangers }),
		mineTopic({ courtesy }),
		chiefRaiseTopic({ service, raise: options.raise }),
		chiefIncidentTopic(),
		chiefPeopleTopic(),
		chiefWordsTopic(),
		chiefReportsTopic(),
		chiefTonightTopic(),
		availabilityTopic(),
		bellTopic(),
		papersTopic(),
		waterTopic({ courtesy }),
		helpersTopic(),
		householdTopic({ courtesy }),
		reachTopic(bellNumber === undefined ? {} : { bellNumber }),
	]);
	/** Updates that came before and are carried out now, and when they came. */
	const waited = new Map<number, Instant>();

	const groups = groupsOf({
		service,
		api: bot.api,
		behindAlerts: options.behindAlerts ?? courtesy,
		personOf: (userId) => roster.byTelegram(chatHash(service, userId)),
	});
	service.onChange(groups.tell);
	bot
		.filter(({ chat }) => chat?.type === "group" || chat?.type === "supergroup")
		.on(["message", "my_chat_member"], groups.heard);
	// A group has no answers: who presses there may be anybody.
	const chat = bot.filter((ctx) => ctx.chat?.type === "private");
	chat.on("message:contact", contact);
	chat.on("callback_query:data", pressed);
	chat.on(["message:location", "edited_message:location"], located);
	chat.on("message:text", wrote);
	chat.on("my_chat_member", blockedOrBack);
	chat.on("message", sentSomething);
	chat.on("edited_message:text", editedWords);

	return {
		async handle(update, saidAt) {
			if (saidAt !== undefined) waited.set(update.update_id, saidAt);
			try {
				await bot.handleUpdate(update);
			} catch (error) {
				throw error instanceof BotError ? error.error : error;
			} finally {
				waited.delete(update.update_id);
			}
		},

		async kept(update) {
			const ctx = new Context(update, bot.api, bot.botInfo);
			if (ctx.chat?.type !== "private") return;
			const { person, locale } = await who(ctx);
			if (!ctx.callbackQuery && !(person ? ctx.message?.text : ctx.message))
				return;
			if (!person && !strangers.mayHearMore(String(chatIdOf(ctx)))) return;
			const words = person
				? text(locale, "bot-answer-kept")
				: text(locale, "resident-kept", { link: `${settings.publicUrl}/101` });
			await (ctx.callbackQuery ? toast(ctx, words) : say(ctx, words));
		},
	};

	/** As a part of a command: when it was said, if that was not now. */
	function saidBefore(ctx: Context): { saidAt?: Instant } {
		const saidAt = waited.get(ctx.update.update_id);
		if (saidAt !== undefined) return { saidAt };
		// A button's message is the card, whose date says nothing of the press.
		const sentMs = (ctx.message?.date ?? Number.POSITIVE_INFINITY) * 1000;
		const { clock } = service;
		// Telegram's clock is the wall's; a village's may run ahead of it.
		const agoMs = Math.min(clock.now(), clock.wall()) - sentMs;
		return agoMs > LATE_MS ? { saidAt: clock.now() - agoMs } : {};
	}

	// --- joining

	async function contact(ctx: Context): Promise<void> {
		const { person } = await who(ctx);
		const shared = ctx.message?.contact;
		if (!shared) return;
		const talk = talkWith(ctx, person);
		const said: Heard = {
			kind: "contact",
			phone: shared.phone_number,
			isOwn: shared.user_id !== undefined && shared.user_id === ctx.from?.id,
		};
		if (!person && (await conversation.interrupted(talk, said))) return;
		const isAsked = !person && (await openQuestion(talk)) !== undefined;
		if (isAsked && !(await mayBeTold(ctx))) return;
		// Unasked, whether a stranger is told anything is up to who hears it: an invitation always is answered.
		if (await conversation.answered(talk, said)) return;
		await conversation.overheard(talk, said);
	}

	// --- answering

	async function pressed(ctx: Context): Promise<void> {
		const { person, locale } = await who(ctx);
		const data = ctx.callbackQuery?.data ?? "";
		// What a reporter says is taken whoever else talks; how much they hear is theirs to reckon.
		const isReport = readPress(data)?.topic === FIRE;
		if (!person && !isReport && !(await mayBeTold(ctx))) return;
		const talk = talkWith(ctx, person);
		if (await conversation.pressed(talk, data)) {
			// The little clock on the button goes on until it is answered.
			if (!talk.isToasted()) await toast(ctx);
			return;
		}
		const number = numberTapped(data);
		if (number && person)
			return toast(ctx, await answerText(ctx, person, number));
		const button = readButton(data);
		const token = button?.token ?? readPanel(data);
		const capability = token && (await store.capability(secrets.hash(token)));
		if (!capability || capability.revokedAt !== undefined)
			return toast(ctx, text(locale, "bot-answer-old"));
		if (person?.id !== capability.responderId)
			return toast(ctx, text(locale, "bot-answer-not-yours"));
		if (!button) {
			await conversation.pressed(talk, panelPress(capability.incidentId));
			if (!talk.isToasted()) await toast(ctx);
			return;
		}
		const answered = await answer(service, {
			incidentId: capability.incidentId,
			responderId: person.id,
			said: saidByButton(button.code),
			...(button.code === "split"
				? { words: text(locale, "button-split") }
				: {}),
			channel: "telegram",
			commandId: commandIdOf(ctx),
			...saidBefore(ctx),
		});
		await toast(ctx, answeredText(service, answered, locale));
		if (answered.kind === "map")
			await sendVenue(ctx, answered.incident.id, locale);
		await askForPosition(ctx, person, answered);
	}

	/** A `geo:` link cannot be a button in Telegram; a venue opens in the phone's own map. */
	async function sendVenue(
		ctx: Context,
		incidentId: string,
		locale: Locale,
	): Promise<void> {
		const venue = await venueOf(service, incidentId, locale);
		if (!venue) return;
		const { lat, lon, title, address } = venue;
		await outward(ctx, "sendVenue", () =>
			ctx.api.sendVenue(chatIdOf(ctx), lat, lon, title, address),
		);
	}

	async function wrote(ctx: Context): Promise<void> {
		const { person, locale } = await who(ctx);
		const written = ctx.message?.text ?? "";
		const talk = talkWith(ctx, person);
		const [, command, rest = ""] =
			/^\/([a-z]+)(?:@\w+)?(?:\s+(.*))?$/is.exec(written) ?? [];
		const isForwarded = ctx.message?.forward_origin !== undefined;
		const said: Heard = {
			kind: "text",
			text: written,
			...(isForwarded ? { isForwarded: true } : {}),
		};
		if (!person && !command && (await conversation.interrupted(talk, said)))
			return;
		const isInvited = command?.toLowerCase() === "start" && rest !== "";
		const linked = isInvited ? readReportPayload(rest.trim()) : undefined;
		// A member raises the alarm with the button they have.
		if (linked)
			return person
				? conversation.menu(talk)
				: residents.begin(talk, linked.brigadeId);
		if (!person && !isInvited && !(await mayBeTold(ctx))) return;
		if (
			command &&
			(await conversation.commanded(talk, command.toLowerCase(), rest))
		)
			return;
		if (!person && isForwarded && (await conversation.overheard(talk, said)))
			return;
		// Somebody else's «їду» is no promise of whoever passes it on.
		if (isForwarded) return say(ctx, text(locale, "bot-forwarded"));
		// An answer to a fire comes before any question of ours.
		if (
			person &&
			(await answersAlert(service, { responderId: person.id, text: written }))
		)
			return sayBack(ctx, person, written);
		if (person && (await conversation.interrupted(talk, said))) return;
		if (await conversation.answered(talk, said)) return;
		if (await conversation.overheard(talk, said)) return;
		if (!person) return conversation.menu(talk);
		await sayBack(ctx, person, written);
	}

	async function sayBack(
		ctx: Context,
		person: ResponderRow,
		written: string,
	): Promise<void> {
		const back = await answerText(ctx, person, written);
		if (back) await say(ctx, back);
	}

	/** A sticker, a photo, a voice message: nothing an answer can be read from. */
	async function sentSomething(ctx: Context): Promise<void> {
		const { person, locale } = await who(ctx);
		const talk = talkWith(ctx, person);
		const seen = person ? undefined : seenIn(ctx);
		if (seen && (await conversation.interrupted(talk, seen))) return;
		if (!person && !(await mayBeTold(ctx))) return;
		if (await conversation.answered(talk, { kind: "other" })) return;
		if (!person && ctx.message?.document)
			return talk.say(text(locale, "resident-no-files"));
		if (!person) return conversation.menu(talk);
		await say(ctx, text(locale, "bot-only-words"), {
			reply_markup: rowsOf([[menuChoice(talk)]]),
		});
	}

	/** What was read once stays read: an answer changes by a new one. */
	async function editedWords(ctx: Context): Promise<void> {
		const { person, locale } = await who(ctx);
		if (person) return say(ctx, text(locale, "bot-edited"));
		const { text: words, date = 0 } = ctx.editedMessage ?? {};
		// Nobody cries for help by an old message.
		const { clock } = service;
		const sinceMs = Math.min(clock.now(), clock.wall()) - date * 1000;
		const isOld = sinceMs > EDITED_WITHIN_MS;
		if (words !== undefined && !isOld)
			await residents.edited(talkWith(ctx, undefined), words);
	}

	function talkWith(ctx: Context, person: ResponderRow | undefined): Talk {
		const chatId = chatIdOf(ctx);
		return talkOf({
			ctx,
			service,
			person,
			chatId,
			chatHash: chatHash(service, chatId),
			commandId: commandIdOf(ctx),
			...saidBefore(ctx),
			outward: (method, send) => outward(ctx, method, send),
			keysBelow: (talk) => conversation.keysBelow(talk),
		});
	}

	/** What came of it; when several alerts are open, which one is asked in a message of its own. */
	async function answerText(
		ctx: Context,
		person: ResponderRow,
		written: string,
	): Promise<string | undefined> {
		const { locale } = person;
		const answered = await answers.answer({
			responderId: person.id,
			text: written,
			channel: "telegram",
			commandId: commandIdOf(ctx),
			...saidBefore(ctx),
		});
		switch (answered.kind) {
			case "nothingOpen":
				return text(locale, "bot-note-nobody");
			case "which":
				await askWhich(ctx, person, answered.open);
				return undefined;
			// Words carriers unsubscribe by mean nothing here.
			case "optOut":
			case "optIn":
				return text(locale, "bot-help");
			default:
				await askForPosition(ctx, person, answered);
				return answeredText(service, answered, locale);
		}
	}

	async function askWhich(
		ctx: Context,
		{ locale }: ResponderRow,
		open: readonly Known[],
	): Promise<void> {
		const options = await Promise.all(
			open.map(async (incident) => ({
				number: incident.number,
				text: text(locale, "bot-which-option", {
					number: String(incident.number),
					place:
						(await placeOf(service, incident)) ??
						text(locale, `type-${incident.incidentType}`),
				}),
			})),
		);
		await say(ctx, text(locale, "bot-which-incident"), {
			reply_markup: whichAlert(options),
		});
	}

	// --- where they are

	/** Asked once, and only of somebody who is coming. */
	async function askForPosition(
		ctx: Context,
		{ id, locale }: ResponderRow,
		answered: Answered,
	): Promise<void> {
		if (answered.kind !== "answered") return;
		const { answer: said, mode } = answered.message;
		const key = `${answered.incident.id}/${id}`;
		if (said !== "responding" || mode === "test" || askedForPosition.has(key))
			return;
		askedForPosition.add(key);
		const [oldest] = askedForPosition;
		if (oldest !== undefined && askedForPosition.size > ASKED_KEPT)
			askedForPosition.delete(oldest);
		const ask = text(locale, "bot-location-ask");
		// Whatever an exercise says begins with its word.
		const words =
			mode === "actual" ? ask : `${text(locale, `mode-${mode}.word`)}. ${ask}`;
		await say(ctx, words, { disable_notification: true });
	}

	async function located(ctx: Context): Promise<void> {
		const { person } = await who(ctx);
		const location = (ctx.message ?? ctx.editedMessage)?.location;
		if (!location) return;
		const said: Extract<Heard, { kind: "place" }> = {
			kind: "place",
			lat: location.latitude,
			lon: location.longitude,
			...(location.horizontal_accuracy === undefined
				? {}
				: { accuracyMetres: location.horizontal_accuracy }),
		};
		const talk = talkWith(ctx, person);
		// Who is on the way moves: their live position is where nothing burns and nobody lives.
		const isLive = location.live_period !== undefined;
		if (isLive && person && (await onTheWay(ctx, person, said))) return;
		// A reporter who walks away from a fire does not take it along: the first point counts.
		if (!person && !ctx.message) return;
		if (!person && (await conversation.interrupted(talk, said))) return;
		if (!person && !(await mayBeTold(ctx))) return;
		if (ctx.message && (await conversation.answered(talk, said))) return;
		if (ctx.message && (await conversation.overheard(talk, said))) return;
		if (!person) {
			if (ctx.message) await conversation.menu(talk);
			return;
		}
		if (!isLive && (await onTheWay(ctx, person, said))) return;
		if (ctx.message)
			await say(ctx, text(person.locale, "bot-location-nobody"), {
				disable_notification: true,
			});
	}

	/** False when they are coming nowhere. */
	async function onTheWay(
		ctx: Context,
		person: ResponderRow,
		{ lat, lon }: Point,
	): Promise<boolean> {
		const isUsed = await takePosition(service, person, {
			position: { lat, lon },
			commandId: commandIdOf(ctx),
			...saidBefore(ctx),
		});
		if (isUsed && ctx.message)
			await say(ctx, text(person.locale, "bot-location-thanks"), {
				disable_notification: true,
			});
		return isUsed;
	}

	// --- the channel itself

	async function blockedOrBack(ctx: Context): Promise<void> {
		const { person } = await who(ctx);
		const status = ctx.myChatMember?.new_chat_member.status;
		if (!person || !status) return;
		const isBlocked = status === "kicked" || status === "left";
		await setChannelState(
			service,
			{ kind: "responder", id: person.id },
			person.id,
			"telegram",
			isBlocked ? "blocked" : "works",
		);
		if (!isBlocked) return;
		for (const incident of await openAlerts(service, person.id))
			await service.handle(
				incident.id,
				{
					type: "AlertFailed",
					responderId: person.id,
					channel: "telegram",
					reason: "blocked",
				},
				{ commandId: commandIdOf(ctx) },
			);
	}

	// --- saying it

	async function who(
		ctx: Context,
	): Promise<{ person: ResponderRow | undefined; locale: Locale }> {
		const person = await roster.byTelegram(chatHash(service, chatIdOf(ctx)));
		return {
			person,
			locale: person?.locale ?? strangersLocale(ctx, settings.locale),
		};
	}

	function text(
		locale: Locale,
		id: string,
		args?: Record<string, string | number>,
	): string {
		return wording.text(locale, id, args);
	}

	/** A stranger hears something only while nobody else needs the lane. */
	async function mayBeTold(ctx: Context): Promise<boolean> {
		const isAsked =
			ctx.callbackQuery !== undefined ||
			(await openQuestion(talkWith(ctx, undefined))) !== undefined;
		return strangers.mayBeTold(String(chatIdOf(ctx)), { isAsked });
	}

	async function say(
		ctx: Context,
		words: string,
		more: Parameters<Context["reply"]>[1] = {},
	): Promise<void> {
		await outward(ctx, "sendMessage", () =>
			ctx.api.sendMessage(chatIdOf(ctx), words, more),
		);
	}

	async function toast(ctx: Context, words = ""): Promise<void> {
		await outward(ctx, "answerCallbackQuery", () =>
			ctx.answerCallbackQuery({ text: words.slice(0, TOAST_MAX) }),
		);
	}

	/** The answer is recorded already: a courtesy that fails changes nothing and is not repeated. */
	async function outward(
		ctx: Context,
		method: string,
		send: () => Promise<unknown>,
	): Promise<void> {
		await courtesy(String(chatIdOf(ctx)), async () => {
			try {
				await send();
			} catch (error) {
				log.warn("courtesy not sent", {
					method,
					error: error instanceof Error ? error.name : typeof error,
				});
			}
		});
	}
}

/** What a stranger may report with; a sticker and a file are none. */
function seenIn(ctx: Context): Heard | undefined {
	const { message } = ctx;
	const what = message?.photo
		? "photo"
		: message?.video || message?.video_note
			? "video"
			: message?.voice || message?.audio
				? "voice"
				: undefined;
	if (!message || !what) return undefined;
	const words = message.caption?.trim();
	return {
		kind: "seen",
		what,
		messageId: message.message_id,
		...(words ? { words } : {}),
		...(message.media_group_id === undefined ? {} : { isOfAlbum: true }),
	};
}

const commandIdOf = (ctx: Context): string =>
	`telegram:${ctx.update.update_id}`;

/** In a private chat the chat is the person. */
function chatIdOf(ctx: Context): number {
	const id = ctx.chat?.id ?? ctx.from?.id;
	if (id === undefined)
		throw new TypeError("expected an update from a chat, got one without");
	return id;
}

/** What handling needs of getMe, known without asking: a bot must answer while Telegram is slow. */
const botInfoOf = (token: string, username = "dzvin_bot"): UserFromGetMe =>
	({
		id: Number(token.split(":")[0]),
		is_bot: true,
		first_name: "Dzvin",
		username,
		can_join_groups: true,
		can_read_all_group_messages: false,
		supports_inline_queries: false,
		can_connect_to_business: false,
		has_main_web_app: false,
	}) as UserFromGetMe;

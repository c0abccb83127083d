/**
 * Joining in the chat: by an invitation, or by asking a brigade whose chief says yes.
 * Then three steps, each skippable and open in the menu until the bell was heard: save
 * its number, let it through the silence, hear it ring. Not rung = not joined.
 */
import { type Api, Keyboard } from "grammy/web";
import type { Locale } from "../src/core/kinds.ts";
import {
	askToJoin,
	brigadesNamed,
	brigadesNear,
	decideJoin,
	joinedState,
	readName,
	requestsOf,
	requestWords,
	tellOfRequest,
} from "../src/people/joining.ts";
import { askOldChat } from "../src/people/phoneChange.ts";
import type { RingResult, TestRings } from "../src/people/testRing.ts";
import { vcard } from "../src/people/vcard.ts";
import { readPhone } from "../src/phones.ts";
import { EVERYTHING, type ResponderRow } from "../src/ports.ts";
import type { Service } from "../src/service.ts";
import { type Courtesy, tellInChat } from "../src/tellInChat.ts";
import { bindTelegram, openInvitation } from "./binding.ts";
import {
	type Choice,
	type Heard,
	leadsOf,
	menuChoice,
	openQuestion,
	type Topic,
} from "./conversation.ts";
import { noKeyboard, shareContact } from "./keyboards.ts";
import { reportChoice } from "./resident.ts";
import type { Strangers } from "./strangers.ts";
import {
	type Known,
	type Markup,
	pressing,
	rowsOf,
	type Talk,
} from "./talk.ts";

export type JoiningOptions = {
	/** The number the bell calls from, and the one exercises are called from. */
	bellNumber?: string;
	drillNumber?: string;
	courtesy: Courtesy;
	strangers: Pick<Strangers, "mayBeTold">;
	/** Rings a person for trial; without it nothing rings here. */
	ringTest?: TestRings["ringTest"];
};

const MAKERS = [
	"samsung",
	"xiaomi",
	"motorola",
	"iphone",
	"other",
	"button",
] as const;
const REQUESTS_SHOWN = 5;

export function joiningTopic(options: JoiningOptions): Topic {
	const { courtesy, strangers } = options;

	return {
		name: "join",

		async menu(talk) {
			const { person, service } = talk;
			if (!person)
				return [
					choice(talk, "button-join", "ask"),
					choice(talk, "button-join-moved", "moved"),
				];
			const requests = await requestsOf(
				service,
				await leadsOf(service, person),
			);
			return [
				...(joinedState(service.settings, person) === "unfinished"
					? [choice(talk, "button-join-finish", "steps")]
					: []),
				...(requests.length > 0
					? [
							{
								label: talk.text("button-join-requests", {
									count: requests.length,
								}),
								data: pressing("join", "list"),
							},
						]
					: []),
			];
		},

		commands: {
			start: (talk, code) =>
				code === "" ? welcomeBack(talk) : invited(talk, code),
			help: welcomeBack,
		},

		async press(talk, word, args) {
			const [first = ""] = args;
			switch (word) {
				case "ask":
				case "moved":
					return askForContact(talk, word);
				case "to":
					return chooseBrigade(talk, first);
				case "list":
					return showRequests(talk);
				case "yes":
				case "no":
					return decide(talk, first, word === "yes" ? "accept" : "refuse");
				default:
					return talk.person ? step(talk, talk.person, word, first) : false;
			}
		},

		async heard(talk, question, known, said) {
			if (talk.person) return false;
			switch (question) {
				case "contact":
				case "movedContact":
					return heardContact(talk, question, said);
				case "brigade":
					return heardBrigade(talk, known, said);
				case "name":
					return heardName(talk, known, said);
				case "oldPhone":
					return heardOldPhone(talk, known, said);
				default:
					return false;
			}
		},

		/** A contact nobody asked for: the answer to an invitation. */
		async overhears(talk, said) {
			if (said.kind !== "contact") return false;
			if (!said.isOwn) {
				await saidTo(talk, "bot-wrong-contact");
				return true;
			}
			await bind(talk, said.phone);
			return true;
		},
	};

	// --- by invitation

	async function welcomeBack(talk: Talk): Promise<void> {
		await talk.settled();
		await talk.say(
			talk.text(talk.person ? "bot-help" : "bot-resident-welcome"),
			{
				markup: rowsOf(
					talk.person
						? [[menuChoice(talk)]]
						: [
								[reportChoice(talk)],
								[choice(talk, "button-join", "ask")],
								[choice(talk, "button-join-moved", "moved")],
							],
				),
			},
		);
	}

	async function invited(talk: Talk, code: string): Promise<void> {
		const opened = await openInvitation(talk.service, talk.chatId, code.trim());
		if (opened.kind === "ok") {
			// What was asked before is over: the contact that comes now is for this.
			await talk.settled();
			return talk.say(talk.text("bot-welcome"), {
				markup: shareContact(talk.text("bot-share-contact")),
			});
		}
		await saidTo(
			talk,
			talk.person && opened.kind === "expired"
				? "bot-bound-again"
				: `bot-code-${opened.kind}`,
		);
	}

	async function bind(talk: Talk, phone: string): Promise<void> {
		const bound = await bindTelegram(talk.service, {
			chatId: talk.chatId,
			phone,
		});
		switch (bound.kind) {
			case "bound":
				return welcome(talk, earOf(talk, bound.person), bound.person);
			case "again":
				return talk.say(talk.text("bot-bound-again"), {
					markup: await talk.keysBelow(bound.person),
				});
			case "noInvitation":
				return welcomeBackOr(talk, "bot-not-bound");
			case "expired":
				return welcomeBackOr(talk, "bot-code-expired");
			case "phoneUnknown":
				return welcomeBackOr(talk, "bot-phone-unknown");
			default:
				return bound satisfies never;
		}
	}

	async function welcomeBackOr(talk: Talk, id: string): Promise<void> {
		await saidTo(talk, id, rowsOf([[choice(talk, "button-join", "ask")]]));
	}

	/** To a stranger only while nobody else needs the lane. */
	async function saidTo(
		talk: Talk,
		id: string,
		markup?: Markup,
	): Promise<void> {
		if (!talk.person && !(await strangers.mayBeTold(String(talk.chatId))))
			return;
		await talk.say(talk.text(id), markup ? { markup } : {});
	}

	async function welcome(
		talk: Talk,
		ear: Ear,
		person: ResponderRow,
	): Promise<void> {
		const [id] = person.brigadeIds;
		const brigade = id
			? await talk.service.roster.brigade(EVERYTHING, id)
			: undefined;
		await ear.say(
			ear.text("bot-bound", {
				name: talk.service.secrets.open(person.name),
				brigade: brigade?.name ?? ear.text("page-name"),
			}),
			await talk.keysBelow(person),
		);
		await firstStep(talk, ear);
	}

	// --- the steps

	async function step(
		talk: Talk,
		person: ResponderRow,
		word: string,
		maker: string,
	): Promise<boolean> {
		const text = talk.text;
		switch (word) {
			case "steps":
				await firstStep(talk, earOf(talk, person));
				return true;
			case "maker":
				await talk.show(text("join-step-maker"), rowsOf(makerRows(talk)));
				return true;
			case "how":
				if (!MAKERS.some((known) => known === maker)) return false;
				await talk.show(
					text(`join-how-${maker}`),
					rowsOf([
						[choice(talk, "button-next", "ring")],
						[choice(talk, "button-other-phone", "maker")],
					]),
				);
				return true;
			case "ring":
				await talk.show(text("join-step-ring"), ringRows(talk));
				return true;
			case "call":
				return call(talk, person);
			case "check":
				await talk.show(
					text(
						joinedState(talk.service.settings, person) === "joined"
							? "join-done"
							: "join-not-rung",
					),
					joinedState(talk.service.settings, person) === "joined"
						? rowsOf([[menuChoice(talk)]])
						: ringRows(talk),
				);
				return true;
			case "later":
				await talk.show(text("join-later"), rowsOf([[menuChoice(talk)]]));
				return true;
			default:
				return false;
		}
	}

	/** The cards, then what to do with them: a card's message holds no words of ours. */
	async function firstStep(talk: Talk, ear: Ear): Promise<void> {
		if (!talk.service.settings.channels.includes("voice")) return;
		const { bellNumber, drillNumber } = options;
		const cards = [
			...(bellNumber ? [{ name: "join-card-bell", phone: bellNumber }] : []),
			...(drillNumber ? [{ name: "join-card-drill", phone: drillNumber }] : []),
		];
		for (const { name, phone } of cards) {
			const card = { name: ear.text(name), phone };
			await talk.send("sendContact", (api) =>
				api.sendContact(ear.chatId, phone, card.name, {
					vcard: vcard(card),
					disable_notification: true,
				}),
			);
		}
		const next = (id: string, word: string): Choice => ({
			label: ear.text(id),
			data: pressing("join", word),
		});
		await ear.say(
			ear.text(
				cards.length === 0
					? "join-step-number-none"
					: cards.length === 1
						? "join-step-number"
						: "join-step-number-drill",
			),
			rowsOf([
				[next("button-next", "maker")],
				[next("button-join-later", "later")],
			]),
		);
	}

	function makerRows(talk: Talk): Choice[][] {
		return [
			...MAKERS.map((maker) => [
				{
					label: talk.text(`button-phone-${maker}`),
					data: pressing("join", "how", maker),
				},
			]),
			[choice(talk, "button-skip", "ring")],
		];
	}

	function ringRows(talk: Talk) {
		return rowsOf([
			[choice(talk, "button-ring-me", "call")],
			[choice(talk, "button-join-later", "later")],
		]);
	}

	async function call(talk: Talk, person: ResponderRow): Promise<boolean> {
		const { service, chatId } = talk;
		const { id, locale } = person;
		const rung =
			(await options.ringTest?.(
				id,
				(result) =>
					void tellInChat(
						service,
						courtesy,
						resultWords(service, String(chatId), locale, result),
					),
			)) ?? "cannot";
		await talk.show(
			talk.text(`join-ring-${rung}`),
			rowsOf([
				...(rung === "ringing"
					? [[choice(talk, "button-pressed-one", "check")]]
					: []),
				[choice(talk, "button-does-not-ring", "maker")],
				[choice(talk, "button-join-later", "later")],
			]),
		);
		return true;
	}

	// --- by asking

	async function askForContact(
		talk: Talk,
		word: "ask" | "moved",
	): Promise<boolean> {
		if (talk.person) {
			await talk.show(
				talk.text("bot-bound-again"),
				rowsOf([[menuChoice(talk)]]),
			);
			return true;
		}
		await talk.ask("join", word === "ask" ? "contact" : "movedContact");
		await talk.say(
			talk.text(word === "ask" ? "join-ask-contact" : "join-moved-contact"),
			{ markup: shareContact(talk.text("bot-share-contact")) },
		);
		return true;
	}

	async function heardContact(
		talk: Talk,
		question: "contact" | "movedContact",
		said: Heard,
	): Promise<boolean> {
		if (said.kind !== "contact") return false;
		if (!said.isOwn) {
			await saidTo(talk, "bot-wrong-contact");
			return true;
		}
		const { phone } = readPhone(
			said.phone.startsWith("+") ? said.phone : `+${said.phone}`,
		);
		if (phone === undefined) return false;
		if (question === "movedContact") {
			await talk.ask("join", "oldPhone", { phone });
			await talk.say(talk.text("join-moved-old"), { markup: noKeyboard });
			return true;
		}
		// An invitation opened before spares them the asking.
		const bound = await bindTelegram(talk.service, {
			chatId: talk.chatId,
			phone,
		});
		if (bound.kind === "bound") {
			await talk.settled();
			await welcome(talk, earOf(talk, bound.person), bound.person);
			return true;
		}
		await talk.ask("join", "brigade", { phone });
		await talk.say(talk.text("join-ask-brigade"), {
			markup: new Keyboard()
				.requestLocation(talk.text("button-share-place"))
				.resized()
				.oneTime(),
		});
		return true;
	}

	async function heardBrigade(
		talk: Talk,
		known: Known,
		said: Heard,
	): Promise<boolean> {
		const found =
			said.kind === "text"
				? await brigadesNamed(talk.service, said.text)
				: said.kind === "place"
					? await brigadesNear(talk.service, said)
					: undefined;
		if (!found) return false;
		// Asked anew: half an hour counts from the last word.
		await talk.ask("join", "brigade", known);
		await talk.say(
			talk.text(found.length > 0 ? "join-choose-brigade" : "join-no-brigade"),
			{
				markup: rowsOf([
					...found.map(({ id, name }) => [
						{ label: name, data: pressing("join", "to", id) },
					]),
					[menuChoice(talk)],
				]),
			},
		);
		return true;
	}

	async function chooseBrigade(
		talk: Talk,
		brigadeId: string,
	): Promise<boolean> {
		const open = talk.person ? undefined : await openQuestion(talk);
		const { phone } = open?.known ?? {};
		// A day later, or after joining: from the beginning.
		if (open?.topic !== "join" || typeof phone !== "string")
			return askForContact(talk, "ask");
		await talk.ask("join", "name", { phone, brigadeId });
		await talk.say(talk.text("join-ask-name"), { markup: noKeyboard });
		return true;
	}

	async function heardName(
		talk: Talk,
		known: Known,
		said: Heard,
	): Promise<boolean> {
		if (said.kind !== "text") return false;
		const name = readName(said.text);
		if (name === undefined) {
			await talk.say(talk.text("join-name-unreadable"), {
				markup: rowsOf([[menuChoice(talk)]]),
			});
			return true;
		}
		const { service } = talk;
		const asked = await askToJoin(
			service,
			{
				brigadeId: String(known.brigadeId),
				chatHash: talk.chatHash,
				asker: {
					name,
					phone: String(known.phone),
					chat: String(talk.chatId),
					locale: talk.locale,
				},
			},
			talk.commandId,
		);
		await talk.settled();
		const leaders =
			asked.kind === "asked" && asked.isNew
				? await tellOfRequest(service, courtesy, asked.request)
				: 1;
		await talk.say(
			asked.kind === "asked"
				? talk.text(leaders > 0 ? "join-asked" : "join-asked-nobody", {
						brigade: asked.brigade.name,
					})
				: talk.text(
						asked.kind === "tooMany" ? "join-too-many" : "join-no-brigade",
					),
			{ markup: rowsOf([[menuChoice(talk)]]) },
		);
		return true;
	}

	/** Said alike whether anybody has that number: who is a member is nobody's to find out. */
	async function heardOldPhone(
		talk: Talk,
		known: Known,
		said: Heard,
	): Promise<boolean> {
		const { phone: oldPhone } =
			said.kind === "text" ? readPhone(said.text) : {};
		if (oldPhone === undefined) return false;
		const asked = await askOldChat(
			talk.service,
			{
				oldPhone,
				phone: String(known.phone),
				chat: String(talk.chatId),
				chatHash: talk.chatHash,
				locale: talk.locale,
			},
			talk.commandId,
		);
		await talk.settled();
		if (asked) {
			const { owner, requestId } = asked;
			const { wording, secrets } = talk.service;
			const button = (id: string, word: string) => ({
				text: wording.text(owner.locale, id),
				data: pressing("mine", word, requestId),
			});
			await tellInChat(talk.service, courtesy, {
				chat: secrets.open(owner.telegramChat ?? owner.phone),
				words: wording.text(owner.locale, "mine-move-ask", {
					phone: `…${String(known.phone).slice(-2)}`,
				}),
				buttons: [
					[button("button-move-mine", "move")],
					[button("button-move-not-mine", "notme")],
				],
			});
		}
		await talk.say(talk.text("join-moved-asked"), {
			markup: rowsOf([[menuChoice(talk)]]),
		});
		return true;
	}

	// --- the leaders

	async function showRequests(talk: Talk): Promise<boolean> {
		const { service, person } = talk;
		const requests = await requestsOf(service, await leadsOf(service, person));
		if (requests.length === 0) {
			await talk.show(talk.text("join-decided"), rowsOf([[menuChoice(talk)]]));
			return true;
		}
		for (const request of requests.slice(0, REQUESTS_SHOWN)) {
			const { words, buttons } = await requestWords(
				service,
				talk.locale,
				request,
			);
			await talk.say(words, {
				markup: rowsOf(
					buttons.map((row) =>
						row.map(({ text, data }) => ({ label: text, data })),
					),
				),
				silent: true,
			});
		}
		return true;
	}

	async function decide(
		talk: Talk,
		requestId: string,
		verdict: "accept" | "refuse",
	): Promise<boolean> {
		const { service, person } = talk;
		if (!person) return false;
		const decided = await decideJoin(
			service,
			{ leader: person, requestId, verdict },
			talk.commandId,
		);
		const name = "asker" in decided ? decided.asker.name : "";
		switch (decided.kind) {
			case "gone":
				await talk.show(
					talk.text("join-decided"),
					rowsOf([[menuChoice(talk)]]),
				);
				return true;
			case "notYours":
				return false;
			case "outranked":
				await talk.toast(talk.text("join-outranked"));
				return true;
			case "accepted": {
				const { how, brigade, asker } = decided;
				await talk.show(talk.text(`join-accepted-${how}`, { name }));
				const ear = earAt(talk, Number(asker.chat), decided.person.locale);
				if (how === "alsoHere")
					await ear.say(
						ear.text("join-told-accepted", { brigade: brigade.name }),
					);
				else await welcome(talk, ear, decided.person);
				return true;
			}
			case "elsewhere":
			case "refused": {
				const { brigade, asker } = decided;
				await talk.show(talk.text(`join-${decided.kind}`, { name }));
				const ear = earAt(talk, Number(asker.chat), asker.locale);
				await ear.say(
					ear.text(`join-told-${decided.kind}`, { brigade: brigade.name }),
				);
				return true;
			}
			default:
				return decided satisfies never;
		}
	}
}

/** How the test ring ended, said by itself: who holds the phone at the ear presses nothing here. */
function resultWords(
	{ wording }: Pick<Service, "wording">,
	chat: string,
	locale: Locale,
	result: RingResult,
) {
	const button = (id: string, word: string) => [
		{ text: wording.text(locale, id), data: pressing("join", word) },
	];
	return {
		chat,
		words: wording.text(
			locale,
			result === "heard" ? "join-done" : `join-ring-${result}`,
		),
		buttons:
			result === "heard"
				? []
				: [
						button("button-ring-again", "call"),
						button("button-does-not-ring", "maker"),
						button("button-join-later", "later"),
					],
	};
}

/** Whoever is spoken to: the chat of this update, or another's. */
type Ear = {
	chatId: number;
	text: Talk["text"];
	say(words: string, markup?: Markup): Promise<void>;
};

const earOf = (talk: Talk, { locale }: ResponderRow): Ear =>
	earAt(talk, talk.chatId, locale);

const earAt = (talk: Talk, chatId: number, locale: Talk["locale"]): Ear => ({
	chatId,
	text: (id, args) => talk.service.wording.text(locale, id, args),
	say: (words, markup) =>
		talk.send("sendMessage", (api: Api) =>
			api.sendMessage(chatId, words, {
				...(markup ? { reply_markup: markup } : {}),
				// Whoever did not write just now may be asleep.
				...(chatId === talk.chatId ? {} : { disable_notification: true }),
			}),
		),
});

const choice = (talk: Talk, id: string, word: string): Choice => ({
	label: talk.text(id),
	data: pressing("join", word),
});

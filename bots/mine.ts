/**
 * «Мої дані»: what the person may change themselves, see and take away. A number becomes
 * somebody's only by a code that was read on it; a phone changes only with the word of
 * the old chat as well; nobody leaves their brigade without a chief.
 */
import { InputFile, Keyboard } from "grammy/web";
import { changeResponder, type ResponderChange } from "../src/administer.ts";
import type { Place, WeeklyHours } from "../src/core/availability.ts";
import { AppError } from "../src/errors.ts";
import { exportPerson } from "../src/people/aboutPerson.ts";
import { openHomeContact } from "../src/people/homeContact.ts";
import { readName } from "../src/people/joining.ts";
import { leaveBrigade } from "../src/people/leaving.ts";
import {
	changePhone,
	decideMove,
	type Moved,
	tellOfMove,
} from "../src/people/phoneChange.ts";
import { checkPhoneCode, sendPhoneCode } from "../src/people/phoneProof.ts";
import { placesOf } from "../src/people/whereabouts.ts";
import { readPhone } from "../src/phones.ts";
import { EVERYTHING, type ResponderRow } from "../src/ports.ts";
import type { Service } from "../src/service.ts";
import { type Courtesy, tellInChat } from "../src/tellInChat.ts";
import {
	type Choice,
	type Heard,
	menuChoice,
	openQuestion,
	type Topic,
} from "./conversation.ts";
import { type Known, pressing, rowsOf, type Talk } from "./talk.ts";

export type MineOptions = { courtesy: Courtesy };

/** Hours a place holds; `always` has none. */
const HOURS: Readonly<Record<string, readonly WeeklyHours[] | undefined>> = {
	always: undefined,
	work: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }],
	late: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00" }],
	nights: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "20:00", to: "08:00" }],
	weekend: [{ days: [6, 7], from: "00:00", to: "24:00" }],
};
const PLACE_KINDS = ["home", "work", "other"] as const;
const MOST_PLACES = 20;

/** A person talks; nobody else reaches what stands here. */
type Own = Talk & { person: ResponderRow };

export function mineTopic({ courtesy }: MineOptions): Topic {
	const words: Record<
		string,
		(talk: Own, args: readonly string[]) => Promise<boolean>
	> = {
		show,
		lang: async (talk, [locale]) => {
			if (locale !== "uk" && locale !== "en")
				return pick(talk, "mine-language", "lang", ["uk", "en"]);
			await change(talk, { locale });
			return show(await again(talk));
		},
		abc: async (talk, [smsAlphabet]) => {
			if (smsAlphabet !== "cyrillic" && smsAlphabet !== "latin")
				return pick(talk, "mine-alphabet", "abc", ["cyrillic", "latin"]);
			await change(talk, { smsAlphabet });
			return show(await again(talk));
		},
		kind: async (talk, [phoneKind]) => {
			if (phoneKind !== "smart" && phoneKind !== "button")
				return pick(talk, "mine-kind", "kind", ["smart", "button"]);
			await change(talk, { phoneKind });
			return show(await again(talk));
		},
		second: async (talk, [word]) => {
			if (word === "none") {
				await change(talk, { secondPhone: null });
				return show(await again(talk));
			}
			await talk.ask("mine", "secondPhone");
			return said(talk, "mine-second-ask", [
				...(talk.person.secondPhone
					? [choice(talk, "button-remove", "second", "none")]
					: []),
				back(talk),
			]);
		},
		home: async (talk, [word]) => {
			if (word === "none") {
				await change(talk, { homeContact: null });
				return show(await again(talk));
			}
			await talk.ask("mine", "homeName");
			return said(talk, "mine-home-ask", [
				...(talk.person.homeContact
					? [choice(talk, "button-remove", "home", "none")]
					: []),
				back(talk),
			]);
		},
		places,
		place: async (talk, [kind]) => {
			if (!PLACE_KINDS.some((known) => known === kind)) return false;
			await talk.ask("mine", "place", { kind });
			await talk.say(talk.text("mine-place-ask"), {
				markup: new Keyboard()
					.requestLocation(talk.text("button-share-place"))
					.resized()
					.oneTime(),
			});
			return true;
		},
		hours,
		unplace,
		phone: async (talk) => {
			await talk.ask("mine", "newPhone");
			return said(talk, "mine-phone-ask", [back(talk)]);
		},
		moved: confirmPhone,
		move: (talk, [requestId = ""]) => moved(talk, requestId, true),
		notme: (talk, [requestId = ""]) => moved(talk, requestId, false),
		file: (talk) =>
			said(talk, "mine-file-ask", [
				choice(talk, "button-send-file", "sendfile"),
				back(talk),
			]),
		sendfile: sendFile,
		leave,
		gone,
	};

	return {
		name: "mine",
		menu: async (talk) =>
			talk.person ? [choice(talk, "button-mine", "show")] : [],

		async press(talk, word, args) {
			const act = Object.hasOwn(words, word) ? words[word] : undefined;
			return act && isOwn(talk) ? act(talk, args) : false;
		},

		async heard(talk, question, known, saying) {
			if (!isOwn(talk)) return false;
			switch (question) {
				case "secondPhone":
				case "newPhone":
					return heardPhone(talk, question, saying);
				case "secondCode":
				case "newCode":
					return heardCode(talk, question, known, saying);
				case "homeName":
					return heardHomeName(talk, saying);
				case "homePhone":
					return heardHomePhone(talk, known, saying);
				case "place":
					return heardPlace(talk, known, saying);
				default:
					return false;
			}
		},
	};

	// --- what is known

	async function show(talk: Own): Promise<boolean> {
		const { person, service, text } = talk;
		const { secrets, roster } = service;
		await talk.settled();
		const brigades = await Promise.all(
			person.brigadeIds.map((id) => roster.brigade(EVERYTHING, id)),
		);
		const lines = [
			text("mine-title", {
				name: secrets.open(person.name),
				brigade: brigades.flatMap((one) => one?.name ?? []).join(", ") || "–",
			}),
			text("mine-line-phone", { phone: lastDigits(service, person.phone) }),
			person.secondPhone
				? text("mine-line-second", {
						phone: lastDigits(service, person.secondPhone),
					})
				: text("mine-line-second-none"),
			text("mine-line-places", { count: placesOf(secrets, person).length }),
			person.homeContact
				? text("mine-line-home", {
						name: openHomeContact(secrets, person.homeContact).name,
					})
				: text("mine-line-home-none"),
			text("mine-line-language", {
				language: text(`button-lang-${person.locale}`),
				alphabet: text(`button-abc-${person.smsAlphabet}`),
			}),
			text("mine-line-kind", { kind: text(`button-kind-${person.phoneKind}`) }),
		];
		await talk.show(
			lines.join("\n"),
			rowsOf([
				[
					choice(talk, "button-mine-language", "lang"),
					choice(talk, "button-mine-alphabet", "abc"),
				],
				[
					choice(talk, "button-mine-second", "second"),
					choice(talk, "button-mine-places", "places"),
				],
				[
					choice(talk, "button-mine-home", "home"),
					choice(talk, "button-mine-kind", "kind"),
				],
				[choice(talk, "button-mine-phone", "phone")],
				[
					choice(talk, "button-mine-file", "file"),
					choice(talk, "button-mine-leave", "leave"),
				],
				[menuChoice(talk)],
			]),
		);
		return true;
	}

	// --- numbers, proven by a code

	async function heardPhone(
		talk: Own,
		question: "secondPhone" | "newPhone",
		saying: Heard,
	): Promise<boolean> {
		const { phone } = saying.kind === "text" ? readPhone(saying.text) : {};
		if (phone === undefined) return tell(talk, "mine-phone-unreadable");
		const sent = await sendPhoneCode(talk.service, talk.person, phone);
		if (sent.kind !== "sent")
			return tell(
				talk,
				sent.kind === "tooMany" ? "mine-code-too-many" : "mine-code-not-sent",
			);
		await talk.ask("mine", question === "newPhone" ? "newCode" : "secondCode", {
			phone,
			ticket: sent.ticket,
		});
		return tell(talk, "mine-code-sent");
	}

	async function heardCode(
		talk: Own,
		question: "secondCode" | "newCode",
		known: Known,
		saying: Heard,
	): Promise<boolean> {
		if (saying.kind !== "text") return false;
		const { service } = talk;
		const { ticket, phone } = known as { ticket: string; phone: string };
		if (!(await checkPhoneCode(service, ticket, saying.text)))
			return tell(talk, "mine-code-wrong");
		if (question === "secondCode") {
			// The first phone typed once more: one phone is not two.
			const isFirst = service.secrets.hash(phone) === talk.person.phoneHash;
			if (isFirst) return tell(talk, "mine-second-same");
			if (!(await change(talk, { secondPhone: phone })))
				return tell(talk, "mine-phone-not-possible");
			return show(await again(talk));
		}
		await talk.ask("mine", "confirm", { phone });
		await talk.say(
			talk.text("mine-phone-confirm", { phone: `…${phone.slice(-2)}` }),
			{
				markup: rowsOf([
					[choice(talk, "button-phone-confirm", "moved")],
					[back(talk)],
				]),
			},
		);
		return true;
	}

	/** The old chat's own word, after the new number's code: neither alone moves anything. */
	async function confirmPhone(talk: Own): Promise<boolean> {
		const open = await openQuestion(talk);
		if (open?.topic !== "mine" || open.question !== "confirm") return false;
		const moved = await changePhone(
			talk.service,
			talk.person,
			String(open.known.phone),
			talk.commandId,
		);
		await talk.settled();
		return sayMoved(talk, moved);
	}

	async function moved(
		talk: Own,
		requestId: string,
		isMine: boolean,
	): Promise<boolean> {
		return sayMoved(
			talk,
			await decideMove(
				talk.service,
				talk.person,
				{ requestId, isMine },
				talk.commandId,
			),
		);
	}

	async function sayMoved(talk: Own, moved: Moved): Promise<boolean> {
		const { service } = talk;
		switch (moved.kind) {
			case "gone":
				return false;
			case "taken":
				return said(talk, "mine-phone-taken", [back(talk)]);
			case "refused":
				await tellInChat(service, courtesy, {
					chat: moved.chat,
					words: service.wording.text(moved.locale, "mine-move-refused"),
				});
				return said(talk, "mine-move-refused-own", [menuChoice(talk)]);
			case "moved": {
				await said(
					talk,
					"mine-phone-moved",
					moved.chat ? [] : [finish(talk), menuChoice(talk)],
				);
				if (moved.chat)
					await tellInChat(service, courtesy, {
						chat: moved.chat,
						words: talk.text("mine-phone-moved"),
						buttons: [
							[
								{
									text: talk.text("button-join-finish"),
									data: pressing("join", "steps"),
								},
							],
						],
					});
				await tellOfMove(service, courtesy, moved);
				return true;
			}
			default:
				return moved satisfies never;
		}
	}

	// --- somebody in the house

	async function heardHomeName(talk: Own, saying: Heard): Promise<boolean> {
		const name = saying.kind === "text" ? readName(saying.text) : undefined;
		if (name === undefined) return tell(talk, "join-name-unreadable");
		await talk.ask("mine", "homePhone", { name });
		return tell(talk, "mine-home-phone");
	}

	async function heardHomePhone(
		talk: Own,
		known: Known,
		saying: Heard,
	): Promise<boolean> {
		const { phone } = saying.kind === "text" ? readPhone(saying.text) : {};
		if (phone === undefined) return tell(talk, "mine-phone-unreadable");
		const homeContact = { name: String(known.name), phone };
		if (!(await change(talk, { homeContact })))
			return tell(talk, "mine-phone-not-possible");
		return show(await again(talk));
	}

	// --- places

	async function places(talk: Own): Promise<boolean> {
		const list = placesOf(talk.service.secrets, talk.person);
		await talk.settled();
		await talk.show(
			[
				talk.text(list.length > 0 ? "mine-places" : "mine-places-none"),
				...list.map(
					(place, index) =>
						`${index + 1}. ${talk.text(`mine-place-${place.kind}`)}: ${hoursWords(talk, place)}`,
				),
			].join("\n"),
			rowsOf([
				...list.map((place, index) => [
					{
						label: talk.text("button-place-delete", {
							number: index + 1,
							kind: talk.text(`mine-place-${place.kind}`),
						}),
						data: pressing("mine", "unplace", index, list.length),
					},
				]),
				...(list.length < MOST_PLACES
					? [
							PLACE_KINDS.map((kind) =>
								choice(talk, `button-place-${kind}`, "place", kind),
							),
						]
					: []),
				[back(talk)],
			]),
		);
		return true;
	}

	async function heardPlace(
		talk: Own,
		known: Known,
		saying: Heard,
	): Promise<boolean> {
		if (saying.kind !== "place") return false;
		const { lat, lon } = saying;
		await talk.ask("mine", "hours", { kind: known.kind, lat, lon });
		await talk.say(talk.text("mine-place-got"), {
			markup: await talk.keysBelow(),
		});
		await talk.say(talk.text("mine-hours-ask"), {
			markup: rowsOf([
				...Object.keys(HOURS).map((hours) => [
					choice(talk, `button-hours-${hours}`, "hours", hours),
				]),
				[back(talk)],
			]),
		});
		return true;
	}

	async function hours(
		talk: Own,
		[name = ""]: readonly string[],
	): Promise<boolean> {
		const open = await openQuestion(talk);
		if (!Object.hasOwn(HOURS, name)) return false;
		if (open?.topic !== "mine" || open.question !== "hours") return false;
		const { kind, lat, lon } = open.known as Pick<
			Place,
			"kind" | "lat" | "lon"
		>;
		const weekly = HOURS[name];
		const place: Place = { kind, lat, lon, ...(weekly ? { weekly } : {}) };
		const before = placesOf(talk.service.secrets, talk.person);
		if (before.length < MOST_PLACES)
			await change(talk, { places: [...before, place] });
		return places(await again(talk));
	}

	/** The count tells a list that changed meanwhile: a second press takes nothing else away. */
	async function unplace(
		talk: Own,
		[index, count]: readonly string[],
	): Promise<boolean> {
		const before = placesOf(talk.service.secrets, talk.person);
		if (before.length !== Number(count)) return false;
		await change(talk, {
			places: before.filter((_, at) => at !== Number(index)),
		});
		return places(await again(talk));
	}

	// --- taking it away

	async function sendFile(talk: Own): Promise<boolean> {
		const held = await exportPerson(talk.service, talk.person);
		const file = new InputFile(
			new TextEncoder().encode(JSON.stringify(held, undefined, "\t")),
			"dzvin.json",
		);
		await talk.send("sendDocument", (api, chatId) =>
			api.sendDocument(chatId, file, { caption: talk.text("mine-file") }),
		);
		return true;
	}

	async function leave(
		talk: Own,
		[brigadeId]: readonly string[],
	): Promise<boolean> {
		const { person, service } = talk;
		const [only] = person.brigadeIds;
		const from =
			brigadeId ?? (person.brigadeIds.length === 1 ? only : undefined);
		if (from === undefined && person.brigadeIds.length > 1) {
			const rows = await Promise.all(
				person.brigadeIds.map(async (id) => [
					{
						label: (await service.roster.brigade(EVERYTHING, id))?.name ?? "–",
						data: pressing("mine", "leave", id),
					},
				]),
			);
			await talk.show(
				talk.text("mine-leave-which"),
				rowsOf([...rows, [back(talk)]]),
			);
			return true;
		}
		const isLast = person.brigadeIds.every((id) => id === from);
		return said(talk, isLast ? "mine-leave-ask" : "mine-leave-one-ask", [
			{
				label: talk.text("button-leave"),
				data: pressing("mine", "gone", from ?? ""),
			},
			back(talk),
		]);
	}

	async function gone(
		talk: Own,
		[brigadeId = ""]: readonly string[],
	): Promise<boolean> {
		await talk.settled();
		const left = await leaveBrigade(
			talk.service,
			talk.person,
			brigadeId,
			talk.commandId,
		);
		switch (left.kind) {
			case "notIn":
				return false;
			case "onlyChief":
				await talk.show(
					talk.text("mine-leave-only-chief", { brigade: left.brigade.name }),
					rowsOf([[back(talk)]]),
				);
				return true;
			case "left":
				await talk.show(
					talk.text("mine-left", { brigade: left.brigade.name }),
					rowsOf([[menuChoice(talk)]]),
				);
				return true;
			case "tooSoon":
				return said(talk, "mine-leave-too-soon", [back(talk)]);
			case "erased":
				return said(talk, "mine-erased", []);
			default:
				return left satisfies never;
		}
	}
}

const isOwn = (talk: Talk): talk is Own => talk.person !== undefined;

/** As a page or an import would, by the person's own hand. What the roster refuses changes nothing. */
async function change(talk: Own, what: ResponderChange): Promise<boolean> {
	try {
		await changeResponder(
			talk.service,
			{
				by: { kind: "responder", id: talk.person.id },
				// Only their own row is named, and who is in no brigade has one too.
				scope: EVERYTHING,
			},
			talk.person.id,
			what,
		);
		return true;
	} catch (error) {
		if (error instanceof AppError && error.kind === "invalid") return false;
		throw error;
	}
}

/** The same conversation with the person as they are now, in their language. */
async function again(talk: Own): Promise<Own> {
	const [person = talk.person] = await talk.service.roster.people([
		talk.person.id,
	]);
	const { locale } = person;
	return {
		...talk,
		person,
		locale,
		text: (id, args) => talk.service.wording.text(locale, id, args),
	};
}

async function pick(
	talk: Own,
	id: string,
	word: string,
	options: readonly string[],
): Promise<boolean> {
	return said(talk, id, [
		...options.map((option) =>
			choice(talk, `button-${word}-${option}`, word, option),
		),
		back(talk),
	]);
}

/** In place of the message that was pressed. */
async function said(
	talk: Talk,
	id: string,
	choices: readonly Choice[],
): Promise<boolean> {
	await talk.show(talk.text(id), rowsOf(choices.map((one) => [one])));
	return true;
}

/** To who wrote. */
async function tell(talk: Talk, id: string): Promise<boolean> {
	await talk.say(talk.text(id), { markup: rowsOf([[back(talk)]]) });
	return true;
}

const choice = (
	talk: Talk,
	id: string,
	word: string,
	...args: readonly string[]
): Choice => ({
	label: talk.text(id),
	data: pressing("mine", word, ...args),
});
const back = (talk: Talk): Choice => choice(talk, "button-back", "show");
const finish = (talk: Talk): Choice => ({
	label: talk.text("button-join-finish"),
	data: pressing("join", "steps"),
});

function hoursWords(talk: Talk, { weekly }: Place): string {
	const known = Object.keys(HOURS).find(
		(name) => JSON.stringify(HOURS[name]) === JSON.stringify(weekly),
	);
	return talk.text(`button-hours-${known ?? "own"}`);
}

const lastDigits = ({ secrets }: Service, phone: ResponderRow["phone"]) =>
	`…${secrets.open(phone).slice(-2)}`;

/**
 * A resident reports a fire: the first message is the report already, whatever it is.
 *
 * What comes is filed before anything is asked; each question refines it and silence
 * answers it as well. A resident learns that it was received, that help is coming and
 * that it is over: never a number, a name, a brigade, nor whether anybody else reported.
 */
import type { Api } from "grammy/web";
import type { Known as Incident, Report } from "../src/core/incident.ts";
import { LOCALES, type Location } from "../src/core/kinds.ts";
import { isAflame } from "../src/core/residentMeant.ts";
import { readResident } from "../src/core/residentWords.ts";
import { isUnavailable } from "../src/errors.ts";
import { readPhone } from "../src/phones.ts";
import type { Raise } from "../src/report.ts";
import {
	openReportOf,
	type ResidentTaken,
	type ResidentWord,
	says,
	take,
} from "../src/residents/take.ts";
import type { Service } from "../src/service.ts";
import type { Courtesy } from "../src/tellInChat.ts";
import {
	type Choice,
	type Heard,
	menuChoice,
	openQuestion,
	type Topic,
} from "./conversation.ts";
import { noKeyboard } from "./keyboards.ts";
import {
	belowChat,
	type Card,
	cardOf,
	QUESTIONS,
	type Question,
	TOPIC,
	WHAT_BURNS,
} from "./residentCard.ts";
import { passingOn } from "./residentMedia.ts";
import { howPlaced, offersFor, placeSaidBy } from "./residentPlace.ts";
import { longId, shortId } from "./shortIds.ts";
import type { Strangers } from "./strangers.ts";
import { type Known, pressing, rowsOf, type Talk } from "./talk.ts";

export type ResidentOptions = {
	service: Service;
	raise: Raise;
	strangers: Pick<Strangers, "mayHearMore">;
	courtesy: Courtesy;
	api: Api;
};

export type ResidentTopic = Topic & {
	/** A message was written anew: it corrects what is still going on. */
	edited(talk: Talk, words: string): Promise<void>;
	/** «Повідомити про пожежу», also by a link on the village's board. */
	begin(talk: Talk, brigadeId?: string): Promise<void>;
};

/** What a chat is asked in free words, and what was said so far. */
type Asked = "report" | "burns" | "place" | "number";
const PLACE_MAX = 300;
const LINK = /^fire(?:-([\w-]{22}))?$/;

/** The payload of `t.me/<bot>?start=…` on a village's board. */
export const reportPayload = (brigadeId?: string): string =>
	brigadeId === undefined ? "fire" : `fire-${shortId(brigadeId)}`;
/** Undefined = an invitation, or nothing of ours. */
export const readReportPayload = (
	code: string,
): { brigadeId?: string } | undefined => {
	const found = LINK.exec(code);
	return found
		? { ...(found[1] ? { brigadeId: longId(found[1]) } : {}) }
		: undefined;
};

export const reportChoice = (talk: Pick<Talk, "text">): Choice => ({
	label: talk.text("button-report"),
	data: pressing(TOPIC, "new"),
});

export function residentTopic(options: ResidentOptions): ResidentTopic {
	const { service, strangers } = options;
	const parts = { service, raise: options.raise };
	const passOn = passingOn(options);

	return {
		name: TOPIC,
		menu: async (talk) => (talk.person ? [] : [reportChoice(talk)]),

		/** Whatever concerns a fire comes before any question of ours, and is never held off. */
		async interrupts(talk, said, open) {
			if (talk.person) return false;
			if (open?.topic === "join" && !isCry(open.question, said)) return false;
			const asked = open?.topic === TOPIC ? open : undefined;
			switch (said.kind) {
				case "text":
					return said.isForwarded
						? false
						: wrote(talk, said.text, asked?.question as Asked, asked?.known);
				case "place":
					await file(talk, {
						...fromLink(asked?.known),
						location: point(said),
					});
					return true;
				case "seen":
					await file(
						talk,
						{
							...fromLink(asked?.known),
							...wordsOf(talk, said),
							burns: true,
						},
						said,
					);
					return true;
				case "contact":
					return leftNumber(talk, said);
				default:
					return false;
			}
		},

		/** Words that say nothing of a fire, and nothing else either: one tap files them. */
		async overhears(talk, said) {
			if (talk.person || said.kind !== "text") return false;
			const { kind } = readResident(said.text);
			const isAsked =
				kind === "unclear" ||
				kind === "asks" ||
				kind === "yes" ||
				(said.isForwarded && kind === "fire");
			if (!isAsked) return false;
			await askWhether(talk, said.text);
			return true;
		},

		async press(talk, word, args) {
			if (talk.person) return false;
			if (word === "new") await begin(talk);
			else if (word === "yes") await confirmed(talk);
			else if (word === "no") await denied(talk);
			else return pressedOn(talk, word, args);
			return true;
		},

		async edited(talk, words) {
			if (talk.person) return;
			const { kind } = readResident(words);
			const open = await openReportOf(service, who(talk));
			if (open) await toReport(talk, open, words);
			else if (kind === "fire") await file(talk, reportIn(words));
		},

		begin,
	};

	// --- filing

	async function begin(talk: Talk, brigadeId?: string): Promise<void> {
		await talk.ask(TOPIC, "report", brigadeId ? { brigadeId } : {});
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		const link = `${service.settings.publicUrl}/101`;
		await talk.say(talk.text("resident-what-and-where", { link }), {
			markup: belowChat(talk, { place: true, number: false }),
		});
	}

	/** False: nothing of a fire in it, and none of theirs goes on. */
	async function wrote(
		talk: Talk,
		words: string,
		asked: Asked | undefined,
		known: Known = {},
	): Promise<boolean> {
		if (isSkip(talk, words)) return skippedBelow(talk);
		const { kind } = readResident(words);
		const open = await openReportOf(service, who(talk));
		if (open) {
			if (asked === "place" && (kind === "unclear" || kind === "fire"))
				await placeWords(talk, open, words);
			else await toReport(talk, open, words);
			return true;
		}
		const isFiled =
			kind === "fire" ||
			(kind === "yes" && isAflame(words)) ||
			((asked === "report" || asked === "burns") &&
				(kind === "yes" || kind === "unclear"));
		if (isFiled) {
			const before = asked === "burns" ? String(known.text ?? "") : "";
			const all = [before, kind === "yes" ? "" : words]
				.filter(Boolean)
				.join(". ");
			await file(talk, {
				...fromLink(known),
				...reportIn(all || words),
				burns: true,
			});
			return true;
		}
		if (asked === "burns" && kind === "no") {
			await denied(talk);
			return true;
		}
		return false;
	}

	async function file(
		talk: Talk,
		told: Partial<ResidentWord>,
		seen?: Extract<Heard, { kind: "seen" }>,
	): Promise<void> {
		const before = await openReportOf(service, who(talk));
		const taken = await taking(talk, told);
		if (taken.kind === "refused") return refused(talk, taken);
		const { incident, reportId, warn } = taken;
		if (seen) await passOn(talk, incident, reportId, seen);
		const report = incident.reports.get(reportId);
		// Not what the incident is: a stranger must not see that the fire was known.
		const isFirst = before?.report.id !== reportId;
		// Ten photos are answered once.
		if (seen?.isOfAlbum && !isFirst) return;
		await forgetQuestion(talk);
		await showCard(talk, report, {
			reportId,
			said: talk.text(isFirst ? "resident-received" : "resident-added"),
			warn,
			...(await next(incident, report, {
				isGuess: isFirst && told.type === undefined,
			})),
			isOwed: isFirst,
		});
		if (isFirst) await hangKeys(talk, report);
	}

	function taking(
		talk: Talk,
		told: Partial<ResidentWord>,
	): Promise<ResidentTaken> {
		return take(parts, {
			who: who(talk),
			via: "telegram",
			once: talk.commandId,
			...(talk.saidAt === undefined ? {} : { saidAt: talk.saidAt }),
			...told,
		});
	}

	/** A chief takes no more of them: said once, and 101 is open to everybody. */
	async function refused(
		talk: Talk,
		{ why, first }: Extract<ResidentTaken, { kind: "refused" }>,
	): Promise<void> {
		if (why === "blocked" && !first) return;
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		const link = `${service.settings.publicUrl}/101`;
		await talk.say(
			talk.text(why === "blocked" ? "resident-blocked" : "resident-nothing", {
				link,
			}),
			{ markup: noKeyboard },
		);
	}

	// --- a report that goes on

	async function toReport(
		talk: Talk,
		open: { incident: Incident; report: Report },
		words: string,
	): Promise<void> {
		const read = readResident(words);
		const number = numberIn(words);
		switch (read.kind) {
			case "out":
			case "mistake":
				return said(talk, open, read.kind);
			case "yes":
				return said(talk, open, "burning");
			case "talk":
			case "no":
				return show(talk, open, "resident-in-hand");
			default:
				return number === undefined
					? file(talk, reportIn(words))
					: keepNumber(talk, { callBack: number });
		}
	}

	async function said(
		talk: Talk,
		open: { incident: Incident; report: Report },
		word: "burning" | "out" | "mistake",
	): Promise<void> {
		const after = await says(parts, who(talk), word, talk.commandId);
		await forgetQuestion(talk);
		await show(talk, after ?? open, `resident-said-${word}`);
	}

	async function show(
		talk: Talk,
		{ report }: { report: Report },
		id: string,
	): Promise<void> {
		await showCard(talk, report, {
			reportId: report.id,
			said: talk.text(id),
		});
	}

	/** In answer to «Де?»: taken in their own words, and settlements of that name are offered. */
	async function placeWords(
		talk: Talk,
		{ report }: { incident: Incident; report: Report },
		words: string,
	): Promise<void> {
		const place = words.trim().slice(0, PLACE_MAX);
		const taken = await taking(talk, { place });
		if (taken.kind === "refused") return refused(talk, taken);
		await forgetQuestion(talk);
		const { incident, reportId } = taken;
		const offers = await offersFor(service, incident, place);
		await showCard(talk, incident.reports.get(reportId) ?? report, {
			reportId,
			said: talk.text("resident-added"),
			...(offers.length > 0 ? { question: "place", offers } : {}),
		});
	}

	/** Own = proven; somebody else's is where to ring back, and proves nothing. */
	async function leftNumber(
		talk: Talk,
		{ phone, isOwn }: Extract<Heard, { kind: "contact" }>,
	): Promise<boolean> {
		if (!(await openReportOf(service, who(talk)))) return false;
		const number = readPhone(phone.startsWith("+") ? phone : `+${phone}`).phone;
		if (number === undefined) return false;
		await keepNumber(
			talk,
			isOwn
				? { who: { ...who(talk), phone: number }, callBack: number }
				: { callBack: number },
		);
		return true;
	}

	async function keepNumber(
		talk: Talk,
		told: Partial<ResidentWord>,
	): Promise<void> {
		const taken = await taking(talk, told);
		if (taken.kind === "refused") return refused(talk, taken);
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		const report = taken.incident.reports.get(taken.reportId);
		await talk.say(talk.text("resident-number-kept"), {
			markup: report?.location
				? noKeyboard
				: belowChat(talk, { place: true, number: false }),
		});
	}

	// --- «Горить?»

	async function askWhether(talk: Talk, words: string): Promise<void> {
		await talk.ask(TOPIC, "burns", { text: words.slice(0, PLACE_MAX) });
		await talk.say(talk.text("resident-ask-burns"), {
			markup: rowsOf([
				[
					{
						label: talk.text("button-still-burning"),
						data: pressing(TOPIC, "yes"),
					},
					{ label: talk.text("button-no"), data: pressing(TOPIC, "no") },
				],
			]),
		});
	}

	/** A day later the words are gone, and it is asked what burns. */
	async function confirmed(talk: Talk): Promise<void> {
		const open = await openReportOf(service, who(talk));
		if (open) return said(talk, open, "burning");
		const asked = await openQuestion(talk);
		const words = asked?.topic === TOPIC ? asked.known.text : undefined;
		if (typeof words !== "string") return begin(talk);
		await file(talk, { ...reportIn(words), burns: true });
	}

	async function denied(talk: Talk): Promise<void> {
		await forgetQuestion(talk);
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		await talk.show(
			talk.text("resident-not-filed"),
			rowsOf([[reportChoice(talk)], [menuChoice(talk)]]),
		);
	}

	// --- the buttons of a card

	async function pressedOn(
		talk: Talk,
		word: string,
		[short, arg = ""]: readonly string[],
	): Promise<boolean> {
		const open = await openReportOf(service, who(talk));
		// Of a fire that is over: nothing is filed anew by an old button.
		if (!open || open.report.id !== longId(short)) {
			if (strangers.mayHearMore(String(talk.chatId)))
				await talk.show(
					talk.text(open ? "resident-card-old" : "resident-card-over"),
					rowsOf([[reportChoice(talk)]]),
				);
			return true;
		}
		switch (word) {
			case "is": {
				const type = WHAT_BURNS.find(([letter]) => letter === arg)?.[1];
				return type ? refine(talk, { type }, "what") : false;
			}
			case "danger":
				return refine(talk, { peopleInDanger: arg === "1" }, "people");
			case "at": {
				const confirmed = await placeSaidBy(service, open, arg);
				return confirmed ? refine(talk, confirmed, "place") : false;
			}
			case "elsewhere":
				await askWhere(talk, open);
				return true;
			case "skip":
				return skip(talk, open, arg);
			case "says":
				if (arg !== "burning" && arg !== "out" && arg !== "mistake")
					return false;
				await said(talk, open, arg);
				return true;
			default:
				return false;
		}
	}

	async function refine(
		talk: Talk,
		told: Partial<ResidentWord>,
		answers: Question,
	): Promise<boolean> {
		const taken = await taking(talk, told);
		if (taken.kind === "refused") {
			await refused(talk, taken);
			return true;
		}
		const { incident, reportId } = taken;
		const report = incident.reports.get(reportId);
		await showCard(talk, report, {
			reportId,
			said: talk.text("resident-added"),
			...(await next(incident, report, { asked: answers })),
		});
		return true;
	}

	async function askWhere(
		talk: Talk,
		{ report }: { report: Report },
	): Promise<void> {
		await showCard(talk, report, {
			reportId: report.id,
			said: talk.text("resident-received"),
			question: "place",
			offers: [],
		});
	}

	async function skip(
		talk: Talk,
		{ incident, report }: { incident: Incident; report: Report },
		arg: string,
	): Promise<boolean> {
		const question = QUESTIONS.find((known) => known === arg);
		if (!question) return false;
		if (question === "place") await forgetQuestion(talk);
		await showCard(talk, report, {
			reportId: report.id,
			said: talk.text("resident-received"),
			...(await next(incident, report, { asked: question })),
		});
		return true;
	}

	/** The first question after `asked` whose answer nobody knows; `what`, too, where it was only guessed. */
	async function next(
		incident: Incident,
		report: Report | undefined,
		{ asked, isGuess = false }: { asked?: Question; isGuess?: boolean } = {},
	): Promise<Pick<Card, "question" | "offers">> {
		const from = asked ? QUESTIONS.indexOf(asked) + 1 : 0;
		const left = QUESTIONS.slice(from);
		if (left.includes("what") && (isGuess || !report?.incidentType))
			return { question: "what" };
		if (left.includes("people") && report?.peopleInDanger === undefined)
			return { question: "people" };
		if (!left.includes("place")) return {};
		const placed = await howPlaced(service, report);
		if (placed === "confirmed") return {};
		const offers = await offersFor(service, incident, report);
		// Told to several brigades, it is nobody's before the village is known.
		const isVague = placed === "unknown" || incident.brigadeIds.length > 1;
		return offers.length > 0 || isVague ? { question: "place", offers } : {};
	}

	async function showCard(
		talk: Talk,
		report: Report | undefined,
		{ isOwed = false, ...card }: Card & { isOwed?: boolean },
	): Promise<void> {
		if (!isOwed && !strangers.mayHearMore(String(talk.chatId))) return;
		// Without an offer it is asked in free words.
		if (card.question === "place" && !card.offers?.length)
			await kept(() => talk.ask(TOPIC, "place"));
		const { words, markup } = cardOf(talk, {
			...card,
			...(report?.said ? { last: report.said } : {}),
			...(report?.incidentType ? { type: report.incidentType } : {}),
			...(report?.peopleInDanger ? { inDanger: true } : {}),
		});
		await talk.show(words, markup);
	}

	// --- below the chat

	/** A message of its own, since a button under a message cannot ask for a point or a number. */
	async function hangKeys(
		talk: Talk,
		report: Report | undefined,
	): Promise<void> {
		const place = !report?.location;
		const number = !report?.verified;
		if (!place && !number) return;
		if (!strangers.mayHearMore(String(talk.chatId))) return;
		await talk.say(talk.text("resident-keys"), {
			markup: belowChat(talk, { place, number }),
			silent: true,
		});
	}

	async function skippedBelow(talk: Talk): Promise<boolean> {
		await forgetQuestion(talk);
		if (strangers.mayHearMore(String(talk.chatId)))
			await talk.say(talk.text("resident-skipped"), {
				markup: noKeyboard,
				silent: true,
			});
		return true;
	}
}

const who = ({ chatId, locale }: Talk): ResidentWord["who"] => ({
	chat: String(chatId),
	locale,
});

/** What burns is read from the words; they go along as they are. */
function reportIn(words: string): Partial<ResidentWord> {
	const read = readResident(words);
	return {
		text: words,
		...(read.kind === "fire" && read.type ? { type: read.type } : {}),
	};
}

/** A photo alone says that there is one: who decides reads it beside the copy in the chat. */
const wordsOf = (
	talk: Talk,
	{ what, words }: Extract<Heard, { kind: "seen" }>,
): Partial<ResidentWord> =>
	words
		? reportIn(words)
		: {
				text: talk.service.wording.text(
					talk.service.settings.locale,
					"resident-sent",
					{ what },
				),
			};

const fromLink = (known: Known | undefined): Partial<ResidentWord> =>
	typeof known?.brigadeId === "string" ? { brigadeId: known.brigadeId } : {};

function point({
	lat,
	lon,
	accuracyMetres,
}: Extract<Heard, { kind: "place" }>): Location {
	return {
		lat,
		lon,
		...(accuracyMetres === undefined ? {} : { accuracyMetres }),
	};
}

/** Somebody who joins is asked for a name and a village: what cannot be an answer to that is a cry. */
function isCry(question: string, said: Heard): boolean {
	if (said.kind === "seen") return true;
	if (said.kind === "place") return question !== "brigade";
	return (
		said.kind === "text" &&
		readResident(said.text).kind === "fire" &&
		(question !== "name" || said.text.trim().split(/\s+/).length > 3)
	);
}

/** Digits and what stands between them: a number to ring back. */
const numberIn = (words: string): string | undefined =>
	/^\s*\+?[\d\s()-]{9,20}$/.test(words) ? readPhone(words).phone : undefined;

/** The button below the chat is words like all others. */
const isSkip = ({ service: { wording } }: Talk, words: string): boolean =>
	LOCALES.some(
		(locale) => wording.text(locale, "button-skip") === words.trim(),
	);

/** Only what was asked of a report: a row is written for it. */
const forgetQuestion = (talk: Talk): Promise<void> =>
	kept(async () => {
		const open = await openQuestion(talk);
		if (open?.topic === TOPIC) await talk.settled();
	});

/** The report is filed already: a question that cannot be written must not make it look undone. */
async function kept(write: () => Promise<void>): Promise<void> {
	try {
		await write();
	} catch (error) {
		if (!isUnavailable(error)) throw error;
	}
}

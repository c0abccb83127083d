/**
 * What a resident reads after a report: 101 first, that it was received, one line of
 * advice, and one question at a time, which silence answers as well.
 */
import { InlineKeyboard, Keyboard } from "grammy/web";
import type { ReporterWord } from "../src/core/incident.ts";
import type { IncidentType } from "../src/core/kinds.ts";
import { fitsUrlButton } from "../src/wording/buttons.ts";
import type { Choice } from "./conversation.ts";
import { shortId } from "./shortIds.ts";
import { pressing, type Talk } from "./talk.ts";

export const TOPIC = "fire";

/** In this order; each is left out once its answer is known. */
export const QUESTIONS = ["what", "people", "place"] as const;
export type Question = (typeof QUESTIONS)[number];

/** The letter stands in what a button says. */
export const WHAT_BURNS: readonly (readonly [string, IncidentType])[] = [
	["h", "structure_fire"],
	["s", "outbuilding_fire"],
	["g", "vegetation_fire"],
	["v", "vehicle_fire"],
	["x", "shelling_impact"],
	["o", "other"],
];

/** A settlement offered as the place, under its code. */
export type Offer = { code: string; words: string };

export type Card = {
	reportId: string;
	/** Said above everything: received, added, passed on. */
	said: string;
	question?: Question;
	offers?: readonly Offer[];
	type?: IncidentType;
	/** What they said last when asked whether it burns. */
	last?: ReporterWord;
	/** They have said so: it is not asked again. */
	inDanger?: boolean;
	/** The law's warning. */
	warn?: boolean;
};

export function cardOf(talk: Talk, card: Card) {
	const { text } = talk;
	const { question, offers = [], type, warn } = card;
	const link = `${talk.service.settings.publicUrl}/101`;
	const asked =
		question === "place" && offers.length === 0
			? "resident-ask-where"
			: question && `resident-ask-${question}`;
	return {
		words: [
			fitsUrlButton(link)
				? text("resident-call-101")
				: text("resident-call-101-link", { link }),
			card.said,
			adviceOn(talk, type),
			...(warn ? [text("resident-warning")] : []),
			...(asked ? ["", text(asked)] : []),
		].join("\n"),
		markup: markupOf(talk, card, link),
	};
}

/** One line; of what nobody has named, what saves most. */
function adviceOn(
	{ text, locale, service }: Talk,
	type?: IncidentType,
): string {
	const id = `resident-advice-${type}`;
	return text(service.wording.has(locale, id) ? id : "resident-advice");
}

function markupOf(talk: Talk, card: Card, link: string): InlineKeyboard {
	const { reportId, question, offers = [] } = card;
	const { text } = talk;
	const report = shortId(reportId);
	const say = (label: string, word: string, ...args: string[]): Choice => ({
		label: text(label),
		data: pressing(TOPIC, word, report, ...args),
	});
	const danger = say("button-people-in-danger", "danger", "1");
	const rows: Choice[][] = [];
	switch (question) {
		case "what": {
			const types = WHAT_BURNS.map(([letter, type]) =>
				say(`resident-what-${type}`, "is", letter),
			);
			rows.push(types.slice(0, 2), types.slice(2, 4), types.slice(4), [danger]);
			break;
		}
		case "people":
			rows.push([danger], [say("resident-nobody", "danger", "0")]);
			break;
		case "place":
			rows.push(
				...offers.map(({ code, words }) => [
					{ label: words, data: pressing(TOPIC, "at", report, code) },
				]),
				...(offers.length > 0
					? [[say("resident-elsewhere", "elsewhere")]]
					: []),
			);
			break;
		default:
			rows.push(
				...(card.last === "out" || card.last === "mistake"
					? [[say("button-still-burning", "says", "burning")]]
					: [
							...(card.inDanger ? [] : [[danger]]),
							[
								say("button-not-burning", "says", "out"),
								say("resident-mistake", "says", "mistake"),
							],
						]),
			);
	}
	if (question) rows.push([say("button-skip", "skip", question)]);
	const keyboard = new InlineKeyboard();
	if (fitsUrlButton(link))
		keyboard.url(text("resident-button-101"), link).row();
	for (const row of rows) {
		for (const { label, data } of row) keyboard.text(label, data);
		keyboard.row();
	}
	return keyboard;
}

/** Below the chat: a point and a number cannot be asked for by a button under a message. */
export function belowChat(
	{ text }: Pick<Talk, "text">,
	{ place, number }: { place: boolean; number: boolean },
): Keyboard {
	const keyboard = new Keyboard().resized();
	if (place) keyboard.requestLocation(text("resident-button-place")).row();
	if (number) keyboard.requestContact(text("resident-button-number")).row();
	return keyboard.text(text("button-skip"));
}

/**
 * The air raid and the place where people gather, in words: one line of a card, one
 * word of an SMS, one sentence of a call.
 */
import type { AirState } from "../core/kinds.ts";
import type { About, Message } from "../core/message.ts";
import { cut } from "./place.ts";
import type { Args, Surroundings, Texts } from "./rendered.ts";

const ICONS: Record<AirState, string> = {
	none: "⚠️",
	yellow: "🟡",
	red: "🔴",
	unknown: "⚠️",
};

/** «🔴 ПОВІТРЯНА ТРИВОГА: без слова начальника чи старшого не виїжджати» */
export const raidLine = (state: AirState, texts: Pick<Texts, "text">): string =>
	`${ICONS[state]} ${texts.text(`card-airRaid-${state}`)}`;

/** «ТРИВОГА», «тривога?»: in the head of an alert. Of none nothing is said, an SMS has no room for it. */
export const raidWord = (
	{ airRaid, mode }: About,
	texts: Texts,
	length: "whole" | "short" = "whole",
): string =>
	airRaid === undefined || airRaid === "none" || mode === "test"
		? ""
		: texts.text(`sms-airRaid-${airRaid}${length === "short" ? ".short" : ""}`);

/** Messages that send somebody there, or ask whether they are to be sent. */
const WARNED: ReadonlySet<Message["kind"]> = new Set<Message["kind"]>([
	"alert",
	"calledBack",
	"askRaiser",
	"askConfirm",
	"incidentOpened",
	"corrected",
	"askAtStation",
	"seatOpened",
	"sameFire",
	"askSwitch",
	"helperAsked",
]);

/** Under the first line of a message that is no card. */
export const raidBanner = (message: Message, texts: Texts): string =>
	message.airRaid === undefined ||
	message.airRaid === "none" ||
	message.mode === "test" ||
	!WARNED.has(message.kind)
		? ""
		: raidLine(message.airRaid, texts);

/** A short sentence behind the place, never in the first six seconds; and where people gather. */
export function spokenDanger(
	message: Message,
	around: Surroundings,
	texts: Texts,
): string {
	if (message.mode === "test" || !WARNED.has(message.kind)) return "";
	const { airRaid } = message;
	return [
		airRaid === undefined || airRaid === "none"
			? ""
			: texts.text(`voice-airRaid-${airRaid}`),
		message.away && isCalled(message)
			? `${gatherArgs(around, texts).gathering}.`
			: "",
		asksAfterRaid(message) ? texts.text("voice-afterAirRaid") : "",
	]
		.filter(Boolean)
		.join(" ");
}

const isCalled = ({ kind }: Message): boolean =>
	kind === "alert" || kind === "calledBack" || kind === "askRaiser";

/** «Можу після відбою повітряної тривоги» is offered while it is red, to who is called. */
export const asksAfterRaid = ({ airRaid, mode, kind }: Message): boolean =>
	airRaid === "red" &&
	mode !== "test" &&
	(kind === "alert" || kind === "calledBack");

/** «Збір: школа, не в депо» on a screen. */
export const gatheringWords = (
	{ text }: Pick<Texts, "text">,
	staging: string | null,
): string =>
	staging
		? text("gather-staging.sentence", { staging })
		: text("gather-unknown.sentence");

// Room for a street and a house; longer and it would push the place of the fire out.
const LONGEST_STAGING = 60;

/** «збір: школа», whole words for each place in a sentence. */
export function gatherArgs(
	{ staging }: { staging?: string },
	texts: Pick<Texts, "text" | "free">,
	room = LONGEST_STAGING,
): Args {
	const words = cut(texts.free(staging ?? ""), Math.min(room, LONGEST_STAGING));
	const id = words ? "gather-staging" : "gather-unknown";
	const args = { staging: words };
	return {
		gather: texts.text(id, args),
		gathering: texts.text(`${id}.sentence`, args),
		gathers: texts.text(`${id}.short`, args),
		awaited: texts.text(`${id}.awaited`, args),
	};
}

/**
 * What does not work now, in the words of whoever looks: a chief must know what
 * alarms go by and what to do, a volunteer only what concerns their answer.
 */
import type { ChannelName } from "../core/kinds.ts";
import type { ScreenWords } from "../wording/onScreen.ts";
import { isOver, type Screen } from "./screen.ts";
import { moneyOf } from "./timeline.ts";

export type Outages = {
	/** Words of what does not work, as `service.degraded()` gives them. */
	degraded: readonly string[];
	/** Channels that are configured. */
	channels: readonly ChannelName[];
	words: ScreenWords;
	/** What the month has cost, written as money. */
	spent?: string;
};

// In this order they stand in the ids of the texts.
const CARRIERS = ["telegram", "sms", "voice"] as const;

// Right after the alert nobody is reached yet; that must not flash red.
const REACHED_WITHIN_MS = 30_000;

/** Thirty seconds after the alert it has reached nobody of those who are still wanted. */
export const isUnheard = ({ board, now }: Pick<Screen, "board" | "now">) =>
	!isOver(board) &&
	board.alertedAt !== null &&
	board.reached === 0 &&
	now - board.alertedAt >= REACHED_WITHIN_MS &&
	!board.responders.some(({ stoodDownAt }) => stoodDownAt !== null);

/** The bars of an incident's screen, gravest first. */
export function brokenOf(screen: Screen): string[] {
	const { board, text, words, channels, locale } = screen;
	const { month, currency = "" } = board.cost ?? {};
	const broken = chiefsOutages({
		channels,
		words,
		degraded: board.degraded,
		...(month ? { spent: moneyOf(month.amount, currency, locale) } : {}),
	});
	return isUnheard(screen)
		? [text("page-desk-reached-nobody"), ...broken]
		: broken;
}

/** For chiefs and desks: everything, carriers first. */
export function chiefsOutages(outages: Outages): string[] {
	const { degraded, words, spent = "" } = outages;
	const rest = degraded
		.filter((word) => !isCarrier(word))
		.filter((word) => words.has(`degraded-${word}`));
	return [
		...carrierWords(outages, "degraded-by-nothing"),
		...rest.map((word) => words.text(`degraded-${word}`, { spent })),
	];
}

/** For the answer page: by what they are called, whether the answer is kept, whether the times are right. */
export function volunteersOutages(outages: Outages): string[] {
	const { degraded, words } = outages;
	const known = new Set(
		degraded.map((word) => (word === "blind" ? "store" : word)),
	);
	return [
		...carrierWords(outages, "page-answer-by-nothing"),
		...["store", "clock", "console"]
			.filter((word) => known.has(word))
			.map((word) => words.text(`page-answer-degraded-${word}`)),
	];
}

/** One sentence for all carriers: two would each promise the other. */
function carrierWords(
	{ degraded, channels, words }: Outages,
	byNothing: string,
): string[] {
	const out = CARRIERS.filter((name) => degraded.includes(name));
	if (out.length === 0) return [];
	const left = CARRIERS.filter(
		(name) => channels.includes(name) && !out.includes(name),
	);
	const by =
		left.length === 0 ? byNothing : (`degraded-by-${left.join("-")}` as const);
	return [`${words.text(`degraded-out-${out.join("-")}`)}: ${words.text(by)}`];
}

const isCarrier = (word: string): word is ChannelName =>
	CARRIERS.some((name) => name === word);

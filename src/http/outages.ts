/**
 * What does not work now, in the words of whoever looks: a chief must know what
 * alarms go by and what to do, a volunteer only what concerns their answer.
 */
import type { ChannelName, Locale } from "../core/kinds.ts";
import type { Settings } from "../service.ts";
import type { Wording } from "../wording/wording.ts";

export type Outages = {
	/** Words of what does not work, as `service.degraded()` gives them. */
	degraded: readonly string[];
	/** Channels that are configured. */
	channels: Settings["channels"];
	wording: Wording;
	locale: Locale;
	/** What the month has cost, written as money. */
	spent?: string;
};

// In this order they stand in the ids of the texts.
const CARRIERS = ["telegram", "sms", "voice"] as const;

/** For the live page: everything, carriers first. */
export function chiefsOutages(outages: Outages): string[] {
	const { degraded, wording, locale, spent = "" } = outages;
	const rest = degraded
		.filter((word) => !isCarrier(word))
		.filter((word) => wording.has(locale, `degraded-${word}`));
	return [
		...carrierWords(outages, "degraded-by-nothing"),
		...rest.map((word) => wording.text(locale, `degraded-${word}`, { spent })),
	];
}

/** For the answer page: by what they are called, whether the answer is kept, whether the times are right. */
export function volunteersOutages(outages: Outages): string[] {
	const { degraded, wording, locale } = outages;
	const known = new Set(
		degraded.map((word) => (word === "blind" ? "store" : word)),
	);
	return [
		...carrierWords(outages, "page-answer-by-nothing"),
		...["store", "clock", "console"]
			.filter((word) => known.has(word))
			.map((word) => wording.text(locale, `page-answer-degraded-${word}`)),
	];
}

/** One sentence for all carriers: two would each promise the other. */
function carrierWords(
	{ degraded, channels, wording, locale }: Outages,
	byNothing: string,
): string[] {
	const out = CARRIERS.filter((name) => degraded.includes(name));
	if (out.length === 0) return [];
	const left = CARRIERS.filter(
		(name) => channels.includes(name) && !out.includes(name),
	);
	const by =
		left.length === 0 ? byNothing : (`degraded-by-${left.join("-")}` as const);
	return [
		`${wording.text(locale, `degraded-out-${out.join("-")}`)}: ${wording.text(locale, by)}`,
	];
}

const isCarrier = (word: string): word is ChannelName =>
	CARRIERS.some((name) => name === word);

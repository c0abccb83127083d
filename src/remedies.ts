/**
 * What is tried once before a refusal counts: the text without its markup, another
 * number to send from, half a minute's patience.
 *
 * What was tried stands in the row's own text, which is settled with it: it is tried
 * once, also when the process dies in between.
 */
import type { OutboxRow, RejectReason } from "./ports.ts";
import { plainTelegram } from "./wording/plain.ts";
import type { Rendered } from "./wording/rendered.ts";

export type Remedy = {
	/** The row's text from now on. */
	text: Rendered;
	afterMs: number;
	/**
	 * The person's other channels wait for it, or are due now; `told`: the incident hears that
	 * this channel failed, so that who has no other is replaced now.
	 */
	meanwhile: "wait" | "hasten" | "told";
};

/** A 403 without one of the known reasons has passed by itself in half a minute, or it stays. */
const SUSPECT_AGAIN_MS = 30_000;

export function remedyFor(
	reason: RejectReason,
	{ purpose }: Pick<OutboxRow, "purpose">,
	text: Rendered,
	has: {
		secondSender: boolean;
		/** `plain-…` of the reader's language. */
		words: { shortened: string; empty: string };
	},
): Remedy | undefined {
	if (text.channel === "telegram") {
		if (reason === "content" && text.plain === undefined)
			return {
				text: plainTelegram(text, has.words),
				afterMs: 0,
				meanwhile: "wait",
			};
		// Thanks of half a minute ago are none.
		if (reason === "suspect" && !text.doubted && purpose !== "courtesy")
			return {
				text: { ...text, doubted: true },
				afterMs: SUSPECT_AGAIN_MS,
				meanwhile: "told",
			};
	}
	if (
		text.channel === "sms" &&
		has.secondSender &&
		text.sender === undefined &&
		(reason === "sender" || reason === "filtered")
	)
		return {
			text: { ...text, sender: "second" },
			afterMs: 0,
			// What one filter took for spam the next may take for it too.
			meanwhile: reason === "filtered" ? "hasten" : "wait",
		};
	return undefined;
}

/** The incident has heard of this row's channel: told twice, a chief's other channels would ring twice. */
export const wasTold = (text: Rendered | undefined): boolean =>
	text?.channel === "telegram" && text.doubted === true;

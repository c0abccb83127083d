/**
 * A Telegram text once more without markup, after the carrier refused it as it was.
 *
 * It is the same text without tags, cut far below every limit, so that whatever was
 * wrong with it is gone. A link whose button is left out stands in the text.
 */
import { cut } from "./place.ts";
import type { RenderedTelegram } from "./rendered.ts";

/** Telegram takes 4096; who cannot read it here reads the page. */
const LONGEST_PLAIN = 1_000;
/** Only the tags we write: words between a bare «<» and «>» are somebody's. */
const TAG = /<\/?(?:b|i|u|s|code|pre|a|blockquote)(?:\s[^<>]*)?>/gi;

export function plainTelegram(
	rendered: RenderedTelegram,
	/** `plain-…` of the reader's language. */
	words: { shortened: string; empty: string },
): RenderedTelegram {
	const whole = unescaped(rendered.html.replace(TAG, "")).trim();
	const kept = cut(whole, LONGEST_PLAIN);
	const links = rendered.buttons.flat().flatMap(({ url }) => url ?? []);
	const lines = [kept || words.empty, kept === whole ? "" : words.shortened];
	return {
		...rendered,
		plain: [...lines, ...links].filter(Boolean).join("\n"),
		buttons: rendered.buttons
			.map((row) =>
				row.flatMap(({ text, data }) =>
					data === undefined ? [] : [{ text, data }],
				),
			)
			.filter((row) => row.length > 0),
	};
}

const unescaped = (html: string): string =>
	html
		.replaceAll("&lt;", "<")
		.replaceAll("&gt;", ">")
		.replaceAll("&quot;", '"')
		.replaceAll("&amp;", "&");

/** Words that are one of our texts already, as a chat or an SMS carries them. */
import type { SmsAlphabet } from "../core/kinds.ts";
import type { Button } from "./buttons.ts";
import { escapeHtml } from "./card.ts";
import type { Rendered } from "./rendered.ts";
import { measure, transliterate } from "./sms.ts";

export const inChat = (
	words: string,
	{ buttons, silent }: { buttons: Button[][]; silent: boolean },
): Rendered => ({
	channel: "telegram",
	html: escapeHtml(words),
	plain: words,
	buttons,
	silent,
});

export function inSms(words: string, smsAlphabet: SmsAlphabet): Rendered {
	const text = smsAlphabet === "latin" ? transliterate(words) : words;
	const { alphabet, segments } = measure(text);
	return { channel: "sms", text, alphabet, segments };
}

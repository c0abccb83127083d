/**
 * What Twilio tells with each request of a call, and how our sentences sound.
 */
import type { Sentence } from "../../channels/twilioWebhooks.ts";
import type { Locale } from "../../core/kinds.ts";
import type { Service } from "../../service.ts";
import type { RenderedVoice } from "../../wording/rendered.ts";
import type { Wording } from "../../wording/wording.ts";

export type Heard = {
	callSid: string;
	/** Absent when the call was just picked up, empty when no key was pressed in time. */
	digits: string | undefined;
	/** Where in the conversation we are; ours, and signed with the address. */
	query: URLSearchParams;
};

/** Of the calls that come in: told where the next key goes. */
export type Menu =
	| "availability"
	| "pin"
	| "chief"
	| "told"
	| "doubt"
	/** Whether a helper agrees to be asked (`others/consentRing.ts`). */
	| "consent"
	| undefined;

export const sentence = (
	{ language, voice }: Pick<RenderedVoice, "language" | "voice">,
	text: string,
): Sentence => ({ text, language, voice });

/** One of our texts as this person hears it. */
export const saying =
	({ wording }: Pick<Service, "wording">) =>
	(
		locale: Locale,
		id: string,
		args?: Parameters<Wording["text"]>[2],
	): Sentence => ({
		text: wording.text(locale, id, args),
		language: wording.text(locale, "voice-language"),
		voice: wording.text(locale, "voice-name"),
	});

export type Say = ReturnType<typeof saying>;

/**
 * What goes into a rendering and what comes out of it, per channel.
 *
 * The message says the facts; the reader says how this person reads or hears;
 * the surroundings are what is added when the text is written: place, link, numbers.
 */
import type {
	ChannelName,
	Instant,
	Locale,
	PhoneKind,
	SmsAlphabet,
} from "../core/kinds.ts";
import type { Button } from "./buttons.ts";
import type { WaterShown } from "./ground.ts";

export type Channelled = ChannelName;

export type Reader = {
	locale: Locale;
	smsAlphabet: SmsAlphabet;
	phoneKind: PhoneKind;
	timeZone: string;
};

/** What the text may use beside the message itself. */
export type Surroundings = {
	/** Free words, e.g. «Росохач (Чортківська громада), вул. Шевченка, 12». */
	place?: string;
	/** With its scheme; an SMS leaves the scheme out. */
	link?: string;
	/** The incident's live page, for a chief who is also called as a member. */
	pageUrl?: string;
	/** Numbers to let ring: the one means yes, the other no. */
	ringNumbers?: { yes: string; no: string };
	token?: string;
	/** The SMS itself can be answered. */
	repliesBySms?: boolean;
	/** A call that speaks and hears keys follows or is possible for this person. */
	reachableByCall: boolean;
	/** False: possible, but this time nobody rings, so the text asks to be rung. */
	callFollows?: boolean;
	hasTelegram: boolean;
	/** Where people gather while the station may be hit too; absent: nobody has said. */
	staging?: string;
	/** Where a truck is filled near the place, the quickest first. */
	water?: readonly WaterShown[];
};

export type Rendered =
	| {
			channel: "telegram";
			html: string;
			buttons: Button[][];
			silent: boolean;
			/** Sent instead of `html`, without markup, because the carrier refused that. */
			plain?: string;
			/** Refused once for what may pass by itself; refused again it is over. */
			doubted?: true;
	  }
	| {
			channel: "sms";
			text: string;
			alphabet: "gsm7" | "ucs2";
			segments: number;
			/** Leaves from the other number, because the first was refused or filtered. */
			sender?: "second";
	  }
	| {
			channel: "voice";
			/** Calls from the number for exercises and tests, where there is one. */
			caller?: "drill";
			/** `uk-UA`, `en-US`. */
			language: string;
			voice: string;
			/** The first sentence, six seconds at most. */
			first: string;
			prompt: string;
			/** Key -> `KeyMeaning`. */
			keys: Record<string, string>;
			/** Said back after each key. */
			said: Record<string, string>;
			goodbye: string;
	  }
	| { channel: "console"; text: string };

export type RenderedTelegram = Extract<Rendered, { channel: "telegram" }>;
export type RenderedSms = Extract<Rendered, { channel: "sms" }>;
export type RenderedVoice = Extract<Rendered, { channel: "voice" }>;

export type Args = Record<string, string | number>;

/** The texts of one language. `text` throws on an id the language does not have: a missing text is a defect. */
export type Texts = {
	locale: Locale;
	text(id: string, args?: Args): string;
	has(id: string): boolean;
	/** Free words of people, harmless: no line breaks or control characters, and never a word that sets off a siren. */
	free(words: string): string;
	/** 03:14 in the reader's zone. */
	clock(at: Instant, timeZone: string): string;
};

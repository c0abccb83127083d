/**
 * Every word a person reads or hears, in their language, for their channel.
 *
 * `createWording` takes the sources of the locales (see `load.ts` for Node, `bundled.ts`
 * for a bundler) and is pure afterwards. `render` never throws: a text that cannot be
 * made is replaced by constant words, and `failed` hears why.
 */
import type { Headline } from "../core/headline.ts";
import { type Instant, LOCALES, type Locale } from "../core/kinds.ts";
import type { Gap, Message } from "../core/message.ts";
import { type Card, renderCard } from "./card.ts";
import { constantWording } from "./fallback.ts";
import { type ScreenWords, screenWords } from "./onScreen.ts";
import { compactPlace } from "./place.ts";
import { renderConsole, renderSms } from "./render-sms.ts";
import { renderTelegram } from "./render-telegram.ts";
import { renderVoice } from "./render-voice.ts";
import type {
	Args,
	Channelled,
	Reader,
	Rendered,
	RenderedTelegram,
	Surroundings,
	Texts,
} from "./rendered.ts";
import { clock } from "./speak.ts";
import { textsOf } from "./texts.ts";

export type { Button, ButtonCode, KeyMeaning } from "./buttons.ts";
export type { Card, CardPerson, CardYou } from "./card.ts";
export type {
	Channelled,
	Reader,
	Rendered,
	RenderedTelegram,
	Surroundings,
} from "./rendered.ts";

export type Wording = {
	render(
		message: Message,
		channel: Channelled,
		reader: Reader,
		around: Surroundings,
	): Rendered;
	/** Constant words for when a template fails: never throws. */
	fallback(
		message: Message,
		channel: Channelled,
		reader: Reader,
		around: Surroundings,
	): Rendered;
	card(card: Card, reader: Reader): RenderedTelegram;
	/** The words of screens in one language. */
	onScreen(locale: Locale): ScreenWords;
	/** A text by id, or `id.attribute`. Throws on an unknown id or a missing variable: both are defects. */
	text(locale: Locale, id: string, args?: Args): string;
	has(locale: Locale, id: string): boolean;
	/** «НЕМАЄ ВОДІЯ», «ВИЇЗД 03:14». */
	headline(
		headline: Headline,
		reader: Pick<Reader, "locale" | "timeZone">,
	): string;
	/** «Бракує водія, 2 пожежних»; empty when nothing is missing. */
	missing(locale: Locale, gaps: Gap[]): string;
	/** «водій»; a brigade's own word stays as it is. */
	qualification(locale: Locale, qualification: string): string;
	/** Why somebody is called or passed over, with the number that explains it when there is one. */
	reason(
		locale: Locale,
		kind: "why" | "passed",
		code: string,
		args?: { minutes?: number; number?: number | string },
	): string;
	/** 03:14 in that zone. */
	clock(at: Instant, timeZone: string): string;
	/** «850 м», «1,4 км». */
	distance(locale: Locale, metres: number): string;
	/** «Росохач, Шевченка 12» of a longer place. */
	place(place: string): string;
};

export function createWording(
	resources: Record<Locale, string>,
	failed: (error: unknown) => void = () => {},
): Wording {
	const languages = Object.fromEntries(
		LOCALES.map((locale) => [locale, textsOf(locale, resources[locale])]),
	) as Record<Locale, Texts>;
	const of = (locale: Locale): Texts => languages[locale] ?? languages.uk;
	const screens = Object.fromEntries(
		LOCALES.map((locale) => [locale, screenWords(of(locale))]),
	) as Record<Locale, ScreenWords>;
	return {
		render(message, channel, reader, around) {
			try {
				return renderAs(message, channel, reader, around, of(reader.locale));
			} catch (error) {
				failed(error);
				return constantWording(message, channel, reader, around);
			}
		},
		fallback: constantWording,
		card(card, reader) {
			try {
				return renderCard(card, reader, of(reader.locale));
			} catch (error) {
				failed(error);
				return constantCard(card, reader);
			}
		},
		onScreen: (locale) => screens[locale] ?? screens.uk,
		text: (locale, id, args) => of(locale).text(id, args),
		has: (locale, id) => of(locale).has(id),
		headline: (headline, { locale, timeZone }) =>
			screens[locale].headline(headline, timeZone),
		missing: (locale, gaps) => screens[locale].missing(gaps),
		qualification: (locale, qualification) =>
			screens[locale].qualification(qualification),
		reason: (locale, kind, code, args) =>
			screens[locale].reason(kind, code, args),
		clock,
		distance: (locale, metres) => screens[locale].distance(metres),
		place: compactPlace,
	};
}

function renderAs(
	message: Message,
	channel: Channelled,
	reader: Reader,
	around: Surroundings,
	texts: Texts,
): Rendered {
	switch (channel) {
		case "telegram":
			return renderTelegram(message, reader, around, texts);
		case "sms":
			return renderSms(message, reader, around, texts);
		case "voice":
			return renderVoice(message, reader, around, texts);
		case "console":
			return {
				channel,
				text: renderConsole(message, reader, around, texts),
			};
	}
}

function constantCard(card: Card, reader: Reader): RenderedTelegram {
	const message: Message = card.ended
		? { ...card.about, kind: "standDown", why: "closed" }
		: { ...card.about, kind: "alert", repeat: false };
	const around: Surroundings = {
		reachableByCall: false,
		hasTelegram: true,
		...(card.place === undefined ? {} : { place: card.place }),
		...(card.token === undefined ? {} : { token: card.token }),
	};
	return constantWording(
		message,
		"telegram",
		reader,
		around,
	) as RenderedTelegram;
}

/**
 * The texts of one language: a Fluent source parsed once, looked up by id.
 *
 * A missing text or variable is a defect and throws; `wording.ts` catches it where a
 * person is waiting, the tests do not.
 */
import { FluentBundle, FluentNumber, FluentResource } from "@fluent/bundle";
import { LOCALES, type Locale } from "../core/kinds.ts";
import { ALARM_WORDS } from "./fallback.ts";
import { oneLine } from "./place.ts";
import type { Args, Texts } from "./rendered.ts";
import { transliterate } from "./sms.ts";
import { clock } from "./speak.ts";

export function textsOf(locale: Locale, source: string): Texts {
	// Isolation marks are invisible characters: they would turn an SMS into UCS-2 and a screen reader mad.
	const bundle = new FluentBundle(locale, { useIsolating: false });
	bundle.addResource(new FluentResource(source));
	const patternOf = (id: string) => {
		const [name = "", attribute] = id.split(".");
		const message = bundle.getMessage(name);
		return attribute === undefined
			? message?.value
			: message?.attributes[attribute];
	};
	return {
		locale,
		has: (id) => Boolean(patternOf(id)),
		text(id, args = {}) {
			const pattern = patternOf(id);
			if (!pattern)
				throw new Error(
					`Expected a text "${id}" in locales/${locale}.ftl, found none: add it there and in the other locale.`,
				);
			const errors: Error[] = [];
			const text = bundle.formatPattern(pattern, fluentArgs(args), errors);
			if (errors[0])
				throw new Error(
					`The text "${id}" of locales/${locale}.ftl cannot be written: ${errors[0].message}.`,
				);
			return text;
		},
		free: (words) => withoutAlarmWords(oneLine(words)),
		clock,
	};
}

/** Numbers choose the plural and are printed plainly: «1180», not «1 180». */
function fluentArgs(args: Args): Record<string, string | FluentNumber> {
	return Object.fromEntries(
		Object.entries(args).map(([name, value]) => [
			name,
			typeof value === "number"
				? new FluentNumber(value, { useGrouping: false })
				: value,
		]),
	);
}

// Siren apps hang on these words, so a chief's note or a place name must not carry them into another text.
const SIREN_WORDS = [
	...new Set(LOCALES.flatMap((locale) => Object.values(ALARM_WORDS[locale]))),
];
const SIREN = new RegExp(
	[...SIREN_WORDS, ...SIREN_WORDS.map(transliterate)].join("|"),
	"g",
);

const withoutAlarmWords = (words: string): string =>
	words.replace(SIREN, (word) => word.toLowerCase());

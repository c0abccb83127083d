/** What somebody with a machine hears and reads when they are asked whether they agree. */
import { describe, expect, it } from "vitest";
import { EQUIPMENT } from "../../src/core/kinds.ts";
import { equipmentWords } from "../../src/others/consent.ts";
import { speakingMs } from "../../src/sandbox/sound.ts";
import { SIREN_WORDS, wording } from "./spoken-facts.ts";

const LOCALES = ["uk", "en"] as const;
const SPOKEN = [
	"voice-helper-consent",
	"voice-helper-agreed",
	"voice-helper-said-yes",
	"voice-helper-said-no",
	"voice-helper-said-never",
];
const firstSentence = (words: string): string =>
	/^.*?[.?!](?=\s\p{Lu}|$)/u.exec(words)?.[0] ?? words;

describe.each(LOCALES)("%s", (locale) => {
	it.each(SPOKEN)("%s: the first sentence takes six seconds at most", (id) => {
		const words = wording.text(locale, id);
		expect(speakingMs(firstSentence(words))).toBeLessThanOrEqual(6_000);
	});

	it.each(["voice-helper-consent", "voice-helper-agreed"])(
		"%s: names what they have and every key in words, and no alarm's word",
		(id) => {
			const words = wording.text(locale, `${id}.prompt`, {
				with: equipmentWords(
					{ wording },
					{ equipment: [...EQUIPMENT] },
					locale,
				),
			});
			for (const one of EQUIPMENT)
				expect(words).toContain(wording.text(locale, `equipment-${one}.with`));
			expect(words).toMatch(locale === "uk" ? /дев'ять/ : /nine/);
			expect(words).not.toMatch(/\d/);
			expect(words).not.toMatch(SIREN_WORDS);
		},
	);

	it.each(["yes", "no", "never"])(
		"the SMS after «%s» is one segment",
		(word) => {
			const words = wording.text(locale, `sms-helper-said-${word}`);
			expect(words.length).toBeLessThanOrEqual(70);
			expect(words).not.toMatch(SIREN_WORDS);
		},
	);
});

/**
 * What a resident hears on the phone and reads in an SMS: short enough for somebody who
 * stands before a fire, in both languages, and without what strangers must not learn.
 */
import { describe, expect, it } from "vitest";
import { speakingMs } from "../../src/sandbox/sound.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { SIREN_WORDS } from "./spoken-facts.ts";

const wording = createWording(loadTexts(), (error) => {
	throw error;
});
const PHONE = "+380671234567";
const PLACE = "Росохач (Чортківська громада), вул. Шевченка, 12";
const LOCALES = ["uk", "en"] as const;

const SPOKEN = [
	"voice-report",
	"voice-report-speak",
	"voice-report-whisper",
	"voice-report-talked",
	"voice-report-nobody",
	"voice-report-heard",
	"voice-report-danger",
	"voice-report-danger-noted",
	"voice-report-goodbye",
	"voice-report-silent",
	"voice-report-silent-hidden",
	"voice-report-warn",
	"voice-report-failed",
	"voice-report-blocked",
	"voice-callBack",
	"voice-callBack.prompt",
	"voice-callBack-place",
	"voice-callBack-burning",
	"voice-callBack-out",
	"voice-callBack-silent",
	"voice-callBack-over",
];
const WRITTEN = [
	"sms-resident-taken",
	"sms-resident-warned",
	"sms-resident-ask",
	"sms-resident-burning",
	"sms-resident-out",
	"sms-resident-mistake",
	"sms-resident-blocked",
	"report-call-missed",
	"report-call-missed-hidden",
	"report-call-taken",
	"report-call-taken-hidden",
];

const text = (locale: "uk" | "en", id: string) =>
	wording.text(locale, id, { phone: PHONE, place: PLACE });
const firstSentence = (words: string): string =>
	/^.*?[.?!](?=\s\p{Lu}|$)/u.exec(words)?.[0] ?? words;

describe.each(LOCALES)("%s", (locale) => {
	it.each(SPOKEN)("%s: the first sentence takes six seconds at most", (id) => {
		const words = text(locale, id);
		expect(speakingMs(firstSentence(words))).toBeLessThanOrEqual(6_000);
		expect(words).not.toMatch(SIREN_WORDS);
		// A voice reads figures as it likes.
		expect(words.replace(PLACE, "")).not.toMatch(/\d/);
	});

	it("the greeting takes four seconds at most: then somebody's phone rings", () => {
		expect(speakingMs(text(locale, "voice-report"))).toBeLessThanOrEqual(4_000);
	});

	it.each(WRITTEN)("%s: one segment, and no alarm's word", (id) => {
		const words = text(locale, id);
		expect(words.length).toBeLessThanOrEqual(70);
		expect(words).not.toMatch(SIREN_WORDS);
	});
});

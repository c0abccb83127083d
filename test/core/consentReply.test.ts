/** Whether a text says yes, no or never to the question of consent; all else says nothing. */
import { describe, expect, it } from "vitest";
import { readConsent } from "../../src/core/consentReply.ts";

const WAITING = { isWaiting: true };
const LATER = { isWaiting: false };

describe("a word about consent", () => {
	it.each([
		["Згоден", "yes"],
		["я згодна.", "yes"],
		["ЗГОДА!", "yes"],
		["погоджуюсь", "yes"],
		["zgoden", "yes"],
		["I agree", "yes"],
		["не згоден", "no"],
		["Відмовляюсь", "no"],
		["Більше не питайте", "never"],
		["don't ask", "never"],
	])("«%s» is %s, whether the question waits or not", (text, word) => {
		expect(readConsent(text, WAITING)).toBe(word);
		expect(readConsent(text, LATER)).toBe(word);
	});

	it.each([
		["так", "yes"],
		["1", "yes"],
		["ні", "no"],
		["0", "no"],
		["не можу", "no"],
	])("«%s» is %s while the question waits, and nothing later", (text, word) => {
		expect(readConsent(text, WAITING)).toBe(word);
		expect(readConsent(text, LATER)).toBeUndefined();
	});

	it.each([
		"згоден, але трактор зламаний",
		"так, але трактор зламаний",
		"не знаю",
		"їду 10",
		"хто це?",
		"",
	])("«%s» agrees to nothing", (text) => {
		expect(readConsent(text, WAITING)).toBeUndefined();
	});
});

/** A Telegram text that was refused, once more without anything that could be wrong with it. */
import { describe, expect, it } from "vitest";
import { LOCALES } from "../../src/core/kinds.ts";
import { TO_REPORTERS } from "../../src/core/message.ts";
import { escapeHtml } from "../../src/wording/card.ts";
import { plainTelegram } from "../../src/wording/plain.ts";
import type { RenderedTelegram } from "../../src/wording/wording.ts";
import { around, everyMessage, smart, wording } from "./spoken-facts.ts";

const words = { shortened: "(скорочено)", empty: "(порожньо)" };
const rendered = (html: string, more: Partial<RenderedTelegram> = {}) =>
	plainTelegram(
		{ channel: "telegram", html, buttons: [], silent: false, ...more },
		words,
	);

describe("a plain text", () => {
	it.each([
		["<b>ПОЖЕЖА</b> · хата", "ПОЖЕЖА · хата"],
		["<b>ПОЖЕЖА · хата", "ПОЖЕЖА · хата"],
		['<a href="https://dzv.ua">сторінка</a>', "сторінка"],
		["5 < 7 & 8 > 6", "5 < 7 & 8 > 6"],
		[escapeHtml("<b>«Ой & ко»</b> &lt;"), "<b>«Ой & ко»</b> &lt;"],
	])("of %s says %s", (html, plain) => {
		expect(rendered(html).plain).toBe(plain);
	});

	it("is cut where it is too long, and says so", () => {
		const { plain = "" } = rendered("слово ".repeat(2_000));
		expect(plain.length).toBeLessThan(1_100);
		expect(plain).toMatch(/\.\n\(скорочено\)$/);
	});

	it("is never empty", () => {
		expect(rendered("<b></b>").plain).toBe("(порожньо)");
	});

	it("keeps what is pressed; what is opened stands in the text, and nothing is coloured", () => {
		const { plain, buttons } = rendered("<b>Подія</b>", {
			buttons: [
				[
					{ text: "Їду", data: "k7Qm2Xw9Rb4t:y", style: "success" },
					{ text: "Карта", url: "https://example.org/map" },
				],
				[{ text: "Відкрити", url: "https://dzv.ua/i/1" }],
			],
		});
		expect(plain).toBe("Подія\nhttps://example.org/map\nhttps://dzv.ua/i/1");
		expect(buttons).toEqual([[{ text: "Їду", data: "k7Qm2Xw9Rb4t:y" }]]);
	});

	it("of any message of ours holds its whole text and no tag", () => {
		for (const locale of LOCALES)
			for (const message of everyMessage) {
				const reader = { ...smart, locale };
				const text = wording.render(message, "telegram", reader, around);
				if (text.channel !== "telegram") throw new TypeError(text.channel);
				const { plain } = plainTelegram(text, words);
				expect(plain).not.toMatch(/<\/?[a-z]/);
				// Who reported learns no number of ours.
				expect((plain ?? "").includes(`#${message.number}`)).toBe(
					!TO_REPORTERS.has(message.kind),
				);
			}
	});
});

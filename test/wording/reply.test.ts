/** What is written where calls only ring: the SMS asks, and is answered itself. */
import { describe, expect, it } from "vitest";
import { LOCALES } from "../../src/core/kinds.ts";
import type { Message } from "../../src/core/message.ts";
import { loadTexts } from "../../src/wording/load.ts";
import type { Surroundings } from "../../src/wording/rendered.ts";
import { createWording } from "../../src/wording/wording.ts";

const wording = createWording(loadTexts());
const FIRE = {
	number: 118,
	incidentType: "structure_fire",
	mode: "actual",
	peopleInDanger: false,
	unconfirmed: false,
} as const;
const PLACE = "Росохач (Чортківська громада), вул. Шевченка, 12";
const LINK = "https://dzv.ua/k7Qm2Xw9Rb4t";

const ALERTS: readonly Message[] = [
	{ ...FIRE, kind: "alert", repeat: false },
	{ ...FIRE, kind: "alert", repeat: false, mode: "exercise" },
	{ ...FIRE, kind: "alert", repeat: false, mode: "test" },
	{ ...FIRE, kind: "askRaiser" },
	{ ...FIRE, kind: "askAtStation" },
	{ ...FIRE, kind: "seatOpened", by: "noShow" },
];

const sms = (
	message: Message,
	around: Partial<Surroundings>,
	locale: (typeof LOCALES)[number] = "uk",
	phoneKind: "button" | "smart" = "button",
) => {
	const rendered = wording.render(
		message,
		"sms",
		{ locale, smsAlphabet: "cyrillic", phoneKind, timeZone: "Europe/Kyiv" },
		{
			place: PLACE,
			link: LINK,
			reachableByCall: false,
			hasTelegram: false,
			...around,
		},
	);
	if (rendered.channel !== "sms") throw new Error("expected an SMS");
	return rendered;
};

describe("a button phone where calls only ring", () => {
	it.each(LOCALES)("is asked to write back, in one segment (%s)", (locale) => {
		const asks = locale === "uk" ? "Надішліть" : "Reply";
		for (const message of ALERTS) {
			const { text, segments } = sms(message, { repliesBySms: true }, locale);
			expect(text).toContain(asks);
			expect(text).toContain("1");
			expect(text).not.toContain("dzv.ua");
			expect(segments, text).toBe(1);
		}
	});

	it("is given the link where nobody hears an SMS of theirs, and keys where a call speaks", () => {
		const [alert] = ALERTS as [Message];
		expect(sms(alert, {}).text).toContain("dzv.ua/k7Qm2Xw9Rb4t");
		expect(
			sms(alert, { repliesBySms: true, reachableByCall: true }).text,
		).toContain("Дзвонимо");
		expect(sms(alert, { repliesBySms: true }, "uk", "smart").text).toContain(
			"dzv.ua/k7Qm2Xw9Rb4t",
		);
	});
});

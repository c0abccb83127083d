/**
 * Mines and water in words: whatever the place, the danger and the crowd of other words,
 * МІНИ stands in the one segment, and what is cut is the place.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INCIDENT_TYPES } from "../../src/core/kinds.ts";
import type { Message } from "../../src/core/message.ts";
import type { Reader } from "../../src/wording/wording.ts";
import {
	about,
	around,
	button,
	latin,
	smart,
	wording,
} from "./spoken-facts.ts";

const alert = (mines: number, more: Partial<Message> = {}): Message =>
	({ ...about, kind: "alert", repeat: false, mines, ...more }) as Message;
const smsOf = (message: Message, reader: Reader = smart, more = {}): string => {
	const rendered = wording.render(message, "sms", reader, {
		...around,
		...more,
	});
	if (rendered.channel !== "sms") throw new Error("expected an SMS");
	expect(rendered.segments).toBe(1);
	return rendered.text;
};
const voiceOf = (message: Message, reader: Reader = smart) => {
	const rendered = wording.render(message, "voice", reader, around);
	if (rendered.channel !== "voice") throw new Error("expected a call");
	return rendered;
};
const chatOf = (message: Message, reader: Reader = smart): string => {
	const rendered = wording.render(message, "telegram", reader, around);
	if (rendered.channel !== "telegram") throw new Error("expected a message");
	return rendered.html;
};
const english: Reader = { ...smart, locale: "en" };

describe("an SMS near mines", () => {
	it("has the word in its head, up to 500 metres", () => {
		expect(smsOf(alert(400))).toBe(
			"ПОЖЕЖА #118 хата, МІНИ: Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
		);
		expect(smsOf(alert(0))).toContain("МІНИ");
		expect(smsOf(alert(500))).toContain("МІНИ");
		expect(smsOf(alert(501))).not.toContain("МІНИ");
		expect(smsOf(alert(400), english)).toContain("MINES");
		expect(smsOf(alert(400), latin)).toMatch(/MINY/);
	});

	it("keeps the word in one segment for whatever place, and cuts the place first", () => {
		fc.assert(
			fc.property(
				fc.string({
					minLength: 0,
					maxLength: 200,
					unit: fc.constantFrom(..."АБВГҐДЕЄЖЗ абвгґ,.0123456789'щ"),
				}),
				fc.constantFrom(...INCIDENT_TYPES),
				fc.boolean(),
				fc.boolean(),
				fc.constantFrom(smart, button, latin, english),
				fc.constantFrom("alert", "calledBack" as const),
				(place, incidentType, peopleInDanger, unconfirmed, reader, kind) => {
					const text = smsOf(
						alert(100, {
							kind,
							incidentType,
							peopleInDanger,
							unconfirmed,
						} as Partial<Message>),
						reader,
						{ place },
					);
					expect(text).toMatch(/МІНИ|MINES|MINY/);
				},
			),
			{ numRuns: 2_000 },
		);
	});

	it("begins news with it, and says nothing of it where nobody is sent", () => {
		const corrected = {
			...about,
			kind: "corrected",
			placeChanged: true,
			mines: 300,
		} as Message;
		expect(smsOf(corrected)).toMatch(/^МІНИ! #118 НОВЕ МІСЦЕ: Росохач/u);
		const over = {
			...about,
			kind: "standDown",
			why: "closed",
			mines: 300,
		} as Message;
		expect(smsOf(over)).not.toContain("МІНИ");
		expect(smsOf({ ...about, kind: "minesFound", mines: 2_350 })).toBe(
			"#118 МІНИ: 2,4 км від пожежі. З доріг не сходити. dzv.ua/k7Qm2Xw9Rb4t",
		);
	});
});

describe("a chat near mines", () => {
	it("has a line of its own under the head, in both languages, for fires and for what does not burn", () => {
		expect(chatOf(alert(400)).split("\n")[1]).toBe(
			"<b>⚠️ МІНИ: 400 м від пожежі. З доріг не сходити</b>",
		);
		expect(chatOf(alert(0)).split("\n")[1]).toBe(
			"<b>⚠️ МІНИ: горить на замінованій землі. З доріг не сходити</b>",
		);
		expect(
			chatOf(alert(1_400, { incidentType: "rescue" } as Partial<Message>)),
		).toContain("МІНИ: 1,4 км від місця події");
		expect(chatOf(alert(400), english)).toContain(
			"MINES: 400 m from the fire. Stay on the roads",
		);
	});

	it("stands on every message that sends somebody there, and on none that sends them home", () => {
		const line = "⚠️ МІНИ: 400 м від пожежі";
		for (const kind of [
			"askRaiser",
			"askAtStation",
			"askDeparted",
			"minesFound",
		] as const)
			expect(chatOf({ ...about, kind, mines: 400 } as Message), kind).toContain(
				line,
			);
		for (const message of [
			{ kind: "reserve" },
			{ kind: "falseAlarm" },
			{ kind: "standDown", why: "left" },
			// A resident stands at home; where mines lie is told to who goes there.
			{ kind: "reporterNews", news: "coming" },
			{ kind: "callBack" },
			{ kind: "forObservers", state: "closed" },
		])
			expect(
				chatOf({ ...about, ...message, mines: 400 } as Message),
			).not.toContain("МІНИ");
		expect(chatOf(alert(400, { mode: "test" }))).not.toContain("МІНИ");
	});
});

describe("a call near mines", () => {
	it("says two words with the place, within six seconds, and how far before the keys", () => {
		const call = voiceOf(alert(430));
		expect(call.first).toMatch(/Обережно, міни!$/u);
		expect(call.first.length).toBeLessThanOrEqual(80);
		expect(call.prompt).toBe(
			"Міни за 400 метрів від місця. З доріг не сходити. Їдете — натисніть один. Не можете — нуль.",
		);
		expect(voiceOf(alert(20)).prompt).toContain("за 50 метрів");
		expect(voiceOf(alert(2_480)).prompt).toContain("за 2400 метрів");
		expect(voiceOf(alert(0), english).prompt).toContain("The place is mined.");
	});
});

describe("constant words, when a template fails", () => {
	it("still say mines in an alarm, in one segment", () => {
		const rendered = wording.fallback(alert(400), "sms", smart, around);
		expect(rendered).toMatchObject({
			segments: 1,
			text: expect.stringMatching(/^ПОЖЕЖА МІНИ! #118/u),
		});
	});
});

describe("water", () => {
	const pond = {
		kind: "pond",
		name: null,
		distanceMetres: 350,
		refillMinutes: 5,
		saidDryAt: null,
	};
	it("is named by its kind where nobody named it, with what is known of it", () => {
		for (const [locale, said] of [
			[
				"uk",
				[
					"Ставок, 350 м, набрати 5 хв",
					"Ставок, 350 м",
					"Ставок, 350 м, набрати 5 хв (кажуть, води немає)",
				],
			],
			[
				"en",
				[
					"Pond, 350 m, 5 min to fill",
					"Pond, 350 m",
					"Pond, 350 m, 5 min to fill (said to be dry)",
				],
			],
		] as const) {
			const { water } = wording.onScreen(locale);
			expect([
				water(pond),
				water({ ...pond, refillMinutes: null }),
				water({ ...pond, saidDryAt: 1 }),
			]).toEqual(said);
		}
	});
});

/** The air raid and the gathering place in every channel and state, in both languages. */
import { describe, expect, it } from "vitest";
import { AIR_STATES, LOCALES } from "../../src/core/kinds.ts";
import type { Message } from "../../src/core/message.ts";
import { measure } from "../../src/wording/sms.ts";
import type { Reader, Surroundings } from "../../src/wording/wording.ts";
import {
	about,
	around,
	button,
	latin,
	ringNumbers,
	smart,
	wording,
} from "./spoken-facts.ts";

const alert = (more: Partial<Message> = {}): Message =>
	({ ...about, kind: "alert", repeat: false, ...more }) as Message;
const english: Reader = { ...smart, locale: "en" };
const inWords = (
	message: Message,
	reader: Reader = smart,
	surroundings: Surroundings = around,
): string => {
	const rendered = wording.render(message, "sms", reader, surroundings);
	if (rendered.channel !== "sms") throw new Error("expected an SMS");
	return rendered.text;
};
const card = (message: Message, reader: Reader = smart, more = {}) => {
	const rendered = wording.render(message, "telegram", reader, {
		...around,
		...more,
	});
	if (rendered.channel !== "telegram") throw new Error("expected a card");
	return rendered;
};
const call = (message: Message, reader: Reader = smart, more = {}) => {
	const rendered = wording.render(message, "voice", reader, {
		...around,
		...more,
	});
	if (rendered.channel !== "voice") throw new Error("expected a call");
	return rendered;
};
const labels = (message: Message, reader: Reader = smart): string[] =>
	card(message, reader)
		.buttons.flat()
		.map(({ text }) => text);

describe("an alert under an air raid", () => {
	it.each([
		[
			67,
			"red",
			"ПОЖЕЖА #118 хата, ТРИВОГА: Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
		],
		[
			68,
			"unknown",
			"ПОЖЕЖА #118 хата, тривога?: Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
		],
		[
			67,
			"yellow",
			"ПОЖЕЖА #118 жовта тривога: Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
		],
		[
			66,
			"none",
			"ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
		],
	] as const)("says so in one SMS of %i units (%s)", (units, airRaid, text) => {
		expect(inWords(alert({ airRaid }))).toBe(text);
		expect(measure(text)).toMatchObject({ segments: 1, units });
	});

	it("fits one segment with everything else that may be known, for every phone", () => {
		const ways: Partial<Surroundings>[] = [
			{},
			{ reachableByCall: false, ringNumbers },
			{ reachableByCall: false },
		];
		for (const reader of [smart, button, latin, english])
			for (const airRaid of AIR_STATES)
				for (const way of ways)
					for (const more of [
						{},
						{ peopleInDanger: true, unconfirmed: true, mines: 400 },
						{ away: true as const, peopleInDanger: true },
					]) {
						const text = inWords(alert({ airRaid, ...more }), reader, {
							...around,
							...way,
							staging: "подвір'я школи на вулиці Шевченка",
						});
						expect(measure(text).segments, text).toBe(1);
						if (airRaid === "red")
							expect(text).toMatch(/ТРИВОГА|TRYVOHA|RAID/u);
						if (airRaid === "unknown")
							expect(text).toMatch(/тривога\?|tryvoha\?|raid\?/u);
						if (airRaid === "none")
							expect(text).not.toMatch(/тривог|tryvoh|raid/iu);
					}
	});

	it("says so on the card, red in a line of its own under the head", () => {
		const line = (airRaid: (typeof AIR_STATES)[number], reader = smart) =>
			card(alert({ airRaid }), reader).html;
		expect(line("red").split("\n")[1]).toBe(
			"<b>🔴 ПОВІТРЯНА ТРИВОГА: без слова начальника чи старшого не виїжджати</b>",
		);
		expect(line("yellow")).toContain("🟡 Повітряна тривога: жовтий рівень");
		expect(line("none")).toContain("⚠️ Повітряної тривоги немає");
		expect(line("unknown")).toContain(
			"⚠️ Стан повітряної тривоги невідомий: будьте обережні",
		);
		expect(line("red", english).split("\n")[1]).toBe(
			"<b>🔴 AIR RAID ALERT: do not leave without the word of the chief or the leader</b>",
		);
		expect(card(alert()).html).not.toMatch(/тривог/iu);
	});

	it("speaks of it behind the place: the first sentence stays as short as it was", () => {
		for (const locale of LOCALES)
			for (const airRaid of AIR_STATES) {
				const reader = { ...smart, locale };
				const spoken = call(alert({ airRaid }), reader);
				const quiet = call(alert(), reader);
				expect(spoken.first).toBe(quiet.first);
				expect(spoken.prompt === quiet.prompt).toBe(airRaid === "none");
			}
		expect(call(alert({ airRaid: "red" })).prompt).toMatch(
			/^Повітряна тривога! Без слова начальника чи старшого не виїжджайте\./u,
		);
	});

	it("offers «Можу після відбою повітряної тривоги» while it is red, and else never", () => {
		const offer = "Можу після відбою повітряної тривоги";
		expect(labels(alert({ airRaid: "red" }))).toContain(offer);
		expect(labels(alert({ airRaid: "red" }), english)).toContain(
			"I can come after the air raid",
		);
		for (const airRaid of ["none", "yellow", "unknown"] as const)
			expect(labels(alert({ airRaid }))).not.toContain(offer);
		expect(labels(alert())).not.toContain(offer);
		const spoken = call(alert({ airRaid: "red" }));
		expect(spoken.keys["2"]).toBe("allclear");
		expect(spoken.said["2"]).toBe("Прийнято: будете після повітряної тривоги.");
		expect(call(alert({ airRaid: "unknown" })).keys["2"]).toBe("later");
	});

	it("says it even when no template can be read", () => {
		for (const locale of LOCALES)
			for (const [airRaid, word] of [
				["red", /ТРИВОГА!|AIR RAID!/u],
				["unknown", /тривога\?|air raid\?/u],
				["yellow", /жовта тривога|yellow/u],
			] as const) {
				const said = wording.fallback(
					alert({ airRaid }),
					"sms",
					{ ...smart, locale },
					around,
				);
				if (said.channel !== "sms") throw new Error("expected an SMS");
				expect(said.text).toMatch(word);
				expect(said.segments).toBe(1);
			}
	});
});

describe("where people gather", () => {
	const away = alert({ away: true });
	const school = { staging: "школа" };

	it("is said instead of the station, and never the station", () => {
		expect(card(away, smart, school).html).toContain(
			"<b>🚫 Збір: школа, не в депо</b>",
		);
		expect(card(away).html).toContain(
			"<b>🚫 Збір: не в депо, чекайте слова начальника</b>",
		);
		expect(inWords(away, smart, { ...around, ...school })).toBe(
			"ПОЖЕЖА #118: Росохач, Шевченка 12. Збір: школа. dzv.ua/k7Qm2Xw9Rb4t",
		);
		expect(call(away, smart, school).prompt).toContain(
			"Збір: школа, не в депо.",
		);
		expect(call(away, smart, school).said["1"]).toBe(
			"Прийнято: їдете. Збір: школа, не в депо.",
		);
	});

	it("is said back to who answers, asked at the place, and told who was merged in", () => {
		const coming = {
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "station",
			notDriving: false,
			away: true,
		} as const;
		expect(inWords(coming, smart, { ...around, ...school })).toBe(
			"#118 прийнято: ЇДЕТЕ, збір: школа, не в депо. Росохач, Шевченка 12",
		);
		expect(
			inWords({ ...about, kind: "askAtStation", away: true }, smart, {
				...around,
				...school,
			}),
		).toContain("#118 Вас чекають на місці збору: школа. Їдете?");
		for (const message of [
			coming,
			{ ...about, kind: "askAtStation", away: true },
			{
				...about,
				kind: "sameFire",
				reported: 119,
				answer: "responding",
				to: "station",
				away: true,
			},
		] satisfies Message[])
			for (const text of [
				inWords(message),
				card(message).html,
				call(message).first.replace("але не в депо", ""),
			])
				expect(text).not.toMatch(/(?<!не )(?:у|в) депо/u);
	});
});

describe("the questions", () => {
	it("carry their answers as buttons and keys", () => {
		const word = {
			...about,
			kind: "askDeparture",
			why: "airRaid",
			leads: true,
		} as const;
		expect(labels(word)).toContain("Виїжджаємо під час повітряної тривоги");
		expect(call(word).keys).toMatchObject({ 1: "leave", 0: "wait" });
		const strike = { ...about, kind: "askImpact" } as const;
		expect(labels(strike).slice(0, 2)).toEqual(["Так, приліт", "Ні"]);
		expect(call(strike).keys).toMatchObject({ 1: "impact", 0: "noimpact" });
		const after = { ...about, kind: "allClear" } as const;
		expect(labels(after)).toContain("Їду · 5 хв");
		expect(labels(after)).not.toContain("Буду пізніше");
		for (const message of [word, strike, after])
			for (const reader of [smart, button, english])
				expect(measure(inWords(message, reader)).segments).toBe(1);
	});

	it("are news in the chat that wake nobody once they are answered", () => {
		expect(
			card({ ...about, kind: "mayLeave", because: "allowed" }).silent,
		).toBe(true);
		expect(card({ ...about, kind: "askImpact" }).silent).toBe(false);
	});
});

describe("the headline", () => {
	it("says what the truck waits for", () => {
		const line = (why: "airRaid" | "impact", locale: "uk" | "en" = "uk") =>
			wording.headline({ kind: "waits", why }, { ...smart, locale });
		expect(line("airRaid")).toBe("ВИЇЗД ЧЕКАЄ: ПОВІТРЯНА ТРИВОГА");
		expect(line("impact")).toBe("ВИЇЗД ЧЕКАЄ: ПРИЛІТ?");
		expect(line("airRaid", "en")).toBe("DEPARTURE ON HOLD: AIR RAID");
	});
});

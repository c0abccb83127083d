/** The card that is edited in place: what it shows and what can be pressed, at every stage. */
import { describe, expect, it } from "vitest";
import {
	BUTTON_CODES,
	buttonData,
	readButton,
} from "../../src/wording/buttons.ts";
import type { Card } from "../../src/wording/wording.ts";
import { AT_03_14, about, ROSOKHACH, smart, wording } from "./spoken-facts.ts";

const minutes = (count: number) => AT_03_14 + count * 60_000;
const gathering: Card = {
	about: { ...about, peopleInDanger: true },
	reportedAt: minutes(-12),
	place: ROSOKHACH,
	accuracyMetres: 30,
	distanceMetres: 1402,
	headline: { kind: "noDriver" },
	coming: [
		{
			name: "Петро",
			qualifications: ["leader"],
			etaAt: minutes(-6),
			to: "station",
		},
		{ name: "Іван", etaAt: minutes(-5), to: "station" },
		{ name: "Олена", etaAt: minutes(-2), to: "station" },
	],
	needed: 4,
	keyholder: { name: "Ганна", etaAt: minutes(-7) },
	calling: [{ name: "Микола", qualifications: ["driver_c"] }],
	you: { answer: "none", driver: true },
	token: "k7Qm2Xw9Rb4t",
	hasMap: true,
};
const labels = (card: Card) =>
	wording
		.card(card, smart)
		.buttons.map((row) => row.map((button) => button.text));

describe("the card", () => {
	it("shows what the design shows, before answering", () => {
		const { html, silent } = wording.card(gathering, smart);
		expect(html.split("\n")).toEqual([
			"<b>🔥 ПОЖЕЖА · хата · #118 · 03:02</b>",
			"📍 Росохач (Чортківська громада), вул. Шевченка, 12 (точність 30 м), 1,4 км від депо",
			"👥 Можливо, люди всередині",
			"🔑 Ганна, 03:07",
			"<b>НЕМАЄ ВОДІЯ</b> · їдуть 3 з 4: Петро (старший) 03:08 · Іван 03:09 · Олена 03:12",
			"📞 дзвонимо: Микола (водій)",
			"<b>Їдете?</b>",
		]);
		expect(silent).toBe(false);
		expect(labels(gathering)).toEqual([
			["Їду · 5 хв", "10 хв", "15 хв", "20+"],
			["Одразу на пожежу", "Їду, але не водієм"],
			["Буду пізніше", "Не можу"],
		]);
	});

	it("shows water, hazards and the air raid where they are known, and no line where not", () => {
		const { html } = wording.card(
			{
				...gathering,
				water: [
					{
						kind: "pond",
						name: "Ставок біля школи",
						distanceMetres: 350,
						refillMinutes: null,
						saidDryAt: null,
					},
				],
				hazards: ["Газовий балон <у дворі>"],
				airRaid: "none",
			},
			smart,
		);
		expect(html.split("\n")[2]).toBe(
			"👥 Можливо, люди всередині   💧 Ставок біля школи, 350 м   ⚠️ Газовий балон &lt;у дворі&gt;   ⚠️ Повітряної тривоги немає",
		);
		const quiet = { ...gathering, about };
		expect(wording.card(quiet, smart).html).not.toMatch(/[💧⚠👥]/u);
	});

	it("shows who is being woken at home, and the words somebody added", () => {
		const [petro] = gathering.coming;
		if (!petro) throw new Error("expected somebody coming");
		const { html } = wording.card(
			{
				...gathering,
				coming: [{ ...petro, note: "беру рукав" }],
				waking: ["Микола"],
			},
			smart,
		);
		expect(html).toContain("Петро (старший) 03:08 «беру рукав»");
		expect(html).toContain("🏠 удома будять: Микола");
	});

	it("tells who may stay who comes instead, and still takes their answer", () => {
		const you = { answer: "none", freedBy: "Олена" } as const;
		const { html } = wording.card({ ...gathering, you }, smart);
		expect(html).toContain("<b>Олена їде, вам можна лишитися. Їдете теж?</b>");
		expect(labels({ ...gathering, you }).flat()).toContain("Їду · 5 хв");
	});

	it("offers no map where nobody knows the place, and none after the end", () => {
		const you = { answer: "responding", to: "station" } as const;
		const { hasMap: _known, ...nowhere } = gathering;
		expect(labels({ ...nowhere, you }).flat()).not.toContain("Карта");
		expect(labels({ ...gathering, you, ended: "closed" }).flat()).not.toContain(
			"Карта",
		);
	});

	it("offers «Повернулися» to who stands at the fire with the truck", () => {
		const you = {
			answer: "responding",
			to: "station",
			progress: "onScene",
		} as const;
		expect(labels({ ...gathering, you })).toEqual([["Повернулися", "Карта"]]);
	});

	it("asks «не водієм» only who could drive", () => {
		const passenger: Card = { ...gathering, you: { answer: "none" } };
		expect(labels(passenger).flat()).not.toContain("Їду, але не водієм");
	});

	it("offers marks, a way back and the map after «їду», silently", () => {
		const you = {
			answer: "responding",
			etaAt: minutes(-5),
			to: "station",
		} as const;
		const card = wording.card({ ...gathering, you }, smart);
		expect(card.html).toContain("<b>Ви їдете, у депо о 03:09</b>");
		expect(card.silent).toBe(true);
		expect(labels({ ...gathering, you })).toEqual([
			["Я в депо", "Виїхали", "На пожежі"],
			["Не встигаю", "Карта"],
		]);
	});

	it("offers only the marks that are still ahead", () => {
		const you = {
			answer: "responding",
			to: "station",
			progress: "atStation",
		} as const;
		expect(labels({ ...gathering, you })).toEqual([
			["Виїхали", "На пожежі"],
			["Карта"],
		]);
	});

	it("lets who cannot or comes later change their mind", () => {
		expect(
			labels({ ...gathering, you: { answer: "notResponding" } }).flat(),
		).toContain("Їду · 5 хв");
		expect(labels({ ...gathering, you: { answer: "later" } }).flat()).toEqual(
			expect.arrayContaining(["Їду · 5 хв", "Не можу"]),
		);
	});

	it("says НАВЧАННЯ and never the alarm's word in an exercise", () => {
		const { html } = wording.card(
			{ ...gathering, about: { ...about, mode: "exercise" } },
			smart,
		);
		expect(html).toContain("🔔 НАВЧАННЯ · хата · #118 · 03:02 · не горить");
		expect(html).not.toMatch(/пожежа/i);
	});

	it.each(["closed", "cancelled", "standDown"] as const)(
		"has no alarm's word and no answers once it is %s",
		(ended) => {
			const card = wording.card({ ...gathering, ended }, smart);
			expect(card.html).not.toMatch(/пожежа/i);
			expect(card.buttons).toEqual([]);
		},
	);

	it("tells who was stood down, and asks nothing more", () => {
		const you = { answer: "responding", stoodDown: "standDown" } as const;
		const card = wording.card({ ...gathering, you }, smart);
		expect(card.html).toContain("ВІДБІЙ ВИЇЗДУ. Їхати не треба.");
		expect(card.buttons).toEqual([]);
	});

	it("escapes what people wrote", () => {
		const { html } = wording.card({ ...gathering, place: '<b>"&' }, smart);
		expect(html).toContain("&lt;b&gt;&quot;&amp;");
	});
});

describe("headlines", () => {
	const headline = (
		value: NonNullable<Card["headline"]>,
		locale: "uk" | "en" = "uk",
	) => wording.headline(value, { locale, timeZone: "Europe/Kyiv" });

	it("are the words of the design", () => {
		expect(headline({ kind: "gathering" })).toBe("ЗБИРАЄМО");
		expect(headline({ kind: "noLeader" })).toBe("НЕМАЄ СТАРШОГО");
		expect(headline({ kind: "fewPeople", have: 2, need: 4 })).toBe(
			"МАЛО ЛЮДЕЙ: 2 з 4",
		);
		expect(headline({ kind: "fewPeople" })).toBe("МАЛО ЛЮДЕЙ");
		expect(headline({ kind: "canLeaveWith", count: 3 })).toBe(
			"МОЖНА ЇХАТИ ВТРЬОХ",
		);
		expect(headline({ kind: "leaves", at: AT_03_14 })).toBe("ВИЇЗД 03:14");
		expect(headline({ kind: "left", at: AT_03_14 })).toBe("ВИЇХАЛИ 03:14");
		expect(headline({ kind: "leftUnconfirmed" })).toBe("ВИЇЗД НЕ ПІДТВЕРДЖЕНО");
		expect(headline({ kind: "leaves", at: AT_03_14 }, "en")).toBe(
			"LEAVES 03:14",
		);
	});
});

describe("a button", () => {
	it.each(BUTTON_CODES)("%s is read back as it was sent", (code) => {
		const data = buttonData("k7Qm2Xw9Rb4t", code);
		expect(readButton(data)).toEqual({ token: "k7Qm2Xw9Rb4t", code });
	});

	it.each([
		"",
		"k7Qm2Xw9Rb4t",
		"k7Qm2Xw9Rb4t:",
		"k7Qm2Xw9Rb4t:fly",
		"a b:y",
		":y",
	])("«%s» is none of ours", (data) => {
		expect(readButton(data)).toBeUndefined();
	});
});

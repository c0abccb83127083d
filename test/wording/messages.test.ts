/**
 * The texts of the design, word for word, and what must hold for any place anybody types.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { INCIDENT_TYPES, MODES } from "../../src/core/kinds.ts";
import { type Message, TO_REPORTERS } from "../../src/core/message.ts";
import { measure, transliterate } from "../../src/wording/sms.ts";
import type { Reader, Surroundings } from "../../src/wording/wording.ts";
import {
	AT_03_14,
	about,
	around,
	button,
	everyMessage,
	LINK,
	latin,
	ringNumbers,
	SIREN_WORDS,
	smart,
	wording,
} from "./spoken-facts.ts";

const sms = (
	message: Message,
	reader: Reader = smart,
	surroundings: Surroundings = around,
) => {
	const rendered = wording.render(message, "sms", reader, surroundings);
	if (rendered.channel !== "sms") throw new Error("expected an SMS");
	return rendered;
};
const alert: Message = { ...about, kind: "alert", repeat: false };
const at = (place: string): Surroundings => ({ ...around, place });

/** Link, keys of the call that follows or is asked for, numbers to let ring. */
const WAYS: Partial<Surroundings>[] = [
	{ reachableByCall: true, callFollows: true },
	{ reachableByCall: true, callFollows: false },
	{ reachableByCall: false },
	{ reachableByCall: false, ringNumbers },
];

const DESIGN_TEXTS: [
	units: number,
	text: string,
	message: Message,
	reader?: Reader,
	surroundings?: Surroundings,
][] = [
	[
		66,
		"ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
		alert,
	],
	[
		64,
		"ПОЖЕЖА #118 хата, ЛЮДИ: Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
		{ ...alert, peopleInDanger: true },
	],
	[
		65,
		"ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Дзвонимо: 1-їду 0-не можу",
		alert,
		button,
	],
	[
		68,
		"ПОЖЕЖА #118 хата Росохач Шевченка 12. Їду: 0671234501 Ні: 0671234500",
		alert,
		button,
		{ ...around, reachableByCall: false, ringNumbers },
	],
	[
		66,
		"ПОЖЕЖА #119 стерня: Росохач, за фермою. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
		{ ...alert, number: 119, incidentType: "vegetation_fire" },
		smart,
		at("Росохач, за фермою"),
	],
	[
		66,
		"#118 НОВЕ МІСЦЕ: Росохач, Шевченка 21 (не 12). dzv.ua/k7Qm2Xw9Rb4t",
		{
			...about,
			kind: "corrected",
			placeChanged: true,
			oldPlace: "Росохач (Чортківська громада), вул. Шевченка, 12",
		},
		smart,
		at("Росохач (Чортківська громада), вул. Шевченка, 21"),
	],
	[
		55,
		"#118 прийнято: ЇДЕТЕ, збір у депо. Росохач, Шевченка 12",
		{
			...about,
			kind: "answerReceived",
			answer: "responding",
			to: "station",
			notDriving: false,
			etaAt: AT_03_14,
		},
	],
	[
		51,
		"#118 Вас чекають у депо. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
		{ ...about, kind: "askAtStation" },
	],
	[
		50,
		"#118 РЕЗЕРВ: екіпаж є, будьте на зв'язку до виїзду",
		{ ...about, kind: "reserve" },
	],
	[
		56,
		"ВІДБІЙ ВИЇЗДУ #118: екіпаж виїхав. Дякуємо, відпочивайте",
		{ ...about, kind: "standDown", why: "left" },
	],
	[
		43,
		"ХИБНИЙ ВИКЛИК #118. Їхати не треба. Дякуємо",
		{ ...about, kind: "falseAlarm" },
	],
	[
		65,
		"НАВЧАННЯ #120 (не горить). Збір: депо. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
		{ ...alert, number: 120, mode: "exercise" },
	],
	[
		62,
		"#118 НЕМАЄ ВОДІЯ, їдуть 4. Кличемо Угринь. dzv.ua/k7Qm2Xw9Rb4t",
		{
			...about,
			kind: "verdictNotGathering",
			missing: [{ qualification: "driver_c", count: 1 }],
			coming: 4,
			calling: ["Угринь"],
		},
	],
	[
		55,
		"#118 ВИЇЗД 03:14, їдуть 5, водій є. dzv.ua/k7Qm2Xw9Rb4t",
		{ ...about, kind: "verdictLeaves", leavesAt: AT_03_14, coming: 5 },
	],
	[
		64,
		"Горить? #118 Росохач, Шевченка 12. Скликати: dzv.ua/k7Qm2Xw9Rb4t",
		{ ...about, kind: "askConfirm", impact: false },
	],
];

describe("the texts of the design, with their units", () => {
	const texts = DESIGN_TEXTS;

	it.each(texts)("%i %s", (units, text, message, reader, surroundings) => {
		expect(sms(message, reader, surroundings).text).toBe(text);
		expect(measure(text)).toEqual({ alphabet: "ucs2", segments: 1, units });
	});

	it.each(texts)(
		"%i %s, in Latin letters, is one segment too",
		(_units, text, message, reader, surroundings) => {
			const rendered = sms(
				message,
				{ ...(reader ?? smart), smsAlphabet: "latin" },
				surroundings,
			);
			expect(rendered).toMatchObject({ alphabet: "gsm7", segments: 1 });
			// With 160 units to fill nothing is left out, so the Latin text is the Cyrillic one or longer.
			expect(rendered.text.length).toBeGreaterThanOrEqual(
				transliterate(text).length,
			);
		},
	);
});

describe("an alert by SMS", () => {
	it("says not confirmed in full and keeps the whole place", () => {
		expect(sms({ ...alert, unconfirmed: true }).text).toBe(
			"ПОЖЕЖА #118 не підтверджено: Росохач, Шевченка 12 dzv.ua/k7Qm2Xw9Rb4t",
		);
	});

	it("keeps settlement and house number when a long street does not fit", () => {
		const { text, segments } = sms(
			alert,
			smart,
			at("Білобожниця, вул. Митрополита Андрея Шептицького, 112а"),
		);
		expect(segments).toBe(1);
		expect(text).toMatch(
			/^ПОЖЕЖА #118 хата: Білобожниця.* 112а dzv\.ua\/k7Qm2Xw9Rb4t$/,
		);
	});

	it("has the word of its type", () => {
		expect(sms({ ...alert, incidentType: "road_accident" }).text).toMatch(
			/^ДТП #118 /,
		);
		expect(sms({ ...alert, incidentType: "rescue" }).text).toMatch(
			/^РЯТУВАННЯ #118 /,
		);
	});

	it("leaves without a place at all", () => {
		const { place: _, ...nowhere } = around;
		expect(sms(alert, smart, nowhere).text).toBe(
			"ПОЖЕЖА #118 хата. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
		);
	});

	it("takes a second segment rather than lose the place when the link is long", () => {
		const link = "https://dzvin.some-hromada.example.org/a/k7Qm2Xw9Rb4t";
		const { text, segments } = sms(alert, smart, { ...around, link });
		expect(segments).toBe(2);
		expect(text).toContain("Росохач, Шевченка 12");
		expect(text).toContain("dzvin.some-hromada.example.org/a/k7Qm2Xw9Rb4t");
	});
});

describe("whatever place somebody types", () => {
	const placeText = fc.oneof(
		fc.string({ unit: "binary", maxLength: 500 }),
		fc.string({ unit: "grapheme", maxLength: 300 }),
		// Lone surrogates, as a broken client may send.
		fc
			.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 200 })
			.map((units) => String.fromCharCode(...units)),
		fc.constantFrom(
			"ПОЖЕЖА FIRE ДТП",
			"🔥".repeat(200),
			"а\r\nб\u202e",
			"(((",
			",,,,",
			"с. ",
			"вул. ПОЖЕЖА, 1",
			`Село ${"довге ".repeat(60)}, 12`,
		),
	);
	const anyMessage = fc
		.tuple(
			fc.constantFrom(...everyMessage),
			fc.constantFrom(...INCIDENT_TYPES),
			fc.constantFrom(...MODES),
			fc.boolean(),
			fc.boolean(),
			fc.integer({ min: 100, max: 9999 }),
			placeText,
		)
		.map(
			([
				message,
				incidentType,
				mode,
				peopleInDanger,
				unconfirmed,
				number,
				words,
			]): Message => {
				const one = {
					...message,
					incidentType,
					mode,
					peopleInDanger,
					unconfirmed,
					number,
				};
				if ("text" in one) one.text = words;
				if ("name" in one) one.name = words;
				if ("calling" in one) one.calling = [words, "Угринь"];
				if (one.kind === "corrected" && one.oldPlace !== undefined)
					one.oldPlace = words;
				if (one.kind === "askWhich")
					one.others = [119, 120, 121].map((n) => ({
						number: n,
						place: words,
					}));
				return one;
			},
		);
	const anyReader = fc.constantFrom(
		...(["uk", "en"] as const).flatMap((locale) =>
			[smart, button, latin, { ...button, smsAlphabet: "latin" as const }].map(
				(reader) => ({ ...reader, locale }),
			),
		),
	);
	const anySurroundings = fc
		.tuple(
			placeText,
			fc.boolean(),
			fc.boolean(),
			fc.constantFrom(
				LINK,
				"https://dzvinok.ua/k7Qm2Xw9Rb4t".replace("dzvinok", "dzvon"),
				"http://localhost:8080/a/k7Qm2Xw9Rb4t",
				undefined,
			),
		)
		.map(
			([place, reachableByCall, ring, link]): Surroundings => ({
				place,
				token: "k7Qm2Xw9Rb4t",
				reachableByCall,
				hasTelegram: true,
				...(link === undefined ? {} : { link }),
				...(ring ? { ringNumbers } : {}),
			}),
		);
	const WITHOUT_LINK = [
		"answerReceived",
		"reserve",
		"standDown",
		"falseAlarm",
		"askWhich",
		"unreachable",
		// Who reported is told, and opens nothing of ours.
		"callBack",
		"reporterNews",
		// Nothing to open: they are told, or asked and called.
		"mayLeave",
		"gatherAt",
		"forObservers",
		"stateAsked",
		"helperStoodDown",
		// Only ever spoken, to somebody who has no link.
		"wakeHousehold",
	];

	it("an SMS has at most two segments, an alert with a short link one, and no control characters", () => {
		fc.assert(
			fc.property(
				anyMessage,
				anyReader,
				anySurroundings,
				(message, reader, surroundings) => {
					const { text, segments, alphabet } = sms(
						message,
						reader,
						surroundings,
					);
					expect(measure(text)).toMatchObject({ segments, alphabet });
					expect(segments).toBeLessThanOrEqual(2);
					const isAlarm =
						message.kind === "alert" || message.kind === "calledBack";
					if (isAlarm && !surroundings.link?.includes("localhost"))
						expect(segments).toBe(1);
					expect(text).not.toMatch(/[\p{Cc}\p{Cs}]/u);
					if (reader.smsAlphabet === "latin") expect(alphabet).toBe("gsm7");
					// Who reported learns no number of ours.
					if (!TO_REPORTERS.has(message.kind))
						expect(text).toContain(String(message.number));
				},
			),
			{ numRuns: 1500 },
		);
	});

	it("an SMS keeps whole what this person can answer with", () => {
		fc.assert(
			fc.property(
				anyMessage,
				anyReader,
				anySurroundings,
				(message, reader, surroundings) => {
					const { text } = sms(message, reader, surroundings);
					if (
						reader.phoneKind === "smart" &&
						surroundings.link &&
						!WITHOUT_LINK.includes(message.kind)
					)
						expect(
							text.endsWith(surroundings.link.replace(/^https?:\/\//, "")),
						).toBe(true);
					if (reader.phoneKind !== "button" || message.kind !== "alert") return;
					if (surroundings.ringNumbers) expect(text).toContain("0671234501");
					else if (surroundings.reachableByCall)
						expect(text).toMatch(
							/1-їду 0-не можу$|1-yidu 0-ne mozhu$|1-coming 0-cannot$|натисніть 1$|natysnit 1$|press 1$/,
						);
				},
			),
			{ numRuns: 1500 },
		);
	});

	it("only a real alarm carries a siren's word; exercises and tests begin with theirs", () => {
		fc.assert(
			fc.property(
				anyMessage,
				anyReader,
				anySurroundings,
				fc.constantFrom(
					"sms" as const,
					"telegram" as const,
					"console" as const,
				),
				(message, reader, surroundings, channel) => {
					const rendered = wording.render(
						message,
						channel,
						reader,
						surroundings,
					);
					const text =
						rendered.channel === "telegram"
							? rendered.html
							: rendered.channel === "voice"
								? ""
								: rendered.text;
					const real =
						message.mode === "actual" &&
						(message.kind === "alert" || message.kind === "calledBack");
					if (real) expect(text).toMatch(SIREN_WORDS);
					else expect(text).not.toMatch(SIREN_WORDS);
					if (rendered.channel === "sms" && message.mode !== "actual")
						expect(text).toMatch(
							message.mode === "exercise"
								? /^(НАВЧАННЯ|NAVCHANNIA|EXERCISE)/
								: /^(ПЕРЕВІРКА|PEREVIRKA|TEST)/,
						);
				},
			),
			{ numRuns: 1500 },
		);
	});

	it("a call's first sentence lasts six seconds at most and names keys that are said back", () => {
		fc.assert(
			fc.property(
				anyMessage,
				anyReader,
				anySurroundings,
				(message, reader, surroundings) => {
					const call = wording.render(message, "voice", reader, surroundings);
					if (call.channel !== "voice") throw new Error("expected a call");
					expect(call.first.length).toBeLessThanOrEqual(80);
					expect(call.first).not.toBe("");
					expect(Object.keys(call.said).sort()).toEqual(
						Object.keys(call.keys).sort(),
					);
					expect(call.first + call.prompt).not.toMatch(/[\p{Cc}\p{Cs}]/u);
				},
			),
			{ numRuns: 800 },
		);
	});

	it("a Telegram message is well-formed HTML below its limit, with data of at most 64 bytes", () => {
		fc.assert(
			fc.property(
				anyMessage,
				anyReader,
				anySurroundings,
				(message, reader, surroundings) => {
					const card = wording.render(
						message,
						"telegram",
						reader,
						surroundings,
					);
					if (card.channel !== "telegram")
						throw new Error("expected a Telegram message");
					const bare = card.html
						.replace(/<\/?b>/g, "")
						.replace(/&(amp|lt|gt|quot);/g, "");
					expect(bare).not.toMatch(/[<>&]/);
					expect(card.html.length).toBeLessThan(4096);
					for (const one of card.buttons.flat()) {
						expect(
							Number(one.data !== undefined) + Number(one.url !== undefined),
						).toBe(1);
						expect(
							new TextEncoder().encode(one.data ?? "").length,
						).toBeLessThanOrEqual(64);
					}
				},
			),
			{ numRuns: 800 },
		);
	});
});

describe("a call", () => {
	it("wakes, says where, and asks", () => {
		expect(wording.render(alert, "voice", button, around)).toEqual({
			channel: "voice",
			language: "uk-UA",
			voice: "Google.uk-UA-Wavenet-A",
			first: "Пожежа! Росохач, Шевченка, дванадцять.",
			prompt: "Їдете — натисніть один. Не можете — нуль.",
			keys: { 1: "y", 0: "no", 2: "later", "*": "repeat" },
			said: {
				1: "Прийнято: їдете. Збір у депо.",
				0: "Прийнято: не можете. Дякуємо.",
				2: "Прийнято: будете пізніше.",
				"*": "Повторюємо.",
			},
			goodbye: "Відповіді не почули. Ви ще можете передзвонити.",
		});
	});

	it("says Latin place names to an English ear", () => {
		const call = wording.render(
			alert,
			"voice",
			{ ...button, locale: "en" },
			around,
		);
		expect(call).toMatchObject({
			language: "en-US",
			first: "Fire! Rosokhach, Shevchenka, twelve.",
		});
	});

	it("lets key 1 of the humans' call take over", () => {
		const call = wording.render(
			{ ...about, kind: "humanNeeded", missing: [], coming: 0 },
			"voice",
			button,
			around,
		);
		expect(call).toMatchObject({ keys: { 1: "takeover" } });
	});
});

describe("in Telegram", () => {
	it("the alert is the card before anybody answered", () => {
		const card = wording.render(
			{ ...alert, unconfirmed: true },
			"telegram",
			smart,
			around,
		);
		expect(card).toMatchObject({ silent: false });
		if (card.channel !== "telegram") throw new Error("expected a card");
		expect(card.html).toBe(
			"<b>🔥 ПОЖЕЖА · хата · #118 · не підтверджено</b>\n📍 Росохач (Чортківська громада), вул. Шевченка, 12\n<b>Їдете?</b>",
		);
		expect(card.buttons.map((row) => row.map((b) => b.text))).toEqual([
			["Їду · 5 хв", "10 хв", "15 хв", "20+"],
			["Одразу на пожежу"],
			["Буду пізніше", "Не можу"],
		]);
		expect(card.buttons[0]?.[0]?.data).toBe("k7Qm2Xw9Rb4t:y5");
	});

	it("puts a link Telegram refuses as a button into the text", () => {
		const link = "http://localhost:8080/a/k7Qm2Xw9Rb4t";
		const message = wording.render(
			{ ...about, kind: "incidentOpened", alerted: 9 },
			"telegram",
			smart,
			{ ...around, link },
		);
		if (message.channel !== "telegram") throw new Error("expected a message");
		expect(message.html).toContain(link);
		// What remains is the way to his orders, which needs no link.
		expect(message.buttons.flat().map(({ url }) => url)).toEqual([undefined]);
	});
});

describe("with a host of ten characters", () => {
	const TEN = "dzvin.com9";
	const link = `https://${TEN}/k7Qm2Xw9Rb4t`;
	const places = [
		"Росохач (Чортківська громада), вул. Шевченка, 12",
		"Білобожниця (Білобожницька громада), вул. Митрополита Андрея Шептицького, 112а",
		"за фермою",
	];
	const texts = [alert, { ...about, kind: "calledBack" } as const].flatMap(
		(message) =>
			INCIDENT_TYPES.flatMap((incidentType) =>
				MODES.flatMap((mode) =>
					[true, false].flatMap((unconfirmed) =>
						[true, false].flatMap((peopleInDanger) =>
							(["uk", "en"] as const).flatMap((locale) =>
								(["cyrillic", "latin"] as const).flatMap((smsAlphabet) =>
									(["smart", "button"] as const).flatMap((phoneKind) =>
										WAYS.flatMap((way) =>
											places.map((place) => {
												const reader = {
													...smart,
													locale,
													smsAlphabet,
													phoneKind,
												};
												return sms(
													{
														...message,
														incidentType,
														mode,
														unconfirmed,
														peopleInDanger,
													},
													reader,
													{ ...around, ...way, link, place },
												);
											}),
										),
									),
								),
							),
						),
					),
				),
			),
	);

	it("no alert is over one segment, once its place is shortened", () => {
		expect(TEN).toHaveLength(10);
		expect(texts).toHaveLength(2 * 10 * 3 * 2 * 2 * 2 * 2 * 2 * 4 * 3);
		const over = texts.filter(({ segments }) => segments > 1);
		expect(over.map(({ text }) => text)).toEqual([]);
	});

	it("the longest text of the design has exactly seventy units", () => {
		const longer = DESIGN_TEXTS.map(([, , message, reader, surroundings]) =>
			sms(message, reader, { ...(surroundings ?? around), link }),
		);
		expect(longer.filter(({ segments }) => segments > 1)).toEqual([]);
		const units = longer.map(({ text }) => measure(text).units);
		expect(Math.max(...units)).toBe(70);
	});
});

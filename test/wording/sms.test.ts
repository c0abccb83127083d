/** The arithmetic of an SMS, against the published rules and a second way of counting. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measure, transliterate } from "../../src/wording/sms.ts";

describe("measuring an SMS", () => {
	it("counts 160 and 153 septets in the Latin alphabet", () => {
		expect(measure("a".repeat(160))).toEqual({
			alphabet: "gsm7",
			segments: 1,
			units: 160,
		});
		expect(measure("a".repeat(161)).segments).toBe(2);
		expect(measure("a".repeat(306)).segments).toBe(2);
		expect(measure("a".repeat(307)).segments).toBe(3);
	});

	it("counts 70 and 67 units once a single Cyrillic letter is in it", () => {
		expect(measure(`і${"a".repeat(69)}`)).toEqual({
			alphabet: "ucs2",
			segments: 1,
			units: 70,
		});
		expect(measure(`і${"a".repeat(70)}`).segments).toBe(2);
		expect(measure(`і${"a".repeat(133)}`).segments).toBe(2);
		expect(measure(`і${"a".repeat(134)}`).segments).toBe(3);
	});

	it("counts an extension character as two septets and never splits it", () => {
		expect(measure("€".repeat(80))).toMatchObject({ segments: 1, units: 160 });
		// 152 + the pair does not fit the first part of 153, so the pair moves on and the rest needs a third part.
		const text = `${"a".repeat(152)}€${"a".repeat(152)}`;
		expect(measure(text)).toMatchObject({ units: 306, segments: 3 });
	});

	it("counts an emoji as two units and never splits it over a boundary", () => {
		expect(measure("🔥").units).toBe(2);
		const text = `${"і".repeat(66)}🔥${"і".repeat(66)}`;
		expect(measure(text)).toMatchObject({ units: 134, segments: 3 });
	});

	it.each(["«", "—", "’", "є", "№"])("turns to UCS-2 for %s alone", (sign) => {
		expect(measure(sign).alphabet).toBe("ucs2");
	});

	it("never needs fewer segments than the units allow", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
				const { alphabet, segments, units } = measure(text);
				const [single, part] = alphabet === "gsm7" ? [160, 153] : [70, 67];
				const least = units <= single ? 1 : Math.ceil(units / part);
				expect(segments).toBeGreaterThanOrEqual(least);
				// A pair can waste at most one unit of each part.
				expect(segments).toBeLessThanOrEqual(
					units <= single ? 1 : Math.ceil(units / (part - 1)),
				);
			}),
		);
	});
});

describe("Ukrainian in Latin letters (resolution № 55 of 2010)", () => {
	// The resolution's own table of examples.
	it.each([
		["Алушта", "Alushta"],
		["Борщагівка", "Borshchahivka"],
		["Вінниця", "Vinnytsia"],
		["Гадяч", "Hadiach"],
		["Згорани", "Zghorany"],
		["Розгон", "Rozghon"],
		["Ґалаґан", "Galagan"],
		["Єнакієве", "Yenakiieve"],
		["Гаєвич", "Haievych"],
		["Житомир", "Zhytomyr"],
		["Закарпаття", "Zakarpattia"],
		["Медвин", "Medvyn"],
		["Іршава", "Irshava"],
		["Їжакевич", "Yizhakevych"],
		["Кадиївка", "Kadyivka"],
		["Мар'їне", "Marine"],
		["Мар’їне", "Marine"],
		["Марʼїне", "Marine"],
		["Йосипівка", "Yosypivka"],
		["Стрий", "Stryi"],
		["Олексій", "Oleksii"],
		["Київ", "Kyiv"],
		["Сватове", "Svatove"],
		["Ужгород", "Uzhhorod"],
		["Харків", "Kharkiv"],
		["Біла Церква", "Bila Tserkva"],
		["Чернівці", "Chernivtsi"],
		["Шостка", "Shostka"],
		["Щербухи", "Shcherbukhy"],
		["Гоща", "Hoshcha"],
		["Русь", "Rus"],
		["Юрій", "Yurii"],
		["Корюківка", "Koriukivka"],
		["Яготин", "Yahotyn"],
		["Костянтин", "Kostiantyn"],
		["Знам'янка", "Znamianka"],
		["Феодосія", "Feodosiia"],
		["Запоріжжя", "Zaporizhzhia"],
	])("%s is %s", (ukrainian, latin) => {
		expect(transliterate(ukrainian)).toBe(latin);
	});

	it("keeps capitals where a word is shouted and where it begins a sentence", () => {
		expect(transliterate("ПОЖЕЖА, ЛЮДИ. Їдете? ЩО? Щось")).toBe(
			"POZHEZHA, LIUDY. Yidete? SHCHO? Shchos",
		);
	});

	it("reads a decomposed й as й", () => {
		expect(transliterate("Стрий".normalize("NFD"))).toBe("Stryi");
	});

	it("writes typographic signs plainly and drops what has no Latin letters", () => {
		expect(transliterate("«Ятрань» — №5… 🔥ок 火")).toBe(
			'"Yatran" - No5... ok ',
		);
	});

	it("leaves an English apostrophe and a link alone", () => {
		expect(transliterate("can't dzv.ua/k7Qm2Xw9Rb4t")).toBe(
			"can't dzv.ua/k7Qm2Xw9Rb4t",
		);
	});

	it("always comes out in GSM-7, whatever goes in, and only once", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
				const latin = transliterate(text);
				expect(measure(latin).alphabet).toBe("gsm7");
				expect(transliterate(latin)).toBe(latin);
			}),
		);
	});
});

/** What a stranger writes: a fire is filed, a greeting is not, the rest is asked about. */
import { describe, expect, it } from "vitest";
import { readResident } from "../../src/core/residentWords.ts";

const kinds = (texts: readonly string[]) =>
	texts.map((text) => `${text}: ${readResident(text).kind}`);
const all = (texts: readonly string[], kind: string) =>
	expect(kinds(texts)).toEqual(texts.map((text) => `${text}: ${kind}`));

describe("a stranger's words", () => {
	it("are a fire when they speak of one, in whatever letters", () =>
		all(
			[
				"дим за школою",
				"Горить хата!!!",
				"ПОЖЕЖА",
				"сусіди палять траву біля хати",
				"там сильний дим, полум'я вище дерев",
				"у нас дим, це пожежа?",
				"погасили, але знову горить",
				"ми не можемо загасити",
				"рятуйте",
				"запах газу в квартирі",
				"вибухнуло біля ферми",
				"дерево впало на дріт, іскрить",
				"горит сарай",
				"дымит за посадкой",
				"pozhezha hata Rosokhach",
				"fire behind the school",
				"Smoke over the forest",
				"🔥",
			],
			"fire",
		));

	it("are none when somebody greets, thanks, or wants to join", () =>
		all(
			[
				"привіт",
				"Добрий день!",
				"дякую",
				"тест",
				"хто ви",
				"як приєднатися до дружини",
				"хочу вступити до вас",
				"hello",
				"How can I join?",
				"👍",
			],
			"talk",
		));

	it("are asked about when they say nothing of a fire, or only ask for one", () => {
		all(
			["Росохач, Шевченка 12", "біля школи", "допоможіть", "пожежна частина"],
			"unclear",
		);
		all(
			["горить?", "де горить?", "скільки машин їде?", "is there a fire?"],
			"asks",
		);
	});

	it("say that it is out, only when nothing burns after it", () => {
		all(
			[
				"не горить",
				"вже загасили",
				"пожежі немає",
				"горіло, але потушили",
				"it is out",
			],
			"out",
		);
		all(["не загасили, горить"], "fire");
	});

	it("take it back, agree and disagree", () => {
		all(["помилка", "випадково натиснула", "by mistake"], "mistake");
		all(["так", "Так, горить", "ще горить", "yes"], "yes");
		all(["ні", "no"], "no");
	});

	it.each([
		["горить хата у Росохачі, люди всередині", "structure_fire"],
		["людей всередині немає, горить дах", "structure_fire"],
		["горить трава біля хати", "vegetation_fire"],
		["дим за школою", undefined],
		["загорілося авто, людина не може вийти", "vehicle_fire"],
		["fire in the barn, children trapped", "outbuilding_fire"],
		["приліт по складу", "shelling_impact"],
		["a missile hit the warehouse", "shelling_impact"],
		["потонула дитина", "rescue"],
	] as const)("«%s» names %s", (text, type) => {
		const read = readResident(text);
		expect(read.kind).toBe("fire");
		if (read.kind !== "fire") return;
		expect(read.type).toBe(type);
	});
});

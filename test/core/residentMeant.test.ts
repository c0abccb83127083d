/** What residents write, and what is read in it: who is in danger, what burns, where. */
import { describe, expect, it } from "vitest";
import {
	dangerSaid,
	isAflame,
	placeIn,
	typeMeant,
} from "../../src/core/residentMeant.ts";
import { readResident } from "../../src/core/residentWords.ts";

describe("people in danger", () => {
	it.each([
		"там дитина",
		"бабуся не може вийти",
		"горить хата, люди всередині",
		"рятуйте!",
		"сусід у хаті, не відповідає",
		"люди кричать на допомогу",
		"чоловік застряг на даху",
		"там люди горять",
		"моя бабця лежача",
		"дід в диму",
		"a child is inside",
		"people trapped",
		"загорілося авто, людина не може вийти, заблокована",
		"fire in the barn, children trapped",
		"потонула дитина",
		"там кричать люди",
	])("«%s»", (text) => {
		expect(dangerSaid(text)).toBe(true);
	});

	it.each([
		"людей немає",
		"нікого всередині",
		"людей там нема, горить дах",
		"всі вийшли",
		"діти вже надворі",
		"бабуся вийшла, усі живі, люди вийшли всі",
		"nobody inside",
		"людей всередині немає, горить дах",
		"людей у хаті нема",
	])("«%s»: nobody", (text) => {
		expect(dangerSaid(text)).toBe(false);
	});

	it.each([
		"горить хата",
		"дим за школою",
		"чоловік каже, що горить",
		"я жінка з Росохача",
		"горить сарай біля сусіда",
		"швидше",
	])("«%s»: nothing said of it", (text) => {
		expect(dangerSaid(text)).toBeUndefined();
	});
});

describe("what burns when they do not say", () => {
	const type = (text: string) => typeMeant(readResident(text), text);
	it.each([
		["горить хтозна що", "structure_fire"],
		["ПОЖЕЖА", "structure_fire"],
		["pozhezha", "structure_fire"],
		["дим", "other"],
		["сильно димить", "other"],
		["smoke", "other"],
		["горить трава за селом", "vegetation_fire"],
		["дим, горить сарай", "outbuilding_fire"],
		["ДТП на трасі", "road_accident"],
		["приліт", "shelling_impact"],
	] as const)("«%s» is %s", (text, expected) => {
		expect(type(text)).toBe(expected);
	});

	it("«горить» alone says yes to whom we asked, and is a report of whom we did not", () => {
		expect(type("горить!")).toBeUndefined();
		expect(isAflame("горить!")).toBe(true);
		expect(isAflame("так")).toBe(false);
	});

	it("nothing, of words about no fire", () => {
		for (const text of ["привіт", "не горить", "погасили", "помилка"])
			expect(type(text)).toBeUndefined();
	});
});

describe("where it burns", () => {
	it.each([
		["горить хата Росохач, Шевченка 12", "Росохач, Шевченка 12"],
		["Росохач Шевченка 12 горить хата", "Росохач Шевченка 12"],
		["пожежа в селі Угринь", "селі Угринь"],
		["дим за школою", "за школою"],
		["горить сарай біля ставка!", "біля ставка"],
		["house on fire, Shevchenka street 5", "Shevchenka street 5"],
	])("«%s» → «%s»", (text, place) => {
		expect(placeIn(text)).toBe(place);
	});

	it.each(["горить!", "горить 2 хати", "там люди", "дим", "швидше"])(
		"«%s» says nothing of it",
		(text) => {
			expect(placeIn(text)).toBeUndefined();
		},
	);
});

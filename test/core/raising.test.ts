import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRaising } from "../../src/core/raising.ts";

describe("an alarm in words", () => {
	it.each([
		["ПОЖЕЖА Росохач Шевченка 12", "structure_fire", "Росохач Шевченка 12"],
		["пожежа стерня за фермою", "vegetation_fire", "за фермою"],
		[
			"Пожежа! Сарай, Росохач, Лісова 3",
			"outbuilding_fire",
			"Росохач, Лісова 3",
		],
		["🔥 ПОЖЕЖА: авто на трасі", "vehicle_fire", "на трасі"],
		["ПОЖЕЖА", "structure_fire", undefined],
		["ПОЖЕЖA з латинською літерою", "structure_fire", "з латинською літерою"],
		["fire house Rosokhach 12", "structure_fire", "Rosokhach 12"],
		["POZHEZHA Rosokhach", "structure_fire", "Rosokhach"],
		["Пожежа горить хата Шевченка 21", "structure_fire", "Шевченка 21"],
		["пожежа Лісова 12", "structure_fire", "Лісова 12"],
	])("«%s» is one: %s at %s", (text, type, place) => {
		const read = readRaising(text);
		expect(read?.type).toBe(type);
		expect(read?.place).toBe(place);
		expect(read?.mode).toBe("actual");
	});

	it.each([
		"пожежу бачу?",
		"ПОЖЕЖА?",
		"пожежа де?",
		"бачу пожежу",
		"Це пожежа",
		"118 пожежа",
		"пожежна машина їде",
		"пожежі немає",
		"Пожежа погашена, їдемо додому",
		"пожежа не підтвердилась",
		"пожежа вже на даху",
		"їду",
		"",
		"fire is out",
		`пожежа ${"а".repeat(400)}`,
	])("«%s» is none", (text) => {
		expect(readRaising(text)).toBeUndefined();
	});

	it("people in danger are read wherever they stand, an exercise only by its word", () => {
		expect(readRaising("ПОЖЕЖА хата ЛЮДИ Росохач")).toEqual({
			type: "structure_fire",
			mode: "actual",
			peopleInDanger: true,
			place: "Росохач",
			isLoud: true,
		});
		expect(readRaising("пожежа Росохач, всередині діти")).toMatchObject({
			peopleInDanger: true,
			place: "Росохач, всередині діти",
			isLoud: false,
		});
		expect(readRaising("пожежа навчання стерня Росохач")).toMatchObject({
			mode: "exercise",
			type: "vegetation_fire",
			place: "Росохач",
		});
	});

	it("never throws, and no alarm comes of what does not begin with its word", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (text) => {
				const read = readRaising(text);
				if (read) expect(text).toMatch(/пожежа|пожар|pozh|fire/i);
			}),
		);
	});
});

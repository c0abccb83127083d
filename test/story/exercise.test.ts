/**
 * An exercise goes the way of a fire and is never taken for one: its word stands in every
 * text, sentence and page, and no alarm's word in any.
 */
import { afterEach, expect, it } from "vitest";
import { minutes, openVillage, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const ALARM = /ПОЖЕЖА|Пожежа!|FIRE/u;
const MARK = /НАВЧАННЯ|Навчання/u;

it("an exercise says НАВЧАННЯ on every channel, from the first word to the last", async () => {
	const opened = await openVillage({
		at: "2026-01-17T09:00:00Z",
		people: {
			petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
			ivan: { name: "Іван", qualifications: ["driver_c", "leader"] },
			mykola: { name: "Микола", phone: "button" },
			olena: { name: "Олена" },
			stepan: { name: "Степан" },
		},
	});
	village = opened;
	const { petro, ivan, mykola, olena, stepan } = opened.people;
	const drill = await opened.report({ mode: "exercise", source: "chief" });
	const page = await ivan.opensLink(drill);
	await ivan.tap("Їду · 5 хв");
	await mykola.presses("1");
	await olena.texts("1 10");
	await opened.fastForward(minutes(6));
	await ivan.tap("Я в депо");
	await petro.tap("Їду · 5 хв");
	await opened.fastForward(minutes(5));
	await ivan.tap("Виїхали");
	await opened.fastForward(minutes(1));
	await opened.order(drill, { type: "Close", by: opened.desk });
	await opened.fastForward(minutes(1));
	expect(page).toMatch(MARK);
	for (const { told, name } of opened.everybody) {
		expect(told().join("\n"), name).not.toMatch(ALARM);
		expect(told().length, name).toBeGreaterThan(0);
	}
	for (const person of [petro, ivan, mykola, olena, stepan]) {
		const texts = [...person.sms(), ...person.chat()];
		for (const text of texts) expect(text, person.name).toMatch(MARK);
		// A call is marked by its first sentence.
		const [opening] = person.heard();
		if (opening !== undefined) expect(opening, person.name).toMatch(MARK);
	}
	for (const name of ["Іван", "Петро"])
		for (const { from, text } of opened.phone(name).chat)
			if (from === "bot" && text.includes("#")) expect(text).toMatch(MARK);
	expect(ivan.card()).toContain("✔️ ЗАВЕРШЕНО · НАВЧАННЯ");
	const board = await opened.board(drill);
	expect(board.mode).toBe("exercise");
});

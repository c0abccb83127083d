import { afterEach, expect, it } from "vitest";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

it("everyone answers, the tanker has its crew and leaves, and whoever is not in it may sleep", async () => {
	village = await openVillage({
		people: [
			{ name: "Петро", qualifications: ["leader"], role: "chief" },
			{ name: "Микола", qualifications: ["driver_c"], phone: "button" },
			{ name: "Іван" },
			{ name: "Ганна" },
			{ name: "Оксана" },
			{ name: "Степан" },
		],
	});

	const fire = await village.report();
	expect(village.phone("Петро").chat.some(({ text }) => text.includes("ПОЖЕЖА"))).toBe(true);
	expect(village.phone("Микола").inbox.at(-1)?.text).toBe(
		"ПОЖЕЖА #100 хата: Росохач, Шевченка 12. Дзвонимо: 1-їду 0-не можу",
	);
	expect(village.phone("Микола").ringing).toBeDefined();

	await village.fastForward(seconds(10));
	await village.phone("Микола").pickUp();
	await village.fastForward(seconds(3));
	await village.phone("Микола").press("1");
	for (const name of ["Петро", "Іван", "Ганна", "Оксана", "Степан"])
		await village.phone(name).tap("Їду · 5 хв");
	await village.settle();

	const gathered = await village.board(fire);
	expect(gathered.headline.kind).toBe("leaves");
	expect(gathered.crews[0]?.state).toBe("promised");

	await village.fastForward(minutes(4));
	await village.phone("Петро").tap("Я в депо");
	await village.fastForward(minutes(1));
	await village.phone("Петро").tap("Виїхали");
	await village.fastForward(seconds(20));

	const left = await village.board(fire);
	expect(left.headline.kind).toBe("left");
	expect(left.crews[0]?.state).toBe("left");
	expect(village.log.errors).toEqual([]);
});

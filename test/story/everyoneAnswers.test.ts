import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oksana, petro, stepan } from "./cast.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

it("everyone answers, the tanker has its crew and leaves, and whoever is not in it may sleep", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna, oksana, stepan },
	});
	village = opened;
	const { people } = opened;

	const fire = await village.report();
	// Chief and member: one card, and on it the way to the incident's page.
	expect(people.petro.chat()).toEqual([expect.stringContaining("ПОЖЕЖА")]);
	expect(people.petro.phone.chat.at(-1)?.keyboard.flat()).toContainEqual(
		expect.objectContaining({
			text: "Відкрити",
			url: `https://dzv.ua/${village.token(fire, "Петро", "live")}`,
		}),
	);
	expect(people.mykola.sms()).toEqual([
		"ПОЖЕЖА #100 хата: Росохач, Шевченка 12. Дзвонимо: 1-їду 0-не можу",
	]);
	expect(people.mykola.phone.ringing).toBeDefined();

	await village.fastForward(seconds(10));
	await people.mykola.presses("1");
	for (const who of ["petro", "ivan", "hanna", "oksana", "stepan"] as const)
		await people[who].tap("Їду · 5 хв");

	const gathered = await village.board(fire);
	expect(gathered.headline.kind).toBe("leaves");
	expect(gathered.crews[0]?.state).toBe("promised");

	await village.fastForward(minutes(4));
	await people.petro.tap("Я в депо");
	await village.fastForward(minutes(1));
	await people.petro.tap("Виїхали");
	await village.fastForward(seconds(20));

	expect(people.mykola.phone.ringing).toBeUndefined();
	const left = await village.board(fire);
	expect(left.headline.kind).toBe("left");
	expect(left.crews[0]?.state).toBe("left");
	expect(village.log.errors).toEqual([]);
});

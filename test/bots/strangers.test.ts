/** Strangers in the chat: told that nobody knows them, and never at the cost of an alert. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { strangersOf } from "../../bots/strangers.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import {
	metresNorth,
	openVillage,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
let ana: Villager;

beforeEach(async () => {
	village = await openVillage();
	ana = await village.villager("Ана");
	await village.join(ana);
});
afterEach(() => village.close());

const stranger = (n = 0): Phone =>
	village.sandbox.phones.add({
		name: `Хтось ${n}`,
		number: `+38050200000${n}`,
		kind: "smart",
		telegramId: 90_000 + n,
		botStarted: true,
	});
const told = (phone: Phone) =>
	phone.chat.filter(({ text }) => text.includes("Ми ще не знаємо")).length;

it("tells a stranger three times, then lets them write", async () => {
	const somebody = stranger();
	for (let n = 0; n < 10; n++) await somebody.say(`горить? ${n}`);
	expect(told(somebody)).toBe(3);
	// Whoever writes «горить» to a bot that cannot hear them must know who can.
	expect(somebody.chat.find(({ from }) => from === "bot")?.text).toContain(
		"телефонуйте 101",
	);
});

it("tells five strangers at once, and no more", async () => {
	const many = Array.from({ length: 8 }, (_, n) => stranger(n));
	for (const phone of many) await phone.say("горить?");
	expect(many.map(told).filter((times) => times > 0)).toHaveLength(5);
});

it("says nothing to a stranger while an alert waits, and answers who is known", async () => {
	// Reported, and not yet taken by the lane.
	await village.raise(
		{
			type: "structure_fire",
			mode: "actual",
			location: metresNorth(1_400),
			peopleInDanger: false,
			source: "okc_101",
			brigadeIds: [],
			force: true,
		},
		{ by: { kind: "service" } },
	);
	const somebody = stranger();
	await somebody.say("горить?");
	expect(told(somebody)).toBe(0);
	const before = ana.phone.chat.length;
	await ana.phone.say("тут дим");
	expect(ana.phone.chat.length).toBeGreaterThan(before + 1);
	await village.deliver();
	await somebody.say("горить?");
	expect(told(somebody)).toBe(1);
});

it("answers an invitation although strangers have used up every answer", async () => {
	const many = Array.from({ length: 8 }, (_, n) => stranger(n));
	for (const phone of many) await phone.say("горить?");
	const oleh = await village.villager("Олег");
	await village.join(oleh);
	expect(oleh.phone.chat.map(({ text }) => text)).toContainEqual(
		expect.stringContaining("Олег, вас підключено"),
	);
});

it("asks again ten minutes later, one a second, and nobody when the database cannot be asked", async () => {
	let mono = 0;
	let broken = false;
	const strangers = strangersOf({
		clock: { ...village.service.clock, mono: () => mono },
		store: {
			...village.service.store,
			waiting: async () => {
				if (broken) throw new Error("SQLITE_BUSY");
				return [];
			},
		},
	});
	const asked = async (times: number): Promise<number> => {
		let answered = 0;
		for (let n = 0; n < times; n++, mono += 1_000)
			if (await strangers.mayBeTold("1")) answered += 1;
		return answered;
	};
	expect(await asked(10)).toBe(3);
	mono += 10 * 60_000;
	expect(await asked(10)).toBe(3);
	mono += 10 * 60_000;
	broken = true;
	expect(await asked(10)).toBe(0);
});

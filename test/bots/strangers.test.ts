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
	phone.chat.filter(({ text }) => text.includes("Потім напишіть сюди, що й де"))
		.length;

it("tells a stranger three times, then lets them write", async () => {
	const somebody = stranger();
	for (let n = 0; n < 10; n++) await somebody.say("привіт");
	expect(told(somebody)).toBe(3);
	// Whoever opens the chat because something burns must know whom to call first.
	expect(somebody.chat.find(({ from }) => from === "bot")?.text).toContain(
		"телефонуйте 101",
	);
});

it("tells five strangers at once, and no more", async () => {
	const many = Array.from({ length: 8 }, (_, n) => stranger(n));
	for (const phone of many) await phone.say("привіт");
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
	await somebody.say("привіт");
	expect(told(somebody)).toBe(0);
	const before = ana.phone.chat.length;
	await ana.phone.say("тут дим");
	expect(ana.phone.chat.length).toBeGreaterThan(before + 1);
	await village.deliver();
	await somebody.say("привіт");
	expect(told(somebody)).toBe(1);
});

it("answers an invitation although strangers have used up every answer", async () => {
	const many = Array.from({ length: 8 }, (_, n) => stranger(n));
	for (const phone of many) await phone.say("привіт");
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

it("tells reporters more than that it was received within a tenth of the lane, and nobody without end", () => {
	let mono = 0;
	const strangers = strangersOf({
		clock: { ...village.service.clock, mono: () => mono },
		store: village.service.store,
	});
	const heard = (chats: number, times: number): number => {
		let told = 0;
		for (let n = 0; n < chats * times; n++)
			if (strangers.mayHearMore(String(n % chats))) told += 1;
		return told;
	};
	// Two hundred people with five messages each, in one moment.
	expect(heard(200, 5)).toBe(15);
	let inAMinute = 0;
	for (let second = 0; second < 60; second++) {
		mono += 1_000;
		inAMinute += heard(200, 5);
	}
	expect(inAMinute).toBe(150);
	let alone = 0;
	for (let second = 0; second < 500; second++) {
		mono += 1_000;
		if (strangers.mayHearMore("one who never stops")) alone += 1;
	}
	expect(alone).toBe(30);
});

import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oksana, petro } from "./cast.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

/** Grass by day: the SMS comes after twenty seconds, unless something goes wrong. */
const GRASS = { type: "vegetation_fire", place: "Росохач, за фермою" } as const;
const JULY_NOON = "2026-07-15T09:00:00Z";

it("he blocked the bot: the SMS leaves at once, and the bot's chat is remembered as blocked", async () => {
	const opened = await openVillage({
		at: JULY_NOON,
		people: { petro, ivan, hanna },
	});
	village = opened;
	const { ivan: blocked, hanna: other, petro: chief } = opened.people;
	await blocked.phone.block();
	await village.settle();
	await village.report(GRASS);

	expect(blocked.chat()).toEqual([]);
	expect(blocked.sms()[0]).toMatch(/^ПОЖЕЖА #100 стерня: Росохач, за фермою/u);
	expect(other.sms()).toEqual([]);
	// He has an SMS and a phone that rings: the chief need not know of the chat.
	expect(chief.chat().some((text) => text.includes("заблоковано"))).toBe(false);
	await village.fastForward(seconds(5));
	await blocked.phone.unblock();
	await village.settle();
	expect(village.log.errors).toEqual([]);
});

it("he blocked the bot just now, while it rings: Telegram's refusal brings the SMS at once", async () => {
	const opened = await openVillage({
		at: JULY_NOON,
		people: { petro, ivan, hanna },
	});
	village = opened;
	const { ivan: blocked } = opened.people;
	await village.faults.set([
		{
			carrier: "telegram",
			match: { to: String(blocked.phone.telegramId) },
			effect: {
				status: 403,
				description: "Forbidden: bot was blocked by the user",
			},
		},
	]);
	await village.report(GRASS);
	expect(blocked.sms()).toHaveLength(1);
	const [state] = await village.service.roster.channelStates([blocked.id]);
	expect(state).toMatchObject({ channel: "telegram", state: "blocked" });
	expect(village.log.errors).toEqual([]);
});

it("no channel is left to him: he counts as unreachable, the next is asked and the chief is told to ring himself", async () => {
	const opened = await openVillage({
		channels: ["telegram", "sms"],
		people: { petro, ivan, mykola: { ...mykola, phone: "smart" } },
	});
	village = opened;
	const { ivan: lost, petro: chief } = opened.people;
	await lost.phone.block();
	lost.phone.set({ optedOut: true });
	const fire = await village.report();
	expect((await village.line(fire, lost))?.alert).toBe("unreachable");
	expect(chief.chat().at(-1)).toContain("Іван: відмова від СМС");
	expect(chief.chat().filter((text) => text.includes("Іван"))).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

it("she answered STOP to our SMS once: the chief is told by name, the phone still rings", async () => {
	const opened = await openVillage({
		people: { petro, mykola, hanna: { ...hanna, telegram: false }, ivan },
	});
	village = opened;
	const { hanna: optedOut, petro: chief } = opened.people;
	optedOut.phone.set({ optedOut: true });
	await village.report();
	expect(optedOut.sms()).toEqual([]);
	expect(optedOut.rings()).toBe(1);
	expect(chief.chat().filter((text) => text.includes("Ганна"))).toEqual([
		expect.stringContaining("Ганна: відмова від СМС"),
	]);
	await village.fastForward(minutes(2));
	expect(chief.chat().filter((text) => text.includes("Ганна"))).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

it("Telegram is down: everybody has the SMS now and the ringing is not a second late", async () => {
	const opened = await openVillage({
		at: JULY_NOON,
		people: { petro, ivan, hanna, oksana, mykola },
	});
	village = opened;
	await village.faults.set([{ carrier: "telegram", effect: "refuse" }]);
	await village.report(GRASS);
	for (const { name } of [petro, ivan, hanna, oksana])
		expect(
			village.everybody.find((one) => one.name === name)?.sms()[0],
		).toContain("ПОЖЕЖА #100");
	await village.fastForward(seconds(30));
	// Back again: who has not answered gets the card too, with the same number.
	await village.faults.set([]);
	await village.fastForward(seconds(10));
	expect(
		opened.people.ivan.chat().filter((t) => t.includes("#100")),
	).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

it("the carrier's answer is lost: nobody gets more than three copies, each with the same number", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	await village.faults.set([
		{
			carrier: "telegram",
			match: { method: "sendMessage" },
			effect: "resetAfter",
		},
		{ carrier: "twilio", match: { method: "Messages" }, effect: "resetAfter" },
	]);
	await village.report();
	await village.fastForward(minutes(3));
	for (const who of village.everybody) {
		const alerts = (texts: string[]) =>
			texts.filter((text) => text.includes("ПОЖЕЖА"));
		expect(alerts(who.chat()).length, who.name).toBeLessThanOrEqual(3);
		// A receipt proves the first SMS: no second one leaves.
		expect(alerts(who.sms()).length, who.name).toBeLessThanOrEqual(3);
		expect(
			[...who.chat(), ...who.sms()].every((text) => text.includes("#100")),
		).toBe(true);
	}
	expect(opened.people.ivan.chat().length).toBeGreaterThan(0);
	expect(opened.people.mykola.sms().length).toBeGreaterThan(0);
	expect(village.log.errors).toEqual([]);
});

/** How much a thumb has to do at three in the morning, counted on the phones. */
import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, petro } from "./cast.ts";
import { openVillage, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

async function open() {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened as unknown as Village;
	return opened;
}
const tapsOf = (name: string): number =>
	village.journal.of(name).filter(({ kind }) => kind === "tap").length;

it("a volunteer answers with minutes by one tap, and without any by one", async () => {
	const { people, report, line } = await open();
	const fire = await report();
	const before = tapsOf("Іван");
	await people.ivan.tap("10 хв");
	expect(tapsOf("Іван") - before).toBe(1);
	const { answer, etaAt, answeredAt } = (await line(fire, people.ivan)) ?? {};
	expect(answer).toBe("responding");
	expect(Number(etaAt) - Number(answeredAt)).toBe(10 * 60_000);

	await people.hanna.tap("Не можу");
	expect(tapsOf("Ганна")).toBe(1);
	expect((await line(fire, people.hanna))?.answer).toBe("notResponding");
});

it("a button phone answers by one key", async () => {
	const { people, report, line } = await open();
	const fire = await report();
	await people.mykola.presses("1");
	expect(
		village.journal.of("Микола").filter(({ kind }) => kind === "key"),
	).toHaveLength(1);
	expect((await line(fire, people.mykola))?.answer).toBe("responding");
});

it("a chief raises by two taps, and everybody is rung before he has said where", async () => {
	const { people } = await open();
	await people.petro.writes("/menu");
	const before = tapsOf("Петро");
	// The one below the chat: no menu has to be opened for it.
	expect(
		people.petro.phone.replyKeyboard.flat().map(({ text }) => text),
	).toContain("🔥 Підняти людей");
	await people.petro.tap("🔥 Підняти людей");
	await people.petro.tap("Хата");
	expect(tapsOf("Петро") - before).toBeLessThanOrEqual(3);
	expect(people.mykola.phone.ringing).toBeDefined();
	expect(people.ivan.told().join("\n")).toContain("ПОЖЕЖА #100");
});

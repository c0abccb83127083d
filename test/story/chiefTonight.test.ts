/**
 * Before the fire: the chief sees whom the bell would reach and who is missing when, and
 * says for somebody how they may be called.
 */
import { afterEach, expect, it } from "vitest";
import { availabilityOf } from "../../src/people/whereabouts.ts";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { openVillage, type Village, type Villager } from "./village.ts";

let village: Village;
afterEach(async () => {
	expect(village.log.errors).toEqual([]);
	await village.close();
});

const panel = (who: Villager): string =>
	who.phone.chat.findLast(({ keyboard }) => keyboard.length > 0)?.text ?? "";
const stateOf = async (who: { id: string }) => {
	const [row] = await village.service.roster.people([who.id]);
	if (!row) throw new Error("expected a person of the roster");
	return availabilityOf(village.service.secrets, row);
};

it("shows everybody with state, channels and the bell not yet heard, and what is missing until seven", async () => {
	const opened = await openVillage({
		at: "2026-01-15T18:00:00Z",
		people: {
			petro,
			mykola,
			ivan,
			hanna: {
				...hanna,
				availability: { state: "off", weekly: [], exceptions: [] },
			},
		},
	});
	village = opened;
	const { people } = opened;
	await people.petro.writes("/menu");
	await people.petro.tap("Хто на зв'язку");
	const told = panel(people.petro);
	expect(told).toContain("Чергують: 3 з 4");
	expect(told).toContain(
		"Микола (водій) · чергую · СМС, дзвінок · дзвін ще не перевірено",
	);
	expect(told).toContain("Ганна · вихідний");
	expect(told).not.toMatch(/\+?380|\d{7}/u);
	// Three of the four a truck needs are there.
	expect(told).toContain("Сьогодні 20 – завтра 07 бракує 1 пожежного");
	await people.ivan.writes("/menu");
	expect(
		people.ivan.phone.chat
			.at(-1)
			?.keyboard.flat()
			.map(({ text }) => text),
	).not.toContain("Хто на зв'язку");
});

it("fits one message, however many there are", async () => {
	const opened = await openVillage({
		people: {
			petro,
			...Object.fromEntries(
				Array.from({ length: 60 }, (_, index) => [
					`person${index}`,
					{
						name: `Володимир Олександрович Довгопрізвищенко ${index}`,
						telegram: false,
					},
				]),
			),
		},
	});
	village = opened;
	const chief = village.people.petro as Villager;
	await chief.writes("/menu");
	await chief.tap("Хто на зв'язку");
	expect(panel(chief)).toContain("Чергують: 61 з 61");
	expect(panel(chief)).toMatch(/ще \d+/u);
	expect(panel(chief).length).toBeLessThanOrEqual(4096);
});

it("says so when nobody is missing, and in English to who reads English", async () => {
	const opened = await openVillage({
		people: { petro: { ...petro, locale: "en" }, oleh, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	await people.petro.writes("/menu");
	await people.petro.tap("Who can be reached");
	expect(panel(people.petro)).toContain("On call: 4 of 4");
	expect(panel(people.petro)).toContain("nobody is missing");
});

it("sets the availability of somebody who told the chief, with its end, and over a restart", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { people } = opened;
	await people.petro.writes("/menu");
	await people.petro.tap("Хто на зв'язку");
	await people.petro.tap("Змінити чиюсь готовність");
	await people.petro.tap("Іван · чергую");
	await village.restart();
	await people.petro.tap("вихідний");
	await people.petro.tap("До 07:00");
	expect(panel(people.petro)).toBe("Записано: вихідний до 07:00");
	// Pressed at three in the morning, Kyiv is two hours ahead.
	expect(await stateOf(people.ivan)).toMatchObject({
		state: "off",
		until: Date.parse("2026-01-15T05:00:00Z"),
	});
	const fire = await village.report();
	expect(await village.line(fire, people.ivan)).toBeUndefined();
});

it("reads a chief's word over what the person said for these very hours", async () => {
	const opened = await openVillage({
		people: {
			petro,
			oleh,
			ivan: {
				...ivan,
				availability: {
					state: "on",
					weekly: [],
					exceptions: [
						{
							from: Date.parse("2026-01-15T00:00:00Z"),
							to: Date.parse("2026-01-16T00:00:00Z"),
							state: "off",
						},
					],
				},
			},
			hanna,
		},
	});
	village = opened;
	const { people } = opened;
	await people.petro.writes("/menu");
	await people.petro.tap("Хто на зв'язку");
	await people.petro.tap("Змінити чиюсь готовність");
	await people.petro.tap("Іван · вихідний");
	await people.petro.tap("чергую");
	await people.petro.tap("На 4 години");
	const fire = await village.report();
	expect(await village.line(fire, people.ivan)).toBeDefined();
});

/**
 * A fire by night under an air raid: nobody is alerted a second later for it, the
 * truck waits for a word, and who waits for the end of the raid is asked then.
 */
import { afterEach, expect, it } from "vitest";
import { importAreas } from "../../src/areas/areaImport.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { SKY } from "../airRaid/sky.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

/** Where the feed's regions and the settlements are known. */
const FIELD = { lat: 48.9463, lon: 25.8157 };
const CAST = {
	petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
	mykola: { name: "Микола", qualifications: ["driver_c"], phone: "button" },
	ivan: { name: "Іван" },
	olena: { name: "Олена", locale: "en" },
	taras: { name: "Тарас" },
	hanna: { name: "Ганна", telegram: false },
} as const;

async function under(state: "Red" | "Yellow" | undefined) {
	const opened = await openVillage({
		people: CAST,
		airRaid: true,
		twoWaySms: true,
	});
	village = opened;
	for (const table of AREA_TABLES)
		await importAreas(opened.service, opened.operator, bytes(table));
	if (state) opened.sky.set(SKY.raion, [state]);
	await opened.lookAtSky();
	return opened;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
/** The raid is over, and an hour and more has passed since any red: a fire is just a fire. */
async function sky(opened: Awaited<ReturnType<typeof under>>, level?: "Red") {
	opened.sky.set(SKY.raion, level ? [level] : []);
	await opened.lookAtSky();
}
const labels = (person: Village["people"][string]) =>
	person.phone.chat.flatMap(({ keyboard }) =>
		keyboard.flat().map(({ text }) => text),
	);

it("rings everybody at once, in words that say so; the chief lets the truck leave", async () => {
	const opened = await under("Red");
	const { people } = opened;
	const fire = await village.report({ location: FIELD });

	expect(people.mykola.sms()[0]).toMatch(/^ПОЖЕЖА #100 .*ТРИВОГА/u);
	expect(people.mykola.rings()).toBe(1);
	expect(people.ivan.rings()).toBe(1);
	expect(people.ivan.card()).toContain(
		"🔴 ПОВІТРЯНА ТРИВОГА: без слова начальника чи старшого не виїжджати",
	);
	expect(people.olena.card()).toContain(
		"🔴 AIR RAID ALERT: do not leave without the word of the chief or the leader",
	);
	expect(await people.ivan.opensLink(fire)).toContain(
		"Можу після відбою повітряної тривоги",
	);
	expect(await village.board(fire)).toMatchObject({
		airRaid: "red",
		departure: { waits: "airRaid", allowedAt: null, allowedBy: null },
	});

	await people.mykola.phone.pickUp();
	await village.fastForward(seconds(10));
	await people.mykola.phone.press("1");
	await village.fastForward(seconds(8));
	expect(people.mykola.heard().join(" ")).toContain(
		"Повітряна тривога! Без слова начальника чи старшого не виїжджайте.",
	);
	await people.ivan.tap("Їду · 5 хв");
	await people.olena.tap("Coming · 5 min");
	await people.petro.tap("Їду · 5 хв");
	expect((await village.board(fire)).headline).toEqual({
		kind: "waits",
		why: "airRaid",
	});
	expect(people.petro.chat().join()).toContain(
		"Екіпаж є, але ПОВІТРЯНА ТРИВОГА. Виїжджаємо?",
	);
	await village.fastForward(seconds(8));
	expect(people.ivan.card()).toContain("ВИЇЗД ЧЕКАЄ: ПОВІТРЯНА ТРИВОГА");
	expect(people.olena.card()).toContain("DEPARTURE ON HOLD: AIR RAID");

	await people.petro.tap("Виїжджаємо під час повітряної тривоги");
	const allowed = await village.board(fire);
	expect(allowed.departure).toMatchObject({ waits: null, allowedBy: "Петро" });
	expect(allowed.headline.kind).toBe("leaves");
	expect(people.ivan.chat().join()).toContain("ВИЇЗД ДОЗВОЛЕНО");
	expect(people.mykola.told().join()).toContain("ВИЇЗД ДОЗВОЛЕНО");

	await people.petro.tap("Виїхали");
	const left = await village.board(fire);
	expect(left.headline.kind).toBe("left");
	expect(left.marks.at(-1)).not.toHaveProperty("withoutWord");
	expect(opened.log.errors).toEqual([]);
});

it("asks who can come afterwards once it is over, each as they answered", async () => {
	const opened = await under("Red");
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	await people.taras.tap("Можу після відбою повітряної тривоги");
	await people.hanna.texts("можу після відбою");
	await people.mykola.phone.pickUp();
	await village.fastForward(seconds(3));
	await people.mykola.phone.press("2");
	await village.fastForward(seconds(8));
	const lines = (await village.board(fire)).responders;
	expect(
		lines.filter(({ afterAllClear }) => afterAllClear).map(({ name }) => name),
	).toEqual(expect.arrayContaining(["Тарас", "Ганна", "Микола"]));
	expect(people.hanna.sms().at(-1)).toContain("ПІСЛЯ ПОВІТРЯНОЇ ТРИВОГИ");
	for (const person of opened.everybody) person.forget();

	await sky(opened);
	await village.fastForward(seconds(5));
	expect(people.taras.chat().join()).toContain(
		"Повітряної тривоги немає. Їдете?",
	);
	expect(people.hanna.sms().join()).toContain("#100 Повітряної тривоги немає.");
	expect(people.mykola.rings()).toBe(1);
	await people.taras.tap("Їду · 5 хв");
	expect(await village.line(fire, people.taras)).toMatchObject({
		answer: "responding",
	});
	expect(people.ivan.told()).toEqual([]);
});

it("records a truck that left without a word, and tells the chief", async () => {
	const opened = await under("Red");
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	await people.petro.tap("Не можу");
	await people.mykola.presses("1");
	for (const one of [people.ivan, people.taras]) await one.tap("Їду · 5 хв");
	people.petro.forget();
	await people.ivan.tap("Виїхали");
	expect((await village.board(fire)).marks.at(-1)).toMatchObject({
		mark: "departed",
		withoutWord: "airRaid",
	});
	expect(people.petro.chat().join()).toContain(
		"ВИЇХАЛИ БЕЗ ДОЗВОЛУ під час повітряної тривоги",
	);
});

it("a member's press lets nobody leave, and the raid's end does", async () => {
	const opened = await under(undefined);
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	await people.mykola.presses("1");
	await people.petro.tap("Їду · 5 хв");
	await people.ivan.tap("Їду · 5 хв");
	await people.taras.tap("Їду · 5 хв");
	await sky(opened, "Red");
	expect((await village.board(fire)).headline.kind).toBe("waits");
	expect(labels(people.ivan)).not.toContain(
		"Виїжджаємо під час повітряної тривоги",
	);
	await people.ivan.sendsForm(fire, { answer: "leave" });
	expect((await village.board(fire)).departure?.waits).toBe("airRaid");
	people.ivan.forget();
	await sky(opened);
	await village.fastForward(seconds(5));
	const open = await village.board(fire);
	expect(open.headline.kind).not.toBe("waits");
	expect(open.airRaid).toBe("none");
	expect(people.ivan.chat().join()).toContain("Виїзд більше не чекає");
});

it("where no feed is configured nothing is said of it anywhere", async () => {
	const opened = await openVillage({ people: CAST });
	village = opened;
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	await people.petro.tap("Їду · 5 хв");
	const shown = [
		people.ivan.card(),
		...people.mykola.told(),
		...people.petro.told(),
		await people.ivan.opensLink(fire),
	].join("\n");
	expect(shown).not.toMatch(/тривог/iu);
	expect(await village.board(fire)).not.toHaveProperty("airRaid");
	await village.fastForward(minutes(1));
	expect(opened.log.errors).toEqual([]);
});

it("an SMS that waits for its minute says what the sky is then", async () => {
	const opened = await under(undefined);
	const { people } = opened;
	await village.report({ location: FIELD, type: "vegetation_fire" });
	expect(people.ivan.sms()).toEqual([]);
	await sky(opened, "Red");
	await village.fastForward(seconds(25));
	expect(people.ivan.sms()[0]).toMatch(/^ПОЖЕЖА #100 стерня, ТРИВОГА/u);
});

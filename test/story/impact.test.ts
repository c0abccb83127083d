/**
 * A fire half an hour after red: the same people are rung in the same second, but they
 * gather at the school, and the truck waits for the chief's answer to «Приліт?».
 */
import { afterEach, expect, it } from "vitest";
import { setStaging } from "../../src/airRaid/staging.ts";
import { importAreas } from "../../src/areas/areaImport.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { SKY } from "../airRaid/sky.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const FIELD = { lat: 48.9463, lon: 25.8157 };
const CAST = {
	petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
	stepan: { name: "Степан", role: "deputy", qualifications: ["leader"] },
	mykola: { name: "Микола", qualifications: ["driver_c"], phone: "button" },
	ivan: { name: "Іван" },
	olena: { name: "Олена", locale: "en" },
} as const;

async function afterRed(options: { staging?: string } = { staging: "школа" }) {
	const opened = await openVillage({ people: CAST, airRaid: true });
	village = opened;
	const bytes = (text: string) => new TextEncoder().encode(text);
	for (const table of AREA_TABLES)
		await importAreas(opened.service, opened.operator, bytes(table));
	if (options.staging)
		await setStaging(
			opened.service,
			opened.operator,
			opened.brigadeId("Росохач"),
			{ words: options.staging },
		);
	opened.sky.set(SKY.raion, ["Red"]);
	await opened.lookAtSky();
	opened.sky.set(SKY.raion, []);
	await opened.lookAtSky();
	await opened.fastForward(minutes(30));
	await opened.lookAtSky();
	for (const person of opened.everybody) person.forget();
	return opened;
}

it("gathers at the school; «Ні» sends them to the station, and they leave", async () => {
	const opened = await afterRed();
	const { people } = opened;
	const fire = await village.report({ location: FIELD });

	expect(people.mykola.rings()).toBe(1);
	expect(people.ivan.card()).toContain("🚫 Збір: школа, не в депо");
	expect(people.olena.card()).toContain("🚫 Gather: школа, not at the station");
	expect(await people.ivan.opensLink(fire)).toContain("Збір: школа, не в депо");
	expect(await village.board(fire)).toMatchObject({
		impact: { suspected: "red", answer: null },
		staging: { words: "школа" },
		departure: { waits: "impact" },
	});
	expect(people.petro.chat().join()).toContain("Приліт?");
	expect(people.stepan.chat().join()).not.toContain("Приліт?");

	await people.mykola.presses("1");
	expect(people.mykola.heard().join(" ")).toContain(
		"Прийнято: їдете. Збір: школа, не в депо.",
	);
	expect(people.mykola.sms().at(-1)).toMatch(/ЇДЕТЕ, збір: школа/u);
	await people.ivan.tap("Їду · 5 хв");
	await people.olena.tap("Coming · 5 min");
	await people.stepan.tap("Їду · 5 хв");
	await village.fastForward(seconds(8));
	expect((await village.board(fire)).headline).toEqual({
		kind: "waits",
		why: "impact",
	});
	expect(people.ivan.card()).toContain("ВИЇЗД ЧЕКАЄ: ПРИЛІТ?");

	await people.petro.tap("Ні");
	const answered = await village.board(fire);
	expect(answered.impact).toEqual({ suspected: "red", answer: false });
	expect(answered).not.toHaveProperty("staging");
	expect(answered.headline.kind).toBe("leaves");
	expect(people.ivan.chat().join()).toContain("збір знову в депо");
	expect(people.mykola.told().join()).toContain("збір знову в депо");
	await people.stepan.tap("Виїхали");
	expect((await village.board(fire)).headline.kind).toBe("left");
	expect(opened.log.errors).toEqual([]);
});

it("nobody answers: the deputy is rung; «Так» on a page, and nobody more is called", async () => {
	const opened = await afterRed({});
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	expect(people.ivan.card()).toContain(
		"🚫 Збір: не в депо, чекайте слова начальника",
	);
	await people.mykola.presses("1");
	await village.fastForward(seconds(35));
	expect(people.stepan.chat().join()).toContain("Приліт?");
	await people.stepan.tap("Так, приліт");
	expect((await village.board(fire)).impact?.answer).toBe(true);
	expect(people.mykola.told().join()).toContain("МОЖЛИВИЙ ПРИЛІТ");
	for (const person of opened.everybody) person.forget();
	await village.fastForward(minutes(20));
	expect(people.ivan.told()).toEqual([]);
	expect(people.olena.told()).toEqual([]);
	expect(opened.log.errors).toEqual([]);
});

it("the chief's page and panel show it, and their presses answer it", async () => {
	const opened = await afterRed();
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	const live = `${village.url}/i/${village.token(fire, people.petro.name, "live")}`;
	const read = async () => (await fetch(live)).text();
	const page = await read();
	expect(page).toContain("Збір: школа, не в депо");
	expect(page).toContain("Повітряної тривоги немає");
	expect(page).toContain("Так, приліт: виїзд чекає");
	await people.petro.tap("Дії");
	expect(people.petro.chat().join()).toContain("🚫 Збір: школа, не в депо");
	await people.petro.tap("Виїжджаємо");
	expect((await village.board(fire)).departure).toMatchObject({
		waits: null,
		allowedBy: "Петро",
	});
	expect(await read()).toContain("Виїзд дозволено: Петро");
	const said = await fetch(`${live}/impact`, {
		method: "POST",
		body: new URLSearchParams({ impact: "false", nonce: "one" }),
		redirect: "manual",
	});
	expect(said.status).toBeLessThan(400);
	expect((await village.board(fire)).impact?.answer).toBe(false);
	expect(await read()).not.toContain("Збір: школа");
});

it("a leader who comes lets it leave from his answer page; a stranger's form changes nothing", async () => {
	const opened = await afterRed();
	const { people } = opened;
	const fire = await village.report({ location: FIELD });
	await people.stepan.tap("Їду · 5 хв");
	expect(await people.ivan.opensLink(fire)).not.toContain(">Виїжджаємо<");
	await people.ivan.sendsForm(fire, { answer: "leave" });
	expect((await village.board(fire)).departure?.waits).toBe("impact");
	expect(await people.stepan.opensLink(fire)).toContain(">Виїжджаємо<");
	await people.stepan.sendsForm(fire, { answer: "leave" });
	expect((await village.board(fire)).departure).toMatchObject({
		waits: null,
		allowedBy: "Степан",
	});
});

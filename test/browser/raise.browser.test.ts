/** A new incident in the browser: raised in seconds, known before it is sent, never twice. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { importAreas } from "../../src/areas/areaImport.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { hanna, mykola, petro } from "../story/cast.ts";
import { openVillage } from "../story/village.ts";
import { boards, tooWide } from "./board.ts";
import { openChromium } from "./chromium.ts";

let browser: Browser;
let board: ReturnType<typeof boards>;
beforeAll(async () => {
	browser = await openChromium();
	board = boards(browser);
});
afterAll(() => browser.close());

const openIt = () =>
	openVillage({ people: { petro, hanna, mykola }, host: "localhost" });
let village: Awaited<ReturnType<typeof openIt>>;
beforeEach(async () => {
	village = await openIt();
});
afterEach(async () => {
	await board.close();
	await village.close();
});

it("raises with the keyboard alone: a digit for what, words for where, and it rings", async () => {
	const page = await board.open(village, await board.desk(village), {
		path: "/new",
	});
	await page.getByRole("heading", { name: "Нова подія" }).waitFor();
	await page.keyboard.press("1");
	await page.keyboard.press("Tab");
	await page.getByLabel("Вулиця, будинок, орієнтир").focus();
	await page.keyboard.type("Росохач, вул. Шевченка, 12");
	await page.getByText("Вкажіть місце або підрозділ").waitFor();
	await page.getByLabel("Хто їде першим").selectOption({ label: "Росохач" });
	await page.getByText("Кого розбудимо").waitFor();
	await page.getByText("3 людини").first().waitFor();
	await page.keyboard.press("Control+Enter");
	await page.waitForURL(/\/board\/incidents\//);
	const { items } = await village.store.heads(EVERYTHING, { limit: 5 });
	expect(items).toHaveLength(1);
	expect(items[0]).toMatchObject({
		incidentType: "structure_fire",
		source: "okc_101",
	});
});

/** Two villages of one name, and hromadas to tell them apart. */
const HROMADAS = `code,name,raion_code,raion,oblast_code,oblast
UA61060350000038000,Чортківська міська громада,UA61060000000037000,Чортківський,UA61000000000060328,Тернопільська
UA26060350000038000,Коршівська сільська громада,UA26060000000037000,Коломийський,UA26000000000060328,Івано-Франківська`;
const SETTLEMENTS = `code,name,category,hromada_code,lat,lon
UA61060350010038001,Росохач,C,UA61060350000038000,49.0291,25.7951
UA26060350010038001,Росохач,C,UA26060350000038000,48.6,24.9`;

async function importAll(): Promise<void> {
	for (const table of [HROMADAS, SETTLEMENTS])
		await importAreas(
			village.service,
			{ by: { kind: "service" }, scope: EVERYTHING },
			new TextEncoder().encode(table),
			{ dryRun: false },
		);
}

it("tells villages of one name apart, and rings the nearest brigade to the one chosen", async () => {
	await importAll();
	const page = await board.open(village, await board.desk(village), {
		path: "/new",
	});
	await page.getByRole("button", { name: /хата/ }).click();
	const settlement = page.getByRole("combobox", { name: "Населений пункт" });
	await settlement.fill("росохач чорт");
	const offered = page.getByRole("listbox").getByRole("option");
	await offered.getByText(/Росохач \(Чортківська громада\)/).waitFor();
	await expect.poll(() => offered.count()).toBe(1);
	await settlement.fill("Росох");
	await expect.poll(() => offered.count()).toBe(2);
	await page.getByRole("option", { name: /Чортківська/ }).click();
	await page.getByText("3 людини").first().waitFor();
	await page.getByText(/Росохач · .* · 1,3 км/).waitFor();
	await page.getByRole("button", { name: /^Скликати/ }).click();
	await page.waitForURL(/\/board\/incidents\//);
	const [head] = (await village.store.heads(EVERYTHING, { limit: 1 })).items;
	expect(head?.location).toMatchObject({ lat: 49.0291, accuracyMetres: 1_000 });
});

it("puts the fire that is known beside the one being told, and lets a human say which it is", async () => {
	await importAll();
	const id = await village.report({
		location: { lat: 49.03, lon: 25.795 },
		place: "Росохач, за школою",
	});
	const known = await village.board(id);
	const page = await board.open(village, await board.desk(village), {
		path: "/new",
	});
	await page.getByRole("button", { name: /сарай/ }).click();
	await page.getByRole("combobox", { name: "Населений пункт" }).fill("Росох");
	await page.getByRole("option", { name: /Чортківська/ }).click();
	await page.getByText(`Схоже на #${known.number}`).waitFor();
	await page.getByRole("cell", { name: "Росохач, за школою" }).waitFor();
	await page.getByText(/між ними 1\d\d м/).waitFor();
	await page.getByRole("button", { name: "Інша подія" }).click();
	await page.getByText("Скличемо одразу").waitFor();
	await page.getByRole("link", { name: `Це #${known.number}` }).click();
	await page.waitForURL(new RegExp(`/board/incidents/${known.id}`));
});

it("never looks like an alarm when it is an exercise or a test", async () => {
	const page = await board.open(
		village,
		{ responderId: village.people.petro.id },
		{ path: "/new" },
	);
	await page
		.getByLabel("Це справжня подія?")
		.selectOption({ label: "Навчання: не горить" });
	await page.getByText("НАВЧАННЯ: не горить", { exact: true }).waitFor();
	expect(await page.getByRole("button", { name: /^Скликати/ }).count()).toBe(0);
	await page.getByRole("button", { name: /стерня/ }).click();
	await page.getByRole("button", { name: /^Почати навчання/ }).click();
	await page.waitForURL(/\/board\/incidents\//);
	const [head] = (await village.store.heads(EVERYTHING, { limit: 1 })).items;
	expect(head?.mode).toBe("exercise");
});

it("says that nothing came back when the line is lost, keeps what was typed, and raises once", async () => {
	const page = await board.open(
		village,
		{ responderId: village.people.petro.id },
		{ path: "/new", expected: /Failed to load resource|ERR_/ },
	);
	await page.getByRole("button", { name: /хата/ }).click();
	await page.getByLabel("Вулиця, будинок, орієнтир").fill("за фермою");
	let cuts = 1;
	await page.route("**/v1/incidents", async (route) => {
		// It arrives, and its answer is lost on the way back.
		const answer = await route.fetch();
		if (cuts > 0) {
			cuts -= 1;
			return route.abort();
		}
		return route.fulfill({ response: answer });
	});
	const send = page.getByRole("button", { name: /^Скликати/ });
	await send.click();
	await page.getByText("Натисніть ще раз: двічі не скличемо").waitFor();
	expect(await page.getByLabel("Вулиця, будинок, орієнтир").inputValue()).toBe(
		"за фермою",
	);
	await send.click();
	await page.waitForURL(/\/board\/incidents\//);
	const { items } = await village.store.heads(EVERYTHING, { limit: 5 });
	expect(items).toHaveLength(1);
});

it("has what was typed after the page was loaded anew, and nothing of it in the next report", async () => {
	const page = await board.open(village, await board.desk(village), {
		path: "/new",
	});
	const details = page.getByLabel("Вулиця, будинок, орієнтир");
	await page.getByRole("button", { name: /хата/ }).click();
	await details.fill("за фермою");
	await page.reload();
	expect(await details.inputValue()).toBe("за фермою");
	await page.getByRole("link", { name: "Події" }).click();
	await page.getByText("Нічого не горить").waitFor();
	await page.getByRole("link", { name: "Нова подія" }).first().click();
	expect(await details.inputValue()).toBe("");
});

it("asks for nothing but what happened", async () => {
	const page = await board.open(
		village,
		{ responderId: village.people.petro.id },
		{ path: "/new", viewport: { width: 360, height: 740 } },
	);
	await page.getByRole("button", { name: /^Скликати/ }).click();
	await page.getByText("Виберіть, що сталося").first().waitFor();
	await page.getByRole("button", { name: /стерня/ }).click();
	expect(await tooWide(page)).toBe(0);
	await page.getByRole("button", { name: /^Скликати/ }).click();
	await page.waitForURL(/\/board\/incidents\//);
});

/** What iOS 15 has not, nor any page that came over plain http. */
const OLD_PHONE = `
	delete Array.prototype.toReversed;
	delete Array.prototype.toSorted;
	delete AbortSignal.timeout;
	Crypto.prototype.randomUUID = undefined;
`;

it("raises, and presses what is urgent, on a phone of five years ago", async () => {
	const page = await board.open(village, await board.desk(village));
	await page.addInitScript(OLD_PHONE);
	await page.goto(`${village.url}/board/new`);
	await page.getByRole("button", { name: /хата/ }).click();
	await page.getByLabel("Хто їде першим").selectOption({ label: "Росохач" });
	await page.getByRole("button", { name: "Скликати" }).click();
	await page.waitForURL(/\/board\/incidents\//);
	await page.getByRole("button", { name: /Беру на себе/ }).click();
	await page.getByText("Подію веде: Черговий 101").first().waitFor();
});

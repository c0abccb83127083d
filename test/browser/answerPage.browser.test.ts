/**
 * The answer page in a real browser, while not everything works: what is out stands
 * above, an answer that waits is said to, and becomes an accepted one by itself.
 * Set SHOTS=folder to keep pictures.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { tokenFor } from "../../src/plan.ts";
import { type Installation, openInstallation } from "../audit/installation.ts";
import { DESK, openChromium, PHONE } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
	browser = await openChromium();
});
afterAll(() => browser.close());

const SCREENS = [
	["phone", PHONE],
	["desk", DESK],
	["old phone", { width: 320, height: 568 }],
] as const;
const folder = process.env.SHOTS;

let place: Installation;
let fire: string;
let giveBack: () => void;
const faults: string[] = [];

beforeEach(async () => {
	giveBack = () => {};
	place = await openInstallation({ doors: true });
	fire = await place.report({ peopleInDanger: true });
	await place.pass(2_000);
});
afterEach(async () => {
	giveBack();
	await place.close();
	expect(faults.splice(0)).toEqual([]);
});

const takeAway = () => {
	const release = place.takeWritesAway();
	giveBack = () => {
		giveBack = () => {};
		release();
	};
};
const linkOf = (name: string) =>
	`${place.url}/a/${tokenFor(place.service, fire, place.idOf(name), "answer")}`;

async function open(name: string, viewport = PHONE, dark = false) {
	const context = await browser.newContext({
		viewport,
		colorScheme: dark ? "dark" : "light",
	});
	const page = await context.newPage();
	page.on("console", (message) => {
		if (/Content Security Policy/.test(message.text()))
			faults.push(message.text());
	});
	await page.goto(linkOf(name), { waitUntil: "domcontentloaded" });
	return page;
}

/** On every screen nothing leaves it and every target can be hit; pictures are kept when asked for. */
async function lookAt(state: string, page: Page): Promise<void> {
	for (const [screen, viewport] of SCREENS)
		for (const colorScheme of ["light", "dark"] as const) {
			await page.setViewportSize(viewport);
			await page.emulateMedia({ colorScheme });
			const { overflow, small } = await page.evaluate<{
				overflow: number;
				small: string[];
			}>(TARGETS);
			expect(overflow, `${state} on a ${screen}`).toBeLessThanOrEqual(0);
			expect(small, `${state} on a ${screen}`).toEqual([]);
			if (!folder) continue;
			mkdirSync(folder, { recursive: true });
			await page.screenshot({
				path: join(folder, `answer-${state}-${screen}-${colorScheme}.png`),
				fullPage: true,
			});
		}
	await page.setViewportSize(PHONE);
}

it("an answer is kept while the database takes none, and becomes an accepted one without a touch", async () => {
	takeAway();
	await place.pass(1_000);
	const page = await open("Іван");
	await page.locator(".out", { hasText: "жодна не пропаде" }).waitFor();
	await lookAt("store", page);
	await page.getByRole("button", { name: "Їду", exact: true }).first().click();
	await page.locator("h1", { hasText: "Записали: їдете" }).waitFor();
	await lookAt("kept", page);
	await page.getByRole("button", { name: "Я в депо" }).click();
	await page.locator("h1", { hasText: "Записали: у депо" }).waitFor();
	giveBack();
	await place.pass(10_000);
	await page
		.locator("h1", { hasText: "Прийнято: їдете" })
		.waitFor({ timeout: 20_000 });
	expect(await page.locator(".out").count()).toBe(0);
	await lookAt("accepted", page);
	await page.context().close();
});

it("carriers that are out are one sentence, with what we do instead", async () => {
	await place.sandbox.faults.set([{ carrier: "telegram", effect: "refuse" }]);
	await place.report({ place: "Угринь, Польова, 3", force: true });
	await place.pass(20_000);
	const page = await open("Іван");
	expect(await page.locator(".out").allTextContents()).toEqual([
		"▲ Телеграм не працює: дзвонимо й надсилаємо СМС",
	]);
	await lookAt("telegram", page);
	await place.sandbox.faults.set([
		{ carrier: "telegram", effect: "refuse" },
		{ carrier: "twilio", effect: "refuse" },
	]);
	await place.report({ place: "Білобожниця, Нова, 1", force: true });
	await place.pass(60_000);
	takeAway();
	await place.pass(1_000);
	await page.reload();
	expect(await page.locator(".out").allTextContents()).toEqual([
		"▲ Телеграм, СМС і дзвінки не працюють: виклики не доходять, відповідайте тут",
		"▲ Відповіді записуємо із запізненням, жодна не пропаде",
	]);
	await lookAt("everything", page);
	await page.context().close();
});

it("no disk takes the answer: it is not said to be kept, and one press says the same again", async () => {
	rmSync(join(place.folder, "elsewhere"), { recursive: true, force: true });
	writeFileSync(join(place.folder, "elsewhere"), "no folder");
	takeAway();
	await place.pass(1_000);
	const page = await open("Іван");
	await page
		.getByRole("button", { name: "Не можу", exact: true })
		.first()
		.click();
	await page.locator("h1", { hasText: "Не змогли записати" }).waitFor();
	await lookAt("unwritten", page);
	giveBack();
	await page.getByRole("button", { name: "Надіслати ще раз" }).click();
	await page.locator("h1", { hasText: "Прийнято: не можете" }).waitFor();
	await page.context().close();
});

it("the database cannot be read: the question stands all the same", async () => {
	const link = linkOf("Іван");
	await place.process.database.store.close();
	const page = await open("Іван");
	await page.locator("h1", { hasText: "Їдете?" }).waitFor();
	await lookAt("unread", page);
	await page.getByRole("button", { name: "Їду", exact: true }).click();
	await page.locator("h1", { hasText: "Записали: їдете" }).waitFor();
	await lookAt("unread-kept", page);
	await place.restart();
	await place.pass(10_000);
	await page.goto(link);
	await page.locator("h1", { hasText: "Прийнято: їдете" }).waitFor();
	await page.context().close();
});

// Read inside the browser, where these names exist.
const TARGETS = `(() => {
	document.querySelectorAll("details").forEach((details) => { details.open = true; });
	const targets = [...document.querySelectorAll("button,summary,select,input:not([type=hidden]):not([type=checkbox]),label.row,a")];
	return {
		overflow: document.documentElement.scrollWidth - innerWidth,
		small: targets
			.filter((target) => target.getClientRects().length > 0 && target.getBoundingClientRect().height < 55.9)
			.map((target) => target.outerHTML.slice(0, 80)),
	};
})()`;

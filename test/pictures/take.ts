/**
 * `npm run pictures`: the pages of README, taken of a story's village. Real service,
 * real pages, real phones on loopback; numbers and links are covered before each
 * picture, so that none of them ever shows one.
 */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import {
	type Browser,
	chromium as driver,
	type Locator,
	type Page,
} from "playwright-core";
import { makeWall } from "../../src/walls.ts";
import {
	holdConversations,
	openConversations,
} from "../browser/conversations.ts";
import { hanna, ivan, mykola, oksana, petro, stepan } from "../story/cast.ts";
import { minutes, openVillage, seconds } from "../story/village.ts";
import { takeBoard } from "./board.ts";

const FOLDER = join(import.meta.dirname, "../../docs/pictures");
/** README is read on slow lines too. */
const LARGEST_BYTES = 200_000;
const FLAGS = [
	"--no-sandbox",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-first-run",
];
const PHONE = { width: 400, height: 760 };
const DESK = { width: 1180, height: 880 };
const TELEVISION = { width: 1280, height: 720 };

const village = await openVillage({
	people: { petro, mykola, ivan, hanna, oksana, stepan },
});
const browser = await driver.launch({
	executablePath: process.env.CHROME ?? (await chromium.executablePath()),
	args: FLAGS,
});
try {
	mkdirSync(FOLDER, { recursive: true });
	const { people } = village;
	const fire = await village.report();
	await village.fastForward(seconds(8));
	await take(browser, "phones", village.sandbox.pageUrl, DESK);
	await take(
		browser,
		"answer",
		pageOf(fire, people.oksana.name, "answer"),
		PHONE,
	);

	await people.ivan.tap("Їду · 5 хв");
	await people.petro.tap("Їду · 5 хв");
	await people.hanna.tap("10 хв");
	await people.oksana.tap("Не можу");
	await village.fastForward(seconds(12));
	await take(
		browser,
		"live-no-driver",
		pageOf(fire, people.petro.name, "live"),
		PHONE,
	);

	await people.mykola.presses("1");
	await village.fastForward(seconds(5));
	await take(
		browser,
		"live-leaves",
		pageOf(fire, people.petro.name, "live"),
		PHONE,
	);
	const wall = await hangWall(browser);
	await keep(wall, "wall-leaves");
	await village.order(fire, { type: "Close", by: village.desk });
	await village.fastForward(minutes(9 * 60));
	await wall.locator("#p-strength td").first().waitFor();
	await wall.waitForTimeout(1_000);
	await keep(wall, "wall-duty");
	await wall.close();
} finally {
	await village.close();
}

const talking = await openConversations();
try {
	const page = await newPage(browser, DESK);
	await holdConversations(page, talking, async ({ name, phone }) => {
		// The scrolled chat is drawn anew with each message; this is after the last.
		await page.waitForTimeout(500);
		await cover(page);
		await keep(page.locator(`[data-id="${phone}"]`), `chat-${name}`);
	});
} finally {
	await talking.close();
}

try {
	await takeBoard(browser, { cover, keep });
} finally {
	await browser.close();
}

/** The station's television: bound with its remote control, past the flash of the alarm. */
async function hangWall(browser: Browser): Promise<Page> {
	const { url } = await makeWall(
		village.service,
		village.operator,
		village.brigadeId("Росохач"),
		"Стіна в депо",
	);
	const page = await newPage(browser, TELEVISION);
	// Browsers keep its cookie for a name alone.
	await page.goto(url.replace("127.0.0.1", "localhost"), { waitUntil: "load" });
	await page.locator("button").press("Enter");
	await page.locator("#p-head").waitFor();
	await page.waitForTimeout(5_000);
	return page;
}

function pageOf(
	incidentId: string,
	name: string,
	opens: "answer" | "live",
): string {
	const token = village.token(incidentId, name, opens);
	return `${village.service.settings.publicUrl}/${opens === "live" ? "i" : "a"}/${token}`;
}

async function take(
	browser: Browser,
	name: string,
	url: string,
	viewport: { width: number; height: number },
): Promise<void> {
	const page = await newPage(browser, viewport);
	await page.goto(url, { waitUntil: "load" });
	// Streams never end, so the page is never idle; its first drawing comes at once.
	await page.waitForTimeout(1_000);
	await cover(page);
	await keep(page, name);
	await page.close();
}

function newPage(
	browser: Browser,
	viewport: { width: number; height: number },
): Promise<Page> {
	return browser.newPage({
		viewport,
		locale: "uk-UA",
		timezoneId: "Europe/Kyiv",
	});
}

async function keep(shown: Page | Locator, name: string): Promise<void> {
	const path = join(FOLDER, `${name}.png`);
	await shown.screenshot({ path });
	const { size } = statSync(path);
	if (size > LARGEST_BYTES)
		throw new Error(
			`Expected ${name}.png below ${LARGEST_BYTES} bytes, got ${size}: make its window smaller.`,
		);
	console.log(`${path}: ${size} bytes`);
}

/**
 * Numbers and tokens become dots; what is left is looked at, so nothing slips through.
 * The browser brings no font with pictographs: they would be drawn as empty boxes.
 */
async function cover(page: Page): Promise<void> {
	const left = await page.evaluate(`(() => {
		const secret = /\\+?380\\d{9}|\\/[ai]\\/[\\w-]{12}|dzv\\.ua\\/[\\w-]{12}|\\b0\\d{9}\\b/g;
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node; node = walker.nextNode())
			node.data = node.data.replace(secret, (found) => (found.includes("/") ? "dzv.ua/…" : "•••")).replace(/[\\u{1F300}-\\u{1FAFF}]\\s?/gu, "");
		for (const input of document.querySelectorAll("input"))
			input.value = input.value.replace(secret, "•••");
		return document.body.innerText.match(secret) ?? [];
	})()`);
	if (Array.isArray(left) && left.length > 0)
		throw new Error(
			"Expected no number and no link on the picture, some are still there: cover them in take.ts.",
		);
}

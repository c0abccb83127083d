/**
 * The phones page in a real browser: what it shows is what the phones hold, and its keys work.
 */
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as launcher } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { botApi, openSandbox, twilioClient, VOICE_FROM } from "./workbench.ts";

let browser: Browser;
let sandbox: Sandbox;

beforeAll(async () => {
	browser = await launcher.launch({
		executablePath: await chromium.executablePath(),
		args: [
			"--no-sandbox",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
			"--no-first-run",
		],
	});
	sandbox = await openSandbox();
}, 60_000);

afterAll(async () => {
	await browser.close();
	await sandbox.close();
});

const DOCUMENT =
	'<Response><Gather numDigits="1" timeout="30"><Say language="uk-UA">Їдете — натисніть один.</Say></Gather></Response>';

it("draws the card, taps its buttons, picks up the call and keeps what is being typed", async () => {
	const ana = sandbox.phones.add({
		id: "ana",
		name: "Ганна",
		number: "+380671234501",
		telegramId: 71,
		kind: "smart",
		botStarted: true,
	});
	const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
	const problems: string[] = [];
	page.on("pageerror", ({ message }) => problems.push(message));
	await page.goto(sandbox.pageUrl);
	const phone = page.locator('[data-id="ana"]');
	await phone.locator('[data-form="say"] input').fill("йду 1");

	const api = botApi(sandbox);
	const card = await api.sendMessage(71, "<b>ПОЖЕЖА</b> #118 <i>& дим</i>", {
		parse_mode: "HTML",
		reply_markup: {
			inline_keyboard: [[{ text: "Їду", callback_data: "t:1" }]],
		},
	});
	await phone.getByRole("button", { name: "Їду" }).click();
	await expect
		.poll(() => sandbox.journal.of("ana").map(({ kind }) => kind))
		.toContain("tap");
	await api.editMessageText(71, card.message_id, "ЇДУТЬ 3 з 4 <b>");
	await phone.getByText("ЇДУТЬ 3 з 4 <b>").waitFor();
	expect(await phone.locator('[data-form="say"] input').inputValue()).toBe(
		"йду 1",
	);

	await twilioClient(sandbox).calls.create({
		to: ana.number,
		from: VOICE_FROM,
		twiml: DOCUMENT,
	});
	await phone.getByRole("button", { name: "Взяти слухавку" }).click();
	await phone.getByText("«Їдете — натисніть один.»").waitFor();
	expect(ana.talking?.spoken).toHaveLength(1);
	expect(
		await page.evaluate("document.documentElement.scrollWidth"),
	).toBeLessThanOrEqual(360);
	expect(problems).toEqual([]);
}, 60_000);

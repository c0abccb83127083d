/**
 * The desk over the village's real service: the order of six incidents, what sounds for
 * whom, one key, a lost line, and no mouse. Sound is counted by an AudioContext of the
 * test that plays nothing and writes down each tone; everything else is the browser's
 * own. Set SHOTS=folder to keep pictures, phone and desktop, light and dark.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
} from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import type { Holder } from "../../src/signIn/store.ts";
import { minutes, seconds } from "../story/village.ts";
import { boards, tooWide } from "./board.ts";
import { DESK, openChromium, PHONE } from "./chromium.ts";
import { lineTo, NO_LINE } from "./line.ts";
import {
	deskWithOfficers,
	everybodyComes,
	fireIn,
	openSixBrigades,
	sixIncidents,
} from "./sixIncidents.ts";

const OLD_PHONE = { width: 360, height: 640 };
let browser: Browser;
let board: ReturnType<typeof boards>;
beforeAll(async () => {
	browser = await openChromium();
	board = boards(browser);
	await ensureDashboard();
}, 120_000);
afterAll(() => browser.close());

let village: Awaited<ReturnType<typeof openSixBrigades>>;
beforeEach(async () => {
	village = await openSixBrigades();
}, 60_000);
afterEach(async () => {
	await board.close();
	await village.close();
}, 60_000);

const chief = (): Holder => ({ responderId: village.people["0-0"]?.id ?? "" });

const lines = (page: Page) => page.locator("section .desk-lines > li");
const states = (page: Page): Promise<string[]> =>
	page.evaluate(
		'[...document.querySelectorAll("section .desk-lines > li")].map((li) => li.querySelector("b").textContent + " " + li.dataset.trouble)',
	);
const focused = (page: Page): Promise<string> =>
	page.evaluate("document.activeElement?.textContent ?? ''");
const SOON = { timeout: 20_000 };

/** Writes down tones instead of playing them; `silent` = like a browser before the first touch. */
const AUDIO = (isSilent: boolean) => `
	window.tones = [];
	window.AudioContext = class extends EventTarget {
		state = ${isSilent} ? "suspended" : "running";
		currentTime = 0;
		destination = {};
		async resume() {
			if (!navigator.userActivation.hasBeenActive) return new Promise(() => {});
			this.state = "running";
			this.dispatchEvent(new Event("statechange"));
		}
		async close() { this.state = "closed"; }
		createOscillator() {
			const frequency = { value: 0 };
			return { frequency, connect: (to) => to, start: () => window.tones.push(frequency.value), stop() {} };
		}
		createGain() {
			return { gain: { setValueAtTime() {}, linearRampToValueAtTime() {} }, connect: (to) => to };
		}
	};`;
const tones = (page: Page): Promise<number> =>
	page.evaluate("window.tones.length");
/** Nothing sounds any more: as many tones as five seconds ago, and a bell rings every four. */
async function isQuiet(page: Page): Promise<void> {
	const before = await tones(page);
	await page.waitForTimeout(6_000);
	expect(await tones(page)).toBe(before);
}

/** A board that counts its tones from its first moment on. */
async function listening(
	holder: Holder,
	{
		isSilent = false,
		...options
	}: Parameters<typeof board.open>[2] & { isSilent?: boolean } = {},
): Promise<Page> {
	const page = await board.open(village, holder, options);
	await page.context().addInitScript(AUDIO(isSilent));
	await page.reload();
	return page;
}

const bar = (page: Page) => page.getByRole("region", { name: "Потребує вас" });
const needs = (page: Page) => bar(page).getByRole("listitem");

describe("the desk", () => {
	it("shows six incidents sorted by what needs it first, the exercise last", async () => {
		await sixIncidents(village);
		const page = await board.open(village, await deskWithOfficers(village));
		await lines(page).nth(5).waitFor();
		await expect
			.poll(() => states(page), SOON)
			.toEqual([
				"#105 unheard",
				"#102 notGathering",
				"#104 undecided",
				"#101 leaves",
				"#100 left",
				"#103 gathering",
			]);
		const line = (number: number) =>
			lines(page).filter({ hasText: `#${number}` });
		expect(await line(105).textContent()).toContain("НЕ ДІЙШЛО НІ ДО КОГО");
		expect(await line(101).textContent()).toMatch(/ВИЇЗД \d\d:\d\d · 4 з 4/);
		expect(await line(103).textContent()).toContain("НАВЧАННЯ");
		await page
			.getByText("Висилайте підрозділ за розкладом, не чекайте на нас")
			.waitFor();

		// Beside the lines: who could go and what to do, and another line's by a press.
		const beside = page.getByRole("complementary");
		await beside.getByRole("heading", { name: "#105" }).waitFor();
		await line(102).click();
		await beside.getByRole("heading", { name: "#102" }).waitFor();
		await beside.getByRole("button", { name: "Ще людей" }).waitFor();
		await beside.getByText("Екіпаж: АЦ-40").waitFor();
		expect(page.url()).toMatch(/\/board$/);
		await bar(page).waitFor();
		await pictures(page, "desk-six");

		await page.setViewportSize(OLD_PHONE);
		expect(await tooWide(page)).toBeLessThanOrEqual(0);
		expect(await tooSmall(page)).toEqual([]);
		await page.getByRole("button", { name: "Бачу все" }).click();
		await page.getByText("Бачу, ").first().waitFor();
		await line(102).click();
		await page.waitForURL(/\/board\/incidents\//);
	});

	it("reads as well in English", async () => {
		await sixIncidents(village);
		const page = await board.open(village, await deskWithOfficers(village), {
			locale: "en",
		});
		await lines(page).nth(5).waitFor();
		await page
			.getByText("NOT GATHERING")
			.or(page.getByText("NOBODY ANSWERED"))
			.first()
			.waitFor();
		await page.getByRole("region", { name: "Needs you" }).waitFor();
		await pictures(page, "desk-six-en");
	});

	it("is calm when nothing burns, says who sits there, and hands the shift over in one tap", async () => {
		const over = await fireIn(village, "Росохач");
		await village.order(over, { type: "Close", by: village.desk });
		// Longer ago than half an hour: it stands among the last.
		await village.fastForward(minutes(31));
		const page = await board.open(village, await deskWithOfficers(village));
		await page.getByRole("heading", { name: "Нічого не горить" }).waitFor();
		await page.getByText("Ірина Коваль").first().waitFor();
		const ready = page.getByRole("listitem").filter({ hasText: "Джурин" });
		await ready
			.getByText("немає")
			.or(ready.getByText("бракує"))
			.first()
			.waitFor();
		await page.getByRole("listitem").filter({ hasText: "#100" }).waitFor();
		await pictures(page, "desk-calm");
		await page.setViewportSize(OLD_PHONE);
		expect(await tooWide(page)).toBeLessThanOrEqual(0);
		expect(await tooSmall(page)).toEqual([]);

		await page.getByText("За пультом:").click();
		await page.getByRole("button", { name: "Степан Лозинський" }).click();
		await page.waitForURL(/\/board$/);
		await page.locator(".shift", { hasText: "Степан Лозинський" }).waitFor();
		const log = await village.store.load("admin/everything");
		expect(log.filter(({ type }) => type === "ShiftTaken")).toHaveLength(2);
	});

	it("is calm in English", async () => {
		const page = await board.open(village, chief(), { locale: "en" });
		await page.getByRole("heading", { name: "Nothing is burning" }).waitFor();
		await page.getByText("Росохач").first().waitFor();
		await pictures(page, "desk-calm-en");
	});

	it("moves no line under a hand: what is new comes below until it rests", async () => {
		await fireIn(village, "Росохач");
		await everybodyComes(village, "Росохач");
		const page = await board.open(village, await deskWithOfficers(village));
		await expect.poll(() => states(page), SOON).toEqual(["#100 leaves"]);
		const box = await lines(page).first().boundingBox();
		const at = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 20 };
		await page.mouse.move(at.x, at.y);
		await page.mouse.down();
		await fireIn(village, "Угринь");
		await expect
			.poll(() => states(page), SOON)
			.toEqual(["#100 leaves", "#101 gathering"]);
		expect(await lines(page).first().boundingBox()).toEqual(box);
		await page.mouse.up();
		await expect
			.poll(() => states(page), SOON)
			.toEqual(["#101 gathering", "#100 leaves"]);
		// The chosen line is still the chosen one, and has the focus where it stands now.
		expect(await focused(page)).toContain("#100");
	});
});

describe("the bell", () => {
	it("calls a duty officer to what needs him, one by one, and a reload sounds nothing again", async () => {
		const [, , short = ""] = await sixIncidents(village);
		const page = await listening(await deskWithOfficers(village));
		await expect.poll(() => tones(page), SOON).toBeGreaterThan(0);
		await needs(page).filter({ hasText: "#105" }).waitFor();
		await expect.poll(() => page.title(), SOON).toContain("(3) #105");

		await page.keyboard.press("a");
		await needs(page)
			.filter({ hasText: "#105" })
			.waitFor({ state: "detached" });
		await lines(page)
			.filter({ hasText: "#105" })
			.getByText(/Бачу, \d\d:\d\d/)
			.waitFor();
		// By the place of the key: a Ukrainian layout writes another letter there.
		await page.evaluate(
			'window.dispatchEvent(new KeyboardEvent("keydown", { code: "KeyA", key: "ф" }))',
		);
		await needs(page)
			.filter({ hasText: "#102" })
			.waitFor({ state: "detached" });
		await page.getByRole("button", { name: "Бачу" }).focus();
		await page.keyboard.press("Space");
		await bar(page).waitFor({ state: "detached" });
		await isQuiet(page);

		await page.reload();
		await lines(page).nth(5).waitFor();
		await page.waitForTimeout(4_000);
		await isQuiet(page);
		expect(await tones(page)).toBe(0);

		// The same grows worse: there are people inside.
		const { status } = await village.ask(
			new Request(`${village.url}/v1/incidents/${short}`, {
				method: "PATCH",
				headers: {
					authorization: `Bearer ${village.adminKey}`,
					"content-type": "application/json",
				},
				body: JSON.stringify({ peopleInDanger: true }),
			}),
		);
		expect(status).toBe(200);
		await needs(page).filter({ hasText: "#102" }).waitFor();
		await expect.poll(() => tones(page), SOON).toBeGreaterThan(0);
	});

	it("calls a chief to a new alarm of his own brigade, and leaves the duty officer alone", async () => {
		const [hears, sits, other] = await Promise.all([
			listening(chief()),
			listening(await deskWithOfficers(village)),
			listening({ responderId: village.people["1-0"]?.id ?? "" }),
		]);
		await Promise.all(
			[hears, sits].map((page) =>
				page.getByRole("heading", { name: "Нічого не горить" }).waitFor(),
			),
		);
		await fireIn(village, "Росохач");
		await expect.poll(() => tones(hears), SOON).toBeGreaterThan(0);
		await needs(hears).filter({ hasText: "НОВА ПОДІЯ" }).waitFor();
		await lines(sits).first().waitFor();
		await isQuiet(sits);
		expect([await tones(sits), await tones(other)]).toEqual([0, 0]);
	});

	it("asks for a touch where the browser plays nothing before one, and sounds on every page", async () => {
		await fireIn(village, "Джурин");
		await village.fastForward(seconds(35));
		const page = await listening(await deskWithOfficers(village), {
			isSilent: true,
			path: "/brigades",
		});
		await page.getByRole("button", { name: "Увімкнути звук" }).waitFor();
		await needs(page).filter({ hasText: "#100" }).waitFor();
		expect(await tones(page)).toBe(0);
		await page.getByRole("button", { name: "Увімкнути звук" }).click();
		await page.getByText("Звук увімкнено").waitFor();
		await expect.poll(() => tones(page), SOON).toBeGreaterThan(0);
	});

	it("sounds for a lost line, and not for its coming back", async () => {
		const line = await lineTo(village.url);
		const desk = await deskWithOfficers(village);
		const page = await board.open(
			{ service: village.service, url: line.url },
			desk,
			{ expected: NO_LINE },
		);
		await page.context().addInitScript(AUDIO(false));
		await page.reload();
		await page.getByRole("heading", { name: "Нічого не горить" }).waitFor();
		await line.cut();
		await page.getByText("Зв'язок із сервісом обірвався").waitFor();
		await page.getByText("○ невідомо").first().waitFor();
		await page.getByRole("heading", { name: "Не знаємо, чи горить" }).waitFor();
		await needs(page)
			.filter({ hasText: "НЕМАЄ ЗВ'ЯЗКУ ІЗ СЕРВІСОМ" })
			.waitFor();
		await expect.poll(() => tones(page), SOON).toBeGreaterThan(0);
		await pictures(page, "desk-lost");
		await page.keyboard.press("a");
		await bar(page).waitFor({ state: "detached" });
		await isQuiet(page);

		await line.mend();
		await page
			.getByText(/Зв'язок із сервісом обірвався|Немає зв'язку із сервісом/)
			.waitFor({ state: "detached", ...SOON });
		await fireIn(village, "Росохач");
		await lines(page).filter({ hasText: "#100" }).waitFor();
		await isQuiet(page);
		await line.cut();
	});
});

describe("keyboard alone", () => {
	it("a chief gets from signing in to the incident, and knows the keys", async () => {
		const first = await fireIn(village, "Росохач");
		await fireIn(village, "Угринь");
		const context = await browser.newContext({ viewport: DESK });
		const page = await context.newPage();
		// Somebody sent here from a page of the board comes back to it.
		await page.goto(`${village.service.settings.publicUrl}/board?from=mail`);
		await page.waitForURL(/\/sign-in\?to=/);
		const { petro } = { petro: village.people["0-0"] };
		await page.keyboard.press("Tab");
		await page.getByLabel("Ваш номер телефону").focus();
		await page.keyboard.type(village.phone(petro?.name ?? "").number);
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "Введіть код" }).waitFor();
		await village.settle();
		await page.keyboard.type(
			/\d{6}/.exec(petro?.chat().at(-1) ?? "")?.[0] ?? "",
		);
		await page.keyboard.press("Enter");
		await page.waitForURL(/\/board\?from=mail$/);
		await lines(page).first().waitFor();

		await page.keyboard.press("?");
		await page.getByRole("dialog").getByText("вибрати подію").waitFor();
		await page.keyboard.press("Escape");
		await page.getByRole("dialog").waitFor({ state: "hidden" });
		await page.keyboard.press("j");
		expect(await focused(page)).toContain("#100");
		await page.keyboard.press("ArrowDown");
		await page.keyboard.press("k");
		expect(await focused(page)).toContain("#100");
		await page.keyboard.press("Enter");
		await page.waitForURL(new RegExp(`/board/incidents/${first}$`));
		await page.goBack();
		await lines(page).first().waitFor();
		await page.keyboard.press("n");
		await page.waitForURL(/\/board\/new$/);
		await context.close();
	});
});

/** What a thumb could miss. */
const tooSmall = (page: Page): Promise<string[]> =>
	page.evaluate(
		`[...document.querySelectorAll("main button, main summary, main a, main select, .sound button")]
			.filter((target) => target.getClientRects().length > 0 && target.getBoundingClientRect().height < 55.9)
			.map((target) => target.outerHTML.slice(0, 100))`,
	);

/** No serious fault in either scheme; then pictures, where they are wanted. */
async function pictures(page: Page, name: string): Promise<void> {
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		const grave = violations.filter(({ impact }) =>
			["serious", "critical"].includes(impact ?? ""),
		);
		expect(
			grave.map(({ id, nodes }) => [
				id,
				nodes.map(({ html, failureSummary }) => [html, failureSummary]),
			]),
			`${name}, ${colorScheme}`,
		).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: "light" });
	const folder = process.env.SHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	const before = page.viewportSize() ?? DESK;
	for (const colorScheme of ["light", "dark"] as const) {
		await page.emulateMedia({ colorScheme });
		for (const [screen, viewport] of [
			["phone", PHONE],
			["desk", DESK],
		] as const) {
			await page.setViewportSize(viewport);
			await page.screenshot({
				path: join(folder, `${name}-${screen}-${colorScheme}.png`),
				fullPage: screen === "phone",
			});
		}
	}
	await page.emulateMedia({ colorScheme: "light" });
	await page.setViewportSize(before);
}

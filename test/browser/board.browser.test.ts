/**
 * The board as a whole, in a real browser over the real service and carriers: from
 * signing in to the departure, two chiefs at once, every page for everybody.
 */
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
import { hanna, ivan, mykola, petro, stepan } from "../story/cast.ts";
import { openVillage, seconds } from "../story/village.ts";
import { boards, tooWide } from "./board.ts";
import { DESK, openChromium, PHONE } from "./chromium.ts";

let browser: Browser;
let board: ReturnType<typeof boards>;
beforeAll(async () => {
	browser = await openChromium();
	board = boards(browser);
});
afterAll(() => browser.close());

const openIt = () =>
	openVillage({
		people: {
			petro,
			mykola,
			ivan,
			hanna,
			stepan: { ...stepan, qualifications: ["leader"], role: "deputy" },
		},
		host: "localhost",
	});
let village: Awaited<ReturnType<typeof openIt>>;
beforeEach(async () => {
	village = await openIt();
});
afterEach(async () => {
	await board.close();
	await village.close();
});

const idIn = (page: Page): string => page.url().split("/").at(-1) ?? "";
const chief = () => ({ responderId: village.people.petro.id });
const deputy = () => ({ responderId: village.people.stepan.id });

describe("one fire, from signing in to the departure", () => {
	it("is raised, gathered and sent off by a chief on a phone", async () => {
		const page = await board.open(village, chief(), { viewport: PHONE });
		await page.getByRole("link", { name: "Нова подія" }).first().click();
		await page.getByRole("button", { name: /хата/ }).click();
		await page
			.getByLabel("Вулиця, будинок, орієнтир")
			.fill("Росохач, вул. Шевченка, 12");
		await page.getByRole("button", { name: /^Скликати/ }).click();
		await page.waitForURL(/\/board\/incidents\//);
		const fire = idIn(page);
		await village.fastForward(seconds(5));
		await village.people.mykola.presses("1");
		for (const who of ["ivan", "hanna", "stepan"] as const)
			await village.people[who].tap("Їду · 5 хв");
		await page.getByRole("heading", { name: /ВИЇЗД \d\d:\d\d/ }).waitFor();
		await page
			.getByRole("button", { name: /^Виїхали/ })
			.first()
			.click();
		await page.getByRole("heading", { name: /ВИЇХАЛИ \d\d:\d\d/ }).waitFor();
		const { crews } = await village.board(fire);
		expect(crews[0]?.state).toBe("left");
	});
});

describe("two chiefs at once", () => {
	it("see each other's presses, and the same press by both is one deed", async () => {
		const fire = await village.report();
		const path = `/incidents/${fire}`;
		const one = await board.open(village, chief(), { path, viewport: PHONE });
		const other = await board.open(village, deputy(), {
			path,
			viewport: PHONE,
		});
		const takeOver = (page: Page) =>
			page.getByRole("button", { name: /^Беру на себе/ }).first();
		await Promise.all([takeOver(one).waitFor(), takeOver(other).waitFor()]);
		await takeOver(one).click();
		await other.getByText(/Петро/).first().waitFor();
		await expect
			.poll(async () => (await village.board(fire)).humanInCharge?.name)
			.toBe("Петро");
		await one
			.getByRole("button", { name: /Ще людей/ })
			.first()
			.click();
		await other
			.getByRole("button", { name: /Ще людей/ })
			.first()
			.click();
		await expect
			.poll(async () => (await village.board(fire)).responders.length)
			.toBeGreaterThan(0);
	});
});

describe("every page", () => {
	it("opens for chief and desk, phone and desk size, light and dark, in both languages, without a serious fault of access", async () => {
		const fire = await village.report();
		await village.fastForward(seconds(5));
		await village.people.ivan.tap("Їду · 5 хв");
		const [brigade] = (
			await village.service.roster.brigades(
				{ kind: "everything" },
				{ limit: 1 },
			)
		).items;
		const pages = [
			"",
			"/new",
			`/incidents/${fire}`,
			"/brigades",
			`/brigades/${brigade?.id}`,
			`/people/${village.people.mykola.id}`,
		];
		const faults: string[] = [];
		for (const [locale, colorScheme, viewport] of [
			["uk", "light", PHONE],
			["en", "dark", DESK],
		] as const)
			for (const path of pages) {
				const page = await board.open(village, chief(), {
					path,
					viewport,
					colorScheme,
					locale,
				});
				await page.locator("main h1, main h2").first().waitFor();
				await page.waitForLoadState("networkidle").catch(() => undefined);
				expect(await tooWide(page), `${path} ${locale}`).toBe(0);
				const { violations } = await new AxeBuilder({ page }).analyze();
				faults.push(
					...violations
						.filter(
							({ impact }) => impact === "serious" || impact === "critical",
						)
						.map(
							({ id, nodes }) =>
								`${path} ${locale} ${colorScheme}: ${id} ${nodes[0]?.html}`,
						),
				);
				await page.context().close();
			}
		expect(faults).toEqual([]);
	});
});

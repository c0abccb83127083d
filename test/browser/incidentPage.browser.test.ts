/**
 * One incident on the board, in a real browser over a village's real service: what it
 * shows, what can be done there, by thumb and by keyboard, on a line that breaks.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import {
	desk,
	hanna,
	ivan,
	mykola,
	oksana,
	oleh,
	petro,
	stepan,
	UHRYN_CREW,
} from "../story/cast.ts";
import {
	minutes,
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
	type VillageOptions,
} from "../story/village.ts";
import { boards, type OpenBoard, tooWide } from "./board.ts";
import { DESK, openChromium } from "./chromium.ts";

const NARROW = { width: 360, height: 740 };
/** Pictures to look at: `PICTURES=folder npx vitest run …`. */
const PICTURES = process.env.PICTURES;

let browser: Browser;
let board: ReturnType<typeof boards>;
let village: Village | undefined;

beforeAll(async () => {
	// Built before a village looks for it.
	await ensureDashboard();
	browser = await openChromium();
	board = boards(browser);
	// Only a hang takes this long.
}, 180_000);
afterAll(() => browser.close());
afterEach(async () => {
	await board.close();
	await village?.close();
	village = undefined;
});

const EVERYBODY = {
	petro,
	mykola,
	oleh,
	ivan,
	hanna,
	oksana,
	stepan,
	desk,
	...UHRYN_CREW,
};
type Opened = Village<keyof typeof EVERYBODY>;

async function open(
	more: Partial<VillageOptions<keyof typeof EVERYBODY>> = {},
): Promise<Opened> {
	const opened = await openVillage({
		people: EVERYBODY,
		brigades: TWO_BRIGADES,
		host: "localhost",
		...more,
	});
	village = opened;
	return opened;
}

const chiefLooks = (opened: Opened, id: string, options: OpenBoard = {}) =>
	board.open(
		opened,
		{ responderId: opened.people.petro.id },
		{ path: `/incidents/${id}`, ...options },
	);

const head = (page: Page) => page.locator(".head h1");
const section = (page: Page, name: string) =>
	page.getByRole("region", { name });

// What runs in the page is text: tests know nothing of its types.
const HEAD_STYLE = `(() => {
	const { backgroundImage, backgroundColor, color } = getComputedStyle(document.querySelector(".head"));
	const isPlain = color === getComputedStyle(document.body).color;
	return { backgroundImage, backgroundColor, isPlain };
})()`;
const WATCH_ROWS = `{
	window.drawn = new Set();
	new MutationObserver((changes) => {
		for (const { target } of changes) {
			const element = target.nodeType === 1 ? target : target.parentElement;
			const row = element && element.closest(".people > li");
			if (row) drawn.add(row.querySelector("b").textContent);
		}
	}).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}`;

/** What keeps somebody from using it, as axe-core judges. */
async function gravest(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page })
		.include("main")
		.analyze();
	return violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(
			({ id, nodes }) =>
				`${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`,
		);
}

async function picture(page: Page, name: string): Promise<void> {
	if (!PICTURES) return;
	mkdirSync(PICTURES, { recursive: true });
	await page.waitForTimeout(300);
	await page.screenshot({
		path: join(PICTURES, `incident-${name}.png`),
		fullPage: true,
	});
}

describe("shows", () => {
	for (const colorScheme of ["light", "dark"] as const)
		for (const viewport of [NARROW, DESK])
			it(`what burns, who comes and what is missing, ${viewport.width} px, ${colorScheme}`, async () => {
				const opened = await open();
				const id = await opened.report({ peopleInDanger: true });
				await opened.people.petro.tap("Їду · 5 хв");
				await opened.people.hanna.tap("Не можу");
				await opened.people.ivan.tap("10 хв");
				await opened.fastForward(seconds(50));
				const page = await chiefLooks(opened, id, { viewport, colorScheme });
				await head(page).getByText("НЕМАЄ ВОДІЯ").waitFor();
				await page.getByText("Росохач").first().waitFor();
				await page.getByText("▲ Можливо, люди в небезпеці").waitFor();
				const people = section(page, "Люди");
				await people.getByText("Іван").waitFor();
				expect(await people.getByText("Петро").count()).toBe(1);
				await section(page, "Місця в машині")
					.getByText("водій")
					.first()
					.waitFor();
				expect(await tooWide(page)).toBeLessThanOrEqual(0);
				for (const fold of await page
					.locator("details:not([open]) > summary")
					.all())
					if (await fold.isVisible()) await fold.click();
				await page.getByText("Чому викликаємо").first().waitFor();
				expect(await tooWide(page)).toBeLessThanOrEqual(0);
				expect(await gravest(page)).toEqual([]);
				await page.reload();
				await head(page).getByText("НЕМАЄ ВОДІЯ").waitFor();
				await picture(page, `driver-${viewport.width}-${colorScheme}`);
			});

	it("why a person was alerted and what each channel is doing, when their row is opened", async () => {
		const opened = await open();
		const id = await opened.report();
		await opened.fastForward(seconds(5));
		const page = await chiefLooks(opened, id);
		const row = section(page, "Люди").locator("li", { hasText: "Микола" });
		await row.locator("summary").click();
		await row.getByText("Чому викликаємо").waitFor();
		await row.getByText(/з найближчого підрозділу|без цієї людини/).waitFor();
		await row.getByText(/дзвінок · (дзвонимо|телефон дзвонив)/).waitFor();
		expect(await row.textContent()).not.toContain("+380");
		await picture(page, "person");
	});

	for (const [mode, said, background] of [
		["exercise", "НАВЧАННЯ: не горить", /repeating-linear-gradient/],
		["test", "ПЕРЕВІРКА ЗВ'ЯЗКУ: не горить", /none/],
	] as const)
		it(`a mode of ${mode} in words, and not filled red`, async () => {
			const opened = await open();
			const id = await opened.report({ mode });
			const page = await chiefLooks(opened, id, { viewport: NARROW });
			await page.getByText(said).waitFor();
			const style = await page.evaluate<{
				backgroundImage: string;
				backgroundColor: string;
				isPlain: boolean;
			}>(HEAD_STYLE);
			expect(style.backgroundImage).toMatch(background);
			expect(style.isPlain).toBe(true);
			expect(style.backgroundColor).not.toBe("rgb(163, 32, 27)");
			await picture(page, mode);
		});

	it("every entry of the log in words when it is opened", async () => {
		const opened = await open();
		const id = await opened.report();
		await opened.people.petro.tap("Їду · 5 хв");
		await opened.people.petro.tap("Я в депо");
		const page = await chiefLooks(opened, id);
		await page.getByText("Усі записи журналу").click();
		await page.getByText(/Петро: їде, 03:\d\d/).waitFor();
		await page.getByText(/Черга 1 · Викликано людей/).waitFor();
	});

	it("that there is no such incident, and the way back", async () => {
		const opened = await open();
		const page = await chiefLooks(opened, crypto.randomUUID(), {
			expected: /404/,
		});
		await page.getByText("Такої події немає").waitFor();
		await page.getByRole("link", { name: "До всіх подій" }).waitFor();
	});
});

describe("an answer", () => {
	it("appears by itself, keeps the scroll and whatever has the focus", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await chiefLooks(opened, id, { viewport: NARROW });
		const more = page.getByText("Усі записи журналу");
		await more.focus();
		const before = await page.evaluate<number>("scrollY");
		expect(before).toBeGreaterThan(0);
		await opened.people.hanna.tap("Не можу");
		await page.getByText("Не їдуть: 1").waitFor({ state: "attached" });
		expect(await page.evaluate("document.activeElement.textContent")).toBe(
			"Усі записи журналу",
		);
		expect(
			Math.abs((await page.evaluate<number>("scrollY")) - before),
		).toBeLessThan(200);
	});

	it("draws one row of many again", async () => {
		const opened = await open();
		const id = await opened.report();
		await opened.people.petro.tap("Їду · 5 хв");
		await opened.people.ivan.tap("Їду · 5 хв");
		const page = await chiefLooks(opened, id);
		const people = section(page, "Люди");
		await people.getByText("Оксана").waitFor();
		await page.evaluate(WATCH_ROWS);
		await opened.people.petro.tap("Я в депо");
		await people.getByText("у депо").waitFor();
		expect(await page.evaluate("[...drawn]")).toEqual(["Петро"]);
	});
});

describe("a chief", () => {
	it("takes the incident from the question to the departure by thumb alone", async () => {
		const opened = await open();
		const id = await opened.report({ source: "resident" });
		const page = await chiefLooks(opened, id, { viewport: NARROW });
		await head(page).getByText("НЕ ПІДТВЕРДЖЕНО").waitFor();
		await section(page, "Зараз")
			.getByRole("button", { name: /^Скликати/ })
			.click();
		await opened.until(
			async () => (await opened.board(id)).status === "open",
			seconds(10),
		);
		await opened.settle();
		await opened.people.oleh.tap("Їду · 5 хв");
		await opened.people.petro.tap("Їду · 5 хв");
		await opened.people.ivan.tap("Їду · 5 хв");
		await opened.people.hanna.tap("Їду · 5 хв");
		await head(page)
			.getByText(/ВИЇЗД 03:/)
			.waitFor();
		await picture(page, "leaves");
		await opened.fastForward(minutes(4));
		await section(page, "Зараз")
			.getByRole("button", { name: /^Виїхали/ })
			.click();
		await head(page)
			.getByText(/ВИЇХАЛИ 03:/)
			.waitFor();
		expect((await opened.board(id)).marks.map(({ mark }) => mark)).toContain(
			"departed",
		);
		await picture(page, "left");
	});

	it("has five seconds to take back what ends something", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await chiefLooks(opened, id);
		const stand = page.getByRole("button", {
			name: "Екіпаж є, решті відбій виїзду",
		});
		await stand.click();
		await page.getByRole("button", { name: /^Скасувати \(\d\)$/ }).click();
		await stand.click();
		await page.getByText(/решті відбій виїзду: через \d с/).waitFor();
		await picture(page, "undo");
		await head(page).getByText("ВІДБІЙ ВИЇЗДУ").waitFor();
		const log = await opened.service.store.load(`incident/${id}`, 0);
		expect(log.filter(({ type }) => type === "StoodDown")).toHaveLength(1);
	});

	it("has pressed what waits for its five seconds when the page is left", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await chiefLooks(opened, id);
		await page.getByRole("button", { name: "Завершити", exact: true }).click();
		await page.getByText(/Завершити: через \d с/).waitFor();
		await page.getByRole("link", { name: "Події" }).click();
		await expect
			.poll(async () => (await opened.board(id)).status, { timeout: 20_000 })
			.toBe("closed");
	});

	it("answers for somebody, takes them off their seat, writes, corrects, marks another minute", async () => {
		const opened = await open();
		const id = await opened.report();
		await opened.fastForward(minutes(3));
		const page = await chiefLooks(opened, id);
		const people = section(page, "Люди");
		const row = people.locator("li", { hasText: "Микола" });
		await row.locator("summary").click();
		await row.getByRole("button", { name: "Їде · 10 хв" }).click();
		await row.locator("time").waitFor();
		const person = async () =>
			(await opened.board(id)).responders.find(
				({ id: one }) => one === opened.people.mykola.id,
			);
		expect((await person())?.answer).toBe("responding");
		await row.getByRole("button", { name: "Зняти з місця: Микола" }).click();
		await page.getByText(/Зняти з місця: Микола: через/).waitFor();

		await page.getByText("Написати людям", { exact: true }).click();
		await page.getByLabel("Кому").selectOption("all");
		await page.getByLabel("Текст").fill("Беріть рукави");
		await page.getByRole("button", { name: "Написати", exact: true }).click();
		await page.getByText(/«Беріть рукави»: через/).waitFor();

		await page.getByText("Змінити місце або тип", { exact: true }).click();
		await page.getByLabel("Люди в небезпеці").check();
		await page.getByRole("button", { name: "Зберегти" }).click();
		await page.getByText("▲ Можливо, люди в небезпеці").waitFor();
		await picture(page, "forms");

		await page.getByText("Позначити інше або в інший час").click();
		await page.getByLabel("Що сталося").first().selectOption("onScene");
		await page.getByLabel("О котрій").fill("03:03");
		await page.getByRole("button", { name: "На пожежі · 03:03" }).click();
		await section(page, "Перебіг")
			.getByText(/На пожежі/)
			.waitFor();

		await page.locator(".toast").first().waitFor({ state: "detached" });
		await opened.until(
			() => opened.people.ivan.told().join("\n").includes("Беріть рукави"),
			seconds(20),
		);
		const { marks, peopleInDanger } = await opened.board(id);
		expect(peopleInDanger).toBe(true);
		expect(
			marks.map(({ mark, at }) => [mark, new Date(at).toISOString()]),
		).toContainEqual(["onScene", "2026-01-15T01:03:00.000Z"]);
		const log = await opened.service.store.load(`incident/${id}`, 0);
		expect(log.map(({ type }) => type)).toContain("SeatOpened");
	});

	it("sees the reporter's number by a press that is logged, and who is on call", async () => {
		const opened = await open();
		const id = await opened.report({ reporterPhone: "+380501112233" });
		const page = await chiefLooks(opened, id);
		await page.getByText("Номер заявника", { exact: true }).click();
		expect(await page.content()).not.toContain("+380501112233");
		await page.getByRole("button", { name: "Подзвонити заявнику" }).click();
		await page.getByRole("link", { name: "+380501112233" }).waitFor();
		const log = await opened.service.store.load("admin/everything", 0);
		expect(
			log.filter(({ type }) => type === "ReporterNumberShown"),
		).toHaveLength(1);
		await page.getByText("Хто на зв'язку: Росохач").click();
		await page.getByText(/Чергують: 7 з 7/).waitFor();
		await page
			.getByText(/Микола/)
			.last()
			.waitFor();
	});

	it("cancels with a reason; a 101's incident is only proposed, and that is said", async () => {
		const opened = await open();
		const id = await opened.report({ source: "okc_101" });
		const page = await chiefLooks(opened, id);
		await page.getByText("Скасувати подію", { exact: true }).click();
		await page.getByRole("button", { name: "Хибний виклик" }).click();
		await page.getByText(/скасовує лише її черговий/).waitFor({
			timeout: 15_000,
		});
		expect((await opened.board(id)).status).toBe("open");
	});

	it("answers whether it was an impact, loses a truck, ends it and opens it again", async () => {
		const opened = await open();
		const id = await opened.report({ type: "shelling_impact" });
		const page = await chiefLooks(opened, id);
		const press = (name: string | RegExp) =>
			page.getByRole("button", { name }).first().click();
		const logged = async (type: string): Promise<void> => {
			await expect
				.poll(
					async () =>
						(await opened.service.store.load(`incident/${id}`, 0)).filter(
							(event) => event.type === type,
						).length,
					{ timeout: 20_000 },
				)
				.toBeGreaterThan(0);
			await opened.settle();
		};
		await press("Ні, можна їхати");
		await logged("ImpactAnswered");
		await press(/^Скликати/);
		await logged("IncidentConfirmed");
		await press(/^Машина не їде/);
		await logged("VehicleWentDown");
		await press(/^Завершити/);
		await logged("IncidentClosed");
		await head(page).getByText("ЗАВЕРШЕНО").waitFor();
		await press("Відкрити знову");
		await logged("IncidentReopened");
	});

	it("merges two reports after seeing them side by side", async () => {
		const opened = await open();
		const first = await opened.report({ description: "горить дах" });
		const second = await opened.report({ description: "дим у селі" });
		const page = await chiefLooks(opened, second);
		// Nobody is called to it, and the two answers are the two large buttons.
		await head(page).getByText("НЕ ПІДТВЕРДЖЕНО").waitFor();
		await page
			.locator(".urgent")
			.getByRole("button", { name: /^Та сама подія, що #/ })
			.waitFor();
		await page
			.locator(".urgent")
			.getByRole("button", { name: /^Інша подія/ })
			.waitFor();
		await page.getByRole("button", { name: "Порівняти й приєднати" }).click();
		const dialog = page.getByRole("dialog");
		await dialog.getByText("горить дах").waitFor();
		await dialog.getByText("дим у селі").waitFor();
		await dialog.getByText(/Між ними/).waitFor();
		await picture(page, "merge");
		await dialog
			.getByRole("button", { name: /^Та сама: приєднати до #/ })
			.click();
		await head(page).getByText("СКАСОВАНО").waitFor({ timeout: 15_000 });
		expect((await opened.board(second)).mergedInto?.id).toBe(first);
	});
});

describe("by keyboard alone", () => {
	it("everything is reached, a digit presses what is urgent, the list says so", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await chiefLooks(opened, id);
		await section(page, "Люди").getByText("Іван").waitFor();
		await page.keyboard.press("?");
		const list = page.getByRole("dialog");
		await list.getByText("Ще людей (через 5 с)").waitFor();
		await picture(page, "keys");
		await page.keyboard.press("Escape");
		await list.waitFor({ state: "detached" });
		await page.keyboard.press("2");
		await page.getByText(/Беру на себе: через \d с/).waitFor();
		await page.getByText("Подію веде: Петро").first().waitFor({
			timeout: 15_000,
		});
		await page.keyboard.press("w");
		expect(await page.evaluate("document.activeElement.textContent")).toBe(
			"Написати людям",
		);
		// A letter typed into a form is a letter.
		await page.getByLabel("Текст").focus();
		await page.keyboard.type("1 рукав");
		expect(await page.getByLabel("Текст").inputValue()).toBe("1 рукав");
	});

	it("keeps the focus near a button that has done its work", async () => {
		const opened = await open();
		const id = await opened.report({ source: "resident" });
		const page = await chiefLooks(opened, id);
		const confirm = section(page, "Зараз").getByRole("button", {
			name: /^Скликати/,
		});
		await confirm.focus();
		await page.keyboard.press("Enter");
		await confirm.waitFor({ state: "detached" });
		const inside = await page.evaluate(
			'document.activeElement.closest("section").className',
		);
		expect(inside).toContain("urgent");
	});
});

describe("a bad line", () => {
	it("is said, and a press goes out once when it is back", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await chiefLooks(opened, id, {
			expected: /Failed to load|ERR_|net::/,
		});
		const takeOver = page
			.getByRole("button", { name: /^Беру на себе/ })
			.first();
		await takeOver.waitFor();
		let cut = 0;
		await page.route("**/take-over", async (route) => {
			cut += 1;
			// Once the question is lost, once the answer: the service has done it then.
			if (cut === 1) return route.abort();
			if (cut === 2) {
				await route.fetch();
				return route.abort();
			}
			return route.continue();
		});
		await takeOver.click();
		await page.getByText(/зв'язку немає, пробуємо ще раз/).waitFor();
		await page.getByText("Подію веде: Петро").first().waitFor({
			timeout: 15_000,
		});
		await page.locator(".toast").waitFor({ state: "detached" });
		expect(cut).toBe(3);
		const log = await opened.service.store.load(`incident/${id}`, 0);
		expect(log.filter(({ type }) => type === "TakenOver")).toHaveLength(1);
	});

	it("late by another's press says how it stands now", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await chiefLooks(opened, id, { expected: /409/ });
		const close = page.getByRole("button", {
			name: "Завершити",
			exact: true,
		});
		await close.waitFor();
		// The page has not heard of it yet.
		await page.route("**/stream", (route) => route.abort());
		await page.route("**/close", async (route) => {
			await opened.service.handle(
				id,
				{ type: "Close", by: { kind: "service" } },
				{ commandId: "elsewhere" },
			);
			return route.continue();
		});
		await close.click();
		await page
			.getByText(/хтось випередив вас. Зараз: завершено/)
			.waitFor({ timeout: 15_000 });
	});
});

describe("a duty officer", () => {
	it("does all a bot can, closes what is over and opens it again, and sees no reporter's number", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await board.open(opened, await board.desk(opened), {
			path: `/incidents/${id}`,
			viewport: NARROW,
		});
		await page.getByText("Висилайте підрозділ за розкладом").waitFor();
		await page.getByRole("button", { name: /^Беру на себе/ }).waitFor();
		expect(await page.getByText("Номер заявника").count()).toBe(0);
		await page
			.getByRole("button", { name: /^Беру на себе/ })
			.first()
			.click();
		await page.getByText("Подію веде: Черговий 101").first().waitFor();
		await picture(page, "desk-360");
		const status = async () => (await opened.board(id)).status;
		await page.getByRole("button", { name: "Завершити", exact: true }).click();
		await expect.poll(status, { timeout: 15_000 }).toBe("closed");
		await page.getByRole("button", { name: /^Відкрити знову/ }).click();
		await expect.poll(status, { timeout: 15_000 }).toBe("open");
	});

	it("reads it in English", async () => {
		const opened = await open();
		const id = await opened.report();
		const page = await board.open(opened, await board.desk(opened), {
			path: `/incidents/${id}`,
			locale: "en",
		});
		await section(page, "People").waitFor();
		await picture(page, "english");
	});
});

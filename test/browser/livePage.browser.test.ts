/**
 * The live page in a real browser: alive with a script, whole without, readable
 * across the room, usable with a wet thumb. Set SHOTS=folder to keep pictures.
 */
import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
} from "vitest";
import { livePage } from "../../src/http/livePage/view.ts";
import { COLOURS } from "../../src/http/page.ts";
import { BOARDS, viewOf } from "../http/boards.ts";
import { type LiveVillage, liveVillage } from "../http/liveVillage.ts";
import { DESK, openChromium, PHONE } from "./chromium.ts";

let browser: Browser;
beforeAll(async () => {
	browser = await openChromium();
});
afterAll(() => browser.close());

describe("the live page, followed", () => {
	let village: LiveVillage;
	let id: string;
	let url: string;
	const faults: string[] = [];
	const opened: Page[] = [];

	beforeEach(async () => {
		village = await liveVillage();
		id = await village.fire();
		url = `${await village.listen()}/i/${await village.link(id, village.chief)}`;
	});
	afterEach(async () => {
		for (const page of opened.splice(0)) await page.context().close();
		await village.close();
		expect(faults.splice(0)).toEqual([]);
	});

	async function open(
		options: BrowserContextOptions & { stopped?: boolean } = {},
	): Promise<Page> {
		const { stopped, ...more } = options;
		const context = await browser.newContext({ viewport: PHONE, ...more });
		const page = await context.newPage();
		opened.push(page);
		page.on("pageerror", (error) => faults.push(error.message));
		page.on("console", (message) => {
			// A refused style or script is our defect; a lost line is what some tests are about.
			if (/Content Security Policy/.test(message.text()))
				faults.push(message.text());
		});
		if (stopped) await page.clock.install();
		await page.goto(url, { waitUntil: "domcontentloaded" });
		return page;
	}
	const followed = (page: Page) =>
		page.waitForFunction("document.documentElement.classList.contains('live')");

	it("shows an answer without being asked again", async () => {
		const page = await open();
		await followed(page);
		const [who] = village.people;
		await village.comes(id, who ?? { id: "" });
		await page
			.locator("#p-people", { hasText: "● Микола Ткач" })
			.or(page.locator("#p-people li.g", { hasText: "Микола Ткач" }))
			.first()
			.waitFor();
	});

	it("makes the headline a departure the moment the crew is complete", async () => {
		const page = await open();
		await followed(page);
		for (const who of village.people.slice(0, 4)) await village.comes(id, who);
		await page.locator("h1", { hasText: /ВИЇЗД \d\d:\d\d/ }).waitFor();
		await village.do(id, {
			type: "Mark",
			mark: "departed",
			vehicleId: village.vehicle.id,
			by: { kind: "service" },
		});
		await page.locator("h1", { hasText: /ВИЇХАЛИ \d\d:\d\d/ }).waitFor();
	});

	it("ticks since the report", async () => {
		const page = await open({ stopped: true });
		await followed(page);
		await page.waitForFunction(
			"document.getElementById('since').textContent.startsWith('+0 хв')",
		);
		const before = await page.locator("#since").textContent();
		await page.clock.runFor(3_000);
		expect(await page.locator("#since").textContent()).not.toBe(before);
	});

	it("says how old it is when the line is lost, greys out, and comes back by itself", async () => {
		const page = await open({ stopped: true });
		await followed(page);
		await page.context().setOffline(true);
		await village.close();
		await page.clock.runFor(9_000);
		expect(await page.locator("#stale").isVisible()).toBe(false);
		await page.clock.runFor(3_000);
		await page.locator("#stale", { hasText: /оновлено 1\d с тому/ }).waitFor();
		expect(await page.locator("html.stale").count()).toBe(0);
		await page.clock.runFor(20_000);
		await page
			.locator("#stale", {
				hasText: /Немає зв'язку. Показуємо те, що знали 3\d с тому/,
			})
			.waitFor();
		expect(await page.locator("html.stale").count()).toBe(1);
		expect(
			await page.evaluate(
				"getComputedStyle(document.querySelector('main')).filter",
			),
		).toBe("grayscale(1)");
	});

	it("after a lost line shows what happened meanwhile", async () => {
		const page = await open({ stopped: true });
		await followed(page);
		let lost = true;
		await page.route("**/stream", (route) =>
			lost ? route.abort() : route.continue(),
		);
		await page.evaluate(
			"dispatchEvent(new PageTransitionEvent('pageshow',{persisted:true}))",
		);
		await village.do(id, {
			type: "TakeOver",
			by: { kind: "responder", id: village.chief.id },
		});
		await page.clock.runFor(31_000);
		expect(await page.locator("html.stale").count()).toBe(1);
		lost = false;
		await page.clock.runFor(20_000);
		await page
			.locator("#p-what", { hasText: "Подію веде: Петро Гнатюк" })
			.waitFor();
		await page.waitForFunction(
			"!document.documentElement.classList.contains('stale')",
		);
		expect(await page.locator("#stale").isVisible()).toBe(false);
	});

	it("leaves five seconds to undo what ends something", async () => {
		const page = await open({ stopped: true });
		await followed(page);
		const close = page.getByRole("button", { name: "Завершити", exact: true });
		await close.click();
		await page
			.locator("#toasts", { hasText: "Завершити: через 5 с" })
			.waitFor();
		await page.clock.runFor(3_000);
		await page.locator("#toasts", { hasText: "через 2 с" }).waitFor();
		await page.getByRole("button", { name: "Скасувати" }).click();
		await page.clock.runFor(10_000);
		expect((await village.incident(id)).status).toBe("open");
		await close.click();
		await page.clock.runFor(5_000);
		await page.locator("h1", { hasText: "ЗАВЕРШЕНО" }).waitFor();
		expect((await village.incident(id)).status).toBe("closed");
	});

	it("does what is not the end of anything at once, and stays where it is", async () => {
		const page = await open();
		await followed(page);
		await page.evaluate("window.here=1");
		await page.getByRole("button", { name: "Беру на себе" }).click();
		await page
			.locator("#p-what", { hasText: "Подію веде: Петро Гнатюк" })
			.waitFor();
		expect(await page.evaluate("window.here")).toBe(1);
	});

	it("keeps a press that could not be sent on the page, and says so", async () => {
		const page = await open();
		await followed(page);
		await page.route("**/take-over", (route) => route.abort());
		const button = page.getByRole("button", { name: "Беру на себе" });
		await button.click();
		await page.locator("#toasts", { hasText: "Не змогли записати" }).waitFor();
		await page.unroute("**/take-over");
		await button.click();
		await page
			.locator("#p-what", { hasText: "Подію веде: Петро Гнатюк" })
			.waitFor();
	});

	it("does not take a half written correction away while others answer", async () => {
		const page = await open();
		await followed(page);
		await page.getByText("Змінити місце").click();
		await page.getByLabel("Місце").fill("Росохач, вул. Шевченка, 21");
		await village.do(id, {
			type: "Correct",
			peopleInDanger: true,
			by: { kind: "service" },
		});
		await page
			.locator("#p-what", { hasText: "Можливо, люди в небезпеці" })
			.waitFor();
		expect(await page.getByLabel("Місце").inputValue()).toBe(
			"Росохач, вул. Шевченка, 21",
		);
		await page.getByRole("button", { name: "Зберегти" }).click();
		await page.locator(".place", { hasText: "Шевченка, 21" }).waitFor();
		// The danger somebody else reported meanwhile is not undone by the older form.
		expect((await village.incident(id)).peopleInDanger).toBe(true);
	});

	it("answers for somebody by name", async () => {
		const page = await open();
		await followed(page);
		await page.getByText("Відповісти за людину").click();
		await page.getByLabel("Хто").selectOption({ label: "Богдан Стефанишин" });
		await page.getByLabel("За скільки хвилин").fill("6");
		await page.getByRole("button", { name: "Їде", exact: true }).click();
		await page
			.locator("#p-people li.g", { hasText: "Богдан Стефанишин" })
			.waitFor();
	});

	it("is whole without a script: read, pressed, and honest about its age", async () => {
		const page = await open({ javaScriptEnabled: false });
		expect(await page.locator("h1").textContent()).toBe("ЗБИРАЄМО");
		await page.getByRole("button", { name: "Беру на себе" }).click();
		await page
			.locator("#p-what", { hasText: "Подію веде: Петро Гнатюк" })
			.waitFor();
		expect(new URL(page.url()).pathname).toMatch(/^\/i\/[^/]+$/);
		await page
			.locator("#old", { hasText: "Дані від" })
			.waitFor({ state: "visible", timeout: 20_000 });
	});
});

describe("the live page, looked at", () => {
	let server: Server;
	let root: string;
	beforeAll(async () => {
		server = createServer((request, response) => {
			if (request.url?.endsWith("/stream"))
				return response
					.writeHead(200, { "content-type": "text/event-stream" })
					.write(": open\n\n");
			const shown = BOARDS[(request.url ?? "").slice(1) as keyof typeof BOARDS];
			if (!shown) return response.writeHead(404).end();
			response.setHeader("content-type", "text/html; charset=utf-8");
			return response.end(String(livePage(viewOf(shown), { nonce: "one" })));
		});
		await new Promise<void>((resolve) => {
			server.listen(0, "127.0.0.1", resolve);
		});
		root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	async function look<T>(
		name: string,
		options: BrowserContextOptions,
		measure: (page: Page) => Promise<T>,
	): Promise<T> {
		const context = await browser.newContext(options);
		const page = await context.newPage();
		await page.goto(`${root}/${name}`);
		await page.waitForFunction(
			"document.querySelector('h1').style.fontSize!==''",
		);
		const measured = await measure(page);
		await context.close();
		return measured;
	}

	for (const name of Object.keys(BOARDS))
		for (const [screen, viewport] of [
			["phone", PHONE],
			["desk", DESK],
			["old phone", { width: 320, height: 568 }],
		] as const)
			it(`${name} on a ${screen}: nothing leaves the screen, every target can be hit`, async () => {
				const { overflow, small } = await look(name, { viewport }, (page) =>
					page.evaluate<{ overflow: number; small: string[] }>(TARGETS),
				);
				expect(overflow).toBeLessThanOrEqual(0);
				expect(small).toEqual([]);
			});

	it.each(["missingDriver", "leaving", "left", "unconfirmed", "exercise"])(
		"%s: the headline is as large as fits its line",
		async (name) => {
			const measure = (page: Page) =>
				page.evaluate<{ line: number; widest: number; size: number }>(HEADLINE);
			const phone = await look(name, { viewport: PHONE }, measure);
			expect(phone.widest).toBeLessThanOrEqual(phone.line);
			expect(phone.widest).toBeGreaterThan(phone.line * 0.9);
			const desk = await look(name, { viewport: DESK }, measure);
			expect(desk.widest).toBeLessThanOrEqual(desk.line);
			expect(desk.size).toBeGreaterThan(80);
		},
	);

	it.each(["light", "dark"] as const)(
		"follows the system: %s",
		async (colorScheme) => {
			const colour = await look(
				"missingDriver",
				{ viewport: PHONE, colorScheme },
				(page) =>
					page.evaluate("getComputedStyle(document.body).backgroundColor"),
			);
			const { surface } = COLOURS[colorScheme];
			const channels = [1, 3, 5].map((from) =>
				Number.parseInt(surface.slice(from, from + 2), 16),
			);
			expect(colour).toBe(`rgb(${channels.join(", ")})`);
		},
	);

	it("an exercise is striped also further down the page", async () => {
		const visible = await look(
			"exercise",
			{ viewport: PHONE },
			async (page) => {
				await page.evaluate("scrollTo(0,900)");
				return page.evaluate(STRIPED);
			},
		);
		expect(visible).toBe(true);
	});

	const folder = process.env.SHOTS;
	it.runIf(folder)("is kept as pictures", async () => {
		mkdirSync(folder ?? "", { recursive: true });
		for (const name of Object.keys(BOARDS))
			for (const colorScheme of ["light", "dark"] as const)
				for (const [screen, viewport] of [
					["phone", PHONE],
					["desk", DESK],
				] as const)
					await look(name, { viewport, colorScheme }, (page) =>
						page.screenshot({
							path: join(folder ?? "", `${name}-${screen}-${colorScheme}.png`),
						}),
					);
	});
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
const HEADLINE = `(() => {
	const h1 = document.querySelector("h1");
	const spans = [...h1.children].map((span) => span.getBoundingClientRect());
	const lines = Object.groupBy(spans, ({ top }) => Math.round(top));
	const widths = Object.values(lines).map((line) => line.at(-1).right - line[0].left);
	return { line: h1.clientWidth, widest: Math.max(...widths), size: parseFloat(getComputedStyle(h1).fontSize) };
})()`;
const STRIPED = `(() => {
	const bar = document.querySelector(".mode");
	const { top, bottom } = bar.getBoundingClientRect();
	return top >= 0 && bottom > 0 && getComputedStyle(bar).backgroundImage.includes("repeating-linear-gradient");
})()`;

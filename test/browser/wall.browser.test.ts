/**
 * A station's wall in a real browser over the real service: bound by a press, rung by
 * an alarm, marked by a remote control and by a touch, and still right after a day
 * that holds a night, a morning, an alarm and an exercise. Chromium has no voice here,
 * so `speechSynthesis` alone is a recorder; the gong is counted at the oscillator.
 * Set SHOTS=folder to keep pictures.
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
import { EVERYTHING } from "../../src/ports.ts";
import { freeWall, removeWall } from "../../src/walls.ts";
import { type WallVillage, wallVillage } from "../http/wallVillage.ts";
import { openChromium } from "./chromium.ts";

const OPERATOR = { by: { kind: "service" }, scope: EVERYTHING } as const;
const HOUR_MS = 3_600_000;
const SIZES = [
	{ width: 1920, height: 1080 },
	{ width: 1280, height: 720 },
];

/** What the room would hear. */
const RECORDER = `
window.said=[];window.tones=0;
Object.defineProperty(window,'speechSynthesis',{value:{getVoices:()=>[{lang:'en-US'},{lang:'uk-UA',name:'Леся'}],speak:u=>window.said.push([u.text,u.voice&&u.voice.name])}});
window.SpeechSynthesisUtterance=function(text){this.text=text};
const start=OscillatorNode.prototype.start;
OscillatorNode.prototype.start=function(at){window.tones++;return start.call(this,at)};
`;

const NOT_YET = `
Object.defineProperty(AudioContext.prototype,'state',{get(){return window.isLet?'running':'suspended'}});
AudioContext.prototype.resume=function(){window.isLet=window.isTouched;return Promise.resolve()};
window.addEventListener('pointerdown',()=>{window.isTouched=true},true);
`;

let browser: Browser;
beforeAll(async () => {
	browser = await openChromium();
});
afterAll(() => browser.close());

let village: WallVillage;
let wall: Awaited<ReturnType<WallVillage["make"]>>;
let origin: string;
const faults: string[] = [];
const opened: Page[] = [];

beforeEach(async () => {
	village = await wallVillage();
	wall = await village.make();
	origin = (await village.listen()).replace("127.0.0.1", "localhost");
});
afterEach(async () => {
	for (const page of opened.splice(0)) await page.context().close();
	await village.close();
	expect(faults.splice(0)).toEqual([]);
});

const url = () => `${origin}/wall/${wall.token}`;

async function television(
	viewport = SIZES[0],
	{ before = "" }: { before?: string } = {},
): Promise<Page> {
	const context = await browser.newContext({
		viewport: viewport ?? null,
		hasTouch: true,
	});
	const page = await context.newPage();
	opened.push(page);
	page.on("pageerror", (error) => faults.push(error.message));
	page.on("console", (message) => {
		if (/Content Security Policy/.test(message.text()))
			faults.push(message.text());
	});
	await page.addInitScript(RECORDER + before);
	await page.goto(url(), { waitUntil: "domcontentloaded" });
	return page;
}

/** Opened, bound with the remote control's OK, and followed. */
async function bound(...given: Parameters<typeof television>): Promise<Page> {
	const page = await television(...given);
	await holds(page, "document.activeElement.tagName==='BUTTON'");
	await page.keyboard.press("Enter");
	await followed(page);
	return page;
}
const followed = (page: Page) =>
	holds(page, "document.body.hasAttribute('data-look')");
const rings = (page: Page) =>
	holds(page, "document.body.classList.contains('burning')");
const said = (page: Page): Promise<string[][]> => page.evaluate("window.said");
const spoken = (page: Page, count: number) =>
	holds(page, `window.said.length===${count}`);
const progressOf = async (id: string, who: { id: string }) =>
	(await village.incident(id)).people.get(who.id)?.progress;
const person = (at: number) => village.people[at] ?? { id: "", name: "" };
/** Asked from outside: the page's own policy lets nothing evaluate words within it. */
async function holds(
	page: Page,
	words: string,
	timeout = 20_000,
): Promise<void> {
	const start = performance.now();
	// While it loads anew there is nobody to ask.
	while (!(await page.evaluate(words).catch(() => false))) {
		if (performance.now() - start > timeout)
			throw new Error(`expected ${words} within ${timeout} ms, it never was`);
		await page.waitForTimeout(50);
	}
}
const until = async (happened: () => Promise<boolean>): Promise<void> => {
	while (!(await happened()))
		await new Promise((resolve) => setTimeout(resolve, 50));
};

describe("a wall", () => {
	it("is bound by one press on the remote control, and stays bound over any reload", async () => {
		const page = await bound();
		await page.reload({ waitUntil: "domcontentloaded" });
		await followed(page);
		const other = await television();
		await other
			.getByRole("heading", { name: "Посилання вже на іншому екрані" })
			.waitFor();
	});

	it("flashes, strikes the gong and speaks the place once when an alarm comes, and not again after a reload", async () => {
		const page = await bound();
		await page.keyboard.press("ArrowDown");
		await holds(page, "document.getElementById('sound').hidden");
		await village.fire();
		await holds(page, "document.body.classList.contains('flash')");
		await page.locator("h1", { hasText: "ЗБИРАЄМО" }).waitFor();
		await spoken(page, 1);
		expect(await said(page)).toEqual([
			["Пожежа! Росохач, Шевченка, дванадцять.", "Леся"],
		]);
		expect(await page.evaluate("window.tones")).toBe(15);
		await holds(page, "!document.body.classList.contains('flash')");
		await page.reload({ waitUntil: "domcontentloaded" });
		await followed(page);
		await rings(page);
		// A beat later there is still nothing to say.
		await page.waitForTimeout(5_000);
		expect(await said(page)).toEqual([]);
		expect(
			await page.evaluate("document.body.classList.contains('flash')"),
		).toBe(false);
	});

	it("has another sound for an exercise, and none for a test", async () => {
		const page = await bound();
		await page.keyboard.press("ArrowDown");
		await holds(page, "document.getElementById('sound').hidden");
		await village.fire({ mode: "test" });
		await page.locator(".test .mode", { hasText: "не горить" }).waitFor();
		expect(await page.evaluate("window.tones")).toBe(0);
		await village.fire({ mode: "exercise" });
		await page.locator(".exercise .mode", { hasText: "НАВЧАННЯ" }).waitFor();
		await spoken(page, 1);
		expect(await said(page)).toEqual([
			["Навчання, не горить. Росохач, Шевченка 12.", "Леся"],
		]);
		expect(await page.evaluate("window.tones")).toBe(2);
	});

	it("owes the gong until somebody lets it sound, and says so", async () => {
		// Chromium takes each question of a test for a touch: the browser's «not yet» is played.
		const page = await bound(SIZES[0], { before: NOT_YET });
		await village.fire();
		await rings(page);
		const bar = page.getByRole("button", { name: "Звук вимкнено" });
		await bar.waitFor();
		expect(await page.evaluate("window.tones")).toBe(0);
		await bar.tap();
		await holds(page, "window.tones===15");
		expect(await bar.isVisible()).toBe(false);
	});

	it("«Я в депо» by a digit reaches the board after five seconds, and can be undone until then", async () => {
		const page = await bound();
		const id = await village.fire();
		await village.comes(id, person(0));
		village.push(1_000);
		await village.comes(id, person(1));
		await page.locator("[data-key='2']").waitFor();
		await page.keyboard.press("1");
		await page
			.locator("#toasts", { hasText: "У депо: Микола Ткач: через 5 с" })
			.waitFor();
		await page.keyboard.press("2");
		await page
			.locator("#toasts", { hasText: `У депо: ${person(1).name}` })
			.waitFor();
		// The Back key takes the last one back.
		await page.keyboard.press("Escape");
		await page
			.locator(".here", { hasText: "Микола Ткач" })
			.waitFor({ timeout: 15_000 });
		expect(await progressOf(id, person(0))).toBe("atStation");
		expect(await progressOf(id, person(1))).toBe("enRoute");
	});

	it("«Я в депо» by touch, and «Виїхали» with arrows and OK alone", async () => {
		const page = await bound();
		const id = await village.fire();
		for (const at of [0, 1, 2, 3]) await village.comes(id, person(at));
		await page.locator("h1", { hasText: /ВИЇЗД \d\d:\d\d/ }).waitFor();
		const touched = page.locator(`[data-said="У депо: ${person(2).name}"]`);
		const box = await touched.boundingBox();
		expect(box?.height).toBeGreaterThanOrEqual(56);
		await touched.tap();
		await until(async () => (await progressOf(id, person(2))) === "atStation");
		await page.evaluate("document.activeElement.blur()");
		for (let presses = 0; presses < 12; presses += 1) {
			const at = await page.evaluate("document.activeElement.dataset.said");
			if (String(at).includes("Виїхали")) break;
			await page.keyboard.press(presses % 2 ? "ArrowRight" : "ArrowDown");
		}
		expect(
			await page.evaluate(
				"getComputedStyle(document.activeElement).outlineStyle",
			),
		).toBe("solid");
		await page.keyboard.press("Enter");
		await page.locator("h1", { hasText: /ВИЇХАЛИ \d\d:\d\d/ }).waitFor();
		const { marks } = await village.incident(id);
		expect(marks.at(-1)).toMatchObject({
			mark: "departed",
			by: { kind: "wall", id: wall.id },
		});
	});

	it("keeps a press while the line is lost, sends it once, says how old everything is, and mends itself", async () => {
		const page = await bound();
		const id = await village.fire();
		await village.comes(id, person(0));
		await page.locator("[data-key='1']").waitFor();
		await village.close();
		const port = Number(new URL(origin).port);
		await page.keyboard.press("1");
		await page
			.locator("#stale", { hasText: /оновлено 1\d с тому/ })
			.waitFor({ timeout: 30_000 });
		await page.locator("#toasts", { hasText: "щойно буде зв'язок" }).waitFor();
		await page
			.locator("#stale", { hasText: /Немає зв'язку. Показуємо те, що знали/ })
			.waitFor({ timeout: 40_000 });
		expect(await page.locator("html.stale").count()).toBe(1);
		await village.comes(id, person(1));
		await village.listen(port);
		await page
			.locator(".here", { hasText: "Микола Ткач" })
			.waitFor({ timeout: 60_000 });
		await page
			.locator(".people", { hasText: person(1).name })
			.waitFor({ timeout: 60_000 });
		await holds(page, "!document.documentElement.classList.contains('stale')");
		expect(await page.locator("#stale").isVisible()).toBe(false);
		const { marks } = await village.incident(id);
		expect(marks).toHaveLength(1);
	});

	it("asks the browser to keep the display lit, and again when it is shown again", async () => {
		const page = await bound(SIZES[0], {
			before: `window.lit=0;Object.defineProperty(navigator,'wakeLock',{value:{request(kind){window.lit++;window.lock=new EventTarget();return Promise.resolve(window.lock)}}});`,
		});
		await holds(page, "window.lit===1");
		// The browser lets it go when the page is hidden.
		await page.evaluate(
			"window.lock.dispatchEvent(new Event('release'));document.dispatchEvent(new Event('visibilitychange'))",
		);
		await holds(page, "window.lit===2");
	});

	it("follows by asking where a television knows no stream", async () => {
		const page = await bound(SIZES[1], {
			before: "delete window.EventSource;",
		});
		await village.fire();
		await rings(page);
		await page.locator("h1", { hasText: "ЗБИРАЄМО" }).waitFor();
	});

	it("loads itself anew when a newer version of the page is served, once", async () => {
		const page = await bound();
		await page.evaluate("document.body.dataset.build='older';window.here=1");
		await holds(page, "window.here===undefined");
		await followed(page);
	});

	it("freed or taken away goes dark by itself", async () => {
		const page = await bound();
		await freeWall(village.service, OPERATOR, wall.id);
		await holds(page, "document.activeElement.textContent==='Підключити'");
		await page.keyboard.press("Enter");
		await followed(page);
		await removeWall(village.service, OPERATOR, wall.id);
		await page
			.getByRole("heading", { name: "Цей екран від'єднано" })
			.waitFor({ timeout: 15_000 });
		expect(await page.content()).not.toContain("Росохач");
	});

	it("keeps what it knows while the database cannot be read, says how old it is, and goes on after", async () => {
		const page = await bound();
		const id = await village.fire();
		await rings(page);
		const { heads } = village.store;
		let out = true;
		village.store.heads = (...given) =>
			out ? Promise.reject(new Error("disk full")) : heads(...given);
		await page
			.locator("#stale", { hasText: /оновлено 1\d с тому/ })
			.waitFor({ timeout: 30_000 });
		expect(await page.locator("h1").textContent()).toBe("ЗБИРАЄМО");
		out = false;
		await village.comes(id, person(0));
		await page.locator("[data-key='1']").waitFor({ timeout: 15_000 });
		await page.locator("#stale").waitFor({ state: "hidden" });
	});
});

describe("a day in a minute", () => {
	it("dims, wakes, burns, exercises and comes back to who is on duty, and holds on to nothing", async () => {
		const page = await bound();
		const look = (words: string) =>
			holds(page, `document.body.getAttribute('data-look')==='${words}'`);
		const clock = (time: string) =>
			holds(page, `document.getElementById('clock').textContent==='${time}'`);
		const held = async () => {
			const session = await page.context().newCDPSession(page);
			await session.send("HeapProfiler.collectGarbage");
			const { nodes, jsEventListeners } = await session.send(
				"Memory.getDOMCounters",
			);
			await session.detach();
			return { nodes, jsEventListeners };
		};
		const oneDay = async (at: number) => {
			await look("night actual dark");
			// Nothing but the clock, and that in grey.
			expect((await page.locator("main").innerText()).trim()).toBe("");
			village.push(9 * HOUR_MS);
			await look("idle actual");
			await page.locator("#p-trucks", { hasText: "екіпаж можливий" }).waitFor();
			const real = await village.fire();
			await look("burning actual");
			for (const who of village.people.slice(0, 4))
				await village.comes(real, who);
			await page.locator("h1", { hasText: /ВИЇЗД/ }).waitFor();
			await village.do(real, {
				type: "Mark",
				mark: "departed",
				vehicleId: village.vehicle.id,
				by: { kind: "service" },
			});
			await page.locator("h1", { hasText: /ВИЇХАЛИ/ }).waitFor();
			await village.do(real, { type: "Close", by: { kind: "service" } });
			await page.locator("h1", { hasText: "ЗАВЕРШЕНО" }).waitFor();
			village.push(6 * 60_000);
			await look("idle actual");
			const exercise = await village.fire({ mode: "exercise" });
			await look("burning exercise");
			await village.do(exercise, { type: "Close", by: { kind: "service" } });
			village.push(6 * HOUR_MS);
			await look("idle actual dark");
			await page.locator("#p-strength td").first().waitFor();
			village.push(9 * HOUR_MS - 6 * 60_000);
			await clock("03:02");
			await spoken(page, at * 2);
		};
		await clock("03:02");
		await oneDay(1);
		const first = await held();
		await oneDay(2);
		const second = await held();
		expect(second.nodes).toBeLessThanOrEqual(first.nodes + 20);
		expect(second.jsEventListeners).toBeLessThanOrEqual(first.jsEventListeners);
		expect(
			JSON.parse(await page.evaluate("localStorage['dzvin-wall']")),
		).toEqual({ rang: [], spoke: [] });
	});
});

describe("across the room", () => {
	it.each(SIZES)(
		"a sixth of the height is the headline, nothing is cut off, at $width×$height",
		async (size) => {
			const page = await bound(size);
			const id = await village.fire();
			for (const who of village.people) await village.comes(id, who);
			await page.locator("h1", { hasText: /ВИЇЗД \d\d:\d\d/ }).waitFor();
			const letters: number = await page.evaluate(
				"parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)",
			);
			expect(letters).toBeGreaterThanOrEqual(size.height / 6);
			expect(await cutOff(page)).toEqual([]);
			await page.evaluate("document.activeElement.blur()");
			await settled(page);
			await picture(page, `leaves-dark-${size.height}`);
			expect(await serious(page)).toEqual([]);
			village.push(9 * HOUR_MS);
			await holds(page, "!document.body.classList.contains('dark')");
			await settled(page);
			await picture(page, `leaves-light-${size.height}`);
			expect(await serious(page)).toEqual([]);
			await village.fire({ type: "vegetation_fire" });
			await village.fire({ mode: "exercise" });
			await page.locator("#p-others li").nth(1).waitFor();
			await settled(page);
			expect(await cutOff(page)).toEqual([]);
			// Who comes to the first fire is still at hand beside the second.
			await page.locator(".card", { hasText: "#100" }).first().waitFor();
			await picture(page, `several-${size.height}`);
		},
	);

	it.each(SIZES)(
		"says who is on duty by day and evening, at $width×$height",
		async (size) => {
			const page = await bound(size);
			await settled(page);
			await picture(page, `night-${size.height}`);
			expect(await serious(page)).toEqual([]);
			village.push(9 * HOUR_MS);
			await page.locator("#p-strength td").first().waitFor();
			await settled(page);
			expect(await cutOff(page)).toEqual([]);
			await picture(page, `duty-light-${size.height}`);
			expect(await serious(page)).toEqual([]);
			village.push(7 * HOUR_MS);
			await holds(page, "document.body.classList.contains('dark')");
			await settled(page);
			await picture(page, `duty-dark-${size.height}`);
			expect(await serious(page)).toEqual([]);
			await village.fire({ mode: "exercise" });
			await rings(page);
			await settled(page);
			await picture(page, `exercise-${size.height}`);
			expect(await serious(page)).toEqual([]);
			expect(await cutOff(page)).toEqual([]);
		},
	);
});

/** What moves once has moved: the flash is over. */
const settled = (page: Page) =>
	holds(
		page,
		"!document.body.classList.contains('flash')&&document.getAnimations().length===0",
	);

/** Sections whose lowest words lie outside the screen or under the next section. */
const cutOff = (page: Page): Promise<string[]> =>
	page.evaluate(`Array.from(document.querySelectorAll('section')).filter(s=>s.offsetHeight).filter(s=>{
		const r=s.getBoundingClientRect();
		return r.bottom>innerHeight+1||r.right>innerWidth+8||s.scrollHeight>s.clientHeight+1;
	}).map(s=>s.id)`);

async function serious(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	return violations
		.filter(({ impact }) => impact === "serious" || impact === "critical")
		.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

async function picture(page: Page, name: string): Promise<void> {
	const folder = process.env.SHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `wall-${name}.png`) });
}

/**
 * The map in a real browser, built as it is shipped, under the real headers: it draws,
 * with nothing under it, with somebody's tiles, with a file of this machine; without
 * WebGL, without the line. Set SHOTS=folder to keep pictures.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { serve } from "@hono/node-server";
import react from "@vitejs/plugin-react";
import { Hono } from "hono";
import type {
	Browser,
	BrowserContextOptions,
	Locator,
	Page,
} from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Asking } from "../../src/access.ts";
import { type MapSetting, mapSources } from "../../src/baseMap.ts";
import { onlyOurTexts } from "../../src/dashboard/texts.plugin.ts";
import { baseMapOf, mapArchiveRoutes } from "../../src/http/baseMap.ts";
import { dashboardRoutes } from "../../src/http/dashboard.ts";
import { mapArchive } from "../../src/mapArchive.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { DESK, openChromium } from "./chromium.ts";
import { archiveOf, picture, waterTile } from "./mapTiles.ts";

const ROOT = join(import.meta.dirname, "../..");
const NARROW = { width: 360, height: 740 };
const PLACE = { lat: 49.017, lon: 25.795 };
const GREEN = [40, 150, 60] as const;

const around = (right: number, up: number) => ({
	lat: PLACE.lat + up / 111.3,
	lon: PLACE.lon + right / 73,
});
/** Kilometres east and north of the fire. */
const SCENE = {
	place: { ...PLACE, accuracyMetres: 400 },
	stations: [
		{
			id: "1",
			name: "Росохач",
			location: around(1.6, 1.2),
			distanceMetres: 2_000,
		},
		{ id: "2", name: "Угринь", location: around(-4, 2), distanceMetres: 4_470 },
		{
			id: "3",
			name: "Чортків, 8 ДПРЧ",
			location: around(3, -4),
			distanceMetres: 5_000,
		},
	],
	people: [] as unknown[],
	settlements: [
		["Росохач", 1.2, 0.4],
		["Угринь", -3.6, 1.6],
		["Чортків", 3.4, -3.6],
		["Біла", -1, -3],
		["Білобожниця", -5, 4.2],
		["Семаківці", 4.5, 2.2],
	].map(([name, right, up], index) => ({
		code: String(index),
		name,
		hromada: null,
		location: around(Number(right), Number(up)),
	})),
	rings: true,
};
const people = (at: number) => [
	{ id: "m", name: "Микола", role: "driver", location: around(1, 0.6), at },
	{
		id: "p",
		name: "Петро",
		role: "leader",
		location: around(-1.6, 0.9),
		at: at - 30_000,
	},
	{
		id: "o",
		name: "Олена",
		role: "medic",
		location: around(0.4, -1.4),
		at: at - 65_000,
	},
	{
		id: "i",
		name: "Іван",
		role: "other",
		location: around(2.4, 1.9),
		at: at - 240_000,
	},
];

const folder = mkdtempSync(join(tmpdir(), "dzvin-map-page-"));
const archives = {
	png: join(folder, "png.pmtiles"),
	mvt: join(folder, "mvt.pmtiles"),
};
let browser: Browser;
beforeAll(async () => {
	writeFileSync(
		archives.png,
		archiveOf(picture(GREEN), "png", "© OpenStreetMap"),
	);
	writeFileSync(
		archives.mvt,
		archiveOf(waterTile(), "mvt", '<a href="x">© OpenStreetMap</a>'),
	);
	await build({
		configFile: false,
		root: join(import.meta.dirname, "mapPage"),
		base: "/board/",
		logLevel: "error",
		plugins: [react(), onlyOurTexts(ROOT)],
		resolve: {
			alias: { "@hono/zod-openapi": join(ROOT, "src/dashboard/zodOpenapi.ts") },
		},
		worker: { format: "es" },
		build: { outDir: join(folder, "page"), emptyOutDir: true },
	});
	browser = await openChromium();
});
afterAll(async () => {
	await browser.close();
	rmSync(folder, { recursive: true });
});

// --- The service's side --------------------------------------------------------

const chief: Asking = {
	keyId: "s",
	name: "Петро",
	by: { kind: "responder", id: "petro" },
	grants: [{ role: "chief", scope: EVERYTHING }],
};
const wording = createWording(loadTexts());
const closing: (() => unknown)[] = [];
const faults: string[] = [];
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
	expect(faults.splice(0)).toEqual([]);
});

async function served(map?: MapSetting): Promise<string> {
	const archive = map?.kind === "pmtiles" ? mapArchive(map.file) : undefined;
	const app = new Hono()
		.get("/v1/map", async (c) =>
			c.json(await baseMapOf(map, await archive?.look())),
		)
		.route(
			"/",
			mapArchiveRoutes(
				{ log: { info() {}, warn() {}, error() {} } },
				{ archive, personOf: async () => chief },
			),
		)
		.route(
			"/",
			dashboardRoutes({
				wording,
				locale: "uk",
				mapSources: mapSources({ map }),
				folder: join(folder, "page"),
			}),
		);
	const server = serve({
		fetch: app.fetch,
		port: 0,
		hostname: "127.0.0.1",
	}) as Server;
	return listening(server);
}

async function listening(server: Server): Promise<string> {
	if (!server.listening)
		await new Promise((done) => server.once("listening", done));
	closing.push(() => server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Somebody's tile server on another origin: all tiles alike, or none. */
async function tileServer(first: Uint8Array | 404) {
	let answer = first;
	const asked: {
		url: string;
		referer: string | undefined;
		cookie: string | undefined;
	}[] = [];
	const server = createServer(({ url = "", headers }, response) => {
		asked.push({ url, referer: headers.referer, cookie: headers.cookie });
		response.setHeader("access-control-allow-origin", "*");
		if (answer === 404) return response.writeHead(404).end();
		response.setHeader("content-type", "image/png");
		return response.end(answer);
	});
	server.listen(0, "127.0.0.1");
	return {
		url: await listening(server),
		asked,
		serve(next: Uint8Array) {
			answer = next;
		},
	};
}

type Opened = { page: Page; asked: string[]; map: Locator };

async function opened(
	url: string,
	options: BrowserContextOptions & {
		before?: (page: Page) => Promise<unknown>;
	} = {},
): Promise<Opened> {
	const { before, ...more } = options;
	const context = await browser.newContext({ viewport: DESK, ...more });
	closing.push(() => context.close());
	const page = await context.newPage();
	const asked: string[] = [];
	page.on("pageerror", (error) => faults.push(error.message));
	page.on("request", (request) => asked.push(request.url()));
	page.on("console", (message) => {
		// A refused script or worker is our defect; a text without words is one, too.
		if (/Content Security Policy|Expected a text|locales/.test(message.text()))
			faults.push(message.text());
	});
	await before?.(page);
	await page.goto(`${url}/board`);
	await page.waitForSelector("#ready");
	return { page, asked, map: page.locator(".map") };
}

const show = (page: Page, scene: object) =>
	page.evaluate(`show(${JSON.stringify(scene)})`);
const drawn = (map: Locator) =>
	map.page().waitForSelector('.map[data-drawing="map"]');

type Rgb = [red: number, green: number, blue: number];
/** What stands on the screen, at a share of the map's width and height. */
async function colourAt(map: Locator, x: number, y: number): Promise<Rgb> {
	const shot = await map.locator(".map-region").screenshot();
	return map.page().evaluate(
		async ([data, right, down]) => {
			const image = new (
				globalThis as unknown as {
					Image: new () => {
						src: string;
						width: number;
						height: number;
						decode(): Promise<void>;
					};
				}
			).Image();
			image.src = `data:image/png;base64,${data}`;
			await image.decode();
			// biome-ignore lint/suspicious/noExplicitAny: the page's own canvas, whose types the tests do not load
			const canvas = (globalThis as any).document.createElement("canvas");
			canvas.width = image.width;
			canvas.height = image.height;
			const context = canvas.getContext("2d");
			context.drawImage(image, 0, 0);
			return [
				...context.getImageData(
					Math.round(right * image.width),
					Math.round(down * image.height),
					1,
					1,
				).data,
			].slice(0, 3);
		},
		[shot.toString("base64"), x, y] as const,
	) as Promise<Rgb>;
}
/** Waits for a colour: tiles come when they come. */
async function becomes(
	map: Locator,
	x: number,
	y: number,
	is: (rgb: Rgb) => boolean,
) {
	await expect
		.poll(async () => is(await colourAt(map, x, y)), {
			timeout: 30_000,
			interval: 300,
		})
		.toBe(true);
}
const isGreen = ([red, green, blue]: Rgb) =>
	green > red + 30 && green > blue + 30;
const isBlue = ([red, , blue]: Rgb) => blue > red + 20;
const isLight = (rgb: Rgb) => rgb.every((part) => part > 220);
const isDark = (rgb: Rgb) => rgb.every((part) => part < 80);

async function picked(
	page: Page,
): Promise<{ lat: number; lon: number; accuracyMetres?: number }[]> {
	return page.evaluate("picked");
}

async function shot(page: Page, name: string): Promise<void> {
	const to = process.env.SHOTS;
	if (!to) return;
	mkdirSync(to, { recursive: true });
	await page.screenshot({ path: join(to, `map-${name}.png`), fullPage: true });
}

const LOST = /Основа карти не завантажилася/;
// A corner of the map that holds neither a sign nor a button.
const EMPTY = [0.9, 0.35] as const;

describe("the map without anything under it", () => {
	it("draws place, accuracy and rings, and asks nobody but us", async () => {
		const url = await served();
		const { page, asked, map } = await opened(url);
		await show(page, { ...SCENE, people: people(Date.now()) });
		await drawn(map);
		await becomes(map, ...EMPTY, isLight);
		const [red, green] = await colourAt(map, 0.5, 0.5);
		expect(red).toBeGreaterThan(green);
		expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
		expect(asked.some((address) => /worker/.test(address))).toBe(true);
		await shot(page, "desk-light");
	});

	it("changes to dark with the page, at once", async () => {
		const { page, map } = await opened(await served(), {
			colorScheme: "light",
		});
		await show(page, SCENE);
		await drawn(map);
		await becomes(map, ...EMPTY, isLight);
		await page.emulateMedia({ colorScheme: "dark" });
		await becomes(map, ...EMPTY, isDark);
		await show(page, { ...SCENE, people: people(Date.now()) });
		await page.locator(".map-legend").waitFor();
		await shot(page, "desk-dark");
	});

	it("fits 360 px, with targets for a thumb", async () => {
		const { page, map } = await opened(await served(), {
			viewport: NARROW,
			hasTouch: true,
		});
		await show(page, { ...SCENE, picks: true, people: people(Date.now()) });
		await drawn(map);
		expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(
			NARROW.width,
		);
		for (const button of await map.locator("button").all()) {
			const box = await button.boundingBox();
			expect(
				Math.min(box?.width ?? 0, box?.height ?? 0),
			).toBeGreaterThanOrEqual(56);
		}
		await shot(page, "phone-light");
		await page.emulateMedia({ colorScheme: "dark" });
		await becomes(map, 0.5, 0.9, isDark);
		await shot(page, "phone-dark");
	});

	it("says the same in words", async () => {
		const { page, map } = await opened(await served());
		await show(page, { ...SCENE, people: people(Date.now()) });
		await map.getByText("Карта словами").click();
		const words = await map.locator(".map-words li").allTextContents();
		expect(words[0]).toBe(
			"▲ Місце події: 49.01700, 25.79500, з точністю до 400 м",
		);
		expect(words).toContain("■ Росохач, 2 км");
		expect(words.join()).toMatch(/● Петро, старший, 3\d с тому/);
	});

	it.each(["light", "dark"] as const)(
		"has nothing axe calls serious, %s",
		async (colorScheme) => {
			const { page, map } = await opened(await served(), { colorScheme });
			await show(page, { ...SCENE, picks: true, people: people(Date.now()) });
			await drawn(map);
			const { violations } = await new AxeBuilder({ page })
				.include(".map")
				.analyze();
			expect(
				violations
					.filter(({ impact }) => impact === "serious" || impact === "critical")
					.map(
						({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`,
					),
			).toEqual([]);
		},
	);

	it("is moved and asked by keys alone", async () => {
		const { page, map } = await opened(await served(), {
			reducedMotion: "reduce",
		});
		await show(page, { ...SCENE, picks: true });
		await drawn(map);
		const region = map.getByRole("application");
		await region.focus();
		await page.keyboard.press("Enter");
		for (const key of ["ArrowRight", "ArrowUp", "+", "Enter"])
			await page.keyboard.press(key);
		await page.keyboard.press("0");
		await page.keyboard.press("Enter");
		const [first, moved, back] = await picked(page);
		expect(moved?.lon).toBeGreaterThan(first?.lon ?? 0);
		expect(moved?.lat).toBeGreaterThan(first?.lat ?? 0);
		// Twice as close, twice as exact.
		expect(
			(first?.accuracyMetres ?? 0) / (moved?.accuracyMetres ?? 1),
		).toBeCloseTo(2, 0);
		expect(back?.accuracyMetres).toBe(first?.accuracyMetres);
		await page.getByText(/^Вибрано/).waitFor({ state: "attached" });
	});

	it("picks the point that was tapped, and stays where it was looked at", async () => {
		const { page, map } = await opened(await served());
		await show(page, { ...SCENE, picks: true, settlements: [] });
		await drawn(map);
		// The fire was moved by hand: the cross stands on its old place.
		const box = await map.locator(".map-region").boundingBox();
		const [x, y] = [
			(box?.x ?? 0) + (box?.width ?? 0) / 2,
			(box?.y ?? 0) + (box?.height ?? 0) / 2,
		];
		await page.mouse.click(x, y);
		await map.getByRole("button", { name: "Вибираю центр" }).click();
		const [tapped, centre] = await picked(page);
		expect(tapped?.lat).toBeCloseTo(centre?.lat ?? 0, 4);
		expect(tapped?.lon).toBeCloseTo(centre?.lon ?? 0, 4);
		await map.getByRole("button", { name: "Наблизити" }).click();
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x + 100, y, { steps: 4 });
		await page.mouse.up();
		expect(await picked(page)).toHaveLength(2);
	});
});

describe("the map over tiles", () => {
	it("of somebody's server shows them, says whose they are, and tells them nothing", async () => {
		const tiles = await tileServer(picture(GREEN));
		const url = await served({
			kind: "raster",
			url: `${tiles.url}/{z}/{x}/{y}.png`,
			attribution: "© OpenStreetMap",
		});
		const { page, map } = await opened(url);
		await show(page, SCENE);
		await drawn(map);
		await becomes(map, ...EMPTY, isGreen);
		expect(await map.getByText(LOST).count()).toBe(0);
		expect(tiles.asked.length).toBeGreaterThan(0);
		for (const { url: path, referer, cookie } of tiles.asked) {
			expect(path).toMatch(/^\/\d+\/\d+\/\d+\.png$/);
			expect([referer, cookie]).toEqual([undefined, undefined]);
		}
		expect(await map.getByRole("link").getAttribute("href")).toContain(
			"openstreetmap",
		);
		await shot(page, "raster-light");
	});

	it("that do not come stays a map, and says so until they come", async () => {
		const tiles = await tileServer(404);
		const url = await served({
			kind: "raster",
			url: `${tiles.url}/{z}/{x}/{y}.png`,
			attribution: "© OpenStreetMap",
		});
		const { page, map } = await opened(url);
		await show(page, SCENE);
		await drawn(map);
		await map.getByText(LOST).waitFor();
		await becomes(map, ...EMPTY, isLight);
		tiles.serve(picture(GREEN));
		await map.getByRole("button", { name: "Наблизити" }).click();
		await becomes(map, ...EMPTY, isGreen);
		await map.getByText(LOST).waitFor({ state: "detached" });
	});

	it("of a PMTiles file shows its pictures, fetched in ranges, and its words", async () => {
		const url = await served({ kind: "pmtiles", file: archives.png });
		const { page, asked, map } = await opened(url);
		await show(page, SCENE);
		await drawn(map);
		await becomes(map, ...EMPTY, isGreen);
		expect(await map.getByText(LOST).count()).toBe(0);
		await map.getByRole("link", { name: "© OpenStreetMap" }).waitFor();
		expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
	});

	it("of a PMTiles file of vectors draws them in our colours, without letters from elsewhere", async () => {
		const url = await served({ kind: "pmtiles", file: archives.mvt });
		const { page, asked, map } = await opened(url, { colorScheme: "light" });
		await show(page, SCENE);
		await drawn(map);
		await becomes(map, ...EMPTY, isBlue);
		expect(await map.getByText(LOST).count()).toBe(0);
		await map.getByRole("link", { name: "© OpenStreetMap" }).waitFor();
		expect(asked.filter((address) => !address.startsWith(url))).toEqual([]);
		await shot(page, "vector-light");
		await page.emulateMedia({ colorScheme: "dark" });
		await becomes(map, ...EMPTY, isDark);
		await shot(page, "vector-dark");
	});

	it("that cannot be read draws the plain map", async () => {
		const broken = join(folder, "broken.pmtiles");
		writeFileSync(
			broken,
			Buffer.concat([Buffer.from("PMTiles\x03"), Buffer.alloc(200, 7)]),
		);
		const { page, map } = await opened(
			await served({ kind: "pmtiles", file: broken }),
		);
		await show(page, SCENE);
		await drawn(map);
		await map.getByText(LOST).waitFor();
	});
});

describe("the map that MapLibre does not draw", () => {
	const plain = async (page: Page, map: Locator) => {
		await map.locator("svg .map-place").waitFor();
		await map.locator("svg").getByText("Росохач").first().waitFor();
		expect(
			await map.locator("svg .map-ring circle, svg circle.map-ring").count(),
		).toBe(4);
		const box = await map.locator("svg").boundingBox();
		await page.mouse.click(
			(box?.x ?? 0) + (box?.width ?? 0) / 2,
			(box?.y ?? 0) + (box?.height ?? 0) / 2,
		);
		await map.getByRole("button", { name: "Вибираю центр" }).click();
		const [tapped, centre] = await picked(page);
		expect(tapped?.lat).toBeCloseTo(centre?.lat ?? 0, 4);
		expect(tapped?.lon).toBeCloseTo(centre?.lon ?? 0, 4);
	};

	it("because the phone has no WebGL is the same one, plainer: stations, rings, a tap", async () => {
		const { page, asked, map } = await opened(await served(), {
			viewport: NARROW,
			before: (page) =>
				page.addInitScript(`
					const real = HTMLCanvasElement.prototype.getContext;
					HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
						return /webgl/.test(kind) ? null : real.call(this, kind, ...more);
					};`),
		});
		await show(page, { ...SCENE, picks: true });
		await plain(page, map);
		expect(await map.getAttribute("data-drawing")).toBe("plain");
		// Half a megabyte that would draw nothing is not fetched.
		expect(asked.filter((address) => /maplibre/.test(address))).toEqual([]);
		await show(page, { ...SCENE, picks: true, people: people(Date.now()) });
		await map.locator("svg .map-driver").waitFor();
		await shot(page, "plain-phone-light");
		await page.emulateMedia({ colorScheme: "dark" });
		await shot(page, "plain-phone-dark");
	});

	it("because its worker does not come over the line stays the plain one", async () => {
		const { page, map } = await opened(await served(), {
			before: (page) =>
				page.route(/maplibre-gl-worker/, (route) => route.abort()),
		});
		await show(page, { ...SCENE, picks: true });
		await plain(page, map);
		expect(await map.getAttribute("data-drawing")).toBe("plain");
	});

	it("is moved by keys and by hand, too", async () => {
		const { page, map } = await opened(await served(), {
			before: (page) => page.route(/maplibre-/, (route) => route.abort()),
		});
		await show(page, { ...SCENE, picks: true });
		await map.locator("svg .map-place").waitFor();
		await map.getByRole("application").focus();
		for (const key of ["Enter", "ArrowRight", "ArrowUp", "+", "Enter"])
			await page.keyboard.press(key);
		const [first, moved] = await picked(page);
		expect(moved?.lon).toBeGreaterThan(first?.lon ?? 0);
		expect(moved?.lat).toBeGreaterThan(first?.lat ?? 0);
		const box = await map.locator("svg").boundingBox();
		const [x, y] = [(box?.x ?? 0) + 300, (box?.y ?? 0) + 200];
		await page.mouse.move(x, y);
		await page.mouse.down();
		await page.mouse.move(x + 120, y, { steps: 4 });
		await page.mouse.up();
		await map.getByRole("button", { name: "Вибираю центр" }).click();
		const after = (await picked(page)).at(-1);
		expect(after?.lon).toBeLessThan(moved?.lon ?? 0);
	});
});

describe("a place in a form", () => {
	it("is written, pasted, tapped and taken away, one value", async () => {
		const { page, map } = await opened(await served());
		await show(page, { ...SCENE, place: null, form: true });
		const field = page.getByLabel("Координати");
		await field.fill("https://www.google.com/maps/@49.0170,25.7950,17z");
		expect((await picked(page)).at(-1)).toEqual(PLACE);
		await field.blur();
		expect(await field.inputValue()).toBe("49.01700, 25.79500");
		await drawn(map);
		await map.getByRole("button", { name: "Вибираю центр" }).click();
		const chosen = (await picked(page)).at(-1);
		expect(await field.inputValue()).toBe(
			`${chosen?.lat.toFixed(5)}, ${chosen?.lon.toFixed(5)}`,
		);
		await field.fill("десь за Росохачем");
		await field.blur();
		await page.getByText(/Не розуміємо координат/).waitFor();
		await field.fill("");
		expect((await picked(page)).at(-1)).toBeNull();
		await shot(page, "form-light");
	});
});

/**
 * What residents told, what kills and what helps, on the board in a real browser: reports
 * taken apart, a reporter silenced and heard again, a truck that waits for a word, mines
 * that somebody has to tell of, water, machines, state crews. `PICTURES=folder` keeps
 * pictures.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import { setStaging } from "../../src/airRaid/staging.ts";
import { importAreas } from "../../src/areas/areaImport.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { importHazards } from "../../src/ground/hazardImport.ts";
import { importWater } from "../../src/ground/waterImport.ts";
import { OPERATOR } from "../../src/keys.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { SKY } from "../airRaid/sky.ts";
import {
	desk,
	hanna,
	ivan,
	mykola,
	oleh,
	petro,
	stepan,
} from "../story/cast.ts";
import { fires, metresNorth, tells } from "../story/told.ts";
import {
	minutes,
	openVillage,
	seconds,
	type Village,
	type VillageOptions,
} from "../story/village.ts";
import { boards, type OpenBoard, tooWide } from "./board.ts";
import { DESK, openChromium } from "./chromium.ts";

const NARROW = { width: 360, height: 740 };
const PICTURES = process.env.PICTURES;
/** As the locale says it now: what is tested is where and when, not the wording. */
const { text } = createWording(loadTexts());
const say = (id: string, args: Record<string, string> = {}): string =>
	text("uk", id, args);
const HROMADA = "UA61060490010000001";
const FIELD = { lat: 48.9463, lon: 25.8157 };
/** Five seconds to undo, and a loaded machine. */
const SOON = { timeout: 30_000 };

let browser: Browser;
let board: ReturnType<typeof boards>;
let village: Village | undefined;

beforeAll(async () => {
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
	stepan,
	desk,
	vasyl: { name: "Василь", brigade: [] },
	head: { name: "Староста", brigade: [], phone: "button" },
} as const;
type Who = keyof typeof EVERYBODY;
type Opened = Village<Who>;

async function open(more: Partial<VillageOptions<Who>> = {}): Promise<Opened> {
	const opened = await openVillage<Who>({
		people: EVERYBODY,
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
const section = (page: Page, name: string) =>
	page.getByRole("region", { name });
const head = (page: Page) => page.locator(".head h1");
const bytes = (text: string) => new TextEncoder().encode(text);

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
		path: join(PICTURES, `residents-${name}.png`),
		fullPage: true,
	});
}

/** Two neighbours tell of one fire. */
async function twoTell(opened: Opened): Promise<string> {
	await tells(opened, {
		who: { phone: "+380501110002" },
		text: "горить хата на Шевченка",
		location: metresNorth(500),
	});
	await opened.fastForward(seconds(5));
	await tells(opened, {
		who: { chat: "810001" },
		text: "дим над селом, хата",
		location: metresNorth(650),
		peopleInDanger: true,
	});
	const [fire] = await fires(opened);
	return fire?.id ?? "";
}

async function mined({ service }: Opened, metres: number): Promise<void> {
	const { lat, lon } = metresNorth(500 + metres);
	const ring = [
		[lon - 0.004, lat],
		[lon + 0.004, lat],
		[lon + 0.004, lat + 0.003],
		[lon - 0.004, lat + 0.003],
		[lon - 0.004, lat],
	];
	const { created } = await importHazards(
		service,
		OPERATOR,
		bytes(
			JSON.stringify({
				type: "FeatureCollection",
				features: [
					{
						type: "Feature",
						id: "1",
						properties: { kind: "mines", source: "ДСНС" },
						geometry: { type: "Polygon", coordinates: [ring] },
					},
				],
			}),
		),
	);
	expect(created).toBe(1);
}

async function waters({ service }: Opened): Promise<void> {
	const { lat, lon } = metresNorth(500);
	const { created } = await importWater(
		service,
		OPERATOR,
		bytes(`ref,kind,name,lat,lon,refill_minutes,access,state
1,pond,Ставок біля школи,${lat + 0.00315},${lon},5,з дамби,works
2,hydrant,,${lat - 0.008},${lon},4,,works
3,tower,Башта,${lat + 0.0001},${lon},3,,dry`),
		{ format: "csv" },
	);
	expect(created).toBe(3);
}

const asAdministrator = (
	{ url, adminKey }: Opened,
	path: string,
	body: object,
): Promise<number> =>
	fetch(`${url}${path}`, {
		method: "POST",
		headers: {
			authorization: `Bearer ${adminKey}`,
			"content-type": "application/json",
		},
		body: JSON.stringify(body),
	}).then(({ status }) => status);

it("what two neighbours told: a number on asking, another fire taken apart, a reporter silenced and heard again", async () => {
	const opened = await open();
	const id = await twoTell(opened);
	const page = await chiefLooks(opened, id, { viewport: NARROW });
	const reports = section(page, "Повідомлення");
	const [second, first] = [
		reports.locator("li").first(),
		reports.locator("li").nth(1),
	];
	await first.getByText(say("reports-verified")).waitFor();
	await second.getByText(say("reports-unverified")).waitFor();
	await second.getByText(say("reports-danger")).waitFor();
	await picture(page, "reports");

	// The number stands nowhere until somebody asks.
	expect(await page.content()).not.toContain("380501110002");
	await first.locator("summary").click();
	await first.getByRole("button", { name: "Подзвонити заявнику" }).click();
	await first.getByRole("link", { name: "+380501110002" }).waitFor();

	await second.locator("summary").click();
	await second.getByRole("button", { name: /^Заблокувати заявника/ }).click();
	await page.getByText(/Заблокувати заявника .*: через \d с/).waitFor();
	await second.getByText(say("board-reports-is-blocked")).waitFor(SOON);
	const again = await chiefLooks(opened, id);
	await section(again, "Повідомлення")
		.getByText(say("board-reports-is-blocked"))
		.waitFor();
	await second.getByRole("button", { name: /^Розблокувати заявника/ }).click();
	await second
		.getByText(say("board-reports-is-blocked"))
		.waitFor({ state: "detached", ...SOON });

	await second.getByRole("button", { name: /^Інша подія/ }).click();
	await reports
		.getByRole("link", { name: say("reports-split", { number: "101" }) })
		.waitFor(SOON);
	await expect.poll(() => reports.locator("li").count()).toBe(1);
	expect((await fires(opened)).map(({ reports: of }) => of.size)).toEqual([
		1, 1,
	]);
	expect(await gravest(page)).toEqual([]);
	await reports
		.getByRole("link", { name: say("reports-split", { number: "101" }) })
		.click();
	await page
		.getByRole("link", {
			name: say("board-reports-split-from", { number: "100" }),
		})
		.waitFor();
	expect(await tooWide(page)).toBeLessThanOrEqual(0);
});

it("a truck that waits for «Приліт?»: gathers at the school, and goes by one press of the chief", async () => {
	const opened = await open({ airRaid: true });
	for (const table of AREA_TABLES)
		await importAreas(opened.service, opened.operator, bytes(table));
	await setStaging(
		opened.service,
		opened.operator,
		opened.brigadeId("Росохач"),
		{ words: "школа" },
	);
	opened.sky.set(SKY.raion, ["Red"]);
	await opened.lookAtSky();
	const id = await opened.report({ location: FIELD });
	for (const who of ["oleh", "petro", "ivan", "hanna"] as const)
		await opened.people[who].tap("Їду · 5 хв");
	await opened.fastForward(seconds(8));
	const page = await chiefLooks(opened, id, { viewport: NARROW });
	await head(page)
		.getByText(/ВИЇЗД\s+ЧЕКАЄ/)
		.waitFor();
	await page.getByText(/ПОВІТРЯНА ТРИВОГА: без слова/).waitFor();
	await page.getByText("Збір: школа, не в депо").waitFor();
	const now = section(page, "Зараз");
	await picture(page, "waits");
	await now.getByRole("button", { name: /^Ні, можна їхати/ }).click();
	const go = now.getByRole("button", {
		name: /^Виїжджаємо під час повітряної тривоги/,
	});
	await go.waitFor(SOON);
	await page.getByText("Збір: школа, не в депо").waitFor({ state: "detached" });
	await go.click();
	await head(page).getByText(/ВИЇЗД/).waitFor(SOON);
	await page.getByText(/Виїзд дозволено: Петро/).waitFor(SOON);
	expect((await opened.board(id)).departure).toMatchObject({
		waits: null,
		allowedBy: "Петро",
	});
});

for (const colorScheme of ["light", "dark"] as const)
	for (const viewport of [NARROW, DESK])
		it(`mines, water, 101, machines and reports on one page, ${viewport.width} px, ${colorScheme}`, async () => {
			const opened = await open();
			await mined(opened, 400);
			await waters(opened);
			expect(
				await asAdministrator(opened, "/v1/observers", {
					responderId: opened.people.head.id,
					areaCode: HROMADA,
					kind: "villageHead",
				}),
			).toBe(201);
			const id = await twoTell(opened);
			await opened.order(id, {
				type: "Confirm",
				by: { kind: "responder", id: opened.people.petro.id },
			});
			await opened.settle();
			const page = await chiefLooks(opened, id, { viewport, colorScheme });
			const mines = page.locator("#mines");
			await mines.getByText(/МІНИ: \d+ м від пожежі/).waitFor();
			await section(page, "Вода")
				.getByText(/Ставок біля школи, 350 м/)
				.waitFor();
			await section(page, "Вода").getByText("з дамби").waitFor();
			expect(await section(page, "Вода").getByText("Башта").count()).toBe(0);
			for (const fold of await page
				.locator("details:not([open]) > summary")
				.all())
				if (await fold.isVisible()) await fold.click();
			expect(await tooWide(page)).toBeLessThanOrEqual(0);
			expect(await gravest(page)).toEqual([]);
			await picture(page, `page-${viewport.width}-${colorScheme}`);
			// A phone folds the map.
			if (viewport === DESK) {
				await page.locator(".map-words").getByText("✕ Міни").waitFor();
				await page
					.locator(".map-legend")
					.getByText(say("board-map-hazards"))
					.waitFor();
			}

			const known = mines.getByRole("button", {
				name: "Про міни всі знають",
			});
			await known.click();
			await mines.getByText(/Про міни всі знають: Петро, \d\d:\d\d/).waitFor();
			expect(await known.count()).toBe(0);
			const tasks = section(page, "Завдання");
			await tasks.getByRole("button", { name: "Повідомлено 101" }).click();
			await tasks.waitFor({ state: "detached" });
			expect(await gravest(page)).toEqual([]);
			expect((await opened.board(id)).tasks).toBeUndefined();
		});

it("a dry pond makes room for the next water; a tractor is asked by its name; it is handed over to a unit", async () => {
	const opened = await open();
	await waters(opened);
	expect(
		await asAdministrator(opened, "/v1/helpers", {
			responderId: opened.people.vasyl.id,
			areaCode: HROMADA,
			equipment: ["tractor", "plough"],
		}),
	).toBe(201);
	await opened.settle();
	await opened.fastForward(seconds(2));
	await opened.people.vasyl.tap("Погоджуюсь");
	const id = await opened.report({
		type: "vegetation_fire",
		location: metresNorth(500),
	});
	const page = await chiefLooks(opened, id);
	await section(page, "Вода")
		.getByRole("button", {
			name: say("page-water-dry", { name: "Ставок біля школи" }),
		})
		.click();
	await page.getByText(say("page-water-noted")).waitFor(SOON);
	await expect.poll(() => section(page, "Вода").locator("li").count()).toBe(1);

	const others = section(page, "ДСНС і техніка");
	await others.getByText(say("button-ask-helpers")).first().click();
	await others.getByLabel("трактор").check();
	await others
		.getByRole("button", {
			name: say("board-helpers-ask", { list: "трактор" }),
		})
		.click();
	await others.getByText(/Василь · трактор · /).waitFor(SOON);
	await others.getByText("Передано ДСНС").first().click();
	await others.getByLabel(say("board-hand-over-unit")).fill("12-та ДПРЧ");
	await others
		.getByRole("button", { name: "Передано ДСНС: 12-та ДПРЧ" })
		.click();
	await section(page, "Перебіг")
		.getByText(/Передано ДСНС: 12-та ДПРЧ/)
		.waitFor(SOON);
	await picture(page, "others");
});

for (const colorScheme of ["light", "dark"] as const)
	for (const viewport of [NARROW, DESK])
		it(`a desk's line says mines, 101 and how many told, ${viewport.width} px, ${colorScheme}; where there is room, the presses stand beside it`, async () => {
			const opened = await open();
			await mined(opened, 400);
			const id = await twoTell(opened);
			await opened.order(id, {
				type: "Confirm",
				by: { kind: "responder", id: opened.people.petro.id },
			});
			await opened.fastForward(minutes(1));
			const page = await board.open(opened, await board.desk(opened), {
				viewport,
				colorScheme,
			});
			const line = page.locator(".desk-lines > li").first();
			for (const words of [
				say("board-sign-mines"),
				say("page-live-not-informed101"),
				"2 повідомлення",
			])
				await line.getByText(words).waitFor();
			expect(await gravest(page)).toEqual([]);
			expect(await tooWide(page)).toBeLessThanOrEqual(0);
			await picture(page, `desk-${viewport.width}-${colorScheme}`);
			if (viewport === NARROW) return;
			const beside = page.getByRole("complementary");
			await beside
				.getByRole("button", { name: say("page-live-informed101") })
				.click();
			await beside
				.getByRole("button", { name: say("button-hazards-known") })
				.click();
			for (const gone of ["board-sign-mines", "page-live-not-informed101"])
				await line.getByText(say(gone)).waitFor({ state: "detached", ...SOON });
		});

it("two incidents made one are made two again by a press", async () => {
	const opened = await open();
	const first = await opened.report({ source: "chief" });
	const second = await opened.report({ source: "chief", force: true });
	await opened.order(second, {
		type: "MergeInto",
		into: first,
		by: { kind: "responder", id: opened.people.petro.id },
		ownDesk: true,
	});
	await opened.settle();
	const page = await chiefLooks(opened, first);
	await page
		.getByRole("button", { name: say("board-merged-split", { number: "101" }) })
		.click();
	await expect
		.poll(async () => (await opened.board(second)).status, { timeout: 30_000 })
		.toBe("open");
	// What one incident tells the other goes through the outbox.
	await opened.settle();
	await page
		.getByText(say("page-live-merged-from", { number: "101" }))
		.waitFor({ state: "detached", ...SOON });
});

it("whoever raises an alarm sees the mines there before anybody is sent", async () => {
	const opened = await open();
	await mined(opened, 400);
	await waters(opened);
	const { lat, lon } = metresNorth(500);
	const page = await chiefLooks(opened, "", { path: "/new" });
	await page.getByRole("button", { name: /^хата/ }).click();
	await page.getByText(say("board-raise-map")).click();
	await page.getByLabel("Координати").fill(`${lat}, ${lon}`);
	await page.getByText(/МІНИ: 400 м від пожежі/).waitFor(SOON);
	await page.getByText(/Ставок біля школи, 350 м/).waitFor();
	expect(await gravest(page)).toEqual([]);
	await picture(page, "raise");
});

/**
 * The board without a line: it opens from what the browser kept, says how old that is,
 * comes back by itself, and leaves nothing behind when somebody signs out.
 */
import {
	cpSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import { dashboardRoutes } from "../../src/http/dashboard.ts";
import type { Holder } from "../../src/signIn/store.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { hanna, petro } from "../story/cast.ts";
import { openVillage } from "../story/village.ts";
import { boards, signIn } from "./board.ts";
import { openChromium } from "./chromium.ts";
import { lineTo, NO_LINE } from "./line.ts";

const PATIENT = { timeout: 40_000 };
const OF_PEOPLE = ["dzvin-me", "dzvin-seen"];

let browser: Browser;
let board: ReturnType<typeof boards>;
beforeAll(async () => {
	browser = await openChromium();
	board = boards(browser);
	await ensureDashboard();
}, 120_000);
afterAll(() => browser.close());

const openIt = () =>
	openVillage({ people: { petro, hanna }, host: "localhost" });
let village: Awaited<ReturnType<typeof openIt>>;
let desk: Holder;
beforeEach(async () => {
	village = await openIt();
	desk = await board.desk(village);
});
afterEach(async () => {
	await board.close();
	await village.close();
});

const line = (page: Page, number: number) =>
	page.locator("a.desk-line", { hasText: `#${number}` });
const keptKeys = (page: Page) =>
	page.evaluate<string[]>("Object.keys(localStorage)");
/** The shell is in the browser's cache, and the boards beside it. */
const kept = async (page: Page): Promise<void> => {
	await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
	await expect
		.poll(() => keptKeys(page), PATIENT)
		.toEqual(expect.arrayContaining(OF_PEOPLE));
};

it("opens without a line with what was seen last, says how old it is, and comes back by itself", async () => {
	const wire = await lineTo(village.url);
	await village.report();
	const page = await board.open(
		{ service: village.service, url: wire.url },
		desk,
		{ expected: NO_LINE },
	);
	await line(page, 100).waitFor();
	await kept(page);

	await wire.cut();
	let lostRequests = 0;
	page.on("requestfailed", (request) => {
		if (request.url().endsWith("/v1/me")) lostRequests += 1;
	});
	await page.reload();
	await line(page, 100).waitFor();
	await page
		.getByText("НЕМАЄ")
		.or(page.getByText("обірвався"))
		.first()
		.waitFor();
	// Every try of asking who looks has failed, and what was seen stays.
	await expect.poll(() => lostRequests, PATIENT).toBeGreaterThanOrEqual(4);
	await page.getByText(/Показуємо те, що знали \d+ с тому/).waitFor(PATIENT);
	expect(await line(page, 100).count()).toBe(1);
	await page.locator(".shell.grey").waitFor(PATIENT);

	await village.report({ type: "vehicle_fire", force: true });
	await wire.mend();
	await line(page, 101).waitFor(PATIENT);
	await page.locator(".shell:not(.grey)").waitFor();
	await page.getByText(/Показуємо те, що знали/).waitFor({ state: "detached" });
	await wire.cut();
});

it("opens another page of the board without a line", async () => {
	const wire = await lineTo(village.url);
	const incidentId = await village.report();
	const page = await board.open(
		{ service: village.service, url: wire.url },
		desk,
		{ expected: NO_LINE },
	);
	await line(page, 100).waitFor();
	await kept(page);
	await expect
		.poll(() => page.evaluate<string>(`localStorage["dzvin-seen"]`))
		.toContain(incidentId);

	await wire.cut();
	await page.goto(`${wire.url}/board/incidents/${incidentId}`);
	await page.getByText("#100").first().waitFor();
});

it("leaves no names behind when the service ends the session", async () => {
	await village.report();
	const page = await board.open(village, desk, { expected: NO_LINE });
	await line(page, 100).waitFor();
	await kept(page);

	const account = await village.service.signIn.accountOf(desk);
	await village.service.signIn.endSessions(account?.id ?? "");
	await page.waitForURL(/\/sign-in/, PATIENT);
	for (const key of OF_PEOPLE) expect(await keptKeys(page)).not.toContain(key);
});

it("leaves no names behind when somebody signs out on the page of their account", async () => {
	await village.report();
	const page = await board.open(village, desk, { expected: NO_LINE });
	await line(page, 100).waitFor();
	await kept(page);

	await page.goto(`${village.url}/account`);
	const signOut = page.locator('form[action="/account/sign-out"] button');
	await page.locator("details", { has: signOut }).locator("summary").click();
	await signOut.click();
	await page.waitForURL(/\/sign-in/);
	for (const key of OF_PEOPLE) expect(await keptKeys(page)).not.toContain(key);
});

it("keeps the board on the screen when a page of it does not come, and opens it by a press", async () => {
	const page = await board.open(village, desk, {
		expected: NO_LINE,
		serviceWorkers: "block",
	});
	const ofPage = "**/assets/RaisePage-*";
	await page.route(ofPage, (route) => route.abort());
	await page.getByRole("link", { name: "Нова подія" }).first().click();
	await page.getByText(/Зараз не можемо показати/).waitFor();
	await page.getByText(/Висилайте підрозділ за розкладом/).waitFor();
	await page.unroute(ofPage);
	await page.getByRole("button", { name: "Ще раз" }).click();
	await page.getByRole("heading", { name: "Нова подія" }).waitFor();
});

it("leaves nothing of one person to the next who signs in here", async () => {
	await village.report();
	const page = await board.open(village, desk, { expected: NO_LINE });
	await line(page, 100).waitFor();
	await kept(page);
	await page.evaluate(`sessionStorage.setItem("dzvin-typed", "theirs")`);

	const { deskId: next = "" } = (await board.desk(village)) as {
		deskId?: string;
	};
	await signIn(page, village, { deskId: next });
	await page.goto(`${village.url}/board`);
	await expect
		.poll(() => page.evaluate<string>(`localStorage["dzvin-me"] ?? ""`))
		.toContain(next);
	expect(await page.evaluate("Object.keys(sessionStorage)")).toEqual([
		"dzvin-whose",
	]);
});

it("follows a new build: the old one's files go, and the new shell opens without a line", async () => {
	const builds = mkdtempSync(join(tmpdir(), "dzvin-two-builds-"));
	const [older, newer] = [join(builds, "older"), join(builds, "newer")];
	for (const folder of [older, newer])
		cpSync(join(import.meta.dirname, "../../dist/dashboard"), folder, {
			recursive: true,
		});
	newBuild(newer, "the-next-build");
	const first = await serving(older);
	const { port } = first.address() as AddressInfo;
	const context = await browser.newContext();
	try {
		const page = await context.newPage();
		await page.goto(`http://localhost:${port}/board/manifest.webmanifest`);
		await page.evaluate(
			'navigator.serviceWorker.register("/board/service-worker.js", { scope: "/board" }).then(() => navigator.serviceWorker.ready).then(() => true)',
		);
		const caches = () => page.evaluate<string[]>("caches.keys()");
		expect(await caches()).toHaveLength(1);
		expect(await caches()).not.toContain("dzvin-the-next-build");
		await ended(first);

		const second = await serving(newer, port);
		await page.evaluate(
			'navigator.serviceWorker.getRegistration("/board").then((it) => it.update()).then(() => true)',
		);
		await expect.poll(caches, PATIENT).toEqual(["dzvin-the-next-build"]);
		await ended(second);

		await page.goto(`http://localhost:${port}/board`);
		expect(await page.locator("html").getAttribute("data-build")).toBe(
			"the-next-build",
		);
	} finally {
		await context.close();
		rmSync(builds, { recursive: true });
	}
});

async function serving(folder: string, port = 0): Promise<Server> {
	const { fetch } = dashboardRoutes({
		wording: createWording(loadTexts()),
		locale: "uk",
		folder,
	});
	const server = serve({ fetch, port }) as Server;
	await new Promise((resolve) => server.once("listening", resolve));
	return server;
}

/** As a machine that is switched off: nothing answers there any more. */
async function ended(server: Server): Promise<void> {
	const closed = new Promise((resolve) => server.close(resolve));
	server.closeAllConnections();
	await closed;
}

/** As an upgrade leaves it: another page, and a worker that names another list of files. */
function newBuild(folder: string, name: string): void {
	for (const ending of [".br", ".gz"])
		rmSync(join(folder, `service-worker.js${ending}`), { force: true });
	const change = (file: string, from: RegExp, to: string): void => {
		const before = readFileSync(join(folder, file), "utf8");
		const after = before.replace(from, to);
		expect(after).not.toBe(before);
		writeFileSync(join(folder, file), after);
	};
	change(
		"service-worker.js",
		/const VERSION = "[^"]*"/,
		`const VERSION = "${name}"`,
	);
	change("index.html", /<html /, `<html data-build="${name}" `);
}

it("can be installed: its manifest is whole and its icons are found", async () => {
	const page = await board.open(village, desk);
	const devtools = await page.context().newCDPSession(page);
	await page.locator("#page").waitFor();
	const { errors, data } = await devtools.send("Page.getAppManifest");
	expect(errors).toEqual([]);
	const manifest = JSON.parse(data ?? "{}") as {
		icons: { src: string; sizes: string; type: string }[];
	};
	for (const { src, type } of manifest.icons) {
		const answer = await page.request.get(new URL(src, village.url).href);
		expect(answer.headers()["content-type"], src).toContain(type);
	}
	const { installabilityErrors } = await devtools.send(
		"Page.getInstallabilityErrors",
	);
	// Playwright's contexts are private windows, which install nothing.
	expect(
		installabilityErrors
			.map(({ errorId }) => errorId)
			.filter((id) => id !== "in-incognito"),
	).toEqual([]);
});

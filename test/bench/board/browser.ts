/**
 * One Chromium of the bench: pages signed in at a desk, with an empty cache, over the
 * line and on the machine a figure asks for.
 */
import { join } from "node:path";
import type {
	Browser,
	BrowserContext,
	CDPSession,
	Page,
} from "playwright-core";
import { DESK, PHONE } from "../../browser/chromium.ts";

/** As Lighthouse and the browsers' own tools name them. */
export type LineShape = { bitsPerSecond: number; latencyMs: number };
export const SLOW_4G: LineShape = { bitsPerSecond: 1_600_000, latencyMs: 150 };
export const SLOW_3G: LineShape = { bitsPerSecond: 400_000, latencyMs: 400 };

export type Opened = {
	page: Page;
	context: BrowserContext;
	/** What came over the line so far, as it was sent: compressed, with headers. */
	bytes(): number;
	/** Every answer with its bytes, largest first. */
	answers(): { url: string; bytes: number }[];
};

export type OpenPage = {
	url: string;
	session?: string;
	line?: LineShape;
	/** So many times slower than this machine. */
	slower?: number;
	phone?: boolean;
	/** Name → what must be on the screen, and after how many boards of the stream. */
	awaited?: Readonly<Record<string, Awaited>>;
	/** Kept off, so that what it fetches for later is no part of a first load. */
	serviceWorkers?: "allow" | "block";
};
export type Awaited = { selector: string; count: number; boards: number };

const WATCHED = join(import.meta.dirname, "watched.js");
export const PATIENCE_MS = 60_000;

export async function openPage(
	browser: Browser,
	{
		url,
		session,
		line,
		slower = 1,
		phone = false,
		awaited = {},
		serviceWorkers = "allow",
	}: OpenPage,
): Promise<Opened> {
	const context = await browser.newContext({
		viewport: phone ? PHONE : DESK,
		locale: "uk",
		serviceWorkers,
	});
	const { origin } = new URL(url);
	if (session !== undefined)
		await context.addCookies([
			{
				name: "__Host-dzvin",
				value: session,
				url: origin.replace("http:", "https:"),
				secure: true,
				httpOnly: true,
				sameSite: "Lax",
			},
		]);
	await context.addInitScript({ path: WATCHED });
	for (const [name, { selector, count, boards }] of Object.entries(awaited))
		await context.addInitScript(
			`waitForShown(${JSON.stringify(name)}, ${JSON.stringify(selector)}, ${count}, ${boards})`,
		);
	const page = await context.newPage();
	page.setDefaultTimeout(PATIENCE_MS);
	const devtools = await context.newCDPSession(page);
	const heard = await listenTo(devtools);
	if (line)
		await devtools.send("Network.emulateNetworkConditions", {
			offline: false,
			latency: line.latencyMs,
			downloadThroughput: line.bitsPerSecond / 8,
			uploadThroughput: line.bitsPerSecond / 8,
		});
	if (slower !== 1)
		await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
	await page.goto(url, { waitUntil: "commit" });
	return { page, context, ...heard };
}

async function listenTo(devtools: CDPSession) {
	const urls = new Map<string, string>();
	const bytes = new Map<string, number>();
	const add = (id: string, more: number): void => {
		bytes.set(id, (bytes.get(id) ?? 0) + more);
	};
	devtools.on("Network.requestWillBeSent", ({ requestId, request }) =>
		urls.set(requestId, request.url),
	);
	// A stream never ends: what it brought is counted as it comes. The end of anything else says how much it was.
	devtools.on(
		"Network.dataReceived",
		({ requestId, encodedDataLength, dataLength }) =>
			add(requestId, encodedDataLength || dataLength),
	);
	devtools.on("Network.responseReceived", ({ requestId, response }) =>
		add(requestId, response.encodedDataLength),
	);
	devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
		bytes.set(requestId, encodedDataLength),
	);
	await devtools.send("Network.enable");
	await devtools.send("Network.setCacheDisabled", { cacheDisabled: false });
	return {
		bytes: () => [...bytes.values()].reduce((sum, one) => sum + one, 0),
		answers: () =>
			[...bytes]
				.map(([id, count]) => ({ url: urls.get(id) ?? "", bytes: count }))
				.sort((a, b) => b.bytes - a.bytes),
	};
}

/** When it was on the screen, in milliseconds since the page was asked for. */
export async function shownMs(page: Page, name: string): Promise<number> {
	const shown = `watched.shownMs[${JSON.stringify(name)}]`;
	await until(page, shown);
	return page.evaluate<number>(shown);
}

/** Looked at inside the page, so that no question of ours comes between two drawings. */
export async function until(page: Page, expression: string): Promise<void> {
	const became = await page.evaluate<boolean>(
		`became(() => ${expression}, ${PATIENCE_MS})`,
	);
	if (!became)
		throw new Error(
			`expected ${expression} in ${PATIENCE_MS / 1000} s at ${new URL(page.url()).pathname}`,
		);
}

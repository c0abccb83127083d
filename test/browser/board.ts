/**
 * The board as it was built, opened in a real browser by somebody who is signed in,
 * over a village's real service. What goes wrong in the page fails the test.
 */
import type {
	Browser,
	BrowserContext,
	BrowserContextOptions,
	Page,
} from "playwright-core";
import { expect } from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { createDesk } from "../../src/signIn/desks.ts";
import { startSession } from "../../src/signIn/sessions.ts";
import type { Holder } from "../../src/signIn/store.ts";
import type { Village } from "../story/village.ts";
import { DESK } from "./chromium.ts";

export type OpenBoard = Omit<BrowserContextOptions, "locale"> & {
	/** Behind `/board`. */
	path?: string;
	locale?: "uk" | "en";
	/** Said to the console on purpose: a line that is cut, a refusal that is shown. */
	expected?: RegExp;
};

/** Once for a file of tests: they all look at the same build. */
let built: Promise<void> | undefined;

export function boards(browser: Browser) {
	const contexts: BrowserContext[] = [];
	const faults: string[] = [];

	return {
		/** `who` = a villager's id, or a desk's. */
		async open(
			{ service, url }: Pick<Village, "service" | "url">,
			holder: Holder,
			{ path = "", locale = "uk", expected, ...options }: OpenBoard = {},
		): Promise<Page> {
			built ??= ensureDashboard();
			await built;
			const context = await browser.newContext({ viewport: DESK, ...options });
			contexts.push(context);
			await context.addInitScript(
				`try { if (!localStorage.getItem("dzvin-locale")) localStorage.setItem("dzvin-locale", ${JSON.stringify(JSON.stringify(locale))}) } catch {}`,
			);
			const page = await context.newPage();
			page.on("pageerror", (error) =>
				faults.push(error.stack ?? error.message),
			);
			page.on("console", (message) => {
				if (message.type() !== "error") return;
				if (expected?.test(message.text())) return;
				faults.push(message.text());
			});
			await signIn(page, { service, url }, holder);
			await page.goto(`${url}/board${path}`);
			return page;
		},
		/** A post of its own that sees everything. */
		async desk({ service }: Pick<Village, "service">): Promise<Holder> {
			const { id } = await createDesk(service, {
				name: "Черговий 101",
				scope: EVERYTHING,
			});
			return { deskId: id };
		},
		/** After each test: nothing went wrong in any page. */
		async close(): Promise<void> {
			for (const context of contexts.splice(0)) await context.close();
			expect(faults.splice(0)).toEqual([]);
		},
	};
}

/** In this window, whoever was signed in before. */
export async function signIn(
	page: Page,
	{ service, url }: Pick<Village, "service" | "url">,
	holder: Holder,
): Promise<void> {
	const { token } = await startSession(service, holder, {
		madeBy: "code",
		device: "Chrome · Linux",
	});
	// A cookie of this host alone is taken from an answer only.
	await page.route("**/signed-in", (route) =>
		route.fulfill({
			body: "",
			headers: {
				"set-cookie": `__Host-dzvin=${token}; Path=/; Secure; HttpOnly; SameSite=Lax`,
			},
		}),
	);
	await page.goto(`${url}/signed-in`);
	await page.unroute("**/signed-in");
}

/** How far the page is wider than the screen, and what is too small for a thumb. */
export const tooWide = (page: Page): Promise<number> =>
	page.evaluate(
		"document.documentElement.scrollWidth - document.documentElement.clientWidth",
	);

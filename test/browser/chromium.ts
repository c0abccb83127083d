/**
 * A real Chromium for tests of pages: the packaged one, or the program named in CHROME.
 */
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

export async function openChromium(): Promise<Browser> {
	return playwright.launch({
		executablePath: process.env.CHROME ?? (await chromium.executablePath()),
		args: [
			"--no-sandbox",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
			"--no-first-run",
		],
	});
}

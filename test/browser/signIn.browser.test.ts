/**
 * Signing in with a real browser: a code, a passkey of a virtual authenticator, a
 * desk bound to its workstation and a shift handed over. Set SHOTS=folder to keep
 * pictures of each page at phone and desk size, light and dark.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
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
import { ensureDashboard } from "../../scripts/dashboard.ts";
import { createDesk } from "../../src/signIn/desks.ts";
import { hanna, petro } from "../story/cast.ts";
import { openVillage } from "../story/village.ts";
import { DESK, openChromium, PHONE } from "./chromium.ts";

const OLD_PHONE = { width: 320, height: 568 };

let browser: Browser;
beforeAll(async () => {
	browser = await openChromium();
	await ensureDashboard();
}, 120_000);
afterAll(() => browser.close());

const openIt = () =>
	openVillage({ people: { petro, hanna }, host: "localhost" });

describe("signing in, in a browser", () => {
	let village: Awaited<ReturnType<typeof openIt>>;
	const opened: Page[] = [];
	const faults: string[] = [];

	beforeEach(async () => {
		village = await openIt();
	});
	afterEach(async () => {
		for (const page of opened.splice(0)) await page.context().close();
		await village.close();
		expect(faults.splice(0)).toEqual([]);
		expect(village.log.errors).toEqual([]);
	});

	/** With an authenticator inside the device, whose owner touches it at once. */
	async function open(path: string, viewport = PHONE): Promise<Page> {
		const context = await browser.newContext({ viewport });
		const page = await context.newPage();
		opened.push(page);
		page.on("pageerror", (error) => faults.push(error.message));
		page.on("console", (message) => {
			if (/Content Security Policy/.test(message.text()))
				faults.push(message.text());
		});
		const devtools = await context.newCDPSession(page);
		await devtools.send("WebAuthn.enable");
		await devtools.send("WebAuthn.addVirtualAuthenticator", {
			options: {
				protocol: "ctap2",
				transport: "internal",
				hasResidentKey: true,
				hasUserVerification: true,
				isUserVerified: true,
				automaticPresenceSimulation: true,
			},
		});
		await page.goto(`${village.service.settings.publicUrl}${path}`);
		return page;
	}

	/** Nothing leaves the screen and every target can be hit, on each kind of screen; then pictures. */
	async function looksRight(page: Page, name: string): Promise<void> {
		const before = page.viewportSize() ?? PHONE;
		for (const viewport of [OLD_PHONE, PHONE, DESK]) {
			await page.setViewportSize(viewport);
			const { overflow, small } = await page.evaluate<{
				overflow: number;
				small: string[];
			}>(TARGETS);
			expect(overflow, `${name} at ${viewport.width}`).toBeLessThanOrEqual(0);
			expect(small, name).toEqual([]);
		}
		const folder = process.env.SHOTS;
		if (folder) {
			mkdirSync(folder, { recursive: true });
			for (const colorScheme of ["light", "dark"] as const) {
				await page.emulateMedia({ colorScheme });
				for (const [screen, viewport] of [
					["phone", PHONE],
					["desk", DESK],
				] as const) {
					await page.setViewportSize(viewport);
					await page.screenshot({
						path: join(folder, `${name}-${screen}-${colorScheme}.png`),
						fullPage: true,
					});
				}
			}
			await page.emulateMedia({ colorScheme: "light" });
		}
		await page.setViewportSize(before);
	}

	/** Whoever may see incidents is on the board now; the account is one link away. */
	async function onTheBoard(page: Page): Promise<void> {
		await page.waitForURL(/\/board$/);
		await page.goto(`${village.service.settings.publicUrl}/account`);
		await page.getByRole("link", { name: "До подій" }).waitFor();
	}

	async function signsInByCode(page: Page): Promise<void> {
		await page
			.getByLabel("Ваш номер телефону")
			.fill(village.phone("Петро").number);
		await page.getByRole("button", { name: "Надіслати код" }).click();
		await page.getByRole("heading", { name: "Введіть код" }).waitFor();
		await village.settle();
		const code = /\d{6}/.exec(village.people.petro.chat().at(-1) ?? "")?.[0];
		await looksRight(page, "code");
		await page.getByLabel("Шість цифр").fill(code ?? "");
		await page.getByRole("button", { name: "Увійти", exact: true }).click();
		await onTheBoard(page);
		await page.getByRole("heading", { name: "Петро" }).waitFor();
	}

	it("a chief enters a code, adds a passkey, and next time needs nothing else", async () => {
		const page = await open("/sign-in");
		await page.getByRole("button", { name: "Увійти ключем доступу" }).waitFor();
		await looksRight(page, "sign-in");
		await signsInByCode(page);
		const cookies = await page.context().cookies();
		expect(
			cookies.map(({ name, httpOnly, secure, sameSite, path }) => ({
				name,
				httpOnly,
				secure,
				sameSite,
				path,
			})),
		).toEqual([
			{
				name: "__Host-dzvin",
				httpOnly: true,
				secure: true,
				sameSite: "Lax",
				path: "/",
			},
		]);
		await page.getByRole("button", { name: "Додати ключ доступу" }).click();
		await page.getByRole("button", { name: "Прибрати" }).waitFor();
		await looksRight(page, "account");

		await page.getByRole("button", { name: "Вийти", exact: true }).click();
		await page.getByRole("heading", { name: "Вхід" }).waitFor();
		await page.getByRole("button", { name: "Увійти ключем доступу" }).click();
		await onTheBoard(page);
		await page.getByRole("heading", { name: "Петро" }).waitFor();
		expect(await page.getByText("начальник: Росохач").count()).toBe(1);
	});

	it("a passkey nobody knows says so and leaves the code", async () => {
		const page = await open("/sign-in");
		await page.getByRole("button", { name: "Увійти ключем доступу" }).click();
		await page.getByText("Не вдалося увійти ключем").waitFor();
		await looksRight(page, "passkey-refused");
		await signsInByCode(page);
	});

	it("a wrong code is said and the right one still enters", async () => {
		const page = await open("/sign-in");
		await page
			.getByLabel("Ваш номер телефону")
			.fill(village.phone("Ганна").number);
		await page.getByRole("button", { name: "Надіслати код" }).click();
		await page.getByLabel("Шість цифр").fill("12");
		await page.getByRole("button", { name: "Увійти", exact: true }).click();
		await page.getByText("Код не підійшов").waitFor();
		await looksRight(page, "code-wrong");
		await village.settle();
		const code = /\d{6}/.exec(village.people.hanna.chat().at(-1) ?? "")?.[0];
		await page.getByLabel("Шість цифр").fill(code ?? "");
		await page.getByRole("button", { name: "Увійти", exact: true }).click();
		await page.getByRole("heading", { name: "Ганна" }).waitFor();
	});

	it("the link in Telegram is one button", async () => {
		const page = await open("/sign-in");
		await page
			.getByLabel("Ваш номер телефону")
			.fill(village.phone("Петро").number);
		await page.getByRole("button", { name: "Надіслати код" }).click();
		await page.getByRole("heading", { name: "Введіть код" }).waitFor();
		await village.settle();
		const [link = ""] =
			/\/sign-in\/[\w-]{22}/.exec(village.people.petro.chat().at(-1) ?? "") ??
			[];
		const phone = await open(link);
		await phone.getByRole("heading", { name: "Увійти як Петро?" }).waitFor();
		await looksRight(phone, "link");
		await phone.getByRole("button", { name: "Увійти" }).click();
		await onTheBoard(phone);
		await phone.getByRole("heading", { name: "Петро" }).waitFor();
		await phone.goto(`${village.service.settings.publicUrl}${link}`);
		await phone
			.getByRole("heading", { name: "Посилання вже не діє" })
			.waitFor();
		await looksRight(phone, "link-dead");
	});

	it("a desk is bound to its workstation by a passkey, and a shift is handed over in one tap", async () => {
		const { url } = await createDesk(village.service, {
			name: "ОКЦ Тернопіль",
			scope: { kind: "everything" },
		});
		const page = await open(new URL(url).pathname, DESK);
		await page
			.getByRole("button", { name: "Закріпити ключем доступу" })
			.waitFor();
		await looksRight(page, "enrol");
		await page
			.getByRole("button", { name: "Закріпити ключем доступу" })
			.click();
		await onTheBoard(page);
		await page
			.getByRole("heading", { name: "Зміну ще ніхто не прийняв" })
			.waitFor();
		await looksRight(page, "desk-new");
		for (const name of ["Ірина Коваль", "Степан Лозинський", "Марія Гриців"]) {
			const field = page.getByLabel("Ім'я чергового");
			if (!(await field.isVisible()))
				await page.getByText("Список чергових").click();
			await field.fill(name);
			await page.getByRole("button", { name: "Додати", exact: true }).click();
			await page
				.getByRole("button", { name, exact: true })
				.waitFor({ state: "visible" });
		}
		await page.getByRole("button", { name: "Ірина Коваль" }).click();
		await page.getByRole("heading", { name: "Ірина Коваль" }).waitFor();
		await looksRight(page, "desk");
		await page.getByRole("button", { name: "Степан Лозинський" }).click();
		await page.getByRole("heading", { name: "Степан Лозинський" }).waitFor();
		const log = await village.store.load("admin/everything");
		expect(
			log.filter(({ type }) => type === "ShiftTaken").map(({ type }) => type),
		).toHaveLength(2);
	});

	it("a workstation without passkeys binds its browser", async () => {
		const { url } = await createDesk(village.service, {
			name: "ОКЦ Тернопіль",
			scope: { kind: "everything" },
		});
		const page = await open(new URL(url).pathname, DESK);
		await page.getByRole("button", { name: "Закріпити цей браузер" }).click();
		await onTheBoard(page);
		await page
			.getByRole("heading", { name: "Зміну ще ніхто не прийняв" })
			.waitFor();
	});

	it("without a script codes still work, and no dead button is shown", async () => {
		const context = await browser.newContext({
			viewport: PHONE,
			javaScriptEnabled: false,
		});
		const page = await context.newPage();
		opened.push(page);
		await page.goto(`${village.service.settings.publicUrl}/sign-in`);
		expect(
			await page
				.getByRole("button", { name: "Увійти ключем доступу" })
				.isVisible(),
		).toBe(false);
		await page
			.getByLabel("Ваш номер телефону")
			.fill(village.phone("Петро").number);
		await page.getByRole("button", { name: "Надіслати код" }).click();
		await village.settle();
		const code = /\d{6}/.exec(village.people.petro.chat().at(-1) ?? "")?.[0];
		await page.getByLabel("Шість цифр").fill(code ?? "");
		await page.getByRole("button", { name: "Увійти", exact: true }).click();
		await onTheBoard(page);
		await page.getByRole("heading", { name: "Петро" }).waitFor();
	});
});

// Read inside the browser, where these names exist.
const TARGETS = `(() => {
	const closed = [...document.querySelectorAll("details:not([open])")];
	for (const details of closed) details.open = true;
	const targets = [...document.querySelectorAll("button,summary,input,a")];
	const found = {
		overflow: document.documentElement.scrollWidth - innerWidth,
		small: targets
			.filter((target) => target.getClientRects().length > 0 && target.getBoundingClientRect().height < 55.9)
			.map((target) => target.outerHTML.slice(0, 80)),
	};
	for (const details of closed) details.open = false;
	return found;
})()`;

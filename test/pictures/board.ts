/**
 * Every page of the board, phone and desktop, light and dark: six incidents at a desk,
 * one of them from inside, a new one being told, people and machines. The best of them
 * stand in README; all of them lie where `SHOTS` says, to be looked at.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { EVERYTHING } from "../../src/ports.ts";
import type { Holder } from "../../src/signIn/store.ts";
import { boards } from "../browser/board.ts";
import {
	deskWithOfficers,
	openSixBrigades,
	type SixBrigades,
	sixIncidents,
} from "../browser/sixIncidents.ts";

export type Keep = (page: Page, name: string) => Promise<void>;

const SIZES = {
	phone: { width: 390, height: 844 },
	desktop: { width: 1280, height: 800 },
} as const;
const COLOURS = ["light", "dark"] as const;

/** What README shows: name → page, size, colours. */
const SHOWN: Readonly<Record<string, string>> = {
	"desk-desktop-light": "board-desk",
	"incident-phone-dark": "board-incident",
	"new-desktop-light": "board-new",
};

export async function takeBoard(
	browser: Browser,
	{ cover, keep }: { cover(page: Page): Promise<void>; keep: Keep },
): Promise<void> {
	const village = await openSixBrigades();
	const board = boards(browser);
	const all = process.env.SHOTS;
	if (all) mkdirSync(all, { recursive: true });
	try {
		const pages = await pagesOf(village);
		for (const { name, path, holder, prepare } of pages)
			for (const [size, viewport] of Object.entries(SIZES))
				for (const colorScheme of COLOURS) {
					const shot = `${name}-${size}-${colorScheme}`;
					const shown = SHOWN[shot];
					if (!shown && !all) continue;
					const page = await board.open(village, holder, {
						path,
						viewport,
						colorScheme,
					});
					await page.locator("main h1, main h2").first().waitFor();
					await prepare?.(page);
					// The map and what a page asks for are there after a moment.
					await page.waitForTimeout(1_500);
					await cover(page);
					if (all)
						await page.screenshot({
							path: join(all, `${shot}.png`),
							fullPage: name !== "desk",
						});
					if (shown) await keep(page, shown);
					await page.context().close();
				}
	} finally {
		await board.close();
		await village.close();
	}
}

type Shot = {
	name: string;
	path: string;
	holder: Holder;
	prepare?(page: Page): Promise<void>;
};

async function pagesOf(village: SixBrigades): Promise<Shot[]> {
	const { items: brigades } = await village.service.roster.brigades(
		EVERYTHING,
		{ limit: 50 },
	);
	const brigadeId = brigades.find(({ name }) => name === "Білобожниця")?.id;
	const chief: Holder = { responderId: village.people["2-0"]?.id ?? "" };
	const desk = await deskWithOfficers(village);
	const [, , short = ""] = await sixIncidents(village);
	await village.people["2-0"]?.tap("Їду · 5 хв");
	await village.people["2-2"]?.tap("10 хв");
	return [
		{ name: "desk", path: "", holder: desk },
		{ name: "incident", path: `/incidents/${short}`, holder: chief },
		{ name: "incident-desk", path: `/incidents/${short}`, holder: desk },
		{
			name: "new",
			path: "/new",
			holder: desk,
			prepare: async (page) => {
				await page.getByRole("button", { name: /сарай/ }).click();
				await page.getByLabel("Вулиця, будинок, орієнтир").fill("за фермою");
				await page
					.getByLabel("Хто їде першим")
					.selectOption({ label: "Білобожниця" });
				await page.waitForTimeout(1_000);
			},
		},
		{ name: "brigades", path: "/brigades", holder: chief },
		{ name: "brigade", path: `/brigades/${brigadeId}`, holder: chief },
		{
			name: "machines",
			path: `/brigades/${brigadeId}?part=machines`,
			holder: chief,
		},
		{
			name: "settings",
			path: `/brigades/${brigadeId}?part=settings`,
			holder: chief,
		},
		{
			name: "person",
			path: `/people/${village.people["2-1"]?.id}`,
			holder: chief,
		},
	];
}

/**
 * The six conversations of the service, held with the mouse on the phones page: joining,
 * answering a fire, raising one, saying when one is on call, ringing back by a button
 * phone, and a resident who reports. A test holds them, and `npm run pictures` takes pictures of them.
 */
import type { Page } from "playwright-core";
import { addResponder } from "../../src/administer.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { hanna, mykola, petro } from "../story/cast.ts";
import { openVillage, ROSOKHACH, seconds } from "../story/village.ts";

const wording = createWording(loadTexts());
const word = (id: string, args?: Record<string, string | number>): string =>
	wording.text("uk", id, args);
const NEWCOMER = "Олена";
const RESIDENT = "Галина";
export const NUMBER = "+380501234567";

export type Held = {
	name:
		| "joining"
		| "answering"
		| "raising"
		| "availability"
		| "ringing-back"
		| "reporting";
	/** Whose phone it was held on, as the page names it. */
	phone: string;
};

export const openConversations = () =>
	openVillage({
		at: "2026-01-15T15:02:00Z",
		people: { petro, hanna, mykola },
	});
type Village = Awaited<ReturnType<typeof openConversations>>;

/** One after the other; `held` is told after each, while its phone still shows it. */
export async function holdConversations(
	page: Page,
	village: Village,
	held: (one: Held) => Promise<void>,
): Promise<void> {
	await page.goto(village.sandbox.pageUrl, { waitUntil: "load" });
	const hand = handsOn(page, village);

	const newcomer = await invited(village);
	await page.locator(`[data-id="${NEWCOMER}"]`).waitFor();
	await newcomer.open(await newcomer.code());
	await village.settle();
	await hand.clicks(NEWCOMER, word("bot-share-contact"));
	await hand.clicks(NEWCOMER, word("button-next"));
	await hand.clicks(NEWCOMER, "Samsung");
	await hand.clicks(NEWCOMER, word("button-next"));
	await hand.clicks(NEWCOMER, word("button-ring-me"));
	await hand.clicks(NEWCOMER, "Взяти слухавку");
	await hand.clicks(NEWCOMER, "1");
	await village.fastForward(seconds(12));
	await held({ name: "joining", phone: NEWCOMER });

	await hand.writes("Петро", "/menu");
	await hand.clicks("Петро", word("button-raise"));
	await hand.clicks("Петро", word("raise-structure_fire"));
	await hand.writes("Петро", "Росохач, вул. Шевченка, 12");
	await hand.clicks("Петро", "Де я");
	await held({ name: "raising", phone: "Петро" });

	await hand.clicks("Ганна", word("button-coming-minutes", { minutes: 5 }));
	await hand.clicks("Ганна", word("button-map"));
	await hand.writes("Ганна", "беру довгий рукав");
	await hand.clicks("Ганна", word("button-atStation"));
	await held({ name: "answering", phone: "Ганна" });

	await hand.rings("Микола");
	await hand.clicks("Микола", "1");
	await held({ name: "ringing-back", phone: "Микола" });

	await hand.writes(NEWCOMER, "/menu");
	await hand.clicks(NEWCOMER, word("bot-keyboard-availability"));
	await hand.clicks(NEWCOMER, upper(word("availability-off")));
	await hand.clicks(NEWCOMER, hoursOf(4));
	await held({ name: "availability", phone: NEWCOMER });

	village.stranger(RESIDENT);
	await page.locator(`[data-id="${RESIDENT}"]`).waitFor();
	await hand.writes(RESIDENT, "дим за школою в Росохачі");
	await village.until(
		() => village.journal.of(RESIDENT).some(({ kind }) => kind === "message"),
		seconds(10),
	);
	await hand.clicks(RESIDENT, word("button-people-in-danger"));
	await held({ name: "reporting", phone: RESIDENT });
}

const upper = (text: string): string =>
	text.slice(0, 1).toUpperCase() + text.slice(1);
const hoursOf = (count: number): string =>
	word("availability-hours", { count });

async function invited(village: Village) {
	const row = await addResponder(village.service, village.operator, {
		name: "Олена Коваль",
		phone: NUMBER,
		brigadeIds: [village.brigadeId("Росохач")],
		places: [{ kind: "home", ...ROSOKHACH }],
		qualifications: ["medic"],
		locale: "uk",
		phoneKind: "smart",
		smsAlphabet: "cyrillic",
		travel: "car",
	});
	const phone = village.sandbox.phones.add({
		id: NEWCOMER,
		name: NEWCOMER,
		number: NUMBER,
		kind: "smart",
		telegramId: 7_990_000_001,
		place: ROSOKHACH,
	});
	return {
		open: (code: string) => phone.open(code),
		code: () => village.invite(row),
	};
}

/** Clicks as a person does: the newest button of that name, then the village goes on a moment. */
function handsOn(page: Page, village: Village) {
	const phoneOf = (id: string) => page.locator(`[data-id="${id}"]`);

	async function acts(id: string, action: () => Promise<void>): Promise<void> {
		const before = village.journal.of(id).length;
		await action();
		// The page asks the sandbox, and the sandbox the phone.
		for (let looks = 0; village.journal.of(id).length === before; looks += 1) {
			if (looks > 100)
				throw new Error(
					`expected ${id}'s phone to do something, it did nothing`,
				);
			await page.waitForTimeout(50);
		}
		await village.fastForward(seconds(2));
	}

	return {
		clicks: (id: string, label: string) =>
			acts(id, () =>
				phoneOf(id)
					.getByRole("button", { name: label, exact: true })
					.last()
					.click({ timeout: 10_000 }),
			),
		writes: (id: string, text: string) =>
			acts(id, async () => {
				const form = phoneOf(id).locator('[data-form="say"]');
				await form.locator("input").fill(text);
				await form.locator("input").press("Enter");
			}),
		rings: (id: string) =>
			acts(id, async () => {
				// Our own calls have to be over before one is made.
				await village.until(
					() => (village.phone(id).calls.at(-1)?.state ?? "ended") === "ended",
					seconds(120),
				);
				await phoneOf(id)
					.getByRole("button", { name: "Подзвонити", exact: true })
					.first()
					.click({ timeout: 10_000 });
			}),
	};
}

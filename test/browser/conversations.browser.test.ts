/** The six conversations end where they should, on the phones page and in the roster alike. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { availabilityAt } from "../../src/core/availability.ts";
import { availabilityOf } from "../../src/people/whereabouts.ts";
import { DESK, openChromium } from "./chromium.ts";
import {
	holdConversations,
	NUMBER,
	openConversations,
} from "./conversations.ts";

let browser: Browser;
let village: Awaited<ReturnType<typeof openConversations>>;
beforeAll(async () => {
	browser = await openChromium();
	village = await openConversations();
}, 60_000);
afterAll(async () => {
	await browser.close();
	await village.close();
});

it("joining, answering, ringing back, raising, going off call and reporting are held with the mouse alone", async () => {
	const page = await browser.newPage({ viewport: DESK });
	const problems: string[] = [];
	page.on("pageerror", ({ message }) => problems.push(message));
	const seen: string[] = [];
	await holdConversations(page, village, async ({ name, phone }) => {
		seen.push(name);
		const shown = page.locator(`[data-id="${phone}"]`);
		const { roster, store, secrets, settings } = village.service;
		const { items } = await store.heads({ kind: "everything" }, { limit: 10 });
		switch (name) {
			case "joining": {
				const [olena] = await roster.byPhone(secrets.hash(NUMBER));
				expect(olena?.rungAt).toBeDefined();
				await shown
					.getByText("Дзвін почуто", { exact: false })
					.first()
					.waitFor();
				return;
			}
			case "answering": {
				const line = await village.line(
					items[0]?.id ?? "",
					village.people.hanna,
				);
				expect(line).toMatchObject({
					answer: "responding",
					progress: "atStation",
					note: "беру довгий рукав",
				});
				return;
			}
			case "ringing-back": {
				const line = await village.line(
					items[0]?.id ?? "",
					village.people.mykola,
				);
				expect(line).toMatchObject({ answer: "responding" });
				return;
			}
			case "raising":
				expect(items[0]).toMatchObject({
					incidentType: "structure_fire",
					source: "chief",
				});
				expect((await village.board(items[0]?.id ?? "")).place).toContain(
					"Шевченка",
				);
				return;
			case "availability": {
				const [olena] = await roster.byPhone(secrets.hash(NUMBER));
				if (!olena) throw new Error("expected the newcomer in the roster");
				const availability = availabilityOf(secrets, olena);
				const at = (ms: number) =>
					availabilityAt(availability, village.now + ms, settings.timeZone);
				expect(at(0)).toBe("off");
				expect(at(4 * 3_600_000)).toBe("on");
				return;
			}
			case "reporting": {
				const told = items.find(({ source }) => source === "resident");
				expect(await village.board(told?.id ?? "")).toMatchObject({
					status: "unconfirmed",
					peopleInDanger: true,
					reports: [{ verified: false }],
				});
				await shown
					.getByText("Телефонуйте 101", { exact: false })
					.first()
					.waitFor();
				return;
			}
			default:
				name satisfies never;
		}
	});
	expect(seen).toHaveLength(6);
	expect(problems).toEqual([]);
}, 120_000);

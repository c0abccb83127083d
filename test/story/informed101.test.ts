/**
 * What a village tells by itself 101 may not know: the incident says so until somebody
 * ticks it, and the chief is reminded once. No number of 101 is ever dialled.
 */
import { afterEach, describe, expect, it } from "vitest";
import { minutes, openVillage, seconds } from "./village.ts";

let village: { close(): Promise<void> } | undefined;
afterEach(async () => {
	await village?.close();
	village = undefined;
});

const open = (locale: "uk" | "en") =>
	openVillage({
		people: {
			petro: {
				name: "Петро",
				qualifications: ["leader"],
				role: "chief",
				locale,
			},
			mykola: { name: "Микола", qualifications: ["driver_c"] },
			ivan: { name: "Іван" },
			olena: { name: "Олена" },
		},
	});

describe.each([
	{
		locale: "uk" as const,
		still: "101 ще не повідомлено",
		onPage: "101 не повідомлено",
		please: "Повідомте 101",
		done: "Повідомлено 101",
	},
	{
		locale: "en" as const,
		still: "101 is not informed yet",
		onPage: "101 not informed",
		please: "Please tell 101",
		done: "101 informed",
	},
])("«Повідомлено 101» ($locale)", ({ locale, still, onPage, please, done }) => {
	it("stands open until it is ticked with one tap, and then is quiet", async () => {
		const opened = await open(locale);
		village = opened;
		const { petro } = opened.people;
		const incident = await opened.report({ source: "chief" });
		const page = async () =>
			(
				await fetch(
					`${opened.url}/i/${opened.token(incident, "Петро", "live")}`,
				)
			).text();
		expect((await opened.board(incident)).tasks).toMatchObject([
			{ task: "inform101" },
		]);
		expect(await page()).toContain(onPage);
		await opened.fastForward(minutes(2) + seconds(30));
		// In the verdict as well, while nobody has said it.
		expect(petro.chat().join("\n")).toContain(still);
		expect(petro.chat().join("\n")).not.toContain(please);
		await opened.fastForward(minutes(1));
		expect(petro.chat().filter((text) => text.includes(please))).toHaveLength(
			1,
		);
		await petro.tap(done);
		const board = await opened.board(incident);
		expect(board.tasks).toBeUndefined();
		expect(board.marks).toMatchObject([{ mark: "informed101", by: "Петро" }]);
		expect(await page()).not.toContain(onPage);
		await opened.fastForward(minutes(30));
		expect(petro.chat().filter((text) => text.includes(please))).toHaveLength(
			1,
		);
		const dialled = opened.journal.requests
			.map(({ to }) => String(to))
			.filter((to) => /^\+?(38)?(101|112)$/.test(to));
		expect(dialled).toEqual([]);
	});

	it("is asked of nobody when 101 itself has told us", async () => {
		const opened = await open(locale);
		village = opened;
		const incident = await opened.report({ source: "okc_101" });
		await opened.fastForward(minutes(5));
		expect((await opened.board(incident)).tasks).toBeUndefined();
		const told = opened.people.petro.chat().join("\n");
		expect(told).not.toContain(still);
		expect(told).not.toContain(please);
	});
});

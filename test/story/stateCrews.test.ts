/**
 * The state crew six kilometres away is asked, never ordered: a chief presses, its
 * duty officer is written to and rung, and the minutes stand on the board.
 */
import { afterEach, describe, expect, it } from "vitest";
import {
	minutes,
	ONE_BRIGADE,
	openVillage,
	seconds,
	UHRYN,
} from "./village.ts";

let village: { close(): Promise<void> } | undefined;
afterEach(async () => {
	await village?.close();
	village = undefined;
});

const STATE = "12-та ДПРЧ";
const open = (locale: "uk" | "en") =>
	openVillage({
		brigades: [
			...ONE_BRIGADE,
			{
				name: STATE,
				kind: "state",
				location: UHRYN,
				vehicles: [{ name: "АЦ-60" }],
			},
		],
		people: {
			petro: {
				name: "Петро",
				qualifications: ["leader"],
				role: "chief",
				locale,
			},
			ivan: { name: "Іван" },
			officer: {
				name: "Черговий",
				brigade: STATE,
				role: "dutyOfficer",
				phone: "button",
				qualifications: ["driver_c"],
				locale,
			},
			soldier: {
				name: "Рятувальник",
				brigade: STATE,
				qualifications: ["leader"],
			},
		},
	});

describe.each([
	{ locale: "uk" as const, ask: "Попросити ДСНС", words: "Просимо допомоги" },
	{
		locale: "en" as const,
		ask: "Ask the state crew",
		words: "We ask for your help",
	},
])("a state crew ($locale)", ({ locale, ask, words }) => {
	it("is offered in the verdict, asked by one tap, and says by one key that it knows", async () => {
		const opened = await open(locale);
		village = opened;
		const { petro, officer, soldier } = opened.people;
		const incident = await opened.report({ source: "okc_101" });
		await opened.fastForward(minutes(5));
		// However long nobody comes, nobody of it is called.
		expect([officer.told(), soldier.told()]).toEqual([[], []]);
		expect([officer.rings(), soldier.rings()]).toEqual([0, 0]);

		await petro.tap(ask);
		expect(officer.sms().join()).toContain(words);
		await opened.until(() => Boolean(officer.phone.ringing), seconds(30));
		await officer.presses("1");
		const [asked] = (await opened.board(incident)).stateAsked ?? [];
		expect(asked).toMatchObject({ name: STATE, by: "Петро" });
		expect(asked?.heardAt).toBeGreaterThanOrEqual(asked?.at ?? Infinity);
		await opened.fastForward(minutes(10));
		expect(officer.rings()).toBe(1);
		expect(soldier.told()).toEqual([]);
		const board = await opened.board(incident);
		expect(board.responders.map(({ name }) => name)).not.toContain("Черговий");
		expect(board.crews.map(({ brigade }) => brigade)).not.toContain(STATE);
	});
});

it("from the chief's panel it is asked once, and the panel says when", async () => {
	const opened = await open("uk");
	village = opened;
	const { petro } = opened.people;
	const incident = await opened.report();
	await petro.tap("Дії");
	await petro.tap("Попросити ДСНС");
	const panel = () =>
		petro.phone.chat.findLast(
			({ from, text }) => from === "bot" && text.includes("#100"),
		)?.text ?? "";
	await petro.tap("Оновити");
	expect(panel()).toMatch(/Просили ДСНС: 12-та ДПРЧ, \d\d:\d\d/);
	expect((await opened.board(incident)).stateAsked).toHaveLength(1);
});

it("where none is near the chief reads whom to ring", async () => {
	const opened = await openVillage({
		people: {
			petro: { name: "Петро", qualifications: ["leader"], role: "chief" },
			ivan: { name: "Іван" },
		},
	});
	village = opened;
	const { petro } = opened.people;
	await opened.report();
	await petro.tap("Дії");
	await petro.tap("Попросити ДСНС");
	expect(petro.phone.chat.map(({ text }) => text).join("\n")).toContain(
		"Телефонуйте 101",
	);
});

it("what was handed over, to whom and when, is said in the chat and stands on the page", async () => {
	const opened = await open("uk");
	village = opened;
	const { petro } = opened.people;
	const incident = await opened.report();
	await petro.tap("Дії");
	await petro.tap("Передано ДСНС");
	await petro.writes("12-та ДПРЧ");
	const [mark] = (await opened.board(incident)).marks;
	expect(mark).toMatchObject({
		mark: "handedOver",
		unit: "12-та ДПРЧ",
		by: "Петро",
	});
	const page = await (
		await fetch(`${opened.url}/i/${opened.token(incident, "Петро", "live")}`)
	).text();
	expect(page).toContain("Передано ДСНС: 12-та ДПРЧ");
	await opened.order(incident, {
		type: "Close",
		by: { kind: "responder", id: petro.id },
	});
	expect((await opened.board(incident)).status).toBe("closed");
});

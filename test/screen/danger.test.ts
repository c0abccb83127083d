/** The air raid, the gathering place and the waiting truck on a screen, and the presses they offer. */
import { describe, expect, it } from "vitest";
import type { BoardView } from "../../src/core/board.ts";
import { AIR_STATES, LOCALES, type Locale } from "../../src/core/kinds.ts";
import { otherPresses, urgentPresses } from "../../src/screen/actions.ts";
import { warningsOf } from "../../src/screen/danger.ts";
import { troubleOf } from "../../src/screen/desk.ts";
import { headlineWords, MOODS } from "../../src/screen/headline.ts";
import { screenOf } from "../../src/screen/screen.ts";
import { statusOf } from "../../src/screen/status.ts";
import { moments } from "../../src/screen/timeline.ts";
import { BOARDS, REPORTED, responder, wording } from "../http/boards.ts";

const screenIn = (board: BoardView, locale: Locale = "uk") =>
	screenOf({
		board,
		now: REPORTED,
		speed: 1,
		locale,
		timeZone: "Europe/Kyiv",
		words: wording.onScreen(locale),
		channels: ["telegram", "sms", "voice"],
		viewer: { name: "" },
	});
const waits = (why: "airRaid" | "impact"): BoardView => ({
	...BOARDS.leaving,
	headline: { kind: "waits", why },
	departure: { waits: why, allowedAt: null, allowedBy: null },
});
const said = (board: BoardView) =>
	warningsOf(screenIn(board)).map(({ words }) => words);

describe("a screen", () => {
	it("warns of the sky in both languages, and of nothing where no feed is configured or it is over", () => {
		expect(said(BOARDS.leaving)).toEqual([]);
		for (const locale of LOCALES)
			for (const airRaid of AIR_STATES) {
				const [warning] = warningsOf(
					screenIn({ ...BOARDS.leaving, airRaid }, locale),
				);
				expect(warning?.words).toContain(
					wording.text(locale, `card-airRaid-${airRaid}`),
				);
				expect(warning?.tone === "d").toBe(airRaid === "red");
			}
		expect(
			said({ ...BOARDS.leaving, airRaid: "red", status: "closed" }),
		).toEqual([]);
	});

	it("says where people gather, and that they wait for a word where nobody said where", () => {
		const staging = { words: "школа", location: null };
		expect(said({ ...BOARDS.leaving, staging })).toEqual([
			"🚫 Збір: школа, не в депо",
		]);
		expect(
			said({ ...BOARDS.leaving, staging: { ...staging, words: null } }),
		).toEqual(["🚫 Збір: не в депо, чекайте слова начальника"]);
	});

	it("puts the word that lets the truck leave first, and needs somebody at the desk", () => {
		const screen = screenIn(waits("airRaid"));
		expect(headlineWords(screen)).toBe("ВИЇЗД ЧЕКАЄ: ПОВІТРЯНА ТРИВОГА");
		expect(MOODS.waits).toBe("alarm");
		expect(urgentPresses(screen)).toEqual([
			{
				action: "allow-departure",
				label: "Виїжджаємо під час повітряної тривоги",
				look: "first",
			},
		]);
		expect(troubleOf(screen.board, REPORTED)).toBe("overdue");
		// Marks stay in reach: what happened is always recorded.
		expect(
			otherPresses(screen).some(({ about }) => about?.mark === "departed"),
		).toBe(true);
	});

	it("asks «Приліт?» before everything else until it is answered", () => {
		const board: BoardView = {
			...waits("impact"),
			impact: { suspected: "red", answer: null },
		};
		expect(
			urgentPresses(screenIn(board)).map(({ action, about }) => [
				action,
				about?.impact,
			]),
		).toEqual([
			["impact", "true"],
			["impact", "false"],
		]);
		expect(otherPresses(screenIn(board)).map(({ action }) => action)).toContain(
			"allow-departure",
		);
		const answered = { ...board, impact: { suspected: "red", answer: true } };
		expect(
			urgentPresses(screenIn(answered as BoardView)).map(
				({ action }) => action,
			),
		).toEqual(["allow-departure"]);
	});

	it("shows who allowed it and who left without a word", () => {
		const board: BoardView = {
			...BOARDS.leaving,
			departure: { waits: null, allowedAt: REPORTED, allowedBy: "Петро" },
			marks: [
				{
					mark: "departed",
					at: REPORTED,
					by: "Іван",
					withoutWord: "airRaid",
				},
			],
		};
		expect(said(board)).toEqual(["Виїзд дозволено: Петро, 03:02"]);
		const words = moments(screenIn(board)).map((one) => one.words);
		expect(words).toContain("Виїзд дозволено · Петро");
		expect(words).toContain("Виїхали · Іван · без дозволу старшого");
	});

	it("tells who comes after the air raid from who comes later", () => {
		const person = responder(1, { answer: "later", afterAllClear: true });
		const screen = screenIn(BOARDS.leaving);
		expect(statusOf(screen, person).words).toBe("після повітряної тривоги");
	});
});

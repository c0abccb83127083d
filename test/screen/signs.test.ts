/** What a line of the desk says beside its headline: danger, and what somebody still has to do. */
import { describe, expect, it } from "vitest";
import type { BoardView, ReportShown } from "../../src/core/board.ts";
import { LOCALES, type Locale } from "../../src/core/kinds.ts";
import { type LineSign, signsOf } from "../../src/screen/signs.ts";
import { BOARDS, REPORTED, wording } from "../http/boards.ts";

const signs = (board: BoardView, locale: Locale = "uk"): LineSign[] => {
	const words = wording.onScreen(locale);
	return signsOf({ board, words, text: words.text });
};
const said = (board: BoardView, locale: Locale = "uk") =>
	signs(board, locale).map(({ words }) => words);
const kinds = (board: BoardView) => signs(board).map(({ kind }) => kind);

const calm = BOARDS.leaving;
const mines = (acknowledgedAt: number | null): BoardView => ({
	...calm,
	hazards: [
		{
			id: "1",
			kind: "mines",
			distanceMetres: 400,
			acknowledgedAt,
			by: acknowledgedAt === null ? null : "Петро",
		},
	],
});
const told = (count: number): BoardView => ({
	...calm,
	reports: Array.from(
		{ length: count },
		(_, index): ReportShown => ({
			id: String(index),
			at: REPORTED,
			source: "resident",
			verified: false,
			doubted: false,
			said: null,
			type: null,
			place: null,
			description: null,
			location: null,
			peopleInDanger: null,
			hasNumber: false,
		}),
	),
});
const everything: BoardView = {
	...mines(null),
	departure: { waits: "airRaid", allowedAt: null, allowedBy: null },
	tasks: [{ task: "inform101", sinceAt: REPORTED }],
	reports: told(3).reports ?? [],
	airRaid: "red",
};

describe("a line of the desk", () => {
	it("says nothing where nothing is wrong, one person told, and no feed is configured", () => {
		expect(signs(calm)).toEqual([]);
		expect(signs(told(1))).toEqual([]);
		expect(signs({ ...calm, airRaid: "none" })).toEqual([]);
	});

	it("says all of it, the gravest first, in both languages, and nothing once it is over", () => {
		expect(kinds(everything)).toEqual([
			"waits",
			"mines",
			"inform101",
			"reports",
			"airRaid",
		]);
		for (const locale of LOCALES)
			expect(said(everything, locale).every((words) => words.length > 5)).toBe(
				true,
			);
		expect(signs({ ...everything, status: "closed" })).toEqual([]);
	});

	it("leaves the waiting to the headline where a crew is ready", () => {
		expect(
			kinds({ ...everything, headline: { kind: "waits", why: "airRaid" } }),
		).not.toContain("waits");
	});

	it("is quiet of mines once somebody said that all know", () => {
		expect(kinds(mines(null))).toEqual(["mines"]);
		expect(kinds(mines(REPORTED))).toEqual([]);
	});

	it("counts reports in the right case", () => {
		expect(said(told(3))).toEqual(["3 повідомлення"]);
		expect(said(told(5))).toEqual(["5 повідомлень"]);
		expect(said(told(21))).toEqual(["21 повідомлення"]);
		expect(signs(told(3))[0]?.tone).toBe("q");
	});

	it("shows an unknown sky as a warning, never as calm, and none on a test", () => {
		expect(signs({ ...calm, airRaid: "unknown" })).toMatchObject([
			{ kind: "airRaid", tone: "w" },
		]);
		expect(signs({ ...calm, airRaid: "red" })).toMatchObject([
			{ kind: "airRaid", tone: "d" },
		]);
		expect(signs({ ...calm, airRaid: "red", mode: "test" })).toEqual([]);
	});
});

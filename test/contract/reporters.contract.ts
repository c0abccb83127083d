/**
 * What every Reporters promises (src/ports.ts): who reports is found by the chat or the
 * number, what humans say of them survives what they say themselves, and a chat and a
 * phone become one person without losing a report.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
	KeyedHash,
	ReporterRow,
	Reporters,
	RosterWrite,
	Sealed,
	Store,
} from "../../src/ports.ts";

const NOW = 1_790_000_000_000;
const DAY_MS = 86_400_000;

export function reportersContract(
	name: string,
	open: () => Promise<{ store: Store; reporters: Reporters }>,
): void {
	describe(`Reporters: ${name}`, () => {
		let store: Store;
		let reporters: Reporters;
		const put = (...roster: RosterWrite[]) => store.append({ at: NOW, roster });

		beforeEach(async () => {
			({ store, reporters } = await open());
		});
		afterEach(() => store.close());

		it("finds who reported by chat, by phone and by id, and nobody else", async () => {
			const row = reporter("a", {
				chatHash: hash("chat"),
				chat: sealed("chat"),
				phoneHash: hash("phone"),
				phone: sealed("phone"),
			});
			await put({ table: "reporter", row });
			expect(await reporters.byChat(hash("chat"))).toEqual(row);
			expect(await reporters.byPhone(hash("phone"))).toEqual(row);
			expect(await reporters.byIds(["a", "nobody", "a"])).toEqual([row]);
			expect(await reporters.byChat(hash("phone"))).toBeUndefined();
			expect(await reporters.byPhone(hash("chat"))).toBeUndefined();
			expect(await reporters.byIds([])).toEqual([]);
		});

		it("written again it is what they say now, and still what humans said of them", async () => {
			await put({ table: "reporter", row: reporter("a") });
			await put(
				{ table: "reporterFalse", ids: ["a", "nobody"], by: 1 },
				{ table: "reporterBlocked", id: "a", at: NOW + 1 },
			);
			await put({
				table: "reporter",
				row: reporter("a", {
					reports: 7,
					lastAt: NOW + 9,
					firstAt: NOW + 9,
					warnedAt: NOW + 5,
					locale: "en",
				}),
			});
			expect(await reporters.byIds(["a"])).toEqual([
				reporter("a", {
					reports: 7,
					falseReports: 1,
					lastAt: NOW + 9,
					warnedAt: NOW + 5,
					blockedAt: NOW + 1,
					locale: "en",
				}),
			]);
			await put(
				{ table: "reporterFalse", ids: ["a"], by: -1 },
				{ table: "reporterFalse", ids: ["a"], by: -1 },
				{ table: "reporterBlocked", id: "a" },
			);
			const [row] = await reporters.byIds(["a"]);
			expect(row?.falseReports).toBe(0);
			expect(row?.blockedAt).toBeUndefined();
		});

		it("shows their reports, the newest first, from a moment on", async () => {
			for (const [id, at] of [
				["one", 1],
				["two", 2],
				["three", 3],
			] as const)
				await put({
					table: "report",
					row: { id, incidentId: `of ${id}`, reporterId: "a", at: NOW + at },
				});
			const ids = async (page: { since?: number; limit: number }) =>
				(await reporters.reportsBy("a", page)).map(({ id }) => id);
			expect(await ids({ limit: 10 })).toEqual(["three", "two", "one"]);
			expect(await ids({ limit: 1 })).toEqual(["three"]);
			expect(await ids({ since: NOW + 2, limit: 10 })).toEqual([
				"three",
				"two",
			]);
			expect(await reporters.reportsBy("b", { limit: 10 })).toEqual([]);
			expect(await reporters.report("two")).toMatchObject({
				incidentId: "of two",
			});
			await put({
				table: "report",
				row: {
					id: "two",
					incidentId: "another",
					reporterId: "a",
					at: NOW + 2,
				},
			});
			expect(await reporters.report("two")).toMatchObject({
				incidentId: "another",
			});
			expect(await reporters.report("four")).toBeUndefined();
		});

		it("joins a chat and a phone: one person, with the reports and the doubts of both", async () => {
			await put(
				{
					table: "reporter",
					row: reporter("chat", {
						chatHash: hash("chat"),
						chat: sealed("chat"),
						reports: 2,
						falseReports: 1,
						firstAt: NOW - 9,
						blockedAt: NOW - 1,
					}),
				},
				{
					table: "reporter",
					row: reporter("phone", {
						phoneHash: hash("phone"),
						phone: sealed("phone"),
						reports: 3,
					}),
				},
				{
					table: "report",
					row: { id: "r", incidentId: "i", reporterId: "chat", at: NOW },
				},
			);
			await put(
				{ table: "reporterJoined", from: "chat", into: "phone" },
				{
					table: "reporter",
					row: reporter("phone", {
						chatHash: hash("chat"),
						chat: sealed("chat"),
						phoneHash: hash("phone"),
						phone: sealed("phone"),
						reports: 6,
					}),
				},
			);
			const one = await reporters.byChat(hash("chat"));
			expect(one).toMatchObject({
				id: "phone",
				reports: 6,
				falseReports: 1,
				firstAt: NOW - 9,
				blockedAt: NOW - 1,
			});
			expect(await reporters.byPhone(hash("phone"))).toEqual(one);
			expect(await reporters.byIds(["chat"])).toEqual([]);
			expect(await reporters.report("r")).toMatchObject({
				reporterId: "phone",
			});
		});

		it("takes somebody away with their reports", async () => {
			await put(
				{ table: "reporter", row: reporter("a") },
				{ table: "reporter", row: reporter("b") },
				{
					table: "report",
					row: { id: "r", incidentId: "i", reporterId: "a", at: NOW },
				},
			);
			const recording = {
				id: "spoken",
				incidentId: "i",
				responderId: "a",
				audio: sealed("spoken"),
				mediaType: "audio/mpeg",
				seconds: 3,
				at: NOW,
			};
			await store.append({ at: NOW, recordings: [recording] });
			await put({ delete: "reporter", id: "a" });
			expect(await store.recording("i")).toBeUndefined();
			expect(await reporters.byIds(["a", "b"])).toEqual([reporter("b")]);
			expect(await reporters.report("r")).toBeUndefined();
		});

		it("forgets who said nothing for so long, never whom a chief has blocked", async () => {
			await put(
				{ table: "reporter", row: reporter("old") },
				{ table: "reporter", row: reporter("blocked") },
				{ table: "reporter", row: reporter("new", { lastAt: NOW + DAY_MS }) },
			);
			await put({ table: "reporterBlocked", id: "blocked", at: NOW });
			const expire = () =>
				store.expire("reporters", { before: NOW + 1, limit: 10 });
			expect(await expire()).toBe(1);
			expect(await expire()).toBe(0);
			expect(
				(await reporters.byIds(["old", "blocked", "new"]))
					.map(({ id }) => id)
					.sort(),
			).toEqual(["blocked", "new"]);
		});
	});
}

const reporter = (
	id: string,
	more: Partial<ReporterRow> = {},
): ReporterRow => ({
	id,
	locale: "uk",
	reports: 1,
	falseReports: 0,
	firstAt: NOW,
	lastAt: NOW,
	...more,
});

const hash = (text: string) => `hash of ${text}` as KeyedHash;
const sealed = (text: string) => `sealed ${text}` as Sealed;

/**
 * What every Store and Roster promises to machines that subscribed: their rows come
 * one at a time and in order, and what left is read once and never missed.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
	Append,
	Claimed,
	Head,
	KeyedHash,
	NewRow,
	OutwardRow,
	Roster,
	Sealed,
	Settlement,
	Store,
	SubscriptionRow,
} from "../../src/ports.ts";
import { EVERYTHING } from "../../src/ports.ts";

const NOW = 1_790_000_000_000;

export function webhooksContract(
	name: string,
	open: () => Promise<{ store: Store; roster: Roster }>,
): void {
	describe(`Webhooks: ${name}`, () => {
		let store: Store;
		let roster: Roster;
		let attempts = 0;

		beforeEach(async () => {
			({ store, roster } = await open());
		});
		afterEach(() => store.close());

		const appendOk = async (append: Omit<Append, "at">) =>
			expect(await store.append({ at: NOW, ...append })).toBe("ok");
		const claim = (
			busy: readonly string[] = [],
			now = NOW,
		): Promise<Claimed[]> =>
			store.claim({
				now,
				wallMs: 1_000,
				leaseMs: 8_000,
				leaseBy: "boot-1",
				newAttemptId: () => {
					attempts += 1;
					return `attempt-${attempts}`;
				},
				lanes: [{ lane: "webhook", units: 20, rows: 20 }],
				busy,
			});
		const ids = (claimed: readonly Claimed[]) =>
			claimed.map(({ row }) => row.id).toSorted();
		const settle = (
			{ row, attemptId }: Claimed,
			next: Settlement["next"],
		): Settlement => ({
			rowId: row.id,
			leaseBy: "boot-1",
			attemptId,
			endedAt: NOW,
			next,
		});

		it("gives one row to each subscription that is free, of one incident the earliest fact first", async () => {
			await appendOk({
				outbox: [
					webhook("a-fire-3", "a", "fire", 3),
					webhook("a-fire-2", "a", "fire", 2, { dueAt: NOW + 60_000 }),
					webhook("a-other-9", "a", "other", 9, { dueAt: NOW - 1 }),
					webhook("b-fire-3", "b", "fire", 3),
					webhook("c-fire-3", "c", "fire", 3),
				],
			});
			const first = await claim(["c"]);
			// What stands before it in its incident waits, so a-fire-3 does too.
			expect(ids(first)).toEqual(["a-other-9", "b-fire-3"]);
			expect(ids(await claim(["a", "b"]))).toEqual(["c-fire-3"]);
			expect(ids(await claim())).toEqual([]);
			expect(ids(await claim([], NOW + 60_000))).toEqual(["a-fire-2"]);
			// Under way is not over.
			expect(ids(await claim([], NOW + 60_000))).toEqual([]);
			for (const claimed of first) {
				expect(await store.attempt(claimed.attemptId)).toMatchObject({
					channel: "webhook",
					rowId: claimed.row.id,
				});
				await appendOk({ settle: [settle(claimed, { state: "done" })] });
			}
		});

		it("a failed fact gives way to the next, a day later a row is not sent any more, and the clock is not woken for it", async () => {
			await appendOk({
				outbox: [
					webhook("first", "a", "fire", 1, { notAfter: NOW + 9 }),
					webhook("second", "a", "fire", 2),
				],
			});
			expect(await store.nextDueAt()).toBeUndefined();
			const [claimed] = await claim();
			expect(claimed?.row.id).toBe("first");
			await appendOk({
				settle: [settle(claimed as Claimed, { state: "failed" })],
			});
			expect(ids(await claim())).toEqual(["second"]);

			await appendOk({
				outbox: [webhook("late", "b", "fire", 1, { notAfter: NOW + 9 })],
			});
			expect(ids(await claim([], NOW + 10))).toEqual([]);
			expect((await store.row("late"))?.state).toBe("failed");
		});

		it("a dead process's row goes out again, as often as it takes", async () => {
			await appendOk({ outbox: [webhook("row", "a", "fire", 1)] });
			for (let life = 0; life < 5; life += 1) {
				expect(ids(await claim())).toEqual(["row"]);
				expect(
					await store.recover({
						leaseBy: `boot-${life + 2}`,
						wallMs: 1_000,
						now: NOW,
					}),
				).toBe(1);
			}
			expect((await store.row("row"))?.state).toBe("pending");
		});

		it("whoever answers again gets what waits now", async () => {
			await appendOk({
				outbox: [
					webhook("ours", "a", "fire", 1, { dueAt: NOW + 900_000 }),
					webhook("theirs", "b", "fire", 1, { dueAt: NOW + 900_000 }),
				],
			});
			await appendOk({ hurry: { subscriptionId: "a", dueAt: NOW } });
			expect(ids(await claim())).toEqual(["ours"]);
		});

		it("keeps a subscription whole, counts what waits, and notes since when it fails", async () => {
			const row = subscription("a", { kind: "key", id: "k" });
			await appendOk({
				roster: [{ table: "subscription", row }],
				outbox: [webhook("1", "a", "fire", 1), webhook("2", "a", "fire", 2)],
			});
			expect(await roster.subscriptions()).toEqual([{ ...row, waiting: 2 }]);
			const heard = (at: number, code?: string) =>
				appendOk({
					roster: [
						{
							table: "subscriptionHeard",
							id: "a",
							at,
							...(code === undefined ? {} : { code }),
						},
					],
				});
			await heard(NOW + 1, "http500");
			await heard(NOW + 2, "deadline");
			expect((await roster.subscriptions())[0]).toMatchObject({
				failingSince: NOW + 1,
				failure: "deadline",
			});
			await heard(NOW + 3);
			expect(await roster.subscriptions()).toEqual([
				{ ...row, deliveredAt: NOW + 3, waiting: 2 },
			]);
			// Of one that is gone nothing comes back.
			await appendOk({ roster: [{ delete: "subscription", id: "a" }] });
			await heard(NOW + 4);
			expect(await roster.subscriptions()).toEqual([]);
			expect((await store.row("1"))?.state).toBe("withdrawn");
		});

		it.each([
			["key", "apiKey"],
			["desk", "desk"],
			["responder", "responder"],
		] as const)(
			"with a %s go its subscriptions and what waits for them, and nobody else's",
			async (kind, table) => {
				await appendOk({
					roster: [
						{
							table: "subscription",
							row: subscription("gone", { kind, id: "x" }),
						},
						{
							table: "subscription",
							row: subscription("stays", { kind, id: "y" }),
						},
						{
							table: "apiKey",
							row: {
								id: "x",
								name: "k",
								keyHash: "h" as KeyedHash,
								scope: EVERYTHING,
								createdAt: NOW,
							},
						},
					],
					outbox: [
						webhook("of-gone", "gone", "fire", 1),
						webhook("of-stays", "stays", "fire", 1),
					],
				});
				await appendOk({ roster: [{ delete: table, id: "x" }] });
				expect((await roster.subscriptions()).map(({ id }) => id)).toEqual([
					"stays",
				]);
				expect(ids(await claim())).toEqual(["of-stays"]);
			},
		);

		it("what left is read in the order of writing, within the scope, from a position or an instant", async () => {
			await appendOk({
				heads: [head("of-a", ["a"]), head("of-b", ["b"])],
				outward: [left("1", "of-a", NOW), left("2", "of-b", NOW + 1)],
			});
			await appendOk({ outward: [left("3", "of-a", NOW - 5)] });
			const read = (
				scope: Parameters<Store["outward"]>[0],
				after = 0,
				since?: number,
			) =>
				store.outward(scope, {
					after,
					limit: 9,
					...(since === undefined ? {} : { since }),
				});
			const all = await read(EVERYTHING);
			expect(all.items.map(({ id }) => id)).toEqual(["1", "2", "3"]);
			expect(all.items[0]).toMatchObject(left("1", "of-a", NOW));
			expect(all.end).toBe(all.items[2]?.position);
			const ours = await read({ kind: "brigades", ids: ["a"] });
			expect(ours.items.map(({ id }) => id)).toEqual(["1", "3"]);
			expect(ours.end).toBe(all.end);
			const [first] = all.items;
			expect(
				(await read(EVERYTHING, first?.position)).items.map(({ id }) => id),
			).toEqual(["2", "3"]);
			expect(
				(await read(EVERYTHING, 0, NOW)).items.map(({ id }) => id),
			).toEqual(["1", "2"]);
		});

		it("a position is never given twice, even when everything before it was taken away", async () => {
			await appendOk({
				heads: [head("of-a", ["a"])],
				outward: [left("1", "of-a", NOW)],
			});
			const { end } = await store.outward(EVERYTHING, { after: 0, limit: 9 });
			expect(await store.expire("outward", { before: NOW + 1, limit: 9 })).toBe(
				1,
			);
			await appendOk({ outward: [left("2", "of-a", NOW + 2)] });
			const { items } = await store.outward(EVERYTHING, {
				after: end,
				limit: 9,
			});
			expect(items.map(({ id }) => id)).toEqual(["2"]);
		});
	});
}

const sealed = (text: string) => `sealed ${text}` as Sealed;

const webhook = (
	id: string,
	subscriptionId: string,
	incidentId: string,
	seq: number,
	over: Partial<NewRow> = {},
): NewRow => ({
	id,
	incidentId,
	kind: "webhook",
	lane: "webhook",
	subscriptionId,
	laneClass: 5,
	rank: seq,
	dueAt: NOW,
	units: 1,
	body: sealed(id),
	createdAt: NOW,
	...over,
});

const subscription = (
	id: string,
	owner: SubscriptionRow["owner"],
): SubscriptionRow => ({
	id,
	name: "ОКЦ",
	url: sealed("url"),
	events: ["verdict", "cancelled"],
	secret: sealed("secret"),
	previousSecret: sealed("before"),
	previousUntil: NOW + 1,
	owner,
	scope: { kind: "own", by: owner.id },
	createdAt: NOW,
});

const left = (id: string, incidentId: string, at: number): OutwardRow => ({
	id,
	incidentId,
	at,
	type: "verdict",
	body: `{"id":"${id}"}`,
});

const head = (id: string, brigadeIds: string[]): Head => ({
	id,
	number: 118,
	status: "open",
	incidentType: "structure_fire",
	mode: "actual",
	source: "okc_101",
	brigadeIds,
	areaCodes: [],
	reportedAt: NOW,
	version: 1,
});

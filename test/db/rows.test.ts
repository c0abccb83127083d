/** How decisions become event rows, whatever the adapter. */
import { describe, expect, it } from "vitest";
import { EMPTY_CHAIN, eventRows, verifyChain } from "../../db/rows.ts";

const adds = (stream: string, expectedSeq: number, commandId: string) => ({
	stream,
	expectedSeq,
	commandId,
	events: [{ type: "First" }, { type: "Second", words: "дим" }],
});

describe("event rows", () => {
	it("are in the order of stream name, each stream with its own chain", () => {
		const rows = eventRows(
			7,
			[
				adds("intake/x", 0, "c"),
				adds("incident/b", 0, "c"),
				adds("incident/a", 0, "c"),
			],
			() => undefined,
		);
		expect(rows?.map(({ stream, seq, n }) => `${stream} ${seq} ${n}`)).toEqual([
			"incident/a 1 0",
			"incident/a 2 1",
			"incident/b 1 0",
			"incident/b 2 1",
			"intake/x 1 0",
			"intake/x 2 1",
		]);
		expect(new Set(rows?.map((row) => row.hash)).size).toBe(6);
	});

	it("do not exist when a stream stands elsewhere", () => {
		const end = { seq: 2, hash: "h" };
		expect(eventRows(7, [adds("a", 1, "c")], () => end)).toBeUndefined();
		expect(eventRows(7, [adds("a", 3, "c")], () => end)).toBeUndefined();
		expect(eventRows(7, [adds("a", 2, "c")], () => end)?.[0]).toMatchObject({
			seq: 3,
			prevHash: "h",
		});
	});

	it("cannot be changed in any column without the chain breaking", () => {
		const rows = eventRows(7, [adds("a", 0, "c")], () => undefined) ?? [];
		expect(verifyChain(rows).ok).toBe(true);
		const changes = {
			stream: "b",
			commandId: "d",
			n: 9,
			type: "Other",
			v: 2,
			at: 8,
			payload: "{}",
			prevHash: "0",
			hash: "0",
		};
		for (const [column, value] of Object.entries(changes))
			expect(
				verifyChain(
					rows.map((row) =>
						row.seq === 1 ? { ...row, [column]: value } : row,
					),
				),
				column,
			).toMatchObject({ ok: false, seq: 1 });
	});

	it("verify on from where an earlier part ended", () => {
		const first = eventRows(7, [adds("a", 0, "c1")], () => undefined) ?? [];
		const seen = verifyChain(first);
		const end = seen.ok ? seen.end : EMPTY_CHAIN;
		const second = eventRows(8, [adds("a", 2, "c2")], () => end) ?? [];
		expect(verifyChain(second, end).ok).toBe(true);
		expect(verifyChain(second).ok).toBe(false);
	});
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { memoryStore } from "../../db/memory.ts";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import type { Store } from "../../src/ports.ts";
import { doneOnce } from "../../src/routine/doneOnce.ts";

const NOON = Date.parse("2026-12-10T10:00:00Z");
const at = (now: number) => ({ now: () => now });

it("two who do the same at once do it once, and both know", async () => {
	const { store } = memoryStore();
	const [first, second] = [
		doneOnce(store, at(NOON)),
		doneOnce(store, at(NOON)),
	];
	const deed = { id: "papers:1", type: "PaperWarned" };
	const done = await Promise.all([first.once(deed), second.once(deed)]);
	expect(done.sort()).toEqual([false, true]);
	expect((await second.deed("papers:1"))?.at).toBe(NOON);
});

it("it is remembered by whoever comes later, also when their clock was set back", async () => {
	const { store } = memoryStore();
	const deed = (date: string) => ({
		id: `forecast:b:${date}`,
		type: "ShortagesForeseen",
		date,
	});
	const before = doneOnce(store, at(NOON));
	expect(await before.once(deed("2026-12-10"))).toBe(true);
	const later = doneOnce(store, at(NOON - 3_600_000));
	expect(await later.once(deed("2026-12-10"))).toBe(false);
	expect(await later.once(deed("2026-12-11"))).toBe(true);
	expect((await before.deed("forecast:b:2026-12-11"))?.event.date).toBe(
		"2026-12-11",
	);
	expect(await before.deed("forecast:b:2026-12-12")).toBeUndefined();
});

it("of a log of years only the one deed is read, and what was done first is not done again", async () => {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-deeds-"));
	const file = join(folder, "dzvin.db");
	const deeds = Array.from({ length: 3_000 }, (_, n) => ({
		id: `proofs:${n}`,
		type: "ProofsCounted",
	}));
	let { store } = openSqlite(file);
	await store.append({
		at: NOON,
		streams: deeds.map((deed, n) => ({
			stream: "admin/routine",
			expectedSeq: n,
			commandId: `once:${deed.id}`,
			events: [deed],
		})),
	});
	await store.close();

	({ store } = openSqlite(file));
	let read = 0;
	const counting: Store = {
		...store,
		async load(...of) {
			const events = await store.load(...of);
			read += events.length;
			return events;
		},
		async written(...of) {
			const events = await store.written(...of);
			read += events.length;
			return events;
		},
	};
	const done = doneOnce(counting, at(NOON));
	expect((await done.deed("proofs:0"))?.event.type).toBe("ProofsCounted");
	expect(await done.once(deeds[0] as never)).toBe(false);
	expect(await done.once(deeds[2_999] as never)).toBe(false);
	const next = { id: "proofs:3000", type: "ProofsCounted" };
	expect(await done.once(next)).toBe(true);
	expect(await done.once(next)).toBe(false);
	expect(read).toBe(1);
	expect(await store.load("admin/routine")).toHaveLength(3_001);
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

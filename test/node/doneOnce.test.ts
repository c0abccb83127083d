import { expect, it } from "vitest";
import { memoryStore } from "../../db/memory.ts";
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
	expect((await second.last("papers:1"))?.at).toBe(NOON);
});

it("it is remembered by whoever comes later, also when their clock was set back", async () => {
	const { store } = memoryStore();
	const deed = (date: string) => ({
		id: `forecast:b:${date}`,
		type: "ShortagesForeseen",
		key: "forecast:b",
		date,
	});
	const before = doneOnce(store, at(NOON));
	expect(await before.once(deed("2026-12-10"))).toBe(true);
	const later = doneOnce(store, at(NOON - 3_600_000));
	expect(await later.once(deed("2026-12-10"))).toBe(false);
	expect(await later.once(deed("2026-12-11"))).toBe(true);
	expect((await before.last("forecast:b"))?.event.date).toBe("2026-12-11");
	expect(await before.last("forecast:c")).toBeUndefined();
});

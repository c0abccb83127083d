/**
 * A storm of a minute: the real bundle, real kills, the same oracle as the long
 * one. Its seed is printed; `npm run storm -- --seed N` goes on from there.
 */
import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { stormOfFailpoints } from "./everyCall.ts";
import type { Figure } from "./figures.ts";
import { stormOfKills } from "./kills.ts";
import { permutedReceipts } from "./permutations.ts";
import { FOLDER } from "./rig.ts";

const seed = Math.floor(Math.random() * 1_000_000);
const PATIENCE_MS = 180_000;

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** What went wrong, with the seed that shows it again; speed is the storm's to print, not a test's. */
const wrong = (figures: readonly Figure[]): string[] =>
	figures.flatMap(({ what, faults = [] }) =>
		faults.map((fault) => `seed ${seed}, ${what}: ${fault}`),
	);

it("killed once inside the sending window of each of six incidents, the service loses nobody", {
	timeout: PATIENCE_MS,
}, async () => {
	const figures = await stormOfKills({ incidents: 6, seed, stopEvery: 6 });
	expect(wrong(figures)).toEqual([]);
	expect(figures[0]?.figure).toContain("0 of 60 people, 0 of 120 messages");
});

it("killed before and after the calls that carry an alert, it loses no message and no answer", {
	timeout: PATIENCE_MS,
}, async () => {
	const figure = await stormOfFailpoints({
		rounds: 1,
		seed,
		sideBySide: 2,
		calls: ["store.append", "store.claim", "telegram.send", "store.receive"],
	});
	expect(wrong([figure])).toEqual([]);
	expect(figure.figure).not.toContain("never reached");
});

it("receipts in any order, three times each, end in one state; with some lost nobody waits", {
	timeout: PATIENCE_MS,
}, async () => {
	const figures = await permutedReceipts({
		seed,
		permutations: 1_000,
		onSqlite: 300,
		ladders: 2,
	});
	expect(wrong(figures)).toEqual([]);
});

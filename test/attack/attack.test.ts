/** A tenth of the attack with every run of the tests; the whole of it: docs/figures/attack.md. */
import { expect, test } from "vitest";
import { attack } from "./attack.ts";

const COUNT = Number(process.env.ATTACK ?? 10_000);

test("whatever is forged, altered or garbled is refused by name and changes nothing; odd words stay words", async () => {
	const figures = await attack({ seed: 1, count: COUNT });
	expect(figures.faults).toEqual([]);
	// It was tried: each kind often, and what is valid was really written.
	const asked = Object.values(figures.kinds);
	expect(asked.reduce((sum, one) => sum + one, 0)).toBe(COUNT);
	expect(asked).toHaveLength(13);
	for (const one of asked) expect(one).toBeGreaterThan(COUNT / 50);
	const { before, after } = figures.rows;
	expect(after.events - before.events).toBeGreaterThan(COUNT / 100);
}, 600_000);

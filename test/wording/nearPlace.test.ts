/** The words a point is given (`areas/nearWords.ts`) on their way into a message and a call. */
import { expect, it } from "vitest";
import { loadTexts } from "../../src/wording/load.ts";
import {
	compactPlace,
	settlementOf,
	shortenPlace,
} from "../../src/wording/place.ts";
import { createWording } from "../../src/wording/wording.ts";

const PLACE = "біля села Росохач (Чортківська громада), на північ 1400 метрів";

it("a shortened place tells the whole distance or none, never half a number", () => {
	const compact = compactPlace(PLACE);
	expect(compact).toBe("біля села Росохач, на північ 1400 метрів");
	for (let room = 10; room <= compact.length; room += 1) {
		const short = shortenPlace(compact, room);
		expect(short.length).toBeLessThanOrEqual(room);
		for (const [number] of short.matchAll(/\d+/g)) expect(number).toBe("1400");
	}
	expect(shortenPlace(compact, 28)).toBe("біля села Росохач, на півні.");
});

it("a group that reads along is told the settlement alone", () => {
	expect(settlementOf(PLACE, [])).toBe("біля села Росохач");
});

it.each([
	["uk", "C", "біля села Росохач", "2400 метрів", "5 кілометрів"],
	["en", "C", "near Росохач village", "2400 metres", "5 kilometres"],
	["uk", "X", "біля селища Росохач", "2400 метрів", "5 кілометрів"],
	["uk", "K", "біля міста Росохач", "2400 метрів", "5 кілометрів"],
] as const)(
	"%s, category %s: %s, %s, %s",
	(locale, category, near, metres, kilometres) => {
		const { text } = createWording(loadTexts());
		expect(text(locale, "near-settlement", { category, name: "Росохач" })).toBe(
			near,
		);
		expect(text(locale, "near-metres", { metres: "2400" })).toBe(metres);
		expect(text(locale, "near-kilometres", { kilometres: 5 })).toBe(kilometres);
	},
);

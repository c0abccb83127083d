/** Two hundred photos in a minute from one chat: one fire is reported, and the village hears of it as of one. */
import { afterEach, expect, it } from "vitest";
import { hanna, ivan, oleh, petro } from "../story/cast.ts";
import { fires, metresNorth, reportsIn } from "../story/told.ts";
import { openVillage, seconds, type Village } from "../story/village.ts";

let village: Village;
afterEach(() => village.close());

it("two hundred photos in a minute are one report, and a desk's fire rings as ever beside them", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	const { people } = opened;
	const boy = village.stranger("Хлопець", { place: metresNorth(5_000) });
	for (let n = 0; n < 200; n += 1) {
		await boy.sendsPhoto(`дим ${n}`, n % 2 === 0 ? "горить" : undefined);
		if (n % 10 === 9) await village.fastForward(seconds(3));
	}
	const all = await fires(village);
	expect(all).toHaveLength(1);
	expect(all.flatMap(reportsIn)).toHaveLength(1);
	expect(people.petro.rings()).toBeLessThanOrEqual(6);
	expect(people.petro.chat().length).toBeLessThanOrEqual(60);
	await village.report({ location: metresNorth(500) });
	await village.fastForward(seconds(5));
	expect(people.oleh.told().join("\n")).toContain("#101");
	expect(village.log.errors).toEqual([]);
}, 100_000);

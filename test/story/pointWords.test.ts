/** A fire that comes as a point is said in words, as soon as the settlements are imported. */
import { afterEach, expect, it } from "vitest";
import { importAreas } from "../../src/areas/areaImport.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { OPERATOR } from "../../src/keys.ts";
import { hanna, ivan, mykola, petro } from "./cast.ts";
import { openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const POINT = { lat: 48.9589, lon: 25.8157 };

async function withSettlements() {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	for (const table of AREA_TABLES)
		await importAreas(
			opened.service,
			OPERATOR,
			new TextEncoder().encode(table),
		);
	return opened;
}

it("who is woken by a call or an SMS hears the nearest village, its direction and distance", async () => {
	const opened = await withSettlements();
	const { people } = opened;
	await opened.raise({
		...({ place: undefined } as object),
		location: POINT,
		type: "vegetation_fire",
		brigadeIds: [opened.brigadeId("Росохач")],
	});
	await opened.settle();
	await opened.fastForward(seconds(25));
	await opened.fastForward(seconds(45));
	await people.mykola.presses("1");
	expect(people.mykola.heard().join(" ")).toContain(
		"біля села Росохач, на північ 1400 метрів",
	);
	expect(people.hanna.sms().join(" ")).toContain("біля села Росохач");
	expect(people.ivan.chat().join("\n")).toContain(
		"біля села Росохач (Росохацька громада), на північ 1400 метрів",
	);
});

it("a chief who shares a point for an alarm without a place gives it words, too", async () => {
	const opened = await withSettlements();
	const { people } = opened;
	const { incidentId } = await opened.raise({
		...({ place: undefined, location: undefined } as object),
		brigadeIds: [opened.brigadeId("Росохач")],
	});
	await opened.settle();
	await people.petro.tap("Дії");
	await people.petro.tap("Змінити місце");
	await people.petro.phone.shareLocation(POINT);
	await opened.settle();
	expect((await opened.board(incidentId)).place).toBe(
		"біля села Росохач (Росохацька громада), на північ 1400 метрів",
	);
});

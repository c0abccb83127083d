import { it } from "vitest";
import { hanna, ivan, mykola, oksana, petro } from "./cast.ts";
import { openVillage } from "./village.ts";
it("dbg", async () => {
	const village = await openVillage({ at: "2026-07-15T09:00:00Z", people: { petro, ivan, hanna, oksana, mykola } });
	await village.faults.set([{ carrier: "telegram", effect: "refuse" }]);
	const fire = await village.report({ type: "vegetation_fire", place: "Росохач, за фермою" });
	console.log(await village.store.attemptsOf(fire, village.people.ivan.id, "telegram"), await village.store.attemptsOf(fire, village.people.ivan.id, "sms"));
	console.log(village.log.errors, village.log.warnings);
	await village.fastForward(30000);
	console.log(await village.store.attemptsOf(fire, village.people.ivan.id, "telegram"), await village.store.attemptsOf(fire, village.people.ivan.id, "sms"));
	await village.close();
});

/**
 * A chief raises the alarm while the database takes no writes: by SMS and by the button
 * in his chat. Phones ring now, and once the database is back it is one incident.
 */
import { afterEach, beforeEach, expect, it } from "vitest";
import { changeBrigade } from "../../src/administer.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
beforeEach(async () => {
	place = await openInstallation({ doors: true });
});
afterEach(() => place.close());

const incidents = async () =>
	(await place.service.store.heads(EVERYTHING, { limit: 10 })).items;

it("by SMS: everybody is rung at once, and it is written down once", async () => {
	const giveBack = place.takeWritesAway();
	await place.phone("Петро").replySms("ПОЖЕЖА Росохач Шевченка 12");
	await place.pass(3_000);
	expect(place.rings("Микола")).toBeGreaterThan(0);
	expect(place.sms("Микола").join("\n")).toContain("ПОЖЕЖА");
	giveBack();
	await place.pass(20_000);
	expect(await incidents()).toHaveLength(1);
	expect(place.service.degraded()).toEqual([]);
});

it("by the button in the chat", async () => {
	const { items } = await place.service.roster.brigades(EVERYTHING, {
		limit: 1,
	});
	await changeBrigade(
		place.service,
		{ by: { kind: "service" }, scope: EVERYTHING },
		items[0]?.id ?? "",
		{
			roles: [{ role: "chief", responderId: place.idOf("Іван"), order: 0 }],
		},
	);
	const ivan = place.phone("Іван");
	await ivan.say("/menu");
	await place.pass(1_000);
	await ivan.tap("🔥 Підняти людей");
	await place.pass(1_000);
	const giveBack = place.takeWritesAway();
	await ivan.tap("Хата");
	await place.pass(3_000);
	expect(place.rings("Микола")).toBeGreaterThan(0);
	expect(
		ivan.chat.some(({ text }) => text.includes("кличемо людей. Де?")),
	).toBe(true);
	giveBack();
	await place.pass(20_000);
	expect(await incidents()).toHaveLength(1);
});

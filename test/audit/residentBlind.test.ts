/**
 * A resident reports while the database takes no writes: the chief is rung now, and what
 * she tells next goes to the same fire, before the database is back and after it.
 */
import { afterEach, beforeEach, expect, it } from "vitest";
import { EVERYTHING } from "../../src/ports.ts";
import { take } from "../../src/residents/take.ts";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
beforeEach(async () => {
	place = await openInstallation({ doors: true });
});
afterEach(() => place.close());

const says = (once: string, text: string) =>
	take(
		{ service: place.service, raise: place.process.dzvin.raise },
		{
			who: { chat: "7900123456", locale: "uk" },
			via: "telegram",
			once,
			text,
		},
	);
const fires = async () =>
	(await place.service.store.heads(EVERYTHING, { limit: 10 })).items;

it("is one report of one fire, whatever she tells and whenever", async () => {
	const giveBack = place.takeWritesAway();
	expect(await says("1", "горить хата Росохач")).toMatchObject({
		kind: "taken",
		created: true,
	});
	await place.pass(3_000);
	expect(place.rings("Петро")).toBeGreaterThan(0);
	expect(await says("2", "там люди всередині")).toMatchObject({
		kind: "taken",
		created: false,
	});
	expect(await fires()).toHaveLength(1);
	giveBack();
	await place.pass(20_000);
	expect(await says("3", "вже й сарай горить")).toMatchObject({
		kind: "taken",
		created: false,
	});
	const [fire, ...others] = await fires();
	expect(others).toEqual([]);
	expect(await place.service.load(fire?.id ?? "")).toMatchObject({
		peopleInDanger: true,
		reports: { size: 1 },
	});
	expect(place.service.degraded()).toEqual([]);
});

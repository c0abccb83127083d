/** Fires near mined ground: everybody who is told of the fire is told of the mines before they move. */
import { afterEach, describe, expect, it } from "vitest";
import type { Point } from "../../src/core/kinds.ts";
import { importHazards } from "../../src/ground/hazardImport.ts";
import { OPERATOR } from "../../src/keys.ts";
import { addHelper } from "../../src/others/roster.ts";
import { desk, hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import {
	minutes,
	openVillage,
	ROSOKHACH,
	seconds,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

/** Where a fire of these stories burns unless it says otherwise. */
const FIRE: Point = { lat: ROSOKHACH.lat + 0.006, lon: ROSOKHACH.lon + 0.006 };

/** A mined field that begins so many metres north of a point. */
async function mine(opened: Village, of: Point, metres: number): Promise<void> {
	const south = of.lat + metres / 111_195;
	const [west, east, north] = [of.lon - 0.004, of.lon + 0.004, south + 0.003];
	const ring = [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
		[west, south],
	];
	const map = {
		type: "FeatureCollection",
		features: [
			{
				type: "Feature",
				id: "1",
				properties: { kind: "mines", source: "ДСНС" },
				geometry: { type: "Polygon", coordinates: [ring] },
			},
		],
	};
	const { created, updated, rejected } = await importHazards(
		opened.service,
		OPERATOR,
		new TextEncoder().encode(JSON.stringify(map)),
	);
	expect({ rejected, written: created + updated }).toEqual({
		rejected: [],
		written: 1,
	});
}

it("a fire 400 m from a minefield: every text, call and page says so, and the chief says that all know", async () => {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			oleh,
			ivan,
			hanna: { ...hanna, telegram: false },
			desk,
		},
	});
	village = opened as unknown as Village;
	const { people } = opened;
	await mine(village, FIRE, 400);
	const fire = await opened.report();

	const line = "МІНИ: 400 м від пожежі. З доріг не сходити";
	expect(people.oleh.card()).toContain(`⚠️ ${line}`);
	const sms = people.hanna.sms()[0] ?? "";
	expect(sms).toMatch(/^ПОЖЕЖА #100/u);
	expect(sms).toContain("МІНИ");
	expect(sms.length).toBeLessThanOrEqual(70);
	await opened.fastForward(seconds(60));
	// He listens to the end before he presses.
	await people.mykola.phone.pickUp();
	await opened.fastForward(seconds(14));
	await people.mykola.phone.press("1");
	await opened.fastForward(seconds(8));
	const call = people.mykola.heard().join(" ");
	expect(call).toContain("Обережно, міни!");
	expect(call).toContain("Міни за 400 метрів від місця. З доріг не сходити.");
	const page = await people.ivan.opensLink(fire);
	expect(page).toContain(line);

	expect((await opened.board(fire)).hazards).toMatchObject([
		{ kind: "mines", distanceMetres: 400, acknowledgedAt: null },
	]);
	await people.petro.tap("Дії");
	expect(people.petro.chat().join("\n")).toContain(line);
	await people.petro.tap("Про міни всі знають");
	expect((await opened.board(fire)).hazards).toMatchObject([
		{ acknowledgedAt: expect.any(Number), by: "Петро" },
	]);
	await opened.fastForward(seconds(10));
	// Known is not gone: the driver still reads it.
	expect(people.oleh.card()).toContain(line);
	expect(village.log.errors).toEqual([]);
});

it("in English, and 2 km away: the card and the call say it, an SMS does not spend its letters on it", async () => {
	const opened = await openVillage({
		people: {
			petro,
			oleh: { ...oleh, locale: "en" },
			hanna: { ...hanna, telegram: false, locale: "en" },
		},
	});
	village = opened as unknown as Village;
	const { people } = opened;
	await mine(village, FIRE, 2_000);
	await opened.report();
	expect(people.oleh.card()).toContain(
		"MINES: 2 km from the fire. Stay on the roads",
	);
	expect(people.hanna.sms()[0]).not.toContain("MINES");
	await opened.fastForward(seconds(60));
	await people.hanna.presses("1");
	expect(people.hanna.heard().join(" ")).toContain("Beware of mines!");
	expect(village.log.errors).toEqual([]);
});

it("a corrected place near mines is told once to who is coming, and to the chief", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan: { ...ivan, telegram: false }, hanna },
	});
	village = opened as unknown as Village;
	const { people } = opened;
	await mine(village, FIRE, 300);
	const fire = await opened.report({
		location: { lat: FIRE.lat - 0.1, lon: FIRE.lon },
	});
	await people.oleh.tap("Їду · 5 хв");
	await opened.fastForward(seconds(60));
	await people.ivan.presses("1");
	for (const who of Object.values(people)) who.forget();
	await opened.order(fire, {
		type: "Correct",
		location: FIRE,
		by: opened.by(people.petro),
	});
	await opened.fastForward(minutes(1));
	const told = people.oleh
		.chat()
		.filter((text) => text.includes("МІНИ: 300 м"));
	expect(told).toHaveLength(1);
	expect(
		people.ivan.sms().filter((text) => text.startsWith("МІНИ! #100")),
	).toHaveLength(1);
	expect(
		people.petro
			.chat()
			.filter((text) => text.includes("БІЛЯ МІСЦЯ ПОДІЇ МІНИ")),
	).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

it("the chief's page is red until one press, and then says who knows since when", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened as unknown as Village;
	const { people } = opened;
	await mine(village, FIRE, 0);
	const fire = await opened.report();
	const live = `${opened.url}/i/${opened.token(fire, people.petro.name, "live")}`;
	const shown = async (): Promise<string> => (await fetch(live)).text();
	expect(await shown()).toMatch(
		/<p class="bar broken" id="mines">▲ МІНИ: горить на замінованій землі\. З доріг не сходити\. Скажіть кожному/u,
	);
	expect(await shown()).toContain("/acknowledge-hazards");
	const pressed = await fetch(`${live}/acknowledge-hazards`, {
		method: "POST",
		body: new URLSearchParams({ nonce: "1" }),
	});
	expect(pressed.status).toBe(200);
	expect(await shown()).toMatch(
		/<p class="bar" id="mines">▲ МІНИ: .*Про міни всі знають: Петро, 03:02/u,
	);
	expect(await shown()).not.toContain("/acknowledge-hazards");
	expect(village.log.errors).toEqual([]);
});

describe("a helper with a tractor", () => {
	it("reads of the mines in the question itself", async () => {
		const opened = await openVillage({
			people: { petro, oleh, ivan, stepan: { name: "Степан", brigade: [] } },
		});
		village = opened as unknown as Village;
		const { people, service } = opened;
		await mine(village, FIRE, 400);
		const row = await addHelper(service, OPERATOR, {
			whom: { responderId: people.stepan.id },
			areaCode: "UA61060490010000001",
			equipment: ["tractor"],
		});
		await service.store.append({
			at: service.clock.now(),
			roster: [
				{ table: "helper", row: { ...row, consentAt: service.clock.now() } },
			],
		});
		const fire = await opened.report({ type: "vegetation_fire" });
		people.stepan.forget();
		await opened.order(fire, {
			type: "AskHelpers",
			by: opened.by(people.petro),
		});
		const [asked] = people.stepan.chat();
		expect(asked).toContain("МІНИ");
		expect(asked).toContain("400 м");
		expect(village.log.errors).toEqual([]);
	});
});

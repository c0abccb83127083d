/**
 * A copy is put in the place of the database while a resident's fire goes on: nobody is
 * woken twice, she is known, and so are the lists and the ground.
 */
import { afterEach, expect, it } from "vitest";
import {
	copyDatabase,
	openCopy,
	whileAlone,
} from "../../db/sqlite/embedded.ts";
import { importAreas } from "../../src/areas/areaImport.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { importHazards } from "../../src/ground/hazardImport.ts";
import { addWater } from "../../src/ground/water.ts";
import { sayConsent } from "../../src/others/consent.ts";
import { addHelper, addObserver } from "../../src/others/roster.ts";
import { restoreCopy, resumePast } from "../../src/restore.ts";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { fires, metresNorth, reportsIn } from "./told.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const HROMADA = "UA61060490010000001";
const square = (lat: number, lon: number) => ({
	type: "FeatureCollection",
	features: [
		{
			type: "Feature",
			id: "1",
			properties: { kind: "mines", source: "ДСНС" },
			geometry: {
				type: "Polygon",
				coordinates: [
					[
						[lon, lat],
						[lon + 0.004, lat],
						[lon + 0.004, lat + 0.003],
						[lon, lat + 0.003],
						[lon, lat],
					],
				],
			},
		},
	],
});

async function open() {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			oleh,
			ivan,
			hanna,
			police: { name: "Дільнична", brigade: [] },
			vasyl: { name: "Василь", brigade: [] },
		},
		at: "2026-01-15T12:00:00Z",
		airRaid: true,
	});
	village = opened as unknown as Village;
	const { service, operator, people } = opened;
	await addObserver(service, operator, {
		whom: { responderId: people.police.id },
		areaCode: HROMADA,
		kind: "policeOfficer",
	});
	const helper = await addHelper(service, operator, {
		whom: { responderId: people.vasyl.id },
		areaCode: HROMADA,
		equipment: ["tractor"],
	});
	await sayConsent(
		service,
		{ kind: "responder", id: people.vasyl.id },
		helper.id,
		"yes",
	);
	const near = metresNorth(900);
	await addWater(service, operator, {
		location: near,
		kind: "pond",
		name: "Став",
		state: "works",
	});
	await importHazards(
		service,
		operator,
		new TextEncoder().encode(JSON.stringify(square(near.lat, near.lon))),
	);
	return opened;
}

const copy = () => `${village.file}.copy`;
async function restored(): Promise<string[]> {
	const printed: string[] = [];
	await village.store.close();
	restoreCopy({
		config: {
			databaseFile: village.file,
			snapshotFile: `${village.file}.roster`,
			secret: village.secret,
		},
		files: { open: openCopy, alone: whileAlone },
		now: village.time.wall(),
		print: (line) => printed.push(line),
		file: copy(),
	});
	await village.restart();
	return printed;
}
const resume = () =>
	resumePast({
		config: {
			databaseFile: village.file,
			snapshotFile: `${village.file}.roster`,
			secret: village.secret,
		},
		files: { open: openCopy, alone: whileAlone },
		now: village.time.wall(),
		print: () => {},
	});
const told = () =>
	village.everybody.map((who) => who.told().length + who.rings());

it("nobody is alerted again, her word finds her report, and she reads once that it is over", async () => {
	const { people } = await open();
	const halyna = village.stranger("Галина", { place: metresNorth(600) });
	await halyna.writes("горить хата, людина всередині");
	await halyna.sendsPlace();
	await halyna.sendsContact();
	await village.fastForward(seconds(70));
	expect(people.oleh.told().join("\n")).toContain("ПОЖЕЖА");
	const [known] = await fires(village);
	await village.order(known?.id ?? "", {
		type: "Confirm",
		by: village.by(people.petro),
	});
	await people.petro.tap("Їду · 5 хв");
	await village.fastForward(seconds(20));
	await copyDatabase(village.file, copy());
	// What happened after the copy is lost: the end was written into the other file.
	expect(people.police.told().join("\n")).toContain("Для відома");
	const before = told();
	const printed = await restored();
	expect(printed.join("\n")).toContain("#100");
	await village.fastForward(minutes(3));
	expect(told()).toEqual(before);
	halyna.forget();

	await halyna.writes("вже перекинулось на сарай");
	const all = await fires(village);
	expect(all).toHaveLength(1);
	const [fire] = all;
	expect(fire && reportsIn(fire)).toHaveLength(1);
	const { others, ground, secrets, reporters } = village.service;
	expect(
		await reporters.byPhone(secrets.hash(halyna.phone.number)),
	).toMatchObject({ reports: 1 });
	expect(await others.observersBy(people.police.id)).toHaveLength(1);
	expect((await others.helperBy(people.vasyl.id))?.consentAt).toBeDefined();
	expect(
		await ground.water({
			near: metresNorth(600),
			withinMetres: 5_000,
			limit: 5,
		}),
	).toHaveLength(1);
	expect(
		await ground.hazards({
			near: metresNorth(600),
			withinMetres: 5_000,
			limit: 5,
		}),
	).toHaveLength(1);

	resume();
	await village.fastForward(seconds(30));
	const police = people.police.told().length;
	await village.order(fire?.id ?? "", {
		type: "Close",
		by: village.by(people.petro),
	});
	await village.fastForward(minutes(1));
	expect(
		halyna.told().filter((text) => text.includes("Подію завершено")),
	).toHaveLength(1);
	expect(people.police.told()).toHaveLength(police + 1);
	expect(village.log.errors).toEqual([]);
});

it("a copy of before her word knows nothing of it: her next word is a report, and the sky is asked anew", async () => {
	const { service, operator } = await open();
	for (const table of AREA_TABLES)
		await importAreas(service, operator, new TextEncoder().encode(table));
	await village.lookAtSky();
	await copyDatabase(village.file, copy());
	const halyna = village.stranger("Галина", { place: metresNorth(600) });
	await halyna.writes("горить хата");
	expect(await fires(village)).toHaveLength(1);
	village.sky.fail({ status: 503 });
	await restored();
	expect(await fires(village)).toHaveLength(0);
	await halyna.writes("горить хата, швидше");
	await halyna.sendsPlace();
	const [fire] = await fires(village);
	// Who has read #100 hears of another number.
	expect(fire?.number).toBeGreaterThan(100);
	await village.fastForward(seconds(100));
	await village.lookAtSky();
	const now = await village.service.load(fire?.id ?? "");
	expect(now.status === "unknown" ? "" : now.airRaid?.state).toBe("unknown");
	expect(village.log.errors).toEqual([]);
});

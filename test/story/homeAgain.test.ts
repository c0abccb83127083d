/**
 * The words, the map and the way home: what stands around the alert itself.
 */
import { afterEach, expect, it } from "vitest";
import { EVERYTHING } from "../../src/ports.ts";
import { venueOf } from "../../src/venue.ts";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const vehicle = async () => {
	const row = await village.service.roster.vehicle(
		EVERYTHING,
		village.vehicleId("Росохач/АЦ-40"),
	);
	if (!row) throw new Error("expected the tanker in the roster");
	const { reason, ...rest } = row;
	return {
		...rest,
		...(reason ? { reason: village.service.secrets.open(reason) } : {}),
	};
};

it("words behind an answer hang on it: on the board, and on everybody's card", async () => {
	const opened = await openVillage({
		twoWaySms: true,
		people: { petro, mykola, ivan, hanna: { ...hanna, telegram: false } },
	});
	village = opened;
	const { people } = opened;
	const fire = await opened.report();
	await people.ivan.writes("їду 10, беру рукав");
	await people.hanna.texts("їду 5 захоплю Оксану");
	expect(await opened.line(fire, people.ivan)).toMatchObject({
		answer: "responding",
		note: "беру рукав",
	});
	expect(await opened.line(fire, people.hanna)).toMatchObject({
		answer: "responding",
		note: "захоплю Оксану",
	});
	await opened.fastForward(seconds(6));
	expect(people.petro.card()).toContain("Іван 03:12 «беру рукав»");
	expect(opened.log.errors).toEqual([]);
});

it("the card tells whose phone rings, while the truck misses just them", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	await opened.report();
	await people.ivan.tap("Їду · 5 хв");
	await opened.fastForward(seconds(6));
	expect(people.ivan.card()).toContain("дзвонимо: Микола (водій)");
	// A hose is carried by whoever comes: nobody is named for it.
	expect(people.ivan.card()).not.toMatch(/дзвонимо:.*Ганна/u);
	await people.mykola.presses("1");
	expect(people.ivan.card()).not.toMatch(/дзвонимо:.*Микола/u);
});

it("«не встигаю» typed frees the seat and tells the chief", async () => {
	const opened = await openVillage({
		people: { petro, mykola, oleh, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await opened.report();
	for (const who of [people.petro, people.ivan, people.hanna, people.oleh])
		await who.tap("Їду · 5 хв");
	expect((await opened.board(fire)).crews[0]?.state).toBe("promised");
	await people.ivan.writes("не встигаю");
	expect((await opened.board(fire)).crews[0]?.state).toBe("short");
	expect(people.petro.chat().join("\n")).toContain(
		"Іван не встигає, місце звільнилося",
	);
	expect(opened.log.errors).toEqual([]);
});

it("the map is a plain page behind the same token: station, fire, ways into a map, and 101", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan } });
	village = opened;
	const { ivan: reader } = opened.people;
	const fire = await opened.report();
	const url = `${opened.url}/a/${opened.token(fire, "Іван")}`;
	expect(await (await fetch(url)).text()).toContain(
		`/a/${opened.token(fire, "Іван")}/map`,
	);
	const answer = await fetch(`${url}/map`);
	const page = await answer.text();
	expect(answer.status).toBe(200);
	expect(Buffer.byteLength(page)).toBeLessThan(10_000);
	expect(page).not.toContain("<script");
	expect(page).toContain("вул. Шевченка, 12");
	expect(page).toMatch(/\d+ м від депо, на північний схід \(33°\)/u);
	expect(page).toMatch(/href="geo:49\.0231,25\.8011\?q=/);
	expect(page).toContain("openstreetmap.org");
	expect(page).toContain('href="tel:101"');
	expect((await fetch(`${opened.url}/a/aaaaaaaaaaaa/map`)).status).toBe(404);

	await reader.tap("Їду · 5 хв");
	await opened.fastForward(seconds(6));
	expect(reader.phone.chat.at(-1)).toBeDefined();
	const labels = reader.phone.chat.flatMap(({ keyboard }) =>
		keyboard.flat().map(({ text }) => text),
	);
	expect(labels).toContain("Карта");
	expect(await venueOf(opened.service, fire)).toEqual({
		lat: 49.0231,
		lon: 25.8011,
		title: "#100 · хата",
		address: "Росохач (Чортківська громада), вул. Шевченка, 12",
	});
});

it("without a point there is no button, and the page says so in the place's own words", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan } });
	village = opened;
	const { ivan: reader } = opened.people;
	const { incidentId: fire } = await opened.raise({
		location: undefined,
		place: "за фермою, видно дим",
		brigadeIds: [opened.brigadeId("Росохач")],
	} as never);
	await opened.settle();
	await reader.tap("Їду · 5 хв");
	await opened.fastForward(seconds(6));
	const labels = reader.phone.chat.flatMap(({ keyboard }) =>
		keyboard.flat().map(({ text }) => text),
	);
	expect(labels).not.toContain("Карта");
	expect(await venueOf(opened.service, fire)).toBeUndefined();
	const page = await (
		await fetch(`${opened.url}/a/${opened.token(fire, "Іван")}/map`)
	).text();
	expect(page).toContain("за фермою, видно дим");
	expect(page).toContain("Точки на карті ще немає");
	expect(page).not.toContain("geo:");
});

it("home again: the driver says what is missing, and the truck stays amber until he says that it is ready", async () => {
	const opened = await openVillage({
		people: {
			petro,
			mykola: { ...mykola, phone: "smart" },
			ivan,
			hanna,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await opened.report();
	for (const who of opened.everybody) await who.tap("Їду · 5 хв");
	await opened.order(fire, {
		type: "Mark",
		mark: "departed",
		by: opened.by(people.petro),
		vehicleId: opened.vehicleId("Росохач/АЦ-40"),
	});
	await opened.fastForward(minutes(10));
	await people.ivan.tap("На пожежі");
	await opened.fastForward(minutes(60));
	await people.ivan.tap("Повернулися");
	expect(people.mykola.chat().at(-1)).toContain("Машина готова?");
	expect((await vehicle()).uncheckedSince).toBe(opened.now);

	await people.mykola.tap("Немає води");
	expect(people.mykola.toasts().at(-1)).toBe("Прийнято: машина без води.");
	expect(await vehicle()).toMatchObject({
		state: "ready",
		reason: "немає води",
	});
	expect((await vehicle()).uncheckedSince).toBeDefined();

	await people.mykola.tap("Машина готова");
	expect(await vehicle()).toMatchObject({ state: "ready" });
	expect(await vehicle()).not.toHaveProperty("uncheckedSince");
	expect(await vehicle()).not.toHaveProperty("reason");
	expect(opened.log.errors).toEqual([]);
});

it("who drove without a smartphone is rung: key 0 takes the truck out of service", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await opened.report();
	await people.mykola.presses("1");
	for (const who of [people.petro, people.ivan, people.hanna])
		await who.tap("Їду · 5 хв");
	const truck = opened.vehicleId("Росохач/АЦ-40");
	const by = opened.by(people.petro);
	await opened.order(fire, {
		type: "Mark",
		mark: "departed",
		by,
		vehicleId: truck,
	});
	await opened.fastForward(minutes(30));
	await opened.order(fire, {
		type: "Mark",
		mark: "returned",
		by,
		vehicleId: truck,
	});
	await people.mykola.presses("0");
	expect(people.mykola.heard().join(" ")).toContain("Машина готова?");
	expect(await vehicle()).toMatchObject({
		state: "outOfService",
		reason: "не їде після виїзду",
	});
	expect(opened.log.errors).toEqual([]);
});

it("closed in the night: at eight in the morning the silent driver is asked once more, and answers by his link", async () => {
	const opened = await openVillage({
		people: {
			petro,
			mykola: { ...mykola, phone: "smart", telegram: false },
			ivan,
			hanna,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await opened.report();
	for (const who of [people.petro, people.ivan, people.hanna])
		await who.tap("Їду · 5 хв");
	await people.mykola.sendsForm(fire, { answer: "responding" });
	const truck = opened.vehicleId("Росохач/АЦ-40");
	const by = opened.by(people.petro);
	for (const mark of ["departed", "returned"] as const) {
		await opened.fastForward(minutes(5));
		await opened.order(fire, { type: "Mark", mark, by, vehicleId: truck });
	}
	await opened.order(fire, { type: "Close", by });
	const asked = () =>
		people.mykola.sms().filter((text) => text.includes("Машина готова?"));
	expect(asked()).toEqual([
		`#100 Машина готова? dzv.ua/${opened.token(fire, "Микола")}`,
	]);
	const rings = people.mykola.rings();
	await opened.fastForward(minutes(5 * 60));
	expect(asked()).toHaveLength(2);
	expect(people.mykola.rings()).toBe(rings);
	await opened.fastForward(minutes(30 * 60));
	expect(asked()).toHaveLength(2);

	expect(await people.mykola.opensLink(fire)).toContain("Немає пального");
	expect(
		await people.mykola.sendsForm(fire, { readiness: "noFuel" }),
	).toContain("Прийнято: машина без пального.");
	expect(await vehicle()).toMatchObject({
		state: "ready",
		reason: "немає пального",
	});
	expect(opened.log.errors).toEqual([]);
});

it("the missed question is heard by ringing back", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await opened.report();
	await people.mykola.presses("1");
	for (const who of [people.petro, people.ivan, people.hanna])
		await who.tap("Їду · 5 хв");
	const truck = opened.vehicleId("Росохач/АЦ-40");
	const by = opened.by(people.petro);
	for (const mark of ["departed", "returned"] as const) {
		await opened.fastForward(minutes(5));
		await opened.order(fire, { type: "Mark", mark, by, vehicleId: truck });
	}
	// In the garage nobody hears the phone.
	await opened.fastForward(minutes(2));
	await people.mykola.ringsBack("1");
	expect(people.mykola.heard().join(" ")).toContain("Машина готова?");
	expect(await vehicle()).not.toHaveProperty("uncheckedSince");
	expect(opened.log.errors).toEqual([]);
});

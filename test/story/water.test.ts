/** Where the truck is filled: said with the alarm, and said to be dry by who stands there. */
import { afterEach, describe, expect, it } from "vitest";
import { sayDry } from "../../src/ground/water.ts";
import { importWater } from "../../src/ground/waterImport.ts";
import { OPERATOR } from "../../src/keys.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { ivan, mykola, oleh, petro } from "./cast.ts";
import { openVillage, ROSOKHACH, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const FIRE = { lat: ROSOKHACH.lat + 0.006, lon: ROSOKHACH.lon + 0.006 };
const WATER = `ref,kind,name,lat,lon,refill_minutes,access,state
1,pond,Ставок біля школи,${FIRE.lat + 0.00315},${FIRE.lon},5,з дамби,works
2,hydrant,,${FIRE.lat - 0.008},${FIRE.lon},4,,works
3,tower,Башта,${FIRE.lat + 0.0001},${FIRE.lon},3,,dry`;

const bring = async (opened: Village): Promise<void> => {
	const { created, rejected } = await importWater(
		opened.service,
		OPERATOR,
		new TextEncoder().encode(WATER),
		{ format: "csv" },
	);
	expect({ created, rejected }).toEqual({ created: 3, rejected: [] });
};

it("the alarm names the nearest water; its driver finds it dry, is told the next, the chief hears it once", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, stepan: { name: "Степан" } },
	});
	village = opened as unknown as Village;
	const { people } = opened;
	await bring(village);
	const fire = await opened.report();
	expect(people.oleh.chat()[0]).toContain(
		"💧 Ставок біля школи, 350 м, набрати 5 хв · Гідрант, 890 м, набрати 4 хв",
	);
	expect(people.oleh.chat()[0]).not.toContain("Башта");
	for (const who of [people.petro, people.oleh, people.ivan, people.stepan])
		await who.tap("Їду · 5 хв");
	await opened.fastForward(seconds(5));
	// On the way to the station nobody has seen the pond.
	expect(buttons(people.oleh.phone)).not.toContain("Там немає води");
	await people.oleh.tap("Виїхали");
	await opened.fastForward(seconds(5));
	people.petro.forget();

	await people.oleh.tap("Там немає води");
	await people.oleh.tap("Ставок біля школи, 350 м, набрати 5 хв");
	const answer = people.oleh.phone.chat.at(-1)?.text;
	expect(answer).toContain(
		"Записали: Ставок біля школи, води немає. Начальник знає.",
	);
	expect(answer).toContain("Найближча інша вода: Гідрант, 890 м, набрати 4 хв");
	const told = () =>
		people.petro
			.chat()
			.filter((text) =>
				text.includes("Олег каже: води немає. Ставок біля школи, #100"),
			);
	expect(told()).toHaveLength(1);
	expect((await opened.board(fire)).water).toMatchObject([
		{ kind: "hydrant", distanceMetres: 891 },
	]);
	await opened.fastForward(seconds(10));
	expect(people.oleh.card()).not.toContain("Ставок");

	// Somebody else says the same on the page: it is known.
	const page = await people.ivan.opensLink(fire);
	expect(page).toContain("Гідрант, 890 м, набрати 4 хв");
	expect(page).toContain("Води немає: Гідрант");
	const [pond] = await opened.service.ground.waterByRefs(["1"]);
	await people.ivan.sendsForm(fire, { dry: pond?.id ?? "" });
	expect(told()).toHaveLength(1);
	const [hydrant] = await opened.service.ground.waterByRefs(["2"]);
	const after = await people.ivan.sendsForm(fire, { dry: hydrant?.id ?? "" });
	expect(after).not.toContain("Гідрант");
	expect((await opened.board(fire)).water).toBeUndefined();
	expect(village.log.errors).toEqual([]);
});

it("the chief's page shows the water and takes the same word, by a press or twice", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened as unknown as Village;
	const { people } = opened;
	await bring(village);
	const fire = await opened.report();
	const live = `${opened.url}/i/${opened.token(fire, people.petro.name, "live")}`;
	const shown = async (): Promise<string> => (await fetch(live)).text();
	expect(await shown()).toContain(
		"Вода: Ставок біля школи, 350 м, набрати 5 хв · Гідрант, 890 м, набрати 4 хв",
	);
	const [pond] = await opened.service.ground.waterByRefs(["1"]);
	for (const nonce of ["1", "1"]) {
		const pressed = await fetch(`${live}/water-dry?id=${pond?.id}`, {
			method: "POST",
			body: new URLSearchParams({ nonce }),
		});
		expect(pressed.status).toBe(200);
		expect(await pressed.text()).toContain("Записали: води немає");
	}
	expect(await shown()).not.toContain("Ставок");
	const log = await opened.service.store.load(`incident/${fire}`);
	expect(log.filter(({ type }) => type === "WaterFoundDry")).toHaveLength(1);
	const wrong = await fetch(`${live}/water-dry?id=nobody`, { method: "POST" });
	expect(wrong.status).toBe(400);
	expect(village.log.errors).toEqual([]);
});

it("who does not come says nothing of the water", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened as unknown as Village;
	const { people } = opened;
	await bring(village);
	const fire = await opened.report();
	const [pond] = await opened.service.ground.waterByRefs(["1"]);
	await people.ivan.tap("Не можу");
	expect(await people.ivan.opensLink(fire)).not.toContain("Там немає води");
	await people.ivan.sendsForm(fire, { dry: pond?.id ?? "" });
	expect((await opened.service.ground.waterByRefs(["1"]))[0]?.state).toBe(
		"works",
	);
	expect(village.log.errors).toEqual([]);
});

it("residents say that it is dry: the point comes last, the chief is asked once, and his word counts", async () => {
	const opened = await openVillage({
		people: { petro, oleh: { ...oleh, locale: "en" }, mykola },
	});
	village = opened as unknown as Village;
	const { people, service } = opened;
	await bring(village);
	const [pond] = await service.ground.waterByRefs(["1"]);
	const near = { lat: FIRE.lat + 0.003, lon: FIRE.lon };
	for (let times = 0; times < 3; times += 1)
		await sayDry(service, { near }, { kind: "resident" });
	await opened.settle();
	const asked = people.petro
		.chat()
		.filter((text) =>
			text.includes(
				"Мешканці кажуть, що води немає: Ставок біля школи. Це так?",
			),
		);
	expect(asked).toHaveLength(1);
	const fire = await opened.report();
	expect(people.oleh.chat()[0]).toContain(
		"💧 Hydrant, 890 m, 4 min to fill · Ставок біля школи, 350 m, 5 min to fill (said to be dry)",
	);
	await people.petro.tap("Вода є");
	expect(
		(await service.ground.waterByIds([pond?.id ?? ""]))[0],
	).not.toHaveProperty("saidDryAt");
	expect((await opened.board(fire)).water?.[0]).toMatchObject({
		name: "Ставок біля школи",
		state: "works",
	});
	expect(village.log.errors).toEqual([]);
});

const buttons = (phone: {
	chat: readonly { keyboard: readonly (readonly { text: string }[])[] }[];
}): string[] =>
	phone.chat.flatMap(({ keyboard }) => keyboard.flat().map(({ text }) => text));

describe.each(["uk", "en"] as const)(
	"a resident who sees no water, in %s",
	(locale) => {
		const says = locale === "uk" ? "гідрант сухий" : "the hydrant is dry";
		const t = (id: string, args?: Record<string, string>) =>
			village.service.wording.text(locale, id, args);

		it("is thanked alike whatever we know; the chief is asked once, and nothing burns", async () => {
			const opened = await openVillage({ people: { petro, oleh, mykola } });
			village = opened as unknown as Village;
			const { people } = opened;
			await bring(village);
			const halyna = village.stranger("Галина", { locale });
			await halyna.writes(says);
			expect(halyna.told().at(-1)).toBe(t("resident-dry-where"));
			const [hydrant] = await opened.service.ground.waterByRefs(["2"]);
			await halyna.sendsPlace(hydrant?.location);
			const thanks = t("resident-dry-thanks", { link: `${village.url}/101` });
			expect(halyna.told().at(-1)).toBe(thanks);
			const asked = () =>
				people.petro.chat().filter((text) => text.includes("води немає"));
			expect(asked()).toHaveLength(1);

			// Where we know of none, the same words; and nobody is asked.
			const second = village.stranger("Оксана", { locale });
			await second.writes(says);
			await second.sendsPlace({ lat: 49.3, lon: 25.2 });
			expect(second.told().at(-1)).toBe(thanks);
			expect(asked()).toHaveLength(1);

			await people.petro.tap("Так, води немає");
			expect((await opened.service.ground.waterByRefs(["2"]))[0]?.state).toBe(
				"dry",
			);
			const { items } = await village.store.heads(EVERYTHING, { limit: 5 });
			expect(items).toEqual([]);
			expect(village.log.errors).toEqual([]);
		});

		it("is heard as a report when it burns as well, and a point after it is where", async () => {
			const opened = await openVillage({ people: { petro, oleh, mykola } });
			village = opened as unknown as Village;
			await bring(village);
			const halyna = village.stranger("Галина", { locale });
			await halyna.writes(
				locale === "uk"
					? "горить хата, гідрант сухий!"
					: "house fire, the hydrant is dry!",
			);
			await halyna.sendsPlace();
			const { items } = await village.store.heads(EVERYTHING, { limit: 5 });
			expect(items).toHaveLength(1);
			expect(items[0]?.location).toBeDefined();
		});
	},
);

it("a boy who calls every pond dry asks the chief three times an hour, no more", async () => {
	const opened = await openVillage({ people: { petro, oleh, mykola } });
	village = opened as unknown as Village;
	const rows = Array.from(
		{ length: 6 },
		(_, n) => `p${n},pond,,${FIRE.lat + n / 100},${FIRE.lon},5,,works`,
	);
	await importWater(
		opened.service,
		OPERATOR,
		new TextEncoder().encode([WATER.split("\n")[0], ...rows].join("\n")),
		{ format: "csv" },
	);
	const boy = village.stranger("Хлопець");
	for (let n = 0; n < 6; n += 1) {
		await boy.writes("ставок пересох");
		await boy.sendsPlace({ lat: FIRE.lat + n / 100, lon: FIRE.lon });
	}
	const asked = opened.people.petro
		.chat()
		.filter((text) => text.includes("води немає"));
	expect(asked).toHaveLength(3);
});

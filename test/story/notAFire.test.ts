import { afterEach, expect, it } from "vitest";
import {
	desk,
	hanna,
	ivan,
	mykola,
	oksana,
	oleh,
	petro,
	UHRYN_CREW,
} from "./cast.ts";
import {
	minutes,
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

const OFF = { state: "off", weekly: [], exceptions: [] } as const;

it("an exercise looks like an exercise on every channel: НАВЧАННЯ, never ПОЖЕЖА", async () => {
	const opened = await openVillage({
		people: { petro, mykola, oleh, ivan, hanna: { ...hanna, telegram: false } },
	});
	village = opened;
	const { people } = opened;
	const drill = await village.report({ mode: "exercise" });
	await people.mykola.presses("1");
	await people.oleh.tap("Їду · 5 хв");
	await village.fastForward(minutes(4));
	await village.order(drill, { type: "Close", by: village.desk });
	await village.fastForward(seconds(10));

	for (const who of village.everybody) {
		const alerts = who.told().filter((text) => !text.startsWith("Можете"));
		expect(alerts.join("\n"), who.name).not.toMatch(/ПОЖЕЖА|Пожежа/u);
		expect(alerts[0], who.name).toMatch(/НАВЧАННЯ|Навчання|Викликаємо/u);
		for (const text of who.sms()) expect(text, who.name).toMatch(/^НАВЧАННЯ/u);
		for (const text of who.chat().filter((t) => t.includes("#100")))
			expect(text, who.name).toContain("НАВЧАННЯ");
	}
	expect(people.mykola.heard()[0]).toBe("Навчання, не горить. Подія 100.");
	expect(village.log.errors).toEqual([]);
});

it("a real alarm frees whoever is promised to an exercise, and tells him so", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const drill = await village.report({ mode: "exercise" });
	await people.oleh.tap("Їду · 5 хв");
	const fire = await village.report();
	expect(people.oleh.chat().at(-1)).toContain("ПОЖЕЖА");
	await people.oleh.tap("Їду · 5 хв");
	expect((await village.line(fire, people.oleh))?.answer).toBe("responding");
	expect(
		people.oleh
			.chat()
			.filter((t) =>
				t.includes("СПРАВЖНЯ ПОДІЯ. Навчання #100 для вас скінчилося"),
			),
	).toHaveLength(1);
	expect((await village.line(drill, people.oleh))?.answer).not.toBe(
		"responding",
	);
	expect(village.log.errors).toEqual([]);
});

it("who is off stays silent, whatever the ladder does", async () => {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: {
			petro,
			mykola,
			ivan: { ...ivan, availability: OFF },
			oksana: {
				...oksana,
				brigade: "Угринь",
				availability: OFF,
			},
			...UHRYN_CREW,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report({ peopleInDanger: true });
	await village.fastForward(minutes(6));
	await village.order(fire, { type: "AlertNext", by: village.desk });
	await village.fastForward(minutes(2));
	expect(people.ivan.told()).toEqual([]);
	expect(people.ivan.rings()).toBe(0);
	expect(people.oksana.told()).toEqual([]);
	expect((await village.board(fire)).passedOver).toContainEqual(
		expect.objectContaining({ name: "Іван", reason: "off" }),
	);
	expect(village.log.errors).toEqual([]);
});

it("shelling rings no volunteer until a human says so, whoever reports it", async () => {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			ivan,
			desk,
		},
	});
	village = opened;
	const { people } = opened;
	const impact = await village.report({
		type: "shelling_impact",
		source: "okc_101",
		peopleInDanger: true,
	});
	await village.fastForward(minutes(3));
	expect(people.mykola.told()).toEqual([]);
	expect(people.ivan.told()).toEqual([]);
	expect(people.petro.chat()[0]).toContain("Приліт? Скликати людей?");
	expect(people.desk.sms()[0]).toMatch(/^Приліт\? #100/u);
	expect(people.desk.rings()).toBeGreaterThan(0);

	await people.petro.tap("Скликати");
	expect(people.mykola.sms()[0]).toMatch(/^ОБСТРІЛ #100/u);
	expect(people.mykola.rings()).toBe(1);
	expect((await village.board(impact)).status).toBe("open");
	expect(village.log.errors).toEqual([]);
});

it("a resident's report rings the chief alone; he presses 1 and everybody is called", async () => {
	const opened = await openVillage({
		people: { petro: { ...petro, phone: "button" }, mykola, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report({ source: "resident" });
	expect(people.petro.rings()).toBe(1);
	expect(people.petro.sms()[0]).toBe(
		"Горить? #100 Росохач, Шевченка 12. Дзвонимо: 1-скликати 0-ні",
	);
	expect(people.ivan.told()).toEqual([]);
	await village.fastForward(seconds(5));
	await people.petro.presses("1");
	expect(people.petro.heard().at(-1)).toBe("Прийнято: скликаємо людей.");
	expect(people.ivan.chat()[0]).toContain("ПОЖЕЖА · хата · #100");
	expect(people.ivan.chat()[0]).not.toContain("не підтверджено");
	expect((await village.board(fire)).status).toBe("open");
	expect(village.log.errors).toEqual([]);
});

it("the chief taps «Не скликати»: nobody was woken and nobody will be", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan } });
	village = opened;
	const { people } = opened;
	const fire = await village.report({ source: "resident" });
	await people.petro.tap("Не скликати");
	await village.fastForward(minutes(10));
	expect([...people.ivan.told(), ...people.mykola.told()]).toEqual([]);
	expect((await village.board(fire)).status).toBe("cancelled");
	expect(village.log.errors).toEqual([]);
});

it("nobody confirms a house for a minute: it alerts by itself, marked «не підтверджено»", async () => {
	const opened = await openVillage({
		people: {
			petro,
			oksana: { ...oksana, qualifications: ["leader"], role: "deputy" },
			mykola,
			ivan,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report({ source: "resident" });
	await village.fastForward(seconds(31));
	expect(people.oksana.rings()).toBe(1);
	expect(people.ivan.told()).toEqual([]);
	await village.fastForward(seconds(30));
	expect(people.ivan.chat()[0]).toContain("не підтверджено");
	expect(people.mykola.sms()[0]).toMatch(/^ПОЖЕЖА #100 .*не підтв/u);
	expect((await village.board(fire)).status).toBe("unconfirmed");
	expect((await village.board(fire)).alertedAt).not.toBeNull();

	// Dismissed after all: whoever was called is told it is nothing.
	await people.petro.tap("Не скликати");
	expect(people.ivan.chat().at(-1)).toContain("ХИБНИЙ ВИКЛИК");
	expect(people.mykola.sms().at(-1)).toContain("ХИБНИЙ ВИКЛИК #100");
	expect(village.log.errors).toEqual([]);
});

it("grass by night rings no phone: Telegram, after twenty seconds an SMS", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna, oleh },
	});
	village = opened;
	const { people } = opened;
	await village.report({
		type: "vegetation_fire",
		place: "Росохач, за фермою",
	});
	expect(people.ivan.chat()[0]).toContain("ПОЖЕЖА · стерня · #100");
	expect(people.ivan.sms()).toEqual([]);
	// No Telegram on a button phone: its SMS cannot wait.
	// Nobody will ring him tonight, so it asks him to.
	expect(people.mykola.sms()).toEqual([
		"ПОЖЕЖА #100 стерня: Росохач, за фермою. Передзвоніть: 1-їду 0-не можу",
	]);
	await village.fastForward(seconds(21));
	expect(people.ivan.sms()).toEqual([
		expect.stringMatching(/^ПОЖЕЖА #100 стерня: Росохач, за фермою. Їдете\?/u),
	]);
	await people.hanna.tap("10 хв");
	await village.fastForward(minutes(2));
	for (const who of [people.mykola, people.ivan, people.hanna, people.oleh])
		expect(who.rings(), who.name).toBe(0);
	expect(village.log.errors).toEqual([]);
});

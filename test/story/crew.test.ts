import { afterEach, expect, it } from "vitest";
import {
	desk,
	hanna,
	ivan,
	mykola,
	oksana,
	oleh,
	petro,
	stepan,
	UHRYN_CREW,
} from "./cast.ts";
import {
	minutes,
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

const COMES = "Їду · 5 хв";
async function come(...people: Villager[]): Promise<void> {
	for (const who of people) {
		await who.tap(COMES);
		// Nobody's tap is the same millisecond as another's.
		await village.fastForward(seconds(1));
	}
}

it("one of four does not come: asked two minutes after his promise, a minute later his seat opens, the next fills it and the truck leaves", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna, oksana },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await come(people.petro, people.oleh, people.ivan, people.hanna);
	expect((await village.board(fire)).crews[0]?.state).toBe("promised");

	await village.fastForward(minutes(4));
	for (const who of ["petro", "oleh", "hanna"] as const)
		await people[who].tap("Я в депо");
	people.ivan.forget();
	await village.fastForward(minutes(3) + seconds(5));
	expect(people.ivan.chat()[0]).toContain("Вас чекають у депо. Їдете?");
	expect(people.ivan.rings()).toBe(1);

	people.oksana.forget();
	await village.fastForward(seconds(62));
	expect((await village.facts(fire)).includes("SeatOpened")).toBe(true);
	expect(people.ivan.chat().at(-1)).toContain(
		"Ваше місце віддали іншим. Якщо їдете, дайте знати",
	);
	// Silent until now: her phone rings again, for the seat.
	expect(people.oksana.rings()).toBe(1);
	await people.oksana.presses("1");
	expect((await village.board(fire)).crews[0]?.state).toBe("promised");
	await village.fastForward(minutes(3));
	await people.oksana.tap("Я в депо");
	await people.petro.tap("Виїхали");
	expect((await village.board(fire)).crews[0]).toMatchObject({ state: "left" });
	expect(village.log.errors).toEqual([]);
});

it("«Їду, але не водієм»: he comes, the wheel stays free, the other driver is called on", async () => {
	const opened = await openVillage({
		people: { petro, oleh, mykola, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await people.oleh.tap("Їду, але не водієм");
	await come(people.petro, people.ivan, people.hanna);

	const board = await village.board(fire);
	expect(board.headline.kind).toBe("noDriver");
	expect(board.crews[0]?.missing).toEqual(["driver_c"]);
	expect(people.oleh.card()).toContain("не водієм");
	expect(people.mykola.phone.ringing).toBeDefined();
	await people.mykola.presses("1");
	expect((await village.board(fire)).headline.kind).toBe("leaves");
	// Enough with Mykola: one is the spare, nobody asks why he does not drive.
	expect(village.log.errors).toEqual([]);
});

it("straight to the fire: he fills no seat, and a driver is told once that the truck waits for him", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna, oksana },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await come(people.petro, people.ivan, people.hanna);
	await people.oleh.tap("Одразу на пожежу");
	const board = await village.board(fire);
	expect(board.headline.kind).toBe("noDriver");
	const warned = people.oleh
		.told()
		.filter((text) => /чекає на вас/u.test(text));
	expect(warned).toHaveLength(1);
	await people.oksana.tap("Одразу на пожежу");
	expect(people.oksana.told().some((text) => /чекає/u.test(text))).toBe(false);
	expect(village.log.errors).toEqual([]);
});

it("the battery is flat: «Машина не їде» calls the next brigade at once and the desk reads it", async () => {
	const opened = await openVillage({
		at: "2026-07-15T09:00:00Z",
		brigades: TWO_BRIGADES,
		people: {
			petro,
			oleh,
			ivan,
			hanna,
			desk,
			...UHRYN_CREW,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report({ type: "vegetation_fire" });
	await come(people.petro, people.oleh, people.ivan, people.hanna);
	expect((await village.board(fire)).headline.kind).toBe("leaves");
	expect(people.bohdan.told()).toEqual([]);

	await village.order(fire, {
		type: "VehicleDown",
		vehicleId: village.vehicleId("Росохач/АЦ-40"),
		by: village.by(people.petro),
	});
	expect(people.bohdan.chat()[0]).toContain("ПОЖЕЖА · стерня · #100");
	expect(people.desk.sms().at(-1)).toMatch(
		/^#100 МАШИНА НЕ ЇДЕ. Кличемо Угринь/u,
	);
	expect(people.petro.chat().at(-1)).toContain("МАШИНА НЕ ЇДЕ. Кличемо Угринь");
	expect((await village.board(fire)).headline.kind).not.toBe("leaves");
	// Grass by day: his phone rings within the minute.
	await village.until(() => people.bohdan.rings() > 0, seconds(62));
	expect(village.log.errors).toEqual([]);
});

it("nobody marks the departure: leader and driver are asked two minutes later, the screen says «виїзд не підтверджено»", async () => {
	const opened = await openVillage({
		people: { petro: { ...petro, role: "deputy" }, oleh, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await come(people.petro, people.oleh, people.ivan, people.hanna);
	await village.fastForward(minutes(4));
	for (const who of village.everybody) await who.tap("Я в депо");
	for (const who of village.everybody) who.forget();
	await village.until(
		() => people.oleh.phone.ringing !== undefined,
		minutes(4),
	);

	expect(people.petro.chat().at(-1)).toContain("Виїхали?");
	expect([people.petro.rings(), people.oleh.rings()]).toEqual([1, 1]);
	expect(people.ivan.told()).toEqual([]);
	await village.fastForward(seconds(4));
	expect((await village.board(fire)).headline.kind).toBe("leftUnconfirmed");
	expect(people.hanna.card()).toContain("ВИЇЗД НЕ ПІДТВЕРДЖЕНО");
	await people.oleh.presses("1");
	expect(people.oleh.heard().at(-1)).toBe("Прийнято: виїхали.");
	expect((await village.board(fire)).headline.kind).toBe("left");
	const rungSoFar = people.petro.rings();
	await village.fastForward(minutes(10));
	expect(people.petro.rings()).toBe(rungSoFar);
	expect(village.log.errors).toEqual([]);
});

it("more come than seats: the surplus waits in reserve, then sleeps when the truck has left", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna, oksana, stepan, mykola },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await come(
		people.petro,
		people.oleh,
		people.ivan,
		people.hanna,
		people.oksana,
		people.stepan,
	);
	const reserve = village.everybody.filter((who) =>
		who.chat().some((text) => text.includes("РЕЗЕРВ: екіпаж є")),
	);
	expect(reserve.map(({ name }) => name)).toEqual(["Степан"]);
	// One spare is kept; the second driver never sleeps before the truck has left.
	people.mykola.forget();
	await village.fastForward(minutes(4));
	await people.petro.tap("Виїхали");
	await village.fastForward(seconds(5));
	expect(people.stepan.chat().at(-1)).toContain(
		"ВІДБІЙ ВИЇЗДУ: екіпаж виїхав. Дякуємо, відпочивайте",
	);
	expect((await village.board(fire)).headline.kind).toBe("left");
	expect(village.log.errors).toEqual([]);
});

it("one withdraws and the reserve is called back before anybody else is woken", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna, oksana, stepan },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await come(
		people.petro,
		people.oleh,
		people.ivan,
		people.hanna,
		people.oksana,
		people.stepan,
	);
	expect(people.stepan.card()).toContain("РЕЗЕРВ");
	// Two of the five give up: the spare fills one seat, the reserve the other.
	await people.ivan.tap("Не встигаю");
	await people.hanna.tap("Не встигаю");
	expect(people.stepan.chat().at(-1)).toContain("Ви знову потрібні");
	const board = await village.board(fire);
	expect(board.headline.kind).toBe("leaves");
	expect(village.log.errors).toEqual([]);
});

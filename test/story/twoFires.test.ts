import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oleh, petro, UHRYN_CREW } from "./cast.ts";
import {
	minutes,
	openVillage,
	ROSOKHACH,
	seconds,
	TWO_BRIGADES,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

const COMES = "Їду · 5 хв";
const FARM = {
	type: "structure_fire",
	location: { lat: ROSOKHACH.lat - 0.02, lon: ROSOKHACH.lon },
	place: "Росохач, за фермою",
} as const;

async function come(...people: Villager[]): Promise<void> {
	for (const who of people) {
		await who.tap(COMES);
		await village.fastForward(seconds(1));
	}
}

it("two people report one fire in the same second: two numbers, but nobody is rung twice within two minutes", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const [one, other] = await Promise.all([
		village.raise(),
		village.raise({ source: "okc_101", place: "Росохач, Шевченка" }),
	]);
	await village.settle();
	expect(one.incidentId).not.toBe(other.incidentId);
	const boards = await Promise.all(
		[one, other].map(({ incidentId }) => village.board(incidentId)),
	);
	const second = boards.find((board) => board.possibleDuplicateOf !== null);
	const first = boards.find((board) => board.possibleDuplicateOf === null);
	expect(second?.possibleDuplicateOf).toBe(first?.id);
	expect(second?.alertedAt).toBeNull();
	// Nobody is called to it: no screen may say «ЗБИРАЄМО».
	expect(second?.headline).toEqual({ kind: "unconfirmed" });
	// The chief is asked in writing; his phone rings for the fire itself only.
	await village.fastForward(minutes(1));
	for (const who of [people.mykola, people.ivan, people.hanna])
		expect(
			who.told().filter((t) => t.includes("#101")),
			who.name,
		).toEqual([]);

	// No human said it is the same: after two minutes its own ladder goes on.
	await village.fastForward(minutes(1) + seconds(5));
	expect((await village.board(second?.id ?? "")).alertedAt).not.toBeNull();
	expect(village.log.errors).toEqual([]);
});

it("the chief says it is the same fire: the second report rings nobody, ever", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	await village.report();
	const again = await village.report({ place: "Росохач, Шевченка 14" });
	expect(people.petro.chat().at(-1)).toContain(
		"Схоже, це вже #100. Якщо подія інша, скличте людей",
	);
	expect(people.petro.sms().at(-1)).toMatch(
		/^Це #100\? #101 Росохач, Шевченка 14. Інша: dzv.ua\//u,
	);
	await people.petro.tap("Не скликати");
	expect((await village.board(again)).status).toBe("cancelled");
	await village.fastForward(minutes(5));
	for (const who of [people.mykola, people.ivan, people.hanna])
		expect(who.told().filter((t) => t.includes("#101"))).toEqual([]);
	expect(village.log.errors).toEqual([]);
});

it("the chief says it is another fire: it rings that second", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	await village.report();
	await village.report({ place: "Росохач, Шевченка 14" });
	await people.petro.tap("Скликати");
	expect(people.ivan.chat().at(-1)).toContain("ПОЖЕЖА · хата · #101");
	expect(village.log.errors).toEqual([]);
});

it("the same event of the same desk, sent twice, is one incident and rings once", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan } });
	village = opened;
	const event = { source: "okc_101", externalId: "2026-118" } as const;
	const [one, other] = await Promise.all([
		village.raise(event),
		village.raise(event),
	]);
	const third = await village.raise(event);
	await village.settle();
	expect(
		new Set([one, other, third].map(({ incidentId }) => incidentId)).size,
	).toBe(1);
	expect(
		opened.people.ivan.chat().filter((text) => text.includes("ПОЖЕЖА")),
	).toHaveLength(1);
	expect(opened.people.ivan.rings()).toBe(1);
	expect(village.log.errors).toEqual([]);
});

it("two fires and one tanker: the neighbour is called at once and the first leader gets one question", async () => {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: { petro, oleh, ivan, hanna, ...UHRYN_CREW },
	});
	village = opened;
	const { people } = opened;
	const first = await village.report();
	await come(people.petro, people.oleh, people.ivan, people.hanna);
	await village.fastForward(minutes(5));
	await people.petro.tap("Виїхали");
	for (const who of village.everybody) who.forget();

	const second = await village.report(FARM);
	expect(people.bohdan.chat()[0]).toContain("ПОЖЕЖА · хата · #101");
	expect(people.bohdan.rings()).toBe(1);
	const questions = people.petro
		.chat()
		.filter((text) => text.includes("Друга подія"));
	expect(questions).toEqual([
		expect.stringContaining(
			"Друга подія, вільної машини немає. Ви на #100: лишитися, розділитися чи їхати?",
		),
	]);
	// Who sits in the truck is not asked to come to a station.
	expect(people.oleh.chat().filter((t) => t.includes("Їдете?"))).toEqual([]);
	await people.petro.tap("Лишаємося на #100");
	expect(people.petro.toasts().at(-1)).toBe("Прийнято: лишаєтеся.");
	await village.fastForward(minutes(2));
	expect(
		people.petro.chat().filter((text) => text.includes("Друга подія")),
	).toHaveLength(1);
	expect(
		(await village.board(second)).crews.map((crew) => crew.brigade),
	).toEqual(["Угринь"]);
	expect((await village.board(first)).headline.kind).toBe("left");
	expect(village.log.errors).toEqual([]);
});

it("she promised #100 and says «їду» to #101: asked which, «перейти» moves her, «лишаюся» keeps him", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const first = await village.report();
	// Both are silent yet, so the second fire rings them as well.
	const second = await village.report({ ...FARM, force: true });
	for (const who of [people.hanna, people.ivan]) {
		await who.writes("#100 йду 5");
		await village.fastForward(seconds(1));
		// The newest card is the second fire's.
		await who.tap("10 хв");
		expect(who.chat().at(-1)).toContain("Ви їдете на #100. Перейти на #101?");
	}
	expect((await village.line(second, people.hanna))?.answer).toBe("none");

	await people.hanna.tap("Перейти на #101");
	await people.ivan.tap("Лишаюся");
	expect((await village.line(first, people.hanna))?.answer).toBe(
		"notResponding",
	);
	expect((await village.line(second, people.hanna))?.answer).toBe("responding");
	expect((await village.line(first, people.ivan))?.answer).toBe("responding");
	expect((await village.line(second, people.ivan))?.answer).toBe(
		"notResponding",
	);
	const held = await village.store.commitments(
		[people.hanna, people.ivan].map(({ id }) => ({ kind: "responder", id })),
	);
	expect(held.map(({ id, incidentId }) => [id, incidentId]).sort()).toEqual(
		[
			[people.hanna.id, second],
			[people.ivan.id, first],
		].sort(),
	);
	expect(village.log.errors).toEqual([]);
});

it("a number she was never asked about is not taken for the fire she drives to", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { hanna: driver } = opened.people;
	const first = await village.report();
	await driver.tap("Їду · 5 хв");
	const before = await village.line(first, driver);
	// She is on the way, so the second fire passes her over; somebody told her of it.
	await village.report({ ...FARM, force: true });
	await driver.writes("#101 їду 20");
	expect((await village.line(first, driver))?.etaAt).toBe(before?.etaAt);
	expect(driver.chat().at(-1)).not.toContain("Прийнято: їдете");
	expect(village.log.errors).toEqual([]);
});

it("one person in two brigades is alerted once and counted once", async () => {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: {
			petro,
			oleh: { ...oleh, brigade: ["Росохач", "Угринь"] },
			ivan,
			hanna,
			lesia: UHRYN_CREW.lesia,
			taras: UHRYN_CREW.taras,
			yurii: UHRYN_CREW.yurii,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	expect(people.oleh.chat().filter((t) => t.includes("ПОЖЕЖА"))).toHaveLength(
		1,
	);
	expect(people.oleh.rings()).toBe(1);
	await come(
		people.oleh,
		people.petro,
		people.ivan,
		people.hanna,
		people.lesia,
		people.taras,
		people.yurii,
	);
	const board = await village.board(fire);
	const seats = board.crews.flatMap((crew) =>
		crew.seats.filter((seat) => seat.responderId === people.oleh.id),
	);
	expect(seats).toHaveLength(1);
	expect(board.crews.filter((crew) => crew.state === "promised")).toHaveLength(
		1,
	);
	expect(village.log.errors).toEqual([]);
});

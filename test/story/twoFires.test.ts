import { afterEach, expect, it } from "vitest";
import {
	hanna,
	ivan,
	mykola,
	oleh,
	petro,
	UHRYN_CREW,
} from "./cast.ts";
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
	// The chief is asked in writing; his phone rings for the fire itself only.
	await village.fastForward(minutes(1));
	for (const who of [people.mykola, people.ivan, people.hanna])
		expect(who.told().filter((t) => t.includes("#101")), who.name).toEqual([]);

	// No human said it is the same: after two minutes its own ladder goes on.
	await village.fastForward(minutes(1) + seconds(5));
	expect((await village.board(second?.id ?? "")).alertedAt).not.toBeNull();
	expect(village.log.errors).toEqual([]);
});

it("a human says it is the same fire: the second report rings nobody, ever", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	await village.report();
	const again = await village.report({ place: "Росохач, Шевченка 14" });
	expect(people.petro.chat().at(-1)).toContain("#101");
	await village.order(again, {
		type: "Cancel",
		by: village.by(people.petro),
		reason: "duplicate",
		ownDesk: true,
	});
	await village.fastForward(minutes(5));
	expect(
		people.ivan.told().filter((text) => text.includes("#101")),
	).toEqual([]);
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
	expect((await village.board(second)).crews.map((crew) => crew.brigade)).toEqual(
		["Угринь"],
	);
	expect((await village.board(first)).headline.kind).toBe("left");
	expect(village.log.errors).toEqual([]);
});

it("she is on the way to #100 and says «їду» to #101: asked which, «перейти» moves her, «лишаюся» keeps her", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const first = await village.report();
	await come(people.hanna, people.ivan);
	// Somebody's report of another place: both were alerted there as well.
	const second = await village.report({ ...FARM, force: true });
	expect((await village.board(second)).responders.map((r) => r.name)).not.toContain("Ганна");

	// Hanna heard of it and answers on her own link; Ivan too.
	for (const who of [people.hanna, people.ivan]) {
		await who.writes("#101 їду");
		expect(who.chat().at(-1)).toBeDefined();
	}
	expect(village.log.errors).toEqual([]);
	expect(first).not.toBe(second);
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
	expect(people.oleh.chat().filter((t) => t.includes("ПОЖЕЖА"))).toHaveLength(1);
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
	expect(
		board.crews.filter((crew) => crew.state === "promised"),
	).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

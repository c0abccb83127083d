import { afterEach, expect, it } from "vitest";
import {
	desk,
	hanna,
	ivan,
	mykola,
	oksana,
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

const CAST = {
	petro,
	mykola,
	ivan,
	hanna,
	desk,
} as const;

it("nobody answers: every phone rings twice, the chief hears the verdict, then humans are rung every minute until one presses 1", async () => {
	const opened = await openVillage({
		people: {
			petro: { ...petro, qualifications: ["firefighter"] },
			mykola,
			ivan,
			desk,
		},
	});
	village = opened;
	const {
		petro: chief,
		mykola: driver,
		ivan: member,
		desk: post,
	} = opened.people;

	const fire = await village.report();
	expect(driver.rings()).toBe(1);
	await village.fastForward(seconds(45));
	// The redial follows each one's own call by forty seconds.
	expect([driver.rings(), member.rings()]).toEqual([2, 2]);
	expect(post.rings()).toBe(0);

	await village.fastForward(seconds(76));
	expect(chief.chat().at(-1)).toContain("НЕМАЄ");
	expect(post.sms().at(-1)).toMatch(/^#100 НЕМАЄ .*ніхто не їде/u);

	await village.fastForward(seconds(62));
	expect(post.rings()).toBe(1);
	expect(await village.facts(fire)).toContain("HumansCalled");
	await village.fastForward(minutes(1));
	expect(post.rings()).toBe(2);
	await village.fastForward(seconds(60));
	await post.presses("1");
	expect(post.heard().at(-1)).toBe(
		"Прийнято: подія за вами. Стежте за сторінкою.",
	);

	const rungBefore = [chief.rings(), post.rings()];
	await village.fastForward(minutes(5));
	expect([chief.rings(), post.rings()]).toEqual(rungBefore);
	const board = await village.board(fire);
	expect(board.humanInCharge?.name).toBe("Черговий");
	expect(board.headline.kind).toBe("nobodyAnswered");
	expect(board.responders.map(({ answer }) => answer)).toEqual(
		board.responders.map(() => "noAnswer"),
	);
	expect(village.log.errors).toEqual([]);
});

it("the driver is missing: the headline says so, the neighbour was called and the chief reads both", async () => {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: { ...CAST, oksana, ...UHRYN_CREW },
	});
	village = opened;
	const { people } = opened;

	const fire = await village.report();
	// Six people nobody knows yet are no sure crew: the neighbour is called at once.
	expect(people.bohdan.rings()).toBe(1);
	for (const who of ["petro", "ivan", "hanna", "oksana"] as const)
		await people[who].tap("Їду · 5 хв");
	await village.fastForward(seconds(121));

	expect((await village.board(fire)).headline).toEqual({
		kind: "noDriver",
		have: 3,
		need: 4,
	});
	expect(people.petro.chat().at(-1)).toContain(
		"НЕМАЄ ВОДІЯ, їдуть 4. Кличемо Угринь",
	);
	expect(people.petro.card()).toContain("НЕМАЄ ВОДІЯ · їдуть 3 з 4");
	expect(people.desk.sms().at(-1)).toMatch(
		/^#100 НЕМАЄ ВОДІЯ, їдуть 4. Кличемо Угринь. dzv.ua\//u,
	);
	expect(village.log.errors).toEqual([]);
});

it("he declines and the next candidate is asked the same second", async () => {
	// Stubble by day: a wave at a time, so that somebody is left to ask.
	const opened = await openVillage({
		at: "2026-07-15T09:00:00Z",
		people: {
			petro,
			mykola,
			oleh: { name: "Олег", qualifications: ["driver_c"], metresAway: 2_000 },
			ivan,
			hanna,
			...manyNeighbours(16),
		},
	});
	village = opened;
	const { people } = opened;

	const fire = await village.report({ type: "vegetation_fire" });
	const asked = (await village.board(fire)).responders.length;
	const factsBefore = (await village.facts(fire)).length;
	await people.ivan.tap("Не можу");

	const board = await village.board(fire);
	expect(board.responders.length).toBe(asked + 1);
	expect((await village.facts(fire)).slice(factsBefore)).toEqual([
		"ResponderAcknowledged",
		"RespondersAlerted",
	]);
	expect(people.ivan.card()).toContain("Ви не можете. Дякуємо за відповідь");
	expect(village.log.errors).toEqual([]);
});

function manyNeighbours(count: number) {
	return Object.fromEntries(
		Array.from({ length: count }, (_, index) => [
			`neighbour${index}`,
			{ name: `Сусід ${index + 1}`, phone: "button" as const },
		]),
	);
}

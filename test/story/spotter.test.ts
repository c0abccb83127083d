/**
 * An occupier's spotter with a chat: he reports fires to see who comes, from where and how
 * fast, and an impact to see whether it hit. He learns that it was received, and that help
 * comes; nothing he is told tells one village from another.
 */
import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oleh, petro, UHRYN_CREW } from "./cast.ts";
import { filed, fires, metresNorth, reportsIn, tells } from "./told.ts";
import {
	minutes,
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

async function open() {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: { petro, mykola, oleh, ivan, hanna, ...UHRYN_CREW },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}
const SPOTTER = { chat: "830001" };
const alerted = () =>
	village.everybody
		.filter((who) =>
			who.told().some((text) => /ПОЖЕЖА|ОБСТРІЛ|Пожежа!/u.test(text)),
		)
		.map(({ name }) => name);

it.each([
	["uk", "приліт, горить склад"],
	["en", "missile, a warehouse on fire"],
] as const)(
	"an impact he reports (%s) rings no volunteer, however long nobody decides",
	async (locale, text) => {
		await open();
		const taken = filed(
			await tells(village, {
				who: { ...SPOTTER, locale },
				text,
				location: metresNorth(500),
			}),
		);
		expect(taken.incident.incidentType).toBe("shelling_impact");
		await village.fastForward(minutes(10));
		expect(alerted()).toEqual([]);
	},
);

it("neither does a second word of it turn a fire that people were called to", async () => {
	const { people } = await open();
	const fire = await village.report({
		source: "chief",
		location: metresNorth(500),
	});
	await people.oleh.tap("Їду · 5 хв");
	const taken = filed(
		await tells(village, {
			who: SPOTTER,
			text: "горить хата",
			location: metresNorth(520),
		}),
	);
	expect(taken.incident.id).toBe(fire);
	filed(await tells(village, { who: SPOTTER, text: "там приліт, не їдьте" }));
	await village.settle();
	const [now] = await fires(village);
	expect(now?.incidentType).toBe("structure_fire");
	expect((await village.line(fire, people.oleh))?.answer).toBe("responding");
	expect(people.petro.told().join("\n")).toContain("приліт");
});

it("he cannot move a fire away from where a human said it is", async () => {
	const { people } = await open();
	const fire = await village.report({
		source: "chief",
		location: metresNorth(500),
	});
	filed(
		await tells(village, {
			who: SPOTTER,
			text: "горить хата",
			location: metresNorth(600),
		}),
	);
	await village.fastForward(seconds(30));
	await tells(village, { who: SPOTTER, location: metresNorth(1_900) });
	const board = await village.board(fire);
	expect(board.location).toMatchObject(metresNorth(500));
	expect(board.reports?.[0]?.location).toMatchObject(metresNorth(1_900));
	expect(people.oleh.told().join("\n")).not.toContain("НОВЕ МІСЦЕ");
});

it.each([
	["uk", "горить хата, людина всередині"],
	["en", "house on fire, a person inside"],
] as const)(
	"what he is told (%s) is the same wherever he reports, and says nothing of who comes",
	async (locale, words) => {
		const { people } = await open();
		const told: string[][] = [];
		for (const [name, north] of [
			["Перший", 500],
			["Другий", 4_500],
		] as const) {
			const who = village.stranger(name, {
				locale,
				place: metresNorth(north),
			});
			await who.sendsPlace();
			await who.writes(words);
			const fire = (await fires(village)).at(-1);
			await village.order(fire?.id ?? "", {
				type: "Confirm",
				by: village.by(people.petro),
			});
			await village.fastForward(seconds(30));
			told.push(who.told());
		}
		expect(told[0]).toEqual(told[1]);
		expect(told.flat().join("\n")).not.toMatch(
			/#\d|\+380|\d+ ?(хв|min)|Росохач|Угринь|Петро/u,
		);
	},
);

it("one false report later he wakes the chief of whichever brigade, and nobody else", async () => {
	const { people } = await open();
	const first = filed(
		await tells(village, {
			who: SPOTTER,
			text: "горить хата, діти всередині",
			location: metresNorth(500),
		}),
	);
	await village.order(first.incident.id, {
		type: "Dismiss",
		by: village.by(people.petro),
	});
	await village.fastForward(minutes(5));
	const rings = new Map(
		village.everybody.map((who) => [who.name, who.rings()]),
	);
	const again = filed(
		await tells(village, {
			who: SPOTTER,
			text: "горить хата, діти всередині",
			location: metresNorth(800),
		}),
	);
	expect(reportsIn(again.incident)[0]?.doubted).toBe(true);
	await village.fastForward(minutes(5));
	expect(
		village.everybody
			.filter((who) => who.rings() > (rings.get(who.name) ?? 0))
			.map(({ name }) => name),
	).toEqual(["Петро"]);
});

/** Time passes over an incident that is over: what is kept for a time only goes in its time. */
import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { WORD_KEYS } from "../../db/rows.ts";
import { RETENTION, retention } from "../../src/retention.ts";
import { hanna, ivan, mykola, oleh, petro } from "../story/cast.ts";
import { minutes, openVillage, ROSOKHACH } from "../story/village.ts";
import { openedCells } from "./searching.ts";

type Opened = Awaited<ReturnType<typeof openBurning>>;
let opened: Opened;
afterEach(() => opened.village.close());

const HOUR_MS = minutes(60);
const DAY_MS = 24 * HOUR_MS;
const NOTE = "Вода є в колодязі за школою";

/** A fire with a note, a position and answers, and the work that keeps to the table. */
async function openBurning() {
	const village = await openVillage({
		people: {
			petro,
			mykola,
			oleh: { ...oleh, metresAway: 4_000 },
			ivan,
			hanna,
		},
	});
	const fire = await village.report();
	const { people } = village;
	await people.oleh.tap("20+");
	await people.oleh.phone.shareLiveLocation({
		lat: ROSOKHACH.lat + 0.03,
		lon: ROSOKHACH.lon,
	});
	await village.settle();
	await people.ivan.writes(NOTE);
	const keeping = retention(village.service);
	const count = (table: string, text?: string): number =>
		openedCells(village.file, village.secret).filter(
			(cell) =>
				cell.where === table && (text === undefined || cell.text === text),
		).length;
	return { village, fire, keeping, count };
}

it("positions go a day after the last one, whatever burns; all else waits until nothing is open", async () => {
	opened = await openBurning();
	const { village, keeping, count } = opened;
	expect(count("position.position")).toBe(1);
	await village.time.push(23 * HOUR_MS);
	await keeping.hourly();
	expect(count("position.position")).toBe(1);
	await village.time.push(40 * DAY_MS);
	await keeping.nightly();
	await keeping.hourly();
	// It burns still: the position is gone, every message and text is there.
	expect(count("position.position")).toBe(0);
	expect(count("inbound.body")).toBeGreaterThan(3);
	expect(count("outbox.body")).toBeGreaterThan(3);
	expect(count("words.text", NOTE)).toBe(1);
});

it("an incident that is over loses its links, then its texts and messages, then its words and rows; its log stays whole", async () => {
	opened = await openBurning();
	const { village, fire, keeping, count } = opened;
	await village.order(fire, { type: "Close", by: village.desk });
	await village.fastForward(minutes(2));
	const facts = await village.facts(fire);
	const link = () =>
		village.store.capability(
			village.service.secrets.hash(village.token(fire, "Іван")),
		);
	const sends = async () =>
		(await village.store.aboutPerson(village.idOf("Іван"), [fire])).sends;
	const sent = (await sends()).length;
	expect(sent).toBeGreaterThan(0);
	const passes = async (ms: number): Promise<void> => {
		await village.time.push(ms);
		await keeping.nightly();
		await keeping.hourly();
	};

	await passes(11 * HOUR_MS);
	expect(await link()).toBeDefined();
	await passes(2 * HOUR_MS);
	expect(await link()).toBeUndefined();
	expect(count("position.position")).toBe(1);
	await passes(12 * HOUR_MS);
	expect(count("position.position")).toBe(0);

	await passes(28 * DAY_MS);
	expect(count("outbox.body")).toBeGreaterThan(3);
	expect(count("inbound.body")).toBeGreaterThan(3);
	await passes(2 * DAY_MS);
	expect(count("outbox.body")).toBe(0);
	expect(count("inbound.body")).toBe(0);
	expect((await sends()).length).toBe(sent);
	expect(count("words.text", NOTE)).toBe(1);

	// Another fire puts the night off, hour by hour, and not for ever.
	await village.time.push(RETENTION.words.keptMs);
	const other = await village.report({
		location: { lat: ROSOKHACH.lat + 0.1, lon: ROSOKHACH.lon },
		place: "Угринь, ліс",
	});
	await keeping.nightly();
	await keeping.hourly();
	expect(count("words.text", NOTE)).toBe(1);
	await village.order(other, { type: "Close", by: village.desk });
	await village.fastForward(minutes(2));
	await keeping.hourly();
	expect(count("words.text", NOTE)).toBe(0);
	expect(await sends()).toEqual([]);

	// The place is the fire's, and the log is whole: it folds as before.
	const { village: after } = opened;
	await after.restart();
	expect(await after.facts(fire)).toEqual(facts);
	const board = await after.board(fire);
	expect(board.place).toContain("Шевченка, 12");
	expect(
		board.responders.find(({ id }) => id === after.idOf("Іван"))?.note,
	).toBeNull();
	expect(after.log.errors).toEqual([]);
});

it("every place where an event may hold words has its time", () => {
	const events = readFileSync(
		new URL("../../src/core/incident.ts", import.meta.url),
		"utf8",
	);
	const keys = new Set(
		[...events.matchAll(/(\w+)\??: WordRef/g)].map(([, key]) => key),
	);
	// The place is the fire's; the previous one is the state's, not the log's.
	keys.delete("place");
	keys.delete("previousPlace");
	expect([...keys].toSorted()).toEqual([...WORD_KEYS].toSorted());
});

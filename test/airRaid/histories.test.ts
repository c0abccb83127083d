/**
 * Random histories of the sky against a reference that knows the truth: webhooks come
 * late, twice, out of order, not at all or from a stranger, lists now and then.
 *
 * After a list the shown state is the truth. When every word has come, in whatever
 * order, it is the truth as well. Always it is at least as bad as the newest signed
 * word, and a stranger changes nothing.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import { PATIENCE_MS } from "../../src/airRaid/picture.ts";
import type { AirState } from "../../src/core/kinds.ts";
import type { AlarmMessage } from "../../src/sandbox/ukraineAlarm.ts";
import { CHORTKIV, openSky, ROSOKHACH, SKY, TERNOPIL_CITY } from "./sky.ts";

const PLACES: Readonly<Record<string, readonly string[]>> = {
	[ROSOKHACH]: [SKY.hromada, SKY.raion, SKY.oblast],
	[CHORTKIV]: [SKY.neighbour, SKY.raion, SKY.oblast],
	[TERNOPIL_CITY]: ["1551", SKY.otherRaion, SKY.oblast],
};
/** Few, so that words of the same alert meet. */
const REGIONS = [
	SKY.hromada,
	SKY.hromada,
	SKY.raion,
	SKY.neighbour,
	SKY.oblast,
];
const LEVELS = [
	[],
	[],
	["Yellow"],
	["Red"],
	["Red", "Yellow"],
	["plain"],
	["Purple"],
];

type Deed =
	| { kind: "change"; region: string; type: string; levels: string[] }
	| { kind: "deliver"; which: number; keeps: boolean }
	| { kind: "drop"; which: number }
	| { kind: "forged"; region: string; levels: string[] }
	| { kind: "look"; fails: boolean; meanwhile: boolean }
	| { kind: "wait"; seconds: number };

const change = fc.record({
	kind: fc.constant("change" as const),
	region: fc.constantFrom(...REGIONS),
	type: fc.constantFrom("AIR", "AIR", "AIR", "AIR", "ARTILLERY", "INFO"),
	levels: fc.constantFrom(...LEVELS),
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
	{ weight: 5, arbitrary: change },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant("deliver" as const),
			which: fc.nat(20),
			keeps: fc.boolean(),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant("drop" as const),
			which: fc.nat(20),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant("forged" as const),
			region: fc.constantFrom(...REGIONS),
			levels: fc.constantFrom(...LEVELS),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant("look" as const),
			fails: fc.constantFrom(false, false, false, true),
			meanwhile: fc.boolean(),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant("wait" as const),
			seconds: fc.constantFrom(5, 20, 60, 100),
		}),
	},
);

const RANK = { none: 0, yellow: 1, red: 2 } as const;
type Known = keyof typeof RANK;
const ORDER: Record<AirState, number> = {
	none: 0,
	yellow: 1,
	unknown: 2,
	red: 3,
};
const worst = (levels: readonly Known[]): Known =>
	levels.reduce(
		(one, other) => (RANK[other] > RANK[one] ? other : one),
		"none",
	);

/** What a change means, told once more from the domain and not from the code. */
const meaning = (type: string, levels: readonly string[]): Known =>
	type === "INFO" || levels.length === 0
		? "none"
		: levels.every((level) => level === "Yellow")
			? "yellow"
			: "red";

type Word = { at: number; level: Known };

it("shows the truth after every list, never less than the newest signed word, and never a stranger's", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 60 }), play),
		{ numRuns: 250 },
	);
}, 120_000);

async function play(deeds: readonly Deed[]): Promise<void> {
	const sky = await openSky();
	const truth = new Map<string, Word>();
	/** The newest signed word of region and type: from a list or a webhook. */
	const newest = new Map<string, Word>();
	let heardAt = Number.NEGATIVE_INFINITY;
	let waiting: { message: AlarmMessage; key: string; word: Word }[] = [];
	/** Words that never came since the last list. */
	let isMissing = false;

	const of = (words: ReadonlyMap<string, Word>, place: string): Known =>
		worst(
			[...words].flatMap(([key, { level }]) =>
				PLACES[place]?.includes(key.split("/")[0] ?? "") ? [level] : [],
			),
		);
	const shown = async () =>
		Object.fromEntries(
			await Promise.all(
				Object.keys(PLACES).map(
					async (place) => [place, await sky.state(place)] as const,
				),
			),
		);

	async function deliver(which: number, keeps: boolean): Promise<void> {
		const found = waiting[which % Math.max(1, waiting.length)];
		if (!found) return;
		if (!keeps) waiting = waiting.filter((one) => one !== found);
		expect(await sky.hears(found.message)).toBe(true);
		const known = newest.get(found.key);
		if (!known || found.word.at > known.at) newest.set(found.key, found.word);
	}

	async function check(isListed: boolean): Promise<void> {
		const now = sky.now();
		const states = await shown();
		for (const place of Object.keys(PLACES)) {
			const state = states[place] ?? "none";
			if (now - heardAt > PATIENCE_MS) {
				expect(["unknown", "red"]).toContain(state);
				continue;
			}
			if (
				isListed ||
				(!isMissing && waiting.every(({ key, word }) => known(key, word)))
			)
				expect(state).toBe(of(truth, place));
			expect(ORDER[state]).toBeGreaterThanOrEqual(ORDER[of(newest, place)]);
		}
	}
	/** Delivered already, or older than what is known: it may come again. */
	const known = (key: string, word: Word): boolean =>
		(newest.get(key)?.at ?? Number.NEGATIVE_INFINITY) >= word.at;

	for (const one of deeds) {
		// Nothing of the source happens in the same moment.
		sky.push(4_000);
		let isListed = false;
		switch (one.kind) {
			case "change": {
				const { region, type, levels } = one;
				const message = sky.peer.set(region, levels, { type });
				const word = { at: sky.now(), level: meaning(type, levels) };
				const key = `${region}/${type}`;
				truth.set(key, word);
				waiting.push({ message, key, word });
				break;
			}
			case "deliver":
				await deliver(one.which, one.keeps);
				break;
			case "drop": {
				const found = waiting[one.which % Math.max(1, waiting.length)];
				if (found && !known(found.key, found.word)) isMissing = true;
				waiting = waiting.filter((other) => other !== found);
				break;
			}
			case "forged": {
				const before = await shown();
				const message = {
					regionId: one.region,
					alarmType: "AIR",
					status: "DEACTIVATE" as const,
					activeAlertLevels: one.levels.map((alertLevel) => ({
						alertLevel,
						reason: "",
						createdAt: new Date(sky.now()).toISOString(),
					})),
					createdAt: new Date(sky.now()).toISOString(),
				};
				expect(await sky.hears(message, { forged: true })).toBe(false);
				expect(await shown()).toEqual(before);
				break;
			}
			case "look": {
				sky.peer.fail(one.fails ? { status: 503 } : {});
				let overtaken = false;
				sky.onTheWay.work = async (what) => {
					// A word overtakes the list it is part of, or that it is newer than.
					if (what !== "alerts" || !one.meanwhile || waiting.length === 0)
						return;
					overtaken = true;
					await deliver(0, false);
				};
				await sky.feed.look();
				delete sky.onTheWay.work;
				sky.peer.fail({});
				if (one.fails) break;
				heardAt = sky.now();
				if (overtaken) {
					// In doubt the worse, for the two seconds to the next list.
					for (const [place, state] of Object.entries(await shown()))
						expect(ORDER[state]).toBeGreaterThanOrEqual(
							ORDER[of(truth, place)],
						);
					sky.push(2_000);
					await sky.feed.look();
					heardAt = sky.now();
				}
				for (const [key, word] of truth) newest.set(key, { ...word });
				isMissing = false;
				isListed = true;
				break;
			}
			case "wait":
				sky.push(one.seconds * 1_000);
		}
		await check(isListed);
	}
}

it("is right when every word of a night comes in any order, each once or twice", async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(change, { minLength: 1, maxLength: 20 }),
			fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
			async (changes, order) => {
				const sky = await openSky();
				await sky.feed.look();
				const truth = new Map<string, Known>();
				const words = changes.map(({ region, type, levels }) => {
					sky.push(1_000);
					truth.set(`${region}/${type}`, meaning(type, levels));
					return sky.peer.set(region, levels, { type });
				});
				const twice = [...words, ...words]
					.map((word, at) => ({ word, at: order[at] ?? at }))
					.sort((a, b) => a.at - b.at);
				for (const { word } of twice) await sky.hears(word);
				for (const [place, regions] of Object.entries(PLACES))
					expect(await sky.state(place)).toBe(
						worst(
							[...truth].flatMap(([key, level]) =>
								regions.includes(key.split("/")[0] ?? "") ? [level] : [],
							),
						),
					);
			},
		),
		{ numRuns: 100 },
	);
}, 60_000);

/**
 * Where residents mean, on all settlements of the country: 2,000 spellings made by a
 * seeded script, each looked for within the raion its reporter's brigades serve.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPlace } from "../../src/areas/gazetteer.ts";
import {
	brigadeOf,
	type Country,
	countryIsThere,
	openCountry,
} from "./country.ts";
import { type Spelt, spellings } from "./spellings.ts";

const MANY = 2_000;
const SEED = 7;

if (!countryIsThere)
	console.warn(
		"SKIPPED: ../shared/data/geo is absent, the gazetteer is not tried on the 29,707 settlements",
	);

describe.skipIf(!countryIsThere)("the country's settlements", () => {
	const folder = mkdtempSync(join(tmpdir(), "gazetteer-"));
	let country: Country;
	beforeAll(async () => {
		country = await openCountry(join(folder, "country.db"));
	}, 120_000);
	afterAll(async () => {
		await country.close();
		rmSync(folder, { recursive: true });
	});

	const asked = (said: string, hromadaCode: string, limit?: number) =>
		findPlace(country.deps, said, {
			brigadeIds: [brigadeOf(hromadaCode)],
			...(limit === undefined ? {} : { limit }),
		});
	const chortkiv = (said: string) => asked(said, "UA61060430000094264");

	test("2,000 spellings find what is meant: first where the name is unique, offered nearly always, and a name that repeats is asked with its hromada", async () => {
		const tried: { spelt: Spelt; at: number; sure: number }[] = [];
		// A raion is made ready once for all of its names.
		const all = spellings(country.rows, MANY, SEED).sort((a, b) =>
			a.raion < b.raion ? -1 : 1,
		);
		for (const spelt of all) {
			const offers = await asked(spelt.text, spelt.hromadaCode);
			const at = offers.findIndex(({ code }) => code === spelt.code);
			tried.push({
				spelt,
				at,
				sure: offers.findIndex(({ sure }) => sure),
			});
			if (at >= 0 && !spelt.isUnique) {
				const sameName = offers.filter(({ name }) => name === spelt.name);
				// An old name may have been one settlement's alone.
				if (spelt.kind !== "old name")
					expect(sameName.length, spelt.text).toBeGreaterThan(1);
				for (const offer of sameName) {
					expect(offer.hromada, spelt.text).toBeTruthy();
					expect(offer.sure, spelt.text).toBe(false);
				}
			}
		}
		console.info(table(tried));
		const unique = tried.filter(({ spelt }) => spelt.isUnique);
		const repeated = tried.filter(({ spelt }) => !spelt.isUnique);
		expect(tried).toHaveLength(MANY);
		expect(repeated.length).toBeGreaterThan(400);
		expect(share(unique, ({ at }) => at === 0)).toBeGreaterThanOrEqual(0.95);
		expect(share(tried, ({ at }) => at >= 0)).toBeGreaterThanOrEqual(0.99);
		// Nothing is sure where two are called so, nor where something else is meant.
		expect(repeated.filter(({ sure }) => sure >= 0)).toEqual([]);
		const wrongly = unique.filter(({ at, sure }) => sure >= 0 && sure !== at);
		expect(wrongly.map(({ spelt }) => spelt.text)).toEqual([]);
		expect(share(unique, ({ sure }) => sure === 0)).toBeGreaterThan(0.7);
	}, 300_000);

	test("a resident's sentence gives the settlement and what is left of the words", async () => {
		for (const [said, name, rest] of [
			["горить в росохачі за школою", "Росохач", "за школою"],
			["s. Rosokhach", "Росохач", ""],
			["Росохач, Шевченка, 12", "Росохач", "Шевченка, 12"],
			["до Улашківців", "Улашківці", ""],
			["біля Звиняча горить стерня", "Звиняч", "стерня"],
			["в Колиндянах, вул. Шевченка 12", "Колиндяни", "вул. Шевченка 12"],
			["у Великих Чорнокінцях за фермою", "Великі Чорнокінці", "за фермою"],
			["Горить у Білому Потоці", "Білий Потік", ""],
			["Pocoxaч", "Росохач", ""],
			["Росохач Чортківська громада, за школою", "Росохач", "за школою"],
		] as const) {
			const [first] = await chortkiv(said);
			expect([said, first?.name, first?.rest, first?.sure]).toEqual([
				said,
				name,
				rest,
				true,
			]);
			expect(first?.hromada, said).toBeTruthy();
		}
	});

	test("what nobody is called, what two are called, and every day's words are never sure", async () => {
		for (const said of [
			"у Чорнокінцях за фермою",
			"на Вигоді горить хата",
			"між Росохачем і Звинячем",
			"смт Товсте",
			"горить ліс",
		])
			expect(
				(await chortkiv(said)).filter(({ sure }) => sure),
				said,
			).toEqual([]);
		for (const said of [
			"горить хата",
			"Пожежа, люди в хаті",
			"",
			"12",
			"...",
			"дамба",
		])
			expect(await chortkiv(said), said).toEqual([]);
	});

	test("a street called after a town is not the town", async () => {
		const offers = await chortkiv("Росохач, вулиця Чортківська 5");
		expect(offers.map(({ name, sure }) => [name, sure])).toEqual([
			["Росохач", true],
		]);
	});

	test("without a brigade the raion around the point is searched, without both the country by exact name, never sure", async () => {
		const near = { lat: 48.95, lon: 25.81 };
		const [around] = await findPlace(country.deps, "в росохачі", { near });
		expect(around).toMatchObject({ name: "Росохач", sure: true });
		const anywhere = await findPlace(country.deps, "Іванівка за клубом", {
			limit: 500,
		});
		expect(anywhere).toHaveLength(119);
		expect(anywhere.filter(({ sure }) => sure)).toEqual([]);
		expect(await findPlace(country.deps, "в росохачі")).toEqual([]);
		expect(await findPlace(country.deps, "Росохач")).toHaveLength(3);
	});

	test("what burns beyond the raion's border is offered by its exact name, not guessed from a likeness", async () => {
		// Чортківський raion has an Оленівка, Тернопільський the Іванівка.
		const [first] = await chortkiv("Іванівка");
		expect(first).toMatchObject({
			name: "Іванівка",
			raion: "Тернопільський",
			sure: false,
		});
	});
});

type Tried = { spelt: Spelt; at: number; sure: number };

const share = (some: readonly Tried[], is: (one: Tried) => boolean): number =>
	some.filter(is).length / some.length;

function table(tried: readonly Tried[]): string {
	const per = (n: number) => `${(n * 100).toFixed(1)} %`.padStart(9);
	const line = (name: string, some: readonly Tried[]) => {
		const unique = some.filter(({ spelt }) => spelt.isUnique);
		return [
			name.padEnd(24),
			String(some.length).padStart(6),
			per(share(unique, ({ at }) => at === 0)),
			per(share(some, ({ at }) => at >= 0)),
			per(share(unique, ({ sure }) => sure === 0)),
		].join("");
	};
	const kinds = Map.groupBy(tried, ({ spelt }) => spelt.kind);
	return [
		`${"spelling".padEnd(24)} tried    first  offered     sure`,
		...[...kinds].map(([name, some]) => line(name, some)),
		line("all", tried),
	].join("\n");
}

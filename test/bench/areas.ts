/**
 * A settlement looked for by the beginning of its name, with the whole country in the
 * table: every letter typed is one such question. Needs ../shared/data/geo beside the project.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { importAreas } from "../../src/areas/areaImport.ts";
import { searchAreas } from "../../src/areas/search.ts";
import { OPERATOR } from "../../src/keys.ts";
import { EVERYTHING } from "../../src/ports.ts";
import type { Service } from "../../src/service.ts";
import { type Spread, spreadOf } from "./figures.ts";

const GEO = join(import.meta.dirname, "../../../shared/data/geo");
const TABLES = ["hromadas.csv", "settlements.csv"] as const;
/** As far as people type before they look: one letter to the whole name. */
const TYPED = [1, 2, 3, 5, 30];
const WARM_UP = 50;
const LIMIT = 10;

export type AreaFigures = { settlements: number; search: Spread };

/** Undefined where the country's tables are not there. */
export async function measureAreas(
	file: string,
	times: number,
): Promise<AreaFigures | undefined> {
	if (!TABLES.every((name) => existsSync(join(GEO, name)))) {
		console.error(
			"SKIPPED: ../shared/data/geo is absent, the search of settlements is not measured",
		);
		return undefined;
	}
	const database = openSqlite(file);
	try {
		await fill(database);
		const names = namesOf(readFileSync(join(GEO, "settlements.csv"), "utf8"));
		const samples: number[] = [];
		for (let n = 0; n < WARM_UP + times; n++) {
			// A stride that is no divisor of their number: every search another name.
			const name = names[(n * 7_919) % names.length] ?? "";
			const search = name.slice(0, TYPED[n % TYPED.length]);
			const startedMs = performance.now();
			const found = await searchAreas(database, EVERYTHING, {
				search,
				near: { lat: 46 + (n % 50) / 10, lon: 23 + (n % 150) / 10 },
				limit: LIMIT,
			});
			const endedMs = performance.now();
			if (found.length === 0)
				throw new Error(
					`expected a settlement that begins with ${search}, got none`,
				);
			if (n >= WARM_UP) samples.push(endedMs - startedMs);
		}
		return { settlements: names.length, search: spreadOf(samples) };
	} finally {
		await database.store.close();
	}
}

/** Imported once; later runs find it filled. */
async function fill(database: ReturnType<typeof openSqlite>): Promise<void> {
	const still = () => Date.parse("2026-07-15T11:00:00Z");
	const service = {
		...database,
		clock: { now: still, mono: still, wall: still, speed: 1 },
	} as Pick<Service, "store" | "areas" | "roster" | "clock"> as Service;
	for (const name of TABLES) {
		const { rejected } = await importAreas(
			service,
			OPERATOR,
			readFileSync(join(GEO, name)),
		);
		if (rejected.length > 0)
			throw new Error(
				`expected ${name} to be taken, ${rejected.length} lines were refused`,
			);
	}
}

const namesOf = (csv: string): string[] =>
	csv
		.trim()
		.split("\n")
		.slice(1)
		.map((line) => line.split(",")[1] ?? "");

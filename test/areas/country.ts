/** The country's tables beside the project, imported into a file, with a brigade in every hromada's centre. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { importAreas } from "../../src/areas/areaImport.ts";
import type { Brigade } from "../../src/core/roster.ts";
import { rowsOf } from "../../src/csvTable.ts";
import { OPERATOR } from "../../src/keys.ts";
import type { Clock } from "../../src/ports.ts";
import type { Service } from "../../src/service.ts";
import type { CountryRow } from "./spellings.ts";

const GEO = join(import.meta.dirname, "../../../shared/data/geo");
const TABLES = ["hromadas.csv", "settlements.csv"] as const;

export const countryIsThere = TABLES.every((name) =>
	existsSync(join(GEO, name)),
);

export type Country = Awaited<ReturnType<typeof openCountry>>;

/** A file that was filled before stays as it is. */
export async function openCountry(file: string) {
	const database = openSqlite(file);
	const still = () => Date.parse("2026-07-15T11:00:00Z");
	const clock: Clock = { now: still, mono: still, wall: still, speed: 1 };
	const service = { ...database, clock } as Pick<
		Service,
		"store" | "areas" | "roster" | "clock"
	> as Service;
	const { rows, brigades } = tables();
	const isNew = (await database.areas.count(["settlement"])) === 0;
	if (isNew)
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
	await database.store.append({
		at: still(),
		roster: brigades.map((row) => ({ table: "brigade", row })),
	});
	return {
		rows,
		settlements: await database.areas.count(["settlement"]),
		deps: { areas: database.areas, roster: database.roster, clock },
		close: () => database.store.close(),
	};
}

export const brigadeOf = (hromadaCode: string): string => `of-${hromadaCode}`;

function tables(): { rows: CountryRow[]; brigades: Brigade[] } {
	const hromadas = new Map(
		table("hromadas.csv").map((cells) => [cells.code ?? "", cells]),
	);
	const rows = table("settlements.csv").flatMap((cells): CountryRow[] => {
		const hromada = hromadas.get(cells.hromada_code ?? "");
		// Of an area that stands in no table nobody knows the raion.
		return hromada
			? [
					{
						code: cells.code ?? "",
						name: cells.name ?? "",
						category: cells.category as CountryRow["category"],
						hromadaCode: cells.hromada_code ?? "",
						raion: hromada.raion_code ?? "",
						oblast: hromada.oblast ?? "",
					},
				]
			: [];
	});
	const brigades = [...hromadas.values()].map(
		(cells): Brigade => ({
			id: brigadeOf(cells.code ?? ""),
			name: cells.name ?? "",
			kind: "volunteer",
			location: { lat: Number(cells.lat), lon: Number(cells.lon) },
			areaCode: cells.code ?? "",
			locale: "uk",
			roles: [],
			policy: {},
		}),
	);
	return { rows, brigades };
}

function table(name: string): Record<string, string>[] {
	const [header, ...rest] = rowsOf(readFileSync(join(GEO, name)));
	return rest.map(({ cells }) =>
		Object.fromEntries(
			(header?.cells ?? []).map((column, at) => [column, cells[at] ?? ""]),
		),
	);
}

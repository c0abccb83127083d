/** The air raid's regions and feed over an engine. */
import type { AirRaids, AirRegionRow } from "../../src/ports.ts";
import { areaOf } from "./areas.ts";
import {
	type Engine,
	insert,
	jsonList,
	query,
	rowOf,
	type Write,
} from "./queries.ts";
import * as tables from "./schema.ts";

export function airRaidsOver(engine: Engine): AirRaids {
	return {
		async regions(codes) {
			const found = await engine.read(
				codes === undefined
					? query("select * from air_region")
					: query(
							"select * from air_region where code in (select value from json_each(?))",
							jsonList(codes),
						),
			);
			return found.map((raw) => rowOf(tables.airRegion, raw));
		},
		async feed(id) {
			const [raw] = await engine.read(
				query("select * from air_feed where id = ?", id),
			);
			return raw && rowOf(tables.airFeed, raw);
		},
		async areas() {
			const found = await engine.read(
				query(
					"select * from area where kind in ('oblast', 'raion', 'hromada') or category = 'K'",
				),
			);
			return found.map(areaOf);
		},
	};
}

export const airRegionWrites = (rows: readonly AirRegionRow[]): Write =>
	insert(tables.airRegion, rows, "insert or replace");

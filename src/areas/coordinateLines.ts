/** Lines of a table that tells where known areas lie, and how many people live there; names and parents come with the others. */
import type { Point } from "../core/kinds.ts";
import {
	type Columns,
	code,
	type Fault,
	faultsOf,
	placed,
	population,
	type Reader,
} from "./areaLines.ts";

export const COORDINATE_COLUMNS = {
	needed: ["code", "lat", "lon"],
	optional: ["population"],
	kinds: ["oblast", "raion", "hromada", "settlement"],
} as const satisfies Columns;

/** The line is told where nobody knows the code. */
export type PlacedLine = {
	line: number;
	code: string;
	location?: Point;
	population?: number;
};

export function coordinateReader(): Reader<PlacedLine> {
	const known = new Map<string, number>();
	const areas: PlacedLine[] = [];
	const rejected: Fault[] = [];
	return {
		areas,
		rejected,
		read(lines) {
			for (const { line, cells } of lines) {
				const tell = faultsOf(line, rejected);
				const row = {
					line,
					code: code(cells, "code", tell),
					...placed(cells, tell),
					...population(cells, "population", tell),
				};
				const before = known.get(row.code);
				if (before !== undefined)
					tell(
						"code",
						`expected every code once, came the one of line ${before} again`,
					);
				else areas.push(row);
				if (row.code !== "" && before === undefined) known.set(row.code, line);
			}
		},
	};
}

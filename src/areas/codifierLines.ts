/**
 * Lines of the official codifier (KATOTTG), saved as CSV from its workbook: an area's own
 * code stands last among the levels, its parent's before it.
 *
 * Its names of hromadas are bare («Чортківська»); here they get the word that screens and
 * messages expect. Districts of cities are counted only: nobody is alerted by them.
 */
import type { AreaRow } from "../ports.ts";
import {
	type Cells,
	type Columns,
	code,
	type Fault,
	faultsOf,
	named,
	type Reader,
	shown,
	type Tell,
} from "./areaLines.ts";
import { categoryLetter, searchText } from "./spelling.ts";

const LEVELS = [
	"Перший рівень",
	"Другий рівень",
	"Третій рівень",
	"Четвертий рівень",
	"Додатковий рівень",
] as const;
const CATEGORY = "Категорія об’єкта";
const NAME = "Назва об’єкта";

export const CODIFIER_COLUMNS = {
	needed: [...LEVELS, CATEGORY, NAME],
	optional: [],
	kinds: ["oblast", "raion", "hromada", "settlement"],
} as const satisfies Columns;

/** The column that tells the codifier from other tables, and where the names of columns begin. */
export const [CODIFIER_FIRST] = LEVELS;
export const CODIFIER_BEGINS = /перший\s+рівень/iu;

const OFFICIAL = new Map<string, string>(
	CODIFIER_COLUMNS.needed.map((name) => [searchText(name), name]),
);

/** Whatever its apostrophe, case, spaces and line breaks; undefined = none of the codifier's. */
export const officialColumn = (cell: string): string | undefined =>
	OFFICIAL.get(searchText(cell));

/** The line under the names that numbers the columns, as official tables have it. */
export const isNumbering = (cells: readonly string[]): boolean =>
	cells.every((cell) => /^\d{0,2}$/.test(cell.trim()));

type CodifierReader = Reader<AreaRow> & { cityDistricts: number };

export function codifierReader(): CodifierReader {
	const known: Known = new Map();
	const rejected: Fault[] = [];
	const reader: CodifierReader = {
		areas: [],
		rejected,
		cityDistricts: 0,
		read(lines) {
			for (const { line, cells } of lines) {
				if (categoryLetter(cells[CATEGORY] ?? "") === "B") {
					reader.cityDistricts += 1;
					continue;
				}
				const row = area(cells, known, line, faultsOf(line, rejected));
				if (row) reader.areas.push(row);
			}
		},
	};
	return reader;
}

/** Undefined where there is nothing to add; what is wrong has been told. */
function area(
	cells: Cells,
	known: Known,
	line: number,
	tell: Tell,
): AreaRow | undefined {
	const levels = LEVELS.filter((column) => (cells[column] ?? "") !== "");
	const own = levels.at(-1);
	const above = levels.at(-2);
	const kind = kindOf(cells, tell);
	if (own && kind && !kind.levels.includes(own))
		tell(
			own,
			`expected the code of category ${kind.category} in «${kind.levels.at(-1)}», came it here: is a column shifted?`,
		);
	const parentCode = above ? code(cells, above, tell) : undefined;
	if (parentCode && above)
		placeOnce(known, { code: parentCode, column: above, line }, tell);
	const row = named(
		{ ...cells, [NAME]: worded(kind?.kind, cells[NAME] ?? "") },
		own ?? CODIFIER_FIRST,
		NAME,
		tell,
	);
	if (!own || row.code === "") return undefined;
	placeOnce(known, { code: row.code, column: own, line, isOwn: true }, tell);
	if (!kind) return undefined;
	return {
		...row,
		kind: kind.kind,
		category: kind.category,
		...(parentCode ? { parentCode } : {}),
	};
}

// --- Categories ------------------------------------------------------------------------

type Kind = Pick<AreaRow, "kind" | "category"> & { levels: readonly string[] };

const [FIRST, SECOND, THIRD, FOURTH] = LEVELS;
/** Prypiat and Chornobyl lie in no hromada: their levels may be written without a gap. */
const OF_SETTLEMENTS = [SECOND, THIRD, FOURTH];
const KINDS: Readonly<Record<string, Kind>> = {
	O: { kind: "oblast", category: "O", levels: [FIRST] },
	K: { kind: "settlement", category: "K", levels: [FIRST] },
	P: { kind: "raion", category: "P", levels: [SECOND] },
	H: { kind: "hromada", category: "H", levels: [THIRD] },
	M: { kind: "settlement", category: "M", levels: OF_SETTLEMENTS },
	X: { kind: "settlement", category: "X", levels: OF_SETTLEMENTS },
	// Abolished in 2024: they are selyshcha now, and older editions have it still.
	T: { kind: "settlement", category: "X", levels: OF_SETTLEMENTS },
	C: { kind: "settlement", category: "C", levels: OF_SETTLEMENTS },
};

function kindOf(cells: Cells, tell: Tell): Kind | undefined {
	const cell = cells[CATEGORY] ?? "";
	const kind = KINDS[categoryLetter(cell)];
	if (!kind)
		tell(
			CATEGORY,
			`expected O, K, P, H, M, T, C, X or B, came ${cell === "" ? "an empty cell" : shown(cell)}`,
		);
	return kind;
}

// --- Names -----------------------------------------------------------------------------

const HROMADA = "громада";

/** As our other tables write them: «Чортківська громада», «Чортківський», «Тернопільська». */
function worded(kind: AreaRow["kind"] | undefined, cell: string): string {
	const name = cell.replace(/\s+/g, " ");
	if (name === "" || kind === undefined || kind === "settlement") return name;
	if (kind !== "hromada") return name.replace(/ (район|область)$/i, "");
	return `${name.replace(/( територіальна)?( громада)?$/i, "")} ${HROMADA}`;
}

const KIND_WORDS =
	/(^| )(область|район|міська|селищна|сільська|територіальна|громада)(?= |$)/g;
const bare = (search: string): string => search.replace(KIND_WORDS, "").trim();

/** «Чортківська міська громада» says more than the codifier's «Чортківська громада», and stays. */
export const fullerName = (
	old: AreaRow | undefined,
	row: AreaRow,
): Partial<Pick<AreaRow, "name" | "search">> =>
	old !== undefined &&
	row.kind !== "settlement" &&
	bare(old.search) === bare(row.search) &&
	old.search.split(" ").length > row.search.split(" ").length
		? { name: old.name, search: old.search }
		: {};

// --- Codes that come again -----------------------------------------------------------

type Stands = { code: string; column: string; line: number; isOwn?: boolean };
type Known = Map<string, Stands>;

/** Every area has one line, and its code one column: so no area is above itself. */
function placeOnce(known: Known, stands: Stands, tell: Tell): void {
	const before = known.get(stands.code);
	if (before && before.column !== stands.column)
		tell(
			stands.column,
			`expected every code in one column, came one that stands in «${before.column}» in line ${before.line}`,
		);
	else if (before?.isOwn && stands.isOwn)
		tell(
			stands.column,
			`expected every code once, came the one of line ${before.line} again`,
		);
	if (!before || (stands.isOwn && !before.isOwn))
		known.set(stands.code, stands);
}

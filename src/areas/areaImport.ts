/**
 * Areas as tables: hromadas with their raions and oblasts, settlements, the official
 * codifier, or coordinates of what is known; which of them is seen by the columns.
 * Columns are explained in docs/operations.md.
 *
 * A table is checked whole before its first row is written. Thirty thousand rows in
 * one write would hold up an alarm for a second, so they go in small ones and the
 * event of the import last: what a crash leaves is right row by row, and the same
 * file once more brings the rest. An empty cell leaves what is known.
 */
import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import {
	type Administrator,
	mustSeeEverything,
	writeRoster,
} from "../administer.ts";
import { rowsOf, type TableRow } from "../csvTable.ts";
import type { AreaRow } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	type Columns,
	type Fault,
	type Line,
	lineReader,
	COLUMNS as OWN_COLUMNS,
	type Reader,
} from "./areaLines.ts";
import {
	CODIFIER_BEGINS,
	CODIFIER_COLUMNS,
	CODIFIER_FIRST,
	codifierReader,
	fullerName,
	isNumbering,
	officialColumn,
} from "./codifierLines.ts";
import {
	COORDINATE_COLUMNS,
	coordinateReader,
	type PlacedLine,
} from "./coordinateLines.ts";
import { forgetPlaces } from "./gazetteer.ts";

export const AREA_LISTS = [
	"settlements",
	"hromadas",
	"codifier",
	"coordinates",
] as const;
export type AreaList = (typeof AREA_LISTS)[number];

const COLUMNS: Readonly<Record<AreaList, Columns>> = {
	...OWN_COLUMNS,
	codifier: CODIFIER_COLUMNS,
	coordinates: COORDINATE_COLUMNS,
};

export type AreaImport = {
	/** Null when the columns are those of none. */
	list: AreaList | null;
	created: number;
	updated: number;
	unchanged: number;
	/** Known before and not in this file: they stay. */
	kept: number;
	/** Areas of the file whose parent is not known, e.g. settlements before their hromadas. */
	withoutParent: number;
	/** Districts of cities in the codifier, which are not taken. */
	cityDistricts: number;
	/** Codes with coordinates that no area has: import areas first. */
	unknown: number;
	/** The first of them. */
	unknownLines: { line: number; code: string }[];
	/** Columns that were not read. */
	ignored: string[];
	rejected: Fault[];
};

export async function importAreas(
	service: Service,
	who: Administrator,
	bytes: Uint8Array,
	{ dryRun = false }: { dryRun?: boolean } = {},
): Promise<AreaImport> {
	mustSeeEverything(who.scope, "import areas");
	const table = readTable(bytes);
	if (table.list === null) return nothing(table.rejected);
	const read = readerOf(table.list);
	for (const part of parts(table.lines)) {
		read.read(part);
		await setImmediate();
	}
	const rejected = [...table.rejected, ...read.rejected].sort(
		(a, b) => a.line - b.line,
	);
	const ignored = table.ignored;
	if (rejected.length > 0)
		return { ...nothing(rejected), list: table.list, ignored };
	const compared = await compare(service, table.list, read.areas);
	const { changed, unknownLines, ...counts } = compared;
	const { cityDistricts } = read;
	if (!dryRun && changed.length > 0) {
		await write(service, changed);
		forgetPlaces(service.areas);
		await writeRoster(service, async () => ({
			event: {
				type: "AreasImported",
				by: who.by,
				list: table.list,
				sha256: createHash("sha256").update(bytes).digest("hex"),
				...counts,
			},
			result: undefined,
		}));
	}
	return {
		list: table.list,
		...counts,
		cityDistricts,
		unknownLines,
		ignored,
		rejected,
	};
}

const nothing = (rejected: Fault[]): AreaImport => ({
	list: null,
	created: 0,
	updated: 0,
	unchanged: 0,
	kept: 0,
	withoutParent: 0,
	cityDistricts: 0,
	unknown: 0,
	unknownLines: [],
	ignored: [],
	rejected,
});

type AreaLine = AreaRow | PlacedLine;

const readerOf = (
	list: AreaList,
): Reader<AreaLine> & { cityDistricts: number } => {
	if (list === "codifier") return codifierReader();
	return {
		...(list === "coordinates" ? coordinateReader() : lineReader(list)),
		cityDistricts: 0,
	};
};

// --- The table -------------------------------------------------------------------

type Table = {
	list: AreaList | null;
	lines: Line[];
	ignored: string[];
	rejected: Fault[];
};

function readTable(bytes: Uint8Array): Table {
	const rows = rowsOf(bytes, CODIFIER_BEGINS);
	const at = headerAt(rows);
	const header = rows[at];
	const line = header?.line ?? 1;
	const names = (header?.cells ?? []).map(columnName);
	while (names.at(-1) === "") names.pop();
	const list = listOf(names);
	const numbering =
		list === "codifier" && isNumbering(rows[at + 1]?.cells ?? []);
	const rest = rows.slice(at + (numbering ? 2 : 1));
	const columns = list ? COLUMNS[list] : undefined;
	const known: string[] = columns
		? [...columns.needed, ...columns.optional]
		: [];
	const fits = ({ cells }: TableRow) =>
		cells.length >= names.length &&
		cells.slice(names.length).every((cell) => cell.trim() === "");
	const rejected = [
		...headerFaults(line, names, list),
		...(list ? rest : [])
			.filter((row) => !fits(row))
			.map((row) => ({
				line: row.line,
				column: "",
				message: `expected ${names.length} cells, came ${row.cells.length}: a separator or quotation mark is missing or one too many`,
			})),
	];
	return {
		list: rejected.some((fault) => fault.line === line) ? null : list,
		ignored: names.filter((name) => name !== "" && !known.includes(name)),
		rejected,
		lines: rest.filter(fits).map((row) => ({
			line: row.line,
			cells: Object.fromEntries(
				names.map((name, at) => [name, (row.cells[at] ?? "").trim()]),
			),
		})),
	};
}

const columnName = (cell: string): string =>
	officialColumn(cell) ?? cell.trim().toLowerCase().replace(/\s+/g, " ");

/** The codifier's workbook has titles above the names of its columns. */
function headerAt(rows: readonly TableRow[]): number {
	const found = rows
		.slice(0, MOST_TITLES)
		.findIndex(({ cells }) => cells.map(columnName).includes(CODIFIER_FIRST));
	return Math.max(found, 0);
}

const MOST_TITLES = 20;

/** Only settlements name a hromada, only hromadas a raion; categories without hromadas are settlements with a column too few. */
function listOf(names: readonly string[]): AreaList | null {
	const has = (...some: string[]) => some.some((name) => names.includes(name));
	if (has(CODIFIER_FIRST)) return "codifier";
	if (has("hromada_code")) return "settlements";
	if (has("raion_code")) return "hromadas";
	if (!has("code") || !has("lat", "lon")) return null;
	return has("category") ? "settlements" : "coordinates";
}

function headerFaults(
	line: number,
	names: readonly string[],
	list: AreaList | null,
): Fault[] {
	if (list === null)
		return [
			{
				line,
				column: "",
				message: `expected the columns of ${AREA_LISTS.map((one) => `${one} (${COLUMNS[one].needed.join(", ")})`).join(" or of ")}, came ${names.slice(0, 20).join(", ").slice(0, 200) || "none"}`,
			},
		];
	const twice = names.filter(
		(name, at) => name !== "" && names.indexOf(name) !== at,
	);
	const absent = COLUMNS[list].needed.filter((name) => !names.includes(name));
	return [
		...twice.map((column) => ({
			line,
			column,
			message: "expected every column once, came it twice",
		})),
		...absent.map((column) => ({
			line,
			column,
			message: `expected this column, came a table of ${list} without it`,
		})),
	];
}

// --- What is known -----------------------------------------------------------------

/** Rows read and written at once: a few milliseconds, between which alarms get their turn. */
const AT_ONCE = 500;

async function compare(
	{ areas }: Service,
	list: AreaList,
	lines: readonly AreaLine[],
) {
	const ofFile = new Set(lines.map(({ code }) => code));
	const parents = new Set<string>();
	const changed: AreaRow[] = [];
	const unknown: PlacedLine[] = [];
	let known = 0;
	let updated = 0;
	for (const part of parts(lines)) {
		const before = new Map(
			(await areas.byCodes(part.map(({ code }) => code))).map((row) => [
				row.code,
				row,
			]),
		);
		for (const line of part) {
			const old = before.get(line.code);
			const row = merged(list, old, line);
			if (!row) {
				if (!("kind" in line)) unknown.push(line);
				continue;
			}
			if ("kind" in line && row.parentCode && !ofFile.has(row.parentCode))
				parents.add(row.parentCode);
			if (old) known += 1;
			if (old && isSame(old, row)) continue;
			if (old) updated += 1;
			changed.push(row);
		}
		await setImmediate();
	}
	for (const part of parts([...parents]))
		for (const { code } of await areas.byCodes(part)) parents.delete(code);
	return {
		changed,
		created: lines.length - known - unknown.length,
		updated,
		unchanged: known - updated,
		kept: (await areas.count(COLUMNS[list].kinds)) - known,
		withoutParent: lines.filter(
			(line) =>
				"kind" in line && line.parentCode && parents.has(line.parentCode),
		).length,
		unknown: unknown.length,
		unknownLines: unknown
			.slice(0, SHOWN_UNKNOWN)
			.map(({ line, code }) => ({ line, code })),
	};
}

const SHOWN_UNKNOWN = 20;

/** What the line says; what it leaves empty stays as it was. Undefined = coordinates of what nobody knows. */
function merged(
	list: AreaList,
	old: AreaRow | undefined,
	line: AreaLine,
): AreaRow | undefined {
	if ("kind" in line)
		return {
			...old,
			...line,
			...(list === "codifier" ? fullerName(old, line) : {}),
		};
	const { line: _line, ...told } = line;
	return old && { ...old, ...told };
}

const isSame = (a: AreaRow, b: AreaRow): boolean =>
	a.kind === b.kind &&
	a.category === b.category &&
	a.name === b.name &&
	a.search === b.search &&
	a.formerSearch === b.formerSearch &&
	String(a.formerNames) === String(b.formerNames) &&
	a.parentCode === b.parentCode &&
	a.population === b.population &&
	a.location?.lat === b.location?.lat &&
	a.location?.lon === b.location?.lon;

async function write(
	{ store, clock }: Service,
	rows: readonly AreaRow[],
): Promise<void> {
	for (const part of parts(rows)) {
		await store.append({
			at: clock.now(),
			roster: [{ table: "areas", rows: part }],
		});
		await setImmediate();
	}
}

function* parts<T>(all: readonly T[]): Generator<T[]> {
	for (let from = 0; from < all.length; from += AT_ONCE)
		yield all.slice(from, from + AT_ONCE);
}

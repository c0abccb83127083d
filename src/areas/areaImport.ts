/**
 * Areas as tables: hromadas with their raions and oblasts, or settlements; which of
 * the two is seen by the columns. Columns are explained in docs/operations.md.
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
	type AreaLine,
	type AreaList,
	COLUMNS,
	type Fault,
	lineReader,
} from "./areaLines.ts";

export type AreaImport = {
	/** Null when the columns are those of neither. */
	list: AreaList | null;
	created: number;
	updated: number;
	unchanged: number;
	/** Known before and not in this file: they stay. */
	kept: number;
	/** Areas of the file whose parent is not known, e.g. settlements before their hromadas. */
	withoutParent: number;
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
	const read = lineReader(table.list);
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
	const { changed, ...counts } = compared;
	if (!dryRun && changed.length > 0) {
		await write(service, changed);
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
	return { list: table.list, ...counts, ignored, rejected };
}

const nothing = (rejected: Fault[]): AreaImport => ({
	list: null,
	created: 0,
	updated: 0,
	unchanged: 0,
	kept: 0,
	withoutParent: 0,
	ignored: [],
	rejected,
});

// --- The table -------------------------------------------------------------------

type Table = {
	list: AreaList | null;
	lines: { line: number; cells: Record<string, string> }[];
	ignored: string[];
	rejected: Fault[];
};

function readTable(bytes: Uint8Array): Table {
	const [header, ...rest] = rowsOf(bytes);
	const line = header?.line ?? 1;
	const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase());
	while (names.at(-1) === "") names.pop();
	const list = listOf(names);
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

/** Only settlements name a hromada, only hromadas a raion. */
function listOf(names: readonly string[]): AreaList | null {
	if (names.includes("hromada_code")) return "settlements";
	return names.includes("raion_code") ? "hromadas" : null;
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
				message: `expected the columns of settlements (${COLUMNS.settlements.needed.join(", ")}) or of hromadas (${COLUMNS.hromadas.needed.join(", ")}), came ${names.slice(0, 20).join(", ").slice(0, 200) || "none"}`,
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
			const row = merged(old, line);
			if (row.parentCode && !ofFile.has(row.parentCode))
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
		created: lines.length - known,
		updated,
		unchanged: known - updated,
		kept: (await areas.count(COLUMNS[list].kinds)) - known,
		withoutParent: lines.filter(
			({ parentCode }) => parentCode && parents.has(parentCode),
		).length,
	};
}

/** What the line says; what it leaves empty stays as it was. */
function merged(old: AreaRow | undefined, line: AreaLine): AreaRow {
	return { ...old, ...line };
}

const isSame = (a: AreaRow, b: AreaRow): boolean =>
	a.kind === b.kind &&
	a.category === b.category &&
	a.name === b.name &&
	a.search === b.search &&
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

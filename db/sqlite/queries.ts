/**
 * What the SQLite file and D1 have in common: statements, rows, and a piece of
 * work that both can do as a whole. D1 has no transactions, so a work is
 * *reads, then one list of writes together or not at all*; whatever must still
 * be true at the write is a guard statement inside that list.
 */
import { getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";

export type Value = string | number | null;
export type RawRow = Record<string, unknown>;
export type Query = { sql: string; params: readonly Value[] };

/** A statement, or rows for one table: a file takes them one by one, D1 as one JSON parameter. */
export type Write =
	| (Query & { kind: "run" })
	| {
			kind: "insert";
			verb: "insert" | "insert or replace" | "insert or ignore";
			table: SQLiteTable;
			rows: readonly (readonly Value[])[];
	  };

/** What was read decides what is written; `answer` gets the rows the writes returned. */
export type Work<T> = {
	reads: readonly Query[];
	plan(found: RawRow[][]): {
		writes: readonly Write[];
		answer(returned: RawRow[][]): T;
	};
};

export type Engine = {
	read(query: Query): Promise<RawRow[]>;
	/** Throws `Conflict` when a guard or a unique row says that somebody was faster. */
	work<T>(work: Work<T>): Promise<T>;
	/** What was erased leaves the log of the file, too; nothing to do where there is none. */
	scrub(): Promise<void>;
	close(): Promise<void>;
};

export class Conflict extends Error {}

/**
 * SQLite's own words for "somebody was faster". Only these tables: a repeated
 * outbox or attempt id is a mistake and must be seen as one.
 */
export const isConflict = (error: unknown): boolean =>
	error instanceof Conflict ||
	/UNIQUE constraint failed: (event|external|idempotency|commitment)\.|NOT NULL constraint failed: guard\.ok/.test(
		error instanceof Error ? error.message : "",
	);

export const query = (sql: string, ...params: Value[]): Query => ({
	sql,
	params,
});
export const run = (sql: string, ...params: Value[]): Write => ({
	kind: "run",
	sql,
	params,
});

/** A work without reads, for the small writes. */
export const justWrite = <T>(
	writes: readonly Write[],
	answer: (returned: RawRow[][]) => T,
): Work<T> => ({ reads: [], plan: () => ({ writes, answer }) });

/** Undoes the whole work unless `condition` holds. */
export const mustHold = (condition: string, ...params: Value[]): Write =>
	run(`insert into guard (ok) select null where not (${condition})`, ...params);

export const jsonList = (values: readonly unknown[]): string =>
	JSON.stringify(values);

export function insert<T extends SQLiteTable>(
	table: T,
	rows: readonly T["$inferInsert"][],
	verb: Extract<Write, { kind: "insert" }>["verb"] = "insert",
): Write {
	const columns = columnsOf(table);
	return {
		kind: "insert",
		verb,
		table,
		rows: rows.map((row) =>
			columns.map(({ key, write }) => write((row as RawRow)[key])),
		),
	};
}

/** One row, every column a parameter. */
export function insertOneSql(
	write: Extract<Write, { kind: "insert" }>,
): string {
	const columns = columnsOf(write.table);
	return `${insertInto(write)} values (${columns.map(() => "?").join(", ")})`;
}

/** Any number of rows as one JSON parameter: D1 binds at most 100. */
export function insertJsonSql(
	write: Extract<Write, { kind: "insert" }>,
): string {
	const columns = columnsOf(write.table);
	return `${insertInto(write)} select ${columns.map((_, i) => `value ->> ${i}`).join(", ")} from json_each(?)`;
}

const insertInto = (write: Extract<Write, { kind: "insert" }>): string =>
	`${write.verb} into ${getTableName(write.table)} (${columnsOf(write.table)
		.map((column) => column.name)
		.join(", ")})`;

// --- Rows --------------------------------------------------------------------------

/** A row as the ports know it: what is NULL in the table is absent. */
export type Present<T> = {
	[K in keyof T as null extends T[K] ? never : K]: T[K];
} & { [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]> };

export function rowOf<T extends SQLiteTable>(
	table: T,
	raw: RawRow,
): Present<T["$inferSelect"]> {
	const row: RawRow = {};
	for (const { key, name, read } of columnsOf(table)) {
		const value = raw[name];
		if (value !== null && value !== undefined) row[key] = read(value);
	}
	return row as Present<T["$inferSelect"]>;
}

type Column = {
	key: string;
	name: string;
	read(value: unknown): unknown;
	write(value: unknown): Value;
};
const known = new Map<SQLiteTable, Column[]>();

function columnsOf(table: SQLiteTable): Column[] {
	const before = known.get(table);
	if (before) return before;
	const columns = Object.entries(getTableColumns(table)).map(
		([key, column]): Column => {
			const isJson = column.dataType === "json";
			return {
				key,
				name: column.name,
				read: isJson ? (value) => JSON.parse(String(value)) : (value) => value,
				write: (value) =>
					value === undefined || value === null
						? null
						: isJson
							? JSON.stringify(value)
							: (value as Value),
			};
		},
	);
	known.set(table, columns);
	return columns;
}

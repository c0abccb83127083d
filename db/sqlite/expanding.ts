/**
 * Does a migration only add? Then it may run while people are on their way to a
 * fire, and the program of yesterday still runs on what it leaves behind.
 *
 * Three statements only add: CREATE TABLE, CREATE INDEX, and ADD COLUMN that asks
 * nothing of the rows that are there. Whatever is not surely one of them is not.
 */

/** True when every statement of the migration only adds. */
export function expands(migration: string): boolean {
	const statements = statementsOf(migration);
	const made = new Set(
		statements.flatMap((statement) => {
			const table = TABLE.exec(statement)?.[1];
			return table === undefined ? [] : [unquoted(table)];
		}),
	);
	return statements.every(
		(statement) =>
			addsTable(statement) ||
			addsIndex(statement, made) ||
			addsColumn(statement),
	);
}

/** A foreign key would refuse what the older program deletes; `as select` copies rows. */
const addsTable = (statement: string): boolean =>
	TABLE.test(statement) &&
	!/\b(references|select)\b/.test(withoutNames(statement));

/**
 * Uniqueness may be broken by the rows that are there and by those that the older
 * program writes: only a table made in the same breath can have neither.
 */
function addsIndex(statement: string, made: ReadonlySet<string>): boolean {
	const [, unique, table = ""] = INDEX.exec(statement) ?? [];
	if (table === "") return false;
	return unique === undefined || made.has(unquoted(table));
}

function addsColumn(statement: string): boolean {
	const column = COLUMN.exec(withoutNames(statement))?.[1];
	if (column === undefined || ASKS_OF_ROWS.test(column)) return false;
	return !/\bnot null\b/.test(column) || /\bdefault (?!null\b)/.test(column);
}

const TABLE = /^create table (?:if not exists )?(\S+) ?\(/;
/** Of plain columns alone: an expression may fail on what the older program writes. */
const INDEX =
	/^create (unique )?index (?:if not exists )?\S+ on (\S+?) ?\([^()]*\)(?: where [^()]*)?$/;
/** drizzle-kit leaves the word COLUMN out. */
const COLUMN = /^alter table \S+ add (?:column )?(.*)$/;
const ASKS_OF_ROWS =
	/\b(references|check|unique|primary|generated|as|current_\w+)\b|\bdefault \(/;

const unquoted = (name: string): string => name.replaceAll('"', "");

/** No name of a column is then taken for a word of SQL. */
const withoutNames = (statement: string): string =>
	statement.replace(/"\w*"/g, '""');

const ENDS = "\u0000";
const COMMENTS_TEXTS_NAMES =
	/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'|`((?:[^`]|``)*)`|"((?:[^"]|"")*)"|\[([^\]]*)\]|;/g;

/** In small letters with single spaces; comments gone, texts empty, names between quotes. */
const statementsOf = (sql: string): string[] =>
	sql
		.toLowerCase()
		.replace(
			COMMENTS_TEXTS_NAMES,
			(piece, a?: string, b?: string, c?: string) => {
				const name = a ?? b ?? c;
				if (name !== undefined) return `"${name.replace(/\W/g, "_")}"`;
				if (piece === ";") return ENDS;
				return piece.startsWith("'") ? "''" : " ";
			},
		)
		.split(ENDS)
		.map((statement) => statement.replace(/\s+/g, " ").trim())
		.filter((statement) => statement !== "");

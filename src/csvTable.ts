/**
 * A table as Excel and public registers write it: UTF-8 with or without byte order
 * mark, commas, semicolons or tabs, quoted cells. What its columns mean is not known here.
 */
import Papa from "papaparse";
import { AppError } from "./errors.ts";

/** Quoted cells may hold line ends, so rows are not lines; empty lines are skipped but counted. */
export type TableRow = { line: number; cells: string[] };

export const rowsOf = (bytes: Uint8Array, firstName?: RegExp): TableRow[] =>
	numbered(parse(decode(bytes), firstName));

/** Excel of our countries writes a decimal comma. Undefined = no degrees. */
export function readDegrees(cell: string, most: number): number | undefined {
	const value = /^-?\d{1,3}([.,]\d{1,15})?$/.test(cell)
		? Number(cell.replace(",", "."))
		: Number.NaN;
	return Math.abs(value) <= most ? value : undefined;
}

function decode(bytes: Uint8Array): string {
	try {
		// Strips the byte order mark that Excel writes.
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		throw new AppError(
			"invalid",
			"Expected a table in UTF-8, came another encoding (Windows-1251?). In Excel choose «CSV UTF-8» when saving.",
		);
	}
}

function parse(text: string, firstName?: RegExp): string[][] {
	const { data, errors } = Papa.parse<string[]>(text, {
		delimiter: delimiterOf(text, firstName),
	});
	const broken = errors.find((error) => error.type === "Quotes");
	if (broken)
		throw new AppError(
			"invalid",
			`Expected quotation marks in pairs, came one without its other at row ${(broken.row ?? 0) + 1}.`,
		);
	return data;
}

/**
 * Excel of our countries writes semicolons. The line of column names decides: no name
 * holds either. Where titles may stand above it, it begins with `firstName`.
 */
function delimiterOf(text: string, firstName?: RegExp): "," | ";" | "\t" {
	const begins = firstName ? text.search(firstName) : -1;
	const header =
		begins < 0
			? text.slice(0, /[\r\n]|$/.exec(text)?.index)
			: text.slice(begins, begins + NAMES_LENGTH);
	const count = (mark: string) => header.split(mark).length;
	if (count("\t") > Math.max(count(";"), count(","))) return "\t";
	return count(";") > count(",") ? ";" : ",";
}

/** Names that are broken into lines, as in an official table, end somewhere here. */
const NAMES_LENGTH = 200;

function numbered(rows: string[][]): TableRow[] {
	let line = 1;
	return rows.flatMap((cells) => {
		const begins = line;
		line += 1 + (cells.join("").match(/\r\n|\r|\n/g)?.length ?? 0);
		return cells.every((cell) => cell.trim() === "")
			? []
			: [{ line: begins, cells }];
	});
}

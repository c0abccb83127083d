/** A file as it is sent, and what the service found wrong in it, in the words of who brings it. */
import type { Words } from "../words.tsx";

type Text = Words["text"];

export type ImportFault = {
	line?: number | undefined;
	feature?: number | undefined;
	column: string;
	message: string;
};
export type Imported = {
	created: number;
	updated: number;
	unchanged: number;
	/** What the file no longer names. */
	removed?: number;
	/** Columns nobody reads. */
	ignored?: string[];
	/** Whose areas the file brings. */
	sources?: string[];
	rejected: ImportFault[];
};

/** By its name: what browsers say of such files differs from one to the next. */
export const mediaTypeOf = (fileName: string): string =>
	/\.(geo)?json$/i.test(fileName) ? "application/geo+json" : "text/csv";

export const changesAnything = ({
	created,
	updated,
	removed = 0,
}: Imported): boolean => created + updated + removed > 0;

/** «Рядок 12, refill_minutes: потрібні хвилини від 1 до 600» */
export function faultWords(
	{ line, feature, column, message }: ImportFault,
	text: Text,
): string {
	const said = text(`board-import-${reasonOf(column, message)}`);
	const where =
		line === undefined
			? text("board-import-feature", { number: feature ?? 0 })
			: text("board-import-line", { number: line });
	return column === "" ? `${where}: ${said}` : `${where}, ${column}: ${said}`;
}

/** First what was found, whatever the column; then what the column holds. */
function reasonOf(column: string, message: string): string {
	const found = FOUND.find(([words]) => message.includes(words));
	if (found) return found[1];
	return COLUMNS[column] ?? (column.startsWith("geometry") ? "shape" : "wrong");
}

const FOUND: readonly (readonly [words: string, reason: string])[] = [
	["expected this column", "missing"],
	["every column once", "twice"],
	["every ref once", "again"],
	["every area once", "again"],
	["latitude first", "swapped"],
	["came them swapped", "swapped"],
	["swapped?", "swapped"],
	["within 30 kilometres", "far"],
	["at most", "long"],
	["separator", "cells"],
];
const COLUMNS: Readonly<Record<string, string>> = {
	kind: "kind",
	lat: "place",
	lon: "place",
	refill_minutes: "minutes",
	tested: "day",
	state: "state",
};

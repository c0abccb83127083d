/** Lines of a table of areas as rows, each fault named by line and column; nothing here asks the database. */
import { readDegrees } from "../csvTable.ts";
import { isSwapped } from "../ground/geojson.ts";
import type { AreaRow } from "../ports.ts";
import { categoryLetter, searchText } from "./spelling.ts";

/** Tables of our own columns; the other two stand in files of their own. */
type OwnList = "settlements" | "hromadas";
export type Fault = { line: number; column: string; message: string };

export const COLUMNS = {
	settlements: {
		needed: ["code", "name", "category", "hromada_code"],
		optional: ["lat", "lon", "population_osm", "former_names"],
		kinds: ["settlement"],
	},
	hromadas: {
		needed: ["code", "name", "raion_code", "raion", "oblast_code", "oblast"],
		optional: ["lat", "lon", "population_2022"],
		kinds: ["hromada", "raion", "oblast"],
	},
} as const satisfies Record<OwnList, Columns>;

export type Columns = {
	needed: readonly string[];
	optional: readonly string[];
	kinds: readonly AreaRow["kind"][];
};
export type Line = { line: number; cells: Cells };
/** Takes the lines in parts, so that nobody waits for thirty thousand at once. */
export type Reader<T> = {
	areas: T[];
	rejected: Fault[];
	read(lines: readonly Line[]): void;
};

export function lineReader(list: OwnList): Reader<AreaRow> {
	const known: Known = new Map();
	const areas: AreaRow[] = [];
	const rejected: Fault[] = [];
	return {
		areas,
		rejected,
		read(lines) {
			for (const { line, cells } of lines) {
				const tell = faultsOf(line, rejected);
				const rows =
					list === "settlements"
						? [settlement(cells, tell)]
						: hromada(cells, tell);
				for (const { row, column } of rows)
					if (!isRepeated(known, row, column, line, tell)) areas.push(row);
			}
		},
	};
}

export const faultsOf =
	(line: number, rejected: Fault[]) =>
	(column: string, message: string): void => {
		rejected.push({ line, column, message });
	};
export type Tell = ReturnType<typeof faultsOf>;
export type Cells = Record<string, string>;
/** A row, and the column its code came from. */
type FromLine = { row: AreaRow; column: string };

function settlement(cells: Cells, tell: Tell): FromLine {
	const parentCode = cells.hromada_code
		? code(cells, "hromada_code", tell)
		: undefined;
	return {
		column: "code",
		row: {
			...named(cells, "code", "name", tell),
			kind: "settlement",
			category: category(cells, tell),
			...(parentCode ? { parentCode } : {}),
			...placed(cells, tell),
			...population(cells, "population_osm", tell),
			...formerNames(cells, tell),
		},
	};
}

/** One line names three areas; raions and oblasts come again with each of their hromadas. */
function hromada(cells: Cells, tell: Tell): FromLine[] {
	const oblast = named(cells, "oblast_code", "oblast", tell);
	const raion = named(cells, "raion_code", "raion", tell);
	return [
		{
			column: "code",
			row: {
				...named(cells, "code", "name", tell),
				kind: "hromada",
				category: "H",
				parentCode: raion.code,
				...placed(cells, tell),
				...population(cells, "population_2022", tell),
			},
		},
		{
			column: "raion_code",
			row: { ...raion, kind: "raion", category: "P", parentCode: oblast.code },
		},
		{
			column: "oblast_code",
			row: { ...oblast, kind: "oblast", category: "O" },
		},
	];
}

// --- Codes that come again -----------------------------------------------------------

type Known = Map<string, { row: AreaRow; line: number }>;

/** Told where it first stood; of a raion or oblast that says the same again nothing is told. */
function isRepeated(
	known: Known,
	row: AreaRow,
	column: string,
	line: number,
	tell: Tell,
): boolean {
	const before = known.get(row.code);
	if (!before) {
		known.set(row.code, { row, line });
		return false;
	}
	const { row: first } = before;
	if (row.code === "") return true;
	if (column === "code" || first.kind !== row.kind)
		tell(
			column,
			`expected every code once, came the one of line ${before.line} again`,
		);
	else if (first.name !== row.name)
		tell(
			column.replace("_code", ""),
			`expected one name for each code, came another than in line ${before.line}`,
		);
	else if (first.parentCode !== row.parentCode)
		tell(
			"oblast_code",
			`expected a raion to lie in one oblast, came another than in line ${before.line}`,
		);
	return true;
}

// --- Cells ---------------------------------------------------------------------------

const LONGEST_NAME = 100;

export function named(
	cells: Cells,
	codeColumn: string,
	nameColumn: string,
	tell: Tell,
): Pick<AreaRow, "code" | "name" | "search"> {
	const name = cells[nameColumn] ?? "";
	if (name === "") tell(nameColumn, "expected a name, came an empty cell");
	else if (name.length > LONGEST_NAME)
		tell(
			nameColumn,
			`expected at most ${LONGEST_NAME} characters, came ${name.length}`,
		);
	else if (/\p{Cc}/u.test(name) || searchText(name) === "")
		tell(nameColumn, "expected one line with letters, came something else");
	return {
		code: code(cells, codeColumn, tell),
		name,
		search: searchText(name),
	};
}

/** Empty when it is none, so that the rest of the line is still looked at. */
export function code(cells: Cells, column: string, tell: Tell): string {
	const cell = cells[column] ?? "";
	if (/^UA\d{17}$/.test(cell)) return cell;
	tell(
		column,
		`expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came ${cell === "" ? "an empty cell" : shown(cell)}`,
	);
	return "";
}

const CATEGORIES = ["M", "X", "C", "K"] as const;

function category(cells: Cells, tell: Tell): AreaRow["category"] {
	const cell = cells.category ?? "";
	const letter = categoryLetter(cell);
	const known = CATEGORIES.find((one) => one === letter);
	if (!known)
		tell(
			"category",
			`expected M (town), X (selyshche), C (village) or K (Kyiv, Sevastopol), came ${cell === "" ? "an empty cell" : shown(cell)}`,
		);
	return known ?? "C";
}

export function placed(cells: Cells, tell: Tell): Pick<AreaRow, "location"> {
	const { lat: latCell = "", lon: lonCell = "" } = cells;
	if (latCell === "" && lonCell === "") return {};
	const lat = degrees("lat", latCell, 90, tell);
	const lon = degrees("lon", lonCell, 180, tell);
	if (lat === undefined || lon === undefined) return {};
	if (isSwapped([lon, lat]))
		tell(
			"lat",
			`expected latitude in lat and longitude in lon, came them swapped: ${lat}, ${lon} lies far from Ukraine, the other way round within`,
		);
	return { location: { lat, lon } };
}

function degrees(
	column: string,
	cell: string,
	most: number,
	tell: Tell,
): number | undefined {
	const value = readDegrees(cell, most);
	if (value === undefined)
		tell(
			column,
			cell === ""
				? "expected latitude and longitude together, came one of them"
				: `expected degrees between -${most} and ${most} such as 49.017, came ${shown(cell)}`,
		);
	return value;
}

export function population(
	cells: Cells,
	column: string,
	tell: Tell,
): Pick<AreaRow, "population"> {
	const cell = cells[column] ?? "";
	if (cell === "") return {};
	if (/^\d{1,8}$/.test(cell)) return { population: Number(cell) };
	tell(column, `expected how many people live there, came ${shown(cell)}`);
	return {};
}

const MOST_FORMER = 10;

/** Separated by semicolons; what is empty between them is nothing. */
function formerNames(
	cells: Cells,
	tell: Tell,
): Pick<AreaRow, "formerNames" | "formerSearch"> {
	const names = (cells.former_names ?? "")
		.split(";")
		.map((name) => name.trim())
		.filter((name) => name !== "");
	if (names.length === 0) return {};
	const wrong = names.find(
		(name) =>
			name.length > LONGEST_NAME ||
			/\p{Cc}/u.test(name) ||
			searchText(name) === "",
	);
	if (names.length > MOST_FORMER || wrong !== undefined)
		tell(
			"former_names",
			`expected up to ${MOST_FORMER} names separated by semicolons, came ${wrong === undefined ? names.length : shown(wrong)}`,
		);
	return {
		formerNames: names,
		formerSearch: names.map(searchText).join(" ; "),
	};
}

/** Names of places are public; what is long or invisible is not repeated. */
export const shown = (cell: string): string =>
	`"${cell.replace(/\p{C}/gu, "").slice(0, 40)}"`;

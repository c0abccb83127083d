/**
 * Water as a table or a map brings it: each line or feature becomes a point, or faults
 * that say what was expected and what came. Columns are explained in docs/operations.md.
 */
import type { Instant, Point } from "../core/kinds.ts";
import { WATER_STATES } from "../core/kinds.ts";
import { readDegrees, rowsOf } from "../csvTable.ts";
import type { WaterPointRow } from "../ports.ts";
import {
	type Feature,
	featuresOf,
	type GroundFault,
	isObject,
	isSwapped,
	positionOf,
	SWAPPED,
	shown,
} from "./geojson.ts";

/** Absent = the file does not say. */
export type WaterLine = Pick<WaterPointRow, "kind" | "location"> &
	Partial<
		Pick<
			WaterPointRow,
			"ref" | "name" | "refillMinutes" | "access" | "testedAt" | "state"
		>
	> & {
		/** For a table its line, for a map its feature. */
		at: Pick<GroundFault, "line" | "feature">;
	};

export type ReadWater = {
	lines: WaterLine[];
	rejected: GroundFault[];
	/** Columns nobody reads. */
	ignored: string[];
};

const NEEDED = ["kind", "lat", "lon"] as const;
const OPTIONAL = [
	"ref",
	"name",
	"refill_minutes",
	"access",
	"tested",
	"state",
] as const;
const KNOWN: ReadonlySet<string> = new Set([...NEEDED, ...OPTIONAL, "id"]);

/** What registers in Ukrainian call them. */
const KINDS: Readonly<Record<string, WaterPointRow["kind"]>> = {
	hydrant: "hydrant",
	гідрант: "hydrant",
	pond: "pond",
	ставок: "pond",
	ставка: "pond",
	озеро: "pond",
	river: "river",
	річка: "river",
	tower: "tower",
	башта: "tower",
	вежа: "tower",
	reservoir: "reservoir",
	водойма: "reservoir",
	резервуар: "reservoir",
	well: "well",
	колодязь: "well",
	криниця: "well",
	other: "other",
	інше: "other",
};

export function waterOfTable(bytes: Uint8Array): ReadWater {
	const [header, ...rest] = rowsOf(bytes);
	const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase());
	while (names.at(-1) === "") names.pop();
	const line = header?.line ?? 1;
	const rejected: GroundFault[] = [
		...NEEDED.filter((name) => !names.includes(name)).map((column) => ({
			line,
			column,
			message: `expected this column, came ${names.slice(0, 20).map(shown).join(", ") || "none"}`,
		})),
		...names
			.filter((name, at) => name !== "" && names.indexOf(name) !== at)
			.map((column) => ({
				line,
				column,
				message: "expected every column once, came it twice",
			})),
	];
	const ignored = names.filter((name) => name !== "" && !KNOWN.has(name));
	if (rejected.length > 0) return { lines: [], rejected, ignored };
	const lines: WaterLine[] = [];
	for (const row of rest) {
		const tell = teller({ line: row.line }, rejected);
		if (row.cells.slice(names.length).some((cell) => cell.trim() !== "")) {
			tell(
				"",
				`expected ${names.length} cells, came ${row.cells.length}: a separator or quotation mark too many`,
			);
			continue;
		}
		const cells = Object.fromEntries(
			names.map((name, at) => [name, (row.cells[at] ?? "").trim()]),
		);
		const location = placeOf(cells, tell);
		lines.push({ ...water(cells, tell), location, at: { line: row.line } });
	}
	return { lines: onlyOnce(lines, rejected), rejected, ignored };
}

export function waterOfMap(bytes: Uint8Array): ReadWater {
	const rejected: GroundFault[] = [];
	const features = featuresOf(bytes);
	const lines = features.map((feature): WaterLine => {
		const tell = teller({ feature: feature.feature }, rejected);
		return {
			...water({ ref: feature.id, ...feature.cells }, tell),
			location: pointOf(feature, tell),
			at: { feature: feature.feature },
		};
	});
	const names = new Set(features.flatMap(({ cells }) => Object.keys(cells)));
	return {
		lines: onlyOnce(lines, rejected),
		rejected,
		ignored: [...names].filter((name) => !KNOWN.has(name)),
	};
}

type Tell = (column: string, message: string) => void;
type Cells = Readonly<Record<string, string>>;

const teller =
	(at: WaterLine["at"], rejected: GroundFault[]): Tell =>
	(column, message) => {
		rejected.push({ ...at, column, message });
	};

/** The same name twice in one file is two wells under one name, or one well twice: nobody can tell. */
function onlyOnce(lines: WaterLine[], rejected: GroundFault[]): WaterLine[] {
	const known = new Map<string, WaterLine>();
	for (const line of lines) {
		if (line.ref === undefined) continue;
		const before = known.get(line.ref);
		if (before)
			rejected.push({
				...line.at,
				column: "ref",
				message: `expected every ref once, came the one of ${said(before.at)} again`,
			});
		else known.set(line.ref, line);
	}
	return lines;
}

const said = ({ line, feature }: WaterLine["at"]): string =>
	line === undefined ? `feature ${feature}` : `line ${line}`;

// --- Cells -------------------------------------------------------------------------

const LONGEST_REF = 100;
const LONGEST_NAME = 100;
const LONGEST_ACCESS = 300;
const MOST_MINUTES = 600;

function water(cells: Cells, tell: Tell): Omit<WaterLine, "location" | "at"> {
	const ref = words(cells, "ref", LONGEST_REF, tell);
	const name = words(cells, "name", LONGEST_NAME, tell);
	const access = words(cells, "access", LONGEST_ACCESS, tell);
	const refillMinutes = minutes(cells, tell);
	const testedAt = day(cells, tell);
	const state = stateOf(cells, tell);
	return {
		kind: kindOf(cells, tell),
		...(ref === undefined ? {} : { ref }),
		...(name === undefined ? {} : { name }),
		...(access === undefined ? {} : { access }),
		...(refillMinutes === undefined ? {} : { refillMinutes }),
		...(testedAt === undefined ? {} : { testedAt }),
		...(state === undefined ? {} : { state }),
	};
}

function kindOf({ kind = "" }: Cells, tell: Tell): WaterPointRow["kind"] {
	const known = Object.hasOwn(KINDS, kind.toLowerCase())
		? KINDS[kind.toLowerCase()]
		: undefined;
	if (!known)
		tell(
			"kind",
			`expected hydrant, pond, river, tower, reservoir, well or other, came ${kind === "" ? "an empty cell" : shown(kind)}`,
		);
	return known ?? "other";
}

function words(
	cells: Cells,
	column: string,
	longest: number,
	tell: Tell,
): string | undefined {
	const cell = cells[column] ?? "";
	if (cell === "") return undefined;
	if (cell.length > longest)
		tell(column, `expected at most ${longest} characters, came ${cell.length}`);
	else if (/\p{Cc}/u.test(cell))
		tell(column, "expected one line of text, came control characters");
	return cell;
}

function minutes(
	{ refill_minutes: cell = "" }: Cells,
	tell: Tell,
): number | undefined {
	if (cell === "") return undefined;
	const value = /^\d{1,4}([.,]\d{1,3})?$/.test(cell)
		? Number(cell.replace(",", "."))
		: Number.NaN;
	if (value > 0 && value <= MOST_MINUTES) return value;
	tell(
		"refill_minutes",
		`expected minutes to fill a truck, more than 0 and at most ${MOST_MINUTES}, came ${shown(cell)}`,
	);
	return undefined;
}

/** The day alone: at noon it is the same day in every zone of Europe. */
function day({ tested: cell = "" }: Cells, tell: Tell): Instant | undefined {
	if (cell === "") return undefined;
	const at = /^\d{4}-\d{2}-\d{2}$/.test(cell)
		? Date.parse(`${cell}T12:00:00Z`)
		: Number.NaN;
	const isDay =
		Number.isFinite(at) && new Date(at).toISOString().startsWith(cell);
	if (!isDay)
		tell("tested", `expected a day such as 2026-04-30, came ${shown(cell)}`);
	return isDay ? at : undefined;
}

function stateOf(
	{ state: cell = "" }: Cells,
	tell: Tell,
): WaterPointRow["state"] | undefined {
	if (cell === "") return undefined;
	const known = WATER_STATES.find((one) => one === cell.toLowerCase());
	if (!known)
		tell("state", `expected works, dry or unknown, came ${shown(cell)}`);
	return known;
}

function placeOf({ lat: latCell = "", lon: lonCell = "" }: Cells, tell: Tell) {
	const lat = degrees("lat", latCell, 90, tell);
	const lon = degrees("lon", lonCell, 180, tell);
	if (isSwapped([lon, lat]))
		tell(
			"lat",
			SWAPPED.replace(
				"longitude first, came latitude first",
				"latitude in lat and longitude in lon, came them swapped",
			),
		);
	return { lat, lon };
}

/** 0 where it is none: the line is refused anyway. */
function degrees(
	column: string,
	cell: string,
	most: number,
	tell: Tell,
): number {
	const value = readDegrees(cell, most);
	if (value === undefined)
		tell(
			column,
			`expected degrees between -${most} and ${most} such as ${column === "lat" ? "49.017" : "25.795"}, came ${cell === "" ? "an empty cell" : shown(cell)}`,
		);
	return value ?? 0;
}

function pointOf({ geometry }: Feature, tell: Tell): Point {
	if (!isObject(geometry) || geometry.type !== "Point") {
		tell(
			"geometry",
			`expected a Point, came ${isObject(geometry) && typeof geometry.type === "string" ? shown(geometry.type) : "none"}`,
		);
		return { lat: 0, lon: 0 };
	}
	const position = positionOf(geometry.coordinates);
	if (typeof position === "string") tell("geometry.coordinates", position);
	else if (isSwapped(position)) tell("geometry.coordinates", SWAPPED);
	const [lon, lat] = typeof position === "string" ? [0, 0] : position;
	return { lat, lon };
}

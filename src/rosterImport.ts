/**
 * The roster as a table: one line per responder, found again by phone. Columns
 * are explained in docs/roster-csv.md.
 *
 * What a table cannot hold (a second home, several weekly hours) is never lost:
 * a cell equal to what the export would show for that person changes nothing,
 * and an empty cell leaves what is known.
 */
import Papa from "papaparse";
import { z } from "zod";
import type {
	Administrator,
	ResponderChange,
	ResponderInput,
} from "./administer.ts";
import {
	allBrigades,
	changedResponder,
	mustSeeEverything,
	newResponder,
	responderWrite,
	writeRoster,
} from "./administer.ts";
import type { Availability, Place } from "./core/availability.ts";
import type { Qualification } from "./core/kinds.ts";
import {
	AVAILABILITY_STATES,
	LOCALES,
	PAPERS,
	TRAVEL_MODES,
} from "./core/kinds.ts";
import type { Brigade } from "./core/roster.ts";
import { readDegrees, rowsOf, type TableRow } from "./csvTable.ts";
import { type HomeContact, openHomeContact } from "./people/homeContact.ts";
import { type Paper, papersOf } from "./people/papers.ts";
import * as whereabouts from "./people/whereabouts.ts";
import { readPhone } from "./phones.ts";
import type { NewRow, ResponderRow, RosterWrite, Scope } from "./ports.ts";
import type { Service } from "./service.ts";

export const COLUMNS = [
	"name",
	"phone",
	"second_phone",
	"brigade",
	"qualifications",
	"home_lat",
	"home_lon",
	"work_lat",
	"work_lon",
	"work_days",
	"work_from",
	"work_to",
	"travel",
	"phone_kind",
	"sms_alphabet",
	"locale",
	"availability",
	"household",
	"home_contact_name",
	"home_contact_phone",
	"papers",
] as const;
export type Column = (typeof COLUMNS)[number];
type Cells = Partial<Record<Column, string>>;

export type Rejection = { line: number; column: string; message: string };
export type ImportResult = {
	created: number;
	/** Lines of people known before, whether or not something changed. */
	updated: number;
	rejected: Rejection[];
};
export type ImportOptions = { dryRun?: boolean; partial?: boolean };

/** Reads the whole table, tells all its faults, and writes all good lines in one append, or none. */
export async function importRoster(
	service: Service,
	who: Administrator,
	bytes: Uint8Array,
	{ dryRun = false, partial = false }: ImportOptions = {},
): Promise<ImportResult> {
	mustSeeEverything(who.scope, "import a roster");
	const table = readTable(bytes);
	if (table.headerFaults.length > 0)
		return { created: 0, updated: 0, rejected: table.headerFaults };
	return writeRoster<ImportResult>(service, async () => {
		const checked = await checkLines(service, table);
		const result = resultOf(checked, partial);
		if (dryRun || result.created + result.updated === 0) return { result };
		return {
			...(await writesOf(service, who, checked.good)),
			event: {
				type: "RosterImported",
				by: who.by,
				created: result.created,
				updated: result.updated,
				responderIds: checked.good.map(({ after }) => after.id),
			},
			result,
		};
	});
}

function resultOf(
	{ good, rejected }: CheckedLines,
	partial: boolean,
): ImportResult {
	if (rejected.length > 0 && !partial)
		return { created: 0, updated: 0, rejected };
	const created = good.filter((line) => !line.before).length;
	return { created, updated: good.length - created, rejected };
}

async function writesOf(
	service: Service,
	who: Administrator,
	good: GoodLine[],
): Promise<{ roster: RosterWrite[]; outbox: NewRow[] }> {
	const roster: RosterWrite[] = [];
	const outbox: NewRow[] = [];
	for (const { before, after } of good) {
		if (!before) roster.push({ table: "responder", row: after });
		else if (differs(before, after)) {
			const write = await responderWrite(service, who.by, before, after);
			roster.push(...(write.roster ?? []));
			outbox.push(...(write.outbox ?? []));
		}
	}
	return { roster, outbox };
}

/** Sealing makes equal names unequal, so an unchanged person keeps the very same sealed texts. */
const differs = (before: ResponderRow, after: ResponderRow): boolean =>
	JSON.stringify(before) !== JSON.stringify(after);

// --- The table -------------------------------------------------------------------

type Line = { line: number; cells: Cells };
type Table = {
	lines: Line[];
	/** Lines that could not be read as cells of these columns. */
	rejected: Rejection[];
	headerFaults: Rejection[];
};

function readTable(bytes: Uint8Array): Table {
	const [header, ...rest] = rowsOf(bytes);
	const line = header?.line ?? 1;
	const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase());
	while (names.at(-1) === "") names.pop();
	const fits = ({ cells }: TableRow) =>
		cells.length >= names.length &&
		cells.slice(names.length).every((cell) => cell.trim() === "");
	return {
		headerFaults: headerFaults(line, names),
		rejected: rest
			.filter((row) => !fits(row))
			.map((row) => ({
				line: row.line,
				column: "",
				message: `expected ${names.length} cells, came ${row.cells.length}: a separator or quotation mark is missing or one too many`,
			})),
		lines: rest.filter(fits).map((row) => ({
			line: row.line,
			cells: Object.fromEntries(
				names.map((name, at) => [
					name,
					unguarded((row.cells[at] ?? "").trim()),
				]),
			),
		})),
	};
}

function headerFaults(line: number, names: string[]): Rejection[] {
	const known: readonly string[] = COLUMNS;
	const unknown = names
		.filter((name) => !known.includes(name))
		.map((column) => ({
			line,
			column: column.slice(0, 40),
			message: `unknown column: expected ${COLUMNS.join(", ")}`,
		}));
	const twice = names
		.filter((name, at) => names.indexOf(name) !== at)
		.map((column) => ({
			line,
			column,
			message: "expected every column once, came it twice",
		}));
	const absent = ["name", "phone"]
		.filter((name) => !names.includes(name))
		.map((column) => ({
			line,
			column,
			message: "expected this column, came a table without it",
		}));
	return [...unknown, ...twice, ...absent];
}

// --- A line ------------------------------------------------------------------------

type GoodLine = { before?: ResponderRow; after: ResponderRow };
type CheckedLines = { good: GoodLine[]; rejected: Rejection[] };

async function checkLines(
	service: Service,
	table: Table,
): Promise<CheckedLines> {
	const brigades = await allBrigades(service, EVERYWHERE);
	const nameOf = namesOf(brigades);
	const firstLineOf = new Map<string, number>();
	const good: GoodLine[] = [];
	const rejected = [...table.rejected];
	for (const { line, cells } of table.lines) {
		const faults = faultList(line);
		const phone = checkedPhone(faults, firstLineOf, line, cells.phone ?? "");
		const before = phone ? await knownBy(service, phone) : undefined;
		const shown = before ? cellsOf(service, before, nameOf) : {};
		const change = changeOf(
			withoutSame(cells, shown),
			brigades,
			faults,
			before && knownOf(service, before),
		);
		if (phone && change.homeContact?.phone === phone)
			faults.add(
				"home_contact_phone",
				"expected a phone of somebody else in the house, came the person's own",
			);
		if (!before && !cells.name)
			faults.add("name", "expected a name, came an empty cell");
		if (phone && change.secondPhone === phone)
			faults.add(
				"second_phone",
				"expected another phone than the first, came the same",
			);
		if (faults.found.length > 0) rejected.push(...faults.found);
		else if (before)
			good.push({ before, after: changedResponder(service, before, change) });
		else if (phone)
			good.push({ after: newResponder(service, created(change, phone)) });
	}
	return { good, rejected: rejected.sort((a, b) => a.line - b.line) };
}

const EVERYWHERE: Scope = { kind: "everything" };

const faultList = (line: number) => {
	const found: Rejection[] = [];
	return {
		found,
		add: (column: Column, message: string): void => {
			found.push({ line, column, message });
		},
	};
};
type Faults = ReturnType<typeof faultList>;

function checkedPhone(
	faults: Faults,
	firstLineOf: Map<string, number>,
	line: number,
	text: string,
): string | undefined {
	if (text === "") {
		faults.add("phone", "expected a phone number, came an empty cell");
		return undefined;
	}
	const { phone, problem } = readPhone(text);
	if (problem !== undefined) {
		faults.add("phone", problem);
		return undefined;
	}
	const first = firstLineOf.get(phone);
	if (first !== undefined)
		faults.add(
			"phone",
			`expected every phone once, came the one of line ${first} again`,
		);
	else firstLineOf.set(phone, line);
	return phone;
}

async function knownBy(
	{ roster, secrets }: Service,
	phone: string,
): Promise<ResponderRow | undefined> {
	const hash = secrets.hash(phone);
	return (await roster.byPhone(hash)).find((row) => row.phoneHash === hash);
}

function created(change: ResponderChange, phone: string): ResponderInput {
	const { secondPhone, household, homeContact, ...rest } = change;
	return {
		name: "",
		brigadeIds: [],
		places: [],
		qualifications: [],
		locale: "uk",
		phoneKind: "smart",
		smsAlphabet: "cyrillic",
		travel: "car",
		...rest,
		...(secondPhone ? { secondPhone } : {}),
		...(household ? { household } : {}),
		...(homeContact ? { homeContact } : {}),
		phone,
	};
}

/** Cells that say something new: not empty and not what is known already. */
function withoutSame(cells: Cells, shown: Cells): Cells {
	return Object.fromEntries(
		Object.entries(cells).filter(
			([column, cell]) => cell !== "" && cell !== shown[column as Column],
		),
	);
}

function changeOf(
	cells: Cells,
	brigades: Brigade[],
	faults: Faults,
	before: Known | undefined,
): ResponderChange {
	const change: ResponderChange = {};
	if (cells.name !== undefined) change.name = checkedName(cells.name, faults);
	if (cells.second_phone !== undefined) {
		const { phone, problem } = readPhone(cells.second_phone);
		if (problem !== undefined) faults.add("second_phone", problem);
		else change.secondPhone = phone;
	}
	if (cells.brigade !== undefined)
		change.brigadeIds = brigadeIdsOf(cells.brigade, brigades, faults);
	if (cells.qualifications !== undefined)
		change.qualifications = qualificationsOf(cells.qualifications, faults);
	const places = placesOf(cells, faults, before?.places ?? []);
	if (places) change.places = places;
	if (cells.household !== undefined)
		change.household = checkedName(cells.household, faults, "household", 100);
	if (cells.papers !== undefined)
		change.papers = papersIn(cells.papers, faults);
	return {
		...change,
		...contactOf(cells, faults, before),
		...chosenOf(cells, faults),
		...availabilityOf(cells, faults, before),
	};
}

/** «medical 2027-01-31; ba 2026-12-01»: each with the last day it is good for. */
function papersIn(cell: string, faults: Faults): Paper[] {
	const papers: Paper[] = [];
	for (const one of cell.split(";").map((part) => part.trim())) {
		if (one === "") continue;
		const [written, until = ""] = one.split(/\s+/);
		const kind = PAPERS.find((known) => known === written);
		if (!kind || !z.iso.date().safeParse(until).success)
			faults.add(
				"papers",
				`expected pairs like medical 2027-01-31 separated by ;, each of ${PAPERS.join(", ")}, came another`,
			);
		else papers.push({ kind, until });
	}
	return papers;
}

/** Lists of which the table holds a part: the rest stays as it was. */
type Known = {
	places: Place[];
	availability: Availability;
	homeContact?: HomeContact;
};

const knownOf = ({ secrets }: Service, row: ResponderRow): Known => ({
	places: whereabouts.placesOf(secrets, row),
	availability: whereabouts.availabilityOf(secrets, row),
	...(row.homeContact
		? { homeContact: openHomeContact(secrets, row.homeContact) }
		: {}),
});

/** Name and phone belong together; a cell left empty keeps what is known of the other. */
function contactOf(
	{ home_contact_name, home_contact_phone }: Cells,
	faults: Faults,
	before: Known | undefined,
): Pick<ResponderChange, "homeContact"> {
	if (home_contact_name === undefined && home_contact_phone === undefined)
		return {};
	const name =
		home_contact_name === undefined
			? before?.homeContact?.name
			: checkedName(home_contact_name, faults, "home_contact_name");
	const written = home_contact_phone ?? before?.homeContact?.phone;
	if (name === undefined)
		faults.add("home_contact_name", "expected a name, came an empty cell");
	if (written === undefined) {
		faults.add(
			"home_contact_phone",
			"expected a phone number, came an empty cell",
		);
		return {};
	}
	const { phone, problem } = readPhone(written);
	if (problem !== undefined) faults.add("home_contact_phone", problem);
	return name === undefined || phone === undefined
		? {}
		: { homeContact: { name, phone } };
}

function chosenOf(cells: Cells, faults: Faults): ResponderChange {
	const travel = oneOf(cells, "travel", TRAVEL_MODES, faults);
	const phoneKind = oneOf(
		cells,
		"phone_kind",
		["smart", "button"] as const,
		faults,
	);
	const smsAlphabet = oneOf(
		cells,
		"sms_alphabet",
		["cyrillic", "latin"] as const,
		faults,
	);
	const locale = oneOf(cells, "locale", LOCALES, faults);
	return {
		...(travel ? { travel } : {}),
		...(phoneKind ? { phoneKind } : {}),
		...(smsAlphabet ? { smsAlphabet } : {}),
		...(locale ? { locale } : {}),
	};
}

/** Only the plain state fits a cell; weekly hours and exceptions stay. */
function availabilityOf(
	cells: Cells,
	faults: Faults,
	before: Known | undefined,
): { availability?: Availability } {
	const state = oneOf(cells, "availability", AVAILABILITY_STATES, faults);
	if (!state) return {};
	return {
		availability: {
			weekly: before?.availability.weekly ?? [],
			exceptions: before?.availability.exceptions ?? [],
			state,
		},
	};
}

function oneOf<Word extends string>(
	cells: Cells,
	column: Column,
	words: readonly Word[],
	faults: Faults,
): Word | undefined {
	const cell = cells[column];
	if (cell === undefined) return undefined;
	const word = words.find((w) => w.toLowerCase() === cell.toLowerCase());
	if (!word)
		faults.add(column, `expected ${words.join(", ")}, came another word`);
	return word;
}

function checkedName(
	name: string,
	faults: Faults,
	column: Column = "name",
	longest = 200,
): string {
	if (name.length > longest)
		faults.add(
			column,
			`expected at most ${longest} characters, came ${name.length}`,
		);
	if (/\p{Cc}/u.test(name))
		faults.add(
			column,
			"expected one line of text, came one with control characters",
		);
	return name;
}

function brigadeIdsOf(
	cell: string,
	brigades: Brigade[],
	faults: Faults,
): string[] {
	const names = cell
		.split(";")
		.map((name) => name.trim())
		.filter((name) => name !== "");
	return names.flatMap((name) => {
		const found = brigades.filter(
			(b) => b.id === name || b.name.toLowerCase() === name.toLowerCase(),
		);
		const [only] = found;
		if (only && found.length === 1) return [only.id];
		faults.add(
			"brigade",
			only
				? "expected one brigade, came a name several have: write its id"
				: "expected the name or id of a brigade, came one no brigade has",
		);
		return [];
	});
}

function qualificationsOf(cell: string, faults: Faults): Qualification[] {
	const words = cell.split(/[\s;,]+/).filter((word) => word !== "");
	if (words.some((word) => !/^[\p{L}\p{N}_-]{1,40}$/u.test(word)))
		faults.add(
			"qualifications",
			"expected words such as driver_c leader, separated by spaces or semicolons",
		);
	return [...new Set(words)];
}

/** The first home and the first work place are the table's; all others stay as they are. */
function placesOf(
	cells: Cells,
	faults: Faults,
	before: readonly Place[],
): Place[] | undefined {
	const places = [...before];
	const given = [
		replacePlace(places, "home", cells, faults),
		replacePlace(places, "work", cells, faults),
		replaceHours(places, cells, faults),
	];
	return given.includes(true) ? places : undefined;
}

function replacePlace(
	places: Place[],
	kind: "home" | "work",
	cells: Cells,
	faults: Faults,
): boolean {
	const columns = [`${kind}_lat`, `${kind}_lon`] as const;
	if (columns.every((column) => cells[column] === undefined)) return false;
	const at = places.findIndex((place) => place.kind === kind);
	const old = places[at];
	const lat = degrees(cells, columns[0], 90, faults) ?? old?.lat;
	const lon = degrees(cells, columns[1], 180, faults) ?? old?.lon;
	if (lat === undefined || lon === undefined) {
		// A number that could not be read was named already.
		const empty = columns.find((column) => cells[column] === undefined);
		if (empty)
			faults.add(
				empty,
				"expected latitude and longitude together, came one of them",
			);
		return false;
	}
	const place: Place = { ...old, kind, lat, lon };
	if (old) places[at] = place;
	else places.push(place);
	return true;
}

function degrees(
	cells: Cells,
	column: Column,
	most: number,
	faults: Faults,
): number | undefined {
	const cell = cells[column];
	if (cell === undefined) return undefined;
	const value = readDegrees(cell, most);
	if (value !== undefined) return value;
	faults.add(
		column,
		`expected degrees between -${most} and ${most} such as 49.017, came something else`,
	);
	return undefined;
}

function replaceHours(places: Place[], cells: Cells, faults: Faults): boolean {
	const { work_days: days, work_from: from, work_to: to } = cells;
	if (days === undefined && from === undefined && to === undefined)
		return false;
	const at = places.findIndex((place) => place.kind === "work");
	const work = places[at];
	if (!work) {
		faults.add(
			"work_days",
			"expected work_lat and work_lon beside the hours, came hours without a place",
		);
		return false;
	}
	const old = work.weekly?.[0];
	const hours = {
		days:
			days === undefined
				? (old?.days ?? [1, 2, 3, 4, 5])
				: readDays(days, faults),
		from: time(from ?? old?.from, "work_from", faults),
		to: time(to ?? old?.to, "work_to", faults),
	};
	places[at] = { ...work, weekly: [hours, ...(work.weekly?.slice(1) ?? [])] };
	return true;
}

function time(
	text: string | undefined,
	column: "work_from" | "work_to",
	faults: Faults,
): string {
	const padded = /^\d:/.test(text ?? "") ? `0${text}` : (text ?? "");
	const readable =
		/^([01]\d|2[0-3]):[0-5]\d$/.test(padded) ||
		(column === "work_to" && padded === "24:00");
	if (!readable)
		faults.add(
			column,
			"expected a time of day HH:MM such as 08:00, came something else",
		);
	return padded;
}

/** `1-5`, `1 2 3`, `1;3;5`: ISO days, 1 = Monday. */
function readDays(cell: string, faults: Faults): number[] {
	const parts = cell.split(/[\s;,]+/).filter((part) => part !== "");
	const days = parts.flatMap((part) => {
		const [, first, last = first] =
			/^([1-7])(?:[-–]([1-7]))?$/.exec(part) ?? [];
		if (!first || !last || last < first) return [Number.NaN];
		return Array.from(
			{ length: Number(last) - Number(first) + 1 },
			(_, at) => Number(first) + at,
		);
	});
	if (days.length === 0 || days.some(Number.isNaN))
		faults.add(
			"work_days",
			"expected days such as 1-5 or 1 3 5 (1 = Monday), came something else",
		);
	return [...new Set(days)].sort();
}

// --- Export --------------------------------------------------------------------------

/** The whole table, as `importRoster` reads it. */
export async function exportRoster(
	service: Service,
	scope: Scope,
): Promise<string> {
	const nameOf = namesOf(await allBrigades(service, scope));
	const rows: string[][] = [];
	let cursor: string | undefined;
	do {
		const page = await service.roster.responders(scope, {
			limit: 200,
			...(cursor === undefined ? {} : { cursor }),
		});
		for (const row of page.items) {
			const cells = cellsOf(service, row, nameOf);
			rows.push(COLUMNS.map((column) => guarded(cells[column] ?? "")));
		}
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	// With the mark Excel reads Cyrillic; without it, it does not.
	return `\uFEFF${Papa.unparse({ fields: [...COLUMNS], data: rows }, { newline: "\r\n" })}\r\n`;
}

function cellsOf(
	service: Service,
	row: ResponderRow,
	nameOf: Map<string, string>,
): Cells {
	const { secrets } = service;
	const { places, availability, homeContact } = knownOf(service, row);
	const home = places.find((place) => place.kind === "home");
	const work = places.find((place) => place.kind === "work");
	const hours = work?.weekly?.[0];
	return {
		name: secrets.open(row.name),
		phone: secrets.open(row.phone),
		second_phone: row.secondPhone ? secrets.open(row.secondPhone) : "",
		brigade: row.brigadeIds.map((id) => nameOf.get(id) ?? id).join("; "),
		qualifications: row.qualifications.join(" "),
		home_lat: String(home?.lat ?? ""),
		home_lon: String(home?.lon ?? ""),
		work_lat: String(work?.lat ?? ""),
		work_lon: String(work?.lon ?? ""),
		work_days: hours?.days.join(" ") ?? "",
		work_from: hours?.from ?? "",
		work_to: hours?.to ?? "",
		travel: row.travel,
		phone_kind: row.phoneKind,
		sms_alphabet: row.smsAlphabet,
		locale: row.locale,
		availability: availability.state,
		household: row.household ?? "",
		home_contact_name: homeContact?.name ?? "",
		home_contact_phone: homeContact?.phone ?? "",
		papers: papersOf(secrets, row)
			.map(({ kind, until }) => `${kind} ${until}`)
			.join("; "),
	};
}

/** Names where they say which brigade is meant, ids where two brigades share one or it holds the separator. */
function namesOf(brigades: Brigade[]): Map<string, string> {
	const times = new Map<string, number>();
	for (const { name } of brigades)
		times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
	return new Map(
		brigades.map(({ id, name }) => [
			id,
			times.get(name.toLowerCase()) === 1 &&
			!name.includes(";") &&
			name === name.trim()
				? name
				: id,
		]),
	);
}

/**
 * A spreadsheet runs a cell that begins like a formula (OWASP, CSV injection), so
 * such a cell gets an apostrophe, and import takes it off. Phones and coordinates
 * begin with + or - and compute nothing.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
const HARMLESS = /^(\+\d{5,15}|-\d+(\.\d+)?)$/;

export const guarded = (cell: string): string =>
	FORMULA.test(cell) && !HARMLESS.test(cell) ? `'${cell}` : cell;

export const unguarded = (cell: string): string =>
	cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

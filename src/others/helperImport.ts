/**
 * Helpers from a table: one line a person, found again by phone. Checked whole before
 * anything is written; asks nobody whether they agree, somebody has to tell them first.
 */
import {
	type Administrator,
	mustSeeEverything,
	newId,
	newResponder,
	writeRoster,
} from "../administer.ts";
import {
	EQUIPMENT,
	type Equipment,
	INCIDENT_TYPES,
	type IncidentType,
} from "../core/kinds.ts";
import { rowsOf } from "../csvTable.ts";
import { readPhone } from "../phones.ts";
import type { HelperRow, ResponderRow, RosterWrite } from "../ports.ts";
import type { Service } from "../service.ts";
import { ofNoBrigade } from "./roster.ts";

export type HelperImport = {
	created: number;
	updated: number;
	unchanged: number;
	ignored: string[];
	rejected: { line: number; column: string; message: string }[];
};

const COLUMNS = [
	"name",
	"phone",
	"area_code",
	"equipment",
	"types",
	"phone_kind",
] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ["name", "phone", "area_code", "equipment"];

/** As people write it; the codes themselves are read as well. */
const WORDS: Readonly<Record<string, Equipment>> = {
	трактор: "tractor",
	плуг: "plough",
	бочка: "barrel",
	екскаватор: "excavator",
	інше: "other",
};

type Line = {
	line: number;
	name: string;
	phone: string;
	areaCode: string;
	equipment: Equipment[];
	types?: IncidentType[];
	phoneKind: "smart" | "button";
};

export async function importHelpers(
	service: Service,
	who: Administrator,
	bytes: Uint8Array,
	{ dryRun = false }: { dryRun?: boolean } = {},
): Promise<HelperImport> {
	mustSeeEverything(who.scope, "import helpers");
	const { lines, ignored, rejected } = read(bytes);
	if (rejected.length > 0)
		return { created: 0, updated: 0, unchanged: 0, ignored, rejected };
	return writeRoster(service, async () => {
		const { roster, ...counts } = await compared(service, lines);
		const result = { ...counts, ignored, rejected };
		if (dryRun || roster.length === 0) return { result };
		return {
			event: {
				type: "HelpersImported",
				by: who.by,
				helpers: roster.flatMap((write) =>
					"table" in write && write.table === "helper"
						? { helperId: write.row.id, responderId: write.row.responderId }
						: [],
				),
			},
			roster,
			result,
		};
	});
}

async function compared(service: Service, lines: readonly Line[]) {
	const roster: RosterWrite[] = [];
	const counts = { created: 0, updated: 0, unchanged: 0 };
	for (const { line: _line, name, phone, phoneKind, ...given } of lines) {
		const person = await personBy(service, phone);
		const row = person ?? newPerson(service, { name, phone, phoneKind });
		const before = person && (await service.others.helperBy(person.id));
		const { types: _before, ...known } = before ?? {
			id: newId(),
			createdAt: service.clock.now(),
		};
		const after: HelperRow = { ...known, responderId: row.id, ...given };
		if (before && isSame(before, after)) {
			counts.unchanged += 1;
			continue;
		}
		if (before) counts.updated += 1;
		else counts.created += 1;
		if (!person) roster.push({ table: "responder", row });
		roster.push({ table: "helper", row: after });
	}
	return { roster, ...counts };
}

const isSame = (a: HelperRow, b: HelperRow): boolean =>
	a.areaCode === b.areaCode &&
	String(a.equipment) === String(b.equipment) &&
	String(a.types) === String(b.types);

async function personBy(
	{ roster, secrets }: Service,
	phone: string,
): Promise<ResponderRow | undefined> {
	const hash = secrets.hash(phone);
	const found = await roster.byPhone(hash);
	return found.find(({ phoneHash }) => phoneHash === hash);
}

const newPerson = (
	service: Service,
	{ name, phone, phoneKind }: Pick<Line, "name" | "phone" | "phoneKind">,
): ResponderRow =>
	newResponder(service, {
		name,
		phone,
		phoneKind,
		...ofNoBrigade(service),
	});

// --- the table ---------------------------------------------------------------------

function read(bytes: Uint8Array): {
	lines: Line[];
	ignored: string[];
	rejected: HelperImport["rejected"];
} {
	const rejected: HelperImport["rejected"] = [];
	const [header, ...rows] = rowsOf(bytes);
	const names = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
	for (const column of NEEDED)
		if (!names.includes(column))
			rejected.push({
				line: header?.line ?? 1,
				column,
				message: `expected the columns ${NEEDED.join(", ")}, came none called ${column}`,
			});
	const isKnown = (name: string): boolean =>
		(COLUMNS as readonly string[]).includes(name);
	const ignored = names.filter((name) => name !== "" && !isKnown(name));
	if (rejected.length > 0) return { lines: [], ignored, rejected };
	const seen = new Map<string, number>();
	const lines = rows.flatMap(({ line, cells }): Line[] => {
		const cell = (column: Column): string =>
			(cells[names.indexOf(column)] ?? "").trim();
		const refuse = (column: Column, message: string): void => {
			rejected.push({ line, column, message });
		};
		const name = cell("name");
		const areaCode = cell("area_code");
		const { phone, problem } = readPhone(cell("phone"));
		const equipment = listIn(cell("equipment"), (word) =>
			EQUIPMENT.find((known) => known === word || WORDS[word] === known),
		);
		const types = listIn(cell("types"), (word) =>
			INCIDENT_TYPES.find((known) => known === word),
		);
		const kind = cell("phone_kind").toLowerCase();
		if (name === "" || name.length > 200)
			refuse("name", "expected a name of at most 200 characters");
		if (problem !== undefined) refuse("phone", problem);
		if (!/^UA\d{17}$/.test(areaCode))
			refuse(
				"area_code",
				"expected a KATOTTG code: UA and 17 digits, such as UA61060370010084537",
			);
		if (!equipment || equipment.length === 0)
			refuse(
				"equipment",
				`expected one or more of ${EQUIPMENT.join(", ")} or ${Object.keys(WORDS).join(", ")}, separated by semicolons`,
			);
		if (!types)
			refuse("types", `expected none or some of ${INCIDENT_TYPES.join(", ")}`);
		if (!["", "smart", "button"].includes(kind))
			refuse("phone_kind", "expected smart or button");
		const before = phone === undefined ? undefined : seen.get(phone);
		if (before !== undefined)
			refuse("phone", `expected every person once, came line ${before} again`);
		if (phone !== undefined) seen.set(phone, line);
		if (phone === undefined || !equipment || !types) return [];
		return [
			{
				line,
				name,
				phone,
				areaCode,
				equipment,
				...(types.length > 0 ? { types } : {}),
				phoneKind: kind === "button" ? "button" : "smart",
			},
		];
	});
	return { lines, ignored, rejected };
}

/** Undefined where a word is none of them. */
function listIn<Word extends string>(
	cell: string,
	read: (word: string) => Word | undefined,
): Word[] | undefined {
	const words = cell
		.toLowerCase()
		.split(/[;,+/]/)
		.map((word) => word.trim())
		.filter((word) => word !== "");
	const found = words.map(read);
	return found.every((word) => word !== undefined)
		? [...new Set(found)]
		: undefined;
}

/**
 * The list of observers and of helpers: who is informed of an area, and who may be
 * asked for a tractor there. Ordinary people of the roster; a list they stand on
 * never makes them crew.
 */
import {
	type Administrator,
	addResponder,
	allBrigades,
	newId,
	type ResponderInput,
	writeRoster,
} from "../administer.ts";
import type { Equipment, IncidentType } from "../core/kinds.ts";
import { AppError, type Fault } from "../errors.ts";
import { defined } from "../http/json.ts";
import { readPhone } from "../phones.ts";
import {
	EVERYTHING,
	type HelperRow,
	type ObserverRow,
	type Page,
	type ResponderRow,
	type Scope,
} from "../ports.ts";
import type { Service } from "../service.ts";

/** Somebody of the roster, or somebody new, of no brigade. */
export type Whom =
	| { responderId: string }
	| { person: { name: string; phone: string; phoneKind?: "smart" | "button" } };

export type ObserverInput = {
	whom: Whom;
	areaCode: string;
	kind: ObserverRow["kind"];
	types?: IncidentType[];
};
export type HelperInput = {
	whom: Whom;
	areaCode: string;
	equipment: Equipment[];
	types?: IncidentType[];
};
/** Absent = as it was; `null` = of every type again. */
export type HelperChange = {
	areaCode?: string;
	equipment?: Equipment[];
	types?: IncidentType[] | null;
};

export async function addObserver(
	service: Service,
	who: Administrator,
	{ whom, ...given }: ObserverInput,
): Promise<ObserverRow> {
	await mustSeeArea(service, who.scope, given.areaCode);
	const responderId = await personFor(service, who, whom);
	return writeRoster(service, async () => {
		const known = await service.others.observersBy(responderId);
		// Said twice, it is one line.
		const same = known.find((row) => row.areaCode === given.areaCode);
		const row: ObserverRow = {
			id: same?.id ?? newId(),
			responderId,
			...given,
			createdAt: same?.createdAt ?? service.clock.now(),
		};
		return {
			event: {
				type: "ObserverAdded",
				by: who.by,
				responderId,
				observer: row,
			},
			roster: [{ table: "observer", row }],
			result: row,
		};
	});
}

export async function removeObserver(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		const row = await service.others.observer(id);
		if (!row || !(await seesRow(service, who.scope, row)))
			throw unknown("observer");
		return {
			event: {
				type: "ObserverRemoved",
				by: who.by,
				responderId: row.responderId,
				observerId: id,
			},
			roster: [{ delete: "observer", id }],
			result: undefined,
		};
	});
}

/** On the list, and asked to a fire only once they have agreed. */
export async function addHelper(
	service: Service,
	who: Administrator,
	{ whom, ...given }: HelperInput,
): Promise<HelperRow> {
	await mustSeeArea(service, who.scope, given.areaCode);
	const responderId = await personFor(service, who, whom);
	return writeRoster(service, async () => {
		const before = await service.others.helperBy(responderId);
		const row: HelperRow = {
			id: newId(),
			createdAt: service.clock.now(),
			// What they agreed to before stands: it is the same person.
			...before,
			responderId,
			...given,
		};
		return {
			event: { type: "HelperAdded", by: who.by, responderId, helper: row },
			roster: [{ table: "helper", row }],
			result: row,
		};
	});
}

export async function changeHelper(
	service: Service,
	who: Administrator,
	id: string,
	{ types, ...change }: HelperChange,
): Promise<HelperRow> {
	if (change.areaCode !== undefined)
		await mustSeeArea(service, who.scope, change.areaCode);
	return writeRoster(service, async () => {
		const { types: before, ...known } = await helperIn(service, who.scope, id);
		const now = types === undefined ? before : (types ?? undefined);
		const row: HelperRow = {
			...known,
			...change,
			...(now ? { types: now } : {}),
		};
		return {
			event: {
				type: "HelperChanged",
				by: who.by,
				responderId: row.responderId,
				helper: row,
			},
			roster: [{ table: "helper", row }],
			result: row,
		};
	});
}

export async function removeHelper(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		const { responderId } = await helperIn(service, who.scope, id);
		return {
			event: {
				type: "HelperRemoved",
				by: who.by,
				responderId,
				helperId: id,
			},
			roster: [{ delete: "helper", id }],
			result: undefined,
		};
	});
}

export async function helperIn(
	service: Service,
	scope: Scope,
	id: string,
): Promise<HelperRow> {
	const row = await service.others.helper(id);
	if (!row || !(await seesRow(service, scope, row))) throw unknown("helper");
	return row;
}

/** Of the areas the caller sees; a person who leads nothing sees their own line. */
export async function listed<Row extends { responderId: string }>(
	service: Service,
	scope: Scope,
	asked: { limit: number; cursor?: string | undefined },
	list: (
		page: Parameters<Service["others"]["observers"]>[0],
	) => Promise<Page<Row>>,
): Promise<Page<Row>> {
	const page = defined(asked);
	const within = await areasSeen(service, scope);
	if (within === "everywhere") return list(page);
	if (within.length > 0) return list({ ...page, within });
	const own = selfIn(scope);
	const { items } = await list({ limit: MOST });
	return { items: items.filter(({ responderId }) => own.has(responderId)) };
}

const MOST = 10_000;

// --- who may say so -----------------------------------------------------------------

/** Codes of hromadas and above over which the scope reaches. */
async function areasSeen(
	service: Service,
	scope: Scope,
): Promise<"everywhere" | string[]> {
	switch (scope.kind) {
		case "everything":
			return "everywhere";
		case "area":
			return [scope.code];
		case "brigades": {
			const brigades = await allBrigades(service, scope);
			return [...new Set(brigades.flatMap(({ areaCode }) => areaCode ?? []))];
		}
		case "anyOf": {
			const each = await Promise.all(
				scope.scopes.map((one) => areasSeen(service, one)),
			);
			return each.includes("everywhere")
				? "everywhere"
				: [...new Set(each.flat())];
		}
		default:
			return [];
	}
}

const selfIn = (scope: Scope): ReadonlySet<string> =>
	new Set(
		(scope.kind === "anyOf" ? scope.scopes : [scope]).flatMap((one) =>
			one.kind === "self" ? one.responderId : [],
		),
	);

async function seesRow(
	service: Service,
	scope: Scope,
	{ areaCode, responderId }: ObserverRow | HelperRow,
): Promise<boolean> {
	return (
		selfIn(scope).has(responderId) || (await seesArea(service, scope, areaCode))
	);
}

/** Whether it is one of the areas the scope reaches, or lies in one. */
export async function seesArea(
	service: Service,
	scope: Scope,
	areaCode: string,
): Promise<boolean> {
	const seen = await areasSeen(service, scope);
	if (seen === "everywhere") return true;
	const wanted = new Set(seen);
	const passed = new Set<string>();
	let code: string | undefined = areaCode;
	while (code !== undefined && !passed.has(code)) {
		if (wanted.has(code)) return true;
		passed.add(code);
		const [row] = await service.areas.byCodes([code]);
		code = row?.parentCode;
	}
	return false;
}

async function mustSeeArea(
	service: Service,
	scope: Scope,
	areaCode: string,
): Promise<void> {
	if (await seesArea(service, scope, areaCode)) return;
	throw refused(
		"areaCode",
		"expected the code of an area you see, came another",
	);
}

/** In the roster to be told or asked, and never alerted. */
export const ofNoBrigade = ({
	settings,
}: Pick<Service, "settings">): Pick<
	ResponderInput,
	| "brigadeIds"
	| "places"
	| "qualifications"
	| "locale"
	| "smsAlphabet"
	| "travel"
> => ({
	brigadeIds: [],
	places: [],
	qualifications: [],
	locale: settings.locale,
	smsAlphabet: "cyrillic",
	travel: "car",
});

/** Who is on no brigade's list is nobody's to hide: they may be named by any chief of the area. */
async function personFor(
	service: Service,
	who: Administrator,
	whom: Whom,
): Promise<string> {
	if ("responderId" in whom) {
		const row = await service.roster.responder(EVERYTHING, whom.responderId);
		if (row && (await mayName(service, who.scope, row))) return row.id;
		throw refused(
			"responderId",
			"expected the id of a responder, came one nobody has",
		);
	}
	const known = await byPhone(service, whom.person.phone);
	if (known && (await mayName(service, who.scope, known))) return known.id;
	const row = await addResponder(
		service,
		{ ...who, scope: EVERYTHING },
		{
			phoneKind: "smart",
			...whom.person,
			...ofNoBrigade(service),
		},
	);
	return row.id;
}

const mayName = async (
	{ roster }: Service,
	scope: Scope,
	row: ResponderRow,
): Promise<boolean> =>
	row.brigadeIds.length === 0 ||
	(await roster.responder(scope, row.id)) !== undefined;

async function byPhone(
	{ roster, secrets }: Service,
	written: string,
): Promise<ResponderRow | undefined> {
	const { phone } = readPhone(written);
	if (phone === undefined) return undefined;
	const hash = secrets.hash(phone);
	const found = await roster.byPhone(hash);
	return found.find(({ phoneHash }) => phoneHash === hash);
}

const unknown = (what: string): AppError =>
	new AppError(
		"notFound",
		`Expected the id of a ${what} you may see, came one that no such ${what} has.`,
	);

function refused(path: string, message: string): AppError {
	const faults: Fault[] = [{ path, message }];
	return new AppError(
		"invalid",
		"Nothing was written: one fault, see errors.",
		{
			faults,
		},
	);
}

/**
 * A person of the roster raises the alarm, by a button, a line in the chat or an SMS.
 *
 * A chief, a deputy, a village head or a duty officer rings people at once; what a member tells is a
 * report that the chief is asked about. The same said twice is one incident.
 */
import { scopeFor } from "./access.ts";
import { newId } from "./administer.ts";
import type { Known } from "./core/incident.ts";
import type { IncidentType, Instant, Mode } from "./core/kinds.ts";
import { type ReadRaising, readRaising } from "./core/raising.ts";
import { AppError, isUnavailable } from "./errors.ts";
import { grantsOf } from "./grants.ts";
import { EVERYTHING, type ResponderRow } from "./ports.ts";
import type { Raise } from "./report.ts";
import type { Service } from "./service.ts";

export type Alarm = {
	type: IncidentType;
	mode: Extract<Mode, "actual" | "exercise">;
	peopleInDanger: boolean;
	place?: string;
	/** Of the brigades the person leads; absent = all of them. */
	brigadeId?: string;
};

export type AlarmRaised = {
	incident: Known;
	/** `asked`: a member's word, and the chief is asked whether it burns. */
	people: "called" | "asked";
	/** Raised before by the same words or the same button. */
	isAgain: boolean;
};

export type Raiser = {
	/** May ring people at once: whose word it is, and over which brigades. */
	source: "chief" | "duty_officer" | "resident";
	brigades: readonly { id: string; name: string }[];
};

/** Said again later than this, it is another fire. */
const SAME_FOR_MS = 30 * 60_000;
const MOST_AGAIN = 50;

/** Who this person is when it burns. */
export async function raiserOf(
	service: Service,
	person: ResponderRow,
): Promise<Raiser> {
	const roles = await rolesOf(service, person);
	const held = (...names: readonly string[]) =>
		roles.filter(({ role }) => names.includes(role));
	const leads = held("chief", "deputy", "villageHead");
	const sits = held("dutyOfficer", "coordinator");
	const source =
		leads.length > 0
			? "chief"
			: sits.length > 0 || (await isGranted(service, person))
				? "duty_officer"
				: "resident";
	const ids = [
		...new Set(
			(leads.length > 0 ? leads : sits).map(({ brigadeId }) => brigadeId),
		),
	];
	const found = await Promise.all(
		ids.map((id) => service.roster.brigade({ kind: "brigades", ids }, id)),
	);
	return {
		source,
		brigades: found.flatMap((row) =>
			row ? [{ id: row.id, name: row.name }] : [],
		),
	};
}

/** While the database cannot be read, the roster kept beside it says who leads. */
async function rolesOf(
	{ signIn, roster }: Service,
	{ id, brigadeIds }: ResponderRow,
): Promise<{ role: string; brigadeId: string }[]> {
	try {
		return await signIn.rolesOf(id);
	} catch (error) {
		if (!isUnavailable(error)) throw error;
		const kept = await Promise.all(
			brigadeIds.map((brigadeId) => roster.brigade(EVERYTHING, brigadeId)),
		);
		return kept.flatMap((brigade) =>
			(brigade?.roles ?? [])
				.filter(({ responderId }) => responderId === id)
				.map(({ role }) => ({ role, brigadeId: brigade?.id ?? "" })),
		);
	}
}

/** A role of the installation: an administrator, a coordinator of an area. */
async function isGranted(
	service: Service,
	{ id }: ResponderRow,
): Promise<boolean> {
	try {
		const grants = await grantsOf(service, { responderId: id });
		return scopeFor(grants, "incidents.raise") !== undefined;
	} catch (error) {
		if (!isUnavailable(error)) throw error;
		return false;
	}
}

export type RaisingParts = { service: Service; raise: Raise };

export type Said = {
	/** What says the same again: the words, or the button's own number. */
	once: string;
	/** When it was said, where it waited to be heard. */
	saidAt?: Instant;
	/** By SMS: anybody can send one in anybody's name. */
	isForgeable?: boolean;
};

/** Words that waited this long for us are no cry: the chief is asked whether it burns still. */
const STALE_MS = 30 * 60_000;

export async function raiseAlarm(
	{ service, raise }: RaisingParts,
	person: ResponderRow,
	alarm: Alarm,
	{ once, saidAt = service.clock.now(), isForgeable = false }: Said,
): Promise<AlarmRaised> {
	const { source: own, brigades } = await raiserOf(service, person);
	const isStale = service.clock.now() - saidAt > STALE_MS;
	const source = isStale ? "resident" : own;
	if (source === "resident" && alarm.mode !== "actual")
		throw new AppError(
			"forbidden",
			"expected a chief, a deputy or a duty officer to begin an exercise, came a member",
		);
	const { brigadeId, ...told } = alarm;
	const chosen = brigades.filter(({ id }) => id === brigadeId);
	const named = brigades.filter(({ name }) => names(told.place, name));
	const of = [chosen, named, brigades].find((some) => some.length > 0) ?? [];
	const keyId = keyOf(person);
	const idempotencyKey = await unusedKey(service, keyId, once);
	const { incidentId, created } = await raise(
		{
			...told,
			source,
			brigadeIds: of.map(({ id }) => id),
			force: false,
			raisedBy: person.id,
			// Then it rings the chief, his deputies and leaders first, and nobody else.
			reporterVerified: !isStale && !(isForgeable && source === "resident"),
		},
		{
			by: { kind: "responder", id: person.id },
			keyId,
			idempotencyKey,
		},
	);
	const incident = await service.load(incidentId);
	if (incident.status === "unknown")
		throw new Error("A raised alarm is an incident.");
	return {
		incident,
		people: source === "resident" ? "asked" : "called",
		isAgain: !created,
	};
}

/** «Пожежа Росохач …» to who leads Rosokhach and Uhryn is Rosokhach's. */
const names = (place: string | undefined, brigade: string): boolean => {
	const wordsOf = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
	const [first] = wordsOf(place ?? "");
	return first !== undefined && first.length > 2
		? wordsOf(brigade).includes(first)
		: false;
};

/** The key of an incident that still goes on, or one nobody has used. */
async function unusedKey(
	service: Service,
	keyId: string,
	once: string,
): Promise<string> {
	for (let again = 0; again < MOST_AGAIN; again++) {
		const key = again === 0 ? once : `${once}#${again}`;
		const known = await service.store.findIdempotency(keyId, key);
		if (!known || (await goesOn(service, known.incidentId))) return key;
	}
	return `${once}#${newId()}`;
}

async function goesOn(service: Service, incidentId: string): Promise<boolean> {
	const incident = await service.load(incidentId);
	return (
		(incident.status === "open" || incident.status === "unconfirmed") &&
		service.clock.now() - incident.reportedAt <= SAME_FOR_MS
	);
}

/**
 * The alarm a text is, if it is one. Who has an alert open, or leads one, talks about
 * that fire: then only the word in capitals raises another. Where nothing burns, in an
 * exercise or while the bell is tried, nobody talks of a fire: it is one.
 */
export async function alarmIn(
	service: Service,
	person: ResponderRow,
	text: string,
): Promise<ReadRaising | undefined> {
	const read = readRaising(text);
	if (!read) return undefined;
	const { source } = await raiserOf(service, person);
	if (read.mode === "exercise" && source === "resident") return undefined;
	if (read.isLoud) return read;
	if (!(await isAtFire(service, person))) return read;
	// Sent a second time, it is still the alarm it was.
	const said = await service.store.findIdempotency(
		keyOf(person),
		onceBy(service, text),
	);
	return said && (await goesOn(service, said.incidentId)) ? read : undefined;
}

/** A fire nobody closed since yesterday is not what somebody cries about now. */
const TALKED_OF_MS = 6 * 3_600_000;

/** What cannot be looked up is no reason to let people sleep. */
async function isAtFire(
	service: Service,
	{ id }: ResponderRow,
): Promise<boolean> {
	try {
		const ids = await service.roster.incidentsOf(id);
		const concerned = await Promise.all(ids.map((one) => service.load(one)));
		const now = service.clock.now();
		return concerned.some(
			(incident) =>
				incident.status !== "unknown" &&
				incident.mode === "actual" &&
				now - incident.reportedAt < TALKED_OF_MS,
		);
	} catch (error) {
		if (!isUnavailable(error)) throw error;
		return false;
	}
}

/** What the same words have in common, however they are spaced; a hash, since they hold a place. */
export const onceBy = ({ secrets }: Service, text: string): string =>
	secrets.hash(
		`raise|${text
			.normalize("NFC")
			.toLowerCase()
			.replace(/[^\p{L}\p{N}]+/gu, " ")
			.trim()}`,
	);

const keyOf = ({ id }: ResponderRow): string => `person:${id}`;

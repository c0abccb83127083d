/**
 * The roster's own way in: check → rows + `admin/…` event → append.
 *
 * All of it goes through one stream. What must stay true spans brigades (a phone
 * belongs to one person, a role to somebody who exists), and a stream is the only
 * lock every store has; a roster changes too rarely for anybody to wait.
 *
 * A change that touches an open incident leaves a `Reconsider` row there, in the
 * same write: the roster never forgets to tell the alarm that is running.
 */
import { Buffer } from "node:buffer";
import type { Grant } from "./access.ts";
import type { Availability, Place } from "./core/availability.ts";
import type { By, Command } from "./core/incident.ts";
import type {
	ChannelName,
	Instant,
	Locale,
	PhoneKind,
	Qualification,
	SmsAlphabet,
	TravelMode,
} from "./core/kinds.ts";
import { INCIDENT_TYPES } from "./core/kinds.ts";
import type { Policy, PolicyOverrides } from "./core/policy.ts";
import { policyFor } from "./core/policy.ts";
import type { Brigade, Vehicle } from "./core/roster.ts";
import type { Fault } from "./errors.ts";
import { AppError } from "./errors.ts";
import { mustOutrank } from "./grants.ts";
import { type HomeContact, sealHomeContact } from "./people/homeContact.ts";
import { type Paper, sealPapers } from "./people/papers.ts";
import {
	availabilityOf,
	openedWords,
	sealAvailability,
	sealPlaces,
	whereaboutsSealed,
} from "./people/whereabouts.ts";
import { readPhone } from "./phones.ts";
import type {
	Append,
	LogEvent,
	NewRow,
	ResponderRow,
	RosterWrite,
	Scope,
	Store,
	VehicleRow,
} from "./ports.ts";
import type { Service } from "./service.ts";

/** Who changes the roster, and what of it they may see. */
export type Administrator = {
	by: By;
	scope: Scope;
	/** Of a caller of the API: what else they hold. */
	grants?: readonly Grant[];
};

export type BrigadeInput = Omit<
	Brigade,
	"id" | "policy" | "bell" | "residents" | "staging"
>;
export type VehicleInput = Omit<Vehicle, "id" | "brigadeId">;
/** A person in the clear, as people write it; sealed before it is stored. */
export type ResponderInput = {
	name: string;
	phone: string;
	secondPhone?: string;
	brigadeIds: string[];
	places: Place[];
	qualifications: Qualification[];
	locale: Locale;
	phoneKind: PhoneKind;
	smsAlphabet: SmsAlphabet;
	travel: TravelMode;
	availability?: Availability;
	/** The same word for everybody who lives there. */
	household?: string;
	/** Somebody in the house who is rung when the person does not wake. */
	homeContact?: HomeContact;
	/** What expires, and on which day. */
	papers?: Paper[];
};
/** Absent = as it was; `null` = none any more. */
export type ResponderChange = Partial<
	Omit<ResponderInput, "secondPhone" | "household" | "homeContact">
> & {
	secondPhone?: string | null;
	household?: string | null;
	homeContact?: HomeContact | null;
};
export type VehicleChange = Partial<Omit<VehicleInput, "reason">> & {
	reason?: string | null;
};
export type BrigadeChange = Partial<Omit<BrigadeInput, "areaCode">> & {
	areaCode?: string | null;
};

export type Invitation = { code: string; url: string; expiresAt: Instant };

const DAY_MS = 86_400_000;
/** A code on paper is handed out within days; one found a month later must open nothing. */
const INVITATION_MS = 14 * DAY_MS;
const ALWAYS_ON: Availability = { state: "on", weekly: [], exceptions: [] };

// --- Brigades ------------------------------------------------------------------

export async function addBrigade(
	service: Service,
	who: Administrator,
	input: BrigadeInput,
): Promise<Brigade> {
	mustSeeEverything(who.scope, "add a brigade");
	return writeRoster(service, async () => {
		refuse(await roleFaults(service, who.scope, input.roles));
		const brigade: Brigade = { id: newId(), ...input, policy: {} };
		return {
			event: { type: "BrigadeAdded", by: who.by, brigade },
			roster: [{ table: "brigade", row: brigade }],
			result: brigade,
		};
	});
}

export async function changeBrigade(
	service: Service,
	who: Administrator,
	id: string,
	change: BrigadeChange,
): Promise<Brigade> {
	return writeRoster(service, async () => {
		const before = await brigadeIn(service, who.scope, id);
		// Roles of people outside the caller's sight may stay, but not be given.
		const given = (change.roles ?? []).filter(
			(role) => !before.roles.some((r) => r.responderId === role.responderId),
		);
		refuse(await roleFaults(service, who.scope, change.roles ?? [], given));
		const brigade = changed(before, change);
		return {
			event: { type: "BrigadeChanged", by: who.by, brigade },
			roster: [{ table: "brigade", row: brigade }],
			outbox: await reconsiderAtBrigade(service, id, "brigade", {}),
			result: brigade,
		};
	});
}

export async function removeBrigade(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		await brigadeIn(service, who.scope, id);
		const [people, vehicles] = await Promise.all([
			service.roster.responders(who.scope, { limit: 1, brigadeId: id }),
			service.roster.vehicles(who.scope, id),
		]);
		if (people.items.length > 0 || vehicles.length > 0)
			throw new AppError(
				"conflict",
				"Expected a brigade without people and vehicles, came one that still has some. Move or delete them first.",
			);
		return {
			event: { type: "BrigadeRemoved", by: who.by, brigadeId: id },
			roster: [{ delete: "brigade", id }],
			result: undefined,
		};
	});
}

/** Replaces the brigade's overrides; what equals the policy without it is not kept, so that later defaults reach it. */
export async function setPolicy(
	service: Service,
	who: Administrator,
	brigadeId: string,
	overrides: PolicyOverrides,
): Promise<Brigade> {
	return writeRoster(service, async () => {
		const before = await brigadeIn(service, who.scope, brigadeId);
		const brigade = { ...before, policy: onlyDifferences(overrides) };
		return {
			event: {
				type: "PolicySet",
				by: who.by,
				brigadeId,
				policy: brigade.policy,
			},
			roster: [{ table: "brigade", row: brigade }],
			outbox: await reconsiderAtBrigade(service, brigadeId, "policy", {}),
			result: brigade,
		};
	});
}

/** `default` is kept whole: it stands above the type's own defaults even where it equals the general one. */
function onlyDifferences(overrides: PolicyOverrides): PolicyOverrides {
	const general = overrides.default ?? {};
	const kept: PolicyOverrides =
		Object.keys(general).length > 0 ? { default: general } : {};
	for (const type of INCIDENT_TYPES) {
		const without = policyFor(type, { default: general });
		const differing = Object.entries(overrides[type] ?? {}).filter(
			([name, value]) =>
				JSON.stringify(value) !== JSON.stringify(without[name as keyof Policy]),
		);
		if (differing.length > 0) kept[type] = Object.fromEntries(differing);
	}
	return kept;
}

async function roleFaults(
	service: Service,
	scope: Scope,
	roles: Brigade["roles"],
	toCheck: Brigade["roles"] = roles,
): Promise<Fault[]> {
	const found = await Promise.all(
		toCheck.map((role) => service.roster.responder(scope, role.responderId)),
	);
	return toCheck.flatMap((role, at) =>
		found[at]
			? []
			: [
					{
						path: `roles[${roles.indexOf(role)}].responderId`,
						message: "expected the id of a responder, came one nobody has",
					},
				],
	);
}

// --- Vehicles ------------------------------------------------------------------

export async function addVehicle(
	service: Service,
	who: Administrator,
	brigadeId: string,
	input: VehicleInput,
): Promise<Vehicle> {
	return writeRoster(service, async () => {
		await brigadeIn(service, who.scope, brigadeId);
		const vehicle: Vehicle = { id: newId(), brigadeId, ...input };
		return vehicleWrite(service, "VehicleAdded", who.by, vehicle);
	});
}

export async function changeVehicle(
	service: Service,
	who: Administrator,
	id: string,
	change: VehicleChange,
): Promise<Vehicle> {
	return writeRoster(service, async () => {
		const vehicle = changed(await vehicleIn(service, who.scope, id), change);
		// A reason explains why it is not ready; a ready vehicle has none.
		if (vehicle.state === "ready") delete vehicle.reason;
		// Whoever says in what state it is has looked.
		if (change.state !== undefined) delete vehicle.uncheckedSince;
		return vehicleWrite(service, "VehicleChanged", who.by, vehicle);
	});
}

export async function removeVehicle(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	return writeRoster(service, async () => {
		const vehicle = await vehicleIn(service, who.scope, id);
		return {
			event: { type: "VehicleRemoved", by: who.by, vehicleId: id },
			roster: [{ delete: "vehicle", id }],
			outbox: await reconsiderAtBrigade(service, vehicle.brigadeId, id, {
				vehicleId: id,
			}),
			result: undefined,
		};
	});
}

async function vehicleWrite(
	service: Service,
	type: string,
	by: By,
	vehicle: Vehicle,
): Promise<RosterPlan<Vehicle>> {
	// The reason is free words: sealed in the row, and the log does without it.
	const { reason, ...known } = vehicle;
	const row: VehicleRow =
		reason === undefined
			? known
			: { ...known, reason: service.secrets.seal(reason) };
	return {
		event: { type, by, vehicle: known },
		roster: [{ table: "vehicle", row }],
		outbox: await reconsiderAtBrigade(service, vehicle.brigadeId, vehicle.id, {
			vehicleId: vehicle.id,
		}),
		result: vehicle,
	};
}

// --- People --------------------------------------------------------------------

export async function addResponder(
	service: Service,
	who: Administrator,
	input: ResponderInput,
): Promise<ResponderRow> {
	return writeRoster(service, async () => {
		refuse([
			...(await phoneFaults(service, input)),
			...(await brigadeFaults(service, who.scope, input.brigadeIds)),
			...unseenFaults(who.scope, input.brigadeIds),
		]);
		const row = newResponder(service, input);
		return {
			event: responderEvent(service, "ResponderAdded", who.by, row),
			roster: [{ table: "responder", row }],
			result: row,
		};
	});
}

export async function changeResponder(
	service: Service,
	who: Administrator,
	id: string,
	change: ResponderChange,
): Promise<ResponderRow> {
	return writeRoster(service, async () => {
		const before = await responderIn(service, who.scope, id);
		const joined = (change.brigadeIds ?? []).filter(
			(brigadeId) => !before.brigadeIds.includes(brigadeId),
		);
		refuse([
			...(await phoneFaults(service, change, before)),
			...(await brigadeFaults(
				service,
				who.scope,
				change.brigadeIds ?? [],
				joined,
			)),
			...(namesPerson(who.scope, id)
				? []
				: unseenFaults(who.scope, change.brigadeIds ?? before.brigadeIds)),
		]);
		const after = changedResponder(service, before, change);
		if (hasOtherPhones(before, after)) await mustOutrank(service, who, before);
		return responderWrite(service, who.by, before, after);
	});
}

export async function setAvailability(
	service: Service,
	who: Administrator,
	id: string,
	availability: Availability,
): Promise<ResponderRow> {
	return changeResponder(service, who, id, { availability });
}

/** A new invitation voids the old; the code is stored only as its hash. */
export async function invite(
	service: Service,
	who: Administrator,
	responderId: string,
): Promise<Invitation> {
	const code = randomCode();
	const expiresAt = service.clock.now() + INVITATION_MS;
	return writeRoster(service, async () => {
		await responderIn(service, who.scope, responderId);
		return {
			event: { type: "ResponderInvited", by: who.by, responderId, expiresAt },
			roster: [
				{
					table: "invitation",
					row: {
						responderId,
						codeHash: service.secrets.hash(code),
						createdAt: service.clock.now(),
						expiresAt,
					},
				},
			],
			result: { code, url: invitationUrl(service, code), expiresAt },
		};
	});
}

/** A channel of a person stopped or began to work: blocked, opted out, bound again. */
export async function setChannelState(
	service: Service,
	by: By,
	responderId: string,
	channel: ChannelName,
	state: "works" | "blocked" | "invalid" | "optedOut",
): Promise<void> {
	const since = service.clock.now();
	return writeRoster(service, async () => ({
		event: { type: "ChannelStateSet", by, responderId, channel, state },
		roster: [
			{ table: "channelState", row: { responderId, channel, state, since } },
		],
		outbox: await reconsiderPerson(service, responderId),
		result: undefined,
	}));
}

/** There is nothing to join without a bot: SMS and calls need only the phone in the roster. */
function invitationUrl({ settings }: Service, code: string): string {
	if (!settings.telegramBotUsername)
		throw new AppError(
			"unavailable",
			"expected a Telegram bot to invite to, found none that answers: set TELEGRAM_BOT_TOKEN, or wait until Telegram answers; SMS and calls need no invitation",
		);
	return `https://t.me/${settings.telegramBotUsername}?start=${code}`;
}

/** Sealed and hashed; phones must have been checked. */
export function newResponder(
	service: Service,
	input: ResponderInput,
): ResponderRow {
	const {
		name,
		phone,
		secondPhone,
		places,
		availability,
		homeContact,
		papers,
		...rest
	} = input;
	const { secrets } = service;
	return {
		id: newId(),
		...rest,
		name: secrets.seal(name),
		places: sealPlaces(secrets, places),
		...sealedPhone(service, phone),
		...(secondPhone === undefined
			? {}
			: sealedSecondPhone(service, secondPhone)),
		...(homeContact === undefined ? {} : sealedContact(service, homeContact)),
		...(papers?.length ? { papers: sealPapers(secrets, papers) } : {}),
		availability: sealAvailability(secrets, availability ?? ALWAYS_ON),
	};
}

export function changedResponder(
	service: Service,
	before: ResponderRow,
	change: ResponderChange,
): ResponderRow {
	const {
		name,
		phone,
		secondPhone,
		places,
		availability,
		homeContact,
		papers,
		...rest
	} = change;
	const { secrets } = service;
	const row: ResponderRow = {
		...changed(whereaboutsSealed(secrets, before), rest),
		...(places === undefined ? {} : { places: sealPlaces(secrets, places) }),
		...(availability === undefined
			? {}
			: { availability: sealAvailability(secrets, availability) }),
		...(name === undefined ? {} : { name: secrets.seal(name) }),
		...(phone === undefined ? {} : sealedPhone(service, phone)),
		...(secondPhone ? sealedSecondPhone(service, secondPhone) : {}),
		...(homeContact ? sealedContact(service, homeContact) : {}),
	};
	if (secondPhone === null) {
		delete row.secondPhone;
		delete row.secondPhoneHash;
	}
	if (homeContact === null) delete row.homeContact;
	if (papers?.length) row.papers = sealPapers(secrets, papers);
	else if (papers) delete row.papers;
	return row;
}

/** The row, what the log says of it, and the incidents that must look again. */
export async function responderWrite(
	service: Service,
	by: By,
	before: ResponderRow,
	after: ResponderRow,
): Promise<RosterPlan<ResponderRow>> {
	const at = service.clock.now();
	return {
		event: responderEvent(service, "ResponderChanged", by, after),
		roster: [
			{
				table: "responder",
				row: whereaboutsSealed(service.secrets, after),
			},
			...worksAgain(before, after, at),
		],
		outbox: await reconsiderPerson(service, after.id),
		result: after,
	};
}

/** Chats are bound by either phone, and codes to sign in go to both. */
const hasOtherPhones = (before: ResponderRow, after: ResponderRow): boolean =>
	before.phoneHash !== after.phoneHash ||
	before.secondPhoneHash !== after.secondPhoneHash;

/** What was known to fail belonged to the old number. */
function worksAgain(
	before: ResponderRow,
	after: ResponderRow,
	since: Instant,
): RosterWrite[] {
	if (before.phoneHash === after.phoneHash) return [];
	return (["sms", "voice"] as const).map((channel) => ({
		table: "channelState",
		row: { responderId: after.id, channel, state: "works", since },
	}));
}

/** No name, no phone, no hours of the week: the log outlives the person's consent. */
export const responderEvent = (
	{ secrets }: Service,
	type: string,
	by: By,
	row: ResponderRow,
): LogEvent => ({
	type,
	by,
	responderId: row.id,
	brigadeIds: row.brigadeIds,
	qualifications: row.qualifications,
	state: availabilityOf(secrets, row).state,
});

const sealedPhone = ({ secrets }: Service, text: string) => {
	const phone = e164(text);
	return { phone: secrets.seal(phone), phoneHash: secrets.hash(phone) };
};
const sealedSecondPhone = ({ secrets }: Service, text: string) => {
	const phone = e164(text);
	return {
		secondPhone: secrets.seal(phone),
		secondPhoneHash: secrets.hash(phone),
	};
};

const sealedContact = ({ secrets }: Service, { name, phone }: HomeContact) => ({
	homeContact: sealHomeContact(secrets, { name, phone: e164(phone) }),
});

function e164(text: string): string {
	const { phone, problem } = readPhone(text);
	if (phone !== undefined) return phone;
	throw new AppError("invalid", problem);
}

/** Readable, not somebody else's, not an emergency number; a second phone may be a neighbour's own. */
export async function phoneFaults(
	service: Service,
	given: {
		phone?: string;
		secondPhone?: string | null;
		homeContact?: { phone: string } | null;
	},
	before?: ResponderRow,
): Promise<Fault[]> {
	const faults: Fault[] = [];
	const first = readInto(faults, "phone", given.phone);
	const second = readInto(faults, "secondPhone", given.secondPhone);
	if (first !== undefined) {
		const others = await service.roster.byPhone(service.secrets.hash(first));
		const hash = service.secrets.hash(first);
		if (others.some((row) => row.id !== before?.id && row.phoneHash === hash))
			faults.push({
				path: "phone",
				message:
					"expected a phone of one person only, came one another responder has",
			});
	}
	const own =
		first === undefined ? before?.phoneHash : service.secrets.hash(first);
	const house = readInto(faults, "homeContact.phone", given.homeContact?.phone);
	if (house !== undefined && service.secrets.hash(house) === own)
		faults.push({
			path: "homeContact.phone",
			message:
				"expected a phone of somebody else in the house, came the person's own",
		});
	const other =
		second === undefined
			? given.secondPhone === null
				? undefined
				: before?.secondPhoneHash
			: service.secrets.hash(second);
	if (own !== undefined && own === other)
		faults.push({
			path: given.secondPhone ? "secondPhone" : "phone",
			message: "expected two different phones, came the same twice",
		});
	return faults;
}

function readInto(
	faults: Fault[],
	path: string,
	text: string | null | undefined,
): string | undefined {
	if (text === undefined || text === null) return undefined;
	const { phone, problem } = readPhone(text);
	if (problem !== undefined) faults.push({ path, message: problem });
	return phone;
}

export async function brigadeFaults(
	service: Service,
	scope: Scope,
	brigadeIds: readonly string[],
	toCheck: readonly string[] = brigadeIds,
): Promise<Fault[]> {
	const found = await Promise.all(
		toCheck.map((id) => service.roster.brigade(scope, id)),
	);
	return toCheck.flatMap((id, at) =>
		found[at]
			? []
			: [
					{
						path: `brigadeIds[${brigadeIds.indexOf(id)}]`,
						message: "expected the id of a brigade, came one no brigade has",
					},
				],
	);
}

/** Somebody in no brigade is seen by `everything` only: a smaller scope would lose them. */
const unseenFaults = (scope: Scope, brigadeIds: readonly string[]): Fault[] =>
	scope.kind === "everything" || brigadeIds.length > 0
		? []
		: [
				{
					path: "brigadeIds",
					message:
						"expected at least one brigade of this key's scope, came an empty list",
				},
			];

/** Seen by their own id, nobody is lost by being in no brigade. */
const namesPerson = (scope: Scope, id: string): boolean =>
	(scope.kind === "anyOf" ? scope.scopes : [scope]).some(
		(one) => one.kind === "self" && one.responderId === id,
	);

// --- What every change has in common ---------------------------------------------

/** What one change of the roster writes. */
export type RosterPlan<Result> = {
	/** Absent = there is nothing to write. */
	event?: LogEvent;
	roster?: readonly RosterWrite[];
	outbox?: readonly NewRow[];
	alongside?: Pick<
		Append,
		"inboundDone" | "words" | "forgetWords" | "erase" | "free" | "capabilities"
	>;
	result: Result;
};

const STREAM = "admin/everything";
const MOST_TRIES = 8;

/**
 * Plans and appends; when somebody was faster, plans again on what they wrote.
 * The place in the log is read before the plan, so a plan made on old rows cannot commit.
 */
export function writeRoster<Result>(
	service: Service,
	plan: () => Promise<RosterPlan<Result>>,
	commandId = `admin:${newId()}`,
): Promise<Result> {
	// In one process they take turns: twenty people who join on one evening would
	// else make each other try again until some are refused.
	const before = turns.get(service.store) ?? Promise.resolve();
	const mine = before.then(() => planAndAppend(service, plan, commandId));
	turns.set(
		service.store,
		mine.catch(() => undefined),
	);
	return mine;
}

const turns = new WeakMap<Store, Promise<unknown>>();

async function planAndAppend<Result>(
	service: Service,
	plan: () => Promise<RosterPlan<Result>>,
	commandId: string,
): Promise<Result> {
	for (let tries = 0; tries < MOST_TRIES; tries += 1) {
		const expectedSeq = await lastSeq(service.store);
		const planned = await plan();
		const { event, roster = [], outbox = [], result } = planned;
		if (!event) return result;
		const done = await service.store.append({
			at: service.clock.now(),
			streams: [{ stream: STREAM, expectedSeq, commandId, events: [event] }],
			roster,
			outbox,
			...planned.alongside,
		});
		if (done === "conflict") continue;
		if (outbox.length > 0) service.wake.wake();
		return result;
	}
	throw new AppError(
		"unavailable",
		"The roster is being changed by many at once; nothing was written. Try again.",
	);
}

/** How far each store's log was read: a start reads it whole, later changes only what is new. */
const readUpTo = new WeakMap<Store, number>();

async function lastSeq(store: Store): Promise<number> {
	const known = readUpTo.get(store) ?? 0;
	const newer = await store.load(STREAM, known);
	const last = newer.at(-1)?.seq ?? known;
	readUpTo.set(store, last);
	return last;
}

export async function reconsiderPerson(
	service: Service,
	responderId: string,
): Promise<NewRow[]> {
	const incidentIds = await service.roster.incidentsOf(responderId);
	return incidentIds.map((incidentId) =>
		reconsiderRow(service, incidentId, responderId, { responderId }),
	);
}

async function reconsiderAtBrigade(
	service: Service,
	brigadeId: string,
	of: string,
	touched: { vehicleId?: string },
): Promise<NewRow[]> {
	const { items } = await service.store.heads(
		{ kind: "brigades", ids: [brigadeId] },
		{ status: ["unconfirmed", "open"], limit: 200 },
	);
	return items.map((head) => reconsiderRow(service, head.id, of, touched));
}

function reconsiderRow(
	service: Service,
	incidentId: string,
	of: string,
	touched: { responderId?: string; vehicleId?: string },
): NewRow {
	const now = service.clock.now();
	const command: Command = { type: "Reconsider", ...touched };
	return {
		id: newId(),
		incidentId,
		kind: "command",
		// Two changes of one person before the row is taken are one look.
		key: `reconsider:${of}`,
		lane: "clock",
		laneClass: 1,
		rank: 0,
		dueAt: now,
		units: 1,
		body: service.secrets.seal(JSON.stringify(command)),
		createdAt: now,
	};
}

export async function allBrigades(
	service: Service,
	scope: Scope,
): Promise<Brigade[]> {
	const all: Brigade[] = [];
	let cursor: string | undefined;
	do {
		const page = await service.roster.brigades(scope, {
			limit: 200,
			...(cursor === undefined ? {} : { cursor }),
		});
		all.push(...page.items);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return all;
}

export const brigadeIn = async (
	service: Service,
	scope: Scope,
	id: string,
): Promise<Brigade> =>
	(await service.roster.brigade(scope, id)) ?? missing("brigade");

export const responderIn = async (
	service: Service,
	scope: Scope,
	id: string,
): Promise<ResponderRow> =>
	(await service.roster.responder(scope, id)) ?? missing("responder");

const vehicleIn = async (
	service: Service,
	scope: Scope,
	id: string,
): Promise<Vehicle> =>
	openVehicle(
		service,
		(await service.roster.vehicle(scope, id)) ?? missing("vehicle"),
	);

export const openVehicle = (
	{ secrets }: Service,
	{ reason, ...rest }: VehicleRow,
): Vehicle =>
	reason === undefined
		? rest
		: { ...rest, reason: openedWords(secrets, reason) };

function missing(what: string): never {
	throw new AppError(
		"notFound",
		`Expected the id of a ${what} this key may see, came one that no such ${what} has.`,
	);
}

export function mustSeeEverything(scope: Scope, toDo: string): void {
	if (scope.kind !== "everything")
		throw new AppError(
			"forbidden",
			`Expected a key with the scope everything to ${toDo}, came one that sees a part.`,
		);
}

function refuse(faults: readonly Fault[]): void {
	if (faults.length > 0)
		throw new AppError(
			"invalid",
			`Nothing was written: ${faults.length === 1 ? "one fault" : `${faults.length} faults`}, see errors.`,
			{ faults },
		);
}

/** The row with what the change names; `null` takes a field away. */
function changed<Row extends object>(before: Row, change: object): Row {
	const entries = Object.entries({ ...before, ...withoutUndefined(change) });
	return Object.fromEntries(
		entries.filter(([, value]) => value !== null),
	) as Row;
}

const withoutUndefined = (value: object): object =>
	Object.fromEntries(
		Object.entries(value).filter(([, inner]) => inner !== undefined),
	);

export const newId = (): string => crypto.randomUUID();

/** 128 bits as 22 base64url characters: fits Telegram's `start` and cannot be guessed. */
function randomCode(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Buffer.from(bytes).toString("base64url");
}

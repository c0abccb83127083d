/**
 * How somebody becomes a member: they ask, a chief or deputy says yes, the bell rings
 * once for trial. Whoever has not heard it has not joined, whatever the roster says.
 *
 * A request holds what the asker told, sealed; it is gone once decided, so that two
 * leaders who press at once do one deed.
 */
import { Temporal } from "temporal-polyfill";
import {
	allBrigades,
	newId,
	newResponder,
	type RosterPlan,
	responderEvent,
	responderWrite,
	writeRoster,
} from "../administer.ts";
import { distanceMetres } from "../core/eta.ts";
import type { Instant, Locale, Point } from "../core/kinds.ts";
import type { Brigade } from "../core/roster.ts";
import { AppError } from "../errors.ts";
import { grantsOf, mustOutrank } from "../grants.ts";
import {
	EVERYTHING,
	type JoinRequestRow,
	type KeyedHash,
	type ResponderRow,
	type RosterWrite,
} from "../ports.ts";
import type { DoneOnce } from "../routine/doneOnce.ts";
import { leadersOf } from "../routine/quiet.ts";
import type { Service, Settings } from "../service.ts";
import { type Courtesy, tellInChat } from "../tellInChat.ts";

/** What the asker told; the chat is where the answer goes. */
export type Asker = {
	name: string;
	phone: string;
	chat: string;
	locale: Locale;
};

export type JoinRequest = {
	id: string;
	brigadeId: string;
	createdAt: Instant;
	asker: Asker;
};

/** Of a request nobody but the person themselves decides: `phoneChange.ts`. */
export const NO_BRIGADE = "";
/** Whoever asks everywhere at once asks nobody. */
const OPEN_PER_CHAT = 3;
/** A flood of strangers fills no chief's evening. */
const OPEN_PER_BRIGADE = 30;
const FOUND_AT_MOST = 5;
const DAY_BEGINS_HOUR = 7;
const NIGHT_BEGINS_HOUR = 22;
const DAY_MS = 86_400_000;

// --- Has the person joined? ------------------------------------------------------------

/** Without calls nothing can ring, so nothing is waited for. */
export const joinedState = (
	{ channels }: Pick<Settings, "channels">,
	{ rungAt }: Pick<ResponderRow, "rungAt">,
): "joined" | "unfinished" =>
	rungAt !== undefined || !channels.includes("voice") ? "joined" : "unfinished";

/**
 * Once, at noon of the day after the chat was bound: silently, and only who has not
 * heard the bell yet. The hour is the caller's.
 */
export async function remindUnjoined(
	service: Service,
	done: DoneOnce,
	courtesy: Courtesy,
): Promise<void> {
	const { roster, settings, wording, secrets } = service;
	const today = localNow(service).startOfDay();
	const from = today.subtract({ days: 1 }).epochMilliseconds;
	const until = today.epochMilliseconds;
	for (let cursor: string | undefined = ""; cursor !== undefined; ) {
		const page: Awaited<ReturnType<typeof roster.responders>> =
			await roster.responders(EVERYTHING, {
				limit: 200,
				...(cursor ? { cursor } : {}),
			});
		const states = await roster.channelStates(page.items.map(({ id }) => id));
		for (const row of page.items) {
			const bound = states.find(
				(one) => one.responderId === row.id && one.channel === "telegram",
			);
			const isNew =
				bound?.state === "works" && bound.since >= from && bound.since < until;
			if (!row.telegramChat || !isNew) continue;
			if (joinedState(settings, row) === "joined") continue;
			// Who was reminded must not stand in a log that outlives them.
			const id = secrets.hash(`unjoined|${row.id}|${until}`);
			if (!(await done.once({ id, type: "UnjoinedReminded" }))) continue;
			await tellInChat(service, courtesy, {
				chat: secrets.open(row.telegramChat),
				words: wording.text(row.locale, "join-remind"),
				buttons: [
					[
						{
							text: wording.text(row.locale, "button-join-finish"),
							data: "~join:steps",
						},
					],
				],
			});
		}
		cursor = page.nextCursor;
	}
}

// --- Who? --------------------------------------------------------------------------------

const LONGEST_NAME = 60;

/**
 * A name and nothing else: a stranger's words go to a chief, so no address in them opens
 * when tapped, and no word of an alarm sets off a siren. Undefined = not a name.
 */
export function readName(typed: string): string | undefined {
	const name = typed
		.normalize("NFC")
		.replace(/\s+/g, " ")
		.trim()
		.replace(
			/\p{Lu}{2,}/gu,
			(word) => word.slice(0, 1) + word.slice(1).toLowerCase(),
		);
	return name.length <= LONGEST_NAME &&
		/^\p{L}[\p{L}\p{M}'’ʼ-]*\.?( [\p{L}\p{M}'’ʼ-]+\.?)*$/u.test(name) &&
		name.length >= 2
		? name
		: undefined;
}

// --- Which brigade? --------------------------------------------------------------------

/** By a part of its name; nobody types an apostrophe the same way twice. */
export async function brigadesNamed(
	service: Service,
	typed: string,
): Promise<Brigade[]> {
	const wanted = folded(typed);
	if (wanted.length < 2) return [];
	const all = await allBrigades(service, EVERYTHING);
	return all
		.filter(({ name }) => folded(name).includes(wanted))
		.slice(0, FOUND_AT_MOST);
}

export async function brigadesNear(
	service: Service,
	place: Point,
): Promise<Brigade[]> {
	const all = await allBrigades(service, EVERYTHING);
	const metres = (one: Brigade): number => distanceMetres(place, one.location);
	return all.sort((a, b) => metres(a) - metres(b)).slice(0, FOUND_AT_MOST);
}

const folded = (text: string): string =>
	text
		.toLowerCase()
		// Also takes the two dots off: both letters are typed for one another.
		.normalize("NFD")
		.replace(/[\p{M}\p{P}`ʼ]/gu, "")
		.replace(/\s+/g, " ")
		.trim();

// --- Asking ------------------------------------------------------------------------------

export type Asked =
	| { kind: "asked"; request: JoinRequest; brigade: Brigade; isNew: boolean }
	| { kind: "tooMany" }
	| { kind: "noBrigade" };

export async function askToJoin(
	service: Service,
	{
		brigadeId,
		chatHash,
		asker,
	}: { brigadeId: string; chatHash: KeyedHash; asker: Asker },
	commandId: string,
): Promise<Asked> {
	const { roster, secrets, clock } = service;
	return writeRoster<Asked>(
		service,
		async () => {
			const brigade = await roster.brigade(EVERYTHING, brigadeId);
			if (!brigade) return { result: { kind: "noBrigade" } };
			const open = await openRequests(service);
			const mine = open.filter((one) => one.chatHash === chatHash);
			const same = mine.find((one) => one.brigadeId === brigadeId);
			if (same)
				return {
					result: {
						kind: "asked",
						request: opened(service, same),
						brigade,
						isNew: false,
					},
				};
			const here = open.filter((one) => one.brigadeId === brigadeId);
			if (mine.length >= OPEN_PER_CHAT || here.length >= OPEN_PER_BRIGADE)
				return { result: { kind: "tooMany" } };
			const row: JoinRequestRow = {
				id: newId(),
				brigadeId,
				chatHash,
				told: secrets.seal(JSON.stringify(asker)),
				createdAt: clock.now(),
			};
			return {
				event: { type: "JoinRequested", requestId: row.id, brigadeId },
				roster: [{ table: "joinRequest", row }],
				result: {
					kind: "asked",
					request: opened(service, row),
					brigade,
					isNew: true,
				},
			};
		},
		`${commandId}:ask`,
	);
}

async function openRequests(service: Service): Promise<JoinRequestRow[]> {
	const all = await allBrigades(service, EVERYTHING);
	return service.roster.joinRequests(all.map(({ id }) => id));
}

/** Of these brigades, oldest first. */
export async function requestsOf(
	service: Service,
	brigadeIds: readonly string[],
): Promise<JoinRequest[]> {
	if (brigadeIds.length === 0) return [];
	const rows = await service.roster.joinRequests(brigadeIds);
	return rows.map((row) => opened(service, row));
}

const opened = (
	{ secrets }: Service,
	{ id, brigadeId, createdAt, told }: JoinRequestRow,
): JoinRequest => ({
	id,
	brigadeId,
	createdAt,
	asker: JSON.parse(secrets.open(told)) as Asker,
});

// --- Telling the leaders -------------------------------------------------------------------

/** By day at once; what comes at night is told in the morning (`tellWaitingRequests`). How many can be told. */
export async function tellOfRequest(
	service: Service,
	courtesy: Courtesy,
	request: JoinRequest,
): Promise<number> {
	const leaders = await leadersWithChat(service, request.brigadeId);
	if (isNight(service, service.clock.now())) return leaders.length;
	for (const leader of leaders) await tellLeader(leader);
	return leaders.length;

	async function tellLeader(leader: ResponderRow): Promise<void> {
		const { words, buttons } = await requestWords(
			service,
			leader.locale,
			request,
		);
		await tellInChat(service, courtesy, {
			chat: service.secrets.open(leader.telegramChat ?? leader.phone),
			words,
			buttons,
		});
	}
}

/** In the morning: what the night kept, each request once. */
export async function tellWaitingRequests(
	service: Service,
	done: DoneOnce,
	courtesy: Courtesy,
): Promise<void> {
	const now = service.clock.now();
	for (const row of await openRequests(service)) {
		const isDue =
			isNight(service, row.createdAt) && row.createdAt > now - DAY_MS;
		if (!isDue) continue;
		const deed = { id: `request:${row.id}`, type: "RequestTold" };
		if (await done.once(deed))
			await tellOfRequest(service, courtesy, opened(service, row));
	}
}

/** No phone in it: the leader knows the name, and whether the number is on the list already. */
export async function requestWords(
	service: Service,
	locale: Locale,
	{ id, brigadeId, asker }: JoinRequest,
) {
	const { wording, roster, secrets } = service;
	const brigade = await roster.brigade(EVERYTHING, brigadeId);
	const owner = await ownerOf(service, asker.phone);
	const isHere = owner?.brigadeIds.includes(brigadeId);
	return {
		words: wording.text(
			locale,
			isHere ? "join-request-known" : "join-request",
			{
				brigade: brigade?.name ?? "",
				name: asker.name,
				known: isHere && owner ? secrets.open(owner.name) : "",
			},
		),
		buttons: [
			[
				{
					text: wording.text(locale, "button-join-accept"),
					data: `~join:yes:${id}`,
				},
				{
					text: wording.text(locale, "button-join-refuse"),
					data: `~join:no:${id}`,
				},
			],
		],
	};
}

export async function leadersWithChat(
	service: Pick<Service, "roster">,
	brigadeId: string,
): Promise<ResponderRow[]> {
	const people = await leadersOf(service, brigadeId, { deputiesToo: true });
	return people.filter(({ telegramChat }) => telegramChat !== undefined);
}

// --- Deciding ----------------------------------------------------------------------------

export type Decided =
	| {
			kind: "accepted";
			/** A new person; one of the list who has a chat now; or a member elsewhere who is one here too. */
			how: "added" | "bound" | "alsoHere";
			person: ResponderRow;
			brigade: Brigade;
			asker: Asker;
	  }
	/** The number belongs to a member of another brigade, whose chief invites. */
	| { kind: "refused" | "elsewhere"; brigade: Brigade; asker: Asker }
	/** Somebody else decided, or it is a month old. */
	| { kind: "gone" }
	| { kind: "notYours" }
	/** The number is somebody's whose roles this leader could not give. */
	| { kind: "outranked" };

export async function decideJoin(
	service: Service,
	{
		leader,
		requestId,
		verdict,
	}: { leader: ResponderRow; requestId: string; verdict: "accept" | "refuse" },
	commandId: string,
): Promise<Decided> {
	const { roster } = service;
	const by = { kind: "responder", id: leader.id } as const;
	return writeRoster<Decided>(
		service,
		async () => {
			const row = await roster.joinRequest(requestId);
			const brigade = row && (await roster.brigade(EVERYTHING, row.brigadeId));
			if (!row || !brigade) return { result: { kind: "gone" } };
			if (!(await leads(service, leader.id, row.brigadeId)))
				return { result: { kind: "notYours" } };
			const { asker } = opened(service, row);
			const closed: RosterWrite = { delete: "joinRequest", id: row.id };
			const ended = (kind: "refused" | "elsewhere"): RosterPlan<Decided> => ({
				event: { type: "JoinRefused", by, requestId, brigadeId: brigade.id },
				roster: [closed],
				result: { kind, brigade, asker },
			});
			if (verdict === "refuse") return ended("refused");
			const owner = await ownerOf(service, asker.phone);
			const accepted = (
				how: "added" | "bound" | "alsoHere",
				plan: RosterPlan<ResponderRow>,
			): RosterPlan<Decided> => ({
				...plan,
				roster: [...(plan.roster ?? []), closed],
				result: { kind: "accepted", how, person: plan.result, brigade, asker },
			});
			if (!owner)
				return accepted("added", await addedPlan(service, by, asker, brigade));
			if (owner.telegramHash === row.chatHash)
				return accepted(
					"alsoHere",
					await responderWrite(service, by, owner, {
						...owner,
						brigadeIds: [...new Set([...owner.brigadeIds, brigade.id])],
					}),
				);
			if (!owner.brigadeIds.includes(brigade.id)) return ended("elsewhere");
			if (!(await mayBind(service, leader, owner)))
				return { result: { kind: "outranked" } };
			return accepted("bound", await boundPlan(service, by, owner, asker.chat));
		},
		`${commandId}:decide`,
	);
}

async function addedPlan(
	service: Service,
	by: { kind: "responder"; id: string },
	asker: Asker,
	brigade: Brigade,
): Promise<RosterPlan<ResponderRow>> {
	const row = newResponder(service, {
		name: asker.name,
		phone: asker.phone,
		brigadeIds: [brigade.id],
		// Until they say where they live they count as living at the station.
		places: [{ kind: "home", ...brigade.location }],
		qualifications: ["firefighter"],
		locale: asker.locale,
		phoneKind: "smart",
		smsAlphabet: "cyrillic",
		travel: "car",
	});
	const writes = await chatWrites(service, row, asker.chat);
	return {
		event: responderEvent(service, "ResponderAdded", by, row),
		roster: writes.roster,
		result: writes.row,
	};
}

/** The chat becomes this person's, and nobody else's. */
export async function boundPlan(
	service: Service,
	by: { kind: "responder"; id: string },
	before: ResponderRow,
	chat: string,
	/** What else changes with it. */
	after: ResponderRow = before,
): Promise<RosterPlan<ResponderRow>> {
	const writes = await chatWrites(service, after, chat);
	const plan = await responderWrite(service, by, before, writes.row);
	return {
		...plan,
		...(plan.event ? { event: { ...plan.event, type: "TelegramBound" } } : {}),
		roster: [...writes.roster, ...(plan.roster ?? [])],
		result: writes.row,
	};
}

async function chatWrites(
	{ roster, secrets, clock }: Service,
	before: ResponderRow,
	chat: string,
): Promise<{ row: ResponderRow; roster: RosterWrite[] }> {
	const telegramHash = secrets.hash(chat);
	const holder = await roster.byTelegram(telegramHash);
	const row: ResponderRow = {
		...before,
		telegramChat: secrets.seal(chat),
		telegramHash,
	};
	return {
		row,
		roster: [
			...(holder && holder.id !== row.id ? [withoutChat(holder)] : []),
			{ table: "responder", row },
			{
				table: "channelState",
				row: {
					responderId: row.id,
					channel: "telegram",
					state: "works",
					since: clock.now(),
				},
			},
		],
	};
}

/** One chat is one person's: whoever had it before is reached by phone from now on. */
function withoutChat(row: ResponderRow): RosterWrite {
	const { telegramChat: _chat, telegramHash: _hash, ...rest } = row;
	return { table: "responder", row: rest };
}

/** A chat is as good as a phone: who could not change somebody's phone binds no chat to them. */
async function mayBind(
	service: Service,
	leader: ResponderRow,
	owner: ResponderRow,
): Promise<boolean> {
	const grants = await grantsOf(service, { responderId: leader.id });
	try {
		await mustOutrank(
			service,
			{
				by: { kind: "responder", id: leader.id },
				scope: { kind: "self", responderId: leader.id },
				grants,
			},
			owner,
		);
		return true;
	} catch (error) {
		if (error instanceof AppError && error.kind === "forbidden") return false;
		throw error;
	}
}

/** Of whom it is the first phone: a phone of the household joins nobody. */
async function ownerOf(
	{ roster, secrets }: Service,
	phone: string,
): Promise<ResponderRow | undefined> {
	const hash = secrets.hash(phone);
	const people = await roster.byPhone(hash);
	return people.find(({ phoneHash }) => phoneHash === hash);
}

async function leads(
	{ signIn }: Pick<Service, "signIn">,
	responderId: string,
	brigadeId: string,
): Promise<boolean> {
	const roles = await signIn.rolesOf(responderId);
	return roles.some(
		(one) =>
			one.brigadeId === brigadeId &&
			(one.role === "chief" || one.role === "deputy"),
	);
}

// --- The hour ------------------------------------------------------------------------------

const localNow = ({ clock, settings }: Service) =>
	Temporal.Instant.fromEpochMilliseconds(clock.now()).toZonedDateTimeISO(
		settings.timeZone,
	);

function isNight({ settings }: Service, at: Instant): boolean {
	const { hour } = Temporal.Instant.fromEpochMilliseconds(
		at,
	).toZonedDateTimeISO(settings.timeZone);
	return hour >= NIGHT_BEGINS_HOUR || hour < DAY_BEGINS_HOUR;
}

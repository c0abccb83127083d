/**
 * Everything held about one person: found here, handed out here, and taken away
 * by `erase.ts`. Of others nothing leaves with it: their ids, answers and names
 * stay behind, also where they stand in the same event.
 */
import { setImmediate as breath } from "node:timers/promises";
import type { Instant } from "../core/kinds.ts";
import { KEPT as KEPT_ANSWER } from "../keptAnswers.ts";
import {
	type AboutPerson,
	EVERYTHING,
	type HelperRow,
	type Inbound,
	type ResponderRow,
	type SealedParts,
	type Store,
	type StoredEvent,
} from "../ports.ts";
import type { Service } from "../service.ts";
import { transliterate } from "../wording/sms.ts";
import { openHomeContact } from "./homeContact.ts";
import { papersOf } from "./papers.ts";
import { availabilityOf, placesOf } from "./whereabouts.ts";

/** The person as the roster knows them, in the clear. */
export type Person = {
	row: ResponderRow;
	name: string;
	phones: string[];
	/** Without a second phone that is a neighbour's own: what comes from it is theirs. */
	ownPhones: string[];
	chat?: string;
};

/** Where the person stands in the logs, and what stands beside them. */
export type Traces = {
	person: Person;
	/** Of streams that name the person, the events that do. */
	events: OwnEvent[];
	incidentIds: string[];
	beside: AboutPerson;
	/** What they sent us, as far as it is kept. */
	messages: Inbound[];
};

export type OwnEvent = Pick<StoredEvent, "stream" | "seq" | "at" | "type"> & {
	/** What of the event is this person's. */
	own: Record<string, unknown>;
	/** Ids of words the person wrote. */
	wordIds: string[];
};

export async function personIn(
	{ secrets, roster }: Pick<Service, "secrets" | "roster">,
	row: ResponderRow,
): Promise<Person> {
	const { secondPhone, secondPhoneHash } = row;
	const holders = secondPhoneHash ? await roster.byPhone(secondPhoneHash) : [];
	const isShared = holders.some(
		({ id, phoneHash }) => id !== row.id && phoneHash === secondPhoneHash,
	);
	const first = secrets.open(row.phone);
	const second = secondPhone === undefined ? [] : [secrets.open(secondPhone)];
	return {
		row,
		name: secrets.open(row.name),
		phones: [first, ...second],
		ownPhones: [first, ...(isShared ? [] : second)],
		...(row.telegramChat === undefined
			? {}
			: { chat: secrets.open(row.telegramChat) }),
	};
}

export async function tracesOf(
	service: Pick<Service, "store" | "secrets" | "roster">,
	row: ResponderRow,
): Promise<Traces> {
	const { store, secrets } = service;
	const person = await personIn(service, row);
	const streams: string[] = [];
	for (let after: number | undefined = 0; after !== undefined; ) {
		const part: Awaited<ReturnType<Store["naming"]>> = await store.naming(
			row.id,
			after,
		);
		streams.push(...part.streams);
		after = part.next;
		await breath();
	}
	const events: OwnEvent[] = [];
	for (const stream of new Set(streams)) {
		for (const event of await store.load(stream)) {
			const own = ownEvent(event, row.id);
			if (own) events.push(own);
		}
		await breath();
	}
	const incidentIds = [
		...new Set(
			events.flatMap(({ stream }) =>
				stream.startsWith(INCIDENT) ? stream.slice(INCIDENT.length) : [],
			),
		),
	];
	const messages: Inbound[] = [];
	for await (const message of everySealed(store, "messages"))
		if (isFrom(person, message.carrier, secrets.open(message.body)))
			messages.push(message);
	return {
		person,
		events,
		incidentIds,
		beside: await store.aboutPerson(row.id, incidentIds),
		messages,
	};
}

const INCIDENT = "incident/";

/** All of one kind, in pieces with a breath between them. */
export async function* everySealed<Kind extends keyof SealedParts>(
	store: Store,
	kind: Kind,
): AsyncGenerator<SealedParts[Kind]> {
	for (let after: number | undefined = 0; after !== undefined; ) {
		const part: { items: SealedParts[Kind][]; next?: number } =
			await store.sealed(kind, after);
		yield* part.items;
		after = part.next;
		await breath();
	}
}

/** Does a text name the person: whole name, in either alphabet, or a number of theirs? */
export function naming({ name, ownPhones }: Person): (text: string) => boolean {
	// «Іван» is not in «Іванна» and not in «Іванівка».
	const names = [name, transliterate(name)].map(
		(known) =>
			new RegExp(
				`(?<![\\p{L}\\p{N}])${literally(plain(known))}(?![\\p{L}\\p{N}])`,
				"u",
			),
	);
	const digits = ownPhones.map((phone) => phone.replace(/\D/g, ""));
	return (text) => {
		const words = plain(text);
		if (names.some((known) => known.test(words))) return true;
		const numbers = text.replace(/[\s().-]/g, "");
		// National digits stand in every way of writing the number.
		return digits.some((number) => numbers.includes(number.slice(-9)));
	};
}

const literally = (text: string): string =>
	text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const plain = (text: string): string =>
	text.normalize("NFC").toLowerCase().replace(/\s+/g, " ");

// --- One event -----------------------------------------------------------------------

type Json = Record<string, unknown>;

/** Of an event what is this person's; undefined when it only mentions the id as somebody else's business. */
function ownEvent(event: StoredEvent, id: string): OwnEvent | undefined {
	if (!event.payload.includes(id)) return undefined;
	const payload = JSON.parse(event.payload) as Json;
	const { by, raisedBy } = payload;
	const isTheirs =
		payload.responderId === id || raisedBy === id || isBy(by, id);
	const own: Json = {};
	for (const [key, value] of Object.entries(payload)) {
		if (key === "type" || OTHERS.has(key)) continue;
		if (key === "brigade") {
			const { roles } = (value ?? {}) as { roles?: unknown[] };
			own.roles = (roles ?? []).filter((role) => isOf(role, id));
		} else if (Array.isArray(value)) {
			const part = value.filter((item) => item === id || isOf(item, id));
			if (part.length > 0) own[key] = part;
		} else if (key === "by") own[key] = isBy(by, id) ? by : kindOf(by);
		else if (isTheirs) own[key] = value;
	}
	const { stream, seq, at, type } = event;
	return {
		stream,
		seq,
		at,
		type,
		own,
		// The place is the fire's, whoever told it.
		wordIds: isTheirs
			? Object.entries(own).flatMap(([key, value]) =>
					key !== "place" && isWordRef(value) ? [value.id] : [],
				)
			: [],
	};
}

/** Settings of brigades and whole lists of others. */
const OTHERS = new Set(["policy", "vehicle", "crews", "stations"]);

const isOf = (item: unknown, id: string): boolean =>
	typeof item === "object" &&
	item !== null &&
	(item as Json).responderId === id;
const isBy = (by: unknown, id: string): boolean =>
	typeof by === "object" && by !== null && (by as Json).id === id;
/** Who else did it is theirs to know. */
const kindOf = (by: unknown): unknown =>
	typeof by === "object" && by !== null ? { kind: (by as Json).kind } : by;
const isWordRef = (value: unknown): value is { id: string; hash: string } =>
	typeof value === "object" &&
	value !== null &&
	typeof (value as Json).id === "string" &&
	typeof (value as Json).hash === "string";

// --- What came in --------------------------------------------------------------------

/** Who sent it, and what they said, without what a carrier adds. */
export type SaidIn = { from?: string; said: Json };

function isFrom(person: Person, carrier: string, body: string): boolean {
	const { from, said } = saidIn(carrier, body);
	const { phone_number: shared } = (said.contact ?? {}) as Json;
	return (
		(from !== undefined &&
			(from === person.row.id ||
				from === person.chat ||
				person.ownPhones.includes(from))) ||
		// Their number sent from a chat that was never bound.
		(typeof shared === "string" &&
			person.ownPhones.includes(`+${shared.replace(/\D/g, "")}`))
	);
}

export function saidIn(carrier: string, body: string): SaidIn {
	const message = parsed(body);
	if (carrier === "telegram") return saidOnTelegram(message);
	if (carrier === KEPT_ANSWER)
		return {
			from: String(message.responderId),
			said: { answer: message.said, words: message.words },
		};
	return typeof message.from === "string"
		? { from: message.from, said: { text: message.text } }
		: { said: {} };
}

function saidOnTelegram(update: Json): SaidIn {
	const pressed = update.callback_query as Json | undefined;
	const written = (update.message ??
		update.edited_message ??
		update.my_chat_member) as Json | undefined;
	const chat = (written?.chat ?? pressed?.from) as Json | undefined;
	const { text, contact, location } = written ?? {};
	return {
		...(chat === undefined ? {} : { from: String(chat.id) }),
		said: {
			...(text === undefined ? {} : { text }),
			...(contact === undefined ? {} : { contact }),
			...(location === undefined ? {} : { location }),
			// The token before it opens their page; the code says what they pressed.
			...(typeof pressed?.data === "string"
				? { pressed: pressed.data.split(":").at(-1) }
				: {}),
		},
	};
}

function parsed(body: string): Json {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === "object" && value !== null ? (value as Json) : {};
	} catch {
		return {};
	}
}

// --- Handed out ----------------------------------------------------------------------

const iso = (at: Instant): string => new Date(at).toISOString();
const isoOr = (at: Instant | undefined): string | null =>
	at === undefined ? null : iso(at);

/** Everything, decrypted, as JSON a person can read. */
export async function exportPerson(service: Service, row: ResponderRow) {
	const traces = await tracesOf(service, row);
	const { person, beside, messages } = traces;
	const { secrets, roster, clock } = service;
	const words = await service.store.words(
		traces.events.flatMap(({ wordIds }) => wordIds),
	);
	const told = new Map(
		[...words].map(([id, { text }]) => [id, secrets.open(text)]),
	);
	return {
		exportedAt: iso(clock.now()),
		person: {
			id: row.id,
			name: person.name,
			phones: person.phones,
			telegramChat: person.chat ?? null,
			brigadeIds: row.brigadeIds,
			roles: await rolesOf(service, row.id),
			qualifications: row.qualifications,
			places: placesOf(secrets, row),
			availability: availabilityOf(secrets, row),
			locale: row.locale,
			phoneKind: row.phoneKind,
			smsAlphabet: row.smsAlphabet,
			travel: row.travel,
			household: row.household ?? null,
			homeContact: row.homeContact
				? openHomeContact(secrets, row.homeContact)
				: null,
			papers: papersOf(secrets, row),
			history: row.history ?? null,
		},
		channels: (await roster.channelStates([row.id])).map((known) => ({
			channel: known.channel,
			state: known.state,
			since: iso(known.since),
		})),
		reach: (await roster.proofs([row.id])).map(
			({ responderId: _person, lastAskedAt, lastReachedAt, ...counts }) => ({
				...counts,
				lastAskedAt: lastAskedAt === undefined ? null : iso(lastAskedAt),
				lastReachedAt: lastReachedAt === undefined ? null : iso(lastReachedAt),
			}),
		),
		observes: (await service.others.observersBy(row.id)).map(
			({ areaCode, kind, types, createdAt }) => ({
				areaCode,
				kind,
				types: types ?? null,
				createdAt: iso(createdAt),
			}),
		),
		helps: helpsOf(await service.others.helperBy(row.id)),
		incidents: await incidentsOf(service, traces, told),
		administration: traces.events
			.filter(({ stream }) => !stream.startsWith(INCIDENT))
			.map((event) => entryOf(event, told)),
		messages: messages.map((message) => ({
			carrier: message.carrier,
			at: iso(message.receivedAt),
			...saidIn(message.carrier, secrets.open(message.body)).said,
		})),
		positions: beside.positions.map(({ incidentId, at, position }) => ({
			incidentId,
			at: iso(at),
			position: JSON.parse(secrets.open(position)) as unknown,
		})),
		links: beside.capabilities.map((link) => ({
			incidentId: link.incidentId,
			opens: link.opens,
			createdAt: iso(link.createdAt),
			revokedAt: isoOr(link.revokedAt),
		})),
		cards: beside.cards.map(({ incidentId, messageId }) => ({
			incidentId,
			messageId,
		})),
		invitations: beside.invitations.map((invitation) => ({
			createdAt: iso(invitation.createdAt),
			expiresAt: iso(invitation.expiresAt),
			consumedAt: isoOr(invitation.consumedAt),
		})),
		signIn: await signInOf(service, row.id),
	};
}

/** What they may be asked for, and what they said to that. */
const helpsOf = (helper: HelperRow | undefined) =>
	helper === undefined
		? null
		: {
				areaCode: helper.areaCode,
				equipment: helper.equipment,
				types: helper.types ?? null,
				askedAt: isoOr(helper.askedAt),
				consentAt: isoOr(helper.consentAt),
				withdrawnAt: isoOr(helper.withdrawnAt),
				quietAt: isoOr(helper.quietAt),
				createdAt: iso(helper.createdAt),
			};

/** What they sign in with and what they hold; nothing that opens anything. */
async function signInOf({ signIn, clock }: Service, responderId: string) {
	const account = await signIn.accountOf({ responderId });
	const [grants, sessions, passkeys] = await Promise.all([
		signIn.grantsOf({ responderId }),
		account ? signIn.sessionsOf(account.id, clock.now()) : [],
		account ? signIn.passkeysOf(account.id) : [],
	]);
	return {
		grants: grants.map(({ role, scope, createdAt }) => ({
			role,
			scope,
			createdAt: iso(createdAt),
		})),
		sessions: sessions.map(({ device, madeBy, madeAt, usedAt }) => ({
			device,
			madeBy,
			madeAt: iso(madeAt),
			usedAt: iso(usedAt),
		})),
		passkeys: passkeys.map(({ name, madeAt, usedAt }) => ({
			name,
			madeAt: iso(madeAt),
			usedAt: isoOr(usedAt),
		})),
	};
}

export type ExportedPerson = Awaited<ReturnType<typeof exportPerson>>;

async function rolesOf({ roster }: Service, id: string) {
	const roles: { brigadeId: string; role: string; order: number }[] = [];
	let cursor: string | undefined;
	do {
		const page = await roster.brigades(EVERYTHING, {
			limit: 200,
			...(cursor === undefined ? {} : { cursor }),
		});
		for (const brigade of page.items)
			for (const { responderId, role, order } of brigade.roles)
				if (responderId === id)
					roles.push({ brigadeId: brigade.id, role, order });
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return roles;
}

/** By incident: the facts about the person, and what was sent to them; texts to them may name others. */
async function incidentsOf(
	{ store }: Service,
	{ events, incidentIds, beside }: Traces,
	told: ReadonlyMap<string, string>,
) {
	const incidents = [];
	for (const id of incidentIds) {
		const head = await store.head(EVERYTHING, id);
		incidents.push({
			id,
			number: head?.number ?? null,
			type: head?.incidentType ?? null,
			reportedAt: isoOr(head?.reportedAt),
			facts: events
				.filter(({ stream }) => stream === `${INCIDENT}${id}`)
				.map((event) => entryOf(event, told)),
			sends: beside.sends
				.filter(({ incidentId, kind }) => incidentId === id && kind === "send")
				.map((row) => ({
					channel: row.lane,
					purpose: row.purpose ?? null,
					message: row.messageKind ?? null,
					at: iso(row.createdAt),
					sentAt: isoOr(row.sentAt),
					state: row.state,
					attempts: beside.attempts
						.filter(({ rowId }) => rowId === row.id)
						.map((attempt) => ({
							at: iso(attempt.startedAt),
							outcome: attempt.outcome ?? null,
							code: attempt.code ?? null,
						})),
				})),
		});
	}
	return incidents;
}

/** An event with the words in it instead of their ids. */
const entryOf = (
	{ at, type, own }: OwnEvent,
	told: ReadonlyMap<string, string>,
) => ({
	at: iso(at),
	type,
	...Object.fromEntries(
		Object.entries(own).flatMap(([key, value]) => {
			if (!isWordRef(value)) return [[key, value]];
			const words = told.get(value.id);
			return words === undefined ? [] : [[key, words]];
		}),
	),
});

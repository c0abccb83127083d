/**
 * A person is taken out of everything: the roster, what they wrote and what was
 * written to or about them, where they were, what opens their pages. The logs keep
 * an opaque id, and every chain still verifies.
 *
 * Who is in a running incident is withdrawn from it first, so that nobody waits for
 * somebody who is gone: whoever leads decides when, not we. Copies made before hold
 * the person still, sealed; `ERASED_NOT_IN_COPIES` says so to whoever asks.
 */

import {
	type Administrator,
	allBrigades,
	type RosterPlan,
	reconsiderPerson,
	responderIn,
	writeRoster,
} from "../administer.ts";
import { AppError } from "../errors.ts";
import { mustOutrank } from "../grants.ts";
import {
	type Append,
	EVERYTHING,
	type Inbound,
	type OutboxRow,
	type ResponderRow,
	type RosterWrite,
} from "../ports.ts";
import type { Service } from "../service.ts";
import { everySealed, naming, type Traces, tracesOf } from "./aboutPerson.ts";
import { NO_BRIGADE } from "./joining.ts";

/** What went, in numbers. */
export type Erased = { words: number; texts: number; messages: number };

export const ERASED_NOT_IN_COPIES =
	"Copies made before (the nightly ones, those of dzvin backup, of a restore or of rotate-secret, and Litestream's) still hold the person, sealed. The nightly ones are gone after seven nights; delete the others, or erase again after restoring one.";

export async function erasePerson(
	service: Service,
	who: Administrator,
	id: string,
): Promise<Erased> {
	const person = await responderIn(service, who.scope, id);
	// Everybody may take themselves away, whatever they hold.
	if (who.by.kind !== "responder" || who.by.id !== id)
		await mustOutrank(service, who, person);
	refuseBlind(service);
	await withdrawEverywhere(service, id);
	const erased = await writeRoster(service, async () => {
		const row = await responderIn(service, who.scope, id);
		return planErasure(service, who, await tracesOf(service, row));
	});
	await service.keepRoster?.();
	return erased;
}

/** What lives in the journal alone cannot be looked through. */
function refuseBlind(service: Service): void {
	const now = service.degraded();
	if (!now.includes("blind") && !now.includes("store")) return;
	throw new AppError(
		"unavailable",
		"Expected a database that takes writes, it takes none now. Nothing was erased; ask again when it does.",
	);
}

async function withdrawEverywhere(service: Service, id: string): Promise<void> {
	const promised = await service.store.commitments([{ kind: "responder", id }]);
	const incidentIds = new Set([
		...(await service.roster.incidentsOf(id)),
		...promised.map(({ incidentId }) => incidentId),
	]);
	for (const incidentId of incidentIds)
		await service
			.handle(
				incidentId,
				{ type: "Withdraw", responderId: id, why: "unavailable" },
				{ commandId: `erase:${crypto.randomUUID()}` },
			)
			.catch((error: unknown) => {
				// Over meanwhile: nobody waits for them there.
				if (!(error instanceof AppError) || error.kind !== "conflict")
					throw error;
			});
}

async function planErasure(
	service: Service,
	{ by }: Administrator,
	traces: Traces,
): Promise<RosterPlan<Erased>> {
	const { row } = traces.person;
	const reporter = await reporterIn(service, traces.person);
	const [named, { rowIds, incidentIds }, inbound, roster] = await Promise.all([
		wordsOf(service, traces),
		textsOf(service, {
			...traces,
			incidentIds: [
				...new Set([...traces.incidentIds, ...reporter.incidentIds]),
			],
		}),
		messagesOf(service, traces),
		rosterWithout(service, row),
	]);
	const forgetWords = [...new Set([...named, ...reporter.words])];
	const result: Erased = {
		words: forgetWords.length,
		texts: rowIds.length,
		messages: inbound.length,
	};
	const alongside: Pick<Append, "forgetWords" | "erase" | "free"> = {
		forgetWords,
		erase: {
			responderId: row.id,
			incidentIds,
			rowIds,
			inbound,
		},
		free: (
			await service.store.commitments([{ kind: "responder", id: row.id }])
		).map(({ kind, id, incidentId }) => ({ kind, id, incidentId })),
	};
	return {
		event: {
			type: "ResponderRemoved",
			by,
			responderId: row.id,
			erased: result,
		},
		roster: [...roster, ...reporter.writes],
		outbox: await reconsiderPerson(service, row.id),
		alongside,
		result,
	};
}

/** Who is of the roster may have reported fires before, as anybody. */
async function reporterIn(
	service: Service,
	{ phones, chat }: Traces["person"],
): Promise<{
	writes: RosterWrite[];
	words: string[];
	incidentIds: string[];
}> {
	const { reporters, secrets } = service;
	const rows = await Promise.all([
		...phones.map((phone) => reporters.byPhone(secrets.hash(phone))),
		...(chat === undefined ? [] : [reporters.byChat(secrets.hash(chat))]),
	]);
	const ids = [...new Set(rows.flatMap((row) => row?.id ?? []))];
	const words: string[] = [];
	const incidentIds: string[] = [];
	for (const id of ids)
		for (const { incidentId, id: reportId } of await reporters.reportsBy(id, {
			limit: MOST_REPORTS,
		})) {
			const told = await toldIn(service, incidentId, reportId);
			words.push(...told.words);
			incidentIds.push(...told.incidentIds);
		}
	return {
		writes: ids.map((id) => ({ delete: "reporter" as const, id })),
		words,
		incidentIds,
	};
}

/** Their words, also those that later ones took the place of; of a merged fire in both logs. */
async function toldIn(
	service: Pick<Service, "load" | "store">,
	incidentId: string,
	reportId: string,
): Promise<{ words: string[]; incidentIds: string[] }> {
	const { load, store } = service;
	const incident = await load(incidentId);
	if (incident.status === "unknown")
		return { words: [], incidentIds: [incidentId] };
	const words = (await store.load(`incident/${incidentId}`)).flatMap(
		({ payload }) => {
			const event = JSON.parse(payload) as Told;
			return event.reportId === reportId || event.report?.id === reportId
				? (event.description?.id ?? [])
				: [];
		},
	);
	const number = incident.reports.get(reportId)?.reporterNumber;
	const into = incident.mergedInto?.id;
	const there = into ? await toldIn(service, into, reportId) : undefined;
	return {
		words: [...words, ...(number ? [number] : []), ...(there?.words ?? [])],
		incidentIds: [incidentId, ...(there?.incidentIds ?? [])],
	};
}

/** Of any event about a report. */
type Told = {
	reportId?: string;
	report?: { id: string };
	description?: { id: string };
};

// More within the ninety days after which they are forgotten anyway is nobody's.
const MOST_REPORTS = 1_000;

/** Theirs, and others' that name them. */
async function wordsOf(
	{ store, secrets }: Service,
	{ person, events }: Traces,
): Promise<string[]> {
	const isNamed = naming(person);
	const ids = new Set(events.flatMap(({ wordIds }) => wordIds));
	for await (const { id, text } of everySealed(store, "words"))
		if (!ids.has(id) && isNamed(secrets.open(text))) ids.add(id);
	return [...ids];
}

/** Texts about one person among others' hold names in forms we cannot know: of what is over all of them go. */
async function textsOf(
	service: Service,
	{ person, incidentIds }: Traces,
): Promise<{ rowIds: string[]; incidentIds: string[] }> {
	const { store, secrets } = service;
	const isNamed = naming(person);
	const { id } = person.row;
	const theirs = new Set(incidentIds);
	const over = await whichAreOver(service, incidentIds);
	const rowIds: string[] = [];
	for await (const row of everySealed(store, "texts")) {
		const isTo = row.responderId === id;
		if (isTo) theirs.add(row.incidentId);
		// What others are still to be told is told, unless it names the person.
		const isAbout =
			(over.has(row.incidentId) && isFinished(row)) ||
			isNamed(secrets.open(row.body));
		if (!isTo && !isAbout) continue;
		mustNotBeOnItsWay(row);
		if (!isTo) rowIds.push(row.id);
	}
	return { rowIds, incidentIds: [...theirs] };
}

/** Theirs, and others' that name them: also what somebody tapped on comes back with its whole text. */
async function messagesOf(
	{ store, secrets }: Service,
	{ person, messages }: Traces,
): Promise<{ carrier: string; externalId: string }[]> {
	const isNamed = naming(person);
	const keyOf = ({ carrier, externalId }: Inbound): string =>
		`${carrier}/${externalId}`;
	const theirs = new Set(messages.map(keyOf));
	const all: { carrier: string; externalId: string }[] = [];
	for await (const message of everySealed(store, "messages")) {
		const isTheirs = theirs.has(keyOf(message));
		if (!isTheirs && !isNamed(secrets.open(message.body))) continue;
		// Somebody else's answer is not lost for it.
		if (!isTheirs && message.doneAt === undefined) throw tooSoon();
		const { carrier, externalId } = message;
		all.push({ carrier, externalId });
	}
	return all;
}

async function whichAreOver(
	{ store }: Service,
	incidentIds: readonly string[],
): Promise<Set<string>> {
	const over = new Set<string>();
	for (const id of incidentIds) {
		const head = await store.head(EVERYTHING, id);
		if (head?.endedAt !== undefined) over.add(id);
	}
	return over;
}

const isFinished = ({ state }: OutboxRow): boolean =>
	state !== "pending" && state !== "leased";

function mustNotBeOnItsWay({ state }: OutboxRow): void {
	if (state === "leased") throw tooSoon();
}

const tooSoon = (): AppError =>
	new AppError(
		"conflict",
		"Expected no message to or about the person under way, there is one this second. Nothing was erased; ask again in ten seconds.",
	);

/** Without the row, and without every role the person held. */
async function rosterWithout(
	service: Service,
	{ id, telegramHash }: ResponderRow,
): Promise<RosterWrite[]> {
	const brigades = await allBrigades(service, EVERYTHING);
	const requests = await service.roster.joinRequests([
		NO_BRIGADE,
		...brigades.map((brigade) => brigade.id),
	]);
	return [
		{ delete: "responder", id },
		...requests
			.filter(
				({ chatHash, told }) =>
					chatHash === telegramHash || service.secrets.open(told).includes(id),
			)
			.map((row): RosterWrite => ({ delete: "joinRequest", id: row.id })),
		...brigades
			.filter(({ roles }) => roles.some((role) => role.responderId === id))
			.map(
				(brigade): RosterWrite => ({
					table: "brigade",
					row: {
						...brigade,
						roles: brigade.roles.filter((role) => role.responderId !== id),
					},
				}),
			),
	];
}

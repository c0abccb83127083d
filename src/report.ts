/**
 * A report comes in: the same one again, the same fire, or a new incident.
 *
 * It is decided in the mailbox of its area and written with a line of the
 * stream `intake/<area>`, so that two reports of one fire collide instead of
 * both ringing.
 */
import { nearWords } from "./areas/nearWords.ts";
import type {
	By,
	Command,
	Incident,
	Known,
	NumberRef,
	Report,
	WordRef,
} from "./core/incident.ts";
import type { IncidentType, Location, Mode, Source } from "./core/kinds.ts";
import { isOfDesk } from "./core/merging.ts";
import { matchReport, type Open, surelySame } from "./core/report.ts";
import { brigadesInOrder } from "./core/selection.ts";
import { AppError } from "./errors.ts";
import type { Beside, Runner } from "./handle.ts";
import {
	EVERYTHING,
	type Head,
	type RosterWrite,
	type Scope,
	type Words,
} from "./ports.ts";
import type { Service } from "./service.ts";

export type ReportInput = {
	type: IncidentType;
	mode: Mode;
	location?: Location;
	place?: string;
	description?: string;
	peopleInDanger: boolean;
	source: Source;
	externalId?: string;
	classifierCode?: string;
	rank?: string;
	brigadeIds: readonly string[];
	/** E.164; kept sealed beside the log, for who leads the incident to ring back. */
	reporterPhone?: string;
	force: boolean;
	/** The person of the roster who raises the alarm. */
	raisedBy?: string;
	/** Vouched for by a key, a shared contact or caller ID. */
	reporterVerified?: boolean;
	/** Of a resident: joins a fire that is beyond doubt the same. */
	resident?: ResidentReport;
};

export type ResidentReport = Pick<
	Report,
	"id" | "at" | "verified" | "doubted" | "reach"
> & {
	reporterId: string;
	/** They rang the brigade's report number: two who do so within minutes, without a place, likely mean one fire. */
	rang?: true;
	/** What burns, where they said so. */
	saidType?: IncidentType;
	/** Whether anybody is in danger, where they said so. */
	saidDanger?: boolean;
	/** Who they are, written with the report. */
	writes: readonly RosterWrite[];
};

export type Reporter = {
	by: By;
	keyId?: string;
	idempotencyKey?: string;
	bodyHash?: string;
	/** More came with this key than a desk raises: taken, and the log says so. */
	overLimit?: true;
	/** What the reporter may see: whose fire it is when nothing else tells. */
	scope?: Scope;
};

export type Raised = {
	incidentId: string;
	created: boolean;
	/** A resident's: one more report of a fire already known. */
	joined?: boolean;
};
export type Raise = (report: ReportInput, who: Reporter) => Promise<Raised>;

const TRIES = 8;

export type ReportDeps = Pick<
	Service,
	| "store"
	| "roster"
	| "areas"
	| "clock"
	| "keepWords"
	| "settings"
	| "secrets"
	| "wording"
> & {
	runner: Pick<Runner, "open" | "wouldDecide" | "handle" | "load">;
};

export function reportDesk(deps: ReportDeps): {
	raise: Raise;
	preview(report: ReportInput): Promise<Known>;
} {
	const areas = new Map<string, Promise<unknown>>();
	const seqs = new Map<string, number>();

	const inArea = <T>(area: string, work: () => Promise<T>): Promise<T> => {
		const before = areas.get(area) ?? Promise.resolve();
		const mine = before.then(work, work);
		const settled = mine.then(
			() => undefined,
			() => undefined,
		);
		areas.set(area, settled);
		return mine;
	};

	const raise: Raise = async (told, who) => {
		const report = await withWords(
			deps,
			await placed(deps, told, who.scope ?? EVERYTHING),
		);
		const area = await areaOf(deps, report);
		return inArea(area, async () => {
			for (let attempt = 0; attempt < TRIES; attempt++) {
				const known = await knownAlready(deps, report, who);
				if (known) return { incidentId: known, created: false };
				const raised =
					(await tryJoin(deps, report, who)) ??
					(await tryRaise(deps, seqs, area, report, who));
				if (raised && report.source === "sensor")
					await joinSensed(deps, report, raised);
				if (raised) return raised;
				seqs.delete(`intake/${area}`);
			}
			throw new AppError(
				"unavailable",
				`expected to write the report after ${TRIES} tries, but others were faster each time; send it again`,
			);
		});
	};

	return {
		raise,
		async preview(report) {
			// Shown as if a human had confirmed it: the question is who would be alerted.
			const confirmed = {
				...report,
				source: "duty_officer" as const,
				force: true,
			};
			const { command } = await commandFor(
				deps,
				confirmed,
				{ by: { kind: "service" } },
				"preview",
				0,
			);
			const incident: Incident = await deps.runner.wouldDecide(command);
			if (incident.status === "unknown")
				throw new Error("A report always makes an incident.");
			return incident;
		},
	};
}

/**
 * An alarm needs a type and nothing else. Without a place it belongs to the
 * brigade of whoever raised it, of the reporter's key, or the only one there is.
 */
async function placed(
	deps: ReportDeps,
	report: ReportInput,
	scope: Scope,
): Promise<ReportInput> {
	if (report.location || report.brigadeIds.length > 0) return report;
	if (report.raisedBy) {
		const [raiser] = await deps.roster.people([report.raisedBy]);
		if (raiser && raiser.brigadeIds.length > 0)
			return { ...report, brigadeIds: raiser.brigadeIds };
	}
	const { items } = await deps.roster.brigades(scope, { limit: MOST_UNPLACED });
	const few = scope.kind !== "everything" || items.length === 1;
	return few ? { ...report, brigadeIds: items.map(({ id }) => id) } : report;
}

/** A point alone: nobody hears a point, so the nearest settlement is told. */
async function withWords(
	deps: ReportDeps,
	report: ReportInput,
): Promise<ReportInput> {
	if (!report.location || report.place !== undefined) return report;
	const place = await nearWords(deps, report.location);
	return place === undefined ? report : { ...report, place };
}

// A key of so many brigades says nothing about where it burns.
const MOST_UNPLACED = 5;

/** The same key or the same event of the same source is the same incident. */
async function knownAlready(
	deps: ReportDeps,
	report: ReportInput,
	who: Reporter,
): Promise<string | undefined> {
	if (who.keyId !== undefined && who.idempotencyKey !== undefined) {
		const known = await deps.store.findIdempotency(
			who.keyId,
			who.idempotencyKey,
		);
		if (known && known.bodyHash !== (who.bodyHash ?? ""))
			throw new AppError(
				"mismatch",
				"expected the same body for the same Idempotency-Key, got another one; use a new key for a new incident",
			);
		if (known) return known.incidentId;
	}
	return report.externalId === undefined
		? undefined
		: deps.store.findExternal(report.source, report.externalId);
}

/** The same fire beyond doubt: one more word about it, and nobody is asked. */
async function tryJoin(
	deps: ReportDeps,
	report: ReportInput,
	who: Reporter,
): Promise<Raised | undefined> {
	const { resident } = report;
	if (!resident) return undefined;
	const same = await sameFire({ ...deps, load: deps.runner.load }, report);
	if (same === undefined) return undefined;
	const { words, refs } = keptWords(deps, report);
	const { number, ...told } = refs;
	try {
		await deps.runner.handle(
			same,
			{
				type: "AddReport",
				report: reportOf(report, told),
				...(number ? { number } : {}),
				...(report.description ? { heard: { text: report.description } } : {}),
			},
			{
				commandId: `report:${resident.id}`,
				alongside: {
					words,
					roster: writesOf(report, same),
					...idempotencyOf(who, same),
				},
			},
		);
	} catch (error) {
		// Over in this moment, or not to be written to now: then it is a fire of its own.
		if (
			error instanceof AppError &&
			(error.kind === "conflict" || error.kind === "unavailable")
		)
			return undefined;
		throw error;
	}
	return { incidentId: same, created: false, joined: true };
}

/** Beyond doubt the fire somebody sees: it answers under its own number, and goes on under the other. */
async function joinSensed(
	deps: ReportDeps,
	report: ReportInput,
	{ incidentId }: Raised,
): Promise<void> {
	try {
		const into = await sameFire(
			{ ...deps, load: deps.runner.load },
			report,
			incidentId,
		);
		if (into === undefined) return;
		await deps.runner.handle(
			incidentId,
			{
				type: "MergeInto",
				into,
				by: { kind: "service" },
				ownDesk: false,
			},
			{ commandId: `sensed:${incidentId}` },
		);
	} catch {
		// It is raised, and a human is offered the other one.
	}
}

const writesOf = (
	{ resident }: ReportInput,
	incidentId: string,
): RosterWrite[] =>
	resident
		? [
				...resident.writes,
				{
					table: "report",
					row: {
						id: resident.id,
						incidentId,
						reporterId: resident.reporterId,
						at: resident.at,
					},
				},
			]
		: [];

const idempotencyOf = (
	{ keyId, idempotencyKey, bodyHash }: Reporter,
	incidentId: string,
): Pick<Beside, "idempotency"> =>
	keyId === undefined || idempotencyKey === undefined
		? {}
		: {
				idempotency: {
					keyId,
					key: idempotencyKey,
					bodyHash: bodyHash ?? "",
					incidentId,
				},
			};

async function tryRaise(
	deps: ReportDeps,
	seqs: Map<string, number>,
	area: string,
	report: ReportInput,
	who: Reporter,
): Promise<Raised | undefined> {
	const stream = `intake/${area}`;
	const now = deps.clock.now();
	const number = await deps.store.nextNumber(new Date(now).getUTCFullYear());
	const id = crypto.randomUUID();
	const { command, words } = await commandFor(deps, report, who, id, number);
	const expectedSeq = seqs.get(stream) ?? (await lastSeq(deps, stream));
	const commandId = who.idempotencyKey
		? `key:${who.keyId}:${who.idempotencyKey}`
		: `report:${id}`;
	const handled = await deps.runner.open(id, command, {
		commandId,
		beside: {
			words,
			streams: [
				{
					stream,
					expectedSeq,
					commandId: `report:${id}`,
					events: [
						{
							type: "ReportTaken",
							incidentId: id,
							...(who.overLimit ? { overLimit: true } : {}),
							...(command.possibleDuplicateOf
								? { likelyThe: command.possibleDuplicateOf }
								: {}),
						},
					],
				},
			],
			...(report.externalId === undefined
				? {}
				: {
						external: {
							source: report.source,
							externalId: report.externalId,
							incidentId: id,
						},
					}),
			...idempotencyOf(who, id),
			...(report.resident ? { roster: writesOf(report, id) } : {}),
		},
	});
	if (handled === "conflict") return undefined;
	seqs.set(stream, expectedSeq + 1);
	return { incidentId: id, created: true };
}

async function lastSeq(deps: ReportDeps, stream: string): Promise<number> {
	return (await deps.store.load(stream)).at(-1)?.seq ?? 0;
}

type Kept = {
	place?: WordRef;
	description?: WordRef;
	number?: NumberRef;
};

/** What was said, sealed beside the log; the log holds where it lies. */
function keptWords(
	{ keepWords }: Pick<ReportDeps, "keepWords">,
	{ place, description, reporterPhone }: ReportInput,
): { words: Words[]; refs: Kept } {
	const kept = (text: string | undefined) =>
		text === undefined ? undefined : keepWords(text);
	const all = {
		place: kept(place),
		description: kept(description),
		number: kept(reporterPhone),
	};
	return {
		words: Object.values(all).flatMap((one) => (one ? [one.words] : [])),
		refs: {
			...(all.place ? { place: all.place.ref } : {}),
			...(all.description ? { description: all.description.ref } : {}),
			...(all.number
				? { number: { ...all.number.ref, isNumber: true as const } }
				: {}),
		},
	};
}

/** The first of the incident's reports, where one was made by a resident or a sensor. */
function reportOf(
	{ resident, source, location }: ReportInput,
	{ place, description }: Pick<Kept, "place" | "description">,
): Report {
	const {
		writes: _writes,
		rang: _rang,
		saidType,
		saidDanger,
		...told
	} = resident as ResidentReport;
	return {
		...told,
		source,
		...(location ? { location } : {}),
		...(place ? { place } : {}),
		...(description ? { description } : {}),
		...(saidType ? { incidentType: saidType } : {}),
		...(saidDanger === undefined ? {} : { peopleInDanger: saidDanger }),
	};
}

/** A machine saw it: with somebody who sees it too, that is believed. */
const sensedBy = (
	{ clock }: Pick<ReportDeps, "clock">,
	{ source, location, reporterVerified }: ReportInput,
	id: string,
	{ place, description }: Pick<Kept, "place" | "description">,
): Report => ({
	id: `sensor:${id}`,
	source,
	at: clock.now(),
	verified: reporterVerified ?? false,
	doubted: false,
	...(location ? { location } : {}),
	...(place ? { place } : {}),
	...(description ? { description } : {}),
});

async function commandFor(
	deps: ReportDeps,
	report: ReportInput,
	who: Reporter,
	id: string,
	number: number,
): Promise<{ command: Extract<Command, { type: "Report" }>; words: Words[] }> {
	const { words, refs } = keptWords(deps, report);
	const { number: reporterNumber, ...said } = refs;
	const duplicate = await likelySame(deps, report);
	const {
		type,
		place: _place,
		description: _description,
		reporterPhone: _phone,
		reporterVerified,
		brigadeIds,
		resident,
		...rest
	} = report;
	return {
		words,
		command: {
			type: "Report",
			...rest,
			incidentType: type,
			id,
			number,
			brigadeIds: [...brigadeIds],
			by: who.by,
			// A machine's key vouches for what it sends; a bare phone number does not.
			reporterVerified: resident?.verified ?? reporterVerified ?? false,
			reporterDoubted: resident?.doubted ?? false,
			...said,
			...(reporterNumber ? { reporterNumber } : {}),
			...(resident ? { report: reportOf(report, said) } : {}),
			...(report.source === "sensor"
				? { report: sensedBy(deps, report, id, said) }
				: {}),
			...(duplicate ? { possibleDuplicateOf: duplicate.id } : {}),
			// Nobody is on the way to the other one: danger waits for no comparison.
			...(duplicate && resident && report.peopleInDanger && !duplicate.alerted
				? { force: true }
				: {}),
		},
	};
}

// Beyond half an hour it is another fire, however near (contract: likely match).
const LOOK_BACK_MS = 30 * 60_000;
const LOOK_AT = 100;

type LookDeps = Pick<Service, "store" | "clock" | "secrets" | "load">;

/** What a human is asked whether it is the same. */
export async function likelyFire(
	deps: Pick<ReportDeps, "store" | "clock" | "secrets">,
	report: Pick<ReportInput, "type" | "mode" | "location" | "place">,
	except: string,
): Promise<string | undefined> {
	const at = deps.clock.now();
	const items = (await goingOn(deps, at - LOOK_BACK_MS)).filter(
		({ id }) => id !== except,
	);
	const { type, ...told } = report;
	return matchReport(
		{ ...told, incidentType: type, at },
		await withPlaces(deps, report, items),
	)?.id;
}

async function likelySame(
	deps: ReportDeps,
	report: ReportInput,
): Promise<{ id: string; alerted: boolean } | undefined> {
	const at = deps.clock.now();
	const items = await goingOn(deps, at - LOOK_BACK_MS);
	const { type, brigadeIds, resident: _resident, ...told } = report;
	const same = matchReport(
		{
			...told,
			incidentType: type,
			at,
			// Of people who raise it half asleep, and of two who ring one number; a desk's words are taken as they are.
			...(report.raisedBy || report.resident?.rang ? { brigadeIds } : {}),
		},
		await withPlaces(deps, report, items),
	);
	const head = items.find(({ id }) => id === same?.id);
	return head && { id: head.id, alerted: head.alertedAt !== undefined };
}

// A fire reported an hour ago may still be seen; only its last word counts for its time.
const JOIN_BACK_MS = 2 * 3_600_000;

/**
 * Never a desk's: what it is called there, nobody here adds to. Not known where another
 * incident cannot be read: no log but its own stops an alarm.
 */
export async function sameFire(
	deps: LookDeps,
	report: Pick<ReportInput, "type" | "mode" | "location" | "place">,
	except?: string,
): Promise<string | undefined> {
	const { type, ...rest } = report;
	const told = { ...rest, incidentType: type, at: deps.clock.now() };
	try {
		const items = (await goingOn(deps, told.at - JOIN_BACK_MS)).filter(
			({ id, source }) => id !== except && !DESKS.has(source),
		);
		// Only what lies there is loaded: of a storm's hundred fires one or two.
		const there = (await withPlaces(deps, report, items)).filter((one) =>
			surelySame(told, [{ ...one, at: told.at }]),
		);
		const open = await Promise.all(
			there.map(async (one) => {
				const incident = await deps.load(one.id);
				if (incident.status === "unknown" || isOfDesk(incident)) return [];
				const lastAt = Math.max(
					incident.reportedAt,
					...[...incident.reports.values()].map((other) => other.at),
				);
				return [{ ...one, at: lastAt }];
			}),
		);
		return surelySame(told, open.flat())?.id;
	} catch {
		return undefined;
	}
}

const DESKS: ReadonlySet<string> = new Set<Source>([
	"okc_101",
	"s112",
	"duty_officer",
]);

const goingOn = async (
	{ store }: Pick<ReportDeps, "store">,
	since: number,
): Promise<Head[]> =>
	(
		await store.heads(EVERYTHING, {
			status: ["open", "unconfirmed"],
			since,
			limit: LOOK_AT,
		})
	).items;

/** As they compare; places are read only where a point does not tell. */
async function withPlaces(
	deps: Pick<ReportDeps, "store" | "secrets">,
	report: Pick<ReportInput, "location">,
	items: readonly Head[],
): Promise<Open[]> {
	const needsWords = !report.location || items.some((head) => !head.location);
	const ids = needsWords
		? items.flatMap((head) => head.placeWordsId ?? [])
		: [];
	const words =
		ids.length > 0 ? await deps.store.words(ids) : new Map<string, Words>();
	return items.map((head) => {
		const stored = head.placeWordsId ? words.get(head.placeWordsId) : undefined;
		return {
			id: head.id,
			incidentType: head.incidentType,
			mode: head.mode,
			brigadeIds: head.brigadeIds,
			at: head.reportedAt,
			...(head.location ? { location: head.location } : {}),
			...(stored ? { place: deps.secrets.open(stored.text) } : {}),
		};
	});
}

/** Hromada of the nearest brigade; without a place, of the named ones. */
async function areaOf(deps: ReportDeps, report: ReportInput): Promise<string> {
	const found = await deps.roster.candidates({
		...(report.location ? { place: report.location } : {}),
		brigadeIds: [...report.brigadeIds],
		limit: 0,
	});
	const nearest = brigadesInOrder(
		{
			brigadeIds: report.location ? [] : [...report.brigadeIds],
			...(report.location ? { location: report.location } : {}),
		},
		found,
	)[0];
	return nearest?.areaCode ?? nearest?.id ?? "nowhere";
}

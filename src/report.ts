/**
 * A report comes in: the same one again, the same fire, or a new incident.
 *
 * It is decided in the mailbox of its area and written with a line of the
 * stream `intake/<area>`, so that two reports of one fire collide instead of
 * both ringing.
 */
import { nearWords } from "./areas/nearWords.ts";
import type { By, Command, Incident, Known } from "./core/incident.ts";
import type { IncidentType, Location, Mode, Source } from "./core/kinds.ts";
import { matchReport } from "./core/report.ts";
import { brigadesInOrder } from "./core/selection.ts";
import { AppError } from "./errors.ts";
import type { Runner } from "./handle.ts";
import { EVERYTHING, type Scope, type Words } from "./ports.ts";
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

export type Raised = { incidentId: string; created: boolean };
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
	runner: Pick<Runner, "open" | "wouldDecide">;
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
				const raised = await tryRaise(deps, seqs, area, report, who);
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
			...(who.keyId === undefined || who.idempotencyKey === undefined
				? {}
				: {
						idempotency: {
							keyId: who.keyId,
							key: who.idempotencyKey,
							bodyHash: who.bodyHash ?? "",
							incidentId: id,
						},
					}),
		},
	});
	if (handled === "conflict") return undefined;
	seqs.set(stream, expectedSeq + 1);
	return { incidentId: id, created: true };
}

async function lastSeq(deps: ReportDeps, stream: string): Promise<number> {
	return (await deps.store.load(stream)).at(-1)?.seq ?? 0;
}

async function commandFor(
	deps: ReportDeps,
	report: ReportInput,
	who: Reporter,
	id: string,
	number: number,
): Promise<{ command: Extract<Command, { type: "Report" }>; words: Words[] }> {
	const place =
		report.place === undefined ? undefined : deps.keepWords(report.place);
	const description =
		report.description === undefined
			? undefined
			: deps.keepWords(report.description);
	const phone =
		report.reporterPhone === undefined
			? undefined
			: deps.keepWords(report.reporterPhone);
	const duplicate = await likelySame(deps, report);
	const {
		type,
		place: _place,
		description: _description,
		reporterPhone: _phone,
		reporterVerified,
		brigadeIds,
		...rest
	} = report;
	return {
		words: [place, description, phone].flatMap((kept) =>
			kept ? [kept.words] : [],
		),
		command: {
			type: "Report",
			...rest,
			incidentType: type,
			id,
			number,
			brigadeIds: [...brigadeIds],
			by: who.by,
			// A machine's key vouches for what it sends; a bare phone number does not.
			reporterVerified: reporterVerified ?? false,
			reporterDoubted: false,
			...(place ? { place: place.ref } : {}),
			...(description ? { description: description.ref } : {}),
			...(phone
				? { reporterNumber: { ...phone.ref, isNumber: true as const } }
				: {}),
			...(duplicate ? { possibleDuplicateOf: duplicate } : {}),
		},
	};
}

// Beyond half an hour it is another fire, however near (contract: likely match).
const LOOK_BACK_MS = 30 * 60_000;
const LOOK_AT = 100;

async function likelySame(
	deps: ReportDeps,
	report: ReportInput,
): Promise<string | undefined> {
	const at = deps.clock.now();
	const { items } = await deps.store.heads(EVERYTHING, {
		status: ["open", "unconfirmed"],
		since: at - LOOK_BACK_MS,
		limit: LOOK_AT,
	});
	if (items.length === 0) return undefined;
	const needsWords = !report.location || items.some((head) => !head.location);
	const ids = needsWords
		? items.flatMap((head) => head.placeWordsId ?? [])
		: [];
	const words =
		ids.length > 0 ? await deps.store.words(ids) : new Map<string, Words>();
	const open = items.map((head) => {
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
	const { type, brigadeIds, ...told } = report;
	return matchReport(
		{
			...told,
			incidentType: type,
			at,
			// Of people who raise it half asleep; a desk's words are taken as they are.
			...(report.raisedBy ? { brigadeIds } : {}),
		},
		open,
	)?.id;
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

/**
 * What a resident says, by whatever way it comes: the first word is a report already,
 * every later one goes to it, through merges and splits, while its fire goes on.
 *
 * Nothing said is dropped in silence: it is one more word about a known fire, a fire of
 * its own, or a line for the chief; and whoever is refused hears why.
 */
import { findPlace } from "../areas/gazetteer.ts";
import { shortHromada } from "../areas/nearWords.ts";
import { distanceMetres } from "../core/eta.ts";
import type { Known, Report, ReporterWord } from "../core/incident.ts";
import type { IncidentType, Instant, Location } from "../core/kinds.ts";
import {
	dangerSaid,
	isAflame,
	placeIn,
	typeMeant,
} from "../core/residentMeant.ts";
import { type ResidentSays, readResident } from "../core/residentWords.ts";
import { brigadesInOrder } from "../core/selection.ts";
import { AppError } from "../errors.ts";
import { readPhone } from "../phones.ts";
import { EVERYTHING, type ReporterRow, type RosterWrite } from "../ports.ts";
import { likelyFire, type Raise, sameFire } from "../report.ts";
import type { Service } from "../service.ts";
import { soon } from "../soon.ts";
import { type Met, meet, reporterOf, type Who } from "./reporters.ts";
import { brigadeOfNumber } from "./reportNumber.ts";

export type { Who } from "./reporters.ts";

export type Parts = { service: Service; raise: Raise };

export type ResidentWord = {
	who: Who;
	via: "telegram" | "sms" | "voice" | "page";
	/** The carrier's id: the same word twice is one. */
	once: string;
	text?: string;
	location?: Location;
	/** Words of the place they confirmed, with the hromada. */
	place?: string;
	type?: IncidentType;
	peopleInDanger?: boolean;
	/** Said by a button, a photo, a voice: a report, whatever its words are. */
	burns?: true;
	/** E.164, left by them, not proven. */
	callBack?: string;
	/** Whose number, form or QR it came by. */
	brigadeId?: string;
	/** Others came from where this comes from, too many or not true: the chief alone is asked. */
	doubted?: true;
	saidAt?: Instant;
};

export type ResidentTaken =
	| {
			kind: "taken";
			incident: Known;
			reportId: string;
			/** A new incident. */
			created: boolean;
			/** Their first word about a fire that is known. */
			joined: boolean;
			/** The law's warning is shown now, once. */
			warn: boolean;
	  }
	| {
			kind: "refused";
			/** `nothing`: a greeting, or a word about a fire they have not reported. */
			why: "blocked" | "nothing";
			/** Of somebody blocked: they have not been told yet. */
			first: boolean;
	  };

export type OpenReport = { incident: Known; report: Report };

/** Fires one person is believed to see within an hour; what they tell beyond is read by the chief. */
const FIRES_AN_HOUR = 3;
const HOUR_MS = 3_600_000;
/** Two sentences, with room. */
const LONGEST_TEXT = 500;
const LONGEST_DESCRIPTION = 1_500;
/** Farther than that is another fire, when they say that one burns; else their slip of the finger. */
const ANOTHER_PLACE_METRES = 2_000;
const SLIP_WITHIN_MS = 10 * 60_000;
/** A word about a fire of so long ago is about another. */
const STALE_MS = 2 * HOUR_MS;

export const take = (
	parts: Parts,
	word: ResidentWord,
): Promise<ResidentTaken> =>
	inTurn(keyOf(parts.service, word.who), () => taken(parts, word));

/** What they told of a fire that goes on, the newest first. */
export async function openReportOf(
	service: Service,
	who: Pick<Who, "chat" | "phone" | "page">,
): Promise<OpenReport | undefined> {
	const reporter = await reporterOf(service, who);
	return reporter && openReport(service, reporter.id);
}

/** «Так, горить», «Уже не горить», «Помилка». */
export const says = (
	parts: Pick<Parts, "service">,
	who: Who,
	word: ReporterWord,
	once: string,
): Promise<OpenReport | undefined> =>
	inTurn(who.reporterId ?? keyOf(parts.service, who), () =>
		said(parts.service, who, word, once),
	);

// --- One word -------------------------------------------------------------------

async function taken(
	parts: Parts,
	given: ResidentWord,
): Promise<ResidentTaken> {
	const { service } = parts;
	const word = await withoutOurNumbers(service, given);
	const before = await reporterOf(service, word.who);
	const met = await meet(service, word.who);
	const { reporter } = met;
	if (reporter.blockedAt !== undefined) return blocked(service, met, before);
	const heard = readingOf(word);
	const open = await openReport(service, reporter.id, met.joined);
	const lastAt = before?.lastAt ?? 0;
	if (open && !isAnother(service, heard, open, lastAt)) {
		const taken = await refined(parts, word, heard, met, open);
		// Over in this very moment, and they say that it burns: a fire of its own.
		return taken.kind === "taken" && !goesOn(taken.incident) && isReport(heard)
			? reported(parts, word, heard, met, word.doubted === true)
			: taken;
	}
	// Whoever rings the report number and waits says by that alone that it burns.
	if (!isReport(heard) && word.via !== "voice") {
		await write(service, met.writes.length > 0 ? withRow(met) : []);
		return { kind: "refused", why: "nothing", first: false };
	}
	const many = await hasToldMany(service, reporter.id);
	return many && open
		? refined(parts, word, { ...heard, otherPlace: true }, met, open)
		: reported(parts, word, heard, met, many || word.doubted === true);
}

/**
 * A number of ours as who calls, or as where to ring back, is forged: rung, our own report
 * number would answer itself, and be believed as a second witness.
 */
async function withoutOurNumbers(
	service: Service,
	{ callBack: left, who: { phone, ...who }, ...word }: ResidentWord,
): Promise<ResidentWord> {
	const callBack = left === undefined ? undefined : readPhone(left).phone;
	const isOurs = async (number: string | undefined): Promise<boolean> =>
		number !== undefined &&
		(service.settings.ownNumbers?.includes(number) === true ||
			(await soon(() => brigadeOfNumber(service, number))) !== undefined);
	const [isOurCaller, isOurCallBack] = await Promise.all([
		isOurs(phone),
		isOurs(callBack),
	]);
	return {
		...word,
		who: { ...who, ...(phone && !isOurCaller ? { phone } : {}) },
		...(callBack && !isOurCallBack ? { callBack } : {}),
	};
}

/** A robot rings no number abroad and no dear one that somebody left: a human may. */
const mayBeDialled = (number: string): boolean => /^\+380(?!900)/.test(number);

/** What was said, with what its words say. */
type Heard = {
	says: ResidentSays | undefined;
	type?: IncidentType;
	peopleInDanger?: boolean;
	location?: Location;
	place?: string;
	text?: string;
	callBack?: string;
	burns?: true;
	otherPlace?: true;
};

function readingOf(word: ResidentWord): Heard {
	const text = word.text?.trim().slice(0, LONGEST_TEXT) || undefined;
	const read = text === undefined ? undefined : readResident(text);
	const type =
		word.type ??
		(read && text !== undefined ? typeMeant(read, text) : undefined);
	const danger =
		word.peopleInDanger ?? (text === undefined ? undefined : dangerSaid(text));
	const place = word.place ?? (text === undefined ? undefined : placeIn(text));
	const { phone: callBack } =
		word.callBack === undefined ? {} : readPhone(word.callBack);
	return {
		says: read,
		...(type ? { type } : {}),
		...(danger === undefined ? {} : { peopleInDanger: danger }),
		...(word.location ? { location: word.location } : {}),
		...(place ? { place } : {}),
		...(text ? { text } : {}),
		...(callBack ? { callBack } : {}),
		...(word.burns || (read?.kind === "yes" && isAflame(text ?? ""))
			? { burns: true as const }
			: {}),
	};
}

/** Of a greeting nobody is woken; neither of «помилка» about nothing. */
const isReport = ({
	says,
	type,
	location,
	peopleInDanger,
	place,
	burns,
}: Heard) =>
	burns === true ||
	type !== undefined ||
	location !== undefined ||
	peopleInDanger === true ||
	says?.kind === "fire" ||
	(says?.kind === "unclear" && place !== undefined) ||
	(says === undefined && place !== undefined);

function isAnother(
	{ clock }: Service,
	{ says, type, location }: Heard,
	{ incident, report }: OpenReport,
	lastAt: Instant,
): boolean {
	const now = clock.now();
	const burns =
		says?.kind === "fire" || (says === undefined && type !== undefined);
	const idleMs = now - Math.max(lastAt, report.at);
	if (idleMs > STALE_MS && (burns || location !== undefined)) return true;
	const known = report.location ?? incident.location;
	if (!location || !known) return false;
	const apart =
		distanceMetres(location, known) -
		(location.accuracyMetres ?? 0) -
		(known.accuracyMetres ?? 0);
	return apart > ANOTHER_PLACE_METRES && (burns || idleMs > SLIP_WITHIN_MS);
}

async function hasToldMany(
	{ reporters, clock }: Service,
	reporterId: string,
): Promise<boolean> {
	try {
		const told = await reporters.reportsBy(reporterId, {
			since: clock.now() - HOUR_MS,
			limit: FIRES_AN_HOUR,
		});
		return told.length >= FIRES_AN_HOUR;
	} catch {
		return false;
	}
}

// --- A new report ------------------------------------------------------------------

async function reported(
	{ service, raise }: Parts,
	word: ResidentWord,
	heard: Heard,
	met: Met,
	/** More than one person sees: the chief alone is asked whether it is true. */
	many: boolean,
): Promise<ResidentTaken> {
	const { clock } = service;
	const now = clock.now();
	const { reporter } = met;
	const place = await wholePlace(service, word, heard);
	const warn = mustWarn(reporter);
	const reportId = crypto.randomUUID();
	const phone = heard.callBack ?? word.who.phone ?? phoneOf(service, reporter);
	const { incidentId, created, joined } = await raise(
		{
			type:
				heard.type ?? (heard.says?.kind === "yes" ? "structure_fire" : "other"),
			mode: "actual",
			...(heard.location ? { location: heard.location } : {}),
			...(place ? { place } : {}),
			...(heard.text ? { description: heard.text } : {}),
			peopleInDanger: heard.peopleInDanger ?? false,
			source: "resident",
			brigadeIds: await brigadesFor(service, word, heard),
			...(phone ? { reporterPhone: phone } : {}),
			force: false,
			resident: {
				id: reportId,
				reporterId: reporter.id,
				at: Math.min(now, word.saidAt ?? now),
				verified: isVerified(word, reporter),
				doubted: many || reporter.falseReports > 0,
				...(word.via === "voice" ? { rang: true as const } : {}),
				reach: reachOf(service, word, reporter, heard.callBack),
				...(heard.type ? { saidType: heard.type } : {}),
				...(heard.peopleInDanger === undefined
					? {}
					: { saidDanger: heard.peopleInDanger }),
				writes: withRow({
					...met,
					reporter: {
						...reporter,
						reports: reporter.reports + 1,
						...(warn ? { warnedAt: now } : {}),
					},
				}),
			},
		},
		{
			by: { kind: "service" },
			keyId: `reporter:${reporter.id}`,
			idempotencyKey: word.once,
		},
	);
	const incident = await goingOn(service, incidentId);
	if (!incident) throw new Error("A raised alarm is an incident.");
	const own =
		created || joined
			? reportId
			: ([...incident.reports.values()].find(
					(report) => report.reporterId === reporter.id,
				)?.id ?? reportId);
	return {
		kind: "taken",
		incident,
		reportId: own,
		created,
		joined: joined ?? false,
		warn: warn && (created || joined === true),
	};
}

const MOST_ASKED = 5;

/**
 * The place says it; without one whose number or form it was, or the settlement that was
 * named; and with none of these whoever there is, until the place tells.
 */
async function brigadesFor(
	service: Service,
	{ brigadeId }: ResidentWord,
	{ location, place }: Heard,
): Promise<string[]> {
	// A jammed phone says it burns in another country: nobody's fire, and nobody would hear of it.
	if (location && (await isInReach(service, location))) return [];
	if (brigadeId !== undefined) return [brigadeId];
	const { roster } = service;
	const named = place === undefined ? undefined : await pointOf(service, place);
	if (named) {
		const found = await roster.candidates({
			place: named,
			brigadeIds: [],
			limit: 0,
		});
		const [nearest] = brigadesInOrder(
			{ brigadeIds: [], location: named },
			found,
		);
		if (nearest) return [nearest.id];
	}
	const { items } = await roster.brigades(EVERYTHING, { limit: MOST_ASKED });
	return items.filter(({ kind }) => kind !== "state").map(({ id }) => id);
}

const isInReach = async (
	{ roster }: Service,
	location: Location,
): Promise<boolean> => {
	const found = await soon(() =>
		roster.candidates({ place: location, brigadeIds: [], limit: 0 }),
	);
	return (
		found === undefined ||
		brigadesInOrder({ brigadeIds: [], location }, found).length > 0
	);
};

/** Of the one settlement that was meant: whose fire it is, never where it burns. */
const pointOf = (
	service: Service,
	place: string,
): Promise<Location | undefined> =>
	soon(async () => {
		const [offer] = await findPlace(service, place, { limit: 1 });
		return offer?.sure ? offer.location : undefined;
	});

/** A street that was written beside a point: the settlement stands before it, as everywhere. */
async function wholePlace(
	service: Service,
	{ place: confirmed }: ResidentWord,
	{ location, place }: Heard,
): Promise<string | undefined> {
	if (confirmed !== undefined || !location || place === undefined) return place;
	const [near] =
		(await soon(() =>
			service.areas.find({
				words: [],
				near: [location],
				within: { metres: SETTLEMENT_METRES },
				limit: 1,
			}),
		)) ?? [];
	if (!near || place.toLowerCase().includes(near.name.toLowerCase()))
		return place;
	const hromada = near.hromada ? ` (${shortHromada(near.hromada)})` : "";
	return `${near.name}${hromada}, ${place}`;
}

/** As far as a village's own streets reach. */
const SETTLEMENT_METRES = 2_500;

/** The law is read to whoever raised a false alarm, once, when they next say that it burns. */
const mustWarn = ({ falseReports, warnedAt }: ReporterRow): boolean =>
	falseReports > 0 && warnedAt === undefined;

/** A number shown by an SMS can be anybody's; a call's and a shared contact's are theirs. */
const isVerified = (
	{ via, who }: Pick<ResidentWord, "via" | "who">,
	{ phoneHash }: ReporterRow,
): boolean =>
	via !== "sms" &&
	(who.phone !== undefined || (via === "telegram" && phoneHash !== undefined));

function reachOf(
	service: Service,
	{ via, who }: Pick<ResidentWord, "via" | "who">,
	reporter: ReporterRow,
	callBack: string | undefined,
): NonNullable<Report["reach"]> {
	const { settings } = service;
	const rung = phoneOf(service, reporter) ?? callBack;
	const on = (channel: "telegram" | "sms" | "voice") =>
		settings.channels.includes(channel);
	const wrote = via === "sms" || via === "voice";
	return {
		telegram: reporter.chat !== undefined && on("telegram"),
		// Nobody is written to where they did not write from.
		sms: wrote && who.phone !== undefined && on("sms"),
		// Who rings us has just been asked.
		voice:
			via !== "voice" &&
			rung !== undefined &&
			mayBeDialled(rung) &&
			on("voice") &&
			settings.callsOnlyRing !== true,
	};
}

// --- A later word -------------------------------------------------------------------

async function refined(
	parts: Parts,
	word: ResidentWord,
	heard: Heard,
	met: Met,
	open: OpenReport,
): Promise<ResidentTaken> {
	const { service } = parts;
	const { incident, report } = open;
	const { reporter } = met;
	const warn = mustWarn(reporter);
	const roster = withRow({
		...met,
		reporter: {
			...reporter,
			...(warn ? { warnedAt: service.clock.now() } : {}),
		},
	});
	const spoken = spokenIn(heard);
	const known = await textsOf(service, report);
	const place = changed(service, known.place, heard.place);
	const description = changed(
		service,
		known.description,
		heard.text === undefined || known.description?.includes(heard.text)
			? undefined
			: [known.description, heard.text]
					.filter(Boolean)
					.join(" · ")
					.slice(-LONGEST_DESCRIPTION),
	);
	const number = changed(service, undefined, heard.callBack);
	const handled = await whereItGoes(service, open, {
		commandId: `resident:${word.once}`,
		alongside: {
			words: [place, description, number].flatMap((kept) =>
				kept ? [kept.words] : [],
			),
			roster,
		},
		command: {
			type: "RefineReport",
			reportId: report.id,
			...(heard.location ? { location: heard.location } : {}),
			...(place ? { place: place.ref } : {}),
			...(description ? { description: description.ref } : {}),
			...(heard.type ? { incidentType: heard.type } : {}),
			...(heard.peopleInDanger === undefined
				? {}
				: { peopleInDanger: heard.peopleInDanger }),
			...(isVerified(word, reporter) ? { verified: true } : {}),
			reach: widerReach(
				report.reach,
				reachOf(service, word, reporter, heard.callBack),
			),
			...(report.reporterId === reporter.id ? {} : { reporterId: reporter.id }),
			...(number && report.reporterNumber === undefined
				? { number: { ...number.ref, isNumber: true as const } }
				: {}),
			...(heard.text
				? {
						heard: {
							text: heard.text,
							...(heard.otherPlace ? { otherPlace: true as const } : {}),
						},
					}
				: {}),
		},
	});
	await renamed(service, handled, met, word.once);
	const after = spoken
		? await whereItGoes(service, handled, {
				commandId: `resident:${word.once}:said`,
				command: {
					type: "ReporterSays",
					reportId: report.id,
					said: spoken,
					channel: word.via,
				},
			})
		: handled;
	const matched =
		heard.location || place
			? await matchedAgain(service, after, word.once)
			: after;
	return {
		kind: "taken",
		incident: matched.incident,
		reportId: report.id,
		created: false,
		joined: matched.incident.id !== incident.id,
		warn,
	};
}

/** What they told by another way is theirs, too: one person is one voice. */
async function renamed(
	service: Service,
	{ incident }: OpenReport,
	{ joined, reporter }: Met,
	once: string,
): Promise<void> {
	if (joined === undefined) return;
	for (const { id, reporterId } of incident.reports.values())
		if (reporterId === joined)
			await service.handle(
				incident.id,
				{ type: "RefineReport", reportId: id, reporterId: reporter.id },
				{ commandId: `resident:${once}:${id}` },
			);
}

/** «Горить» again is a yes; what is neither says nothing of it. */
function spokenIn({ says }: Heard): ReporterWord | undefined {
	if (says?.kind === "out" || says?.kind === "mistake") return says.kind;
	return says?.kind === "yes" ? "burning" : undefined;
}

const widerReach = (
	before: Report["reach"],
	now: NonNullable<Report["reach"]>,
): NonNullable<Report["reach"]> => ({
	telegram: now.telegram || before?.telegram === true,
	sms: now.sms || before?.sms === true,
	voice: now.voice || before?.voice === true,
});

async function textsOf(
	{ store, secrets }: Service,
	{ place, description }: Report,
): Promise<{ place?: string; description?: string }> {
	const ids = [place, description].flatMap((ref) => (ref ? [ref.id] : []));
	if (ids.length === 0) return {};
	const words = await store.words(ids);
	const textOf = (ref: { id: string } | undefined) => {
		const kept = ref && words.get(ref.id);
		return kept && secrets.open(kept.text);
	};
	const [where, what] = [textOf(place), textOf(description)];
	return {
		...(where === undefined ? {} : { place: where }),
		...(what === undefined ? {} : { description: what }),
	};
}

const changed = (
	{ keepWords }: Service,
	before: string | undefined,
	now: string | undefined,
) => (now === undefined || now === before ? undefined : keepWords(now));

/** Merged or split in this moment, the word follows its report. */
async function whereItGoes(
	service: Service,
	{ incident, report }: OpenReport,
	{
		command,
		commandId,
		alongside,
	}: {
		command: Parameters<Service["handle"]>[1];
		commandId: string;
		alongside?: NonNullable<Parameters<Service["handle"]>[2]["alongside"]>;
	},
): Promise<OpenReport> {
	const attempt = async (id: string): Promise<OpenReport | undefined> => {
		try {
			const handled = await service.handle(id, command, {
				commandId,
				...(alongside ? { alongside } : {}),
			});
			const now = handled.incident.reports.get(report.id);
			return handled.ignored === "ended" || handled.ignored === "noReport"
				? undefined
				: { incident: handled.incident, report: now ?? report };
		} catch (error) {
			if (error instanceof AppError && error.kind === "conflict")
				return undefined;
			throw error;
		}
	};
	const done = await attempt(incident.id);
	if (done) return done;
	const row = await service.reporters.report(report.id);
	const moved = row && (await goingOn(service, row.incidentId));
	if (moved && moved.id !== incident.id && moved.reports.has(report.id))
		return (
			(await attempt(moved.id)) ?? {
				incident: moved,
				report: moved.reports.get(report.id) ?? report,
			}
		);
	// Over meanwhile: it stays what it was.
	return {
		incident: (await goingOn(service, incident.id)) ?? incident,
		report,
	};
}

/** A place that comes later may show that the fire is known: as long as nobody was woken for it, it is compared once more. */
async function matchedAgain(
	service: Service,
	open: OpenReport,
	once: string,
): Promise<OpenReport> {
	const { incident, report } = open;
	if (
		incident.status !== "unconfirmed" ||
		incident.alertedAt !== undefined ||
		incident.reports.size !== 1
	)
		return open;
	const { place } = await textsOf(service, report);
	const told = {
		type: incident.incidentType,
		mode: incident.mode,
		...(incident.location ? { location: incident.location } : {}),
		...(place ? { place } : {}),
	};
	const by = { kind: "service" } as const;
	try {
		const same = await sameFire(service, told, incident.id);
		if (same !== undefined) {
			await service.handle(
				incident.id,
				{ type: "MergeInto", into: same, by, ownDesk: false },
				{ commandId: `resident:${once}:same` },
			);
			const into = await goingOn(service, same);
			const moved = into?.reports.get(report.id);
			return into && moved ? { incident: into, report: moved } : open;
		}
		const likely =
			incident.possibleDuplicateOf === undefined
				? await likelyFire(service, told, incident.id)
				: undefined;
		if (likely === undefined) return open;
		const { incident: offered } = await service.handle(
			incident.id,
			{
				type: "RefineReport",
				reportId: report.id,
				possibleDuplicateOf: likely,
			},
			{ commandId: `resident:${once}:likely` },
		);
		return { incident: offered, report };
	} catch (error) {
		// One of the two was decided about meanwhile: a human sees both.
		if (error instanceof AppError && error.kind === "conflict") return open;
		throw error;
	}
}

// --- «Так, горить» ------------------------------------------------------------------

async function said(
	service: Service,
	who: Who,
	word: ReporterWord,
	once: string,
): Promise<OpenReport | undefined> {
	const { reporterId } = who;
	const known = reporterId
		? (await service.reporters.byIds([reporterId]))[0]
		: await reporterOf(service, who);
	const open =
		known &&
		known.blockedAt === undefined &&
		(await openReport(service, known.id));
	if (!known || !open) return undefined;
	const isOurs = reporterId !== undefined;
	const byCall = isOurs || who.byCall === true;
	const proven =
		isOurs && word === "burning" ? await proof(service, known, open) : [];
	return whereItGoes(service, open, {
		commandId: `says:${once}`,
		command: {
			type: "ReporterSays",
			reportId: open.report.id,
			said: word,
			channel: channelOf(who, byCall),
		},
		alongside: { roster: proven },
	});
}

const channelOf = (who: Who, byCall: boolean) => {
	if (byCall) return "voice";
	if (who.page !== undefined) return "page";
	return who.chat !== undefined ? "telegram" : "sms";
};

/** Whoever pressed 1 holds the phone we rang: it is theirs from now on, unless it is somebody else's already. */
async function proof(
	service: Service,
	reporter: ReporterRow,
	{ report }: OpenReport,
): Promise<RosterWrite[]> {
	if (reporter.phone !== undefined || report.reporterNumber === undefined)
		return [];
	const { store, secrets, reporters, clock } = service;
	const kept = (await store.words([report.reporterNumber])).get(
		report.reporterNumber,
	);
	if (!kept) return [];
	const phone = secrets.open(kept.text);
	const phoneHash = secrets.hash(phone);
	if (await reporters.byPhone(phoneHash)) return [];
	return [
		{
			table: "reporter",
			row: {
				...reporter,
				phone: secrets.seal(phone),
				phoneHash,
				lastAt: clock.now(),
			},
		},
	];
}

// --- Whose report is where --------------------------------------------------------------

const LOOKED_AT = 5;

async function openReport(
	service: Service,
	reporterId: string,
	/** Of the chat that turned out to be theirs, before that is written. */
	joined?: string,
): Promise<OpenReport | undefined> {
	try {
		const rows = (
			await Promise.all(
				[reporterId, ...(joined ? [joined] : [])].map((id) =>
					service.reporters.reportsBy(id, { limit: LOOKED_AT }),
				),
			)
		)
			.flat()
			.sort((a, b) => b.at - a.at);
		for (const { id, incidentId } of rows) {
			const incident = await goingOn(service, incidentId);
			const report = incident?.reports.get(id);
			if (incident && report && goesOn(incident)) return { incident, report };
		}
	} catch {
		service.log.warn("residents: a report could not be looked up");
	}
	return undefined;
}

/** The incident itself, or the one it was merged into. */
async function goingOn(
	service: Service,
	incidentId: string,
): Promise<Known | undefined> {
	const incident = await service.load(incidentId);
	if (incident.status === "unknown") return undefined;
	return incident.mergedInto
		? goingOn(service, incident.mergedInto.id)
		: incident;
}

const goesOn = ({ status }: Known): boolean =>
	status === "open" || status === "unconfirmed";

// --- Small words ------------------------------------------------------------------------

async function blocked(
	service: Service,
	met: Met,
	before: ReporterRow | undefined,
): Promise<ResidentTaken> {
	const { reporter } = met;
	await write(
		service,
		withRow({
			...met,
			reporter: { ...reporter, reports: reporter.reports + 1 },
		}),
	);
	return {
		kind: "refused",
		why: "blocked",
		first: (before?.lastAt ?? 0) <= (reporter.blockedAt ?? 0),
	};
}

const withRow = ({ reporter, writes }: Met): RosterWrite[] => [
	...writes,
	{ table: "reporter", row: reporter },
];

async function write(
	{ store, clock }: Service,
	roster: readonly RosterWrite[],
): Promise<void> {
	if (roster.length > 0) await store.append({ at: clock.now(), roster });
}

const phoneOf = (
	{ secrets }: Service,
	{ phone }: ReporterRow,
): string | undefined =>
	phone === undefined ? undefined : secrets.open(phone);

const keyOf = (
	{ secrets }: Service,
	{ chat, phone, page }: Pick<Who, "chat" | "phone" | "page">,
): string => secrets.hash(chat ?? phone ?? page ?? "");

/** Words of one person, in their order: the second of two sent at once must find the report of the first. */
const mailboxes = new Map<string, Promise<unknown>>();

function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const before = mailboxes.get(key) ?? Promise.resolve();
	const mine = before.then(work, work);
	const settled = mine.then(
		() => undefined,
		() => undefined,
	);
	mailboxes.set(key, settled);
	void settled.then(() => {
		if (mailboxes.get(key) === settled) mailboxes.delete(key);
	});
	return mine;
}

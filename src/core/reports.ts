/**
 * What residents, callers and sensors tell of one incident: the first report, others
 * of the same fire, what they say later, and what follows from it.
 *
 * What is not known yet is filled in; what says otherwise than a human did is told to
 * whoever leads, and changes nothing by itself.
 */
import { isTakenBack } from "./belief.ts";
import { distanceMetres } from "./eta.ts";
import {
	type By,
	type Command,
	type Correction,
	type HeardWords,
	isForgeable,
	type Known,
	type NumberRef,
	type Report,
	type Ruling,
} from "./incident.ts";
import type { Location } from "./kinds.ts";
import { askAnew, reconsiderUnconfirmed } from "./ladder.ts";
import { graver } from "./policy.ts";
import { callBack, endCallBacks } from "./reporters.ts";
import { brigadesInOrder, humansOf } from "./selection.ts";
import { correctedBy } from "./steering.ts";
import { clearSteps, emit, ignore, say, type Turn, tell } from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

const SERVICE: By = { kind: "service" };
/** Who writes on and on is heard, and fills no log. */
const REFINED_AT_MOST = 30;
/** A chief who is written every message of a frightened person reads none of them. */
const NOTES_AT_MOST = 6;
/** Said again after each, it rings the chief anew: a boy with two buttons would ring all night. */
const TAKEN_BACK_AT_MOST = 3;
/** A finer point of the same place is no other place. */
const SAME_PLACE_METRES = 300;

export function addReport(
	turn: Turn,
	{ report, number, heard }: Of<"AddReport">,
) {
	if (turn.incident.reports.has(report.id)) return ignore(turn, "reported");
	takeIn(turn, report, number);
	weigh(turn, undefined, report, heard);
}

/** As it stands in the log, with the number they left. */
export function takeIn(
	turn: Turn,
	{ description, ...report }: Report,
	number?: NumberRef,
): void {
	emit(turn, {
		type: "ReportAdded",
		report,
		...(description ? { description } : {}),
	});
	leaveNumber(turn, report.id, number);
}

function leaveNumber(
	turn: Turn,
	reportId: string,
	number: NumberRef | undefined,
): void {
	const known = turn.incident.reports.get(reportId)?.reporterNumber;
	if (number && known === undefined)
		emit(turn, { type: "ReporterLeftNumber", words: number, reportId });
}

export function refineReport(turn: Turn, command: Of<"RefineReport">) {
	const { type: _type, heard, number, reportId, ...told } = command;
	const before = turn.incident.reports.get(reportId);
	if (!before) return ignore(turn, "noReport");
	const news = newsIn(turn.incident, before, told);
	const leavesNumber = number && before.reporterNumber === undefined;
	if (Object.keys(news).length === 0 && !leavesNumber && !heard?.otherPlace)
		return ignore(turn, "unchanged");
	if ((before.refined ?? 0) >= REFINED_AT_MOST && !isGrave(news, before))
		return ignore(turn, "enough");
	emit(turn, { type: "ReportRefined", reportId, ...news });
	leaveNumber(turn, reportId, number);
	const after = turn.incident.reports.get(reportId);
	if (after) weigh(turn, before, after, heard);
}

/** To the fire it was merged into, which was another: it goes back with the report. */
export function toldMeanwhile(turn: Turn, there: Report): void {
	const { id, location, place, description, incidentType } = there;
	const { peopleInDanger, verified, reporterId } = there;
	refineReport(turn, {
		type: "RefineReport",
		reportId: id,
		...(location ? { location } : {}),
		...(place ? { place } : {}),
		...(description ? { description } : {}),
		...(incidentType ? { incidentType } : {}),
		...(peopleInDanger === undefined ? {} : { peopleInDanger }),
		...(verified ? { verified } : {}),
		...(reporterId ? { reporterId } : {}),
	});
}

type News = Omit<Of<"RefineReport">, "type" | "heard" | "number" | "reportId">;

/** Only what they had not said before. */
function newsIn(incident: Known, before: Report, told: News): News {
	const known: Record<string, unknown> = {
		...before,
		possibleDuplicateOf: incident.possibleDuplicateOf,
	};
	return Object.fromEntries(
		Object.entries(told).filter(
			([name, value]) =>
				value !== undefined &&
				JSON.stringify(known[name]) !== JSON.stringify(value),
		),
	);
}

/** Each of these is news once: a phone that sends where it is every second fills no log either. */
const isGrave = (news: News, before: Report): boolean =>
	news.peopleInDanger === true ||
	news.verified === true ||
	(news.location !== undefined && before.location === undefined) ||
	(news.incidentType !== undefined &&
		(before.incidentType === undefined ||
			graver(before.incidentType, news.incidentType)));

/** «Так, горить», «Уже не горить», «Помилка». */
export function reporterSays(turn: Turn, command: Of<"ReporterSays">) {
	const { reportId, said, channel } = command;
	const before = turn.incident.reports.get(reportId);
	if (!before) return ignore(turn, "noReport");
	const byCall = channel === "voice";
	if (before.said === said && (!byCall || before.confirmedByCall))
		return ignore(turn, "said");
	// The last thing they can say is that it burns.
	if (said !== "burning" && (before.takenBack ?? 0) >= TAKEN_BACK_AT_MOST)
		return ignore(turn, "enough");
	const wasTakenBack = isTakenBack(turn.incident);
	if (isForgeable(before, command)) {
		if (before.deniedBySms) return ignore(turn, "said");
		emit(turn, { type: "ReporterSaid", reportId, said, channel });
		return tellWhoLeads(turn, { said });
	}
	emit(turn, { type: "ReporterSaid", reportId, said, channel });
	// The call that asks them is the proof an SMS is not.
	if (channel !== "sms") endCallBacks(turn, reportId);
	// Whoever presses 1 in a call of ours holds the phone we rang.
	if (said === "burning" && byCall && !before.verified)
		emit(turn, { type: "ReportRefined", reportId, verified: true });
	tellWhoLeads(turn, { said });
	if (said === "burning") {
		if (wasTakenBack) askAnew(turn);
		return reconsiderUnconfirmed(turn);
	}
	// Who was called already is stood down by a human or not at all.
	if (!isTakenBack(turn.incident) || turn.incident.laddered) return;
	clearSteps(turn, ["unconfirmedDeputies", "unconfirmedDecide"]);
	turn.decision.effects.push({ type: "Withdraw", purposes: ["human"] });
	askAnew(turn);
}

export function splitReport(turn: Turn, command: Of<"SplitReport">) {
	const { reportId, into, by } = command;
	if (!turn.incident.reports.has(reportId)) return ignore(turn, "noReport");
	emit(turn, { type: "ReportSplit", reportId, into, by });
}

/** A report is never split off the fire it is the only word of. */
export function splitRefusal(
	{ reports }: Known,
	{ reportId }: Of<"SplitReport">,
): string | undefined {
	if (!reports.has(reportId))
		return "Expected the id of a report of this incident, came another.";
	if (reports.size === 1)
		return "It is the only report of this incident: there is nothing to split it from. Correct the incident instead.";
	return undefined;
}

/** The fire of its own that a report becomes; undefined where there is no such report. */
export function splitOff(
	from: Known,
	{ reportId, into, by }: Of<"SplitReport">,
): Of<"Report"> | undefined {
	const report = from.reports.get(reportId);
	if (!report) return undefined;
	const { location, place, description } = report;
	return {
		type: "Report",
		id: into.id,
		number: into.number,
		incidentType: report.incidentType ?? from.incidentType,
		mode: from.mode,
		...(location ? { location } : {}),
		...(place ? { place } : {}),
		...(description ? { description } : {}),
		peopleInDanger: report.peopleInDanger ?? false,
		source: report.source,
		by,
		reporterVerified: report.verified,
		reporterDoubted: report.doubted,
		// Without a place of its own it is looked for where the other one is.
		brigadeIds: location || !from.rulingBrigadeId ? [] : [from.rulingBrigadeId],
		splitFrom: { id: from.id, number: from.number },
		report,
		// A human has just said that it is another fire.
		force: true,
	};
}

// --- What follows from it -------------------------------------------------------

function weigh(
	turn: Turn,
	before: Report | undefined,
	report: Report,
	heard: HeardWords | undefined,
): void {
	const incident = { ...turn.incident };
	const { changes, contradicts } = comparedWith(incident, before, report);
	if (
		heard &&
		(heard.otherPlace ||
			(contradicts && (report.refined ?? 0) <= NOTES_AT_MOST))
	)
		tellWhoLeads(turn, { said: "differs", text: heard.text });
	const ruling = changes.location
		? rulingFor(turn, changes.location)
		: undefined;
	if (ruling) {
		emit(turn, { type: "IncidentCorrected", by: SERVICE, ruling });
		turn.decision.effects.push({ type: "Withdraw", purposes: ["human"] });
	}
	const considered = correctedBy(turn, SERVICE, changes, {
		before: incident,
		placeChanged: isElsewhere(incident, changes),
	});
	if (ruling) askAnew(turn);
	if (!considered) reconsiderUnconfirmed(turn);
	callBack(turn);
}

/** What the incident does not know, and whether it was told otherwise by somebody else. */
function comparedWith(
	incident: Known,
	before: Report | undefined,
	report: Report,
): { changes: Correction; contradicts: boolean } {
	const changes: Correction = {};
	let contradicts = false;
	// A doubted word beside another's fills nothing in.
	const mayFill = !report.doubted || incident.reports.size === 1;
	const isOwn = (mine: unknown, known: unknown): boolean =>
		mine !== undefined && JSON.stringify(mine) === JSON.stringify(known);
	const { location, place, incidentType } = report;
	if (location && !isOwn(location, incident.location)) {
		if (
			mayFill &&
			(!incident.location || isOwn(before?.location, incident.location))
		)
			changes.location = location;
		else if (isFar(location, incident.location)) contradicts = true;
	}
	if (place && place.id !== incident.place?.id) {
		if (mayFill && (!incident.place || incident.place.id === before?.place?.id))
			changes.place = place;
		else if (place.id !== before?.place?.id) contradicts = true;
	}
	if (incidentType && incidentType !== incident.incidentType) {
		// A stranger's word of a shell would hold everybody back.
		const mayChange =
			incidentType !== "shelling_impact" &&
			incident.incidentType !== "shelling_impact";
		const isKnown =
			incident.status === "open" &&
			!isOwn(before?.incidentType, incident.incidentType);
		const isGraver = graver(incident.incidentType, incidentType);
		const isVague = incident.incidentType === "other";
		if (mayFill && mayChange && isGraver && (!isKnown || isVague))
			changes.incidentType = incidentType;
		else if (incidentType !== before?.incidentType) contradicts = true;
	}
	if (report.peopleInDanger && !incident.peopleInDanger) {
		if (mayFill) changes.peopleInDanger = true;
		else contradicts = true;
	}
	if (before?.peopleInDanger && report.peopleInDanger === false)
		contradicts = true;
	return { changes, contradicts };
}

const isFar = (a: Location, b: Location | undefined): boolean =>
	b !== undefined &&
	distanceMetres(a, b) >
		SAME_PLACE_METRES + (a.accuracyMetres ?? 0) + (b.accuracyMetres ?? 0);

const isElsewhere = (
	{ location, place }: Known,
	changes: Correction,
): boolean =>
	(location === undefined && changes.location !== undefined) ||
	(place === undefined && changes.place !== undefined) ||
	(changes.location !== undefined && isFar(changes.location, location)) ||
	(place !== undefined && changes.place !== undefined);

/** Reported without a place it was somebody's by chance; the place says whose it is. */
function rulingFor(turn: Turn, location: Location): Ruling | undefined {
	const { incident, facts } = turn;
	const { candidates } = facts;
	if (!candidates || incident.location || incident.source !== "resident")
		return undefined;
	if (incident.status !== "unconfirmed" || incident.people.size > 0)
		return undefined;
	const [nearest] = brigadesInOrder({ brigadeIds: [], location }, candidates);
	if (!nearest || nearest.id === incident.rulingBrigadeId) return undefined;
	return {
		brigadeId: nearest.id,
		...(nearest.areaCode ? { areaCode: nearest.areaCode } : {}),
		humans: humansOf([nearest], candidates, facts),
	};
}

/** In writing: who leads looks when there is a hand free. */
function tellWhoLeads(
	turn: Turn,
	what: { said: NonNullable<Report["said"]> | "differs"; text?: string },
): void {
	const { incident } = turn;
	const leaders = incident.humans.filter(
		({ role }) => role === "chief" || role === "deputy",
	);
	const told = leaders.length > 0 ? leaders : incident.humans.slice(0, 1);
	for (const human of told)
		tell(turn, human, say(incident, "reporterSays", what), {
			purpose: "inform",
			laneClass: 2,
		});
}

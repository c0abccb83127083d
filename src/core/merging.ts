/**
 * Two reports of one fire, and a human who says so: the one goes on under the
 * number of the other. Nobody who comes is lost or told twice, nobody is rung
 * for it any more, and what was said in it is known there.
 *
 * Two decisions of one deed: `mergeInto` ends the duplicate, `mergeFrom` takes it
 * in; `handle.ts` decides both from the same two states and writes them as one.
 */
import { takeOverDanger } from "./airRaid.ts";
import {
	allLeft,
	callBackResting,
	cannotGather,
	comingNow,
	enough,
	expectAtStation,
} from "./gathering.ts";
import { freeHousehold } from "./household.ts";
import type {
	Chosen,
	Command,
	Correction,
	Crew,
	Human,
	Incident,
	IncidentEvent,
	Known,
	MergedFrom,
	Person,
} from "./incident.ts";
import type { Answer, Location } from "./kinds.ts";
import {
	reconsiderUnconfirmed,
	settleLadder,
	startLadder,
	widen,
} from "./ladder.ts";
import { othersOf, tellHelpersSameFire } from "./others.ts";
import { joiningPerson } from "./selection.ts";
import { bringIn, correctedBy } from "./steering.ts";
import {
	clearSteps,
	effect,
	emit,
	hasEnded,
	heldElsewhere,
	ignore,
	refreshCards,
	say,
	selectionInput,
	type Turn,
	take,
	tell,
} from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
type IncidentMerged = Extract<IncidentEvent, { type: "IncidentMerged" }>;

/** 101's, 112's, or raised at a desk: outside of it nobody decides what it is. */
export const isOfDesk = ({ source, reportedBy }: Known): boolean =>
	source === "okc_101" || source === "s112" || reportedBy.kind === "desk";

/** Why these two are not merged; a human reads it. */
export function mergeRefusal(
	duplicate: Known,
	{ ownDesk, into }: Of<"MergeInto">,
	other: Known | undefined,
): string | undefined {
	if (duplicate.id === into)
		return "Expected another incident to merge into, came this one.";
	// Said twice, it is one deed.
	if (duplicate.mergedInto?.id === into) return undefined;
	if (duplicate.mergedInto)
		return `It was merged into #${duplicate.mergedInto.number} already; reopen it first.`;
	if (hasEnded(duplicate))
		return `Only an incident that goes on is merged; this one is ${duplicate.status}.`;
	if (!other) return "Expected the id of an incident to merge into, came none.";
	if (other.mergedInto)
		return `#${other.number} was itself merged into #${other.mergedInto.number}; merge into that one.`;
	if (hasEnded(other))
		return `Expected an incident that goes on to merge into; #${other.number} is ${other.status}.`;
	if (duplicate.mode !== other.mode || duplicate.mode === "test")
		return `An incident of mode ${duplicate.mode} is never merged into one of mode ${other.mode}.`;
	if ((isOfDesk(duplicate) || isOfDesk(other)) && !ownDesk)
		return "What 101, 112 or a desk has raised is merged by that desk only; tell it.";
	return undefined;
}

/**
 * Who dismisses a report that is held as the likely same fire has said that it is the same.
 * Undefined where it must stay a dismissal: rung already, not theirs to merge, or the other is over.
 */
export function mergeMeant(
	held: Incident,
	likely: Incident,
	{ by, ownDesk }: Of<"Dismiss">,
): Of<"MergeInto"> | undefined {
	if (held.status === "unknown" || likely.status === "unknown")
		return undefined;
	if (held.laddered || held.mergedInto || by.kind !== "responder")
		return undefined;
	const roleIn = ({ humans }: Known) =>
		humans.find((human) => human.responderId === by.id)?.role;
	if (roleIn(likely) === undefined) return undefined;
	const command = {
		type: "MergeInto",
		into: likely.id,
		by,
		ownDesk:
			ownDesk === true ||
			(roleIn(held) === "dutyOfficer" && roleIn(likely) === "dutyOfficer"),
	} as const;
	return mergeRefusal(held, command, likely) === undefined
		? command
		: undefined;
}

/** The duplicate: nobody is rung for it any more, and nobody is told that it is over, since it is not. */
export function mergeInto(turn: Turn, { by, words }: Of<"MergeInto">) {
	const { incident, facts } = turn;
	const into = facts.other;
	if (!into) return ignore(turn, "notOfThisIncident");
	emit(turn, {
		type: "IncidentCancelled",
		by,
		reason: "duplicate",
		into: { id: into.id, number: into.number },
		...(words ? { words } : {}),
	});
	effect(turn, {
		type: "Withdraw",
		purposes: ["alert", "human", "inform", "courtesy"],
	});
	for (const { responderId, answer } of incident.people.values()) {
		effect(turn, { type: "Free", kind: "responder", id: responderId });
		if (answer === undefined) effect(turn, { type: "HangUp", responderId });
	}
	for (const { responderId } of incident.humans)
		effect(turn, { type: "HangUp", responderId });
	for (const { vehicleId } of incident.crews)
		if (vehicleId !== null)
			effect(turn, { type: "Free", kind: "vehicle", id: vehicleId });
	clearSteps(turn);
	refreshCards(turn);
}

/** The fire that goes on. `facts.commitments` no longer hold those to the duplicate: it gives them up in the same write. */
export function mergeFrom(turn: Turn, { by }: Of<"MergeFrom">) {
	const from = turn.facts.other;
	if (!from) return ignore(turn, "notOfThisIncident");
	const before = { ...turn.incident };
	const brought = broughtBy(turn, from);
	const newHumans = from.humans.filter(
		(human) => !before.humans.some((h) => h.responderId === human.responderId),
	);
	const trucks = trucksOf(before, from, brought);
	emit(turn, {
		type: "IncidentMerged",
		by,
		from: saidIn(from),
		...trucks,
		humans: newHumans,
		marks: [...from.marks],
		...othersOf(before, from),
	});
	for (const { vehicleId, leftAt } of trucks.crews)
		if (
			vehicleId !== null &&
			leftAt !== undefined &&
			!heldElsewhere(turn, "vehicle", vehicleId)
		)
			take(turn, "vehicle", vehicleId);
	for (const { description, ...report } of from.reports.values())
		if (!before.reports.has(report.id))
			emit(turn, {
				type: "ReportAdded",
				report,
				...(description ? { description } : {}),
			});
	// A human has said that it burns there, and it is the same fire.
	if (before.status === "unconfirmed" && from.status === "open")
		bringIn(turn, by);
	for (const one of brought) bring(turn, one);
	const changes = newsOf(before, from);
	const isNews = correctedBy(turn, by, changes, {
		before,
		placeChanged: isElsewhere(before, changes),
		except: new Set([
			...brought.map(({ person }) => person.responderId),
			...from.helpers.keys(),
		]),
	});
	for (const one of brought) tellSameFire(turn, one, from);
	tellHelpersSameFire(turn, from);
	takeOverDanger(turn, from);
	goOn(turn, before, from, isNews);
	// Who runs the ladder from here on is told by it.
	if (before.laddered) tellNewHumans(turn, newHumans);
}

const saidIn = (from: Known): MergedFrom => ({
	id: from.id,
	number: from.number,
	incidentType: from.incidentType,
	source: from.source,
	reportedAt: from.reportedAt,
	...(from.externalId ? { externalId: from.externalId } : {}),
	...(from.location ? { location: from.location } : {}),
	...(from.place ? { place: from.place } : {}),
	...(from.description ? { description: from.description } : {}),
	...(from.reporterNumber ? { reporterNumber: from.reporterNumber } : {}),
	...(from.raisedBy ? { raisedBy: from.raisedBy } : {}),
	...(from.reports.size > 0 ? { reportIds: [...from.reports.keys()] } : {}),
	// Of a chain all: whoever was called to its first number may answer late, too.
	brigadeIds: [
		...new Set([
			...from.stations.keys(),
			...from.mergedFrom.flatMap(({ brigadeIds }) => brigadeIds),
		]),
	],
});

// --- who comes along -----------------------------------------------------------

/** An answer to the duplicate that counts here. `resting`: was sent home until called back. */
type Brought = { person: Person; answer: Answer; resting: boolean };

function broughtBy(turn: Turn, from: Known): Brought[] {
	const { incident } = turn;
	const coming = new Set(comingNow(from).map((p) => p.responderId));
	const comingHere = new Set(comingNow(incident).map((p) => p.responderId));
	return [...from.people.values()].flatMap((person): Brought[] => {
		const { responderId, answer } = person;
		const here = incident.people.get(responderId);
		if (answer === undefined || person.withdrew) return [];
		if (comingHere.has(responderId)) return [];
		if (coming.has(responderId))
			return saidNewer(here, person) ||
				heldElsewhere(turn, "responder", responderId)
				? []
				: [{ person, answer, resting: false }];
		// What they said here stands; a word to the duplicate adds nothing to it.
		if (here?.answer !== undefined || here?.withdrew) return [];
		const resting =
			person.stoodDownWhy === "reserve" || person.stoodDownWhy === "stoodDown";
		if (answer === "responding" && !resting) return [];
		return [{ person, answer, resting }];
	});
}

/** Here they have said otherwise since. */
const saidNewer = (here: Person | undefined, there: Person): boolean =>
	here?.answer !== undefined &&
	here.withdrew !== "otherIncident" &&
	here.stoodDownAt === undefined &&
	(here.answeredAt ?? 0) > (there.answeredAt ?? 0);

/** Trucks that left or are about to, those of who comes along, and their stations. */
function trucksOf(
	incident: Known,
	from: Known,
	brought: readonly Brought[],
): Pick<IncidentMerged, "crews" | "stations"> {
	const brigades = new Set(
		brought
			.filter(({ answer }) => answer !== "notResponding")
			.map(({ person }) => person.brigadeId),
	);
	const crews = from.crews.filter(
		(crew): boolean =>
			!crew.down &&
			crew.returnedAt === undefined &&
			(crew.leftAt !== undefined ||
				crew.promised !== undefined ||
				brigades.has(crew.brigadeId)) &&
			// No truck was free for it there: here its brigade may have one.
			!(
				crew.vehicleId === null &&
				incident.crews.some((own) => own.brigadeId === crew.brigadeId)
			),
	);
	for (const { brigadeId } of crews) brigades.add(brigadeId);
	return {
		// Who is promised a seat is found anew, among all who come for either.
		crews: crews.map(({ promised: _promised, ...crew }): Crew => crew),
		stations: [...from.stations.values()].filter(({ brigadeId }) =>
			brigades.has(brigadeId),
		),
	};
}

function bring(turn: Turn, { person, answer, resting }: Brought): void {
	const { responderId } = person;
	const known = turn.incident.people.get(responderId);
	const joined = known ? undefined : joiningFrom(turn, person);
	const saidAt = Math.max(person.answeredAt ?? 0, person.calledBackAt ?? 0);
	emit(turn, {
		type: "ResponderAcknowledged",
		responderId,
		answer,
		to: person.to,
		notDriving: person.notDriving,
		channel: person.answeredOn ?? "behalf",
		...(person.etaAt === undefined
			? {}
			: { etaAt: arrival(person, known ?? joined ?? person) }),
		...(person.note ? { note: person.note } : {}),
		...(saidAt > 0 ? { saidAt } : {}),
		...(joined ? { joined } : {}),
		...(person.progress ? { progress: person.progress } : {}),
		...(person.afterAllClear ? { afterAllClear: true } : {}),
	});
	effect(turn, { type: "Withdraw", responderId, purposes: ["alert"] });
	effect(turn, { type: "HangUp", responderId });
	if (answer !== "responding") return;
	if (resting) {
		emit(turn, {
			type: "RespondersStoodDown",
			responderIds: [responderId],
			why: person.stoodDownWhy ?? "reserve",
		});
		return;
	}
	take(turn, "responder", responderId);
	const here = turn.incident.people.get(responderId);
	if (here?.to === "station" && here.progress === "enRoute")
		expectAtStation(turn, here);
	freeHousehold(turn, responderId);
}

/** From the roster's own words where it knows them: the way to this place, not to that one. */
function joiningFrom(turn: Turn, person: Person): Chosen {
	const responder = turn.facts.candidates?.responders.find(
		({ id }) => id === person.responderId,
	);
	const fresh =
		responder &&
		joiningPerson(selectionInput(turn), responder, person.why.code);
	const { why, brigadeId } = person;
	const rank = turn.incident.people.size;
	if (fresh && fresh.brigadeId === brigadeId) return { ...fresh, why, rank };
	return {
		responderId: person.responderId,
		brigadeId,
		qualifications: person.qualifications,
		reach: person.reach,
		rank,
		crewCritical: person.crewCritical,
		preparationMs: person.preparationMs,
		toStationMs: person.toStationMs,
		toSceneMs: person.toSceneMs,
		chance: person.chance,
		why,
		...(person.household === undefined ? {} : { household: person.household }),
		...(person.hasHomeContact === undefined
			? {}
			: { hasHomeContact: person.hasHomeContact }),
	};
}

/** The minute they promised, and by how much the way to this place is longer. */
function arrival(
	{ etaAt = 0, to, progress, toSceneMs, toStationMs }: Person,
	here: Pick<Chosen, "toSceneMs" | "toStationMs">,
): number {
	if (progress !== "enRoute") return etaAt;
	return to === "scene"
		? etaAt + here.toSceneMs - toSceneMs
		: etaAt + here.toStationMs - toStationMs;
}

/** Once, on the channel they answered. Who does not come hears nothing. */
function tellSameFire(
	turn: Turn,
	{ person, answer, resting }: Brought,
	from: Known,
): void {
	const here = turn.incident.people.get(person.responderId);
	if (answer === "notResponding" || !here) return;
	tell(
		turn,
		here,
		say(turn.incident, "sameFire", {
			reported: from.number,
			answer,
			to: here.to,
			...(resting ? { resting } : {}),
			...(here.etaAt === undefined ? {} : { etaAt: here.etaAt }),
		}),
		{
			purpose: "inform",
			laneClass: 1,
			rank: here.rank,
			alsoCall: !resting && here.answeredOn === "voice",
		},
	);
}

// --- what was said in it -----------------------------------------------------------

/** What the duplicate knew and this one does not. */
function newsOf(incident: Known, from: Known): Correction {
	return {
		...(from.peopleInDanger && !incident.peopleInDanger
			? { peopleInDanger: true }
			: {}),
		...(from.location && isBetter(from.location, incident.location)
			? { location: from.location }
			: {}),
		...(from.place && !incident.place ? { place: from.place } : {}),
	};
}

/** A place of unknown accuracy was meant exactly. */
const isBetter = (there: Location, here: Location | undefined): boolean =>
	here === undefined ||
	(here.accuracyMetres !== undefined &&
		(there.accuracyMetres ?? 0) < here.accuracyMetres);

/** A finer point of the same place is no new place to drive to. */
const isElsewhere = (
	{ location, place }: Known,
	changes: Correction,
): boolean =>
	location === undefined &&
	place === undefined &&
	(changes.location !== undefined || changes.place !== undefined);

// --- how it goes on -------------------------------------------------------------------

function goOn(turn: Turn, before: Known, from: Known, isGraver: boolean): void {
	const { incident } = turn;
	const held = !incident.laddered && before.possibleDuplicateOf !== undefined;
	const awaitsWord =
		incident.status === "unconfirmed" &&
		incident.incidentType === "shelling_impact";
	if (!incident.laddered) {
		// Nothing is left to wait for: people were called to it, or what it was held for is part of it.
		const isDue =
			from.laddered ||
			before.status !== incident.status ||
			(held &&
				incident.status === "open" &&
				before.possibleDuplicateOf === from.id);
		if (isDue && !awaitsWord) {
			clearSteps(turn, [
				"unconfirmedDeputies",
				"unconfirmedDecide",
				"duplicateHold",
			]);
			startLadder(turn);
		}
	} else if (
		!isGraver &&
		!incident.stoodDown &&
		!allLeft(incident) &&
		!awaitsWord &&
		cannotGather(incident, turn.facts.now)
	)
		widen(turn);
	// Two who know nothing of each other have told of it now.
	if (!turn.incident.laddered && !held) reconsiderUnconfirmed(turn);
	// Its truck is on the way already: nobody more is asked for this one.
	if (allLeft(turn.incident)) {
		effect(turn, { type: "Withdraw", purposes: ["human"] });
		settleLadder(turn);
	} else if (!turn.incident.stoodDown && !enough(turn.incident))
		callBackResting(turn);
}

/** Chiefs and desks of the duplicate find the page of the fire that goes on. */
function tellNewHumans(turn: Turn, humans: readonly Human[]): void {
	const { incident } = turn;
	for (const human of humans)
		if (human.role !== "villageHead")
			tell(
				turn,
				human,
				say(incident, "incidentOpened", { alerted: incident.people.size }),
				{ purpose: "inform", laneClass: 1 },
			);
}

/** It was opened again as a fire of its own. */
export function undoMerge(turn: Turn, { from }: Of<"UndoMerge">) {
	if (!turn.incident.mergedFrom.some(({ id }) => id === from))
		return ignore(turn, "unchanged");
	emit(turn, { type: "MergeUndone", from });
}

/**
 * What humans decide about the whole incident: confirm, correct, call more,
 * stand down, take over, vehicle down, marks, the end and its undoing.
 */
import {
	allow,
	departureGate,
	mayAllow,
	sendsNobodyMore,
	tellLeftWithoutWord,
} from "./airRaid.ts";
import { asksToSwitch } from "./answering.ts";
import { falselyReported } from "./belief.ts";
import {
	alertSilentAgain,
	allLeft,
	comingNow,
	enough,
	nextDeparture,
	standDownAll,
	stepsOf,
} from "./gathering.ts";
import { lookAroundAnew } from "./hazards.ts";
import {
	type By,
	type Command,
	type Correction,
	isAbout,
	type Known,
	type WordRef,
} from "./incident.ts";
import {
	CLOSE_EVERY_MS,
	reconsiderUnconfirmed,
	restartLadder,
	settleLadder,
	startLadder,
	widen,
} from "./ladder.ts";
import {
	informed101,
	remember101,
	standDownHelpers,
	tellHelpers,
	tellObservers,
} from "./others.ts";
import { graver, policyFor } from "./policy.ts";
import { askOnAfterTheEnd, askReadiness, readyByMark } from "./readiness.ts";
import { endCallBacks } from "./reporters.ts";
import { toldMeanwhile } from "./reports.ts";
import {
	clearSteps,
	effect,
	emit,
	hasEnded,
	heldElsewhere,
	ignore,
	isInCrowd,
	say,
	selectionInput,
	setStep,
	type Turn,
	take,
	tell,
} from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function confirm(turn: Turn, command: Of<"Confirm">) {
	const { incident } = turn;
	// An open one not yet rung is held as a likely duplicate: the word of a human ends the wait.
	if (incident.status === "open" && incident.laddered)
		return ignore(turn, "confirmed");
	const wasQuiet = isInCrowd(turn);
	bringIn(turn, command.by);
	// The rungs of an alert that ran by itself go on.
	if (!turn.incident.laddered) startLadder(turn);
	else if (wasQuiet) alertSilentAgain(turn);
}

/** A human's word that it burns: nobody is asked about that any more. */
export function bringIn(turn: Turn, by: By): void {
	emit(turn, { type: "IncidentConfirmed", by });
	effect(turn, { type: "Withdraw", purposes: ["human"] });
	endCallBacks(turn);
	clearSteps(turn, [
		"unconfirmedDeputies",
		"unconfirmedDecide",
		"duplicateHold",
	]);
}

/** «Не скликати». What 101 has sent is not one chief's to dismiss. */
export function dismiss(turn: Turn, { by, ownDesk }: Of<"Dismiss">): void {
	const desk =
		ownDesk === true ||
		by.kind === "service" ||
		turn.incident.humans.some(
			(h) => h.responderId === by.id && h.role === "dutyOfficer",
		);
	// Nobody was rung for it yet: a human has said it is the fire already known.
	const held =
		turn.incident.possibleDuplicateOf !== undefined && !turn.incident.laddered;
	cancel(turn, {
		type: "Cancel",
		by,
		reason: held ? "duplicate" : "false",
		ownDesk: desk,
	});
	if (!held || hasEnded(turn.incident)) return;
	clearSteps(turn, ["duplicateHold"]);
	setStep(turn, "close", turn.facts.now + CLOSE_EVERY_MS);
}

export function correct(turn: Turn, command: Of<"Correct">): void {
	const before = { ...turn.incident };
	const { type: _type, by, ...changes } = command;
	correctedBy(turn, by, changes, {
		before,
		placeChanged: changes.place !== undefined || changes.location !== undefined,
	});
}

/** True when it is graver now, and who was not asked yet is asked for it. */
export function correctedBy(
	turn: Turn,
	by: By,
	changes: Correction,
	{
		before,
		placeChanged,
		except,
	}: {
		before: Known;
		placeChanged: boolean;
		/** They hear all of it in words of their own. */
		except?: ReadonlySet<string>;
	},
): boolean {
	if (Object.keys(changes).length === 0) return false;
	const { incident } = turn;
	const newType = changes.incidentType;
	const worse = newType !== undefined && graver(before.incidentType, newType);
	const policy =
		newType === undefined ? undefined : rulingPolicy(turn, newType);
	emit(turn, {
		type: "IncidentCorrected",
		by,
		...changes,
		...(policy ? { policy } : {}),
	});
	if (changes.location) lookAroundAnew(turn);
	const dangerNow = changes.peopleInDanger === true && !before.peopleInDanger;
	if (placeChanged || worse || dangerNow)
		tellComing(turn, placeChanged, before, except);
	// Only who was not asked yet is rung for it: nobody twice for a typo.
	if (!worse && !dangerNow) return false;
	if (!incident.laddered) reconsiderUnconfirmed(turn);
	// A shell has fallen there: who comes is told, nobody more is sent towards it.
	else if (
		!incident.stoodDown &&
		!allLeft(incident) &&
		!sendsNobodyMore(incident) &&
		turn.incident.incidentType !== "shelling_impact"
	)
		restartLadder(turn);
	return true;
}

function rulingPolicy(turn: Turn, incidentType: Known["incidentType"]) {
	const ruling = turn.facts.candidates?.brigades.find(
		(b) => b.id === turn.incident.rulingBrigadeId,
	);
	return policyFor(incidentType, ruling?.policy);
}

/** Who is coming is told once, on the channel they answered. */
function tellComing(
	turn: Turn,
	placeChanged: boolean,
	before: Known,
	except?: ReadonlySet<string>,
): void {
	// `oldPlace` is the word id until the text is rendered.
	const message = say(turn.incident, "corrected", {
		placeChanged,
		...(before.place ? { oldPlace: before.place.id } : {}),
	});
	tellHelpers(turn, message, except);
	for (const person of turn.incident.people.values()) {
		if (except?.has(person.responderId)) continue;
		if (person.answer !== "responding" && person.answer !== "later") continue;
		if (person.stoodDownAt !== undefined && person.stoodDownWhy !== "reserve")
			continue;
		tell(turn, person, message, {
			purpose: "inform",
			laneClass: 1,
			rank: person.rank,
			alsoCall: person.answeredOn === "voice",
		});
	}
}

/** «Ще людей»: the next people now, whatever the ladder says. */
export function alertNext(turn: Turn) {
	if (!turn.incident.laddered) return startLadder(turn);
	const before = turn.decision.events.length;
	widen(turn, { calls: true });
	if (turn.decision.events.length === before) ignore(turn, "nobodyLeft");
}

/** «Екіпаж є, решті відбій виїзду»: the crew goes on, the rest sleep. */
export function standDown(turn: Turn, command: Of<"StandDown">) {
	if (turn.incident.stoodDown) return ignore(turn, "stoodDown");
	emit(turn, { type: "StoodDown", by: command.by, ...wordsOf(command) });
	effect(turn, { type: "Withdraw", purposes: ["alert", "human"] });
	standDownAll(turn, "stoodDown");
	settleLadder(turn);
}

/** Stops calls to humans, never the steps. */
export function takeOver(turn: Turn, command: Of<"TakeOver">) {
	const { humanInCharge } = turn.incident;
	if (humanInCharge && same(humanInCharge.by, command.by))
		return ignore(turn, "inCharge");
	emit(turn, { type: "TakenOver", by: command.by });
	effect(turn, { type: "Withdraw", purposes: ["human"] });
	// A phone still ringing would let a second human take over from the first.
	for (const { responderId } of turn.incident.humans)
		if (!same(command.by, { kind: "responder", id: responderId }))
			effect(turn, { type: "HangUp", responderId });
}

const same = (a: By, b: By): boolean =>
	a.kind === b.kind && ("id" in a ? "id" in b && a.id === b.id : true);

/** Why, in the person's own words, where they gave any. */
const wordsOf = (command: { words?: WordRef }): { words?: WordRef } =>
	command.words === undefined ? {} : { words: command.words };

/** «Машина не їде»: the next brigade at once, the desk is told. */
export function vehicleDown(
	turn: Turn,
	command: Of<"VehicleDown">,
	takeOut: boolean,
) {
	const crew = turn.incident.crews.find(
		(c) => c.vehicleId === command.vehicleId,
	);
	if (!crew || crew.down) return ignore(turn, "notOfThisIncident");
	emit(turn, {
		type: "VehicleWentDown",
		vehicleId: command.vehicleId,
		by: command.by,
	});
	effect(turn, { type: "Free", kind: "vehicle", id: command.vehicleId });
	if (takeOut)
		effect(turn, { type: "TakeOutOfService", vehicleId: command.vehicleId });
	// After a stand-down only a crew that was to go is worth another brigade's sleep.
	const wanted =
		!turn.incident.stoodDown || turn.promisedBefore.includes(crew.key);
	const calling =
		turn.incident.laddered &&
		wanted &&
		!enough(turn.incident) &&
		!sendsNobodyMore(turn.incident)
			? widen(turn)
			: [];
	// Broken on the road: the rungs that its departure had taken away are wanted again.
	if (crew.leftAt !== undefined && wanted && !enough(turn.incident)) {
		const held = !turn.incident.laddered && turn.incident.status === "open";
		setStep(
			turn,
			held ? "duplicateHold" : "humans",
			turn.facts.now + turn.incident.policy.humanEverySeconds * 1000,
		);
	}
	for (const human of turn.incident.humans)
		if (human.role === "dutyOfficer" || human.role === "chief")
			tell(turn, human, say(turn.incident, "vehicleDown", { calling }), {
				purpose: "inform",
				laneClass: 1,
			});
}

export function mark(turn: Turn, command: Of<"Mark">) {
	const { incident, facts } = turn;
	if (isOutsider(incident, command)) return ignore(turn, "notComing");
	const truck = truckOf(incident, command);
	if (repeatsMark(incident, command, truck)) return ignore(turn, "marked");
	if (
		command.mark === "atStation" &&
		!hasEnded(incident) &&
		standsForAnother(turn, command)
	)
		return;
	const before = new Set(
		incident.crews.flatMap((c) => (c.leftAt === undefined ? [] : [c.key])),
	);
	const { type: _type, at, ...rest } = command;
	const gate =
		command.mark === "departed" ? departureGate(incident) : undefined;
	const hasWord =
		command.by.kind === "responder" && mayAllow(incident, command.by.id);
	if (gate && hasWord) allow(turn, command.by);
	const withoutWord = hasWord ? undefined : gate?.why;
	emit(turn, {
		type: "Marked",
		...rest,
		...(withoutWord ? { withoutWord } : {}),
		// A mark from the future would hide the present; a device's clock is not believed that far.
		at: Math.min(at ?? facts.now, facts.now),
		...truck,
	});
	if (command.mark === "informed101") informed101(turn);
	if (hasEnded(incident)) return freed(turn, command);
	if (command.mark === "departed") departed(turn, before);
	if (withoutWord) tellLeftWithoutWord(turn, withoutWord);
	if (command.mark === "atStation") arrived(turn, command);
	freed(turn, command);
}

/** Which truck a mark is about: the one named, the one its teller sits in, else one of their brigade. */
function truckOf(
	incident: Known,
	command: Of<"Mark">,
): { vehicleId?: string; brigadeId?: string } {
	const { vehicleId, brigadeId } = command;
	if (vehicleId) return { vehicleId, ...(brigadeId ? { brigadeId } : {}) };
	if (brigadeId || command.mark === "atStation")
		return brigadeId ? { brigadeId } : {};
	const by =
		command.responderId ??
		(command.by.kind === "responder" ? command.by.id : undefined);
	const person = by === undefined ? undefined : incident.people.get(by);
	if (!person) return {};
	const own = incident.crews.find((crew) =>
		(crew.leftWith ?? crew.promised?.responderIds)?.includes(
			person.responderId,
		),
	);
	return own?.vehicleId
		? { vehicleId: own.vehicleId }
		: { brigadeId: person.brigadeId };
}

/** A truck leaves by the word of who comes, or of a human in charge; never of who said no, or nothing. */
function isOutsider(incident: Known, { mark, by }: Of<"Mark">): boolean {
	if (mark === "atStation" || by.kind !== "responder") return false;
	const person = incident.people.get(by.id);
	return (
		person !== undefined &&
		person.answer !== "responding" &&
		!incident.humans.some((human) => human.responderId === by.id)
	);
}

/** Said again, a departure is the same one: never the next truck's. */
function repeatsMark(
	incident: Known,
	command: Of<"Mark">,
	truck: { vehicleId?: string; brigadeId?: string },
): boolean {
	if (command.mark === "atStation" && command.responderId)
		return incident.people.get(command.responderId)?.progress === "atStation";
	if (command.mark !== "departed") return false;
	return incident.crews.some(
		(crew) =>
			crew.leftAt !== undefined &&
			!crew.down &&
			(truck.vehicleId === undefined || crew.vehicleId === truck.vehicleId) &&
			(truck.brigadeId === undefined || crew.brigadeId === truck.brigadeId),
	);
}

/** Who is promised to another fire and stands at the station is asked which, as for an answer. */
function standsForAnother(turn: Turn, command: Of<"Mark">): boolean {
	const person = command.responderId
		? turn.incident.people.get(command.responderId)
		: undefined;
	return person !== undefined && asksToSwitch(turn, person);
}

function departed(turn: Turn, leftBefore: ReadonlySet<string>): void {
	const { incident } = turn;
	effect(turn, { type: "Withdraw", purposes: ["human"] });
	for (const crew of incident.crews) {
		if (crew.leftAt === undefined || leftBefore.has(crew.key)) continue;
		for (const id of crew.leftWith ?? []) {
			clearSteps(turn, stepsOf(id));
			// Still ringing for «Ви в депо?»: nobody needs that call in the cab.
			effect(turn, { type: "HangUp", responderId: id });
		}
		// A truck that left before its crew was complete is away all the same.
		const { vehicleId } = crew;
		if (
			vehicleId !== null &&
			!crew.promised &&
			!heldElsewhere(turn, "vehicle", vehicleId)
		)
			take(turn, "vehicle", vehicleId);
	}
	// Later trucks are no news to who only wants to know.
	if (
		leftBefore.size === 0 &&
		incident.crews.some((c) => c.leftAt !== undefined)
	)
		tellObservers(turn, "left");
	if (allLeft(incident)) settleLadder(turn);
	else {
		const next = nextDeparture(incident);
		if (next !== undefined)
			setStep(turn, "departure", Math.max(next, turn.facts.now));
	}
	setStep(turn, "close", turn.facts.now + CLOSE_EVERY_MS);
}

function arrived(turn: Turn, command: Of<"Mark">): void {
	const coming = new Set(
		comingNow(turn.incident).map((person) => person.responderId),
	);
	for (const person of turn.incident.people.values())
		if (
			person.progress === "atStation" &&
			(!command.responderId || person.responderId === command.responderId)
		) {
			clearSteps(turn, stepsOf(person.responderId));
			effect(turn, {
				type: "Withdraw",
				responderId: person.responderId,
				purposes: ["alert"],
			});
			// Who was sent home and looks in all the same stays free for another fire.
			if (
				coming.has(person.responderId) &&
				!heldElsewhere(turn, "responder", person.responderId)
			)
				take(turn, "responder", person.responderId);
		}
}

/** Back at home: the truck and who was in it are free for the next fire. */
function freed(turn: Turn, command: Of<"Mark">): void {
	if (command.mark !== "returned" && command.mark !== "ready") return;
	const about = { ...command, ...truckOf(turn.incident, command) };
	for (const crew of turn.incident.crews) {
		if (crew.leftAt === undefined || !isAbout(about, crew)) continue;
		if (crew.vehicleId !== null)
			effect(turn, { type: "Free", kind: "vehicle", id: crew.vehicleId });
		for (const id of crew.leftWith ?? [])
			effect(turn, { type: "Free", kind: "responder", id });
	}
	if (command.mark === "returned") askReadiness(turn, about);
	else readyByMark(turn, about);
}

export function write(turn: Turn, command: Of<"Write">): void {
	emit(turn, {
		type: "CrewWritten",
		by: command.by,
		to: command.to,
		words: command.words,
	});
	const message = say(turn.incident, "fromChief", { text: command.text });
	for (const person of turn.incident.people.values()) {
		const coming =
			person.answer === "responding" && person.stoodDownAt === undefined;
		const silent = person.answer === undefined;
		if (command.to === "coming" && !coming) continue;
		if (command.to === "silent" && (!silent || person.withdrew)) continue;
		if (command.to === "all" && person.answer === "notResponding") continue;
		tell(turn, person, message, {
			purpose: "inform",
			laneClass: 2,
			rank: person.rank,
		});
	}
}

// --- the end ------------------------------------------------------------------

export function close(turn: Turn, command: Of<"Close">): void {
	end(turn, "closed", () =>
		emit(turn, { type: "IncidentClosed", by: command.by, ...wordsOf(command) }),
	);
}

/** An incident of 101/112 is cancelled only by the desk; a chief proposes. */
export function cancel(turn: Turn, command: Of<"Cancel">): void {
	const { incident } = turn;
	const desks = incident.source === "okc_101" || incident.source === "s112";
	if (desks && !command.ownDesk) {
		emit(turn, {
			type: "CancelProposed",
			by: command.by,
			reason: command.reason,
			...wordsOf(command),
		});
		for (const human of incident.humans)
			if (human.role === "dutyOfficer")
				tell(turn, human, say(incident, "cancelProposed", {}), {
					purpose: "human",
					laneClass: 0,
				});
		return;
	}
	const liars =
		command.reason === "false" && incident.mode === "actual"
			? falselyReported(incident)
			: [];
	if (liars.length > 0)
		effect(turn, { type: "CountFalse", reporterIds: liars, by: 1 });
	end(turn, "falseAlarm", () =>
		emit(turn, {
			type: "IncidentCancelled",
			by: command.by,
			reason: command.reason,
			...wordsOf(command),
		}),
	);
}

/** Last messages first, then the fact; after it this incident sends nothing more. */
function end(
	turn: Turn,
	why: "closed" | "falseAlarm",
	record: () => void,
): void {
	effect(turn, {
		type: "Withdraw",
		purposes: ["alert", "human", "inform", "courtesy"],
	});
	standDownAll(turn, why);
	standDownHelpers(turn, why);
	tellObservers(turn, why);
	record();
	const { incident } = turn;
	for (const person of incident.people.values())
		effect(turn, { type: "Free", kind: "responder", id: person.responderId });
	for (const crew of incident.crews)
		if (crew.vehicleId !== null)
			effect(turn, { type: "Free", kind: "vehicle", id: crew.vehicleId });
	clearSteps(turn);
	askOnAfterTheEnd(turn);
	for (const person of incident.people.values())
		if (person.reach.telegram)
			effect(turn, { type: "RefreshCard", responderId: person.responderId });
}

export function reopen(turn: Turn, command: Of<"Reopen">): void {
	const { id, mergedInto, cancelledAs, mode } = turn.incident;
	const believed =
		cancelledAs === "false" && mode === "actual"
			? falselyReported(turn.incident)
			: [];
	// It burns after all: who told of it told the truth.
	if (believed.length > 0)
		effect(turn, { type: "CountFalse", reporterIds: believed, by: -1 });
	// It was another fire after all: the one it was merged into is told.
	if (mergedInto)
		effect(turn, {
			type: "Tell",
			incidentId: mergedInto.id,
			command: { type: "UndoMerge", from: id },
		});
	emit(turn, { type: "IncidentReopened", by: command.by, ...wordsOf(command) });
	for (const { id, refined = 0 } of turn.incident.reports.values()) {
		const there = turn.facts.other?.reports.get(id);
		const into = turn.facts.other?.splitInto.get(id);
		if (there && (there.refined ?? 0) > refined) toldMeanwhile(turn, there);
		// Split off there meanwhile, it is of a third fire and does not come back here.
		else if (into)
			emit(turn, {
				type: "ReportSplit",
				reportId: id,
				by: command.by,
				into,
			});
	}
	remember101(turn);
	startLadder(turn);
}

export function reconsiderVehicle(turn: Turn, vehicleId: string) {
	const vehicle = selectionInput(turn).candidates.vehicles.find(
		(v) => v.id === vehicleId,
	);
	const crew = turn.incident.crews.find((c) => c.vehicleId === vehicleId);
	if (!crew || crew.leftAt !== undefined)
		return ignore(turn, "notOfThisIncident");
	// Given to another fire: `settleCrews` sees it and looks for the next.
	if (heldElsewhere(turn, "vehicle", vehicleId)) return;
	if (vehicle?.state !== "ready")
		return vehicleDown(
			turn,
			{ type: "VehicleDown", vehicleId, by: { kind: "service" } },
			false,
		);
	ignore(turn, "unchanged");
}

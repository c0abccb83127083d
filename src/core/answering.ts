/**
 * What one person says or a carrier says of one person: coming, not, later,
 * another incident first, unreachable, nearer than thought.
 */
import { believedEtaAt } from "./eta.ts";
import { allLeft, enough, missingNow, stepsOf } from "./gathering.ts";
import type { Command, Person } from "./incident.ts";
import type { ChannelName } from "./kinds.ts";
import { replace } from "./ladder.ts";
import type { Commitment } from "./roster.ts";
import { holdsBack, joiningPerson } from "./selection.ts";
import {
	clearSteps,
	effect,
	emit,
	heldElsewhere,
	ignore,
	say,
	selectionInput,
	sendAlert,
	setStep,
	type Turn,
	tell,
} from "./turn.ts";

type Acknowledge = Extract<Command, { type: "Acknowledge" }>;

export function acknowledge(turn: Turn, command: Acknowledge): void {
	const { incident } = turn;
	if (incident.status === "closed" || incident.status === "cancelled")
		return ignore(turn, "ended");
	const known = incident.people.get(command.responderId);
	const joined = known ? undefined : joining(turn, command.responderId);
	const person = known ?? joined;
	if (!person) return ignore(turn, "notOfThisIncident");
	if (command.answer === "responding" && asksToSwitch(turn, person)) return;
	emit(turn, {
		type: "ResponderAcknowledged",
		responderId: command.responderId,
		answer: command.answer,
		to: command.to ?? "station",
		notDriving: command.notDriving ?? false,
		channel: command.channel,
		...(command.answer === "responding"
			? { etaAt: arrival(turn, person, command) }
			: {}),
		...(command.etaMinutes === undefined
			? {}
			: { statedMinutes: command.etaMinutes }),
		...(command.note ? { note: command.note } : {}),
		...(joined ? { joined } : {}),
	});
	stopAsking(turn, command.responderId);
	if (command.answer === "responding") comes(turn, command);
	else doesNotCome(turn, command, person);
	sayBack(turn, command);
}

function joining(turn: Turn, responderId: string) {
	const responder =
		turn.facts.responder ??
		turn.facts.candidates?.responders.find((r) => r.id === responderId);
	if (!responder) return undefined;
	const why = turn.incident.raisedBy === responderId ? "raisedAlarm" : "askedByHuman";
	return joiningPerson(selectionInput(turn), responder, why);
}

const arrival = (
	turn: Turn,
	person: Pick<Person, "toSceneMs" | "toStationMs" | "preparationMs">,
	command: Acknowledge,
): number =>
	believedEtaAt({
		answeredAt: turn.facts.now,
		...(command.etaMinutes === undefined
			? {}
			: { statedMinutes: command.etaMinutes }),
		ownTravelMs:
			command.to === "scene" ? person.toSceneMs : person.toStationMs,
		ownPreparationMs: person.preparationMs,
	});

/** An answer by one way takes back everything still on its way by the others. */
function stopAsking(turn: Turn, responderId: string): void {
	effect(turn, { type: "Withdraw", responderId, purposes: ["alert"] });
	effect(turn, { type: "HangUp", responderId });
}

function comes(turn: Turn, command: Acknowledge): void {
	const { responderId } = command;
	freeFromExercise(turn, responderId);
	effect(turn, { type: "Commit", kind: "responder", id: responderId });
	const person = turn.incident.people.get(responderId);
	if (person?.etaAt === undefined || person.to !== "station") return;
	setStep(
		turn,
		"askAtStation",
		person.etaAt + turn.incident.policy.noShowAfterSeconds * 1000,
		responderId,
	);
	if (turn.incident.crews.length > 0 && missesRole(turn, person)) replace(turn, person.qualifications);
}

/** «Їду, але не водієм» leaves the driver's seat open: the next driver now. */
const missesRole = (turn: Turn, person: Person): boolean =>
	person.notDriving &&
	missingNow(turn.incident).some((gap) => gap.qualification.startsWith("driver"));

function doesNotCome(turn: Turn, command: Acknowledge, person: Pick<Person, "qualifications">): void {
	effect(turn, { type: "Free", kind: "responder", id: command.responderId });
	clearSteps(turn, stepsOf(command.responderId));
	replace(turn, person.qualifications);
}

/** Telegram and the page show the answer themselves; a key or an SMS is answered by a text. */
function sayBack(turn: Turn, command: Acknowledge): void {
	const person = turn.incident.people.get(command.responderId);
	if (!person) return;
	const drivesAlone =
		command.answer === "responding" &&
		command.to === "scene" &&
		person.qualifications.some((q) => q.startsWith("driver")) &&
		!allLeft(turn.incident) &&
		missingNow(turn.incident).some((gap) => gap.qualification.startsWith("driver"));
	const bySound = command.channel === "voice" || command.channel === "sms";
	if (!bySound && !drivesAlone) return;
	const message = say(turn.incident, "answerReceived", {
		answer: command.answer,
		to: person.to,
		notDriving: person.notDriving,
		...(person.etaAt === undefined ? {} : { etaAt: person.etaAt }),
		...(drivesAlone ? { waitsForDriver: true } : {}),
	});
	tell(turn, { ...person, ...(bySound ? { answeredOn: "sms" as const } : {}) }, message, {
		purpose: "courtesy",
		laneClass: 4,
		rank: person.rank,
	});
}

// --- two incidents, one person -----------------------------------------------

function otherCommitment(turn: Turn, responderId: string): Commitment | undefined {
	return turn.facts.commitments.find(
		(c) =>
			c.kind === "responder" &&
			c.id === responderId &&
			c.incidentId !== turn.incident.id,
	);
}

/** Who is promised elsewhere is asked which; in between he counts nowhere new. */
function asksToSwitch(turn: Turn, person: { responderId: string; reach: Person["reach"] }): boolean {
	const other = heldElsewhere(turn, "responder", person.responderId);
	if (!other) return false;
	emit(turn, {
		type: "SwitchAsked",
		responderId: person.responderId,
		from: other.number,
	});
	tell(turn, person, say(turn.incident, "askSwitch", { from: other.number }), {
		purpose: "courtesy",
		laneClass: 1,
	});
	return true;
}

/** A commitment to an exercise never holds anybody back from a real alarm: it is freed, and he is told. */
function freeFromExercise(turn: Turn, responderId: string): void {
	const other = otherCommitment(turn, responderId);
	if (!other || holdsBack(other, turn.incident)) return;
	effect(turn, {
		type: "Tell",
		incidentId: other.incidentId,
		command: { type: "Withdraw", responderId, why: "otherIncident" },
	});
	const person = turn.incident.people.get(responderId);
	if (person)
		tell(turn, person, say(turn.incident, "freedForActual", { from: other.number }), {
			purpose: "courtesy",
			laneClass: 4,
		});
}

export function withdraw(turn: Turn, command: Extract<Command, { type: "Withdraw" }>): void {
	const person = turn.incident.people.get(command.responderId);
	if (!person) return ignore(turn, "notOfThisIncident");
	if (person.withdrew) return ignore(turn, "withdrawn");
	emit(turn, {
		type: "ResponderWithdrew",
		responderId: person.responderId,
		why: command.why,
	});
	stopAsking(turn, person.responderId);
	effect(turn, { type: "Free", kind: "responder", id: person.responderId });
	clearSteps(turn, stepsOf(person.responderId));
	replace(turn, person.qualifications);
}

// --- what carriers and positions say --------------------------------------------

const CHANNELS_OF_REACH = ["telegram", "sms", "voice"] as const;

/** The last negative word about one channel: the next one now, and when none is left, the next person. */
export function alertFailed(turn: Turn, command: Extract<Command, { type: "AlertFailed" }>): void {
	const { incident } = turn;
	if (incident.status === "closed" || incident.status === "cancelled")
		return ignore(turn, "ended");
	// A phone that rang unanswered is silence, not a dead end: its redial is planned.
	if (command.reason === "noAnswer" || command.reason === "busy")
		return ignore(turn, "silent");
	const person = incident.people.get(command.responderId);
	if (!person) return humanUnreached(turn, command);
	if (person.failedOn.includes(command.channel)) return ignore(turn, "known");
	emit(turn, {
		type: "AlertFailed",
		responderId: person.responderId,
		channel: command.channel,
		reason: command.reason,
	});
	if (person.answer !== undefined) return;
	const open = CHANNELS_OF_REACH.filter(
		(channel) => person.reach[channel] && !person.failedOn.includes(channel) && channel !== command.channel,
	);
	if (open.length > 0 && !enough(incident))
		effect(turn, { type: "Hasten", responderId: person.responderId, channels: [...open] });
	if (command.reason === "optedOut") tellChief(turn, person.responderId, "optedOut");
	if (open.length > 0) return;
	emit(turn, { type: "ResponderUnreachable", responderId: person.responderId });
	if (command.reason !== "optedOut")
		tellChief(turn, person.responderId, command.reason === "blocked" ? "blocked" : "noChannel");
	replace(turn, person.qualifications);
}

/** A chief or desk whose message was refused: their other channels now. */
function humanUnreached(turn: Turn, command: { responderId: string; channel: ChannelName; reason: string }): void {
	const human = turn.incident.humans.find((h) => h.responderId === command.responderId);
	if (!human) return ignore(turn, "notOfThisIncident");
	emit(turn, {
		type: "AlertFailed",
		responderId: human.responderId,
		channel: command.channel,
		reason: command.reason,
	});
	const message = say(turn.incident, turn.incident.status === "unconfirmed" ? "askConfirm" : "incidentOpened", {
		impact: turn.incident.incidentType === "shelling_impact",
		alerted: turn.incident.people.size,
	});
	const others = { ...human.reach, [command.channel]: false };
	if (command.channel !== "voice") tell(turn, { ...human, reach: others }, message, { purpose: "human", laneClass: 0 });
}

function tellChief(turn: Turn, responderId: string, reason: "optedOut" | "blocked" | "noChannel"): void {
	const chief = turn.incident.humans.find((h) => h.role === "chief" && h.responderId !== responderId);
	// `name` is the person's id until the text is rendered: names are not the core's.
	if (chief)
		tell(turn, chief, say(turn.incident, "unreachable", { name: responderId, reason }), {
			purpose: "inform",
			laneClass: 5,
		});
}

// A minute is what people notice on a board; less would fill the log with a car's every bend.
const ETA_STEP_MS = 60_000;

export function moved(turn: Turn, command: Extract<Command, { type: "Moved" }>): void {
	const person = turn.incident.people.get(command.responderId);
	if (!person || person.answer !== "responding") return ignore(turn, "notComing");
	if (person.progress === "atStation" && person.to === "station") return ignore(turn, "arrived");
	if (Math.abs((person.etaAt ?? 0) - command.etaAt) < ETA_STEP_MS) return ignore(turn, "same");
	emit(turn, { type: "EtaChanged", responderId: person.responderId, etaAt: command.etaAt });
	if (person.to === "station")
		setStep(
			turn,
			"askAtStation",
			command.etaAt + turn.incident.policy.noShowAfterSeconds * 1000,
			person.responderId,
		);
}

/** Words that are no answer: the chief sees them, nothing is guessed. */
export function note(turn: Turn, command: Extract<Command, { type: "Note" }>): void {
	emit(turn, {
		type: "Noted",
		responderId: command.responderId,
		note: command.note,
		channel: command.channel,
	});
	const chief = turn.incident.humans.find((h) => h.role === "chief" && h.responderId !== command.responderId);
	if (chief)
		tell(turn, chief, say(turn.incident, "noteReceived", { name: command.responderId, text: command.text }), {
			purpose: "inform",
			laneClass: 5,
		});
}

/** The chief takes a person off a seat; nobody's reason is asked. */
export function unseat(turn: Turn, command: Extract<Command, { type: "Unseat" }>): void {
	const person = turn.incident.people.get(command.responderId);
	if (!person || person.answer !== "responding") return ignore(turn, "notComing");
	emit(turn, { type: "SeatOpened", responderId: person.responderId, why: "unseated" });
	effect(turn, { type: "Free", kind: "responder", id: person.responderId });
	clearSteps(turn, stepsOf(person.responderId));
	tell(turn, person, say(turn.incident, "seatOpened", { by: "chief" }), {
		purpose: "inform",
		laneClass: 3,
	});
	replace(turn, person.qualifications);
}

/** The roster changed under an open incident. */
export function reconsiderPerson(turn: Turn, responderId: string): void {
	const person = turn.incident.people.get(responderId);
	const responder = turn.facts.candidates?.responders.find((r) => r.id === responderId) ?? turn.facts.responder;
	if (!person || !responder) return ignore(turn, "notOfThisIncident");
	const silent = person.answer === undefined;
	if (silent && person.unreachableAt !== undefined && (responder.reach.telegram || responder.reach.sms || responder.reach.voice)) {
		emit(turn, { type: "RespondersAlertedAgain", responderIds: [responderId] });
		sendAlert(turn, { ...person, reach: responder.reach }, {
			laneClass: 1,
			message: say(turn.incident, "alert", { repeat: true }),
			calls: true,
			again: true,
		});
		return;
	}
	if (silent && responder.availability.state === "off" && responder.availability.until === undefined)
		return withdraw(turn, { type: "Withdraw", responderId, why: "unavailable" });
	ignore(turn, "unchanged");
}

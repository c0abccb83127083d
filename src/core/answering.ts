/**
 * What one person says or a carrier says of one person: coming, not, later,
 * another incident first, unreachable, nearer than thought.
 */
import { availabilityAt } from "./availability.ts";
import { believedEtaAt } from "./eta.ts";
import {
	allLeft,
	counts,
	enough,
	expectAtStation,
	missingNow,
	stepsOf,
} from "./gathering.ts";
import { askHouseholdAgain, freeHousehold } from "./household.ts";
import type { Command, Person } from "./incident.ts";
import type { ChannelName } from "./kinds.ts";
import { replace } from "./ladder.ts";
import { joiningPerson, trucksOfBrigade } from "./selection.ts";
import {
	clearSteps,
	effect,
	emit,
	hasEnded,
	heldElsewhere,
	ignore,
	phonesMayRing,
	say,
	selectionInput,
	sendAlert,
	sendOn,
	type Turn,
	take,
	tell,
} from "./turn.ts";

type Acknowledge = Extract<Command, { type: "Acknowledge" }>;

export function acknowledge(turn: Turn, command: Acknowledge) {
	const { incident } = turn;
	const known = incident.people.get(command.responderId);
	const joined = known ? undefined : joining(turn, command.responderId);
	const person = known ?? joined;
	if (!person) return ignore(turn, "notOfThisIncident");
	if (saidBefore(command, known)) return ignore(turn, "overtaken");
	if (command.answer === "responding" && asksToSwitch(turn, person)) return;
	const gaveUp = command.answer !== "responding" && sitsInPromised(turn, known);
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
		...(command.saidAt === undefined ? {} : { saidAt: command.saidAt }),
		...(waitsForAllClear(turn, command) ? { afterAllClear: true } : {}),
		...(joined ? { joined } : {}),
	});
	stopAsking(turn, command.responderId);
	if (joined && command.answer === "responding")
		bringTruck(turn, joined.brigadeId);
	if (command.answer === "responding") comes(turn, command);
	else doesNotCome(turn, command, person);
	if (gaveUp) tellGivenUp(turn, command.responderId);
	sayBack(turn, command);
}

/** «Можу після відбою повітряної тривоги»; where none is, or nobody would know of its end, it is just later. */
const waitsForAllClear = (
	{ incident }: Turn,
	{ answer, afterAllClear }: Acknowledge,
): boolean =>
	afterAllClear === true &&
	answer === "later" &&
	incident.airRaid !== undefined &&
	incident.airRaid.state !== "none";

/** Called to a duplicate of this fire, a neighbour comes with their own truck, or would sit in none. */
function bringTruck(turn: Turn, brigadeId: string): void {
	const { mergedFrom, stations } = turn.incident;
	const wasCalled = mergedFrom.some((from) =>
		from.brigadeIds.includes(brigadeId),
	);
	if (!wasCalled || stations.has(brigadeId)) return;
	const trucks = trucksOfBrigade(selectionInput(turn), brigadeId);
	emit(turn, { type: "CrewsAsked", humans: [], ...trucks });
}

/** It waited to be written, and the person has said something newer since. */
const saidBefore = ({ saidAt }: Acknowledge, person?: Person): boolean =>
	saidAt !== undefined && saidAt < (person?.answeredAt ?? saidAt);

function joining(turn: Turn, responderId: string) {
	const responder =
		turn.facts.responder ??
		turn.facts.candidates?.responders.find((r) => r.id === responderId);
	// A post or an observer belongs to no brigade and sits in no truck.
	if (!responder || responder.brigadeIds.length === 0) return undefined;
	const why =
		turn.incident.raisedBy === responderId ? "raisedAlarm" : "askedByHuman";
	return joiningPerson(selectionInput(turn), responder, why);
}

const arrival = (
	turn: Turn,
	person: Pick<Person, "toSceneMs" | "toStationMs" | "preparationMs">,
	command: Acknowledge,
): number =>
	believedEtaAt({
		answeredAt: command.saidAt ?? turn.facts.now,
		...(command.etaMinutes === undefined
			? {}
			: { statedMinutes: command.etaMinutes }),
		ownTravelMs: command.to === "scene" ? person.toSceneMs : person.toStationMs,
		ownPreparationMs: person.preparationMs,
	});

/** An answer by one way takes back everything still on its way by the others. */
function stopAsking(turn: Turn, responderId: string): void {
	effect(turn, { type: "Withdraw", responderId, purposes: ["alert"] });
	effect(turn, { type: "HangUp", responderId });
}

function comes(turn: Turn, command: Acknowledge): void {
	const { responderId } = command;
	giveToThis(turn, responderId);
	const person = turn.incident.people.get(responderId);
	if (!person) return;
	if (person.to !== "station") clearSteps(turn, stepsOf(responderId));
	else if (person.progress === "enRoute") expectAtStation(turn, person);
	freeHousehold(turn, responderId);
	if (turn.incident.crews.length > 0 && leavesSeatOpen(turn, person))
		replace(turn, person.qualifications);
}

/** «Їду, але не водієм», straight to the fire, or too late for the first crew: the seat they were asked for needs the next one now. */
function leavesSeatOpen(turn: Turn, person: Person): boolean {
	const lost = counts(turn.incident, person)
		? person.qualifications.filter(
				(q) => person.notDriving && q.startsWith("driver"),
			)
		: person.qualifications;
	return (
		!counts(turn.incident, person) ||
		missingNow(turn.incident).some((gap) => lost.includes(gap.qualification))
	);
}

function doesNotCome(
	turn: Turn,
	command: Acknowledge,
	person: Pick<Person, "qualifications">,
): void {
	effect(turn, { type: "Free", kind: "responder", id: command.responderId });
	clearSteps(turn, stepsOf(command.responderId));
	askHouseholdAgain(turn, command.responderId);
	replace(turn, person.qualifications);
}

/** The chief counts on them already: on a seat of a truck that is to leave. */
const sitsInPromised = ({ incident }: Turn, person?: Person): boolean =>
	person?.answer === "responding" &&
	incident.crews.some(
		(crew) =>
			crew.leftAt === undefined &&
			crew.promised?.responderIds.includes(person.responderId),
	);

/** «Не встигаю»: who leads hears it, whatever becomes of the seat. */
function tellGivenUp(turn: Turn, responderId: string): void {
	const chief = turn.incident.humans.find(
		(h) => h.role === "chief" && h.responderId !== responderId,
	);
	if (chief)
		tell(
			turn,
			chief,
			say(turn.incident, "seatGivenUp", { name: responderId }),
			{
				purpose: "inform",
				laneClass: 5,
			},
		);
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
		missingNow(turn.incident).some((gap) =>
			gap.qualification.startsWith("driver"),
		);
	const bySound = command.channel === "voice" || command.channel === "sms";
	if (!bySound && !drivesAlone) return;
	const message = say(turn.incident, "answerReceived", {
		answer: command.answer,
		to: person.to,
		notDriving: person.notDriving,
		...(person.etaAt === undefined ? {} : { etaAt: person.etaAt }),
		...(drivesAlone ? { waitsForDriver: true } : {}),
		...(person.afterAllClear ? { afterAllClear: true } : {}),
	});
	tell(
		turn,
		{ ...person, ...(bySound ? { answeredOn: "sms" as const } : {}) },
		message,
		{
			purpose: "courtesy",
			laneClass: 4,
			rank: person.rank,
		},
	);
}

// --- two incidents, one person -----------------------------------------------

/** Who is promised elsewhere is asked which; in between he counts nowhere new. */
export function asksToSwitch(
	turn: Turn,
	person: { responderId: string; reach: Person["reach"] },
): boolean {
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
function giveToThis(turn: Turn, responderId: string): void {
	const other = take(turn, "responder", responderId);
	const person = turn.incident.people.get(responderId);
	if (other && person)
		tell(
			turn,
			person,
			say(turn.incident, "freedForActual", { from: other.number }),
			{
				purpose: "courtesy",
				laneClass: 4,
			},
		);
}

export function withdraw(
	turn: Turn,
	command: Extract<Command, { type: "Withdraw" }>,
) {
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
	askHouseholdAgain(turn, person.responderId);
	replace(turn, person.qualifications);
}

// --- what carriers and positions say --------------------------------------------

const CHANNELS_OF_REACH = ["telegram", "sms", "voice"] as const;

/** The last negative word about one channel: the next one now, and when none is left, the next person. */
export function alertFailed(
	turn: Turn,
	command: Extract<Command, { type: "AlertFailed" }>,
) {
	const { incident } = turn;
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
	if (
		person.answer !== undefined ||
		person.withdrew ||
		person.freedBy !== undefined ||
		person.stoodDownAt !== undefined
	)
		return;
	const open = CHANNELS_OF_REACH.filter(
		(channel) =>
			person.reach[channel] &&
			!person.failedOn.includes(channel) &&
			channel !== command.channel,
	);
	if (open.length > 0 && !enough(incident))
		effect(turn, {
			type: "Hasten",
			responderId: person.responderId,
			channels: [...open],
		});
	if (command.again && !enough(incident))
		askOnceMore(turn, person, command.channel, command.again);
	if (command.reason === "optedOut")
		tellChief(turn, person.responderId, "optedOut");
	if (open.length > 0) return;
	emit(turn, { type: "ResponderUnreachable", responderId: person.responderId });
	if (command.reason !== "optedOut")
		tellChief(
			turn,
			person.responderId,
			command.reason === "blocked" ? "blocked" : "noChannel",
		);
	replace(turn, person.qualifications);
}

/** Beside the other channels, not instead of them; the next failure of this one is known. */
function askOnceMore(
	turn: Turn,
	{ responderId, rank, crewCritical }: Person,
	channel: ChannelName,
	{
		afterMs,
		...how
	}: NonNullable<Extract<Command, { type: "AlertFailed" }>["again"]>,
): void {
	sendOn(turn, {
		responderId,
		channel,
		rank,
		message: say(turn.incident, "alert", { repeat: false }),
		purpose: "alert",
		laneClass: crewCritical ? 0 : 1,
		dueAt: turn.facts.now + afterMs,
		...how,
	});
}

/** A chief or desk whose message was refused: their other channels now. */
function humanUnreached(
	turn: Turn,
	command: { responderId: string; channel: ChannelName; reason: string },
) {
	const human = turn.incident.humans.find(
		(h) => h.responderId === command.responderId,
	);
	if (!human) return ignore(turn, "notOfThisIncident");
	emit(turn, {
		type: "AlertFailed",
		responderId: human.responderId,
		channel: command.channel,
		reason: command.reason,
	});
	const message = say(
		turn.incident,
		turn.incident.status === "unconfirmed" ? "askConfirm" : "incidentOpened",
		{
			impact: turn.incident.incidentType === "shelling_impact",
			alerted: turn.incident.people.size,
		},
	);
	const others = { ...human.reach, [command.channel]: false };
	if (command.channel !== "voice")
		tell(turn, { ...human, reach: others }, message, {
			purpose: "human",
			laneClass: 0,
		});
}

function tellChief(
	turn: Turn,
	responderId: string,
	reason: "optedOut" | "blocked" | "noChannel",
): void {
	const chief = turn.incident.humans.find(
		(h) => h.role === "chief" && h.responderId !== responderId,
	);
	// `name` is the person's id until the text is rendered: names are not the core's.
	if (chief)
		tell(
			turn,
			chief,
			say(turn.incident, "unreachable", { name: responderId, reason }),
			{
				purpose: "inform",
				laneClass: 5,
			},
		);
}

// A minute is what people notice on a board; less would fill the log with a car's every bend.
const ETA_STEP_MS = 60_000;

export function moved(
	turn: Turn,
	command: Extract<Command, { type: "Moved" }>,
) {
	const person = turn.incident.people.get(command.responderId);
	if (person?.answer !== "responding") return ignore(turn, "notComing");
	if (person.progress !== "enRoute" && person.to === "station")
		return ignore(turn, "arrived");
	if (person.stoodDownAt !== undefined) return ignore(turn, "notComing");
	if (Math.abs((person.etaAt ?? 0) - command.etaAt) < ETA_STEP_MS)
		return ignore(turn, "same");
	emit(turn, {
		type: "EtaChanged",
		responderId: person.responderId,
		etaAt: command.etaAt,
	});
	if (person.to === "station" && person.seatOpenedAt === undefined)
		expectAtStation(turn, person);
}

/** Words that are no answer: the chief sees them, nothing is guessed. */
export function note(
	turn: Turn,
	command: Extract<Command, { type: "Note" }>,
): void {
	emit(turn, {
		type: "Noted",
		responderId: command.responderId,
		note: command.note,
		channel: command.channel,
	});
	const chief = turn.incident.humans.find(
		(h) => h.role === "chief" && h.responderId !== command.responderId,
	);
	// After the end it stands in the log and on the board, but nobody is written to.
	if (chief && !hasEnded(turn.incident))
		tell(
			turn,
			chief,
			say(turn.incident, "noteReceived", {
				name: command.responderId,
				text: command.text,
			}),
			{
				purpose: "inform",
				laneClass: 5,
			},
		);
}

/** The chief takes a person off a seat; nobody's reason is asked. */
export function unseat(
	turn: Turn,
	command: Extract<Command, { type: "Unseat" }>,
) {
	const person = turn.incident.people.get(command.responderId);
	if (person?.answer !== "responding" || person.seatOpenedAt !== undefined)
		return ignore(turn, "notComing");
	emit(turn, {
		type: "SeatOpened",
		responderId: person.responderId,
		why: "unseated",
	});
	effect(turn, { type: "Free", kind: "responder", id: person.responderId });
	clearSteps(turn, stepsOf(person.responderId));
	tell(turn, person, say(turn.incident, "seatOpened", { by: "chief" }), {
		purpose: "inform",
		laneClass: 3,
		alsoCall: person.answeredOn === "voice",
	});
	askHouseholdAgain(turn, person.responderId);
	replace(turn, person.qualifications);
}

/** The roster changed under an open incident. */
export function reconsiderPerson(turn: Turn, responderId: string) {
	const person = turn.incident.people.get(responderId);
	const responder =
		turn.facts.candidates?.responders.find((r) => r.id === responderId) ??
		turn.facts.responder;
	if (!person || !responder) return ignore(turn, "notOfThisIncident");
	const silent = person.answer === undefined;
	const { reach, availability } = responder;
	const level = availabilityAt(
		availability,
		turn.facts.now,
		turn.facts.timeZone,
	);
	const reachable = reach.telegram || reach.sms || reach.voice;
	if (
		silent &&
		person.unreachableAt !== undefined &&
		reachable &&
		level !== "off"
	) {
		emit(turn, {
			type: "RespondersAlertedAgain",
			responderIds: [responderId],
			reach,
		});
		if (enough(turn.incident)) return;
		return sendAlert(
			turn,
			{ ...person, reach },
			{
				laneClass: 1,
				message: say(turn.incident, "alert", { repeat: true }),
				calls: phonesMayRing(turn),
				atOnce: true,
			},
		);
	}
	if (silent && level === "off")
		return withdraw(turn, {
			type: "Withdraw",
			responderId,
			why: "unavailable",
		});
	ignore(turn, "unchanged");
}

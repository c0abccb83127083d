/**
 * What the auditor misses in the outbox is put right: steps whose timer is gone,
 * people nobody is asking, carriers that are all down.
 *
 * The state says what must be there (`missesStep`, `mustBeAsked`); the auditor
 * compares it with the rows and orders `Heal`. Nothing that stands is moved.
 */
import { sendsNobodyMore } from "./airRaid.ts";
import {
	allLeft,
	enough,
	expectAtStation,
	nextDeparture,
} from "./gathering.ts";
import type { Command, Known, Person, Step } from "./incident.ts";
import type { Instant } from "./kinds.ts";
import { CLOSE_EVERY_MS, callHumans, replace } from "./ladder.ts";
import {
	emit,
	hasEnded,
	ignore,
	phonesMayRing,
	say,
	sendAlert,
	setStep,
	type Turn,
} from "./turn.ts";

type Heal = Extract<Command, { type: "Heal" }>;

/** Nothing waits for this incident although something must: it would sleep until somebody looks. */
export function missesStep(
	incident: Known,
	/** Keys of the timers that wait or are being carried out. */
	present: ReadonlySet<string>,
): boolean {
	if (hasEnded(incident) || incident.humanInCharge) return false;
	return !carryingOn(incident).some((step) => present.has(step));
}

/** Silent people to whom nothing was sent and nothing is on its way, while they are still needed. */
export const mustBeAsked = (incident: Known, responderId: string): boolean => {
	const person = incident.people.get(responderId);
	return (
		person !== undefined &&
		!hasEnded(incident) &&
		!settled(incident) &&
		!enough(incident) &&
		isOpenToAsk(person)
	);
};

export function heal(turn: Turn, command: Heal) {
	switch (command.what) {
		case "steps":
			return healSteps(turn, new Set(command.present));
		case "people":
			return healPeople(turn, command.responderIds ?? []);
		case "humans":
			return healByHumans(turn);
		default:
			command.what satisfies never;
	}
}

/** A roll call wants no crew: only its end is waited for. */
const settled = (incident: Known): boolean =>
	incident.stoodDown ||
	allLeft(incident) ||
	(incident.laddered && sendsNobodyMore(incident)) ||
	(incident.mode === "test" && incident.laddered);

/** Any one of these keeps the incident going. */
function carryingOn(incident: Known): readonly Step[] {
	if (settled(incident)) return ["close"];
	if (!incident.laddered)
		return incident.status === "open"
			? ["duplicateHold"]
			: ["duplicateHold", "unconfirmedDeputies", "unconfirmedDecide", "humans"];
	if (enough(incident))
		return ["departure", "close", "humans", "widen", "verdict"];
	return ["humans"];
}

function healSteps(turn: Turn, present: ReadonlySet<string>) {
	if (!missesStep(turn.incident, present)) return ignore(turn, "waits");
	const { now } = turn.facts;
	emit(turn, { type: "Healed", what: "steps" });
	for (const [step, dueAt] of stepsOf(turn.incident, now))
		if (!present.has(step)) setStep(turn, step, Math.max(now, dueAt));
	for (const person of turn.incident.people.values())
		if (isAwaited(turn.incident, person, present))
			expectAtStation(turn, person);
}

/** The rungs still ahead, each at its own minute; a minute that has passed is now. */
function stepsOf(incident: Known, now: Instant): [Step, Instant][] {
	if (settled(incident)) return [["close", now + CLOSE_EVERY_MS]];
	if (!incident.laddered) return stepsBefore(incident, now);
	if (enough(incident)) return [["departure", nextDeparture(incident) ?? now]];
	const { policy, stepsReached } = incident;
	const from = incident.ladderedAt ?? incident.reportedAt;
	const rungs: [Step, number][] = [
		["widen", policy.widenAfterSeconds],
		["verdict", policy.verdictAfterSeconds],
		["noAnswer", policy.noAnswerAfterSeconds],
	];
	return [
		...rungs
			.filter(([step]) => !stepsReached.has(step))
			.map(([step, seconds]): [Step, Instant] => [step, from + seconds * 1000]),
		["humans", from + policy.repeatAfterSeconds * 1000],
	];
}

function stepsBefore(incident: Known, now: Instant): [Step, Instant][] {
	const { policy, stepsReached, reportedAt } = incident;
	const held =
		incident.possibleDuplicateOf !== undefined &&
		!stepsReached.has("duplicateHold");
	if (held || incident.status === "open") return [["duplicateHold", now]];
	if (
		stepsReached.has("unconfirmedDecide") ||
		incident.incidentType === "shelling_impact"
	)
		return [["humans", now]];
	return [
		[
			"unconfirmedDeputies",
			reportedAt + policy.unconfirmedDeputiesAfterSeconds * 1000,
		],
		[
			"unconfirmedDecide",
			reportedAt + policy.unconfirmedDecideAfterSeconds * 1000,
		],
	];
}

/** On the way to a station, and nothing waits for the minute they promised. */
const isAwaited = (
	incident: Known,
	person: Person,
	present: ReadonlySet<string>,
): boolean =>
	!settled(incident) &&
	person.answer === "responding" &&
	person.to === "station" &&
	person.progress === "enRoute" &&
	person.stoodDownAt === undefined &&
	person.seatOpenedAt === undefined &&
	!present.has(`askAtStation:${person.responderId}`) &&
	!present.has(`openSeat:${person.responderId}`);

const isOpenToAsk = (person: Person): boolean =>
	!person.asked &&
	person.answer === undefined &&
	person.withdrew === undefined &&
	person.unreachableAt === undefined &&
	person.freedBy === undefined &&
	person.house !== "absent" &&
	person.stoodDownAt === undefined;

/** Asked on every channel left; who has none left is unreachable, and replaced. */
function healPeople(turn: Turn, responderIds: readonly string[]) {
	const people = responderIds
		.filter((id) => mustBeAsked(turn.incident, id))
		.flatMap((id) => turn.incident.people.get(id) ?? []);
	if (people.length === 0) return ignore(turn, "asked");
	emit(turn, {
		type: "Healed",
		what: "people",
		responderIds: people.map((person) => person.responderId),
	});
	for (const person of people) askAgain(turn, person);
}

function askAgain(turn: Turn, person: Person) {
	const { telegram, sms, voice } = person.reach;
	const failed = new Set(person.failedOn);
	const reach = {
		telegram: telegram && !failed.has("telegram"),
		sms: sms && !failed.has("sms"),
		voice: voice && !failed.has("voice"),
	};
	if (reach.telegram || reach.sms || reach.voice)
		return sendAlert(
			turn,
			{ ...person, reach },
			{
				laneClass: person.crewCritical ? 0 : 1,
				message: say(turn.incident, "alert", { repeat: false }),
				calls: phonesMayRing(turn),
				atOnce: true,
			},
		);
	emit(turn, { type: "ResponderUnreachable", responderId: person.responderId });
	replace(turn, person.qualifications);
}

/** Nothing of ours gets through, or it broke twice: a human must know, whatever the ladder's minute. */
function healByHumans(turn: Turn) {
	const { incident, facts } = turn;
	if (incident.humanInCharge || settled(incident))
		return ignore(turn, "inCharge");
	emit(turn, { type: "Healed", what: "humans" });
	// Before anybody has confirmed the humans' step asks for just that.
	if (!incident.laddered) return setStep(turn, "humans", facts.now);
	callHumans(turn);
	setStep(turn, "humans", facts.now + incident.policy.humanEverySeconds * 1000);
}

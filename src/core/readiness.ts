/**
 * Home again: is the truck ready? Its driver is asked, or else its leader, once at
 * once and once more next morning; until somebody says so its readiness is amber.
 */
import { type Command, type Crew, isAbout, type Known } from "./incident.ts";
import { nextMorning } from "./morning.ts";
import {
	clearSteps,
	effect,
	emit,
	heldElsewhere,
	ignore,
	say,
	setStep,
	type Turn,
	tell,
} from "./turn.ts";

/** A truck is back: nobody has looked at it yet. */
export function askReadiness(
	turn: Turn,
	about: { vehicleId?: string; brigadeId?: string },
): void {
	for (const crew of [...turn.incident.crews]) {
		if (!isAbout(about, crew) || crew.leftAt === undefined) continue;
		if (crew.vehicleId === null || crew.readiness !== undefined) continue;
		if (crew.readinessAsked !== undefined) continue;
		effect(turn, { type: "Uncheck", vehicleId: crew.vehicleId });
		ask(turn, crew, crew.vehicleId, false);
		askNextMorning(turn, crew);
	}
}

/** «Машина готова», said as a mark. */
export function readyByMark(
	turn: Turn,
	about: { vehicleId?: string; brigadeId?: string },
): void {
	for (const crew of turn.incident.crews)
		if (
			isAbout(about, crew) &&
			crew.leftAt !== undefined &&
			crew.vehicleId !== null
		) {
			const { vehicleId } = crew;
			effect(turn, { type: "Check", vehicleId, readiness: "ready" });
			askNoMore(turn, crew);
		}
}

/** Silence since the evening: once more, and then it is the chief's to see. */
export function readinessDue(turn: Turn, responderId: string | undefined) {
	const crew = turn.incident.crews.find(
		(c) =>
			c.readinessAsked === 1 &&
			c.readiness === undefined &&
			whoKnows(turn.incident, c)?.responderId === responderId,
	);
	if (!crew?.vehicleId) return ignore(turn, "answered");
	ask(turn, crew, crew.vehicleId, true);
}

/** This person was asked whether the truck is ready, and has not said. */
export const waitsForReadiness = (
	incident: Known,
	responderId: string,
): boolean =>
	incident.crews.some(
		(crew) =>
			crew.readinessAsked !== undefined &&
			crew.readiness === undefined &&
			whoKnows(incident, crew)?.responderId === responderId,
	);

export function tellReadiness(
	turn: Turn,
	{ by, readiness }: Extract<Command, { type: "TellReadiness" }>,
) {
	const crew = crewOf(turn.incident, by);
	if (!crew?.vehicleId) return ignore(turn, "notOfThisIncident");
	if (crew.readiness === readiness) return ignore(turn, "known");
	const { vehicleId } = crew;
	emit(turn, { type: "ReadinessTold", vehicleId, readiness, by });
	if (readiness === "ready")
		emit(turn, {
			type: "Marked",
			mark: "ready",
			at: turn.facts.now,
			by,
			vehicleId,
		});
	effect(turn, { type: "Check", vehicleId, readiness });
	askNoMore(turn, crew);
	// Promised to another fire already: that one looks for the next truck now.
	const other = heldElsewhere(turn, "vehicle", vehicleId);
	if (other && readiness === "broken")
		effect(turn, {
			type: "Tell",
			incidentId: other.incidentId,
			command: { type: "Reconsider", vehicleId },
		});
}

/** The end of an incident takes its timers; this question is about the next one. */
export function askOnAfterTheEnd(turn: Turn): void {
	for (const crew of turn.incident.crews)
		if (crew.readinessAsked === 1 && crew.readiness === undefined)
			askNextMorning(turn, crew);
}

function ask(turn: Turn, crew: Crew, vehicleId: string, again: boolean): void {
	const person = whoKnows(turn.incident, crew);
	if (!person) return;
	emit(turn, {
		type: "ReadinessAsked",
		vehicleId,
		responderId: person.responderId,
	});
	tell(turn, person, say(turn.incident, "askReady", { again }), {
		purpose: "inform",
		laneClass: 5,
		alsoCall: !again && person.answeredOn === "voice",
	});
}

const MORNING_HOUR = 8;
// Back at half past seven nobody wants to be asked twice over one breakfast.
const NOT_SOONER_MS = 3_600_000;

function askNextMorning(turn: Turn, crew: Crew): void {
	const person = whoKnows(turn.incident, crew);
	if (!person) return;
	const { now, timeZone } = turn.facts;
	const at = nextMorning(now + NOT_SOONER_MS, { hour: MORNING_HOUR, timeZone });
	setStep(turn, "askReady", at, person.responderId);
}

const askNoMore = (turn: Turn, crew: Crew): void =>
	clearSteps(
		turn,
		(crew.leftWith ?? []).map((id) => `askReady:${id}`),
	);

/** The driver, else the leader, of who was aboard; else the brigade's chief. */
function whoKnows(incident: Known, crew: Crew) {
	const aboard = (crew.leftWith ?? []).flatMap(
		(id) => incident.people.get(id) ?? [],
	);
	const drives = aboard.find(
		(p) =>
			!p.notDriving && p.qualifications.some((q) => q.startsWith("driver")),
	);
	const leads = aboard.find((p) => p.qualifications.includes("leader"));
	const chief = incident.humans.find(
		(human) => human.role === "chief" && human.brigadeId === crew.brigadeId,
	);
	return drives ?? leads ?? (chief && { ...chief, answeredOn: undefined });
}

/** The truck they came home in; a chief speaks for one of his own still asked about, never for a neighbour's. */
function crewOf(
	incident: Known,
	by: Extract<Command, { type: "TellReadiness" }>["by"],
): Crew | undefined {
	if (by.kind !== "responder") return undefined;
	const asked = incident.crews.filter((c) => c.readinessAsked !== undefined);
	const own = asked.find((c) => c.leftWith?.includes(by.id));
	if (own) return own;
	const human = incident.humans.find((h) => h.responderId === by.id);
	if (!human) return undefined;
	const leads = human.role === "chief" || human.role === "deputy";
	const theirs = asked.filter(
		(c) =>
			!leads ||
			c.brigadeId === human.brigadeId ||
			whoKnows(incident, c)?.responderId === by.id,
	);
	return theirs.find((c) => c.readiness === undefined) ?? theirs[0];
}

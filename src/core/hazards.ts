/**
 * Mines by the fire: looked for when it gets a place, said in every text from then on,
 * shown until the chief says that everybody knows.
 */
import type { Command, Hazard, Known } from "./incident.ts";
import { tellHelpers } from "./others.ts";
import {
	emit,
	hasEnded,
	ignore,
	refreshCards,
	say,
	type Turn,
	tell,
} from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

/** What was looked up lies around this incident's own place. */
function found({ facts, incident }: Turn): readonly Hazard[] | "unknown" {
	const { location } = incident;
	const { at, found: hazards } = facts.hazards ?? {};
	return at && at.lat === location?.lat && at.lon === location.lon
		? (hazards ?? "unknown")
		: "unknown";
}

/** A new incident, before anybody is told of it. */
export function lookAround(turn: Turn): void {
	if (!turn.facts.hazards || !turn.incident.location) return;
	const hazards = found(turn);
	if (hazards === "unknown") notKnown(turn);
	else if (hazards.length > 0)
		emit(turn, { type: "HazardsFound", hazards: [...hazards] });
}

/**
 * Another place has other ground around it. Who is coming hears of mines with the new
 * place; who leads them, and does not come, hears it here.
 */
export function lookAroundAnew(turn: Turn): void {
	const { hazards: known, hazardsUnknown } = turn.incident;
	const hazards = found(turn);
	if (hazards === "unknown") {
		// What is known of the old place says nothing of the new one.
		if (turn.facts.hazards || known.length > 0) notKnown(turn);
		return;
	}
	if (hazards.length === 0 && known.length === 0 && !hazardsUnknown) return;
	if (isSame(known, hazards) && !hazardsUnknown) return;
	emit(turn, { type: "HazardsFound", hazards: [...hazards] });
	if (hazards.some((hazard) => isNews(known, hazard))) tellWhoLeads(turn);
}

/** With whatever happens next: a map that could not be read at the alert, or was imported since. */
export function lookAgain(turn: Turn): void {
	const { incident } = turn;
	if (!turn.facts.hazards || !incident.location || hasEnded(incident)) return;
	const hazards = found(turn);
	if (hazards === "unknown") return;
	const { hazards: known, hazardsUnknown } = incident;
	const isWorse = hazards.some((hazard) => isNews(known, hazard));
	// Nobody is told a danger away by a map that changed meanwhile.
	if (!isWorse && !hazardsUnknown) return;
	emit(turn, { type: "HazardsFound", hazards: [...hazards] });
	if (!isWorse) return;
	tellWhoComes(turn);
	tellWhoLeads(turn);
}

function notKnown(turn: Turn): void {
	if (!turn.incident.hazardsUnknown)
		emit(turn, { type: "HazardsFound", hazards: [], unknown: true });
}

/** Nearer than this by the same ground is other news: a corrected outline. */
const NEARER_METRES = 50;

function isNews(known: readonly Hazard[], hazard: Hazard): boolean {
	const before = known.find(({ id }) => id === hazard.id);
	return (
		!before || hazard.distanceMetres <= before.distanceMetres - NEARER_METRES
	);
}

const isSame = (a: readonly Hazard[], b: readonly Hazard[]): boolean =>
	a.length === b.length &&
	a.every(
		({ id, distanceMetres }, at) =>
			b[at]?.id === id && b[at]?.distanceMetres === distanceMetres,
	);

const NEWS = { purpose: "inform", laneClass: 1 } as const;

function tellWhoComes(turn: Turn): void {
	if (!saysMines(turn.incident)) return;
	for (const person of turn.incident.people.values()) {
		if (person.answer !== "responding" && person.answer !== "later") continue;
		if (person.stoodDownAt !== undefined && person.stoodDownWhy !== "reserve")
			continue;
		tell(turn, person, say(turn.incident, "minesFound", {}), {
			...NEWS,
			rank: person.rank,
			alsoCall: person.answeredOn === "voice",
		});
	}
	tellHelpers(turn, say(turn.incident, "minesFound", {}));
}

function tellWhoLeads(turn: Turn): void {
	if (!saysMines(turn.incident)) return;
	for (const human of turn.incident.humans) {
		const answer = turn.incident.people.get(human.responderId)?.answer;
		if (answer === "responding" || answer === "later") continue;
		tell(turn, human, say(turn.incident, "minesFound", { leads: true }), NEWS);
	}
}

const saysMines = ({ hazards }: Known): boolean =>
	hazards.some(({ kind }) => kind !== "other");

export function acknowledgeHazards(
	turn: Turn,
	{ by }: Of<"AcknowledgeHazards">,
) {
	if (turn.incident.hazards.length === 0) return ignore(turn, "noHazards");
	if (turn.incident.hazardsAcknowledged) return ignore(turn, "acknowledged");
	emit(turn, { type: "HazardsAcknowledged", by });
}

/** The next water takes its place on every card. */
export function findDry(turn: Turn, { waterPointId, by }: Of<"FindDry">) {
	emit(turn, { type: "WaterFoundDry", waterPointId, by });
	refreshCards(turn);
}

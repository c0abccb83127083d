/**
 * The air raid and what may be hit again: it delays no alert, it makes the departure
 * wait for the word of the chief or the leader, and people gather elsewhere.
 */
import type { Command } from "./incident.ts";
import { emit, ignore, type Turn } from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function airRaid(turn: Turn, { airRaid: seen }: Of<"AirRaid">) {
	if (turn.incident.airRaid?.state === seen.state)
		return ignore(turn, "unchanged");
	emit(turn, { type: "AirRaidSeen", airRaid: seen });
}

export function allowDeparture(turn: Turn, { by }: Of<"AllowDeparture">) {
	if (turn.incident.departureAllowed) return ignore(turn, "allowed");
	emit(turn, { type: "DepartureAllowed", by });
}

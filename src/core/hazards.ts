/** Mines by the fire: found when it gets a place, shown until the chief says that everybody knows. */
import type { Command } from "./incident.ts";
import { emit, ignore, type Turn } from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function acknowledgeHazards(
	turn: Turn,
	{ by }: Of<"AcknowledgeHazards">,
) {
	if (turn.incident.hazards.length === 0) return ignore(turn, "noHazards");
	if (turn.incident.hazardsAcknowledged) return ignore(turn, "acknowledged");
	emit(turn, { type: "HazardsAcknowledged", by });
}

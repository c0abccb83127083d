/**
 * Who is not crew: observers are told, state crews are asked and never ordered,
 * helpers with tractors are asked and say whether they come.
 */
import type { Command } from "./incident.ts";
import { emit, ignore, type Turn } from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function askStateCrews(
	turn: Turn,
	{ brigadeIds = [], by }: Of<"AskStateCrews">,
) {
	const asked = new Set(turn.incident.stateAsked.map((one) => one.brigadeId));
	const fresh = brigadeIds.filter((id) => !asked.has(id));
	if (fresh.length === 0) return ignore(turn, "asked");
	emit(turn, { type: "StateCrewsAsked", brigadeIds: fresh, by });
}

export function askHelpers(turn: Turn, { by }: Of<"AskHelpers">) {
	const helpers = (turn.facts.helpers ?? []).filter(
		({ responderId }) => !turn.incident.helpers.has(responderId),
	);
	if (helpers.length === 0) return ignore(turn, "nobodyLeft");
	emit(turn, { type: "HelpersAsked", helpers, by });
}

export function helperAnswers(turn: Turn, command: Of<"HelperAnswers">) {
	const { responderId, answer, etaMinutes } = command;
	if (!turn.incident.helpers.has(responderId)) return ignore(turn, "notAsked");
	emit(turn, {
		type: "HelperAnswered",
		responderId,
		answer,
		...(etaMinutes === undefined
			? {}
			: { etaAt: turn.facts.now + etaMinutes * 60_000 }),
	});
}

/**
 * What other people's machines hear of an incident: the events of a decision → the
 * few facts a dispatch centre acts on.
 *
 * No name, no phone, no position: ids of brigades and vehicles, counts and instants.
 * The id comes from the place in the log, so the same fact has the same id on every
 * way out and every time it is sent again.
 */
import { comingNow, missingNow } from "./gathering.ts";
import {
	type CancelReason,
	copyOf,
	evolve,
	type Incident,
	type IncidentEvent,
	type Known,
	type Marked,
} from "./incident.ts";
import type { Instant } from "./kinds.ts";
import type { Gap } from "./message.ts";

export const OUTWARD_TYPES = [
	"verdict",
	"crew_complete",
	"departed",
	"on_scene",
	"not_gathering",
	"cancelled",
] as const;
export type OutwardType = (typeof OUTWARD_TYPES)[number];

type Gathering = { coming: number; missing: Gap[] };
type Crew = { brigadeId: string | null; vehicleId: string | null };

/** One fact as it leaves; the part named after its type holds what is particular to it. */
export type OutwardFact = {
	id: string;
	/** Place in the incident's log: later is higher. */
	seq: number;
	at: Instant;
	/** As it was after the event. */
	incident: Known;
} & (
	| {
			type: "verdict";
			details: Gathering & {
				kind: "leaves" | "notGathering";
				leavesAt: Instant | null;
			};
	  }
	| {
			type: "crew_complete";
			details: Crew & { leavesAt: Instant; count: number };
	  }
	| { type: "departed" | "on_scene"; details: Crew & { at: Instant } }
	| {
			type: "not_gathering";
			details: Gathering & {
				/** People are no longer only asked: whoever decides is rung by name. */
				humansCalled: boolean;
			};
	  }
	| {
			type: "cancelled";
			details: {
				reason: CancelReason;
				/** The same fire goes on under this number: it is not over. */
				into: { id: string; number: number } | null;
			};
	  }
);

const HEARD: ReadonlySet<IncidentEvent["type"]> = new Set<
	IncidentEvent["type"]
>([
	"VerdictGiven",
	"CrewPromised",
	"Marked",
	"HumansCalled",
	"IncidentCancelled",
]);

/** In the order of the log. */
export function outwardFacts(
	before: Incident,
	events: readonly IncidentEvent[],
	at: Instant,
): OutwardFact[] {
	// Most decisions are answers: they are not folded a second time.
	if (!events.some(({ type }) => HEARD.has(type))) return [];
	const facts: OutwardFact[] = [];
	let state = copyOf(before);
	let seq = before.status === "unknown" ? 0 : before.version;
	for (const event of events) {
		const old = copyOf(state);
		seq += 1;
		state = evolve(state, { seq, at, commandId: "", event });
		if (old.status === "unknown" || state.status === "unknown") continue;
		const incident = copyOf(state) as Known;
		for (const [index, said] of saidBy(old, event, incident).entries())
			facts.push({
				...said,
				// Two trucks may arrive by one mark.
				id: `${incident.id}-${seq}-${said.type}${said.type === "on_scene" && index > 0 ? `-${index}` : ""}`,
				seq,
				at,
				incident,
			});
	}
	return facts;
}

type Said = OutwardFact extends infer One
	? One extends { type: infer Type; details: infer Details }
		? { type: Type & OutwardType; details: Details }
		: never
	: never;

function saidBy(before: Known, event: IncidentEvent, after: Known): Said[] {
	switch (event.type) {
		case "VerdictGiven": {
			const { kind, coming, missing, leavesAt = null } = event;
			return [
				{ type: "verdict", details: { kind, coming, missing, leavesAt } },
				...(kind === "notGathering" ? [notGathering(event, false)] : []),
			];
		}
		case "HumansCalled":
			// The first round only: a centre needs the news, not its echo each minute.
			return event.round === 1 && after.laddered
				? [
						notGathering(
							{
								coming: comingNow(after).length,
								missing: missingNow(after),
							},
							true,
						),
					]
				: [];
		case "CrewPromised": {
			const crew = before.crews.find(({ key }) => key === event.crew);
			if (crew?.promised) return [];
			const { brigadeId, vehicleId, leavesAt, responderIds } = event;
			return [
				{
					type: "crew_complete",
					details: {
						brigadeId,
						vehicleId,
						leavesAt,
						count: responderIds.length,
					},
				},
			];
		}
		case "Marked":
			return marked(before, event, after);
		case "IncidentCancelled":
			return [
				{
					type: "cancelled",
					details: { reason: event.reason, into: event.into ?? null },
				},
			];
		default:
			return [];
	}
}

const notGathering = (
	{ coming, missing }: Gathering,
	humansCalled: boolean,
): Said => ({
	type: "not_gathering",
	details: { coming, missing, humansCalled },
});

/** A truck leaves and arrives once, however many of its crew press the button. */
function marked(before: Known, event: Marked, after: Known): Said[] {
	const type = event.mark === "departed" ? "departed" : "on_scene";
	const timeOf = event.mark === "departed" ? "leftAt" : "onSceneAt";
	if (event.mark !== "departed" && event.mark !== "onScene") return [];
	const crews = after.crews.filter(
		(crew, index) =>
			crew[timeOf] !== undefined && before.crews[index]?.[timeOf] === undefined,
	);
	if (crews.length > 0)
		return crews.map(({ brigadeId, vehicleId }) => ({
			type,
			details: { brigadeId, vehicleId, at: event.at },
		}));
	// Of no crew of ours, or of one person: said once for what it names.
	const known = before.marks.some(
		({ mark, vehicleId, brigadeId }) =>
			mark === event.mark &&
			(event.responderId !== undefined ||
				(vehicleId === event.vehicleId && brigadeId === event.brigadeId)),
	);
	if (known) return [];
	const { brigadeId = null, vehicleId = null } = event;
	return [{ type, details: { brigadeId, vehicleId, at: event.at } }];
}

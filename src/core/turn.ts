/**
 * One decision in the making: the state as it becomes, what happened, what is
 * still to do. Rules write here; `decide` hands the result out and nothing of
 * it is seen outside before.
 */
import { gathersAway } from "./airRaid.ts";
import { isNight } from "./availability.ts";
import { isUnproven } from "./belief.ts";
import {
	type AirRaid,
	copyOf,
	type Decision,
	type Effect,
	evolve,
	type Hazard,
	type HelperAsked,
	type Human,
	houseAfterMs,
	houseWasRung,
	type Incident,
	type IncidentEvent,
	type Known,
	type LaneClass,
	type Observer,
	type Person,
	type Purpose,
	REDIAL_RINGS_MS,
	type Step,
} from "./incident.ts";
import type { ChannelName, Instant, Point } from "./kinds.ts";
import type { About, Message, MessageKind } from "./message.ts";
import { alertsEverybodyAtOnce } from "./policy.ts";
import type { Candidates, Commitment, Responder } from "./roster.ts";
import { holdsBack, type SelectionInput } from "./selection.ts";

/** What the world was like when the command came. Never a clock, never a roster to ask. */
export type Facts = {
	now: Instant;
	timeZone: string;
	/** Only for commands that select (`selects`). */
	candidates?: Candidates;
	/** Of the people and vehicles concerned. */
	commitments: readonly Commitment[];
	/** First alert calls that still wait for their lane, and when the latest began. */
	calls?: { waiting: number; lastBeganAt?: Instant };
	/** The person of the command, when they are not part of the incident yet. */
	responder?: Responder;
	/** The other of two incidents that are merged, as it was before. */
	other?: Known;
	/** Where it burns; absent = no feed is configured. */
	airRaid?: AirRaid;
	/** The last explosion somebody reported near it. */
	explosionAt?: Instant;
	/** Around the place `at`, nearest first; `unknown` = it could not be looked up. */
	hazards?: { at: Point; found: readonly Hazard[] | "unknown" };
	/** Of the area, for this type. */
	observers?: readonly Observer[];
	/** Who agreed to be asked there for this type, nearest first. */
	helpers?: readonly (HelperAsked & { brigadeIds?: readonly string[] })[];
	/** Fires of the same brigade that residents told of before this one, and nobody has decided about. */
	crowd?: number;
	/** People whose alert a carrier has taken; only for the step that asks whether anybody was reached. */
	reached?: readonly string[];
};

export type Turn = {
	/** The state as it will be; rules read it after every `emit`. */
	incident: Known;
	facts: Facts;
	decision: Decision;
	/** Crews promised before this command: one of them gone is a seat to fill again. */
	promisedBefore: string[];
	ignored?: string;
};

type OwnPart<K extends MessageKind> = Omit<
	Extract<Message, { kind: K }>,
	keyof About
>;

export function beginTurn(incident: Known, facts: Facts): Turn {
	return {
		incident: copyOf(incident) as Known,
		facts,
		decision: { events: [], effects: [] },
		promisedBefore: incident.crews
			.filter((crew) => crew.promised && crew.leftAt === undefined)
			.map((crew) => crew.key),
	};
}

/** A fact: recorded, and true from here on. */
export function emit(turn: Turn, event: IncidentEvent): void {
	turn.decision.events.push(event);
	turn.incident = evolve(turn.incident, {
		seq: turn.incident.version + 1,
		at: turn.facts.now,
		commandId: "",
		event,
	}) as Known;
}

/** The first fact of a log, for the one command that has no incident before it. */
export function open(
	unknown: Incident,
	event: Extract<IncidentEvent, { type: "IncidentReported" }>,
	facts: Facts,
): Turn {
	const incident = evolve(unknown, {
		seq: 1,
		at: facts.now,
		commandId: "",
		event,
	}) as Known;
	return {
		incident,
		facts,
		decision: { events: [event], effects: [] },
		promisedBefore: [],
	};
}

export const effect = (turn: Turn, work: Effect): void => {
	turn.decision.effects.push(work);
};

/** Doing nothing is an answer, and says why. */
export const ignore = (turn: Turn, why: string): void => {
	turn.ignored = why;
};

export const selectionInput = (turn: Turn): SelectionInput => ({
	incident: turn.incident,
	candidates: turn.facts.candidates ?? {
		brigades: [],
		vehicles: [],
		responders: [],
		beyond: 0,
	},
	commitments: turn.facts.commitments,
	now: turn.facts.now,
	timeZone: turn.facts.timeZone,
});

export const about = (incident: Known): About => ({
	number: incident.number,
	incidentType: incident.incidentType,
	mode: incident.mode,
	peopleInDanger: incident.peopleInDanger,
	unconfirmed: incident.status === "unconfirmed",
	...(incident.airRaid ? { airRaid: incident.airRaid.state } : {}),
	...(gathersAway(incident) ? { away: true as const } : {}),
	...minesIn(incident),
});

/** What goes off under a foot or a wheel: the nearest. */
function minesIn({ hazards }: Known): Pick<About, "mines"> {
	const metres = hazards.flatMap(({ kind, distanceMetres }) =>
		kind === "other" ? [] : distanceMetres,
	);
	return metres.length > 0 ? { mines: Math.min(...metres) } : {};
}

/** A message of one kind about this incident. */
export const say = <K extends MessageKind>(
	incident: Known,
	kind: K,
	own: Omit<OwnPart<K>, "kind">,
): Message => ({ ...about(incident), kind, ...own }) as unknown as Message;

export function sendOn(
	turn: Turn,
	send: {
		responderId: string;
		channel: ChannelName;
		message: Message;
		purpose: Purpose;
		laneClass: LaneClass;
		rank?: number;
		dueAt?: Instant;
		afterOwnCallMs?: number;
		sender?: "second";
	},
): void {
	effect(turn, {
		type: "Send",
		rank: 0,
		dueAt: turn.facts.now,
		...send,
	});
}

/** When a step falls due; one row per step (and person), setting it again moves it. */
export function setStep(
	turn: Turn,
	step: Step,
	dueAt: Instant,
	responderId?: string,
): void {
	effect(turn, {
		type: "SetTimer",
		key: responderId ? `${step}:${responderId}` : step,
		dueAt,
		command: {
			type: "StepDue",
			step,
			round: turn.incident.round,
			...(responderId ? { responderId } : {}),
		},
	});
}

export const clearSteps = (turn: Turn, keys?: string[]): void =>
	effect(turn, { type: "ClearTimers", ...(keys ? { keys } : {}) });

/**
 * The alert of one person on every channel that reaches them, each row with its
 * moment: the database then holds the whole ladder of this person, and an answer
 * only has to take it back.
 */
export function sendAlert(
	turn: Turn,
	person: Pick<
		Person,
		"responderId" | "reach" | "crewCritical" | "rank" | "qualifications"
	>,
	how: {
		laneClass: LaneClass;
		message: Message;
		calls: boolean;
		/** Every channel now, whatever the type's patience. */
		atOnce?: boolean;
	},
): void {
	const { now } = turn.facts;
	const { policy } = turn.incident;
	const { reach, responderId, rank } = person;
	const driver = person.qualifications.some((q) => q.startsWith("driver"));
	const message = { ...how.message, ...(driver ? { driver } : {}) } as Message;
	const base = {
		responderId,
		rank,
		message,
		purpose: "alert" as const,
		laneClass: how.laneClass,
	};
	if (reach.telegram) sendOn(turn, { ...base, channel: "telegram" });
	const atOnce = !reach.telegram || how.atOnce;
	if (reach.sms)
		sendOn(turn, {
			...base,
			channel: "sms",
			dueAt: now + (atOnce ? 0 : policy.smsAfterSeconds * 1000),
		});
	if (!reach.voice || !how.calls) return;
	const callAt = now + (how.atOnce ? 0 : policy.callAfterSeconds * 1000);
	sendOn(turn, { ...base, channel: "voice", dueAt: callAt });
	sendOn(turn, {
		...base,
		channel: "voice",
		dueAt: callAt + LATEST_REDIAL_MS,
		afterOwnCallMs: policy.redialAfterSeconds * 1000,
	});
	ringTheHouse(turn, base, callAt);
}

/** Somebody in the house is rung once, when the person's own call and its redial woke nobody. Never for an exercise. */
function ringTheHouse(
	turn: Turn,
	base: Pick<
		Extract<Effect, { type: "Send" }>,
		"responderId" | "rank" | "laneClass"
	>,
	callAt: Instant,
): void {
	const { incident, facts } = turn;
	const person = incident.people.get(base.responderId);
	if (!person?.hasHomeContact || incident.mode !== "actual") return;
	if (person.houseRung || houseWasRung(incident, person, facts.now)) return;
	const afterOwnCallMs = houseAfterMs(incident);
	sendOn(turn, {
		responderId: base.responderId,
		rank: base.rank,
		laneClass: base.laneClass,
		// `name` is the person's id until the text is rendered.
		message: say(incident, "wakeHousehold", { name: base.responderId }),
		purpose: "alert",
		channel: "voice",
		dueAt: callAt + LATEST_REDIAL_MS + REDIAL_RINGS_MS,
		afterOwnCallMs,
	});
}

// The redial follows the person's own call; this is only how long it waits for one
// that never began (a dead voice lane). Shorter, and a slow lane would be rung twice at once.
const LATEST_REDIAL_MS = 5 * 60_000;

/** Grass by night wakes nobody by phone unless people or buildings are threatened. */
export function phonesMayRing(turn: Turn): boolean {
	const { incident, facts } = turn;
	if (isInCrowd(turn)) return false;
	if (alertsEverybodyAtOnce(incident.incidentType)) return true;
	if (incident.peopleInDanger) return true;
	return !isNight(incident.policy.night, facts.now, facts.timeZone);
}

/** So many fires at once are a storm, or a prank: a chief rung for each of forty hears none of them. */
const CROWD = 3;

/** Told by nobody whose number is known while others wait for the same word: written, and nobody's phone rings before somebody stands by it. */
export const isInCrowd = ({ incident, facts }: Turn): boolean =>
	(facts.crowd ?? 0) >= CROWD && isUnproven(incident);

/** A text to somebody, on the quietest channel that reaches them: Telegram, else SMS. */
export function tell(
	turn: Turn,
	to: {
		responderId: string;
		reach: Human["reach"];
		answeredOn?: Person["answeredOn"];
	},
	message: Message,
	how: {
		purpose: Purpose;
		laneClass: LaneClass;
		rank?: number;
		alsoCall?: boolean;
	},
): void {
	const base = { responderId: to.responderId, message, ...how };
	const { alsoCall, ...send } = base;
	const channel = textChannel(to);
	if (channel) sendOn(turn, { ...send, channel });
	if (alsoCall && to.reach.voice) sendOn(turn, { ...send, channel: "voice" });
	else if (!channel && to.reach.voice)
		sendOn(turn, { ...send, channel: "voice" });
}

/** News goes where the answer came from, else where the person reads. */
function textChannel(to: {
	reach: Human["reach"];
	answeredOn?: Person["answeredOn"];
}): "telegram" | "sms" | undefined {
	if (to.answeredOn === "sms" && to.reach.sms) return "sms";
	if (to.answeredOn === "page" && to.reach.sms && !to.reach.telegram)
		return "sms";
	if (to.reach.telegram) return "telegram";
	return to.reach.sms ? "sms" : undefined;
}

/** Something a human must not miss: text on every text channel, and a call. */
export function callHuman(
	turn: Turn,
	human: { responderId: string; reach: Human["reach"] },
	message: Message,
	how: { texts: boolean; rank: number },
): void {
	const isWritten = human.reach.telegram || human.reach.sms;
	const isQuiet = isInCrowd(turn) && isWritten;
	const base = {
		responderId: human.responderId,
		message,
		purpose: "human" as const,
		laneClass: isQuiet ? (2 as const) : (0 as const),
		rank: how.rank,
	};
	if (how.texts && human.reach.telegram)
		sendOn(turn, { ...base, channel: "telegram" });
	if (how.texts && human.reach.sms) sendOn(turn, { ...base, channel: "sms" });
	if (human.reach.voice && !isQuiet)
		sendOn(turn, { ...base, channel: "voice" });
}

/** Held by another incident that does not give way to this one. */
export const heldElsewhere = (
	turn: Turn,
	kind: Commitment["kind"],
	id: string,
): Commitment | undefined =>
	turn.facts.commitments.find(
		(c) => c.kind === kind && c.id === id && holdsBack(c, turn.incident),
	);

/**
 * Gives somebody or something to this incident. A commitment to an exercise gives
 * way in the same write; the exercise is told, and so looks for somebody else.
 */
export function take(
	turn: Turn,
	kind: Commitment["kind"],
	id: string,
): Commitment | undefined {
	effect(turn, { type: "Commit", kind, id });
	const other = turn.facts.commitments.find(
		(c) => c.kind === kind && c.id === id && c.incidentId !== turn.incident.id,
	);
	if (!other || holdsBack(other, turn.incident)) return undefined;
	effect(turn, {
		type: "Tell",
		incidentId: other.incidentId,
		command:
			kind === "responder"
				? { type: "Withdraw", responderId: id, why: "otherIncident" }
				: { type: "Reconsider", vehicleId: id },
	});
	return other;
}

export const hasEnded = (incident: Known): boolean =>
	incident.status === "closed" || incident.status === "cancelled";

export const refreshCards = (turn: Turn): void => {
	for (const person of turn.incident.people.values())
		if (person.reach.telegram)
			effect(turn, { type: "RefreshCard", responderId: person.responderId });
};

/**
 * A roll call: an incident of mode `test`. Nothing burns, so nobody is gathered, no
 * neighbour is asked and no chief is rung: every channel of everybody in the brigade is
 * tried once, whatever another one has brought already, and half an hour later it is over
 * by itself.
 *
 * What one channel proves says nothing about the next, so an answer takes nothing back.
 */
import { availabilityAt } from "./availability.ts";
import type { Chosen, Command, PassedOver } from "./incident.ts";
import type { Responder } from "./roster.ts";
import { brigadesInOrder, joiningPerson } from "./selection.ts";
import {
	clearSteps,
	effect,
	emit,
	heldElsewhere,
	ignore,
	refreshCards,
	say,
	selectionInput,
	sendOn,
	setStep,
	type Turn,
} from "./turn.ts";

/** Who sleeps at noon still has half an hour; then the chief hears who was not reached. */
export const ROLL_CALL_MS = 30 * 60_000;

/** Behind everything that burns. */
const LANE_CLASS = 5;
const ALL_CHANNELS = ["telegram", "sms", "voice"] as const;

/** Everybody of the named brigades, else of the nearest: on reserve too, but never who is off. */
export function callRoll(turn: Turn): void {
	const people: Chosen[] = [];
	const passedOver: PassedOver[] = [];
	for (const member of membersOf(turn)) {
		const code = passedBecause(turn, member);
		const chosen = joiningPerson(selectionInput(turn), member, "rollCall");
		if (code) passedOver.push({ responderId: member.id, code });
		else if (chosen) people.push({ ...chosen, rank: people.length });
	}
	emit(turn, {
		type: "RespondersAlerted",
		wave: turn.incident.wave + (people.length > 0 ? 1 : 0),
		ladder: true,
		people,
		passedOver,
		chance: 0,
	});
	const message = say(turn.incident, "alert", { repeat: false });
	for (const { responderId, reach, rank } of people)
		for (const channel of ALL_CHANNELS)
			if (reach[channel])
				sendOn(turn, {
					responderId,
					channel,
					message,
					purpose: "alert",
					laneClass: LANE_CLASS,
					rank,
				});
	setStep(turn, "close", turn.facts.now + ROLL_CALL_MS);
}

/** What a roll call does with a command; false = as any other incident does. */
export function answersRoll(turn: Turn, command: Command): boolean {
	switch (command.type) {
		case "Acknowledge":
			hears(turn, command);
			return true;
		case "AlertFailed":
			fails(turn, command);
			return true;
		case "StepDue":
			return fallsDue(turn, command);
		case "Close":
			endRoll(turn, command);
			return true;
		case "Heal":
			if (command.what === "steps") return false;
			ignore(turn, "rollCall");
			return true;
		case "AlertNext":
		case "StandDown":
		case "VehicleDown":
		case "Unseat":
		case "Withdraw":
		case "Moved":
		case "Mark":
		case "Correct":
		case "Reconsider":
		case "HouseholdSays":
		case "TellReadiness":
			ignore(turn, "rollCall");
			return true;
		default:
			return false;
	}
}

/** Before it is confirmed the rungs are those of any report; then only its end is left. */
function fallsDue(
	turn: Turn,
	{ step, round }: Extract<Command, { type: "StepDue" }>,
): boolean {
	if (!turn.incident.laddered) return false;
	if (round !== turn.incident.round) ignore(turn, "stale");
	else if (step !== "close") ignore(turn, "rollCall");
	else endRoll(turn, { type: "Close", by: { kind: "service" } });
	return true;
}

function membersOf(turn: Turn): Responder[] {
	const { incident } = turn;
	const input = selectionInput(turn);
	const [nearest] = brigadesInOrder(incident, input.candidates);
	const asked = new Set(
		incident.brigadeIds.length > 0
			? incident.brigadeIds
			: nearest
				? [nearest.id]
				: [],
	);
	return input.candidates.responders.filter(
		({ id, brigadeIds }) =>
			!incident.people.has(id) && brigadeIds.some((of) => asked.has(of)),
	);
}

function passedBecause(
	turn: Turn,
	{ id, availability, reach }: Responder,
): PassedOver["code"] | undefined {
	const { now, timeZone } = turn.facts;
	if (availabilityAt(availability, now, timeZone) === "off") return "off";
	if (heldElsewhere(turn, "responder", id)) return "committed";
	return ALL_CHANNELS.some((channel) => reach[channel])
		? undefined
		: "noChannel";
}

/** «Чую» on one channel; the others are still to prove themselves. */
function hears(
	turn: Turn,
	{ responderId, channel }: Extract<Command, { type: "Acknowledge" }>,
) {
	if (!turn.incident.people.has(responderId))
		return ignore(turn, "notOfThisIncident");
	emit(turn, {
		type: "ResponderAcknowledged",
		responderId,
		answer: "responding",
		to: "station",
		notDriving: false,
		channel,
	});
	refreshCards(turn);
}

function fails(
	turn: Turn,
	{ responderId, channel, reason }: Extract<Command, { type: "AlertFailed" }>,
) {
	if (!turn.incident.people.has(responderId))
		return ignore(turn, "notOfThisIncident");
	emit(turn, { type: "AlertFailed", responderId, channel, reason });
}

function endRoll(
	turn: Turn,
	{ by, words }: Extract<Command, { type: "Close" }>,
): void {
	effect(turn, {
		type: "Withdraw",
		purposes: ["alert", "human", "inform", "courtesy"],
	});
	emit(turn, { type: "IncidentClosed", by, ...(words ? { words } : {}) });
	clearSteps(turn);
	refreshCards(turn);
}

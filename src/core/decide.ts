/**
 * decide(incident, command, facts) → events and effects: a table of contents.
 *
 * Pure: time, candidates, commitments and policy arrive as facts. One line per
 * command; the rules stand in the files named after what they are about:
 * ladder (who is asked when), answering (what a person says), steering (what a
 * human decides), gathering (what it means for the crews).
 */

import { airRaid, allowDeparture, impact, lookUp } from "./airRaid.ts";
import {
	acknowledge,
	alertFailed,
	moved,
	note,
	reconsiderPerson,
	unseat,
	withdraw,
} from "./answering.ts";
import { beliefIn } from "./belief.ts";
import { settleCrews } from "./gathering.ts";
import {
	acknowledgeHazards,
	findDry,
	lookAgain,
	lookAround,
} from "./hazards.ts";
import { heal } from "./healing.ts";
import { householdSays } from "./household.ts";
import type { Command, Decision, Incident, Known } from "./incident.ts";
import { askForConfirmation, startLadder, stepDue } from "./ladder.ts";
import { mergeFrom, mergeInto, mergeRefusal, undoMerge } from "./merging.ts";
import {
	askHelpers,
	askStateCrews,
	helperAnswers,
	remember101,
	stateCrewHears,
} from "./others.ts";
import { policyFor } from "./policy.ts";
import { tellReadiness } from "./readiness.ts";
import { tellReporters } from "./reporters.ts";
import {
	addReport,
	refineReport,
	reporterSays,
	splitRefusal,
	splitReport,
	takeIn,
} from "./reports.ts";
import { answersRoll } from "./rollCall.ts";
import { brigadesInOrder, humansOf } from "./selection.ts";
import {
	alertNext,
	cancel,
	close,
	confirm,
	correct,
	dismiss,
	mark,
	reconsiderVehicle,
	reopen,
	standDown,
	takeOver,
	vehicleDown,
	write,
} from "./steering.ts";
import {
	beginTurn,
	callHuman,
	emit,
	type Facts,
	hasEnded,
	ignore,
	open,
	say,
	setStep,
	type Turn,
} from "./turn.ts";

export type { Facts } from "./turn.ts";

export type Decided = Decision & {
	/** Why nothing was done, where nothing was. */
	ignored?: string;
	/** The command is not for this status: what was expected. Nothing was done. */
	refused?: string;
	/** The state after the decision. */
	incident: Incident;
};

/** A human's command the present status does not allow comes back `refused`; it never throws. */
export function decide(
	incident: Incident,
	command: Command,
	facts: Facts,
): Decided {
	if (incident.status === "unknown") {
		if (command.type !== "Report")
			return {
				events: [],
				effects: [],
				incident,
				refused: "There is no such incident.",
			};
		return finish(report(incident, command, facts));
	}
	const refused = refusal(incident, command, facts);
	if (refused) return { events: [], effects: [], incident, refused };
	const turn = beginTurn(incident, factsFor(command, facts));
	// After the end things are still told, but nothing is decided by them any more.
	if (hasEnded(incident) && !isForAfterTheEnd(command)) ignore(turn, "ended");
	else {
		lookAgain(turn);
		obey(turn, command);
	}
	return finish(turn);
}

/** What is given to a duplicate is given up by it in the same write. */
const factsFor = (command: Command, facts: Facts): Facts =>
	command.type === "MergeFrom"
		? {
				...facts,
				commitments: facts.commitments.filter(
					({ incidentId }) => incidentId !== command.from,
				),
			}
		: facts;

function finish(turn: Turn): Decided {
	// A roll call gathers nobody.
	if (turn.incident.mode !== "test") settleCrews(turn);
	tellReporters(turn);
	return {
		...turn.decision,
		incident: turn.incident,
		...(turn.ignored === undefined ? {} : { ignored: turn.ignored }),
	};
}

function obey(turn: Turn, command: Command) {
	lookUp(turn);
	if (turn.incident.mode === "test" && answersRoll(turn, command)) return;
	switch (command.type) {
		case "Report":
			return ignore(turn, "reported");
		case "Confirm":
			return confirm(turn, command);
		case "Dismiss":
			return dismiss(turn, command);
		case "Acknowledge":
			return acknowledge(turn, command);
		case "Withdraw": {
			const { responderId } = command;
			return turn.incident.helpers.has(responderId)
				? helperAnswers(turn, {
						type: "HelperAnswers",
						responderId,
						answer: "notResponding",
					})
				: withdraw(turn, command);
		}
		case "Note":
			return note(turn, command);
		case "HouseholdSays":
			return householdSays(turn, command);
		case "TellReadiness":
			return tellReadiness(turn, command);
		case "Moved":
			return moved(turn, command);
		case "AlertFailed":
			return alertFailed(turn, command);
		case "StepDue":
			return stepDue(turn, command);
		case "AlertNext":
			return alertNext(turn);
		case "StandDown":
			return standDown(turn, command);
		case "TakeOver":
			return takeOver(turn, command);
		case "Close":
			return close(turn, command);
		case "Cancel":
			return cancel(turn, command);
		case "Reopen":
			return reopen(turn, command);
		case "MergeInto":
			return mergeInto(turn, command);
		case "MergeFrom":
			return mergeFrom(turn, command);
		case "UndoMerge":
			return undoMerge(turn, command);
		case "VehicleDown":
			return vehicleDown(turn, command, true);
		case "Unseat":
			return unseat(turn, command);
		case "Impact":
			return impact(turn, command);
		case "Mark":
			return mark(turn, command);
		case "Correct":
			return correct(turn, command);
		case "Write":
			return write(turn, command);
		case "Reconsider":
			return reconsider(turn, command);
		case "Heal":
			return heal(turn, command);
		case "AddReport":
			return addReport(turn, command);
		case "RefineReport":
			return refineReport(turn, command);
		case "ReporterSays":
			return reporterSays(turn, command);
		case "SplitReport":
			return splitReport(turn, command);
		case "AirRaid":
			return airRaid(turn, command);
		case "AllowDeparture":
			return allowDeparture(turn, command);
		case "AcknowledgeHazards":
			return acknowledgeHazards(turn, command);
		case "FindDry":
			return findDry(turn, command);
		case "AskStateCrews":
			return askStateCrews(turn, command);
		case "AskHelpers":
			return askHelpers(turn, command);
		case "HelperAnswers":
			return helperAnswers(turn, command);
		case "StateCrewHears":
			return stateCrewHears(turn, command);
		default:
			return command satisfies never;
	}
}

function reconsider(
	turn: Turn,
	command: Extract<Command, { type: "Reconsider" }>,
) {
	if (command.vehicleId) return reconsiderVehicle(turn, command.vehicleId);
	if (command.responderId) return reconsiderPerson(turn, command.responderId);
	ignore(turn, "unchanged");
}

/** A report becomes an incident: rung at once, asked about first, or held as a likely duplicate. */
function report(
	unknown: Incident,
	command: Extract<Command, { type: "Report" }>,
	facts: Facts,
): Turn {
	const {
		type: _type,
		force,
		reporterNumber,
		report: first,
		...told
	} = command;
	const candidates = facts.candidates ?? {
		brigades: [],
		vehicles: [],
		responders: [],
		beyond: 0,
	};
	const ruling = brigadesInOrder(told, candidates)[0];
	const impactSite = told.incidentType === "shelling_impact";
	const turn = open(
		unknown,
		{
			type: "IncidentReported",
			...told,
			...(ruling ? { rulingBrigadeId: ruling.id } : {}),
			...(ruling?.areaCode ? { areaCode: ruling.areaCode } : {}),
			policy: policyFor(told.incidentType, ruling?.policy),
			humans: ruling ? humansOf([ruling], candidates, facts) : [],
			confirmed: ringsAtOnce(told.source) && !impactSite,
		},
		facts,
	);
	lookUp(turn);
	lookAround(turn);
	if (first) takeIn(turn, first, reporterNumber);
	else if (reporterNumber)
		emit(turn, { type: "ReporterLeftNumber", words: reporterNumber });
	remember101(turn);
	if (told.possibleDuplicateOf && !force) hold(turn);
	else if (turn.incident.status === "open") startLadder(turn);
	else askForConfirmation(turn);
	return turn;
}

export const ringsAtOnce = (source: Known["source"]): boolean =>
	source === "okc_101" ||
	source === "s112" ||
	source === "duty_officer" ||
	source === "chief";

// Long enough for a human to say "the same fire", short enough for a second house to wait.
const DUPLICATE_HOLD_MS = 120_000;

function hold(turn: Turn): void {
	const chief =
		turn.incident.humans.find((human) => human.role === "chief") ??
		turn.incident.humans[0];
	if (chief)
		callHuman(
			turn,
			{ ...chief, reach: { ...chief.reach, voice: false } },
			say(turn.incident, "askConfirm", {
				impact: false,
				...likeOf(turn.incident),
				...beliefIn(turn.incident),
			}),
			{
				texts: true,
				rank: 0,
			},
		);
	setStep(turn, "duplicateHold", turn.facts.now + DUPLICATE_HOLD_MS);
}

/** The fire it is likely the same as. */
const likeOf = ({ possibleDuplicateOf }: Known) =>
	possibleDuplicateOf === undefined ? {} : { like: possibleDuplicateOf };

/** Commands that choose people need candidates; the rest are spared the query. */
export function selects(incident: Incident, command: Command): boolean {
	if (incident.status === "unknown") return true;
	switch (command.type) {
		case "Confirm":
		case "AlertNext":
		case "VehicleDown":
		case "Unseat":
		case "Correct":
		case "Reopen":
		case "Reconsider":
		case "Withdraw":
		case "AlertFailed":
		case "MergeFrom":
		case "AskStateCrews":
		case "AddReport":
		case "ReporterSays":
			return true;
		case "RefineReport":
			// Words alone choose nobody.
			return (
				command.location !== undefined ||
				command.incidentType !== undefined ||
				command.peopleInDanger === true ||
				command.verified === true
			);
		case "Heal":
			return command.what === "people";
		case "HouseholdSays":
			return command.said === "absent";
		case "StepDue":
			// Only who raised the alarm is looked for.
			if (command.step === "unreached") return incident.raisedBy !== undefined;
			return (
				command.step !== "close" &&
				command.step !== "askReady" &&
				command.step !== "inform101" &&
				command.step !== "noAnswer" &&
				command.step !== "askAtStation"
			);
		case "Acknowledge":
			return (
				command.answer !== "responding" ||
				command.notDriving === true ||
				command.to === "scene" ||
				(command.etaMinutes ?? 0) > incident.policy.countsWithinMinutes ||
				!incident.people.has(command.responderId)
			);
		default:
			return false;
	}
}

/** What still changes an ended incident: its undoing, what happened on the way home, and words. */
const AFTER_THE_END: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
	"Reopen",
	"Mark",
	"Note",
	"TellReadiness",
	// Kept, what went with the other would come back when this one is opened again.
	"UndoMerge",
]);

const isForAfterTheEnd = (command: Command): boolean =>
	AFTER_THE_END.has(command.type) ||
	(command.type === "StepDue" && command.step === "askReady");

/** Refused after the end: a human is told so, and a report becomes a fire of its own. */
const NEEDS_OPEN: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
	"AddReport",
	"SplitReport",
	"Confirm",
	"Dismiss",
	"AlertNext",
	"StandDown",
	"TakeOver",
	"Close",
	"Cancel",
	"VehicleDown",
	"Unseat",
	"Correct",
	"Write",
	"Mark",
	"Impact",
	"AllowDeparture",
	"AcknowledgeHazards",
	"AskStateCrews",
	"AskHelpers",
]);

function refusal(
	incident: Known,
	command: Command,
	{ other }: Facts,
): string | undefined {
	if (command.type === "MergeInto")
		return mergeRefusal(incident, command, other);
	const ended = hasEnded(incident);
	const present = `this one is ${incident.status}.`;
	if (command.type === "Reopen" && !ended)
		return `Only a closed or cancelled incident is reopened; ${present}`;
	// What happened on the way home is still told after the close.
	const afterwards = command.type === "Mark" && incident.status === "closed";
	if (ended && NEEDS_OPEN.has(command.type) && !afterwards)
		return `${command.type} needs an open incident; ${present}`;
	if (command.type === "SplitReport") return splitRefusal(incident, command);
	const held = incident.possibleDuplicateOf !== undefined && !incident.laddered;
	if (command.type === "Dismiss" && incident.status !== "unconfirmed" && !held)
		return `Only an unconfirmed incident is dismissed, an open one is cancelled; ${present}`;
	const unheard =
		incident.status === "unconfirmed" &&
		incident.incidentType === "shelling_impact";
	if (command.type === "AlertNext" && unheard)
		return "Where a shell fell nobody is alerted before Confirm; confirm it first.";
	return undefined;
}

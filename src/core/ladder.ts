/**
 * The ladder: who is asked when, until a truck leaves or a human has taken over.
 *
 * Each rung is a timer in the outbox that comes back as `StepDue`; a rung of an
 * earlier round, or one whose need is gone, does nothing and says why.
 */
import {
	askForWordAgain,
	beginAskingImpact,
	departureGate,
	impactDue,
	sendsNobodyMore,
} from "./airRaid.ts";
import { availabilityAt } from "./availability.ts";
import {
	beliefIn,
	isClaimedDanger,
	isConfirmedByCall,
	isCorroborated,
	isForChiefAlone,
	isTakenBack,
	isVouchedDanger,
} from "./belief.ts";
import {
	alertSilentAgain,
	allLeft,
	cannotGather,
	comingNow,
	departureOverdueAt,
	enough,
	giveVerdict,
	going,
	missingNow,
	nextDeparture,
	verdictTurned,
} from "./gathering.ts";
import {
	askFreedFor,
	askFreedWhoAreWanted,
	askHouseholdAgain,
} from "./household.ts";
import type { Command, Human, Known, Step } from "./incident.ts";
import type { Instant } from "./kinds.ts";
import type { Message } from "./message.ts";
import { inform101Due, informObservers } from "./others.ts";
import { alertsEverybodyAtOnce } from "./policy.ts";
import { readinessDue } from "./readiness.ts";
import { callBack } from "./reporters.ts";
import { callRoll } from "./rollCall.ts";
import {
	brigadesInOrder,
	humansOf,
	type Selection,
	selectFirst,
	selectMore,
	selectNearest,
	selectNext,
} from "./selection.ts";
import {
	callHuman,
	clearSteps,
	effect,
	emit,
	heldElsewhere,
	ignore,
	isInCrowd,
	phonesMayRing,
	say,
	selectionInput,
	sendAlert,
	setStep,
	type Turn,
	tell,
} from "./turn.ts";

/** Everybody the type asks for, from this instant; the rungs are set. */
export function startLadder(turn: Turn) {
	if (turn.incident.mode === "test") return callRoll(turn);
	const { now } = turn.facts;
	const { policy } = turn.incident;
	const selection = selectFirst(selectionInput(turn));
	ask(turn, selection, { ladder: true, laneClass: 1, critical: 0 });
	askRaiser(turn);
	openForHumans(turn);
	askAboutSecondFire(turn);
	setStep(turn, "widen", now + policy.widenAfterSeconds * 1000);
	setStep(turn, "verdict", now + policy.verdictAfterSeconds * 1000);
	setStep(turn, "humans", now + policy.repeatAfterSeconds * 1000);
	setStep(turn, "noAnswer", now + policy.noAnswerAfterSeconds * 1000);
	setStep(turn, "unreached", now + REACHED_WITHIN_MS);
	// Nobody at all to ask is known now; a human must not wait three minutes for it.
	if (selection.people.length === 0) {
		giveVerdict(turn, []);
		callHumans(turn);
	}
	// Nor a neighbour a minute and a half, when nobody asked could drive.
	if (cannotGather(turn.incident, now)) widen(turn);
	informObservers(turn);
	beginAskingImpact(turn);
}

/** A graver fire, or people in it: who was not asked yet is asked as for a new one. */
export function restartLadder(turn: Turn): void {
	const { now } = turn.facts;
	const selection = selectFirst(selectionInput(turn));
	if (selection.people.length > 0)
		ask(turn, selection, { ladder: true, laneClass: 1, critical: 0 });
	if (cannotGather(turn.incident, now)) widen(turn);
	const { policy } = turn.incident;
	setStep(turn, "widen", now + policy.widenAfterSeconds * 1000);
	setStep(turn, "humans", now + policy.repeatAfterSeconds * 1000);
}

/** Alerts the selected and records who was passed over and why. */
function ask(
	turn: Turn,
	selection: Selection,
	how: {
		ladder: boolean;
		laneClass: 1 | 2;
		critical: 0 | 2;
		/** Rung although it is night over grass: a human asked for it. */
		calls?: boolean;
		atOnce?: boolean;
	},
): void {
	if (selection.crews.length > 0 || selection.stations.length > 0)
		emit(turn, {
			type: "CrewsAsked",
			crews: selection.crews,
			humans: humansOf(
				selection.brigades,
				selectionInput(turn).candidates,
				turn.facts,
			),
			stations: selection.stations,
		});
	emit(turn, {
		type: "RespondersAlerted",
		wave: turn.incident.wave + (selection.people.length > 0 ? 1 : 0),
		ladder: how.ladder,
		people: selection.people,
		passedOver: selection.passedOver,
		chance: selection.chance,
	});
	const isQuiet = isInCrowd(turn);
	const calls = !isQuiet && (how.calls ?? phonesMayRing(turn));
	const classOf = (isCritical: boolean) =>
		isQuiet ? 2 : isCritical ? how.critical : how.laneClass;
	const message = say(turn.incident, "alert", { repeat: false });
	for (const person of selection.people)
		sendAlert(turn, person, {
			laneClass: classOf(person.crewCritical),
			message,
			calls,
			...(how.atOnce ? { atOnce: true } : {}),
		});
}

/** Who raised the alarm is not rung but asked once whether he goes himself. */
function askRaiser(turn: Turn): void {
	const { incident, facts } = turn;
	const raiser = incident.raisedBy;
	if (!raiser || incident.people.has(raiser)) return;
	const responder = facts.candidates?.responders.find((r) => r.id === raiser);
	if (!responder || responder.brigadeIds.length === 0) return;
	tell(
		turn,
		{ responderId: raiser, reach: responder.reach },
		say(incident, "askRaiser", {}),
		{
			purpose: "inform",
			laneClass: 1,
		},
	);
}

/** Chief, deputies, coordinator and desk get the incident's link; they are not rung for it. */
function openForHumans(turn: Turn): void {
	const { incident } = turn;
	const alerted = incident.people.size;
	for (const [rank, human] of incident.humans.entries()) {
		if (human.role === "villageHead") continue;
		// A chief who is called as a member finds the page on his own card.
		if (incident.people.get(human.responderId)?.reach.telegram) continue;
		tell(turn, human, say(incident, "incidentOpened", { alerted }), {
			purpose: "inform",
			laneClass: 1,
			rank,
		});
	}
}

/** A second fire while the trucks are out: one question to the first leader who is out: stay, split, go. */
function askAboutSecondFire(turn: Turn): void {
	const { incident, facts } = turn;
	const own = brigadesInOrder(incident, selectionInput(turn).candidates)[0];
	if (!own || incident.secondFireAsked) return;
	if (incident.crews.some((crew) => crew.brigadeId === own.id)) return;
	const leader = facts.candidates?.responders.find(
		(r) =>
			r.brigadeIds.includes(own.id) &&
			r.qualifications.includes("leader") &&
			heldElsewhere(turn, "responder", r.id) !== undefined,
	);
	const commitment = leader && heldElsewhere(turn, "responder", leader.id);
	if (!leader || !commitment) return;
	emit(turn, {
		type: "SecondFireAsked",
		responderId: leader.id,
		first: commitment.number,
	});
	tell(
		turn,
		{ responderId: leader.id, reach: leader.reach },
		say(incident, "askSecondFire", { first: commitment.number }),
		{ purpose: "inform", laneClass: 0, alsoCall: true },
	);
}

/** The next brigade, and reserve people of those asked; names of brigades newly called are returned. */
export function widen(turn: Turn, how: { calls?: boolean } = {}): string[] {
	if (awaitsConfirmation(turn.incident)) return [];
	const before = new Set(turn.incident.stations.keys());
	const selection = selectMore(selectionInput(turn));
	const fresh = selection.brigades.filter((brigade) => !before.has(brigade.id));
	if (selection.people.length === 0 && fresh.length === 0) return [];
	const resumed = turn.incident.stoodDown && selection.people.length > 0;
	ask(turn, selection, { ladder: true, laneClass: 2, critical: 2, ...how });
	// A stand-down had taken the rungs away; who asks for more wants them back.
	if (resumed)
		setStep(
			turn,
			"humans",
			turn.facts.now + turn.incident.policy.repeatAfterSeconds * 1000,
		);
	const names = fresh.map((brigade) => brigade.name);
	// A brigade where nobody can be asked is no help: the one behind it, now.
	return selection.people.length > 0 ? names : [...names, ...widen(turn, how)];
}

/** Where a shell fell nobody is sent before a human has said so. */
const awaitsConfirmation = (incident: Known): boolean =>
	incident.status === "unconfirmed" &&
	(incident.incidentType === "shelling_impact" || incident.impact === true);

/** Somebody will not come: the next candidate now, or, when waiting gains nothing, the next brigade now. */
export function replace(turn: Turn, qualifications: readonly string[]): void {
	const { incident, facts } = turn;
	if (!incident.laddered || settled(incident) || enough(incident)) return;
	if (awaitsConfirmation(incident)) return;
	askFreedWhoAreWanted(turn);
	const next = selectNext(selectionInput(turn), qualifications);
	if (next.people.length > 0)
		ask(turn, next, { ladder: true, laneClass: 1, critical: 0 });
	if (cannotGather(turn.incident, facts.now)) widen(turn);
}

export function stepDue(
	turn: Turn,
	command: Extract<Command, { type: "StepDue" }>,
) {
	const { incident } = turn;
	if (command.round !== incident.round) return ignore(turn, "stale");
	const rungs: Record<Step, () => void> = {
		unconfirmedDeputies: () => unconfirmedDeputies(turn),
		unconfirmedDecide: () => unconfirmedDecide(turn),
		duplicateHold: () => duplicateHold(turn),
		widen: () => widenDue(turn),
		verdict: () => verdictDue(turn),
		humans: () => humansDue(turn),
		noAnswer: () => reach(turn, "noAnswer"),
		unreached: () => unreached(turn),
		askAtStation: () => askAtStation(turn, command.responderId),
		openSeat: () => openSeat(turn, command.responderId),
		departure: () => departureDue(turn),
		close: () => closeDue(turn),
		askReady: () => readinessDue(turn, command.responderId),
		inform101: () => inform101Due(turn),
		askImpact: () => impactDue(turn),
	};
	rungs[command.step]();
	if (turn.ignored === undefined) informObservers(turn);
}

const reach = (turn: Turn, step: Step, responderId?: string): void =>
	emit(turn, {
		type: "StepReached",
		step,
		round: turn.incident.round,
		...(responderId ? { responderId } : {}),
	});

/** The ladder is over for alerting: stood down by a human, every truck needed has left, or it is an impact. */
const settled = (incident: Known): boolean =>
	incident.stoodDown || allLeft(incident) || sendsNobodyMore(incident);

function widenDue(turn: Turn) {
	const { incident } = turn;
	if (!incident.laddered) return ignore(turn, "awaitsConfirmation");
	if (settled(incident)) return ignore(turn, "settled");
	const until = callsStillRinging(turn);
	if (until !== undefined && !enough(incident)) {
		emit(turn, {
			type: "StepDeferred",
			step: "widen",
			round: incident.round,
			until,
		});
		return setStep(turn, "widen", until);
	}
	reach(turn, "widen");
	if (enough(incident)) return;
	askFreedFor(turn, missingNow(incident));
	widen(turn);
}

// Our own brigade's phones get this long to be answered before a neighbour is woken;
// shorter wakes two villages for one driver, longer costs a village its truck.
const AFTER_LAST_CALL_MS = 30_000;

function callsStillRinging(turn: Turn): Instant | undefined {
	const { calls, now } = turn.facts;
	if (!calls) return undefined;
	// A voice lane that has not begun calls after two rungs is down, and waited for no longer.
	const patience =
		(turn.incident.ladderedAt ?? now) +
		turn.incident.policy.repeatAfterSeconds * 1000;
	if (now >= patience) return undefined;
	if (calls.waiting > 0) return Math.min(now + AFTER_LAST_CALL_MS, patience);
	const quietAt = (calls.lastBeganAt ?? 0) + AFTER_LAST_CALL_MS;
	return quietAt > now ? Math.min(quietAt, patience) : undefined;
}

function verdictDue(turn: Turn) {
	const { incident } = turn;
	if (incident.verdict && !verdictTurned(incident))
		return ignore(turn, "given");
	if (incident.stoodDown && !incident.verdict) return ignore(turn, "settled");
	reach(turn, "verdict");
	const others = selectionInput(turn)
		.candidates.brigades.filter(
			(b) =>
				turn.incident.stations.has(b.id) &&
				b.id !== turn.incident.rulingBrigadeId,
		)
		.map((b) => b.name);
	giveVerdict(turn, others);
}

function humansDue(turn: Turn) {
	const { incident, facts } = turn;
	if (incident.status === "unconfirmed" && !incident.laddered)
		return askAgainForConfirmation(turn);
	if (settled(incident)) return ignore(turn, "settled");
	const first = !incident.stepsReached.has("humans");
	reach(turn, "humans");
	// A crew that breaks sets this step again; until then its departure is what is waited for.
	if (enough(incident)) return;
	if (first && !awaitsConfirmation(incident)) {
		askFreedFor(turn, missingNow(incident));
		alertSilentAgain(turn);
	}
	const asked = incident.people.size;
	widen(turn);
	const restsUntil = quietForHumansUntil(incident);
	if (restsUntil <= facts.now) callHumans(turn);
	// Who took over is rung no more, but the next brigades are asked as before, while there are any.
	if (!incident.humanInCharge || incident.people.size > asked)
		setStep(
			turn,
			"humans",
			restsUntil > facts.now
				? restsUntil
				: facts.now + incident.policy.humanEverySeconds * 1000,
		);
	else setStep(turn, "close", facts.now + CLOSE_EVERY_MS);
}

// A carrier answers within seconds; half a minute of nothing is no delay but a dead end.
const REACHED_WITHIN_MS = 30_000;
// A minute and a half after the alert; from then on the ladder itself rings humans every minute.
const UNREACHED_AT_MOST = 2;

/** Everybody is asked and nobody has it: humans are rung now, whatever minute the ladder is at. */
function unreached(turn: Turn) {
	const { incident, facts } = turn;
	if (settled(incident)) return ignore(turn, "settled");
	// Nobody could be asked at all: humans have been rung for that since the first second.
	if (incident.people.size === 0) return ignore(turn, "nobodyAsked");
	const reached = new Set(facts.reached);
	const anybody = [...incident.people.values()].some(
		({ responderId, answer }) =>
			answer !== undefined || reached.has(responderId),
	);
	if (anybody) return ignore(turn, "reached");
	emit(turn, { type: "NobodyReached", asked: incident.people.size });
	const message = say(turn.incident, "nobodyReached", {
		asked: incident.people.size,
	});
	if (quietForHumansUntil(incident) <= facts.now) {
		callHumans(turn, message);
		tellRaiser(turn, message);
	}
	if (turn.incident.unreachedRounds < UNREACHED_AT_MOST)
		setStep(
			turn,
			"unreached",
			facts.now + incident.policy.humanEverySeconds * 1000,
		);
}

/** Nobody's phone rings twice within the minute, whichever step wants it. */
const quietForHumansUntil = ({ humansCalledAt, policy }: Known): Instant =>
	humansCalledAt === undefined
		? 0
		: humansCalledAt + policy.humanEverySeconds * 1000;

/** Who raised the alarm believes that help is called; they are awake and can shout. */
function tellRaiser(turn: Turn, message: Message): void {
	const { incident, facts } = turn;
	const raiser = facts.candidates?.responders.find(
		({ id }) => id === incident.raisedBy,
	);
	if (!raiser || incident.humans.some((h) => h.responderId === raiser.id))
		return;
	callHuman(turn, { responderId: raiser.id, reach: raiser.reach }, message, {
		texts: true,
		rank: incident.humans.length,
	});
}

/** Rings chief, deputy, coordinator, village head and desk, each at most once a minute, until one takes over. */
export function callHumans(turn: Turn, says?: Message): void {
	const { incident } = turn;
	const humans = humansToCall(incident);
	if (incident.humanInCharge || humans.length === 0) return;
	const round = incident.humanRounds + 1;
	// What they are rung for now is written once, too.
	const texts = says
		? incident.unreachedCalls === 0
		: incident.humanRounds === incident.unreachedCalls;
	emit(turn, {
		type: "HumansCalled",
		responderIds: humans.map((human) => human.responderId),
		round,
		...(says ? { unreached: true } : {}),
	});
	effect(turn, { type: "Withdraw", purposes: ["human"] });
	const message =
		says ??
		say(turn.incident, "humanNeeded", {
			missing: missingNow(turn.incident),
			coming: comingNow(turn.incident).length,
		});
	for (const [rank, human] of humans.entries())
		callHuman(turn, human, message, { texts, rank });
}

/** Who is on the way as one of the crew has no hand for the phone, unless there is nobody else. */
function humansToCall(incident: Known): Human[] {
	const coming = new Set(
		comingNow(incident).map((person) => person.responderId),
	);
	const free = incident.humans.filter(
		(human) => !coming.has(human.responderId),
	);
	return free.length > 0 ? free : incident.humans;
}

// --- before anybody has confirmed ---------------------------------------------

/** A resident's or sensor's word: the chief is rung and taps «Скликати». */
export function askForConfirmation(turn: Turn) {
	const { incident, facts } = turn;
	const { policy } = incident;
	const impact = incident.incidentType === "shelling_impact";
	ringForConfirmation(turn, impact ? ["chief", "dutyOfficer"] : ["chief"]);
	if (impact) {
		setStep(
			turn,
			"unconfirmedDeputies",
			facts.now + policy.unconfirmedDeputiesAfterSeconds * 1000,
		);
		setStep(turn, "humans", facts.now + policy.humanEverySeconds * 1000);
		return;
	}
	callBack(turn);
	if (alertsByItself(incident)) return startLadder(turn);
	if (isClaimedDanger(incident) && !isForChiefAlone(incident))
		ringForDanger(turn);
	waitForConfirmation(turn);
}

/** Half a minute for the chief alone, a minute for any human. */
function waitForConfirmation(turn: Turn): void {
	const { now } = turn.facts;
	const { policy } = turn.incident;
	setStep(
		turn,
		"unconfirmedDeputies",
		now + policy.unconfirmedDeputiesAfterSeconds * 1000,
	);
	setStep(
		turn,
		"unconfirmedDecide",
		now + policy.unconfirmedDecideAfterSeconds * 1000,
	);
}

/** Believed without a human's word: danger that a known number vouches for, or two who know nothing of each other. */
const alertsByItself = (incident: Known): boolean =>
	!isForChiefAlone(incident) &&
	!awaitsConfirmation(incident) &&
	(isVouchedDanger(incident) || isCorroborated(incident));

/** People in danger, and nobody knows who says so: a few are woken now, the rest when the minute is over. */
function ringForDanger(turn: Turn): void {
	ringForConfirmation(turn, ["deputy"]);
	ring(turn, "leader");
}

/** The two nearest (with this qualification), before anybody has confirmed. */
function ring(turn: Turn, qualification?: string): void {
	const selection = selectNearest(selectionInput(turn), 2, qualification);
	ask(turn, selection, {
		ladder: false,
		laneClass: 1,
		critical: 0,
		calls: true,
		atOnce: true,
	});
}

function ringForConfirmation(
	turn: Turn,
	roles: readonly string[],
	/** Asked in writing before: now only the phone rings. */
	written: readonly string[] = [],
): void {
	const { incident } = turn;
	const message = say(incident, "askConfirm", {
		impact: incident.incidentType === "shelling_impact",
		...beliefIn(incident),
	});
	const meant = incident.humans.filter((human) => roles.includes(human.role));
	// A brigade whose chief is away or not named still has somebody to decide.
	const asked =
		meant.length === 0 && roles.includes("chief")
			? incident.humans.slice(0, 1)
			: meant;
	for (const [rank, human] of asked.entries())
		callHuman(turn, human, message, {
			texts: !written.includes(human.role),
			rank,
		});
}

function unconfirmedDeputies(turn: Turn) {
	if (turn.incident.status !== "unconfirmed") return ignore(turn, "decided");
	reach(turn, "unconfirmedDeputies");
	if (isForChiefAlone(turn.incident)) return;
	ringForConfirmation(turn, ["deputy", "villageHead"]);
	// Where a shell fell leaders are volunteers like all others: not rung before a word.
	if (turn.incident.incidentType !== "shelling_impact") ringLeaders(turn);
}

function ringLeaders(turn: Turn): void {
	const { now, timeZone } = turn.facts;
	const ruling = turn.incident.rulingBrigadeId;
	const asked = new Set(turn.incident.humans.map((human) => human.responderId));
	const message = say(turn.incident, "askConfirm", {
		impact: false,
		...beliefIn(turn.incident),
	});
	for (const responder of selectionInput(turn).candidates.responders)
		if (
			ruling !== undefined &&
			responder.brigadeIds.includes(ruling) &&
			responder.qualifications.includes("leader") &&
			!asked.has(responder.id) &&
			responder.id !== turn.incident.raisedBy &&
			availabilityAt(responder.availability, now, timeZone) !== "off"
		)
			callHuman(
				turn,
				{ responderId: responder.id, reach: responder.reach },
				message,
				{
					texts: true,
					rank: 5,
				},
			);
}

/** Nobody decided within the minute: a house or people in danger alerts by itself, grass rings the two nearest. */
function unconfirmedDecide(turn: Turn) {
	const { incident, facts } = turn;
	if (incident.status !== "unconfirmed") return ignore(turn, "decided");
	if (incident.laddered) return ignore(turn, "running");
	reach(turn, "unconfirmedDecide");
	setStep(turn, "humans", facts.now + incident.policy.humanEverySeconds * 1000);
	if (isForChiefAlone(incident) || awaitsConfirmation(incident)) return;
	if (incident.peopleInDanger || alertsEverybodyAtOnce(incident.incidentType))
		return startLadder(turn);
	ring(turn);
}

/** What is told of a fire nobody has confirmed makes it graver: it is asked again what it would do by itself. */
export function reconsiderUnconfirmed(turn: Turn) {
	const { incident, facts } = turn;
	if (incident.status !== "unconfirmed" || incident.laddered) return;
	if (isForChiefAlone(incident) || awaitsConfirmation(incident)) return;
	if (alertsByItself(incident)) return startLadder(turn);
	const minuteOver = incident.stepsReached.has("unconfirmedDecide");
	// Rung back, somebody says that it burns now: the minute is for nothing else.
	if (minuteOver || isConfirmedByCall(incident))
		setStep(turn, "unconfirmedDecide", facts.now);
	else if (
		saysDangerNow(turn) &&
		isClaimedDanger(incident) &&
		incident.people.size === 0 &&
		!isHeld(incident)
	)
		ringForDanger(turn);
}

/** In this very decision: said again, it rings nobody again. */
const saysDangerNow = ({ decision }: Turn): boolean =>
	decision.events.some(
		(event) =>
			("peopleInDanger" in event && event.peopleInDanger === true) ||
			(event.type === "ReportAdded" && event.report.peopleInDanger === true),
	);

const isHeld = ({ possibleDuplicateOf, stepsReached }: Known): boolean =>
	possibleDuplicateOf !== undefined && !stepsReached.has("duplicateHold");

/** What the chief was asked is no longer so: taken back, said again, or another's to decide. */
export function askAnew(turn: Turn) {
	const { incident, facts } = turn;
	if (incident.status !== "unconfirmed" || incident.laddered) return;
	if (isTakenBack(incident))
		return setStep(turn, "humans", facts.now + TAKEN_BACK_REST_MS);
	if (isHeld(incident)) return;
	ringForConfirmation(turn, ["chief"]);
	waitForConfirmation(turn);
}

// Who reported it says that it does not burn: the chief is asked so often whether to close it.
const TAKEN_BACK_REST_MS = 10 * 60_000;

function askAgainForConfirmation(turn: Turn) {
	if (turn.incident.humanInCharge) return ignore(turn, "inCharge");
	const first = !turn.incident.stepsReached.has("humans");
	reach(turn, "humans");
	effect(turn, { type: "Withdraw", purposes: ["human"] });
	const takenBack = isTakenBack(turn.incident);
	const roles = isForChiefAlone(turn.incident)
		? ["chief"]
		: ["chief", "deputy", "coordinator", "villageHead", "dutyOfficer"];
	ringForConfirmation(
		turn,
		roles,
		first ? askedInWriting(turn.incident) : roles,
	);
	setStep(
		turn,
		"humans",
		turn.facts.now +
			(takenBack
				? TAKEN_BACK_REST_MS
				: turn.incident.policy.humanEverySeconds * 1000),
	);
}

/** Whose question lies in their chat and inbox before everybody is rung every minute. */
const askedInWriting = (incident: Known): string[] => [
	"chief",
	...(incident.stepsReached.has("unconfirmedDeputies")
		? ["deputy", "villageHead"]
		: []),
	...(incident.incidentType === "shelling_impact" ? ["dutyOfficer"] : []),
];

/** Two minutes of grace for a likely duplicate are over and no human has spoken: its ladder goes on. */
function duplicateHold(turn: Turn) {
	if (turn.incident.laddered) return ignore(turn, "running");
	if (turn.incident.stoodDown) return ignore(turn, "settled");
	reach(turn, "duplicateHold");
	if (turn.incident.status === "unconfirmed") return askForConfirmation(turn);
	startLadder(turn);
}

// --- one person's promise ------------------------------------------------------

// A minute to look at the phone in a dark garage; longer, and a truck waits for somebody asleep.
const OPEN_SEAT_AFTER_MS = 60_000;

function askAtStation(turn: Turn, responderId: string | undefined) {
	const person = responderId
		? turn.incident.people.get(responderId)
		: undefined;
	if (person?.answer !== "responding" || person.to !== "station")
		return ignore(turn, "notExpected");
	if (person.progress !== "enRoute" || person.stoodDownAt !== undefined)
		return ignore(turn, "arrived");
	if (person.seatOpenedAt !== undefined) return ignore(turn, "notExpected");
	if (allLeft(turn.incident)) return ignore(turn, "left");
	const dueAt =
		(person.etaAt ?? 0) + turn.incident.policy.noShowAfterSeconds * 1000;
	// A later arrival was said meanwhile, and has a timer of its own.
	if (dueAt > turn.facts.now) return ignore(turn, "later");
	emit(turn, { type: "AskedAtStation", responderId: person.responderId });
	tell(turn, person, say(turn.incident, "askAtStation", {}), {
		purpose: "inform",
		laneClass: 1,
		rank: person.rank,
		alsoCall: true,
	});
	setStep(
		turn,
		"openSeat",
		turn.facts.now + OPEN_SEAT_AFTER_MS,
		person.responderId,
	);
}

function openSeat(turn: Turn, responderId: string | undefined) {
	const person = responderId
		? turn.incident.people.get(responderId)
		: undefined;
	if (!person || person.askedAtStationAt === undefined)
		return ignore(turn, "answered");
	if (person.progress !== "enRoute" || person.stoodDownAt !== undefined)
		return ignore(turn, "arrived");
	if (allLeft(turn.incident)) return ignore(turn, "left");
	emit(turn, {
		type: "SeatOpened",
		responderId: person.responderId,
		why: "noShow",
	});
	effect(turn, { type: "Free", kind: "responder", id: person.responderId });
	askHouseholdAgain(turn, person.responderId);
	tell(turn, person, say(turn.incident, "seatOpened", { by: "noShow" }), {
		purpose: "inform",
		laneClass: 3,
	});
	replace(turn, person.qualifications);
}

// --- the departure, and the end -------------------------------------------------

// Leader and driver are rung twice; after that the screen says «виїзд не підтверджено» and the hourly question remains.
const DEPARTURE_ASKED_AT_MOST = 2;
export const CLOSE_EVERY_MS = 3_600_000;

function departureDue(turn: Turn) {
	const { incident, facts } = turn;
	if (allLeft(incident)) return ignore(turn, "left");
	const leaving = going(incident, facts.now);
	if (leaving.length === 0) return ignore(turn, "short");
	const gate = departureGate(incident);
	if (gate) return departureHeld(turn, gate);
	const overdue = leaving.filter(
		({ crew }) =>
			crew.promised && departureOverdueAt(incident, crew) <= facts.now,
	);
	if (overdue.length === 0) return departureLater(turn);
	reach(turn, "departure");
	for (const { fill } of overdue)
		for (const seat of fill.seats)
			if (
				seat.qualification === "leader" ||
				seat.qualification?.startsWith("driver")
			)
				askDeparted(turn, seat.responderId);
	const again = turn.incident.departureAsked < DEPARTURE_ASKED_AT_MOST;
	if (again || overdue.length < leaving.length)
		setStep(
			turn,
			"departure",
			facts.now + incident.policy.departureAfterSeconds * 1000,
		);
	setStep(turn, "close", facts.now + CLOSE_EVERY_MS);
}

// Nobody is asked «Виїхали?» while the truck has to wait; looked at again so often, or as soon as it may.
const HELD_LOOK_MS = 10 * 60_000;

/** The word has not come by the minute of departure: it is asked for once more. */
function departureHeld(
	turn: Turn,
	gate: NonNullable<ReturnType<typeof departureGate>>,
): void {
	const { incident, facts } = turn;
	const until = facts.now + HELD_LOOK_MS;
	emit(turn, {
		type: "StepDeferred",
		step: "departure",
		round: incident.round,
		until,
	});
	askForWordAgain(turn, gate);
	setStep(turn, "departure", until);
}

/** The promise has moved since the timer was set: it is asked about its own minute. */
function departureLater(turn: Turn) {
	const { incident } = turn;
	const until = nextDeparture(incident);
	if (until === undefined) return ignore(turn, "short");
	emit(turn, {
		type: "StepDeferred",
		step: "departure",
		round: incident.round,
		until,
	});
	setStep(turn, "departure", until);
}

function askDeparted(turn: Turn, responderId: string): void {
	const person = turn.incident.people.get(responderId);
	if (!person) return;
	tell(turn, person, say(turn.incident, "askDeparted", {}), {
		purpose: "human",
		laneClass: 0,
		rank: person.rank,
		alsoCall: true,
	});
}

function closeDue(turn: Turn): void {
	const { incident, facts } = turn;
	reach(turn, "close");
	const chief =
		incident.humans.find((h) => h.role === "chief") ?? incident.humans[0];
	if (chief)
		tell(turn, chief, say(incident, "askClose", {}), {
			purpose: "inform",
			laneClass: 5,
		});
	setStep(turn, "close", facts.now + CLOSE_EVERY_MS);
}

/** It was no impact after all: silent ones are asked again, and the rungs still ahead are set. */
export function resumeLadder(turn: Turn): void {
	const { now } = turn.facts;
	alertSilentAgain(turn);
	setStep(turn, "widen", now + RESUME_MS);
	setStep(turn, "humans", now + turn.incident.policy.humanEverySeconds * 1000);
}

// As after a crew that broke: no minute and a half once more.
const RESUME_MS = 30_000;

/** Nobody more is asked: of the rungs only the verdict of a truck that left, and the hourly «Завершити?», remain. */
export function settleLadder(turn: Turn): void {
	clearSteps(turn, [
		"widen",
		"humans",
		"noAnswer",
		"unreached",
		"unconfirmedDeputies",
		"unconfirmedDecide",
		"duplicateHold",
		"askImpact",
	]);
	if (turn.incident.stoodDown) clearSteps(turn, ["verdict"]);
	if (going(turn.incident, turn.facts.now).length === 0)
		clearSteps(turn, ["departure"]);
	setStep(turn, "close", turn.facts.now + CLOSE_EVERY_MS);
}

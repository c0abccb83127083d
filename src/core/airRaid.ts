/**
 * The air raid and what may be hit again. It delays no alert: it makes the departure
 * wait for the word of the chief or of a leader who comes, and people gather elsewhere.
 */
import { allLeft, comingNow, enough, silentNow } from "./gathering.ts";
import type { By, Command, Human, Known, Person } from "./incident.ts";
import type { IncidentType, Instant } from "./kinds.ts";
import { resumeLadder, settleLadder } from "./ladder.ts";
import {
	callHuman,
	clearSteps,
	effect,
	emit,
	hasEnded,
	ignore,
	say,
	setStep,
	type Turn,
	tell,
} from "./turn.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;
export type Gate = { why: "airRaid" | "impact" };

// --- what holds --------------------------------------------------------------------

/** Why a truck waits for a word; undefined: it may leave. Unknown warns, and holds nobody. */
export function departureGate(incident: Known): Gate | undefined {
	if (incident.mode === "test" || hasEnded(incident)) return undefined;
	if (incident.departureAllowed) return undefined;
	if (incident.airRaid?.state === "red") return { why: "airRaid" };
	return mayBeImpact(incident) ? { why: "impact" } : undefined;
}

/** The place may be hit again, as far as anybody has said. */
export const mayBeImpact = ({
	mode,
	impact,
	impactSuspected,
	incidentType,
}: Known): boolean =>
	mode !== "test" &&
	impact !== false &&
	(impact === true ||
		impactSuspected !== undefined ||
		incidentType === "shelling_impact");

/** Away from the station and from the fire: both are hit a second time. */
export const gathersAway = mayBeImpact;

/** Nobody more is sent towards it by itself; who asks for more people is a human. */
export const sendsNobodyMore = ({ impact, impactSuspected }: Known): boolean =>
	impact === true && impactSuspected !== undefined;

/** Nothing of shelling is for strangers: no group, no resident, no page anybody may open. */
export const keptFromStrangers = mayBeImpact;

/** The chief, a deputy, coordinator or duty officer; or a leader who comes. */
export function mayAllow(incident: Known, responderId: string): boolean {
	const leads = incident.humans.some(
		(human) =>
			human.responderId === responderId && human.role !== "villageHead",
	);
	return (
		leads ||
		comingLeaders(incident).some((person) => person.responderId === responderId)
	);
}

const comingLeaders = (incident: Known): Person[] =>
	comingNow(incident).filter(({ qualifications }) =>
		qualifications.includes("leader"),
	);

// --- what is seen --------------------------------------------------------------------

/** What the facts of this command say of the sky, before anybody is asked for anything. */
export function lookUp(turn: Turn): void {
	const { airRaid: seen, explosionAt } = turn.facts;
	if (!seen && explosionAt === undefined) return;
	if (seen && turn.incident.airRaid?.state !== seen.state) see(turn, seen);
	suspectImpact(turn);
}

export function airRaid(turn: Turn, { airRaid: seen }: Of<"AirRaid">) {
	if (turn.incident.airRaid?.state === seen.state)
		return ignore(turn, "unchanged");
	see(turn, seen);
}

function see(turn: Turn, seen: NonNullable<Known["airRaid"]>): void {
	const gate = departureGate(turn.incident);
	emit(turn, { type: "AirRaidSeen", airRaid: seen });
	if (gate && !departureGate(turn.incident))
		opened(turn, seen.state === "unknown" ? "unknown" : "allClear");
	if (seen.state === "none") askAfterAllClear(turn);
}

/** A drone that fell sets fire to a field as well as to a house; a crash on the road is a crash. */
const MAY_BE_OF_IMPACT: ReadonlySet<IncidentType> = new Set<IncidentType>([
	"structure_fire",
	"outbuilding_fire",
	"vegetation_fire",
	"vehicle_fire",
	"industrial_fire",
	"hazmat",
	"other",
]);
// The second strike comes within the hour, when those who help are there (domain §4).
const AFTER_DANGER_MS = 60 * 60_000;

function suspectImpact(turn: Turn): void {
	const { incident, facts } = turn;
	if (
		incident.mode !== "actual" ||
		!MAY_BE_OF_IMPACT.has(incident.incidentType)
	)
		return;
	if (incident.impact !== undefined || incident.impactSuspected) return;
	const { reportedAt } = incident;
	const soonAfter = (at: Instant | undefined): boolean =>
		at !== undefined && at <= reportedAt && reportedAt - at <= AFTER_DANGER_MS;
	const redAt =
		facts.airRaid?.redAt ??
		(facts.airRaid?.state === "red" ? facts.now : undefined);
	const why = soonAfter(redAt)
		? "red"
		: soonAfter(facts.explosionAt)
			? "explosion"
			: undefined;
	if (!why) return;
	const ruling = facts.candidates?.brigades.find(
		({ id }) => id === incident.rulingBrigadeId,
	);
	const { location } = ruling?.staging ?? {};
	emit(turn, {
		type: "ImpactSuspected",
		why,
		...(ruling?.staging
			? { staging: { brigadeId: ruling.id, ...(location ? { location } : {}) } }
			: {}),
	});
	// Called to the station before anybody knew: told where to.
	tellGathering(turn, "staging");
	if (turn.incident.laddered) beginAskingImpact(turn);
}

/** The duplicate was one as far as anybody knew; under its other number it is no safer. */
export function takeOverDanger(turn: Turn, from: Known): void {
	const { impactSuspected, impact: said } = from;
	const here = turn.incident;
	if (!impactSuspected || said !== undefined) return;
	if (here.impact !== undefined || here.impactSuspected) return;
	const { why, staging } = impactSuspected;
	emit(turn, {
		type: "ImpactSuspected",
		why,
		...(staging ? { staging } : {}),
	});
	tellGathering(turn, "staging");
	if (turn.incident.laddered) beginAskingImpact(turn);
}

// --- the word that lets a truck leave ----------------------------------------------

export function allowDeparture(turn: Turn, { by }: Of<"AllowDeparture">) {
	const { incident } = turn;
	if (incident.departureAllowed) return ignore(turn, "allowed");
	if (!departureGate(incident) || allLeft(incident))
		return ignore(turn, "notWaiting");
	if (by.kind === "responder" && !mayAllow(incident, by.id))
		return ignore(turn, "notTheirs");
	allow(turn, by);
	opened(turn, "allowed");
}

/** «Виїхали», said by whoever may also allow it, is that word. */
export function allow(turn: Turn, by: By): void {
	emit(turn, { type: "DepartureAllowed", by });
	clearSteps(turn, ["askImpact"]);
	hushQuestions(turn, by);
}

/** Who comes is told once, and «Виїхали?» is asked from here on. */
function opened(turn: Turn, because: "allowed" | "allClear" | "unknown"): void {
	const { incident, facts } = turn;
	if (allLeft(incident)) return;
	for (const person of awaited(incident))
		tell(turn, person, say(incident, "mayLeave", { because }), {
			purpose: "inform",
			laneClass: 1,
			rank: person.rank,
			alsoCall: person.answeredOn === "voice",
		});
	if (hasPromised(incident))
		setStep(
			turn,
			"departure",
			facts.now + incident.policy.departureAfterSeconds * 1000,
		);
}

const hasPromised = (incident: Known): boolean =>
	incident.crews.some(
		(crew) => crew.promised && crew.leftAt === undefined && !crew.down,
	);

/** Who comes to a truck that has not left. */
function awaited(incident: Known): Person[] {
	const gone = new Set(incident.crews.flatMap((crew) => crew.leftWith ?? []));
	return comingNow(incident).filter(
		({ responderId }) => !gone.has(responderId),
	);
}

/** There is a crew, and it waits: the chief and leaders who come are asked, once for each time the gate shuts. */
export function askForWord(turn: Turn): void {
	const gate = departureGate(turn.incident);
	if (!gate || turn.incident.departureWordAsked) return;
	if (hasPromised(turn.incident)) askWord(turn, gate, ["chief"]);
}

// Then it stands on every card and page; a chief in a cellar is not rung all night.
const WORD_ASKED_AT_MOST = 2;

/** Two minutes after it should have left, and the word has not come: the deputies as well. */
export function askForWordAgain(turn: Turn, gate: Gate): void {
	if ((turn.incident.departureWordAsked ?? 0) < WORD_ASKED_AT_MOST)
		askWord(turn, gate, ["chief", "deputy"]);
}

function askWord(turn: Turn, { why }: Gate, roles: readonly string[]): void {
	const { incident } = turn;
	const leaders = comingLeaders(incident);
	const waiting = incident.crews.flatMap((crew) =>
		crew.promised && crew.leftAt === undefined ? crew.brigadeId : [],
	);
	const asked = [
		...humansAs(incident, roles, waiting).filter(
			({ responderId }) =>
				!leaders.some((leader) => leader.responderId === responderId),
		),
		...leaders,
	];
	if (asked.length === 0) return;
	emit(turn, {
		type: "DepartureAsked",
		why,
		responderIds: asked.map(({ responderId }) => responderId),
	});
	for (const [rank, one] of asked.entries())
		callHuman(
			turn,
			one,
			say(turn.incident, "askDeparture", {
				why,
				...(isHuman(incident, one) ? { leads: true as const } : {}),
			}),
			{ texts: true, rank },
		);
}

const isHuman = (
	{ humans }: Known,
	{ responderId }: { responderId: string },
): boolean => humans.some((human) => human.responderId === responderId);

/** A brigade whose chief is away or not named still has somebody to decide. */
function humansAs(
	{ humans, rulingBrigadeId }: Known,
	roles: readonly string[],
	/** Only of these brigades, besides the ruling one; absent = of all that were asked. */
	brigadeIds?: readonly string[],
): Human[] {
	const meant = humans.filter(
		({ role, brigadeId }) =>
			roles.includes(role) &&
			(!brigadeIds ||
				brigadeId === rulingBrigadeId ||
				brigadeIds.includes(brigadeId)),
	);
	return meant.length > 0 ? meant : humans.slice(0, 1);
}

/** To the chief; the mark itself is a fact and stands. */
export function tellLeftWithoutWord(turn: Turn, why: Gate["why"]): void {
	const [chief] = humansAs(turn.incident, ["chief"], []);
	if (chief)
		tell(turn, chief, say(turn.incident, "leftWithoutWord", { why }), {
			purpose: "human",
			laneClass: 1,
		});
}

/** Answered: nobody is rung for it any more. Who is rung as a volunteer is still rung. */
function hushQuestions(turn: Turn, by: By): void {
	const { incident } = turn;
	const asked = [...incident.humans, ...comingLeaders(incident)];
	for (const { responderId } of asked) {
		// While humans are rung because nobody comes, that call is not taken back.
		if (incident.humanRounds === 0)
			effect(turn, { type: "Withdraw", responderId, purposes: ["human"] });
		const person = incident.people.get(responderId);
		const isSilent = person !== undefined && person.answer === undefined;
		const isTheirs = by.kind === "responder" && by.id === responderId;
		if (!isSilent && !isTheirs && incident.humanRounds === 0)
			effect(turn, { type: "HangUp", responderId });
	}
}

// --- «Приліт?» --------------------------------------------------------------------------

// Chief, then deputies, then everybody twice: done before the ladder rings humans for a crew.
const IMPACT_ROUNDS: readonly (readonly string[])[] = [
	["chief"],
	["chief", "deputy", "dutyOfficer"],
	["chief", "deputy", "coordinator", "dutyOfficer"],
	["chief", "deputy", "coordinator", "dutyOfficer"],
];
const IMPACT_DEPUTIES_AFTER_MS = 30_000;

const isAskedOfImpact = (incident: Known): boolean =>
	incident.impactSuspected !== undefined &&
	incident.impact === undefined &&
	incident.departureAllowed === undefined &&
	!incident.stoodDown &&
	!allLeft(incident);

/** As soon as people are called to it; an alert never waits for the answer. */
export function beginAskingImpact(turn: Turn): void {
	if (
		turn.incident.impactRounds === undefined &&
		isAskedOfImpact(turn.incident)
	)
		askImpact(turn, 1);
}

export function impactDue(turn: Turn) {
	const { incident } = turn;
	const round = (incident.impactRounds ?? 0) + 1;
	if (!isAskedOfImpact(incident)) return ignore(turn, "answered");
	if (round > IMPACT_ROUNDS.length) return ignore(turn, "asked");
	askImpact(turn, round);
}

function askImpact(turn: Turn, round: number): void {
	const { incident, facts } = turn;
	const { humanInCharge, humansCalledAt, policy } = incident;
	const asked = humansAs(
		incident,
		IMPACT_ROUNDS[round - 1] ?? [],
		// A neighbour's chief knows less of it; he is asked with everybody.
		round < 3 ? [] : undefined,
	);
	emit(turn, {
		type: "ImpactAsked",
		responderIds: asked.map(({ responderId }) => responderId),
		round,
	});
	const ringsFor = (human: Human): boolean =>
		!humanInCharge &&
		(humansCalledAt === undefined ||
			facts.now - humansCalledAt >= policy.humanEverySeconds * 1000) &&
		// Their phone rings for the fire itself, or they hold it in their hand.
		(round > 1 ||
			(!incident.people.has(human.responderId) &&
				incident.raisedBy !== human.responderId));
	for (const [rank, human] of asked.entries())
		callHuman(
			turn,
			{
				...human,
				reach: { ...human.reach, voice: human.reach.voice && ringsFor(human) },
			},
			say(turn.incident, "askImpact", {}),
			{ texts: round === 1 || (round === 2 && human.role !== "chief"), rank },
		);
	if (round < IMPACT_ROUNDS.length)
		setStep(
			turn,
			"askImpact",
			facts.now +
				(round === 1
					? IMPACT_DEPUTIES_AFTER_MS
					: policy.humanEverySeconds * 1000),
		);
}

export function impact(turn: Turn, { impact: said, by }: Of<"Impact">) {
	const before = turn.incident;
	if (before.impact === said) return ignore(turn, "answered");
	const [wasAway, wasHeld] = [gathersAway(before), sendsNobodyMore(before)];
	const gate = departureGate(before);
	emit(turn, { type: "ImpactAnswered", by, impact: said });
	clearSteps(turn, ["askImpact"]);
	hushQuestions(turn, by);
	if (said) {
		tellGathering(turn, "staging");
		if (sendsNobodyMore(turn.incident)) holdBack(turn);
		return;
	}
	if (wasAway) tellGathering(turn, "station");
	if (gate && !departureGate(turn.incident) && hasPromised(turn.incident))
		setStep(
			turn,
			"departure",
			turn.facts.now + turn.incident.policy.departureAfterSeconds * 1000,
		);
	if (wasHeld && turn.incident.laddered && !enough(turn.incident))
		resumeLadder(turn);
}

/** Who has not answered is not called towards it any more; who comes stays where people gather. */
function holdBack(turn: Turn): void {
	if (!turn.incident.laddered || turn.incident.stoodDown) return;
	for (const { responderId } of silentNow(turn.incident)) {
		effect(turn, { type: "Withdraw", responderId, purposes: ["alert"] });
		effect(turn, { type: "HangUp", responderId });
	}
	settleLadder(turn);
}

function tellGathering(turn: Turn, where: "station" | "staging"): void {
	for (const person of awaited(turn.incident))
		tell(turn, person, say(turn.incident, "gatherAt", { where }), {
			purpose: "inform",
			laneClass: 1,
			rank: person.rank,
			alsoCall: person.answeredOn === "voice",
		});
}

// --- after the air raid ------------------------------------------------------------------

/** «Можу після відбою повітряної тривоги»: it is over, and they are asked as they answered. */
function askAfterAllClear(turn: Turn): void {
	const { incident } = turn;
	if (incident.stoodDown || allLeft(incident)) return;
	const waiting = [...incident.people.values()].filter(
		(person) =>
			person.afterAllClear === true &&
			person.answer === "later" &&
			person.stoodDownAt === undefined &&
			person.withdrew === undefined,
	);
	if (waiting.length === 0) return;
	emit(turn, {
		type: "AskedAfterAllClear",
		responderIds: waiting.map(({ responderId }) => responderId),
	});
	if (sendsNobodyMore(incident)) return;
	for (const person of waiting) {
		const driver = person.qualifications.some((q) => q.startsWith("driver"));
		tell(
			turn,
			person,
			say(turn.incident, "allClear", driver ? { driver } : {}),
			{
				purpose: "alert",
				laneClass: 1,
				rank: person.rank,
				alsoCall: person.answeredOn === "voice",
			},
		);
	}
}

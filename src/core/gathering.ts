/**
 * What a change of answers means for the crews: promised, short again, complete
 * with one spare, left. Called once at the end of every decision, so no rule has
 * to remember it.
 */
import { askForWord, departureGate, sendsNobodyMore } from "./airRaid.ts";
import { CHANCE_OF_PROMISE, chanceOfCrew } from "./chance.ts";
import { type Coming, type CrewFill, fillCrews } from "./crew.ts";
import type { Crew, Known, Person } from "./incident.ts";
import type { Instant } from "./kinds.ts";
import type { Gap } from "./message.ts";
import { mayAskState, mustInform101 } from "./others.ts";
import {
	clearSteps,
	effect,
	emit,
	hasEnded,
	heldElsewhere,
	phonesMayRing,
	refreshCards,
	say,
	sendAlert,
	setStep,
	type Turn,
	take,
	tell,
} from "./turn.ts";

/** A crew as it stands: the request, who would sit where, and whether it is one of those that go. */
export type Gathered = { crew: Crew; fill: CrewFill };

/** Is this person on the way to a station and to be counted? */
export const counts = (incident: Known, person: Person): boolean =>
	person.answer === "responding" &&
	person.to === "station" &&
	person.stoodDownAt === undefined &&
	person.seatOpenedAt === undefined &&
	person.withdrew === undefined &&
	person.etaAt !== undefined &&
	(person.progress === "atStation" ||
		person.etaAt -
			(person.calledBackAt ?? person.answeredAt ?? person.alertedAt) <=
			incident.policy.countsWithinMinutes * 60_000);

/**
 * Crews that could still leave, filled from who comes; crews that left keep their people.
 * A promise past its minute counts from `now`: a crew is never shown ready from promises long past.
 */
export function gather(
	incident: Known,
	now: Instant,
	extra: readonly Coming[] = [],
): Gathered[] {
	const waiting = incident.crews.filter(
		(crew) => crew.leftAt === undefined && !crew.down,
	);
	const gone = new Set(incident.crews.flatMap((crew) => crew.leftWith ?? []));
	const coming = [...incident.people.values()]
		.filter(
			(person) => counts(incident, person) && !gone.has(person.responderId),
		)
		.map((person) => toComing(person, now));
	const fills = fillCrews(waiting, [...coming, ...extra]);
	return waiting.map((crew, index) => ({
		crew,
		fill: fills[index] as CrewFill,
	}));
}

const toComing = (person: Person, now: Instant): Coming => ({
	responderId: person.responderId,
	brigadeId: person.brigadeId,
	qualifications: person.qualifications,
	etaAt:
		person.progress === "atStation"
			? (person.etaAt ?? now)
			: Math.max(person.etaAt ?? now, now),
	notDriving: person.notDriving,
	atStation: person.progress === "atStation",
});

/** How many vehicles this incident needs. */
export const vehiclesNeeded = (incident: Known): number =>
	Math.max(
		1,
		incident.policy.vehicles.reduce((sum, { count }) => sum + count, 0),
	);

const left = (incident: Known): Crew[] =>
	incident.crews.filter((crew) => crew.leftAt !== undefined && !crew.down);

/**
 * The complete crews that are to go: as many as needed, those first at the scene first.
 * A crew once promised is not sent home for the promise of a faster one.
 */
export function going(
	incident: Known,
	now: Instant,
	gathered = gather(incident, now),
): Gathered[] {
	const open = vehiclesNeeded(incident) - left(incident).length;
	return gathered
		.filter(({ fill }) => fill.state !== "short")
		.sort(
			(a, b) =>
				Number(b.crew.promised !== undefined) -
					Number(a.crew.promised !== undefined) ||
				(a.fill.leavesAt ?? 0) +
					a.crew.travelMs -
					(b.fill.leavesAt ?? 0) -
					b.crew.travelMs,
		)
		.slice(0, Math.max(0, open));
}

/** Every vehicle needed has left or has its crew. */
export const enough = (incident: Known): boolean =>
	left(incident).length + going(incident, incident.reportedAt).length >=
	vehiclesNeeded(incident);

/** No seat of any crew asked is still wanted, whatever the silent ones say. */
export const allLeft = (incident: Known): boolean =>
	left(incident).length >= vehiclesNeeded(incident);

/** What the best crew still lacks; a missing vehicle when none is free. */
export function missingNow(incident: Known): Gap[] {
	if (incident.crews.every((crew) => crew.down))
		return [{ qualification: "vehicle", count: 1 }];
	const shortest = gather(incident, incident.reportedAt)
		.map(({ fill }) => fill.missing)
		.sort((a, b) => total(a) - total(b))[0];
	return shortest ?? [];
}

const total = (gaps: readonly Gap[]): number =>
	gaps.reduce((sum, { count }) => sum + count, 0);

/** People who said they come and are still counted on, to station or scene; who is home again is not. */
export function comingNow(incident: Pick<Known, "people" | "crews">): Person[] {
	const home = new Set(
		incident.crews.flatMap((crew) =>
			crew.returnedAt === undefined ? [] : (crew.leftWith ?? []),
		),
	);
	return [...incident.people.values()].filter(
		(person) =>
			person.answer === "responding" &&
			person.stoodDownAt === undefined &&
			person.seatOpenedAt === undefined &&
			person.withdrew === undefined &&
			!home.has(person.responderId),
	);
}

/** Asked and not answered, reachable, alert not taken back; and nobody in the house says they are away. */
export const silentNow = (incident: Known): Person[] =>
	unansweredNow(incident).filter(({ house }) => house !== "absent");

const unansweredNow = (incident: Known): Person[] =>
	[...incident.people.values()].filter(
		(person) =>
			!person.asked &&
			person.answer === undefined &&
			person.unreachableAt === undefined &&
			person.withdrew === undefined &&
			person.freedBy === undefined &&
			person.stoodDownAt === undefined,
	);

/** The chance that this crew forms, from what is known now: promises count nearly whole, silence by habit, a refusal not at all. */
export function chanceNow(incident: Known, crew: Crew): number {
	const likely = [...incident.people.values()]
		.filter((person) => person.brigadeId === crew.brigadeId)
		.flatMap((person) => {
			if (counts(incident, person))
				return [{ ...person, chance: CHANCE_OF_PROMISE }];
			return mayStillCome(person) ? [person] : [];
		});
	return chanceOfCrew(crew.rule, likely);
}

/** Silent, and neither out of reach, nor away, nor told to stay. */
const mayStillCome = (person: Person): boolean =>
	person.answer === undefined &&
	person.unreachableAt === undefined &&
	person.freedBy === undefined &&
	person.house !== "absent";

/** Could a crew of their own brigade be filled better with this person than without, if everybody silent came? */
export function isWanted(
	incident: Known,
	now: Instant,
	person: Person,
	others = silentNow(incident),
): boolean {
	const lacking = (people: readonly Person[]): number =>
		gather(
			incident,
			now,
			people.map((one) => hopedFor(one, now)),
		)
			.filter(({ crew }) => crew.brigadeId === person.brigadeId)
			.reduce((sum, { fill }) => sum + total(fill.missing), 0);
	const without = others.filter(
		(one) => one.responderId !== person.responderId,
	);
	return lacking([...without, person]) < lacking(without);
}

const hopedFor = (person: Person, now: Instant): Coming => ({
	...toComing(person, now),
	etaAt: now + person.preparationMs + person.toStationMs,
});

/** Even if everybody silent came at once there would be no crew: waiting longer gains nothing. */
export function cannotGather(incident: Known, now: Instant): boolean {
	if (enough(incident)) return false;
	const withinMs = incident.policy.countsWithinMinutes * 60_000;
	const hoped = silentNow(incident)
		.map((person) => hopedFor(person, now))
		.filter((person) => person.etaAt - now <= withinMs);
	return gather(incident, now, hoped).every(
		({ fill }) => fill.state === "short",
	);
}

/** After every command: call back, stand down, promise, take back, tell. */
export function settleCrews(turn: Turn): void {
	const { incident } = turn;
	if (hasEnded(incident)) return;
	giveUpTakenVehicles(turn);
	// Nothing happened, so nothing about the crews did.
	if (turn.decision.events.length === 0) return;
	if (brokeACrew(turn) && !enough(incident)) reopenSeats(turn);
	// First who stays home, then who sits where: a promise never names somebody sent away.
	if (enough(incident)) standDownSurplus(turn);
	else if (incident.stoodDown) standDownLone(turn);
	const goingNow = going(incident, turn.facts.now);
	const kept = new Set(goingNow.map(({ crew }) => crew.key));
	for (const gathered of goingNow) promise(turn, gathered);
	for (const crew of incident.crews)
		if (crew.promised && crew.leftAt === undefined && !kept.has(crew.key))
			fallShort(turn, crew);
	correctVerdict(turn);
	askForWord(turn);
	refreshCards(turn);
}

/** A crew promised before this command does not go any more, by whatever it was. */
function brokeACrew(turn: Turn): boolean {
	const kept = new Set(
		going(turn.incident, turn.facts.now).map(({ crew }) => crew.key),
	);
	return turn.promisedBefore.some(
		(key) =>
			!kept.has(key) &&
			turn.incident.crews.some(
				(crew) => crew.key === key && crew.leftAt === undefined,
			),
	);
}

/** Somebody else's incident promised the vehicle first: this crew misses one, and the next brigade is asked now. */
function giveUpTakenVehicles(turn: Turn): void {
	const { incident } = turn;
	for (const crew of incident.crews) {
		if (crew.vehicleId === null || crew.down || crew.leftAt !== undefined)
			continue;
		const holder = heldElsewhere(turn, "vehicle", crew.vehicleId);
		if (!holder) continue;
		emit(turn, {
			type: "VehicleTaken",
			vehicleId: crew.vehicleId,
			number: holder.number,
		});
		if (incident.laddered && !incident.stoodDown)
			setStep(turn, "widen", turn.facts.now);
	}
}

// What people notice on a screen; less would write a line for every second of waiting.
const NOTICEABLE_MS = 60_000;

function promise(turn: Turn, { crew, fill }: Gathered): void {
	const { now } = turn.facts;
	const leavesAt = fill.leavesAt ?? now;
	const responderIds = [...fill.seats, ...fill.passengers].map(
		(seat) => seat.responderId,
	);
	if (crew.promised?.responderIds.join() === responderIds.join()) {
		const before = crew.promised.leavesAt;
		// A promise whose minute has passed is overdue, not new.
		if (
			Math.abs(before - leavesAt) < NOTICEABLE_MS ||
			(before <= now && leavesAt <= now)
		)
			return;
	}
	const fresh = crew.promised === undefined;
	emit(turn, {
		type: "CrewPromised",
		crew: crew.key,
		vehicleId: crew.vehicleId,
		brigadeId: crew.brigadeId,
		leavesAt,
		responderIds,
	});
	if (fresh && crew.vehicleId !== null) take(turn, "vehicle", crew.vehicleId);
	setStep(
		turn,
		"departure",
		Math.max(nextDeparture(turn.incident) ?? now, now),
	);
}

/** When the first of the crews that go should have been seen leaving. */
export function nextDeparture(incident: Known): Instant | undefined {
	const overdue = incident.crews.flatMap((crew) =>
		crew.promised && crew.leftAt === undefined && !crew.down
			? [departureOverdueAt(incident, crew)]
			: [],
	);
	return overdue.length > 0 ? Math.min(...overdue) : undefined;
}

export const departureOverdueAt = (incident: Known, crew: Crew): Instant =>
	(crew.promised?.leavesAt ?? 0) + incident.policy.departureAfterSeconds * 1000;

function fallShort(turn: Turn, crew: Crew): void {
	const { fill } = gather(turn.incident, turn.facts.now).find(
		(gathered) => gathered.crew.key === crew.key,
	) ?? { fill: { missing: [] } };
	emit(turn, {
		type: "CrewFellShort",
		crew: crew.key,
		vehicleId: crew.vehicleId,
		missing: fill.missing,
	});
	if (crew.vehicleId !== null && !crew.down)
		effect(turn, { type: "Free", kind: "vehicle", id: crew.vehicleId });
}

/**
 * A seat is open again: those stood down are called back first, then the ladder
 * resumes. A stand-down by a human stays one: who had said they come is called
 * back for the open seat, but nobody else is woken.
 */
function reopenSeats(turn: Turn): void {
	const { incident } = turn;
	if (sendsNobodyMore(incident)) return;
	callBackResting(turn);
	if (enough(incident) || incident.stoodDown) return;
	alertSilentAgain(turn);
	const { now } = turn.facts;
	// Steps not yet reached still have their timer; those reached are resumed soon.
	if (incident.stepsReached.has("widen"))
		setStep(turn, "widen", now + RESUME_MS);
	if (incident.stepsReached.has("humans"))
		setStep(turn, "humans", now + incident.policy.humanEverySeconds * 1000);
}

// A crew that broke after the ladder had run has no minute and a half to lose again.
const RESUME_MS = 30_000;

/** Who was sent home from another number of the same fire, and has a seat to fill here. */
export function callBackResting(turn: Turn): void {
	for (const person of calledBackNow(turn)) callBack(turn, person);
}

/** Those stood down whom the open seats need; all of them where even all are too few. */
function calledBackNow(turn: Turn): Person[] {
	const { incident, facts } = turn;
	const resting = [...incident.people.values()].filter(
		(person) =>
			(person.stoodDownWhy === "reserve" ||
				person.stoodDownWhy === "stoodDown") &&
			person.answer === "responding" &&
			person.withdrew === undefined &&
			// Who never came, or was taken off their seat, would be held here and counted nowhere.
			person.seatOpenedAt === undefined &&
			person.to === "station" &&
			!heldElsewhere(turn, "responder", person.responderId),
	);
	const hoped = resting.map((person) => hopedFor(person, facts.now));
	const filled = going(incident, facts.now, gather(incident, facts.now, hoped));
	if (left(incident).length + filled.length < vehiclesNeeded(incident))
		return resting;
	const needed = neededIn(filled, [...comingNow(incident), ...resting]);
	return resting.filter((person) => needed.has(person.responderId));
}

function callBack(turn: Turn, { responderId }: Person): void {
	emit(turn, { type: "RespondersCalledBack", responderIds: [responderId] });
	const person = turn.incident.people.get(responderId);
	if (!person) return;
	take(turn, "responder", responderId);
	tell(turn, person, say(turn.incident, "calledBack", {}), {
		purpose: "inform",
		laneClass: 0,
		rank: person.rank,
		alsoCall: person.answeredOn === "voice",
	});
	if (person.progress !== "atStation") expectAtStation(turn, person);
}

/** Asked whether they are there, so long after the minute they promised. */
export const expectAtStation = (turn: Turn, person: Person): void =>
	setStep(
		turn,
		"askAtStation",
		(person.etaAt ?? turn.facts.now) +
			turn.incident.policy.noShowAfterSeconds * 1000,
		person.responderId,
	);

export function alertSilentAgain(turn: Turn): void {
	const silent = silentNow(turn.incident);
	if (silent.length === 0) return;
	emit(turn, {
		type: "RespondersAlertedAgain",
		responderIds: silent.map((person) => person.responderId),
	});
	for (const person of silent) {
		effect(turn, {
			type: "Withdraw",
			responderId: person.responderId,
			purposes: ["alert"],
		});
		sendAlert(turn, person, {
			laneClass: 2,
			message: say(turn.incident, "alert", { repeat: true }),
			calls: phonesMayRing(turn),
			atOnce: true,
		});
	}
}

/** Beyond the crews and one spare nobody is kept from sleep; but never is a second driver sent away before the truck has left. */
function standDownSurplus(turn: Turn) {
	const { incident } = turn;
	if (allLeft(incident)) {
		takeBackAlerts(turn);
		return standDownAll(turn, "left");
	}
	const goingNow = going(incident, turn.facts.now);
	const over = notNeeded(incident, goingNow);
	if (incident.stoodDown) return sendHome(turn, over, "stoodDown");
	// A spare in another village takes nobody's place in this truck.
	const stations = new Set(goingNow.map(({ crew }) => crew.brigadeId));
	const spare = over.find(
		(p) => counts(incident, p) && stations.has(p.brigadeId),
	);
	// Alerts still on their way stop once the crew has its spare.
	if (spare) takeBackAlerts(turn);
	const surplus = over.filter(
		(person) =>
			person !== spare &&
			person.progress !== "atStation" &&
			(person.notDriving ||
				!person.qualifications.some((q) => q.startsWith("driver"))),
	);
	sendHome(turn, surplus, "reserve");
}

/** Who comes to a station and has neither a seat in a crew that goes nor its only key, earliest first. */
function notNeeded(incident: Known, goingNow: readonly Gathered[]): Person[] {
	const coming = comingNow(incident);
	const needed = neededIn(goingNow, coming);
	const gone = new Set(incident.crews.flatMap((crew) => crew.leftWith ?? []));
	return coming
		.filter(
			(person) =>
				person.to === "station" &&
				!needed.has(person.responderId) &&
				!gone.has(person.responderId),
		)
		.sort((a, b) => (a.etaAt ?? 0) - (b.etaAt ?? 0));
}

/** Who sits in a required seat, and who brings the key of a locked station. */
function neededIn(
	goingNow: readonly Gathered[],
	coming: readonly Person[],
): Set<string> {
	const needed = new Set(
		goingNow.flatMap(({ fill }) => fill.seats.map((seat) => seat.responderId)),
	);
	for (const { crew } of goingNow) {
		if (!crew.rule.some(({ qualification }) => qualification === "keyholder"))
			continue;
		const keys = coming
			.filter(
				(p) =>
					p.brigadeId === crew.brigadeId &&
					p.qualifications.includes("keyholder"),
			)
			.sort((a, b) => (a.etaAt ?? 0) - (b.etaAt ?? 0));
		if (keys[0] && !keys.some((key) => needed.has(key.responderId)))
			needed.add(keys[0].responderId);
	}
	return needed;
}

function takeBackAlerts(turn: Turn): void {
	for (const person of unansweredNow(turn.incident))
		effect(turn, {
			type: "Withdraw",
			responderId: person.responderId,
			purposes: ["alert"],
		});
}

function sendHome(
	turn: Turn,
	people: readonly Person[],
	why: "reserve" | "stoodDown",
): void {
	if (people.length === 0) return;
	const { incident } = turn;
	emit(turn, {
		type: "RespondersStoodDown",
		responderIds: people.map((person) => person.responderId),
		why,
	});
	const message =
		why === "reserve"
			? say(incident, "reserve", {})
			: say(incident, "standDown", { why });
	for (const person of people) {
		effect(turn, { type: "Free", kind: "responder", id: person.responderId });
		clearSteps(turn, stepsOf(person.responderId));
		tell(turn, person, message, {
			purpose: "inform",
			laneClass: 3,
			rank: person.rank,
			alsoCall: person.answeredOn === "voice",
		});
	}
}

/** After a stand-down without a crew nobody waits at the station for whoever still says they come. */
function standDownLone(turn: Turn): void {
	const coming = comingNow(turn.incident);
	const late = turn.decision.events.flatMap((event) =>
		event.type === "ResponderAcknowledged" ? [event.responderId] : [],
	);
	if (coming.every((person) => late.includes(person.responderId)))
		sendHome(turn, coming, "stoodDown");
}

export const stepsOf = (responderId: string): string[] => [
	`askAtStation:${responderId}`,
	`openSeat:${responderId}`,
];

/**
 * Everybody who is not in a truck that left is told once: who answered on the
 * channel they answered, silent ones where their alert went. Who drives straight
 * to the fire when trucks leave is not turned back.
 */
export function standDownAll(
	turn: Turn,
	why: "left" | "stoodDown" | "closed" | "falseAlarm",
): void {
	const { incident } = turn;
	const stays = new Set(incident.crews.flatMap((crew) => crew.leftWith ?? []));
	if (why === "stoodDown")
		for (const { fill } of going(incident, turn.facts.now))
			for (const seat of [...fill.seats, ...fill.passengers])
				stays.add(seat.responderId);
	const people = [...incident.people.values()].filter(
		(person) =>
			(why === "falseAlarm" || !stays.has(person.responderId)) &&
			!(
				why === "left" &&
				person.to === "scene" &&
				person.answer === "responding"
			) &&
			person.answer !== "notResponding" &&
			person.withdrew === undefined &&
			person.unreachableAt === undefined &&
			// Told to stay at home already: another word would only wake the house.
			(person.freedBy === undefined || person.answer !== undefined) &&
			(person.stoodDownAt === undefined || person.stoodDownWhy === "reserve"),
	);
	if (people.length === 0) return;
	emit(turn, {
		type: "RespondersStoodDown",
		responderIds: people.map((person) => person.responderId),
		why,
	});
	for (const person of people) {
		effect(turn, {
			type: "Withdraw",
			responderId: person.responderId,
			purposes: ["alert"],
		});
		effect(turn, { type: "HangUp", responderId: person.responderId });
		effect(turn, { type: "Free", kind: "responder", id: person.responderId });
		clearSteps(turn, stepsOf(person.responderId));
		tell(
			turn,
			person,
			why === "falseAlarm"
				? say(incident, "falseAlarm", {})
				: say(incident, "standDown", { why }),
			{
				purpose: "inform",
				laneClass: 3,
				rank: person.rank,
				// Silent ones are not rung only to hear that they may sleep.
				alsoCall: person.answeredOn === "voice",
			},
		);
	}
}

// Answers that come second by second must not ring a chief second by second.
const VERDICT_EVERY_MS = 30_000;

/** Who heard a verdict hears when it has turned: at once, or, if it turned just now, a little later whatever holds then. */
function correctVerdict(turn: Turn) {
	const { incident, facts } = turn;
	if (!incident.verdict || !verdictTurned(incident)) return;
	const quietUntil = incident.verdict.at + VERDICT_EVERY_MS;
	if (facts.now < quietUntil) return setStep(turn, "verdict", quietUntil);
	giveVerdict(turn, []);
}

export const verdictTurned = (incident: Known): boolean =>
	incident.verdict !== undefined &&
	incident.verdict.kind !== (enough(incident) ? "leaves" : "notGathering");

/** The verdict, whatever it is, to the chief, the coordinator and the desk. */
export function giveVerdict(turn: Turn, calling: string[]): void {
	const { incident } = turn;
	const coming = comingNow(incident).length;
	const leavesAt = departureAt(incident);
	const missing = leavesAt === undefined ? missingNow(incident) : [];
	const gate = left(incident).length > 0 ? undefined : departureGate(incident);
	const waits = leavesAt !== undefined && gate ? { waits: gate.why } : {};
	emit(turn, {
		type: "VerdictGiven",
		kind: leavesAt === undefined ? "notGathering" : "leaves",
		...(leavesAt === undefined ? {} : { leavesAt }),
		coming,
		missing,
		brigadeIds: [...incident.stations.keys()],
		...waits,
	});
	const told101 = mustInform101(incident) ? { inform101: true as const } : {};
	const message =
		leavesAt === undefined
			? say(incident, "verdictNotGathering", {
					missing,
					coming,
					calling,
					...told101,
					...(mayAskState(turn) ? { askState: true } : {}),
				})
			: say(incident, "verdictLeaves", {
					leavesAt,
					coming,
					...told101,
					...waits,
				});
	for (const [rank, human] of incident.humans.entries())
		if (hearsVerdict(human.role))
			tell(turn, human, message, { purpose: "inform", laneClass: 1, rank });
}

const hearsVerdict = (role: string): boolean =>
	role === "chief" ||
	role === "deputy" ||
	role === "dutyOfficer" ||
	role === "coordinator";

/** When the first truck leaves or left; undefined while none does. */
export function departureAt(incident: Known): Instant | undefined {
	const gone = left(incident).map((crew) => crew.leftAt ?? 0);
	if (gone.length > 0) return Math.min(...gone);
	if (!enough(incident)) return undefined;
	const leaving = going(incident, incident.reportedAt).map(
		({ fill }) => fill.leavesAt ?? 0,
	);
	return leaving.length > 0 ? Math.min(...leaving) : undefined;
}

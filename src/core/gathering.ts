/**
 * What a change of answers means for the crews: promised, short again, complete
 * with one spare, left. Called once at the end of every decision, so no rule has
 * to remember it.
 */
import { type Coming, type CrewFill, fillCrews } from "./crew.ts";
import type { Crew, Known, Person } from "./incident.ts";
import type { Instant } from "./kinds.ts";
import type { Gap } from "./message.ts";
import {
	clearSteps,
	effect,
	emit,
	heldElsewhere,
	refreshCards,
	say,
	sendAlert,
	setStep,
	type Turn,
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
	person.etaAt - (person.answeredAt ?? person.alertedAt) <=
		incident.policy.countsWithinMinutes * 60_000;

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
		.filter((person) => counts(incident, person) && !gone.has(person.responderId))
		.map((person) => toComing(person, now));
	const fills = fillCrews(waiting, [...coming, ...extra]);
	return waiting.map((crew, index) => ({ crew, fill: fills[index] as CrewFill }));
}

const toComing = (person: Person, now: Instant): Coming => ({
	responderId: person.responderId,
	brigadeId: person.brigadeId,
	qualifications: person.qualifications,
	etaAt: person.progress === "atStation" ? (person.etaAt ?? now) : Math.max(person.etaAt ?? now, now),
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
	incident.crews.filter((crew) => crew.leftAt !== undefined);

/** The complete crews that are to go: as many as needed, those first at the scene first. */
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
				(a.fill.leavesAt ?? 0) + a.crew.travelMs - (b.fill.leavesAt ?? 0) - b.crew.travelMs,
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

/** People who said they come and are still counted on, to station or scene. */
export const comingNow = (incident: Known): Person[] =>
	[...incident.people.values()].filter(
		(person) =>
			person.answer === "responding" &&
			person.stoodDownAt === undefined &&
			person.seatOpenedAt === undefined &&
			person.withdrew === undefined,
	);

/** Asked and not answered, reachable, alert not taken back. */
export const silentNow = (incident: Known): Person[] =>
	[...incident.people.values()].filter(
		(person) =>
			!person.asked &&
			person.answer === undefined &&
			person.unreachableAt === undefined &&
			person.withdrew === undefined &&
			person.stoodDownAt === undefined,
	);

/** Even if everybody silent came at once there would be no crew: waiting longer gains nothing. */
export function cannotGather(incident: Known, now: Instant): boolean {
	if (enough(incident)) return false;
	const hoped = silentNow(incident).map((person) => ({
		...toComing(person, now),
		etaAt: now + person.preparationMs + person.toStationMs,
	}));
	return gather(incident, now, hoped).every(({ fill }) => fill.state === "short");
}

/** After every command: promise, take back, stand down, call back, tell. */
export function settleCrews(turn: Turn): void {
	const { incident } = turn;
	if (incident.status === "closed" || incident.status === "cancelled") return;
	const before = turn.decision.events.length;
	const wasPromised = incident.crews.some((crew) => crew.promised);
	giveUpTakenVehicles(turn);
	const goingNow = going(incident, turn.facts.now);
	const kept = new Set(goingNow.map(({ crew }) => crew.key));
	for (const gathered of goingNow) promise(turn, gathered);
	for (const crew of incident.crews)
		if (crew.promised && crew.leftAt === undefined && !kept.has(crew.key))
			fallShort(turn, crew);
	if (wasPromised && !enough(turn.incident) && !incident.stoodDown) reopenSeats(turn);
	if (enough(turn.incident)) standDownSurplus(turn);
	if (turn.decision.events.length > before) correctVerdict(turn);
	if (turn.decision.events.length > 0) refreshCards(turn);
}

/** Somebody else's incident promised the vehicle first: this crew misses one, and the next brigade is asked now. */
function giveUpTakenVehicles(turn: Turn): void {
	for (const crew of turn.incident.crews) {
		if (crew.vehicleId === null || crew.down || crew.promised || crew.leftAt !== undefined) continue;
		const holder = heldElsewhere(turn, "vehicle", crew.vehicleId);
		if (!holder) continue;
		emit(turn, { type: "VehicleTaken", vehicleId: crew.vehicleId, number: holder.number });
		setStep(turn, "widen", turn.facts.now);
	}
}

// What people notice on a screen; less would write a line for every second of waiting.
const NOTICEABLE_MS = 60_000;

function promise(turn: Turn, { crew, fill }: Gathered): void {
	const leavesAt = fill.leavesAt ?? turn.facts.now;
	const responderIds = [...fill.seats, ...fill.passengers].map(
		(seat) => seat.responderId,
	);
	const same =
		crew.promised !== undefined &&
		Math.abs(crew.promised.leavesAt - leavesAt) < NOTICEABLE_MS &&
		crew.promised.responderIds.join() === responderIds.join();
	if (same) return;
	const fresh = crew.promised === undefined;
	emit(turn, {
		type: "CrewPromised",
		crew: crew.key,
		vehicleId: crew.vehicleId,
		brigadeId: crew.brigadeId,
		leavesAt,
		responderIds,
	});
	if (fresh && crew.vehicleId !== null)
		effect(turn, { type: "Commit", kind: "vehicle", id: crew.vehicleId });
	setStep(
		turn,
		"departure",
		Math.max(leavesAt, turn.facts.now) +
			turn.incident.policy.departureAfterSeconds * 1000,
	);
}

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

/** A seat is open again: those in reserve are asked first, then the silent, then the ladder resumes. */
function reopenSeats(turn: Turn): void {
	const { incident } = turn;
	const reserve = [...incident.people.values()].filter(
		(person) =>
			person.stoodDownWhy === "reserve" &&
			person.answer === "responding" &&
			!heldElsewhere(turn, "responder", person.responderId),
	);
	if (reserve.length > 0) {
		emit(turn, {
			type: "RespondersCalledBack",
			responderIds: reserve.map((person) => person.responderId),
		});
		for (const person of reserve) {
			effect(turn, { type: "Commit", kind: "responder", id: person.responderId });
			tell(turn, person, say(incident, "calledBack", {}), {
				purpose: "inform",
				laneClass: 0,
				rank: person.rank,
				alsoCall: person.answeredOn === "voice",
			});
		}
		const goingNow = going(turn.incident, turn.facts.now);
		for (const gathered of goingNow) promise(turn, gathered);
	}
	if (enough(turn.incident)) return;
	alertSilentAgain(turn);
	clearSteps(turn, ["departure"]);
	const { now } = turn.facts;
	// Steps not yet reached still have their timer; those reached are resumed soon.
	if (turn.incident.stepsReached.has("widen")) setStep(turn, "widen", now + RESUME_MS);
	if (turn.incident.stepsReached.has("humans"))
		setStep(turn, "humans", now + turn.incident.policy.humanEverySeconds * 1000);
}

// A crew that broke after the ladder had run has no minute and a half to lose again.
const RESUME_MS = 30_000;

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
			calls: true,
			again: true,
		});
	}
}

/** Beyond the crews and one spare nobody is kept from sleep; but never is a second driver sent away before the truck has left. */
function standDownSurplus(turn: Turn): void {
	const { incident } = turn;
	const goingNow = going(incident, turn.facts.now);
	const needed = new Set(
		goingNow.flatMap(({ fill }) => fill.seats.map((seat) => seat.responderId)),
	);
	const gone = new Set(incident.crews.flatMap((crew) => crew.leftWith ?? []));
	const over = comingNow(incident)
		.filter(
			(person) =>
				person.to === "station" &&
				!needed.has(person.responderId) &&
				!gone.has(person.responderId),
		)
		.sort((a, b) => (a.etaAt ?? 0) - (b.etaAt ?? 0));
	const everybodyLeft = allLeft(incident);
	const spare = everybodyLeft ? undefined : over.find((p) => counts(incident, p));
	// Alerts still on their way stop once the crew has its spare, or has left.
	if (everybodyLeft || spare)
		for (const person of silentNow(incident))
			effect(turn, {
				type: "Withdraw",
				responderId: person.responderId,
				purposes: ["alert"],
			});
	if (everybodyLeft) return standDownAll(turn, "left");
	const surplus = over.filter(
		(person) =>
			person !== spare &&
			person.progress !== "atStation" &&
			(person.notDriving || !person.qualifications.some((q) => q.startsWith("driver"))),
	);
	if (surplus.length === 0) return;
	emit(turn, {
		type: "RespondersStoodDown",
		responderIds: surplus.map((person) => person.responderId),
		why: "reserve",
	});
	for (const person of surplus) {
		effect(turn, { type: "Free", kind: "responder", id: person.responderId });
		clearSteps(turn, stepsOf(person.responderId));
		tell(turn, person, say(incident, "reserve", {}), {
			purpose: "inform",
			laneClass: 3,
			rank: person.rank,
			alsoCall: person.answeredOn === "voice",
		});
	}
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
export function standDownAll(turn: Turn, why: "left" | "stoodDown" | "closed" | "falseAlarm"): void {
	const { incident } = turn;
	const stays = new Set(incident.crews.flatMap((crew) => crew.leftWith ?? []));
	if (why === "stoodDown")
		for (const { fill } of going(incident, turn.facts.now))
			for (const seat of [...fill.seats, ...fill.passengers])
				stays.add(seat.responderId);
	const people = [...incident.people.values()].filter(
		(person) =>
			(why === "falseAlarm" || !stays.has(person.responderId)) &&
			!(why === "left" && person.to === "scene" && person.answer === "responding") &&
			person.answer !== "notResponding" &&
			person.unreachableAt === undefined &&
			(person.stoodDownAt === undefined || person.stoodDownWhy === "reserve"),
	);
	if (people.length === 0) return;
	emit(turn, {
		type: "RespondersStoodDown",
		responderIds: people.map((person) => person.responderId),
		why,
	});
	for (const person of people) {
		effect(turn, { type: "Withdraw", responderId: person.responderId, purposes: ["alert"] });
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
				alsoCall: person.answeredOn === "voice" && person.answer === "responding",
			},
		);
	}
}

/** Who heard a verdict hears when it has turned. */
function correctVerdict(turn: Turn): void {
	const { incident } = turn;
	if (!incident.verdict || incident.status === "closed") return;
	const kind = enough(incident) ? "leaves" : "notGathering";
	if (kind === incident.verdict.kind || incident.stoodDown) return;
	giveVerdict(turn, []);
}

/** The verdict, whatever it is, to the chief, the coordinator and the desk. */
export function giveVerdict(turn: Turn, calling: string[]): void {
	const { incident } = turn;
	const coming = comingNow(incident).length;
	const leavesAt = departureAt(incident);
	const missing = leavesAt === undefined ? missingNow(incident) : [];
	emit(turn, {
		type: "VerdictGiven",
		kind: leavesAt === undefined ? "notGathering" : "leaves",
		...(leavesAt === undefined ? {} : { leavesAt }),
		coming,
		missing,
		brigadeIds: [...incident.stations.keys()],
	});
	const message =
		leavesAt === undefined
			? say(incident, "verdictNotGathering", { missing, coming, calling })
			: say(incident, "verdictLeaves", { leavesAt, coming });
	for (const [rank, human] of incident.humans.entries())
		if (hearsVerdict(human.role))
			tell(turn, human, message, { purpose: "inform", laneClass: 1, rank });
}

const hearsVerdict = (role: string): boolean =>
	role === "chief" || role === "deputy" || role === "dutyOfficer" || role === "coordinator";

/** When the first truck leaves or left; undefined while none does. */
export function departureAt(incident: Known): Instant | undefined {
	const gone = left(incident).map((crew) => crew.leftAt ?? 0);
	if (gone.length > 0) return Math.min(...gone);
	if (!enough(incident)) return undefined;
	const leaving = going(incident, incident.reportedAt).map(({ fill }) => fill.leavesAt ?? 0);
	return leaving.length > 0 ? Math.min(...leaving) : undefined;
}

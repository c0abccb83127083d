/**
 * Can a vehicle leave, with whom, when: a matching of people to seats, not a headcount.
 *
 * The order of the requests is their priority. First it is decided which crews
 * can be complete at all, then how early each may leave, then who sits where;
 * each step keeps what the steps before it have won.
 */
import type { Instant, Qualification, SeatRule } from "./kinds.ts";

/** A vehicle that wants a crew of its brigade; `seats` is how many people fit in it. */
export type CrewRequest = {
	vehicleId: string | null;
	brigadeId: string;
	seats: number;
	rule: readonly SeatRule[];
};

/** Somebody on the way to the station of `brigadeId`, whose arrival counts. */
export type Coming = {
	responderId: string;
	brigadeId: string;
	qualifications: readonly Qualification[];
	etaAt: Instant;
	notDriving: boolean;
	atStation: boolean;
};

export type Seat = {
	qualification: Qualification | null;
	responderId: string;
	etaAt: Instant;
};

/** That a vehicle has left is a mark, and the caller's to say. */
export type CrewState = "short" | "promised" | "assembled";

export type Missing = { qualification: Qualification; count: number };

export type CrewFill = {
	vehicleId: string | null;
	brigadeId: string;
	state: CrewState;
	/** When the last required person, and the first key, is at the station; null while short. */
	leavesAt: Instant | null;
	seats: Seat[];
	missing: Missing[];
	/** Who fills free places beyond the rule and holds nobody up. */
	passengers: Seat[];
};

/**
 * Fills the requests, in their order of priority, from the people who come.
 * A crew that cannot be complete is `short` and takes nobody from a later one
 * that can. Among complete crews the first leaves as early as possible, then,
 * with that kept, the second, and so on. The same people and requests give the
 * same crews, in whatever order the people are listed.
 */
export function fillCrews(
	requests: readonly CrewRequest[],
	coming: readonly Coming[],
): CrewFill[] {
	const people = inFixedOrder(requests, coming);
	const crews = requests.map((request) => emptyCrew(request, people));
	const complete = completable(crews);
	leaveEarliest(complete);
	preferArrived(complete);
	const takenBy = chooseSeats(complete);
	fillShort(
		crews.filter((crew) => !complete.includes(crew)),
		takenBy,
	);
	return crews.map((crew) => crewFill(crew, complete.includes(crew), takenBy));
}

/** What a driver's seat is called, the service's own or a brigade's. */
const DRIVER_PREFIX = "driver";

/** One required seat of one crew, and who may still take it. */
type Place = { qualification: Qualification | null; candidates: Coming[] };

type Crew = {
	request: CrewRequest;
	people: Coming[];
	places: Place[];
	/** When the first key of a locked station is there; `undefined` when nobody brings it. */
	keyAt: Instant | undefined;
	needsKey: boolean;
};

/** Who sits on which place, by responder: a person listed twice still sits once. */
type Seating = Map<string, { place: Place; person: Coming }>;

/**
 * People in the order in which they are tried: at the station first, then who can
 * do least else, so that the versatile stay free for the scarce seats, then who
 * is earlier. The id makes the order total.
 */
function inFixedOrder(
	requests: readonly CrewRequest[],
	coming: readonly Coming[],
): Coming[] {
	const asked = new Set(
		requests.flatMap(({ rule }) =>
			rule.map(({ qualification }) => qualification),
		),
	);
	const uses = new Map(
		coming.map((person) => [
			person,
			[...asked].filter(
				(qualification) =>
					qualification !== undefined &&
					qualification !== "keyholder" &&
					canTake(person, qualification),
			).length,
		]),
	);
	return [...coming].sort(
		(a, b) =>
			Number(b.atStation) - Number(a.atStation) ||
			(uses.get(a) ?? 0) - (uses.get(b) ?? 0) ||
			earlierFirst(a, b),
	);
}

function earlierFirst(a: Coming, b: Coming): number {
	return (
		a.etaAt - b.etaAt ||
		(a.responderId < b.responderId ? -1 : Number(a.responderId > b.responderId))
	);
}

function emptyCrew(request: CrewRequest, coming: readonly Coming[]): Crew {
	const people = coming.filter(
		(person) => person.brigadeId === request.brigadeId,
	);
	const keys = people.filter((person) =>
		person.qualifications.includes("keyholder"),
	);
	return {
		request,
		people,
		places: requiredSeats(request.rule).map((qualification) => ({
			qualification,
			candidates: people.filter((person) => canTake(person, qualification)),
		})),
		keyAt:
			keys.length === 0
				? undefined
				: Math.min(...keys.map((person) => person.etaAt)),
		needsKey: request.rule.some(
			({ qualification, count }) => qualification === "keyholder" && count > 0,
		),
	};
}

/** The key is an errand, not a seat. No vehicle leaves by itself, so an empty rule still asks for somebody. */
function requiredSeats(rule: readonly SeatRule[]): (Qualification | null)[] {
	const seats = rule
		.filter(({ qualification }) => qualification !== "keyholder")
		.flatMap(({ qualification, count }) =>
			Array.from({ length: count }, () => qualification ?? null),
		);
	return seats.length === 0 ? [null] : seats;
}

function canTake(person: Coming, qualification: Qualification | null): boolean {
	if (qualification === null) return true;
	if (person.notDriving && qualification.startsWith(DRIVER_PREFIX))
		return false;
	return person.qualifications.includes(qualification);
}

/** Which crews can be complete together, an earlier request never giving way to a later one. */
function completable(crews: readonly Crew[]): Crew[] {
	const complete: Crew[] = [];
	for (const crew of crews) {
		if (crew.needsKey && crew.keyAt === undefined) continue;
		if (seatAll([...complete, crew])) complete.push(crew);
	}
	return complete;
}

/** Leaves each crew only the people who are there by its earliest possible departure, in the order of requests. */
function leaveEarliest(complete: readonly Crew[]): void {
	for (const crew of complete) {
		const instants = [
			...new Set(crew.people.map((person) => person.etaAt)),
		].sort((a, b) => a - b);
		// People who are there before the key hold nobody up: no crew leaves before it.
		const floor = (crew.needsKey ? crew.keyAt : undefined) ?? -Infinity;
		for (const instant of instants) {
			if (instant < floor) continue;
			if (narrowed(complete, crew.places, (person) => person.etaAt <= instant))
				break;
		}
	}
}

/** A promise is not a person at the station: where those who are there can fill a crew, they do. */
function preferArrived(complete: readonly Crew[]): void {
	for (const crew of complete)
		narrowed(complete, crew.places, (person) => person.atStation);
}

/** Seat by seat, the first person in the fixed order with whom all others can still be seated. */
function chooseSeats(complete: readonly Crew[]): Seating {
	for (const place of complete.flatMap((crew) => crew.places))
		for (const person of place.candidates)
			if (narrowed(complete, [place], (other) => other === person)) break;
	return seatAll(complete) ?? new Map();
}

/** Keeps only some candidates of the places, if everybody can still be seated; else changes nothing. */
function narrowed(
	complete: readonly Crew[],
	places: readonly Place[],
	keep: (person: Coming) => boolean,
): boolean {
	const before = places.map((place) => place.candidates);
	for (const place of places) place.candidates = place.candidates.filter(keep);
	if (seatAll(complete)) return true;
	places.forEach((place, index) => {
		place.candidates = before[index] ?? [];
	});
	return false;
}

/** Everybody who is left takes seats of the crews that cannot be complete, so that only what is missing shows. */
function fillShort(crews: readonly Crew[], seating: Seating): void {
	const needed = new Set(seating.keys());
	for (const place of crews.flatMap((crew) => crew.places)) {
		place.candidates = place.candidates.filter(
			(person) => !needed.has(person.responderId),
		);
		seatOne(place, seating, new Set());
	}
}

/** A seating of every place, or `undefined` when there is none. */
function seatAll(crews: readonly Crew[]): Seating | undefined {
	const seating: Seating = new Map();
	for (const place of crews.flatMap((crew) => crew.places))
		if (!seatOne(place, seating, new Set())) return undefined;
	return seating;
}

/** Seats one more place, moving people already seated if it must (augmenting path); never empties a place. */
function seatOne(place: Place, seating: Seating, tried: Set<string>): boolean {
	for (const person of place.candidates) {
		if (tried.has(person.responderId)) continue;
		tried.add(person.responderId);
		const held = seating.get(person.responderId);
		if (held && !seatOne(held.place, seating, tried)) continue;
		seating.set(person.responderId, { place, person });
		return true;
	}
	return false;
}

function crewFill(crew: Crew, complete: boolean, seating: Seating): CrewFill {
	const { vehicleId, brigadeId, seats: capacity } = crew.request;
	const seated = crew.places.map((place) => sitterOf(place, seating));
	const seats = crew.places.flatMap(({ qualification }, index) => {
		const person = seated[index];
		return person ? [seatOf(person, qualification)] : [];
	});
	if (!complete)
		return {
			vehicleId,
			brigadeId,
			state: "short",
			leavesAt: null,
			seats,
			missing: missingOf(crew, seated),
			passengers: [],
		};
	const leavesAt = Math.max(
		...seats.map((seat) => seat.etaAt),
		...(crew.needsKey && crew.keyAt !== undefined ? [crew.keyAt] : []),
	);
	return {
		vehicleId,
		brigadeId,
		state: seated.every((person) => person?.atStation)
			? "assembled"
			: "promised",
		leavesAt,
		seats,
		missing: [],
		passengers: passengersOf(crew, capacity - seats.length, leavesAt, seating),
	};
}

function sitterOf(place: Place, seating: Seating): Coming | undefined {
	for (const seat of seating.values())
		if (seat.place === place) return seat.person;
	return undefined;
}

function seatOf(person: Coming, qualification: Qualification | null): Seat {
	return {
		qualification,
		responderId: person.responderId,
		etaAt: person.etaAt,
	};
}

function missingOf(
	crew: Crew,
	seated: readonly (Coming | undefined)[],
): Missing[] {
	const counts = new Map<Qualification, number>();
	crew.places.forEach(({ qualification }, index) => {
		if (seated[index]) return;
		const name = qualification ?? "firefighter";
		counts.set(name, (counts.get(name) ?? 0) + 1);
	});
	if (crew.needsKey && crew.keyAt === undefined) counts.set("keyholder", 1);
	return [...counts].map(([qualification, count]) => ({
		qualification,
		count,
	}));
}

/** Who is not seated anywhere and is there in time, earliest first; they ride along and are then taken. */
function passengersOf(
	crew: Crew,
	free: number,
	leavesAt: Instant,
	seating: Seating,
): Seat[] {
	const passengers: Seat[] = [];
	for (const person of [...crew.people].sort(earlierFirst)) {
		if (passengers.length >= free) break;
		if (seating.has(person.responderId)) continue;
		// Who stands at the station boards, even if the promised minute had passed by then.
		if (person.etaAt > leavesAt && !person.atStation) continue;
		seating.set(person.responderId, {
			place: { qualification: null, candidates: [] },
			person,
		});
		passengers.push(seatOf(person, null));
	}
	return passengers;
}

/**
 * The chance that a crew forms, counted before anybody has answered.
 *
 * It decides whether the neighbour is woken too, so it counts roles and not
 * heads: ten firefighters without a driver are a chance of nothing.
 */
import type { Qualification, SeatRule } from "./kinds.ts";

/** Who said «їду» comes: no-shows are 5–8 % (domain §7.2). */
export const CHANCE_OF_PROMISE = 0.94;

/** A person and the chance that, alerted, they come: noticing × acceptance × showing up. */
export type Likely = {
	responderId: string;
	brigadeId: string;
	qualifications: readonly Qualification[];
	chance: number;
};

/** Who has never been alerted comes this often. Source: reference domain §7.2, acceptance 17–47 %. */
export const UNKNOWN_CHANCE = 0.35;

/**
 * How many alerts the unknown chance weighs against a person's own history.
 * Smaller: one slept-through night and the neighbour is woken for ever. Larger: a
 * driver who moved away is counted on for a year. Ours.
 */
export const UNKNOWN_WEIGHT = 8;

/**
 * Chance, 0 to 1, that the people who come can fill every seat of the rule.
 * Exact for independent people, one seat each; a `keyholder` is an errand that anyone
 * coming may bring along with their seat. People of several brigades do not share
 * a vehicle: it is then the chance that at least one brigade has a crew.
 */
export function chanceOfCrew(
	rule: readonly SeatRule[],
	people: readonly Likely[],
): number {
	const brigades = Map.groupBy(people, (person) => person.brigadeId);
	let chanceOfNone = 1;
	for (const members of brigades.values())
		chanceOfNone *= 1 - chanceOfBrigadeCrew(rule, members);
	return 1 - chanceOfNone;
}

/** How many of them come on average. */
export function expectedAnswers(people: readonly { chance: number }[]): number {
	return people.reduce((sum, { chance }) => sum + chance, 0);
}

/**
 * Chance, 0 to 1, that a person who is alerted comes.
 * Came is already noticed, accepted and shown up; a short history is drawn towards the unknown chance.
 */
export function chanceOfPerson(
	history: { alerted: number; came: number } | undefined,
): number {
	if (!history) return UNKNOWN_CHANCE;
	return (
		(history.came + UNKNOWN_CHANCE * UNKNOWN_WEIGHT) /
		(history.alerted + UNKNOWN_WEIGHT)
	);
}

/** A set of seats, and how many people able to take one of them it needs. */
type Demand = {
	count: number;
	able: (qualifications: readonly Qualification[]) => boolean;
};

/**
 * By Hall's theorem the seats can be filled exactly when every set of them has
 * enough people able to sit in it. So the state while people are added one by
 * one is the number of able people per set, counted no further than needed.
 */
function chanceOfBrigadeCrew(
	rule: readonly SeatRule[],
	people: readonly Likely[],
): number {
	const demands = demandsOf(rule);
	let chances = new Map([[String.fromCharCode(...demands.map(() => 0)), 1]]);
	for (const { qualifications, chance } of people) {
		const next = new Map<string, number>();
		const add = (state: string, weight: number) => {
			if (weight > 0) next.set(state, (next.get(state) ?? 0) + weight);
		};
		const able = demands.map((demand) => demand.able(qualifications));
		for (const [state, weight] of chances) {
			add(state, weight * (1 - chance));
			add(withOneMore(state, demands, able), weight * chance);
		}
		chances = next;
	}
	const filled = String.fromCharCode(...demands.map(({ count }) => count));
	return chances.get(filled) ?? 0;
}

function withOneMore(
	state: string,
	demands: readonly Demand[],
	able: readonly boolean[],
): string {
	const counts = demands.map(({ count }, place) =>
		Math.min(count, state.charCodeAt(place) + (able[place] ? 1 : 0)),
	);
	return String.fromCharCode(...counts);
}

function demandsOf(rule: readonly SeatRule[]): Demand[] {
	const seatsOf = new Map<Qualification, number>();
	let seats = 0;
	let keyholder = false;
	for (const { qualification, count } of rule) {
		if (qualification === "keyholder") {
			keyholder ||= count > 0;
			continue;
		}
		seats += count;
		if (qualification !== undefined && count > 0)
			seatsOf.set(qualification, (seatsOf.get(qualification) ?? 0) + count);
	}
	const demands = setsOf([...seatsOf]).map((set) => ({
		count: set.reduce((sum, [, count]) => sum + count, 0),
		able: (held: readonly Qualification[]) =>
			set.some(([qualification]) => held.includes(qualification)),
	}));
	// Anybody can take a seat without qualification, so all sets with one come down to enough people. No vehicle leaves by itself.
	demands.push({ count: Math.max(seats, 1), able: () => true });
	if (keyholder)
		demands.push({ count: 1, able: (held) => held.includes("keyholder") });
	return demands;
}

/** Every set but the empty one; a rule names a handful of qualifications, so there are few. */
function setsOf<T>(items: readonly T[]): T[][] {
	const sets: T[][] = [[]];
	for (const item of items)
		for (const set of [...sets]) sets.push([...set, item]);
	return sets.slice(1);
}

/**
 * Duty strength: how many could be called at an instant, by what they can do, and
 * whether each truck of the brigade could leave with them. What a station's wall
 * shows while nothing burns.
 */
import { availabilityAt } from "./availability.ts";
import { type Ahead, type Shortage, shortages } from "./forecast.ts";
import type { Instant, Qualification } from "./kinds.ts";
import type { Brigade, Responder, Vehicle } from "./roster.ts";

/** People: on call, in reserve (who come for life alone among them), and away. */
export type Counted = { on: number; reserve: number; away: number };

export type Strength = Counted & {
	roles: ({ qualification: Qualification } & Counted)[];
};

/** One truck: whether a crew could form for it now, and what it lacks when. */
export type Manned = {
	vehicle: Vehicle;
	/** Missing now; absent = a crew is possible. */
	lacks?: Shortage;
	/** The next hours in which it would lack somebody. */
	next?: Shortage;
};

const DAY_MS = 86_400_000;

export function strengthAt(
	members: readonly Responder[],
	roles: readonly Qualification[],
	at: Instant,
	timeZone: string,
): Strength {
	const states = members.map(({ availability, qualifications }) => ({
		qualifications,
		state: availabilityAt(availability, at, timeZone),
	}));
	const count = (some: typeof states): Counted => ({
		on: some.filter(({ state }) => state === "on").length,
		reserve: some.filter(
			({ state }) => state === "reserve" || state === "lifeOnly",
		).length,
		away: some.filter(({ state }) => state === "off").length,
	});
	return {
		...count(states),
		roles: roles.map((qualification) => ({
			qualification,
			...count(
				states.filter(({ qualifications }) =>
					qualifications.includes(qualification),
				),
			),
		})),
	};
}

/** What the trucks' crews need, as their rules name it, then what is good to know. */
export function rolesOf(
	vehicles: readonly Vehicle[],
	members: readonly Responder[],
): Qualification[] {
	const needed = vehicles.flatMap(({ crewRule }) =>
		crewRule.flatMap(({ qualification }) => qualification ?? []),
	);
	const held = new Set(members.flatMap(({ qualifications }) => qualifications));
	return [
		...new Set([
			...needed,
			...["driver_c", "leader", "ba", "medic"].filter((one) => held.has(one)),
		]),
	];
}

export function manned(
	brigade: Brigade,
	vehicles: readonly Vehicle[],
	members: readonly Responder[],
	now: Instant,
	timeZone: string,
): Manned[] {
	return vehicles.map((vehicle) => {
		const ahead: Ahead = {
			brigade,
			vehicles: [vehicle],
			members,
			from: now,
			to: now + DAY_MS,
			timeZone,
		};
		const short = shortages(ahead);
		const lacks = short.find(({ from }) => from <= now);
		const next = short.find(({ from }) => from > now);
		return { vehicle, ...(lacks ? { lacks } : {}), ...(next ? { next } : {}) };
	});
}

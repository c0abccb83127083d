/**
 * Hours ahead in which nobody could fill a seat, whoever answered: what a chief can still
 * do something about, by asking somebody before the night.
 *
 * Reckoned as a fire would be: who is on call or in reserve at that hour, from where they
 * are then, in the time that counts for a first crew. Whether they will wake is not asked.
 */
import { availabilityAt, isNight, placeAt } from "./availability.ts";
import { type Coming, fillCrews } from "./crew.ts";
import { preparationMs, travelMs } from "./eta.ts";
import type { Instant, SeatRule } from "./kinds.ts";
import type { Gap } from "./message.ts";
import { policyFor } from "./policy.ts";
import type { Brigade, Responder, Vehicle } from "./roster.ts";

/** A stretch of time and what the best crew lacks all through it. */
export type Shortage = { from: Instant; to: Instant; missing: Gap[] };

export type Ahead = {
	brigade: Brigade;
	vehicles: readonly Vehicle[];
	members: readonly Responder[];
	from: Instant;
	to: Instant;
	timeZone: string;
};

const MINUTE_MS = 60_000;
/** Hours of people begin at a quarter; finer would say the same. */
const STEP_MS = 15 * MINUTE_MS;
/** A gap between two shifts is no decision. */
const SHORTEST_MS = 30 * MINUTE_MS;
const SEATS = 5;

export function shortages(ahead: Ahead): Shortage[] {
	const found: Shortage[] = [];
	const first = Math.floor(ahead.from / STEP_MS) * STEP_MS;
	for (let at = first; at < ahead.to; at += STEP_MS) {
		const missing = missingAt(ahead, at);
		if (missing.length === 0) continue;
		const to = Math.min(at + STEP_MS, ahead.to);
		const last = found.at(-1);
		if (last?.to === at && isSame(last.missing, missing)) last.to = to;
		else found.push({ from: Math.max(at, ahead.from), to, missing });
	}
	return found.filter(({ from, to }) => to - from >= SHORTEST_MS);
}

function missingAt(ahead: Ahead, at: Instant): Gap[] {
	const { brigade, members, timeZone } = ahead;
	const policy = policyFor("structure_fire", brigade.policy);
	const night = isNight(policy.night, at, timeZone);
	const coming = members.flatMap((member): Coming[] => {
		const state = availabilityAt(member.availability, at, timeZone);
		if (state === "off" || state === "lifeOnly") return [];
		const from = placeAt(member.places, at, timeZone) ?? brigade.location;
		const needsMs =
			preparationMs(night) + travelMs(from, brigade.location, member.travel);
		if (needsMs > policy.countsWithinMinutes * MINUTE_MS) return [];
		return [
			{
				responderId: member.id,
				brigadeId: brigade.id,
				qualifications: member.qualifications,
				etaAt: at + needsMs,
				notDriving: false,
				atStation: false,
			},
		];
	});
	const gaps = rulesOf(ahead).map(
		({ rule, seats }) =>
			fillCrews(
				[{ vehicleId: null, brigadeId: brigade.id, seats, rule }],
				coming,
			)[0]?.missing ?? [],
	);
	return gaps.sort((a, b) => total(a) - total(b))[0] ?? [];
}

/** Of every truck that could leave; the one that lacks least is what counts. */
function rulesOf({ brigade, vehicles }: Ahead): {
	rule: readonly SeatRule[];
	seats: number;
}[] {
	const { requirement } = policyFor("structure_fire", brigade.policy);
	const own = vehicles.filter(({ brigadeId }) => brigadeId === brigade.id);
	const ready = own.filter(({ state }) => state !== "outOfService");
	const trucks = ready.length > 0 ? ready : own;
	if (trucks.length === 0)
		return [{ rule: requirement ?? WITHOUT_VEHICLE, seats: SEATS }];
	return trucks.map(({ crewRule, seats }) => ({
		rule: requirement ?? crewRule,
		seats,
	}));
}

const WITHOUT_VEHICLE: SeatRule[] = [
	{ qualification: "leader", count: 1 },
	{ count: 1 },
];

const total = (gaps: readonly Gap[]): number =>
	gaps.reduce((sum, { count }) => sum + count, 0);

const isSame = (a: readonly Gap[], b: readonly Gap[]): boolean =>
	a.length === b.length &&
	a.every(
		({ qualification, count }, place) =>
			b[place]?.qualification === qualification && b[place].count === count,
	);

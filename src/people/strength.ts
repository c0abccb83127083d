/**
 * The duty strength of one brigade, read off the roster: now, in the night ahead,
 * and truck by truck.
 */
import { openVehicle } from "../administer.ts";
import { isNight } from "../core/availability.ts";
import type { Instant } from "../core/kinds.ts";
import { policyFor } from "../core/policy.ts";
import type { Brigade } from "../core/roster.ts";
import {
	type Manned,
	manned,
	rolesOf,
	type Strength,
	strengthAt,
} from "../core/strength.ts";
import { EVERYTHING } from "../ports.ts";
import { instantAt, minuteOf, wallTime } from "../routine/wallTime.ts";
import type { Service } from "../service.ts";
import { openCandidates } from "./whereabouts.ts";

export type OnDuty = {
	now: Strength;
	/** Absent while it is night. */
	tonight?: Strength;
	vehicles: Manned[];
};

const MOST_PEOPLE = 300;

export async function onDuty(
	service: Service,
	brigade: Brigade,
): Promise<OnDuty> {
	const { roster, secrets, clock, settings } = service;
	const { timeZone } = settings;
	const now = clock.now();
	const [found, rows] = await Promise.all([
		roster.candidates({ brigadeIds: [brigade.id], limit: MOST_PEOPLE }),
		roster.vehicles(EVERYTHING, brigade.id),
	]);
	const members = openCandidates(secrets, found).responders.filter(
		({ brigadeIds }) => brigadeIds.includes(brigade.id),
	);
	const vehicles = rows.map((row) => openVehicle(service, row));
	const roles = rolesOf(vehicles, members);
	const tonight = nightAhead(brigade, now, timeZone);
	return {
		now: strengthAt(members, roles, now, timeZone),
		...(tonight === undefined
			? {}
			: { tonight: strengthAt(members, roles, tonight, timeZone) }),
		vehicles: manned(brigade, vehicles, members, now, timeZone),
	};
}

/** When the night of the brigade's policy begins; undefined once it has. */
function nightAhead(
	{ policy }: Brigade,
	now: Instant,
	timeZone: string,
): Instant | undefined {
	const { night } = policyFor("structure_fire", policy);
	if (isNight(night, now, timeZone)) return undefined;
	const { date } = wallTime(now, timeZone);
	const begins = instantAt(date, minuteOf(night.from), timeZone);
	return begins > now ? begins : undefined;
}

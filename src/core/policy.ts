/**
 * Timings and requirements per incident type, each default with its source.
 *
 * The policy of the first (nearest or named) brigade rules the whole incident and
 * is written into the event that opens it, so later changes do not bend the past.
 */
import type { IncidentType, SeatRule, VehicleKind } from "./kinds.ts";

export type Policy = {
	/** Which vehicles this type of incident needs; crews follow from the vehicles' own rules. */
	vehicles: { kind?: VehicleKind; count: number }[];
	/** Replaces the vehicle's own crew rule when given. */
	requirement?: SeatRule[];
	callAfterSeconds: number;
	smsAfterSeconds: number;
	redialAfterSeconds: number;
	widenAfterSeconds: number;
	verdictAfterSeconds: number;
	repeatAfterSeconds: number;
	noAnswerAfterSeconds: number;
	countsWithinMinutes: number;
	maxArrivalMinutes: number;
	waveSize?: number;
	unconfirmedDeputiesAfterSeconds: number;
	unconfirmedDecideAfterSeconds: number;
	humanEverySeconds: number;
	noShowAfterSeconds: number;
	departureAfterSeconds: number;
	neighbourBelowChance: number;
	night: { from: string; to: string };
};

export type PolicyOverrides = Partial<
	Record<IncidentType | "default", Partial<Policy>>
>;

/** Sources: architecture §6 and, where it names none, the decision written beside the number there. */
const DEFAULT: Policy = {
	vehicles: [{ count: 1 }],
	// Telegram first wakes nobody at night; 60 s is the longest a waking phone may wait by day.
	callAfterSeconds: 60,
	// DIVERA falls back to SMS at once, GroupAlarm after 30 s: 20 s without an answer.
	smsAfterSeconds: 20,
	// A second call within 3 min passes most do-not-disturb settings (PASOSP, JA-OSP).
	redialAfterSeconds: 40,
	// GroupAlarm and Alamos take 60–300 s; ours is shorter because crews are small.
	widenAfterSeconds: 90,
	// 94 % of the crews that will form are known by two minutes (domain §7).
	verdictAfterSeconds: 120,
	// Alamos 3 min, Beacon.
	repeatAfterSeconds: 180,
	// GroupAlarm: five minutes of silence is "no answer"; a later answer still counts.
	noAnswerAfterSeconds: 300,
	countsWithinMinutes: 15,
	maxArrivalMinutes: 30,
	unconfirmedDeputiesAfterSeconds: 30,
	unconfirmedDecideAfterSeconds: 60,
	humanEverySeconds: 60,
	// No-shows are 5–8 % (domain §7.2): asked two minutes after the promised arrival.
	noShowAfterSeconds: 120,
	departureAfterSeconds: 120,
	neighbourBelowChance: 0.9,
	night: { from: "22:00", to: "06:00" },
};

/** A house waits for nobody: PASOSP rings all phones at 0 s (domain §1.4, architecture §6). */
const STRUCTURE: Partial<Policy> = {
	callAfterSeconds: 0,
	smsAfterSeconds: 0,
	maxArrivalMinutes: 20,
};

const BY_TYPE: Partial<Record<IncidentType, Partial<Policy>>> = {
	structure_fire: STRUCTURE,
	industrial_fire: STRUCTURE,
	outbuilding_fire: STRUCTURE,
	vehicle_fire: { callAfterSeconds: 0, smsAfterSeconds: 0 },
	road_accident: { callAfterSeconds: 0, smsAfterSeconds: 0 },
	rescue: { callAfterSeconds: 0, smsAfterSeconds: 0 },
	hazmat: { callAfterSeconds: 0, smsAfterSeconds: 0 },
	shelling_impact: { callAfterSeconds: 0, smsAfterSeconds: 0 },
	vegetation_fire: { maxArrivalMinutes: 25 },
};

/** The policy in force: defaults, then the type's own, then the brigade's default, then the brigade's for the type. */
export function policyFor(
	incidentType: IncidentType,
	overrides: PolicyOverrides = {},
): Policy {
	return {
		...DEFAULT,
		...BY_TYPE[incidentType],
		...overrides.default,
		...overrides[incidentType],
	};
}

/** Types where everybody of the nearest brigade is asked on every channel at once. */
const ALL_AT_ONCE: ReadonlySet<IncidentType> = new Set<IncidentType>([
	"structure_fire",
	"outbuilding_fire",
	"industrial_fire",
	"vehicle_fire",
	"road_accident",
	"hazmat",
	"shelling_impact",
	"rescue",
]);

export const alertsEverybodyAtOnce = (incidentType: IncidentType): boolean =>
	ALL_AT_ONCE.has(incidentType);

const GRAVITY: Record<IncidentType, number> = {
	other: 0,
	vegetation_fire: 1,
	outbuilding_fire: 2,
	vehicle_fire: 2,
	rescue: 3,
	road_accident: 3,
	hazmat: 4,
	industrial_fire: 4,
	structure_fire: 4,
	shelling_impact: 5,
};

/** A correction to a graver type restarts the ladder for those not yet asked. */
export const graver = (than: IncidentType, now: IncidentType): boolean =>
	GRAVITY[now] > GRAVITY[than];

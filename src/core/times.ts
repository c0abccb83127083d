/**
 * Every interval of an incident, named by its two ends, subtracted in one place.
 *
 * The raw instants stay in the log; what stands here is derived from them and
 * can always be derived again. Names follow NERIS: alarm handling, turnout, travel.
 */
import type { Instant } from "./kinds.ts";

/** The instants the intervals hang on; an absent one has not happened, or nobody marked it. */
export type IncidentInstants = {
	reportedAt: Instant;
	alertedAt?: Instant;
	departedAt?: Instant;
	onSceneAt?: Instant;
};

export type IncidentTimes = {
	/** Report received → first alert. */
	alarmHandlingMs?: number;
	/** First alert → first vehicle departed. */
	turnoutMs?: number;
	/** First vehicle departed → on scene. */
	travelMs?: number;
};

/** From → to, in milliseconds. */
export const elapsedMs = (from: Instant, to: Instant): number => to - from;

/**
 * The intervals whose two ends are both known.
 * Marks are typed by people, sometimes afterwards: ends that contradict each
 * other leave their interval out instead of showing a negative time.
 */
export function incidentTimes(instants: IncidentInstants): IncidentTimes {
	const { reportedAt, alertedAt, departedAt, onSceneAt } = instants;
	const times: IncidentTimes = {};
	const alarmHandlingMs = between(reportedAt, alertedAt);
	if (alarmHandlingMs !== undefined) times.alarmHandlingMs = alarmHandlingMs;
	const turnoutMs = between(alertedAt, departedAt);
	if (turnoutMs !== undefined) times.turnoutMs = turnoutMs;
	const travelMs = between(departedAt, onSceneAt);
	if (travelMs !== undefined) times.travelMs = travelMs;
	return times;
}

function between(
	from: Instant | undefined,
	to: Instant | undefined,
): number | undefined {
	if (from === undefined || to === undefined || to < from) return undefined;
	return elapsedMs(from, to);
}

/**
 * Who can be alerted at this instant, and where they probably are.
 *
 * Weekly hours are wall time of the installation's zone. They are resolved to
 * instants on their local day, so the two nights of a clock change are right:
 * an hour that comes twice does not make a person flicker, and one that is
 * skipped does not swallow a rule.
 */
import { Temporal } from "temporal-polyfill";
import type { AvailabilityState, Instant, Point } from "./kinds.ts";

/** Hours of a week; `to` at or before `from` means over midnight, and belongs to the day it begins. */
export type WeeklyHours = {
	/** ISO: 1 = Monday … 7 = Sunday. */
	days: readonly number[];
	/** Wall time 'HH:MM'; `to` may be '24:00'. */
	from: string;
	to: string;
};

export type WeeklyRule = WeeklyHours & { state: AvailabilityState };

export type AvailabilityException = {
	from: Instant;
	to: Instant;
	state: AvailabilityState;
};

export type Availability = {
	state: AvailabilityState;
	until?: Instant;
	weekly: readonly WeeklyRule[];
	exceptions: readonly AvailabilityException[];
};

export type Place = Point & {
	kind: "home" | "work" | "other";
	weekly?: readonly WeeklyHours[];
};

/**
 * What a person said about being called at this instant.
 * The most deliberate word wins: an exception for these very hours (the last one
 * given), then a state set until a moment still ahead, then the weekly rule (the
 * later in the list), then the plain state. A state whose `until` has passed is
 * over, and the person is on call again: silence must not last by forgetting.
 */
export function availabilityAt(
	availability: Availability,
	at: Instant,
	timeZone: string,
): AvailabilityState {
	const exception = availability.exceptions.findLast(
		(range) => range.from <= at && at < range.to,
	);
	if (exception) return exception.state;
	const { until } = availability;
	if (until !== undefined && at < until) return availability.state;
	if (availability.weekly.length > 0) {
		const moment = localMoment(at, timeZone);
		const rule = availability.weekly.findLast((hours) => moment.within(hours));
		if (rule) return rule.state;
	}
	return until === undefined ? availability.state : "on";
}

/**
 * Where a person probably is at this instant; `undefined` only when no place is known.
 * A place whose hours cover the instant wins, then home, then a place without
 * hours, then whatever is known: a far guess is better than none.
 */
export function placeAt(
	places: readonly Place[],
	at: Instant,
	timeZone: string,
): Place | undefined {
	const within = (place: Place) =>
		place.weekly?.some((hours) => localMoment(at, timeZone).within(hours)) ??
		false;
	return (
		places.find(within) ??
		places.find((place) => place.kind === "home") ??
		places.find((place) => !place.weekly?.length) ??
		places[0]
	);
}

/** Whether the instant lies in the night of the policy, wall time of every day. */
export function isNight(
	night: { from: string; to: string },
	at: Instant,
	timeZone: string,
): boolean {
	return localMoment(at, timeZone).within({ ...night, days: EVERY_DAY });
}

/** An instant seen from a wall clock: it knows which weekly hours cover it. */
export type LocalMoment = {
	at: Instant;
	timeZone: string;
	/** ISO day of the week, 1 = Monday. */
	dayOfWeek: number;
	/** Whether the hours cover the instant; hours nobody can read cover nothing. */
	within(hours: WeeklyHours): boolean;
};

/**
 * The wall clock at an instant. Zone arithmetic costs tens of microseconds and a
 * selection asks hundreds of people about the same instant, so the last moment
 * is kept together with every 'HH:MM' it has resolved.
 */
export function localMoment(at: Instant, timeZone: string): LocalMoment {
	if (lastMoment?.at !== at || lastMoment.timeZone !== timeZone)
		lastMoment = momentOf(at, timeZone);
	return lastMoment;
}

// Remembering it changes no result, only how long the next question takes.
let lastMoment: LocalMoment | undefined;

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

function momentOf(at: Instant, timeZone: string): LocalMoment {
	const today = Temporal.Instant.fromEpochMilliseconds(at)
		.toZonedDateTimeISO(timeZone)
		.toPlainDate();
	const days = [-1, 0, 1].map((offset) => today.add({ days: offset }));
	const resolved = days.map(() => new Map<string, Instant>());
	const instantOf = (day: number, time: string): Instant => {
		const known = resolved[day]?.get(time);
		if (known !== undefined) return known;
		const instant = wallInstant(days[day], time, timeZone);
		resolved[day]?.set(time, instant);
		return instant;
	};
	const within = ({ days: onDays, from, to }: WeeklyHours): boolean =>
		// Hours over midnight that cover this instant may have begun yesterday.
		[0, 1].some((day) => {
			const date = days[day];
			if (!date || !onDays.includes(date.dayOfWeek)) return false;
			const start = instantOf(day, from);
			const end = to > from ? instantOf(day, to) : instantOf(day + 1, to);
			// The skipped hour can leave hours without length; they keep their own, moved behind the gap.
			const heldEnd = end > start ? end : start + wallLengthMs(from, to);
			return start <= at && at < heldEnd;
		});
	return { at, timeZone, dayOfWeek: today.dayOfWeek, within };
}

/** NaN for a time nobody can read: a bad rule must not stop an alert, and no comparison with NaN holds. */
function wallInstant(
	date: Temporal.PlainDate | undefined,
	time: string,
	timeZone: string,
): Instant {
	const minutes = minuteOfDay(time);
	if (date === undefined || Number.isNaN(minutes)) return Number.NaN;
	const midnightNext = minutes === 1440;
	return (midnightNext ? date.add({ days: 1 }) : date)
		.toPlainDateTime({
			hour: midnightNext ? 0 : Math.floor(minutes / 60),
			minute: midnightNext ? 0 : minutes % 60,
		})
		.toZonedDateTime(timeZone, { disambiguation: "compatible" })
		.epochMilliseconds;
}

function wallLengthMs(from: string, to: string): number {
	const minutes = minuteOfDay(to) - minuteOfDay(from);
	return (minutes > 0 ? minutes : minutes + 1440) * 60_000;
}

function minuteOfDay(time: string): number {
	const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
	if (match) return Number(match[1]) * 60 + Number(match[2]);
	return time === "24:00" ? 1440 : Number.NaN;
}

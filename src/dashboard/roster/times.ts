/**
 * Wall time of the installation in forms and lists: what a `datetime-local` field
 * holds and the instant the service keeps, whatever zone this screen stands in.
 */
import { Temporal } from "temporal-polyfill";
import {
	type Availability,
	availabilityAt,
	localMoment,
} from "../../core/availability.ts";
import type { AvailabilityState, Instant } from "../../core/kinds.ts";
import type { Words } from "../words.tsx";
import type { Person } from "./asked.ts";

const MORNING = "07:00";

const zoned = (at: Instant, timeZone: string) =>
	Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** 2026-11-23T07:00, as a field shows it. */
export const toField = (at: Instant, timeZone: string): string =>
	zoned(at, timeZone).toPlainDateTime().toString({ smallestUnit: "minute" });

/** Undefined while the field holds no whole time. */
export function fromField(
	written: string,
	timeZone: string,
): Instant | undefined {
	try {
		return Temporal.PlainDateTime.from(written).toZonedDateTime(timeZone)
			.epochMilliseconds;
	} catch {
		return undefined;
	}
}

export function nextMorning(now: Instant, timeZone: string): Instant {
	const here = zoned(now, timeZone);
	const today = here.withPlainTime(MORNING);
	return (today.epochMilliseconds > now ? today : today.add({ days: 1 }))
		.epochMilliseconds;
}

const todayIn = (now: Instant, timeZone: string): string =>
	zoned(now, timeZone).toPlainDate().toString();

/** 31.01.2027 */
export const dayText = (date: string): string =>
	date.split("-").reverse().join(".");

/** 07:00 today, 31.01 07:00 on another day. */
export function whenText(
	at: Instant,
	now: Instant,
	{ timeZone, clock }: Pick<Words, "timeZone" | "clock">,
): string {
	const there = zoned(at, timeZone);
	if (there.toPlainDate().equals(zoned(now, timeZone).toPlainDate()))
		return clock(at);
	const two = (part: number) => String(part).padStart(2, "0");
	const year = there.year === zoned(now, timeZone).year ? "" : `.${there.year}`;
	return `${two(there.day)}.${two(there.month)}${year} ${clock(at)}`;
}

export const daysUntil = (
	date: string,
	now: Instant,
	timeZone: string,
): number =>
	Temporal.PlainDate.from(todayIn(now, timeZone)).until(
		Temporal.PlainDate.from(date),
	).days;

export type StateNow = { state: AvailabilityState; ends?: string };

/** The state at this instant and when it ends, as a clock says it. */
export function stateNow(
	person: Pick<Person, "availability">,
	now: Instant,
	words: Pick<Words, "timeZone" | "clock">,
): StateNow {
	const given = availabilityIn(person.availability);
	const state = availabilityAt(given, now, words.timeZone);
	const exception = given.exceptions.findLast(
		({ from, to }) => from <= now && now < to,
	);
	if (exception) return { state, ends: whenText(exception.to, now, words) };
	if (given.until !== undefined && now < given.until)
		return { state, ends: whenText(given.until, now, words) };
	const moment = localMoment(now, words.timeZone);
	const rule = given.weekly.findLast((hours) => moment.within(hours));
	return rule ? { state, ends: rule.to } : { state };
}

const availabilityIn = ({
	state,
	until,
	weekly,
	exceptions,
}: Person["availability"]): Availability => ({
	state,
	...(until === null ? {} : { until: Date.parse(until) }),
	weekly,
	exceptions: exceptions.map(({ from, to, state: its }) => ({
		from: Date.parse(from),
		to: Date.parse(to),
		state: its,
	})),
});

/**
 * Availability in the words people use on the phone: on call, away until the morning,
 * away for a week. Every absence ends by itself; nobody is silent by forgetting.
 */
import { type Availability, availabilityAt } from "../core/availability.ts";
import type { AvailabilityState, Instant, Locale } from "../core/kinds.ts";
import { nextMorning } from "../core/morning.ts";

export type Shift = "on" | "untilMorning" | "week";

/** «До ранку», on the phone and in the chat. */
export const MORNING_HOUR = 7;
const WEEK_MS = 7 * 86_400_000;

/** What was said for these very hours gives way: the last word is the newest. */
export function shifted(
	before: Availability,
	shift: Shift,
	now: Instant,
	timeZone: string,
): Availability {
	const morning = nextMorning(now, { hour: MORNING_HOUR, timeZone });
	const kept = {
		weekly: before.weekly,
		exceptions: before.exceptions.filter(
			({ from, to }) => now < from || to <= now,
		),
	};
	if (shift !== "on")
		return {
			...kept,
			state: "off",
			until: shift === "week" ? now + WEEK_MS : morning,
		};
	const always: Availability = { ...kept, state: "on" };
	// A weekly rule that says otherwise now is overruled for once, not for ever.
	return availabilityAt(always, now, timeZone) === "on"
		? always
		: { ...always, until: morning };
}

export type ShiftNow = {
	state: AvailabilityState;
	/** When it ends by itself, in the words of a voice: «07:00», «29 листопада». */
	until?: string;
};

const DAY_MS = 86_400_000;

export function shiftNow(
	availability: Availability,
	now: Instant,
	{ timeZone, locale }: { timeZone: string; locale: Locale },
): ShiftNow {
	const state = availabilityAt(availability, now, timeZone);
	const { until } = availability;
	const ends =
		until !== undefined && until > now && state === availability.state;
	if (!ends) return { state };
	const format = new Intl.DateTimeFormat(
		locale,
		until - now < DAY_MS
			? { hour: "2-digit", minute: "2-digit", hour12: false, timeZone }
			: { day: "numeric", month: "long", timeZone },
	);
	return { state, until: format.format(until) };
}

/**
 * Mornings of the wall: until when somebody is away, and when a question that was left
 * over in the evening is asked again.
 */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "./kinds.ts";

/** When the clock shows this full hour next, later than `now`; a day of 23 or 25 hours too. */
export function nextMorning(
	now: Instant,
	{ hour, timeZone }: { hour: number; timeZone: string },
): Instant {
	const local =
		Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
	const today = local.startOfDay().with({ hour });
	const morning =
		today.epochMilliseconds > now
			? today
			: local.startOfDay().add({ days: 1 }).with({ hour });
	return morning.epochMilliseconds;
}

/** «03:12» somebody read off a watch → the last instant that showed it. */
import type { Instant } from "../../core/kinds.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

const minutesOf = (time: string): number | undefined => {
	const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(time) ?? [];
	return hours === undefined || Number(hours) > 23 || Number(minutes) > 59
		? undefined
		: Number(hours) * 60 + Number(minutes);
};

/** `clock` shows an instant as 03:14 in the installation's zone. */
export function lastTime(
	time: string,
	now: Instant,
	clock: (at: Instant) => string,
): Instant | undefined {
	const wanted = minutesOf(time);
	const shown = minutesOf(clock(now));
	if (wanted === undefined || shown === undefined) return undefined;
	const minute = now - (now % MINUTE_MS);
	const ago = (shown - wanted + DAY_MINUTES) % DAY_MINUTES;
	const at = minute - ago * MINUTE_MS;
	// Where the clocks changed in between, an hour more or less.
	const hour = 60 * MINUTE_MS;
	return (
		[at, at - hour, at + hour].find(
			(one) => one <= now && minutesOf(clock(one)) === wanted,
		) ?? at
	);
}

/**
 * What a person says about being called, as changes of their availability: one tap with its
 * end, hours of the week, days ahead. What holds at an instant says `availabilityAt`.
 */
import {
	type Availability,
	availabilityAt,
	type WeeklyRule,
} from "./availability.ts";
import type { AvailabilityState, Instant } from "./kinds.ts";

/** «Без строку» over a weekly pattern: nothing but the next word ends it. */
export const WITHOUT_END: Instant = Date.UTC(9999, 0, 1);

/** The parts of a day a pattern is made of. */
export const DAY_PARTS = [
	{ name: "night", from: "00:00", to: "08:00" },
	{ name: "day", from: "08:00", to: "17:00" },
	{ name: "evening", from: "17:00", to: "24:00" },
] as const;
export type DayPart = (typeof DAY_PARTS)[number]["name"];

/** What holds now, and until when where somebody said so. */
export type Now = { state: AvailabilityState; until?: Instant };

export function stateNow(
	availability: Availability,
	at: Instant,
	timeZone: string,
): Now {
	const state = availabilityAt(availability, at, timeZone);
	const exception = availability.exceptions.findLast(
		({ from, to }) => from <= at && at < to,
	);
	const until = exception ? exception.to : availability.until;
	return until === undefined || until <= at || until >= WITHOUT_END
		? { state }
		: { state, until };
}

/** From now on, until then or until the next word; days ahead that were said for now give way. */
export function setNow(
	{ weekly, exceptions }: Availability,
	state: AvailabilityState,
	now: Instant,
	until?: Instant,
): Availability {
	// Over hours of the week only a moment ahead wins.
	const end = until ?? (weekly.length > 0 ? WITHOUT_END : undefined);
	return {
		state,
		...(end === undefined ? {} : { until: end }),
		weekly,
		exceptions: exceptions.flatMap((range) => {
			if (range.to <= now) return [];
			if (range.from > now || range.state === state) return [range];
			return until !== undefined && until < range.to
				? [{ ...range, from: until }]
				: [];
		}),
	};
}

/** The hours of these days; what stood there before is replaced. */
export function setWeekly(
	availability: Availability,
	days: readonly number[],
	parts: readonly DayPart[],
	state: AvailabilityState,
): Availability {
	const hours = DAY_PARTS.filter(({ name }) => parts.includes(name));
	const kept = availability.weekly.flatMap((rule): WeeklyRule[] => {
		if (!hours.some(({ from, to }) => rule.from === from && rule.to === to))
			return [rule];
		const left = rule.days.filter((day) => !days.includes(day));
		return left.length > 0 ? [{ ...rule, days: left }] : [];
	});
	const said = hours.map(({ from, to }) => ({
		days: [...days],
		from,
		to,
		state,
	}));
	return { ...availability, weekly: merged([...kept, ...said]) };
}

export const withoutWeekly = (availability: Availability): Availability => ({
	...availability,
	weekly: [],
});

export const withException = (
	availability: Availability,
	range: { from: Instant; to: Instant; state: AvailabilityState },
	now: Instant,
): Availability => ({
	...availability,
	exceptions: [
		...availability.exceptions.filter(
			({ from, to }) => to > now && !(from === range.from && to === range.to),
		),
		range,
	],
});

export const withoutException = (
	availability: Availability,
	from: Instant,
): Availability => ({
	...availability,
	exceptions: availability.exceptions.filter((range) => range.from !== from),
});

/** Rules of the same hours and state are one with more days. */
function merged(rules: readonly WeeklyRule[]): WeeklyRule[] {
	const isPart = ({ from, to }: WeeklyRule): boolean =>
		DAY_PARTS.some((part) => part.from === from && part.to === to);
	// Over other hours the later rule wins: their order is left alone.
	if (!rules.every(isPart)) return [...rules];
	const found: WeeklyRule[] = [];
	for (const rule of rules) {
		const same = found.findIndex(
			(one) =>
				one.from === rule.from &&
				one.to === rule.to &&
				one.state === rule.state,
		);
		const before = found[same];
		if (!before) found.push(rule);
		else
			found[same] = {
				...before,
				days: [...new Set([...before.days, ...rule.days])].sort(
					(a, b) => a - b,
				),
			};
	}
	return found;
}

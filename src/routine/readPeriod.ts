/**
 * «З 12.12 до 15.12», «до 18:00», «завтра», «from 12.12 18:00 to 15.12»: a stretch of time
 * as people write it, in both languages. What cannot be read for certain is not guessed:
 * a day off the person did not mean would be silence at a fire.
 */
import { Temporal } from "temporal-polyfill";
import type { Instant } from "../core/kinds.ts";
import { instantAt, wallTime } from "./wallTime.ts";

export type Period = { from: Instant; to: Instant };

export type ReadPeriod =
	| { kind: "period"; period: Period }
	| { kind: "unreadable" | "past" | "tooLong" };

const LONGEST_MS = 366 * 86_400_000;
const MIDNIGHT = 1440;

/** A day, a time of the day, or both. */
type Point = { date?: string; minute?: number };

export function readPeriod(
	written: string,
	now: Instant,
	timeZone: string,
): ReadPeriod {
	const today = wallTime(now, timeZone);
	const words = tidied(written);
	const [first = "", second, ...more] = words.split(BETWEEN);
	if (more.length > 0) return { kind: "unreadable" };
	const opens = first.replace(FROM, "").trim();
	const from = readPoint(opens, today.date);
	if (second === undefined) return alone(from, FROM.test(first));
	// «До 18:00»: nothing stands before it.
	const to = readPoint(second.trim(), today.date);
	if (!to || (opens !== "" && !from)) return { kind: "unreadable" };
	return period(opens === "" ? undefined : from, to);

	function alone(point: Point | undefined, isOpen: boolean): ReadPeriod {
		if (!point || isOpen) return { kind: "unreadable" };
		// A bare day is the whole of it, a bare time is when it ends.
		return point.date === undefined || point.minute !== undefined
			? period(undefined, point)
			: period(point, point);
	}

	function period(begin: Point | undefined, end: Point): ReadPeriod {
		const start = begin ? startOf(begin) : now;
		const finish = endOf(end, begin, start);
		if (finish <= now) return { kind: "past" };
		if (finish <= start) return { kind: "unreadable" };
		if (finish - now > LONGEST_MS) return { kind: "tooLong" };
		return {
			kind: "period",
			period: { from: Math.max(start, now), to: finish },
		};
	}

	function startOf({ date = today.date, minute = 0 }: Point): Instant {
		return instantAt(date, minute, timeZone);
	}

	function endOf(
		{ date, minute }: Point,
		begin: Point | undefined,
		start: Instant,
	): Instant {
		if (date !== undefined)
			return instantAt(date, minute ?? MIDNIGHT, timeZone);
		const onDay = begin?.date ?? today.date;
		const end = instantAt(onDay, minute ?? MIDNIGHT, timeZone);
		// «З 22:00 до 06:00», «до 07:00» said in the evening: of the next day.
		return end > Math.max(start, begin ? start : now)
			? end
			: instantAt(onDay, (minute ?? 0) + MIDNIGHT, timeZone);
	}
}

/** «31.01.2027», «31 січня»: one day, 'YYYY-MM-DD'; without a year the next such day. */
export function readDate(
	written: string,
	now: Instant,
	timeZone: string,
): string | undefined {
	const point = readPoint(tidied(written).trim(), wallTime(now, timeZone).date);
	return point?.minute === undefined ? point?.date : undefined;
}

const tidied = (written: string): string =>
	` ${written.toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ").trim()} `;

const FROM = /^\s*(?:з|із|зі|від|from|since)\s+/u;
const BETWEEN = /\s*(?:[-–—]|\s(?:до|по|to|until|till)\s)\s*/u;

const DAYS: Readonly<Record<string, number>> = {
	сьогодні: 0,
	today: 0,
	завтра: 1,
	tomorrow: 1,
	післязавтра: 2,
};

const MONTHS: readonly RegExp[] = [
	/^(?:січ|jan)/,
	/^(?:лют|feb)/,
	/^(?:бер|mar)/,
	/^(?:квіт|apr)/,
	/^(?:трав|may)/,
	/^(?:черв|jun)/,
	/^(?:лип|jul)/,
	/^(?:серп|aug)/,
	/^(?:вер|sep)/,
	/^(?:жовт|oct)/,
	/^(?:лист|nov)/,
	/^(?:груд|dec)/,
];

function readPoint(text: string, today: string): Point | undefined {
	const found =
		/^(?<day>\p{L}+|\d{1,2}[./]\d{1,2}(?:[./]\d{4})?|\d{1,2} \p{L}+(?: \d{4})?)?(?:^|,? (?:о |at )?|$)(?<time>\d{1,2}(?::\d{2})?)?$/u.exec(
			text,
		)?.groups;
	if (!found || (found.day === undefined && found.time === undefined))
		return undefined;
	const date = found.day === undefined ? undefined : readDay(found.day, today);
	const minute = found.time === undefined ? undefined : readTime(found.time);
	if (found.day !== undefined && date === undefined) return undefined;
	if (found.time !== undefined && minute === undefined) return undefined;
	return {
		...(date === undefined ? {} : { date }),
		...(minute === undefined ? {} : { minute }),
	};
}

function readTime(text: string): number | undefined {
	const [hours = Number.NaN, minutes = 0] = text.split(":").map(Number);
	if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0))
		return undefined;
	return hours * 60 + minutes;
}

function readDay(text: string, today: string): string | undefined {
	const near = DAYS[text];
	if (near !== undefined)
		return Temporal.PlainDate.from(today).add({ days: near }).toString();
	const [day = "", monthText = "", year] = text.split(/[./ ]/);
	const named = MONTHS.findIndex((month) => month.test(monthText)) + 1;
	const month = /^\d+$/.test(monthText) ? Number(monthText) : named;
	const years = year ? [Number(year)] : [yearOf(today), yearOf(today) + 1];
	for (const candidate of years) {
		const date = dateOf(candidate, month, Number(day));
		// Without a year it is the next such day.
		if (date !== undefined && (year || date >= today)) return date;
	}
	return undefined;
}

const yearOf = (date: string): number => Number(date.slice(0, 4));

function dateOf(year: number, month: number, day: number): string | undefined {
	try {
		return Temporal.PlainDate.from(
			{ year, month, day },
			{ overflow: "reject" },
		).toString();
	} catch {
		return undefined;
	}
}

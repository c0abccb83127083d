/**
 * The wall clock and the calendar of the installation: what the daily work goes by, and
 * how days and hours are read and written in chats.
 */
import { Temporal } from "temporal-polyfill";
import type { Instant, Locale } from "../core/kinds.ts";
import type { Wording } from "../wording/wording.ts";

export type WallTime = {
	/** 'YYYY-MM-DD' */
	date: string;
	/** ISO: 1 = Monday. */
	weekday: number;
	/** Since midnight, as the clock shows it. */
	minute: number;
};

export function wallTime(at: Instant, timeZone: string): WallTime {
	const local =
		Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
	return {
		date: local.toPlainDate().toString(),
		weekday: local.dayOfWeek,
		minute: local.hour * 60 + local.minute,
	};
}

/** The instant at which the clock shows `minute` of that day; 1440 is the next midnight. */
export function instantAt(
	date: string,
	minute: number,
	timeZone: string,
): Instant {
	const day = Temporal.PlainDate.from(date).add({
		days: Math.floor(minute / 1440),
	});
	const left = minute % 1440;
	return day
		.toPlainDateTime({ hour: Math.floor(left / 60), minute: left % 60 })
		.toZonedDateTime(timeZone).epochMilliseconds;
}

export const dayAfter = (date: string, days = 1): string =>
	Temporal.PlainDate.from(date).add({ days }).toString();

/** From one day to another, negative when it is past. */
export const daysUntil = (from: string, to: string): number =>
	Temporal.PlainDate.from(from)
		.until(Temporal.PlainDate.from(to))
		.total("days");

/** «12 грудня», «12 December»; with the year where it is not this one. */
export function dayText(
	wording: Pick<Wording, "text">,
	locale: Locale,
	date: string,
	today: string,
): string {
	const { year, month, day } = Temporal.PlainDate.from(date);
	const name = wording.text(locale, "date-day", { day, month });
	return today.startsWith(`${year}-`) ? name : `${name} ${year}`;
}

/** «до 07:00», «до 12 грудня 07:00»: the day only where it is another. */
export function momentText(
	wording: Pick<Wording, "text" | "clock">,
	locale: Locale,
	at: Instant,
	now: Instant,
	timeZone: string,
): string {
	const { date } = wallTime(at, timeZone);
	const today = wallTime(now, timeZone).date;
	const time = wording.clock(at, timeZone);
	return date === today
		? time
		: `${dayText(wording, locale, date, today)} ${time}`;
}

export const minuteOf = (time: string): number => {
	const [hours = 0, minutes = 0] = time.split(":").map(Number);
	return hours * 60 + minutes;
};

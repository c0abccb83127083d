/**
 * «Завтра 08–17 немає водія»: said to who leads at six in the evening, while somebody can
 * still be asked; only when something is missing, and not again every evening.
 */

import { allBrigades } from "../administer.ts";
import { type Shortage, shortages } from "../core/forecast.ts";
import type { Instant, Locale } from "../core/kinds.ts";
import type { Gap } from "../core/message.ts";
import type { Brigade } from "../core/roster.ts";
import { openCandidates } from "../people/whereabouts.ts";
import { EVERYTHING } from "../ports.ts";
import type { Service } from "../service.ts";
import type { DoneOnce } from "./doneOnce.ts";
import { leadersOf, type TellQuietly } from "./quiet.ts";
import { dayAfter, dayText, instantAt, wallTime } from "./wallTime.ts";

export type { Shortage } from "../core/forecast.ts";

const MOST_PEOPLE = 300;
const DAY_MS = 86_400_000;
const MIDNIGHT = 1440;

/** Hours between the two in which this brigade could not man a truck for a house fire. */
export async function shortagesAhead(
	{ roster, secrets, settings }: Service,
	brigadeId: string,
	from: Instant,
	to: Instant,
): Promise<Shortage[]> {
	const found = openCandidates(
		secrets,
		await roster.candidates({ brigadeIds: [brigadeId], limit: MOST_PEOPLE }),
	);
	const brigade = found.brigades.find(({ id }) => id === brigadeId);
	if (!brigade) return [];
	return shortages({
		brigade,
		vehicles: found.vehicles,
		members: found.responders.filter(({ brigadeIds }) =>
			brigadeIds.includes(brigadeId),
		),
		from,
		to,
		timeZone: settings.timeZone,
	});
}

/** Tonight and tomorrow, to the chief and the deputies of every brigade. */
export async function tellShortages(
	service: Service,
	done: DoneOnce,
	tell: TellQuietly,
): Promise<void> {
	const now = service.clock.now();
	const { timeZone } = service.settings;
	const { date } = wallTime(now, timeZone);
	const to = instantAt(dayAfter(date), MIDNIGHT, timeZone);
	for (const brigade of await allBrigades(service, EVERYTHING)) {
		const leaders = await leadersOf(service, brigade.id, {
			deputiesToo: true,
		});
		if (leaders.length === 0) continue;
		const ahead = await shortagesAhead(service, brigade.id, now, to);
		const news = await newOf(service, done, brigade, ahead, date);
		if (news.length === 0) continue;
		for (const leader of leaders)
			await tell(leader, {
				topic: "forecast",
				words: (locale) =>
					news
						.map((shortage) => shortageText(service, locale, shortage, now))
						.join("\n"),
			});
	}
}

/**
 * What was not seen the evening before: the same hours of the day and the same role, day
 * after day, ask for no new decision.
 */
async function newOf(
	{ settings }: Service,
	done: DoneOnce,
	{ id }: Brigade,
	ahead: readonly Shortage[],
	date: string,
): Promise<Shortage[]> {
	if (ahead.length === 0) return [];
	const key = `forecast:${id}`;
	const before = await done.deed(`${key}:${dayAfter(date, -1)}`);
	const seenBefore = (before?.event.seen ?? []) as string[];
	const seen = ahead.map((shortage) => gapKey(shortage, settings.timeZone));
	const isFirst = await done.once({
		id: `${key}:${date}`,
		type: "ShortagesForeseen",
		date,
		seen,
	});
	if (!isFirst) return [];
	return ahead.filter((_, place) => !seenBefore.includes(seen[place] ?? ""));
}

function gapKey({ from, to, missing }: Shortage, timeZone: string): string {
	const hours = [from, to].map((at) => wallTime(at, timeZone).minute);
	return JSON.stringify([
		...(to - from >= DAY_MS ? ["always"] : hours),
		...missing.map(({ qualification, count }) => `${qualification}*${count}`),
	]);
}

/** Seats of which a truck has one. */
const ALONE: ReadonlySet<string> = new Set([
	"driver_c",
	"leader",
	"keyholder",
	"vehicle",
]);

/** «Завтра 08–17 немає водія», «Сьогодні 22 – завтра 06 бракує водія, 2 пожежних». */
export function shortageText(
	{ wording, settings }: Pick<Service, "wording" | "settings">,
	locale: Locale,
	{ from, to, missing }: Shortage,
	now: Instant,
): string {
	const { timeZone } = settings;
	const today = wallTime(now, timeZone).date;
	const begins = wallTime(from, timeZone);
	// Midnight belongs to the day it ends.
	const ends = wallTime(to - 1, timeZone);
	const endMinute =
		wallTime(to, timeZone).date === ends.date
			? wallTime(to, timeZone).minute
			: MIDNIGHT;
	const whole = begins.minute % 60 === 0 && endMinute % 60 === 0;
	const dayName = (date: string): string =>
		date === today
			? wording.text(locale, "forecast-today")
			: date === dayAfter(today)
				? wording.text(locale, "forecast-tomorrow")
				: dayText(wording, locale, date, today);
	const hours = {
		from: hourText(begins.minute, whole),
		to: hourText(endMinute, whole),
	};
	const when =
		begins.date === ends.date
			? wording.text(locale, "forecast-hours", {
					day: dayName(begins.date),
					...hours,
				})
			: wording.text(locale, "forecast-over-midnight", {
					day: dayName(begins.date),
					until: dayName(ends.date),
					...hours,
				});
	// «Немає водія», but «бракує 1 пожежного»: there may be others of that kind.
	const each = missing.every(
		({ qualification, count }) => count === 1 && ALONE.has(qualification),
	);
	const sentence = wording.text(
		locale,
		each ? "forecast-none" : "forecast-few",
		{
			when,
			list: missing.map((gap) => gapText(wording, locale, gap)).join(", "),
		},
	);
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function hourText(minute: number, whole: boolean): string {
	const hours = String(Math.floor(minute / 60)).padStart(2, "0");
	return whole ? hours : `${hours}:${String(minute % 60).padStart(2, "0")}`;
}

/** In the genitive, as after «немає»; a brigade's own word stands in quotes. */
function gapText(
	wording: Service["wording"],
	locale: Locale,
	{ qualification, count }: Gap,
): string {
	const id = `qual-${qualification === "" ? "anybody" : qualification}.missing`;
	return wording.has(locale, id)
		? wording.text(locale, id, { count })
		: wording.text(locale, "missing-own", { name: qualification, count });
}

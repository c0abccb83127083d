/**
 * The weekly bell: once a week everybody's every channel is tried, by an incident of mode
 * `test` through the same pipeline; whom it did not reach, their chief hears by name and
 * channel, in one silent message.
 */

import {
	type Administrator,
	allBrigades,
	brigadeIn,
	writeRoster,
} from "../administer.ts";
import type { Known } from "../core/incident.ts";
import type { Locale } from "../core/kinds.ts";
import type { Brigade, WeeklyBell } from "../core/roster.ts";
import { AppError } from "../errors.ts";
import type { Fared, ProofChannel } from "../people/proofs.ts";
import { EVERYTHING } from "../ports.ts";
import type { Raise } from "../report.ts";
import type { Service } from "../service.ts";
import { leadersOf, type TellQuietly } from "./quiet.ts";
import { dayText, minuteOf, wallTime } from "./wallTime.ts";

/** What a chief is offered: people are up, few work, and nobody is in church. */
export const USUAL_BELL: WeeklyBell = { weekday: 6, time: "11:00" };

/** Nobody's phone is tried at night. */
const EARLIEST = minuteOf("08:00");
const LATEST = minuteOf("21:00");
/** A bell the service slept through still rings; later it is next week's. */
const LATE_MINUTES = 180;

/** `null` switches it off. */
export async function setBell(
	service: Service,
	who: Administrator,
	brigadeId: string,
	bell: WeeklyBell | null,
	commandId?: string,
): Promise<Brigade> {
	if (bell) mustBeByDay(bell);
	return writeRoster(
		service,
		async () => {
			const { bell: _before, ...rest } = await brigadeIn(
				service,
				who.scope,
				brigadeId,
			);
			const brigade: Brigade = bell ? { ...rest, bell } : rest;
			return {
				event: { type: "BellSet", by: who.by, brigadeId, bell },
				roster: [{ table: "brigade", row: brigade }],
				result: brigade,
			};
		},
		commandId,
	);
}

function mustBeByDay({ weekday, time }: WeeklyBell): void {
	const minute = minuteOf(time);
	const isDay = minute >= EARLIEST && minute <= LATEST;
	if (isDay && Number.isInteger(weekday) && weekday >= 1 && weekday <= 7)
		return;
	throw new AppError(
		"invalid",
		"expected a day of the week from 1 (Monday) to 7 and a time from 08:00 to 21:00, came another; nobody's phone is tried at night",
	);
}

/** Rings where the hour has come; an alarm that burns there comes first. */
export async function ringBells(service: Service, raise: Raise): Promise<void> {
	const { date, weekday, minute } = wallTime(
		service.clock.now(),
		service.settings.timeZone,
	);
	for (const { id, bell } of await allBrigades(service, EVERYTHING)) {
		if (!bell || bell.weekday !== weekday) continue;
		const lateBy = minute - minuteOf(bell.time);
		if (lateBy < 0 || lateBy >= LATE_MINUTES || minute > LATEST + 30) continue;
		if (await isAnythingOpen(service, id)) continue;
		await raise(
			{
				type: "other",
				mode: "test",
				peopleInDanger: false,
				source: "chief",
				brigadeIds: [id],
				force: true,
			},
			// The same day and brigade is the same bell, whatever the clock was set to meanwhile.
			{
				by: { kind: "service" },
				keyId: "bell",
				idempotencyKey: `bell:${id}:${date}`,
			},
		);
	}
}

async function isAnythingOpen(
	{ store }: Service,
	brigadeId: string,
): Promise<boolean> {
	const { items } = await store.heads(
		{ kind: "brigades", ids: [brigadeId] },
		{ status: ["open", "unconfirmed"], limit: 20 },
	);
	return items.some(({ mode }) => mode !== "test");
}

/** «Не дійшло: Іван — дзвінок, СМС», to who leads; nothing where it reached everybody. */
export async function tellWhoWasMissed(
	service: Service,
	tell: TellQuietly,
	incident: Known,
	fared: readonly Fared[],
): Promise<void> {
	const missed = await missedOf(service, incident, fared);
	if (missed.length === 0) return;
	const now = service.clock.now();
	const { timeZone } = service.settings;
	const words = (locale: Locale): string => {
		const { wording } = service;
		const title = wording.text(locale, "bell-missed-title", {
			day: dayText(
				wording,
				locale,
				wallTime(incident.reportedAt, timeZone).date,
				wallTime(now, timeZone).date,
			),
			reached: incident.people.size - missed.filter(isSilent).length,
			asked: incident.people.size,
		});
		const lines = missed.slice(0, MOST_NAMED).map(({ name, channels }) =>
			wording.text(locale, "bell-missed-one", {
				name,
				channels: channels
					.map((channel) => wording.text(locale, `bell-channel-${channel}`))
					.join(", "),
			}),
		);
		const more = missed.length - lines.length;
		return [
			title,
			...lines,
			...(more > 0
				? [wording.text(locale, "bell-missed-more", { count: more })]
				: []),
		].join("\n");
	};
	const told = new Set<string>();
	for (const brigadeId of incident.brigadeIds)
		for (const leader of await leadersOf(service, brigadeId, {
			deputiesToo: false,
		})) {
			if (told.has(leader.id)) continue;
			told.add(leader.id);
			await tell(leader, { topic: "bell", words });
		}
}

/** A message of Telegram holds 4096 characters. */
const MOST_NAMED = 50;

type Missed = {
	name: string;
	channels: ProofChannel[];
	/** Nothing at all got through. */
	isSilent: boolean;
};
const isSilent = (missed: Missed): boolean => missed.isSilent;

async function missedOf(
	{ roster, secrets }: Service,
	incident: Known,
	fared: readonly Fared[],
): Promise<Missed[]> {
	const failed = fared.filter(({ isReached }) => !isReached);
	const ids = [...new Set(failed.map(({ responderId }) => responderId))];
	const people = await roster.people(ids);
	return people
		.map((person) => ({
			name: secrets.open(person.name),
			channels: failed
				.filter(({ responderId }) => responderId === person.id)
				.map(({ channel }) => channel),
			isSilent:
				incident.people.get(person.id)?.answer === undefined &&
				!fared.some((one) => one.responderId === person.id && one.isReached),
		}))
		.sort((a, b) => a.name.localeCompare(b.name, "uk"));
}

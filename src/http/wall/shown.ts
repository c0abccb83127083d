/**
 * What one brigade's wall shows now, read once: the fires it is asked to, or who is
 * on duty. Reads only; what cannot be read is thrown, and the screen keeps what it
 * has and says how old it is.
 */
import { STREAM_SHARED_MS, viewOf } from "../../boardOf.ts";
import { isNight } from "../../core/availability.ts";
import type { BoardView } from "../../core/board.ts";
import type { Incident, Known } from "../../core/incident.ts";
import type { Instant, Locale } from "../../core/kinds.ts";
import { policyFor } from "../../core/policy.ts";
import type { Brigade } from "../../core/roster.ts";
import { isDark } from "../../core/sun.ts";
import { say } from "../../core/turn.ts";
import { type OnDuty, onDuty } from "../../people/strength.ts";
import { EVERYTHING, type WallRow } from "../../ports.ts";
import { isOver } from "../../screen/screen.ts";
import type { Service } from "../../service.ts";
import { type Call, type WallView, worstFirst } from "./screen.ts";

const MINUTE_MS = 60_000;
/** Who drives to the station still must read there that it is over. */
const OVER_SHOWN_MS = 5 * MINUTE_MS;
/** Every wall looks every four seconds: not through all the years before. */
const LONGEST_FIRE_MS = 14 * 86_400_000;
/** A screen that is lit later than this wakes nobody any more. */
const RINGS_MS = 30 * MINUTE_MS;
/** Who is on duty changes by the quarter of an hour; a roster changed now shows within this. */
const DUTY_SHARED_MS = 30_000;
const MOST_FIRES = 50;

export type Shown = (wall: WallRow, token: string) => Promise<WallView>;

export function shownBy(service: Service): Shown {
	const duties = new Map<string, { mono: number; duty: Promise<OnDuty> }>();

	/** Reckoned seldom: a day ahead, truck by truck. */
	const dutyOf = (brigade: Brigade): Promise<OnDuty> => {
		const mono = service.clock.mono();
		const known = duties.get(brigade.id);
		if (known && mono - known.mono < DUTY_SHARED_MS) return known.duty;
		const duty = onDuty(service, brigade);
		duties.set(brigade.id, { mono, duty });
		duty.catch(() => duties.delete(brigade.id));
		return duty;
	};

	return async (wall, token) => {
		const { clock, roster, settings, wording } = service;
		const brigade = await roster.brigade(EVERYTHING, wall.brigadeId);
		if (!brigade)
			throw new Error("expected the brigade of a wall, there is none");
		const { locale } = brigade;
		const now = clock.now();
		const fires = await firesOf(service, brigade.id, now);
		const boards = await Promise.all(
			fires.map((fire) => viewOf(service, fire, STREAM_SHARED_MS)),
		);
		const { night } = policyFor("structure_fire", brigade.policy);
		return {
			token,
			brigade: { id: brigade.id, name: brigade.name },
			now,
			speed: clock.speed,
			locale,
			timeZone: settings.timeZone,
			words: wording.onScreen(locale),
			channels: settings.channels,
			degraded: service.degraded(),
			boards: worstFirst(boards),
			...(boards.length === 0 ? { duty: await dutyOf(brigade) } : {}),
			dark: isDark(now, brigade.location),
			night: isNight(night, now, settings.timeZone),
			calls: fires.flatMap((fire, at) => {
				const board = boards[at];
				return board ? callOf(service, fire, board, locale, now) : [];
			}),
		};
	};
}

/** To which the brigade is asked; for some minutes also what has ended. */
async function firesOf(
	{ store, load }: Service,
	brigadeId: string,
	now: Instant,
): Promise<Known[]> {
	const scope = { kind: "brigades", ids: [brigadeId] } as const;
	const [open, over] = await Promise.all([
		store.heads(scope, {
			status: ["unconfirmed", "open"],
			limit: MOST_FIRES,
		}),
		store.heads(scope, {
			status: ["closed", "cancelled"],
			endedSince: now - OVER_SHOWN_MS,
			since: now - LONGEST_FIRE_MS,
			limit: MOST_FIRES,
		}),
	]);
	const found = await Promise.all(
		[...open.items, ...over.items].map(({ id }) => load(id)),
	);
	return found.filter(
		(incident): incident is Known =>
			concerns(incident, brigadeId) &&
			// Of what nobody has confirmed the room hears once somebody is asked.
			(incident.status === "open" || incident.alertedAt !== undefined),
	);
}

/** The brigade is asked to it, or named in it: a test asks people and no station. */
export const concerns = (
	incident: Incident,
	brigadeId: string,
): incident is Known =>
	incident.status !== "unknown" &&
	(incident.stations.has(brigadeId) || incident.brigadeIds.includes(brigadeId));

/** A test makes no sound: it is tried on phones, not on the street. */
function callOf(
	{ wording, settings }: Service,
	fire: Known,
	board: BoardView,
	locale: Locale,
	now: Instant,
): Call[] {
	const { alertedAt = fire.reportedAt } = fire;
	if (board.mode === "test" || isOver(board) || now - alertedAt > RINGS_MS)
		return [];
	const rendered = wording.render(
		say(fire, "alert", { repeat: false }),
		"voice",
		{
			locale,
			smsAlphabet: "cyrillic",
			phoneKind: "smart",
			timeZone: settings.timeZone,
		},
		{
			reachableByCall: false,
			hasTelegram: false,
			...(board.place === null ? {} : { place: board.place }),
			...(board.staging?.words ? { staging: board.staging.words } : {}),
		},
	);
	if (rendered.channel !== "voice") return [];
	const isExercise = board.mode === "exercise";
	return [
		{
			id: fire.id,
			place: `${fire.id}:${fire.place?.id ?? ""}`,
			sound: isExercise ? "exercise" : "alarm",
			say:
				isExercise && board.place !== null
					? wording.text(locale, "wall-exercise", {
							place: wording.place(board.place),
						})
					: rendered.first,
			language: rendered.language,
		},
	];
}

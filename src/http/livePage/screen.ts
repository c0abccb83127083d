/**
 * What a live page is drawn from: the board, who looks at it and in which language.
 * Everything below `livePage/` is a pure function of it.
 */
import type { BoardView } from "../../core/board.ts";
import type {
	BrigadeRole,
	ChannelName,
	Instant,
	Locale,
} from "../../core/kinds.ts";
import type { Args } from "../../wording/rendered.ts";
import type { Wording } from "../../wording/wording.ts";

export type LiveView = {
	board: BoardView;
	/** Village time of this drawing, and how much faster it runs than the wall. */
	now: Instant;
	speed: number;
	wording: Wording;
	locale: Locale;
	timeZone: string;
	token: string;
	/** Channels that are configured: what alarms can go by when one is down. */
	channels: readonly ChannelName[];
	viewer: {
		name: string;
		/** A duty officer is told never to wait for us. */
		role?: BrigadeRole;
	};
	/** Number of the incident this one looks like. */
	duplicateOf?: number;
};

export type Screen = LiveView & {
	text(id: string, args?: Args): string;
	/** 03:14 */
	clock(at: Instant): string;
};

export const screenOf = (view: LiveView): Screen => ({
	...view,
	text: (id, args) => view.wording.text(view.locale, id, args),
	clock: (at) => view.wording.clock(at, view.timeZone),
});

export type Crew = BoardView["crews"][number];
export type Responder = BoardView["responders"][number];

/** A status is a word, a shape and a colour, in that order of trust. */
export type Sign = { shape: "●" | "▲" | "■" | "○"; tone: Tone };
/** Classes of the style: good, danger, waiting, quiet. */
export type Tone = "g" | "d" | "w" | "q";

export const COMING: Sign = { shape: "●", tone: "g" };
export const MISSING: Sign = { shape: "▲", tone: "d" };
export const LATE: Sign = { shape: "▲", tone: "w" };
export const CANNOT: Sign = { shape: "■", tone: "q" };
export const ASKED: Sign = { shape: "○", tone: "w" };

export const isOver = ({ status }: BoardView): boolean =>
	status === "closed" || status === "cancelled";

export const isComing = (person: Responder): boolean =>
	person.answer === "responding" && person.stoodDownAt === null;

export const isAsked = (person: Responder): boolean =>
	person.stoodDownAt === null &&
	person.alert !== "withdrawn" &&
	(person.answer === "none" || person.answer === "noAnswer");

/** «бракує водія, 2 пожежних» of what stands seat by seat in the crew. */
export function missingText({ wording, locale }: Screen, crew: Crew): string {
	const counts = new Map<string, number>();
	for (const qualification of crew.missing)
		counts.set(qualification, (counts.get(qualification) ?? 0) + 1);
	return wording.missing(
		locale,
		[...counts].map(([qualification, count]) => ({ qualification, count })),
	);
}

/** The crew that lacks least: what it lacks is what the screen asks for. */
export const nearestCrew = ({ crews }: BoardView): Crew | undefined =>
	[...crews].sort((a, b) => a.missing.length - b.missing.length)[0];

/** Vehicle first; its brigade where several are asked, or where there is no vehicle. */
export function crewName(board: BoardView, crew: Crew): string {
	const several = new Set(board.crews.map((one) => one.brigadeId)).size > 1;
	if (crew.vehicle === null) return crew.brigade;
	return several ? `${crew.vehicle} · ${crew.brigade}` : crew.vehicle;
}

export const capital = (words: string): string =>
	words.charAt(0).toLocaleUpperCase("uk") + words.slice(1);

/**
 * What any screen of an incident is drawn from: the board, who looks at it and in
 * which language. The live page, the desk, the wall and the application say the same
 * because everything in this folder is a pure function of it, and none of it is markup.
 */
import type { BoardView } from "../core/board.ts";
import type {
	BrigadeRole,
	ChannelName,
	Instant,
	Locale,
} from "../core/kinds.ts";
import type { ScreenWords } from "../wording/onScreen.ts";

export type Looked = {
	board: BoardView;
	/** Village time of this drawing, and how much faster it runs than the wall. */
	now: Instant;
	speed: number;
	locale: Locale;
	timeZone: string;
	words: ScreenWords;
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

export type Screen = Looked & {
	text: ScreenWords["text"];
	/** 03:14 */
	clock(at: Instant): string;
};

export const screenOf = <View extends Looked>(view: View): View & Screen => ({
	...view,
	text: view.words.text,
	clock: (at) => view.words.clock(at, view.timeZone),
});

export type Crew = BoardView["crews"][number];
export type Seat = Crew["seats"][number];
export type Responder = BoardView["responders"][number];

/** A status is a word, a shape and a colour, in that order of trust. */
export type Sign = { shape: "●" | "▲" | "■" | "○"; tone: Tone };
/** Classes of the styles: good, danger, waiting, quiet. */
export type Tone = "g" | "d" | "w" | "q";

export const COMING: Sign = { shape: "●", tone: "g" };
export const MISSING: Sign = { shape: "▲", tone: "d" };
export const LATE: Sign = { shape: "▲", tone: "w" };
export const CANNOT: Sign = { shape: "■", tone: "q" };
export const ASKED: Sign = { shape: "○", tone: "w" };

export const isOver = ({ status }: Pick<BoardView, "status">): boolean =>
	status === "closed" || status === "cancelled";

export const isComing = (person: Responder): boolean =>
	person.answer === "responding" && person.stoodDownAt === null;

export const isAsked = (person: Responder): boolean =>
	person.stoodDownAt === null &&
	person.alert !== "withdrawn" &&
	(person.answer === "none" || person.answer === "noAnswer");

/** The fire sign as an outline: many phones draw one of their own, old desks and televisions an empty box. */
export const FLAME = {
	box: "0 0 16 20",
	path: "M8 0c1 4 6 6 6 12a6 7 0 0 1-12 0c0-3 2-4 2-7 2 1 3 2 3 4 2-2 2-6 1-9z",
} as const;

/** Something burns, in earnest, now. */
export const burnsNow = (board: BoardView): boolean =>
	board.mode === "actual" && board.type.endsWith("_fire") && !isOver(board);

/** «бракує водія, 2 пожежних» of what stands seat by seat in the crew. */
export function missingText({ words }: Screen, crew: Crew): string {
	const counts = new Map<string, number>();
	for (const qualification of crew.missing)
		counts.set(qualification, (counts.get(qualification) ?? 0) + 1);
	return words.missing(
		[...counts].map(([qualification, count]) => ({ qualification, count })),
	);
}

/** The crew that lacks least: what it lacks is what the screen asks for. */
export const nearestCrew = ({ crews }: BoardView): Crew | undefined =>
	[...crews].sort((a, b) => a.missing.length - b.missing.length)[0];

/**
 * The crew that goes stands first. Once one has left, another that nobody comes to and
 * nobody is asked for is not gathering: red seats would call for somebody in vain.
 */
export function crewsShown({ crews, responders }: BoardView): Crew[] {
	const isWanted = ({ brigadeId, seats }: Crew): boolean =>
		seats.some(({ responderId }) => responderId !== null) ||
		responders.some((one) => one.brigadeId === brigadeId && isAsked(one));
	const shown = crews.some(({ state }) => state === "left")
		? crews.filter((crew) => crew.state !== "short" || isWanted(crew))
		: [...crews];
	return shown.sort(
		(a, b) => Number(a.state === "short") - Number(b.state === "short"),
	);
}

/** Vehicle first; its brigade where several are asked, or where there is no vehicle. */
export function crewName(board: BoardView, crew: Crew): string {
	const several = new Set(board.crews.map((one) => one.brigadeId)).size > 1;
	if (crew.vehicle === null) return crew.brigade;
	return several ? `${crew.vehicle} · ${crew.brigade}` : crew.vehicle;
}

/** Village names repeat, so the hromada stays, but smaller: it stands between the two. */
export type Place = { before: string; within?: string; after: string };

export function placeParts(place: string): Place {
	const [, before = "", within, after = ""] =
		/^([^(]*)(\([^()]*\))(.*)$/s.exec(place) ?? [];
	return within === undefined
		? { before: place, after: "" }
		: { before, within, after };
}

export type Since = { minutes: number; seconds: number };

/** How long since the report; a clock ahead of ours shows nothing below zero. */
export function sinceReport(board: BoardView, now: Instant): Since {
	const seconds = Math.max(0, Math.floor((now - board.reportedAt) / 1000));
	return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 };
}

export const capital = (words: string): string =>
	words.charAt(0).toLocaleUpperCase("uk") + words.slice(1);

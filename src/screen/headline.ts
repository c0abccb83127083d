/**
 * The one question of an incident's screen: does a truck leave, and when? Its words,
 * its mood, and the line below.
 */
import type { Headline } from "../core/headline.ts";
import {
	isComing,
	isOver,
	MISSING,
	missingText,
	nearestCrew,
	type Screen,
} from "./screen.ts";

/** Filled red, filled green, gone, still open, over. */
export type Mood = "alarm" | "fine" | "gone" | "wait" | "over";

export const MOODS: Record<Headline["kind"], Mood> = {
	unconfirmed: "wait",
	gathering: "wait",
	noDriver: "alarm",
	noLeader: "alarm",
	noVehicle: "alarm",
	noKey: "alarm",
	fewPeople: "alarm",
	nobodyAnswered: "alarm",
	leftUnconfirmed: "alarm",
	canLeaveWith: "fine",
	leaves: "fine",
	assembled: "fine",
	waits: "alarm",
	left: "gone",
	standDown: "over",
	closed: "over",
	cancelled: "over",
};

export const headlineWords = ({ board, words, timeZone }: Screen): string =>
	words.headline(board.headline, timeZone);

// Longer words would be small on a phone: there they take two lines.
const ONE_LINE = 14;

/** Two lines where one would be small, broken so that the longer one is as short as can be. */
export function linesOf(words: string): string[] {
	if (words.length <= ONE_LINE) return [words];
	const breaks = [...words.matchAll(/ /g)].map(({ index }) => [
		words.slice(0, index),
		words.slice(index + 1),
	]);
	const longer = (lines: string[]) =>
		Math.max(...lines.map((line) => line.length));
	return breaks.sort((a, b) => longer(a) - longer(b))[0] ?? [words];
}

/** Under the headline: a quiet sentence, and what is missing, which is not quiet. */
export type Below = { words: string; missing?: string };

/** How many of how many, and what is missing. */
export function below(screen: Screen): Below | undefined {
	const { board, text } = screen;
	const { headline } = board;
	if (isOver(board)) return timesOf(screen);
	const coming = board.responders.filter(isComing).length;
	const counted =
		"need" in headline && headline.need !== undefined
			? text("going-of", { count: headline.have ?? 0, need: headline.need })
			: text("going", { count: coming });
	switch (headline.kind) {
		case "unconfirmed":
			return { words: `○ ${text("page-live-waiting-human")}` };
		case "standDown":
			return undefined;
		case "left":
			return timesOf(screen);
		case "leaves":
		case "assembled":
		case "waits":
		case "canLeaveWith":
		case "leftUnconfirmed":
			return { words: `● ${counted}` };
		default: {
			const crew = nearestCrew(board);
			const missing = crew ? missingText(screen, crew) : "";
			return {
				// «МАЛО ЛЮДЕЙ: 2 з 4» has said how many.
				words: headline.kind === "fewPeople" ? "" : counted,
				...(missing ? { missing: `${MISSING.shape} ${missing}` } : {}),
			};
		}
	}
}

function timesOf({ board, text }: Screen): Below | undefined {
	const { turnoutMs, travelMs } = board.times;
	const minutes = (ms: number) => ({ minutes: Math.round(ms / 60_000) });
	const aboard = board.crews
		.filter((crew) => crew.state === "left")
		.reduce((count, crew) => count + crew.seats.length, 0);
	const said = [
		...(aboard > 0 && !isOver(board)
			? [
					text("page-live-aboard", {
						people: text("people-together", { count: aboard }),
					}),
				]
			: []),
		...(turnoutMs === undefined
			? []
			: [text("page-live-turnout", minutes(turnoutMs))]),
		...(travelMs === undefined
			? []
			: [text("page-live-travel", minutes(travelMs))]),
	];
	return said.length > 0 ? { words: said.join(" · ") } : undefined;
}

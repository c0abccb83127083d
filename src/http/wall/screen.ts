/**
 * What a station's wall is drawn from: the fires its brigade is asked to, the worst
 * first, or else who is on duty. Everything below `wall/` that draws is a pure
 * function of it.
 */
import type { BoardView } from "../../core/board.ts";
import type { ChannelName, Instant, Locale } from "../../core/kinds.ts";
import type { OnDuty } from "../../people/strength.ts";
import { MOODS } from "../../screen/headline.ts";
import { isComing, isOver, type Responder } from "../../screen/screen.ts";
import type { ScreenWords } from "../../wording/onScreen.ts";

export type WallView = {
	token: string;
	brigade: { id: string; name: string };
	/** Village time of this drawing, and how much faster it runs than the wall. */
	now: Instant;
	speed: number;
	locale: Locale;
	timeZone: string;
	words: ScreenWords;
	channels: readonly ChannelName[];
	/** What does not work now, also while nothing burns. */
	degraded: readonly string[];
	boards: readonly BoardView[];
	/** While nothing burns. */
	duty?: OnDuty;
	/** The sun has set over the station. */
	dark: boolean;
	/** By the brigade's policy; nobody reads a wall then. */
	night: boolean;
	calls: readonly Call[];
};

/** What a new alarm does to the room. */
export type Call = {
	/** The incident; it rings and flashes once. */
	id: string;
	/** The incident and its place as it is known now; it is spoken once. */
	place: string;
	/** An exercise has a sound of its own. */
	sound: "alarm" | "exercise";
	say: string;
	language: string;
};

export type WallState = {
	mood: "burning" | "idle" | "night";
	mode: BoardView["mode"];
	dark: boolean;
	calls: readonly Call[];
};

export const stateOf = ({
	boards,
	dark,
	night,
	calls,
}: WallView): WallState => ({
	mood: boards.length > 0 ? "burning" : night ? "night" : "idle",
	mode: boards[0]?.mode ?? "actual",
	dark,
	calls,
});

const MODES: readonly BoardView["mode"][] = ["actual", "exercise", "test"];
const URGENT: readonly (typeof MOODS)[keyof typeof MOODS][] = [
	"alarm",
	"wait",
	"fine",
	"gone",
	"over",
];

/** In earnest before an exercise, what lacks somebody before what rolls, people in danger, the newest. */
export const worstFirst = (boards: readonly BoardView[]): BoardView[] =>
	[...boards].sort(
		(a, b) =>
			Number(isOver(a)) - Number(isOver(b)) ||
			MODES.indexOf(a.mode) - MODES.indexOf(b.mode) ||
			URGENT.indexOf(MOODS[a.headline.kind]) -
				URGENT.indexOf(MOODS[b.headline.kind]) ||
			Number(b.peopleInDanger) - Number(a.peopleInDanger) ||
			b.reportedAt - a.reportedAt,
	);

/** A person with the fire they come to, and the key that stays theirs while others answer or arrive. */
export type Keyed = { board: BoardView; person: Responder; key: number };

/** Who of the brigade comes, to whichever fire: numbered as they answered, listed by arrival. */
export function keyedPeople(
	boards: readonly BoardView[],
	brigadeId: string,
): Keyed[] {
	const coming = boards.flatMap((board) =>
		board.responders
			.filter((person) => person.brigadeId === brigadeId && isComing(person))
			.map((person) => ({ board, person })),
	);
	const answered = [...coming].sort(
		({ person: a }, { person: b }) =>
			(a.answeredAt ?? 0) - (b.answeredAt ?? 0) || (a.id < b.id ? -1 : 1),
	);
	return coming.map((one) => ({ ...one, key: answered.indexOf(one) + 1 }));
}

/** On the way to the station: who a touch can put there. */
export const isUnderWay = ({ progress, to }: Responder): boolean =>
	to === "station" && (progress === null || progress === "enRoute");

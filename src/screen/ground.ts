/** Mines and water on a screen, as the messages say them. */
import type { BoardView } from "../core/board.ts";
import type { ScreenWords } from "../wording/onScreen.ts";
import { isOver, type Screen } from "./screen.ts";

/** «МІНИ: 400 м від пожежі. З доріг не сходити», then what else is dangerous; nothing once it is over. */
export function hazardWords(
	board: Pick<BoardView, "hazards" | "type" | "status">,
	words: ScreenWords,
): string[] {
	const { hazards = [], type } = board;
	if (isOver(board)) return [];
	const nearest = (isMine: boolean) =>
		hazards.find(({ kind }) => (kind !== "other") === isMine);
	const mines = nearest(true);
	const other = nearest(false);
	return [
		...(mines ? [words.mines(mines.distanceMetres, type)] : []),
		...(other ? [words.hazard(other.distanceMetres)] : []),
	];
}

/** Who said that everybody knows, and when; undefined while nobody has. */
export function hazardsKnown({
	board,
	text,
	clock,
}: Pick<Screen, "board" | "text" | "clock">): string | undefined {
	const [first] = board.hazards ?? [];
	return first && first.acknowledgedAt !== null
		? text("page-hazards-known", {
				name: first.by ?? "",
				time: clock(first.acknowledgedAt),
			})
		: undefined;
}

export const waterWords = (
	{ water = [] }: Pick<BoardView, "water">,
	words: ScreenWords,
): string[] => water.map((one) => words.water(one));

/** For a chat, with signs. */
export const groundLines = (board: BoardView, words: ScreenWords): string[] => [
	...hazardWords(board, words).map((line) => `⚠️ ${line}`),
	...waterWords(board, words).map((line) => `💧 ${line}`),
];

/** A line of the desk in words: its headline, what stands beside it, and where it is. */
import type { BoardView } from "../../core/board.ts";
import type { Need, Trouble } from "../../screen/desk.ts";
import { placeParts } from "../../screen/screen.ts";
import { useWords, type Words } from "../words.tsx";

type SaidLine = { headline: string; more?: string };

export function lineWords(
	{ text, words, timeZone }: Pick<Words, "text" | "words" | "timeZone">,
	board: BoardView,
	trouble: Trouble,
): SaidLine {
	const headline = words.headline(board.headline, timeZone);
	switch (trouble) {
		case "unheard":
			return { headline: text("page-desk-reached-nobody") };
		case "undecided":
		case "unconfirmed": {
			const doubt = text("headline-unconfirmed");
			return doubt === headline
				? { headline }
				: { headline: doubt, more: headline };
		}
		default:
			return { headline };
	}
}

/** «Росохач» of «Росохач (Чортківська громада), вул. Шевченка, 12». */
export const placeShort = ({ place }: Pick<BoardView, "place">): string =>
	placeParts(place ?? "")
		.before.split(",")[0]
		?.trim() ?? "";

/** What sounds, in words; `short` for a window's title: a number and a headline. */
export function useNeedWords(): (need: Need) => {
	headline: string;
	short: string;
} {
	const words = useWords();
	return ({ kind, board }) => {
		if (!board) {
			const lost = words.text("board-desk-need-line");
			return { headline: lost, short: lost };
		}
		const { headline } =
			kind === "unheard" || kind === "undecided"
				? lineWords(words, board, kind)
				: lineWords(words, board, "gathering");
		const said =
			kind === "raised" ? words.text("board-desk-need-raised") : headline;
		return { headline: said, short: `#${board.number} ${said}` };
	};
}

/** A press that the board offers, as it is sent from this page. */
import type { BoardView } from "../../core/board.ts";
import { keyOf, type Press } from "../../screen/actions.ts";
import { isOver } from "../../screen/screen.ts";
import type { Order, Said } from "../presses.ts";
import { sendPress } from "./orders.ts";

export function orderOf(board: BoardView, press: Press): Order {
	return {
		// A desk goes from one incident to the next while a press of the first is under way.
		key: `${board.id} ${keyOf(press)}`,
		label: press.label,
		undo: press.undo ?? false,
		send: sendPress(board.id, press),
		said: (now) => saidAfter(press, board, now),
	};
}

/** What the board does not show by itself: nothing came of it, or somebody else decides. */
function saidAfter(
	{ action }: Press,
	before: BoardView,
	now: BoardView,
): Said | undefined {
	if (action === "dismiss") return saidOfCancel(now);
	if (now.version !== before.version) return undefined;
	switch (action) {
		case "alert-next":
			return { id: "page-live-nobody-left" };
		case "ask-state":
			return { id: "answer-state-nobody" };
		case "ask-helpers":
			return { id: "page-live-no-helpers" };
		default:
			return { id: "board-press-nothing" };
	}
}

/** An incident of 101 is cancelled by its desk alone; a chief's word is passed on. */
export const saidOfCancel = (now: BoardView): Said | undefined =>
	isOver(now) ? undefined : { id: "page-live-false-by-desk" };

/** A board as `src/screen` reads it, in the words and for the rights of who looks. */
import { replaceEqualDeep } from "@tanstack/react-query";
import { useMemo, useRef } from "react";
import type { BoardView } from "../../core/board.ts";
import { type Screen, screenOf } from "../../screen/screen.ts";
import { serverNow, useBoard } from "../live.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";

export function useScreen(board: BoardView): Screen {
	const { words, locale, timeZone } = useWords();
	const { me } = useSession();
	// Of one that resembles no other its own board, which is at hand.
	const { board: like } = useBoard(board.possibleDuplicateOf ?? board.id);
	const duplicateOf =
		board.possibleDuplicateOf === null ? undefined : like?.number;
	return useMemo(
		() =>
			screenOf({
				board,
				now: serverNow(),
				speed: 1,
				locale,
				timeZone,
				words,
				channels: me.channels,
				...(duplicateOf === undefined ? {} : { duplicateOf }),
				viewer: {
					name: me.name,
					...(me.kind === "desk" ? { role: "dutyOfficer" as const } : {}),
				},
			}),
		[board, duplicateOf, words, locale, timeZone, me],
	);
}

/** Whatever did not change stays the same object, so that of forty people only one is drawn again. */
export function useShared(board: BoardView | undefined): BoardView | undefined {
	const before = useRef<BoardView>(undefined);
	before.current = board && replaceEqualDeep(before.current, board);
	return before.current;
}

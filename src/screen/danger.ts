/** The air raid, and where people gather while the station may be hit too, as a screen says it. */
import type { BoardView } from "../core/board.ts";
import { isOver, type Screen, type Tone } from "./screen.ts";

export type Warning = { words: string; tone: Tone };

const SIGNS = {
	none: { icon: "⚠️", tone: "q" },
	yellow: { icon: "🟡", tone: "w" },
	red: { icon: "🔴", tone: "d" },
	unknown: { icon: "⚠️", tone: "w" },
} as const;

/** Nothing where no feed is configured, and nothing of what is over. */
export function warningsOf({
	board,
	text,
	clock,
}: Pick<Screen, "board" | "text" | "clock">): Warning[] {
	const { airRaid, departure } = board;
	if (isOver(board) || board.mode === "test") return [];
	return [
		...(airRaid === undefined
			? []
			: [
					{
						words: `${SIGNS[airRaid].icon} ${text(`card-airRaid-${airRaid}`)}`,
						tone: SIGNS[airRaid].tone,
					},
				]),
		...gatheringOf(board, text),
		...(departure?.allowedAt == null
			? []
			: [
					{
						words: text("page-live-allowed", {
							name: departure.allowedBy ?? "",
							time: clock(departure.allowedAt),
						}),
						tone: "q" as const,
					},
				]),
	];
}

function gatheringOf(
	{ staging }: Pick<BoardView, "staging">,
	text: Screen["text"],
): Warning[] {
	if (!staging) return [];
	const words = staging.words
		? text("gather-staging.sentence", { staging: staging.words })
		: text("gather-unknown.sentence");
	return [{ words: `🚫 ${words}`, tone: "d" }];
}

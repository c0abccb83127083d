/** What a line of the desk says beside its headline: danger, and what somebody still has to do. */
import { hazardWords } from "./ground.ts";
import { isOver, type Screen, type Tone } from "./screen.ts";

export type LineSign = {
	kind: "waits" | "mines" | "inform101" | "reports" | "airRaid";
	words: string;
	tone: Tone;
};

/** The gravest first; nothing of what is over. */
export function signsOf({
	board,
	text,
	words,
}: Pick<Screen, "board" | "text" | "words">): LineSign[] {
	const { departure, hazards = [], tasks, reports = [], airRaid } = board;
	if (isOver(board)) return [];
	const sign = (
		kind: LineSign["kind"],
		said: string,
		tone: Tone,
	): LineSign => ({ kind, words: said, tone });
	const isUnsaid = hazards.some(
		({ acknowledgedAt }) => acknowledgedAt === null,
	);
	return [
		// Where a crew is ready, the headline itself says that it waits.
		...(departure?.waits && board.headline.kind !== "waits"
			? [sign("waits", text(`board-sign-waits-${departure.waits}`), "d")]
			: []),
		...(isUnsaid && hazardWords(board, words).length > 0
			? [sign("mines", text("board-sign-mines"), "d")]
			: []),
		...(tasks
			? [sign("inform101", text("page-live-not-informed101"), "w")]
			: []),
		...(reports.length > 1
			? [
					sign(
						"reports",
						text("board-sign-reports", { count: reports.length }),
						"q",
					),
				]
			: []),
		...(board.mode !== "test" && airRaid !== undefined && airRaid !== "none"
			? [
					sign(
						"airRaid",
						text(`timeline-airRaid-${airRaid}`),
						airRaid === "red" ? "d" : "w",
					),
				]
			: []),
	];
}

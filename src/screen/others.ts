/**
 * State crews that were asked and people with machines, a line each: beside the
 * crews on every screen, never among them.
 */
import type { BoardView } from "../core/board.ts";
import type { Instant } from "../core/kinds.ts";

type Says = {
	text(id: string, args?: Record<string, string | number>): string;
	clock(at: Instant): string;
};

export const othersWords = (
	board: Pick<BoardView, "stateAsked" | "helpers">,
	says: Says,
): string[] => [...stateWords(board, says), ...helperWords(board, says)];

const stateWords = (
	{ stateAsked = [] }: Pick<BoardView, "stateAsked">,
	{ text, clock }: Says,
): string[] =>
	stateAsked.map(({ name, at, heardAt }) =>
		[
			text("page-live-state-asked", { name, time: clock(at) }),
			heardAt === undefined
				? ""
				: text("page-live-state-heard", { time: clock(heardAt) }),
		]
			.filter(Boolean)
			.join(", "),
	);

const helperWords = (
	{ helpers = [] }: Pick<BoardView, "helpers">,
	{ text, clock }: Says,
): string[] =>
	helpers.map(({ name, equipment, answer, etaAt }) =>
		[
			name,
			equipment.map((one) => text(`equipment-${one}`)).join(", "),
			answer === "none"
				? text("page-live-helper-asked")
				: text(`state-${answer}`),
			etaAt === null ? "" : clock(etaAt),
		]
			.filter(Boolean)
			.join(" · "),
	);

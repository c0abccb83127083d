/** A refusal in words of ours: what the service says of it is written for machines. */
import type { ApiProblem } from "./api.ts";
import type { Words } from "./words.tsx";

export const refusalWords = (
	{ status }: Pick<ApiProblem, "status">,
	text: Words["text"],
): string => text(REFUSED[status] ?? "board-refused-broken");

const REFUSED: Record<number, string> = {
	400: "board-raise-fault",
	401: "board-refused-session",
	403: "board-refused-right",
	404: "board-refused-gone",
	409: "board-refused-conflict",
	422: "board-raise-fault",
	429: "board-refused-often",
	503: "board-refused-busy",
};

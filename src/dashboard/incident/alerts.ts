/** What each channel is doing for one person, in words: sent never sounds like coming. */
import type { Instant } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { fromWire } from "../wire.ts";
import type { Words } from "../words.tsx";

const asked = (id: string) =>
	ask(api.v1.incidents[":id"].alerts.$get({ param: { id } }));
type OnWire = Awaited<ReturnType<typeof asked>>["items"][number];
export type Way = Omit<OnWire, "dueAt" | "at"> & {
	dueAt?: Instant;
	at?: Instant;
};

export const alertsOf = async (id: string): Promise<Way[]> =>
	fromWire<Way[]>((await asked(id)).items);

export function wayWords(
	{ text, clock }: Pick<Words, "text" | "clock">,
	{ channel, state, dueAt, at, attempts, code }: Way,
): string {
	const when = state === "waiting" ? dueAt : at;
	return [
		text(`channel-${channel}`),
		text(`board-way-${state}`, { channel }),
		when === undefined ? "" : clock(when),
		attempts > 1 ? text("board-way-tries", { count: attempts }) : "",
		// The carrier's own word: whoever asks the carrier needs it.
		code ?? "",
	]
		.filter(Boolean)
		.join(" · ");
}

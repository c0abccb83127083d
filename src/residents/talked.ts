/**
 * Who spoke with a caller just now: when they raise the alarm, the caller's number goes
 * with it, so that whoever leads can ring back.
 *
 * Kept in memory for ten minutes. A restart loses it here; the text they got at that
 * moment shows the number all the same.
 */
import type { Raise } from "../report.ts";
import type { Service } from "../service.ts";

export type Talked = ReturnType<typeof talkedWith>;

const WITHIN_MS = 10 * 60_000;
const MOST_KNOWN = 100;

export function talkedWith({ clock }: Pick<Service, "clock">) {
	const callers = new Map<string, { phone: string; at: number }>();

	return {
		note(responderId: string, phone: string): void {
			callers.delete(responderId);
			const [oldest] = callers.keys();
			if (callers.size >= MOST_KNOWN && oldest !== undefined)
				callers.delete(oldest);
			callers.set(responderId, { phone, at: clock.now() });
		},

		/** Raises as before, with the number of whom this person spoke to. */
		withCaller:
			(raise: Raise): Raise =>
			async (report, who) => {
				const id = who.by.kind === "responder" ? who.by.id : undefined;
				const caller = id === undefined ? undefined : callers.get(id);
				const goesAlong =
					caller !== undefined &&
					report.mode === "actual" &&
					report.reporterPhone === undefined &&
					clock.now() - caller.at < WITHIN_MS;
				const raised = await raise(
					goesAlong ? { ...report, reporterPhone: caller.phone } : report,
					who,
				);
				// Used once: a second alarm is another fire.
				if (goesAlong && raised.created && id !== undefined) callers.delete(id);
				return raised;
			},
	};
}

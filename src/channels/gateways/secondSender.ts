/**
 * A gateway with Twilio behind it: the gateway sends, and what it cannot get through
 * leaves from Twilio. To the rest of the service it is one channel with a second sender.
 */
import type { Channel } from "../../ports.ts";
import { readBody } from "../body.ts";

/** Ids the first never gave: its list of states knows nothing of them. */
const TWILIO_SID = /^(SM|MM)[0-9a-f]{32}$/;

export function withSecondSender(first: Channel, second: Channel): Channel {
	return {
		...first,
		hasSecondSender: true,

		async send(outgoing, deadlineMs) {
			if (readBody(outgoing.body, "sms")?.sender === "second")
				return second.send(outgoing, deadlineMs);
			const startedAt = performance.now();
			const outcome = await first.send(outgoing, deadlineMs);
			// Its account is refused or empty: certainly nothing was sent, and nobody else's text would be.
			if (outcome.outcome !== "rejected" || !outcome.whole) return outcome;
			const leftMs = deadlineMs - (performance.now() - startedAt);
			const other = await second.send(outgoing, leftMs);
			return other.outcome === "rejected" && other.whole ? outcome : other;
		},

		...(first.receipts
			? {
					receipts: (asked, deadlineMs) =>
						first.receipts?.(
							asked.filter(({ carrierId = "" }) => !TWILIO_SID.test(carrierId)),
							deadlineMs,
						) ?? Promise.resolve(undefined),
				}
			: {}),

		async probe() {
			const [one, other] = await Promise.all([first.probe(), second.probe()]);
			return {
				ok: one.ok && other.ok,
				detail: `${one.detail}; second sender: ${other.detail}`,
			};
		},
	};
}

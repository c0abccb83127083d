/**
 * Calls through Twilio: the phone rings, and what it says is asked for at its own address once picked up.
 *
 * Always the same number calls for a fire: it is saved in the phones with its own ringtone,
 * and a second call from it within three minutes passes most do-not-disturb settings.
 */
import { isEmergencyNumber } from "../phones.ts";
import type { Channel, Outcome } from "../ports.ts";
import { readBody } from "./body.ts";
import { REFUSED_NUMBER, RING_SECONDS } from "./everyCarrier.ts";
import { PERSIST } from "./persistence.ts";
import type { TwilioClient } from "./twilio.ts";

export type VoiceOptions = {
	client: TwilioClient;
	from: string;
	/** Calls for exercises and tests instead, where there is a second number. */
	drillFrom?: string;
	/** Without a slash at the end. */
	publicUrl: string;
	unitPrice?: number;
};

/** The call was over already. https://www.twilio.com/docs/api/errors/21220 */
const NOT_IN_PROGRESS = ["21220", "20404"];

export function voiceChannel({
	client,
	from,
	drillFrom,
	publicUrl,
	unitPrice,
}: VoiceOptions): Channel {
	/** A drill never rings like a fire where phones can tell the two apart. */
	const callerOf = (body: string): string =>
		(readBody(body, "voice")?.caller === "drill" ? drillFrom : undefined) ??
		from;

	return {
		name: "voice",
		capabilities: {
			// A pressed key answers within the call; nobody writes back.
			inbound: true,
			receipts: "push",
			hybridViber: false,
			keys: true,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},

		async send({ attemptId, to, body }, deadlineMs): Promise<Outcome> {
			if (isEmergencyNumber(to)) return REFUSED_NUMBER;
			const carriers = `${publicUrl}/carriers/twilio`;
			return client.attempt(deadlineMs, (api) =>
				api.calls.create({
					to,
					from: callerOf(body),
					url: `${carriers}/voice/${attemptId}${PERSIST}`,
					method: "POST",
					timeout: RING_SECONDS,
					statusCallback: `${carriers}/status/${attemptId}${PERSIST}`,
					statusCallbackMethod: "POST",
					statusCallbackEvent: [
						"initiated",
						"ringing",
						"answered",
						"completed",
					],
				}),
			);
		},

		/** `completed` ends a call that speaks and cancels one that still rings. */
		async hangUp(callSid, deadlineMs): Promise<Outcome> {
			const outcome = await client.attempt(deadlineMs, (api) =>
				api.calls(callSid).update({ status: "completed" }),
			);
			return "code" in outcome && NOT_IN_PROGRESS.includes(outcome.code)
				? { outcome: "accepted", carrierId: callSid }
				: outcome;
		},

		probe: client.probe,
	};
}

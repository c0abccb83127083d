/**
 * Calls through Twilio: the phone rings, and what it says is asked for at its own address once picked up.
 *
 * Always the same number calls: it is saved in the phones with its own ringtone, and
 * a second call from it within three minutes passes most do-not-disturb settings.
 */
import { isEmergencyNumber } from "../phones.ts";
import type { Channel, Outcome } from "../ports.ts";
import { PERSIST } from "./persistence.ts";
import { REFUSED_NUMBER, type TwilioClient } from "./twilio.ts";

export type VoiceOptions = {
	client: TwilioClient;
	from: string;
	/** Without a slash at the end. */
	publicUrl: string;
};

/** Longer would reach the voice mail of most networks, and keep the next call waiting. */
const RING_SECONDS = 25;

/** The call was over already. https://www.twilio.com/docs/api/errors/21220 */
const NOT_IN_PROGRESS = ["21220", "20404"];

export function voiceChannel({
	client,
	from,
	publicUrl,
}: VoiceOptions): Channel {
	return {
		name: "voice",

		async send({ attemptId, to }, deadlineMs): Promise<Outcome> {
			if (isEmergencyNumber(to)) return REFUSED_NUMBER;
			const carriers = `${publicUrl}/carriers/twilio`;
			return client.attempt(deadlineMs, (api) =>
				api.calls.create({
					to,
					from,
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

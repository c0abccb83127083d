/**
 * SMS through Twilio: one message per try, told apart afterwards by the attempt in its callback address.
 */
import { isEmergencyNumber } from "../phones.ts";
import type { Channel, Outcome } from "../ports.ts";
import { readBody, UNREADABLE } from "./body.ts";
import { PERSIST } from "./persistence.ts";
import { REFUSED_NUMBER, type TwilioClient } from "./twilio.ts";

export type SmsOptions = {
	client: TwilioClient;
	/** A number of the account, or a registered sender name. */
	from: string;
	/** Another of the account, for texts the first cannot get through. */
	secondFrom?: string;
	/** Without a slash at the end. */
	publicUrl: string;
};

/**
 * How long Twilio may hold it back before giving up: an alert much later does harm,
 * and a shorter time would drop it while a busy sender still works through its queue.
 */
const VALID_SECONDS = 900;

export function smsChannel({
	client,
	from,
	secondFrom,
	publicUrl,
}: SmsOptions): Channel {
	return {
		name: "sms",
		hasSecondSender: secondFrom !== undefined,

		async send({ attemptId, to, body }, deadlineMs): Promise<Outcome> {
			if (isEmergencyNumber(to)) return REFUSED_NUMBER;
			const sms = readBody(body, "sms");
			if (!sms) return UNREADABLE;
			return client.attempt(deadlineMs, (api) =>
				api.messages.create({
					to,
					from: sms.sender === "second" ? (secondFrom ?? from) : from,
					body: sms.text,
					statusCallback: `${publicUrl}/carriers/twilio/status/${attemptId}${PERSIST}`,
					validityPeriod: VALID_SECONDS,
				}),
			);
		},

		probe: client.probe,
	};
}

/**
 * SMS through Twilio: one message per try, told apart afterwards by the attempt in its callback address.
 */
import { isEmergencyNumber } from "../phones.ts";
import type { Channel, Outcome } from "../ports.ts";
import { readBody, UNREADABLE } from "./body.ts";
import { REFUSED_NUMBER, VALID_SECONDS } from "./everyCarrier.ts";
import { PERSIST } from "./persistence.ts";
import type { TwilioClient } from "./twilio.ts";

export type SmsOptions = {
	client: TwilioClient;
	/** A number of the account, or a registered sender name. */
	from: string;
	/** Another of the account, for texts the first cannot get through. */
	secondFrom?: string;
	/** Without a slash at the end. */
	publicUrl: string;
	/** Answers to `from` reach us. */
	twoWay?: boolean;
	unitPrice?: number;
};

export function smsChannel({
	client,
	from,
	secondFrom,
	publicUrl,
	twoWay = false,
	unitPrice,
}: SmsOptions): Channel {
	return {
		name: "sms",
		capabilities: {
			inbound: twoWay,
			receipts: "push",
			hybridViber: false,
			...(unitPrice === undefined ? {} : { unitPrice }),
		},
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

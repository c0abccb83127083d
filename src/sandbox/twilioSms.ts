/**
 * SMS at Twilio: a queue that sends so many segments a second, receipts, opt-outs, answers.
 *
 * https://www.twilio.com/docs/messaging/api/message-resource . "Accepted" is all a
 * create promises; what a phone really got is in the journal.
 */
import type { Journal } from "./journal.ts";
import type { PhoneState, Phones } from "./phones.ts";
import { type Alphabet, countSegments } from "./segments.ts";
import { demandE164, type Form, RestRefusal } from "./twilioForm.ts";
import type { TwilioWebhooks } from "./twilioWebhooks.ts";
import type { World } from "./world.ts";
import { parseXml } from "./xml.ts";

export type Message = {
	sid: string;
	direction: "inbound" | "outbound-api" | "outbound-reply";
	from: string;
	to: string;
	body: string;
	segments: number;
	alphabet: Alphabet;
	status:
		| "queued"
		| "sending"
		| "sent"
		| "delivered"
		| "undelivered"
		| "failed"
		| "received";
	errorCode: number | undefined;
	createdAt: number;
	sentAt: number | undefined;
	updatedAt: number;
	statusCallback: string | undefined;
	/** Callbacks of one message go out one after another. */
	told: Promise<void>;
};

export type SmsOptions = {
	accountSid: string;
	smsFrom: string;
	/** Another number of the account that may send. */
	smsFrom2?: string;
	segmentsPerSecond: number;
	twoWay: boolean;
	/** From "sent" to the phone, and the receipt. */
	smsDeliveryMs: readonly [number, number];
	/** Where an answer goes; set at Twilio's console in life. */
	smsUrl: () => string;
};

/** Twilio's words by default: after one of them nothing reaches this number any more (21610). */
const STOP_WORDS = new Set(
	"STOP UNSUBSCRIBE END QUIT STOPALL REVOKE OPTOUT CANCEL".split(" "),
);
const START_WORDS = new Set("START UNSTOP YES".split(" "));
const BODY_MAX = 1600;
/** Messages wait at most 10 hours in the queue. */
const QUEUE_MAX_MS = 36_000_000;

export const ERROR_TEXT: Readonly<Record<number, string>> = {
	30003: "Unreachable destination handset",
	30005: "Unknown destination handset",
	30036: "Validity Period Expired",
};

export type TwilioSms = ReturnType<typeof twilioSms>;

export function twilioSms(
	world: World,
	journal: Journal,
	phones: () => Phones,
	webhooks: TwilioWebhooks,
	options: SmsOptions,
) {
	const { accountSid, smsFrom, segmentsPerSecond, smsDeliveryMs } = options;
	const bySid = new Map<string, Message>();
	const all: Message[] = [];
	const byNumber = new Map<string, Message[]>();
	let queueFreeAt = 0;

	function create(form: Form, swallowed: boolean): Message {
		const to = form.get("To");
		const from = form.get("From");
		const body = form.get("Body");
		if (!to) throw new RestRefusal(21604, "A 'To' phone number is required.");
		if (!from)
			throw new RestRefusal(21603, "A 'From' phone number is required.");
		if (!body) throw new RestRefusal(21602, "Message body is required.");
		if (body.length > BODY_MAX)
			throw new RestRefusal(
				21617,
				"The concatenated message body exceeds the 1600 character limit",
			);
		demandE164(to, 21211, "To");
		if (from !== smsFrom && from !== options.smsFrom2) {
			demandE164(from, 21212, "From");
			throw new RestRefusal(
				21606,
				"The 'From' phone number is not a valid, SMS-capable inbound phone number for your account",
			);
		}
		const phone = phones().byNumber(to);
		if (phone?.landline)
			throw new RestRefusal(21614, "'To' number is not a valid mobile number");
		if (phone?.optedOut)
			throw new RestRefusal(21610, "Attempt to send to unsubscribed recipient");
		if (queueFreeAt - world.now() > QUEUE_MAX_MS)
			throw new RestRefusal(
				21611,
				"This 'From' number has exceeded the maximum number of queued messages",
			);
		return send({
			from,
			to,
			body,
			direction: "outbound-api",
			statusCallback: form.get("StatusCallback"),
			validityMs: Number(form.get("ValidityPeriod") ?? 36_000) * 1000,
			swallowed,
		});
	}

	function send(given: {
		from: string;
		to: string;
		body: string;
		direction: Message["direction"];
		statusCallback?: string | undefined;
		validityMs?: number;
		swallowed?: boolean;
	}): Message {
		const { validityMs = QUEUE_MAX_MS, swallowed = false } = given;
		const message = store(given, "queued");
		const startsAt = Math.max(world.now(), queueFreeAt);
		const waitMs = startsAt - world.now();
		if (waitMs > validityMs) {
			if (!swallowed)
				world.later(validityMs, () => settle(message, "failed", 30036));
			return message;
		}
		queueFreeAt = startsAt + (message.segments * 1000) / segmentsPerSecond;
		if (swallowed) return message;
		tell(message);
		// The rate is of the clock; `later` would divide it by the village's speed.
		world.soon(waitMs * world.speed, () => transmit(message));
		return message;
	}

	function store(
		given: {
			from: string;
			to: string;
			body: string;
			direction: Message["direction"];
			statusCallback?: string | undefined;
		},
		status: Message["status"],
	): Message {
		const { from, to, body, direction, statusCallback } = given;
		const now = world.now();
		const message: Message = {
			sid: world.sid("SM"),
			direction,
			from,
			to,
			body,
			...countSegments(body),
			status,
			errorCode: undefined,
			createdAt: now,
			sentAt: undefined,
			updatedAt: now,
			statusCallback,
			told: Promise.resolve(),
		};
		bySid.set(message.sid, message);
		all.push(message);
		for (const number of [from, to]) {
			const list = byNumber.get(number);
			if (list) list.push(message);
			else byNumber.set(number, [message]);
		}
		return message;
	}

	function transmit(message: Message): void {
		settle(message, "sending");
		message.sentAt = world.now();
		settle(message, "sent");
		world.soon(world.between(smsDeliveryMs), () => arrive(message));
	}

	function arrive(message: Message): void {
		const phone = phones().byNumber(message.to);
		if (!phone || phone.offline) {
			settle(message, "undelivered", phone ? 30003 : 30005);
			return;
		}
		const { sid, from, to, body: text, segments, alphabet } = message;
		phone.inbox.push({
			sid,
			from,
			to,
			text,
			at: world.now(),
			segments,
			alphabet,
			outgoing: false,
		});
		journal.write(phone, {
			carrier: "twilio",
			kind: "sms",
			text,
			segments,
			ref: sid,
		});
		world.changed(phone.id);
		settle(message, "delivered");
	}

	function settle(
		message: Message,
		status: Message["status"],
		errorCode?: number,
	): void {
		message.status = status;
		message.errorCode = errorCode;
		message.updatedAt = world.now();
		tell(message);
	}

	function tell(message: Message): void {
		const { statusCallback: url, sid, status, to, from, errorCode } = message;
		if (!url) return;
		const parameters = {
			MessageSid: sid,
			SmsSid: sid,
			MessageStatus: status,
			SmsStatus: status,
			To: to,
			From: from,
			AccountSid: accountSid,
			ApiVersion: "2010-04-01",
			...(errorCode ? { ErrorCode: String(errorCode) } : {}),
		};
		message.told = message.told.then(() =>
			world.busy(
				webhooks.notify({
					url,
					method: "POST",
					parameters,
					kind: "sms",
					number: to,
				}),
			),
		);
	}

	/** The person answers. One-way senders, the rule in Ukraine, hear nothing. */
	async function replySms(phone: PhoneState, text: string): Promise<void> {
		const { number: from } = phone;
		const counted = countSegments(text);
		const inbound = options.twoWay
			? store(
					{ from, to: smsFrom, body: text, direction: "inbound" },
					"received",
				)
			: undefined;
		phone.inbox.push({
			sid: inbound?.sid ?? world.sid("SM"),
			from,
			to: smsFrom,
			text,
			at: world.now(),
			...counted,
			outgoing: true,
		});
		if (!inbound) return;
		inbound.sentAt = world.now();
		const word = text.trim().toUpperCase();
		if (STOP_WORDS.has(word)) phone.optedOut = true;
		if (START_WORDS.has(word)) phone.optedOut = false;
		await hear(inbound, phone);
	}

	async function hear(inbound: Message, phone: PhoneState): Promise<void> {
		const { sid, from, to, body, segments } = inbound;
		const answer = await webhooks.ask({
			url: options.smsUrl(),
			method: "POST",
			kind: "inbound",
			number: from,
			parameters: {
				MessageSid: sid,
				SmsSid: sid,
				SmsMessageSid: sid,
				AccountSid: accountSid,
				From: from,
				To: to,
				Body: body,
				NumMedia: "0",
				NumSegments: String(segments),
				SmsStatus: "received",
				ApiVersion: "2010-04-01",
			},
		});
		if (!answer || answer.status >= 400 || answer.body.trim() === "") return;
		try {
			for (const verb of parseXml(answer.body).children) {
				if (verb.name !== "Message") throw new Error(`<${verb.name}>`);
				if (!phone.optedOut)
					send({
						from: to,
						to: from,
						body: verb.text.trim(),
						direction: "outbound-reply",
					});
			}
		} catch (error) {
			journal.write(phone, {
				carrier: "twilio",
				kind: "twimlError",
				text: error instanceof Error ? error.message : "unknown",
				ref: sid,
			});
		}
	}

	return {
		create,
		replySms,
		get: (sid: string) => bySid.get(sid),
		/** Oldest first; of one number when one is named, so that a list costs what it holds. */
		list: (number: string | undefined): readonly Message[] =>
			number === undefined ? all : (byNumber.get(number) ?? []),
	};
}

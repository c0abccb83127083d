/**
 * A Twilio REST API on loopback: Messages, Calls, the account and its balance.
 *
 * `request` is the API as a function of method, path and form; what it carries out
 * stands in `twilioSms.ts` and `twilioCalls.ts`, HTTP around it in `carrierHttp.ts`.
 */
import type { Faults } from "./faults.ts";
import type { Journal } from "./journal.ts";
import type { Lines, Phones } from "./phones.ts";
import { isLoopback } from "./telegramUpdates.ts";
import {
	type Call,
	type CallOptions,
	durationSeconds,
	twilioCalls,
} from "./twilioCalls.ts";
import { type Form, formOf, RestRefusal, rfc2822 } from "./twilioForm.ts";
import { type Recording, twilioRecordings } from "./twilioRecordings.ts";
import {
	ERROR_TEXT,
	type Message,
	type SmsOptions,
	twilioSms,
} from "./twilioSms.ts";
import { twilioWebhooks } from "./twilioWebhooks.ts";
import type { World } from "./world.ts";

export type TwilioOptions = SmsOptions & CallOptions & { authToken: string };

/** A body of bytes is sound. */
export type RestAnswer = { status: number; body: unknown };

/** Parameters carried out, or taken without effect. Any other of Twilio's is refused by name, not dropped. */
export const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
	"Messages.create": [
		"To",
		"From",
		"Body",
		"StatusCallback",
		"ValidityPeriod",
		"Attempt",
		"ProvideFeedback",
	],
	"Messages.list": [
		"To",
		"From",
		"DateSent",
		"DateSent<",
		"DateSent>",
		"PageSize",
		"Page",
		"PageToken",
	],
	"Messages.fetch": [],
	"Calls.create": [
		"To",
		"From",
		"Url",
		"Twiml",
		"Method",
		"FallbackUrl",
		"FallbackMethod",
		"StatusCallback",
		"StatusCallbackEvent",
		"StatusCallbackMethod",
		"Timeout",
		"TimeLimit",
		"MachineDetection",
		"MachineDetectionTimeout",
		"CallReason",
	],
	"Calls.fetch": [],
	"Calls.update": ["Status", "Url", "Twiml", "Method"],
	"Recordings.fetch": [],
	"Recordings.sound": ["RequestedChannels"],
	"Recordings.delete": [],
	"Accounts.fetch": [],
	"Balance.fetch": [],
};

/** Which error an unusable address gets. */
const URL_ERRORS: Readonly<Record<string, number>> = {
	Url: 21205,
	FallbackUrl: 21205,
	StatusCallback: 21609,
};

const SIDS = /\/(\w+)\.(?:json|mp3)$/;

export type TwilioCarrier = ReturnType<typeof twilioCarrier>;

export function twilioCarrier(
	world: World,
	faults: Faults,
	journal: Journal,
	phones: () => Phones,
	options: TwilioOptions,
) {
	const { accountSid, authToken } = options;
	const webhooks = twilioWebhooks(world, faults, authToken);
	const sms = twilioSms(world, journal, phones, webhooks, options);
	const recordings = twilioRecordings(world, options);
	const calls = twilioCalls(
		world,
		journal,
		phones,
		webhooks,
		recordings,
		options,
	);
	const home = `/2010-04-01/Accounts/${accountSid}`;
	const createdAt = world.now();

	/** `Messages.create` and the like, or undefined when there is no such resource. */
	function operationOf(method: string, path: string): string | undefined {
		if (/^\/2010-04-01\/Accounts\/[^/]+\/Recordings\/\w+\.mp3$/.test(path))
			return method === "GET" ? "Recordings.sound" : undefined;
		const [, resource, , sid] =
			/^\/2010-04-01\/Accounts\/[^/]+\/(Messages|Calls|Balance|Recordings)((?:\/([^/]+))?)\.json$/.exec(
				path,
			) ?? [];
		if (/^\/2010-04-01\/Accounts\/[^/]+\.json$/.test(path))
			return method === "GET" ? "Accounts.fetch" : undefined;
		if (!resource) return undefined;
		if (resource === "Balance")
			return method === "GET" && !sid ? "Balance.fetch" : undefined;
		const verb = sid
			? { GET: "fetch", POST: "update", DELETE: "delete" }[method]
			: { GET: "list", POST: "create" }[method];
		const operation = `${resource}.${verb}`;
		return operation in PARAMETERS ? operation : undefined;
	}

	function answer(
		operation: string | undefined,
		path: string,
		authorization: string | undefined,
		parameters: URLSearchParams,
		swallowed: boolean,
	): RestAnswer {
		try {
			if (!isOurs(authorization))
				throw new RestRefusal(20003, "Authenticate", 401);
			const sid = SIDS.exec(path)?.[1] ?? "";
			if (
				!operation ||
				!(path.startsWith(`${home}/`) || path === `${home}.json`)
			)
				throw notFound(path);
			checkParameters(operation, parameters);
			return carryOut(operation, sid, path, formOf(parameters), swallowed);
		} catch (error) {
			if (error instanceof RestRefusal) return refusal(error);
			throw error;
		}
	}

	function isOurs(authorization: string | undefined): boolean {
		const expected = Buffer.from(`${accountSid}:${authToken}`).toString(
			"base64",
		);
		return authorization === `Basic ${expected}`;
	}

	function carryOut(
		operation: string,
		sid: string,
		path: string,
		form: Form,
		swallowed: boolean,
	): RestAnswer {
		switch (operation) {
			case "Messages.create":
				return { status: 201, body: messageShape(sms.create(form, swallowed)) };
			case "Messages.fetch":
				return { status: 200, body: messageShape(found(sms.get(sid), path)) };
			case "Messages.list":
				return { status: 200, body: messagePage(form) };
			case "Calls.create":
				return { status: 201, body: callShape(calls.create(form, swallowed)) };
			case "Calls.fetch":
				return { status: 200, body: callShape(found(calls.get(sid), path)) };
			case "Calls.update": {
				const call = found(calls.get(sid), path);
				calls.update(call, form);
				return { status: 200, body: callShape(call) };
			}
			case "Recordings.fetch":
				return {
					status: 200,
					body: recordingShape(found(recordings.get(sid), path)),
				};
			case "Recordings.sound":
				return { status: 200, body: found(recordings.get(sid), path).sound };
			case "Recordings.delete":
				found(recordings.get(sid), path);
				recordings.remove(sid);
				return { status: 204, body: null };
			case "Balance.fetch":
				return {
					status: 200,
					body: { account_sid: accountSid, balance: "100.00", currency: "USD" },
				};
			default:
				return { status: 200, body: accountShape() };
		}
	}

	/** Newest first; the token says where in the list the next page begins. */
	function messagePage(form: Form) {
		const to = form.get("To");
		const from = form.get("From");
		const size = Math.min(1000, Number(form.get("PageSize") ?? 50));
		const list = sms.list(to ?? from);
		const page: Message[] = [];
		let index = Number(form.get("PageToken")?.slice(2) ?? list.length);
		while (index > 0 && page.length < size) {
			const message = list[--index] as Message;
			if (
				(to === undefined || message.to === to) &&
				(from === undefined || message.from === from) &&
				sentWithin(message, form)
			)
				page.push(message);
		}
		const query = (token: string) => {
			const next = new URLSearchParams({ PageSize: String(size) });
			for (const name of ["To", "From", "DateSent", "DateSent<", "DateSent>"]) {
				const value = form.get(name);
				if (value !== undefined) next.set(name, value);
			}
			if (token) next.set("PageToken", token);
			return `${home}/Messages.json?${next}`;
		};
		return {
			messages: page.map(messageShape),
			page: Number(form.get("Page") ?? 0),
			page_size: size,
			start: 0,
			end: Math.max(0, page.length - 1),
			uri: query(form.get("PageToken") ?? ""),
			first_page_uri: query(""),
			next_page_uri: index > 0 ? query(`PA${index}`) : null,
			previous_page_uri: null,
		};
	}

	const messageShape = (message: Message) => ({
		sid: message.sid,
		account_sid: accountSid,
		api_version: "2010-04-01",
		body: message.body,
		num_segments: String(message.segments),
		num_media: "0",
		direction: message.direction,
		from: message.from,
		to: message.to,
		status: message.status,
		error_code: message.errorCode ?? null,
		error_message: message.errorCode
			? (ERROR_TEXT[message.errorCode] ?? null)
			: null,
		date_created: rfc2822(message.createdAt),
		date_sent: date(message.sentAt),
		date_updated: rfc2822(message.updatedAt),
		messaging_service_sid: null,
		price: null,
		price_unit: "USD",
		uri: `${home}/Messages/${message.sid}.json`,
		subresource_uris: { media: `${home}/Messages/${message.sid}/Media.json` },
	});

	const callShape = (call: Call) => ({
		sid: call.sid,
		account_sid: accountSid,
		api_version: "2010-04-01",
		parent_call_sid: call.parent?.sid ?? null,
		phone_number_sid: null,
		from: call.from,
		from_formatted: call.from,
		to: call.to,
		to_formatted: call.to,
		status: call.status,
		direction: call.direction,
		answered_by: call.answeredBy ?? null,
		date_created: rfc2822(call.createdAt),
		date_updated: rfc2822(
			call.endedAt ?? call.answeredAt ?? call.startedAt ?? call.createdAt,
		),
		start_time: date(call.startedAt),
		end_time: date(call.endedAt),
		duration: call.endedAt === undefined ? null : String(durationSeconds(call)),
		price: null,
		price_unit: "USD",
		forwarded_from: null,
		group_sid: null,
		caller_name: null,
		queue_time: "0",
		trunk_sid: null,
		uri: `${home}/Calls/${call.sid}.json`,
		subresource_uris: {},
	});

	const recordingShape = (recording: Recording) => ({
		sid: recording.sid,
		account_sid: accountSid,
		api_version: "2010-04-01",
		call_sid: recording.callSid,
		conference_sid: null,
		channels: 1,
		date_created: rfc2822(recording.createdAt),
		date_updated: rfc2822(recording.createdAt),
		start_time: rfc2822(recording.createdAt),
		duration: String(recording.seconds),
		source: "RecordVerb",
		status: "completed",
		error_code: null,
		encryption_details: null,
		price: null,
		price_unit: "USD",
		uri: `${home}/Recordings/${recording.sid}.json`,
		subresource_uris: {},
	});

	const accountShape = () => ({
		sid: accountSid,
		// Never given out here, although the documents have the field.
		auth_token: null,
		friendly_name: "Dzvin sandbox",
		owner_account_sid: accountSid,
		status: "active",
		type: "Full",
		date_created: rfc2822(createdAt),
		date_updated: rfc2822(createdAt),
		subresource_uris: {},
		uri: `${home}.json`,
	});

	const line: Lines["twilio"] = {
		replySms: sms.replySms,
		pickUp: calls.pickUp,
		reject: calls.reject,
		press: calls.press,
		speak: calls.speak,
		hangUp: calls.hangUp,
		ring: calls.ring,
	};

	return {
		answer,
		operationOf,
		line,
		/** Recordings the account still holds. */
		recordings: recordings.all,
	};
}

const date = (at: number | undefined) =>
	at === undefined ? null : rfc2822(at);

function found<T>(resource: T | undefined, path: string): T {
	if (!resource) throw notFound(path);
	return resource;
}

const notFound = (path: string) =>
	new RestRefusal(20404, `The requested resource ${path} was not found`, 404);

export const refusal = ({
	code,
	message,
	status,
}: RestRefusal): RestAnswer => ({
	status,
	body: {
		code,
		message,
		more_info: `https://www.twilio.com/docs/errors/${code}`,
		status,
	},
});

function checkParameters(operation: string, parameters: URLSearchParams): void {
	const known = PARAMETERS[operation] ?? [];
	const unknown = [...new Set(parameters.keys())].filter(
		(name) => !known.includes(name),
	);
	if (unknown.length > 0)
		throw new RestRefusal(
			20001,
			`Unknown parameters: ${unknown.join(", ")} (unknown to Twilio, or not carried out by this sandbox)`,
		);
	for (const [name, code] of Object.entries(URL_ERRORS)) {
		const url = parameters.get(name);
		if (url && !isLoopback(url))
			throw new RestRefusal(
				code,
				`${name} must be http://localhost or 127.0.0.1 here: the sandbox calls nobody else`,
			);
	}
	for (const [name, value] of parameters)
		if (name.endsWith("Method") && !/^(GET|POST)$/.test(value))
			throw new RestRefusal(20001, `${name} must be GET or POST`);
	for (const name of ["ValidityPeriod", "Timeout", "TimeLimit", "PageSize"]) {
		const value = parameters.get(name);
		if (value !== null && !/^[1-9]\d{0,5}$/.test(value))
			throw new RestRefusal(20001, `${name} must be a positive whole number`);
	}
}

function sentWithin({ sentAt, createdAt }: Message, form: Form): boolean {
	const at = sentAt ?? createdAt;
	const day = 86_400_000;
	const on = form.get("DateSent");
	const before = form.get("DateSent<");
	const after = form.get("DateSent>");
	return (
		(on === undefined ||
			(at >= Date.parse(on.slice(0, 10)) &&
				at < Date.parse(on.slice(0, 10)) + day)) &&
		// Twilio's dates count whole seconds.
		(before === undefined || at < Date.parse(before) + 1000) &&
		(after === undefined || at >= Date.parse(after))
	);
}

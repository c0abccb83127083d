/**
 * The Twilio account that SMS and calls share: its client, and what its errors mean.
 *
 * The SDK is imported when the first message goes out: it weighs 33 MB, and an
 * installation without Twilio never pays for it. Only Node reaches this file.
 */
import type { Twilio } from "twilio";
import type { Outcome, RejectReason } from "../ports.ts";
import { outcomeOfBrokenConnection, within } from "./network.ts";

export type TwilioAccount = {
	accountSid: string;
	authToken: string;
	/** Without a slash at the end. */
	apiRoot: string;
};

export type TwilioClient = ReturnType<typeof twilioClient>;

/** Longer than any deadline we are given, so that the socket closes soon after we stopped waiting. */
const SOCKET_MS = 8_000;
const PROBE_MS = 5_000;
/** More than a village answers in an hour; one page of Twilio's. */
const LISTED_AT_MOST = 1_000;

export function twilioClient(
	{ accountSid, authToken, apiRoot }: TwilioAccount,
	/** Wall time for `throttled.untilMs`. */
	wall: () => number = () => Date.now(),
) {
	let client: Promise<Twilio> | undefined;
	let throttledInARow = 0;

	async function connect(): Promise<Twilio> {
		const { default: twilio } = await import("twilio");
		const httpClient = new twilio.RequestClient({ timeout: SOCKET_MS });
		const root = new URL(apiRoot);
		const request = httpClient.request.bind(httpClient);
		// The SDK has no setting for another host than Twilio's own.
		httpClient.request = (options) => {
			const uri = new URL(options.uri);
			uri.protocol = root.protocol;
			uri.host = root.host;
			return request({ ...options, uri: uri.href });
		};
		return twilio(accountSid, authToken, { httpClient });
	}

	/** One try within the deadline; never throws, and nothing of the error but its code goes on. */
	async function attempt(
		deadlineMs: number,
		call: (client: Twilio) => Promise<{ sid: string }>,
	): Promise<Outcome> {
		return within(
			deadlineMs,
			(async (): Promise<Outcome> => {
				try {
					client ??= connect();
					const { sid } = await call(await client);
					throttledInARow = 0;
					return { outcome: "accepted", carrierId: sid };
				} catch (error) {
					return outcomeOf(error);
				}
			})(),
		);
	}

	function outcomeOf(error: unknown): Outcome {
		const answer = answerIn(error);
		if (!answer) return outcomeOfBrokenConnection(error);
		const { status, number } = answer;
		const code = String(number ?? status);
		if (status >= 500) return { outcome: "unknown", code };
		if (status === 429 || (number !== undefined && THROTTLED.has(number)))
			return {
				outcome: "throttled",
				untilMs: wall() + pauseMs(),
				code,
				...(number === SENDER_FULL ? { sender: true } : {}),
			};
		return rejection(status, number);
	}

	/** Twilio names no pause: half a second, doubled each time, at most 8 s. */
	const pauseMs = (): number => 500 * 2 ** Math.min(throttledInARow++, 4);

	return {
		accountSid,
		attempt,
		/** What came in for this number since then, oldest first; undefined when Twilio could not be asked. */
		async received(
			to: string,
			sinceMs: number,
		): Promise<{ sid: string; from: string; text: string }[] | undefined> {
			try {
				client ??= connect();
				const messages = await (await client).messages.list({
					to,
					dateSentAfter: new Date(sinceMs),
					limit: LISTED_AT_MOST,
				});
				return messages
					.filter(({ direction }) => direction === "inbound")
					.reverse()
					.map(({ sid, from, body }) => ({ sid, from, text: body }));
			} catch {
				return undefined;
			}
		},
		async probe(): Promise<{ ok: boolean; detail: string }> {
			const outcome = await attempt(PROBE_MS, (api) =>
				api.api.v2010.accounts(accountSid).fetch(),
			);
			if (outcome.outcome === "accepted")
				return { ok: true, detail: "the account answers" };
			return {
				ok: false,
				detail:
					outcome.outcome === "rejected"
						? `Twilio refuses the account (${outcome.code}): check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN`
						: `Twilio did not answer (${outcome.code}): check TWILIO_API_ROOT and the way out`,
			};
		},
	};
}

/** The queue of the number we send from; another number has its own. */
const SENDER_FULL = 21611;

/** Too much at once for the account or the number; the message was not taken. */
const THROTTLED: ReadonlySet<number> = new Set([
	20429, // Too Many Requests
	14107, // message rate limit of the number exceeded
	SENDER_FULL,
	10004, // too many calls at once
]);

/**
 * Errors that another try would meet again.
 * Every number is explained at https://www.twilio.com/docs/api/errors/<number>
 *
 * `account` stops the whole lane: no other person would be reached either.
 */
const PERMANENT: ReadonlyMap<number, RejectReason> = new Map([
	// Who we are
	[10001, "account"], // account not active
	[10002, "account"], // not on a trial account
	[10005, "account"], // calls disabled for the account
	[20003, "account"], // authenticate: wrong SID or token
	[20005, "account"], // account not active
	[20404, "account"], // the account in the address does not exist
	[30002, "account"], // account suspended
	// What the account may do
	[21210, "account"], // caller number not verified
	[21212, "account"], // sender number invalid
	[21215, "account"], // calls to this country not enabled
	[21408, "account"], // SMS to this country not enabled
	[21606, "account"], // sender cannot send SMS
	[21659, "account"], // sender is not a number of the account
	[13227, "account"], // no permission to call this country
	// The number asked for
	[21201, "invalid"], // no number given
	[21211, "invalid"], // not a phone number
	[21214, "invalid"], // cannot be reached
	[21217, "invalid"], // not a phone number
	[21401, "invalid"], // not a phone number
	[21604, "invalid"], // no number given
	[21612, "invalid"], // no route from this sender
	[21614, "invalid"], // not a mobile phone
	[21635, "invalid"], // a landline
	[13223, "invalid"], // not a phone number
	[13224, "invalid"], // not a phone number
	// The person said STOP
	[21610, "optedOut"],
	// A trial account writes only to numbers it has verified
	[21608, "refused"],
	[21219, "refused"],
	[21216, "refused"], // Twilio blocks the number
	[30005, "invalid"], // no such subscriber
	[30006, "invalid"], // a landline
	// The number we send from, or what filters think of it; usually told by a receipt
	[30001, "sender"], // its queue overflowed
	[30008, "sender"], // unknown, often the route of the sender
	[30004, "filtered"], // blocked on the way
	[30007, "filtered"], // taken for spam
	// Our text
	[21602, "content"], // no text
	[21617, "content"], // longer than 1600 characters
	[21619, "content"], // no text
]);

function rejection(status: number, number: number | undefined): Outcome {
	const reason =
		(number === undefined ? undefined : PERMANENT.get(number)) ??
		([401, 403, 404].includes(status) ? "account" : "refused");
	return {
		outcome: "rejected",
		code: String(number ?? status),
		reason,
		...(reason === "account" ? { whole: true } : {}),
	};
}

/** Of a RestException only: an axios error carries the Authorization header. */
function answerIn(
	error: unknown,
): { status: number; number: number | undefined } | undefined {
	if (!(error instanceof Error) || !("moreInfo" in error || "status" in error))
		return undefined;
	const { status, code } = error as { status?: unknown; code?: unknown };
	return typeof status === "number" && typeof code !== "string"
		? { status, number: typeof code === "number" ? code : undefined }
		: undefined;
}

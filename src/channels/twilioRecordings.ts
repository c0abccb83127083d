/**
 * What somebody said after the beep, fetched from Twilio's API and deleted there:
 * the carrier keeps a recording for ever, we keep it as long as the incident's texts.
 *
 * The SDK returns no media, so this is a plain request. The address is built from the
 * account and the id, never taken from what a request says.
 */
import { AppError } from "../errors.ts";
import type { TwilioAccount } from "./twilio.ts";

export type RecordingSource = {
	/** The sound by the carrier's id; throws `unavailable` when it cannot be had now. */
	fetch(
		recordingSid: string,
	): Promise<{ sound: Uint8Array<ArrayBuffer>; mediaType: string }>;
	/** Nothing of it is left at the carrier; false when that could not be done now. */
	forget(recordingSid: string): Promise<boolean>;
};

const WITHIN_MS = 10_000;
/** Fifteen seconds take 60 kB; more is something else. */
const MOST_BYTES = 1024 * 1024;
const SID = /^RE[0-9a-f]{32}$/i;

export function twilioRecordings({
	accountSid,
	authToken,
	apiRoot,
}: TwilioAccount): RecordingSource {
	const authorization = `Basic ${btoa(`${accountSid}:${authToken}`)}`;

	async function ask(
		recordingSid: string,
		ending: "mp3" | "json",
		method: "GET" | "DELETE",
	): Promise<Response> {
		if (!SID.test(recordingSid))
			throw new AppError(
				"invalid",
				"expected the id of a recording, RE and 32 hexadecimal digits, came another shape",
			);
		return fetch(
			`${apiRoot}/2010-04-01/Accounts/${accountSid}/Recordings/${recordingSid}.${ending}`,
			{
				method,
				headers: { authorization },
				signal: AbortSignal.timeout(WITHIN_MS),
			},
		);
	}

	return {
		async fetch(recordingSid) {
			const answer = await ask(recordingSid, "mp3", "GET").catch(
				(error: unknown) => {
					throw notNow(error);
				},
			);
			const mediaType = answer.headers.get("content-type") ?? "";
			if (!answer.ok || !mediaType.startsWith("audio/"))
				throw notNow(answer.status);
			const sound = new Uint8Array(await answer.arrayBuffer());
			if (sound.length > MOST_BYTES) throw notNow("too long");
			return { sound, mediaType };
		},

		async forget(recordingSid) {
			try {
				const { ok, status } = await ask(recordingSid, "json", "DELETE");
				return ok || status === 404;
			} catch {
				return false;
			}
		},
	};
}

/** Never with the error's own words: a request's error may hold its headers. */
const notNow = (why: unknown): AppError =>
	why instanceof AppError
		? why
		: new AppError(
				"unavailable",
				`expected a recording from Twilio, got ${why instanceof Error ? why.name : String(why)}; it is asked for again`,
			);

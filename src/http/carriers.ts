/**
 * What the carriers tell us: answers, receipts, calls. The exact addresses stand in the contract.
 *
 * Verify, store under the carrier's own id, answer 2xx; what cannot be stored is answered
 * 5xx so that the carrier repeats it. Calls are handled first, then answered; a key pressed
 * and a receipt the database does not take are kept, since no carrier brings them twice.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { TextAnswers } from "../answerText.ts";
import { PERSIST } from "../channels/persistence.ts";
import type { Speech, TwilioWebhooks } from "../channels/twilioWebhooks.ts";
import { isUnavailable } from "../errors.ts";
import { KEPT } from "../keptAnswers.ts";
import { type ConsentRings, isConsentRing } from "../others/consentRing.ts";
import { isTestRing, type TestRings } from "../people/testRing.ts";
import type { OutboxRow } from "../ports.ts";
import type { ChiefsWords, Spoken } from "../recordings.ts";
import type { Raise } from "../report.ts";
import type { Service } from "../service.ts";
import { isOurs } from "../signIn/codes.ts";
import { type CallParts, calls } from "./calls/calls.ts";
import { type KeptRing, type Meaning, MISSED } from "./calls/missedCall.ts";
import type { ReportCalls } from "./calls/reportCall.ts";
import type { Tell } from "./calls/tell.ts";
import type { Handler, Inbox } from "./inbox.ts";
import { takeReceipt } from "./twilioReceipts.ts";
import type { InboundSms } from "./twilioSms.ts";

export type CarrierOptions = {
	inbox: Inbox;
	/** Absent = no webhook of Telegram's is taken. */
	telegramSecret?: string;
	/** Absent = no Twilio; both tokens are good while one is being replaced. */
	twilio?: { tokens: readonly string[]; webhooks: TwilioWebhooks };
	/** What a call with a code to sign in says. */
	spoken?(attemptId: string): Speech;
	/** A row in any state: what a call says was rendered when it was planned. */
	rowOf(rowId: string): Promise<OutboxRow | undefined>;
	raise: Raise;
	answers: TextAnswers;
	tell: Tell;
	/** What a chief said about the place. */
	words: ChiefsWords;
	testRings: TestRings;
	consentRings: ConsentRings;
	reportCalls: ReportCalls;
	residents: CallParts["residents"];
};

/** Receipts kept while the database takes none, under this name in the inbox. */
export const RECEIPT = "receipt";

export const keptReceipts =
	(service: Service): Handler =>
	async (body) => {
		const { attemptId, form } = JSON.parse(body) as KeptReceipt;
		await takeReceipt(service, attemptId, new URLSearchParams(form));
		return undefined;
	};
type KeptReceipt = { attemptId: string; form: string };

/** What somebody said after the beep, by the carrier's id of it. */
export const SPOKEN = "recording";

/** Told when what this person said of this incident can be fetched. */
export const recordedAt =
	(publicUrl: string) =>
	(incidentId: string, speakerId: string): string =>
		`${publicUrl}/carriers/twilio/recorded/${incidentId}/${speakerId}${PERSIST}`;

export const spokenWords =
	(words: ChiefsWords): Handler =>
	async (body, _id, saidAt) => {
		await words.take(JSON.parse(body) as Spoken, saidAt);
		return undefined;
	};

/** Carriers send a few kilobytes; more is somebody else. */
const BODY_MAX_BYTES = 64 * 1024;

export function carrierRoutes(service: Service, options: CarrierOptions): Hono {
	const routes = new Hono();
	routes.use(
		"/carriers/*",
		bodyLimit({
			maxSize: BODY_MAX_BYTES,
			onError: () => {
				throw new HTTPException(413, {
					message: `Expected a body of at most ${BODY_MAX_BYTES} bytes, came a larger one.`,
				});
			},
		}),
	);
	const { telegramSecret, twilio } = options;
	if (telegramSecret) telegramRoute(routes, options.inbox, telegramSecret);
	if (twilio) twilioRoutes(routes, service, options, twilio);
	return routes;
}

function telegramRoute(routes: Hono, inbox: Inbox, secret: string): void {
	routes.post("/carriers/telegram", async (c) => {
		const given = c.req.header("x-telegram-bot-api-secret-token") ?? "";
		if (!same(given, secret)) return c.body(null, 403);
		const body = await c.req.text();
		const id = updateId(body);
		// Anything but an update would be repeated for a day, to no purpose.
		if (id === undefined) return c.body(null, 200);
		await inbox.take("telegram", id, body);
		return c.body(null, 200);
	});
}

export function updateId(body: string): string | undefined {
	try {
		const { update_id: id } = JSON.parse(body) as { update_id?: unknown };
		return Number.isInteger(id) ? String(id) : undefined;
	} catch {
		return undefined;
	}
}

function twilioRoutes(
	routes: Hono,
	service: Service,
	options: CarrierOptions,
	{ tokens, webhooks }: NonNullable<CarrierOptions["twilio"]>,
): void {
	const { inbox } = options;
	const carriers = `${service.settings.publicUrl}/carriers/twilio`;
	const { ours, theirs, missed } = calls(service, {
		...options,
		keep: (kept) => inbox.keep(KEPT, kept.commandId, JSON.stringify(kept)),
		address: `${carriers}/voice`,
		recorded: recordedAt(service.settings.publicUrl),
	});
	/** Which of our numbers was let ring, if it is one that means something. */
	const meaningOf = (to: string | null): Meaning | undefined => {
		const { yes, no } = service.settings.ringNumbers ?? {};
		return to === null
			? undefined
			: to === yes
				? "yes"
				: to === no
					? "no"
					: undefined;
	};

	const xml = (c: Context, body: string) =>
		c.body(body, 200, { "content-type": "text/xml; charset=utf-8" });

	/** The form, when it is Twilio's own; signed over the address as the carrier sees it. */
	async function signedForm(c: Context): Promise<Form | undefined> {
		const { pathname, search } = new URL(c.req.url);
		const form = new URLSearchParams(await c.req.text());
		const isSigned = webhooks.isSigned({
			tokens,
			signature: c.req.header("x-twilio-signature") ?? "",
			url: `${service.settings.publicUrl}${pathname}${search}`,
			parameters: valuesOf(form),
		});
		return isSigned ? form : undefined;
	}

	routes.post("/carriers/twilio/status/:attemptId", async (c) => {
		const form = await signedForm(c);
		if (!form) return c.body(null, 403);
		const attemptId = c.req.param("attemptId");
		// A code nobody got is asked for again by whoever wanted it.
		if (isOurs(attemptId)) return c.body(null, 204);
		// Whoever pressed nothing is rung on another day.
		if (isConsentRing(attemptId)) return c.body(null, 204);
		if (isTestRing(attemptId)) {
			options.testRings.ended(attemptId, form.get("CallStatus") ?? "");
			return c.body(null, 204);
		}
		try {
			await takeReceipt(service, attemptId, form);
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			const kept: KeptReceipt = { attemptId, form: form.toString() };
			const what = createHash("sha256").update(kept.form).digest("base64url");
			await inbox.keep(RECEIPT, `${attemptId}:${what}`, JSON.stringify(kept));
		}
		return c.body(null, 204);
	});

	routes.post("/carriers/twilio/voice/:attemptId", async (c) => {
		const form = await signedForm(c);
		if (!form) return c.body(null, 403);
		const attemptId = c.req.param("attemptId");
		const heard = heardIn(c, form);
		if (isOurs(attemptId) && options.spoken)
			return xml(c, webhooks.speak(options.spoken(attemptId)));
		if (isTestRing(attemptId))
			return xml(
				c,
				webhooks.speak(await options.testRings.heard(attemptId, heard)),
			);
		const speech = isConsentRing(attemptId)
			? await options.consentRings.heard(attemptId, heard)
			: await ours(attemptId, heard);
		return xml(c, webhooks.speak(speech));
	});

	routes.post("/carriers/twilio/voice", async (c) => {
		const form = await signedForm(c);
		if (!form) return c.body(null, 403);
		const from = form.get("From") ?? "";
		const heard = heardIn(c, form);
		const meaning = meaningOf(form.get("To"));
		if (meaning) {
			try {
				await missed(meaning, from, heard.callSid);
			} catch (error) {
				// Nobody hears that it was not taken, and no carrier rings again.
				if (!isUnavailable(error)) throw error;
				const ring: KeptRing = { meaning, from };
				await inbox.keep(MISSED, heard.callSid, JSON.stringify(ring));
			}
			return xml(c, webhooks.speak({ reject: true }));
		}
		const report = await options.reportCalls.heard({
			...heard,
			from,
			to: form.get("To") ?? undefined,
			isOn: form.get("CallStatus") === "in-progress",
			spoke: form.get("DialBridged") === "true",
		});
		return xml(c, webhooks.speak(report ?? (await theirs(from, heard))));
	});

	routes.post(
		"/carriers/twilio/recorded/:incidentId/:responderId",
		async (c) => {
			const form = await signedForm(c);
			if (!form) return c.body(null, 403);
			const recordingSid = form.get("RecordingSid");
			if (!recordingSid || form.get("RecordingStatus") !== "completed")
				return c.body(null, 204);
			const spoken: Spoken = {
				recordingSid,
				seconds: Number(form.get("RecordingDuration") ?? 0),
				incidentId: c.req.param("incidentId"),
				responderId: c.req.param("responderId"),
			};
			await inbox.take(SPOKEN, recordingSid, JSON.stringify(spoken));
			return c.body(null, 204);
		},
	);

	/** Played in a call: the address itself is the permission, the carrier signs no media request. */
	routes.get("/carriers/twilio/recording/:token", async (c) => {
		const found = await options.words.sound(c.req.param("token"), {
			whole: c.req.query("whole") !== undefined,
		});
		if (!found) return c.body(null, 404);
		return c.body(found.sound, 200, {
			"content-type": found.mediaType,
			"cache-control": "no-store",
		});
	});

	routes.post("/carriers/twilio/sms", async (c) => {
		const form = await signedForm(c);
		if (!form) return c.body(null, 403);
		const sms = smsOf(form);
		if (!sms) return xml(c, webhooks.reply());
		const said = await options.inbox.take(
			"twilio",
			sms.sid,
			JSON.stringify(sms),
		);
		return xml(c, webhooks.reply(said));
	});
}

type Form = URLSearchParams;

const heardIn = (c: Context, form: Form) => ({
	callSid: form.get("CallSid") ?? "",
	digits: form.get("Digits") ?? undefined,
	query: new URL(c.req.url).searchParams,
});

function smsOf(form: Form): InboundSms | undefined {
	const sid = form.get("MessageSid");
	const from = form.get("From");
	const to = form.get("To");
	return sid && from
		? { sid, from, text: form.get("Body") ?? "", ...(to ? { to } : {}) }
		: undefined;
}

/** Repeated names as lists: Twilio signs every value. */
function valuesOf(form: Form): Record<string, string | string[]> {
	const names = [...new Set(form.keys())];
	return Object.fromEntries(
		names.map((name) => {
			const [first = "", ...more] = form.getAll(name);
			return [name, more.length === 0 ? first : [first, ...more]];
		}),
	);
}

/** Takes as long whatever was guessed right. */
function same(given: string, expected: string): boolean {
	const digest = (text: string) => createHash("sha256").update(text).digest();
	return timingSafeEqual(digest(given), digest(expected));
}

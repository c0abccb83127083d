/**
 * What the carriers tell us: answers, receipts, calls. The exact addresses stand in the contract.
 *
 * Verify, store under the carrier's own id, answer 2xx; what cannot be stored is answered
 * 5xx so that the carrier repeats it. Calls are handled first, then answered.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { TwilioWebhooks } from "../channels/twilioWebhooks.ts";
import type { OutboxRow } from "../ports.ts";
import type { Service } from "../service.ts";
import type { Inbox } from "./inbox.ts";
import { twilioCalls } from "./twilioCalls.ts";
import { takeReceipt } from "./twilioReceipts.ts";
import type { InboundSms } from "./twilioSms.ts";

export type CarrierOptions = {
	inbox: Inbox;
	/** Absent = no webhook of Telegram's is taken. */
	telegramSecret?: string;
	/** Absent = no Twilio; both tokens are good while one is being replaced. */
	twilio?: { tokens: readonly string[]; webhooks: TwilioWebhooks };
	/** A row in any state: what a call says was rendered when it was planned. */
	rowOf(rowId: string): Promise<OutboxRow | undefined>;
};

/** Carriers send a few kilobytes; more is somebody else. */
const BODY_MAX_BYTES = 64 * 1024;

export function carrierRoutes(service: Service, options: CarrierOptions): Hono {
	const routes = new Hono();
	routes.use("/carriers/*", bodyLimit({ maxSize: BODY_MAX_BYTES }));
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
	const calls = twilioCalls(service, {
		rowOf: options.rowOf,
		address: `${service.settings.publicUrl}/carriers/twilio/voice`,
	});

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
		await takeReceipt(service, c.req.param("attemptId"), form);
		return c.body(null, 204);
	});

	routes.post("/carriers/twilio/voice/:attemptId", async (c) => {
		const form = await signedForm(c);
		if (!form) return c.body(null, 403);
		const speech = await calls.ours(c.req.param("attemptId"), heardIn(c, form));
		return xml(c, webhooks.speak(speech));
	});

	routes.post("/carriers/twilio/voice", async (c) => {
		const form = await signedForm(c);
		if (!form) return c.body(null, 403);
		const from = form.get("From") ?? "";
		const speech = await calls.theirs(from, heardIn(c, form));
		return xml(c, webhooks.speak(speech));
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
	return sid && from ? { sid, from, text: form.get("Body") ?? "" } : undefined;
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

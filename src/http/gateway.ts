/**
 * What a gateway of our own calls us with: the phone that sends SMS, the one that rings.
 *
 * Signed over the raw body and the second it was sent; a copy older than five minutes is
 * refused, so that nobody answers twice with a recorded one. What people wrote is stored
 * under its own name before it is handled, like every carrier's; a receipt that cannot be
 * written is refused, and the phone repeats it.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { androidReceipt } from "../channels/gateways/android.ts";
import { callReceipt } from "../channels/gateways/callRelay.ts";
import { objectIn, wordIn } from "../channels/gateways/gateway.ts";
import { GATEWAY_CALL, GATEWAY_SMS } from "../channels/gateways/index.ts";
import type { Deliverer } from "../deliver.ts";
import { isUnavailable } from "../errors.ts";
import { readPhone } from "../phones.ts";
import type { Receipt } from "../ports.ts";
import { takeReceipt } from "../receipts.ts";
import type { Service } from "../service.ts";
import { measure, transliterate } from "../wording/sms.ts";
import type { Inbox } from "./inbox.ts";
import { personOfPhone } from "./people.ts";
import type { InboundSms } from "./twilioSms.ts";

export type GatewayKeys = {
	/** Of the phone that sends SMS. */
	sms?: string;
	/** Of the one that rings. */
	call?: string;
};

/** What came in by a gateway, in the inbox. */
export const GATEWAY = "gateway";

const BODY_MAX_BYTES = 64 * 1024;
const WINDOW_MS = 5 * 60_000;
const SEND_WITHIN_MS = 5_000;

export function gatewayRoutes(
	service: Service,
	{
		inbox,
		keys,
		courtesy,
	}: {
		inbox: Pick<Inbox, "take">;
		keys: GatewayKeys;
		courtesy: Deliverer["courtesy"];
	},
): Hono {
	const routes = new Hono();
	routes.use(
		"/carriers/gateway/*",
		bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => c.body(null, 413) }),
	);

	/** The message, when it is the phone's own and of now. */
	async function signed(
		c: Context,
		key: string,
	): Promise<Record<string, unknown> | undefined> {
		const body = await c.req.text();
		const timestamp = c.req.header("x-timestamp") ?? "";
		const isOfNow =
			/^\d{1,12}$/.test(timestamp) &&
			Math.abs(service.clock.wall() - Number(timestamp) * 1000) <= WINDOW_MS;
		const given = (c.req.header("x-signature") ?? "").toLowerCase();
		const expected = createHmac("sha256", key)
			.update(body + timestamp)
			.digest("hex");
		// Compared first, so that a wrong key takes as long as a late message.
		const isSigned = same(given, expected);
		return isSigned && isOfNow ? objectIn(parsed(body)) : undefined;
	}

	const { sms: smsKey, call: callKey } = keys;
	if (smsKey !== undefined)
		routes.post(GATEWAY_SMS, async (c) => {
			const message = await signed(c, smsKey);
			if (!message) return c.body(null, 403);
			const payload = objectIn(message.payload);
			if (message.event === "sms:received") {
				const sms = received(payload, c.req.header("x-timestamp") ?? "");
				if (sms) await answered(sms);
				return c.body(null, 204);
			}
			return told(
				c,
				wordIn(payload.messageId),
				androidReceipt(
					/^sms:(\w+)$/.exec(wordIn(message.event))?.[1] ?? "",
					wordIn(payload.reason),
				),
			);
		});

	if (callKey !== undefined)
		routes.post(GATEWAY_CALL, async (c) => {
			const message = await signed(c, callKey);
			if (!message) return c.body(null, 403);
			return told(c, wordIn(message.id), callReceipt(wordIn(message.state)));
		});

	async function told(
		c: Context,
		attemptId: string,
		receipt: Receipt | undefined,
	): Promise<Response> {
		if (!receipt || attemptId === "") return c.body(null, 204);
		try {
			await takeReceipt(service, attemptId, receipt);
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			return c.body(null, 503);
		}
		return c.body(null, 204);
	}

	/**
	 * The app's id of a message is not unique; who wrote what and when is, and is kept as a
	 * keyed hash. Without any «when» a second «1» would count as the first, for ever.
	 */
	function received(
		payload: Record<string, unknown>,
		signedAt: string,
	): InboundSms | undefined {
		const given = wordIn(payload.phoneNumber) || wordIn(payload.sender);
		if (given === "") return undefined;
		// In one form only: who is erased is found by it in what came in.
		const from = readPhone(given).phone ?? given;
		const text = wordIn(payload.message);
		const at =
			wordIn(payload.receivedAt) || wordIn(payload.messageId) || signedAt;
		return {
			sid: service.secrets.hash(`${from}\n${at}\n${text}`),
			from,
			text,
		};
	}

	/** The app takes no reply with its answer: what is said back is an SMS of its own. */
	async function answered(sms: InboundSms): Promise<void> {
		const said = await inbox.take(GATEWAY, sms.sid, JSON.stringify(sms));
		if (!said) return;
		const person = await personOfPhone(service, sms.from);
		// Of nobody's only what a resident is told; to the number it came from, in one form.
		const to = person
			? service.secrets.open(person.phone)
			: readPhone(sms.from).phone;
		if (to === undefined) return;
		const text = person?.smsAlphabet === "latin" ? transliterate(said) : said;
		// The phone's app waits for us, not for what we send back.
		void courtesy("sms", `gateway/${service.secrets.hash(to)}`, () =>
			reply(to, text),
		);
	}

	async function reply(to: string, text: string): Promise<void> {
		await service.channels.get("sms")?.send(
			{
				attemptId: crypto.randomUUID(),
				to,
				body: JSON.stringify({ channel: "sms", text, ...measure(text) }),
				incidentId: "",
			},
			SEND_WITHIN_MS,
		);
	}

	return routes;
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

function same(given: string, expected: string): boolean {
	const [one, other] = [Buffer.from(given), Buffer.from(expected)];
	return one.length === other.length && timingSafeEqual(one, other);
}

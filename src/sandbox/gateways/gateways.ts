/**
 * The Ukrainian gateways and the village's own SIM, all behind one port: their paths
 * differ, so one door serves whichever the installation is set to.
 */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { answerWithFaults } from "../carrierHttp.ts";
import type { Faults } from "../faults.ts";
import type { Journal } from "../journal.ts";
import type { Lines, Phones } from "../phones.ts";
import type { World } from "../world.ts";
import { alphaSmsPeer } from "./alphasms.ts";
import { androidPeer } from "./android.ts";
import { callRelayPeer } from "./callRelay.ts";
import { kyivstarPeer } from "./kyivstar.ts";
import { gatewayMessages } from "./messages.ts";
import type { GatewayRequest } from "./peer.ts";
import { turboSmsPeer } from "./turbosms.ts";
import { gatewayWebhooks } from "./webhooks.ts";

export type GatewayOptions = {
	/** The one key all of them take: token, key, client secret (of «dzvin»), password (of «sms»). */
	key: string;
	/** Of the SIM in the old phone: people write to it, and it rings them. */
	number: string;
	/** What that phone signs its calls to the service with. */
	signingKey: string;
	/** Village time from "sent" to the phone. */
	deliveryMs?: readonly [number, number];
};

export type Gateways = ReturnType<typeof gatewaysOn>;

export function gatewaysOn(
	world: World,
	faults: Faults,
	journal: Journal,
	phones: () => Phones,
	{ key, number, signingKey, deliveryMs = [0, 0] }: GatewayOptions,
	serviceUrl: () => string,
) {
	const messages = gatewayMessages(world, journal, phones, deliveryMs);
	const webhooks = gatewayWebhooks(world, faults, signingKey);
	const urlOf = (what: string) => () =>
		`${serviceUrl()}/carriers/gateway/${what}`;
	const android = androidPeer(world, messages, webhooks, {
		key,
		number,
		url: urlOf("sms"),
	});
	const relay = callRelayPeer(world, journal, phones, webhooks, {
		key,
		number,
		url: urlOf("call"),
	});
	const kyivstar = kyivstarPeer(world, messages, { key });
	const peers = [
		turboSmsPeer(world, messages, { key }),
		alphaSmsPeer(messages, { key }),
		kyivstar,
		android,
		relay,
	];

	const app = new Hono<{ Bindings: HttpBindings }>();
	app.all("*", async (c) => {
		const request = await world.busy(read(c));
		const found = peers
			.map((peer) => ({ peer, ...peer.operationOf(request) }))
			.find(({ operation }) => operation !== undefined);
		if (!found?.operation) return c.json({ error: "no such address" }, 404);
		const { peer, operation, to } = found;
		return answerWithFaults(c, world, faults, journal, {
			carrier: "gateway",
			method: operation,
			...(to === undefined ? {} : { to }),
			resting: false,
			run: async (swallowed) => peer.answer(operation, request, swallowed),
			refuse: ({ status, code }) => peer.refuse(status, code),
		});
	});

	return {
		app,
		/** Every token Kyivstar gave so far is good for nothing any more. */
		endTokens: kyivstar.endTokens,
		/** Phones answer to whom they heard from last; what the relay rings is the relay's. */
		linesOver: (twilio: Lines["twilio"]): Lines["twilio"] => ({
			...twilio,
			replySms: (phone, text) =>
				phone.inbox.findLast(({ outgoing }) => !outgoing)?.from === number
					? android.received(phone, text)
					: twilio.replySms(phone, text),
			pickUp: async (phone) =>
				relay.pickUp(phone) ? undefined : twilio.pickUp(phone),
			reject: async (phone) =>
				relay.end(phone) ? undefined : twilio.reject(phone),
			hangUp: async (phone) =>
				relay.end(phone) ? undefined : twilio.hangUp(phone),
		}),
	};
}

async function read(c: Context): Promise<GatewayRequest> {
	const text = await c.req.text();
	const isForm = (c.req.header("content-type") ?? "").includes("form");
	return {
		method: c.req.method,
		path: new URL(c.req.url).pathname,
		authorization: c.req.header("authorization") ?? "",
		body: isForm
			? Object.fromEntries(new URLSearchParams(text))
			: objectOf(text),
	};
}

function objectOf(text: string): Record<string, unknown> {
	try {
		const body: unknown = text === "" ? {} : JSON.parse(text);
		return typeof body === "object" && body !== null
			? (body as Record<string, unknown>)
			: {};
	} catch {
		return {};
	}
}

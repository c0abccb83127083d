/**
 * «SMS Gateway for Android» on loopback: the phone's local server, its webhooks, and the
 * answers people write to its SIM.
 */
import type { PhoneState } from "../phones.ts";
import { countSegments } from "../segments.ts";
import type { World } from "../world.ts";
import type { GatewayMessage, Messages } from "./messages.ts";
import { type GatewayReply, isNumber, type Peer } from "./peer.ts";
import type { GatewayWebhooks } from "./webhooks.ts";

const STATES = {
	queued: "Pending",
	sent: "Sent",
	delivered: "Delivered",
	undelivered: "Failed",
};
const EVENTS = { sent: "sent", delivered: "delivered", undelivered: "failed" };

export type AndroidPeer = Peer & {
	number: string;
	/** Somebody writes to the SIM. */
	received(phone: PhoneState, text: string): Promise<void>;
};

export function androidPeer(
	world: World,
	messages: Messages,
	webhooks: GatewayWebhooks,
	{ key, number, url }: { key: string; number: string; url: () => string },
): AndroidPeer {
	const refused = (status: number, message: string): GatewayReply => ({
		status,
		body: { message },
	});
	const stateOf = ({ id, to, state }: GatewayMessage) => ({
		id,
		state: STATES[state],
		recipients: [
			{
				phoneNumber: to,
				state: STATES[state],
				...(state === "undelivered" ? { error: "Undelivered" } : {}),
			},
		],
	});

	function tell(
		event: string,
		to: string,
		payload: Record<string, unknown>,
	): Promise<void> {
		return webhooks.tell(event, to, url(), {
			deviceId: "sandbox",
			event,
			id: world.sid("EV"),
			payload: { simNumber: 1, ...payload },
			webhookId: "dzvin",
		});
	}

	const changed = (message: GatewayMessage): void => {
		if (message.state === "queued") return;
		const event = `sms:${EVENTS[message.state]}`;
		const at = new Date(world.now()).toISOString();
		void tell(event, message.to, {
			messageId: message.id,
			phoneNumber: message.to,
			[`${EVENTS[message.state]}At`]: at,
			...(message.state === "undelivered" ? { reason: "Undelivered" } : {}),
		});
	};

	function send(body: Record<string, unknown>, swallowed: boolean) {
		const [to] = (body.phoneNumbers ?? []) as string[];
		const { text } = (body.textMessage ?? {}) as { text?: string };
		const id = String(body.id ?? world.sid("AN"));
		if (messages.get(id)) return refused(409, "message already exists");
		if (!to || !isNumber(to)) return refused(400, "invalid phone number");
		if (!text) return refused(400, "textMessage is required");
		const message = messages.send(
			{ id, to, from: number, text },
			swallowed,
			changed,
		);
		return { status: 202, ref: id, body: stateOf(message) };
	}

	return {
		number,
		async received(phone, text) {
			const sid = world.sid("IN");
			phone.inbox.push({
				sid,
				from: phone.number,
				to: number,
				text,
				at: world.now(),
				...countSegments(text),
				outgoing: true,
			});
			await tell("sms:received", phone.number, {
				messageId: sid.slice(0, 8),
				message: text,
				phoneNumber: phone.number,
				receivedAt: new Date(world.now()).toISOString(),
			});
		},
		operationOf({ method, path, body }) {
			const to = ((body.phoneNumbers ?? []) as string[])[0];
			if (method === "POST" && path === "/message")
				return { operation: "android.send", ...(to ? { to } : {}) };
			if (method === "GET" && path.startsWith("/message/"))
				return { operation: "android.status" };
			if (method === "GET" && path === "/webhooks")
				return { operation: "android.webhooks" };
			return undefined;
		},
		answer(operation, { authorization, body, path }, swallowed) {
			if (authorization !== `Basic ${btoa(`sms:${key}`)}`)
				return refused(401, "unauthorized");
			if (operation === "android.send") return send(body, swallowed);
			if (operation === "android.webhooks")
				return {
					status: 200,
					body: ["received", "sent", "delivered", "failed"].map((event) => ({
						id: event,
						url: url(),
						event: `sms:${event}`,
					})),
				};
			const message = messages.get(
				decodeURIComponent(path.slice("/message/".length)),
			);
			return message
				? { status: 200, body: stateOf(message) }
				: refused(404, "message not found");
		},
		refuse: (status) => refused(status, "refused"),
	};
}

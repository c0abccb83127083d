/**
 * What a gateway does with a text it took: sends it, and knows how far it has come.
 *
 * The phones get it like any SMS; each gateway tells the state in its own words.
 */
import type { Journal } from "../journal.ts";
import type { Phones } from "../phones.ts";
import { countSegments } from "../segments.ts";
import type { World } from "../world.ts";

export type GatewayMessage = {
	id: string;
	to: string;
	from: string;
	text: string;
	segments: number;
	state: "queued" | "sent" | "delivered" | "undelivered";
};

export type Messages = ReturnType<typeof gatewayMessages>;

export function gatewayMessages(
	world: World,
	journal: Journal,
	phones: () => Phones,
	deliveryMs: readonly [number, number],
) {
	const byId = new Map<string, GatewayMessage>();

	function send(
		given: Pick<GatewayMessage, "id" | "to" | "from" | "text">,
		swallowed: boolean,
		changed: (message: GatewayMessage) => void = () => {},
	): GatewayMessage {
		const message: GatewayMessage = {
			...given,
			segments: countSegments(given.text).segments,
			state: "queued",
		};
		byId.set(message.id, message);
		if (swallowed) return message;
		world.soon(0, () => {
			message.state = "sent";
			changed(message);
			world.soon(world.between(deliveryMs), () => {
				arrive(message);
				changed(message);
			});
		});
		return message;
	}

	function arrive(message: GatewayMessage): void {
		const phone = phones().byNumber(message.to);
		if (!phone || phone.offline || phone.landline || phone.optedOut) {
			message.state = "undelivered";
			return;
		}
		const { id: sid, from, to, text } = message;
		phone.inbox.push({
			sid,
			from,
			to,
			text,
			at: world.now(),
			...countSegments(text),
			outgoing: false,
		});
		journal.write(phone, {
			carrier: "gateway",
			kind: "sms",
			text,
			segments: message.segments,
			ref: sid,
		});
		message.state = "delivered";
		world.changed(phone.id);
	}

	return {
		send,
		get: (id: string): GatewayMessage | undefined => byId.get(id),
	};
}

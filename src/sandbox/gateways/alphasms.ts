/** AlphaSMS on loopback: one address, words instead of codes, status by the sender's own id. */
import type { Messages } from "./messages.ts";
import { first, type GatewayReply, isNumber, type Peer, plus } from "./peer.ts";

const STATES = {
	queued: "ACCEPTED",
	sent: "ENROUTE",
	delivered: "DELIVERED",
	undelivered: "UNDELIVERABLE",
};
/** What a fault's number says in words; the interface itself has none. */
const WORDS: Readonly<Record<number, string>> = {
	402: "Not enough money",
	403: "Access denied",
	404: "Phone number is in blacklist",
	406: "Error in Alpha-name",
};

export function alphaSmsPeer(
	messages: Messages,
	{ key }: { key: string },
): Peer {
	const denied = (error: string): GatewayReply => ({
		status: 200,
		body: { success: false, error },
	});

	function send(one: Record<string, unknown>, swallowed: boolean) {
		const to = plus(one.phone);
		const id = String(one.id ?? "");
		const refused = (error: string): GatewayReply => ({
			status: 200,
			body: {
				success: true,
				data: [{ success: false, error, data: { id } }],
			},
		});
		if (!isNumber(to)) return refused("Error in phone number");
		if (!one.sms_signature) return refused("Error in Alpha-name");
		const text = String(one.sms_message ?? "");
		const { segments } = messages.send(
			{ id, to, from: String(one.sms_signature), text },
			swallowed,
		);
		return {
			status: 200,
			ref: id,
			body: {
				success: true,
				data: [
					{
						success: true,
						data: { id, msg_id: 123_456_789, data: 1, parts: segments },
					},
				],
			},
		};
	}

	return {
		operationOf({ method, path, body }) {
			if (method !== "POST" || path !== "/api/json.php") return undefined;
			const { type, phone } = first(body.data);
			return {
				operation: `alphasms.${type === "sms" ? "send" : String(type)}`,
				...(phone === undefined ? {} : { to: plus(phone) }),
			};
		},
		answer(operation, { body }, swallowed) {
			if (body.auth !== key) return denied("Access denied");
			if (operation === "alphasms.send")
				return send(first(body.data), swallowed);
			if (operation === "alphasms.balance")
				return {
					status: 200,
					body: {
						success: true,
						data: [
							{ success: true, data: { amount: 31.1683, currency: "UAH" } },
						],
					},
				};
			const asked = (body.data ?? []) as { id: string }[];
			return {
				status: 200,
				body: {
					success: true,
					data: asked.map(({ id }) => {
						const message = messages.get(String(id));
						return message
							? { success: true, data: { id, status: STATES[message.state] } }
							: { success: false, error: "Unknown id", data: { id } };
					}),
				},
			};
		},
		refuse: (status, code) =>
			code === undefined
				? { ...denied("Internal error"), status }
				: denied(WORDS[code] ?? "Internal error"),
	};
}

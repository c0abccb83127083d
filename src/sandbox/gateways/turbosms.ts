/** TurboSMS on loopback: HTTP 200 whatever came of it, `sequence_id` carried out once. */
import type { World } from "../world.ts";
import type { Messages } from "./messages.ts";
import { type GatewayReply, isNumber, type Peer, plus } from "./peer.ts";

const STATES = {
	queued: "Queued",
	sent: "Sent",
	delivered: "Delivered",
	undelivered: "Undelivered",
};
const STATUSES: Readonly<Record<number, string>> = {
	0: "OK",
	105: "REQUIRED_AUTH",
	203: "REQUIRED_BALANCE",
	305: "INVALID_PHONE",
	404: "NOT_ALLOWED_NUMBER_STOPLIST",
	406: "NOT_ALLOWED_RECIPIENT_COUNTRY",
	800: "SUCCESS_MESSAGE_ACCEPTED",
	999: "FATAL_ERROR",
};

export function turboSmsPeer(
	world: World,
	messages: Messages,
	{ key }: { key: string },
): Peer {
	const done = new Map<string, string>();
	const answered = (code: number, result: unknown = null): GatewayReply => ({
		status: 200,
		body: {
			response_code: code,
			response_status: STATUSES[code] ?? "FATAL_ERROR",
			response_result: result,
		},
	});

	function send(body: Record<string, unknown>, swallowed: boolean) {
		const [recipient] = (body.recipients ?? []) as unknown[];
		const to = plus(recipient);
		const { sender, text } = (body.sms ?? {}) as Record<string, unknown>;
		if (!sender) return answered(200);
		if (!text) return answered(201);
		const of = { phone: recipient };
		if (!isNumber(to))
			return answered(0, [
				{ ...of, response_code: 305, response_status: STATUSES[305] },
			]);
		const sequence = String(body.sequence_id ?? world.sid("SQ"));
		const id = done.get(sequence) ?? world.sid("TS");
		if (!done.has(sequence))
			messages.send(
				{ id, to, from: String(sender), text: String(text) },
				swallowed,
			);
		done.set(sequence, id);
		return {
			...answered(800, [
				{ ...of, response_code: 0, message_id: id, response_status: "OK" },
			]),
			ref: id,
		};
	}

	return {
		operationOf({ method, path, body }) {
			if (method !== "POST") return undefined;
			if (path === "/message/send.json")
				return {
					operation: "turbosms.send",
					to: plus((body.recipients as unknown[] | undefined)?.[0]),
				};
			if (path === "/message/status.json")
				return { operation: "turbosms.status" };
			if (path === "/user/balance.json")
				return { operation: "turbosms.balance" };
			return undefined;
		},
		answer(operation, { authorization, body }, swallowed) {
			if (authorization !== `Bearer ${key}`) return answered(105);
			if (operation === "turbosms.balance")
				return answered(0, { balance: 482.5 });
			if (operation === "turbosms.send") return send(body, swallowed);
			const asked = (body.messages ?? []) as string[];
			return answered(
				0,
				asked.flatMap((id) => {
					const message = messages.get(id);
					return message
						? [
								{
									message_id: id,
									response_code: 0,
									response_status: "OK",
									recipient: message.to.slice(1),
									status: STATES[message.state],
								},
							]
						: [];
				}),
			);
		},
		refuse: (status, code) =>
			code === undefined ? { ...answered(999), status } : answered(code),
	};
}

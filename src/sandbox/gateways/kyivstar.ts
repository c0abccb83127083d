/** Kyivstar's Open API on loopback: a token first, and it can be made to end early. */
import type { World } from "../world.ts";
import type { Messages } from "./messages.ts";
import { type GatewayReply, isNumber, type Peer, plus } from "./peer.ts";

const STATES = {
	queued: "accepted",
	sent: "sent",
	delivered: "delivered",
	undelivered: "undelivered",
};
const SMS_PATH = "/rest/v1/sms";

export type KyivstarPeer = Peer & {
	/** Every token given so far is good for nothing any more. */
	endTokens(): void;
};

export function kyivstarPeer(
	world: World,
	messages: Messages,
	{ key }: { key: string },
): KyivstarPeer {
	let token: string | undefined;
	const refused = (
		status: number,
		errorMsg: string,
		errorCode = status,
	): GatewayReply => ({
		status,
		body: { reqId: world.sid("RQ"), errorCode, errorMsg },
	});

	return {
		endTokens() {
			token = undefined;
		},
		operationOf({ method, path, body }) {
			if (method === "POST" && path === "/idp/oauth2/token")
				return { operation: "kyivstar.token" };
			if (method === "POST" && path === SMS_PATH)
				return { operation: "kyivstar.send", to: plus(body.to) };
			if (method === "GET" && path.startsWith(`${SMS_PATH}/`))
				return { operation: "kyivstar.status" };
			return undefined;
		},
		answer(operation, { authorization, body, path }, swallowed) {
			if (operation === "kyivstar.token") {
				if (authorization !== `Basic ${btoa(`dzvin:${key}`)}`)
					return {
						status: 401,
						body: { error: "invalid_client" },
					};
				if (body.grant_type !== "client_credentials")
					return { status: 400, body: { error: "unsupported_grant_type" } };
				token = world.sid("TK");
				return {
					status: 200,
					body: {
						access_token: token,
						token_type: "bearer",
						expires_in: 28_799,
					},
				};
			}
			if (token === undefined || authorization !== `Bearer ${token}`)
				return refused(401, "Invalid token");
			if (operation === "kyivstar.status") {
				const id = decodeURIComponent(path.slice(SMS_PATH.length + 1));
				const message = messages.get(id);
				return message
					? {
							status: 200,
							body: {
								reqId: world.sid("RQ"),
								msgId: id,
								status: STATES[message.state],
								date: new Date(world.now()).toISOString(),
							},
						}
					: refused(404, "Message not found");
			}
			const to = plus(body.to);
			if (!body.from) return refused(400, "Alpha name is not valid");
			if (!isNumber(to)) return refused(400, "Invalid phone number");
			const id = world.sid("KS");
			const { segments } = messages.send(
				{ id, to, from: String(body.from), text: String(body.text ?? "") },
				swallowed,
			);
			return {
				status: 200,
				ref: id,
				body: {
					reqId: world.sid("RQ"),
					msgId: id,
					reservedSmsSegments: segments,
				},
			};
		},
		refuse: (status, code) =>
			refused(status, status === 402 ? "Payment required" : "Refused", code),
	};
}

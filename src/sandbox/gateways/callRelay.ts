/**
 * The call relay on loopback: one SIM that rings one person after another, says nothing
 * and hears nothing. Its shape is the product's own (docs/operations.md).
 */
import type { Journal } from "../journal.ts";
import type { PhoneCall, PhoneState, Phones } from "../phones.ts";
import type { World } from "../world.ts";
import { isNumber, type Peer } from "./peer.ts";
import type { GatewayWebhooks } from "./webhooks.ts";

type State = "ringing" | "answered" | "unanswered" | "busy" | "failed";
type RelayCall = {
	id: string;
	to: string;
	state: State;
	phone?: PhoneState;
	shown?: PhoneCall;
	stop(): void;
};

const OUTCOMES = {
	answered: "completed",
	unanswered: "no-answer",
	busy: "busy",
	failed: "failed",
} as const;

export type CallRelayPeer = Peer & {
	/** True when the phone's call is the relay's, and it was done. */
	pickUp(phone: PhoneState): boolean;
	end(phone: PhoneState): boolean;
};

export function callRelayPeer(
	world: World,
	journal: Journal,
	phones: () => Phones,
	webhooks: GatewayWebhooks,
	{ key, number, url }: { key: string; number: string; url: () => string },
): CallRelayPeer {
	const byId = new Map<string, RelayCall>();
	let current: RelayCall | undefined;

	function over(call: RelayCall, state: Exclude<State, "ringing">): void {
		call.stop();
		if (current === call) current = undefined;
		if (call.shown?.state === "ended") return;
		call.state = state;
		if (call.shown && call.phone) {
			Object.assign(call.shown, {
				state: "ended",
				outcome: OUTCOMES[state],
				endedAt: world.now(),
			});
			journal.write(call.phone, {
				carrier: "gateway",
				kind: "callEnded",
				ref: call.id,
				status: OUTCOMES[state],
			});
			world.changed(call.phone.id);
		}
		tell(call);
	}

	const tell = ({ id, to, state }: RelayCall): void =>
		void webhooks.tell("call", to, url(), { id, state });

	function ring(id: string, to: string, seconds: number): void {
		const phone = phones().byNumber(to);
		const stop = world.later(seconds * 1000, () => over(call, "unanswered"));
		const call: RelayCall = { id, to, state: "ringing", stop };
		byId.set(id, call);
		current = call;
		if (!phone) {
			over(call, "failed");
			return;
		}
		// Out of reach: the network keeps the caller waiting, the phone never rings.
		if (phone.offline) return;
		call.phone = phone;
		call.shown = {
			sid: id,
			direction: "incoming",
			number,
			state: "ringing",
			at: world.now(),
			spoken: [],
			keys: [],
		};
		phone.calls.push(call.shown);
		journal.write(phone, {
			carrier: "gateway",
			kind: "call",
			ref: id,
			status: "incoming",
		});
		world.changed(phone.id);
	}

	const ofPhone = (phone: PhoneState): RelayCall | undefined =>
		current?.phone === phone ? current : undefined;

	return {
		/** Nothing is said; the relay hangs up once somebody is there. */
		pickUp(phone) {
			const call = ofPhone(phone);
			if (!call) return false;
			journal.write(phone, {
				carrier: "gateway",
				kind: "callAnswered",
				ref: call.id,
			});
			over(call, "answered");
			return true;
		},
		end(phone) {
			const call = ofPhone(phone);
			if (call) over(call, "busy");
			return call !== undefined;
		},
		operationOf({ method, path, body }) {
			if (method === "POST" && path === "/call")
				return { operation: "relay.call", to: String(body.to) };
			if (/^\/call\/./.test(path) && method === "GET")
				return { operation: "relay.status" };
			if (/^\/call\/./.test(path) && method === "DELETE")
				return { operation: "relay.hangUp" };
			if (method === "GET" && path === "/health")
				return { operation: "relay.health" };
			return undefined;
		},
		answer(operation, { authorization, body, path }, swallowed) {
			if (authorization !== `Bearer ${key}`)
				return { status: 401, body: { error: "unauthorized" } };
			if (operation === "relay.health") return { status: 200, body: {} };
			if (operation === "relay.call") {
				const { id, to, ringSeconds } = body as Record<string, string>;
				if (!id || !to || !isNumber(to))
					return { status: 400, body: { error: "id and to are needed" } };
				if (byId.has(id)) return { status: 409, body: { error: "known" } };
				if (current) return { status: 429, body: { error: "ringing" } };
				if (!swallowed) ring(id, to, Number(ringSeconds));
				return { status: 202, ref: id, body: { id } };
			}
			const call = byId.get(decodeURIComponent(path.slice("/call/".length)));
			if (!call) return { status: 404, body: { error: "unknown" } };
			if (operation === "relay.hangUp") {
				over(call, "unanswered");
				return { status: 200, body: { id: call.id } };
			}
			return { status: 200, body: { id: call.id, state: call.state } };
		},
		refuse: (status) => ({ status, body: { error: "refused" } }),
	};
}

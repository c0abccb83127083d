/**
 * The carriers' HTTP: reads the request, lets the fault script strike, journals what came.
 *
 * Everything that can break between a client and a carrier breaks here, so that
 * the carriers themselves only know what they would do.
 */
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { Faults, RequestEffect } from "./faults.ts";
import type { CarrierName, Journal } from "./journal.ts";
import type { TelegramCarrier } from "./telegram.ts";
import { refusal, type TwilioCarrier } from "./twilio.ts";
import { RestRefusal } from "./twilioForm.ts";
import type { World } from "./world.ts";

type Binding = { Bindings: HttpBindings };
type Reply = { status: number; body: unknown; code?: number; ref?: string };

const BODY_MAX_BYTES = 1_000_000;

export function telegramHttp(
	world: World,
	faults: Faults,
	journal: Journal,
	carrier: TelegramCarrier,
	token: string,
): Hono<Binding> {
	const app = new Hono<Binding>();
	app.all("*", async (c) => {
		const [, given, method = "", more] =
			/^\/bot([^/]*)\/([^/]*)(\/.*)?$/.exec(new URL(c.req.url).pathname) ?? [];
		if (given === undefined || more !== undefined)
			return c.json(telegramError(404, "Not Found"), 404);
		if (decodeURIComponent(given) !== token)
			return c.json(telegramError(401, "Unauthorized"), 401);
		const parameters = await world.busy(readTelegram(c));
		if (!parameters)
			return c.json(
				telegramError(400, "Bad Request: object expected as request"),
				400,
			);
		const { chat_id: chat } = parameters;
		return answerWithFaults(c, world, faults, journal, {
			carrier: "telegram",
			method,
			...(chat === undefined ? {} : { to: String(chat) }),
			// A long poll rests: nobody is to wait for it.
			resting: method === "getUpdates",
			async run(swallowed) {
				const answer = await carrier.answer(method, parameters, swallowed);
				const message = answer.ok
					? (answer.result as { message_id?: number } | undefined)
					: undefined;
				return {
					status: answer.ok ? 200 : answer.error_code,
					body: answer,
					...(message?.message_id === undefined
						? {}
						: { ref: String(message.message_id) }),
				};
			},
			refuse({ status, description, retryAfter }) {
				const body =
					status === 429
						? carrier.holdBack(retryAfter ?? 3)
						: telegramError(status, description ?? "Internal Server Error");
				return { status, body };
			},
		});
	});
	return app;
}

export function twilioHttp(
	world: World,
	faults: Faults,
	journal: Journal,
	carrier: TwilioCarrier,
): Hono<Binding> {
	const app = new Hono<Binding>();
	app.all("*", async (c) => {
		const { pathname, searchParams } = new URL(c.req.url);
		const { method } = c.req;
		const operation = carrier.operationOf(method, pathname);
		const parameters =
			method === "POST"
				? new URLSearchParams(await world.busy(readBody(c)))
				: searchParams;
		const to = parameters.get("To");
		const from = parameters.get("From");
		return answerWithFaults(c, world, faults, journal, {
			carrier: "twilio",
			method: operation ?? `${method} ?`,
			...(to === null ? {} : { to }),
			...(from === null ? {} : { from }),
			resting: false,
			async run(swallowed) {
				const { status, body } = carrier.answer(
					operation,
					pathname,
					c.req.header("authorization"),
					parameters,
					swallowed,
				);
				const { code, sid } = (body ?? {}) as { code?: number; sid?: string };
				return {
					status,
					body,
					...(code === undefined ? {} : { code }),
					...(sid === undefined ? {} : { ref: sid }),
				};
			},
			refuse({ status, code = status === 429 ? 20429 : 20500, description }) {
				const message =
					description ??
					(status === 429 ? "Too Many Requests" : "Internal Server Error");
				return { ...refusal(new RestRefusal(code, message, status)), code };
			},
		});
	});
	return app;
}

export async function answerWithFaults(
	c: Context<Binding>,
	world: World,
	faults: Faults,
	journal: Journal,
	request: {
		carrier: CarrierName;
		method: string;
		to?: string;
		from?: string;
		resting: boolean;
		run(swallowed: boolean): Promise<Reply>;
		refuse(effect: Extract<RequestEffect, { status: number }>): Reply;
	},
): Promise<Response> {
	const { carrier, method, to, from } = request;
	const occasion = { carrier, method, ...(to === undefined ? {} : { to }) };
	const fault = faults.strikeRequest({
		...occasion,
		...(from === undefined ? {} : { from }),
	});

	async function carryOut(): Promise<Reply> {
		if (request.resting) return request.run(false);
		return world.busy(
			(async () => {
				await world.travel();
				if (typeof fault === "object" && "delayMs" in fault)
					await world.pause(fault.delayMs);
				return request.run(fault === "swallow");
			})(),
		);
	}

	function note(reply: Partial<Reply>, accepted: boolean): void {
		const { status = 0, code, ref } = reply;
		journal.writeRequest({
			...occasion,
			status,
			accepted,
			...(code === undefined ? {} : { code }),
			...(ref === undefined ? {} : { ref }),
			...(fault === undefined
				? {}
				: {
						fault: typeof fault === "string" ? fault : JSON.stringify(fault),
					}),
		});
	}

	if (fault === "refuse" || fault === "resetBefore" || fault === "hang") {
		note({}, false);
		return fault === "hang" ? never() : reset(c);
	}
	if (typeof fault === "object" && "status" in fault) {
		if (fault.accepted) await carryOut();
		const reply = request.refuse(fault);
		note(reply, fault.accepted ?? false);
		return c.json(reply.body as object, reply.status as 400);
	}
	const reply = await carryOut();
	const lost = fault === "resetAfter" || fault === "loseReply";
	note(lost ? { ...reply, status: 0 } : reply, reply.status < 300);
	if (fault === "garble") return c.html("<!doctype html><p>Bad day");
	if (lost) return fault === "loseReply" ? never() : reset(c);
	if (reply.body === null) return c.body(null, reply.status as 204);
	if (reply.body instanceof Uint8Array)
		return c.body(reply.body as Uint8Array<ArrayBuffer>, 200, {
			"content-type": "audio/mpeg",
		});
	return c.json(reply.body as object, reply.status as 200);
}

/** Left hanging until the client gives up; closing the server ends the connection. */
const never = () => new Promise<Response>(() => {});

function reset(c: Context<Binding>): Response {
	const { socket } = c.env.incoming;
	if ("resetAndDestroy" in socket) socket.resetAndDestroy();
	return RESPONSE_ALREADY_SENT;
}

const telegramError = (code: number, description: string) => ({
	ok: false,
	error_code: code,
	description,
});

async function readBody(c: Context): Promise<string> {
	if (Number(c.req.header("content-length") ?? 0) > BODY_MAX_BYTES) return "";
	return c.req.text();
}

/** JSON, form, multipart or query, as the Bot API takes all four; undefined when it is none. */
async function readTelegram(
	c: Context,
): Promise<Record<string, unknown> | undefined> {
	const query = Object.fromEntries(new URL(c.req.url).searchParams);
	const type = c.req.header("content-type") ?? "";
	if (c.req.method === "GET" || c.req.method === "HEAD") return query;
	try {
		if (type.startsWith("multipart/form-data"))
			return { ...query, ...withFiles(await c.req.formData()) };
		const body = await readBody(c);
		if (type.startsWith("application/json")) {
			const given: unknown = body === "" ? {} : JSON.parse(body);
			if (typeof given !== "object" || given === null || Array.isArray(given))
				return undefined;
			return { ...query, ...given };
		}
		return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
	} catch {
		return undefined;
	}
}

/** `attach://name` stands for the part of that name. https://core.telegram.org/bots/api#sending-files */
function withFiles(form: FormData): Record<string, unknown> {
	const parts = new Map<string, unknown>(form);
	for (const [name, value] of [...parts]) {
		const file = /^attach:\/\/(.+)$/.exec(String(value))?.[1];
		if (file === undefined || !parts.has(file)) continue;
		parts.set(name, parts.get(file));
		parts.delete(file);
	}
	return Object.fromEntries(parts);
}

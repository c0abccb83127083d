/**
 * What the sandbox's own tests share: real clients, a service that hears webhooks, a clock to push.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Api } from "grammy/web";
import twilio from "twilio";
import {
	type Sandbox,
	type SandboxOptions,
	startSandbox,
} from "../../src/sandbox/sandbox.ts";
import type { SandboxClock } from "../../src/sandbox/world.ts";

export const TOKEN = "4242:sandbox-token";
export const ACCOUNT = `AC${"0a".repeat(16)}`;
export const AUTH = "sandbox-auth-token";
export const SMS_FROM = "+380800301010";
export const VOICE_FROM = "+380800302020";

export type Heard = {
	path: string;
	headers: Record<string, string | string[] | undefined>;
	body: string;
};
export type Reply = { status?: number; body?: string };

export type Service = {
	url: string;
	heard: Heard[];
	/** What the service answers; by default an empty 200. */
	answer: (heard: Heard) => Reply | Promise<Reply>;
	close(): Promise<void>;
};

export async function startService(): Promise<Service> {
	const heard: Heard[] = [];
	const service = {
		url: "",
		heard,
		answer: (() => ({})) as Service["answer"],
		close: async () => {},
	};
	const server: Server = createServer(async (request, response) => {
		let body = "";
		for await (const part of request) body += part;
		const one = { path: request.url ?? "", headers: request.headers, body };
		heard.push(one);
		const { status = 200, body: answered = "" } = await service.answer(one);
		response.statusCode = status;
		response.end(answered);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	service.close = async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	};
	return service;
}

export function pushedClock(startsAt = Date.UTC(2026, 10, 22, 1, 2)) {
	let now = startsAt;
	let timers: { at: number; run: () => void }[] = [];
	const clock: SandboxClock = {
		now: () => now,
		setTimeout(run, delayMs) {
			const timer = { at: now + delayMs, run };
			timers.push(timer);
			return timer;
		},
		clear(handle) {
			timers = timers.filter((timer) => timer !== handle);
		},
	};
	return {
		clock,
		/** Runs what falls due in order, letting requests finish between two timers. */
		async push(ms: number, settled: () => Promise<void>): Promise<void> {
			const until = now + ms;
			for (;;) {
				await settled();
				const due = timers
					.filter(({ at }) => at <= until)
					.sort((a, b) => a.at - b.at)[0];
				if (!due) break;
				timers = timers.filter((timer) => timer !== due);
				now = Math.max(now, due.at);
				due.run();
			}
			now = until;
			await settled();
		},
	};
}

export async function openSandbox(
	change: Partial<SandboxOptions> & {
		twilioChange?: Partial<SandboxOptions["twilio"]>;
		perSecond?: number;
	} = {},
): Promise<Sandbox> {
	const { twilioChange, perSecond = 1000, ...options } = change;
	return startSandbox({
		telegram: { token: TOKEN, botUsername: "dzvin_test_bot", perSecond },
		twilio: {
			accountSid: ACCOUNT,
			authToken: AUTH,
			smsFrom: SMS_FROM,
			voiceFrom: VOICE_FROM,
			segmentsPerSecond: 1000,
			callsPerSecond: 1000,
			...twilioChange,
		},
		latencyMs: [0, 0],
		...options,
	});
}

export const botApi = (sandbox: Sandbox, token = TOKEN) =>
	new Api(token, { apiRoot: sandbox.telegramRoot });

/** The real SDK has no base URL of its own; its request client is where one fits. */
export function twilioClient(sandbox: Sandbox, token = AUTH) {
	const base = new URL(sandbox.twilioRoot);
	const httpClient = new twilio.RequestClient({ timeout: 5000 });
	const request = httpClient.request.bind(httpClient);
	httpClient.request = ((options: Parameters<typeof request>[0]) => {
		const url = new URL(options.uri);
		url.protocol = base.protocol;
		url.host = base.host;
		return request({ ...options, uri: url.href });
	}) as typeof httpClient.request;
	return twilio(ACCOUNT, token, { httpClient });
}

export const formOf = (body: string): Record<string, string> =>
	Object.fromEntries(new URLSearchParams(body));

/** The refusal a promise ends with, as plain fields. */
export async function refusalOf(
	promise: Promise<unknown>,
): Promise<Record<string, unknown>> {
	try {
		await promise;
	} catch (error) {
		return error as Record<string, unknown>;
	}
	throw new Error("expected a refusal, got an answer");
}

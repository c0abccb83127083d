/**
 * One installation as it runs in a village: the bundle that `npm start` runs and
 * the carriers, each a process of its own, on a fresh copy of the roster.
 */
import { copyFileSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { JournalEntry, RequestEntry } from "../../src/sandbox/journal.ts";
import type { ChatMessage } from "../../src/sandbox/phones.ts";
import { TELEGRAM_TOKEN, TWILIO } from "./carriers.ts";
import { type Running, startProcess } from "./processes.ts";
import { type Country, PEOPLE_PER_BRIGADE, SECRET } from "./village.ts";

export const RATES = { telegram: 150, segments: 50 };

export type Installation = Awaited<ReturnType<typeof startInstallation>>;
export type Screen = { id: string; chat: ChatMessage[] };

const ROOT = join(import.meta.dirname, "../..");
const KEY = "bench-administrator-key";
const READY_TRIES = 300;
const READY_EVERY_MS = 100;
/** A page of a journal: what came since the page before. */
type Paged = { timeOriginMs: number; next: number };

export type InstallationShape = {
	/** How many a fire in the grass asks. */
	waveSize?: number;
	/** Telegram alone: nobody is due an SMS after twenty seconds. */
	withoutSms?: boolean;
};

export async function startInstallation(
	country: Country,
	roster: string,
	folder: string,
	{ waveSize = PEOPLE_PER_BRIGADE, withoutSms = false }: InstallationShape = {},
) {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, "dzvin.db");
	copyFileSync(roster, file);
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const sandbox = startProcess([join(import.meta.dirname, "carriers.ts")], {
		SERVICE_URL: url,
	});
	const roots = JSON.parse(
		(await sandbox.line("roots ")).slice("roots ".length),
	) as { telegramRoot: string; twilioRoot: string; pageUrl: string };
	await posted(`${roots.pageUrl}/phones`, country.phones);
	const service = startService(file, folder, port, {
		...roots,
		withoutSms,
	});

	/** A request of a machine with a key; anything but 2xx ends the bench. */
	async function call(
		method: string,
		path: string,
		body?: unknown,
	): Promise<unknown> {
		const answer = await asked(`${url}${path}`, {
			method,
			headers: {
				authorization: `Bearer ${KEY}`,
				"content-type": "application/json",
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		if (!answer.ok)
			throw new Error(
				`expected 2xx of ${method} ${path}, got ${answer.status}: ${text.slice(0, 300)}`,
			);
		return JSON.parse(text) as unknown;
	}

	try {
		await untilReady(url, roots.telegramRoot, service);
		await setPolicies(country, waveSize, call);
	} catch (error) {
		await Promise.all([service.stop(), sandbox.stop()]);
		throw error;
	}
	return {
		url,
		service,
		sandbox,
		call,
		/** Opens a stream of server-sent events. */
		stream: (path: string, signal: AbortSignal) =>
			asked(`${url}${path}`, {
				headers: { authorization: `Bearer ${KEY}` },
				signal,
			}),
		screens: () => got<Screen[]>(`${roots.pageUrl}/phones`),
		tap: (phone: string, label: string) =>
			posted(`${roots.pageUrl}/phones/${phone}/tap`, { label }),
		say: (phone: string, text: string) =>
			posted(`${roots.pageUrl}/phones/${phone}/say`, { text }),
		/** What phones received and did, `since` the entry of that number. */
		async journal(since = 0) {
			const page = await got<Paged & { entries: JournalEntry[] }>(
				`${roots.pageUrl}/journal?since=${since}`,
			);
			return { next: page.next, entries: page.entries.map(onOurClock(page)) };
		},
		/** What reached the carriers. */
		async requests(since = 0) {
			const page = await got<Paged & { requests: RequestEntry[] }>(
				`${roots.pageUrl}/requests?since=${since}`,
			);
			return { next: page.next, requests: page.requests.map(onOurClock(page)) };
		},
		async stop() {
			await service.stop();
			await sandbox.stop();
		},
	};
}

/** `atMs`: the instant by the wall that all processes of this machine share. */
const onOurClock =
	({ timeOriginMs }: Paged) =>
	<Entry extends { machineMs: number }>(entry: Entry) => ({
		...entry,
		atMs: timeOriginMs + entry.machineMs,
	});

export const nowMs = (): number => performance.timeOrigin + performance.now();

function startService(
	file: string,
	folder: string,
	port: number,
	{
		telegramRoot,
		twilioRoot,
		withoutSms,
	}: { telegramRoot: string; twilioRoot: string; withoutSms: boolean },
): Running {
	// Flags of Node for whoever looks where the time goes, such as --cpu-prof.
	const flags = (process.env.BENCH_SERVICE_FLAGS ?? "").split(" ");
	return startProcess(
		[
			...flags.filter((flag) => flag !== ""),
			join(ROOT, "scripts/dzvin.mjs"),
			"start",
		],
		{
			DZVIN_TEST: "true",
			PORT: String(port),
			PUBLIC_URL: `http://127.0.0.1:${port}`,
			SHORT_URL: "https://dzv.ua",
			DATABASE_URL: `file:${file}`,
			BACKUP_DIRECTORY: join(folder, "backups"),
			DZVIN_SECRET: SECRET,
			ADMIN_API_KEY: KEY,
			TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
			TELEGRAM_WEBHOOK_SECRET: "bench-webhook-secret",
			TELEGRAM_API_ROOT: telegramRoot,
			TELEGRAM_PER_SECOND: String(RATES.telegram),
			...(withoutSms
				? {}
				: {
						TWILIO_ACCOUNT_SID: TWILIO.accountSid,
						TWILIO_AUTH_TOKEN: TWILIO.authToken,
						TWILIO_SMS_FROM: TWILIO.smsFrom,
						TWILIO_API_ROOT: twilioRoot,
						SMS_SEGMENTS_PER_SECOND: String(RATES.segments),
					}),
			LOG_LEVEL: "warn",
		},
	);
}

/** Up, and known to Telegram: taps before that would wait for the webhook. */
async function untilReady(
	url: string,
	telegramRoot: string,
	service: Running,
): Promise<void> {
	for (let tries = 0; tries < READY_TRIES; tries++) {
		const [up, hooked] = await Promise.all([
			fetch(`${url}/healthz`).then(
				(answer) => answer.ok,
				() => false,
			),
			got<{ result?: { url?: string } }>(
				`${telegramRoot}/bot${TELEGRAM_TOKEN}/getWebhookInfo`,
			).then(
				({ result }) => (result?.url ?? "").startsWith(url),
				() => false,
			),
		]);
		if (up && hooked) return;
		await pause(READY_EVERY_MS);
	}
	throw new Error(
		`expected the service to be ready, it said:\n${service.lines.slice(-20).join("\n")}`,
	);
}

/**
 * A whole brigade is asked for each fire in the grass, and the ladder's later
 * rungs lie beyond the run: the bench counts thirty alerts per incident, not
 * what a silent village would be asked on top of them.
 */
async function setPolicies(
	country: Country,
	waveSize: number,
	call: (method: string, path: string, body: unknown) => Promise<unknown>,
): Promise<void> {
	const later = 1_800;
	for (const { id } of country.areas.flat())
		await call("PUT", `/v1/brigades/${id}/policy`, {
			vegetation_fire: {
				waveSize,
				widenAfterSeconds: later,
				verdictAfterSeconds: later,
				repeatAfterSeconds: later,
				noAnswerAfterSeconds: later,
			},
		});
}

/**
 * A kept connection may be closed by the server at the moment it is used again,
 * on a busy machine often. Everything asked here bears being asked twice, and
 * the second time counts in the figure.
 */
async function asked(url: string, init: RequestInit = {}): Promise<Response> {
	try {
		return await fetch(url, init);
	} catch (error) {
		const cause = error instanceof Error ? error.cause : undefined;
		const code = cause instanceof Error && "code" in cause ? cause.code : "";
		if (code !== "ECONNRESET" && code !== "UND_ERR_SOCKET") throw error;
		console.error(
			`sent again, the connection was closed: ${new URL(url).pathname}`,
		);
		return fetch(url, init);
	}
}

async function got<T>(url: string): Promise<T> {
	const answer = await asked(url);
	if (!answer.ok)
		throw new Error(`expected 2xx of the sandbox, got ${answer.status}`);
	return (await answer.json()) as T;
}

async function posted(url: string, body: unknown): Promise<void> {
	const answer = await asked(url, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	const text = await answer.text();
	if (!answer.ok)
		throw new Error(
			`expected 2xx of the sandbox, got ${answer.status}: ${text.slice(0, 200)}`,
		);
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

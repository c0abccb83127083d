/**
 * One installation under the storm: the bundle under its supervisor, the
 * carriers beside it, a roster on a real disk, and eyes on all three.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import type { Policy } from "../../src/core/policy.ts";
import type { FaultRule } from "../../src/sandbox/faults.ts";
import type { JournalEntry, RequestEntry } from "../../src/sandbox/journal.ts";
import type { ChatMessage } from "../../src/sandbox/phones.ts";
import { startProcess } from "../bench/processes.ts";
import {
	type Country,
	firePlace,
	SECRET,
	seedCountry,
} from "../bench/village.ts";
import { bundleService } from "./bundle.ts";
import { TELEGRAM_TOKEN, TWILIO } from "./carriers.ts";
import type { Orders } from "./failpoints.ts";
import { nowMs, supervise } from "./supervisor.ts";

export { nowMs } from "./supervisor.ts";

export type RigOptions = {
	name: string;
	seed: number;
	brigades?: number;
	/** Of each brigade. */
	people: number;
	/** Seconds that differ from the defaults, for every type of incident. */
	policy?: Partial<Policy>;
	telegramPerSecond?: number;
	segmentsPerSecond?: number;
	callsPerSecond?: number;
	/** False: nobody is rung, and no rung waits for calls. */
	voice?: boolean;
	/** With the ports that may end it. */
	mortal?: boolean;
	orders?: Orders;
};

export type Fire = {
	id: string;
	number: number;
	/** The report left us, and it was answered. */
	reportedMs: number;
	answeredMs: number;
	closedMs?: number;
};
export type Seen<T> = T & { atMs: number };
export type Screen = {
	id: string;
	number: string;
	chat: ChatMessage[];
	calls: { state: string }[];
};
export type Rig = Awaited<ReturnType<typeof openRig>>;

const ROOT = join(import.meta.dirname, "../..");
/** Beside the built files: the system's temporary folder may lie in memory, where fsync is free. */
export const FOLDER = join(ROOT, `dist/storm-${process.pid}`);
const KEY = "storm-administrator-key";
export const WEBHOOK_SECRET = "storm-webhook-secret";
const AGAIN_MS = 20;
const ARM_MS = 5_000;
const PATIENCE_MS = 60_000;

let bundles: ReturnType<typeof bundleService> | undefined;

export async function openRig(options: RigOptions) {
	bundles ??= bundleService();
	const files = await bundles;
	const folder = join(FOLDER, options.name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const file = join(folder, "dzvin.db");
	const country = await seedCountry(file, {
		areas: 1,
		brigadesPerArea: options.brigades ?? 1,
		peoplePerBrigade: options.people,
	});
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const carriers = startProcess([join(import.meta.dirname, "carriers.ts")], {
		SERVICE_URL: url,
		SEED: String(options.seed),
	});
	const roots = JSON.parse(
		(await carriers.line("roots ")).slice("roots ".length),
	) as Roots;
	const control = sandboxControl(roots.pageUrl);
	await control.post("/phones", country.phones);
	const ordersFile = join(folder, "orders.json");
	const order = (orders: Orders): void =>
		writeFileSync(ordersFile, JSON.stringify(orders));
	order(options.orders ?? {});

	const inFlight: number[] = [];
	const supervisor = supervise(
		options.mortal ? files.mortal : files.service,
		{
			...environmentOf(options, { port, url, file, folder, roots }),
			STORM_ORDERS: ordersFile,
		},
		() => void inFlight.push(reading(file, leasedSends)),
	);

	/** As whoever reports does it: again until it is answered. */
	async function call(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<{ status: number; body: unknown }> {
		const untilMs = nowMs() + PATIENCE_MS;
		let last = "nobody listened";
		for (;;) {
			try {
				const answer = await fetch(`${url}${path}`, {
					method,
					headers: {
						authorization: `Bearer ${KEY}`,
						"content-type": "application/json",
						...headers,
					},
					...(body === undefined ? {} : { body: JSON.stringify(body) }),
					signal: AbortSignal.timeout(10_000),
				});
				const text = await answer.text();
				if (answer.status < 500)
					return { status: answer.status, body: text ? JSON.parse(text) : {} };
				last = `${answer.status} ${text.slice(0, 200)} ${supervisor.lines.at(-1)?.slice(0, 400) ?? ""}`;
			} catch {
				// Nobody listens just now, or it died with our request.
			}
			if (nowMs() > untilMs)
				throw new Error(
					`expected an answer to ${method} ${path}, at last came: ${last}`,
				);
			await pause(AGAIN_MS);
		}
	}

	let turn = 0;
	async function report(more: Record<string, unknown> = {}): Promise<Fire> {
		const n = turn++;
		const brigade = country.areas[0]?.[n % (options.brigades ?? 1)];
		if (!brigade) throw new Error("expected a brigade to report a fire to");
		const reportedMs = nowMs();
		const { status, body } = await call(
			"POST",
			"/v1/incidents",
			{
				type: "structure_fire",
				location: firePlace(brigade.location, n),
				place: `Хутір ${n}`,
				source: "okc_101",
				externalId: `storm-${n}`,
				force: true,
				...more,
			},
			{ "idempotency-key": `storm-${n}` },
		);
		if (status >= 300)
			throw new Error(
				`expected a report to be taken, got ${JSON.stringify(body)}`,
			);
		const { id, number } = body as { id: string; number: number };
		return { id, number, reportedMs, answeredMs: nowMs() };
	}

	async function close(fire: Fire): Promise<void> {
		await call("POST", `/v1/incidents/${fire.id}/close`, {});
		fire.closedMs = nowMs();
	}

	const seen = {
		entries: [] as Seen<JournalEntry>[],
		requests: [] as Seen<RequestEntry>[],
	};
	/** Everything the phones and the carriers have seen, up to now. */
	async function look(): Promise<typeof seen> {
		const [journal, requests] = await Promise.all([
			control.get<Paged & { entries: JournalEntry[] }>(
				`/journal?since=${seen.entries.length}`,
			),
			control.get<Paged & { requests: RequestEntry[] }>(
				`/requests?since=${seen.requests.length}`,
			),
		]);
		for (const entry of journal.entries)
			seen.entries.push({
				...entry,
				atMs: journal.timeOriginMs + entry.machineMs,
			});
		for (const request of requests.requests)
			seen.requests.push({
				...request,
				atMs: requests.timeOriginMs + request.machineMs,
			});
		return seen;
	}

	await supervisor.ready();
	await hooked(roots.telegramRoot, url);
	for (const { id } of country.areas.flat())
		await call("PUT", `/v1/brigades/${id}/policy`, {
			default: { ...QUIET, ...options.policy },
			...Object.fromEntries(
				["structure_fire", "vegetation_fire"].map((type) => [
					type,
					{ ...QUIET, ...options.policy },
				]),
			),
		});

	const { body: desk } = await call("POST", "/v1/keys", {
		name: "desk",
		scope: `brigades:${country.areas.flat().map(({ id }) => id)}`,
	});

	return {
		url,
		file,
		country,
		/** Of a desk that sees these brigades and nothing else. */
		deskKey: (desk as { key: string }).key,
		roots,
		supervisor,
		inFlight,
		order,
		call,
		report,
		close,
		look,
		/** A question to the database, by a reader of its own. */
		ask: <T>(question: (database: Database.Database) => T): T =>
			reading(file, question),
		faults: (rules: readonly FaultRule[]) => control.post("/faults", rules),
		addPhones: (phones: readonly object[]) => control.post("/phones", phones),
		phones: () => control.get<Screen[]>("/phones"),
		act: (phone: string, action: string, given: object = {}) =>
			control.post(`/phones/${phone}/${action}`, given),
		/** Gives the present process its orders, and waits until it has taken them. */
		async arm(orders: Orders): Promise<void> {
			const taken = `${ordersFile}.taken`;
			rmSync(taken, { force: true });
			order(orders);
			supervisor.signal("SIGUSR2");
			const untilMs = nowMs() + ARM_MS;
			while (!existsSync(taken) && nowMs() < untilMs) await pause(5);
		},
		async stop(): Promise<void> {
			await supervisor.stop();
			await carriers.stop();
		},
	};
}

/** Rungs later than any storm: what is counted is what was asked for first. */
const QUIET: Partial<Policy> = {
	widenAfterSeconds: 3_000,
	verdictAfterSeconds: 3_000,
	repeatAfterSeconds: 3_000,
	noAnswerAfterSeconds: 3_000,
	callAfterSeconds: 3_000,
	smsAfterSeconds: 0,
};

type Roots = { telegramRoot: string; twilioRoot: string; pageUrl: string };
type Paged = { timeOriginMs: number };

function environmentOf(
	options: RigOptions,
	at: { port: number; url: string; file: string; folder: string; roots: Roots },
): Record<string, string> {
	return {
		PORT: String(at.port),
		PUBLIC_URL: at.url,
		SHORT_URL: "https://dzv.ua",
		DATABASE_URL: `file:${at.file}`,
		BACKUP_DIRECTORY: join(at.folder, "backups"),
		DZVIN_SECRET: SECRET,
		ADMIN_API_KEY: KEY,
		TELEGRAM_BOT_TOKEN: TELEGRAM_TOKEN,
		TELEGRAM_WEBHOOK_SECRET: WEBHOOK_SECRET,
		TELEGRAM_API_ROOT: at.roots.telegramRoot,
		TELEGRAM_PER_SECOND: String(options.telegramPerSecond ?? 25),
		TWILIO_ACCOUNT_SID: TWILIO.accountSid,
		TWILIO_AUTH_TOKEN: TWILIO.authToken,
		TWILIO_SMS_FROM: TWILIO.smsFrom,
		...(options.voice === false ? {} : { TWILIO_VOICE_FROM: TWILIO.voiceFrom }),
		TWILIO_SMS_TWO_WAY: "true",
		TWILIO_API_ROOT: at.roots.twilioRoot,
		SMS_SEGMENTS_PER_SECOND: String(options.segmentsPerSecond ?? 20),
		CALLS_PER_SECOND: String(options.callsPerSecond ?? 1),
		LOG_LEVEL: "info",
	};
}

function sandboxControl(pageUrl: string) {
	const asked = async (answer: Response): Promise<unknown> => {
		const text = await answer.text();
		if (!answer.ok)
			throw new Error(
				`expected 2xx of the sandbox, got ${answer.status}: ${text.slice(0, 200)}`,
			);
		return JSON.parse(text) as unknown;
	};
	return {
		get: async <T>(path: string): Promise<T> =>
			(await asked(await fetch(`${pageUrl}${path}`))) as T,
		post: async (path: string, body: unknown): Promise<unknown> =>
			asked(
				await fetch(`${pageUrl}${path}`, {
					method: "POST",
					headers: { "content-type": "application/json" },
					body: JSON.stringify(body),
				}),
			),
	};
}

/** Taps before Telegram knows the webhook would wait for it. */
async function hooked(telegramRoot: string, url: string): Promise<void> {
	const untilMs = nowMs() + PATIENCE_MS;
	while (nowMs() < untilMs) {
		const answer = await fetch(
			`${telegramRoot}/bot${TELEGRAM_TOKEN}/getWebhookInfo`,
		);
		const { result } = (await answer.json()) as { result?: { url?: string } };
		if (result?.url?.startsWith(url)) return;
		await pause(AGAIN_MS);
	}
	throw new Error("expected the webhook to be registered");
}

function reading<T>(
	file: string,
	question: (database: Database.Database) => T,
): T {
	const database = new Database(file, { readonly: true, timeout: 5_000 });
	try {
		return question(database);
	} finally {
		database.close();
	}
}

const leasedSends = (database: Database.Database): number =>
	(
		database
			.prepare(
				"select count(*) as n from outbox where state = 'leased' and kind = 'send'",
			)
			.get() as { n: number }
	).n;

/** Below the ports the system hands out by itself, so that nobody takes it between two lives. */
async function freePort(): Promise<number> {
	for (let tries = 0; tries < 100; tries++) {
		const port = 20_000 + Math.floor(Math.random() * 8_000);
		const server = createServer();
		const free = await new Promise<boolean>((resolve) => {
			server.once("error", () => resolve(false));
			server.listen(port, "127.0.0.1", () => resolve(true));
		});
		await new Promise((resolve) => server.close(resolve));
		if (free) return port;
	}
	throw new Error("expected a free port below 28000, found none");
}

export type { Country };

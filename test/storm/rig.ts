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
	/** So far from each other that their fires share nobody. */
	areas?: number;
	/** Of each area. */
	brigades?: number;
	/** Of each brigade. */
	people: number;
	/** The second of each brigade, who leads it, is its chief: somebody to hand over to. */
	chiefs?: boolean;
	/** Seconds that differ from the defaults, for every type of incident. */
	policy?: Partial<Policy>;
	/** True: the rungs come when a village's come; else later than any storm. */
	laddered?: boolean;
	/** So many times faster than the wall runs the incidents' clock. */
	speed?: number;
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
const TOO_MANY = 429;
const LESS_OFTEN_MS = 1_000;
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
		areas: options.areas ?? 1,
		brigadesPerArea: options.brigades ?? 1,
		peoplePerBrigade: options.people,
	});
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const { speed = 1 } = options;
	const epochMs = nowMs();
	const carriers = startProcess([join(import.meta.dirname, "carriers.ts")], {
		SERVICE_URL: url,
		SEED: String(options.seed),
		SPEED: String(speed),
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
		bundleFor(options, files),
		{
			...environmentOf(options, { port, url, file, folder, roots }),
			STORM_ORDERS: ordersFile,
			STORM_SPEED: String(speed),
			STORM_EPOCH_MS: String(epochMs),
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
			let againMs = AGAIN_MS;
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
				if (answer.status < 500 && answer.status !== TOO_MANY)
					return { status: answer.status, body: text ? JSON.parse(text) : {} };
				if (answer.status === TOO_MANY) againMs = LESS_OFTEN_MS;
				last = `${answer.status} ${text.slice(0, 200)} ${supervisor.lines.at(-1)?.slice(0, 400) ?? ""}`;
			} catch {
				// Nobody listens just now, or it died with our request.
			}
			if (nowMs() > untilMs)
				throw new Error(
					`expected an answer to ${method} ${path}, at last came: ${last}`,
				);
			await pause(againMs);
		}
	}

	let turn = 0;
	async function report(
		more: Record<string, unknown> = {},
		near?: Country["areas"][number][number],
	): Promise<Fire> {
		const n = turn++;
		const brigade = near ?? country.areas[0]?.[n % (options.brigades ?? 1)];
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
	const read = { entries: 0, requests: 0 };
	/** Everything the phones and the carriers have seen, up to now. */
	async function lookOnce(): Promise<typeof seen> {
		const [journal, requests] = await Promise.all([
			control.get<Paged & { entries: JournalEntry[] }>(
				`/journal?since=${read.entries}`,
			),
			control.get<Paged & { requests: RequestEntry[] }>(
				`/requests?since=${read.requests}`,
			),
		]);
		read.entries = journal.next;
		read.requests = requests.next;
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

	let looking: Promise<unknown> = Promise.resolve();
	/** One after another: two that ask from the same place would see everything twice. */
	function look(): Promise<typeof seen> {
		const mine = looking.then(lookOnce, lookOnce);
		looking = mine.catch(() => undefined);
		return mine;
	}

	/** What was seen before is needed no more: a soak would keep a million entries. */
	function forget(beforeMs: number): void {
		seen.entries = seen.entries.filter(({ atMs }) => atMs >= beforeMs);
		seen.requests = seen.requests.filter(({ atMs }) => atMs >= beforeMs);
	}

	await supervisor.ready();
	await hooked(roots.telegramRoot, url);
	const policyOf = (brigadeId: string, policy: Partial<Policy>) =>
		call("PUT", `/v1/brigades/${brigadeId}/policy`, {
			default: policy,
			...Object.fromEntries(
				["structure_fire", "vegetation_fire"].map((type) => [type, policy]),
			),
		});
	for (const [index, { id }] of country.areas.flat().entries()) {
		await policyOf(id, {
			...(options.laddered ? {} : QUIET),
			...options.policy,
		});
		const chief = country.phones[index * options.people + 1];
		if (options.chiefs && chief)
			await call("PATCH", `/v1/brigades/${id}`, {
				roles: [
					{ role: "chief", responderId: `person-of-${chief.id}`, order: 0 },
				],
			});
	}

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
		forget,
		speed,
		/** The instant by the incidents' clock, and the machine's at one of its. */
		incidentMs: (): number => epochMs + (nowMs() - epochMs) * speed,
		wallMs: (at: number): number => epochMs + (at - epochMs) / speed,
		/** A question to the database, by a reader of its own. */
		ask: <T>(question: (database: Database.Database) => T): T =>
			reading(file, question),
		/** What a hand beside the service does to the file. */
		tamper: <T>(hand: (database: Database.Database) => T): T =>
			opened(new Database(file, { timeout: 5_000 }), hand),
		/** The policy of one brigade from now on, whatever the others have. */
		policyOf,
		/** What one phone has seen, whatever was forgotten. */
		heardBy: async (phone: string): Promise<JournalEntry[]> =>
			(
				await control.get<{ entries: JournalEntry[] }>(
					`/journal?phone=${phone}`,
				)
			).entries,
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
type Paged = { timeOriginMs: number; next: number };

function bundleFor(
	{ mortal, speed }: RigOptions,
	files: Awaited<NonNullable<typeof bundles>>,
): string {
	if (speed !== undefined) return files.paced;
	return mortal ? files.mortal : files.service;
}

function environmentOf(
	options: RigOptions,
	at: { port: number; url: string; file: string; folder: string; roots: Roots },
): Record<string, string> {
	return {
		DZVIN_TEST: "true",
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

const reading = <T>(
	file: string,
	question: (database: Database.Database) => T,
): T =>
	opened(new Database(file, { readonly: true, timeout: 5_000 }), question);

function opened<T>(
	database: Database.Database,
	work: (database: Database.Database) => T,
): T {
	try {
		return work(database);
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

/**
 * One brigade on a real SQLite file, with carriers on loopback and a clock to
 * push: what the auditor's tests stand on. The file may be opened beside the
 * service to break it, as a disk or a mistake would.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import Database from "better-sqlite3";
import { registerWebhook } from "../../bots/updates.ts";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import {
	type Administrator,
	addBrigade,
	addResponder,
	addVehicle,
	changeBrigade,
	invite,
} from "../../src/administer.ts";
import { failover } from "../../src/blind.ts";
import { createChannels } from "../../src/channels/index.ts";
import { twilioWebhooks } from "../../src/channels/twilioWebhooks.ts";
import { webhooksOverHttp } from "../../src/channels/webhook.ts";
import { openJournal } from "../../src/journal.ts";
import { EVERYTHING } from "../../src/ports.ts";
import type { ReportInput } from "../../src/report.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { createSecrets } from "../../src/secrets.ts";
import { rosterSnapshots } from "../../src/snapshot.ts";
import { wire } from "../../src/wire.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { pushedClock } from "../story/clock.ts";

export const ADMIN_KEY = "audit-admin-key-of-the-tests";
export const SECRET = "a secret of the auditor's tests, long enough";
const STATION = { lat: 49.0171, lon: 25.7951 };
const OPERATOR: Administrator = { by: { kind: "service" }, scope: EVERYTHING };
const TWILIO = {
	accountSid: `AC${"1".repeat(32)}`,
	authToken: "audit-auth-token",
	smsFrom: "+380440000001",
	voiceFrom: "+380440000002",
};
const TELEGRAM_TOKEN = "1234567:audit-token";
const WEBHOOK_SECRET = "audit-webhook-secret";

const LOOK_EVERY_MS = 5_000;

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

/** Petro is the chief; Ivan, Mykola and Hanna make a crew with him. All have an SMS and a phone that rings. */
const PEOPLE = [
	["Петро", ["leader", "driver_c"]],
	["Іван", ["firefighter"]],
	["Микола", ["driver_c"]],
	["Ганна", ["firefighter"]],
] as const;

export async function openInstallation({
	ringLocally,
	doors = false,
}: {
	ringLocally?: (text: string) => Promise<boolean>;
	/** Everybody can answer: two-way SMS, keys in a call, Telegram on Ivan's and Hanna's phones. */
	doors?: boolean;
} = {}) {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-audit-"));
	const file = join(folder, "dzvin.db");
	const time = pushedClock(Date.parse("2026-01-15T01:02:00Z"));
	const sandbox = await startSandbox({
		telegram: { token: TELEGRAM_TOKEN, botUsername: "dzvin_bot" },
		twilio: {
			...TWILIO,
			segmentsPerSecond: 10_000,
			callsPerSecond: 10_000,
			twoWay: doors,
		},
		latencyMs: [0, 0],
		clock: time.sandboxClock,
	});
	const webhooks: { path: string; status: number }[] = [];
	const server = createServer(
		getRequestListener(async (request) => {
			const answer = await process.dzvin.app.fetch(request);
			webhooks.push({
				path: new URL(request.url).pathname,
				status: answer.status,
			});
			return answer;
		}),
	);
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const url = doors
		? `http://127.0.0.1:${(server.address() as AddressInfo).port}`
		: "http://127.0.0.1:9";
	sandbox.pointNumbersAt(url);
	const telegram = {
		token: TELEGRAM_TOKEN,
		apiRoot: sandbox.telegramRoot,
		webhookSecret: WEBHOOK_SECRET,
	};
	const errors: string[] = [];
	const log = {
		info() {},
		warn() {},
		error(message: string) {
			errors.push(message);
		},
	};
	const secrets = createSecrets(SECRET);

	async function startProcess(bootId: string) {
		const database = openSqlite(file, { groupCommitMs: 0, busyTimeoutMs: 5 });
		const clock = time.processClock((await database.store.newestAt()) ?? 0);
		const snapshots = rosterSnapshots({
			...database,
			file: join(folder, "dzvin.db.roster"),
			secrets,
			now: clock.now,
			log,
		});
		const standIn = failover({
			...database,
			snapshots,
			journal: openJournal(join(folder, "elsewhere", "journal"), {
				secrets,
				log,
			}),
			mono: clock.mono,
			log,
		});
		const dzvin = wire({
			settings: {
				publicUrl: url,
				shortUrl: "https://dzv.ua",
				timeZone: "Europe/Kyiv",
				locale: "uk",
				channels: doors ? ["telegram", "sms", "voice"] : ["sms", "voice"],
				smsTwoWay: doors,
				...(doors ? { telegramBotUsername: "dzvin_bot" } : {}),
			},
			store: standIn.store,
			roster: standIn.roster,
			signIn: database.signIn,
			areas: database.areas,
			reporters: standIn.reporters,
			ground: database.ground,
			others: database.others,
			evidence: database.evidence,
			failover: standIn,
			...(ringLocally ? { ringLocally } : {}),
			secrets,
			wording: createWording(loadTexts(), (error) => {
				throw error;
			}),
			clock,
			wake: { wake() {}, wait: async () => {} },
			log,
			channels: createChannels(
				{
					publicUrl: url,
					...(doors ? { telegram } : {}),
					twilio: { ...TWILIO, apiRoot: sandbox.twilioRoot },
				},
				{ log, wall: time.wall },
			),
			webhooks: webhooksOverHttp({ outside: false, loopback: true }),
			rates: { telegram: 1_000, sms: 1_000, voice: 1_000 },
			...(doors
				? {
						telegram,
						twilio: {
							tokens: [TWILIO.authToken],
							webhooks: await twilioWebhooks(),
						},
					}
				: {}),
			adminApiKey: ADMIN_KEY,
			addressOf: () => "127.0.0.1",
			bootId,
		});
		await standIn.moveIn().catch(() => undefined);
		await standIn.store.recover({
			leaseBy: bootId,
			wallMs: clock.wall(),
			now: clock.now(),
		});
		const { auditor } = dzvin;
		if (!auditor) throw new Error("Expected an auditor, got none.");
		return { dzvin, database, clock, snapshots, standIn, auditor };
	}
	let process = await startProcess("first");

	const settle = async (): Promise<void> => {
		for (let quiet = 0; quiet < 2; ) {
			const worked = await process.dzvin.deliverer.round();
			await sandbox.settled();
			const soon = time.nextTimerIn();
			await (soon < 1 ? time.push(soon) : time.flush());
			quiet = worked === 0 && soon >= 1 ? quiet + 1 : 0;
		}
	};
	let lookedAt = 0;
	/** Time passes; the auditor looks every five seconds, as in service. */
	const pass = async (ms: number, { audited = true } = {}): Promise<void> => {
		const until = time.mono() + ms;
		await settle();
		while (time.mono() < until) {
			const nextLook = audited ? lookedAt + LOOK_EVERY_MS - time.mono() : 1_000;
			await time.push(
				Math.min(
					1_000,
					until - time.mono(),
					time.nextTimerIn(),
					Math.max(0, nextLook),
				),
			);
			await settle();
			if (!audited || time.mono() < lookedAt + LOOK_EVERY_MS) continue;
			lookedAt = time.mono();
			await process.auditor.round();
			await settle();
		}
	};

	const { service } = process.dzvin;
	const brigade = await addBrigade(service, OPERATOR, {
		name: "Росохач",
		location: STATION,
		kind: "volunteer",
		locale: "uk",
		roles: [],
		areaCode: "UA61060490010000001",
	});
	await addVehicle(service, OPERATOR, brigade.id, {
		name: "АЦ-40",
		kind: "tanker",
		seats: 6,
		crewRule: [
			{ qualification: "driver_c", count: 1 },
			{ qualification: "leader", count: 1 },
			{ count: 1 },
		],
		state: "ready",
	});
	if (doors)
		await registerWebhook(telegram, {
			url: `${url}/carriers/telegram`,
			secret: WEBHOOK_SECRET,
		});
	const ids = new Map<string, string>();
	for (const [index, [name, qualifications]] of PEOPLE.entries()) {
		const number = `+38067${1_000_000 + index}`;
		const smart = doors && (name === "Іван" || name === "Ганна");
		const phone = sandbox.phones.add({
			id: name,
			name,
			number,
			kind: smart ? "smart" : "button",
			...(smart ? { telegramId: 700 + index } : {}),
		});
		const row = await addResponder(service, OPERATOR, {
			name,
			phone: number,
			brigadeIds: [brigade.id],
			places: [{ kind: "home", lat: STATION.lat + 0.003, lon: STATION.lon }],
			qualifications: [...qualifications],
			locale: "uk",
			phoneKind: smart ? "smart" : "button",
			smsAlphabet: "cyrillic",
			travel: "car",
		});
		ids.set(name, row.id);
		if (!smart) continue;
		const { code } = await invite(service, OPERATOR, row.id);
		await phone.open(code);
		await phone.shareContact();
	}
	await changeBrigade(service, OPERATOR, brigade.id, {
		roles: [
			{ role: "chief", responderId: ids.get("Петро") as string, order: 0 },
		],
	});
	await process.snapshots.refresh();

	const said = (name: string, kind: string): string[] =>
		sandbox.journal
			.of(name)
			.filter((entry) => entry.kind === kind)
			.map(({ text = "" }) => text);

	return {
		folder,
		file,
		time,
		sandbox,
		errors,
		secrets,
		settle,
		pass,
		get process() {
			return process;
		},
		get service() {
			return process.dzvin.service;
		},
		get auditor() {
			return process.auditor;
		},
		idOf: (name: string): string => ids.get(name) as string,
		/** Where the service is heard from outside; only with `doors`. */
		url,
		/** What the carriers were answered. */
		webhooks,
		phone(name: string) {
			const phone = sandbox.phones.get(name);
			if (!phone) throw new Error(`Expected a phone of ${name}, got none.`);
			return phone;
		},
		sms: (name: string) => said(name, "sms"),
		rings: (name: string) => said(name, "call").length,
		async report(report: Partial<ReportInput> = {}): Promise<string> {
			const { incidentId } = await process.dzvin.raise(
				{
					type: "structure_fire",
					mode: "actual",
					location: { lat: STATION.lat + 0.006, lon: STATION.lon },
					place: "Росохач, вул. Шевченка, 12",
					peopleInDanger: false,
					source: "duty_officer",
					brigadeIds: [],
					force: false,
					...report,
				},
				{ by: { kind: "key", id: "desk" } },
			);
			await settle();
			return incidentId;
		},
		async facts(incidentId: string): Promise<string[]> {
			const log = await process.database.store.load(`incident/${incidentId}`);
			return log.map(({ type }) => type);
		},
		/** What a hand beside the service does to the file. */
		tamper(sql: string, ...params: unknown[]): number {
			const beside = new Database(file, { timeout: 1_000 });
			try {
				return beside.prepare(sql).run(...params).changes;
			} finally {
				beside.close();
			}
		},
		rows(sql: string, ...params: unknown[]): Record<string, unknown>[] {
			const beside = new Database(file, { readonly: true });
			try {
				return beside.prepare(sql).all(...params) as Record<string, unknown>[];
			} finally {
				beside.close();
			}
		},
		/** Somebody else holds the file's write lock: every write fails, reads do not. */
		takeWritesAway(): () => void {
			const beside = new Database(file, { timeout: 1_000 });
			beside.exec("begin immediate");
			return () => {
				beside.exec("rollback");
				beside.close();
			};
		},
		call: (method: string, path: string, body?: unknown, headers = {}) =>
			Promise.resolve(
				process.dzvin.app.request(path, {
					method,
					headers: {
						authorization: `Bearer ${ADMIN_KEY}`,
						...(body === undefined
							? {}
							: { "content-type": "application/json" }),
						...headers,
					},
					...(body === undefined ? {} : { body: JSON.stringify(body) }),
				}),
			),
		/** The process is gone, a new one starts on the same files. */
		async restart(): Promise<void> {
			await process.database.store.close();
			process = await startProcess(`boot ${crypto.randomUUID()}`);
			await settle();
		},
		async close(): Promise<void> {
			await sandbox.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await process.database.store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

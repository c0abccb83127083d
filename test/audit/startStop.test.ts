/**
 * The service as a process: it starts with work waiting, starts on a damaged
 * file, and stops without refusing anybody.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { readConfig } from "../../src/config.ts";
import { type Running, startNode } from "../../src/node.ts";
import {
	type Sandbox,
	sandboxSettings,
	startSandbox,
} from "../../src/sandbox/sandbox.ts";
import { createSecrets } from "../../src/secrets.ts";

const KEY = "start-stop-admin-key-of-the-tests";
const SECRET = "a secret of starting and stopping, long enough";
let folder: string;
let sandbox: Sandbox;
let port: number;
const running: Running[] = [];
const children: ChildProcess[] = [];

const freePort = (): Promise<number> =>
	new Promise((resolve) => {
		const probe = createServer().listen(0, "127.0.0.1", () => {
			const { port: free } = probe.address() as AddressInfo;
			probe.close(() => resolve(free));
		});
	});

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-start-"));
	port = await freePort();
	sandbox = await startSandbox({
		telegram: { token: "99:start-token", botUsername: "start_bot" },
		twilio: {
			accountSid: `AC${"7".repeat(32)}`,
			authToken: "start-auth",
			smsFrom: "+380440000003",
			voiceFrom: "+380440000004",
		},
		latencyMs: [0, 0],
		serviceUrl: `http://127.0.0.1:${port}`,
	});
});
afterEach(async () => {
	for (const one of running.splice(0)) await one.stop();
	for (const child of children.splice(0)) child.kill("SIGKILL");
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true });
});

const environment = (): Record<string, string> => {
	const { TELEGRAM_API_ROOT, TELEGRAM_BOT_TOKEN, ...twilio } =
		sandboxSettings(sandbox);
	return {
		...twilio,
		PORT: String(port),
		HOST: "127.0.0.1",
		PUBLIC_URL: `http://127.0.0.1:${port}`,
		DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
		JOURNAL_FILE: join(folder, "elsewhere", "journal"),
		DZVIN_SECRET: SECRET,
		ADMIN_API_KEY: KEY,
		LOG_LEVEL: process.env.AUDIT_LOG ?? "silent",
	};
};

async function start(): Promise<Running> {
	const read = readConfig(environment());
	if (!("config" in read)) throw new Error(JSON.stringify(read.mistakes));
	const one = await startNode(read.config);
	running.push(one);
	return one;
}

const stopAll = async (): Promise<void> => {
	for (const one of running.splice(0)) await one.stop();
};

async function call(method: string, path: string, body?: unknown) {
	const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
		method,
		// Processes come and go behind one port: a kept connection may be a dead one's.
		headers: {
			authorization: `Bearer ${KEY}`,
			"content-type": "application/json",
			connection: "close",
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return {
		status: answer.status,
		body: (await answer.json()) as Record<string, unknown>,
	};
}

const STATION = { lat: 49.0171, lon: 25.7951 };
const FIRE = {
	type: "structure_fire",
	location: { lat: 49.02, lon: 25.795 },
	place: "Росохач, вул. Шевченка, 12",
	source: "okc_101",
};

async function moveIn(): Promise<void> {
	const brigade = await call("POST", "/v1/brigades", {
		name: "Росохач",
		kind: "volunteer",
		location: STATION,
		areaCode: "UA61060370010084537",
	});
	for (const [at, name] of ["Іван", "Ганна"].entries()) {
		sandbox.phones.add({
			id: name,
			name,
			number: `+38067765432${at}`,
			kind: "button",
		});
		const made = await call("POST", "/v1/responders", {
			name,
			phone: `+38067765432${at}`,
			brigadeIds: [brigade.body.id],
			places: [{ kind: "home", lat: 49.018, lon: 25.797 }],
			qualifications: ["driver_c", "leader", "firefighter"],
			phoneKind: "button",
		});
		expect(made.status, JSON.stringify(made.body)).toBe(201);
	}
}
const smsOf = (name: string) =>
	sandbox.journal.of(name).filter(({ kind }) => kind === "sms");
const soon = { timeout: 15_000, interval: 20 };

it("a thousand rows that wait hold up neither the start nor the first alarm", async () => {
	const secrets = createSecrets(SECRET);
	const { store } = openSqlite(join(folder, "dzvin.db"));
	const now = Date.now();
	await store.append({
		at: now,
		outbox: Array.from({ length: 1_000 }, (_, n) => ({
			id: `old-${n}`,
			incidentId: "of-another-night",
			kind: "send" as const,
			lane: "sms" as const,
			purpose: "inform" as const,
			responderId: "gone",
			laneClass: 5 as const,
			rank: n,
			dueAt: now - 1_000,
			units: 1,
			body: secrets.seal("{}"),
			createdAt: now - 1_000,
		})),
	});
	await store.close();

	const { service } = await start();
	expect((await call("GET", "/readyz")).status).toBe(200);
	await moveIn();
	expect((await call("POST", "/v1/incidents", FIRE)).status).toBe(201);
	await vi.waitFor(() => expect(smsOf("Іван")).toHaveLength(1), soon);
	// It did not wait for them: the first alarm goes first.
	expect((await service.store.rows("of-another-night")).length).toBeGreaterThan(
		0,
	);
});

it("a damaged file: the service starts, the alarm rings from the sealed snapshot, and every view says so", async () => {
	await start();
	await moveIn();
	await running[0]?.snapshots.refresh();
	await stopAll();
	damage(join(folder, "dzvin.db"));

	await start();
	const ready = await call("GET", "/readyz");
	expect(ready.status).toBe(200);
	const raised = await call("POST", "/v1/incidents", FIRE);
	expect(raised.status).toBe(202);
	expect(raised.body).toMatchObject({ durability: "degraded" });
	await vi.waitFor(() => expect(smsOf("Ганна")).toHaveLength(1), soon);
	expect((await call("GET", "/readyz")).body.degraded).toEqual(
		expect.arrayContaining(["store", "blind"]),
	);
});

it("a damaged file and no snapshot: the start is refused and says what to do", async () => {
	await start();
	await moveIn();
	await stopAll();
	rmSync(join(folder, "dzvin.db.roster"), { force: true });
	damage(join(folder, "dzvin.db"));
	await expect(start()).rejects.toThrow(
		/dzvin restore FILE|malformed|corrupt/i,
	);
});

/** Bytes of every page but the first, as a dying disk would leave them. */
function damage(file: string): void {
	const database = new Database(file);
	database.pragma("wal_checkpoint(TRUNCATE)");
	const pages = Number(database.pragma("page_count", { simple: true }));
	database.close();
	const open = openSync(file, "r+");
	for (let page = 2; page < pages; page += 3)
		writeSync(open, Buffer.alloc(4_096, 0xa5), 0, 4_096, (page - 1) * 4_096);
	closeSync(open);
}

it("asked to stop, it finishes what is under way, takes reports until then, and ends with 0", async () => {
	const child = spawn(
		process.execPath,
		[
			"--input-type=module",
			"-e",
			`const { main } = await import(${JSON.stringify(new URL("../../src/cli.ts", import.meta.url).href)}); process.exit(await main(["start"]));`,
		],
		{ env: { ...process.env, ...environment() }, stdio: "inherit" },
	);
	children.push(child);
	const ended = new Promise<number | null>((resolve) => {
		child.once("exit", (code) => resolve(code));
	});
	const up = () =>
		fetch(`http://127.0.0.1:${port}/readyz`).then(
			({ ok }) => ok,
			() => false,
		);
	await vi.waitFor(async () => expect(await up()).toBe(true), soon);
	await moveIn();
	// The carrier takes its time, so there is something under way.
	await sandbox.faults.set([{ carrier: "twilio", effect: { delayMs: 1_500 } }]);
	expect((await call("POST", "/v1/incidents", FIRE)).status).toBe(201);
	const under = () => attempts("ended_at is null");
	await vi.waitFor(() => expect(under()).toBeGreaterThan(0), soon);

	child.kill("SIGTERM");
	await new Promise((resolve) => setTimeout(resolve, 200));
	const late = await call("POST", "/v1/incidents", {
		...FIRE,
		location: { lat: 49.2, lon: 25.5 },
	});
	expect(late.status).toBe(201);
	expect(await ended).toBe(0);
	expect(under()).toBe(0);
	expect(attempts("outcome = 'accepted'")).toBeGreaterThan(0);
});

function attempts(which: string): number {
	const beside = new Database(join(folder, "dzvin.db"), { readonly: true });
	try {
		const [found] = beside
			.prepare(`select count(*) as n from attempt where ${which}`)
			.all() as { n: number }[];
		return found?.n ?? 0;
	} finally {
		beside.close();
	}
}

/**
 * A whole Dzvin for play: carriers on loopback, the service with its own database
 * file, HTTP between them, one village clock for both. Nothing of it is left behind.
 *
 * Only settings make it fast: the lanes' rates follow the clock, and the carriers
 * live in village time.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../clock.ts";
import { readConfig } from "../config.ts";
import { startNode } from "../node.ts";
import type { PageOptions } from "../sandbox/page.ts";
import { sandboxSettings, startSandbox } from "../sandbox/sandbox.ts";
import { TERNOPIL } from "../sandbox/ukraineAlarm.ts";
import type { Log } from "../service.ts";
import { type Api, apiClient } from "./api.ts";
import { REPORT_NUMBER } from "./village.ts";
import { villageTime } from "./villageTime.ts";

export type InstallationOptions = {
	speed: number;
	seed: number;
	/** Village time at the start; the machine's when absent. */
	startAt?: number;
	/** Taken when free, else any other. */
	servicePort?: number;
	pagePort?: number;
	page?: PageOptions;
	/** Where its files lie; kept when it is given, else made and taken away. */
	folder?: string;
	log?: Log;
};

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

const TELEGRAM = {
	token: "1234567:not-a-real-token-of-the-demo",
	botUsername: "dzvin_demo_bot",
};
const TWILIO = {
	accountSid: `AC${"d".repeat(32)}`,
	authToken: "not-a-real-token-of-the-demo",
	smsFrom: "+380440000001",
	voiceFrom: "+380440000002",
};
const TELEGRAM_PER_SECOND = 25;
const HOST = "127.0.0.1";

export async function startInstallation(options: InstallationOptions) {
	const { speed, seed } = options;
	const folder = options.folder ?? mkdtempSync(join(tmpdir(), "dzvin-demo-"));
	const clock = systemClock({
		speed,
		...(options.startAt === undefined ? {} : { startAt: options.startAt }),
	});
	const time = villageTime(clock);
	const [port, pagePort] = await Promise.all([
		freePort(options.servicePort, 1),
		freePort(options.pagePort, 5),
	]);
	const publicUrl = `http://${HOST}:${port}`;
	const sandbox = await startSandbox({
		port: pagePort,
		seed,
		// The service may spend a machine second's worth in one moment, which is a shorter one here.
		telegram: { ...TELEGRAM, perSecond: TELEGRAM_PER_SECOND * speed },
		// Answers by SMS are heard here: what a visitor writes must not fall into silence.
		twilio: {
			...TWILIO,
			twoWay: true,
			otherNumbers: [REPORT_NUMBER],
			segmentsPerSecond: 10,
			callsPerSecond: 1,
		},
		ukraineAlarm: {
			key: "not-a-real-key-of-the-demo",
			regions: [TERNOPIL],
		},
		serviceUrl: publicUrl,
		clock: time,
		...(options.page ? { page: options.page } : {}),
	});
	const key = `demo-${crypto.randomUUID()}`;
	const secret = `${crypto.randomUUID()}${crypto.randomUUID()}`;
	const read = readConfig({
		...sandboxSettings(sandbox),
		PORT: String(port),
		HOST,
		PUBLIC_URL: publicUrl,
		// The answer page's twin at the root keeps a Ukrainian alert short.
		SHORT_URL: publicUrl,
		DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
		DZVIN_SECRET: secret,
		ADMIN_API_KEY: key,
		TELEGRAM_WEBHOOK_SECRET: "not-a-real-secret-of-the-demo",
		TELEGRAM_PER_SECOND: String(TELEGRAM_PER_SECOND),
		TIME_ZONE: "Europe/Kyiv",
	});
	if ("mistakes" in read)
		throw new Error(
			`The demo's own settings are wrong: ${read.mistakes.map(({ name, message }) => `${name}: ${message}`).join("; ")}`,
		);
	const running = await startNode(read.config, {
		clock,
		log: options.log ?? quietLog,
	});
	const api: Api = apiClient(publicUrl, key);
	return {
		clock,
		time,
		sandbox,
		running,
		publicUrl,
		key,
		secret,
		config: read.config,
		api,
		async close(): Promise<void> {
			// The village's time last: what is in flight ends only while it passes.
			await running.stop();
			await sandbox.close();
			time.close();
			if (options.folder === undefined)
				rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** What would be noise beside a time line; what went wrong goes to stderr. */
const quietLog: Log = {
	info() {},
	warn: (message, fields) => toStderr("warn", message, fields),
	error: (message, fields) => toStderr("error", message, fields),
};

const toStderr = (
	level: string,
	message: string,
	fields: Record<string, unknown> = {},
): void =>
	void process.stderr.write(
		`${JSON.stringify({ ...fields, level, msg: message })}\n`,
	);

/** The wanted port when it and those after it are free; else the system's choice (0 for several: each its own). */
async function freePort(
	wanted: number | undefined,
	count: 1 | 5,
): Promise<number> {
	if (wanted !== undefined && wanted > 0) {
		const ports = Array.from({ length: count }, (_, offset) => wanted + offset);
		const free = await Promise.all(ports.map((port) => opened(port)));
		if (free.every((port) => port !== undefined)) return wanted;
	}
	return count > 1 ? 0 : ((await opened(0)) ?? 0);
}

/** The port, closed again; undefined when somebody has it. */
function opened(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(undefined));
		server.listen(port, HOST, () => {
			const address = server.address();
			server.close(() =>
				resolve(typeof address === "object" ? address?.port : undefined),
			);
		});
	});
}

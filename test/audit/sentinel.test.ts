/**
 * The sentinel beside a real door that is shut and opened, over the carriers on
 * loopback; its minutes pass a hundred times faster.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { readSentinel, startSentinel } from "../../src/sentinel.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";

const TOKEN = "77:sentinel-token";
const ACCOUNT = `AC${"5".repeat(32)}`;
const SPEED = 100;

let sandbox: Sandbox;
let stop: () => Promise<void>;
let server: Server | undefined;
let readyz = { status: 200, body: '{"status":"ready","degraded":[]}' };
let port = 0;

const open = async (): Promise<void> => {
	const opened = createServer((_request, response) => {
		response.writeHead(readyz.status, { "content-type": "application/json" });
		response.end(readyz.body);
	});
	await new Promise<void>((resolve) => {
		opened.listen(port, "127.0.0.1", resolve);
	});
	port = (opened.address() as AddressInfo).port;
	server = opened;
};
const shut = async (): Promise<void> => {
	const closing = server;
	server = undefined;
	closing?.closeAllConnections();
	await new Promise((resolve) =>
		closing ? closing.close(resolve) : resolve(0),
	);
};

beforeEach(async () => {
	readyz = { status: 200, body: '{"status":"ready","degraded":[]}' };
	port = 0;
	sandbox = await startSandbox({
		telegram: { token: TOKEN, botUsername: "watch_bot" },
		twilio: {
			accountSid: ACCOUNT,
			authToken: "sentinel-auth",
			smsFrom: "+380440000005",
			voiceFrom: "+380440000006",
		},
		latencyMs: [0, 0],
		speed: SPEED,
	});
	sandbox.phones.add({
		id: "Петро",
		name: "Петро",
		number: "+380671000000",
		kind: "smart",
		telegramId: 5001,
		botStarted: true,
	});
	sandbox.phones.add({
		id: "Оксана",
		name: "Оксана",
		number: "+380671000001",
		kind: "button",
	});
	await open();
});
afterEach(async () => {
	await stop();
	await shut();
	await sandbox.close();
});

const environment = (): Record<string, string> => ({
	SENTINEL_TARGET: `http://127.0.0.1:${port}/`,
	SENTINEL_CALL: "+380671000000, +380671000001",
	SENTINEL_CHATS: "5001",
	TWILIO_ACCOUNT_SID: ACCOUNT,
	TWILIO_AUTH_TOKEN: "sentinel-auth",
	TWILIO_API_ROOT: sandbox.twilioRoot,
	TWILIO_VOICE_FROM: "+380440000006",
	TWILIO_SMS_FROM: "+380440000005",
	TELEGRAM_BOT_TOKEN: TOKEN,
	TELEGRAM_API_ROOT: sandbox.telegramRoot,
});

const logged: { message: string; fields?: Record<string, unknown> }[] = [];
const note = (message: string, fields?: Record<string, unknown>): void =>
	void logged.push({ message, ...(fields ? { fields } : {}) });

function watch(): void {
	const read = readSentinel(environment());
	if (!("settings" in read)) throw new Error(JSON.stringify(read));
	const wording = createWording(loadTexts());
	logged.length = 0;
	stop = startSentinel(read.settings, {
		text: (id, args) => wording.text("uk", id, args),
		log: { info: note, warn: note, error: note },
		speed: SPEED,
	});
}

const said = (name: string, kind: string): string[] =>
	sandbox.journal
		.of(name)
		.filter((entry) => entry.kind === kind)
		.map(({ text = "" }) => text);
const soon = { timeout: 20_000, interval: 20 };

it("the service falls silent: after ninety seconds every chief is rung and written to, again after five minutes, and told when it is back", async () => {
	watch();
	await shut();
	await vi.waitFor(() => expect(said("Оксана", "call")).toHaveLength(1), soon);
	const quiet = logged.filter(
		({ message }) => message === "sentinel: no good answer",
	);
	// Nobody was rung before the ninety seconds were over.
	expect(quiet.length).toBeGreaterThanOrEqual(9);
	for (const name of ["Петро", "Оксана"]) {
		expect(said(name, "call"), name).toHaveLength(1);
		expect(said(name, "sms")[0]).toMatch(/^Дзвін мовчить уже \d+ с/u);
	}
	expect(said("Петро", "message")[0]).toContain("Дзвін мовчить");
	await vi.waitFor(() => expect(said("Оксана", "call")).toHaveLength(2), soon);
	await open();
	await vi.waitFor(() => {
		expect(said("Петро", "message").at(-1)).toMatch(/^Дзвін знову працює/u);
		expect(said("Оксана", "sms").at(-1)).toMatch(/^Дзвін знову працює/u);
	}, soon);
	expect(said("Оксана", "call")).toHaveLength(2);
	expect(JSON.stringify(logged)).not.toMatch(
		/38067|sentinel-auth|sentinel-token/,
	);
});

it("what is picked up says it in words", async () => {
	watch();
	await shut();
	const phone = sandbox.phones.get("Оксана");
	await vi.waitFor(() => expect(phone?.ringing).toBeTruthy(), soon);
	await phone?.pickUp();
	await vi.waitFor(
		() => expect(said("Оксана", "spoken")[0]).toContain("Дзвін мовчить"),
		soon,
	);
});

it("a restart of some seconds rings nobody", async () => {
	watch();
	await shut();
	await vi.waitFor(() => expect(logged.length).toBeGreaterThan(3), soon);
	await open();
	const looks = logged.length;
	await new Promise((resolve) => setTimeout(resolve, 3_000 / 2));
	expect(logged).toHaveLength(looks);
	expect(said("Оксана", "call")).toEqual([]);
});

it("a service that runs but reaches nobody, and a stranger's page in its place, are no good answers", async () => {
	readyz = {
		status: 503,
		body: '{"status":503,"degraded":["telegram","sms"]}',
	};
	watch();
	await vi.waitFor(
		() =>
			expect(said("Оксана", "sms")[0]).toContain("не може нікого сповістити"),
		soon,
	);
	readyz = { status: 200, body: "<h1>It works!</h1>" };
	await vi.waitFor(
		() => expect(said("Оксана", "sms").at(-1)).toContain("мовчить"),
		soon,
	);
});

it("one chief's carrier that fails keeps no other from being told, and is tried again at the next look when nobody was", async () => {
	await sandbox.faults.set([{ carrier: "twilio", effect: "refuse" }]);
	watch();
	await shut();
	await vi.waitFor(
		() => expect(said("Петро", "message")).toHaveLength(1),
		soon,
	);
	expect(said("Оксана", "call")).toEqual([]);
	await stop();
	await sandbox.faults.set([
		{ carrier: "twilio", effect: "refuse" },
		{ carrier: "telegram", effect: "refuse" },
	]);
	watch();
	await vi.waitFor(
		() =>
			expect(
				logged.filter(({ message }) => message.includes("did not take it"))
					.length,
			).toBeGreaterThan(8),
		soon,
	);
	await sandbox.faults.set([]);
	await vi.waitFor(() => expect(said("Оксана", "call")).toHaveLength(1), soon);
});

it("settings that could ring nobody, or a rescue service, are named all at once", async () => {
	stop = async () => {};
	const read = readSentinel({
		SENTINEL_TARGET: "dzvin",
		SENTINEL_CALL: "101,+380671234567",
		LOCALE: "fr",
	});
	const names = "mistakes" in read ? read.mistakes.map(({ name }) => name) : [];
	expect(new Set(names)).toEqual(
		new Set([
			"SENTINEL_TARGET",
			"SENTINEL_CALL",
			"TWILIO_ACCOUNT_SID",
			"LOCALE",
		]),
	);
	expect(JSON.stringify(read)).not.toContain("1234567");
	expect("mistakes" in readSentinel({ SENTINEL_TARGET: "https://a.b" })).toBe(
		true,
	);
});

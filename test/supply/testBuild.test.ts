/**
 * A test build refuses production: tokens beside a carrier that is not on this
 * machine are a mistake by name, wherever settings are read or a service opened.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openService } from "../../src/node.ts";
import { readSentinel } from "../../src/sentinel.ts";
import { onLoopback } from "../../src/testBuild.ts";
import { bundleService } from "../storm/bundle.ts";

const folder = mkdtempSync(join(tmpdir(), "dzvin-test-build-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TOKENS = {
	DZVIN_SECRET: "a secret of tests with more than 32 bytes",
	DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
	LOG_LEVEL: "silent",
	TELEGRAM_BOT_TOKEN: "1234567:production-token-of-this-test",
	TELEGRAM_UPDATES: "polling",
	TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
	TWILIO_AUTH_TOKEN: "production-token-of-this-test",
	TWILIO_VOICE_FROM: "+380440000002",
};
const LOOPBACK = {
	TELEGRAM_API_ROOT: "http://127.0.0.1:8091",
	TWILIO_API_ROOT: "http://localhost:8092",
};
const ROOTS = ["TELEGRAM_API_ROOT", "TWILIO_API_ROOT"];

const mistakesOf = (environment: Record<string, string>) => {
	const read = readConfig(environment);
	return "mistakes" in read ? read.mistakes : [];
};
const namesOf = (environment: Record<string, string>) =>
	mistakesOf(environment).map(({ name }) => name);

describe("a test build", () => {
	it("refuses the carriers' own addresses, which need not be named", () => {
		expect(namesOf(TOKENS)).toEqual([]);
		expect(namesOf({ ...TOKENS, DZVIN_TEST: "true" })).toEqual(ROOTS);
	});

	it("refuses whatever only looks like this machine", () => {
		for (const root of [
			"https://api.telegram.org",
			"http://127.0.0.1.example.com",
			"http://localhost.example.com:8091",
			"http://192.168.1.7:8091",
			"http://127.0.0.1@example.com/",
		])
			expect(
				namesOf({
					...TOKENS,
					...LOOPBACK,
					TELEGRAM_API_ROOT: root,
					DZVIN_TEST: "true",
				}),
				root,
			).toEqual(["TELEGRAM_API_ROOT"]);
	});

	it("takes carriers on this machine", () => {
		expect(namesOf({ ...TOKENS, ...LOOPBACK, DZVIN_TEST: "true" })).toEqual([]);
		for (const root of [
			"http://[::1]:80",
			"http://127.1.2.3",
			"http://localhost",
		])
			expect(onLoopback(root), root).toBe(true);
	});

	it("never tells a watch elsewhere that all is well", () => {
		expect(
			namesOf({
				...TOKENS,
				...LOOPBACK,
				HEARTBEAT_URL: "https://watch.example/key",
				DZVIN_TEST: "true",
			}),
		).toEqual(["HEARTBEAT_URL"]);
	});

	it("repeats neither the token nor the address, and says what to do", () => {
		const said = JSON.stringify(
			mistakesOf({
				...TOKENS,
				HEARTBEAT_URL: "https://watch.example/key",
				DZVIN_TEST: "true",
			}),
		);
		expect(said).not.toMatch(/production-token|watch\.example/);
		expect(said).toContain("DZVIN_TEST");
	});

	it("must be named true or false", () => {
		expect(namesOf({ ...TOKENS, DZVIN_TEST: "1" })).toEqual(["DZVIN_TEST"]);
	});

	it("opens no service on settings that somebody made by hand: this run is one", async () => {
		const read = readConfig(TOKENS);
		if (!("config" in read)) throw new Error("expected settings of production");
		await expect(openService(read.config)).rejects.toMatchObject({
			kind: "invalid",
			faults: ROOTS.map((path) => ({ path })),
		});
	});

	it("rings no chief from the sentinel", () => {
		const sentinel = {
			...TOKENS,
			SENTINEL_TARGET: "https://dzvin.example",
			SENTINEL_CALL: "+380671234567",
			SENTINEL_CHATS: "1",
		};
		expect(readSentinel(sentinel)).toHaveProperty("settings");
		const read = readSentinel({ ...sentinel, DZVIN_TEST: "true" });
		expect("mistakes" in read && read.mistakes.map(({ name }) => name)).toEqual(
			ROOTS,
		);
	});

	it("is what the storm starts, whatever its environment says", async () => {
		const { service } = await bundleService();
		const { DZVIN_TEST: _built, ...environment } = process.env;
		const started = promisify(execFile)(process.execPath, [service], {
			env: { ...environment, ...TOKENS, DZVIN_TEST: "false", PORT: "0" },
			timeout: 20_000,
		});
		await expect(started).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining("A test build refuses production"),
		});
	});
});

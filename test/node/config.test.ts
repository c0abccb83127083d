import { describe, expect, it } from "vitest";
import { channelsOf, readConfig } from "../../src/config.ts";

const SECRET = "0123456789abcdef0123456789abcdef";
const TELEGRAM = {
	TELEGRAM_BOT_TOKEN: "123456:abcdefghijklmnopqrstuvwxyz",
	TELEGRAM_WEBHOOK_SECRET: "secret",
	PUBLIC_URL: "https://dzvin.example/",
};
const TWILIO = {
	TWILIO_ACCOUNT_SID: `AC${"0".repeat(32)}`,
	TWILIO_AUTH_TOKEN: "token",
	TWILIO_SMS_FROM: "Dzvin",
	TWILIO_VOICE_FROM: "+380440000002",
};

const mistakesOf = (environment: Record<string, string>) => {
	const read = readConfig(environment);
	return "mistakes" in read ? read.mistakes.map(({ name }) => name) : [];
};
const configOf = (environment: Record<string, string>) => {
	const read = readConfig(environment);
	if (!("config" in read)) throw new Error(JSON.stringify(read.mistakes));
	return read.config;
};

describe("the settings", () => {
	it("of all three channels turn on all three", () => {
		const config = configOf({ DZVIN_SECRET: SECRET, ...TELEGRAM, ...TWILIO });
		expect(channelsOf(config)).toEqual(["telegram", "sms", "voice"]);
		expect(config.publicUrl).toBe("https://dzvin.example");
		expect(config.shortUrl).toBe("https://dzvin.example/a");
		expect(config.databaseFile).toBe("data/dzvin.db");
	});

	it("name every mistake at once", () => {
		expect(
			mistakesOf({
				PORT: "eighty",
				DZVIN_SECRET: "short",
				TELEGRAM_BOT_TOKEN: "no colon",
				TWILIO_ACCOUNT_SID: "AC1",
				TIME_ZONE: "Mars/Olympus",
				LOCALE: "ru",
				DATABASE_URL: "postgres://host/dzvin",
			}).sort(),
		).toEqual(
			[
				"DATABASE_URL",
				"DZVIN_SECRET",
				"LOCALE",
				"PORT",
				"PUBLIC_URL",
				"TELEGRAM_BOT_TOKEN",
				"TELEGRAM_WEBHOOK_SECRET",
				"TIME_ZONE",
				"TWILIO_ACCOUNT_SID",
				"TWILIO_AUTH_TOKEN",
				"TWILIO_SMS_FROM",
			].sort(),
		);
	});

	it("take a second SMS sender beside the first, and no other", () => {
		const second = (from: string) => ({
			DZVIN_SECRET: SECRET,
			...TWILIO,
			TWILIO_SMS_FROM_2: from,
		});
		expect(configOf(second("+380440000009")).twilio?.smsFrom2).toBe(
			"+380440000009",
		);
		for (const wrong of ["+38", TWILIO.TWILIO_SMS_FROM])
			expect(mistakesOf(second(wrong)), wrong).toEqual(["TWILIO_SMS_FROM_2"]);
		const { TWILIO_SMS_FROM: _first, ...without } = second("+380440000009");
		expect(mistakesOf(without)).toEqual(["TWILIO_SMS_FROM_2"]);
	});

	it("of a second token without the first are half of the settings", () => {
		expect(
			mistakesOf({
				DZVIN_SECRET: SECRET,
				...TELEGRAM,
				TWILIO_AUTH_TOKEN_2: "the next token",
			}),
		).toEqual(["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_SMS_FROM"]);
		const both = { ...TWILIO, TWILIO_AUTH_TOKEN_2: "the next token" };
		expect(configOf({ DZVIN_SECRET: SECRET, ...both }).twilio?.authToken2).toBe(
			"the next token",
		);
	});

	it("take answers by SMS only where a number receives them", () => {
		const twoWay = (from: string) =>
			mistakesOf({
				DZVIN_SECRET: SECRET,
				...TWILIO,
				TWILIO_SMS_FROM: from,
				TWILIO_SMS_TWO_WAY: "true",
			});
		expect(twoWay("+380440000001")).toEqual([]);
		expect(twoWay("Dzvin")).toEqual(["TWILIO_SMS_TWO_WAY"]);
		expect(twoWay("")).toEqual(["TWILIO_SMS_TWO_WAY"]);
	});

	it("name an address of another kind once", () => {
		expect(
			mistakesOf({
				DZVIN_SECRET: SECRET,
				...TELEGRAM,
				PUBLIC_URL: "ftp://dzvin.example",
			}),
		).toEqual(["PUBLIC_URL"]);
	});

	it("without any channel are refused, and the console alone is a trial", () => {
		expect(mistakesOf({ DZVIN_SECRET: SECRET })).toEqual([
			"TELEGRAM_BOT_TOKEN",
		]);
		const trial = configOf({ DZVIN_SECRET: SECRET, CONSOLE_CHANNEL: "true" });
		expect(channelsOf(trial)).toEqual(["console"]);
	});

	it("let plain http take a webhook only from carriers on loopback", () => {
		const plain = { ...TELEGRAM, PUBLIC_URL: "http://localhost:8080" };
		expect(mistakesOf({ DZVIN_SECRET: SECRET, ...plain })).toEqual([
			"PUBLIC_URL",
		]);
		const sandbox = { ...plain, TELEGRAM_API_ROOT: "http://127.0.0.1:8091" };
		expect(mistakesOf({ DZVIN_SECRET: SECRET, ...sandbox })).toEqual([]);
		const polling = { ...plain, TELEGRAM_UPDATES: "polling" };
		expect(mistakesOf({ DZVIN_SECRET: SECRET, ...polling })).toEqual([]);
	});

	it("never repeat a token or a secret in a mistake", () => {
		const read = readConfig({
			DZVIN_SECRET: "my-secret-word",
			TELEGRAM_BOT_TOKEN: "my bot token",
			TWILIO_AUTH_TOKEN: "my auth token",
			HEARTBEAT_URL: "watch.example/my-secret-key",
		});
		expect(JSON.stringify(read)).toContain("HEARTBEAT_URL");
		expect(JSON.stringify(read)).not.toMatch(/my[- ](secret|bot|auth)/);
	});
});

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

	it("take numbers to let ring together, each its own and nobody's emergency line", () => {
		const ringing = (more: Record<string, string>) => ({
			DZVIN_SECRET: SECRET,
			...TWILIO,
			...more,
		});
		const yes = { TWILIO_VOICE_YES: "+380671234501" };
		const no = { TWILIO_VOICE_NO: "+380671234500" };
		const drill = { TWILIO_VOICE_DRILL: "+380440000003" };
		expect(configOf(ringing({ ...yes, ...no, ...drill })).twilio).toMatchObject(
			{
				voiceYes: "+380671234501",
				voiceNo: "+380671234500",
				voiceDrill: "+380440000003",
			},
		);
		expect(mistakesOf(ringing(yes))).toEqual(["TWILIO_VOICE_NO"]);
		expect(mistakesOf(ringing(no))).toEqual(["TWILIO_VOICE_YES"]);
		for (const wrong of [
			"112",
			"+380101",
			"0671234501",
			TWILIO.TWILIO_VOICE_FROM,
			TWILIO.TWILIO_SMS_FROM,
			no.TWILIO_VOICE_NO,
		])
			expect(
				mistakesOf(ringing({ TWILIO_VOICE_YES: wrong, ...no })),
				wrong,
			).toContain("TWILIO_VOICE_YES");
		const { TWILIO_VOICE_FROM: _bell, ...without } = ringing(drill);
		expect(mistakesOf(without)).toEqual(["TWILIO_VOICE_FROM"]);
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

	it("of a gateway turn on SMS, before Twilio's where both are there", () => {
		const config = configOf({
			DZVIN_SECRET: SECRET,
			SMS_GATEWAY: "turbosms",
			TURBOSMS_TOKEN: "token",
			TURBOSMS_SENDER: "Dzvin",
		});
		expect(channelsOf(config)).toEqual(["sms"]);
		expect(config.gateway).toEqual({
			name: "turbosms",
			token: "token",
			sender: "Dzvin",
			apiRoot: "https://api.turbosms.ua",
		});
		expect(config.segmentsPerSecond).toBe(10);
		const both = configOf({
			DZVIN_SECRET: SECRET,
			...TWILIO,
			SMS_GATEWAY: "alphasms",
			ALPHASMS_KEY: "key",
			ALPHASMS_SENDER: "Dzvin",
		});
		expect(channelsOf(both)).toEqual(["sms", "voice"]);
		expect(both.twilio?.smsFrom).toBe("Dzvin");
	});

	it("of the village's own phones send slowly and ring one after another", () => {
		const config = configOf({
			DZVIN_SECRET: SECRET,
			SMS_GATEWAY: "android",
			ANDROID_GATEWAY_API_ROOT: "http://192.168.1.20:8080/",
			ANDROID_GATEWAY_USER: "sms",
			ANDROID_GATEWAY_PASSWORD: "password",
			ANDROID_GATEWAY_SIM: "2",
			CALL_RELAY_API_ROOT: "http://192.168.1.21:8080",
			CALL_RELAY_TOKEN: "token",
			CALL_RELAY_NUMBER: "+380671110000",
		});
		expect(channelsOf(config)).toEqual(["sms", "voice"]);
		expect(config.gateway).toMatchObject({
			apiRoot: "http://192.168.1.20:8080",
			sim: 2,
		});
		expect(config.segmentsPerSecond).toBe(1);
		expect(config.callsPerSecond).toBe(0.04);
	});

	it.each([
		["turbosms", ["TURBOSMS_SENDER", "TURBOSMS_TOKEN"]],
		["alphasms", ["ALPHASMS_KEY", "ALPHASMS_SENDER"]],
		[
			"kyivstar",
			["KYIVSTAR_CLIENT_ID", "KYIVSTAR_CLIENT_SECRET", "KYIVSTAR_SENDER"],
		],
		[
			"android",
			[
				"ANDROID_GATEWAY_API_ROOT",
				"ANDROID_GATEWAY_PASSWORD",
				"ANDROID_GATEWAY_USER",
			],
		],
		["smoke", ["SMS_GATEWAY"]],
	])("of the gateway %s name all that is missing", (SMS_GATEWAY, missing) => {
		expect(
			mistakesOf({ DZVIN_SECRET: SECRET, ...TELEGRAM, SMS_GATEWAY }).sort(),
		).toEqual(missing);
	});

	it("of gateways, relays and prices name what does not fit together", () => {
		expect(
			mistakesOf({
				DZVIN_SECRET: SECRET,
				...TELEGRAM,
				...TWILIO,
				TWILIO_SMS_FROM_2: "Dzvin2",
				SMS_GATEWAY: "kyivstar",
				KYIVSTAR_CLIENT_ID: "id",
				KYIVSTAR_CLIENT_SECRET: "secret",
				KYIVSTAR_SENDER: "far too long a name",
				KYIVSTAR_SMS_PATH: "no path",
				TURBOSMS_TOKEN: "of another",
				ANDROID_GATEWAY_SIGNING_KEY: "of another",
				CALL_RELAY_API_ROOT: "http://192.168.1.21:8080",
				CALL_RELAY_SIGNING_KEY: "short",
				CALL_RELAY_NUMBER: "067",
				SMS_SEGMENT_PRICE: "1,25",
				MONTHLY_BUDGET: "100",
			}).sort(),
		).toEqual(
			[
				"ANDROID_GATEWAY_SIGNING_KEY",
				"CALL_RELAY_API_ROOT",
				"CALL_RELAY_NUMBER",
				"CALL_RELAY_SIGNING_KEY",
				"CALL_RELAY_TOKEN",
				"KYIVSTAR_SENDER",
				"KYIVSTAR_SMS_PATH",
				"PRICE_CURRENCY",
				"SMS_SEGMENT_PRICE",
				"TURBOSMS_TOKEN",
				"TWILIO_SMS_FROM_2",
			].sort(),
		);
		expect(
			mistakesOf({
				DZVIN_SECRET: SECRET,
				...TELEGRAM,
				PRICE_CURRENCY: "UAH",
			}),
		).toEqual(["SMS_SEGMENT_PRICE"]);
	});

	it("of a test build refuse every gateway that is not on this machine", () => {
		const gateway = {
			DZVIN_SECRET: SECRET,
			DZVIN_TEST: "true",
			SMS_GATEWAY: "kyivstar",
			KYIVSTAR_CLIENT_ID: "id",
			KYIVSTAR_CLIENT_SECRET: "secret",
			KYIVSTAR_SENDER: "Dzvin",
			CALL_RELAY_TOKEN: "token",
			CALL_RELAY_API_ROOT: "http://192.168.1.21:8080",
		};
		expect(mistakesOf(gateway).sort()).toEqual([
			"CALL_RELAY_API_ROOT",
			"KYIVSTAR_API_ROOT",
		]);
		expect(
			mistakesOf({
				...gateway,
				KYIVSTAR_API_ROOT: "http://127.0.0.1:8093",
				CALL_RELAY_API_ROOT: "http://127.0.0.1:8093",
			}),
		).toEqual([]);
	});
});

/**
 * What the clients see when things break, each fault once by the real clients.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFaults } from "../../src/sandbox/faults.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { seededRandom } from "../../src/sandbox/world.ts";
import {
	botApi,
	formOf,
	openSandbox,
	refusalOf,
	type Service,
	SMS_FROM,
	startService,
	TOKEN,
	twilioClient,
} from "./workbench.ts";

let sandbox: Sandbox;
let service: Service;
let ana: Phone;
const NUMBER = "+380671234501";

beforeEach(async () => {
	service = await startService();
	sandbox = await openSandbox();
	ana = sandbox.phones.add({
		name: "Ганна",
		number: NUMBER,
		telegramId: 71,
		kind: "smart",
		botStarted: true,
	});
});

afterEach(async () => {
	await sandbox.close();
	await service.close();
});

const sms = (more: object = {}) =>
	twilioClient(sandbox).messages.create({
		to: NUMBER,
		from: SMS_FROM,
		body: "ПОЖЕЖА",
		...more,
	});

const post = (abortAfterMs = 5000) =>
	fetch(`${sandbox.telegramRoot}/bot${TOKEN}/sendMessage`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ chat_id: 71, text: "ПОЖЕЖА" }),
		signal: AbortSignal.timeout(abortAfterMs),
	});

const lastRequest = () => sandbox.journal.requests.at(-1);

describe("a carrier that is down", () => {
	it("refuses connections, while the other one works, and comes back on the same port", async () => {
		const { telegramRoot } = sandbox;
		await sandbox.faults.set([{ carrier: "telegram", effect: "refuse" }]);
		const refused = await refusalOf(post());
		expect(refused.cause).toMatchObject({ code: "ECONNREFUSED" });
		await sms();
		await sandbox.faults.set([]);
		expect(sandbox.telegramRoot).toBe(telegramRoot);
		expect((await post()).status).toBe(200);
	});
});

describe("a request that meets a fault", () => {
	it("is not done when the connection breaks before, done when it breaks after", async () => {
		await sandbox.faults.set([
			{ carrier: "telegram", effect: "resetBefore", times: 1 },
			{ carrier: "telegram", effect: "resetAfter", times: 1 },
		]);
		await expect(post()).rejects.toThrow();
		expect(ana.chat).toHaveLength(0);
		expect(lastRequest()).toMatchObject({ status: 0, accepted: false });
		await expect(post()).rejects.toThrow();
		expect(ana.chat).toHaveLength(1);
		expect(lastRequest()).toMatchObject({
			status: 0,
			accepted: true,
			fault: "resetAfter",
		});
		expect((await post()).status).toBe(200);
	});

	it("is left hanging, with or without having been done", async () => {
		await sandbox.faults.set([
			{ carrier: "telegram", effect: "hang", times: 1 },
			{ carrier: "telegram", effect: "loseReply", times: 1 },
		]);
		expect(await refusalOf(post(100))).toMatchObject({ name: "TimeoutError" });
		expect(ana.chat).toHaveLength(0);
		expect(await refusalOf(post(100))).toMatchObject({ name: "TimeoutError" });
		expect(ana.chat).toHaveLength(1);
	});

	it("is answered with the carrier's own refusals, and a Telegram 429 holds back the whole bot", async () => {
		await sandbox.faults.set([
			{
				carrier: "telegram",
				match: { to: "71" },
				effect: { status: 429, retryAfter: 35 },
				times: 1,
			},
			{
				carrier: "twilio",
				match: { method: "Messages" },
				effect: { status: 429 },
				times: 1,
			},
			{
				carrier: "twilio",
				effect: {
					status: 400,
					code: 21408,
					description: "Permission to send an SMS has not been enabled",
				},
				times: 1,
			},
			{ carrier: "twilio", effect: { status: 500, accepted: true }, times: 1 },
		]);
		for (let n = 0; n < 2; n++)
			expect(
				await refusalOf(botApi(sandbox).sendMessage(71, "x")),
			).toMatchObject({ error_code: 429, parameters: { retry_after: 35 } });
		expect(await refusalOf(sms())).toMatchObject({ status: 429, code: 20429 });
		expect(await refusalOf(sms())).toMatchObject({ status: 400, code: 21408 });
		expect(await refusalOf(sms())).toMatchObject({ status: 500 });
		await sandbox.settled();
		expect(ana.inbox).toHaveLength(1);
	});

	it("is done and answered with what nobody can read", async () => {
		await sandbox.faults.set([
			{ carrier: "telegram", effect: "garble", times: 1 },
		]);
		const answer = await post();
		expect(answer.status).toBe(200);
		await expect(answer.json()).rejects.toThrow(SyntaxError);
		expect(ana.chat).toHaveLength(1);
		expect(lastRequest()).toMatchObject({ status: 200, accepted: true });
	});

	it("of one sender leaves the other alone", async () => {
		await sandbox.faults.set([
			{
				carrier: "twilio",
				match: { from: SMS_FROM },
				effect: { status: 400, code: 21611 },
			},
		]);
		expect(await refusalOf(sms())).toMatchObject({ code: 21611 });
		expect(await refusalOf(sms({ from: "+380440000077" }))).toMatchObject({
			code: 21606,
		});
	});

	it("is accepted and never heard of again when it is swallowed", async () => {
		await sandbox.faults.set([{ carrier: "twilio", effect: "swallow" }]);
		expect(await sms({ statusCallback: `${service.url}/s` })).toMatchObject({
			status: "queued",
		});
		await sandbox.settled();
		expect(ana.inbox).toHaveLength(0);
		expect(service.heard).toHaveLength(0);
	});
});

describe("callbacks", () => {
	const statuses = () =>
		service.heard.map(({ body }) => formOf(body).MessageStatus);

	it("are lost, repeated and overtaken by script", async () => {
		await sandbox.faults.set([
			{
				carrier: "twilio",
				for: "callbacks",
				match: { method: "sms" },
				effect: "lose",
				times: 1,
			},
			{ carrier: "twilio", for: "callbacks", effect: "repeat", times: 1 },
		]);
		await sms({ statusCallback: `${service.url}/s` });
		await sandbox.settled();
		expect(statuses()).toEqual(["sending", "sending", "sent", "delivered"]);
		service.heard.length = 0;
		await sandbox.faults.set([
			{ carrier: "twilio", for: "callbacks", effect: "reorder", times: 1 },
		]);
		await sms({ statusCallback: `${service.url}/s` });
		await sandbox.settled();
		expect(statuses()).toEqual(["sending", "queued", "sent", "delivered"]);
	});

	it("that are late let the others pass", async () => {
		await sandbox.faults.set([
			{
				carrier: "twilio",
				for: "callbacks",
				effect: { delayMs: 60 },
				times: 1,
			},
		]);
		await sms({ statusCallback: `${service.url}/s` });
		await sandbox.settled();
		await expect
			.poll(statuses)
			.toEqual(["sending", "sent", "delivered", "queued"]);
	});

	it("of Telegram may be repeated with the same update_id", async () => {
		await botApi(sandbox).setWebhook(`${service.url}/w`);
		await sandbox.faults.set([
			{ carrier: "telegram", for: "callbacks", effect: "repeat", times: 1 },
		]);
		await ana.say("1");
		const ids = service.heard.map(({ body }) => JSON.parse(body).update_id);
		expect(ids).toEqual([ids[0], ids[0]]);
	});
});

describe("a script", () => {
	const strikes = (seed: number) => {
		const faults = createFaults(seededRandom(seed));
		void faults.set([
			{ carrier: "twilio", effect: "hang", probability: 0.2, times: 30 },
		]);
		return Array.from(
			{ length: 100 },
			() =>
				faults.strikeRequest({
					carrier: "twilio",
					method: "Messages.create",
				}) ?? "-",
		).join("");
	};

	it("strikes the same requests for the same seed", () => {
		expect(strikes(7)).toBe(strikes(7));
		expect(strikes(7)).not.toBe(strikes(8));
	});

	it("with a misspelt effect is refused", () => {
		const faults = createFaults(seededRandom(1));
		expect(() =>
			faults.set([{ carrier: "twilio", effect: "hangs" as never }]),
		).toThrow("known effect");
	});
});

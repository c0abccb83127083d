/** SMS and calls by the real Twilio SDK against the REST API on loopback. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { smsChannel } from "../../src/channels/sms.ts";
import { twilioClient } from "../../src/channels/twilio.ts";
import { voiceChannel } from "../../src/channels/voice.ts";
import { isEmergencyNumber } from "../../src/phones.ts";
import type { Channel } from "../../src/ports.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import {
	ACCOUNT,
	AUTH,
	formOf,
	openSandbox,
	pushedClock,
	type Service,
	SMS_FROM,
	startService,
	VOICE_FROM,
} from "../sandbox/workbench.ts";
import { channelContract } from "./channel.contract.ts";

const SMS = JSON.stringify({
	channel: "sms",
	text: "ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? dzv.ua/k7Qm2Xw9Rb4t",
	alphabet: "ucs2",
	segments: 1,
});
const SPEECH = JSON.stringify({ channel: "voice" });

const clientOf = (sandbox: Sandbox, authToken = AUTH) =>
	twilioClient({
		accountSid: ACCOUNT,
		authToken,
		apiRoot: sandbox.twilioRoot,
	});
const smsOf = (sandbox: Sandbox, authToken?: string, publicUrl = HERE) =>
	smsChannel({
		client: clientOf(sandbox, authToken),
		from: SMS_FROM,
		publicUrl,
	});
const voiceOf = (sandbox: Sandbox, authToken?: string, publicUrl = HERE) =>
	voiceChannel({
		client: clientOf(sandbox, authToken),
		from: VOICE_FROM,
		publicUrl,
	});

/** Nobody listens there; the callbacks are not what these cases are about. */
const HERE = "http://127.0.0.1:9";
const outgoing = (body: string) => (to: string) => ({
	attemptId: "attempt-1",
	incidentId: "incident-1",
	to,
	body,
});

channelContract("sms", {
	carrier: "twilio",
	method: "Messages.create",
	open: (sandbox) => smsOf(sandbox),
	openWithWrongCredentials: (sandbox) => smsOf(sandbox, "wrong"),
	outgoing: outgoing(SMS),
	addressOf: (phone) => phone.number,
	deadEnd: { to: "+38067", reason: "invalid" },
});

channelContract("voice", {
	carrier: "twilio",
	method: "Calls.create",
	open: (sandbox) => voiceOf(sandbox),
	openWithWrongCredentials: (sandbox) => voiceOf(sandbox, "wrong"),
	outgoing: outgoing(SPEECH),
	addressOf: (phone) => phone.number,
	deadEnd: { to: "+38067", reason: "invalid" },
});

describe("SMS and calls", () => {
	let sandbox: Sandbox;
	let service: Service;
	let mykola: Phone;
	let push: (ms: number) => Promise<void>;

	beforeEach(async () => {
		service = await startService();
		const pushed = pushedClock();
		sandbox = await openSandbox({
			clock: pushed.clock,
			serviceUrl: service.url,
		});
		push = (ms) => pushed.push(ms, sandbox.settled);
		mykola = sandbox.phones.add({
			name: "Микола",
			number: "+380671234511",
			kind: "button",
		});
	});
	afterEach(async () => {
		await sandbox.close();
		await service.close();
	});

	const send = (channel: Channel, to = mykola.number) =>
		channel.send({ attemptId: "a7", incidentId: "i", to, body: SMS }, 5_000);
	const callbacks = (path: string) =>
		service.heard
			.filter((heard) => heard.path === path)
			.map(({ body }) => formOf(body));

	it("puts the attempt into the address of an SMS's receipts", async () => {
		await send(smsOf(sandbox, AUTH, service.url));
		await push(1_000);
		expect(mykola.inbox.map(({ text }) => text)).toEqual([
			JSON.parse(SMS).text,
		]);
		expect(
			callbacks("/carriers/twilio/status/a7").map((form) => form.MessageStatus),
		).toEqual(["queued", "sending", "sent", "delivered"]);
	});

	it("repeats a receipt the service could not take", async () => {
		let refusals = 2;
		service.answer = () => ({ status: refusals-- > 0 ? 503 : 204 });
		await send(smsOf(sandbox, AUTH, service.url));
		await push(10_000);
		const statuses = callbacks("/carriers/twilio/status/a7").map(
			(form) => form.MessageStatus,
		);
		expect(statuses.slice(0, 3)).toEqual(["queued", "queued", "queued"]);
		expect(statuses.at(-1)).toBe("delivered");
	});

	it("rings 25 seconds, always from the same number, and tells each step", async () => {
		await send(voiceOf(sandbox, AUTH, service.url));
		await push(100);
		expect(mykola.ringing?.number).toBe(VOICE_FROM);
		await push(24_000);
		expect(mykola.ringing).toBeDefined();
		await push(2_000);
		expect(mykola.ringing).toBeUndefined();
		expect(
			callbacks("/carriers/twilio/status/a7").map((form) => form.CallStatus),
		).toEqual(["initiated", "ringing", "no-answer"]);
	});

	it("stops ringing when the answer came another way", async () => {
		const voice = voiceOf(sandbox, AUTH, service.url);
		const sent = await send(voice);
		await push(100);
		const callSid = (sent as { carrierId: string }).carrierId;
		expect(await voice.hangUp?.(callSid, 5_000)).toMatchObject({
			outcome: "accepted",
		});
		await push(100);
		expect(mykola.ringing).toBeUndefined();
		expect(mykola.calls.at(-1)?.outcome).toBe("canceled");
	});

	it("takes a call that is over already for hung up", async () => {
		const voice = voiceOf(sandbox, AUTH, service.url);
		const sent = await send(voice);
		await push(30_000);
		const callSid = (sent as { carrierId: string }).carrierId;
		expect(await voice.hangUp?.(callSid, 5_000)).toMatchObject({
			outcome: "accepted",
		});
	});

	it("knows who said STOP, and what is no mobile phone", async () => {
		const sms = smsOf(sandbox, AUTH, service.url);
		mykola.set({ optedOut: true });
		expect(await send(sms)).toMatchObject({
			outcome: "rejected",
			reason: "optedOut",
			code: "21610",
		});
		mykola.set({ optedOut: false, landline: true });
		expect(await send(sms)).toMatchObject({
			outcome: "rejected",
			reason: "invalid",
			code: "21614",
		});
	});

	it("never reaches the emergency numbers: no request leaves", async () => {
		for (const to of ["101", "102", "103", "104", "112", "+380101", "+380112"])
			for (const channel of [smsOf(sandbox), voiceOf(sandbox)])
				expect(await send(channel, to)).toMatchObject({
					outcome: "rejected",
					reason: "refused",
				});
		expect(sandbox.journal.requests).toEqual([]);
		expect(isEmergencyNumber("+380671011012")).toBe(false);
	});

	it("sends from the second number when the text says so, else from the first", async () => {
		const SECOND = "+380440000009";
		await sandbox.close();
		sandbox = await openSandbox({ twilioChange: { smsFrom2: SECOND } });
		const ana = sandbox.phones.add({
			name: "Ана",
			number: "+380671234512",
			kind: "smart",
		});
		const sms = smsChannel({
			client: clientOf(sandbox),
			from: SMS_FROM,
			secondFrom: SECOND,
			publicUrl: HERE,
		});
		expect(sms.hasSecondSender).toBe(true);
		expect(smsOf(sandbox).hasSecondSender).toBe(false);
		const bySecond = JSON.stringify({ ...JSON.parse(SMS), sender: "second" });
		for (const body of [SMS, bySecond])
			await sms.send(outgoing(body)(ana.number), 5_000);
		// There is no second one here: better from the first than not at all.
		await smsOf(sandbox).send(outgoing(bySecond)(ana.number), 5_000);
		await sandbox.settled();
		expect(ana.inbox.map(({ from }) => from)).toEqual([
			SMS_FROM,
			SECOND,
			SMS_FROM,
		]);
	});

	it.each([
		[21611, { outcome: "throttled", sender: true }],
		[20429, { outcome: "throttled" }],
		[30001, { outcome: "rejected", reason: "sender" }],
		[30008, { outcome: "rejected", reason: "sender" }],
		[30004, { outcome: "rejected", reason: "filtered" }],
		[30007, { outcome: "rejected", reason: "filtered" }],
		[30005, { outcome: "rejected", reason: "invalid" }],
		[30006, { outcome: "rejected", reason: "invalid" }],
	])(
		"tells whose fault %i is: the sender's, a filter's or the number's",
		async (code, outcome) => {
			await sandbox.faults.set([
				{ carrier: "twilio", effect: { status: 400, code } },
			]);
			const heard = await send(smsOf(sandbox));
			expect(heard).toMatchObject({ ...outcome, code: String(code) });
			expect("sender" in heard).toBe("sender" in outcome);
		},
	);

	it("backs off further each time Twilio says too many", async () => {
		await sandbox.faults.set([
			{ carrier: "twilio", effect: { status: 429 }, times: 3 },
		]);
		const sms = smsChannel({
			client: twilioClient(
				{ accountSid: ACCOUNT, authToken: AUTH, apiRoot: sandbox.twilioRoot },
				() => 0,
			),
			from: SMS_FROM,
			publicUrl: service.url,
		});
		const waits: number[] = [];
		for (let i = 0; i < 3; i++)
			waits.push(((await send(sms)) as { untilMs: number }).untilMs);
		expect(waits).toEqual([500, 1_000, 2_000]);
		expect(await send(sms)).toMatchObject({ outcome: "accepted" });
	});
});

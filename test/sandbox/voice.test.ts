/**
 * Calls by the real Twilio SDK, TwiML by a tiny service, and keys pressed while it speaks.
 */
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { heardIn, soundOf } from "../../src/sandbox/sound.ts";
import {
	ACCOUNT,
	AUTH,
	formOf,
	openSandbox,
	pushedClock,
	refusalOf,
	type Service,
	startService,
	twilioClient,
	VOICE_FROM,
} from "./workbench.ts";

let sandbox: Sandbox;
let service: Service;
let mykola: Phone;
let push: (ms: number) => Promise<void>;

const NUMBER = "+380671234511";
const QUESTION = `<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather input="dtmf" numDigits="1" timeout="4" action="/answer?try=1" finishOnKey="">
    <Say language="uk-UA" voice="Google.uk-UA-Standard-A">Пожежа! Росохач, Шевченка, дванадцять. Їдете &#8212; натисніть один.</Say>
  </Gather>
  <Say language="uk-UA">Не почули.</Say>
</Response>`;
const THANKS = `<Response><Say language="uk-UA">Прийнято: їдете.</Say><Hangup/></Response>`;

beforeEach(async () => {
	service = await startService();
	service.answer = ({ path }) => ({
		body: path.startsWith("/answer")
			? THANKS
			: path.startsWith("/status")
				? ""
				: QUESTION,
	});
	const pushed = pushedClock();
	sandbox = await openSandbox({
		clock: pushed.clock,
		serviceUrl: service.url,
	});
	push = (ms) => pushed.push(ms, sandbox.settled);
	mykola = sandbox.phones.add({
		name: "Микола",
		number: NUMBER,
		kind: "button",
	});
});

afterEach(async () => {
	await sandbox.close();
	await service.close();
});

const call = (more: object = {}) =>
	twilioClient(sandbox).calls.create({
		to: NUMBER,
		from: VOICE_FROM,
		url: `${service.url}/question`,
		timeout: 25,
		statusCallback: `${service.url}/status`,
		statusCallbackEvent: ["initiated", "ringing", "answered", "completed"],
		...more,
	});

const events = () =>
	service.heard
		.filter(({ path }) => path.startsWith("/status"))
		.map(({ body }) => formOf(body).CallStatus);

const outcome = () => mykola.calls.at(-1)?.outcome;

describe("a call", () => {
	it("rings, is answered, hears the key while it speaks, says it back and ends", async () => {
		const { sid, status } = await call();
		expect(status).toBe("queued");
		await push(10);
		expect(mykola.ringing?.number).toBe(VOICE_FROM);
		await push(3000);
		await mykola.pickUp();
		expect(mykola.talking?.spoken[0]).toMatchObject({
			language: "uk-UA",
			text: expect.stringContaining("— натисніть один"),
		});
		await push(1000);
		await mykola.press("1");
		expect(
			mykola.talking?.spoken.map(({ interrupted }) => interrupted),
		).toEqual([true, false]);
		await push(5000);
		expect(outcome()).toBe("completed");
		expect(events()).toEqual([
			"initiated",
			"ringing",
			"in-progress",
			"completed",
		]);
		const answered = service.heard.find(({ path }) =>
			path.startsWith("/answer"),
		);
		expect(formOf(answered?.body ?? "")).toMatchObject({
			Digits: "1",
			CallSid: sid,
			CallStatus: "in-progress",
		});
		expect(
			service.heard.map(({ path, headers, body }) =>
				twilio.validateRequest(
					AUTH,
					String(headers["x-twilio-signature"]),
					service.url + path,
					formOf(body),
				),
			),
		).not.toContain(false);
		const last = formOf(service.heard.at(-1)?.body ?? "");
		expect(last).toMatchObject({ SequenceNumber: "3", CallSid: sid });
		expect(Number(last.CallDuration)).toBeGreaterThan(1);
		const fetched = await twilioClient(sandbox).calls(sid).fetch();
		expect(fetched).toMatchObject({
			status: "completed",
			direction: "outbound-api",
		});
		expect(sandbox.journal.of("Микола").map(({ kind }) => kind)).toEqual([
			"call",
			"callAnswered",
			"spoken",
			"key",
			"spoken",
			"callEnded",
		]);
	});

	it("goes on below the Gather when nobody presses, then hangs up", async () => {
		await call();
		await push(10);
		await mykola.pickUp();
		await push(30_000);
		expect(mykola.calls[0]?.spoken.map(({ text }) => text).at(-1)).toBe(
			"Не почули.",
		);
		expect(outcome()).toBe("completed");
	});

	it("is not answered after Timeout, busy when rejected or engaged, failed to nobody", async () => {
		await call();
		await push(24_900);
		expect(mykola.ringing).toBeDefined();
		await push(200);
		expect(outcome()).toBe("no-answer");
		await call();
		await push(10);
		await mykola.reject();
		expect(outcome()).toBe("busy");
		await call();
		await push(10);
		await call();
		await push(10);
		expect(events().at(-1)).toBe("busy");
		await mykola.hangUp();
		await call({ to: "+380671234599" });
		await push(10);
		expect(events().at(-1)).toBe("failed");
	});

	it("rings so many times shorter as the village's time runs faster", async () => {
		const pushed = pushedClock();
		const fast = await openSandbox({ clock: pushed.clock, speed: 10 });
		const phone = fast.phones.add({
			name: "Іван",
			number: NUMBER,
			kind: "button",
		});
		await twilioClient(fast).calls.create({
			to: NUMBER,
			from: VOICE_FROM,
			twiml: THANKS,
			timeout: 25,
		});
		await pushed.push(2400, fast.settled);
		expect(phone.ringing).toBeDefined();
		await pushed.push(200, fast.settled);
		expect(phone.calls[0]?.outcome).toBe("no-answer");
		await fast.close();
	});

	it("never rings a phone without network, and a machine may pick up", async () => {
		mykola.set({ offline: true });
		await call();
		await push(26_000);
		expect(mykola.calls).toHaveLength(0);
		expect(events().at(-1)).toBe("no-answer");
		mykola.set({ offline: false, voicemailAfterSeconds: 10 });
		await call({ machineDetection: "Enable" });
		await push(11_000);
		const asked = service.heard.findLast(({ path }) => path === "/question");
		expect(formOf(asked?.body ?? "").AnsweredBy).toBe("machine_start");
	});

	it("is cancelled while ringing, and ended while it speaks, by the API", async () => {
		const first = await call();
		await push(10);
		const client = twilioClient(sandbox);
		await client.calls(first.sid).update({ status: "canceled" });
		expect(outcome()).toBe("canceled");
		expect(mykola.ringing).toBeUndefined();
		expect(
			await refusalOf(client.calls(first.sid).update({ status: "completed" })),
		).toMatchObject({ code: 21220 });
		const second = await call();
		await push(10);
		await mykola.pickUp();
		await client.calls(second.sid).update({ twiml: THANKS });
		expect(mykola.talking?.spoken.at(-1)?.text).toBe("Прийнято: їдете.");
		await client.calls(second.sid).update({ status: "completed" });
		expect(outcome()).toBe("completed");
	});

	it("waits for its turn at so many calls a second", async () => {
		const pushed = pushedClock();
		const slow = await openSandbox({
			clock: pushed.clock,
			twilioChange: { callsPerSecond: 1 },
		});
		const all = [1, 2, 3].map((n) =>
			slow.phones.add({
				name: `№${n}`,
				number: `+38067123450${n}`,
				kind: "button",
			}),
		);
		for (const { number } of all)
			await twilioClient(slow).calls.create({
				to: number,
				from: VOICE_FROM,
				twiml: THANKS,
			});
		const ringing = () => all.filter((phone) => phone.ringing).length;
		await slow.settled();
		expect(ringing()).toBe(1);
		await pushed.push(1000, slow.settled);
		expect(ringing()).toBe(2);
		await pushed.push(1000, slow.settled);
		expect(ringing()).toBe(3);
		await slow.close();
	});

	it.each([
		["a number that is none", { to: "911" }, 21211],
		["a caller that is not ours", { from: "+380441112233" }, 21210],
		["nothing to say", { url: undefined }, 21205],
		["an unknown event", { statusCallbackEvent: ["answred"] }, 21626],
		["an unknown parameter", { sendDigits: "1" }, 20001],
	])("with %s is refused", async (_, change, code) => {
		expect(await refusalOf(call(change))).toMatchObject({ status: 400, code });
		await push(10);
		expect(mykola.calls).toHaveLength(0);
	});
});

describe("TwiML that Twilio would not carry out", () => {
	it.each([
		["an unknown verb", "<Response><Shout>x</Shout></Response>"],
		["an unknown attribute", '<Response><Say lang="uk">x</Say></Response>'],
		["text outside a verb", "<Response>x</Response>"],
		["what is not XML", "<Response><Say>x</Response>"],
		["a bare &", "<Response><Say>a & b</Say></Response>"],
		["HTML", "<!doctype html><p>500"],
		[
			"a voice without Ukrainian",
			'<Response><Say language="uk-UA" voice="Polly.Joanna">x</Say></Response>',
		],
		[
			"a Gather that hears speech",
			'<Response><Gather input="speech"/></Response>',
		],
		["a transcript", '<Response><Record transcribe="true"/></Response>'],
		[
			"a Record that tells of what there is not",
			'<Response><Record recordingStatusCallback="/r" recordingStatusCallbackEvent="done"/></Response>',
		],
		[
			"a Record without a length",
			'<Response><Record maxLength="0"/></Response>',
		],
		[
			"a recording inside a Gather",
			"<Response><Gather><Record/></Gather></Response>",
		],
		[
			"a Reject for a reason of its own",
			'<Response><Reject reason="asleep"/></Response>',
		],
		["a Dial to nobody", "<Response><Dial/></Response>"],
		[
			"a Dial with a number as text",
			"<Response><Dial>+380671234512</Dial></Response>",
		],
		[
			"a Dial of eleven",
			`<Response><Dial>${"<Number>+380671234512</Number>".repeat(11)}</Dial></Response>`,
		],
		[
			"a number that is no E.164",
			"<Response><Dial><Number>101</Number></Dial></Response>",
		],
		[
			"a Number outside a Dial",
			"<Response><Number>+380671234512</Number></Response>",
		],
		[
			"an attribute a Dial has not",
			'<Response><Dial ringTone="ua"><Number>+380671234512</Number></Dial></Response>',
		],
		[
			"an attribute a Number has not",
			'<Response><Dial><Number whisper="/w">+380671234512</Number></Dial></Response>',
		],
		[
			"a caller that is not ours",
			'<Response><Dial callerId="+380441112233"><Number>+380671234512</Number></Dial></Response>',
		],
		[
			"a sound from elsewhere",
			"<Response><Play>https://example.org/a.mp3</Play></Response>",
		],
	])("ends the call with an error for %s", async (_, body) => {
		service.answer = () => ({ body });
		await call();
		await push(10);
		await mykola.pickUp();
		expect(mykola.talking).toBeUndefined();
		expect(sandbox.journal.of("Микола").map(({ kind }) => kind)).toContain(
			"twimlError",
		);
	});

	it("is one error as well when the service does not answer", async () => {
		service.answer = () => ({ status: 500 });
		await call();
		await push(10);
		await mykola.pickUp();
		expect(mykola.calls[0]?.spoken[0]?.text).toContain("application error");
	});
});

describe("a recording", () => {
	const RECORD = `<Response><Say>Місце?</Say><Record action="/kept" maxLength="15" timeout="4" finishOnKey="#" playBeep="true" recordingStatusCallback="/ready" recordingStatusCallbackEvent="completed"/><Say>Не почули.</Say></Response>`;
	const heard = (path: string) => {
		const one = service.heard.find((request) => request.path === path);
		return one && formOf(one.body);
	};
	const spoken = () => mykola.calls.at(-1)?.spoken.map(({ text }) => text);
	const ask = (path: string, method = "GET", token = AUTH) =>
		fetch(`${sandbox.twilioRoot}/2010-04-01/Accounts/${ACCOUNT}/${path}`, {
			method,
			headers: { authorization: `Basic ${btoa(`${ACCOUNT}:${token}`)}` },
		});

	beforeEach(async () => {
		service.answer = ({ path }) => ({
			body: path === "/kept" ? THANKS : path === "/ready" ? "" : RECORD,
		});
		await mykola.ringBack();
		await push(2000);
	});

	it("is what was said after the beep, told twice, fetched as sound, and gone when deleted", async () => {
		await mykola.speak("Шевченка дванадцять");
		await push(8000);
		const told = heard("/kept");
		expect(told).toMatchObject({ RecordingDuration: "1" });
		expect(told).not.toHaveProperty("Digits");
		expect(heard("/ready")).toMatchObject({
			RecordingSid: told?.RecordingSid,
			RecordingStatus: "completed",
			RecordingSource: "RecordVerb",
		});
		const path = `Recordings/${told?.RecordingSid}`;
		const sound = await ask(`${path}.mp3`);
		expect(sound.headers.get("content-type")).toBe("audio/mpeg");
		expect(heardIn(new Uint8Array(await sound.arrayBuffer()))).toMatchObject({
			words: "Шевченка дванадцять",
		});
		expect((await ask(`${path}.mp3`, "GET", "wrong")).status).toBe(401);
		expect((await ask(`${path}.json`, "DELETE")).status).toBe(204);
		expect((await ask(`${path}.mp3`)).status).toBe(404);
	});

	it("ends at the key, and at hanging up, which nobody listens after", async () => {
		await mykola.speak("Біля школи");
		await mykola.press("#");
		expect(heard("/kept")).toMatchObject({ Digits: "#" });
		expect(spoken()?.at(-1)).toBe("Прийнято: їдете.");
		await mykola.hangUp();
		service.heard.length = 0;
		await mykola.ringBack();
		await push(2000);
		await mykola.speak("Біля церкви");
		await mykola.hangUp();
		await push(10);
		expect(heard("/ready")).toMatchObject({ RecordingStatus: "completed" });
	});

	it("of silence is none: the document goes on below", async () => {
		await push(6000);
		expect(heard("/kept")).toBeUndefined();
		expect(spoken()?.at(-1)).toBe("Не почули.");
	});

	it("is no longer than it may be", async () => {
		await mykola.speak("о".repeat(1000));
		await push(16_000);
		expect(heard("/kept")).toMatchObject({ RecordingDuration: "15" });
	});
});

describe("a sound that is played", () => {
	const sounding = async (answer: () => Response | Promise<Response>) => {
		const server = serve({ fetch: answer, port: 0, hostname: "127.0.0.1" });
		await new Promise((resolve) => server.once("listening", resolve));
		const { port } = server.address() as AddressInfo;
		service.answer = () => ({
			body: `<Response><Gather numDigits="1" action="/answer"><Play>http://127.0.0.1:${port}/a.mp3</Play><Say>Їдете?</Say></Gather></Response>`,
		});
		await mykola.ringBack();
		await push(0);
		return server;
	};

	it("is fetched, lasts as long as it is, and a key cuts it short", async () => {
		const server = await sounding(
			() =>
				new Response(soundOf("Хата горить", 6_000), {
					headers: { "content-type": "audio/mpeg" },
				}),
		);
		expect(mykola.talking?.spoken).toMatchObject([
			{ text: "🔊 Хата горить", seconds: 6 },
		]);
		await push(5900);
		expect(mykola.talking?.spoken).toHaveLength(1);
		await push(200);
		expect(mykola.talking?.spoken.at(-1)?.text).toBe("Їдете?");
		server.close();
	});

	it("that is none ends the call with an error", async () => {
		const server = await sounding(
			() => new Response("not found", { status: 404 }),
		);
		expect(mykola.talking).toBeUndefined();
		server.close();
	});
});

describe("a person ringing us", () => {
	it("is answered with what the service says, and its keys work", async () => {
		await mykola.ringBack();
		expect(service.heard[0]?.path).toBe("/carriers/twilio/voice");
		expect(formOf(service.heard[0]?.body ?? "")).toMatchObject({
			From: NUMBER,
			To: VOICE_FROM,
			Direction: "inbound",
			CallStatus: "ringing",
		});
		expect(mykola.talking?.spoken[0]?.text).toContain("Пожежа!");
		await mykola.press("1");
		expect(mykola.talking?.spoken.at(-1)?.text).toBe("Прийнято: їдете.");
		expect(
			service.heard.find(({ path }) => path === "/answer?try=1"),
		).toBeDefined();
	});

	it("can be refused without being picked up", async () => {
		service.answer = () => ({
			body: '<Response><Reject reason="busy"/></Response>',
		});
		await mykola.ringBack();
		expect(mykola.calls[0]).toMatchObject({ outcome: "busy" });
		expect(mykola.calls[0]?.answeredAt).toBeUndefined();
	});

	it("reaches the service by another of our numbers too, such as one for missed calls", async () => {
		const own = await openSandbox({
			serviceUrl: service.url,
			twilioChange: { otherNumbers: ["+380800304040"] },
		});
		const phone = own.phones.add({
			name: "Іван",
			number: NUMBER,
			kind: "button",
		});
		service.answer = () => ({ body: "<Response><Reject/></Response>" });
		await phone.ringBack("+380800304040");
		expect(formOf(service.heard[0]?.body ?? "")).toMatchObject({
			To: "+380800304040",
			From: NUMBER,
		});
		await phone.ringBack("+380800309999");
		expect(phone.calls.map(({ outcome }) => outcome)).toEqual([
			"busy",
			"failed",
		]);
		await own.close();
	});

	it("loses the line when the network goes, and keys outside a Gather are heard by nobody", async () => {
		service.answer = () => ({
			body: "<Response><Say>Слухайте</Say></Response>",
		});
		await mykola.ringBack();
		await mykola.press("1");
		expect(mykola.talking?.keys).toMatchObject([{ digit: "1", heard: false }]);
		mykola.set({ offline: true });
		await push(0);
		expect(outcome()).toBe("completed");
	});

	it("collects several digits until the finishing key", async () => {
		service.answer = ({ path }) => ({
			body: path.startsWith("/pin")
				? "<Response><Hangup/></Response>"
				: `<Response><Gather action="/pin" timeout="5"><Say>PIN</Say><Pause length="2"/></Gather></Response>`,
		});
		await mykola.ringBack();
		for (const digit of "1234#") await mykola.press(digit);
		expect(formOf(service.heard.at(-1)?.body ?? "").Digits).toBe("1234");
		expect(outcome()).toBe("completed");
	});
});

describe("a dial out of a call", () => {
	const PETRO = "+380671234512";
	const HANNA = "+380671234513";
	const document = (attributes = "") =>
		`<Response><Say>З'єднуємо.</Say><Dial action="/ended" timeout="20" callerId="${VOICE_FROM}" answerOnBridge="true"${attributes}>
			<Number url="/whisper?of=petro">${PETRO}</Number><Number url="/whisper?of=hanna">${HANNA}</Number></Dial></Response>`;
	const WHISPER = `<Response><Gather numDigits="1" timeout="5" finishOnKey="" action="/accept"><Say>Дзвінок про пожежу.</Say></Gather><Hangup/></Response>`;
	let petro: Phone;
	let hanna: Phone;

	beforeEach(() => {
		petro = sandbox.phones.add({
			name: "Петро",
			number: PETRO,
			kind: "button",
		});
		hanna = sandbox.phones.add({
			name: "Ганна",
			number: HANNA,
			kind: "button",
		});
		service.answer = ({ path }) => ({
			body: path.startsWith("/whisper")
				? WHISPER
				: path.startsWith("/accept")
					? "<Response/>"
					: path.startsWith("/ended")
						? "<Response><Say>Дякуємо.</Say></Response>"
						: document(),
		});
	});

	const ended = () =>
		formOf(
			service.heard.find(({ path }) => path.startsWith("/ended"))?.body ?? "",
		);

	it("rings all at once from our number, whispers to who picks up, and joins the two who accepted", async () => {
		await mykola.ringBack();
		await push(2_000);
		expect(petro.ringing?.number).toBe(VOICE_FROM);
		expect(hanna.ringing?.number).toBe(VOICE_FROM);
		await petro.pickUp();
		expect(hanna.calls[0]).toMatchObject({ outcome: "canceled" });
		expect(petro.talking?.spoken[0]?.text).toBe("Дзвінок про пожежу.");
		const whisper = service.heard.find(({ path }) =>
			path.startsWith("/whisper?of=petro"),
		);
		const inbound = formOf(service.heard[0]?.body ?? "");
		expect(formOf(whisper?.body ?? "")).toMatchObject({
			ParentCallSid: inbound.CallSid,
			Direction: "outbound-dial",
			From: VOICE_FROM,
			To: PETRO,
		});
		await petro.press("1");
		await mykola.speak("Горить хата Шевченка");
		expect(petro.talking?.spoken.at(-1)?.text).toBe("Горить хата Шевченка");
		await petro.speak("Їдемо");
		expect(mykola.talking?.spoken.at(-1)?.text).toBe("Їдемо");
		await petro.hangUp();
		await push(100);
		expect(ended()).toMatchObject({
			DialCallStatus: "completed",
			DialBridged: "true",
			CallStatus: "in-progress",
		});
		expect(mykola.talking?.spoken.at(-1)?.text).toBe("Дякуємо.");
	});

	it("ends unconnected when a machine picked up and pressed nothing", async () => {
		petro.set({ voicemailAfterSeconds: 3 });
		await mykola.ringBack();
		await push(6_000);
		expect(hanna.ringing).toBeUndefined();
		await push(10_000);
		expect(ended()).toMatchObject({
			DialBridged: "false",
			CallStatus: "in-progress",
		});
	});

	it("ends unanswered after its own seconds, whatever phones do", async () => {
		hanna.set({ offline: true });
		await mykola.ringBack();
		await push(20_000);
		expect(petro.ringing).toBeDefined();
		await push(2_000);
		expect(petro.calls[0]).toMatchObject({ outcome: "no-answer" });
		expect(ended()).toMatchObject({
			DialCallStatus: "no-answer",
			DialBridged: "false",
		});
	});

	it("stops ringing when the caller hangs up, and asks the action for nobody", async () => {
		await mykola.ringBack();
		await push(2_000);
		await mykola.hangUp();
		await push(100);
		expect(petro.calls[0]).toMatchObject({ outcome: "canceled" });
		expect(ended()).toMatchObject({
			CallStatus: "completed",
			DialCallStatus: "canceled",
			DialBridged: "false",
		});
	});

	it("tells that they spoke when the caller hangs up first", async () => {
		await mykola.ringBack();
		await push(2_000);
		await hanna.pickUp();
		await hanna.press("1");
		await mykola.hangUp();
		await push(100);
		expect(hanna.calls[0]).toMatchObject({ outcome: "completed" });
		expect(ended()).toMatchObject({
			CallStatus: "completed",
			DialBridged: "true",
		});
	});
});

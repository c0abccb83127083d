/**
 * The real Twilio SDK against the sandbox's Messages, and a service checking every signature.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { countSegments } from "../../src/sandbox/segments.ts";
import { PARAMETERS } from "../../src/sandbox/twilio.ts";
import {
	ACCOUNT,
	AUTH,
	formOf,
	openSandbox,
	pushedClock,
	refusalOf,
	type Service,
	SMS_FROM,
	startService,
	twilioClient,
} from "./workbench.ts";

let sandbox: Sandbox;
let service: Service;
let mykola: Phone;

const NUMBER = "+380671234511";

beforeEach(async () => {
	service = await startService();
	sandbox = await openSandbox({ serviceUrl: service.url });
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

const send = (body: string, more: object = {}, on = sandbox) =>
	twilioClient(on).messages.create({
		to: NUMBER,
		from: SMS_FROM,
		body,
		...more,
	});

const statuses = () =>
	service.heard.map(({ body }) => formOf(body).MessageStatus);

function validSignatures(): boolean[] {
	return service.heard.map(({ path, headers, body }) =>
		twilio.validateRequest(
			AUTH,
			String(headers["x-twilio-signature"]),
			service.url + path,
			formOf(body),
		),
	);
}

describe("an SMS", () => {
	it("is accepted, arrives with its segments, and every step is told with a valid signature", async () => {
		const text =
			"ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? dzv.ua/k7Qm2Xw9Rb4t";
		const sent = await send(text, {
			statusCallback: `${service.url}/carriers/twilio/status/a1?x=1#rc=2&rp=all`,
		});
		expect(sent).toMatchObject({ status: "queued", numSegments: "1" });
		await sandbox.settled();
		expect(mykola.inbox).toMatchObject([
			{ from: SMS_FROM, text, segments: 1, alphabet: "ucs2" },
		]);
		expect(statuses()).toEqual(["queued", "sending", "sent", "delivered"]);
		expect(validSignatures()).toEqual([true, true, true, true]);
		expect(formOf(service.heard[3]?.body ?? "")).toMatchObject({
			MessageSid: sent.sid,
			To: NUMBER,
			From: SMS_FROM,
			AccountSid: ACCOUNT,
		});
		const fetched = await twilioClient(sandbox).messages(sent.sid).fetch();
		expect(fetched).toMatchObject({ status: "delivered", errorCode: null });
	});

	it("reports a phone without network as undelivered 30003 and an unknown number as 30005", async () => {
		mykola.set({ offline: true });
		const statusCallback = `${service.url}/s`;
		await send("x", { statusCallback });
		await send("x", { statusCallback, to: "+380671234599" });
		await sandbox.settled();
		const last = service.heard.map(({ body }) => formOf(body));
		expect(
			last
				.filter(({ MessageStatus }) => MessageStatus === "undelivered")
				.map(({ To, ErrorCode }) => [To, ErrorCode]),
		).toEqual([
			[NUMBER, "30003"],
			["+380671234599", "30005"],
		]);
		expect(mykola.inbox).toHaveLength(0);
	});

	it.each([
		["an invalid number", { to: "0671234511" }, 21211],
		["a sender that is not ours", { from: "+380441112233" }, 21606],
		["a malformed sender", { from: "12" }, 21212],
		["a body over 1600 characters", { body: "д".repeat(1601) }, 21617],
		["no body", { body: undefined }, 21602],
		["a parameter Twilio does not have", { forceDelivery: true }, 20001],
		[
			"a callback to another host",
			{ statusCallback: "https://example.org/" },
			21609,
		],
	])("with %s is refused", async (_, change, code) => {
		expect(await refusalOf(send("x", change))).toMatchObject({
			status: 400,
			code,
			moreInfo: `https://www.twilio.com/docs/errors/${code}`,
		});
		expect(mykola.inbox).toHaveLength(0);
	});

	it("to a landline or to whoever opted out is refused", async () => {
		mykola.set({ landline: true });
		expect(await refusalOf(send("x"))).toMatchObject({ code: 21614 });
		mykola.set({ landline: false, optedOut: true });
		expect(await refusalOf(send("x"))).toMatchObject({ code: 21610 });
	});

	it("waits for the sender's segments a second, and fails when its validity passes first", async () => {
		const { clock, push } = pushedClock();
		const slow = await openSandbox({
			clock,
			twilioChange: { segmentsPerSecond: 1 },
		});
		const ana = slow.phones.add({
			name: "Ганна",
			number: NUMBER,
			kind: "button",
		});
		await send("раз", {}, slow);
		await send("д".repeat(71), {}, slow);
		await send("чотири", {}, slow);
		const late = await send("пізно", { validityPeriod: 2 }, slow);
		await slow.settled();
		expect(ana.inbox).toHaveLength(1);
		await push(1000, slow.settled);
		expect(ana.inbox).toHaveLength(2);
		await push(1000, slow.settled);
		expect(ana.inbox).toHaveLength(2);
		await push(1000, slow.settled);
		expect(ana.inbox.at(-1)?.text).toBe("чотири");
		expect(await twilioClient(slow).messages(late.sid).fetch()).toMatchObject({
			status: "failed",
			errorCode: 30036,
		});
		await slow.close();
	});

	it("is found again by number and date, page after page", async () => {
		for (let n = 0; n < 5; n++) await send(`№${n}`);
		await send("інший", { to: "+380671234598" });
		await sandbox.settled();
		const { messages } = twilioClient(sandbox);
		const listed = await messages.list({
			to: NUMBER,
			from: SMS_FROM,
			dateSentAfter: new Date(Date.now() - 60_000),
			pageSize: 2,
		});
		expect(listed.map(({ body }) => body)).toEqual([
			"№4",
			"№3",
			"№2",
			"№1",
			"№0",
		]);
		expect(
			await messages.list({ dateSentBefore: new Date(Date.now() - 60_000) }),
		).toEqual([]);
	});
});

describe("an answer by SMS", () => {
	it("reaches the service signed where the number is two-way, and a reply comes back", async () => {
		const own = await openSandbox({
			serviceUrl: service.url,
			twilioChange: { twoWay: true },
		});
		const ana = own.phones.add({
			name: "Ганна",
			number: NUMBER,
			kind: "button",
		});
		service.answer = () => ({
			body: "<?xml version='1.0'?><Response><Message>#118 прийнято</Message></Response>",
		});
		await ana.replySms("1 10");
		await own.settled();
		expect(service.heard[0]?.path).toBe("/carriers/twilio/sms");
		expect(validSignatures()).toEqual([true]);
		expect(formOf(service.heard[0]?.body ?? "")).toMatchObject({
			From: NUMBER,
			To: SMS_FROM,
			Body: "1 10",
			SmsStatus: "received",
		});
		expect(ana.inbox.at(-1)?.text).toBe("#118 прийнято");
		const inbound = await twilioClient(own).messages.list({ to: SMS_FROM });
		expect(inbound.map(({ body }) => body)).toEqual(["1 10"]);
		await own.close();
	});

	it("with one of Twilio's stop words ends all SMS until START", async () => {
		const own = await openSandbox({
			serviceUrl: service.url,
			twilioChange: { twoWay: true },
		});
		const ana = own.phones.add({
			name: "Ганна",
			number: NUMBER,
			kind: "button",
		});
		await ana.replySms(" Cancel ");
		expect(await refusalOf(send("x", {}, own))).toMatchObject({ code: 21610 });
		await ana.replySms("start");
		await send("x", {}, own);
		await own.close();
	});

	it("goes nowhere where the number is one-way", async () => {
		await mykola.replySms("1");
		expect(service.heard).toHaveLength(0);
	});
});

describe("the account", () => {
	it("answers for itself, and to nobody with a wrong token or another SID", async () => {
		const client = twilioClient(sandbox);
		expect((await client.api.v2010.accounts(ACCOUNT).fetch()).status).toBe(
			"active",
		);
		expect((await client.balance.fetch()).currency).toBe("USD");
		expect(
			await refusalOf(twilioClient(sandbox, "wrong").balance.fetch()),
		).toMatchObject({ status: 401, code: 20003 });
		const other = `AC${"ff".repeat(16)}`;
		expect(
			await refusalOf(client.api.v2010.accounts(other).fetch()),
		).toMatchObject({ status: 404, code: 20404 });
	});
});

describe("a webhook that does not answer", () => {
	it("is tried once more by default, and only when no connection came about", async () => {
		const { clock, push } = pushedClock();
		const own = await openSandbox({ clock });
		own.phones.add({ name: "Ганна", number: NUMBER, kind: "button" });
		service.answer = () => ({ status: 500 });
		await send("x", { statusCallback: `${service.url}/s` }, own);
		await push(15_000, own.settled);
		expect(statuses()).toEqual(["queued", "sending", "sent", "delivered"]);
		await own.close();
	});

	it("is tried as often as the URL's fragment says", async () => {
		const { clock, push } = pushedClock();
		const own = await openSandbox({ clock });
		own.phones.add({ name: "Ганна", number: NUMBER, kind: "button" });
		service.answer = () => ({ status: 503 });
		await send("x", { statusCallback: `${service.url}/s#rc=2&rp=5xx` }, own);
		await push(15_000, own.settled);
		expect(statuses().filter((status) => status === "queued")).toHaveLength(3);
		expect(service.heard.every(({ path }) => path === "/s")).toBe(true);
		await own.close();
	});
});

describe("segments", () => {
	it.each([
		["", 1, "gsm7"],
		["a".repeat(160), 1, "gsm7"],
		["a".repeat(161), 2, "gsm7"],
		[`${"a".repeat(159)}€`, 2, "gsm7"],
		[`${"a".repeat(152)}€${"a".repeat(152)}`, 3, "gsm7"],
		["д".repeat(70), 1, "ucs2"],
		["д".repeat(71), 2, "ucs2"],
		["д".repeat(134), 2, "ucs2"],
		["д".repeat(135), 3, "ucs2"],
		[`${"д".repeat(66)}🔥${"д".repeat(66)}`, 3, "ucs2"],
		["ç", 1, "ucs2"],
		["Ç`", 1, "ucs2"],
	] as const)("of %j are %i (%s)", (text, segments, alphabet) => {
		expect(countSegments(text)).toEqual({ segments, alphabet });
	});
});

describe("the list of parameters", () => {
	const file = fileURLToPath(
		new URL("../../../shared/data/twilio/twilio_slim.json", import.meta.url),
	);
	const absent = !existsSync(file);
	if (absent)
		console.warn("SKIPPED: ../shared/data/twilio/twilio_slim.json is not here");

	it.skipIf(absent)("names nothing that Twilio's documents do not have", () => {
		const { paths } = JSON.parse(readFileSync(file, "utf8"));
		const root = "/2010-04-01/Accounts/{AccountSid}";
		const form = (operation: { requestBody: { content: object } }) =>
			Object.keys(
				Object.values(operation.requestBody.content)[0].schema.properties,
			);
		const query = (operation: { parameters: { name: string }[] }) =>
			operation.parameters.map(({ name }) => name);
		const documented: Record<string, string[]> = {
			"Messages.create": form(paths[`${root}/Messages.json`].post),
			"Messages.list": query(paths[`${root}/Messages.json`].get),
			"Calls.create": form(paths[`${root}/Calls.json`].post),
			"Calls.update": form(paths[`${root}/Calls/{Sid}.json`].post),
		};
		for (const [operation, names] of Object.entries(documented))
			for (const name of PARAMETERS[operation] ?? [])
				expect(names).toContain(name);
	});
});

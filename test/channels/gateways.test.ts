/** SMS gateways and the call relay against their peers on loopback. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callRelay } from "../../src/channels/gateways/callRelay.ts";
import {
	type GatewaySettings,
	gatewayChannel,
} from "../../src/channels/gateways/index.ts";
import { withSecondSender } from "../../src/channels/gateways/secondSender.ts";
import { smsChannel } from "../../src/channels/sms.ts";
import { twilioClient } from "../../src/channels/twilio.ts";
import type { Channel, Outcome } from "../../src/ports.ts";
import type { FaultRule } from "../../src/sandbox/faults.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import {
	ACCOUNT,
	AUTH,
	type Heard,
	openSandbox,
	pushedClock,
	type Service,
	SMS_FROM,
	startService,
} from "../sandbox/workbench.ts";
import { channelContract } from "./channel.contract.ts";

const KEY = "the key of the gateways";
const SIGNING = "the phone's signing key";
const SIM = "+380671110000";
const GATEWAY = {
	gateway: { key: KEY, number: SIM, signingKey: SIGNING },
} as const;
/** The phones of the sandbox would call the service there. */
const HERE = "http://127.0.0.1:9";

const TEXT =
	"ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? dzv.ua/k7Qm2Xw9Rb4t";
const SMS = JSON.stringify({
	channel: "sms",
	text: TEXT,
	alphabet: "ucs2",
	segments: 1,
});

const SETTINGS: Record<
	GatewaySettings["name"],
	(apiRoot: string, key: string) => GatewaySettings
> = {
	turbosms: (apiRoot, token) => ({
		name: "turbosms",
		token,
		sender: "Dzvin",
		apiRoot,
	}),
	alphasms: (apiRoot, key) => ({
		name: "alphasms",
		key,
		sender: "Dzvin",
		apiRoot,
	}),
	kyivstar: (apiRoot, clientSecret) => ({
		name: "kyivstar",
		clientId: "dzvin",
		clientSecret,
		sender: "Dzvin",
		apiRoot,
		smsPath: "/rest/v1/sms",
	}),
	android: (apiRoot, password) => ({
		name: "android",
		user: "sms",
		password,
		apiRoot,
	}),
};
const NAMES = Object.keys(SETTINGS) as GatewaySettings["name"][];

const open = (
	name: GatewaySettings["name"],
	sandbox: Sandbox,
	key = KEY,
	publicUrl = HERE,
): Channel =>
	gatewayChannel(SETTINGS[name](sandbox.gatewayRoot, key), { publicUrl });

const outgoing =
	(body: string, attemptId = "attempt-1", copyKey?: string) =>
	(to: string) => ({
		attemptId,
		incidentId: "incident-1",
		to,
		body,
		...(copyKey === undefined ? {} : { copyKey }),
	});

for (const name of NAMES)
	channelContract(`SMS by ${name}`, {
		carrier: "gateway",
		method: `${name}.send`,
		sandbox: GATEWAY,
		open: (sandbox) => open(name, sandbox),
		openWithWrongCredentials: (sandbox) => open(name, sandbox, "wrong"),
		outgoing: outgoing(SMS),
		addressOf: (phone) => phone.number,
		deadEnd: { to: "+38067", reason: "invalid" },
	});

channelContract("voice of the call relay", {
	carrier: "gateway",
	method: "relay.call",
	sandbox: GATEWAY,
	open: (sandbox) => callRelay({ token: KEY, apiRoot: sandbox.gatewayRoot }),
	openWithWrongCredentials: (sandbox) =>
		callRelay({ token: "wrong", apiRoot: sandbox.gatewayRoot }),
	outgoing: outgoing(JSON.stringify({ channel: "voice" })),
	addressOf: (phone) => phone.number,
	deadEnd: { to: "+38067", reason: "invalid" },
});

describe("SMS gateways", () => {
	let sandbox: Sandbox;
	let service: Service;
	let mykola: Phone;
	let push: (ms: number) => Promise<void>;

	beforeEach(async () => {
		service = await startService();
		const pushed = pushedClock();
		sandbox = await openSandbox({
			...GATEWAY,
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

	const send = (
		channel: Channel,
		attemptId = "a7",
		copyKey?: string,
	): Promise<Outcome> =>
		channel.send(outgoing(SMS, attemptId, copyKey)(mykola.number), 5_000);
	const faults = (...rules: Omit<FaultRule, "carrier">[]) =>
		sandbox.faults.set(
			rules.map((rule) => ({ ...rule, carrier: "gateway" }) as FaultRule),
		);
	const requests = (method: string) =>
		sandbox.journal.requests.filter((one) => one.method === method);

	it.each(NAMES)(
		"%s: asked afterwards, tells what was delivered and what was not",
		async (name) => {
			const channel = open(name, sandbox);
			const receiptOf = async (outcome: Outcome, attemptId: string) => {
				const { carrierId } = outcome as { carrierId: string };
				const [receipt] =
					(await channel.receipts?.([{ attemptId, carrierId }], 5_000)) ?? [];
				return receipt;
			};
			const sent = await send(channel, "a7");
			await sandbox.settled();
			expect(mykola.inbox.map(({ text }) => text)).toEqual([TEXT]);
			expect(await receiptOf(sent, "a7")).toMatchObject({
				attemptId: "a7",
				rank: 4,
			});
			mykola.set({ offline: true });
			const lost = await send(channel, "a8");
			await sandbox.settled();
			expect(await receiptOf(lost, "a8")).toMatchObject({
				attemptId: "a8",
				rank: 3.5,
				reason: "unreachable",
			});
		},
	);

	it.each(NAMES)("%s: cannot be asked while nobody listens", async (name) => {
		const channel = open(name, sandbox);
		await send(channel);
		await faults({ effect: "refuse" });
		const found = await channel.receipts?.(
			[{ attemptId: "a7", carrierId: "x" }],
			1_000,
		);
		expect(found ?? []).toEqual([]);
	});

	it.each(["alphasms", "android"] as const)(
		"%s: finds a message whose answer was lost, by our own id",
		async (name) => {
			const channel = open(name, sandbox);
			await faults({ match: { method: name }, effect: "resetAfter", times: 1 });
			expect(await send(channel)).toMatchObject({ outcome: "unknown" });
			await sandbox.settled();
			expect(await channel.receipts?.([{ attemptId: "a7" }], 5_000)).toEqual([
				expect.objectContaining({ attemptId: "a7", rank: 4 }),
			]);
		},
	);

	it("turbosms: a copy of a try whose answer was lost reaches nobody twice", async () => {
		const channel = open("turbosms", sandbox);
		await faults({ effect: "resetAfter", times: 1 });
		expect(await send(channel, "a7", "row.1")).toMatchObject({
			outcome: "unknown",
		});
		expect(await send(channel, "a8", "row.1")).toMatchObject({
			outcome: "accepted",
		});
		await sandbox.settled();
		expect(mykola.inbox).toHaveLength(1);
		await send(channel, "a9", "row.2");
		await sandbox.settled();
		expect(mykola.inbox).toHaveLength(2);
	});

	it("android: a phone that has the message already is asked for no second one", async () => {
		const channel = open("android", sandbox);
		expect(await send(channel)).toEqual({
			outcome: "accepted",
			carrierId: "a7",
		});
		expect(await send(channel)).toEqual({
			outcome: "accepted",
			carrierId: "a7",
		});
		await sandbox.settled();
		expect(mykola.inbox).toHaveLength(1);
	});

	it("kyivstar: one token serves many texts, and a 401 fetches a new one once", async () => {
		const channel = open("kyivstar", sandbox);
		// At once, as alerts leave: none may take another's token away.
		const sent = await Promise.all(
			["a1", "a2", "a3"].map((id) => send(channel, id)),
		);
		expect(sent.every(({ outcome }) => outcome === "accepted")).toBe(true);
		expect(requests("kyivstar.token")).toHaveLength(1);
		sandbox.endGatewayTokens();
		const again = await Promise.all(
			["a4", "a5"].map((id) => send(channel, id)),
		);
		expect(again.every(({ outcome }) => outcome === "accepted")).toBe(true);
		expect(requests("kyivstar.token")).toHaveLength(2);
		await faults({
			match: { method: "kyivstar.send" },
			effect: { status: 401 },
		});
		expect(await send(channel, "a5")).toMatchObject({
			reason: "account",
			whole: true,
		});
		expect(requests("kyivstar.token")).toHaveLength(3);
	});

	it("kyivstar: a token that ran out is not tried, and one that does not come sends nothing", async () => {
		let now = 0;
		const channel = gatewayChannel(
			SETTINGS.kyivstar(sandbox.gatewayRoot, KEY),
			{ publicUrl: HERE, wall: () => now },
		);
		await send(channel, "a1");
		now = 9 * 3_600_000;
		await send(channel, "a2");
		expect(requests("kyivstar.token")).toHaveLength(2);
		expect(
			requests("kyivstar.send").every(({ status }) => status === 200),
		).toBe(true);
		now *= 2;
		await faults({ match: { method: "kyivstar.token" }, effect: "hang" });
		expect(await channel.send(outgoing(SMS)(mykola.number), 300)).toMatchObject(
			{ outcome: "retry", code: "token.deadline" },
		);
	});

	it.each([
		["turbosms", { status: 200, code: 203 }],
		["alphasms", { status: 200, code: 402 }],
		["kyivstar", { status: 402 }],
	] as const)(
		"%s: without credit the whole lane is refused",
		async (name, effect) => {
			const channel = open(name, sandbox);
			await faults({ match: { method: `${name}.send` }, effect });
			expect(await send(channel)).toMatchObject({
				outcome: "rejected",
				reason: "account",
				whole: true,
			});
		},
	);

	it.each([
		[105, { outcome: "rejected", reason: "account", whole: true }],
		[305, { outcome: "rejected", reason: "invalid" }],
		[404, { outcome: "rejected", reason: "optedOut" }],
		[412, { outcome: "rejected", reason: "filtered" }],
		[413, { outcome: "rejected", reason: "content" }],
		[503, { outcome: "retry" }],
		[999, { outcome: "unknown" }],
		[777, { outcome: "rejected", reason: "refused" }],
	])("turbosms: tells what code %i means", async (code, outcome) => {
		await faults({ effect: { status: 200, code } });
		const heard = await send(open("turbosms", sandbox));
		expect(heard).toMatchObject({ ...outcome, code: String(code) });
		expect("whole" in heard).toBe("whole" in outcome);
	});

	it("turbosms: tries Viber first only where there is a Viber sender", async () => {
		const bodies: Record<string, unknown>[] = [];
		service.answer = ({ body }: Heard) => {
			bodies.push(JSON.parse(body));
			return { body: JSON.stringify({ response_code: 999 }) };
		};
		for (const viberSender of [undefined, "DzvinViber"]) {
			const channel = gatewayChannel(
				{
					name: "turbosms",
					token: KEY,
					sender: "Dzvin",
					apiRoot: service.url,
					...(viberSender ? { viberSender } : {}),
				},
				{ publicUrl: HERE },
			);
			expect(channel.capabilities.hybridViber).toBe(viberSender !== undefined);
			await send(channel);
		}
		const [plain, hybrid] = bodies;
		expect(plain).toEqual({
			recipients: ["380671234511"],
			sms: { sender: "Dzvin", text: TEXT },
			sequence_id: "a7",
		});
		expect(hybrid?.viber).toMatchObject({ sender: "DzvinViber", ttl: 60 });
	});

	it.each([
		["alphasms", (sent: { data: [object] }) => sent.data[0], "sms_lifetime"],
		["android", (sent: object) => sent, "ttl"],
	] as const)(
		"%s: an alert a quarter of an hour old is not sent any more",
		async (name, of, field) => {
			let body = "{}";
			service.answer = (heard) => {
				body = heard.body;
				return { body: "{}" };
			};
			await send(
				gatewayChannel(SETTINGS[name](service.url, KEY), { publicUrl: HERE }),
			);
			expect(of(JSON.parse(body))).toMatchObject({ [field]: 900 });
		},
	);

	it.each(NAMES)("%s: shows its key to no other host", async (name) => {
		const elsewhere = await startService();
		const leading = createServer((_request, response) => {
			response.writeHead(307, { location: elsewhere.url });
			response.end();
		});
		await new Promise<void>((listening) => {
			leading.listen(0, "127.0.0.1", listening);
		});
		const { port } = leading.address() as AddressInfo;
		const channel = gatewayChannel(
			SETTINGS[name](`http://127.0.0.1:${port}`, KEY),
			{ publicUrl: HERE },
		);
		expect(await send(channel)).toMatchObject({
			outcome: "rejected",
			whole: true,
		});
		expect(elsewhere.heard).toEqual([]);
		leading.closeAllConnections();
		leading.close();
		await elsewhere.close();
	});

	it("backs off further each time a gateway says too many, unless it names its pause", async () => {
		await faults({ effect: { status: 429 }, times: 3 });
		const channel = gatewayChannel(SETTINGS.android(sandbox.gatewayRoot, KEY), {
			publicUrl: HERE,
			wall: () => 0,
		});
		const waits: number[] = [];
		for (let i = 0; i < 3; i++)
			waits.push(((await send(channel)) as { untilMs: number }).untilMs);
		expect(waits).toEqual([500, 1_000, 2_000]);
		expect(await send(channel)).toMatchObject({ outcome: "accepted" });
	});

	it("is made up of a gateway and Twilio: the gateway sends, Twilio where the text or an empty account says so", async () => {
		const sms = withSecondSender(
			open("turbosms", sandbox),
			smsChannel({
				client: twilioClient({
					accountSid: ACCOUNT,
					authToken: AUTH,
					apiRoot: sandbox.twilioRoot,
				}),
				from: SMS_FROM,
				publicUrl: HERE,
			}),
		);
		expect(sms.hasSecondSender).toBe(true);
		const bySecond = JSON.stringify({ ...JSON.parse(SMS), sender: "second" });
		await send(sms);
		await sms.send(outgoing(bySecond)(mykola.number), 5_000);
		await faults({ effect: { status: 200, code: 203 } });
		const instead = await send(sms, "a8");
		await push(5_000);
		expect(mykola.inbox.map(({ from }) => from)).toEqual([
			"Dzvin",
			SMS_FROM,
			SMS_FROM,
		]);
		// Whose list of states is asked knows nothing of Twilio's.
		const { carrierId } = instead as { carrierId: string };
		const asked = requests("turbosms.status").length;
		expect(
			await sms.receipts?.([{ attemptId: "a8", carrierId }], 5_000),
		).toEqual([]);
		expect(requests("turbosms.status")).toHaveLength(asked);
		// A text that one refuses for itself is not the other's business.
		await faults({ effect: { status: 200, code: 305 } });
		expect(await send(sms, "a9")).toMatchObject({ reason: "invalid" });
	});

	it("rings one person after another, and says who picked up, who did not and what was stopped", async () => {
		const olena = sandbox.phones.add({
			name: "Олена",
			number: "+380671234512",
			kind: "smart",
		});
		const voice = callRelay({ token: KEY, apiRoot: sandbox.gatewayRoot });
		const ring = (attemptId: string, phone: Phone) =>
			voice.send(outgoing("", attemptId)(phone.number), 5_000);
		const stateOf = async (attemptId: string) =>
			(await voice.receipts?.([{ attemptId }], 5_000))?.[0];
		await ring("c1", mykola);
		expect(mykola.ringing?.number).toBe(SIM);
		expect(await ring("c2", olena)).toMatchObject({ outcome: "throttled" });
		await mykola.pickUp();
		// Picked up is no answer: it never counts as one.
		expect(await stateOf("c1")).toMatchObject({ rank: 4 });
		await ring("c2", olena);
		await push(26_000);
		expect(await stateOf("c2")).toMatchObject({
			rank: 3.5,
			reason: "noAnswer",
		});
		await ring("c3", olena);
		expect(await voice.hangUp?.("c3", 5_000)).toMatchObject({
			outcome: "accepted",
		});
		expect(olena.ringing).toBeUndefined();
		expect(await voice.hangUp?.("nobody", 5_000)).toMatchObject({
			outcome: "accepted",
		});
	});

	it.each([
		[400, { reason: "invalid" }],
		[401, { reason: "account", whole: true }],
		[403, { reason: "account", whole: true }],
		[404, { reason: "refused" }],
		[422, { reason: "refused" }],
	])(
		"the call relay's %i stops all calls only where it is about the account",
		async (status, refusal) => {
			const voice = callRelay({ token: KEY, apiRoot: sandbox.gatewayRoot });
			await faults({ match: { method: "relay.call" }, effect: { status } });
			expect(await voice.send(outgoing("")(mykola.number), 5_000)).toEqual({
				outcome: "rejected",
				code: String(status),
				...refusal,
			});
		},
	);

	it.each([
		[{ success: true }, { outcome: "unknown", code: "unreadable" }],
		[
			{ success: true, data: [] },
			{ outcome: "unknown", code: "unreadable" },
		],
		[
			{ success: true, data: [{ success: false, error: "Bad phone" }] },
			{ outcome: "rejected", reason: "invalid", code: "invalid" },
		],
	])(
		"alphasms: %j is no refusal unless it says so of the message",
		async (body, outcome) => {
			service.answer = () => ({ body: JSON.stringify(body) });
			const channel = gatewayChannel(SETTINGS.alphasms(service.url, KEY), {
				publicUrl: HERE,
			});
			expect(await send(channel)).toEqual(outcome);
		},
	);

	it("android: says which of its calls to us are not registered", async () => {
		const settings = {
			...SETTINGS.android(sandbox.gatewayRoot, KEY),
			signingKey: SIGNING,
		} as GatewaySettings;
		expect(
			await gatewayChannel(settings, { publicUrl: service.url }).probe(),
		).toMatchObject({ ok: true });
		const elsewhere = await gatewayChannel(settings, {
			publicUrl: HERE,
		}).probe();
		expect(elsewhere).toMatchObject({ ok: false });
		expect(elsewhere.detail).toContain("sms:received");
	});
});

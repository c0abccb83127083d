/** Telegram by the real grammY client against the Bot API on loopback. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { telegramChannel } from "../../src/channels/telegram.ts";
import type { Channel } from "../../src/ports.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { soundOf } from "../../src/sandbox/sound.ts";
import type { RenderedTelegram } from "../../src/wording/wording.ts";
import { openSandbox, TOKEN } from "../sandbox/workbench.ts";
import { channelContract, quiet } from "./channel.contract.ts";

const rendered = (more: Partial<RenderedTelegram> = {}): string =>
	JSON.stringify({
		channel: "telegram",
		html: "<b>ПОЖЕЖА</b> · хата · #118",
		buttons: [
			[
				{ text: "Їду", data: "k7Qm2Xw9Rb4t:y", style: "success" },
				{ text: "Не можу", data: "k7Qm2Xw9Rb4t:no" },
			],
			[{ text: "Карта", url: "https://example.org/map" }],
		],
		silent: false,
		...more,
	});

const open = (sandbox: Sandbox, token = TOKEN, log = quiet): Channel =>
	telegramChannel({ token, apiRoot: sandbox.telegramRoot, log });

channelContract("telegram", {
	carrier: "telegram",
	method: "sendMessage",
	open: (sandbox) => open(sandbox),
	openWithWrongCredentials: (sandbox) => open(sandbox, "1:wrong"),
	outgoing: (to) => ({
		attemptId: "attempt-1",
		incidentId: "incident-1",
		to,
		body: rendered(),
	}),
	addressOf: (phone) => String(phone.telegramId),
	deadEnd: { to: "999", reason: "blocked" },
});

describe("telegram", () => {
	let sandbox: Sandbox;
	let channel: Channel;
	let ana: Phone;

	beforeEach(async () => {
		sandbox = await openSandbox();
		channel = open(sandbox);
		ana = sandbox.phones.add({
			name: "Ана",
			number: "+380671234510",
			kind: "smart",
			telegramId: 510,
			botStarted: true,
		});
	});
	afterEach(() => sandbox.close());

	const send = (body = rendered()) =>
		channel.send({ attemptId: "a", incidentId: "i", to: "510", body }, 5_000);
	const edit = (messageId: string, body: string) =>
		channel.edit?.({ to: "510", messageId, body }, 5_000);

	it("shows the text with its buttons, and rings", async () => {
		await send();
		const [message] = ana.chat;
		expect(message?.text).toBe("ПОЖЕЖА · хата · #118");
		expect(message?.silent).toBe(false);
		expect(message?.keyboard.map((row) => row.map(({ text }) => text))).toEqual(
			[["Їду", "Не можу"], ["Карта"]],
		);
	});

	it("sends routine silently", async () => {
		await send(rendered({ silent: true }));
		expect(ana.chat[0]?.silent).toBe(true);
	});

	it("edits the card in place, and takes an unchanged card for done", async () => {
		const sent = await send();
		const messageId = (sent as { carrierId: string }).carrierId;
		const changed = rendered({ html: "ВИЇХАЛИ 03:14", buttons: [] });
		expect(await edit(messageId, changed)).toMatchObject({
			outcome: "accepted",
		});
		expect(await edit(messageId, changed)).toMatchObject({
			outcome: "accepted",
		});
		expect(ana.chat).toHaveLength(1);
		expect(ana.chat[0]).toMatchObject({ text: "ВИЇХАЛИ 03:14", keyboard: [] });
	});

	it("says that the bot was blocked", async () => {
		await ana.block();
		expect(await send()).toMatchObject({
			outcome: "rejected",
			reason: "blocked",
		});
	});

	it("does not give up the chat on any other 403", async () => {
		await sandbox.faults.set([
			{
				carrier: "telegram",
				effect: {
					status: 403,
					description: "Forbidden: bot can't send messages to the user",
				},
			},
		]);
		expect(await send()).toMatchObject({
			outcome: "rejected",
			reason: "suspect",
		});
	});

	it("says that a text is refused when its markup is broken", async () => {
		expect(await send(rendered({ html: "<b>ПОЖЕЖА" }))).toMatchObject({
			outcome: "rejected",
			reason: "content",
		});
	});

	it("sends plain words as they are, in place of the markup", async () => {
		const plain = "ПОЖЕЖА <b> & ко, #118";
		await send(rendered({ html: "<b>ПОЖЕЖА", plain }));
		expect(ana.chat[0]).toMatchObject({ text: plain, entities: [] });
	});

	it("sends a sound once as a file and then by its id, silently", async () => {
		const sending = {
			to: "510",
			sound: soundOf("Шевченка дванадцять", 2_000),
			seconds: 2,
			words: "#118: начальник про місце",
		};
		const first = await channel.sendSound?.(sending, 5_000);
		expect(first).toMatchObject({
			outcome: "accepted",
			soundId: expect.any(String),
		});
		const again = { ...sending, sound: first?.soundId ?? "" };
		expect(await channel.sendSound?.(again, 5_000)).toMatchObject({
			outcome: "accepted",
		});
		expect(ana.chat).toMatchObject(
			[1, 2].map(() => ({
				text: "▶ #118: начальник про місце: Шевченка дванадцять",
				silent: true,
			})),
		);
		const wrong = { ...sending, sound: "an id nobody gave" };
		expect(await channel.sendSound?.(wrong, 5_000)).toMatchObject({
			outcome: "rejected",
		});
	});

	it("waits as long as Telegram asks", async () => {
		await sandbox.faults.set([
			{ carrier: "telegram", effect: { status: 429, retryAfter: 35 } },
		]);
		const waiting = telegramChannel({
			token: TOKEN,
			apiRoot: sandbox.telegramRoot,
			log: quiet,
			wall: () => 1_000,
		});
		const outcome = await waiting.send(
			{ attemptId: "a", incidentId: "i", to: "510", body: rendered() },
			5_000,
		);
		expect(outcome).toEqual({
			outcome: "throttled",
			untilMs: 36_000,
			code: "429",
		});
	});

	it("never logs the token, the text or the chat", async () => {
		const lines: unknown[] = [];
		const write = (...line: unknown[]) => lines.push(line);
		const log = { info: write, warn: write, error: write };
		const logging = open(sandbox, TOKEN, log);
		const broken = { attemptId: "a", incidentId: "i", to: "510" };
		await sandbox.faults.set([{ carrier: "telegram", effect: "resetAfter" }]);
		await logging.send({ ...broken, body: rendered() }, 5_000);
		await sandbox.faults.set([{ carrier: "telegram", effect: "refuse" }]);
		await logging.send({ ...broken, body: rendered() }, 5_000);
		expect(lines).toHaveLength(2);
		const logged = JSON.stringify(lines);
		for (const secret of [TOKEN, "sandbox-token", "ПОЖЕЖА", "510"])
			expect(logged).not.toContain(secret);
	});
});

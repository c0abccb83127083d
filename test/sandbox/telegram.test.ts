/**
 * The real grammY client against the sandbox's Bot API, and a service hearing its updates.
 */
import { existsSync } from "node:fs";
import { InputFile } from "grammy/web";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { METHODS, TYPES } from "../../src/sandbox/botApi.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { readSpec, rowOf, SPEC_FILE } from "./drawBotApiTable.ts";
import {
	botApi,
	openSandbox,
	pushedClock,
	refusalOf,
	type Service,
	startService,
	TOKEN,
} from "./workbench.ts";

let sandbox: Sandbox;
let service: Service;
let ana: Phone;

beforeEach(async () => {
	service = await startService();
	sandbox = await openSandbox();
	ana = sandbox.phones.add({
		name: "Ганна",
		number: "+380671234501",
		telegramId: 71,
		kind: "smart",
		botStarted: true,
	});
});

afterEach(async () => {
	await sandbox.close();
	await service.close();
});

const webhook = (secret = "s3cret") =>
	botApi(sandbox).setWebhook(`${service.url}/carriers/telegram`, {
		secret_token: secret,
		allowed_updates: [
			"message",
			"edited_message",
			"callback_query",
			"my_chat_member",
		],
	});

const updates = () => service.heard.map(({ body }) => JSON.parse(body));

describe("what the bot sends", () => {
	it("appears on the phone with its buttons, and edits change it in place", async () => {
		const api = botApi(sandbox);
		const sent = await api.sendMessage(71, "<b>ПОЖЕЖА</b> #118 &lt;хата&gt;", {
			parse_mode: "HTML",
			reply_markup: {
				inline_keyboard: [
					[
						{ text: "Їду · 5 хв", callback_data: "tok:5" },
						{ text: "Карта", url: "http://localhost:8080/m" },
					],
				],
			},
		});
		expect(sent.text).toBe("ПОЖЕЖА #118 <хата>");
		expect(sent.entities).toEqual([{ type: "bold", offset: 0, length: 6 }]);
		expect(ana.chat[0]?.keyboard[0]?.map(({ text }) => text)).toEqual([
			"Їду · 5 хв",
			"Карта",
		]);
		await api.editMessageText(71, sent.message_id, "ЇДУТЬ 3 з 4");
		expect(ana.chat).toHaveLength(1);
		expect(ana.chat[0]).toMatchObject({ text: "ЇДУТЬ 3 з 4", keyboard: [] });
		await api.pinChatMessage(71, sent.message_id);
		expect(ana.chat[0]?.pinned).toBe(true);
		await api.deleteMessage(71, sent.message_id);
		expect(ana.chat).toHaveLength(0);
		expect(sandbox.journal.of("Ганна").map(({ kind }) => kind)).toEqual([
			"message",
			"edit",
			"delete",
		]);
	});

	it("shows venues, locations, silence and the reply keyboard", async () => {
		const api = botApi(sandbox);
		await api.sendVenue(71, 49.017, 25.795, "Росохач", "Шевченка, 12");
		await api.sendLocation(71, 49.017, 25.795, { disable_notification: true });
		await api.sendMessage(71, "Ваш номер?", {
			reply_markup: {
				keyboard: [[{ text: "Мій номер", request_contact: true }]],
				resize_keyboard: true,
			},
		});
		await api.sendChatAction(71, "typing");
		expect(ana.chat.map(({ text, silent }) => [text, silent])).toEqual([
			["Росохач\nШевченка, 12", false],
			["", true],
			["Ваш номер?", false],
		]);
		expect(ana.replyKeyboard[0]?.[0]?.text).toBe("Мій номер");
	});

	it("shows contacts and documents, and refuses a card that is too long", async () => {
		const api = botApi(sandbox);
		await api.sendContact(71, "+380440000002", "Дзвін", {
			vcard: "BEGIN:VCARD\r\nEND:VCARD\r\n",
		});
		await api.sendDocument(
			71,
			new InputFile(new TextEncoder().encode("{}"), "dzvin.json"),
			{ caption: "Усе" },
		);
		expect(ana.chat.map(({ text }) => text)).toEqual([
			"Дзвін +380440000002",
			"📄 dzvin.json",
		]);
		expect(ana.chat[1]?.file).toEqual({ name: "dzvin.json", written: "{}" });
		expect(
			await refusalOf(
				api.sendContact(71, "+380440000002", "Дзвін", {
					vcard: "х".repeat(1_025),
				}),
			),
		).toMatchObject({
			description: "Bad Request: CONTACT_VCARD_INVALID",
		});
		expect(
			await refusalOf(api.sendDocument(71, "https://example.org/a.json")),
		).toMatchObject({
			description: "Bad Request: wrong file identifier/HTTP URL specified",
		});
	});

	it.each([
		["an unescaped <", "дим < 5", "can't parse entities"],
		["an unknown tag", "<script>x</script>", 'Unsupported start tag "script"'],
		["a tag left open", "<b>x", "Can't find end tag"],
		["tags crossed", "<b><i>x</b></i>", "Unmatched end tag"],
		["nothing but spaces", "   ", "message text is empty"],
		["over 4096 characters", "д".repeat(4097), "message is too long"],
	])("refuses %s with Telegram's words", async (_, text, words) => {
		const refused = await refusalOf(
			botApi(sandbox).sendMessage(71, text, { parse_mode: "HTML" }),
		);
		expect(refused).toMatchObject({
			error_code: 400,
			description: expect.stringContaining(words),
		});
		expect(ana.chat).toHaveLength(0);
	});

	it("counts 4096 characters after the markup is taken away", async () => {
		const sent = await botApi(sandbox).sendMessage(
			71,
			`<b>${"д".repeat(4096)}</b>`,
			{ parse_mode: "HTML" },
		);
		expect(sent.text).toHaveLength(4096);
	});

	it.each([
		[{ text: "x", callback_data: "д".repeat(33) }, "BUTTON_DATA_INVALID"],
		[{ text: "x", url: "tel:+380671234567" }, "Unsupported URL protocol"],
		[{ text: "x", url: "geo:49,25" }, "Unsupported URL protocol"],
		[{ text: "x" }, "Text buttons are unallowed"],
		[{ text: "x", callback: "1" }, "has no parameter callback"],
	])("refuses the button %j", async (button, words) => {
		const refused = await refusalOf(
			botApi(sandbox).sendMessage(71, "так?", {
				reply_markup: { inline_keyboard: [[button as never]] },
			}),
		);
		expect(refused.description).toContain(words);
	});

	it("refuses names the documents do not have, and missing ones, by name", async () => {
		const refused = await refusalOf(
			botApi(sandbox).sendMessage(71, "x", {
				disable_notifications: 1,
			} as never),
		);
		expect(refused.description).toContain("disable_notifications");
		const missing = await refusalOf(
			botApi(sandbox).raw.sendMessage({ chat_id: 71 } as never),
		);
		expect(missing.description).toContain("needs parameter text");
		const wrong = await refusalOf(
			botApi(sandbox).sendMessage(71, "x", {
				protect_content: "maybe",
			} as never),
		);
		expect(wrong.description).toContain("protect_content must be Boolean");
		const unknown = await refusalOf(
			botApi(sandbox).raw.sendPhoto({ chat_id: 71, photo: "x" }),
		);
		expect(unknown).toMatchObject({
			error_code: 404,
			description: "Not Found",
		});
	});

	it("tells an unchanged edit, a lost message and a foreign one apart", async () => {
		const api = botApi(sandbox);
		const sent = await api.sendMessage(71, "однаково");
		const same = await refusalOf(
			api.editMessageText(71, sent.message_id, "однаково"),
		);
		expect(same.description).toContain("message is not modified");
		const lost = await refusalOf(api.editMessageText(71, 999, "x"));
		expect(lost.description).toBe("Bad Request: message to edit not found");
		await ana.say("моє");
		const mine = ana.chat.at(-1)?.id ?? 0;
		const foreign = await refusalOf(api.editMessageText(71, mine, "x"));
		expect(foreign.description).toContain("message can't be edited");
	});

	it("knows strangers, people who never pressed Start and people who blocked the bot", async () => {
		const api = botApi(sandbox);
		const ivan = sandbox.phones.add({
			name: "Іван",
			number: "+380671234502",
			telegramId: 72,
			kind: "smart",
		});
		expect(await refusalOf(api.sendMessage(99, "x"))).toMatchObject({
			error_code: 400,
			description: "Bad Request: chat not found",
		});
		expect(await refusalOf(api.sendMessage(72, "x"))).toMatchObject({
			error_code: 403,
			description: "Forbidden: bot can't initiate conversation with a user",
		});
		await ivan.open();
		await api.sendMessage(72, "вітаємо");
		await ivan.block();
		expect(await refusalOf(api.sendMessage(72, "x"))).toMatchObject({
			error_code: 403,
			description: "Forbidden: bot was blocked by the user",
		});
		await ivan.unblock();
		await api.sendMessage(72, "знову");
		expect(ivan.chat.at(-1)?.text).toBe("знову");
	});

	it("accepts for a phone without network and shows it when the phone is back", async () => {
		ana.set({ offline: true });
		const sent = await botApi(sandbox).sendMessage(71, "ПОЖЕЖА");
		await botApi(sandbox).editMessageText(71, sent.message_id, "ВІДБІЙ ВИЇЗДУ");
		expect(ana.chat).toHaveLength(0);
		ana.set({ offline: false });
		expect(ana.chat[0]?.text).toBe("ВІДБІЙ ВИЇЗДУ");
	});

	it("answers 401 to a wrong token and takes form and multipart bodies too", async () => {
		const wrong = await refusalOf(botApi(sandbox, "1:wrong").getMe());
		expect(wrong).toMatchObject({
			error_code: 401,
			description: "Unauthorized",
		});
		const url = `${sandbox.telegramRoot}/bot${TOKEN}/sendMessage`;
		const form = new FormData();
		form.set("chat_id", "71");
		form.set("text", "multipart");
		form.set(
			"reply_markup",
			'{"inline_keyboard":[[{"text":"1","callback_data":"1"}]]}',
		);
		await fetch(url, { method: "POST", body: form });
		await fetch(url, {
			method: "POST",
			body: new URLSearchParams({ chat_id: "71", text: "form" }),
		});
		expect(ana.chat.map(({ text }) => text)).toEqual(["multipart", "form"]);
		expect(ana.chat[0]?.keyboard[0]?.[0]?.callback_data).toBe("1");
	});

	it("holds the whole bot back for retry_after when its rate is exceeded", async () => {
		const { clock, push } = pushedClock();
		const slow = await openSandbox({ perSecond: 3, clock });
		for (const telegramId of [1, 2])
			slow.phones.add({
				name: `№${telegramId}`,
				number: `+38067123450${telegramId}`,
				telegramId,
				kind: "smart",
				botStarted: true,
			});
		const api = botApi(slow);
		for (let n = 0; n < 3; n++) await api.sendMessage(1, `${n}`);
		expect(await refusalOf(api.sendMessage(1, "4"))).toMatchObject({
			error_code: 429,
			parameters: { retry_after: 3 },
		});
		await push(1000, slow.settled);
		expect(await refusalOf(api.sendMessage(2, "5"))).toMatchObject({
			parameters: { retry_after: 2 },
		});
		await push(2000, slow.settled);
		await api.sendMessage(2, "6");
		await slow.close();
	});
});

describe("what the people do", () => {
	it("reaches the webhook in order, with the secret, and increasing update ids", async () => {
		await webhook();
		await ana.open("CODE7");
		await ana.shareContact();
		await ana.shareLocation({ lat: 49, lon: 25.5 });
		await ana.shareLiveLocation({ lat: 49, lon: 25.5 }, 900);
		await ana.moveLive({ lat: 49.1, lon: 25.5 });
		await ana.stopLive({ lat: 49.2, lon: 25.5 });
		await ana.block();
		const all = updates();
		expect(all.map((u) => Object.keys(u)[1])).toEqual([
			"message",
			"message",
			"message",
			"message",
			"edited_message",
			"edited_message",
			"my_chat_member",
		]);
		expect(all[0].message).toMatchObject({
			text: "/start CODE7",
			entities: [{ type: "bot_command", offset: 0, length: 6 }],
			chat: { id: 71, type: "private" },
			from: { id: 71, language_code: "uk" },
		});
		expect(all[1].message.contact).toMatchObject({ user_id: 71 });
		expect(all[3].message.location.live_period).toBe(900);
		expect(all[4].edited_message.message_id).toBe(all[3].message.message_id);
		expect(all[5].edited_message.location.live_period).toBeUndefined();
		expect(all[6].my_chat_member.new_chat_member.status).toBe("kicked");
		const ids = all.map(({ update_id }) => update_id);
		expect(ids).toEqual(ids.map((_, index) => ids[0] + index));
		expect(
			service.heard.every(
				({ headers }) =>
					headers["x-telegram-bot-api-secret-token"] === "s3cret",
			),
		).toBe(true);
	});

	it("sends photos and voice messages, which the bot copies without a word of who sent them", async () => {
		await webhook();
		const petro = sandbox.phones.add({
			name: "Петро",
			number: "+380671234502",
			telegramId: 72,
			kind: "smart",
			botStarted: true,
		});
		await ana.sendPhoto("дим над школою", "за школою");
		await ana.sendVoice("горить за школою");
		const [photo, voice] = updates().map(({ message }) => message);
		expect(photo).toMatchObject({
			caption: "за школою",
			photo: [{ width: 320 }, { width: 1280 }],
		});
		expect(voice.voice).toMatchObject({ mime_type: "audio/ogg" });

		const api = botApi(sandbox);
		await api.copyMessage(72, 71, photo.message_id, { caption: "#100" });
		const copied = await api.copyMessage(72, 71, voice.message_id);
		expect(Object.keys(copied)).toEqual(["message_id"]);
		expect(petro.chat.map(({ text, from }) => [from, text])).toEqual([
			["bot", "🖼 #100: дим над школою"],
			["bot", "▶ горить за школою"],
		]);
		expect(await refusalOf(api.copyMessage(72, 71, 99_999))).toMatchObject({
			description: expect.stringContaining("message to copy not found"),
		});
	});

	it("edits the last words of one's own", async () => {
		await webhook();
		await ana.say("горить хат");
		await ana.rewrite("горить хата");
		expect(updates().at(-1)).toMatchObject({
			edited_message: { text: "горить хата" },
		});
		expect(ana.chat).toHaveLength(1);
		expect(ana.chat[0]?.text).toBe("горить хата");
	});

	it("carries a tap to the bot and the bot's short answer back", async () => {
		await webhook();
		const api = botApi(sandbox);
		await api.sendMessage(71, "Їдете?", {
			reply_markup: {
				inline_keyboard: [[{ text: "Їду", callback_data: "tok:1" }]],
			},
		});
		await ana.tap("Їду");
		const { callback_query: query } = updates()[0];
		expect(query).toMatchObject({
			data: "tok:1",
			from: { id: 71 },
			message: { text: "Їдете?" },
		});
		const long = await refusalOf(
			api.answerCallbackQuery(query.id, { text: "д".repeat(201) }),
		);
		expect(long.description).toContain("MESSAGE_TOO_LONG");
		await api.answerCallbackQuery(query.id, { text: "Прийнято: їдете" });
		expect(ana.toasts.map(({ text }) => text)).toEqual(["Прийнято: їдете"]);
		const twice = await refusalOf(api.answerCallbackQuery(query.id));
		expect(twice.description).toContain("query is too old");
		await expect(ana.tap("Немає такої")).rejects.toThrow("no button");
	});

	it("shares the contact by the reply keyboard, and a stranger's contact without an account", async () => {
		await webhook();
		await botApi(sandbox).sendMessage(71, "Номер?", {
			reply_markup: {
				keyboard: [[{ text: "Мій номер", request_contact: true }]],
			},
		});
		await ana.tap("Мій номер");
		await ana.shareContact({ name: "Чужий", number: "+380671234599" });
		expect(updates()[0].message.contact.user_id).toBe(71);
		expect(updates()[1].message.contact.user_id).toBeUndefined();
	});

	it("is repeated with growing pauses until the webhook says 2xx, the chat's order kept", async () => {
		const { clock, push } = pushedClock();
		const own = await openSandbox({ clock });
		const petro = own.phones.add({
			name: "Петро",
			number: "+380671234503",
			telegramId: 73,
			kind: "smart",
		});
		await botApi(own).setWebhook(`${service.url}/w`);
		let failures = 3;
		service.answer = () => (failures-- > 0 ? { status: 500 } : {});
		await petro.say("перше");
		await petro.say("друге");
		expect(updates()).toHaveLength(1);
		expect((await botApi(own).getWebhookInfo()).pending_update_count).toBe(2);
		await push(1000, own.settled);
		await push(2000, own.settled);
		expect(updates()).toHaveLength(3);
		await push(4000, own.settled);
		expect(updates().map(({ message }) => message.text)).toEqual([
			"перше",
			"перше",
			"перше",
			"перше",
			"друге",
		]);
		expect(await botApi(own).getWebhookInfo()).toMatchObject({
			pending_update_count: 0,
			last_error_message: expect.stringContaining("500"),
		});
		await own.close();
	});

	it("comes by long poll as well, and a webhook and polling exclude each other", async () => {
		const api = botApi(sandbox);
		const polled = api.getUpdates({ timeout: 20 });
		await ana.say("так 10");
		const [first] = await polled;
		expect(first?.message?.text).toBe("так 10");
		const next = (first?.update_id ?? 0) + 1;
		expect(await api.getUpdates({ offset: next })).toEqual([]);
		await webhook();
		expect(await refusalOf(api.getUpdates())).toMatchObject({
			error_code: 409,
		});
		await api.deleteWebhook({ drop_pending_updates: true });
		expect(await api.getUpdates()).toEqual([]);
	});

	it("may be answered with a method to call, as Telegram allows", async () => {
		await webhook();
		service.answer = () => ({
			body: JSON.stringify({ method: "sendMessage", chat_id: 71, text: "так" }),
		});
		await ana.say("чуєте?");
		expect(ana.chat.at(-1)?.text).toBe("так");
	});

	it("that piled up before the webhook was set is delivered to it, unless dropped", async () => {
		await ana.say("до служби");
		await webhook();
		await sandbox.settled();
		expect(updates().map(({ message }) => message.text)).toEqual(["до служби"]);
	});

	it("sends only the kinds of update the bot asked for", async () => {
		await botApi(sandbox).setWebhook(`${service.url}/w`, {
			allowed_updates: ["callback_query"],
		});
		await ana.say("ніхто не чує");
		expect(service.heard).toHaveLength(0);
	});

	it.each([
		["a public host", { url: "https://example.org/w" }, "bad webhook"],
		[
			"a secret with spaces",
			{ url: "http://localhost:1/", secret_token: "a b" },
			"unallowed",
		],
	])("refuses a webhook with %s", async (_, { url, ...more }, words) => {
		const refused = await refusalOf(botApi(sandbox).setWebhook(url, more));
		expect(refused.description).toContain(words);
	});
});

describe("the table of parameters", () => {
	const absent = !existsSync(SPEC_FILE);
	if (absent)
		console.warn("SKIPPED: ../shared/data/telegram/bot-api.json is not here");

	it.skipIf(absent)("agrees with Telegram's documents row by row", () => {
		const spec = readSpec();
		for (const [name, row] of Object.entries(METHODS))
			expect([name, row]).toEqual([name, rowOf(spec.methods[name]?.fields)]);
		for (const [name, row] of Object.entries(TYPES))
			expect([name, row]).toEqual([name, rowOf(spec.types[name]?.fields)]);
	});
});

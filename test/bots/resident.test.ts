/**
 * Whatever strangers send, in any order: what is a fire is filed and answered with 101,
 * what is none wakes nobody, and no chat of theirs learns anything.
 */
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { readResident } from "../../src/core/residentWords.ts";
import { EVERYTHING } from "../../src/ports.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import { metresNorth, openVillage, SECRET, type Village } from "./village.ts";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 25);

type Input =
	| { kind: "text" | "forwarded" | "edited"; text: string }
	/** Some button anywhere in the chat, or below it. */
	| { kind: "tap"; which: number }
	| { kind: "sticker" | "document" | "place" | "photo" | "voice" }
	| { kind: "contact"; own: boolean };
type Sent = { by: number; input: Input };

const TEXTS = [
	"/start",
	"/menu",
	"/start fire",
	"/start AAAAAAAAAAAAAAAAAAAAAA",
	"привіт",
	"дякую",
	"дим за школою",
	"ПОЖЕЖА Росохач, Шевченка 12",
	"горить хата, люди всередині",
	"де горить?",
	"скільки машин їде?",
	"Росохач, Шевченка 12",
	"так",
	"ні",
	"не горить",
	"помилка",
	"067 123 45 67",
	"Пропустити",
	"Іваненко Іван",
	"1",
	'<b>& " {{x}}',
	"🔥",
	"x".repeat(3_000),
];
const text = fc.constantFrom(...TEXTS);
const input: fc.Arbitrary<Input> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constantFrom("text", "text", "text", "forwarded", "edited"),
			text,
		}),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			kind: fc.constant("tap" as const),
			which: fc.nat(1_000),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constantFrom("sticker", "document", "place", "photo", "voice"),
		}),
	},
	fc.record({ kind: fc.constant("contact" as const), own: fc.boolean() }),
);
const sequence: fc.Arbitrary<Sent[]> = fc.array(
	fc.record({ by: fc.nat(1), input }),
	{ minLength: 1, maxLength: 10 },
);

let close: () => Promise<void> = async () => {};
afterEach(() => close());

it(
	"no ten inputs of two strangers lose a fire, raise one from a greeting, or tell them anything",
	{ timeout: 240_000 },
	() =>
		fc.assert(fc.asyncProperty(sequence, holds), {
			numRuns: RUNS,
			seed: Number(process.env.PROPERTY_SEED ?? 20_261_123),
			endOnFailure: true,
		}),
);

async function holds(sent: readonly Sent[]): Promise<void> {
	const village = await openVillage();
	close = village.close;
	try {
		const chief = await village.villager("Петро", {
			qualifications: ["leader", "driver_c"],
		});
		await village.join(chief);
		await village.appoint(chief);
		const strangers = [0, 1].map((n) =>
			village.sandbox.phones.add({
				name: `Мешканець ${n}`,
				number: `+38050400000${n}`,
				kind: "smart",
				telegramId: 91_000 + n,
				botStarted: true,
				place: metresNorth(900 + 3_000 * n),
			}),
		);
		let mustBeFiled = false;
		let mayBeFiled = false;
		let updateId = 900_000_000;
		for (const { by, input: given } of sent) {
			const phone = strangers[by] as Phone;
			const isPlainFire =
				["place", "photo", "voice"].includes(given.kind) ||
				(given.kind === "text" &&
					!given.text.startsWith("/") &&
					readResident(given.text).kind === "fire");
			// Who is asked for a village to join answers with a point.
			const joins = village.sandbox.journal
				.of(phone.name)
				.some(
					({ kind, text: label }) =>
						kind === "tap" && /Приєдна|телефон/.test(label ?? ""),
				);
			if (isPlainFire && !joins) mustBeFiled = true;
			if (isPlainFire || given.kind === "tap" || !isSmallTalk(given))
				mayBeFiled = true;
			updateId = await send(village, phone, given, updateId);
			await village.deliver();
			const { items } = await village.store.heads(EVERYTHING, { limit: 20 });
			if (mustBeFiled) expect(items.length, said(given)).toBeGreaterThan(0);
			if (!mayBeFiled) expect(items.length, said(given)).toBe(0);
			if (isPlainFire && !joins)
				expect(toldTo(village, phone).join(), said(given)).toContain("101");
		}
		expect(
			village.logged.filter(({ message }) => message.includes("not handled")),
		).toEqual([]);
		for (const phone of strangers)
			for (const words of toldTo(village, phone)) {
				expect(words).not.toMatch(/#\d|Петро|ДПД/);
				expect(words.replace(/\D/g, "")).not.toContain(
					chief.phone.number.slice(-9),
				);
			}
	} finally {
		await village.close();
		close = async () => {};
	}
}

const said = (given: Input): string => JSON.stringify(given).slice(0, 100);

/** Words after which nothing may stand in the log, whatever was asked before. */
const isSmallTalk = (given: Input): boolean =>
	given.kind === "sticker" ||
	given.kind === "document" ||
	(given.kind === "text" &&
		["привіт", "дякую", "ні", "/menu"].includes(given.text));

const toldTo = ({ sandbox }: Village, { name }: Phone): string[] =>
	sandbox.journal
		.of(name)
		.filter(({ kind }) => ["message", "edit", "toast"].includes(kind))
		.map(({ text: words = "" }) => words);

async function send(
	village: Village,
	phone: Phone,
	given: Input,
	updateId: number,
): Promise<number> {
	switch (given.kind) {
		case "text":
			await phone.say(given.text);
			return updateId;
		case "tap": {
			const labels = [
				...phone.chat.flatMap(({ keyboard }) => keyboard.flat()),
				...phone.replyKeyboard.flat(),
			].map(({ text: label }) => label);
			const label = labels[given.which % labels.length];
			if (label !== undefined) await phone.tap(label);
			return updateId;
		}
		case "place":
			await phone.shareLocation();
			return updateId;
		case "photo":
			await phone.sendPhoto("дим");
			return updateId;
		case "voice":
			await phone.sendVoice("горить");
			return updateId;
		case "contact":
			await phone.shareContact(
				given.own ? undefined : { name: "Хтось", number: "+380971112233" },
			);
			return updateId;
		default:
			await post(village, phone, given, updateId + 1);
			return updateId + 1;
	}
}

/** What no phone of the sandbox can do: written as Telegram writes it. */
async function post(
	village: Village,
	phone: Phone,
	given: Input,
	updateId: number,
): Promise<void> {
	const id = Number(phone.telegramId);
	const message = {
		message_id: updateId,
		date: Math.floor(village.service.clock.now() / 1000),
		chat: { id, type: "private", first_name: phone.name },
		from: { id, is_bot: false, first_name: phone.name, language_code: "uk" },
		...("text" in given ? { text: given.text } : {}),
		...(given.kind === "sticker"
			? { sticker: { file_id: "s", file_unique_id: "s", emoji: "👍" } }
			: {}),
		...(given.kind === "document"
			? { document: { file_id: "d", file_unique_id: "d" } }
			: {}),
		...(given.kind === "forwarded"
			? {
					forward_origin: {
						type: "hidden_user",
						sender_user_name: "Хтось",
						date: 1,
					},
				}
			: {}),
	};
	const answer = await fetch(`${village.url}/carriers/telegram`, {
		method: "POST",
		headers: {
			"content-type": "application/json",
			"x-telegram-bot-api-secret-token": SECRET,
		},
		body: JSON.stringify({
			update_id: updateId,
			[given.kind === "edited" ? "edited_message" : "message"]: message,
		}),
	});
	expect(answer.status).toBe(200);
}

/**
 * Whatever a volunteer and a chief send, in any order, up to twelve times: each of it is
 * answered, nobody who is off is woken, and no chat learns somebody else's number.
 */
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { setAvailability } from "../../src/administer.ts";
import { availabilityOf } from "../../src/people/whereabouts.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { openVillage, SECRET, STATION, type Villager } from "./village.ts";

const OPERATOR = { by: { kind: "service" }, scope: EVERYTHING } as const;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 25);

type Input =
	| { kind: "text"; text: string }
	/** Some button anywhere in the chat, or below it. */
	| { kind: "tap"; which: number }
	| { kind: "forwarded"; text: string }
	| { kind: "edited"; text: string }
	| { kind: "sticker" }
	| { kind: "place" }
	| { kind: "contact"; own: boolean }
	| { kind: "fire" };
type Sent = { by: "chief" | "member"; input: Input };

const TEXTS = [
	"/start",
	"/menu",
	"/help",
	"/link",
	"/nothing",
	"1",
	"0",
	"їду 10",
	"не можу",
	"їду 5, беру рукав",
	"ПОЖЕЖА Росохач, Шевченка 12",
	"пожежа стерня за фермою",
	"пожежу бачу?",
	"Росохач, вул. Лісова, 3",
	"#100 їду",
	"118",
	"08:00",
	"17-21",
	"з 12.12 до 15.12",
	"067 123 45 67",
	"Іваненко Іван",
	"STOP",
	"так",
	"дякую",
	'<b>& " {{x}}',
	"🔥",
	"x".repeat(3_000),
];

const text = fc.constantFrom(...TEXTS);
const input: fc.Arbitrary<Input> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({ kind: fc.constant("text" as const), text }),
	},
	{
		weight: 8,
		arbitrary: fc.record({
			kind: fc.constant("tap" as const),
			which: fc.nat(1_000),
		}),
	},
	fc.record({ kind: fc.constant("forwarded" as const), text }),
	fc.record({ kind: fc.constant("edited" as const), text }),
	fc.constant({ kind: "sticker" as const }),
	fc.constant({ kind: "place" as const }),
	fc.record({ kind: fc.constant("contact" as const), own: fc.boolean() }),
	fc.constant({ kind: "fire" as const }),
);
const sequence: fc.Arbitrary<Sent[]> = fc.array(
	fc.record({
		by: fc.constantFrom("chief" as const, "member" as const),
		input,
	}),
	{ minLength: 1, maxLength: 12 },
);

let close: () => Promise<void> = async () => {};
afterEach(() => close());

it(
	"no twelve inputs of two roles leave one unanswered, wake who is off, or tell a phone number",
	{ timeout: 240_000 },
	() =>
		fc.assert(fc.asyncProperty(sequence, holds), {
			numRuns: RUNS,
			...(process.env.PROPERTY_SEED
				? { seed: Number(process.env.PROPERTY_SEED) }
				: { seed: 20_261_122 }),
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
		const member = await village.villager("Ганна");
		const sleeper = await village.villager("Сонько", {
			qualifications: ["driver_c", "leader"],
		});
		const people = [chief, member, sleeper];
		for (const one of people) await village.join(one);
		await village.appoint(chief);
		await setAvailability(village.service, OPERATOR, sleeper.id, {
			state: "off",
			weekly: [],
			exceptions: [],
		});
		const asleepFrom = village.sandbox.journal.of(sleeper.name).length;
		let updateId = 900_000_000;

		for (const [n, { by, input: given }] of sent.entries()) {
			const who = by === "chief" ? chief : member;
			const before = answersTo(who);
			const what = await send(who, given);
			await village.deliver();
			if (what !== undefined)
				expect(
					answersTo(who),
					`${n + 1}. ${by}: ${what} was not answered`,
				).toBeGreaterThan(before);
		}

		for (const who of people)
			for (const { kind, text: told = "" } of village.sandbox.journal.of(
				who.name,
			)) {
				if (!["message", "edit", "toast", "sms", "spoken"].includes(kind))
					continue;
				const digits = told.replace(/[\s()-]/g, "");
				for (const other of people)
					if (other !== who)
						expect(
							digits.includes(other.phone.number.slice(-9)),
							`${who.name} was told ${other.name}'s number: ${told.slice(0, 80)}`,
						).toBe(false);
			}
		const [row] = await village.service.roster.people([sleeper.id]);
		const isOff =
			row && availabilityOf(village.service.secrets, row).state === "off";
		// A chief who sets somebody on call has woken nobody; from then on they are.
		if (isOff)
			expect(
				village.sandbox.journal
					.of(sleeper.name)
					.slice(asleepFrom)
					.filter(
						({ kind, silent }) =>
							["sms", "call"].includes(kind) || (kind === "message" && !silent),
					)
					.map(({ kind, text: told }) => `${kind}: ${told}`),
			).toEqual([]);

		/** What was sent, in words; undefined = nothing that could be answered. */
		async function send(
			who: Villager,
			given: Input,
		): Promise<string | undefined> {
			switch (given.kind) {
				case "text":
					await who.phone.say(given.text);
					return given.text.slice(0, 40);
				case "tap": {
					const labels = labelsOf(who);
					const label = labels[given.which % labels.length];
					if (label === undefined) return undefined;
					await who.phone.tap(label.text);
					return label.isLink ? undefined : `tap ${label.text}`;
				}
				case "place":
					await who.phone.shareLocation(STATION);
					return "a place";
				case "contact":
					await who.phone.shareContact(
						given.own ? undefined : { name: "Хтось", number: "+380971112233" },
					);
					return "a contact";
				case "fire":
					await village.fire({ source: "okc_101" });
					return undefined;
				default:
					await post(who, given);
					return given.kind;
			}
		}

		/** What no phone of the sandbox can do: written as Telegram writes it. */
		async function post(
			{ phone }: Villager,
			given: Extract<Input, { kind: "forwarded" | "edited" | "sticker" }>,
		): Promise<void> {
			updateId += 1;
			const id = Number(phone.telegramId);
			const message = {
				message_id: updateId,
				date: 1,
				chat: { id, type: "private", first_name: phone.name },
				from: { id, is_bot: false, first_name: phone.name },
				...(given.kind === "sticker"
					? { sticker: { file_id: "s", file_unique_id: "s", emoji: "👍" } }
					: { text: given.text }),
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

		function answersTo({ name }: Villager): number {
			const { journal } = village.sandbox;
			const said = journal
				.of(name)
				.filter(({ kind }) =>
					["message", "edit", "toast", "sms"].includes(kind),
				);
			// A button that shows what is there already is answered by its clock stopping.
			const pressed = journal.requests.filter(
				({ method, accepted }) => method === "answerCallbackQuery" && accepted,
			);
			return said.length + pressed.length;
		}
	} finally {
		await village.close();
		close = async () => {};
	}
}

function labelsOf({ phone }: Villager): { text: string; isLink: boolean }[] {
	return [
		...phone.chat.flatMap(({ keyboard }) =>
			keyboard.flat().map((button) => ({
				text: button.text,
				isLink: button.callback_data === undefined,
			})),
		),
		...phone.replyKeyboard.flat().map(({ text: label }) => ({
			text: label,
			isLink: false,
		})),
	];
}

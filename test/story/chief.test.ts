/**
 * The chief with a phone in his hand: raising people, steering an incident, words that
 * can be taken back, in both languages.
 */
import { afterEach, describe, expect, it } from "vitest";
import { hanna, ivan, oleh, petro, UHRYN_CREW } from "./cast.ts";
import {
	minutes,
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(async () => {
	expect(village.log.errors).toEqual([]);
	await village.close();
});

/** The only incident there is. */
async function theIncident(): Promise<string> {
	const { items } = await village.store.heads(
		{ kind: "everything" },
		{ limit: 10 },
	);
	expect(items).toHaveLength(1);
	return items[0]?.id ?? "";
}
const heads = async () =>
	(await village.store.heads({ kind: "everything" }, { limit: 10 })).items;
const last = (who: { chat(): string[] }) => who.chat().at(-1) ?? "";
/** What stands on the newest message of a chat, edits included. */
const shown = (who: Village["people"][string]) => who.phone.chat.at(-1);
const buttons = (who: Village["people"][string]) =>
	shown(who)
		?.keyboard.flat()
		.map(({ text }) => text) ?? [];

describe("raising people", () => {
	it("takes two taps of the button below the chat, and the place comes afterwards", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
		village = opened;
		const { people } = opened;
		await people.petro.writes("/menu");
		expect(people.petro.phone.replyKeyboard.flat()).toContainEqual({
			text: "🔥 Підняти людей",
		});

		let taps = 0;
		// A button below the chat writes its own words.
		taps += 1;
		await people.petro.writes("🔥 Підняти людей");
		taps += 1;
		await people.petro.tap("Хата");
		expect(taps).toBeLessThanOrEqual(3);

		const incident = await theIncident();
		expect(await village.board(incident)).toMatchObject({
			type: "structure_fire",
			mode: "actual",
			status: "open",
			source: "chief",
		});
		expect(last(people.oleh)).toContain("ПОЖЕЖА · хата · #100");
		expect(people.petro.told().join("\n")).toContain("Самі їдете?");
		const asked = people.petro.phone.chat.find(({ text }) =>
			text.includes("#100: кличемо людей. Де?"),
		);
		expect(asked).toBeDefined();

		await people.oleh.tap("Їду · 5 хв");
		await people.petro.writes("Росохач, вул. Шевченка, 12");
		expect(last(people.petro)).toContain("#100: місце записано");
		await people.petro.phone.shareLocation({ lat: 49.02, lon: 25.8 });
		await village.settle();
		const board = await village.board(incident);
		expect(board.place).toBe("Росохач, вул. Шевченка, 12");
		expect(board.location).toMatchObject({ lat: 49.02, lon: 25.8 });
		expect(people.oleh.told().join("\n")).toContain("НОВЕ МІСЦЕ");
	});

	it("says in English what is said in English", async () => {
		const opened = await openVillage({
			people: { petro: { ...petro, locale: "en" }, oleh, ivan },
		});
		village = opened;
		const { people } = opened;
		await people.petro.writes("/menu");
		await people.petro.tap("🔥 Call people out");
		await people.petro.tap("Stubble");
		expect(await village.board(await theIncident())).toMatchObject({
			type: "vegetation_fire",
		});
		expect(
			people.petro.phone.chat.some(({ text }) =>
				text.startsWith("#100: we are calling people. Where?"),
			),
		).toBe(true);
	});

	it("asks who leads two brigades for the brigade by a third tap", async () => {
		const opened = await openVillage({
			brigades: TWO_BRIGADES,
			people: {
				petro: { ...petro, brigade: ["Росохач", "Угринь"] },
				oleh,
				...UHRYN_CREW,
			},
		});
		village = opened;
		const { people } = opened;
		await people.petro.writes("/menu");
		await people.petro.tap("🔥 Підняти людей");
		await people.petro.tap("Сарай");
		expect(await heads()).toEqual([]);
		await people.petro.tap("Угринь");
		const incident = await village.service.load(await theIncident());
		expect(incident).toMatchObject({
			brigadeIds: [village.brigadeId("Угринь")],
			rulingBrigadeId: village.brigadeId("Угринь"),
		});
	});

	it("by the deputy at the same moment is the same fire, until one of them says it is another", async () => {
		const opened = await openVillage({
			people: { petro, hanna: { ...hanna, role: "deputy" }, oleh, ivan },
		});
		village = opened;
		const { people } = opened;
		await people.petro.writes("пожежа");
		await people.hanna.writes("/menu");
		await people.hanna.tap("🔥 Підняти людей");
		await people.hanna.tap("Хата");
		// Of the same instant: only their numbers tell which came first.
		const [first, second] = (await heads()).toSorted(
			(a, b) => a.number - b.number,
		);
		expect([first?.number, second?.number]).toEqual([100, 101]);
		expect(await village.board(second?.id ?? "")).toMatchObject({
			possibleDuplicateOf: first?.id,
			alertedAt: null,
		});
		expect(shown(people.hanna)?.text).toContain("подію, про яку вже знаємо");
		await people.hanna.tap("Дії");
		await people.hanna.tap("Скликати");
		expect((await village.board(second?.id ?? "")).alertedAt).not.toBeNull();
	});

	it("is one alarm, however often the button is pressed, also over a restart", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await people.petro.writes("/menu");
		await people.petro.tap("🔥 Підняти людей");
		const menu = shown(people.petro);
		const data =
			menu?.keyboard.flat().find(({ text }) => text === "Хата")
				?.callback_data ?? "";
		await people.petro.tap("Хата");
		await village.restart();
		await press(data, menu?.id ?? 0);
		await press(data, menu?.id ?? 0);
		expect(await heads()).toHaveLength(1);
		expect(
			people.petro.phone.chat.some(({ text }) =>
				text.includes("#100 уже прийнято"),
			),
		).toBe(true);
	});

	it("is taken back by one tap within a minute, and by two later", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await people.petro.writes("/menu");
		await people.petro.tap("🔥 Підняти людей");
		await people.petro.tap("Авто");
		await village.fastForward(seconds(20));
		await people.petro.tap("Хибний виклик");
		const first = await theIncident();
		expect((await village.board(first)).status).toBe("cancelled");
		await village.fastForward(seconds(5));
		expect(people.oleh.told().join("\n")).toContain("ХИБНИЙ ВИКЛИК");

		await people.petro.tap("🔥 Підняти людей");
		await people.petro.tap("Стерня");
		await village.fastForward(minutes(2));
		await people.petro.tap("Хибний виклик");
		const [second] = await heads();
		expect((await village.board(second?.id ?? "")).status).toBe("open");
		await people.petro.tap("Так: Хибний виклик");
		expect((await village.board(second?.id ?? "")).status).toBe("cancelled");
	});

	it("as an exercise is НАВЧАННЯ on every button and text", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await people.petro.writes("/menu");
		await people.petro.tap("🔥 Підняти людей");
		await people.petro.tap("Навчання (не горить)");
		await people.petro.tap("Навчання: Хата");
		expect((await village.board(await theIncident())).mode).toBe("exercise");
		expect(last(people.oleh)).toContain("НАВЧАННЯ");
		expect(people.oleh.told().join("\n")).not.toContain("ПОЖЕЖА");
		expect(
			people.petro.phone.chat.some(({ text }) =>
				text.startsWith("НАВЧАННЯ #100, не горить"),
			),
		).toBe(true);
	});

	it("is not for a member: his buttons do not have it, and an old one is refused", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await people.ivan.writes("/menu");
		expect(buttons(people.ivan)).not.toContain("🔥 Підняти людей");
		await people.ivan.writes("🔥 Підняти людей");
		await people.ivan.tap("Хата");
		expect(await heads()).toEqual([]);
		expect(people.ivan.toasts().at(-1)).toContain("лише начальник");
	});

	it("is not what came with his own word «їду» to «Де?»: he answers, and the place stays asked", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await people.petro.writes("пожежа");
		const incident = await theIncident();
		await people.petro.writes("їду 10");
		expect(await village.line(incident, people.petro)).toMatchObject({
			answer: "responding",
		});
		await people.petro.writes("Росохач, Лісова 3");
		expect((await village.board(incident)).place).toBe("Росохач, Лісова 3");
	});
});

describe("raising in words", () => {
	it("by a line in the chat, at once; said twice it is one fire", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await people.petro.writes("пожежа стерня Росохач за фермою");
		const incident = await theIncident();
		expect(await village.board(incident)).toMatchObject({
			type: "vegetation_fire",
			place: "Росохач за фермою",
			status: "open",
		});
		await people.petro.writes("Пожежа, стерня, Росохач за фермою!");
		expect(await heads()).toHaveLength(1);
		expect(last(people.petro)).toContain("уже прийнято");
	});

	it("talk of an open fire raises none; the word in capitals does", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await village.report();
		await people.petro.writes("пожежа перекинулась на сарай");
		await people.petro.writes("пожежу бачу?");
		expect(await heads()).toHaveLength(1);
		await people.petro.writes("ПОЖЕЖА авто Угринь, траса");
		expect(await heads()).toHaveLength(2);
	});

	it("by SMS from a chief's button phone: people are rung, and he reads its number", async () => {
		const opened = await openVillage({
			people: { petro: { ...petro, phone: "button" }, oleh, ivan },
			twoWaySms: true,
		});
		village = opened;
		const { people } = opened;
		await people.petro.texts("ПОЖЕЖА Росохач Шевченка 12");
		await village.fastForward(seconds(2));
		const incident = await theIncident();
		expect(await village.board(incident)).toMatchObject({
			status: "open",
			source: "chief",
			place: "Росохач Шевченка 12",
		});
		expect(people.oleh.chat().join("\n")).toContain("ПОЖЕЖА");
		expect(people.petro.sms().join("\n")).toContain("#100 прийнято");
		await people.petro.texts("ПОЖЕЖА Росохач Шевченка 12");
		expect(await heads()).toHaveLength(1);
		await people.petro.texts("1");
		expect(await village.line(incident, people.petro)).toMatchObject({
			answer: "responding",
		});
	});

	it("by a member it is a report, and the chief is asked", async () => {
		const opened = await openVillage({
			people: { petro, oleh, ivan: { ...ivan, locale: "en" }, hanna },
			twoWaySms: true,
		});
		village = opened;
		const { people } = opened;
		await people.ivan.writes("fire house Rosokhach, Shevchenka 12");
		const incident = await theIncident();
		expect(await village.board(incident)).toMatchObject({
			status: "unconfirmed",
			source: "resident",
		});
		expect(last(people.ivan)).toContain("asking the chief");
		expect(people.petro.told().join("\n")).toContain("Горить?");
		await people.petro.tap("Скликати");
		expect((await village.board(incident)).status).toBe("open");
	});
});

/** A button pressed again: Telegram brings it with a number of its own. */
let pressedSoFar = 900_000_000;
async function press(data: string, messageId: number): Promise<void> {
	const { petro: chief } = village.people;
	const from = { id: chief?.phone.telegramId, is_bot: false, first_name: "П" };
	pressedSoFar += 1;
	await village.ask(
		new Request(`${village.url}/carriers/telegram`, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				"x-telegram-bot-api-secret-token": village.proof.telegram,
			},
			body: JSON.stringify({
				update_id: pressedSoFar,
				callback_query: {
					id: String(pressedSoFar),
					from,
					chat_instance: "1",
					data,
					message: {
						message_id: messageId,
						date: 0,
						chat: { id: from.id, type: "private", first_name: "П" },
						text: "?",
					},
				},
			}),
		}),
	);
	await village.settle();
}

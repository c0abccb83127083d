/**
 * The chief steers an incident from his chat: every button, what a second press does, what
 * is too late, and words to the crew that can be taken back for five seconds.
 */
import { afterEach, describe, expect, it } from "vitest";
import { changeBrigade } from "../../src/administer.ts";
import { hanna, ivan, oleh, petro, stepan, UHRYN_CREW } from "./cast.ts";
import {
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
afterEach(async () => {
	expect(village.log.errors).toEqual([]);
	await village.close();
});

/** The text of the newest message with buttons, as it stands now. */
const panel = (who: Villager): string =>
	who.phone.chat.findLast(({ keyboard }) => keyboard.length > 0)?.text ?? "";
const labels = (who: Villager): string[] =>
	who.phone.chat
		.findLast(({ keyboard }) => keyboard.length > 0)
		?.keyboard.flat()
		.map(({ text }) => text) ?? [];
const factsOf = async (incident: string, type: string): Promise<number> =>
	(await village.facts(incident)).filter((fact) => fact === type).length;

describe("the panel of an incident", () => {
	it("opens from the chief's own message and from «Події», and says how it stands", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await village.report();
		await people.oleh.tap("Їду · 5 хв");
		await people.petro.tap("Дії");
		expect(panel(people.petro)).toMatch(/^#100 · хата · Росохач, Шевченка 12/);
		expect(panel(people.petro)).toContain("Їдуть: 1 · Олег 03:");

		await people.petro.writes("/menu");
		await people.petro.tap("Події");
		await people.petro.tap("#100 хата · збираємо Росохач, Шевченка 12");
		expect(labels(people.petro)).toEqual(
			expect.arrayContaining([
				"Ще людей",
				"Екіпаж є, решті відбій виїзду",
				"Машина не їде",
				"Змінити місце",
				"Що сталося",
				"Відповісти за людину",
				"Зняти з місця",
				"Написати",
				"Повідомлено 101",
				"Передано ДСНС",
				"Беру на себе",
				"Завершити",
				"Хибний виклик",
			]),
		);
	});

	it("of what nobody has confirmed asks only whether it burns; a duty officer sees his own orders", async () => {
		const opened = await openVillage({
			people: {
				petro,
				oleh,
				ivan,
				stepan: { ...stepan, role: "dutyOfficer" },
			},
		});
		village = opened;
		const { people } = opened;
		await people.ivan.writes("пожежа Росохач, Лісова 3");
		await people.petro.tap("Дії");
		expect(labels(people.petro).slice(0, 2)).toEqual([
			"Скликати",
			"Не скликати",
		]);
		expect(labels(people.petro)).not.toContain("Ще людей");
		await people.petro.tap("Скликати");
		const steered = people.petro.phone.chat.find(({ text }) =>
			text.startsWith("Скликати: зроблено."),
		);
		expect(steered?.keyboard.flat().map(({ text }) => text)).toContain(
			"Ще людей",
		);

		await people.stepan.writes("/menu");
		await people.stepan.tap("Події");
		await people.stepan.tap("#100 хата · збираємо Росохач, Лісова 3");
		expect(labels(people.stepan)).toEqual(
			expect.arrayContaining([
				"Ще людей",
				"Беру на себе",
				"Хибний виклик",
				"Завершити",
				"Написати",
			]),
		);
		expect(labels(people.stepan)).not.toContain("Номер заявника");
		// Nor by a button he was never shown: the bot has the crew's panel for those who lead.
		const incident = (
			await village.store.heads({ kind: "everything" }, { limit: 1 })
		).items[0]?.id;
		await press(
			people.stepan,
			`~who:a:${shortly(incident)}:${shortly(people.oleh.id)}:y5`,
		);
		expect(await village.line(incident ?? "", people.oleh)).toMatchObject({
			answer: "none",
		});
	});

	it("each order is one deed, however often its button is pressed", async () => {
		const opened = await openVillage({
			brigades: TWO_BRIGADES,
			people: { petro, oleh, ivan, ...UHRYN_CREW },
		});
		village = opened;
		const { people } = opened;
		const incident = await village.report();
		await people.petro.tap("Дії");
		const more = dataOf(people.petro, "Ще людей");
		await people.petro.tap("Ще людей");
		const waves = await factsOf(incident, "RespondersAlerted");
		await press(people.petro, more);
		expect(await factsOf(incident, "RespondersAlerted")).toBe(waves);

		await people.petro.tap("Беру на себе");
		expect((await village.board(incident)).humanInCharge?.name).toBe("Петро");
		const told101 = dataOf(people.petro, "Повідомлено 101");
		await people.petro.tap("Повідомлено 101");
		await press(people.petro, told101);
		await people.petro.tap("Передано ДСНС");
		await people.petro.tap("Пропустити");
		expect(
			(await village.board(incident)).marks.map(({ mark }) => mark),
		).toEqual(["informed101", "handedOver"]);
		await people.petro.tap("Машина не їде");
		await people.petro.tap("АЦ-40, Росохач");
		expect(await factsOf(incident, "VehicleWentDown")).toBe(1);
	});

	it("stands down the rest, closes, and opens it again, each after one question", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
		village = opened;
		const { people } = opened;
		const incident = await village.report();
		await people.petro.tap("Дії");
		await people.petro.tap("Екіпаж є, решті відбій виїзду");
		expect(await factsOf(incident, "StoodDown")).toBe(0);
		await people.petro.tap("Так: Екіпаж є, решті відбій виїзду");
		expect(await factsOf(incident, "StoodDown")).toBe(1);
		const old = dataOf(people.petro, "Ще людей");
		await people.petro.tap("Завершити");
		await people.petro.tap("Так: Завершити");
		expect((await village.board(incident)).status).toBe("closed");
		// A panel of before: nothing happens, and the words say how it stands.
		await press(people.petro, old);
		expect(panel(people.petro)).toContain("Подію вже завершено");
		expect(panel(people.petro)).toContain("ЗАВЕРШЕНО");
		await people.petro.tap("Відкрити знову");
		expect((await village.board(incident)).status).toBe("open");
	});

	it("corrects place and type, and asks again for what is no place", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		const incident = await village.report({ type: "vegetation_fire" });
		await people.oleh.tap("Їду · 5 хв");
		await people.petro.tap("Дії");
		await people.petro.tap("Що сталося");
		await people.petro.tap("житловий будинок");
		expect((await village.board(incident)).type).toBe("structure_fire");
		await people.petro.tap("Що сталося");
		await people.petro.tap("Люди в небезпеці: ні");
		expect((await village.board(incident)).peopleInDanger).toBe(true);

		await people.petro.tap("Змінити місце");
		await village.restart();
		await people.petro.phone.shareContact();
		await village.settle();
		expect(panel(people.petro)).toContain("Не зрозуміли");
		await people.petro.writes("Росохач, Шевченка 21");
		expect((await village.board(incident)).place).toBe("Росохач, Шевченка 21");
		expect(people.oleh.told().join("\n")).toContain("НОВЕ МІСЦЕ");
	});

	it("answers for somebody who rang him, and takes a person off the seat", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
		village = opened;
		const { people } = opened;
		const incident = await village.report();
		await people.petro.tap("Дії");
		await people.petro.tap("Відповісти за людину");
		await people.petro.tap("Іван · викликаємо");
		await people.petro.tap("10 хв");
		expect(await village.line(incident, people.ivan)).toMatchObject({
			answer: "responding",
			etaAt: village.now + 600_000,
		});
		await people.petro.tap("Зняти з місця");
		await people.petro.tap("Іван · їде");
		expect(await factsOf(incident, "SeatOpened")).toBe(1);
		expect(people.ivan.told().join("\n")).toContain("зняв вас з місця");

		await people.petro.tap("Відповісти за людину");
		await people.petro.tap("Ганна · викликаємо");
		await people.petro.tap("Не може");
		expect(await village.line(incident, people.hanna)).toMatchObject({
			answer: "notResponding",
		});
	});

	it("is shut to a member, to a stranger's chief, and to who is chief no more", async () => {
		const opened = await openVillage({
			brigades: TWO_BRIGADES,
			people: {
				petro,
				oleh,
				ivan,
				bohdan: { ...UHRYN_CREW.bohdan, role: "chief" },
			},
		});
		village = opened;
		const { people } = opened;
		const incident = await village.report({ type: "vegetation_fire" });
		await people.petro.tap("Дії");
		const data = dataOf(people.petro, "Ще людей");
		const before = await village.facts(incident);
		await press(people.ivan, data);
		await press(people.bohdan, data);
		expect(people.ivan.chat().join("\n")).not.toContain("Їдуть:");
		await changeBrigade(
			village.service,
			village.operator,
			village.brigadeId("Росохач"),
			{ roles: [] },
		);
		await people.petro.tap(data);
		expect(people.petro.toasts().at(-1)).toContain("лише начальник");
		expect(await village.facts(incident)).toEqual(before);
	});

	it("says in English how it stands", async () => {
		const opened = await openVillage({
			people: { petro: { ...petro, locale: "en" }, oleh, ivan },
		});
		village = opened;
		const { people } = opened;
		const incident = await village.report();
		await people.petro.tap("Actions");
		expect(panel(people.petro)).toMatch(/^#100 · house/);
		await people.petro.tap("Close");
		await people.petro.tap("Yes: Close");
		expect((await village.board(incident)).status).toBe("closed");
	});
});

describe("the reporter's number", () => {
	it("is shown to the chief in one tap, logged, and not once it is over", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		const incident = await village.report({ reporterPhone: "+380501112233" });
		await people.petro.tap("Дії");
		await people.petro.tap("Номер заявника");
		expect(people.petro.chat().at(-1)).toContain("+380501112233");
		const log = await village.store.load("admin/everything");
		expect(
			log.filter(({ type }) => type === "ReporterNumberShown"),
		).toHaveLength(1);
		const data = pressing("number", incident);
		await press(people.oleh, data);
		for (const other of [people.oleh, people.ivan])
			expect(other.told().join("\n")).not.toContain("1112233");
		await people.petro.tap("Дії");
		await people.petro.tap("Хибний виклик");
		await people.petro.tap("Так: Хибний виклик");
		people.petro.forget();
		await press(people.petro, data);
		expect(people.petro.told().join("\n")).not.toContain("1112233");
	});
});

describe("words to the crew", () => {
	it("leave after five seconds, over a restart, to who they are meant for", async () => {
		const opened = await openVillage({
			people: { petro, oleh, ivan, hanna, stepan },
		});
		village = opened;
		const { people } = opened;
		await village.report();
		await people.oleh.tap("Їду · 5 хв");
		await write(people.petro, "Тим, хто їде: 1", "Беріть рукави");
		expect(panel(people.petro)).toContain("Надішлемо через 5 с");
		await village.fastForward(seconds(3));
		expect(people.oleh.told().join("\n")).not.toContain("рукави");
		await village.restart();
		await village.fastForward(seconds(4));
		expect(people.oleh.told().join("\n")).toContain("Беріть рукави");
		expect(people.ivan.told().join("\n")).not.toContain("рукави");
		await people.petro.tap("Скасувати");
		expect(people.petro.toasts().at(-1)).toBe("Уже надіслано.");
	});

	it("are taken back within them, and no phone ever shows them", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		await village.report();
		await write(people.petro, "Усім: 3", "Не їдьте");
		const data = dataOf(people.petro, "Скасувати");
		await people.petro.tap("Скасувати");
		expect(panel(people.petro)).toBe("Не надсилаємо.");
		await village.fastForward(seconds(20));
		for (const who of [people.oleh, people.ivan])
			expect(who.told().join("\n")).not.toContain("Не їдьте");
		// Pressed again on a phone that has not seen the change: nothing more happens.
		await press(people.petro, data);
		await village.fastForward(seconds(20));
		expect(people.oleh.told().join("\n")).not.toContain("Не їдьте");
	});

	it("do not outlive the incident", async () => {
		const opened = await openVillage({ people: { petro, oleh, ivan } });
		village = opened;
		const { people } = opened;
		const incident = await village.report();
		await write(people.petro, "Усім: 3", "Їдьте швидше");
		await village.order(incident, { type: "Close", by: village.desk });
		await village.fastForward(seconds(20));
		expect(people.oleh.told().join("\n")).not.toContain("швидше");
	});
});

async function write(
	chief: Villager,
	whom: string,
	text: string,
): Promise<void> {
	await chief.tap("Дії");
	await chief.tap("Написати");
	await chief.tap(whom);
	await chief.writes(text);
}

const dataOf = (who: Villager, label: string): string =>
	who.phone.chat
		.flatMap(({ keyboard }) => keyboard.flat())
		.findLast(({ text }) => text === label)?.callback_data ?? "";

/** A button as Telegram brings it from an old message. */
const pressing = (word: string, incidentId: string): string =>
	`~inc:${word}:${shortly(incidentId)}`;
const shortly = (id = ""): string =>
	Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");

let pressedSoFar = 900_000_000;
async function press(who: Villager, data: string): Promise<void> {
	const from = { id: who.phone.telegramId, is_bot: false, first_name: "?" };
	pressedSoFar += 1;
	const query = String(pressedSoFar);
	const message = {
		message_id: 1_000_000,
		date: 0,
		chat: { id: from.id, type: "private", first_name: "?" },
		text: "?",
	};
	await village.ask(
		new Request(`${village.url}/carriers/telegram`, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				"x-telegram-bot-api-secret-token": village.proof.telegram,
			},
			body: JSON.stringify({
				update_id: pressedSoFar,
				callback_query: { id: query, from, chat_instance: "1", data, message },
			}),
		}),
	);
	await village.settle();
}

/** What a volunteer meets in the chat: joining, answering, saying where they are. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { invite } from "../../src/administer.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	metresNorth,
	openVillage,
	SECRET,
	STATION,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
let ana: Villager;

beforeEach(async () => {
	village = await openVillage();
	ana = await village.villager("Ана", { qualifications: ["driver_c"] });
});
afterEach(() => village.close());

const texts = (who: Villager) => who.phone.chat.map(({ text }) => text);
const last = (who: Villager) => texts(who).at(-1) ?? "";
const invitation = (who: Villager) =>
	invite(
		village.service,
		{ by: { kind: "service" }, scope: EVERYTHING },
		who.id,
	);
const isBound = async (who: Villager) =>
	(await village.service.roster.people([who.id]))[0]?.telegramChat !==
	undefined;

describe("joining", () => {
	it("binds the chat when the invited person shares the roster's phone", async () => {
		await village.join(ana);
		expect(await isBound(ana)).toBe(true);
		expect(texts(ana)).toContainEqual(
			expect.stringContaining("Ана, вас підключено: ДПД Росохач"),
		);
		// What she needs on any evening hangs below the chat from now on.
		expect(ana.phone.replyKeyboard.flat().map(({ text }) => text)).toContain(
			"Чергую / вихідний",
		);
	});

	it("consumes the invitation when the phone is bound, not at /start", async () => {
		const { code } = await invitation(ana);
		await ana.phone.open(code);
		await ana.phone.open(code);
		await ana.phone.tap("Поділитися моїм контактом");
		expect(await isBound(ana)).toBe(true);
		const stranger = await village.villager("Сусід");
		await stranger.phone.open(code);
		expect(last(stranger)).toContain("вже не діє");
	});

	it("takes no contact but the sender's own", async () => {
		const { code } = await invitation(ana);
		await ana.phone.open(code);
		await ana.phone.shareContact({
			name: "Петро",
			number: ana.phone.number,
			telegramId: 999,
		});
		expect(await isBound(ana)).toBe(false);
		expect(last(ana)).toContain("чужий контакт");
	});

	it("refuses a phone that is not the invited person's", async () => {
		const oleh = await village.villager("Олег");
		const { code } = await invitation(ana);
		await oleh.phone.open(code);
		await oleh.phone.tap("Поділитися моїм контактом");
		expect(await isBound(ana)).toBe(false);
		expect(await isBound(oleh)).toBe(false);
	});

	it("voids an old invitation by a new one", async () => {
		const old = await invitation(ana);
		await invitation(ana);
		await ana.phone.open(old.code);
		expect(last(ana)).toContain("Такого запрошення немає");
	});

	it("needs an invitation for a contact", async () => {
		await ana.phone.open();
		await ana.phone.shareContact();
		expect(await isBound(ana)).toBe(false);
	});

	it("remembers the code through a restart of the process", async () => {
		const { code } = await invitation(ana);
		await ana.phone.open(code);
		const { responderBot } = await import("../../bots/responder.ts");
		const { textAnswers } = await import("../../src/answerText.ts");
		const again = responderBot(village.service, {
			token: "4242:sandbox-token",
			apiRoot: village.sandbox.telegramRoot,
			answers: textAnswers(village.service),
			raise: village.raise,
		});
		const { telegramId: id = 0, number } = ana.phone;
		const from = { id, is_bot: false, first_name: "Ана" };
		await again.handle({
			update_id: 1,
			message: {
				message_id: 1,
				date: 0,
				from,
				chat: { id, type: "private", first_name: "Ана" },
				contact: { phone_number: number, first_name: "Ана", user_id: id },
			},
		} as never);
		expect(await isBound(ana)).toBe(true);
	});
});

describe("the chief's buttons", () => {
	it("call everybody out, by the chief's own chat only", async () => {
		const petro = await village.villager("Петро");
		await village.join(petro);
		await village.join(ana);
		await village.appoint(petro);
		const id = await village.fire({ source: "resident" });
		const [button] = petro.phone.chat.flatMap(({ keyboard }) =>
			keyboard.flat().filter(({ text }) => text === "Скликати"),
		);
		await postUpdate(callback(ana, button?.callback_data ?? ""));
		expect((await village.incident(id)).status).toBe("unconfirmed");
		await petro.phone.tap("Скликати");
		expect((await village.incident(id)).status).toBe("open");
		expect(petro.phone.toasts.at(-1)?.text).toBe("Прийнято: скликаємо людей.");
	});
});

describe("an alert in the chat", () => {
	let fire: string;
	let ivan: Villager;

	beforeEach(async () => {
		ivan = await village.villager("Іван");
		await village.join(ana);
		await village.join(ivan);
		fire = await village.fire();
	});

	const person = () => village.person(fire, ana);

	it("is answered by a tap, recorded and said back", async () => {
		await ana.phone.tap("10 хв");
		expect(await person()).toMatchObject({
			answer: "responding",
			answeredOn: "telegram",
		});
		expect(ana.phone.toasts.at(-1)?.text).toContain("Прийнято: їдете");
	});

	it("takes «їду, але не водієм» and «одразу на пожежу»", async () => {
		await postUpdate(
			callback(ana, `${village.answerToken(fire, ana)}:nodrive`),
		);
		expect(await person()).toMatchObject({ notDriving: true });
		await ana.phone.tap("Одразу на пожежу");
		expect(await person()).toMatchObject({ to: "scene", notDriving: false });
		expect(ana.phone.toasts.at(-1)?.text).toContain("Машина чекає на вас");
	});

	it("lets a person change their mind", async () => {
		await ana.phone.tap("10 хв");
		await village.deliver();
		await ana.phone.say("не можу");
		expect(await person()).toMatchObject({ answer: "notResponding" });
		expect(last(ana)).toContain("не можете");
	});

	it("is answered by words, minutes and all", async () => {
		await ana.phone.say("йду 12");
		expect(await person()).toMatchObject({ answer: "responding" });
		expect(texts(ana).some((text) => text.includes("Прийнято: їдете"))).toBe(
			true,
		);
	});

	it("keeps other words as a note the chief can read", async () => {
		await ana.phone.say("бачу дим з вікна, горить сарай");
		const { people } = await village.incident(fire);
		expect(people.get(ana.id)?.answer).toBeUndefined();
		expect(people.get(ana.id)?.note).toBeDefined();
		expect(last(ana)).toContain("Передали начальнику");
	});

	it("refuses a button pressed by somebody else", async () => {
		const token = village.answerToken(fire, ana);
		await postUpdate(callback(ivan, `${token}:y`));
		expect(await person()).not.toHaveProperty("answer", "responding");
		const unknown = await postUpdate(callback(ivan, "AAAAAAAAAAAA:y"));
		expect(unknown.status).toBe(200);
	});

	it("refuses a volunteer who forges the chief's button", async () => {
		const token = village.answerToken(fire, ana);
		await postUpdate(callback(ana, `${token}:close`));
		expect((await village.incident(fire)).status).toBe("open");
	});

	it("handles a repeated update once", async () => {
		const update = callback(ana, `${village.answerToken(fire, ana)}:y10`);
		await postUpdate(update);
		const { version } = await village.incident(fire);
		for (let i = 0; i < 5; i++) await postUpdate(update);
		expect((await village.incident(fire)).version).toBe(version);
	});

	it("takes no update without the secret, and leaves no trace", async () => {
		const update = callback(ana, `${village.answerToken(fire, ana)}:y`);
		for (const secret of ["", "wrong", `${SECRET}x`])
			expect((await postUpdate(update, secret)).status).toBe(403);
		expect(await person()).not.toHaveProperty("answer", "responding");
		expect(await village.store.pendingInbound(10)).toEqual([]);
	});

	it("asks which of two alerts is meant, and takes the tap for the answer", async () => {
		const second = await village.fire({ place: "Росохач, за фермою" });
		await ana.phone.say("їду 10");
		expect(await person()).not.toHaveProperty("answer", "responding");
		const { number } = await village.incident(second);
		const [question] = ana.phone.chat.filter(({ text }) =>
			text.startsWith("Яка подія?"),
		);
		expect(question?.keyboard.flat()).toHaveLength(2);
		await ana.phone.tap(`#${number}`);
		expect(await village.person(second, ana)).toMatchObject({
			answer: "responding",
		});
	});

	it("asks before leaving one fire for another, and counts nowhere twice", async () => {
		const second = await village.fire({ place: "Росохач, за фермою" });
		await ana.phone.tap(`${village.answerToken(fire, ana)}:y10`);
		await ana.phone.tap(`${village.answerToken(second, ana)}:y10`);
		expect(ana.phone.toasts.at(-1)?.text).toContain("Перейти на");
		expect(await village.person(second, ana)).not.toHaveProperty("answer");
		await village.deliver();
		const { number } = await village.incident(second);
		await ana.phone.tap(`Перейти на #${number}`);
		expect(await village.person(second, ana)).toMatchObject({
			answer: "responding",
		});
		expect(await person()).toMatchObject({ withdrew: "otherIncident" });
	});

	it("says that it is over when it is", async () => {
		await village.service.handle(
			fire,
			{ type: "Close", by: { kind: "service" } },
			{ commandId: "close" },
		);
		await ana.phone.tap("10 хв");
		expect(ana.phone.toasts.at(-1)?.text).toBe("Подію вже завершено");
	});

	it("marks the channel dead when the bot is blocked, and tells the incident", async () => {
		await ana.phone.block();
		expect(await person()).toMatchObject({ failedOn: ["telegram"] });
		const states = await village.service.roster.channelStates([ana.id]);
		expect(states).toMatchObject([{ channel: "telegram", state: "blocked" }]);
		await ana.phone.unblock();
		await ana.phone.open();
		expect(await village.service.roster.channelStates([ana.id])).toMatchObject([
			{ state: "works" },
		]);
	});

	it("answers even while Telegram takes nothing from us", async () => {
		await village.sandbox.faults.set([
			{ carrier: "telegram", effect: { status: 500 } },
		]);
		await postUpdate(callback(ana, `${village.answerToken(fire, ana)}:y`));
		expect(await person()).toMatchObject({ answer: "responding" });
	});

	describe("with a live position", () => {
		it("is of no interest before «їду»", async () => {
			await ana.phone.shareLiveLocation(metresNorth(3_000));
			const { version } = await village.incident(fire);
			await ana.phone.moveLive(metresNorth(200));
			expect((await village.incident(fire)).version).toBe(version);
		});

		it("moves the arrival by minutes, and marks it at the station", async () => {
			await ana.phone.tap("10 хв");
			const promised = (await person())?.etaAt ?? 0;
			await ana.phone.shareLiveLocation(metresNorth(9_000));
			const later = (await person())?.etaAt ?? 0;
			expect(later).toBeGreaterThan(promised);
			const { version } = await village.incident(fire);
			await ana.phone.moveLive(metresNorth(8_990));
			expect((await village.incident(fire)).version).toBe(version);
			await ana.phone.moveLive({ ...STATION, lat: STATION.lat + 0.001 });
			expect(await person()).toMatchObject({ progress: "atStation" });
		});
	});
});

let updates = 9_000_000;
function callback(who: Villager, data: string) {
	const { telegramId: id, name } = who.phone;
	const user = { id, is_bot: false, first_name: name };
	return {
		update_id: ++updates,
		callback_query: {
			id: String(updates),
			from: user,
			chat_instance: "1",
			data,
			message: {
				message_id: 1,
				date: 0,
				chat: { id, type: "private", first_name: name },
			},
		},
	};
}

async function postUpdate(
	update: object,
	secret = SECRET,
): Promise<{ status: number }> {
	// Its query is unknown to the sandbox unless a phone tapped; the toast is seen by its text.
	const response = await fetch(`${village.url}/carriers/telegram`, {
		method: "POST",
		headers: {
			"content-type": "application/json",
			"x-telegram-bot-api-secret-token": secret,
		},
		body: JSON.stringify(update),
	});
	return { status: response.status };
}

import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

it("the same answer by button, words, key, link and SMS is the same answer", async () => {
	const opened = await openVillage({
		twoWaySms: true,
		people: {
			petro,
			mykola,
			ivan,
			hanna: { ...hanna, telegram: false },
			oleh: { ...oleh, telegram: false },
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();

	await people.petro.tap("10 хв");
	await people.ivan.writes("йду 5");
	await people.mykola.presses("1");
	await people.hanna.sendsForm(fire, {
		answer: "responding",
		etaMinutes: "10",
	});
	await people.oleh.texts("1 10");

	// Whose answer came another way is not left ringing.
	for (const who of village.everybody)
		expect(who.phone.ringing, who.name).toBeUndefined();

	const board = await village.board(fire);
	const answers = Object.fromEntries(
		board.responders.map(({ name, answer, etaAt, answeredAt }) => [
			name,
			[answer, Math.round(((etaAt ?? 0) - (answeredAt ?? 0)) / 60_000)],
		]),
	);
	expect(answers).toMatchObject({
		Петро: ["responding", 10],
		Іван: ["responding", 5],
		Микола: ["responding", 3],
		Ганна: ["responding", 10],
		Олег: ["responding", 10],
	});
	expect(people.petro.toasts().at(-1)).toBe("Прийнято: їдете, у депо о 03:12");
	expect(people.ivan.chat()).toContain("Прийнято: їдете, у депо о 03:07");
	expect(people.mykola.heard().at(-1)).toBe("Прийнято: їдете. Збір у депо.");
	expect(people.mykola.sms().at(-1)).toBe(
		"#100 прийнято: ЇДЕТЕ, збір у депо. Росохач, Шевченка 12",
	);
	expect(people.oleh.sms().at(-1)).toMatch(/^#100 прийнято: ЇДЕТЕ/u);
	expect(village.log.errors).toEqual([]);
});

it("looking at the link records nothing; the form posted twice is one answer", async () => {
	const opened = await openVillage({
		people: { petro, mykola, hanna: { ...hanna, telegram: false } },
	});
	village = opened;
	const { hanna: reader } = opened.people;
	const fire = await village.report();

	for (let preview = 0; preview < 3; preview++)
		expect(await reader.opensLink(fire)).toContain("Їдете?");
	expect((await village.line(fire, reader))?.answer).toBe("none");

	const form = { answer: "responding", etaMinutes: "5", nonce: "one-form" };
	expect(await reader.sendsForm(fire, form)).toContain(
		"Прийнято: їдете, у депо о 03:07",
	);
	await reader.sendsForm(fire, form);
	const answered = (await village.facts(fire)).filter(
		(fact) => fact === "ResponderAcknowledged",
	);
	expect(answered).toHaveLength(1);
	expect((await village.line(fire, reader))?.answer).toBe("responding");
	// The page has said it; nobody needs an SMS as well.
	expect(reader.sms().filter((text) => text.includes("прийнято"))).toEqual([]);
	expect(village.log.errors).toEqual([]);
});

it("words that are no answer go to the chief as they are; she is still being called", async () => {
	const opened = await openVillage({ people: { petro, mykola, hanna, ivan } });
	village = opened;
	const { hanna: writer, petro: chief } = opened.people;
	const fire = await village.report();
	await writer.writes("а що горить, чия хата?");
	expect(writer.chat().at(-1)).toBe("Передали начальнику.");
	expect(chief.chat().at(-1)).toContain("Ганна пише: а що горить, чия хата?");
	expect(await village.line(fire, writer)).toMatchObject({
		answer: "none",
		note: "а що горить, чия хата?",
	});
	await village.fastForward(seconds(45));
	expect(writer.rings()).toBe(2);
	expect(village.log.errors).toEqual([]);
});

it("he sees a missed call, rings the bell's number, hears the place and presses 1", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan } });
	village = opened;
	const { mykola: driver } = opened.people;
	const fire = await village.report();
	await village.fastForward(seconds(30));
	expect(driver.phone.calls.at(-1)?.outcome).toBe("no-answer");

	await driver.ringsBack("1");
	expect(driver.heard()[0]).toBe("Пожежа! Росохач, Шевченка, дванадцять.");
	expect(driver.heard()).toContain("Прийнято: їдете. Збір у депо.");
	expect((await village.line(fire, driver))?.answer).toBe("responding");
	await village.fastForward(minutes(1));
	// Answered: the planned redial does not ring him in the car.
	expect(driver.rings() - 1).toBe(1);
	expect(village.log.errors).toEqual([]);
});

it("he picks up and says nothing: that is no answer, and he is rung again", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan } });
	village = opened;
	const { mykola: driver } = opened.people;
	const fire = await village.report();
	await driver.phone.pickUp();
	await village.fastForward(seconds(38));
	if (driver.phone.talking) await driver.phone.hangUp();
	await village.fastForward(seconds(20));
	expect(driver.rings()).toBe(2);
	expect((await village.line(fire, driver))?.answer).toBe("none");
	expect(village.log.errors).toEqual([]);
});

it("the button-phone driver lives by call alone: alert, answer, place, stand-down", async () => {
	const opened = await openVillage({
		people: { petro, mykola, oleh, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await people.mykola.presses("1");
	await village.order(fire, {
		type: "Cancel",
		by: village.desk,
		reason: "false",
		ownDesk: true,
	});
	expect(people.mykola.sms().at(-1)).toBe(
		"ХИБНИЙ ВИКЛИК #100. Їхати не треба. Дякуємо",
	);
	expect(people.mykola.phone.ringing).toBeDefined();
	await people.mykola.phone.pickUp();
	await village.fastForward(seconds(15));
	expect(people.mykola.heard()).toContain("Хибний виклик. Їхати не треба.");
	expect(people.mykola.chat().length, "a button phone has no chat").toBe(0);
	expect(village.log.errors).toEqual([]);
});

it("her answer races the stand-down: she is told where she stands, once, and nobody counts her", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await Promise.all([
		village.service.handle(
			fire,
			{ type: "Cancel", by: village.desk, reason: "false", ownDesk: true },
			{ commandId: "cancel" },
		),
		people.hanna.phone.tap("Їду · 5 хв"),
	]);
	await village.settle();
	await village.fastForward(minutes(2));
	expect(people.hanna.toasts().at(-1)).toBe("Подію вже завершено");
	expect(
		people.hanna.chat().filter((text) => text.includes("ХИБНИЙ ВИКЛИК")),
	).toHaveLength(1);
	expect((await village.board(fire)).status).toBe("cancelled");
	expect(
		await village.store.commitments([
			{ kind: "responder", id: people.hanna.id },
		]),
	).toEqual([]);
	expect(village.log.errors).toEqual([]);
});

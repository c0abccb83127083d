import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oksana, oleh, petro } from "./cast.ts";
import {
	minutes,
	openVillage,
	ROSOKHACH,
	seconds,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

it("the place is corrected: who is coming hears it once, where he answered; a typo rings nobody", async () => {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			ivan,
			hanna: { ...hanna, telegram: false },
			oksana,
		},
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await people.mykola.presses("1");
	await people.ivan.tap("Їду · 5 хв");
	await people.hanna.sendsForm(fire, { answer: "responding" });
	await village.fastForward(seconds(30));
	for (const who of village.everybody) who.forget();

	await village.order(fire, {
		type: "Correct",
		by: village.desk,
		place: await village.words(
			"Росохач (Чортківська громада), вул. Шевченка, 21",
		),
	});
	await village.fastForward(seconds(1));
	expect(people.ivan.chat()).toEqual([
		expect.stringMatching(/НОВЕ МІСЦЕ[\s\S]*Було: .*12[\s\S]*Шевченка, 21/u),
	]);
	expect(people.ivan.sms()).toEqual([]);
	expect(people.hanna.sms()).toEqual([
		expect.stringMatching(/^#100 НОВЕ МІСЦЕ: Росохач, Шевченка 21 \(не 12\)/u),
	]);
	// He answered by call, so he is called.
	await people.mykola.phone.pickUp();
	await village.fastForward(seconds(20));
	expect(people.mykola.heard()[0]).toBe(
		"Нове місце! Росохач, Шевченка, двадцять один.",
	);
	// Who has said nothing is not rung for it.
	expect(people.oksana.rings()).toBeLessThanOrEqual(1);
	expect(
		people.oksana.told().filter((text) => text.includes("НОВЕ МІСЦЕ")),
	).toEqual([]);
	await village.fastForward(minutes(1));
	expect(
		people.ivan.chat().filter((t) => t.includes("НОВЕ МІСЦЕ")),
	).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

it("the live position moves the minutes on the board, and the station's yard is «у депо»", async () => {
	const opened = await openVillage({
		people: { petro, oleh: { ...oleh, metresAway: 4_000 }, ivan, hanna },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await people.oleh.tap("20+");
	const said = await village.line(fire, people.oleh);
	const at = (metres: number) => ({
		lat: ROSOKHACH.lat + metres / 111_000,
		lon: ROSOKHACH.lon,
	});
	await people.oleh.phone.shareLiveLocation(at(3_900));
	await village.settle();
	const driving = await village.line(fire, people.oleh);
	expect(driving?.etaAt ?? 0).toBeLessThan((said?.etaAt ?? 0) - minutes(5));
	const facts = (await village.facts(fire)).length;
	// Ten metres are no news.
	await people.oleh.phone.moveLive(at(3_890));
	await village.settle();
	expect(await village.facts(fire)).toHaveLength(facts);

	await village.fastForward(minutes(6));
	await people.oleh.phone.moveLive(at(60));
	await village.settle();
	expect((await village.line(fire, people.oleh))?.progress).toBe("atStation");
	expect(people.oleh.card()).toContain("Ви в депо");
	// Nobody is ever shown more than minutes.
	expect(JSON.stringify(await village.board(fire))).not.toContain(
		String(at(60).lat),
	);
	expect(village.log.errors).toEqual([]);
});

it("joining: the wrong contact is refused, the right one binds, a used invitation opens nothing", async () => {
	const opened = await openVillage({
		people: { petro, ivan: { ...ivan, telegram: false }, hanna },
	});
	village = opened;
	const { people } = opened;
	const code = await village.invite(people.hanna);
	const phone = village.sandbox.phones.add({
		id: "new",
		name: "Нова Ганна",
		number: "+380671000777",
		kind: "smart",
		telegramId: 9_001,
	});
	await phone.open(code);
	await phone.shareContact({
		number: people.hanna.phone.number,
		name: "Ганна",
	});
	await village.settle();
	const chat = () => phone.chat.filter(({ from }) => from === "bot");
	expect(chat().at(-1)?.text).toMatch(/^Це чужий контакт/u);
	await phone.shareContact();
	await village.settle();
	expect(chat().at(-1)?.text).toMatch(/^Цього номера немає у списку/u);

	// Hanna herself, a second time: her chat is bound, the code is used up.
	await people.hanna.phone.open(code);
	await people.hanna.phone.shareContact();
	await village.settle();
	expect(people.hanna.chat()).toContainEqual(
		expect.stringMatching(/підключено/u),
	);
	// Bound is not joined: the bell has not been heard yet.
	expect(people.hanna.chat().at(-1)).toMatch(/^Крок 1 з 3/u);
	await phone.open(code);
	await village.settle();
	expect(chat().at(-1)?.text).toMatch(
		/Запрошення вже не діє|Такого запрошення немає/u,
	);
	expect(village.log.errors).toEqual([]);
});

it("who raised the alarm is not rung, but asked once whether he goes himself", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const fire = await village.report({
		source: "chief",
		raisedBy: people.petro.id,
	});
	expect(people.petro.rings()).toBe(0);
	expect(people.petro.chat()[0]).toContain("Самі їдете?");
	await village.fastForward(seconds(45));
	expect(people.petro.rings()).toBe(0);
	const asked = people.petro.phone.chat.find(({ text }) =>
		text.includes("Самі їдете?"),
	);
	await people.petro.tap("Їду · 5 хв");
	expect((await village.line(fire, people.petro))?.answer).toBe("responding");

	// The question becomes his card: he fills a seat, and needs the same marks as everybody.
	await village.fastForward(seconds(3));
	const card = people.petro.phone.chat.find(({ id }) => id === asked?.id);
	expect(card?.text).toContain("Ви їдете");
	expect(card?.keyboard.flat().map(({ text }) => text)).toEqual(
		expect.arrayContaining(["Я в депо", "Виїхали", "На пожежі", "Не встигаю"]),
	);
	await people.petro.tap("Я в депо");
	expect((await village.line(fire, people.petro))?.progress).toBe("atStation");
	expect(village.log.errors).toEqual([]);
});

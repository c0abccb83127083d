/** Everything that happens on the phone line when people ring us, or let us ring. */
import { afterEach, describe, expect, it } from "vitest";
import { availabilityAt } from "../../src/core/availability.ts";
import { setPin } from "../../src/people/pin.ts";
import { availabilityOf } from "../../src/people/whereabouts.ts";
import { sign } from "../../src/sandbox/twilioWebhooks.ts";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import {
	DRILL,
	minutes,
	openVillage,
	RING,
	seconds,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

const PIN = "4917";
const stranger = (of: Village) =>
	of.sandbox.phones.add({
		name: "Хтось",
		number: "+380671239999",
		kind: "button",
	});

describe("a number that is let ring", () => {
	const open = async (more: object = {}) => {
		const opened = await openVillage({
			ringNumbers: true,
			people: { petro, mykola, ivan, hanna },
			...more,
		});
		village = opened;
		return opened;
	};

	it("stands in the text of a button phone, in one segment, and is the answer", async () => {
		const { people } = await open();
		const fire = await village.report();
		expect(people.mykola.sms()[0]).toBe(
			"ПОЖЕЖА #100 хата Росохач Шевченка 12. Їду: 0671234501 Ні: 0671234500",
		);
		expect(people.mykola.phone.inbox[0]?.segments).toBe(1);
		await people.mykola.phone.reject();
		await people.mykola.letsRing(RING.yes);
		expect(people.mykola.phone.calls.at(-1)).toMatchObject({
			outcome: "busy",
			spoken: [],
		});
		expect(people.mykola.phone.calls.at(-1)?.answeredAt).toBeUndefined();
		expect(await village.line(fire, people.mykola)).toMatchObject({
			answer: "responding",
			to: "station",
		});
		expect(people.mykola.sms().at(-1)).toContain("#100 прийнято: ЇДЕТЕ");
		expect(village.log.errors).toEqual([]);
	});

	it("says «не можу» as well, also to who said «їду» before", async () => {
		const { people } = await open();
		const fire = await village.report();
		await people.mykola.phone.reject();
		await people.mykola.letsRing(RING.yes);
		await people.mykola.letsRing(RING.no);
		expect((await village.line(fire, people.mykola))?.answer).toBe(
			"notResponding",
		);
	});

	it("rung again is the same answer within a minute, and then the next mark, one at a time", async () => {
		const { people } = await open();
		const fire = await village.report();
		const { mykola: driver } = people;
		const progress = async () => (await village.line(fire, driver))?.progress;
		await driver.phone.reject();
		await driver.letsRing(RING.yes);
		await village.fastForward(seconds(30));
		await driver.letsRing(RING.yes);
		expect(await progress()).toBe("enRoute");
		await village.fastForward(seconds(40));
		await driver.letsRing(RING.yes);
		expect(await progress()).toBe("atStation");
		expect(driver.sms().at(-1)).toContain("у депо");
		await village.fastForward(seconds(30));
		await driver.letsRing(RING.yes);
		expect(await progress()).toBe("atStation");
		await village.fastForward(seconds(40));
		await driver.letsRing(RING.yes);
		expect(await progress()).toBe("departed");
		await village.fastForward(seconds(61));
		await driver.letsRing(RING.yes);
		expect(await progress()).toBe("onScene");
		expect(village.log.errors).toEqual([]);
	});

	it("with two fires open asks which, and guesses nothing", async () => {
		const { people } = await open();
		const first = await village.report();
		const second = await village.report({
			place: "Росохач, Польова, 3",
			location: { lat: 49.03, lon: 25.81 },
			type: "vegetation_fire",
			force: true,
		});
		const { mykola: driver, ivan: other } = people;
		if (driver.phone.ringing) await driver.phone.reject();
		await driver.letsRing(RING.yes);
		for (const fire of [first, second])
			expect((await village.line(fire, driver))?.answer).toBe("none");
		expect(driver.sms().at(-1)).toContain("Подій кілька");
		if (other.phone.ringing) await other.phone.reject();
		await other.letsRing(RING.yes);
		expect(other.chat().at(-1)).toContain("Яка подія?");
		await other.writes("101");
		expect((await village.line(second, other))?.answer).toBe("responding");
		expect((await village.line(first, other))?.answer).toBe("none");
	});

	it("of an unknown caller, or while nothing burns, changes nothing", async () => {
		const { people } = await open();
		await people.mykola.letsRing(RING.no);
		const fire = await village.report();
		const before = await village.facts(fire);
		const phone = stranger(village);
		await phone.ringBack(RING.yes);
		await village.settle();
		expect(phone.calls.at(-1)?.outcome).toBe("busy");
		expect(await village.facts(fire)).toEqual(before);
		expect(village.log.errors).toEqual([]);
	});

	it("of the same call told twice by the carrier is one answer", async () => {
		const { people } = await open();
		const fire = await village.report();
		await people.mykola.phone.reject();
		await people.mykola.letsRing(RING.yes);
		await village.restart();
		await village.fastForward(seconds(1));
		const answers = (await village.facts(fire)).filter(
			(fact) => fact === "ResponderAcknowledged",
		);
		expect(answers).toHaveLength(1);
	});
});

describe("ringing back", () => {
	const open = async () => {
		const opened = await openVillage({ people: { petro, mykola, ivan, oleh } });
		village = opened;
		return opened;
	};

	it("before an answer hears the place and answers; picked up and silent is none", async () => {
		const { people } = await open();
		const fire = await village.report();
		const { mykola: driver } = people;
		await driver.phone.reject();
		await driver.ringsBack();
		expect(driver.heard()[0]).toContain("Росохач, Шевченка, дванадцять");
		expect((await village.line(fire, driver))?.answer).toBe("none");
		await driver.ringsBack("1");
		expect(driver.heard().at(-1)).toBe("Прийнято: їдете. Збір у депо.");
		expect((await village.line(fire, driver))?.answer).toBe("responding");
	});

	it("on the way hears the answer, marks by key, and can take it back", async () => {
		const { people } = await open();
		const fire = await village.report();
		const { mykola: driver } = people;
		await driver.presses("1");
		driver.forget();
		await driver.ringsBack("3");
		expect(driver.heard()).toEqual([
			"Ви їдете. Збір у депо.",
			expect.stringContaining("Уже в депо — натисніть три"),
			"Прийнято: ви в депо.",
		]);
		expect((await village.line(fire, driver))?.progress).toBe("atStation");
		driver.forget();
		await driver.ringsBack("4");
		expect(driver.heard()[0]).toBe("Ви в депо.");
		expect(driver.heard().at(-1)).toBe("Прийнято: виїхали.");
		await driver.ringsBack("5");
		expect((await village.line(fire, driver))?.progress).toBe("onScene");
		const { oleh: other } = people;
		await other.writes("1");
		await other.ringsBack("0");
		expect(village.log.errors).toEqual([]);
	});

	it("of who said «не можу» is the question again, and the answer may change", async () => {
		const { people } = await open();
		const fire = await village.report();
		const { mykola: driver } = people;
		await driver.presses("0");
		await driver.ringsBack("1");
		expect((await village.line(fire, driver))?.answer).toBe("responding");
	});

	it("of who was stood down hears that, and no fire", async () => {
		const { people } = await open();
		const fire = await village.report();
		const { mykola: driver } = people;
		await driver.presses("1");
		await village.order(fire, {
			type: "StandDown",
			by: village.by(people.petro),
		});
		await village.fastForward(minutes(1));
		driver.forget();
		await driver.ringsBack();
		expect(driver.heard()[0]).toBe("Відбій виїзду. Їхати не треба.");
		expect(driver.heard().join()).not.toContain("Пожежа");
	});

	it("goes on where it was when the process died in the middle of the call", async () => {
		const { people } = await open();
		const fire = await village.report();
		const { mykola: driver } = people;
		await driver.phone.reject();
		await driver.phone.ringBack();
		await village.fastForward(seconds(2));
		await village.restart();
		await driver.phone.press("1");
		await village.fastForward(seconds(8));
		expect(driver.heard().at(-1)).toBe("Прийнято: їдете. Збір у депо.");
		expect((await village.line(fire, driver))?.answer).toBe("responding");
	});

	it("of a stranger tells nothing and changes nothing", async () => {
		await open();
		await village.report();
		const phone = stranger(village);
		await phone.ringBack();
		await village.fastForward(seconds(10));
		expect(phone.calls.at(-1)?.spoken.map(({ text }) => text)).toEqual([
			"Цього номера немає у списку підрозділу. Зверніться до начальника.",
		]);
	});
});

describe("availability by keys", () => {
	it("is heard, set until the morning, spoken back, and ends by itself at seven", async () => {
		const opened = await openVillage({
			at: "2026-01-14T20:00:00Z",
			people: { petro, mykola, ivan },
		});
		village = opened;
		const { mykola: driver } = opened.people;
		await driver.ringsBack("2");
		expect(driver.heard()[0]).toBe("Зараз подій немає. Ви чергуєте.");
		expect(driver.heard().at(-1)).toBe("Прийнято. Вас не кличемо до 07:00.");
		const state = async () => {
			const [row] = await village.service.roster.people([driver.id]);
			if (!row) throw new Error("He is in the roster.");
			return availabilityAt(
				availabilityOf(village.service.secrets, row),
				village.now,
				"Europe/Kyiv",
			);
		};
		expect(await state()).toBe("off");
		driver.forget();
		await village.fastForward(minutes(8 * 60));
		expect(await state()).toBe("off");
		await village.fastForward(minutes(60));
		expect(await state()).toBe("on");
		await village.report();
		expect(driver.rings()).toBe(1);
	});

	it("for a week names the day, and 1 takes it back", async () => {
		const opened = await openVillage({
			people: { petro, mykola, ivan: { ...ivan, locale: "en" } },
		});
		village = opened;
		const { mykola: driver, ivan: english } = opened.people;
		await driver.ringsBack("3");
		expect(driver.heard().at(-1)).toBe("Прийнято. Вас не кличемо до 22 січня.");
		await driver.ringsBack("1");
		expect(driver.heard().at(-1)).toBe("Прийнято. Ви чергуєте.");
		await english.ringsBack("3");
		expect(english.heard()[0]).toBe("No incidents now. You are on call.");
		expect(english.heard().at(-1)).toBe(
			"Noted. You are not called until January 22.",
		);
		expect(village.log.errors).toEqual([]);
	});

	it("9 says whether the bell would reach, and a strange key is asked again", async () => {
		const opened = await openVillage({ people: { petro, mykola } });
		village = opened;
		const { mykola: driver } = opened.people;
		await driver.ringsBack("9");
		expect(driver.heard()).toContain(
			"Дзвін до вас дійде: дзвінком, через СМС.",
		);
		expect(driver.heard()).toContain("Пробного дзвінка ви ще не чули.");
		await driver.ringsBack("7");
		expect(driver.heard()).toContain("Не зрозуміли клавішу.");
	});
});

describe("the chief, half asleep, by one saved contact", () => {
	const open = async (pin = PIN) => {
		const opened = await openVillage({
			people: {
				petro: { ...petro, phone: "button" },
				mykola,
				ivan,
				hanna: { ...hanna, locale: "en" },
			},
		});
		village = opened;
		const { petro: chief } = opened.people;
		await setPin(opened.service, opened.operator.by, chief.id, pin);
		return opened;
	};
	const fires = async () =>
		(await village.store.heads({ kind: "everything" }, { limit: 10 })).items;

	it("PIN, hash and one raise the alarm at once; the place he says opens the calls and hangs on the cards", async () => {
		const { people } = await open();
		const { petro: chief, mykola: driver, ivan: other } = people;
		await chief.ringsBackFor(`${PIN}#1`);
		const [fire] = await fires();
		expect(fire).toMatchObject({
			incidentType: "structure_fire",
			source: "chief",
			status: "open",
		});
		// Nobody waits for the place: the phones ring while he is asked for it.
		expect(driver.phone.ringing).toBeDefined();
		expect(chief.heard().at(-1)).toBe(
			"Прийнято, кличемо людей. Скажіть місце після сигналу.",
		);
		await village.fastForward(seconds(5));
		await chief.phone.speak(
			"Горить хата у Росохачі, Шевченка дванадцять, у Гавриша",
		);
		await village.fastForward(seconds(11));
		expect(chief.heard().slice(-2)).toEqual([
			"Місце записали.",
			"Прийнято, кличемо людей. Місце уточнюємо.",
		]);
		await chief.phone.press("1");
		await village.fastForward(seconds(5));
		expect((await village.line(fire?.id ?? "", chief))?.answer).toBe(
			"responding",
		);
		// Mykola picks up afterwards.
		await driver.phone.pickUp();
		await village.fastForward(seconds(9));
		expect(driver.heard()[0]).toBe(
			"🔊 Горить хата у Росохачі, Шевченка дванадцять, у Гавриша",
		);
		expect(driver.heard()[1]).toContain("Пожежа!");
		await driver.phone.press("1");
		await village.fastForward(seconds(8));
		expect((await village.line(fire?.id ?? "", driver))?.answer).toBe(
			"responding",
		);
		expect(other.card()).toContain("▶ голос начальника 0:04");
		expect(other.chat().filter((text) => text.startsWith("▶"))).toEqual([
			"▶ #100: начальник про місце: Горить хата у Росохачі, Шевченка дванадцять, у Гавриша",
		]);
		expect(people.hanna.card()).toContain("the chief's voice 0:04");
		// Ours alone now.
		expect(village.sandbox.recordings()).toEqual([]);
		expect(village.log.errors).toEqual([]);
	});

	it("without the key behind the PIN is asked what burns, and silence raises nothing", async () => {
		const { people } = await open();
		const { petro: chief } = people;
		await chief.ringsBack(`${PIN}#`);
		expect(chief.heard()).toContain(
			"Горить хата — натисніть один. Трава — два. Авто — три. Інше — чотири.",
		);
		expect(await fires()).toEqual([]);
		await chief.ringsBackFor(`${PIN}#2`);
		expect(await fires()).toMatchObject([{ incidentType: "vegetation_fire" }]);
	});

	it("pressing nothing of the PIN has a member's menu", async () => {
		const { people } = await open();
		const { petro: chief } = people;
		await chief.ringsBackFor("");
		await village.fastForward(seconds(10));
		expect(chief.heard()[0]).toBe("Зараз подій немає. Ви чергуєте.");
		expect(chief.heard()).toContain("Начальнику: наберіть ПІН і решітку.");
		await chief.phone.press("2");
		await village.fastForward(seconds(4));
		expect(chief.heard().at(-1)).toContain("Вас не кличемо до 07:00");
		expect(await fires()).toEqual([]);
	});

	it("with a wrong PIN raises nothing; after five the number is closed for an hour, also after a restart", async () => {
		const { people } = await open();
		const { petro: chief } = people;
		for (let tries = 0; tries < 4; tries++) {
			await chief.ringsBackFor("9999#1");
			expect(chief.heard().at(-1)).toContain("ПІН не той");
			await chief.phone.hangUp();
		}
		await chief.ringsBackFor("9999#1");
		expect(chief.heard().at(-1)).toContain("Забагато невдалих спроб");
		await village.fastForward(seconds(10));
		await village.restart();
		await chief.ringsBackFor(`${PIN}#1`);
		expect(chief.heard().at(-1)).toContain("Забагато невдалих спроб");
		expect(await fires()).toEqual([]);
		await village.fastForward(minutes(61));
		await chief.ringsBackFor(`${PIN}#1`);
		expect(await fires()).toHaveLength(1);
	});

	it("hangs up after the place: it is kept; says nothing: the alarm runs all the same", async () => {
		const { people } = await open();
		const { petro: chief, mykola: driver } = people;
		await chief.ringsBackFor(`${PIN}#4`);
		await village.fastForward(seconds(5));
		await chief.phone.speak("Біля школи");
		await chief.phone.hangUp();
		await village.settle();
		// Nothing grave: no phone rings at night, but whoever rings back hears it.
		await driver.ringsBack();
		expect(driver.heard()[0]).toBe("🔊 Біля школи");
	});

	it("the process dies while he speaks: the alarm stands, and the place still arrives", async () => {
		const { people } = await open();
		const { petro: chief, mykola: driver } = people;
		await chief.ringsBackFor(`${PIN}#1`);
		await village.fastForward(seconds(5));
		await village.restart();
		await chief.phone.speak("Шевченка дванадцять");
		await village.fastForward(seconds(10));
		expect(chief.heard()).toContain("Місце записали.");
		expect(await fires()).toHaveLength(1);
		await driver.phone.pickUp();
		await village.fastForward(seconds(2));
		expect(driver.heard()[0]).toBe("🔊 Шевченка дванадцять");
	});

	it("rings without the place when its sound cannot be fetched, and has it later", async () => {
		const { people } = await open();
		const { petro: chief, mykola: driver } = people;
		await village.faults.set([
			{
				carrier: "twilio",
				match: { method: "Recordings.sound" },
				effect: { status: 500 },
			},
		]);
		await chief.ringsBackFor(`${PIN}#3`);
		await village.fastForward(seconds(5));
		await chief.phone.speak("На трасі біля моста");
		await village.fastForward(seconds(10));
		await driver.phone.pickUp();
		await village.fastForward(seconds(2));
		expect(driver.heard()[0]).toContain("Пожежа!");
		await driver.phone.hangUp();
		await village.faults.set([]);
		expect(await village.drain()).toBe(1);
		await driver.ringsBack();
		expect(driver.heard()).toContain("🔊 На трасі біля моста");
	});

	it("hears it in English as well", async () => {
		const opened = await openVillage({
			people: { petro: { ...petro, phone: "button", locale: "en" }, mykola },
		});
		village = opened;
		const { petro: chief } = opened.people;
		await setPin(village.service, village.operator.by, chief.id, PIN);
		await chief.ringsBackFor(`${PIN}#`);
		await village.fastForward(seconds(4));
		expect(chief.heard().at(-1)).toBe(
			"A house is on fire, press one. Grass or stubble, two. A car, three. Something else, four.",
		);
		await chief.phone.press("1");
		await village.fastForward(seconds(12));
		expect(chief.heard().slice(-2)).toEqual([
			"Received, calling people. Say the place after the tone.",
			"No place was heard. People are being called already.",
		]);
	});

	it("has a PIN that nobody guesses first, kept as a hash only", async () => {
		// Eight digits: four stand by chance in any hash.
		const long = "49170826";
		const { people } = await open(long);
		const { id } = people.petro;
		const { by } = village.operator;
		for (const weak of [
			"0000",
			"1234",
			"9876",
			"1212",
			"123",
			"123456789",
			"12a4",
		])
			await expect(
				setPin(village.service, by, id, weak),
				weak,
			).rejects.toMatchObject({ kind: "invalid" });
		const [row] = await village.service.roster.people([id]);
		expect(JSON.stringify(row)).not.toContain(long);
		const log = await village.store.load("admin/everything");
		expect(JSON.stringify(log)).not.toContain(long);
		await setPin(village.service, by, id, undefined);
		await people.petro.ringsBackFor("1");
		expect(people.petro.heard().at(-1)).toBe("Прийнято. Ви чергуєте.");
	});

	it("told twice by the carrier is one alarm", async () => {
		const { people } = await open();
		const form = {
			CallSid: "CA00000000000000000000000000000001",
			From: people.petro.phone.number,
			To: "+380440000002",
			CallStatus: "in-progress",
			Digits: `${PIN}#1`,
		};
		const url = `${village.url}/carriers/twilio/voice?menu=availability&heard=1`;
		for (let times = 0; times < 2; times++) {
			const answer = await fetch(url, {
				method: "POST",
				headers: {
					"x-twilio-signature": sign(village.proof.twilio, url, form),
				},
				body: new URLSearchParams(form),
			});
			expect(await answer.text()).toContain("<Record ");
		}
		expect(await fires()).toHaveLength(1);
	});

	it("five decides what somebody else reported", async () => {
		const { people } = await open();
		const { petro: chief } = people;
		const doubt = await village.report({ source: "resident" });
		if (chief.phone.ringing) await chief.phone.reject();
		await chief.ringsBackFor(`${PIN}#5`);
		expect(chief.heard().join(" ")).toContain("Горить? Росохач");
		await chief.phone.press("1");
		await village.fastForward(seconds(5));
		expect(chief.heard().at(-1)).toBe("Прийнято: скликаємо людей.");
		expect((await village.board(doubt)).status).toBe("open");
		expect(await fires()).toHaveLength(1);
	});

	it("a member with a PIN of his own but no role raises nothing", async () => {
		const { people } = await open();
		await setPin(
			village.service,
			village.operator.by,
			people.mykola.id,
			"8052",
		);
		await people.mykola.ringsBackFor("8052#1");
		expect(await fires()).toEqual([]);
	});
});

describe("a test ring", () => {
	it("rings as a fire would, and only the key is a proof", async () => {
		const opened = await openVillage({
			drillNumber: true,
			people: { petro, mykola, ivan },
		});
		village = opened;
		const { mykola: driver } = opened.people;
		const results: string[] = [];
		const ring = () => village.ringTest(driver, (how) => results.push(how));
		expect(await ring()).toBe("ringing");
		await village.until(() => driver.phone.ringing !== undefined, seconds(5));
		await village.fastForward(seconds(30));
		expect(results).toEqual(["unanswered"]);
		expect(await ring()).toBe("ringing");
		await village.until(() => driver.phone.ringing !== undefined, seconds(5));
		expect(driver.phone.ringing?.number).not.toBe(DRILL);
		await driver.phone.pickUp();
		await village.fastForward(seconds(1));
		expect(driver.heard()[0]).toBe(
			"Це перевірка, не горить. Так дзвонитиме Дзвін.",
		);
		await driver.phone.press("1");
		await village.fastForward(seconds(5));
		expect(driver.heard().at(-1)).toBe("Дякуємо. Дзвін вас розбудить.");
		expect(results).toEqual(["unanswered", "heard"]);
		const [row] = await village.service.roster.people([driver.id]);
		expect(row?.rungAt).toBeGreaterThan(0);
		expect(await ring()).toBe("tooOften");
		await driver.ringsBack("9");
		expect(driver.heard()).toContain("Пробний дзвінок ви вже чули.");
		expect(village.log.errors).toEqual([]);
	});

	it("exercises call from the number for drills, fires never", async () => {
		const opened = await openVillage({
			drillNumber: true,
			people: { petro, mykola, ivan },
		});
		village = opened;
		const { mykola: driver } = opened.people;
		await village.report({ mode: "exercise" });
		await village.fastForward(minutes(2));
		const numbers = driver.phone.calls.map(({ number }) => number);
		expect(numbers.length).toBeGreaterThan(0);
		expect(new Set(numbers)).toEqual(new Set([DRILL]));
		await village.report({ force: true });
		await village.fastForward(seconds(30));
		expect(driver.phone.calls.at(-1)?.number).toBe("+380440000002");
	});
});

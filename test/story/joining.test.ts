/** Joining, asking to join, what people change about themselves, and leaving: in both languages. */
import { afterEach, describe, expect, it } from "vitest";
import {
	addBrigade,
	addResponder,
	changeBrigade,
	changeResponder,
	invite,
} from "../../src/administer.ts";
import { askToJoin, joinedState } from "../../src/people/joining.ts";
import { placesOf } from "../../src/people/whereabouts.ts";
import { EVERYTHING } from "../../src/ports.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { petro } from "./cast.ts";
import {
	minutes,
	openVillage,
	ROSOKHACH,
	seconds,
	TWO_BRIGADES,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(async () => {
	const { errors } = village.log;
	await village.close();
	expect(errors).toEqual([]);
});

const wording = createWording(loadTexts());
const DAY = "2026-01-15T10:00:00Z";
const NIGHT = "2026-01-15T21:00:00Z";
const NUMBER = "+380501234567";
const CHAT = 7_990_000_001;

type Locale = "uk" | "en";
const inLanguage = (locale: Locale) => ({
	/** The words of a button or a whole message. */
	t: (id: string, args?: Record<string, string | number>): string =>
		wording.text(locale, id, args),
});

async function open(at = DAY) {
	const opened = await openVillage({
		at,
		brigades: TWO_BRIGADES,
		drillNumber: true,
		people: {
			petro,
			hanna: { name: "Ганна", role: "deputy" },
			bohdan: { name: "Богдан", brigade: "Угринь", role: "chief" },
		},
	});
	village = opened;
	return opened;
}

/** Somebody with a phone in hand whom nobody here knows. */
function stranger(
	locale: Locale = "uk",
	{ number = NUMBER, chat = CHAT, name = "Олена" } = {},
): Phone {
	return village.sandbox.phones.add({
		id: `${name}-${chat}`,
		name,
		number,
		kind: "smart",
		telegramId: chat,
		languageCode: locale,
		place: ROSOKHACH,
	});
}

async function onTheList(number: string, locale: Locale = "uk") {
	return addResponder(village.service, village.operator, {
		name: "Олена Коваль",
		phone: number,
		brigadeIds: [village.brigadeId("Росохач")],
		places: [{ kind: "home", ...ROSOKHACH }],
		qualifications: ["medic"],
		locale,
		phoneKind: "smart",
		smsAlphabet: "cyrillic",
		travel: "car",
	});
}

const chatOf = (phone: Phone): string[] =>
	phone.chat.filter(({ from }) => from === "bot").map(({ text }) => text);
const last = (phone: Phone): string => chatOf(phone).at(-1) ?? "";
const labels = (phone: Phone): string[] =>
	phone.chat
		.at(-1)
		?.keyboard.flat()
		.map(({ text }) => text) ?? [];
const boundTo = (phone: Phone) =>
	village.service.roster.byTelegram(
		village.service.secrets.hash(String(phone.telegramId)),
	);
const peopleOf = async (name: string) =>
	(
		await village.service.roster.responders(EVERYTHING, {
			limit: 50,
			brigadeId: village.brigadeId(name),
		})
	).items;
const digits = (text = ""): string => /\d{6}/.exec(text)?.[0] ?? "";

/** Somebody reads, then does the next thing: nobody types five answers a second. */
async function does(action: Promise<void>): Promise<void> {
	await action;
	await village.fastForward(seconds(2));
}

/** START, the shared contact: two taps. */
async function joins(phone: Phone, responderId: string): Promise<number> {
	const { code } = await invite(village.service, village.operator, responderId);
	let taps = 0;
	const tap = async (action: Promise<void>) => {
		taps += 1;
		await does(action);
	};
	await tap(phone.open(code));
	const [[share]] = phone.replyKeyboard as [[{ text: string }]];
	await tap(phone.tap(share.text));
	return taps;
}

async function hearsTheBell(phone: Phone): Promise<void> {
	await phone.pickUp();
	await village.fastForward(seconds(2));
	await phone.press("1");
	await village.fastForward(seconds(10));
}

describe.each(["uk", "en"] as const)("joining, in %s", (locale) => {
	const { t } = inLanguage(locale);

	it("takes two taps after the link, and ends with the bell heard", async () => {
		await open();
		const { id } = await onTheList(NUMBER, locale);
		const olena = stranger(locale);
		const taps = await joins(olena, id);
		expect(taps).toBeLessThanOrEqual(3);
		expect((await boundTo(olena))?.id).toBe(id);
		// Both numbers as cards to be saved, then what to do with them.
		const cards = chatOf(olena).filter((text) => /\+38044/.test(text));
		expect(cards).toHaveLength(2);
		expect(last(olena)).toBe(t("join-step-number-drill"));
		await does(olena.tap(t("button-next")));
		for (const maker of [
			"samsung",
			"xiaomi",
			"motorola",
			"iphone",
			"other",
			"button",
		]) {
			await does(olena.tap(t(`button-phone-${maker}`)));
			expect(last(olena)).toBe(t(`join-how-${maker}`));
			await does(olena.tap(t("button-other-phone")));
		}
		await does(olena.tap(t("button-skip")));
		expect(last(olena)).toBe(t("join-step-ring"));
		await does(olena.tap(t("button-ring-me")));
		expect(olena.ringing).toBeDefined();
		await hearsTheBell(olena);
		expect(last(olena)).toBe(t("join-done"));
		await does(olena.say("/menu"));
		expect(labels(olena)).not.toContain(t("button-join-finish"));
	});

	it("is not finished without the bell: said by the menu, the list and once the next noon", async () => {
		await open();
		const { id } = await onTheList(NUMBER, locale);
		const olena = stranger(locale);
		await joins(olena, id);
		await does(olena.tap(t("button-join-later")));
		expect(last(olena)).toBe(t("join-later"));
		await does(olena.say("/menu"));
		expect(labels(olena)).toContain(t("button-join-finish"));
		const answer = await fetch(`${village.url}/v1/responders/${id}`, {
			headers: { authorization: `Bearer ${village.adminKey}` },
		});
		expect(await answer.json()).toMatchObject({ joined: false });
		const reminded = () =>
			olena.chat.filter(({ text }) => text === t("join-remind"));
		await village.lookAtCalendar();
		expect(reminded()).toHaveLength(0);
		for (const days of [1, 2, 3]) {
			await village.fastForward(minutes(24 * 60));
			await village.lookAtCalendar();
			expect(reminded(), `after ${days} days`).toHaveLength(1);
			await village.restart();
			await village.lookAtCalendar();
			expect(reminded(), `restarted ${days} days after`).toHaveLength(1);
		}
		expect(reminded()[0]?.silent).toBe(true);
		await does(olena.tap(t("button-join-finish")));
		expect(last(olena)).toBe(t("join-step-number-drill"));
	});

	it("says so when the bell was not heard, and rings again", async () => {
		await open();
		const { id } = await onTheList(NUMBER, locale);
		const olena = stranger(locale);
		await joins(olena, id);
		await does(olena.tap(t("button-next")));
		await does(olena.tap(t("button-skip")));
		await does(olena.tap(t("button-ring-me")));
		await olena.reject();
		await village.fastForward(seconds(30));
		expect(last(olena)).toBe(t("join-ring-unanswered"));
		await does(olena.tap(t("button-ring-again")));
		await does(olena.tap(t("button-pressed-one")));
		expect(last(olena)).toBe(t("join-not-rung"));
		await hearsTheBell(olena);
		expect(last(olena)).toBe(t("join-done"));
	});

	it("is asked for without an invitation, and the chief's yes begins the steps", async () => {
		const { people } = await open();
		const olena = stranger(locale);
		await asks(olena, locale);
		expect(last(olena)).toBe(t("join-asked", { brigade: "Росохач" }));
		const asked = wording.text("uk", "join-request", {
			brigade: "Росохач",
			name: "Олена Коваль",
		});
		expect(people.petro.chat().at(-1)).toBe(asked);
		expect(people.petro.phone.chat.at(-1)?.silent).toBe(true);
		expect(asked).not.toContain(NUMBER.slice(-7));
		await people.petro.tap("Прийняти");
		const added = await boundTo(olena);
		expect(added).toMatchObject({
			qualifications: ["firefighter"],
			brigadeIds: [village.brigadeId("Росохач")],
			locale,
		});
		expect(chatOf(olena)).toContain(
			t("bot-bound", { name: "Олена Коваль", brigade: "Росохач" }),
		);
		expect(last(olena)).toBe(t("join-step-number-drill"));
		// The deputy is a moment late: one deed.
		await people.hanna.tap("Прийняти");
		expect(people.hanna.phone.chat.at(-1)?.text).toBe(
			wording.text("uk", "join-decided"),
		);
		expect(await peopleOf("Росохач")).toHaveLength(3);
	});

	it("is refused politely", async () => {
		const { people } = await open();
		const olena = stranger(locale);
		await asks(olena, locale);
		await people.hanna.tap("Відхилити");
		expect(last(olena)).toBe(t("join-told-refused", { brigade: "Росохач" }));
		expect(await boundTo(olena)).toBeUndefined();
		await people.petro.tap("Прийняти");
		expect(await peopleOf("Росохач")).toHaveLength(2);
	});
});

async function asks(phone: Phone, locale: Locale): Promise<void> {
	const { t } = inLanguage(locale);
	for (const act of asking(phone, t)) await does(act());
}

/** What a stranger does, one by one. */
const asking = (
	phone: Phone,
	t: (id: string) => string,
	brigade = "Росохач",
) => [
	() => phone.open(),
	() => phone.tap(t("button-join")),
	() => phone.tap(t("bot-share-contact")),
	() => phone.say(brigade.toLowerCase()),
	() => phone.tap(brigade),
	() => phone.say("ОЛЕНА Коваль"),
];

describe("asking to join", () => {
	const { t } = inLanguage("uk");

	it("goes on after a restart at every step", async () => {
		const { people } = await open();
		const olena = stranger();
		for (const act of asking(olena, t)) {
			await does(act());
			await village.restart();
		}
		expect(last(olena)).toBe(t("join-asked", { brigade: "Росохач" }));
		await village.restart();
		await people.petro.tap("Прийняти");
		await village.restart();
		await does(olena.tap("Далі"));
		await village.restart();
		await does(olena.tap("iPhone"));
		await village.restart();
		await does(olena.tap("Далі"));
		await village.restart();
		await does(olena.tap("Подзвоніть мені"));
		// The process dies while it rings: the key counts all the same.
		await village.restart();
		await hearsTheBell(olena);
		const row = await boundTo(olena);
		expect(row && joinedState(village.service.settings, row)).toBe("joined");
	});

	it("is spared whom an invitation is open for", async () => {
		await open();
		const { id } = await onTheList(NUMBER);
		const olena = stranger();
		const { code } = await invite(village.service, village.operator, id);
		await does(olena.open(code));
		await does(olena.say("/menu"));
		await does(olena.tap(t("button-join")));
		await does(olena.shareContact());
		expect((await boundTo(olena))?.id).toBe(id);
		expect(last(olena)).toBe(t("join-step-number-drill"));
	});

	it("finds the nearest brigade by a shared place", async () => {
		await open();
		const olena = stranger();
		await does(olena.open());
		await does(olena.tap(t("button-join")));
		await does(olena.shareContact());
		await does(olena.shareLocation());
		expect(labels(olena)).toEqual(["Росохач", "Угринь", t("button-menu")]);
	});

	it("takes nobody else's contact, no address for a name, and an own word at every step leads out", async () => {
		await open();
		const olena = stranger();
		await does(olena.open());
		await does(olena.tap(t("button-join")));
		await does(olena.shareContact({ name: "Хтось", number: "+380671112233" }));
		expect(last(olena)).toBe(t("bot-wrong-contact"));
		await does(olena.shareContact());
		await does(olena.say("нема такого"));
		expect(last(olena)).toBe(t("join-no-brigade"));
		await does(olena.say("Угринь"));
		await does(olena.tap("Угринь"));
		for (const name of ["evil.com", "<b>Олена</b>", "+380671112233", "х"]) {
			await does(olena.say(name));
			expect(last(olena)).toBe(t("join-name-unreadable"));
		}
		await does(olena.say("/menu"));
		expect(last(olena)).toBe(t("bot-resident-welcome"));
		expect(labels(olena)).toContain(t("button-join"));
	});

	it("waits for the morning at night, and stands in the menu meanwhile", async () => {
		const { people } = await open(NIGHT);
		const olena = stranger();
		const before = people.petro.chat().length;
		await asks(olena, "uk");
		await village.lookAtCalendar();
		expect(people.petro.chat()).toHaveLength(before);
		await people.petro.writes("/menu");
		expect(labels(people.petro.phone)).toContain(
			t("button-join-requests", { count: 1 }),
		);
		for (const hours of [6, 2, 1, 24]) {
			await village.fastForward(minutes(60 * hours));
			await village.lookAtCalendar();
			await village.restart();
			await village.lookAtCalendar();
		}
		const told = people.hanna
			.chat()
			.filter((text) => text.includes("хоче приєднатися"));
		expect(told).toHaveLength(1);
	});

	it("is heard once by each brigade, and by three at most", async () => {
		await open();
		const olena = stranger();
		await asks(olena, "uk");
		await asks(olena, "uk");
		const here = [village.brigadeId("Росохач")];
		const { roster, secrets } = village.service;
		expect(await roster.joinRequests(here)).toHaveLength(1);
		const asked = [];
		for (const name of ["Білобожниця", "Звиняч", "Ягільниця"]) {
			const { id } = await addBrigade(village.service, village.operator, {
				name,
				kind: "volunteer",
				location: ROSOKHACH,
				locale: "uk",
				roles: [],
			});
			const { kind } = await askToJoin(
				village.service,
				{
					brigadeId: id,
					chatHash: secrets.hash(String(CHAT)),
					asker: {
						name: "Олена",
						phone: NUMBER,
						chat: String(CHAT),
						locale: "uk",
					},
				},
				`telegram:${name}`,
			);
			asked.push(kind);
		}
		expect(asked).toEqual(["asked", "asked", "tooMany"]);
	});

	it("connects the chat to who stands on the list with that number, when the chief says yes", async () => {
		const { people } = await open();
		const { id } = await onTheList(NUMBER);
		const olena = stranger();
		await asks(olena, "uk");
		expect(people.petro.chat().at(-1)).toContain("уже є у вашому списку");
		await people.petro.tap("Прийняти");
		expect((await boundTo(olena))?.id).toBe(id);
		expect(await peopleOf("Росохач")).toHaveLength(3);
	});

	it("makes one person of two brigades when both say yes", async () => {
		const { people } = await open();
		const olena = stranger();
		await asks(olena, "uk");
		for (const act of asking(olena, t, "Угринь")) await does(act());
		await people.petro.tap("Прийняти");
		await people.bohdan.tap("Прийняти");
		expect((await boundTo(olena))?.brigadeIds).toEqual([
			village.brigadeId("Росохач"),
			village.brigadeId("Угринь"),
		]);
		expect(last(olena)).toBe(t("join-told-accepted", { brigade: "Угринь" }));
	});

	it("binds nobody of another brigade's list", async () => {
		const { people } = await open();
		await onTheList(NUMBER);
		const olena = stranger();
		for (const act of asking(olena, t, "Угринь")) await does(act());
		// The other list is not this chief's to see.
		expect(people.bohdan.chat().at(-1)).not.toContain("у вашому списку");
		await people.bohdan.tap("Прийняти");
		expect(await boundTo(olena)).toBeUndefined();
		expect(last(olena)).toBe(t("join-told-elsewhere", { brigade: "Угринь" }));
	});

	it("gives a deputy no way to his chief's account", async () => {
		const { people } = await open();
		// Whoever has the chief's old number now.
		const thief = stranger();
		await changeBrigade(
			village.service,
			village.operator,
			village.brigadeId("Росохач"),
			{
				roles: [
					{
						role: "chief",
						responderId: (await onTheList(NUMBER)).id,
						order: 1,
					},
					{ role: "deputy", responderId: people.hanna.id, order: 2 },
				],
			},
		);
		await asks(thief, "uk");
		await people.hanna.tap("Прийняти");
		expect(people.hanna.toasts().at(-1)).toBe(t("join-outranked"));
		expect(await boundTo(thief)).toBeUndefined();
	});

	it("does one deed for an update that comes twice", async () => {
		const { people } = await open();
		const olena = stranger();
		await asks(olena, "uk");
		const [request] = await village.service.roster.joinRequests([
			village.brigadeId("Росохач"),
		]);
		for (let times = 0; times < 2; times += 1)
			await post(people.petro.phone, `~join:yes:${request?.id}`, 990_001);
		expect(await peopleOf("Росохач")).toHaveLength(3);
		const steps = chatOf(olena).filter(
			(text) => text === t("join-step-number-drill"),
		);
		expect(steps).toHaveLength(1);
	});

	it("lets nobody decide who does not lead that brigade", async () => {
		await open();
		const olena = stranger();
		await asks(olena, "uk");
		const [request] = await village.service.roster.joinRequests([
			village.brigadeId("Росохач"),
		]);
		const { id } = await onTheList("+380501112200");
		const ivan = stranger("uk", {
			number: "+380501112200",
			chat: CHAT + 1,
			name: "Іван",
		});
		await joins(ivan, id);
		await post(ivan, `~join:yes:${request?.id}`, 990_002);
		expect(await boundTo(olena)).toBeUndefined();
		expect(
			await village.service.roster.joinRequest(request?.id ?? ""),
		).toBeDefined();
	});
});

describe.each(["uk", "en"] as const)("what is one's own, in %s", (locale) => {
	const { t } = inLanguage(locale);

	async function member() {
		const opened = await open();
		const { id } = await onTheList(NUMBER, locale);
		const olena = stranger(locale);
		await joins(olena, id);
		await does(olena.say("/menu"));
		await does(olena.tap(t("button-mine")));
		const row = async () => {
			const [now] = await village.service.roster.people([id]);
			if (!now) throw new Error("expected Olena on the list, found nobody");
			return now;
		};
		return { ...opened, olena, id, row };
	}
	const smsTo = (phone: Phone): string[] => phone.inbox.map(({ text }) => text);

	it("is language, letters, kind of phone, and who wakes me at home", async () => {
		const { olena, row } = await member();
		await does(olena.tap(t("button-mine-alphabet")));
		await does(olena.tap(t("button-abc-latin")));
		expect((await row()).smsAlphabet).toBe("latin");
		await does(olena.tap(t("button-mine-kind")));
		await does(olena.tap(t("button-kind-button")));
		expect((await row()).phoneKind).toBe("button");
		await does(olena.tap(t("button-mine-home")));
		await does(olena.say("Баба Ганна"));
		await does(olena.say(NUMBER));
		expect(last(olena)).toBe(t("mine-phone-not-possible"));
		await does(olena.say("067 111 22 33"));
		expect((await row()).homeContact).toBeDefined();
		expect(last(olena)).toContain(t("mine-line-home", { name: "Баба Ганна" }));
		await does(olena.tap(t("button-mine-language")));
		const other = locale === "uk" ? "en" : "uk";
		await does(olena.tap(t(`button-lang-${other}`)));
		expect((await row()).locale).toBe(other);
		expect(labels(olena)).toContain(
			inLanguage(other).t("button-mine-language"),
		);
	});

	it("is a second number, once its code was read there", async () => {
		const { olena, row } = await member();
		const home = village.sandbox.phones.add({
			id: "home",
			name: "Дім",
			number: "+380671119900",
			kind: "button",
		});
		await does(olena.tap(t("button-mine-second")));
		await does(olena.say("101"));
		expect(last(olena)).toBe(t("mine-phone-unreadable"));
		await does(olena.say("067 111 99 00"));
		expect(last(olena)).toBe(t("mine-code-sent"));
		const code = digits(smsTo(home).at(-1));
		await does(olena.say(code === "000000" ? "000001" : "000000"));
		expect(last(olena)).toBe(t("mine-code-wrong"));
		expect((await row()).secondPhone).toBeUndefined();
		await village.restart();
		await does(olena.say(code));
		expect((await row()).secondPhoneHash).toBe(
			village.service.secrets.hash("+380671119900"),
		);
		expect(last(olena)).toContain("…00");
	});

	it("is five codes a day and no more", async () => {
		const { olena } = await member();
		const answers: string[] = [];
		for (let asked = 0; asked < 6; asked += 1) {
			await does(olena.tap(t("button-mine-second")));
			await does(olena.say(`067 111 99 0${asked}`));
			answers.push(last(olena));
			await does(olena.tap(t("button-back")));
			await village.fastForward(minutes(11));
		}
		expect(answers).toEqual([
			...Array(5).fill(t("mine-code-sent")),
			t("mine-code-too-many"),
		]);
	});

	it("is places by hour, added by a location and taken away", async () => {
		const { olena, row } = await member();
		await does(olena.tap(t("button-mine-places")));
		await does(olena.tap(t("button-place-work")));
		await does(olena.shareLocation({ lat: 49.2, lon: 25.6 }));
		await village.restart();
		await does(olena.tap(t("button-hours-work")));
		const places = async () => placesOf(village.service.secrets, await row());
		expect(await places()).toEqual([
			{ kind: "home", ...ROSOKHACH },
			{
				kind: "work",
				lat: 49.2,
				lon: 25.6,
				weekly: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }],
			},
		]);
		const erase = t("button-place-delete", {
			number: 1,
			kind: t("mine-place-home"),
		});
		const shown = olena.chat.at(-1);
		await does(olena.tap(erase));
		expect(await places()).toHaveLength(1);
		expect(shown?.text).toContain(t("button-hours-work"));
	});

	it("leaves as a file, to this chat only and after a yes", async () => {
		const { olena, people } = await member();
		await does(olena.tap(t("button-mine-file")));
		expect(olena.chat.some(({ file }) => file)).toBe(false);
		await does(olena.tap(t("button-send-file")));
		const file = olena.chat.at(-1)?.file;
		expect(file?.name).toBe("dzvin.json");
		expect(JSON.parse(file?.written ?? "{}")).toMatchObject({
			person: { name: "Олена Коваль", phones: [NUMBER] },
		});
		expect(people.petro.phone.chat.some((one) => one.file)).toBe(false);
	});

	it("ends when they leave: nothing of them is left", async () => {
		const { olena, id } = await member();
		await does(olena.tap(t("button-mine-leave")));
		expect(last(olena)).toBe(t("mine-leave-ask"));
		await village.restart();
		await does(olena.tap(t("button-leave")));
		expect(last(olena)).toBe(t("mine-erased"));
		expect(await village.service.roster.people([id])).toEqual([]);
		// Pressed once more, it finds nobody.
		await post(olena, `~mine:gone:${village.brigadeId("Росохач")}`, 990_201);
		expect(await boundTo(olena)).toBeUndefined();
	});

	it("is a new number, by its code and a word of the old chat", async () => {
		const { olena, id, row, people } = await member();
		await village.ringTest({ id });
		await village.settle();
		await hearsTheBell(olena);
		expect((await row()).rungAt).toBeDefined();
		const fresh = village.sandbox.phones.add({
			id: "new",
			name: "Нова",
			number: "+380671234567",
			kind: "smart",
		});
		const old = smsTo(olena).length;
		await does(olena.tap(t("button-mine-phone")));
		await does(olena.say("+380671234567"));
		await village.restart();
		// The word of the old chat alone moves nothing.
		const before = (await row()).phoneHash;
		await does(olena.say("000000"));
		expect((await row()).phoneHash).toBe(before);
		await does(olena.say(digits(smsTo(fresh).at(-1))));
		// Nor does the code alone.
		expect((await row()).phoneHash).toBe(before);
		await village.restart();
		await does(olena.tap(t("button-phone-confirm")));
		expect((await row()).phoneHash).toBe(
			village.service.secrets.hash("+380671234567"),
		);
		expect(smsTo(olena).slice(old)).toEqual([t("sms-phone-moved")]);
		expect(people.petro.chat().at(-1)).toBe(
			wording.text("uk", "mine-phone-leader", { name: "Олена Коваль" }),
		);
		// A new phone has not rung yet.
		expect((await row()).rungAt).toBeUndefined();
		await does(olena.say("/menu"));
		expect(labels(olena)).toContain(t("button-join-finish"));
	});

	it("moves to a new chat with the old one's yes only", async () => {
		const { olena, id, row } = await member();
		const fresh = stranger(locale, {
			number: "+380671234567",
			chat: CHAT + 7,
			name: "Нова",
		});
		await does(fresh.open());
		await does(fresh.tap(t("button-join-moved")));
		await does(fresh.tap(t("bot-share-contact")));
		await village.restart();
		await does(fresh.say(NUMBER));
		expect(last(fresh)).toBe(t("join-moved-asked"));
		expect(last(olena)).toBe(t("mine-move-ask", { phone: "…67" }));
		expect(await boundTo(fresh)).toBeUndefined();
		await village.restart();
		await does(olena.tap(t("button-move-mine")));
		expect((await boundTo(fresh))?.id).toBe(id);
		expect((await row()).phoneHash).toBe(
			village.service.secrets.hash("+380671234567"),
		);
		expect(await boundTo(olena)).toBeUndefined();
		await does(fresh.tap(t("button-join-finish")));
		expect(last(fresh)).toBe(t("join-step-number-drill"));
	});

	it("stays where it is when a stranger asks: without the old chat nobody moves it", async () => {
		const { olena, id, row } = await member();
		const before = (await row()).phoneHash;
		const thief = stranger(locale, {
			number: "+380671234567",
			chat: CHAT + 7,
			name: "Хтось",
		});
		const ask = async (typed: string) => {
			await does(thief.say("/start"));
			await does(thief.tap(t("button-join-moved")));
			await does(thief.shareContact());
			await does(thief.say(typed));
			return last(thief);
		};
		// The same words, whether anybody has that number.
		expect(await ask(NUMBER)).toBe(await ask("+380509998877"));
		const [request] = await village.service.roster.joinRequests([""]);
		await does(thief.say(`~mine:move:${request?.id}`));
		await post(thief, `~mine:move:${request?.id}`, 990_101);
		// Nor may another member press it.
		const ivan = stranger("uk", {
			number: "+380501112200",
			chat: CHAT + 1,
			name: "Іван",
		});
		await joins(ivan, (await onTheList("+380501112200")).id);
		await post(ivan, `~mine:move:${request?.id}`, 990_102);
		expect((await row()).phoneHash).toBe(before);
		await does(olena.tap(t("button-move-not-mine")));
		expect(last(thief)).toBe(t("mine-move-refused"));
		expect((await boundTo(olena))?.id).toBe(id);
		await post(olena, `~mine:move:${request?.id}`, 990_103);
		expect((await row()).phoneHash).toBe(before);
	});
});

describe("leaving", () => {
	const { t } = inLanguage("uk");

	it("is refused to the only chief, who hears what to do", async () => {
		const { people } = await open();
		await people.petro.writes("/menu");
		await people.petro.tap(t("button-mine"));
		await people.petro.tap(t("button-mine-leave"));
		await people.petro.tap(t("button-leave"));
		expect(people.petro.phone.chat.at(-1)?.text).toBe(
			t("mine-leave-only-chief", { brigade: "Росохач" }),
		);
		expect(await peopleOf("Росохач")).toHaveLength(2);
	});

	it("from one brigade of two keeps the other", async () => {
		const { people } = await open();
		const { hanna } = people;
		await changeResponder(village.service, village.operator, hanna.id, {
			brigadeIds: [village.brigadeId("Росохач"), village.brigadeId("Угринь")],
		});
		await hanna.writes("/menu");
		await hanna.tap(t("button-mine"));
		await hanna.tap(t("button-mine-leave"));
		await hanna.tap("Росохач");
		await hanna.tap(t("button-leave"));
		const [row] = await village.service.roster.people([hanna.id]);
		expect(row?.brigadeIds).toEqual([village.brigadeId("Угринь")]);
		expect(await village.service.signIn.rolesOf(hanna.id)).toEqual([]);
	});
});

describe("a phone without Telegram", () => {
	it("joins by a test ring that the chief asks for", async () => {
		await open();
		const { id } = await onTheList(NUMBER);
		const phone = village.sandbox.phones.add({
			id: "mykola",
			name: "Микола",
			number: NUMBER,
			kind: "button",
		});
		const ring = () =>
			fetch(`${village.url}/v1/responders/${id}/test-ring`, {
				method: "POST",
				headers: { authorization: `Bearer ${village.adminKey}` },
			});
		const asked = await ring();
		expect(asked.status).toBe(202);
		expect(await asked.json()).toEqual({ joined: false });
		await village.settle();
		await hearsTheBell(phone);
		const [row] = await village.service.roster.people([id]);
		expect(row && joinedState(village.service.settings, row)).toBe("joined");
		expect((await ring()).status).toBe(202);
		expect((await ring()).status).toBe(429);
	});
});

/** A press nobody's screen offered. */
async function post(
	phone: Phone,
	data: string,
	updateId: number,
): Promise<void> {
	const person = {
		id: phone.telegramId,
		is_bot: false,
		first_name: phone.name,
	};
	await fetch(`${village.url}/carriers/telegram`, {
		method: "POST",
		headers: {
			"content-type": "application/json",
			"x-telegram-bot-api-secret-token": village.proof.telegram,
		},
		body: JSON.stringify({
			update_id: updateId,
			callback_query: {
				id: String(updateId),
				from: person,
				message: {
					message_id: 1,
					date: 0,
					chat: { ...person, type: "private" },
				},
				chat_instance: "1",
				data,
			},
		}),
	});
	await village.settle();
}

/**
 * Halyna sees smoke and has no data: she rings the number on the village's board, or
 * writes an SMS. Who picks up hears her; when nobody does, she is heard all the same.
 */
import { afterEach, describe, expect, it } from "vitest";
import { AppError } from "../../src/errors.ts";
import { setResidents } from "../../src/residents/reportNumber.ts";
import {
	minutes,
	type NewPerson,
	openVillage,
	seconds,
	type VillageOptions,
} from "./village.ts";

const NUMBER = "+380800330101";

const PEOPLE = {
	petro: { name: "Петро", role: "chief" },
	olha: { name: "Ольга", role: "deputy" },
	mykola: { name: "Микола Староста", role: "villageHead", phone: "button" },
	ivan: { name: "Іван", qualifications: ["driver_c"] },
} as const satisfies Record<string, NewPerson>;

type Who = keyof typeof PEOPLE;
type Village = Awaited<ReturnType<typeof openVillage<Who>>>;
let village: Village;
afterEach(() => village.close());

async function atNight(
	change: Partial<VillageOptions<Who>> = {},
	locale: "uk" | "en" = "uk",
) {
	const people = Object.fromEntries(
		Object.entries(PEOPLE).map(([key, one]) => [key, { ...one, locale }]),
	) as unknown as Record<Who, NewPerson>;
	village = await openVillage<Who>({
		people,
		otherNumbers: [NUMBER],
		twoWaySms: true,
		...change,
	});
	const { service, operator } = village;
	const brigadeId = village.brigadeId("Росохач");
	if (locale === "en")
		await service.store.append({
			at: village.now,
			roster: [
				{
					table: "brigade",
					row: {
						...((await service.roster.brigade(
							{ kind: "everything" },
							brigadeId,
						)) as NonNullable<
							Awaited<ReturnType<typeof service.roster.brigade>>
						>),
						locale,
					},
				},
			],
		});
	await setResidents(service, operator, brigadeId, { number: NUMBER });
	const halyna = village.stranger("Галина", { locale });
	for (const one of village.everybody) one.forget();
	return { ...village.people, halyna: callerOn(halyna.phone) };
}

/** A phone that only rings and writes. */
const callerOn = (phone: ReturnType<Village["phone"]>) => ({
	phone,
	async rings(): Promise<void> {
		await phone.ringBack(NUMBER);
		await village.settle();
	},
	heard: () => phone.calls.at(-1)?.spoken.map(({ text }) => text) ?? [],
	async texts(text: string): Promise<void> {
		await phone.replySms(text);
		await village.settle();
	},
	sms: () =>
		phone.inbox.filter(({ outgoing }) => !outgoing).map(({ text }) => text),
});

const incidents = async () =>
	(
		await village.store.heads(
			{ kind: "everything" },
			{ status: ["open", "unconfirmed", "closed", "cancelled"], limit: 20 },
		)
	).items;

const theOnly = async (): Promise<string> => {
	const all = await incidents();
	expect(all).toHaveLength(1);
	return all[0]?.id ?? "";
};

/** Greeting, twenty seconds of ringing, and what is said then. */
const nobodyPicksUp = () => village.fastForward(seconds(31));

describe("the report number", () => {
	it.each([
		["uk", "Пожежа? З'єднуємо.", "Дзвінок про пожежу."],
		["en", "A fire? Connecting you.", "A call about a fire."],
	] as const)(
		"rings chief, deputy and village head at once, and joins who presses 1 (%s)",
		async (locale, greeting, whispered) => {
			const { halyna, petro, olha, mykola, ivan } = await atNight({}, locale);
			await halyna.rings();
			expect(halyna.heard()[0]).toContain(greeting);
			await village.fastForward(seconds(5));
			for (const one of [petro, olha, mykola])
				expect(one.phone.ringing?.number).toBe("+380440000002");
			expect(ivan.phone.ringing).toBeUndefined();

			await olha.phone.pickUp();
			await village.settle();
			expect(olha.phone.talking?.spoken[0]?.text).toContain(whispered);
			await olha.phone.press("1");
			await village.settle();
			await halyna.phone.speak("Горить стодола за школою");
			expect(olha.heard().at(-1)).toBe("Горить стодола за школою");
			expect(petro.phone.ringing).toBeUndefined();
			await olha.phone.hangUp();
			await village.fastForward(minutes(5));

			// Nobody was woken for what one who may raise the alarm knows.
			expect(await incidents()).toHaveLength(0);
			expect(await village.drain()).toBe(0);
			expect(petro.told()).toEqual([]);
		},
	);

	it("tells who took the call how to raise, in two taps, and her number goes with the alarm", async () => {
		const { halyna, petro } = await atNight();
		await halyna.rings();
		await village.fastForward(seconds(5));
		await petro.presses("1");
		expect(petro.chat().at(-1)).toContain(
			`Дзвінок про пожежу з ${halyna.phone.number}`,
		);
		await halyna.phone.hangUp();
		await petro.tap("🔥 Підняти людей");
		await petro.tap("Хата");
		await village.settle();
		const incident = await village.service.load(await theOnly());
		if (incident.status === "unknown") throw new Error("expected an incident");
		const words = await village.store.words([incident.reporterNumber ?? ""]);
		const [kept] = [...words.values()];
		expect(kept && village.service.secrets.open(kept.text)).toBe(
			halyna.phone.number,
		);
		const shown = (await village.store.load("admin/everything")).filter(
			({ type }) => type === "ReporterNumberShown",
		);
		expect(shown).toHaveLength(1);
		expect(JSON.stringify(shown)).not.toContain(halyna.phone.number);
	});

	it("a village head with a button phone who took it raises by SMS, and her number goes along", async () => {
		const { halyna, mykola, ivan } = await atNight();
		await halyna.rings();
		await village.fastForward(seconds(5));
		await mykola.presses("1");
		expect(mykola.sms().at(-1)).toContain(halyna.phone.number);
		await halyna.phone.hangUp();
		await mykola.texts("ПОЖЕЖА хата Росохач Шевченка 12");
		await village.fastForward(seconds(5));
		const incident = await village.service.load(await theOnly());
		expect(incident).toMatchObject({ status: "open" });
		if (incident.status === "unknown") throw new Error("expected an incident");
		expect(incident.reporterNumber).toBeDefined();
		expect(ivan.told().length).toBeGreaterThan(0);
	});

	it("is not swallowed by a voice mail: the others are rung again without it", async () => {
		const { halyna, petro, olha } = await atNight();
		petro.phone.set({ voicemailAfterSeconds: 2 });
		await halyna.rings();
		await village.until(() => olha.rings() === 2, seconds(30));
		expect(petro.rings()).toBe(1);
		await olha.presses("1");
		await halyna.phone.speak("Горить");
		expect(olha.heard().at(-1)).toBe("Горить");
	});

	it("nobody in twenty seconds: it is a report, she speaks after the tone, and the chief hears and sees her", async () => {
		const { halyna, petro, olha, ivan } = await atNight();
		await halyna.rings();
		await village.until(
			() => halyna.heard().some((text) => text.includes("після сигналу")),
			seconds(40),
		);
		// Filed before a word was said.
		const id = await theOnly();
		const before = await village.service.load(id);
		if (before.status === "unknown") throw new Error("expected an incident");
		expect(before).toMatchObject({ status: "unconfirmed", source: "resident" });
		const [report] = [...before.reports.values()];
		expect(report).toMatchObject({ verified: true, doubted: false });

		await village.fastForward(seconds(5));
		await halyna.phone.speak("Горить хата, Шевченка дванадцять, біля школи");
		await village.until(
			() => halyna.heard().some((text) => text.includes("Люди в небезпеці")),
			seconds(20),
		);
		expect(village.sandbox.recordings()).toHaveLength(0);
		expect(petro.chat().join("\n")).toContain("слова з дзвінка про пожежу");
		expect(ivan.told()).toEqual([]);
		await halyna.phone.hangUp();

		// The call that asks «Горить?» opens with her own words.
		await village.until(
			() =>
				petro.phone.ringing !== undefined || olha.phone.ringing !== undefined,
			minutes(2),
		);
		const rung = petro.phone.ringing ? petro : olha;
		await rung.phone.pickUp();
		await village.fastForward(seconds(4));
		expect(rung.heard().join("\n")).toContain("🔊 Горить хата");
	});

	it("one key more says that people are in danger", async () => {
		const { halyna } = await atNight();
		await halyna.rings();
		await nobodyPicksUp();
		await halyna.phone.speak("Горить хата");
		await village.until(
			() => halyna.heard().some((text) => text.includes("Люди в небезпеці")),
			seconds(20),
		);
		await halyna.phone.press("1");
		await village.settle();
		expect(halyna.heard().at(-1)).toContain("Записали: люди в небезпеці.");
		const incident = await village.service.load(await theOnly());
		expect(incident).toMatchObject({ peopleInDanger: true });
	});

	it("says nothing and stays: her number is the report", async () => {
		const { halyna } = await atNight();
		await halyna.rings();
		await village.fastForward(seconds(45));
		expect(halyna.heard().at(-1)).toContain("Ваш номер записали.");
		await theOnly();
	});

	it("hangs up while it rings: no alarm, and whoever leads reads whom to ring back", async () => {
		const { halyna, petro, olha, mykola } = await atNight();
		await halyna.rings();
		await village.fastForward(seconds(8));
		await halyna.phone.hangUp();
		await village.settle();
		expect(petro.phone.ringing).toBeUndefined();
		for (const one of [petro, olha])
			expect(one.chat().at(-1)).toBe(
				`Пропущений дзвінок про пожежу. Передзвоніть: ${halyna.phone.number}`,
			);
		expect(mykola.sms()).toEqual([]);
		expect(await incidents()).toHaveLength(0);
		expect(await village.drain()).toBe(0);
	});

	it("a call whose end we never hear of is told as missed", async () => {
		const { halyna, petro } = await atNight();
		await halyna.rings();
		await village.fastForward(seconds(6));
		// The webhook of its end finds nobody.
		await village.restart();
		petro.forget();
		await village.service.store.inboundDone("nothing", "", village.now);
		expect(await village.drain()).toBe(0);
		await village.time.push(minutes(3));
		expect(await village.drain()).toBe(1);
		await village.settle();
		expect(petro.chat().join()).toContain("Пропущений дзвінок про пожежу");
	});

	it("two calls of one fire are one incident, and one caller's second call is the same report", async () => {
		const { halyna } = await atNight();
		await halyna.rings();
		await nobodyPicksUp();
		await halyna.phone.speak("Горить хата Шевченка дванадцять");
		await village.fastForward(seconds(40));
		await halyna.rings();
		await nobodyPicksUp();
		await village.fastForward(seconds(40));
		const only = await village.service.load(await theOnly());
		if (only.status === "unknown") throw new Error("expected an incident");
		expect(only.reports.size).toBe(1);
	});

	it("two neighbours who ring within minutes: the second is held and offered as the same fire", async () => {
		const { halyna, petro } = await atNight();
		const stepan = callerOn(village.stranger("Степан").phone);
		await halyna.rings();
		await nobodyPicksUp();
		await village.fastForward(seconds(20));
		await stepan.rings();
		await nobodyPicksUp();
		await village.fastForward(seconds(40));
		const [second, first] = (await incidents()).toSorted(
			(a, b) => b.reportedAt - a.reportedAt,
		);
		expect(await village.service.load(second?.id ?? "")).toMatchObject({
			possibleDuplicateOf: first?.id,
			laddered: false,
		});
		expect(petro.chat().join("\n")).toContain("#100");
	});

	it("a member of the roster is a caller there like everybody, and is not rung by their own call", async () => {
		const { petro, olha } = await atNight();
		await petro.phone.ringBack(NUMBER);
		await village.fastForward(seconds(5));
		expect(petro.heard()[0]).toContain("Пожежа?");
		expect(olha.phone.ringing).toBeDefined();
		expect(petro.rings()).toBe(1);
	});

	it("rings through three times in ten minutes, then asks to speak at once", async () => {
		const { halyna, petro } = await atNight();
		for (let time = 0; time < 3; time++) {
			await halyna.rings();
			await village.fastForward(seconds(6));
			await halyna.phone.hangUp();
			await village.fastForward(seconds(20));
		}
		expect(petro.rings()).toBe(3);
		const missed = petro
			.chat()
			.filter((text) => text.includes("Пропущений дзвінок"));
		expect(missed).toHaveLength(1);
		await halyna.rings();
		await village.fastForward(seconds(6));
		expect(halyna.heard()[0]).toContain("Пожежа? Скажіть після сигналу");
		await theOnly();
	});

	it("a forged caller wakes who decides, and nobody else before a human's word", async () => {
		const { ivan, petro } = await atNight();
		const spotter = callerOn(
			village.stranger("Чужий", { number: "+380939998877" }).phone,
		);
		await spotter.rings();
		await nobodyPicksUp();
		await village.fastForward(minutes(5));
		const id = await theOnly();
		expect(await village.service.load(id)).toMatchObject({
			status: "unconfirmed",
		});
		expect(ivan.told()).toEqual([]);
		expect(petro.told().length).toBeGreaterThan(0);
		const heard = spotter.heard().join(" ");
		for (const secret of ["Петро", "Росохач", "хвилин"])
			expect(heard).not.toContain(secret);
	});

	it("who raised a false alarm before rings the chief alone", async () => {
		const { halyna, petro, olha } = await atNight();
		await halyna.rings();
		await nobodyPicksUp();
		await halyna.phone.hangUp();
		const { service } = village;
		const reporter = await service.reporters.byPhone(
			service.secrets.hash(halyna.phone.number),
		);
		await service.store.append({
			at: village.now,
			roster: [{ table: "reporterFalse", ids: [reporter?.id ?? ""], by: 1 }],
		});
		// Nobody asks him any more whether it burns.
		await petro.tap("Не скликати");
		await village.fastForward(minutes(1));
		const [before, beforeDeputy] = [petro.rings(), olha.rings()];
		await halyna.rings();
		await village.fastForward(seconds(8));
		expect([petro.rings(), olha.rings()]).toEqual([before + 1, beforeDeputy]);
	});

	it("goes on after a restart of ours in the middle of the ringing", async () => {
		const { halyna, olha, petro } = await atNight();
		await halyna.rings();
		await village.fastForward(seconds(6));
		await village.restart();
		await olha.presses("1");
		await halyna.phone.speak("Горить хата");
		expect(olha.heard().at(-1)).toBe("Горить хата");
		expect(await village.drain()).toBe(0);
		await petro.writes("дякую");
		expect(await incidents()).toHaveLength(0);
	});

	it("a report the database does not take now is said so, kept, and filed later", async () => {
		const { halyna, petro } = await atNight();
		await halyna.rings();
		const { store } = village;
		const { append } = store;
		store.append = async () => {
			throw new AppError("unavailable", "expected a database, came none");
		};
		await nobodyPicksUp();
		expect(halyna.heard().at(-1)).toContain("Телефонуйте сто один.");
		expect(await incidents()).toHaveLength(0);
		store.append = append;
		expect(await village.drain()).toBeGreaterThan(0);
		await village.fastForward(seconds(2));
		await theOnly();
		expect(petro.told().length).toBeGreaterThan(0);
	});

	it("says the same in English, and tells the chief in English", async () => {
		const { halyna, petro } = await atNight({}, "en");
		await halyna.rings();
		await village.until(
			() => halyna.heard().some((text) => text.includes("After the tone")),
			seconds(40),
		);
		await village.fastForward(seconds(5));
		await halyna.phone.speak("A house burns");
		await village.until(
			() =>
				halyna.heard().some((text) => text.includes("people are in danger")),
			seconds(20),
		);
		expect(petro.chat().join()).toContain("words from the call about the fire");
	});

	it("a number that is blocked hears so, and rings nobody", async () => {
		const { halyna, petro } = await atNight();
		await halyna.rings();
		await nobodyPicksUp();
		await halyna.phone.hangUp();
		const { service } = village;
		const reporter = await service.reporters.byPhone(
			service.secrets.hash(halyna.phone.number),
		);
		await service.store.append({
			at: village.now,
			roster: [
				{ table: "reporterBlocked", id: reporter?.id ?? "", at: village.now },
			],
		});
		const rings = petro.rings();
		await halyna.rings();
		await village.fastForward(seconds(8));
		expect(halyna.heard().join()).toContain("тут не приймають");
		expect(petro.rings()).toBe(rings);
	});
});

describe("an SMS of somebody nobody knows", () => {
	it("is a report, answered once in one segment, and its number is rung back", async () => {
		const { halyna } = await atNight();
		await halyna.texts("Горить стодола, Росохач, за школою");
		const id = await theOnly();
		expect(halyna.sms()).toEqual([
			"Прийняли. Телефонуйте 101. Вам можуть подзвонити, візьміть слухавку",
		]);
		const incident = await village.service.load(id);
		if (incident.status === "unknown") throw new Error("expected an incident");
		const [report] = [...incident.reports.values()];
		expect(report).toMatchObject({ verified: false });
		await village.until(() => halyna.phone.ringing !== undefined, minutes(2));
		await halyna.phone.pickUp();
		await village.fastForward(seconds(3));
		expect(halyna.heard()[0]).toContain("Горить зараз?");
		await halyna.phone.press("1");
		await village.settle();
		expect(halyna.heard().at(-1)).toContain("Прийнято: горить.");
		const after = await village.service.load(id);
		if (after.status === "unknown") throw new Error("expected an incident");
		expect([...after.reports.values()][0]).toMatchObject({ said: "burning" });
	});

	it("of who raised a false alarm before is answered with the law's warning, once", async () => {
		const { halyna, petro } = await atNight();
		const { service } = village;
		await halyna.texts("Горить стодола за школою");
		const reporter = await service.reporters.byPhone(
			service.secrets.hash(halyna.phone.number),
		);
		await service.store.append({
			at: village.now,
			roster: [{ table: "reporterFalse", ids: [reporter?.id ?? ""], by: 1 }],
		});
		for (const words of ["Горить трава за фермою", "Горить хата за млином"]) {
			await petro.tap("Не скликати");
			await village.fastForward(minutes(1));
			await halyna.texts(words);
		}
		expect(halyna.sms().filter((text) => /^Прийняли/.test(text))).toEqual([
			"Прийняли. Телефонуйте 101. Вам можуть подзвонити, візьміть слухавку",
			"Прийняли. Телефонуйте 101. Завідомо неправдивий виклик карає закон",
			"Прийняли. Телефонуйте 101. Вам можуть подзвонити, візьміть слухавку",
		]);
	});

	it("is asked again when it says nothing of a fire, three times a day at most", async () => {
		const { halyna } = await atNight();
		for (let n = 0; n < 5; n++) await halyna.texts(`Хто це пише ${n}`);
		expect(halyna.sms()).toEqual(
			Array(3).fill("Горить? Напишіть, що і де. Телефонуйте 101"),
		);
		expect(await incidents()).toHaveLength(0);
	});

	it("is heard and answered where a phone of the village sends the SMS, too", async () => {
		const { halyna } = await atNight({ gateway: "android", callRelay: true });
		await halyna.texts("Горить стодола за школою");
		await theOnly();
		expect(halyna.sms().join()).toContain("Прийняли. Телефонуйте 101.");
	});

	it("of a greeting, a bare «1» or STOP is nothing", async () => {
		const { halyna } = await atNight();
		for (const text of ["Добрий день", "1", "STOP"]) await halyna.texts(text);
		expect(halyna.sms()).toEqual([]);
		expect(await incidents()).toHaveLength(0);
	});

	it("says later that it is out", async () => {
		const { halyna } = await atNight();
		await halyna.texts("Горить трава за фермою");
		await halyna.texts("вже не горить, загасили");
		expect(halyna.sms().at(-1)).toBe("Прийняли: уже не горить. Дякуємо");
		const incident = await village.service.load(await theOnly());
		if (incident.status === "unknown") throw new Error("expected an incident");
		expect([...incident.reports.values()][0]).toMatchObject({ said: "out" });
	});
});

describe("called back", () => {
	async function rungBack(locale: "uk" | "en" = "uk") {
		const cast = await atNight({}, locale);
		await cast.halyna.texts("Горить стодола за школою");
		await village.until(
			() => cast.halyna.phone.ringing !== undefined,
			minutes(2),
		);
		await cast.halyna.phone.pickUp();
		await village.fastForward(seconds(3));
		return cast;
	}

	it("0 says that it is out", async () => {
		const { halyna } = await rungBack();
		await halyna.phone.press("0");
		await village.settle();
		expect(halyna.heard().at(-1)).toContain("уже не горить");
		const incident = await village.service.load(await theOnly());
		if (incident.status === "unknown") throw new Error("expected an incident");
		expect([...incident.reports.values()][0]).toMatchObject({ said: "out" });
	});

	it("silence is asked once more, and answers nothing", async () => {
		const { halyna } = await rungBack();
		await village.fastForward(seconds(40));
		const heard = halyna.phone.calls[0]?.spoken.map(({ text }) => text) ?? [];
		expect(heard.filter((text) => text.includes("Горить зараз?"))).toHaveLength(
			2,
		);
		expect(heard.at(-1)).toContain("Не почули відповіді.");
		const incident = await village.service.load(await theOnly());
		if (incident.status === "unknown") throw new Error("expected an incident");
		expect([...incident.reports.values()][0]?.said).toBeUndefined();
	});

	it("who rings the bell's number is asked the same", async () => {
		const { halyna } = await rungBack();
		await halyna.phone.hangUp();
		await halyna.phone.ringBack();
		await village.fastForward(seconds(3));
		expect(halyna.heard()[0]).toContain("Горить зараз?");
		await halyna.phone.press("1");
		await village.settle();
		expect(halyna.heard().at(-1)).toContain("Прийнято: горить.");
	});
});

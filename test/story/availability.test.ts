/**
 * When people may be called, said in the chat: one tap that ends by itself, the week by
 * buttons, days ahead in words, two of one house; papers and hours that a chief hears of
 * before it is too late.
 */
import { afterEach, describe, expect, it } from "vitest";
import { changeResponder } from "../../src/administer.ts";
import { availabilityAt } from "../../src/core/availability.ts";
import { papersOf } from "../../src/people/papers.ts";
import { availabilityOf } from "../../src/people/whereabouts.ts";
import { minutes, openVillage, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

/** Thursday, 10 December 2026, 14:30 in Kyiv. */
const THURSDAY = "2026-12-10T12:30:00Z";
const HOUR = minutes(60);
const kyiv = (local: string): number => Date.parse(`${local}+02:00`);

async function open(at = THURSDAY) {
	const opened = await openVillage({
		at,
		people: {
			petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
			maria: { name: "Марія" },
			kate: { name: "Kate", locale: "en" },
		},
	});
	village = opened;
	return opened;
}

async function stateAt(who: { id: string }, at = village.now) {
	const [row] = await village.service.roster.people([who.id]);
	if (!row) throw new Error("There is no such person.");
	return availabilityAt(
		availabilityOf(village.service.secrets, row),
		at,
		"Europe/Kyiv",
	);
}

const shown = (who: Village["people"][string]): string =>
	who.phone.chat.findLast(({ from }) => from === "bot")?.text ?? "";

async function opensPanel(who: Village["people"][string]): Promise<void> {
	await who.writes("/menu");
	const line = who.phone.chat
		.findLast(({ from }) => from === "bot")
		?.keyboard.flat()
		.find(({ text }) => /^(Моя готовність|My availability)/.test(text));
	await who.tap(line?.text ?? "Моя готовність");
}

describe("availability by one tap", () => {
	it("is said at once, ends in the morning by itself, and the menu shows what holds now", async () => {
		const { people } = await open();
		await people.ivan.writes("/menu");
		await people.ivan.tap("Моя готовність: чергую");
		await people.ivan.tap("Вихідний");
		expect(await stateAt(people.ivan)).toBe("off");
		expect(shown(people.ivan)).toContain(
			"Записано: вихідний до 11 грудня 07:00",
		);
		expect(await stateAt(people.ivan, kyiv("2026-12-11T06:59"))).toBe("off");
		expect(await stateAt(people.ivan, kyiv("2026-12-11T07:00"))).toBe("on");
		await people.ivan.writes("/menu");
		await people.ivan.tap("Моя готовність: вихідний");
		expect(shown(people.ivan)).toContain("Зараз: вихідний до 11 грудня 07:00");
	});

	it("is reached from below the chat, as the question whether the bell gets through", async () => {
		const { people } = await open();
		await people.ivan.writes("Чергую / вихідний");
		expect(shown(people.ivan)).toContain("Зараз: чергую");
		await people.ivan.writes("Чи дійде дзвін до мене?");
		expect(shown(people.ivan)).toContain("Чи дійде дзвін до вас");
		await people.kate.writes("/menu");
		await people.kate.tap("My availability: on call");
		expect(shown(people.kate)).toContain("Now: on call");
	});

	it.each([
		["1 година", HOUR],
		["4 години", 4 * HOUR],
		["8 годин", 8 * HOUR],
	])("ends after %s, told by nobody", async (label, ms) => {
		const opened = await open();
		const { ivan } = opened.people;
		await opensPanel(ivan);
		await ivan.tap("Резерв");
		await ivan.tap(label);
		ivan.forget();
		expect(await stateAt(ivan, opened.now + ms - 1_000)).toBe("reserve");
		expect(await stateAt(ivan, opened.now + ms + 1_000)).toBe("on");
		await opened.fastForward(ms + 2_000);
		expect(ivan.told()).toEqual([]);
	});

	it("without end holds until the next word, also over a pattern of the week", async () => {
		const { people } = await open();
		const { ivan } = people;
		await opensPanel(ivan);
		await ivan.tap("За днями тижня");
		await ivan.tap("Пн");
		await ivan.tap("День 08–17");
		await ivan.tap("Резерв");
		await ivan.tap("Моя готовність");
		await ivan.tap("Вихідний");
		await ivan.tap("без строку");
		expect(shown(ivan)).toContain("Записано: вихідний");
		// Monday noon, a month later.
		expect(await stateAt(ivan, kyiv("2027-01-11T12:00"))).toBe("off");
		await ivan.tap("Чергую");
		expect(await stateAt(ivan)).toBe("on");
		expect(await stateAt(ivan, kyiv("2027-01-11T12:00"))).toBe("reserve");
	});

	it("an old button pressed a day later counts from the press", async () => {
		const opened = await open();
		const { ivan } = opened.people;
		await opensPanel(ivan);
		await ivan.tap("Вихідний");
		await opened.restart();
		await opened.fastForward(30 * HOUR);
		await ivan.tap("1 година");
		expect(await stateAt(ivan, opened.now + HOUR - 1_000)).toBe("off");
		expect(await stateAt(ivan, opened.now + HOUR + 1_000)).toBe("on");
	});

	it("a house fire then passes over who is off", async () => {
		const opened = await open();
		const { ivan, maria } = opened.people;
		await opensPanel(ivan);
		await ivan.tap("Вихідний");
		ivan.forget();
		await opened.report();
		expect(ivan.told()).toEqual([]);
		expect(ivan.rings()).toBe(0);
		expect(maria.chat().at(-1)).toContain("ПОЖЕЖА");
	});
});

describe("hours of the week", () => {
	it("are chosen by days and parts, shown, and cleared", async () => {
		const { people } = await open();
		const { ivan } = people;
		await opensPanel(ivan);
		await ivan.tap("За днями тижня");
		for (const day of ["Пн", "Вт", "Ср", "Нд"]) await ivan.tap(day);
		await ivan.tap("День 08–17");
		await ivan.tap("Лише загроза життю");
		expect(shown(ivan)).toContain("Пн–Ср, Нд 08:00–17:00: лише загроза життю");
		expect(await stateAt(ivan, kyiv("2026-12-14T12:00"))).toBe("lifeOnly");
		expect(await stateAt(ivan, kyiv("2026-12-14T18:00"))).toBe("on");
		// The same hours said anew replace what stood there.
		await ivan.tap("Пн");
		await ivan.tap("День 08–17");
		await ivan.tap("Вихідний");
		expect(await stateAt(ivan, kyiv("2026-12-14T12:00"))).toBe("off");
		expect(await stateAt(ivan, kyiv("2026-12-15T12:00"))).toBe("lifeOnly");
		await ivan.tap("Прибрати всі щотижневі години");
		expect(await stateAt(ivan, kyiv("2026-12-14T12:00"))).toBe("on");
	});
});

describe("days ahead", () => {
	it("are written as people write them, and taken back", async () => {
		const { people } = await open();
		const { ivan } = people;
		await opensPanel(ivan);
		await ivan.tap("Вихідний");
		await ivan.tap("від – до…");
		// The tap before was not meant for now.
		expect(await stateAt(ivan)).toBe("on");
		await ivan.writes("колись узимку");
		expect(shown(ivan)).toContain("Не зрозуміли");
		await ivan.writes("з 12.12 до 15.12");
		expect(shown(ivan)).toContain("Записано: 12 грудня – 15 грудня — вихідний");
		expect(await stateAt(ivan, kyiv("2026-12-11T23:59"))).toBe("on");
		expect(await stateAt(ivan, kyiv("2026-12-12T00:00"))).toBe("off");
		expect(await stateAt(ivan, kyiv("2026-12-15T23:59"))).toBe("off");
		expect(await stateAt(ivan, kyiv("2026-12-16T00:00"))).toBe("on");
		await ivan.tap("Дні наперед");
		await ivan.tap("Прибрати: 12 грудня – 15 грудня");
		expect(await stateAt(ivan, kyiv("2026-12-13T12:00"))).toBe("on");
	});

	it("survive a restart in the middle of the question, in English too", async () => {
		const opened = await open();
		const { kate } = opened.people;
		await opensPanel(kate);
		await kate.tap("Days ahead");
		await kate.tap("Add: reserve");
		await opened.restart();
		await kate.writes("from 12.12 18:00 to 13.12 07:00");
		expect(shown(kate)).toContain(
			"Noted: 12 December 18:00 – 13 December 07:00, reserve",
		);
		expect(await stateAt(kate, kyiv("2026-12-12T20:00"))).toBe("reserve");
	});
});

describe("two of one house", () => {
	it("are joined by both, and parted by either", async () => {
		const opened = await open();
		const { ivan, maria } = opened.people;
		const household = async () =>
			(await opened.service.roster.people([ivan.id, maria.id])).map(
				(row) => row.household,
			);
		await ivan.writes("/menu");
		await ivan.tap("Ми з однієї хати");
		await ivan.tap("Додати людину");
		await ivan.writes("Хтось");
		expect(shown(ivan)).toContain("такого імені немає");
		await ivan.writes("марі");
		await ivan.tap("Марія");
		expect(await household()).toEqual([undefined, undefined]);
		expect(shown(maria)).toContain("Іван пише, що ви з однієї хати");
		await maria.tap("Так");
		const [first, second] = await household();
		expect(first).toBeTypeOf("string");
		expect(second).toBe(first);
		expect(shown(ivan)).toContain("Марія");
		await maria.writes("/menu");
		await maria.tap("Ми з однієї хати");
		await maria.tap("Ми вже не разом");
		expect(await household()).toEqual([undefined, undefined]);
	});

	it("are not joined by who says no", async () => {
		const opened = await open();
		const { ivan, maria } = opened.people;
		await ivan.writes("/menu");
		await ivan.tap("Ми з однієї хати");
		await ivan.tap("Додати людину");
		await ivan.writes("Марія");
		await ivan.tap("Марія");
		await maria.tap("Ні");
		expect(shown(ivan)).toContain("не з однієї хати");
		const [row] = await opened.service.roster.people([ivan.id]);
		expect(row?.household).toBeUndefined();
	});
});

describe("papers that expire", () => {
	it("are said 30 and 7 days ahead, at noon, once each, to their owner and the chief", async () => {
		const opened = await open("2026-12-01T08:00:00Z");
		const { ivan, petro, maria } = opened.people;
		await changeResponder(opened.service, opened.operator, ivan.id, {
			papers: [
				{ kind: "medical", until: "2026-12-31" },
				{ kind: "insurance", until: "2027-06-01" },
			],
		});
		for (const one of [ivan, petro, maria]) one.forget();
		await opened.lookAtCalendar();
		expect(ivan.told()).toEqual([]);
		await opened.fastForward(2 * HOUR);
		await opened.lookAtCalendar();
		await opened.restart();
		await opened.lookAtCalendar();
		expect(ivan.told()).toHaveLength(1);
		expect(ivan.told()[0]).toContain(
			"Медична довідка — до 31 грудня, лишилося 30 днів",
		);
		expect(petro.told()).toHaveLength(1);
		expect(petro.told()[0]).toContain("Іван: Медична довідка");
		expect(maria.told()).toEqual([]);
		for (let day = 2; day <= 40; day += 1) {
			await opened.fastForward(24 * HOUR);
			await opened.lookAtCalendar();
		}
		const warned = ivan.told().filter((said) => said.includes("довідка"));
		expect(warned).toHaveLength(2);
		expect(warned[1]).toContain("лишилося 7 днів");
		// Long expired, and still called.
		ivan.forget();
		await opened.report();
		expect(ivan.chat().at(-1)).toContain("ПОЖЕЖА");
	});
});

describe("papers in the chat of who leads", () => {
	it("are added, replaced and taken away, and nobody else sees them", async () => {
		const opened = await open();
		const { petro, ivan } = opened.people;
		const papers = async () => {
			const [row] = await opened.service.roster.people([ivan.id]);
			return row ? papersOf(opened.service.secrets, row) : [];
		};
		await petro.writes("/menu");
		await petro.tap("Документи людей");
		await petro.tap("Іван");
		expect(shown(petro)).toContain("Іван: документів не записано");
		await petro.tap("Додати: Медична довідка");
		await petro.writes("невдовзі");
		expect(shown(petro)).toContain("Не зрозуміли");
		await opened.restart();
		await petro.writes("31.01.2027");
		expect(await papers()).toEqual([{ kind: "medical", until: "2027-01-31" }]);
		expect(shown(petro)).toContain("Медична довідка — до 31 січня 2027");
		await petro.tap("Додати: Медична довідка");
		await petro.writes("1 лютого 2027");
		expect(await papers()).toEqual([{ kind: "medical", until: "2027-02-01" }]);
		await petro.tap("Прибрати: Медична довідка — до 1 лютого 2027");
		expect(await papers()).toEqual([]);
		await ivan.writes("/menu");
		await expect(ivan.tap("Документи людей")).rejects.toThrow(/no button/);
	});
});

describe("hours in which nobody could drive", () => {
	const offTomorrow = {
		state: "on" as const,
		weekly: [],
		exceptions: [
			{
				from: kyiv("2026-12-11T08:00"),
				to: kyiv("2026-12-11T17:00"),
				state: "off" as const,
			},
		],
	};

	it("are said to the chief the evening before, once, and only then", async () => {
		const opened = await openVillage({
			at: "2026-12-10T15:00:00Z",
			people: {
				petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
				ivan: {
					name: "Іван",
					qualifications: ["driver_c"],
					availability: offTomorrow,
				},
				maria: { name: "Марія" },
				stepan: { name: "Степан" },
				olha: { name: "Ольга", role: "deputy" },
			},
		});
		village = opened;
		const { petro, ivan, olha } = opened.people;
		await opened.lookAtCalendar();
		expect(petro.told()).toEqual([]);
		await opened.fastForward(HOUR + 60_000);
		await opened.lookAtCalendar();
		await opened.restart();
		await opened.lookAtCalendar();
		expect(petro.told()).toEqual(["Завтра 08–17 немає водія"]);
		expect(olha.told()).toEqual(["Завтра 08–17 немає водія"]);
		expect(ivan.told()).toEqual([]);
		expect(petro.rings()).toBe(0);
		await opened.fastForward(24 * HOUR);
		await opened.lookAtCalendar();
		expect(petro.told().filter((said) => said.includes("водія"))).toHaveLength(
			1,
		);
	});

	it("are not said at night, however late the service wakes", async () => {
		const opened = await openVillage({
			at: "2026-12-10T19:30:00Z",
			people: {
				petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
				ivan: { name: "Іван" },
			},
		});
		village = opened;
		await opened.lookAtCalendar();
		await opened.fastForward(8 * HOUR);
		await opened.lookAtCalendar();
		expect(opened.people.petro.told()).toEqual([]);
	});
});

describe("«Чи дійде дзвін до мене?»", () => {
	it("says when each channel reached them last, and what to do where it did not", async () => {
		const opened = await open();
		const { ivan } = opened.people;
		const fire = await opened.report();
		await ivan.tap("Їду · 5 хв");
		await opened.fastForward(minutes(4));
		await opened.order(fire, { type: "Close", by: opened.desk });
		await opened.fastForward(minutes(6));
		await opened.lookAtCalendar();
		await ivan.writes("/menu");
		await ivan.tap("Чи дійде дзвін до мене?");
		expect(shown(ivan)).toContain(
			"Телеграм: працює, ви це читаєте (востаннє дійшло 10 грудня)",
		);
		expect(shown(ivan)).toMatch(/Дзвінок: .* \(ще не перевіряли\)/);
	});
});

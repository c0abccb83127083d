/**
 * The weekly bell and what it proves: everybody's every channel is tried, nobody is called
 * to anything, and the chief reads who was not reached.
 */
import { afterEach, describe, expect, it } from "vitest";
import { reachableOf } from "../../src/people/proofs.ts";
import { setBell } from "../../src/routine/bell.ts";
import { minutes, openVillage, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

/** Saturday, 11:00 in Kyiv. */
const SATURDAY = "2026-01-17T09:00:00Z";

const bellOf = (at: string, more: Record<string, object> = {}) =>
	openVillage({
		at,
		people: {
			petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
			mykola: { name: "Микола", phone: "button" },
			olena: {
				name: "Олена",
				availability: { state: "off", weekly: [], exceptions: [] },
			},
			...more,
		},
	});

async function rings(): Promise<void> {
	await setBell(
		village.service,
		village.operator,
		village.brigadeId("Росохач"),
		{ weekday: 6, time: "11:00" },
	);
	await village.lookAtCalendar();
}

const tests = async () => {
	const { items } = await village.store.heads(
		{ kind: "everything" },
		{ limit: 50 },
	);
	return items.filter(({ mode }) => mode === "test");
};

describe("the weekly bell", () => {
	it("tries every channel of everybody who is not off, and alarms nobody", async () => {
		const opened = await bellOf(SATURDAY);
		village = opened;
		const { ivan, mykola, olena, petro } = opened.people;
		await rings();
		expect(ivan.chat().at(-1)).toContain("ПЕРЕВІРКА");
		expect(ivan.sms().at(-1)).toContain("ПЕРЕВІРКА");
		expect(ivan.rings()).toBe(1);
		expect(mykola.sms().at(-1)).toContain("ПЕРЕВІРКА");
		expect(mykola.rings()).toBe(1);
		expect(olena.told()).toEqual([]);
		expect(olena.rings()).toBe(0);
		await opened.fastForward(minutes(25));
		// No chief is rung for a crew nobody wants, and nobody twice.
		expect(petro.rings()).toBe(1);
		expect(ivan.rings()).toBe(1);
		for (const person of opened.everybody)
			expect(person.told().join("\n")).not.toMatch(/ПОЖЕЖА|НЕМАЄ|ВИЇЗД/);
	});

	it("asks no neighbour", async () => {
		const opened = await openVillage({
			at: SATURDAY,
			brigades: (await import("./village.ts")).TWO_BRIGADES,
			people: {
				ivan: { name: "Іван" },
				stepan: { name: "Степан", brigade: "Угринь" },
			},
		});
		village = opened;
		await rings();
		await opened.fastForward(minutes(10));
		expect(opened.people.ivan.told()).not.toEqual([]);
		expect(opened.people.stepan.told()).toEqual([]);
	});

	it("an answer on one channel takes nothing back from the others, and half an hour later it closes itself", async () => {
		const opened = await bellOf(SATURDAY);
		village = opened;
		const { ivan, mykola, petro } = opened.people;
		await rings();
		await ivan.tap("Чую");
		expect(ivan.toasts().length).toBeGreaterThan(0);
		await ivan.presses("1");
		await petro.presses("1");
		petro.forget();
		await opened.fastForward(minutes(29));
		const [head] = await tests();
		expect(head?.status).toBe("open");
		await opened.fastForward(minutes(3));
		expect((await tests())[0]?.status).toBe("closed");
		expect(ivan.card()).toContain("✔️ ЗАВЕРШЕНО · ПЕРЕВІРКА");
		await opened.lookAtCalendar();
		const [report, ...more] = petro.told();
		expect(more).toEqual([]);
		expect(report).toContain("Перевірка зв'язку 17 січня: дійшло до 3 з 3");
		expect(report).toContain("Микола — дзвінок");
		expect(report).not.toContain("Іван");
		expect(report).not.toContain("Олена");
		expect(mykola.told().join()).not.toContain("Не дійшло");
		const reach = await reachableOf(opened.service, [ivan.id, mykola.id]);
		expect(reach.get(ivan.id)?.score).toBe(100);
		expect(
			reach.get(mykola.id)?.channels.find(({ channel }) => channel === "voice"),
		).toMatchObject({ asked: 1, reached: 0 });
		// Looked at again, by another process too, it is counted and told once.
		await opened.restart();
		await opened.lookAtCalendar();
		expect(petro.told()).toHaveLength(1);
	});

	it("rings once, whatever the restarts and looks, and late after an hour without the service", async () => {
		village = await bellOf("2026-01-17T11:10:00Z");
		await rings();
		await village.lookAtCalendar();
		await village.restart();
		await village.lookAtCalendar();
		expect(await tests()).toHaveLength(1);
	});

	it.each([
		["a Friday", "2026-01-16T09:00:00Z"],
		["before its minute", "2026-01-17T08:58:00Z"],
		["three hours late", "2026-01-17T12:05:00Z"],
	])("is silent on %s", async (_, at) => {
		village = await bellOf(at);
		await rings();
		expect(await tests()).toEqual([]);
	});

	it("waits while something burns there", async () => {
		village = await bellOf(SATURDAY);
		const fire = await village.report();
		await rings();
		expect(await tests()).toEqual([]);
		await village.order(fire, { type: "Close", by: village.desk });
		await village.lookAtCalendar();
		expect(await tests()).toHaveLength(1);
	});

	it("is never set to the night", async () => {
		village = await bellOf(SATURDAY);
		await expect(
			setBell(village.service, village.operator, village.brigadeId("Росохач"), {
				weekday: 6,
				time: "23:00",
			}),
		).rejects.toThrow(/08:00 to 21:00/);
	});
});

describe("proofs of real traffic", () => {
	it("counts who answered as reached where they answered, and proves nothing of what was taken back", async () => {
		const opened = await bellOf("2026-01-15T09:00:00Z");
		village = opened;
		const { ivan, mykola } = opened.people;
		const fire = await opened.report();
		await ivan.tap("Їду · 5 хв");
		await opened.fastForward(minutes(4));
		await opened.order(fire, { type: "Close", by: opened.desk });
		await opened.lookAtCalendar();
		expect(await opened.service.roster.proofs([ivan.id])).toEqual([]);
		await opened.fastForward(minutes(6));
		await opened.lookAtCalendar();
		const proofs = await opened.service.roster.proofs([ivan.id, mykola.id]);
		const of = (id: string, channel: string) =>
			proofs.find((row) => row.responderId === id && row.channel === channel);
		expect(of(ivan.id, "telegram")).toMatchObject({ asked: 1, reached: 1 });
		expect(of(ivan.id, "voice")).toBeUndefined();
		expect(of(mykola.id, "voice")).toMatchObject({ asked: 1, reached: 0 });
		expect(of(mykola.id, "sms")).toMatchObject({ asked: 1, reached: 1 });
	});
});

describe("who leads", () => {
	it("switches it on in the chat, moves it, and reads how each is reached", async () => {
		const opened = await bellOf(SATURDAY);
		village = opened;
		const { petro, ivan } = opened.people;
		const brigade = () =>
			opened.service.roster.brigade(
				{ kind: "everything" },
				opened.brigadeId("Росохач"),
			);
		await petro.writes("/menu");
		await petro.tap("Перевірка зв'язку");
		await petro.tap("Увімкнути: щосуботи, 11:00");
		expect((await brigade())?.bell).toEqual({ weekday: 6, time: "11:00" });
		await opened.lookAtCalendar();
		await ivan.tap("Чую");
		await opened.fastForward(minutes(31));
		await opened.lookAtCalendar();
		await petro.writes("/menu");
		await petro.tap("Перевірка зв'язку");
		const panel = petro.phone.chat.findLast(({ from }) => from === "bot")?.text;
		expect(panel).toMatch(/Росохач: зв'язок \d+ %/);
		expect(panel).toContain("Іван — 100 %");
		expect(panel).toContain("Ще не перевіряли: Олена");
		await petro.tap("Нд");
		await petro.tap("18:00");
		expect((await brigade())?.bell).toEqual({ weekday: 7, time: "18:00" });
		await petro.tap("Вимкнути");
		expect((await brigade())?.bell).toBeUndefined();
		// Nobody else has the line.
		await ivan.writes("/menu");
		await expect(ivan.tap("Перевірка зв'язку")).rejects.toThrow(/no button/);
	});

	it("sets it over the API, where the members' reach stands too", async () => {
		const opened = await bellOf(SATURDAY);
		village = opened;
		const ask = (path: string, init: RequestInit = {}) =>
			opened.ask(
				new Request(`${opened.url}${path}`, {
					...init,
					headers: {
						authorization: `Bearer ${opened.adminKey}`,
						"content-type": "application/json",
					},
				}),
			);
		const path = `/v1/brigades/${opened.brigadeId("Росохач")}/bell`;
		const put = (bell: unknown) =>
			ask(path, { method: "PUT", body: JSON.stringify({ bell }) });
		expect((await put({ weekday: 6, time: "11:00" })).status).toBe(200);
		expect((await put({ weekday: 6, time: "03:00" })).status).toBe(400);
		expect((await put({ weekday: 8, time: "11:00" })).status).toBe(400);
		await opened.lookAtCalendar();
		await opened.people.ivan.tap("Чую");
		await opened.fastForward(minutes(31));
		await opened.lookAtCalendar();
		const list = (await (await ask("/v1/responders")).json()) as {
			items: { name: string; reach: { score: number | null } }[];
		};
		const score = (name: string) =>
			list.items.find((one) => one.name === name)?.reach.score;
		expect(score("Іван")).toBe(100);
		expect(score("Олена")).toBeNull();
		expect(await (await put(null)).json()).toMatchObject({ bell: null });
	});
});

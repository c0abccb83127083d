/**
 * Several people tell of fires: whose word wakes whom, what becomes one incident and what
 * stays two, and where a word goes after merges and splits.
 */
import { afterEach, describe, expect, it } from "vitest";
import type { Known } from "../../src/core/incident.ts";
import { says, take } from "../../src/residents/take.ts";
import { desk, hanna, ivan, mykola, oleh, petro, stepan } from "./cast.ts";
import { filed, fires, metresNorth, reportsIn, tells } from "./told.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const head = {
	name: "Староста",
	brigade: [],
	role: "villageHead",
	roleIn: ["Росохач"],
} as const;

async function open() {
	const opened = await openVillage({
		people: { petro, mykola, oleh, ivan, hanna, stepan, desk, head },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}

const HALYNA = { chat: "810001" };
const VASYL = { phone: "+380501110002" };
const MARIIA = { phone: "+380501110003" };
const alerted = () =>
	village.everybody
		.filter((who) => who.told().some((text) => /ПОЖЕЖА|Пожежа!/u.test(text)))
		.map(({ name }) => name);

describe("whose word wakes whom", () => {
	it("two known numbers, three hundred metres apart, ring everybody before any minute is over", async () => {
		await open();
		const first = filed(
			await tells(village, {
				who: VASYL,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		expect(first.created).toBe(true);
		await village.fastForward(seconds(10));
		expect(alerted()).toEqual([]);
		const second = filed(
			await tells(village, {
				who: MARIIA,
				text: "пожежа, хата палає",
				location: metresNorth(700),
			}),
		);
		expect(second).toMatchObject({ created: false, joined: true });
		expect(second.incident.id).toBe(first.incident.id);
		await village.fastForward(seconds(5));
		expect(alerted().length).toBeGreaterThanOrEqual(5);
		expect(second.incident.status).toBe("unconfirmed");
		expect(village.log.errors).toEqual([]);
	});

	it("the same person from a chat and then from the phone is one voice", async () => {
		await open();
		filed(
			await tells(village, {
				who: HALYNA,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		filed(
			await tells(village, {
				who: VASYL,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		// The contact she shares is that very phone.
		filed(
			await tells(village, {
				who: { ...HALYNA, ...VASYL },
				via: "telegram",
				text: "горить, це я дзвонила",
			}),
		);
		const [fire] = await fires(village);
		expect(
			new Set(reportsIn(fire as Known).map(({ reporterId }) => reporterId))
				.size,
		).toBe(1);
		await village.fastForward(seconds(30));
		expect(alerted()).toEqual([]);
		expect(village.log.errors).toEqual([]);
	});

	it("the village head is asked after half a minute, and may call people", async () => {
		const { people } = await open();
		const grass = filed(
			await tells(village, {
				who: MARIIA,
				text: "горить трава",
				location: metresNorth(6_000),
			}),
		);
		await village.fastForward(seconds(35));
		expect(people.head.told().join("\n")).toContain("Скликати");
		await people.head.presses("1");
		expect((await village.board(grass.incident.id)).status).toBe("open");
		expect(village.log.errors).toEqual([]);
	});

	it("rung back, «1» of the reporter wakes everybody, and the number is hers from then on", async () => {
		await open();
		const taken = filed(
			await tells(village, {
				who: HALYNA,
				text: "горить хата на Шевченка 12",
				location: metresNorth(500),
				callBack: "+380509990001",
			}),
		);
		const [report] = reportsIn(taken.incident);
		expect(report).toMatchObject({ verified: false });
		await village.fastForward(seconds(12));
		await says(
			village.hearing,
			{ reporterId: report?.reporterId ?? "", locale: "uk" },
			"burning",
			"the call",
		);
		await village.fastForward(seconds(5));
		expect(alerted().length).toBeGreaterThanOrEqual(5);
		// The number is hers now: another chat of hers would be the same person.
		const known = await village.service.reporters.byPhone(
			village.service.secrets.hash("+380509990001"),
		);
		expect(known?.id).toBe(report?.reporterId);

		expect(village.log.errors).toEqual([]);
	});
});

describe("a sensor", () => {
	it("and somebody who sees it, whichever comes first, ring everybody at once", async () => {
		for (const order of ["sensor first", "resident first"]) {
			await open();
			const sensor = () =>
				village.report({ source: "sensor", location: metresNorth(500) });
			const resident = () =>
				tells(village, {
					who: HALYNA,
					text: "горить хата",
					location: metresNorth(600),
				});
			if (order === "sensor first") {
				await sensor();
				await resident();
			} else {
				await resident();
				await sensor();
			}
			await village.fastForward(seconds(5));
			expect(alerted().length, order).toBeGreaterThanOrEqual(5);
			const going = (await fires(village)).filter(
				({ status }) => status === "unconfirmed",
			);
			expect(going, order).toHaveLength(1);
			expect(reportsIn(going[0] as Known), order).toHaveLength(2);
			if (order === "sensor first") await village.close();
		}
	});
});

describe("one fire or two", () => {
	it("beside a fire of 101 a resident's word is an incident of its own, and the desk's stays as it is", async () => {
		await open();
		const desks = await village.report({
			source: "okc_101",
			location: metresNorth(500),
		});
		const before = await village.facts(desks);
		const told = filed(
			await tells(village, {
				who: VASYL,
				text: "горить хата",
				location: metresNorth(520),
			}),
		);
		expect(told).toMatchObject({ created: true, joined: false });
		expect(told.incident.possibleDuplicateOf).toBe(desks);
		expect(await village.facts(desks)).toEqual(before);
	});

	it("seven hundred metres away it is offered, and who says «Це #100» puts both together", async () => {
		const { people } = await open();
		const first = filed(
			await tells(village, {
				who: VASYL,
				text: "горить хата",
				location: metresNorth(100),
			}),
		);
		const second = filed(
			await tells(village, {
				who: MARIIA,
				text: "горить хата",
				location: metresNorth(900),
			}),
		);
		expect(second.incident).toMatchObject({
			possibleDuplicateOf: first.incident.id,
		});
		expect(people.petro.told().join("\n")).toContain("#100");
		await village.order(second.incident.id, {
			type: "Dismiss",
			by: village.by(people.petro),
		});
		const [fire, duplicate] = await fires(village);
		expect(duplicate?.mergedInto?.id).toBe(fire?.id);
		expect(fire && reportsIn(fire)).toHaveLength(2);
		// What she says later reaches the fire that goes on.
		const later = filed(
			await tells(village, { who: MARIIA, text: "там людина всередині" }),
		);
		expect(later.incident.id).toBe(first.incident.id);
		expect(later.incident.peopleInDanger).toBe(true);
		// Two fires after all: what she said goes back with her report.
		await village.order(second.incident.id, {
			type: "Reopen",
			by: village.by(people.petro),
		});
		expect(await village.service.load(second.incident.id)).toMatchObject({
			status: "open",
			peopleInDanger: true,
		});
		expect(village.log.errors).toEqual([]);
	});

	it("a place that comes in the second message is compared again, while nobody was woken", async () => {
		await open();
		const first = filed(
			await tells(village, {
				who: VASYL,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		const vague = filed(
			await tells(village, { who: MARIIA, text: "горить хата!" }),
		);
		expect(vague.created).toBe(true);
		await village.fastForward(seconds(8));
		const placed = filed(
			await tells(village, { who: MARIIA, location: metresNorth(600) }),
		);
		expect(placed.incident.id).toBe(first.incident.id);
		expect(reportsIn(placed.incident)).toHaveLength(2);
		await village.fastForward(seconds(5));
		expect(alerted().length).toBeGreaterThanOrEqual(5);
		expect(village.log.errors).toEqual([]);
	});

	it("a human splits a report off; its reporter is heard in the new fire from then on", async () => {
		const { people } = await open();
		const first = filed(
			await tells(village, {
				who: VASYL,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		const second = filed(
			await tells(village, {
				who: MARIIA,
				text: "горить сарай",
				location: metresNorth(650),
			}),
		);
		expect(second.joined).toBe(true);
		const answer = await fetch(
			`${village.url}/v1/incidents/${first.incident.id}/split`,
			{
				method: "POST",
				headers: {
					authorization: `Bearer ${village.adminKey}`,
					"content-type": "application/json",
				},
				body: JSON.stringify({ reportId: second.reportId }),
			},
		);
		expect(answer.status).toBe(200);
		await village.settle();
		const [, own] = await fires(village);
		expect(own?.splitFrom).toEqual({
			id: first.incident.id,
			number: first.incident.number,
		});
		expect(answer.headers.get("location")).toBe(`/v1/incidents/${own?.id}`);
		const later = filed(
			await tells(village, { who: MARIIA, text: "вже перекинулось на дах" }),
		);
		expect(later.incident.id).toBe(own?.id);
		const again = await fetch(
			`${village.url}/v1/incidents/${first.incident.id}/split`,
			{
				method: "POST",
				headers: {
					authorization: `Bearer ${village.adminKey}`,
					"content-type": "application/json",
				},
				body: JSON.stringify({
					reportId: reportsIn(first.incident)[0]?.id,
				}),
			},
		);
		expect(again.status).toBe(409);
		expect(people.petro.told().join("\n")).toContain("#101");
		expect(village.log.errors).toEqual([]);
	});

	it("without a place it waits for nobody: whoever there is is asked, and the place says whose it is", async () => {
		const opened = await openVillage({
			people: {
				petro,
				oleh,
				ivan,
				bohdan: {
					name: "Богдан",
					brigade: "Угринь",
					qualifications: ["leader"],
					role: "chief",
				},
				taras: {
					name: "Тарас",
					brigade: "Угринь",
					qualifications: ["driver_c"],
				},
			},
			brigades: [
				{ name: "Росохач", location: metresNorth(0) },
				{ name: "Угринь", location: metresNorth(5_000) },
			],
			at: "2026-01-15T12:00:00Z",
		});
		village = opened as unknown as Village;
		const vague = filed(
			await tells(village, { who: VASYL, text: "горить хата" }),
		);
		const asked = () =>
			[opened.people.petro, opened.people.bohdan].filter((chief) =>
				chief.told().some((text) => text.includes("#100")),
			);
		expect(asked()).toHaveLength(1);
		const [ruled] = await fires(village);
		const other =
			asked()[0]?.name === "Петро" ? metresNorth(5_200) : metresNorth(300);
		await tells(village, { who: VASYL, location: other });
		expect(asked()).toHaveLength(2);
		const [now] = await fires(village);
		expect(now?.rulingBrigadeId).not.toBe(ruled?.rulingBrigadeId);
		expect(vague.incident.id).toBe(now?.id);
		expect(village.log.errors).toEqual([]);
	});
});

describe("the same word, and later ones", () => {
	it("the same word of the carrier twice is one report; two sent at once are one, too", async () => {
		await open();
		const word = {
			who: { ...HALYNA, locale: "uk" as const },
			via: "telegram" as const,
			once: "update 1",
			text: "горить хата",
			location: metresNorth(500),
		};
		await Promise.all([
			take(village.hearing, word),
			take(village.hearing, { ...word, once: "update 2", text: "швидше!" }),
		]);
		await take(village.hearing, word);
		const all = await fires(village);
		expect(all).toHaveLength(1);
		expect(all.flatMap(reportsIn)).toHaveLength(1);
	});

	it("another fire, told from far away, is another incident; the word of it goes there", async () => {
		await open();
		filed(
			await tells(village, {
				who: HALYNA,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		await village.fastForward(minutes(12));
		const other = filed(
			await tells(village, {
				who: HALYNA,
				text: "горить стерня",
				location: metresNorth(6_000),
			}),
		);
		expect(other.created).toBe(true);
		const out = await says(
			village.hearing,
			{ ...HALYNA, locale: "uk" },
			"out",
			"out 1",
		);
		expect(out?.incident.id).toBe(other.incident.id);
	});

	it.each([
		["uk", "горить хата, людина всередині"],
		["en", "house on fire, a person inside"],
	] as const)(
		"she hears in her own language (%s) that help is coming and that it is over; never who, how many or from where",
		async (locale, words) => {
			const { people } = await open();
			const says = (id: string) => village.service.wording.text(locale, id);
			const halyna = village.stranger("Галина", { locale });
			await halyna.writes(words);
			await halyna.sendsPlace(metresNorth(500));
			await village.fastForward(seconds(65));
			await people.mykola.presses("1");
			await people.petro.tap("Їду · 5 хв");
			await people.ivan.tap("Їду · 5 хв");
			await people.hanna.tap("Їду · 5 хв");
			await village.fastForward(minutes(1));
			const [fire] = await fires(village);
			const told = () => halyna.told().join("\n");
			expect(told()).toContain(says("bot-resident-coming"));
			await village.order(fire?.id ?? "", {
				type: "Close",
				by: village.by(people.petro),
			});
			await village.fastForward(seconds(10));
			expect(told()).toContain(says("bot-resident-over"));
			expect(told()).not.toMatch(
				/#\d|Петро|Микола|Росохач\s*\(бригада|\d+ (хв|min)/u,
			);
			expect(
				halyna
					.told()
					.filter((text) => text.includes(says("bot-resident-coming"))),
			).toHaveLength(1);
			expect(village.log.errors).toEqual([]);
		},
	);
});

/**
 * A bored teenager with a chat, a second account and a friend's phone: what he tries, what
 * he learns (nothing), and what it costs the village (once, at most the ring of §6; after
 * one false report nobody but the chief until a human confirms).
 */
import { afterEach, describe, expect, it } from "vitest";
import { desk, hanna, ivan, mykola, oleh, petro, stepan } from "./cast.ts";
import { filed, fires, metresNorth, reportsIn, tells } from "./told.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const sashko = {
	name: "Сашко",
	qualifications: ["leader"],
} as const;

async function open() {
	const opened = await openVillage({
		people: { petro, sashko, mykola, oleh, ivan, hanna, stepan, desk },
		at: "2026-01-15T01:02:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}
const TEEN = { chat: "820001" };
const SECOND = { chat: "820002" };
const woken = () =>
	village.everybody.filter((who) => who.rings() > 0).map(({ name }) => name);
const forget = () => {
	for (const who of village.everybody) who.forget();
};
const rangSince = (from: Map<string, number>) =>
	village.everybody
		.filter((who) => who.rings() > (from.get(who.name) ?? 0))
		.map(({ name }) => name);
const ringsNow = () =>
	new Map(village.everybody.map((who) => [who.name, who.rings()]));

describe.each(["uk", "en"] as const)("the teenager, in %s", (locale) => {
	const text =
		locale === "uk"
			? "горить хата, люди всередині!"
			: "house fire, people inside!";

	it("at night, with people inside: the chief, the deputies and two leaders are woken, and nobody else once the chief says no", async () => {
		const { people } = await open();
		const taken = filed(
			await tells(village, {
				who: { ...TEEN, locale },
				text,
				location: metresNorth(500),
			}),
		);
		expect(taken.incident.peopleInDanger).toBe(true);
		await village.fastForward(seconds(20));
		expect(woken().sort()).toEqual(["Петро", "Сашко"]);
		await village.order((await fires(village))[0]?.id ?? "", {
			type: "Dismiss",
			by: village.by(people.petro),
		});
		expect((await fires(village))[0]?.status).toBe("cancelled");
		forget();
		await village.fastForward(minutes(10));
		expect(village.everybody.flatMap((who) => who.told())).toEqual([]);
	});

	it("once more: the chief alone, whatever is claimed and however long it lasts; the law is read to him once", async () => {
		const { people } = await open();
		filed(
			await tells(village, {
				who: { ...TEEN, locale },
				text,
				location: metresNorth(500),
			}),
		);
		await village.order((await fires(village))[0]?.id ?? "", {
			type: "Dismiss",
			by: village.by(people.petro),
		});
		await village.fastForward(minutes(20));
		const before = ringsNow();
		const again = filed(
			await tells(village, {
				who: { ...TEEN, locale },
				text,
				location: metresNorth(2_500),
			}),
		);
		expect(again.warn).toBe(true);
		expect(reportsIn(again.incident)[0]).toMatchObject({ doubted: true });
		await village.fastForward(minutes(6));
		expect(rangSince(before)).toEqual(["Петро"]);
		const third = filed(
			await tells(village, { who: { ...TEEN, locale }, text: `${text} !!!` }),
		);
		expect(third.warn).toBe(false);
		// A human who confirms is believed, not the boy.
		await village.order(again.incident.id, {
			type: "Confirm",
			by: village.by(people.petro),
		});
		await village.fastForward(seconds(5));
		expect(rangSince(before).length).toBeGreaterThanOrEqual(5);
	});
});

describe("what else he tries", () => {
	it("a second account says the same: two chats are no two numbers", async () => {
		await open();
		filed(
			await tells(village, {
				who: TEEN,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		filed(
			await tells(village, {
				who: SECOND,
				text: "підтверджую, горить хата",
				location: metresNorth(510),
			}),
		);
		await village.fastForward(seconds(25));
		expect(woken()).toEqual(["Петро"]);
	});

	it("both accounts are doubted when it was none: neither vouches for the other", async () => {
		const { people } = await open();
		for (const who of [TEEN, SECOND])
			filed(
				await tells(village, {
					who,
					text: "горить хата",
					location: metresNorth(500),
				}),
			);
		await village.order((await fires(village))[0]?.id ?? "", {
			type: "Dismiss",
			by: village.by(people.petro),
		});
		await village.fastForward(minutes(1));
		for (const who of [TEEN, SECOND]) {
			const again = filed(
				await tells(village, {
					who,
					text: "горить сарай",
					location: metresNorth(who === TEEN ? 3_000 : 6_000),
				}),
			);
			expect(reportsIn(again.incident)[0]?.doubted).toBe(true);
		}
	});

	it("ten fires in an hour: after the third the rest are lines for the chief, and none is lost", async () => {
		const { people } = await open();
		for (let n = 0; n < 10; n++) {
			filed(
				await tells(village, {
					who: TEEN,
					text: `горить хата номер ${n + 1}`,
					location: metresNorth(3_000 * (n + 1)),
				}),
			);
			await village.fastForward(seconds(2));
		}
		const all = await fires(village);
		expect(all).toHaveLength(3);
		const told = people.petro.told().join("\n");
		for (let n = 4; n <= 10; n++) expect(told).toContain(`номер ${n}`);
	});

	it("blocked: told so, and his words wake nobody, not even the chief; unblocked he is heard again", async () => {
		const { people } = await open();
		const taken = filed(
			await tells(village, {
				who: TEEN,
				text: "горить хата",
				location: metresNorth(500),
			}),
		);
		const order = (what: string) =>
			fetch(
				`${village.url}/v1/incidents/${taken.incident.id}/reports/${taken.reportId}/${what}`,
				{
					method: "POST",
					headers: { authorization: `Bearer ${village.adminKey}` },
				},
			);
		expect((await order("block")).status).toBe(204);
		await village.order(taken.incident.id, {
			type: "Dismiss",
			by: village.by(people.petro),
		});
		await village.fastForward(minutes(1));
		forget();
		const refused = await tells(village, {
			who: TEEN,
			text: "горить, люди!",
			location: metresNorth(500),
		});
		expect(refused).toEqual({ kind: "refused", why: "blocked", first: true });
		expect(await tells(village, { who: TEEN, text: "горить!!" })).toMatchObject(
			{ why: "blocked", first: false },
		);
		await village.fastForward(minutes(2));
		expect(village.everybody.flatMap((who) => who.told())).toEqual([]);
		expect((await order("unblock")).status).toBe(204);
		expect(
			(
				await tells(village, {
					who: TEEN,
					text: "горить хата",
					location: metresNorth(500),
				})
			).kind,
		).toBe("taken");
		const events = (await village.store.load("admin/everything")).map(
			({ type }) => type,
		);
		expect(events).toEqual(
			expect.arrayContaining(["ReporterBlocked", "ReporterUnblocked"]),
		);
	});

	it("through the bot he learns nothing: no number, no name, no minute, no brigade", async () => {
		const { people } = await open();
		const boy = village.stranger("Хлопець");
		await boy.writes("горить хата біля ставка, людина всередині!");
		await village.fastForward(seconds(65));
		await people.mykola.presses("1");
		await people.petro.tap("Їду · 5 хв");
		await people.ivan.tap("Їду · 5 хв");
		await people.hanna.tap("Їду · 5 хв");
		await village.fastForward(minutes(3));
		await boy.writes("хто їде? скільки вас? коли будете?");
		await village.fastForward(seconds(5));
		const learnt = boy.told().join("\n");
		for (const { name } of village.everybody)
			expect(learnt).not.toContain(name);
		expect(learnt).not.toMatch(/#\d|\+380|\d+ ?хв|\d\d:\d\d|екіпаж|бригад/iu);
	});
});

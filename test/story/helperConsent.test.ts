/**
 * A tractor and a button phone: whether they agree is asked by a call, by day, and
 * answered by a key or by SMS. Rung back, the bell's number asks the same; asked to a
 * fire, it takes their answer.
 */
import { afterEach, describe, expect, it } from "vitest";
import { minutes, openVillage, seconds } from "./village.ts";

const HROMADA = "UA61060490010000001";
const HOUR = minutes(60);
const NIGHT = "2026-01-15T01:02:00Z";
const MORNING = "2026-01-15T08:00:00Z";
let village: { close(): Promise<void> } | undefined;
afterEach(async () => {
	await village?.close();
	village = undefined;
});

async function openWith(
	options: { locale?: "uk" | "en"; at?: string; twoWaySms?: boolean } = {},
) {
	const { locale = "uk", at = MORNING, twoWaySms = true } = options;
	const opened = await openVillage({
		at,
		twoWaySms,
		people: {
			petro: { name: "Петро", qualifications: ["leader"], role: "chief" },
			mykola: { name: "Микола", qualifications: ["driver_c"] },
			vasyl: { name: "Василь", brigade: [] },
			ihor: { name: "Ігор", brigade: [], phone: "button", locale },
		},
	});
	village = opened;
	const { ihor, vasyl, petro } = opened.people;
	const call = async (method: string, path: string, body: object) => {
		const answer = await fetch(`${opened.url}${path}`, {
			method,
			headers: {
				authorization: `Bearer ${opened.adminKey}`,
				"content-type": "application/json",
			},
			body: JSON.stringify(body),
		});
		await opened.settle();
		await opened.fastForward(seconds(2));
		return answer.status;
	};
	return {
		...opened,
		petro,
		vasyl,
		ihor,
		now: () => opened.now,
		line: (who = ihor) => opened.service.others.helperBy(who.id),
		enlist: async (who = ihor) =>
			expect(
				await call("POST", "/v1/helpers", {
					responderId: who.id,
					areaCode: HROMADA,
					equipment: ["tractor", "plough"],
				}),
			).toBe(201),
		change: async (body: object) =>
			call(
				"PATCH",
				`/v1/helpers/${(await opened.service.others.helperBy(ihor.id))?.id}`,
				body,
			),
		/** It rings until nobody picks up. */
		async letsItRing() {
			while (ihor.phone.ringing) await opened.fastForward(seconds(5));
		},
		/** Five in the evening of that day, and of the next ones. */
		async evenings(count: number) {
			for (let day = 0; day < count; day += 1) {
				const past =
					(opened.now - Date.parse("2026-01-15T15:01:00Z")) % (24 * HOUR);
				await opened.fastForward(past < 0 ? -past : 24 * HOUR - past);
				await opened.lookAtCalendar();
				await opened.fastForward(seconds(2));
			}
		},
	};
}

describe.each([
	{
		locale: "uk" as const,
		first: "Вас просять допомагати технікою на пожежах.",
		with: "з трактором, плугом",
		yes: "Прийнято, дякуємо!",
	},
	{
		locale: "en" as const,
		first: "You are asked to help at fires with your equipment.",
		with: "with a tractor, a plough",
		yes: "Noted, thank you!",
	},
])(
	"a helper with a button phone ($locale)",
	({ locale, first, yes, ...said }) => {
		it("is put on the list at night, rung by day, and agrees by the key, with its minute", async () => {
			const { ihor, line, enlist, evenings, now, fastForward } = await openWith(
				{
					locale,
					at: NIGHT,
				},
			);
			await enlist();
			expect(ihor.rings()).toBe(0);
			expect((await line())?.askedAt).toBeDefined();
			await evenings(1);
			expect(ihor.phone.ringing).toBeDefined();
			await ihor.phone.pickUp();
			await fastForward(seconds(15));
			expect(ihor.heard().join(" ")).toContain(first);
			expect(ihor.heard().join(" ")).toContain(said.with);
			const pressedFrom = now();
			await ihor.presses("1");
			expect(ihor.heard().join(" ")).toContain(yes);
			const consentAt = (await line())?.consentAt ?? 0;
			expect(consentAt).toBeGreaterThanOrEqual(pressedFrom);
			expect(consentAt).toBeLessThanOrEqual(now());
			await evenings(3);
			expect(ihor.rings()).toBe(1);
		});
	},
);

it("who does not pick up is rung on one other day and never again; a machine agrees to nothing", async () => {
	const { ihor, line, enlist, evenings, letsItRing, lookAtCalendar } =
		await openWith();
	await enlist();
	expect(ihor.rings()).toBe(1);
	await letsItRing();
	await evenings(1);
	expect(ihor.rings()).toBe(1);
	await evenings(1);
	expect(ihor.rings()).toBe(2);
	// Picked up, and nothing pressed.
	await ihor.phone.pickUp();
	await lookAtCalendar();
	await evenings(3);
	expect(ihor.rings()).toBe(2);
	const row = await line();
	expect(row?.consentAt).toBeUndefined();
	expect(row?.withdrawnAt).toBeUndefined();
});

it("a process that starts anew rings nobody twice on one day", async () => {
	const opened = await openWith();
	await opened.enlist();
	await opened.letsItRing();
	await opened.restart();
	await opened.evenings(1);
	expect(opened.ihor.rings()).toBe(1);
	await opened.evenings(1);
	expect(opened.ihor.rings()).toBe(2);
});

it("zero is a no that a chief may ask about once more, nine is for good until their own yes", async () => {
	const { ihor, line, enlist, change, letsItRing } = await openWith();
	await enlist();
	await ihor.presses("0");
	expect((await line())?.withdrawnAt).toBeDefined();
	expect((await line())?.quietAt).toBeUndefined();
	expect(await change({ consent: "ask" })).toBe(200);
	expect(ihor.rings()).toBe(2);
	await ihor.presses("9");
	expect((await line())?.quietAt).toBeDefined();
	expect(await change({ consent: "ask" })).toBe(409);
	await letsItRing();
	expect(ihor.rings()).toBe(2);
	await ihor.texts("Згоден");
	expect((await line())?.consentAt).toBeDefined();
	expect((await line())?.quietAt).toBeUndefined();
});

it("who has missed the call rings back and is asked; having agreed, takes it back the same way", async () => {
	const { ihor, line, enlist, letsItRing } = await openWith();
	await enlist();
	await letsItRing();
	await ihor.ringsBack("1");
	expect((await line())?.consentAt).toBeDefined();
	// «0» may be meant for a fire that is over.
	await ihor.ringsBack("0");
	expect((await line())?.consentAt).toBeDefined();
	await ihor.ringsBack("9");
	expect((await line())?.consentAt).toBeUndefined();
	expect((await line())?.quietAt).toBeDefined();
});

it("asked to a fire, who has missed the call rings back and answers by key", async () => {
	const { ihor, petro, enlist, report, order, until, board, by, letsItRing } =
		await openWith({ at: NIGHT });
	await enlist();
	await ihor.texts("згода");
	const incident = await report({ type: "vegetation_fire" });
	await order(incident, { type: "AskHelpers", by: by(petro) });
	await until(() => Boolean(ihor.phone.ringing), seconds(60));
	await letsItRing();
	await ihor.ringsBack("1");
	expect((await board(incident)).helpers).toMatchObject([
		{ name: "Ігор", answer: "responding" },
	]);
	await ihor.ringsBack("0");
	expect((await board(incident)).helpers).toMatchObject([
		{ name: "Ігор", answer: "notResponding" },
	]);
});

it("by SMS: one text asks in words, «згода» and «не питати» are taken, and a plain «ні» only while the question waits", async () => {
	const { ihor, line, enlist } = await openWith({ at: NIGHT });
	await enlist();
	expect(ihor.sms().at(-1)).toContain("Надішліть: ЗГОДА або НІ");
	await ihor.texts("Згода!");
	expect((await line())?.consentAt).toBeDefined();
	expect(ihor.sms().at(-1)).toContain("Передумаєте");
	await ihor.texts("ні");
	expect((await line())?.consentAt).toBeDefined();
	await ihor.texts("не питати");
	expect((await line())?.consentAt).toBeUndefined();
	expect((await line())?.quietAt).toBeDefined();
});

it("«ні» while the question waits is a no", async () => {
	const { ihor, line, enlist } = await openWith({ at: NIGHT });
	await enlist();
	await ihor.texts("Ні");
	expect((await line())?.withdrawnAt).toBeDefined();
	expect((await line())?.quietAt).toBeUndefined();
});

it("who reads the chat is never rung about it", async () => {
	const { vasyl, enlist, evenings } = await openWith();
	await enlist(vasyl);
	await evenings(2);
	expect(vasyl.rings()).toBe(0);
});

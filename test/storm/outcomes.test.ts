/**
 * Every row of the outcome table (what a carrier may answer or tell later) and
 * what follows for the person at the other end, in a village with the real
 * clients and the carriers on loopback.
 *
 * Grass at noon: Telegram now, the SMS after twenty seconds, the call after a
 * minute, unless something goes wrong. So whatever comes at 0 s came because of it.
 */
import { afterEach, describe, expect, it } from "vitest";
import { takeReceipt } from "../../src/http/twilioReceipts.ts";
import type { FaultRule, RequestEffect } from "../../src/sandbox/faults.ts";
import { hanna, ivan, mykola, petro } from "../story/cast.ts";
import { openVillage, seconds } from "../story/village.ts";

const GRASS = { type: "vegetation_fire", place: "Росохач, за фермою" } as const;
const JULY_NOON = "2026-07-15T09:00:00Z";

const openNoon = () =>
	openVillage({ at: JULY_NOON, people: { petro, ivan, hanna, mykola } });
type Noon = Awaited<ReturnType<typeof openNoon>>;

let village: Noon;
afterEach(() => village.close());

/** The carrier meets every message to Ivan so. */
const toIvan = (effect: RequestEffect, more: Partial<FaultRule> = {}) =>
	village.faults.set([
		{
			carrier: "telegram",
			match: {
				method: "sendMessage",
				to: String(village.people.ivan.phone.telegramId),
			},
			effect,
			...more,
		} as FaultRule,
	]);
const smsToIvan = (effect: RequestEffect) =>
	village.faults.set([
		{
			carrier: "twilio",
			match: {
				method: "Messages.create",
				to: village.people.ivan.phone.number,
			},
			effect,
		},
	]);
const alerts = (texts: readonly string[]) =>
	texts.filter((text) => text.includes("ПОЖЕЖА"));
const stateOf = async (channel: string) =>
	(await village.service.roster.channelStates([village.people.ivan.id])).find(
		(row) => row.channel === channel,
	)?.state ?? "works";

describe("Telegram refuses one person", () => {
	it.each([
		[403, "Forbidden: bot was blocked by the user", "blocked"],
		[403, "Forbidden: user is deactivated", "blocked"],
		[400, "Bad Request: chat not found", "blocked"],
		[
			400,
			"Bad Request: group chat was upgraded to a supergroup chat",
			"invalid",
		],
		// Passes by itself: nobody loses his chat for it.
		[403, "Forbidden: bot can't send messages to the user", "works"],
		[400, "Bad Request: can't parse entities: unsupported start tag", "works"],
		[400, "Bad Request: message is too long", "works"],
	])(
		"%i «%s»: the SMS leaves now, the chat is remembered as: %s",
		async (status, description, remembered) => {
			village = await openNoon();
			await toIvan({ status, description });
			await village.report(GRASS);
			expect(alerts(village.people.ivan.sms())).toHaveLength(1);
			expect(alerts(village.people.hanna.sms())).toEqual([]);
			expect(await stateOf("telegram")).toBe(remembered);
			// Refused for good: it is not tried again.
			const asked = village.journal.requests.filter(
				({ fault }) => fault,
			).length;
			await village.fastForward(seconds(15));
			expect(
				village.journal.requests.filter(({ fault }) => fault),
			).toHaveLength(asked);
			expect(village.log.errors).toEqual([]);
		},
	);
});

describe("Telegram refuses everybody", () => {
	it("429 for the whole bot: who waits longer than a second has the SMS now, also those behind them; nobody gets two cards", async () => {
		village = await openNoon();
		await village.faults.set([
			{
				carrier: "telegram",
				match: { method: "sendMessage" },
				effect: { status: 429, retryAfter: 35 },
				times: 1,
			},
		]);
		await village.report(GRASS);
		const { ivan: one, hanna: other } = village.people;
		const waited = [one, other].filter(
			({ chat }) => alerts(chat()).length === 0,
		);
		expect(waited.length).toBeGreaterThan(0);
		for (const person of waited)
			expect(alerts(person.sms()), person.name).toHaveLength(1);
		await village.fastForward(seconds(40));
		for (const person of [one, other])
			expect(alerts(person.chat()), person.name).toHaveLength(1);
		expect(village.log.errors).toEqual([]);
	});

	it("a fire while the bot is told to wait: everybody has the SMS now, and the card when the pause is over", async () => {
		village = await openNoon();
		await village.faults.set([
			{
				carrier: "telegram",
				match: { method: "sendMessage" },
				effect: { status: 429, retryAfter: 35 },
				times: 1,
			},
		]);
		await village.report(GRASS);
		for (const person of Object.values(village.people)) person.forget();
		await village.report({
			...GRASS,
			place: "Росохач, ліс",
			location: { lat: 49.05, lon: 25.8 },
			force: true,
		});
		const { ivan: one, hanna: other } = village.people;
		for (const person of [one, other])
			expect(
				person.sms().some((text) => text.includes("#101")),
				person.name,
			).toBe(true);
		await village.fastForward(seconds(40));
		for (const person of [one, other])
			expect(
				person
					.chat()
					.filter((text) => text.includes("ПОЖЕЖА") && text.includes("#101")),
				person.name,
			).toHaveLength(1);
	});

	it.each([401, 404])(
		"%i, the token is not ours any more: all on SMS now, the operator is told, the cards come when it is mended",
		async (status) => {
			village = await openNoon();
			await village.faults.set([
				{
					carrier: "telegram",
					match: { method: "sendMessage" },
					effect: { status, description: "Unauthorized" },
				},
			]);
			await village.report(GRASS);
			const { ivan: one, hanna: other } = village.people;
			for (const person of [one, other])
				expect(alerts(person.sms()), person.name).toHaveLength(1);
			expect(
				village.log.errors.some(({ message }) =>
					message.includes("refuses our account"),
				),
			).toBe(true);
			expect(await stateOf("telegram")).toBe("works");
			await village.faults.set([]);
			await village.fastForward(seconds(15));
			for (const person of [one, other])
				expect(alerts(person.chat()), person.name).toHaveLength(1);
		},
	);
});

describe("nobody knows whether it arrived", () => {
	it.each<[string, RequestEffect, number]>([
		["taken and answered with 500", { status: 500, accepted: true }, 3],
		["answered with 502 and not taken", { status: 502 }, 0],
		["taken and the connection reset", "resetAfter", 3],
		["the connection reset before it was read", "resetBefore", 0],
	])(
		"Telegram, %s: the SMS now, three tries and no more",
		async (_, effect, copies) => {
			village = await openNoon();
			await toIvan(effect);
			await village.report(GRASS);
			expect(alerts(village.people.ivan.sms())).toHaveLength(1);
			await village.fastForward(seconds(30));
			expect(alerts(village.people.ivan.chat())).toHaveLength(copies);
			const tries = village.journal.requests.filter(({ fault }) => fault);
			expect(tries).toHaveLength(3);
			// The next person is not held up by it.
			expect(alerts(village.people.hanna.chat())).toHaveLength(1);
			expect(village.log.errors).toEqual([]);
		},
	);

	it("Twilio's answer is lost but its receipt comes: no second SMS leaves", async () => {
		village = await openNoon();
		await smsToIvan("resetAfter");
		await village.report(GRASS);
		await village.fastForward(seconds(50));
		expect(alerts(village.people.ivan.sms())).toHaveLength(1);
		expect(village.log.errors).toEqual([]);
	});
});

describe("Twilio refuses an SMS", () => {
	it.each([
		[21211, "invalid"],
		[21614, "invalid"],
		[21610, "optedOut"],
		[21608, "works"],
	])(
		"%i: the call comes now and not a minute later, the number is remembered as: %s",
		async (code, remembered) => {
			village = await openNoon();
			await smsToIvan({ status: 400, code });
			await village.report(GRASS);
			await village.fastForward(seconds(25));
			expect(village.people.ivan.rings()).toBe(1);
			expect(village.people.hanna.rings()).toBe(0);
			expect(await stateOf("sms")).toBe(remembered);
			expect(village.log.errors).toEqual([]);
		},
	);

	it("21610 is told to the chief by name: somebody said STOP and believes to be reachable", async () => {
		village = await openNoon();
		await smsToIvan({ status: 400, code: 21610 });
		await village.report(GRASS);
		await village.fastForward(seconds(25));
		expect(
			village.people.petro
				.chat()
				.some((text) => text.includes("Іван: СМС вимкнено самою людиною")),
		).toBe(true);
	});

	it.each([
		[429, 20429],
		[400, 21611],
		[400, 14107],
	])(
		"%i/%i, too much at once: it waits and goes out, once",
		async (status, code) => {
			village = await openNoon();
			await village.faults.set([
				{
					carrier: "twilio",
					match: { method: "Messages.create" },
					effect: { status, code },
					times: 2,
				},
			]);
			await village.report(GRASS);
			await village.fastForward(seconds(40));
			for (const person of [village.people.ivan, village.people.hanna])
				expect(alerts(person.sms()), person.name).toHaveLength(1);
			expect(await stateOf("sms")).toBe("works");
			expect(village.log.errors).toEqual([]);
		},
	);

	it.each([
		[401, 20003],
		[403, 21408],
		[400, 21606],
		[400, 30002],
	])(
		"%i/%i, our account: the operator is told, nobody's number is blamed, and it goes out when it is mended",
		async (status, code) => {
			village = await openNoon();
			await village.faults.set([
				{
					carrier: "twilio",
					match: { method: "Messages.create" },
					effect: { status, code },
				},
			]);
			await village.report(GRASS);
			await village.fastForward(seconds(25));
			expect(
				village.log.errors.some(({ message }) =>
					message.includes("refuses our account"),
				),
			).toBe(true);
			expect(await stateOf("sms")).toBe("works");
			await village.faults.set([]);
			await village.fastForward(seconds(25));
			expect(alerts(village.people.ivan.sms())).toHaveLength(1);
		},
	);
});

describe("a receipt says that it did not arrive", () => {
	/** Ivan's SMS was accepted; then the carrier tells this of it. */
	async function undelivered(code: string): Promise<void> {
		village = await openNoon();
		await village.faults.set([
			{
				for: "callbacks",
				carrier: "twilio",
				match: { method: "sms" },
				effect: "lose",
			},
		]);
		const fire = await village.report(GRASS);
		await village.fastForward(seconds(22));
		const { ivan: person } = village.people;
		expect(person.rings()).toBe(0);
		const [attempt] = await village.store.attemptsOf(fire, person.id, "sms");
		await takeReceipt(
			village.service,
			attempt?.id ?? "",
			new URLSearchParams({ MessageStatus: "undelivered", ErrorCode: code }),
		);
		await village.settle();
		await village.fastForward(seconds(2));
	}

	it.each([
		["30003", "works"],
		["30004", "works"],
		["30007", "works"],
		["30008", "works"],
		["30005", "invalid"],
		["30006", "invalid"],
	])(
		"%s: the phone rings now, the number is remembered as: %s",
		async (code, remembered) => {
			await undelivered(code);
			expect(village.people.ivan.rings()).toBe(1);
			expect(village.people.hanna.rings()).toBe(0);
			expect(await stateOf("sms")).toBe(remembered);
			expect(village.log.errors).toEqual([]);
		},
	);
});

describe("a call that reaches nobody", () => {
	it.each(["busy", "no answer", "a machine"])(
		"%s: no answer, and the one redial comes",
		async (how) => {
			village = await openVillage({ people: { petro, ivan, hanna, mykola } });
			const { ivan: person } = village.people;
			if (how === "a machine") person.phone.set({ voicemailAfterSeconds: 5 });
			const fire = await village.report();
			await village.fastForward(seconds(3));
			if (how === "busy") await person.phone.reject();
			await village.fastForward(seconds(37));
			expect((await village.line(fire, person))?.answer).toBe("none");
			await village.fastForward(seconds(15));
			// Counted at the carrier: the machine may still be listening to the first.
			const calls = village.journal.requests.filter(
				({ method, to }) =>
					method === "Calls.create" && to === person.phone.number,
			);
			expect(calls).toHaveLength(2);
			expect((await village.line(fire, person))?.alert).not.toBe("unreachable");
			expect(village.log.errors).toEqual([]);
		},
	);
});

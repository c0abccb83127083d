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
import { desk, hanna, ivan, mykola, petro } from "../story/cast.ts";
import {
	openVillage,
	SECOND_SENDER,
	seconds,
	type VillageOptions,
} from "../story/village.ts";

const GRASS = { type: "vegetation_fire", place: "Росохач, за фермою" } as const;
const JULY_NOON = "2026-07-15T09:00:00Z";

const openNoon = (more: Partial<VillageOptions> = {}) =>
	openVillage({
		at: JULY_NOON,
		...more,
		people: { petro, ivan, hanna, mykola },
	});
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
const smsToIvan = (effect: RequestEffect, from?: string) =>
	village.faults.set([
		{
			carrier: "twilio",
			match: {
				method: "Messages.create",
				to: village.people.ivan.phone.number,
				...(from === undefined ? {} : { from }),
			},
			effect,
		},
	]);
/** What a fault met, in order. */
const struck = () => village.journal.requests.filter(({ fault }) => fault);
/** Everything sent so far, to anybody. */
const sends = () =>
	village.journal.requests.filter(({ method }) =>
		["sendMessage", "Messages.create", "Calls.create"].includes(method),
	).length;
/** The senders of the alerts on Ivan's phone. */
const senders = () =>
	village.people.ivan.phone.inbox
		.filter(({ text }) => text.includes("ПОЖЕЖА"))
		.map(({ from }) => from);
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
		[403, "Forbidden: bot was kicked from the chat", "blocked"],
		[400, "Bad Request: chat not found", "blocked"],
		// `migrate_to_chat_id`: a group, which is nobody's own chat; the new id is not written to.
		[
			400,
			"Bad Request: group chat was upgraded to a supergroup chat",
			"invalid",
		],
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
			await village.fastForward(seconds(100));
			expect(struck()).toHaveLength(1);
			expect(village.log.errors).toEqual([]);
		},
	);

	describe("with a 403 that may pass by itself", () => {
		const SUSPECT = [
			"Forbidden: bot can't initiate conversation with a user",
			"Forbidden: bot can't send messages to the user",
			"Forbidden: something Telegram has not said before",
		];
		const suspect = (description = SUSPECT[0] as string) => ({
			status: 403,
			description,
		});

		it.each(SUSPECT)(
			"«%s»: the SMS leaves now, and after half a minute the card comes",
			async (description) => {
				village = await openNoon();
				await toIvan(suspect(description), { times: 1 });
				await village.report(GRASS);
				const { ivan: person } = village.people;
				expect(alerts(person.sms())).toHaveLength(1);
				expect(await stateOf("telegram")).toBe("works");
				await village.fastForward(seconds(29));
				expect(alerts(person.chat())).toEqual([]);
				await village.fastForward(seconds(2));
				expect(alerts(person.chat())).toHaveLength(1);
				expect(village.log.errors).toEqual([]);
			},
		);

		it("the same again: no third try, and nobody loses his chat for it", async () => {
			village = await openNoon();
			await toIvan(suspect());
			await village.report(GRASS);
			await village.fastForward(seconds(120));
			expect(struck()).toHaveLength(2);
			expect(await stateOf("telegram")).toBe("works");
			expect(village.log.errors).toEqual([]);
		});

		it("and then for good: the chat is remembered as blocked", async () => {
			village = await openNoon();
			const to = String(village.people.ivan.phone.telegramId);
			const match = { method: "sendMessage", to };
			await village.faults.set([
				{ carrier: "telegram", match, effect: suspect(), times: 1 },
				{
					carrier: "telegram",
					match,
					effect: {
						status: 403,
						description: "Forbidden: bot was blocked by the user",
					},
				},
			]);
			await village.report(GRASS);
			expect(await stateOf("telegram")).toBe("works");
			await village.fastForward(seconds(31));
			expect(await stateOf("telegram")).toBe("blocked");
			expect(village.log.errors).toEqual([]);
		});

		it("an answer by SMS's link in between: nothing is tried again", async () => {
			village = await openNoon();
			await toIvan(suspect(), { times: 1 });
			const fire = await village.report(GRASS);
			await village.people.ivan.sendsForm(fire, {
				answer: "responding",
			});
			await village.fastForward(seconds(60));
			expect(alerts(village.people.ivan.chat())).toEqual([]);
		});

		it("the process dies in between: the next one tries again, once", async () => {
			village = await openNoon();
			await toIvan(suspect());
			await village.report(GRASS);
			await village.restart();
			await village.fastForward(seconds(120));
			expect(struck()).toHaveLength(2);
		});

		it("the duty officer is told on the other channel once, not once for each try", async () => {
			const officer = { ...desk, telegram: true };
			const told = await openVillage({
				at: JULY_NOON,
				people: { petro, ivan, hanna, officer },
			});
			village = told as unknown as Noon;
			const { phone, sms } = told.people.officer;
			await village.faults.set([
				{
					carrier: "telegram",
					match: { method: "sendMessage", to: String(phone.telegramId) },
					effect: suspect(),
				},
			]);
			await village.report(GRASS);
			expect(sms()).toHaveLength(1);
			await village.fastForward(seconds(40));
			expect(struck()).toHaveLength(2);
			expect(sms()).toHaveLength(1);
		});
	});

	describe("because of the text", () => {
		const CONTENT = [
			"Bad Request: can't parse entities: unsupported start tag",
			"Bad Request: message is too long",
			"Bad Request: BUTTON_URL_INVALID",
		];
		const content = (description = CONTENT[0] as string) => ({
			status: 400,
			description,
		});
		const cards = () =>
			village.people.ivan.phone.chat.filter(({ text }) =>
				text.includes("ПОЖЕЖА"),
			);

		it.each(CONTENT)(
			"«%s»: the same text now, without markup but with its buttons, and no SMS before its time",
			async (description) => {
				village = await openNoon();
				await toIvan(content(description), { times: 1 });
				await village.report(GRASS);
				const [card, ...more] = cards();
				expect(card?.entities).toEqual([]);
				expect(card?.text).toContain("#100");
				expect(card?.text).toContain("Росохач, за фермою");
				const labels = card?.keyboard.flat().map(({ text }) => text);
				expect(labels).toContain("Не можу");
				expect(more).toEqual([]);
				expect(alerts(village.people.ivan.sms())).toEqual([]);
				expect(await stateOf("telegram")).toBe("works");
				expect(village.log.errors).toEqual([]);
			},
		);

		it("refused plain as well: the SMS leaves now, and that was all", async () => {
			village = await openNoon();
			await toIvan(content());
			await village.report(GRASS);
			expect(struck()).toHaveLength(2);
			expect(alerts(village.people.ivan.sms())).toHaveLength(1);
			expect(alerts(village.people.hanna.sms())).toEqual([]);
			await village.fastForward(seconds(100));
			expect(struck()).toHaveLength(2);
			expect(await stateOf("telegram")).toBe("works");
			expect(village.log.errors).toEqual([]);
		});

		it("the process dies while the plain text is with Telegram: it goes out again plain, not as it was refused", async () => {
			village = await openNoon();
			const before = sends();
			await village.report(GRASS);
			const first = sends() - before;
			await village.close();
			village = await openNoon();
			await toIvan(content(), { times: 1 });
			await village.raise(GRASS);
			// The first of each, and then the one that was refused.
			await village.dieAtSend(first + 1);
			await village.restart();
			expect(cards()).toHaveLength(2);
			for (const card of cards()) expect(card.entities).toEqual([]);
		});
	});
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
		["taken and answered with a page nobody can read", "garble", 3],
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

	it.each<[string, RequestEffect]>([
		["is lost", "resetAfter"],
		["cannot be read", "garble"],
	])(
		"Twilio's answer %s but its receipt comes: no second SMS leaves",
		async (_, effect) => {
			village = await openNoon();
			await smsToIvan(effect);
			await village.report(GRASS);
			await village.fastForward(seconds(50));
			expect(alerts(village.people.ivan.sms())).toHaveLength(1);
			expect(village.log.errors).toEqual([]);
		},
	);
});

describe("Telegram answers nothing but 500 for a minute", () => {
	const dead = () =>
		// Everything of it: `getMe` fails as well.
		village.faults.set([{ carrier: "telegram", effect: { status: 500 } }]);
	const cards = () => alerts(village.people.ivan.chat());

	it("everybody has the SMS now, and when it is back one card that says what is so by then", async () => {
		village = await openNoon();
		await dead();
		const fire = await village.report(GRASS);
		const { ivan: person, hanna: other } = village.people;
		for (const one of [person, other])
			expect(alerts(one.sms()), one.name).toHaveLength(1);
		await village.fastForward(seconds(30));
		await other.sendsForm(fire, { answer: "responding" });
		await village.fastForward(seconds(30));
		// At most three copies, whatever they come to: the last is kept until it can arrive.
		const tries = struck().filter(
			({ method, to }) =>
				method === "sendMessage" && to === String(person.phone.telegramId),
		);
		expect(tries).toHaveLength(2);
		await village.faults.set([]);
		await village.fastForward(seconds(12));
		expect(cards()).toHaveLength(1);
		expect(person.card()).toContain("Ганна");
		await village.fastForward(seconds(60));
		expect(cards()).toHaveLength(1);
		expect(village.log.errors).toEqual([]);
	});

	it("who answered by the SMS meanwhile is not asked again", async () => {
		village = await openNoon();
		await dead();
		const fire = await village.report(GRASS);
		await village.fastForward(seconds(30));
		await village.people.ivan.sendsForm(fire, { answer: "responding" });
		await village.faults.set([]);
		await village.fastForward(seconds(60));
		expect(cards()).toEqual([]);
	});

	it("and the incident ends meanwhile: no card comes any more", async () => {
		village = await openNoon();
		await dead();
		const fire = await village.report(GRASS);
		await village.fastForward(seconds(30));
		await village.order(fire, { type: "Close", by: village.desk });
		await village.faults.set([]);
		await village.fastForward(seconds(120));
		expect(cards()).toEqual([]);
	});

	it("the process dies meanwhile: the next one keeps the last copy as well", async () => {
		village = await openNoon();
		await dead();
		await village.report(GRASS);
		await village.fastForward(seconds(30));
		await village.restart();
		await village.fastForward(seconds(30));
		await village.faults.set([]);
		await village.fastForward(seconds(12));
		expect(cards()).toHaveLength(1);
	});
});

describe("Twilio refuses an SMS", () => {
	it.each([
		[21211, "invalid"],
		[21214, "invalid"],
		[21217, "invalid"],
		[21614, "invalid"],
		[30005, "invalid"],
		[30006, "invalid"],
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

	it("21211 where nothing but SMS reaches anybody: the person is unreachable now, and the chief is told", async () => {
		village = await openNoon({ channels: ["sms"] });
		await smsToIvan({ status: 400, code: 21211 });
		const fire = await village.report(GRASS);
		expect(await village.facts(fire)).toContain("ResponderUnreachable");
		expect((await village.line(fire, village.people.ivan))?.alert).toBe(
			"unreachable",
		);
		expect(
			village.people.petro.sms().some((text) => text.includes("Іван")),
		).toBe(true);
	});

	it("21610 is told to the chief by name: somebody said STOP and believes to be reachable", async () => {
		village = await openNoon();
		await smsToIvan({ status: 400, code: 21610 });
		await village.report(GRASS);
		await village.fastForward(seconds(25));
		expect(
			village.people.petro
				.chat()
				.some((text) => text.includes("Іван: відмова від СМС")),
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
		[400, 20005],
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

describe("Twilio does not take the sender", () => {
	const FIRST_ONLY = "+380440000001";

	it.each([21611, 30001, 30008])(
		"%i: the second sender takes it now, once, and nobody is rung before their time",
		async (code) => {
			village = await openNoon({ secondSender: true });
			await smsToIvan({ status: 400, code }, FIRST_ONLY);
			await village.report(GRASS);
			await village.fastForward(seconds(22));
			expect(senders()).toEqual([SECOND_SENDER]);
			expect(village.people.ivan.rings()).toBe(0);
			await village.fastForward(seconds(30));
			expect(senders()).toHaveLength(1);
			expect(struck()).toHaveLength(1);
			expect(await stateOf("sms")).toBe("works");
			expect(village.log.errors).toEqual([]);
		},
	);

	it.each([30004, 30007])(
		"%i, a filter: the second sender takes it, and the phone rings at once",
		async (code) => {
			village = await openNoon({ secondSender: true });
			await smsToIvan({ status: 400, code }, FIRST_ONLY);
			await village.report(GRASS);
			await village.fastForward(seconds(22));
			expect(senders()).toEqual([SECOND_SENDER]);
			expect(village.people.ivan.rings()).toBe(1);
			expect(village.people.hanna.rings()).toBe(0);
			expect(await stateOf("sms")).toBe("works");
			expect(village.log.errors).toEqual([]);
		},
	);

	it.each([30001, 30008, 30004, 30007])(
		"%i of both: the phone rings now, and there is no third",
		async (code) => {
			village = await openNoon({ secondSender: true });
			await smsToIvan({ status: 400, code });
			await village.report(GRASS);
			await village.fastForward(seconds(25));
			expect(village.people.ivan.rings()).toBe(1);
			await village.fastForward(seconds(60));
			expect(struck()).toHaveLength(2);
			expect(await stateOf("sms")).toBe("works");
		},
	);

	it.each([30001, 30008, 30004, 30007])(
		"%i without a second sender: the phone rings now",
		async (code) => {
			village = await openNoon();
			await smsToIvan({ status: 400, code });
			await village.report(GRASS);
			await village.fastForward(seconds(25));
			expect(village.people.ivan.rings()).toBe(1);
			expect(village.people.hanna.rings()).toBe(0);
			expect(struck()).toHaveLength(1);
			expect(await stateOf("sms")).toBe("works");
			expect(village.log.errors).toEqual([]);
		},
	);

	it("21611 of both: it waits and goes out, once", async () => {
		village = await openNoon({ secondSender: true });
		await smsToIvan({ status: 400, code: 21611 });
		await village.report(GRASS);
		await village.fastForward(seconds(22));
		await village.faults.set([]);
		await village.fastForward(seconds(20));
		expect(senders()).toEqual([SECOND_SENDER]);
	});

	it("the process dies while the second sender's is with Twilio: its receipt is enough, and the first is not asked again", async () => {
		village = await openNoon({ secondSender: true });
		await smsToIvan({ status: 400, code: 30008 }, FIRST_ONLY);
		await village.report(GRASS);
		await village.fastForward(seconds(19));
		const before = sends();
		await village.fastForward(seconds(2));
		const then = sends() - before;
		await village.close();

		village = await openNoon({ secondSender: true });
		await smsToIvan({ status: 400, code: 30008 }, FIRST_ONLY);
		await village.report(GRASS);
		await village.fastForward(seconds(19));
		await village.time.push(seconds(1));
		await village.dieAtSend(then);
		await village.restart();
		await village.fastForward(seconds(10));
		expect(senders()).toEqual([SECOND_SENDER]);
		expect(struck()).toHaveLength(1);
	});
});

describe("a receipt says that it did not arrive", () => {
	/** Ivan's SMS was accepted; then the carrier tells this of it. */
	async function undelivered(
		code: string,
		more: Partial<VillageOptions> = {},
	): Promise<string> {
		village = await openNoon(more);
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
		expect(village.people.ivan.rings()).toBe(0);
		await newestIsUndelivered(fire, code);
		await village.fastForward(seconds(2));
		return fire;
	}

	async function newestIsUndelivered(
		fire: string,
		code: string,
	): Promise<void> {
		const { id } = village.people.ivan;
		const [attempt] = await village.store.attemptsOf(fire, id, "sms");
		const said = { MessageStatus: "undelivered", ErrorCode: code };
		// As carriers do: the same word twice.
		for (let times = 0; times < 2; times++)
			await takeReceipt(
				village.service,
				attempt?.id ?? "",
				new URLSearchParams(said),
			);
		await village.settle();
	}

	it.each([
		["30001", "works"],
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

	it("30003, out of reach: the SMS goes out once more after a minute, and not a third time", async () => {
		const fire = await undelivered("30003");
		expect(senders()).toHaveLength(1);
		await village.fastForward(seconds(56));
		expect(senders()).toHaveLength(1);
		await village.fastForward(seconds(4));
		expect(senders()).toHaveLength(2);
		await newestIsUndelivered(fire, "30003");
		await village.fastForward(seconds(70));
		expect(senders()).toHaveLength(2);
		expect(village.log.errors).toEqual([]);
	});

	it("30003, and an answer by the call: no SMS after it", async () => {
		await undelivered("30003");
		await village.people.ivan.presses("1");
		await village.fastForward(seconds(70));
		expect(senders()).toHaveLength(1);
	});

	it.each(["21611", "30001", "30004", "30007", "30008"])(
		"%s, and there is a second sender: it leaves from there as well, once, and the phone rings now",
		async (code) => {
			const fire = await undelivered(code, { secondSender: true });
			expect(senders().slice(1)).toEqual([SECOND_SENDER]);
			expect(village.people.ivan.rings()).toBe(1);
			expect(village.people.hanna.rings()).toBe(0);
			await newestIsUndelivered(fire, code);
			await village.fastForward(seconds(70));
			expect(senders()).toHaveLength(2);
			expect(await stateOf("sms")).toBe("works");
			expect(village.log.errors).toEqual([]);
		},
	);

	it("of a person who has answered meanwhile: nothing more is sent", async () => {
		village = await openNoon({ secondSender: true });
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
		await village.people.ivan.sendsForm(fire, { answer: "responding" });
		for (const code of ["30003", "30008"])
			await newestIsUndelivered(fire, code);
		await village.fastForward(seconds(100));
		expect(senders()).toHaveLength(1);
	});
});

describe("a call that reaches nobody", () => {
	const callsTo = (number: string) =>
		village.journal.requests.filter(
			({ method, to }) => method === "Calls.create" && to === number,
		);

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
			expect(callsTo(person.phone.number)).toHaveLength(2);
			expect((await village.line(fire, person))?.alert).not.toBe("unreachable");
			expect(village.log.errors).toEqual([]);
		},
	);

	it("the network refuses it (480 and the like): the other channels now, and the redial all the same", async () => {
		village = await openNoon();
		await village.faults.set([
			{
				for: "callbacks",
				carrier: "twilio",
				match: { method: "call" },
				effect: "lose",
			},
		]);
		const fire = await village.report(GRASS);
		const { ivan: person } = village.people;
		await village.fastForward(seconds(61));
		const [attempt] = await village.store.attemptsOf(fire, person.id, "voice");
		await takeReceipt(
			village.service,
			attempt?.id ?? "",
			new URLSearchParams({ CallStatus: "failed" }),
		);
		await village.fastForward(seconds(45));
		expect((await village.line(fire, person))?.answer).toBe("none");
		expect(callsTo(person.phone.number)).toHaveLength(2);
		expect(await stateOf("voice")).toBe("works");
		expect(village.log.errors).toEqual([]);
	});
});

import { createHmac } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { receiptLook } from "../../src/receiptPoll.ts";
import { hanna, ivan, mykola, petro } from "./cast.ts";
import { minutes, openVillage, SIM, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const GRASS = { type: "vegetation_fire", place: "Росохач, за фермою" } as const;
const JULY_NOON = "2026-07-15T09:00:00Z";
const withoutTelegram = { ...hanna, telegram: false } as const;

it("a village with TurboSMS instead of Twilio: the SMS wakes her, and where it does not arrive the call comes at once", async () => {
	const opened = await openVillage({
		at: JULY_NOON,
		gateway: "turbosms",
		people: {
			petro,
			ivan: { ...ivan, telegram: false },
			hanna: withoutTelegram,
		},
	});
	village = opened;
	const { ivan: deaf, hanna: woken } = opened.people;
	deaf.phone.set({ optedOut: true });
	const fire = await village.report(GRASS);
	expect(woken.sms()[0]).toMatch(/^ПОЖЕЖА #100 стерня: Росохач, за фермою/u);
	expect(woken.phone.inbox[0]?.from).toBe("Dzvin");
	const [woke, slept] = [woken.rings(), deaf.rings()];

	expect(await village.asksForReceipts()).toBe(2);
	expect(deaf.rings()).toBe(slept + 1);
	expect(woken.rings()).toBe(woke);
	expect((await village.line(fire, woken))?.alert).toBe("delivered");
	expect(await village.facts(fire)).toContain("AlertFailed");
	// What is known is not asked for again.
	expect(await village.asksForReceipts()).toBe(0);
	expect(village.log.errors).toEqual([]);
});

it("the village's own SIM: the phone rings without a word, the question stands in the SMS, and the SMS is the answer", async () => {
	const opened = await openVillage({
		gateway: "android",
		callRelay: true,
		people: { petro, mykola, hanna: withoutTelegram },
	});
	village = opened;
	const { mykola: driver, hanna: other } = opened.people;
	const fire = await village.report();
	expect(driver.sms()[0]).toMatch(
		/^ПОЖЕЖА #100 хата: .+\. Надішліть: 1-їду 0-не можу$/u,
	);
	expect(driver.phone.inbox[0]?.from).toBe(SIM);
	await village.until(() => driver.phone.ringing !== undefined, minutes(2));
	expect(driver.phone.ringing?.number).toBe(SIM);
	await driver.phone.pickUp();
	await village.settle();
	expect(driver.heard()).toEqual([]);
	// Picked up and silent is not an answer.
	expect((await village.line(fire, driver))?.answer).toBe("none");

	await driver.texts("1");
	expect(await village.line(fire, driver)).toMatchObject({
		answer: "responding",
	});
	expect(driver.sms().at(-1)).toContain("прийнято: ЇДЕТЕ");
	await other.texts("0");
	expect((await village.line(fire, other))?.answer).toBe("notResponding");
	await village.fastForward(seconds(30));
	expect(village.log.errors).toEqual([]);
});

it("an answer doubled on the way counts once, and a forged or old one not at all", async () => {
	const opened = await openVillage({
		gateway: "android",
		people: { petro, mykola, ivan: { ...ivan, telegram: false } },
	});
	village = opened;
	const { mykola: driver, ivan: other } = opened.people;
	const fire = await village.report();
	await village.faults.set([
		{
			carrier: "gateway",
			for: "callbacks",
			match: { method: "sms:received" },
			effect: "repeat",
		},
	]);
	await driver.texts("1");
	const answers = (await village.facts(fire)).filter(
		(fact) => fact === "ResponderAcknowledged",
	);
	expect(answers).toHaveLength(1);
	expect((await village.line(fire, driver))?.answer).toBe("responding");

	const forge = (key: string, ageMs: number) =>
		bring(
			{
				message: "1",
				// As the network gives it to the phone.
				phoneNumber: other.phone.number.replace("+38", ""),
				receivedAt: "2026-01-15T01:02:00Z",
			},
			key,
			ageMs,
		);
	expect(await forge("a guess", 0)).toBe(403);
	expect(await forge("story-signing-key", minutes(6))).toBe(403);
	expect((await village.line(fire, other))?.answer).toBe("none");
	// The same words with the right key and of now are his.
	expect(await forge("story-signing-key", 0)).toBe(204);
	expect((await village.line(fire, other))?.answer).toBe("responding");
	// Kept under the number people are known and erased by.
	const { items } = await village.store.sealed("messages");
	const kept = items
		.filter(({ carrier }) => carrier === "gateway")
		.map(({ body }) => JSON.parse(village.service.secrets.open(body)).from);
	expect(kept.toSorted()).toEqual(
		[driver.phone.number, other.phone.number].toSorted(),
	);
	expect(village.log.errors).toEqual([]);
});

it.each([
	["the app's ids part", [{ messageId: "m1" }, { messageId: "m2" }]],
	["only the second it was signed in parts", [{}, {}]],
])(
	"a second «1» that %s from the first counts too",
	async (_what, [first, second]) => {
		const opened = await openVillage({
			gateway: "android",
			people: { petro, mykola },
		});
		village = opened;
		const { mykola: driver } = opened.people;
		const fire = await village.report();
		const phoneNumber = driver.phone.number;
		const answer = async () => (await village.line(fire, driver))?.answer;
		await bring({ message: "1", phoneNumber, ...first });
		expect(await answer()).toBe("responding");
		await village.fastForward(seconds(2));
		await driver.texts("0");
		expect(await answer()).toBe("notResponding");
		await bring({ message: "1", phoneNumber, ...second });
		expect(await answer()).toBe("responding");
		expect(village.log.errors).toEqual([]);
	},
);

it("far over the month's budget everybody is alerted as ever, and the chief reads what it costs", async () => {
	const opened = await openVillage({
		gateway: "turbosms",
		prices: { currency: "UAH", segment: 1.25, call: 2, monthlyBudget: 1 },
		people: { petro, mykola, hanna: withoutTelegram },
	});
	village = opened;
	const { petro: chief, hanna: member, mykola: driver } = opened.people;
	const first = await village.report();
	await village.fastForward(minutes(2));
	await village.order(first, {
		type: "Close",
		by: village.by(chief),
	});
	// The month's sum is looked at once a minute.
	await village.board(first);
	await village.fastForward(minutes(2));
	await village.board(first);
	expect(village.service.degraded()).toContain("budget");
	for (const who of village.everybody) who.forget();

	const fire = await village.report({
		location: { lat: 49.03, lon: 25.81 },
		place: "Росохач, за фермою",
	});
	expect(member.sms()[0]).toContain("ПОЖЕЖА #101");
	expect(driver.sms()[0]).toContain("ПОЖЕЖА #101");
	await village.until(() => driver.rings() > 0, minutes(1));

	const { cost } = await village.board(fire);
	expect(cost).toMatchObject({ currency: "UAH" });
	expect(cost?.segments).toBeGreaterThanOrEqual(2);
	expect(cost?.amount).toBe(
		(cost?.segments ?? 0) * 1.25 + (cost?.calls ?? 0) * 2,
	);
	expect(cost?.month.amount).toBeGreaterThan(1);
	const page = await (
		await fetch(
			`${village.url}/i/${await village.token(fire, chief.name, "live")}`,
		)
	).text();
	expect(page).toMatch(
		/Витрачено [\d,\s]+₴, це більше за місячний бюджет: виклики йдуть далі/u,
	);
	expect(page).toMatch(/СМС: \d+, дзвінки: \d+\. Разом [\d,\s]+₴/u);
	const metrics = await (
		await fetch(`${village.url}/metrics`, {
			headers: { authorization: `Bearer ${village.adminKey}` },
		})
	).text();
	expect(metrics).toMatch(/dzvin_month_cost\{currency="UAH"\} \d/);
	expect(village.log.errors).toEqual([]);
});

it("AlphaSMS took it and its answer was lost: its list proves it, and no copy leaves", async () => {
	const opened = await openVillage({
		gateway: "alphasms",
		channels: ["telegram", "sms"],
		people: { petro, hanna: withoutTelegram },
	});
	village = opened;
	const { hanna: member } = opened.people;
	await village.faults.set([
		{
			carrier: "gateway",
			match: { method: "alphasms.send", to: member.phone.number },
			effect: "resetAfter",
		},
	]);
	await village.report();
	expect(member.sms()).toHaveLength(1);
	expect(await village.asksForReceipts()).toBeGreaterThan(0);
	await village.fastForward(minutes(2));
	expect(member.sms()).toHaveLength(1);
	expect(village.log.errors).toEqual([]);
});

it("a carrier is asked about young messages at each look, about older ones seldom, about old ones never", async () => {
	const opened = await openVillage({
		gateway: "turbosms",
		channels: ["telegram", "sms"],
		people: { petro, hanna: withoutTelegram },
	});
	village = opened;
	// Taken, and nobody ever hears of it.
	await village.faults.set([
		{
			carrier: "gateway",
			match: { method: "turbosms.send" },
			effect: "swallow",
		},
	]);
	const fire = await village.report();
	// Nothing new is sent meanwhile.
	await village.order(fire, { type: "Close", by: village.desk });
	const look = receiptLook(village.service);
	const asked = async (looks: number): Promise<number> => {
		const count = () =>
			village.journal.requests.filter(
				({ method }) => method === "turbosms.status",
			).length;
		const before = count();
		for (let n = 0; n < looks; n++) await look();
		return count() - before;
	};
	expect(await asked(10)).toBe(10);
	await village.fastForward(minutes(3));
	expect(await asked(10)).toBe(1);
	await village.fastForward(minutes(13));
	expect(await asked(10)).toBe(0);
	expect(village.log.errors).toEqual([]);
});

it("a carrier that cannot be asked now is asked again", async () => {
	const opened = await openVillage({
		gateway: "kyivstar",
		channels: ["telegram", "sms"],
		people: { petro, hanna: withoutTelegram },
	});
	village = opened;
	const fire = await village.report();
	await village.faults.set([{ carrier: "gateway", effect: "refuse" }]);
	expect(await village.asksForReceipts()).toBe(0);
	await village.faults.set([]);
	expect(await village.asksForReceipts()).toBe(2);
	expect((await village.line(fire, opened.people.hanna))?.alert).toBe(
		"delivered",
	);
	expect(village.log.errors).toEqual([]);
});

/** What the phone's app tells of an SMS that came, as it signs it. */
async function bring(
	payload: Record<string, string>,
	key = "story-signing-key",
	ageMs = 0,
): Promise<number> {
	const body = JSON.stringify({
		event: "sms:received",
		id: "brought",
		payload,
	});
	const timestamp = String(Math.floor((village.time.wall() - ageMs) / 1000));
	const answer = await fetch(`${village.url}/carriers/gateway/sms`, {
		method: "POST",
		headers: {
			"x-timestamp": timestamp,
			"x-signature": createHmac("sha256", key)
				.update(body + timestamp)
				.digest("hex"),
		},
		body,
	});
	await village.settle();
	return answer.status;
}

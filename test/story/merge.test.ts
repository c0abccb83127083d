/**
 * One fire, two numbers: half the crew answers the one, half the other, until a human
 * says that it is the same. And the minute after nobody was reached at all.
 */
import { afterEach, expect, it } from "vitest";
import { answer } from "../../src/answer.ts";
import { desk, hanna, ivan, oleh, petro, UHRYN_CREW } from "./cast.ts";
import {
	minutes,
	ONE_BRIGADE,
	openVillage,
	seconds,
	TWO_BRIGADES,
	UHRYN,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

const COMES = "Їду · 5 хв";

/** As the desk's application orders it. */
async function merge(duplicate: string, into: string, key = "merge-1") {
	const answer = await fetch(`${village.url}/v1/incidents/${duplicate}/merge`, {
		method: "POST",
		headers: {
			Authorization: `Bearer ${village.adminKey}`,
			"Content-Type": "application/json",
			"Idempotency-Key": key,
		},
		body: JSON.stringify({ into }),
	});
	const text = await answer.text();
	expect(answer.status, text).toBe(200);
	await village.settle();
	return JSON.parse(text);
}

async function changePolicy(name: string, policy: object): Promise<void> {
	const path = `/v1/brigades/${village.brigadeId(name)}/policy`;
	const answer = await fetch(`${village.url}${path}`, {
		method: "PUT",
		headers: {
			Authorization: `Bearer ${village.adminKey}`,
			"Content-Type": "application/json",
		},
		body: JSON.stringify(policy),
	});
	expect(answer.status, await answer.text()).toBe(200);
}

const sameFire = (texts: readonly string[]): string[] =>
	texts.filter((text) => /та сама подія/iu.test(text));

it("a crew split between two numbers is one crew after the merge: each is told once, and the truck leaves with all", async () => {
	const opened = await openVillage({
		brigades: ONE_BRIGADE,
		people: { petro, oleh, ivan, hanna: { ...hanna, telegram: false } },
	});
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	for (const who of [people.petro, people.oleh]) await who.tap(COMES);
	const again = await village.report({
		place: "Росохач, за школою",
		description: "дим за школою",
		force: true,
	});
	await people.ivan.tap(COMES);
	await people.hanna.sendsForm(again, { answer: "responding", nonce: "1" });
	expect((await village.board(fire)).crews[0]?.state).toBe("short");
	for (const who of village.everybody) who.forget();

	const duplicate = await merge(again, fire);
	expect(duplicate).toMatchObject({
		status: "cancelled",
		mergedInto: { id: fire, number: 100 },
	});
	await village.fastForward(seconds(10));
	const board = await village.board(fire);
	expect(board.mergedFrom).toMatchObject([
		{
			id: again,
			number: 101,
			place: "Росохач, за школою",
			description: "дим за школою",
		},
	]);
	expect(board.crews[0]?.state).toBe("promised");
	expect(sameFire(people.ivan.chat())).toHaveLength(1);
	expect(sameFire(people.ivan.chat())[0]).toContain("#101");
	expect(sameFire(people.hanna.sms())).toHaveLength(1);
	expect(sameFire(people.hanna.sms())[0]).toMatch(/^#101 тепер #100/u);
	for (const who of [people.petro, people.oleh])
		expect(sameFire(who.told()), who.name).toEqual([]);
	// The card of the other number says where it went, and asks nothing any more.
	const card = people.ivan.phone.chat.find(
		({ text }) => text.startsWith("✔️") && text.includes("#101"),
	);
	expect(card?.text).toContain("Та сама подія, що #100");
	expect(card?.keyboard).toEqual([]);

	// The same press again, and the same request again, are the one deed.
	const facts = await village.facts(fire);
	await merge(again, fire);
	await merge(again, fire, "merge-2");
	expect(await village.facts(fire)).toEqual(facts);

	await people.oleh.tap("Виїхали");
	const left = await village.board(fire);
	expect(left.crews[0]?.state).toBe("left");
	expect(
		left.crews[0]?.seats.map(({ responderId }) => responderId).sort(),
	).toEqual(
		[people.petro.id, people.oleh.id, people.ivan.id, people.hanna.id].sort(),
	);
	await village.fastForward(minutes(10));
	for (const who of [people.ivan, people.hanna])
		expect(sameFire(who.told()), who.name).toHaveLength(1);
	for (const who of village.everybody)
		expect(
			who.told().filter((text) => /ХИБНИЙ|ВІДБІЙ/u.test(text)),
			who.name,
		).toEqual([]);
	expect(village.log.errors).toEqual([]);
});

it("who answers the other number after the merge comes to the fire: by SMS, by link, by the button of its card", async () => {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: {
			petro,
			oleh,
			ivan,
			hanna,
			...UHRYN_CREW,
			taras: { ...UHRYN_CREW.taras, telegram: false },
			lesia: { ...UHRYN_CREW.lesia, telegram: false },
		},
		twoWaySms: true,
	});
	village = opened;
	const { people } = opened;
	// Each village is called to its own report only.
	for (const name of ["Росохач", "Угринь"])
		await changePolicy(name, { default: { neighbourBelowChance: 0 } });
	const fire = await village.report();
	const again = await village.report({
		location: UHRYN,
		place: "Угринь, біля ставу",
		force: true,
	});
	const button = people.bohdan.phone.chat.findLast(({ text }) =>
		text.includes("#101"),
	);
	expect(button?.keyboard.length).toBeGreaterThan(0);
	await merge(again, fire);
	expect(await village.line(fire, people.taras)).toBeUndefined();
	await people.taras.texts("1");
	expect(people.taras.sms().at(-1)).toMatch(/^#100 прийнято: ЇДЕТЕ/u);
	const page = await people.lesia.opensLink(again);
	expect(page).toContain("#100");
	await people.lesia.sendsForm(again, { answer: "responding", nonce: "1" });
	await people.lesia.texts("#101 10");
	const board = await village.board(fire);
	const coming = board.responders.flatMap(({ id, answer }) =>
		answer === "responding" ? id : [],
	);
	expect(coming).toContain(people.taras.id);
	expect(coming).toContain(people.lesia.id);
	expect(board.crews.map(({ brigade }) => brigade)).toContain("Угринь");
	expect((await village.board(again)).status).toBe("cancelled");
	expect(village.log.errors).toEqual([]);
});

it("who answers the duplicate while the merge is being written comes to the fire", async () => {
	const opened = await openVillage({
		brigades: ONE_BRIGADE,
		people: { petro, oleh, ivan, hanna },
	});
	village = opened;
	const fire = await village.report();
	const again = await village.report({
		place: "Росохач, за школою",
		description: "дим за школою",
		force: true,
	});
	const merging = village.service.handle(
		again,
		{
			type: "MergeInto",
			into: fire,
			by: { kind: "key", id: "desk" },
			ownDesk: true,
		},
		{ commandId: "merged" },
	);
	const [answered] = await Promise.all([
		answer(village.service, {
			incidentId: again,
			responderId: opened.people.ivan.id,
			said: { kind: "answer", answer: "responding" },
			channel: "page",
			commandId: "said",
		}),
		merging,
	]);
	expect(answered.kind).toBe("answered");
	const { responders } = await village.board(fire);
	expect(
		responders.find(({ id }) => id === opened.people.ivan.id)?.answer,
	).toBe("responding");
});

it("a kill right after it leaves both halves or none: the next life goes on with one fire", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	const again = await village.report({ force: true });
	await people.ivan.tap(COMES);
	await merge(again, fire);
	await village.restart();
	expect((await village.line(fire, people.ivan))?.answer).toBe("responding");
	expect(await village.board(again)).toMatchObject({
		status: "cancelled",
		mergedInto: { number: 100 },
	});
	await village.fastForward(minutes(5));
	for (const who of village.everybody)
		expect(
			who.told().filter((t) => t.includes("#101") && t.includes("ПОЖЕЖА"))
				.length,
			who.name,
		).toBeLessThanOrEqual(2);
	expect(village.log.errors).toEqual([]);
});

it("the chief's page of a held report offers both words: the same fire, or another", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	const again = await village.report({ place: "Росохач, Шевченка 14" });
	const address = `${village.url}/i/${village.token(again, "Петро", "live")}`;
	const page = await (await fetch(address)).text();
	expect(page).toContain("Схоже на #100: та сама подія?");
	expect(page).toContain("Та сама подія, що #100");
	expect(page).toContain("Інша подія: скликати");
	const pressed = await fetch(`${address}/merge?into=${fire}`, {
		method: "POST",
		body: new URLSearchParams({ nonce: "n1" }),
		redirect: "manual",
	});
	expect(pressed.status).toBe(303);
	await village.settle();
	expect(await village.board(again)).toMatchObject({
		mergedInto: { number: 100 },
	});
	expect(await (await fetch(address)).text()).toContain(
		"Це та сама подія, що #100: усе йде там",
	);
	await village.fastForward(minutes(5));
	expect(people.ivan.told().filter((t) => t.includes("#101"))).toEqual([]);
	const fires = `${village.url}/i/${village.token(fire, "Петро", "live")}`;
	expect(await (await fetch(fires)).text()).toContain(
		"Та сама подія: #101 · Росохач, Шевченка 14",
	);
	expect(village.log.errors).toEqual([]);
});

it("«Не скликати» to «Це #100?» is a yes: people in danger are known where the crew goes", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await people.ivan.tap(COMES);
	people.ivan.forget();
	const again = await village.report({
		place: "Росохач, Шевченка 14",
		peopleInDanger: true,
	});
	await people.petro.tap("Не скликати");
	expect(await village.board(again)).toMatchObject({
		status: "cancelled",
		mergedInto: { id: fire },
	});
	expect((await village.board(fire)).peopleInDanger).toBe(true);
	expect(
		people.ivan
			.chat()
			.filter((t) => t.includes("УТОЧНЕНО") && t.includes("ЛЮДИ")),
	).toHaveLength(1);
	await village.fastForward(minutes(5));
	expect(people.hanna.told().filter((t) => t.includes("#101"))).toEqual([]);
	expect(village.log.errors).toEqual([]);
});

it("no carrier takes an alert for anybody: half a minute later the desk's phone rings and says so", async () => {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna, desk },
	});
	village = opened;
	const { people } = opened;
	// Everything fails but what goes to the desk.
	await village.faults.set(
		[people.petro, people.oleh, people.ivan, people.hanna].flatMap((who) => [
			{
				carrier: "telegram" as const,
				match: { to: String(who.phone.telegramId) },
				effect: "refuse" as const,
			},
			{
				carrier: "twilio" as const,
				match: { to: who.phone.number },
				effect: "refuse" as const,
			},
		]),
	);
	const fire = await village.report();
	await village.fastForward(seconds(28));
	expect(people.desk.rings()).toBe(0);
	await village.fastForward(seconds(5));
	expect((await village.board(fire)).reached).toBe(0);
	expect(people.desk.rings()).toBe(1);
	expect(people.desk.sms().at(-1)).toMatch(/^#100 НЕ ДІЙШЛО НІ ДО КОГО/u);
	expect((await village.board(fire)).unreachedAt).toBeDefined();

	// One answer, by whatever way, and it is over.
	await village.faults.set([]);
	await people.ivan.sendsForm(fire, { answer: "responding", nonce: "1" });
	expect((await village.board(fire)).unreachedAt).toBeUndefined();
});

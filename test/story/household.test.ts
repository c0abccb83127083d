/**
 * A house at three in the morning: Mykola sleeps through his own phone, Maria does
 * not; Olena goes, and Taras stays with the children.
 */
import { afterEach, expect, it } from "vitest";
import { changeResponder } from "../../src/administer.ts";
import { exportPerson } from "../../src/people/aboutPerson.ts";
import { erasePerson } from "../../src/people/erase.ts";
import { hanna, ivan, mykola, oleh, petro, stepan } from "./cast.ts";
import { openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const MARIA = "+380679990001";

/** Mykola's wife has a button phone of her own and is in no roster. */
async function withMaria(cast: Parameters<typeof openVillage>[0]["people"]) {
	const opened = await openVillage({ people: { ...cast } });
	village = opened;
	opened.sandbox.phones.add({
		id: "Марія",
		name: "Марія",
		number: MARIA,
		kind: "button",
	});
	await changeResponder(
		opened.service,
		opened.operator,
		opened.idOf("Микола"),
		{ homeContact: { name: "Марія", phone: "067 999 00 01" } },
	);
	return { opened, maria: opened.phone("Марія") };
}
const heardBy = (name: string) =>
	village.journal
		.of(name)
		.filter(({ kind }) => kind === "spoken")
		.map(({ text = "" }) => text);
const ringsOf = (name: string) =>
	village.journal.of(name).filter(({ kind }) => kind === "call").length;

it("his own phone wakes nobody twice, so the house is rung once, and can only say that he gets up", async () => {
	const { opened, maria } = await withMaria({ petro, mykola, ivan });
	const fire = await opened.report();
	await opened.fastForward(seconds(60));
	expect(ringsOf("Микола")).toBe(2);
	expect(ringsOf("Марія")).toBe(0);

	await opened.until(() => maria.ringing !== undefined, seconds(60));
	await maria.pickUp();
	await opened.fastForward(seconds(10));
	expect(heardBy("Марія").join(" ")).toContain(
		"Пожежа! Розбудіть людину: Микола.",
	);
	// Never where it burns: that is nobody's in the house.
	expect(heardBy("Марія").join(" ")).not.toContain("Шевченка");
	await maria.press("1");
	await opened.fastForward(seconds(10));
	expect(heardBy("Марія").at(-1)).toBe("Дякуємо, чекаємо.");

	const line = await opened.line(fire, { id: opened.idOf("Микола") });
	expect(line).toMatchObject({ house: "waking" });
	expect(line?.answer).not.toBe("responding");
	expect(await opened.facts(fire)).not.toContain("ResponderAcknowledged");
	const board = await fetch(
		`${opened.url}/i/${opened.token(fire, "Петро", "live")}`,
	);
	expect(await board.text()).toContain("удома будять");
	expect(
		village.everybody.find(({ name }) => name === "Іван")?.card(),
	).toContain("🏠 удома будять: Микола");

	// And now he is awake: his own word counts.
	await village.everybody.find(({ name }) => name === "Микола")?.ringsBack("1");
	expect(await opened.line(fire, { id: opened.idOf("Микола") })).toMatchObject({
		answer: "responding",
	});
	await opened.fastForward(seconds(300));
	expect(ringsOf("Марія")).toBe(1);
	expect(opened.log.errors).toEqual([]);
});

it("a number of the house that does not exist says nothing of his own phone", async () => {
	const { opened } = await withMaria({ petro, mykola, ivan });
	await changeResponder(
		opened.service,
		opened.operator,
		opened.idOf("Микола"),
		{ homeContact: { name: "Марія", phone: "067 999 00 99" } },
	);
	const fire = await opened.report();
	await opened.fastForward(seconds(150));
	const incident = await opened.service.load(fire);
	if (incident.status === "unknown") throw new Error("expected the fire");
	expect(incident.people.get(opened.idOf("Микола"))?.failedOn).toEqual([]);
	expect(
		await opened.service.roster.channelStates([opened.idOf("Микола")]),
	).toEqual([]);
});

it("whoever answers in time leaves the house asleep", async () => {
	const { opened, maria } = await withMaria({ petro, mykola, ivan });
	await opened.report();
	await opened.fastForward(seconds(20));
	await village.everybody.find(({ name }) => name === "Микола")?.presses("1");
	await opened.fastForward(seconds(200));
	expect(maria.ringing).toBeUndefined();
	expect(ringsOf("Марія")).toBe(0);
});

it("Olena goes, Taras may stay: his phone falls silent, and his «їду» still counts", async () => {
	const olena = { name: "Олена", locale: "en" } as const;
	const taras = { name: "Тарас" } as const;
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna, oleh, olena, taras },
	});
	village = opened;
	const { people } = opened;
	for (const who of [people.olena, people.taras])
		await changeResponder(opened.service, opened.operator, who.id, {
			household: "Шевченка 4",
		});
	const fire = await opened.report();
	await people.olena.tap("Coming · 5 min");
	expect(people.taras.chat().at(-1)).toContain("Олена їде, вам можна лишитися");
	expect(people.taras.phone.ringing).toBeUndefined();
	await opened.fastForward(seconds(6));
	expect(people.taras.card()).toContain("Олена їде, вам можна лишитися");
	expect(await opened.line(fire, people.taras)).toMatchObject({
		alert: "withdrawn",
		freedBy: people.olena.id,
	});
	const rings = people.taras.rings();
	await opened.fastForward(seconds(60));
	expect(people.taras.rings()).toBe(rings);

	await people.taras.tap("10 хв");
	expect(await opened.line(fire, people.taras)).toMatchObject({
		answer: "responding",
	});
	// What was typed there may be an address: the log holds only that both are the same.
	const log = await opened.store.load(`incident/${fire}`);
	expect(log.map(({ payload }) => payload).join("")).not.toContain(
		"Шевченка 4",
	);
	expect(opened.log.errors).toEqual([]);
});

it("the house's contact lies sealed, is handed out with the person, and goes with them", async () => {
	const { opened } = await withMaria({ petro, mykola, ivan });
	const id = opened.idOf("Микола");
	const [row] = await opened.service.roster.people([id]);
	if (!row) throw new Error("expected Mykola in the roster");
	expect(JSON.stringify(row)).not.toMatch(/Марія|679990001/);
	expect((await exportPerson(opened.service, row)).person).toMatchObject({
		homeContact: { name: "Марія", phone: MARIA },
	});
	await erasePerson(opened.service, opened.operator, id);
	expect(await opened.service.roster.people([id])).toEqual([]);
});

it("in English too: who goes first frees the other, who is told so", async () => {
	const opened = await openVillage({
		people: {
			petro,
			oleh,
			mykola,
			stepan,
			ivan: { ...ivan, locale: "en" },
			hanna: { ...hanna, locale: "en" },
		},
	});
	village = opened;
	const { people } = opened;
	for (const { id } of [people.ivan, people.hanna])
		await changeResponder(opened.service, opened.operator, id, {
			household: "one roof",
		});
	await opened.report();
	await people.ivan.tap("Coming · 5 min");
	await opened.fastForward(seconds(5));
	expect(people.hanna.told().join("\n")).toContain(
		"Іван is coming, you may stay",
	);
});

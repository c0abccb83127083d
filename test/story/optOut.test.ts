/** STOP: honoured at once, said to the chief once, and nothing else is taken away. */
import { afterEach, expect, it } from "vitest";
import { minutes, openVillage, type Village } from "./village.ts";

let village: Village | undefined;
afterEach(() => village?.close());

const people = {
	petro: { name: "Петро", role: "chief" },
	olha: { name: "Ольга", role: "deputy", telegram: false },
	hanna: { name: "Ганна", qualifications: ["driver_c"] },
	ivan: { name: "Іван" },
} as const;

const open = async () => {
	const opened = await openVillage({ people, twoWaySms: true });
	village = opened;
	return opened;
};

it("on a quiet evening: the chief hears it by name, once, and the next alert comes by the other channels", async () => {
	const { people: all, settle, report, fastForward, log } = await open();
	const { petro, hanna, olha } = all;
	await hanna.texts("Stop");
	expect(petro.chat()).toEqual([
		expect.stringContaining("Ганна: відмова від СМС"),
	]);
	expect(olha.told()).toEqual([]);
	expect(hanna.told()).toEqual([]);
	await hanna.texts("СТОП");
	await settle();
	expect(petro.chat()).toHaveLength(1);
	await report();
	await fastForward(minutes(3));
	expect(hanna.sms()).toEqual([]);
	expect(hanna.chat().join()).toContain("#100");
	expect(hanna.rings()).toBeGreaterThan(0);
	expect(log.errors).toEqual([]);
});

it("START takes it back: the next alert is an SMS again, and another STOP is told again", async () => {
	const { people: all, report, fastForward, service } = await open();
	const { petro, hanna } = all;
	await hanna.texts("STOP");
	await hanna.texts("START");
	const states = await service.roster.channelStates([hanna.id]);
	expect(states.every(({ state }) => state === "works")).toBe(true);
	await hanna.texts("STOP");
	expect(petro.chat().filter((text) => text.includes("Ганна"))).toHaveLength(2);
	await hanna.texts("START");
	await report();
	await fastForward(minutes(3));
	expect(hanna.sms().length).toBeGreaterThan(0);
});

it("in the middle of an alert the incident tells the chief, and nobody hears it twice", async () => {
	const { people: all, report, fastForward, line } = await open();
	const { petro, hanna } = all;
	const fire = await report();
	await hanna.texts("STOP");
	await fastForward(minutes(2));
	const ofHanna = petro.told().filter((text) => text.includes("Ганна"));
	expect(ofHanna.filter((text) => text.includes("СМС"))).toHaveLength(1);
	expect(hanna.rings()).toBeGreaterThan(0);
	// Who said STOP may still answer by the other channels.
	await hanna.tap("Не можу");
	expect((await line(fire, hanna))?.answer).toBe("notResponding");
});

it("after the answer: no alert waits for it any more, the chief is told all the same", async () => {
	const { people: all, report } = await open();
	const { petro, hanna } = all;
	await report();
	await hanna.texts("1");
	await hanna.texts("STOP");
	expect(
		petro.chat().filter((text) => text.includes("відмова від СМС")),
	).toHaveLength(1);
});

it("the chief's own STOP is told to the deputy, by SMS where there is no Telegram", async () => {
	const { people: all } = await open();
	const { petro, olha } = all;
	await petro.texts("STOP");
	expect(olha.sms()).toEqual([
		expect.stringContaining("Петро: відмова від СМС"),
	]);
	expect(petro.told()).toEqual([]);
});

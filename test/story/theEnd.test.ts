import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

it("after its closing messages a closed incident sends nothing, not for an hour; reopened, it rings again", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await people.ivan.tap("Їду · 5 хв");
	await village.fastForward(seconds(50));
	await village.order(fire, { type: "Close", by: village.desk });
	await village.fastForward(seconds(30));
	expect(people.ivan.chat().at(-1)).toContain("ВІДБІЙ ВИЇЗДУ: подію завершено");
	expect(people.ivan.card()).toContain("✔️ ЗАВЕРШЕНО");
	const heard = () =>
		village.journal.entries.filter(({ kind }) =>
			["message", "edit", "sms", "call", "spoken"].includes(kind),
		).length;
	const before = heard();
	await village.fastForward(minutes(65));
	expect(heard()).toBe(before);
	await people.hanna.tap("Їду · 5 хв").catch(() => undefined);
	expect(heard()).toBe(before);

	for (const who of village.everybody) who.forget();
	await village.order(fire, { type: "Reopen", by: village.by(people.petro) });
	expect(people.mykola.rings()).toBe(1);
	expect(people.ivan.chat()[0]).toContain("ПОЖЕЖА · хата · #100");
	await people.ivan.tap("Їду · 5 хв");
	expect((await village.line(fire, people.ivan))?.answer).toBe("responding");
	expect(village.log.errors).toEqual([]);
});

it("somebody sets the machine's clock back an hour: every step comes at its minute, nothing twice", async () => {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const fire = await village.report();
	await village.fastForward(seconds(30));
	village.time.set(village.time.wall() - minutes(60));
	await village.fastForward(seconds(15));
	expect(people.mykola.rings()).toBe(2);
	await village.fastForward(seconds(80));
	expect((await village.board(fire)).verdict?.kind).toBe("notGathering");
	expect(people.ivan.chat().filter((t) => t.includes("ПОЖЕЖА"))).toHaveLength(
		1,
	);

	// Not even a restart goes back behind the log.
	await village.restart();
	await village.fastForward(seconds(60));
	expect(await village.facts(fire)).toContain("HumansCalled");
	const log = await village.store.load(`incident/${fire}`);
	expect(log.every(({ at }, index) => at >= (log[index - 1]?.at ?? 0))).toBe(
		true,
	);
	expect(people.ivan.chat().filter((t) => t.includes("ПОЖЕЖА"))).toHaveLength(
		2,
	);
	expect(village.log.errors).toEqual([]);
});

it.each([1, 2, 4, 7])(
	"the process is killed at its %s. send: a new one brings every alert, none more than three times",
	async (sends) => {
		const opened = await openVillage({
			people: { petro, mykola, ivan, hanna, oleh },
		});
		village = opened;
		const { incidentId: fire } = await village.raise();
		await village.dieAtSend(sends);
		await village.restart();
		await village.fastForward(seconds(30));

		for (const who of village.everybody) {
			const chat = who.chat().filter((text) => text.includes("ПОЖЕЖА"));
			const sms = who.sms().filter((text) => text.includes("ПОЖЕЖА"));
			expect(chat.length + sms.length, who.name).toBeGreaterThanOrEqual(1);
			expect(chat.length, who.name).toBeLessThanOrEqual(3);
			expect(sms.length, who.name).toBeLessThanOrEqual(3);
			expect(who.rings(), who.name).toBeGreaterThanOrEqual(1);
			expect([...chat, ...sms].every((text) => text.includes("#100"))).toBe(
				true,
			);
		}
		await opened.people.ivan.tap("Їду · 5 хв");
		expect((await village.line(fire, opened.people.ivan))?.answer).toBe(
			"responding",
		);
		expect(village.log.errors).toEqual([]);
	},
);

/** The machine fails Halyna twice: it dies between her word and our answer, and its clock is set back an hour. */
import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { fires, metresNorth, reportsIn } from "./told.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

async function open() {
	const opened = await openVillage({
		people: { petro, mykola, oleh, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}
const alarms = (who: { chat(): string[] }) =>
	who.chat().filter((text) => text.includes("ПОЖЕЖА")).length;

it("her word is kept and not carried out when the process dies: the next one carries it out once and answers her", async () => {
	await open();
	const halyna = village.stranger("Галина", { place: metresNorth(600) });
	// The database takes the message and nothing that comes of it, as where the process dies between the two.
	const { store } = village;
	store.append = async () => {
		throw new Error("the process is gone");
	};
	await halyna.phone.say("горить хата, людина всередині");
	expect(await fires(village)).toEqual([]);
	expect(halyna.told().join("\n")).not.toContain("Прийняли, передали");
	await village.restart();
	await village.drain();
	await village.settle();
	await village.fastForward(seconds(5));
	const all = await fires(village);
	expect(all).toHaveLength(1);
	expect(all.flatMap(reportsIn)).toHaveLength(1);
	expect(
		halyna.told().filter((text) => text.includes("Прийняли, передали")),
	).toHaveLength(1);
	await village.drain();
	await halyna.sendsPlace();
	expect((await fires(village)).flatMap(reportsIn)).toHaveLength(1);
});

it("the process dies while the first call for her fire is with the carrier: one report, and the alarm goes out once", async () => {
	const { people } = await open();
	const halyna = village.stranger("Галина", { place: metresNorth(600) });
	await halyna.phone.say("горить хата, людина всередині");
	await village.dieAtSend(1);
	await village.restart();
	await village.drain();
	await village.settle();
	await village.fastForward(seconds(70));
	const all = await fires(village);
	expect(all.flatMap(reportsIn)).toHaveLength(1);
	expect(halyna.told().join("\n")).toContain("Прийняли, передали");
	expect(people.oleh.told().join("\n")).toContain("ПОЖЕЖА");
	expect(alarms(people.oleh)).toBe(1);
});

it.each(["while the process runs", "and the process starts anew"])(
	"the clock is set back an hour %s: her later words go to the same report, and it ends as ever",
	async (how) => {
		const { people } = await open();
		const halyna = village.stranger("Галина", { place: metresNorth(600) });
		await halyna.writes("горить хата");
		await halyna.sendsPlace();
		await village.fastForward(seconds(20));
		village.time.set(village.time.wall() - minutes(60));
		if (how.includes("anew")) await village.restart();
		await halyna.writes("там людина всередині");
		await halyna.writes("перекинулось на сарай");
		const [fire, ...more] = await fires(village);
		expect(more).toEqual([]);
		expect(fire && reportsIn(fire)).toHaveLength(1);
		expect(fire?.peopleInDanger).toBe(true);
		await village.fastForward(seconds(60));
		expect(people.oleh.told().join("\n")).toContain("ПОЖЕЖА");
		// A neighbour sees the same fire, told by the clock that was set back.
		const vasyl = village.stranger("Василь", { place: metresNorth(650) });
		await vasyl.sendsPlace();
		await vasyl.writes("горить хата");
		expect(await fires(village)).toHaveLength(1);
		await village.order(fire?.id ?? "", {
			type: "Close",
			by: village.by(people.petro),
		});
		await village.fastForward(seconds(30));
		for (const who of [halyna, vasyl])
			expect(
				who.told().filter((text) => text.includes("Подію завершено")),
			).toHaveLength(1);
		expect(village.log.errors).toEqual([]);
	},
);

/** Somebody of the lists, or who reported, is gone while the fire goes on: it goes on without them, and nothing breaks. */
import { afterEach, expect, it } from "vitest";
import { sayConsent } from "../../src/others/consent.ts";
import { addHelper, addObserver } from "../../src/others/roster.ts";
import { erasePerson } from "../../src/people/erase.ts";
import { retention } from "../../src/retention.ts";
import { hanna, ivan, mykola, oleh, petro } from "../story/cast.ts";
import { filed, fires, metresNorth, reportsIn, tells } from "../story/told.ts";
import {
	minutes,
	openVillage,
	seconds,
	type Village,
} from "../story/village.ts";

const HROMADA = "UA61060490010000001";
let village: Village;
afterEach(() => village.close());

async function open() {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			oleh,
			ivan,
			hanna,
			stepan: { name: "Степан", brigade: [] },
		},
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}

it("who observes, helps and drives a tractor to this very fire is taken out; the fire ends as ever", async () => {
	const { people, service, operator } = await open();
	const whom = { responderId: people.stepan.id };
	await addObserver(service, operator, {
		whom,
		areaCode: HROMADA,
		kind: "policeOfficer",
	});
	const helper = await addHelper(service, operator, {
		whom,
		areaCode: HROMADA,
		equipment: ["tractor"],
	});
	await sayConsent(
		service,
		{ kind: "responder", id: people.stepan.id },
		helper.id,
		"yes",
	);
	const fire = await village.report();
	const by = village.by(people.petro);
	await village.order(fire, { type: "AskHelpers", by, equipment: ["tractor"] });
	await village.fastForward(seconds(20));
	await people.stepan.tap("Їду · 20 хв");
	expect((await village.board(fire)).helpers).toHaveLength(1);

	await erasePerson(service, operator, people.stepan.id);
	for (const who of village.everybody) who.forget();
	expect(await service.others.helperBy(people.stepan.id)).toBeUndefined();
	expect(await service.others.observersBy(people.stepan.id)).toEqual([]);
	const board = await village.board(fire);
	expect(JSON.stringify(board)).not.toContain("Степан");
	await village.order(fire, { type: "AskHelpers", by, equipment: ["tractor"] });
	await people.ivan.tap("Їду · 5 хв");
	await people.oleh.tap("Їду · 5 хв");
	await people.petro.tap("Їду · 5 хв");
	await village.order(fire, {
		type: "Mark",
		mark: "departed",
		vehicleId: village.vehicleId("Росохач/АЦ-40"),
		by,
	});
	await village.fastForward(minutes(2));
	await village.order(fire, { type: "Close", by });
	await village.fastForward(minutes(2));
	expect((await village.board(fire)).status).toBe("closed");
	expect(people.stepan.told()).toEqual([]);
	expect(people.ivan.told().length).toBeGreaterThan(0);
	expect(village.log.errors).toEqual([]);
});

it.each(["forgotten after ninety days", "taken out of the table"])(
	"who reported is %s while their fire goes on: it goes on, to its end",
	async (how) => {
		const { people } = await open();
		const halyna = village.stranger("Галина", { place: metresNorth(600) });
		await halyna.writes("горить хата, людина всередині");
		await halyna.sendsPlace();
		await halyna.sendsContact();
		const [fire] = await fires(village);
		const [report] = fire ? reportsIn(fire) : [];
		await village.fastForward(seconds(20));
		if (how === "taken out of the table")
			await village.store.append({
				at: village.now,
				roster: [{ delete: "reporter", id: report?.reporterId ?? "" }],
			});
		else {
			// The nightly work waits as long as anything burns, however long that is.
			const keeping = retention(village.service);
			await keeping.nightly();
			expect(
				await village.service.reporters.byIds([report?.reporterId ?? ""]),
			).toHaveLength(1);
			await village.store.expire("reporters", {
				before: village.now + 1,
				limit: 10,
			});
		}
		expect(
			await village.service.reporters.byIds([report?.reporterId ?? ""]),
		).toEqual([]);
		halyna.forget();
		await village.order(fire?.id ?? "", {
			type: "Confirm",
			by: village.by(people.petro),
		});
		await people.petro.tap("Їду · 5 хв");
		await people.ivan.tap("Їду · 5 хв");
		await people.hanna.tap("Їду · 5 хв");
		await people.oleh.tap("Їду · 5 хв");
		await village.fastForward(minutes(3));
		const board = await village.board(fire?.id ?? "");
		expect(board.status).toBe("open");
		expect(halyna.told()).toEqual([]);
		// They are a stranger again, who sees the same fire.
		const again = filed(
			await tells(village, {
				who: { chat: String(halyna.phone.telegramId) },
				text: "горить хата",
				location: metresNorth(600),
			}),
		);
		expect(again.incident.id).toBe(fire?.id);
		await village.order(fire?.id ?? "", {
			type: "Close",
			by: village.by(people.petro),
		});
		await village.fastForward(minutes(2));
		expect((await village.board(fire?.id ?? "")).status).toBe("closed");
		expect(village.log.errors).toEqual([]);
	},
);

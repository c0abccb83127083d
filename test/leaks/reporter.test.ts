/**
 * Who reports a fire is known by a chat or a number, sealed; nothing of it stands in the
 * log, it is forgotten after ninety days, and goes with a person who is taken out.
 */
import { afterEach, expect, it } from "vitest";
import { erasePerson } from "../../src/people/erase.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { RETENTION } from "../../src/retention.ts";
import { hanna, ivan, oleh, petro } from "../story/cast.ts";
import { filed, fires, metresNorth, reportsIn, tells } from "../story/told.ts";
import { minutes, openVillage, type Village } from "../story/village.ts";
import { bytesOf, found, openedCells } from "./searching.ts";

let village: Village;
afterEach(() => village.close());

const CHAT = "7900123456";
const PHONE = "+380671000003";
const WORDS = "горить дуже сильно, це кажу я, панасова донька";

async function open() {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}

it("the log and the files hold no chat and no number of who reported", async () => {
	await open();
	const taken = filed(
		await tells(village, {
			who: { chat: CHAT },
			text: WORDS,
			location: metresNorth(500),
			callBack: "+380509998877",
		}),
	);
	const log = await village.store.load(`incident/${taken.incident.id}`);
	const text = log.map(({ payload }) => payload).join("\n");
	for (const secret of [CHAT, "509998877", "панасова"])
		expect(text).not.toContain(secret);
	expect(
		found(bytesOf(village.file), [CHAT, "509998877", "панасова донька"]),
	).toEqual([]);
});

it("ninety days after the last word nobody is known any more", async () => {
	await open();
	filed(
		await tells(village, {
			who: { chat: CHAT },
			text: WORDS,
			location: metresNorth(500),
		}),
	);
	const { secrets, reporters } = village.service;
	expect(await reporters.byChat(secrets.hash(CHAT))).toBeDefined();
	const before = village.now + 1;
	expect(RETENTION.reporters.keptMs).toBe(90 * 24 * 3_600_000);
	await village.store.expire("reporters", { before, limit: 10 });
	expect(await reporters.byChat(secrets.hash(CHAT))).toBeUndefined();
});

it("a volunteer who once reported as anybody is taken out of that, too", async () => {
	const { people } = await open();
	const taken = filed(
		await tells(village, {
			who: { phone: PHONE },
			text: WORDS,
			location: metresNorth(500),
		}),
	);
	expect(people.hanna.phone.number).toBe(PHONE);
	// What she says later takes the place of it; the first words lie there still.
	await tells(village, { who: { phone: PHONE }, text: "вже й дах горить" });
	await village.order(taken.incident.id, {
		type: "Close",
		by: village.by(people.petro),
	});
	await village.fastForward(minutes(3));
	await erasePerson(
		village.service,
		{ by: { kind: "service" }, scope: EVERYTHING },
		people.hanna.id,
	);
	const { reporters, secrets } = village.service;
	expect(await reporters.byPhone(secrets.hash(PHONE))).toBeUndefined();
	const [fire] = await fires(village);
	const [report] = fire ? reportsIn(fire) : [];
	expect(
		(await village.store.words([report?.description?.id ?? ""])).size,
	).toBe(0);
	for (const { text } of openedCells(village.file, village.secret))
		expect(text).not.toContain("панасова");
});

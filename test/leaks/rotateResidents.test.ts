/** The installation's secret is changed: who was blocked stays blocked, and residents, observers and helpers are known as before. */
import { rmSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { openCopy, whileAlone } from "../../db/sqlite/embedded.ts";
import { sayConsent } from "../../src/others/consent.ts";
import { addHelper, addObserver } from "../../src/others/roster.ts";
import { blockReporter } from "../../src/residents/block.ts";
import { openReportOf } from "../../src/residents/take.ts";
import { rotateSecret } from "../../src/rotate.ts";
import { hanna, ivan, mykola, oleh, petro } from "../story/cast.ts";
import { filed, metresNorth, reportsIn, tells } from "../story/told.ts";
import {
	minutes,
	openVillage,
	seconds,
	type Village,
} from "../story/village.ts";

const NEW_SECRET = "another secret of the story, long enough to be one";
const HROMADA = "UA61060490010000001";
let village: Village;
afterEach(() => village.close());

const HALYNA = { chat: "860001", phone: "+380501110001" };
const BOY = { chat: "860002" };
const VASYL = { phone: "+380501110003" };

function rotate(): string {
	const printed: string[] = [];
	rotateSecret({
		config: {
			databaseFile: village.file,
			snapshotFile: `${village.file}.roster`,
			journalFile: `${village.file}.journal`,
			secret: village.secret,
		},
		newSecret: NEW_SECRET,
		files: { open: openCopy, alone: whileAlone },
		now: village.time.wall(),
		print: (line) => printed.push(line),
	});
	return printed.join("\n");
}

async function open() {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			oleh,
			ivan,
			hanna,
			police: { name: "Дільнична", brigade: [] },
			vasyl: { name: "Василь", brigade: [] },
		},
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	return opened;
}

it("who was blocked stays blocked, who was met is known by chat and phone, and the lists work on", async () => {
	const { people, service, operator } = await open();
	await addObserver(service, operator, {
		whom: { responderId: people.police.id },
		areaCode: HROMADA,
		kind: "policeOfficer",
	});
	const helper = await addHelper(service, operator, {
		whom: { responderId: people.vasyl.id },
		areaCode: HROMADA,
		equipment: ["tractor"],
	});
	await sayConsent(
		service,
		{ kind: "responder", id: people.vasyl.id },
		helper.id,
		"yes",
	);
	const real = filed(
		await tells(village, {
			who: HALYNA,
			via: "telegram",
			text: "горить хата",
			location: metresNorth(500),
		}),
	);
	const prank = filed(
		await tells(village, {
			who: BOY,
			text: "горить школа",
			location: metresNorth(9_000),
		}),
	);
	await blockReporter(
		service,
		prank.incident.id,
		prank.reportId,
		{ by: village.by(people.petro), blocked: true },
		"block",
	);
	const [report] = reportsIn(real.incident);

	// With her fire going on nothing is rotated; she is found all the same.
	await village.store.close();
	expect(() => rotate()).toThrow(/#100/);
	await village.restart();
	for (const who of [{ chat: HALYNA.chat }, { phone: HALYNA.phone }])
		expect((await openReportOf(village.service, who))?.report.id).toBe(
			report?.id,
		);

	for (const { incident } of [real, prank])
		await village.order(incident.id, {
			type: "Cancel",
			reason: "false",
			by: village.by(people.petro),
			ownDesk: false,
		});
	await village.fastForward(minutes(2));
	await village.store.close();
	expect(rotate()).toContain("QR");
	rmSync(`${village.file}.roster`, { force: true });
	await village.restart(NEW_SECRET);

	const { reporters, secrets, others } = village.service;
	const known = await reporters.byChat(secrets.hash(HALYNA.chat));
	expect(known?.id).toBe(report?.reporterId);
	expect((await reporters.byPhone(secrets.hash(HALYNA.phone)))?.id).toBe(
		known?.id,
	);
	expect(
		await tells(village, {
			who: BOY,
			text: "горить клуб",
			location: metresNorth(400),
		}),
	).toMatchObject({ kind: "refused", why: "blocked" });
	expect(await others.observersBy(people.police.id)).toHaveLength(1);
	expect((await others.helperBy(people.vasyl.id))?.consentAt).toBeDefined();

	for (const who of village.everybody) who.forget();
	const again = filed(
		await tells(village, {
			who: { phone: HALYNA.phone },
			text: "горить стерня, близько хати",
			location: metresNorth(600),
		}),
	);
	expect(reportsIn(again.incident)[0]?.reporterId).toBe(known?.id);
	expect(
		(await openReportOf(village.service, { chat: HALYNA.chat }))?.incident.id,
	).toBe(again.incident.id);
	filed(
		await tells(village, {
			who: VASYL,
			text: "горить",
			location: metresNorth(650),
		}),
	);
	await village.order(again.incident.id, {
		type: "Confirm",
		by: village.by(people.petro),
	});
	await village.order(again.incident.id, {
		type: "AskHelpers",
		by: village.by(people.petro),
	});
	await village.fastForward(seconds(30));
	expect(people.oleh.told().join("\n")).toContain("ПОЖЕЖА");
	expect(people.police.told().join("\n")).toContain("Для відома");
	expect(people.vasyl.told().join("\n")).toMatch(/трактор/u);
	// A link made now opens, by whom it was made for.
	await village.order(again.incident.id, {
		type: "Close",
		by: village.by(people.petro),
	});
	await village.fastForward(seconds(30));
	expect(people.vasyl.told().join("\n")).toContain("Допомога вже не потрібна");
	expect(village.log.errors).toEqual([]);
});

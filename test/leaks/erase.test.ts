/**
 * One person taken out of everything, after two fires in which he answered, wrote,
 * was written about and was on the way. Afterwards nobody finds him: not in the
 * bytes of the files, and not with the key in anything sealed.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, expect, it } from "vitest";
import { openCopy } from "../../db/sqlite/embedded.ts";
import { logsOf } from "../../db/sqlite/logged.ts";
import { responderIn } from "../../src/administer.ts";
import { prove } from "../../src/chain.ts";
import { sayConsent } from "../../src/others/consent.ts";
import { addHelper, addObserver } from "../../src/others/roster.ts";
import { exportPerson } from "../../src/people/aboutPerson.ts";
import { erasePerson } from "../../src/people/erase.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";
import { rosterSnapshots } from "../../src/snapshot.ts";
import { minutes, openVillage, ROSOKHACH, seconds } from "../story/village.ts";
import {
	bytesOf,
	type Cell,
	eachText,
	found,
	openedCells,
} from "./searching.ts";

type Opened = Awaited<ReturnType<typeof twoFires>>;
let opened: Opened;
afterEach(() => opened.village.close());

const IVAN = "Мельниченко Іван Степанович";
const HANNA = "Гнатюк Ганна Петрівна";
const HOME = { lat: 49.0133713, lon: 25.7913379 };
const NOTE = "Візьміть довгий рукав";
const ABOUT_HIM = "Мельниченко Іван Степанович не бере слухавку";

const chief = {
	name: "Коваль Петро Іванович",
	qualifications: ["leader"],
	role: "chief",
	phone: "button",
} as const;

/** The first fire is over, the second burns; he drives to the second. */
async function twoFires() {
	const village = await openVillage({
		people: {
			petro: chief,
			ivan: {
				name: IVAN,
				places: [
					{
						kind: "home",
						...HOME,
						weekly: [{ days: [6, 7], from: "20:41", to: "07:13" }],
					},
				],
			},
			hanna: { name: HANNA },
			mykola: { name: "Шевчук Микола Олегович", qualifications: ["driver_c"] },
			oleh: {
				name: "Бойко Олег Якович",
				qualifications: ["driver_c", "leader"],
			},
		},
	});
	const { people } = village;
	const first = await village.report();
	await people.ivan.tap("Їду · 5 хв");
	await people.ivan.writes(NOTE);
	await people.hanna.writes(ABOUT_HIM);
	await village.fastForward(minutes(1));
	await village.order(first, { type: "Close", by: village.desk });
	await village.fastForward(minutes(2));
	const second = await village.report({
		location: { lat: ROSOKHACH.lat + 0.02, lon: ROSOKHACH.lon },
		place: "Росохач, вул. Лесі Українки, 3",
	});
	await people.ivan.tap("20+");
	await people.ivan.phone.shareLiveLocation({ lat: 49.0399991, lon: 25.8 });
	await people.hanna.tap("Їду · 5 хв");
	await village.settle();
	const id = village.idOf(IVAN);
	const row = await responderIn(village.service, EVERYTHING, id);
	const { secrets } = village.service;
	const number = secrets.open(row.phone);
	const chat = secrets.open(row.telegramChat ?? row.phone);
	return {
		village,
		first,
		second,
		id,
		row,
		/** Whatever tells of him. */
		his: [
			IVAN,
			"Melnychenko Ivan Stepanovych",
			number,
			number.slice(-9),
			String(HOME.lat),
			String(HOME.lon),
			"49.0399991",
			"20:41",
			NOTE,
			ABOUT_HIM,
		],
		chat,
	};
}

const telling = (cells: readonly Cell[], texts: readonly string[]): Cell[] =>
	cells.filter(({ text }) => found(Buffer.from(text), texts).length > 0);

it("after he is erased nothing tells of him, with the key or without, and every chain still verifies", async () => {
	opened = await twoFires();
	const { village, id, first, second, his, chat } = opened;
	const { people } = village;
	const before = openedCells(village.file, village.secret);
	const ofHim = telling(before, his);
	// The search sees what is there: roster, words, texts, messages, where he is.
	expect(new Set(ofHim.map(({ where }) => where))).toEqual(
		new Set([
			"responder.name",
			"responder.phone",
			"responder.places",
			"words.text",
			"outbox.body",
			"inbound.body",
			"position.position",
		]),
	);
	// On both lists besides: they go with him.
	const whom = { responderId: id };
	const areaCode = "UA61060490010000001";
	await addObserver(village.service, village.operator, {
		whom,
		areaCode,
		kind: "other",
	});
	const helper = await addHelper(village.service, village.operator, {
		whom,
		areaCode,
		equipment: ["tractor"],
	});
	await sayConsent(
		village.service,
		{ kind: "responder", id },
		helper.id,
		"yes",
	);
	const facts = [await village.facts(first), await village.facts(second)];
	const hannasToken = village.token(second, HANNA);
	const hisToken = village.token(second, IVAN);

	await erasePerson(village.service, village.operator, id);
	await village.settle();

	const { others } = village.service;
	expect(await others.helperBy(id)).toBeUndefined();
	expect(await others.observersBy(id)).toEqual([]);
	const after = openedCells(village.file, village.secret);
	expect(telling(after, his)).toEqual([]);
	expect(
		after.filter(
			({ where, text }) =>
				where === "inbound.body" && text.includes(`"id":${chat}`),
		),
	).toEqual([]);
	// Not even as it was sealed, in pages given back, or in the log of the file.
	const bytes = bytesOf(village.file);
	expect(found(bytes, [...his, chat])).toEqual([]);
	for (const { where, sealed } of ofHim)
		expect(bytes.includes(sealed), `${where} lies in the file still`).toBe(
			false,
		);
	// Nothing is left under his id but the logs and the account of what was sent.
	const naming = new Set<string>();
	eachText(village.file, (where, text) => {
		if (text === id) naming.add(where);
	});
	expect([...naming].toSorted()).toEqual([
		"attempt.responder_id",
		"outbox.responder_id",
	]);

	const proof = openCopy(village.file, (hand) =>
		prove(logsOf(hand), createSecrets(village.secret)),
	);
	expect(proof.faults).toEqual([]);
	expect(proof.erased).toBeGreaterThanOrEqual(2);
	expect((await village.facts(first)).slice(0, facts[0]?.length)).toEqual(
		facts[0],
	);

	// Nobody waits for him: he is withdrawn, his link is dead, others go on.
	const board = await village.board(second);
	const line = board.responders.find((person) => person.id === id);
	expect(line).toMatchObject({ name: "", note: null });
	expect(line?.answer).not.toBe("responding");
	expect(await village.store.commitments([{ kind: "responder", id }])).toEqual(
		[],
	);
	const { secrets } = village.service;
	expect(
		await village.store.capability(secrets.hash(hisToken)),
	).toBeUndefined();
	expect(
		await village.store.capability(secrets.hash(hannasToken)),
	).toBeDefined();
	await people.oleh.tap("Їду · 5 хв");
	await village.fastForward(seconds(20));
	expect((await village.line(second, people.oleh))?.answer).toBe("responding");
	const silent = people.ivan.told().length;
	await village.fastForward(minutes(3));
	expect(people.ivan.told().length).toBe(silent);
	expect(village.log.errors).toEqual([]);
});

it("the roster kept beside the database is written anew without him", async () => {
	opened = await twoFires();
	const { village, id } = opened;
	const file = join(village.file, "..", "roster");
	const snapshots = rosterSnapshots({
		store: village.store,
		roster: village.service.roster,
		file,
		secrets: village.service.secrets,
		now: () => village.now,
		log: village.log,
	});
	await snapshots.refresh();
	const secrets = createSecrets(village.secret);
	const kept = () => secrets.open(readFileSync(file, "utf8") as never);
	expect(kept()).toContain(id);
	await erasePerson(
		{ ...village.service, keepRoster: snapshots.refresh },
		village.operator,
		id,
	);
	expect(kept()).not.toContain(id);
	expect(existsSync(`${file}.new`)).toBe(false);
});

it("with a text to him on its way nothing is erased; a moment later it is", async () => {
	opened = await twoFires();
	const { village, id, row } = opened;
	const { service, store } = village;
	await store.append({
		at: village.now,
		outbox: [
			{
				id: "one-more",
				incidentId: opened.second,
				kind: "send",
				lane: "sms",
				purpose: "courtesy",
				responderId: id,
				laneClass: 5,
				rank: 0,
				dueAt: village.now,
				units: 1,
				body: service.secrets.seal("a text to him"),
				createdAt: village.now,
			},
		],
	});
	const [claimed] = await store.claim({
		now: village.now,
		wallMs: village.now,
		leaseMs: 8_000,
		leaseBy: "here",
		newAttemptId: () => crypto.randomUUID(),
		lanes: [{ lane: "sms", units: 9, rows: 9 }],
	});
	expect(claimed?.row.id).toBe("one-more");
	await expect(
		erasePerson(service, village.operator, id),
	).rejects.toMatchObject({ kind: "conflict" });
	expect(await service.roster.people([id])).toEqual([row]);
	await store.append({
		at: village.now,
		settle: [
			{
				rowId: "one-more",
				leaseBy: "here",
				endedAt: village.now,
				next: { state: "done", sentAt: village.now },
			},
		],
	});
	await erasePerson(service, village.operator, id);
	expect(await service.roster.people([id])).toEqual([]);
});

it("he is handed everything held about him, and nothing of the others", async () => {
	opened = await twoFires();
	const { village, row, his, chat, first, second } = opened;
	const held = await exportPerson(village.service, row);
	const text = JSON.stringify(held);
	for (const one of his.filter(
		(one) => one !== "Melnychenko Ivan Stepanovych" && one !== ABOUT_HIM,
	))
		expect(text, one).toContain(one);
	expect(held.person.telegramChat).toBe(chat);
	expect(held.incidents.map(({ id }) => id).toSorted()).toEqual(
		[first, second].toSorted(),
	);
	const of = (id: string) =>
		held.incidents.find((incident) => incident.id === id);
	expect(of(first)?.facts).toEqual(
		expect.arrayContaining([
			expect.objectContaining({
				type: "ResponderAcknowledged",
				answer: "responding",
				statedMinutes: 5,
			}),
			expect.objectContaining({ type: "Noted", note: NOTE }),
		]),
	);
	expect(of(first)?.sends[0]).toMatchObject({
		message: "alert",
		state: "done",
		attempts: [{ outcome: "accepted" }],
	});
	expect(held.positions).toEqual([
		expect.objectContaining({ incidentId: second }),
	]);
	expect(held.links.length).toBeGreaterThan(0);
	expect(held.invitations).toHaveLength(1);
	// Others' ids, names, phones and homes stay behind.
	for (const name of [chief.name, HANNA, "Шевчук", "Бойко"])
		expect(text).not.toContain(name);
	for (const name of [chief.name, HANNA])
		expect(text).not.toContain(village.idOf(name));
	expect(text).not.toContain(ABOUT_HIM);
	expect(text).not.toMatch(/\+3806710000(?!01)\d\d/);
});

it("every table that holds the id of a person is known to the erasing", async () => {
	opened = await twoFires();
	const database = new Database(opened.village.file, { readonly: true });
	try {
		const tables = database
			.prepare(
				`select distinct t.name from sqlite_master as t, pragma_table_info(t.name) as c
					where t.type = 'table' and c.name = 'responder_id' order by t.name`,
			)
			.all() as { name: string }[];
		// Two keep the account of what was sent; the others lose the row (append.ts, person.ts).
		expect(tables.map(({ name }) => name)).toEqual([
			"account",
			"attempt",
			"capability",
			"card",
			"channel_state",
			"conversation",
			"grant",
			"helper",
			"invitation",
			"observer",
			"outbox",
			"position",
			"proof",
			"recording",
			"responder_brigade",
			"sign_in_code",
		]);
	} finally {
		database.close();
	}
});

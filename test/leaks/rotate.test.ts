/** The installation's secret is changed: everything opens with the new one, nothing with the old. */
import { spawnSync } from "node:child_process";
import {
	copyFileSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openCopy, openSqlite, whileAlone } from "../../db/sqlite/embedded.ts";
import { logsOf } from "../../db/sqlite/logged.ts";
import { KEYED_HASHES } from "../../db/sqlite/rekey.ts";
import { prove } from "../../src/chain.ts";
import { linkGroup } from "../../src/groupChats.ts";
import { createKey, hashOfKey } from "../../src/keys.ts";
import { availabilityOf, placesOf } from "../../src/people/whereabouts.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { rotateSecret } from "../../src/rotate.ts";
import { createSecrets, groupHash } from "../../src/secrets.ts";
import { subscribe } from "../../src/subscriptions/subscribe.ts";
import { hanna, ivan, mykola, petro } from "../story/cast.ts";
import { minutes, openVillage, type Village } from "../story/village.ts";
import { bytesOf, openedCells } from "./searching.ts";

const NEW_SECRET = "another secret of the story, long enough to be one";
const NOW = Date.parse("2026-11-23T10:00:00Z");

let village: Village;
let folder: string;
let file: string;
let key: string;
let printed: string[];
let fire: string;
const GROUP = -100_712_000_001;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-rotate-"));
	file = join(folder, "dzvin.db");
	printed = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A village after a fire: people bound, notes and answers, one who never used the invitation. */
async function afterAFire({ over = true } = {}): Promise<void> {
	const opened = await openVillage({ people: { petro, mykola, ivan, hanna } });
	village = opened as Village;
	opened.sandbox.phones.add({
		id: "group",
		name: "група",
		number: "+380440171200",
		kind: "smart",
		telegramId: GROUP,
		botStarted: true,
	});
	const by = { kind: "responder", id: opened.people.petro.id } as const;
	await linkGroup(opened.service, by, GROUP, opened.brigadeId("Росохач"));
	fire = await opened.report();
	await opened.people.ivan.tap("Їду · 5 хв");
	await opened.people.ivan.writes("Ключ у Степана");
	await opened.invite(opened.people.mykola);
	({ key } = await createKey(opened.service, {
		name: "ОКЦ",
		scope: EVERYTHING,
	}));
	await subscribe(
		opened.service,
		{ by: { kind: "key", id: "admin" }, scope: EVERYTHING },
		{ url: "http://127.0.0.1:9/dzvin" },
	);
	if (over) await opened.order(fire, { type: "Close", by: opened.desk });
	await opened.fastForward(minutes(2));
	await opened.store.close();
	copyFileSync(opened.file, file);
	await opened.restart();
	await opened.close();
}

const config = () => ({
	databaseFile: file,
	snapshotFile: `${file}.roster`,
	journalFile: join(folder, "journal"),
	secret: village.secret,
});

const rotate = (over: Partial<Parameters<typeof rotateSecret>[0]> = {}): void =>
	rotateSecret({
		config: config(),
		newSecret: NEW_SECRET,
		files: { open: openCopy, alone: whileAlone },
		now: NOW,
		print: (line) => printed.push(line),
		...over,
	});

const copies = (): string[] =>
	readdirSync(folder).filter((name) => name.includes("before-rotation"));

it("everything opens with the new secret and nothing with the old; people and keys are found, every chain verifies", async () => {
	await afterAFire();
	writeFileSync(`${file}.roster`, "sealed with the old one");
	const before = openedCells(file, village.secret);
	const texts = (cells: typeof before) =>
		cells
			.filter(({ where }) => !/^(capability|invitation)/.test(where))
			.map(({ where, text }) => `${where} ${text}`)
			.toSorted();
	expect(before.length).toBeGreaterThan(30);

	rotate();

	expect(openedCells(file, village.secret)).toEqual([]);
	expect(texts(openedCells(file, NEW_SECRET))).toEqual(texts(before));
	const bytes = bytesOf(file);
	for (const { where, sealed } of before)
		expect(bytes.includes(sealed), `${where} as it was sealed`).toBe(false);
	expect(existsSync(`${file}.roster`)).toBe(false);

	const secrets = createSecrets(NEW_SECRET);
	const { store, roster } = openSqlite(file);
	const [found] = await roster.byPhone(secrets.hash("+380671000002"));
	expect(secrets.open(found?.name ?? ("" as never))).toBe("Іван");
	const chat = String(village.phone("Іван").telegramId);
	expect((await roster.byTelegram(secrets.hash(chat)))?.id).toBe(found?.id);
	expect((await roster.apiKey(hashOfKey(key)))?.name).toBe("ОКЦ");
	const [subscription] = await roster.subscriptions();
	expect(subscription && secrets.open(subscription.url)).toBe(
		"http://127.0.0.1:9/dzvin",
	);
	expect(subscription && secrets.open(subscription.secret)).toMatch(/^whsec_/);
	const group = await roster.groupChat(groupHash({ secrets }, GROUP));
	expect(secrets.open(group?.chat ?? ("" as never))).toBe(String(GROUP));
	expect(group?.brigadeId).toBe(village.brigadeId("Росохач"));
	// What stands in the group about the fire is edited on, not told again.
	expect(await store.card(fire, `group:${group?.chatHash}`)).toBeDefined();
	await store.close();
	const proof = openCopy(file, (hand) => prove(logsOf(hand), secrets));
	expect(proof.faults).toEqual([]);
	expect(proof.words).toBeGreaterThan(1);

	// The copy beside it is as it was, for the owner's eyes only.
	const [copy = ""] = copies();
	expect(statSync(join(folder, copy)).mode & 0o777).toBe(0o600);
	expect(openedCells(join(folder, copy), village.secret)).toHaveLength(
		before.length,
	);
	const said = printed.join("\n");
	expect(said).toContain(createSecrets(village.secret).fingerprint());
	expect(said).toContain(secrets.fingerprint());
	expect(said).toContain(copy);
	expect(said).toContain(village.idOf("Микола"));
	expect(said).not.toContain(NEW_SECRET);

	// Asked once more it says that it is done.
	printed = [];
	rotate();
	expect(printed.join()).toContain("already");
	expect(copies()).toHaveLength(1);
});

it("a start with the new secret works on as before: the same people answer to the same alarms", async () => {
	await afterAFire();
	rotate();
	const { store, roster } = openSqlite(file);
	const secrets = createSecrets(NEW_SECRET);
	const found = await roster.candidates({
		place: { lat: 49.02, lon: 25.8 },
		brigadeIds: [],
		limit: 300,
	});
	expect(found.responders).toHaveLength(4);
	for (const responder of found.responders) {
		expect(placesOf(secrets, responder)).toMatchObject([{ kind: "home" }]);
		expect(availabilityOf(secrets, responder).state).toBe("on");
	}
	await store.close();
});

it("rows written in the open before are sealed by it", async () => {
	await afterAFire();
	const database = new Database(file);
	database
		.prepare("update responder set places = ?, availability = ?")
		.run(
			'[{"kind":"home","lat":49.7654321,"lon":25.1}]',
			'{"state":"on","weekly":[],"exceptions":[]}',
		);
	database.prepare("update vehicle set reason = ?").run("ключ у Степана");
	database.close();
	expect(bytesOf(file).includes("49.7654321")).toBe(true);

	rotate();

	expect(bytesOf(file).includes("49.7654321")).toBe(false);
	expect(bytesOf(file).includes("ключ у Степана")).toBe(false);
	const opened = openedCells(file, NEW_SECRET);
	expect(opened.filter(({ where }) => where === "vehicle.reason")).toEqual([
		expect.objectContaining({ text: "ключ у Степана" }),
	]);
});

it("nothing is changed while an incident is open, while a service runs, while something waits in the journal, or without a new secret", async () => {
	await afterAFire({ over: false });
	const before = readFileSync(file);
	expect(() => rotate()).toThrow(/#100/);
	for (const newSecret of [undefined, "", "short", village.secret])
		expect(() => rotate({ newSecret })).toThrow("Nothing was changed");
	writeFileSync(join(folder, "journal"), "a line\n");
	expect(() => rotate()).toThrow(/journal/);
	rmSync(join(folder, "journal"));
	const { store } = openSqlite(file);
	expect(() => rotate()).toThrow(/only process/);
	await store.close();
	expect(() =>
		rotate({ config: { ...config(), secret: `${village.secret} not` } }),
	).toThrow(/another one/);
	expect(copies()).toEqual([]);
	expect(openedCells(file, village.secret).length).toBeGreaterThan(30);
	expect(before.length).toBeGreaterThan(0);
});

it("text that neither secret opens is not left behind in silence: nothing is changed", async () => {
	await afterAFire();
	const stranger = createSecrets("a secret of somebody else, long enough too");
	const database = new Database(file);
	database
		.prepare(
			"update words set text = ? where rowid = (select max(rowid) from words)",
		)
		.run(stranger.seal("words of another house"));
	database.close();
	const before = openedCells(file, village.secret).length;
	expect(() => rotate()).toThrow(/words\.text, found 1/);
	expect(openedCells(file, village.secret)).toHaveLength(before);
	expect(openedCells(file, NEW_SECRET)).toEqual([]);
});

it("killed at any write, the database is wholly of the one secret or wholly of the other", async () => {
	await afterAFire();
	const whole = join(folder, "whole.db");
	copyFileSync(file, whole);
	const before = openedCells(file, village.secret).length;
	const runKilledAt = (n: number) =>
		spawnSync(
			process.execPath,
			[fileURLToPath(new URL("./rotate.child.ts", import.meta.url)), String(n)],
			{
				env: {
					PATH: process.env.PATH,
					DATABASE_URL: `file:${file}`,
					JOURNAL_FILE: join(folder, "journal"),
					DZVIN_SECRET: village.secret,
					DZVIN_SECRET_NEW: NEW_SECRET,
					CONSOLE_CHANNEL: "true",
				},
				encoding: "utf8",
			},
		);
	const { stdout, stderr } = runKilledAt(0);
	const writes = Number(stdout);
	expect(writes, stderr).toBeGreaterThan(30);
	const seen = new Set<string>();
	// Early, in the middle, at the commit and after it.
	for (const at of [2, 5, Math.floor(writes / 2), writes - 1, writes]) {
		for (const end of ["", "-wal", "-shm", ".lock"])
			rmSync(`${file}${end}`, { force: true });
		for (const copy of copies()) rmSync(join(folder, copy));
		copyFileSync(whole, file);
		expect(runKilledAt(at).signal).toBe("SIGKILL");
		const old = openedCells(file, village.secret).length;
		const anew = openedCells(file, NEW_SECRET).length;
		expect(old === 0 || anew === 0, `${old} old, ${anew} new`).toBe(true);
		if (anew === 0) expect(old).toBe(before);
		seen.add(anew === 0 ? "old" : "new");
		// Done again it comes to its end.
		rotate({ now: NOW + 1 });
		expect(openedCells(file, village.secret)).toEqual([]);
	}
	expect(seen).toEqual(new Set(["old", "new"]));
});

it("every keyed hash of the schema has its rule", () => {
	const schema = readFileSync(
		new URL("../../db/sqlite/schema.ts", import.meta.url),
		"utf8",
	);
	const columns: string[] = [];
	let table = "";
	for (const line of schema.split("\n")) {
		const name = /^export const \w+ = sqliteTable\($/.test(line);
		if (name) table = "";
		table ||=
			/^(?:\t|export const \w+ = sqliteTable\()"(\w+)",/.exec(line)?.[1] ?? "";
		const column = /text\("(\w+)"\)\.\$type<KeyedHash>/.exec(line)?.[1];
		if (column) columns.push(`${table}.${column}`);
	}
	expect(columns.length).toBeGreaterThan(5);
	expect(columns.toSorted()).toEqual(Object.keys(KEYED_HASHES).toSorted());
});

/**
 * What only the file has to prove: commits that survive a kill, one writer,
 * group commit, and that a stolen file holds no name, number or word.
 */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyChain } from "../../db/rows.ts";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { sealAvailability, sealPlaces } from "../../src/people/whereabouts.ts";
import type { NewRow, Sealed } from "../../src/ports.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";

const CHILD = join(import.meta.dirname, "sqlite.child.ts");
const NOW = 1_790_000_000_000;

let folder = "";
let file = "";
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-sqlite-"));
	file = join(folder, "data", "dzvin.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("durability", () => {
	it("is FULL, although better-sqlite3 alone would leave it at NORMAL", async () => {
		const bare = new Database(join(folder, "bare.db"));
		bare.pragma("journal_mode = WAL");
		bare.prepare("create table t (x)").run();
		bare.close();
		const again = new Database(join(folder, "bare.db"));
		again.pragma("journal_mode = WAL");
		expect(again.pragma("synchronous", { simple: true })).toBe(1);
		again.close();

		const opened = openSqlite(file);
		expect(opened.pragmas()).toEqual({
			synchronous: 2,
			journal_mode: "wal",
			foreign_keys: 1,
		});
		await opened.store.close();
	});

	it("keeps everything it has acknowledged when the process is killed, again and again", async () => {
		const acknowledged: number[] = [];
		for (let kill = 0; kill < 4; kill += 1)
			acknowledged.push(
				...(await killedAfter(40 + 60 * kill, ["write", file, String(kill)])),
			);
		expect(acknowledged.length).toBeGreaterThan(200);

		const { store } = openSqlite(file);
		for (let kill = 0; kill < 4; kill += 1) {
			const log = await store.load(`incident/${kill}`);
			expect(verifyChain(log).ok).toBe(true);
			const seqs = new Set(log.map((event) => event.seq));
			const rows = new Set(
				(await store.rows(`incident/${kill}`)).map((row) => row.id),
			);
			for (const n of acknowledged.filter(
				(a) => Math.floor(a / 1e6) === kill,
			)) {
				expect(seqs.has(n % 1e6)).toBe(true);
				expect(rows.has(`row-${n}`)).toBe(true);
			}
			// Together or not at all, also for what was under way at the kill.
			expect(rows.size).toBe(log.length);
		}
		await store.close();
	});
});

describe("one writer per file", () => {
	it("refuses a second process by name of the file, and lets the next one in after a kill", async () => {
		const holder = spawn(process.execPath, [CHILD, "hold", file], {
			stdio: ["ignore", "pipe", "inherit"],
		});
		const exited = new Promise((resolve) => holder.once("exit", resolve));
		await new Promise((resolve) => holder.stdout.once("data", resolve));
		expect(() => openSqlite(file)).toThrow(
			/only process that writes .*dzvin\.db.*Stop that process/,
		);
		holder.kill("SIGKILL");
		await exited;
		const { store } = openSqlite(file);
		expect(await store.nextNumber(2026)).toBe(100);
		await store.close();
	});

	it("refuses to be opened twice in one process, and opens again once closed", async () => {
		const first = openSqlite(file);
		expect(() => openSqlite(file)).toThrow(/only process/);
		await first.store.close();
		await first.store.close();
		await expect(first.store.nextNumber(2026)).rejects.toThrow(/closed/);
		await openSqlite(file).store.close();
	});
});

describe("migrations", () => {
	it("run once: a file opened again keeps its rows and its tables", async () => {
		const first = openSqlite(file);
		await first.store.append({ at: NOW, outbox: [row("r1")] });
		await first.store.close();
		const second = openSqlite(file);
		expect((await second.store.rows("fire")).map((r) => r.id)).toEqual(["r1"]);
		await second.store.close();
	});

	it("take a folder that lies elsewhere", async () => {
		const elsewhere = join(folder, "moved");
		mkdirSync(elsewhere);
		cpSync(join(import.meta.dirname, "../../db/sqlite/migrations"), elsewhere, {
			recursive: true,
		});
		await openSqlite(file, { migrationsFolder: elsewhere }).store.close();
	});
});

describe("group commit", () => {
	it("shares one transaction among those who write at once, begun IMMEDIATE, and undoes one member alone", async () => {
		const said: string[] = [];
		const { store } = openSqlite(file, {
			groupCommitMs: 5,
			trace: (sql) => said.push(sql),
		});
		said.length = 0;
		const append = (commandId: string, expectedSeq: number) =>
			store.append({
				at: NOW,
				streams: [
					{
						stream: "incident/fire",
						expectedSeq,
						commandId,
						events: [{ type: "Noted" }],
					},
				],
				outbox: [row(`row-${commandId}`)],
			});
		const broken = store.append({ at: NOW, outbox: [row("twice")] });
		const results = await Promise.allSettled([
			broken,
			append("c1", 0),
			append("late", 0),
			append("c2", 1),
			store.append({ at: NOW, outbox: [row("twice")] }),
			store.nextNumber(2026),
		]);
		expect(
			results.map((r) => (r.status === "fulfilled" ? r.value : "threw")),
		).toEqual(["ok", "ok", "conflict", "ok", "threw", 100]);
		expect((await store.rows("fire")).map((r) => r.id).toSorted()).toEqual([
			"row-c1",
			"row-c2",
			"twice",
		]);
		const begun = said.filter((sql) => /^begin/i.test(sql));
		expect(begun).toEqual(["begin immediate"]);
		expect(said.filter((sql) => /^commit/i.test(sql))).toHaveLength(1);
		await store.close();
	});

	it("writes what still waits when the store is closed", async () => {
		const first = openSqlite(file, { groupCommitMs: 60_000 });
		const written = first.store.append({ at: NOW, outbox: [row("r1")] });
		await first.store.close();
		expect(await written).toBe("ok");
		const second = openSqlite(file);
		expect(await second.store.rows("fire")).toHaveLength(1);
		await second.store.close();
	});

	it("throws, and does not claim a conflict, when the database cannot be written", async () => {
		const { store } = openSqlite(file, { busyTimeoutMs: 10 });
		const other = new Database(file);
		other.exec("begin immediate");
		await expect(
			store.append({ at: NOW, outbox: [row("r1")] }),
		).rejects.toThrow(/locked/);
		other.exec("rollback");
		other.close();
		expect(await store.append({ at: NOW, outbox: [row("r1")] })).toBe("ok");
		await store.close();
	});
});

describe("a lock of somebody else's", () => {
	it("is waited for without holding up the process, and the write goes through when it is gone", async () => {
		const { store } = openSqlite(file, { busyTimeoutMs: 60_000 });
		const other = new Database(file);
		other.exec("begin immediate");
		const order: string[] = [];
		const written = store
			.append({ at: NOW, outbox: [row("r1")] })
			.then((result) => order.push(result));
		for (let turn = 0; turn < 5; turn += 1) {
			await new Promise((resolve) => setTimeout(resolve, 20));
			expect(await store.rows("fire")).toEqual([]);
			order.push("went on");
		}
		other.exec("rollback");
		other.close();
		await written;
		expect(order).toEqual([...Array(5).fill("went on"), "ok"]);
		await store.close();
	});

	it("waited for in vain is not waited for again until a write goes through", async () => {
		const said: string[] = [];
		const { store } = openSqlite(file, {
			busyTimeoutMs: 100,
			trace: (sql) => said.push(sql),
		});
		const other = new Database(file);
		const tries = async (id: string) => {
			said.length = 0;
			const result = await store
				.append({ at: NOW, outbox: [row(id)] })
				.catch(() => "refused");
			return {
				result,
				begun: said.filter((sql) => /^begin/i.test(sql)).length,
			};
		};
		other.exec("begin immediate");
		const first = await tries("r1");
		expect(first.result).toBe("refused");
		expect(first.begun).toBeGreaterThan(1);
		expect(await tries("r2")).toEqual({ result: "refused", begun: 1 });
		expect(await tries("r3")).toEqual({ result: "refused", begun: 1 });
		other.exec("rollback");
		expect(await tries("r4")).toEqual({ result: "ok", begun: 1 });
		other.exec("begin immediate");
		expect((await tries("r5")).begun).toBeGreaterThan(1);
		other.exec("rollback");
		other.close();
		await store.close();
	});

	it("does not keep the store from being closed", async () => {
		const { store } = openSqlite(file, { busyTimeoutMs: 100 });
		const other = new Database(file);
		other.exec("begin immediate");
		const refused = expect(
			store.append({ at: NOW, outbox: [row("r1")] }),
		).rejects.toThrow(/locked/);
		await store.close();
		await refused;
		other.exec("rollback");
		other.close();
	});
});

describe("a stolen file", () => {
	it("holds no name, number, chat, word or text that a person could read", async () => {
		const secrets = createSecrets("0123456789abcdef0123456789abcdef");
		const plain = {
			name: "Мельник Микола Іванович",
			phone: "+380671234567",
			chat: "987654321012",
			words: "у хаті лежача бабуся",
			text: "ПОЖЕЖА #118 Росохач, вул. Шевченка, 12. Їдете?",
			inbound: '{"From":"+380509876543","Body":"йду 10"}',
			position: "49.0171,25.7951",
			token: secrets.token("fire/mykola"),
			homeLat: "49.01234567",
			homeLon: "25.79876543",
			hours: "21:47",
			reason: "у Мельника ключі від бокса",
		};
		const opened = openSqlite(file);
		const { store } = opened;
		const salt = secrets.salt();
		expect(
			await store.append({
				at: NOW,
				streams: [
					{
						stream: "incident/fire",
						expectedSeq: 0,
						commandId: "c1",
						events: [
							{
								type: "Noted",
								note: { id: "w1", hash: secrets.saltedHash(salt, plain.words) },
							},
						],
					},
				],
				words: [{ id: "w1", salt, text: secrets.seal(plain.words) }],
				outbox: [{ ...row("r1"), body: secrets.seal(plain.text) }],
				capabilities: [
					{
						tokenHash: secrets.hash(plain.token),
						incidentId: "fire",
						responderId: "mykola",
						opens: "answer",
						createdAt: NOW,
					},
				],
				roster: [
					{
						table: "vehicle",
						row: {
							id: "tanker",
							brigadeId: "b",
							name: "АЦ-40",
							kind: "tanker",
							seats: 4,
							crewRule: [],
							state: "outOfService",
							reason: secrets.seal(plain.reason),
						},
					},
					{
						table: "responder",
						row: {
							id: "mykola",
							name: secrets.seal(plain.name),
							phone: secrets.seal(plain.phone),
							phoneHash: secrets.hash(plain.phone),
							brigadeIds: ["b"],
							places: sealPlaces(secrets, [
								{
									kind: "home",
									lat: Number(plain.homeLat),
									lon: Number(plain.homeLon),
								},
							]),
							qualifications: ["driver_c"],
							locale: "uk",
							phoneKind: "button",
							smsAlphabet: "cyrillic",
							travel: "foot",
							availability: sealAvailability(secrets, {
								state: "on",
								weekly: [
									{ days: [1], from: plain.hours, to: "23:00", state: "off" },
								],
								exceptions: [],
							}),
							telegramChat: secrets.seal(plain.chat),
							telegramHash: secrets.hash(plain.chat),
						},
					},
				],
			}),
		).toBe("ok");
		await store.receive({
			carrier: "sms",
			externalId: "SM1",
			receivedAt: NOW,
			body: secrets.seal(plain.inbound),
		});
		await store.savePosition({
			incidentId: "fire",
			responderId: "mykola",
			position: secrets.seal(plain.position),
			at: NOW,
		});

		const copy = join(folder, "copy.db");
		await opened.backup(copy);
		const bytes = Buffer.concat(
			[file, `${file}-wal`, copy].map((path) => readFileSync(path)),
		);
		expect(bytes.includes("mykola")).toBe(true);
		for (const [what, secret] of Object.entries(plain))
			expect(bytes.includes(secret), `${what} is readable`).toBe(false);
		expect(bytes.includes("0671234567")).toBe(false);

		const found = await opened.roster.byPhone(secrets.hash(plain.phone));
		expect(secrets.open(found[0]?.name as Sealed)).toBe(plain.name);
		await store.close();
	});

	it("can be copied while the service writes", async () => {
		const opened = openSqlite(file);
		await opened.store.append({ at: NOW, outbox: [row("r1")] });
		const copy = join(folder, "copy.db");
		await opened.backup(copy);
		await opened.store.close();
		const { store } = openSqlite(copy);
		expect(await store.rows("fire")).toHaveLength(1);
		expect(await store.head(EVERYTHING, "fire")).toBeUndefined();
		await store.close();
	});
});

const row = (id: string): NewRow => ({
	id,
	incidentId: "fire",
	kind: "send",
	lane: "sms",
	laneClass: 1,
	rank: 0,
	dueAt: NOW,
	units: 1,
	body: "sealed" as Sealed,
	createdAt: NOW,
});

/** What a child said it has written, before it was killed in the middle of more. */
async function killedAfter(lines: number, args: string[]): Promise<number[]> {
	const child = spawn(process.execPath, [CHILD, ...args], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const exited = new Promise((resolve) => child.once("exit", resolve));
	const said: number[] = [];
	for await (const line of createInterface({ input: child.stdout })) {
		said.push(Number(line));
		if (said.length === lines) child.kill("SIGKILL");
	}
	await exited;
	return said;
}

/**
 * A database file with logs in it, and hands to alter it as somebody would who
 * reaches the disk: by a connection of their own, past everything we wrote.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { eventRows } from "../../db/rows.ts";
import { openCopy, openSqlite, whileAlone } from "../../db/sqlite/embedded.ts";
import { logsOf } from "../../db/sqlite/logged.ts";
import { type Proof, prove, type Recorded } from "../../src/chain.ts";
import {
	type HeadsKeeperOptions,
	keepHeads,
	readHeadsFile,
	recordedIn,
} from "../../src/chainHeads.ts";
import type { Append, StoredEvent } from "../../src/ports.ts";
import { restoreCopy } from "../../src/restore.ts";
import { createSecrets } from "../../src/secrets.ts";
import { verifyDatabase } from "../../src/verify.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";

export const SECRET = "a secret of the chain's tests, long enough to be one";
export const secrets = createSecrets(SECRET);
export const MIDNIGHT = Date.parse("2026-03-10T00:00:00Z");
const HOUR_MS = 3_600_000;
/** U+FFFD stands in it on purpose: broken bytes are read as the same sign. */
const ODD_NAME = "Росохач \uFFFD";

export type Place = ReturnType<typeof openPlace>;

export function openPlace() {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-chain-"));
	const file = join(folder, "dzvin.db");
	const headsFile = join(folder, "elsewhere", "heads.jsonl");
	let at = MIDNIGHT;
	let database = openSqlite(file, { groupCommitMs: 0 });
	let commands = 0;

	const append = async (more: Omit<Append, "at">): Promise<void> => {
		at += 1_000;
		const done = await database.store.append({ at, ...more });
		if (done !== "ok") throw new Error(`Expected ok, got ${done}.`);
	};
	const seqOf = async (stream: string): Promise<number> =>
		(await database.store.load(stream)).at(-1)?.seq ?? 0;

	const heads = (): HeadsKeeperOptions => ({
		store: database.store,
		clock: { now: () => at, mono: () => 0, wall: () => at, speed: 1 },
		log: silent,
		settings: {
			publicUrl: "",
			shortUrl: "",
			timeZone: "Europe/Kyiv",
			locale: "uk",
			channels: [],
			smsTwoWay: false,
		},
		wording,
		channels: new Map(),
		courtesy: (_lane, _chat, send) => send(),
		file: headsFile,
	});

	return {
		folder,
		file,
		headsFile,
		get store() {
			return database.store;
		},
		now: () => at,
		pass(hours: number): void {
			at += hours * HOUR_MS;
		},
		append,
		/** Some events of one command; the first tells words. Returns the words' id. */
		async tell(stream: string, events = 2): Promise<string> {
			commands += 1;
			const id = `words-${commands}`;
			const salt = secrets.salt();
			const text = `вул. Шевченка, ${commands}`;
			await append({
				streams: [
					{
						stream,
						expectedSeq: await seqOf(stream),
						commandId: `command-${commands}`,
						events: Array.from({ length: events }, (_, n) =>
							n === 0
								? {
										type: "Reported",
										name: ODD_NAME,
										place: { id, hash: secrets.saltedHash(salt, text) },
									}
								: { type: "Noted", minutes: n },
						),
					},
				],
				words: [{ id, salt, text: secrets.seal(text) }],
			});
			return id;
		},
		/** The service ends: one file holds everything. */
		async close(): Promise<void> {
			await database.store.close();
		},
		reopen(): void {
			database = openSqlite(file, { groupCommitMs: 0 });
		},
		copyTo: (path: string): void => copyFileSync(file, path),
		restore(copy: string, { noted = true } = {}): string[] {
			const printed: string[] = [];
			at += HOUR_MS;
			restoreCopy({
				file: copy,
				config: {
					databaseFile: file,
					snapshotFile: join(folder, "roster"),
					secret: SECRET,
					...(noted ? { chainHeadsFile: headsFile } : {}),
				},
				files: { open: openCopy, alone: whileAlone },
				now: at,
				print: (line) => void printed.push(line),
			});
			return printed;
		},
		/** The nightly work on this database, with whatever else is given. */
		keeper: (more: Partial<HeadsKeeperOptions> = {}) =>
			keepHeads({ ...heads(), ...more }),
		heads,
		forget: () => rmSync(folder, { recursive: true, force: true }),
	};
}

const wording = createWording(loadTexts());
const silent = { info() {}, warn() {}, error() {} };

/** What a connection that is not ours does to a file. */
export function tamper<T>(
	file: string,
	work: (database: Database.Database) => T,
): T {
	const database = new Database(file);
	// A power cut now would spoil nothing but a test's own copy.
	database.pragma("synchronous = off");
	try {
		return work(database);
	} finally {
		database.close();
	}
}

export const proofOf = (file: string, recorded?: Recorded): Proof =>
	openCopy(file, (hand) => prove(logsOf(hand), secrets, recorded));

export function recordedAt(headsFile: string): Recorded {
	const read = readHeadsFile(headsFile);
	if (!read) throw new Error(`Expected recorded heads at ${headsFile}.`);
	return recordedIn(read.lines);
}

/** As the command answers and prints. */
export function verified(
	file: string,
	more: { headsFile?: string; root?: string; until?: string } = {},
): { code: number; said: string } {
	const said: string[] = [];
	const code = verifyDatabase({
		config: { databaseFile: file, secret: SECRET },
		open: openCopy,
		print: (line) => void said.push(line),
		...more,
	});
	return { code, said: said.join("\n") };
}

/** Writes a stream anew from one event on, with hashes that fit: the chain alone does not show it. */
export function rewriteTail(file: string, stream: string, from: number): void {
	tamper(file, (database) => {
		const rows = database
			.prepare(
				`select stream, seq, command_id as commandId, type, at, payload, hash
					from event where stream = ? order by seq`,
			)
			.all(stream) as StoredEvent[];
		const before = rows[from - 2];
		let end = before && { seq: before.seq, hash: before.hash };
		for (const old of rows.slice(from - 1)) {
			const [row] =
				eventRows(
					old.at,
					[
						{
							stream,
							expectedSeq: old.seq - 1,
							commandId: `${old.commandId}-${old.seq}`,
							events: [{ type: old.type, lie: true }],
						},
					],
					() => end,
				) ?? [];
			if (!row) throw new Error("Expected a row that fits, got none.");
			database
				.prepare(
					`update event set command_id = ?, n = ?, payload = ?, prev_hash = ?, hash = ?
						where stream = ? and seq = ?`,
				)
				.run(
					row.commandId,
					row.n,
					row.payload,
					row.prevHash,
					row.hash,
					stream,
					row.seq,
				);
			end = row;
		}
	});
}

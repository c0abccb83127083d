/**
 * Store and Roster in one SQLite file, for one machine. One writer process per
 * file: it holds a lock that dies with it. Commits are on the disk before
 * anybody hears of them (`synchronous=FULL`), and many writers share one
 * commit, each in a savepoint of its own.
 */
import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import type { Evidence } from "../../src/auditor.ts";
import type { Adopt, AlertsDue } from "../../src/blind.ts";
import type {
	AirRaids,
	Areas,
	Ground as GroundPort,
	Others,
	Reporters,
	Roster,
	Store,
} from "../../src/ports.ts";
import type { SignInStore } from "../../src/signIn/store.ts";
import { adoptOver, alertsDueOver } from "./adopt.ts";
import { airRaidsOver } from "./airRaids.ts";
import { areasOver } from "./areas.ts";
import { groundOver } from "./ground.ts";
import { invariantsOver } from "./invariants.ts";
import {
	bringUp,
	type Ground,
	type SchemaState,
	schemaState,
} from "./migrating.ts";
import { codeOf, folderFor, mustNotBeClosed, named } from "./openable.ts";
import { othersOver } from "./others.ts";
import type { Engine, Query, RawRow, Work, Write } from "./queries.ts";
import { insertOneSql } from "./queries.ts";
import { reportersOver } from "./reporters.ts";
import type { Hand } from "./restored.ts";
import { rosterOver } from "./roster.ts";
import { signInOver } from "./signIn.ts";
import { storeOver } from "./store.ts";

export type SqliteOptions = {
	/** How long a write waits for another connection, e.g. of a backup; the process goes on meanwhile. */
	busyTimeoutMs?: number;
	/** How long a write waits for others to share its commit. */
	groupCommitMs?: number;
	/** Where the migrations lie, when this file was bundled elsewhere. */
	migrationsFolder?: string;
	/** Hears every statement as it is run; for tests, it slows everything down. */
	trace?: (sql: string) => void;
};

export type OpenSqlite = {
	store: Store;
	roster: Roster;
	signIn: SignInStore;
	areas: Areas;
	airRaids: AirRaids;
	reporters: Reporters;
	ground: GroundPort;
	others: Others;
	/** What the auditor asks. */
	evidence: Evidence;
	/** Takes over what was carried out while this database took no writes. */
	adopt: Adopt;
	/** What it holds and cannot hand out then. */
	alertsDue: AlertsDue;
	/** A whole copy, taken while the service runs. */
	backup(file: string): Promise<void>;
	/** What the writing connection really runs with, for `doctor`. */
	pragmas(): Record<(typeof SHOWN_PRAGMAS)[number], unknown>;
	/** As it was left by the start; absent where the file did not open. */
	schema?: SchemaState;
};

export function openSqlite(
	file: string,
	{
		busyTimeoutMs = 1000,
		groupCommitMs = 2,
		migrationsFolder = `${import.meta.dirname}/migrations`,
		trace,
	}: SqliteOptions = {},
): OpenSqlite {
	folderFor(file);
	const lock = named(file, () => lockFor(file));
	try {
		const database = named(file, () => {
			mustNotBeClosed(file);
			return openDurably(file, trace);
		});
		const schema = broughtUp(file, database, migrationsFolder);
		database.pragma(`busy_timeout = ${LOOK_AGAIN_WITHIN_MS}`);
		const engine = engineOver(database, lock, { groupCommitMs, busyTimeoutMs });
		return {
			store: storeOver(engine),
			roster: rosterOver(engine),
			signIn: signInOver(engine),
			areas: areasOver(engine),
			airRaids: airRaidsOver(engine),
			reporters: reportersOver(engine),
			ground: groundOver(engine),
			others: othersOver(engine),
			evidence: invariantsOver(engine),
			adopt: adoptOver(engine),
			alertsDue: alertsDueOver(engine),
			async backup(copy) {
				await database.backup(copy);
			},
			pragmas: () => pragmasOf(database),
			schema,
		};
	} catch (error) {
		lock.close();
		throw error;
	}
}

function broughtUp(
	file: string,
	database: Database.Database,
	migrationsFolder: string,
): SchemaState {
	try {
		return named(file, () =>
			bringUp(groundOf(database), migrationsFolder, Date.now()),
		);
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Where a file stands, also while a service holds it. */
export function schemaOf(
	file: string,
	migrationsFolder = `${import.meta.dirname}/migrations`,
): SchemaState {
	const database = new Database(file, { readonly: true, fileMustExist: true });
	try {
		return schemaState(groundOf(database), migrationsFolder, Date.now());
	} finally {
		database.close();
	}
}

const groundOf = (database: Database.Database): Ground => ({
	exec: (sql) => void database.exec(sql),
	all: (sql, ...params) => database.prepare(sql).all(...params) as RawRow[],
	run: (sql, ...params) => void database.prepare(sql).run(...params),
	undo: () => {
		if (database.inTransaction) database.exec("rollback");
	},
});

/** A whole copy of a database that another process may be writing: reading asks for no lock of ours. */
export async function copyDatabase(file: string, copy: string): Promise<void> {
	const database = new Database(file, { readonly: true, fileMustExist: true });
	try {
		await database.backup(copy);
	} finally {
		database.close();
	}
}

/** A file opened for one look or one change by a command of the shell. */
export function openCopy<T>(file: string, work: (hand: Hand) => T): T {
	const database = new Database(file, {
		fileMustExist: true,
		timeout: LOOK_WAITS_MS,
	});
	try {
		return work({
			all: (sql, ...params) => database.prepare(sql).all(...params) as RawRow[],
			run: (sql, ...params) => database.prepare(sql).run(...params).changes,
		});
	} finally {
		database.close();
	}
}

/** Refuses while a service or anybody else holds the file; no service can start on it meanwhile. */
export function whileAlone<T>(file: string, work: () => T): T {
	const lock = lockFor(file);
	try {
		if (existsSync(file)) mustBeClosed(file);
		return work();
	} finally {
		lock.close();
	}
}

/** Litestream goes on copying the log of the file it knew: under another file its copy is damaged, and says nothing. */
function mustBeClosed(file: string): void {
	const database = new Database(file, { timeout: 0 });
	try {
		database.pragma("locking_mode = EXCLUSIVE");
		database.exec("begin exclusive; rollback");
	} catch (error) {
		// A file too damaged to be locked is what a copy is put in the place of.
		if (!String(codeOf(error)).startsWith("SQLITE_BUSY")) return;
		throw new Error(
			`Expected nobody to have ${file} open, but another program has. Stop it first (Litestream, a shell of SQLite); nothing was changed.`,
		);
	} finally {
		database.close();
	}
}

const LOOK_WAITS_MS = 5_000;

/**
 * A second process would starve on the first one's commits and take its leases
 * for dead ones. The lock is the operating system's, so a killed process leaves none.
 */
function lockFor(file: string): Database.Database {
	const lock = new Database(`${file}.lock`, { timeout: 0 });
	try {
		lock.pragma("locking_mode = EXCLUSIVE");
		lock.exec("begin exclusive");
		return lock;
	} catch (error) {
		lock.close();
		if (codeOf(error) !== "SQLITE_BUSY") throw error;
		throw new Error(
			`Expected to be the only process that writes ${file}, but another one holds ${file}.lock. Stop that process, or give this one another DATABASE_URL.`,
		);
	}
}

/** Nobody is served yet (at start) or any more (at the end): then SQLite may wait by itself. */
const ALONE_WAITS_MS = 2_000;
/** SQLite's own wait holds the whole process, so it is no longer than a lock of a checkpoint. */
const LOOK_AGAIN_WITHIN_MS = 5;
const LOOK_AGAIN_AFTER_MS = 20;

/** A village's hot pages with room; four times as much was no faster with 100,000 people (the system caches the file). */
const CACHE_KILOBYTES = 16_384;
/** 16 MB of log: pages that are written again and again reach the file once. */
const PAGES_PER_CHECKPOINT = 4000;

/** better-sqlite3 is built to forget the last commits at a power cut in WAL mode; this undoes it and looks. */
function openDurably(
	file: string,
	trace: SqliteOptions["trace"],
): Database.Database {
	const database = new Database(file, {
		timeout: ALONE_WAITS_MS,
		...(trace ? { verbose: (sql) => trace(String(sql)) } : {}),
	});
	database.pragma("journal_mode = WAL");
	database.pragma("synchronous = FULL");
	database.pragma("foreign_keys = ON");
	// What is erased is overwritten, not only forgotten where it lies.
	database.pragma("secure_delete = ON");
	database.pragma(`cache_size = -${CACHE_KILOBYTES}`);
	database.pragma(`wal_autocheckpoint = ${PAGES_PER_CHECKPOINT}`);
	const { synchronous, journal_mode: journal } = pragmasOf(database);
	if (synchronous === 2 && journal === "wal") return whole(file, database);
	database.close();
	throw new Error(
		`Expected ${file} to run with synchronous=FULL (2) and journal_mode=wal, got ${synchronous} and ${journal}. Put it on a local disk.`,
	);
}

/** A damaged file would lose alarms one by one; found at start it is restored from a copy. */
function whole(file: string, database: Database.Database): Database.Database {
	const found = database.pragma("quick_check(1)", { simple: true });
	if (found === "ok") return database;
	database.close();
	throw new Error(
		`Expected ${file} to be whole, but SQLite's quick_check found damage. Restore the newest copy: dzvin restore FILE.`,
	);
}

const SHOWN_PRAGMAS = ["synchronous", "journal_mode", "foreign_keys"] as const;

const pragmasOf = (
	database: Database.Database,
): Record<(typeof SHOWN_PRAGMAS)[number], unknown> => {
	const read = (name: string): unknown =>
		database.pragma(name, { simple: true });
	return {
		synchronous: read("synchronous"),
		journal_mode: read("journal_mode"),
		foreign_keys: read("foreign_keys"),
	};
};

/** A commit this long keeps the reports waiting; what is left goes into the next one. */
const LONGEST_GROUP_MS = 20;

type Member = {
	work: Work<unknown>;
	resolve(answer: unknown): void;
	reject(error: unknown): void;
};

function engineOver(
	database: Database.Database,
	lock: Database.Database,
	{
		groupCommitMs,
		busyTimeoutMs,
	}: Required<Pick<SqliteOptions, "groupCommitMs" | "busyTimeoutMs">>,
): Engine {
	const statements = statementsOf(database);
	const waiting: Member[] = [];
	let flushing: NodeJS.Timeout | undefined;
	let closed = false;
	/** When somebody else's lock was met; it stays until a write goes through. */
	let lockedSince: number | undefined;

	/** Waiting for a lock must not hold up calls and pages; once it was waited for in vain, nobody waits for it again. */
	const isPatient = (error: unknown): boolean => {
		if (!isBusy(error)) return false;
		lockedSince ??= performance.now();
		return performance.now() - lockedSince < busyTimeoutMs;
	};

	function flush(): void {
		flushing = undefined;
		try {
			statements("begin immediate").run();
		} catch (error) {
			if (isPatient(error)) flushing = setTimeout(flush, LOOK_AGAIN_AFTER_MS);
			else for (const member of waiting.splice(0)) member.reject(error);
			return;
		}
		lockedSince = undefined;
		commitGroup(database, statements, waiting);
		if (waiting.length > 0) flushing = setTimeout(flush, 0);
	}

	return {
		read: async ({ sql, params }) => statements(sql).all(...params) as RawRow[],
		work: <T>(work: Work<T>) =>
			new Promise<T>((resolve, reject) => {
				if (closed)
					throw new Error("The database was closed before this write.");
				waiting.push({ work, resolve: resolve as Member["resolve"], reject });
				flushing ??= setTimeout(flush, groupCommitMs);
			}),
		async scrub() {
			// Somebody who reads (a copy under way) holds the log's end; the next checkpoint takes it.
			database.pragma("wal_checkpoint(TRUNCATE)");
		},
		async close() {
			if (closed) return;
			closed = true;
			clearTimeout(flushing);
			database.pragma(`busy_timeout = ${ALONE_WAITS_MS}`);
			// One wait of SQLite's own is all that is left.
			lockedSince = Number.NEGATIVE_INFINITY;
			while (waiting.length > 0) {
				flush();
				clearTimeout(flushing);
			}
			database.close();
			lock.close();
		},
	};
}

type Statements = (sql: string) => Database.Statement<unknown[]>;

/** Preparing costs as much as running; the texts are few. */
function statementsOf(database: Database.Database): Statements {
	const prepared = new Map<string, Database.Statement<unknown[]>>();
	return (sql) => {
		const known = prepared.get(sql);
		if (known) return known;
		const statement = database.prepare<unknown[]>(sql);
		prepared.set(sql, statement);
		return statement;
	};
}

/** Within a transaction begun. Answers are given after the COMMIT; one member's failure is undone alone. */
function commitGroup(
	database: Database.Database,
	statements: Statements,
	waiting: Member[],
): void {
	const answers: (() => void)[] = [];
	const members: Member[] = [];
	const endsBy = performance.now() + LONGEST_GROUP_MS;
	try {
		do {
			const member = waiting.shift();
			if (!member) break;
			members.push(member);
			answers.push(inSavepoint(database, statements, member));
		} while (performance.now() < endsBy);
		statements("commit").run();
	} catch (error) {
		if (database.inTransaction) database.exec("rollback");
		// Nothing of the group is on the disk, nor will be.
		for (const member of members) member.reject(error);
		return;
	}
	for (const answer of answers) answer();
}

function inSavepoint(
	database: Database.Database,
	statements: Statements,
	{ work, resolve, reject }: Member,
): () => void {
	statements("savepoint member").run();
	try {
		const { writes, answer } = work.plan(
			work.reads.map((read) => rowsOf(statements, read)),
		);
		const found = answer(writes.map((write) => rowsWritten(statements, write)));
		statements("release member").run();
		return () => resolve(found);
	} catch (error) {
		// A full or broken disk has undone the whole transaction already: then nobody was written.
		if (!database.inTransaction) throw error;
		statements("rollback to member").run();
		statements("release member").run();
		return () => reject(error);
	}
}

const rowsOf = (statements: Statements, { sql, params }: Query): RawRow[] =>
	statements(sql).all(...params) as RawRow[];

function rowsWritten(statements: Statements, write: Write): RawRow[] {
	if (write.kind === "insert") {
		if (write.rows.length === 0) return [];
		const statement = statements(insertOneSql(write));
		for (const row of write.rows) statement.run(...row);
		return [];
	}
	const statement = statements(write.sql);
	if (statement.reader) return statement.all(...write.params) as RawRow[];
	statement.run(...write.params);
	return [];
}

const isBusy = (error: unknown): boolean =>
	String(codeOf(error)).startsWith("SQLITE_BUSY");

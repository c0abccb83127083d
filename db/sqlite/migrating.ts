/**
 * Brings a file to this program's schema, but only adds while anybody is on the
 * way to a fire: the first migration that takes something away waits, with all
 * behind it, for a start at which nothing is open (decision 0017).
 *
 * What each migration was is written beside it, so that an older program, put back
 * after an upgrade that failed, knows whether it still runs on what it finds.
 */
import { readFileSync } from "node:fs";
import { is } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { expands } from "./expanding.ts";
import * as schema from "./schema.ts";

/** What this asks of a connection; native code stays in `embedded.ts`. */
export type Ground = {
	exec(sql: string): void;
	all(sql: string, ...params: (string | number)[]): Record<string, unknown>[];
	run(sql: string, ...params: (string | number)[]): void;
	/** Rolls back, where anything is left to. */
	undo(): void;
};

export type SchemaState = {
	/** The newest migration the file has had; none in an empty file. */
	at?: string;
	/** Not run yet, because of what is open. */
	waiting: readonly string[];
	openIncidents: number;
	/** Messages and steps that are not done and not too late. */
	rowsWaiting: number;
	/** Run by a newer program; all of them only add. */
	ofNewer: readonly string[];
};

/** Runs what may run now. Throws when this program cannot work on what stands there. */
export function bringUp(
	ground: Ground,
	folder: string,
	now: number,
): SchemaState {
	const steps = stepsIn(folder);
	mustBeKnown(ground, steps);
	const had = new Set(doneIn(ground).map(({ madeAt }) => madeAt));
	const missing = steps.filter(({ madeAt }) => !had.has(madeAt));
	// A full disk lets nothing be written, and must not stop a start that has nothing to write.
	if (missing.length > 0) prepareRecord(ground);
	for (const step of missing) if (!runs(ground, step, now)) break;
	const state = stateOf(ground, steps, now);
	if (state.waiting.length > 0) mustFit(ground, state);
	return state;
}

/** Only looks; for a file that a service holds. */
export function schemaState(
	ground: Ground,
	folder: string,
	now: number,
): SchemaState {
	return stateOf(ground, stepsIn(folder), now);
}

// --- The migrations as files -------------------------------------------------

type Step = {
	tag: string;
	madeAt: number;
	hash: string;
	statements: readonly string[];
	expands: boolean;
};

/** In the order of the journal that drizzle-kit keeps. */
export function stepsIn(folder: string): Step[] {
	const { entries } = JSON.parse(
		readFileSync(`${folder}/meta/_journal.json`, "utf8"),
	) as { entries: { tag: string }[] };
	return readMigrationFiles({ migrationsFolder: folder }).map(
		({ sql, hash, folderMillis }, at) => ({
			tag: entries[at]?.tag ?? String(folderMillis),
			madeAt: folderMillis,
			hash,
			statements: sql,
			expands: expands(sql.join(";")),
		}),
	);
}

// --- What the file has had ------------------------------------------------------

type Done = { madeAt: number; tag: string; expands: boolean };

/** drizzle's own table, so that its tools and our first version read it; two columns are ours. */
const RECORD = "__drizzle_migrations";

function prepareRecord({ exec, all }: Ground): void {
	exec(
		`create table if not exists ${RECORD} (id integer primary key, hash text not null, created_at numeric)`,
	);
	const known = new Set(
		all(`select name from pragma_table_info('${RECORD}')`).map(
			({ name }) => name,
		),
	);
	for (const column of ["tag", "kind"])
		if (!known.has(column))
			exec(`alter table ${RECORD} add column ${column} text`);
}

function doneIn({ all }: Ground): Done[] {
	const columns = all(`select name from pragma_table_info('${RECORD}')`);
	if (columns.length === 0) return [];
	return all(`select * from ${RECORD} order by created_at`).map((row) => ({
		madeAt: Number(row.created_at),
		tag: String(row.tag ?? `a migration of ${isoDay(Number(row.created_at))}`),
		expands: row.kind === "expands",
	}));
}

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

function stateOf(
	ground: Ground,
	steps: readonly Step[],
	now: number,
): SchemaState {
	const done = doneIn(ground);
	const had = new Set(done.map(({ madeAt }) => madeAt));
	const ours = new Map(steps.map((step) => [step.madeAt, step.tag]));
	const newest = done.at(-1);
	return {
		...(newest ? { at: ours.get(newest.madeAt) ?? newest.tag } : {}),
		waiting: steps
			.filter(({ madeAt }) => !had.has(madeAt))
			.map(({ tag }) => tag),
		...unfinished(ground, now),
		ofNewer: done
			.filter(({ madeAt }) => !ours.has(madeAt))
			.map(({ tag }) => tag),
	};
}

// --- Running ----------------------------------------------------------------------

/** One migration, whole or not at all; false when it must wait. */
function runs(ground: Ground, step: Step, now: number): boolean {
	ground.exec("begin immediate");
	try {
		const may = step.expands || isQuiet(unfinished(ground, now));
		if (may) carryOut(ground, step);
		ground.exec("commit");
		return may;
	} catch (error) {
		ground.undo();
		throw error;
	}
}

const isQuiet = ({
	openIncidents,
	rowsWaiting,
}: Pick<SchemaState, "openIncidents" | "rowsWaiting">): boolean =>
	openIncidents === 0 && rowsWaiting === 0;

function carryOut({ exec, run }: Ground, step: Step): void {
	for (const statement of step.statements) exec(statement);
	run(
		`insert into ${RECORD} (hash, created_at, tag, kind) values (?, ?, ?, ?)`,
		step.hash,
		step.madeAt,
		step.tag,
		step.expands ? "expands" : "contracts",
	);
}

/** Rows of a channel that is off, or long too late, hold nothing up. */
function unfinished(
	{ all }: Ground,
	now: number,
): Pick<SchemaState, "openIncidents" | "rowsWaiting"> {
	const tables = new Set(
		all("select name from sqlite_master where type = 'table'").map(
			({ name }) => name,
		),
	);
	const count = (table: string, where: string, ...params: number[]): number =>
		tables.has(table)
			? Number(
					all(`select count(*) as n from ${table} where ${where}`, ...params)[0]
						?.n,
				)
			: 0;
	return {
		openIncidents: count("head", "status in ('open', 'unconfirmed')"),
		rowsWaiting: count(
			"outbox",
			// Another's machine that is down for a day puts off no upgrade.
			"state in ('pending', 'leased') and lane <> 'webhook' and (not_after is null or not_after > ?)",
			now,
		),
	};
}

// --- Does this program fit? --------------------------------------------------------

/** Put back after an upgrade: what the newer program only added is no hindrance. */
function mustBeKnown(ground: Ground, steps: readonly Step[]): void {
	const ours = new Set(steps.map(({ madeAt }) => madeAt));
	const done = doneIn(ground);
	const [tookAway] = done.filter(
		(one) => !ours.has(one.madeAt) && !one.expands,
	);
	if (!tookAway) return;
	throw new Error(
		`Expected a database of at most ${newestOf(steps)}, the newest schema this version of Dzvin knows, but it stands at ${done.at(-1)?.tag}, and ${tookAway.tag} took away or changed what this version uses. Start the newer version again, or restore a copy made before it: dzvin restore FILE.`,
	);
}

const newestOf = (steps: readonly Step[]): string =>
	steps.at(-1)?.tag ?? "none";

/** While something waits: every column this program uses must be there, and none that it cannot fill. */
function mustFit(
	ground: Ground,
	{ waiting, openIncidents, rowsWaiting }: SchemaState,
): void {
	const misfits = misfitsOf(ground);
	if (misfits.length === 0) return;
	throw new Error(
		`Expected a database on which this version of Dzvin can work while ${waiting.join(", ")} waits for the end of what is open (incidents: ${openIncidents}, messages and steps waiting: ${rowsWaiting}), but it needs that now: ${misfits.join(", ")}. Start the version before, close what is over, then start this one.`,
	);
}

function misfitsOf({ all }: Ground): string[] {
	return Object.values(schema).flatMap((table) => {
		if (!is(table, SQLiteTable)) return [];
		const { name, columns } = getTableConfig(table);
		const found = all(`select * from pragma_table_info('${name}')`);
		const there = new Set(found.map((column) => column.name));
		const ours = new Set<unknown>(columns.map((column) => column.name));
		return [
			...[...ours].filter((column) => !there.has(column)),
			...found
				.filter((column) => !ours.has(column.name) && mustBeGiven(column))
				.map((column) => column.name),
		].map((column) => `${name}.${String(column)}`);
	});
}

const mustBeGiven = (column: Record<string, unknown>): boolean =>
	Number(column.notnull) === 1 && column.dflt_value === null;

/**
 * While people are on their way to a fire the schema only grows (decision 0017);
 * an older program, put back, runs on what a newer one only added to.
 */
import {
	cpSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqlite, schemaOf } from "../../db/sqlite/embedded.ts";
import { expands } from "../../db/sqlite/expanding.ts";
import { stepsIn } from "../../db/sqlite/migrating.ts";

const COMMITTED = join(import.meta.dirname, "../../db/sqlite/migrations");

/** Migrations that take away or change, and why no program that may still run is hurt by it. */
const CONTRACTS: ReadonlyMap<string, string> = new Map([]);

let folder: string;
let file: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-migrations-"));
	file = join(folder, "dzvin.db");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The committed migrations and more behind them, as a later version would bring. */
function migrationsWith(
	more: Record<string, string>,
	change: (sql: string) => string = (sql) => sql,
): string {
	const made = mkdtempSync(join(folder, "version-"));
	cpSync(COMMITTED, made, { recursive: true });
	const journal = JSON.parse(
		readFileSync(`${made}/meta/_journal.json`, "utf8"),
	) as { entries: { tag: string; when: number; breakpoints: boolean }[] };
	for (const { tag } of journal.entries)
		writeFileSync(
			`${made}/${tag}.sql`,
			change(readFileSync(`${made}/${tag}.sql`, "utf8")),
		);
	for (const [tag, sql] of Object.entries(more)) {
		writeFileSync(`${made}/${tag}.sql`, sql);
		journal.entries.push({
			tag,
			when: (journal.entries.at(-1)?.when ?? 0) + 1_000,
			breakpoints: true,
		});
	}
	writeFileSync(`${made}/meta/_journal.json`, JSON.stringify(journal));
	return made;
}

async function open(migrationsFolder: string) {
	const opened = openSqlite(file, { migrationsFolder });
	const { schema } = opened;
	const number = await opened.store.nextNumber(2026);
	await opened.store.close();
	expect(number).toBeGreaterThan(0);
	if (!schema) throw new Error("expected a schema");
	return schema;
}

function onFile<T>(work: (database: Database.Database) => T): T {
	const database = new Database(file);
	try {
		return work(database);
	} finally {
		database.close();
	}
}

const begin = (status: string) =>
	onFile((database) =>
		database
			.prepare(
				`insert into head (id, number, status, incident_type, mode, source, brigade_ids, area_codes, reported_at, version)
				values ('fire', 118, ?, 'structure_fire', 'actual', 'duty_officer', '[]', '[]', 1, 1)`,
			)
			.run(status),
	);
const end = () =>
	onFile((database) => database.exec("update head set status = 'closed'"));
const row = (state: string, notAfter: number | null) =>
	onFile((database) =>
		database
			.prepare(
				`insert into outbox (id, incident_id, kind, lane, lane_class, rank, due_at, not_after, units, body, state, unknowns, tries, recalled, created_at)
				values ('row', 'fire', 'send', 'sms', 1, 1, 1, ?, 1, '', ?, 0, 0, 0, 1)`,
			)
			.run(notAfter, state),
	);
const columnsOf = (table: string) =>
	onFile((database) =>
		(database.pragma(`table_info(${table})`) as { name: string }[]).map(
			({ name }) => name,
		),
	);

const GROWS = {
	"9001_grows":
		"ALTER TABLE `head` ADD `old_note` text;--> statement-breakpoint\nCREATE TABLE `truce` (`id` text PRIMARY KEY NOT NULL);",
};
const SHRINKS = {
	"9002_shrinks": "ALTER TABLE `head` DROP COLUMN `old_note`;",
};
const GROWS_AGAIN = { "9003_grows_again": "CREATE TABLE `peace` (`id` text);" };
const LATER = { ...GROWS, ...SHRINKS, ...GROWS_AGAIN };

describe("while something is open", () => {
	it.each(["open", "unconfirmed"])(
		"(%s) the schema grows, stops before the first migration that takes away, and serves as it is",
		async (status) => {
			await open(COMMITTED);
			begin(status);
			const schema = await open(migrationsWith(LATER));
			expect(schema).toMatchObject({
				at: "9001_grows",
				waiting: ["9002_shrinks", "9003_grows_again"],
				openIncidents: 1,
			});
			expect(columnsOf("head")).toContain("old_note");
			expect(columnsOf("truce")).toEqual(["id"]);
			expect(columnsOf("peace")).toEqual([]);
		},
	);

	it("it waits start after start, and is brought by the first start at which all is over", async () => {
		const later = migrationsWith(LATER);
		await open(COMMITTED);
		begin("open");
		await open(later);
		expect((await open(later)).waiting).toHaveLength(2);
		end();
		expect(schemaOf(file, later)).toMatchObject({
			waiting: ["9002_shrinks", "9003_grows_again"],
			openIncidents: 0,
		});
		expect(await open(later)).toMatchObject({
			at: "9003_grows_again",
			waiting: [],
		});
		expect(columnsOf("head")).not.toContain("old_note");
		expect(columnsOf("peace")).toEqual(["id"]);
	});

	it.each(["pending", "leased"])(
		"a message that is %s holds it up, one that came too late does not",
		async (state) => {
			const later = migrationsWith(LATER);
			await open(COMMITTED);
			row(state, null);
			expect(await open(later)).toMatchObject({
				at: "9001_grows",
				rowsWaiting: 1,
			});
			onFile((database) => database.exec("update outbox set not_after = 1"));
			expect((await open(later)).waiting).toEqual([]);
		},
	);

	it("a version that cannot work without what waits refuses, names it, and changes nothing", async () => {
		const before = migrationsWith({}, (sql) =>
			sql.replace(/,\s*`history` text/, ""),
		);
		const after = migrationsWith(
			{
				...SHRINKS_AN_INDEX,
				"9005_history": "ALTER TABLE `responder` ADD `history` text;",
			},
			(sql) => sql.replace(/,\s*`history` text/, ""),
		);
		await openSqlite(file, { migrationsFolder: before }).store.close();
		begin("open");
		expect(() => openSqlite(file, { migrationsFolder: after })).toThrow(
			/9004_index, 9005_history waits.*responder\.history\. Start the version before/,
		);
		expect(schemaOf(file, after).waiting).toHaveLength(2);
		end();
		expect((await open(after)).waiting).toEqual([]);
	});

	const SHRINKS_AN_INDEX = { "9004_index": "DROP INDEX `head_status`;" };
});

describe("with nothing open", () => {
	it("everything runs at once, on a new file and on an old one", async () => {
		expect((await open(migrationsWith(LATER))).waiting).toEqual([]);
		begin("closed");
		expect(
			(
				await open(
					migrationsWith({
						...LATER,
						"9004_index": "DROP INDEX `head_status`;",
					}),
				)
			).at,
		).toBe("9004_index");
	});

	it("a migration that breaks off leaves nothing of itself, and all before it", async () => {
		await open(COMMITTED);
		const broken = migrationsWith({
			...GROWS,
			"9002_breaks":
				"CREATE TABLE `half` (`id` text);--> statement-breakpoint\nDROP TABLE `never_was`;",
		});
		expect(() => openSqlite(file, { migrationsFolder: broken })).toThrow(
			/never_was/,
		);
		expect(columnsOf("half")).toEqual([]);
		expect(schemaOf(file, broken)).toMatchObject({
			at: "9001_grows",
			waiting: ["9002_breaks"],
		});
		expect((await open(migrationsWith(LATER))).waiting).toEqual([]);
	});

	it("a file of the first version, migrated by drizzle itself, is taken over", async () => {
		onFile((database) =>
			migrate(drizzle(database), { migrationsFolder: COMMITTED }),
		);
		expect(await open(COMMITTED)).toMatchObject({ waiting: [], ofNewer: [] });
		expect((await open(migrationsWith(LATER))).waiting).toEqual([]);
	});
});

describe("an older version, put back after an upgrade", () => {
	it("starts where the newer one only added, and says so", async () => {
		await open(migrationsWith(GROWS));
		expect(await open(COMMITTED)).toMatchObject({
			waiting: [],
			ofNewer: ["9001_grows"],
		});
		// And forward again.
		expect(await open(migrationsWith(LATER))).toMatchObject({
			waiting: [],
			ofNewer: [],
		});
	});

	it("refuses where the newer one took away, naming both versions, and changes nothing", async () => {
		await open(migrationsWith({ ...GROWS, ...SHRINKS }));
		const newest = stepsIn(COMMITTED).at(-1)?.tag;
		expect(() => openSqlite(file)).toThrow(
			new RegExp(
				`at most ${newest}.*stands at 9002_shrinks.*9002_shrinks took away.*dzvin restore FILE`,
			),
		);
		expect(
			(await open(migrationsWith({ ...GROWS, ...SHRINKS }))).waiting,
		).toEqual([]);
	});

	it("refuses what it knows nothing of", async () => {
		await open(COMMITTED);
		onFile((database) =>
			database.exec(
				"insert into __drizzle_migrations (hash, created_at) values ('x', 1900000000000)",
			),
		);
		expect(() => openSqlite(file)).toThrow(/a migration of 2030-03-17/);
	});
});

describe("a migration", () => {
	it.each([
		"CREATE TABLE `a` (`id` text PRIMARY KEY NOT NULL, `b` text DEFAULT 'x; drop table y' NOT NULL);",
		'create table if not exists "a" (id integer); create unique index a_id on a (id);',
		"CREATE INDEX `head_b` ON `head` (`b`, `c` desc) WHERE b is null;",
		"ALTER TABLE `head` ADD `b` text;",
		"ALTER TABLE `head` ADD COLUMN `unique` integer;",
		"ALTER TABLE head ADD b text DEFAULT '' NOT NULL",
		"-- DROP TABLE head;\n/* update head */ ALTER TABLE `head` ADD `b` numeric(10, 2);",
	])("only adds: %s", (sql) => {
		expect(expands(sql)).toBe(true);
	});

	it.each([
		"DROP TABLE `head`;",
		"DROP INDEX `head_status`;",
		"ALTER TABLE `head` DROP COLUMN `b`;",
		"ALTER TABLE `head` RENAME COLUMN `a` TO `b`;",
		"ALTER TABLE `head` RENAME TO `tail`;",
		"ALTER TABLE `head` ADD `b` text NOT NULL;",
		"ALTER TABLE `head` ADD `b` text DEFAULT NULL NOT NULL;",
		"ALTER TABLE `head` ADD `b` integer DEFAULT (abs(1)) NOT NULL;",
		"ALTER TABLE `head` ADD `b` text REFERENCES `brigade`(`id`);",
		"ALTER TABLE `head` ADD `b` text CHECK (b <> '');",
		"ALTER TABLE `head` ADD `b` integer GENERATED ALWAYS AS (1) VIRTUAL;",
		"CREATE UNIQUE INDEX `head_b` ON `head` (`b`);",
		"CREATE INDEX `head_b` ON `head` (json_extract(`b`, '$'));",
		"CREATE TABLE `a` AS SELECT * FROM `head`;",
		"CREATE TABLE `a` (`id` text, FOREIGN KEY (`id`) REFERENCES `head`(`id`));",
		"CREATE TABLE `__new_head` (`id` text);--> statement-breakpoint\nINSERT INTO `__new_head` SELECT `id` FROM `head`;",
		"CREATE TRIGGER t AFTER INSERT ON head BEGIN SELECT 1; END;",
		"UPDATE `head` SET `b` = 1;",
		"PRAGMA foreign_keys=OFF;",
		"CREATE TABLE `a` (`id` text); DELETE FROM head;",
	])("does not only add: %s", (sql) => {
		expect(expands(sql)).toBe(false);
	});

	it("of ours only adds, or is named here with the reason why it may take away", () => {
		const steps = stepsIn(COMMITTED);
		expect(steps.length).toBeGreaterThan(0);
		expect(steps.filter((step) => !step.expands).map(({ tag }) => tag)).toEqual(
			[...CONTRACTS.keys()],
		);
		for (const reason of CONTRACTS.values())
			expect(reason.length).toBeGreaterThan(20);
	});
});

/**
 * The doctor looks at the second ways: the watch, the bell, the files for an hour
 * without the database. It rings nothing and repeats no key.
 */
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { doctor } from "../../src/doctor.ts";

let folder: string;
let watch: Server;
let calls: number;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-doctor-"));
	calls = 0;
	watch = createServer((_request, response) => {
		calls += 1;
		response.end();
	});
	await new Promise<void>((resolve) => watch.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
	watch.close();
	rmSync(folder, { recursive: true, force: true });
});

const watchUrl = () =>
	`http://127.0.0.1:${(watch.address() as AddressInfo).port}/the-key-of-the-watch`;

/** What it says of one setting. */
async function said(
	name: string,
	settings: Record<string, string> = {},
): Promise<string[]> {
	const lines: string[] = [];
	await doctor(
		{
			DZVIN_SECRET: "a secret of the doctor's tests, long enough",
			CONSOLE_CHANNEL: "true",
			LOCALE: "en",
			PORT: "1",
			DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
			JOURNAL_FILE: join(folder, "journal"),
			...settings,
		},
		(line) => lines.push(line),
	);
	return lines.filter((line) => line.slice(2).startsWith(`${name}:`));
}

function program(mode: number): string {
	const path = join(folder, "bell");
	writeFileSync(path, `#!/bin/sh\ntouch ${join(folder, "rung")}\n`);
	chmodSync(path, mode);
	return path;
}

it("a watch that can be reached is not called, and its key is not printed", async () => {
	const [line, ...more] = await said("HEARTBEAT_URL", {
		HEARTBEAT_URL: watchUrl(),
	});
	expect(line).toMatch(/^✓ .*127\.0\.0\.1:\d+ is reachable/);
	expect(line).not.toContain("the-key-of-the-watch");
	expect(more).toEqual([]);
	expect(calls).toBe(0);
});

it("a watch that cannot be reached, and none at all, are named", async () => {
	const url = watchUrl();
	await new Promise((resolve) => watch.close(resolve));
	const [line] = await said("HEARTBEAT_URL", { HEARTBEAT_URL: url });
	expect(line).toMatch(/^✗ .*cannot be reached \(ECONNREFUSED\)/);
	expect(line).not.toContain("the-key-of-the-watch");
	expect((await said("HEARTBEAT_URL"))[0]).toMatch(/^! .*not set/);
});

it("a bell is looked for and not rung, and its arguments are not printed", async () => {
	const [line] = await said("RELAY_COMMAND", {
		RELAY_COMMAND: `${program(0o755)} --key hidden`,
	});
	expect(line).toMatch(/^✓ .*bell is there and can be run/);
	expect(line).not.toContain("hidden");
	expect(existsSync(join(folder, "rung"))).toBe(false);
});

it("a bell that cannot be run, is a folder or is not there is named", async () => {
	for (const command of [program(0o644), folder, "/nope/bell", "no-such-bell"])
		expect(
			(await said("RELAY_COMMAND", { RELAY_COMMAND: command }))[0],
		).toMatch(/^✗ .*is not there or cannot be run/);
	expect((await said("RELAY_COMMAND"))[0]).toMatch(/^! .*not set/);
	expect((await said("RELAY_COMMAND", { RELAY_COMMAND: "sh" }))[0]).toMatch(
		/^✓ .*\/sh is there/,
	);
});

it.each([
	["SNAPSHOT_FILE", "dzvin.db.roster"],
	["JOURNAL_FILE", "journal"],
	["BACKUP_DIRECTORY", "backups"],
])(
	"%s on the database's own disk is advice, elsewhere is good, where nothing can be written is bad",
	async (name, file) => {
		const path = join(folder, file);
		expect((await said(name, { [name]: path }))[0]).toBe(
			`! ${name}: ${path} takes writes, but on the database's own disk: one fault takes both. Set a place on another disk`,
		);
		expect((await said(name, { [name]: `/proc/nope/${file}` }))[0]).toMatch(
			/^✗ .*takes no writes \(ENOENT\)/,
		);
		const other = mkdtempSync("/dev/shm/dzvin-doctor-");
		try {
			expect((await said(name, { [name]: join(other, file) }))[0]).toMatch(
				/^✓ .*on another disk than the database$/,
			);
			// Looking left nothing behind.
			expect(readdirSync(other)).toEqual([]);
		} finally {
			rmSync(other, { recursive: true });
		}
	},
);

it("a folder where a file is expected, and a snapshot whose folder nobody makes, are named", async () => {
	mkdirSync(join(folder, "journal"));
	expect((await said("JOURNAL_FILE"))[0]).toMatch(/^✗ .*\(EISDIR\)/);
	const snapshot = join(folder, "gone", "roster");
	expect((await said("SNAPSHOT_FILE", { SNAPSHOT_FILE: snapshot }))[0]).toMatch(
		/^✗ .*\(ENOENT\)/,
	);
});

it("the schema is told, also while a service holds the database and what a newer version added", async () => {
	expect((await said("schema"))[0]).toMatch(/^✓ schema: \d{4}_/);
	const opened = openSqlite(join(folder, "dzvin.db"));
	expect((await said("schema"))[0]).toMatch(/^✓ schema: \d{4}_/);
	await opened.store.close();
	const database = new Database(join(folder, "dzvin.db"));
	database.exec(
		"insert into __drizzle_migrations (hash, created_at, tag, kind) values ('x', 1900000000000, '9001_grows', 'expands')",
	);
	database.close();
	expect((await said("schema"))[0]).toBe(
		"! schema: a newer version added 9001_grows; this version works on it",
	);
});

it("migrations that wait are told with what they wait for", async () => {
	const file = join(folder, "dzvin.db");
	const opened = openSqlite(file);
	const database = new Database(file);
	database.exec(
		`delete from __drizzle_migrations where created_at = (select max(created_at) from __drizzle_migrations);
		insert into head (id, number, status, incident_type, mode, source, brigade_ids, area_codes, reported_at, version)
		values ('fire', 118, 'open', 'structure_fire', 'actual', 'duty_officer', '[]', '[]', 1, 1)`,
	);
	database.close();
	// The service that holds it keeps the doctor from bringing it up.
	expect((await said("schema"))[0]).toMatch(
		/^! schema: .*waiting for the next start: \d{4}_\w+\. .*\(incidents: 1, messages and steps waiting: 0\)/,
	);
	await opened.store.close();
});

it("numbers that people ring are named with the address they must lead to, a report number too", async () => {
	const { store, roster } = openSqlite(join(folder, "dzvin.db"));
	await store.append({
		at: 1,
		roster: [
			{
				table: "brigade",
				row: {
					id: "rosokhach",
					name: "Росохач",
					kind: "volunteer",
					location: { lat: 49, lon: 25 },
					locale: "uk",
					roles: [],
					policy: {},
					residents: { number: "+380800330101" },
				},
			},
		],
	});
	expect(
		(await roster.brigades({ kind: "everything" }, { limit: 1 })).items,
	).toHaveLength(1);
	await store.close();
	const without = await said(
		"report number (Росохач) is set and Twilio is not",
	);
	expect(without).toHaveLength(1);
	expect(without[0]).toMatch(/^✗/);
	const twilio = {
		TWILIO_ACCOUNT_SID: `AC${"1".repeat(32)}`,
		TWILIO_AUTH_TOKEN: "a-token",
		TWILIO_API_ROOT: "http://127.0.0.1:9",
		TWILIO_VOICE_FROM: "+380440000002",
		PUBLIC_URL: "https://dzvin.example",
	};
	const voice = "https://dzvin.example/carriers/twilio/voice";
	expect(await said("report number (Росохач)", twilio)).toEqual([
		`✓ report number (Росохач): +380800330101; at Twilio its calls must go to ${voice}`,
	]);
	expect(
		await said(`Twilio numbers that take calls must go to ${voice}`, twilio),
	).toEqual([
		`✓ Twilio numbers that take calls must go to ${voice}: TWILIO_VOICE_FROM (+380440000002)`,
	]);
});

it("an SMS gateway tells its balance, and without credit or with a wrong key something would stop an alert", async () => {
	const answers = (code: number, balance?: number) =>
		JSON.stringify({ response_code: code, response_result: { balance } });
	let answer = "";
	const gateway = createServer((_request, response) => response.end(answer));
	await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
	const settings = {
		SMS_GATEWAY: "turbosms",
		TURBOSMS_TOKEN: "the-token-of-the-gateway",
		TURBOSMS_SENDER: "Dzvin",
		TURBOSMS_API_ROOT: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
	};
	try {
		for (const [given, expected] of [
			[answers(0, 482.5), /^✓ sms: TurboSMS: .*balance 482\.5 UAH$/],
			[answers(0, 0), /^✗ sms: TurboSMS: .*no credit.*top it up$/],
			[answers(105), /^✗ sms: TurboSMS refuses .*check TURBOSMS_TOKEN$/],
			["<html>", /^✗ sms: TurboSMS did not answer .*TURBOSMS_API_ROOT/],
		] as const) {
			answer = given;
			const [line = ""] = await said("sms", settings);
			expect(line).toMatch(expected);
			expect(line).not.toContain("the-token");
		}
	} finally {
		gateway.closeAllConnections();
		gateway.close();
	}
});

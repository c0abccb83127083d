/**
 * What an operator gets wrong at the machine is named by the setting, and the
 * start ends with 1: it neither hangs nor speaks in the system's own words.
 */
import { spawn } from "node:child_process";
import {
	chmodSync,
	chownSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { makeFolder } from "../../src/folder.ts";

const CLI = new URL("../../src/cli.ts", import.meta.url).href;
/** Somebody without rights: root may write wherever it likes. */
const NOBODY = 65_534;
const asNobody =
	process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-mistakes-"));
	chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `dzvin start` as a process of its own; it must end by itself. */
function start(
	settings: Record<string, string>,
	who: { uid: number; gid: number } | undefined = undefined,
): Promise<{ code: number | null; said: string }> {
	const child = spawn(
		process.execPath,
		[
			"--input-type=module",
			"-e",
			`const { main } = await import(${JSON.stringify(CLI)}); process.exit(await main(["start"]));`,
		],
		{
			env: {
				PATH: process.env.PATH,
				DZVIN_SECRET: "a secret of mistaken starts, long enough",
				CONSOLE_CHANNEL: "true",
				LOG_LEVEL: "silent",
				PORT: "0",
				DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
				JOURNAL_FILE: join(folder, "journal"),
				...settings,
			},
			stdio: ["ignore", "ignore", "pipe"],
			// A start that hangs must not hang the test: it is killed, and has no code.
			timeout: 20_000,
			killSignal: "SIGKILL",
			...who,
		},
	);
	let said = "";
	child.stderr.on("data", (piece: Buffer) => {
		said += piece.toString();
	});
	return new Promise((resolve) => {
		child.once("close", (code) => resolve({ code, said }));
	});
}

it.each([
	["/proc/nope/x.db", /DATABASE_URL: expected a folder .* at \/proc\/nope,/],
	["/etc/passwd/x.db", /at \/etc\/passwd, the system answers ENOTDIR/],
	["/proc", /DATABASE_URL: expected a file at \/proc, there is a folder/],
	["/proc/x.db", /DATABASE_URL: expected a folder that this user may write in/],
])("a database at %s ends the start with 1", async (path, expected) => {
	const { code, said } = await start({ DATABASE_URL: `file:${path}` });
	expect(said).toMatch(expected);
	expect(code).toBe(1);
});

it("a folder without write permission ends the start with 1", async () => {
	const closed = join(folder, "closed");
	mkdirSync(closed, { mode: 0o555 });
	const { code, said } = await start(
		{ DATABASE_URL: `file:${closed}/dzvin.db` },
		asNobody,
	);
	expect(said).toMatch(/DATABASE_URL: expected a folder that this user may/);
	expect(code).toBe(1);
});

it("a file that is read only ends the start with 1", async () => {
	const file = join(folder, "data", "dzvin.db");
	await openSqlite(file).store.close();
	rmSync(`${file}.lock`);
	chmodSync(file, 0o444);
	if (asNobody) chownSync(join(folder, "data"), NOBODY, NOBODY);
	const { code, said } = await start(
		{ DATABASE_URL: `file:${file}` },
		asNobody,
	);
	expect(said).toMatch(
		/DATABASE_URL: expected a file that this user may read and write at .*dzvin\.db, it is closed to it/,
	);
	expect(code).toBe(1);
	// A log of SQLite made read only with it would keep it closed after the mistake is put right.
	expect(readdirSync(join(folder, "data")).sort()).toEqual([
		"dzvin.db",
		"dzvin.db.lock",
	]);
});

it("a file that is no database ends the start with 1", async () => {
	writeFileSync(join(folder, "dzvin.db"), "no database at all ".repeat(500));
	const { code, said } = await start({});
	expect(said).toMatch(/DATABASE_URL: .*dzvin restore FILE/);
	expect(code).toBe(1);
});

it("an address that is not this machine's is named HOST, a taken port PORT", async () => {
	const away = await start({ HOST: "203.0.113.7" });
	expect(away.said).toMatch(/ {2}HOST: .*203\.0\.113\.7.*EADDRNOTAVAIL/);
	expect(away.code).toBe(1);
	const taken = createServer();
	await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
	const address = taken.address();
	const port = typeof address === "object" ? String(address?.port) : "";
	const busy = await start({ PORT: port });
	expect(busy.said).toMatch(new RegExp(` {2}PORT: .*PORT ${port}.*EADDRINUSE`));
	expect(busy.code).toBe(1);
	taken.close();
});

it("a folder is made with all above it, and made again is no fault", () => {
	const deep = join(folder, "a", "b", "c");
	makeFolder(deep);
	makeFolder(deep);
	writeFileSync(join(deep, "file"), "");
	expect(() => makeFolder(join(deep, "file", "d"))).toThrow(/is a file/);
	expect(() => makeFolder("/proc/nope/deeper")).toThrow(/ENOENT/);
});

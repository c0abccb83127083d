/**
 * `dzvin verify` as an administrator types it, also beside a service that holds the
 * database; and the two settings it lives on.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openPlace, type Place, SECRET, tamper } from "./logs.ts";

const DZVIN = join(import.meta.dirname, "../../scripts/dzvin.mjs");

let place: Place;
beforeEach(async () => {
	place = openPlace();
	await place.tell("incident/a", 3);
	await place.tell("admin/everything");
	await place.keeper().night();
});
afterEach(() => place.forget());

function dzvin(
	words: readonly string[],
	more: Record<string, string> = { CHAIN_HEADS_FILE: place.headsFile },
): Promise<{ code: number; said: string }> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			[DZVIN, ...words],
			{
				cwd: place.folder,
				env: {
					PATH: process.env.PATH ?? "",
					DZVIN_SECRET: SECRET,
					DATABASE_URL: `file:${place.file}`,
					CONSOLE_CHANNEL: "true",
					...more,
				},
			},
			(error, stdout, stderr) =>
				resolve({
					code: error ? Number(error.code) : 0,
					said: `${stdout}${stderr}`,
				}),
		);
	});
}

it("says what is proven while the service holds the database", async () => {
	const { code, said } = await dzvin(["verify"]);
	expect(said).toContain("✓ logs 2, events 5, words 2: as they were written");
	expect(said).toContain("Recorded heads that the logs still hold: 2");
	expect(code).toBe(0);
	// And it goes on being written.
	await place.tell("incident/a");
	await place.close();
});

it("ends with 1 and names the event when the heads of a file given by hand show a cut", async () => {
	await place.close();
	tamper(place.file, (database) =>
		database.exec("delete from event where stream = 'incident/a' and seq = 3"),
	);
	const { code, said } = await dzvin(
		["verify", "--heads", place.headsFile],
		{},
	);
	expect(said).toContain("✗ incident/a #3: its end is cut");
	expect(said).toContain("What to do");
	expect(code).toBe(1);
});

it("compares the digest an administrator was told, and refuses what is none", async () => {
	await place.close();
	const none = await dzvin(["verify", "--root", "f".repeat(64)]);
	expect(none.said).toContain("no night has the digest you gave");
	expect(none.code).toBe(1);
	const short = await dzvin(["verify", "--root", "abc"]);
	expect(short.said).toContain("--root expects the 64 hexadecimal digits");
	expect(short.code).toBe(1);
});

it("says that there is no database where there is none", async () => {
	await place.close();
	const { code, said } = await dzvin(["verify"], {
		DATABASE_URL: `file:${place.folder}/nothing.db`,
	});
	expect(said).toMatch(/Expected a database at .*nothing\.db/);
	expect(code).toBe(1);
});

it("the administrators' chat is an id, and asks for the bot that writes there", async () => {
	await place.close();
	const read = (more: Record<string, string>) =>
		readConfig({ DZVIN_SECRET: SECRET, CONSOLE_CHANNEL: "true", ...more });
	const bot = {
		TELEGRAM_BOT_TOKEN: "123456:abcdefghijklmnopqrstuvwxyz",
		TELEGRAM_UPDATES: "polling",
	};
	for (const chat of ["501", "-1001234567890", "@dzvin_admins"])
		expect(read({ ...bot, ADMIN_TELEGRAM_CHAT: chat })).toMatchObject({
			config: { adminTelegramChat: chat },
		});
	for (const wrong of [
		{ ...bot, ADMIN_TELEGRAM_CHAT: "+380671234567" },
		{ ADMIN_TELEGRAM_CHAT: "501" },
	]) {
		const refused = read(wrong);
		expect(refused).toMatchObject({
			mistakes: [{ name: "ADMIN_TELEGRAM_CHAT" }],
		});
		expect(JSON.stringify(refused)).not.toContain("380671234567");
	}
	expect(read({ CHAIN_HEADS_FILE: "/mnt/second/heads" })).toMatchObject({
		config: { chainHeadsFile: "/mnt/second/heads" },
	});
});

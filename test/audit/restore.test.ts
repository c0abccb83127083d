/**
 * A copy takes the place of the database: refused with another key, and the past
 * rings nobody until a human says so.
 */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
	copyDatabase,
	openCopy,
	whileAlone,
} from "../../db/sqlite/embedded.ts";
import { restoreCopy, resumePast } from "../../src/restore.ts";
import { type Installation, openInstallation, SECRET } from "./installation.ts";

let place: Installation;
let printed: string[];
beforeEach(async () => {
	place = await openInstallation();
	printed = [];
});
afterEach(() => place.close());

const copy = () => join(place.folder, "copy.db");
const shell = (secret = SECRET) => ({
	config: {
		databaseFile: place.file,
		snapshotFile: join(place.folder, "dzvin.db.roster"),
		secret,
	},
	files: { open: openCopy, alone: whileAlone },
	now: place.process.clock.now(),
	print: (line: string) => void printed.push(line),
});
const told = () =>
	["Петро", "Іван", "Микола", "Ганна"].map(
		(name) => place.sms(name).length + place.rings(name),
	);

/** A copy made while a fire burns and nobody could be told yet. */
async function copyOfABurningNight(): Promise<string> {
	await place.sandbox.faults.set([{ carrier: "twilio", effect: "refuse" }]);
	const fire = await place.report();
	await copyDatabase(place.file, copy());
	return fire;
}

it("the restored past rings nobody, says what burned, and goes on once a human says so", async () => {
	const fire = await copyOfABurningNight();
	await place.sandbox.faults.set([]);
	await place.pass(120_000);
	await place.process.database.store.close();
	await place.time.push(3_600_000);
	const before = told();
	restoreCopy({ ...shell(), file: copy() });
	expect(printed.join("\n")).toMatch(/Running in it: #100\. .*held/);

	await place.restart();
	await place.pass(60_000);
	expect(told()).toEqual(before);
	expect(await place.facts(fire)).not.toContain("Healed");
	expect(place.service.degraded()).toEqual(["restored"]);

	resumePast(shell());
	await place.pass(30_000);
	expect(told().every((count, at) => count > (before[at] ?? 0))).toBe(true);
	expect(place.service.degraded()).toEqual([]);
});

it("a new fire after the restore rings at once, with a number nobody has heard", async () => {
	await copyOfABurningNight();
	await place.sandbox.faults.set([]);
	await place.process.database.store.close();
	restoreCopy({ ...shell(), file: copy() });
	await place.restart();
	const fire = await place.report({
		location: { lat: 48.9, lon: 25.4 },
		brigadeIds: [],
	});
	await place.pass(30_000);
	const [row] = place.rows("select number from head where id = ?", fire);
	expect(Number(row?.number)).toBeGreaterThan(150);
	expect(await place.facts(fire)).toContain("RespondersAlerted");
});

it("another key is refused and nothing is changed", async () => {
	const fire = await copyOfABurningNight();
	await place.process.database.store.close();
	expect(() =>
		restoreCopy({
			...shell("another secret, as long as it must be, of others"),
			file: copy(),
		}),
	).toThrow(/another DZVIN_SECRET.*Nothing was changed/);
	expect(
		readdirSync(place.folder).filter((name) => /before|restoring/.test(name)),
	).toEqual([]);
	await place.restart();
	expect(await place.facts(fire)).toContain("RespondersAlerted");
});

it("a damaged copy, or something that is none, is refused and nothing is changed", async () => {
	await place.report();
	await place.process.database.store.close();
	writeFileSync(copy(), "this is no database at all, only words ".repeat(50));
	expect(() => restoreCopy({ ...shell(), file: copy() })).toThrow(
		/Nothing was changed/,
	);
	expect(() =>
		restoreCopy({ ...shell(), file: join(place.folder, "gone.db") }),
	).toThrow(/there is no file/);
	expect(existsSync(`${place.file}.restoring`)).toBe(false);
	await place.restart();
});

it("while another program has the file open, as Litestream has, nothing takes its place", async () => {
	await place.report();
	await copyDatabase(place.file, copy());
	await place.process.database.store.close();
	const litestream = new Database(place.file);
	litestream.exec("begin");
	litestream.prepare("select count(*) from head").get();
	expect(() => restoreCopy({ ...shell(), file: copy() })).toThrow(
		/nobody to have .* open.*Litestream.*nothing was changed/,
	);
	expect(
		readdirSync(place.folder).filter((name) => /before|restoring/.test(name)),
	).toEqual([]);
	litestream.close();
	restoreCopy({ ...shell(), file: copy() });
	await place.restart();
});

it("while the service holds the database nothing takes its place, and the file before is kept", async () => {
	await place.report();
	await copyDatabase(place.file, copy());
	expect(() => restoreCopy({ ...shell(), file: copy() })).toThrow(
		/only process that writes/,
	);
	await place.process.database.store.close();
	restoreCopy({ ...shell(), file: copy() });
	expect(
		readdirSync(place.folder).some((name) => name.includes(".before-")),
	).toBe(true);
	await place.restart();
});

import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { startCalendar } from "../../src/calendar.ts";
import type { KeyedHash, Sealed } from "../../src/ports.ts";
import type { Service } from "../../src/service.ts";

const NOW = Date.parse("2026-03-10T12:00:00Z");
const HOUR_MS = 3_600_000;
let folder: string;
let stop: () => void = () => {};

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-calendar-"));
});
afterEach(() => {
	stop();
	rmSync(folder, { recursive: true, force: true });
});

/** As much of a service as the calendar asks for, on a real database. */
function installation() {
	const database = openSqlite(join(folder, "dzvin.db"));
	const errors: string[] = [];
	const service = {
		...database,
		clock: { now: () => NOW, wall: () => NOW, mono: () => 0, speed: 1 },
		settings: { timeZone: "Europe/Kyiv" },
		log: {
			info() {},
			warn() {},
			error: (message: string) => errors.push(message),
		},
	} as unknown as Service;
	const backupDirectory = join(folder, "backups");
	return { database, service, errors, backupDirectory };
}

it("makes the copy that was missed while the service was down, and keeps seven", async () => {
	const { database, service, errors, backupDirectory } = installation();
	mkdirSync(backupDirectory);
	for (let day = 1; day <= 8; day++) {
		const old = join(backupDirectory, `dzvin-2026-03-0${day}.db`);
		writeFileSync(old, "an older copy");
		utimesSync(old, NOW / 1000 - 2 * 86_400, NOW / 1000 - 2 * 86_400);
	}
	stop = await startCalendar(service, {
		backupDirectory,
		backup: database.backup,
	});
	const copies = readdirSync(backupDirectory).sort();
	expect(copies).toHaveLength(7);
	expect(copies.at(-1)).toBe("dzvin-2026-03-10.db");
	const copy = openSqlite(join(backupDirectory, "dzvin-2026-03-10.db"));
	expect(await copy.store.newestAt()).toBeUndefined();
	await copy.store.close();
	expect(errors).toEqual([]);
	await database.store.close();
});

it("lets links of an incident that ended half a day ago and positions of yesterday expire at start", async () => {
	const { database, service, errors, backupDirectory } = installation();
	const head = {
		number: 100,
		status: "closed",
		incidentType: "structure_fire",
		mode: "actual",
		source: "okc_101",
		brigadeIds: [],
		areaCodes: [],
		reportedAt: NOW - 40 * HOUR_MS,
		version: 1,
	} as const;
	const link = (incidentId: string) => ({
		tokenHash: `hash of ${incidentId}` as KeyedHash,
		incidentId,
		responderId: "ana",
		opens: "answer" as const,
		createdAt: NOW,
	});
	await database.store.append({
		at: NOW,
		heads: [
			{ ...head, id: "old", endedAt: NOW - 13 * HOUR_MS },
			{ ...head, id: "fresh", endedAt: NOW - HOUR_MS },
		],
		capabilities: [link("old"), link("fresh")],
	});
	for (const [incidentId, at] of [
		["old", NOW - 25 * HOUR_MS],
		["fresh", NOW - HOUR_MS],
	] as const)
		await database.store.savePosition({
			incidentId,
			responderId: "ana",
			position: "sealed" as Sealed,
			at,
		});
	stop = await startCalendar(service, {
		backupDirectory,
		backup: database.backup,
	});
	const left = await database.store.aboutPerson("ana", []);
	expect(left.positions.map(({ incidentId }) => incidentId)).toEqual(["fresh"]);
	expect(left.capabilities.map(({ incidentId }) => incidentId)).toEqual([
		"fresh",
	]);
	expect(errors).toEqual([]);
	await database.store.close();
});

it("says that a copy failed, and the service goes on", async () => {
	const { database, service, errors, backupDirectory } = installation();
	mkdirSync(backupDirectory);
	const old = join(backupDirectory, "dzvin-2026-03-01.db");
	writeFileSync(old, "an older copy");
	utimesSync(old, NOW / 1000 - 9 * 86_400, NOW / 1000 - 9 * 86_400);
	stop = await startCalendar(service, {
		backupDirectory,
		backup: async () => {
			throw new Error("no room left");
		},
	});
	expect(errors).toEqual([
		"calendar: nightly copy failed, tried again next time",
	]);
	expect(readdirSync(backupDirectory)).toEqual(["dzvin-2026-03-01.db"]);
	await database.store.close();
});

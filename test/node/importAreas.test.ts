/**
 * `dzvin import areas`, `water` and `hazards` as a process: into the database while nothing runs, and through
 * the service that holds it while it does.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { GROUND } from "../../src/demo/ground.ts";

const CLI = new URL("../../src/cli.ts", import.meta.url).href;

let folder: string;
let settings: Record<string, string>;
let service: ChildProcess | undefined;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-areas-"));
	for (const [at, table] of AREA_TABLES.entries())
		writeFileSync(file(["hromadas", "settlements"][at] ?? "more"), table);
	settings = {
		PATH: process.env.PATH ?? "",
		DZVIN_SECRET: "a secret of imported areas, long enough",
		ADMIN_API_KEY: "an-administrator-key-of-imported-areas",
		CONSOLE_CHANNEL: "true",
		LOG_LEVEL: "silent",
		PORT: String(await freePort()),
		DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
		JOURNAL_FILE: join(folder, "journal"),
	};
});
afterEach(async () => {
	if (service?.exitCode === null) {
		const gone = new Promise((resolve) => service?.once("exit", resolve));
		service.kill("SIGTERM");
		await gone;
	}
	service = undefined;
	rmSync(folder, { recursive: true, force: true });
});

const file = (name: string): string => join(folder, `${name}.csv`);

const freePort = (): Promise<number> =>
	new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once("error", reject);
		probe.listen(0, "127.0.0.1", () => {
			const address = probe.address();
			probe.close(() =>
				resolve(typeof address === "object" && address ? address.port : 0),
			);
		});
	});

const shell = (words: readonly string[]): ChildProcess =>
	spawn(
		process.execPath,
		[
			"--input-type=module",
			"-e",
			`const { main } = await import(${JSON.stringify(CLI)}); process.exit(await main(${JSON.stringify(words)}));`,
		],
		{ env: settings, stdio: ["ignore", "pipe", "pipe"] },
	);

function dzvin(
	...words: string[]
): Promise<{ code: number | null; said: string[] }> {
	const child = shell(words);
	let said = "";
	for (const stream of [child.stdout, child.stderr])
		stream?.on("data", (chunk: Buffer) => {
			said += chunk.toString();
		});
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code) =>
			resolve({ code, said: said.trim().split("\n") }),
		);
	});
}

async function startService(): Promise<void> {
	service = shell(["start"]);
	service.stdout?.resume();
	service.stderr?.resume();
	while (service.exitCode === null) {
		const up = await fetch(`http://127.0.0.1:${settings.PORT}/healthz`).catch(
			() => undefined,
		);
		if (up?.ok) return;
		await pause(50);
	}
	throw new Error(
		`expected the service to start, it ended with ${service.exitCode}`,
	);
}

it("settlements before their hromadas, then both, then once more: each time it says what was done", async () => {
	expect(await dzvin("import", "areas", file("settlements"))).toEqual({
		code: 0,
		said: [
			"settlements: created 7, updated 0, unchanged 0",
			"7 belong to an area that is not known: their hromada, raion or oblast is not shown until it is imported",
		],
	});
	expect(
		(await dzvin("import", "areas", file("hromadas"), "--dry-run")).said,
	).toEqual([
		"hromadas: created 6, updated 0, unchanged 0 (dry run: nothing was written)",
	]);
	expect((await dzvin("import", "areas", file("hromadas"))).said).toEqual([
		"hromadas: created 6, updated 0, unchanged 0",
	]);
	expect((await dzvin("import", "areas", file("settlements"))).said).toEqual([
		"settlements: created 0, updated 0, unchanged 7",
	]);
	writeFileSync(
		file("coordinates"),
		"code,lat,lon\nUA61060150030011355,48.9716,25.8408\nUA99000000000000001,49,25\n",
	);
	expect(await dzvin("import", "areas", file("coordinates"))).toEqual({
		code: 0,
		said: [
			"coordinates: created 0, updated 1, unchanged 0",
			"kept 12 that this file does not name",
			"codes that are not known, import their names first: 1 (line 3 UA99000000000000001)",
		],
	});
	writeFileSync(
		file("codifier"),
		"Перший рівень,Другий рівень,Третій рівень,Четвертий рівень,Додатковий рівень,Категорія об'єкта,Назва об'єкта\nUA61000000000060328,,,,,O,Тернопільська\nUA80000000000093317,,,,UA80000000000126643,B,Голосіївський\n",
	);
	expect(
		(await dzvin("import", "areas", file("codifier"), "--dry-run")).said,
	).toEqual([
		"codifier: created 0, updated 0, unchanged 1 (dry run: nothing was written)",
		"kept 12 that this file does not name",
		"districts of cities, not taken: 1",
	]);
	const { areas, store } = openSqlite(join(folder, "dzvin.db"));
	const [found] = await areas.find({ words: ["угринь"], near: [], limit: 1 });
	expect(found?.hromada).toBe("Росохацька сільська громада");
	expect(found?.location).toEqual({ lat: 48.9716, lon: 25.8408 });
	const log = await store.load("admin/everything");
	expect(log.map(({ payload }) => JSON.parse(payload))).toMatchObject([
		{
			type: "AreasImported",
			list: "settlements",
			created: 7,
			sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
		},
		{ type: "AreasImported", list: "hromadas", created: 6 },
		{ type: "AreasImported", list: "coordinates", updated: 1, unknown: 1 },
	]);
	await store.close();
});

it("a running service takes the table by its own API, and a broken one is told line by line", async () => {
	await startService();
	expect(await dzvin("import", "areas", file("hromadas"))).toEqual({
		code: 0,
		said: ["hromadas: created 6, updated 0, unchanged 0"],
	});
	writeFileSync(
		file("broken"),
		"code,name,category,hromada_code,lat,lon\nUA1,Росохач,C,,49,\n",
	);
	expect(await dzvin("import", "areas", file("broken"))).toEqual({
		code: 1,
		said: [
			'line 2, code: expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came "UA1"',
			"line 2, lon: expected latitude and longitude together, came one of them",
			"rejected 2, nothing was written",
		],
	});
	// Windows-1251: the service itself must see the bytes.
	writeFileSync(file("windows"), Buffer.from([0xd0, 0xee, 0xf1, 0x0a]));
	const windows = await dzvin("import", "areas", file("windows"));
	expect(windows.code).toBe(1);
	expect(windows.said.join(" ")).toContain("UTF-8");
});

it("water and mined ground go the same two ways, and a map says whose earlier word it replaces", async () => {
	writeFileSync(file("water"), GROUND.water);
	const map = join(folder, "mines.geojson");
	writeFileSync(map, GROUND.hazards);
	expect(
		(await dzvin("import", "water", file("water"), "--dry-run")).said,
	).toEqual([
		"created 3, updated 0, unchanged 0 (dry run: nothing was written)",
	]);
	expect((await dzvin("import", "water", file("water"))).said).toEqual([
		"created 3, updated 0, unchanged 0",
	]);
	const imported = [
		"created 1, updated 0, unchanged 0, removed 0",
		"only these are known of Карта для показу now",
	];
	expect((await dzvin("import", "hazards", map)).said).toEqual(imported);
	await startService();
	expect((await dzvin("import", "water", file("water"))).said).toEqual([
		"created 0, updated 0, unchanged 3",
	]);
	writeFileSync(map, '{"type":"FeatureCollection","features":[]}');
	expect(
		(await dzvin("import", "hazards", map, "--source", "Карта для показу"))
			.said,
	).toEqual([
		"created 0, updated 0, unchanged 0, removed 1",
		"only these are known of Карта для показу now",
	]);
	writeFileSync(file("water"), "kind,lat,lon\npond,25.8,48.9\n");
	expect(await dzvin("import", "water", file("water"))).toMatchObject({
		code: 1,
		said: [
			expect.stringMatching(/^line 2, lat: .*swapped/),
			"rejected 1, nothing was written",
		],
	});
});

/** The alerts API of the sandbox as other processes use it: over HTTP, with all it does wrong. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { ukraineAlarm } from "../../src/airRaid/source.ts";
import { readConfig } from "../../src/config.ts";
import { doctor } from "../../src/doctor.ts";
import type { AirRegionRow } from "../../src/ports.ts";
import {
	type Sandbox,
	sandboxSettings,
	startSandbox,
} from "../../src/sandbox/sandbox.ts";
import { TERNOPIL } from "../../src/sandbox/ukraineAlarm.ts";

const KEY = "key of the sandbox";
let folder: string;
let sandbox: Sandbox;
beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), "dzvin-sky-"));
	sandbox = await startSandbox({
		telegram: { token: "1:x", botUsername: "bot" },
		twilio: {
			accountSid: `AC${"1".repeat(32)}`,
			authToken: "x",
			smsFrom: "+380440000001",
			voiceFrom: "+380440000002",
		},
		ukraineAlarm: { key: KEY, regions: [TERNOPIL] },
		latencyMs: [0, 0],
	});
});
afterEach(async () => {
	await sandbox.close();
	rmSync(folder, { recursive: true, force: true });
});

const source = (key = KEY, deadlineMs = 5_000) =>
	ukraineAlarm({ apiRoot: sandbox.ukraineAlarmRoot, key, deadlineMs });
const never = new AbortController().signal;
const control = (path: string, body?: unknown) =>
	fetch(`${sandbox.pageUrl}${path}`, {
		...(body === undefined
			? {}
			: { method: "POST", body: JSON.stringify(body) }),
		headers: { "content-type": "application/json" },
	});

it("is set by the sandbox's control and asked by the real client", async () => {
	const set = await control("/air-raid", { regionId: "153", levels: ["Red"] });
	expect(set.status).toBe(200);
	const list = await source().ask("alerts", never);
	expect(list).toMatchObject({ ok: true });
	expect(JSON.parse(list.ok ? list.text : "")).toMatchObject([
		{ regionId: "153", activeAlerts: [{ type: "AIR" }] },
	]);
	expect(await (await control("/air-raid")).json()).toMatchObject({
		on: [{ regionId: "153", types: ["AIR"] }],
	});
	expect(await source().publicKey()).toContain("BEGIN PUBLIC KEY");
});

it.each([
	["a wrong key", {}, "another", { why: "401", refused: true }],
	["too many questions", { status: 429 }, KEY, { why: "429", refused: true }],
	["a fault", { status: 502 }, KEY, { why: "502", refused: false }],
	["silence", { silent: true }, KEY, { why: "TimeoutError", refused: false }],
])("tells %s apart", async (_what, faults, key, answer) => {
	await control("/air-raid/faults", faults);
	expect(await source(key, 200).ask("alerts/status", never)).toEqual({
		ok: false,
		...answer,
	});
});

it("is asked no longer once the service stops", async () => {
	await control("/air-raid/faults", { silent: true });
	const stopping = new AbortController();
	const asked = source(KEY, 60_000).ask("alerts", stopping.signal);
	stopping.abort();
	expect(await asked).toMatchObject({ ok: false });
});

it("gives settings under which a service starts", () => {
	const settings = sandboxSettings(sandbox);
	expect(settings).toMatchObject({
		UKRAINE_ALARM_API_KEY: KEY,
		UKRAINE_ALARM_API_ROOT: sandbox.ukraineAlarmRoot,
	});
	const read = readConfig({
		...settings,
		DZVIN_SECRET: "a secret of this test, long enough to be one",
		TELEGRAM_UPDATES: "polling",
		TELEGRAM_BOT_TOKEN: "1234567:abc",
	});
	expect("config" in read && read.config.ukraineAlarm).toEqual({
		key: KEY,
		apiRoot: sandbox.ukraineAlarmRoot,
	});
});

it("is a mistake in half, with a key that is none, and far away in a test build", () => {
	const mistakes = (more: Record<string, string>) => {
		const read = readConfig({
			DZVIN_SECRET: "a secret of this test, long enough to be one",
			CONSOLE_CHANNEL: "true",
			...more,
		});
		return "mistakes" in read ? read.mistakes.map(({ name }) => name) : [];
	};
	expect(mistakes({})).toEqual([]);
	expect(mistakes({ UKRAINE_ALARM_API_KEY: "k" })).toEqual([]);
	expect(mistakes({ UKRAINE_ALARM_API_ROOT: "http://127.0.0.1:1" })).toEqual([
		"UKRAINE_ALARM_API_ROOT",
	]);
	expect(
		mistakes({ UKRAINE_ALARM_API_KEY: "k", UKRAINE_ALARM_PUBLIC_KEY: "PEM" }),
	).toEqual(["UKRAINE_ALARM_PUBLIC_KEY"]);
	expect(mistakes({ UKRAINE_ALARM_API_KEY: "k", DZVIN_TEST: "true" })).toEqual([
		"UKRAINE_ALARM_API_ROOT",
	]);
});

it("is looked at by the doctor, with the regions nobody could find, and never its key", async () => {
	const said = async (settings: Record<string, string>): Promise<string[]> => {
		const lines: string[] = [];
		await doctor(
			{
				CONSOLE_CHANNEL: "true",
				LOCALE: "en",
				PORT: "1",
				DZVIN_SECRET: "a secret of this test, long enough to be one",
				DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
				JOURNAL_FILE: join(folder, "journal"),
				...settings,
			},
			(line) => lines.push(line),
		);
		return lines.filter((line) => line.includes("air raid"));
	};
	const settings = {
		UKRAINE_ALARM_API_ROOT: sandbox.ukraineAlarmRoot,
		UKRAINE_ALARM_API_KEY: KEY,
	};
	expect(await said({})).toEqual([]);
	expect(await said(settings)).toEqual([
		expect.stringContaining("no names of regions yet"),
		"✓ air raid: the feed answers",
	]);
	const { store } = openSqlite(join(folder, "dzvin.db"));
	const row = (id: string, more: Partial<AirRegionRow>): AirRegionRow => ({
		id,
		name: `region ${id}`,
		kind: "hromada",
		levels: [],
		changedAt: 0,
		...more,
	});
	await store.append({
		at: 1,
		roster: [
			{
				table: "airRegions",
				rows: [
					row("1", {}),
					row("2", { kind: "oblast" }),
					row("3", { code: "UA61060430000094264" }),
				],
			},
		],
	});
	await store.close();
	await control("/air-raid/faults", { status: 401 });
	const found = await said(settings);
	expect(found[0]).toContain("regions not in the tables of areas: 2 of 3");
	// The largest first.
	expect(found[0]).toContain("region 2, region 1");
	expect(found[1]).toContain("refused (401)");
	expect(found.join()).not.toContain(KEY);
});

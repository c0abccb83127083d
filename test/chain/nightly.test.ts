/**
 * The nightly message to the administrators, through the real Telegram client and
 * the carrier on loopback; what fails is said, tried again, and holds up nothing.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startCalendar } from "../../src/calendar.ts";
import {
	type HeadsKeeperOptions,
	keepHeads,
	readHeadsFile,
} from "../../src/chainHeads.ts";
import { telegramChannel } from "../../src/channels/telegram.ts";
import type { Service } from "../../src/service.ts";
import { openSandbox, TOKEN } from "../sandbox/workbench.ts";
import { openPlace, type Place, rewriteTail } from "./logs.ts";

type Sandbox = Awaited<ReturnType<typeof openSandbox>>;

const CHAT = "501";
let place: Place;
let sandbox: Sandbox;
let logged: string[];
beforeEach(async () => {
	place = openPlace();
	sandbox = await openSandbox({});
	sandbox.phones.add({
		id: "admin",
		name: "Олена",
		number: "+380671234567",
		kind: "smart",
		telegramId: Number(CHAT),
		botStarted: true,
	});
	logged = [];
	await place.tell("incident/a", 4);
	await place.tell("admin/everything");
});
afterEach(async () => {
	await place.close();
	await sandbox.close();
	place.forget();
});

const note = (message: string): void => void logged.push(message);
const log = { info: note, warn: note, error: note };

const keeper = (more: Partial<HeadsKeeperOptions> = {}) =>
	place.keeper({
		log,
		chat: CHAT,
		channels: new Map([
			[
				"telegram",
				telegramChannel({ token: TOKEN, apiRoot: sandbox.telegramRoot, log }),
			],
		]),
		...more,
	});
const read = (): string[] =>
	sandbox.journal
		.of("admin")
		.filter(({ kind }) => kind === "message")
		.map(({ text = "" }) => text);
const lastRoot = (): string => {
	const last = readHeadsFile(place.headsFile)?.lines.at(-1)?.entry;
	return last?.kind === "night" ? last.root : "none";
};

it("tells the administrators how much there is and the digest that the file holds", async () => {
	const heads = keeper();
	await heads.night();
	await vi.waitFor(() => expect(heads.metrics()).toContain("untold 0"));
	expect(read()).toHaveLength(1);
	expect(read()[0]).toContain("2 журнали, 6 записів");
	expect(read()[0]).toContain(lastRoot());
	expect(read()[0]).not.toMatch(/incident|Шевченка/);
});

it("tries again in an hour what Telegram did not take, until it does", async () => {
	await sandbox.faults.set([{ carrier: "telegram", effect: "refuse" }]);
	const heads = keeper();
	await heads.night();
	await vi.waitFor(() =>
		expect(logged).toContain(
			"chain: the administrators were not told, tried again soon",
		),
	);
	expect(heads.metrics()).toContain("dzvin_chain_untold 1\n");
	await sandbox.faults.set([]);
	place.pass(1);
	await heads.hour();
	await vi.waitFor(() => expect(read()).toHaveLength(1));
	await vi.waitFor(() =>
		expect(heads.metrics()).toContain("dzvin_chain_untold 0\n"),
	);
	place.pass(1);
	await heads.hour();
	expect(read()).toHaveLength(1);
	expect(readHeadsFile(place.headsFile)?.lines).toHaveLength(1);
});

it("says in the message that a log was altered", async () => {
	const heads = keeper();
	await heads.night();
	await vi.waitFor(() => expect(read()).toHaveLength(1));
	await place.close();
	rewriteTail(place.file, "incident/a", 2);
	place.reopen();
	place.pass(24);
	await keeper().night();
	await vi.waitFor(() => expect(read()).toHaveLength(2));
	expect(read()[1]).toMatch(/УВАГА: 1 журнал не збігається.*dzvin verify/s);
});

it("a heads file that cannot be written is said, and written once it can be", async () => {
	writeFileSync(dirname(place.headsFile), "a file, no folder");
	const heads = keeper();
	await expect(heads.night()).rejects.toThrow();
	expect(heads.metrics()).toContain("dzvin_chain_unwritten 1\n");
	expect(read()).toEqual([]);
	rmSync(dirname(place.headsFile));
	mkdirSync(dirname(place.headsFile));
	await heads.hour();
	expect(heads.metrics()).toContain("dzvin_chain_unwritten 0\n");
	expect(readHeadsFile(place.headsFile)?.lines).toHaveLength(1);
});

it("a heads file that was taken away while the service runs is said", async () => {
	const heads = keeper();
	await heads.night();
	rmSync(place.headsFile);
	place.pass(24);
	await heads.night();
	await vi.waitFor(() => expect(read()).toHaveLength(2));
	expect(read()[1]).toContain("УВАГА");
});

it("makes up at start for the night that was missed, and the start does not wait for it", async () => {
	const heads = keeper();
	const service = {
		store: place.store,
		clock: { now: place.now, wall: place.now, mono: () => 0, speed: 1 },
		settings: { timeZone: "Europe/Kyiv" },
		log,
	} as unknown as Service;
	const stop = await startCalendar(service, {
		backupDirectory: `${place.folder}/backups`,
		backup: async () => {},
		heads,
	});
	await vi.waitFor(() =>
		expect(readHeadsFile(place.headsFile)?.lines).toHaveLength(1),
	);
	// An hour later nothing is due.
	place.pass(1);
	await heads.hour();
	expect(readHeadsFile(place.headsFile)?.lines).toHaveLength(1);
	stop();
});

it("without a file and a chat nothing is read and nothing shown", async () => {
	const { file: _none, ...neither } = place.heads();
	const heads = keepHeads({
		...neither,
		store: {
			streams: () => Promise.reject(new Error("nobody asked")),
			load: () => Promise.reject(new Error("nobody asked")),
		},
	});
	await heads.night();
	await heads.hour();
	expect(heads.metrics()).toBe("");
});

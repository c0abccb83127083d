/**
 * When nothing of ours gets through: a bell on the spot, run as a real program,
 * and a sign of life that stops.
 */
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { relayBell } from "../../src/channels/relay.ts";
import { readConfig } from "../../src/config.ts";
import { keepHeartbeat } from "../../src/heartbeat.ts";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
const after: (() => unknown)[] = [];
afterEach(async () => {
	for (const end of after.splice(0)) await end();
	await place.close();
});

const log = { info() {}, warn() {}, error() {} };
const NOBODY_LISTENS = [{ carrier: "twilio", effect: "refuse" }] as const;

/** `tee -a` is the bell: what rings stands in a file. */
async function withBell() {
	let ring: (text: string) => Promise<boolean> = async () => false;
	place = await openInstallation({ ringLocally: (text) => ring(text) });
	const file = join(place.folder, "bell");
	ring = relayBell({ command: `tee -a ${file}`, log }).ring;
	const rung = () =>
		existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
	return { rung };
}

it("every carrier is down: the bell rings with what burns and where, and a human is called the moment one is back", async () => {
	const { rung } = await withBell();
	await place.sandbox.faults.set([...NOBODY_LISTENS]);
	const fire = await place.report();
	await place.pass(15_000);
	expect(rung()).toHaveLength(1);
	expect(rung()[0]).toContain("ПОЖЕЖА #100");
	expect(rung()[0]).toContain("Росохач, Шевченка 12");
	expect(await place.facts(fire)).toContain("HumansCalled");
	expect(place.service.degraded()).toEqual(["sms", "voice"]);
	await place.pass(60_000);
	expect(rung()).toHaveLength(2);

	await place.sandbox.faults.set([]);
	await place.pass(20_000);
	expect(place.rings("Петро")).toBeGreaterThan(0);
	expect(place.sms("Іван")[0]).toContain("ПОЖЕЖА #100");
	await place.pass(120_000);
	expect(rung()).toHaveLength(2);
	expect(place.service.degraded()).toEqual([]);
});

it("one carrier works: nobody hears the bell", async () => {
	const { rung } = await withBell();
	await place.sandbox.faults.set([
		{
			carrier: "twilio",
			match: { method: "Messages" },
			effect: { status: 500 },
		},
	]);
	await place.report();
	await place.pass(60_000);
	expect(rung()).toEqual([]);
	expect(place.rings("Іван")).toBeGreaterThan(0);
});

it("no carrier and no database: the bell rings all the same", async () => {
	const { rung } = await withBell();
	await place.sandbox.faults.set([...NOBODY_LISTENS]);
	const release = place.takeWritesAway();
	after.push(release);
	const fire = await place.report();
	await place.pass(20_000);
	expect(rung()[0]).toContain("ПОЖЕЖА #");
	expect(await place.facts(fire)).toEqual([]);
});

it("fires of before, no carrier, and then no database either: the bell rings for each of them", async () => {
	const { rung } = await withBell();
	await place.sandbox.faults.set([...NOBODY_LISTENS]);
	await place.report();
	await place.report({ place: "Угринь, Польова, 3", force: true });
	// The carriers are known to be down; nobody was rung, and no bell yet.
	await place.pass(3_000, { audited: false });
	expect(place.service.degraded()).toEqual(["sms", "voice"]);
	expect(rung()).toEqual([]);
	after.push(place.takeWritesAway());
	await place.auditor.round();
	expect(rung()).toHaveLength(2);
	expect(rung().join()).toContain("#100");
	expect(rung().join()).toContain("#101");
	expect(place.service.degraded()).toEqual(["store", "sms", "voice"]);
	await place.pass(65_000);
	expect(rung()).toHaveLength(4);
	// Told meanwhile, rung blind: this one too.
	await place.report({ place: "Білобожниця, Нова, 1", force: true });
	await place.pass(10_000);
	expect(rung().filter((line) => line.includes("Білобожниця"))).toHaveLength(1);
});

it("what people write is text for the bell, never a command of the machine", async () => {
	place = await openInstallation();
	const file = join(place.folder, "bell");
	const { ring } = relayBell({ command: `tee ${file}`, log });
	const evil = `; touch ${place.folder}/hacked $(touch ${place.folder}/hacked) | sh`;
	expect(await ring(evil)).toBe(true);
	expect(readFileSync(file, "utf8")).toBe(`${evil}\n`);
	expect(existsSync(join(place.folder, "hacked"))).toBe(false);
});

it("a bell that is missing, fails or hangs is said to have failed and holds nobody up", async () => {
	place = await openInstallation();
	const ring = (command: string) =>
		relayBell({ command, log, deadlineMs: 200 }).ring("дзвін");
	expect(await ring("/no/such/bell")).toBe(false);
	expect(await ring("false")).toBe(false);
	expect(await ring("sleep 60")).toBe(false);
	// One that never reads its text rings all the same.
	expect(await ring("true")).toBe(true);
});

it("a siren is refused by its name: people would run to the cellars", async () => {
	place = await openInstallation();
	const read = readConfig({ RELAY_COMMAND: "/usr/local/bin/air-raid-siren" });
	expect("mistakes" in read && read.mistakes.map(({ name }) => name)).toContain(
		"RELAY_COMMAND",
	);
});

it("the sign of life is given while every invariant holds, stops with the first that does not, and comes again", async () => {
	place = await openInstallation();
	const heard: string[] = [];
	const server: Server = createServer((request, response) => {
		heard.push(`${request.method} ${request.url}`);
		response.end("OK");
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;
	after.push(
		keepHeartbeat({
			url: `http://127.0.0.1:${port}/ping/7`,
			holds: () => place.auditor.holds(),
			log,
			everyMs: 10,
		}),
		() => server.close(),
	);
	const soon = { timeout: 10_000, interval: 5 };
	const fire = await place.report();
	await place.pass(5_000);
	await vi.waitFor(() => expect(heard).toContain("GET /ping/7"), soon);

	place.tamper(
		"delete from outbox where incident_id = ? and kind = 'timer'",
		fire,
	);
	await place.auditor.round();
	expect(place.auditor.holds()).toBe(false);
	await new Promise((resolve) => setTimeout(resolve, 50));
	heard.length = 0;
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(heard).toEqual([]);

	await place.pass(15_000);
	await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), soon);
});

it("an auditor that has stopped looking is not believed", async () => {
	place = await openInstallation();
	await place.pass(10_000);
	expect(place.auditor.holds()).toBe(true);
	await place.pass(20_000, { audited: false });
	expect(place.auditor.holds()).toBe(false);
});

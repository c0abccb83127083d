/** Subscriptions over HTTP: who may, to where, and that nobody's slow machine delays an alert. */
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
	byNameServers,
	isPublic,
	webhooksOverHttp,
} from "../../src/channels/webhook.ts";
import { readConfig } from "../../src/config.ts";
import { OUTWARD_TYPES } from "../../src/core/outward.ts";
import { type Running, startNode } from "../../src/node.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	type Sandbox,
	sandboxSettings,
	startSandbox,
} from "../../src/sandbox/sandbox.ts";
import { isSigned, openPeer, type Peer } from "./peer.ts";
import { fire, person, ROSOKHACH, village, workbench } from "./workbench.ts";

describe("what a subscription is", () => {
	it("shows its secret once, hears everything unless told, and never shows what it is signed with again", async () => {
		const bench = workbench();
		const key = await bench.keyFor({ kind: "own", by: "" });
		const made = await bench.call(
			"POST",
			"/v1/subscriptions",
			{ url: "https://desk.example/dzvin?key=1" },
			{ key },
		);
		expect(made.status, made.text).toBe(201);
		expect(made.body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
		expect(made.body.events).toEqual([...OUTWARD_TYPES]);
		const path = made.headers.get("Location") ?? "";
		const shown = await bench.call("GET", path, undefined, { key });
		expect(shown.body).toMatchObject({
			url: "https://desk.example/dzvin?key=1",
			waiting: 0,
			lastDeliveredAt: null,
			failingSince: null,
		});
		expect(shown.text).not.toContain(made.body.secret.slice(6));
		const log = await bench.service.store.load("admin/everything");
		const told = JSON.stringify(log);
		expect(told).toContain("SubscriptionMade");
		expect(told).not.toContain("desk.example");
		const [row] = await bench.service.roster.subscriptions();
		expect(JSON.stringify(row)).not.toContain("desk.example");
		expect(JSON.stringify(row)).not.toContain(made.body.secret.slice(6));
	});

	it.each([
		["http://desk.example/dzvin", "https://"],
		["ftp://desk.example/dzvin", "https://"],
		["https://10.0.0.5/", "private network"],
		["https://169.254.169.254/latest/meta-data", "private network"],
		["https://[::1]:8443/", "this machine"],
		["https://[fd00::1]/", "private network"],
		["https://[::ffff:10.0.0.5]/", "private network"],
		["https://2130706433/", "this machine"],
		["https://localhost/", "this machine"],
		["https://desk:word@desk.example/", "password"],
		["not an address", "https address"],
	])("refuses %s", async (url, why) => {
		const strict = webhooksOverHttp({ outside: true, loopback: false });
		expect(strict.fault(url)).toContain(why);
		expect(await strict.post({ url, headers: {}, body: "{}" }, 1_000)).toEqual({
			failed: "address",
		});
	});

	it.each(["127.0.0.1", "192.168.1.7", "fd00::7"])(
		"a name that leads to %s reaches nobody, whatever else it leads to",
		async (address) => {
			const knocked = vi.fn();
			const server = createServer(knocked);
			await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
			const { port } = server.address() as AddressInfo;
			const { post } = webhooksOverHttp(
				{ outside: true, loopback: true },
				(_name, _options, found) =>
					found(null, [
						{ address: "8.8.8.8", family: 4 },
						{ address, family: address.includes(":") ? 6 : 4 },
					]),
			);
			expect(
				await post(
					{ url: `https://inside.example:${port}/`, headers: {}, body: "{}" },
					2_000,
				),
			).toEqual({ failed: "privateAddress" });
			expect(knocked).not.toHaveBeenCalled();
			server.close();
		},
	);

	it("a name server that is silent holds none of the threads that carriers' names and files need", async () => {
		const silent = createSocket("udp4");
		const asked = vi.fn();
		silent.on("message", asked);
		await new Promise<void>((up) => silent.bind(0, "127.0.0.1", up));
		const { post } = webhooksOverHttp(
			{ outside: true, loopback: false },
			byNameServers([`127.0.0.1:${silent.address().port}`]),
		);
		const posts = Array.from({ length: 8 }, (_, at) =>
			post(
				{ url: `https://peer${at}.example/`, headers: {}, body: "{}" },
				10_000,
			),
		);
		await vi.waitFor(() => expect(asked).toHaveBeenCalled());
		const first = await Promise.race([
			stat(tmpdir()).then(() => "a file"),
			...posts,
		]);
		expect(first).toBe("a file");
		for (const posted of await Promise.all(posts))
			expect(posted).toEqual({ failed: "ETIMEOUT" });
		silent.close();
	});

	it("knows the internet from what is kept for something else", () => {
		for (const address of ["193.0.14.129", "2001:67c:2e8::1", "8.8.8.8"])
			expect(isPublic(address), address).toBe(true);
		for (const address of [
			"0.0.0.0",
			"10.1.2.3",
			"100.64.0.1",
			"127.0.0.1",
			"169.254.169.254",
			"172.31.255.255",
			"192.168.1.1",
			"198.18.0.1",
			"224.0.0.1",
			"255.255.255.255",
			"::",
			"::1",
			"::ffff:8.8.8.8",
			"64:ff9b::a00:1",
			"fe80::1",
			"fd12::1",
			"ff02::1",
			"2001:db8::1",
			"2002:a00:1::1",
			"2001:0:1::1",
			"a name",
		])
			expect(isPublic(address), address).toBe(false);
	});

	it("a test build calls nobody outside, and without carriers on loopback nobody inside", () => {
		const test = webhooksOverHttp({ outside: false, loopback: true });
		expect(test.fault("https://desk.example/")).toContain("DZVIN_TEST");
		expect(test.fault("http://127.0.0.1:8099/x")).toBeUndefined();
		expect(test.fault("http://10.0.0.1/x")).toBeDefined();
	});

	it("an owner has ten at most, and unknown fields and events are named", async () => {
		const bench = workbench();
		const key = await bench.keyFor(EVERYTHING);
		const subscribe = (body: object) =>
			bench.call("POST", "/v1/subscriptions", body, { key });
		const url = "https://desk.example/dzvin";
		const wrong = await subscribe({ url, events: ["gone"], secret: "mine" });
		expect(wrong.status).toBe(400);
		expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual(
			expect.arrayContaining(["events[0]", "secret"]),
		);
		for (let made = 0; made < 10; made += 1)
			expect((await subscribe({ url })).status).toBe(201);
		expect((await subscribe({ url })).status).toBe(409);
	});

	it("what is asked since something that is neither instant nor cursor is refused", async () => {
		const bench = workbench();
		for (const since of ["yesterday", "2026-13-40T00:00:00Z", "WyJhIl0"])
			expect(
				(await bench.call("GET", `/v1/events?since=${since}`)).status,
				since,
			).toBe(400);
		const empty = await bench.call("GET", "/v1/events");
		expect(empty.body).toMatchObject({ items: [], more: false });
		const again = await bench.call(
			"GET",
			`/v1/events?since=${empty.body.nextCursor}`,
		);
		expect(again.body.nextCursor).toBe(empty.body.nextCursor);
	});

	it("a home that cannot post says so, and is polled", async () => {
		const bench = workbench();
		delete bench.service.webhooks;
		await village(bench);
		const refused = await bench.call("POST", "/v1/subscriptions", {
			url: "https://desk.example/",
		});
		expect(refused.status).toBe(503);
		expect(refused.text).toContain("/v1/events");
		const { body } = await bench.call("POST", "/v1/incidents", fire);
		await bench.call("POST", `/v1/incidents/${body.id}/cancel`);
		const { body: polled } = await bench.call("GET", "/v1/events");
		expect(polled.items).toMatchObject([
			{ type: "cancelled", incident: { id: body.id, status: "cancelled" } },
		]);
	});
});

describe("a real service beside machines that misbehave", () => {
	const KEY = "subscriptions-admin-key-of-the-tests";
	let folder: string;
	let sandbox: Sandbox;
	let service: Running;
	let well: Peer;
	let ill: Peer;

	beforeEach(async () => {
		folder = mkdtempSync(join(tmpdir(), "dzvin-webhooks-"));
		sandbox = await startSandbox({
			telegram: { token: "99:webhook-token", botUsername: "webhook_bot" },
			twilio: {
				accountSid: `AC${"7".repeat(32)}`,
				authToken: "webhook-auth",
				smsFrom: "+380440000003",
				voiceFrom: "+380440000004",
			},
			latencyMs: [0, 0],
		});
		const {
			TELEGRAM_API_ROOT: _root,
			TELEGRAM_BOT_TOKEN: _token,
			...twilio
		} = sandboxSettings(sandbox);
		const read = readConfig({
			...twilio,
			PORT: "0",
			HOST: "127.0.0.1",
			PUBLIC_URL: "http://127.0.0.1:9",
			DATABASE_URL: `file:${join(folder, "dzvin.db")}`,
			JOURNAL_FILE: join(folder, "elsewhere", "journal"),
			DZVIN_SECRET: "a secret of webhooks, long enough to be one",
			ADMIN_API_KEY: KEY,
			LOG_LEVEL: "silent",
		});
		if (!("config" in read)) throw new Error(JSON.stringify(read.mistakes));
		service = await startNode(read.config);
		well = await openPeer();
		ill = await openPeer();
	});
	afterEach(async () => {
		ill.release();
		await Promise.all([well.close(), ill.close()]);
		await service.stop();
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	});

	async function call(
		method: string,
		path: string,
		body?: unknown,
		// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
	): Promise<any> {
		const answer = await service.app.request(path, {
			method,
			headers: {
				authorization: `Bearer ${KEY}`,
				"content-type": "application/json",
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await answer.text();
		expect(answer.status, text).toBeLessThan(300);
		return text ? JSON.parse(text) : undefined;
	}

	const smsOf = (name: string) =>
		sandbox.journal.of(name).filter(({ kind }) => kind === "sms");

	it("a machine that never answers delays no alert and no other machine; each fact reaches it once it answers", async () => {
		const brigade = await call("POST", "/v1/brigades", {
			name: "Росохач",
			kind: "volunteer",
			location: ROSOKHACH,
			areaCode: "UA61060370010084537",
		});
		sandbox.phones.add({
			id: "Іван",
			name: "Іван",
			number: "+380677654320",
			kind: "button",
		});
		await call("POST", "/v1/responders", {
			...person(brigade.id, "Іван", "+380677654320"),
			phoneKind: "button",
		});
		const [subscribedIll, subscribedWell] = [
			await call("POST", "/v1/subscriptions", { url: ill.url }),
			await call("POST", "/v1/subscriptions", { url: well.url }),
		];
		ill.next.push(...Array.from({ length: 100 }, () => "hang" as const));
		const cancelled: string[] = [];
		for (let count = 0; count < 3; count += 1) {
			const { id } = await call("POST", "/v1/incidents", {
				...fire,
				force: true,
				externalId: `2026-${count}`,
			});
			await call("POST", `/v1/incidents/${id}/cancel`);
			cancelled.push(id);
		}
		await ill.heard(1);
		await well.heard(3);
		const before = smsOf("Іван").length;
		await call("POST", "/v1/incidents", { ...fire, force: true });
		await vi.waitFor(
			() => expect(smsOf("Іван").length).toBeGreaterThan(before),
			{ timeout: 15_000, interval: 20 },
		);
		// It hangs all this time, one request at a time.
		const state = await call("GET", `/v1/subscriptions/${subscribedIll.id}`);
		expect(state).toMatchObject({ waiting: 3, lastDeliveredAt: null });
		expect(ill.mostAtOnce()).toBe(1);
		for (const one of well.came)
			expect(isSigned(one, subscribedWell.secret, Date.now())).toBe(true);
		expect(well.came.map(({ body }) => body.incident.id).toSorted()).toEqual(
			cancelled.toSorted(),
		);

		ill.next.length = 0;
		ill.release();
		await vi.waitFor(
			async () =>
				expect(
					await call("GET", `/v1/subscriptions/${subscribedIll.id}`),
				).toMatchObject({ waiting: 0, failingSince: null }),
			{ timeout: 40_000, interval: 100 },
		);
		expect(new Set(ill.came.map(({ id }) => id))).toEqual(
			new Set(well.came.map(({ id }) => id)),
		);
	}, 90_000);
});

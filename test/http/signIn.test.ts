/**
 * Roles and desks over the API, the headers of the pages, and what happens when the
 * database cannot say who asks. Stories with phones: test/story/signIn.test.ts.
 */
import { describe, expect, test } from "vitest";
import { memoryStore } from "../../db/memory.ts";
import { addResponder } from "../../src/administer.ts";
import { grantsOf } from "../../src/grants.ts";
import { countedAddress } from "../../src/http/address.ts";
import { deviceOf } from "../../src/http/signIn/device.ts";
import { boardPath } from "../../src/http/signIn/next.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";
import type { Service } from "../../src/service.ts";
import { startSession } from "../../src/signIn/sessions.ts";
import { newCode } from "../../src/signIn/tokens.ts";
import { wire } from "../../src/wire.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { village, workbench } from "./workbench.ts";

const AREA = "area:UA61060370010084537";

describe("roles of the installation", () => {
	test("are given to people and desks, listed with names, and taken away", async () => {
		const { call, service } = workbench();
		const { people } = await village({ call });
		const [responderId = ""] = people;
		const given = await call("POST", "/v1/grants", {
			responderId,
			role: "coordinator",
			scope: AREA,
		});
		expect(given.status).toBe(201);
		const { body } = await call("GET", "/v1/grants");
		expect(body.items).toEqual([
			{
				id: given.body.id,
				responderId,
				deskId: null,
				name: "Іван",
				role: "coordinator",
				scope: AREA,
				createdAt: expect.any(String),
			},
		]);
		const roles = async () =>
			(await grantsOf(service, { responderId })).map(({ role }) => role);
		expect(await roles()).toEqual(["coordinator", "responder"]);
		const gone = await call("DELETE", `/v1/grants/${given.body.id}`);
		expect(gone.status).toBe(204);
		expect(await roles()).toEqual(["responder"]);
		expect((await call("DELETE", `/v1/grants/${given.body.id}`)).status).toBe(
			404,
		);
	});

	test("go with their own kind of scope, to somebody who is there", async () => {
		const { call } = workbench();
		const { people, brigade } = await village({ call });
		const desk = await call("POST", "/v1/desks", { name: "ОКЦ", scope: AREA });
		const [responderId = ""] = people;
		const refused: [object, number][] = [
			[{ responderId, role: "administrator", scope: AREA }, 400],
			[{ responderId, role: "coordinator", scope: "everything" }, 400],
			[{ responderId, role: "coordinator", scope: `brigades:${brigade}` }, 400],
			[{ responderId, role: "dutyOfficer", scope: "own" }, 400],
			[{ responderId, role: "chief", scope: "everything" }, 400],
			[{ role: "administrator", scope: "everything" }, 400],
			[
				{
					responderId,
					deskId: desk.body.id,
					role: "dutyOfficer",
					scope: "everything",
				},
				400,
			],
			[
				{ deskId: desk.body.id, role: "administrator", scope: "everything" },
				400,
			],
			[
				{ responderId: "nobody", role: "administrator", scope: "everything" },
				404,
			],
			[{ deskId: "none", role: "dutyOfficer", scope: "everything" }, 404],
		];
		for (const [body, status] of refused)
			expect((await call("POST", "/v1/grants", body)).status).toBe(status);
		// The desk's own, made with it.
		const { body } = await call("GET", "/v1/grants");
		expect(body.items).toHaveLength(1);
	});

	test("a coordinator named by a brigade coordinates that brigade alone, a village head nothing", async () => {
		const { call, service } = workbench();
		const { people, brigade } = await village({ call });
		const [first = "", second = ""] = people;
		await call("PATCH", `/v1/brigades/${brigade}`, {
			roles: [
				{ role: "coordinator", responderId: first, order: 0 },
				{ role: "villageHead", responderId: second, order: 1 },
			],
		});
		expect(await grantsOf(service, { responderId: first })).toEqual([
			{ role: "coordinator", scope: { kind: "brigades", ids: [brigade] } },
			{ role: "responder", scope: { kind: "self", responderId: first } },
		]);
		expect(await grantsOf(service, { responderId: second })).toEqual([
			{ role: "responder", scope: { kind: "self", responderId: second } },
		]);
	});
});

describe("desks", () => {
	test("are made with a link, bound again by a new one that voids the old, and removed whole", async () => {
		const { call, service } = workbench();
		const made = await call("POST", "/v1/desks", {
			name: "ОКЦ Тернопіль",
			scope: AREA,
		});
		expect(made.status).toBe(201);
		expect(made.body.url).toMatch(
			/^https:\/\/dzvin\.example\/desk\/[\w-]{22}$/,
		);
		const stored = JSON.stringify([
			await service.signIn.desks(),
			await service.store.load("admin/everything"),
		]);
		expect(stored).not.toContain(made.body.url.split("/").at(-1));
		const again = await call("POST", `/v1/desks/${made.body.id}/enrol`);
		expect(again.status).toBe(201);
		expect(again.body.url).not.toBe(made.body.url);
		const { body } = await call("GET", "/v1/desks");
		expect(body.items).toEqual([
			{
				id: made.body.id,
				name: "ОКЦ Тернопіль",
				scopes: [AREA],
				createdAt: expect.any(String),
				bound: 0,
			},
		]);
		expect((await call("DELETE", `/v1/desks/${made.body.id}`)).status).toBe(
			204,
		);
		expect((await call("GET", "/v1/grants")).body.items).toEqual([]);
		expect((await call("POST", `/v1/desks/${made.body.id}/enrol`)).status).toBe(
			404,
		);
		expect(
			(await call("POST", "/v1/desks", { name: "x", scope: "own" })).status,
		).toBe(400);
	});
});

describe("where somebody goes who has signed in", () => {
	test.each([
		["/board", "/board"],
		["/board/incidents/7?tab=map", "/board/incidents/7?tab=map"],
		["/board?from=mail", "/board?from=mail"],
		["/account", undefined],
		["/boarding", undefined],
		["/board/../account", undefined],
		["//evil.example/board", undefined],
		["https://evil.example/board", undefined],
		["/board\\..\\..\\evil", undefined],
		["/\\evil.example/board", undefined],
		["/board\t/../../evil", undefined],
		["javascript:alert(1)//board", undefined],
		[`/board/${"x".repeat(600)}`, undefined],
		["", undefined],
		[undefined, undefined],
	])("%s is kept as %s", (to, kept) => {
		expect(boardPath(to)).toBe(kept);
	});
});

describe("the pages", () => {
	const START = Date.parse("2026-11-22T01:02:00Z");

	const PHONE = "+380671234567";
	const petroJoins = (service: Service) =>
		addResponder(
			service,
			{ by: { kind: "service" }, scope: EVERYTHING },
			{
				name: "Петро",
				phone: PHONE,
				brigadeIds: [],
				places: [],
				qualifications: [],
				locale: "uk",
				phoneKind: "smart",
				smsAlphabet: "cyrillic",
				travel: "car",
			},
		);

	/** A service whose sign-in fails as a broken disk does, once asked to. */
	function breakable() {
		const { store, roster, signIn, reporters, areas, ground, others } =
			memoryStore();
		let isBroken = false;
		const asked: string[] = [];
		const heard = <Port extends object>(port: Port): Port =>
			Object.fromEntries(
				Object.entries(port).map(([name, ask]) => [
					name,
					(...given: unknown[]) => {
						asked.push(name);
						return (ask as (...of: unknown[]) => unknown)(...given);
					},
				]),
			) as Port;
		const breaking = Object.fromEntries(
			Object.entries(heard(signIn)).map(([name, ask]) => [
				name,
				async (...given: unknown[]) => {
					if (isBroken)
						throw Object.assign(new Error("database or disk is full"), {
							code: "SQLITE_FULL",
						});
					return (ask as (...of: unknown[]) => unknown)(...given);
				},
			]),
		) as unknown as typeof signIn;
		const logged: string[] = [];
		const note = (message: string, fields?: Record<string, unknown>) => {
			logged.push(`${message} ${JSON.stringify(fields ?? {})}`);
		};
		const { service, app } = wire({
			settings: {
				publicUrl: "http://localhost",
				shortUrl: "http://localhost/a",
				timeZone: "Europe/Kyiv",
				locale: "uk",
				channels: [],
				smsTwoWay: false,
			},
			store,
			roster: heard(roster),
			signIn: breaking,
			areas,
			reporters,
			ground,
			others,
			secrets: createSecrets("a secret of tests with more than 32 bytes"),
			wording: createWording(loadTexts()),
			clock: {
				now: () => START,
				mono: () => START,
				wall: () => START,
				speed: 1,
			},
			wake: { wake: () => {}, wait: async () => {} },
			log: { info: note, warn: note, error: note },
			channels: new Map(),
			rates: { telegram: 1, sms: 1, voice: 1 },
			addressOf: () => "192.0.2.1",
			bootId: "boot-1",
		});
		return {
			service,
			logged,
			asked,
			breaks: () => {
				isBroken = true;
			},
			ask: (path: string, init: RequestInit = {}) =>
				app.request(path, {
					...init,
					headers: {
						origin: "http://localhost",
						"content-type": "application/x-www-form-urlencoded",
						...(init.headers as Record<string, string>),
					},
				}),
		};
	}

	test("let no script in but our own file, are kept nowhere and framed by nobody", async () => {
		const { ask } = breakable();
		const answer = await ask("/sign-in");
		const policy = answer.headers.get("content-security-policy") ?? "";
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain("script-src 'self'");
		expect(policy).toContain("frame-ancestors 'none'");
		expect(policy).not.toContain("unsafe");
		expect(answer.headers.get("cache-control")).toBe("no-store");
		expect(answer.headers.get("referrer-policy")).toBe("same-origin");
		const text = await answer.text();
		expect(text).toMatch(
			/<script src="\/sign-in\/passkeys\.js" defer><\/script>/,
		);
		expect(text.match(/<script/g)).toHaveLength(1);
		expect(text).not.toMatch(/\son\w+=/);
		const script = await ask("/sign-in/passkeys.js");
		expect(script.headers.get("content-type")).toContain("text/javascript");
		expect(await script.text()).toContain("parseRequestOptionsFromJSON");
	});

	test("ask the database the same of a phone somebody has and of one nobody has", async () => {
		const { ask, service, asked } = breakable();
		await petroJoins(service);
		const questions = async (phone: string): Promise<string[]> => {
			asked.splice(0);
			const { status } = await ask("/sign-in", {
				method: "POST",
				body: new URLSearchParams({ phone }).toString(),
			});
			expect(status).toBe(303);
			return asked.splice(0);
		};
		const known = await questions(PHONE);
		expect(known).toContain("addCode");
		expect(await questions("+380991112233")).toEqual(known);
	});

	test("a database that cannot be read is said, and nobody is told their session is none", async () => {
		const { ask, service, breaks, logged } = breakable();
		const person = await petroJoins(service);
		const { token } = await startSession(
			service,
			{ responderId: person.id },
			{ madeBy: "code", device: "" },
		);
		const headers = { cookie: `__Host-dzvin=${token}` };
		expect((await ask("/v1/responders", { headers })).status).toBe(200);
		breaks();
		expect((await ask("/v1/responders", { headers })).status).toBe(503);
		const account = await ask("/account", { headers });
		expect(account.status).toBe(503);
		expect(await account.text()).toContain("Зараз не можемо вас упізнати");
		const code = await ask("/sign-in", {
			method: "POST",
			body: new URLSearchParams({ phone: PHONE }).toString(),
		});
		expect(code.status).toBe(503);
		const script = await ask("/sign-in/passkey/ask", {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: "{}",
		});
		expect(script.status).toBe(503);
		expect(script.headers.get("content-type")).toBe("application/problem+json");
		expect(logged.join("\n")).not.toContain("67123");
	});
});

test("whoever knocks is counted by where they come from, also behind a proxy", () => {
	const own = "203.0.113.7";
	expect(countedAddress(own, undefined)).toBe(own);
	// From elsewhere a header is anybody's word.
	expect(countedAddress(own, "198.51.100.1")).toBe(own);
	for (const proxy of ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
		expect(countedAddress(proxy, `198.51.100.1, ${own}`)).toBe(own);
	expect(countedAddress("127.0.0.1", undefined)).toBe("127.0.0.1");
	expect(countedAddress("::ffff:203.0.113.7", undefined)).toBe(own);
	expect(countedAddress(undefined, undefined)).toBe("unknown");
	for (const [one, other] of [
		["2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::9"],
		["2001:db8::1", "2001:db8:0:0:ffff::"],
	])
		expect(countedAddress(one, undefined)).toBe(
			countedAddress(other, undefined),
		);
	expect(countedAddress("2001:db8:1:3::1", undefined)).not.toBe(
		countedAddress("2001:db8:1:2::1", undefined),
	);
});

test("codes are six digits, each as likely as any other", () => {
	const seen = Array.from({ length: 20_000 }, newCode);
	for (const code of seen) expect(code).toMatch(/^\d{6}$/);
	const firsts = Object.groupBy(seen, ([first = ""]) => first);
	for (const digit of "0123456789")
		expect(firsts[digit]?.length ?? 0).toBeGreaterThan(1_700);
});

test("a browser is called by its program and its system, or by nothing", () => {
	expect(
		deviceOf(
			"Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
		),
	).toBe("Samsung Internet, Android");
	expect(
		deviceOf(
			"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
		),
	).toBe("Safari, iPhone");
	expect(
		deviceOf(
			"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
		),
	).toBe("Edge, Windows");
	expect(deviceOf("<script>")).toBe("");
	expect(deviceOf()).toBe("");
});

import { expect, test } from "vitest";
import { createKey, readExpiry, readScope, revokeKey } from "../../src/keys.ts";
import { fire, START, village, workbench } from "./workbench.ts";

test("a request without a key, with a wrong key or a wrong form is refused as a problem", async () => {
	const { call } = workbench();
	for (const headers of [
		{},
		{ Authorization: "Bearer wrong" },
		{ Authorization: "Basic YTpi" },
		{ Authorization: "Bearer" },
		{ Authorization: "" },
	] as Record<string, string>[]) {
		const answer = await call("GET", "/v1/incidents", undefined, {
			key: null,
			headers,
		});
		expect(answer.status).toBe(401);
		expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
		expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
		expect(answer.body).toMatchObject({
			status: 401,
			title: "A key is needed",
		});
		expect(answer.text).not.toContain("YTpi");
	}
});

test("nothing is read or written before the key is known", async () => {
	const { call, appends } = workbench();
	const answer = await call(
		"POST",
		"/v1/incidents",
		{ type: "nonsense" },
		{ key: null },
	);
	expect(answer.status).toBe(401);
	expect(appends.count).toBe(0);
});

test("a key made for a machine opens, until it expires, and only its hash is stored", async () => {
	const { call, keyFor, push, service } = workbench();
	const key = await keyFor({ kind: "everything" }, START + 60_000);
	expect((await call("GET", "/v1/incidents", undefined, { key })).status).toBe(
		200,
	);
	const stored = JSON.stringify([
		await service.roster.apiKeys(),
		await service.store.load("admin/everything"),
	]);
	expect(stored).not.toContain(key);
	push(60_000);
	const late = await call("GET", "/v1/incidents", undefined, { key });
	expect(late.status).toBe(401);
	expect(late.body.detail).toContain("expired");
});

test("a revoked key opens nothing any more", async () => {
	const { call, service } = workbench();
	const { id, key } = await createKey(service, {
		name: "desk",
		scope: { kind: "everything" },
	});
	expect((await call("GET", "/v1/brigades", undefined, { key })).status).toBe(
		200,
	);
	await revokeKey(service, id);
	expect((await call("GET", "/v1/brigades", undefined, { key })).status).toBe(
		401,
	);
});

test("keys are listed with their last use and never with what opens; a revoked one is refused at once", async () => {
	const { call, push } = workbench();
	const made = await call("POST", "/v1/keys", { name: "ОКЦ", scope: "own" });
	expect(made.status).toBe(201);
	const { id, key } = made.body;
	const listed = async () =>
		(await call("GET", "/v1/keys")).body.items.find(
			(one: { id: string }) => one.id === id,
		);
	expect(await listed()).toEqual({
		id,
		name: "ОКЦ",
		scope: "own",
		createdAt: new Date(START).toISOString(),
		expiresAt: new Date(START + 365 * 86_400_000).toISOString(),
		lastUsedAt: null,
	});
	push(1_000);
	await call("GET", "/v1/incidents", undefined, { key });
	const used = new Date(START + 1_000).toISOString();
	expect((await listed()).lastUsedAt).toBe(used);
	push(30_000);
	await call("GET", "/v1/incidents", undefined, { key });
	expect((await listed()).lastUsedAt, "to the minute").toBe(used);
	expect((await call("DELETE", `/v1/keys/${id}`)).status).toBe(204);
	expect((await call("GET", "/v1/incidents", undefined, { key })).status).toBe(
		401,
	);
	expect(await listed()).toBeUndefined();
	expect((await call("DELETE", `/v1/keys/${id}`)).status).toBe(404);
});

test("two keys of one name are valid at a time: the old and the new one", async () => {
	const { call } = workbench();
	const make = () =>
		call("POST", "/v1/keys", { name: "ОКЦ", scope: "own", expires: "90d" });
	const [old] = [await make(), await make()];
	const third = await make();
	expect(third.status).toBe(409);
	expect(third.body.detail).toContain(old?.body.id);
	await call("DELETE", `/v1/keys/${old?.body.id}`);
	expect((await make()).status).toBe(201);
});

test("a dispatch centre's key sees what it reported, and no roster", async () => {
	const { call, keyFor } = workbench();
	const { brigade } = await village({ call });
	const [ours, theirs] = [
		await keyFor({ kind: "own", by: "" }),
		await keyFor({ kind: "own", by: "" }),
	];
	const { body: raised } = await call("POST", "/v1/incidents", fire, {
		key: ours,
	});
	const seen = async (key: string) =>
		(await call("GET", "/v1/incidents", undefined, { key })).body.items.map(
			(one: { id: string }) => one.id,
		);
	expect(await seen(ours)).toEqual([raised.id]);
	expect(await seen(theirs)).toEqual([]);
	for (const path of [
		"/v1/brigades",
		`/v1/brigades/${brigade}`,
		"/v1/responders",
	])
		expect((await call("GET", path, undefined, { key: ours })).status).toBe(
			403,
		);
});

test("a key of one brigade sees that brigade alone", async () => {
	const { call, keyFor } = workbench();
	const own = await village({ call });
	const other = await call("POST", "/v1/brigades", {
		name: "Угринь",
		kind: "volunteer",
		location: { lat: 49.03, lon: 25.83 },
	});
	const key = await keyFor({ kind: "brigades", ids: [own.brigade] });
	const seen = await call("GET", "/v1/brigades", undefined, { key });
	expect(seen.body.items.map((b: { id: string }) => b.id)).toEqual([
		own.brigade,
	]);
	for (const path of [
		`/v1/brigades/${other.body.id}`,
		`/v1/brigades/${other.body.id}/policy`,
		`/v1/brigades/${other.body.id}/vehicles`,
	])
		expect((await call("GET", path, undefined, { key })).status).toBe(404);
	expect(
		(await call("DELETE", `/v1/brigades/${other.body.id}`, undefined, { key }))
			.status,
	).toBe(403);
});

test("a key of one brigade may neither add brigades nor import a roster", async () => {
	const { call, keyFor } = workbench();
	const { brigade } = await village({ call });
	const key = await keyFor({ kind: "brigades", ids: [brigade] });
	const added = await call(
		"POST",
		"/v1/brigades",
		{ name: "Нова", kind: "volunteer", location: { lat: 1, lon: 1 } },
		{ key },
	);
	expect(added.status).toBe(403);
	const imported = await call("POST", "/v1/roster/import", "name,phone\n", {
		key,
		headers: { "Content-Type": "text/csv" },
	});
	expect(imported.status).toBe(403);
});

test("an incident of another brigade is not found by a key that does not see it, whatever is asked of it", async () => {
	const { call, keyFor } = workbench();
	await village({ call });
	const raised = await call("POST", "/v1/incidents", fire);
	const far = await call("POST", "/v1/brigades", {
		name: "Далека",
		kind: "volunteer",
		location: { lat: 45, lon: 30 },
	});
	const key = await keyFor({ kind: "brigades", ids: [far.body.id] });
	const id = raised.body.id;
	for (const [method, path, body] of [
		["GET", `/v1/incidents/${id}`],
		["GET", `/v1/incidents/${id}/log`],
		["GET", `/v1/incidents/${id}/stream`],
		["PATCH", `/v1/incidents/${id}`, { peopleInDanger: true }],
		["POST", `/v1/incidents/${id}/close`, {}],
		["POST", `/v1/incidents/${id}/messages`, { text: "їдьте", to: "all" }],
	] as const)
		expect((await call(method, path, body, { key })).status).toBe(404);
	const listed = await call("GET", "/v1/incidents", undefined, { key });
	expect(listed.body.items).toEqual([]);
});

test("scopes and expiries of the command line are read, or refused by what was expected", () => {
	expect(readScope("everything")).toEqual({ kind: "everything" });
	expect(readScope("brigades:a,b")).toEqual({
		kind: "brigades",
		ids: ["a", "b"],
	});
	expect(readScope("area:UA61060370010084537")).toEqual({
		kind: "area",
		code: "UA61060370010084537",
	});
	for (const wrong of ["", "all", "brigades:", "area:61", "brigades"])
		expect(() => readScope(wrong)).toThrow("Expected a scope");
	expect(readExpiry("90d", START)).toBe(START + 90 * 86_400_000);
	expect(readExpiry("2027-01-31", START)).toBe(Date.parse("2027-01-31"));
	for (const wrong of ["", "soon", "2020-01-01", "0d"])
		expect(() => readExpiry(wrong, START)).toThrow("Expected days");
});

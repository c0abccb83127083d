/** A person's own data over HTTP: handed out to who may have it, taken away with one DELETE. */
import { expect, test } from "vitest";
import { person, village, workbench } from "./workbench.ts";

test("what is held about a person is handed out with one request, to a key that sees the person", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	const path = `/v1/responders/${people[0]}`;
	const shown = (await bench.call("GET", path)).body;
	const held = await bench.call("GET", `${path}/export`);
	expect(held.status).toBe(200);
	expect(held.headers.get("Content-Disposition")).toContain("attachment");
	expect(held.headers.get("Cache-Control")).toBe("no-store");
	expect(held.body.person).toMatchObject({
		id: people[0],
		name: shown.name,
		phones: [shown.phone],
		places: shown.places,
	});
	expect(held.body.administration[0]).toMatchObject({ type: "ResponderAdded" });
	const own = await bench.keyFor({ kind: "brigades", ids: [brigade] });
	expect(
		(await bench.call("GET", `${path}/export`, undefined, { key: own })).status,
	).toBe(200);
	const other = await bench.call("POST", "/v1/brigades", {
		name: "Угринь",
		kind: "volunteer",
		location: { lat: 49.05, lon: 25.76 },
	});
	const foreign = await bench.keyFor({
		kind: "brigades",
		ids: [other.body.id],
	});
	for (const [method, at] of [
		["GET", `${path}/export`],
		["DELETE", path],
	] as const)
		expect(
			(await bench.call(method, at, undefined, { key: foreign })).status,
		).toBe(404);
	expect((await bench.call("GET", path)).status).toBe(200);
});

test("a deleted person is gone from every answer, and the phone is free for somebody else", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	const path = `/v1/responders/${people[0]}`;
	const { phone, name } = (await bench.call("GET", path)).body;
	expect((await bench.call("DELETE", path)).status).toBe(204);
	for (const [method, at] of [
		["GET", path],
		["GET", `${path}/export`],
		["DELETE", path],
	] as const)
		expect((await bench.call(method, at)).status).toBe(404);
	const list = await bench.call("GET", "/v1/roster/export");
	expect(list.text).not.toContain(name);
	expect(list.text).not.toContain(phone);
	const again = await bench.call(
		"POST",
		"/v1/responders",
		person(brigade, "Інша людина", phone),
	);
	expect(again.status).toBe(201);
	const log = JSON.stringify(
		await bench.service.store.load("admin/everything"),
	);
	expect(log).toContain("ResponderRemoved");
	expect(log).not.toContain(name);
});

test("while the database takes no writes nobody is erased by halves", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	bench.service.degraded = () => ["blind"];
	const path = `/v1/responders/${people[0]}`;
	expect((await bench.call("DELETE", path)).status).toBe(503);
	expect((await bench.call("GET", path)).status).toBe(200);
});

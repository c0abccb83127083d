import { expect, test } from "vitest";
import { fire, START, village, workbench } from "./workbench.ts";

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

async function burning() {
	const bench = workbench();
	const own = await village(bench);
	const raised = await bench.call("POST", "/v1/incidents", fire);
	expect(raised.status).toBe(201);
	return { ...bench, ...own, id: raised.body.id as string, raised };
}

// --- Raising -------------------------------------------------------------------

test("a raised alarm answers 201 with its board, place and people, instants in ISO 8601", async () => {
	const { raised, vehicle, people } = await burning();
	expect(raised.headers.get("Location")).toBe(
		`/v1/incidents/${raised.body.id}`,
	);
	expect(raised.body).toMatchObject({
		number: 100,
		type: "structure_fire",
		mode: "actual",
		status: "open",
		place: fire.place,
		description: fire.description,
		location: fire.location,
		peopleInDanger: false,
		externalId: null,
		verdict: null,
	});
	expect(raised.body.reportedAt).toBe(new Date(START).toISOString());
	expect(raised.body.alertedAt).toMatch(ISO);
	expect(raised.body.crews[0].vehicleId).toBe(vehicle);
	expect(
		raised.body.responders.map((r: { id: string }) => r.id).sort(),
	).toEqual([...people].sort());
	expect(raised.text).not.toMatch(/:\d{13}[,}]/);
	expect(raised.text).not.toContain("38067");
});

test("the type alone is enough", async () => {
	const { call } = workbench();
	const { status, body } = await call("POST", "/v1/incidents", {
		type: "vegetation_fire",
	});
	expect(status).toBe(201);
	expect(body).toMatchObject({
		type: "vegetation_fire",
		status: "open",
		place: null,
	});
});

test("what is null in a report says the same as what is left out", async () => {
	const { call } = workbench();
	const { status, body } = await call("POST", "/v1/incidents", {
		type: "other",
		location: null,
		place: null,
		externalId: null,
		classifierCode: null,
		rank: null,
		reporterPhone: null,
	});
	expect(status).toBe(201);
	expect(body.location).toBeNull();
});

test("an alarm is not refused for a reporter's phone that nobody can read", async () => {
	const { call } = workbench();
	const { status } = await call("POST", "/v1/incidents", {
		type: "structure_fire",
		reporterPhone: "2-34 (сусідка)",
	});
	expect(status).toBe(201);
});

test("bad input is named by path, all of it at once, with what came, and nothing is written", async () => {
	const { call, appends } = workbench();
	const { status, body, headers, text } = await call(
		"POST",
		"/v1/incidents?dry=1",
		{
			type: "structure_fre",
			mode: 3,
			location: { lat: 91.5, lon: "25", radius: 3 },
			place: "",
			peopleInDanger: "ні",
			brigadeIds: ["nobody", 7],
			color: "red",
		},
	);
	expect(status).toBe(400);
	expect(headers.get("Content-Type")).toBe("application/problem+json");
	const byPath = Object.fromEntries(
		body.errors.map((e: { path: string; message: string }) => [
			e.path,
			e.message,
		]),
	);
	expect(Object.keys(byPath).sort()).toEqual(
		[
			"brigadeIds[0]",
			"brigadeIds[1]",
			"color",
			"dry",
			"location.lat",
			"location.lon",
			"location.radius",
			"mode",
			"peopleInDanger",
			"place",
			"type",
		].sort(),
	);
	expect(byPath.type).toContain('came "structure_fre"');
	expect(byPath.type).toContain("structure_fire, outbuilding_fire");
	expect(byPath["location.lon"]).toBe("expected a number, came a text");
	expect(byPath.color).toContain("unknown field");
	expect(text).not.toContain("91.5");
	expect(appends.count).toBe(0);
});

test("a body that is not JSON, of another type or too large is refused as what it is", async () => {
	const { call, appends } = workbench();
	const json = { "Content-Type": "application/json" };
	const post = (body: string, headers: Record<string, string>) =>
		call("POST", "/v1/incidents", body, { headers });
	const broken = await post('{"type": "+380671234567", oops', json);
	expect(broken.status).toBe(400);
	expect(broken.body.detail).toMatch(/^Expected JSON/);
	expect(broken.text).not.toContain("380671234567");
	expect((await post("", json)).body.detail).toContain("empty body");
	expect((await post("[]", json)).body.errors[0]).toEqual({
		path: "",
		message: "expected an object, came a list",
	});
	expect(
		(
			await post("type=other", {
				"Content-Type": "application/x-www-form-urlencoded",
			})
		).status,
	).toBe(415);
	const large = await post(
		JSON.stringify({ type: "other", place: "я".repeat(300_000) }),
		json,
	);
	expect(large.status).toBe(413);
	for (const answer of [broken, large])
		expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
	expect(appends.count).toBe(0);
});

// --- Idempotency ------------------------------------------------------------------

test("the same key and body is the same incident with 200, whatever the order of the fields", async () => {
	const { call } = workbench();
	const headers = { "Idempotency-Key": "okc-2026-118" };
	const first = await call(
		"POST",
		"/v1/incidents",
		{ type: "other", place: "Росохач" },
		{ headers },
	);
	const again = await call(
		"POST",
		"/v1/incidents",
		{ place: "Росохач", type: "other" },
		{ headers },
	);
	expect([first.status, again.status]).toEqual([201, 200]);
	expect(again.body.id).toBe(first.body.id);
	expect((await call("GET", "/v1/incidents")).body.items).toHaveLength(1);
});

test("the same key with another body is 422, and nothing new is written", async () => {
	const { call, appends } = workbench();
	const headers = { "Idempotency-Key": "okc-2026-118" };
	await call("POST", "/v1/incidents", { type: "other" }, { headers });
	const before = appends.count;
	const other = await call(
		"POST",
		"/v1/incidents",
		{ type: "rescue" },
		{ headers },
	);
	expect(other.status).toBe(422);
	expect(other.body.title).toContain("Idempotency-Key");
	expect(appends.count).toBe(before);
});

test("two machines may use the same idempotency key for two alarms", async () => {
	const { call, keyFor } = workbench();
	const key = await keyFor({ kind: "everything" });
	const headers = { "Idempotency-Key": "1" };
	const one = await call(
		"POST",
		"/v1/incidents",
		{ type: "other" },
		{ headers },
	);
	const two = await call(
		"POST",
		"/v1/incidents",
		{ type: "other" },
		{ headers, key },
	);
	expect([one.status, two.status]).toEqual([201, 201]);
	expect(two.body.id).not.toBe(one.body.id);
});

test("the same source and externalId is the same incident without any key", async () => {
	const { call } = workbench();
	const report = { ...fire, externalId: "2026-118" };
	const first = await call("POST", "/v1/incidents", report);
	const again = await call("POST", "/v1/incidents", report);
	expect([first.status, again.status]).toEqual([201, 200]);
	expect(again.body).toMatchObject({
		id: first.body.id,
		externalId: "2026-118",
	});
});

test("many posts of one alarm at the same moment are one incident", async () => {
	const { call } = workbench();
	const headers = { "Idempotency-Key": "storm" };
	const answers = await Promise.all(
		Array.from({ length: 8 }, () =>
			call("POST", "/v1/incidents", { type: "other" }, { headers }),
		),
	);
	expect(new Set(answers.map((a) => a.body.id)).size).toBe(1);
	expect(answers.map((a) => a.status).filter((s) => s === 201)).toHaveLength(1);
});

test("an idempotency key that cannot be a header's is named", async () => {
	const { call } = workbench();
	const { status, body } = await call(
		"POST",
		"/v1/incidents",
		{ type: "other" },
		{
			headers: { "Idempotency-Key": "x".repeat(256) },
		},
	);
	expect(status).toBe(400);
	expect(body.errors).toEqual([
		{
			path: "Idempotency-Key",
			message: expect.stringContaining("256 characters"),
		},
	]);
});

test("an action repeated with its key is done once; the key with another action is 422 and does nothing", async () => {
	const { call, id } = await burning();
	const headers = { "Idempotency-Key": "close-1" };
	const first = await call(
		"POST",
		`/v1/incidents/${id}/take-over`,
		{},
		{ headers },
	);
	const again = await call(
		"POST",
		`/v1/incidents/${id}/take-over`,
		{},
		{ headers },
	);
	expect([first.status, again.status]).toEqual([200, 200]);
	expect(again.body.version).toBe(first.body.version);
	const other = await call(
		"POST",
		`/v1/incidents/${id}/close`,
		{},
		{ headers },
	);
	expect(other.status).toBe(422);
	expect((await call("GET", `/v1/incidents/${id}`)).body.status).toBe("open");
});

// --- Looking -----------------------------------------------------------------------

test("a preview shows who would be alerted and why, and writes nothing", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	const before = bench.appends.count;
	const { status, body } = await bench.call(
		"POST",
		"/v1/incidents/preview",
		fire,
	);
	expect(status).toBe(200);
	expect(body.responders.map((r: { id: string }) => r.id).sort()).toEqual(
		[...people].sort(),
	);
	expect(body.responders[0].why.code).toEqual(expect.any(String));
	expect(body.crews[0].chance).toEqual(expect.any(Number));
	expect(bench.appends.count).toBe(before);
	expect((await bench.call("GET", "/v1/incidents")).body.items).toEqual([]);
});

test("incidents are listed newest first, by status, by instant and page by page", async () => {
	const { call, push } = workbench();
	const ids: string[] = [];
	for (let at = 0; at < 3; at += 1) {
		ids.push(
			(await call("POST", "/v1/incidents", { type: "other", force: true })).body
				.id,
		);
		push(60_000);
	}
	await call("POST", `/v1/incidents/${ids[0]}/close`, {});
	const list = async (query: string): Promise<string[]> =>
		(await call("GET", `/v1/incidents?${query}`)).body.items.map(
			(i: { id: string }) => i.id,
		);
	expect(await list("")).toEqual([ids[2], ids[1], ids[0]]);
	expect(await list("status=closed")).toEqual([ids[0]]);
	expect(await list("status=open,closed")).toHaveLength(3);
	expect(await list("status=open&status=closed")).toHaveLength(3);
	expect(await list(`since=${new Date(START + 60_000).toISOString()}`)).toEqual(
		[ids[2], ids[1]],
	);
	const first = await call("GET", "/v1/incidents?limit=2");
	expect(first.body.items).toHaveLength(2);
	expect(
		await list(`limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`),
	).toEqual([ids[0]]);
	const all = await call("GET", "/v1/incidents");
	expect(all.body.nextCursor).toBeNull();
	expect(all.body.items[2]).toMatchObject({
		number: 100,
		status: "closed",
		type: "other",
	});
	expect(all.body.items[2].endedAt).toMatch(ISO);
});

test("a query that cannot be read is named by its parameters, all at once", async () => {
	const { call } = workbench();
	const { status, body } = await call(
		"GET",
		"/v1/incidents?status=burning&since=yesterday&limit=0&colour=red",
	);
	expect(status).toBe(400);
	expect(body.errors.map((e: { path: string }) => e.path).sort()).toEqual([
		"colour",
		"limit",
		"since",
		"status",
	]);
});

test("an incident nobody has is 404 as a problem, read or commanded", async () => {
	const { call } = workbench();
	for (const [method, path] of [
		["GET", "/v1/incidents/none"],
		["GET", "/v1/incidents/none/log"],
		["GET", "/v1/incidents/none/stream"],
		["POST", "/v1/incidents/none/confirm"],
	] as const) {
		const answer = await call(method, path);
		expect(answer.status).toBe(404);
		expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
	}
});

test("the log tells every fact in order with words and ISO instants, page by page", async () => {
	const { call, id, people } = await burning();
	await call("POST", `/v1/incidents/${id}/responses`, {
		responderId: people[0],
		answer: "responding",
		etaMinutes: 5,
		note: "беру ключ",
	});
	const { body, text } = await call("GET", `/v1/incidents/${id}/log`);
	const [first] = body.items;
	expect(first).toMatchObject({
		seq: 1,
		type: "IncidentReported",
		place: fire.place,
	});
	expect(body.items.map((e: { seq: number }) => e.seq)).toEqual(
		body.items.map((_: unknown, at: number) => at + 1),
	);
	for (const entry of body.items) expect(entry.at).toMatch(ISO);
	expect(text).toContain("беру ключ");
	expect(text).not.toMatch(/:\d{13}[,}]/);
	const page = await call("GET", `/v1/incidents/${id}/log?limit=1`);
	const next = await call(
		"GET",
		`/v1/incidents/${id}/log?limit=1&cursor=${page.body.nextCursor}`,
	);
	expect(next.body.items[0].seq).toBe(2);
});

test("words that were erased stand in the log as null", async () => {
	const { call, id, service } = await burning();
	const [head] = (
		await service.store.heads({ kind: "everything" }, { limit: 1 })
	).items;
	await service.store.append({
		at: START,
		forgetWords: [head?.placeWordsId ?? ""],
	});
	const { body } = await call("GET", `/v1/incidents/${id}/log`);
	expect(body.items[0]).toMatchObject({
		place: null,
		description: fire.description,
	});
	expect((await call("GET", "/v1/incidents")).body.items[0].place).toBeNull();
});

// --- Correcting and commanding --------------------------------------------------------

test("a correction changes place, location, type and danger, and only these", async () => {
	const { call, id } = await burning();
	const { status, body } = await call("PATCH", `/v1/incidents/${id}`, {
		place: "Росохач, вул. Шевченка, 21",
		location: { lat: 49.02, lon: 25.8 },
		type: "industrial_fire",
		peopleInDanger: true,
	});
	expect(status).toBe(200);
	expect(body).toMatchObject({
		place: "Росохач, вул. Шевченка, 21",
		location: { lat: 49.02, lon: 25.8 },
		type: "industrial_fire",
		peopleInDanger: true,
	});
	const empty = await call("PATCH", `/v1/incidents/${id}`, {});
	expect(empty.body.errors[0].message).toContain(
		"at least one of location, place",
	);
	const number = await call("PATCH", `/v1/incidents/${id}`, {
		number: 7,
		status: "closed",
	});
	expect(number.body.errors.map((e: { path: string }) => e.path)).toEqual(
		expect.arrayContaining(["number", "status"]),
	);
});

test("a resident's report is confirmed or dismissed by a human", async () => {
	const { call } = workbench();
	const report = { ...fire, source: "resident" };
	const one = await call("POST", "/v1/incidents", { ...report, force: true });
	expect(one.body.status).toBe("unconfirmed");
	expect(
		(await call("POST", `/v1/incidents/${one.body.id}/confirm`)).body.status,
	).toBe("open");
	const two = await call("POST", "/v1/incidents", { ...report, force: true });
	const dismissed = await call(
		"POST",
		`/v1/incidents/${two.body.id}/dismiss`,
		{},
	);
	expect(dismissed.body.status).toBe("cancelled");
});

test("take over, stand down, alert next, close and reopen go through with or without a reason", async () => {
	const { call, id } = await burning();
	const act = (name: string, body?: unknown) =>
		call("POST", `/v1/incidents/${id}/${name}`, body);
	const taken = await act("take-over");
	expect(taken.body.humanInCharge).toMatchObject({
		at: expect.stringMatching(ISO),
	});
	expect((await act("alert-next", {})).status).toBe(200);
	expect((await act("stand-down", { reason: null })).status).toBe(200);
	expect((await act("close", { reason: "загашено" })).body.status).toBe(
		"closed",
	);
	expect((await act("reopen", {})).body.status).toBe("open");
	expect((await act("cancel", {})).body.status).toBe("cancelled");
});

test("a command the present state does not allow is 409 with that state", async () => {
	const { call, id } = await burning();
	await call("POST", `/v1/incidents/${id}/close`, {});
	const again = await call("POST", `/v1/incidents/${id}/confirm`, {});
	expect(again.status).toBe(409);
	expect(again.body).toMatchObject({ status: 409, incidentStatus: "closed" });
});

test("an incident of 101 is cancelled by its own desk; another key only proposes", async () => {
	const { call, keyFor, brigade } = await burning();
	const own = await keyFor({ kind: "own", by: "" });
	const chief = await keyFor({ kind: "brigades", ids: [brigade] });
	const raised = await call(
		"POST",
		"/v1/incidents",
		{ ...fire, force: true },
		{ key: own },
	);
	const path = `/v1/incidents/${raised.body.id}/cancel`;
	const proposed = await call(
		"POST",
		path,
		{ reason: "duplicate" },
		{ key: chief },
	);
	expect(proposed.body.status).toBe("open");
	const done = await call("POST", path, { reason: "duplicate" }, { key: own });
	expect(done.body.status).toBe("cancelled");
});

test("a brigade's key that speaks for 101 speaks for its chief, and its alarm rings all the same", async () => {
	const { call, keyFor, brigade } = await burning();
	const chief = await keyFor({ kind: "brigades", ids: [brigade] });
	const raised = await call(
		"POST",
		"/v1/incidents",
		{ ...fire, source: "okc_101", force: true },
		{ key: chief },
	);
	expect(raised.body).toMatchObject({ source: "chief", status: "open" });
});

test("a vehicle that does not run is out of service afterwards", async () => {
	const { call, id, vehicle, brigade } = await burning();
	const unknown = await call("POST", `/v1/incidents/${id}/vehicle-down`, {
		vehicleId: "none",
	});
	expect(unknown.body.errors).toEqual([
		{ path: "vehicleId", message: expect.stringContaining("id of a vehicle") },
	]);
	expect(
		(await call("POST", `/v1/incidents/${id}/vehicle-down`)).body.detail,
	).toContain("empty body");
	const unnamed = await call("POST", `/v1/incidents/${id}/vehicle-down`, {});
	expect(unnamed.body.errors[0]).toEqual({
		path: "vehicleId",
		message: "expected a text, came nothing",
	});
	const down = await call("POST", `/v1/incidents/${id}/vehicle-down`, {
		vehicleId: vehicle,
	});
	expect(down.status).toBe(200);
	const vehicles = await call("GET", `/v1/brigades/${brigade}/vehicles`);
	expect(vehicles.body.items[0].state).toBe("outOfService");
});

test("an answer on somebody's behalf counts, and its person can be taken off the seat", async () => {
	const { call, id, people } = await burning();
	const { status, body } = await call("POST", `/v1/incidents/${id}/responses`, {
		responderId: people[0],
		answer: "responding",
		etaMinutes: 20,
		to: "station",
		notDriving: true,
		note: null,
	});
	expect(status).toBe(200);
	const seen = body.responders.find((r: { id: string }) => r.id === people[0]);
	expect(seen).toMatchObject({
		answer: "responding",
		notDriving: true,
		to: "station",
	});
	expect(seen.etaAt).toMatch(ISO);
	const off = await call("POST", `/v1/incidents/${id}/unseat`, {
		responderId: people[0],
	});
	expect(off.status).toBe(200);
	const nobody = await call("POST", `/v1/incidents/${id}/responses`, {
		responderId: "nobody",
		answer: "responding",
	});
	expect(nobody.body.errors[0].path).toBe("responderId");
	const odd = await call("POST", `/v1/incidents/${id}/responses`, {
		answer: "maybe",
		etaMinutes: -1,
		shoes: 2,
	});
	expect(odd.body.errors.map((e: { path: string }) => e.path).sort()).toEqual([
		"answer",
		"etaMinutes",
		"responderId",
		"shoes",
	]);
});

test("a mark is kept with its instant; one ahead of time is refused", async () => {
	const { call, id, vehicle, push, now } = await burning();
	push(600_000);
	const at = new Date(now() - 60_000).toISOString();
	const { body } = await call("POST", `/v1/incidents/${id}/marks`, {
		mark: "departed",
		vehicleId: vehicle,
		at,
	});
	expect(body.marks).toEqual([
		expect.objectContaining({ mark: "departed", at }),
	]);
	const ahead = await call("POST", `/v1/incidents/${id}/marks`, {
		mark: "onScene",
		brigadeId: "none",
		at: new Date(now() + 600_000).toISOString(),
	});
	expect(ahead.status).toBe(400);
	expect(ahead.body.errors.map((e: { path: string }) => e.path)).toEqual([
		"brigadeId",
		"at",
	]);
});

test("words to the crew are sealed beside the log and written out to people", async () => {
	const { call, id, people, service } = await burning();
	await call("POST", `/v1/incidents/${id}/responses`, {
		responderId: people[0],
		answer: "responding",
	});
	const before = (await service.store.rows(id)).length;
	const { status } = await call("POST", `/v1/incidents/${id}/messages`, {
		text: "Візьміть мотопомпу",
		to: "coming",
	});
	expect(status).toBe(200);
	expect((await service.store.rows(id)).length).toBeGreaterThan(before);
	const stored = JSON.stringify(await service.store.load(`incident/${id}`));
	expect(stored).not.toContain("мотопомпу");
	expect((await call("GET", `/v1/incidents/${id}/log`)).text).toContain(
		"мотопомпу",
	);
});

test("an impact is answered yes or no, not left out", async () => {
	const { call } = workbench();
	const raised = await call("POST", "/v1/incidents", {
		type: "shelling_impact",
	});
	const id = raised.body.id;
	expect(raised.body.status).toBe("unconfirmed");
	const silent = await call("POST", `/v1/incidents/${id}/impact`, {});
	expect(silent.body.errors).toEqual([
		{ path: "impact", message: "expected true or false, came nothing" },
	]);
	expect(
		(await call("POST", `/v1/incidents/${id}/impact`, { impact: true })).status,
	).toBe(200);
});

test("a truck that waits is let go by whoever steers it, and the board says who", async () => {
	const bench = workbench();
	const { call } = bench;
	const raised = await call("POST", "/v1/incidents", {
		type: "shelling_impact",
		location: { lat: 49.0171, lon: 25.7951 },
	});
	const path = `/v1/incidents/${raised.body.id}`;
	expect(raised.body.departure).toEqual({
		waits: "impact",
		allowedAt: null,
		allowedBy: null,
	});
	expect(raised.body.staging).toEqual({ words: null, location: null });
	const allowed = await call("POST", `${path}/allow-departure`);
	expect(allowed.status).toBe(200);
	expect(allowed.body.departure).toEqual({
		waits: null,
		allowedAt: expect.stringMatching(/Z$/),
		allowedBy: expect.any(String),
	});
	// Said twice it is one word; and there is none to give where nothing waits.
	const again = await call("POST", `${path}/allow-departure`);
	expect(again.body.version).toBe(allowed.body.version);
	const fire = await call("POST", "/v1/incidents", {
		type: "structure_fire",
		location: { lat: 50.0171, lon: 25.7951 },
		force: true,
	});
	const idle = await call(
		"POST",
		`/v1/incidents/${fire.body.id}/allow-departure`,
	);
	expect(idle.status).toBe(200);
	expect(idle.body).not.toHaveProperty("departure");
	expect(idle.body).not.toHaveProperty("airRaid");
});

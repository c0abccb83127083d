/**
 * Merging by the API: one write for both, once, by whom it may be; and what stands
 * behind a board, for whom it may be shown.
 */
import { expect, test } from "vitest";
import type { Asking, Grant } from "../../src/access.ts";
import { answer, saidByButton } from "../../src/answer.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	fire,
	START,
	village,
	type Workbench,
	workbench,
} from "./workbench.ts";

const ORIGIN = { Origin: "https://dzvin.example" };

async function twoReports(first: object = {}, second: object = {}) {
	const state: { asking?: Asking } = {};
	const bench = workbench({ personOf: async () => state.asking });
	const own = await village(bench);
	const raise = async (more: object): Promise<string> => {
		const { status, text, body } = await bench.call("POST", "/v1/incidents", {
			...fire,
			source: "chief",
			force: true,
			...more,
		});
		expect(status, text).toBe(201);
		return body.id;
	};
	const id = await raise(first);
	bench.push(1_000);
	const again = await raise({ place: "за школою", ...second });
	/** Whoever has signed in, instead of a key. */
	const become = (by: Asking["by"], grants: Grant[]): void => {
		state.asking = { keyId: "session", name: "", by, grants };
	};
	const ask = (method: string, path: string, body?: unknown) =>
		bench.call(method, path, body, { key: null, headers: ORIGIN });
	return { ...bench, ...own, id, again, become, ask };
}

const chiefOf = (brigade: string): Grant => ({
	role: "chief",
	scope: { kind: "brigades", ids: [brigade] },
});

test("a merge is one write for both incidents, and the duplicate's board says into which", async () => {
	const { call, id, again, appends } = await twoReports();
	const before = appends.count;
	const { status, body } = await call("POST", `/v1/incidents/${again}/merge`, {
		into: id,
		reason: "той самий дах",
	});
	expect(status).toBe(200);
	expect(appends.count).toBe(before + 1);
	expect(body).toMatchObject({
		id: again,
		status: "cancelled",
		mergedInto: { id, number: 100 },
	});
	const other = (await call("GET", `/v1/incidents/${id}`)).body;
	expect(other.status).toBe("open");
	expect(other.mergedFrom).toEqual([
		{
			id: again,
			number: 101,
			type: "structure_fire",
			source: "chief",
			reportedAt: new Date(START + 1_000).toISOString(),
			externalId: null,
			location: fire.location,
			place: "за школою",
			description: "горить дах",
			by: expect.any(String),
			at: new Date(START + 1_000).toISOString(),
		},
	]);
	const { items } = (await call("GET", `/v1/incidents/${again}/log`)).body;
	expect(items.at(-1)).toMatchObject({
		type: "IncidentCancelled",
		reason: "duplicate",
		into: { id, number: 100 },
		words: "той самий дах",
	});
});

test("a write that fails leaves neither half", async () => {
	const { call, id, again, service } = await twoReports();
	const { append } = service.store;
	service.store.append = async () => {
		throw new Error("SQLITE_FULL: the disk is full");
	};
	const failed = await call("POST", `/v1/incidents/${again}/merge`, {
		into: id,
	});
	expect(failed.status).toBe(503);
	service.store.append = append;
	const board = async (one: string) =>
		(await call("GET", `/v1/incidents/${one}`)).body;
	expect(await board(again)).toMatchObject({ status: "open" });
	expect((await board(id)).mergedFrom).toBeUndefined();
	const done = await call("POST", `/v1/incidents/${again}/merge`, { into: id });
	expect(done.body.status).toBe("cancelled");
});

test("posted again it is the one deed, with the same key and with another", async () => {
	const { call, id, again, appends } = await twoReports();
	const merge = (key: string) =>
		call(
			"POST",
			`/v1/incidents/${again}/merge`,
			{ into: id },
			{ headers: { "Idempotency-Key": key } },
		);
	const first = await merge("one");
	const { version } = (await call("GET", `/v1/incidents/${id}`)).body;
	const before = appends.count;
	expect((await merge("one")).body).toEqual(first.body);
	expect(appends.count).toBe(before);
	expect((await merge("two")).status).toBe(200);
	expect((await call("GET", `/v1/incidents/${id}`)).body.version).toBe(version);
});

test("two merges against each other end with one fire, not with none, and wait for nobody", async () => {
	const { call, id, again } = await twoReports();
	const answers = await Promise.all([
		call("POST", `/v1/incidents/${again}/merge`, { into: id }),
		call("POST", `/v1/incidents/${id}/merge`, { into: again }),
	]);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	const boards = await Promise.all(
		[id, again].map((one) => call("GET", `/v1/incidents/${one}`)),
	);
	expect(boards.map(({ body }) => body.status).sort()).toEqual([
		"cancelled",
		"open",
	]);
});

test("what cannot be merged is refused in words, and nothing changes", async () => {
	const { call, id, again } = await twoReports({}, { mode: "exercise" });
	const merge = (one: string, into: string) =>
		call("POST", `/v1/incidents/${one}/merge`, { into });
	const drill = await merge(again, id);
	expect(drill.status).toBe(409);
	expect(drill.body.detail).toMatch(/mode exercise is never merged/);
	const itself = await merge(id, id);
	expect(itself.status).toBe(409);
	const nowhere = await merge(id, "none");
	expect(nowhere.status).toBe(400);
	expect(nowhere.body.errors[0].path).toBe("into");
	await call("POST", `/v1/incidents/${again}/close`, {});
	const over = await merge(id, again);
	expect(over.body).toMatchObject({ status: 409, incidentStatus: "open" });
	expect(over.body.detail).toMatch(/#101 is closed/);
	expect((await call("GET", `/v1/incidents/${id}`)).body.status).toBe("open");
});

test("into a desk's incident, and a desk's own, only its desk merges; an administrator speaks for all", async () => {
	for (const raised of ["first", "second"] as const) {
		const { call, ask, become, id, again, brigade, people } = await twoReports(
			raised === "first" ? { source: "okc_101" } : {},
			raised === "second" ? { source: "s112" } : {},
		);
		become({ kind: "responder", id: people[0] ?? "" }, [chiefOf(brigade)]);
		const chief = await ask("POST", `/v1/incidents/${again}/merge`, {
			into: id,
		});
		expect(chief.status).toBe(409);
		expect(chief.body.detail).toMatch(/merged by that desk only/);
		const done = await call("POST", `/v1/incidents/${again}/merge`, {
			into: id,
		});
		expect(done.body.status).toBe("cancelled");
	}
});

test("a desk merges what it has raised itself, and what a chief has, but not another desk's", async () => {
	const bench = await twoReports();
	const { ask, become, id, again, brigade } = bench;
	const officer: Grant = { role: "dutyOfficer", scope: EVERYTHING };
	become({ kind: "desk", id: "desk-one" }, [officer]);
	const raised = await ask("POST", "/v1/incidents", {
		...fire,
		source: "okc_101",
		force: true,
		brigadeIds: [brigade],
	});
	expect(raised.status, raised.text).toBe(201);
	const own = raised.body.id;
	become({ kind: "desk", id: "desk-two" }, [officer]);
	const other = await ask("POST", `/v1/incidents/${again}/merge`, {
		into: own,
	});
	expect(other.status).toBe(409);
	become({ kind: "desk", id: "desk-one" }, [officer]);
	const mine = await ask("POST", `/v1/incidents/${again}/merge`, { into: own });
	expect(mine.body, mine.text).toMatchObject({ status: "cancelled" });
	const away = await ask("POST", `/v1/incidents/${own}/merge`, { into: id });
	expect(away.body).toMatchObject({ mergedInto: { id } });
});

test("the same external id goes on answering the duplicate, whose board says where it went", async () => {
	const { call, id, again } = await twoReports({}, { externalId: "2026-118" });
	await call("POST", `/v1/incidents/${again}/merge`, { into: id });
	const posted = await call("POST", "/v1/incidents", {
		...fire,
		source: "chief",
		externalId: "2026-118",
	});
	expect(posted.status).toBe(200);
	expect(posted.body).toMatchObject({ id: again, mergedInto: { id } });
	const board = await call("GET", `/v1/incidents/${id}`);
	expect(board.body.mergedFrom[0].externalId).toBe("2026-118");
});

test("an answer to the first of a chain counts at its end; the carrier's repeat of an older one counts nowhere", async () => {
	const { call, id, again, people, service } = await twoReports();
	const third = (
		await call("POST", "/v1/incidents", {
			...fire,
			source: "chief",
			force: true,
		})
	).body.id;
	const says = (responderId: string, code: "y" | "no", commandId: string) =>
		answer(service, {
			incidentId: again,
			responderId,
			said: saidByButton(code),
			channel: "telegram",
			commandId,
		});
	const [ivan = "", oleh = ""] = people;
	await says(oleh, "y", "tap-1");
	await call("POST", `/v1/incidents/${again}/merge`, { into: id });
	await call("POST", `/v1/incidents/${id}/merge`, { into: third });
	const said = await says(ivan, "y", "tap-2");
	expect(said).toMatchObject({
		kind: "answered",
		incident: { id: third },
		message: { answer: "responding" },
	});
	await says(oleh, "no", "tap-3");
	// What he had said to the duplicate comes once more: his newer word stands.
	await says(oleh, "y", "tap-1");
	const { responders } = (await call("GET", `/v1/incidents/${third}`)).body;
	const answers = Object.fromEntries(
		responders.map((r: { id: string; answer: string }) => [r.id, r.answer]),
	);
	expect(answers).toMatchObject({
		[ivan]: "responding",
		[oleh]: "notResponding",
	});
});

test("a third report merged into a duplicate goes where that one went, by the rules of that one", async () => {
	const { call, ask, become, id, again, brigade, people } = await twoReports({
		source: "okc_101",
	});
	const { body } = await call("POST", "/v1/incidents", {
		...fire,
		source: "chief",
		force: true,
	});
	await call("POST", `/v1/incidents/${again}/merge`, { into: id });
	const path = `/v1/incidents/${body.id}/merge`;
	become({ kind: "responder", id: people[0] ?? "" }, [chiefOf(brigade)]);
	// Neither report is a desk's, but the fire they would end in is.
	expect((await ask("POST", path, { into: again })).status).toBe(409);
	const done = await call("POST", path, { into: again });
	expect(done.body).toMatchObject({ mergedInto: { id } });
	const { mergedFrom } = (await call("GET", `/v1/incidents/${id}`)).body;
	expect(mergedFrom.map((one: { id: string }) => one.id)).toEqual([
		again,
		body.id,
	]);
	expect((await call("POST", path, { into: id })).status).toBe(200);
});

test("an old button never closes or dismisses the fire that goes on", async () => {
	const { call, id, again, people, service, brigade } = await twoReports();
	const [ivan = ""] = people;
	await call("PATCH", `/v1/brigades/${brigade}`, {
		roles: [{ role: "chief", responderId: ivan, order: 1 }],
	});
	const held = (
		await call("POST", "/v1/incidents", { ...fire, source: "chief" })
	).body;
	expect(held.possibleDuplicateOf).toBeTruthy();
	await call("POST", `/v1/incidents/${held.id}/merge`, { into: id });
	for (const code of ["dismiss", "close"] as const) {
		const said = await answer(service, {
			incidentId: held.id,
			responderId: ivan,
			said: saidByButton(code),
			channel: "telegram",
			commandId: code,
		});
		expect(said.kind, code).toBe("ended");
	}
	for (const one of [id, again])
		expect((await call("GET", `/v1/incidents/${one}`)).body.status).toBe(
			"open",
		);
});

test("opened again the duplicate is a fire of its own, and the other names it no more", async () => {
	const { call, id, again, service } = await twoReports();
	await call("POST", `/v1/incidents/${again}/merge`, { into: id });
	const { body } = await call("POST", `/v1/incidents/${again}/reopen`, {});
	expect(body.status).toBe("open");
	expect(body.mergedInto).toBeUndefined();
	// What one incident tells another goes through the outbox.
	const told = (await service.store.rows(id)).filter(
		({ kind }) => kind === "command",
	);
	expect(told).toHaveLength(1);
	for (const row of told)
		await service.handle(id, JSON.parse(service.secrets.open(row.body)), {
			commandId: `row:${row.id}`,
		});
	expect(
		(await call("GET", `/v1/incidents/${id}`)).body.mergedFrom,
	).toBeUndefined();
});

// --- Details --------------------------------------------------------------------

test("each channel of each person is told with its state, and never a number", async () => {
	const { call, id, people, appends } = await twoReports();
	const before = appends.count;
	const { status, body, text } = await call(
		"GET",
		`/v1/incidents/${id}/alerts`,
	);
	expect(status).toBe(200);
	expect(appends.count).toBe(before);
	expect(text).not.toMatch(/38067|\+380/);
	const ivan = body.items.filter(
		(one: { responderId: string }) => one.responderId === people[0],
	);
	expect(ivan.length).toBeGreaterThan(1);
	for (const one of ivan)
		expect(one).toMatchObject({
			name: "Іван",
			purpose: "alert",
			state: "waiting",
			attempts: 0,
			dueAt: expect.stringMatching(/^\d{4}-.*Z$/),
		});
	expect(new Set(ivan.map((one: { channel: string }) => one.channel))).toEqual(
		new Set(["sms", "voice"]),
	);
});

test("what a carrier refused is told with its word, what was taken back as withdrawn", async () => {
	const { call, id, people, service, now } = await twoReports();
	const claimed = await service.store.claim({
		now: now(),
		wallMs: now(),
		leaseMs: 8_000,
		leaseBy: "test",
		newAttemptId: () => crypto.randomUUID(),
		lanes: [{ lane: "sms", units: 100, rows: 100 }],
	});
	const { row, attemptId } = claimed.find(
		({ row: one }) => one.incidentId === id && one.responderId === people[0],
	) as (typeof claimed)[number];
	const states = async () =>
		(await call("GET", `/v1/incidents/${id}/alerts`)).body.items.filter(
			(one: { responderId: string }) => one.responderId === people[0],
		);
	expect(await states()).toContainEqual(
		expect.objectContaining({ channel: "sms", state: "sending", attempts: 1 }),
	);
	await service.store.append({
		at: now(),
		settle: [
			{
				rowId: row.id,
				leaseBy: "test",
				attemptId,
				outcome: "rejected",
				code: "21211",
				endedAt: now(),
				next: { state: "failed" },
			},
		],
	});
	expect(await states()).toContainEqual(
		expect.objectContaining({
			channel: "sms",
			state: "refused",
			code: "21211",
			attempts: 1,
			at: new Date(now()).toISOString(),
		}),
	);
	await call("POST", `/v1/incidents/${id}/responses`, {
		responderId: people[0],
		answer: "notResponding",
	});
	expect(
		(await states())
			.filter((one: { channel: string }) => one.channel === "voice")
			.map((one: { state: string }) => one.state),
	).toContain("withdrawn");
});

async function onTheWay() {
	const bench = await twoReports();
	const { call, id, people, service, now } = bench;
	for (const responderId of people.slice(0, 2))
		await call("POST", `/v1/incidents/${id}/responses`, {
			responderId,
			answer: "responding",
		});
	const at = (responderId: string, when: number) =>
		service.store.savePosition({
			incidentId: id,
			responderId,
			position: service.secrets.seal(JSON.stringify({ lat: 49.02, lon: 25.8 })),
			at: when,
		});
	await at(people[0] ?? "", now());
	await at(people[1] ?? "", now() - 900_001);
	await at(people[2] ?? "", now());
	return bench;
}

const positionsOf = (bench: Pick<Workbench, "call">, id: string) =>
	bench.call("GET", `/v1/incidents/${id}/positions`);

test("positions are of who comes, at most a quarter of an hour old, and only while it burns", async () => {
	const bench = await onTheWay();
	const { call, id, people, now, appends } = bench;
	const before = appends.count;
	const { body } = await positionsOf(bench, id);
	// Oleh's is too old, Hanna does not come.
	expect(body.items).toEqual([
		{
			responderId: people[0],
			location: { lat: 49.02, lon: 25.8 },
			at: new Date(now()).toISOString(),
			progress: "enRoute",
		},
	]);
	expect(appends.count).toBe(before);
	await call("POST", `/v1/incidents/${id}/close`, {});
	expect((await positionsOf(bench, id)).body.items).toEqual([]);
});

test("a desk is refused positions; a chief sees his own people's, a volunteer his own", async () => {
	const { ask, become, id, people, brigade } = await onTheWay();
	const path = `/v1/incidents/${id}/positions`;
	become({ kind: "desk", id: "desk" }, [
		{ role: "dutyOfficer", scope: EVERYTHING },
	]);
	expect((await ask("GET", path)).status).toBe(403);
	expect((await ask("GET", `/v1/incidents/${id}/alerts`)).status).toBe(200);
	become({ kind: "responder", id: "chief" }, [chiefOf(brigade)]);
	expect((await ask("GET", path)).body.items).toHaveLength(1);
	become({ kind: "responder", id: "elsewhere" }, [chiefOf("another")]);
	expect((await ask("GET", path)).status).toBe(404);
	const own = (responderId: string) =>
		become({ kind: "responder", id: responderId }, [
			{ role: "responder", scope: { kind: "self", responderId } },
		]);
	own(people[0] ?? "");
	expect((await ask("GET", path)).body.items).toHaveLength(1);
	own(people[2] ?? "");
	expect((await ask("GET", path)).body.items).toEqual([]);
	own("stranger");
	expect((await ask("GET", path)).status).toBe(404);
});

/** A dispatch centre's machine and one fire, from the verdict to the end. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addBrigade, changeBrigade } from "../../src/administer.ts";
import { createKey, revokeKey } from "../../src/keys.ts";
import { EVERYTHING, type Scope } from "../../src/ports.ts";
import { subscribe } from "../../src/subscriptions/subscribe.ts";
import { isSigned, openPeer, type Peer } from "../http/peer.ts";
import { hanna, ivan, mykola, petro } from "./cast.ts";
import { minutes, openVillage, seconds } from "./village.ts";

const open = () =>
	openVillage({
		people: { petro, mykola, ivan, hanna },
		channels: ["telegram", "sms", "voice"],
	});
let village: Awaited<ReturnType<typeof open>>;
let peer: Peer;

beforeEach(async () => {
	village = await open();
	peer = await openPeer();
});
afterEach(async () => {
	peer.release();
	await peer.close();
	await village.close();
});

async function call(
	key: string,
	method: string,
	path: string,
	body?: unknown,
	// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
): Promise<{ status: number; body: any }> {
	const answer = await fetch(`${village.url}${path}`, {
		method,
		headers: {
			authorization: `Bearer ${key}`,
			"content-type": "application/json",
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	return { status: answer.status, body: text ? JSON.parse(text) : undefined };
}

let keys = 0;
async function keyFor(scope: Scope): Promise<{ id: string; key: string }> {
	keys += 1;
	return createKey(village.service, { name: `machine ${keys}`, scope });
}

/** Second by second: a webhook that waits wakes nobody, the poll finds it. */
async function pass(ms: number): Promise<void> {
	for (let passed = 0; passed < ms; passed += seconds(1))
		await village.fastForward(seconds(1));
}

/** Whose rows stand in the outbox, in whatever state. */
const plannedFor = (): unknown[] =>
	inFile(
		"select distinct subscription_id from outbox where subscription_id is not null",
	);

const nextTryOf = (id: string): number =>
	Number(
		inFile(
			"select max(due_at) from outbox where subscription_id = ? and state = 'pending'",
			id,
		)[0],
	);

function inFile(sql: string, ...given: string[]): unknown[] {
	const database = new Database(village.file, { readonly: true });
	try {
		return database
			.prepare(sql)
			.pluck()
			.all(...given);
	} finally {
		database.close();
	}
}

const FIRE = {
	type: "structure_fire",
	location: { lat: 49.0231, lon: 25.8011 },
	place: "Росохач, вул. Шевченка, 12",
	source: "okc_101",
	externalId: "2026-118",
};

async function subscribed(key: string, more: object = {}) {
	const { status, body } = await call(key, "POST", "/v1/subscriptions", {
		url: peer.url,
		...more,
	});
	expect(status, JSON.stringify(body)).toBe(201);
	return body as { id: string; secret: string };
}

const stateOf = async (key: string, id: string) =>
	(await call(key, "GET", `/v1/subscriptions/${id}`)).body;

async function raisedBy(key: string, more: object = {}): Promise<string> {
	const { status, body } = await call(key, "POST", "/v1/incidents", {
		...FIRE,
		...more,
	});
	expect(status, JSON.stringify(body)).toBe(201);
	await village.settle();
	return body.id;
}

async function crewComes(): Promise<void> {
	const { petro, mykola, ivan, hanna } = village.people;
	for (const who of [petro, ivan, hanna]) await who.tap("Їду · 5 хв");
	await mykola.texts("1 5");
	if (mykola.phone.ringing) await mykola.presses("1");
	await village.fastForward(seconds(5));
}

it("a centre hears its fire from the verdict to the scene, signed, beside its own number, and of nobody's name or place", async () => {
	const centre = await keyFor({ kind: "own", by: "" });
	const { id, secret } = await subscribed(centre.key, { name: "ОКЦ 101" });
	const incidentId = await raisedBy(centre.key);

	await crewComes();
	await village.fastForward(minutes(3));
	for (const mark of ["departed", "onScene"] as const)
		await village.order(incidentId, {
			type: "Mark",
			mark,
			by: village.by(village.people.petro),
		});
	// The whole crew presses the button.
	for (const { id: responderId } of [village.people.ivan, village.people.hanna])
		await village.order(incidentId, {
			type: "Mark",
			mark: "departed",
			by: village.by({ id: responderId }),
			responderId,
		});
	await village.order(incidentId, {
		type: "Cancel",
		by: { kind: "key", id: centre.id },
		reason: "mistake",
		ownDesk: true,
	});

	const types = peer.types();
	expect(types).toEqual(
		expect.arrayContaining([
			"crew_complete",
			"verdict",
			"departed",
			"on_scene",
			"cancelled",
		]),
	);
	expect(types.filter((type) => type === "departed")).toHaveLength(1);
	const versions = peer.came.map(({ body }) => body.incident.version);
	expect(versions).toEqual(versions.toSorted((a, b) => a - b));
	const [first] = peer.came;
	expect(first?.body.incident).toMatchObject({
		id: incidentId,
		externalId: "2026-118",
		source: "okc_101",
		mode: "actual",
		url: `${village.url}/v1/incidents/${incidentId}`,
	});
	for (const one of peer.came) {
		expect(isSigned(one, secret, village.time.wall())).toBe(true);
		expect(
			isSigned({ ...one, text: `${one.text} ` }, secret, village.time.wall()),
		).toBe(false);
		expect(isSigned(one, `whsec_${"A".repeat(43)}=`, village.time.wall())).toBe(
			false,
		);
		expect(one.text).not.toMatch(
			/Петро|Микола|Іван|Ганна|Шевченка|\+380|49\.0|25\.8/,
		);
	}
	const verdict = peer.came.find(({ body }) => body.type === "verdict");
	expect(verdict?.body.verdict).toMatchObject({ kind: "leaves", missing: [] });
	expect(await stateOf(centre.key, id)).toMatchObject({
		name: "ОКЦ 101",
		failingSince: null,
		waiting: 0,
		lastDeliveredAt: expect.any(String),
	});
	expect(village.log.errors).toEqual([]);
});

it("nobody gathers: the verdict says so, and says it again when humans are called", async () => {
	const centre = await keyFor({ kind: "own", by: "" });
	await subscribed(centre.key, { events: ["not_gathering"] });
	await raisedBy(centre.key);
	await village.fastForward(minutes(5));
	const said = peer.came.filter(({ body }) => body.type === "not_gathering");
	expect(peer.came).toHaveLength(said.length);
	expect(said.map(({ body }) => body.gathering.humansCalled)).toEqual([
		false,
		true,
	]);
	expect(said[0]?.body.gathering).toMatchObject({ coming: 0 });
});

it("what is posted is polled with the same ids and words, each once and in order", async () => {
	const centre = await keyFor({ kind: "own", by: "" });
	await subscribed(centre.key);
	const start = new Date(village.now).toISOString();
	const incidentId = await raisedBy(centre.key);
	const polled: { id: string }[] = [];
	const poll = async (since: string): Promise<string> => {
		const { status, body } = await call(
			centre.key,
			"GET",
			`/v1/events?limit=1&since=${encodeURIComponent(since)}`,
		);
		expect(status, JSON.stringify(body)).toBe(200);
		polled.push(...body.items);
		return body.more ? poll(body.nextCursor) : body.nextCursor;
	};
	let cursor = await poll(start);
	await crewComes();
	cursor = await poll(cursor);
	await village.fastForward(minutes(3));
	await village.order(incidentId, {
		type: "Mark",
		mark: "departed",
		by: village.desk,
	});
	cursor = await poll(cursor);
	expect(await poll(cursor)).toBe(cursor);
	expect(peer.came.length).toBeGreaterThan(2);
	expect(polled).toEqual(peer.came.map(({ body }) => body));
});

it("whose fire it is not, hears and polls nothing; a key that is revoked hears no more", async () => {
	const [centre, foreign, brigade] = [
		await keyFor({ kind: "own", by: "" }),
		await keyFor({ kind: "own", by: "" }),
		await keyFor({ kind: "brigades", ids: ["another brigade"] }),
	];
	for (const { key } of [foreign, brigade]) await subscribed(key);
	const { id } = await subscribed(centre.key);
	const others = await call(foreign.key, "GET", `/v1/subscriptions/${id}`);
	expect(others.status).toBe(404);
	for (const [method, path] of [
		["DELETE", ""],
		["POST", "/test"],
		["POST", "/secret"],
	] as const)
		expect(
			(await call(foreign.key, method, `/v1/subscriptions/${id}${path}`))
				.status,
		).toBe(404);
	expect(
		(await call(foreign.key, "GET", "/v1/subscriptions")).body.items,
	).toHaveLength(1);
	expect(
		(await call(village.adminKey, "GET", "/v1/subscriptions")).body.items,
	).toHaveLength(3);

	await raisedBy(centre.key);
	await crewComes();
	await village.fastForward(minutes(3));
	const heard = peer.came.length;
	expect(heard).toBeGreaterThan(0);
	expect(new Set(peer.came.map(({ id: fact }) => fact)).size).toBe(heard);
	expect(plannedFor()).toEqual([id]);
	for (const { key } of [foreign, brigade])
		expect((await call(key, "GET", "/v1/events")).body.items).toEqual([]);

	await revokeKey(village.service, centre.id);
	const again = await raisedBy(village.adminKey, {
		externalId: "2026-119",
		location: { lat: 49.05, lon: 25.77 },
		force: true,
	});
	await village.order(again, {
		type: "Cancel",
		by: village.desk,
		reason: "false",
		ownDesk: true,
	});
	expect(peer.came).toHaveLength(heard);
	expect(
		(await call(village.adminKey, "GET", "/v1/subscriptions")).body.items,
	).toHaveLength(2);
});

it("a chief who is moved elsewhere hears no more of what waited for him", async () => {
	const { petro } = village.people;
	const owner = { by: village.by(petro), scope: EVERYTHING } as const;
	await subscribe(village.service, owner, { url: peer.url });
	const { key } = await keyFor(EVERYTHING);
	peer.next.push(500);
	const incidentId = await raisedBy(key);
	await village.order(incidentId, {
		type: "Cancel",
		by: village.desk,
		reason: "mistake",
		ownDesk: true,
	});
	expect(peer.types()).toEqual(["cancelled"]);
	const chief = { role: "chief", responderId: petro.id, order: 0 } as const;
	await addBrigade(village.service, village.operator, {
		name: "Далека",
		kind: "volunteer",
		location: { lat: 50.6, lon: 28.1 },
		locale: "uk",
		roles: [chief],
	});
	await changeBrigade(
		village.service,
		village.operator,
		village.brigadeId("Росохач"),
		{ roles: [] },
	);
	await pass(minutes(3));
	expect(peer.came).toHaveLength(1);
});

it("once a peer answers again, what had a long pause left is sent at once", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id } = await subscribed(key);
	await peer.close();
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	for (let passed = 0; passed < 120; passed += 5)
		await village.fastForward(minutes(5));
	const leftMs = () => nextTryOf(id) - village.now;
	await village.until(() => leftMs() > minutes(4), minutes(10));
	peer = await openPeer({ port: peer.port });
	await pass(minutes(1));
	expect(peer.came).toEqual([]);
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	await pass(seconds(2));
	expect(peer.came).toHaveLength(2);
	expect(new Set(peer.came.map(({ id: fact }) => fact)).size).toBe(2);
});

it("a peer that is down gets everything once it is back, in order, and the operator sees meanwhile that it does not", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id } = await subscribed(key);
	await peer.close();
	const incidentId = await raisedBy(key);
	await crewComes();
	await village.fastForward(minutes(4));
	await village.order(incidentId, {
		type: "Mark",
		mark: "departed",
		by: village.desk,
	});
	const failing = await stateOf(key, id);
	expect(failing).toMatchObject({
		failure: "ECONNREFUSED",
		lastDeliveredAt: null,
		failingSince: expect.any(String),
	});
	expect(failing.waiting).toBeGreaterThan(2);
	expect(village.service.degraded()).toContain("webhook");
	const board = await village.board(incidentId);
	expect(board.degraded).toContain("webhook");
	const metrics = await (await fetch(`${village.url}/metrics`)).text();
	expect(metrics).toContain(
		`dzvin_webhooks_waiting{subscription="${id}"} ${failing.waiting}`,
	);
	expect(metrics).toMatch(/dzvin_subscription_failing_seconds\{.*\} [1-9]/);

	peer = await openPeer({ port: peer.port });
	await village.fastForward(minutes(2));
	const versions = peer.came.map(({ body }) => body.incident.version);
	expect(versions).toHaveLength(failing.waiting);
	expect(versions).toEqual(versions.toSorted((a, b) => a - b));
	expect(await stateOf(key, id)).toMatchObject({
		failure: null,
		failingSince: null,
		waiting: 0,
	});
	expect(village.service.degraded()).not.toContain("webhook");
});

it("after a day nothing is sent any more, and the subscription still says since when it fails", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id } = await subscribed(key);
	await peer.close();
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	for (let hour = 0; hour < 25; hour += 1)
		await village.fastForward(minutes(60));
	expect(await stateOf(key, id)).toMatchObject({
		waiting: 0,
		failingSince: expect.any(String),
	});
	peer = await openPeer({ port: peer.port });
	await village.fastForward(minutes(60));
	expect(peer.came).toEqual([]);
	expect(village.service.degraded()).toContain("webhook");
});

it("whose owner may look at no incident any more blames no peer, and nobody is asked to ring one", async () => {
	const { petro } = village.people;
	const owner = { by: village.by(petro), scope: EVERYTHING } as const;
	const { subscription } = await subscribe(village.service, owner, {
		url: peer.url,
	});
	await changeBrigade(
		village.service,
		village.operator,
		village.brigadeId("Росохач"),
		{ roles: [] },
	);
	const admin = village.adminKey;
	await call(admin, "POST", `/v1/subscriptions/${subscription.id}/test`);
	await pass(minutes(2));
	expect(peer.came).toEqual([]);
	expect(await stateOf(admin, subscription.id)).toMatchObject({
		failure: "ownerMayNotLook",
	});
	expect(village.service.degraded()).not.toContain("webhook");
});

it("500 and a redirection are tried again with the same id, 410 is not and is shown", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id } = await subscribed(key);
	peer.next.push(500, { redirect: peer.url }, 429, 404);
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	await pass(minutes(2));
	expect(peer.came).toHaveLength(5);
	expect(new Set(peer.came.map(({ id: fact }) => fact)).size).toBe(1);
	expect(new Set(peer.came.map(({ text }) => text)).size).toBe(1);
	expect((await stateOf(key, id)).failingSince).toBeNull();

	peer.next.push(410);
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	await pass(minutes(10));
	expect(peer.came).toHaveLength(6);
	expect(await stateOf(key, id)).toMatchObject({
		failure: "http410",
		failingSince: expect.any(String),
		waiting: 0,
	});
	expect(village.service.degraded()).toContain("webhook");
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	await pass(seconds(40));
	expect(peer.came).toHaveLength(7);
	expect(village.service.degraded()).not.toContain("webhook");
});

it("a process that dies between the post and its settling posts again under the same id", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id, secret } = await subscribed(key);
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	await village.dieAtSend(1);
	expect(peer.came).toHaveLength(1);
	await village.restart();
	await village.fastForward(seconds(10));
	expect(peer.came).toHaveLength(2);
	const [first, second] = peer.came;
	expect(second?.id).toBe(first?.id);
	expect(second?.text).toBe(first?.text);
	expect(second && isSigned(second, secret, village.time.wall())).toBe(true);
	expect(await stateOf(key, id)).toMatchObject({ waiting: 0, failure: null });
});

it("while a secret is renewed both sign, after a day the new one alone", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id, secret: old } = await subscribed(key);
	const renewed = await call(key, "POST", `/v1/subscriptions/${id}/secret`);
	expect(renewed.status).toBe(201);
	const { secret: fresh } = renewed.body;
	expect(fresh).not.toBe(old);
	const test = async () => {
		await call(key, "POST", `/v1/subscriptions/${id}/test`);
		await village.settle();
		const last = peer.came.at(-1);
		return [old, fresh].map(
			(secret) => last && isSigned(last, secret, village.time.wall()),
		);
	};
	expect(await test()).toEqual([true, true]);
	await village.fastForward(minutes(24 * 60 + 1));
	expect(await test()).toEqual([false, true]);
});

it("who took a subscription away hears no more, and what waited is not sent later", async () => {
	const { key } = await keyFor(EVERYTHING);
	const { id } = await subscribed(key);
	peer.next.push(500);
	await call(key, "POST", `/v1/subscriptions/${id}/test`);
	await village.settle();
	expect(peer.came).toHaveLength(1);
	expect((await call(key, "DELETE", `/v1/subscriptions/${id}`)).status).toBe(
		204,
	);
	await village.fastForward(minutes(30));
	expect(peer.came).toHaveLength(1);
	// Whoever shows it looks first, as the loop does every other second.
	await fetch(`${village.url}/metrics`);
	expect(village.service.degraded()).not.toContain("webhook");
});

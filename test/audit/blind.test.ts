/**
 * The database takes no writes: somebody else holds its lock, as a full disk
 * would. The alarm must ring all the same, once per person and channel, and stand
 * in the database afterwards.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
let giveBack: (() => void) | undefined;
beforeEach(async () => {
	place = await openInstallation();
	giveBack = undefined;
});
afterEach(async () => {
	giveBack?.();
	await place.close();
});

const FIRE = {
	type: "structure_fire",
	location: { lat: 49.023, lon: 25.795 },
	place: "Росохач, вул. Шевченка, 12",
	source: "okc_101",
	externalId: "2026-118",
};
const raise = async (body: object = FIRE, headers = {}) => {
	const answer = await place.call("POST", "/v1/incidents", body, headers);
	const { status } = answer;
	return { status, body: (await answer.json()) as Record<string, unknown> };
};
const takeAway = () => {
	const release = place.takeWritesAway();
	giveBack = () => {
		release();
		giveBack = undefined;
	};
};
const journal = () => join(place.folder, "elsewhere", "journal");
const alertsTo = (name: string) =>
	place.sms(name).filter((text) => text.includes("ПОЖЕЖА"));

it("the alarm is answered 202 and degraded, everybody is rung, and every view says so", async () => {
	takeAway();
	const { status, body } = await raise();
	await place.settle();
	expect(status).toBe(202);
	expect(body).toMatchObject({
		durability: "degraded",
		status: "open",
		degraded: expect.arrayContaining(["store", "blind"]),
	});
	for (const name of ["Петро", "Іван", "Микола", "Ганна"]) {
		expect(alertsTo(name), name).toHaveLength(1);
		expect(place.rings(name), name).toBe(1);
	}
	const ready = await place.call("GET", "/readyz");
	expect(ready.status).toBe(200);
	expect(await ready.json()).toMatchObject({
		status: "degraded",
		degraded: expect.arrayContaining(["store", "blind"]),
	});
	const { locale } = place.service.settings;
	for (const word of ["store", "blind", "audit", "restored"])
		expect(place.service.wording.has(locale, `degraded-${word}`)).toBe(true);
});

it("the journal is there before the phones ring, and nobody reads a phone or a place in it", async () => {
	takeAway();
	await raise();
	await place.settle();
	const text = readFileSync(journal(), "utf8");
	expect(text.split("\n").length).toBeGreaterThan(4);
	expect(text).not.toMatch(/38067|Шевченка|append|RespondersAlerted/);
	expect(
		readFileSync(join(place.folder, "dzvin.db.roster"), "utf8"),
	).not.toMatch(/38067|Росохач|Іван/);
});

it("the same alarm told twice in the outage is one incident", async () => {
	takeAway();
	const first = await raise();
	const again = await raise();
	await place.settle();
	expect(again.status).toBe(202);
	expect(again.body.id).toBe(first.body.id);
	expect(alertsTo("Іван")).toHaveLength(1);
});

it("an answer by the link of a blind alert counts", async () => {
	takeAway();
	await raise();
	await place.settle();
	const link = /dzv\.ua\/(\S+)/.exec(alertsTo("Петро")[0] ?? "")?.[1];
	// A button phone has no link: the answer comes by the page of its token all the same.
	const { tokenFor } = await import("../../src/plan.ts");
	const [{ id } = { id: "" }] = (
		await place.service.store.heads({ kind: "everything" }, { limit: 1 })
	).items;
	const token =
		link ?? tokenFor(place.service, id, place.idOf("Петро"), "answer");
	const page = await place.process.dzvin.app.request(`/a/${token}`);
	expect(page.status).toBe(200);
	const nonce =
		/name="nonce" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
	const posted = await place.process.dzvin.app.request(`/a/${token}`, {
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams({ answer: "responding", nonce }).toString(),
	});
	expect(posted.status).toBe(200);
	const incident = await place.service.load(id);
	expect(
		incident.status !== "unknown" &&
			incident.people.get(place.idOf("Петро"))?.answer,
	).toBe("responding");
});

it("once the database takes writes again the incident stands in it, nobody is rung again, and its ladder goes on", async () => {
	const before = await raise({
		...FIRE,
		externalId: "2026-117",
		location: { lat: 48.5, lon: 24.5 },
	});
	expect(before.status).toBe(201);
	await place.settle();
	const told = alertsTo("Іван").length;
	takeAway();
	const { body } = await raise();
	await place.pass(20_000);
	const id = String(body.id);
	expect(await place.facts(id)).toEqual([]);
	expect(Number(body.number)).toBeGreaterThan(Number(before.body.number));

	giveBack?.();
	await place.pass(10_000);
	expect(await place.facts(id)).toEqual(
		expect.arrayContaining(["IncidentReported", "RespondersAlerted"]),
	);
	expect(place.service.degraded()).toEqual([]);
	expect(existsSync(journal())).toBe(false);
	expect(alertsTo("Іван")).toHaveLength(told + 1);
	const [counter] = place.rows("select n from counter where year = 2026");
	expect(counter?.n).toBe(body.number);
	const states = place.rows(
		"select state, count(*) as n from outbox where incident_id = ? and kind = 'send' and lane = 'sms' group by state",
		id,
	);
	expect(states.map(({ state }) => state)).not.toContain("pending");
	await place.pass(120_000);
	expect(await place.facts(id)).toContain("VerdictGiven");
	expect(await place.facts(id)).not.toContain("Healed");
	expect(alertsTo("Іван")).toHaveLength(told + 1);
	// The next number goes on after it, and the same event of 101 is still the same incident.
	const next = await raise({
		...FIRE,
		externalId: "2026-119",
		location: { lat: 48, lon: 24 },
	});
	expect(next.status).toBe(201);
	expect(Number(next.body.number)).toBeGreaterThan(Number(body.number));
	expect((await raise()).body.id).toBe(id);
});

it("the process dies in the outage: the next one rings nobody a second time and brings the incident in", async () => {
	takeAway();
	const { body } = await raise();
	await place.settle();
	const id = String(body.id);
	await place.restart();
	// Still no database: the incident is known from the journal.
	expect((await place.call("GET", `/v1/incidents/${id}`)).status).toBe(200);
	await place.pass(2_000, { audited: false });
	expect(alertsTo("Іван")).toHaveLength(1);
	giveBack?.();
	await place.pass(10_000);
	expect(await place.facts(id)).toContain("RespondersAlerted");
	expect(alertsTo("Іван")).toHaveLength(1);
	expect(place.rings("Іван")).toBeLessThanOrEqual(2);
	await place.pass(120_000);
	expect(await place.facts(id)).toContain("VerdictGiven");
});

it("a carrier that loses its answer is not asked twice while nobody can prove what left", async () => {
	await place.sandbox.faults.set([
		{ carrier: "twilio", match: { method: "Messages" }, effect: "resetAfter" },
	]);
	takeAway();
	await raise();
	await place.pass(60_000);
	for (const name of ["Петро", "Іван", "Микола", "Ганна"])
		expect(alertsTo(name), name).toHaveLength(1);
});

it("an incident of before the outage takes no answer, and says that it cannot rather than forgetting it", async () => {
	const { body } = await raise();
	await place.settle();
	takeAway();
	const answer = await place.call(
		"POST",
		`/v1/incidents/${String(body.id)}/responses`,
		{
			responderId: place.idOf("Іван"),
			answer: "responding",
		},
	);
	expect(answer.status).toBe(503);
	giveBack?.();
});

it("without the lock everything is written at once: 201 and no journal", async () => {
	const { status, body } = await raise();
	expect(status).toBe(201);
	expect(body).not.toHaveProperty("durability");
	expect(existsSync(journal())).toBe(false);
});

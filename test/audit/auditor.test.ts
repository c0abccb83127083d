/**
 * The auditor against a real file that somebody broke: what it finds, when, and
 * that it finds nothing where nothing is wrong.
 */
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
beforeEach(async () => {
	place = await openInstallation();
});
afterEach(() => place.close());

const timersOf = (incidentId: string) =>
	place.rows(
		"select key, due_at from outbox where incident_id = ? and kind = 'timer' and state = 'pending'",
		incidentId,
	);

it("an incident whose timers are gone is found within ten seconds and goes on within fifteen", async () => {
	const fire = await place.report();
	await place.pass(20_000);
	expect(await place.facts(fire)).not.toContain("Healed");
	const gone = place.tamper(
		"delete from outbox where incident_id = ? and kind = 'timer'",
		fire,
	);
	expect(gone).toBeGreaterThan(3);

	await place.pass(5_000);
	expect(place.auditor.holds()).toBe(false);
	expect(place.auditor.degraded()).toEqual(["audit"]);
	await place.pass(5_000);
	expect(await place.facts(fire)).toContain("Healed");
	expect(
		timersOf(fire)
			.map(({ key }) => key)
			.sort(),
	).toEqual(["humans", "noAnswer", "verdict", "widen"]);
	await place.pass(5_000);
	expect(place.auditor.holds()).toBe(true);
	expect(place.auditor.degraded()).toEqual([]);
	expect(place.auditor.metrics()).toContain(
		'dzvin_audit_healed_total{invariant="steps"} 1',
	);
});

it("each step put back keeps its own minute: the verdict comes at two minutes, the chief is rung at three", async () => {
	const fire = await place.report();
	await place.pass(20_000);
	place.tamper(
		"delete from outbox where incident_id = ? and kind = 'timer'",
		fire,
	);
	await place.pass(95_000);
	expect(await place.facts(fire)).not.toContain("VerdictGiven");
	await place.pass(10_000);
	expect(await place.facts(fire)).toContain("VerdictGiven");
	expect(await place.facts(fire)).not.toContain("HumansCalled");
	await place.pass(60_000);
	expect(await place.facts(fire)).toContain("HumansCalled");
});

it("one that breaks a second time is handed to a human at once", async () => {
	const fire = await place.report();
	for (const _time of [1, 2]) {
		await place.pass(5_000);
		place.tamper(
			"delete from outbox where incident_id = ? and kind = 'timer'",
			fire,
		);
		await place.pass(10_000);
	}
	const facts = await place.facts(fire);
	expect(facts.filter((type) => type === "Healed")).toHaveLength(3);
	expect(facts).toContain("HumansCalled");
	expect(place.rings("Петро")).toBeGreaterThan(1);
});

it("somebody alerted whose rows are gone is rung after all", async () => {
	await place.sandbox.faults.set([{ carrier: "twilio", effect: "refuse" }]);
	const fire = await place.report();
	const gone = place.tamper(
		"delete from outbox where incident_id = ? and responder_id = ? and kind = 'send'",
		fire,
		place.idOf("Іван"),
	);
	expect(gone).toBeGreaterThan(1);
	await place.sandbox.faults.set([]);
	await place.pass(15_000);
	expect(place.sms("Іван")[0]).toContain("ПОЖЕЖА #100");
	expect(place.rings("Іван")).toBeGreaterThan(0);
	const healed = (
		await place.process.database.store.load(`incident/${fire}`)
	).find(({ type }) => type === "Healed");
	expect(JSON.parse(healed?.payload ?? "{}")).toMatchObject({
		what: "people",
		responderIds: [place.idOf("Іван")],
	});
});

it("a row leased for longer than its lease is freed and sent", async () => {
	await place.sandbox.faults.set([{ carrier: "twilio", effect: "refuse" }]);
	const fire = await place.report();
	const leased = place.tamper(
		`update outbox set state = 'leased', lease_by = 'first', lease_until = ?, due_at = ?
			where id = (select id from outbox where incident_id = ? and lane = 'sms' and responder_id = ? and state = 'pending')`,
		place.time.wall() + 1_000,
		place.process.clock.now(),
		fire,
		place.idOf("Ганна"),
	);
	expect(leased).toBe(1);
	await place.sandbox.faults.set([]);
	await place.pass(15_000);
	expect(place.sms("Ганна")[0]).toContain("ПОЖЕЖА #100");
	expect(place.auditor.metrics()).toContain(
		'dzvin_audit_healed_total{invariant="leases"} 1',
	);
});

it("a message of a person that was stored and forgotten is counted, and silence to the heartbeat follows", async () => {
	await place.pass(5_000);
	expect(place.auditor.holds()).toBe(true);
	await place.service.store.receive({
		carrier: "nobodyHandlesThis",
		externalId: "1",
		receivedAt: place.process.clock.now(),
		body: place.secrets.seal("{}"),
	});
	await place.pass(20_000);
	expect(place.auditor.holds()).toBe(false);
	expect(place.auditor.metrics()).toMatch(
		/dzvin_audit_found_total\{invariant="inbound"\} [1-9]/,
	);
});

it("a call about a fire that rings is no finding; one whose end nobody told us is told as missed", async () => {
	const { items } = await place.service.roster.brigades(
		{ kind: "everything" },
		{ limit: 1 },
	);
	await place.pass(5_000);
	await place.service.store.receive({
		carrier: "ringing",
		externalId: "CA1",
		receivedAt: place.process.clock.now(),
		body: place.secrets.seal(
			JSON.stringify({ from: "+380671119900", brigadeId: items[0]?.id }),
		),
	});
	await place.pass(100_000);
	expect(place.auditor.holds()).toBe(true);
	const told = () =>
		place.sandbox.journal.entries.filter(({ text }) =>
			text?.includes("Пропущений дзвінок про пожежу"),
		);
	expect(told()).toEqual([]);
	await place.pass(40_000);
	expect(told().length).toBeGreaterThan(0);
	expect(place.auditor.holds()).toBe(true);
});

it("a whole fire from report to close shows nothing: no finding, no false hand-over", async () => {
	const fire = await place.report();
	await place.pass(40_000);
	for (const name of ["Петро", "Іван", "Микола"])
		await place.service.handle(
			fire,
			{
				type: "Acknowledge",
				responderId: place.idOf(name),
				answer: "responding",
				channel: "page",
			},
			{ commandId: crypto.randomUUID() },
		);
	await place.pass(120_000);
	await place.service.handle(
		fire,
		{ type: "Withdraw", responderId: place.idOf("Микола"), why: "unavailable" },
		{ commandId: crypto.randomUUID() },
	);
	await place.pass(300_000);
	await place.service.handle(
		fire,
		{ type: "Mark", mark: "departed", by: { kind: "key", id: "desk" } },
		{ commandId: crypto.randomUUID() },
	);
	await place.pass(600_000);
	expect(place.auditor.holds()).toBe(true);
	await place.service.handle(
		fire,
		{ type: "Close", by: { kind: "key", id: "desk" } },
		{ commandId: crypto.randomUUID() },
	);
	await place.pass(60_000);
	expect(await place.facts(fire)).not.toContain("Healed");
	expect(place.auditor.metrics()).not.toMatch(/found_total\{[^}]*\} [1-9]/);
	expect(place.auditor.holds()).toBe(true);
	expect(place.errors).toEqual([]);
});

it("fires nobody answers, confirmed late, stood down, dismissed or doubled show nothing either", async () => {
	const desk = { kind: "key", id: "desk" } as const;
	const id = () => ({ commandId: crypto.randomUUID() });
	const silent = await place.report();
	const grass = await place.report({
		type: "vegetation_fire",
		source: "resident",
		location: { lat: 49.1, lon: 25.9 },
	});
	const second = await place.report();
	const shell = await place.report({
		type: "shelling_impact",
		location: { lat: 49.2, lon: 25.6 },
	});
	await place.pass(400_000);
	await place.service.handle(grass, { type: "Confirm", by: desk }, id());
	await place.service.handle(silent, { type: "TakeOver", by: desk }, id());
	await place.pass(300_000);
	await place.service.handle(second, { type: "StandDown", by: desk }, id());
	await place.service.handle(shell, { type: "Dismiss", by: desk }, id());
	await place.pass(300_000);
	expect(place.auditor.metrics()).not.toMatch(/found_total\{[^}]*\} [1-9]/);
	expect(place.auditor.holds()).toBe(true);
});

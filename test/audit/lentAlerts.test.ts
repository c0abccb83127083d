/**
 * An alarm was written, and then the database takes no writes before its phones
 * have rung: the alerts ring from memory, once, and stand as sent afterwards.
 */
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
let giveBack: () => void;
beforeEach(async () => {
	giveBack = () => {};
	place = await openInstallation();
});
afterEach(async () => {
	giveBack();
	await place.close();
});

const takeAway = () => {
	const release = place.takeWritesAway();
	giveBack = () => {
		giveBack = () => {};
		release();
	};
};
const EVERYBODY = ["Петро", "Іван", "Микола", "Ганна"];
const alertsTo = (name: string) =>
	place.sms(name).filter((text) => text.includes("ПОЖЕЖА")).length;

/** Written with 201; not one row has been claimed yet. */
async function raisedAndNotRung(): Promise<string> {
	const answer = await place.call("POST", "/v1/incidents", {
		type: "structure_fire",
		location: { lat: 49.023, lon: 25.795 },
		place: "Росохач, вул. Шевченка, 12",
	});
	expect(answer.status).toBe(201);
	for (const name of EVERYBODY) expect(alertsTo(name)).toBe(0);
	return ((await answer.json()) as { id: string }).id;
}
const states = (fire: string) =>
	place.rows(
		`select lane, state, count(*) as n, max(unknowns) as unknowns from outbox
			where incident_id = ? and kind = 'send' and purpose = 'alert' and after_own_call_ms is null
			group by lane, state order by lane`,
		fire,
	);

it("everybody is rung during the outage, once, and nobody again when it is over", async () => {
	const fire = await raisedAndNotRung();
	takeAway();
	await place.pass(5_000);
	for (const name of EVERYBODY) {
		expect(alertsTo(name), name).toBe(1);
		expect(place.rings(name), name).toBe(1);
	}
	const board = (await (
		await place.call("GET", `/v1/incidents/${fire}`)
	).json()) as { reached: number };
	expect(board.reached).toBe(4);
	expect(states(fire)).toMatchObject([
		{ lane: "sms", state: "pending" },
		{ lane: "voice", state: "pending" },
	]);

	giveBack();
	await place.pass(15_000);
	expect(states(fire)).toEqual([
		{ lane: "sms", state: "done", n: 4, unknowns: 0 },
		{ lane: "voice", state: "done", n: 4, unknowns: 0 },
	]);
	expect(
		place.rows(
			"select distinct outcome from attempt where incident_id = ?",
			fire,
		),
	).toEqual([{ outcome: "accepted" }]);
	for (const name of EVERYBODY) expect(alertsTo(name), name).toBe(1);
	// The ladder goes on where it stood: the redial of who is silent, the verdict.
	await place.pass(150_000);
	expect(await place.facts(fire)).toContain("VerdictGiven");
	expect(await place.facts(fire)).not.toContain("Healed");
	for (const name of EVERYBODY) {
		expect(alertsTo(name), name).toBe(1);
		expect(place.rings(name), name).toBe(2);
	}
	expect(place.auditor.holds()).toBe(true);
});

it("a process that dies in the outage has rung nobody twice", async () => {
	const fire = await raisedAndNotRung();
	takeAway();
	await place.pass(2_000);
	await place.restart();
	await place.pass(5_000);
	giveBack();
	await place.pass(15_000);
	for (const name of EVERYBODY) {
		expect(alertsTo(name), name).toBe(1);
		expect(place.rings(name), name).toBe(1);
	}
	expect(states(fire).map(({ state }) => state)).toEqual(["done", "done"]);
});

it("a process that starts when the database is back rings nobody twice either", async () => {
	const fire = await raisedAndNotRung();
	takeAway();
	await place.pass(2_000, { audited: false });
	giveBack();
	await place.restart();
	await place.pass(15_000);
	for (const name of EVERYBODY) {
		expect(alertsTo(name), name).toBe(1);
		expect(place.rings(name), name).toBe(1);
	}
	expect(states(fire).map(({ state }) => state)).toEqual(["done", "done"]);
});

it("a database that comes and goes every second makes nobody's phone ring twice", async () => {
	await raisedAndNotRung();
	for (let times = 0; times < 6; times += 1) {
		takeAway();
		await place.pass(700, { audited: times % 2 === 0 });
		giveBack();
		await place.pass(700, { audited: times % 3 === 0 });
	}
	await place.pass(15_000);
	for (const name of EVERYBODY) {
		expect(alertsTo(name), name).toBe(1);
		expect(place.rings(name), name).toBe(1);
	}
});

it("one whose outcome nobody knows is not repeated blind, and goes on in the database, at most three copies", async () => {
	await place.sandbox.faults.set([
		{ carrier: "twilio", match: { method: "Messages" }, effect: "resetAfter" },
	]);
	const fire = await raisedAndNotRung();
	takeAway();
	await place.pass(30_000);
	for (const name of EVERYBODY) expect(alertsTo(name), name).toBe(1);
	await place.sandbox.faults.set([]);
	giveBack();
	await place.pass(60_000);
	for (const name of EVERYBODY) {
		expect(alertsTo(name), name).toBeGreaterThanOrEqual(2);
		expect(alertsTo(name), name).toBeLessThanOrEqual(3);
	}
	expect(states(fire)).toContainEqual({
		lane: "sms",
		state: "done",
		n: 4,
		unknowns: 1,
	});
});

it("a number that takes no SMS is asked once, and the next way is tried when its incident can be told", async () => {
	const fire = await raisedAndNotRung();
	place.phone("Іван").set({ landline: true });
	takeAway();
	await place.pass(30_000);
	giveBack();
	await place.pass(20_000);
	// Asked every few seconds it would be seven.
	expect(
		place.rows(
			`select count(*) as n from attempt as a join outbox as o on o.id = a.row_id
				where a.incident_id = ? and a.channel = 'sms' and o.responder_id = ?`,
			fire,
			place.idOf("Іван"),
		)[0]?.n,
	).toBeLessThanOrEqual(2);
	expect(place.rings("Іван")).toBeGreaterThan(0);
});

it("what is due later waits: nobody is written to early", async () => {
	const fire = await raisedAndNotRung();
	takeAway();
	await place.pass(5_000);
	const later = place.rows(
		"select count(*) as n from outbox where incident_id = ? and kind = 'send' and due_at > ?",
		fire,
		place.process.clock.now(),
	);
	expect(Number(later[0]?.n)).toBeGreaterThan(0);
	// A redial too, however late: who has said something meanwhile is not known here.
	await place.pass(320_000);
	for (const name of EVERYBODY) expect(place.rings(name), name).toBe(1);
	giveBack();
	await place.pass(15_000);
	for (const name of EVERYBODY) expect(place.rings(name), name).toBe(2);
});

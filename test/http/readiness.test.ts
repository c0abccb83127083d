/**
 * Who is on call now, whose number it was, and whose word a log holds: names for who
 * leads, numbers for a desk, and each look at a phone in the log.
 */
import { expect, it } from "vitest";
import type { Asking } from "../../src/access.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { createDesk } from "../../src/signIn/desks.ts";
import { fire, person, ROSOKHACH, workbench } from "./workbench.ts";

async function village(asking?: Asking) {
	const bench = workbench({ personOf: async () => asking });
	const brigade = (
		await bench.call("POST", "/v1/brigades", {
			name: "Росохач",
			kind: "volunteer",
			location: ROSOKHACH,
		})
	).body.id as string;
	for (const [index, name] of ["Іван", "Олег", "Ганна"].entries())
		await bench.call(
			"POST",
			"/v1/responders",
			person(brigade, name, `+38067111223${index}`),
		);
	return { ...bench, brigade };
}

const session = (role: "dutyOfficer" | "administrator"): Asking => ({
	keyId: "session",
	name: "",
	by: { kind: "desk", id: "desk-1" },
	grants: [{ role, scope: EVERYTHING }],
	isProven: true,
});

it("tells who is on call, by which channels, and what is missing until seven", async () => {
	const { call, brigade } = await village();
	const { items } = (await call("GET", `/v1/responders`)).body;
	const off = items.find(({ name }: { name: string }) => name === "Олег");
	await call("PUT", `/v1/responders/${off.id}/availability`, { state: "off" });
	const { status, body } = await call(
		"GET",
		`/v1/brigades/${brigade}/readiness`,
	);
	expect(status).toBe(200);
	// Nobody's phone was heard yet; whoever is off duty is not counted.
	expect(body).toMatchObject({ onCall: 2, members: 3, unchecked: 2 });
	expect(
		body.people.map(({ name, state }: { name: string; state: string }) => [
			name,
			state,
		]),
	).toEqual([
		["Ганна", "on"],
		["Іван", "on"],
		["Олег", "off"],
	]);
	expect(JSON.stringify(body)).not.toContain("+380");
});

it("gives a desk numbers and no names", async () => {
	const { call, brigade } = await village(session("dutyOfficer"));
	const { body } = await call(
		"GET",
		`/v1/brigades/${brigade}/readiness`,
		undefined,
		{ key: null },
	);
	expect(body).toMatchObject({
		onCall: 3,
		members: 3,
		unchecked: 3,
		people: [],
	});
});

it("shows the reporter's number to who leads, writes each look down, and not after the end", async () => {
	const { call, service } = await village();
	const { id } = (
		await call("POST", "/v1/incidents", {
			...fire,
			reporterPhone: "+380501112233",
		})
	).body;
	const looks = async () =>
		(await service.store.load("admin/everything", 0)).filter(
			({ type }) => type === "ReporterNumberShown",
		).length;
	const path = `/v1/incidents/${id}/reporter`;
	expect((await call("GET", path)).body).toEqual({ phone: "+380501112233" });
	await call("GET", path);
	expect(await looks()).toBe(2);
	await call("POST", `/v1/incidents/${id}/close`);
	const late = await call("GET", path);
	expect(late.status).toBe(409);
	expect(late.body.incidentStatus).toBe("closed");
	expect(await looks()).toBe(2);
});

it("does not show the number to a duty officer", async () => {
	const { call } = await village(session("dutyOfficer"));
	const { id } = (
		await call("POST", "/v1/incidents", {
			...fire,
			reporterPhone: "+380501112233",
		})
	).body;
	const refused = await call("GET", `/v1/incidents/${id}/reporter`, undefined, {
		key: null,
	});
	expect(refused.status).toBe(403);
	expect(refused.text).not.toContain("1112233");
});

it("signs the log by the name of the desk", async () => {
	const asking = session("administrator");
	const { call, service } = await village(asking);
	const { id: deskId } = await createDesk(service, {
		name: "Пульт 101",
		scope: EVERYTHING,
	});
	asking.by = { kind: "desk", id: deskId };
	const { id } = (await call("POST", "/v1/incidents", fire)).body;
	await call(
		"POST",
		`/v1/incidents/${id}/take-over`,
		{},
		{ key: null, headers: { Origin: service.settings.publicUrl } },
	);
	const { items } = (await call("GET", `/v1/incidents/${id}/log`)).body;
	expect(
		items.find(({ type }: { type: string }) => type === "TakenOver").byName,
	).toBe("Пульт 101");
});

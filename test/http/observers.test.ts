/**
 * Observers over the API: who may list whom, what is refused, and that a table that
 * cannot be read holds up no alarm.
 */
import { expect, test } from "vitest";
import type { AreaRow } from "../../src/ports.ts";
import { fire, person, village, workbench } from "./workbench.ts";

const HROMADA = "UA61060370010084537";
const VILLAGE = "UA61060370020000001";
const ELSEWHERE = "UA46000000000026241";
const SETTLEMENT: AreaRow = {
	code: VILLAGE,
	kind: "settlement",
	category: "C",
	name: "Росохач",
	parentCode: HROMADA,
	search: "росохач",
};

async function bench() {
	const opened = workbench();
	const { service, call } = opened;
	await service.store.append({
		at: service.clock.now(),
		roster: [{ table: "areas", rows: [SETTLEMENT] }],
	});
	const { brigade: brigadeId } = await village(opened);
	const chief = await opened.keyFor({ kind: "brigades", ids: [brigadeId] });
	const made = await call("POST", "/v1/responders", {
		...person(brigadeId, "Оксана Поліцейська", "+380671239999"),
		brigadeIds: [],
	});
	return { ...opened, brigadeId, chief, oksana: made.body.id as string };
}

test("a chief informs an officer of a village of his hromada, and takes it back", async () => {
	const { call, chief, oksana } = await bench();
	const added = await call(
		"POST",
		"/v1/observers",
		{
			responderId: oksana,
			areaCode: VILLAGE,
			kind: "policeOfficer",
			types: ["road_accident"],
		},
		{ key: chief },
	);
	expect(added.status, added.text).toBe(201);
	expect(added.body).toMatchObject({
		responderId: oksana,
		name: "Оксана Поліцейська",
		areaCode: VILLAGE,
		// Its hromada nobody has imported here.
		area: { name: "Росохач", kind: "settlement", hromada: null },
		kind: "policeOfficer",
		types: ["road_accident"],
	});
	const again = await call(
		"POST",
		"/v1/observers",
		{ responderId: oksana, areaCode: VILLAGE, kind: "other" },
		{ key: chief },
	);
	expect(again.body).toMatchObject({
		id: added.body.id,
		kind: "other",
		types: null,
	});
	const list = await call("GET", "/v1/observers", undefined, { key: chief });
	expect(list.body.items).toEqual([again.body]);
	const gone = await call(
		"DELETE",
		`/v1/observers/${added.body.id}`,
		undefined,
		{
			key: chief,
		},
	);
	expect(gone.status).toBe(204);
	expect((await call("GET", "/v1/observers")).body.items).toEqual([]);
});

test("of another area he neither adds nor sees nor takes away", async () => {
	const { call, chief, oksana } = await bench();
	const theirs = { responderId: oksana, areaCode: ELSEWHERE, kind: "other" };
	const refused = await call("POST", "/v1/observers", theirs, { key: chief });
	expect(refused.status).toBe(400);
	expect(refused.body.errors).toMatchObject([{ path: "areaCode" }]);
	const added = await call("POST", "/v1/observers", theirs);
	expect(added.status).toBe(201);
	const list = await call("GET", "/v1/observers", undefined, { key: chief });
	expect(list.body.items).toEqual([]);
	const gone = await call(
		"DELETE",
		`/v1/observers/${added.body.id}`,
		undefined,
		{
			key: chief,
		},
	);
	expect(gone.status).toBe(404);
});

test("somebody new is added with name and phone, of no brigade, and is never selected", async () => {
	const { call, chief, brigadeId, service } = await bench();
	const added = await call(
		"POST",
		"/v1/observers",
		{
			person: {
				name: "Степан Староста",
				phone: "+380671238888",
				phoneKind: "button",
			},
			areaCode: HROMADA,
			kind: "villageHead",
		},
		{ key: chief },
	);
	expect(added.status, added.text).toBe(201);
	const row = await service.roster.people([added.body.responderId]);
	expect(row[0]?.brigadeIds).toEqual([]);
	const raised = await call("POST", "/v1/incidents", {
		...fire,
		brigadeIds: [brigadeId],
	});
	expect(
		raised.body.responders.map(({ id }: { id: string }) => id),
	).not.toContain(added.body.responderId);
	const log = await call("GET", `/v1/incidents/${raised.body.id}/log`);
	expect(
		log.body.items.filter(
			({ type }: { type: string }) => type === "ObserversInformed",
		),
	).toMatchObject([
		{
			observers: [{ responderId: added.body.responderId, kind: "villageHead" }],
		},
	]);
	const both = await call("POST", "/v1/observers", {
		responderId: added.body.responderId,
		person: { name: "Хтось", phone: "+380671237777" },
		areaCode: HROMADA,
		kind: "other",
	});
	expect(both.status).toBe(400);
});

test("tables that hang or break hold up no alarm", async () => {
	for (const broken of [
		() => new Promise<never>(() => {}),
		() => Promise.reject(new Error("SQLITE_IOERR: disk I/O error")),
	]) {
		const { call, brigadeId, service } = await bench();
		service.others.observersOf = broken;
		const startedMs = performance.now();
		const raised = await call("POST", "/v1/incidents", {
			...fire,
			brigadeIds: [brigadeId],
		});
		expect(raised.status, raised.text).toBe(201);
		expect(raised.body.alertedAt).not.toBeNull();
		// Fifty milliseconds for each look-up at most; a hang would be for ever.
		expect(performance.now() - startedMs).toBeLessThan(2_000);
	}
});

/**
 * The card of a helper or observer of no brigade: the chief of the hromada where they are
 * listed reads and changes it and invites them; nobody else does, and nothing more is his.
 */
import { expect, test } from "vitest";
import type { AreaRow } from "../../src/ports.ts";
import { person, ROSOKHACH, village, workbench } from "./workbench.ts";

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
	const { brigade, people } = await village(opened);
	const other = await call("POST", "/v1/brigades", {
		name: "Деінде",
		kind: "volunteer",
		location: ROSOKHACH,
		areaCode: ELSEWHERE,
	});
	const chief = await opened.keyFor({ kind: "brigades", ids: [brigade] });
	const stranger = await opened.keyFor({
		kind: "brigades",
		ids: [other.body.id],
	});
	const enlist = async (whom: object, areaCode = VILLAGE): Promise<string> => {
		const { status, body, text } = await call("POST", "/v1/helpers", {
			...whom,
			areaCode,
			equipment: ["tractor"],
		});
		expect(status, text).toBe(201);
		return body.responderId;
	};
	const observe = (responderId: string, areaCode: string) =>
		call("POST", "/v1/observers", { responderId, areaCode, kind: "other" });
	const vasyl = await enlist({
		person: { name: "Василь Тракторист", phone: "+380671236666" },
	});
	/** What each of the three deeds answers. */
	const deeds = async (id: string, key: string): Promise<number[]> => [
		(await call("GET", `/v1/responders/${id}`, undefined, { key })).status,
		(await call("PATCH", `/v1/responders/${id}`, { locale: "en" }, { key }))
			.status,
		(await call("POST", `/v1/responders/${id}/invite`, {}, { key })).status,
	];
	return {
		...opened,
		brigade,
		otherBrigade: other.body.id as string,
		people,
		chief,
		stranger,
		vasyl,
		enlist,
		observe,
		deeds,
	};
}

const ALLOWED = [200, 200, 201];
const HIDDEN = [404, 404, 404];

test("the chief reads and changes the card of a helper of his hromada, and invites them", async () => {
	const { call, chief, vasyl } = await bench();
	const key = { key: chief };
	const card = await call("GET", `/v1/responders/${vasyl}`, undefined, key);
	expect(card.body).toMatchObject({
		name: "Василь Тракторист",
		brigadeIds: [],
	});
	const changed = await call(
		"PATCH",
		`/v1/responders/${vasyl}`,
		{ phoneKind: "button", phone: "+380671237777" },
		key,
	);
	expect(changed.status, changed.text).toBe(200);
	expect(changed.body).toMatchObject({
		phoneKind: "button",
		phone: "+380671237777",
		brigadeIds: [],
	});
	const invited = await call("POST", `/v1/responders/${vasyl}/invite`, {}, key);
	expect(invited.body.url).toMatch(/^https:\/\/t\.me\/dzvin_bot\?start=/);
});

test("an observer of the hromada and the coordinator of that area likewise", async () => {
	const { call, chief, deeds, observe, keyFor, vasyl } = await bench();
	const oksana = await call("POST", "/v1/responders", {
		...person("", "Оксана", "+380671239999"),
		brigadeIds: [],
	});
	expect(await deeds(oksana.body.id, chief)).toEqual(HIDDEN);
	await observe(oksana.body.id, HROMADA);
	expect(await deeds(oksana.body.id, chief)).toEqual(ALLOWED);
	const area = await keyFor({ kind: "area", code: HROMADA });
	expect(await deeds(vasyl, area)).toEqual(ALLOWED);
	const next = await keyFor({ kind: "area", code: ELSEWHERE });
	expect(await deeds(vasyl, next)).toEqual(HIDDEN);
});

test("a chief of another hromada sees nothing, and putting them on his own list opens nothing", async () => {
	const { deeds, stranger, vasyl, observe, chief } = await bench();
	expect(await deeds(vasyl, stranger)).toEqual(HIDDEN);
	await observe(vasyl, ELSEWHERE);
	expect(await deeds(vasyl, stranger)).toEqual(HIDDEN);
	// Listed in both, they are neither chief's alone.
	expect(await deeds(vasyl, chief)).toEqual(HIDDEN);
});

test("who is of a brigade, or holds a role or a right, is no chief's for standing on his list", async () => {
	const { call, chief, deeds, enlist, otherBrigade, vasyl } = await bench();
	const member = await call(
		"POST",
		"/v1/responders",
		person(otherBrigade, "Чужий", "+380671238888"),
	);
	await enlist({ responderId: member.body.id });
	expect(await deeds(member.body.id, chief)).toEqual(HIDDEN);

	const officer = await enlist({
		person: { name: "Черговий", phone: "+380671235555" },
	});
	expect(await deeds(officer, chief)).toEqual(ALLOWED);
	const named = await call("PATCH", `/v1/brigades/${otherBrigade}`, {
		roles: [{ role: "dutyOfficer", responderId: officer, order: 1 }],
	});
	expect(named.status, named.text).toBe(200);
	expect(await deeds(officer, chief)).toEqual(HIDDEN);

	const granted = await call("POST", "/v1/grants", {
		responderId: vasyl,
		role: "coordinator",
		scope: `area:${ELSEWHERE}`,
	});
	expect(granted.status, granted.text).toBe(201);
	expect(await deeds(vasyl, chief)).toEqual(HIDDEN);
});

test("nothing but the card and the invitation: no list, no erasing, no export, no ring, no hours, no role", async () => {
	const { call, chief, vasyl, brigade, people, service } = await bench();
	const key = { key: chief };
	const listed = await call("GET", "/v1/responders", undefined, key);
	expect(listed.body.items.map(({ id }: { id: string }) => id).sort()).toEqual(
		[...people].sort(),
	);
	for (const [method, path, body] of [
		["DELETE", "", undefined],
		["GET", "/export", undefined],
		["POST", "/test-ring", {}],
		["GET", "/availability", undefined],
		["POST", "/pin", { pin: "4821" }],
	] as const)
		expect(
			(await call(method, `/v1/responders/${vasyl}${path}`, body, key)).status,
			`${method} ${path}`,
		).toBe(404);
	const named = await call(
		"PATCH",
		`/v1/brigades/${brigade}`,
		{ roles: [{ role: "deputy", responderId: vasyl, order: 1 }] },
		key,
	);
	expect(named.status).toBe(400);
	expect(await service.others.helperBy(vasyl)).toBeDefined();
});

test("off the list they are an administrator's again, and a member leaves no brigade empty-handed", async () => {
	const { call, chief, deeds, vasyl, people, service } = await bench();
	const line = await service.others.helperBy(vasyl);
	await call("DELETE", `/v1/helpers/${line?.id}`);
	expect(await deeds(vasyl, chief)).toEqual(HIDDEN);
	const [ivan] = people;
	const emptied = await call(
		"PATCH",
		`/v1/responders/${ivan}`,
		{ brigadeIds: [] },
		{ key: chief },
	);
	expect(emptied.status).toBe(400);
});

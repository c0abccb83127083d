/**
 * Helpers with machines over the API and on their own page: nobody is asked to a fire
 * before their own yes, and not after their no.
 */
import { expect, test } from "vitest";
import { consentLink } from "../../src/others/consent.ts";
import { fire, village, workbench } from "./workbench.ts";

const HROMADA = "UA61060370010084537";

async function bench() {
	const opened = workbench();
	const { brigade: brigadeId } = await village(opened);
	const chief = await opened.keyFor({ kind: "brigades", ids: [brigadeId] });
	const vasyl = await opened.call(
		"POST",
		"/v1/helpers",
		{
			person: { name: "Василь Тракторист", phone: "+380671236666" },
			areaCode: HROMADA,
			equipment: ["tractor", "plough"],
		},
		{ key: chief },
	);
	expect(vasyl.status, vasyl.text).toBe(201);
	const raised = await opened.call("POST", "/v1/incidents", {
		...fire,
		type: "vegetation_fire",
		brigadeIds: [brigadeId],
	});
	const asked = async (body: object = {}) =>
		(
			await opened.call(
				"POST",
				`/v1/incidents/${raised.body.id}/ask-helpers`,
				body,
				{ key: chief },
			)
		).body.helpers;
	const says = async (yes: boolean) => {
		const { sayConsent } = await import("../../src/others/consent.ts");
		await sayConsent(
			opened.service,
			{ kind: "responder", id: vasyl.body.responderId },
			vasyl.body.id,
			yes ? "yes" : "no",
		);
	};
	return {
		...opened,
		brigadeId,
		chief,
		vasyl: vasyl.body,
		incident: raised.body.id,
		asked,
		says,
	};
}

test("without their own yes nobody is asked; with it they stand apart on the board; taken back they are asked no more", async () => {
	const { asked, says, vasyl, call, chief } = await bench();
	expect(vasyl.consentAt).toBeNull();
	expect(await asked()).toBeUndefined();
	await says(true);
	expect(await asked({ equipment: ["excavator"] })).toBeUndefined();
	expect(await asked()).toMatchObject([
		{
			id: vasyl.responderId,
			name: "Василь Тракторист",
			equipment: ["tractor", "plough"],
			answer: "none",
			etaAt: null,
		},
	]);
	const withdrawn = await call(
		"PATCH",
		`/v1/helpers/${vasyl.id}`,
		{ consent: "withdrawn" },
		{ key: chief },
	);
	expect(withdrawn.body.consentAt).toBeNull();
	expect(withdrawn.body.withdrawnAt).not.toBeNull();
});

test("nobody agrees for another, and nothing but machines is asked for", async () => {
	const { call, chief, vasyl } = await bench();
	for (const body of [
		{ consent: "agreed" },
		{ equipment: [] },
		{ equipment: ["tank"] },
	])
		expect(
			(await call("PATCH", `/v1/helpers/${vasyl.id}`, body, { key: chief }))
				.status,
		).toBe(400);
});

test("what they have and for what is changed, and their consent stands", async () => {
	const { call, chief, vasyl, says } = await bench();
	await says(true);
	const changed = await call(
		"PATCH",
		`/v1/helpers/${vasyl.id}`,
		{ equipment: ["barrel"], types: ["structure_fire"] },
		{ key: chief },
	);
	expect(changed.body).toMatchObject({
		equipment: ["barrel"],
		types: ["structure_fire"],
	});
	expect(changed.body.consentAt).not.toBeNull();
	const again = await call(
		"POST",
		"/v1/helpers",
		{
			responderId: vasyl.responderId,
			areaCode: HROMADA,
			equipment: ["tractor"],
		},
		{ key: chief },
	);
	expect(again.body.id).toBe(vasyl.id);
	expect(again.body.consentAt).not.toBeNull();
	expect(
		(await call("GET", "/v1/helpers", undefined, { key: chief })).body.items,
	).toEqual([again.body]);
	expect(
		(await call("DELETE", `/v1/helpers/${vasyl.id}`, undefined, { key: chief }))
			.status,
	).toBe(204);
	expect((await call("GET", "/v1/helpers")).body.items).toEqual([]);
});

test("a table adds and changes by phone, whole or not at all, and gives nobody's consent", async () => {
	const { call, vasyl, says, service } = await bench();
	await says(true);
	const table = (rows: string) =>
		call(
			"POST",
			"/v1/helpers/import",
			`name;phone;area_code;equipment;note\n${rows}`,
			{ headers: { "Content-Type": "text/csv" } },
		);
	const wrong = await table(
		`Ігор;101;${HROMADA};трактор;\nОлег;+380671235555;UA1;танк;\nОлег;0671235555;${HROMADA};бочка;`,
	);
	expect(
		wrong.body.rejected.map(
			({ line, column }: { line: number; column: string }) =>
				`${line} ${column}`,
		),
	).toEqual(["2 phone", "3 area_code", "3 equipment", "4 phone"]);
	expect((await call("GET", "/v1/helpers")).body.items).toHaveLength(1);
	const rows = `Ігор;0671235555;${HROMADA};"трактор; бочка";\nВасиль;0671236666;${HROMADA};бочка;`;
	expect((await table(rows)).body).toMatchObject({
		created: 1,
		updated: 1,
		unchanged: 0,
		ignored: ["note"],
	});
	expect((await table(rows)).body).toMatchObject({ created: 0, unchanged: 2 });
	const after = await service.others.helper(vasyl.id);
	expect(after?.equipment).toEqual(["barrel"]);
	expect(after?.consentAt).toBeDefined();
	const { items } = (await call("GET", "/v1/helpers")).body;
	expect(
		items.find(({ name }: { name: string }) => name === "Ігор"),
	).toMatchObject({
		equipment: ["tractor", "barrel"],
		consentAt: null,
		askedAt: null,
	});
});

test("their own page asks, takes the yes and the no with the minute, and opens for nobody else", async () => {
	const { Hono } = await import("hono");
	const { consentPageRoutes } = await import("../../src/http/consentPage.ts");
	const { wrongTries } = await import("../../src/http/page.ts");
	const { service, vasyl } = await bench();
	const app = new Hono().route(
		"/",
		consentPageRoutes(service, {
			addressOf: () => "203.0.113.7",
			tries: wrongTries(service),
		}),
	);
	const path = new URL(consentLink(service, vasyl.id)).pathname;
	const page = await (await app.request(path)).text();
	expect(page).toContain("трактором, плугом");
	expect(page).toContain("Погоджуюсь");
	// Looking records nothing: messengers fetch every link.
	expect((await service.others.helper(vasyl.id))?.consentAt).toBeUndefined();
	const says = (word: string) =>
		app.request(path, {
			method: "POST",
			body: new URLSearchParams({ says: word }),
		});
	expect(await (await says("yes")).text()).toContain("Більше не питати");
	expect((await service.others.helper(vasyl.id))?.consentAt).toBe(
		service.clock.now(),
	);
	await says("no");
	const after = await service.others.helper(vasyl.id);
	expect(after?.consentAt).toBeUndefined();
	expect(after?.withdrawnAt).toBe(service.clock.now());
	const forged = `${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`;
	expect((await app.request(forged)).status).toBe(404);
	for (let tries = 0; tries < 25; tries += 1) await app.request(forged);
	expect((await app.request(forged)).status).toBe(429);
	expect((await app.request(path)).status).toBe(200);
});

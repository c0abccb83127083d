import { expect, it } from "vitest";
import { EVERYTHING } from "../../src/ports.ts";
import {
	addOfficer,
	createDesk,
	officersOf,
	takeShift,
} from "../../src/signIn/desks.ts";
import { startSession } from "../../src/signIn/sessions.ts";
import type { Holder } from "../../src/signIn/store.ts";
import { liveVillage } from "./liveVillage.ts";
import { workbench } from "./workbench.ts";

async function asked(holder: (village: Village) => Promise<Holder> | Holder) {
	const village = await liveVillage();
	const { token } = await startSession(village.service, await holder(village), {
		madeBy: "code",
		device: "a test",
	});
	const answer = await village.app.request("/v1/me", {
		headers: { cookie: `__Host-dzvin=${token}` },
	});
	// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
	return { village, me: (await answer.json()) as any };
}
type Village = Awaited<ReturnType<typeof liveVillage>>;

it("tells a chief their name, brigade and rights, in their own language", async () => {
	const { village, me } = await asked(({ chief }) => ({
		responderId: chief.id,
	}));
	expect(me).toMatchObject({
		id: village.chief.id,
		kind: "person",
		name: "Петро Гнатюк",
		officer: null,
		officers: [],
		locale: "uk",
		timeZone: "Europe/Kyiv",
		brigadeIds: [village.brigade.id],
		isProven: true,
	});
	expect(me.roles.sort()).toEqual(["chief", "responder"]);
	expect(me.rights).toContain("incidents.lead");
	expect(me.rights).not.toContain("keys.manage");
});

it("tells a desk who sits there, and that it leads no brigade", async () => {
	const { me } = await asked(async ({ service }) => {
		const { id } = await createDesk(service, {
			name: "ОКЦ",
			scope: EVERYTHING,
		});
		await addOfficer(service, id, "Ірина Коваль");
		const [desk] = await service.signIn.desks([id]);
		const [officer] = desk ? officersOf(service, desk) : [];
		await takeShift(service, id, officer?.id ?? "");
		return { deskId: id };
	});
	expect(me).toMatchObject({
		kind: "desk",
		name: "ОКЦ",
		officer: "Ірина Коваль",
		officers: [{ id: expect.any(String), name: "Ірина Коваль" }],
		roles: ["dutyOfficer"],
	});
	expect(me.rights).toContain("incidents.raise");
	expect(me.rights).not.toContain("incidents.lead");
	expect(me.rights).not.toContain("people.read");
});

it("tells a machine what its key is good for, and nobody anything", async () => {
	const bench = workbench();
	const key = await bench.keyFor({ kind: "brigades", ids: ["rosokhach"] });
	const { body } = await bench.call("GET", "/v1/me", undefined, { key });
	expect(body).toMatchObject({ kind: "key", roles: ["chief"] });
	expect(body.brigadeIds).toEqual(["rosokhach"]);
	const nobody = await bench.call("GET", "/v1/me", undefined, { key: null });
	expect(nobody.status).toBe(401);
});

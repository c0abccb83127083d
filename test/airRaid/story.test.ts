/** The feed of a whole service: HTTP both ways, real SQLite, a village under it. */
import { afterEach, describe, expect, it } from "vitest";
import { importAreas } from "../../src/areas/areaImport.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	minutes,
	openVillage,
	seconds,
	type Village,
} from "../story/village.ts";
import { SKY } from "./sky.ts";

let village: Village;
afterEach(() => village.close());

const PEOPLE = {
	petro: { name: "Петро", role: "chief", qualifications: ["leader"] },
	ivan: { name: "Іван", qualifications: ["driver_c"] },
} as const;

async function open(more: { airRaid?: boolean } = { airRaid: true }) {
	village = await openVillage({ people: PEOPLE, ...more });
	for (const table of AREA_TABLES)
		await importAreas(
			village.service,
			{ by: { kind: "service" }, scope: EVERYTHING },
			new TextEncoder().encode(table),
		);
	return village;
}

const FIELD = { lat: 48.9463, lon: 25.8157 };
const stateOf = async (id: string) => {
	const incident = await village.service.load(id);
	return incident.status === "unknown" ? undefined : incident.airRaid?.state;
};

const ask = (path: string) =>
	fetch(`${village.url}${path}`, {
		headers: { authorization: `Bearer ${village.adminKey}` },
	});

describe("a village with the feed", () => {
	it("shows the sky over a fire as it changes, by list and by word, and unknown in silence", async () => {
		await open();
		await village.lookAtSky();
		const id = await village.report({ location: FIELD });
		expect(await village.sky.tell(SKY.raion, ["Yellow"])).toBe(204);
		await village.fastForward(seconds(1));
		expect(await stateOf(id)).toBe("yellow");
		expect(await village.sky.tell(SKY.hromada, ["Red"])).toBe(204);
		await village.fastForward(seconds(1));
		expect(await stateOf(id)).toBe("red");
		// Ended, and nobody was told: the list corrects it.
		village.sky.set(SKY.hromada, []);
		village.sky.set(SKY.raion, []);
		await village.lookAtSky();
		expect(await stateOf(id)).toBe("none");
		village.sky.fail({ status: 503 });
		await village.fastForward(seconds(91));
		await village.lookAtSky();
		expect(await stateOf(id)).toBe("unknown");
		const before = (await village.service.store.load(`incident/${id}`)).length;
		await village.fastForward(minutes(5));
		await village.lookAtSky();
		await village.lookAtSky();
		const told = (await village.service.store.load(`incident/${id}`))
			.slice(before)
			.filter(({ type }) => type === "AirRaidSeen");
		expect(told).toEqual([]);
		village.sky.fail({});
		await village.lookAtSky();
		expect(await stateOf(id)).toBe("none");
	});

	it("refuses a stranger's word and an old one without a trace", async () => {
		await open();
		await village.lookAtSky();
		const message = village.sky.set(SKY.oblast, ["Red"]);
		expect(await village.sky.deliver(message, { forged: true })).toBe(403);
		const signedAt = village.service.clock.wall() - minutes(6);
		expect(await village.sky.deliver(message, { signedAt })).toBe(403);
		const naked = await fetch(`${village.url}/carriers/ukrainealarm`, {
			method: "POST",
			body: JSON.stringify(message),
		});
		expect(naked.status).toBe(403);
		expect(await naked.text()).toBe("");
		const feed = village.service.airRaid;
		expect(await feed?.at({ location: FIELD })).toEqual({ state: "none" });
		expect(await village.sky.deliver(message)).toBe(204);
		expect(await feed?.at({ location: FIELD })).toMatchObject({ state: "red" });
	});

	it("answers the dashboard, says in /readyz when it is deaf and stays ready", async () => {
		await open();
		await village.lookAtSky();
		village.sky.set(SKY.raion, ["Red"]);
		await village.fastForward(seconds(20));
		await village.lookAtSky();
		const shown = await ask("/v1/air-raid?area=UA61060430000094264");
		expect(await shown.json()).toMatchObject({
			state: "red",
			sinceAt: expect.stringMatching(/^2026-/),
			heardAt: expect.stringMatching(/^2026-/),
		});
		expect(await (await ask("/metrics")).text()).toContain(
			'dzvin_air_raid_regions{level="red"} 1',
		);
		village.sky.fail({ status: 500 });
		await village.fastForward(seconds(91));
		await village.lookAtSky();
		const ready = await ask("/readyz");
		expect(ready.status).toBe(200);
		expect(await ready.json()).toMatchObject({
			status: "degraded",
			degraded: expect.arrayContaining(["airRaid"]),
		});
	});
});

describe("a village without the feed", () => {
	it("says nothing of air raids anywhere", async () => {
		await open({});
		const id = await village.report({ location: FIELD });
		expect(await stateOf(id)).toBeUndefined();
		expect(village.service.airRaid).toBeUndefined();
		expect((await ask("/v1/air-raid?area=UA61060430000094264")).status).toBe(
			404,
		);
		expect(await (await ask("/metrics")).text()).not.toContain("air_raid");
		const knock = await fetch(`${village.url}/carriers/ukrainealarm`, {
			method: "POST",
			body: "{}",
		});
		expect(knock.status).toBe(404);
	});
});

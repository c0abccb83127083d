/** Mined ground from a map: checked whole, replaced by source, told with every alarm near it. */
import { expect, test } from "vitest";
import {
	fire,
	ROSOKHACH,
	village,
	type Workbench,
	workbench,
} from "./workbench.ts";

const MAP = { headers: { "Content-Type": "application/geo+json" } };
type Ring = [number, number][];

/** A square so many metres north of the fire's middle. */
function square(northMetres: number, sideMetres = 200): Ring {
	const lat = ROSOKHACH.lat + northMetres / 111_195;
	const { lon } = ROSOKHACH;
	const high = sideMetres / 111_195;
	return [
		[lon - 0.002, lat],
		[lon + 0.002, lat],
		[lon + 0.002, lat + high],
		[lon - 0.002, lat + high],
		[lon - 0.002, lat],
	];
}
const field = (ring: unknown, properties: object = {}, id?: string) => ({
	type: "Feature",
	...(id === undefined ? {} : { id }),
	properties,
	geometry: { type: "Polygon", coordinates: [ring] },
});
const map = (...features: object[]) =>
	JSON.stringify({ type: "FeatureCollection", features });
const send = ({ call }: Workbench, text: string, query = "", key?: string) =>
	call("POST", `/v1/hazards/import${query}`, text, {
		...MAP,
		...(key ? { key } : {}),
	});
const shown = async ({ call }: Workbench) =>
	(await call("GET", "/v1/hazards?within=48.9,25.6,49.2,26")).body.items as {
		id: string;
		name: string | null;
		kind: string;
	}[];

test("the map of one source takes the place of what it said before, and says what it did; other sources stay", async () => {
	const bench = workbench();
	const first = map(
		field(square(400), { source: "ДСНС", name: "поле" }, "1"),
		field(square(900), { source: "ДСНС", kind: "unexploded" }, "2"),
		field(square(1_500), { source: "громада" }),
	);
	expect((await send(bench, first)).body).toEqual({
		created: 3,
		updated: 0,
		unchanged: 0,
		removed: 0,
		sources: ["ДСНС", "громада"],
		rejected: [],
	});
	const second = map(
		field(square(400, 300), { source: "ДСНС", name: "поле" }, "1"),
		field(square(2_000), { source: "ДСНС" }, "3"),
	);
	const done = {
		created: 1,
		updated: 1,
		unchanged: 0,
		removed: 1,
		sources: ["ДСНС"],
	};
	expect((await send(bench, second, "?dryRun")).body).toMatchObject(done);
	expect(await shown(bench)).toHaveLength(3);
	expect((await send(bench, second)).body).toMatchObject(done);
	expect((await send(bench, second)).body).toMatchObject({
		created: 0,
		updated: 0,
		unchanged: 2,
		removed: 0,
	});
	expect((await shown(bench)).map(({ kind }) => kind)).toEqual([
		"mines",
		"mines",
		"mines",
	]);
	// An empty map that names its source says that nothing is left there.
	expect((await send(bench, map(), "?source=ДСНС")).body).toMatchObject({
		removed: 2,
	});
	const [left] = await shown(bench);
	expect((await bench.call("DELETE", `/v1/hazards/${left?.id}`)).status).toBe(
		204,
	);
	expect(await shown(bench)).toEqual([]);
	expect((await bench.call("DELETE", `/v1/hazards/${left?.id}`)).status).toBe(
		404,
	);
});

test("every fault is told by feature and place in it, all at once, and nothing is written", async () => {
	const bench = workbench();
	const ring = square(400);
	const swapped = ring.map(([lon, lat]) => [lat, lon]);
	const { body } = await send(
		bench,
		map(
			field(swapped),
			field(ring.slice(0, -1)),
			field(ring.slice(0, 3)),
			field([...ring.slice(0, 3), ["25", 49], ring[0]]),
			{
				type: "Feature",
				properties: {},
				geometry: { type: "Point", coordinates: [25, 49] },
			},
			field(ring, { kind: "дракони" }),
			{
				type: "Feature",
				properties: {},
				geometry: {
					type: "MultiPolygon",
					coordinates: [[ring], [[[181, 49], ...ring]]],
				},
			},
			field(ring, { name: "x".repeat(201) }),
			field(Array.from({ length: 2_001 }, () => ring[0])),
			field([
				[120, 170],
				[121, 170],
				[121, 171],
				[120, 170],
			]),
			field([]),
			null as unknown as object,
			field(square(600), {}, "twice"),
			field(square(900), {}, "twice"),
		),
	);
	const faults = body.rejected as {
		feature: number;
		column: string;
		message: string;
	}[];
	expect(faults.map(({ feature, column }) => [feature, column])).toEqual([
		[1, "geometry.coordinates[0][0]"],
		[2, "geometry.coordinates[0]"],
		[3, "geometry.coordinates[0]"],
		[4, "geometry.coordinates[0][3]"],
		[5, "geometry"],
		[6, "kind"],
		[7, "geometry.coordinates[1][0][0]"],
		[8, "name"],
		[9, "geometry"],
		[10, "geometry.coordinates[0][0]"],
		[11, "geometry.coordinates[0]"],
		[12, "geometry"],
		[14, "id"],
	]);
	expect(faults[0]?.message).toContain("expected longitude first");
	expect(faults[1]?.message).toContain("closed ring");
	expect(faults[2]?.message).toBe("expected at least 4 points, came 3");
	expect(faults[8]?.message).toContain("came 2001");
	expect(await shown(bench)).toEqual([]);
	expect(
		(
			await send(
				bench,
				'{"type":"FeatureCollection","features":[{"geometry":NaN}]}',
			)
		).status,
	).toBe(400);
	expect((await send(bench, " ".repeat(10 * 1024 * 1024))).status).toBe(413);
	expect(
		(
			await bench.call("POST", "/v1/hazards/import", "x", {
				headers: { "Content-Type": "text/csv" },
			})
		).status,
	).toBe(415);
});

test("an outline that crosses itself is taken, and all of its ground is dangerous", async () => {
	const bench = workbench();
	await village(bench);
	const { lat, lon } = ROSOKHACH;
	const bow: Ring = [
		[lon - 0.01, lat - 0.003],
		[lon + 0.004, lat + 0.003],
		[lon + 0.004, lat - 0.003],
		[lon - 0.01, lat + 0.003],
		[lon - 0.01, lat - 0.003],
	];
	expect((await send(bench, map(field(bow)))).body).toMatchObject({
		created: 1,
		rejected: [],
	});
	const { body } = await bench.call("POST", "/v1/incidents", fire);
	expect(
		(await bench.call("GET", `/v1/incidents/${body.id}`)).body.hazards,
	).toMatchObject([{ distanceMetres: 0 }]);
});

test("an incident near mines says how far, and shows who said that everybody knows", async () => {
	const bench = workbench();
	await village(bench);
	await send(
		bench,
		map(
			field(square(400)),
			field(square(3_500)),
			field(square(900), { kind: "other" }),
		),
	);
	const { body } = await bench.call("POST", "/v1/incidents", fire);
	const board = async () =>
		(await bench.call("GET", `/v1/incidents/${body.id}`)).body;
	expect((await board()).hazards).toMatchObject([
		{ kind: "mines", distanceMetres: 400, acknowledgedAt: null, by: null },
		{ kind: "other", distanceMetres: 900 },
	]);
	const { text } = await bench.call("GET", `/v1/incidents/${body.id}/log`);
	expect(text).toContain("HazardsFound");
	bench.push(60_000);
	const path = `/v1/incidents/${body.id}/acknowledge-hazards`;
	expect((await bench.call("POST", path)).status).toBe(200);
	const after = await board();
	expect(after.hazards[0].acknowledgedAt).toBe(
		new Date(bench.now()).toISOString(),
	);
	expect(after.hazards[0].by).not.toBeNull();
	bench.push(60_000);
	await bench.call("POST", path);
	expect((await board()).hazards).toEqual(after.hazards);
	expect(after.degraded).not.toContain("hazards");
});

test("a map that hangs or fails stops no alarm: the board says that nobody could look, and the next word looks again", async () => {
	for (const hazards of [
		() => Promise.reject(new Error("SQLITE_IOERR")),
		() => new Promise<never>(() => {}),
	]) {
		const bench = workbench();
		const { people } = await village(bench);
		await send(bench, map(field(square(400))));
		const { ground } = bench.service;
		const real = ground.hazards;
		Object.assign(ground, { hazards });
		const { status, body } = await bench.call("POST", "/v1/incidents", fire);
		expect(status).toBe(201);
		const board = async () =>
			(await bench.call("GET", `/v1/incidents/${body.id}`)).body;
		expect((await board()).hazards).toBeUndefined();
		expect((await board()).degraded).toContain("hazards");
		expect((await board()).alertedAt).not.toBeNull();
		Object.assign(ground, { hazards: real });
		await bench.call("POST", `/v1/incidents/${body.id}/responses`, {
			responderId: people[0],
			answer: "responding",
		});
		expect((await board()).hazards).toMatchObject([{ distanceMetres: 400 }]);
		expect((await board()).degraded).not.toContain("hazards");
	}
});

test("a coordinator brings and removes what lies near the brigades in sight, and nothing else", async () => {
	const bench = workbench();
	await village(bench);
	const key = await bench.keyFor({ kind: "area", code: "UA61060370010084537" });
	const away = square(400).map(([lon, lat]): [number, number] => [
		lon + 4,
		lat,
	]);
	await send(
		bench,
		map(
			field(square(400), { source: "ДСНС" }, "ours"),
			field(away, { source: "ДСНС" }, "theirs"),
		),
	);
	const refused = await send(
		bench,
		map(field(away, { source: "ДСНС" })),
		"",
		key,
	);
	expect(refused.body.rejected).toMatchObject([
		{ feature: 1, column: "geometry" },
	]);
	const done = await send(
		bench,
		map(field(square(900), { source: "ДСНС" }, "new")),
		"",
		key,
	);
	expect(done.body).toMatchObject({ created: 1, removed: 1 });
	expect((await bench.service.ground.hazardsOf("ДСНС")).length).toBe(2);
});

/** Where trucks are filled: asked for, written by who leads nearby, imported from tables and maps. */
import { expect, test } from "vitest";
import { sayDry } from "../../src/ground/water.ts";
import {
	fire,
	ROSOKHACH,
	village,
	type Workbench,
	workbench,
} from "./workbench.ts";

const CSV = { headers: { "Content-Type": "text/csv" } };
const MAP = { headers: { "Content-Type": "application/geo+json" } };

const TABLE = `ref;kind;name;lat;lon;refill_minutes;access;tested;state;власник
1;ставок;Ставок біля школи;49,0201;25,795;5;з дамби;2026-04-30;works;громада
2;hydrant;Гідрант на Шевченка;49,018;25,796;4;;;dry;
3;Башта;;49,04;25,795;2,5;;;;`;

const put = ({ call }: Workbench, text: string | Uint8Array, query = "") =>
	call("POST", `/v1/water/import${query}`, text, CSV);
const near = async ({ call }: Workbench, query: object = {}) =>
	(
		await call(
			"GET",
			`/v1/water?${new URLSearchParams({ near: `${ROSOKHACH.lat},${ROSOKHACH.lon}`, ...query })}`,
		)
	).body.items as {
		ref: string;
		id: string;
		kind: string;
		name: string | null;
		distanceMetres: number;
		state: string;
		saidDryAt: string | null;
	}[];
const refs = async (bench: Workbench, query: object = {}) =>
	(await near(bench, query)).map(({ ref }) => ref);

async function withWater(): Promise<Workbench> {
	const bench = workbench();
	await village(bench);
	expect((await put(bench, TABLE)).body).toEqual({
		created: 3,
		updated: 0,
		unchanged: 0,
		ignored: ["власник"],
		rejected: [],
	});
	return bench;
}

test("a table is read with its words and commas, and near a place the quickest round comes first, nothing dry", async () => {
	const bench = await withWater();
	// The tower fills in half the time, which does not make up for the way; nearer it would.
	expect(await near(bench)).toMatchObject([
		{
			ref: "1",
			kind: "pond",
			name: "Ставок біля школи",
			distanceMetres: 345,
			state: "works",
			testedAt: "2026-04-30T12:00:00.000Z",
		},
		{
			ref: "3",
			kind: "tower",
			name: null,
			refillMinutes: 2.5,
			state: "unknown",
		},
	]);
	expect(await refs(bench, { within: "1000" })).toEqual(["1"]);
	expect(await refs(bench, { limit: "1" })).toEqual(["1"]);
	expect(
		(await bench.call("GET", "/v1/water?within=49,25.7,49.1,25.9")).body.items,
	).toHaveLength(3);
});

test("the same file again changes nothing; a changed line changes its point, an empty cell nothing, and what is not named stays", async () => {
	const bench = await withWater();
	expect((await put(bench, TABLE)).body).toMatchObject({
		created: 0,
		updated: 0,
		unchanged: 3,
	});
	const again = `ref,kind,lat,lon,refill_minutes,state
1,pond,49.0201,25.795,9,
4,well,49.0172,25.795,3,works`;
	expect((await put(bench, again, "?dryRun")).body).toMatchObject({
		created: 1,
		updated: 1,
	});
	expect(await refs(bench)).toEqual(["1", "3"]);
	expect((await put(bench, again)).body).toMatchObject({
		created: 1,
		updated: 1,
		unchanged: 0,
	});
	expect(await near(bench)).toMatchObject([
		{ ref: "4" },
		{ ref: "3" },
		{
			ref: "1",
			refillMinutes: 9,
			name: "Ставок біля школи",
			access: "з дамби",
			state: "works",
		},
	]);
});

test("without a ref the same kind within 15 metres is the same point, another kind or 40 metres is not", async () => {
	const bench = workbench();
	const one = (lat: number, kind = "hydrant") =>
		`kind,lat,lon\n${kind},${lat},25.795`;
	expect((await put(bench, one(49.017))).body).toMatchObject({ created: 1 });
	expect((await put(bench, one(49.0171))).body).toMatchObject({
		created: 0,
		updated: 1,
	});
	expect((await put(bench, one(49.0171, "pond"))).body).toMatchObject({
		created: 1,
	});
	expect((await put(bench, one(49.0175))).body).toMatchObject({ created: 1 });
	// Named now: the same point gets its name, and two names are two points.
	expect(
		(await put(bench, "ref,kind,lat,lon\nа,hydrant,49.0171,25.795")).body,
	).toMatchObject({ created: 0, updated: 1 });
	expect(
		(await put(bench, "ref,kind,lat,lon\nб,hydrant,49.0171,25.795")).body,
	).toMatchObject({ created: 1 });
});

test("every fault is told with line and column, what was expected and what came, and nothing is written", async () => {
	const bench = workbench();
	const { body } = await put(
		bench,
		`ref,kind,lat,lon,refill_minutes,tested,state
7,гейзер,91,25.8,0,30.04.2026,maybe
7,pond,25.795,49.017,,2026-02-30,
8,well,,25.8,NaN,,
9,well,49,25.8,,,,зайве`,
	);
	const at = (line: number, column: string) =>
		body.rejected.filter(
			(one: { line: number; column: string }) =>
				one.line === line && one.column === column,
		);
	expect(at(2, "kind")[0].message).toBe(
		'expected hydrant, pond, river, tower, reservoir, well or other, came "гейзер"',
	);
	for (const [line, column] of [
		[2, "lat"],
		[2, "refill_minutes"],
		[2, "tested"],
		[2, "state"],
		[3, "ref"],
		[3, "tested"],
		[4, "lat"],
		[4, "refill_minutes"],
	] as const)
		expect(at(line, column), `${line} ${column}`).toHaveLength(1);
	expect(at(3, "lat")[0].message).toContain("swapped");
	expect(at(5, "")[0].message).toContain("expected 7 cells, came 8");
	expect(body).toMatchObject({ created: 0, updated: 0 });
	expect(await near(bench, { within: "20000000" })).toEqual([]);
	expect(
		(await put(bench, "name,kind\nx,pond")).body.rejected.map(
			(one: { column: string }) => one.column,
		),
	).toEqual(["lat", "lon"]);
});

test("a map of points is read as the table is, faults by feature", async () => {
	const bench = workbench();
	const map = (...features: object[]) =>
		JSON.stringify({ type: "FeatureCollection", features });
	const point = (
		coordinates: unknown,
		properties: object = {},
		id?: string,
	) => ({
		type: "Feature",
		...(id ? { id } : {}),
		properties: { kind: "pond", ...properties },
		geometry: { type: "Point", coordinates },
	});
	const send = (text: string) =>
		bench.call("POST", "/v1/water/import", text, MAP);
	expect(
		(
			await send(
				map(
					point(
						[25.795, 49.0201],
						{ refill_minutes: 5, name: "Ставок" },
						"osm-1",
					),
				),
			)
		).body,
	).toMatchObject({ created: 1, rejected: [] });
	expect(await near(bench)).toMatchObject([
		{ ref: "osm-1", name: "Ставок", refillMinutes: 5 },
	]);
	const { body } = await send(
		map(
			point([49.0201, 25.795]),
			point([25.795]),
			point([25.795, null]),
			{ type: "Feature", properties: { kind: "pond" }, geometry: null },
			point([25.7, 49], { refill_minutes: "довго" }),
		),
	);
	expect(body.rejected).toMatchObject([
		{
			feature: 1,
			column: "geometry.coordinates",
			message: expect.stringContaining("expected longitude first"),
		},
		{ feature: 2, column: "geometry.coordinates" },
		{ feature: 3, column: "geometry.coordinates" },
		{ feature: 4, column: "geometry" },
		{ feature: 5, column: "refill_minutes" },
	]);
	for (const broken of [
		"{",
		'{"type":"FeatureCollection","features":[NaN]}',
		'{"type":"Feature"}',
		"[]",
	])
		expect((await send(broken)).status).toBe(400);
	expect(
		(
			await bench.call("POST", "/v1/water/import", "x", {
				headers: { "Content-Type": "text/plain" },
			})
		).status,
	).toBe(415);
	expect((await send(" ".repeat(10 * 1024 * 1024))).status).toBe(413);
});

test("who leads a brigade within 30 kilometres writes about it, who leads one farther away does not", async () => {
	const bench = await withWater();
	const { body: far } = await bench.call("POST", "/v1/brigades", {
		name: "Далеко",
		kind: "volunteer",
		location: { lat: 49.5, lon: 25.795 },
	});
	const brigades = (await bench.call("GET", "/v1/brigades")).body.items as {
		id: string;
		name: string;
	}[];
	const ours = brigades.find(({ name }) => name === "Росохач")?.id ?? "";
	const chief = await bench.keyFor({ kind: "brigades", ids: [ours] });
	const stranger = await bench.keyFor({ kind: "brigades", ids: [far.id] });
	const [pond] = await near(bench);
	const path = `/v1/water/${pond?.id}`;
	const well = { kind: "well", location: ROSOKHACH, refillMinutes: 3 };
	for (const [method, where, body] of [
		["PATCH", path, { name: "x" }],
		["POST", `${path}/state`, { state: "dry" }],
		["DELETE", path, undefined],
	] as const)
		expect(
			(await bench.call(method, where, body, { key: stranger })).status,
		).toBe(404);
	expect(
		(await bench.call("POST", "/v1/water", well, { key: stranger })).status,
	).toBe(403);
	const added = await bench.call("POST", "/v1/water", well, { key: chief });
	expect(added).toMatchObject({
		status: 201,
		body: { state: "unknown", refillMinutes: 3 },
	});
	const changed = await bench.call(
		"PATCH",
		path,
		{ name: null, access: "з дороги" },
		{ key: chief },
	);
	expect(changed.body).toMatchObject({
		name: null,
		access: "з дороги",
		ref: "1",
	});
	const moved = await bench.call(
		"PATCH",
		path,
		{ location: { lat: 49.5, lon: 25.8 } },
		{ key: chief },
	);
	expect(moved.status).toBe(403);
	expect(
		(
			await bench.call(
				"POST",
				`${path}/state`,
				{ state: "dry" },
				{ key: chief },
			)
		).body.state,
	).toBe("dry");
	expect(
		(
			await bench.call("DELETE", `/v1/water/${added.body.id}`, undefined, {
				key: chief,
			})
		).status,
	).toBe(204);
	expect(await refs(bench)).toEqual(["3"]);
});

test("a resident's word only marks a point, comes last, and is ended by who looks; a second word is no news", async () => {
	const bench = await withWater();
	const { service } = bench;
	const pond = { lat: 49.02, lon: 25.795 };
	const said = await sayDry(service, { near: pond }, { kind: "resident" });
	expect(said).toMatchObject({
		isNews: true,
		point: { ref: "1", state: "works" },
	});
	expect(
		await sayDry(service, { near: pond }, { kind: "resident" }),
	).toMatchObject({ isNews: false });
	expect(
		await sayDry(service, { near: { lat: 48, lon: 25 } }, { kind: "resident" }),
	).toBeUndefined();
	expect(
		await sayDry(service, { pointId: "nobody" }, { kind: "resident" }),
	).toBeUndefined();
	expect(await near(bench)).toMatchObject([
		{ ref: "3", saidDryAt: null },
		{ ref: "1", saidDryAt: expect.any(String) },
	]);
	const [, marked] = await near(bench);
	await bench.call("POST", `/v1/water/${marked?.id}/state`, { state: "works" });
	expect(await near(bench)).toMatchObject([
		{ ref: "1", saidDryAt: null },
		{ ref: "3" },
	]);
	expect(
		await sayDry(service, { near: pond }, { kind: "resident" }),
	).toMatchObject({ isNews: true });
});

test("the board shows the nearest three that work, and a database that cannot be asked costs only the line", async () => {
	const bench = await withWater();
	const { body } = await bench.call("POST", "/v1/incidents", fire);
	const board = () => bench.call("GET", `/v1/incidents/${body.id}`);
	expect((await board()).body.water).toMatchObject([
		{
			kind: "pond",
			distanceMetres: 345,
			refillMinutes: 5,
			access: "з дамби",
			state: "works",
			saidDryAt: null,
		},
		{ kind: "tower", state: "unknown" },
	]);
	const never = new Promise<never>(() => {});
	for (const water of [
		() => Promise.reject(new Error("SQLITE_IOERR")),
		() => never,
	]) {
		Object.assign(bench.service.ground, { water });
		bench.push(10_000);
		const { status, body: shown } = await board();
		expect(status).toBe(200);
		expect(shown.water).toBeUndefined();
	}
});

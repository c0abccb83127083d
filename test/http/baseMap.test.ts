/** The base map over HTTP: what a page is told, and the file in ranges, signed in only. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Asking } from "../../src/access.ts";
import { type MapSetting, mapSources } from "../../src/baseMap.ts";
import { readConfig } from "../../src/config.ts";
import { createApp } from "../../src/http/app.ts";
import {
	ARCHIVE_PATH,
	mapArchiveRoutes,
	rangeOf,
} from "../../src/http/baseMap.ts";
import { mapArchive } from "../../src/mapArchive.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { archiveOf, picture } from "../browser/mapTiles.ts";
import { liveVillage } from "./liveVillage.ts";
import { workbench } from "./workbench.ts";

const folder = mkdtempSync(join(tmpdir(), "dzvin-map-"));
const file = join(folder, "base.pmtiles");
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(() => {
	writeFileSync(file, archiveOf(picture([0, 90, 200]), "png", "© OSM"));
});

const chief: Asking = {
	keyId: "s",
	name: "Петро",
	by: { kind: "responder", id: "petro" },
	grants: [{ role: "chief", scope: EVERYTHING }],
};

describe("MAP_TILES", () => {
	const GOOD = {
		DZVIN_SECRET: "a secret of this test, longer than 32 bytes",
		CONSOLE_CHANNEL: "true",
	};
	const read = (more: Record<string, string>) => {
		const config = readConfig({ ...GOOD, ...more });
		return "config" in config
			? (config.config.map ?? null)
			: config.mistakes.map(({ name }) => name);
	};
	const MAP_ATTRIBUTION = "© OpenStreetMap";

	it("left out is our own plain map", () => {
		expect(read({})).toBeNull();
	});

	it.each<[string, MapSetting["kind"]]>([
		["https://tiles.example/{z}/{x}/{y}.png", "raster"],
		["https://tiles.example/{z}/{x}/{y}.webp?key=abc", "raster"],
		["https://tiles.example/{z}/{x}/{y}.mvt", "vector"],
		["https://tiles.example/{z}/{x}/{y}.pbf", "vector"],
		["https://tiles.example/styles/liberty", "style"],
		["https://tiles.example/style.json?key=abc", "style"],
		["http://127.0.0.1:9000/{z}/{x}/{y}.png", "raster"],
	])("reads %s as %s", (MAP_TILES, kind) => {
		expect(read({ MAP_TILES, MAP_ATTRIBUTION })).toEqual({
			kind,
			url: MAP_TILES,
			attribution: MAP_ATTRIBUTION,
		});
	});

	it("reads a file of this machine, whose words stand in the file", () => {
		expect(read({ MAP_TILES: "data/ternopil.pmtiles" })).toEqual({
			kind: "pmtiles",
			file: "data/ternopil.pmtiles",
		});
	});

	it.each<[string, Record<string, string>]>([
		["MAP_TILES", { MAP_TILES: "data/map.mbtiles", MAP_ATTRIBUTION }],
		[
			"MAP_TILES",
			{ MAP_TILES: "https://t.example/{z}/{x}.png", MAP_ATTRIBUTION },
		],
		[
			"MAP_TILES",
			{ MAP_TILES: "http://t.example/{z}/{x}/{y}.png", MAP_ATTRIBUTION },
		],
		[
			"MAP_TILES",
			{ MAP_TILES: "https://t.example/{z}/{x}/{y}", MAP_ATTRIBUTION },
		],
		[
			"MAP_TILES",
			{ MAP_TILES: "https://t.example/a.pmtiles", MAP_ATTRIBUTION },
		],
		["MAP_TILES", { MAP_TILES: "ftp://t.example/style.json", MAP_ATTRIBUTION }],
		["MAP_ATTRIBUTION", { MAP_TILES: "https://t.example/{z}/{x}/{y}.png" }],
		["MAP_ATTRIBUTION", { MAP_ATTRIBUTION }],
		[
			"MAP_GLYPHS",
			{ MAP_TILES: "a.pmtiles", MAP_GLYPHS: "https://t.example/f" },
		],
		["MAP_GLYPHS", { MAP_GLYPHS: "https://t.example/{fontstack}/{range}.pbf" }],
	])("names %s in %j", (name, given) => {
		expect(read(given)).toEqual([name]);
	});

	it("lets a page ask those origins and no other", () => {
		expect(mapSources({})).toEqual({ connect: [], img: [] });
		expect(mapSources({ map: { kind: "pmtiles", file } }).connect).toEqual([]);
		expect(
			mapSources({
				map: {
					kind: "vector",
					url: "https://tiles.example/{z}/{x}/{y}.mvt?key=1",
					glyphs: "https://fonts.example/{fontstack}/{range}.pbf",
				},
			}),
		).toEqual({
			connect: ["https://tiles.example", "https://fonts.example"],
			img: ["https://tiles.example", "https://fonts.example"],
		});
	});
});

describe("GET /v1/map", () => {
	const ask = async (map: MapSetting | undefined, of = file) => {
		const bench = workbench();
		if (map) bench.service.settings.map = map;
		const app = createApp({ ...bench.deps, mapArchive: mapArchive(of) });
		const response = await app.request("/v1/map", {
			headers: { Authorization: `Bearer ${bench.deps.adminApiKey}` },
		});
		return response.json();
	};

	it("says none where nothing is set", async () => {
		expect(await ask(undefined)).toEqual({ kind: "none" });
	});

	it("gives our own address of a file, never its path, and how deep it goes", async () => {
		expect(await ask({ kind: "pmtiles", file, attribution: "© OSM" })).toEqual({
			kind: "pmtiles",
			url: ARCHIVE_PATH,
			attribution: "© OSM",
			maxZoom: 14,
		});
	});

	it("is the plain map where the file is not there, or is none: a map stops no alarm", async () => {
		const none = join(folder, "none.pmtiles");
		expect(await ask({ kind: "pmtiles", file: none }, none)).toEqual({
			kind: "none",
		});
		const broken = join(folder, "broken.pmtiles");
		writeFileSync(broken, "not a map ".repeat(50));
		expect(await ask({ kind: "pmtiles", file: broken }, broken)).toEqual({
			kind: "none",
		});
	});

	it("gives the template of somebody's tiles", async () => {
		const url = "https://tiles.example/{z}/{x}/{y}.png";
		expect(
			await ask({ kind: "raster", url, attribution: "© Example" }),
		).toEqual({ kind: "raster", url, attribution: "© Example", maxZoom: 19 });
	});

	it("is nobody's without a key or a session", async () => {
		const { call } = workbench();
		expect(
			(await call("GET", "/v1/map", undefined, { key: null })).status,
		).toBe(401);
	});
});

describe("the file in ranges", () => {
	const quiet = { log: { info() {}, warn() {}, error() {} } };
	const get = (
		headers: Record<string, string> = {},
		{
			who = chief,
			of = file,
			method = "GET",
		}: { who?: Asking | null; of?: string; method?: string } = {},
	) =>
		new Hono()
			.route(
				"/",
				mapArchiveRoutes(quiet, {
					archive: mapArchive(of),
					personOf: async () => who ?? undefined,
				}),
			)
			.request(ARCHIVE_PATH, { method, headers });
	const whole = () => readFileSync(file);
	const bytesOf = async (response: Response) =>
		Buffer.from(await response.arrayBuffer());

	it("answers the bytes asked for with 206 and says which they are", async () => {
		const response = await get({ Range: "bytes=10-99" });
		expect(response.status).toBe(206);
		expect(response.headers.get("content-range")).toBe(
			`bytes 10-99/${whole().length}`,
		);
		expect(response.headers.get("content-length")).toBe("90");
		expect(await bytesOf(response)).toEqual(whole().subarray(10, 100));
	});

	it("answers the rest, the end, and the whole", async () => {
		const { length } = whole();
		expect(await bytesOf(await get({ Range: "bytes=100-" }))).toEqual(
			whole().subarray(100),
		);
		expect(await bytesOf(await get({ Range: "bytes=-20" }))).toEqual(
			whole().subarray(length - 20),
		);
		expect(
			await bytesOf(await get({ Range: `bytes=5-${length * 9}` })),
		).toEqual(whole().subarray(5));
		const all = await get();
		expect(all.status).toBe(200);
		expect(all.headers.get("accept-ranges")).toBe("bytes");
		expect(await bytesOf(all)).toEqual(whole());
	});

	it("says 416 and how long it is to whoever asks beyond its end", async () => {
		const response = await get({ Range: `bytes=${whole().length}-` });
		expect(response.status).toBe(416);
		expect(response.headers.get("content-range")).toBe(
			`bytes */${whole().length}`,
		);
		expect((await get({ Range: "bytes=-0" })).status).toBe(416);
	});

	it("tells a browser that it has the file already, and gives the whole to one that has another", async () => {
		const first = await get({ Range: "bytes=0-9" });
		const etag = first.headers.get("etag") ?? "";
		expect((await get({ "If-None-Match": etag })).status).toBe(304);
		expect((await get({ Range: "bytes=0-9", "If-Range": etag })).status).toBe(
			206,
		);
		expect((await get({ Range: "bytes=0-9", "If-Range": '"x"' })).status).toBe(
			200,
		);
	});

	it("sends no bytes to HEAD", async () => {
		const response = await get({}, { method: "HEAD" });
		expect(response.headers.get("content-length")).toBe(String(whole().length));
		expect(await bytesOf(response)).toHaveLength(0);
	});

	it("is not for whoever is signed out, nor for a volunteer", async () => {
		expect((await get({ Range: "bytes=0-9" }, { who: null })).status).toBe(401);
		const volunteer: Asking = {
			...chief,
			grants: [{ role: "responder", scope: EVERYTHING }],
		};
		expect((await get({}, { who: volunteer })).status).toBe(403);
	});

	it("stands before the board's pages in the wired service: signed out is 401, not a page", async () => {
		const village = await liveVillage();
		const response = await fetch(`${await village.listen()}${ARCHIVE_PATH}`, {
			redirect: "manual",
		});
		expect(response.status).toBe(401);
		await village.close();
	});

	it("is 404 where it is not there, without its path", async () => {
		const response = await get({}, { of: join(folder, "none.pmtiles") });
		expect(response.status).toBe(404);
		expect(await response.text()).not.toContain(folder);
	});

	it("reads a range as RFC 9110 does, and lets what it does not know be", () => {
		expect(rangeOf("bytes=0-0", 10)).toEqual({ from: 0, to: 0 });
		expect(rangeOf("bytes=-99", 10)).toEqual({ from: 0, to: 9 });
		expect(rangeOf("bytes=5-3", 10)).toBeUndefined();
		expect(rangeOf("bytes=0-1,4-5", 10)).toBeUndefined();
		expect(rangeOf("items=0-1", 10)).toBeUndefined();
		expect(rangeOf("bytes=-", 10)).toBeUndefined();
		expect(rangeOf(undefined, 10)).toBeUndefined();
		expect(rangeOf("bytes=10-", 10)).toBe("outside");
	});
});

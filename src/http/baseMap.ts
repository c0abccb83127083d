/**
 * What a page draws under its map (`GET /v1/map`), and the PMTiles file of this
 * machine in ranges (`/board/map/base.pmtiles`), for whoever is signed in.
 */
import { z } from "@hono/zod-openapi";
import { type Context, Hono } from "hono";
import { mustHold } from "../access.ts";
import type { MapSetting } from "../baseMap.ts";
import { AppError } from "../errors.ts";
import type { ArchiveLook, MapArchive } from "../mapArchive.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import type { PersonOf } from "./guard.ts";
import { answerProblem } from "./problem.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

export const ARCHIVE_PATH = "/board/map/base.pmtiles";
const KINDS = ["none", "pmtiles", "raster", "vector", "style"] as const;
/** How deep tiles of the world usually go; deeper, the last ones are enlarged. */
const RASTER_MAX_ZOOM = 19;
const VECTOR_MAX_ZOOM = 14;

const baseMap = z
	.object({
		kind: z.enum(KINDS).openapi({
			description:
				"`none`: nothing is fetched, the page draws stations and settlements alone. `pmtiles`: `url` is read in ranges. `raster`, `vector`: `url` is a template. `style`: `url` is a MapLibre style",
		}),
		url: z.string().optional(),
		attribution: z.string().optional(),
		glyphs: z.string().optional(),
		maxZoom: z.int().optional(),
	})
	.openapi("BaseMap");
export type BaseMap = z.output<typeof baseMap>;

export function baseMapRoutes(
	app: Api,
	service: Service,
	archive: MapArchive | undefined,
) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/map",
				right: "incidents.read",
				tag: "Map",
				summary: "What to draw under a map",
				answers: { 200: { description: "The base map", schema: baseMap } },
			},
			async ({ c }) =>
				c.json(await baseMapOf(service.settings.map, await archive?.look())),
		),
	);
}

/** A file that is not there is no map, and no reason for a page to fail. */
export async function baseMapOf(
	map: MapSetting | undefined,
	look: ArchiveLook | undefined,
): Promise<BaseMap> {
	if (!map || (map.kind === "pmtiles" && !look)) return { kind: "none" };
	const more = {
		...(map.attribution === undefined ? {} : { attribution: map.attribution }),
		...(map.glyphs === undefined ? {} : { glyphs: map.glyphs }),
	};
	switch (map.kind) {
		case "pmtiles":
			return {
				kind: "pmtiles",
				url: ARCHIVE_PATH,
				...more,
				...(look ? { maxZoom: look.maxZoom } : {}),
			};
		case "raster":
			return {
				kind: "raster",
				url: map.url,
				...more,
				maxZoom: RASTER_MAX_ZOOM,
			};
		case "vector":
			return {
				kind: "vector",
				url: map.url,
				...more,
				maxZoom: VECTOR_MAX_ZOOM,
			};
		case "style":
			return { kind: "style", url: map.url, ...more };
	}
}

/** Stands before the dashboard's own pages, which answer everything under `/board`. */
export function mapArchiveRoutes(
	{ log }: Pick<Service, "log">,
	{
		archive,
		personOf,
	}: { archive: MapArchive | undefined; personOf: PersonOf },
): Hono {
	const routes = new Hono();
	routes.onError((error) => answerProblem(error, log));
	routes.get(ARCHIVE_PATH, async (c) => {
		const asking = await personOf(c.req.raw);
		if (!asking)
			throw new AppError(
				"unauthorized",
				"Expected the session of somebody signed in, came none. Sign in at /sign-in.",
			);
		mustHold(asking.grants, "incidents.read");
		const look = await archive?.look();
		if (!archive || !look)
			throw new AppError(
				"notFound",
				"Expected a PMTiles file at MAP_TILES, found none on this machine; `dzvin doctor` says more.",
			);
		return pieceOf(c, archive, look);
	});
	return routes;
}

async function pieceOf(
	c: Context,
	archive: MapArchive,
	{ bytes, version }: ArchiveLook,
): Promise<Response> {
	const etag = `"${version}"`;
	const headers: Record<string, string> = {
		"accept-ranges": "bytes",
		"content-type": "application/vnd.pmtiles",
		// Of a session: no proxy keeps it. A browser asks again whether it is still the same file.
		"cache-control": "private, no-cache",
		etag,
		"x-content-type-options": "nosniff",
	};
	if (c.req.header("If-None-Match") === etag) return c.body(null, 304, headers);
	const asked = rangeOf(c.req.header("Range"), bytes);
	const isOther = c.req.header("If-Range");
	const range = isOther !== undefined && isOther !== etag ? undefined : asked;
	if (range === "outside")
		return c.body(null, 416, {
			...headers,
			"content-range": `bytes */${bytes}`,
		});
	const { from, to } = range ?? { from: 0, to: bytes - 1 };
	const body = c.req.method === "HEAD" ? null : await archive.read(from, to);
	const sent = {
		...headers,
		"content-length": String(to - from + 1),
		...(range ? { "content-range": `bytes ${from}-${to}/${bytes}` } : {}),
	};
	const status = range ? 206 : 200;
	return body ? c.body(body, status, sent) : c.body(null, status, sent);
}

/** One range of bytes; several, or something else, are answered with the whole, as RFC 9110 lets us. */
export function rangeOf(
	header: string | undefined,
	bytes: number,
): { from: number; to: number } | "outside" | undefined {
	const [whole, first = "", last = ""] =
		/^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
	if (whole === undefined || (first === "" && last === "")) return undefined;
	if (first === "") {
		const length = Number(last);
		if (length === 0) return "outside";
		return { from: Math.max(0, bytes - length), to: bytes - 1 };
	}
	const from = Number(first);
	const to = last === "" ? bytes - 1 : Math.min(Number(last), bytes - 1);
	if (last !== "" && Number(last) < from) return undefined;
	return from >= bytes ? "outside" : { from, to };
}

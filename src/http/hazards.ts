/** Ground that kills: for the map, from a map, and taken away. What a file holds: docs/operations.md. */
import { z } from "@hono/zod-openapi";
import { HAZARD_KINDS } from "../core/kinds.ts";
import { importHazards } from "../ground/hazardImport.ts";
import { removeHazard } from "../ground/water.ts";
import type { HazardAreaRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { flag, formatOf, square } from "./asked.ts";
import { together } from "./described.ts";
import { id, instantOut, line, toWire } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";
import { groundFault } from "./water.ts";

const position = z.array(z.number());
const view = z
	.object({
		id,
		kind: z.enum(HAZARD_KINDS),
		name: z.string().nullable(),
		source: z.string().nullable(),
		shape: z
			.looseObject({
				type: z.enum(["Polygon", "MultiPolygon"]),
				coordinates: z.array(
					z.array(z.array(z.union([position, z.array(position)]))),
				),
			})
			.openapi({ description: "GeoJSON, longitude first" }),
		createdAt: instantOut,
	})
	.openapi("HazardArea");

const importResult = z
	.object({
		created: z.int(),
		updated: z.int(),
		unchanged: z.int(),
		removed: z.int().openapi({
			description: "Of the sources in the file, what it no longer names",
		}),
		sources: z.array(z.string()),
		rejected: z.array(groundFault),
	})
	.openapi("HazardImport");

export function hazardRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/hazards",
				right: "brigades.read",
				tag: "Ground",
				summary: "Mined and other dangerous ground in a square",
				query: z.strictObject({
					within: square,
					limit: z.coerce.number().int().min(1).max(1_000).default(500),
				}),
				answers: {
					200: {
						description: "Areas that meet it",
						schema: z.object({ items: z.array(view) }),
					},
				},
			},
			async ({ query, c }) => {
				const found = await service.ground.hazards(query);
				return c.json({ items: found.map(viewOf) });
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/hazards/import",
				right: "hazards.write",
				proven: true,
				tag: "Ground",
				summary: "Mined ground from a map",
				description:
					"A GeoJSON FeatureCollection of Polygons and MultiPolygons. All or nothing; `dryRun` writes nothing. The file of one source takes the place of all that this source said before: what it no longer names is removed, and counted. A coordinator brings and removes what lies within 30 kilometres of the brigades in sight.",
				query: z.strictObject({
					dryRun: flag,
					source: line(200)
						.optional()
						.openapi({ description: "Of features that name none" }),
				}),
				rawBody: {
					mediaType: "application/geo+json",
					description: "UTF-8, longitude first, rings closed",
				},
				answers: {
					200: {
						description: "What was done, or would be",
						schema: importResult,
					},
				},
			},
			async ({ caller, query: { dryRun, source }, c }) => {
				formatOf(c.req.header("Content-Type"), "geojson");
				const bytes = new Uint8Array(await c.req.arrayBuffer());
				return c.json(
					await importHazards(service, caller, bytes, {
						dryRun,
						...(source === undefined ? {} : { source }),
					}),
				);
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/hazards/{id}",
				right: "hazards.write",
				tag: "Ground",
				summary: "It is dangerous no longer",
				params: z.strictObject({ id }),
				answers: { 204: { description: "Gone" } },
			},
			async ({ caller, params, c }) => {
				await removeHazard(service, caller, params.id);
				return c.body(null, 204);
			},
		),
	);
}

const viewOf = ({
	id: areaId,
	kind,
	name,
	source,
	shape,
	createdAt,
}: HazardAreaRow) =>
	toWire({
		id: areaId,
		kind,
		name: name ?? null,
		source: source ?? null,
		shape,
		createdAt,
	});

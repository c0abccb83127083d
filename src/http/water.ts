/** Where trucks are filled: near a place, added, changed, dry. What the columns of a table mean: docs/operations.md. */
import { z } from "@hono/zod-openapi";
import { WATER_KINDS, WATER_STATES } from "../core/kinds.ts";
import { quickestWater } from "../ground/near.ts";
import {
	addWater,
	changeWater,
	removeWater,
	setWaterState,
} from "../ground/water.ts";
import { importWater } from "../ground/waterImport.ts";
import type { WaterPointRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { flag, formatOf, near, within } from "./asked.ts";
import { together } from "./described.ts";
import { headIn } from "./incidents.ts";
import { defined, id, instantOut, point, toWire } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";
import { waterBody, waterChange } from "./schemas/water.ts";

const view = z
	.object({
		id,
		ref: z.string().nullable(),
		kind: z.enum(WATER_KINDS),
		name: z.string().nullable(),
		location: point,
		distanceMetres: z.int().optional(),
		refillMinutes: z.number().nullable(),
		access: z.string().nullable(),
		testedAt: instantOut.nullable(),
		state: z.enum(WATER_STATES),
		stateAt: instantOut,
		saidDryAt: instantOut.nullable().openapi({
			description: "A resident says that it is dry; nobody has looked since",
		}),
	})
	.openapi("WaterPoint");

export const groundFault = z.object({
	line: z.int().optional(),
	feature: z.int().optional(),
	column: z.string(),
	message: z.string(),
});

const importResult = z
	.object({
		created: z.int(),
		updated: z.int(),
		unchanged: z.int(),
		ignored: z.array(z.string()),
		rejected: z.array(groundFault),
	})
	.openapi("WaterImport");

const byId = z.strictObject({ id });
const USUAL_METRES = 3_000;
const WRITES =
	"Water belongs to no brigade: whoever leads one within 30 kilometres may write about it.";

export function waterRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/water",
				right: "brigades.read",
				tag: "Ground",
				summary: "Where trucks are filled, near a place or in a square",
				description:
					"Near a place the quickest round first (way and filling), what somebody calls dry last, and nothing that is dry. In a square `within` all, for the map.",
				query: z.strictObject({
					near: near.optional(),
					within: within.optional(),
					limit: z.coerce.number().int().min(1).max(500).default(50),
				}),
				answers: {
					200: {
						description: "Water points",
						schema: z.object({ items: z.array(view) }),
					},
				},
			},
			async ({ query, c }) => {
				const { limit } = query;
				const square =
					query.within && "south" in query.within ? query.within : undefined;
				const found = query.near
					? await quickestWater(service, query.near, {
							limit,
							withinMetres:
								query.within && "metres" in query.within
									? query.within.metres
									: USUAL_METRES,
						})
					: square
						? await service.ground.water({ within: square, limit })
						: [];
				return c.json({ items: found.map(viewOf) });
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/water",
				right: "brigades.write",
				tag: "Ground",
				summary: "Adds a place where trucks are filled",
				description: WRITES,
				body: waterBody,
				answers: { 201: { description: "Added", schema: view } },
			},
			async ({ caller, body, c }) =>
				c.json(viewOf(await addWater(service, caller, defined(body))), 201),
		),
		define(
			app,
			{
				method: "patch",
				path: "/v1/water/{id}",
				right: "brigades.write",
				tag: "Ground",
				summary: "Changes it; null = not known any more",
				description: WRITES,
				params: byId,
				body: waterChange,
				answers: { 200: { description: "As it is now", schema: view } },
			},
			async ({ caller, params, body, c }) =>
				c.json(
					viewOf(await changeWater(service, caller, params.id, defined(body))),
				),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/water/{id}/state",
				right: "brigades.write",
				tag: "Ground",
				summary: "Somebody has looked: it works, it is dry",
				description: `Ends what residents said of it. ${WRITES}`,
				params: byId,
				body: z.strictObject({
					state: z.enum(WATER_STATES),
					incidentId: id.optional().openapi({
						description:
							"Of an incident that goes on, where it was found dry: the cards of who comes name the next water",
					}),
				}),
				answers: { 200: { description: "As it is now", schema: view } },
			},
			async ({ caller, params, body: { state, incidentId }, c }) => {
				if (incidentId) await headIn(service, caller.scope, incidentId);
				const row = await setWaterState(service, caller, params.id, state);
				if (incidentId && state === "dry")
					await service.handle(
						incidentId,
						{ type: "FindDry", waterPointId: row.id, by: caller.by },
						// By the point, so that a driver who says it too is one fact.
						{ commandId: `dry:${row.id}:${row.stateAt}` },
					);
				return c.json(viewOf(row));
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/water/{id}",
				right: "brigades.write",
				tag: "Ground",
				summary: "It is no longer there",
				description: WRITES,
				params: byId,
				answers: { 204: { description: "Gone" } },
			},
			async ({ caller, params, c }) => {
				await removeWater(service, caller, params.id);
				return c.body(null, 204);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/water/import",
				right: "areas.import",
				proven: true,
				tag: "Ground",
				summary: "Adds and changes water from a table or a map",
				description:
					"`text/csv`, or points as `application/geo+json`. All or nothing; `dryRun` writes nothing and tells what would be done. The same `ref`, or the same kind within 15 metres, again is the same point; what the file does not name stays.",
				query: z.strictObject({ dryRun: flag }),
				rawBody: {
					mediaType: "text/csv",
					also: ["application/geo+json"],
					description:
						"UTF-8, comma or semicolon, first line = names of columns; or a GeoJSON FeatureCollection",
				},
				answers: {
					200: {
						description: "What was done, or would be",
						schema: importResult,
					},
				},
			},
			async ({ caller, query, c }) => {
				const format = formatOf(c.req.header("Content-Type"), "csv", "geojson");
				const bytes = new Uint8Array(await c.req.arrayBuffer());
				return c.json(
					await importWater(service, caller, bytes, { format, ...query }),
				);
			},
		),
	);
}

const viewOf = ({
	ref = null,
	name = null,
	refillMinutes = null,
	access = null,
	testedAt = null,
	saidDryAt = null,
	...rest
}: Omit<
	WaterPointRow,
	"ref" | "name" | "refillMinutes" | "access" | "testedAt" | "saidDryAt"
> & {
	[F in "ref" | "name" | "access"]?: string | null;
} & { [F in "refillMinutes" | "testedAt" | "saidDryAt"]?: number | null }) =>
	toWire({
		...rest,
		ref,
		name,
		refillMinutes,
		access,
		testedAt,
		saidDryAt,
	});

/** Settlements by name and by place, and the tables they come from. What the columns mean: docs/operations.md. */
import { z } from "@hono/zod-openapi";
import { AREA_LISTS, importAreas } from "../areas/areaImport.ts";
import { type NearSettlement, searchAreas } from "../areas/search.ts";
import type { Point } from "../core/kinds.ts";
import type { Service } from "../service.ts";
import { CSV_TABLE, flag, formatOf, near, within } from "./asked.ts";
import { together } from "./described.ts";
import { point } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const settlement = z
	.object({
		code: z.string(),
		name: z.string(),
		category: z.enum(["M", "X", "C", "K"]).openapi({
			description: "M town, X selyshche, C village, K Kyiv and Sevastopol",
		}),
		hromada: z.string().nullable(),
		hromadaCode: z.string().nullable().openapi({
			description: "To say all of it instead of the settlement",
		}),
		raion: z.string().nullable(),
		oblast: z.string().nullable(),
		location: point.nullable(),
		distanceMetres: z.int().optional(),
		formerName: z.string().optional().openapi({
			description: "The old name by which it was found",
		}),
	})
	.openapi("Settlement");

const importResult = z
	.object({
		list: z.enum(AREA_LISTS).nullable(),
		created: z.int(),
		updated: z.int(),
		unchanged: z.int(),
		kept: z.int(),
		withoutParent: z.int(),
		cityDistricts: z.int().openapi({
			description: "Of the codifier: districts of cities, which are not taken",
		}),
		unknown: z.int().openapi({
			description:
				"Of coordinates: codes that no area has; nothing is made of them",
		}),
		unknownLines: z
			.array(z.object({ line: z.int(), code: z.string() }))
			.openapi({ description: "The first twenty of them" }),
		ignored: z.array(z.string()).openapi({
			description: "Columns that were not read",
		}),
		rejected: z.array(
			z.object({ line: z.int(), column: z.string(), message: z.string() }),
		),
	})
	.openapi("AreaImport");

export function areaRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/areas",
				right: "incidents.raise",
				tag: "Areas",
				summary: "Settlements whose names begin so, or that lie near",
				description:
					"Each word of `search` begins a word of the settlement's name or of its hromada, raion or oblast, in any order; case and apostrophes do not matter. Called exactly so first, then by a former name, then the nearest to `near`, else to the caller's brigades. What is called so by nobody is looked for there in Latin letters, in another case and with typing errors. Without `search` those around `near` or in the square `within`.",
				query: z.strictObject({
					search: z.string().max(200).optional(),
					near: near.optional(),
					within: within.optional(),
					limit: z.coerce.number().int().min(1).max(500).default(10),
				}),
				answers: {
					200: {
						description: "Settlements, the likeliest first",
						schema: z.object({ items: z.array(settlement) }),
					},
				},
			},
			async ({ caller, query, c }) => {
				const found = await searchAreas(service, caller.scope, query);
				return c.json({ items: found.map(viewOf) });
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/areas/import",
				right: "areas.import",
				proven: true,
				tag: "Areas",
				summary:
					"Adds and changes areas from a table: settlements, hromadas, the official codifier or coordinates",
				description:
					"Which of the four is seen by the columns; the official codifier is taken as its workbook is saved, and titles may stand above its columns. Coordinates (`code`, `lat`, `lon`, `population`) change known areas only. All or nothing, each fault by line and column; `dryRun` writes nothing and tells what would be done. What the table does not name and cells left empty stay.",
				query: z.strictObject({ dryRun: flag }),
				rawBody: CSV_TABLE,
				answers: {
					200: {
						description: "What was done, or would be",
						schema: importResult,
					},
				},
			},
			async ({ caller, query, c }) => {
				formatOf(c.req.header("Content-Type"), "csv");
				const bytes = new Uint8Array(await c.req.arrayBuffer());
				return c.json(await importAreas(service, caller, bytes, query));
			},
		),
	);
}

const viewOf = ({
	code,
	name,
	category,
	hromada = null,
	parentCode,
	raion = null,
	oblast = null,
	location = null,
	distanceMetres,
	byFormerName,
}: Wire) => ({
	code,
	name,
	category,
	hromada,
	hromadaCode: hromada === null ? null : (parentCode ?? null),
	raion,
	oblast,
	location,
	...(distanceMetres === undefined ? {} : { distanceMetres }),
	...(byFormerName === undefined ? {} : { formerName: byFormerName }),
});

type Wire = Omit<
	NearSettlement,
	"hromada" | "raion" | "oblast" | "location"
> & {
	[F in "hromada" | "raion" | "oblast"]?: string | null;
} & { location?: Point | null };

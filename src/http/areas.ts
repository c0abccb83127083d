/** Settlements by name and by place, and the tables they come from. What the columns mean: docs/operations.md. */
import { z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { importAreas } from "../areas/areaImport.ts";
import { type NearSettlement, searchAreas } from "../areas/search.ts";
import type { Point } from "../core/kinds.ts";
import type { Square } from "../ports.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import { point } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const flag = z
	.enum(["true", "false", ""])
	.default("false")
	// `?dryRun` alone means yes.
	.transform((text) => text !== "false")
	.openapi({ type: "boolean" });

const numbers = (text: string): number[] =>
	text.split(",").map((part) => (part.trim() === "" ? Number.NaN : +part));

const near = z
	.string()
	.max(60)
	.transform((text, context): Point => {
		const [lat = Number.NaN, lon = Number.NaN, ...rest] = numbers(text);
		if (rest.length === 0 && isPoint(lat, lon)) return { lat, lon };
		context.addIssue({
			code: "custom",
			message: "expected latitude and longitude such as 49.017,25.795",
		});
		return z.NEVER;
	})
	.openapi({ type: "string", maxLength: 60, example: "49.017,25.795" });

/** Half around the world is everywhere. */
const MOST_METRES = 20_000_000;

const within = z
	.string()
	.max(120)
	.transform((text, context): { metres: number } | Square => {
		const found = numbers(text);
		const [first = Number.NaN, west = 0, north = 0, east = 0] = found;
		if (found.length === 1 && first > 0 && first <= MOST_METRES)
			return { metres: first };
		if (
			found.length === 4 &&
			isPoint(first, west) &&
			isPoint(north, east) &&
			first <= north &&
			west <= east
		)
			return { south: first, west, north, east };
		context.addIssue({
			code: "custom",
			message:
				"expected metres such as 5000, or a square south,west,north,east such as 48.8,25.6,49.1,26",
		});
		return z.NEVER;
	})
	.openapi({ type: "string", maxLength: 120, example: "48.8,25.6,49.1,26" });

const isPoint = (lat: number, lon: number): boolean =>
	Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

const settlement = z
	.object({
		code: z.string(),
		name: z.string(),
		category: z.enum(["M", "X", "C", "K"]).openapi({
			description: "M town, X selyshche, C village, K Kyiv and Sevastopol",
		}),
		hromada: z.string().nullable(),
		raion: z.string().nullable(),
		oblast: z.string().nullable(),
		location: point.nullable(),
		distanceMetres: z.int().optional(),
	})
	.openapi("Settlement");

const importResult = z
	.object({
		list: z.enum(["settlements", "hromadas"]).nullable(),
		created: z.int(),
		updated: z.int(),
		unchanged: z.int(),
		kept: z.int(),
		withoutParent: z.int(),
		ignored: z.array(z.string()),
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
					"Each word of `search` begins a word of the settlement's name or of its hromada, raion or oblast, in any order; case and apostrophes do not matter. Called exactly so first, then the nearest to `near`, else to the caller's brigades. Without `search` those around `near` or in the square `within`.",
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
				summary: "Adds and changes settlements or hromadas from a table",
				description:
					"Which of the two is seen by the columns. All or nothing; `dryRun` writes nothing and tells what would be done. What the table does not name stays.",
				query: z.strictObject({ dryRun: flag }),
				rawBody: {
					mediaType: "text/csv",
					description:
						"UTF-8, comma or semicolon, first line = names of columns",
				},
				answers: {
					200: {
						description: "What was done, or would be",
						schema: importResult,
					},
				},
			},
			async ({ caller, query, c }) => {
				const type = c.req.header("Content-Type");
				if (!/^text\/csv\s*(;|$)/i.test(type ?? ""))
					throw new HTTPException(415, {
						message: `Expected Content-Type: text/csv, came ${type === undefined ? "none" : "another"}.`,
					});
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
	raion = null,
	oblast = null,
	location = null,
	distanceMetres,
}: Wire) => ({
	code,
	name,
	category,
	hromada,
	raion,
	oblast,
	location,
	...(distanceMetres === undefined ? {} : { distanceMetres }),
});

type Wire = Omit<
	NearSettlement,
	"hromada" | "raion" | "oblast" | "location"
> & {
	[F in "hromada" | "raion" | "oblast"]?: string | null;
} & { location?: Point | null };

/** The roster as a table, in and out. What the columns mean: docs/roster-csv.md. */
import { z } from "@hono/zod-openapi";
import { exportRoster, importRoster } from "../rosterImport.ts";
import type { Service } from "../service.ts";
import { CSV_TABLE, flag, formatOf } from "./asked.ts";
import { together } from "./described.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const importResult = z
	.object({
		created: z.int(),
		updated: z.int(),
		rejected: z.array(
			z.object({ line: z.int(), column: z.string(), message: z.string() }),
		),
	})
	.openapi("RosterImport");

export function rosterCsvRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "post",
				path: "/v1/roster/import",
				right: "people.import",
				proven: true,
				tag: "Roster",
				summary: "Adds and changes people from a table, found again by phone",
				description:
					"All or nothing unless `partial`; `dryRun` writes nothing and tells what would be done.",
				query: z.strictObject({ dryRun: flag, partial: flag }),
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
				return c.json(await importRoster(service, caller, bytes, query));
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/roster/export",
				right: "people.export",
				proven: true,
				tag: "Roster",
				summary: "The people this key may see as a table that import reads",
				answers: {
					200: {
						description: "UTF-8 with byte order mark",
						schema: z.string(),
						mediaType: "text/csv",
					},
				},
			},
			async ({ caller, c }) =>
				c.body(await exportRoster(service, caller.scope), 200, {
					"Content-Type": "text/csv; charset=utf-8",
					"Content-Disposition": 'attachment; filename="roster.csv"',
				}),
		),
	);
}

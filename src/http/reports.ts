/**
 * What is decided about one report: it is another fire, or its reporter is heard no more.
 */
import { z } from "@hono/zod-openapi";
import { newId } from "../administer.ts";
import { AppError } from "../errors.ts";
import { blockReporter } from "../residents/block.ts";
import { splitOffReport } from "../residents/split.ts";
import { boardSchema } from "./boardSchema.ts";
import { together } from "./described.ts";
import {
	headIn,
	type IncidentParts,
	maySpeakFor,
	viewOfDone,
} from "./incidents.ts";
import { id } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";
import { reasonField } from "./schemas/incident.ts";

const ofReport = z.strictObject({ id, reportId: id });

export function reportRoutes(app: Api, parts: IncidentParts) {
	const { service } = parts;
	const block = (blocked: boolean) =>
		define(
			app,
			{
				method: "post",
				path: blocked
					? "/v1/incidents/{id}/reports/{reportId}/block"
					: "/v1/incidents/{id}/reports/{reportId}/unblock",
				right: "incidents.lead",
				tag: "Actions",
				summary: blocked
					? "Takes no more of who reported it: they are told so once, and to call 101"
					: "Hears who reported it again",
				params: ofReport,
				answers: { 204: { description: "Done, and logged" } },
			},
			async ({ caller, params, c }) => {
				await headIn(service, caller.scope, params.id);
				await blockReporter(
					service,
					params.id,
					params.reportId,
					{ by: caller.by, blocked },
					`reporter:${newId()}`,
				);
				return c.body(null, 204);
			},
		);
	return together(
		define(
			app,
			{
				method: "post",
				path: "/v1/incidents/{id}/split",
				right: "incidents.cancel",
				tag: "Actions",
				summary:
					"The report is of another fire: it becomes an incident of its own",
				description:
					"`reportId` of the board's `reports`, or the id of an incident merged into this one: that one is opened again. `Location` names the other incident. 409 when it is the only report, and for what 101, 112 or a desk raised, except by that desk.",
				params: z.strictObject({ id }),
				body: z.strictObject({ reportId: id, ...reasonField }),
				idempotent: true,
				answers: {
					200: {
						description: "The incident without the report",
						schema: boardSchema,
					},
				},
			},
			async ({ caller, params, body, idempotencyKey, c }) => {
				await headIn(service, caller.scope, params.id);
				if (!(await maySpeakFor(service, caller, params.id)))
					throw new AppError(
						"conflict",
						"What 101, 112 or a desk has raised is split by that desk only; tell it.",
					);
				const { intoId } = await splitOffReport(
					service,
					params.id,
					{ reportId: body.reportId, by: caller.by },
					{ commandId: `key:${caller.keyId}:${idempotencyKey ?? newId()}` },
				);
				c.header("Location", `/v1/incidents/${intoId}`);
				return c.json(await viewOfDone(parts, caller.scope, params.id));
			},
		),
		block(true),
		block(false),
	);
}

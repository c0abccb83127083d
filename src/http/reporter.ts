/**
 * The number to ring back who reported a fire: for who leads the incident, while it
 * goes on. Each look stands in the administration log, as from the bot.
 */
import { z } from "@hono/zod-openapi";
import { newId } from "../administer.ts";
import { AppError } from "../errors.ts";
import { showNumber } from "../reporterNumber.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import { headIn } from "./incidents.ts";
import { id } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const reporter = z
	.object({
		phone: z
			.string()
			.nullable()
			.openapi({ description: "E.164; `null` = nobody left one" }),
	})
	.openapi("Reporter");

export function reporterRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/incidents/{id}/reporter",
				right: "incidents.lead",
				tag: "Incidents",
				summary: "The reporter's number; each look is logged",
				description: "409 once the incident is over: nobody rings back then.",
				params: z.strictObject({ id }),
				query: z.strictObject({
					reportId: id.optional().openapi({
						description: "Of whose report; by default the first who left one",
					}),
				}),
				answers: { 200: { description: "The number", schema: reporter } },
			},
			async ({ caller, params, query, c }) => {
				await headIn(service, caller.scope, params.id);
				const incident = await service.load(params.id);
				if (incident.status === "unknown")
					throw new AppError("notFound", "There is no such incident.");
				const shown = await showNumber(
					service,
					incident,
					caller.by,
					`number:${newId()}`,
					query.reportId,
				);
				if (shown.kind === "over")
					throw new AppError(
						"conflict",
						`Expected an incident that goes on; this one is ${incident.status}.`,
						{ status: incident.status },
					);
				return c.json({ phone: shown.kind === "number" ? shown.phone : null });
			},
		),
	);
}

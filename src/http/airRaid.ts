/** What the air-raid feed says of an area, for the dashboard. */
import { z } from "@hono/zod-openapi";
import { AIR_STATES } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import type { Service } from "../service.ts";
import { instantOut, toWire } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const airRaid = z
	.object({
		state: z.enum(AIR_STATES).openapi({
			description:
				"`unknown`: the feed is silent, or nobody knows which of its regions this is; never shown as calm",
		}),
		sinceAt: instantOut.optional().openapi({
			description:
				"By the source's own time; of `unknown` when it was last heard",
		}),
		heardAt: instantOut.optional(),
		redAt: instantOut
			.optional()
			.openapi({ description: "The last moment it was red there" }),
	})
	.openapi("AirRaid");

export function airRaidRoutes(app: Api, service: Service) {
	return define(
		app,
		{
			method: "get",
			path: "/v1/air-raid",
			right: "incidents.read",
			tag: "Areas",
			summary: "The air raid over an area now",
			description:
				"The area's own alerts and those of its raion and oblast, the strongest of them; of a raion or an oblast everything inside it counts. 404 where no feed is configured.",
			query: z.strictObject({
				area: z
					.string()
					.max(19)
					.regex(/^UA\d{17}$/)
					.openapi({ description: "KATOTTG", example: "UA61060430000094264" }),
			}),
			answers: { 200: { description: "As it is known now", schema: airRaid } },
		},
		async ({ query, c }) => {
			if (!service.airRaid)
				throw new AppError(
					"notFound",
					"Expected an air-raid feed, none is configured; set UKRAINE_ALARM_API_KEY.",
				);
			return c.json(toWire(await service.airRaid.view(query.area)));
		},
	);
}

/** Roles of the installation over the API: how the shell gives them while the service runs. */
import { z } from "@hono/zod-openapi";
import {
	type KnownGrant,
	listGrants,
	makeGrant,
	revokeGrant,
} from "../granting.ts";
import { readScope, scopeWords } from "../keys.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import { id, instantOut, iso, listOf, page } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const asked = z
	.strictObject({
		responderId: id.optional(),
		deskId: id.optional(),
		role: z.enum(["administrator", "coordinator", "dutyOfficer"]),
		scope: z.string().min(1).max(500).openapi({
			description:
				"everything, area:<KATOTTG code> or brigades:<id>,<id>, as the role allows",
		}),
	})
	.refine(
		({ responderId, deskId }) =>
			(responderId === undefined) !== (deskId === undefined),
		"expected either responderId or deskId, came both or none",
	)
	.openapi("NewGrant");

const known = z
	.object({
		id: z.string(),
		responderId: z.string().nullable(),
		deskId: z.string().nullable(),
		name: z.string(),
		role: z.string(),
		scope: z.string(),
		createdAt: instantOut,
	})
	.openapi("Grant");

const viewOf = (grant: KnownGrant): z.output<typeof known> => ({
	id: grant.id,
	responderId: grant.responderId ?? null,
	deskId: grant.deskId ?? null,
	name: grant.name,
	role: grant.role,
	scope: scopeWords(grant.scope),
	createdAt: iso(grant.createdAt),
});

export function grantRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/grants",
				right: "access.manage",
				tag: "Access",
				summary: "Roles of the installation, and who holds them",
				description:
					"Chiefs, deputies and others of one brigade are named in that brigade and do not stand here.",
				answers: { 200: { description: "All of them", schema: listOf(known) } },
			},
			async ({ caller, c }) =>
				c.json(page({}, (await listGrants(service, caller)).map(viewOf))),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/grants",
				right: "access.manage",
				tag: "Access",
				summary: "Gives a role of the installation to a person or a desk",
				body: asked,
				answers: {
					201: { description: "Given", schema: z.object({ id: z.string() }) },
				},
			},
			async ({ caller, body, c }) => {
				const { responderId, deskId = "", role } = body;
				const { id: made } = await makeGrant(
					service,
					{
						...(responderId === undefined ? { deskId } : { responderId }),
						role,
						scope: readScope(body.scope),
					},
					caller,
				);
				return c.json({ id: made }, 201);
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/grants/{id}",
				right: "access.manage",
				tag: "Access",
				summary: "Takes a role away: the next request goes without it",
				params: z.strictObject({ id }),
				answers: { 204: { description: "Taken away" } },
			},
			async ({ caller, params, c }) => {
				await revokeGrant(service, params.id, caller);
				return c.body(null, 204);
			},
		),
	);
}

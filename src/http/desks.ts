/** Duty desks over the API: how the shell makes them while the service runs. */
import { z } from "@hono/zod-openapi";
import { readScope, scopeWords } from "../keys.ts";
import type { Service } from "../service.ts";
import {
	createDesk,
	type Enrolment,
	enrolAgain,
	listDesks,
	removeDesk,
} from "../signIn/desks.ts";
import { together } from "./described.ts";
import { id, instantOut, iso, line, listOf, page } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const asked = z
	.strictObject({
		name: line(100),
		scope: z.string().min(1).max(500).openapi({
			description:
				"What the desk watches: area:<KATOTTG code>, brigades:<id>,<id> or everything",
		}),
	})
	.openapi("NewDesk");

const enrolment = z
	.object({ id: z.string(), url: z.string(), expiresAt: instantOut })
	.openapi("DeskEnrolment");

const known = z
	.object({
		id: z.string(),
		name: z.string(),
		scopes: z.array(z.string()),
		createdAt: instantOut,
		bound: z
			.int()
			.openapi({ description: "Workstations bound to it, 0 = none yet" }),
	})
	.openapi("Desk");

const enrolmentView = (deskId: string, { url, expiresAt }: Enrolment) => ({
	id: deskId,
	url,
	expiresAt: iso(expiresAt),
});

export function deskRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/desks",
				right: "access.manage",
				tag: "Access",
				summary: "The duty desks",
				answers: { 200: { description: "All of them", schema: listOf(known) } },
			},
			async ({ caller, c }) =>
				c.json(
					page(
						{},
						(await listDesks(service, caller)).map((desk) => ({
							...desk,
							scopes: desk.scopes.map(scopeWords),
							createdAt: iso(desk.createdAt),
						})),
					),
				),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/desks",
				right: "access.manage",
				tag: "Access",
				summary: "Makes a duty desk, and a link that binds its workstation",
				description:
					"Open the link at the workstation within 24 h; it binds once.",
				body: asked,
				answers: { 201: { description: "Made", schema: enrolment } },
			},
			async ({ caller, body, c }) => {
				const { id: made, ...link } = await createDesk(
					service,
					{ name: body.name, scope: readScope(body.scope) },
					caller,
				);
				return c.json(enrolmentView(made, link), 201);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/desks/{id}/enrol",
				right: "access.manage",
				tag: "Access",
				summary: "A new link for another workstation; the old link is void",
				params: z.strictObject({ id }),
				body: z.strictObject({}),
				bodyOptional: true,
				answers: { 201: { description: "The link", schema: enrolment } },
			},
			async ({ caller, params, c }) =>
				c.json(
					enrolmentView(
						params.id,
						await enrolAgain(service, params.id, caller),
					),
					201,
				),
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/desks/{id}",
				right: "access.manage",
				tag: "Access",
				summary:
					"Removes a desk: its workstation is signed out with the next request",
				params: z.strictObject({ id }),
				answers: { 204: { description: "Removed" } },
			},
			async ({ caller, params, c }) => {
				await removeDesk(service, params.id, caller);
				return c.body(null, 204);
			},
		),
	);
}

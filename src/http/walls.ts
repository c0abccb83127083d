/** Screens of a station over the API: for whoever leads the brigade. */
import { z } from "@hono/zod-openapi";
import type { WallRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { freeWall, makeWall, removeWall, wallsOf } from "../walls.ts";
import { together } from "./described.ts";
import { id, instantOut, iso, line, listOf, page } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const asked = z.strictObject({ name: line(60) }).openapi("NewWall");

const made = z
	.object({
		id: z.string(),
		url: z.string().openapi({ description: "Shown this once" }),
		expiresAt: instantOut.openapi({
			description: "Until then the first screen that opens it can be bound",
		}),
	})
	.openapi("MadeWall");

const known = z
	.object({
		id: z.string(),
		brigadeId: z.string(),
		name: z.string(),
		madeAt: instantOut,
		boundAt: instantOut
			.nullable()
			.openapi({ description: "Null: no screen opened it yet" }),
		screen: z
			.string()
			.nullable()
			.openapi({ description: "Program and system of the bound screen" }),
		lastSeenAt: instantOut
			.nullable()
			.openapi({ description: "To the quarter of an hour" }),
	})
	.openapi("Wall");

const viewOf = (row: WallRow): z.output<typeof known> => ({
	id: row.id,
	brigadeId: row.brigadeId,
	name: row.name,
	madeAt: iso(row.madeAt),
	boundAt: row.boundAt === undefined ? null : iso(row.boundAt),
	screen: row.screen ?? null,
	lastSeenAt: row.lastSeenAt === undefined ? null : iso(row.lastSeenAt),
});

const byId = z.strictObject({ id });

export function wallAdministration(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/brigades/{id}/walls",
				right: "brigades.write",
				tag: "Walls",
				summary: "The screens in a brigade's station",
				params: byId,
				answers: { 200: { description: "All of them", schema: listOf(known) } },
			},
			async ({ caller, params, c }) =>
				c.json(
					page({}, (await wallsOf(service, caller, params.id)).map(viewOf)),
				),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/brigades/{id}/walls",
				right: "brigades.write",
				tag: "Walls",
				summary: "Makes a screen's link, shown this once",
				description:
					"It is bound to the first screen on which somebody presses the button; fetching it binds nothing.",
				params: byId,
				body: asked,
				answers: { 201: { description: "Made", schema: made } },
			},
			async ({ caller, params, body, c }) => {
				const wall = await makeWall(service, caller, params.id, body.name);
				return c.json({ ...wall, expiresAt: iso(wall.expiresAt) }, 201);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/walls/{id}/free",
				right: "brigades.write",
				tag: "Walls",
				summary: "Frees the screen: the same link binds the next one",
				params: byId,
				body: z.strictObject({}),
				bodyOptional: true,
				answers: { 204: { description: "Free" } },
			},
			async ({ caller, params, c }) => {
				await freeWall(service, caller, params.id);
				return c.body(null, 204);
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/walls/{id}",
				right: "brigades.write",
				tag: "Walls",
				summary: "Takes a screen away: it is dark within five seconds",
				params: byId,
				answers: { 204: { description: "Taken away" } },
			},
			async ({ caller, params, c }) => {
				await removeWall(service, caller, params.id);
				return c.body(null, 204);
			},
		),
	);
}

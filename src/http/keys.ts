/** Keys for machines, made with an administrator's key: how the shell does it while the service runs. */
import { z } from "@hono/zod-openapi";
import {
	createKey,
	type KnownKey,
	listKeys,
	readExpiry,
	readScope,
	revokeKey,
	scopeWords,
} from "../keys.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import { id, instantOut, iso, listOf, page } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const asked = z
	.strictObject({
		name: z.string().min(1).max(100),
		scope: z.string().min(1).max(500).default("everything"),
		expires: z.string().max(50).optional(),
	})
	.openapi("NewKey");

const made = z
	.object({ id: z.string(), key: z.string(), expiresAt: instantOut })
	.openapi("Key");

const known = z
	.object({
		id: z.string(),
		name: z.string(),
		scope: z.string(),
		createdAt: instantOut,
		expiresAt: instantOut.nullable(),
		lastUsedAt: instantOut.nullable(),
	})
	.openapi("KnownKey");

const knownView = (key: KnownKey): z.output<typeof known> => ({
	id: key.id,
	name: key.name,
	scope: scopeWords(key.scope),
	createdAt: iso(key.createdAt),
	expiresAt: key.expiresAt === undefined ? null : iso(key.expiresAt),
	lastUsedAt: key.lastUsedAt === undefined ? null : iso(key.lastUsedAt),
});

export function keyRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "post",
				path: "/v1/keys",
				right: "keys.manage",
				tag: "Keys",
				summary: "Makes a key; it is shown this once",
				description:
					"Valid for a year unless `expires` says otherwise; at most two of one name, the old and the new one.",
				body: asked,
				answers: { 201: { description: "The key", schema: made } },
			},
			async ({ caller, body, c }) => {
				const key = await createKey(
					service,
					{
						name: body.name,
						scope: readScope(body.scope),
						...(body.expires === undefined
							? {}
							: { expiresAt: readExpiry(body.expires, service.clock.now()) }),
					},
					caller,
				);
				return c.json(
					{
						id: key.id,
						key: key.key,
						expiresAt: iso(key.expiresAt),
					},
					201,
				);
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/keys",
				right: "keys.manage",
				tag: "Keys",
				summary: "The keys there are, and when each was last used",
				answers: { 200: { description: "All of them", schema: listOf(known) } },
			},
			async ({ caller, c }) =>
				c.json(page({}, (await listKeys(service, caller)).map(knownView))),
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/keys/{id}",
				right: "keys.manage",
				tag: "Keys",
				summary: "Revokes a key: the next request with it is refused",
				params: z.strictObject({ id }),
				answers: { 204: { description: "Revoked" } },
			},
			async ({ caller, params, c }) => {
				await revokeKey(service, params.id, caller);
				return c.body(null, 204);
			},
		),
	);
}

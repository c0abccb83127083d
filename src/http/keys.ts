/** Keys for machines, made with an administrator's key: how the shell does it while the service runs. */
import { z } from "@hono/zod-openapi";
import { createKey, readExpiry, readScope } from "../keys.ts";
import type { Service } from "../service.ts";
import { iso } from "./json.ts";
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
	.object({ id: z.string(), key: z.string(), expiresAt: z.string().nullable() })
	.openapi("Key");

export function keyRoutes(app: Api, service: Service): void {
	define(
		app,
		{
			method: "post",
			path: "/v1/keys",
			tag: "Keys",
			summary: "Makes a key; it is shown this once",
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
					expiresAt: key.expiresAt === undefined ? null : iso(key.expiresAt),
				},
				201,
			);
		},
	);
}

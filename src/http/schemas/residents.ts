/** Where residents ring, and what they are told; apart from the brigade, since a phone's rules weigh more than all of it. */
import { z } from "@hono/zod-openapi";
import { phone } from "./phone.ts";

export const residentsBody = z
	.strictObject({
		number: phone.nullable().optional(),
		minutes: z.boolean().optional(),
	})
	.openapi("ResidentsInput");

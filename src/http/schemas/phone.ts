/** A phone number as people write it; apart, since the rules of all countries weigh more than all other schemas. */
import { z } from "@hono/zod-openapi";
import { readPhone } from "../../phones.ts";

export const phone = z
	.string()
	.max(60)
	.superRefine((text, context) => {
		const { problem } = readPhone(text);
		if (problem !== undefined)
			context.addIssue({ code: "custom", message: problem });
	})
	.openapi({ example: "+380671234567" });

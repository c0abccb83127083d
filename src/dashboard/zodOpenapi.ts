/**
 * Stands in for `@hono/zod-openapi` in the browser (`vite.config.ts`): the API's
 * schemas describe themselves for `/openapi.json`, a form needs only what they check.
 */
import { z } from "zod";

const described = z.ZodType.prototype as { openapi?: unknown };
described.openapi = function openapi(this: unknown) {
	return this;
};

export { z };

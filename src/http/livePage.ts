import { type Context, Hono } from "hono";
import type { Service } from "../service.ts";
export function livePageRoutes(_service: Service, _options: { addressOf(c: Context): string }): Hono {
	return new Hono();
}

/** Is the process up, could an alert reach anybody, and the figures for Prometheus. No key. */
import { z } from "@hono/zod-openapi";
import { together } from "./described.ts";
import { problemResponse } from "./problem.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

export type Health = {
	/** False only when no alert could reach anybody. */
	reachable: boolean;
	/** Words of what does not work now. */
	degraded: readonly string[];
};

export type HealthSource = {
	health(): Health | Promise<Health>;
	/** Prometheus text; counts only, nothing about a person or a place. */
	metrics(): string | Promise<string>;
};

/** A probe may append what it likes against caches; that must never look like an outage. */
const ANY_QUERY = z.object({});

export function healthRoutes(app: Api, source: HealthSource) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/healthz",
				tag: "Health",
				summary: "The process is up",
				right: "open",
				query: ANY_QUERY,
				answers: {
					200: {
						description: "Up",
						schema: z.object({ status: z.literal("up") }),
					},
				},
			},
			({ c }) => c.json({ status: "up" as const }),
		),
		define(
			app,
			{
				method: "get",
				path: "/readyz",
				tag: "Health",
				summary: "An alert could reach somebody; 503 when none could",
				right: "open",
				query: ANY_QUERY,
				answers: {
					200: {
						description: "Could, though perhaps not on every channel",
						schema: z.object({
							status: z.enum(["ready", "degraded"]),
							degraded: z.array(z.string()),
						}),
					},
				},
			},
			async ({ c }) => {
				const { reachable, degraded } = await source.health();
				if (reachable)
					return c.json({
						status: degraded.length > 0 ? "degraded" : "ready",
						degraded,
					});
				return problemResponse({
					type: "about:blank",
					title: "No alert could reach anybody",
					status: 503,
					detail:
						"No channel works now. Run `dzvin doctor`: it says what to do.",
					degraded,
				});
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/metrics",
				tag: "Health",
				summary: "Counters in Prometheus text",
				right: "open",
				query: ANY_QUERY,
				answers: {
					200: {
						description: "Prometheus text format",
						schema: z.string(),
						mediaType: "text/plain",
					},
				},
			},
			async ({ c }) =>
				c.body(await source.metrics(), 200, {
					"Content-Type": "text/plain; version=0.0.4; charset=utf-8",
				}),
		),
	);
}

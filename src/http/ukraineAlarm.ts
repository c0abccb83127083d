/**
 * Where api.ukrainealarm.com tells a change at once. Anybody may knock: what is not
 * signed with its key, or not of now, is refused and leaves no trace.
 *
 * The raw body is what was signed; it is read as JSON afterwards. A word is believed in
 * memory first, so the answer never waits for what comes of it.
 */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AirRaidFeed } from "../airRaid/feed.ts";

/** One region's alerts take a few hundred bytes. */
const BODY_MAX_BYTES = 64 * 1024;

export function ukraineAlarmRoutes(feed: Pick<AirRaidFeed, "take">): Hono {
	const routes = new Hono();
	const path = "/carriers/ukrainealarm";
	routes.use(
		path,
		bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => c.body(null, 413) }),
	);
	routes.post(path, async (c) => {
		const isTaken = await feed.take({
			timestamp: c.req.header("x-webhook-timestamp") ?? "",
			signature: c.req.header("x-webhook-signature") ?? "",
			algorithm: c.req.header("x-webhook-signature-alg"),
			body: await c.req.text(),
		});
		return c.body(null, isTaken ? 204 : 403);
	});
	return routes;
}

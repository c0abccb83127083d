/**
 * A process that does nothing but answer: a bare Hono route and a bare
 * node:http one. What a request costs on this machine before anything is done.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
app.post("/", async (c) => {
	await c.req.json();
	return c.json({ answered: true });
});
const hono = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
const bare = createServer((request, response) => {
	request.resume().on("end", () => response.end('{"answered":true}'));
});
bare.listen(0, "127.0.0.1");
await Promise.all(
	[hono, bare].map(
		(server) =>
			new Promise<void>((resolve) => {
				if (server.listening) resolve();
				else server.once("listening", () => resolve());
			}),
	),
);
const port = (server: { address(): unknown }): number =>
	(server.address() as AddressInfo).port;
console.log(`ports ${JSON.stringify({ hono: port(hono), bare: port(bare) })}`);
process.once("SIGTERM", () => process.exit(0));

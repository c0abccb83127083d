/**
 * The HTTP port: who sends slowly, or headers without end, is let go, so that a few
 * idle sockets keep nobody's answer out. What we send (streams) may last.
 */
import { type ServerType, serve } from "@hono/node-server";

export type Patience = {
	/** For all headers. */
	headersMs: number;
	/** For the whole request: a roster of 5 MB over a village's line. */
	requestMs: number;
	/** Between two requests on one connection: longer than a proxy keeps it. */
	idleMs: number;
	/** How often it is looked who is too slow. */
	lookMs: number;
	/** Of all headers; `node:http` counts the request line in. */
	headerBytes: number;
};

export const PATIENCE: Patience = {
	headersMs: 10_000,
	requestMs: 60_000,
	idleMs: 65_000,
	lookMs: 2_000,
	headerBytes: 16 * 1024,
};

export async function listen(
	fetch: (request: Request) => Response | Promise<Response>,
	{ port, host }: { port: number; host: string },
	patience: Patience = PATIENCE,
): Promise<ServerType> {
	const server = serve({
		fetch,
		port,
		hostname: host,
		serverOptions: {
			headersTimeout: patience.headersMs,
			requestTimeout: patience.requestMs,
			keepAliveTimeout: patience.idleMs,
			connectionsCheckingInterval: patience.lookMs,
			maxHeaderSize: patience.headerBytes,
		},
	});
	await new Promise<void>((resolve, reject) => {
		server.once("listening", resolve);
		server.once("error", reject);
	});
	return server;
}

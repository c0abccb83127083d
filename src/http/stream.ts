/**
 * Server-sent events: first how things stand, then every change. A slow reader
 * misses intermediate states, never the last: an incident waits at most once.
 */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { scopeFor } from "../access.ts";
import { AppError } from "../errors.ts";
import type { Scope } from "../ports.ts";
import type { GuardedEnv } from "./guard.ts";
import type { IncidentParts } from "./incidents.ts";
import { headIn } from "./incidents.ts";
import { id, toWire } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

/** Shorter than the minute after which proxies cut a silent connection. */
export const HEARTBEAT_MS = 15_000;

/** Whoever may see nothing any more sees nothing more within five seconds. */
const LOOK_MS = 4_000;

export type StreamParts = Pick<IncidentParts, "service" | "boardOf"> & {
	heartbeatMs?: number;
	/** Between looks at whether the caller may still see this. */
	lookMs?: number;
};

const events = {
	200: {
		description:
			"`event: incident`, `data` the board view, `id` its version; a comment every 15 s",
		schema: z.string(),
		mediaType: "text/event-stream",
	},
};

export function streamRoutes(app: Api, parts: StreamParts): void {
	const { service } = parts;
	define(
		app,
		{
			method: "get",
			path: "/v1/stream",
			right: "incidents.read",
			tag: "Incidents",
			summary: "All incidents this key may see: the live ones, then changes",
			answers: events,
		},
		({ caller, c }) =>
			follow(c, parts, caller.scope, {
				first: () => liveIncidents(parts, caller.scope),
				concerns: () => true,
			}),
	);
	define(
		app,
		{
			method: "get",
			path: "/v1/incidents/{id}/stream",
			right: "incidents.read",
			tag: "Incidents",
			summary: "One incident: how it stands, then changes",
			params: z.strictObject({ id }),
			answers: events,
		},
		async ({ caller, params, c }) => {
			await headIn(service, caller.scope, params.id);
			return follow(c, parts, caller.scope, {
				first: async () => [params.id],
				concerns: (incidentId) => incidentId === params.id,
			});
		},
	);
}

type Followed = {
	first(): Promise<string[]>;
	concerns(incidentId: string): boolean;
};

function follow(
	c: Context<GuardedEnv>,
	{
		service,
		boardOf,
		heartbeatMs = HEARTBEAT_MS,
		lookMs = LOOK_MS,
	}: StreamParts,
	scope: Scope,
	{ first, concerns }: Followed,
): Response {
	return streamSSE(c, async (stream) => {
		const waiting = new Set<string>();
		let wakeUp = (): void => {};
		// Listening begins before the first look, so nothing falls between the two.
		const stop = service.onChange((incidentId) => {
			if (!concerns(incidentId)) return;
			waiting.add(incidentId);
			wakeUp();
		});
		let beating = false;
		const heartbeat = setInterval(() => {
			if (beating) return;
			beating = true;
			void stream.write(": still here\n\n").finally(() => {
				beating = false;
			});
		}, heartbeatMs);
		// A key revoked or a role taken away ends what is open, too.
		let isOver = false;
		const looking = setInterval(() => {
			void stillSees(c, scope).then((sees) => {
				if (sees) return;
				isOver = true;
				wakeUp();
			});
		}, lookMs);
		stream.onAbort(() => wakeUp());
		try {
			for (const incidentId of await first()) waiting.add(incidentId);
			while (!stream.aborted && !isOver) {
				const [next] = waiting;
				if (next === undefined) {
					await new Promise<void>((resolve) => {
						wakeUp = resolve;
					});
					continue;
				}
				waiting.delete(next);
				const board = await visible(boardOf(scope, next));
				if (board)
					await stream.writeSSE({
						event: "incident",
						id: String(board.version),
						data: JSON.stringify(toWire(board)),
					});
			}
		} catch (error) {
			// The connection ends; the browser comes back and is given the present state.
			service.log.error("A stream of incidents broke.", {
				error: error instanceof Error ? (error.stack ?? error.name) : "",
			});
		} finally {
			clearInterval(heartbeat);
			clearInterval(looking);
			stop();
		}
	});
}

/** False once the caller is nobody any more, or sees another part: they come back and are told. */
async function stillSees(
	c: Context<GuardedEnv>,
	scope: Scope,
): Promise<boolean> {
	try {
		const { grants } = await c.get("askAgain")();
		const now = scopeFor(grants, "incidents.read");
		return JSON.stringify(now) === JSON.stringify(scope);
	} catch (error) {
		// A database that cannot be read takes nobody's screen away.
		return !(error instanceof AppError && error.kind === "unauthorized");
	}
}

/** A change of an incident the caller may not see is no news to them. */
async function visible<Board>(
	looking: Promise<Board>,
): Promise<Board | undefined> {
	try {
		return await looking;
	} catch (error) {
		if (error instanceof AppError && error.kind === "notFound")
			return undefined;
		throw error;
	}
}

async function liveIncidents(
	{ service }: StreamParts,
	scope: Scope,
): Promise<string[]> {
	const ids: string[] = [];
	let cursor: string | undefined;
	do {
		const found = await service.store.heads(scope, {
			status: ["unconfirmed", "open"],
			limit: 200,
			...(cursor === undefined ? {} : { cursor }),
		});
		ids.push(...found.items.map((head) => head.id));
		cursor = found.nextCursor;
	} while (cursor !== undefined);
	return ids;
}

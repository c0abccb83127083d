/**
 * Server-sent events: first how things stand, then every change. A slow reader
 * misses intermediate states, never the last: an incident waits at most once.
 */
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { scopeFor } from "../access.ts";
import type { BoardView } from "../core/board.ts";
import { AppError } from "../errors.ts";
import type { Scope } from "../ports.ts";
import { together } from "./described.ts";
import type { GuardedEnv } from "./guard.ts";
import type { IncidentParts } from "./incidents.ts";
import { headIn } from "./incidents.ts";
import { id, iso, toWire } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

/** Twice within the ten seconds after which a view calls itself old. */
export const BEAT_MS = 4_000;

/** Whoever may see nothing any more sees nothing more within five seconds. */
const LOOK_MS = 4_000;

export type StreamParts = Pick<IncidentParts, "service" | "boardOf"> & {
	/** Between signs of life. */
	beatMs?: number;
	/** Between looks at whether the caller may still see this. */
	lookMs?: number;
};

const events = {
	200: {
		description:
			"First `event: live`, `data` `{ ids }` of all that is followed and live, so that what ended meanwhile is noticed; then `event: incident`, `data` the board view, `id` its version. `event: beat` every 4 s, `data` `{ now, speed, degraded }`: silence is a lost line, and `degraded` holds the words of what does not work.",
		schema: z.string(),
		mediaType: "text/event-stream",
	},
};

export function streamRoutes(app: Api, parts: StreamParts) {
	const { service } = parts;
	return together(
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
		),
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
		),
	);
}

type Followed = {
	first(): Promise<string[]>;
	concerns(incidentId: string): boolean;
};

function follow(
	c: Context<GuardedEnv>,
	{ service, boardOf, beatMs = BEAT_MS, lookMs = LOOK_MS }: StreamParts,
	scope: Scope,
	{ first, concerns }: Followed,
): Response {
	// Proxies that gather a response before passing it on would hold back an answer.
	c.header("x-accel-buffering", "no");
	return streamSSE(c, async (stream) => {
		const waiting = new Set<string>();
		let wakeUp = (): void => {};
		// Listening begins before the first look, so nothing falls between the two.
		const stop = service.onChange((incidentId) => {
			if (!concerns(incidentId)) return;
			waiting.add(incidentId);
			wakeUp();
		});
		let isBeating = false;
		const beat = async () => {
			if (isBeating) return;
			isBeating = true;
			await stream
				.writeSSE({ event: "beat", data: JSON.stringify(lifeOf(service)) })
				.finally(() => {
					isBeating = false;
				});
		};
		const beating = setInterval(() => void beat(), beatMs);
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
			await beat();
			const ids = await first();
			await stream.writeSSE({ event: "live", data: JSON.stringify({ ids }) });
			for (const incidentId of ids) waiting.add(incidentId);
			while (!stream.aborted && !isOver) {
				const [next] = waiting;
				if (next === undefined) {
					await new Promise<void>((resolve) => {
						wakeUp = resolve;
					});
					continue;
				}
				await inTurn();
				waiting.delete(next);
				const board = await visible(boardOf(scope, next));
				if (board) await stream.write(eventOf(board));
			}
		} catch (error) {
			// The connection ends; the browser comes back and is given the present state.
			service.log.error("A stream of incidents broke.", {
				error: error instanceof Error ? (error.stack ?? error.name) : "",
			});
		} finally {
			clearInterval(beating);
			clearInterval(looking);
			stop();
		}
	});
}

const lifeOf = ({ clock, degraded }: StreamParts["service"]) => ({
	now: iso(clock.now()),
	speed: clock.speed,
	degraded: degraded(),
});

// Two hundred open boards of one scope are given the same board: it is written once.
const written = new WeakMap<BoardView, Uint8Array>();
const encoder = new TextEncoder();
function eventOf(board: BoardView): Uint8Array {
	const known = written.get(board);
	if (known !== undefined) return known;
	const data = JSON.stringify(toWire(board));
	const event = encoder.encode(
		`event: incident\ndata: ${data}\nid: ${board.version}\n\n`,
	);
	written.set(board, event);
	return event;
}

/**
 * A few boards, then whatever else came in, then a few more. After a restart all screens
 * come back in the same second; written in one go, no alarm would be heard before the
 * last of them was full.
 */
const AT_ONCE = 20;
const inTurn = turns();
function turns(): () => Promise<void> {
	const waiting: (() => void)[] = [];
	let left = AT_ONCE;
	const next = (): void => {
		const some = waiting.splice(0, AT_ONCE);
		left = AT_ONCE - some.length;
		if (some.length > 0) soon(next);
		for (const one of some) one();
	};
	return () => {
		if (left === 0) return new Promise((resolve) => waiting.push(resolve));
		if (left === AT_ONCE) soon(next);
		left -= 1;
		return Promise.resolve();
	};
}

/** After whatever came in meanwhile was looked at. */
const soon = (then: () => void): void => {
	if (typeof setImmediate === "function") setImmediate(then);
	else setTimeout(then, 0);
};

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

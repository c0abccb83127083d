/**
 * How much one key may ask. A dispatch centre's alarm is never refused: over the
 * limit it is taken and flagged, since somebody may really be calling for the
 * hundredth house. Residents' and sensors' reports wake chiefs, so a flood of them
 * is held off; everything else waits its turn.
 *
 * In memory, on machine time; a restart forgives. The key of the settings sets up by
 * script and belongs to whoever owns the machine: only its residents are counted.
 */
import type { MiddlewareHandler } from "hono";
import type { Source } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import { ADMIN_KEY_ID } from "../keys.ts";
import type { Clock } from "../ports.ts";
import type { Log } from "../service.ts";
import type { GuardedEnv } from "./guard.ts";

/** A minute; as many may come at once. */
export const A_MINUTE = {
	reads: 600,
	writes: 300,
	/** A desk that raises more than two a second for half a minute is a script, or a war. */
	alarms: 60,
	/** One gateway's residents: three fires at once, each seen by four. */
	unconfirmed: 12,
} as const;
type Kind = keyof typeof A_MINUTE;

const MINUTE_MS = 60_000;
/** After the last alarm over the limit people are told for so long. */
const TOLD_FOR_MS = 10 * MINUTE_MS;
/** Keys and sessions of an oblast; the emptiest are never forgotten, the full ones first. */
const MOST_BUCKETS = 5_000;

export type Limits = {
	/** Reads and writes; raising has its own count. */
	middleware: MiddlewareHandler<GuardedEnv>;
	/** Throws for a flood of residents and sensors; true when a desk's alarm is over the limit. */
	report(keyId: string, source: Source): boolean;
	/** The word of `degraded-…` while alarms came over the limit. */
	degraded(): string[];
	metrics(): string;
};

export function limits({
	clock,
	log,
}: {
	clock: Pick<Clock, "mono">;
	log: Log;
}): Limits {
	const buckets = new Map<string, Bucket>();
	const count: Record<"flagged" | "refused", number> = {
		flagged: 0,
		refused: 0,
	};
	let flaggedAt: number | undefined;

	/** Seconds to wait; 0 = taken. */
	function take(keyId: string, kind: Kind): number {
		const now = clock.mono();
		const key = `${kind}/${keyId}`;
		const filled = fill(buckets.get(key), kind, now);
		const waits = filled.left >= 1 ? 0 : secondsTo(filled.left, kind);
		if (waits === 0) filled.left -= 1;
		if (!buckets.has(key) && buckets.size >= MOST_BUCKETS) forgetFull(now);
		buckets.set(key, filled);
		return waits;
	}

	function forgetFull(now: number): void {
		for (const [key, bucket] of buckets) {
			const kind = key.slice(0, key.indexOf("/")) as Kind;
			if (fill(bucket, kind, now).left >= A_MINUTE[kind]) buckets.delete(key);
		}
		// All in use: the oldest starts anew, which only ever lets more in.
		const [oldest] = buckets.keys();
		if (buckets.size >= MOST_BUCKETS && oldest !== undefined)
			buckets.delete(oldest);
	}

	function refuse(kind: Exclude<Kind, "alarms">, waits: number): never {
		count.refused += 1;
		throw new AppError(
			"tooMany",
			`Expected at most ${A_MINUTE[kind]} ${WHAT[kind]} a minute from one key, came more. Ask again in ${waits} s.`,
			{ retryAfterSeconds: waits },
		);
	}

	return {
		async middleware(c, next) {
			const { keyId } = c.get("asking");
			const { method, path } = c.req;
			const raises = method === "POST" && path === "/v1/incidents";
			if (keyId !== ADMIN_KEY_ID && !raises) {
				const kind = method === "GET" || method === "HEAD" ? "reads" : "writes";
				const waits = take(keyId, kind);
				if (waits > 0) refuse(kind, waits);
			}
			await next();
		},

		report(keyId, source) {
			if (source === "resident" || source === "sensor") {
				const waits = take(keyId, "unconfirmed");
				if (waits > 0) {
					log.warn("reports of residents or sensors are held off", { keyId });
					refuse("unconfirmed", waits);
				}
				return false;
			}
			if (keyId === ADMIN_KEY_ID || take(keyId, "alarms") === 0) return false;
			count.flagged += 1;
			flaggedAt = clock.mono();
			log.warn("an alarm over the limit of its key was taken and flagged", {
				keyId,
			});
			return true;
		},

		degraded: () =>
			flaggedAt !== undefined && clock.mono() - flaggedAt < TOLD_FOR_MS
				? ["alarmFlood"]
				: [],

		metrics: () =>
			`# HELP dzvin_alarms_over_limit_total Alarms taken over the limit of their key\n# TYPE dzvin_alarms_over_limit_total counter\ndzvin_alarms_over_limit_total ${count.flagged}\n# HELP dzvin_requests_over_limit_total Requests refused with 429\n# TYPE dzvin_requests_over_limit_total counter\ndzvin_requests_over_limit_total ${count.refused}\n`,
	};
}

const WHAT: Record<Exclude<Kind, "alarms">, string> = {
	reads: "requests that read",
	writes: "requests that change something",
	unconfirmed: "reports of source resident or sensor",
};

type Bucket = { left: number; at: number };

function fill(before: Bucket | undefined, kind: Kind, now: number): Bucket {
	const most = A_MINUTE[kind];
	if (!before) return { left: most, at: now };
	const grown = ((now - before.at) / MINUTE_MS) * most;
	return { left: Math.min(most, before.left + grown), at: now };
}

const secondsTo = (left: number, kind: Kind): number =>
	Math.max(1, Math.ceil(((1 - left) / A_MINUTE[kind]) * 60));

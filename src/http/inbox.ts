/**
 * What carriers bring: stored under the carrier's own id before it is handled.
 *
 * A repeat changes nothing, and what a crash interrupted is handled later by `drain`.
 * Handling must bear being done twice: every command carries the carrier's id.
 */
import type { Service } from "../service.ts";

/** What it returns is said back where the carrier takes an answer at once. */
export type Handler = (
	body: string,
	externalId: string,
) => Promise<string | undefined>;

export type Inbox = {
	/** Throws when it could not be stored: the carrier must repeat it. What fails later waits for `drain`. */
	take(
		carrier: string,
		externalId: string,
		body: string,
	): Promise<string | undefined>;
	/** Handles what was stored and not finished; returns how many were finished now. */
	drain(): Promise<number>;
};

const DRAIN_LIMIT = 100;
/** As long as Telegram itself keeps an update; an older answer would be about another fire. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

export function createInbox(
	{ store, secrets, clock, log }: Service,
	handlers: Readonly<Record<string, Handler>>,
): Inbox {
	const underWay = new Set<string>();

	async function handle(
		carrier: string,
		externalId: string,
		body: string,
	): Promise<{ finished: boolean; said?: string }> {
		const key = `${carrier}/${externalId}`;
		const handler = handlers[carrier];
		if (!handler || underWay.has(key)) return { finished: false };
		underWay.add(key);
		try {
			const said = await handler(body, externalId);
			await store.inboundDone(carrier, externalId, clock.now());
			return { finished: true, ...(said === undefined ? {} : { said }) };
		} catch (error) {
			log.error("inbound not handled, tried again later", {
				carrier,
				externalId,
				...traceOf(error),
			});
			return { finished: false };
		} finally {
			underWay.delete(key);
		}
	}

	return {
		async take(carrier, externalId, body) {
			const isNew = await store.receive({
				carrier,
				externalId,
				receivedAt: clock.now(),
				body: secrets.seal(body),
			});
			if (!isNew) return undefined;
			return (await handle(carrier, externalId, body)).said;
		},

		async drain() {
			let finished = 0;
			for (const inbound of await store.pendingInbound(DRAIN_LIMIT)) {
				const { carrier, externalId, receivedAt } = inbound;
				if (clock.now() - receivedAt > GIVEN_UP_AFTER_MS) {
					log.error("inbound given up", { carrier, externalId });
					await store.inboundDone(carrier, externalId, clock.now());
					continue;
				}
				const body = secrets.open(inbound.body);
				if ((await handle(carrier, externalId, body)).finished) finished++;
			}
			return finished;
		},
	};
}

/** Where it broke, without the message: that may quote what somebody wrote. */
function traceOf(error: unknown): { error: string; at?: string[] } {
	if (!(error instanceof Error)) return { error: typeof error };
	const lines = (error.stack ?? "").split("\n");
	const at = lines.filter((line) => /^\s+at /.test(line)).slice(0, 5);
	return { error: error.name, at: at.map((line) => line.trim()) };
}

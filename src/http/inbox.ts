/**
 * What carriers bring: stored under the carrier's own id before it is handled.
 *
 * A repeat changes nothing, and what a crash or a database without writes interrupted
 * is handled later by `drain`. Handling must bear being done twice: every command
 * carries the carrier's id.
 */
import type { Instant } from "../core/kinds.ts";
import { isUnavailable } from "../errors.ts";
import { whereOf } from "../people/lastWords.ts";
import type { Service } from "../service.ts";

/** What it returns is said back where the carrier takes an answer at once. */
export type Handler = (
	body: string,
	externalId: string,
	/** When it came, if it waited since. */
	saidAt?: Instant,
) => Promise<string | undefined>;

export type Inbox = {
	/** Throws when it could not be stored: the carrier must repeat it. What fails later waits for `drain`. */
	take(
		carrier: string,
		externalId: string,
		body: string,
	): Promise<string | undefined>;
	/** Stores what could not be carried out; `drain` does it. Throws when no disk takes it. */
	keep(carrier: string, externalId: string, body: string): Promise<void>;
	/** Handles what was stored and not finished; returns how many were finished now. */
	drain(): Promise<number>;
};

const DRAIN_LIMIT = 100;
/** As long as Telegram itself keeps an update; an older answer would be about another fire. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

type Handled = {
	finished: boolean;
	said?: string;
	/** The database took no write: it is done later. */
	waits?: boolean;
};

export function createInbox(
	{ store, secrets, clock, log }: Service,
	handlers: Readonly<Record<string, Handler>>,
	/** Tells who wrote that it is kept, once, while it cannot be handled. */
	kept: Readonly<Record<string, Handler>> = {},
): Inbox {
	const underWay = new Set<string>();

	async function handle(
		carrier: string,
		externalId: string,
		body: string,
		saidAt?: Instant,
	): Promise<Handled> {
		const key = `${carrier}/${externalId}`;
		const handler = handlers[carrier];
		if (!handler || underWay.has(key)) return { finished: false };
		underWay.add(key);
		try {
			const said = await handler(body, externalId, saidAt);
			await done(carrier, externalId, body);
			return { finished: true, ...(said === undefined ? {} : { said }) };
		} catch (error) {
			const waits = isUnavailable(error);
			// While the database takes nothing every drain meets it again: said once is enough.
			if (!waits || saidAt === undefined)
				log.error("inbound not handled, tried again later", {
					carrier,
					externalId,
					...whereOf(error),
				});
			return { finished: false, waits };
		} finally {
			underWay.delete(key);
		}
	}

	/** Where somebody was is kept once, and not among what came in. */
	const done = (carrier: string, externalId: string, body: string) =>
		store.inboundDone(carrier, externalId, clock.now(), {
			forget: holdsPosition(carrier, body),
		});

	const receive = (
		carrier: string,
		externalId: string,
		body: string,
	): Promise<boolean> =>
		store.receive({
			carrier,
			externalId,
			receivedAt: clock.now(),
			body: secrets.seal(body),
		});

	async function tellKept(
		carrier: string,
		externalId: string,
		body: string,
	): Promise<string | undefined> {
		try {
			return await kept[carrier]?.(body, externalId);
		} catch (error) {
			log.warn("inbound is kept, its writer was not told", {
				carrier,
				externalId,
				...whereOf(error),
			});
			return undefined;
		}
	}

	return {
		async take(carrier, externalId, body) {
			if (!(await receive(carrier, externalId, body))) return undefined;
			const { said, waits } = await handle(carrier, externalId, body);
			return waits ? tellKept(carrier, externalId, body) : said;
		},

		async keep(carrier, externalId, body) {
			await receive(carrier, externalId, body);
		},

		async drain() {
			let finished = 0;
			for (const inbound of await store.pendingInbound(DRAIN_LIMIT)) {
				const { carrier, externalId, receivedAt } = inbound;
				if (clock.now() - receivedAt > GIVEN_UP_AFTER_MS) {
					log.error("inbound given up", { carrier, externalId });
					await done(carrier, externalId, secrets.open(inbound.body));
					continue;
				}
				const body = secrets.open(inbound.body);
				const { finished: isDone } = await handle(
					carrier,
					externalId,
					body,
					receivedAt,
				);
				if (isDone) finished++;
			}
			return finished;
		},
	};
}

function holdsPosition(carrier: string, body: string): boolean {
	if (carrier !== "telegram") return false;
	const update = JSON.parse(body) as {
		message?: { location?: unknown };
		edited_message?: { location?: unknown };
	};
	return (update.message ?? update.edited_message)?.location !== undefined;
}

/**
 * How long things about people are kept: the one table, and the work that keeps to it.
 *
 * Small pieces, at night, and never while an incident is open or unconfirmed: an alarm
 * waits for no tidying. Where people are and what opens pages does not wait: it goes
 * on its hour, whatever burns.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Instant } from "./core/kinds.ts";
import { EVERYTHING, type Kept } from "./ports.ts";
import type { Service } from "./service.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;

type Rule = {
	keptMs: number;
	/** Goes each hour, also while incidents are open. */
	atOnce?: boolean;
};

/**
 * Numbers of reliability §5, S13 and S15, and of the contract (links). What is not
 * here is kept: the logs of incidents and of the administration five years at least
 * (nothing deletes them yet), with the place of each fire; the roster as long as the
 * person is in it. The number of who reported goes with the words.
 */
export const RETENTION: Record<Kept, Rule> = {
	/** From the last one, which was sent while coming: gone a day after at the latest. */
	positions: { keptMs: DAY_MS, atOnce: true },
	/** From the incident's end: answer and live pages die. */
	links: { keptMs: 12 * HOUR_MS, atOnce: true },
	/** From their expiry. */
	invitations: { keptMs: 0, atOnce: true },
	/** From their expiry; what is asked meanwhile does not count them. */
	sessions: { keptMs: 0, atOnce: true },
	ceremonies: { keptMs: 0, atOnce: true },
	codes: { keptMs: 0, atOnce: true },
	/** A question nobody answered for a day is asked anew. */
	conversations: { keptMs: DAY_MS, atOnce: true },
	joinRequests: { keptMs: 30 * DAY_MS },
	/** A chief's spoken place, as long as the texts that say the same. */
	recordings: { keptMs: 30 * DAY_MS },
	/** What carriers brought, from when it came. */
	messages: { keptMs: 30 * DAY_MS },
	/** What machines may poll: whoever asks after a month reads the incidents anew. */
	outward: { keptMs: 30 * DAY_MS },
	/** Who reported, from their last word; whom a chief has blocked is kept as long as that. */
	reporters: { keptMs: 90 * DAY_MS },
	/** Whose report was of which incident, from its end. */
	reports: { keptMs: 90 * DAY_MS },
	/** What was said to people, from the incident's end; that it was said stays with the row. */
	texts: { keptMs: 30 * DAY_MS },
	/** Notes, descriptions, reasons and words to the crew, from the incident's end. */
	words: { keptMs: YEAR_MS },
	/** Who was told what, when, by which channel, and what the carrier said of it. */
	sends: { keptMs: YEAR_MS },
	cards: { keptMs: YEAR_MS },
	/** Idempotency keys and carriers' own numbers of incidents. */
	requests: { keptMs: YEAR_MS },
};

const AT_ONCE = kinds(({ atOnce }) => atOnce === true);
const AT_NIGHT = kinds(({ atOnce }) => atOnce !== true);

/** Some milliseconds of the database. */
const PIECE = 500;
const BREATH_MS = 20;

export type Retention = {
	/** What waits for no night. */
	atOnce(): Promise<void>;
	/** Each hour: that, then what the night left undone. */
	hourly(): Promise<void>;
	/** Once a day; put off for an hour, again and again, while anything is open. */
	nightly(): Promise<void>;
};

export function retention(
	service: Pick<Service, "store" | "clock" | "log">,
): Retention {
	const { store, clock, log } = service;
	/** What ended by then was looked at: texts and words leave a row behind that would be found again. */
	const doneUpTo = new Map<Kept, Instant>();
	// A start does the night's work with its first hour: the night may have been missed.
	let isDue = true;
	let underWay = false;

	async function takeAway(kind: Kept): Promise<"done" | "paused"> {
		const { keptMs, atOnce } = RETENTION[kind];
		const before = clock.now() - keptMs;
		const after = doneUpTo.get(kind);
		let taken = 0;
		for (let piece = PIECE; piece === PIECE; taken += piece) {
			if (!atOnce && (await isAnythingOpen())) return "paused";
			piece = await store.expire(kind, {
				before,
				...(after === undefined ? {} : { after }),
				limit: PIECE,
			});
			await pause(BREATH_MS);
		}
		doneUpTo.set(kind, before);
		if (taken > 0) log.info("retention: taken away", { kind, taken });
		return "done";
	}

	async function isAnythingOpen(): Promise<boolean> {
		const { items } = await store.heads(EVERYTHING, {
			status: ["open", "unconfirmed"],
			limit: 1,
		});
		return items.length > 0;
	}

	async function tidy(): Promise<void> {
		if (underWay) return;
		underWay = true;
		try {
			for (const kind of AT_NIGHT)
				if ((await takeAway(kind)) === "paused") return;
			isDue = false;
		} finally {
			underWay = false;
		}
	}

	async function atOnce(): Promise<void> {
		for (const kind of AT_ONCE) await takeAway(kind);
	}

	return {
		atOnce,
		async hourly() {
			await atOnce();
			if (isDue) await tidy();
		},
		async nightly() {
			isDue = true;
			await tidy();
		},
	};
}

function kinds(are: (rule: Rule) => boolean): Kept[] {
	return (Object.keys(RETENTION) as Kept[]).filter((kind) =>
		are(RETENTION[kind]),
	);
}

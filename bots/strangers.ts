/**
 * Whom the roster does not know is told so: a few times each, seldom in all, and never
 * while somebody waits for an alert. Answered one by one, a thousand of them a minute
 * would take a third of the tokens that thirty volunteers' alerts leave by.
 */
import { createLane } from "../src/lanes.ts";
import type { Service } from "../src/service.ts";

export type Strangers = {
	/**
	 * Whether this chat is told something now; who is not hears nothing, and may write again.
	 * `isAsked`: we asked them something ourselves, so they answer more than once.
	 */
	mayBeTold(chat: string, how?: { isAsked: boolean }): Promise<boolean>;
	/** Whether somebody who reported a fire is told more than that it was received. What they say is taken anyway. */
	mayHearMore(chat: string): boolean;
};

// A newcomer mistypes an invitation once or twice; whoever goes on has been told.
const TIMES_EACH = 3;
/** To join takes half a dozen answers, and who mistypes them all is done by then. */
const TIMES_EACH_ASKED = 30;
const TIMES_EACH_WITHIN_MS = 10 * 60_000;
/** Of a lane of twenty-five; a meeting that joins at once comes by invitations, which are always answered. */
const PER_SECOND = 1;
const AT_ONCE = 5;
/** Four questions, a few words and a thumb that slips: of one fire nobody has more to say. */
const TIMES_EACH_REPORTER = 30;
/** A tenth of the lane: an alert waits a tenth longer for it, at most. */
const REPORTERS_PER_SECOND = 2.5;
const REPORTERS_AT_ONCE = 15;
/** Beyond them the oldest is forgotten: the rate for all of them holds without it. */
const CHATS_KEPT = 1_000;
/** Every class: whatever is said to anybody we know comes first. */
const LAST_CLASS = 5;

export function strangersOf({
	store,
	clock,
}: Pick<Service, "store" | "clock">): Strangers {
	const all = createLane("telegram", {
		perSecond: PER_SECOND,
		inFlight: 1,
		largestUnits: AT_ONCE,
	});
	const reporters = createLane("telegram", {
		perSecond: REPORTERS_PER_SECOND,
		inFlight: 1,
		largestUnits: REPORTERS_AT_ONCE,
	});
	const told = new Map<string, { times: number; since: number }>();

	return {
		mayHearMore(chat) {
			const mono = clock.mono();
			const key = `reporter/${chat}`;
			if (timesTold(key, mono) >= TIMES_EACH_REPORTER) return false;
			if (reporters.room(mono).units < 1) return false;
			reporters.taken(1, mono);
			reporters.finished();
			count(key, mono);
			return true;
		},

		async mayBeTold(chat, { isAsked } = { isAsked: false }) {
			const mono = clock.mono();
			// What we asked for ourselves takes nothing from what they may say unasked.
			const key = isAsked ? `asked/${chat}` : chat;
			const most = isAsked ? TIMES_EACH_ASKED : TIMES_EACH;
			if (timesTold(key, mono) >= most) return false;
			if (all.room(mono).units < 1) return false;
			all.taken(1, mono);
			all.finished();
			if (await anybodyWaits()) return false;
			count(key, mono);
			return true;
		},
	};

	function timesTold(key: string, mono: number): number {
		const before = told.get(key);
		return before && mono - before.since <= TIMES_EACH_WITHIN_MS
			? before.times
			: 0;
	}

	function count(key: string, mono: number): void {
		const times = timesTold(key, mono);
		const since = times === 0 ? mono : (told.get(key)?.since ?? mono);
		told.delete(key);
		told.set(key, { times: times + 1, since });
		const oldest = told.size > CHATS_KEPT ? told.keys().next() : undefined;
		if (oldest?.value !== undefined) told.delete(oldest.value);
	}

	async function anybodyWaits(): Promise<boolean> {
		try {
			const waiting = await store.waiting(clock.now(), LAST_CLASS);
			return waiting.some(
				({ lane, count }) => lane === "telegram" && count > 0,
			);
		} catch {
			// Who cannot be asked may have somebody waiting; a stranger's words are never tried again for it.
			return true;
		}
	}
}

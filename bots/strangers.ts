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
};

// A newcomer mistypes an invitation once or twice; whoever goes on has been told.
const TIMES_EACH = 3;
/** To join takes half a dozen answers, and who mistypes them all is done by then. */
const TIMES_EACH_ASKED = 30;
const TIMES_EACH_WITHIN_MS = 10 * 60_000;
/** Of a lane of twenty-five; a meeting that joins at once comes by invitations, which are always answered. */
const PER_SECOND = 1;
const AT_ONCE = 5;
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
	const told = new Map<string, { times: number; since: number }>();

	return {
		async mayBeTold(chat, { isAsked } = { isAsked: false }) {
			const mono = clock.mono();
			// What we asked for ourselves takes nothing from what they may say unasked.
			const key = isAsked ? `asked/${chat}` : chat;
			const before = told.get(key);
			const isNew = !before || mono - before.since > TIMES_EACH_WITHIN_MS;
			const most = isAsked ? TIMES_EACH_ASKED : TIMES_EACH;
			if (!isNew && before.times >= most) return false;
			if (all.room(mono).units < 1) return false;
			all.taken(1, mono);
			all.finished();
			if (await anybodyWaits()) return false;
			told.delete(key);
			told.set(
				key,
				isNew
					? { times: 1, since: mono }
					: { times: before.times + 1, since: before.since },
			);
			const oldest = told.size > CHATS_KEPT ? told.keys().next() : undefined;
			if (oldest?.value !== undefined) told.delete(oldest.value);
			return true;
		},
	};

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

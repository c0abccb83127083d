/**
 * What nobody asks for and somebody must do: the weekly bell, papers at noon, the hours of
 * tomorrow at six in the evening, proofs of what is over. Looked at each minute.
 *
 * A minute, an hour or a day without the service loses nothing but its own time: what is
 * done is written down (`doneOnce.ts`), what was missed is done while the day lasts, and
 * nothing of it speaks at night or before an alarm.
 */

import type { Deliverer } from "../deliver.ts";
import type { ConsentRings } from "../others/consentRing.ts";
import { remindUnjoined, tellWaitingRequests } from "../people/joining.ts";
import { warnOfPapers } from "../people/papers.ts";
import type { Raise } from "../report.ts";
import type { Service } from "../service.ts";
import type { Courtesy } from "../tellInChat.ts";
import { ringBells } from "./bell.ts";
import { doneOnce } from "./doneOnce.ts";
import { endedCounter } from "./ended.ts";
import { tellShortages } from "./forecast.ts";
import { tellQuietly } from "./quiet.ts";
import { minuteOf, wallTime } from "./wallTime.ts";

export type Routine = {
	/** One look; does what is due and nothing twice. */
	look(): Promise<void>;
	start(): () => void;
};

export type RoutineDeps = {
	service: Service;
	raise: Raise;
	courtesy: Deliverer["courtesy"];
	consentRings: Pick<ConsentRings, "ringAll">;
};

const LOOK_EVERY_MS = 60_000;
/** Sent at their hour; when it was missed, up to this one. */
const QUIET_FROM = minuteOf("20:00");
const PAPERS_AT = minuteOf("12:00");
const MORNING = minuteOf("07:00");
const UNJOINED_AT = minuteOf("12:00");
/** In from the field. */
const HELPERS_AT = minuteOf("17:00");
const SHORTAGES_AT = minuteOf("18:00");
const SHORTAGES_UNTIL = minuteOf("21:00");

export function routine({
	service,
	raise,
	courtesy,
	consentRings,
}: RoutineDeps): Routine {
	const { store, clock, settings, log } = service;
	const done = doneOnce(store, clock);
	const tell = tellQuietly(service, { courtesy });
	const countEnded = endedCounter(service, done, tell);
	const inChat: Courtesy = (chat, send) =>
		courtesy("telegram", chat, send, { behindAlerts: true });
	let underWay = false;
	/** Spares the look; that nothing is told twice the work itself remembers. */
	const doneOn = new Map<string, string>();

	const guarded = async (name: string, work: () => Promise<void>) => {
		try {
			await work();
		} catch (error) {
			log.error(`routine: ${name} failed, tried again in a minute`, {
				error: error instanceof Error ? error.message : "unknown",
			});
		}
	};

	/** Once on each day, between its hour and the end of the day. */
	async function daily(
		name: string,
		from: number,
		until: number,
		work: () => Promise<void>,
	): Promise<void> {
		const { date, minute } = wallTime(clock.now(), settings.timeZone);
		if (minute < from || minute >= until) return;
		if (doneOn.get(name) === date) return;
		await work();
		doneOn.set(name, date);
	}

	async function look(): Promise<void> {
		if (underWay) return;
		underWay = true;
		try {
			await guarded("the weekly bell", () => ringBells(service, raise));
			await guarded("proofs", countEnded);
			await guarded("requests to join", () =>
				daily("requests", MORNING, QUIET_FROM, () =>
					tellWaitingRequests(service, done, inChat),
				),
			);
			await guarded("who has not joined", () =>
				daily("unjoined", UNJOINED_AT, QUIET_FROM, () =>
					remindUnjoined(service, done, inChat),
				),
			);
			await guarded("papers", () =>
				daily("papers", PAPERS_AT, QUIET_FROM, () =>
					warnOfPapers(service, done, tell),
				),
			);
			await guarded("hours ahead", () =>
				daily("shortages", SHORTAGES_AT, SHORTAGES_UNTIL, () =>
					tellShortages(service, done, tell),
				),
			);
			await guarded("helpers who have not answered", () =>
				daily("helpers", HELPERS_AT, QUIET_FROM, consentRings.ringAll),
			);
		} finally {
			underWay = false;
		}
	}

	return {
		look,
		start() {
			const timer = setInterval(() => void look(), LOOK_EVERY_MS / clock.speed);
			timer.unref();
			void look();
			return () => clearInterval(timer);
		},
	};
}

/**
 * An SMS of somebody nobody knows: about a fire, that it is out, or nothing one could tell.
 *
 * A number of an SMS can be forged, so it proves nothing: the reporter is called back.
 * What is said back is one segment, and few a day: it costs, and two machines that answer
 * each other would go on all night.
 */
import type { ReporterWord } from "../core/incident.ts";
import type { Instant } from "../core/kinds.ts";
import { readReply } from "../core/reply.ts";
import { type ResidentSays, readResident } from "../core/residentWords.ts";
import { readPhone } from "../phones.ts";
import type { Service } from "../service.ts";
import { reporterOf, type Who } from "./reporters.ts";
import { brigadeOfNumber } from "./reportNumber.ts";
import type { OpenReport, ResidentTaken, ResidentWord } from "./take.ts";

export type StrangersSms = {
	sid: string;
	from: string;
	text: string;
	to?: string;
};

export type Residents = {
	take(word: ResidentWord): Promise<ResidentTaken>;
	says(
		who: Who & { reporterId?: string },
		word: ReporterWord,
		once: string,
	): Promise<unknown>;
	openReportOf(who: Who): Promise<OpenReport | undefined>;
};

const DAY_MS = 24 * 3_600_000;
const MOST_A_DAY = 3;
/** To everybody together, within ten minutes: a thousand forged senders cost no more. */
const OFTEN_MS = 10 * 60_000;
const MOST_AT_ONCE = 20;
const MOST_KNOWN = 1_000;

export function strangersSms(service: Service, residents: Residents) {
	const { clock, wording, settings, log } = service;
	const answeredAt = new Map<string, Instant[]>();
	let lately: Instant[] = [];

	return async function heard(
		{ sid, from, text, to }: StrangersSms,
		saidAt?: Instant,
	): Promise<string | undefined> {
		const { phone } = readPhone(from);
		// Words instead of a number, or a short one: a shop, a bank, a carrier.
		if (phone === undefined) {
			log.info("SMS of an unknown sender", { sid });
			return undefined;
		}
		const reply = readReply(text).kind;
		if (reply === "optOut" || reply === "optIn") return undefined;
		const known = await reporterOf(service, { phone });
		const who: Who = { phone, locale: known?.locale ?? settings.locale };
		const once = `sms:${sid}`;
		const open = known ? await residents.openReportOf(who) : undefined;
		const word = saidOf(readResident(text), open !== undefined);
		switch (word) {
			case "burning":
			case "out":
			case "mistake":
				await residents.says(who, word, once);
				return back(phone, who, `sms-resident-${word}`);
			case "fire":
				return take();
			case "ask":
				return back(phone, who, "sms-resident-ask");
			default:
				log.info("SMS of an unknown sender", { sid });
				return undefined;
		}

		async function take(): Promise<string | undefined> {
			const brigade = await brigadeOfNumber(service, to);
			const taken = await residents.take({
				who,
				via: "sms",
				once,
				text,
				...(brigade ? { brigadeId: brigade.id } : {}),
				...(saidAt === undefined ? {} : { saidAt }),
			});
			if (taken.kind === "refused")
				return taken.why === "blocked" && taken.first
					? back(phone ?? from, who, "sms-resident-blocked")
					: undefined;
			// Said once, and recorded as said: a word that needs no thanks needs it too.
			if (taken.warn) return back(phone ?? from, who, "sms-resident-warned");
			// What is told later needs no thanks.
			return open ? undefined : back(phone ?? from, who, "sms-resident-taken");
		}
	};

	/** One of our texts, while this number and all numbers have not had their share. */
	function back(phone: string, { locale }: Who, id: string) {
		if (!settings.smsTwoWay) return undefined;
		const now = clock.now();
		lately = lately.filter((at) => now - at < OFTEN_MS);
		const own = (answeredAt.get(phone) ?? []).filter((at) => now - at < DAY_MS);
		if (own.length >= MOST_A_DAY || lately.length >= MOST_AT_ONCE)
			return undefined;
		lately.push(now);
		answeredAt.delete(phone);
		const [oldest] = answeredAt.keys();
		if (answeredAt.size >= MOST_KNOWN && oldest !== undefined)
			answeredAt.delete(oldest);
		answeredAt.set(phone, [...own, now]);
		return wording.text(locale, id);
	}
}

/** What the words do; a bare «1» of a number nobody knows is about no fire. */
function saidOf(
	read: ResidentSays,
	hasReport: boolean,
): ReporterWord | "fire" | "ask" | undefined {
	switch (read.kind) {
		case "fire":
			return "fire";
		case "out":
		case "mistake":
			return hasReport ? read.kind : undefined;
		case "yes":
			return hasReport ? "burning" : undefined;
		case "no":
			return hasReport ? "out" : undefined;
		// A place, a question: part of what was reported, or it is asked what burns.
		case "unclear":
			return hasReport ? "fire" : "ask";
		case "talk":
			return undefined;
	}
}

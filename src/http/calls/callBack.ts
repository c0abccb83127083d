/**
 * «Натисніть один, якщо горить зараз»: the call back to who reported a fire, and who rings
 * the bell's number having reported one. One question; silence is asked once more.
 */
import { incidentNow, isOver } from "../../answer.ts";
import { PERSIST } from "../../channels/persistence.ts";
import type { Speech } from "../../channels/twilioWebhooks.ts";
import type { Known, ReporterWord } from "../../core/incident.ts";
import { isUnavailable } from "../../errors.ts";
import { readPhone } from "../../phones.ts";
import { reporterOf, type Who } from "../../residents/reporters.ts";
import type { Service } from "../../service.ts";
import { placeOf } from "../people.ts";
import { type Heard, saying } from "./heard.ts";

export type CalledBack = {
	says(who: Asker, word: ReporterWord, once: string): Promise<unknown>;
	openReportOf(who: Who): Promise<{ incident: Known } | undefined>;
	/** Takes a word the database does not; throws when nothing does. */
	keep(said: KeptSaid): Promise<void>;
};
export type KeptSaid = { who: Asker; says: ReporterWord; once: string };
/** With `reporterId` in a call of ours: whoever holds that phone is who we asked. */
export type Asker = Who & { reporterId?: string };

const KEYS: Readonly<Record<string, ReporterWord>> = { 1: "burning", 0: "out" };
const TIMES = 2;

type Asked = Heard & {
	/** Where the next key goes. */
	address: string;
};

export function callBacks(service: Service, residents: CalledBack) {
	const { reporters } = service;
	const say = saying(service);

	return {
		/** A call we made; whoever picks up at that number is who reported. */
		async ours(
			reporterId: string,
			incidentId: string,
			heard: Asked,
		): Promise<Speech> {
			const [reporter] = await reporters.byIds([reporterId]);
			const incident = await incidentNow(service, incidentId);
			// Erased while it rang.
			if (!reporter || !incident) return {};
			return ask({ reporterId, locale: reporter.locale }, incident, heard);
		},

		/** Rings us and has reported a fire that goes on; undefined = of nobody's report. */
		async theirs(from: string, heard: Asked): Promise<Speech | undefined> {
			const { phone } = readPhone(from);
			if (phone === undefined) return undefined;
			const known = await reporterOf(service, { phone });
			if (!known) return undefined;
			const who: Asker = { phone, byCall: true, locale: known.locale };
			const open = await residents.openReportOf(who);
			return open && ask(who, open.incident, heard);
		},
	};

	async function ask(
		who: Asker,
		incident: Known,
		{ digits, query, callSid, address }: Asked,
	): Promise<Speech> {
		const { locale } = who;
		if (isOver(incident))
			return { before: [say(locale, "voice-callBack-over")] };
		const word = digits === undefined ? undefined : KEYS[digits];
		if (word) {
			const isKept = await saidOrKept({
				who,
				says: word,
				once: `call:${callSid}`,
			});
			return {
				before: [
					say(locale, isKept ? "voice-said-kept" : `voice-callBack-${word}`),
				],
			};
		}
		const round = Number(query.get("heard") ?? 0);
		if (round >= TIMES)
			return { before: [say(locale, "voice-callBack-silent")] };
		const place = await placeOf(service, incident).catch(() => undefined);
		const next = new URLSearchParams({ heard: String(round + 1) });
		return {
			ask: {
				sentences: [
					place === undefined
						? say(locale, "voice-callBack")
						: say(locale, "voice-callBack-place", { place }),
					say(locale, "voice-callBack.prompt"),
				],
				action: `${address}?${next}${PERSIST}`,
			},
		};
	}

	/** Whether it is only kept. */
	async function saidOrKept(said: KeptSaid): Promise<boolean> {
		try {
			await residents.says(said.who, said.says, said.once);
			return false;
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			await residents.keep(said);
			return true;
		}
	}
}

/**
 * A resident rings the report number: chief, deputies and village head ring at once, who
 * picks up first and presses 1 talks to her. Nobody in 20 s: the call is a report, and
 * what she says after the tone goes with it (decision 0040).
 *
 * The conversation stands in the address, signed, as with every call. That she rings is
 * written before anybody does: a call whose end we never hear of is told as missed.
 */
import { writeRoster } from "../../administer.ts";
import { PERSIST } from "../../channels/persistence.ts";
import type { Speech } from "../../channels/twilioWebhooks.ts";
import type { Instant, Locale } from "../../core/kinds.ts";
import type { Brigade } from "../../core/roster.ts";
import { AppError, isUnavailable } from "../../errors.ts";
import { readPhone } from "../../phones.ts";
import { EVERYTHING, type ResponderRow, type Sealed } from "../../ports.ts";
import { reporterOf } from "../../residents/reporters.ts";
import { answerersOf, brigadeOfNumber } from "../../residents/reportNumber.ts";
import type { ResidentTaken, ResidentWord } from "../../residents/take.ts";
import type { Talked } from "../../residents/talked.ts";
import type { Service } from "../../service.ts";
import type { Button } from "../../wording/buttons.ts";
import type { Inbox } from "../inbox.ts";
import { type Heard, saying } from "./heard.ts";
import type { Tell } from "./tell.ts";

/** A call that rings, by the carrier's id, until it is known what came of it. */
export const RINGING = "ringing";
export type KeptCall = { from?: string; brigadeId: string };
/** A resident's word the database did not take. */
export const RESIDENT = "resident";

/** One request of such a call. */
export type ReportHeard = Heard & {
	from: string;
	to: string | undefined;
	/** She is still there. */
	isOn: boolean;
	/** Of a dial that ended: somebody took the call and they spoke. */
	spoke: boolean;
};

export type ReportCallParts = {
	/** Of the calls that come in. */
	address: string;
	/** Told when a recording about this incident can be fetched. */
	recorded(incidentId: string, reporterId: string): string;
	take(word: ResidentWord): Promise<ResidentTaken>;
	inbox: Pick<Inbox, "keep">;
	tell: Tell;
	talked: Pick<Talked, "note">;
	/** What a chief's button says to raise the alarm. */
	raiseData: string;
	/** What their phones show: the number they let through the silence. */
	bellNumber?: string;
};

const RING_SECONDS = 20;
/** A shorter ring wakes nobody. */
const LEAST_RING_SECONDS = 8;
const SPEAK_SECONDS = 60;
/** Longer than greeting, ringing and speaking take. */
const UNHEARD_AFTER_MS = 2 * 60_000;
const OFTEN_MS = 10 * 60_000;
/** So often from one number, or to one brigade, people are rung; then she is asked to speak at once. */
const MOST_OF_CALLER = 3;
const MOST_OF_BRIGADE = 12;
const MOST_KNOWN = 1_000;

export type ReportCalls = ReturnType<typeof reportCalls>;

export function reportCalls(service: Service, parts: ReportCallParts) {
	const { secrets, clock, log, store, roster, settings } = service;
	const { address, tell } = parts;
	const say = saying(service);
	/** When a number rang, or a brigade was rung; a restart forgets it. */
	const rungAt = new Map<string, Instant[]>();
	/** Who picked up and pressed nothing, by call: a machine is not rung twice. */
	const declined = new Map<string, Set<string>>();
	/** Numbers of whom a missed call was told, lately. */
	const toldOf = new Map<string, Instant>();

	return {
		/** What the call says next; undefined when it is no call to a report number. */
		async heard(heard: ReportHeard): Promise<Speech | undefined> {
			switch (heard.query.get("menu")) {
				case "report":
					return afterRinging(heard);
				case "reportTo":
					return whisper(heard);
				case "reportSaid":
					return afterSpeaking(heard);
				case "reportDanger":
					return danger(heard);
				case null:
					return begin(heard);
				default:
					return undefined;
			}
		},

		/** She rang and we never heard how it ended: whoever leads calls back. */
		async unheard(
			body: string,
			callSid: string,
			rangAt: Instant = clock.now(),
		): Promise<void> {
			if (clock.now() - rangAt < UNHEARD_AFTER_MS)
				throw new AppError(
					"unavailable",
					"expected the end of a call, it may still be going on; looked at again",
				);
			const { from, brigadeId } = JSON.parse(body) as KeptCall;
			await missed(callSid, from, brigadeId);
		},
	};

	async function begin(heard: ReportHeard): Promise<Speech | undefined> {
		const brigade = await brigadeOfNumber(service, heard.to);
		if (!brigade) return undefined;
		const from = phoneOf(heard.from);
		await written(heard.callSid, from, brigade.id);
		const known = await reporterOf(service, from ? { phone: from } : {});
		if (known?.blockedAt !== undefined) {
			await settled(heard.callSid);
			return { before: [say(brigade.locale, "voice-report-blocked")] };
		}
		const isOften =
			(from !== undefined && rangOften(`of/${from}`, MOST_OF_CALLER)) ||
			rangOften(`to/${brigade.id}`, MOST_OF_BRIGADE);
		const people = isOften
			? []
			: await answerersOf(service, brigade, {
					caller: from,
					chiefOnly: (known?.falseReports ?? 0) > 0,
				});
		if (people.length === 0)
			return filed(heard, brigade.locale, brigade.id, "voice-report-speak");
		return ring(heard, brigade, people, {
			since: clock.now(),
			seconds: RING_SECONDS,
			greets: true,
		});
	}

	function ring(
		{ callSid, from, to }: ReportHeard,
		{ id: brigade, locale }: Brigade,
		people: readonly ResponderRow[],
		{
			since,
			seconds,
			greets,
		}: { since: Instant; seconds: number; greets: boolean },
	): Speech {
		const caller = phoneOf(from);
		const sealed = caller === undefined ? {} : { from: secrets.seal(caller) };
		return {
			...(greets ? { before: [say(locale, "voice-report")] } : {}),
			dial: {
				to: people.map((person) => ({
					number: secrets.open(person.phone),
					whisper: at("reportTo", {
						person: person.id,
						call: callSid,
						...sealed,
					}),
				})),
				// Hers would be a stranger's at night; the bell's is let through the silence.
				as: parts.bellNumber ?? to ?? from,
				seconds,
				action: at("report", { brigade, since: String(since) }),
			},
		};
	}

	/** On the phone of who is rung. A machine presses nothing. */
	async function whisper({ query, digits }: ReportHeard): Promise<Speech> {
		const call = query.get("call") ?? "";
		const [person] = await roster.people([query.get("person") ?? ""]);
		if (!person) return {};
		const isAgain = query.has("heard");
		if (digits === "1") {
			await accepted(person, query);
			return { connect: true };
		}
		// Another key is a slip; silence is a machine, or somebody who does not want it.
		if (digits === undefined || (digits !== "" && !isAgain)) {
			const next = new URLSearchParams(query);
			if (digits !== undefined) next.set("heard", "1");
			return {
				ask: {
					sentences: [say(person.locale, "voice-report-whisper")],
					action: `${address}?${next}${PERSIST}`,
				},
			};
		}
		const ones = declined.get(call) ?? new Set();
		remember(declined, call, ones.add(person.id));
		return {};
	}

	/** Who took the call knows: written and told, and nothing of it keeps the two from talking. */
	async function accepted(
		person: ResponderRow,
		query: URLSearchParams,
	): Promise<void> {
		const call = query.get("call") ?? "";
		const sealed = query.get("from") as Sealed | null;
		const caller = sealed === null ? undefined : secrets.open(sealed);
		await settled(call);
		if (caller !== undefined) parts.talked.note(person.id, caller);
		void tellTaken(person, caller, call).catch((error: unknown) => {
			log.error("who took a call about a fire could not be told", {
				responderId: person.id,
				error: error instanceof Error ? error.name : typeof error,
			});
		});
	}

	/** All who are rung may raise the alarm: the button, or «ПОЖЕЖА …» by SMS. */
	async function tellTaken(
		person: ResponderRow,
		caller: string | undefined,
		call: string,
	): Promise<void> {
		if (caller !== undefined) await logShown(person, call);
		await tell.words(
			person,
			caller === undefined ? "report-call-taken-hidden" : "report-call-taken",
			caller === undefined ? {} : { phone: caller },
			[[raiseButton(person.locale)]],
		);
	}

	async function afterRinging(heard: ReportHeard): Promise<Speech> {
		const { query, callSid } = heard;
		const from = phoneOf(heard.from);
		const brigadeId = query.get("brigade") ?? "";
		const brigade = await roster
			.brigade(EVERYTHING, brigadeId)
			.catch(() => undefined);
		const locale = brigade?.locale ?? settings.locale;
		if (heard.spoke) {
			await settled(callSid);
			return { before: [say(locale, "voice-report-talked")] };
		}
		if (!heard.isOn) {
			await missed(callSid, from, brigadeId);
			return {};
		}
		const others = brigade ? await notDeclined(brigade, callSid, from) : [];
		const since = Number(query.get("since") ?? 0);
		const left = RING_SECONDS - (clock.now() - since) / 1_000;
		// A machine that took the call ended the ringing of everybody: they are rung again, without it.
		if (brigade && left > 0 && declined.has(callSid) && others.length > 0)
			return ring(heard, brigade, others, {
				since,
				seconds: Math.max(LEAST_RING_SECONDS, Math.ceil(left)),
				greets: false,
			});
		return filed(heard, locale, brigadeId, "voice-report-nobody");
	}

	async function notDeclined(
		brigade: Brigade,
		callSid: string,
		caller: string | undefined,
	): Promise<ResponderRow[]> {
		const known = await reporterOf(service, caller ? { phone: caller } : {});
		const people = await answerersOf(service, brigade, {
			caller,
			chiefOnly: (known?.falseReports ?? 0) > 0,
		});
		return people.filter(({ id }) => !declined.get(callSid)?.has(id));
	}

	/** Nobody took it and she is still there: that is a report, whatever she says or does not say. */
	async function filed(
		{ callSid, from: caller }: ReportHeard,
		locale: Locale,
		brigadeId: string,
		saying: "voice-report-nobody" | "voice-report-speak",
	): Promise<Speech> {
		const from = phoneOf(caller);
		const taken = await takeOrKeep({
			who: whoOf(from, locale),
			via: "voice",
			once: callSid,
			brigadeId,
		});
		if (taken === "kept")
			return { before: [say(locale, "voice-report-failed")] };
		await settled(callSid);
		if (taken.kind === "refused")
			return { before: [say(locale, "voice-report-blocked")] };
		const { incident, reportId } = taken;
		const reporterId = incident.reports.get(reportId)?.reporterId ?? reportId;
		const more = {
			brigade: brigadeId,
			...(taken.warn ? { warn: "1" } : {}),
		};
		return {
			before: [say(locale, saying)],
			record: {
				action: at("reportSaid", more),
				ready: parts.recorded(incident.id, reporterId),
				seconds: SPEAK_SECONDS,
				otherwise: [
					say(
						locale,
						from === undefined
							? "voice-report-silent-hidden"
							: "voice-report-silent",
					),
					...(taken.warn ? [say(locale, "voice-report-warn")] : []),
				],
			},
		};
	}

	/** What she said is fetched by itself; one question more, and who hangs up has told enough. */
	async function afterSpeaking({ query }: ReportHeard): Promise<Speech> {
		const locale = await localeOf(query);
		return {
			ask: {
				sentences: [
					say(locale, "voice-report-heard"),
					say(locale, "voice-report-danger"),
				],
				action: at("reportDanger", keptOf(query)),
			},
		};
	}

	async function danger({
		query,
		digits,
		callSid,
		from,
	}: ReportHeard): Promise<Speech> {
		const locale = await localeOf(query);
		const inDanger = digits === "1";
		if (inDanger)
			await takeOrKeep({
				who: whoOf(phoneOf(from), locale),
				via: "voice",
				once: `${callSid}:danger`,
				brigadeId: query.get("brigade") ?? "",
				peopleInDanger: true,
			});
		return {
			before: [
				...(inDanger ? [say(locale, "voice-report-danger-noted")] : []),
				say(locale, "voice-report-goodbye"),
				...(query.has("warn") ? [say(locale, "voice-report-warn")] : []),
			],
		};
	}

	/** A word that the database does not take now is taken once it does. */
	async function takeOrKeep(
		word: ResidentWord,
	): Promise<ResidentTaken | "kept"> {
		try {
			return await parts.take(word);
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			await parts.inbox.keep(RESIDENT, word.once, JSON.stringify(word));
			return "kept";
		}
	}

	/** Told to who leads, with the number: nobody else knows that somebody rang. */
	async function missed(
		callSid: string,
		from: string | undefined,
		brigadeId: string,
	): Promise<void> {
		const last = from === undefined ? undefined : toldOf.get(from);
		if (last === undefined || clock.now() - last >= OFTEN_MS) {
			for (const person of await leadersOf(brigadeId, from)) {
				if (from !== undefined) await logShown(person, callSid);
				await tell.words(
					person,
					from === undefined
						? "report-call-missed-hidden"
						: "report-call-missed",
					from === undefined ? {} : { phone: from },
					[[raiseButton(person.locale)]],
				);
			}
			if (from !== undefined) remember(toldOf, from, clock.now());
		}
		await settled(callSid);
	}

	/** Chief and deputies; where there are none, the village head. */
	async function leadersOf(
		brigadeId: string,
		caller: string | undefined,
	): Promise<ResponderRow[]> {
		const brigade = await roster.brigade(EVERYTHING, brigadeId);
		if (!brigade) return [];
		const people = await answerersOf(service, brigade, {
			caller,
			chiefOnly: false,
		});
		const leading = people.filter(({ id }) =>
			brigade.roles.some(
				({ role, responderId }) =>
					responderId === id && (role === "chief" || role === "deputy"),
			),
		);
		return leading.length > 0 ? leading : people;
	}

	/** Before it is shown, as with every reporter's number: nobody looks unseen. */
	async function logShown(person: ResponderRow, call: string): Promise<void> {
		await writeRoster(
			service,
			async () => ({
				event: {
					type: "ReporterNumberShown",
					by: { kind: "responder", id: person.id },
					call,
				},
				result: undefined,
			}),
			`shown:${call}:${person.id}`,
		);
	}

	function at(menu: string, more: Record<string, string>): string {
		return `${address}?${new URLSearchParams({ menu, ...more })}${PERSIST}`;
	}

	async function localeOf(query: URLSearchParams): Promise<Locale> {
		const brigade = await roster
			.brigade(EVERYTHING, query.get("brigade") ?? "")
			.catch(() => undefined);
		return brigade?.locale ?? settings.locale;
	}

	function raiseButton(locale: Locale): Button {
		return {
			text: service.wording.text(locale, "button-raise"),
			data: parts.raiseData,
		};
	}

	async function written(
		callSid: string,
		from: string | undefined,
		brigadeId: string,
	): Promise<void> {
		const kept: KeptCall = {
			brigadeId,
			...(from === undefined ? {} : { from }),
		};
		try {
			await parts.inbox.keep(RINGING, callSid, JSON.stringify(kept));
		} catch {
			log.error("a call about a fire could not be written, it rings unwritten");
		}
	}

	/** It is known what came of the call; one that cannot be written now is told as missed besides. */
	async function settled(callSid: string): Promise<void> {
		declined.delete(callSid);
		await store
			.inboundDone(RINGING, callSid, clock.now(), { forget: true })
			.catch(() => {});
	}

	function rangOften(who: string, most: number): boolean {
		const now = clock.now();
		const recent = (rungAt.get(who) ?? []).filter((at) => now - at < OFTEN_MS);
		remember(rungAt, who, [...recent, now]);
		return recent.length >= most;
	}
}

const phoneOf = (from: string): string | undefined => readPhone(from).phone;

const whoOf = (
	phone: string | undefined,
	locale: Locale,
): ResidentWord["who"] => ({
	locale,
	...(phone === undefined ? {} : { phone }),
});

const keptOf = (query: URLSearchParams): Record<string, string> =>
	Object.fromEntries(
		[...query].filter(([name]) => ["brigade", "warn"].includes(name)),
	);

function remember<V>(kept: Map<string, V>, key: string, value: V): void {
	kept.delete(key);
	const [oldest] = kept.keys();
	if (kept.size >= MOST_KNOWN && oldest !== undefined) kept.delete(oldest);
	kept.set(key, value);
}

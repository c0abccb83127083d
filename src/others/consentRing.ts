/**
 * Whoever has a tractor and a phone that opens no link is asked by a call, by day: one
 * yes, zero no, nine never again. Once, and on another day once more; a machine presses
 * nothing, so it never agrees.
 *
 * A call of courtesy, behind every alert. That it rings is written before it does: rung
 * twice on one day is worse than once missed. Who rings back is asked the same.
 */
import { PERSIST } from "../channels/persistence.ts";
import type { Speech } from "../channels/twilioWebhooks.ts";
import { availabilityAt } from "../core/availability.ts";
import type { ConsentWord } from "../core/consentReply.ts";
import type { Instant } from "../core/kinds.ts";
import type { Deliverer } from "../deliver.ts";
import { isUnavailable } from "../errors.ts";
import { type Heard, saying } from "../http/calls/heard.ts";
import { availabilityOf } from "../people/whereabouts.ts";
import type { HelperRow, ResponderRow } from "../ports.ts";
import { doneOnce } from "../routine/doneOnce.ts";
import { minuteOf, wallTime } from "../routine/wallTime.ts";
import type { Service } from "../service.ts";
import { equipmentWords, isAskedNow, sayConsent } from "./consent.ts";

export type ConsentRings = ReturnType<typeof consentRings>;

const CALL = "helper-consent-";
/** No attempt of an alert begins so; whose line it is about stands in it. */
export const isConsentRing = (attemptId: string): boolean =>
	attemptId.startsWith(CALL);

const FROM = minuteOf("09:00");
const UNTIL = minuteOf("20:00");
const SEND_DEADLINE_MS = 5_000;
const TIMES_SAID = 3;
const PAGE = 200;
const KEYS: Readonly<Record<string, ConsentWord>> = {
	1: "yes",
	0: "no",
	9: "never",
};

export function consentRings(
	service: Service,
	{ courtesy }: Pick<Deliverer, "courtesy">,
) {
	const { clock, secrets, roster, channels, settings, store, others } = service;
	const say = saying(service);
	const done = doneOnce(store, clock);

	return { asksByCall, ring, ringAll, heard, theirs };

	/** A person who reads no link of ours, on a phone that rings and takes keys. */
	async function asksByCall(person: ResponderRow): Promise<boolean> {
		const reads = person.telegramChat !== undefined && channels.has("telegram");
		if (reads || !channels.has("voice") || settings.callsOnlyRing) return false;
		const states = await roster.channelStates([person.id]);
		const works = (name: "sms" | "voice"): boolean =>
			channels.has(name) &&
			!states.some(
				({ channel, state }) => channel === name && state !== "works",
			);
		return works("voice") && (person.phoneKind === "button" || !works("sms"));
	}

	/** Rings when it is day, they are not away, and it did not ring twice or today. */
	async function ring(
		helper: HelperRow,
		person: ResponderRow,
	): Promise<boolean> {
		const voice = channels.get("voice");
		const now = clock.now();
		if (!voice || !isAskedNow(helper) || !mayRingAt(person, now)) return false;
		const deed = await nextRing(helper, now);
		if (deed === undefined) return false;
		const isFirst = await done.once({
			id: deed,
			type: "HelperRung",
			responderId: person.id,
		});
		if (!isFirst) return false;
		void courtesy(
			"voice",
			`consent/${person.id}`,
			async () => {
				await voice.send(
					{
						attemptId: `${CALL}${helper.id}.${crypto.randomUUID()}`,
						to: secrets.open(person.phone),
						// What it says is asked for when it is picked up.
						body: JSON.stringify({ channel: "console", text: "" }),
						incidentId: "",
					},
					SEND_DEADLINE_MS,
				);
			},
			{ behindAlerts: true },
		);
		return true;
	}

	function mayRingAt(person: ResponderRow, now: Instant): boolean {
		const { timeZone } = settings;
		const { minute } = wallTime(now, timeZone);
		return (
			minute >= FROM &&
			minute < UNTIL &&
			availabilityAt(availabilityOf(secrets, person), now, timeZone) !== "off"
		);
	}

	/** The deed of the ring that is due; each time they are asked there are two. */
	async function nextRing(
		{ id, askedAt }: HelperRow,
		now: Instant,
	): Promise<string | undefined> {
		const first = `helper-rung:${id}:${askedAt}`;
		const again = `${first}:again`;
		const rung = await done.deed(first);
		if (!rung) return first;
		const day = (at: Instant) => wallTime(at, settings.timeZone).date;
		if (day(rung.at) >= day(now) || (await done.deed(again))) return undefined;
		return again;
	}

	/** Everybody whose yes or no is still waited for. */
	async function ringAll(): Promise<void> {
		let cursor: string | undefined;
		do {
			const page = await others.helpers({
				limit: PAGE,
				...(cursor === undefined ? {} : { cursor }),
			});
			for (const helper of page.items.filter(isAskedNow)) {
				const [person] = await roster.people([helper.responderId]);
				if (person && (await asksByCall(person))) await ring(helper, person);
			}
			cursor = page.nextCursor;
		} while (cursor !== undefined);
	}

	/** What our call says, and what its key does. */
	async function heard(attemptId: string, given: Heard): Promise<Speech> {
		const [id = ""] = attemptId.slice(CALL.length).split(".");
		const helper = await others.helper(id);
		const [person] = helper ? await roster.people([helper.responderId]) : [];
		// Taken off the list while it rang.
		if (!helper || !person) return {};
		return converse(helper, person, given, `/${attemptId}`);
	}

	/** Rings us while nothing burns; undefined when they stand on no list. */
	async function theirs(
		person: ResponderRow,
		given: Heard,
	): Promise<Speech | undefined> {
		const helper = await others.helperBy(person.id);
		return helper && converse(helper, person, given, "");
	}

	async function converse(
		helper: HelperRow,
		person: ResponderRow,
		{ digits = "", query }: Heard,
		path: string,
	): Promise<Speech> {
		const { locale } = person;
		const word = KEYS[digits];
		// «0» of somebody who agreed long ago may be meant for a fire that is over.
		if (word && (word === "never" || helper.consentAt === undefined))
			return { before: [say(locale, await said(helper, word))] };
		const round = Number(query.get("heard") ?? 0);
		if (round >= TIMES_SAID)
			return { before: [say(locale, "voice-goodbye-informed")] };
		const next = new URLSearchParams({
			menu: "consent",
			heard: String(digits === "*" ? round : round + 1),
		});
		const id = helper.consentAt
			? "voice-helper-agreed"
			: "voice-helper-consent";
		return {
			ask: {
				sentences: [
					...(digits === "" || digits === "*"
						? []
						: [say(locale, "voice-said-unknown")]),
					say(locale, id),
					say(locale, `${id}.prompt`, {
						with: equipmentWords(service, helper, locale),
					}),
				],
				action: `${settings.publicUrl}/carriers/twilio/voice${path}?${next}${PERSIST}`,
			},
		};
	}

	/** Says which sentence follows: it is only true when it is written. */
	async function said(helper: HelperRow, word: ConsentWord): Promise<string> {
		try {
			await sayConsent(
				service,
				{ kind: "responder", id: helper.responderId },
				helper.id,
				word,
				"voice",
			);
			return `voice-helper-said-${word}`;
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			return "voice-not-written";
		}
	}
}

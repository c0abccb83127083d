/**
 * An SMS that came in: an answer, a note to the chief, STOP, or a stranger.
 *
 * Where SMS is two-way we ask back and say politely that nothing is open; the answer
 * itself is confirmed by the alert's own messages.
 */
import { setChannelState } from "../administer.ts";
import { openAlerts, type TextAnswers } from "../answerText.ts";
import type { Known } from "../core/incident.ts";
import type { Instant } from "../core/kinds.ts";
import { about } from "../core/turn.ts";
import { consentBySms } from "../others/consentSms.ts";
import type { TellOptedOut } from "../people/optedOut.ts";
import type { ResponderRow } from "../ports.ts";
import { type AlarmRaised, alarmIn, onceBy, raiseAlarm } from "../raising.ts";
import { readerOf } from "../reader.ts";
import type { Raise } from "../report.ts";
import type { Service } from "../service.ts";
import { personOfPhone, placeOf } from "./people.ts";

export type InboundSms = {
	sid: string;
	from: string;
	text: string;
	/** The number of ours it was sent to, where the carrier says so. */
	to?: string;
};

const SAID_BACK_WITHIN_MS = 60 * 60_000;
/** Of one fire nobody asks more by SMS; what they answer is taken all the same. */
const MOST_SAID_BACK = 8;
const MOST_KNOWN = 1_000;

/** Both return what is said back, if anything. */
export function smsAnswers(
	service: Service,
	answers: TextAnswers,
	tellOptedOut: TellOptedOut,
	raise: Raise,
	strangers: (sms: InboundSms, saidAt?: Instant) => Promise<string | undefined>,
) {
	const { wording, settings } = service;

	const saidBack = new Map<string, Instant[]>();

	return {
		async answer(sms: InboundSms, saidAt?: Instant) {
			const words = await answerSms(sms, saidAt);
			return words !== undefined && mayBeToldMore(sms.from) ? words : undefined;
		},
		/** It cannot be written now; the writer is told that it is not lost. */
		async kept({ from }: InboundSms): Promise<string | undefined> {
			const person = await personOfPhone(service, from);
			return person && settings.smsTwoWay
				? wording.text(person.locale, "bot-answer-kept")
				: undefined;
		},
	};

	/** A phone that answers by itself («я за кермом») and we would write to each other all night. */
	function mayBeToldMore(from: string): boolean {
		const now = service.clock.now();
		const before = (saidBack.get(from) ?? []).filter(
			(at) => now - at < SAID_BACK_WITHIN_MS,
		);
		if (before.length >= MOST_SAID_BACK) return false;
		saidBack.delete(from);
		const [oldest] = saidBack.keys();
		if (saidBack.size >= MOST_KNOWN && oldest !== undefined)
			saidBack.delete(oldest);
		saidBack.set(from, [...before, now]);
		return true;
	}

	async function answerSms(
		sms: InboundSms,
		saidAt?: Instant,
	): Promise<string | undefined> {
		const { sid, from, text } = sms;
		const person = await personOfPhone(service, from);
		if (!person) return strangers(sms, saidAt);
		const alarm = await alarmIn(service, person, text);
		if (alarm) {
			const { isLoud: _loud, ...told } = alarm;
			const once = onceBy(service, text);
			return raisedWords(
				person,
				await raiseAlarm({ service, raise }, person, told, {
					once,
					isForgeable: true,
					...(saidAt === undefined ? {} : { saidAt }),
				}),
			);
		}
		const answered = await answers.answer({
			responderId: person.id,
			text,
			channel: "sms",
			commandId: `sms:${sid}`,
			...(saidAt === undefined ? {} : { saidAt }),
		});
		if (answered.kind === "optOut" || answered.kind === "optIn") {
			await reach(person, answered.kind, sid);
			return undefined;
		}
		const consent =
			answered.kind === "nothingOpen"
				? await consentBySms(service, person, text)
				: undefined;
		if (!settings.smsTwoWay) return undefined;
		if (consent) return wording.text(person.locale, consent);
		switch (answered.kind) {
			case "which":
				return whichOne(person, answered.open);
			case "nothingOpen":
				return wording.text(person.locale, "bot-note-nobody");
			case "ended":
				return wording.text(person.locale, "bot-answer-late");
			case "marked":
				return wording.text(person.locale, "page-answer-marked", {
					mark: wording.text(person.locale, `mark-${answered.mark}`),
				});
			case "noted":
				return wording.text(person.locale, "bot-note-stored");
			default:
				return undefined;
		}
	}

	/** Who is asked «Самі їдете?» by SMS has read the number there. */
	function raisedWords(
		{ locale, telegramChat }: ResponderRow,
		{ incident, people }: AlarmRaised,
	): string | undefined {
		if (!settings.smsTwoWay) return undefined;
		if (people === "called" && telegramChat === undefined) return undefined;
		return wording.text(locale, `bot-raise-sms-${people}`, {
			number: String(incident.number),
		});
	}

	/** The carrier honours STOP by itself; the chief must know, and the other channels start now. */
	async function reach(
		person: ResponderRow,
		word: "optOut" | "optIn",
		sid: string,
	): Promise<void> {
		const { id: responderId } = person;
		const state = word === "optOut" ? "optedOut" : "works";
		const [before] = (await service.roster.channelStates([responderId])).filter(
			({ channel }) => channel === "sms",
		);
		if ((before?.state ?? "works") === state) return;
		await setChannelState(
			service,
			{ kind: "responder", id: responderId },
			responderId,
			"sms",
			state,
		);
		if (word === "optIn") return;
		let isTold = false;
		for (const incident of await openAlerts(service, responderId)) {
			await service.handle(
				incident.id,
				{
					type: "AlertFailed",
					responderId,
					channel: "sms",
					reason: "optedOut",
				},
				{ commandId: `sms:${sid}` },
			);
			isTold ||= tellsItsChief(incident, responderId);
		}
		if (!isTold) await tellOptedOut(person);
	}

	async function whichOne(
		person: ResponderRow,
		open: readonly Known[],
	): Promise<string | undefined> {
		const [first, ...others] = open;
		if (!first) return undefined;
		const nameOf = async (incident: Known) =>
			(await placeOf(service, incident)) ??
			wording.text(person.locale, `type-${incident.incidentType}`);
		const rendered = wording.render(
			{
				...about(first),
				kind: "askWhich",
				others: await Promise.all(
					others.map(async (incident) => ({
						number: incident.number,
						place: await nameOf(incident),
					})),
				),
			},
			"sms",
			readerOf(service, person),
			{
				place: await nameOf(first),
				reachableByCall: false,
				hasTelegram: false,
			},
		);
		return rendered.channel === "sms" ? rendered.text : undefined;
	}
}

/** `core/answering.ts`: while the person is still waited for, and SMS was not known to fail. */
function tellsItsChief(
	{ people, humans }: Known,
	responderId: string,
): boolean {
	const person = people.get(responderId);
	return (
		person !== undefined &&
		!person.failedOn.includes("sms") &&
		person.answer === undefined &&
		!person.withdrew &&
		person.stoodDownAt === undefined &&
		humans.some(
			(human) => human.role === "chief" && human.responderId !== responderId,
		)
	);
}

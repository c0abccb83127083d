/**
 * A number of ours that is let ring: «їду» or «не можу» without a kopiyka, from any phone.
 *
 * The call is refused before it is picked up; the caller's number is the answer. Who is
 * coming already and rings «їду» again has got one step farther.
 */
import type { Answered } from "../../answer.ts";
import { saidByButton } from "../../answer.ts";
import { calledBy, openAlerts, type TextAnswers } from "../../answerText.ts";
import type { Known, Person } from "../../core/incident.ts";
import type { Instant } from "../../core/kinds.ts";
import { about } from "../../core/turn.ts";
import type { ResponderRow } from "../../ports.ts";
import type { Service } from "../../service.ts";
import { personOfPhone, placeOf } from "../people.ts";
import type { Conversations } from "./conversation.ts";
import { aheadOf, isComing } from "./ownIncident.ts";
import type { Tell } from "./tell.ts";

export type Meaning = "yes" | "no";

/** A ring that could not be read as an answer yet, by the carrier's id of the call. */
export const MISSED = "missed call";
export type KeptRing = { meaning: Meaning; from: string };

/** Sooner it is the same ring: who is not sure that it counted rings twice. */
const SAME_RING_MS = 60_000;

export const missedCalls =
	(
		service: Service,
		{
			answers,
			answerOrKeep,
			tell,
		}: Pick<Conversations, "answerOrKeep"> & {
			answers: TextAnswers;
			tell: Tell;
		},
	) =>
	async (
		meaning: Meaning,
		from: string,
		callSid: string,
		/** When it rang, where it waited since. */
		saidAt?: Instant,
	): Promise<void> => {
		const { log, wording, settings } = service;
		const person = await personOfPhone(service, from);
		if (!person) {
			log.info("missed call of an unknown number", { callSid });
			return;
		}
		const commandId = `missed:${callSid}`;
		const waited = saidAt === undefined ? {} : { saidAt };
		const [only, ...others] = calledBy(await openAlerts(service, person.id), {
			responderId: person.id,
			...waited,
		});
		if (!only) return;
		if (others.length > 0) return whichOne();
		const known = only.people.get(person.id);
		const mark =
			meaning === "yes" && known && isComing(known)
				? nextMark(saidAt ?? service.clock.now(), only, known)
				: undefined;
		if (mark === "sameRing") return;
		const answered = await answerOrKeep({
			incidentId: only.id,
			responderId: person.id,
			said: saidByButton(mark ?? (meaning === "yes" ? "y" : "no")),
			channel: "voice",
			commandId,
		});
		await sayBack(answered, person);

		/** Asked as a bare «1» by SMS is; that they rang stands in each log, so they count as awake. */
		async function whichOne(): Promise<void> {
			if (!person) return;
			const asked = await answers.answer({
				responderId: person.id,
				text: meaning === "yes" ? "1" : "0",
				channel: "voice",
				commandId,
				...waited,
			});
			if (asked.kind !== "which") return;
			const [first, ...rest] = asked.open;
			if (!first) return;
			// Where nobody can write back, the bell's own number asks about each.
			if (!person.telegramChat && !settings.smsTwoWay)
				return tell.words(person, "sms-ring-which");
			await tell(person, first, {
				...about(first),
				kind: "askWhich",
				others: await Promise.all(
					rest.map(async (incident) => ({
						number: incident.number,
						place:
							(await placeOf(service, incident)) ??
							wording.text(person.locale, `type-${incident.incidentType}`),
					})),
				),
			});
		}

		/** An answer is confirmed by the incident itself; the rest is ours to say. */
		async function sayBack(
			what: Answered | "kept",
			to: ResponderRow,
		): Promise<void> {
			if (what === "kept") return tell.words(to, "voice-said-kept");
			switch (what.kind) {
				case "marked":
					return tell.words(to, "page-answer-marked", {
						mark: wording.text(to.locale, `mark-${what.mark}`),
					});
				case "askSwitch":
					return tell(to, what.incident, {
						...about(what.incident),
						kind: "askSwitch",
						from: what.from,
					});
				case "ended":
					return tell.words(to, "bot-answer-late");
				default:
					return;
			}
		}
	};

function nextMark(rangAt: Instant, { marks, mode }: Known, person: Person) {
	const own = marks.findLast(
		({ by, responderId }) =>
			responderId === person.responderId ||
			(by.kind === "responder" && by.id === person.responderId),
	);
	if (mode === "test") return "sameRing";
	const lastAt = Math.max(person.answeredAt ?? 0, own?.at ?? 0);
	if (rangAt - lastAt < SAME_RING_MS) return "sameRing";
	return aheadOf(person)[0] ?? "sameRing";
}

/**
 * What a call says and what a key does: calls we made, and people who ring us back.
 *
 * The answer is recorded first and said back then. Picked up and silent is no answer:
 * the redial stays planned.
 */
import {
	type Answered,
	answer,
	incidentNow,
	isOver,
	saidByButton,
} from "../answer.ts";
import { openAlerts } from "../answerText.ts";
import { PERSIST } from "../channels/persistence.ts";
import type { Sentence, Speech } from "../channels/twilioWebhooks.ts";
import type { Known } from "../core/incident.ts";
import type { Locale } from "../core/kinds.ts";
import type { Message } from "../core/message.ts";
import { about } from "../core/turn.ts";
import { isUnavailable } from "../errors.ts";
import type { KeptAnswer } from "../keptAnswers.ts";
import type { OutboxRow, ResponderRow } from "../ports.ts";
import { readerOf } from "../reader.ts";
import type { Service } from "../service.ts";
import type { KeyMeaning, Rendered } from "../wording/wording.ts";
import { personOfPhone, placeOf } from "./people.ts";

/** What Twilio tells with each request of a call. */
export type Heard = {
	callSid: string;
	/** Absent when the call was just picked up, empty when no key was pressed in time. */
	digits: string | undefined;
	/** Where in the conversation we are; ours, and signed with the address. */
	query: URLSearchParams;
};

type Voice = Extract<Rendered, { channel: "voice" }>;
type Conversation = {
	voice: Voice;
	incidentId: string;
	person: ResponderRow;
	/** Where the next key goes. */
	address: string;
	query: Record<string, string>;
};

/** A question is repeated twice, news once: who is woken needs the second time, voice mail none. */
const timesSaid = ({ keys }: Voice): number =>
	Object.keys(keys).length > 1 ? 3 : 2;

export type TwilioCalls = ReturnType<typeof twilioCalls>;

export function twilioCalls(
	service: Service,
	{
		rowOf,
		keep,
		address,
	}: {
		rowOf(rowId: string): Promise<OutboxRow | undefined>;
		/** Takes an answer the database does not; throws when nothing does. */
		keep(answer: KeptAnswer): Promise<void>;
		/** Of the calls that come in; a call we made adds its attempt. */
		address: string;
	},
) {
	const { store, roster, secrets, wording, settings } = service;

	return {
		/** A call we made was picked up, or a key was pressed in it. */
		async ours(attemptId: string, heard: Heard): Promise<Speech> {
			const attempt = await store.attempt(attemptId);
			const row = attempt && (await rowOf(attempt.rowId));
			const [person] = attempt?.responderId
				? await roster.people([attempt.responderId])
				: [];
			// Erased with a person while it rang: there is nothing more to say.
			const planned = row?.body ? voiceIn(secrets.open(row.body)) : undefined;
			if (!attempt || !planned || !person) return {};
			const { incidentId } = attempt;
			const isSwitch = heard.query.get("ask") === "switch";
			const voice = isSwitch
				? await switchQuestion(incidentId, person, heard)
				: planned;
			return converse(
				{
					voice,
					incidentId,
					person,
					address: `${address}/${attemptId}`,
					query: {},
				},
				heard,
			);
		},

		/** Somebody rings us: a missed call, or a key pressed too late. */
		async theirs(from: string, heard: Heard): Promise<Speech> {
			const person = await personOfPhone(service, from);
			if (!person)
				return { before: [say("bot-phone-unknown", settings.locale)] };
			const named = heard.query.get("incident");
			const incident = named
				? await incidentNow(service, named)
				: await concerning(person);
			if (!incident) return { before: [say("bot-note-nobody", person.locale)] };
			if (isOver(incident))
				return { before: [say("page-answer-closed", person.locale)] };
			const voice =
				heard.query.get("ask") === "switch"
					? await switchQuestion(incident.id, person, heard)
					: await told(question(incident, person), incident, person);
			return converse(
				{
					voice,
					incidentId: incident.id,
					person,
					address,
					query: { incident: incident.id },
				},
				heard,
			);
		},
	};

	async function converse(
		conversation: Conversation,
		heard: Heard,
	): Promise<Speech> {
		const { voice } = conversation;
		const { digits } = heard;
		const round = Number(heard.query.get("heard") ?? 0);
		if (digits === undefined) return ask(conversation, 1);
		if (digits === "")
			return round < timesSaid(voice)
				? ask(conversation, round + 1, heard)
				: { before: [sentence(voice, voice.goodbye)] };
		const meaning = voice.keys[digits] as KeyMeaning | undefined;
		if (meaning === undefined)
			return round < timesSaid(voice)
				? ask(conversation, round + 1, heard, "voice-said-unknown")
				: { before: [sentence(voice, voice.goodbye)] };
		if (meaning === "repeat") return ask(conversation, round, heard);
		const back = sentence(voice, voice.said[digits] ?? "");
		if (meaning === "wait") return { before: [back] };
		const { incidentId, person } = conversation;
		const answering: KeptAnswer = {
			incidentId,
			responderId: person.id,
			said: saidByButton(meaning),
			channel: "voice",
			commandId: `call:${heard.callSid}:${heard.query.get("ask") ?? ""}${round}`,
		};
		const answered = await answerOrKeep(answering);
		return answered === "kept"
			? { before: [say("voice-said-kept", person.locale)] }
			: sayBack(conversation, answered, back);
	}

	/** The key is pressed once: a database that takes nothing now must not lose it. */
	async function answerOrKeep(
		answering: KeptAnswer,
	): Promise<Answered | "kept"> {
		try {
			return await answer(service, answering);
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			await keep(answering);
			return "kept";
		}
	}

	async function sayBack(
		{ voice, person, ...rest }: Conversation,
		answered: Answered,
		back: Sentence,
	): Promise<Speech> {
		switch (answered.kind) {
			case "answered": {
				const { message, incident } = answered;
				if (!message.waitsForDriver) return { before: [back] };
				const { first } = await told(message, incident, person);
				return { before: [sentence(voice, first)] };
			}
			case "askSwitch": {
				const { incident, from } = answered;
				const asked = await told(
					{ ...about(incident), kind: "askSwitch", from },
					incident,
					person,
				);
				return ask(
					{
						...rest,
						voice: asked,
						person,
						query: { ...rest.query, ask: "switch", from: String(from) },
					},
					1,
				);
			}
			case "ended":
				return { before: [say("page-answer-closed", person.locale)] };
			case "tooLate":
				return { before: [say("bot-answer-conflict", person.locale)] };
			case "refused":
				return { before: [say("bot-answer-not-yours", person.locale)] };
			default:
				return { before: [back] };
		}
	}

	/** First sentence and prompt, both cut short by a key. */
	function ask(
		{ voice, person, address, query }: Conversation,
		round: number,
		heard?: Heard,
		firstId?: string,
	): Speech {
		const next = new URLSearchParams({ ...keptOf(heard), ...query });
		next.set("heard", String(round));
		return {
			ask: {
				sentences: [
					...(firstId ? [say(firstId, person.locale)] : []),
					sentence(voice, voice.first),
					sentence(voice, voice.prompt),
				],
				action: `${address}?${next}${PERSIST}`,
			},
		};
	}

	function say(id: string, locale: Locale): Sentence {
		return {
			text: wording.text(locale, id),
			language: wording.text(locale, "voice-language"),
			voice: wording.text(locale, "voice-name"),
		};
	}

	async function told(
		message: Message,
		incident: Known,
		person: ResponderRow,
	): Promise<Voice> {
		const place = await placeOf(service, incident);
		const rendered = wording.render(
			message,
			"voice",
			readerOf(service, person),
			{
				...(place === undefined ? {} : { place }),
				reachableByCall: true,
				hasTelegram: person.telegramChat !== undefined,
			},
		);
		if (rendered.channel !== "voice")
			throw new TypeError(`expected speech, got ${rendered.channel}`);
		return rendered;
	}

	async function switchQuestion(
		incidentId: string,
		person: ResponderRow,
		{ query }: Heard,
	): Promise<Voice> {
		const incident = await incidentNow(service, incidentId);
		if (!incident)
			throw new Error("expected the incident of a call, got none in the log");
		const from = Number(query.get("from") ?? 0);
		return told(
			{ ...about(incident), kind: "askSwitch", from },
			incident,
			person,
		);
	}

	/** The alert that still waits for this person's answer, else the newest; else one this human decides. */
	async function concerning({ id }: ResponderRow): Promise<Known | undefined> {
		const alerts = await openAlerts(service, id);
		const silent = alerts.find(
			(incident) => incident.people.get(id)?.answer === undefined,
		);
		if (silent ?? alerts[0]) return silent ?? alerts[0];
		const ids = await roster.incidentsOf(id);
		for (const incidentId of ids.toReversed()) {
			const incident = await incidentNow(service, incidentId);
			if (incident && !isOver(incident)) return incident;
		}
		return undefined;
	}

	function question(incident: Known, { id }: ResponderRow): Message {
		const facts = about(incident);
		if (incident.people.has(id))
			return { ...facts, kind: "alert", repeat: true };
		// Held as a likely duplicate: open, but nobody is called before a human's word.
		return incident.status === "unconfirmed" || !incident.laddered
			? {
					...facts,
					kind: "askConfirm",
					impact: incident.incidentType === "shelling_impact",
				}
			: { ...facts, kind: "incidentOpened", alerted: incident.people.size };
	}
}

const sentence = (
	{ language, voice }: Pick<Voice, "language" | "voice">,
	text: string,
): Sentence => ({ text, language, voice });

/** Which question is being asked goes on from key to key. */
function keptOf(heard: Heard | undefined): Record<string, string> {
	const kept = [...(heard?.query ?? [])].filter(([name]) =>
		["ask", "from"].includes(name),
	);
	return Object.fromEntries(kept);
}

function voiceIn(body: string): Voice | undefined {
	const rendered = JSON.parse(body) as Rendered;
	return rendered.channel === "voice" ? rendered : undefined;
}

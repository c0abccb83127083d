/**
 * One question of a call: said, repeated, answered by a key, said back.
 *
 * The answer is recorded first and said back then. Picked up and silent is no answer:
 * the redial stays planned. A machine presses nothing, so it never answers.
 */
import {
	type Answered,
	answer,
	incidentNow,
	type Said,
	saidByButton,
} from "../../answer.ts";
import { PERSIST } from "../../channels/persistence.ts";
import type { Sentence, Sound, Speech } from "../../channels/twilioWebhooks.ts";
import type { Known } from "../../core/incident.ts";
import type { Message } from "../../core/message.ts";
import { about } from "../../core/turn.ts";
import { isUnavailable } from "../../errors.ts";
import type { KeptAnswer } from "../../keptAnswers.ts";
import { stagingOf } from "../../plan.ts";
import type { ResponderRow } from "../../ports.ts";
import { readerOf } from "../../reader.ts";
import type { Speaker } from "../../recordings.ts";
import type { Service } from "../../service.ts";
import type { RenderedVoice } from "../../wording/rendered.ts";
import type { KeyMeaning } from "../../wording/wording.ts";
import { placeOf } from "../people.ts";
import { type Heard, saying, sentence } from "./heard.ts";

export type Conversation = {
	voice: RenderedVoice;
	incidentId: string;
	person: ResponderRow;
	/** Where the next key goes. */
	address: string;
	query: Record<string, string>;
	/** A PIN may come instead of a key. */
	several?: boolean;
	/** It tells of the fire, or asks whether it burns: the words of the chief, or of who called, come first. */
	opens?: Speaker;
};

export type Conversations = ReturnType<typeof conversations>;

/** A question is repeated twice, news once: who is woken needs the second time, voice mail none. */
const timesSaid = ({ keys }: RenderedVoice): number =>
	Object.keys(keys).length > 1 ? 3 : 2;

export function conversations(
	service: Service,
	{
		keep,
		opening,
	}: {
		/** Takes an answer the database does not; throws when nothing does. */
		keep(answer: KeptAnswer): Promise<void>;
		/** The chief's own words about this incident, if there are any. */
		opening(
			incidentId: string,
			how: { whole: boolean; of: Speaker },
		): Promise<Sound | undefined>;
	},
) {
	const { wording, log } = service;
	const say = saying(service);

	return { converse, told, answerOrKeep, switchQuestion };

	async function converse(
		conversation: Conversation,
		heard: Heard,
	): Promise<Speech> {
		const { voice, incidentId, person } = conversation;
		const { digits } = heard;
		const round = Number(heard.query.get("heard") ?? 0);
		const isLast = round >= timesSaid(voice);
		if (digits === undefined) return ask(conversation, 1);
		if (digits === "")
			return isLast
				? { before: [sentence(voice, voice.goodbye)] }
				: ask(conversation, round + 1, heard);
		const meaning = voice.keys[digits] as KeyMeaning | undefined;
		if (meaning === "repeat") return ask(conversation, round, heard);
		const back = sentence(voice, voice.said[digits] ?? "");
		if (meaning === "wait") return { before: [back] };
		const said: Said | undefined = meaning && saidByButton(meaning);
		if (said === undefined)
			return isLast
				? { before: [sentence(voice, voice.goodbye)] }
				: ask(conversation, round + 1, heard, "voice-said-unknown");
		const answered = await answerOrKeep({
			incidentId,
			responderId: person.id,
			said,
			channel: "voice",
			commandId: `call:${heard.callSid}:${heard.query.get("ask") ?? ""}${round}`,
		});
		return answered === "kept"
			? { before: [say(person.locale, "voice-said-kept")] }
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
		{ voice, person, opens: _opens, ...rest }: Conversation,
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
				return { before: [say(person.locale, "page-answer-closed")] };
			case "tooLate":
				return { before: [say(person.locale, "bot-answer-conflict")] };
			case "refused":
				return { before: [say(person.locale, "bot-answer-not-yours")] };
			default:
				return { before: [back] };
		}
	}

	/** The chief's words, first sentence and prompt, all cut short by a key. */
	async function ask(
		conversation: Conversation,
		round: number,
		heard?: Heard,
		firstId?: string,
	): Promise<Speech> {
		const { voice, person, address, query, several } = conversation;
		const next = new URLSearchParams({ ...keptOf(heard), ...query });
		next.set("heard", String(round));
		// Whoever listens again wants all of it; the first time six seconds must do.
		const sound = conversation.opens
			? await opened(conversation.incidentId, {
					whole: heard !== undefined,
					of: conversation.opens,
				})
			: undefined;
		return {
			ask: {
				sentences: [
					...(firstId ? [say(person.locale, firstId)] : []),
					...(sound ? [sound] : []),
					sentence(voice, voice.first),
					sentence(voice, voice.prompt),
				],
				action: `${address}?${next}${PERSIST}`,
				...(several ? { several } : {}),
			},
		};
	}

	/** A sound that cannot be looked up now is left out: the alert is spoken in any case. */
	async function opened(
		incidentId: string,
		how: { whole: boolean; of: Speaker },
	): Promise<Sound | undefined> {
		try {
			return await opening(incidentId, how);
		} catch {
			log.warn("a call opens without the chief's words", { incidentId });
			return undefined;
		}
	}

	async function told(
		message: Message,
		incident: Known,
		person: ResponderRow,
	): Promise<RenderedVoice> {
		const place = await placeOf(service, incident);
		const staging = await stagingOf(service, incident);
		const rendered = wording.render(
			message,
			"voice",
			readerOf(service, person),
			{
				...(place === undefined ? {} : { place }),
				...(staging === undefined ? {} : { staging }),
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
	): Promise<RenderedVoice> {
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
}

/** Which question is being asked goes on from key to key. */
function keptOf(heard: Heard | undefined): Record<string, string> {
	const kept = [...(heard?.query ?? [])].filter(([name]) =>
		["ask", "from"].includes(name),
	);
	return Object.fromEntries(kept);
}

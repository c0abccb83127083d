/**
 * «Чи дійде дзвін до мене?»: which channels would reach this person now, and what to do
 * where none would. Says nobody's number but their own, by its last two digits.
 */
import { availabilityAt } from "../src/core/availability.ts";
import { PROOF_CHANNELS, type ProofChannel } from "../src/people/proofs.ts";
import { availabilityOf } from "../src/people/whereabouts.ts";
import type { ProofRow } from "../src/ports.ts";
import { dayText, wallTime } from "../src/routine/wallTime.ts";
import { menuChoice, type Topic } from "./conversation.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

export type ReachOptions = {
	/** The number the bell calls from, to be saved in the phone. */
	bellNumber?: string;
};

export function reachTopic({ bellNumber }: ReachOptions): Topic {
	return {
		name: "reach",
		menu: async (talk) =>
			talk.person
				? [
						{
							label: talk.text("button-reach-me"),
							data: pressing("reach", "show"),
						},
					]
				: [],
		keys: {
			choices: ({ text }) => [
				{ label: text("bot-keyboard-reach"), data: pressing("reach", "show") },
			],
			isFor: async (talk) => talk.person !== undefined,
		},
		async press(talk) {
			if (!talk.person) return false;
			await talk.show(
				await reachWords(talk, bellNumber),
				rowsOf([[menuChoice(talk)]]),
			);
			return true;
		},
	};
}

async function reachWords(
	{ service, person, text, locale }: Talk,
	bellNumber: string | undefined,
): Promise<string> {
	if (!person) return "";
	const { roster, settings, wording, secrets, clock } = service;
	const states = await roster.channelStates([person.id]);
	const isOff = (name: string) =>
		states.some(({ channel, state }) => channel === name && state !== "works");
	const phone = `…${secrets.open(person.phone).slice(-2)}`;
	const has = (name: "sms" | "voice") => settings.channels.includes(name);
	const state = availabilityAt(
		availabilityOf(secrets, person),
		clock.now(),
		settings.timeZone,
	);
	const proofs = await roster.proofs([person.id]);
	const proven = (name: ProofChannel, line: string): string =>
		`${line} (${proofText(service, locale, proofs, name)})`;
	return [
		text("bot-reach-title"),
		proven("telegram", text("bot-reach-telegram")),
		!has("sms")
			? text("bot-reach-sms-none")
			: isOff("sms")
				? text("bot-reach-sms-off")
				: proven("sms", text("bot-reach-sms", { phone })),
		has("voice")
			? proven("voice", text("bot-reach-voice", { phone }))
			: text("bot-reach-voice-none"),
		text("bot-reach-availability", {
			state: wording.text(locale, `availability-${state}`),
		}),
		...(bellNumber
			? [text("bot-reach-save-number", { phone: bellNumber })]
			: []),
		...toDo(proofs).map((name) => text(`reach-do-${name}`)),
	].join("\n");
}

/** «Востаннє дійшло 12 грудня», or that it never has. */
function proofText(
	{ wording, clock, settings }: Talk["service"],
	locale: Talk["locale"],
	proofs: readonly ProofRow[],
	name: ProofChannel,
): string {
	const proof = proofs.find(({ channel }) => channel === name);
	if (!proof) return wording.text(locale, "reach-untried");
	if (proof.lastReachedAt === undefined)
		return wording.text(locale, "reach-never", { count: proof.asked });
	const day = (at: number) => wallTime(at, settings.timeZone).date;
	return wording.text(locale, "reach-last", {
		day: dayText(wording, locale, day(proof.lastReachedAt), day(clock.now())),
	});
}

/** Channels that failed when they were tried last. */
const toDo = (proofs: readonly ProofRow[]): ProofChannel[] =>
	PROOF_CHANNELS.filter((name) =>
		proofs.some(
			({ channel, lastAskedAt, lastReachedAt }) =>
				channel === name && lastAskedAt !== lastReachedAt,
		),
	);

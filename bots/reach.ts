/**
 * «Чи дійде дзвін до мене?»: which channels would reach this person now, and what to do
 * where none would. Says nobody's number but their own, by its last two digits.
 */
import { availabilityAt } from "../src/core/availability.ts";
import { availabilityOf } from "../src/whereabouts.ts";
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
	return [
		text("bot-reach-title"),
		text("bot-reach-telegram"),
		!has("sms")
			? text("bot-reach-sms-none")
			: isOff("sms")
				? text("bot-reach-sms-off")
				: text("bot-reach-sms", { phone }),
		has("voice")
			? text("bot-reach-voice", { phone })
			: text("bot-reach-voice-none"),
		text("bot-reach-availability", {
			state: wording.text(locale, `availability-${state}`),
		}),
		...(bellNumber
			? [text("bot-reach-save-number", { phone: bellNumber })]
			: []),
	].join("\n");
}

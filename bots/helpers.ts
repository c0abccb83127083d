/**
 * Somebody with a tractor, in the chat: whether they may be asked to fires, said and
 * taken back at any time. It is their own word; nobody says it for them.
 */
import {
	consentAnswers,
	consentState,
	consentWords,
	HELPER_TOPIC,
	sayConsent,
} from "../src/others/consent.ts";
import type { HelperRow } from "../src/ports.ts";
import { type Choice, menuChoice, type Topic } from "./conversation.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

export const helpersTopic = (): Topic => ({
	name: HELPER_TOPIC,
	async menu(talk) {
		const helper = await ownLine(talk);
		return helper
			? [
					{
						label: talk.text("helper-menu"),
						data: pressing(HELPER_TOPIC, "show"),
					},
				]
			: [];
	},
	async press(talk, word) {
		const helper = await ownLine(talk);
		if (!helper || !talk.person) return false;
		if (word === "show") return show(talk, helper);
		if (word !== "yes" && word !== "no" && word !== "never") return false;
		const after = await sayConsent(
			talk.service,
			{ kind: "responder", id: talk.person.id },
			helper.id,
			word,
			"telegram",
		);
		return show(talk, after ?? helper);
	},
});

const ownLine = async ({
	service,
	person,
}: Talk): Promise<HelperRow | undefined> =>
	person && service.others.helperBy(person.id);

async function show(talk: Talk, helper: HelperRow): Promise<boolean> {
	const { text } = talk;
	const choices = consentAnswers(helper).map(
		({ word, label }): Choice => ({
			label: text(label),
			data: pressing(HELPER_TOPIC, word),
		}),
	);
	await talk.show(
		[
			consentWords(talk.service, helper, talk.locale),
			text(consentState(helper)),
		].join("\n\n"),
		rowsOf([...choices.map((one) => [one]), [menuChoice(talk)]]),
	);
	return true;
}

/**
 * Words to who is coming, who is silent, or all: asked for, shown, and sent five seconds
 * later unless they are taken back.
 */
import { isOver } from "../src/answer.ts";
import { orderable } from "../src/commanding.ts";
import { takeBack, writeLater } from "../src/laterWords.ts";
import {
	boardFor,
	isComing,
	isSilent,
	panelChoice,
	refused,
	showPanel,
} from "./chiefIncident.ts";
import type { Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const TOPIC = "words";
const TEXT_MAX = 500;
const TO = ["coming", "silent", "all"] as const;
type To = (typeof TO)[number];
const toOf = (word: unknown): To | undefined =>
	TO.find((known) => known === word);

export function chiefWordsTopic(): Topic {
	return {
		name: TOPIC,
		async press(talk, word, args) {
			if (!talk.person) return false;
			const incidentId = longId(args[0]);
			if (word === "to") return chooseWhom(talk, incidentId);
			if (word === "ask") return askText(talk, incidentId, toOf(args[1]));
			if (word === "undo") return undo(talk, incidentId, args[1] ?? "");
			return false;
		},

		async heard(talk, _question, known, said) {
			const to = toOf(known.to);
			if (said.kind !== "text" || !talk.person || !to) return false;
			const incidentId = String(known.incidentId);
			const text = said.text.trim().slice(0, TEXT_MAX);
			if (text === "") return false;
			await talk.settled();
			const incident = await orderable(
				talk.service,
				talk.person,
				incidentId,
				"write",
			);
			if (!incident) {
				await refused(talk);
				return true;
			}
			if (isOver(incident)) return showPanel(talk, incidentId, { anew: true });
			// The update's own number: the same text read twice is written once.
			const id = talk.commandId.replace(/^\w+:/, "");
			await writeLater(talk.service, {
				id,
				incidentId,
				by: { kind: "responder", id: talk.person.id },
				to,
				text,
			});
			await talk.say(
				talk.text("bot-words-soon", {
					to: talk.text(`bot-words-${to}`),
					text,
				}),
				{
					markup: rowsOf([
						[
							{
								label: talk.text("button-undo"),
								data: pressing(TOPIC, "undo", shortId(incidentId), id),
							},
						],
						[panelChoice(talk, incidentId)],
					]),
				},
			);
			return true;
		},
	};
}

async function chooseWhom(talk: Talk, incidentId: string): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const counts: Record<To, number> = {
		coming: board.responders.filter(isComing).length,
		silent: board.responders.filter(isSilent).length,
		all: board.responders.filter(({ answer }) => answer !== "notResponding")
			.length,
	};
	const id = shortId(incidentId);
	await talk.show(
		talk.text("bot-words-whom"),
		rowsOf([
			...TO.map((to) => [
				{
					label: talk.text("bot-words-choice", {
						to: talk.text(`bot-words-${to}`),
						count: counts[to],
					}),
					data: pressing(TOPIC, "ask", id, to),
				},
			]),
			[{ label: talk.text("button-back"), data: pressing("inc", "open", id) }],
		]),
	);
	return true;
}

async function askText(
	talk: Talk,
	incidentId: string,
	to: To | undefined,
): Promise<boolean> {
	if (!to) return false;
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	if (board.endedAt !== null) return showPanel(talk, incidentId);
	await talk.ask(TOPIC, "text", { incidentId, to });
	await talk.show(
		talk.text("bot-words-ask", { to: talk.text(`bot-words-${to}`) }),
		rowsOf([[panelChoice(talk, incidentId)]]),
	);
	return true;
}

async function undo(
	talk: Talk,
	incidentId: string,
	id: string,
): Promise<boolean> {
	const { person, service } = talk;
	const mine =
		person && (await orderable(service, person, incidentId, "write"));
	if (!mine) return refused(talk);
	const came = await takeBack(service, incidentId, id);
	const words = talk.text(`bot-words-${came}`);
	if (came === "takenBack")
		await talk.show(words, rowsOf([[panelChoice(talk, incidentId)]]));
	else await talk.toast(words);
	return true;
}

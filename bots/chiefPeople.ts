/**
 * One person of an incident, by a chief's word: «їде», «не може», off their seat. Who is
 * silent comes first: about them somebody has rung him up.
 */
import { order, orderable, peopleScope } from "../src/commanding.ts";
import type { ResponderRow } from "../src/ports.ts";
import {
	answerOrder,
	boardFor,
	isComing,
	isSilent,
	refused,
} from "./chiefIncident.ts";
import type { Choice, Topic } from "./conversation.ts";
import { longId, shortId } from "./shortIds.ts";
import { pressing, rowsOf, type Talk } from "./talk.ts";

const TOPIC = "who";
export const PER_PAGE = 8;

/** What a button says, and the form it stands for. */
const ANSWERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	y5: { answer: "responding", etaMinutes: "5" },
	y10: { answer: "responding", etaMinutes: "10" },
	y15: { answer: "responding", etaMinutes: "15" },
	y20: { answer: "responding", etaMinutes: "20" },
	no: { answer: "notResponding" },
};

export function chiefPeopleTopic(): Topic {
	return {
		name: TOPIC,
		async press(talk, word, args) {
			if (!talk.person) return false;
			const incidentId = longId(args[0]);
			switch (word) {
				case "for":
					return choose(talk, incidentId, "for", Number(args[1]));
				case "off":
					return choose(talk, incidentId, "off", Number(args[1]));
				case "one":
					return showOne(talk, talk.person, incidentId, longId(args[1]));
				case "a":
					return answerFor(talk, talk.person, incidentId, args[1], args[2]);
				case "u":
					return unseat(talk, talk.person, incidentId, longId(args[1]));
				default:
					return false;
			}
		},
	};
}

async function choose(
	talk: Talk,
	incidentId: string,
	why: "for" | "off",
	page: number,
): Promise<boolean> {
	const board = await boardFor(talk, incidentId);
	if (!board) return refused(talk);
	const { text } = talk;
	const id = shortId(incidentId);
	const people = board.responders
		.filter(why === "off" ? isComing : () => true)
		.sort((a, b) => Number(isSilent(b)) - Number(isSilent(a)));
	const choices = people.map((one) => ({
		label: `${one.name} · ${text(`state-${one.stoodDownAt === null ? one.answer : "stoodDown"}`)}`,
		data:
			why === "off"
				? pressing(TOPIC, "u", id, shortId(one.id))
				: pressing(TOPIC, "one", id, shortId(one.id)),
	}));
	await talk.show(
		text(choices.length > 0 ? "page-live-choose" : "bot-nobody"),
		rowsOf([
			...paged(choices, page, (next) => pressing(TOPIC, why, id, next)),
			[{ label: text("button-back"), data: pressing("inc", "open", id) }],
		]),
	);
	return true;
}

/** Eight to a page, and the way to the others. */
export function paged(
	choices: readonly Choice[],
	page: number,
	to: (page: number) => string,
): Choice[][] {
	const last = Math.max(0, Math.ceil(choices.length / PER_PAGE) - 1);
	const at = Number.isInteger(page) ? Math.min(Math.max(page, 0), last) : 0;
	const shown = choices.slice(at * PER_PAGE, (at + 1) * PER_PAGE);
	const turns = [
		...(at > 0 ? [{ label: "‹", data: to(at - 1) }] : []),
		...(at < last ? [{ label: "›", data: to(at + 1) }] : []),
	];
	return [...shown.map((one) => [one]), ...(turns.length > 0 ? [turns] : [])];
}

async function showOne(
	talk: Talk,
	chief: ResponderRow,
	incidentId: string,
	responderId: string,
): Promise<boolean> {
	const { text, service } = talk;
	const incident = await orderable(service, chief, incidentId, "answer-for");
	const [person] = await service.roster.people([responderId]);
	if (!incident?.people.has(responderId) || !person) return refused(talk);
	const ids = [shortId(incidentId), shortId(responderId)];
	const said = (code: string, label: string) => ({
		label,
		data: pressing(TOPIC, "a", ...ids, code),
	});
	const minutes = (count: number) => text("button-minutes", { minutes: count });
	await talk.show(
		text("bot-answer-for", { name: service.secrets.open(person.name) }),
		rowsOf([
			[
				said("y5", text("button-goes-minutes", { minutes: 5 })),
				said("y10", minutes(10)),
				said("y15", minutes(15)),
				said("y20", text("button-minutes-more", { minutes: 20 })),
			],
			[said("no", text("button-goes-not"))],
			[{ label: text("button-unseat"), data: pressing(TOPIC, "u", ...ids) }],
			[
				{
					label: text("button-back"),
					data: pressing("inc", "open", ids[0] ?? ""),
				},
			],
		]),
	);
	return true;
}

async function answerFor(
	talk: Talk,
	chief: ResponderRow,
	incidentId: string,
	person = "",
	code = "",
): Promise<boolean> {
	const fields = ANSWERS[code];
	const responderId = longId(person);
	if (!fields) return false;
	if (!(await isTheirs(talk, chief, responderId))) return refused(talk);
	const ordered = await order(talk.service, {
		person: chief,
		incidentId,
		name: "answer-for",
		fields: { ...fields, responderId },
		commandId: `${talk.commandId}:for`,
	});
	return answerOrder(
		talk,
		incidentId,
		ordered,
		talk.text("page-live-answer-for"),
	);
}

async function unseat(
	talk: Talk,
	chief: ResponderRow,
	incidentId: string,
	responderId: string,
): Promise<boolean> {
	if (!(await isTheirs(talk, chief, responderId))) return refused(talk);
	const ordered = await order(talk.service, {
		person: chief,
		incidentId,
		name: "unseat",
		fields: { responderId },
		commandId: `${talk.commandId}:off`,
	});
	return answerOrder(talk, incidentId, ordered, talk.text("button-unseat"));
}

/** A neighbour's people answer to their own chief. */
async function isTheirs(
	{ service }: Talk,
	chief: ResponderRow,
	responderId: string,
): Promise<boolean> {
	const scope = await peopleScope(service, chief, "people.read");
	return (
		scope !== undefined &&
		(await service.roster.responder(scope, responderId)) !== undefined
	);
}

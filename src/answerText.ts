/**
 * A text somebody wrote without saying which alert it answers: an SMS, a line in the chat.
 *
 * One alert open: it answers that one. Several: we ask which, naming the places, and the
 * words stand in each log already, so that whoever wrote them counts as awake.
 */
import {
	type Answered,
	answer,
	incidentMeant,
	incidentNow,
	isOver,
	type Said,
} from "./answer.ts";
import type { Known } from "./core/incident.ts";
import type { ChannelName, Instant } from "./core/kinds.ts";
import { incidentNumberIn, type ReadReply, readReply } from "./core/reply.ts";
import type { Service } from "./service.ts";

export type Written = {
	responderId: string;
	text: string;
	channel: ChannelName;
	/** The carrier's id of the text. */
	commandId: string;
	/** When it was said, where it waited to be written. */
	saidAt?: Instant;
};

export type TextAnswered =
	| Answered
	/** Nothing is open that concerns this person; nothing was written. */
	| { kind: "nothingOpen" }
	| { kind: "which"; open: readonly Known[] }
	| { kind: "optOut" | "optIn" };

export type TextAnswers = {
	answer(written: Written): Promise<TextAnswered>;
};

/** How long «118» still belongs to the «1» before it. */
const ASKED_FOR_MS = 30 * 60_000;

export function textAnswers(service: Service): TextAnswers {
	// Lost with the process: then the number alone is asked about again, never guessed.
	const asked = new Map<string, { said: ReadReply; at: number }>();

	return {
		async answer(written) {
			const { responderId, text } = written;
			const open = calledBy(await askedIn(service, written), written);
			const named =
				namedIncident(text, open) ?? (await namedBesides(service, written));
			const said = readReply(named?.rest ?? text);
			if (said.kind === "optOut" || said.kind === "optIn")
				return { kind: said.kind };
			const only = open.length === 1 ? open[0] : undefined;
			const about = named?.incident ?? only;
			// «#119 їду» of somebody on the way to #118 is no answer to #118.
			if (only && !named && incidentNumberIn(text) !== undefined)
				return answerOne(written, only, { kind: "note" });
			if (about) return answerOne(written, about, meant(named?.rest, said));
			if (open.length === 0) return { kind: "nothingOpen" };
			asked.set(responderId, { said, at: service.clock.mono() });
			for (const incident of open)
				await answerOne(written, incident, { kind: "note" });
			return { kind: "which", open };

			/** «118» alone is the number we asked for; it carries what was said before it. */
			function meant(rest: string | undefined, now: ReadReply): ReadReply {
				const before = asked.get(responderId);
				asked.delete(responderId);
				const isLate =
					!before || service.clock.mono() - before.at > ASKED_FOR_MS;
				return rest === "" && !isLate ? before.said : now;
			}
		},
	};

	function answerOne(
		{ responderId, text, channel, commandId, saidAt }: Written,
		{ id: incidentId }: Known,
		read: ReadReply,
	): Promise<Answered> {
		const { said, words } = saidIn(read, text);
		return answer(service, {
			incidentId,
			responderId,
			said,
			...(words === undefined ? {} : { words }),
			channel,
			commandId,
			...(saidAt === undefined ? {} : { saidAt }),
		});
	}
}

/** A clear answer, with the words that came with it; all else is a note. */
function saidIn(
	read: ReadReply,
	text: string,
): { said: Said; words: string | undefined } {
	if (read.kind === "mark") return { said: read, words: undefined };
	if (read.kind !== "answer") return { said: { kind: "note" }, words: text };
	const { note, ...said } = read;
	return { said, words: note };
}

/** A «1» that waited to be read answers no fire its writer was called to since. */
export const calledBy = (
	open: readonly Known[],
	{ responderId, saidAt }: Pick<Written, "responderId" | "saidAt">,
): readonly Known[] =>
	saidAt === undefined
		? open
		: open.filter(
				({ people }) => (people.get(responderId)?.alertedAt ?? 0) <= saidAt,
			);

/** Open incidents the person was alerted or asked to help in, newest first. */
export async function openAlerts(
	service: Service,
	responderId: string,
): Promise<Known[]> {
	const open = await concerning(
		service,
		responderId,
		({ people, helpers }) =>
			people.has(responderId) || helpers.has(responderId),
	);
	return open.sort((a, b) => b.reportedAt - a.reportedAt);
}

/** Open ones the person was called to or asked about, also under a number that was merged since. */
async function concerning(
	{ roster, load }: Service,
	responderId: string,
	concerns: (incident: Known) => boolean,
): Promise<Known[]> {
	const ids = [
		...(await roster.incidentsOf(responderId)),
		...(await roster.duplicatesOf(responderId)),
	];
	const open = new Map<string, Known>();
	for (const id of ids) {
		const asked = await incidentNow({ load }, id);
		const meant = asked && (await incidentMeant({ load }, id));
		if (asked && meant && concerns(asked) && !isOver(meant))
			open.set(meant.id, meant);
	}
	return [...open.values()];
}

/** Who raised an alarm is in no crew of it, but was asked «Самі їдете?»: an answer belongs there. */
export async function askedIn(
	service: Service,
	{ responderId, text }: Pick<Written, "responderId" | "text">,
): Promise<Known[]> {
	const alerts = await openAlerts(service, responderId);
	const { kind } = readReply(text);
	if (alerts.length > 0 || (kind !== "answer" && kind !== "mark"))
		return alerts;
	const raised = await concerning(
		service,
		responderId,
		({ raisedBy }) => raisedBy === responderId,
	);
	return raised.filter(({ status }) => status === "open");
}

/** Whether these words answer an open alert, the number of one included: then no question of ours takes them. */
export async function answersAlert(
	service: Service,
	written: Pick<Written, "responderId" | "text">,
): Promise<boolean> {
	const { text } = written;
	const open = await askedIn(service, written);
	const named = namedIncident(text, open);
	// «118» alone chooses among those we asked about.
	if (named?.rest === "" && open.length > 1) return true;
	const besides =
		named ??
		(open.length > 0 ? undefined : await namedBesides(service, written));
	const isSaid = readReply(besides?.rest ?? text).kind !== "note";
	return isSaid && (open.length > 0 || besides !== undefined);
}

// More incidents than one brigade ever has open at once.
const LOOK_AT = 50;

/** A «#119» of the person's brigades that did not call them: on the way elsewhere, or asked later. */
async function namedBesides(
	service: Service,
	{ responderId, text }: Pick<Written, "responderId" | "text">,
): Promise<{ incident: Known; rest: string } | undefined> {
	const number = incidentNumberIn(text);
	if (number === undefined) return undefined;
	const [person] = await service.roster.people([responderId]);
	const { items } = await service.store.heads(
		{ kind: "brigades", ids: person?.brigadeIds ?? [] },
		{ status: ["open"], limit: LOOK_AT },
	);
	const head = items.find((one) => one.number === number);
	const incident = head && (await incidentNow(service, head.id));
	return incident
		? { incident, rest: text.replace(`#${number}`, " ").trim() }
		: undefined;
}

/** «118», «#118 їду», «1 118»: incidents count from 100, minutes do not come that far. */
function namedIncident(
	text: string,
	open: readonly Known[],
): { incident: Known; rest: string } | undefined {
	for (const [token] of text.matchAll(/#?\d{3,9}(?!\d)/g)) {
		const number = incidentNumberIn(token) ?? Number(token);
		const incident = open.find(
			(one) =>
				one.number === number ||
				one.mergedFrom.some((merged) => merged.number === number),
		);
		if (incident) return { incident, rest: text.replace(token, " ").trim() };
	}
	return undefined;
}

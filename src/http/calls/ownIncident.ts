/**
 * Which incident a call that comes in is about, and what is said of it to this person:
 * the question that waits for an answer, or the answer given and how far they have come.
 */
import { incidentNow, isOver, received } from "../../answer.ts";
import { openAlerts } from "../../answerText.ts";
import { gathersAway } from "../../core/airRaid.ts";
import type { Known, Person } from "../../core/incident.ts";
import type { Message } from "../../core/message.ts";
import { waitsForReadiness } from "../../core/readiness.ts";
import { about } from "../../core/turn.ts";
import type { ResponderRow } from "../../ports.ts";
import type { Speaker } from "../../recordings.ts";
import type { Service } from "../../service.ts";
import type { RenderedVoice } from "../../wording/rendered.ts";
import type { KeyMeaning } from "../../wording/wording.ts";
import type { Conversations } from "./conversation.ts";

/** Whose words come before which message: the chief's before an alert, a caller's before «Горить?». */
export const OPENED: Readonly<Record<string, Speaker | undefined>> = {
	alert: "chief",
	calledBack: "chief",
	askConfirm: "caller",
};

export type Question = { voice: RenderedVoice; opens?: Speaker };

export function ownIncidents(
	service: Service,
	{ told }: Pick<Conversations, "told">,
) {
	const { wording, roster } = service;

	return { concerning, questionOf };

	/** The alert that still waits for this person's answer, else the newest; else the newest this human decides. */
	async function concerning({ id }: ResponderRow): Promise<Known | undefined> {
		const alerts = await openAlerts(service, id);
		const silent = alerts.find(
			(incident) => incident.people.get(id)?.answer === undefined,
		);
		if (silent ?? alerts[0]) return silent ?? alerts[0];
		const ids = await roster.incidentsOf(id);
		for (const incidentId of ids) {
			const incident = await incidentNow(service, incidentId);
			if (incident && !isOver(incident)) return incident;
		}
		return undefined;
	}

	async function questionOf(
		incident: Known,
		row: ResponderRow,
	): Promise<Question> {
		if (waitsForReadiness(incident, row.id))
			return {
				voice: await told(
					{ ...about(incident), kind: "askReady", again: true },
					incident,
					row,
				),
			};
		const person = incident.people.get(row.id);
		if (person && isComing(person) && incident.mode !== "test")
			return { voice: await onTheWay(incident, person, row), opens: "chief" };
		const helper = person ? undefined : incident.helpers.get(row.id);
		const message: Message = helper
			? {
					...about(incident),
					kind: "helperAsked",
					equipment: helper.equipment,
				}
			: question(incident, person);
		const opens = OPENED[message.kind];
		return {
			voice: await told(message, incident, row),
			...(opens ? { opens } : {}),
		};
	}

	function question(incident: Known, person: Person | undefined): Message {
		const facts = about(incident);
		if (person?.stoodDownAt !== undefined)
			return person.stoodDownWhy === "reserve"
				? { ...facts, kind: "reserve" }
				: {
						...facts,
						kind: "standDown",
						why: person.stoodDownWhy === "left" ? "left" : "stoodDown",
					};
		if (person?.seatOpenedAt !== undefined)
			return { ...facts, kind: "seatOpened", by: "noShow" };
		if (person) return { ...facts, kind: "alert", repeat: true };
		// Held as a likely duplicate: open, but nobody is called before a human's word.
		return incident.status === "unconfirmed" || !incident.laddered
			? {
					...facts,
					kind: "askConfirm",
					impact: incident.incidentType === "shelling_impact",
				}
			: { ...facts, kind: "incidentOpened", alerted: incident.people.size };
	}

	/** «Ви їдете. Збір у депо. Росохач… В депо — три. Виїхали — чотири…» */
	async function onTheWay(
		incident: Known,
		person: Person,
		row: ResponderRow,
	): Promise<RenderedVoice> {
		const { locale } = row;
		const text = (id: string) => wording.text(locale, id);
		// Only the words of the place are wanted of it.
		const words = await told(
			{
				...received(incident, person),
				to: "station",
				notDriving: false,
				waitsForDriver: false,
			},
			incident,
			row,
		);
		const ahead = aheadOf(person);
		const keys: Record<string, KeyMeaning> = {
			...(person.progress === "enRoute" || !person.progress ? { 1: "y" } : {}),
			...Object.fromEntries(ahead.map((mark) => [MARK_KEYS[mark], mark])),
			...(isUnderWay(person) ? {} : { 0: "no" }),
			"*": "repeat",
		};
		return {
			...words,
			first: [
				...(incident.mode === "actual"
					? []
					: [`${text(`mode-${incident.mode}.spoken`)}.`]),
				youAre(person, gathersAway(incident), words, text),
			].join(" "),
			prompt: [
				words.prompt,
				...ahead.map((mark) => text(`voice-key-${mark}`)),
				...("0" in keys ? [text("voice-key-no")] : []),
			].join(" "),
			keys,
			said: Object.fromEntries(
				Object.entries(keys).map(([key, meaning]) => [
					key,
					text(meaning === "repeat" ? "voice-repeat" : `voice-said-${meaning}`),
				]),
			),
			goodbye: text("voice-goodbye-informed"),
		};
	}
}

/** «Ви їдете. Збір у депо.»; not there, while the station may be hit too. */
function youAre(
	person: Person,
	isAway: boolean,
	{ first }: RenderedVoice,
	text: (id: string) => string,
): string {
	const state = stateOf(person);
	if (isAway && state === "coming") return first;
	return text(
		isAway && state === "atStation"
			? "voice-you-atStaging"
			: `voice-you-${state}`,
	);
}

const MARK_KEYS = { atst: "3", dep: "4", scn: "5" } as const;
export type MarkCode = keyof typeof MARK_KEYS;

const stateOf = ({ progress, to }: Person): string =>
	progress === undefined || progress === "enRoute"
		? to === "scene"
			? "scene"
			: "coming"
		: progress;

/** Said «їду», and nobody took it back since. */
export const isComing = (person: Person): boolean =>
	person.answer === "responding" &&
	person.stoodDownAt === undefined &&
	person.seatOpenedAt === undefined;

const isUnderWay = ({ progress }: Person): boolean =>
	progress === "departed" || progress === "onScene";

/** The marks this person has not passed yet, the next one first. */
export function aheadOf({ progress, to }: Person): MarkCode[] {
	switch (progress) {
		case "onScene":
			return [];
		case "departed":
			return ["scn"];
		case "atStation":
			return ["dep", "scn"];
		default:
			return to === "scene" ? ["scn"] : ["atst", "dep", "scn"];
	}
}

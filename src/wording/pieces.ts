/**
 * Pieces of sentences that every channel uses: which text a message takes,
 * what is missing, who is called, what burns.
 */
import type { Headline } from "../core/headline.ts";
import type { IncidentType } from "../core/kinds.ts";
import type { About, Gap, Message } from "../core/message.ts";
import type { Texts } from "./rendered.ts";

/** The last part of the text's id: `sms-…`, `voice-…`, `telegram-…`. */
export function textOf(message: Message): string {
	switch (message.kind) {
		case "answerReceived":
			return `answer-${answerOf(message)}`;
		case "corrected":
			return message.placeChanged ? "corrected-place" : "corrected-type";
		case "askAtStation":
			return message.away ? "askAtStation-away" : "askAtStation";
		case "verdictLeaves":
			return message.waits ? `verdictWaits-${message.waits}` : "verdictLeaves";
		case "askDeparture":
			return `askDeparture-${message.why}`;
		case "leftWithoutWord":
			return `leftWithoutWord-${message.why}`;
		case "mayLeave":
			return `mayLeave-${message.because}`;
		case "gatherAt":
			return `gatherAt-${message.where}`;
		case "seatOpened":
			return `seatOpened-${message.by}`;
		case "standDown":
			return `standDown-${message.why}`;
		case "askConfirm":
			if (message.like !== undefined) return "askConfirm-like";
			return message.impact ? "askConfirm-impact" : "askConfirm";
		case "sameFire":
			return `sameFire-${sameFire(message)}`;
		case "unreachable":
			return `unreachable-${message.reason}`;
		case "forObservers":
			return `forObservers-${message.state}`;
		case "reporterNews":
			return `reporterNews-${message.news}${message.minutes === undefined ? "" : "-minutes"}`;
		case "reporterSays":
			return `reporterSays-${message.said}`;
		case "helperAsked":
			return message.mines === undefined ? "helperAsked" : "helperAsked-mines";
		case "helperStoodDown":
			return `helperStoodDown-${message.why}`;
		default:
			return message.kind;
	}
}

function sameFire({
	answer,
	resting,
	to,
	away,
}: Extract<Message, { kind: "sameFire" }>): string {
	if (resting) return "reserve";
	if (answer !== "responding") return "later";
	return to === "station" && away ? "away" : to;
}

function answerOf(
	message: Extract<Message, { kind: "answerReceived" }>,
): string {
	if (message.answer === "later" && message.afterAllClear) return "allClear";
	if (message.answer !== "responding") return message.answer;
	if (message.waitsForDriver) return message.away ? "waits-away" : "waits";
	if (message.to === "scene") return "scene";
	if (message.away) return "away";
	return message.notDriving ? "notDriving" : "station";
}

/** «трактором, бочкою»: what stands after «допомоги». */
export const equipmentList = (message: Message, texts: Texts): string =>
	"equipment" in message
		? message.equipment
				.map((one) => texts.text(`equipment-${one}.with`))
				.join(", ")
		: "";

/** Real alarms wake people and say ПОЖЕЖА (or their type's word); nothing else does. */
export const isAlarm = (message: Message): boolean =>
	message.kind === "alert" || message.kind === "calledBack";

export const burns = (type: IncidentType): boolean => type.endsWith("_fire");

/** «хата, ЛЮДИ, не підтверджено», as far as it is true. */
export function details(
	about: About,
	texts: Texts,
	channel: "sms" | "voice" = "sms",
): string {
	return [
		texts.text(`type-${about.incidentType}.sms`),
		about.peopleInDanger ? texts.text(`${channel}-people`) : "",
		about.unconfirmed ? texts.text(`${channel}-unconfirmed`) : "",
	]
		.filter(Boolean)
		.join(", ");
}

/** «водія, 2 пожежних»: what stands after «бракує». A brigade's own qualification is quoted, nobody can decline it. */
export const missingList = (gaps: Gap[], texts: Texts): string =>
	byWeight(gaps)
		.map((gap) => missingOne(gap, texts))
		.join(", ");

/** «НЕМАЄ ВОДІЯ» for the gravest gap, or «БРАКУЄ 2 пожежних» when no seat has a headline of its own. */
export function shortage(gaps: Gap[], texts: Texts): string {
	const [worst] = byWeight(gaps);
	if (!worst) return texts.text("shortage-none");
	return WEIGHTS.includes(worst.qualification)
		? texts.text(`shortage-${worst.qualification}`)
		: texts.text("shortage-other", { list: missingList(gaps, texts) });
}

/** The same with everything else that is missing: «НЕМАЄ ВОДІЯ, бракує 2 пожежних». */
export function shortages(gaps: Gap[], texts: Texts): string {
	const [worst, ...others] = byWeight(gaps);
	const first = shortage(gaps, texts);
	if (!worst || !WEIGHTS.includes(worst.qualification) || others.length === 0)
		return first;
	return texts.text("shortage-more", {
		shortage: first,
		list: missingList(others, texts),
	});
}

/** «Кличемо Угринь.»; a list, or a name that cannot stay as it is in the accusative, takes a colon. Nobody: nothing. */
export function calling(names: string, texts: Texts): string {
	if (names === "") return "";
	const listed = names.includes(",") || /[аяАЯ]$/u.test(names);
	return texts.text("sms-calling", {
		names,
		form: listed ? "listed" : "one",
	});
}

export function headlineText(
	headline: Headline,
	timeZone: string,
	texts: Texts,
): string {
	const id = `headline-${headline.kind}`;
	switch (headline.kind) {
		case "leaves":
		case "left":
			return texts.text(id, { time: texts.clock(headline.at, timeZone) });
		case "canLeaveWith":
			return texts.text(id, { count: headline.count });
		case "waits":
			return texts.text(`${id}-${headline.why}`);
		case "fewPeople": {
			const { have, need } = headline;
			return have === undefined || need === undefined
				? texts.text(id)
				: texts.text(`${id}.counted`, { have, need });
		}
		default:
			return texts.text(id);
	}
}

/** The short word for a seat or a person («водій»); a brigade's own word stays as it is. */
export const qualificationText = (
	qualification: string,
	texts: Texts,
): string => {
	const id = idOf(qualification);
	return id ? texts.text(id) : texts.free(qualification);
};

// Gravest first: without these nothing leaves, whatever else is there.
const WEIGHTS: string[] = ["vehicle", "driver_c", "leader", "keyholder"];

function byWeight(gaps: Gap[]): Gap[] {
	const weight = ({ qualification }: Gap) => {
		const place = WEIGHTS.indexOf(qualification);
		return place === -1 ? WEIGHTS.length : place;
	};
	return [...gaps].sort((a, b) => weight(a) - weight(b));
}

function missingOne({ qualification, count }: Gap, texts: Texts): string {
	const id = idOf(qualification);
	return id
		? texts.text(`${id}.missing`, { count })
		: texts.text("missing-own", { name: texts.free(qualification), count });
}

const OURS = [
	"driver_c",
	"leader",
	"firefighter",
	"ba",
	"medic",
	"first_aid",
	"keyholder",
	"anybody",
	"vehicle",
];

function idOf(qualification: string): string | undefined {
	if (qualification === "") return "qual-anybody";
	return OURS.includes(qualification) ? `qual-${qualification}` : undefined;
}

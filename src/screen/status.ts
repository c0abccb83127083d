/**
 * What each person and each crew is doing, in a word and a sign. Delivered is never
 * coming; minutes only, never a phone, never a position.
 */
import type { BoardView } from "../core/board.ts";
import {
	ASKED,
	CANNOT,
	COMING,
	type Crew,
	isAsked,
	isComing,
	isOver,
	LATE,
	MISSING,
	type Responder,
	type Screen,
	type Seat,
	type Sign,
} from "./screen.ts";

export type Status = { sign: Sign; words: string };

/** All a person's state needs of the screen: whole boards change too often. */
type About = Pick<Screen, "text"> & { board: Pick<BoardView, "status"> };

export function statusOf(screen: About, person: Responder): Status {
	const { board, text } = screen;
	if (person.stoodDownAt !== null)
		return isOver(board) && wasThere(person)
			? { sign: COMING, words: comingWords(screen, person) }
			: { sign: CANNOT, words: text("state-stoodDown") };
	if (isOver(board) && isAsked(person))
		return { sign: CANNOT, words: text("state-noAnswer") };
	switch (person.answer) {
		case "responding":
			return { sign: COMING, words: comingWords(screen, person) };
		case "notResponding":
			return { sign: CANNOT, words: text("state-notResponding") };
		case "later":
			return {
				sign: ASKED,
				words: text(
					person.afterAllClear ? "state-afterAllClear" : "state-later",
				),
			};
		case "noAnswer":
		case "none":
			return silence(screen, person);
		default:
			return person.answer satisfies never;
	}
}

const wasThere = ({ answer, progress }: Responder): boolean =>
	answer === "responding" && progress !== null && progress !== "enRoute";

function comingWords(
	{ text }: Pick<Screen, "text">,
	{ progress, to, notDriving }: Responder,
): string {
	const where =
		progress && progress !== "enRoute"
			? text(`state-${progress}`)
			: text(to === "scene" ? "state-toScene" : "state-responding");
	return notDriving ? `${where}, ${text("state-notDriving")}` : where;
}

/** Delivered is not coming: the open circle stays. */
function silence(
	{ text }: Pick<Screen, "text">,
	{ alert, channel, answer, house, freedBy }: Responder,
): Status {
	if (freedBy !== undefined)
		return { sign: CANNOT, words: text("state-freed") };
	if (house !== undefined)
		return {
			sign: house === "waking" ? ASKED : MISSING,
			words: text(`state-${house}`),
		};
	if (alert === "unreachable")
		return { sign: MISSING, words: text("state-unreachable") };
	if (alert === "withdrawn")
		return { sign: CANNOT, words: text("state-withdrawn") };
	if (answer === "noAnswer")
		return { sign: LATE, words: text("state-noAnswer") };
	if (channel === "voice" && alert !== "delivered")
		return { sign: ASKED, words: text("state-calling") };
	const words = text(`state-${alert}`);
	return {
		sign: ASKED,
		words: channel ? `${words}, ${text(`channel-${channel}`)}` : words,
	};
}

// Everybody is a firefighter; the words that matter are those a crew can lack.
const UNSAID = new Set(["firefighter", "first_aid"]);

export const rolesOf = (
	{ words }: Pick<Screen, "words">,
	{ qualifications }: Pick<Responder, "qualifications">,
): string =>
	qualifications
		.filter((qualification) => !UNSAID.has(qualification))
		.map((qualification) => words.qualification(qualification))
		.join(", ");

/** Their time of arrival, of those who come. */
export const arrivalOf = (
	{ clock }: Pick<Screen, "clock">,
	person: Responder,
	{ sign }: Status,
): string | undefined =>
	person.etaAt !== null && sign === COMING ? clock(person.etaAt) : undefined;

export type Groups = {
	coming: Responder[];
	asked: Responder[];
	rest: Responder[];
};

/** By arrival: who comes, who may, who does not. */
export function peopleIn(board: BoardView): Groups {
	const { responders } = board;
	const over = isOver(board);
	// Whoever came stays on the list when the end has stood them down.
	const comes = (person: Responder) =>
		isComing(person) ||
		(over && wasThere(person)) ||
		(person.answer === "later" && person.stoodDownAt === null);
	const coming = responders.filter(comes);
	const asked = over ? [] : responders.filter(isAsked);
	const rest = responders.filter(
		(person) => !coming.includes(person) && !asked.includes(person),
	);
	return { coming, asked, rest };
}

/** «Виклик дійшов: 3 з 12»; nothing before anybody is asked and after the end. */
export const reachedWords = ({ board, text }: Screen): string =>
	board.responders.length === 0 || isOver(board)
		? ""
		: text("page-live-reached", {
				count: board.reached,
				total: board.responders.length,
			});

/** «збираємо», «екіпаж є 03:14». */
export function stateOf(
	{ text, clock }: Pick<Screen, "text" | "clock">,
	crew: Crew,
): string {
	const at =
		crew.state === "left"
			? crew.leftAt
			: crew.state === "promised"
				? crew.leavesAt
				: null;
	return [text(`crew-${crew.state}`), ...(at === null ? [] : [clock(at)])].join(
		" ",
	);
}

export type SeatWords = {
	isFree: boolean;
	/** «водій»; empty where anybody may sit. */
	role: string;
	name: string;
	/** Where they are, or when they arrive. */
	there: string;
};

export function seatWords(
	{ board, words, text, clock }: Screen,
	{ qualification, responderId, etaAt }: Seat,
): SeatWords {
	const role = qualification === null ? "" : words.qualification(qualification);
	const person = board.responders.find(({ id }) => id === responderId);
	if (responderId === null)
		return { isFree: true, role, name: "", there: text("page-live-seat-free") };
	const there =
		person?.progress && person.progress !== "enRoute"
			? text(`state-${person.progress}`)
			: etaAt === null
				? ""
				: clock(etaAt);
	return { isFree: false, role, name: person?.name ?? "", there };
}

/** The chance of the first crew; it was reckoned before anybody answered, beside answers it would mislead. */
export function chanceWords({ board, text }: Screen): string | undefined {
	const chance = board.crews[0]?.chance ?? null;
	return chance === null || board.responders.some(isComing)
		? undefined
		: text("page-live-chance", { percent: Math.round(chance * 100) });
}

export type PassedOver = {
	count: number;
	rows: { reason: string; names: string[] }[];
};

/** Who was not called, and why, reason by reason; nothing when everybody was. */
export function passedOver({
	board,
	text,
	words,
}: Screen): PassedOver | undefined {
	const listed = board.passedOver.filter(
		({ reason }) =>
			reason !== "alreadyAlerted" && words.has(`passed-${reason}`),
	);
	if (listed.length === 0) return undefined;
	const reasons = new Map<string, string[]>();
	for (const { reason: code, name, count, minutes, number } of listed) {
		const why = words.reason("passed", code);
		const who =
			count === undefined
				? [
						name,
						...(minutes === undefined
							? []
							: [text("duration-minutes", { minutes: Math.round(minutes) })]),
						...(number === undefined ? [] : [`#${number}`]),
					].join(" ")
				: text("people", { count });
		reasons.set(why, [...(reasons.get(why) ?? []), who]);
	}
	return {
		count: listed.reduce((sum, { count }) => sum + (count ?? 1), 0),
		rows: [...reasons].map(([reason, names]) => ({ reason, names })),
	};
}

/** «без цієї людини екіпаж не виїде, 4 хв дороги»; a code of a later version says nothing. */
export const whyWords = (
	{ words }: Pick<Screen, "words">,
	{ why }: Pick<Responder, "why">,
): string =>
	words.has(`why-${why.code}`)
		? words.reason("why", why.code, { minutes: why.minutes })
		: "";

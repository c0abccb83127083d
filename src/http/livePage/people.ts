/**
 * Seats and people of the live page: who comes, by arrival, as minutes only.
 * Never a phone, never a position.
 */
import { html } from "hono/html";
import type { BoardView } from "../../core/board.ts";
import type { Markup } from "../page.ts";
import {
	ASKED,
	CANNOT,
	COMING,
	type Crew,
	crewName,
	isAsked,
	isComing,
	isOver,
	LATE,
	MISSING,
	missingText,
	type Responder,
	type Screen,
	type Sign,
} from "./screen.ts";

export function seats(screen: Screen): Markup | string {
	const { board, text } = screen;
	if (board.crews.length === 0 || isOver(board)) return "";
	const chance = board.crews[0]?.chance ?? null;
	// It was reckoned before anybody answered; beside answers it would mislead.
	const silent = !board.responders.some(isComing);
	return html`${board.crews.map((crew) => crewSeats(screen, crew))}${
		chance !== null && silent
			? html`<p class="q n">${text("page-live-chance", { percent: Math.round(chance * 100) })}</p>`
			: ""
	}`;
}

function crewSeats(screen: Screen, crew: Crew): Markup {
	const { board, text } = screen;
	// One crew's gap stands under the headline already.
	const missing =
		crew.state === "left" || board.crews.length === 1
			? ""
			: missingText(screen, crew);
	return html`<h2>${crew.vehicle === null ? text("page-live-seats") : text("page-live-crew", { vehicle: crewName(board, crew) })} <b class="n">${stateOf(screen, crew)}</b></h2>
${crew.vehicle === null ? html`<p class="d b">▲ ${crew.brigade}: ${text("headline-noVehicle").toLocaleLowerCase(screen.locale)}</p>` : ""}<ul class="seats">${crew.seats.map((seat) => seatOf(screen, seat))}</ul>${missing ? html`<p class="d">▲ ${missing}</p>` : ""}`;
}

function stateOf({ text, clock }: Screen, crew: Crew): string {
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

function seatOf(
	{ board, wording, locale, text, clock }: Screen,
	{ qualification, responderId, etaAt }: Crew["seats"][number],
): Markup {
	const role =
		qualification === null ? "" : wording.qualification(locale, qualification);
	const person = board.responders.find(({ id }) => id === responderId);
	if (responderId === null)
		return html`<li class="free d"><i>▲</i><b>${role || text("qual-anybody")}</b> <small>${text("page-live-seat-free")}</small></li>`;
	const there =
		person?.progress && person.progress !== "enRoute"
			? text(`state-${person.progress}`)
			: etaAt === null
				? ""
				: clock(etaAt);
	return html`<li><i class="g">●</i><b>${role || (person?.name ?? "")}</b>${role ? html` <small>${person?.name ?? ""}</small> <small>${there}</small>` : ""}</li>`;
}

// What a phone shows at a glance; the rest of a large incident is one tap away.
const ASKED_SHOWN = 6;

/** By arrival: who comes, who may, who does not. */
export function people(screen: Screen): Markup | string {
	const { board, text } = screen;
	const { responders } = board;
	if (responders.length === 0) return "";
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
	const rows = (some: readonly Responder[]): Markup =>
		html`<ul class="people">${some.map((person) => row(screen, person))}</ul>`;
	return html`<h2>${text("page-live-people")} ${reached(screen)}</h2>${coming.length > 0 ? rows(coming) : ""}${
		asked.length > 0
			? html`<h3>${text("page-live-calling", { count: asked.length })}</h3>${rows(asked.slice(0, ASKED_SHOWN))}${
					asked.length > ASKED_SHOWN
						? html`<details id="d-asked"><summary>${text("page-live-others", { count: asked.length - ASKED_SHOWN })}</summary>${groups(screen, asked.slice(ASKED_SHOWN))}</details>`
						: ""
				}`
			: ""
	}${
		rest.length > 0
			? html`<details id="d-rest"><summary>${text("page-live-not-coming", { count: rest.length })}</summary>${groups(screen, rest)}</details>`
			: ""
	}`;
}

const wasThere = ({ answer, progress }: Responder): boolean =>
	answer === "responding" && progress !== null && progress !== "enRoute";

/** Many people of one state share a line; who wrote something has their own. */
function groups(screen: Screen, people: readonly Responder[]): Markup {
	const noted = people.filter((person) => person.note);
	const states = new Map<string, { sign: Sign; names: string[] }>();
	for (const person of people) {
		if (person.note) continue;
		const { sign, words } = statusOf(screen, person);
		const state = states.get(words) ?? { sign, names: [] };
		state.names.push(person.name);
		states.set(words, state);
	}
	return html`<ul class="people">${noted.map((person) => row(screen, person))}${[...states].map(([words, { sign, names }]) => html`<li class="${sign.tone}"><i>${sign.shape}</i><em>${words}</em> <small>${names.join(", ")}</small></li>`)}</ul>`;
}

const reached = ({ board, text }: Screen): Markup | string =>
	board.responders.length === 0 || isOver(board)
		? ""
		: html`<span class="n">${text("page-live-reached", { count: board.reached, total: board.responders.length })}</span>`;

function row(screen: Screen, person: Responder): Markup {
	const { sign, words } = statusOf(screen, person);
	const roles = rolesOf(screen, person);
	const at =
		person.etaAt !== null && sign === COMING
			? html`<time>${screen.clock(person.etaAt)}</time>`
			: "";
	return html`<li class="${sign.tone}">${at}<i>${sign.shape}</i><b>${person.name}</b> <small>${roles ? html`${roles} · ` : ""}<em>${words}</em></small>${person.note ? html`<q>${person.note}</q>` : ""}</li>`;
}

// Everybody is a firefighter; the words that matter are those a crew can lack.
const UNSAID = new Set(["firefighter", "first_aid"]);

const rolesOf = (
	{ wording, locale }: Screen,
	{ qualifications }: Responder,
): string =>
	qualifications
		.filter((qualification) => !UNSAID.has(qualification))
		.map((qualification) => wording.qualification(locale, qualification))
		.join(", ");

function statusOf(
	screen: Screen,
	person: Responder,
): { sign: Sign; words: string } {
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
			return { sign: ASKED, words: text("state-later") };
		case "noAnswer":
		case "none":
			return silence(screen, person);
		default:
			return person.answer satisfies never;
	}
}

function comingWords(
	{ text }: Screen,
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
	{ text }: Screen,
	{ alert, channel, answer, house, freedBy }: Responder,
): { sign: Sign; words: string } {
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

/** Who was not called, and why. */
export function passedOver(screen: Screen): Markup | string {
	const { board, text, wording, locale } = screen;
	const listed = board.passedOver.filter(
		({ reason }) =>
			reason !== "alreadyAlerted" && wording.has(locale, `passed-${reason}`),
	);
	if (listed.length === 0) return "";
	const reasons = new Map<string, string[]>();
	for (const { reason: code, name, count, minutes, number } of listed) {
		const why = wording.reason(locale, "passed", code);
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
	return html`<details id="d-passed"><summary>${text("page-live-passed")}: ${countOf(listed)}</summary><ul class="people">${[...reasons].map(([reason, names]) => html`<li class="q"><i>■</i>${reason} <small>${names.join(", ")}</small></li>`)}</ul></details>`;
}

const countOf = (passed: BoardView["passedOver"]): number =>
	passed.reduce((sum, { count }) => sum + (count ?? 1), 0);

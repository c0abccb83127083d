/**
 * Seats and people of the live page: who comes, by arrival, as minutes only.
 * Never a phone, never a position.
 */
import { html } from "hono/html";
import { othersWords } from "../../screen/others.ts";
import {
	type Crew,
	crewName,
	crewsShown,
	isOver,
	missingText,
	type Responder,
	type Seat,
	type Sign,
} from "../../screen/screen.ts";
import {
	arrivalOf,
	chanceWords,
	passedOver as passedOverOf,
	peopleIn,
	reachedWords,
	rolesOf,
	seatWords,
	stateOf,
	statusOf,
} from "../../screen/status.ts";
import type { Markup } from "../page.ts";
import type { Screen } from "./screen.ts";

export function seats(screen: Screen): Markup | string {
	const { board } = screen;
	if (board.crews.length === 0 || isOver(board)) return "";
	const chance = chanceWords(screen);
	return html`${crewsShown(board).map((crew) => crewSeats(screen, crew))}${
		chance ? html`<p class="q n">${chance}</p>` : ""
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

function seatOf(screen: Screen, seat: Seat): Markup {
	const { isFree, role, name, there } = seatWords(screen, seat);
	return isFree
		? html`<li class="free d"><i>▲</i><b>${role || screen.text("qual-anybody")}</b> <small>${there}</small></li>`
		: html`<li><i class="g">●</i><b>${role || name}</b>${role ? html` <small>${name}</small> <small>${there}</small>` : ""}</li>`;
}

/** State crews that were asked, and people with machines: in no seat. */
function others(screen: Screen): Markup | string {
	const words = othersWords(screen.board, screen);
	return words.length === 0
		? ""
		: html`<h2>${screen.text("page-live-helpers")}</h2><ul>${words.map((line) => html`<li>${line}</li>`)}</ul>`;
}

// What a phone shows at a glance; the rest of a large incident is one tap away.
const ASKED_SHOWN = 6;

/** By arrival: who comes, who may, who does not. */
export function people(screen: Screen): Markup | string {
	const { board, text } = screen;
	if (board.responders.length === 0) return others(screen);
	const { coming, asked, rest } = peopleIn(board);
	const reached = reachedWords(screen);
	const rows = (some: readonly Responder[]): Markup =>
		html`<ul class="people">${some.map((person) => row(screen, person))}</ul>`;
	return html`<h2>${text("page-live-people")} ${reached ? html`<span class="n">${reached}</span>` : ""}</h2>${coming.length > 0 ? rows(coming) : ""}${
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
	}${others(screen)}`;
}

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

function row(screen: Screen, person: Responder): Markup {
	const status = statusOf(screen, person);
	const { sign, words } = status;
	const roles = rolesOf(screen, person);
	const arrival = arrivalOf(screen, person, status);
	const at = arrival === undefined ? "" : html`<time>${arrival}</time>`;
	return html`<li class="${sign.tone}">${at}<i>${sign.shape}</i><b>${person.name}</b> <small>${roles ? html`${roles} · ` : ""}<em>${words}</em></small>${person.note ? html`<q>${person.note}</q>` : ""}</li>`;
}

/** Who was not called, and why. */
export function passedOver(screen: Screen): Markup | string {
	const passed = passedOverOf(screen);
	return passed
		? html`<details id="d-passed"><summary>${screen.text("page-live-passed")}: ${passed.count}</summary><ul class="people">${passed.rows.map(({ reason, names }) => html`<li class="q"><i>■</i>${reason} <small>${names.join(", ")}</small></li>`)}</ul></details>`
		: "";
}

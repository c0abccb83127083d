/**
 * The top of the live page: the bars, what and where, the headline.
 */
import { html } from "hono/html";
import { warningsOf } from "../../screen/danger.ts";
import { hazardsKnown, hazardWords, waterWords } from "../../screen/ground.ts";
import { below, headlineWords, linesOf, MOODS } from "../../screen/headline.ts";
import { brokenOf } from "../../screen/outages.ts";
import { isOver, sinceReport } from "../../screen/screen.ts";
import type { Markup } from "../page.ts";
import { flame, placeOf } from "../whatAndWhere.ts";
import type { Screen } from "./screen.ts";

/** Modes, what does not work, what a desk must never forget. */
export function bars(screen: Screen): Markup {
	const { board, viewer, text } = screen;
	return html`${board.mode === "actual" ? "" : html`<p class="bar mode">${text(`page-${board.mode}`)}</p>`}${brokenOf(
		screen,
	).map(
		(words) => html`<p class="bar broken">▲ ${words}</p>`,
	)}${hazardBar(screen)}${
		viewer.role === "dutyOfficer" && !isOver(board)
			? html`<p class="bar desk">${text("page-do-not-wait")}</p>`
			: ""
	}`;
}

/** Red until somebody in charge says that everybody knows; then it stays, quieter. */
function hazardBar(screen: Screen): Markup | string {
	const said = hazardWords(screen.board, screen.words);
	if (said.length === 0) return "";
	const known = hazardsKnown(screen);
	return html`<p class="bar${known ? "" : " broken"}" id="mines">▲ ${said.join(". ")}. ${known ?? screen.text("page-hazards-tell")}</p>`;
}

/** «💧 Ставок біля школи, 350 м, набрати 5 хв · …» */
function waterLine({ board, words, text }: Screen): Markup | string {
	const said = waterWords(board, words);
	return said.length === 0
		? ""
		: html`<p class="q">${text("page-water")}: ${said.join(" · ")}</p>`;
}

export function what(screen: Screen): Markup {
	const { board, text, duplicateOf } = screen;
	const { location } = board;
	return html`<header><h2>${flame(screen)}${text(`type-${board.type}`)} · #${board.number}</h2><p class="n">${time(screen)}</p></header>
<p class="place">${placeOf(screen)}${location ? html` <a href="https://maps.google.com/?q=${location.lat},${location.lon}" rel="noreferrer">${text("page-answer-map")}</a>` : ""}</p>
${board.peopleInDanger ? html`<p class="d b">▲ ${text("page-people-in-danger")}</p>` : ""}${board.status === "unconfirmed" && board.alertedAt !== null ? html`<p class="w b">○ ${text("page-unconfirmed")}</p>` : ""}${board.tasks ? html`<p class=w>▲ ${text("page-live-not-informed101")}</p>` : ""}${warningsOf(screen).map(({ words, tone }) => html`<p class="${tone}${tone === "d" ? " b" : ""}">${words}</p>`)}${board.description ? html`<p class="q">${board.description}</p>` : ""}${waterLine(screen)}${duplicateOf === undefined || isOver(board) ? "" : html`<p class="w">▲ ${text("page-live-second-report", { number: String(duplicateOf) })}</p>`}${merges(screen)}${board.humanInCharge && !isOver(board) ? html`<p class="q">${text("page-live-in-charge", { name: board.humanInCharge.name })}</p>` : ""}`;
}

/** Where it goes on, or what else was said of the same fire. */
function merges({ board, text }: Screen): Markup {
	const { mergedInto, mergedFrom = [] } = board;
	return html`${mergedInto ? html`<p class="w b">▲ ${text("page-live-merged-into", { number: String(mergedInto.number) })}</p>` : ""}${mergedFrom.map(
		({ number, place, description }) =>
			html`<p class="q">${[
				text("page-live-merged-from", { number: String(number) }),
				place,
				description,
			]
				.filter(Boolean)
				.join(" · ")}</p>`,
	)}`;
}

/** The time, and how long since the report; the script makes both tick. */
function time({ board, now, text, clock }: Screen): Markup | string {
	if (isOver(board)) return clock(board.endedAt ?? now);
	return html`<span id="clock">${clock(now)}</span> <span id="since" data-at="${board.reportedAt}">${text(
		"page-live-since",
		sinceReport(board, now),
	)}</span>`;
}

/** Does a truck leave, and when? As large as fits its line. */
export function headline(screen: Screen): Markup {
	const lines = linesOf(headlineWords(screen));
	return html`<div class="head ${MOODS[screen.board.headline.kind]}" role="status"><h1${lines.length > 1 ? html` class="pair"` : ""}>${lines.map((line, index) => html`${index === 0 ? "" : " "}<span>${line}</span>`)}</h1>${belowLine(screen)}</div>`;
}

function belowLine(screen: Screen): Markup | string {
	const under = below(screen);
	return under
		? html`<p>${under.words}${under.missing ? html` <b>${under.missing}</b>` : ""}</p>`
		: "";
}

/**
 * The top of the live page: the bars, what and where, the headline.
 */
import { html } from "hono/html";
import type { Headline } from "../../core/headline.ts";
import { money } from "../../cost.ts";
import { chiefsOutages } from "../outages.ts";
import type { Markup } from "../page.ts";
import {
	isComing,
	isOver,
	MISSING,
	missingText,
	nearestCrew,
	type Screen,
} from "./screen.ts";

// Right after the alert nobody is reached yet; that must not flash red.
const REACHED_WITHIN_MS = 30_000;

/** Modes, what does not work, what a desk must never forget. */
export function bars(screen: Screen): Markup {
	const { board, viewer, text } = screen;
	return html`${board.mode === "actual" ? "" : html`<p class="bar mode">${text(`page-${board.mode}`)}</p>`}${brokenOf(
		screen,
	).map((words) => html`<p class="bar broken">▲ ${words}</p>`)}${
		viewer.role === "dutyOfficer" && !isOver(board)
			? html`<p class="bar desk">${text("page-do-not-wait")}</p>`
			: ""
	}`;
}

function brokenOf(screen: Screen): string[] {
	const { board, now, text, locale } = screen;
	const { month, currency = "" } = board.cost ?? {};
	const words = chiefsOutages({
		...screen,
		degraded: board.degraded,
		...(month ? { spent: money(month.amount, currency, locale) } : {}),
	});
	const unheard =
		!isOver(board) &&
		board.alertedAt !== null &&
		board.reached === 0 &&
		now - board.alertedAt >= REACHED_WITHIN_MS;
	return unheard ? [text("page-desk-reached-nobody"), ...words] : words;
}

export function what(screen: Screen): Markup {
	const { board, text, duplicateOf } = screen;
	const { location } = board;
	const burns =
		board.mode === "actual" && board.type.endsWith("_fire") && !isOver(board);
	return html`<header><h2>${burns ? FLAME : ""}${text(`type-${board.type}`)} · #${board.number}</h2><p class="n">${time(screen)}</p></header>
<p class="place">${placeOf(screen)}${location ? html` <a href="https://maps.google.com/?q=${location.lat},${location.lon}" rel="noreferrer">${text("page-answer-map")}</a>` : ""}</p>
${board.peopleInDanger ? html`<p class="d b">▲ ${text("page-people-in-danger")}</p>` : ""}${board.status === "unconfirmed" && board.alertedAt !== null ? html`<p class="w b">○ ${text("page-unconfirmed")}</p>` : ""}${board.description ? html`<p class="q">${board.description}</p>` : ""}${duplicateOf === undefined ? "" : html`<p class="w">▲ ${text("page-live-second-report", { number: String(duplicateOf) })}</p>`}${board.humanInCharge && !isOver(board) ? html`<p class="q">${text("page-live-in-charge", { name: board.humanInCharge.name })}</p>` : ""}`;
}

/** Many phones draw a fire sign of their own, old desks an empty box. */
const FLAME = html`<svg viewBox="0 0 16 20" aria-hidden="true"><path d="M8 0c1 4 6 6 6 12a6 7 0 0 1-12 0c0-3 2-4 2-7 2 1 3 2 3 4 2-2 2-6 1-9z"/></svg> `;

/** Village names repeat, so the hromada stays, but smaller. */
function placeOf({ board, text }: Screen): Markup | string {
	if (!board.place) return text("page-place-unknown");
	const [, before = "", within, after = ""] =
		/^([^(]*)(\([^()]*\))(.*)$/s.exec(board.place) ?? [];
	return within === undefined
		? board.place
		: html`${before}<small>${within}</small>${after}`;
}

/** The time, and how long since the report; the script makes both tick. */
function time({ board, now, text, clock }: Screen): Markup | string {
	if (isOver(board)) return clock(board.endedAt ?? now);
	const seconds = Math.max(0, Math.floor((now - board.reportedAt) / 1000));
	return html`<span id="clock">${clock(now)}</span> <span id="since" data-at="${board.reportedAt}">${text(
		"page-live-since",
		{ minutes: Math.floor(seconds / 60), seconds: seconds % 60 },
	)}</span>`;
}

type Mood = "alarm" | "fine" | "gone" | "wait" | "over";
const MOODS: Record<Headline["kind"], Mood> = {
	unconfirmed: "wait",
	gathering: "wait",
	noDriver: "alarm",
	noLeader: "alarm",
	noVehicle: "alarm",
	noKey: "alarm",
	fewPeople: "alarm",
	nobodyAnswered: "alarm",
	leftUnconfirmed: "alarm",
	canLeaveWith: "fine",
	leaves: "fine",
	assembled: "fine",
	left: "gone",
	standDown: "over",
	closed: "over",
	cancelled: "over",
};

/** Does a truck leave, and when? As large as fits its line. */
export function headline(screen: Screen): Markup {
	const { board, wording, locale, timeZone } = screen;
	const words = wording.headline(board.headline, { locale, timeZone });
	const lines = linesOf(words);
	return html`<div class="head ${MOODS[board.headline.kind]}" role="status"><h1${lines.length > 1 ? html` class="pair"` : ""}>${lines.map((line, index) => html`${index === 0 ? "" : " "}<span>${line}</span>`)}</h1>${below(screen)}</div>`;
}

// Longer words would be small on a phone: there they take two lines.
const ONE_LINE = 14;

/** Two lines where one would be small, broken so that the longer one is as short as can be. */
export function linesOf(words: string): string[] {
	if (words.length <= ONE_LINE) return [words];
	const breaks = [...words.matchAll(/ /g)].map(({ index }) => [
		words.slice(0, index),
		words.slice(index + 1),
	]);
	const longer = (lines: string[]) =>
		Math.max(...lines.map((line) => line.length));
	return breaks.sort((a, b) => longer(a) - longer(b))[0] ?? [words];
}

/** How many of how many, and what is missing. */
function below(screen: Screen): Markup | string {
	const { board, text } = screen;
	const { headline } = board;
	if (isOver(board)) return timesOf(screen);
	const coming = board.responders.filter(isComing).length;
	const counted =
		"need" in headline && headline.need !== undefined
			? text("going-of", { count: headline.have ?? 0, need: headline.need })
			: text("going", { count: coming });
	switch (headline.kind) {
		case "unconfirmed":
			return html`<p>○ ${text("page-live-waiting-human")}</p>`;
		case "standDown":
			return "";
		case "left":
			return timesOf(screen);
		case "leaves":
		case "assembled":
		case "canLeaveWith":
		case "leftUnconfirmed":
			return html`<p>● ${counted}</p>`;
		default: {
			const crew = nearestCrew(board);
			const missing = crew ? missingText(screen, crew) : "";
			// «МАЛО ЛЮДЕЙ: 2 з 4» has said how many.
			const count = headline.kind === "fewPeople" ? "" : counted;
			return html`<p>${count}${missing ? html` <b>${MISSING.shape} ${missing}</b>` : ""}</p>`;
		}
	}
}

function timesOf({ board, text }: Screen): Markup | string {
	const { turnoutMs, travelMs } = board.times;
	const minutes = (ms: number) => ({ minutes: Math.round(ms / 60_000) });
	const aboard = board.crews
		.filter((crew) => crew.state === "left")
		.reduce((count, crew) => count + crew.seats.length, 0);
	const said = [
		...(aboard > 0 && !isOver(board)
			? [
					text("page-live-aboard", {
						people: text("people-together", { count: aboard }),
					}),
				]
			: []),
		...(turnoutMs === undefined
			? []
			: [text("page-live-turnout", minutes(turnoutMs))]),
		...(travelMs === undefined
			? []
			: [text("page-live-travel", minutes(travelMs))]),
	];
	return said.length > 0 ? html`<p>${said.join(" · ")}</p>` : "";
}

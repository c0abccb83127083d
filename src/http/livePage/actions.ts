/**
 * The buttons of a chief and of a desk: plain forms that work without a script.
 *
 * Nothing destructive stands beside something urgent: urgent ones stay at the
 * bottom edge of the screen, those that end something come last, after a gap, and
 * with a script leave five seconds to undo.
 */
import { html } from "hono/html";
import { INCIDENT_TYPES } from "../../core/kinds.ts";
import {
	endingPresses,
	otherPresses,
	type Press,
	urgentPresses,
} from "../../screen/actions.ts";
import { capital, isOver } from "../../screen/screen.ts";
import type { Markup } from "../page.ts";
import type { Screen } from "./screen.ts";

/** A press as a button; `form` = of the fields beside it, else the page's own, which holds only the nonce. */
type Drawn = Omit<Press, "action"> & { action: string; form?: "c" | "p" };

/** The one or two things to do now. */
export function urgent(screen: Screen): Markup | string {
	const presses = urgentPresses(screen);
	return presses.length === 0
		? ""
		: html`<div class="two">${presses.map((press) => button(screen, press))}</div>`;
}

export function actions(screen: Screen): Markup | string {
	const rest = otherPresses(screen).filter((press) => !isHandOver(press));
	return rest.length === 0
		? ""
		: html`<h2>${screen.text("page-live-actions")}</h2>
<div class="many">${rest.map((press) => button(screen, press))}</div>`;
}

/** Another place, another type, people in danger. */
export function correction(screen: Screen): Markup | string {
	const { board, text } = screen;
	if (isOver(board)) return "";
	const was = (name: string, value: string) =>
		html`<input form="c" type="hidden" name="${name}" value="${value}">`;
	return html`<details id="d-correct" class="form"><summary>${text("page-live-correct")}</summary>
${was("wasPlace", board.place ?? "")}${was("wasType", board.type)}${was("wasPeopleInDanger", String(board.peopleInDanger))}
<label>${text("page-live-correct-place")}<input form="c" name="place" maxlength="300" autocomplete="off" value="${board.place ?? ""}"></label>
<label>${text("page-live-correct-type")}<select form="c" name="type">${INCIDENT_TYPES.map(
		(type) =>
			html`<option value="${type}"${type === board.type ? html` selected` : ""}>${text(`type-${type}`)}`,
	)}</select></label>
<label class="row"><input form="c" type="checkbox" name="peopleInDanger" value="true"${board.peopleInDanger ? html` checked` : ""}>${text("page-live-correct-people")}</label>
${button(screen, { action: "correct", label: text("page-live-correct-save"), form: "c", look: "first" })}</details>${handOver(screen)}`;
}

const isHandOver = ({ action, about }: Press): boolean =>
	action === "mark" && about?.mark === "handedOver";

/** To which unit, where it is known; the minute counts without it. */
function handOver(screen: Screen): Markup | string {
	const { text } = screen;
	const press = otherPresses(screen).find(isHandOver);
	if (!press) return "";
	// After the correction, whose button its form presses by itself: that changes nothing.
	return html`<label>${text("page-live-hand-over-unit")}<input form="c" name="unit"></label>${button(screen, { ...press, form: "c" })}`;
}

/** Whoever stands at a dry pond says so; the next one takes its place. */
export function dryWater(screen: Screen): Markup | string {
	const { board, text } = screen;
	const { water = [] } = board;
	if (isOver(board) || water.length === 0) return "";
	return html`<details id="d-water" class="form"><summary>${text("button-water-dry")}</summary>
<div class="many">${water.map(({ id, name, kind }) =>
		button(screen, {
			action: "water-dry",
			about: { id },
			label: text("page-water-dry", {
				name: name ?? text(`water-kind-${kind}`),
			}),
			undo: true,
		}),
	)}</div></details>`;
}

/** Somebody said it by word of mouth. */
export function onBehalf(screen: Screen): Markup | string {
	const { board, text } = screen;
	if (isOver(board) || board.responders.length === 0) return "";
	const said = (answer: string, label: string) =>
		button(screen, {
			action: "answer-for",
			about: { answer },
			label: capital(text(label)),
			form: "p",
		});
	const short = shortIds(board.responders);
	return html`<details id="d-behalf" class="form"><summary>${text("page-live-answer-for")}</summary>
<label>${text("page-live-answer-for-who")}<select form="p" name="responderId" required><option value="">${text("page-live-choose")}${board.responders.map(
		({ id, name }) => html`<option value="${short(id)}">${name}`,
	)}</select></label>
<label>${text("page-live-minutes")}<input form="p" name="etaMinutes" type="number" inputmode="numeric" min="1" max="240"></label>
<div class="many">${said("responding", "state-responding")}${said("later", "state-later")}${said("notResponding", "state-notResponding")}${button(
		screen,
		{
			action: "unseat",
			label: text("page-live-unseat"),
			form: "p",
			look: "end",
		},
	)}</div></details>`;
}

/** What ends something; last on the page. */
export const ending = (screen: Screen): Markup | string =>
	isOver(screen.board)
		? ""
		: html`<div class="many">${endingPresses(screen).map((press) => button(screen, press))}</div>`;

function button(
	{ token }: Screen,
	{ action, label, about = {}, look, undo, form }: Drawn,
): Markup {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(about))
		if (value !== null) query.set(name, value);
	return html`<button${form ? html` form=${form}` : ""} formaction="/i/${token}/${action}${query.size > 0 ? `?${query}` : ""}"${look ? html` class=${look}` : ""}${undo ? html` data-undo` : ""}>${label}</button>`;
}

const SHORTEST = 4;

/**
 * The end of an id, as much as tells these people apart: sixty whole ids would be a
 * tenth of the page. `command.ts` reads it back.
 */
export function shortIds(
	people: readonly { id: string }[],
): (id: string) => string {
	for (let length = SHORTEST; length < 36; length += 1)
		if (
			new Set(people.map(({ id }) => id.slice(-length))).size === people.length
		)
			return (id) => id.slice(-length);
	return (id) => id;
}

/**
 * The buttons of a chief and of a desk: plain forms that work without a script.
 *
 * Nothing destructive stands beside something urgent: urgent ones stay at the
 * bottom edge of the screen, those that end something come last, after a gap, and
 * with a script leave five seconds to undo.
 */
import { html } from "hono/html";
import { INCIDENT_TYPES, type MarkName } from "../../core/kinds.ts";
import type { Markup } from "../page.ts";
import { type Crew, capital, isComing, isOver, type Screen } from "./screen.ts";

type Press = {
	action: string;
	label: string;
	/** What the action is about, in the address of the form. */
	about?: Record<string, string | null>;
	look?: "first" | "end";
	/** Five seconds to undo. */
	undo?: boolean;
	/** The form of the fields beside it; else the page's own, which holds only the nonce. */
	form?: "c" | "p";
};

/** The one or two things to do now. */
export function urgent(screen: Screen): Markup | string {
	const presses = urgentOf(screen);
	return presses.length === 0
		? ""
		: html`<div class="two">${presses.map((press) => button(screen, press))}</div>`;
}

export function actions(screen: Screen): Markup | string {
	const { board, text } = screen;
	const now = new Set(urgentOf(screen).map(keyOf));
	const rest = [
		...marksOf(screen),
		...(isOver(board) ? [] : toldOf(screen)),
	].filter((press) => !now.has(keyOf(press)));
	return rest.length === 0
		? ""
		: html`<h2>${text("page-live-actions")}</h2>
<div class="many">${rest.map((press) => button(screen, press))}</div>`;
}

const keyOf = ({ action, about }: Press): string =>
	`${action} ${JSON.stringify(about ?? {})}`;

function urgentOf(screen: Screen): Press[] {
	const { board, text } = screen;
	if (isOver(board)) return [];
	const more: Press = {
		action: "alert-next",
		label: text("page-live-alert-next"),
	};
	if (board.status === "unconfirmed")
		return [
			{
				action: "confirm",
				label: text("page-live-confirm"),
				look: "first",
			},
		];
	const gone = board.crews.some((crew) => crew.state === "left");
	const [next] = marksOf(screen).filter(({ about }) =>
		gone ? about?.mark !== "departed" : about?.mark === "departed",
	);
	const ready = board.crews.some(
		(crew) => crew.state === "promised" || crew.state === "assembled",
	);
	const step: Press[] =
		next && (gone || ready) ? [{ ...next, look: "first" }] : [];
	if (gone) return step;
	const people: Press = ready ? more : { ...more, look: "first" };
	return [...step, people, ...takeOver(screen)].slice(0, 2);
}

const takeOver = ({ board, text }: Screen): Press[] =>
	board.humanInCharge
		? []
		: [{ action: "take-over", label: text("page-live-take-over") }];

function toldOf(screen: Screen): Press[] {
	const { board, text } = screen;
	const marked = (mark: MarkName) =>
		board.marks.some((one) => one.mark === mark);
	const told = (mark: MarkName, id: string): Press[] =>
		marked(mark) ? [] : [{ action: "mark", about: { mark }, label: text(id) }];
	return [
		...(board.status === "open" || board.alertedAt !== null
			? [{ action: "alert-next", label: text("page-live-alert-next") }]
			: []),
		...told("informed101", "page-live-informed101"),
		...(board.status === "open"
			? told("handedOver", "page-live-handed-over")
			: []),
		{ action: "take-over", label: text("page-live-take-over") },
	];
}

const leavingAt = (crew: Crew): number =>
	crew.state === "short"
		? Number.POSITIVE_INFINITY
		: (crew.leavesAt ?? Number.POSITIVE_INFINITY);

/** Marks that can come next; of a truck where it is a truck's. */
function marksOf(screen: Screen): Press[] {
	const { board, text } = screen;
	const { crews, marks, status } = board;
	if (status === "cancelled" || crews.length === 0) return [];
	const open = !isOver(board);
	const has = (mark: MarkName, crew?: Crew) =>
		marks.some(
			(one) =>
				one.mark === mark &&
				(!crew || !one.vehicleId || one.vehicleId === crew.vehicleId),
		);
	const of = (mark: MarkName, crew: Crew): Press => ({
		action: "mark",
		about:
			crew.vehicleId === null
				? { mark, brigadeId: crew.brigadeId }
				: { mark, vehicleId: crew.vehicleId },
		label: named(screen, capital(text(`mark-${mark}`)), crew),
	});
	const whole = (mark: MarkName): Press[] =>
		has(mark)
			? []
			: [
					{
						action: "mark",
						about: { mark },
						label: capital(text(`mark-${mark}`)),
					},
				];
	const gone = crews.filter((crew) => crew.state === "left");
	const there = gone.filter((crew) => has("onScene", crew));
	// The truck that is about to leave first: its button is the large one.
	const waiting = crews
		.filter((crew) => crew.state !== "left")
		.sort((a, b) => (leavingAt(a) < leavingAt(b) ? -1 : 0));
	return [
		...(open ? waiting.map((crew) => of("departed", crew)) : []),
		...(open && gone.length === 0 && board.responders.some(isComing)
			? [
					{
						action: "mark",
						about: { mark: "atStation" },
						label: text("button-all-at-station"),
					},
				]
			: []),
		...(open
			? gone
					.filter((crew) => !has("onScene", crew))
					.map((crew) => of("onScene", crew))
			: []),
		...(open && there.length > 0
			? (["firstWater", "localised", "out"] as const).flatMap(whole)
			: []),
		...gone
			.filter((crew) => !open || has("onScene", crew))
			.filter((crew) => !has("returned", crew))
			.map((crew) => of("returned", crew)),
		...gone
			.filter((crew) => has("returned", crew) && !has("ready", crew))
			.map((crew) => of("ready", crew)),
	];
}

/** The truck's name only where there is more than one. */
const named = ({ board, text }: Screen, action: string, crew: Crew): string =>
	board.crews.length > 1
		? text("page-live-of-vehicle", {
				action,
				vehicle: crew.vehicle ?? crew.brigade,
			})
		: action;

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
${button(screen, { action: "correct", label: text("page-live-correct-save"), form: "c", look: "first" })}</details>`;
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
export function ending(screen: Screen): Markup | string {
	const { board, text } = screen;
	if (isOver(board)) return "";
	const end = (
		action: string,
		label: string,
		about?: Press["about"],
	): Press => ({
		action,
		label,
		look: "end",
		undo: true,
		...(about ? { about } : {}),
	});
	const working = board.status === "open" || board.alertedAt !== null;
	const presses = [
		...(board.status === "unconfirmed"
			? [end("dismiss", text("page-live-dismiss"))]
			: []),
		...(working
			? board.crews
					.filter((crew) => crew.vehicleId !== null && crew.state !== "left")
					.map((crew) =>
						end(
							"vehicle-down",
							named(screen, text("page-live-vehicle-down"), crew),
							{ vehicleId: crew.vehicleId },
						),
					)
			: []),
		...(working && board.headline.kind !== "standDown"
			? [end("stand-down", text("page-live-stand-down"))]
			: []),
		...(board.status === "open"
			? [
					end("close", text("page-live-close")),
					end("cancel", text("page-live-cancel")),
				]
			: []),
	];
	return html`<div class="many">${presses.map((press) => button(screen, press))}</div>`;
}

function button(
	{ token }: Screen,
	{ action, label, about = {}, look, undo, form }: Press,
): Markup {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(about))
		if (value !== null) query.set(name, value);
	return html`<button${form ? html` form="${form}"` : ""} formaction="/i/${token}/${action}${query.size > 0 ? `?${query}` : ""}"${look ? html` class="${look}"` : ""}${undo ? html` data-undo` : ""}>${label}</button>`;
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

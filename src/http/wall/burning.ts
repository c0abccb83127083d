/**
 * A wall while it burns: what and where, does a truck leave and when, who comes and
 * who stands here already, each with the key that says so. Of other brigades only how
 * many come: this is not their wall.
 */
import { html } from "hono/html";
import type { BoardView } from "../../core/board.ts";
import { warningsOf } from "../../screen/danger.ts";
import { hazardWords } from "../../screen/ground.ts";
import { below, headlineWords, MOODS } from "../../screen/headline.ts";
import {
	type Crew,
	isComing,
	isOver,
	missingText,
	type Screen,
	screenOf,
} from "../../screen/screen.ts";
import {
	arrivalOf,
	peopleIn,
	rolesOf,
	stateOf,
	statusOf,
} from "../../screen/status.ts";
import type { Markup } from "../page.ts";
import { flame, placeOf } from "../whatAndWhere.ts";
import {
	isUnderWay,
	type Keyed,
	keyedPeople,
	type WallView,
} from "./screen.ts";

/** What fits beside the rest at six metres; more are counted. */
const PEOPLE_SHOWN = 9;
const OTHERS_SHOWN = 3;
const PRESSES_SHOWN = 4;
const LAST_KEY = 9;
const NO_KEY = Number.POSITIVE_INFINITY;

const screenFor = (view: WallView, board: BoardView): Screen =>
	screenOf({
		board,
		now: view.now,
		speed: view.speed,
		locale: view.locale,
		timeZone: view.timeZone,
		words: view.words,
		channels: view.channels,
		viewer: { name: "" },
	});

export function what(view: WallView, board: BoardView): Markup {
	const screen = screenFor(view, board);
	const { text, words } = screen;
	const station = board.stations.find(
		({ brigadeId }) => brigadeId === view.brigade.id,
	);
	const far =
		station?.distanceMetres == null
			? ""
			: words.distance(station.distanceMetres);
	return html`<h2>${flame(screen)}${text(`type-${board.type}`)} · #${board.number}${far ? html` · <span class="far">${far}</span>` : ""}${isOver(board) ? "" : html` <span id="since" class="q" data-at="${board.reportedAt}"></span>`}</h2>
<p class="place">${placeOf(screen)}</p>${warnings(screen)}`;
}

function warnings(screen: Screen): Markup {
	const { board, text, words } = screen;
	const said = [
		...hazardWords(board, words).map((line) => `▲ ${line}`),
		...(board.peopleInDanger ? [`▲ ${text("page-people-in-danger")}`] : []),
		...(board.status === "unconfirmed"
			? [`○ ${text("page-unconfirmed")}`]
			: []),
	];
	return html`${said.length > 0 ? html`<p class="d b">${said.join("   ")}</p>` : ""}${warningsOf(screen).map((one) => html`<p class="${one.tone}">${one.words}</p>`)}`;
}

/** A sixth of the height, or as large as fits its line. */
export function headline(view: WallView, board: BoardView): Markup {
	const screen = screenFor(view, board);
	const under = below(screen);
	return html`<div class="head ${MOODS[board.headline.kind]}" role="status"><h1><span>${headlineWords(screen)}</span></h1>${
		under
			? html`<p>${under.words}${under.missing ? html` <b>${under.missing}</b>` : ""}</p>`
			: ""
	}</div>`;
}

/** Who comes, by arrival; a name under way is a button. */
export function people(view: WallView, board: BoardView): Markup | string {
	const screen = screenFor(view, board);
	const { text } = screen;
	const keyed = keyedPeople(view.boards, view.brigade.id);
	const own = {
		...board,
		responders: board.responders.filter(
			({ brigadeId }) => brigadeId === view.brigade.id,
		),
	};
	const { asked, rest } = peopleIn(own);
	const shown = keyed.slice(0, PEOPLE_SHOWN);
	// Who says nothing may stand in the door all the same.
	const silent = asked.slice(0, PEOPLE_SHOWN - shown.length);
	const counts = [
		...(keyed.length > shown.length
			? [text("page-live-others", { count: keyed.length - shown.length })]
			: []),
		...(asked.length > silent.length
			? [`○ ${text("page-live-calling", { count: asked.length })}`]
			: []),
		...(rest.length > 0
			? [`■ ${text("page-live-not-coming", { count: rest.length })}`]
			: []),
		...neighbours(view, screen),
	];
	return html`${
		shown.length + silent.length > 0
			? html`<ul class="people">${[...shown, ...silent.map((person) => ({ board, person }))].map((one) => html`<li>${personOf(view, one)}</li>`)}</ul>`
			: ""
	}${counts.length > 0 ? html`<p class="q counts">${counts.map((words) => html`<span>${words}</span> `)}</p>` : ""}`;
}

function personOf(
	view: WallView,
	{ board, person, key = NO_KEY }: Omit<Keyed, "key"> & { key?: number },
): Markup {
	const screen = screenFor(view, board);
	const { text } = screen;
	const status = statusOf(screen, person);
	const isHere = person.progress === "atStation";
	const hasKey = key <= LAST_KEY;
	const roles = rolesOf(screen, person);
	const isTold = isHere || person.to === "scene";
	// Where they are or what they do stands once: beside the role, or in its place.
	const when = isTold
		? roles && status.words
		: (arrivalOf(screen, person, status) ?? "");
	const inside = html`<span class="who"><b>${person.name}</b> <small><i class="${status.sign.tone}">${status.sign.shape}</i> <time>${when}</time> ${roles || status.words}${numberOf(view, board)}</small></span>`;
	if (!isUnderWay(person) || isOver(board))
		return html`<div class="card here">${inside}</div>`;
	const said = text("wall-arrived", { name: person.name });
	const address = addressOf(view, board, {
		mark: "atStation",
		responderId: person.id,
	});
	return html`<button class="card"${hasKey ? html` data-key="${key}"` : ""} data-said="${said}" formaction="${address}"><span class="v">${text("state-atStation")}:</span>${hasKey ? html`<kbd>${key}</kbd> ` : ""}${inside}</button>`;
}

/** «Угринь: їдуть 3». */
const neighbours = (view: WallView, { board, text }: Screen): string[] =>
	board.stations.flatMap(({ brigadeId, name }) => {
		if (brigadeId === view.brigade.id) return [];
		const count = board.responders.filter(
			(person) => person.brigadeId === brigadeId && isComing(person),
		).length;
		return count === 0
			? []
			: [
					`${name}: ${text("page-live-coming", { count }).toLocaleLowerCase("uk")}`,
				];
	});

/** The brigade's own trucks: how each stands, what it lacks, what was marked. */
export function crews(view: WallView, board: BoardView): Markup | string {
	const screen = screenFor(view, board);
	if (isOver(board)) return "";
	const own = board.crews.filter(
		({ brigadeId }) => brigadeId === view.brigade.id,
	);
	const marks = board.marks
		.filter(({ mark }) => !["atStation", "departed"].includes(mark))
		.slice(-3)
		.map(
			({ mark, at }) => `${screen.text(`mark-${mark}`)} ${screen.clock(at)}`,
		);
	// One crew's state is the headline's already.
	const lines = own.length > 1 ? own.map((crew) => crewLine(screen, crew)) : [];
	return html`${lines.length > 0 ? html`<ul class="crews">${lines.map((line) => html`<li>${line}</li>`)}</ul>` : ""}${marks.length > 0 ? html`<p class="q">${marks.join(" · ")}</p>` : ""}`;
}

function crewLine(screen: Screen, crew: Crew): Markup {
	const lacks = crew.state === "left" ? "" : missingText(screen, crew);
	return html`<b>${crew.vehicle ?? crew.brigade}</b> ${stateOf(screen, crew)}${lacks ? html` <span class="d">▲ ${lacks}</span>` : ""}`;
}

/** Which fire, where there are several. */
const numberOf = ({ boards }: WallView, { number }: BoardView): string =>
	boards.length > 1 ? ` · #${number}` : "";

/** «Усі в депо», «Виїхали»: large, for a thumb in a glove. */
export function presses(view: WallView): Markup | string {
	const { text } = view.words;
	const open = view.boards.filter((board) => !isOver(board));
	const waiting = keyedPeople(open, view.brigade.id).filter(({ person }) =>
		isUnderWay(person),
	);
	const gathering = open.filter(
		(board) => waiting.filter((one) => one.board === board).length > 1,
	);
	const buttons = [
		...gathering.map((board, index) =>
			button(
				addressOf(view, board, { mark: "atStation" }),
				`${text("button-all-at-station")}${numberOf(view, board)}`,
				index === 0 ? "0" : undefined,
			),
		),
		...open.flatMap((board) =>
			board.crews
				.filter(
					({ brigadeId, state, vehicleId }) =>
						brigadeId === view.brigade.id &&
						state !== "left" &&
						vehicleId !== null,
				)
				.map((crew) =>
					button(
						addressOf(view, board, {
							mark: "departed",
							vehicleId: crew.vehicleId ?? "",
						}),
						`${text("page-live-of-vehicle", {
							action: text("button-departed"),
							vehicle: crew.vehicle ?? "",
						})}${numberOf(view, board)}`,
					),
				),
		),
	];
	return buttons.length === 0
		? ""
		: html`${waiting.length > 0 ? html`<p class="hint">${text("wall-press")}</p>` : ""}<div class="presses">${buttons.slice(0, PRESSES_SHOWN)}</div>`;
}

const button = (address: string, label: string, key?: string): Markup =>
	html`<button${key === undefined ? "" : html` data-key="${key}"`} data-said="${label}" formaction="${address}">${key === undefined ? "" : html`<kbd>${key}</kbd> `}${label}</button>`;

const addressOf = (
	{ token }: WallView,
	{ id }: BoardView,
	about: Record<string, string>,
): string =>
	`/wall/${token}/mark?${new URLSearchParams({ incidentId: id, ...about })}`;

/** The other fires, a line each. */
export function others(view: WallView): Markup | string {
	const rest = view.boards.slice(1);
	if (rest.length === 0) return "";
	const more = rest.length - OTHERS_SHOWN;
	return html`<ul class="others">${rest.slice(0, OTHERS_SHOWN).map((board) => {
		const screen = screenFor(view, board);
		const mode =
			board.mode === "actual" ? "" : `${screen.text(`page-${board.mode}`)} · `;
		return html`<li class="${board.mode}">#${board.number} ${mode}<b>${headlineWords(screen)}</b> · ${screen.text(`type-${board.type}`)} · ${board.place ?? screen.text("page-place-unknown")}</li>`;
	})}</ul>${more > 0 ? html`<p class="q">${view.words.text("page-live-others", { count: more })}</p>` : ""}`;
}

/**
 * Which presses an incident offers now: the one or two that are urgent, the others,
 * and those that end something, which never stand beside them.
 */
import type { MarkName } from "../core/kinds.ts";
import {
	type Crew,
	capital,
	crewName,
	isComing,
	isOver,
	type Screen,
} from "./screen.ts";

/** The word in the address of the route, on the live page and in the API alike. */
export type Action =
	| "confirm"
	| "dismiss"
	| "alert-next"
	| "stand-down"
	| "take-over"
	| "acknowledge-hazards"
	| "close"
	| "cancel"
	| "vehicle-down"
	| "merge"
	| "ask-state"
	| "ask-helpers"
	| "impact"
	| "allow-departure"
	| "mark";

export type Press = {
	action: Action;
	label: string;
	/** What the action is about. */
	about?: Record<string, string | null>;
	look?: "first" | "end";
	/** Five seconds to undo. */
	undo?: boolean;
};

/** The one or two things to do now. */
export function urgentPresses(screen: Screen): Press[] {
	const { board, text } = screen;
	if (isOver(board)) return [];
	const more: Press = {
		action: "alert-next",
		label: text("page-live-alert-next"),
	};
	const held = board.alertedAt === null ? sameFire(screen) : [];
	if (held.length > 0)
		return [
			...held.map((press) => ({ ...press, look: "first" as const })),
			{ action: "confirm", label: text("page-live-other-fire") },
		];
	if (board.status === "unconfirmed")
		return [
			{
				action: "confirm",
				label: text("page-live-confirm"),
				look: "first",
			},
		];
	const gone = board.crews.some((crew) => crew.state === "left");
	const [next] = markPresses(screen).filter(({ about }) =>
		gone ? about?.mark !== "departed" : about?.mark === "departed",
	);
	const ready = board.crews.some(
		(crew) => crew.state === "promised" || crew.state === "assembled",
	);
	const step: Press[] =
		next && (gone || ready) ? [{ ...next, look: "first" }] : [];
	if (gone) return step;
	const words = wordPresses(screen);
	if (words.length > 0) return words.slice(0, 2);
	const people: Press = ready ? more : { ...more, look: "first" };
	return [...step, people, ...takeOver(screen)].slice(0, 2);
}

/** «Приліт?», and the word that lets a waiting truck leave: nothing else is as urgent. */
function wordPresses({ board, text }: Screen): Press[] {
	const { departure, impact } = board;
	const asked = impact && impact.suspected !== null && impact.answer === null;
	if (asked)
		return [
			{
				action: "impact",
				about: { impact: "true" },
				label: text("page-live-impact-yes"),
				look: "first",
			},
			{
				action: "impact",
				about: { impact: "false" },
				label: text("page-live-impact-no"),
			},
		];
	return departure?.waits && board.headline.kind === "waits"
		? [allowing(departure.waits, text)]
		: [];
}

const allowing = (why: "airRaid" | "impact", text: Screen["text"]): Press => ({
	action: "allow-departure",
	label: text(`button-allow-departure-${why}`),
	look: "first",
});

/** Everything else that goes on with the incident. */
export function otherPresses(screen: Screen): Press[] {
	const now = new Set(urgentPresses(screen).map(keyOf));
	return [
		...knownMines(screen),
		...markPresses(screen),
		...(isOver(screen.board) ? [] : toldPresses(screen)),
	].filter((press) => !now.has(keyOf(press)));
}

/** Two presses of one key are one button. */
export const keyOf = ({ action, about }: Press): string =>
	`${action} ${JSON.stringify(about ?? {})}`;

/** «Та сама подія, що #118»: of the one it looks like only; a human looks for others in the list. */
const sameFire = ({ board, text, duplicateOf }: Screen): Press[] =>
	duplicateOf === undefined || board.possibleDuplicateOf === null
		? []
		: [
				{
					action: "merge",
					about: { into: board.possibleDuplicateOf },
					label: text("page-live-same-fire", { number: String(duplicateOf) }),
					undo: true,
				},
			];

/** First among the others: the banner stays red until then. */
const knownMines = ({ board, text }: Screen): Press[] =>
	!isOver(board) && board.hazards?.some((one) => one.acknowledgedAt === null)
		? [
				{
					action: "acknowledge-hazards",
					label: text("button-hazards-known"),
					look: "first",
				},
			]
		: [];

const takeOver = ({ board, text }: Screen): Press[] =>
	board.humanInCharge
		? []
		: [{ action: "take-over", label: text("page-live-take-over") }];

function toldPresses(screen: Screen): Press[] {
	const { board, text } = screen;
	const marked = (mark: MarkName) =>
		board.marks.some((one) => one.mark === mark);
	const told = (mark: MarkName, id: string): Press[] =>
		marked(mark) ? [] : [{ action: "mark", about: { mark }, label: text(id) }];
	const waits = board.departure?.waits;
	return [
		...(waits ? [allowing(waits, text)] : []),
		...(board.status === "open" || board.alertedAt !== null
			? [
					{
						action: "alert-next" as const,
						label: text("page-live-alert-next"),
					},
				]
			: []),
		...sameFire(screen),
		...told("informed101", "page-live-informed101"),
		...(board.status === "open"
			? [...told("handedOver", "page-live-handed-over"), ...askOthers(screen)]
			: []),
		{ action: "take-over", label: text("page-live-take-over") },
	];
}

/** State crews are asked once, helpers while there are any left. */
const askOthers = ({ board, text }: Screen): Press[] => [
	...(board.stateAsked === undefined
		? [{ action: "ask-state" as const, label: text("button-ask-state") }]
		: []),
	{ action: "ask-helpers", label: text("button-ask-helpers") },
];

const leavingAt = (crew: Crew): number =>
	crew.state === "short"
		? Number.POSITIVE_INFINITY
		: (crew.leavesAt ?? Number.POSITIVE_INFINITY);

/** Marks that can come next; of a truck where it is a truck's. */
function markPresses(screen: Screen): Press[] {
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
						action: "mark" as const,
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

/** The truck's name only where there is more than one; trucks of one name by their brigades, too. */
function named({ board, text }: Screen, action: string, crew: Crew): string {
	if (board.crews.length === 1) return action;
	const isAlone =
		board.crews.filter(({ vehicle }) => vehicle === crew.vehicle).length === 1;
	const vehicle = isAlone
		? (crew.vehicle ?? crew.brigade)
		: crewName(board, crew);
	return text("page-live-of-vehicle", { action, vehicle });
}

/** What ends something; last on the page, each with five seconds to undo. */
export function endingPresses(screen: Screen): Press[] {
	const { board, text } = screen;
	if (isOver(board)) return [];
	const end = (
		action: Action,
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
	return [
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
}

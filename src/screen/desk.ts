/**
 * What a desk asks of many incidents: which needs me first, and which of them may make
 * a sound for whoever listens. Pure: the pages draw it, `dashboard/sound.ts` plays it.
 */
import type { BoardView } from "../core/board.ts";
import type { Headline } from "../core/headline.ts";
import type { Instant } from "../core/kinds.ts";
import { isUnheard } from "./outages.ts";
import {
	ASKED,
	CANNOT,
	COMING,
	isComing,
	isOver,
	LATE,
	MISSING,
	nearestCrew,
	placeParts,
	type Sign,
} from "./screen.ts";

/** Gravest first; a line of the desk stands by it. */
const TROUBLES = [
	/** Raised half a minute ago, and nobody is told. */
	"unheard",
	/** The verdict, or trouble that came after it. */
	"notGathering",
	/** Unconfirmed for more than a minute. */
	"undecided",
	/** No driver, leader, vehicle or key; the verdict is still to come. */
	"short",
	/** Looks like another incident, and no human has said. */
	"duplicate",
	/** Nobody said «виїхали» long after the promised departure, or the crew waits for a word. */
	"overdue",
	"unconfirmed",
	"gathering",
	"leaves",
	"left",
	"stoodDown",
	"over",
] as const;
export type Trouble = (typeof TROUBLES)[number];

const HEARD_WITHIN_MS = 30_000;
const DECIDED_WITHIN_MS = 60_000;
const ENDED_SHOWN_MS = 30 * 60_000;

/** How an incident stands for the desk at this moment. */
export function troubleOf(board: BoardView, now: Instant): Trouble {
	if (isOver(board)) return "over";
	const { headline, possibleDuplicateOf } = board;
	if (headline.kind === "left") return "left";
	if (toldNobody(board, now)) return "unheard";
	if (headline.kind === "leftUnconfirmed" || headline.kind === "waits")
		return "overdue";
	if (headline.kind === "nobodyAnswered") return "notGathering";
	if (isShort(headline) && board.verdict) return "notGathering";
	if (board.status === "unconfirmed")
		return now - board.reportedAt >= DECIDED_WITHIN_MS
			? "undecided"
			: "unconfirmed";
	if (isShort(headline) && headline.kind !== "gathering") return "short";
	if (possibleDuplicateOf !== null && !LEAVING.has(headline.kind))
		return "duplicate";
	if (LEAVING.has(headline.kind)) return "leaves";
	return headline.kind === "standDown" ? "stoodDown" : "gathering";
}

/** Held as a likely duplicate it rings nobody on purpose; otherwise an open incident that has asked nobody is as bad as one unheard. */
const toldNobody = (board: BoardView, now: Instant): boolean =>
	board.unreachedAt !== undefined ||
	isUnheard({ board, now }) ||
	(board.status === "open" &&
		board.alertedAt === null &&
		board.possibleDuplicateOf === null &&
		board.headline.kind !== "standDown" &&
		now - board.reportedAt >= HEARD_WITHIN_MS);

const SHORT: ReadonlySet<Headline["kind"]> = new Set([
	"gathering",
	"noDriver",
	"noLeader",
	"noVehicle",
	"noKey",
	"fewPeople",
]);
const isShort = ({ kind }: Headline): boolean => SHORT.has(kind);

const LEAVING: ReadonlySet<Headline["kind"]> = new Set([
	"leaves",
	"assembled",
	"canLeaveWith",
]);

/** A line's sign, beside its words. */
export const SIGN_OF: Record<Trouble, Sign> = {
	unheard: MISSING,
	notGathering: MISSING,
	undecided: { ...ASKED, tone: "d" },
	short: MISSING,
	duplicate: LATE,
	overdue: LATE,
	unconfirmed: ASKED,
	gathering: ASKED,
	leaves: COMING,
	left: COMING,
	stoodDown: CANNOT,
	over: CANNOT,
};

/** From here on nobody at the desk has to do anything. */
export const needsSomebody = (trouble: Trouble): boolean =>
	TROUBLES.indexOf(trouble) < TROUBLES.indexOf("unconfirmed");

export type Line = { board: BoardView; trouble: Trouble };
export type Desk = {
	live: Line[];
	/** Ended within the last half hour, the newest first. */
	ended: Line[];
};

/** Sorted by trouble; exercises and tests below everything real, the longest wait first. */
export function deskOf(boards: Iterable<BoardView>, now: Instant): Desk {
	const lines = [...boards].map((board) => ({
		board,
		trouble: troubleOf(board, now),
	}));
	return {
		live: lines
			.filter(({ trouble }) => trouble !== "over")
			.sort(
				(a, b) =>
					MODE_ORDER[a.board.mode] - MODE_ORDER[b.board.mode] ||
					TROUBLES.indexOf(a.trouble) - TROUBLES.indexOf(b.trouble) ||
					Number(b.board.peopleInDanger) - Number(a.board.peopleInDanger) ||
					a.board.reportedAt - b.board.reportedAt ||
					a.board.number - b.board.number,
			),
		ended: lines
			.filter(
				({ board, trouble }) =>
					trouble === "over" && now - (board.endedAt ?? 0) < ENDED_SHOWN_MS,
			)
			.sort((a, b) => (b.board.endedAt ?? 0) - (a.board.endedAt ?? 0)),
	};
}

const MODE_ORDER = { actual: 0, exercise: 1, test: 2 } as const;

/**
 * While somebody's finger or key is among the lines, those shown stay where they are;
 * what is new comes below them until the hand rests.
 */
export function heldOrder(
	shown: readonly string[],
	wanted: readonly string[],
): string[] {
	const there = new Set(wanted);
	const known = new Set(shown);
	return [
		...shown.filter((id) => there.has(id)),
		...wanted.filter((id) => !known.has(id)),
	];
}

/** «3 з 4», without the word the headline has said; nothing once they left. */
export function seatsCount({
	crews,
	headline,
	responders,
}: BoardView): { have: number; need?: number } | undefined {
	if (["left", "closed", "cancelled", "standDown"].includes(headline.kind))
		return undefined;
	const crew = nearestCrew({ crews } as BoardView);
	if (!crew) return { have: responders.filter(isComing).length };
	const have = crew.seats.filter(({ responderId }) => responderId).length;
	return { have, need: crew.seats.length };
}

// --- Where ------------------------------------------------------------------------

/** What a desk of a whole oblast can look at alone: one brigade, or one hromada. */
export type Part = { kind: "brigade" | "hromada"; id: string; name: string };

export function partsOf(boards: Iterable<BoardView>): Part[] {
	const parts = new Map<string, Part>();
	for (const { stations, place } of boards) {
		for (const { brigadeId, name } of stations)
			parts.set(`brigade ${brigadeId}`, {
				kind: "brigade",
				id: brigadeId,
				name,
			});
		const within = hromadaOf(place);
		if (within)
			parts.set(`hromada ${within}`, {
				kind: "hromada",
				id: within,
				name: within,
			});
	}
	return [...parts.values()].sort((a, b) => a.name.localeCompare(b.name, "uk"));
}

export const isIn = (
	{ stations, place }: BoardView,
	{ kind, id }: Pick<Part, "kind" | "id">,
): boolean =>
	kind === "brigade"
		? stations.some(({ brigadeId }) => brigadeId === id)
		: hromadaOf(place) === id;

const hromadaOf = (place: string | null): string | undefined =>
	placeParts(place ?? "").within?.slice(1, -1);

// --- What may sound ------------------------------------------------------------------

/** Loudest first. */
const NEEDS = [
	"lineLost",
	"unheard",
	"notGathering",
	"undecided",
	/** A chief's, beside these. */
	"short",
	"overdue",
	"raised",
] as const;
export type NeedKind = (typeof NEEDS)[number];

export type Need = {
	kind: NeedKind;
	/** Of the line alone there is none. */
	board?: BoardView;
	/** The same need sounds again once this has grown. */
	grade: number;
};

/** Who listens: a post that must hear only what needs it, or whoever leads these brigades. */
export type Listener = {
	hears: "desk" | "chief";
	brigadeIds: readonly string[];
};

/** One whose brigades these are hears of them as a chief, whatever else they hold. */
export const listenerOf = ({
	roles,
	brigadeIds,
}: {
	roles: readonly string[];
	brigadeIds: readonly string[];
}): Listener => ({
	hears: roles.some((role) => role === "chief" || role === "deputy")
		? "chief"
		: "desk",
	brigadeIds,
});

const NEWS_FOR_MS = 10 * 60_000;

/** Loudest first. Only what is real sounds: an exercise that wakes a desk costs the next fire a minute. */
export function needsOf(
	boards: Iterable<BoardView>,
	now: Instant,
	listener: Listener,
	isLineLost: boolean,
): Need[] {
	const needs: Need[] = [...boards].flatMap((board) =>
		board.mode === "actual"
			? kindsOf(board, now, listener).map((kind) => ({
					kind,
					board,
					grade: gradeOf(kind, board),
				}))
			: [],
	);
	if (isLineLost) needs.push({ kind: "lineLost", grade: 0 });
	return needs.sort(
		(a, b) =>
			NEEDS.indexOf(a.kind) - NEEDS.indexOf(b.kind) ||
			b.grade - a.grade ||
			(a.board?.reportedAt ?? 0) - (b.board?.reportedAt ?? 0),
	);
}

function kindsOf(
	board: BoardView,
	now: Instant,
	{ hears, brigadeIds }: Listener,
): NeedKind[] {
	const trouble = troubleOf(board, now);
	if (
		trouble === "unheard" ||
		trouble === "notGathering" ||
		trouble === "undecided"
	)
		return [trouble];
	const isTheirs = board.stations.some(({ brigadeId }) =>
		brigadeIds.includes(brigadeId),
	);
	if (hears === "desk" || !isTheirs) return [];
	if (trouble === "short" || trouble === "overdue") return [trouble];
	const isNews =
		now - board.reportedAt < NEWS_FOR_MS &&
		["unconfirmed", "gathering", "duplicate"].includes(trouble);
	return isNews ? ["raised"] : [];
}

const SEVERITY: Partial<Record<Headline["kind"], number>> = {
	nobodyAnswered: 3,
	noVehicle: 2,
	noDriver: 1,
	noLeader: 1,
};

/** People in danger are graver than any headline. */
const gradeOf = (kind: NeedKind, { peopleInDanger, headline }: BoardView) =>
	(peopleInDanger ? 10 : 0) +
	(kind === "notGathering" || kind === "short"
		? (SEVERITY[headline.kind] ?? 0)
		: 0);

/**
 * What somebody has heard: by need, how grave it was then, and when they said «Бачу»;
 * null: known to them, and no longer said beside the incident.
 */
export type Acknowledged = Readonly<
	Record<string, { grade: number; at: Instant | null }>
>;

export const keyOfNeed = ({ kind, board }: Need): string =>
	`${board?.id ?? ""}/${kind}`;

/** What still sounds. */
export const unheardOf = (
	needs: readonly Need[],
	acknowledged: Acknowledged,
): Need[] =>
	needs.filter((need) => {
		const known = acknowledged[keyOfNeed(need)];
		return known === undefined || need.grade > known.grade;
	});

/** When somebody last said «Бачу» of this incident, while it still needs them. */
export function acknowledgedAt(
	acknowledged: Acknowledged,
	incidentId: string,
): Instant | undefined {
	const times = Object.entries(acknowledged)
		.filter(([key]) => key.startsWith(`${incidentId}/`))
		.map(([, { at }]) => at)
		.filter((at) => at !== null);
	return times.length > 0 ? Math.max(...times) : undefined;
}

/** «Бачу»: everything of that incident, since one look sees all of it. */
export const acknowledge = (
	acknowledged: Acknowledged,
	needs: readonly Need[],
	now: Instant,
): Acknowledged => ({
	...acknowledged,
	...Object.fromEntries(
		needs.map((need) => [keyOfNeed(need), { grade: need.grade, at: now }]),
	),
});

/** Whoever raised it themselves needs no bell to hear of it. */
export const raisedByOneself = (
	acknowledged: Acknowledged,
	board: BoardView,
): Acknowledged => ({
	...acknowledged,
	[keyOfNeed({ kind: "raised", board, grade: 0 })]: {
		grade: gradeOf("raised", board),
		at: null,
	},
});

/**
 * A need that went away is new when it comes back; that an incident is new is news
 * once, however often a driver is found and lost. Of incidents not known now (a page
 * that has just opened, a lost line) nothing is forgotten, nor of the line itself
 * before it is back.
 */
export function forgetPast(
	acknowledged: Acknowledged,
	needs: readonly Need[],
	known: { has(incidentId: string): boolean },
	isLineBack: boolean,
): Acknowledged {
	const now = new Set(needs.map(keyOfNeed));
	const before = Object.entries(acknowledged);
	const kept = before.flatMap(([key, heard]): typeof before => {
		const [incidentId = "", kind] = key.split("/");
		const isKnown = incidentId === "" ? isLineBack : known.has(incidentId);
		if (now.has(key) || !isKnown) return [[key, heard]];
		if (kind !== "raised") return [];
		return [[key, heard.at === null ? heard : { ...heard, at: null }]];
	});
	const isSame =
		kept.length === before.length &&
		kept.every(([key, heard]) => acknowledged[key] === heard);
	return isSame ? acknowledged : Object.fromEntries(kept);
}

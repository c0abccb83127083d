/**
 * The incidents as they are now: one stream of the service, followed for as long as
 * the page is open. What was seen last is kept, so that a start without a line shows
 * it and says how old it is.
 *
 * The stream beats every few seconds, so silence means a lost line; a browser that
 * notices by itself says so at once.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { BoardView } from "../core/board.ts";
import type { Instant } from "../core/kinds.ts";
import { api, ask } from "./api.ts";
import { keep, kept } from "./kept.ts";
import { keepShell } from "./offline/keepShell.ts";
import { fromWire } from "./wire.ts";

/** Older than this: a view says so. Older than that: it greys out (look.md). */
export const STALE_AFTER_MS = 10_000;
export const GREY_AFTER_MS = 30_000;
const AGAIN_AFTER_MS = 2_000;
const GIVES_UP_AFTER_MS = 6_000;
const KEPT_EVERY_MS = 3_000;
const ENDED_SHOWN_MS = 30 * 60_000;
const SEEN_KEY = "dzvin-seen";

type Beat = { now: string; speed: number; degraded: string[] };
export type Line = {
	/** Words of what does not work now, as the service said last. */
	degraded: readonly string[];
	/** Machine time of the last sign of life. */
	heardAt: number;
	/** The browser or the stream says that nothing comes through. */
	isLost: boolean;
	/** The service has said since the page opened what is live: an empty board means calm. */
	isKnown: boolean;
};
type Seen = { boards: BoardView[]; at: number };

const seen = kept<Seen>(SEEN_KEY);
let boards: ReadonlyMap<string, BoardView> = new Map(
	(seen?.boards ?? []).map((board) => [board.id, board]),
);
let line: Line = {
	degraded: [],
	heardAt: seen?.at ?? Date.now(),
	isLost: seen !== undefined,
	isKnown: false,
};
// Village time at a moment of the machine's; a demo runs faster than the wall.
let village = { now: Date.now(), at: Date.now(), speed: 1 };

const listeners = new Set<() => void>();
let isTold = false;
/** Many changes of one moment are one drawing. */
function tell(): void {
	if (isTold) return;
	isTold = true;
	queueMicrotask(() => {
		isTold = false;
		for (const listener of listeners) listener();
	});
}
const subscribe = (listener: () => void) => {
	listeners.add(listener);
	return () => listeners.delete(listener);
};

export const useBoards = (): ReadonlyMap<string, BoardView> =>
	useSyncExternalStore(subscribe, () => boards);

export const useLine = (): Line => useSyncExternalStore(subscribe, () => line);

/** One incident: by the stream while it is live, else asked for. */
export function useBoard(id: string): {
	board: BoardView | undefined;
	error: Error | null;
} {
	const live = useSyncExternalStore(subscribe, () => boards.get(id));
	const { data, error } = useQuery({
		queryKey: ["incident", id],
		queryFn: async () =>
			fromWire<BoardView>(
				await ask(api.v1.incidents[":id"].$get({ param: { id } })),
			),
		enabled: live === undefined,
	});
	return { board: live ?? data, error };
}

/** A board that an answer of the service brought, before the stream does. */
export function learn(board: BoardView): void {
	const had = boards.get(board.id);
	if (had && had.version > board.version) return;
	boards = new Map(boards).set(board.id, board);
	tell();
}

/** Village time now. */
export const serverNow = (): Instant =>
	village.now + (Date.now() - village.at) * village.speed;

/** Village time, again each second: what counts since or until. */
export function useNow(everyMs = 1_000): Instant {
	const [now, setNow] = useState(serverNow);
	useEffect(() => {
		const timer = setInterval(() => setNow(serverNow()), everyMs);
		return () => clearInterval(timer);
	}, [everyMs]);
	return now;
}

/** Follows until told to stop; `signedOut` hears that nobody is signed in any more. */
export function follow(signedOut: () => void): () => void {
	let source: EventSource | undefined;
	let openedAt = 0;
	let again: ReturnType<typeof setTimeout> | undefined;

	const heard = (change: Partial<Line> = {}) => {
		line = { ...line, heardAt: Date.now(), isLost: false, ...change };
		tell();
	};
	const lost = () => {
		if (!line.isLost) line = { ...line, isLost: true };
		tell();
	};

	function connect(): void {
		source?.close();
		clearTimeout(again);
		openedAt = Date.now();
		const opened = new EventSource("/v1/stream");
		source = opened;
		opened.addEventListener("live", (event) => {
			const { ids } = JSON.parse(event.data) as { ids: string[] };
			onlyThese(new Set(ids));
			keepShell();
			// Those it names come right behind.
			heard(ids.length === 0 ? { isKnown: true } : {});
		});
		opened.addEventListener("incident", (event) => {
			const board = fromWire<BoardView>(JSON.parse(event.data));
			boards = new Map(boards).set(board.id, board);
			heard({ isKnown: true });
		});
		opened.addEventListener("beat", (event) => {
			const { now, speed, degraded } = JSON.parse(event.data) as Beat;
			village = { now: Date.parse(now), at: Date.now(), speed };
			letGo();
			heard({ degraded });
		});
		opened.addEventListener("error", () => {
			lost();
			// The browser comes back by itself unless the service refused.
			if (opened.readyState === EventSource.CLOSED) {
				void stillSomebody().then((is) => {
					if (is === false) signedOut();
				});
				again = setTimeout(connect, AGAIN_AFTER_MS);
			}
		});
	}

	const look = setInterval(() => {
		const silentMs = Date.now() - line.heardAt;
		if (silentMs <= STALE_AFTER_MS) return;
		lost();
		if (Date.now() - openedAt > GIVES_UP_AFTER_MS) connect();
	}, 1_000);
	const keeping = setInterval(() => {
		if (line.isLost) return;
		keep(SEEN_KEY, { boards: [...boards.values()], at: line.heardAt });
	}, KEPT_EVERY_MS);
	const offline = () => lost();
	const online = () => connect();
	window.addEventListener("offline", offline);
	window.addEventListener("online", online);
	connect();
	return () => {
		source?.close();
		clearTimeout(again);
		clearInterval(look);
		clearInterval(keeping);
		window.removeEventListener("offline", offline);
		window.removeEventListener("online", online);
	};
}

/** What ended while nobody listened is no longer live; whoever looks at it asks anew. */
function onlyThese(ids: ReadonlySet<string>): void {
	boards = new Map([...boards].filter(([id]) => ids.has(id)));
}

/** A desk is open for weeks: what ended a while ago is asked for when somebody looks. */
function letGo(): void {
	const before = serverNow() - ENDED_SHOWN_MS;
	if (
		[...boards.values()].every(({ endedAt }) => (endedAt ?? before) >= before)
	)
		return;
	boards = new Map(
		[...boards].filter(([, { endedAt }]) => (endedAt ?? before) >= before),
	);
}

/** False only when the service says so: a lost line signs nobody out. */
async function stillSomebody(): Promise<boolean | undefined> {
	try {
		return (
			(await fetch("/v1/me", { credentials: "same-origin" })).status !== 401
		);
	} catch {
		return undefined;
	}
}

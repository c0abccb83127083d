/**
 * What was pressed and is not yet done: five seconds to undo, on its way, tried again
 * over a bad line, refused. A press keeps one Idempotency-Key through all its tries, so
 * that a line that loses the answer never makes two of it. It outlives the page it was
 * pressed on; whoever leaves the board meanwhile has pressed all the same, and it is
 * sent at once.
 */
import type { BoardView } from "../core/board.ts";
import { ApiProblem, LineLost, newKey } from "./api.ts";

export const UNDO_SECONDS = 5;
const TRIES = 3;
const AGAIN_AFTER_MS = 2_000;

export type Order = {
	/** Two orders of one key are one press. */
	key: string;
	/** Of which incident, where several are pressed from one page: «#118». */
	of?: string;
	/** What stands on the button. */
	label: string;
	/** Five seconds to undo instead of "are you sure?". */
	undo?: boolean;
	/** Undefined: done, and its board could not be drawn now. */
	send(idempotencyKey: string): Promise<BoardView | undefined>;
	/** What is said besides what the board shows; undefined: nothing. */
	said?(now: BoardView): Said | undefined;
	/** Why the service says no, where the incident's state does not tell; undefined: as of any press. */
	refused?(error: ApiProblem): Said | undefined;
};
export type Said = { id: string; args?: Record<string, string | number> };

export type Item = {
	id: string;
	order: Order;
	state: "undo" | "sending" | "again" | "failed" | "said";
	/** Seconds left to undo. */
	left: number;
	says?: Said;
	/** The line was lost, not the press refused: it may be sent again. */
	mayRetry?: boolean;
};

export type Presses = ReturnType<typeof createPresses>;

export function createPresses(learn: (board: BoardView) => void) {
	let items: readonly Item[] = [];
	const listeners = new Set<() => void>();
	const timers = new Map<string, ReturnType<typeof setInterval>>();

	const set = (next: readonly Item[]): void => {
		items = next;
		for (const listener of listeners) listener();
	};
	const change = (id: string, changed: Partial<Item>): void =>
		set(items.map((item) => (item.id === id ? { ...item, ...changed } : item)));
	const remove = (id: string): void => {
		clearInterval(timers.get(id));
		timers.delete(id);
		set(items.filter((item) => item.id !== id));
	};
	const find = (id: string) => items.find((item) => item.id === id);
	const isUnderWay = (key: string): boolean =>
		items.some(
			({ order, state }) =>
				order.key === key &&
				(state === "undo" || state === "sending" || state === "again"),
		);

	async function send(id: string): Promise<void> {
		const item = find(id);
		if (!item) return;
		clearInterval(timers.get(id));
		change(id, { state: "sending" });
		for (let tried = 1; ; tried += 1) {
			try {
				const board = await item.order.send(id);
				if (board) learn(board);
				const says = board && item.order.said?.(board);
				if (says) change(id, { state: "said", says });
				else remove(id);
				return;
			} catch (error) {
				if (error instanceof LineLost && tried < TRIES) {
					change(id, { state: "again" });
					await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
					continue;
				}
				change(id, { state: "failed", ...failureOf(error, item.order) });
				return;
			}
		}
	}

	return {
		press(order: Order): void {
			if (isUnderWay(order.key)) return;
			const id = newKey();
			const before = items.filter((item) => item.order.key !== order.key);
			set([...before, { id, order, state: "undo", left: UNDO_SECONDS }]);
			if (!order.undo) {
				void send(id);
				return;
			}
			const tick = (): void => {
				const left = (find(id)?.left ?? 0) - 1;
				if (left > 0) change(id, { left });
				else void send(id);
			};
			timers.set(id, setInterval(tick, 1_000));
		},
		/** Taken back in time, or read and put away. */
		remove,
		again: (id: string): void => void send(id),
		/** The window goes: what waits for its five seconds goes out now. */
		leave(): void {
			for (const { id, state } of items) if (state === "undo") void send(id);
		},
		isUnderWay,
		items: () => items,
		subscribe(listener: () => void) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

function failureOf(
	error: unknown,
	{ refused }: Order,
): Pick<Item, "says" | "mayRetry"> {
	if (error instanceof LineLost)
		return { says: { id: "board-press-line" }, mayRetry: true };
	if (!(error instanceof ApiProblem)) {
		// A fault of ours: said to whoever pressed, and to the console.
		reportError(error);
		return { says: { id: "board-press-broken" }, mayRetry: true };
	}
	if (error.status === 409 && error.incidentStatus)
		return {
			says: { id: "board-press-late", args: { state: error.incidentStatus } },
		};
	const said = error.status < 500 ? refused?.(error) : undefined;
	if (said) return { says: said };
	if (error.status === 403 || error.status === 404)
		return { says: { id: "board-press-forbidden" } };
	return { says: { id: "board-press-broken" }, mayRetry: true };
}

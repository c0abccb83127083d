/** Presses on their way: what is one press, and what becomes of one that went wrong. */
import { expect, test, vi } from "vitest";
import type { BoardView } from "../../src/core/board.ts";
import { ApiProblem, LineLost } from "../../src/dashboard/api.ts";
import { orderOf } from "../../src/dashboard/incident/orderOf.ts";
import { createPresses, type Order } from "../../src/dashboard/presses.ts";

const boardOf = (id: string) => ({ id }) as BoardView;
const confirm = (id: string): Order =>
	orderOf(boardOf(id), { action: "confirm", label: "Підтверджую" });

test("the same press of two incidents is two presses, of one incident one", () => {
	const presses = createPresses(() => {});
	const sent: string[] = [];
	const order = (id: string): Order => ({
		...confirm(id),
		send: () => {
			sent.push(id);
			return new Promise(() => {});
		},
	});
	for (const id of ["first", "second", "first"]) presses.press(order(id));
	expect(sent).toEqual(["first", "second"]);
});

test("a fault of the page itself is said, and the button is free again", async () => {
	const reported = vi.fn();
	vi.stubGlobal("reportError", reported);
	const presses = createPresses(() => {});
	const fault = new TypeError("toReversed is not a function");
	presses.press({ ...confirm("first"), send: () => Promise.reject(fault) });
	await vi.waitFor(() =>
		expect(presses.items()).toMatchObject([
			{ state: "failed", says: { id: "board-press-broken" } },
		]),
	);
	expect(presses.isUnderWay(confirm("first").key)).toBe(false);
	expect(reported).toHaveBeenCalledWith(fault);
	vi.unstubAllGlobals();
});

test("a page that is left sends what waits, once, and under one key", async () => {
	const presses = createPresses(() => {});
	const keys: string[] = [];
	presses.press({
		...confirm("first"),
		undo: true,
		send: async (key) => {
			keys.push(key);
			if (keys.length === 1) throw new LineLost("cut");
			return undefined;
		},
	});
	expect(keys).toEqual([]);
	presses.leave();
	presses.leave();
	await vi.waitFor(() => expect(presses.items()).toEqual([]), 5_000);
	expect(keys).toHaveLength(2);
	expect(new Set(keys).size).toBe(1);
});

test("a refusal in an order's own words is said so; a broken service is not", async () => {
	const presses = createPresses(() => {});
	const refusing = (id: string, status: number): Order => ({
		...confirm(id),
		send: () =>
			Promise.reject(
				new ApiProblem(status, { title: "", detail: "", errors: [] }),
			),
		refused: () => ({ id: "board-reports-split-cannot" }),
	});
	presses.press(refusing("first", 409));
	presses.press(refusing("second", 500));
	await vi.waitFor(() =>
		expect(
			presses.items().map(({ says, mayRetry }) => [says?.id, mayRetry]),
		).toEqual([
			["board-reports-split-cannot", undefined],
			["board-press-broken", true],
		]),
	);
});

/** Which incident needs the desk first, and what may make a sound for whom. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BoardView } from "../../src/core/board.ts";
import {
	acknowledge,
	acknowledgedAt,
	deskOf,
	forgetPast,
	heldOrder,
	isIn,
	type Listener,
	listenerOf,
	needsOf,
	partsOf,
	raisedByOneself,
	seatsCount,
	type Trouble,
	troubleOf,
	unheardOf,
} from "../../src/screen/desk.ts";
import { BOARDS, board, REPORTED } from "../http/boards.ts";

const second = 1_000;
const minute = 60 * second;
const reported = (ms: number): number => REPORTED + ms;
const NOW = reported(5 * minute);
const NOT = { at: reported(2 * minute), kind: "notGathering" } as const;
const LEAVES = { at: reported(2 * minute), kind: "leaves" } as const;

const fire = (number: number, more: Partial<BoardView> = {}): BoardView =>
	board({
		id: `incident-${number}`,
		number,
		alertedAt: REPORTED,
		reached: 4,
		...more,
	});

const numbers = (lines: readonly { board: BoardView }[]): number[] =>
	lines.map(({ board: { number } }) => number);

describe("the trouble of an incident", () => {
	const cases: [string, Partial<BoardView>, Trouble][] = [
		["nobody is told", { reached: 0 }, "unheard"],
		[
			"the service says itself that nobody has the alert",
			{ reached: 0, alertedAt: NOW, unreachedAt: NOW },
			"unheard",
		],
		[
			"nobody could be asked at all",
			{ alertedAt: null, reached: 0 },
			"unheard",
		],
		[
			"nobody answered within two minutes",
			{ verdict: NOT, headline: { kind: "nobodyAnswered" } },
			"notGathering",
		],
		[
			"a driver is missing when the verdict falls",
			{ verdict: NOT, headline: { kind: "noDriver" } },
			"notGathering",
		],
		[
			"a crew fell apart after a good verdict",
			{ verdict: LEAVES, headline: { kind: "noDriver" } },
			"notGathering",
		],
		[
			"no human has decided for minutes",
			{ status: "unconfirmed", headline: { kind: "unconfirmed" } },
			"undecided",
		],
		[
			"a driver is missing, before the verdict",
			{ headline: { kind: "noDriver" } },
			"short",
		],
		[
			"a vehicle is missing, before the verdict",
			{ headline: { kind: "noVehicle" } },
			"short",
		],
		[
			"it looks like another",
			{ possibleDuplicateOf: "other", alertedAt: null, reached: 0 },
			"duplicate",
		],
		[
			"nobody said that it left",
			{ headline: { kind: "leftUnconfirmed" } },
			"overdue",
		],
		["people gather", {}, "gathering"],
		[
			"a crew is promised",
			{ verdict: LEAVES, headline: { kind: "leaves", at: NOW } },
			"leaves",
		],
		[
			"a crew came together after a bad verdict",
			{ verdict: NOT, headline: { kind: "assembled" } },
			"leaves",
		],
		["it left", { headline: { kind: "left", at: NOW } }, "left"],
		[
			"it left by word of mouth, though no message went out",
			{ reached: 0, headline: { kind: "left", at: NOW } },
			"left",
		],
		["all were sent home", { headline: { kind: "standDown" } }, "stoodDown"],
		["it is over", { status: "closed", headline: { kind: "closed" } }, "over"],
	];
	it.each(cases)("is told when %s", (_why, more, trouble) => {
		expect(troubleOf(fire(1, more), NOW)).toBe(trouble);
	});

	it("gives an alert half a minute, and a report a minute", () => {
		const silent = fire(1, { reached: 0 });
		expect(troubleOf(silent, reported(29 * second))).toBe("gathering");
		expect(troubleOf(silent, reported(30 * second))).toBe("unheard");
		const doubtful = fire(2, {
			status: "unconfirmed",
			alertedAt: null,
			headline: { kind: "unconfirmed" },
		});
		expect(troubleOf(doubtful, reported(59 * second))).toBe("unconfirmed");
		expect(troubleOf(doubtful, reported(60 * second))).toBe("undecided");
	});
});

describe("the order of the desk", () => {
	it("does not cry that nobody heard of those who were sent home again", () => {
		const [one] = Object.values(BOARDS).flatMap(({ responders }) => responders);
		if (!one) throw new Error("expected somebody on the board");
		const wanted = fire(1, { reached: 0, responders: [one] });
		const home = fire(1, {
			reached: 0,
			responders: [{ ...one, stoodDownAt: reported(minute) }],
		});
		expect(troubleOf(wanted, NOW)).toBe("unheard");
		expect(troubleOf(home, NOW)).not.toBe("unheard");
	});

	it("is by trouble, not by number or time", () => {
		const boards = [
			fire(1, { headline: { kind: "left", at: NOW } }),
			fire(2, { headline: { kind: "leaves", at: NOW } }),
			fire(3),
			fire(4, { headline: { kind: "leftUnconfirmed" } }),
			fire(5, { possibleDuplicateOf: "x", alertedAt: null, reached: 0 }),
			fire(6, { headline: { kind: "noLeader" } }),
			fire(7, { status: "unconfirmed", headline: { kind: "unconfirmed" } }),
			fire(8, { verdict: NOT, headline: { kind: "fewPeople" } }),
			fire(9, { reached: 0 }),
		];
		expect(numbers(deskOf(boards, NOW).live)).toEqual([
			9, 8, 7, 6, 5, 4, 3, 2, 1,
		]);
	});

	it("puts exercises and tests below everything real, whatever their trouble", () => {
		const boards = [
			fire(1, { mode: "test", reached: 0 }),
			fire(2, { mode: "exercise", reached: 0 }),
			fire(3, { headline: { kind: "left", at: NOW } }),
		];
		expect(numbers(deskOf(boards, NOW).live)).toEqual([3, 2, 1]);
	});

	it("puts people in danger first, then who waits longest", () => {
		const boards = [
			fire(1),
			fire(2, { reportedAt: REPORTED - minute }),
			fire(3, { peopleInDanger: true }),
		];
		expect(numbers(deskOf(boards, NOW).live)).toEqual([3, 2, 1]);
	});

	it("keeps what ended within half an hour apart, the newest first", () => {
		const ended = (number: number, ms: number) =>
			fire(number, {
				status: "closed",
				headline: { kind: "closed" },
				endedAt: NOW - ms,
			});
		const boards = [
			ended(1, 29 * minute),
			ended(2, minute),
			ended(3, 30 * minute),
			fire(4),
		];
		const desk = deskOf(boards, NOW);
		expect(numbers(desk.live)).toEqual([4]);
		expect(numbers(desk.ended)).toEqual([2, 1]);
	});

	it("does not depend on the order the boards came in", () => {
		const boards = [
			...Object.values(BOARDS).map((one, index) => ({
				...one,
				id: `b${index}`,
				number: index,
			})),
		];
		const sorted = numbers(deskOf(boards, NOW).live);
		fc.assert(
			fc.property(
				fc.shuffledSubarray(boards, { minLength: boards.length }),
				(mixed) => {
					expect(numbers(deskOf(mixed, NOW).live)).toEqual(sorted);
				},
			),
		);
	});

	it("moves no line while a hand is among them: what is new comes below", () => {
		expect(heldOrder(["a", "b", "c"], ["n", "c", "a"])).toEqual([
			"a",
			"c",
			"n",
		]);
		expect(heldOrder([], ["b", "a"])).toEqual(["b", "a"]);
	});
});

it("counts taken seats of the crew that lacks least, and none once it left", () => {
	expect(seatsCount(BOARDS.missingDriver)).toEqual({ have: 3, need: 4 });
	expect(seatsCount(BOARDS.left)).toBeUndefined();
});

it("shows one brigade or one hromada of many", () => {
	const boards = [
		fire(1),
		fire(2, {
			place: "Угринь (Нагірянська громада)",
			stations: [
				{
					brigadeId: "uhryn",
					name: "Угринь",
					location: { lat: 49, lon: 25 },
					distanceMetres: null,
				},
			],
		}),
	];
	const parts = partsOf(boards);
	expect(parts.map(({ name }) => name)).toEqual([
		"Білобожниця",
		"Нагірянська громада",
		"Росохач",
		"Угринь",
		"Чортківська громада",
	]);
	const seen = (name: string) =>
		boards
			.filter((one) => {
				const part = parts.find((known) => known.name === name);
				return part !== undefined && isIn(one, part);
			})
			.map(({ number }) => number);
	expect(seen("Нагірянська громада")).toEqual([2]);
	expect(seen("Росохач")).toEqual([1]);
	expect(seen("Угринь")).toEqual([1, 2]);
});

describe("what sounds", () => {
	const OFFICER: Listener = { hears: "desk", brigadeIds: [] };
	const CHIEF: Listener = { hears: "chief", brigadeIds: ["rosokhach"] };
	const kinds = (
		boards: BoardView[],
		listener: Listener,
		{ now = NOW, isLineLost = false } = {},
	) =>
		needsOf(boards, now, listener, isLineLost).map(
			({ kind, board: of }) => `${kind} ${of?.number ?? "–"}`,
		);

	const all = [
		fire(1),
		fire(2, { headline: { kind: "noDriver" } }),
		fire(3, { headline: { kind: "leftUnconfirmed" } }),
		fire(4, { headline: { kind: "leaves", at: NOW } }),
		fire(5, { status: "unconfirmed", headline: { kind: "unconfirmed" } }),
		fire(6, { verdict: NOT, headline: { kind: "noDriver" } }),
		fire(7, { reached: 0 }),
		fire(8, { headline: { kind: "left", at: NOW } }),
	];

	it("for a duty officer is only what needs him, loudest first", () => {
		expect(kinds(all, OFFICER, { isLineLost: true })).toEqual([
			"lineLost –",
			"unheard 7",
			"notGathering 6",
			"undecided 5",
		]);
	});

	it("for a chief is besides what is new, short or overdue in his own brigades", () => {
		expect(kinds(all, CHIEF)).toEqual([
			"unheard 7",
			"notGathering 6",
			"undecided 5",
			"short 2",
			"overdue 3",
			"raised 1",
		]);
		expect(kinds(all, { hears: "chief", brigadeIds: ["elsewhere"] })).toEqual([
			"unheard 7",
			"notGathering 6",
			"undecided 5",
		]);
	});

	it("is never an exercise, a test, or what is over", () => {
		expect(
			kinds(
				[
					fire(1, { mode: "exercise", reached: 0 }),
					fire(2, { mode: "test", reached: 0 }),
					fire(3, {
						status: "closed",
						reached: 0,
						headline: { kind: "closed" },
					}),
				],
				OFFICER,
			),
		).toEqual([]);
	});

	it("is not the alarm of this morning to a chief who opens the page now", () => {
		expect(kinds([fire(1)], CHIEF, { now: reported(9 * minute) })).toEqual([
			"raised 1",
		]);
		expect(kinds([fire(1)], CHIEF, { now: reported(11 * minute) })).toEqual([]);
	});

	it("goes by the role: who leads a brigade hears as its chief", () => {
		const as = (...roles: string[]) =>
			listenerOf({ roles, brigadeIds: [] }).hears;
		expect(as("dutyOfficer")).toBe("desk");
		expect(as("coordinator", "responder")).toBe("desk");
		expect(as("deputy", "responder")).toBe("chief");
		expect(as("dutyOfficer", "chief")).toBe("chief");
	});

	describe("and is acknowledged", () => {
		const needs = (...boards: BoardView[]) =>
			needsOf(boards, NOW, OFFICER, false);
		const short = fire(6, { verdict: NOT, headline: { kind: "noDriver" } });

		it("once, until the same grows worse", () => {
			const seen = acknowledge({}, needs(short), NOW);
			expect(unheardOf(needs(short), seen)).toEqual([]);
			const worse = { ...short, headline: { kind: "nobodyAnswered" } as const };
			expect(unheardOf(needs(worse), seen)).toHaveLength(1);
			const danger = { ...short, peopleInDanger: true };
			expect(unheardOf(needs(danger), seen)).toHaveLength(1);
		});

		it("and sounds again for another kind of need, or for another incident", () => {
			const seen = acknowledge({}, needs(short), NOW);
			expect(unheardOf(needs({ ...short, reached: 0 }), seen)).toHaveLength(1);
			expect(unheardOf(needs(short, { ...short, id: "b" }), seen)).toHaveLength(
				1,
			);
		});

		it("and is new once it had gone away", () => {
			const seen = acknowledge({}, needs(short), NOW);
			const better = {
				...short,
				headline: { kind: "leaves", at: NOW } as const,
			};
			const known = new Map([[short.id, better]]);
			const forgotten = forgetPast(seen, needs(better), known, true);
			expect(unheardOf(needs(short), forgotten)).toHaveLength(1);
		});

		it("and is remembered of an incident that is only not known yet", () => {
			const seen = acknowledge({}, needs(short), NOW);
			expect(forgetPast(seen, [], new Map(), true)).toBe(seen);
		});

		it("but an incident is new once, though its driver is found and lost", () => {
			const chief: Listener = { hears: "chief", brigadeIds: ["rosokhach"] };
			const heard = (board: BoardView) => needsOf([board], NOW, chief, false);
			const gathers = fire(1);
			const lacks = fire(1, { headline: { kind: "noDriver" } });
			const known = new Map([[gathers.id, gathers]]);
			const seen = acknowledge({}, heard(gathers), NOW);
			const later = forgetPast(seen, heard(lacks), known, true);
			expect(unheardOf(heard(lacks), later)).toHaveLength(1);
			expect(acknowledgedAt(later, gathers.id)).toBeUndefined();
			const again = forgetPast(later, heard(gathers), known, true);
			expect(again).toBe(later);
			expect(unheardOf(heard(gathers), again)).toEqual([]);
			const graver = heard(fire(1, { peopleInDanger: true }));
			expect(unheardOf(graver, again)).toHaveLength(1);
		});

		it("and whoever raised it themselves hears of what it lacks only", () => {
			const chief: Listener = { hears: "chief", brigadeIds: ["rosokhach"] };
			const heard = (board: BoardView) => needsOf([board], NOW, chief, false);
			const known = raisedByOneself({}, fire(1));
			expect(unheardOf(heard(fire(1)), known)).toEqual([]);
			expect(
				unheardOf(heard(fire(1, { headline: { kind: "noDriver" } })), known),
			).toHaveLength(1);
		});

		it("and a lost line is one need until it is back", () => {
			const lost = needsOf([], NOW, OFFICER, true);
			const seen = acknowledge({}, lost, NOW);
			expect(forgetPast(seen, [], new Map(), false)).toBe(seen);
			expect(forgetPast(seen, [], new Map(), true)).toEqual({});
		});
	});
});

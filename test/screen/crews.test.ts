/** Which crews a screen shows, and in which order: red seats only where somebody is called to them. */
import { describe, expect, it } from "vitest";
import type { BoardView } from "../../src/core/board.ts";
import { crewsShown } from "../../src/screen/screen.ts";
import { board, REPORTED, responder } from "../http/boards.ts";

type Crew = BoardView["crews"][number];

const crew = (vehicle: string, more: Partial<Crew> = {}): Crew => ({
	brigadeId: vehicle === "ЗІЛ" ? "rosokhach" : "uhryn",
	brigade: "Росохач",
	vehicleId: vehicle,
	vehicle,
	state: "short",
	leavesAt: null,
	leftAt: null,
	seats: [{ qualification: "driver_c", responderId: null, etaAt: null }],
	missing: ["driver_c"],
	chance: null,
	...more,
});
const filled: Partial<Crew> = {
	seats: [{ qualification: "driver_c", responderId: "x", etaAt: REPORTED }],
	missing: [],
};
const left = crew("ГАЗ", { ...filled, state: "left", leftAt: REPORTED });

const shown = (
	crews: Crew[],
	responders: BoardView["responders"] = [],
): unknown[] =>
	crewsShown(board({ crews, responders })).map(({ vehicle }) => vehicle);

describe("the crews of a screen", () => {
	it("stand as they come while nobody goes yet", () => {
		expect(shown([crew("ЗІЛ"), crew("ГАЗ")])).toEqual(["ЗІЛ", "ГАЗ"]);
	});

	it("begin with the one the headline speaks of", () => {
		const promised = crew("ГАЗ", { ...filled, state: "promised" });
		expect(shown([crew("ЗІЛ"), promised])).toEqual(["ГАЗ", "ЗІЛ"]);
	});

	it("leave out one that nobody fills or is called to once another has left", () => {
		expect(shown([crew("ЗІЛ"), left])).toEqual(["ГАЗ"]);
	});

	it("keep one that somebody is called to, or comes to, after another has left", () => {
		const asked = responder(3, { brigadeId: "rosokhach" });
		expect(shown([crew("ЗІЛ"), left], [asked])).toEqual(["ГАЗ", "ЗІЛ"]);
		expect(shown([crew("ЗІЛ", filled), left])).toEqual(["ГАЗ", "ЗІЛ"]);
	});

	it("leave out one whose people were stood down", () => {
		const freed = responder(3, {
			brigadeId: "rosokhach",
			stoodDownAt: REPORTED,
		});
		expect(shown([crew("ЗІЛ"), left], [freed])).toEqual(["ГАЗ"]);
	});
});

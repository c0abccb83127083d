/**
 * Old logs fold for ever. A log of each released version lies in `logs/` beside
 * the board it folds to; what the program writes today may change, what these
 * files say may not. Write a new pair with `WRITE_LOGS=1` when a version is
 * released, and never touch the old ones.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { board } from "../../src/core/board.ts";
import { lift, VERSION } from "../../src/core/history.ts";
import { fold, type Recorded } from "../../src/core/incident.ts";
import { CHIEF, minutes, NIGHT, roster, world } from "./village.ts";

const LOGS = join(import.meta.dirname, "logs");
type Stored = {
	seq: number;
	commandId: string;
	type: string;
	v: number;
	at: number;
	payload: string;
};
type Kept = { log: Stored[]; boardAt: number };

const read = <T>(file: string): T =>
	JSON.parse(readFileSync(join(LOGS, file), "utf8")) as T;

function foldStored(log: readonly Stored[]) {
	return fold(
		log.map(
			(stored): Recorded => ({
				seq: stored.seq,
				at: stored.at,
				commandId: stored.commandId,
				event: lift(stored),
			}),
		),
	);
}

function boardOf({ log, boardAt }: Kept) {
	const incident = foldStored(log);
	if (incident.status === "unknown")
		throw new Error("expected a log of an incident, got an empty one");
	return JSON.parse(
		JSON.stringify(
			board(incident, {
				now: boardAt,
				names: new Map(roster().responders.map((r) => [r.id, r.id])),
				brigades: new Map(),
				vehicles: new Map(),
				words: new Map([["w-place", "Росохач"]]),
				alerts: new Map(),
				degraded: [],
			}),
		),
	);
}

/** A house fire with a no-show, a decline, a correction, a departure and an end. */
function story(): Kept {
	const w = world();
	w.report({ source: "resident" });
	w.at(20);
	w.run("fire", { type: "Confirm", by: CHIEF });
	w.at(30);
	w.answer("serhii", "notResponding");
	for (const id of ["mykola", "petro", "ivan", "olena", "hanna", "taras"])
		w.answer(id, "responding", { etaMinutes: 5 });
	w.run("fire", {
		type: "Correct",
		by: CHIEF,
		place: { id: "w-new", hash: "h2" },
	});
	w.answer("yurii", "later");
	w.at(300);
	for (const id of ["mykola", "petro", "olena", "hanna", "taras"])
		w.mark("atStation", { responderId: id });
	w.at(560);
	w.mark("departed", { vehicleId: "zil" });
	w.at(900);
	w.mark("onScene", { vehicleId: "zil" });
	w.at(3000);
	w.run("fire", { type: "Close", by: CHIEF });
	const log = (w.logs.get("fire") ?? []).map(
		({ seq, at, commandId, event: { type, ...payload } }) => ({
			seq,
			commandId,
			type,
			v: VERSION,
			at,
			payload: JSON.stringify(payload),
		}),
	);
	return { log, boardAt: NIGHT + minutes(60) };
}

if (process.env.WRITE_LOGS && !existsSync(join(LOGS, `v${VERSION}.log.json`))) {
	const kept = story();
	writeFileSync(
		join(LOGS, `v${VERSION}.log.json`),
		`${JSON.stringify(kept, null, "\t")}\n`,
	);
	writeFileSync(
		join(LOGS, `v${VERSION}.board.json`),
		`${JSON.stringify(boardOf(kept), null, "\t")}\n`,
	);
}

describe("a stored log", () => {
	const files = readdirSync(LOGS).filter((file) => file.endsWith(".log.json"));

	it("is kept of every version so far", () => {
		expect(files.sort()).toEqual(
			Array.from({ length: VERSION }, (_, n) => `v${n + 1}.log.json`),
		);
	});

	for (const file of files)
		it(`of ${file} folds to the board it folded to`, () => {
			const kept = read<Kept>(file);
			expect(kept.log.length).toBeGreaterThan(10);
			expect(boardOf(kept)).toEqual(read(file.replace(".log.", ".board.")));
		});

	it("of a newer program is refused, and says what to do", () => {
		expect(() =>
			lift({ type: "IncidentReported", v: VERSION + 1, payload: "{}" }),
		).toThrow(/newer program/);
	});

	it("that does not begin with a report is no log", () => {
		expect(() =>
			foldStored([
				{
					seq: 1,
					commandId: "c",
					type: "StoodDown",
					v: 1,
					at: 0,
					payload: "{}",
				},
			]),
		).toThrow(/IncidentReported/);
	});

	it("says its type once: the payload does not override it", () => {
		expect(
			lift({ type: "StoodDown", v: 1, payload: '{"type":"IncidentClosed"}' })
				.type,
		).toBe("StoodDown");
	});
});

/**
 * What a chain alone cannot show: an end that was cut, a log that is gone, a
 * history written anew with hashes that fit. The heads recorded at night show it,
 * and tell it from what a restore cut.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCopy } from "../../db/sqlite/embedded.ts";
import { addEvent } from "../../db/sqlite/logged.ts";
import { RESTORED } from "../../src/chain.ts";
import { readHeadsFile } from "../../src/chainHeads.ts";
import {
	openPlace,
	type Place,
	proofOf,
	recordedAt,
	rewriteTail,
	tamper,
	verified,
} from "./logs.ts";

let place: Place;
beforeEach(async () => {
	place = openPlace();
	for (const stream of ["admin/everything", "incident/a", "incident/b"])
		await place.tell(stream, 3);
});
afterEach(() => place.forget());

const withHeads = () => verified(place.file, { headsFile: place.headsFile });
const night = async (): Promise<void> => {
	place.pass(24);
	await place.keeper().night();
};
const nights = () =>
	(readHeadsFile(place.headsFile)?.lines ?? []).flatMap(({ entry }) =>
		entry.kind === "night" ? [entry] : [],
	);

describe("from the recorded heads", () => {
	it("what went on since the night holds", async () => {
		await night();
		await place.tell("incident/a", 2);
		await place.tell("incident/c");
		await night();
		await place.tell("incident/c");
		await place.close();
		const { code, said } = withHeads();
		expect(said).toContain("Nights recorded: 2");
		expect(said).toContain("Recorded heads that the logs still hold: 5");
		expect(code).toBe(0);
	});

	it("a cut end is found", async () => {
		await night();
		await place.close();
		tamper(place.file, (database) =>
			database.exec(
				"delete from event where stream = 'incident/a' and seq = 3",
			),
		);
		expect(proofOf(place.file).faults).toEqual([]);
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringMatching(
				/✗ incident\/a #3: its end is cut: it goes up to #2, on 2026-03-11T\S+ it went up to #3/,
			),
		});
	});

	it("a log that is gone is found", async () => {
		await night();
		await place.close();
		tamper(place.file, (database) =>
			database.exec("delete from event where stream = 'incident/b'"),
		);
		expect(proofOf(place.file).faults).toEqual([]);
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("incident/b #1: the whole log is gone"),
		});
	});

	it("a history written anew with hashes that fit is found", async () => {
		await night();
		await place.tell("incident/a", 2);
		await place.close();
		rewriteTail(place.file, "incident/a", 2);
		expect(proofOf(place.file).faults).toEqual([]);
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("incident/a #3: it was written anew"),
		});
	});

	it("what lies behind an altered event is not called cut", async () => {
		await night();
		await place.close();
		tamper(place.file, (database) =>
			database.exec(
				"update event set payload = '{}' where stream = 'incident/a' and seq = 2",
			),
		);
		expect(
			proofOf(place.file, recordedAt(place.headsFile)).faults,
		).toMatchObject([{ stream: "incident/a", seq: 2 }]);
	});

	it("also the service itself sees it the next night, and says how many", async () => {
		await night();
		await place.close();
		rewriteTail(place.file, "incident/a", 2);
		tamper(place.file, (database) =>
			database.exec("delete from event where stream = 'incident/b'"),
		);
		place.reopen();
		const errors: unknown[] = [];
		const keeper = place.keeper({
			log: {
				info() {},
				warn() {},
				error: (_message, fields) => void errors.push(fields),
			},
		});
		place.pass(24);
		await keeper.night();
		expect(errors).toMatchObject([{ streams: "incident/a incident/b" }]);
		expect(keeper.metrics()).toContain("dzvin_chain_broken 2\n");
		expect(nights().at(-1)).toMatchObject({ gone: ["incident/b"] });
		// Recorded once, it stays on record.
		await place.close();
		expect(withHeads().code).toBe(1);
	});
});

describe("a restore", () => {
	const copy = () => join(place.folder, "copy.db");

	/** A copy, then a night with more in the logs than the copy has. */
	async function restoredAfterANight(options?: {
		noted: boolean;
	}): Promise<string[]> {
		await place.close();
		place.copyTo(copy());
		place.reopen();
		await place.tell("incident/a", 2);
		await place.tell("incident/c");
		await night();
		await place.close();
		return place.restore(copy(), options);
	}

	it("is named as what cut the logs, and is no fault", async () => {
		await restoredAfterANight();
		const { code, said } = withHeads();
		expect(said).toMatch(
			/↺ incident\/a #4: its end is cut: .*; cut by the restore of 2026-03-11T/,
		);
		expect(said).toMatch(/↺ incident\/c #1: .*cut by the restore of/);
		expect(code).toBe(0);
		place.reopen();
		const log = await place.store.load("admin/everything");
		expect(log.at(-1)).toMatchObject({ type: RESTORED });
		await place.close();
	});

	it("excuses nothing recorded after it, and nothing the copy must hold", async () => {
		await night();
		await place.tell("incident/b");
		await restoredAfterANight();
		place.reopen();
		await place.tell("incident/a");
		await night();
		await place.close();
		expect(withHeads().code).toBe(0);

		place.copyTo(join(place.folder, "good.db"));
		tamper(place.file, (database) =>
			database.exec(
				"delete from event where stream = 'incident/a' and seq > 4",
			),
		);
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("✗ incident/a #5: its end is cut"),
		});
		tamper(place.file, (database) =>
			database.exec("delete from event where stream = 'incident/b'"),
		);
		expect(withHeads().said).toContain(
			"✗ incident/b #1: the whole log is gone",
		);
	});

	it("that only the log tells of excuses nothing: whoever cuts can write that, too", async () => {
		await restoredAfterANight({ noted: false });
		const { code, said } = withHeads();
		expect(said).toMatch(
			/✗ incident\/a #4: its end is cut.*the log says that a copy was restored at 2026-03-11T\S+, the heads file knows of no such restore/,
		);
		expect(code).toBe(1);
	});

	it("forged into the log is not believed", async () => {
		await night();
		await place.close();
		tamper(place.file, (database) =>
			database.exec(
				"delete from event where stream = 'incident/a' and seq > 1",
			),
		);
		openCopy(place.file, (hand) =>
			addEvent(hand, place.now() + 1, {
				stream: "admin/everything",
				commandId: "forged",
				event: { type: RESTORED, until: 0 },
			}),
		);
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("✗ incident/a #2"),
		});
	});

	it("goes through where the heads file cannot be written, and says so", async () => {
		await place.close();
		place.copyTo(copy());
		writeFileSync(join(place.folder, "elsewhere"), "a file, no folder");
		expect(place.restore(copy()).join("\n")).toMatch(
			/could not be noted in .*heads\.jsonl/,
		);
		expect(verified(place.file).code).toBe(0);
	});
});

it("a copy is held to what was recorded up to its day", async () => {
	await night();
	await place.close();
	place.copyTo(join(place.folder, "copy.db"));
	place.reopen();
	await place.tell("incident/a");
	await night();
	await place.close();
	const ofCopy = (until?: string) =>
		verified(join(place.folder, "copy.db"), {
			headsFile: place.headsFile,
			...(until === undefined ? {} : { until }),
		}).code;
	expect(ofCopy()).toBe(1);
	expect(ofCopy("2026-03-11")).toBe(0);
	expect(() => ofCopy("yesterday")).toThrow(/--until expects a day/);
	rewriteTail(join(place.folder, "copy.db"), "incident/a", 1);
	expect(ofCopy("2026-03-11")).toBe(1);
});

describe("the heads file", () => {
	const lines = () => readFileSync(place.headsFile, "utf8").split("\n");
	const written = (changed: readonly string[]) =>
		writeFileSync(place.headsFile, changed.join("\n"));

	/** Three nights, each with something new. Returns what was told of each. */
	async function threeNights(): Promise<string[]> {
		for (let n = 0; n < 3; n += 1) {
			await place.tell("incident/a");
			await night();
		}
		await place.close();
		return nights().map(({ root }) => root);
	}

	it("holds names and hashes only, and after the first night only what changed", async () => {
		await threeNights();
		const [first, second] = nights();
		expect(first?.heads).toHaveLength(3);
		expect(second?.heads).toEqual([["incident/a", 7, expect.any(String)]]);
		expect(second).toMatchObject({ streams: 3, events: 13 });
		expect(readFileSync(place.headsFile, "utf8")).not.toMatch(
			/Шевченка|Росохач|words-/,
		);
	});

	it("is proven by the digest of any night, as the administrators were told it", async () => {
		const roots = await threeNights();
		for (const [n, root] of roots.entries()) {
			const { code, said } = verified(place.file, {
				headsFile: place.headsFile,
				root: root.toUpperCase(),
			});
			expect(said).toContain(
				`✓ The digest you gave is the one of 2026-03-1${n + 1}T`,
			);
			expect(code).toBe(0);
		}
	});

	it.each([0, 1, 2])("with one byte altered in line %i is found", async (n) => {
		await threeNights();
		const all = lines();
		const line = all[n] ?? "";
		for (const at of [2, 60, 120, line.length - 10]) {
			const sign = line[at] === "7" ? "8" : "7";
			written(all.with(n, `${line.slice(0, at)}${sign}${line.slice(at + 1)}`));
			expect(withHeads().code, `byte ${at}`).toBe(1);
		}
	});

	it("with a line taken out is found; with its end cut, by the digest that was told", async () => {
		const roots = await threeNights();
		const all = lines();
		written(all.toSpliced(1, 1));
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("does not follow the line before it"),
		});
		written(all.toSpliced(2, 1));
		expect(withHeads().code).toBe(0);
		expect(
			verified(place.file, {
				headsFile: place.headsFile,
				root: roots[2] ?? "",
			}),
		).toMatchObject({
			code: 1,
			said: expect.stringContaining("no night has the digest you gave"),
		});
	});

	it("that is not there is a fault, and a digest without it is refused", async () => {
		await place.close();
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("there is no file"),
		});
		expect(() => verified(place.file, { root: "0".repeat(64) })).toThrow(
			/CHAIN_HEADS_FILE/,
		);
		expect(() =>
			verified(place.file, { headsFile: place.headsFile, root: "short" }),
		).toThrow(/64 hexadecimal digits/);
	});

	it("goes on after a line that a power cut left torn", async () => {
		await night();
		const [first = ""] = lines();
		writeFileSync(place.headsFile, `${first}\n${first.slice(0, 40)}`);
		await place.close();
		expect(withHeads()).toMatchObject({
			code: 1,
			said: expect.stringContaining("line 2, the last, is not whole"),
		});
		place.reopen();
		await place.tell("incident/a");
		await night();
		await place.close();
		expect(withHeads()).toMatchObject({
			code: 0,
			said: expect.stringContaining("Nights recorded: 2"),
		});
	});

	it("is begun anew where somebody took it away, and the chain of the logs stays proven", async () => {
		await night();
		rmSync(place.headsFile);
		await night();
		await place.close();
		expect(withHeads().code).toBe(0);
		expect(nights()[0]?.heads).toHaveLength(3);
	});
});

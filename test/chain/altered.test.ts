/**
 * One byte altered anywhere in a log or in the words it tells is found, on a real
 * file, and nothing is found where nothing was altered.
 */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCopy } from "../../db/sqlite/embedded.ts";
import { logsOf } from "../../db/sqlite/logged.ts";
import { prove } from "../../src/chain.ts";
import { openInstallation } from "../audit/installation.ts";
import {
	openPlace,
	type Place,
	proofOf,
	SECRET,
	tamper,
	verified,
} from "./logs.ts";

const SEED = 4;
const STREAMS = ["admin/everything", "incident/a", "incident/b", "intake/x"];
const EVENTS = 4;
const TEXTS = ["payload", "hash", "prev_hash", "type", "command_id", "stream"];
const NUMBERS = ["at", "n", "v", "seq"];
const KEYS = ["stream", "seq"];

let place: Place;
let altered: string;
beforeAll(async () => {
	place = openPlace();
	altered = join(place.folder, "altered.db");
	for (const stream of STREAMS) {
		await place.tell(stream, 3);
		await place.tell(stream, 1);
	}
	await place.close();
});
afterAll(() => place.forget());

const anEvent = fc.record({
	stream: fc.constantFrom(...STREAMS),
	seq: fc.integer({ min: 1, max: EVENTS }),
});
const aByte = {
	position: fc.nat({ max: 10_000 }),
	flip: fc.integer({ min: 1, max: 255 }),
};

/** The file as it was, without what an earlier look at the altered one left beside it. */
function copied(): void {
	for (const end of ["-wal", "-shm"])
		rmSync(`${altered}${end}`, { force: true });
	copyFileSync(place.file, altered);
}

/** One byte of a text, whatever sense it makes afterwards. */
function flipText(
	table: string,
	column: string,
	where: string,
	key: (string | number)[],
	{ position, flip }: { position: number; flip: number },
): void {
	copied();
	tamper(altered, (database) => {
		const row = database
			.prepare(`select cast(${column} as blob) as bytes from ${table} ${where}`)
			.get(...key) as { bytes: Buffer };
		const at = position % row.bytes.length;
		row.bytes[at] = (row.bytes[at] ?? 0) ^ flip;
		database
			.prepare(`update ${table} set ${column} = cast(? as text) ${where}`)
			.run(row.bytes, ...key);
	});
}

describe("logs that nobody touched", () => {
	it("hold, with the words they tell", () => {
		expect(proofOf(place.file)).toMatchObject({
			streams: STREAMS.length,
			events: STREAMS.length * EVENTS,
			words: STREAMS.length * 2,
			erased: 0,
			faults: [],
		});
		const { code, said } = verified(place.file);
		expect(code).toBe(0);
		expect(said).toContain("✓ logs 4, events 16, words 8: as they");
		expect(said).toContain("Not proven: that no end is missing");
	});

	it("hold after a whole fire on the real service, and while it runs", async () => {
		const installation = await openInstallation();
		try {
			await installation.report();
			await installation.pass(60_000);
			const proof = openCopy(installation.file, (hand) =>
				prove(logsOf(hand), installation.secrets),
			);
			expect(proof.faults).toEqual([]);
			expect(proof.events).toBeGreaterThan(10);
			expect(proof.words).toBeGreaterThan(0);
		} finally {
			await installation.close();
		}
	});

	it("of ten thousand events hold", async () => {
		const large = openPlace();
		for (let n = 0; n < 20; n += 1) await large.tell("incident/long", 250);
		for (let n = 0; n < 50; n += 1) await large.tell(`incident/${n}`, 100);
		await large.close();
		expect(proofOf(large.file)).toMatchObject({
			streams: 51,
			events: 10_000,
			words: 70,
			faults: [],
		});
		large.forget();
	});
});

describe("one altered byte", () => {
	it("of any text of any event is found, and the event is named", () => {
		fc.assert(
			fc.property(
				anEvent,
				fc.constantFrom(...TEXTS),
				fc.record(aByte),
				({ stream, seq }, column, byte) => {
					flipText(
						"event",
						column,
						"where stream = ? and seq = ?",
						[stream, seq],
						byte,
					);
					const { faults } = proofOf(altered);
					expect(faults).not.toEqual([]);
					if (!KEYS.includes(column))
						expect(faults).toEqual([expect.objectContaining({ stream, seq })]);
				},
			),
			{ seed: SEED, numRuns: 300 },
		);
	});

	it("of any number of any event is found", () => {
		fc.assert(
			fc.property(
				anEvent,
				fc.constantFrom(...NUMBERS),
				fc.integer({ min: 1, max: 255 }),
				({ stream, seq }, column, flip) => {
					copied();
					tamper(altered, (database) =>
						database
							.prepare(
								`update event set ${column} = ${column} + ? where stream = ? and seq = ?`,
							)
							.run(flip + EVENTS, stream, seq),
					);
					expect(proofOf(altered).faults).not.toEqual([]);
				},
			),
			{ seed: SEED, numRuns: 100 },
		);
	});

	it("of the text or the salt of any words is found, and the event that tells them is named", () => {
		const ids = tamper(place.file, (database) =>
			database
				.prepare(
					`select e.stream, e.seq, w.id from words as w
						join event as e on e.payload ->> '$.place.id' = w.id`,
				)
				.all(),
		) as { stream: string; seq: number; id: string }[];
		fc.assert(
			fc.property(
				fc.constantFrom(...ids),
				fc.constantFrom("text", "salt"),
				fc.record(aByte),
				({ stream, seq, id }, column, byte) => {
					flipText("words", column, "where id = ?", [id], byte);
					expect(proofOf(altered).faults).toEqual([
						expect.objectContaining({ stream, seq }),
					]);
				},
			),
			{ seed: SEED, numRuns: 200 },
		);
	});

	it("is found where it means the same: another sign of base64, another break of UTF-8", () => {
		const last =
			"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/";
		for (const sign of last) {
			copied();
			const isChanged = tamper(altered, (database) => {
				const { text } = database
					.prepare("select text from words where id = 'words-1'")
					.get() as { text: string };
				const other = text.slice(0, -1) + sign;
				database
					.prepare("update words set text = ? where id = 'words-1'")
					.run(other);
				return other !== text;
			});
			expect(proofOf(altered).faults).toHaveLength(isChanged ? 1 : 0);
		}
		// F1 BF BD is no sign at all and is read as one U+FFFD, which is EF BF BD.
		copied();
		const changed = tamper(altered, (database) =>
			database
				.prepare(
					`update event set payload = cast(
						substr(cast(payload as blob), 1, instr(cast(payload as blob), x'EFBFBD') - 1)
						|| x'F1BFBD' || substr(cast(payload as blob), instr(cast(payload as blob), x'EFBFBD') + 3) as text)
						where stream = 'incident/a' and seq = 1`,
				)
				.run(),
		).changes;
		expect(changed).toBe(1);
		expect(proofOf(altered).faults).toMatchObject([
			{ stream: "incident/a", seq: 1 },
		]);
	});

	it("of the file itself never leaves other logs that verify", () => {
		const original = readFileSync(place.file);
		const before = contentOf(place.file);
		let found = 0;
		fc.assert(
			fc.property(
				fc.nat({ max: original.length - 1 }),
				fc.integer({ min: 1, max: 255 }),
				(position, flip) => {
					const bytes = Buffer.from(original);
					bytes[position] = (bytes[position] ?? 0) ^ flip;
					copied();
					writeFileSync(altered, bytes);
					const now = contentOf(altered);
					if (now === before) return;
					expect(codeOf(altered)).toBe(1);
					found += 1;
				},
			),
			{ seed: SEED, numRuns: 400 },
		);
		expect(found).toBeGreaterThan(20);
	});

	it("in a row put before the first one is found", () => {
		copied();
		tamper(altered, (database) =>
			database.exec(
				`insert into event select stream, 0, 'before', n, type, v, at, payload, prev_hash, hash
					from event where stream = 'incident/b' and seq = 1`,
			),
		);
		expect(proofOf(altered).faults).toMatchObject([
			{ stream: "incident/b", what: "expected seq 1, got 0" },
		]);
	});
});

describe("words that were erased", () => {
	it("leave logs that hold, and are counted", async () => {
		const own = openPlace();
		const first = await own.tell("incident/a");
		await own.tell("incident/b");
		await own.append({ forgetWords: [first] });
		await own.close();
		expect(proofOf(own.file)).toMatchObject({
			events: 4,
			words: 1,
			erased: 1,
			faults: [],
		});
		expect(verified(own.file)).toMatchObject({
			code: 0,
			said: expect.stringContaining("Words erased: 1"),
		});
		own.forget();
	});
});

it("an index that does not agree with its table is called damage of the file", () => {
	copied();
	tamper(altered, (database) => {
		database.unsafeMode(true);
		database.pragma("writable_schema = on");
		database.exec(
			`create index lacking on event (at) where seq > 1;
				update sqlite_schema set sql = 'CREATE INDEX lacking ON event (at)' where name = 'lacking'`,
		);
	});
	expect(proofOf(altered).faults).toEqual([]);
	expect(verified(altered)).toMatchObject({
		code: 1,
		said: expect.stringContaining("the file itself is damaged"),
	});
});

it("verifying writes nothing into the file, and says where an altered event stands", () => {
	copied();
	tamper(altered, (database) =>
		database.exec(
			"update event set at = at + 1 where stream = 'incident/b' and seq = 3",
		),
	);
	const before = readFileSync(altered);
	const { code, said } = verified(altered);
	expect(code).toBe(1);
	expect(said).toContain("✗ incident/b #3: its bytes are not the ones");
	expect(said).toContain("What to do");
	expect(said).not.toContain(SECRET);
	expect(readFileSync(altered).equals(before)).toBe(true);
});

/** Exit code of the command; a file that cannot be read at all ends it with an error. */
function codeOf(file: string): number {
	try {
		return verified(file).code;
	} catch {
		return 1;
	}
}

/** Every byte of the logs and the words, or why they cannot be read. */
function contentOf(file: string): string {
	try {
		return tamper(file, (database) =>
			[
				"select hex(stream), hex(seq), hex(command_id), hex(n), hex(type), hex(v), hex(at), hex(payload), hex(prev_hash), hex(hash) from event not indexed order by rowid",
				"select hex(id), hex(salt), hex(text) from words not indexed order by rowid",
			]
				.map((sql) => JSON.stringify(database.prepare(sql).raw().all()))
				.join("\n"),
		);
	} catch (error) {
		return String(error);
	}
}

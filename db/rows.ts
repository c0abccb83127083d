/**
 * Turns what commands add to streams into event rows: seq, place within the
 * command, and each stream's own SHA-256 chain over the stored bytes. Every
 * adapter uses this file and no other, so a log moved from one database to
 * another still verifies.
 */
import { createHash } from "node:crypto";
import { VERSION } from "../src/core/history.ts";
import type { NewRow, StoredEvent, StreamAppend } from "../src/ports.ts";

/** What stands before the first event of every stream. */
export const NO_HASH = "0".repeat(64);

/** Where a stream stands: the last seq and hash, or nothing yet. */
export type ChainEnd = { seq: number; hash: string };
export const EMPTY_CHAIN: ChainEnd = { seq: 0, hash: NO_HASH };

/**
 * The rows of one append in the order of stream name, or `undefined` when a
 * stream does not stand at `expectedSeq`: somebody was faster. A stream may be
 * named more than once (several commands decided in turn); each goes on where
 * the one before ended.
 */
export function eventRows(
	at: number,
	appends: readonly StreamAppend[],
	endOf: (stream: string) => ChainEnd | undefined,
): StoredEvent[] | undefined {
	const ends = new Map<string, ChainEnd>();
	const rows: StoredEvent[] = [];
	for (const append of inStreamOrder(appends)) {
		let end = ends.get(append.stream) ?? endOf(append.stream) ?? EMPTY_CHAIN;
		if (end.seq !== append.expectedSeq) return undefined;
		for (const [n, event] of append.events.entries()) {
			const row = eventRow(append, n, event, at, end);
			rows.push(row);
			end = row;
		}
		ends.set(append.stream, end);
	}
	return rows;
}

/** Writers that lock streams in one order cannot wait for each other in a ring. */
export const inStreamOrder = (
	appends: readonly StreamAppend[],
): StreamAppend[] =>
	appends.toSorted((a, b) =>
		a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0,
	);

export type Verdict =
	| { ok: true; end: ChainEnd }
	| { ok: false; seq: number; why: string };

/** Checks that the events of one stream are whole, in order and unaltered. */
export function verifyChain(
	events: readonly StoredEvent[],
	from: ChainEnd = EMPTY_CHAIN,
): Verdict {
	let end = from;
	for (const event of events) {
		if (event.seq !== end.seq + 1)
			return broken(
				end.seq + 1,
				`expected seq ${end.seq + 1}, got ${event.seq}`,
			);
		if (event.prevHash !== end.hash)
			return broken(event.seq, "it does not follow the event before it");
		if (event.hash !== hashOf(event))
			return broken(event.seq, "its bytes are not the ones that were hashed");
		end = event;
	}
	return { ok: true, end: { seq: end.seq, hash: end.hash } };
}

/** Rows of one decision that share a key: only the last one is set. */
export function lastOfEachKey(rows: readonly NewRow[]): NewRow[] {
	const last = new Map<string, NewRow>();
	for (const row of rows)
		if (row.key !== undefined) last.set(keyOf(row.incidentId, row.key), row);
	return rows.filter(
		(row) =>
			row.key === undefined || last.get(keyOf(row.incidentId, row.key)) === row,
	);
}

/** Where an event holds free words of or about people; the place is not among them, it is the fire's. */
export const WORD_KEYS = ["note", "description", "words"] as const;

export const keyOf = (...parts: string[]): string => parts.join("\u0000");

/** Pages go on after the last thing shown; what we did not write ourselves shows nothing. */
export const cursorOf = (...parts: (string | number)[]): string =>
	Buffer.from(JSON.stringify(parts)).toString("base64url");
export function readCursor(cursor: string): unknown[] | undefined {
	try {
		const parts: unknown = JSON.parse(
			Buffer.from(cursor, "base64url").toString(),
		);
		return Array.isArray(parts) ? parts : undefined;
	} catch {
		return undefined;
	}
}

function eventRow(
	append: StreamAppend,
	n: number,
	event: StreamAppend["events"][number],
	at: number,
	end: ChainEnd,
): StoredEvent {
	const row = {
		stream: append.stream,
		seq: end.seq + 1,
		commandId: append.commandId,
		n,
		type: event.type,
		v: VERSION,
		at,
		payload: JSON.stringify(event),
		prevHash: end.hash,
	};
	return { ...row, hash: hashOf(row) };
}

function hashOf(row: Omit<StoredEvent, "hash">): string {
	const { stream, seq, commandId, n, type, v, at, payload, prevHash } = row;
	return createHash("sha256")
		.update(
			JSON.stringify([
				prevHash,
				stream,
				seq,
				commandId,
				n,
				type,
				v,
				at,
				payload,
			]),
		)
		.digest("hex");
}

const broken = (seq: number, why: string): Verdict => ({ ok: false, seq, why });

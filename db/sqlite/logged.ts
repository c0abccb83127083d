/**
 * The logs and the words as they lie in a file, for whoever proves that nobody
 * touched them, and the one event that a command of the shell adds to a log.
 */
import type { Logs } from "../../src/chain.ts";
import type { LogEvent, Sealed, StoredEvent } from "../../src/ports.ts";
import { EMPTY_CHAIN, eventRows } from "../rows.ts";
import type { RawRow } from "./queries.ts";
import type { Hand } from "./restored.ts";

/** What is read at once: a log of any length takes no more memory than this. */
const EVENTS_AT_ONCE = 1_000;
/** Below every seq, so that a row put before the first one is seen. */
const BEFORE_ALL = Number.MIN_SAFE_INTEGER;

/** From here on this connection refuses every write. */
export function logsOf(hand: Hand): Logs {
	hand.run("pragma query_only = on");
	return {
		streams: () =>
			hand
				.all("select distinct stream from event order by stream")
				.map(({ stream }) => String(stream)),
		events: (stream, afterSeq = BEFORE_ALL) =>
			hand
				.all(EVENTS, stream, afterSeq, EVENTS_AT_ONCE)
				.map((raw) => eventOf(hand, raw)),
		words: (ids) =>
			new Map(
				hand
					.all(
						"select id, salt, text from words where id in (select value from json_each(?))",
						JSON.stringify(ids),
					)
					.map(({ id, salt, text }) => [
						String(id),
						{
							id: String(id),
							salt: String(salt),
							text: String(text) as Sealed,
						},
					]),
			),
	};
}

/** Tables and indexes agree, which `quick_check` does not look at. */
export const isSound = ({ all }: Hand): boolean =>
	all("pragma integrity_check(1)")[0]?.integrity_check === "ok";

/** Goes on where the stream ends; the row as it was written. */
export function addEvent(
	{ all, run }: Hand,
	at: number,
	{
		stream,
		commandId,
		event,
	}: { stream: string; commandId: string; event: LogEvent },
): StoredEvent {
	const [last] = all(
		"select seq, hash from event where stream = ? order by seq desc limit 1",
		stream,
	);
	const end = last
		? { seq: Number(last.seq), hash: String(last.hash) }
		: EMPTY_CHAIN;
	const [row] =
		eventRows(
			at,
			[{ stream, expectedSeq: end.seq, commandId, events: [event] }],
			() => end,
		) ?? [];
	if (!row) throw new Error("Expected one row for one event, got none.");
	run(
		`insert into event (stream, seq, command_id, n, type, v, at, payload, prev_hash, hash)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		row.stream,
		row.seq,
		row.commandId,
		row.n,
		row.type,
		row.v,
		row.at,
		row.payload,
		row.prevHash,
		row.hash,
	);
	return row;
}

const EVENTS = `select rowid, stream, seq, command_id, n, type, v, at, payload, prev_hash, hash
	from event where stream = ? and seq > ? order by seq limit ?`;

const eventOf = (hand: Hand, raw: RawRow): StoredEvent =>
	({
		stream: raw.stream,
		seq: raw.seq,
		commandId: exactly(hand, raw, "command_id"),
		n: raw.n,
		type: exactly(hand, raw, "type"),
		v: raw.v,
		at: raw.at,
		payload: exactly(hand, raw, "payload"),
		prevHash: raw.prev_hash,
		hash: raw.hash,
		// Whatever stands there is compared with what was hashed, of whatever type it is.
	}) as StoredEvent;

/**
 * Bytes that are no UTF-8 are read as U+FFFD, and several of them as one: where one
 * stands, the bytes themselves are looked at. Handed out as bytes they match no hash.
 */
function exactly(
	{ all }: Hand,
	raw: RawRow,
	column: "command_id" | "type" | "payload",
): unknown {
	const text = raw[column];
	if (typeof text !== "string" || !text.includes("\uFFFD")) return text;
	const [row] = all(
		`select cast(${column} as blob) as bytes from event where rowid = ?`,
		Number(raw.rowid),
	);
	const bytes = row?.bytes as Buffer;
	return bytes.equals(Buffer.from(text)) ? text : bytes;
}

/**
 * Proves that nobody altered the logs: each stream's own chain, the words its
 * events tell of, and, from heads recorded elsewhere, that no end is missing.
 * A chain alone cannot show that: whoever cuts its end, or writes it anew with
 * new hashes, leaves a chain that holds.
 *
 * Reads one page of one stream at a time and writes nothing.
 */
import { type ChainEnd, EMPTY_CHAIN, verifyChain } from "../db/rows.ts";
import type { WordRef } from "./core/incident.ts";
import type { Instant } from "./core/kinds.ts";
import type { StoredEvent, Words } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

/** What is proven, as it lies in the database. */
export type Logs = {
	/** Names of all streams. */
	streams(): string[];
	/** A page of events after `afterSeq`, in order; absent = from the very first row. */
	events(stream: string, afterSeq?: number): StoredEvent[];
	words(ids: readonly string[]): ReadonlyMap<string, Words>;
};

/** How far a stream had come one night; `place` orders what was recorded. */
export type RecordedHead = ChainEnd & {
	stream: string;
	at: Instant;
	place: number;
};
/** A copy took the database's place; `until` is the newest instant in the copy. */
export type RecordedRestore = {
	/** Hash of the event that says so in the log. */
	event: string;
	at: Instant;
	until: Instant;
	place: number;
};
export type Recorded = {
	heads: readonly RecordedHead[];
	restores: readonly RecordedRestore[];
};

export type LogFault = { stream: string; seq: number; what: string };
export type Proof = {
	streams: number;
	events: number;
	/** Told by events and found as they were written. */
	words: number;
	/** Told by events and gone, as erasing a person leaves it. */
	erased: number;
	/** Recorded heads that the logs still hold. */
	heads: number;
	faults: LogFault[];
	/** Ends that a restore of an older copy cut; the heads file confirms it. */
	cuts: (LogFault & { restoredAt: Instant })[];
};

/** The log's own word for a copy in the database's place. */
export const RESTORED = "DatabaseRestored";

export function prove(
	logs: Logs,
	secrets: Pick<Secrets, "open" | "saltedHash">,
	{ heads, restores }: Recorded = { heads: [], restores: [] },
): Proof {
	const proof: Proof = {
		streams: 0,
		events: 0,
		words: 0,
		erased: 0,
		heads: 0,
		faults: [],
		cuts: [],
	};
	const expected = Map.groupBy(heads, ({ stream }) => stream);
	const claims: Claim[] = [];
	const lost: Lost[] = [];
	for (const stream of logs.streams()) {
		const watch = watchHeads(expected.get(stream) ?? []);
		expected.delete(stream);
		const end = readStream(logs, stream, {
			event(event) {
				proof.events += 1;
				watch.event(event);
				if (event.type === RESTORED) claims.push(claimOf(event));
			},
			page: (events) => checkWords(logs, secrets, events, proof),
			fault: (fault) => proof.faults.push(fault),
		});
		proof.streams += 1;
		lost.push(...watch.lost(end));
		proof.heads += watch.held();
	}
	for (const gone of expected.values())
		lost.push(...gone.map((head) => ({ head, have: 0 })));
	tellLost(lost, restores, claims, proof);
	return proof;
}

// --- One stream ----------------------------------------------------------------------

type Visitor = {
	event(event: StoredEvent): void;
	page(events: readonly StoredEvent[]): void;
	fault(fault: LogFault): void;
};
/** How far it is proven. Nothing behind a fault is. */
type StreamEnd = { seq: number; isBroken: boolean };

function readStream(logs: Logs, stream: string, visitor: Visitor): StreamEnd {
	let end: ChainEnd = EMPTY_CHAIN;
	for (
		let page = logs.events(stream);
		page.length > 0;
		page = logs.events(stream, end.seq)
	) {
		const verdict = verifyChain(page, end);
		const proven = verdict.ok ? page : page.slice(0, verdict.seq - end.seq - 1);
		for (const event of proven) visitor.event(event);
		visitor.page(proven);
		if (!verdict.ok) {
			visitor.fault({ stream, seq: verdict.seq, what: verdict.why });
			return { seq: verdict.seq - 1, isBroken: true };
		}
		end = verdict.end;
	}
	if (end.seq > 0) return { seq: end.seq, isBroken: false };
	visitor.fault({ stream, seq: 1, what: "a log of this name has no event" });
	return { seq: 0, isBroken: true };
}

// --- Words ---------------------------------------------------------------------------

function checkWords(
	logs: Logs,
	secrets: Pick<Secrets, "open" | "saltedHash">,
	events: readonly StoredEvent[],
	proof: Proof,
): void {
	const told = events.flatMap(({ stream, seq, payload }) =>
		wordRefsIn(payload).map((ref) => ({ stream, seq, ref })),
	);
	if (told.length === 0) return;
	const found = logs.words([...new Set(told.map(({ ref }) => ref.id))]);
	for (const { stream, seq, ref } of told) {
		const words = found.get(ref.id);
		if (!words) proof.erased += 1;
		else if (isAsWritten(secrets, ref, words)) proof.words += 1;
		else
			proof.faults.push({
				stream,
				seq,
				what: `the words it tells (${ref.id}) are not the ones that were written`,
			});
	}
}

/** Every `{ id, hash }` of the payload, wherever the event holds it. */
function wordRefsIn(payload: string): WordRef[] {
	if (!payload.includes('"hash":')) return [];
	const found: WordRef[] = [];
	JSON.parse(payload, (_key, value: unknown) => {
		if (isWordRef(value)) found.push(value);
		return value;
	});
	return found;
}

const isWordRef = (value: unknown): value is WordRef =>
	typeof value === "object" &&
	value !== null &&
	"id" in value &&
	"hash" in value &&
	typeof value.id === "string" &&
	typeof value.hash === "string";

function isAsWritten(
	secrets: Pick<Secrets, "open" | "saltedHash">,
	ref: WordRef,
	{ salt, text }: Words,
): boolean {
	try {
		return (
			isWrittenOneWay(text) &&
			secrets.saltedHash(salt, secrets.open(text)) === ref.hash
		);
	} catch {
		return false;
	}
}

/** Base64 can say the same bytes in several ways: another one was not written by us. */
const isWrittenOneWay = (sealed: string): boolean => {
	const bytes = sealed.slice(1);
	return Buffer.from(bytes, "base64url").toString("base64url") === bytes;
};

// --- Heads that were recorded ----------------------------------------------------------

/** A recorded head that the log does not hold; `have` is how far the log goes now. */
type Lost = { head: RecordedHead; have: number };
/** What the log itself says of a restore. */
type Claim = { event: string; at: Instant; until: Instant };

function watchHeads(heads: readonly RecordedHead[]) {
	const bySeq = Map.groupBy(heads, ({ seq }) => seq);
	const rewritten: RecordedHead[] = [];
	let held = 0;
	return {
		event({ seq, hash }: StoredEvent): void {
			for (const head of bySeq.get(seq) ?? [])
				if (head.hash === hash) held += 1;
				else rewritten.push(head);
		},
		held: () => held,
		lost: ({ seq, isBroken }: StreamEnd): Lost[] => [
			...rewritten.map((head) => ({ head, have: seq })),
			// What lies behind a fault is not missing, it is only not proven.
			...(isBroken ? [] : heads.filter((head) => head.seq > seq)).map(
				(head) => ({ head, have: seq }),
			),
		],
	};
}

function claimOf({ hash, at, payload }: StoredEvent): Claim {
	const { until } = JSON.parse(payload) as { until?: Instant };
	return { event: hash, at, until: until ?? 0 };
}

/** One line per stream: the first that is missing says it all. */
function tellLost(
	lost: readonly Lost[],
	restores: readonly RecordedRestore[],
	claims: readonly Claim[],
	proof: Proof,
): void {
	const known = new Set(claims.map(({ event }) => event));
	const confirmed = restores.filter(({ event }) => known.has(event));
	const causeOf = ({ head }: Lost): RecordedRestore | undefined =>
		confirmed.find(
			({ place, until }) => place > head.place && until <= head.at,
		);
	for (const [stream, ofStream] of Map.groupBy(lost, (l) => l.head.stream)) {
		const inOrder = ofStream.toSorted((a, b) => a.head.seq - b.head.seq);
		const cut = inOrder.find(causeOf);
		const restore = cut && causeOf(cut);
		if (cut && restore)
			proof.cuts.push({ ...tell(stream, cut), restoredAt: restore.at });
		const unexplained = inOrder.find((one) => !causeOf(one));
		if (unexplained)
			proof.faults.push(
				withClaim(tell(stream, unexplained), unexplained, claims),
			);
	}
}

function tell(stream: string, { head, have }: Lost): LogFault {
	const night = new Date(head.at).toISOString();
	if (have === 0)
		return {
			stream,
			seq: 1,
			what: `the whole log is gone; on ${night} it went up to #${head.seq}`,
		};
	if (head.seq > have)
		return {
			stream,
			seq: have + 1,
			what: `its end is cut: it goes up to #${have}, on ${night} it went up to #${head.seq}`,
		};
	return {
		stream,
		seq: head.seq,
		what: `it was written anew: on ${night} this event was another one`,
	};
}

/** Whoever can cut a log can also write that a restore did it: only the heads file, elsewhere, confirms it. */
function withClaim(
	fault: LogFault,
	{ head }: Lost,
	claims: readonly Claim[],
): LogFault {
	const claim = claims.find(
		({ at, until }) => until <= head.at && head.at <= at,
	);
	return claim === undefined
		? fault
		: {
				...fault,
				what: `${fault.what}; the log says that a copy was restored at ${new Date(claim.at).toISOString()}, the heads file knows of no such restore`,
			};
}

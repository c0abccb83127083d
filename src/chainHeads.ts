/**
 * Where the logs stand, written down where whoever alters the database does not
 * reach: every night one line of `CHAIN_HEADS_FILE` and one message to the
 * administrators' chat.
 *
 * The line holds the heads that changed since the line before, names and hashes
 * only, and is chained to it. The message holds a digest of all heads: with it the
 * file itself is proven (`dzvin verify --root`).
 */
import { createHash } from "node:crypto";
import {
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	readFileSync,
	writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { setImmediate as othersFirst } from "node:timers/promises";
import { z } from "zod";
import { type ChainEnd, NO_HASH, verifyChain } from "../db/rows.ts";
import type { Recorded, RecordedHead, RecordedRestore } from "./chain.ts";
import type { Deliverer } from "./deliver.ts";
import { makeFolder } from "./folder.ts";
import type { Store } from "./ports.ts";
import type { Service } from "./service.ts";
import { escapeHtml } from "./wording/card.ts";
import type { Rendered } from "./wording/rendered.ts";

export type HeadsKeeper = {
	/** Records and tells where the logs stand. Throws when it could not be recorded. */
	night(): Promise<void>;
	/** Makes up for a night that was missed, or tells again what did not arrive. */
	hour(): Promise<void>;
	metrics(): string;
	stop(): void;
};

export type HeadsKeeperOptions = Pick<
	Service,
	"clock" | "log" | "settings" | "wording" | "channels"
> & {
	/** The database itself: what lives elsewhere for the moment is not yet in the logs. */
	store: Pick<Store, "streams" | "load">;
	/** `CHAIN_HEADS_FILE`. */
	file?: string;
	/** `ADMIN_TELEGRAM_CHAT`. */
	chat?: string;
	courtesy: Deliverer["courtesy"];
};

export function keepHeads(options: HeadsKeeperOptions): HeadsKeeper {
	const { clock, log, file, chat } = options;
	const isAsked = file !== undefined || chat !== undefined;
	let told: ReadonlyMap<string, ChainEnd> = new Map();
	let untold: Night | undefined;
	/** Read from the file once: this process alone adds nights to it. */
	let recordedAt: number | undefined;
	let isUnwritten = false;
	let brokenSoFar = 0;
	let isBusy = false;
	let isStopped = false;

	async function record(): Promise<void> {
		const before = file === undefined ? undefined : readHeadsFile(file);
		const faults =
			file !== undefined && !before && recordedAt !== undefined
				? ["the file was taken away"]
				: (before?.faults ?? []);
		const known = before ? standOf(before.lines) : told;
		const afterRestore = before?.lines.at(-1)?.entry.kind === "restored";
		const now = await headsNow(options.store, known, () => isStopped);
		if (isStopped) return;
		const gone = [...known.keys()].filter((stream) => !now.heads.has(stream));
		const odd = afterRestore ? now.unchained : [...now.altered, ...gone];
		const night: NightEntry = {
			kind: "night",
			// After the reading: all that was read had happened by then.
			at: new Date(clock.now()).toISOString(),
			streams: now.heads.size,
			events: [...now.heads.values()].reduce((sum, { seq }) => sum + seq, 0),
			root: digestOf(now.heads),
			heads: changed(known, now.heads),
			gone,
		};
		if (file !== undefined) appendEntry(file, night, before);
		recordedAt = Date.parse(night.at);
		told = now.heads;
		const broken = odd.length + faults.length;
		brokenSoFar += broken;
		if (broken > 0)
			log.error("chain: logs are not what was recorded, run dzvin verify", {
				streams: odd.slice(0, NAMED_AT_MOST).join(" "),
				file: faults.join(" "),
			});
		const { root, streams, events } = night;
		log.info("chain: heads recorded", { root, streams, events, broken });
		if (chat !== undefined) tell(chat, { ...night, broken });
	}

	function tell(to: string, night: Night): void {
		untold = night;
		void options.courtesy("telegram", to, async () => {
			const outcome = await options.channels
				.get("telegram")
				?.send(messageOf(options, to, night), SEND_WITHIN_MS);
			if (outcome?.outcome !== "accepted")
				log.warn("chain: the administrators were not told, tried again soon", {
					outcome: outcome?.outcome ?? "no telegram",
				});
			else if (untold === night) untold = undefined;
		});
	}

	/** Nothing was recorded for a day, or ever. */
	const isDue = (): boolean => {
		if (file === undefined) return isUnwritten;
		recordedAt ??= lastNightIn(file);
		return recordedAt === undefined || clock.now() - recordedAt > DAY_MS;
	};

	async function night(): Promise<void> {
		if (!isAsked || isBusy) return;
		isBusy = true;
		isUnwritten = true;
		try {
			await record();
			isUnwritten = false;
		} catch (error) {
			if (!isStopped) throw error;
		} finally {
			isBusy = false;
		}
	}

	return {
		night,
		async hour() {
			if (!isAsked) return;
			if (isDue()) await night();
			else if (chat !== undefined && untold) tell(chat, untold);
		},
		metrics: () =>
			isAsked
				? [
						gauge(
							"dzvin_chain_unwritten",
							"1 while the heads of the logs could not be recorded",
							isUnwritten && !isBusy ? 1 : 0,
						),
						gauge(
							"dzvin_chain_untold",
							"1 while the administrators' chat did not take the digest of the night",
							untold ? 1 : 0,
						),
						gauge(
							"dzvin_chain_broken",
							"Logs found since the start not to be what was recorded",
							brokenSoFar,
						),
					].join("")
				: "",
		stop() {
			isStopped = true;
		},
	};
}

const DAY_MS = 86_400_000;
const SEND_WITHIN_MS = 10_000;
const NAMED_AT_MOST = 20;

// --- The night ---------------------------------------------------------------------

type HeadsNow = {
	heads: Map<string, ChainEnd>;
	/** Not what was recorded of them, or no chain at all. */
	altered: string[];
	/** No chain at all. */
	unchained: string[];
};

/** What stands where it stood costs one row; only what is new is read, and proven. */
async function headsNow(
	store: HeadsKeeperOptions["store"],
	known: ReadonlyMap<string, ChainEnd>,
	isStopped: () => boolean,
): Promise<HeadsNow> {
	const now: HeadsNow = { heads: new Map(), altered: [], unchained: [] };
	for (const stream of await store.streams("")) {
		// Reading holds the process: an alarm waits for one log, not for ten thousand.
		await othersFirst();
		if (isStopped()) break;
		const before = known.get(stream);
		const extended = before && (await extension(store, stream, before));
		if (extended) {
			now.heads.set(stream, extended);
			continue;
		}
		if (before) now.altered.push(stream);
		const events = await store.load(stream);
		const last = events.at(-1);
		if (last) now.heads.set(stream, { seq: last.seq, hash: last.hash });
		if (verifyChain(events).ok) continue;
		now.unchained.push(stream);
		if (!before) now.altered.push(stream);
	}
	return now;
}

/** Where a stream ends that goes on, unbroken, from where it stood. */
async function extension(
	store: HeadsKeeperOptions["store"],
	stream: string,
	before: ChainEnd,
): Promise<ChainEnd | undefined> {
	const events = await store.load(stream, before.seq - 1);
	const [first] = events;
	if (first?.hash !== before.hash) return undefined;
	const verdict = verifyChain(events, {
		seq: before.seq - 1,
		hash: first.prevHash,
	});
	return verdict.ok ? verdict.end : undefined;
}

const changed = (
	known: ReadonlyMap<string, ChainEnd>,
	now: ReadonlyMap<string, ChainEnd>,
): NightEntry["heads"] =>
	[...now]
		.filter(([stream, { hash }]) => known.get(stream)?.hash !== hash)
		.map(([stream, { seq, hash }]) => [stream, seq, hash]);

/** One number for all heads together, the same on every machine. */
export function digestOf(heads: ReadonlyMap<string, ChainEnd>): string {
	const digest = createHash("sha256");
	const inOrder = [...heads].sort(([a], [b]) => (a < b ? -1 : 1));
	for (const [stream, { seq, hash }] of inOrder)
		digest.update(`${stream} ${seq} ${hash}\n`);
	return digest.digest("hex");
}

// --- The message -------------------------------------------------------------------

type Night = Pick<NightEntry, "at" | "streams" | "events" | "root"> & {
	broken: number;
};

function messageOf(
	{ settings, wording }: HeadsKeeperOptions,
	to: string,
	{ at, streams, events, root, broken }: Night,
) {
	const { locale, timeZone } = settings;
	const time = new Intl.DateTimeFormat("sv-SE", {
		timeZone,
		dateStyle: "short",
		timeStyle: "short",
	}).format(Date.parse(at));
	const lines = [
		escapeHtml(
			wording.text(locale, "chain-heads", {
				time,
				count: streams,
				total: events,
			}),
		),
		`<code>${root}</code>`,
		escapeHtml(
			broken > 0
				? wording.text(locale, "chain-broken", { count: broken })
				: wording.text(locale, "chain-keep"),
		),
	];
	const rendered: Rendered = {
		channel: "telegram",
		html: lines.join("\n"),
		buttons: [],
		// It comes at night, and nobody has to get up for it.
		silent: broken === 0,
	};
	return {
		attemptId: crypto.randomUUID(),
		to,
		body: JSON.stringify(rendered),
		incidentId: "",
	};
}

const gauge = (name: string, help: string, value: number): string =>
	`# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`;

// --- The file ----------------------------------------------------------------------

const HEX = /^[0-9a-f]{64}$/;
const instant = z.iso.datetime();

const nightEntry = z.strictObject({
	kind: z.literal("night"),
	at: instant,
	streams: z.int(),
	events: z.int(),
	root: z.string().regex(HEX),
	/** Since the line before: stream, seq, hash. */
	heads: z.array(z.tuple([z.string(), z.int(), z.string().regex(HEX)])),
	/** Streams that were there at the line before. */
	gone: z.array(z.string()),
});
const restoreEntry = z.strictObject({
	kind: z.literal("restored"),
	at: instant,
	/** Newest instant in the copy; null when it was empty. */
	until: instant.nullable(),
	/** Hash of the log's own event about it. */
	event: z.string().regex(HEX),
});
const entrySchema = z.discriminatedUnion("kind", [nightEntry, restoreEntry]);

export type NightEntry = z.infer<typeof nightEntry>;
export type RestoreEntry = z.infer<typeof restoreEntry>;
export type HeadsLine = {
	/** Line of the file, from 1. */
	place: number;
	entry: NightEntry | RestoreEntry;
	hash: string;
};
export type HeadsFile = {
	lines: HeadsLine[];
	/** In words for the operator. */
	faults: string[];
	/** Lines that a power cut left torn; nothing is chained to them. */
	torn: number[];
	/** The next line must begin on a line of its own. */
	isUnfinished: boolean;
};

/** `undefined` when there is no file. */
export function readHeadsFile(file: string): HeadsFile | undefined {
	if (!existsSync(file)) return undefined;
	const text = readFileSync(file, "utf8");
	const read: HeadsFile = {
		lines: [],
		faults: [],
		torn: [],
		isUnfinished: text !== "" && !text.endsWith("\n"),
	};
	for (const [index, line] of text.split("\n").entries()) {
		if (line === "") continue;
		const place = index + 1;
		const found = readLine(line);
		if (!found) {
			read.torn.push(place);
			continue;
		}
		if (found.previous !== (read.lines.at(-1)?.hash ?? NO_HASH))
			read.faults.push(
				`line ${place} does not follow the line before it: something in front of it was altered or taken out`,
			);
		read.lines.push({ place, entry: found.entry, hash: found.hash });
	}
	const last = read.lines.at(-1)?.place ?? 0;
	for (const place of read.torn.filter((torn) => torn > last))
		read.faults.push(
			`line ${place}, the last, is not whole: a power cut while it was written, or somebody altered it`,
		);
	return read;
}

function lastNightIn(file: string): number | undefined {
	const last = readHeadsFile(file)?.lines.findLast(
		({ entry }) => entry.kind === "night",
	);
	return last && Date.parse(last.entry.at);
}

/** On the disk before it returns; `before` is what the file holds. */
export function appendEntry(
	file: string,
	entry: NightEntry | RestoreEntry,
	before: HeadsFile | undefined = readHeadsFile(file),
): void {
	const chained = {
		...entry,
		previous: before?.lines.at(-1)?.hash ?? NO_HASH,
	};
	const line = JSON.stringify({ ...chained, hash: hashOf(chained) });
	makeFolder(dirname(file));
	const open = openSync(file, "a", 0o600);
	try {
		writeFileSync(open, `${before?.isUnfinished ? "\n" : ""}${line}\n`);
		fsyncSync(open);
	} finally {
		closeSync(open);
	}
}

/** All heads as they stood after these lines. */
export function standOf(lines: readonly HeadsLine[]): Map<string, ChainEnd> {
	const stand = new Map<string, ChainEnd>();
	for (const { entry } of lines) {
		if (entry.kind !== "night") continue;
		for (const stream of entry.gone) stand.delete(stream);
		for (const [stream, seq, hash] of entry.heads)
			stand.set(stream, { seq, hash });
	}
	return stand;
}

/** What the logs must hold, as every line says it. */
export function recordedIn(lines: readonly HeadsLine[]): Recorded {
	return {
		heads: lines.flatMap(({ entry, place }): RecordedHead[] =>
			entry.kind === "night"
				? entry.heads.map(([stream, seq, hash]) => ({
						stream,
						seq,
						hash,
						at: Date.parse(entry.at),
						place,
					}))
				: [],
		),
		restores: lines.flatMap(({ entry, place }): RecordedRestore[] =>
			entry.kind === "restored"
				? [
						{
							event: entry.event,
							at: Date.parse(entry.at),
							until: entry.until === null ? 0 : Date.parse(entry.until),
							place,
						},
					]
				: [],
		),
	};
}

function readLine(
	line: string,
): { entry: HeadsLine["entry"]; previous: string; hash: string } | undefined {
	try {
		const parsed = JSON.parse(line) as Record<string, unknown>;
		const { hash, ...chained } = parsed;
		const { previous, ...entry } = chained;
		// The same fact written another way was not written by us.
		if (JSON.stringify(parsed) !== line || hash !== hashOf(chained))
			return undefined;
		return {
			entry: entrySchema.parse(entry),
			previous: String(previous),
			hash: String(hash),
		};
	} catch {
		return undefined;
	}
}

const hashOf = (chained: object): string =>
	createHash("sha256").update(JSON.stringify(chained)).digest("hex");

/**
 * The roster as it stood a minute ago, in memory and, sealed, in a file: what an
 * alarm is rung from when the database cannot be read.
 *
 * Names and phones in it are sealed twice; the file opens only with this
 * installation's DZVIN_SECRET.
 */
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { memoryStore } from "../db/memory.ts";
import type { Page, Roster, RosterWrite, Sealed, Store } from "./ports.ts";
import { EVERYTHING } from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { Log } from "./service.ts";

type Numbered = { year: number; n: number };
type Snapshot = { rows: RosterWrite[]; newestNumber?: Numbered };

export type Snapshots = {
	/** Reads the roster and keeps it; a database that cannot be read leaves the last one. */
	refresh(): Promise<void>;
	/** The last one; undefined when there never was any. */
	roster(): Roster | undefined;
	/** The newest short number it knows. */
	newestNumber(): Numbered | undefined;
	start(): () => void;
};

export type SnapshotDeps = {
	file: string;
	store: Store;
	roster: Roster;
	secrets: Secrets;
	now(): number;
	log: Log;
};

// Whoever joined in the last minute is not rung blind; a shorter time would read the roster all day.
const EVERY_MS = 60_000;
const PAGE = 500;

export function rosterSnapshots(deps: SnapshotDeps): Snapshots {
	const { log } = deps;
	let kept: { newestNumber?: Numbered | undefined; roster: Roster } | undefined;
	/** Of the text in the file: kept whole, a district's would be in memory three times. */
	let writtenHash = "";
	const read = readSnapshot(deps);
	const ready = read ? keep(read) : Promise.resolve();

	async function keep(snapshot: Snapshot): Promise<void> {
		const { store, roster } = memoryStore();
		await store.append({ at: deps.now(), roster: snapshot.rows });
		kept = { newestNumber: snapshot.newestNumber, roster };
	}

	const snapshots: Snapshots = {
		async refresh() {
			await ready;
			try {
				const snapshot = await take(deps);
				const text = JSON.stringify(snapshot);
				const textHash = hash("sha256", text);
				if (textHash === writtenHash) return;
				await keep(snapshot);
				await writeWhole(deps.file, deps.secrets.seal(text));
				writtenHash = textHash;
			} catch (error) {
				log.error(
					"snapshot: the roster could not be kept, the last one stays",
					{
						error: error instanceof Error ? error.name : "unknown",
					},
				);
			}
		},
		roster: () => kept?.roster,
		newestNumber: () => kept?.newestNumber,
		start() {
			const timer = setInterval(() => void snapshots.refresh(), EVERY_MS);
			return () => clearInterval(timer);
		},
	};
	return snapshots;
}

async function take({ store, roster, now }: SnapshotDeps): Promise<Snapshot> {
	const brigades = await all((page) => roster.brigades(EVERYTHING, page));
	const responders = await all((page) => roster.responders(EVERYTHING, page));
	const vehicles = [];
	for (const { id } of brigades)
		vehicles.push(...(await roster.vehicles(EVERYTHING, id)));
	const states = await roster.channelStates(responders.map(({ id }) => id));
	const { items } = await store.heads(EVERYTHING, { limit: 1 });
	const year = new Date(now()).getUTCFullYear();
	return {
		rows: [
			...brigades.map((row) => ({ table: "brigade" as const, row })),
			...vehicles.map((row) => ({ table: "vehicle" as const, row })),
			...responders.map((row) => ({ table: "responder" as const, row })),
			...states.map((row) => ({ table: "channelState" as const, row })),
			...(await roster.apiKeys()).map((row) => ({
				table: "apiKey" as const,
				row,
			})),
			...(await roster.subscriptions()).map(
				({ waiting: _waiting, ...row }) => ({
					table: "subscription" as const,
					row,
				}),
			),
		],
		...(items[0] ? { newestNumber: { year, n: items[0].number } } : {}),
	};
}

async function all<T>(
	pageOf: (page: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<T[]> {
	const items: T[] = [];
	let cursor: string | undefined;
	do {
		const page = await pageOf({
			limit: PAGE,
			...(cursor === undefined ? {} : { cursor }),
		});
		items.push(...page.items);
		cursor = page.nextCursor;
	} while (cursor !== undefined);
	return items;
}

/** Never half a file: written beside it, then renamed. */
async function writeWhole(file: string, text: string): Promise<void> {
	const beside = `${file}.new`;
	const handle = await open(beside, "w", 0o600);
	try {
		await handle.writeFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(beside, file);
}

function readSnapshot({
	file,
	secrets,
	log,
}: SnapshotDeps): Snapshot | undefined {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch {
		return undefined;
	}
	try {
		return JSON.parse(secrets.open(text as Sealed)) as Snapshot;
	} catch {
		log.error("snapshot: the file opens with another DZVIN_SECRET, left alone");
		return undefined;
	}
}

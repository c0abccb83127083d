/**
 * `dzvin restore FILE`: a copy takes the place of the database.
 *
 * It refuses a damaged copy and one sealed with another key, keeps the file it
 * replaces, and lets nothing of the past ring until a human says `--resume`.
 */
import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { addEvent } from "../db/sqlite/logged.ts";
import {
	type Hand,
	holdPast,
	isWhole,
	pastOf,
	releasePast,
	sealedOf,
} from "../db/sqlite/restored.ts";
import { RESTORED } from "./chain.ts";
import { appendEntry, type RestoreEntry } from "./chainHeads.ts";
import type { Config } from "./config.ts";
import { AppError } from "./errors.ts";
import { makeFolder } from "./folder.ts";
import type { Sealed } from "./ports.ts";
import { createSecrets } from "./secrets.ts";

/** Native code is opened elsewhere and handed in. */
export type Files = {
	open<T>(file: string, work: (hand: Hand) => T): T;
	/** Refuses while a service holds the file. */
	alone<T>(file: string, work: () => T): T;
};

type Shell = {
	config: Pick<
		Config,
		"databaseFile" | "snapshotFile" | "secret" | "chainHeadsFile"
	>;
	files: Files;
	now: number;
	print(line: string): void;
};

export function restoreCopy({
	file,
	config,
	files,
	now,
	print,
}: Shell & { file: string }): void {
	if (!existsSync(file))
		throw new AppError(
			"invalid",
			`Expected a copy at ${file}, there is no file.`,
		);
	const target = config.databaseFile;
	makeFolder(dirname(target));
	const kept = `${target}.before-${new Date(now).toISOString().replace(/[:.]/g, "-")}`;
	files.alone(target, () => {
		// Looked at and changed beside its place: the copy itself stays as it was made.
		const beside = `${target}.restoring`;
		copyFileSync(file, beside);
		let said: string[];
		let restored: RestoreEntry;
		try {
			[said, restored] = files.open(beside, (hand) => {
				mustBeWhole(hand, file);
				mustOpen(hand, config.secret, file);
				// Asked before the note is in it, which is no part of the copy.
				const { newestAt } = pastOf(hand);
				return [[...pastLines(hand, now)], noted(hand, now, newestAt)];
			});
		} catch (error) {
			rmSync(beside, { force: true });
			throw notADatabase(error, file);
		}
		for (const end of ["", "-wal", "-shm"])
			if (existsSync(`${target}${end}`))
				renameSync(`${target}${end}`, `${kept}${end}`);
		renameSync(beside, target);
		// What rings blind must not come from a roster newer than the database.
		rmSync(config.snapshotFile, { force: true });
		if (config.chainHeadsFile !== undefined)
			said.push(...tellHeads(config.chainHeadsFile, restored));
		for (const line of said) print(line);
		if (existsSync(kept)) print(`What stood there before is kept as ${kept}.`);
	});
}

/** Holds what was planned then, and says what burned. */
function* pastLines(hand: Hand, now: number): Generator<string> {
	const { newestAt, running } = pastOf(hand);
	const held = holdPast(hand, now);
	yield newestAt === undefined
		? "Restored: an empty database."
		: `Restored as it stood at ${new Date(newestAt).toISOString()}.`;
	if (running.length > 0)
		yield `Running in it: ${running.map((number) => `#${number}`).join(", ")}. Close what is over: ${held} alerts and timers of then are held. dzvin restore --resume lets them go.`;
}

/** In the log itself: what it lacks from here on, it lacks because of this. */
function noted(
	hand: Hand,
	now: number,
	newestAt: number | undefined,
): RestoreEntry {
	const { hash, at } = addEvent(hand, Math.max(now, newestAt ?? 0), {
		stream: "admin/everything",
		commandId: `restore:${crypto.randomUUID()}`,
		event: {
			type: RESTORED,
			by: { kind: "service" },
			...(newestAt === undefined ? {} : { until: newestAt }),
		},
	});
	return {
		kind: "restored",
		at: new Date(at).toISOString(),
		until: newestAt === undefined ? null : new Date(newestAt).toISOString(),
		event: hash,
	};
}

/** Whoever cuts a log could write the note in it as well; this one lies elsewhere. */
function* tellHeads(file: string, restored: RestoreEntry): Generator<string> {
	try {
		appendEntry(file, restored);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		yield `The restore could not be noted in ${file} (${code ?? "unknown"}): dzvin verify will call the events it cut a fault.`;
	}
}

/** Also while the service runs: it finds the rows by itself. */
export function resumePast({ config, files, now, print }: Shell): void {
	const released = files.open(config.databaseFile, (hand) =>
		releasePast(hand, now),
	);
	print(
		released === 0
			? "Nothing of a restored copy is waiting."
			: `${released} alerts and timers of the restored copy go on now.`,
	);
}

function mustBeWhole(hand: Hand, file: string): void {
	if (isWhole(hand)) return;
	throw new AppError(
		"invalid",
		`Expected ${file} to be whole, SQLite's quick_check found damage. Take an older copy; nothing was changed.`,
	);
}

const notADatabase = (error: unknown, file: string): unknown =>
	error instanceof Error &&
	/SQLITE_(NOTADB|CORRUPT)/.test(String((error as { code?: unknown }).code))
		? new AppError(
				"invalid",
				`Expected a copy made by dzvin backup at ${file}, it is damaged or something else. Nothing was changed.`,
			)
		: error;

function mustOpen(hand: Hand, secret: string, file: string): void {
	const sealed = sealedOf(hand);
	if (sealed === undefined) return;
	const secrets = createSecrets(secret);
	try {
		secrets.open(sealed as Sealed);
	} catch {
		throw new AppError(
			"invalid",
			`${file} was sealed with another DZVIN_SECRET than the one set now (fingerprint ${secrets.fingerprint()}). dzvin backup printed the fingerprint of the right one; set that secret. Nothing was changed.`,
		);
	}
}

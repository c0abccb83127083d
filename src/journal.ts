/**
 * What was done while the database took no writes: one sealed line per fact,
 * on the disk before the next step. Whoever finds the file reads nothing in it.
 *
 * A torn last line (power cut) is left out; every line before it counts.
 */
import {
	closeSync,
	fsyncSync,
	openSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./folder.ts";
import type { Append, AttemptRank, Inbound, NewRow, Sealed } from "./ports.ts";
import type { Secrets } from "./secrets.ts";
import type { Log } from "./service.ts";

export type JournalLine =
	/** A decision or a settlement, as it would have been written. */
	| { kind: "append"; append: Append }
	/** Tries begun; committed before their first byte leaves. */
	| {
			kind: "claimed";
			tries: { rowId: string; attemptId: string; at: number }[];
	  }
	/** Rows of the database that are sent from memory meanwhile. */
	| { kind: "lent"; at: number; rows: readonly NewRow[] }
	| { kind: "receipt"; attemptId: string; rank: AttemptRank }
	| { kind: "inbound"; inbound: Inbound };

export type Journal = {
	/** False when it could not be made durable: the disk of the journal is gone too. */
	add(line: JournalLine): boolean;
	lines(): readonly JournalLine[];
	/** Everything in it stands in the database now. */
	clear(): void;
};

export function openJournal(
	file: string,
	{ secrets, log }: { secrets: Secrets; log: Log },
): Journal {
	let lines = readLines(file, secrets, log);

	function written(line: JournalLine): boolean {
		try {
			appendDurably(file, secrets.seal(JSON.stringify(line)));
			return true;
		} catch (error) {
			log.error("blind: the journal cannot be written", {
				error: codeOf(error),
			});
			return false;
		}
	}

	return {
		add(line) {
			const isDurable = written(line);
			// What people wrote and was not taken is brought again; what rang is known here only.
			if (isDurable || line.kind !== "inbound") lines.push(line);
			return isDurable;
		},
		lines: () => lines,
		clear() {
			lines = [];
			try {
				rmSync(file, { force: true });
			} catch (error) {
				log.error("blind: the journal cannot be removed", {
					error: codeOf(error),
				});
			}
		},
	};
}

function appendDurably(file: string, line: string): void {
	makeFolder(dirname(file));
	// Phones and places lie in it, sealed; nobody else needs even that.
	const open = openSync(file, "a", 0o600);
	try {
		// After a torn line the next one begins anew.
		writeFileSync(open, `\n${line}\n`);
		fsyncSync(open);
	} finally {
		closeSync(open);
	}
}

function readLines(file: string, secrets: Secrets, log: Log): JournalLine[] {
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch {
		return [];
	}
	return text
		.split("\n")
		.filter((line) => line !== "")
		.flatMap((line) => {
			try {
				return [JSON.parse(secrets.open(line as Sealed)) as JournalLine];
			} catch {
				log.error("blind: a line of the journal cannot be read, left out");
				return [];
			}
		});
}

const codeOf = (error: unknown): string =>
	error instanceof Error
		? String((error as NodeJS.ErrnoException).code ?? error.name)
		: "unknown";

/**
 * `dzvin verify`: says what is proven of the logs, or what was altered, where, and
 * what to do. Reads only; the service may run meanwhile.
 */
import { existsSync } from "node:fs";
import { isSound, logsOf } from "../db/sqlite/logged.ts";
import { type LogFault, type Proof, prove, type Recorded } from "./chain.ts";
import {
	digestOf,
	type HeadsLine,
	type NightEntry,
	readHeadsFile,
	recordedIn,
	standOf,
} from "./chainHeads.ts";
import type { Config } from "./config.ts";
import { AppError } from "./errors.ts";
import type { Files } from "./restore.ts";
import { createSecrets } from "./secrets.ts";

export type VerifyOptions = {
	config: Pick<Config, "databaseFile" | "secret">;
	/** Where the heads were recorded; without it a cut end is not found. */
	headsFile?: string;
	/** The digest of a night as the administrators' chat shows it. */
	root?: string;
	/** A day such as 2026-11-22: what was recorded after it is left out. For a copy, which knows nothing newer. */
	until?: string;
	/** Native code is opened elsewhere and handed in. */
	open: Files["open"];
	print(line: string): void;
};

/** 0 when everything holds. An end cut by a restore that the heads file confirms is said and is no fault. */
export function verifyDatabase(options: VerifyOptions): number {
	const { config, headsFile, root, until, open, print } = options;
	if (root !== undefined) mustBeDigest(root, headsFile);
	if (until !== undefined && !/^\d{4}-\d\d-\d\d$/.test(until))
		throw new AppError(
			"invalid",
			`--until expects a day such as 2026-11-22, got "${until}".`,
		);
	if (!existsSync(config.databaseFile))
		throw new AppError(
			"invalid",
			`Expected a database at ${config.databaseFile}, there is no file. Set DATABASE_URL as the service has it.`,
		);
	// Before the logs: whatever it records is in them by then.
	const file =
		headsFile === undefined ? NO_FILE : factsOf(headsFile, root, until);
	const { isWhole, proof } = open(config.databaseFile, (hand) => ({
		isWhole: holds(() => isSound(hand)),
		proof: holds(() =>
			prove(logsOf(hand), createSecrets(config.secret), file.recorded),
		),
	}));
	for (const line of file.said) print(line);
	for (const fault of file.faults) print(`✗ ${headsFile}: ${fault}`);
	if (proof) printProof(proof, print);
	if (!isWhole || !proof)
		print(
			`✗ ${config.databaseFile}: the file itself is damaged, SQLite finds tables and indexes that do not agree`,
		);
	if (headsFile === undefined)
		print(
			"Not proven: that no end is missing. Set CHAIN_HEADS_FILE, or name the file with --heads.",
		);
	const isAltered = !isWhole || !proof || proof.faults.length > 0;
	if (isAltered) print(WHAT_TO_DO);
	if (file.faults.length > 0) print(WHAT_TO_DO_ABOUT_FILE);
	return isAltered || file.faults.length > 0 ? 1 : 0;
}

const WHAT_TO_DO = `What to do: keep the file as it is for whoever looks into it (dzvin backup FILE). Go back through the nightly copies
(DATABASE_URL=file:COPY dzvin verify --until DAY-OF-THE-COPY) to the newest one that holds; between it and the next somebody or something altered the file.
Find out who reaches this machine before you restore that copy (dzvin restore FILE).`;
const WHAT_TO_DO_ABOUT_FILE =
	"What to do: compare the nights with the digests in the administrators' chat (dzvin verify --root DIGEST): up to the last one that holds the file is true.";

function printProof(proof: Proof, print: (line: string) => void): void {
	const { streams, events, words, erased, heads, cuts, faults } = proof;
	for (const cut of cuts)
		print(
			`↺ ${placeOf(cut)}: ${cut.what}; cut by the restore of ${new Date(cut.restoredAt).toISOString()}`,
		);
	for (const fault of faults) print(`✗ ${placeOf(fault)}: ${fault.what}`);
	const isProven = faults.length === 0;
	print(
		`${isProven ? "✓" : "Read:"} logs ${streams}, events ${events}, words ${words}${isProven ? ": as they were written" : ""}. Words erased: ${erased}.`,
	);
	if (heads > 0) print(`Recorded heads that the logs still hold: ${heads}.`);
}

const placeOf = ({ stream, seq }: LogFault): string => `${stream} #${seq}`;

/** Damage is a finding; anything else is not ours to hide. */
function holds<T>(look: () => T): T | undefined {
	try {
		return look();
	} catch (error) {
		if (/SQLITE_(NOTADB|CORRUPT)/.test(String(codeOf(error)))) return undefined;
		throw error;
	}
}

const codeOf = (error: unknown): unknown =>
	error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;

// --- The heads file ------------------------------------------------------------------

type FileFacts = { recorded: Recorded; said: string[]; faults: string[] };
const NO_FILE: FileFacts = {
	recorded: { heads: [], restores: [] },
	said: [],
	faults: [],
};

type NightLine = HeadsLine & { entry: NightEntry };

function factsOf(
	path: string,
	root: string | undefined,
	until: string | undefined,
): FileFacts {
	const file = readHeadsFile(path);
	if (!file)
		return {
			...NO_FILE,
			faults: [
				"expected the recorded heads, there is no file; the service writes it at its first start with CHAIN_HEADS_FILE",
			],
		};
	const { lines } = file;
	const nights = lines.filter(
		(line): line is NightLine => line.entry.kind === "night",
	);
	const last = nights.at(-1);
	const facts: FileFacts = {
		recorded: recordedIn(
			lines.filter(
				({ entry }) => until === undefined || entry.at.slice(0, 10) <= until,
			),
		),
		said: [
			`Nights recorded: ${nights.length}${last ? `, the last at ${last.entry.at}` : ""}.`,
		],
		faults: [...file.faults],
	};
	if (last && !isItsDigest(lines, last))
		facts.faults.push(
			`line ${last.place}: its digest is not the one of the heads recorded up to it`,
		);
	if (root !== undefined) compareRoot(facts, lines, nights, root.toLowerCase());
	return facts;
}

function compareRoot(
	{ said, faults }: FileFacts,
	lines: readonly HeadsLine[],
	nights: readonly NightLine[],
	root: string,
): void {
	const found = nights.filter(({ entry }) => entry.root === root);
	const [first] = found;
	if (!first) {
		faults.push(
			"no night has the digest you gave: the file was cut or altered, or the digest was mistyped",
		);
		return;
	}
	if (isItsDigest(lines, first))
		said.push(
			`✓ The digest you gave is the one of ${found.map(({ entry }) => entry.at).join(", ")}: logs ${first.entry.streams}, events ${first.entry.events}. The heads recorded up to it give it.`,
		);
	else
		faults.push(
			`line ${first.place}: the heads recorded up to it do not give the digest you gave`,
		);
}

const isItsDigest = (lines: readonly HeadsLine[], night: NightLine): boolean =>
	digestOf(standOf(lines.filter(({ place }) => place <= night.place))) ===
	night.entry.root;

function mustBeDigest(root: string, headsFile: string | undefined): void {
	if (!/^[0-9a-f]{64}$/i.test(root))
		throw new AppError(
			"invalid",
			`--root expects the 64 hexadecimal digits of the administrators' message, got ${root.length} characters.`,
		);
	if (headsFile === undefined)
		throw new AppError(
			"invalid",
			"--root is compared with the recorded heads: set CHAIN_HEADS_FILE, or name the file with --heads.",
		);
}

/**
 * The second ways, looked at before the night they are needed: the watch that
 * hears us, the bell on the spot, the roster and the journal for an hour without
 * the database, the copies. A net with a hole is found here or in the fall.
 *
 * Looking rings nothing, calls nothing and leaves nothing behind; no address and
 * no argument that may hold a key is repeated.
 */
import {
	accessSync,
	closeSync,
	constants,
	existsSync,
	openSync,
	statSync,
} from "node:fs";
import { connect, isIP } from "node:net";
import { delimiter, dirname, join, resolve } from "node:path";
import { connect as connectSecurely } from "node:tls";
import type { Config } from "./config.ts";
import { isFolder, tryToWriteIn } from "./folder.ts";

/** `advice` = works, could be better. */
export type Finding = { mark: "good" | "advice" | "bad"; what: string };
/** A text of the operator's locale. */
export type Text = (
	id: string,
	args?: Record<string, string | number>,
) => string;

export async function netFindings(
	config: Config,
	text: Text,
): Promise<Finding[]> {
	return [
		await heartbeatFinding(config, text),
		relayFinding(config, text),
		...(["SNAPSHOT_FILE", "JOURNAL_FILE", "BACKUP_DIRECTORY"] as const).map(
			(name) => placeFinding(name, config, text),
		),
	];
}

// --- The watch of another provider -----------------------------------------------

const WAITS_MS = 5_000;

/** Connects and says nothing: a call is a sign of life, and only a sound service gives one. */
async function heartbeatFinding(
	{ heartbeatUrl }: Config,
	text: Text,
): Promise<Finding> {
	if (heartbeatUrl === undefined)
		return { mark: "advice", what: text("doctor-heartbeat-none") };
	const url = new URL(heartbeatUrl);
	const failed = await connectionFault(url);
	return failed === undefined
		? { mark: "good", what: text("doctor-heartbeat", { host: url.host }) }
		: {
				mark: "bad",
				what: text("doctor-heartbeat-silent", {
					host: url.host,
					why: failed,
				}),
			};
}

const connectionFault = (url: URL): Promise<string | undefined> =>
	new Promise((settle) => {
		const host = url.hostname.replace(/^\[|\]$/g, "");
		const secure = url.protocol === "https:";
		const port = Number(url.port || (secure ? 443 : 80));
		const socket = secure
			? connectSecurely({
					host,
					port,
					...(isIP(host) ? {} : { servername: host }),
				})
			: connect({ host, port });
		const end = (fault?: string): void => {
			socket.destroy();
			settle(fault);
		};
		socket.setTimeout(WAITS_MS, () => end("ETIMEDOUT"));
		socket.once(secure ? "secureConnect" : "connect", () => end());
		socket.once("error", (error) => end(codeOf(error)));
	});

// --- The bell on the spot ----------------------------------------------------------

/** Found, not rung: the village would come. */
function relayFinding({ relayCommand }: Config, text: Text): Finding {
	if (relayCommand === undefined)
		return { mark: "advice", what: text("doctor-relay-none") };
	const [program = ""] = relayCommand.split(/\s+/);
	const found = candidates(program).find(isProgram);
	return found === undefined
		? { mark: "bad", what: text("doctor-relay-missing", { program }) }
		: { mark: "good", what: text("doctor-relay", { program: found }) };
}

const candidates = (program: string): string[] =>
	program.includes("/")
		? [resolve(program)]
		: (process.env.PATH ?? "")
				.split(delimiter)
				.filter((folder) => folder !== "")
				.map((folder) => join(folder, program));

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}

// --- Files for an hour without the database ------------------------------------------

type Place = "SNAPSHOT_FILE" | "JOURNAL_FILE" | "BACKUP_DIRECTORY";

function placeFinding(name: Place, config: Config, text: Text): Finding {
	const path = {
		SNAPSHOT_FILE: config.snapshotFile,
		JOURNAL_FILE: config.journalFile,
		BACKUP_DIRECTORY: config.backupDirectory,
	}[name];
	const fault = placeFault(name, resolve(path));
	if (fault !== undefined)
		return {
			mark: "bad",
			what: text("doctor-place-closed", { name, path, why: fault }),
		};
	const alone = deviceOf(path) !== deviceOf(config.databaseFile);
	return alone
		? { mark: "good", what: text("doctor-place", { name, path }) }
		: { mark: "advice", what: text("doctor-place-sameDisk", { name, path }) };
}

/** What the system answers to writing there. */
function placeFault(name: Place, path: string): string | undefined {
	const folder = name === "BACKUP_DIRECTORY" ? path : dirname(path);
	try {
		// The snapshot is never the first to write in its folder: nobody makes that for it.
		if (name === "SNAPSHOT_FILE" && !existsSync(folder)) return "ENOENT";
		if (name !== "BACKUP_DIRECTORY" && isFolder(path)) return "EISDIR";
		if (name !== "BACKUP_DIRECTORY" && existsSync(path))
			closeSync(openSync(path, "r+"));
		tryToWriteIn(nearestThere(folder));
	} catch (error) {
		return codeOf(error);
	}
	return undefined;
}

/** The path itself, or the first above it that exists. */
export function nearestThere(path: string): string {
	const whole = resolve(path);
	return existsSync(whole) || dirname(whole) === whole
		? whole
		: nearestThere(dirname(whole));
}

const deviceOf = (path: string): number => statSync(nearestThere(path)).dev;

const codeOf = (error: unknown): string =>
	error instanceof Error
		? String((error as NodeJS.ErrnoException).code ?? error.name)
		: "unknown";

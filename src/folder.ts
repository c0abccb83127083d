/**
 * Makes a folder with all above it, or says why not. Node's own `recursive` never
 * comes back where the system answers "no such folder" to making one (`/proc/x`),
 * and holds the process so that not even SIGTERM ends it.
 */
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	rmSync,
	statSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Throws what the system answered, with the name of the folder it answered it for. */
export function makeFolder(folder: string): void {
	const path = resolve(folder);
	if (isFolder(path)) return;
	const above = dirname(path);
	if (above !== path) makeFolder(above);
	try {
		mkdirSync(path);
	} catch (error) {
		// Somebody else made it meanwhile.
		if (isFolder(path)) return;
		if (!existsSync(path)) throw error;
		throw Object.assign(new Error(`${path} is a file`, { cause: error }), {
			code: "ENOTDIR",
		});
	}
}

export const isFolder = (path: string): boolean => {
	try {
		return statSync(path).isDirectory();
	} catch {
		return false;
	}
};

/**
 * Throws what the system answers to writing in it. A file is made and taken away
 * again: permission bits say little about a disk that is full or read only.
 */
export function tryToWriteIn(folder: string): void {
	const probe = join(folder, `.dzvin-${crypto.randomUUID()}`);
	closeSync(openSync(probe, "wx", 0o600));
	rmSync(probe);
}

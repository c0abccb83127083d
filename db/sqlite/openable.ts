/**
 * What an operator gets wrong with the place of the database, named by its setting:
 * SQLite says "unable to open database file" to four different mistakes.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { isFolder, makeFolder, tryToWriteIn } from "../../src/folder.ts";

/**
 * A file that is read only opens without a word and would refuse the first alarm;
 * its `-shm` is made read only, too, and stays so when the mistake is put right.
 */
export function mustNotBeClosed(file: string): void {
	if (existsSync(file) && !isWritable(file))
		throw Object.assign(new Error("attempt to open a read-only file"), {
			code: "SQLITE_READONLY",
		});
}

export function folderFor(file: string): void {
	try {
		makeFolder(dirname(file));
	} catch (error) {
		const why = codeOf(error) ?? "another fault";
		throw new Error(
			`DATABASE_URL: expected a folder that is there or can be made at ${dirname(file)}, the system answers ${String(why)}. Name another file, or make the folder and give it to the user of the service.`,
			{ cause: error },
		);
	}
}

export function named<T>(file: string, open: () => T): T {
	try {
		return open();
	} catch (error) {
		const said = /^SQLITE_(CANTOPEN|READONLY|PERM|AUTH|NOTADB)/.test(
			String(codeOf(error)),
		)
			? mistakeOf(file)
			: undefined;
		// The cause stays: whether the roster of the last minute rings instead hangs on it.
		throw said === undefined ? error : new Error(said, { cause: error });
	}
}

function mistakeOf(file: string): string {
	const folder = dirname(file);
	if (isFolder(file))
		return `DATABASE_URL: expected a file at ${file}, there is a folder. Name a file in it, such as ${file}/dzvin.db.`;
	if (!takesWrites(folder))
		return `DATABASE_URL: expected a folder that this user may write in at ${folder}, because SQLite keeps its log and its lock beside the file. Give the folder to the user of the service, or name another file.`;
	const closed = [file, `${file}.lock`, `${file}-wal`, `${file}-shm`].find(
		(path) => existsSync(path) && !isWritable(path),
	);
	if (closed !== undefined)
		return `DATABASE_URL: expected a file that this user may read and write at ${closed}, it is closed to it. Give it to the user of the service.`;
	return `DATABASE_URL: expected a SQLite database that can be opened and written at ${file}, SQLite refuses it. Name another file, or restore the newest copy: dzvin restore FILE.`;
}

const takesWrites = (folder: string): boolean => {
	try {
		tryToWriteIn(folder);
		return true;
	} catch {
		return false;
	}
};

const isWritable = (path: string): boolean => {
	try {
		accessSync(path, constants.R_OK | constants.W_OK);
		return true;
	} catch {
		return false;
	}
};

export const codeOf = (error: unknown): unknown =>
	error instanceof Error && "code" in error ? error.code : undefined;

/**
 * Looking for people where nobody may find them: in the bytes of files, in every
 * form a text takes there, and, with the key, in everything sealed.
 */
import { existsSync, readFileSync } from "node:fs";
import Database from "better-sqlite3";
import type { Sealed } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";

/** A text as UTF-8, as UTF-16 and as base64, whatever stood before it. */
export function formsOf(text: string): Buffer[] {
	const utf8 = Buffer.from(text);
	const base64 = [0, 1, 2].flatMap((before) => {
		const whole = Buffer.concat([Buffer.alloc(before), utf8]);
		// The first and the last characters also hold bits of the neighbours.
		const inner = whole
			.toString("base64")
			.slice(before === 0 ? 0 : before + 1)
			.replace(/=+$/, "")
			.slice(0, -1);
		return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
	});
	return [
		utf8,
		Buffer.from(text, "utf16le"),
		Buffer.from(text, "utf16le").swap16(),
		...base64.map((form) => Buffer.from(form)),
		// As JSON writes it for machines that know no Cyrillic.
		Buffer.from(
			text.replace(
				/[^\x20-\x7e]/gu,
				(c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
			),
		),
	];
}

/** Which of these stand in the bytes, in any form. One walk over the bytes, however many texts. */
export function found(bytes: Buffer, texts: readonly string[]): string[] {
	const seen = new Set<string>();
	const byStart = new Map<number, { text: string; form: Buffer }[]>();
	// Nearly every place is passed over by one look into this.
	const mayBegin = new Uint8Array(1 << 16);
	for (const text of new Set(texts)) {
		if (/^[A-Za-z0-9+/]{0,7}$/.test(text))
			throw new RangeError(
				`expected texts that no megabyte of base64 holds by chance, got ${text.length} letters or digits`,
			);
		for (const form of formsOf(text)) {
			const start = form.readUInt32BE(0);
			byStart.set(start, [...(byStart.get(start) ?? []), { text, form }]);
			mayBegin[(start ^ (start >>> 16)) & 0xffff] = 1;
		}
	}
	let start = 0;
	for (let at = 0; at < bytes.length; at += 1) {
		start = ((start << 8) | (bytes[at] as number)) >>> 0;
		if (!mayBegin[(start ^ (start >>> 16)) & 0xffff]) continue;
		for (const { text, form } of byStart.get(start) ?? [])
			if (bytes.subarray(at - 3, at - 3 + form.length).equals(form))
				seen.add(text);
	}
	return texts.filter((text) => seen.has(text));
}

/** A database with all that lies beside it under its name. */
export const bytesOf = (file: string): Buffer =>
	Buffer.concat(
		["", "-wal", "-shm", ".lock", ".roster"].flatMap((end) =>
			existsSync(`${file}${end}`) ? [readFileSync(`${file}${end}`)] : [],
		),
	);

export type Cell = { where: string; sealed: string; text: string };

/** Everything sealed in the database, opened. */
export function openedCells(file: string, secret: string): Cell[] {
	const secrets = createSecrets(secret);
	const cells: Cell[] = [];
	eachText(file, (where, text) => {
		const opened = tryOpen(secrets, text);
		if (opened !== undefined) cells.push({ where, sealed: text, text: opened });
	});
	return cells;
}

/** Every text of every table. */
export function eachText(
	file: string,
	look: (where: string, text: string) => void,
): void {
	const database = new Database(file, { readonly: true });
	try {
		const tables = database
			.prepare("select name from sqlite_master where type = 'table'")
			.all() as { name: string }[];
		for (const { name } of tables)
			for (const row of database
				.prepare(`select * from "${name}"`)
				.all() as Record<string, unknown>[])
				for (const [column, value] of Object.entries(row))
					if (typeof value === "string") look(`${name}.${column}`, value);
	} finally {
		database.close();
	}
}

function tryOpen(
	secrets: ReturnType<typeof createSecrets>,
	text: string,
): string | undefined {
	try {
		return secrets.open(text as Sealed);
	} catch {
		return undefined;
	}
}

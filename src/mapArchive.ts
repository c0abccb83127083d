/**
 * A PMTiles file on this machine, read piece by piece: it may be larger than memory,
 * and it may come and go (a disk that is not there yet, a newer map put in its place)
 * while the service runs. Only its first bytes are understood here; browsers read
 * the rest by ranges.
 */
import { type FileHandle, open } from "node:fs/promises";
import { Readable } from "node:stream";

export type MapArchive = {
	/** What the file is now; `undefined` = not there, or no PMTiles archive. */
	look(): Promise<ArchiveLook | undefined>;
	/** Bytes `from` to `to`, both included, straight from the disk. */
	read(from: number, to: number): Promise<ReadableStream<Uint8Array>>;
};

export type ArchiveLook = {
	bytes: number;
	/** Changes when the file does. */
	version: string;
	maxZoom: number;
};

/** Fields of the header of PMTiles version 3, in bytes from the beginning. */
const HEADER_BYTES = 127;
const MAGIC = "PMTiles";
const VERSION_AT = 7;
const VERSION = 3;
const MAX_ZOOM_AT = 101;

export const mapArchive = (file: string): MapArchive => ({
	async look() {
		const handle = await open(file).catch(() => undefined);
		if (!handle) return undefined;
		try {
			return await lookAt(handle);
		} catch {
			return undefined;
		} finally {
			await handle.close();
		}
	},
	async read(from, to) {
		const handle = await open(file);
		return Readable.toWeb(
			handle.createReadStream({ start: from, end: to }),
		) as ReadableStream<Uint8Array>;
	},
});

async function lookAt(handle: FileHandle): Promise<ArchiveLook | undefined> {
	const { size, mtimeMs } = await handle.stat();
	const header = new Uint8Array(HEADER_BYTES);
	const { bytesRead } = await handle.read(header, 0, HEADER_BYTES, 0);
	const magic = new TextDecoder().decode(header.subarray(0, MAGIC.length));
	if (
		bytesRead < HEADER_BYTES ||
		magic !== MAGIC ||
		header[VERSION_AT] !== VERSION
	)
		return undefined;
	return {
		bytes: size,
		version: `${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}`,
		maxZoom: header[MAX_ZOOM_AT] ?? 0,
	};
}

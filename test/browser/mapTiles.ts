/**
 * Tiles for tests of the map, made here: a picture of one colour, a vector tile that
 * is all water, and a PMTiles archive in which every tile of the world is the same.
 */
import { crc32, deflateSync } from "node:zlib";

type Colour = readonly [red: number, green: number, blue: number];

const SIDE = 256;

export function picture(colour: Colour): Uint8Array {
	const row = Buffer.concat([
		Buffer.from([0]),
		...Array.from({ length: SIDE }, () => Buffer.from(colour)),
	]);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(SIDE, 0);
	header.writeUInt32BE(SIDE, 4);
	// 8 bits of red, green and blue.
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(Buffer.concat(Array(SIDE).fill(row)))),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

function chunk(name: string, data: Buffer): Buffer {
	const named = Buffer.concat([Buffer.from(name), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, check]);
}

/** One layer `water`, one polygon over the whole tile (Mapbox Vector Tile 2.1). */
export function waterTile(): Uint8Array {
	const extent = 4096;
	const geometry = [
		command(1, 1),
		...[0, 0].map(zigzag),
		command(2, 3),
		...[extent, 0, 0, extent, -extent, 0].map(zigzag),
		command(7, 1),
	].flatMap(varint);
	const feature = [...field(3, 0), 3, ...bytes(4, geometry)];
	return Uint8Array.from(
		bytes(3, [
			...field(15, 0),
			2,
			...bytes(1, [...Buffer.from("water")]),
			...bytes(2, feature),
			...field(5, 0),
			...varint(extent),
		]),
	);
}

const command = (id: number, count: number): number => (count << 3) | id;
const zigzag = (value: number): number => (value << 1) ^ (value >> 31);
const field = (number: number, type: number): number[] =>
	varint((number << 3) | type);
const bytes = (number: number, content: number[]): number[] => [
	...field(number, 2),
	...varint(content.length),
	...content,
];

function varint(value: number): number[] {
	const written: number[] = [];
	let rest = value;
	while (rest >= 128) {
		written.push((rest % 128) | 128);
		rest = Math.floor(rest / 128);
	}
	return [...written, rest];
}

const HEADER_BYTES = 127;
const DEEPEST = 14;
export const TILE_TYPES = { mvt: 1, png: 2 } as const;

/** PMTiles 3: a header, a directory of one entry that runs over all tiles, words, the tile. */
export function archiveOf(
	tile: Uint8Array,
	type: keyof typeof TILE_TYPES,
	attribution: string,
): Uint8Array {
	const tiles = Array.from({ length: DEEPEST + 1 }, (_, z) => 4 ** z).reduce(
		(sum, count) => sum + count,
	);
	// One entry: tile 0, run over all, its length, its offset (plus one).
	const directory = Buffer.from([1, 0, tiles, tile.length, 1].flatMap(varint));
	const words = Buffer.from(
		JSON.stringify({
			attribution,
			vector_layers: [{ id: "water", fields: {} }],
		}),
	);
	const header = Buffer.alloc(HEADER_BYTES);
	header.write("PMTiles");
	header.writeUInt8(3, 7);
	const parts = [
		[HEADER_BYTES, directory.length],
		[HEADER_BYTES + directory.length, words.length],
		[HEADER_BYTES, 0],
		[HEADER_BYTES + directory.length + words.length, tile.length],
	] as const;
	parts.forEach(([offset, length], index) => {
		header.writeBigUInt64LE(BigInt(offset), 8 + index * 16);
		header.writeBigUInt64LE(BigInt(length), 16 + index * 16);
	});
	for (const [index, count] of [tiles, 1, 1].entries())
		header.writeBigUInt64LE(BigInt(count), 72 + index * 8);
	// In order of tiles, nothing compressed, the kind of tile, zooms.
	header.set([1, 1, 1, TILE_TYPES[type], 0, DEEPEST], 96);
	for (const [index, degrees] of [-180, -85, 180, 85].entries())
		header.writeInt32LE(degrees * 10_000_000, 102 + index * 4);
	return Buffer.concat([header, directory, words, tile]);
}

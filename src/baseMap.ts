/**
 * What lies under the board's map: our own plain one, a PMTiles file of this machine,
 * or somebody's tiles. Settings come in as text; a mistake in them is named.
 *
 * Whoever serves tiles learns where we look, so nothing is asked of anybody unless an
 * operator wrote an address here.
 */
import { onLoopback } from "./testBuild.ts";

export type MapSetting = {
	/** Shown on the map: whose map it is. */
	attribution?: string;
	/** Template of the letters of labels, with {fontstack} and {range}. */
	glyphs?: string;
} & (
	| { kind: "pmtiles"; file: string }
	| { kind: "raster" | "vector" | "style"; url: string }
);

/** `MAP_TILES`, `MAP_ATTRIBUTION`, `MAP_GLYPHS` as they were written. */
export type GivenMap = {
	tiles: string | undefined;
	attribution: string | undefined;
	glyphs: string | undefined;
};
type Mistake = (name: string, message: string) => void;

const EXPECTED =
	"expected the path of a .pmtiles file, an https template of tiles such as https://tiles.example/{z}/{x}/{y}.png (png, jpg, webp, mvt or pbf), or the https address of a style";
const RASTER = /\.(png|jpe?g|webp)$/i;
const VECTOR = /\.(mvt|pbf)$/i;
const LONGEST_ATTRIBUTION = 300;

export function readMapSetting(
	{ tiles, attribution, glyphs }: GivenMap,
	mistake: Mistake,
): MapSetting | undefined {
	if (tiles === undefined) {
		for (const [name, given] of [
			["MAP_ATTRIBUTION", attribution],
			["MAP_GLYPHS", glyphs],
		] as const)
			if (given !== undefined)
				mistake(
					name,
					"expected MAP_TILES beside it, because it speaks of that map; found none",
				);
		return undefined;
	}
	const base = baseOf(tiles, mistake);
	wordsMistakes(base, attribution, mistake);
	if (glyphs !== undefined && !isGlyphs(glyphs))
		mistake(
			"MAP_GLYPHS",
			"expected an https template such as https://fonts.example/{fontstack}/{range}.pbf, came something else",
		);
	return (
		base && {
			...base,
			...(attribution === undefined ? {} : { attribution }),
			...(glyphs === undefined ? {} : { glyphs }),
		}
	);
}

/** Origins a page has to be let ask, beside our own (Content-Security-Policy). */
export function mapSources({ map }: { map?: MapSetting | undefined }): {
	connect: string[];
	img: string[];
} {
	const addresses = [
		...(map && map.kind !== "pmtiles" ? [map.url] : []),
		...(map?.glyphs === undefined ? [] : [map.glyphs]),
	];
	const origins = [...new Set(addresses.map((url) => new URL(url).origin))];
	return { connect: origins, img: origins };
}

function baseOf(tiles: string, mistake: Mistake): MapSetting | undefined {
	if (!/^[a-z][a-z\d+.-]*:\/\//i.test(tiles)) return fileOf(tiles, mistake);
	if (!isFetchable(tiles)) {
		mistake("MAP_TILES", `${EXPECTED}; came an address that is not https`);
		return undefined;
	}
	const { pathname } = new URL(tiles);
	const placeholders = ["z", "x", "y"].filter((name) =>
		tiles.includes(`{${name}}`),
	);
	if (placeholders.length === 3) {
		if (RASTER.test(pathname)) return { kind: "raster", url: tiles };
		if (VECTOR.test(pathname)) return { kind: "vector", url: tiles };
	} else if (
		placeholders.length === 0 &&
		!/\.(pmtiles|png|jpe?g|webp|mvt|pbf)$/i.test(pathname)
	)
		return { kind: "style", url: tiles };
	mistake(
		"MAP_TILES",
		`${EXPECTED}; came an address that is none of them${/\.pmtiles$/i.test(pathname) ? ": a .pmtiles file must lie on this machine" : ""}`,
	);
	return undefined;
}

function fileOf(file: string, mistake: Mistake): MapSetting | undefined {
	if (/\.pmtiles$/i.test(file)) return { kind: "pmtiles", file };
	mistake("MAP_TILES", `${EXPECTED}; came a path that is none`);
	return undefined;
}

function wordsMistakes(
	base: MapSetting | undefined,
	attribution: string | undefined,
	mistake: Mistake,
): void {
	if (attribution === undefined && base && base.kind !== "pmtiles")
		mistake(
			"MAP_ATTRIBUTION",
			"expected whose map it is, such as © OpenStreetMap, because MAP_TILES is an address; found none",
		);
	if (attribution !== undefined && attribution.length > LONGEST_ATTRIBUTION)
		mistake(
			"MAP_ATTRIBUTION",
			`expected at most ${LONGEST_ATTRIBUTION} characters, came ${attribution.length}`,
		);
}

const isGlyphs = (address: string): boolean =>
	isFetchable(address) &&
	address.includes("{fontstack}") &&
	address.includes("{range}");

/** Plain http only on this machine: a page under https could not ask it, and whoever listens would know where it burns. */
const isFetchable = (address: string): boolean =>
	URL.canParse(address) &&
	(new URL(address).protocol === "https:" ||
		(new URL(address).protocol === "http:" && onLoopback(address)));

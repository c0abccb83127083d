/**
 * Base maps that need more than an address: a PMTiles file read in ranges, vector
 * tiles of the Protomaps scheme in our colours, somebody's whole style. A chunk of its
 * own: most villages never load it.
 */
import { DARK, type Flavor, LIGHT, layers } from "@protomaps/basemaps";
import {
	addProtocol,
	type LayerSpecification,
	type StyleSpecification,
} from "maplibre-gl";
import { PMTiles, Protocol, TileType } from "pmtiles";
import type { BaseMap } from "./baseMap.ts";
import type { Palette } from "./palette.ts";
import { BASE_SOURCE, type Base, pictures } from "./style.ts";

const protocol = new Protocol({ metadata: true });
addProtocol("pmtiles", protocol.tile);

/** Throws where it cannot be read: the map is then the plain one, and says so. */
export async function loadBase(
	base: BaseMap,
	locale: string,
): Promise<(palette: Palette) => Base> {
	switch (base.kind) {
		case "pmtiles":
			return archive(base, locale);
		case "style":
			return wholeStyle(base);
		default: {
			const tiles = {
				type: "vector" as const,
				tiles: [base.url ?? ""],
				...(base.maxZoom === undefined ? {} : { maxzoom: base.maxZoom }),
			};
			return (palette) => drawn(tiles, base, locale, palette);
		}
	}
}

async function archive(base: BaseMap, locale: string) {
	const url = new URL(base.url ?? "", location.href).href;
	const file = protocol.get(url) ?? new PMTiles(url);
	protocol.add(file);
	const { tileType } = await file.getHeader();
	const source = { url: `pmtiles://${url}` };
	return (palette: Palette): Base =>
		tileType === TileType.Mvt
			? drawn({ type: "vector", ...source }, base, locale, palette)
			: pictures({ type: "raster", tileSize: 256, ...source }, palette);
}

function drawn(
	source: StyleSpecification["sources"][string],
	{ glyphs }: BaseMap,
	locale: string,
	palette: Palette,
): Base {
	const all = layers(BASE_SOURCE, flavour(palette), {
		lang: locale,
	}) as LayerSpecification[];
	return {
		sources: { [BASE_SOURCE]: source },
		layers:
			glyphs === undefined
				? all.filter(({ type }) => type !== "symbol")
				: all.map(withoutIcon),
		...(glyphs === undefined ? {} : { glyphs }),
		hasNames: glyphs !== undefined,
	};
}

/** The ground is the page's own surface. */
const flavour = ({ isDark, surface, text, quiet }: Palette): Flavor => ({
	...(isDark ? DARK : LIGHT),
	background: surface,
	earth: surface,
	city_label: text,
	city_label_halo: surface,
	subplace_label: quiet,
	subplace_label_halo: surface,
});

/** Icons would be one more thing to fetch; names alone say it. */
function withoutIcon(layer: LayerSpecification): LayerSpecification {
	if (layer.type !== "symbol" || !layer.layout) return layer;
	const { "icon-image": _icon, ...layout } = layer.layout;
	return { ...layer, layout };
}

async function wholeStyle({ url = "" }: BaseMap) {
	const response = await fetch(url, { credentials: "omit" });
	if (!response.ok)
		throw new Error(
			`Expected a map style, came ${response.status}; look at MAP_TILES.`,
		);
	const { sources, layers, glyphs, sprite } =
		(await response.json()) as StyleSpecification;
	return (): Base => ({
		sources,
		layers,
		...(glyphs === undefined ? {} : { glyphs }),
		...(sprite === undefined ? {} : { sprite }),
		hasNames: true,
	});
}

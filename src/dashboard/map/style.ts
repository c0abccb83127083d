/**
 * The map's style: what lies under everything, and of ours what belongs to the ground
 * (how sure of the place we are, rings of minutes). Signs and names are painted above
 * it, so no letters have to come from anywhere.
 */
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type {
	GeoJSONSourceSpecification,
	LayerSpecification,
	StyleSpecification,
} from "maplibre-gl";
import type { Point } from "../../core/kinds.ts";
import type { BaseMap } from "./baseMap.ts";
import type { Palette } from "./palette.ts";
import { circle, ringsOf, type Scene } from "./scene.ts";

export const OURS = "ours";
export type Base = Pick<StyleSpecification, "sources" | "layers"> &
	Partial<Pick<StyleSpecification, "glyphs" | "sprite">> & {
		/** Settlements are named by the tiles. */
		hasNames: boolean;
	};

export const plainBase: Base = { sources: {}, layers: [], hasNames: false };

export const BASE_SOURCE = "base";

/** Tiles that are pictures. At night they are held back, so that the screen stays dark. */
export const pictures = (
	source: StyleSpecification["sources"][string],
	{ isDark }: Palette,
): Base => ({
	sources: { [BASE_SOURCE]: source },
	layers: [
		{
			id: BASE_SOURCE,
			type: "raster",
			source: BASE_SOURCE,
			paint: {
				"raster-fade-duration": 0,
				...(isDark
					? { "raster-brightness-max": 0.5, "raster-saturation": -0.5 }
					: { "raster-saturation": -0.3 }),
			},
		},
	],
	hasNames: true,
});

export const pictureTiles = (base: BaseMap, palette: Palette): Base =>
	pictures(
		{
			type: "raster",
			tiles: [base.url ?? ""],
			tileSize: 256,
			...(base.maxZoom === undefined ? {} : { maxzoom: base.maxZoom }),
		},
		palette,
	);

export function styleOf(
	{ sources, layers, glyphs, sprite }: Base,
	scene: Scene,
	palette: Palette,
): StyleSpecification {
	return {
		version: 8,
		...(glyphs === undefined ? {} : { glyphs }),
		...(sprite === undefined ? {} : { sprite }),
		sources: { ...sources, [OURS]: ours(scene) },
		layers: [
			{
				id: "surface",
				type: "background",
				paint: { "background-color": palette.surface },
			},
			...layers,
			...ourLayers(palette),
		],
	};
}

const ours = (scene: Scene): GeoJSONSourceSpecification => ({
	type: "geojson",
	data: ourGround(scene),
	// A circle stays one from close by.
	tolerance: 0.1,
});

export function ourGround({
	place,
	rings,
	hazards = [],
}: Scene): FeatureCollection {
	const deadly = hazards.map(({ shape }) => feature("hazard", shape));
	if (!place) return { type: "FeatureCollection", features: deadly };
	const accuracy = place.accuracyMetres ?? 0;
	return {
		type: "FeatureCollection",
		features: [
			...deadly,
			...(accuracy > 0
				? [
						feature("accuracy", {
							type: "Polygon",
							coordinates: [circle(place, accuracy).map(coordinate)],
						}),
					]
				: []),
			...(rings
				? ringsOf(place).map(({ edge }) =>
						feature("ring", {
							type: "LineString",
							coordinates: edge.map(coordinate),
						}),
					)
				: []),
		],
	};
}

const ourLayers = (palette: Palette): LayerSpecification[] => [
	{
		id: "hazards",
		type: "fill",
		source: OURS,
		filter: ["==", ["get", "kind"], "hazard"],
		paint: { "fill-color": palette.danger, "fill-opacity": 0.3 },
	},
	{
		id: "hazards-edge",
		type: "line",
		source: OURS,
		filter: ["==", ["get", "kind"], "hazard"],
		paint: {
			"line-color": palette.danger,
			"line-width": 3,
			"line-dasharray": [1, 1],
		},
	},
	{
		id: "accuracy",
		type: "fill",
		source: OURS,
		filter: ["==", ["get", "kind"], "accuracy"],
		paint: { "fill-color": palette.danger, "fill-opacity": 0.18 },
	},
	{
		id: "accuracy-edge",
		type: "line",
		source: OURS,
		filter: ["==", ["get", "kind"], "accuracy"],
		paint: { "line-color": palette.danger, "line-width": 2 },
	},
	{
		id: "rings-halo",
		type: "line",
		source: OURS,
		filter: ["==", ["get", "kind"], "ring"],
		paint: {
			"line-color": palette.surface,
			"line-width": 6,
			"line-opacity": 0.6,
		},
	},
	{
		id: "rings",
		type: "line",
		source: OURS,
		filter: ["==", ["get", "kind"], "ring"],
		paint: {
			"line-color": palette.waiting,
			"line-width": 2,
			"line-dasharray": [3, 2],
		},
	},
];

const feature = (kind: string, geometry: Geometry): Feature => ({
	type: "Feature",
	properties: { kind },
	geometry,
});

const coordinate = ({ lat, lon }: Point): [number, number] => [lon, lat];

/**
 * GeoJSON as strangers write it (RFC 7946): a FeatureCollection in UTF-8, longitude
 * first. What its properties mean is not known here. Every fault names its feature,
 * counted from 1, and where in it.
 */
import { AppError } from "../errors.ts";

export type Feature = {
	/** From 1, as it stands in the file. */
	feature: number;
	/** The feature's own `id`, else the property. */
	id: string;
	/** Words and numbers alone, as a table would hold them. */
	cells: Record<string, string>;
	geometry: unknown;
};

/** Where something is wrong: of a table `line`, of a map `feature`; `column` is a column, a property or a path. */
export type GroundFault = {
	line?: number;
	feature?: number;
	column: string;
	message: string;
};

/** A file with more is one of a whole country, or a mistake. */
const MOST_FEATURES = 20_000;

export function featuresOf(bytes: Uint8Array): Feature[] {
	const root = parsed(bytes);
	const features = isObject(root) ? root.features : undefined;
	if (
		!isObject(root) ||
		root.type !== "FeatureCollection" ||
		!Array.isArray(features)
	)
		throw new AppError(
			"invalid",
			`Expected a GeoJSON FeatureCollection, came ${isObject(root) && typeof root.type === "string" ? shown(root.type) : "something else"}.`,
		);
	if (features.length > MOST_FEATURES)
		throw new AppError(
			"invalid",
			`Expected at most ${MOST_FEATURES} features, came ${features.length}. Send them in several files.`,
		);
	return features.map((feature: unknown, at) => {
		const { id, properties, geometry } = isObject(feature) ? feature : {};
		const cells = cellsOf(properties);
		return {
			feature: at + 1,
			id: written(id) ?? cells.id ?? "",
			cells,
			geometry,
		};
	});
}

function parsed(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
	} catch {
		// The parser's own words repeat what it read.
		throw new AppError(
			"invalid",
			"Expected GeoJSON in UTF-8, came something that is not JSON (cut off, another encoding, NaN?).",
		);
	}
}

const cellsOf = (properties: unknown): Record<string, string> =>
	Object.fromEntries(
		Object.entries(isObject(properties) ? properties : {}).flatMap(
			([name, value]) => {
				const cell = written(value);
				return cell === undefined ? [] : [[name.toLowerCase(), cell]];
			},
		),
	);

const written = (value: unknown): string | undefined =>
	typeof value === "string" || typeof value === "number"
		? String(value).trim()
		: undefined;

export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** Names of places are public; what is long or invisible is not repeated. */
export const shown = (cell: string): string =>
	`"${cell.replace(/\p{C}/gu, "").slice(0, 40)}"`;

/** Longitude and latitude; what is wrong with them otherwise, in words. */
export function positionOf(value: unknown): [number, number] | string {
	if (!Array.isArray(value) || value.length < 2 || value.length > 3)
		return "expected longitude and latitude such as [25.81, 48.94], came something else";
	const [lon, lat] = value as unknown[];
	if (!isDegrees(lon) || !isDegrees(lat))
		return "expected longitude and latitude as numbers, came something else";
	if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat];
	return Math.abs(lon) <= 90 && Math.abs(lat) <= 180
		? `expected longitude first, latitude within 90 second, came [${lon}, ${lat}]: swapped?`
		: `expected longitude within 180 and latitude within 90 degrees, came [${lon}, ${lat}]`;
}

const isDegrees = (value: unknown): value is number =>
	typeof value === "number" && Number.isFinite(value);

/** The box in which Ukraine lies. */
const UKRAINE = { south: 44, north: 52.5, west: 22, east: 40.5 };

/** Both orders are degrees of the earth, but only the other one lies in Ukraine. */
export const isSwapped = ([lon, lat]: readonly [number, number]): boolean =>
	!isInUkraine(lon, lat) && isInUkraine(lat, lon);

const isInUkraine = (lon: number, lat: number): boolean =>
	lat >= UKRAINE.south &&
	lat <= UKRAINE.north &&
	lon >= UKRAINE.west &&
	lon <= UKRAINE.east;

export const SWAPPED =
	"expected longitude first, came latitude first: so it lies far from Ukraine, the other way round within";

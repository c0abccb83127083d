/**
 * What a map of an incident shows, whoever draws it: the place and how sure of it we
 * are, stations, settlements, people on their way, rings of minutes; what is mined,
 * where a truck is filled, where people gather, where the reports came from.
 */
import { computeDestinationPoint } from "geolib";
import { distanceMetres, vehicleTravelMs } from "../../core/eta.ts";
import type { Instant, Location, Point } from "../../core/kinds.ts";

export type Station = {
	id: string;
	name: string;
	location: Location;
	distanceMetres: number | null;
};
const MOVING_ROLES = ["driver", "leader", "medic", "other"] as const;
export type MovingRole = (typeof MOVING_ROLES)[number];
export type Moving = {
	id: string;
	name: string;
	role: MovingRole;
	location: Point;
	/** When they were there. */
	at: Instant;
};
export type Settlement = {
	code: string;
	name: string;
	hromada: string | null;
	location: Point;
};
/** Where a truck is filled. */
export type WaterPlace = {
	id: string;
	name: string;
	location: Point;
	distanceMetres: number;
	/** Somebody says that it is dry, or nobody has looked. */
	isDoubted: boolean;
	/** It is known to be dry. */
	isDry?: boolean;
	/** Kinds are told by it. */
	letter?: string;
};
/** Where one report says that it burns. */
export type Told = { id: string; at: Instant; location: Point };
/** Ground that kills, as it is drawn on the map. */
export type HazardGround = {
	id: string;
	/** What it is called there: a colour alone says nothing. */
	label: string;
	/** Its middle, where the sign stands. */
	middle: Point;
	/** GeoJSON, longitude first. */
	shape:
		| { type: "Polygon"; coordinates: number[][][] }
		| { type: "MultiPolygon"; coordinates: number[][][][] };
};
export type Scene = {
	place: Location | null;
	stations: readonly Station[];
	people: readonly Moving[];
	settlements: readonly Settlement[];
	rings: boolean;
	water?: readonly WaterPlace[];
	hazards?: readonly HazardGround[];
	/** Where people gather instead of the station. */
	staging?: Point | null;
	told?: readonly Told[];
};

export const RING_MINUTES = [5, 10, 15, 20] as const;
/** Of the core's distances: a ring of another earth would not agree with its times. */
const EARTH_RADIUS_METRES = 6_378_137;
const RING_STEPS = 96;
const FARTHEST_METRES = 200_000;
/** A fire is shown with what comes to it, not with every station of the oblast. */
const STATIONS_IN_VIEW = 5;
/** The quickest come first; a dry well ten kilometres away makes nothing small. */
const WATER_IN_VIEW = 3;
/** As far as the service looks for mines around a fire. */
const DANGER_METRES = 3_000;
/** Where nothing is known yet: the country. */
const COUNTRY: readonly Point[] = [
	{ lat: 44.3, lon: 22.1 },
	{ lat: 52.4, lon: 40.3 },
];

/** How far a fire vehicle comes in so many minutes, by the same estimate that makes its arrival. */
export function ringMetres(place: Point, minutes: number): number {
	let [near, far] = [0, FARTHEST_METRES];
	while (far - near > 1) {
		const middle = (near + far) / 2;
		const takes = vehicleTravelMs(away(place, middle, 0), place);
		if (takes <= minutes * 60_000) near = middle;
		else far = middle;
	}
	return Math.round(near);
}

export type Ring = { minutes: number; metres: number; edge: readonly Point[] };

/** Asked for in every frame; reckoned once for a place. */
export function ringsOf(place: Location): readonly Ring[] {
	const known = rings.get(place);
	if (known) return known;
	const reckoned = RING_MINUTES.map((minutes) => {
		const metres = ringMetres(place, minutes);
		return { minutes, metres, edge: circle(place, metres) };
	});
	rings.set(place, reckoned);
	return reckoned;
}
const rings = new WeakMap<Location, readonly Ring[]>();

/** A circle on the ground as a closed line. */
export function circle(
	centre: Point,
	metres: number,
	steps: number = RING_STEPS,
): Point[] {
	const points = Array.from({ length: steps }, (_, step) =>
		away(centre, metres, (step * 360) / steps),
	);
	return [...points, ...points.slice(0, 1)];
}

export function away(from: Point, metres: number, bearing: number): Point {
	const { latitude, longitude } = computeDestinationPoint(
		{ latitude: from.lat, longitude: from.lon },
		metres,
		bearing,
		EARTH_RADIUS_METRES,
	);
	return { lat: latitude, lon: longitude };
}

/** What «show all» has to hold. */
export function pointsInView({
	place,
	stations,
	people,
	settlements,
	water = [],
	staging = null,
	hazards = [],
}: Scene): readonly Point[] {
	const nearest = place ? nearestStations(place, stations) : stations;
	const points = [
		...(place ? [place, ...edgesOf(place)] : []),
		...nearest.map(({ location }) => location),
		...people.map(({ location }) => location),
		...water.slice(0, WATER_IN_VIEW).map(({ location }) => location),
		...(staging ? [staging] : []),
		...(place ? hazards.flatMap((one) => dangerBy(place, one)) : []),
	];
	if (points.length > 0) return points;
	return settlements.length > 0
		? settlements.map(({ location }) => location)
		: COUNTRY;
}

/** Nobody may miss ground that kills near the fire: its nearest corner, and its sign. */
function dangerBy(place: Point, { middle, shape }: HazardGround): Point[] {
	const corners = shape.coordinates
		.flat(shape.type === "Polygon" ? 1 : 2)
		.map((corner) => {
			const [lon = 0, lat = 0] = corner as number[];
			return { lat, lon };
		});
	const far = (point: Point): number => distanceMetres(place, point);
	const [nearest = middle] = corners.sort((a, b) => far(a) - far(b));
	return [nearest, middle].filter((point) => far(point) <= DANGER_METRES);
}

/** As the service says how far they are, or as the crow flies. */
export function nearestStations(
	place: Point,
	stations: readonly Station[],
): Station[] {
	const far = (station: Station): number =>
		station.distanceMetres ?? distanceMetres(place, station.location);
	return [...stations]
		.sort((a, b) => far(a) - far(b))
		.slice(0, STATIONS_IN_VIEW);
}

const edgesOf = (place: Location): Point[] =>
	place.accuracyMetres === undefined
		? []
		: [0, 90, 180, 270].map((bearing) =>
				away(place, place.accuracyMetres ?? 0, bearing),
			);

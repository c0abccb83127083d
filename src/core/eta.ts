/**
 * Travel and arrival estimates: when a person reaches the station, how long a vehicle drives.
 *
 * No map and no router: straight distance, a road factor and village speeds. Good
 * enough to rank people and to doubt a promise; every screen calls it an estimate.
 */
import { getDistance } from "geolib";
import type { Instant, Point, TravelMode } from "./kinds.ts";

/**
 * Road length over straight distance for a person's own way, a plain factor.
 * Source: reference domain §7.2 (crow × 1.3). Smaller: people are promised to a truck that waits for them.
 */
export const ROAD_FACTOR = 1.3;

/** The same for a vehicle between settlements. Source: reference domain §2 (crow × 1.35). */
export const VEHICLE_ROAD_FACTOR = 1.35;

/** A loaded tanker on country roads, km/h. Source: reference domain §2. */
export const VEHICLE_KMH = 40;

/** A person's car inside a village and beyond it, km/h. Source: reference domain §7.2. */
export const CAR_VILLAGE_KMH = 25;
export const CAR_ROAD_KMH = 50;

/** How much of a car's way counts as village streets, in road metres. Ours: the length of a large village. */
export const VILLAGE_METRES = 2_000;

/** A hurried walk in boots and a village bicycle, km/h. Ours. */
export const FOOT_KMH = 5;
export const BICYCLE_KMH = 14;

/** From the alert to the door, awake by day and out of bed by night. Source: medians of reference domain §7.2. */
export const PREPARATION_DAY_MS = 60_000;
export const PREPARATION_NIGHT_MS = 110_000;

/**
 * Straight-line distance between two WGS 84 points in degrees, in whole metres.
 * Good enough to rank people, not to promise an arrival: roads are longer.
 * Source: geolib `getDistance`; `getPreciseDistance` (Vincenty) is slower and changes no ranking at our scale.
 */
export function distanceMetres(from: Point, to: Point): number {
	return getDistance(
		{ latitude: from.lat, longitude: from.lon },
		{ latitude: to.lat, longitude: to.lon },
	);
}

/**
 * Time on the way of one person between two WGS 84 points, in milliseconds, without getting ready.
 * A car drives the first `VILLAGE_METRES` at village speed and the rest at road speed.
 */
export function travelMs(from: Point, to: Point, mode: TravelMode): number {
	const roadMetres = distanceMetres(from, to) * ROAD_FACTOR;
	if (mode === "foot") return drivingMs(roadMetres, FOOT_KMH);
	if (mode === "bicycle") return drivingMs(roadMetres, BICYCLE_KMH);
	const villageMetres = Math.min(roadMetres, VILLAGE_METRES);
	return (
		drivingMs(villageMetres, CAR_VILLAGE_KMH) +
		drivingMs(roadMetres - villageMetres, CAR_ROAD_KMH)
	);
}

/** Time on the way of a fire vehicle between two WGS 84 points, in milliseconds. */
export function vehicleTravelMs(from: Point, to: Point): number {
	return drivingMs(distanceMetres(from, to) * VEHICLE_ROAD_FACTOR, VEHICLE_KMH);
}

/** From the alert to leaving the door, in milliseconds; a median, not a worst case. */
export function preparationMs(night: boolean): number {
	return night ? PREPARATION_NIGHT_MS : PREPARATION_DAY_MS;
}

/**
 * Arrival of somebody whose live position is known, an instant.
 * Who is already moving needs no time to get ready, so none is added.
 */
export function etaFromPosition(input: {
	position: Point;
	positionAt: Instant;
	destination: Point;
	mode: TravelMode;
}): Instant {
	return (
		input.positionAt + travelMs(input.position, input.destination, input.mode)
	);
}

/**
 * The arrival we show for an answer, an instant.
 * A stated time is believed unless it is under half the road time: nobody is at
 * the station in two minutes from twelve kilometres away, and a crew counted on
 * that would leave without its driver. Then, and when nothing was stated, it is
 * our own estimate, getting ready included.
 */
export function believedEtaAt(input: {
	answeredAt: Instant;
	statedMinutes?: number;
	ownTravelMs: number;
	ownPreparationMs: number;
}): Instant {
	const { answeredAt, statedMinutes, ownTravelMs, ownPreparationMs } = input;
	if (statedMinutes !== undefined && statedMinutes * 60_000 >= ownTravelMs / 2)
		return answeredAt + statedMinutes * 60_000;
	return answeredAt + ownPreparationMs + ownTravelMs;
}

function drivingMs(roadMetres: number, kmh: number): number {
	return Math.round((roadMetres / (kmh * 1000)) * 3_600_000);
}

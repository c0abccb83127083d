/**
 * Where it burns, as a place on a map: for Telegram's venue message and for the map page.
 *
 * Undefined while nobody knows the point: then there are only the words.
 */
import { distanceMetres } from "./core/eta.ts";
import type { Known } from "./core/incident.ts";
import type { Locale, Point } from "./core/kinds.ts";
import { placeOf } from "./http/people.ts";
import type { Service } from "./service.ts";

export type Venue = {
	lat: number;
	lon: number;
	/** «#118 · хата»: never the alarm's word, which sets off sirens. */
	title: string;
	/** The place in its own words. */
	address: string;
};

/** What a «Карта» button is answered with. Telegram takes 255 characters of each text. */
export async function venueOf(
	service: Service,
	incidentId: string,
	locale: Locale = service.settings.locale,
): Promise<Venue | undefined> {
	const incident = await service.load(incidentId);
	if (incident.status === "unknown" || !incident.location) return undefined;
	const { wording } = service;
	const place = await placeOf(service, incident);
	return {
		lat: incident.location.lat,
		lon: incident.location.lon,
		title: `#${incident.number} · ${wording.text(locale, `type-${incident.incidentType}`)}`,
		address: (place ?? wording.text(locale, "page-place-unknown")).slice(
			0,
			LONGEST,
		),
	};
}

const LONGEST = 255;

export type Way = {
	from: Point;
	to: Point;
	metres: number;
	/** Degrees clockwise from north, from the station to the fire. */
	bearing: number;
};

/** From the person's station, or else the nearest one asked; undefined without a point or a station. */
export function wayOf(
	{ location, stations, people }: Known,
	responderId: string,
): Way | undefined {
	const own = stations.get(people.get(responderId)?.brigadeId ?? "");
	const [first] = stations.values();
	const station = own ?? first;
	if (!location || !station) return undefined;
	const from = station.location;
	return {
		from,
		to: location,
		metres: distanceMetres(from, location),
		bearing: bearingOf(from, location),
	};
}

/** Flat enough for a few dozen kilometres. */
function bearingOf(from: Point, to: Point): number {
	const north = to.lat - from.lat;
	const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
	const degrees = (Math.atan2(east, north) * 180) / Math.PI;
	return Math.round((degrees + 360) % 360) % 360;
}

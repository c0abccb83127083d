/**
 * A table of fires → the incidents they were: points read, those outside the
 * raion left out, those that are one fire joined.
 *
 * A satellite sees one burning field as several points, and a village rings once.
 */
import Papa from "papaparse";
import { distanceMetres } from "../core/eta.ts";
import {
	INCIDENT_TYPES,
	type IncidentType,
	type Instant,
	type Point,
	SOURCES,
	type Source,
} from "../core/kinds.ts";
import { AppError } from "../errors.ts";

export type Seen = {
	at: Instant;
	location: Point;
	type: IncidentType;
	place: string;
	source: Source;
};

/** The first point of one fire, and how many there were. */
export type ReplayIncident = Seen & { points: number };

export type ReadIncidents = {
	points: number;
	/** In none of the places named. */
	outside: number;
	/** Without a time, a place on earth or a known type. */
	broken: number;
	incidents: ReplayIncident[];
};

const COLUMNS = ["time", "lat", "lon", "type", "place"] as const;

export function readIncidents(
	csv: string,
	/** Names of the hromadas replayed; absent = everything in the table. */
	within?: ReadonlySet<string>,
): ReadIncidents {
	const { data, meta } = Papa.parse<Record<string, string>>(csv, {
		header: true,
		skipEmptyLines: true,
		transformHeader: (name) => name.trim(),
	});
	const missing = COLUMNS.filter((name) => !meta.fields?.includes(name));
	if (missing.length > 0)
		throw new AppError(
			"invalid",
			`Expected the columns ${COLUMNS.join(", ")} (and, if known, source); ${missing.join(", ")} is not among those that came.`,
		);
	const seen: Seen[] = [];
	let outside = 0;
	let broken = 0;
	for (const row of data) {
		const one = seenIn(row);
		if (!one) broken += 1;
		else if (within && !within.has(one.place)) outside += 1;
		else seen.push(one);
	}
	return {
		points: data.length,
		outside,
		broken,
		incidents: joined(seen),
	};
}

function seenIn(row: Record<string, string>): Seen | undefined {
	const at = Date.parse(row.time ?? "");
	const lat = numberIn(row.lat);
	const lon = numberIn(row.lon);
	const type = INCIDENT_TYPES.find((known) => known === row.type?.trim());
	if (
		Number.isNaN(at) ||
		!(Math.abs(lat) <= 90) ||
		!(Math.abs(lon) <= 180) ||
		!type
	)
		return undefined;
	// A table of past calls came from a desk unless it says otherwise.
	const source =
		SOURCES.find((known) => known === row.source?.trim()) ?? "duty_officer";
	return {
		at,
		location: { lat, lon },
		type,
		place: row.place?.trim() ?? "",
		source,
	};
}

const numberIn = (text = ""): number =>
	text.trim() === "" ? Number.NaN : Number(text);

const SAME_FIRE_METRES = 2_000;
const SAME_FIRE_MS = 3_600_000;

/** Points within 2 km and 1 h of any point of a fire belong to it; the earliest stands for it. */
export function joined(points: readonly Seen[]): ReplayIncident[] {
	const fires: Seen[][] = [];
	for (const point of [...points].sort((a, b) => a.at - b.at)) {
		const same = fires.filter((fire) =>
			fire.some((other) => near(point, other)),
		);
		const [first, ...rest] = same;
		if (!first) {
			fires.push([point]);
			continue;
		}
		first.push(point);
		// This point is the bridge between two fires that were one.
		for (const other of rest)
			first.push(...fires.splice(fires.indexOf(other), 1).flat());
	}
	return fires
		.map((fire) => {
			const [first] = [...fire].sort((a, b) => a.at - b.at);
			return { ...(first as Seen), points: fire.length };
		})
		.sort((a, b) => a.at - b.at);
}

const near = (a: Seen, b: Seen): boolean =>
	Math.abs(a.at - b.at) <= SAME_FIRE_MS &&
	distanceMetres(a.location, b.location) <= SAME_FIRE_METRES;

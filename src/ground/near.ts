/**
 * What the ground around a fire holds: mines that must be told, water that helps.
 * Both are asked for while somebody waits for an alert, so neither may hold it up.
 */
import { distanceMetres, vehicleTravelMs } from "../core/eta.ts";
import type { Hazard } from "../core/incident.ts";
import type { Point } from "../core/kinds.ts";
import { metresToShape } from "../core/shape.ts";
import type { Ground, HazardAreaRow, WaterPointRow } from "../ports.ts";
import { soon } from "../soon.ts";

type Deps = { ground: Ground };

/** A mine farther from the fire than this is no news of this fire. */
const HAZARD_METRES = 3_000;
/** Shown; more would be read by nobody. */
const MOST_HAZARDS = 5;
/** Read: a box may be near and its ground far, so more than are shown. */
const MOST_BOXES = 20;

/** `unknown` is not none: nobody could look. */
export async function hazardsBy(
	{ ground }: Deps,
	at: Point,
): Promise<readonly Hazard[] | "unknown"> {
	const found = await soon(async () =>
		nearestHazards(
			await ground.hazards({
				near: at,
				withinMetres: HAZARD_METRES,
				limit: MOST_BOXES,
			}),
			at,
		),
	);
	return found ?? "unknown";
}

function nearestHazards(rows: readonly HazardAreaRow[], at: Point): Hazard[] {
	return rows
		.map(({ id, kind, shape }) => ({
			id,
			kind,
			distanceMetres: metresToShape(at, shape),
		}))
		.filter((hazard) => hazard.distanceMetres <= HAZARD_METRES)
		.sort(
			(a, b) => a.distanceMetres - b.distanceMetres || (a.id < b.id ? -1 : 1),
		)
		.slice(0, MOST_HAZARDS);
}

// --- Water -----------------------------------------------------------------------

/** Beyond it a truck fills at home. */
const WATER_METRES = 3_000;
export const MOST_WATER = 3;
/** Among so many of the nearest the quickest are chosen. */
const MOST_READ = 30;

/** A filling whose time nobody wrote down. Ours: a motor pump from a pond. */
const USUAL_REFILL_MINUTES = 8;

export type WaterNear = WaterPointRow & { distanceMetres: number };

/** Water a truck can be filled at, the quickest round first; what somebody calls dry comes last. None when nobody can look. */
export const waterBy = async (
	{ ground }: Deps,
	at: Point,
): Promise<readonly WaterNear[]> =>
	(await soon(() => quickestWater({ ground }, at))) ?? [];

export async function quickestWater(
	{ ground }: Deps,
	at: Point,
	{
		withinMetres = WATER_METRES,
		limit = MOST_WATER,
	}: { withinMetres?: number; limit?: number } = {},
): Promise<WaterNear[]> {
	const rows = await ground.water({
		near: at,
		withinMetres,
		limit: Math.max(limit, MOST_READ),
	});
	return rows
		.filter(({ state }) => state !== "dry")
		.map((row) => ({
			...row,
			distanceMetres: distanceMetres(row.location, at),
		}))
		.sort(
			(a, b) =>
				doubt(a) - doubt(b) ||
				minutes(at, a) - minutes(at, b) ||
				a.distanceMetres - b.distanceMetres ||
				(a.id < b.id ? -1 : 1),
		)
		.slice(0, limit);
}

const doubt = ({ saidDryAt }: WaterPointRow): number =>
	saidDryAt === undefined ? 0 : 1;

/** The way there and the filling: how long the fire stands without this truck's water. */
const minutes = (
	at: Point,
	{ location, refillMinutes = USUAL_REFILL_MINUTES }: WaterPointRow,
): number => vehicleTravelMs(at, location) / 60_000 + refillMinutes;

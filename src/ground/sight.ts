/**
 * Whose ground it is: water and mines belong to no brigade, so whoever leads one within
 * 30 kilometres may write about them, and nobody from farther away.
 */
import { distanceMetres } from "../core/eta.ts";
import type { Point } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import type { HazardAreaRow, Scope, WaterPointRow } from "../ports.ts";
import type { Service } from "../service.ts";

/** A neighbour's truck comes from so far, and fills there. */
const SIGHT_METRES = 30_000;

type Deps = Pick<Service, "roster" | "ground">;
export type InSight = (point: Point) => boolean;

export async function inSightOf(
	{ roster }: Deps,
	scope: Scope,
): Promise<InSight> {
	if (scope.kind === "everything") return () => true;
	const stations: Point[] = [];
	for (let cursor: string | undefined = ""; cursor !== undefined; ) {
		const page: Awaited<ReturnType<typeof roster.brigades>> =
			await roster.brigades(scope, {
				limit: 200,
				...(cursor ? { cursor } : {}),
			});
		stations.push(...page.items.map(({ location }) => location));
		cursor = page.nextCursor;
	}
	return (point) =>
		stations.some((station) => distanceMetres(station, point) <= SIGHT_METRES);
}

export const middleOf = ({
	south,
	west,
	north,
	east,
}: HazardAreaRow): Point => ({
	lat: (south + north) / 2,
	lon: (west + east) / 2,
});

export async function waterIn(
	service: Deps,
	scope: Scope,
	id: string,
): Promise<WaterPointRow> {
	const [row] = await service.ground.waterByIds([id]);
	const isSeen = row && (await inSightOf(service, scope))(row.location);
	return row && isSeen ? row : missing("water point");
}

export async function hazardIn(
	service: Deps,
	scope: Scope,
	id: string,
): Promise<HazardAreaRow> {
	const [row] = await service.ground.hazardsByIds([id]);
	const isSeen = row && (await inSightOf(service, scope))(middleOf(row));
	return row && isSeen ? row : missing("hazard area");
}

export async function mustSeePlace(
	service: Deps,
	scope: Scope,
	point: Point,
): Promise<void> {
	if (!(await inSightOf(service, scope))(point))
		throw new AppError(
			"forbidden",
			"Expected a place within 30 kilometres of a brigade you lead, came one farther away.",
		);
}

function missing(what: string): never {
	throw new AppError(
		"notFound",
		`Expected the id of a ${what} within 30 kilometres of a brigade you lead, came one that none there has.`,
	);
}

/** Settlements for somebody who types, or whose map shows a square: those near the caller's brigades first. */
import { distanceMetres } from "../core/eta.ts";
import type { Point } from "../core/kinds.ts";
import type { AreaQuery, FoundSettlement, Scope } from "../ports.ts";
import type { Service } from "../service.ts";
import { placesMeant } from "./gazetteer.ts";
import { withoutKinds, wordsSought } from "./spelling.ts";

export type AreaSearch = {
	search?: string | undefined;
	near?: Point | undefined;
	within?: AreaQuery["within"] | undefined;
	limit: number;
};

/** How far it is: only where both points are known. */
export type NearSettlement = FoundSettlement & { distanceMetres?: number };

type Deps = Pick<Service, "areas" | "roster" | "clock">;

export async function searchAreas(
	deps: Deps,
	scope: Scope,
	{ search, near, within, limit }: AreaSearch,
): Promise<NearSettlement[]> {
	const around = near ? [near] : await ofBrigades(deps, scope);
	const query = { near: around, limit, ...(within ? { within } : {}) };
	const words = wordsSought(search ?? "");
	// Somebody who types nothing but a dot looks for nothing.
	if (search?.trim() && words.length === 0) return [];
	const found = await deps.areas.find({ ...query, words });
	// «село Росохач»: left out only when nothing is called so with it.
	const bare = withoutKinds(words);
	const again =
		found.length === 0 && bare.length > 0 && bare.length < words.length;
	const settlements = again
		? await deps.areas.find({ ...query, words: bare })
		: found;
	const some =
		settlements.length > 0 || within || words.length === 0
			? settlements
			: await otherwiseSpelt(deps, scope, search ?? "", { near, limit });
	return some.map((settlement) => withDistance(settlement, around));
}

/** Called so by nobody: in Latin letters, misspelt, declined, or by an old name. */
async function otherwiseSpelt(
	deps: Deps,
	scope: Scope,
	search: string,
	{ near, limit }: Pick<AreaSearch, "near" | "limit">,
): Promise<FoundSettlement[]> {
	const brigades = near
		? []
		: (await deps.roster.brigades(scope, { limit: MOST_STATIONS })).items;
	const meant = await placesMeant(deps, search, {
		...(near ? { near } : { brigadeIds: brigades.map(({ id }) => id) }),
		limit,
	});
	return meant.map(({ settlement, formerName }) => ({
		...settlement,
		...(formerName ? { byFormerName: formerName } : {}),
	}));
}

/** More stations than this are a country: nothing is near all of it. */
const MOST_STATIONS = 10;

async function ofBrigades({ roster }: Deps, scope: Scope): Promise<Point[]> {
	const { items, nextCursor } = await roster.brigades(scope, {
		limit: MOST_STATIONS,
	});
	return nextCursor === undefined ? items.map(({ location }) => location) : [];
}

function withDistance(
	settlement: FoundSettlement,
	near: readonly Point[],
): NearSettlement {
	const { location } = settlement;
	if (!location || near.length === 0) return settlement;
	return {
		...settlement,
		distanceMetres: Math.min(
			...near.map((point) => distanceMetres(point, location)),
		),
	};
}

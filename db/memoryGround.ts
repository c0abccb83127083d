/** Water and mined ground in memory: every row is looked at. Part of the reference (`memory.ts`). */
import type { Ground, HazardAreaRow, WaterPointRow } from "../src/ports.ts";
import { hazardsInOrder, waterInOrder } from "./ground.ts";

export function groundOf({
	waterPoints,
	hazardAreas,
}: {
	waterPoints: ReadonlyMap<string, WaterPointRow>;
	hazardAreas: ReadonlyMap<string, HazardAreaRow>;
}): Ground {
	const water = () => [...waterPoints.values()];
	const hazards = () => [...hazardAreas.values()];
	const named = <Row>(rows: ReadonlyMap<string, Row>, ids: readonly string[]) =>
		structuredClone([...new Set(ids)].flatMap((id) => rows.get(id) ?? []));
	return {
		water: async (query) => structuredClone(waterInOrder(water(), query)),
		waterByIds: async (ids) => named(waterPoints, ids),
		waterByRefs: async (refs) =>
			structuredClone(
				water().filter(({ ref }) => ref !== undefined && refs.includes(ref)),
			),
		hazards: async (query) => structuredClone(hazardsInOrder(hazards(), query)),
		hazardsByIds: async (ids) => named(hazardAreas, ids),
		hazardsOf: async (source) =>
			hazards()
				.filter((row) => (row.source ?? "") === source)
				.map(({ id }) => id)
				.sort(),
	};
}

/** The air raid in memory. Part of the reference (`memory.ts`). */
import type {
	AirFeedRow,
	AirRaids,
	AirRegionRow,
	AreaRow,
} from "../src/ports.ts";

export const airRaidsOf = (tables: {
	airRegions: ReadonlyMap<string, AirRegionRow>;
	airFeeds: ReadonlyMap<string, AirFeedRow>;
	areas: ReadonlyMap<string, AreaRow>;
}): AirRaids => ({
	regions: async (codes) =>
		structuredClone(
			[...tables.airRegions.values()].filter(
				({ code }) =>
					codes === undefined || (code !== undefined && codes.includes(code)),
			),
		),
	feed: async (id) => structuredClone(tables.airFeeds.get(id)),
	areas: async () =>
		structuredClone(
			[...tables.areas.values()].filter(
				({ kind, category }) => kind !== "settlement" || category === "K",
			),
		),
});

/** What every AirRaids promises (src/ports.ts). */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
	AirFeedRow,
	AirRaids,
	AirRegionRow,
	AreaRow,
	Store,
} from "../../src/ports.ts";

const NOW = 1_790_000_000_000;
const code = (n: number): string => `UA${String(n).padStart(17, "0")}`;

export function airRaidsContract(
	name: string,
	open: () => Promise<{ store: Store; airRaids: AirRaids }>,
): void {
	describe(`AirRaids: ${name}`, () => {
		let store: Store;
		let airRaids: AirRaids;
		beforeEach(async () => {
			({ store, airRaids } = await open());
		});
		afterEach(() => store.close());
		const put = (rows: readonly AirRegionRow[]) =>
			store.append({ at: NOW, roster: [{ table: "airRegions", rows }] });
		const byId = (rows: readonly AirRegionRow[]) =>
			[...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

		it("gives back every region whole, or those of some areas", async () => {
			expect(await put(REGIONS)).toBe("ok");
			expect(byId(await airRaids.regions())).toEqual(byId(REGIONS));
			expect(await airRaids.regions([code(2), code(9)])).toEqual([REGIONS[1]]);
			expect(await airRaids.regions([])).toEqual([]);
		});

		it("takes a region anew in the place of the old one, without what it had before", async () => {
			await put(REGIONS);
			const again: AirRegionRow = {
				id: "21",
				name: "Тернопільська область",
				kind: "oblast",
				levels: [],
				changedAt: NOW + 1,
			};
			await put([again]);
			expect(byId(await airRaids.regions())).toEqual(
				byId([again, ...REGIONS.slice(1)]),
			);
		});

		it("remembers when a feed was heard, with an index of 64 bits", async () => {
			expect(await airRaids.feed("ukrainealarm")).toBeUndefined();
			const row: AirFeedRow = {
				id: "ukrainealarm",
				heardAt: NOW,
				lastActionIndex: "639079920000000001",
				failure: "503",
			};
			await store.append({ at: NOW, roster: [{ table: "airFeed", row }] });
			expect(await airRaids.feed("ukrainealarm")).toEqual(row);
			const { failure: _over, ...heard } = row;
			await store.append({
				at: NOW,
				roster: [{ table: "airFeed", row: heard }],
			});
			expect(await airRaids.feed("ukrainealarm")).toEqual(heard);
		});

		it("gives the areas a region can be: none that is a village", async () => {
			const area = (
				n: number,
				kind: AreaRow["kind"],
				category: AreaRow["category"],
			): AreaRow => ({
				code: code(n),
				kind,
				category,
				name: `Назва ${n}`,
				search: `назва ${n}`,
			});
			const rows = [
				area(1, "oblast", "O"),
				area(2, "raion", "P"),
				area(3, "hromada", "H"),
				area(4, "settlement", "K"),
			];
			await store.append({
				at: NOW,
				roster: [
					{ table: "areas", rows: [...rows, area(5, "settlement", "C")] },
				],
			});
			const found = await airRaids.areas();
			expect(found.map((row) => row.code).sort()).toEqual(
				rows.map((row) => row.code),
			);
			expect(found.find((row) => row.code === code(3))).toEqual(rows[2]);
		});
	});
}

const REGIONS: readonly AirRegionRow[] = [
	{
		id: "21",
		code: code(1),
		name: "Тернопільська область",
		kind: "oblast",
		levels: [
			{ type: "AIR", level: "red", since: NOW },
			{ type: "ARTILLERY", level: "none", since: NOW - 5 },
		],
		changedAt: NOW,
		redAt: NOW,
	},
	{
		id: "153",
		code: code(2),
		name: "Чортківський район",
		kind: "raion",
		parentId: "21",
		levels: [],
		changedAt: 0,
	},
	{
		id: "1531",
		name: "Росохацька територіальна громада",
		kind: "hromada",
		parentId: "153",
		levels: [{ type: "AIR", level: "yellow", since: NOW }],
		changedAt: NOW,
	},
];

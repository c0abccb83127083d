/**
 * What every Others promises (src/ports.ts). One oblast, one raion, two hromadas,
 * two settlements in the first.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
	AreaRow,
	HelperRow,
	ObserverRow,
	Others,
	RosterWrite,
	Store,
} from "../../src/ports.ts";

const NOW = 1_790_000_000_000;
const code = (n: number): string => `UA${String(n).padStart(17, "0")}`;
const OBLAST = code(1);
const RAION = code(2);
const HROMADA = code(3);
const OTHER_HROMADA = code(4);
const VILLAGE = code(5);
const NEXT_VILLAGE = code(6);
const FAR_VILLAGE = code(7);

export function othersContract(
	name: string,
	open: () => Promise<{ store: Store; others: Others }>,
): void {
	describe(`Others: ${name}`, () => {
		let store: Store;
		let others: Others;
		const write = async (...roster: RosterWrite[]) =>
			expect(await store.append({ at: NOW, roster })).toBe("ok");

		beforeEach(async () => {
			({ store, others } = await open());
			await write({ table: "areas", rows: COUNTRY });
		});
		afterEach(() => store.close());

		const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

		it("finds who observes a settlement or anything it belongs to, in the order they came", async () => {
			await write(
				observer("of-oblast", OBLAST, 3),
				observer("of-village", VILLAGE, 2),
				observer("of-hromada", HROMADA, 1),
				observer("of-raion", RAION, 4),
				observer("of-next", NEXT_VILLAGE, 5),
				observer("of-other", OTHER_HROMADA, 6),
			);
			expect(idsOf(await others.observersOf([VILLAGE]))).toEqual([
				"of-hromada",
				"of-village",
				"of-oblast",
				"of-raion",
			]);
			expect(idsOf(await others.observersOf([HROMADA]))).toEqual([
				"of-hromada",
				"of-oblast",
				"of-raion",
			]);
			expect(await others.observersOf([])).toEqual([]);
		});

		it("knows an area nobody has imported by its own code alone", async () => {
			await write(observer("somewhere", code(99), 1));
			expect(idsOf(await others.observersOf([code(99)]))).toEqual([
				"somewhere",
			]);
		});

		it("gives a row back as it was written, and none that is gone", async () => {
			const full: ObserverRow = {
				id: "o",
				responderId: "petro",
				areaCode: HROMADA,
				kind: "policeOfficer",
				types: ["structure_fire"],
				createdAt: 7,
			};
			await write({ table: "observer", row: full });
			expect(await others.observer("o")).toEqual(full);
			expect(await others.observersBy("petro")).toEqual([full]);
			await write({ delete: "observer", id: "o" });
			expect(await others.observer("o")).toBeUndefined();
		});

		it("finds helpers who agreed: of the settlement, of those around it, of all above", async () => {
			await write(
				helper("here", VILLAGE, 1),
				helper("next-door", NEXT_VILLAGE, 2),
				helper("of-hromada", HROMADA, 3),
				helper("of-raion", RAION, 4),
				helper("elsewhere", FAR_VILLAGE, 5),
				helper("silent", VILLAGE, 6, undefined),
			);
			expect(idsOf(await others.helpersOf([VILLAGE]))).toEqual([
				"here",
				"next-door",
				"of-hromada",
				"of-raion",
			]);
		});

		it("keeps one line a person", async () => {
			await write(helper("first", VILLAGE, 1));
			const again: HelperRow = {
				...rowOf("second", VILLAGE, 2, 9),
				responderId: "of-first",
				withdrawnAt: 11,
				quietAt: 12,
			};
			await write({ table: "helper", row: again });
			expect(await others.helperBy("of-first")).toEqual(again);
			expect(await others.helper("first")).toBeUndefined();
			await write({ delete: "helper", id: "second" });
			expect(await others.helperBy("of-first")).toBeUndefined();
		});

		it("goes with the person", async () => {
			await write(observer("o", VILLAGE, 1), helper("h", VILLAGE, 1));
			await write({ delete: "responder", id: "of-o" });
			await write({ delete: "responder", id: "of-h" });
			expect(await others.observersOf([VILLAGE])).toEqual([]);
			expect(await others.helpersOf([VILLAGE])).toEqual([]);
		});

		it("pages through all, or through what lies in some areas", async () => {
			await write(
				helper("a", VILLAGE, 1),
				helper("b", FAR_VILLAGE, 1),
				helper("c", HROMADA, 1, undefined),
				helper("d", NEXT_VILLAGE, 1),
			);
			const first = await others.helpers({ limit: 2, within: [HROMADA] });
			expect(idsOf(first.items)).toEqual(["a", "c"]);
			const second = await others.helpers({
				limit: 2,
				within: [HROMADA],
				cursor: first.nextCursor ?? "",
			});
			expect(idsOf(second.items)).toEqual(["d"]);
			expect(second.nextCursor).toBeUndefined();
			expect(idsOf((await others.helpers({ limit: 9 })).items)).toEqual([
				"a",
				"b",
				"c",
				"d",
			]);
			await write(observer("o", RAION, 1));
			expect(
				(await others.observers({ limit: 9, within: [HROMADA] })).items,
			).toEqual([]);
			expect(
				idsOf((await others.observers({ limit: 9, within: [OBLAST] })).items),
			).toEqual(["o"]);
		});
	});
}

const observer = (
	id: string,
	areaCode: string,
	createdAt: number,
): RosterWrite => ({
	table: "observer",
	row: { id, responderId: `of-${id}`, areaCode, kind: "other", createdAt },
});

const rowOf = (
	id: string,
	areaCode: string,
	createdAt: number,
	consentAt: number | undefined,
): HelperRow => ({
	id,
	responderId: `of-${id}`,
	areaCode,
	equipment: ["tractor"],
	...(consentAt === undefined ? {} : { consentAt }),
	createdAt,
});

function helper(
	id: string,
	areaCode: string,
	createdAt: number,
	...consent: [undefined?]
): RosterWrite {
	const consentAt = consent.length > 0 ? undefined : 5;
	return { table: "helper", row: rowOf(id, areaCode, createdAt, consentAt) };
}

const area = (
	own: string,
	kind: AreaRow["kind"],
	parentCode?: string,
): AreaRow => ({
	code: own,
	kind,
	category: { oblast: "O", raion: "P", hromada: "H", settlement: "C" }[
		kind
	] as AreaRow["category"],
	name: own,
	search: own.toLowerCase(),
	...(parentCode ? { parentCode } : {}),
});

const COUNTRY: readonly AreaRow[] = [
	area(OBLAST, "oblast"),
	area(RAION, "raion", OBLAST),
	area(HROMADA, "hromada", RAION),
	area(OTHER_HROMADA, "hromada", RAION),
	area(VILLAGE, "settlement", HROMADA),
	area(NEXT_VILLAGE, "settlement", HROMADA),
	area(FAR_VILLAGE, "settlement", OTHER_HROMADA),
];

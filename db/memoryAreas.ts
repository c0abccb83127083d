/** Areas in memory: every settlement is looked at. Part of the reference (`memory.ts`). */
import type { AreaRow, Areas, FoundSettlement } from "../src/ports.ts";
import { inOrder, isInside } from "./areas.ts";

export function areasOf(rows: ReadonlyMap<string, AreaRow>): Areas {
	return {
		async find(query) {
			const { words, near, within } = query;
			const square = within && "south" in within ? within : undefined;
			if (words.length === 0 && near.length === 0 && !square) return [];
			const found = [...rows.values()]
				.filter(({ kind }) => kind === "settlement")
				.map((row) => ({ row, above: above(rows, row) }))
				.filter(
					({ row, above }) =>
						(words.length === 0 || isNamed(row, above, words)) &&
						(words.length > 0 || row.location !== undefined) &&
						(!within || row.location !== undefined) &&
						(!square || isInside(square, row.location)),
				)
				.map(({ row, above }) => settlement(row, above));
			return structuredClone(inOrder(found, query));
		},
		byCodes: async (codes) =>
			structuredClone(
				[...new Set(codes)].flatMap((code) => rows.get(code) ?? []),
			),
		under: async (code) =>
			structuredClone(
				[...rows.values()]
					.filter(({ kind }) => kind === "settlement")
					.map((row) => settlement(row, above(rows, row)))
					.filter(
						(row) =>
							row.parentCode === code ||
							above(rows, row).some((one) => one?.code === code),
					),
			),
		count: async (kinds) =>
			[...rows.values()].filter(({ kind }) => kinds.includes(kind)).length,
	};
}

/** Hromada, raion, oblast, as far as they are there. */
function above(
	rows: ReadonlyMap<string, AreaRow>,
	{ parentCode }: AreaRow,
): (AreaRow | undefined)[] {
	const hromada = rows.get(parentCode ?? "");
	const raion = rows.get(hromada?.parentCode ?? "");
	return [hromada, raion, rows.get(raion?.parentCode ?? "")];
}

function isNamed(
	own: AreaRow,
	above: readonly (AreaRow | undefined)[],
	words: readonly string[],
): boolean {
	const begins = (row: AreaRow | undefined, word: string): boolean =>
		` ${row?.search ?? ""} ${row?.formerSearch ?? ""}`.includes(` ${word}`);
	return (
		words.some((word) => begins(own, word)) &&
		words.every((word) => [own, ...above].some((row) => begins(row, word)))
	);
}

const settlement = (
	row: AreaRow,
	[hromada, raion, oblast]: readonly (AreaRow | undefined)[],
): FoundSettlement => ({
	...row,
	...(hromada ? { hromada: hromada.name } : {}),
	...(raion ? { raion: raion.name } : {}),
	...(oblast ? { oblast: oblast.name } : {}),
	...(hromada?.location ? { centre: hromada.location } : {}),
});

/** Observers and helpers in memory. Part of the reference (`memory.ts`). */
import type {
	AreaRow,
	HelperRow,
	ObserverRow,
	Others,
	Page,
} from "../src/ports.ts";
import { cursorOf, readCursor } from "./rows.ts";

type Tables = {
	areas: ReadonlyMap<string, AreaRow>;
	observers: ReadonlyMap<string, ObserverRow>;
	helpers: ReadonlyMap<string, HelperRow>;
};

export function othersOf(t: Tables): Others {
	/** The codes and all they belong to. */
	const above = (codes: readonly string[]): Set<string> => {
		const found = new Set<string>();
		const climb = (code: string | undefined): void => {
			if (code === undefined || found.has(code)) return;
			found.add(code);
			climb(t.areas.get(code)?.parentCode);
		};
		for (const code of codes) climb(code);
		return found;
	};
	const first = <Row extends { id: string; createdAt: number }>(
		rows: readonly Row[],
	): Row[] =>
		structuredClone(
			[...rows].sort(
				(a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
			),
		);
	const pageOf = <Row extends { id: string; areaCode: string }>(
		rows: Iterable<Row>,
		{ cursor, limit, within }: Parameters<Others["observers"]>[0],
	): Page<Row> => {
		const after = cursor === undefined ? [""] : readCursor(cursor);
		if (!after) return { items: [] };
		const found = [...rows]
			.filter(({ id }) => id > String(after[0]))
			.filter(
				({ areaCode }) =>
					!within || within.some((code) => above([areaCode]).has(code)),
			)
			.sort((a, b) => (a.id < b.id ? -1 : 1));
		const items = structuredClone(found.slice(0, limit));
		const last = items.at(-1);
		return found.length > items.length && last
			? { items, nextCursor: cursorOf(last.id) }
			: { items };
	};

	return {
		observersOf: async (codes) => {
			const wanted = above(codes);
			return first(
				[...t.observers.values()].filter(({ areaCode }) =>
					wanted.has(areaCode),
				),
			);
		},
		helpersOf: async (codes) => {
			const wanted = above(codes);
			return first(
				[...t.helpers.values()].filter(({ areaCode, consentAt }) => {
					const area = t.areas.get(areaCode);
					const isNear =
						wanted.has(areaCode) ||
						(area?.kind === "settlement" && wanted.has(area.parentCode ?? ""));
					return consentAt !== undefined && isNear;
				}),
			);
		},
		observers: async (page) => pageOf(t.observers.values(), page),
		helpers: async (page) => pageOf(t.helpers.values(), page),
		observer: async (id) => structuredClone(t.observers.get(id)),
		helper: async (id) => structuredClone(t.helpers.get(id)),
		helperBy: async (responderId) =>
			structuredClone(
				[...t.helpers.values()].find((row) => row.responderId === responderId),
			),
		observersBy: async (responderId) =>
			first(
				[...t.observers.values()].filter(
					(row) => row.responderId === responderId,
				),
			),
	};
}

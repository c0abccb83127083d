/** Areas as people call them: names of villages repeat, so the hromada is always said. */
import { shortHromada } from "../../areas/nearWords.ts";
import type { FoundSettlement } from "../raise/settlements.ts";
import type { Words } from "../words.tsx";
import type { Observer } from "./asked.ts";

export type AreaTyped = { code: string; label: string };
type Text = Words["text"];

/** «Росохач (Чортківська громада)», «Чортківський район»; the code where nobody knows its name. */
export function areaWords(
	{ area, areaCode }: Pick<Observer, "area" | "areaCode">,
	text: Text,
): string {
	if (!area) return areaCode;
	switch (area.kind) {
		case "settlement":
			return withHromada(area.name, area.hromada);
		case "hromada":
			return shortHromada(area.name);
		case "raion":
		case "oblast":
			return text(`board-area-${area.kind}`, { name: area.name });
		default:
			return area.kind satisfies never;
	}
}

const withHromada = (name: string, hromada: string | null): string =>
	hromada ? `${name} (${shortHromada(hromada)})` : name;

const CODE = /^UA\d{17}$/;

/** Settlements called so, each hromada of theirs as a whole, and a code as it was written. */
export function areasFound(
	found: readonly Pick<
		FoundSettlement,
		"code" | "name" | "hromada" | "hromadaCode"
	>[],
	typed: string,
	text: Text,
): AreaTyped[] {
	const written = typed.trim().toUpperCase();
	const hromadas = new Map(
		found.flatMap(({ hromada, hromadaCode }) =>
			hromada && hromadaCode
				? [[hromadaCode, shortHromada(hromada)] as const]
				: [],
		),
	);
	return [
		...found.map(({ code, name, hromada }) => ({
			code,
			label: withHromada(name, hromada),
		})),
		...[...hromadas].map(([code, name]) => ({
			code,
			label: text("board-area-whole", { name }),
		})),
		...(CODE.test(written) ? [{ code: written, label: written }] : []),
	];
}

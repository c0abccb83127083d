/** A brigade as a form holds it, and as the API takes it. */
import type { BrigadeKind, Locale, Point } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { askBrigade, type Brigade, changedNow } from "./asked.ts";
import { changesOf, mustBeNews } from "./keptForm.ts";

export type BrigadeTyped = {
	name: string;
	kind: BrigadeKind;
	location: Point | null;
	areaCode: string;
	locale: Locale;
};

export const emptyBrigade = (locale: Locale): BrigadeTyped => ({
	name: "",
	kind: "volunteer",
	location: null,
	areaCode: "",
	locale,
});

export const typedBrigade = ({
	name,
	kind,
	location,
	areaCode,
	locale,
}: Brigade): BrigadeTyped => ({
	name,
	kind,
	location,
	areaCode: areaCode ?? "",
	locale,
});

export const brigadeBody = ({ location, areaCode, ...rest }: BrigadeTyped) => ({
	...rest,
	// A missing point is the schema's to find.
	location: location as Point,
	areaCode: areaCode.trim() || null,
});

export async function saveBrigade(
	id: string,
	typed: BrigadeTyped,
	was: BrigadeTyped,
): Promise<void> {
	mustBeNews(typed, was, typedBrigade(await askBrigade(id)));
	const changes = changesOf(brigadeBody(typed), brigadeBody(was));
	if (Object.keys(changes).length > 0)
		await ask(api.v1.brigades[":id"].$patch({ param: { id }, json: changes }));
	await changedNow("brigades", "brigade", "duty");
}

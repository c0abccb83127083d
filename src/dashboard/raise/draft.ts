/**
 * What has been told of a fire so far, while somebody asks and types: type alone is
 * enough, everything else may come later.
 */
import { shortHromada } from "../../areas/nearWords.ts";
import type { IncidentType, Location, Mode, Source } from "../../core/kinds.ts";
import { keep, keepInTab, kept, keptInTab } from "../kept.ts";
import type { FoundSettlement } from "./settlements.ts";

export type Draft = {
	type?: IncidentType;
	mode: Mode;
	settlement?: FoundSettlement | undefined;
	/** Street, house, landmark: what a caller says after the village. */
	details: string;
	/** Tapped or written as coordinates; a settlement alone only gives its middle. */
	point?: Location | undefined;
	peopleInDanger: boolean;
	description: string;
	reporterPhone: string;
	source: Source;
	externalId: string;
	/** Who goes first; empty = whoever is nearest to the point. */
	brigadeId: string;
	/** Somebody looked: it is not the fire that it resembles. */
	isAnother: boolean;
};

/** From the middle of a settlement to its last house, roughly. */
const ACROSS_METRES = { C: 1_000, X: 2_000, M: 4_000, K: 20_000 } as const;
const SOURCE_KEY = "dzvin-source";

export const emptyDraft = (
	isDesk: boolean,
	brigadeIds: readonly string[],
): Draft => ({
	mode: "actual",
	details: "",
	peopleInDanger: false,
	description: "",
	reporterPhone: "",
	source: isDesk ? (kept<Source>(SOURCE_KEY) ?? "okc_101") : "chief",
	externalId: "",
	// A chief's alarm is for his own people, wherever it burns.
	brigadeId: isDesk ? "" : (brigadeIds[0] ?? ""),
	isAnother: false,
});

const DRAFT_KEY = "dzvin-draft";

/** What was typed when the session ended or the page was loaded anew; whoever leaves the form leaves it behind. */
export const keptDraft = (): Draft | undefined => keptInTab<Draft>(DRAFT_KEY);
export const keepDraft = (draft: Draft | undefined): void =>
	keepInTab(DRAFT_KEY, draft);

/** A desk takes its calls from one service: what was chosen last stays. */
export const keepSource = (source: Source): void => keep(SOURCE_KEY, source);

export function placeOf({ settlement, details }: Draft): string | undefined {
	const said = details.trim();
	if (!settlement) return said === "" ? undefined : said;
	const { name, hromada } = settlement;
	const named = hromada ? `${name} (${shortHromada(hromada)})` : name;
	return said === "" ? named : `${named}, ${said}`;
}

export function locationOf({ settlement, point }: Draft): Location | undefined {
	if (point) return point;
	if (!settlement?.location) return undefined;
	return {
		...settlement.location,
		accuracyMetres: ACROSS_METRES[settlement.category],
	};
}

/** The body of a report; nothing is asked for that nobody has said. */
export function reportOf(draft: Draft & { type: IncidentType }) {
	const place = placeOf(draft);
	const location = locationOf(draft);
	const words = (said: string) => said.trim() || undefined;
	const description = words(draft.description);
	const reporterPhone = words(draft.reporterPhone);
	const externalId = words(draft.externalId);
	return {
		type: draft.type,
		mode: draft.mode,
		source: draft.source,
		peopleInDanger: draft.peopleInDanger,
		force: draft.isAnother,
		brigadeIds: draft.brigadeId === "" ? [] : [draft.brigadeId],
		...(place ? { place } : {}),
		...(location ? { location } : {}),
		...(description ? { description } : {}),
		...(reporterPhone ? { reporterPhone } : {}),
		...(externalId ? { externalId } : {}),
	};
}
export type Report = ReturnType<typeof reportOf>;

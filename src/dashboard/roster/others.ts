/** Observers and helpers as forms hold them and as the API takes them; and whether somebody agreed. */
import type { Equipment, IncidentType } from "../../core/kinds.ts";
import { type Faults, faultsIn } from "../schemas.ts";
import type { Words } from "../words.tsx";
import type { AreaTyped } from "./area.ts";
import { type Helper, instantIn, type Observer } from "./asked.ts";
import { sayIssue } from "./faults.ts";

type Text = Words["text"];

/** Somebody of the roster, or somebody new, of no brigade. */
export type WhomTyped = {
	whom: "known" | "new";
	responderId: string;
	name: string;
	phone: string;
	phoneKind: "smart" | "button";
};
type OfAreaTyped = { area: AreaTyped | null; types: IncidentType[] };
export type ObserverTyped = WhomTyped &
	OfAreaTyped & { kind: Observer["kind"] };
export type HelperTyped = OfAreaTyped & { equipment: Equipment[] };
export type NewHelperTyped = WhomTyped & HelperTyped;

export const NOBODY: WhomTyped = {
	whom: "new",
	responderId: "",
	name: "",
	phone: "",
	phoneKind: "smart",
};

const whomBody = ({ whom, responderId, name, phone, phoneKind }: WhomTyped) =>
	whom === "known" ? { responderId } : { person: { name, phone, phoneKind } };

/** None chosen = all of them. */
const areaBody = ({ area, types }: OfAreaTyped) => ({
	areaCode: area?.code ?? "",
	...(types.length > 0 ? { types } : {}),
});

export const observerBody = (typed: ObserverTyped) => ({
	...whomBody(typed),
	...areaBody(typed),
	kind: typed.kind,
});

export const newHelperBody = (typed: NewHelperTyped) => ({
	...whomBody(typed),
	...areaBody(typed),
	equipment: typed.equipment,
});

export const helperBody = ({ area, types, equipment }: HelperTyped) => ({
	areaCode: area?.code ?? "",
	types: types.length > 0 ? types : null,
	equipment,
});

export const helperTyped = (
	{ areaCode, types, equipment }: Helper,
	label: string,
): HelperTyped => ({
	area: { code: areaCode, label },
	types: types ?? [],
	equipment,
});

type Schema = Parameters<typeof faultsIn>[0];

/** Of whom and where, in the fields of the form. */
export function faultsOfOthers(
	schema: Schema,
	body: { areaCode: string },
	text: Text,
): Faults {
	const faults = faultsIn(schema, body, sayIssue(text));
	return Object.fromEntries(
		Object.entries({
			...faults,
			...(body.areaCode === ""
				? { areaCode: text("board-fault-area-choose") }
				: {}),
		}).map(([path, words]) => [path.replace(/^person\./, ""), words]),
	);
}

// --- Consent -----------------------------------------------------------------------

export type Consent = {
	state: "agreed" | "refused" | "never" | "asked" | "unasked";
	at: number | undefined;
};

/** Their own last word; without one, whether they were asked. */
export function consentOf({
	consentAt,
	withdrawnAt,
	askedAt,
	quietAt,
}: Pick<Helper, "consentAt" | "withdrawnAt" | "askedAt" | "quietAt">): Consent {
	const agreedAt = instant(consentAt);
	const refusedAt = instant(withdrawnAt);
	const last = instant(askedAt);
	if (agreedAt !== undefined && agreedAt >= (refusedAt ?? 0))
		return { state: "agreed", at: agreedAt };
	// Theirs alone to take back: nobody asks them again.
	if (quietAt !== null) return { state: "never", at: instantIn(quietAt) };
	// Asked again after a no: the question is open.
	if (last !== undefined && last > (refusedAt ?? 0))
		return { state: "asked", at: last };
	return refusedAt === undefined
		? { state: "unasked", at: undefined }
		: { state: "refused", at: refusedAt };
}

const instant = (written: string | null): number | undefined =>
	written === null ? undefined : instantIn(written);

/** What a posted form says; undefined when it is none of ours. Nothing here decides anything. */

import { REPORTER_WORDS, type ReporterWord } from "../../core/incident.ts";
import type { IncidentType, Location } from "../../core/kinds.ts";

/** What a resident is asked to tell apart. */
export const WHAT_BURNS = [
	"structure_fire",
	"outbuilding_fire",
	"vegetation_fire",
	"vehicle_fire",
	"shelling_impact",
	"other",
] as const satisfies readonly IncidentType[];

export const WHERE_MAX = 300;
export const PHONE_MAX = 30;

export type Said = {
	/** Of the page it was drawn on: the same posting twice is one, and whoever holds it may say more. */
	nonce: string;
	says?: ReporterWord;
	/** KATOTTG of the settlement they confirmed. */
	at?: string;
	type?: IncidentType;
	place?: string;
	phone?: string;
	location?: Location;
	danger?: true;
};

export const isNonce = (text: string): boolean => /^[\w-]{16,64}$/.test(text);

export function readForm(form: URLSearchParams): Said | undefined {
	const field = (name: string): string => (form.get(name) ?? "").trim();
	const nonce = field("nonce");
	const place = field("where").replace(/\s+/g, " ");
	const phone = field("phone");
	if (!isNonce(nonce) || place.length > WHERE_MAX || phone.length > PHONE_MAX)
		return undefined;
	const type = WHAT_BURNS.find((known) => known === field("what"));
	const says = REPORTER_WORDS.find((word) => word === field("says"));
	const at = field("at");
	const location = locationIn(field);
	return {
		nonce,
		...(says ? { says } : {}),
		...(/^UA\d{17}$/.test(at) ? { at } : {}),
		...(type ? { type } : {}),
		...(place ? { place } : {}),
		...(phone ? { phone } : {}),
		...(location ? { location } : {}),
		...(field("danger") === "1" ? { danger: true as const } : {}),
	};
}

/** A browser guesses from its address when it sees no satellite: as far off as that is no place. */
const FARTHEST_METRES = 5_000;

function locationIn(field: (name: string) => string): Location | undefined {
	const [lat, lon, metres] = ["lat", "lon", "metres"].map((name) => {
		const text = field(name);
		return text === "" ? Number.NaN : Number(text);
	}) as [number, number, number];
	const isPoint = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
	if (!isPoint || metres > FARTHEST_METRES) return undefined;
	return {
		lat,
		lon,
		...(metres > 0 ? { accuracyMetres: Math.round(metres) } : {}),
	};
}

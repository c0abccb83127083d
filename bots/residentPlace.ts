/**
 * Where a resident means, as buttons: settlements of that name with their hromada. They
 * confirm one, or nobody does; what they wrote stands either way.
 */
import { findPlace, type PlaceOffer } from "../src/areas/gazetteer.ts";
import type { Known, Report, WordRef } from "../src/core/incident.ts";
import type { Location } from "../src/core/kinds.ts";
import { EVERYTHING } from "../src/ports.ts";
import {
	isConfirmed,
	OFFERED,
	placeName,
	placeSaid,
} from "../src/residents/place.ts";
import type { Service } from "../src/service.ts";
import { PERSON_WAITS_MS, soon } from "../src/soon.ts";
import type { Offer } from "./residentCard.ts";

const LOOKED_AT = 8;
const MOST_BRIGADES = 20;

/** `said` = their words, or the report that holds them. */
export async function offersFor(
	service: Service,
	incident: Known,
	said: string | Report | undefined,
): Promise<Offer[]> {
	const found = await placesIn(service, incident, said);
	return found
		.slice(0, OFFERED)
		.map((offer) => ({ code: offer.code, words: placeName(offer) }));
}

/** What a pressed settlement says: the place in words and, without a point of theirs, its middle. */
export async function placeSaidBy(
	service: Service,
	{ incident, report }: { incident: Known; report: Report },
	code: string,
): Promise<{ place: string; location?: Location } | undefined> {
	const found = await placesIn(service, incident, report);
	const offer =
		found.find((one) => one.code === code) ?? (await byCode(service, code));
	if (!offer) return undefined;
	const said = placeSaid(offer);
	return report.location ? { place: said.place } : said;
}

/** `unknown`: nobody has said where; `said`: in words of their own; `confirmed`: a point, or a settlement with its hromada. */
export async function howPlaced(
	service: Service,
	report: Report | undefined,
): Promise<"unknown" | "said" | "confirmed"> {
	if (report?.location) return "confirmed";
	if (!report?.place) return "unknown";
	const [place = ""] = await openWords(service, [report.place]);
	return isConfirmed(place) ? "confirmed" : "said";
}

/** In what they said of the place, else in all they said. */
const placesIn = async (
	service: Service,
	incident: Known,
	said: string | Report | undefined,
): Promise<PlaceOffer[]> =>
	(await soon(async () => {
		const texts =
			typeof said === "string"
				? [said]
				: await openWords(service, [said?.place, said?.description]);
		if (texts.length === 0) return [];
		const asked = {
			...(incident.location ? { near: incident.location } : {}),
			brigadeIds: await whoseGround(service, incident),
			limit: LOOKED_AT,
		};
		for (const text of texts) {
			const found = await findPlace(service, text, asked);
			if (found.length > 0) return found;
		}
		return [];
	}, PERSON_WAITS_MS)) ?? [];

/** Of the brigades it was told to, else of all there are. */
async function whoseGround(
	{ roster }: Service,
	{ brigadeIds, rulingBrigadeId }: Known,
): Promise<string[]> {
	const own = [...brigadeIds, ...(rulingBrigadeId ? [rulingBrigadeId] : [])];
	if (own.length > 0) return own;
	const { items } = await roster.brigades(EVERYTHING, { limit: MOST_BRIGADES });
	return items.map(({ id }) => id);
}

async function byCode(
	{ areas }: Service,
	code: string,
): Promise<PlaceOffer | undefined> {
	const [row] = await areas.byCodes([code]);
	if (!row) return undefined;
	const [parent] = row.parentCode ? await areas.byCodes([row.parentCode]) : [];
	return {
		code: row.code,
		name: row.name,
		category: row.category,
		...(parent ? { hromada: parent.name } : {}),
		...(row.location ? { location: row.location } : {}),
		rest: "",
		sure: true,
	};
}

async function openWords(
	{ store, secrets }: Service,
	refs: readonly (WordRef | undefined)[],
): Promise<string[]> {
	const known = refs.flatMap((ref) => ref ?? []);
	if (known.length === 0) return [];
	const kept = await store.words(known.map(({ id }) => id));
	return known.flatMap(({ id }) => {
		const words = kept.get(id);
		return words ? [secrets.open(words.text)] : [];
	});
}

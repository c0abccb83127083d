/**
 * Settlements a resident's words may mean, and what a pressed one says, for the chat and
 * the form. Offers only: what was written stands either way.
 */
import { findPlace, type PlaceOffer } from "../areas/gazetteer.ts";
import { shortHromada } from "../areas/nearWords.ts";
import type { Report } from "../core/incident.ts";
import type { Location } from "../core/kinds.ts";
import type { Service } from "../service.ts";
import { PERSON_WAITS_MS, soon } from "../soon.ts";

/** More do not fit a narrow screen beside the rest. */
export const OFFERED = 4;

export const placeName = ({
	name,
	hromada,
	raion,
}: Pick<PlaceOffer, "name" | "hromada" | "raion">): string => {
	const above = hromada ? shortHromada(hromada) : raion;
	return above ? `${name} (${above})` : name;
};

/** For the form: none where the place is known by a point, or was confirmed. */
export async function placesMeant(
	service: Service,
	brigadeId: string | undefined,
	{ location, place }: Report,
): Promise<PlaceOffer[]> {
	if (location || !place) return [];
	const look = async () => {
		const kept = (await service.store.words([place.id])).get(place.id);
		const words = kept && service.secrets.open(kept.text);
		return !words || isConfirmed(words)
			? []
			: findPlace(service, words, {
					...(brigadeId ? { brigadeIds: [brigadeId] } : {}),
					limit: OFFERED,
				});
	};
	return (await soon(look, PERSON_WAITS_MS)) ?? [];
}

/** «Росохач (Чортківська громада)», as `placeName` writes it. */
export const isConfirmed = (words: string): boolean => /\([^)]+\)/u.test(words);

/** As far from the middle as its houses stand: the truck finds a village, not a house. */
const EXTENT_METRES: Readonly<Record<PlaceOffer["category"], number>> = {
	K: 10_000,
	M: 4_000,
	X: 2_500,
	C: 1_500,
	O: 0,
	P: 0,
	H: 0,
};

export const placeSaid = (
	offer: PlaceOffer,
): { place: string; location?: Location } => ({
	place: [placeName(offer), offer.rest].filter(Boolean).join(", "),
	...(offer.location
		? {
				location: {
					...offer.location,
					accuracyMetres: EXTENT_METRES[offer.category],
				},
			}
		: {}),
});

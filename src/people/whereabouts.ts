/**
 * Where people live and work and when they may be called: a pattern of life, so
 * it lies sealed in the roster and is opened here only.
 *
 * Rows written before it was sealed are read as they are; the next write of the
 * row, or `dzvin rotate-secret`, seals them.
 */
import type { Availability, Place } from "../core/availability.ts";
import type { Candidates } from "../core/roster.ts";
import type { ResponderRow, Sealed, StoredCandidates } from "../ports.ts";
import type { Secrets } from "../secrets.ts";

export const placesOf = (
	secrets: Secrets,
	{ places }: Pick<ResponderRow, "places">,
): Place[] => opened(secrets, places) as Place[];

export const availabilityOf = (
	secrets: Secrets,
	{ availability }: Pick<ResponderRow, "availability">,
): Availability => opened(secrets, availability) as Availability;

export const sealPlaces = (
	secrets: Secrets,
	places: readonly Place[],
): Sealed => secrets.seal(JSON.stringify(places));

export const sealAvailability = (
	secrets: Secrets,
	availability: Availability,
): Sealed => secrets.seal(JSON.stringify(availability));

/** A row as every write leaves it, also one written in the open before. */
export function whereaboutsSealed(
	secrets: Secrets,
	row: ResponderRow,
): ResponderRow {
	if (!isOpen(row.places) && !isOpen(row.availability)) return row;
	return {
		...row,
		places: sealPlaces(secrets, placesOf(secrets, row)),
		availability: sealAvailability(secrets, availabilityOf(secrets, row)),
	};
}

/** Free words of the roster (a vehicle's reason) that may have been written in the open. */
export const openedWords = (secrets: Secrets, words: Sealed): string =>
	looksSealed(words) ? secrets.open(words) : words;

/** What the core chooses from: who is where, opened for this one decision. */
export const openCandidates = (
	secrets: Secrets,
	{ responders, ...rest }: StoredCandidates,
): Candidates => ({
	...rest,
	responders: responders.map((responder) => ({
		...responder,
		// Somebody may have typed a surname there; the incident's log only compares it.
		...(responder.household === undefined
			? {}
			: { household: secrets.hash(responder.household) }),
		places: placesOf(secrets, responder),
		availability: availabilityOf(secrets, responder),
	})),
});

/** JSON begins with a bracket, a sealed text never does; a snapshot of old holds the value itself. */
const isOpen = (value: unknown): boolean =>
	typeof value !== "string" || /^[[{]/.test(value);

function opened(secrets: Secrets, value: Sealed): unknown {
	if (typeof value !== "string") return value;
	return JSON.parse(isOpen(value) ? value : secrets.open(value));
}

/** Nonce and tag alone are 28 bytes; people do not write so without a space. */
const looksSealed = (text: string): boolean => /^1[\w-]{38,}$/.test(text);

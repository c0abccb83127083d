/**
 * Is this the same fire as one already known? Two people who see one smoke must
 * not wake a village twice; two fires in one evening must not become one.
 */
import { distanceMetres } from "./eta.ts";
import type { IncidentType, Instant, Location, Mode } from "./kinds.ts";

export type Told = {
	incidentType: IncidentType;
	mode: Mode;
	location?: Location;
	place?: string;
	/** Whose fire it is, as far as that is known. */
	brigadeIds?: readonly string[];
	at: Instant;
};

export type Open = Told & { id: string };

/** Reported within this long … */
const WITHIN_MS = 30 * 60_000;
/** A chief and his deputy both raise what neither has placed yet: this soon, it is one fire. */
const UNPLACED_WITHIN_MS = 5 * 60_000;
/** … and this near, or in the same settlement with a common word. */
const WITHIN_METRES = 1_000;

/** The nearest likely match among open and unconfirmed incidents, if any. */
export function matchReport(
	told: Told,
	open: readonly Open[],
): Open | undefined {
	return open
		.filter(
			(other) =>
				other.mode === told.mode &&
				Math.abs(told.at - other.at) <= WITHIN_MS &&
				goTogether(told.incidentType, other.incidentType) &&
				(near(told, other) || sameWords(told, other) || unplaced(told, other)),
		)
		.sort((a, b) => apart(told, a) - apart(told, b) || b.at - a.at)[0];
}

/** This near and this soon neighbours speak of one fire … */
const SURELY_WITHIN_METRES = 300;
const SURELY_WITHIN_MS = 15 * 60_000;
/** … as far as their phones know where they stand: one that says two kilometres says nothing. */
const ACCURACY_AT_MOST_METRES = 200;
/** Of one street these houses see the same smoke. */
const HOUSES_APART = 20;

/**
 * The one known fire that this is beyond doubt, so that nobody has to be asked; none
 * where two could be meant. `at` of an open one is its last word. Whose incidents may
 * not be joined is the caller's to leave out.
 */
export function surelySame(
	told: Told,
	open: readonly Open[],
): Open | undefined {
	const same = open.filter(
		(other) =>
			other.mode === told.mode &&
			Math.abs(told.at - other.at) <= SURELY_WITHIN_MS &&
			goTogether(told.incidentType, other.incidentType) &&
			(told.location && other.location
				? isSurelyNear(told.location, other.location)
				: isSameStreet(told.place, other.place)),
	);
	return same.length === 1 ? same[0] : undefined;
}

const isSurelyNear = (a: Location, b: Location): boolean =>
	distanceMetres(a, b) <= SURELY_WITHIN_METRES + accuracyOf(a) + accuracyOf(b);

const accuracyOf = ({ accuracyMetres = 0 }: Location): number =>
	Math.min(accuracyMetres, ACCURACY_AT_MOST_METRES);

/** The same settlement of the same hromada, the same street, and no house at its other end. */
function isSameStreet(a: string | undefined, b: string | undefined): boolean {
	const [first, ...rest] = wordsOf(a);
	const [otherFirst, ...others] = wordsOf(b);
	if (!first || first !== otherFirst) return false;
	const [hromada, otherHromada] = [hromadaIn(a), hromadaIn(b)];
	if (hromada && otherHromada && hromada !== otherHromada) return false;
	const streets = rest.filter(isName);
	const otherStreets = others.filter(isName);
	if (!streets.some((word) => otherStreets.includes(word))) return false;
	const [house, otherHouse] = [houseIn(rest), houseIn(others)];
	return (
		house === undefined ||
		otherHouse === undefined ||
		Math.abs(house - otherHouse) <= HOUSES_APART
	);
}

const hromadaIn = (place: string | undefined): string | undefined =>
	/\(([^)]*)\)/
		.exec(place ?? "")?.[1]
		?.toLowerCase()
		.trim();

function houseIn(words: readonly string[]): number | undefined {
	const found = words.find((word) => !isName(word));
	return found === undefined ? undefined : Number.parseInt(found, 10);
}

const near = (a: Told, b: Told): boolean => apart(a, b) <= WITHIN_METRES;

const unplaced = (a: Told, b: Told): boolean =>
	[a, b].some(({ location, place }) => !location && !place) &&
	Math.abs(a.at - b.at) <= UNPLACED_WITHIN_MS &&
	(a.brigadeIds ?? []).some((id) => b.brigadeIds?.includes(id));

const apart = (a: Told, b: Told): number =>
	a.location && b.location
		? distanceMetres(a.location, b.location)
		: Number.POSITIVE_INFINITY;

/** What one caller calls a house another calls a shed, and stubble burning reaches both. */
const FIRES: ReadonlySet<IncidentType> = new Set<IncidentType>([
	"structure_fire",
	"outbuilding_fire",
	"vegetation_fire",
	"vehicle_fire",
	"industrial_fire",
	"other",
]);

function goTogether(a: IncidentType, b: IncidentType): boolean {
	if (a === b || a === "other" || b === "other") return true;
	if (FIRES.has(a) && FIRES.has(b)) return true;
	const crash = new Set<IncidentType>([
		"road_accident",
		"vehicle_fire",
		"rescue",
	]);
	return crash.has(a) && crash.has(b);
}

/** The same settlement (first word) and one more word or number in common. Coordinates that disagree win over words. */
function sameWords(a: Told, b: Told): boolean {
	if (a.location && b.location) return false;
	const [first, ...rest] = wordsOf(a.place);
	const [otherFirst, ...others] = wordsOf(b.place);
	if (!first || first !== otherFirst) return false;
	if (rest.length === 0 || others.length === 0) return true;
	const [names, otherNames] = [rest.filter(isName), others.filter(isName)];
	// Two streets have a house 12 each; a number alone tells nothing where streets are named.
	if (names.length > 0 && otherNames.length > 0)
		return names.some((word) => otherNames.includes(word));
	return rest.some((word) => others.includes(word));
}

const isName = (word: string): boolean => !/^\d/.test(word);

/** Words that every address has: they tell no two places apart. */
const OF_EVERY_ADDRESS: ReadonlySet<string> = new Set(
	"вул вулиця провулок пров площа село села селище селища смт місто міста хутір буд будинок street house village".split(
		" ",
	),
);

const wordsOf = (place: string | undefined): string[] =>
	(place ?? "")
		.replace(/\([^)]*\)/g, " ")
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter(
			(word) =>
				(word.length > 2 || /\d/.test(word)) && !OF_EVERY_ADDRESS.has(word),
		);

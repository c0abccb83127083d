/**
 * A settlement looked for by the beginning of its name, with the whole country in the
 * table: every letter typed is one such question. And by a resident's words, in what
 * spelling they come. Needs ../shared/data/geo beside the project.
 */
import { findPlace } from "../../src/areas/gazetteer.ts";
import { searchAreas } from "../../src/areas/search.ts";
import { EVERYTHING } from "../../src/ports.ts";
import {
	brigadeOf,
	type Country,
	countryIsThere,
	openCountry,
} from "../areas/country.ts";
import { spellings } from "../areas/spellings.ts";
import { type Spread, spreadOf } from "./figures.ts";

const SEED = 7;
/** As far as people type before they look: one letter to the whole name. */
const TYPED = [1, 2, 3, 5, 30];
const WARM_UP = 50;
const LIMIT = 10;

export type AreaFigures = {
	settlements: number;
	search: Spread;
	/** A resident's words to settlements of the raion, which is ready. */
	place: Spread;
	/** The first words from a raion. */
	firstPlace: Spread;
};

/** Undefined where the country's tables are not there. */
export async function measureAreas(
	file: string,
	times: number,
): Promise<AreaFigures | undefined> {
	if (!countryIsThere) {
		console.error(
			"SKIPPED: ../shared/data/geo is absent, the search of settlements is not measured",
		);
		return undefined;
	}
	const country = await openCountry(file);
	try {
		const places = await measurePlaces(country, times);
		const names = country.rows.map(({ name }) => name);
		const samples: number[] = [];
		for (let n = 0; n < WARM_UP + times; n++) {
			// A stride that is no divisor of their number: every search another name.
			const name = names[(n * 7_919) % names.length] ?? "";
			const search = name.slice(0, TYPED[n % TYPED.length]);
			const startedMs = performance.now();
			const found = await searchAreas(country.deps, EVERYTHING, {
				search,
				near: { lat: 46 + (n % 50) / 10, lon: 23 + (n % 150) / 10 },
				limit: LIMIT,
			});
			const endedMs = performance.now();
			if (found.length === 0)
				throw new Error(
					`expected a settlement that begins with ${search}, got none`,
				);
			if (n >= WARM_UP) samples.push(endedMs - startedMs);
		}
		return {
			settlements: country.settlements,
			search: spreadOf(samples),
			...places,
		};
	} finally {
		await country.close();
	}
}

/** Raions in turn, so that the first words from each are told apart from those after it. */
async function measurePlaces(
	{ rows, deps }: Country,
	times: number,
): Promise<Pick<AreaFigures, "place" | "firstPlace">> {
	const first: number[] = [];
	const after: number[] = [];
	const raions = Map.groupBy(
		spellings(rows, times, SEED),
		({ raion }) => raion,
	);
	for (const some of raions.values())
		for (const [at, { text, hromadaCode }] of some.entries()) {
			const startedMs = performance.now();
			await findPlace(deps, text, { brigadeIds: [brigadeOf(hromadaCode)] });
			(at === 0 ? first : after).push(performance.now() - startedMs);
		}
	return { place: spreadOf(after), firstPlace: spreadOf(first) };
}

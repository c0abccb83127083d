/**
 * Words for a fire that came as a point alone, so that a call can say where it
 * burns: the nearest settlement, its hromada, how far and which way.
 *
 * An alarm never waits for them and never fails of them.
 */
import { distanceMetres } from "../core/eta.ts";
import type { Point } from "../core/kinds.ts";
import { placeOf } from "../http/people.ts";
import type { Service } from "../service.ts";
import { soon } from "../soon.ts";

export type NearDeps = Pick<Service, "areas" | "wording" | "settings">;

/** Beyond it the name of a settlement leads astray. */
const FARTHEST_METRES = 20_000;

export const nearWords = (
	deps: NearDeps,
	point: Point,
): Promise<string | undefined> =>
	soon(() => wordsOf(deps, point, FARTHEST_METRES));

type MoveDeps = NearDeps & Pick<Service, "load" | "store" | "secrets">;

/**
 * Of an incident that is given another point: new words in the place of those that
 * the old point was given. What a human said stays.
 */
export const movedWords = (
	deps: MoveDeps,
	incidentId: string,
	to: Point,
): Promise<string | undefined> =>
	soon(async () => {
		const incident = await deps.load(incidentId);
		if (incident.status === "unknown") return undefined;
		const told = await placeOf(deps, incident);
		if (told === undefined) return wordsOf(deps, to, FARTHEST_METRES);
		const given = incident.location && (await wordsOf(deps, incident.location));
		return told === given ? wordsOf(deps, to) : undefined;
	});

async function wordsOf(
	{ areas, wording, settings }: NearDeps,
	point: Point,
	farthest?: number,
): Promise<string | undefined> {
	const [settlement] = await areas.find({
		words: [],
		near: [point],
		...(farthest === undefined ? {} : { within: { metres: farthest } }),
		limit: 1,
	});
	if (!settlement?.location) return undefined;
	const metres = distanceMetres(settlement.location, point);
	const text = (id: string, args?: Record<string, string | number>) =>
		wording.text(settings.locale, id, args);
	const near = text("near-settlement", {
		category: settlement.category,
		name: settlement.name,
	});
	const hromada = settlement.hromada
		? ` (${shortHromada(settlement.hromada)})`
		: "";
	const way =
		metres < CENTRE_METRES
			? ""
			: `, ${text(`compass-${eighth(settlement.location, point)}`)} ${said(metres, text)}`;
	return `${near}${hromada}${way}`;
}

/** As far as the houses around a settlement's middle: no way is told. */
const CENTRE_METRES = 300;
const KILOMETRES_FROM = 5_000;

/** Whole numbers only: a decimal comma would end the place's first part in a message. */
const said = (
	metres: number,
	text: (id: string, args: Record<string, string | number>) => string,
): string =>
	metres < KILOMETRES_FROM
		? text("near-metres", { metres: String(Math.round(metres / 100) * 100) })
		: text("near-kilometres", { kilometres: Math.round(metres / 1_000) });

/** A hromada's name ends with its kind and the word for it; the kind tells nothing here. */
export function shortHromada(name: string): string {
	const words = name.split(" ");
	return words.length < 3
		? name
		: [...words.slice(0, -2), words.at(-1)].join(" ");
}

/** Of the compass, from north by east. */
function eighth(from: Point, to: Point): number {
	const north = to.lat - from.lat;
	const east = (to.lon - from.lon) * Math.cos((from.lat * Math.PI) / 180);
	return (Math.round(Math.atan2(east, north) / (Math.PI / 4)) + 8) % 8;
}

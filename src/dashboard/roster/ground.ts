/** Water as a form holds it and as the API takes it; the square in which a brigade looks. */
import { distanceMetres } from "../../core/eta.ts";
import type { Point } from "../../core/kinds.ts";
import { METRES_PER_DEGREE } from "../../screen/plan.ts";
import type { HazardArea, WaterPoint } from "./asked.ts";
import { instantIn } from "./asked.ts";
import { numberIn } from "./number.ts";
import { toField } from "./times.ts";

export type WaterTyped = {
	kind: WaterPoint["kind"];
	name: string;
	location: Point | null;
	state: WaterPoint["state"];
	refillMinutes: string;
	access: string;
	/** 2026-04-30 */
	tested: string;
};

/** Of something new: whoever writes it at a desk has not looked. */
export const NEW_WATER: WaterTyped = {
	kind: "pond",
	name: "",
	location: null,
	state: "unknown",
	refillMinutes: "",
	access: "",
	tested: "",
};

export const waterTyped = (
	{
		kind,
		name,
		location,
		state,
		refillMinutes,
		access,
		testedAt,
	}: Omit<WaterPoint, "id" | "ref" | "stateAt" | "saidDryAt">,
	timeZone: string,
): WaterTyped => ({
	kind,
	name: name ?? "",
	location,
	state,
	refillMinutes: refillMinutes === null ? "" : String(refillMinutes),
	access: access ?? "",
	tested:
		testedAt === null
			? ""
			: toField(instantIn(testedAt), timeZone).slice(0, 10),
});

/** `null` = not known; the state is said apart, by whoever has looked. */
export const waterChange = ({
	kind,
	name,
	location,
	refillMinutes,
	access,
	tested,
}: WaterTyped) => ({
	kind,
	// A missing point is the schema's to find.
	location: location as Point,
	name: name.trim() || null,
	refillMinutes: refillMinutes.trim() === "" ? null : numberIn(refillMinutes),
	access: access.trim() || null,
	// At noon it is the same day in every zone of Europe.
	testedAt: tested === "" ? null : `${tested}T12:00:00Z`,
});

export function waterBody(typed: WaterTyped) {
	const { name, refillMinutes, access, testedAt, ...rest } = waterChange(typed);
	return {
		...rest,
		state: typed.state,
		...(name === null ? {} : { name }),
		...(refillMinutes === null ? {} : { refillMinutes }),
		...(access === null ? {} : { access }),
		...(testedAt === null ? {} : { testedAt }),
	};
}

/** `south,west,north,east`, so many metres each way. */
export function squareAround({ lat, lon }: Point, metres: number): string {
	const high = metres / METRES_PER_DEGREE;
	const wide = high / Math.max(Math.cos((lat * Math.PI) / 180), 0.01);
	return [lat - high, lon - wide, lat + high, lon + wide]
		.map((degrees) => degrees.toFixed(5))
		.join(",");
}

/** The nearest first, and how far: of a square no more than the circle in it. */
export const nearestWater = (
	points: readonly WaterPoint[],
	station: Point,
	metres: number,
) =>
	points
		.map((point) => ({ point, away: distanceMetres(station, point.location) }))
		.filter(({ away }) => away <= metres)
		.sort((a, b) => a.away - b.away);

/** Whose areas these are; `""` = nobody signed them. */
export function bySource(
	areas: readonly HazardArea[],
): { source: string; areas: HazardArea[] }[] {
	const sources = new Map<string, HazardArea[]>();
	for (const area of areas) {
		const source = area.source ?? "";
		sources.set(source, [...(sources.get(source) ?? []), area]);
	}
	return [...sources]
		.map(([source, its]) => ({ source, areas: its }))
		.sort((a, b) => a.source.localeCompare(b.source));
}

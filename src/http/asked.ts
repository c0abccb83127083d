/** What several routes are asked: a yes, a place, a square of the map, a file of a known kind. */
import { z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import type { Point } from "../core/kinds.ts";
import type { Square } from "../ports.ts";

export const flag = z
	.enum(["true", "false", ""])
	.default("false")
	// `?dryRun` alone means yes.
	.transform((text) => text !== "false")
	.openapi({ type: "boolean" });

const numbers = (text: string): number[] =>
	text.split(",").map((part) => (part.trim() === "" ? Number.NaN : +part));

export const near = z
	.string()
	.max(60)
	.transform((text, context): Point => {
		const [lat = Number.NaN, lon = Number.NaN, ...rest] = numbers(text);
		if (rest.length === 0 && isPoint(lat, lon)) return { lat, lon };
		context.addIssue({
			code: "custom",
			message: "expected latitude and longitude such as 49.017,25.795",
		});
		return z.NEVER;
	})
	.openapi({ type: "string", maxLength: 60, example: "49.017,25.795" });

/** Half around the world is everywhere. */
const MOST_METRES = 20_000_000;

export const within = z
	.string()
	.max(120)
	.transform((text, context): { metres: number } | Square => {
		const found = numbers(text);
		const [first = Number.NaN, west = 0, north = 0, east = 0] = found;
		if (found.length === 1 && first > 0 && first <= MOST_METRES)
			return { metres: first };
		if (
			found.length === 4 &&
			isPoint(first, west) &&
			isPoint(north, east) &&
			first <= north &&
			west <= east
		)
			return { south: first, west, north, east };
		context.addIssue({
			code: "custom",
			message:
				"expected metres such as 5000, or a square south,west,north,east such as 48.8,25.6,49.1,26",
		});
		return z.NEVER;
	})
	.openapi({ type: "string", maxLength: 120, example: "48.8,25.6,49.1,26" });

const isPoint = (lat: number, lon: number): boolean =>
	Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** A square alone: of what a map shows. */
export const square = within
	.transform((found, context): Square => {
		if ("south" in found) return found;
		context.addIssue({
			code: "custom",
			message:
				"expected a square south,west,north,east such as 48.8,25.6,49.1,26",
		});
		return z.NEVER;
	})
	.openapi({ type: "string", maxLength: 120, example: "48.8,25.6,49.1,26" });

const MEDIA_TYPES = {
	csv: "text/csv",
	geojson: "application/geo+json",
} as const;

/** By what the sender says it is; throws 415 for anything else. */
export function formatOf<Format extends keyof typeof MEDIA_TYPES>(
	type: string | undefined,
	...allowed: Format[]
): Format {
	const said = (type ?? "").split(";")[0]?.trim().toLowerCase();
	const format = allowed.find((one) => MEDIA_TYPES[one] === said);
	if (format) return format;
	throw new HTTPException(415, {
		message: `Expected Content-Type: ${allowed.map((one) => MEDIA_TYPES[one]).join(" or ")}, came ${type === undefined ? "none" : "another"}.`,
	});
}

/** A table that is sent whole. */
export const CSV_TABLE = {
	mediaType: MEDIA_TYPES.csv,
	description: "UTF-8, comma or semicolon, first line = names of columns",
};

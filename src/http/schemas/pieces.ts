/**
 * The pieces of schema that several routes and forms share. This folder is read by
 * the service and by the browser alike, so nothing of the service comes along.
 */
import { z } from "@hono/zod-openapi";
import { LOCALES } from "../../core/kinds.ts";

/** ISO 8601 in, milliseconds out. */
export const instant = z.iso
	.datetime({ offset: true })
	.max(40)
	.transform((text) => Date.parse(text))
	.openapi({
		type: "string",
		format: "date-time",
		maxLength: 40,
		example: "2026-11-22T03:02:00Z",
	});

/** ISO 8601 on its way out; described, never checked. */
export const instantOut = z
	.string()
	.openapi({ format: "date-time", example: "2026-11-22T03:02:00.000Z" });

const degrees = {
	lat: z.number().min(-90).max(90),
	lon: z.number().min(-180).max(180),
};
export const point = z.strictObject(degrees);
export const location = z.strictObject({
	...degrees,
	accuracyMetres: z.number().min(0).max(1_000_000).optional(),
});

/** Something a person typed; control characters would break texts and tables. */
export const words = (most: number) =>
	z
		.string()
		.trim()
		.min(1)
		.max(most)
		.refine(
			(text) => !/\p{Cc}/u.test(text.replace(/[\n\r\t]/g, "")),
			"expected a text without control characters",
		);
/** One line: a name. */
export const line = (most: number) =>
	z
		.string()
		.trim()
		.min(1)
		.max(most)
		.refine(
			(text) => !/\p{Cc}/u.test(text),
			"expected one line of text without control characters",
		);

export const id = z.string().min(1).max(100);
export const locale = z.enum(LOCALES);
export const qualification = z
	.string()
	.regex(
		/^[\p{L}\p{N}_-]{1,40}$/u,
		"expected one word of letters, digits, _ or -, such as driver_c",
	)
	.openapi({ maxLength: 40 });

export const clockTime = z
	.string()
	.regex(
		/^([01]\d|2[0-3]):[0-5]\d$/,
		"expected a time of day HH:MM such as 22:00",
	)
	.openapi({ maxLength: 5 });
export const endTime = z
	.string()
	.regex(
		/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
		"expected a time of day HH:MM such as 06:00, or 24:00",
	)
	.openapi({ maxLength: 5 });
/** ISO days: 1 = Monday … 7 = Sunday. */
export const days = z.array(z.int().min(1).max(7)).min(1).max(7);

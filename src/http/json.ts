/**
 * The edge between instants in milliseconds and ISO 8601 UTC, between optional
 * and absent, and the pieces of schema that several routes share.
 */
import { z } from "@hono/zod-openapi";
import { readCursor } from "../../db/rows.ts";
import { LOCALES } from "../core/kinds.ts";
import { readPhone } from "../phones.ts";

type InstantKey = "at" | "until" | `${string}At`;
type Iso<V> = V extends number ? string : Wire<V>;

/** A value of the core as it travels: numbers under `at`, `until` and `…At` are ISO 8601 texts. */
export type Wire<T> = T extends readonly (infer Item)[]
	? Wire<Item>[]
	: T extends object
		? { [K in keyof T]: K extends InstantKey ? Iso<T[K]> : Wire<T[K]> }
		: T;

/**
 * Turns instants into ISO 8601 by the name of their key, so that a field added
 * to a view later needs no second list here. `null` stays `null`.
 */
export function toWire<T>(value: T): Wire<T> {
	return convert(value) as Wire<T>;
}

function convert(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(convert);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			typeof inner === "number" && /^(at|until|\w*At)$/.test(key)
				? iso(inner)
				: convert(inner),
		]),
	);
}

export const iso = (at: number): string => new Date(at).toISOString();

export type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** Leaves out what is undefined: absent and undefined are not the same to the core. */
export function defined<T extends object>(value: T): Defined<T> {
	return Object.fromEntries(
		Object.entries(value).filter(([, inner]) => inner !== undefined),
	) as Defined<T>;
}

/** Equal requests give equal text, whatever the order of their fields. */
export function canonical(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) =>
		typeof inner === "object" && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(
					Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: inner,
	);
}

// --- Pieces of schema --------------------------------------------------------

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

export const phone = z
	.string()
	.max(60)
	.superRefine((text, context) => {
		const { problem } = readPhone(text);
		if (problem !== undefined)
			context.addIssue({ code: "custom", message: problem });
	})
	.openapi({ example: "+380671234567" });

/** One that is not ours is refused: to show nothing would look like the end of the list. */
export const cursorOf = (...parts: ("number" | "string")[]) =>
	z
		.string()
		.max(500)
		.refine((cursor) => {
			const read = readCursor(cursor);
			return (
				read?.length === parts.length &&
				parts.every((part, at) => typeof read[at] === part)
			);
		}, "expected the nextCursor of the page before")
		.optional();

export const pageQuery = {
	limit: z.coerce.number().int().min(1).max(200).default(50),
	cursor: cursorOf("string"),
};

export const listOf = <Item extends z.ZodType>(item: Item) =>
	z.object({ items: z.array(item), nextCursor: z.string().nullable() });

/** The page of a port as the page of the contract. */
export const page = <Item>(found: { nextCursor?: string }, items: Item[]) => ({
	items,
	nextCursor: found.nextCursor ?? null,
});

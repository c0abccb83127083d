/**
 * The edge between instants in milliseconds and ISO 8601 UTC, between optional
 * and absent, and the pages of a list.
 */
import { z } from "@hono/zod-openapi";
import { readCursor } from "../../db/rows.ts";

export * from "./schemas/phone.ts";
export * from "./schemas/pieces.ts";

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

// --- Pages of a list ---------------------------------------------------------

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

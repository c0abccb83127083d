/**
 * What a route is to Hono's typed client (`surface.ts`), read off its schemas. Types
 * only: at run time a description is an empty object that nobody looks into.
 */
import type { z } from "@hono/zod-openapi";
import type { StatusCode } from "hono/utils/http-status";

export type NoFields = z.ZodObject<Record<never, never>, z.core.$strict>;

/** One route as Hono's client reads it: path, method, what goes in, what comes out. */
export type Described<
	Method extends string,
	Path extends string,
	Params extends z.ZodType,
	Query extends z.ZodType,
	Body extends z.ZodType,
	Answers,
> = {
	[P in HonoPath<Path>]: {
		[M in `$${Method}`]: Endpoints<Asked<Params, Query, Body>, Answers>;
	};
};

/** The routes of a group as one description. */
export const together = <const Groups extends readonly object[]>(
	..._groups: Groups
): Joined<Groups> => ({}) as Joined<Groups>;

export type Joined<Groups> = Groups extends readonly [
	infer First,
	...infer Rest,
]
	? First & Joined<Rest>
	: object;

/** `/v1/incidents/{id}` of OpenAPI is `/v1/incidents/:id` of Hono. */
type HonoPath<Path extends string> =
	Path extends `${infer Before}{${infer Name}}${infer After}`
		? `${Before}:${Name}${HonoPath<After>}`
		: Path;

type Asked<
	Params extends z.ZodType,
	Query extends z.ZodType,
	Body extends z.ZodType,
> = Part<"param", z.input<Params>> &
	Part<"query", Written<z.input<Query>>> &
	Part<"json", z.input<Body>> & { header?: { "Idempotency-Key"?: string } };

/** Without fields it is not asked for; a query that asks for nothing may be left out. */
type Part<Name extends string, Fields> = [Fields] extends [
	Record<string, never>,
]
	? unknown
	: Name extends "query"
		? Partial<Fields> extends Fields
			? { [N in Name]?: Fields }
			: { [N in Name]: Fields }
		: undefined extends Fields
			? { [N in Name]?: Exclude<Fields, undefined> }
			: { [N in Name]: Fields };

/** A query is text; a number is written as one. */
type Written<Fields> = {
	[F in keyof Fields]: unknown extends Fields[F] ? string | number : Fields[F];
};

/** One endpoint for each status it may answer. */
type Endpoints<Input, Answers> = {
	[S in keyof Answers & StatusCode]: { input: Input; status: S } & Output<
		Answers[S]
	>;
}[keyof Answers & StatusCode];
type Output<Answer> = Answer extends { schema: infer Schema extends z.ZodType }
	? Answer extends { mediaType: string }
		? { output: string; outputFormat: "text" }
		: { output: z.output<Schema>; outputFormat: "json" }
	: { output: undefined; outputFormat: "body" };

/**
 * One route: its schemas describe it in `/openapi.json` and check what comes.
 *
 * Parameters, query and body are checked together, so that a caller hears of all
 * faults at once; the library's own validators stop at the first part that fails.
 */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Asking, mustHold, type Right } from "../access.ts";
import type { Fault } from "../errors.ts";
import { AppError } from "../errors.ts";
import type { Scope } from "../ports.ts";
import type { Described, NoFields } from "./described.ts";
import type { GuardedEnv } from "./guard.ts";
import { faultsOf } from "./problem.ts";

export type Api = OpenAPIHono<GuardedEnv>;
/** Whoever asks, with what this route's right lets them see. */
export type Caller = Asking & { scope: Scope };
type Fields = z.ZodObject;

export type RouteAnswer = {
	description: string;
	schema?: z.ZodType;
	/** `application/json` unless named. */
	mediaType?: string;
};

type RouteAnswers = Record<number, RouteAnswer>;
type HttpMethod = "get" | "post" | "put" | "patch" | "delete";

export type RouteDescription<
	Params extends Fields = Fields,
	Query extends Fields = Fields,
	Body extends z.ZodType = z.ZodType,
	Method extends HttpMethod = HttpMethod,
	Path extends string = string,
	Answers extends RouteAnswers = RouteAnswers,
> = {
	method: Method;
	/** As OpenAPI writes it: `/v1/incidents/{id}`. */
	path: Path;
	tag: string;
	summary: string;
	description?: string;
	params?: Params;
	query?: Query;
	body?: Body;
	/** A body may be left out; `{}` is then checked. */
	bodyOptional?: boolean;
	/** Other bodies than JSON; the handler reads them itself. */
	rawBody?: {
		mediaType: string;
		/** Taken besides; the handler tells them apart. */
		also?: readonly string[];
		description: string;
	};
	/** Takes the header `Idempotency-Key`. */
	idempotent?: boolean;
	/** What a caller must hold (`access.ts`); `open` asks for no key. */
	right: Right | "open";
	/** A session must have been proven in the last minutes: whole lists leave or go. */
	proven?: true;
	/** A right held by fewer, where the body asks for more. */
	stricter?: (body: unknown) => Right | undefined;
	answers: Answers;
	/**
	 * Faults that only the roster knows (unknown ids, a number already used). Asked
	 * with the raw body when the schema found faults, to be told together with them.
	 */
	alsoFaults?: (body: unknown, caller: Caller) => Promise<Fault[]>;
};

export type RouteInput<
	Params extends Fields,
	Query extends Fields,
	Body extends z.ZodType,
> = {
	params: z.output<Params>;
	query: z.output<Query>;
	body: z.output<Body>;
	caller: Caller;
	/** Checked value of the header, on idempotent routes. */
	idempotencyKey?: string;
	c: Context<GuardedEnv>;
};

const NOTHING: NoFields = z.strictObject({});

/** Answers what the route is to a typed client (`surface.ts`): a type, nothing at run time. */
export function define<
	const Method extends HttpMethod,
	const Path extends string,
	const Answers extends RouteAnswers,
	Params extends Fields = NoFields,
	Query extends Fields = NoFields,
	Body extends z.ZodType = NoFields,
>(
	app: Api,
	route: RouteDescription<Params, Query, Body, Method, Path, Answers>,
	handler: (
		input: RouteInput<Params, Query, Body>,
	) => Promise<Response> | Response,
): Described<Method, Path, Params, Query, Body, Answers> {
	describe(app, route);
	const path = route.path.replace(/\{(\w+)\}/g, ":$1");
	app.on(route.method.toUpperCase(), path, async (c) => {
		const allowed = callerFor(c, route.right);
		if (route.proven) mustBeProven(allowed);
		const read = await readRequest(c, route);
		const stricter = route.stricter?.(read.rawBody);
		const caller = stricter ? callerFor(c, stricter) : allowed;
		const faults = [...read.faults];
		if (faults.length > 0 && route.alsoFaults) {
			const known = new Set(faults.map((fault) => fault.path));
			const more = await route.alsoFaults(read.rawBody, caller);
			faults.push(...more.filter((fault) => !known.has(fault.path)));
		}
		if (faults.length > 0) throw refused(faults);
		return handler({
			params: read.params as z.output<Params>,
			query: read.query as z.output<Query>,
			body: read.body as z.output<Body>,
			caller,
			...(read.idempotencyKey === undefined
				? {}
				: { idempotencyKey: read.idempotencyKey }),
			c,
		});
	});
	return {} as Described<Method, Path, Params, Query, Body, Answers>;
}

/** The one place where a right is asked for; the scope it gives goes into every read. */
function callerFor(c: Context<GuardedEnv>, right: Right | "open"): Caller {
	if (right === "open") return NOBODY;
	const asking = c.get("asking");
	return { ...asking, scope: mustHold(asking.grants, right) };
}

/** Whoever finds an unlocked screen takes no list of people away. */
function mustBeProven({ isProven }: Caller): void {
	if (isProven !== false) return;
	throw new AppError(
		"forbidden",
		"Expected a sign-in of the last ten minutes for this, came an older one. Sign in once more at /sign-in and ask again.",
	);
}

const NOBODY: Caller = {
	keyId: "",
	name: "",
	by: { kind: "service" },
	grants: [],
	scope: { kind: "anyOf", scopes: [] },
};

export function refused(faults: readonly Fault[]): AppError {
	return new AppError(
		"invalid",
		`Nothing was written: ${faults.length === 1 ? "one fault" : `${faults.length} faults`}, see errors.`,
		{ faults },
	);
}

// --- What came ---------------------------------------------------------------

type Read = {
	params: unknown;
	query: unknown;
	body: unknown;
	rawBody: unknown;
	idempotencyKey?: string;
	faults: Fault[];
};

async function readRequest(
	c: Context<GuardedEnv>,
	route: RouteDescription,
): Promise<Read> {
	const rawBody = route.body
		? await readJson(c, route.bodyOptional === true)
		: undefined;
	const faults: Fault[] = [];
	const check = (schema: z.ZodType, raw: unknown): unknown => {
		const result = schema.safeParse(raw);
		if (result.success) return result.data;
		faults.push(...faultsOf(result.error.issues, raw));
		return undefined;
	};
	const params = check(route.params ?? NOTHING, c.req.param());
	const query = check(route.query ?? NOTHING, queryOf(c));
	const body = route.body ? check(route.body, rawBody) : {};
	const idempotencyKey = route.idempotent
		? readIdempotencyKey(c.req.header("Idempotency-Key"), faults)
		: undefined;
	return {
		params,
		query,
		body,
		rawBody,
		...(idempotencyKey === undefined ? {} : { idempotencyKey }),
		faults,
	};
}

/** A name given twice becomes one text with commas: only lists of words may be repeated. */
function queryOf(c: Context): Record<string, string> {
	return Object.fromEntries(
		Object.entries(c.req.queries()).map(([name, values]) => [
			name,
			values.join(","),
		]),
	);
}

function readIdempotencyKey(
	header: string | undefined,
	faults: Fault[],
): string | undefined {
	if (
		header === undefined ||
		/^[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(header)
	)
		return header;
	faults.push({
		path: "Idempotency-Key",
		message: `expected 1 to 255 printable ASCII characters, came ${header.length} characters`,
	});
	return undefined;
}

async function readJson(c: Context, optional: boolean): Promise<unknown> {
	const text = await c.req.text();
	if (text.trim() === "") {
		if (optional) return {};
		throw new HTTPException(400, {
			message: "Expected a JSON object as the body, came an empty body.",
		});
	}
	const type = c.req.header("Content-Type");
	if (!/^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(type ?? ""))
		throw new HTTPException(415, {
			message: `Expected Content-Type: application/json, came ${type === undefined ? "none" : "another"}.`,
		});
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new HTTPException(400, { message: malformed(error) });
	}
}

/** The engine's own words quote the body, so only the place of the fault is taken from them. */
function malformed(error: unknown): string {
	const place = /position (\d+)/.exec(String(error))?.[1];
	return `Expected JSON, came a text that is not${place ? ` (fault near character ${place})` : " (it ends too early)"}.`;
}

// --- What is said about it in /openapi.json ------------------------------------

const PROBLEM = z
	.object({
		type: z.string(),
		title: z.string(),
		status: z.int(),
		detail: z.string(),
		errors: z
			.array(z.object({ path: z.string(), message: z.string() }))
			.optional(),
		incidentStatus: z.string().optional(),
	})
	.openapi("Problem");

const failing = (description: string) => ({
	description,
	content: { "application/problem+json": { schema: PROBLEM } },
});

/** What any route may answer; others than these are its own or the default. */
const FAILURES = {
	400: failing(
		"The request is not valid; every fault is named, nothing was written.",
	),
	500: failing("A defect of the service; nothing is known to be written."),
};

/** What a route with a right may answer besides (`http/guard.ts`, `http/limits.ts`). */
const REFUSALS = {
	401: failing("No key or session, or one that opens nothing any more."),
	403: failing("This key or session may not do that."),
	429: {
		description:
			"This key asks more than it may in a minute (600 reads, 300 changes; raised alarms of a desk are never refused), or this address tries keys that open nothing.",
		headers: z.object({
			"Retry-After": z.int().min(1).max(3_600).openapi({
				description: "Seconds",
			}),
		}),
		content: { "application/problem+json": { schema: PROBLEM } },
	},
};

function describe(app: Api, route: RouteDescription): void {
	const headers = z.object({
		"Idempotency-Key": z.string().max(255).optional().openapi({
			description:
				"The same key with the same request is done once; with another request it is answered 422.",
		}),
	});
	app.openAPIRegistry.registerPath({
		method: route.method,
		path: route.path,
		tags: [route.tag],
		summary: route.summary,
		...(route.description ? { description: route.description } : {}),
		...(route.right === "open" ? { security: [] } : {}),
		"x-right": route.right,
		request: {
			...(route.params ? { params: route.params } : {}),
			...(route.query ? { query: route.query } : {}),
			...(route.idempotent ? { headers } : {}),
			...bodyOf(route),
		},
		responses: {
			...Object.fromEntries(
				Object.entries(route.answers).map(([status, answer]) => [
					status,
					answerOf(answer),
				]),
			),
			...FAILURES,
			...(route.right === "open" ? {} : REFUSALS),
			default: {
				description: "What went wrong (RFC 9457), all faults at once.",
				content: { "application/problem+json": { schema: PROBLEM } },
			},
		},
	});
}

function bodyOf(route: RouteDescription) {
	if (route.body)
		return {
			body: {
				required: route.bodyOptional !== true,
				content: { "application/json": { schema: route.body } },
			},
		};
	if (!route.rawBody) return {};
	const { mediaType, also = [], description } = route.rawBody;
	const content = { schema: z.string().openapi({ description }) };
	return {
		body: {
			required: true,
			content: Object.fromEntries(
				[mediaType, ...also].map((type) => [type, content]),
			),
		},
	};
}

function answerOf({ description, schema, mediaType }: RouteAnswer) {
	if (!schema) return { description };
	return {
		description,
		content: { [mediaType ?? "application/json"]: { schema } },
	};
}

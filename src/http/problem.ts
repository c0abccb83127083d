/**
 * Every error as `application/problem+json` (RFC 9457): one table from the
 * planned answers to statuses, one place where a schema's complaint becomes a
 * sentence saying what was expected and what came.
 *
 * Nothing here repeats a phone number, a position or free words of the request.
 */
import { HTTPException } from "hono/http-exception";
import type { z } from "zod";
import type { ErrorKind, Fault } from "../errors.ts";
import { AppError } from "../errors.ts";
import { whereOf } from "../people/lastWords.ts";
import { withoutPhones } from "../phones.ts";
import type { Log } from "../service.ts";

const PLANNED: Record<ErrorKind, { status: number; title: string }> = {
	invalid: { status: 400, title: "The request is not valid" },
	unauthorized: { status: 401, title: "A key is needed" },
	forbidden: { status: 403, title: "This key may not do that" },
	notFound: { status: 404, title: "Not found" },
	conflict: { status: 409, title: "Not possible in the present state" },
	mismatch: {
		status: 422,
		title: "The Idempotency-Key was used for another request",
	},
	tooMany: { status: 429, title: "Too many requests" },
	unavailable: { status: 503, title: "The service cannot write now" },
};

const BY_STATUS: Record<number, string> = {
	400: "The request is not valid",
	413: "The body is too large",
	415: "The content type is not accepted",
};

export type Problem = {
	type: "about:blank";
	title: string;
	status: number;
	detail: string;
	errors?: readonly Fault[];
	incidentStatus?: string;
};

/** The answer to an error; what was not planned is logged with its stack and answered without it. */
export function answerProblem(error: unknown, log?: Log): Response {
	if (error instanceof AppError) {
		const response = problemResponse(plannedProblem(error));
		if (error.retryAfterSeconds !== undefined)
			response.headers.set("Retry-After", String(error.retryAfterSeconds));
		return response;
	}
	if (error instanceof HTTPException)
		return problemResponse({
			type: "about:blank",
			title: BY_STATUS[error.status] ?? "The request was refused",
			status: error.status,
			detail: withoutPhones(error.message),
		});
	if (isGone(error))
		return problemResponse({
			type: "about:blank",
			title: "The request is not valid",
			status: 400,
			detail: "The connection ended before the whole request had come.",
		});
	// Not its message: that may quote what somebody wrote.
	log?.error("A request failed for a reason nobody planned.", whereOf(error));
	return problemResponse({
		type: "about:blank",
		title: "A defect of the service",
		status: 500,
		detail:
			"The request failed inside the service; nothing is known to be written. The log says more. Try again, with the same Idempotency-Key where there is one.",
	});
}

/** Whoever asked hung up in the middle: nobody reads the answer, and the log is not for them to fill. */
const isGone = (error: unknown): boolean =>
	error instanceof Error &&
	(error.name === "AbortError" ||
		error.message.includes("prematurely closed") ||
		(error as { code?: unknown }).code === "ECONNRESET");

export function plannedProblem(error: AppError): Problem {
	const { status, title } = PLANNED[error.kind];
	return {
		type: "about:blank",
		title,
		status,
		detail: hidePhones(error.message),
		...(error.faults.length > 0
			? {
					errors: error.faults.map((fault) => ({
						path: fault.path,
						message: hidePhones(fault.message),
					})),
				}
			: {}),
		...(error.status === undefined ? {} : { incidentStatus: error.status }),
	};
}

export function problemResponse(
	problem: Problem | (Problem & Record<string, unknown>),
): Response {
	const headers = new Headers({
		"Content-Type": "application/problem+json",
		"Cache-Control": "no-store",
	});
	if (problem.status === 401) headers.set("WWW-Authenticate", "Bearer");
	if (problem.status === 503) headers.set("Retry-After", "1");
	return new Response(JSON.stringify(problem), {
		status: problem.status,
		headers,
	});
}

/** The last net: whoever wrote the message, a full number does not leave in it. */
const hidePhones = (text: string): string =>
	text.replace(
		/(\+\d{9,15}|\b(?:380|0)\d{9}\b)/g,
		(found) => `…${found.slice(-2)}`,
	);

// --- From a schema's complaint to a sentence ----------------------------------

/** All faults of one part of a request; `raw` is what came, to be able to say so. */
export const faultsOf = (
	issues: readonly z.core.$ZodIssue[],
	raw: unknown,
): Fault[] => issues.flatMap((issue) => faultsOfIssue(issue, raw));

function faultsOfIssue(issue: z.core.$ZodIssue, raw: unknown): Fault[] {
	if (issue.code === "unrecognized_keys")
		return issue.keys.map((key) => ({
			path: withoutPhones(pathOf([...issue.path, key])),
			message: "unknown field: not accepted here",
		}));
	const path = pathOf(issue.path);
	return [{ path, message: sentence(issue, valueAt(raw, issue.path)) }];
}

function sentence(issue: z.core.$ZodIssue, value: unknown): string {
	switch (issue.code) {
		case "invalid_type":
			return `expected ${TYPES[issue.expected] ?? issue.expected}, came ${issue.expected === "int" && typeof value === "string" ? written(value) : typeWord(value)}`;
		case "invalid_value":
			return `expected ${issue.values.length > 1 ? "one of " : ""}${issue.values.join(", ")}, came ${shown(value)}`;
		case "too_small":
			return `expected ${measure(issue.origin, "at least", issue.minimum)}, came ${measured(value, issue)}`;
		case "too_big":
			return `expected ${measure(issue.origin, "at most", issue.maximum)}, came ${measured(value, issue)}`;
		case "invalid_format":
			return FORMATS[issue.format] ?? issue.message;
		case "custom":
			return issue.message;
		default:
			return `expected another form: ${issue.message}`;
	}
}

const TYPES: Record<string, string> = {
	string: "a text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	object: "an object",
	record: "an object",
};

const FORMATS: Record<string, string> = {
	datetime: "expected an ISO 8601 instant such as 2026-11-22T03:02:00Z",
};

function typeWord(value: unknown): string {
	if (value === undefined) return "nothing";
	if (value === null) return "null";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "number")
		return Number.isInteger(value) ? "a whole number" : "a number";
	return (
		{ string: "a text", boolean: "true or false" }[typeof value as string] ??
		"an object"
	);
}

/** Only words that were to be one of a list are repeated, shortened and without phones. */
function shown(value: unknown): string {
	if (typeof value !== "string") return typeWord(value);
	const short = value.length > 40 ? `${value.slice(0, 40)}…` : value;
	return JSON.stringify(withoutPhones(short));
}

const measure = (origin: string, bound: string, limit: unknown): string =>
	({
		string: `a text of ${bound} ${String(limit)} characters`,
		array: `a list of ${bound} ${String(limit)} entries`,
	})[origin] ?? `a number of ${bound} ${String(limit)}`;

/** Where somebody is never stands in an error. */
const POSITION: ReadonlySet<PropertyKey | undefined> = new Set(["lat", "lon"]);
function measured(
	value: unknown,
	{ origin, path }: { origin: string; path: readonly PropertyKey[] },
): string {
	if (typeof value === "string")
		return origin === "string" ? String(value.trim().length) : written(value);
	if (Array.isArray(value)) return String(value.length);
	return typeof value === "number" && !POSITION.has(path.at(-1))
		? String(value)
		: "one outside";
}

/** A number of the query, which is text until it was read. */
function written(value: string): string {
	const number = value.trim();
	if (number === "") return "nothing";
	return /^[-+\d.e]{1,20}$/i.test(number)
		? withoutPhones(number)
		: typeWord(value);
}

/** `places[0].lat` */
function pathOf(path: readonly PropertyKey[]): string {
	return path.reduce<string>(
		(before, key) =>
			typeof key === "number"
				? `${before}[${key}]`
				: before === ""
					? String(key)
					: `${before}.${String(key)}`,
		"",
	);
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
	return path.reduce<unknown>(
		(value, key) =>
			typeof value === "object" && value !== null
				? (value as Record<PropertyKey, unknown>)[key]
				: undefined,
		raw,
	);
}

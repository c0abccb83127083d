/**
 * The service as the pages ask it: typed by its own routes, with the session's
 * cookie. What it refuses and what never came through are different errors: the one
 * is told to whoever asked, the other is tried again.
 *
 * `api.v1.incidents[":id"].confirm.$post({ param: { id }, header: idempotent() })`
 */
import type { ClientRequestOptions, ClientResponse } from "hono/client";
import { hc } from "hono/client";
import type { SuccessStatusCode } from "hono/utils/http-status";
import type { Surface } from "../http/surface.ts";

export const api = hc<Surface>("/", { init: { credentials: "same-origin" } });

type Problem = {
	title: string;
	detail: string;
	errors: readonly { path: string; message: string }[];
	/** Where the incident stands, when that is why. */
	incidentStatus?: string;
};

/** The service answered no. */
export class ApiProblem extends Error {
	override readonly name = "ApiProblem";
	readonly status: number;
	readonly title: string;
	readonly detail: string;
	/** Each fault with the path of its field: `places[0].lat`. */
	readonly errors: Problem["errors"];
	readonly incidentStatus: string | undefined;

	constructor(status: number, problem: Problem) {
		super(`${status} ${problem.title}`);
		this.status = status;
		this.title = problem.title;
		this.detail = problem.detail;
		this.errors = problem.errors;
		this.incidentStatus = problem.incidentStatus;
	}
}

/** Nothing came through, or what came is not of the service: nobody knows whether it was done. */
export class LineLost extends Error {
	override readonly name = "LineLost";
}

type Asked = ClientResponse<unknown, number, string>;
type Answer<Response> =
	Response extends ClientResponse<infer Body, infer Status, string>
		? Status extends SuccessStatusCode
			? Body
			: never
		: never;

/** What a route answers; throws `ApiProblem`, `LineLost`, or what an abort throws. */
export async function ask<Response extends Asked>(
	asking: Promise<Response>,
): Promise<Answer<Response>> {
	const response = await overLine(asking);
	if (!response.ok) throw await problemOf(response);
	if (response.status === 204) return undefined as Answer<Response>;
	return (await overLine(response.json())) as Answer<Response>;
}

/** Longer, and the line is taken for lost. */
const SLOW_MS = 15_000;

/**
 * A press: a page that is left still sends it, and a line that hangs is a lost one.
 * Not `AbortSignal.timeout`: some of the phones we serve have none.
 */
export async function send<Response extends Asked>(
	asking: (options: ClientRequestOptions) => Promise<Response>,
): Promise<Answer<Response>> {
	const slow = new AbortController();
	const timer = setTimeout(() => slow.abort(), SLOW_MS);
	try {
		return await ask(
			asking({ init: { keepalive: true, signal: slow.signal } }),
		);
	} catch (error) {
		throw slow.signal.aborted ? lost(error) : error;
	} finally {
		clearTimeout(timer);
	}
}

/** A press is done once, however often the line made us send it under one key. */
export const idempotent = (key: string = newKey()) => ({
	"Idempotency-Key": key,
});

/** `randomUUID` is missing where the page came over plain HTTP, as in a station's own network. */
export const newKey = (): string =>
	[...crypto.getRandomValues(new Uint8Array(16))]
		.map((byte) => byte.toString(16).padStart(2, "0"))
		.join("");

/** The refusal as the service words it; an error page of a proxy between is a lost line. */
async function problemOf(
	response: Pick<Asked, "status" | "headers" | "json">,
): Promise<ApiProblem> {
	const type = response.headers.get("Content-Type") ?? "";
	if (!type.startsWith("application/problem+json")) throw lost();
	const said = (await overLine(response.json())) as Partial<Problem>;
	return new ApiProblem(response.status, {
		title: "",
		detail: "",
		errors: [],
		...said,
	});
}

async function overLine<T>(coming: Promise<T>): Promise<T> {
	try {
		return await coming;
	} catch (error) {
		if (error instanceof Error && error.name === "AbortError") throw error;
		throw lost(error);
	}
}

const lost = (cause?: unknown): LineLost =>
	new LineLost(
		"Expected an answer of the service, none came whole. Ask again.",
		{ cause },
	);

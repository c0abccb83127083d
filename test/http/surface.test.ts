/**
 * The service through Hono's typed client, as the pages ask it. What must not
 * compile stands here too: `tsc` fails when such a line becomes right.
 */
import { readFileSync } from "node:fs";
import { hc } from "hono/client";
import { expect, expectTypeOf, test } from "vitest";
import {
	ApiProblem,
	ask,
	idempotent,
	LineLost,
} from "../../src/dashboard/api.ts";
import { faultsIn, faultsOf, schemas } from "../../src/dashboard/schemas.ts";
import type { Surface } from "../../src/http/surface.ts";
import { ADMIN_KEY, fire, person, village, workbench } from "./workbench.ts";

const ORIGIN = "https://dzvin.example/";

async function opened() {
	const bench = workbench();
	const own = await village(bench);
	const api = hc<Surface>(ORIGIN, {
		headers: { Authorization: `Bearer ${ADMIN_KEY}` },
		fetch: bench.app.request,
	});
	return { ...bench, ...own, api };
}

/** The client of a line that answers everything in one way. */
const lineThat = (answers: () => Promise<Response>) =>
	hc<Surface>(ORIGIN, { fetch: answers });

async function refusalOf(asking: Promise<unknown>): Promise<unknown> {
	return asking.then(
		() => "no refusal",
		(error: unknown) => error,
	);
}

// --- What is asked and answered ------------------------------------------------

test("an alarm is raised, read, listed and confirmed, each answer in its own type", async () => {
	const { api, brigade } = await opened();
	const raised = await ask(
		api.v1.incidents.$post({
			json: { type: "structure_fire", place: fire.place, source: "resident" },
			header: idempotent(),
		}),
	);
	expectTypeOf(raised.number).toEqualTypeOf<number>();
	expectTypeOf(raised.status).toEqualTypeOf<
		"unconfirmed" | "open" | "closed" | "cancelled"
	>();
	expect(raised.status).toBe("unconfirmed");

	const param = { id: raised.id };
	const confirmed = await ask(
		api.v1.incidents[":id"].confirm.$post({ param, json: {} }),
	);
	expect(confirmed.status).toBe("open");
	await ask(
		api.v1.incidents[":id"].marks.$post({
			param,
			json: { mark: "departed", brigadeId: brigade },
		}),
	);
	const read = await ask(api.v1.incidents[":id"].$get({ param }));
	expectTypeOf(read.marks[0]?.at).toEqualTypeOf<string | undefined>();
	expect(read.marks.map(({ mark }) => mark)).toEqual(["departed"]);

	const listed = await ask(
		api.v1.incidents.$get({ query: { status: "open", limit: 10 } }),
	);
	expectTypeOf(listed.nextCursor).toEqualTypeOf<string | null>();
	expect(listed.items.map(({ id }) => id)).toEqual([raised.id]);
});

test("a page with all its defaults is asked for with nothing", async () => {
	const { api, brigade, people } = await opened();
	const brigades = await ask(api.v1.brigades.$get());
	expect(brigades.items.map(({ id }) => id)).toEqual([brigade]);
	const found = await ask(
		api.v1.responders.$get({ query: { brigadeId: brigade } }),
	);
	expectTypeOf(found.items[0]?.travel).toEqualTypeOf<
		"foot" | "bicycle" | "car" | undefined
	>();
	expect(found.items.map(({ id }) => id).sort()).toEqual([...people].sort());
});

test("the same key once more is the same alarm", async () => {
	const { api } = await opened();
	const asked = { json: { type: "rescue" as const }, header: idempotent() };
	const first = await ask(api.v1.incidents.$post(asked));
	const again = await ask(api.v1.incidents.$post(asked));
	expect(again.id).toBe(first.id);
});

test("an answer without a body is undefined", async () => {
	const { api, vehicle } = await opened();
	const gone = await ask(
		api.v1.vehicles[":id"].$delete({ param: { id: vehicle } }),
	);
	expectTypeOf(gone).toEqualTypeOf<undefined>();
	expect(gone).toBeUndefined();
});

test("a table goes as it is", async () => {
	const { api } = await opened();
	const imported = await ask(
		api.v1.roster.import.$post(
			{ query: { dryRun: "true" } },
			{
				headers: { "Content-Type": "text/csv" },
				init: { body: "name,phone\n,067\n" },
			},
		),
	);
	expectTypeOf(imported.created).toEqualTypeOf<number>();
	expect(imported.rejected.length).toBeGreaterThan(0);
});

test("a wrong field does not compile, and is refused", async () => {
	const { api, brigade } = await opened();
	const refusals = await Promise.all([
		// @ts-expect-error: no such type of incident
		api.v1.incidents.$post({ json: { type: "fire" } }),
		// @ts-expect-error: the type is what an alarm needs
		api.v1.incidents.$post({ json: { place: "Росохач" } }),
		// @ts-expect-error: a list takes no such field
		api.v1.responders.$get({ query: { village: brigade } }),
		api.v1.brigades[":id"].$patch({
			param: { id: brigade },
			// @ts-expect-error: a name is text
			json: { name: 7 },
		}),
		api.v1.brigades[":id"].policy.$put({
			param: { id: brigade },
			// @ts-expect-error: seconds are a number
			json: { default: { callAfterSeconds: "soon" } },
		}),
	]);
	expect(refusals.map(({ status }) => Number(status))).toEqual([
		400, 400, 400, 400, 400,
	]);
	// @ts-expect-error: the service has no such route
	expectTypeOf(api.v1.fires);
	// @ts-expect-error: an incident is not put
	expectTypeOf(api.v1.incidents.$put);
});

test("every group of routes that the app mounts stands in the surface", () => {
	const of = (file: string) =>
		readFileSync(new URL(`../../src/http/${file}`, import.meta.url), "utf8");
	const mounted = [...of("app.ts").matchAll(/^\t+(\w+)\(app, /gm)].map(
		([, name]) => name,
	);
	const described = [
		...of("surface.ts").matchAll(/ReturnType<typeof (\w+)>/g),
	].map(([, name]) => name);
	expect(mounted.length).toBeGreaterThan(9);
	expect(described.sort()).toEqual(mounted.sort());
});

// --- When it does not work -------------------------------------------------------

test("a refusal brings its status, its words and each fault by field", async () => {
	const { api, brigade } = await opened();
	const refusal = await refusalOf(
		ask(
			api.v1.responders.$post({
				json: {
					...person(brigade, "Марко", "103"),
					places: [{ kind: "home", lat: 149, lon: 25 }],
				},
			}),
		),
	);
	expect(refusal).toBeInstanceOf(ApiProblem);
	const problem = refusal as ApiProblem;
	expect(problem.status).toBe(400);
	expect(Object.keys(faultsOf(problem)).sort()).toEqual([
		"phone",
		"places.0.lat",
	]);
});

test("what the state does not allow names the state", async () => {
	const { api } = await opened();
	const { id } = await ask(
		api.v1.incidents.$post({ json: { type: "rescue" } }),
	);
	const param = { id };
	await ask(api.v1.incidents[":id"].close.$post({ param }));
	expect(
		await refusalOf(ask(api.v1.incidents[":id"].confirm.$post({ param }))),
	).toMatchObject({ status: 409, incidentStatus: "closed" });
});

test("a line that brings nothing, or somebody else's page, is lost and not refused", async () => {
	const lines = [
		() => Promise.reject(new TypeError("fetch failed")),
		() => Promise.resolve(new Response("<h1>Wi-Fi</h1>")),
		() => Promise.resolve(new Response('{"items":[')),
		() =>
			Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 })),
	];
	for (const line of lines)
		expect(
			await refusalOf(ask(lineThat(line).v1.incidents.$get())),
		).toBeInstanceOf(LineLost);
});

test("who stops asking hears that it was stopped, not that the line is lost", async () => {
	const stopped = new DOMException("stopped", "AbortError");
	const line = lineThat(() => Promise.reject(stopped));
	expect(await refusalOf(ask(line.v1.incidents.$get()))).toBe(stopped);
});

// --- Forms -------------------------------------------------------------------------

test("a form finds the faults the service would find, by field", async () => {
	const { responderBody } = await schemas.responder();
	const typed = {
		...person("some brigade", "", "067"),
		places: [{ kind: "home", lat: 149, lon: 25 }],
	};
	const { call } = await opened();
	const refused = await call("POST", "/v1/responders", typed);
	const ofService = Object.keys(faultsOf(refused.body));
	const ofForm = Object.keys(
		faultsIn(responderBody, typed, ({ code }) => code),
	);
	expect(ofForm.sort()).toEqual(["name", "phone", "places.0.lat"]);
	expect(ofService).toEqual(expect.arrayContaining(ofForm));
});

/**
 * The HTTP surface, put together: `createApp(deps)` answers requests wherever it
 * runs (`app.fetch`, `app.request()`), and knows nothing of sockets or settings.
 *
 * Machines come in under `/v1` with a key. Pages and carriers' webhooks have
 * guards of their own and are handed in as `extra`.
 */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { AppError } from "../errors.ts";
import type { MapArchive } from "../mapArchive.ts";
import type { HelperConsent } from "../others/consent.ts";
import type { TestRings } from "../people/testRing.ts";
import { airRaidRoutes } from "./airRaid.ts";
import { areaRoutes } from "./areas.ts";
import { baseMapRoutes } from "./baseMap.ts";
import { brigadeRoutes } from "./brigades.ts";
import { deskRoutes } from "./desks.ts";
import { detailRoutes } from "./details.ts";
import type { OpenApiDocument } from "./docsPage.ts";
import { STYLE as DOCS_STYLE, docsPage } from "./docsPage.ts";
import { grantRoutes } from "./grants.ts";
import type { GuardedEnv, PersonOf, WrongKeys } from "./guard.ts";
import { guard } from "./guard.ts";
import { hazardRoutes } from "./hazards.ts";
import { answerHeaders } from "./headers.ts";
import type { HealthSource } from "./health.ts";
import { healthRoutes } from "./health.ts";
import type { IncidentParts } from "./incidents.ts";
import { incidentRoutes } from "./incidents.ts";
import { keyRoutes } from "./keys.ts";
import type { Limits } from "./limits.ts";
import { meRoutes } from "./me.ts";
import { othersRoutes } from "./others.ts";
import { tokenPageHeaders } from "./page.ts";
import { pinRoutes } from "./pins.ts";
import { answerProblem } from "./problem.ts";
import { readinessRoutes } from "./readiness.ts";
import { reporterRoutes } from "./reporter.ts";
import { reportRoutes } from "./reports.ts";
import { responderRoutes } from "./responders.ts";
import { rosterCsvRoutes } from "./rosterCsv.ts";
import type { Api } from "./route.ts";
import { SESSION_COOKIE } from "./signIn/cookies.ts";
import { streamRoutes } from "./stream.ts";
import { subscriptionRoutes } from "./subscriptions.ts";
import { wallAdministration } from "./walls.ts";
import { waterRoutes } from "./water.ts";

export type AppDeps = IncidentParts &
	HealthSource & {
		/** The board for whoever follows an incident; may be a moment old. */
		followedBoardOf?: IncidentParts["boardOf"];
		/** First administrator key, for set-up by script. */
		adminApiKey?: string;
		/** Sessions of people and desks; absent = machines only. */
		personOf?: PersonOf;
		/** Rings a person for trial; absent = nothing rings. */
		ringTest?: TestRings["ringTest"];
		/** Asks people with machines whether they agree; absent = nobody is asked. */
		helperConsent?: HelperConsent;
		/** The PMTiles file of this machine, where there is one. */
		mapArchive?: MapArchive;
		/** How much one key may ask; absent = nobody counts. */
		limits?: Limits;
		/** Counts wrong keys; absent = nobody counts. */
		wrongKeys?: WrongKeys;
		/** Pages, webhooks: mounted at the root, guarded by themselves. */
		// biome-ignore lint/suspicious/noExplicitAny: each brings its own environment, which nobody here reads
		extra?: readonly Hono<any>[];
		/** Between signs of life on a stream. */
		beatMs?: number;
		/** Between looks at whether who follows a stream may still see it. */
		lookMs?: number;
	};

/** The largest body of the contract is a report of a few hundred words. */
const MOST_BODY_BYTES = 256 * 1024;
/** A roster of an oblast: ten thousand lines of two hundred bytes, twice over; the country's settlements have 2.6 MB. */
const MOST_TABLE_BYTES = 5 * 1024 * 1024;
const TABLES: readonly string[] = [
	"/v1/roster/import",
	"/v1/areas/import",
	"/v1/water/import",
	"/v1/hazards/import",
	"/v1/helpers/import",
];

export function createApp(deps: AppDeps): OpenAPIHono<GuardedEnv> {
	const app: Api = new OpenAPIHono<GuardedEnv>();
	const { service } = deps;
	app.onError((error) => answerProblem(error, service.log));
	app.notFound((c) => answerProblem(nothingAt(c.req.method, c.req.path)));

	app.use(answerHeaders(service.settings.publicUrl));
	app.use(
		"/v1/*",
		guard(service, deps.adminApiKey, deps.personOf, deps.wrongKeys),
	);
	if (deps.limits) app.use("/v1/*", deps.limits.middleware);
	for (const path of TABLES) app.use(path, limited(MOST_TABLE_BYTES));
	app.use("/v1/*", async (c, next) =>
		TABLES.includes(c.req.path) ? next() : limited(MOST_BODY_BYTES)(c, next),
	);
	incidentRoutes(app, deps);
	detailRoutes(app, deps);
	reporterRoutes(app, service);
	reportRoutes(app, deps);
	streamRoutes(app, {
		...deps,
		boardOf: deps.followedBoardOf ?? deps.boardOf,
	});
	brigadeRoutes(app, service);
	readinessRoutes(app, service);
	responderRoutes(app, service, deps.ringTest);
	pinRoutes(app, service);
	rosterCsvRoutes(app, service);
	othersRoutes(app, service, deps.helperConsent);
	areaRoutes(app, service);
	waterRoutes(app, service);
	hazardRoutes(app, service);
	airRaidRoutes(app, service);
	keyRoutes(app, service);
	subscriptionRoutes(app, service);
	grantRoutes(app, service);
	deskRoutes(app, service);
	wallAdministration(app, service);
	meRoutes(app, service);
	baseMapRoutes(app, service, deps.mapArchive);
	healthRoutes(app, deps);
	documentRoutes(app);
	for (const more of deps.extra ?? []) app.route("/", more);
	return app;
}

const limited = (maxSize: number) =>
	bodyLimit({
		maxSize,
		onError: () => {
			throw new HTTPException(413, {
				message: `Expected a body of at most ${maxSize} bytes, came a larger one.`,
			});
		},
	});

/** Outside `/v1` a path may hold somebody's token, so it is not repeated there. */
const nothingAt = (method: string, path: string): AppError =>
	new AppError(
		"notFound",
		`Nothing answers ${method} ${path.startsWith("/v1/") ? path.slice(0, 200) : "at this address"}; /docs lists what does.`,
	);

function documentRoutes(app: Api): void {
	app.openAPIRegistry.registerComponent("securitySchemes", "key", {
		type: "http",
		scheme: "bearer",
		description: "Made by `dzvin key create`",
	});
	app.openAPIRegistry.registerComponent("securitySchemes", "session", {
		type: "apiKey",
		in: "cookie",
		name: SESSION_COOKIE,
		description:
			"Of a person or a desk, given by /sign-in; what is not GET needs the Origin of our own pages.",
	});
	const document = () =>
		app.getOpenAPI31Document({
			openapi: "3.1.0",
			info: {
				title: "Dzvin",
				version: "1",
				description:
					"Alerts and coordinates volunteer firefighters. Instants are ISO 8601 UTC, distances metres, coordinates WGS 84, phone numbers E.164.",
			},
			security: [{ key: [] }, { session: [] }],
		});
	app.get("/openapi.json", (c) => c.json(document()));
	app.get("/docs", (c) =>
		c.html(
			docsPage(document() as unknown as OpenApiDocument),
			200,
			tokenPageHeaders({ style: DOCS_STYLE }),
		),
	);
}

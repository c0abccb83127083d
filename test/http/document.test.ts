import { expect, test } from "vitest";
import { workbench } from "./workbench.ts";

/** The table of contract.md, but for pages and carriers, which others hand in. */
const CONTRACT = `
GET /healthz
GET /readyz
GET /metrics
POST /v1/incidents
POST /v1/incidents/preview
GET /v1/incidents
GET /v1/incidents/{id}
GET /v1/incidents/{id}/log
PATCH /v1/incidents/{id}
GET /v1/incidents/{id}/stream
GET /v1/stream
POST /v1/incidents/{id}/confirm
POST /v1/incidents/{id}/dismiss
POST /v1/incidents/{id}/alert-next
POST /v1/incidents/{id}/stand-down
POST /v1/incidents/{id}/take-over
POST /v1/incidents/{id}/close
POST /v1/incidents/{id}/cancel
POST /v1/incidents/{id}/reopen
POST /v1/incidents/{id}/reports/{reportId}/block
POST /v1/incidents/{id}/reports/{reportId}/unblock
POST /v1/incidents/{id}/vehicle-down
POST /v1/incidents/{id}/unseat
POST /v1/incidents/{id}/impact
POST /v1/incidents/{id}/merge
POST /v1/incidents/{id}/responses
POST /v1/incidents/{id}/marks
POST /v1/incidents/{id}/messages
GET /v1/brigades
POST /v1/brigades
GET /v1/brigades/{id}
PATCH /v1/brigades/{id}
DELETE /v1/brigades/{id}
GET /v1/brigades/{id}/policy
PUT /v1/brigades/{id}/policy
GET /v1/brigades/{id}/vehicles
POST /v1/brigades/{id}/vehicles
PATCH /v1/vehicles/{id}
DELETE /v1/vehicles/{id}
GET /v1/responders
POST /v1/responders
GET /v1/responders/{id}
PATCH /v1/responders/{id}
DELETE /v1/responders/{id}
GET /v1/responders/{id}/export
GET /v1/responders/{id}/availability
PUT /v1/responders/{id}/availability
POST /v1/responders/{id}/invite
POST /v1/roster/import
GET /v1/roster/export
GET /v1/keys
POST /v1/keys
DELETE /v1/keys/{id}`
	.trim()
	.split("\n");

/** Added to the contract: roles of the installation and duty desks, made by whoever administers; links taken back; test rings; a chief's PIN; the weekly bell. */
const ACCESS = `
PUT /v1/brigades/{id}/bell
PUT /v1/brigades/{id}/residents
PUT /v1/brigades/{id}/staging
GET /v1/brigades/{id}/report-form
POST /v1/incidents/{id}/allow-departure
GET /v1/areas
GET /v1/air-raid
POST /v1/areas/import
GET /v1/water
POST /v1/water
PATCH /v1/water/{id}
POST /v1/water/{id}/state
DELETE /v1/water/{id}
POST /v1/water/import
GET /v1/hazards
POST /v1/hazards/import
DELETE /v1/hazards/{id}
POST /v1/incidents/{id}/acknowledge-hazards
POST /v1/subscriptions
GET /v1/subscriptions
GET /v1/subscriptions/{id}
DELETE /v1/subscriptions/{id}
POST /v1/subscriptions/{id}/test
POST /v1/subscriptions/{id}/secret
GET /v1/events
GET /v1/grants
POST /v1/grants
DELETE /v1/grants/{id}
GET /v1/map
GET /v1/me
GET /v1/desks
POST /v1/desks
POST /v1/desks/{id}/enrol
DELETE /v1/desks/{id}
POST /v1/incidents/{id}/revoke-links
POST /v1/incidents/{id}/split
GET /v1/incidents/{id}/alerts
GET /v1/incidents/{id}/positions
POST /v1/responders/{id}/pin
GET /v1/brigades/{id}/readiness
GET /v1/incidents/{id}/reporter
GET /v1/brigades/{id}/walls
POST /v1/brigades/{id}/walls
POST /v1/walls/{id}/free
DELETE /v1/walls/{id}
POST /v1/incidents/{id}/ask-state
POST /v1/incidents/{id}/ask-helpers
GET /v1/observers
POST /v1/observers
DELETE /v1/observers/{id}
GET /v1/helpers
POST /v1/helpers
POST /v1/helpers/import
PATCH /v1/helpers/{id}
DELETE /v1/helpers/{id}
POST /v1/responders/{id}/test-ring`
	.trim()
	.split("\n");

test("the OpenAPI document describes exactly the routes of the contract, without a key", async () => {
	const { call } = workbench();
	const { status, body } = await call("GET", "/openapi.json", undefined, {
		key: null,
	});
	expect(status).toBe(200);
	expect(body.openapi).toBe("3.1.0");
	const described = Object.entries(body.paths as object).flatMap(
		([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
	);
	expect(described.sort()).toEqual([...CONTRACT, ...ACCESS].sort());
});

test("every reference of the document leads somewhere, and every operation says how it fails", async () => {
	const { call } = workbench();
	const { body, text } = await call("GET", "/openapi.json");
	const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)];
	expect(references.length).toBeGreaterThan(10);
	for (const [, name] of references)
		expect(Object.keys(body.components.schemas)).toContain(name);
	for (const methods of Object.values<Record<string, object>>(body.paths))
		for (const operation of Object.values(methods))
			expect(operation).toMatchObject({
				responses: {
					default: {
						content: {
							"application/problem+json": {
								schema: { $ref: "#/components/schemas/Problem" },
							},
						},
					},
				},
			});
	expect(body.components.schemas.Report.properties.type.enum).toContain(
		"shelling_impact",
	);
	expect(body.components.schemas.Report.required).toEqual(["type"]);
	expect(body.components.schemas.Report.additionalProperties).toBe(false);
});

test("only health asks for no key in the document", async () => {
	const { call } = workbench();
	const { body } = await call("GET", "/openapi.json");
	expect(body.security).toEqual([{ key: [] }, { session: [] }]);
	const open = Object.entries<Record<string, { security?: unknown[] }>>(
		body.paths,
	).flatMap(([path, methods]) =>
		Object.values(methods).some((operation) => operation.security)
			? [path]
			: [],
	);
	expect(open).toEqual(["/healthz", "/readyz", "/metrics"]);
});

test("the page of the document is whole without anything from elsewhere", async () => {
	const { call } = workbench();
	const { status, text, headers } = await call("GET", "/docs", undefined, {
		key: null,
	});
	expect(status).toBe(200);
	expect(headers.get("Content-Type")).toContain("text/html");
	for (const route of CONTRACT) expect(text).toContain(`<code>${route}</code>`);
	expect(text).not.toMatch(/<script|<link|src=|https?:\/\//);
	expect(text).not.toContain("[object");
});

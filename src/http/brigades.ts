/** Brigades, their policy and their vehicles, for machines with a key. */
import { z } from "@hono/zod-openapi";
import {
	addBrigade,
	addVehicle,
	brigadeIn,
	changeBrigade,
	changeVehicle,
	openVehicle,
	removeBrigade,
	removeVehicle,
	setPolicy,
} from "../administer.ts";
import {
	BRIGADE_KINDS,
	BRIGADE_ROLES,
	INCIDENT_TYPES,
	VEHICLE_KINDS,
	VEHICLE_STATES,
} from "../core/kinds.ts";
import type { PolicyOverrides } from "../core/policy.ts";
import { policyFor } from "../core/policy.ts";
import type { Brigade } from "../core/roster.ts";
import { setBell } from "../routine/bell.ts";
import type { Service } from "../service.ts";
import {
	clockTime,
	defined,
	id,
	line,
	listOf,
	locale,
	page,
	pageQuery,
	point,
	qualification,
	words,
} from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

// --- What is accepted ------------------------------------------------------------

const areaCode = z
	.string()
	.regex(
		/^UA\d{17}$/,
		"expected a KATOTTG code: UA and 17 digits, such as UA61060370010084537",
	)
	.openapi({ maxLength: 19 });

const brigadeFields = {
	name: line(200),
	kind: z.enum(BRIGADE_KINDS),
	location: point,
	areaCode,
	locale,
	roles: z
		.array(
			z.strictObject({
				role: z.enum(BRIGADE_ROLES),
				responderId: id,
				order: z.int().min(0).max(1000),
			}),
		)
		.max(100),
};

const brigadeBody = z
	.strictObject({
		...brigadeFields,
		areaCode: areaCode.nullish(),
		locale: locale.optional(),
		roles: brigadeFields.roles.optional(),
	})
	.openapi("BrigadeInput");

const bell = z.strictObject({
	weekday: z.int().min(1).max(7),
	time: clockTime,
});

const bellBody = z.strictObject({ bell: bell.nullable() }).openapi("BellInput");

const brigadeChange = z
	.strictObject({ ...brigadeFields, areaCode: areaCode.nullable() })
	.partial()
	.openapi("BrigadeChange");

const seatRules = z
	.array(
		z.strictObject({
			qualification: qualification.optional(),
			count: z.int().min(1).max(50),
		}),
	)
	.max(20);

const vehicleFields = {
	name: line(200),
	kind: z.enum(VEHICLE_KINDS),
	seats: z.int().min(0).max(100),
	crewRule: seatRules,
	state: z.enum(VEHICLE_STATES),
};

const vehicleBody = z
	.strictObject({
		...vehicleFields,
		state: vehicleFields.state.default("ready"),
		reason: words(200).nullish(),
	})
	.openapi("VehicleInput");

const vehicleChange = z
	.strictObject({ ...vehicleFields, reason: words(200).nullable() })
	.partial()
	.openapi("VehicleChange");

/** A day is the longest anything waits; a policy of weeks is a typing error. */
const seconds = z.int().min(0).max(86_400);
const minutes = z.int().min(1).max(1440);

const policyFields = z
	.strictObject({
		vehicles: z
			.array(
				z.strictObject({
					kind: z.enum(VEHICLE_KINDS).optional(),
					count: z.int().min(1).max(20),
				}),
			)
			.min(1)
			.max(10),
		requirement: seatRules,
		callAfterSeconds: seconds,
		smsAfterSeconds: seconds,
		redialAfterSeconds: seconds,
		widenAfterSeconds: seconds,
		verdictAfterSeconds: seconds,
		repeatAfterSeconds: seconds,
		noAnswerAfterSeconds: seconds,
		countsWithinMinutes: minutes,
		maxArrivalMinutes: minutes,
		waveSize: z.int().min(1).max(1000),
		unconfirmedDeputiesAfterSeconds: seconds,
		unconfirmedDecideAfterSeconds: seconds,
		humanEverySeconds: z.int().min(10).max(86_400),
		noShowAfterSeconds: seconds,
		departureAfterSeconds: seconds,
		neighbourBelowChance: z.number().min(0).max(1),
		night: z.strictObject({ from: clockTime, to: clockTime }),
	})
	.partial()
	.openapi("Policy");

const policyBody = z
	.strictObject(
		Object.fromEntries(
			["default", ...INCIDENT_TYPES].map((type) => [
				type,
				policyFields.optional(),
			]),
		),
	)
	.openapi("PolicyOverrides");

// --- What is answered ------------------------------------------------------------

const brigadeView = z
	.object({
		id,
		name: z.string(),
		kind: z.enum(BRIGADE_KINDS),
		location: point,
		areaCode: z.string().nullable(),
		locale,
		roles: brigadeFields.roles,
		bell: bell.nullable(),
	})
	.openapi("Brigade");

const vehicleView = z
	.object({
		id,
		brigadeId: id,
		...vehicleFields,
		reason: z.string().nullable(),
	})
	.openapi("Vehicle");

const policyView = z
	.object({
		overrides: policyBody,
		effective: z.record(z.string(), policyFields),
	})
	.openapi("PolicyView");

/** Without the policy: it has a route of its own. */
const viewOf = ({
	policy: _policy,
	areaCode: code,
	bell: rings,
	...rest
}: Brigade) => ({
	...rest,
	areaCode: code ?? null,
	bell: rings ?? null,
});

const policyViewOf = ({ policy }: Brigade) => ({
	overrides: policy,
	effective: Object.fromEntries(
		INCIDENT_TYPES.map((type) => [type, policyFor(type, policy)]),
	),
});

const vehicleViewOf = <V extends { reason?: string }>(vehicle: V) => ({
	...vehicle,
	reason: vehicle.reason ?? null,
});

// --- Routes ------------------------------------------------------------------------

const byId = z.strictObject({ id });

export function brigadeRoutes(app: Api, service: Service): void {
	define(
		app,
		{
			method: "get",
			path: "/v1/brigades",
			right: "brigades.read",
			tag: "Brigades",
			summary: "Brigades this key may see",
			query: z.strictObject(pageQuery),
			answers: {
				200: { description: "A page", schema: listOf(brigadeView) },
			},
		},
		async ({ caller, query, c }) => {
			const found = await service.roster.brigades(caller.scope, defined(query));
			return c.json(page(found, found.items.map(viewOf)));
		},
	);
	define(
		app,
		{
			method: "post",
			path: "/v1/brigades",
			right: "brigades.found",
			tag: "Brigades",
			summary: "Adds a brigade",
			description: "Roles are given by PATCH once people exist.",
			body: brigadeBody,
			answers: { 201: { description: "Added", schema: brigadeView } },
		},
		async ({ caller, body, c }) => {
			const { areaCode: code, ...rest } = body;
			const brigade = await addBrigade(service, caller, {
				...rest,
				...(code ? { areaCode: code } : {}),
				locale: body.locale ?? service.settings.locale,
				roles: body.roles ?? [],
			});
			c.header("Location", `/v1/brigades/${brigade.id}`);
			return c.json(viewOf(brigade), 201);
		},
	);
	define(
		app,
		{
			method: "get",
			path: "/v1/brigades/{id}",
			right: "brigades.read",
			tag: "Brigades",
			summary: "One brigade",
			params: byId,
			answers: { 200: { description: "The brigade", schema: brigadeView } },
		},
		async ({ caller, params, c }) =>
			c.json(viewOf(await brigadeIn(service, caller.scope, params.id))),
	);
	define(
		app,
		{
			method: "patch",
			path: "/v1/brigades/{id}",
			right: "brigades.write",
			stricter: (body) =>
				(body as { roles?: unknown } | null)?.roles === undefined
					? undefined
					: "brigades.appoint",
			tag: "Brigades",
			summary: "Changes what is named, roles as a whole",
			params: byId,
			body: brigadeChange,
			answers: { 200: { description: "As it is now", schema: brigadeView } },
		},
		async ({ caller, params, body, c }) =>
			c.json(
				viewOf(await changeBrigade(service, caller, params.id, defined(body))),
			),
	);
	define(
		app,
		{
			method: "delete",
			path: "/v1/brigades/{id}",
			right: "brigades.found",
			tag: "Brigades",
			summary: "Removes a brigade without people and vehicles",
			params: byId,
			answers: { 204: { description: "Removed" } },
		},
		async ({ caller, params, c }) => {
			await removeBrigade(service, caller, params.id);
			return c.body(null, 204);
		},
	);
	policyRoutes(app, service);
	bellRoutes(app, service);
	vehicleRoutes(app, service);
}

function bellRoutes(app: Api, service: Service): void {
	define(
		app,
		{
			method: "put",
			path: "/v1/brigades/{id}/bell",
			right: "brigades.write",
			tag: "Brigades",
			summary:
				"When everybody's channels are tried each week, or null for never",
			description:
				"An incident of mode `test` through the same pipeline; who was not reached is told to the chief. `weekday` 1 is Monday, `time` is wall time from 08:00 to 21:00.",
			params: byId,
			body: bellBody,
			answers: { 200: { description: "As it is now", schema: brigadeView } },
		},
		async ({ caller, params, body, c }) =>
			c.json(viewOf(await setBell(service, caller, params.id, body.bell))),
	);
}

function policyRoutes(app: Api, service: Service): void {
	define(
		app,
		{
			method: "get",
			path: "/v1/brigades/{id}/policy",
			right: "brigades.read",
			tag: "Brigades",
			summary: "What the brigade overrides, and what is in force per type",
			params: byId,
			answers: { 200: { description: "The policy", schema: policyView } },
		},
		async ({ caller, params, c }) =>
			c.json(policyViewOf(await brigadeIn(service, caller.scope, params.id))),
	);
	define(
		app,
		{
			method: "put",
			path: "/v1/brigades/{id}/policy",
			right: "brigades.write",
			tag: "Brigades",
			summary: "Sets what differs from the defaults, per type or `default`",
			description:
				"Replaces all overrides; name only what differs. An open incident keeps the policy it began with.",
			params: byId,
			body: policyBody,
			answers: { 200: { description: "The policy", schema: policyView } },
		},
		async ({ caller, params, body, c }) => {
			const overrides = withoutAbsent(body);
			return c.json(
				policyViewOf(await setPolicy(service, caller, params.id, overrides)),
			);
		},
	);
}

const withoutAbsent = (body: z.output<typeof policyBody>): PolicyOverrides =>
	Object.fromEntries(
		Object.entries(body).flatMap(([type, fields]) =>
			fields ? [[type, defined(fields)]] : [],
		),
	);

function vehicleRoutes(app: Api, service: Service): void {
	define(
		app,
		{
			method: "get",
			path: "/v1/brigades/{id}/vehicles",
			right: "brigades.read",
			tag: "Vehicles",
			summary: "The vehicles of a brigade",
			params: byId,
			answers: {
				200: { description: "All of them", schema: listOf(vehicleView) },
			},
		},
		async ({ caller, params, c }) => {
			await brigadeIn(service, caller.scope, params.id);
			const found = await service.roster.vehicles(caller.scope, params.id);
			return c.json(
				page(
					{},
					found.map((row) => vehicleViewOf(openVehicle(service, row))),
				),
			);
		},
	);
	define(
		app,
		{
			method: "post",
			path: "/v1/brigades/{id}/vehicles",
			right: "brigades.write",
			tag: "Vehicles",
			summary: "Adds a vehicle",
			params: byId,
			body: vehicleBody,
			answers: { 201: { description: "Added", schema: vehicleView } },
		},
		async ({ caller, params, body, c }) => {
			const { reason, crewRule, ...rest } = body;
			const vehicle = await addVehicle(service, caller, params.id, {
				...rest,
				crewRule: crewRule.map(defined),
				...(reason ? { reason } : {}),
			});
			c.header("Location", `/v1/vehicles/${vehicle.id}`);
			return c.json(vehicleViewOf(vehicle), 201);
		},
	);
	define(
		app,
		{
			method: "patch",
			path: "/v1/vehicles/{id}",
			right: "brigades.write",
			tag: "Vehicles",
			summary: "Changes what is named: state, seats, crew rule …",
			params: byId,
			body: vehicleChange,
			answers: { 200: { description: "As it is now", schema: vehicleView } },
		},
		async ({ caller, params, body, c }) => {
			const { crewRule, ...rest } = defined(body);
			const vehicle = await changeVehicle(service, caller, params.id, {
				...rest,
				...(crewRule ? { crewRule: crewRule.map(defined) } : {}),
			});
			return c.json(vehicleViewOf(vehicle));
		},
	);
	define(
		app,
		{
			method: "delete",
			path: "/v1/vehicles/{id}",
			right: "brigades.write",
			tag: "Vehicles",
			summary: "Removes a vehicle",
			params: byId,
			answers: { 204: { description: "Removed" } },
		},
		async ({ caller, params, c }) => {
			await removeVehicle(service, caller, params.id);
			return c.body(null, 204);
		},
	);
}

/** Brigades, their policy and their vehicles, for machines with a key. */
import { z } from "@hono/zod-openapi";
import { renderSVG } from "uqr";
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
import { setStaging } from "../airRaid/staging.ts";
import { BRIGADE_KINDS, INCIDENT_TYPES } from "../core/kinds.ts";
import type { PolicyOverrides } from "../core/policy.ts";
import { policyFor } from "../core/policy.ts";
import type { Brigade, Vehicle } from "../core/roster.ts";
import { formUrl } from "../residents/formCode.ts";
import { setResidents } from "../residents/reportNumber.ts";
import { setBell } from "../routine/bell.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import {
	defined,
	id,
	instantOut,
	iso,
	listOf,
	locale,
	page,
	pageQuery,
	point,
} from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";
import {
	bell,
	bellBody,
	brigadeBody,
	brigadeChange,
	brigadeFields,
	staging,
	stagingBody,
} from "./schemas/brigade.ts";
import { policyBody, policyFields } from "./schemas/policy.ts";
import { residentsBody } from "./schemas/residents.ts";
import {
	vehicleBody,
	vehicleChange,
	vehicleFields,
} from "./schemas/vehicle.ts";

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
		staging: staging.nullable().openapi({
			description:
				"Where people gather when the station may be hit too; null: they wait for the chief's word",
		}),
		residents: z.object({
			number: z.string().nullable().openapi({
				description:
					"Rings through to chief, deputies and village head; its calls must end at `/carriers/twilio/voice`",
			}),
			minutes: z.boolean().openapi({
				description:
					"Whether who reported is told in how many minutes help comes",
			}),
		}),
	})
	.openapi("Brigade");

const vehicleView = z
	.object({
		id,
		brigadeId: id,
		...vehicleFields,
		reason: z.string().nullable(),
		uncheckedSince: instantOut.nullable().openapi({
			description:
				"Back from a fire, and nobody has said since that it is ready",
		}),
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
	residents,
	staging: gathering,
	...rest
}: Brigade) => ({
	...rest,
	residents: {
		number: residents?.number ?? null,
		minutes: residents?.minutes ?? false,
	},
	areaCode: code ?? null,
	bell: rings ?? null,
	staging: gathering ?? null,
});

const policyViewOf = ({ policy }: Brigade) => ({
	overrides: policy,
	effective: Object.fromEntries(
		INCIDENT_TYPES.map((type) => [type, policyFor(type, policy)]),
	),
});

const vehicleViewOf = <V extends Pick<Vehicle, "reason" | "uncheckedSince">>(
	vehicle: V,
) => ({
	...vehicle,
	reason: vehicle.reason ?? null,
	uncheckedSince:
		vehicle.uncheckedSince === undefined ? null : iso(vehicle.uncheckedSince),
});

// --- Routes ------------------------------------------------------------------------

const byId = z.strictObject({ id });

export function brigadeRoutes(app: Api, service: Service) {
	return together(
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
				const found = await service.roster.brigades(
					caller.scope,
					defined(query),
				);
				return c.json(page(found, found.items.map(viewOf)));
			},
		),
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
		),
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
		),
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
					viewOf(
						await changeBrigade(service, caller, params.id, defined(body)),
					),
				),
		),
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
		),
		policyRoutes(app, service),
		bellRoutes(app, service),
		stagingRoutes(app, service),
		residentRoutes(app, service),
		reportFormRoute(app, service),
		vehicleRoutes(app, service),
	);
}

function bellRoutes(app: Api, service: Service) {
	return define(
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

function stagingRoutes(app: Api, service: Service) {
	return define(
		app,
		{
			method: "put",
			path: "/v1/brigades/{id}/staging",
			right: "brigades.write",
			tag: "Brigades",
			summary:
				"Where people gather when the station may be hit too, or null for nowhere yet",
			description:
				"Away from the station and from any likely fire: said instead of the station while a fire may be an impact.",
			params: byId,
			body: stagingBody,
			answers: { 200: { description: "As it is now", schema: brigadeView } },
		},
		async ({ caller, params, body, c }) => {
			const { words, location } = body.staging ?? {};
			const place =
				words === undefined
					? null
					: { words, ...(location ? { location: defined(location) } : {}) };
			return c.json(
				viewOf(await setStaging(service, caller, params.id, place)),
			);
		},
	);
}

function residentRoutes(app: Api, service: Service) {
	return define(
		app,
		{
			method: "put",
			path: "/v1/brigades/{id}/residents",
			right: "brigades.write",
			tag: "Brigades",
			summary: "The number residents ring, and whether they are told minutes",
			description:
				"What is not named stays. A call to `number` (E.164, a number of the voice carrier's account) rings chief, deputies and village head at once; nobody in 20 s, the caller speaks after the tone.",
			params: byId,
			body: residentsBody,
			answers: { 200: { description: "As it is now", schema: brigadeView } },
		},
		async ({ caller, params, body, c }) =>
			c.json(
				viewOf(await setResidents(service, caller, params.id, defined(body))),
			),
	);
}

function reportFormRoute(app: Api, service: Service) {
	return define(
		app,
		{
			method: "get",
			path: "/v1/brigades/{id}/report-form",
			right: "brigades.read",
			tag: "Brigades",
			summary: "The residents' form for the village's board, as a QR code",
			description:
				"Always the same: the link says which brigade it is and nothing else. `url` with `/sheet` behind it is a page to print.",
			params: byId,
			answers: {
				200: {
					description: "The link and its code as SVG",
					schema: z
						.object({ url: z.url(), qrSvg: z.string() })
						.openapi("ReportForm"),
				},
			},
		},
		async ({ caller, params, c }) => {
			const brigade = await brigadeIn(service, caller.scope, params.id);
			const url = formUrl(service, brigade.id);
			return c.json({ url, qrSvg: renderSVG(url) });
		},
	);
}

function policyRoutes(app: Api, service: Service) {
	return together(
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
		),
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
		),
	);
}

const withoutAbsent = (body: z.output<typeof policyBody>): PolicyOverrides =>
	Object.fromEntries(
		Object.entries(body).flatMap(([type, fields]) =>
			fields ? [[type, defined(fields)]] : [],
		),
	);

function vehicleRoutes(app: Api, service: Service) {
	return together(
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
		),
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
		),
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
		),
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
		),
	);
}

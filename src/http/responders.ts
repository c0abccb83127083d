/** People of the roster, their availability and their invitations, for machines with a key. */
import { z } from "@hono/zod-openapi";
import { renderSVG } from "uqr";
import type { ResponderInput } from "../administer.ts";
import {
	addResponder,
	brigadeFaults,
	changeResponder,
	invite,
	phoneFaults,
	responderIn,
	setAvailability,
} from "../administer.ts";
import type { Availability } from "../core/availability.ts";
import { CHANNELS } from "../core/kinds.ts";
import { AppError } from "../errors.ts";
import { overOwnOther } from "../others/card.ts";
import { exportPerson } from "../people/aboutPerson.ts";
import { ERASED_NOT_IN_COPIES, erasePerson } from "../people/erase.ts";
import { openHomeContact } from "../people/homeContact.ts";
import { joinedState } from "../people/joining.ts";
import { papersOf } from "../people/papers.ts";
import { type Reachable, reachableOf } from "../people/proofs.ts";
import type { TestRings } from "../people/testRing.ts";
import { availabilityOf, placesOf } from "../people/whereabouts.ts";
import type { ChannelStateRow, ResponderRow, Scope } from "../ports.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import {
	defined,
	id,
	instantOut,
	iso,
	listOf,
	page,
	pageQuery,
} from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";
import { availabilityBody, hours, state } from "./schemas/availability.ts";
import {
	responderBody,
	responderChange,
	responderFields,
} from "./schemas/responder.ts";

// --- What is answered --------------------------------------------------------------

const availabilityView = z
	.object({
		state,
		until: instantOut.nullable(),
		weekly: z.array(z.object({ ...hours, state })),
		exceptions: z.array(z.object({ from: instantOut, to: instantOut, state })),
	})
	.openapi("Availability");

const responderView = z
	.object({
		id,
		...responderFields,
		availability: availabilityView,
		telegramBound: z.boolean(),
		joined: z.boolean().openapi({
			description: "Whether a test ring was heard: only then have they joined",
		}),
		channels: z
			.array(
				z.object({
					channel: z.enum(CHANNELS),
					state: z.enum(["blocked", "invalid", "optedOut"]),
					since: instantOut,
				}),
			)
			.openapi({ description: "Channels known not to work" }),
		reach: z
			.object({
				score: z.int().min(0).max(100).nullable(),
				channels: z.array(
					z.object({
						channel: z.enum(CHANNELS),
						asked: z.int(),
						reached: z.int(),
						lastAskedAt: instantOut.nullable(),
						lastReachedAt: instantOut.nullable(),
					}),
				),
			})
			.openapi({
				description:
					"Counted from real traffic and tests; `score` is the chance in per cent that one channel gets through, null while nothing was tried",
			}),
	})
	.openapi("Responder");

const invitationView = z
	.object({
		code: z.string(),
		url: z.string(),
		qrSvg: z.string(),
		expiresAt: instantOut,
	})
	.openapi("Invitation");

const anyFields = z.looseObject({});

const exportView = z
	.object({
		exportedAt: instantOut,
		person: z.looseObject({ id, name: z.string() }),
		channels: z.array(anyFields),
		reach: z.array(anyFields),
		incidents: z.array(
			z.looseObject({ facts: z.array(anyFields), sends: z.array(anyFields) }),
		),
		observes: z.array(anyFields),
		helps: anyFields.nullable(),
		administration: z.array(anyFields),
		messages: z.array(anyFields),
		positions: z.array(anyFields),
		links: z.array(anyFields),
		cards: z.array(anyFields),
		invitations: z.array(anyFields),
		signIn: anyFields,
	})
	.openapi("PersonExport");

const availabilityViewOf = (availability: Availability) => ({
	state: availability.state,
	until: availability.until === undefined ? null : iso(availability.until),
	weekly: availability.weekly,
	exceptions: availability.exceptions.map(({ from, to, state: its }) => ({
		from: iso(from),
		to: iso(to),
		state: its,
	})),
});

function viewOf(
	{ secrets, settings }: Service,
	row: ResponderRow,
	channels: readonly ChannelStateRow[],
	reach: Reachable | undefined,
) {
	return {
		id: row.id,
		name: secrets.open(row.name),
		phone: secrets.open(row.phone),
		secondPhone: row.secondPhone ? secrets.open(row.secondPhone) : null,
		brigadeIds: row.brigadeIds,
		places: placesOf(secrets, row),
		qualifications: row.qualifications,
		locale: row.locale,
		phoneKind: row.phoneKind,
		smsAlphabet: row.smsAlphabet,
		travel: row.travel,
		household: row.household ?? null,
		homeContact: row.homeContact
			? openHomeContact(secrets, row.homeContact)
			: null,
		papers: papersOf(secrets, row),
		availability: availabilityViewOf(availabilityOf(secrets, row)),
		telegramBound: row.telegramChat !== undefined,
		joined: joinedState(settings, row) === "joined",
		channels: channels
			.filter((c) => c.responderId === row.id && c.state !== "works")
			.map((c) => ({
				channel: c.channel,
				state: c.state,
				since: iso(c.since),
			})),
		reach: {
			score: reach?.score ?? null,
			channels: (reach?.channels ?? []).map((proof) => ({
				channel: proof.channel,
				asked: proof.asked,
				reached: proof.reached,
				lastAskedAt: isoOrNull(proof.lastAskedAt),
				lastReachedAt: isoOrNull(proof.lastReachedAt),
			})),
		},
	};
}

const isoOrNull = (at: number | undefined): string | null =>
	at === undefined ? null : iso(at);

async function viewsOf(service: Service, rows: readonly ResponderRow[]) {
	const ids = rows.map((row) => row.id);
	const [channels, reach] = await Promise.all([
		service.roster.channelStates(ids),
		reachableOf(service, ids),
	]);
	return rows.map((row) => viewOf(service, row, channels, reach.get(row.id)));
}

const one = async (service: Service, row: ResponderRow) =>
	(await viewsOf(service, [row]))[0];

// --- Routes --------------------------------------------------------------------------

const byId = z.strictObject({ id });

export function responderRoutes(
	app: Api,
	service: Service,
	ringTest?: TestRings["ringTest"],
) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/responders",
				right: "people.read",
				tag: "Responders",
				summary: "People this key may see",
				query: z.strictObject({ ...pageQuery, brigadeId: id.optional() }),
				answers: {
					200: { description: "A page", schema: listOf(responderView) },
				},
			},
			async ({ caller, query, c }) => {
				const found = await service.roster.responders(
					caller.scope,
					defined(query),
				);
				return c.json(page(found, await viewsOf(service, found.items)));
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/responders",
				right: "people.write",
				tag: "Responders",
				summary: "Adds a person",
				description:
					"`brigadeIds` may be empty: such a person or post is never selected, only informed or called.",
				body: responderBody,
				answers: { 201: { description: "Added", schema: responderView } },
				alsoFaults: (body, caller) => rosterFaults(service, caller.scope, body),
			},
			async ({ caller, body, c }) => {
				const row = await addResponder(service, caller, inputOf(service, body));
				c.header("Location", `/v1/responders/${row.id}`);
				return c.json(await one(service, row), 201);
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/responders/{id}",
				right: "people.read",
				tag: "Responders",
				summary: "One person",
				params: byId,
				answers: { 200: { description: "The person", schema: responderView } },
			},
			async ({ caller, params, c }) => {
				const { scope } = await overOwnOther(service, caller, params.id);
				return c.json(
					await one(service, await responderIn(service, scope, params.id)),
				);
			},
		),
		define(
			app,
			{
				method: "patch",
				path: "/v1/responders/{id}",
				right: "people.write",
				tag: "Responders",
				summary: "Changes what is named, lists as a whole",
				description:
					"Also of a helper or observer of no brigade who is listed in the hromada of a brigade you lead, and nowhere else; so too for reading and inviting one.",
				params: byId,
				body: responderChange,
				answers: {
					200: { description: "As it is now", schema: responderView },
				},
			},
			async ({ caller, params, body, c }) => {
				const { places, ...rest } = defined(body);
				const who = await overOwnOther(service, caller, params.id);
				const row = await changeResponder(service, who, params.id, {
					...rest,
					...(places ? { places: places.map(defined) } : {}),
				});
				return c.json(await one(service, row));
			},
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/responders/{id}",
				right: "people.takeAway",
				proven: true,
				tag: "Responders",
				summary: "Erases a person",
				description: `Out of the roster with every role, and with everything they wrote and everything written to or about them; the logs keep an opaque id. Running incidents wait for them no more. ${ERASED_NOT_IN_COPIES}`,
				params: byId,
				answers: {
					204: { description: "Erased" },
					409: {
						description:
							"A message to or about the person is on its way this second",
					},
				},
			},
			async ({ caller, params, c }) => {
				await erasePerson(service, caller, params.id);
				return c.body(null, 204);
			},
		),
		exportRoute(app, service),
		availabilityRoutes(app, service),
		testRingRoute(app, service, ringTest),
	);
}

function testRingRoute(
	app: Api,
	service: Service,
	ringTest: TestRings["ringTest"] | undefined,
) {
	return define(
		app,
		{
			method: "post",
			path: "/v1/responders/{id}/test-ring",
			right: "people.write",
			tag: "Responders",
			summary: "Rings the person once for trial",
			description:
				"The call of a fire without a fire: whoever presses 1 has joined. Twice within ten minutes at most.",
			params: byId,
			body: z.strictObject({}),
			bodyOptional: true,
			answers: {
				202: {
					description: "The phone rings in a moment",
					schema: z.object({ joined: z.boolean() }).openapi("TestRing"),
				},
				409: { description: "No channel here calls anybody" },
			},
		},
		async ({ caller, params, c }) => {
			const row = await responderIn(service, caller.scope, params.id);
			const rung = (await ringTest?.(row.id)) ?? "cannot";
			if (rung === "tooOften")
				throw new AppError(
					"tooMany",
					"Expected at most two test rings of one person within ten minutes, came a third. Ask again in ten minutes.",
				);
			if (rung === "cannot")
				throw new AppError(
					"conflict",
					"Expected a channel that calls, found none: set TWILIO_VOICE_FROM or CALL_RELAY_API_ROOT.",
				);
			return c.json(
				{ joined: joinedState(service.settings, row) === "joined" },
				202,
			);
		},
	);
}

function exportRoute(app: Api, service: Service) {
	return define(
		app,
		{
			method: "get",
			path: "/v1/responders/{id}/export",
			right: "people.takeAway",
			proven: true,
			tag: "Responders",
			summary: "Everything held about a person",
			description:
				"In the clear: the roster, every incident with their own answers, what they sent, where they were. Of others nothing, and no texts sent to them: those may name others.",
			params: byId,
			answers: { 200: { description: "Everything", schema: exportView } },
		},
		async ({ caller, params, c }) => {
			const row = await responderIn(service, caller.scope, params.id);
			c.header("Content-Disposition", `attachment; filename="${row.id}.json"`);
			return c.json(await exportPerson(service, row));
		},
	);
}

function availabilityRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/responders/{id}/availability",
				right: "people.availability",
				tag: "Responders",
				summary: "When the person may be called",
				params: byId,
				answers: {
					200: { description: "The availability", schema: availabilityView },
				},
			},
			async ({ caller, params, c }) => {
				const row = await responderIn(service, caller.scope, params.id);
				return c.json(availabilityViewOf(availabilityOf(service.secrets, row)));
			},
		),
		define(
			app,
			{
				method: "put",
				path: "/v1/responders/{id}/availability",
				right: "people.availability",
				tag: "Responders",
				summary: "Sets when the person may be called, as a whole",
				params: byId,
				body: availabilityBody,
				answers: {
					200: { description: "The availability", schema: availabilityView },
				},
			},
			async ({ caller, params, body, c }) => {
				const row = await setAvailability(service, caller, params.id, {
					state: body.state,
					...(body.until == null ? {} : { until: body.until }),
					weekly: body.weekly ?? [],
					exceptions: body.exceptions ?? [],
				});
				return c.json(availabilityViewOf(availabilityOf(service.secrets, row)));
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/responders/{id}/invite",
				right: "people.write",
				tag: "Responders",
				summary: "An invitation to bind the person's phone",
				description:
					"A new invitation voids the old; it is consumed when the phone is bound.",
				params: byId,
				body: z.strictObject({}),
				bodyOptional: true,
				answers: {
					201: { description: "To hand out", schema: invitationView },
				},
			},
			async ({ caller, params, c }) => {
				const { code, url, expiresAt } = await invite(
					service,
					await overOwnOther(service, caller, params.id),
					params.id,
				);
				return c.json(
					{ code, url, qrSvg: renderSVG(url), expiresAt: iso(expiresAt) },
					201,
				);
			},
		),
	);
}

function inputOf(
	{ settings }: Service,
	body: z.output<typeof responderBody>,
): ResponderInput {
	const {
		secondPhone,
		places,
		locale: chosen,
		household,
		homeContact,
		...rest
	} = body;
	return {
		...rest,
		...(secondPhone ? { secondPhone } : {}),
		...(household ? { household } : {}),
		...(homeContact ? { homeContact } : {}),
		places: places.map(defined),
		locale: chosen ?? settings.locale,
	};
}

/** What the roster finds wrong in a body whose form is wrong too, so that both are told at once. */
async function rosterFaults(service: Service, scope: Scope, body: unknown) {
	const {
		phone: first,
		secondPhone,
		brigadeIds,
		homeContact,
	} = (body ?? {}) as Record<string, unknown>;
	const text = (value: unknown) =>
		typeof value === "string" ? value : undefined;
	const ids = Array.isArray(brigadeIds)
		? brigadeIds.filter((i) => typeof i === "string")
		: [];
	return [
		...(await phoneFaults(
			service,
			defined({
				phone: text(first),
				secondPhone: text(secondPhone),
				homeContact: contactIn(homeContact),
			}),
		)),
		...(await brigadeFaults(service, scope, ids)),
	];
}

/** What can be checked of a contact whose form may be wrong. */
function contactIn(value: unknown): { phone: string } | undefined {
	const { phone: its } = (value ?? {}) as { phone?: unknown };
	return typeof its === "string" ? { phone: its } : undefined;
}

/**
 * Other people's machines hear what happens: by webhook where they can be called, by
 * polling where they cannot. Both say the same facts in the same words.
 */
import { z } from "@hono/zod-openapi";
import { cursorOf as cursorFrom, readCursor } from "../../db/rows.ts";
import { OUTWARD_TYPES } from "../core/outward.ts";
import type { OutwardRow } from "../ports.ts";
import type { Service } from "../service.ts";
import {
	type KnownSubscription,
	newSecretFor,
	subscribe,
	subscriptionIn,
	subscriptionsOf,
	testSubscription,
	unsubscribe,
} from "../subscriptions/subscribe.ts";
import { together } from "./described.ts";
import { id, instantOut, iso, line, listOf, page } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

const asked = z
	.strictObject({
		url: z.string().min(1).max(1_000).openapi({
			description: "https, on the internet; redirections are not followed",
			example: "https://desk.example/dzvin",
		}),
		events: z.array(z.enum(OUTWARD_TYPES)).min(1).max(20).optional().openapi({
			description: "All of them unless named",
		}),
		name: line(100).optional(),
	})
	.openapi("NewSubscription");

const known = z
	.object({
		id: z.string(),
		name: z.string().nullable(),
		url: z.string(),
		events: z.array(z.enum(OUTWARD_TYPES)),
		owner: z.object({
			kind: z.enum(["key", "desk", "responder"]),
			id: z.string(),
		}),
		createdAt: instantOut,
		lastDeliveredAt: instantOut.nullable(),
		failingSince: instantOut
			.nullable()
			.describe("Takes nothing it is sent since then; null = it does"),
		failure: z
			.string()
			.nullable()
			.describe(
				"Why the last try failed: `http` and its status, or a code such as deadline, privateAddress, ECONNREFUSED, ownerMayNotLook",
			),
		waiting: z.int().describe("Facts it has not taken yet"),
		previousSecretUntil: instantOut
			.nullable()
			.describe("Until then the secret before signs too"),
	})
	.openapi("Subscription");

const made = known
	.extend({
		secret: z
			.string()
			.describe("Shown this once: whsec_ and 32 bytes in base64")
			.openapi({ example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw…" }),
	})
	.openapi("MadeSubscription");

/** As it lies in the database and in every webhook. */
const EXAMPLE = {
	type: "verdict",
	id: "0f6d7a52-6a4e-4b0e-9d55-1c86f2a0b118-14-verdict",
	at: "2026-11-22T01:03:31.000Z",
	incident: {
		id: "0f6d7a52-6a4e-4b0e-9d55-1c86f2a0b118",
		number: 118,
		externalId: "2026-118",
		source: "okc_101",
		type: "structure_fire",
		mode: "actual",
		status: "open",
		version: 14,
		url: "https://dzvin.example/v1/incidents/0f6d7a52-6a4e-4b0e-9d55-1c86f2a0b118",
	},
	verdict: {
		kind: "leaves",
		coming: 5,
		missing: [],
		leavesAt: "2026-11-22T01:14:00.000Z",
	},
};

const nullableId = z.string().nullable();
const missing = z.array(
	z.object({ qualification: z.string(), count: z.int() }),
);
const fact = z
	.object({
		type: z.enum(OUTWARD_TYPES),
		id: z
			.string()
			.describe("The same in every try and every way; known already = ignore"),
		at: instantOut,
		incident: z.object({
			id: z.string(),
			number: z.int(),
			externalId: z.string().nullable(),
			source: z.string(),
			type: z.string(),
			mode: z.string(),
			status: z.string(),
			version: z
				.int()
				.describe("Grows with the incident: a lower one is older"),
			url: z.string(),
		}),
		verdict: z
			.object({
				kind: z.enum(["leaves", "notGathering"]),
				coming: z.int(),
				missing,
				leavesAt: instantOut.nullable(),
			})
			.optional(),
		crew: z
			.object({
				brigadeId: nullableId,
				vehicleId: nullableId,
				count: z.int().optional(),
				leavesAt: instantOut.optional(),
				at: instantOut.optional(),
			})
			.optional()
			.describe("Of crew_complete, departed and on_scene"),
		gathering: z
			.object({ coming: z.int(), missing, humansCalled: z.boolean() })
			.optional()
			.describe("Of not_gathering"),
		cancellation: z
			.object({
				reason: z.string(),
				into: z
					.object({ id: z.string(), number: z.int() })
					.nullable()
					.describe("The same fire goes on under this number"),
			})
			.optional(),
	})
	.openapi("OutwardEvent", { example: EXAMPLE });

const since = z
	.string()
	.max(100)
	.refine(
		(text) =>
			/^\d{4}-\d\d-\d\dT/.test(text)
				? z.iso.datetime({ offset: true }).safeParse(text).success
				: isPosition(text),
		"expected an instant such as 2026-11-22T03:02:00Z, or the nextCursor of the answer before",
	)
	.optional()
	.openapi({
		description:
			"Where to begin: an instant, then the nextCursor of each answer. Left out = a month ago",
	});

const isPosition = (text: string): boolean => {
	const read = readCursor(text);
	return read?.length === 1 && Number.isSafeInteger(read[0]);
};

const SIGNED =
	"Each fact is posted as JSON with the headers of Standard Webhooks: `webhook-id` (the fact's id), `webhook-timestamp` (seconds) and `webhook-signature` (`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body` with the secret's bytes; several with spaces while a secret is renewed). Any 2xx within 5 s takes it. Everything else is sent again with growing pauses for 24 h, but 400, 410, 413, 415 and 422, which refuse it for good. Of one incident no fact overtakes another.";

export function subscriptionRoutes(app: Api, service: Service) {
	const byId = z.strictObject({ id });
	return together(
		define(
			app,
			{
				method: "post",
				path: "/v1/subscriptions",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "Posts what happens to a machine of yours",
				description: `It hears of the incidents its owner may see, as long as they may. ${SIGNED} Example: \`${JSON.stringify(EXAMPLE).replaceAll("https://", "")}\``,
				body: asked,
				answers: {
					201: { description: "Made; the secret is shown once", schema: made },
				},
			},
			async ({ caller, body, c }) => {
				const { events, name } = body;
				const { subscription, secret } = await subscribe(service, caller, {
					url: body.url,
					...(events ? { events } : {}),
					...(name === undefined ? {} : { name }),
				});
				c.header("Location", `/v1/subscriptions/${subscription.id}`);
				return c.json({ ...viewOf(subscription), secret }, 201);
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/subscriptions",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "Your subscriptions, and how each fares",
				description: "An administrator sees everybody's.",
				answers: { 200: { description: "All of them", schema: listOf(known) } },
			},
			async ({ caller, c }) =>
				c.json(page({}, (await subscriptionsOf(service, caller)).map(viewOf))),
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/subscriptions/{id}",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "One subscription: what it took last, since when it fails",
				params: byId,
				answers: { 200: { description: "As it stands", schema: known } },
			},
			async ({ caller, params, c }) =>
				c.json(viewOf(await subscriptionIn(service, caller, params.id))),
		),
		define(
			app,
			{
				method: "delete",
				path: "/v1/subscriptions/{id}",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "Ends a subscription, with what still waits for it",
				params: byId,
				answers: { 204: { description: "Ended" } },
			},
			async ({ caller, params, c }) => {
				await unsubscribe(service, caller, params.id);
				return c.body(null, 204);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/subscriptions/{id}/test",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "Sends a fact of type test, of no incident",
				description:
					"It goes the whole way a real one goes; GET says what came of it.",
				params: byId,
				body: z.strictObject({}),
				bodyOptional: true,
				answers: {
					202: {
						description: "On its way",
						schema: z.object({ eventId: z.string() }),
					},
				},
			},
			async ({ caller, params, c }) =>
				c.json(await testSubscription(service, caller, params.id), 202),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/subscriptions/{id}/secret",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "A new secret; the one before signs too for 24 h",
				params: byId,
				body: z.strictObject({}),
				bodyOptional: true,
				answers: {
					201: {
						description: "Shown this once",
						schema: z.object({
							secret: z.string(),
							previousSecretUntil: instantOut,
						}),
					},
				},
			},
			async ({ caller, params, c }) => {
				const { secret, previousUntil } = await newSecretFor(
					service,
					caller,
					params.id,
				);
				return c.json({ secret, previousSecretUntil: iso(previousUntil) }, 201);
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/events",
				right: "incidents.read",
				tag: "Subscriptions",
				summary: "What happened since, for machines that cannot be called",
				description:
					"The same facts with the same ids as the webhooks, oldest first, kept for 30 days. Ask again with `since` = `nextCursor`, which is always there; nothing is left out in between and nothing comes twice.",
				query: z.strictObject({
					since,
					limit: z.coerce.number().int().min(1).max(200).default(50),
				}),
				answers: {
					200: {
						description: "A page",
						schema: z.object({
							items: z.array(fact),
							nextCursor: z.string(),
							more: z
								.boolean()
								.describe("There is more already: ask again at once"),
						}),
					},
				},
			},
			async ({ caller, query, c }) => {
				const from = startOf(query.since);
				const { items, end } = await service.store.outward(caller.scope, {
					...from,
					limit: query.limit,
				});
				const last = items.at(-1)?.position ?? 0;
				const more = items.length === query.limit;
				const next = more ? last : Math.max(end, last, from.after);
				return c.json({
					items: items.map(factOf),
					nextCursor: cursorFrom(next),
					more,
				});
			},
		),
	);
}

function startOf(text: string | undefined): { after: number; since?: number } {
	if (text === undefined) return { after: 0 };
	if (isPosition(text)) return { after: Number(readCursor(text)?.[0]) };
	return { after: 0, since: Date.parse(text) };
}

const factOf = ({ body }: OutwardRow): z.output<typeof fact> =>
	JSON.parse(body) as z.output<typeof fact>;

const viewOf = (row: KnownSubscription): z.output<typeof known> => ({
	id: row.id,
	name: row.name ?? null,
	url: row.url,
	events: row.events,
	owner: row.owner,
	createdAt: iso(row.createdAt),
	lastDeliveredAt: isoOrNull(row.deliveredAt),
	failingSince: isoOrNull(row.failingSince),
	failure: row.failure ?? null,
	waiting: row.waiting,
	previousSecretUntil: isoOrNull(row.previousUntil),
});

const isoOrNull = (at: number | undefined): string | null =>
	at === undefined ? null : iso(at);

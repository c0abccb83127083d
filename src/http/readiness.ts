/**
 * Who is on call in a brigade at this moment, and what is missing until seven in the
 * morning. Names for who may read the roster; a desk is given numbers.
 */
import { z } from "@hono/zod-openapi";
import { scopeFor } from "../access.ts";
import { brigadeIn } from "../administer.ts";
import { AVAILABILITY_STATES, CHANNELS } from "../core/kinds.ts";
import { nextSeven, onCallNow } from "../people/onCall.ts";
import { shortagesAhead } from "../routine/forecast.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import { id, instantOut, toWire } from "./json.ts";
import type { Api, Caller } from "./route.ts";
import { define } from "./route.ts";

const readiness = z
	.object({
		at: instantOut,
		onCall: z.int().openapi({ description: "People whose state is `on`" }),
		members: z.int(),
		unchecked: z.int().openapi({
			description:
				"Of those on call, whom nothing would reach or whose phone was never heard ringing",
		}),
		people: z
			.array(
				z.object({
					id,
					name: z.string(),
					qualifications: z.array(z.string()),
					state: z.enum(AVAILABILITY_STATES),
					channels: z
						.array(z.enum(CHANNELS))
						.openapi({ description: "Empty: nothing would reach them" }),
					isRung: z.boolean().openapi({
						description: "A test ring was heard, or there is no voice",
					}),
				}),
			)
			.openapi({
				description: "Empty to whoever may not read the roster of this brigade",
			}),
		shortages: z
			.array(
				z.object({
					startsAt: instantOut,
					endsAt: instantOut,
					missing: z.array(
						z.object({ qualification: z.string(), count: z.int() }),
					),
				}),
			)
			.openapi({
				description: "Until seven in the morning; none: a crew forms",
			}),
	})
	.openapi("BrigadeReadiness");

const MOST_PEOPLE = 200;

export function readinessRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/brigades/{id}/readiness",
				right: "brigades.read",
				tag: "Brigades",
				summary: "Who is on call now, and what is missing until seven",
				params: z.strictObject({ id }),
				answers: { 200: { description: "As it is now", schema: readiness } },
			},
			async ({ caller, params, c }) => {
				const brigade = await brigadeIn(service, caller.scope, params.id);
				const now = service.clock.now();
				const [people, ahead] = await Promise.all([
					membersOf(service, brigade.id),
					shortagesAhead(
						service,
						brigade.id,
						now,
						nextSeven(now, service.settings.timeZone),
					),
				]);
				return c.json(
					toWire({
						at: now,
						onCall: people.filter(({ state }) => state === "on").length,
						members: people.length,
						unchecked: people.filter(isUnchecked).length,
						people: (await mayRead(service, caller, brigade.id)) ? people : [],
						shortages: ahead.map(({ from, to, missing }) => ({
							startsAt: from,
							endsAt: to,
							missing,
						})),
					}),
				);
			},
		),
	);
}

type Member = Awaited<ReturnType<typeof membersOf>>[number];
const isUnchecked = ({ state, channels, isRung }: Member): boolean =>
	state === "on" && (channels.length === 0 || !isRung);

async function membersOf(service: Service, brigadeId: string) {
	const { items } = await service.roster.responders(
		{ kind: "brigades", ids: [brigadeId] },
		{ limit: MOST_PEOPLE },
	);
	return onCallNow(
		service,
		items.filter(({ brigadeIds }) => brigadeIds.includes(brigadeId)),
	);
}

async function mayRead(
	{ roster }: Service,
	{ grants }: Caller,
	brigadeId: string,
): Promise<boolean> {
	const scope = scopeFor(
		grants.filter(({ role }) => role !== "responder"),
		"people.read",
	);
	return (
		scope !== undefined &&
		(await roster.brigade(scope, brigadeId)) !== undefined
	);
}

/**
 * What stands behind an open board: what each channel is doing for each person, and
 * where those on the way are, for whoever may see where people are. Reading never writes.
 */
import { z } from "@hono/zod-openapi";
import type { BoardOf } from "../boardOf.ts";
import { comingNow } from "../core/gathering.ts";
import type { Incident } from "../core/incident.ts";
import { CHANNELS, type Point } from "../core/kinds.ts";
import { hasEnded } from "../core/turn.ts";
import type { Scope, SendState } from "../ports.ts";
import type { Service } from "../service.ts";
import { together } from "./described.ts";
import { headIn } from "./incidents.ts";
import { id, instantOut, toWire } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

type DetailParts = { service: Service; boardOf: BoardOf };

const byId = z.strictObject({ id });

const SEND_STATES = [
	"waiting",
	"sending",
	"sent",
	"delivered",
	"refused",
	"unknown",
	"withdrawn",
] as const;
type SendWord = (typeof SEND_STATES)[number];

const alertsBody = z
	.object({
		items: z.array(
			z.object({
				responderId: z.string(),
				name: z.string(),
				channel: z.enum(CHANNELS),
				purpose: z.enum(["alert", "human", "inform"]),
				state: z.enum(SEND_STATES).openapi({
					description:
						"`sent` = a carrier has it, `delivered` = the phone has it, `unknown` = sent up to three times without proof",
				}),
				dueAt: instantOut.optional().openapi({
					description:
						"While `waiting`: when at the latest; a redial may go before it",
				}),
				at: instantOut.optional().openapi({
					description: "When a carrier was tried last",
				}),
				attempts: z.int(),
				code: z.string().optional().openapi({
					description: "Why it ended: the carrier's own word",
				}),
			}),
		),
	})
	.openapi("AlertsInDetail");

const positionsBody = z
	.object({
		items: z.array(
			z.object({
				responderId: z.string(),
				location: z.object({ lat: z.number(), lon: z.number() }),
				at: instantOut,
				progress: z
					.enum(["enRoute", "atStation", "departed", "onScene"])
					.nullable(),
			}),
		),
	})
	.openapi("Positions");

export function detailRoutes(app: Api, { service, boardOf }: DetailParts) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/incidents/{id}/alerts",
				right: "incidents.read",
				tag: "Incidents",
				summary: "What each channel is doing for each person",
				description:
					"One line per message or call planned, oldest first; never a phone number.",
				params: byId,
				answers: { 200: { description: "All of them", schema: alertsBody } },
			},
			async ({ caller, params, c }) => {
				const board = await boardOf(caller.scope, params.id);
				const names = new Map(board.responders.map((r) => [r.id, r.name]));
				const incident = await service.load(params.id);
				const humans =
					incident.status === "unknown"
						? []
						: incident.humans.map(({ responderId }) => responderId);
				for (const row of await service.roster.people(
					humans.filter((one) => !names.has(one)),
				))
					names.set(row.id, service.secrets.open(row.name));
				const sends = await service.store.sendsOf(params.id);
				return c.json(
					toWire({
						items: sends.map((send) => ({
							responderId: send.responderId,
							name: names.get(send.responderId) ?? "",
							...whatOf(send),
						})),
					}),
				);
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/incidents/{id}/positions",
				right: "people.read",
				tag: "Incidents",
				summary: "Where those on the way are, as far as they share it",
				description:
					"The latest of each, at most 15 minutes old, only while the incident goes on, only of people this caller may see.",
				params: byId,
				answers: {
					200: { description: "All of them", schema: positionsBody },
				},
			},
			async ({ caller, params, c }) => {
				const incident = await service.load(params.id);
				if (!isAskedIn(incident, caller.scope))
					await headIn(service, caller.scope, params.id);
				if (incident.status === "unknown" || hasEnded(incident))
					return c.json({ items: [] });
				const coming = new Map(
					comingNow(incident).map((p) => [p.responderId, p]),
				);
				const since = service.clock.now() - OLDEST_MS;
				const found = await service.store.positions(params.id, since);
				const items = [];
				for (const { responderId, position, at } of found) {
					const person = coming.get(responderId);
					if (!person) continue;
					if (!(await service.roster.responder(caller.scope, responderId)))
						continue;
					items.push({
						responderId,
						location: JSON.parse(service.secrets.open(position)) as Point,
						at,
						progress: person.progress ?? null,
					});
				}
				return c.json(toWire({ items }));
			},
		),
	);
}

/** A volunteer sees no incident, but their own point in the one they were called to. */
const isAskedIn = (incident: Incident, scope: Scope): boolean =>
	scope.kind === "anyOf"
		? scope.scopes.some((one) => isAskedIn(incident, one))
		: scope.kind === "self" &&
			incident.status !== "unknown" &&
			incident.people.has(scope.responderId);

// A car is elsewhere after a quarter of an hour: an older point would be believed (field.md).
const OLDEST_MS = 900_000;

function whatOf({
	channel,
	purpose,
	state,
	rank,
	code,
	dueAt,
	tries,
	triedAt,
}: SendState) {
	const word = wordOf({ channel, state, rank });
	return {
		channel,
		purpose: purpose as "alert" | "human" | "inform",
		state: word,
		...(word === "waiting" ? { dueAt } : {}),
		...(triedAt === undefined ? {} : { at: triedAt }),
		attempts: tries,
		...(code === undefined ? {} : { code }),
	};
}

/** As the board counts: Telegram never says delivered, and a phone that rang unanswered was reached. */
function wordOf({
	channel,
	state,
	rank,
}: Pick<SendState, "channel" | "state" | "rank">): SendWord {
	if (rank >= 4 && channel !== "telegram") return "delivered";
	switch (state) {
		case "pending":
			return "waiting";
		case "leased":
			return "sending";
		case "done":
			return rank === 3.5 && channel !== "voice" ? "refused" : "sent";
		case "failed":
			return "refused";
		case "unproven":
			return "unknown";
		case "withdrawn":
			return "withdrawn";
	}
}

/**
 * Incidents for machines with a key: raise, look, correct, command. Each change
 * is one command through `handle`; the answer is always the board as it is then.
 */
import { z } from "@hono/zod-openapi";
import { type Right, scopeFor, sourceFrom } from "../access.ts";
import { brigadeFaults, newId } from "../administer.ts";
import { incidentMeant } from "../answer.ts";
import { movedWords } from "../areas/nearWords.ts";
import type { BoardOf } from "../boardOf.ts";
import { joinedFor } from "../boardOf.ts";
import { type BoardView, board as boardView } from "../core/board.ts";
import {
	CANCEL_REASONS,
	type Command,
	type Known,
	type WordRef,
} from "../core/incident.ts";
import {
	EQUIPMENT,
	type Equipment,
	INCIDENT_TYPES,
	MODES,
} from "../core/kinds.ts";
import { isOfDesk } from "../core/merging.ts";
import type { Fault } from "../errors.ts";
import { AppError } from "../errors.ts";
import { revokeLinks } from "../links.ts";
import { readPhone, withoutPhones } from "../phones.ts";
import type { Head, Scope, StoredEvent } from "../ports.ts";
import { EVERYTHING } from "../ports.ts";
import type { Raise, ReportInput } from "../report.ts";
import type { Alongside, Service } from "../service.ts";
import { boardSchema, STATUSES } from "./boardSchema.ts";
import type { Described, Joined, NoFields } from "./described.ts";
import { together } from "./described.ts";
import {
	canonical,
	cursorOf,
	defined,
	id,
	instant,
	instantOut,
	listOf,
	location,
	page,
	pageQuery,
	toWire,
} from "./json.ts";
import type { Limits } from "./limits.ts";
import type { Api, Caller, RouteInput } from "./route.ts";
import { define, refused } from "./route.ts";
import {
	behalf,
	correction,
	justReason,
	mark,
	message,
	reasonField,
	report,
} from "./schemas/incident.ts";
import { namesOfBy } from "./whoSaid.ts";

/** What `src/report.ts` and `src/boardOf.ts` give, bound to the service. */
export type IncidentParts = {
	service: Service;
	raise: Raise;
	/** The incident a report would become; nothing is written. */
	preview(report: ReportInput): Promise<Known>;
	boardOf: BoardOf;
	/** Raised while the database took no writes: it rings, and is written down later. */
	isBlind?(incidentId: string): boolean;
	limits?: Pick<Limits, "report">;
};

// --- What is accepted ------------------------------------------------------------

const listQuery = z.strictObject({
	status: z
		.string()
		.max(200)
		.superRefine((text, context) => {
			const known: readonly string[] = STATUSES;
			if (text.split(",").some((word) => !known.includes(word)))
				context.addIssue({
					code: "custom",
					message: `expected ${STATUSES.join(", ")}, or several with commas, came another word`,
				});
		})
		.transform((text) => text.split(",") as (typeof STATUSES)[number][])
		.optional(),
	since: instant.optional(),
	...pageQuery,
	cursor: cursorOf("number", "string"),
});

const logQuery = z.strictObject({
	limit: z.coerce.number().int().min(1).max(1000).default(200),
	cursor: z
		.string()
		.regex(/^\d{1,9}$/, "expected the nextCursor of the page before")
		.openapi({ maxLength: 9 })
		.transform(Number)
		.optional(),
});

// --- What is answered --------------------------------------------------------------

/** One line of a list; everything else is on the board. */
const summary = z
	.object({
		id,
		number: z.int(),
		type: z.enum(INCIDENT_TYPES),
		mode: z.enum(MODES),
		status: z.enum(STATUSES),
		source: z.string(),
		location: location.nullable(),
		place: z.string().nullable(),
		brigadeIds: z.array(id),
		reportedAt: instantOut,
		alertedAt: instantOut.nullable(),
		endedAt: instantOut.nullable(),
		version: z.int(),
	})
	.openapi("IncidentSummary");

const logEntry = z
	.looseObject({
		seq: z.int(),
		at: instantOut,
		type: z.string(),
		byName: z
			.string()
			.optional()
			.openapi({ description: "Whose word it was, as a name" }),
	})
	.openapi("LogEntry");

// --- Routes ----------------------------------------------------------------------------

const byId = z.strictObject({ id });
const board = (description: string) => ({
	200: { description, schema: boardSchema },
});

export function incidentRoutes(app: Api, parts: IncidentParts) {
	return together(
		raiseRoutes(app, parts),
		readRoutes(app, parts),
		correctRoute(app, parts),
		actionRoutes(app, parts),
		personRoutes(app, parts),
		linkRoute(app, parts),
	);
}

function raiseRoutes(app: Api, parts: IncidentParts) {
	const { service } = parts;
	// A desk that sees no brigade may still name any: an alarm is not refused for that.
	const brigadesOf = ({ grants }: Caller): Scope =>
		scopeFor(grants, "brigades.read") ?? EVERYTHING;
	const alsoFaults = (body: unknown, caller: Caller) =>
		unknownBrigades(service, brigadesOf(caller), body);
	return together(
		define(
			app,
			{
				method: "post",
				path: "/v1/incidents",
				right: "incidents.raise",
				tag: "Incidents",
				summary: "Raises the alarm; the type alone is enough",
				description:
					"The same key and body, or the same source and externalId, answer the same incident with 200. `okc_101` and `s112` from a brigade's own key or session become `chief`. Never refused for their number, except `source` resident and sensor: 429 beyond 12 a minute. Beyond 60 a minute of one key the others are taken and flagged: `degraded` holds `alarmFlood` for ten minutes, on every board.",
				body: report,
				idempotent: true,
				alsoFaults,
				answers: {
					201: { description: "Raised", schema: boardSchema },
					200: { description: "Raised before", schema: boardSchema },
					202: {
						description:
							"Raised without the database: it rings now and is written down later",
						schema: boardSchema.extend({ durability: z.literal("degraded") }),
					},
				},
			},
			async (input) => {
				const { caller, body, c } = input;
				refuseAny(await alsoFaults(body, caller));
				const overLimit = parts.limits?.report(caller.keyId, body.source);
				const raised = await parts.raise(reportOf(body, caller), {
					...(overLimit ? { overLimit } : {}),
					by: caller.by,
					keyId: caller.keyId,
					scope: brigadesOf(caller),
					...(input.idempotencyKey === undefined
						? {}
						: {
								idempotencyKey: input.idempotencyKey,
								bodyHash: requestHash(service, input),
							}),
				});
				c.header("Location", `/v1/incidents/${raised.incidentId}`);
				const view = await viewOfDone(parts, caller.scope, raised.incidentId);
				if (parts.isBlind?.(raised.incidentId))
					return c.json({ ...view, durability: "degraded" as const }, 202);
				return c.json(view, raised.created ? 201 : 200);
			},
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/incidents/preview",
				right: "incidents.raise",
				tag: "Incidents",
				summary: "Who would be alerted, why, and the chance of a crew",
				description: "Nothing is written.",
				body: report,
				alsoFaults,
				answers: {
					200: { description: "The board that would be", schema: boardSchema },
				},
			},
			async ({ caller, body, c }) => {
				refuseAny(await alsoFaults(body, caller));
				const incident = await parts.preview(reportOf(body, caller));
				const joined = await joinedFor(service, incident);
				const shown = boardView(incident, joined);
				return c.json(toWire(await withoutStrangers(service, caller, shown)));
			},
		),
	);
}

/** Who would be alerted elsewhere is a number to whoever may not see that roster. */
async function withoutStrangers(
	{ roster }: Service,
	{ grants }: Caller,
	view: BoardView,
): Promise<BoardView> {
	const scope = scopeFor(grants, "people.read");
	if (scope?.kind === "everything") return view;
	const own = new Set<string>();
	for (const { brigadeId } of view.stations)
		if (scope && (await roster.brigade(scope, brigadeId))) own.add(brigadeId);
	return {
		...view,
		responders: view.responders.map((one) =>
			own.has(one.brigadeId) ? one : { ...one, name: "" },
		),
		passedOver: view.passedOver.map(({ name: _name, ...one }) => one),
	};
}

function readRoutes(app: Api, parts: IncidentParts) {
	const { service } = parts;
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/incidents",
				right: "incidents.read",
				tag: "Incidents",
				summary: "Incidents this key may see, newest first",
				query: listQuery,
				answers: { 200: { description: "A page", schema: listOf(summary) } },
			},
			async ({ caller, query, c }) => {
				const found = await service.store.heads(caller.scope, defined(query));
				return c.json(page(found, await summariesOf(service, found.items)));
			},
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/incidents/{id}",
				right: "incidents.read",
				tag: "Incidents",
				summary: "The board of one incident",
				params: byId,
				answers: board("The board"),
			},
			async ({ caller, params, c }) =>
				c.json(toWire(await parts.boardOf(caller.scope, params.id))),
		),
		define(
			app,
			{
				method: "get",
				path: "/v1/incidents/{id}/log",
				right: "incidents.read",
				tag: "Incidents",
				summary: "Every fact of the incident in its order",
				params: byId,
				query: logQuery,
				answers: { 200: { description: "A page", schema: listOf(logEntry) } },
			},
			async ({ caller, params, query, c }) => {
				await headIn(service, caller.scope, params.id);
				const events = await service.store.load(
					`incident/${params.id}`,
					query.cursor ?? 0,
				);
				const shown = events.slice(0, query.limit);
				const last = shown.at(-1);
				return c.json(
					page(
						events.length > shown.length && last
							? { nextCursor: String(last.seq) }
							: {},
						await entriesOf(service, shown),
					),
				);
			},
		),
	);
}

function correctRoute(app: Api, parts: IncidentParts) {
	return define(
		app,
		{
			method: "patch",
			path: "/v1/incidents/{id}",
			right: "incidents.correct",
			tag: "Incidents",
			summary: "Corrects place, location, type, people in danger",
			description:
				"Who is coming is told once; a graver type restarts the ladder for those not yet asked.",
			params: byId,
			body: correction,
			idempotent: true,
			answers: board("As it is now"),
		},
		(input) =>
			commanded(parts, input, async () => {
				const {
					type,
					place: told,
					location: where,
					...rest
				} = defined(input.body);
				const place =
					told ??
					(where && (await movedWords(parts.service, input.params.id, where)));
				const kept =
					place === undefined ? undefined : parts.service.keepWords(place);
				return {
					command: {
						type: "Correct",
						by: input.caller.by,
						...rest,
						...(where ? { location: defined(where) } : {}),
						...(type ? { incidentType: type } : {}),
						...(kept ? { place: kept.ref } : {}),
					},
					...(kept ? { alongside: { words: [kept.words] } } : {}),
				};
			}),
	);
}

// --- Actions -----------------------------------------------------------------------------

type ActionBody = {
	reason?: string | null | undefined;
	vehicleId?: string;
	responderId?: string;
	impact?: boolean;
	into?: string;
	brigadeIds?: string[] | undefined;
	equipment?: Equipment[] | undefined;
};
type Action = {
	name: string;
	right: Right;
	summary: string;
	body: z.ZodType<ActionBody>;
	needsBody?: boolean;
	command: (
		/** `words` = the reason, kept beside the log. */
		body: ActionBody & { words?: WordRef },
		caller: Caller,
		parts: IncidentParts,
		incidentId: string,
	) => Command | Promise<Command>;
};

const ACTIONS = [
	{
		name: "confirm",
		right: "incidents.decide",
		summary: "It burns: call people together",
		body: justReason,
		command: (_body, { by }) => ({ type: "Confirm", by }),
	},
	{
		name: "dismiss",
		right: "incidents.decide",
		summary: "It does not: cancelled as a false report",
		body: justReason,
		command: async (_body, caller, { service }, incidentId) => ({
			type: "Dismiss",
			by: caller.by,
			ownDesk: await isOwnDesk(service, caller, incidentId),
		}),
	},
	{
		name: "alert-next",
		right: "incidents.askMore",
		summary: "More people now",
		body: justReason,
		command: (_body, { by }) => ({ type: "AlertNext", by }),
	},
	{
		name: "stand-down",
		right: "incidents.steer",
		summary: "The crew is there; the rest stay home",
		body: justReason,
		command: (body, { by }) => ({ type: "StandDown", by, ...wordsOf(body) }),
	},
	{
		name: "take-over",
		right: "incidents.takeOver",
		summary: "A human runs it from here: calls to humans stop",
		body: justReason,
		command: (_body, { by }) => ({ type: "TakeOver", by }),
	},
	{
		name: "acknowledge-hazards",
		right: "incidents.steer",
		summary: "Everybody who is coming knows of the mines",
		body: justReason,
		command: (_body, { by }) => ({ type: "AcknowledgeHazards", by }),
	},
	{
		name: "close",
		right: "incidents.steer",
		summary: "It is over",
		body: justReason,
		command: (body, { by }) => ({ type: "Close", by, ...wordsOf(body) }),
	},
	{
		name: "cancel",
		right: "incidents.cancel",
		summary: "It was not real; of 101 and 112 only their desk may say so",
		body: justReason,
		command: async (body, caller, parts, incidentId) => ({
			type: "Cancel",
			by: caller.by,
			reason: CANCEL_REASONS.find((code) => code === body.reason) ?? "other",
			...wordsOf(body),
			ownDesk: await isOwnDesk(parts.service, caller, incidentId),
		}),
	},
	{
		name: "reopen",
		right: "incidents.steer",
		summary: "It was not over",
		body: justReason,
		command: (body, { by }) => ({ type: "Reopen", by, ...wordsOf(body) }),
	},
	{
		name: "vehicle-down",
		right: "incidents.steer",
		summary: "The vehicle does not run: the next brigade at once",
		body: z.strictObject({ vehicleId: id, ...reasonField }),
		needsBody: true,
		command: async ({ vehicleId = "" }, { by, scope }, { service }) => {
			if (!(await service.roster.vehicle(scope, vehicleId)))
				throw refused([unknownId("vehicleId", "vehicle")]);
			return { type: "VehicleDown", vehicleId, by };
		},
	},
	{
		name: "unseat",
		right: "incidents.steer",
		summary: "Takes a person off their seat; the next is asked",
		body: z.strictObject({ responderId: id, ...reasonField }),
		needsBody: true,
		command: async ({ responderId = "" }, { by, scope }, { service }) => {
			if (!(await service.roster.responder(scope, responderId)))
				throw refused([unknownId("responderId", "responder")]);
			return { type: "Unseat", responderId, by };
		},
	},
	{
		name: "impact",
		right: "incidents.decide",
		summary: "Was it an impact? Departure waits for the answer",
		body: z.strictObject({ impact: z.boolean(), ...reasonField }),
		needsBody: true,
		command: ({ impact = false }, { by }) => ({ type: "Impact", impact, by }),
	},
	{
		name: "ask-state",
		right: "incidents.askMore",
		summary:
			"Asks state crews for help, never orders them; without ids the nearest within an hour's drive",
		body: z.strictObject({
			brigadeIds: z.array(id).min(1).max(10).optional(),
			...reasonField,
		}),
		command: async ({ brigadeIds }, { by }, { service }) => {
			refuseAny(
				// A state crew is in nobody's scope, and may be asked by everybody.
				brigadeIds ? await brigadeFaults(service, EVERYTHING, brigadeIds) : [],
			);
			return {
				type: "AskStateCrews",
				by,
				...(brigadeIds ? { brigadeIds } : {}),
			};
		},
	},
	{
		name: "ask-helpers",
		right: "incidents.askMore",
		summary:
			"Asks people with machines who agreed to be asked; without a list what the type needs",
		body: z.strictObject({
			equipment: z
				.array(z.enum(EQUIPMENT))
				.min(1)
				.max(EQUIPMENT.length)
				.optional(),
			...reasonField,
		}),
		command: ({ equipment }, { by }) => ({
			type: "AskHelpers",
			by,
			...(equipment ? { equipment } : {}),
		}),
	},
	{
		name: "allow-departure",
		right: "incidents.steer",
		summary:
			"The truck may leave under an air raid, or towards a likely impact",
		body: justReason,
		command: (_body, { by }) => ({ type: "AllowDeparture", by }),
	},
	{
		name: "merge",
		right: "incidents.cancel",
		summary:
			"The same fire as `into`: it goes on there; of a desk's only by that desk",
		body: z.strictObject({ into: id, ...reasonField }),
		needsBody: true,
		command: async (
			{ into = "", ...body },
			caller,
			{ service },
			incidentId,
		) => {
			// Merged itself, it stands for the one that goes on.
			const meant = (await incidentMeant(service, into))?.id;
			if (
				meant === undefined ||
				!(await service.store.head(caller.scope, meant))
			)
				throw refused([unknownId("into", "incident")]);
			// Said twice, it is the one deed it was.
			const own = await service.load(incidentId);
			const said = own.status === "unknown" ? undefined : own.mergedInto?.id;
			const target = said === into ? into : meant;
			return {
				type: "MergeInto",
				into: target,
				by: caller.by,
				...wordsOf(body),
				ownDesk:
					(await maySpeakFor(service, caller, incidentId)) &&
					(await maySpeakFor(service, caller, target)),
			};
		},
	},
] as const satisfies readonly Action[];

/** What the routes of all actions are to a typed client, read off the list. */
type ActionRoutes<List extends readonly Action[]> = Joined<{
	[At in keyof List]: Described<
		"post",
		`/v1/incidents/{id}/${List[At]["name"]}`,
		typeof byId,
		NoFields,
		List[At] extends { needsBody: true }
			? List[At]["body"]
			: z.ZodOptional<List[At]["body"]>,
		ReturnType<typeof board>
	>;
}>;

function actionRoutes(app: Api, parts: IncidentParts) {
	for (const action of ACTIONS) actionRoute(app, parts, action);
	return {} as ActionRoutes<typeof ACTIONS>;
}

function actionRoute(app: Api, parts: IncidentParts, action: Action) {
	return define(
		app,
		{
			method: "post",
			path: `/v1/incidents/{id}/${action.name}`,
			right: action.right,
			tag: "Actions",
			summary: action.summary,
			description: "409 with the present status where that does not allow it.",
			params: byId,
			body: action.body,
			bodyOptional: action.needsBody !== true,
			idempotent: true,
			answers: board("As it is now"),
		},
		(input) =>
			commanded(parts, input, async () => {
				const { reason } = input.body;
				const kept =
					reason && !isCode(reason)
						? parts.service.keepWords(reason)
						: undefined;
				return {
					command: await action.command(
						{ ...input.body, ...(kept ? { words: kept.ref } : {}) },
						input.caller,
						parts,
						input.params.id,
					),
					...(kept ? { alongside: { words: [kept.words] } } : {}),
				};
			}),
	);
}

const wordsOf = ({ words }: { words?: WordRef }) => (words ? { words } : {});

/** A reason of the trade is a code; anything else are somebody's words. */
const isCode = (reason: string): boolean =>
	CANCEL_REASONS.some((code) => code === reason);

/** What no desk has raised, anybody with the right may say of it. */
export async function maySpeakFor(
	service: Service,
	caller: Caller,
	incidentId: string,
): Promise<boolean> {
	const incident = await service.load(incidentId);
	return (
		(incident.status !== "unknown" && !isOfDesk(incident)) ||
		isOwnDesk(service, caller, incidentId)
	);
}

/** The desk that raised it, or an administrator, who speaks for every desk. */
async function isOwnDesk(
	service: Service,
	{ grants, by }: Caller,
	incidentId: string,
): Promise<boolean> {
	if (grants.some(({ role }) => role === "administrator")) return true;
	const incident = await service.load(incidentId);
	return (
		incident.status !== "unknown" &&
		JSON.stringify(incident.reportedBy) === JSON.stringify(by)
	);
}

// --- Answers, marks, messages -------------------------------------------------------------

function personRoutes(app: Api, parts: IncidentParts) {
	const { service } = parts;
	return together(
		define(
			app,
			{
				method: "post",
				path: "/v1/incidents/{id}/responses",
				right: "incidents.steer",
				tag: "Actions",
				summary: "An answer on somebody's behalf",
				params: byId,
				body: behalf,
				idempotent: true,
				answers: board("As it is now"),
			},
			(input) =>
				commanded(parts, input, async () => {
					const { note, ...rest } = input.body;
					refuseAny(await unknownIn(service, input.caller.scope, rest));
					const kept = note ? service.keepWords(note) : undefined;
					return {
						command: {
							type: "Acknowledge",
							channel: "behalf",
							...given(rest),
							...(kept ? { note: kept.ref } : {}),
						},
						...(kept ? { alongside: { words: [kept.words] } } : {}),
					};
				}),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/incidents/{id}/marks",
				right: "incidents.mark",
				tag: "Actions",
				summary: "A milestone somebody saw",
				params: byId,
				body: mark,
				idempotent: true,
				answers: board("As it is now"),
			},
			(input) =>
				commanded(parts, input, async () => {
					const { caller, body } = input;
					refuseAny([
						...(await unknownIn(service, caller.scope, body)),
						...aheadOfTime(service.clock.now(), body.at),
					]);
					const { unit, ...marked } = given(body);
					const kept = unit ? service.keepWords(unit) : undefined;
					return {
						command: {
							type: "Mark",
							by: caller.by,
							...marked,
							...(kept ? { words: kept.ref } : {}),
						},
						...(kept ? { alongside: { words: [kept.words] } } : {}),
					};
				}),
		),
		define(
			app,
			{
				method: "post",
				path: "/v1/incidents/{id}/messages",
				right: "incidents.steer",
				tag: "Actions",
				summary: "Words to who is coming, who is silent, or all",
				params: byId,
				body: message,
				idempotent: true,
				answers: board("As it is now"),
			},
			(input) =>
				commanded(parts, input, () => {
					const { text, to } = input.body;
					const kept = service.keepWords(text);
					return {
						command: {
							type: "Write",
							by: input.caller.by,
							to,
							text,
							words: kept.ref,
						},
						alongside: { words: [kept.words] },
					};
				}),
		),
	);
}

/** A clock of another machine may be a minute ahead; more is a mistake. */
const CLOCK_LEAD_MS = 60_000;

const aheadOfTime = (now: number, at: number | null | undefined): Fault[] =>
	at != null && at > now + CLOCK_LEAD_MS
		? [
				{
					path: "at",
					message: "expected an instant that has passed, came one ahead",
				},
			]
		: [];

async function unknownIn(
	service: Service,
	scope: Scope,
	of: {
		brigadeId?: string | null | undefined;
		vehicleId?: string | null | undefined;
		responderId?: string | null | undefined;
	},
): Promise<Fault[]> {
	const { roster } = service;
	const faults: Fault[] = [];
	if (of.brigadeId && !(await roster.brigade(scope, of.brigadeId)))
		faults.push(unknownId("brigadeId", "brigade"));
	if (of.vehicleId && !(await roster.vehicle(scope, of.vehicleId)))
		faults.push(unknownId("vehicleId", "vehicle"));
	if (of.responderId && !(await roster.responder(scope, of.responderId)))
		faults.push(unknownId("responderId", "responder"));
	return faults;
}

const unknownId = (path: string, what: string): Fault => ({
	path,
	message: `expected the id of a ${what}, came one that no ${what} has`,
});

function linkRoute(app: Api, { service }: IncidentParts) {
	return define(
		app,
		{
			method: "post",
			path: "/v1/incidents/{id}/revoke-links",
			right: "incidents.lead",
			tag: "Actions",
			summary: "Takes back a person's links and buttons of this incident",
			description:
				"The answer page, the live page and the buttons open nothing any more, also those sent later; calls and texts are answered as before.",
			params: byId,
			body: z.strictObject({ responderId: id }),
			answers: { 204: { description: "Taken back" } },
		},
		async ({ caller, params, body, c }) => {
			const { responderId } = body;
			await headIn(service, caller.scope, params.id);
			refuseAny(await unknownIn(service, caller.scope, { responderId }));
			await revokeLinks(service, caller, {
				incidentId: params.id,
				responderId,
			});
			return c.body(null, 204);
		},
	);
}

// --- One command ----------------------------------------------------------------------------

type Planned = { command: Command; alongside?: Pick<Alongside, "words"> };
type IncidentInput = Pick<
	RouteInput<typeof byId, z.ZodObject, z.ZodType>,
	"params" | "caller" | "c" | "body" | "idempotencyKey"
>;

/**
 * Sees the incident in scope, does the command once per Idempotency-Key, answers
 * the board. A key seen with another request is refused before anything is done:
 * a `close` swallowed as a repeated `confirm` would look like success.
 */
async function commanded(
	parts: IncidentParts,
	input: IncidentInput,
	plan: () => Planned | Promise<Planned>,
): Promise<Response> {
	const { service } = parts;
	const { caller, params, c, idempotencyKey: key } = input;
	const answer = async () =>
		c.json(await viewOfDone(parts, caller.scope, params.id));
	await headIn(service, caller.scope, params.id);
	const bodyHash = requestHash(service, input);
	if (key !== undefined) {
		const seen = await service.store.findIdempotency(caller.keyId, key);
		if (seen && seen.bodyHash !== bodyHash) throw usedForAnother();
		if (seen) return answer();
	}
	const { command, alongside } = await plan();
	await service.handle(params.id, command, {
		commandId: `key:${caller.keyId}:${key ?? newId()}`,
		alongside: {
			...alongside,
			...(key === undefined
				? {}
				: {
						idempotency: {
							keyId: caller.keyId,
							key,
							bodyHash,
							incidentId: params.id,
						},
					}),
		},
	});
	return answer();
}

const usedForAnother = (): AppError =>
	new AppError(
		"mismatch",
		"Expected a new Idempotency-Key for a new request, came one that was used for another. Nothing was done.",
	);

/** What was asked, whatever the order of its fields; keyed, since it holds a place. */
const requestHash = (
	{ secrets }: Service,
	{ c, body }: Pick<IncidentInput, "c" | "body">,
): string => secrets.hash(`${c.req.method} ${c.req.path}\n${canonical(body)}`);

export async function headIn(
	{ store }: Service,
	scope: Scope,
	incidentId: string,
): Promise<Head> {
	const head = await store.head(scope, incidentId);
	if (head) return head;
	throw new AppError(
		"notFound",
		"Expected the id of an incident this key may see, came one that no such incident has.",
	);
}

// --- Views ------------------------------------------------------------------------------------

/**
 * What was asked is done and the phones ring: a board that cannot be drawn now must not
 * make it look undone, or it is raised again. A key of one brigade may raise an alarm
 * elsewhere; it then learns that it is raised, what does not work, and no more.
 */
export async function viewOfDone(
	{ service, boardOf }: IncidentParts,
	scope: Scope,
	incidentId: string,
): Promise<object> {
	const degraded = service.degraded();
	try {
		return toWire(await boardOf(scope, incidentId));
	} catch (error) {
		if (error instanceof AppError && error.kind === "notFound")
			return { id: incidentId, degraded };
		service.log.error("Done, but its board could not be drawn.", {
			incidentId,
			error: withoutPhones(
				error instanceof Error ? (error.stack ?? error.name) : typeof error,
			),
		});
		return { ...(await known(service, incidentId)), id: incidentId, degraded };
	}
}

/** What is known without asking anybody else. */
async function known(service: Service, incidentId: string): Promise<object> {
	const incident = await service.load(incidentId).catch(() => undefined);
	if (!incident || incident.status === "unknown") return {};
	const { number, incidentType, mode, status, reportedAt, version } = incident;
	return toWire({
		number,
		type: incidentType,
		mode,
		status,
		reportedAt,
		version,
	});
}

async function summariesOf(service: Service, heads: readonly Head[]) {
	const ids = heads.flatMap((head) => head.placeWordsId ?? []);
	const places = await service.store.words(ids);
	return heads.map((head) => {
		const place = places.get(head.placeWordsId ?? "");
		return toWire({
			id: head.id,
			number: head.number,
			type: head.incidentType,
			mode: head.mode,
			status: head.status,
			source: head.source,
			location: head.location ?? null,
			place: place ? service.secrets.open(place.text) : null,
			brigadeIds: head.brigadeIds,
			reportedAt: head.reportedAt,
			alertedAt: head.alertedAt ?? null,
			endedAt: head.endedAt ?? null,
			version: head.version,
		});
	});
}

/** Words stand outside the log: where an event names some, their text is shown, `null` once erased. */
async function entriesOf(service: Service, events: readonly StoredEvent[]) {
	const payloads = events.map((event) => JSON.parse(event.payload) as object);
	const ids: string[] = [];
	withWords(payloads, (wordsId) => {
		ids.push(wordsId);
		return null;
	});
	const found = await service.store.words(ids);
	const textOf = (wordsId: string): string | null => {
		const kept = found.get(wordsId);
		return kept ? service.secrets.open(kept.text) : null;
	};
	const nameOf = await namesOfBy(service, payloads);
	return events.map(({ seq, at, type }, index) => {
		const byName = nameOf(payloads[index] ?? {});
		return toWire({
			...(withWords(payloads[index], textOf) as object),
			seq,
			at,
			type,
			...(byName === undefined ? {} : { byName }),
		});
	});
}

function withWords(
	value: unknown,
	textOf: (wordsId: string) => string | null,
): unknown {
	if (Array.isArray(value))
		return value.map((inner: unknown) => withWords(inner, textOf));
	if (typeof value !== "object" || value === null) return value;
	const { id: wordsId, hash, ...rest } = value as Record<string, unknown>;
	if (
		typeof wordsId === "string" &&
		typeof hash === "string" &&
		Object.keys(rest).length === 0
	)
		return textOf(wordsId);
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			withWords(inner, textOf),
		]),
	);
}

// --- Small words --------------------------------------------------------------------------------

type Given<T> = { [K in keyof T]: Exclude<T[K], null | undefined> };
/** `null` in a body says the same as leaving the field out. */
const given = <T extends object>(value: T): Given<T> =>
	Object.fromEntries(
		Object.entries(value).filter(([, inner]) => inner != null),
	) as Given<T>;

/** A phone nobody can read is left out: the alarm is not refused for it. */
function reportOf(
	body: z.output<typeof report>,
	{ grants }: Caller,
): ReportInput {
	const { location: where, reporterPhone, ...rest } = given(body);
	const { phone } = readPhone(reporterPhone ?? "");
	return {
		...rest,
		source: sourceFrom(grants, rest.source),
		...(where ? { location: defined(where) } : {}),
		...(phone ? { reporterPhone: phone } : {}),
		// A machine's key vouches for what it sends.
		reporterVerified: true,
	};
}

async function unknownBrigades(
	service: Service,
	scope: Scope,
	body: unknown,
): Promise<Fault[]> {
	const { brigadeIds } = (body ?? {}) as { brigadeIds?: unknown };
	if (!Array.isArray(brigadeIds)) return [];
	const ids = brigadeIds.filter((i): i is string => typeof i === "string");
	return brigadeFaults(service, scope, ids);
}

function refuseAny(faults: readonly Fault[]): void {
	if (faults.length > 0) throw refused(faults);
}

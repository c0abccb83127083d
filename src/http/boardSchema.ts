/**
 * The board view as `/openapi.json` shows it. Only described, never checked on
 * the way out; the assignment at the end fails to compile when it no longer is
 * the board of the core.
 */
import { z } from "@hono/zod-openapi";
import type { BoardView } from "../core/board.ts";
import {
	AIR_STATES,
	CHANNELS,
	DESTINATIONS,
	EQUIPMENT,
	HAZARD_KINDS,
	HOUSE_WORDS,
	INCIDENT_TYPES,
	MARKS,
	MODES,
} from "../core/kinds.ts";
import type { Wire } from "./json.ts";
import { instantOut, location } from "./json.ts";

export const STATUSES = ["unconfirmed", "open", "closed", "cancelled"] as const;

const crew = z.object({
	brigadeId: z.string(),
	brigade: z.string(),
	vehicleId: z.string().nullable(),
	vehicle: z.string().nullable(),
	state: z.enum(["short", "promised", "assembled", "left"]),
	leavesAt: instantOut.nullable(),
	leftAt: instantOut.nullable(),
	seats: z.array(
		z.object({
			qualification: z.string().nullable(),
			responderId: z.string().nullable(),
			etaAt: instantOut.nullable(),
		}),
	),
	missing: z.array(z.string()),
	chance: z.number().nullable(),
});

const responder = z.object({
	id: z.string(),
	name: z.string(),
	brigadeId: z.string(),
	qualifications: z.array(z.string()),
	alert: z.enum(["queued", "sent", "delivered", "unreachable", "withdrawn"]),
	channel: z.enum(CHANNELS).nullable(),
	answer: z.enum(["none", "responding", "notResponding", "later", "noAnswer"]),
	answeredAt: instantOut.nullable(),
	etaAt: instantOut.nullable(),
	to: z.enum(DESTINATIONS),
	notDriving: z.boolean(),
	progress: z.enum(["enRoute", "atStation", "departed", "onScene"]).nullable(),
	stoodDownAt: instantOut.nullable(),
	ringing: z.literal(true).optional(),
	house: z.enum(HOUSE_WORDS).optional(),
	freedBy: z.string().optional(),
	note: z.string().nullable(),
	afterAllClear: z.literal(true).optional(),
	why: z.object({ code: z.string(), minutes: z.number() }),
});

export const boardSchema = z
	.object({
		id: z.string(),
		number: z.int(),
		type: z.enum(INCIDENT_TYPES),
		mode: z.enum(MODES),
		status: z.enum(STATUSES),
		location: location.nullable(),
		place: z.string().nullable(),
		description: z.string().nullable(),
		peopleInDanger: z.boolean(),
		source: z.string(),
		reportedAt: instantOut,
		alertedAt: instantOut.nullable(),
		endedAt: instantOut.nullable(),
		version: z.int(),
		externalId: z.string().nullable(),
		possibleDuplicateOf: z.string().nullable(),
		mergedInto: z.object({ id: z.string(), number: z.int() }).optional(),
		mergedFrom: z
			.array(
				z.object({
					id: z.string(),
					number: z.int(),
					type: z.enum(INCIDENT_TYPES),
					source: z.string(),
					reportedAt: instantOut,
					externalId: z.string().nullable(),
					location: location.nullable(),
					place: z.string().nullable(),
					description: z.string().nullable(),
					by: z.string(),
					at: instantOut,
				}),
			)
			.optional(),
		reports: z
			.array(
				z.object({
					id: z.string(),
					at: instantOut,
					source: z.string(),
					verified: z.boolean(),
					doubted: z.boolean(),
					said: z.enum(["burning", "out", "mistake"]).nullable(),
					type: z.enum(INCIDENT_TYPES).nullable(),
					place: z.string().nullable(),
					description: z.string().nullable(),
					location: location.nullable(),
					peopleInDanger: z.boolean().nullable(),
					hasNumber: z.boolean(),
					byCall: z.literal(true).optional(),
					blocked: z.literal(true).optional(),
				}),
			)
			.optional()
			.openapi({
				description:
					"What residents and sensors told, the newest 50 first; never who they are",
			}),
		splitFrom: z.object({ id: z.string(), number: z.int() }).optional(),
		crews: z.array(crew),
		responders: z.array(responder),
		passedOver: z.array(
			z.object({
				id: z.string().optional(),
				name: z.string().optional(),
				reason: z.string(),
				minutes: z.number().optional(),
				number: z.int().optional(),
				count: z.int().optional(),
			}),
		),
		marks: z.array(
			z.object({
				mark: z.enum(MARKS),
				at: instantOut,
				by: z.string(),
				vehicleId: z.string().optional(),
				responderId: z.string().optional(),
				withoutWord: z.enum(["airRaid", "impact"]).optional(),
				unit: z.string().nullable().optional(),
			}),
		),
		tasks: z
			.array(z.object({ task: z.literal("inform101"), sinceAt: instantOut }))
			.optional(),
		stateAsked: z
			.array(
				z.object({
					brigadeId: z.string(),
					name: z.string(),
					at: instantOut,
					by: z.string(),
					heardAt: instantOut.optional(),
				}),
			)
			.optional(),
		observers: z
			.array(
				z.object({
					kind: z.enum([
						"policeOfficer",
						"rescueOfficer",
						"securityCentre",
						"villageHead",
						"other",
					]),
					count: z.int(),
				}),
			)
			.optional(),
		helpers: z
			.array(
				z.object({
					id: z.string(),
					name: z.string(),
					equipment: z.array(z.enum(EQUIPMENT)),
					answer: z.enum(["none", "responding", "notResponding", "later"]),
					etaAt: instantOut.nullable(),
				}),
			)
			.optional(),
		times: z.object({
			alarmHandlingMs: z.number().optional(),
			turnoutMs: z.number().optional(),
			travelMs: z.number().optional(),
		}),
		verdict: z
			.object({ at: instantOut, kind: z.enum(["leaves", "notGathering"]) })
			.nullable(),
		humanInCharge: z.object({ name: z.string(), at: instantOut }).nullable(),
		reached: z.int(),
		unreachedAt: instantOut.optional(),
		degraded: z.array(z.string()),
		stations: z.array(
			z.object({
				brigadeId: z.string(),
				name: z.string(),
				location,
				distanceMetres: z.number().nullable(),
			}),
		),
		headline: z.looseObject({}),
		airRaid: z
			.enum(AIR_STATES)
			.optional()
			.openapi({ description: "Absent where no feed is configured" }),
		departure: z
			.object({
				waits: z.enum(["airRaid", "impact"]).nullable(),
				allowedAt: instantOut.nullable(),
				allowedBy: z.string().nullable(),
			})
			.optional()
			.openapi({ description: "Absent while no truck has had to wait" }),
		impact: z
			.object({
				suspected: z.enum(["red", "explosion"]).nullable(),
				answer: z.boolean().nullable(),
			})
			.optional(),
		staging: z
			.object({ words: z.string().nullable(), location: location.nullable() })
			.optional()
			.openapi({
				description:
					"Where people gather instead of the station; `words` null: they wait for the chief's word",
			}),
		hazards: z
			.array(
				z.object({
					id: z.string(),
					kind: z.enum(HAZARD_KINDS),
					distanceMetres: z.int(),
					acknowledgedAt: instantOut.nullable(),
					by: z.string().nullable(),
				}),
			)
			.optional(),
		water: z
			.array(
				z.object({
					id: z.string(),
					kind: z.string(),
					name: z.string().nullable(),
					location,
					distanceMetres: z.int(),
					refillMinutes: z.number().nullable(),
					access: z.string().nullable(),
					state: z.enum(["works", "unknown"]),
					saidDryAt: instantOut.nullable(),
				}),
			)
			.optional(),
		cost: z
			.object({
				segments: z.int(),
				calls: z.int(),
				amount: z.number(),
				currency: z.string(),
				month: z.object({
					segments: z.int(),
					calls: z.int(),
					amount: z.number(),
					budget: z.number().nullable(),
				}),
			})
			.optional(),
	})
	.openapi("Board");

/** Every field of the board stands in the schema, and no other. */
type Described = keyof z.infer<typeof boardSchema>;
type Shown = keyof Wire<BoardView>;
const described: [Described, Shown] extends [Shown, Described] ? true : never =
	true;
void described;

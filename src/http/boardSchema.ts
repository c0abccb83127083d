/**
 * The board view as `/openapi.json` shows it. Only described, never checked on
 * the way out; the assignment at the end fails to compile when it no longer is
 * the board of the core.
 */
import { z } from "@hono/zod-openapi";
import type { BoardView } from "../core/board.ts";
import {
	CHANNELS,
	DESTINATIONS,
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
			}),
		),
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

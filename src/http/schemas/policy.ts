/** What a brigade may order otherwise than the defaults, for one type of incident or for all. */
import { z } from "@hono/zod-openapi";
import type { IncidentType } from "../../core/kinds.ts";
import { INCIDENT_TYPES, VEHICLE_KINDS } from "../../core/kinds.ts";
import { clockTime } from "./pieces.ts";
import { seatRules } from "./vehicle.ts";

/** A day is the longest anything waits; a policy of weeks is a typing error. */
const seconds = z.int().min(0).max(86_400);
const minutes = z.int().min(1).max(1440);

export const policyFields = z
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

type PerType = Record<
	"default" | IncidentType,
	z.ZodOptional<typeof policyFields>
>;
export const policyBody = z
	.strictObject(
		Object.fromEntries(
			["default", ...INCIDENT_TYPES].map((type) => [
				type,
				policyFields.optional(),
			]),
		) as PerType,
	)
	.openapi("PolicyOverrides");

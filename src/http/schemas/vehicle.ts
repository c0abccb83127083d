/** What a vehicle is, who must sit in it, and whether it runs. */
import { z } from "@hono/zod-openapi";
import { VEHICLE_KINDS, VEHICLE_STATES } from "../../core/kinds.ts";
import { line, qualification, words } from "./pieces.ts";

export const seatRules = z
	.array(
		z.strictObject({
			qualification: qualification.optional(),
			count: z.int().min(1).max(50),
		}),
	)
	.max(20);

export const vehicleFields = {
	name: line(200),
	kind: z.enum(VEHICLE_KINDS),
	seats: z.int().min(0).max(100),
	crewRule: seatRules,
	state: z.enum(VEHICLE_STATES),
};

export const vehicleBody = z
	.strictObject({
		...vehicleFields,
		state: vehicleFields.state.default("ready"),
		reason: words(200).nullish(),
	})
	.openapi("VehicleInput");

export const vehicleChange = z
	.strictObject({ ...vehicleFields, reason: words(200).nullable() })
	.partial()
	.openapi("VehicleChange");

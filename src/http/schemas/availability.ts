/** When a person may be called: now, week by week, and on single days. */
import { z } from "@hono/zod-openapi";
import { AVAILABILITY_STATES } from "../../core/kinds.ts";
import { clockTime, days, endTime, instant } from "./pieces.ts";

export const hours = { days, from: clockTime, to: endTime };

export const state = z.enum(AVAILABILITY_STATES);

export const availabilityBody = z
	.strictObject({
		state,
		until: instant.nullish(),
		weekly: z
			.array(z.strictObject({ ...hours, state }))
			.max(100)
			.optional(),
		exceptions: z
			.array(
				z
					.strictObject({ from: instant, to: instant, state })
					.refine(({ from, to }) => from < to, {
						path: ["to"],
						message: "expected an instant after from, came one before it",
					}),
			)
			.max(500)
			.optional(),
	})
	.openapi("AvailabilityInput");

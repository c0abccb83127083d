/** What is asked of an incident: the alarm itself, corrections, answers, marks, words to the crew. */
import { z } from "@hono/zod-openapi";
import {
	ANSWERS,
	DESTINATIONS,
	INCIDENT_TYPES,
	MARKS,
	MODES,
	SOURCES,
} from "../../core/kinds.ts";
import { id, instant, location, words } from "./pieces.ts";

export const report = z
	.strictObject({
		type: z.enum(INCIDENT_TYPES),
		mode: z.enum(MODES).default("actual"),
		location: location.nullish(),
		place: words(300).nullish(),
		description: words(2000).nullish(),
		peopleInDanger: z.boolean().default(false),
		// A machine with a key is a desk unless it says otherwise: it rings at once.
		source: z.enum(SOURCES).default("duty_officer"),
		externalId: words(200).nullish(),
		classifierCode: words(100).nullish(),
		rank: words(50).nullish(),
		brigadeIds: z.array(id).max(50).default([]),
		// Any text: an alarm is never refused for the number it came from.
		reporterPhone: z
			.string()
			.max(100)
			.nullish()
			.openapi({ example: "+380671234567" }),
		force: z.boolean().default(false),
	})
	.openapi("Report");

export const correction = z
	.strictObject({
		location,
		place: words(300),
		type: z.enum(INCIDENT_TYPES),
		peopleInDanger: z.boolean(),
	})
	.partial()
	.refine(
		(given) => Object.keys(given).length > 0,
		"expected at least one of location, place, type, peopleInDanger, came none",
	)
	.openapi("Correction");

export const reasonField = { reason: words(200).nullish() };
export const justReason = z.strictObject(reasonField);

export const behalf = z
	.strictObject({
		responderId: id,
		answer: z.enum(ANSWERS),
		etaMinutes: z.int().min(0).max(600).nullish(),
		to: z.enum(DESTINATIONS).nullish(),
		notDriving: z.boolean().nullish(),
		afterAllClear: z.boolean().nullish().openapi({
			description:
				"With `later`: can come once the air raid is over, and is asked again then",
		}),
		note: words(500).nullish(),
	})
	.openapi("AnswerOnBehalf");

export const mark = z
	.strictObject({
		mark: z.enum(MARKS),
		brigadeId: id.nullish(),
		vehicleId: id.nullish(),
		responderId: id.nullish(),
		at: instant.nullish(),
		unit: words(80).nullish().openapi({
			description: "With `handedOver`: to whom, the state unit as it is called",
		}),
	})
	.openapi("Mark");

export const message = z
	.strictObject({ text: words(500), to: z.enum(["coming", "silent", "all"]) })
	.openapi("MessageToCrew");

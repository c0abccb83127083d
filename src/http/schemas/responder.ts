/** What is kept of a person of the roster, and what of it may be changed. */
import { z } from "@hono/zod-openapi";
import { PAPERS, TRAVEL_MODES } from "../../core/kinds.ts";
import { hours } from "./availability.ts";
import { phone } from "./phone.ts";
import { id, line, locale, point, qualification } from "./pieces.ts";

const place = z.strictObject({
	kind: z.enum(["home", "work", "other"]),
	...point.shape,
	weekly: z.array(z.strictObject(hours)).max(50).optional(),
});

export const responderFields = {
	name: line(200),
	phone,
	secondPhone: phone.nullable(),
	brigadeIds: z.array(id).max(50),
	places: z.array(place).max(20),
	qualifications: z.array(qualification).max(50),
	locale,
	phoneKind: z.enum(["smart", "button"]),
	smsAlphabet: z.enum(["cyrillic", "latin"]),
	travel: z.enum(TRAVEL_MODES),
	household: line(100).nullable().openapi({
		description:
			"The same word for everybody who lives there: who comes frees the others",
	}),
	homeContact: z
		.strictObject({ name: line(200), phone })
		.nullable()
		.openapi({
			description:
				"Rung once when the person's own calls woke nobody; answers nothing for them",
		}),
	papers: z
		.array(
			z.strictObject({
				kind: z.enum(PAPERS),
				until: z.iso.date().openapi({
					description: "The last day it is good for",
					maxLength: 10,
				}),
			}),
		)
		.max(20)
		.openapi({
			description:
				"The person and the chief are told 30 and 7 days ahead; an expired paper takes nobody out",
		}),
};

export const responderBody = z
	.strictObject({
		...responderFields,
		secondPhone: phone.nullish(),
		places: responderFields.places.default([]),
		qualifications: responderFields.qualifications.default([]),
		locale: locale.optional(),
		phoneKind: responderFields.phoneKind.default("smart"),
		smsAlphabet: responderFields.smsAlphabet.default("cyrillic"),
		travel: responderFields.travel.default("car"),
		household: responderFields.household.optional(),
		homeContact: responderFields.homeContact.optional(),
		papers: responderFields.papers.default([]),
	})
	.openapi("ResponderInput");

export const responderChange = z
	.strictObject(responderFields)
	.partial()
	.openapi("ResponderChange");

/** What a brigade is made of and may be changed in; its policy stands in `policy.ts`. */
import { z } from "@hono/zod-openapi";
import { BRIGADE_KINDS, BRIGADE_ROLES } from "../../core/kinds.ts";
import { clockTime, id, line, locale, point } from "./pieces.ts";

export const areaCode = z
	.string()
	.regex(
		/^UA\d{17}$/,
		"expected a KATOTTG code: UA and 17 digits, such as UA61060370010084537",
	)
	.openapi({ maxLength: 19 });

export const brigadeFields = {
	name: line(200),
	kind: z.enum(BRIGADE_KINDS),
	location: point,
	areaCode,
	locale,
	roles: z
		.array(
			z.strictObject({
				role: z.enum(BRIGADE_ROLES),
				responderId: id,
				order: z.int().min(0).max(1000),
			}),
		)
		.max(100),
};

export const brigadeBody = z
	.strictObject({
		...brigadeFields,
		areaCode: areaCode.nullish(),
		locale: locale.optional(),
		roles: brigadeFields.roles.optional(),
	})
	.openapi("BrigadeInput");

export const bell = z.strictObject({
	weekday: z.int().min(1).max(7),
	time: clockTime,
});

export const staging = z.strictObject({
	words: line(60),
	location: point.nullish(),
});

export const stagingBody = z
	.strictObject({ staging: staging.nullable() })
	.openapi("StagingInput");

export const bellBody = z
	.strictObject({ bell: bell.nullable() })
	.openapi("BellInput");

export const brigadeChange = z
	.strictObject({ ...brigadeFields, areaCode: areaCode.nullable() })
	.partial()
	.openapi("BrigadeChange");

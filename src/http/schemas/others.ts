/** Who is informed of an area and who may be asked for a machine there: what is asked of both lists. */
import { z } from "@hono/zod-openapi";
import { EQUIPMENT, INCIDENT_TYPES } from "../../core/kinds.ts";
import { areaCode } from "./brigade.ts";
import { phone } from "./phone.ts";
import { id, line } from "./pieces.ts";

export const OBSERVER_KINDS = [
	"policeOfficer",
	"rescueOfficer",
	"securityCentre",
	"villageHead",
	"other",
] as const;

const types = z
	.array(z.enum(INCIDENT_TYPES))
	.min(1)
	.max(INCIDENT_TYPES.length)
	.openapi({ description: "Absent = every type" });
const equipment = z.array(z.enum(EQUIPMENT)).min(1).max(EQUIPMENT.length);
/** One of the roster, or a new person of no brigade. */
const whom = {
	responderId: id.optional(),
	person: z
		.strictObject({
			name: line(200),
			phone,
			phoneKind: z.enum(["smart", "button"]).optional(),
		})
		.optional()
		.openapi({
			description: "Instead of `responderId`: somebody of no brigade, added",
		}),
};

export const observerBody = z
	.strictObject({
		...whom,
		areaCode,
		kind: z.enum(OBSERVER_KINDS),
		types: types.optional(),
	})
	.openapi("ObserverInput");

export const helperBody = z
	.strictObject({
		...whom,
		areaCode,
		equipment,
		types: types.optional(),
	})
	.openapi("HelperInput");

export const helperChange = z
	.strictObject({
		areaCode: areaCode.optional(),
		equipment: equipment.optional(),
		types: types.nullish(),
		consent: z.enum(["ask", "withdrawn"]).optional().openapi({
			description:
				"`ask` asks the person again; `withdrawn` at their wish. Nobody agrees for another",
		}),
	})
	.openapi("HelperChange");

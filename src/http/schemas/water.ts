/** A place where trucks are filled, as it is added and changed. */
import { z } from "@hono/zod-openapi";
import { WATER_KINDS, WATER_STATES } from "../../core/kinds.ts";
import { instant, line, point } from "./pieces.ts";

const fields = {
	ref: line(100),
	name: line(100),
	refillMinutes: z.number().positive().max(600),
	access: line(300),
	testedAt: instant,
};

export const waterBody = z.strictObject({
	kind: z.enum(WATER_KINDS),
	location: point,
	state: z.enum(WATER_STATES).optional(),
	ref: fields.ref.optional(),
	name: fields.name.optional(),
	refillMinutes: fields.refillMinutes.optional(),
	access: fields.access.optional(),
	testedAt: fields.testedAt.optional(),
});

export const waterChange = z.strictObject({
	kind: z.enum(WATER_KINDS).optional(),
	location: point.optional(),
	ref: fields.ref.nullable().optional(),
	name: fields.name.nullable().optional(),
	refillMinutes: fields.refillMinutes.nullable().optional(),
	access: fields.access.nullable().optional(),
	testedAt: fields.testedAt.nullable().optional(),
});

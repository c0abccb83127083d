/**
 * The API's own schemas, loaded with the form that needs them: what a form lets
 * through is what the service takes. A form sends what was typed in, not what the
 * schema makes of it: instants travel as text.
 */
import type { z } from "zod";
import type { ApiProblem } from "./api.ts";

export const schemas = {
	incident: () => import("../http/schemas/incident.ts"),
	brigade: () => import("../http/schemas/brigade.ts"),
	vehicle: () => import("../http/schemas/vehicle.ts"),
	policy: () => import("../http/schemas/policy.ts"),
	responder: () => import("../http/schemas/responder.ts"),
	availability: () => import("../http/schemas/availability.ts"),
};

/** By field as forms name it (`places.0.lat`), `""` for the whole: the first fault of each. */
export type Faults = Record<string, string>;
export type Issue = z.core.$ZodIssue;

/** What is wrong with what was typed in; `say` words it for who typed. */
export function faultsIn(
	schema: z.ZodType,
	typed: unknown,
	say: (issue: Issue) => string,
): Faults {
	const issues = schema.safeParse(typed).error?.issues ?? [];
	return firstOfEach(
		issues.map((issue) => [issue.path.map(String).join("."), say(issue)]),
	);
}

/** What only the service could find: a number already used, an id nobody has. */
export const faultsOf = ({ errors }: Pick<ApiProblem, "errors">): Faults =>
	firstOfEach(
		errors.map(({ path, message }) => [
			path.replace(/\[(\d+)\]/g, ".$1"),
			message,
		]),
	);

const firstOfEach = (faults: readonly [string, string][]): Faults =>
	Object.fromEntries(faults.toReversed());

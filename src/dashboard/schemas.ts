/**
 * The API's own schemas, loaded with the form that needs them: what a form lets
 * through is what the service takes. A form sends what was typed in, not what the
 * schema makes of it: instants travel as text.
 */
import type { z } from "zod";
import { type ApiProblem, LineLost } from "./api.ts";

/** A schema that does not come over the line is a lost line, and the form says so. */
const loaded =
	<Schemas>(load: () => Promise<Schemas>) =>
	(): Promise<Schemas> =>
		load().catch((cause: unknown) => {
			throw new LineLost("Expected the schemas of a form, none came.", {
				cause,
			});
		});

export const schemas = {
	incident: loaded(() => import("../http/schemas/incident.ts")),
	brigade: loaded(() => import("../http/schemas/brigade.ts")),
	vehicle: loaded(() => import("../http/schemas/vehicle.ts")),
	policy: loaded(() => import("../http/schemas/policy.ts")),
	responder: loaded(() => import("../http/schemas/responder.ts")),
	residents: loaded(() => import("../http/schemas/residents.ts")),
	others: loaded(() => import("../http/schemas/others.ts")),
	water: loaded(() => import("../http/schemas/water.ts")),
	availability: loaded(() => import("../http/schemas/availability.ts")),
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

// Copied and turned around: `toReversed` is younger than the phones we serve.
const firstOfEach = (faults: readonly [string, string][]): Faults =>
	Object.fromEntries([...faults].reverse());

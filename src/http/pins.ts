/**
 * A chief's PIN for raising an alarm by phone: set by himself or by who could give him
 * his role. It is never shown again; who forgets it gets another.
 */
import { z } from "@hono/zod-openapi";
import { responderIn } from "../administer.ts";
import { mustOutrank } from "../grants.ts";
import { setPin } from "../people/pin.ts";
import type { Service } from "../service.ts";
import { id } from "./json.ts";
import type { Api } from "./route.ts";
import { define } from "./route.ts";

/** Far beyond eight digits: what is wrong with a PIN is said by `pin.ts`. */
const LONGEST = 64;

const pinInput = z
	.strictObject({
		pin: z
			.string()
			.max(LONGEST)
			.nullable()
			.describe("Four to eight digits that nobody guesses first; null = none"),
	})
	.openapi("Pin");

export function pinRoutes(app: Api, service: Service) {
	return define(
		app,
		{
			method: "post",
			path: "/v1/responders/{id}/pin",
			right: "people.availability",
			tag: "Responders",
			summary: "Sets or takes away the PIN for raising by phone",
			description:
				"With it a chief, deputy or duty officer raises an alarm by one saved contact with pauses. For somebody else only by who could give them their role.",
			params: z.strictObject({ id }),
			body: pinInput,
			answers: { 204: { description: "Set" } },
		},
		async ({ caller, params, body, c }) => {
			const row = await responderIn(service, caller.scope, params.id);
			const isSelf = caller.by.kind === "responder" && caller.by.id === row.id;
			if (!isSelf) await mustOutrank(service, caller, row);
			await setPin(service, caller.by, row.id, body.pin ?? undefined);
			return c.body(null, 204);
		},
	);
}

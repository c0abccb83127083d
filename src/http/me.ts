/** Whoever asks, as a page needs to know them: their name, what they may do, how times are told. */
import { z } from "@hono/zod-openapi";
import { RIGHTS, type Right, ROLES, scopeFor } from "../access.ts";
import { CHANNELS, LOCALES } from "../core/kinds.ts";
import type { Scope } from "../ports.ts";
import type { Service } from "../service.ts";
import { officersOf, sittingAt } from "../signIn/desks.ts";
import { together } from "./described.ts";
import type { Api, Caller } from "./route.ts";
import { define } from "./route.ts";

const KINDS = ["person", "desk", "key"] as const;
const ALL_RIGHTS = Object.keys(RIGHTS) as [Right, ...Right[]];

const me = z
	.object({
		id: z.string(),
		kind: z.enum(KINDS),
		name: z.string(),
		officer: z
			.string()
			.nullable()
			.openapi({ description: "Who sits at the desk now" }),
		officers: z.array(z.object({ id: z.string(), name: z.string() })).openapi({
			description: "Who may take the shift; of a desk alone, for itself",
		}),
		roles: z.array(z.enum(ROLES)),
		rights: z.array(z.enum(ALL_RIGHTS)),
		brigadeIds: z
			.array(z.string())
			.openapi({ description: "Brigades named by the roles held" }),
		isProven: z.boolean().openapi({
			description: "Signed in within the last ten minutes: whole lists may go",
		}),
		locale: z.enum(LOCALES),
		timeZone: z.string(),
		channels: z.array(z.enum(CHANNELS)),
	})
	.openapi("Me");

export function meRoutes(app: Api, service: Service) {
	return together(
		define(
			app,
			{
				method: "get",
				path: "/v1/me",
				right: "account.read",
				tag: "Access",
				summary: "Who asks, and what they may do",
				answers: { 200: { description: "The caller", schema: me } },
			},
			async ({ caller, c }) => c.json(await viewOf(service, caller)),
		),
	);
}

async function viewOf(
	service: Service,
	caller: Caller,
): Promise<z.output<typeof me>> {
	const { settings } = service;
	const { grants, isProven = true } = caller;
	return {
		...(await nameOf(service, caller)),
		roles: [...new Set(grants.map(({ role }) => role))],
		rights: ALL_RIGHTS.filter((right) => scopeFor(grants, right)),
		brigadeIds: [...new Set(grants.flatMap(({ scope }) => brigadesOf(scope)))],
		isProven,
		timeZone: settings.timeZone,
		channels: [...settings.channels],
	};
}

type Named = Pick<
	z.output<typeof me>,
	"id" | "kind" | "name" | "officer" | "officers" | "locale"
>;

async function nameOf(
	service: Service,
	{ by, keyId, name }: Caller,
): Promise<Named> {
	const { roster, secrets, settings, signIn } = service;
	const { locale } = settings;
	if (by.kind === "responder") {
		const [person] = await roster.people([by.id]);
		return {
			id: by.id,
			kind: "person",
			name: person ? secrets.open(person.name) : "",
			officer: null,
			officers: [],
			locale: person?.locale ?? locale,
		};
	}
	if (by.kind !== "desk")
		return {
			id: keyId,
			kind: "key",
			name,
			officer: null,
			officers: [],
			locale,
		};
	const [[desk], officer] = await Promise.all([
		signIn.desks([by.id]),
		sittingAt(service, by.id),
	]);
	return {
		id: by.id,
		kind: "desk",
		name: desk?.name ?? "",
		officer: officer?.name ?? null,
		officers: desk ? officersOf(service, desk) : [],
		locale,
	};
}

function brigadesOf(scope: Scope): readonly string[] {
	if (scope.kind === "anyOf") return scope.scopes.flatMap(brigadesOf);
	return scope.kind === "brigades" ? scope.ids : [];
}

/**
 * `dzvin grant`, `dzvin desk` and `dzvin wall`: roles of the installation, duty desks
 * and stations' screens from the shell, straight on the database or through the service that holds it.
 */
import { parseArgs } from "node:util";
import { AppError } from "./errors.ts";
import { listGrants, makeGrant, revokeGrant } from "./granting.ts";
import { OPERATOR, readScope, scopeWords } from "./keys.ts";
import type { Service } from "./service.ts";
import {
	createDesk,
	enrolAgain,
	listDesks,
	removeDesk,
} from "./signIn/desks.ts";
import { freeWall, makeWall, removeWall, wallsOf } from "./walls.ts";

export type ApiCall = (
	path: string,
	/** Absent with GET and DELETE. */
	body?: string | object,
	type?: string,
	method?: "POST" | "GET" | "DELETE",
) => Promise<unknown>;

export type Shell = {
	administer<T>(
		direct: (opened: { service: Service }) => Promise<T>,
		through: (call: ApiCall) => Promise<T>,
	): Promise<T>;
	print(text: string): void;
};

const GRANT_USAGE =
	"dzvin grant RESPONDER --role administrator|coordinator|dutyOfficer --scope everything|area:CODE, dzvin grant list, or dzvin grant revoke ID";
const DESK_USAGE =
	"dzvin desk create --name N --scope area:CODE|brigades:ID,ID|everything, dzvin desk list, dzvin desk link ID, or dzvin desk delete ID";

export async function grantCommand(
	{ administer, print }: Shell,
	words: string[],
): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: { role: { type: "string" }, scope: { type: "string" } },
	});
	const [what, which] = positionals;
	if (what === "list") return printGrants({ administer, print });
	if (what === "revoke") {
		const id = needed(which, GRANT_USAGE);
		await administer<unknown>(
			({ service }) => revokeGrant(service, id),
			(call) => call(`/v1/grants/${safe(id)}`, undefined, undefined, "DELETE"),
		);
		print("Taken away: the next request goes without it.");
		return 0;
	}
	const asked = {
		responderId: needed(what, GRANT_USAGE),
		role: needed(values.role, GRANT_USAGE),
		scope: needed(
			values.scope ??
				(values.role === "administrator" ? "everything" : undefined),
			GRANT_USAGE,
		),
	};
	const scope = readScope(asked.scope);
	const { id } = await administer<{ id: string }>(
		({ service }) => makeGrant(service, { ...asked, scope }),
		async (call) => (await call("/v1/grants", asked)) as { id: string },
	);
	print(`${id}\nGiven: they sign in at /sign-in with their phone.`);
	return 0;
}

type ListedGrant = {
	id: string;
	name: string;
	role: string;
	scope: string;
	responderId: string | null;
	deskId: string | null;
};

async function printGrants({ administer, print }: Shell): Promise<number> {
	const grants = await administer<ListedGrant[]>(
		async ({ service }) =>
			(await listGrants(service)).map((grant) => ({
				...grant,
				responderId: grant.responderId ?? null,
				deskId: grant.deskId ?? null,
				scope: scopeWords(grant.scope),
			})),
		async (call) =>
			(
				(await call("/v1/grants", undefined, undefined, "GET")) as {
					items: ListedGrant[];
				}
			).items,
	);
	for (const { id, role, scope, name, responderId, deskId } of grants)
		print(
			`${id}  ${role}  ${scope}  ${name}  ${responderId ?? `desk ${deskId}`}`,
		);
	if (grants.length === 0)
		print(
			"No roles of the installation are given. Chiefs and deputies are named in their brigades.",
		);
	return 0;
}

export async function deskCommand(
	{ administer, print }: Shell,
	words: string[],
): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: { name: { type: "string" }, scope: { type: "string" } },
	});
	const [what, which] = positionals;
	switch (what) {
		case "list":
			return printDesks({ administer, print });
		case "delete": {
			const id = needed(which, DESK_USAGE);
			await administer<unknown>(
				({ service }) => removeDesk(service, id),
				(call) => call(`/v1/desks/${safe(id)}`, undefined, undefined, "DELETE"),
			);
			print("Removed: its workstation is signed out with the next request.");
			return 0;
		}
		case "link": {
			const id = needed(which, DESK_USAGE);
			const link = await administer<Link>(
				({ service }) => enrolAgain(service, id),
				async (call) => (await call(`/v1/desks/${safe(id)}/enrol`, {})) as Link,
			);
			printLink(print, link);
			return 0;
		}
		case "create": {
			const asked = {
				name: needed(values.name, DESK_USAGE),
				scope: needed(values.scope, DESK_USAGE),
			};
			const scope = readScope(asked.scope);
			const made = await administer<Link & { id: string }>(
				({ service }) => createDesk(service, { ...asked, scope }),
				async (call) =>
					(await call("/v1/desks", asked)) as Link & { id: string },
			);
			print(made.id);
			printLink(print, made);
			return 0;
		}
		default:
			throw new AppError("invalid", `Expected: ${DESK_USAGE}`);
	}
}

const WALL_USAGE =
	"dzvin wall create --brigade ID --name N, dzvin wall list BRIGADE, dzvin wall free ID, or dzvin wall delete ID";

export async function wallCommand(
	{ administer, print }: Shell,
	words: string[],
): Promise<number> {
	const { values, positionals } = parseArgs({
		args: words,
		allowPositionals: true,
		options: { brigade: { type: "string" }, name: { type: "string" } },
	});
	const [what, which] = positionals;
	switch (what) {
		case "create": {
			const brigade = needed(values.brigade, WALL_USAGE);
			const name = needed(values.name, WALL_USAGE);
			const made = await administer<Link & { id: string }>(
				({ service }) => makeWall(service, OPERATOR, brigade, name),
				async (call) =>
					(await call(`/v1/brigades/${safe(brigade)}/walls`, {
						name,
					})) as Link & { id: string },
			);
			print(
				`${made.id}\n${made.url}\nOpen it on the screen before ${new Date(made.expiresAt).toISOString()} and press the button: it is bound to the first one.`,
			);
			return 0;
		}
		case "list":
			return printWalls({ administer, print }, needed(which, WALL_USAGE));
		case "free": {
			const id = needed(which, WALL_USAGE);
			await administer<unknown>(
				({ service }) => freeWall(service, OPERATOR, id),
				(call) => call(`/v1/walls/${safe(id)}/free`, {}),
			);
			print("Freed: its link binds the next screen that opens it.");
			return 0;
		}
		case "delete": {
			const id = needed(which, WALL_USAGE);
			await administer<unknown>(
				({ service }) => removeWall(service, OPERATOR, id),
				(call) => call(`/v1/walls/${safe(id)}`, undefined, undefined, "DELETE"),
			);
			print("Taken away: the screen is dark within five seconds.");
			return 0;
		}
		default:
			throw new AppError("invalid", `Expected: ${WALL_USAGE}`);
	}
}

type ListedWall = {
	id: string;
	name: string;
	screen?: string | null;
	boundAt?: string | number | null;
	lastSeenAt?: string | number | null;
};

async function printWalls(
	{ administer, print }: Shell,
	brigade: string,
): Promise<number> {
	const walls = await administer<ListedWall[]>(
		({ service }) => wallsOf(service, OPERATOR, brigade),
		async (call) =>
			(
				(await call(
					`/v1/brigades/${safe(brigade)}/walls`,
					undefined,
					undefined,
					"GET",
				)) as { items: ListedWall[] }
			).items,
	);
	for (const { id, name, screen, boundAt, lastSeenAt } of walls)
		print(
			`${id}  ${name}  ${boundAt ? `bound to ${screen || "a screen"}, last seen ${new Date(lastSeenAt ?? boundAt).toISOString()}` : "not bound yet"}`,
		);
	if (walls.length === 0) print("This brigade has no screens.");
	return 0;
}

type Link = { url: string; expiresAt: string | number };

function printLink(print: Shell["print"], { url, expiresAt }: Link): void {
	print(
		`${url}\nOpen it at the workstation before ${new Date(expiresAt).toISOString()}; it binds once.`,
	);
}

type ListedDesk = {
	id: string;
	name: string;
	scopes: string[];
	bound: number;
};

async function printDesks({ administer, print }: Shell): Promise<number> {
	const desks = await administer<ListedDesk[]>(
		async ({ service }) =>
			(await listDesks(service)).map((desk) => ({
				...desk,
				scopes: desk.scopes.map(scopeWords),
			})),
		async (call) =>
			(
				(await call("/v1/desks", undefined, undefined, "GET")) as {
					items: ListedDesk[];
				}
			).items,
	);
	for (const { id, name, scopes, bound } of desks)
		print(
			`${id}  ${name}  ${scopes.join(" ")}  ${bound === 0 ? "not bound yet" : `bound ${bound}`}`,
		);
	if (desks.length === 0) print("There are no desks.");
	return 0;
}

function needed(word: string | undefined, usage: string): string {
	if (word !== undefined) return word;
	throw new AppError("invalid", `Expected: ${usage}`);
}

const safe = encodeURIComponent;

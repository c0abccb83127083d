/**
 * Who is asking: `Authorization: Bearer <key>` → a caller with a scope, or 401.
 *
 * A key is compared and looked up by its keyed hash only, so neither the time of
 * an answer nor a copy of the database tells anything about it.
 */
import type { MiddlewareHandler } from "hono";
import type { By } from "../core/incident.ts";
import { AppError } from "../errors.ts";
import { hashOfKey } from "../keys.ts";
import type { Scope } from "../ports.ts";
import { EVERYTHING } from "../ports.ts";
import type { Service } from "../service.ts";

/** A machine with a key; passed with its scope to every read. */
export type Caller = { keyId: string; name: string; scope: Scope; by: By };

export type GuardedEnv = { Variables: { caller: Caller } };

/** The key of the settings, for set-up by script; not a row of the database. */
export const ADMIN_KEY_ID = "admin";

export function guard(
	service: Service,
	adminApiKey: string | undefined,
): MiddlewareHandler<GuardedEnv> {
	return async function requireKey(c, next) {
		const presented = bearer(c.req.header("Authorization"));
		c.set("caller", await callerOf(service, adminApiKey, presented));
		c.header("Cache-Control", "no-store");
		await next();
	};
}

async function callerOf(
	service: Service,
	adminApiKey: string | undefined,
	presented: string,
): Promise<Caller> {
	const hash = await hashOfKey(service, presented);
	if (
		adminApiKey !== undefined &&
		sameHash(hash, await hashOfKey(service, adminApiKey))
	)
		return caller(ADMIN_KEY_ID, "ADMIN_API_KEY", EVERYTHING);
	const row = await service.roster.apiKey(hash);
	if (!row || !sameHash(row.keyHash, hash))
		throw new AppError(
			"unauthorized",
			"Expected a key made by `dzvin key create` or the ADMIN_API_KEY of the settings, came a key that is neither.",
		);
	if (row.expiresAt !== undefined && row.expiresAt <= service.clock.now())
		throw new AppError(
			"unauthorized",
			"The key has expired; make a new one with `dzvin key create`.",
		);
	return caller(row.id, row.name, row.scope);
}

const caller = (keyId: string, name: string, scope: Scope): Caller => ({
	keyId,
	name,
	scope,
	by: { kind: "key", id: keyId },
});

function bearer(header: string | undefined): string {
	const key = /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
	if (key) return key;
	throw new AppError(
		"unauthorized",
		header === undefined
			? "Expected the header Authorization: Bearer <key>, came none."
			: "Expected Authorization: Bearer <key>, came another form of that header.",
	);
}

/** Compares all characters whatever the first difference. */
function sameHash(one: string, other: string): boolean {
	if (one.length !== other.length) return false;
	let difference = 0;
	for (let at = 0; at < one.length; at += 1)
		difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
	return difference === 0;
}

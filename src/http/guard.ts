/**
 * Who is asking: `Authorization: Bearer <key>` of a machine, or the session of a
 * person or a desk → what they hold, or 401.
 *
 * A key is compared and looked up by its hash only, so neither the time of
 * an answer nor a copy of the database tells anything about it.
 */
import type { Context, MiddlewareHandler } from "hono";
import { type Asking, type Grant, grantOfKey } from "../access.ts";
import { AppError } from "../errors.ts";
import { ADMIN_KEY_ID, hasExpired, hashOfKey, noteUse } from "../keys.ts";
import { EVERYTHING } from "../ports.ts";
import type { Service } from "../service.ts";
import type { WrongTries } from "./page.ts";

export type GuardedEnv = {
	Variables: {
		asking: Asking;
		/** Who asks, looked up anew: what stays open outlives nobody's key or role. */
		askAgain: () => Promise<Asking>;
	};
};

/** Whose session a request carries; `undefined` = none, or one that ended. */
export type PersonOf = (request: Request) => Promise<Asking | undefined>;

/** Counts wrong keys per address; a right one is never counted, whoever else guesses beside it. */
export type WrongKeys = {
	tries: WrongTries;
	addressOf(c: Context): string;
};

export function guard(
	service: Service,
	adminApiKey: string | undefined,
	personOf?: PersonOf,
	wrong?: WrongKeys,
): MiddlewareHandler<GuardedEnv> {
	return async function requireKey(c, next) {
		const header = c.req.header("Authorization");
		const request = c.req.raw;
		const ask = async (): Promise<Asking> => {
			const person =
				header === undefined ? await personOf?.(request) : undefined;
			if (person) refuseForeignPage(service, request);
			return person ?? askingWith(service, adminApiKey, bearer(header));
		};
		c.set(
			"asking",
			await ask().catch((error: unknown) => {
				// Without a key nobody guesses.
				throw wrong && header !== undefined ? guessed(error, c, wrong) : error;
			}),
		);
		c.set("askAgain", ask);
		c.header("Cache-Control", "no-store");
		await next();
	};
}

function guessed(error: unknown, c: Context, wrong: WrongKeys): unknown {
	const isWrong = error instanceof AppError && error.kind === "unauthorized";
	if (!isWrong || !wrong.tries.tooMany(wrong.addressOf(c))) return error;
	return new AppError(
		"tooMany",
		"Expected at most 20 wrong keys a minute, came more from this address. A right key is taken at any time.",
		{ retryAfterSeconds: 60 },
	);
}

/** A cookie rides along wherever a page sends the browser; only our own pages may make it act. */
function refuseForeignPage({ settings }: Service, request: Request): void {
	if (request.method === "GET" || request.method === "HEAD") return;
	const origin = request.headers.get("Origin");
	if (origin === new URL(settings.publicUrl).origin) return;
	throw new AppError(
		"forbidden",
		`Expected this request from a page of ${new URL(settings.publicUrl).origin}, came ${origin === null ? "one that does not say where from" : "one of another origin"}.`,
	);
}

async function askingWith(
	service: Service,
	adminApiKey: string | undefined,
	presented: string,
): Promise<Asking> {
	const hash = hashOfKey(presented);
	if (adminApiKey !== undefined && sameHash(hash, hashOfKey(adminApiKey)))
		return machine(ADMIN_KEY_ID, "ADMIN_API_KEY", [
			{ role: "administrator", scope: EVERYTHING },
		]);
	const row = await service.roster.apiKey(hash);
	if (!row || !sameHash(row.keyHash, hash))
		throw new AppError(
			"unauthorized",
			"Expected a key made by `dzvin key create` or the ADMIN_API_KEY of the settings, came a key that is neither.",
		);
	if (hasExpired(row, service.clock.now()))
		throw new AppError(
			"unauthorized",
			"The key has expired; make a new one with `dzvin key create`.",
		);
	noteUse(service, row);
	return machine(row.id, row.name, [grantOfKey(row.id, row.scope)]);
}

const machine = (
	keyId: string,
	name: string,
	grants: readonly Grant[],
): Asking => ({
	keyId,
	name,
	grants,
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

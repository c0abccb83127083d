/**
 * Keys of machines. A key is shown once, when it is made; the database holds its
 * hash, so nobody who reads the database can call us in its name.
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Administrator } from "./administer.ts";
import { mustSeeEverything, newId, writeRoster } from "./administer.ts";
import type { Instant } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import type { ApiKeyRow, KeyedHash, Scope } from "./ports.ts";
import { EVERYTHING } from "./ports.ts";
import type { Service } from "./service.ts";

/** The key of the settings, for set-up by script; not a row of the database. */
export const ADMIN_KEY_ID = "admin";

export type NewKey = { id: string; key: string; expiresAt: Instant };
export type KnownKey = Omit<ApiKeyRow, "keyHash">;

const DAY_MS = 86_400_000;
/** A key nobody renewed for a year is a key nobody watches. */
const LIVES_MS = 365 * DAY_MS;
/** The old and the new one, while a machine changes over. */
const OF_ONE_NAME = 2;
/** Last use is shown to the minute: an alarm must not pay for a write of its own. */
const USE_NOTED_MS = 60_000;

/** What the shell of the machine may do: whoever reaches it owns the database anyway. */
export const OPERATOR: Administrator = {
	by: { kind: "service" },
	scope: EVERYTHING,
};

export async function createKey(
	service: Service,
	asked: { name: string; scope: Scope; expiresAt?: Instant },
	who: Administrator = OPERATOR,
): Promise<NewKey> {
	mustSeeEverything(who.scope, "make a key");
	const key = `dzvin_${randomKey()}`;
	return writeRoster(service, async () => {
		const now = service.clock.now();
		await refuseThird(service, asked.name, now);
		const id = newId();
		const row: ApiKeyRow = {
			id,
			...asked,
			...(asked.scope.kind === "own"
				? { scope: { kind: "own", by: id } as const }
				: {}),
			expiresAt: asked.expiresAt ?? now + LIVES_MS,
			keyHash: hashOfKey(key),
			createdAt: now,
		};
		const { keyHash: _keyHash, ...shown } = row;
		return {
			event: { type: "KeyMade", by: who.by, key: shown },
			roster: [{ table: "apiKey", row }],
			result: {
				id: row.id,
				key,
				expiresAt: row.expiresAt ?? now,
			},
		};
	});
}

async function refuseThird(
	service: Service,
	name: string,
	now: Instant,
): Promise<void> {
	const valid = (await service.roster.apiKeys()).filter(
		(key) => key.name === name && !hasExpired(key, now),
	);
	if (valid.length < OF_ONE_NAME) return;
	throw new AppError(
		"conflict",
		`Expected at most ${OF_ONE_NAME} valid keys named ${JSON.stringify(name)}, the old and the new one; there are ${valid.length}: ${valid.map(({ id }) => id).join(", ")}. Revoke one first, or give another name.`,
	);
}

export const hasExpired = (key: ApiKeyRow, now: Instant): boolean =>
	key.expiresAt !== undefined && key.expiresAt <= now;

export async function listKeys(
	service: Service,
	who: Administrator = OPERATOR,
): Promise<KnownKey[]> {
	mustSeeEverything(who.scope, "see the keys");
	const rows = await service.roster.apiKeys();
	return rows.map(({ keyHash: _keyHash, ...shown }) => shown);
}

/** Notes that a key was used; what cannot be noted stops nobody. */
export function noteUse(service: Service, key: ApiKeyRow): void {
	const at = service.clock.now();
	if (key.lastUsedAt !== undefined && at - key.lastUsedAt < USE_NOTED_MS)
		return;
	service.store
		.append({ at, roster: [{ table: "keyUse", id: key.id, at }] })
		.catch((error: unknown) =>
			service.log.warn("keys: a use could not be noted", {
				error: error instanceof Error ? error.name : "unknown",
			}),
		);
}

export async function revokeKey(
	service: Service,
	id: string,
	who: Administrator = OPERATOR,
): Promise<void> {
	mustSeeEverything(who.scope, "revoke a key");
	return writeRoster(service, async () => {
		const known = (await service.roster.apiKeys()).some((key) => key.id === id);
		if (!known)
			throw new AppError(
				"notFound",
				"Expected the id of a key, came one that no key has; `dzvin key list` shows them.",
			);
		return {
			event: { type: "KeyRevoked", by: who.by, keyId: id },
			roster: [{ delete: "apiKey", id }],
			result: undefined,
		};
	});
}

/**
 * 256 random bits cannot be guessed from a plain hash, so a key outlives a change of
 * DZVIN_SECRET. The word before it keeps it from ever equalling another hash.
 */
export const hashOfKey = (key: string): KeyedHash =>
	createHash("sha256").update(`key:${key}`).digest("base64url") as KeyedHash;

/** `everything`, `own`, `brigades:<id>,<id>` or `area:UA…` of the command line. */
export function readScope(text: string): Scope {
	if (text === "everything") return EVERYTHING;
	// Whose, is known when the key has an id.
	if (text === "own") return { kind: "own", by: "" };
	const [kind, rest = ""] = text.split(/:(.*)/s);
	const ids = rest.split(",").filter((id) => id !== "");
	if (kind === "brigades" && ids.length > 0) return { kind: "brigades", ids };
	if (kind === "area" && /^UA\d{17}$/.test(rest))
		return { kind: "area", code: rest };
	throw new AppError(
		"invalid",
		`Expected a scope: everything, own, brigades:<id>,<id> or area:<KATOTTG code>, came ${JSON.stringify(text.slice(0, 60))}.`,
	);
}

export function scopeWords(scope: Scope): string {
	switch (scope.kind) {
		case "brigades":
			return `brigades:${scope.ids.join(",")}`;
		case "area":
			return `area:${scope.code}`;
		case "anyOf":
			return scope.scopes.map(scopeWords).join(" ");
		default:
			return scope.kind;
	}
}

/** `90d` from now, or an ISO 8601 instant or day. */
export function readExpiry(text: string, now: Instant): Instant {
	const days = /^(\d{1,4})d$/.exec(text)?.[1];
	const at = days ? now + Number(days) * DAY_MS : Date.parse(text);
	if (at > now) return at;
	throw new AppError(
		"invalid",
		`Expected days such as 90d or a day ahead such as 2027-01-31, came ${JSON.stringify(text.slice(0, 40))}.`,
	);
}

const randomKey = (): string =>
	Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");

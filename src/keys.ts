/**
 * Keys of machines. A key is shown once, when it is made; the database holds its
 * keyed hash, so nobody who reads the database can call us in its name.
 */
import { Buffer } from "node:buffer";
import type { Administrator } from "./administer.ts";
import { mustSeeEverything, newId, writeRoster } from "./administer.ts";
import type { Instant } from "./core/kinds.ts";
import { AppError } from "./errors.ts";
import type { ApiKeyRow, KeyedHash, Scope } from "./ports.ts";
import { EVERYTHING } from "./ports.ts";
import type { Service } from "./service.ts";

export type NewKey = { id: string; key: string; expiresAt?: Instant };

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
		const row: ApiKeyRow = {
			id: newId(),
			...asked,
			keyHash: hashOfKey(service, key),
			createdAt: service.clock.now(),
		};
		const { keyHash: _keyHash, ...shown } = row;
		return {
			event: { type: "KeyMade", by: who.by, key: shown },
			roster: [{ table: "apiKey", row }],
			result: {
				id: row.id,
				key,
				...(row.expiresAt === undefined ? {} : { expiresAt: row.expiresAt }),
			},
		};
	});
}

export async function revokeKey(
	service: Service,
	id: string,
	who: Administrator = OPERATOR,
): Promise<void> {
	mustSeeEverything(who.scope, "revoke a key");
	return writeRoster(service, async () => ({
		event: { type: "KeyRevoked", by: who.by, keyId: id },
		roster: [{ delete: "apiKey", id }],
		result: undefined,
	}));
}

/** The word before it keeps a key from ever equalling a hashed phone or code. */
export const hashOfKey = (service: Service, key: string): KeyedHash =>
	service.secrets.hash(`key:${key}`);

/** `everything`, `brigades:<id>,<id>` or `area:UA…` of the command line. */
export function readScope(text: string): Scope {
	if (text === "everything") return EVERYTHING;
	const [kind, rest = ""] = text.split(/:(.*)/s);
	const ids = rest.split(",").filter((id) => id !== "");
	if (kind === "brigades" && ids.length > 0) return { kind: "brigades", ids };
	if (kind === "area" && /^UA\d{17}$/.test(rest))
		return { kind: "area", code: rest };
	throw new AppError(
		"invalid",
		`Expected a scope: everything, brigades:<id>,<id> or area:<KATOTTG code>, came ${JSON.stringify(text.slice(0, 60))}.`,
	);
}

/** `90d` from now, or an ISO 8601 instant or day. */
export function readExpiry(text: string, now: Instant): Instant {
	const days = /^(\d{1,4})d$/.exec(text)?.[1];
	const at = days ? now + Number(days) * 86_400_000 : Date.parse(text);
	if (at > now) return at;
	throw new AppError(
		"invalid",
		`Expected days such as 90d or a day ahead such as 2027-01-31, came ${JSON.stringify(text.slice(0, 40))}.`,
	);
}

const randomKey = (): string =>
	Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64url");
